/* Inlines -> signs.
 *
 * Rules want to see a paragraph as a reader does: emphasis and links gone, a soft line break as a space, a footnote's
 * number as nothing. Each sign remembers its piece of the source, and a place is worked out only for a finding.
 * Invariant: signs of one piece stand in the order of its text. A pair of ` or * around half a sentence whose ends
 * both lie inside words is no code or emphasis but two apostrophes typed wrongly; such marks become signs again.
 * Rejected: rules on the UTF-8 source (they would meet markup at every step); regular expressions (no places, and
 * backtracking that hostile text can make slow).
 */
#include "proof/strip.h"

#include "base/utf8.h"

#define IOTATED "єїюяеёЄЇЮЯЕЁ" /* an apostrophe stands before these letters */

void strip_clear(struct strip *strip, struct str language) {
    strip->signs.len = strip->pieces.len = strip->words.len = 0;
    strip->language = language;
    strip->tick = 0;
    strip->after_note = false;
}

uint32_t sign_at(const struct strip *strip, size_t i) { return i < strip->signs.len ? strip->signs.at[i].cp : 0; }

bool sign_fixed(const struct strip *strip, size_t i) { return i < strip->signs.len && strip->signs.at[i].fixed; }

bool is_blank(uint32_t cp) { return cp == 0xA0 || cp == 0x202F || cp == 0x2007 || cp == 0x3000 || cp_is_space(cp); }

bool is_apostrophe(uint32_t cp) { return cp == '\'' || cp == 0x2019 || cp == 0x02BC; }

bool same_language(struct str a, struct str b) {
    size_t i = 0;
    for (;; i++) {
        bool a_ends = i >= a.len || a.s[i] == '-', b_ends = i >= b.len || b.s[i] == '-';
        if (a_ends || b_ends) return a_ends && b_ends;
        if ((a.s[i] | 0x20) != (b.s[i] | 0x20)) return false;
    }
}

/* ---- filling ------------------------------------------------------------------------------------------------- */

static uint32_t add_piece(struct ctx *ctx, struct strip *strip, struct str text, struct place place) {
    *vec_push(ctx->scratch, &strip->pieces) = (struct piece){text, place};
    return (uint32_t)(strip->pieces.len - 1);
}

static void add_sign(struct ctx *ctx, struct strip *strip, uint32_t cp, struct place place) {
    uint32_t piece = add_piece(ctx, strip, (struct str){0}, place);
    *vec_push(ctx->scratch, &strip->signs) = (struct sign){cp, piece, 0, false};
}

void strip_add_text(struct ctx *ctx, struct strip *strip, struct str text, struct place place) {
    uint32_t piece = add_piece(ctx, strip, text, place);
    bool fixed = place_is_escape(ctx->diags, place, text);
    for (size_t at = 0; at < text.len;) {
        uint32_t offset = (uint32_t)at, cp = utf8_next(text.s, text.len, &at);
        if (strip->tick && offset == 0 && cp_is_cyrillic(cp)) add_sign(ctx, strip, strip->tick, place);
        strip->tick = 0;
        bool again = strip->after_note && is_blank(cp); /* the blanks around the call are not two together */
        strip->after_note = false;
        if (cp == 0xAD || again) continue; /* a soft hyphen is no part of the spelling */
        *vec_push(ctx->scratch, &strip->signs) = (struct sign){cp == '\n' ? ' ' : cp, piece, offset, fixed};
    }
}

/* The letter before here and the first one of `text` could have an apostrophe between them. */
static bool splits_word(const struct strip *strip, struct str text) {
    size_t at = 0;
    uint32_t before = sign_at(strip, strip->signs.len - 1);
    if (!text.len || !cp_is_cyrillic(before)) return false;
    uint32_t first = utf8_next(text.s, text.len, &at);
    for (size_t i = 0; i + 1 < sizeof IOTATED;)
        if (utf8_next(IOTATED, sizeof IOTATED - 1, &i) == first) return true;
    return false;
}

static void add_code(struct ctx *ctx, struct strip *strip, const struct inline_node *node) {
    if (!splits_word(strip, node->text)) {
        add_sign(ctx, strip, SIGN_OBJECT, node->place);
        return;
    }
    struct place tick = node->place;
    if (tick.start) tick.end = tick.start--;
    add_sign(ctx, strip, '`', tick);
    strip_add_text(ctx, strip, node->text, node->place);
    strip->tick = '`';
}

static void add_emphasis(struct ctx *ctx, struct strip *strip, const struct inline_node *node) {
    struct place mark = node->place;
    mark.end = mark.start + 1;
    bool apostrophe = node->children && node->children->len && splits_word(strip, node->children->at[0].text);
    if (apostrophe) add_sign(ctx, strip, '*', mark);
    strip_add_inlines(ctx, strip, node->children);
    if (apostrophe) strip->tick = '*';
}

/* A bare address: the link's text is its target. */
static bool is_bare(const struct inline_node *link) {
    if (!link->children || link->children->len != 1 || link->children->at[0].kind != INLINE_TEXT) return false;
    struct str text = link->children->at[0].text, url = link->url;
    return text.len && text.len <= url.len && memcmp(url.s + url.len - text.len, text.s, text.len) == 0;
}

static void add_node(struct ctx *ctx, struct strip *strip, const struct inline_node *node) {
    switch (node->kind) {
    case INLINE_TEXT: strip_add_text(ctx, strip, node->text, node->place); break;
    case INLINE_CODE: add_code(ctx, strip, node); break;
    case INLINE_EMPH: add_emphasis(ctx, strip, node); break;
    case INLINE_STRONG:
    case INLINE_STRIKE: strip_add_inlines(ctx, strip, node->children); break;
    case INLINE_SPAN:
        if (node->lang.len && !same_language(node->lang, strip->language))
            add_sign(ctx, strip, SIGN_OBJECT, node->place);
        else
            strip_add_inlines(ctx, strip, node->children);
        break;
    case INLINE_LINK:
        if (is_bare(node))
            add_sign(ctx, strip, SIGN_OBJECT, node->place);
        else
            strip_add_inlines(ctx, strip, node->children);
        break;
    case INLINE_IMAGE:
    case INLINE_HTML: add_sign(ctx, strip, SIGN_OBJECT, node->place); break;
    case INLINE_NOTE: strip->after_note = strip->signs.len && is_blank(sign_at(strip, strip->signs.len - 1)); break;
    case INLINE_SPACE:
        if (!strip->after_note) add_sign(ctx, strip, ' ', node->place);
        strip->after_note = false;
        break;
    case INLINE_BREAK: add_sign(ctx, strip, SIGN_BREAK, node->place); break;
    }
}

/* Recursion is bounded: the model keeps at most 32 inlines inside one another. */
void strip_add_inlines(struct ctx *ctx, struct strip *strip, const struct inlines *inlines) {
    for (size_t i = 0; inlines && i < inlines->len; i++) add_node(ctx, strip, &inlines->at[i]);
}

/* ---- addresses ----------------------------------------------------------------------------------------------- */

static bool is_ascii_letter(uint32_t cp) { return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z'; }
static bool is_ascii_word(uint32_t cp) { return is_ascii_letter(cp) || cp_is_digit(cp) || cp == '-'; }
/* Mailboxes and domains may be Cyrillic. */
static bool is_mail_word(uint32_t cp) { return cp_is_letter(cp) || cp_is_digit(cp) || cp == '-'; }

/* visnyk.example.org, issue.yaml: labels of ASCII, a Latin letter somewhere, the last label in one case. */
static bool is_dotted(const struct strip *s, size_t start, size_t end) {
    bool letter = false, small = true, capital = true;
    size_t label = 0, labels = 0;
    for (size_t i = start; i <= end; i++) {
        uint32_t cp = i < end ? sign_at(s, i) : '.';
        if (cp == '.') {
            if (!label) return false;
            labels++;
            if (i == end) return labels > 1 && letter && (small || capital);
            label = 0;
            small = capital = true;
            continue;
        }
        if (!is_ascii_word(cp)) return false;
        label++;
        letter = letter || is_ascii_letter(cp);
        small = small && !(cp >= 'A' && cp <= 'Z');
        capital = capital && !(cp >= 'a' && cp <= 'z');
    }
    return false;
}

static bool closes_token(uint32_t cp) {
    return (cp && cp < 0x80 && strchr(".,;:!?)]>\"'", (int)cp)) || cp == 0xBB || cp == 0x201C || cp == 0x201D ||
           cp == 0x2019 || cp == 0x2026;
}

/* What a token of ASCII or not shows of being an address, a path, an option, a piece of program. */
static bool is_address(const struct strip *s, size_t start, size_t end) {
    bool ascii = true, technical = false, slash = false, dot = false, letter = false;
    for (size_t i = start; i < end; i++) {
        uint32_t cp = sign_at(s, i), next = i + 1 < end ? sign_at(s, i + 1) : 0;
        if (cp == ':' && next == '/' && i + 2 < end && sign_at(s, i + 2) == '/') return true;
        bool placeholder =
            cp == '%' && next && !closes_token(next) && next != '-' && (i == start || !cp_is_digit(sign_at(s, i - 1)));
        if (cp == '\\' || placeholder) return true;
        if (cp == '@' && i > start && is_mail_word(sign_at(s, i - 1)) && is_mail_word(next)) return true;
        ascii = ascii && cp < 0x80;
        letter = letter || is_ascii_letter(cp);
        technical =
            technical || cp == '_' || cp == '=' || cp == '$' || cp == '~' || cp == '#' || cp == '{' || cp == '+';
        slash = slash || cp == '/';
        dot = dot || cp == '.';
    }
    if (!ascii || !letter) return false;
    uint32_t first = sign_at(s, start);
    bool option = first == '-' && end > start + 1 && (sign_at(s, start + 1) == '-' || end - start <= 3);
    return technical || option || first == '/' || first == '.' || (slash && dot) || is_dotted(s, start, end);
}

static bool opens_token(uint32_t cp) {
    return cp == '(' || cp == '[' || cp == '<' || cp == '"' || cp == 0xAB || cp == 0x201E || cp == 0x201C;
}

static bool ends_token(uint32_t cp) { return is_blank(cp) || cp == SIGN_OBJECT || cp == SIGN_BREAK; }

/* The end of an address that takes back the brackets it opened: %[a]. */
static size_t with_brackets(const struct strip *s, size_t start, size_t end) {
    static const char opening[] = "([{", closing[] = ")]}";
    int open[3] = {0};
    for (size_t i = start;; i++) {
        uint32_t cp = sign_at(s, i);
        const char *o = cp && cp < 0x80 ? strchr(opening, (int)cp) : NULL,
                   *c = cp && cp < 0x80 ? strchr(closing, (int)cp) : NULL;
        if (i >= end && (!c || open[c - closing] <= 0)) return end;
        if (o) open[o - opening]++;
        if (c) open[c - closing]--;
        if (i >= end) end = i + 1;
    }
}

/* Does a bracket close in signs [start, end) that stands open right before them? (a){2} */
static bool lacks_opening(const struct strip *s, size_t start, size_t end) {
    uint32_t opening = sign_at(s, start - 1), closing = opening == '(' ? ')' : opening == '[' ? ']' : 0;
    int open = 0;
    for (size_t i = start; closing && i < end && open >= 0; i++)
        open += (sign_at(s, i) == opening) - (sign_at(s, i) == closing);
    return open < 0;
}

static void fix_addresses(struct strip *s) {
    for (size_t i = 0; i < s->signs.len;) {
        while (i < s->signs.len && ends_token(sign_at(s, i))) i++;
        size_t start = i, end;
        while (i < s->signs.len && !ends_token(sign_at(s, i))) i++;
        for (end = i; end > start && closes_token(sign_at(s, end - 1));) end--;
        while (start < end && opens_token(sign_at(s, start))) start++;
        if (end - start < 2 || !is_address(s, start, end)) continue;
        if (start > 0 && lacks_opening(s, start, end)) start--;
        end = with_brackets(s, start, end);
        for (size_t k = start; k < end; k++) s->signs.at[k].fixed = true;
    }
}

/* ---- words --------------------------------------------------------------------------------------------------- */

static void find_words(struct ctx *ctx, struct strip *s) {
    for (size_t i = 0; i < s->signs.len;) {
        if (!cp_is_letter(sign_at(s, i))) {
            i++;
            continue;
        }
        struct word word = {.start = i};
        for (; i < s->signs.len && cp_is_letter(sign_at(s, i)); i++) {
            word.latin += cp_is_latin(sign_at(s, i));
            word.cyrillic += cp_is_cyrillic(sign_at(s, i));
            word.fixed = word.fixed || s->signs.at[i].fixed;
        }
        word.end = i;
        *vec_push(ctx->scratch, &s->words) = word;
    }
}

void strip_finish(struct ctx *ctx, struct strip *strip) {
    fix_addresses(strip);
    find_words(ctx, strip);
}

/* ---- places -------------------------------------------------------------------------------------------------- */

/* Longer pieces that are not in step with their source are shown as a whole: looking the place up costs a walk. */
#define WALK_MAX 8192 /* [bytes] */

static bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/* The source offset of `offset` in a piece whose blanks were folded (YAML); false when they differ otherwise. */
static bool walk_source(const struct piece *piece, struct str source, size_t at, size_t offset, size_t *out) {
    if (piece->text.len > WALK_MAX) return false;
    for (size_t i = 0; i < offset; i++) {
        if (at >= source.len) return false;
        bool white = is_white(piece->text.s[i]);
        if (white != is_white(source.s[at]) || (!white && source.s[at] != piece->text.s[i])) return false;
        at++;
        bool last = i + 1 >= piece->text.len || !is_white(piece->text.s[i + 1]);
        while (white && last && at < source.len && is_white(source.s[at])) at++;
    }
    *out = at;
    return true;
}

static bool locate(struct ctx *ctx, const struct piece *piece, size_t offset, size_t *out) {
    const struct diag_file *file = diags_file_lookup(ctx->diags, piece->place.file);
    struct place behind = {piece->place.file, piece->place.end, piece->place.end};
    size_t start = text_of_place(ctx->diags, piece->place), end = text_of_place(ctx->diags, behind);
    if (!file || !piece->text.len || piece->place.end <= piece->place.start) return false;
    *out = start + offset;
    return end - start == piece->text.len || walk_source(piece, str_slice(file->text, 0, end), start, offset, out);
}

struct place strip_place(struct ctx *ctx, const struct strip *strip, size_t start, size_t end) {
    const struct sign *first = &strip->signs.at[start], *last = &strip->signs.at[end > start ? end - 1 : start];
    const struct piece *from = &strip->pieces.at[first->piece], *to = &strip->pieces.at[last->piece];
    size_t start_at, end_at, len = 0;
    struct place place = from->place, tail = to->place;
    if (locate(ctx, from, first->offset, &start_at)) place = place_of_text(ctx->diags, place.file, start_at, start_at);
    if (to->text.len) {
        len = last->offset;
        utf8_next(to->text.s, to->text.len, &len);
        len -= last->offset;
    }
    if (locate(ctx, to, last->offset, &end_at)) tail = place_of_text(ctx->diags, tail.file, end_at, end_at + len);
    if (place.file == tail.file && tail.end >= place.start) place.end = tail.end;
    return place;
}
