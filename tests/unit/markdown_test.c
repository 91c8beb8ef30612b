/* markdown: the model of an article, with places that are right to the byte. */
#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"
#include "context.h"
#include "markdown/markdown.h"
#include "work_dir.h"

struct fixture {
    struct ctx ctx;
    struct article article;
    struct str bytes;
};

static int set_up(void **state) {
    struct arena *arena = arena_new();
    struct fixture *f = ARENA_NEW(arena, struct fixture);
    f->ctx = (struct ctx){.arena = arena, .scratch = arena_new(), .diags = diags_new(arena)};
    *state = f;
    return 0;
}

static void load_bytes(struct fixture *f, struct str bytes) {
    struct issue issue = {.dir = "markdown", .encoding = "auto"};
    struct article_ref ref = {.file = STR("01-a.md")};
    f->bytes = bytes;
    assert_true(file_make_dirs(&f->ctx, "markdown"));
    assert_true(file_write(&f->ctx, "markdown/01-a.md", bytes));
    assert_true(markdown_article_load(&f->ctx, &issue, &ref, &f->article));
}

/* Loads a body behind a front matter with a title. */
static const struct blocks *load(struct fixture *f, const char *body) {
    load_bytes(f, str_from(arena_printf(f->ctx.arena, "---\ntitle: Т\n---\n%s", body)));
    return &f->article.blocks;
}

/* The file's bytes at a place. */
static struct str there(const struct fixture *f, struct place place) {
    return str_slice(f->bytes, place.start, place.end);
}

static struct str plain(const struct fixture *f, const struct block *block) {
    return inlines_plain(f->ctx.arena, &block->content);
}

static size_t text_length(const struct fixture *f, const struct blocks *blocks) {
    size_t len = 0;
    for (size_t i = 0; i < blocks->len; i++) {
        len += plain(f, &blocks->at[i]).len + blocks->at[i].text.len;
        len += text_length(f, &blocks->at[i].children);
    }
    return len;
}

/* ---- front matter -------------------------------------------------------------------------------------------- */

static void front_matter_fills_the_kind(void **state) {
    struct fixture *f = *state;
    load_bytes(f, STR("---\nkind: meeting\ntitle: Збори\ndate: 2012-03-16\nplace: Харків\nbody: Рада\nnumber: 24\n"
                      "chair: Голова\nmembers: '60'\npresent: 51\nagenda: [Перше, Друге]\n---\nТекст\n"));
    const struct article *a = &f->article;
    assert_int_equal(a->kind, ARTICLE_MEETING);
    assert_str(a->title.s, "Збори");
    assert_str(a->meeting.number.s, "24");
    assert_str(a->meeting.venue.s, "Харків");
    assert_true(a->meeting.members == 60 && a->meeting.present == 51 && a->meeting.quorum == -1);
    assert_int_equal(a->meeting.agenda.len, 2);
    assert_str(there(f, a->meeting.present_place), "51");
    assert_str(there(f, a->title.place), "Збори");
    assert_int_equal(a->blocks.len, 1);
    assert_int_equal(diags_all(f->ctx.diags)->len, 0);
}

static void reports_and_directories_are_lists_of_maps(void **state) {
    struct fixture *f = *state;
    load_bytes(f, STR("---\nkind: report\ntitle: З\nactivities:\n  - {n: 1, activity: Сайт, plan: 2.5}\n  - text\n"
                      "budget:\n  - {source: А, years: {2012: 1, 2013: 2}}\n  - {source: Б, years: {2014: 3}}\n"
                      "indicators: [{name: І, plan: 5}]\n---\n"));
    const struct report *r = &f->article.report;
    assert_int_equal(r->activities.len, 1);
    assert_str(r->activities.at[0].what.s, "Сайт");
    assert_int_equal(r->budget_years.len, 3);
    assert_str(r->budget_years.at[2].s, "2014");
    assert_str(r->budget.at[0].amounts[1].s, "2");
    assert_int_equal(r->budget.at[0].amounts[2].s.len, 0);
    assert_str(r->budget.at[1].amounts[2].s, "3");
    assert_str(r->indicators.at[0].name.s, "І");
    assert_int_equal(ctx_count(&f->ctx, DIAG_YAML_WRONG_VALUE), 1);
    load_bytes(f, STR("---\nkind: directory\ntitle: Д\nentries:\n  - {name: Н, url: 'http://a.b/', note: п}\n---\n"));
    assert_int_equal(f->article.directory.len, 1);
    assert_str(f->article.directory.at[0].url.s, "http://a.b/");
}

static void without_front_matter_a_heading_is_the_title(void **state) {
    struct fixture *f = *state;
    load_bytes(f, STR("Перед\n\n# Заголовок *тут*\n\nТекст\n"));
    assert_str(f->article.title.s, "Заголовок тут");
    assert_int_equal(f->article.blocks.len, 2);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_NO_FRONT), 1);
    load_bytes(f, STR("Лише текст\n"));
    assert_str(f->article.title.s, "01-a");
    load_bytes(f, STR("---\nkind: news\n---\n"));
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_NO_TITLE), 1);
    load_bytes(f, STR("---\ntitle: never closed\n"));
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_FRONT_OPEN), 1);
    assert_int_equal(f->article.kind, ARTICLE_PLAIN);
    load_bytes(f, STR("---\ntitle: T\nkind: mews\nchair: x\n---\n"));
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_KIND), 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_YAML_UNKNOWN_KEY), 1);
}

/* ---- places -------------------------------------------------------------------------------------------------- */

struct place_check {
    const struct fixture *f;
    size_t texts;
};

/* Each text stands in the file where its place says, but for escapes and entities. */
static void check_inlines(struct place_check *c, const struct inlines *inlines) {
    for (size_t i = 0; inlines && i < inlines->len; i++) {
        const struct inline_node *node = &inlines->at[i];
        struct str bytes = there(c->f, node->place);
        if (node->kind == INLINE_TEXT && bytes.len && bytes.s[0] != '\\' && bytes.s[0] != '&') {
            assert_true(str_eq(bytes, node->text));
            c->texts++;
        }
        check_inlines(c, node->children);
    }
}

static void check_blocks(struct place_check *c, const struct blocks *blocks) {
    for (size_t i = 0; i < blocks->len; i++) {
        const struct block *block = &blocks->at[i];
        check_inlines(c, &block->content);
        for (size_t k = 0; block->table && k < block->table->row_count * block->table->columns; k++)
            check_inlines(c, &block->table->cells[k].content);
        check_blocks(c, &block->children);
    }
}

static void places_are_exact_everywhere(void **state) {
    struct fixture *f = *state;
    const struct blocks *blocks =
        load(f, "one **two *three*** four\n   indented `code` five[^1] \\* six &amp; seven\n\n"
                "> quoted\n> > 1. item [link](a \"a\") a\n> > lazy ![a](b) c\n>\n> | h\\|1 | *h2* |\n> |---|---|\n> | "
                "a | `b` a |\n\n"
                "before\n| x | y |\n|:--|--:|\n| 1 | 2 |\n\nSetext\nhead\n===\n\n## Head ##\n\n"
                "- a\n\n  b\n  - c <http://x.y> http://z.w c\n\n[a]: b\n[ref]: /url 'a title'\na [ref] [x][ref] b\n\n"
                "[^1]: note\n    more *text*\n");
    struct place_check check = {f, 0};
    check_blocks(&check, blocks);
    for (size_t i = 0; i < f->article.notes.len; i++) check_blocks(&check, &f->article.notes.at[i].blocks);
    assert_int_equal(check.texts, 44);
}

static void places_hold_in_legacy_bytes(void **state) {
    struct fixture *f = *state;
    /* "---\ntitle: Т\n---\n- Рада *міста*\r\n" in CP1251 */
    load_bytes(f, STR("---\r\ntitle: \xD2\r\nencoding-note: \xF3\xEA\xF0\xE0\xBF\xED\xF1\xFC\xEA\xE0 \xF0\xE0\xE4\xE0 "
                      "\xEC\xB3\xF1\xF2\xE0, \xF3\xF5\xE2\xE0\xEB\xE8\xEB\xE0 \xE1\xFE\xE4\xE6\xE5\xF2\r\n---\r\n"
                      "- \xD0\xE0\xE4\xE0 *\xEC\xB3\xF1\xF2\xE0*\r\n"));
    assert_string_equal(f->article.source->encoding, "CP1251");
    const struct block *para = &f->article.blocks.at[0].children.at[0].children.at[0];
    assert_str(para->content.at[0].text, "Рада ");
    assert_str(there(f, para->content.at[0].place), "\xD0\xE0\xE4\xE0 ");
    assert_str(there(f, para->content.at[1].children->at[0].place), "\xEC\xB3\xF1\xF2\xE0");
}

static void yaml_texts_are_mapped_through_folding(void **state) {
    struct fixture *f = *state;
    struct inlines inlines;
    load_bytes(f,
               STR("---\ntitle: T\nlead: >-\n  Перший *рядок*\n  другий, 2012. кінець\nkicker: 2012. [Рік](u)\n---\n"));
    markdown_inlines(&f->ctx, &f->article.lead, &inlines);
    assert_int_equal(inlines.len, 3);
    assert_str(there(f, inlines.at[0].place), "Перший ");
    assert_str(there(f, inlines.at[1].children->at[0].place), "рядок");
    assert_true(str_ends(there(f, inlines.at[2].place), " другий, 2012. кінець"));
    markdown_inlines(&f->ctx, &f->article.kicker, &inlines);
    assert_int_equal(inlines.at[0].kind, INLINE_TEXT);
    assert_str(inlines.at[0].text, "2012. ");
    assert_str(there(f, inlines.at[1].children->at[0].place), "Рік");
    markdown_inlines(&f->ctx, &f->article.author, &inlines);
    assert_int_equal(inlines.len, 0);
}

/* ---- inlines ------------------------------------------------------------------------------------------------- */

static void spans_take_language_and_classes(void **state) {
    struct fixture *f = *state;
    const struct blocks *blocks =
        load(f, "a [b *c*]{lang=en .smallcaps .x} [d [e]{.in} f]{.out} [g]{foo=1} [h] \\[i]{.x}\n");
    const struct inlines *list = &blocks->at[0].content;
    assert_int_equal(list->at[1].kind, INLINE_SPAN);
    assert_str(list->at[1].lang, "en");
    assert_str(list->at[1].classes, "smallcaps x");
    assert_str(there(f, list->at[1].place), "[b *c*]{lang=en .smallcaps .x}");
    assert_int_equal(list->at[3].kind, INLINE_SPAN);
    assert_int_equal(list->at[3].children->at[1].kind, INLINE_SPAN);
    assert_str(plain(f, &blocks->at[0]), "a b c d e f [g]{foo=1} [h] [i]{.x}");
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_ATTRS), 2);
}

static void html_stays_as_text(void **state) {
    struct fixture *f = *state;
    const struct blocks *blocks = load(f, "a <b>c</b><br>d\n\n<div>\n*x*\n</div>\n");
    assert_str(plain(f, &blocks->at[0]), "a <b>c</b> d");
    assert_int_equal(blocks->at[0].content.at[4].kind, INLINE_BREAK);
    assert_int_equal(blocks->at[1].kind, BLOCK_HTML);
    assert_str(blocks->at[1].text, "<div>\n*x*\n</div>");
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_HTML), 3);
}

static void links_keep_url_and_title(void **state) {
    struct fixture *f = *state;
    const struct blocks *blocks = load(f, "[a](http://b.c \"d &amp; e\") www.f.gh\n");
    assert_str(blocks->at[0].content.at[0].url, "http://b.c");
    assert_str(blocks->at[0].content.at[0].title, "d & e");
    assert_str(blocks->at[0].content.at[2].url, "http://www.f.gh");
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_LINK_TITLE), 1);
    load(f, "x [a]\n\n[a]: b 'c'\n");
    const struct diag_list *list = diags_all(f->ctx.diags);
    assert_str(there(f, list->at[list->len - 1].place), "[a]");
}

/* ---- blocks -------------------------------------------------------------------------------------------------- */

static void a_lone_picture_is_a_figure(void **state) {
    struct fixture *f = *state;
    const struct blocks *blocks =
        load(f, "![Опис](images/a%20b.jpg \"Підпис\"){span=2 place=top credit=\"Фото www.a.ua \\\"Б\\\"\"}\n\n"
                "![x](c.png) ![](d.png){.decorative}\n\ntext ![y](e.png){span=2}\n\n"
                "![z](../up.png)\n\n![z](http://a/b.png){speed=9}\n");
    const struct figure *figure = blocks->at[0].figure;
    assert_int_equal(blocks->at[0].kind, BLOCK_FIGURE);
    assert_str(figure->path, "images/a b.jpg");
    assert_str(figure->caption, "Підпис");
    assert_str(there(f, figure->caption_place), "Підпис");
    assert_str(there(f, figure->path_place), "images/a%20b.jpg");
    assert_str(figure->credit, "Фото www.a.ua \"Б\"");
    assert_true(figure->span == 2 && figure->where == FIGURE_TOP);
    assert_str(inlines_plain(f->ctx.arena, &figure->alt), "Опис");
    assert_int_equal(blocks->at[1].kind, BLOCK_FIGURE);
    assert_true(blocks->at[2].figure->decorative);
    assert_int_equal(blocks->at[3].kind, BLOCK_PARA);
    assert_str(plain(f, &blocks->at[3]), "text y{span=2}");
    assert_int_equal(blocks->at[4].figure->path.len, 0);
    assert_int_equal(blocks->at[5].figure->path.len, 0);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MODEL_PATH_OUTSIDE), 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_PICTURE_REMOTE), 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_FIGURE_ATTR), 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_ATTRS), 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_NO_ALT), 0);
}

static void quotes_with_a_mark_are_boxes(void **state) {
    struct fixture *f = *state;
    const struct blocks *blocks = load(
        f, "> [!decision] № 24/3 *про*\n> Ухвалити.\n>\n> за: 49, проти: 0,\n> утрималися: 2, не голосували: 0.\n\n"
           "> [!DECISION]\n> text\n> for: 5; against: 1\n\n> [!decision]\n> за: 5, проти: багато\n\n"
           "> [!pullquote]\n\n> [!sidbar] x\n\n> plain\n");
    const struct block *box = &blocks->at[0];
    assert_true(box->kind == BLOCK_BOX && box->box == BOX_DECISION && box->votes.given);
    assert_true(box->votes.in_favour == 49 && box->votes.against == 0);
    assert_true(box->votes.abstained == 2 && box->votes.not_voting == 0);
    assert_str(plain(f, box), "№ 24/3 про");
    assert_int_equal(box->children.len, 1);
    assert_str(plain(f, &box->children.at[0]), "Ухвалити.");
    assert_true(str_starts(there(f, box->votes.place), "за: 49"));
    assert_true(blocks->at[1].votes.in_favour == 5 && blocks->at[1].votes.abstained == -1);
    assert_str(plain(f, &blocks->at[1].children.at[0]), "text");
    assert_false(blocks->at[2].votes.given);
    assert_str(plain(f, &blocks->at[2].children.at[0]), "за: 5, проти: багато");
    assert_true(blocks->at[3].box == BOX_PULLQUOTE && blocks->at[3].children.len == 0);
    assert_int_equal(blocks->at[4].kind, BLOCK_QUOTE);
    assert_str(plain(f, &blocks->at[4].children.at[0]), "[!sidbar] x");
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_VOTES), 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_BOX_KIND), 1);
}

static void minutes_have_heads_and_votes(void **state) {
    struct fixture *f = *state;
    load_bytes(f, STR("---\nkind: meeting\ntitle: t\npresent: 12\n---\n\n"
                      "1. СЛУХАЛИ: Коваля.\n\nГОЛОСУВАЛИ: за – 10, проти – 1. Прийнято.\n\n"
                      "Слухали: усі.\n\nза: 3, проти: 1\n"));
    const struct blocks *blocks = &f->article.blocks;
    const struct block *heard = &blocks->at[0].children.at[0].children.at[0], *voted = &blocks->at[1];
    assert_true(heard->content.at[0].kind == INLINE_SPAN);
    assert_str(heard->content.at[0].classes, "run-in");
    assert_str(plain(f, heard), "СЛУХАЛИ: Коваля.");
    assert_str(there(f, heard->content.at[0].place), "СЛУХАЛИ:");
    assert_true(voted->votes.given && voted->votes.in_favour == 10 && voted->votes.against == 1);
    assert_str(plain(f, voted), "ГОЛОСУВАЛИ: за – 10, проти – 1. Прийнято.");
    assert_int_equal(blocks->at[2].content.at[0].kind, INLINE_TEXT);
    assert_false(blocks->at[3].votes.given);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_VOTES_OUTSIDE), 1);
    blocks = load(f, "# t\n\nСЛУХАЛИ: Коваля.\n");
    assert_int_equal(blocks->at[0].content.at[0].kind, INLINE_TEXT); /* no meeting, no minutes */
}

static void tables_keep_every_cell(void **state) {
    struct fixture *f = *state;
    const struct table *table = load(f, "| a | b |\n|:-:|---|\n| `c \\| d` | e | *f* | g |\n| h |\n")->at[0].table;
    assert_true(table->columns == 2 && table->row_count == 3 && table->head_rows == 1);
    assert_true(table->align[0] == CELL_CENTRE && table->align[1] == CELL_NONE);
    assert_str(table->cells[2].content.at[0].text, "c | d");
    assert_str(inlines_plain(f->ctx.arena, &table->cells[3].content), "e *f* | g");
    assert_int_equal(table->cells[5].content.len, 0);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_TABLE_CELLS), 1);
}

static void lists_know_order_and_tasks(void **state) {
    struct fixture *f = *state;
    const struct blocks *blocks = load(f, "7. a\n8. b\n\n- [ ] open\n- [x] done\n- [y] none\n");
    assert_true(blocks->at[0].ordered && blocks->at[0].start == 7 && blocks->at[0].tight);
    const struct block *items = blocks->at[1].children.at;
    assert_true(items[0].task == 1 && items[1].task == 2 && items[2].task == 0);
    assert_str(plain(f, &items[1].children.at[0]), "done");
    assert_str(plain(f, &items[2].children.at[0]), "[y] none");
}

static void notes_are_numbered_by_reference(void **state) {
    struct fixture *f = *state;
    const struct blocks *blocks =
        load(f, "a[^b] c[^a] d[^b] e[^none]\n\n[^a]: one [^deep]\n[^b]: two\n[^deep]: three [^b]\n"
                "[^unused]: four\n[^a]: again\n[^*]: x\n\n```\n[^a]: code\n```\n");
    assert_int_equal(f->article.notes.len, 3);
    assert_str(f->article.notes.at[0].label, "b");
    assert_str(f->article.notes.at[1].label, "a");
    assert_str(f->article.notes.at[2].label, "deep");
    assert_int_equal(blocks->at[0].content.at[1].note, 0);
    assert_int_equal(blocks->at[0].content.at[3].note, 1);
    assert_int_equal(f->article.notes.at[1].blocks.at[0].content.at[1].note, 2);
    assert_str(there(f, f->article.notes.at[2].place), "[^deep]");
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_NOTE_MISSING), 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_NOTE_TWICE), 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_NOTE_UNUSED), 2);
    assert_str(blocks->at[1].text, "[^a]: code");
    assert_str(plain(f, &blocks->at[2]), "four [^a]: again");
    assert_str(plain(f, &blocks->at[3]), "x");
}

/* ---- hostile input ------------------------------------------------------------------------------------------- */

static char *repeated(struct fixture *f, const char *piece, size_t times) {
    struct buf buf;
    buf_init(&buf, f->ctx.arena);
    for (size_t i = 0; i < times; i++) buf_puts(&buf, piece);
    return buf.s;
}

static int depth_of(const struct blocks *blocks) {
    int deepest = 0;
    for (size_t i = 0; i < blocks->len; i++) {
        int depth = 1 + depth_of(&blocks->at[i].children);
        if (depth > deepest) deepest = depth;
    }
    return deepest;
}

static void deep_nesting_is_made_flat(void **state) {
    struct fixture *f = *state;
    struct buf buf;
    assert_true(depth_of(load(f, arena_printf(f->ctx.arena, "%s deep", repeated(f, ">", 1000)))) <= 66);
    assert_int_equal(text_length(f, &f->article.blocks), 1000 - 64 + 5);
    buf_init(&buf, f->ctx.arena);
    for (int i = 0; i < 50; i++) buf_printf(&buf, "%*s- x\n", 2 * i, "");
    assert_true(depth_of(load(f, buf.s)) <= 66);
    assert_int_equal(text_length(f, &f->article.blocks), 50);
    load(f, arena_printf(f->ctx.arena, "%s%s", repeated(f, "*a **a ", 500), repeated(f, "a** a* ", 500)));
    assert_int_equal(text_length(f, &f->article.blocks), 4 * 1000 - 1);
    load(f, arena_printf(f->ctx.arena, "%sa%s", repeated(f, "[", 1000), repeated(f, "]{.x}", 1000)));
    assert_true(ctx_count(&f->ctx, DIAG_MD_DEEP) >= 3);
}

static void costly_input_keeps_its_text(void **state) {
    struct fixture *f = *state;
    char *pictures = repeated(f, "![[]()", 5000);
    load(f, pictures);
    assert_true(ctx_count(&f->ctx, DIAG_MD_PICTURES) > 0);
    char *wide = arena_printf(f->ctx.arena, "%sa|\n%s-|\n", repeated(f, "a|", 500), repeated(f, "-|", 500));
    load(f, wide);
    assert_int_equal(f->article.blocks.at[0].kind, BLOCK_PARA);
    assert_int_equal(text_length(f, &f->article.blocks), strlen(wide) - 1);
    assert_int_equal(ctx_count(&f->ctx, DIAG_MD_TABLE_WIDE), 1);
    load(f, repeated(f, "слово ", 90000));
    assert_int_equal(text_length(f, &f->article.blocks), 90000 * 11 - 1);
    assert_int_equal(f->article.blocks.at[0].content.len, 1);
}

static void two_thousand_notes_are_kept(void **state) {
    struct fixture *f = *state;
    struct buf buf;
    buf_init(&buf, f->ctx.arena);
    for (int i = 0; i < 2000; i++) buf_printf(&buf, "a[^%d]\n\n[^%d]: note\n\n", i, i);
    load(f, buf.s);
    assert_int_equal(f->article.notes.len, 2000);
    assert_str(f->article.notes.at[1999].label, "1999");
    assert_int_equal(diags_all(f->ctx.diags)->len, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, ctx_close)

int main(void) {
    work_dir_enter();
    const struct CMUnitTest tests[] = {
        TEST(front_matter_fills_the_kind),
        TEST(reports_and_directories_are_lists_of_maps),
        TEST(without_front_matter_a_heading_is_the_title),
        TEST(places_are_exact_everywhere),
        TEST(places_hold_in_legacy_bytes),
        TEST(yaml_texts_are_mapped_through_folding),
        TEST(spans_take_language_and_classes),
        TEST(html_stays_as_text),
        TEST(links_keep_url_and_title),
        TEST(a_lone_picture_is_a_figure),
        TEST(quotes_with_a_mark_are_boxes),
        TEST(minutes_have_heads_and_votes),
        TEST(tables_keep_every_cell),
        TEST(lists_know_order_and_tasks),
        TEST(notes_are_numbered_by_reference),
        TEST(deep_nesting_is_made_flat),
        TEST(costly_input_keeps_its_text),
        TEST(two_thousand_notes_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
