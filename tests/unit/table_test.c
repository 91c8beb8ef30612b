/* markdown: tables from files of values, joined cells, captions, rows of sums. */
#include "base/file.h"
#include "context.h"
#include "markdown/markdown.h"
#include "work_dir.h"

struct desk {
    struct ctx ctx;
    struct article article;
};

static int desk_open(void **state) {
    ctx_open(state);
    struct ctx *ctx = *state;
    struct desk *desk = ARENA_NEW(ctx->arena, struct desk);
    desk->ctx = *ctx;
    *state = desk;
    return 0;
}

/* The table of an article with this text; `values` is its file b.csv. */
static const struct table *table_of(struct desk *desk, const char *body, struct str values) {
    struct issue issue = {.dir = "table", .encoding = "auto"};
    struct article_ref ref = {.file = STR("01-a.md")};
    struct article article;
    assert_true(file_make_dirs(&desk->ctx, "table"));
    assert_true(file_write(&desk->ctx, "table/b.csv", values));
    char *text = arena_printf(desk->ctx.arena, "---\ntitle: T\n---\n\n%s\n", body);
    assert_true(file_write(&desk->ctx, "table/01-a.md", str_from(text)));
    assert_true(markdown_article_load(&desk->ctx, &issue, &ref, &article));
    desk->article = article;
    assert_int_equal(article.blocks.at[0].kind, BLOCK_TABLE);
    return article.blocks.at[0].table;
}

static const struct table *values(struct desk *desk, const char *text) {
    return table_of(desk, "![Budget](b.csv)", str_from(text));
}

static struct str cell_text(const struct desk *desk, const struct table *table, size_t row, size_t column) {
    assert_true(row < table->row_count && column < table->columns);
    return inlines_plain(desk->ctx.arena, &table->cells[row * table->columns + column].content);
}

static size_t complaints(const struct desk *desk) { return diags_all(desk->ctx.diags)->len; }

#define assert_cell(desk, table, row, column, literal) assert_str(cell_text(desk, table, row, column), literal)

static void test_separators_are_found(void **state) {
    struct desk *desk = *state;
    static const char *const texts[] = {"a;b\n1,5;2\n", "a\tb\r\n1,5\t2\r\n", "a,b\n1.5,2\n", "\"a\",b\n\"1.5\" , 2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct table *table = values(desk, texts[i]);
        assert_int_equal(table->columns, 2);
        assert_int_equal(table->row_count, 2);
        assert_int_equal(table->head_rows, 1);
        assert_cell(desk, table, 1, 1, "2");
    }
    assert_int_equal(values(desk, "only one\nnothing, or much\n")->columns, 1);
}

static void test_quotes_and_line_ends(void **state) {
    struct desk *desk = *state;
    const struct table *table = values(desk, "name;what\n\"a;b\";\"he said \"\"no\"\"\"\n\n\"two\nlines\"x;;\n;;;\n");
    assert_int_equal(table->columns, 2);
    assert_int_equal(table->row_count, 3);
    assert_cell(desk, table, 1, 0, "a;b");
    assert_cell(desk, table, 1, 1, "he said \"no\"");
    assert_int_equal(table->cells[4].content.at[1].kind, INLINE_BREAK);
    assert_int_equal(complaints(desk), 0);
}

static void test_numbers_take_one_form(void **state) {
    struct desk *desk = *state;
    const struct table *table = values(desk, "a;b;c\nx;1 234,50;2012\ny;\xE2\x88\x92"
                                             "12;2013\nz;\xE2\x80\x93;IV\n");
    assert_int_equal(table->align[1], CELL_RIGHT);
    assert_int_equal(table->align[2], CELL_NONE);
    assert_cell(desk, table, 1, 1, "1234.50");
    assert_cell(desk, table, 2, 1, "-12");
    assert_cell(desk, table, 2, 2, "2013");
    table = values(desk, "a,b\nx,\"1,234.5\"\ny,12\n");
    assert_cell(desk, table, 1, 1, "1234.5");
    table = values(desk, "a;b\nx;1.234\ny;1.234,5\n");
    assert_cell(desk, table, 1, 1, "1234");
    table = table_of(desk, "![B](b.csv){decimal=.}", STR("a;b\nx;1.234\n"));
    assert_cell(desk, table, 1, 1, "1.234");
}

static void test_places_are_in_the_file(void **state) {
    struct desk *desk = *state;
    const struct table *table = table_of(desk, "![B](b.csv){encoding=CP1251}", STR("a;b\n\xC3\xF0\xEE\xF8\xB3;  2"));
    unsigned line, column;
    assert_cell(desk, table, 1, 0, "Гроші");
    place_line_column(desk->ctx.diags, table->cells[3].place, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 9);
    assert_int_equal(table->cells[3].place.start, 12);
    assert_int_equal(desk->article.data.len, 1);
    assert_str(str_from(path_base(desk->article.data.at[0]->path)), "b.csv");
}

static void test_captions(void **state) {
    struct desk *desk = *state;
    const struct table *table = table_of(desk, "![B](b.csv \"Costs\")", STR("a;b\n1;2\n"));
    assert_str(inlines_plain(desk->ctx.arena, &table->caption), "Costs");
    table = values(desk, "a;b\n1;2\n");
    assert_str(inlines_plain(desk->ctx.arena, &table->caption), "Budget");
    table = table_of(desk, "| a |\n|---|\n| b |\n| c |\n\n: The *costs* of it {head=2 sum=last}\n\nText.", STR(""));
    assert_str(inlines_plain(desk->ctx.arena, &table->caption), "The costs of it");
    assert_int_equal(table->head_rows, 2);
    assert_true(table->sums[2]);
    assert_int_equal(desk->article.blocks.len, 2);
    table = table_of(desk, "| a | b |\n|---|---|\n| ^ | c |\n| d | ^ |\n\n: \\<Costs {head=2}", STR(""));
    assert_int_equal(table->cells[0].down, 1); /* in a head of two rows it is joined, without a word */
    assert_int_equal(complaints(desk), 1);     /* the sign below leads out of the head */
    table = table_of(desk, "| a |\n|---|\n| ^ |\n\n\\: no *caption*\n", STR(""));
    assert_int_equal(desk->article.blocks.len, 2);
    table = table_of(desk, "| a |\n|---|\n| b |\n\nText.\n\n: not a caption", STR(""));
    assert_int_equal(table->caption.len, 0);
    assert_int_equal(desk->article.blocks.len, 3);
    assert_int_equal(complaints(desk), 2);
}

static void test_joined_cells(void **state) {
    struct desk *desk = *state;
    const struct table *table = table_of(desk, "| a | < | b |\n|---|---|---|\n| c | d | < |\n| ^ | ^ | ^ |", STR(""));
    assert_int_equal(table->cells[0].across, 1);
    assert_true(table->cells[1].covered && !table->cells[1].under);
    assert_int_equal(table->cells[3].down, 1);
    assert_int_equal(table->cells[4].across, 1);
    assert_int_equal(table->cells[4].down, 1);
    assert_true(table->cells[8].covered && table->cells[8].under);
    table = table_of(desk, "![B](b.csv)", STR("a;b\n1;<\n\"<\";2\n"));
    assert_int_equal(table->cells[2].across, 1);
    assert_cell(desk, table, 2, 0, "<"); /* in quotes it is itself */
    assert_int_equal(complaints(desk), 0);
    table = table_of(desk, "| a | b |\n|---|---|\n| \\< | \\^ |", STR(""));
    assert_cell(desk, table, 1, 0, "<");
    assert_false(table->cells[2].covered);
}

static void test_cells_that_cannot_be_joined_are_empty(void **state) {
    struct desk *desk = *state;
    const struct table *table = table_of(desk, "| a | b |\n|---|---|\n| c | ^ |\n| d | < |\n| ^ | e |", STR(""));
    assert_int_equal(complaints(desk), 2);
    assert_false(table->cells[3].covered);
    assert_int_equal(table->cells[4].across, 1);
    assert_int_equal(table->cells[4].down, 0);
    assert_false(table->cells[6].covered);
}

static void test_rows_of_sums(void **state) {
    struct desk *desk = *state;
    const struct table *table =
        table_of(desk, "| a | b |\n|---|---|\n| c | 1 |\n| **All** | 2 |\n| **d** e | 3 |", STR(""));
    assert_false(table->sums[1]);
    assert_true(table->sums[2]);
    assert_false(table->sums[3]);
    table = values(desk, "a;b\n**c**;**1,5**\n");
    assert_true(table->sums[1]);
    assert_cell(desk, table, 1, 1, "1.5");
    assert_int_equal(table->align[1], CELL_RIGHT);
}

static void test_a_file_that_is_missing_leaves_a_frame(void **state) {
    struct desk *desk = *state;
    struct issue issue = {.dir = "table", .encoding = "auto"};
    struct article_ref ref = {.file = STR("01-a.md")};
    assert_true(file_make_dirs(&desk->ctx, "table"));
    assert_true(file_write(&desk->ctx, "table/01-a.md", STR("---\ntitle: T\n---\n\n![B](none.csv) ![B](../b.csv)\n")));
    assert_true(markdown_article_load(&desk->ctx, &issue, &ref, &desk->article));
    assert_int_equal(desk->article.blocks.at[0].kind, BLOCK_FIGURE);
    assert_int_equal(desk->article.blocks.at[0].figure->path.len, 0);
    assert_int_equal(complaints(desk), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, ctx_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_separators_are_found),
        TEST(test_quotes_and_line_ends),
        TEST(test_numbers_take_one_form),
        TEST(test_places_are_in_the_file),
        TEST(test_captions),
        TEST(test_joined_cells),
        TEST(test_cells_that_cannot_be_joined_are_empty),
        TEST(test_rows_of_sums),
        TEST(test_a_file_that_is_missing_leaves_a_frame),
    };
    work_dir_enter();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
