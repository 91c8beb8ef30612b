/* image: pictures made here through libpng and libjpeg, whole and broken. */
#include "image/image.h"

#include <png.h> /* before setjmp.h */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jpeglib.h>

#include "base/file.h"
#include "context.h"

struct desk {
    struct ctx ctx;
    char path[64];
    struct image *image;
};

static int desk_open(void **state) {
    static struct desk desk;
    memset(&desk, 0, sizeof desk);
    desk.ctx.arena = arena_new();
    desk.ctx.scratch = arena_new();
    desk.ctx.diags = diags_new(desk.ctx.arena);
    strcpy(desk.path, "/tmp/visnyk-image-XXXXXX");
    int descriptor = mkstemp(desk.path);
    if (descriptor < 0) return -1;
    close(descriptor);
    *state = &desk;
    return 0;
}

static int desk_close(void **state) {
    struct desk *desk = *state;
    unlink(desk->path);
    arena_free(desk->ctx.scratch);
    arena_free(desk->ctx.arena);
    return 0;
}

static bool load(struct desk *desk, struct str bytes) {
    assert_true(file_write(&desk->ctx, desk->path, bytes));
    return image_load(&desk->ctx, desk->path, place_nowhere(), &desk->image);
}

/* ---- making pictures ------------------------------------------------------------------------------------------- */

struct png_kind {
    int type, depth, interlace;
    bool transparent; /* tRNS: entry 0, or grey 0 */
};

static void collect(png_structp png, png_bytep bytes, png_size_t len) { buf_add(png_get_io_ptr(png), bytes, len); }
static void flush_nothing(png_structp png) { (void)png; }

static void set_palette(png_structp png, png_infop info) {
    static const png_color palette[4] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {9, 9, 9}};
    png_set_PLTE(png, info, palette, 4);
}

/* rows: height rows of row_bytes bytes, as PNG stores them. */
static struct str make_png(struct desk *desk, struct png_kind kind, uint32_t width, uint32_t height,
                           const uint8_t *rows, size_t row_bytes) {
    static const png_byte clear[1] = {0};
    png_color_16 clear_grey = {0, 0, 0, 0, 0};
    struct buf out;
    buf_init(&out, desk->ctx.arena);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &out, collect, flush_nothing);
    png_set_IHDR(png, info, width, height, kind.depth, kind.type, kind.interlace, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (kind.type == PNG_COLOR_TYPE_PALETTE) set_palette(png, info);
    if (kind.transparent) png_set_tRNS(png, info, clear, 1, &clear_grey);
    png_write_info(png, info);
    int passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < height; y++) png_write_row(png, rows + y * row_bytes);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    return buf_view(&out);
}

/* samples: rows of `components` bytes a pixel; marker: "" or an APP1 body. */
static struct str make_jpeg(struct desk *desk, J_COLOR_SPACE space, uint32_t width, uint32_t height, int components,
                            const uint8_t *samples, bool adobe, struct str exif) {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &len);
    jpeg.image_width = width;
    jpeg.image_height = height;
    jpeg.input_components = components;
    jpeg.in_color_space = space;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 100, TRUE);
    jpeg.write_Adobe_marker = adobe;
    jpeg_start_compress(&jpeg, TRUE);
    if (exif.len) jpeg_write_marker(&jpeg, JPEG_APP0 + 1, (const JOCTET *)exif.s, (unsigned)exif.len);
    while (jpeg.next_scanline < height) {
        JSAMPROW row = (JSAMPROW)(uintptr_t)(samples + (size_t)jpeg.next_scanline * width * (unsigned)components);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    struct str copy = str_copy(desk->ctx.arena, (struct str){(const char *)bytes, len});
    free(bytes);
    return copy;
}

/* 16 x 8 pixels, left half 250, right half 10. */
static void two_halves(uint8_t *samples, unsigned components) {
    for (unsigned i = 0; i < 16 * 8; i++) memset(samples + i * components, i % 16 < 8 ? 250 : 10, components);
}

static struct str grey_jpeg(struct desk *desk, struct str exif) {
    uint8_t samples[16 * 8];
    two_halves(samples, 1);
    return make_jpeg(desk, JCS_GRAYSCALE, 16, 8, 1, samples, false, exif);
}

static void decode(struct desk *desk, struct image_pixels *out) {
    assert_true(image_decode(&desk->ctx, desk->image, out));
}

/* ---- PNG ------------------------------------------------------------------------------------------------------- */

static void test_png_rgb(void **state) {
    struct desk *desk = *state;
    static const uint8_t rows[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    struct image_pixels pixels;
    struct image_packed packed;
    assert_true(load(desk, make_png(desk, (struct png_kind){PNG_COLOR_TYPE_RGB, 8, 0, false}, 2, 2, rows, 6)));
    assert_int_equal(desk->image->width, 2);
    assert_int_equal(desk->image->height, 2);
    assert_int_equal(desk->image->space, IMAGE_RGB);
    assert_false(desk->image->alpha);
    decode(desk, &pixels);
    assert_int_equal(pixels.components, 3);
    assert_memory_equal(pixels.samples, rows, sizeof rows);
    assert_null(pixels.alpha);
    assert_true(image_packed(desk->ctx.arena, desk->image, &packed));
    assert_int_equal(packed.components, 3);
    assert_int_equal(packed.data.s[0] & 0x0F, 8); /* a zlib stream */
}

static void test_png_alpha(void **state) {
    struct desk *desk = *state;
    static const uint8_t rows[8] = {1, 2, 3, 128, 4, 5, 6, 255};
    static const uint8_t colours[6] = {1, 2, 3, 4, 5, 6}, alpha[2] = {128, 255};
    struct image_pixels pixels;
    struct image_packed packed;
    assert_true(load(desk, make_png(desk, (struct png_kind){PNG_COLOR_TYPE_RGBA, 8, 0, false}, 2, 1, rows, 8)));
    assert_true(desk->image->alpha);
    decode(desk, &pixels);
    assert_memory_equal(pixels.samples, colours, sizeof colours);
    assert_memory_equal(pixels.alpha, alpha, sizeof alpha);
    assert_false(image_packed(desk->ctx.arena, desk->image, &packed));
}

static void test_png_opaque_alpha_is_none(void **state) {
    struct desk *desk = *state;
    static const uint8_t rows[4] = {7, 255, 9, 255};
    struct image_pixels pixels;
    assert_true(load(desk, make_png(desk, (struct png_kind){PNG_COLOR_TYPE_GRAY_ALPHA, 8, 0, false}, 2, 1, rows, 4)));
    decode(desk, &pixels);
    assert_int_equal(pixels.components, 1);
    assert_int_equal(pixels.samples[1], 9);
    assert_null(pixels.alpha);
}

static void test_png_16_bits(void **state) {
    struct desk *desk = *state;
    static const uint8_t rows[4] = {0x80, 0x80, 0xFF, 0xFF};
    struct image_pixels pixels;
    struct image_packed packed;
    assert_true(load(desk, make_png(desk, (struct png_kind){PNG_COLOR_TYPE_GRAY, 16, 0, false}, 2, 1, rows, 4)));
    assert_int_equal(desk->image->depth, 16);
    assert_int_equal(desk->image->space, IMAGE_GRAY);
    decode(desk, &pixels);
    assert_int_equal(pixels.samples[0], 0x80);
    assert_int_equal(pixels.samples[1], 0xFF);
    assert_false(image_packed(desk->ctx.arena, desk->image, &packed));
}

static void test_png_palette(void **state) {
    struct desk *desk = *state;
    static const uint8_t rows[1] = {0x1B}; /* 0 1 2 3 in 2 bits each */
    static const uint8_t colours[12] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9};
    struct image_pixels pixels;
    struct image_packed packed;
    assert_true(load(desk, make_png(desk, (struct png_kind){PNG_COLOR_TYPE_PALETTE, 2, 0, false}, 4, 1, rows, 1)));
    assert_true(desk->image->indexed);
    decode(desk, &pixels);
    assert_memory_equal(pixels.samples, colours, sizeof colours);
    assert_true(image_packed(desk->ctx.arena, desk->image, &packed));
    assert_int_equal(packed.depth, 2);
    assert_int_equal(packed.components, 1);
    assert_int_equal(packed.palette.len, 12);
    assert_memory_equal(packed.palette.s, colours, sizeof colours);
}

static void test_png_palette_with_a_clear_entry(void **state) {
    struct desk *desk = *state;
    static const uint8_t rows[1] = {0x1B};
    static const uint8_t alpha[4] = {0, 255, 255, 255};
    struct image_pixels pixels;
    assert_true(load(desk, make_png(desk, (struct png_kind){PNG_COLOR_TYPE_PALETTE, 2, 0, true}, 4, 1, rows, 1)));
    assert_true(desk->image->alpha);
    decode(desk, &pixels);
    assert_memory_equal(pixels.alpha, alpha, sizeof alpha);
}

static void test_png_interlaced_equals_plain(void **state) {
    struct desk *desk = *state;
    uint8_t rows[9 * 9 * 4];
    struct image_pixels pixels;
    for (size_t i = 0; i < sizeof rows; i++) rows[i] = (uint8_t)(i * 7);
    struct png_kind kind = {PNG_COLOR_TYPE_RGBA, 8, PNG_INTERLACE_ADAM7, false};
    assert_true(load(desk, make_png(desk, kind, 9, 9, rows, 36)));
    assert_true(desk->image->interlaced);
    decode(desk, &pixels);
    for (size_t i = 0; i < 81; i++) {
        assert_memory_equal(pixels.samples + 3 * i, rows + 4 * i, 3);
        assert_int_equal(pixels.alpha[i], rows[4 * i + 3]);
    }
}

static struct str small_png(struct desk *desk) {
    uint8_t rows[64];
    for (size_t i = 0; i < sizeof rows; i++) rows[i] = (uint8_t)(i * 37);
    return make_png(desk, (struct png_kind){PNG_COLOR_TYPE_GRAY, 8, 0, false}, 8, 8, rows, 8);
}

/* No prefix of a picture is a picture, and none is read past its end. */
static void test_png_cut_off_anywhere(void **state) {
    struct desk *desk = *state;
    struct str whole = small_png(desk);
    assert_true(load(desk, whole));
    for (size_t len = 0; len < whole.len; len++) assert_false(load(desk, str_slice(whole, 0, len)));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_IMAGE_BROKEN) + ctx_count(&desk->ctx, DIAG_IMAGE_UNKNOWN), 2);
}

static void test_png_changed_anywhere(void **state) {
    struct desk *desk = *state;
    struct str whole = small_png(desk);
    char *bytes = str_dup(desk->ctx.arena, whole);
    for (size_t at = 8; at < whole.len; at++) {
        bytes[at] = (char)(bytes[at] ^ 0x10);
        assert_false(load(desk, (struct str){bytes, whole.len}));
        bytes[at] = (char)(bytes[at] ^ 0x10);
    }
}

static uint32_t checksum(const uint8_t *bytes, size_t len) {
    uint32_t sum = 0xFFFFFFFFu;
    for (size_t i = 0; i < len; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xEDB88320u ^ sum >> 1 : sum >> 1;
    }
    return ~sum;
}

/* The header says other sizes than the data has, under a right checksum. */
static struct str with_size(struct desk *desk, struct str png, uint32_t width, uint32_t height) {
    uint8_t *bytes = (uint8_t *)str_dup(desk->ctx.arena, png);
    for (int i = 0; i < 4; i++) {
        bytes[16 + i] = (uint8_t)(width >> (24 - 8 * i));
        bytes[20 + i] = (uint8_t)(height >> (24 - 8 * i));
    }
    uint32_t sum = checksum(bytes + 12, 17);
    for (int i = 0; i < 4; i++) bytes[29 + i] = (uint8_t)(sum >> (24 - 8 * i));
    return (struct str){(const char *)bytes, png.len};
}

static void test_png_with_too_little_data(void **state) {
    struct desk *desk = *state;
    struct image_pixels pixels;
    struct image_packed packed;
    assert_true(load(desk, with_size(desk, small_png(desk), 8, 80)));
    assert_false(image_packed(desk->ctx.arena, desk->image, &packed));
    assert_false(image_decode(&desk->ctx, desk->image, &pixels));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_IMAGE_BROKEN), 1);
}

static void test_png_of_huge_size(void **state) {
    struct desk *desk = *state;
    assert_false(load(desk, with_size(desk, small_png(desk), 0x7FFFFFFF, 0x7FFFFFFF)));
    assert_false(load(desk, with_size(desk, small_png(desk), 20001, 10000)));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_IMAGE_HUGE), 2);
    assert_false(load(desk, with_size(desk, small_png(desk), 0, 8)));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_IMAGE_BROKEN), 1);
}

/* ---- JPEG ------------------------------------------------------------------------------------------------------ */

static void test_jpeg_grey(void **state) {
    struct desk *desk = *state;
    struct image_pixels pixels;
    struct image_packed packed;
    assert_true(load(desk, grey_jpeg(desk, STR(""))));
    assert_int_equal(desk->image->space, IMAGE_GRAY);
    assert_int_equal(desk->image->orientation, 1);
    decode(desk, &pixels);
    assert_int_equal(pixels.width, 16);
    assert_in_range(pixels.samples[0], 248, 252);
    assert_in_range(pixels.samples[15], 8, 12);
    assert_true(image_packed(desk->ctx.arena, desk->image, &packed));
    assert_int_equal(packed.components, 1);
}

static void test_jpeg_reduced(void **state) {
    struct desk *desk = *state;
    struct image_pixels pixels;
    unsigned eighths = 2;
    assert_true(load(desk, grey_jpeg(desk, STR(""))));
    assert_null(image_decode_reduced(desk->ctx.arena, desk->image, &eighths, &pixels));
    assert_int_equal(eighths, IMAGE_WHOLE);
    assert_int_equal(pixels.width, 4);
    assert_int_equal(pixels.height, 2);
    assert_in_range(pixels.samples[0], 245, 255);
    assert_in_range(pixels.samples[3], 0, 15);
}

/* Both store 250 and 10; in the file with Adobe's marker 255 means no ink. */
static void test_jpeg_cmyk_of_both_polarities(void **state) {
    struct desk *desk = *state;
    uint8_t samples[16 * 8 * 4];
    struct image_pixels pixels;
    two_halves(samples, 4);
    assert_true(load(desk, make_jpeg(desk, JCS_CMYK, 16, 8, 4, samples, true, STR(""))));
    assert_int_equal(desk->image->space, IMAGE_CMYK);
    assert_true(desk->image->adobe_inverted);
    decode(desk, &pixels);
    assert_int_equal(pixels.components, 4);
    assert_in_range(pixels.samples[0], 3, 7);
    assert_true(load(desk, make_jpeg(desk, JCS_CMYK, 16, 8, 4, samples, false, STR(""))));
    assert_false(desk->image->adobe_inverted);
    decode(desk, &pixels);
    assert_in_range(pixels.samples[0], 248, 252);
}

static struct str exif_turned(struct desk *desk, unsigned orientation, bool big) {
    struct buf out;
    buf_init(&out, desk->ctx.arena);
    buf_add(&out, "Exif\0", 6);
    if (big)
        buf_add(&out, "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    else
        buf_add(&out, "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18);
    buf_putc(&out, (char)orientation);
    buf_add(&out, "\0\0\0\0\0\0\0", 7);
    return buf_view(&out);
}

static void test_jpeg_turned_upright(void **state) {
    struct desk *desk = *state;
    struct image_pixels pixels;
    struct image_packed packed;
    assert_true(load(desk, grey_jpeg(desk, exif_turned(desk, 6, false)))); /* stored left is up */
    assert_int_equal(desk->image->orientation, 6);
    assert_false(image_packed(desk->ctx.arena, desk->image, &packed));
    decode(desk, &pixels);
    assert_int_equal(pixels.width, 8);
    assert_int_equal(pixels.height, 16);
    assert_in_range(pixels.samples[7], 248, 252);
    assert_in_range(pixels.samples[15 * 8], 8, 12);
    assert_true(load(desk, grey_jpeg(desk, exif_turned(desk, 3, true))));
    decode(desk, &pixels);
    assert_int_equal(pixels.width, 16);
    assert_in_range(pixels.samples[0], 8, 12);
}

/* Each orientation undone: the corner pixels land where EXIF's table says. */
static void test_all_eight_orientations(void **state) {
    struct desk *desk = *state;
    static const bool bright_top_left[9] = {0, 1, 0, 0, 1, 1, 1, 0, 0};
    struct image_pixels pixels;
    for (unsigned orientation = 1; orientation <= 8; orientation++) {
        assert_true(load(desk, grey_jpeg(desk, exif_turned(desk, orientation, true))));
        decode(desk, &pixels);
        assert_int_equal(pixels.samples[0] > 128, bright_top_left[orientation]);
    }
}

static void test_exif_that_leads_nowhere(void **state) {
    struct desk *desk = *state;
    assert_true(load(desk, grey_jpeg(desk, exif_turned(desk, 9, true))));
    assert_int_equal(desk->image->orientation, 1);
    assert_true(load(desk, grey_jpeg(desk, (struct str){"Exif\0\0II*\0\xFF\xFF\xFF\xFF", 14})));
    assert_int_equal(desk->image->orientation, 1);
    assert_true(load(desk, grey_jpeg(desk, (struct str){"Exif\0\0II*\0\x08\0\0\0\xFF\xFF", 16})));
    assert_int_equal(desk->image->orientation, 1);
}

static void test_jpeg_leaves_camera_data_behind(void **state) {
    struct desk *desk = *state;
    struct image_packed packed;
    assert_true(load(desk, grey_jpeg(desk, exif_turned(desk, 1, true))));
    assert_true(image_packed(desk->ctx.arena, desk->image, &packed));
    assert_true(packed.data.len < desk->image->bytes.len);
    assert_memory_equal(packed.data.s, "\xFF\xD8", 2);
    assert_memory_equal(packed.data.s + packed.data.len - 2, "\xFF\xD9", 2);
    for (size_t i = 0; i + 4 <= packed.data.len; i++) assert_memory_not_equal(packed.data.s + i, "Exif", 4);
}

static void test_jpeg_cut_off_anywhere(void **state) {
    struct desk *desk = *state;
    struct str whole = grey_jpeg(desk, STR(""));
    for (size_t len = 0; len < whole.len; len++) assert_false(load(desk, str_slice(whole, 0, len)));
}

/* Whatever a byte becomes: an answer, and pixels of the size that was promised. */
static void test_jpeg_changed_anywhere(void **state) {
    struct desk *desk = *state;
    struct str whole = grey_jpeg(desk, exif_turned(desk, 6, true));
    char *bytes = str_dup(desk->ctx.arena, whole);
    struct image_pixels pixels;
    size_t loaded = 0;
    for (size_t at = 2; at < whole.len; at++) {
        bytes[at] = (char)(bytes[at] ^ 0x41);
        if (load(desk, (struct str){bytes, whole.len}) && desk->image->width <= 4096 && desk->image->height <= 4096 &&
            image_decode(&desk->ctx, desk->image, &pixels)) {
            loaded++;
            assert_int_equal((uint64_t)pixels.width * pixels.height,
                             (uint64_t)desk->image->width * desk->image->height);
        }
        bytes[at] = (char)(bytes[at] ^ 0x41);
    }
    assert_true(loaded > 0);
}

static void test_encoded_jpeg_can_be_loaded(void **state) {
    struct desk *desk = *state;
    uint8_t samples[16 * 8 * 3];
    struct image_pixels pixels = {16, 8, 3, samples, NULL}, again;
    const struct image_coding coding = {90, true};
    struct str bytes;
    two_halves(samples, 3);
    assert_true(image_encode_jpeg(desk->ctx.arena, &pixels, &coding, &bytes));
    assert_true(load(desk, bytes));
    decode(desk, &again);
    assert_in_range(again.samples[0], 246, 254);
    pixels.alpha = samples;
    assert_false(image_encode_jpeg(desk->ctx.arena, &pixels, &coding, &bytes));
}

/* A JPEG whose profile stands in these parts (number, of how many, text), in this order. */
struct profile_part {
    char number, of;
    const char *text;
};

static struct str profiled_jpeg(struct desk *desk, const struct profile_part *parts, size_t count) {
    struct str plain = grey_jpeg(desk, STR(""));
    struct buf out;
    buf_init(&out, desk->ctx.arena);
    buf_add(&out, plain.s, 2);
    for (size_t i = 0; i < count; i++) {
        size_t len = 2 + 14 + strlen(parts[i].text);
        const char head[] = {(char)0xFF, (char)0xE2, (char)(len >> 8), (char)len};
        buf_add(&out, head, 4);
        buf_add(&out, "ICC_PROFILE", 12);
        buf_putc(&out, parts[i].number);
        buf_putc(&out, parts[i].of);
        buf_puts(&out, parts[i].text);
    }
    buf_add(&out, plain.s + 2, plain.len - 2);
    return buf_view(&out);
}

static void test_jpeg_profile_in_parts(void **state) {
    static const struct profile_part whole[] = {{2, 3, "two"}, {1, 3, "one"}, {3, 3, "three"}},
                                     lacking[] = {{1, 3, "one"}, {3, 3, "three"}}, none[] = {{0, 1, "nothing"}};
    struct desk *desk = *state;
    assert_true(load(desk, profiled_jpeg(desk, whole, 3)));
    assert_str(desk->image->icc, "onetwothree");
    assert_false(desk->image->icc_broken);
    assert_true(load(desk, profiled_jpeg(desk, lacking, 2)));
    assert_int_equal(desk->image->icc.len, 0);
    assert_true(desk->image->icc_broken);
    assert_true(load(desk, profiled_jpeg(desk, none, 1)));
    assert_int_equal(desk->image->icc.len, 0);
    assert_false(desk->image->icc_broken);
}

static void as_black(void *user, const uint8_t *row, uint32_t width, uint8_t *out) {
    size_t *rows = user;
    (*rows)++;
    memset(out, 0, (size_t)width * 4);
    for (uint32_t x = 0; x < width; x++) out[x * 4 + 3] = (uint8_t)(255 - row[x]);
}

static void test_jpeg_recoded_row_by_row(void **state) {
    struct desk *desk = *state;
    size_t rows = 0;
    const struct image_recode how = {
        .eighths = 6, .coding = {95, false}, .components = 4, .convert = as_black, .user = &rows};
    struct image_recoded made;
    struct image_pixels pixels;
    assert_true(load(desk, grey_jpeg(desk, STR(""))));
    assert_true(image_recode_jpeg(desk->ctx.arena, desk->image, &how, &made));
    assert_int_equal(made.width, 12);
    assert_int_equal(made.height, 6);
    assert_int_equal(made.components, 4);
    assert_int_equal(rows, 6);
    assert_true(load(desk, made.jpeg));
    assert_int_equal(desk->image->space, IMAGE_CMYK);
    decode(desk, &pixels);
    assert_in_range(pixels.samples[3], 240, 255); /* the dark half */
    assert_in_range(pixels.samples[11 * 4 + 3], 0, 10);
    desk->image->orientation = 6;
    assert_false(image_recode_jpeg(desk->ctx.arena, desk->image, &how, &made));
}

/* ---- neither --------------------------------------------------------------------------------------------------- */

static void test_unknown_format(void **state) {
    struct desk *desk = *state;
    assert_false(load(desk, STR("GIF89a and so on")));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_IMAGE_UNKNOWN), 1);
}

static void test_missing_file(void **state) {
    struct desk *desk = *state;
    assert_false(image_load(&desk->ctx, "/nowhere/at/all.png", place_nowhere(), &desk->image));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_FILE_MISSING), 1);
}

static void test_equal_pictures_have_equal_keys(void **state) {
    struct desk *desk = *state;
    assert_true(load(desk, small_png(desk)));
    uint64_t key = desk->image->key;
    assert_true(load(desk, small_png(desk)));
    assert_true(desk->image->key == key);
    assert_true(load(desk, grey_jpeg(desk, STR(""))));
    assert_false(desk->image->key == key);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

static void test_png_is_written_as_it_is_read(void **state) {
    struct desk *desk = *state;
    uint8_t samples[5 * 3 * 3];
    struct image_pixels pixels = {5, 3, 3, samples, NULL}, back;
    struct str png;
    for (size_t i = 0; i < sizeof samples; i++) samples[i] = (uint8_t)(i * 37);
    assert_true(image_encode_png(desk->ctx.arena, &pixels, &png) && load(desk, png));
    assert_true(image_decode(&desk->ctx, desk->image, &back));
    assert_true(back.width == 5 && back.height == 3 && back.components == 3);
    assert_memory_equal(back.samples, samples, sizeof samples);
    pixels = (struct image_pixels){0, 3, 3, samples, NULL};
    assert_false(image_encode_png(desk->ctx.arena, &pixels, &png));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_png_rgb),
        TEST(test_png_is_written_as_it_is_read),
        TEST(test_png_alpha),
        TEST(test_png_opaque_alpha_is_none),
        TEST(test_png_16_bits),
        TEST(test_png_palette),
        TEST(test_png_palette_with_a_clear_entry),
        TEST(test_png_interlaced_equals_plain),
        TEST(test_png_cut_off_anywhere),
        TEST(test_png_changed_anywhere),
        TEST(test_png_with_too_little_data),
        TEST(test_png_of_huge_size),
        TEST(test_jpeg_grey),
        TEST(test_jpeg_reduced),
        TEST(test_jpeg_profile_in_parts),
        TEST(test_jpeg_recoded_row_by_row),
        TEST(test_jpeg_cmyk_of_both_polarities),
        TEST(test_jpeg_turned_upright),
        TEST(test_all_eight_orientations),
        TEST(test_exif_that_leads_nowhere),
        TEST(test_jpeg_leaves_camera_data_behind),
        TEST(test_jpeg_cut_off_anywhere),
        TEST(test_jpeg_changed_anywhere),
        TEST(test_encoded_jpeg_can_be_loaded),
        TEST(test_unknown_format),
        TEST(test_missing_file),
        TEST(test_equal_pictures_have_equal_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
