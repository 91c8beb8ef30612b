/* model: issue.yaml, dates, plain text, the dump. */
#include "base/file.h"
#include "context.h"
#include "model/model.h"
#include "work_dir.h"

static bool load(struct ctx *ctx, const char *name, struct str yaml, struct issue **issue) {
    assert_true(file_make_dirs(ctx, name));
    assert_true(file_write(ctx, path_join(ctx->arena, name, "issue.yaml"), yaml));
    return model_issue_load(ctx, name, issue);
}

static bool has_code(const struct ctx *ctx, enum diag_code code) {
    for (size_t i = 0; i < diags_all(ctx->diags)->len; i++)
        if (diags_all(ctx->diags)->at[i].code == code) return true;
    return false;
}

static void every_key_arrives(void **state) {
    struct ctx *ctx = *state;
    struct issue *issue;
    static const char yaml[] = "number: 2\nyear: 2012\nrunning_number: 20\ndate: 2012-03-30\ntitle: Вісник\n"
                               "language: en\ntemplate: other\nencoding: CP1251\n"
                               "articles:\n  - 01-a.md\n  - {file: sub/02-b.md, frame: lead, span: 2, page: 3}\n"
                               "masthead:\n  organisation: О\n  issn: 1234-5679\n  emblem: images/e.png\n"
                               "imprint:\n  founder: Ф\n  signed: 2012-03-29\n  disclaimer: Д\n"
                               "print: {bleed: 3 mm, marks: true}\npartners: [А, Б]\n";
    assert_true(load(ctx, "model/full/", str_from(yaml), &issue));
    assert_string_equal(issue->name, "full");
    assert_str(issue->number.s, "2");
    assert_true(issue->date.year == 2012 && issue->date.month == 3 && issue->date.day == 30);
    assert_str(issue->language, "en");
    assert_str(issue->template, "other");
    assert_string_equal(issue->encoding, "CP1251");
    assert_int_equal(issue->refs.len, 2);
    assert_str(issue->refs.at[0].file, "01-a.md");
    assert_str(issue->refs.at[1].file, "sub/02-b.md");
    assert_str(issue->refs.at[1].position.frame.s, "lead");
    assert_true(issue->refs.at[1].position.span == 2 && issue->refs.at[1].position.page == 3);
    assert_str(issue->masthead.emblem.s, "images/e.png");
    assert_str(issue->imprint.signed_date.s, "2012-03-29");
    assert_str(issue->imprint.disclaimer.s, "Д");
    assert_int_equal(issue->partners.len, 2);
    assert_memory_equal(yaml + issue->title.place.start, "Вісник", issue->title.place.end - issue->title.place.start);
    assert_int_equal(diags_all(ctx->diags)->len, 0);
}

static void defaults_hold_and_articles_are_found(void **state) {
    struct ctx *ctx = *state;
    struct issue *issue;
    assert_true(file_make_dirs(ctx, "model/bare"));
    assert_true(file_write(ctx, "model/bare/10-b.md", STR("")));
    assert_true(file_write(ctx, "model/bare/02-a.md", STR("")));
    assert_true(file_write(ctx, "model/bare/notes.md", STR("")));
    assert_true(load(ctx, "model/bare", STR(""), &issue));
    assert_str(issue->language, "uk");
    assert_str(issue->template, "visnyk-a4");
    assert_string_equal(issue->encoding, "auto");
    assert_int_equal(issue->refs.len, 2);
    assert_str(issue->refs.at[0].file, "02-a.md");
    assert_str(issue->refs.at[1].file, "10-b.md");
}

static void a_legacy_issue_is_read_by_its_own_key(void **state) {
    struct ctx *ctx = *state;
    struct issue *issue;
    assert_true(
        load(ctx, "model/koi8", STR("title: \xF2\xC1\xC4\xC1\nencoding: KOI8-U # old\narticles: 01-a.md\n"), &issue));
    assert_str(issue->title.s, "Рада");
    assert_string_equal(issue->source->encoding, "KOI8-U");
    assert_int_equal(diags_all(ctx->diags)->len, 0);
}

static void what_stops_an_issue_is_an_error(void **state) {
    struct ctx *ctx = *state;
    struct issue *issue;
    assert_false(model_issue_load(ctx, "model/none", &issue));
    assert_true(has_code(ctx, DIAG_MODEL_NO_FOLDER));
    assert_true(file_make_dirs(ctx, "model/empty"));
    assert_false(model_issue_load(ctx, "model/empty", &issue));
    assert_true(has_code(ctx, DIAG_FILE_MISSING));
    assert_false(load(ctx, "model/noarticles", STR("title: x\n"), &issue));
    assert_true(has_code(ctx, DIAG_MODEL_NO_ARTICLES));
    assert_false(load(ctx, "model/broken", STR("title: [\n"), &issue));
    assert_true(has_code(ctx, DIAG_YAML_BROKEN));
    assert_int_equal(diags_count(ctx->diags, DIAG_ERROR), 4);
}

static void what_does_not_stop_it_is_said(void **state) {
    struct ctx *ctx = *state;
    struct issue *issue;
    static const char yaml[] = "titel: x\ndate: 2012-02-30\narticles: [../up.md, /etc/passwd, 01-a.md, {fiel: x}]\n"
                               "masthead: {emblem: ../e.png, organization: x}\nimprint: text\nprint: {bleeds: 1}\n";
    assert_true(load(ctx, "model/odd", str_from(yaml), &issue));
    assert_int_equal(issue->refs.len, 1);
    assert_int_equal(issue->date.year, 0);
    assert_int_equal(issue->masthead.emblem.s.len, 0);
    assert_true(has_code(ctx, DIAG_MODEL_DATE) && has_code(ctx, DIAG_MODEL_PATH_OUTSIDE));
    assert_true(has_code(ctx, DIAG_YAML_UNKNOWN_KEY) && has_code(ctx, DIAG_YAML_WRONG_VALUE));
}

static void a_frame_keeps_its_place(void **state) {
    struct ctx *ctx = *state;
    struct issue *issue;
    assert_true(load(ctx, "model/frame", STR("articles: [{file: 01-a.md, frame: brief}]\n"), &issue));
    const struct text *frame = &issue->refs.at[0].position.frame;
    assert_str(frame->s, "brief");
    assert_true(frame->place.end - frame->place.start == 5);
    assert_int_equal(diags_count(ctx->diags, DIAG_WARNING), 0);
}

static void dates_are_checked_by_the_calendar(void **state) {
    struct ctx *ctx = *state;
    static const char *const good[] = {"2012-02-29", "2000-02-29", "2012-03", "2012", " 2007-06-30 "};
    static const char *const bad[] = {"2011-02-29", "1900-02-29", "2012-13-01", "2012-00-10", "2012-04-31",
                                      "30.03.2012", "2012-3-30",  "2012/03/30", "",           "2012-03-301"};
    struct date date;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(model_date(ctx, &(struct text){.s = str_from(good[i])}, &date));
    assert_true(date.year == 2007 && date.month == 6 && date.day == 30);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(model_date(ctx, &(struct text){.s = str_from(bad[i])}, &date));
        assert_int_equal(date.year, 0);
    }
    assert_int_equal(diags_count(ctx->diags, DIAG_WARNING), sizeof bad / sizeof *bad);
}

static void plain_text_leaves_markup_and_notes_out(void **state) {
    struct ctx *ctx = *state;
    struct inline_node inner[] = {{.kind = INLINE_TEXT, .text = STR("b")}, {.kind = INLINE_CODE, .text = STR("c")}};
    struct inlines children = {inner, 2, 2};
    struct inline_node nodes[] = {{.kind = INLINE_TEXT, .text = STR("a")},
                                  {.kind = INLINE_SPACE},
                                  {.kind = INLINE_EMPH, .children = &children},
                                  {.kind = INLINE_NOTE},
                                  {.kind = INLINE_BREAK},
                                  {.kind = INLINE_TEXT, .text = STR("d")}};
    struct inlines list = {nodes, 6, 6};
    assert_str(inlines_plain(ctx->arena, &list), "a bc d");
}

static void the_dump_shows_values_and_places(void **state) {
    struct ctx *ctx = *state;
    struct issue *issue;
    struct buf out;
    buf_init(&out, ctx->arena);
    assert_true(load(ctx, "model/dump", STR("title: \"В\\\"і\"\narticles: 01-a.md\n"), &issue));
    model_dump(&out, ctx, issue);
    assert_str(buf_view(&out), "issue dump language=uk template=visnyk-a4 encoding=auto\n"
                               "  title \"В\\\"і\" @1:9-1:13\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ctx_open, ctx_close)

int main(void) {
    work_dir_enter();
    const struct CMUnitTest tests[] = {
        TEST(every_key_arrives),
        TEST(defaults_hold_and_articles_are_found),
        TEST(a_legacy_issue_is_read_by_its_own_key),
        TEST(what_stops_an_issue_is_an_error),
        TEST(what_does_not_stop_it_is_said),
        TEST(a_frame_keeps_its_place),
        TEST(dates_are_checked_by_the_calendar),
        TEST(plain_text_leaves_markup_and_notes_out),
        TEST(the_dump_shows_values_and_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
