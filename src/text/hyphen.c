/* Hyphenation after F. M. Liang, "Word Hy-phen-a-tion by Com-put-er" (1983), as TeX does it.
 *
 * The patterns form a trie. Its edges live in one open hash table keyed by (node, letter): the table is filled in one
 * pass over the file, four thousand patterns in well under a millisecond, and a step costs about one probe. Liang's own
 * packing (overlapping rows) is smaller but takes longer to build than an issue takes to hyphenate.
 * Each node that ends a pattern owns the pattern's levels, one byte for each gap between letters. Exceptions are
 * patterns too, with levels from EXCEPTION_NO on, above all that patterns use; so `prefix-*` is free.
 *
 * The rules of language.yaml then strike breaks that the patterns allow and the orthography does not (Правопис 2019,
 * section 63). Exceptions are above them.
 *
 * Invariants: node 0 does not exist, node 1 is the root; letter code 0 is "unknown", 1 is the word's edge.
 * Rejected: libhyphen (needs preprocessed dictionaries, breaks beside apostrophes).
 */
#include "text/hyphen.h"

#include <string.h>

#include "text/letters.h"

enum {
    MAX_PATTERN = 40, /* letters; the longest word of the exception lists has 21 */
    MAX_CODES = 63,   /* letters of one language; a code takes six bits of an edge's key */
    CODE_EDGE = 1,
    EXCEPTION_NO = 10, /* patterns use the digits 0-9; even: no break, odd: a break */
    OWN_NO = 12,       /* the same for exceptions of an issue */
    SHORT_WORD = 64,   /* letters; longer words take their tables from the scratch arena */
    CODE_TABLE = 0x530 /* Latin to Cyrillic Supplement */
};

#define APOSTROPHE 0x2019u

struct edge {
    uint32_t key; /* node << 6 | code; 0: free */
    uint32_t child;
};

struct hyphenator {
    struct edge *edges;
    uint32_t mask;    /* size of edges - 1 */
    uint32_t *levels; /* of each node: offset into level_bytes, 0 when no pattern ends there */
    uint32_t nodes;   /* the highest in use */
    uint8_t *level_bytes;
    size_t level_len, level_cap;
    size_t letters_left; /* how many nodes may still be made */
    uint8_t codes;       /* the highest in use */
    uint8_t code[CODE_TABLE];
    uint8_t code_apostrophe;
};

/* A pattern being read: letters with the level of the gap before each, and of the gap at the end. */
struct pattern {
    uint8_t code[MAX_PATTERN];
    uint8_t level[MAX_PATTERN + 1];
    size_t len;
};

/* A word being divided. letter[i] for i < len; the tables have two slots more for the edges. */
struct word {
    uint32_t *letter; /* lower case */
    uint32_t *at;     /* [bytes] offset in the word */
    uint8_t *code;    /* code[0] and code[len + 1] are CODE_EDGE */
    uint8_t *level;   /* level[i]: of the gap before letter i; shares code's numbering less one */
    size_t len;
};

size_t hyphenator_letters(struct str text) {
    size_t letters = 0, line = 0;
    bool hyphen = false, digit = false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c == '\n') {
            /* A pattern about hyphens is not taken; an exception, which has hyphens but no figures, has two edges. */
            if (!hyphen || !digit) letters += line + 2u * hyphen;
            line = 0;
            hyphen = digit = false;
            continue;
        }
        hyphen = hyphen || c == '-';
        digit = digit || (c >= '0' && c <= '9');
        line += (c & 0xC0) != 0x80 && !(c >= '0' && c <= '9') && c != '-' && c != '\r';
    }
    return letters + line + 2;
}

struct hyphenator *hyphenator_new(struct arena *arena, size_t letters) {
    struct hyphenator *h = ARENA_NEW(arena, struct hyphenator);
    uint32_t slots = 64;
    while (slots / 4 * 3 < letters && slots < (1u << 26)) slots *= 2;
    h->edges = ARENA_ARRAY(arena, slots, struct edge);
    h->mask = slots - 1;
    h->letters_left = letters < slots / 4 * 3 ? letters : slots / 4 * 3;
    h->levels = ARENA_ARRAY(arena, h->letters_left + 2, uint32_t);
    /* A pattern of n letters has n + 1 levels. */
    h->level_cap = h->letters_left * 2 + 2;
    h->level_bytes = ARENA_ARRAY(arena, h->level_cap, uint8_t);
    h->level_len = 1;
    h->nodes = 1;
    h->codes = CODE_EDGE;
    return h;
}

static bool is_apostrophe(uint32_t cp) { return cp == '\'' || cp == 0x2019 || cp == 0x02BC; }

static uint8_t code_of(const struct hyphenator *h, uint32_t cp) {
    if (cp == APOSTROPHE) return h->code_apostrophe;
    return cp < CODE_TABLE ? h->code[cp] : 0;
}

static uint8_t code_make(struct hyphenator *h, uint32_t cp) {
    uint8_t *slot = cp == APOSTROPHE ? &h->code_apostrophe : cp < CODE_TABLE ? &h->code[cp] : NULL;
    if (!slot) return 0;
    if (!*slot && h->codes < MAX_CODES) *slot = ++h->codes;
    return *slot;
}

static struct edge *edge_find(const struct hyphenator *h, uint32_t node, uint8_t code) {
    uint32_t key = node << 6 | code;
    uint32_t slot = (key * 0x9E3779B1u) >> 7; /* Knuth's multiplicative hash, golden ratio */
    for (;; slot++) {
        struct edge *edge = &h->edges[slot & h->mask];
        if (edge->key == key || edge->key == 0) return edge;
    }
}

static bool pattern_add(struct hyphenator *h, const struct pattern *p) {
    uint32_t node = 1;
    if (h->letters_left < p->len || h->level_len + p->len + 1 > h->level_cap) return false;
    for (size_t i = 0; i < p->len; i++) {
        struct edge *edge = edge_find(h, node, p->code[i]);
        if (edge->key == 0) {
            *edge = (struct edge){node << 6 | p->code[i], ++h->nodes};
            h->letters_left--;
        }
        node = edge->child;
    }
    if (!h->levels[node]) {
        h->levels[node] = (uint32_t)h->level_len;
        h->level_len += p->len + 1;
    }
    uint8_t *level = &h->level_bytes[h->levels[node]];
    for (size_t i = 0; i <= p->len; i++)
        if (p->level[i] > level[i]) level[i] = p->level[i];
    return true;
}

static bool pattern_letter(struct hyphenator *h, struct pattern *p, uint32_t cp) {
    uint8_t code = cp == '.' ? CODE_EDGE : code_make(h, is_apostrophe(cp) ? APOSTROPHE : letter_lower(cp));
    if (!code || p->len == MAX_PATTERN) return false;
    p->code[p->len++] = code;
    p->level[p->len] = 0;
    return true;
}

static bool pattern_read(struct hyphenator *h, struct str line, struct pattern *p) {
    p->len = 0;
    p->level[0] = 0;
    for (size_t at = 0; at < line.len;) {
        uint32_t cp = letter_next(line.s, line.len, &at);
        if (cp_is_digit(cp))
            p->level[p->len] = (uint8_t)(cp - '0');
        else if (!pattern_letter(h, p, cp))
            return false;
    }
    return p->len > 0;
}

/* no: the level of no break; the next one is that of a break. */
static bool exception_read(struct hyphenator *h, struct str line, uint8_t no, struct pattern *p) {
    bool open = line.len && line.s[line.len - 1] == '*';
    size_t end = line.len - open;
    p->len = 0;
    p->level[0] = 0;
    pattern_letter(h, p, '.');
    for (size_t at = 0; at < end;) {
        uint32_t cp = letter_next(line.s, end, &at);
        if (cp == '-') {
            p->level[p->len] = no + 1;
            continue;
        }
        if (p->len > 1 && !p->level[p->len]) p->level[p->len] = no;
        if (cp == '.' || cp_is_digit(cp) || !pattern_letter(h, p, cp)) return false;
    }
    return p->len > 1 && (open || pattern_letter(h, p, '.'));
}

static struct str line_next(struct str text, size_t *at) {
    const char *start = text.s + *at;
    const char *end = memchr(start, '\n', text.len - *at);
    size_t len = end ? (size_t)(end - start) : text.len - *at;
    *at += len + (end != NULL);
    return (struct str){start, len};
}

static struct place place_of_line(struct ctx *ctx, struct str text, struct str line, uint32_t file) {
    size_t start = (size_t)(line.s - text.s);
    return place_of_text(ctx->diags, file, start, start + line.len);
}

static void bad_line(struct ctx *ctx, struct str line, struct place place) {
    diag(ctx, DIAG_HYPHEN_PATTERN_BAD, place, "%.*s", (int)(line.len > 40 ? 40 : line.len), line.s);
}

void hyphenator_add_patterns(struct ctx *ctx, struct hyphenator *h, struct str text, uint32_t file) {
    struct pattern p;
    for (size_t at = 0; at < text.len;) {
        struct str line = str_trim(line_next(text, &at));
        /* Patterns about hyphens inside a word: such words divide at the hyphen and never come here. */
        if (!line.len || line.s[0] == '#' || line.s[0] == '%' || memchr(line.s, '-', line.len)) continue;
        if (!pattern_read(h, line, &p) || !pattern_add(h, &p))
            bad_line(ctx, line, place_of_line(ctx, text, line, file));
    }
}

void hyphenator_add_exceptions(struct ctx *ctx, struct hyphenator *h, struct str text, uint32_t file) {
    struct pattern p;
    for (size_t at = 0; at < text.len;) {
        struct str line = str_trim(line_next(text, &at));
        if (!line.len || line.s[0] == '#' || line.s[0] == '%') continue;
        if (!exception_read(h, line, EXCEPTION_NO, &p) || !pattern_add(h, &p))
            bad_line(ctx, line, place_of_line(ctx, text, line, file));
    }
}

void hyphenator_add_own(struct ctx *ctx, struct hyphenator *h, struct str word, struct place place) {
    struct pattern p;
    if (!exception_read(h, word, OWN_NO, &p) || !pattern_add(h, &p)) bad_line(ctx, word, place);
}

static void word_read(const struct hyphenator *h, struct str text, struct word *w) {
    w->len = 0;
    w->code[0] = CODE_EDGE;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t cp = letter_lower(letter_next(text.s, text.len, &at));
        if (letter_is_mark(cp)) continue;
        if (is_apostrophe(cp)) cp = APOSTROPHE;
        w->letter[w->len] = cp;
        w->at[w->len] = (uint32_t)start;
        w->code[++w->len] = code_of(h, cp);
    }
    w->code[w->len + 1] = CODE_EDGE;
    memset(w->level, 0, w->len + 3);
}

/* level[i + 1] is the gap before letter i: the edges have gaps too, which nobody asks for. */
static void word_match(const struct hyphenator *h, struct word *w) {
    for (size_t from = 0; from < w->len + 2; from++) {
        uint32_t node = 1;
        for (size_t i = from; i < w->len + 2; i++) {
            const struct edge *edge = edge_find(h, node, w->code[i]);
            if (!w->code[i] || edge->key == 0) break;
            node = edge->child;
            if (!h->levels[node]) continue;
            const uint8_t *level = &h->level_bytes[h->levels[node]];
            for (size_t k = 0; k <= i - from + 1; k++)
                if (level[k] > w->level[from + k]) w->level[from + k] = level[k];
        }
    }
}

static bool str_has(struct str letters, uint32_t cp) {
    for (size_t at = 0; at < letters.len;)
        if (letter_next(letters.s, letters.len, &at) == cp) return true;
    return false;
}

/* Is the part before letter `end` one of these? */
static bool part_is_one_of(const struct word *w, size_t end, const struct str_list *list) {
    for (size_t i = 0; i < list->len; i++) {
        struct str s = list->at[i];
        size_t at = 0, n = 0;
        while (at < s.len && n < end && letter_next(s.s, s.len, &at) == w->letter[n]) n++;
        if (n == end && at == s.len) return true;
    }
    return false;
}

static bool is_pair(uint32_t a, uint32_t b, const struct str_list *pairs) {
    for (size_t i = 0; i < pairs->len; i++) {
        size_t at = 0;
        struct str s = pairs->at[i];
        if (s.len && letter_next(s.s, s.len, &at) == a && at < s.len && letter_next(s.s, s.len, &at) == b) return true;
    }
    return false;
}

/* May the word be divided before letter `i`, as far as the rules go? 0 < i < len. */
static bool rules_allow(const struct hyphen_rules *rules, const struct word *w, size_t i) {
    uint32_t before = w->letter[i - 1], after = w->letter[i];
    if (str_has(rules->bound, after)) return false;
    bool vowel = rules->vowel_prefixes.len && str_has(rules->vowels, after) && letter_is(before);
    if (vowel && !str_has(rules->vowels, before) && !str_has(rules->bound, before) && before != rules->short_i &&
        !part_is_one_of(w, i, &rules->vowel_prefixes))
        return false;
    if (is_pair(before, after, &rules->pairs) && !part_is_one_of(w, i, &rules->splitters)) return false;
    if (after != rules->short_i || !rules->short_i || !str_has(rules->vowels, before)) return true;
    if (i + 1 < w->len && str_has(rules->vowels, w->letter[i + 1])) return true;
    return part_is_one_of(w, i, &rules->open_prefixes);
}

/* The gaps a break may stand in, by the letters that must stay on each side: [*from, *to). Both parts keep a vowel. */
static void word_limits(const struct hyphen_rules *rules, const struct word *w, size_t *from, size_t *to) {
    size_t left = 0, right = 0, i = 0;
    bool vowel = rules->vowels.len == 0;
    for (; i < w->len && (left < rules->left || !vowel); i++) {
        left += w->letter[i] != APOSTROPHE;
        vowel = vowel || str_has(rules->vowels, w->letter[i]);
    }
    *from = i;
    vowel = rules->vowels.len == 0;
    for (i = w->len; i > 0 && (right < rules->right || !vowel); i--) {
        right += w->letter[i - 1] != APOSTROPHE;
        vowel = vowel || str_has(rules->vowels, w->letter[i - 1]);
    }
    *to = i + 1;
}

size_t hyphenator_breaks(const struct hyphenator *h, const struct hyphen_rules *rules, struct arena *scratch,
                         struct str word, uint32_t *out) {
    uint32_t letters[SHORT_WORD], ats[SHORT_WORD];
    uint8_t codes[SHORT_WORD + 2], levels[SHORT_WORD + 4];
    struct word w = {letters, ats, codes, levels, 0};
    size_t from, to, count = 0;
    if (word.len > SHORT_WORD) {
        w.letter = ARENA_ARRAY(scratch, word.len, uint32_t);
        w.at = ARENA_ARRAY(scratch, word.len, uint32_t);
        w.code = ARENA_ARRAY(scratch, word.len + 2, uint8_t);
        w.level = ARENA_ARRAY(scratch, word.len + 4, uint8_t);
    }
    word_read(h, word, &w);
    word_limits(rules, &w, &from, &to);
    if (from >= to) return 0;
    word_match(h, &w);
    for (size_t i = from ? from : 1; i < to && i < w.len; i++) {
        uint8_t level = w.level[i + 1];
        if (level % 2 == 1 && (level > EXCEPTION_NO || rules_allow(rules, &w, i))) out[count++] = w.at[i];
    }
    return count;
}
