/* Pictures in the inks of a press.
 *
 * RGB goes from the picture's own profile, or sRGB, to the output profile. lcms2 is asked once for each source, at the
 * nodes of a grid; between them colours are interpolated here, in the tetrahedron that they lie in. That is what lcms2
 * does itself for 8 bits, with nearly the same error against its exact way, in a quarter of the time, because there are
 * no branches and four inks share a multiplication.
 *
 * Grey pictures become black ink alone: a table says which amount of black gives the lightness of each grey, read off
 * the output profile's own K ramp, so that a grey photograph keeps its tones and its place on one plate. CMYK is left
 * as it came: its numbers were made for some press, and converting them would put other inks under black text.
 *
 * The limit of total ink is kept by taking out of cyan, magenta and yellow alike, as an ink-limiting device link does
 * (cmsCreateInkLimitingDeviceLink), pixel by pixel, because a profile made for coated paper does not know the limit of
 * the shop.
 *
 * Pictures are converted by several threads at once: links are made under a lock, one at a time, and then only read.
 *
 * Rejected: black generation of our own (the profile knows its press); CMYK to CMYK (see above).
 */
#include "pdf/print.h"

#include <lcms2.h>
#include <pthread.h>
#include <string.h>

#include "base/hash.h"
#include "base/vec.h"
#include "pdf/picture.h"

#define FULL 255
#define INK_FULL 1000 /* of struct colour */
#define NODES 25      /* of the grid in each direction; the mean error is 0.17 % of an ink, 33 would give 0.13 % */

struct inks_link {
    uint64_t key;            /* of the source's profile and space; 0 bytes or an unfit one: sRGB */
    uint64_t *nodes;         /* RGB: inks at each node, 16 bits each for a step of 8, C in the lowest */
    uint8_t black[FULL + 1]; /* grey: black ink for each step */
};
VEC(links, struct inks_link *);

/* Where one of 256 steps of a channel lies in the grid: how far past a node [1/256] in the bits from 16 on, below them
 * the way to the next node; in the high half where the node below it begins. */
struct inks_steps {
    uint64_t at[3][FULL + 1];
};

struct inks {
    struct arena *arena;
    const struct print_spec *print;
    cmsHPROFILE output;
    char name[128];
    pthread_mutex_t lock; /* of links and of the arena */
    struct links links;
    struct inks_steps steps;
};

const char *inks_profile_name(const struct inks *inks) { return inks->name; }

static void close_profile(void *profile) { cmsCloseProfile(profile); }
static void destroy_lock(void *lock) { pthread_mutex_destroy(lock); }
/* ISO 15930-4 and -7: an output profile; PDF 1.4 knows ICC 2, PDF 1.6 ICC up to 4.2. */
static bool usable(const struct print_spec *print, cmsHPROFILE profile) {
    cmsUInt32Number newest = print->standard == PRINT_X1A ? 0x02FFFFFF : 0x0420FFFF;
    return cmsGetDeviceClass(profile) == cmsSigOutputClass && cmsGetColorSpace(profile) == cmsSigCmykData &&
           cmsGetEncodedICCversion(profile) <= newest;
}

/* The last step is the last node. */
static void fill_steps(struct inks_steps *steps) {
    static const uint32_t ways[3] = {NODES * NODES, NODES, 1};
    for (int c = 0; c < 3; c++)
        for (uint32_t i = 0; i <= FULL; i++) {
            uint32_t at = i < FULL ? i * (NODES - 1) * 256 / FULL : (NODES - 1) * 256;
            uint32_t node = i < FULL ? at >> 8 : NODES - 2;
            steps->at[c][i] = (uint64_t)(node * ways[c]) << 32 | (at - node * 256) << 16 | ways[c];
        }
}

struct inks *inks_new(struct ctx *ctx, const struct print_spec *print) {
    struct inks *inks = ARENA_NEW(ctx->arena, struct inks);
    inks->arena = arena_new(); /* of its own, because threads take from it */
    arena_defer_free(ctx->arena, inks->arena);
    inks->print = print;
    if (print->profile.len <= UINT32_MAX)
        inks->output = cmsOpenProfileFromMem(print->profile.s, (cmsUInt32Number)print->profile.len);
    if (inks->output) arena_defer(ctx->arena, close_profile, inks->output);
    fill_steps(&inks->steps);
    if (!inks->output || !usable(print, inks->output) || pthread_mutex_init(&inks->lock, NULL) != 0) {
        diag(ctx, DIAG_PRINT_PROFILE, print->profile_place, "%s", print->profile_path);
        return NULL;
    }
    arena_defer(ctx->arena, destroy_lock, &inks->lock);
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

static void link_grey(struct inks *inks, cmsHPROFILE source, struct inks_link *link) {
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
    match_black(grey, paper, inks->print->black_point, link->black);
}

/* Four inks in one number, in steps of 8 bits. */
static uint64_t node_of(const uint16_t *inks) {
    uint64_t node = 0;
    for (int i = 0; i < 4; i++) node |= ((uint64_t)inks[i] * FULL + 0x7FFF) / 0xFFFF << (16 * i);
    return node;
}

static void fill_row(cmsHTRANSFORM transform, unsigned r, unsigned g, uint64_t *row) {
    uint16_t rgb[NODES * 3], inks[NODES * 4];
    for (unsigned b = 0; b < NODES; b++) {
        rgb[b * 3] = (uint16_t)(r * 0xFFFF / (NODES - 1));
        rgb[b * 3 + 1] = (uint16_t)(g * 0xFFFF / (NODES - 1));
        rgb[b * 3 + 2] = (uint16_t)(b * 0xFFFF / (NODES - 1));
    }
    cmsDoTransform(transform, rgb, inks, NODES);
    for (unsigned b = 0; b < NODES; b++) row[b] = node_of(inks + (size_t)b * 4);
}

static void link_colour(struct inks *inks, cmsHPROFILE source, struct inks_link *link) {
    cmsUInt32Number flags = cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE;
    if (inks->print->black_point) flags |= cmsFLAGS_BLACKPOINTCOMPENSATION;
    cmsHTRANSFORM transform = cmsCreateTransform(source, TYPE_RGB_16, inks->output, TYPE_CMYK_16,
                                                 (cmsUInt32Number)inks->print->intent, flags);
    link->nodes = ARENA_ARRAY(inks->arena, NODES * NODES * NODES, uint64_t);
    if (!transform) return;
    for (unsigned r = 0; r < NODES; r++)
        for (unsigned g = 0; g < NODES; g++) fill_row(transform, r, g, link->nodes + (r * NODES + g) * NODES);
    cmsDeleteTransform(transform);
}

static struct inks_link *link_new(struct inks *inks, const struct image *image, uint64_t key) {
    struct inks_link *link = ARENA_NEW(inks->arena, struct inks_link);
    link->key = key;
    cmsHPROFILE source = source_profile(image);
    if (image->space == IMAGE_GRAY)
        link_grey(inks, source, link);
    else
        link_colour(inks, source, link);
    cmsCloseProfile(source);
    *vec_push(inks->arena, &inks->links) = link;
    return link;
}

static const struct inks_link *link_for(struct inks *inks, const struct image *image) {
    uint64_t key = hash64(HASH64_SEED + (uint64_t)image->space, image->icc.s, image->icc.len);
    struct inks_link *found = NULL;
    pthread_mutex_lock(&inks->lock);
    for (size_t i = 0; i < inks->links.len && !found; i++)
        if (inks->links.at[i]->key == key) found = inks->links.at[i];
    if (!found) found = link_new(inks, image, key);
    pthread_mutex_unlock(&inks->lock);
    return found;
}

bool inks_unfit(const struct image *image) {
    return image->icc.len && image->space != IMAGE_CMYK && !picture_profile_fits(image->icc, image->space);
}

/* ---- total ink ------------------------------------------------------------------------------------------------- */

static unsigned sum_of(const uint8_t *ink) { return (unsigned)ink[0] + ink[1] + ink[2] + ink[3]; }

static unsigned larger(unsigned a, unsigned b) { return a > b ? a : b; }

/* The highest sum that is allowed, 255 = one full ink; `percent` 0: any. */
static unsigned most_allowed(int64_t percent) { return percent > 0 ? (unsigned)(percent * FULL / 100) : 4 * FULL; }

/* Takes out of the colours what is too much; returns the sum that is left. */
static unsigned hold(uint8_t *ink, unsigned most) {
    unsigned colours = (unsigned)ink[0] + ink[1] + ink[2], kept = most > ink[3] ? most - ink[3] : 0;
    for (int i = 0; i < 3; i++) ink[i] = (uint8_t)(ink[i] * kept / colours);
    return sum_of(ink);
}

static int percent_of(unsigned sum) { return (int)((sum * 100 + FULL / 2) / FULL); }

static unsigned highest_sum(const uint8_t *inks, size_t count) {
    unsigned found = 0;
    for (size_t i = 0; i < count; i++) found = larger(found, sum_of(inks + i * 4));
    return found;
}

int inks_most(const struct image_pixels *pixels) {
    if (pixels->components != 4) return 0;
    return percent_of(highest_sum(pixels->samples, (size_t)pixels->width * pixels->height));
}

/* ---- between the nodes ----------------------------------------------------------------------------------------- */

static uint32_t higher(uint32_t a, uint32_t b) { return a > b ? a : b; }
static uint32_t lower(uint32_t a, uint32_t b) { return a < b ? a : b; }

/* Four inks, each in 16 bits. The way from the lowest corner of the cell to the highest goes along the largest fraction
 * first (Kasson, Plouffe, Nin, 1993: tetrahedral interpolation); weights sum up to 256, so no ink overflows its bits.
 */
static uint64_t interpolate(const uint64_t *nodes, uint64_t red, uint64_t green, uint64_t blue) {
    const uint32_t r = (uint32_t)red, g = (uint32_t)green, b = (uint32_t)blue;
    const uint32_t high = higher(r, g), low = lower(r, g), rest = lower(high, b);
    const uint32_t most = higher(high, b), middle = higher(rest, low), least = lower(rest, low);
    const uint32_t all = NODES * NODES + NODES + 1, way = 0xFFFF;
    const uint64_t *corner = nodes + ((red + green + blue) >> 32);
    const uint64_t sum = corner[0] * (256 - (most >> 16)) + corner[most & way] * ((most >> 16) - (middle >> 16)) +
                         corner[all - (least & way)] * ((middle >> 16) - (least >> 16)) + corner[all] * (least >> 16);
    return ((sum + 0x0080008000800080u) >> 8) & 0x00FF00FF00FF00FFu;
}

/* Compilers make twelve instructions of four bytes written one by one. */
static void put_low_first(uint8_t *out, uint32_t bytes) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap32(bytes);
#endif
    memcpy(out, &bytes, sizeof bytes);
}

/* Returns the highest sum of inks, after the limit has been kept. */
static unsigned to_cmyk(const struct inks_rows *rows, const uint8_t *rgb, size_t count, uint8_t *out) {
    const struct inks_steps *steps = rows->steps;
    const uint64_t *nodes = rows->link->nodes;
    const unsigned most = most_allowed(rows->limit);
    unsigned found = 0;
    for (const uint8_t *first = rgb; count > 0; count--, rgb += 3, out += 4) {
        /* a sky that is burnt out, a drawing, a scanned sheet */
        if (rgb != first && rgb[0] == rgb[-3] && rgb[1] == rgb[-2] && rgb[2] == rgb[-1]) {
            memcpy(out, out - 4, 4);
            continue;
        }
        const uint64_t inks = interpolate(nodes, steps->at[0][rgb[0]], steps->at[1][rgb[1]], steps->at[2][rgb[2]]);
        const uint64_t closer = (inks | inks >> 8) & 0x0000FFFF0000FFFFu;
        const uint32_t bytes = (uint32_t)(closer | closer >> 16);
        const uint32_t two = (uint32_t)(inks + (inks >> 32));
        unsigned sum = (two + (two >> 16)) & 0xFFFF;
        put_low_first(out, bytes);
        if (sum > most) sum = hold(out, most);
        found = larger(found, sum);
    }
    return found;
}

/* ---- conversion ------------------------------------------------------------------------------------------------ */

bool inks_pass(const struct inks *inks, const struct image *image, bool *palette) {
    *palette = false;
    if (image->space == IMAGE_CMYK || (image->space == IMAGE_GRAY && image->depth == 1)) return true;
    if (image->space == IMAGE_RGB && inks->print->keep_rgb) return true;
    *palette = image->indexed && image->space == IMAGE_RGB;
    return *palette;
}

struct inks_rows inks_rows(struct inks *inks, const struct image *image) {
    struct inks_rows rows = {.limit = inks->print->limits.total_ink};
    bool keep = image->space == IMAGE_RGB && inks->print->keep_rgb;
    rows.components = image->space == IMAGE_GRAY ? 1 : keep ? 3 : 4;
    rows.source = image->space == IMAGE_GRAY ? 1 : image->space == IMAGE_RGB ? 3 : 4;
    if (image->space != IMAGE_CMYK && !keep) rows.link = link_for(inks, image);
    rows.steps = &inks->steps;
    return rows;
}

void inks_convert_row(void *user, const uint8_t *row, uint32_t width, uint8_t *out) {
    struct inks_rows *rows = user;
    if (!rows->link) {
        memcpy(out, row, (size_t)width * rows->components);
        if (rows->components == 4) rows->most = larger(rows->most, highest_sum(out, width));
    } else if (rows->source == 3) {
        rows->most = larger(rows->most, to_cmyk(rows, row, width, out));
    } else { /* black alone stays a grey, 255 = no ink */
        for (uint32_t x = 0; x < width; x++) out[x] = (uint8_t)(FULL - rows->link->black[row[x]]);
    }
}

int inks_rows_most(const struct inks_rows *rows) { return percent_of(rows->most); }

struct str inks_palette(struct inks *inks, const struct image *image, struct str rgb, struct arena *arena) {
    size_t count = rgb.len / 3;
    struct inks_rows rows = inks_rows(inks, image);
    uint8_t *out = arena_array(arena, count, 4);
    inks_convert_row(&rows, (const uint8_t *)rgb.s, (uint32_t)count, out);
    return (struct str){(const char *)out, count * 4};
}

void inks_colour(struct inks *inks, struct colour *colour) {
    static const struct image grey = {.space = IMAGE_GRAY}, light = {.space = IMAGE_RGB};
    const uint8_t rgb[3] = {colour->r, colour->g, colour->b};
    uint8_t cmyk[4];
    if (rgb[0] == rgb[1] && rgb[1] == rgb[2]) {
        colour->k = (uint16_t)(rgb[0] ? (link_for(inks, &grey)->black[rgb[0]] * INK_FULL + FULL / 2) / FULL : INK_FULL);
        return;
    }
    struct inks_rows rows = inks_rows(inks, &light);
    rows.link = link_for(inks, &light); /* also where pictures stay RGB */
    to_cmyk(&rows, rgb, 1, cmyk);
    uint16_t *const out[4] = {&colour->c, &colour->m, &colour->y, &colour->k};
    for (int i = 0; i < 4; i++) *out[i] = (uint16_t)((cmyk[i] * INK_FULL + FULL / 2) / FULL);
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

void inks_flatten(const struct colour *ground, struct arena *arena, struct image_pixels *pixels) {
    const uint8_t below[4] = {ink_step(ground->c), ink_step(ground->m), ink_step(ground->y), ink_step(ground->k)};
    size_t count = (size_t)pixels->width * pixels->height;
    if (pixels->components == 1 && (below[0] || below[1] || below[2])) widen(arena, pixels);
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

void inks_convert(struct inks *inks, const struct image *image, struct arena *arena, struct image_pixels *pixels) {
    struct inks_rows rows = inks_rows(inks, image);
    size_t from = (size_t)pixels->width * pixels->components, to = (size_t)pixels->width * rows.components;
    uint8_t *out = arena_array(arena, pixels->height, to);
    for (size_t y = 0; y < pixels->height; y++)
        inks_convert_row(&rows, pixels->samples + y * from, pixels->width, out + y * to);
    pixels->samples = out;
    pixels->components = rows.components;
}
