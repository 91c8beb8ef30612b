/* Pictures in the inks of a press.
 *
 * RGB goes through lcms2 from the picture's own profile, or sRGB, to the output profile. Grey pictures become black
 * ink alone: a table says which amount of black gives the lightness of each grey, read off the output profile's own
 * K ramp, so that a grey photograph keeps its tones and its place on one plate. CMYK is left as it came: its numbers
 * were made for some press, and converting them would put other inks under black text.
 *
 * The limit of total ink is kept by taking out of cyan, magenta and yellow alike, as an ink-limiting device link does
 * (cmsCreateInkLimitingDeviceLink), pixel by pixel, because a profile made for coated paper does not know the limit of
 * the shop.
 *
 * Rejected: black generation of our own (the profile knows its press); CMYK to CMYK (see above).
 */
#include "pdf/print.h"

#include <lcms2.h>

#include "base/hash.h"
#include "base/vec.h"
#include "pdf/picture.h"

#define FULL 255
#define INK_FULL 1000 /* of struct colour */

struct link {
    uint64_t key;            /* of the source's profile and space; 0 bytes: sRGB */
    cmsHTRANSFORM transform; /* RGB */
    uint8_t black[FULL + 1]; /* grey: black ink for each step */
};
VEC(links, struct link);

struct inks {
    struct writer *w;
    cmsHPROFILE output;
    char name[128];
    struct links links;
};

const char *inks_profile_name(const struct inks *inks) { return inks->name; }

static void close_profile(void *profile) { cmsCloseProfile(profile); }
static void delete_transform(void *transform) { cmsDeleteTransform(transform); }

/* ISO 15930-4 and -7: an output profile; PDF 1.4 knows ICC 2, PDF 1.6 ICC up to 4.2. */
static bool usable(const struct writer *w, cmsHPROFILE profile) {
    cmsUInt32Number newest = w->input->print->standard == PRINT_X1A ? 0x02FFFFFF : 0x0420FFFF;
    return cmsGetDeviceClass(profile) == cmsSigOutputClass && cmsGetColorSpace(profile) == cmsSigCmykData &&
           cmsGetEncodedICCversion(profile) <= newest;
}

struct inks *inks_new(struct writer *w) {
    const struct print_spec *print = w->input->print;
    struct inks *inks = ARENA_NEW(w->arena, struct inks);
    inks->w = w;
    if (print->profile.len <= UINT32_MAX)
        inks->output = cmsOpenProfileFromMem(print->profile.s, (cmsUInt32Number)print->profile.len);
    if (inks->output) arena_defer(w->arena, close_profile, inks->output);
    if (!inks->output || !usable(w, inks->output)) {
        diag(w->ctx, DIAG_PRINT_PROFILE, print->profile_place, "%s", print->profile_path);
        return NULL;
    }
    cmsGetProfileInfoASCII(inks->output, cmsInfoDescription, "en", "US", inks->name, sizeof inks->name);
    return inks;
}

/* ---- links from a source to the inks --------------------------------------------------------------------------- */

static cmsHPROFILE source_profile(const struct image *image) {
    cmsHPROFILE profile = NULL;
    if (image->icc.len && picture_profile_fits(image->icc, image->space))
        profile = cmsOpenProfileFromMem(image->icc.s, (cmsUInt32Number)image->icc.len);
    return profile ? profile : cmsCreate_sRGBProfile();
}

/* Luminance of `count` pixels of a profile, 1 = its white. */
static void luminances(cmsHPROFILE profile, cmsUInt32Number format, const uint8_t *pixels, cmsUInt32Number count,
                       double *out) {
    cmsHPROFILE xyz = cmsCreateXYZProfile();
    cmsHTRANSFORM transform =
        cmsCreateTransform(profile, format, xyz, TYPE_XYZ_DBL, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE);
    cmsCloseProfile(xyz);
    for (cmsUInt32Number i = 0; i < count; i++) {
        double value[3] = {0, 1, 0};
        if (transform) cmsDoTransform(transform, pixels + i * T_CHANNELS(format), value, 1);
        out[i] = value[1];
    }
    if (transform) cmsDeleteTransform(transform);
}

/* Black for each grey: the first step of the ramp that is as dark. The two ramps are brought to one range when the
 * black point is compensated (ISO 18619: linear in luminance). */
static void match_black(const double *grey, const double *ramp, bool compensate, uint8_t *black) {
    double white = grey[FULL], paper = ramp[0], darkest = ramp[FULL];
    double from = grey[0], range = white - from;
    unsigned k = FULL;
    for (unsigned g = 0; g <= FULL; g++) {
        double wanted =
            compensate && range > 0 ? darkest + (grey[g] - from) / range * (paper - darkest) : grey[g] * paper / white;
        while (k > 0 && ramp[k] < wanted) k--;
        bool above = k < FULL && ramp[k] - wanted > wanted - ramp[k + 1];
        black[g] = (uint8_t)(k + above);
    }
    black[FULL] = 0;
}

static void link_grey(struct inks *inks, cmsHPROFILE source, struct link *link) {
    uint8_t greys[(FULL + 1) * 3], ramp[(FULL + 1) * 4] = {0};
    double grey[FULL + 1], paper[FULL + 1];
    bool own = cmsGetColorSpace(source) == cmsSigGrayData;
    unsigned step = own ? 1 : 3;
    for (unsigned i = 0; i <= FULL; i++) {
        for (unsigned c = 0; c < step; c++) greys[i * step + c] = (uint8_t)i;
        ramp[i * 4 + 3] = (uint8_t)i;
    }
    luminances(source, own ? TYPE_GRAY_8 : TYPE_RGB_8, greys, FULL + 1, grey);
    luminances(inks->output, TYPE_CMYK_8, ramp, FULL + 1, paper);
    match_black(grey, paper, inks->w->input->print->black_point, link->black);
}

static void link_colour(struct inks *inks, cmsHPROFILE source, struct link *link) {
    const struct print_spec *print = inks->w->input->print;
    cmsUInt32Number flags = print->black_point ? cmsFLAGS_BLACKPOINTCOMPENSATION : 0;
    link->transform =
        cmsCreateTransform(source, TYPE_RGB_8, inks->output, TYPE_CMYK_8, (cmsUInt32Number)print->intent, flags);
    if (link->transform) arena_defer(inks->w->arena, delete_transform, link->transform);
}

static const struct link *link_for(struct inks *inks, const struct image *image) {
    uint64_t key = hash64(HASH64_SEED + (uint64_t)image->space, image->icc.s, image->icc.len);
    for (size_t i = 0; i < inks->links.len; i++)
        if (inks->links.at[i].key == key) return &inks->links.at[i];
    struct link *link = vec_push(inks->w->arena, &inks->links);
    link->key = key;
    if (image->icc.len && !picture_profile_fits(image->icc, image->space))
        diag(inks->w->ctx, DIAG_IMAGE_PROFILE, place_nowhere(), "%s", image->path);
    cmsHPROFILE source = source_profile(image);
    if (image->space == IMAGE_GRAY)
        link_grey(inks, source, link);
    else
        link_colour(inks, source, link);
    cmsCloseProfile(source);
    return link;
}

/* ---- total ink ------------------------------------------------------------------------------------------------- */

static unsigned sum_of(const uint8_t *ink) { return (unsigned)ink[0] + ink[1] + ink[2] + ink[3]; }

static void limit(uint8_t *inks, size_t count, int64_t percent) {
    unsigned most = (unsigned)(percent * FULL / 100);
    if (percent <= 0) return;
    for (uint8_t *ink = inks; count-- > 0; ink += 4) {
        unsigned sum = sum_of(ink), colours = sum - ink[3];
        if (sum <= most) continue;
        unsigned kept = most > ink[3] ? most - ink[3] : 0;
        for (int i = 0; i < 3; i++) ink[i] = (uint8_t)(ink[i] * kept / colours);
    }
}

int inks_most(const struct image_pixels *pixels) {
    unsigned most = 0;
    size_t count = (size_t)pixels->width * pixels->height;
    for (size_t i = 0; i < count; i++) {
        unsigned sum = pixels->components == 4 ? sum_of(pixels->samples + i * 4) : 0;
        if (sum > most) most = sum;
    }
    return (int)((most * 100 + FULL / 2) / FULL);
}

/* ---- conversion ------------------------------------------------------------------------------------------------ */

bool inks_pass(const struct writer *w, const struct image *image, bool *palette) {
    const struct print_spec *print = w->input->print;
    *palette = false;
    if (image->space == IMAGE_CMYK || (image->space == IMAGE_GRAY && image->depth == 1)) return true;
    if (image->space == IMAGE_RGB && print->keep_rgb && print->standard == PRINT_X4) return true;
    *palette = image->indexed && image->space == IMAGE_RGB;
    return *palette;
}

static uint8_t *to_cmyk(struct inks *inks, const struct image *image, const uint8_t *rgb, size_t count) {
    const struct link *link = link_for(inks, image);
    uint8_t *out = arena_array(inks->w->arena, count, 4);
    if (link->transform) cmsDoTransform(link->transform, rgb, out, (cmsUInt32Number)count);
    limit(out, count, inks->w->input->print->limits.total_ink);
    return out;
}

struct str inks_palette(struct inks *inks, const struct image *image, struct str rgb) {
    size_t count = rgb.len / 3;
    return (struct str){(const char *)to_cmyk(inks, image, (const uint8_t *)rgb.s, count), count * 4};
}

/* Black alone stays a grey, 255 = no ink. */
static void convert_grey(struct inks *inks, const struct image *image, struct image_pixels *pixels) {
    const struct link *link = link_for(inks, image);
    size_t count = (size_t)pixels->width * pixels->height;
    for (size_t i = 0; i < count; i++) pixels->samples[i] = (uint8_t)(FULL - link->black[pixels->samples[i]]);
}

/* Grey over a coloured ground needs all plates. */
static void widen(struct arena *arena, struct image_pixels *pixels) {
    size_t count = (size_t)pixels->width * pixels->height;
    uint8_t *out = arena_array(arena, count, 4);
    for (size_t i = 0; i < count; i++) out[i * 4 + 3] = (uint8_t)(FULL - pixels->samples[i]);
    pixels->samples = out;
    pixels->components = 4;
}

static uint8_t ink_step(unsigned ink) { return (uint8_t)((ink * FULL + INK_FULL / 2) / INK_FULL); }

static void flatten(struct inks *inks, const struct colour *ground, struct image_pixels *pixels) {
    const uint8_t below[4] = {ink_step(ground->c), ink_step(ground->m), ink_step(ground->y), ink_step(ground->k)};
    size_t count = (size_t)pixels->width * pixels->height;
    if (pixels->components == 1 && (below[0] || below[1] || below[2])) widen(inks->w->arena, pixels);
    unsigned components = pixels->components;
    for (size_t i = 0; i < count; i++) {
        unsigned alpha = pixels->alpha[i];
        for (unsigned c = 0; c < components; c++) {
            uint8_t *sample = &pixels->samples[i * components + c];
            unsigned under = components == 1 ? FULL - below[3] : below[c];
            *sample = (uint8_t)((*sample * alpha + under * (FULL - alpha) + FULL / 2) / FULL);
        }
    }
    pixels->alpha = NULL;
}

void inks_convert(struct inks *inks, const struct image *image, const struct colour *ground,
                  struct image_pixels *pixels) {
    const struct print_spec *print = inks->w->input->print;
    bool keep = print->keep_rgb && print->standard == PRINT_X4;
    if (pixels->components == 1) {
        convert_grey(inks, image, pixels);
    } else if (pixels->components == 3 && !keep) {
        pixels->samples = to_cmyk(inks, image, pixels->samples, (size_t)pixels->width * pixels->height);
        pixels->components = 4;
    }
    if (pixels->alpha && !inks->w->profile->alpha) flatten(inks, ground, pixels);
}
