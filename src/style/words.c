/* Words of a language, patterns, dates, numbers.
 *
 * Idea: every text that the reader sees and nobody wrote is a word of the language's words.yaml; sentences with values
 * in them are patterns, so word order belongs to the language and not to C.
 * Invariants: a missing language or word falls back to English, a word that is nowhere is empty; patterns nest at most
 * PATTERN_DEPTH deep.
 * Rejected: gettext (its catalogues follow the user's locale; these follow the article). */
#include "style/build.h"

#include <string.h>

#include "base/file.h"

#define PATTERN_DEPTH 4

static const struct node *words_load(struct builder *b, const char *lang, struct node *root) {
    struct ctx *ctx = b->ctx;
    for (const char *const *dir = b->sheet->data_dirs; *dir; dir++) {
        const char *path = arena_printf(ctx->arena, "%s/templates/languages/%s/words.yaml", *dir, lang);
        if (!file_look(ctx, path)) continue;
        return yaml_load(ctx, path, "UTF-8", place_nowhere(), root) ? root : NULL;
    }
    return NULL;
}

/* "uk-UA" reads the words of "uk"; a tag that could leave the folder of languages is none. */
static const char *primary_tag(struct builder *b, const char *lang) {
    size_t len = 0;
    while ((lang[len] >= 'a' && lang[len] <= 'z') || (lang[len] >= 'A' && lang[len] <= 'Z')) len++;
    return arena_strndup(b->ctx->arena, lang, len);
}

struct words *words_for(struct builder *b, const char *lang) {
    for (size_t i = 0; i < b->words.len; i++)
        if (strcmp(b->words.at[i]->lang, lang) == 0) return b->words.at[i];
    struct words *words = ARENA_NEW(b->ctx->arena, struct words);
    words->lang = str_dup(b->ctx->arena, str_from(lang));
    *vec_push(b->ctx->arena, &b->words) = words;
    return words;
}

static struct place language_place(const struct builder *b) {
    struct place own = b->article ? b->article->language_place : place_nowhere();
    if (!own.file) own = b->issue->language_place;
    return own.file ? own : place_file(b->issue->source->file);
}

bool words_exist(struct builder *b, const char *lang) {
    const char *tag = primary_tag(b, lang);
    for (const char *const *dir = b->sheet->data_dirs; *tag && *dir; dir++)
        if (file_exists(arena_printf(b->ctx->scratch, "%s/templates/languages/%s/words.yaml", *dir, tag))) return true;
    return false;
}

/* Words are read when one is needed: a paragraph in a language without words is no trouble. */
static const struct node *word_node(struct builder *b, const char *key) {
    struct words *words = b->current;
    const char *tag = primary_tag(b, words->lang);
    if (words->loaded) return node_lookup(&words->root, key);
    words->loaded = true;
    if (!*tag || !words_load(b, tag, &words->root)) {
        diag(b->ctx, DIAG_WORDS_MISSING, language_place(b), "%s",
             str_dup(b->ctx->arena, str_slice(str_from(words->lang), 0, 40)));
        words->root = (struct node){.kind = NODE_MAP};
        if (strcmp(tag, "en") != 0) (void)words_load(b, "en", &words->root);
    }
    return node_lookup(&words->root, key);
}

struct str word(struct builder *b, const char *key) {
    const struct node *node = word_node(b, key);
    return node && node->kind == NODE_SCALAR ? node->text : STR("");
}

struct str word_at(struct builder *b, const char *key, size_t index) {
    const struct node *node = word_node(b, key);
    if (!node || node->kind != NODE_LIST || index >= node->count) return STR("");
    return node->items[index].kind == NODE_SCALAR ? node->items[index].text : STR("");
}

/* ---- patterns --------------------------------------------------------------------------------------------------- */

struct expansion {
    struct builder *b;
    const struct field *fields;
    size_t count;
    struct place place;       /* of the pattern */
    struct place value_place; /* of the first value that has one */
    int depth;
    bool filled, empty; /* some name had a value; some had none */
};

static void expand(struct expansion *e, struct buf *out, struct str pattern);

static const struct field *field_lookup(const struct expansion *e, struct str name) {
    for (size_t i = 0; i < e->count; i++)
        if (str_is(name, e->fields[i].name)) return &e->fields[i];
    return NULL;
}

static void expand_name(struct expansion *e, struct buf *out, struct str name) {
    const struct field *field = field_lookup(e, name);
    const struct node *node = field ? NULL : word_node(e->b, str_dup(e->b->ctx->arena, name));
    size_t before = out->len;
    if (field) {
        buf_str(out, field->value);
        if (field->value.len && e->value_place.file == 0) e->value_place = field->place;
    } else if (node && node->kind == NODE_SCALAR && e->depth < PATTERN_DEPTH) {
        struct expansion inner = *e;
        inner.depth++;
        inner.filled = inner.empty = false;
        expand(&inner, out, node->text);
        if (inner.empty && !inner.filled) out->len = before;
        e->value_place = inner.value_place;
    } else {
        diag(e->b->ctx, DIAG_TEMPLATE_PLACEHOLDER, e->place, "{%.*s}", STR_ARG(str_slice(name, 0, 40)));
    }
    if (out->len > before)
        e->filled = true;
    else
        e->empty = true;
}

static void expand_option(struct expansion *e, struct buf *out, struct str pattern) {
    struct expansion inner = *e;
    while (out->len == 0 && pattern.len > 0 && strchr(" .,;:", pattern.s[0])) /* nothing to be set off from */
        pattern = str_slice(pattern, 1, pattern.len);
    size_t before = out->len;
    inner.filled = inner.empty = false;
    expand(&inner, out, pattern);
    if (inner.empty) out->len = before;
    if (inner.filled && !inner.empty) e->filled = true;
    e->value_place = inner.value_place;
}

static size_t find_byte(struct str s, size_t from, char c) {
    while (from < s.len && s.s[from] != c) from++;
    return from;
}

static void expand(struct expansion *e, struct buf *out, struct str pattern) {
    for (size_t i = 0; i < pattern.len; i++) {
        char open = pattern.s[i];
        size_t end = open == '{' || open == '[' ? find_byte(pattern, i, open == '{' ? '}' : ']') : pattern.len;
        struct str inside = str_slice(pattern, i + 1, end);
        if (end == pattern.len) {
            buf_putc(out, open);
            continue;
        }
        if (open == '{')
            expand_name(e, out, inside);
        else
            expand_option(e, out, inside);
        i = end;
    }
}

struct text pattern_expand(struct builder *b, struct text pattern, const struct field *fields, size_t count) {
    struct expansion e = {b, fields, count, pattern.place, place_nowhere(), 0, false, false};
    struct buf out;
    buf_init(&out, b->ctx->arena);
    expand(&e, &out, pattern.s);
    struct str value = e.empty && !e.filled ? STR("") : str_slice(buf_view(&out), 0, out.len);
    return (struct text){value, e.value_place.file ? e.value_place : pattern.place};
}

struct text word_expand(struct builder *b, const char *key, const struct field *fields, size_t count) {
    const struct node *node = word_node(b, key);
    if (!node || node->kind != NODE_SCALAR) return (struct text){STR(""), place_nowhere()};
    return pattern_expand(b, (struct text){node->text, node->place}, fields, count);
}

/* ---- dates ------------------------------------------------------------------------------------------ */

struct str date_written(struct builder *b, struct date date) {
    if (date.year == 0) return STR("");
    struct str year = str_from(arena_printf(b->ctx->arena, "%d", date.year));
    if (date.month < 1 || date.month > 12 || date.day < 1) return year;
    struct field fields[] = {{"year", year, place_nowhere()},
                             {"month", word_at(b, "months", (size_t)date.month - 1), place_nowhere()},
                             {"day", str_from(arena_printf(b->ctx->arena, "%d", date.day)), place_nowhere()}};
    return word_expand(b, "date", fields, sizeof fields / sizeof *fields).s;
}

static bool looks_iso(struct str s) {
    if (s.len != 10) return false;
    for (size_t i = 0; i < s.len; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? s.s[i] != '-' : s.s[i] < '0' || s.s[i] > '9') return false;
    }
    return true;
}

struct text date_text(struct builder *b, const struct text *text) {
    struct date date;
    if (!looks_iso(str_trim(text->s)) || !model_date(b->ctx, text, &date)) return *text;
    struct str written = date_written(b, date);
    return written.len ? (struct text){written, text->place} : *text;
}
