/* Running cmark, and turning its positions into places.
 *
 * cmark's lines and columns of blocks are right, those of inlines are not, so only blocks are asked; inline.c finds
 * the rest again. The syntax extensions are registered once in the process by cmark itself.
 */
#include "markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>

#include "markdown/md.h"

static void *allocate_zeroed(size_t count, size_t size) {
    void *bytes = calloc(count, size);
    if (!bytes) out_of_memory();
    return bytes;
}

static void *reallocate(void *old, size_t size) {
    void *bytes = realloc(old, size);
    if (!bytes) out_of_memory();
    return bytes;
}

/* cmark's own allocator aborts when there is no memory. */
static cmark_mem memory = {allocate_zeroed, reallocate, free};

static void free_tree(void *root) { cmark_node_free(root); }

cmark_node *md_parse(struct md *md, struct str before, bool notes) {
    static const char *const extensions[] = {"table", "strikethrough", "autolink"};
    int options = CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE | (notes ? CMARK_OPT_FOOTNOTES : 0);
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new_with_mem(options, &memory);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    if (before.len) cmark_parser_feed(parser, before.s, before.len);
    cmark_parser_feed(parser, md->seen.s, md->seen.len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    arena_defer(md->ctx->arena, free_tree, root);
    return root;
}

void md_index_lines(struct md *md) {
    size_t count = 1;
    for (size_t i = 0; i < md->text.len; i++) count += md->text.s[i] == '\n';
    md->lines = ARENA_ARRAY(md->ctx->arena, count, size_t);
    md->line_count = 1;
    for (size_t i = 0; i < md->text.len; i++)
        if (md->text.s[i] == '\n') md->lines[md->line_count++] = i + 1;
}

size_t md_offset(const struct md *md, int line, int column) {
    size_t index = line > 0 ? (size_t)line - 1 : 0;
    index = index > md->lines_before ? index - md->lines_before : 0;
    if (index >= md->line_count) return md->text.len;
    size_t offset = md->lines[index] + (column > 0 ? (size_t)column - 1 : 0);
    return offset < md->text.len ? offset : md->text.len;
}

size_t md_line_end(const struct md *md, size_t offset) {
    if (offset >= md->text.len) return md->text.len;
    const char *end = memchr(md->text.s + offset, '\n', md->text.len - offset);
    return end ? (size_t)(end - md->text.s) : md->text.len;
}

/* ---- places -------------------------------------------------------------------------------------------------- */

static size_t file_offset(const struct md *md, size_t offset) {
    size_t low = 0, high = md->steps.len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (md->steps.at[middle].from <= offset)
            low = middle;
        else
            high = middle;
    }
    const struct offset_step *step = &md->steps.at[low];
    return offset > step->from ? step->text + (offset - step->from) : step->text;
}

struct place md_place(const struct md *md, size_t start, size_t end) {
    if (md->steps.len == 0) return md->whole;
    if (end < start) end = start;
    /* The end is mapped through the last byte: behind it the text may jump to another line of the file. */
    size_t to = end > start ? file_offset(md, end - 1) + 1 : file_offset(md, start);
    return place_of_text(md->ctx->diags, md->file, file_offset(md, start), to);
}

/* What was read from another file is in its place already. */
static void settle(const struct md *md, struct place *place) {
    if (!place->file) *place = md_place(md, place->start, place->end);
}

void md_settle_inlines(const struct md *md, struct inlines *inlines) {
    for (size_t i = 0; inlines && i < inlines->len; i++) {
        settle(md, &inlines->at[i].place);
        md_settle_inlines(md, inlines->at[i].children);
    }
}

static void settle_table(const struct md *md, struct table *table) {
    for (size_t i = 0; i < table->row_count * table->columns; i++) {
        settle(md, &table->cells[i].place);
        md_settle_inlines(md, &table->cells[i].content);
    }
    md_settle_inlines(md, &table->caption);
}

static void settle_figure(const struct md *md, struct figure *figure) {
    for (; figure; figure = figure->next) {
        settle(md, &figure->path_place);
        settle(md, &figure->caption_place);
        settle(md, &figure->credit_place);
        md_settle_inlines(md, &figure->alt);
    }
}

void md_settle_blocks(const struct md *md, struct blocks *blocks) {
    for (size_t i = 0; i < blocks->len; i++) {
        struct block *block = &blocks->at[i];
        settle(md, &block->place);
        settle(md, &block->votes.place);
        md_settle_inlines(md, &block->content);
        if (block->table) settle_table(md, block->table);
        if (block->figure) settle_figure(md, block->figure);
        md_settle_blocks(md, &block->children);
    }
}

void markdown_libraries(struct buf *out) { buf_printf(out, "cmark-gfm %s", cmark_version_string()); }
