/* Image XObjects (ISO 32000-1, 8.9).
 *
 * What a file holds already compressed in a form that PDF knows is passed through: JPEG as DCTDecode, PNG without alpha
 * as FlateDecode with PNG predictors. Everything else is decoded to 8 bits and deflated. A picture that is much finer
 * than the profile wants at its printed size is halved once or more; a JPEG stays a JPEG, and libjpeg halves it while
 * decoding, at a fraction of the time. Pictures are told apart by the hash of their bytes and the factor, profiles by
 * the hash of theirs, so each is in the file once.
 *
 * Rejected: scaling to an exact resolution (the slowest thing in a whole issue, and nobody sees the difference).
 */
#include "pdf/picture.h"

#include <assert.h>
#include <lcms2.h>

#include "base/hash.h"
#include "base/vec.h"
#include "pdf/metadata.h"
#include "pdf/print.h"
#include "pdf/value.h"

#define FACTOR_MAX 8    /* what libjpeg does on the way */
#define JPEG_QUALITY 88 /* a second generation that cannot be told from the first */

struct picture {
    uint64_t key;
    unsigned factor;      /* scaled down by */
    struct colour ground; /* that it was mixed with */
    int ink;              /* for the press: most on one spot [%] */
    uint32_t object;
};
VEC(picture_list, struct picture);

struct profile_object {
    uint64_t key;
    uint32_t object; /* 0: not usable */
};
VEC(profile_list, struct profile_object);

struct pictures {
    struct writer *w;
    struct picture_list written;
    struct profile_list profiles;
    uint32_t srgb; /* profile object for RGB pictures without one, where a device space is not allowed */
    int ink;       /* of the picture that is being written */
};

struct pictures *pictures_new(struct writer *w) {
    struct pictures *pictures = ARENA_NEW(w->arena, struct pictures);
    pictures->w = w;
    return pictures;
}

/* ---- colour spaces --------------------------------------------------------------------------------------------- */

static unsigned components_of(enum image_space space) { return space == IMAGE_GRAY ? 1 : space == IMAGE_RGB ? 3 : 4; }

/* Input, display, output or conversion profile, version below 5, of the picture's space. */
bool picture_profile_fits(struct str icc, enum image_space space) {
    static const cmsColorSpaceSignature wanted[] = {cmsSigGrayData, cmsSigRgbData, cmsSigCmykData};
    if (icc.len > UINT32_MAX) return false;
    cmsHPROFILE profile = cmsOpenProfileFromMem(icc.s, (cmsUInt32Number)icc.len);
    if (!profile) return false;
    cmsProfileClassSignature kind = cmsGetDeviceClass(profile);
    bool fits = cmsGetColorSpace(profile) == wanted[space] && cmsGetEncodedICCversion(profile) < 0x05000000 &&
                (kind == cmsSigInputClass || kind == cmsSigDisplayClass || kind == cmsSigOutputClass ||
                 kind == cmsSigColorSpaceClass);
    cmsCloseProfile(profile);
    return fits;
}

static uint32_t profile_object(struct pictures *pictures, const struct image *image) {
    uint64_t key = hash64(HASH64_SEED + (uint64_t)image->space, image->icc.s, image->icc.len);
    for (size_t i = 0; i < pictures->profiles.len; i++)
        if (pictures->profiles.at[i].key == key) return pictures->profiles.at[i].object;
    struct profile_object *entry = vec_push(pictures->w->arena, &pictures->profiles);
    entry->key = key;
    if (picture_profile_fits(image->icc, image->space)) {
        struct buf body;
        buf_init(&body, pictures->w->arena);
        buf_printf(&body, "/N %u", components_of(image->space));
        entry->object = store_deflated(pictures->w->store, buf_view(&body), image->icc);
    } else {
        diag(pictures->w->ctx, DIAG_IMAGE_PROFILE, place_nowhere(), "%s", image->path);
    }
    return entry->object;
}

/* RGB on the press is not a device's own. */
static uint32_t srgb_object(struct pictures *pictures) {
    if (!pictures->srgb)
        pictures->srgb = store_deflated(pictures->w->store, STR("/N 3"), metadata_srgb(pictures->w->arena));
    return pictures->srgb;
}

/* `components`: of the samples as they are written; inks need no profile, the output intent is theirs. */
static void put_space(struct pictures *pictures, struct buf *out, const struct image *image, unsigned components) {
    bool press = pictures->w->inks != NULL;
    uint32_t object = 0;
    if (image->icc.len && !(press && components != 3)) object = profile_object(pictures, image);
    if (!object && press && components == 3) object = srgb_object(pictures);
    if (object) {
        buf_puts(out, "[/ICCBased");
        value_ref(out, object);
        buf_putc(out, ']');
    } else {
        buf_puts(out, components == 1 ? "/DeviceGray" : components == 3 ? "/DeviceRGB" : "/DeviceCMYK");
    }
}

static void put_hex(struct buf *out, struct str bytes) {
    static const char digits[] = "0123456789ABCDEF";
    buf_putc(out, '<');
    for (size_t i = 0; i < bytes.len; i++) {
        buf_putc(out, digits[(unsigned char)bytes.s[i] >> 4]);
        buf_putc(out, digits[(unsigned char)bytes.s[i] & 0xF]);
    }
    buf_putc(out, '>');
}

/* ---- the file's own data --------------------------------------------------------------------------------------- */

static void put_size(struct buf *out, uint32_t width, uint32_t height, unsigned depth) {
    buf_printf(out, "/Type/XObject/Subtype/Image/Width %lu/Height %lu/BitsPerComponent %u", (unsigned long)width,
               (unsigned long)height, depth);
}

/* `colours`: components of a colour of the palette. */
static void put_palette(struct pictures *pictures, struct buf *out, const struct image *image, struct str palette,
                        unsigned colours) {
    buf_puts(out, "[/Indexed");
    put_space(pictures, out, image, colours);
    buf_printf(out, " %zu", palette.len / colours - 1);
    put_hex(out, palette);
    buf_putc(out, ']');
}

static void put_packed_space(struct pictures *pictures, struct buf *out, const struct image *image,
                             const struct image_packed *packed) {
    bool inks = false;
    buf_puts(out, "/ColorSpace");
    if (pictures->w->inks) inks_pass(pictures->w, image, &inks);
    if (inks)
        put_palette(pictures, out, image, inks_palette(pictures->w->inks, image, packed->palette), 4);
    else if (packed->palette.len)
        put_palette(pictures, out, image, packed->palette, 3);
    else
        put_space(pictures, out, image, components_of(image->space));
}

static uint32_t write_packed(struct pictures *pictures, const struct image *image, const struct image_packed *packed) {
    struct buf body;
    buf_init(&body, pictures->w->arena);
    put_size(&body, image->width, image->height, packed->depth);
    put_packed_space(pictures, &body, image, packed);
    if (image->format == IMAGE_JPEG) {
        buf_puts(&body, "/Filter/DCTDecode");
        if (image->adobe_inverted) buf_puts(&body, "/Decode[1 0 1 0 1 0 1 0]");
    } else {
        buf_printf(&body, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %lu>>",
                   packed->components, packed->depth, (unsigned long)image->width);
    }
    return store_stream(pictures->w->store, buf_view(&body), packed->data);
}

/* ---- decoded pixels -------------------------------------------------------------------------------------------- */

/* Each byte told by the pixel to its left (predictor 2), in place: drawings and photographs both deflate better. */
static struct str differences(uint8_t *samples, size_t row, size_t rows, unsigned components) {
    for (size_t y = 0; y < rows; y++) {
        uint8_t *at = samples + y * row;
        for (size_t x = row; x-- > components;) at[x] = (uint8_t)(at[x] - at[x - components]);
    }
    return (struct str){(const char *)samples, rows * row};
}

static void put_predictor(struct buf *body, unsigned components, uint32_t width) {
    buf_printf(body, "/DecodeParms<</Predictor 2/Colors %u/Columns %lu>>", components, (unsigned long)width);
}

static uint32_t write_mask(struct pictures *pictures, struct image_pixels *pixels) {
    struct buf body;
    buf_init(&body, pictures->w->arena);
    put_size(&body, pixels->width, pixels->height, 8);
    buf_puts(&body, "/ColorSpace/DeviceGray");
    put_predictor(&body, 1, pixels->width);
    return store_deflated(pictures->w->store, buf_view(&body),
                          differences(pixels->alpha, pixels->width, pixels->height, 1));
}

/* Spoils the pixels. */
static uint32_t write_pixels(struct pictures *pictures, const struct image *image, struct image_pixels *pixels) {
    struct arena *arena = pictures->w->arena;
    struct buf body;
    struct str jpeg = {NULL, 0};
    uint32_t mask = pixels->alpha ? write_mask(pictures, pixels) : 0;
    buf_init(&body, arena);
    put_size(&body, pixels->width, pixels->height, 8);
    buf_puts(&body, "/ColorSpace");
    put_space(pictures, &body, image, pixels->components);
    if (mask) {
        buf_puts(&body, "/SMask");
        value_ref(&body, mask);
    }
    if (image->format == IMAGE_JPEG && image_encode_jpeg(arena, pixels, JPEG_QUALITY, &jpeg)) {
        buf_puts(&body, "/Filter/DCTDecode");
        return store_stream(pictures->w->store, buf_view(&body), jpeg);
    }
    put_predictor(&body, pixels->components, pixels->width);
    size_t row = (size_t)pixels->width * pixels->components;
    return store_deflated(pictures->w->store, buf_view(&body),
                          differences(pixels->samples, row, pixels->height, pixels->components));
}

/* ---- scaling --------------------------------------------------------------------------------------------------- */

/* Mean of each square of factor x factor pixels, of what there is of it at the right and at the foot. */
static uint8_t *shrink(struct arena *arena, const uint8_t *from, const struct image_pixels *old, unsigned components,
                       unsigned factor) {
    uint32_t width = (old->width + factor - 1) / factor, height = (old->height + factor - 1) / factor;
    uint8_t *to = arena_array(arena, (size_t)width * height, components), *out = to;
    assert(components > 0 && factor > 0);
    for (uint32_t y = 0; y < height; y++) {
        uint32_t y0 = y * factor, rows = old->height - y0 < factor ? old->height - y0 : factor;
        for (uint32_t x = 0; x < width; x++) {
            uint32_t x0 = x * factor, columns = old->width - x0 < factor ? old->width - x0 : factor;
            uint32_t sums[4] = {0}, count = rows * columns;
            assert(count > 0);
            for (uint32_t row = y0; row < y0 + rows; row++) {
                const uint8_t *at = from + ((size_t)row * old->width + x0) * components;
                for (uint32_t column = 0; column < columns; column++)
                    for (unsigned i = 0; i < components; i++) sums[i] += *at++;
            }
            for (unsigned i = 0; i < components; i++) *out++ = (uint8_t)((sums[i] + count / 2) / count);
        }
    }
    return to;
}

static void scale_down(struct arena *arena, struct image_pixels *pixels, unsigned factor) {
    const struct image_pixels old = *pixels;
    if (factor <= 1) return;
    pixels->samples = shrink(arena, old.samples, &old, old.components, factor);
    if (old.alpha) pixels->alpha = shrink(arena, old.alpha, &old, 1, factor);
    pixels->width = (old.width + factor - 1) / factor;
    pixels->height = (old.height + factor - 1) / factor;
}

/* 1, 2, 4 or 8: halved while the picture is finer than the profile wants in both directions. */
static unsigned factor_for(const struct profile *profile, const struct image *image, mpt w, mpt h) {
    bool turned = image->orientation >= 5;
    uint32_t across = turned ? image->height : image->width, down = turned ? image->width : image->height;
    unsigned factor = 1;
    if (profile->image_ppi == 0) return 1;
    while (factor < FACTOR_MAX && (int64_t)across * 72 * MPT_PER_PT > w * (int64_t)profile->image_ppi * factor &&
           (int64_t)down * 72 * MPT_PER_PT > h * (int64_t)profile->image_ppi * factor)
        factor *= 2;
    return factor;
}

/* ---- the picture ----------------------------------------------------------------------------------------------- */

static uint32_t write_decoded(struct pictures *pictures, const struct image *image, unsigned factor,
                              const struct colour *ground) {
    struct image_pixels pixels;
    struct ctx ctx = *pictures->w->ctx;
    ctx.arena = pictures->w->arena; /* pixels need not outlive the file */
    if (!image_decode_reduced(&ctx, image, &factor, &pixels)) return 0;
    scale_down(pictures->w->arena, &pixels, factor);
    if (pictures->w->inks) {
        inks_convert(pictures->w->inks, image, ground, &pixels);
        pictures->ink = inks_most(&pixels);
    }
    return write_pixels(pictures, image, &pixels);
}

/* As it stands in the file; 0: it must be decoded. */
static uint32_t write_as_is(struct pictures *pictures, const struct image *image) {
    struct image_packed packed;
    struct image_pixels pixels;
    struct writer *w = pictures->w;
    bool palette;
    if (w->inks && !inks_pass(w, image, &palette)) return 0;
    if (!image_packed(w->arena, image, &packed)) return 0;
    if (w->inks && image->space == IMAGE_CMYK && image_decode(w->ctx, image, &pixels))
        pictures->ink = inks_most(&pixels);
    return write_packed(pictures, image, &packed);
}

/* Pictures without alpha look the same on any ground. */
static struct colour ground_for(const struct pictures *pictures, const struct image *image,
                                const struct colour *ground) {
    bool mixed = image->alpha && !pictures->w->profile->alpha;
    return mixed ? *ground : (struct colour){0, 0, 0, 0, 0, 0, 0};
}

uint32_t picture_object(struct pictures *pictures, const struct image *image, mpt w, mpt h,
                        const struct colour *ground) {
    unsigned factor = factor_for(pictures->w->profile, image, w, h);
    const struct colour mixed = ground_for(pictures, image, ground);
    for (size_t i = 0; i < pictures->written.len; i++) {
        const struct picture *p = &pictures->written.at[i];
        if (p->key == image->key && p->factor == factor && colour_same(&p->ground, &mixed)) return p->object;
    }
    pictures->ink = 0;
    uint32_t object = factor == 1 ? write_as_is(pictures, image) : 0;
    if (!object) object = write_decoded(pictures, image, factor, &mixed);
    struct picture *picture = vec_push(pictures->w->arena, &pictures->written);
    *picture = (struct picture){image->key, factor, mixed, pictures->ink, object};
    return object;
}

int picture_ink(const struct pictures *pictures, const struct image *image) {
    int most = 0;
    for (size_t i = 0; i < pictures->written.len; i++)
        if (pictures->written.at[i].key == image->key && pictures->written.at[i].ink > most)
            most = pictures->written.at[i].ink;
    return most;
}
