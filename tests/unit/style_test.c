/* style: what a template's values become, what happens to wrong ones, and what each kind of article flows into. */
#include "style/style.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "context.h"
#include "model/model.h"

/* ---- a bench to work at ----------------------------------------------------------------------------------------- */

struct bench {
    struct ctx ctx;
    const char *dirs[3]; /* own data folder, then the tree's */
};

static const char *source_dir(void) {
    const char *dir = getenv("SRCDIR");
    return dir ? dir : ".";
}

static int setup(void **state) {
    struct arena *arena = arena_new();
    struct bench *bench = ARENA_NEW(arena, struct bench);
    bench->ctx.arena = arena;
    bench->ctx.scratch = arena_new();
    bench->ctx.diags = diags_new(arena);
    bench->dirs[0] = arena_printf(arena, "%s/style-test", getenv("TMP") ? getenv("TMP") : "/tmp");
    bench->dirs[1] = source_dir();
    *state = bench;
    return 0;
}

static int teardown(void **state) {
    struct bench *bench = *state;
    struct arena *arena = bench->ctx.arena;
    arena_free(bench->ctx.scratch);
    arena_free(arena);
    return 0;
}

#define FONTS                                                                                                          \
    "fonts: {serif: {regular: SourceSerif4-Regular.ttf, italic: SourceSerif4-Italic.ttf, bold: "                       \
    "SourceSerif4-Bold.ttf}}\n"

/* Writes a template and loads it; NULL when it cannot be loaded. */
static struct look *look_of(struct bench *bench, const char *yaml) {
    struct ctx *ctx = &bench->ctx;
    struct look *look = NULL;
    const char *dir = path_join(ctx->arena, bench->dirs[0], "templates/t");
    assert_true(file_make_dirs(ctx, dir));
    assert_true(file_write(ctx, path_join(ctx->arena, dir, "template.yaml"), str_from(yaml)));
    return look_load(ctx, STR("t"), place_nowhere(), ".", bench->dirs, &look) ? look : NULL;
}

static size_t count_all(const struct bench *bench) { return diags_all(bench->ctx.diags)->len; }

/* The place of the only message of a code: its line, and that its detail mentions `detail`. */
static void assert_diag(const struct bench *bench, enum diag_code code, unsigned line, const char *detail) {
    const struct diag_list *all = diags_all(bench->ctx.diags);
    for (size_t i = 0; i < all->len; i++) {
        unsigned at, column;
        if (all->at[i].code != code) continue;
        place_line_column(bench->ctx.diags, all->at[i].place, &at, &column);
        assert_int_equal(at, line);
        if (!strstr(all->at[i].detail, detail)) fail_msg("detail \"%s\" lacks \"%s\"", all->at[i].detail, detail);
        return;
    }
    fail_msg("no message %s", diag_code_name(code));
}

static struct text text(const char *s) { return (struct text){str_from(s), place_nowhere()}; }

static struct issue *issue_new(struct bench *bench, size_t articles) {
    struct issue *issue = ARENA_NEW(bench->ctx.arena, struct issue);
    issue->name = "test";
    issue->dir = ".";
    issue->language = STR("uk");
    issue->source = ARENA_NEW(bench->ctx.arena, struct source);
    issue->articles = ARENA_ARRAY(bench->ctx.arena, articles, struct article);
    issue->article_count = articles;
    issue->title = text("Вісник");
    for (size_t i = 0; i < articles; i++) {
        issue->articles[i].title = text(i ? "Друга" : "Перша");
        issue->articles[i].name = str_from(i ? "02-druha.md" : "01-persha.md");
        issue->articles[i].meeting.members = issue->articles[i].meeting.present = issue->articles[i].meeting.quorum =
            -1;
    }
    return issue;
}

static struct look *a4(struct bench *bench) {
    struct look *look = NULL;
    assert_true(look_load(&bench->ctx, STR("visnyk-a4"), place_nowhere(), ".", bench->dirs, &look));
    return look;
}

/* The dump of the flow of an issue in the A4 template. */
static const char *dump_of(struct bench *bench, const struct issue *issue) {
    struct flow *flow;
    struct buf out;
    buf_init(&out, bench->ctx.arena);
    assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
    flow_dump(&out, &bench->ctx, flow);
    return out.s;
}

static void assert_has(const char *dump, const char *part) {
    if (!strstr(dump, part)) fail_msg("no \"%s\" in:\n%s", part, dump);
}

static void assert_lacks(const char *dump, const char *part) {
    if (strstr(dump, part)) fail_msg("\"%s\" in:\n%s", part, dump);
}

/* ---- blocks to flow --------------------------------------------------------------------------------------------- */

static struct inline_node *inline_add(struct bench *bench, struct inlines *inlines, enum inline_kind kind,
                                      const char *s) {
    struct inline_node *node = vec_push(bench->ctx.arena, inlines);
    node->kind = kind;
    node->text = str_from(s);
    return node;
}

static struct inline_node *inline_around(struct bench *bench, struct inlines *inlines, enum inline_kind kind,
                                         const char *s) {
    struct inline_node *node = inline_add(bench, inlines, kind, "");
    node->children = ARENA_NEW(bench->ctx.arena, struct inlines);
    if (s) inline_add(bench, node->children, INLINE_TEXT, s);
    return node;
}

static struct block *block_add(struct bench *bench, struct blocks *blocks, enum block_kind kind, const char *s) {
    struct block *block = vec_push(bench->ctx.arena, blocks);
    block->kind = kind;
    block->start = 1;
    if (s) inline_add(bench, &block->content, INLINE_TEXT, s);
    return block;
}

/* ---- templates -------------------------------------------------------------------------------------------------- */

static void test_a4_is_clean(void **state) {
    struct bench *bench = *state;
    struct look *look = a4(bench);
    assert_int_equal(count_all(bench), 0);
    assert_int_equal(look->page_width, 595276);
    assert_int_equal(look->columns, 3);
    assert_int_equal(look->grid, 12000);
    assert_int_equal(look->body.chars.size, 9300);
    assert_int_equal(look->accent.c, 1000);
    assert_int_equal(look->accent.b, 0x8f);
    assert_string_equal(look->fonts[look->body.chars.font].name, "serif/regular");
    assert_true(look->fallback_count > 0);
}

static void test_lengths(void **state) {
    struct bench *bench = *state;
    struct look *look = look_of(bench, FONTS "page: {width: 100mm, height: 283.4645pt, gutter: 0, columns: 1,\n"
                                             "  margin-inner: 10 mm, margin-outer: 10mm}\n"
                                             "styles: {body: {size: 8pt, first-indent: 1.5em, leading: 1.25em}}\n");
    assert_non_null(look);
    assert_int_equal(count_all(bench), 0);
    assert_int_equal(look->page_width, 283465);
    assert_int_equal(look->page_height, 283465);
    assert_int_equal(look->margin_inner, 28346);
    assert_int_equal(look->gutter, 0);
    assert_int_equal(look->body.first_indent, 12000);
    assert_int_equal(look->body.leading, 10000);
}

static void test_wrong_values(void **state) {
    static const struct {
        const char *yaml, *detail;
        enum diag_code code;
        unsigned line;
    } cases[] = {
        {"page:\n  width: 210px\n", "210px", DIAG_TEMPLATE_VALUE, 3},
        {"page:\n  width: 210\n", "210", DIAG_TEMPLATE_VALUE, 3},
        {"page:\n  width: 5mm\n", "width: 5mm", DIAG_TEMPLATE_VALUE, 3},
        {"page: 7\n", "page: 7", DIAG_TEMPLATE_VALUE, 2},
        {"page:\n  columns: many\n", "", DIAG_YAML_WRONG_VALUE, 3},
        {"page:\n  colums: 2\n", "columns", DIAG_YAML_UNKNOWN_KEY, 3},
        {"pages: {}\n", "page", DIAG_YAML_UNKNOWN_KEY, 2},
        {"articles:\n  rule: thick\n", "thick", DIAG_TEMPLATE_VALUE, 3},
        {"articles:\n  rule: 1pt acent\n", "accent", DIAG_TEMPLATE_COLOUR, 3},
        {"articles:\n  rule: 1pt accent 300%\n", "0-100%", DIAG_TEMPLATE_VALUE, 3},
        {"colours:\n  red: crimson\n", "cmyk", DIAG_TEMPLATE_VALUE, 3},
        {"colours:\n  red: {cmyk: [0, 100, 100], screen: \"#ff0000\"}\n", "cmyk", DIAG_TEMPLATE_VALUE, 3},
        {"colours:\n  red: {cmyk: [0, 100, 100, 0], screen: red}\n", "screen", DIAG_TEMPLATE_VALUE, 3},
        {"styles:\n  title: {size: 0.1pt}\n", "size", DIAG_TEMPLATE_VALUE, 3},
        {"styles:\n  title: {align: middle}\n", "centre", DIAG_TEMPLATE_VALUE, 3},
        {"styles:\n  title: {family: helvetica}\n", "helvetica", DIAG_TEMPLATE_FONT, 3},
        {"styles:\n  title: {weight: black}\n", "900", DIAG_TEMPLATE_FONT, 3},
        {"styles:\n  title: {extends: boddy}\n", "body", DIAG_TEMPLATE_STYLE, 3},
        {"styles:\n  titel: {size: 9pt}\n", "title", DIAG_TEMPLATE_STYLE_UNUSED, 3},
        {"styles:\n  title: {extends: lead}\n  lead: {extends: title}\n", "", DIAG_TEMPLATE_STYLE_CYCLE, 4},
        {"styles:\n  body: {extends: title}\n", "", DIAG_TEMPLATE_STYLE_CYCLE, 3},
        {"kinds:\n  news: {title: big}\n", "big", DIAG_TEMPLATE_STYLE, 3},
        {"kinds:\n  newz: {}\n", "news", DIAG_YAML_UNKNOWN_KEY, 3},
        {"kinds:\n  news: {byline-parts: [writer]}\n", "writer", DIAG_TEMPLATE_VALUE, 3},
        {"masthead:\n  lines: 3\n", "lines", DIAG_TEMPLATE_VALUE, 3},
        {"masthead:\n  lines: [{style: huge}]\n", "huge", DIAG_TEMPLATE_STYLE, 3},
        {"masthead:\n  variants: 3\n", "variants", DIAG_TEMPLATE_VALUE, 3},
        {"masthead:\n  variants: {slim: 3}\n", "variants", DIAG_TEMPLATE_VALUE, 3},
        {"masthead:\n  variants: {slim: {lines: [{style: huge}]}}\n", "huge", DIAG_TEMPLATE_STYLE, 3},
        {"masthead:\n  variants: {slim: {hight: 3mm}}\n", "height", DIAG_YAML_UNKNOWN_KEY, 3},
        {"fallback: [serif/thin]\n", "serif/thin", DIAG_TEMPLATE_FONT, 2},
        {"page: {columns: 12}\n", "", DIAG_TEMPLATE_GEOMETRY, 2},
        {"spans:\n  emph: {italic: perhaps}\n", "", DIAG_YAML_WRONG_VALUE, 3},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bench->ctx.diags = diags_new(bench->ctx.arena);
        struct look *look = look_of(bench, arena_printf(bench->ctx.arena, "%s%s", FONTS, cases[i].yaml));
        assert_non_null(look);
        assert_int_equal(look->columns, 3);
        assert_int_equal(look->page_width, 595276);
        assert_diag(bench, cases[i].code, cases[i].line, cases[i].detail);
        assert_int_equal(diags_count(bench->ctx.diags, DIAG_ERROR), 0);
    }
}

static void test_no_template(void **state) {
    struct bench *bench = *state;
    struct look *look;
    assert_false(look_load(&bench->ctx, STR("visnyk-b5"), place_nowhere(), ".", bench->dirs, &look));
    assert_false(look_load(&bench->ctx, STR(""), place_nowhere(), ".", bench->dirs, &look));
    assert_int_equal(ctx_count(&bench->ctx, DIAG_TEMPLATE_MISSING), 2);
    assert_null(look_of(bench, "page: {columns: 2}\n"));
    assert_int_equal(ctx_count(&bench->ctx, DIAG_TEMPLATE_NO_FONT), 1);
    assert_int_equal(count_all(bench), 3);
}

static void test_path_of_template(void **state) {
    struct bench *bench = *state;
    struct look *look;
    assert_non_null(look_of(bench, FONTS));
    assert_true(look_load(&bench->ctx, STR("templates/t"), place_nowhere(), bench->dirs[0], bench->dirs, &look));
    assert_int_equal(count_all(bench), 0);
}

static void test_inheritance(void **state) {
    struct bench *bench = *state;
    struct look *look = look_of(bench, FONTS "styles:\n"
                                             "  note: {extends: small, italic: true}\n"
                                             "  small: {extends: body, size: 0.5em, left: 2em, tint: accent 8%}\n"
                                             "  body: {size: 10pt, weight: bold, orphans: 3}\n");
    assert_non_null(look);
    assert_int_equal(count_all(bench), 1); /* the family has no bold italic */
    assert_diag(bench, DIAG_TEMPLATE_FONT, 3, "700 italic");
    assert_int_equal(look->note->chars.size, 5000);
    assert_int_equal(look->note->left, 10000);
    assert_int_equal(look->note->orphans, 3);
    assert_true(look->note->tinted);
    assert_int_equal(look->note->tint.c, 80);
    assert_string_equal(look->fonts[look->note->chars.font].name, "serif/italic");
    assert_string_equal(look->fonts[look->body.chars.font].name, "serif/bold");
}

static void test_template_extends_another(void **state) {
    struct bench *bench = *state;
    struct look *parent =
        look_of(bench, FONTS "page: {columns: 2, gutter: 4mm}\nstyles:\n  body: {size: 10pt, orphans: 3}\n"
                             "lists: {bullets: [a, b]}\n");
    const char *child = path_join(bench->ctx.arena, bench->dirs[0], "templates/child/template.yaml");
    assert_non_null(parent);
    assert_true(file_make_dirs(&bench->ctx, path_dir(bench->ctx.arena, child)));
    assert_true(file_write(&bench->ctx, child, STR("extends: t\npage: {gutter: 6mm}\nstyles: {body: {size: 11pt}}\n")));
    struct look *look;
    assert_true(look_load(&bench->ctx, STR("child"), place_nowhere(), NULL, bench->dirs, &look));
    assert_int_equal(count_all(bench), 0);
    assert_int_equal(look->columns, 2);
    assert_int_equal(look->gutter, 6 * parent->gutter / 4);
    assert_int_equal(look->body.chars.size, 11000);
    assert_int_equal(look->body.orphans, 3);
    assert_int_equal(look->dir_count, 2);
    assert_true(file_write(&bench->ctx, child, STR("extends: child\n")));
    assert_false(look_load(&bench->ctx, STR("child"), place_nowhere(), NULL, bench->dirs, &look));
    assert_diag(bench, DIAG_TEMPLATE_EXTENDS, 1, "child");
    assert_true(file_write(&bench->ctx, child, STR("extends: nobody\n")));
    assert_false(look_load(&bench->ctx, STR("child"), place_nowhere(), NULL, bench->dirs, &look));
    assert_diag(bench, DIAG_TEMPLATE_MISSING, 1, "nobody");
}

/* ---- the reference ---------------------------------------------------------------------------------------------- */

static bool has_line(struct str lines, struct str line) {
    for (size_t start = 0, i = 0; i <= lines.len; i++) {
        if (i < lines.len && lines.s[i] != '\n') continue;
        if (str_eq(str_slice(lines, start, i), line)) return true;
        start = i + 1;
    }
    return false;
}

/* What stands in backquotes in the first cell of a table's row, one a line. */
static struct str documented(struct bench *bench, struct str readme) {
    struct buf out;
    bool quoted = false, first_cell = false;
    buf_init(&out, bench->ctx.arena);
    for (size_t i = 0; i < readme.len; i++) {
        char c = readme.s[i];
        bool line_start = i == 0 || readme.s[i - 1] == '\n';
        if (line_start)
            first_cell = c == '|';
        else if (c == '|' && !quoted)
            first_cell = false;
        if (!first_cell) continue;
        if (c == '`') {
            quoted = !quoted;
            if (!quoted) buf_putc(&out, '\n');
        } else if (quoted) {
            buf_putc(&out, c);
        }
    }
    return buf_view(&out);
}

static void assert_lines_in(struct str lines, struct str set, const char *where) {
    size_t checked = 0;
    for (size_t start = 0, i = 0; i < lines.len; i++) {
        if (lines.s[i] != '\n') continue;
        struct str line = str_slice(lines, start, i);
        start = i + 1;
        checked++;
        if (!has_line(set, line)) fail_msg("%.*s is not in %s", STR_ARG(line), where);
    }
    assert_true(checked > 100);
}

static struct str word_keys(struct bench *bench, const char *lang) {
    struct source *source;
    struct node root;
    struct buf out;
    const char *path = arena_printf(bench->ctx.arena, "%s/templates/languages/%s/words.yaml", source_dir(), lang);
    buf_init(&out, bench->ctx.arena);
    assert_true(source_load(&bench->ctx, path, "UTF-8", place_nowhere(), place_nowhere(), &source));
    assert_true(yaml_parse(&bench->ctx, source, 0, source->text.len, &root));
    for (size_t i = 0; i < root.count; i++) buf_printf(&out, "%.*s\n", STR_ARG(root.pairs[i].key));
    return buf_view(&out);
}

static void test_reference_is_complete(void **state) {
    struct bench *bench = *state;
    struct str readme;
    struct buf keys;
    const char *path = path_join(bench->ctx.arena, source_dir(), "templates/README.md");
    assert_true(file_read(&bench->ctx, path, 1 << 20, place_nowhere(), &readme));
    buf_init(&keys, bench->ctx.arena);
    look_keys(&keys);
    buf_str(&keys, word_keys(bench, "uk"));
    struct str told = documented(bench, readme);
    assert_lines_in(buf_view(&keys), told, "templates/README.md");
    assert_lines_in(told, buf_view(&keys), "the program");
}

static void test_languages_have_the_same_words(void **state) {
    struct bench *bench = *state;
    assert_true(str_eq(word_keys(bench, "uk"), word_keys(bench, "ru")));
    assert_true(str_eq(word_keys(bench, "uk"), word_keys(bench, "en")));
}

/* ---- kinds ------------------------------------------------------------------------------------------------------ */

static void test_meeting(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct article *article = &issue->articles[0];
    article->kind = ARTICLE_MEETING;
    article->meeting.date = text("2012-03-16");
    article->meeting.chair = text("Сергій Чернов");
    article->meeting.present = 51;
    article->meeting.members = 64;
    article->meeting.quorum = 33;
    *vec_push(bench->ctx.arena, &article->meeting.agenda) = text("Про звіт");
    *vec_push(bench->ctx.arena, &article->meeting.agenda) = text("Про кошторис");
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "H1 title-lead \"Перша\"");
    assert_has(dump, "16 березня 2012 року");
    assert_has(dump, "Головував:");
    assert_has(dump, "51 із 64, кворум — 33");
    assert_has(dump, "P facts-title \"Порядок денний\"");
    assert_has(dump, "L list left=12 numbering=1");
    assert_has(dump, "label \"2.\" \"Про кошторис\"");
    assert_lacks(dump, "Секретар");
    assert_has(dump, "rubric=\"Збори\"");
    assert_int_equal(count_all(bench), 0);
}

static void test_meeting_without_attendance(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    issue->articles[0].kind = ARTICLE_MEETING;
    issue->articles[0].meeting.members = 64;
    issue->articles[0].meeting.quorum = 33;
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "Склад:} 64, кворум — 33\"");
    assert_lacks(dump, "Присутні");
}

static void test_report(void **state) {
    struct bench *bench = *state;
    struct arena *arena = bench->ctx.arena;
    struct issue *issue = issue_new(bench, 1);
    struct article *article = &issue->articles[0];
    struct report *report = &article->report;
    article->kind = ARTICLE_REPORT;
    report->period = text("2012–2014");
    *vec_push(arena, &report->activities) = (struct activity){.what = text("Сайт"), .plan = text("38.0")};
    *vec_push(arena, &report->budget_years) = text("2012");
    *vec_push(arena, &report->budget_years) = text("2013");
    for (int i = 0; i < 2; i++) {
        struct budget_line *line = vec_push(arena, &report->budget);
        line->source = text(i ? "Бюджет" : "Внески");
        line->amounts = ARENA_ARRAY(arena, 2, struct text);
        line->amounts[0] = text(i ? "0.2" : "0.1");
        line->amounts[1] = text(i ? "1.25" : "");
    }
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "Строк:} 2012–2014\"");
    assert_has(dump, "caption \"План дій\"");
    assert_has(dump, "TH \"Захід\"");
    assert_has(dump, "TD end \"38,0\"");
    assert_lacks(dump, "Виконавець"); /* a column that nobody fills */
    assert_has(dump, "sum row");
    assert_has(dump, "0,3\"");
    assert_has(dump, "1,25");
    assert_has(dump, "1,55"); /* the sum of sums */
    assert_has(dump, "Разом");
}

static void test_numbers_of_a_report(void **state) {
    static const char *const plans[] = {"1234567.89", "-12800", "1300.5", "10–12", "7"};
    static const char *const facts[] = {"2026", "800", "1300.5", "12.05.2026", ""};
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct article *article = &issue->articles[0];
    struct flow *flow;
    article->kind = ARTICLE_REPORT;
    for (size_t i = 0; i < 5; i++)
        *vec_push(bench->ctx.arena, &article->report.indicators) =
            (struct indicator){.name = text("Показник"), .plan = text(plans[i]), .fact = text(facts[i])};
    assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
    const struct flow_cell *cells = flow->articles[0].body.children[0].table->cells + 3;
    static const char *const plans_shown[] = {"1\u00a0234\u00a0567,89", "-12\u00a0800", "1\u00a0300,5", "10–12", "7"};
    static const char *const facts_shown[] = {"2026", "800", "1300,5"}; /* nothing long in the column */
    for (size_t i = 0; i < 5; i++) {
        assert_true(str_is(cells[i * 3 + 1].text.spans[0].text, plans_shown[i]));
        assert_int_equal(cells[i * 3 + 1].is_number, i != 3);
        if (i < 3) assert_true(str_is(cells[i * 3 + 2].text.spans[0].text, facts_shown[i]));
    }
    assert_true(str_is(str_slice(cells[1].text.spans[0].text, cells[1].tail, 99), ",89"));
    assert_int_equal(cells[2].tail, 4);
    assert_false(cells[3 * 3 + 2].is_number); /* a date */
}

static void test_announcement_and_directory(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 2);
    issue->articles[0].kind = ARTICLE_ANNOUNCEMENT;
    issue->articles[0].announcement.when = text("2012-04-19");
    issue->articles[0].announcement.where = text("Харків");
    issue->articles[1].kind = ARTICLE_DIRECTORY;
    struct directory_entry *entry = vec_push(bench->ctx.arena, &issue->articles[1].directory);
    entry->name = text("Урядовий портал");
    entry->url = text("http://www.kmu.gov.ua/");
    entry->note = text("Кабінет Міністрів");
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "квітня 2012, четвер");
    assert_has(dump, "Де:");
    assert_lacks(dump, "Довідки:");
    assert_has(dump, "Урядовий портал");
    assert_has(dump, "|www.kmu.gov.ua}");
    assert_has(dump, "link 1 http://www.kmu.gov.ua/");
    assert_has(dump, "entry 2");
}

static void test_furniture(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    issue->number = text("2");
    issue->running_number = text("20");
    issue->date = (struct date){2012, 3, 30};
    issue->masthead.title = text("Вісник");
    issue->masthead.organisation = text("Асоціація");
    issue->imprint.founder = text("Рада");
    issue->imprint.print_run = text("600");
    issue->imprint.signed_date = text("2012-03-29");
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "para P masthead-title \"Вісник\"");
    assert_has(dump, "row P masthead-data \"№ 2 (20)\" \"30 березня 2012 року\"\n"); /* no place, no ISSN: no cells */
    assert_has(dump, "Засновник:");
    assert_has(dump, "600 пр.");
    assert_has(dump, "29 березня 2012 року");
    assert_lacks(dump, "Видавець");
    assert_has(dump, "meta title \"Вісник, № 2 (20), 30 березня 2012 року\"");
    assert_has(dump, "left \"\\{rubric\\}\"");
    issue->running_number = text("");
    issue->language = STR("en");
    assert_has(dump_of(bench, issue), "\"No. 2\" \"30 March 2012\"");
    issue->masthead.title = issue->title = text("");
    assert_has(dump_of(bench, issue), "right \"No. 2, 30 March 2012\""); /* no separator before the first word */
}

static void test_volume_in_sheets(void **state) {
    static const struct {
        const char *format;
        int on_sheet, factor;
    } cases[] = {{"60×84/8", 8, 93},
                 {"60x84 1/8.", 8, 93},
                 {"70×100/16", 16, 130},
                 {"84 × 108/32", 32, 168},
                 {"A4", 0, 0},
                 {"60×84", 0, 0},
                 {"21×29,7", 0, 0},
                 {"60×84/0", 0, 0},
                 {"60×84/8, 60", 0, 0},
                 {"", 0, 0},
                 {"99999999999×84/8", 0, 0}};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct issue *issue = issue_new(bench, 1);
        struct flow *flow;
        issue->imprint.format = text(cases[i].format);
        assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
        assert_int_equal(flow->sheets.on_sheet, cases[i].on_sheet);
        assert_int_equal(flow->sheets.factor, cases[i].factor);
        issue->imprint.sheets = text("1,87");
        assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
        assert_int_equal(flow->sheets.on_sheet, 0);
    }
}

static void test_title_of_the_masthead_fits(void **state) {
    static const struct {
        const char *title, *style;
        mpt most;
    } cases[] = {{"Вісник", "masthead-title", 90000},
                 {"Вісник ради", "masthead-title", 80000},
                 {"Вісник об’єднаної територіальної громади", "masthead-title-long", 34000}};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct issue *issue = issue_new(bench, 1);
        struct flow *flow;
        issue->masthead.title = text(cases[i].title);
        assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
        const struct flow_node *title = &flow->masthead.children[0];
        assert_string_equal(title->style->name, cases[i].style);
        assert_in_range(title->text.spans[0].style->size, 30000, (uintmax_t)cases[i].most);
        assert_ptr_equal(title->text.spans[0].style, &title->style->chars);
    }
}

static void test_unknown_language_uses_english(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 2);
    issue->language = STR("pl");
    assert_has(dump_of(bench, issue), "In this issue");
    assert_int_equal(ctx_count(&bench->ctx, DIAG_WORDS_MISSING), 1);
}

static void test_unknown_placeholder(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct flow *flow;
    struct look *look = look_of(bench, FONTS "running-heads:\n  right: \"{titel}\"\n");
    assert_non_null(look);
    assert_true(flow_build(&bench->ctx, issue, look, &flow));
    assert_diag(bench, DIAG_TEMPLATE_PLACEHOLDER, 3, "titel");
    assert_int_equal(flow->furniture.head_right.count, 0);
}

/* ---- text ------------------------------------------------------------------------------------------------------- */

static void test_inline_styles(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 2);
    struct blocks *blocks = &issue->articles[0].blocks;
    struct inlines *content = &block_add(bench, blocks, BLOCK_PARA, "слово ")->content;
    inline_around(bench, content, INLINE_EMPH, "похиле");
    struct inline_node *strong = inline_around(bench, content, INLINE_STRONG, NULL);
    inline_around(bench, strong->children, INLINE_EMPH, "обидва");
    inline_add(bench, content, INLINE_CODE, "код");
    inline_around(bench, content, INLINE_STRIKE, "геть");
    inline_around(bench, content, INLINE_LINK, "лист")->url = STR("mailto:a@example.org");
    inline_around(bench, content, INLINE_LINK, "далі")->url = STR("02-druha.md");
    inline_around(bench, content, INLINE_LINK, "нікуди")->url = STR("javascript:alert(1)");
    struct inline_node *span = inline_around(bench, content, INLINE_SPAN, "hello");
    span->lang = STR("en");
    span->classes = STR("smallcaps nosuch");
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "\"слово { serif/italic|похиле}{ serif/bolditalic|обидва}");
    assert_has(dump, "code verbatim|код}");
    assert_has(dump, "{ strike|геть}");
    assert_has(dump, "link=1|лист}");
    assert_has(dump, "link=2|далі}нікуди");
    assert_has(dump, "{ caps lang=en|hello}");
    assert_has(dump, "link 1 mailto:a@example.org\nlink 2 article 2\n");
    assert_int_equal(ctx_count(&bench->ctx, DIAG_LINK_NO_TARGET), 1);
    assert_int_equal(ctx_count(&bench->ctx, DIAG_SPAN_CLASS), 1);
    assert_int_equal(count_all(bench), 2);
}

static void test_first_line_indent(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct blocks *blocks = &issue->articles[0].blocks;
    struct flow *flow;
    block_add(bench, blocks, BLOCK_PARA, "перший");
    block_add(bench, blocks, BLOCK_PARA, "другий");
    block_add(bench, blocks, BLOCK_HEAD, "голова")->level = 2;
    block_add(bench, blocks, BLOCK_PARA, "третій");
    assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
    const struct flow_node *nodes = flow->articles[0].body.children;
    assert_int_equal(flow->articles[0].body.count, 4);
    assert_int_equal(nodes[0].style->first_indent, 0);
    assert_int_equal(nodes[1].style->first_indent, 12000);
    assert_int_equal(nodes[2].role, ROLE_H2);
    assert_int_equal(nodes[3].style->first_indent, 0);
    assert_false(nodes[1].end_mark);
    assert_true(nodes[3].end_mark);
}

static bool ends_here(const struct flow_node *node) {
    bool ends = node->end_mark;
    for (size_t i = 0; node->kind == FLOW_GROUP && i < node->count; i++) ends = ends || ends_here(&node->children[i]);
    return ends;
}

/* The mark stands behind the last text, in a box too, but not behind what is no text or only repeats some. */
static void test_end_mark(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 3);
    struct flow *flow;
    for (size_t i = 0; i < 3; i++) {
        struct blocks *blocks = &issue->articles[i].blocks;
        block_add(bench, blocks, BLOCK_PARA, "текст");
        if (i == 2) {
            block_add(bench, blocks, BLOCK_CODE, NULL)->text = STR("код");
            continue;
        }
        struct block *box = block_add(bench, blocks, BLOCK_BOX, NULL);
        box->box = i == 0 ? BOX_NOTE : BOX_PULLQUOTE;
        block_add(bench, &box->children, BLOCK_PARA, "довідка");
    }
    assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
    for (size_t i = 0; i < 3; i++) {
        const struct flow_node *body = &flow->articles[i].body;
        assert_int_equal(body->count, 2);
        assert_int_equal(ends_here(&body->children[0]), i != 0);
        assert_int_equal(ends_here(&body->children[1]), i == 0);
    }
}

static void test_heading_levels(void **state) {
    static const struct {
        int written[4], roles[4];
        size_t skipped;
    } cases[] = {{{2, 3, 4, 2}, {ROLE_H2, ROLE_H3, ROLE_H4, ROLE_H2}, 0},
                 {{3, 3, 2, 3}, {ROLE_H2, ROLE_H2, ROLE_H2, ROLE_H3}, 1},
                 {{3, 3, 4, 3}, {ROLE_H2, ROLE_H2, ROLE_H3, ROLE_H2}, 0},
                 {{1, 2, 5, 6}, {ROLE_H2, ROLE_H2, ROLE_H3, ROLE_H4}, 1}};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct issue *issue = issue_new(bench, 1);
        struct flow *flow;
        bench->ctx.diags = diags_new(bench->ctx.arena);
        for (size_t k = 0; k < 4; k++) {
            struct block *head = block_add(bench, &issue->articles[0].blocks, BLOCK_HEAD, "голова");
            head->level = cases[i].written[k];
            head->place = (struct place){0, (uint32_t)k, (uint32_t)k + 1};
        }
        assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
        for (size_t k = 0; k < 4; k++) assert_int_equal(flow->articles[0].body.children[k].role, cases[i].roles[k]);
        assert_int_equal(ctx_count(&bench->ctx, DIAG_HEAD_LEVEL_SKIPPED), cases[i].skipped);
    }
}

static void test_lists(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct block *list = block_add(bench, &issue->articles[0].blocks, BLOCK_LIST, NULL);
    list->ordered = true;
    list->start = 99;
    struct block *item = block_add(bench, &list->children, BLOCK_ITEM, NULL);
    block_add(bench, &item->children, BLOCK_PARA, "перше");
    struct block *inner = block_add(bench, &item->children, BLOCK_LIST, NULL);
    block_add(bench, &inner->children, BLOCK_ITEM, NULL)->task = 2;
    struct block *second = block_add(bench, &list->children, BLOCK_ITEM, NULL);
    block_add(bench, &second->children, BLOCK_PARA, "друге");
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "label \"99.\" \"перше\"");
    assert_has(dump, "label \"100.\" \"друге\"");
    assert_has(dump, "label \"●\" \"\""); /* an item without a paragraph keeps its mark */
    assert_int_equal(count_all(bench), 0);
}

static void test_boxes(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct blocks *blocks = &issue->articles[0].blocks;
    struct block *decision = block_add(bench, blocks, BLOCK_BOX, "№ 24/3");
    decision->box = BOX_DECISION;
    decision->votes = (struct votes){true, 49, 0, 2, -1, place_nowhere()};
    block_add(bench, &decision->children, BLOCK_PARA, "Затвердити.");
    struct block *pull = block_add(bench, blocks, BLOCK_BOX, NULL);
    pull->box = BOX_PULLQUOTE;
    block_add(bench, &pull->children, BLOCK_PARA, "Разом.");
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "group Aside decision\n      para P decision-title \"Рішення № 24/3\"\n"
                     "      para P decision-text \"Затвердити.\"\n");
    assert_has(dump, "|49}");
    assert_has(dump, "утрималися");
    assert_lacks(dump, "не голосували");
    assert_has(dump, "group Aside pullquote\n      para P pullquote-text \"Разом.\"\n");
}

static void test_votes_have_a_bar(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct article *article = &issue->articles[0];
    article->kind = ARTICLE_MEETING;
    article->meeting = (struct meeting){.members = 60, .present = 50, .quorum = 31, .decision_list = true};
    for (int i = 0; i < 2; i++) {
        struct block *box = block_add(bench, &article->blocks, BLOCK_BOX, i ? "№ 2" : "№ 1");
        box->box = BOX_DECISION;
        box->votes = (struct votes){true, 40, 0, i ? 5 : 10, -1, place_nowhere()};
        block_add(bench, &box->children, BLOCK_PARA, "Затвердити план 2012 р. дирекції. Оприлюднити.");
    }
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "bars whole=50 alt=\"Частки голосів: за — 80 %, проти — 0 %, утрималися — 20 %\"");
    assert_has(dump, "row \"\" 40 #0B4A8F 10 #BFBFBF \"\"");
    assert_has(dump, "утрималися — 10 %, не голосували — 10 %\"");
    assert_has(dump, "row \"\" 40 #0B4A8F 5 #BFBFBF 5 outlined \"\"");
    assert_has(dump, "Перелік рішень");
    assert_has(dump, "№ 2} Затвердити план 2012 р. дирекції.\"");
}

static void test_charts_of_a_report(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct article *article = &issue->articles[0];
    struct report *report = &article->report;
    article->kind = ARTICLE_REPORT;
    const char *const sources[] = {"Внески", "Бюджет"}, *const amounts[2][2] = {{"67.0", "23"}, {"12000", ""}};
    *vec_push(bench->ctx.arena, &report->budget_years) = text("2012");
    *vec_push(bench->ctx.arena, &report->budget_years) = text("2013");
    for (size_t i = 0; i < 2; i++) {
        struct budget_line *line = vec_push(bench->ctx.arena, &report->budget);
        line->source = text(sources[i]);
        line->amounts = ARENA_ARRAY(bench->ctx.arena, 2, struct text);
        for (size_t y = 0; y < 2; y++) line->amounts[y] = text(amounts[i][y]);
    }
    *vec_push(bench->ctx.arena, &report->schedule) = (struct scheduled){text("Сайт"), 2012 * 12 + 10, 2013 * 12};
    *vec_push(bench->ctx.arena, &report->schedule) = (struct scheduled){text("Нарада"), 2013 * 12, 2013 * 12};
    *vec_push(bench->ctx.arena, &report->activities) =
        (struct activity){.what = text("Сайт"), .plan = text("40"), .fact = text("38")};
    *vec_push(bench->ctx.arena, &report->activities) = (struct activity){.what = text("Нарада"), .plan = text("так")};
    const char *dump = dump_of(bench, issue);
    assert_has(dump,
               "alt=\"Стовпчики коштів: 2012: 12\u00a0067 (Внески 67, Бюджет 12\u00a0000); 2013: 23 (Внески 23)\"");
    assert_has(dump, "row \"2013\" 23000 #0B4A8F \"23\"");
    assert_has(dump, "alt=\"Графік за місяцями: Сайт: 11.2012–01.2013; Нарада: 01.2013\"");
    assert_has(dump, "heads \"2012\" \"\" \"2013\"\n");
    assert_has(dump, "row \"Нарада\" 2 #EBEBEB 1 #0B4A8F \"\"");
    assert_has(dump, "95 %");
    report->budget.at[1].amounts[0] = text("близько 5"); /* no number: no bars that would lie */
    assert_lacks(dump_of(bench, issue), "Стовпчики");
}

static void test_directory_in_alphabetical_order(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    const char *const names[] = {"Яр", "Їжа", "Ґанок", "Гора", "«Іва»", "Еней", "Єна", "гай"};
    issue->articles[0].kind = ARTICLE_DIRECTORY;
    for (size_t i = 0; i < 8; i++)
        *vec_push(bench->ctx.arena, &issue->articles[0].directory) = (struct directory_entry){.name = text(names[i])};
    const char *dump = dump_of(bench, issue);
    assert_true(strstr(dump, "Яр") < strstr(dump, "Їжа")); /* as written, unless asked */
    issue->articles[0].sorted = true;
    dump = dump_of(bench, issue);
    const char *const sorted[] = {"гай", "Гора", "Ґанок", "Еней", "Єна", "«Іва»", "Їжа", "Яр"};
    for (size_t i = 0; i + 1 < 8; i++) assert_true(strstr(dump, sorted[i]) < strstr(dump, sorted[i + 1]));
}

static void test_index(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct block *para = block_add(bench, &issue->articles[0].blocks, BLOCK_PARA, "Тут ");
    const char *const names[] = {"Яна", "Ганни", "Їжа"}, *const entries[] = {"", "Ганна", ""};
    for (size_t i = 0; i < 3; i++) {
        struct inline_node *span = inline_around(bench, &para->content, INLINE_SPAN, names[i]);
        span->classes = i == 2 ? STR("community") : STR("person");
        span->entry = str_from(entries[i]);
    }
    assert_lacks(dump_of(bench, issue), "Покажчик"); /* nobody asked for it */
    issue->index[INDEX_PERSON] = true;
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "article 2 \"Покажчик\"");
    assert_true(strstr(dump, "\"Ганна {") < strstr(dump, "\"Яна {"));
    assert_lacks(dump, "\"Їжа {");
    assert_int_equal(count_all(bench), 0);
}

static void test_sections_have_openers(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 3);
    issue->articles[0].section = issue->articles[1].section = text("Громади");
    issue->articles[1].kicker = text("Ізюм");
    const char *dump = dump_of(bench, issue);
    const char *opener = strstr(dump, "para P section \"Громади\"");
    assert_non_null(opener);
    assert_null(strstr(opener + 1, "para P section")); /* above the first of them alone */
    assert_has(dump, "rubric=\"Громади\" lang=uk");
    assert_has(dump, "kicker \"Ізюм\"");
}

static void test_calendar(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct calendar_list *list = &issue->articles[0].calendar;
    issue->articles[0].kind = ARTICLE_CALENDAR;
    *vec_push(bench->ctx.arena, list) = (struct calendar_entry){.date = text("щочетверга"), .what = text("Прийом")};
    *vec_push(bench->ctx.arena, list) = (struct calendar_entry){
        .date = text("x"), .from = {2012, 5, 1}, .time = text("10:00"), .what = text("Денна"), .where = text("Ізюм")};
    *vec_push(bench->ctx.arena, list) =
        (struct calendar_entry){.date = text("x"), .from = {2012, 5, 1}, .time = text("9:00"), .what = text("Рання")};
    *vec_push(bench->ctx.arena, list) =
        (struct calendar_entry){.date = text("x"), .from = {2012, 4, 30}, .to = {2012, 5, 2}, .what = text("Збори")};
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "para H2 calendar-month \"Квітень 2012\"\n");
    assert_has(dump, "label \"{ sans/semibold|30.04–2.05}\" \"{ sans/semibold|Збори}\"");
    assert_has(dump, "1 вт}\" \"{ sans/semibold|Рання}\\n9:00\"");
    assert_has(dump, "{ sans/semibold|Денна}\\n10:00, Ізюм\"");
    assert_true(strstr(dump, "Збори") < strstr(dump, "Рання") && strstr(dump, "Рання") < strstr(dump, "Денна"));
    assert_true(strstr(dump, "Денна") < strstr(dump, "Інші дати") &&
                strstr(dump, "Інші дати") < strstr(dump, "Прийом"));
}

static void test_announcement_has_a_large_day(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    issue->articles[0].kind = ARTICLE_ANNOUNCEMENT;
    issue->articles[0].announcement = (struct announcement){.when = text("2012-04-19 10:00")};
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "para P date-day \"19\"\n");
    assert_has(dump, "para P date-month \"квітня 2012, четвер, 10:00\"\n");
    issue->articles[0].announcement.until = text("2012-04-20");
    assert_has(dump_of(bench, issue), "date-day \"19–20\"");
    issue->articles[0].announcement.when = text("у квітні");
    dump = dump_of(bench, issue);
    assert_lacks(dump, "date-day");
    assert_has(dump, "у квітні");
}

static void test_pictures(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct figure *figure = ARENA_NEW(bench->ctx.arena, struct figure);
    figure->path = STR("missing.png");
    figure->caption = STR("Підпис");
    figure->span = 9;
    inline_add(bench, &figure->alt, INLINE_TEXT, "опис");
    block_add(bench, &issue->articles[0].blocks, BLOCK_FIGURE, NULL)->figure = figure;
    struct inlines *content = &block_add(bench, &issue->articles[0].blocks, BLOCK_PARA, "а ")->content;
    inline_around(bench, content, INLINE_IMAGE, "у рядку")->url = STR("x.png");
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "no image span=3 here alt=\"опис\" caption \"Підпис\"");
    assert_has(dump, "\"а у рядку\"");
    assert_int_equal(ctx_count(&bench->ctx, DIAG_FILE_MISSING), 1);
    assert_int_equal(ctx_count(&bench->ctx, DIAG_PICTURE_IN_LINE), 1);
}

static struct table *table_of(struct bench *bench, size_t columns, size_t rows, const char *cell) {
    struct table *table = ARENA_NEW(bench->ctx.arena, struct table);
    table->columns = columns;
    table->head_rows = 1;
    table->row_count = rows;
    table->align = ARENA_ARRAY(bench->ctx.arena, columns, enum cell_align);
    table->align[columns - 1] = CELL_RIGHT;
    table->cells = ARENA_ARRAY(bench->ctx.arena, columns * rows, struct cell);
    for (size_t i = 0; i < columns * rows; i++) inline_add(bench, &table->cells[i].content, INLINE_TEXT, cell);
    return table;
}

static void test_cells_of_a_table(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct flow *flow;
    block_add(bench, &issue->articles[0].blocks, BLOCK_TABLE, NULL)->table = table_of(bench, 2, 2, "5");
    assert_true(flow_build(&bench->ctx, issue, a4(bench), &flow));
    const struct flow_table *table = flow->articles[0].body.children[0].table;
    assert_int_equal(table->cells[3].align, ALIGN_END);
    assert_true(table->cells[0].header && table->cells[2].header);
    assert_false(table->cells[3].header);
}

static void test_notes_hold_paragraphs(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct article *article = &issue->articles[0];
    struct inlines *content = &block_add(bench, &article->blocks, BLOCK_PARA, "текст")->content;
    inline_add(bench, content, INLINE_NOTE, "");
    struct note *note = vec_push(bench->ctx.arena, &article->notes);
    block_add(bench, &note->blocks, BLOCK_PARA, "Примітка");
    block_add(bench, &note->blocks, BLOCK_TABLE, NULL)->table = table_of(bench, 2, 1, "комірка");
    const char *dump = dump_of(bench, issue);
    assert_has(dump, "note=1|1}");
    assert_has(dump, "note \"1\"");
    assert_has(dump, "para P note \"Примітка\"");
    assert_has(dump, "\"комірка | комірка\"");
    assert_int_equal(ctx_count(&bench->ctx, DIAG_NOTE_SIMPLIFIED), 1);
}

static void test_deep_nesting_keeps_the_text(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct blocks *blocks = &issue->articles[0].blocks;
    for (int i = 0; i < 100000; i++) blocks = &block_add(bench, blocks, BLOCK_QUOTE, NULL)->children;
    block_add(bench, blocks, BLOCK_PARA, "на дні");
    assert_has(dump_of(bench, issue), "\"на дні\"");
    assert_int_equal(ctx_count(&bench->ctx, DIAG_FLOW_TOO_DEEP), 1);
}

static void test_deep_inlines_keep_the_text(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    struct inlines *inlines = &block_add(bench, &issue->articles[0].blocks, BLOCK_PARA, "")->content;
    for (int i = 0; i < 100000; i++)
        inlines = inline_around(bench, inlines, i % 2 ? INLINE_EMPH : INLINE_STRONG, NULL)->children;
    inline_add(bench, inlines, INLINE_TEXT, "на дні");
    assert_has(dump_of(bench, issue), "{ serif/bolditalic|на дні}");
}

static void test_code_keeps_its_spaces(void **state) {
    struct bench *bench = *state;
    struct issue *issue = issue_new(bench, 1);
    block_add(bench, &issue->articles[0].blocks, BLOCK_CODE, NULL)->text = STR("a b\n  c  d\n");
    assert_has(dump_of(bench, issue), "{ code verbatim|a b}\\n{ code verbatim|  c  d}\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a4_is_clean, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lengths, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wrong_values, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_template, setup, teardown),
        cmocka_unit_test_setup_teardown(test_path_of_template, setup, teardown),
        cmocka_unit_test_setup_teardown(test_inheritance, setup, teardown),
        cmocka_unit_test_setup_teardown(test_template_extends_another, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reference_is_complete, setup, teardown),
        cmocka_unit_test_setup_teardown(test_languages_have_the_same_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_meeting, setup, teardown),
        cmocka_unit_test_setup_teardown(test_meeting_without_attendance, setup, teardown),
        cmocka_unit_test_setup_teardown(test_report, setup, teardown),
        cmocka_unit_test_setup_teardown(test_numbers_of_a_report, setup, teardown),
        cmocka_unit_test_setup_teardown(test_announcement_and_directory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_furniture, setup, teardown),
        cmocka_unit_test_setup_teardown(test_volume_in_sheets, setup, teardown),
        cmocka_unit_test_setup_teardown(test_title_of_the_masthead_fits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unknown_language_uses_english, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unknown_placeholder, setup, teardown),
        cmocka_unit_test_setup_teardown(test_inline_styles, setup, teardown),
        cmocka_unit_test_setup_teardown(test_first_line_indent, setup, teardown),
        cmocka_unit_test_setup_teardown(test_end_mark, setup, teardown),
        cmocka_unit_test_setup_teardown(test_heading_levels, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lists, setup, teardown),
        cmocka_unit_test_setup_teardown(test_boxes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_votes_have_a_bar, setup, teardown),
        cmocka_unit_test_setup_teardown(test_directory_in_alphabetical_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_index, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sections_have_openers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_calendar, setup, teardown),
        cmocka_unit_test_setup_teardown(test_announcement_has_a_large_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_charts_of_a_report, setup, teardown),
        cmocka_unit_test_setup_teardown(test_pictures, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cells_of_a_table, setup, teardown),
        cmocka_unit_test_setup_teardown(test_notes_hold_paragraphs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_deep_nesting_keeps_the_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_deep_inlines_keep_the_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_code_keeps_its_spaces, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
