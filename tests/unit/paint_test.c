/* paint: what may stand in a paint list, and how it reads as text. */
#include "paint/paint.h"

#include "context.h"

struct desk {
    struct ctx ctx;
    struct paint_doc *doc;
    struct paint_page *page;
    uint32_t para;
};

/* A good list: one page, one paragraph of one word, an anchor, a link to it and an outline entry. */
static int desk_open(void **state) {
    static struct desk desk;
    static const struct paint_glyph glyphs[] = {{5, 0, 0, 0, 2}, {6, 5000, 0, 2, 2}};
    memset(&desk, 0, sizeof desk);
    desk.ctx.arena = arena_new();
    desk.ctx.scratch = arena_new();
    desk.ctx.diags = diags_new(desk.ctx.arena);
    desk.doc = paint_new(&desk.ctx);
    desk.para = paint_element(&desk.ctx, desk.doc, 0, ROLE_P);
    desk.page = paint_page(&desk.ctx, desk.doc, 595276, 841890);
    desk.page->label = "1";
    paint_item(&desk.ctx, desk.page, PAINT_MARK_BEGIN)->mark.element = desk.para;
    struct paint_item *item = paint_item(&desk.ctx, desk.page, PAINT_GLYPHS);
    item->x = 40000;
    item->y = 60000;
    item->w = 10250;
    item->glyphs.size = 9500;
    item->glyphs.glyphs = glyphs;
    item->glyphs.count = 2;
    item->glyphs.text = STR("Та");
    paint_item(&desk.ctx, desk.page, PAINT_MARK_END);
    paint_item(&desk.ctx, desk.page, PAINT_ANCHOR)->anchor.id = 7;
    uint32_t link = paint_element(&desk.ctx, desk.doc, desk.para, ROLE_LINK);
    item = paint_item(&desk.ctx, desk.page, PAINT_LINK);
    item->w = item->h = 1000;
    item->link.element = link;
    item->link.anchor = 7;
    item->link.contents = STR("Далі");
    struct paint_outline *outline = vec_push(desk.ctx.arena, &desk.doc->outlines);
    *outline = (struct paint_outline){STR("Розділ"), 1, 7};
    *state = &desk;
    return 0;
}

static void test_a_good_list_is_not_wrong(void **state) {
    struct desk *desk = *state;
    assert_null(paint_wrong(desk->doc));
}

static void test_marks_pair_up(void **state) {
    struct desk *desk = *state;
    paint_item(&desk->ctx, desk->page, PAINT_MARK_END);
    assert_string_equal(paint_wrong(desk->doc), "a mark ends that did not begin");
    desk->page->items[desk->page->count - 1] = (struct paint_item){.kind = PAINT_MARK_BEGIN, .mark.element = 1};
    assert_string_equal(paint_wrong(desk->doc), "a mark does not end on its page");
    paint_item(&desk->ctx, desk->page, PAINT_MARK_BEGIN)->mark.element = 1;
    assert_string_equal(paint_wrong(desk->doc), "a mark begins inside another one");
}

static void test_painting_needs_a_mark(void **state) {
    struct desk *desk = *state;
    paint_item(&desk->ctx, desk->page, PAINT_RECT)->w = 1;
    assert_string_equal(paint_wrong(desk->doc), "something is painted outside of a mark");
}

static void test_a_mark_names_an_element_or_an_artifact(void **state) {
    struct desk *desk = *state;
    struct paint_item *mark = &desk->page->items[0];
    mark->mark.element = 0;
    assert_non_null(paint_wrong(desk->doc));
    mark->mark.artifact = ARTIFACT_LAYOUT;
    assert_null(paint_wrong(desk->doc));
    mark->mark.element = 1;
    assert_non_null(paint_wrong(desk->doc));
    mark->mark.artifact = ARTIFACT_NONE;
    mark->mark.element = 99;
    assert_string_equal(paint_wrong(desk->doc), "a mark names an element that does not exist");
}

static void test_glyphs_have_size_and_text(void **state) {
    struct desk *desk = *state;
    struct paint_item *item = &desk->page->items[1];
    item->glyphs.text = STR("Т");
    assert_string_equal(paint_wrong(desk->doc), "a glyph's text lies outside its item's text");
    item->glyphs.size = 0;
    assert_string_equal(paint_wrong(desk->doc), "glyphs have no size");
}

static void test_anchors_are_unique_and_found(void **state) {
    struct desk *desk = *state;
    paint_item(&desk->ctx, desk->page, PAINT_ANCHOR)->anchor.id = 7;
    assert_string_equal(paint_wrong(desk->doc), "two anchors have the same id");
    desk->page->items[desk->page->count - 1].anchor.id = 0;
    assert_string_equal(paint_wrong(desk->doc), "an anchor has the id 0");
    desk->page->items[desk->page->count - 1].anchor.id = 8;
    assert_null(paint_wrong(desk->doc));
    desk->doc->outlines.at[0].anchor = 9;
    assert_string_equal(paint_wrong(desk->doc), "an outline entry leads to an anchor that does not exist");
}

static void test_links_lead_somewhere_and_say_where(void **state) {
    struct desk *desk = *state;
    struct paint_item *link = &desk->page->items[4];
    assert_int_equal(link->kind, PAINT_LINK);
    link->link.anchor = 9;
    assert_string_equal(paint_wrong(desk->doc), "a link leads to an anchor that does not exist");
    link->link.uri = STR("https://example.org/");
    assert_null(paint_wrong(desk->doc));
    link->link.contents = STR("");
    assert_string_equal(paint_wrong(desk->doc), "a link has no contents");
    link->link.element = 0;
    assert_string_equal(paint_wrong(desk->doc), "a link has no element");
}

static void test_elements_hang_on_earlier_ones(void **state) {
    struct desk *desk = *state;
    desk->doc->elements.at[1].parent = 2;
    assert_string_equal(paint_wrong(desk->doc), "an element's parent does not stand before it");
    desk->doc->elements.at[1].parent = 0;
    desk->doc->elements.at[1].role = ROLE_NONE;
    assert_string_equal(paint_wrong(desk->doc), "an element has no role");
}

static void test_shapes_have_sizes(void **state) {
    struct desk *desk = *state;
    struct paint_item *item = &desk->page->items[1];
    *item = (struct paint_item){.kind = PAINT_FRAME, .w = 10, .h = 10};
    assert_string_equal(paint_wrong(desk->doc), "a frame has no thickness");
    *item = (struct paint_item){.kind = PAINT_RECT, .w = -1};
    assert_string_equal(paint_wrong(desk->doc), "a rectangle has a negative side");
    *item = (struct paint_item){.kind = PAINT_IMAGE, .w = 1, .h = 1};
    assert_string_equal(paint_wrong(desk->doc), "an image item has no image");
    desk->page->width = 0;
    assert_string_equal(paint_wrong(desk->doc), "a page has no size");
}

static void test_the_dump_says_it_all(void **state) {
    struct desk *desk = *state;
    struct buf out;
    buf_init(&out, desk->ctx.arena);
    desk->doc->elements.at[1].lang = "ru";
    paint_dump(&out, desk->doc);
    assert_string_equal(out.s, "page 1 595.276x841.89 label 1\n"
                               "  mark 1 P\n"
                               "  glyphs 40 60 w10.25 font 0 9.5 \"Та\"\n"
                               "  end\n"
                               "  anchor 7 0\n"
                               "  link 0 0 1x1 element 2 anchor 7 \"Далі\"\n"
                               "element 0 Document\n"
                               "element 1 P in 0 lang ru\n"
                               "element 2 Link in 1\n"
                               "outline 1 anchor 7 \"Розділ\"\n");
}

static void test_the_dump_shows_what_cannot_be_seen(void **state) {
    struct desk *desk = *state;
    struct buf out;
    buf_init(&out, desk->ctx.arena);
    desk->page->items[1].glyphs.text = STR("a\"\\\n\xC2\xAD");
    paint_dump(&out, desk->doc);
    assert_non_null(strstr(out.s, "\"a\\\"\\\\\\x0a\\-\"\n"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, ctx_close)

static void test_keys_tell_what_a_page_shows(void **state) {
    struct desk *desk = *state;
    uint64_t key = paint_key(desk->page);
    desk->page->items[0].mark.element = 0; /* what is not seen does not count */
    assert_true(paint_key(desk->page) == key);
    desk->page->items[1].x += 1;
    assert_true(paint_key(desk->page) != key);
    desk->page->items[1].x -= 1;
    struct paint_glyph other[] = {{5, 0, 0, 0, 2}, {9, 5000, 0, 2, 2}};
    desk->page->items[1].glyphs.glyphs = other;
    assert_true(paint_key(desk->page) != key);
    paint_blank(desk->page);
    assert_true(desk->page->count == 1 && desk->page->items[0].kind == PAINT_ANCHOR);
}

static void test_guides_show_the_grid_and_areas(void **state) {
    struct desk *desk = *state;
    size_t before = desk->page->count;
    desk->doc->grid.first = 60000;
    desk->doc->grid.step = 12000;
    desk->doc->grid.rows = 3;
    *vec_push(desk->ctx.arena, &desk->page->areas) = (struct paint_area){AREA_BOX, 40000, 50000, 70000, 80000};
    paint_guides(&desk->ctx, desk->doc);
    assert_int_equal(desk->page->count, before + 6);
    assert_true(desk->page->items[before + 3].kind == PAINT_RECT && desk->page->items[before + 3].y == 84000);
    assert_true(desk->page->items[before + 4].kind == PAINT_FRAME && desk->page->items[before + 4].w == 70000);
    assert_null(paint_wrong(desk->doc));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_good_list_is_not_wrong),
        TEST(test_marks_pair_up),
        TEST(test_painting_needs_a_mark),
        TEST(test_a_mark_names_an_element_or_an_artifact),
        TEST(test_glyphs_have_size_and_text),
        TEST(test_anchors_are_unique_and_found),
        TEST(test_links_lead_somewhere_and_say_where),
        TEST(test_elements_hang_on_earlier_ones),
        TEST(test_shapes_have_sizes),
        TEST(test_keys_tell_what_a_page_shows),
        TEST(test_guides_show_the_grid_and_areas),
        TEST(test_the_dump_says_it_all),
        TEST(test_the_dump_shows_what_cannot_be_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
