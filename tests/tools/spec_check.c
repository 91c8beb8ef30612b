/* spec_check FILE...: does reading Markdown lose or double a character, and are the places right?
 *
 * In: examples, as a JSON list of objects with "markdown" and "example" (the CommonMark specification), or as text
 * parted by lines `//- - -` and `//= = =` (the tests of its extensions). Each example is made an article and loaded.
 * Its text must be cmark's own text, white space aside, and each piece of text must stand in the file where its place
 * says. Out: a line `ok` or `not ok` for each example.
 */
#define CMARK_NO_SHORT_NAMES /* NODE_LIST is source's */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/file.h"
#include "markdown/markdown.h"

static const char front[] = "---\ntitle: t\n---\n";

/* ---- what cmark reads ---------------------------------------------------------------------------------------- */

static cmark_node *parse(struct str markdown) {
    static const char *const names[] = {"table", "strikethrough", "autolink"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
    for (size_t i = 0; i < 3; i++) cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
    cmark_parser_feed(parser, markdown.s, markdown.len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

static void add_dense(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.len; i++)
        if (!isspace((unsigned char)text.s[i])) buf_putc(out, text.s[i]);
}

static void expected_text(struct str markdown, struct buf *out) {
    cmark_node *root = parse(markdown);
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        const char *literal = event == CMARK_EVENT_ENTER ? cmark_node_get_literal(node) : NULL;
        cmark_node_type type = cmark_node_get_type(node);
        bool line_break = literal && type == CMARK_NODE_HTML_INLINE && strncmp(literal, "<br", 3) == 0;
        if (literal && type != CMARK_NODE_FOOTNOTE_REFERENCE && !line_break) add_dense(out, str_from(literal));
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
}

/* ---- what the model holds ------------------------------------------------------------------------------------ */

struct reader {
    const struct ctx *ctx;
    struct buf text;
    const char *wrong; /* the first text whose place is wrong */
};

/* A text stands in the file as it is, unless an escape or an entity of a few bytes made it. */
static void check_place(struct reader *r, const struct inline_node *node) {
    const struct diag_file *file = diags_file_lookup(r->ctx->diags, node->place.file);
    struct str there = file ? str_slice(file->bytes, node->place.start, node->place.end) : str_from("");
    bool short_piece = node->text.len <= 8 && there.len && (there.s[0] == '\\' || there.s[0] == '&');
    if (!r->wrong && !str_eq(there, node->text) && !short_piece) r->wrong = str_dup(r->ctx->arena, node->text);
}

static void read_inlines(struct reader *r, const struct inlines *inlines) {
    for (size_t i = 0; inlines && i < inlines->len; i++) {
        const struct inline_node *node = &inlines->at[i];
        if (node->kind == INLINE_TEXT) check_place(r, node);
        add_dense(&r->text, node->text);
        read_inlines(r, node->children);
    }
}

static void read_blocks(struct reader *r, const struct blocks *blocks) {
    for (size_t i = 0; i < blocks->len; i++) {
        const struct block *block = &blocks->at[i];
        add_dense(&r->text, block->text);
        read_inlines(r, &block->content);
        for (size_t k = 0; block->table && k < block->table->row_count * block->table->columns; k++)
            read_inlines(r, &block->table->cells[k].content);
        if (block->figure) read_inlines(r, &block->figure->alt);
        read_blocks(r, &block->children);
    }
}

/* cmark drops footnotes that nobody refers to and cells beyond the last column; where that was reported the model
 * holds more. */
static bool may_hold_more(const struct ctx *ctx) {
    const struct diag_list *list = diags_all(ctx->diags);
    for (size_t i = 0; i < list->len; i++) {
        enum diag_code code = list->at[i].code;
        if (code == DIAG_MD_TABLE_CELLS || code == DIAG_MD_NOTE_UNUSED) return true;
    }
    return false;
}

static bool holds(struct str text, struct str wanted, bool more) {
    size_t k = 0;
    if (!more) return str_eq(text, wanted);
    for (size_t i = 0; i < text.len && k < wanted.len; i++) k += text.s[i] == wanted.s[k];
    return k == wanted.len;
}

/* ---- one example --------------------------------------------------------------------------------------------- */

static const char *check_article(struct ctx *ctx, struct str markdown) {
    struct issue issue = {.dir = ".", .encoding = "UTF-8"};
    struct article_ref ref = {.file = STR("example.md")};
    struct article article;
    struct reader reader = {.ctx = ctx};
    struct buf expected, file;
    buf_init(&file, ctx->arena);
    buf_init(&expected, ctx->arena);
    buf_init(&reader.text, ctx->arena);
    buf_puts(&file, front);
    buf_str(&file, markdown);
    if (!file_write(ctx, "example.md", buf_view(&file))) return "cannot write";
    if (!markdown_article_load(ctx, &issue, &ref, &article)) return "not read";
    expected_text(markdown, &expected);
    read_blocks(&reader, &article.blocks);
    for (size_t i = 0; i < article.notes.len; i++) read_blocks(&reader, &article.notes.at[i].blocks);
    if (!holds(buf_view(&reader.text), buf_view(&expected), may_hold_more(ctx)))
        return arena_printf(ctx->arena, "expected \"%.*s\", found \"%.*s\"", STR_ARG(buf_view(&expected)),
                            STR_ARG(buf_view(&reader.text)));
    return reader.wrong ? arena_printf(ctx->arena, "place of \"%s\"", reader.wrong) : NULL;
}

static void check_example(const char *name, int number, struct str markdown) {
    struct arena *arena = arena_new(), *scratch = arena_new();
    struct ctx ctx = {.arena = arena, .scratch = scratch, .diags = diags_new(arena)};
    const char *why = check_article(&ctx, markdown);
    if (why)
        printf("not ok %s %d: %s\n", name, number, why);
    else
        printf("ok %s %d\n", name, number);
    arena_free(scratch);
    arena_free(arena);
}

/* ---- the files ----------------------------------------------------------------------------------------------- */

static int check_json(const char *name, const char *text) {
    int count = 0;
    cJSON *list = cJSON_Parse(text), *item;
    cJSON_ArrayForEach(item, list) {
        const cJSON *markdown = cJSON_GetObjectItem(item, "markdown"), *number = cJSON_GetObjectItem(item, "example");
        if (!cJSON_IsString(markdown) || !cJSON_IsNumber(number)) continue;
        check_example(name, number->valueint, str_from(markdown->valuestring));
        count++;
    }
    cJSON_Delete(list);
    return count;
}

static int check_text(const char *name, const char *text) {
    static const char part[] = "//- - - - - - - - -//\n",
                      whole[] = "//= = = = = = = = = = = = = = = = = = = = = = = =//\n";
    int count = 0;
    for (const char *at = text, *start; (start = strstr(at, part));) {
        start += sizeof part - 1;
        const char *end = strstr(start, part), *next = end ? strstr(end, whole) : NULL;
        if (!next) break;
        check_example(name, ++count, (struct str){start, (size_t)(end - start)});
        at = next + sizeof whole - 1;
    }
    return count;
}

int main(int argc, char **argv) {
    struct arena *arena = arena_new();
    struct ctx ctx = {.arena = arena, .scratch = arena, .diags = diags_new(arena)};
    int status = argc < 2;
    for (int i = 1; i < argc; i++) {
        struct str bytes;
        if (!file_read(&ctx, argv[i], (size_t)64 << 20, place_nowhere(), &bytes))
            status = 1;
        else if (!(str_ends(str_from(argv[i]), ".json") ? check_json : check_text)(path_base(argv[i]), bytes.s))
            status = 1;
    }
    diags_print(ctx.diags, stderr, UI_EN);
    arena_free(arena);
    return status;
}
