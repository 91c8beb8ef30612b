/* Pictures in inks against lcms2 itself, by every rendering intent, with and without compensation of the black point;
 * and what the files of one issue share. */
#include "context.h"

#include <lcms2.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/print.h"
#include "image/image.h"
#include "pdf/print.h"
#include "pdf/share.h"

#define PROFILE "templates/print-shops/FOGRA39L_coated.icc"
#define STEPS 18
#define PATCHES (STEPS * STEPS * STEPS)

static void load(struct ctx *ctx, struct print_spec *spec, enum print_intent intent, bool black_point) {
    *spec = (struct print_spec){.profile_path = PROFILE, .intent = intent, .black_point = black_point};
    assert_true(file_read(ctx, PROFILE, 1 << 20, place_nowhere(), &spec->profile));
}

static uint8_t *patches(struct ctx *ctx) {
    uint8_t *rgb = arena_array(ctx->arena, PATCHES, 3), *at = rgb;
    for (unsigned i = 0; i < PATCHES; i++, at += 3) {
        at[0] = (uint8_t)(i / STEPS / STEPS * 255 / (STEPS - 1));
        at[1] = (uint8_t)(i / STEPS % STEPS * 255 / (STEPS - 1));
        at[2] = (uint8_t)(i % STEPS * 255 / (STEPS - 1));
    }
    return rgb;
}

static uint8_t *convert(struct ctx *ctx, const struct print_spec *spec, const uint8_t *rgb) {
    static const struct image image = {.space = IMAGE_RGB};
    struct inks *inks = inks_new(ctx, spec);
    assert_non_null(inks);
    struct inks_rows rows = inks_rows(inks, &image);
    uint8_t *out = arena_array(ctx->arena, PATCHES, 4);
    assert_int_equal(rows.components, 4);
    inks_convert_row(&rows, rgb, PATCHES, out);
    return out;
}

static uint8_t *by_lcms(struct ctx *ctx, const struct print_spec *spec, const uint8_t *rgb) {
    static const cmsUInt32Number intents[] = {INTENT_PERCEPTUAL, INTENT_RELATIVE_COLORIMETRIC, INTENT_SATURATION,
                                              INTENT_ABSOLUTE_COLORIMETRIC};
    uint8_t *out = arena_array(ctx->arena, PATCHES, 4);
    cmsHPROFILE to = cmsOpenProfileFromMem(spec->profile.s, (cmsUInt32Number)spec->profile.len);
    cmsHPROFILE from = cmsCreate_sRGBProfile();
    cmsUInt32Number flags = cmsFLAGS_NOOPTIMIZE | (spec->black_point ? cmsFLAGS_BLACKPOINTCOMPENSATION : 0);
    cmsHTRANSFORM transform = cmsCreateTransform(from, TYPE_RGB_8, to, TYPE_CMYK_8, intents[spec->intent], flags);
    assert_non_null(transform);
    /* 8 bits of CMYK are 255 = full here, as in PDF */
    cmsDoTransform(transform, rgb, out, PATCHES);
    cmsDeleteTransform(transform);
    cmsCloseProfile(to);
    cmsCloseProfile(from);
    return out;
}

/* Mean difference [1/1000 of an ink]. */
static unsigned distance(const uint8_t *a, const uint8_t *b) {
    unsigned long sum = 0;
    for (size_t i = 0; i < PATCHES * 4; i++) sum += (unsigned)abs(a[i] - b[i]);
    return (unsigned)(sum * 1000 / 255 / (PATCHES * 4));
}

static void test_each_intent_is_that_of_lcms(void **state) {
    struct ctx *ctx = *state;
    const uint8_t *rgb = patches(ctx);
    for (int intent = PRINT_PERCEPTUAL; intent <= PRINT_ABSOLUTE; intent++)
        for (int black_point = 0; black_point < 2; black_point++) {
            struct print_spec spec;
            load(ctx, &spec, (enum print_intent)intent, black_point);
            assert_in_range(distance(convert(ctx, &spec, rgb), by_lcms(ctx, &spec, rgb)), 0, 4);
        }
}

static void test_intents_and_black_points_differ(void **state) {
    struct ctx *ctx = *state;
    struct print_spec relative, absolute, uncompensated;
    const uint8_t *rgb = patches(ctx);
    load(ctx, &relative, PRINT_RELATIVE, true);
    load(ctx, &absolute, PRINT_ABSOLUTE, true);
    load(ctx, &uncompensated, PRINT_RELATIVE, false);
    const uint8_t *of_relative = convert(ctx, &relative, rgb);
    assert_true(distance(of_relative, convert(ctx, &absolute, rgb)) > 4);
    assert_true(distance(of_relative, convert(ctx, &uncompensated, rgb)) > 4);
}

static void test_no_spot_is_above_the_limit(void **state) {
    struct ctx *ctx = *state;
    struct print_spec spec;
    load(ctx, &spec, PRINT_RELATIVE, true);
    spec.limits.total_ink = 220;
    const uint8_t *out = convert(ctx, &spec, patches(ctx));
    unsigned most = 0;
    for (size_t i = 0; i < PATCHES; i++, out += 4) {
        unsigned sum = (unsigned)out[0] + out[1] + out[2] + out[3];
        if (sum > most) most = sum;
    }
    assert_in_range(most, 215 * 255 / 100, 220 * 255 / 100);
}

/* Runs of one colour are converted once: the result is that of each pixel alone. */
static void test_runs_of_one_colour(void **state) {
    struct ctx *ctx = *state;
    static const uint8_t row[] = {9, 90, 200, 9, 90, 200, 9, 90, 201, 9, 90, 201, 9, 90, 201, 0, 0, 0, 0, 0, 0};
    static const struct image image = {.space = IMAGE_RGB};
    struct print_spec spec;
    uint8_t all[7 * 4], one[4];
    load(ctx, &spec, PRINT_RELATIVE, true);
    struct inks *inks = inks_new(ctx, &spec);
    struct inks_rows rows = inks_rows(inks, &image);
    inks_convert_row(&rows, row, 7, all);
    for (size_t i = 0; i < 7; i++) {
        inks_convert_row(&rows, row + i * 3, 1, one);
        assert_memory_equal(all + i * 4, one, 4);
    }
}

/* ---- sharing --------------------------------------------------------------------------------------------------- */

static struct str text_of(struct ctx *ctx, size_t len, char first) {
    char *text = arena_alloc(ctx->arena, len);
    for (size_t i = 0; i < len; i++) text[i] = (char)((size_t)first + i % 23);
    return (struct str){text, len};
}

static void test_equal_streams_are_deflated_once(void **state) {
    struct ctx *ctx = *state;
    struct share *share = share_new(ctx->arena);
    struct str first, second, other, fast, alone;
    assert_true(share_deflate(share, ctx->scratch, text_of(ctx, 5000, 'a'), 6, &first));
    assert_true(share_deflate(share, ctx->scratch, text_of(ctx, 5000, 'a'), 6, &second));
    assert_true(share_deflate(share, ctx->scratch, text_of(ctx, 5000, 'b'), 6, &other));
    assert_true(share_deflate(share, ctx->scratch, text_of(ctx, 5000, 'a'), 2, &fast));
    assert_true(share_deflate(NULL, ctx->scratch, text_of(ctx, 5000, 'a'), 6, &alone));
    assert_ptr_equal(first.s, second.s);
    assert_ptr_not_equal(first.s, other.s);
    assert_ptr_not_equal(first.s, fast.s);
    assert_true(str_eq(first, alone)); /* sharing changes no byte */
}

static void test_a_font_is_cut_once_for_the_same_glyphs(void **state) {
    static const uint32_t glyphs[] = {40, 7, 7, 90}, turned[] = {7, 90, 40}, more[] = {7, 40, 90, 91};
    struct ctx *ctx = *state;
    struct share *share = share_new(ctx->arena);
    hb_blob_t *blob = hb_blob_create_from_file("fonts/SourceSerif4-Regular.ttf");
    hb_face_t *face = hb_face_create(blob, 0);
    const struct share_subset *first = share_subset(share, ctx->scratch, face, glyphs, 4);
    const struct share_subset *alone = share_subset(NULL, ctx->scratch, face, glyphs, 4);
    assert_non_null(first);
    assert_ptr_equal(share_subset(share, ctx->scratch, face, turned, 3), first);
    assert_ptr_not_equal(share_subset(share, ctx->scratch, face, more, 4), first);
    assert_ptr_not_equal(alone, first);
    assert_true(str_eq(alone->program, first->program));
    assert_int_equal(first->count, 3);
    assert_int_equal(share_glyph(first, 41), SHARE_NO_GLYPH);
    assert_true(share_glyph(first, 7) < share_glyph(first, 40) && share_glyph(first, 40) < share_glyph(first, 90));
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ctx_open, ctx_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_each_intent_is_that_of_lcms),     TEST(test_intents_and_black_points_differ),
        TEST(test_no_spot_is_above_the_limit),      TEST(test_runs_of_one_colour),
        TEST(test_equal_streams_are_deflated_once), TEST(test_a_font_is_cut_once_for_the_same_glyphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
