/* YAML -> a tree whose nodes know their places.
 *
 * libyaml's events are turned into nodes by recursive descent, limited to YAML_DEPTH_MAX levels. Its marks count
 * characters, ours count bytes; a cursor that walks along with the marks translates them, so a whole document costs
 * one walk. Invariant: after `failed` is set no further event is asked for, and the error has been recorded. Rejected:
 * yaml_document_load, which resolves aliases (a small file can then unfold into gigabytes) and loses the end marks of
 * plain scalars. What was read before an error is kept.
 */
#include "source/source.h"

#include <yaml.h>

#include "base/utf8.h"
#include "source/mend.h"
#include "source/trees.h"

struct reader {
    struct ctx *ctx;
    const struct source *source;
    const char *seen;            /* the source's text as libyaml reads it, see mend.c */
    size_t start, end;           /* text bytes of the document */
    size_t cursor, cursor_index; /* text offset and the number of characters before it */
    yaml_parser_t parser;
    yaml_event_t event; /* the current one */
    bool has_event, failed;
};

/* ---- marks and events ---------------------------------------------------------------------------------------- */

static size_t offset_of_index(struct reader *r, size_t index) {
    const char *s = r->source->text.s;
    while (r->cursor_index < index && r->cursor < r->end) {
        utf8_next(s, r->end, &r->cursor);
        r->cursor_index++;
    }
    while (r->cursor_index > index && r->cursor > r->start) {
        utf8_prev(s, &r->cursor);
        r->cursor_index--;
    }
    return r->cursor;
}

static struct place place_of_offsets(const struct reader *r, size_t start, size_t end) {
    return place_of_text(r->ctx->diags, r->source->file, start, end > start ? end : start);
}

static struct place place_of_event(struct reader *r) {
    size_t start = offset_of_index(r, r->event.start_mark.index);
    return place_of_offsets(r, start, offset_of_index(r, r->event.end_mark.index));
}

static void fail(struct reader *r, enum diag_code code, struct place place, const char *detail) {
    if (!r->failed) diag(r->ctx, code, place, "%s", detail);
    r->failed = true;
}

/* What libyaml says, and what it is called here; `opening`: the fault lies where its context began. */
struct explanation {
    const char *problem, *context;
    enum diag_code code;
    bool opening;
};

static const struct explanation explanations[] = {
    {"escape character", "", DIAG_YAML_ESCAPE, false},
    {"", "while scanning a quoted scalar", DIAG_YAML_QUOTE_OPEN, true},
    {"',' or", "", DIAG_YAML_BRACKET_OPEN, true},
    {"could not find expected ':'", "", DIAG_YAML_NO_COLON, true},
    {"tab character", "", DIAG_YAML_TAB, false},
    {"cannot start any token", "", DIAG_YAML_TAB, false},
    {"did not find expected key", "", DIAG_YAML_INDENT, false},
    {"did not find expected '-' indicator", "", DIAG_YAML_INDENT, false},
    {"did not find expected <document start>", "", DIAG_YAML_INDENT, false},
    {"are not allowed in this context", "", DIAG_YAML_INDENT, false},
};

static const struct explanation *explain(const yaml_parser_t *p, bool tab) {
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++) {
        const struct explanation *e = &explanations[i];
        bool fits = p->problem && strstr(p->problem, e->problem) && (!*e->context || p->context) &&
                    (!*e->context || strcmp(p->context, e->context) == 0);
        if (fits && (e->code != DIAG_YAML_TAB || tab)) return e;
    }
    return NULL;
}

static void fail_by_parser(struct reader *r) {
    const yaml_parser_t *p = &r->parser;
    size_t index = p->problem_mark.index ? p->problem_mark.index : p->context_mark.index;
    size_t start = offset_of_index(r, index), next = start;
    if (p->error == YAML_READER_ERROR) start = next = r->start + p->problem_offset;
    const struct explanation *e = explain(p, start < r->end && r->source->text.s[start] == '\t');
    if (e && e->opening) start = next = offset_of_index(r, p->context_mark.index);
    if (next < r->end) utf8_next(r->source->text.s, r->end, &next);
    fail(r, e ? e->code : DIAG_YAML_BROKEN, place_of_offsets(r, start, next), e || !p->problem ? "" : p->problem);
}

static bool next_event(struct reader *r) {
    if (r->has_event) yaml_event_delete(&r->event);
    r->has_event = !r->failed && yaml_parser_parse(&r->parser, &r->event);
    if (!r->has_event && !r->failed) fail_by_parser(r);
    return r->has_event;
}

static bool skip_events(struct reader *r, int count) {
    while (count > 0 && next_event(r)) count--;
    return count == 0;
}

static const yaml_char_t *event_anchor(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT: return event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT: return event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT: return event->data.mapping_start.anchor;
    case YAML_ALIAS_EVENT: return event->data.alias.anchor;
    default: return NULL;
    }
}

/* ---- nodes --------------------------------------------------------------------------------------------------- */

VEC(node_items, struct node);
VEC(node_pairs, struct node_pair);

static bool read_node(struct reader *r, struct node *out, int depth);

/* The contents without quotes, so that an offset in the text is an offset in the file. */
static void read_scalar(struct reader *r, struct node *out) {
    yaml_scalar_style_t style = r->event.data.scalar.style;
    size_t start = offset_of_index(r, r->event.start_mark.index), end = offset_of_index(r, r->event.end_mark.index);
    if ((style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) && end >= start + 2) {
        start++;
        end--;
    }
    *out = (struct node){.kind = NODE_SCALAR, .place = place_of_offsets(r, start, end)};
    out->quoted = style != YAML_PLAIN_SCALAR_STYLE;
    out->text =
        str_copy(r->ctx->arena, (struct str){(const char *)r->event.data.scalar.value, r->event.data.scalar.length});
    for (size_t i = 0; !out->quoted && i < out->text.len && start + i < end; i++) /* what mend.c replaced */
        if (r->seen[start + i] != r->source->text.s[start + i]) ((char *)out->text.s)[i] = r->source->text.s[start + i];
    if (!out->quoted && (str_is(out->text, "~") || str_is(out->text, "null"))) out->text = str_from("");
}

static void read_list(struct reader *r, struct node *out, int depth) {
    struct node_items items = {0};
    size_t start = offset_of_index(r, r->event.start_mark.index);
    while (next_event(r) && r->event.type != YAML_SEQUENCE_END_EVENT) {
        struct node item;
        if (read_node(r, &item, depth + 1) || item.count) *vec_push(r->ctx->arena, &items) = item;
    }
    struct place place = place_of_offsets(r, start, r->failed ? start : offset_of_index(r, r->event.end_mark.index));
    *out = (struct node){.kind = NODE_LIST, .place = place, .items = items.at, .count = items.len};
}

static int compare_pairs(const void *a, const void *b) {
    const struct node_pair *const *x = a, *const *y = b;
    int order = str_compare((*x)->key, (*y)->key);
    return order ? order : (*x > *y) - (*x < *y);
}

/* Drops a key's second and further values. Sorting keeps a map of a million keys from costing its square. */
static void drop_doubles(struct reader *r, struct node_pairs *pairs) {
    struct arena *arena = r->ctx->arena;
    const struct node_pair **sorted = ARENA_ARRAY(arena, pairs->len, const struct node_pair *);
    bool *doubled = ARENA_ARRAY(arena, pairs->len, bool);
    for (size_t i = 0; i < pairs->len; i++) sorted[i] = &pairs->at[i];
    qsort(sorted, pairs->len, sizeof *sorted, compare_pairs);
    for (size_t i = 1; i < pairs->len; i++)
        if (str_eq(sorted[i]->key, sorted[i - 1]->key)) doubled[sorted[i] - pairs->at] = true;
    size_t kept = 0;
    for (size_t i = 0; i < pairs->len; i++) {
        const struct node_pair *pair = &pairs->at[i];
        if (doubled[i])
            diag(r->ctx, DIAG_YAML_KEY_TWICE, pair->key_place, "%.*s", STR_ARG(pair->key));
        else
            pairs->at[kept++] = *pair;
    }
    pairs->len = kept;
}

static bool read_key(struct reader *r, struct node_pair *pair) {
    struct node key;
    if (r->event.type == YAML_SCALAR_EVENT && !event_anchor(&r->event)) {
        read_scalar(r, &key);
        pair->key = key.text;
        pair->key_place = key.place;
        if (!str_is(key.text, "<<") || key.quoted) return true;
        fail(r, DIAG_YAML_ALIAS, key.place, "<<");
        return false;
    }
    if (event_anchor(&r->event))
        fail(r, DIAG_YAML_ALIAS, place_of_event(r), (const char *)event_anchor(&r->event));
    else
        fail(r, DIAG_YAML_KEY_SHAPE, place_of_event(r), "");
    return false;
}

/* An empty value stands behind its key; a colour there, `key: #0B4A8F`, was a comment for libyaml. */
static void settle_empty(struct reader *r, struct node_pair *pair) {
    struct node *value = &pair->value;
    if (value->kind != NODE_SCALAR || value->quoted || value->text.len) return;
    struct str text = str_slice(r->source->text, 0, r->end);
    size_t at = text_of_place(r->ctx->diags, (struct place){pair->key_place.file, pair->key_place.end, 0});
    value->place = pair->key_place;
    if (at >= text.len || text.s[at] != ':') return;
    for (at++; at < text.len && text.s[at] == ' ';) at++;
    size_t end = mend_colour_end(text, at);
    if (!end) return;
    value->place = place_of_offsets(r, at, end);
    value->text = str_slice(text, at, end);
    diag(r->ctx, DIAG_YAML_QUOTES, value->place, "'%.*s'", STR_ARG(value->text));
}

static void read_map(struct reader *r, struct node *out, int depth) {
    struct node_pairs pairs = {0};
    size_t start = offset_of_index(r, r->event.start_mark.index);
    while (next_event(r) && r->event.type != YAML_MAPPING_END_EVENT) {
        struct node_pair pair = {0};
        if (!read_key(r, &pair) || !next_event(r)) break;
        if (!read_node(r, &pair.value, depth + 1) && !pair.value.count) break;
        settle_empty(r, &pair);
        *vec_push(r->ctx->arena, &pairs) = pair;
    }
    struct place place = place_of_offsets(r, start, r->failed ? start : offset_of_index(r, r->event.end_mark.index));
    if (pairs.len > 1) drop_doubles(r, &pairs);
    *out = (struct node){.kind = NODE_MAP, .place = place, .pairs = pairs.at, .count = pairs.len};
}

/* Reads the node that the current event begins. */
static bool read_node(struct reader *r, struct node *out, int depth) {
    *out = (struct node){0};
    const char *anchor = (const char *)event_anchor(&r->event);
    if (anchor)
        fail(r, DIAG_YAML_ALIAS, place_of_event(r), anchor);
    else if (depth > YAML_DEPTH_MAX)
        fail(r, DIAG_YAML_DEEP, place_of_event(r), "64");
    else if (r->event.type == YAML_SCALAR_EVENT)
        read_scalar(r, out);
    else if (r->event.type == YAML_SEQUENCE_START_EVENT)
        read_list(r, out, depth);
    else if (r->event.type == YAML_MAPPING_START_EVENT)
        read_map(r, out, depth);
    return !r->failed;
}

static void read_document(struct reader *r, struct node *out) {
    *out = (struct node){.kind = NODE_MAP, .place = place_of_offsets(r, r->start, r->start)};
    if (!skip_events(r, 2)) return; /* stream start */
    if (r->event.type == YAML_STREAM_END_EVENT) return;
    if (!next_event(r) || !read_node(r, out, 0)) return;
    bool nothing = out->kind == NODE_SCALAR && out->text.len == 0 && !out->quoted;
    if (nothing) *out = (struct node){.kind = NODE_MAP, .place = out->place};
    if (!skip_events(r, 2)) return; /* document end */
    if (r->event.type != YAML_STREAM_END_EVENT) diag(r->ctx, DIAG_YAML_MORE, place_of_event(r), "%s", "");
}

bool yaml_parse(struct ctx *ctx, const struct source *source, size_t start, size_t end, struct node *out) {
    struct reader r = {.ctx = ctx, .source = source, .start = start, .end = end, .cursor = start};
    if (!yaml_parser_initialize(&r.parser)) {
        diag(ctx, DIAG_YAML_BROKEN, place_file(source->file), "libyaml");
        return false;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    r.seen = mend_yaml(ctx, source, start, end);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)r.seen + start, end - start);
    read_document(&r, out);
    if (r.has_event) yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return !r.failed;
}

bool yaml_load(struct ctx *ctx, const char *path, const char *encoding, struct place mention, struct node *out) {
    struct source *source;
    size_t before = diags_all(ctx->diags)->len;
    if (!source_load(ctx, path, encoding, mention, mention, &source)) return false;
    bool silent = diags_all(ctx->diags)->len == before;
    if (silent && trees_lookup(ctx, source, out)) return true;
    if (!yaml_parse(ctx, source, 0, source->text.len, out)) return false;
    if (diags_all(ctx->diags)->len == before) trees_keep(ctx, source, out);
    return true;
}
