/* Old text put right before anybody reads it.
 *
 * One walk over the text writes a new one: at each character the repairs are asked in turn, and what none of them wants
 * is copied with its place. A second walk follows when the first one found text decoded twice, since only then are
 * there words to look at. Neighbours are looked at in the old text. Rejected: putting words right by a dictionary; a
 * repair that can be wrong must be seen, and a word that is merely unknown is proofreading's business.
 */
#include "source/repair.h"

#include <string.h>

#include "base/utf8.h"
#include "source/mapped.h"

#define NOTED_MAX 200 /* of one repair; more than anybody reads, the count says the rest */
#define WORD_MAX 200  /* [bytes] looked at on each side */
#define SHOWN_MAX 60  /* [bytes] of a message */

struct repairer {
    struct ctx *ctx;
    struct source *source;
    struct str s;
    rule_set rules;
    struct mapped out;
    struct repair_counts *counts;
    const struct textmap *map; /* of the old text */
    size_t entry;              /* of the map, that of the place reached */
    size_t word_end;           /* of the word that was looked at last */
    bool word_mixed;           /* it is Cyrillic but for its Latin i */
};

/* ---- copying ------------------------------------------------------------------------------------------------- */

/* The entry of the old map for text at `at`, which never falls; *byte: what stands for it. */
static struct textmap_entry entry_of(struct repairer *r, size_t at, size_t *byte) {
    struct textmap_entry entry = {(uint32_t)at, (uint32_t)at, 1, 1};
    if (r->map && r->map->len) {
        while (r->entry + 1 < r->map->len && r->map->at[r->entry + 1].text <= at) r->entry++;
        entry = r->map->at[r->entry];
    }
    *byte = entry.byte + (entry.text_step ? (at - entry.text) / entry.text_step * entry.byte_step : 0);
    return entry;
}

/* A character as it is. */
static void copy(struct repairer *r, size_t at, size_t len) {
    size_t byte;
    struct textmap_entry entry = entry_of(r, at, &byte);
    bool same = entry.text_step == 1 && entry.byte_step == 1;
    mapped_add(&r->out, byte, entry.text_step == len || same ? entry.byte_step : 0, same,
               str_slice(r->s, at, at + len));
}

/* Text [at, end) becomes `with`. */
static void change(struct repairer *r, enum rule rule, size_t at, size_t end, struct str with) {
    static const struct {
        enum rule rule;
        enum diag_code code;
    } codes[] = {{RULE_TWICE_DECODED, DIAG_REPAIR_TWICE_DECODED},
                 {RULE_LATIN_I, DIAG_REPAIR_LATIN_I},
                 {RULE_SOFT_HYPHENS, DIAG_REPAIR_SOFT_HYPHENS},
                 {RULE_APOSTROPHE, DIAG_REPAIR_APOSTROPHE}};
    size_t byte;
    entry_of(r, at, &byte);
    for (size_t i = 0; i < with.len;) {
        size_t from = i;
        utf8_next(with.s, with.len, &i);
        mapped_add(&r->out, byte, 0, false, str_slice(with, from, i));
    }
    if (r->counts->at[rule]++ >= NOTED_MAX) return;
    struct place place = place_of_text(r->ctx->diags, r->source->file, at, end);
    struct str old = str_slice(r->s, at, end < at + SHOWN_MAX ? end : at + SHOWN_MAX);
    while (old.len && ((unsigned char)r->s.s[at + old.len] & 0xC0) == 0x80) old.len--;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i].rule != rule) continue;
        if (with.len)
            diag(r->ctx, codes[i].code, place, "%.*s → %.*s", STR_ARG(old), STR_ARG(str_slice(with, 0, SHOWN_MAX)));
        else
            diag(r->ctx, codes[i].code, place, "%s", "");
    }
}

/* ---- neighbours ---------------------------------------------------------------------------------------------- */

static uint32_t before(const struct repairer *r, size_t at) { return at > 0 ? utf8_prev(r->s.s, &at) : 0; }

static uint32_t behind(const struct repairer *r, size_t at) {
    return at < r->s.len ? utf8_next(r->s.s, r->s.len, &at) : 0;
}

static bool is_i(uint32_t cp) { return cp == 'i' || cp == 'I'; }

static bool in_word(uint32_t cp) { return cp_is_letter(cp) || cp == '\'' || cp == 0x2019; }

/* Looks at the word that begins at `at`: are its letters Cyrillic, but for a Latin i? */
static void look_at_word(struct repairer *r, size_t at) {
    size_t cyrillic = 0, latin = 0, start = at;
    while (at < r->s.len && at - start < WORD_MAX) {
        size_t next = at;
        uint32_t cp = utf8_next(r->s.s, r->s.len, &next);
        if (!in_word(cp)) break;
        cyrillic += cp_is_cyrillic(cp);
        latin += cp_is_latin(cp) && !is_i(cp);
        at = next;
    }
    r->word_end = at > start ? at : start + 1;
    r->word_mixed = cyrillic > 0 && !latin;
}

/* The last letter of the word that ends at `at`, one that ends in Latin i aside: what it was meant to be is not known
 * yet. */
static uint32_t last_letter(const struct repairer *r, size_t at) {
    uint32_t last = before(r, at);
    while (is_i(last) && in_word(before(r, at - 1))) last = before(r, --at);
    return last;
}

/* Is the letter next to the word at [at, end), behind blanks of the same line, Cyrillic? The name of a file is none. */
static bool beside_cyrillic(const struct repairer *r, size_t at, size_t end) {
    if (behind(r, end) == '.' && cp_is_latin(behind(r, end + 1))) return false;
    while (at > 0 && r->s.s[at - 1] == ' ') at--;
    while (end < r->s.len && r->s.s[end] == ' ') end++;
    uint32_t last = last_letter(r, at), next = behind(r, end);
    return (cp_is_cyrillic(last) || cp_is_cyrillic(next)) && !cp_is_latin(last) && (!cp_is_latin(next) || is_i(next)) &&
           !(at > 0 && (last == '.' || cp_is_digit(last)));
}

/* ---- the repairs: each returns the end of what it changed, or 0 -------------------------------------------------- */

static size_t repair_latin_i(struct repairer *r, size_t at, uint32_t cp) {
    if (at >= r->word_end && in_word(cp)) look_at_word(r, at);
    if (!is_i(cp)) return 0;
    bool alone = !in_word(before(r, at)) && !in_word(behind(r, at + 1));
    /* A capital that stands alone may be a Roman figure. */
    if (alone ? cp == 'I' || !beside_cyrillic(r, at, at + 1) : !r->word_mixed) return 0;
    change(r, RULE_LATIN_I, at, at + 1, cp == 'i' ? STR("і") : STR("І"));
    return at + 1;
}

/* `"` `*` and accents; ' stays, it is the language's rule that makes a good apostrophe of it. A capital behind a small
 * letter begins a name in quotes. */
static size_t repair_apostrophe(struct repairer *r, size_t at, uint32_t cp) {
    static const uint32_t vowels[] = {0x44F, 0x44E, 0x454, 0x457};
    if (cp != '"' && cp != '*' && cp != '`' && cp != 0xB4) return 0;
    size_t end = at;
    utf8_next(r->s.s, r->s.len, &end);
    uint32_t last = before(r, at), next = behind(r, end);
    if (!cp_is_cyrillic(last) || (cp_is_upper(next) && !cp_is_upper(last))) return 0;
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
        if (cp_lower(next) != vowels[i]) continue;
        change(r, RULE_APOSTROPHE, at, end, STR("'"));
        return end;
    }
    return 0;
}

static size_t repair_soft_hyphen(struct repairer *r, size_t at, uint32_t cp) {
    if (cp != 0xAD) return 0;
    size_t end = at + 2, line = end; /* of U+00AD in UTF-8 */
    while (line < r->s.len && (r->s.s[line] == ' ' || r->s.s[line] == '\t')) line++;
    if (line < r->s.len && r->s.s[line] == '\n') {
        for (line++; line < r->s.len && (r->s.s[line] == ' ' || r->s.s[line] == '\t');) line++;
        if (cp_is_letter(behind(r, line))) end = line;
    }
    change(r, RULE_SOFT_HYPHENS, at, end, (struct str){"", 0});
    return end;
}

static size_t repair_at(struct repairer *r, size_t at, uint32_t cp) {
    size_t end = 0;
    if (r->rules & RULE_BIT(RULE_LATIN_I)) end = repair_latin_i(r, at, cp);
    if (!end && r->rules & RULE_BIT(RULE_APOSTROPHE)) end = repair_apostrophe(r, at, cp);
    if (!end && r->rules & RULE_BIT(RULE_SOFT_HYPHENS)) end = repair_soft_hyphen(r, at, cp);
    return end;
}

/* ---- the walks ----------------------------------------------------------------------------------------------- */

static void begin(struct repairer *r) {
    const struct diag_file *file = diags_file_lookup(r->ctx->diags, r->source->file);
    r->s = r->source->text;
    r->map = file->map;
    r->entry = 0;
    mapped_init(&r->out, r->ctx->arena);
}

static void end(struct repairer *r) {
    mapped_end(&r->out, r->source->bytes.len);
    r->source->text = buf_view(&r->out.text);
    diags_decoded(r->ctx->diags, r->source->file, r->source->text, r->out.map);
}

static void walk_twice(struct repairer *r, struct twice *twice) {
    struct buf meant;
    buf_init(&meant, r->ctx->scratch);
    begin(r);
    for (size_t at = 0; at < r->s.len;) {
        size_t next = at;
        if ((unsigned char)r->s.s[at] < 0x80) {
            copy(r, at++, 1);
            continue;
        }
        meant.len = 0;
        size_t stop = twice_read(twice, r->source, at, &meant);
        if (stop) {
            change(r, RULE_TWICE_DECODED, at, stop, buf_view(&meant));
            at = stop;
            continue;
        }
        while (next < r->s.len && (unsigned char)r->s.s[next] >= 0x80) { /* what does not fit stays as a whole */
            size_t from = next;
            utf8_next(r->s.s, r->s.len, &next);
            copy(r, from, next - from);
        }
        at = next;
    }
    end(r);
}

/* Is there anything for walk_signs? Most text needs none of it, and a new map costs more than a look. */
static bool has_signs(struct str s) {
    for (size_t at = 0; at < s.len; at++) {
        char c = s.s[at];
        bool mixed = c == 'i' || c == 'I' || c == '"' || c == '*' || c == '`';
        if (mixed || (c == '\xC2' && at + 1 < s.len && (s.s[at + 1] == '\xAD' || s.s[at + 1] == '\xB4'))) return true;
    }
    return false;
}

static void walk_signs(struct repairer *r) {
    if (!has_signs(r->source->text)) return;
    begin(r);
    for (size_t at = 0; at < r->s.len;) {
        size_t next = at;
        uint32_t cp = utf8_next(r->s.s, r->s.len, &next);
        size_t stop = repair_at(r, at, cp);
        if (!stop) copy(r, at, (stop = next) - at);
        at = stop;
    }
    end(r);
}

void source_repair(struct ctx *ctx, struct source *source, rule_set rules, struct repair_counts *counts) {
    struct repair_counts own = {{0}};
    struct repairer r = {.ctx = ctx, .source = source, .rules = rules, .counts = counts ? counts : &own};
    if (rules & RULE_BIT(RULE_TWICE_DECODED)) {
        struct twice *twice = twice_find(ctx, source);
        if (twice) walk_twice(&r, twice);
    }
    if (rules & (RULE_BIT(RULE_LATIN_I) | RULE_BIT(RULE_APOSTROPHE) | RULE_BIT(RULE_SOFT_HYPHENS))) walk_signs(&r);
}
