/* Bracketed spans: [text]{lang=en .smallcaps}.
 *
 * cmark leaves them as text, so they are joined here, in each list of siblings: brackets in plain text are matched
 * with a stack, and a pair whose closing bracket is followed by attributes becomes a node. Invariant: `out` holds
 * finished nodes; an opening bracket stays text in `out` until its pair is known. One pass, linear but for moving the
 * contents of each span once per level.
 */
#include "markdown/md.h"

struct opening {
    size_t node;   /* index in out of the text node that begins behind the bracket; the bracket is the node before */
    size_t offset; /* of the bracket in the text */
    int depth;     /* of the spans closed inside so far */
};
VEC(openings, struct opening);

struct joiner {
    struct md *md;
    struct inlines out;
    struct openings open;
    size_t next;       /* index in the list that is read */
    size_t skip_until; /* offset: what stands before belongs to attributes */
};

bool md_is_verbatim(const struct inline_node *node) {
    return node->kind == INLINE_TEXT && node->place.end - node->place.start == node->text.len;
}

/* Cuts the first `count` bytes off a verbatim text. */
static void cut_front(struct inline_node *node, size_t count) {
    node->text = str_slice(node->text, count, node->text.len);
    node->place.start += (uint32_t)count;
}

bool md_drop_until(struct inlines *list, size_t *from, size_t end) {
    size_t i = *from;
    while (i < list->len && list->at[i].place.end <= end) i++;
    if (i < list->len && list->at[i].place.start < end) {
        if (!md_is_verbatim(&list->at[i])) return false;
        cut_front(&list->at[i], end - list->at[i].place.start);
    }
    *from = i;
    return true;
}

static void push_text(struct joiner *j, struct inline_node whole, size_t from, size_t to) {
    if (from >= to) return;
    struct inline_node *node = vec_push(j->md->ctx->arena, &j->out);
    *node = whole;
    node->text = str_slice(whole.text, from, to);
    node->place.start = whole.place.start + (uint32_t)from;
    node->place.end = whole.place.start + (uint32_t)to;
}

/* Reads language and classes; false when another key or none at all is there. */
static bool read_span_attrs(struct md *md, const struct attr_list *attrs, struct inline_node *span) {
    struct buf classes;
    buf_init(&classes, md->ctx->arena);
    for (size_t i = 0; i < attrs->len; i++) {
        const struct attr *attr = &attrs->at[i];
        if (str_is(attr->key, "lang") && attr->value.len) {
            span->lang = attr->value;
        } else if (str_is(attr->key, "class")) {
            if (classes.len) buf_putc(&classes, ' ');
            buf_str(&classes, attr->value);
        } else if (str_is(attr->key, "index")) {
            span->entry = str_trim(attr->value);
        } else {
            return false;
        }
    }
    span->classes = buf_view(&classes);
    return true;
}

/* Moves out[open.node ..] into a new span. */
static void close_span(struct joiner *j, struct opening open, struct inline_node span) {
    struct arena *arena = j->md->ctx->arena;
    span.children = ARENA_NEW(arena, struct inlines);
    for (size_t i = open.node; i < j->out.len; i++) *vec_push(arena, span.children) = j->out.at[i];
    j->out.len = open.node - 1;
    *vec_push(arena, &j->out) = span;
}

static bool brace_follows(const struct md *md, size_t at) { return at + 1 < md->text.len && md->text.s[at + 1] == '{'; }

/* Tries to close a span at the bracket at offset `at`; gives the offset behind its attributes, 0 when it is none. */
static size_t try_close(struct joiner *j, size_t at) {
    struct attr_list attrs;
    struct inline_node span = {.kind = INLINE_SPAN};
    if (!j->open.len || !brace_follows(j->md, at)) return 0;
    struct opening open = j->open.at[j->open.len - 1];
    size_t end = md_attrs(j->md, at + 1, &attrs);
    if (!end || open.depth >= INLINE_DEPTH_MAX || !read_span_attrs(j->md, &attrs, &span)) return 0;
    span.place = (struct place){0, (uint32_t)open.offset, (uint32_t)end};
    close_span(j, open, span);
    if (j->open.len > 1) {
        int *outer = &j->open.at[j->open.len - 2].depth;
        if (*outer <= open.depth) *outer = open.depth + 1;
    }
    return end;
}

/* Splits a verbatim text at its brackets. */
static void join_text(struct joiner *j, struct inline_node node) {
    size_t base = node.place.start, from = 0;
    for (size_t i = 0; i < node.text.len; i++) {
        if (node.text.s[i] == '[') {
            push_text(j, node, from, i);
            push_text(j, node, i, i + 1);
            *vec_push(j->md->ctx->arena, &j->open) = (struct opening){j->out.len, base + i, 0};
            from = i + 1;
        } else if (node.text.s[i] == ']') {
            push_text(j, node, from, i);
            from = i;
            size_t end = try_close(j, base + i);
            if (j->open.len) j->open.len--;
            if (!end && brace_follows(j->md, base + i)) md_say_attrs(j->md, base + i + 1);
            if (!end) continue;
            if (end >= base + node.text.len) {
                j->skip_until = end;
                return;
            }
            from = end - base;
            i = from - 1;
        }
    }
    push_text(j, node, from, node.text.len);
}

/* Puts neighbouring pieces of text together again. */
static void merge_texts(struct inlines *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->len; i++) {
        struct inline_node *last = kept ? &list->at[kept - 1] : NULL, *node = &list->at[i];
        bool joined = last && md_is_verbatim(last) && md_is_verbatim(node) && last->place.end == node->place.start &&
                      last->text.s + last->text.len == node->text.s;
        if (joined) {
            last->text.len += node->text.len;
            last->place.end = node->place.end;
        } else {
            list->at[kept++] = *node;
        }
    }
    list->len = kept;
}

static bool has_span(const struct inlines *list) {
    for (size_t i = 0; i < list->len; i++) {
        const struct inline_node *node = &list->at[i];
        if (node->kind != INLINE_TEXT) continue;
        for (const char *at = node->text.s, *end = at + node->text.len; (at = memchr(at, ']', (size_t)(end - at)));)
            if (++at == end || *at == '{') return true;
    }
    return false;
}

void md_spans(struct md *md, struct inlines *list) {
    if (!has_span(list)) return;
    struct joiner j = {.md = md};
    for (; j.next < list->len; j.next++) {
        struct inline_node *node = &list->at[j.next];
        if (node->place.start < j.skip_until) {
            if (node->place.end <= j.skip_until) continue;
            if (md_is_verbatim(node)) cut_front(node, j.skip_until - node->place.start);
        }
        if (md_is_verbatim(node))
            join_text(&j, *node);
        else
            *vec_push(md->ctx->arena, &j.out) = *node;
    }
    merge_texts(&j.out);
    *list = j.out;
}
