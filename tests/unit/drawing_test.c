/* image: drawings read from SVG, and what is told of the rest. */
#include "image/image.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "context.h"

struct desk {
    struct ctx ctx;
    char path[64];
    struct image *image;
};

static int desk_open(void **state) {
    ctx_open(state);
    struct ctx *ctx = *state;
    struct desk *desk = ARENA_NEW(ctx->arena, struct desk);
    desk->ctx = *ctx;
    strcpy(desk->path, "/tmp/visnyk-drawing-XXXXXX");
    int descriptor = mkstemp(desk->path);
    if (descriptor < 0) return -1;
    close(descriptor);
    *state = desk;
    return 0;
}

static int desk_close(void **state) {
    unlink(((struct desk *)*state)->path);
    return ctx_close(state);
}

static bool load(struct desk *desk, const char *text) {
    assert_true(file_write(&desk->ctx, desk->path, str_from(text)));
    return image_load(&desk->ctx, desk->path, place_nowhere(), &desk->image);
}

/* A drawing of 100 x 100, so one user unit is 10 pt. */
static const struct drawing *draw(struct desk *desk, const char *body) {
    char *text =
        arena_printf(desk->ctx.arena, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'>%s</svg>", body);
    assert_true(load(desk, text));
    assert_non_null(desk->image->drawing);
    return desk->image->drawing;
}

static const struct drawing_shape *one_shape(struct desk *desk, const char *body) {
    const struct drawing *drawing = draw(desk, body);
    assert_int_equal(drawing->count, 1);
    return &drawing->shapes[0];
}

#define PT MPT_PER_PT

static void assert_point(const struct drawing_shape *shape, size_t step, int point, mpt x, mpt y) {
    assert_true(step < shape->count);
    assert_in_range(shape->steps[step].x[point] - x + 5, 0, 10);
    assert_in_range(shape->steps[step].y[point] - y + 5, 0, 10);
}

static size_t complaints(const struct desk *desk) { return diags_all(desk->ctx.diags)->len; }

/* ---- sizes ------------------------------------------------------------------------------------------------------- */

static void test_the_longer_side_is_the_unit(void **state) {
    struct desk *desk = *state;
    assert_true(load(desk, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='-10 0 50 200'/>"));
    assert_int_equal(desk->image->height, DRAWING_SIDE);
    assert_int_equal(desk->image->width, DRAWING_SIDE / 4);
    assert_true(load(desk, "<svg xmlns='http://www.w3.org/2000/svg' width='2in' height='96px'/>"));
    assert_int_equal(desk->image->height, DRAWING_SIDE / 2);
    assert_int_equal(complaints(desk), 0);
}

static void test_without_a_size_it_is_broken(void **state) {
    struct desk *desk = *state;
    assert_false(load(desk, "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9'/></svg>"));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_BROKEN), 1);
    assert_false(load(desk, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000000 1'/>"));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_BROKEN), 2);
}

/* ---- outlines ---------------------------------------------------------------------------------------------------- */

static void test_path_commands(void **state) {
    const struct drawing_shape *s = one_shape(*state, "<path d='m10-20 5,5 10.5.5H40v2z l1 1'/>");
    assert_point(s, 0, 0, 100 * PT, -200 * PT);
    assert_point(s, 1, 0, 150 * PT, -150 * PT);
    assert_point(s, 2, 0, 255 * PT, -145 * PT);
    assert_point(s, 3, 0, 400 * PT, -145 * PT);
    assert_point(s, 4, 0, 400 * PT, -125 * PT);
    assert_int_equal(s->steps[5].op, DRAWING_CLOSE);
    assert_int_equal(s->steps[6].op, DRAWING_MOVE); /* behind a closed part a new one begins at its start */
    assert_point(s, 6, 0, 100 * PT, -200 * PT);
    assert_point(s, 7, 0, 110 * PT, -190 * PT);
}

static void test_curves_are_cubic(void **state) {
    const struct drawing_shape *s = one_shape(*state, "<path d='M0 0C0 10 10 10 10 0S20-10 20 0Q25 30 30 0T40 0'/>");
    assert_int_equal(s->count, 5);
    assert_point(s, 2, 0, 100 * PT, -100 * PT); /* the hand is mirrored */
    assert_point(s, 3, 0, 233333, 200 * PT);
    assert_point(s, 4, 0, 333333, -200 * PT);
}

static void test_arcs(void **state) {
    const struct drawing_shape *s = one_shape(*state, "<path d='M50 0A50 50 0 0150 100a50 50 0 1 1 0-100'/>");
    assert_int_equal(s->count, 5); /* two halves, each of two quarters */
    assert_point(s, 1, 2, 1000 * PT, 500 * PT);
    assert_point(s, 2, 2, 500 * PT, 1000 * PT);
    assert_point(s, 3, 2, 0, 500 * PT);
    assert_point(s, 4, 2, 500 * PT, 0);
    s = one_shape(*state, "<path d='M0 0A1 1 0 0 0 40 0'/>"); /* too small: grown to reach */
    assert_point(s, 1, 2, 200 * PT, 200 * PT);
}

static void test_a_path_is_read_up_to_its_mistake(void **state) {
    struct desk *desk = *state;
    const struct drawing_shape *s = one_shape(desk, "<path d='M1 1 L2 2 3 3 L4 X'/>");
    assert_int_equal(s->count, 3);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_VALUE), 1);
    assert_int_equal(draw(desk, "<path d='L1 1'/><path d=''/><polygon points='1 1 2'/>")->count, 0);
}

static void test_basic_shapes(void **state) {
    struct desk *desk = *state;
    const struct drawing *d = draw(desk, "<rect x='10' y='20' width='30' height='40'/>"
                                         "<rect width='10' height='10' rx='50'/>"
                                         "<circle cx='50' cy='50' r='10'/><ellipse rx='5' ry='0'/>"
                                         "<line x2='9' y2='9' stroke='red'/><polyline points='1,1 2,2,3 3'/>"
                                         "<rect width='0' height='5'/>");
    assert_int_equal(d->count, 5);
    assert_int_equal(d->shapes[0].count, 5);
    assert_point(&d->shapes[0], 2, 0, 400 * PT, 600 * PT);
    assert_point(&d->shapes[1], 0, 0, 50 * PT, 0); /* a radius is half a side at most */
    assert_point(&d->shapes[2], 1, 2, 500 * PT, 600 * PT);
    assert_true(d->shapes[3].stroke.on);
    assert_int_equal(d->shapes[4].count, 3);
    assert_int_equal(complaints(desk), 0);
}

/* ---- groups, transformations, paints ----------------------------------------------------------------------------- */

static void test_transformations_nest(void **state) {
    const struct drawing_shape *s =
        one_shape(*state, "<g transform='translate(10 20)'><g transform='rotate(90) scale(2)'>"
                          "<path d='M5 0L0 5'/></g></g>");
    assert_point(s, 0, 0, 100 * PT, 300 * PT);
    assert_point(s, 1, 0, 0, 200 * PT);
    s = one_shape(*state, "<path transform='rotate(180,10,10) matrix(1 0 0 1 1 0) skewX(45)' d='M0 0L0 2'/>");
    assert_point(s, 0, 0, 190 * PT, 200 * PT);
    assert_point(s, 1, 0, 170 * PT, 180 * PT);
}

static void test_an_uneven_pen_keeps_its_map(void **state) {
    struct desk *desk = *state;
    const struct drawing_shape *s =
        one_shape(desk, "<path transform='translate(7 9) scale(4 1)' stroke='#000' stroke-width='2' d='M1 1L2 2'/>");
    assert_int_equal(s->a, 2 * DRAWING_PEN_UNIT);
    assert_int_equal(s->d, DRAWING_PEN_UNIT / 2);
    assert_int_equal(s->width, 40 * PT);
    assert_in_range(s->steps[0].x[0] * s->a / DRAWING_PEN_UNIT, 110 * PT - 5, 110 * PT + 5);
    assert_in_range(s->steps[0].y[0] * s->d / DRAWING_PEN_UNIT, 100 * PT - 5, 100 * PT + 5);
    s = one_shape(desk, "<path transform='rotate(30) scale(-3 3)' stroke='#000' d='M1 1L2 2'/>");
    assert_int_equal(s->a, DRAWING_PEN_UNIT);
    assert_int_equal(s->width, 30 * PT);
}

static void test_paints_are_inherited(void **state) {
    struct desk *desk = *state;
    const struct drawing *d = draw(desk, "<g fill='#0a4' stroke='none' style='fill-rule: evenodd'><path d='M0 0h1'/>"
                                         "<path d='M0 0h1' style='fill:rgb(100%, 0, 10);stroke:MidnightBlue'/></g>"
                                         "<g color='#123456'><path d='M0 0h1' fill='currentColor'/></g>"
                                         "<g display='none'><path d='M0 0h1' display='inline'/></g>"
                                         "<path d='M0 0h1' fill='none'/><path d='M0 0h1' opacity='0'/>");
    assert_int_equal(d->count, 3);
    assert_int_equal(d->shapes[0].fill.g, 0xAA);
    assert_true(d->shapes[0].even_odd);
    assert_int_equal(d->shapes[1].fill.r, 255);
    assert_int_equal(d->shapes[1].stroke.b, 112);
    assert_int_equal(d->shapes[2].fill.g, 0x34);
    assert_false(d->shapes[2].even_odd);
    assert_int_equal(complaints(desk), 0);
}

/* Each list moves the point 1, 2; one that cannot be read says so and moves nothing. */
static void test_lists_of_transformations(void **state) {
    static const struct {
        const char *list;
        int x, y; /* [user units] */
        bool read;
    } lists[] = {{"none", 1, 2, true},
                 {"translate(5)", 6, 2, true},
                 {"translate(5,6)", 6, 8, true},
                 {"scale(3)", 3, 6, true},
                 {"scale(3, 1)", 3, 2, true},
                 {"rotate(90 1 2)", 1, 2, true},
                 {"rotate(-90)", 2, -1, true},
                 {"skewX(45)", 3, 2, true},
                 {"skewY(45)", 1, 3, true},
                 {" matrix( 1 1 0 1 2 3 )\n,\tscale(1e0)", 3, 6, true},
                 {"translate(+1.5E+1 0)", 16, 2, true},
                 {"translate(50e-1)", 6, 2, true},
                 {"spin(3)", 1, 2, false},
                 {"translate()", 1, 2, false},
                 {"translate(1 2 3)", 1, 2, false},
                 {"scale(1 2 3)", 1, 2, false},
                 {"rotate(1 2)", 1, 2, false},
                 {"skewX(1 2)", 1, 2, false},
                 {"skewY(1 2)", 1, 2, false},
                 {"matrix(1 2 3)", 1, 2, false},
                 {"matrix(1 2 3 4 5 6 7)", 1, 2, false},
                 {"translate(1 x)", 1, 2, false},
                 {"translate(1 2", 1, 2, false},
                 {"scale 2", 1, 2, false},
                 {"translate(5) spin(3)", 1, 2, false}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        size_t before = complaints(desk);
        const struct drawing_shape *s =
            one_shape(desk, arena_printf(desk->ctx.arena, "<path transform='%s' d='M1 2h4v4'/>", lists[i].list));
        mpt x = s->steps[0].x[0] - lists[i].x * 10 * PT, y = s->steps[0].y[0] - lists[i].y * 10 * PT;
        if (x < -5 || x > 5 || y < -5 || y > 5)
            fail_msg("%s: off by %jd, %jd", lists[i].list, (intmax_t)x, (intmax_t)y);
        if ((complaints(desk) == before) != lists[i].read)
            fail_msg("%s: %zu messages", lists[i].list, complaints(desk));
    }
}

static void test_colours(void **state) {
    static const struct {
        const char *colour;
        int rgb; /* -1: none that is known, it stays black */
    } colours[] = {{"#F0a", 0xFF00AA},
                   {"#ff00AA", 0xFF00AA},
                   {" #0099ee\n", 0x0099EE},
                   {"RED", 0xFF0000},
                   {"MidnightBlue", 0x191970},
                   {"rgb(255,0,170)", 0xFF00AA},
                   {"rgb( 100% 0% 20% )", 0xFF0033},
                   {"RGB(300,-5,9.6)", 0xFF000A},
                   {"#12", -1},
                   {"#1234567", -1},
                   {"#12345g", -1},
                   {"#@00", -1},
                   {"rgb(1,2)", -1},
                   {"rgb(1,2,3,4)", -1},
                   {"rgb(1,2,3", -1},
                   {"hsl(1,2,3)", -1},
                   {"redd", -1},
                   {"aColourWithANameThatIsMuchTooLong", -1}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        size_t before = complaints(desk);
        const struct drawing_paint *fill =
            &one_shape(desk, arena_printf(desk->ctx.arena, "<path fill='%s' d='M1 2h4v4'/>", colours[i].colour))->fill;
        int rgb = fill->r << 16 | fill->g << 8 | fill->b, wanted = colours[i].rgb < 0 ? 0 : colours[i].rgb;
        if (rgb != wanted) fail_msg("%s: %06x, not %06x", colours[i].colour, (unsigned)rgb, (unsigned)wanted);
        if ((complaints(desk) == before) != (colours[i].rgb >= 0)) fail_msg("%s: messages", colours[i].colour);
    }
}

static void test_strokes(void **state) {
    struct desk *desk = *state;
    const struct drawing_shape *s = one_shape(desk, "<path stroke='red' stroke-width='5%' stroke-linecap='square' "
                                                    "stroke-linejoin='bevel' stroke-miterlimit='7' d='M1 2h4v4'/>");
    assert_int_equal(s->width, 50 * PT);
    assert_int_equal(s->cap, 2);
    assert_int_equal(s->join, 2);
    assert_int_equal(s->miter, 7000);
    assert_int_equal(complaints(desk), 0);
    s = one_shape(desk, "<path stroke='red' stroke-width='-1' stroke-linecap='flat' stroke-linejoin='miter-clip' "
                        "stroke-miterlimit='.5' d='M1 2h4v4'/>");
    assert_int_equal(s->cap, 0);
    assert_int_equal(s->join, 0);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_VALUE), 4);
    s = one_shape(desk, "<path stroke='red' fill-opacity='0%' stroke-opacity='100%' d='M1 2h4v4'/>");
    assert_false(s->fill.on);
    assert_true(s->stroke.on);
    s = one_shape(desk, "<path stroke='red' stroke-opacity='0' d='M1 2h4v4'/>");
    assert_true(s->fill.on);
    assert_false(s->stroke.on);
    assert_int_equal(complaints(desk), 4);
    one_shape(desk, "<path opacity='half' d='M1 2h4v4'/>");
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_VALUE), 5);
}

/* ---- the rest is told -------------------------------------------------------------------------------------------- */

static void test_what_is_not_supported_is_told_at_its_place(void **state) {
    struct desk *desk = *state;
    const struct drawing *d = draw(desk, "<defs><linearGradient id='a'/></defs><title>x</title>\n"
                                         "<text>x</text><use href='#a'/><image href='/etc/passwd'/><style>a{}</style>\n"
                                         "<path d='M0 0h1' fill='url(#a) red'/><path d='M0 0h1' fill='url(#a)'/>\n"
                                         "<path d='M0 0h1' opacity='.5' filter='url(#f)' clip-path='none'/>\n"
                                         "<path d='M0 0h1' fill='redd' onclick='x()'/>");
    assert_int_equal(d->count, 3);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_ELEMENT), 4);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_PROPERTY), 5);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_VALUE), 1);
    assert_int_equal(d->shapes[0].fill.r, 255);
    unsigned line, column;
    struct diag_list sorted = diags_sorted(desk->ctx.diags);
    place_line_column(desk->ctx.diags, sorted.at[sorted.len - 1].place, &line, &column);
    assert_int_equal(line, 5);
    assert_int_equal(column, 30);
}

static void test_notes_of_drawing_programs_say_nothing(void **state) {
    struct desk *desk = *state;
    assert_true(load(desk, "<?xml version='1.0' standalone='no'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
                           "'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n<!-- made by hand -->\n"
                           "<s:svg xmlns:s='http://www.w3.org/2000/svg' xmlns:i='http://inkscape.org' width='9' "
                           "height='9' i:version='1'><i:view><i:page/></i:view><s:metadata><rdf/></s:metadata>"
                           "<s:g id='l' i:label='x'><s:path d='M0 0h9'/></s:g></s:svg>"));
    assert_int_equal(desk->image->drawing->count, 1);
    assert_int_equal(complaints(desk), 0);
}

static void test_a_declared_encoding_is_followed(void **state) {
    struct desk *desk = *state;
    assert_true(load(desk,
                     "<?xml version='1.0' encoding='windows-1251'?>"
                     "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>\xC3\xE5\xF0\xE1</title>"
                     "<rect width='1' height='1'/></svg>"));
    assert_int_equal(desk->image->drawing->count, 1);
    assert_int_equal(complaints(desk), 0);
}

/* ---- hostile ----------------------------------------------------------------------------------------------------- */

static void test_entities_are_not_followed(void **state) {
    struct desk *desk = *state;
    assert_true(load(desk, "<!DOCTYPE svg [<!ENTITY a 'M0 0h9'><!ENTITY b '&a;&a;&a;'>"
                           "<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM 'http://localhost/x'>]>"
                           "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g>&f;</g><g>&b;</g>"
                           "<rect width='1' height='1'/></svg>"));
    assert_int_equal(desk->image->drawing->count, 1);
    assert_true(ctx_count(&desk->ctx, DIAG_SVG_ENTITY) >= 2);
    assert_true(load(desk, "<svg width='9&x;' height='9&#x20;'><path d='M0 0&y;h9'/></svg>"));
    assert_int_equal(desk->image->drawing->count, 1);
    assert_false(
        load(desk, "<!DOCTYPE svg [<!ENTITY % p SYSTEM 'http://localhost/x'> %p;]><svg width='9' height='9'/>"));
}

static void test_broken_xml(void **state) {
    struct desk *desk = *state;
    static const char *const texts[] = {"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>",
                                        "<svg viewBox='0 0 9 9'><g></svg>",
                                        "<svg viewBox='0 0 9 9'/><svg/>",
                                        "<svg viewBox='0 0 9 9' viewBox='0 0 9 9'/>",
                                        "<!-- <svg --><html/>",
                                        "<svg viewBox='0 0 9 9'><a x=1/></svg>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_false(load(desk, texts[i]));
        assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_BROKEN), i + 1);
    }
}

static char *repeated(struct desk *desk, const char *text, size_t times) {
    struct buf out;
    buf_init(&out, desk->ctx.arena);
    for (size_t i = 0; i < times; i++) buf_puts(&out, text);
    return out.s;
}

static void test_limits(void **state) {
    struct desk *desk = *state;
    char *deep = arena_printf(desk->ctx.arena, "<svg viewBox='0 0 9 9'>%s%s</svg>", repeated(desk, "<g>", 100),
                              repeated(desk, "</g>", 100));
    assert_false(load(desk, deep));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_LIMIT), 1);
    char *many =
        arena_printf(desk->ctx.arena, "<svg viewBox='0 0 9 9'><path d='M0 0%s'/></svg>", repeated(desk, "h1", 500000));
    assert_false(load(desk, many));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_SVG_LIMIT), 2);
}

static void test_numbers_of_any_size_stay_on_the_sheet(void **state) {
    const struct drawing_shape *s =
        one_shape(*state, "<path transform='scale(1e30)' d='M1e300 -9999999999999999999999L1e-300.5e5-.0000001'/>");
    for (size_t i = 0; i < s->count; i++) {
        assert_true(s->steps[i].x[0] <= 30 * DRAWING_SIDE && s->steps[i].x[0] >= -30 * DRAWING_SIDE);
        assert_true(s->steps[i].y[0] <= 30 * DRAWING_SIDE && s->steps[i].y[0] >= -30 * DRAWING_SIDE);
    }
    draw(*state, "<path transform='scale(0 1)' d='M1 1L2 2' stroke='red'/><circle r='1e40' stroke-width='1e50'/>");
    draw(*state, "<path transform='matrix(1e30 1e30 1e30 1e30 0 0)' d='M1 1A1e30 1e-30 1e30 0 1 2 2' stroke='red'/>");
}

static void test_cut_off_anywhere(void **state) {
    struct desk *desk = *state;
    static const char whole[] = "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                                "<g style='fill:#123;stroke:rgb(1,2,3)' transform='rotate(3) scale(2)'>"
                                "<path d='M1 1a1 2 3 0 1 4 5z'/></g></svg>";
    for (size_t i = 0; i + 1 < sizeof whole; i++) assert_false(load(desk, arena_strndup(desk->ctx.arena, whole, i)));
    assert_true(load(desk, whole));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_the_longer_side_is_the_unit),
        TEST(test_without_a_size_it_is_broken),
        TEST(test_path_commands),
        TEST(test_curves_are_cubic),
        TEST(test_arcs),
        TEST(test_a_path_is_read_up_to_its_mistake),
        TEST(test_basic_shapes),
        TEST(test_transformations_nest),
        TEST(test_an_uneven_pen_keeps_its_map),
        TEST(test_paints_are_inherited),
        TEST(test_lists_of_transformations),
        TEST(test_colours),
        TEST(test_strokes),
        TEST(test_what_is_not_supported_is_told_at_its_place),
        TEST(test_notes_of_drawing_programs_say_nothing),
        TEST(test_a_declared_encoding_is_followed),
        TEST(test_entities_are_not_followed),
        TEST(test_broken_xml),
        TEST(test_limits),
        TEST(test_numbers_of_any_size_stay_on_the_sheet),
        TEST(test_cut_off_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
