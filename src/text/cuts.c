/* Where a word may be divided.
 *
 * Three kinds of word: what the author divided with soft hyphens or zero-width spaces is divided there; addresses and
 * verbatim text are divided after their punctuation, without a hyphen; everything else behind its hyphens, dashes and
 * slashes, and in its stretches of letters by the patterns. A stretch is left whole when it touches a figure or a
 * hyphen, or holds a capital behind its first letter (ООН, ЮНЕСКО, YouTube) - Правопис 2019, section 63.
 * Scripts that have no spaces (and emoji) are left to ICU's line breaker, opened when the first such word comes:
 * for Cyrillic and Latin it would tell nothing that is not known here, and its start costs more than an article.
 *
 * Invariant: cuts are ascending and lie between two characters, never before a combining mark.
 */
#include "text/cuts.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#include "text/letters.h"
#include "text/text.h"

/* Penalties as TeX has them (plain.tex: \hyphenpenalty and \exhyphenpenalty 50), on its scale. */
enum {
    PENALTY_HYPHEN = 50,
    PENALTY_SHY_HYPHEN = 100, /* two letters left alone, or a double letter at the line's start */
    PENALTY_DASH = 20,
    PENALTY_RANGE = 9900, /* 2012–2014, XX–XXI: only where the line would else have holes or stick out */
    PENALTY_SLASH = 100,
    PENALTY_ADDRESS = 80,
    PENALTY_ADDRESS_DOT = 120,
    PENALTY_ADDRESS_HYPHEN = 9900, /* it would seem to be one of the line's end; only as PENALTY_RANGE */
    PENALTY_MAIL = 2000,           /* short enough for the next line, unless that leaves a hole in this one */
    CACHED_WORD = 96               /* [bytes] */
};

VEC(cut_vec, struct cut);

struct cut_entry {
    uint64_t hash;
    struct str word;
    const struct language *language;
    rule_set off;
    bool verbatim;
    struct cut_list cuts;
};

struct cutter {
    struct arena *arena;
    struct cut_entry **entries; /* open hash table, NULL: free */
    size_t mask, used;
    struct own_exceptions own;
    UBreakIterator *breaker; /* NULL until first used */
    bool breaker_tried;
};

/* One word at work. */
struct job {
    struct ctx *ctx;
    struct cutter *cutter;
    struct arena *work;
    const struct paragraph *p;
    const struct typed *at; /* its characters */
    size_t len;
    size_t from; /* its first character in the paragraph */
    struct language *language;
    rule_set off; /* of the rules that matter here */
    struct cut_vec cuts;
};

static void close_breaker(void *arg) {
    struct cutter *cutter = arg;
    if (cutter->breaker) ubrk_close(cutter->breaker);
}

struct cutter *cutter_new(struct ctx *ctx) {
    struct cutter *cutter = ARENA_NEW(ctx->arena, struct cutter);
    cutter->arena = ctx->arena;
    cutter->mask = 4095; /* an issue of eight pages fills it by half */
    cutter->entries = ARENA_ARRAY(ctx->arena, cutter->mask + 1, struct cut_entry *);
    arena_defer(ctx->arena, close_breaker, cutter);
    return cutter;
}

void cutter_add_exception(struct cutter *cutter, struct str word, struct place place) {
    *vec_push(cutter->arena, &cutter->own) = (struct own_exception){word, place};
}

static bool is_hyphen(uint32_t cp) { return cp == '-' || cp == 0x2010; }

static bool is_word_char(uint32_t cp) { return letter_is(cp) || letter_is_mark(cp) || cp_is_apostrophe(cp); }

static uint32_t byte_of(const struct job *job, size_t i) { return job->at[i].at - job->at[0].at; }

static struct cut *add(struct job *job, uint32_t at, unsigned penalty) {
    struct cut *cut = vec_push(job->work, &job->cuts);
    cut->at = at;
    cut->penalty = (uint16_t)penalty;
    return cut;
}

/* ---- stretches of letters ---------------------------------------------------------------------------------------- */

/* A figure, a hyphen or the like beside the stretch binds it; the figure of a note's call does not. */
static bool binds(const struct job *job, size_t i, const struct typed *letter) {
    const struct typed *t = &job->at[i];
    if (t->span != letter->span && job->p->source->spans[t->span].note) return false;
    return cp_is_digit(t->cp) || is_hyphen(t->cp) || t->cp == 0x2011 || t->cp == '_' || t->cp == '@';
}

static bool has_inner_capital(const struct typed *at, size_t len) {
    for (size_t i = 1; i < len; i++)
        if (letter_is_upper(at[i].cp)) return true;
    return false;
}

static size_t count_letters(const struct typed *at, size_t len) {
    size_t n = 0;
    for (size_t i = 0; i < len; i++) n += letter_is(at[i].cp) && !letter_is_mark(at[i].cp);
    return n;
}

static void divide(struct job *job, size_t from, size_t to) {
    const struct hyphenator *h = language_hyphenator(job->ctx, job->language, &job->cutter->own);
    struct str word = paragraph_text(job->p, job->from + from, job->from + to);
    uint32_t few[CACHED_WORD], *breaks = few;
    if (!h) return;
    if (word.len > CACHED_WORD) breaks = ARENA_ARRAY(job->work, word.len, uint32_t);
    size_t count = hyphenator_breaks(h, &job->language->hyphen, job->work, word, breaks);
    for (size_t i = 0, c = from; i < count; i++) {
        uint32_t at = byte_of(job, from) + breaks[i];
        while (c < to && byte_of(job, c) < at) c++;
        /* знан-ня rather than зна-ння, though both are right. */
        bool shy = c + 1 < to && job->at[c].cp == job->at[c + 1].cp;
        shy = shy || (c - from < 4 && count_letters(job->at + from, c - from) < 3);
        shy = shy || (to - c < 4 && count_letters(job->at + c, to - c) < 3);
        struct cut *cut = add(job, at, shy ? PENALTY_SHY_HYPHEN : PENALTY_HYPHEN);
        cut->hyphen = cut->from_rules = cut->flagged = true;
    }
}

/* The stretch of letters from `from`; returns its end. */
static size_t cut_letters(struct job *job, size_t from) {
    size_t start = from, to = from, end;
    while (to < job->len && is_word_char(job->at[to].cp)) to++;
    end = to;
    while (start < end && cp_is_apostrophe(job->at[start].cp)) start++;
    while (start < end && cp_is_apostrophe(job->at[end - 1].cp)) end--;
    if (end - start < job->language->hyphen.left + job->language->hyphen.right) return to;
    if (from > 0 && binds(job, from - 1, &job->at[start])) return to;
    if (to < job->len && binds(job, to, &job->at[start])) return to;
    if (job->off & RULE_BIT(RULE_HYPHENATION)) return to;
    if (!has_inner_capital(&job->at[start], end - start)) divide(job, start, end);
    return to;
}

/* ---- punctuation inside a word ----------------------------------------------------------------------------------- */

static size_t letters_before(const struct job *job, size_t i) {
    size_t n = 0;
    while (n < 4 && i > n && is_word_char(job->at[i - n - 1].cp)) n++;
    return n;
}

static size_t letters_from(const struct job *job, size_t i) {
    size_t n = 0;
    while (n < 4 && i + n < job->len && is_word_char(job->at[i + n].cp)) n++;
    return n;
}

static bool is_number(uint32_t cp) { return cp_is_digit(cp) || letter_roman(cp); }

/* A cut behind the mark at i, if there may be one. р-н, 2-й, з/п stay whole. */
static void cut_mark(struct job *job, size_t i) {
    uint32_t cp = job->at[i].cp;
    size_t before = letters_before(job, i), after = letters_from(job, i + 1);
    bool figures = i > 0 && cp_is_digit(job->at[i - 1].cp);
    if (i == 0 || i + 1 == job->len) return;
    bool ending = figures && (after <= 3 && !(job->off & RULE_BIT(RULE_ORDINAL)));
    if (is_hyphen(cp) && ((before > 1 && after > 1) || (figures && after && !ending)))
        add(job, byte_of(job, i + 1), PENALTY_HYPHEN)->flagged = true;
    else if ((cp == 0x2013 || cp == 0x2014) && (before || after || figures))
        add(job, byte_of(job, i + 1),
            is_number(job->at[i - 1].cp) && is_number(job->at[i + 1].cp) ? PENALTY_RANGE : PENALTY_DASH);
    else if ((cp == '/' || cp == '\\') && before > 2 && after > 2)
        add(job, byte_of(job, i + 1), PENALTY_SLASH);
}

static void cut_plain(struct job *job, bool letters) {
    for (size_t i = 0; i < job->len;) {
        if (letters && is_word_char(job->at[i].cp))
            i = cut_letters(job, i);
        else
            cut_mark(job, i++);
    }
}

/* ---- what the author asked for ----------------------------------------------------------------------------------- */

static bool has_flag(const struct job *job, unsigned flags) {
    for (size_t i = 1; i < job->len; i++)
        if (job->at[i].flags & flags) return true;
    return false;
}

static int compare_cuts(const struct cut *a, const struct cut *b) { return (a->at > b->at) - (a->at < b->at); }

/* Two ascending rows into one; where both have a cut the first row's holds. */
static void merge(struct job *job, const struct cut_vec *a, const struct cut_vec *b) {
    struct cut_vec out = {0};
    for (size_t i = 0, k = 0; i < a->len || k < b->len;) {
        int order = i == a->len ? 1 : k == b->len ? -1 : compare_cuts(&a->at[i], &b->at[k]);
        *vec_push(job->work, &out) = order <= 0 ? a->at[i] : b->at[k];
        i += order <= 0;
        k += order >= 0;
    }
    job->cuts = out;
}

static void cut_wishes(struct job *job) {
    struct cut_vec others = job->cuts;
    job->cuts = (struct cut_vec){0};
    for (size_t i = 1; i < job->len; i++) {
        unsigned flags = job->at[i].flags;
        if (letter_is_mark(job->at[i].cp) || !(flags & (TYPED_SOFT | TYPED_ZERO))) continue;
        struct cut *cut = add(job, byte_of(job, i), flags & TYPED_SOFT ? PENALTY_HYPHEN : 0);
        cut->hyphen = cut->flagged = flags & TYPED_SOFT;
    }
    struct cut_vec wishes = job->cuts;
    merge(job, &wishes, &others);
}

static void drop_joined(struct job *job) {
    size_t kept = 0;
    for (size_t i = 0, c = 0; i < job->cuts.len; i++) {
        while (c < job->len && byte_of(job, c) < job->cuts.at[i].at) c++;
        if (c < job->len && job->at[c].flags & TYPED_JOINED) continue;
        job->cuts.at[kept++] = job->cuts.at[i];
    }
    job->cuts.len = kept;
}

/* ---- addresses --------------------------------------------------------------------------------------------------- */

static bool is_ascii_word(uint32_t cp) {
    return cp_is_digit(cp) || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

/* example.org, https://..., name@host: Latin letters right on both sides of a full stop, "://" or "@". */
static bool is_address(const struct job *job) {
    for (size_t i = 1; i + 2 < job->len; i++) {
        uint32_t cp = job->at[i].cp;
        if (cp == ':' && job->at[i + 1].cp == '/' && job->at[i + 2].cp == '/') return true;
        bool between = is_ascii_word(job->at[i - 1].cp) && is_ascii_word(job->at[i + 1].cp);
        bool letters = !cp_is_digit(job->at[i - 1].cp) && !cp_is_digit(job->at[i + 1].cp);
        if (between && (cp == '@' || (cp == '.' && letters && is_ascii_word(job->at[i + 2].cp)))) return true;
    }
    return false;
}

static bool is_mail(const struct job *job) {
    bool at = false;
    for (size_t i = 0; i < job->len; i++) {
        if (job->at[i].cp == '/' || job->at[i].cp == ':') return false;
        at = at || job->at[i].cp == '@';
    }
    return at;
}

/* Behind / ? & = and the like; before a full stop, so that no line seems to end a sentence with it; behind a hyphen in
 * need alone. */
static void cut_address(struct job *job) {
    bool mail = is_mail(job);
    for (size_t i = 2; i + 1 < job->len; i++) {
        uint32_t before = job->at[i - 1].cp, after = job->at[i].cp;
        if (letter_is_mark(after)) continue;
        if (strchr("/?&=#_-@:;,+|~", (int)(before < 128 && before ? before : 1)) &&
            (is_word_char(after) || cp_is_digit(after)))
            add(job, byte_of(job, i), before == '-' ? PENALTY_ADDRESS_HYPHEN : mail ? PENALTY_MAIL : PENALTY_ADDRESS);
        else if (after == '.' && is_word_char(before) && is_word_char(job->at[i + 1].cp))
            add(job, byte_of(job, i), mail ? PENALTY_MAIL : PENALTY_ADDRESS_DOT);
    }
}

/* ---- other scripts ----------------------------------------------------------------------------------------------- */

/* Latin, Greek, Cyrillic and the signs that go with them. */
static bool is_known_script(uint32_t cp) {
    return cp < 0x590 || (cp >= 0x1C80 && cp < 0x2C00) || (cp >= 0xA640 && cp < 0xA720) || cp == 0xFFFD;
}

static bool is_foreign(const struct job *job) {
    for (size_t i = 0; i < job->len; i++)
        if (!is_known_script(job->at[i].cp)) return true;
    return false;
}

static UBreakIterator *open_breaker(struct cutter *cutter) {
    UErrorCode status = U_ZERO_ERROR;
    if (cutter->breaker_tried) return cutter->breaker;
    cutter->breaker_tried = true;
    cutter->breaker = ubrk_open(UBRK_LINE, "root", NULL, 0, &status);
    if (U_FAILURE(status)) cutter->breaker = NULL;
    return cutter->breaker;
}

static void cut_foreign(struct job *job) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaker = open_breaker(job->cutter);
    UChar *text = ARENA_ARRAY(job->work, job->len * 2, UChar);
    int32_t len = 0;
    if (!breaker || job->len > INT32_MAX / 2) return;
    for (size_t i = 0; i < job->len; i++) {
        UBool error = false;
        U16_APPEND(text, len, (int32_t)(job->len * 2), (UChar32)job->at[i].cp, error);
        if (error) text[len++] = 0xFFFD;
    }
    ubrk_setText(breaker, text, len, &status);
    if (U_FAILURE(status)) return;
    size_t i = 0;
    int32_t at = 0;
    for (int32_t next = ubrk_next(breaker); next != UBRK_DONE && next < len; next = ubrk_next(breaker)) {
        for (; at < next; i++) at += U16_LENGTH(job->at[i].cp);
        add(job, byte_of(job, i), 0);
    }
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static void cut_word(struct job *job) {
    bool wishes = has_flag(job, TYPED_SOFT | TYPED_ZERO);
    if (is_foreign(job))
        cut_foreign(job);
    else if (job->at[0].flags & TYPED_VERBATIM || is_address(job))
        cut_address(job);
    else
        cut_plain(job, !wishes);
    if (wishes) cut_wishes(job);
    if (has_flag(job, TYPED_JOINED)) drop_joined(job);
}

static void grow(struct cutter *cutter) {
    struct cut_entry **old = cutter->entries;
    size_t count = cutter->mask + 1;
    cutter->mask = count * 2 - 1;
    cutter->entries = ARENA_ARRAY(cutter->arena, count * 2, struct cut_entry *);
    for (size_t i = 0; i < count; i++) {
        if (!old[i]) continue;
        size_t slot = (size_t)old[i]->hash;
        while (cutter->entries[slot & cutter->mask]) slot++;
        cutter->entries[slot & cutter->mask] = old[i];
    }
}

/* The entry of a word; a new one has no cuts yet and *fresh set. */
static struct cut_entry *find(struct cutter *cutter, const struct job *job, struct str word, bool *fresh) {
    bool verbatim = job->at[0].flags & TYPED_VERBATIM;
    uint64_t hash = letter_hash(0, word.s, word.len);
    size_t slot = (size_t)hash;
    struct cut_entry *entry;
    if (cutter->used * 2 > cutter->mask) grow(cutter);
    *fresh = false;
    for (; (entry = cutter->entries[slot & cutter->mask]); slot++)
        if (entry->hash == hash && entry->language == job->language && entry->off == job->off &&
            entry->verbatim == verbatim && str_eq(entry->word, word))
            return entry;
    entry = ARENA_NEW(cutter->arena, struct cut_entry);
    *entry = (struct cut_entry){hash, str_copy(cutter->arena, word), job->language, job->off, verbatim, {NULL, 0}};
    cutter->entries[slot & cutter->mask] = entry;
    cutter->used++;
    *fresh = true;
    return entry;
}

static bool is_cacheable(const struct job *job, struct str word) {
    const struct typed *first = &job->at[0], *last = &job->at[job->len - 1];
    return word.len <= CACHED_WORD && first->span == last->span &&
           !has_flag(job, TYPED_SOFT | TYPED_ZERO | TYPED_JOINED);
}

static struct cut_list keep(struct arena *arena, const struct cut_vec *cuts) {
    if (!cuts->len) return (struct cut_list){NULL, 0};
    struct cut *copy = ARENA_ARRAY(arena, cuts->len, struct cut);
    memcpy(copy, cuts->at, cuts->len * sizeof *copy);
    return (struct cut_list){copy, cuts->len};
}

struct cut_list cutter_cuts(struct ctx *ctx, struct cutter *cutter, struct arena *work, const struct paragraph *p,
                            size_t from, size_t to) {
    struct job job = {ctx, cutter, work, p, &p->chars.at[from], to - from, from, NULL, 0, {0}};
    struct str word = paragraph_text(p, from, to);
    bool fresh;
    if (to - from < 2) return (struct cut_list){NULL, 0};
    job.language = p->languages[job.at[0].span];
    job.off = paragraph_rules_off(p, from) & (RULE_BIT(RULE_HYPHENATION) | RULE_BIT(RULE_ORDINAL));
    if (!is_cacheable(&job, word)) {
        cut_word(&job);
        return (struct cut_list){job.cuts.at, job.cuts.len};
    }
    struct cut_entry *entry = find(cutter, &job, word, &fresh);
    if (fresh) {
        cut_word(&job);
        entry->cuts = keep(cutter->arena, &job.cuts);
    }
    return entry->cuts;
}

void text_libraries(struct buf *out) {
    UVersionInfo version;
    char text[U_MAX_VERSION_STRING_LENGTH];
    u_getVersion(version);
    u_versionToString(version, text);
    buf_printf(out, "ICU %s", text);
}
