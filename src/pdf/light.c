/* The output intent of a file in light is sRGB, and two kinds of pictures do not go with it. Inks without a profile
 * mean nothing on a screen (ISO 19005-2, 6.2.4.3), and PDF 1.4 knows ICC profiles up to version 2 only
 * (ISO 19005-1, 6.2.3.2). Both become sRGB: by the picture's own profile through lcms2 where there is one, else as
 * light that each ink takes away in its share.
 *
 * Where nothing may be transparent a picture is mixed with the colour that lies below it.
 *
 * Rejected: dropping the newer profile (a photograph in Display P3 would turn pale); the print shop's profile for inks
 * without one (the archive file would depend on who prints the issue).
 */
#include "pdf/light.h"

#include <assert.h>
#include <lcms2.h>

#include "pdf/picture.h"

#define FULL 255u

static bool has_profile(const struct image *image) {
    return image->icc.len && picture_profile_fits(image->icc, image->space);
}

static bool is_newer(struct str icc) {
    cmsHPROFILE profile = cmsOpenProfileFromMem(icc.s, (cmsUInt32Number)icc.len);
    bool newer = profile && cmsGetEncodedICCversion(profile) >= 0x03000000;
    if (profile) cmsCloseProfile(profile);
    return newer;
}

bool light_converts(const struct profile *profile, const struct image *image) {
    if (profile->press) return false;
    if (!has_profile(image)) return image->space == IMAGE_CMYK;
    return profile->icc2 && is_newer(image->icc);
}

static void by_profile(const struct image *image, const struct image_pixels *pixels, uint8_t *rgb, size_t count) {
    static const cmsUInt32Number formats[] = {TYPE_GRAY_8, TYPE_RGB_8, TYPE_CMYK_8};
    cmsHPROFILE from = cmsOpenProfileFromMem(image->icc.s, (cmsUInt32Number)image->icc.len);
    cmsHPROFILE to = cmsCreate_sRGBProfile();
    cmsHTRANSFORM transform = cmsCreateTransform(from, formats[image->space], to, TYPE_RGB_8, INTENT_PERCEPTUAL,
                                                 cmsFLAGS_BLACKPOINTCOMPENSATION);
    if (transform) cmsDoTransform(transform, pixels->samples, rgb, (cmsUInt32Number)count);
    if (transform) cmsDeleteTransform(transform);
    cmsCloseProfile(to);
    cmsCloseProfile(from);
}

static void by_inks(const uint8_t *inks, uint8_t *rgb, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < 3; c++)
            rgb[i * 3 + c] = (uint8_t)(((FULL - inks[i * 4 + c]) * (FULL - inks[i * 4 + 3]) + FULL / 2) / FULL);
}

void light_convert(const struct image *image, struct arena *arena, struct image_pixels *pixels) {
    size_t count = (size_t)pixels->width * pixels->height;
    uint8_t *rgb = arena_array(arena, count, 3);
    if (has_profile(image))
        by_profile(image, pixels, rgb, count);
    else
        by_inks(pixels->samples, rgb, count);
    pixels->samples = rgb;
    pixels->components = 3;
}

static void widen(struct arena *arena, struct image_pixels *pixels) {
    size_t count = (size_t)pixels->width * pixels->height;
    uint8_t *out = arena_array(arena, count, 3);
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < 3; c++) out[i * 3 + c] = pixels->samples[i];
    pixels->samples = out;
    pixels->components = 3;
}

void light_flatten(const struct colour *ground, struct arena *arena, struct image_pixels *pixels) {
    const uint8_t below[3] = {ground->r, ground->g, ground->b};
    size_t count = (size_t)pixels->width * pixels->height;
    if (pixels->components == 1 && (below[0] != below[1] || below[1] != below[2])) widen(arena, pixels);
    const unsigned components = pixels->components;
    assert(components <= 3); /* no format has inks and alpha */
    for (size_t i = 0; i < count; i++) {
        unsigned alpha = pixels->alpha[i];
        for (unsigned c = 0; c < components; c++) {
            uint8_t *sample = &pixels->samples[i * components + c];
            *sample = (uint8_t)((*sample * alpha + below[c] * (FULL - alpha) + FULL / 2) / FULL);
        }
    }
    pixels->alpha = NULL;
}
