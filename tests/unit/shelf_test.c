/* shelf: words as a search compares them, records in their order, markup, a database without memory. */
#include "shelf/shelf.h"

#include <sqlite3.h>

#include "base/markup.h"
#include "shelf/stem.h"

#include "context.h"

static void load_endings(struct ctx *ctx, struct str_list *endings) {
    static const char *const dirs[] = {".", NULL};
    endings_load(ctx, dirs, endings);
    assert_true(endings->len > 50);
}

static void test_words_are_folded(void **state) {
    struct ctx *ctx = *state;
    struct str text = STR("«П’ять, ҐАНОК; вiдпо\xC2\xADвiдь 2012-й Ёлка!»"), word;
    static const char *const wanted[] = {"пять", "ганок", "відповідь", "2012", "й", "елка"};
    size_t at = 0, from;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_true(word_next(ctx->arena, text, &at, &from, &word));
        assert_str(word, wanted[i]);
    }
    assert_false(word_next(ctx->arena, text, &at, &from, &word));
}

static void test_a_word_is_where_it_stands(void **state) {
    struct ctx *ctx = *state;
    struct str text = STR("  ab-cd"), word;
    size_t at = 0, from;
    assert_true(word_next(ctx->arena, text, &at, &from, &word));
    assert_int_equal(from, 2);
    assert_int_equal(at, 4);
}

/* Would a search for the one find a text with the other? */
static bool finds(struct ctx *ctx, const struct str_list *endings, const char *asked, const char *written) {
    struct str_list stems = {0};
    word_stems(ctx->arena, endings, str_from(asked), &stems);
    for (size_t i = 0; i < stems.len; i++)
        if (str_starts(str_from(written), str_dup(ctx->arena, stems.at[i]))) return true;
    return false;
}

static void test_forms_of_a_word_find_each_other(void **state) {
    static const char *const pairs[][2] = {
        {"громада", "громадами"},
        {"громадою", "громад"},
        {"рік", "року"},
        {"школа", "шкіл"},
        {"харків", "харкова"},
        {"харківський", "харкові"},
        {"програма", "програму"},
        {"прикордонний", "прикордонного"},
        {"засідання", "засіданнях"},
        {"депутат", "депутатами"},
        {"бюджетний", "бюджету"},
        {"заседание", "заседаниях"},
        {"council", "councils"},
        {"signing", "signed"},
        {"communities", "community"},
    };
    struct ctx *ctx = *state;
    struct str_list endings = {0};
    load_endings(ctx, &endings);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!finds(ctx, &endings, pairs[i][0], pairs[i][1])) fail_msg("%s: %s", pairs[i][0], pairs[i][1]);
}

static void test_other_words_are_not_found(void **state) {
    static const char *const pairs[][2] = {
        {"громада", "гроші"}, {"рада", "ранок"}, {"сорок", "сором"}, {"дім", "дума"}};
    struct ctx *ctx = *state;
    struct str_list endings = {0};
    load_endings(ctx, &endings);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (finds(ctx, &endings, pairs[i][0], pairs[i][1])) fail_msg("%s: %s", pairs[i][0], pairs[i][1]);
}

static void add(struct ctx *ctx, struct record_list *records, const char *name, int year, int month,
                const char *language) {
    *vec_push(ctx->arena, records) =
        (struct record){.name = str_from(name), .date = {year, month, 0}, .language = str_from(language)};
}

static void test_records_stand_by_date(void **state) {
    struct ctx *ctx = *state;
    struct record_list records = {0};
    add(ctx, &records, "d", 0, 0, "uk");
    add(ctx, &records, "c", 2012, 2, "uk");
    add(ctx, &records, "b", 2012, 2, "en");
    add(ctx, &records, "a", 2007, 1, "uk");
    records_sort(&records);
    static const char *const order[] = {"d", "a", "b", "c"};
    for (size_t i = 0; i < records.len; i++) assert_str(records.at[i].name, order[i]);
    assert_str(records_main(&records)->language, "uk");
    assert_str(record_date(ctx->arena, &records.at[2]), "2012-02");
    assert_str(records_main(&records)->name, "c");
    records.at[1].organisation = STR("Асоціація");
    assert_str(records_main(&records)->name, "a"); /* the newest that names one */
}

static void test_an_issue_has_a_label(void **state) {
    struct ctx *ctx = *state;
    struct record record = {.name = STR("a"), .language = STR("en"), .date = {2012, 2, 0}};
    assert_string_equal(record_label(ctx->arena, &record, STR("uk"), "№"), "a");
    record.number = STR("2");
    assert_string_equal(record_label(ctx->arena, &record, STR("uk"), "№"), "№\xC2\xA0"
                                                                           "2 (2012, en)");
    assert_string_equal(record_label(ctx->arena, &record, STR("en"), "No."), "No.\xC2\xA0"
                                                                             "2 (2012)");
}

static void test_markup_is_escaped(void **state) {
    struct ctx *ctx = *state;
    struct buf out;
    buf_init(&out, ctx->arena);
    markup_add(&out, STR("<a b=\"'&\x01\x0C'\">і"));
    assert_str(buf_view(&out), "&lt;a b=&quot;&#39;&amp;&#39;&quot;&gt;і");
}

static void test_a_database_without_memory(void **state) {
    struct ctx *ctx = *state;
    const struct record_list none = {0};
    const char *dir = file_make_temporary(ctx);
    sqlite3_int64 before = sqlite3_hard_heap_limit64(20000);
    assert_false(search_store(ctx, &none, dir, NULL, &(struct search_taker){0}));
    sqlite3_hard_heap_limit64(before);
    assert_int_equal(diags_count(ctx->diags, DIAG_ERROR), 1);
    assert_int_equal(diags_all(ctx->diags)->at[0].code, DIAG_SEARCH_BASE);
    assert_false(file_exists(path_join(ctx->arena, dir, SHELF_DATABASE)));
    file_remove_tree(ctx, dir);
}

static void test_a_record_comes_back(void **state) {
    struct ctx *ctx = *state;
    struct record_page pages[] = {{1, STR("Перша \"сторінка\" </script>")}, {3, STR("")}};
    struct record_mention mentions[] = {{INDEX_COMMUNITY, STR("Ізюм"), 3}};
    struct record_article articles[] = {{.title = STR("Рада"), .kind = article_kind_names[ARTICLE_NEWS]}};
    struct record record = {.name = STR("a b"), .title = STR("Вісник"), .date = {2012, 2, 0}, .pages = 4}, back;
    const char *dir = file_make_temporary(ctx), *path = path_join(ctx->arena, dir, "data.js");
    articles[0].pages = (struct record_page_list){.at = pages, .len = 2};
    articles[0].mentions = (struct record_mention_list){.at = mentions, .len = 1};
    record.articles = (struct record_article_list){.at = articles, .len = 1};
    assert_true(file_write(ctx, path, record_data(ctx->arena, &record)));
    assert_true(record_read(ctx->arena, path, true, &back));
    assert_str(record_data(ctx->arena, &back), str_dup(ctx->arena, record_data(ctx->arena, &record)));
    assert_true(record_read(ctx->arena, path, false, &back));
    assert_int_equal(back.articles.at[0].pages.at[1].number, 3);
    assert_str(back.articles.at[0].pages.at[0].text, "");
    assert_true(file_write(ctx, path, STR("issue({\"name\":\"a b\", ")));
    assert_false(record_read(ctx->arena, path, true, &back));
    assert_false(record_read(ctx->arena, path_join(ctx->arena, dir, "none.js"), true, &back));
    assert_int_equal(diags_count(ctx->diags, DIAG_ERROR), 0);
    file_remove_tree(ctx, dir);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ctx_open, ctx_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_database_without_memory), /* first: a limit set later does not reach what is there already */
        TEST(test_a_record_comes_back),       TEST(test_words_are_folded),
        TEST(test_a_word_is_where_it_stands), TEST(test_forms_of_a_word_find_each_other),
        TEST(test_other_words_are_not_found), TEST(test_records_stand_by_date),
        TEST(test_an_issue_has_a_label),      TEST(test_markup_is_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
