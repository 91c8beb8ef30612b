/* cmark's inlines -> model inlines, with places that are right to the byte.
 *
 * cmark 0.29 does not tell reliably where an inline stands, so the source is walked along with the tree: a cursor
 * steps over the markup that each node must have had (asterisks, brackets, backticks, line ends with the quote marks
 * of the next line) and is matched against each text, undoing backslash escapes and entities. A stretch that equals
 * the source is taken from the source, so its place covers it byte by byte; an escape or an entity becomes a piece of
 * its own. Should cursor and tree ever part, the next text is searched within RESYNC_MAX bytes. Invariant: the texts
 * given out, put together, are cmark's texts, whatever the cursor did. Rejected: searching every text forward, which
 * finds "a" inside the address of the link before.
 */
#include "markdown/md.h"

#define RESYNC_MAX 4096 /* [bytes] */
#define RESYNC_KEY 16   /* [bytes] of a text that are searched for */
#define ENTITY_MAX 34   /* [bytes]: &CounterClockwiseContourIntegral; and its like */

struct walk {
    struct md *md;
    size_t at; /* the cursor */
    struct inlines *open[INLINE_DEPTH_MAX + 1];
    int depth;
    int flat; /* containers open beyond the limit */
};

/* How a link was written, kept in cmark's node between enter and exit. */
enum link_form { LINK_BRACKETS, LINK_POINTY, LINK_BARE };
static const enum link_form forms[] = {LINK_BRACKETS, LINK_POINTY, LINK_BARE};

static char char_at(const struct walk *w, size_t at) { return at < w->md->seen.len ? w->md->seen.s[at] : '\0'; }

static bool is_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static struct inline_node *add_node(struct walk *w, enum inline_kind kind, size_t start, size_t end) {
    struct inline_node *node = vec_push(w->md->ctx->arena, w->open[w->depth]);
    node->kind = kind;
    node->place = (struct place){0, (uint32_t)start, (uint32_t)(end > start ? end : start)};
    return node;
}

/* Behind the prefix of a line at `at`, the text may begin earlier: cmark keeps the blanks behind a backslash at a
 * line's end and inside HTML, and a > that was indented too far for a quote. */
static size_t step_back(const struct walk *w, size_t at, struct str text) {
    size_t len = 0;
    while (len < text.len && (text.s[len] == ' ' || text.s[len] == '\t' || text.s[len] == '>')) len++;
    bool differs = len && char_at(w, at) != text.s[0];
    return differs && len <= at && memcmp(w->md->seen.s + at - len, text.s, len) == 0 ? at - len : at;
}

/* ---- text ---------------------------------------------------------------------------------------------------- */

/* Source bytes [start, end) as text, joined to a text that they continue. */
static void add_verbatim(struct walk *w, size_t start, size_t end) {
    if (end <= start) return;
    struct inlines *list = w->open[w->depth];
    struct inline_node *last = list->len ? &list->at[list->len - 1] : NULL;
    bool goes_on = last && md_is_verbatim(last) && last->place.end == start &&
                   last->text.s + last->text.len == w->md->text.s + start;
    if (goes_on) {
        last->place.end = (uint32_t)end;
        last->text.len += end - start;
        return;
    }
    add_node(w, INLINE_TEXT, start, end)->text = str_slice(w->md->text, start, end);
}

static void add_other(struct walk *w, size_t start, size_t end, struct str text) {
    add_node(w, INLINE_TEXT, start, end)->text = str_copy(w->md->ctx->arena, text);
}

static bool is_entity_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
}

/* What the entity at offset `at` stands for, and the offset behind it; 0 when there is none. Asked of cmark itself,
 * which has the table of HTML's 2,231 names. */
static size_t decode_entity(struct walk *w, size_t at, struct str *value) {
    struct str s = str_slice(w->md->seen, at, at + ENTITY_MAX);
    size_t len = 1;
    while (len < s.len && is_entity_char(s.s[len])) len++;
    if (len >= s.len || s.s[len++] != ';') return 0;
    cmark_node *root = cmark_parse_document(s.s, len, CMARK_OPT_DEFAULT);
    cmark_node *para = cmark_node_first_child(root), *text = para ? cmark_node_first_child(para) : NULL;
    const char *literal = text ? cmark_node_get_literal(text) : NULL;
    *value = str_copy(w->md->ctx->scratch, str_from(literal));
    cmark_node_free(root);
    return value->len && !str_eq(*value, str_slice(s, 0, len)) ? at + len : 0;
}

/* Matches one escape or entity at the cursor against the rest of a text; gives the bytes of text used, 0: none. */
static size_t match_special(struct walk *w, struct str rest) {
    size_t start = w->at;
    if (char_at(w, start) == '\\' && is_punctuation(char_at(w, start + 1)) && rest.s[0] == char_at(w, start + 1)) {
        w->at += 2;
        add_other(w, start, w->at, str_slice(rest, 0, 1));
        return 1;
    }
    if (char_at(w, start) == '&') {
        struct str value;
        size_t end = decode_entity(w, start, &value);
        if (!end || value.len > rest.len || memcmp(value.s, rest.s, value.len) != 0) return 0;
        w->at = end;
        add_other(w, start, end, value);
        return value.len;
    }
    return 0;
}

/* Moves the cursor to where `rest` goes on, not far away; false when it is not found. */
static bool resync(struct walk *w, struct str rest) {
    struct str area = str_slice(w->md->seen, w->at, w->at + RESYNC_MAX);
    struct str key = str_slice(rest, 0, RESYNC_KEY);
    for (const char *at = area.s, *end = area.s + area.len; (at = memchr(at, key.s[0], (size_t)(end - at))); at++) {
        if ((size_t)(end - at) < key.len) return false;
        if (memcmp(at, key.s, key.len) != 0) continue;
        w->at += (size_t)(at - area.s);
        return true;
    }
    return false;
}

/* Reports references to footnotes that are not defined, which cmark leaves as text. */
static void check_notes(struct walk *w, size_t start) {
    struct str s = str_slice(w->md->seen, start, w->at);
    for (size_t i = 0; i + 3 < s.len; i++) {
        size_t end = i + 2;
        if (s.s[i] != '[' || s.s[i + 1] != '^' || (i > 0 && s.s[i - 1] == '\\')) continue;
        while (end < s.len && s.s[end] != ']' && s.s[end] != ' ' && s.s[end] != '\n') end++;
        bool reference = end < s.len && s.s[end] == ']' && end > i + 2;
        if (reference)
            diag(w->md->ctx, DIAG_MD_NOTE_MISSING, md_place(w->md, start + i, start + end + 1), "%.*s",
                 STR_ARG(str_slice(s, i + 2, end)));
        i = end - 1;
    }
}

/* Matches a text and adds its pieces. */
static void match_text(struct walk *w, struct str literal) {
    w->at = step_back(w, w->at, literal);
    size_t i = 0, start = w->at;
    while (i < literal.len) {
        char c = char_at(w, w->at);
        bool special = c == '&' || (c == '\\' && is_punctuation(char_at(w, w->at + 1)));
        if (special) {
            add_verbatim(w, start, w->at);
            size_t used = match_special(w, str_slice(literal, i, literal.len));
            i += used;
            start = w->at;
            if (used) continue;
        }
        if (w->at < w->md->seen.len && c == literal.s[i]) {
            w->at++;
            i++;
            continue;
        }
        add_verbatim(w, start, w->at);
        struct str rest = str_slice(literal, i, literal.len);
        if (!resync(w, rest)) {
            add_other(w, w->at, w->at, rest);
            return;
        }
        start = w->at;
    }
    add_verbatim(w, start, w->at);
}

static void add_text(struct walk *w, struct str literal) {
    size_t start = w->at;
    match_text(w, literal);
    if (literal.len > 3 && memchr(literal.s, '^', literal.len)) check_notes(w, start);
}

/* ---- leaves -------------------------------------------------------------------------------------------------- */

/* Moves the cursor over text that stands as it is, but for the prefixes of further lines; false when it does not. */
static bool skip_raw(struct walk *w, struct str raw) {
    size_t at = w->at;
    for (size_t i = 0; i < raw.len; i++) {
        if (w->md->in_cell && char_at(w, at) == '\\' && char_at(w, at + 1) == '|' && raw.s[i] == '|') at++;
        if (char_at(w, at) != raw.s[i]) return false;
        at++;
        if (raw.s[i] == '\n') at = step_back(w, scan_prefix(w->md->seen, at), str_slice(raw, i + 1, raw.len));
    }
    w->at = at;
    return true;
}

static struct str from_source(const struct walk *w, size_t start, size_t end, struct str literal) {
    if (end - start == literal.len) return str_slice(w->md->text, start, end);
    return str_copy(w->md->ctx->arena, literal);
}

static size_t run_length(const struct walk *w, size_t at, char c) {
    size_t len = 0;
    while (char_at(w, at + len) == c) len++;
    return len;
}

/* Code: a run of backticks, the content, the same run. The text's place is the content without the blank that
 * CommonMark takes off either end. */
static void add_code(struct walk *w, struct str literal) {
    size_t ticks = run_length(w, w->at, '`'), start = w->at + ticks, close = start;
    struct str s = w->md->seen;
    while (ticks && close < s.len) {
        size_t run = run_length(w, close, '`');
        if (run == ticks) break;
        close += run ? run : 1;
    }
    if (!ticks || close >= s.len) {
        add_node(w, INLINE_CODE, w->at, w->at)->text = str_copy(w->md->ctx->arena, literal);
        return;
    }
    bool padded = close - start == literal.len + 2 && (s.s[start] == ' ' || s.s[start] == '\n');
    size_t end = close - padded;
    start += padded;
    add_node(w, INLINE_CODE, start, end)->text = from_source(w, start, end, literal);
    w->at = close + ticks;
}

static bool is_line_break_tag(struct str raw) {
    return str_is(raw, "<br>") || str_is(raw, "<br/>") || str_is(raw, "<br />") || str_is(raw, "<BR>");
}

static void add_html(struct walk *w, struct str literal) {
    size_t start = w->at;
    if (!skip_raw(w, literal) && resync(w, literal)) {
        start = w->at;
        skip_raw(w, literal);
    }
    if (is_line_break_tag(literal)) {
        add_node(w, INLINE_BREAK, start, w->at);
        return;
    }
    add_node(w, INLINE_HTML, start, w->at)->text = from_source(w, start, w->at, literal);
    diag(w->md->ctx, DIAG_MD_HTML, md_place(w->md, start, w->at), "%s", "");
}

static void add_line_end(struct walk *w, enum inline_kind kind) {
    size_t start = w->at, end = md_line_end(w->md, w->at);
    /* Only blanks and the backslash of a hard break may stand before the line's end; else the cursor went astray. */
    w->at = end < w->md->seen.len ? end + 1 : end;
    add_node(w, kind, start, w->at);
    w->at = scan_prefix(w->md->seen, w->at);
}

/* The next closing bracket, not far from `at`; `at` itself when there is none. */
static size_t find_close(const struct walk *w, size_t at) {
    struct str area = str_slice(w->md->seen, at, at + RESYNC_MAX);
    const char *close = memchr(area.s, ']', area.len);
    return close ? at + (size_t)(close - area.s) : at;
}

static void add_note(struct walk *w, cmark_node *node) {
    struct md *md = w->md;
    struct str number = str_from(cmark_node_get_literal(node));
    int64_t ix = 0;
    size_t start = w->at;
    if (char_at(w, start) == '[') w->at = find_close(w, start) + 1;
    if (!str_int(number, &ix) || ix < 1 || (size_t)ix > md->definition_count) {
        add_verbatim(w, start, w->at);
        return;
    }
    struct definition *definition = &md->definitions[ix - 1];
    if (!definition->note) {
        md->note_definition[md->notes.len] = (size_t)ix - 1;
        vec_push(md->ctx->arena, &md->notes);
        definition->note = md->notes.len;
    }
    add_node(w, INLINE_NOTE, start, w->at)->note = definition->note - 1;
}

/* ---- containers ---------------------------------------------------------------------------------------------- */

static struct inline_node *open_container(struct walk *w, enum inline_kind kind, size_t start) {
    if (w->depth >= INLINE_DEPTH_MAX || w->flat) {
        if (!w->flat && !w->md->said_deep)
            diag(w->md->ctx, DIAG_MD_DEEP, md_place(w->md, start, start + 1), "%d", INLINE_DEPTH_MAX);
        w->md->said_deep = true;
        w->flat++;
        return NULL;
    }
    struct inline_node *node = add_node(w, kind, start, start);
    node->children = ARENA_NEW(w->md->ctx->arena, struct inlines);
    w->open[++w->depth] = node->children;
    return node;
}

static void close_container(struct walk *w) {
    if (w->flat) {
        w->flat--;
        return;
    }
    md_spans(w->md, w->open[w->depth]);
    struct inlines *outer = w->open[--w->depth];
    outer->at[outer->len - 1].place.end = (uint32_t)w->at;
}

static void skip_marks(struct walk *w, size_t count, char a, char b) {
    for (; count && (char_at(w, w->at) == a || char_at(w, w->at) == b); count--) w->at++;
}

static void enter_link(struct walk *w, cmark_node *node, enum inline_kind kind) {
    size_t start = w->at;
    bool picture = kind == INLINE_IMAGE;
    if (picture && char_at(w, w->at) == '!') w->at++;
    char c = char_at(w, w->at);
    enum link_form form = picture || c == '[' ? LINK_BRACKETS : c == '<' ? LINK_POINTY : LINK_BARE;
    if (c == '[' || c == '<') w->at++;
    cmark_node_set_user_data(node, (void *)&forms[form]);
    struct inline_node *link = open_container(w, kind, start);
    if (!link) return;
    link->url = str_copy(w->md->ctx->arena, str_from(cmark_node_get_url(node)));
    link->title = str_copy(w->md->ctx->arena, str_from(cmark_node_get_title(node)));
}

/* Over `](url "title")`, `][label]`, `[]` or the bracket alone. */
static void skip_link_end(struct walk *w, struct link_parts *parts) {
    struct str s = w->md->seen;
    size_t behind = find_close(w, w->at) + 1;
    if (char_at(w, behind - 1) != ']') return;
    size_t tail = scan_link_tail(s, behind, parts);
    if (!tail) tail = scan_label(s, behind);
    w->at = tail ? tail : behind;
}

/* The address as it stands in the source when guard.c changed it. */
static void restore_url(struct walk *w, const struct link_parts *parts) {
    struct inlines *list = w->open[w->depth];
    struct str url = str_slice(w->md->text, parts->url_start, parts->url_end);
    if (memcmp(url.s, w->md->seen.s + parts->url_start, url.len) != 0) list->at[list->len - 1].url = url;
}

static void exit_link(struct walk *w, cmark_node *node) {
    const enum link_form *form = cmark_node_get_user_data(node);
    struct link_parts parts = {0};
    bool kept = !w->flat;
    if (form && *form == LINK_POINTY) skip_marks(w, 1, '>', '>');
    if (form && *form == LINK_BRACKETS) skip_link_end(w, &parts);
    close_container(w);
    if (!kept) return;
    restore_url(w, &parts);
    const struct inline_node *link = &w->open[w->depth]->at[w->open[w->depth]->len - 1];
    parts.node = link->place.start;
    *vec_push(w->md->ctx->arena, &w->md->parts) = parts;
    if (link->kind != INLINE_LINK || !link->title.len) return;
    bool found = parts.title_end > parts.title_start;
    size_t start = found ? parts.title_start : link->place.start, end = found ? parts.title_end : link->place.end;
    diag(w->md->ctx, DIAG_MD_LINK_TITLE, md_place(w->md, start, end), "%.*s", STR_ARG(link->title));
}

/* ---- the walk ------------------------------------------------------------------------------------------------ */

static bool is_strike(cmark_node *node) { return str_is(str_from(cmark_node_get_type_string(node)), "strikethrough"); }

static void enter(struct walk *w, cmark_node *node) {
    struct str literal = str_from(cmark_node_get_literal(node));
    size_t start = w->at;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: add_text(w, literal); return;
    case CMARK_NODE_CODE: add_code(w, literal); return;
    case CMARK_NODE_HTML_INLINE: add_html(w, literal); return;
    case CMARK_NODE_SOFTBREAK: add_line_end(w, INLINE_SPACE); return;
    case CMARK_NODE_LINEBREAK: add_line_end(w, INLINE_BREAK); return;
    case CMARK_NODE_FOOTNOTE_REFERENCE: add_note(w, node); return;
    case CMARK_NODE_LINK: enter_link(w, node, INLINE_LINK); return;
    case CMARK_NODE_IMAGE: enter_link(w, node, INLINE_IMAGE); return;
    case CMARK_NODE_EMPH:
        skip_marks(w, 1, '*', '_');
        open_container(w, INLINE_EMPH, start);
        return;
    case CMARK_NODE_STRONG:
        skip_marks(w, 2, '*', '_');
        open_container(w, INLINE_STRONG, start);
        return;
    default: break;
    }
    if (!is_strike(node)) return;
    skip_marks(w, 2, '~', '~');
    open_container(w, INLINE_STRIKE, start);
}

static void leave(struct walk *w, cmark_node *node) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
        exit_link(w, node);
    } else if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) {
        skip_marks(w, type == CMARK_NODE_EMPH ? 1 : 2, '*', '_');
        close_container(w);
    } else if (is_strike(node)) {
        skip_marks(w, 2, '~', '~');
        close_container(w);
    }
}

size_t md_inlines(struct md *md, cmark_node *parent, size_t at, struct inlines *out) {
    struct walk w = {.md = md, .at = at};
    w.open[0] = out;
    md->parts.len = 0;
    cmark_iter *iter = cmark_iter_new(parent);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == parent) continue;
        if (event == CMARK_EVENT_ENTER)
            enter(&w, node);
        else
            leave(&w, node);
    }
    cmark_iter_free(iter);
    md_spans(md, out);
    return w.at;
}
