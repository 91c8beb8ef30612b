/* font: the fonts of the repository, and files that are none. Run from the root of the tree. */
#include "font/font.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/stock.h"
#include "context.h"

#define SERIF "fonts/SourceSerif4-Regular.ttf"
#define SANS "fonts/SourceSans3-Bold.ttf"
#define ITALIC "fonts/SourceSerif4-Italic.ttf"

enum { FONTS_MAX = 4 };

struct desk {
    struct ctx ctx;
    struct look look;
    struct font_spec specs[FONTS_MAX];
    struct fontset *set;
    char path[64]; /* of a scratch file, "" when there is none */
};

static int desk_open(void **state) {
    static struct desk desk;
    memset(&desk, 0, sizeof desk);
    desk.ctx.arena = arena_new();
    desk.ctx.scratch = arena_new();
    desk.ctx.diags = diags_new(desk.ctx.arena);
    desk.look.fonts = desk.specs;
    *state = &desk;
    return 0;
}

static int desk_close(void **state) {
    struct desk *desk = *state;
    arena_free(desk->ctx.scratch);
    arena_free(desk->ctx.arena);
    if (desk->path[0]) unlink(desk->path);
    return 0;
}

static void name_font(struct desk *desk, const char *path) { desk->specs[desk->look.font_count++].path = path; }

static struct str read_serif(struct desk *desk) {
    struct str bytes;
    assert_true(file_read(&desk->ctx, SERIF, (size_t)1 << 24, place_nowhere(), &bytes));
    return str_copy(desk->ctx.arena, bytes);
}

static void use_bytes(struct desk *desk, struct str bytes) {
    snprintf(desk->path, sizeof desk->path, "build/font_test.%ld.ttf", (long)getpid());
    assert_true(file_make_dirs(&desk->ctx, "build"));
    assert_true(file_write(&desk->ctx, desk->path, bytes));
    name_font(desk, desk->path);
}

static void metrics_are_those_of_the_file(void **state) {
    struct desk *desk = *state;
    name_font(desk, SERIF);
    name_font(desk, SANS);
    name_font(desk, ITALIC);
    assert_true(fontset_load(&desk->ctx, &desk->look, &desk->set));
    assert_int_equal(fontset_count(desk->set), 3);
    const struct font_metrics *m = font_metrics(desk->set, 0);
    assert_int_equal(m->upem, 1000);
    assert_int_equal(m->ascent, 1036);
    assert_int_equal(m->descent, -335);
    assert_int_equal(m->cap_height, 670);
    assert_int_equal(m->x_height, 475);
    assert_int_equal(m->weight, 400);
    assert_true(m->serif);
    assert_false(m->fixed_pitch);
    assert_true(m->underline_thickness > 0 && m->bbox[0] < m->bbox[2] && m->bbox[1] < m->bbox[3]);
    assert_int_equal(font_metrics(desk->set, 1)->weight, 700);
    assert_false(font_metrics(desk->set, 1)->serif);
    assert_int_equal(font_metrics(desk->set, 2)->italic_angle, -12000);
    assert_string_equal(font_postscript_name(desk->set, 0), "SourceSerif4-Regular");
    assert_string_equal(font_postscript_name(desk->set, 1), "SourceSans3-Bold");
}

static void every_face_covers_ukrainian_and_russian(void **state) {
    static const char *const files[] = {SERIF, SANS, ITALIC, "fonts/SourceSans3-SemiBoldItalic.ttf"};
    struct desk *desk = *state;
    for (size_t i = 0; i < FONTS_MAX; i++) name_font(desk, files[i]);
    assert_true(fontset_load(&desk->ctx, &desk->look, &desk->set));
    for (uint16_t font = 0; font < FONTS_MAX; font++) {
        for (uint32_t cp = 0x400; cp <= 0x45F; cp++) assert_true(font_has(desk->set, font, cp));
        assert_true(font_has(desk->set, font, 0x490) && font_has(desk->set, font, 0x491));   /* Ґ ґ */
        assert_true(font_has(desk->set, font, 0x20B4) && font_has(desk->set, font, 0x2116)); /* ₴ № */
        assert_true(font_has(desk->set, font, 0x2BC) && font_has(desk->set, font, 0x301));
        assert_false(font_has(desk->set, font, 0x4E2D));
    }
}

static void bytes_and_advances_belong_to_the_face(void **state) {
    struct desk *desk = *state;
    name_font(desk, SERIF);
    assert_true(fontset_load(&desk->ctx, &desk->look, &desk->set));
    assert_true(str_eq(font_bytes(desk->set, 0), read_serif(desk)));
    assert_non_null(font_face(desk->set, 0));
    assert_non_null(font_hb(desk->set, 0));
    assert_true(font_advance(desk->set, 0, 0) > 0);
    assert_int_equal(font_advance(desk->set, 0, 60000), 0); /* no such glyph */
}

static void broken_file_is_reported_and_the_next_font_stands_in(void **state) {
    struct desk *desk = *state;
    use_bytes(desk, STR("this is not a font, not at all"));
    name_font(desk, "fonts/no-such-font.ttf");
    name_font(desk, SANS);
    desk->specs[0].place = (struct place){0, 7, 9};
    assert_true(fontset_load(&desk->ctx, &desk->look, &desk->set));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_FONT_BROKEN), 1);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_FILE_MISSING), 1);
    assert_int_equal(diags_all(desk->ctx.diags)->at[0].place.start, 7);
    for (uint16_t font = 0; font < 3; font++)
        assert_string_equal(font_postscript_name(desk->set, font), "SourceSans3-Bold");
}

static void stand_in_wraps_round(void **state) {
    struct desk *desk = *state;
    name_font(desk, SERIF);
    use_bytes(desk, STR(""));
    assert_true(fontset_load(&desk->ctx, &desk->look, &desk->set));
    assert_string_equal(font_postscript_name(desk->set, 1), "SourceSerif4-Regular");
}

static void no_usable_font_is_an_error(void **state) {
    struct desk *desk = *state;
    use_bytes(desk, STR("OTTO"));
    assert_false(fontset_load(&desk->ctx, &desk->look, &desk->set));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_FONT_NONE), 1);
}

static void template_without_fonts_is_an_error(void **state) {
    struct desk *desk = *state;
    assert_false(fontset_load(&desk->ctx, &desk->look, &desk->set));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_FONT_NONE), 1);
}

/* A font cut anywhere, or with the lengths of its tables changed, is refused or works; it never crashes. */
static void damaged_fonts_are_refused_or_work(void **state) {
    struct desk *desk = *state;
    struct str whole = read_serif(desk);
    char *bytes = arena_strndup(desk->ctx.arena, whole.s, whole.len);
    static const size_t lengths[] = {0, 3, 11, 12, 100, 300, 5000, 100000, 329000};
    name_font(desk, SERIF);
    use_bytes(desk, STR("x"));
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_true(file_write(&desk->ctx, desk->path, (struct str){bytes, lengths[i]}));
        assert_true(fontset_load(&desk->ctx, &desk->look, &desk->set));
        assert_string_equal(font_postscript_name(desk->set, 1), "SourceSerif4-Regular");
    }
    assert_true(ctx_count(&desk->ctx, DIAG_FONT_BROKEN) > 0);
    for (size_t at = 4; at < 12 + 20 * 16; at += 3) {
        bytes[at] = (char)(bytes[at] ^ 0x55);
        assert_true(file_write(&desk->ctx, desk->path, (struct str){bytes, whole.len}));
        assert_true(fontset_load(&desk->ctx, &desk->look, &desk->set));
        assert_true(font_metrics(desk->set, 1)->upem >= 16);
        assert_non_null(font_hb(desk->set, 1));
        font_has(desk->set, 1, 'a');
        bytes[at] = (char)(bytes[at] ^ 0x55);
    }
}

/* A file changed just now is not kept. */
static void wait_a_moment(void) { nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL); }

/* The next issue finds the face open; a file that was changed is another face. */
static void faces_stay_open(void **state) {
    struct desk *desk = *state;
    struct fontset *again;
    desk->ctx.stock = stock_new(desk->ctx.arena);
    name_font(desk, SERIF);
    use_bytes(desk, read_serif(desk));
    wait_a_moment();
    assert_true(fontset_load(&desk->ctx, &desk->look, &desk->set));
    assert_true(fontset_load(&desk->ctx, &desk->look, &again));
    assert_true(fontset_is_kept(desk->set) && fontset_is_kept(again));
    for (uint16_t i = 0; i < 2; i++) {
        assert_ptr_equal(font_face(again, i), font_face(desk->set, i));
        assert_int_equal(font_identity(again, i), font_identity(desk->set, i));
    }
    assert_int_not_equal(font_identity(again, 0), font_identity(again, 1));
    assert_true(file_write(&desk->ctx, desk->path, read_serif(desk)));
    wait_a_moment();
    assert_true(fontset_load(&desk->ctx, &desk->look, &again));
    assert_ptr_equal(font_face(again, 0), font_face(desk->set, 0));
    assert_ptr_not_equal(font_face(again, 1), font_face(desk->set, 1));
    assert_int_not_equal(font_identity(again, 1), font_identity(desk->set, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(metrics_are_those_of_the_file, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(every_face_covers_ukrainian_and_russian, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(bytes_and_advances_belong_to_the_face, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(broken_file_is_reported_and_the_next_font_stands_in, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(stand_in_wraps_round, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(no_usable_font_is_an_error, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(template_without_fonts_is_an_error, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(damaged_fonts_are_refused_or_work, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(faces_stay_open, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
