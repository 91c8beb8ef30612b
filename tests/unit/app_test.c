/* app: options, counted words, JSON messages, where an issue lies. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>

#include "app/find.h"
#include "app/options.h"
#include "app/report.h"
#include "app/say.h"
#include "base/file.h"
#include "context.h"
#include "work_dir.h"

static struct ctx *test_ctx(void **state) { return *state; }

static bool folders_break; /* reading them fails half-way */

/* In the place of the C library's. */
struct dirent *readdir(DIR *stream) {
    static struct dirent *(*next)(DIR *);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "readdir");
    struct dirent *entry = folders_break ? NULL : next(stream);
    if (folders_break) errno = EIO;
    return entry;
}

static void counts_take_the_form_of_the_number(void **state) {
    static const struct {
        size_t count;
        const char *english, *ukrainian;
    } cases[] = {
        {0, "0 pages", "0 сторінок"},       {1, "1 page", "1 сторінка"},           {2, "2 pages", "2 сторінки"},
        {4, "4 pages", "4 сторінки"},       {5, "5 pages", "5 сторінок"},          {11, "11 pages", "11 сторінок"},
        {12, "12 pages", "12 сторінок"},    {21, "21 pages", "21 сторінка"},       {22, "22 pages", "22 сторінки"},
        {111, "111 pages", "111 сторінок"}, {1001, "1001 pages", "1001 сторінка"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf english, ukrainian;
        buf_init(&english, test_ctx(state)->arena);
        buf_init(&ukrainian, test_ctx(state)->arena);
        say_count(&english, cases[i].count, NOUN_PAGE, UI_EN);
        say_count(&ukrainian, cases[i].count, NOUN_PAGE, UI_UK);
        assert_string_equal(english.s, cases[i].english);
        assert_string_equal(ukrainian.s, cases[i].ukrainian);
    }
}

static void every_text_stands_in_both_languages(void **state) {
    (void)state;
    for (int word = 0; word < WORD_COUNT; word++) {
        assert_true(strlen(say_word((enum word)word, UI_EN)) > 0);
        assert_true(strlen(say_word((enum word)word, UI_UK)) > 0);
    }
    for (int i = 0; i < COMMAND_COUNT; i++)
        assert_string_not_equal(say_command_help((enum command_id)i, UI_EN),
                                say_command_help((enum command_id)i, UI_UK));
    assert_string_not_equal(say_help(UI_EN), say_help(UI_UK));
}

static void json_is_one_line_of_valid_text_for_each_message(void **state) {
    struct ctx *ctx = test_ctx(state);
    uint32_t file = diags_file(ctx->diags, "a/b.md", STR("first line\nsecond \"line\"\n"));
    diag(ctx, DIAG_GLYPH_MISSING, (struct place){.file = file, .start = 18, .end = 19}, "\"\xff\n");
    diag(ctx, DIAG_APP_STDOUT, place_nowhere(), "%s", "");
    struct str text = report_messages(ctx->arena, ctx, "2012-02", true, UI_EN);
    assert_string_equal(
        text.s,
        "{\"issue\":\"2012-02\",\"file\":\"a/b.md\",\"line\":2,\"column\":8,\"start\":18,\"end\":19,"
        "\"severity\":\"warning\",\"code\":\"glyph-missing\",\"text\":\"no font has this character, a replacement "
        "is shown\",\"detail\":\"\\\"\xEF\xBF\xBD\\n\",\"times\":1}\n"
        "{\"issue\":\"2012-02\",\"severity\":\"error\",\"code\":\"app-stdout\",\"text\":\"standard output cannot be "
        "written\",\"detail\":\"\",\"times\":1}\n");
}

static void an_issue_is_a_path_or_a_name(void **state) {
    struct ctx *ctx = test_ctx(state);
    struct found_issue by_name = find_issue(ctx, "no-such-folder");
    assert_string_equal(by_name.dir, "issues/no-such-folder");
    assert_string_equal(by_name.name, "no-such-folder");
    struct found_issue by_path = find_issue(ctx, "some/where/2012-02//");
    assert_string_equal(by_path.dir, "some/where/2012-02");
    assert_string_equal(by_path.name, "2012-02");
    struct found_issue root = find_issue(ctx, "/");
    assert_string_equal(root.dir, "/");
}

static void all_issues_are_folders_with_issue_yaml(void **state) {
    struct ctx *ctx = test_ctx(state);
    struct found_list found = {0};
    assert_true(file_make_dirs(ctx, "issues/one") && file_make_dirs(ctx, "issues/stray"));
    assert_true(file_write(ctx, "issues/one/issue.yaml", STR("")));
    assert_int_equal(find_issues(ctx, &(struct options){.all = true}, &found), STATUS_MADE);
    assert_int_equal(found.len, 1);
    assert_string_equal(found.at[0].name, "one");
    folders_break = true;
    assert_int_equal(find_issues(ctx, &(struct options){.all = true}, &found), STATUS_SYSTEM);
    folders_break = false;
    assert_int_equal(diags_all(ctx->diags)->at[0].code, DIAG_SYSTEM_TROUBLE);
}

static void options_are_read_in_any_order(void **state) {
    struct options options;
    char *argv[] = {"build", "2012-01", "--strict", "-j4", "2012-02", "--diag=json", "-o", "out", "-qv", NULL};
    assert_true(options_parse(test_ctx(state), COMMAND_BUILD, 9, argv, &options));
    assert_int_equal(options.issue_count, 2);
    assert_string_equal(options.issues[0], "2012-01");
    assert_string_equal(options.issues[1], "2012-02");
    assert_int_equal(options.jobs, 4);
    assert_string_equal(options.out_dir, "out");
    assert_true(options.strict && options.json && options.quiet && options.verbose && !options.all);
    for (int i = 0; i < PDF_PROFILE_COUNT; i++) assert_true(options.profiles[i]);
    assert_int_equal(diags_all(test_ctx(state)->diags)->len, 0);
}

int main(void) {
    work_dir_enter();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_take_the_form_of_the_number, ctx_open, ctx_close),
        cmocka_unit_test_setup_teardown(every_text_stands_in_both_languages, ctx_open, ctx_close),
        cmocka_unit_test_setup_teardown(json_is_one_line_of_valid_text_for_each_message, ctx_open, ctx_close),
        cmocka_unit_test_setup_teardown(an_issue_is_a_path_or_a_name, ctx_open, ctx_close),
        cmocka_unit_test_setup_teardown(all_issues_are_folders_with_issue_yaml, ctx_open, ctx_close),
        cmocka_unit_test_setup_teardown(options_are_read_in_any_order, ctx_open, ctx_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
