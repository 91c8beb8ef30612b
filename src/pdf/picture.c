/* Image XObjects (ISO 32000-1, 8.9).
 *
 * The data of a picture is made elsewhere (pixels.c), once for all files; here it gets its dictionary: colour space,
 * filter, mask. Equal wants are one object, profiles are told apart by the hash of theirs, so each is in the file once.
 */
#include "pdf/picture.h"

#include <lcms2.h>

#include "base/hash.h"
#include "base/vec.h"
#include "pdf/ahead.h"
#include "pdf/light.h"
#include "pdf/metadata.h"
#include "pdf/value.h"

struct picture {
    const struct picture_made *made; /* one for each want */
    uint32_t object;
};
VEC(picture_list, struct picture);

VEC(want_list, struct picture_want);

/* What is known of an image, whatever it was made into. */
struct picture_known {
    uint64_t key;
    int ink;                  /* most on one spot [%] */
    bool said;                /* that it is broken, or its profile */
    struct want_list unasked; /* whose ink is in none of that yet */
};
VEC(picture_known_list, struct picture_known);

struct profile_object {
    uint64_t key;
    uint32_t object; /* 0: not usable */
};
VEC(profile_list, struct profile_object);

struct pictures {
    struct writer *w;
    struct picture_list written;
    struct picture_known_list known;
    struct profile_list profiles;
    uint32_t srgb; /* profile object for RGB pictures without one, where a device space is not allowed */
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
        entry->object = store_deflated(pictures->w->store, STORE_SMALL, buf_view(&body), image->icc);
    }
    return entry->object;
}

/* RGB on the press is not a device's own. */
static uint32_t srgb_object(struct pictures *pictures) {
    if (!pictures->srgb)
        pictures->srgb =
            store_deflated(pictures->w->store, STORE_SMALL, STR("/N 3"), metadata_srgb(pictures->w->arena, false));
    return pictures->srgb;
}

/* `components`: of the samples as they are written; inks need no profile, the output intent is theirs. The image's own
 * goes with samples in its own space. */
static void put_space(struct pictures *pictures, struct buf *out, const struct image *image, unsigned components) {
    bool press = pictures->w->inks != NULL;
    bool own =
        image->icc.len && components == components_of(image->space) && !light_converts(pictures->w->profile, image);
    uint32_t object = 0;
    if (own && !(press && components != 3)) object = profile_object(pictures, image);
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
                             const struct picture_made *made) {
    buf_puts(out, "/ColorSpace");
    if (made->inks.len)
        put_palette(pictures, out, image, made->inks, 4);
    else if (made->packed.palette.len)
        put_palette(pictures, out, image, made->packed.palette, 3);
    else
        put_space(pictures, out, image, components_of(image->space));
}

static uint32_t write_packed(struct pictures *pictures, const struct image *image, const struct picture_made *made) {
    const struct image_packed *packed = &made->packed;
    struct buf body;
    buf_init(&body, pictures->w->arena);
    put_size(&body, image->width, image->height, packed->depth);
    put_packed_space(pictures, &body, image, made);
    if (image->format == IMAGE_JPEG) {
        buf_puts(&body, "/Filter/DCTDecode");
        if (image->adobe_inverted) buf_puts(&body, "/Decode[1 0 1 0 1 0 1 0]");
    } else {
        buf_printf(&body, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %lu>>",
                   packed->components, packed->depth, (unsigned long)image->width);
    }
    return store_stream(pictures->w->store, buf_view(&body), packed->data);
}

/* ---- made data ------------------------------------------------------------------------------------------------- */

static void put_deflated(struct buf *body, unsigned components, uint32_t width) {
    buf_printf(body, "/Filter/FlateDecode/DecodeParms<</Predictor 2/Colors %u/Columns %lu>>", components,
               (unsigned long)width);
}

static uint32_t write_mask(struct pictures *pictures, const struct picture_made *made) {
    struct buf body;
    buf_init(&body, pictures->w->arena);
    put_size(&body, made->width, made->height, 8);
    buf_puts(&body, "/ColorSpace/DeviceGray");
    put_deflated(&body, 1, made->width);
    return store_stream(pictures->w->store, buf_view(&body), made->mask);
}

static uint32_t write_made(struct pictures *pictures, const struct image *image, const struct picture_made *made) {
    struct buf body;
    uint32_t mask = made->mask.len ? write_mask(pictures, made) : 0;
    buf_init(&body, pictures->w->arena);
    put_size(&body, made->width, made->height, 8);
    buf_puts(&body, "/ColorSpace");
    put_space(pictures, &body, image, made->components);
    if (mask) {
        buf_puts(&body, "/SMask");
        value_ref(&body, mask);
    }
    if (made->jpeg)
        buf_puts(&body, "/Filter/DCTDecode");
    else
        put_deflated(&body, made->components, made->width);
    return store_stream(pictures->w->store, buf_view(&body), made->data);
}

/* ---- the picture ----------------------------------------------------------------------------------------------- */

static struct picture_known *known_of(struct pictures *pictures, const struct image *image) {
    for (size_t i = 0; i < pictures->known.len; i++)
        if (pictures->known.at[i].key == image->key) return &pictures->known.at[i];
    struct picture_known *known = vec_push(pictures->w->arena, &pictures->known);
    known->key = image->key;
    return known;
}

/* In a file in light the profile is put beside the pixels, in one in inks it was used to convert them. */
static bool is_unfit(const struct pictures *pictures, const struct image *image, const struct picture_made *made) {
    if (image->icc_broken || pictures->w->inks) return image->icc_broken || made->unfit;
    return image->icc.len && !picture_profile_fits(image->icc, image->space);
}

static void note(struct pictures *pictures, const struct paint_item *item, const struct picture_want *want,
                 const struct picture_made *made) {
    const struct image *image = item->image.image;
    struct picture_known *known = known_of(pictures, image);
    if (want->look == LOOK_DAMAGE && !made->as_is && !made->wrong)
        *vec_push(pictures->w->arena, &known->unasked) = *want;
    if (made->ink > known->ink) known->ink = made->ink;
    if (known->said) return;
    known->said = true;
    if (made->wrong)
        diag(pictures->w->ctx, DIAG_IMAGE_BROKEN, item->place, "%s: %s", image->path, made->wrong);
    else if (is_unfit(pictures, image, made))
        diag(pictures->w->ctx, DIAG_IMAGE_PROFILE, item->place, "%s", image->path);
}

uint32_t picture_object(struct pictures *pictures, const struct paint_item *item, const struct colour *ground) {
    struct writer *w = pictures->w;
    const struct image *image = item->image.image;
    struct picture_want want = picture_want(w->profile, w->input->print, item, ground);
    want.look = ahead_look(w->ahead);
    const struct picture_made *made = ahead_take(w->ahead, &want);
    for (size_t i = 0; i < pictures->written.len; i++)
        if (pictures->written.at[i].made == made) return pictures->written.at[i].object;
    struct picture *picture = vec_push(w->arena, &pictures->written);
    picture->made = made;
    note(pictures, item, &want, made);
    if (made->as_is)
        picture->object = write_packed(pictures, image, made);
    else if (!made->wrong)
        picture->object = write_made(pictures, image, made);
    return picture->object;
}

int picture_ink(struct pictures *pictures, const struct image *image) {
    struct picture_known *known = known_of(pictures, image);
    for (; known->unasked.len > 0; known->unasked.len--) {
        struct picture_want want = known->unasked.at[known->unasked.len - 1];
        want.look = LOOK_INK;
        int ink = ahead_take(pictures->w->ahead, &want)->ink;
        if (ink > known->ink) known->ink = ink;
    }
    return known->ink;
}
