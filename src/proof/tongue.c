/* The data of a language for proofreading.
 *
 * Small sets of letters are searched as they stand, words by halving; a tag with a region falls back to its language.
 * A language without a proof.yaml is no mistake: its texts are set, not read.
 */
#include "proof/tongue.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"

#define WORD_BYTES_MAX 64 /* no word of a list is longer */

static const char *const keys[] = {"language",
                                   "look-alikes",
                                   "words",
                                   "alien-letters",
                                   "opening-quotes",
                                   "apostrophe",
                                   "apostrophe-before",
                                   "no-soft-sign-after",
                                   "hard-sign",
                                   "apostrophe-missing",
                                   "apostrophe-in",
                                   "doubled-words",
                                   "after-hanging-hyphen",
                                   "months",
                                   "before-other-numbers",
                                   "wide-sentence-space",
                                   "examples",
                                   NULL};

/* ---- sets ---------------------------------------------------------------------------------------------------- */

uint32_t small_letter(uint32_t cp) {
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z' ? cp + 0x20 : cp;
    if (cp - 0x400u >= 0x60u) return cp_lower(cp);
    if (cp < 0x410) return cp + 0x50;
    return cp < 0x430 ? cp + 0x20 : cp;
}

bool cp_among(struct str letters, uint32_t cp) {
    uint32_t small = small_letter(cp);
    for (size_t at = 0; at < letters.len;) {
        uint32_t letter = utf8_next(letters.s, letters.len, &at);
        if (letter == cp || letter == small) return true;
    }
    return false;
}

static int compare_words(const void *a, const void *b) {
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static bool set_has_exactly(const struct word_set *set, struct str word) {
    return set->len && bsearch(&word, set->at, set->len, sizeof *set->at, compare_words);
}

bool set_has(const struct word_set *set, struct str word) {
    char small[WORD_BYTES_MAX];
    size_t len = 0;
    if (set_has_exactly(set, word)) return true;
    for (size_t at = 0; at < word.len;) {
        if (len + 4 > sizeof small) return false;
        len += utf8_put(small + len, small_letter(utf8_next(word.s, word.len, &at)));
    }
    return set_has_exactly(set, (struct str){small, len});
}

uint32_t tongue_own(const struct tongue *tongue, uint32_t other) {
    for (size_t i = 0; i < tongue->pair_count; i++)
        if (tongue->pairs[i].other == other) return tongue->pairs[i].own;
    return 0;
}

uint32_t tongue_other(const struct tongue *tongue, uint32_t own) {
    for (size_t i = 0; i < tongue->pair_count; i++)
        if (tongue->pairs[i].own == own) return tongue->pairs[i].other;
    return 0;
}

bool tongue_is_own(const struct tongue *tongue, uint32_t cp) {
    return tongue->cyrillic ? cp_is_cyrillic(cp) : cp_is_latin(cp);
}

/* ---- reading ------------------------------------------------------------------------------------------------- */

static uint32_t first_cp(struct str text) {
    size_t at = 0;
    return text.len ? utf8_next(text.s, text.len, &at) : 0;
}

static void read_set(struct ctx *ctx, const struct node *root, const char *key, struct word_set *set) {
    struct str_list_view view;
    if (!node_texts(ctx, root, key, &view) || !view.len) return;
    *set = (struct word_set){view.at, view.len};
    qsort(set->at, set->len, sizeof *set->at, compare_words);
}

/* Each item is two letters: of the other alphabet, then of this one. */
static void read_pairs(struct ctx *ctx, const struct node *root, struct tongue *tongue) {
    struct str_list_view view;
    if (!node_texts(ctx, root, "look-alikes", &view)) return;
    tongue->pairs = ARENA_ARRAY(ctx->arena, view.len, struct letter_pair);
    for (size_t i = 0; i < view.len; i++) {
        size_t at = 0;
        struct letter_pair pair = {0};
        if (view.at[i].len) pair.other = utf8_next(view.at[i].s, view.at[i].len, &at);
        if (at < view.at[i].len) pair.own = utf8_next(view.at[i].s, view.at[i].len, &at);
        if (pair.own)
            tongue->pairs[tongue->pair_count++] = pair;
        else
            diag(ctx, DIAG_YAML_WRONG_VALUE, view.place[i], "look-alikes: %.*s", STR_ARG(view.at[i]));
    }
    if (tongue->pair_count) tongue->cyrillic = cp_is_cyrillic(tongue->pairs[0].own);
}

static void read_parts(struct ctx *ctx, const struct node *root, struct tongue *tongue) {
    struct str_list_view view;
    if (!node_texts(ctx, root, "apostrophe-in", &view)) return;
    tongue->parts = ARENA_ARRAY(ctx->arena, view.len, struct part);
    for (size_t i = 0; i < view.len; i++) {
        struct part part = {.len = 0};
        for (size_t at = 0; at < view.at[i].len && part.len < PART_LETTERS_MAX;) {
            uint32_t cp = utf8_next(view.at[i].s, view.at[i].len, &at);
            if (cp == tongue->apostrophe)
                part.lead = part.len;
            else
                part.letters[part.len++] = cp;
        }
        if (part.lead) tongue->parts[tongue->part_count++] = part;
    }
}

static void read_missing(struct ctx *ctx, const struct node *map, struct tongue *tongue) {
    static const char *const known[] = {"behind", "after", "before", NULL};
    node_check_keys(ctx, map, known);
    node_text(ctx, map, "behind", &tongue->missing_behind);
    node_text(ctx, map, "after", &tongue->missing_after);
    node_text(ctx, map, "before", &tongue->missing_before);
}

static void read_tongue(struct ctx *ctx, const struct node *root, struct tongue *tongue) {
    struct str sign = {0}, hard = {0};
    node_check_keys(ctx, root, keys);
    read_pairs(ctx, root, tongue);
    read_set(ctx, root, "words", &tongue->words);
    node_text(ctx, root, "alien-letters", &tongue->alien);
    node_text(ctx, root, "opening-quotes", &tongue->quotes);
    if (node_text(ctx, root, "apostrophe", &sign)) tongue->apostrophe = first_cp(sign);
    node_text(ctx, root, "apostrophe-before", &tongue->before);
    node_text(ctx, root, "no-soft-sign-after", &tongue->never_soft);
    if (node_text(ctx, root, "hard-sign", &hard)) tongue->hard_sign = first_cp(hard);
    read_parts(ctx, root, tongue);
    read_missing(ctx, node_lookup(root, "apostrophe-missing"), tongue);
    read_set(ctx, root, "doubled-words", &tongue->doubled);
    read_set(ctx, root, "after-hanging-hyphen", &tongue->hanging);
    read_set(ctx, root, "months", &tongue->months);
    read_set(ctx, root, "before-other-numbers", &tongue->number_words);
    node_bool(ctx, root, "wide-sentence-space", &tongue->wide_sentences);
}

/* A tag becomes the name of a folder: letters, digits and hyphens only. */
static bool is_plain_tag(struct str tag) {
    for (size_t i = 0; i < tag.len; i++) {
        char c = tag.s[i];
        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !cp_is_digit((unsigned char)c) && c != '-') return false;
    }
    return tag.len > 0 && tag.len < 36;
}

static const char *find_file(struct ctx *ctx, struct str tag, const char *const *data_dirs) {
    if (!is_plain_tag(tag)) return NULL;
    for (; *data_dirs; data_dirs++) {
        const char *path = arena_printf(ctx->arena, "%s/templates/languages/%.*s/proof.yaml", *data_dirs, STR_ARG(tag));
        if (file_look(ctx, path)) return path;
    }
    return NULL;
}

struct tongue *tongue_load(struct ctx *ctx, struct str tag, const char *const *data_dirs) {
    struct tongue *tongue = ARENA_NEW(ctx->arena, struct tongue);
    const char *hyphen = tag.len ? memchr(tag.s, '-', tag.len) : NULL;
    const char *path = find_file(ctx, tag, data_dirs);
    struct source *source;
    struct node root;
    tongue->tag = tag;
    if (!path && hyphen) path = find_file(ctx, str_slice(tag, 0, (size_t)(hyphen - tag.s)), data_dirs);
    if (!path || !source_load(ctx, path, "UTF-8", place_nowhere(), place_nowhere(), &source)) return tongue;
    if (!yaml_parse(ctx, source, 0, source->text.len, &root)) return tongue;
    read_tongue(ctx, &root, tongue);
    tongue->known = tongue->pair_count > 0;
    return tongue;
}
