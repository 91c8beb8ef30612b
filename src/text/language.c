/* The data of one language.
 *
 * All lists of language.yaml go into one hash table from word to a set of roles, so the decision about a space costs
 * two look-ups, whatever the length of the lists. "en-GB" finds the folder "en" when it has none of its own.
 * Patterns are not touched here: an issue whose paragraphs are all ragged never reads them.
 */
#include "text/language.h"

#include <string.h>

#include "base/file.h"
#include "source/source.h"
#include "text/letters.h"
#include "text/tries.h"

/* TeX's largest set (Hungarian) takes 0.7 MB. */
#define PATTERN_BYTES_MAX ((size_t)4 << 20)

static const char *const keys[] = {"language", "name",        "quotes",   "apostrophe", "dashes", "numbers",
                                   "optional", "hyphenation", "no-break", "examples",   NULL};
static const char *const number_keys[] = {"decimal", "group", NULL};
static const char *const hyphenation_keys[] = {
    "patterns", "exceptions",       "left",           "right", "vowels", "bound", "pairs", "split-prefixes",
    "short-i",  "short-i-prefixes", "vowel-prefixes", NULL};

/* The keys of no-break: and what they make of a word. */
static const struct {
    const char *key;
    unsigned role;
} role_keys[] = {
    {"after-words", WORD_KEEPS_NEXT},
    {"after-short-words", WORD_KEEPS_NEXT_HEAD},
    {"before-words", WORD_KEEPS_PREVIOUS},
    {"before-number", WORD_BEFORE_NUMBER},
    {"before-name", WORD_BEFORE_NAME},
    {"after-number", WORD_AFTER_NUMBER},
    {"after-name", WORD_AFTER_NAME},
    {"phrases", WORD_STARTS_PHRASE},
    {"measures", WORD_MEASURE},
    {"months", WORD_MONTH},
    {"before-phone", WORD_BEFORE_PHONE},
    {"before-pages", WORD_BEFORE_NUMBER | WORD_BEFORE_PAGES},
};
enum { ROLE_KEYS = sizeof role_keys / sizeof *role_keys };

static struct word_slot *word_find(const struct language *language, struct str word) {
    size_t slot = (size_t)letter_hash(0, word.s, word.len);
    for (;; slot++) {
        struct word_slot *at = &language->words[slot & language->words_mask];
        if (!at->word.s || str_eq(at->word, word)) return at;
    }
}

static void word_add(struct language *language, struct str word, unsigned role) {
    struct word_slot *slot = word_find(language, word);
    slot->word = word;
    slot->roles |= role;
}

static bool phrase_split(struct str text, struct phrase *phrase) {
    phrase->count = 0;
    while (text.len) {
        const char *space = memchr(text.s, ' ', text.len);
        size_t len = space ? (size_t)(space - text.s) : text.len;
        if (len && phrase->count == PHRASE_WORDS_MAX) return false;
        if (len) phrase->word[phrase->count++] = str_slice(text, 0, len);
        text = str_slice(text, len + (space != NULL), text.len);
    }
    return phrase->count > 1;
}

static void add_list(struct ctx *ctx, struct language *language, const struct str_list_view *list, unsigned role) {
    for (size_t i = 0; i < list->len; i++) {
        struct phrase phrase;
        struct str word = list->at[i];
        if (role == WORD_STARTS_PHRASE) {
            if (!phrase_split(word, &phrase)) continue;
            *vec_push(ctx->arena, &language->phrases) = phrase;
            word = phrase.word[0];
        }
        if (word.len) word_add(language, word, role);
    }
}

static void read_words(struct ctx *ctx, struct language *language, const struct node *map) {
    struct str_list_view lists[ROLE_KEYS] = {0};
    const char *known[ROLE_KEYS + 1] = {0};
    size_t count = 0, slots = 64;
    for (size_t i = 0; i < ROLE_KEYS; i++) {
        known[i] = role_keys[i].key;
        if (!node_texts(ctx, map, role_keys[i].key, &lists[i])) lists[i].len = 0;
        count += lists[i].len;
    }
    node_check_keys(ctx, map, known);
    while (slots < count * 2) slots *= 2;
    language->words = ARENA_ARRAY(ctx->arena, slots, struct word_slot);
    language->words_mask = slots - 1;
    for (size_t i = 0; i < ROLE_KEYS; i++) add_list(ctx, language, &lists[i], role_keys[i].role);
}

static uint32_t first_cp(struct str text) {
    size_t at = 0;
    return text.len ? letter_next(text.s, text.len, &at) : 0;
}

static void read_list(struct ctx *ctx, const struct node *map, const char *key, struct str_list *out) {
    struct str_list_view list;
    if (!node_texts(ctx, map, key, &list)) return;
    for (size_t i = 0; i < list.len; i++) *vec_push(ctx->arena, out) = list.at[i];
}

static void read_hyphenation(struct ctx *ctx, struct language *language, const struct node *map) {
    struct hyphen_rules *rules = &language->hyphen;
    int64_t left = 2, right = 2;
    struct str short_i = {0};
    node_check_keys(ctx, map, hyphenation_keys);
    node_int(ctx, map, "left", 1, 20, &left);
    node_int(ctx, map, "right", 1, 20, &right);
    rules->left = (unsigned)left;
    rules->right = (unsigned)right;
    node_text(ctx, map, "patterns", &language->patterns);
    node_text(ctx, map, "vowels", &rules->vowels);
    node_text(ctx, map, "bound", &rules->bound);
    node_text(ctx, map, "short-i", &short_i);
    rules->short_i = first_cp(short_i);
    read_list(ctx, map, "exceptions", &language->exceptions);
    read_list(ctx, map, "pairs", &rules->pairs);
    read_list(ctx, map, "split-prefixes", &rules->splitters);
    read_list(ctx, map, "short-i-prefixes", &rules->open_prefixes);
    read_list(ctx, map, "vowel-prefixes", &rules->vowel_prefixes);
}

/* Characters, one from each text of a list. */
static void read_cps(struct ctx *ctx, const struct node *map, const char *key, uint32_t *out, size_t count) {
    struct str_list_view texts;
    if (!node_texts(ctx, map, key, &texts)) return;
    for (size_t i = 0; i < texts.len && i < count; i++) out[i] = first_cp(texts.at[i]);
}

static void read_optional(struct ctx *ctx, struct language *language, const struct node *map) {
    struct str_list_view names;
    if (!node_texts(ctx, map, "optional", &names)) return;
    for (size_t i = 0; i < names.len; i++) {
        enum rule rule;
        if (rule_lookup(names.at[i], &rule))
            language->off |= RULE_BIT(rule);
        else
            diag(ctx, DIAG_RULE_UNKNOWN, names.place[i], "%.*s", STR_ARG(names.at[i]));
    }
}

static void read_language(struct ctx *ctx, struct language *language, const struct node *map) {
    const struct node *numbers = node_lookup(map, "numbers");
    uint32_t dashes[2] = {0};
    node_check_keys(ctx, map, keys);
    node_check_keys(ctx, numbers, number_keys);
    read_cps(ctx, map, "quotes", language->quote, QUOTE_COUNT);
    read_cps(ctx, map, "apostrophe", &language->apostrophe, 1);
    read_cps(ctx, map, "dashes", dashes, 2);
    read_cps(ctx, numbers, "decimal", &language->decimal, 1);
    read_cps(ctx, numbers, "group", &language->group, 1);
    language->dash = dashes[0];
    language->joined_dash = dashes[1];
    read_optional(ctx, language, map);
    if (node_lookup(map, "hyphenation")) read_hyphenation(ctx, language, node_lookup(map, "hyphenation"));
    if (node_lookup(map, "no-break")) read_words(ctx, language, node_lookup(map, "no-break"));
    language->cyrillic = cp_is_cyrillic(first_cp(language->hyphen.vowels));
}

/* A tag becomes the name of a folder: nothing but letters, digits and hyphens may get through. */
static bool tag_is_plain(const char *tag, size_t len) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    return len > 0 && len < 36 && strspn(tag, plain) >= len;
}

static const char *find_dir(struct ctx *ctx, const char *tag, size_t len, const char *const *data_dirs) {
    if (!tag_is_plain(tag, len)) return NULL;
    for (; *data_dirs; data_dirs++) {
        const char *dir = arena_printf(ctx->arena, "%s/templates/languages/%.*s", *data_dirs, (int)len, tag);
        if (file_look(ctx, path_join(ctx->arena, dir, "language.yaml"))) return dir;
    }
    return NULL;
}

struct language *language_load(struct ctx *ctx, const char *tag, const char *const *data_dirs, struct place mention) {
    struct language *language = ARENA_NEW(ctx->arena, struct language);
    struct node map;
    language->tag = tag;
    language->hb = hb_language_from_string(tag, -1);
    language->dir = find_dir(ctx, tag, strlen(tag), data_dirs);
    if (!language->dir) language->dir = find_dir(ctx, tag, strcspn(tag, "-"), data_dirs);
    if (!language->dir) {
        if (*tag) diag(ctx, DIAG_LANGUAGE_UNKNOWN, mention, "%s", tag);
        return language;
    }
    const char *path = path_join(ctx->arena, language->dir, "language.yaml");
    if (yaml_load(ctx, path, "UTF-8", place_nowhere(), &map)) read_language(ctx, language, &map);
    return language;
}

unsigned language_roles(const struct language *language, struct str word) {
    char lower[64];
    size_t at = 0, head;
    if (!language->words || !word.len || word.len > sizeof lower - 4) return 0;
    const struct word_slot *slot = word_find(language, word);
    unsigned roles = slot->word.s ? slot->roles : 0;
    uint32_t first = letter_next(word.s, word.len, &at);
    if (!letter_is_upper(first)) return roles;
    head = utf8_put(lower, letter_lower(first));
    memcpy(lower + head, word.s + at, word.len - at);
    slot = word_find(language, (struct str){lower, head + word.len - at});
    return slot->word.s ? roles | slot->roles : roles; /* В is a preposition and volts */
}

static bool read_data(struct ctx *ctx, const struct language *language, struct str name, struct trie_file *out) {
    out->bytes = (struct str){"", 0};
    out->file = 0;
    if (!path_is_inside(name)) return false;
    const char *path = path_join(ctx->arena, language->dir, str_dup(ctx->arena, name));
    if (!file_read(ctx, path, PATTERN_BYTES_MAX, place_nowhere(), &out->bytes)) return false;
    out->file = diags_file(ctx->diags, path, out->bytes);
    return true;
}

static const struct hyphenator *with_own(struct ctx *ctx, const struct trie_file *files, size_t count,
                                         const struct own_exceptions *own) {
    size_t letters = 0;
    for (size_t i = 0; i < own->len; i++) letters += hyphenator_letters(own->at[i].word);
    struct hyphenator *h = trie_make(ctx, ctx->arena, files, count, letters);
    for (size_t i = 0; i < own->len; i++) hyphenator_add_own(ctx, h, own->at[i].word, own->at[i].place);
    return h;
}

const struct hyphenator *language_hyphenator(struct ctx *ctx, struct language *language,
                                             const struct own_exceptions *own) {
    size_t count = 1 + language->exceptions.len;
    if (language->hyphenator_tried) return language->hyphenator;
    language->hyphenator_tried = true;
    if (!language->dir || !language->patterns.len) return NULL;
    struct trie_file *files = ARENA_ARRAY(ctx->arena, count, struct trie_file);
    if (!read_data(ctx, language, language->patterns, &files[0])) return NULL;
    for (size_t i = 1; i < count; i++) read_data(ctx, language, language->exceptions.at[i - 1], &files[i]);
    language->hyphenator = own->len ? with_own(ctx, files, count, own) : trie_shared(ctx, files, count);
    return language->hyphenator;
}
