/* From the bytes of an image to the stream of an XObject.
 *
 * What a file holds already compressed in a form that PDF knows is passed through: JPEG as DCTDecode, PNG without alpha
 * as FlateDecode with PNG predictors. A picture that is much finer than wanted at its printed size is reduced, in steps
 * of an eighth, because libjpeg does that while decoding, at a fraction of the time. A JPEG becomes a JPEG again, row
 * by row through a few kilobytes; everything else is decoded to 8 bits, averaged, and deflated.
 *
 * How fine: on a screen pictures are halved while more than `image_ppi` is left, since a passed-through JPEG is smaller
 * than one that was made anew. For a press the shop says what it can use; more only costs time on both sides.
 *
 * Transparent pictures are averaged with their colours weighted by alpha, or the invisible colour of clear pixels would
 * show as a fringe.
 *
 * Rejected: scaling to an exact resolution (slower, and nobody sees the difference).
 */
#include "pdf/pixels.h"

#include <assert.h>
#include <string.h>

#include "base/print.h"
#include "paint/paint.h"
#include "pdf/light.h"
#include "pdf/print.h"
#include "pdf/store.h"

/* A second generation that cannot be told from the first; a press shows more than a screen, and takes larger files. */
static const struct image_coding coding_screen = {88, true}, coding_press = {92, false};

/* ---- what is wanted -------------------------------------------------------------------------------------------- */

/* At the size in which it is placed, in the direction in which it is coarser. */
int64_t picture_ppi(const struct paint_item *item) {
    const struct image *image = item->image.image;
    bool turned = image->orientation >= 5;
    int64_t across = turned ? image->height : image->width, down = turned ? image->width : image->height;
    const struct paint_box all = paint_whole(item);
    int64_t x = across * 72 * MPT_PER_PT / (all.w > 0 ? all.w : 1);
    int64_t y = down * 72 * MPT_PER_PT / (all.h > 0 ? all.h : 1);
    return x < y ? x : y;
}

static unsigned eighths_screen(int64_t ppi, int64_t most) {
    unsigned eighths = IMAGE_WHOLE;
    for (; eighths > 1 && most > 0 && ppi > most; most *= 2) eighths /= 2;
    return eighths;
}

/* As much as the shop can use, but never less than it advises. Line art stays as sharp as it is, drawings in few
 * colours nearly so. */
static unsigned eighths_press(const struct print_limits *limits, const struct image *image, int64_t ppi) {
    int64_t most = image->indexed ? 2 * limits->picture_most : limits->picture_most;
    if (most == 0 || ppi <= most || image->depth == 1) return IMAGE_WHOLE;
    int64_t eighths = IMAGE_WHOLE * most / ppi;
    if (eighths == 0 || (eighths < IMAGE_WHOLE && ppi * eighths < limits->picture_ppi * IMAGE_WHOLE)) eighths++;
    return (unsigned)eighths;
}

struct picture_want picture_want(const struct profile *profile, const struct print_spec *print,
                                 const struct paint_item *item, const struct colour *ground) {
    const struct image *image = item->image.image;
    struct picture_want want = {.image = image, .press = profile->press != NULL, .alpha = profile->alpha};
    int64_t ppi = picture_ppi(item);
    want.eighths = want.press ? eighths_press(&print->limits, image, ppi) : eighths_screen(ppi, profile->image_ppi);
    want.srgb = light_converts(profile, image);
    if (image->alpha && !profile->alpha) want.ground = *ground;
    return want;
}

bool picture_want_same(const struct picture_want *a, const struct picture_want *b) {
    return a->image->key == b->image->key && a->eighths == b->eighths && a->press == b->press && a->srgb == b->srgb &&
           a->alpha == b->alpha && a->look == b->look && colour_same(&a->ground, &b->ground);
}

/* ---- scaling --------------------------------------------------------------------------------------------------- */

#define WHOLE_PIXEL (IMAGE_WHOLE * IMAGE_WHOLE)

/* An old pixel is `eighths` units wide, a new one IMAGE_WHOLE: so much of old pixel `from` + i lies in new pixel `to`.
 */
struct cover {
    uint32_t from, count;
    uint16_t weights[IMAGE_WHOLE + 1], sum;
};

static struct cover cover_of(uint32_t to, uint32_t old, unsigned eighths) {
    uint64_t begin = (uint64_t)to * IMAGE_WHOLE, end = begin + IMAGE_WHOLE;
    struct cover cover = {.from = (uint32_t)(begin / eighths)};
    for (uint64_t at = begin; at < end && at / eighths < old; cover.count++) {
        uint64_t next = (at / eighths + 1) * eighths;
        uint16_t width = (uint16_t)((next < end ? next : end) - at);
        cover.weights[cover.count] = width;
        cover.sum = (uint16_t)(cover.sum + width);
        at += width;
    }
    return cover;
}

/* In pieces of one length, which compilers turn into instructions for many numbers at once. */
#define PIECE 16

static void add_row(uint16_t *restrict sums, const uint8_t *restrict row, size_t len, uint16_t weight) {
    for (; len >= PIECE; len -= PIECE, sums += PIECE, row += PIECE)
        for (size_t i = 0; i < PIECE; i++) sums[i] = (uint16_t)(sums[i] + row[i] * weight);
    for (size_t i = 0; i < len; i++) sums[i] = (uint16_t)(sums[i] + row[i] * weight);
}

/* One component of one new pixel. */
static uint8_t mean_of(const uint16_t *sums, const struct cover *across, unsigned rows, unsigned components) {
    const unsigned total = across->sum * rows;
    unsigned mean = total / 2;
    for (uint32_t i = 0; i < across->count; i++) mean += (unsigned)sums[i * components] * across->weights[i];
    return (uint8_t)(total == WHOLE_PIXEL ? mean / WHOLE_PIXEL : mean / total);
}

/* Mean of what lies below each new pixel, of what there is of it at the right and at the foot. */
static uint8_t *shrink(struct arena *arena, const uint8_t *from, const struct image_pixels *old, unsigned components,
                       unsigned eighths) {
    uint32_t width = (old->width * eighths + IMAGE_WHOLE - 1) / IMAGE_WHOLE;
    uint32_t height = (old->height * eighths + IMAGE_WHOLE - 1) / IMAGE_WHOLE;
    size_t row = (size_t)old->width * components;
    uint8_t *to = arena_array(arena, (size_t)width * height, components), *out = to;
    uint16_t *sums = ARENA_ARRAY(arena, row, uint16_t);
    struct cover *columns = ARENA_ARRAY(arena, width, struct cover);
    for (uint32_t x = 0; x < width; x++) columns[x] = cover_of(x, old->width, eighths);
    for (uint32_t y = 0; y < height; y++) {
        const struct cover rows = cover_of(y, old->height, eighths);
        memset(sums, 0, row * sizeof *sums);
        for (uint32_t i = 0; i < rows.count; i++) add_row(sums, from + (rows.from + i) * row, row, rows.weights[i]);
        for (uint32_t x = 0; x < width; x++, out += components)
            for (unsigned c = 0; c < components; c++)
                out[c] = mean_of(sums + (size_t)columns[x].from * components + c, &columns[x], rows.sum, components);
    }
    return to;
}

/* Colours times alpha, or back. Clear pixels lose their colour. */
static void weigh_by_alpha(struct image_pixels *pixels, bool back) {
    const size_t count = (size_t)pixels->width * pixels->height;
    const unsigned components = pixels->components;
    for (size_t i = 0; i < count; i++) {
        const unsigned alpha = pixels->alpha[i];
        uint8_t *at = pixels->samples + i * components;
        if (alpha == 255) continue;
        for (unsigned c = 0; c < components; c++) {
            unsigned value = !back ? at[c] * alpha / 255 : alpha ? at[c] * 255u / alpha : 0;
            at[c] = (uint8_t)(value < 255 ? value : 255);
        }
    }
}

static void scale_down(struct arena *arena, const struct image_pixels *from, struct image_pixels *pixels,
                       unsigned eighths) {
    const struct image_pixels old = *from;
    pixels->samples = shrink(arena, old.samples, &old, old.components, eighths);
    if (old.alpha) pixels->alpha = shrink(arena, old.alpha, &old, 1, eighths);
    pixels->width = (old.width * eighths + IMAGE_WHOLE - 1) / IMAGE_WHOLE;
    pixels->height = (old.height * eighths + IMAGE_WHOLE - 1) / IMAGE_WHOLE;
    if (pixels->alpha) weigh_by_alpha(pixels, true);
}

/* ---- pixels ---------------------------------------------------------------------------------------------------- */

struct picture_source *picture_source_new(void) {
    struct arena *arena = arena_new();
    struct picture_source *source = ARENA_NEW(arena, struct picture_source);
    source->arena = arena;
    return source;
}

void picture_source_free(struct picture_source *source) { arena_free(source->arena); }

static uint8_t *copy_samples(struct arena *arena, const struct image_pixels *pixels) {
    size_t row = (size_t)pixels->width * pixels->components;
    uint8_t *copy = arena_array(arena, pixels->height, row);
    memcpy(copy, pixels->samples, pixels->height * row);
    return copy;
}

/* What a reduced picture is the mean of. */
static const struct image_pixels *weighed_source(struct picture_source *source) {
    if (!source->pixels.alpha) return &source->pixels;
    if (!source->weighed.samples) {
        source->weighed = source->pixels;
        source->weighed.samples = copy_samples(source->arena, &source->pixels);
        weigh_by_alpha(&source->weighed, false);
    }
    return &source->weighed;
}

/* The pixels at the size that is wanted, to be changed at will. */
static const char *take_png(const struct picture_want *want, struct picture_source *source, struct arena *arena,
                            struct image_pixels *out) {
    unsigned eighths = want->eighths;
    if (!source->decoded) source->wrong = image_decode_reduced(source->arena, want->image, &eighths, &source->pixels);
    source->decoded = true;
    if (source->wrong) return source->wrong;
    *out = source->pixels;
    if (want->look == LOOK_DAMAGE) return NULL;
    if (want->eighths != IMAGE_WHOLE) {
        scale_down(arena, weighed_source(source), out, want->eighths);
        return NULL;
    }
    out->samples = copy_samples(arena, &source->pixels);
    if (out->alpha) {
        out->alpha = arena_array(arena, out->height, out->width);
        memcpy(out->alpha, source->pixels.alpha, (size_t)out->width * out->height);
    }
    return NULL;
}

static const char *take_jpeg(const struct picture_want *want, struct arena *arena, struct image_pixels *out) {
    unsigned eighths = want->eighths;
    const char *wrong = image_decode_reduced(arena, want->image, &eighths, out);
    if (!wrong && eighths != IMAGE_WHOLE) scale_down(arena, out, out, eighths);
    return wrong;
}

/* ---- compressing ----------------------------------------------------------------------------------------------- */

/* Each byte told by the pixel to its left (predictor 2), in place: drawings and photographs both deflate better. */
static struct str differences(uint8_t *samples, size_t row, size_t rows, unsigned components) {
    for (size_t y = 0; y < rows; y++) {
        uint8_t *at = samples + y * row;
        for (size_t x = row; x-- > components;) at[x] = (uint8_t)(at[x] - at[x - components]);
    }
    return (struct str){(const char *)samples, rows * row};
}

/* Spoils the pixels. */
static void compress(const struct picture_want *want, struct arena *temporary, struct arena *keep,
                     struct image_pixels *pixels, struct picture_made *out) {
    size_t row = (size_t)pixels->width * pixels->components;
    out->width = pixels->width;
    out->height = pixels->height;
    out->components = pixels->components;
    if (want->look) return;
    if (want->image->format == IMAGE_JPEG) {
        const struct image_coding *coding = want->press ? &coding_press : &coding_screen;
        out->jpeg = image_encode_jpeg(temporary, pixels, coding, &out->data);
        if (out->jpeg) out->data = str_copy(keep, out->data);
        if (out->jpeg) return;
    }
    int level = want->press ? STORE_FAST : STORE_SMALL;
    struct str samples = differences(pixels->samples, row, pixels->height, pixels->components);
    bool done = store_deflate(keep, samples, level, &out->data);
    if (done && pixels->alpha)
        done = store_deflate(keep, differences(pixels->alpha, pixels->width, pixels->height, 1), level, &out->mask);
    if (!done) out->wrong = "zlib";
}

/* ---- the three ways -------------------------------------------------------------------------------------------- */

static bool pass_through(const struct picture_want *want, struct inks *inks, struct arena *temporary,
                         struct arena *keep, struct picture_made *out) {
    const struct image *image = want->image;
    struct image_pixels pixels;
    unsigned eighths = IMAGE_WHOLE;
    bool palette = false;
    if (want->eighths != IMAGE_WHOLE || want->srgb || (inks && !inks_pass(inks, image, &palette))) return false;
    if (!image_packed(temporary, image, &out->packed)) return false;
    out->as_is = true;
    out->packed.data = str_copy(keep, out->packed.data);
    if (palette) out->inks = inks_palette(inks, image, out->packed.palette, keep);
    if (inks && image->space == IMAGE_CMYK && !image_decode_reduced(temporary, image, &eighths, &pixels))
        out->ink = inks_most(&pixels);
    return true;
}

static bool recode(const struct picture_want *want, struct inks *inks, struct arena *temporary, struct arena *keep,
                   struct picture_made *out) {
    struct inks_rows rows = {0};
    struct image_recode how = {.eighths = want->eighths,
                               .look = want->look != LOOK_WHOLE,
                               .coding = want->press ? coding_press : coding_screen};
    struct image_recoded made;
    if (want->srgb) return false;
    if (inks) {
        rows = inks_rows(inks, want->image);
        how.convert = inks_convert_row;
        how.components = rows.components;
        how.user = &rows;
    }
    if (!image_recode_jpeg(temporary, want->image, &how, &made)) return false;
    out->width = made.width;
    out->height = made.height;
    out->components = made.components;
    out->jpeg = true;
    out->data = str_copy(keep, made.jpeg);
    out->ink = inks_rows_most(&rows);
    return true;
}

static void decode(const struct picture_want *want, struct inks *inks, struct picture_source *source,
                   struct arena *temporary, struct arena *keep, struct picture_made *out) {
    struct image_pixels pixels;
    const char *wrong = want->image->format == IMAGE_PNG ? take_png(want, source, temporary, &pixels)
                                                         : take_jpeg(want, temporary, &pixels);
    if (wrong) {
        out->wrong = arena_strdup(keep, wrong);
        return;
    }
    if (inks) {
        inks_convert(inks, want->image, temporary, &pixels);
        if (pixels.alpha && !want->alpha) inks_flatten(&want->ground, temporary, &pixels);
        out->ink = inks_most(&pixels);
    } else if (!want->look) {
        if (want->srgb) light_convert(want->image, temporary, &pixels);
        if (pixels.alpha && !want->alpha) light_flatten(&want->ground, temporary, &pixels);
    }
    compress(want, temporary, keep, &pixels, out);
}

void picture_make(const struct picture_want *want, struct inks *inks, struct picture_source *source, struct arena *keep,
                  struct picture_made *out) {
    struct arena *temporary = arena_new();
    *out = (struct picture_made){.wrong = NULL};
    if (inks) out->unfit = inks_unfit(want->image);
    if (!pass_through(want, inks, temporary, keep, out)) {
        struct picture_want own = *want;
        if (want->look == LOOK_DAMAGE) { /* damage is seen in a small picture, too */
            own.eighths = want->image->format == IMAGE_JPEG ? 1 : IMAGE_WHOLE;
            own.srgb = false;
            inks = NULL;
        }
        if (!recode(&own, inks, temporary, keep, out)) decode(&own, inks, source, temporary, keep, out);
    }
    arena_free(temporary);
}
