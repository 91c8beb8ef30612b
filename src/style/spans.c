/* Inlines -> spans.
 *
 * Idea: inline nodes are a tree, spans a list; the walk keeps its own stack, so nesting of any depth costs memory and
 * never the machine's stack. Characters of a style are interned: the same change of the same style is one pointer.
 * Invariants: every text of an inline reaches the list once, in order; the number of distinct char_styles is bounded
 * by the template, because equal ones are shared.
 * Rejected: recursion (a paragraph of a million asterisks is input like any other). */
#include "style/build.h"

#include "markdown/markdown.h"

struct opening {
    const struct inlines *inlines;
    size_t next;
    const struct char_style *chars;
    const char *lang;
    uint32_t link, mark;
    bool verbatim;
};
VEC(opening_list, struct opening);

/* ---- interned characters ---------------------------------------------------------------------------------------- */

static bool chars_eq(const struct char_style *a, const struct char_style *b) {
    return a->font == b->font && a->size == b->size && colour_same(&a->colour, &b->colour) &&
           a->tracking == b->tracking && a->rise == b->rise && a->caps == b->caps && a->figures == b->figures &&
           a->tabular == b->tabular && a->superior == b->superior && a->strike == b->strike &&
           a->underline == b->underline;
}

static const struct char_style *chars_intern(struct builder *b, const struct char_style *from,
                                             const struct char_style *chars) {
    if (chars_eq(from, chars)) return from;
    for (size_t i = 0; i < b->changes.len; i++)
        if (chars_eq(b->changes.at[i].to, chars)) return b->changes.at[i].to;
    struct char_style *kept = ARENA_NEW(b->ctx->arena, struct char_style);
    *kept = *chars;
    return kept;
}

const struct char_style *chars_changed(struct builder *b, const struct char_style *from,
                                       const struct span_style *span) {
    for (size_t i = 0; i < b->changes.len; i++)
        if (b->changes.at[i].from == from && b->changes.at[i].span == span) return b->changes.at[i].to;
    struct char_style chars = sheet_span_apply(b->sheet, span, *from);
    const struct char_style *to = chars_intern(b, from, &chars);
    *vec_push(b->ctx->arena, &b->changes) = (struct char_change){from, span, to};
    return to;
}

static const struct char_style *chars_with(struct builder *b, const struct char_style *from, enum span_id id) {
    return chars_changed(b, from, &b->sheet->spans.at[id]);
}

/* Names of classes, blank-separated; an unknown one is a warning and changes nothing. */
static const struct char_style *chars_of_classes(struct builder *b, const struct char_style *chars,
                                                 const struct inline_node *node) {
    struct str rest = str_trim(node->classes);
    while (rest.len > 0) {
        size_t end = 0;
        while (end < rest.len && rest.s[end] != ' ') end++;
        struct str name = str_slice(rest, 0, end);
        const struct span_style *span = sheet_span_lookup(b->sheet, name);
        if (span)
            chars = chars_changed(b, chars, span);
        else
            diag(b->ctx, DIAG_SPAN_CLASS, node->place, ".%.*s", STR_ARG(str_slice(name, 0, 40)));
        rest = str_trim(str_slice(rest, end, rest.len));
    }
    return chars;
}

/* ---- links ------------------------------------------------------------------------------------------------------ */

static bool uri_is_absolute(struct str url) {
    static const char *const schemes[] = {"http://", "https://", "mailto:", "ftp://", "tel:", NULL};
    for (const char *const *scheme = schemes; *scheme; scheme++)
        if (str_starts(url, *scheme)) return true;
    return false;
}

/* PDF knows 7-bit URIs only: everything else is percent-encoded UTF-8 (RFC 3986, 2.1). */
static struct str uri_ascii(struct builder *b, struct str url) {
    struct buf out;
    buf_init(&out, b->ctx->arena);
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.s[i];
        if (c > 0x20 && c < 0x7f)
            buf_putc(&out, (char)c);
        else
            buf_printf(&out, "%%%02X", c);
    }
    return buf_view(&out);
}

/* The article that a link names by its file, counted from 1; 0: none. */
static uint32_t article_named(const struct issue *issue, struct str url) {
    size_t len = 0;
    while (len < url.len && url.s[len] != '#') len++;
    struct str file = str_slice(url, str_starts(url, "./") ? 2 : 0, len);
    for (size_t i = 0; file.len > 0 && i < issue->article_count; i++)
        if (str_eq(issue->articles[i].name, file)) return (uint32_t)(i + 1);
    return 0;
}

uint32_t link_add(struct builder *b, struct str url, struct str contents, struct place place) {
    struct flow_link link = {.contents = contents};
    url = str_trim(url);
    if (uri_is_absolute(url))
        link.uri = uri_ascii(b, url);
    else
        link.article = article_named(b->issue, url);
    if (link.uri.len == 0 && link.article == 0) {
        diag(b->ctx, DIAG_LINK_NO_TARGET, place, "%.*s", STR_ARG(str_slice(url, 0, 80)));
        return 0;
    }
    *vec_push(b->ctx->arena, &b->links) = link;
    return (uint32_t)b->links.len;
}

/* ---- the walk --------------------------------------------------------------------------------------------------- */

struct walk {
    struct builder *b;
    struct span_list *out;
    struct opening_list stack;
    bool in_note;
};

static struct span *walk_span(struct walk *w, const struct opening *f, struct str text, struct place place) {
    struct span *span = vec_push(w->b->ctx->arena, w->out);
    span->text = text;
    span->style = f->chars;
    span->lang = f->lang;
    span->place = place;
    span->link = f->link;
    span->mark = f->mark;
    span->role = f->link ? ROLE_LINK : ROLE_NONE;
    span->verbatim = f->verbatim;
    span->rules = w->b->rules;
    return span;
}

static void walk_push(struct walk *w, const struct opening *parent, const struct inline_node *node,
                      const struct char_style *chars) {
    if (!node->children) return;
    struct opening frame = *parent;
    frame.inlines = node->children;
    frame.next = 0;
    frame.chars = chars;
    *vec_push(w->b->ctx->arena, &w->stack) = frame;
}

static void walk_link(struct walk *w, const struct opening *f, const struct inline_node *node) {
    struct str plain = node->children ? inlines_plain(w->b->ctx->arena, node->children) : STR("");
    struct opening frame = *f;
    frame.link = link_add(w->b, node->url, plain, node->place);
    /* An address shown as itself is not prose: no quotes, no hyphens. */
    frame.verbatim = str_eq(plain, node->url) || (plain.len && str_ends(node->url, str_dup(w->b->ctx->arena, plain)));
    if (plain.len == 0) {
        frame.verbatim = true;
        frame.chars = chars_with(w->b, f->chars, SPAN_LINK);
        walk_span(w, &frame, node->url, node->place);
        return;
    }
    walk_push(w, &frame, node, frame.link ? chars_with(w->b, f->chars, SPAN_LINK) : f->chars);
}

static void walk_classes(struct walk *w, const struct opening *f, const struct inline_node *node) {
    struct opening frame = *f;
    if (node->lang.len) frame.lang = lang_named(w->b, node->lang);
    if (w->b->article) frame.mark = index_mark(w->b, node);
    walk_push(w, &frame, node, chars_of_classes(w->b, f->chars, node));
}

static void walk_note(struct walk *w, const struct opening *f, const struct inline_node *node) {
    struct opening frame = *f;
    frame.chars = chars_with(w->b, f->chars, SPAN_CALL);
    frame.link = 0;
    struct str number = str_from(arena_printf(w->b->ctx->arena, "%zu", node->note + 1));
    struct span *span = walk_span(w, &frame, number, node->place);
    /* The call of a note inside a note is shown, but opens no second note: notes do not nest on a page. */
    if (!w->in_note && w->b->article && node->note < w->b->article->notes.len) {
        span->note = (uint32_t)(node->note + 1);
        span->role = ROLE_REFERENCE;
    }
}

static void walk_leaf(struct walk *w, const struct opening *f, const struct inline_node *node) {
    struct opening frame = *f;
    if (node->kind == INLINE_CODE) {
        frame.chars = chars_with(w->b, f->chars, SPAN_CODE);
        frame.verbatim = true;
    }
    if (node->kind == INLINE_HTML) frame.verbatim = true;
    struct str text = node->kind == INLINE_SPACE ? STR(" ") : node->text;
    if (text.len == 0) return;
    struct span *span = walk_span(w, &frame, text, node->place);
    if (node->kind == INLINE_CODE && !frame.link) span->role = ROLE_CODE;
}

static void walk_break(struct walk *w, const struct opening *f, const struct inline_node *node) {
    if (w->out->len > 0 && !w->out->at[w->out->len - 1].newline)
        w->out->at[w->out->len - 1].newline = true;
    else
        walk_span(w, f, STR(""), node->place)->newline = true;
}

/* The frame is a copy: pushing may move the stack. */
static void walk_node(struct walk *w, struct opening f, const struct inline_node *node) {
    switch (node->kind) {
    case INLINE_TEXT:
    case INLINE_CODE:
    case INLINE_SPACE:
    case INLINE_HTML: walk_leaf(w, &f, node); break;
    case INLINE_EMPH: walk_push(w, &f, node, chars_with(w->b, f.chars, SPAN_EMPH)); break;
    case INLINE_STRONG: walk_push(w, &f, node, chars_with(w->b, f.chars, SPAN_STRONG)); break;
    case INLINE_STRIKE: walk_push(w, &f, node, chars_with(w->b, f.chars, SPAN_STRIKE)); break;
    case INLINE_SPAN: walk_classes(w, &f, node); break;
    case INLINE_LINK: walk_link(w, &f, node); break;
    case INLINE_IMAGE:
        diag(w->b->ctx, DIAG_PICTURE_IN_LINE, node->place, "%.*s", STR_ARG(str_slice(node->url, 0, 80)));
        walk_push(w, &f, node, f.chars);
        break;
    case INLINE_NOTE: walk_note(w, &f, node); break;
    case INLINE_BREAK: walk_break(w, &f, node); break;
    }
}

void spans_of_inlines(struct builder *b, struct span_list *out, const struct inlines *inlines, const struct pen *pen) {
    struct walk w = {.b = b, .out = out, .in_note = pen->in_note};
    struct opening *first = vec_push(b->ctx->arena, &w.stack);
    *first = (struct opening){.inlines = inlines, .chars = pen->chars, .lang = pen->lang};
    while (w.stack.len > 0) {
        struct opening *top = &w.stack.at[w.stack.len - 1];
        if (top->next == top->inlines->len) {
            w.stack.len--;
            continue;
        }
        const struct inline_node *node = &top->inlines->at[top->next++];
        walk_node(&w, *top, node);
    }
}

/* ---- texts ------------------------------------------------------------------------------------------------------ */

void span_of_text(struct builder *b, struct span_list *out, const struct text *text, const struct char_style *chars) {
    if (text->s.len == 0) return;
    struct span *span = vec_push(b->ctx->arena, out);
    span->text = text->s;
    span->place = text->place;
    span->style = chars;
    span->lang = b->current->lang;
    span->rules = b->rules;
}

struct flow_text text_of_spans(const struct span_list *spans) {
    return (struct flow_text){spans->at, spans->len};
}

struct flow_text text_of_inlines(struct builder *b, const struct inlines *inlines, const struct style *style,
                                 bool in_note) {
    struct span_list spans = {0};
    struct pen pen = {&style->chars, b->current->lang, in_note};
    spans_of_inlines(b, &spans, inlines, &pen);
    return text_of_spans(&spans);
}

struct flow_text text_plain(struct builder *b, const struct text *text, const struct style *style) {
    struct span_list spans = {0};
    span_of_text(b, &spans, text, &style->chars);
    return text_of_spans(&spans);
}

struct flow_text text_marked(struct builder *b, const struct text *text, const struct style *style) {
    struct inlines inlines = {0};
    if (text->s.len == 0) return (struct flow_text){0};
    markdown_inlines(b->ctx, text, &inlines);
    return text_of_inlines(b, &inlines, style, false);
}
