/* cmark's blocks -> model blocks.
 *
 * One walk over the tree with a stack of the containers that are open. Lists and quotes beyond BLOCK_DEPTH_MAX are
 * not opened: what they hold goes into the container that is open, so all text stays. Leaves hand their content to
 * inline.c, which needs to know where it starts; that is cmark's position of the block, corrected for link
 * definitions, which cmark takes out of paragraphs, and for tables, whose rows it places wrongly.
 */
#include "markdown/md.h"

#include <cmark-gfm-core-extensions.h>

#define OPEN_MAX (2 * BLOCK_DEPTH_MAX + 2) /* a list and its item count as one level */

struct builder {
    struct md *md;
    struct blocks *out[OPEN_MAX];
    int depth;  /* index into out */
    int levels; /* lists and quotes open */
    int flat;   /* containers beyond the limit */
};

static size_t node_start(const struct md *md, cmark_node *node) {
    int line = cmark_node_get_start_line(node);
    cmark_node *next = cmark_node_next(node);
    if (line > 0) return md_offset(md, line, cmark_node_get_start_column(node));
    /* A paragraph that a table was split off: the table still has its position. */
    return next ? md_offset(md, cmark_node_get_start_line(next), cmark_node_get_start_column(next)) : md->text.len;
}

static struct block *add_block(struct builder *b, enum block_kind kind, size_t start, size_t end) {
    struct block *block = vec_push(b->md->ctx->arena, b->out[b->depth]);
    block->kind = kind;
    block->place = (struct place){0, (uint32_t)start, (uint32_t)(end > start ? end : start)};
    return block;
}

static void add_blocks(struct builder *b, const struct blocks *blocks) {
    for (size_t i = 0; i < blocks->len; i++) *vec_push(b->md->ctx->arena, b->out[b->depth]) = blocks->at[i];
}

/* ---- text blocks --------------------------------------------------------------------------------------------- */

static size_t skip_definitions(const struct md *md, size_t at) {
    while (at < md->seen.len && md->seen.s[at] == '[') {
        size_t end = scan_definition(md->seen, at);
        if (!end) break;
        at = scan_prefix(md->seen, end);
    }
    return at;
}

static bool is_type(cmark_node *node, const char *name) {
    return str_is(str_from(cmark_node_get_type_string(node)), name);
}

/* Is the next block a paragraph that begins with a colon? It may say how high the table's head is, and cells are joined
 * after that. */
static bool may_have_caption(cmark_node *table) {
    cmark_node *next = cmark_node_next(table);
    cmark_node *text = next && cmark_node_get_type(next) == CMARK_NODE_PARAGRAPH ? cmark_node_first_child(next) : NULL;
    const char *literal = text && cmark_node_get_type(text) == CMARK_NODE_TEXT ? cmark_node_get_literal(text) : NULL;
    return literal && literal[0] == ':';
}

/* The table before a paragraph whose cells were not joined so far; NULL: there is none. */
static struct table *waiting_table(const struct builder *b, cmark_node *para) {
    const struct blocks *siblings = b->out[b->depth];
    cmark_node *before = cmark_node_previous(para);
    if (!before || !siblings->len || siblings->at[siblings->len - 1].kind != BLOCK_TABLE) return NULL;
    bool waits = is_type(before, "table") && may_have_caption(before);
    return waits ? siblings->at[siblings->len - 1].table : NULL;
}

static void add_text(struct builder *b, cmark_node *node) {
    struct block para = {.kind = BLOCK_PARA};
    size_t start = skip_definitions(b->md, node_start(b->md, node));
    size_t end = md_inlines(b->md, node, start, &para.content);
    struct blocks before = {0}, behind = {0};
    md_take_figures(b->md, &para.content, &before, &behind);
    add_blocks(b, &before);
    if (para.content.len) {
        bool whole = !before.len && !behind.len;
        const struct inlines *text = &para.content;
        if (!whole) {
            start = text->at[0].place.start;
            end = text->at[text->len - 1].place.end;
        }
        struct blocks *siblings = b->out[b->depth];
        struct block *last = siblings->len ? &siblings->at[siblings->len - 1] : NULL;
        if (whole && last && last->kind == BLOCK_TABLE && md_table_caption(b->md, last, &para)) return;
        md_check_pictures(b->md, text);
        md_check_bare(b->md, text, start, end);
        add_block(b, BLOCK_PARA, start, end)->content = *text;
    }
    add_blocks(b, &behind);
}

static void add_paragraph(struct builder *b, cmark_node *node) {
    struct table *table = waiting_table(b, node);
    add_text(b, node);
    if (table) md_table_join(b->md, table);
}

/* Behind the # marks of a heading; `at` itself when it is underlined instead, or its text begins with such a mark. */
static size_t skip_heading_marks(struct str s, size_t at) {
    size_t end = at;
    while (end < s.len && s.s[end] == '#') end++;
    bool marks = end > at && end - at <= 6 && (end == s.len || strchr(" \t\n", s.s[end]));
    if (!marks) return at;
    while (end < s.len && (s.s[end] == ' ' || s.s[end] == '\t')) end++;
    return end;
}

static void add_heading(struct builder *b, cmark_node *node) {
    size_t start = node_start(b->md, node), at = skip_heading_marks(b->md->seen, start);
    if (at == start) at = skip_definitions(b->md, at);
    struct inlines content = {0};
    size_t end = md_inlines(b->md, node, at, &content);
    md_check_pictures(b->md, &content);
    if (content.len == 0) return;
    md_check_bare(b->md, &content, at, end);
    struct block *head = add_block(b, BLOCK_HEAD, start, end);
    head->content = content;
    head->level = cmark_node_get_heading_level(node);
}

/* The literal with each line taken from the untouched text where guard.c may have changed a byte. */
static struct str restore_lines(const struct md *md, size_t at, size_t end, struct str literal) {
    struct buf out;
    buf_init(&out, md->ctx->arena);
    for (size_t from = 0; from < literal.len && at < end;) {
        const char *newline = memchr(literal.s + from, '\n', literal.len - from);
        size_t to = newline ? (size_t)(newline - literal.s) : literal.len, len = to - from;
        size_t stop = md_line_end(md, at);
        bool tail = stop - at >= len && memcmp(md->seen.s + stop - len, literal.s + from, len) == 0;
        buf_add(&out, tail ? md->text.s + stop - len : literal.s + from, len);
        if (newline) buf_putc(&out, '\n');
        from = to + 1;
        at = stop + 1;
    }
    return out.len == literal.len ? buf_view(&out) : str_copy(md->ctx->arena, literal);
}

static void add_verbatim_block(struct builder *b, cmark_node *node, enum block_kind kind) {
    struct md *md = b->md;
    size_t start = node_start(md, node), end = md_line_end(md, md_offset(md, cmark_node_get_end_line(node), 1));
    struct str literal = str_from(cmark_node_get_literal(node));
    int length, offset;
    char character;
    bool fenced = kind == BLOCK_CODE && cmark_node_get_fenced(node, &length, &offset, &character);
    struct block *block = add_block(b, kind, start, end);
    size_t first = fenced ? md_line_end(md, start) + 1 : start;
    if (literal.len && literal.s[literal.len - 1] == '\n') literal.len--;
    block->text = md->seen.s == md->text.s ? str_copy(md->ctx->arena, literal) : restore_lines(md, first, end, literal);
    if (kind == BLOCK_HTML) diag(md->ctx, DIAG_MD_HTML, md_place(md, start, md_line_end(md, start)), "%s", "");
}

/* ---- tables -------------------------------------------------------------------------------------------------- */

struct range {
    size_t start, end;
};

static bool is_delimiter_row(struct str line) {
    size_t dashes = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (!line.s[i] || !strchr("|-: \t>", line.s[i])) return false;
        dashes += line.s[i] == '-';
    }
    return dashes > 0;
}

/* Where the header row begins: one line before the delimiter row. */
static size_t header_start(const struct md *md, size_t table) {
    size_t line = table, next;
    for (; (next = md_line_end(md, line) + 1) < md->text.len; line = next)
        if (is_delimiter_row(str_slice(md->text, next, md_line_end(md, next)))) break;
    return line == table ? table : scan_prefix(md->seen, line);
}

/* Cells are parted by pipes that no backslash precedes, code or not (GFM 4.10). Gives the offset behind the last. */
static size_t split_row(struct str s, size_t at, size_t end, size_t columns, struct range *cells) {
    while (at < end && (s.s[at] == ' ' || s.s[at] == '\t')) at++;
    if (at < end && s.s[at] == '|') at++;
    for (size_t i = 0; i < columns; i++) {
        cells[i].start = at;
        while (at < end && s.s[at] != '|') at += s.s[at] == '\\' && at + 1 < end ? 2 : 1;
        if (at > end) at = end;
        cells[i].end = at;
        if (at < end) at++;
        while (cells[i].start < cells[i].end && strchr(" \t", s.s[cells[i].start])) cells[i].start++;
        while (cells[i].end > cells[i].start && strchr(" \t", s.s[cells[i].end - 1])) cells[i].end--;
    }
    return at;
}

/* What a row holds beyond its columns is kept in the last cell. */
static void keep_excess(struct md *md, size_t at, size_t end, struct cell *last) {
    struct str rest = str_trim(str_slice(md->text, at, end));
    if (rest.len && rest.s[rest.len - 1] == '|') rest = str_trim(str_slice(rest, 0, rest.len - 1));
    if (!rest.len) return;
    size_t start = (size_t)(rest.s - md->text.s);
    struct place place = {0, (uint32_t)start, (uint32_t)(start + rest.len)};
    diag(md->ctx, DIAG_MD_TABLE_CELLS, md_place(md, start, start + rest.len), "%s", "");
    if (last->content.len)
        *vec_push(md->ctx->arena, &last->content) =
            (struct inline_node){.kind = INLINE_SPACE, .place = {0, (uint32_t)start, (uint32_t)start}};
    *vec_push(md->ctx->arena, &last->content) = (struct inline_node){.kind = INLINE_TEXT, .place = place, .text = rest};
}

static void fill_row(struct md *md, cmark_node *row, size_t start, size_t columns, struct cell *cells) {
    struct range *ranges = ARENA_ARRAY(md->ctx->scratch, columns, struct range);
    size_t end = md_line_end(md, start), rest = split_row(md->seen, start, end, columns, ranges);
    cmark_node *node = cmark_node_first_child(row);
    md->in_cell = true;
    for (size_t i = 0; i < columns && node; i++, node = cmark_node_next(node)) {
        cells[i].place = (struct place){0, (uint32_t)ranges[i].start, (uint32_t)ranges[i].end};
        cells[i].join = md_join_mark(str_slice(md->text, ranges[i].start, ranges[i].end));
        if (cells[i].join) continue;
        md_inlines(md, node, ranges[i].start, &cells[i].content);
        md_check_pictures(md, &cells[i].content);
        md_check_bare_cell(md, &cells[i]);
    }
    md->in_cell = false;
    if (rest < end) keep_excess(md, rest, end, &cells[columns - 1]);
}

static size_t count_children(cmark_node *node) {
    size_t count = 0;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) count++;
    return count;
}

static enum cell_align align_of(uint8_t letter) {
    return letter == 'l' ? CELL_LEFT : letter == 'c' ? CELL_CENTRE : letter == 'r' ? CELL_RIGHT : CELL_NONE;
}

static void add_table(struct builder *b, cmark_node *node) {
    struct md *md = b->md;
    struct table *table = ARENA_NEW(md->ctx->arena, struct table);
    const uint8_t *letters = cmark_gfm_extensions_get_table_alignments(node);
    table->columns = cmark_gfm_extensions_get_table_columns(node);
    table->row_count = count_children(node);
    if (!table->columns) return;
    table->align = ARENA_ARRAY(md->ctx->arena, table->columns, enum cell_align);
    for (size_t i = 0; letters && i < table->columns; i++) table->align[i] = align_of(letters[i]);
    table->cells = ARENA_ARRAY(md->ctx->arena, table->row_count * table->columns, struct cell);

    size_t first = header_start(md, node_start(md, node)), start = first, row = 0;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child), row++) {
        bool head = cmark_gfm_extensions_get_table_row_is_header(child) != 0;
        table->head_rows += head;
        /* cmark gives every row the column of the first; only that one can stand behind a list mark. */
        if (!head) start = scan_prefix(md->seen, md_offset(md, cmark_node_get_start_line(child), 1));
        fill_row(md, child, start, table->columns, table->cells + row * table->columns);
    }
    if (!may_have_caption(node)) md_table_join(md, table);
    md_table_sums(md, table, false);
    add_block(b, BLOCK_TABLE, first, md_line_end(md, start))->table = table;
}

/* ---- containers ---------------------------------------------------------------------------------------------- */

static bool is_container(cmark_node_type type) {
    return type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE;
}

static void open_container(struct builder *b, cmark_node *node, cmark_node_type type) {
    bool level = type != CMARK_NODE_ITEM;
    size_t start = node_start(b->md, node);
    if (b->flat || (level && b->levels >= BLOCK_DEPTH_MAX)) {
        if (!b->flat && !b->md->said_deep) {
            b->md->said_deep = true;
            diag(b->md->ctx, DIAG_MD_DEEP, md_place(b->md, start, start + 1), "%d", BLOCK_DEPTH_MAX);
        }
        b->flat++;
        return;
    }
    enum block_kind kind = type == CMARK_NODE_LIST ? BLOCK_LIST : level ? BLOCK_QUOTE : BLOCK_ITEM;
    struct block *block = add_block(b, kind, start, start);
    if (kind == BLOCK_LIST) {
        block->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        block->start = cmark_node_get_list_start(node);
        block->tight = cmark_node_get_list_tight(node) != 0;
    }
    b->levels += level;
    b->out[++b->depth] = &block->children;
}

/* `[ ]` or `[x]` at the start of an item. */
static void read_task(struct block *item) {
    struct block *para = item->children.len ? &item->children.at[0] : NULL;
    if (!para || para->kind != BLOCK_PARA || !md_is_verbatim(&para->content.at[0])) return;
    struct inline_node *text = &para->content.at[0];
    bool done = str_starts(text->text, "[x] ") || str_starts(text->text, "[X] ");
    if (!done && !str_starts(text->text, "[ ] ")) return;
    item->task = done ? 2 : 1;
    text->text = str_slice(text->text, 4, text->text.len);
    text->place.start += 4;
    para->place.start += 4;
}

static void close_container(struct builder *b) {
    if (b->flat) {
        b->flat--;
        return;
    }
    b->depth--;
    struct blocks *siblings = b->out[b->depth];
    struct block *block = &siblings->at[siblings->len - 1];
    if (block->children.len) block->place.end = block->children.at[block->children.len - 1].place.end;
    if (block->kind == BLOCK_ITEM)
        read_task(block);
    else
        b->levels--;
    if (block->kind == BLOCK_QUOTE) md_box(b->md, block);
}

/* ---- the walk ------------------------------------------------------------------------------------------------ */

/* True when the node is a leaf for the model, whatever cmark hangs below it. */
static bool add_leaf(struct builder *b, cmark_node *node, cmark_node_type type) {
    size_t start = node_start(b->md, node);
    if (type == CMARK_NODE_PARAGRAPH)
        add_paragraph(b, node);
    else if (type == CMARK_NODE_HEADING)
        add_heading(b, node);
    else if (type == CMARK_NODE_CODE_BLOCK)
        add_verbatim_block(b, node, BLOCK_CODE);
    else if (type == CMARK_NODE_HTML_BLOCK)
        add_verbatim_block(b, node, BLOCK_HTML);
    else if (type == CMARK_NODE_THEMATIC_BREAK)
        add_block(b, BLOCK_BREAK, start, md_line_end(b->md, start));
    else if (is_type(node, "table"))
        add_table(b, node);
    else
        return false;
    return true;
}

void md_blocks(struct md *md, cmark_node *root, struct blocks *out) {
    struct builder b = {.md = md, .out = {out}};
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (is_container(type) && event == CMARK_EVENT_ENTER)
            open_container(&b, node, type);
        else if (is_container(type))
            close_container(&b);
        else if (event == CMARK_EVENT_ENTER && add_leaf(&b, node, type))
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
    }
    cmark_iter_free(iter);
}
