/* Pictures in the inks of a press.
 *
 * RGB goes from the picture's own profile, or sRGB, to the output profile. lcms2 is asked once for each source, at the
 * nodes of a grid; between them colours are interpolated here, in the tetrahedron that they lie in. That is what lcms2
 * does itself for 8 bits, with the same error against its exact way, in less than half of the time, because there are
 * no branches and two inks share a multiplication.
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
#define NODES 25      /* of the grid in each direction; the mean error is 0.13 % of an ink, 33 would give 0.08 % */

struct inks_link {
    uint64_t key;            /* of the source's profile and space; 0 bytes: sRGB */
    bool unfit;              /* the source's profile cannot be used, sRGB stands in */
    uint64_t *nodes;         /* RGB: inks at each node, C in the lowest 16 bits, 0xFF00 = full */
    uint8_t black[FULL + 1]; /* grey: black ink for each step */
};
VEC(links, struct inks_link *);

struct inks {
    struct arena *arena;
    const struct print_spec *print;
    cmsHPROFILE output;
    char name[128];
    pthread_mutex_t lock; /* of links and of the arena */
    struct links links;
};

const char *inks_profile_name(const struct inks *inks) { return inks->name; }

static void close_profile(void *profile) { cmsCloseProfile(profile); }
static void destroy_lock(void *lock) { pthread_mutex_destroy(lock); }
static void free_arena(void *arena) { arena_free(arena); }

/* ISO 15930-4 and -7: an output profile; PDF 1.4 knows ICC 2, PDF 1.6 ICC up to 4.2. */
static bool usable(const struct print_spec *print, cmsHPROFILE profile) {
    cmsUInt32Number newest = print->standard == PRINT_X1A ? 0x02FFFFFF : 0x0420FFFF;
    return cmsGetDeviceClass(profile) == cmsSigOutputClass && cmsGetColorSpace(profile) == cmsSigCmykData &&
           cmsGetEncodedICCversion(profile) <= newest;
}

struct inks *inks_new(struct ctx *ctx, const struct print_spec *print) {
    struct inks *inks = ARENA_NEW(ctx->arena, struct inks);
    inks->arena = arena_new(); /* of its own, because threads take from it */
    arena_defer(ctx->arena, free_arena, inks->arena);
    inks->print = print;
    if (print->profile.len <= UINT32_MAX)
        inks->output = cmsOpenProfileFromMem(print->profile.s, (cmsUInt32Number)print->profile.len);
    if (inks->output) arena_defer(ctx->arena, close_profile, inks->output);
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

/* Four inks of 16 bits in one number. */
static uint64_t node_of(const uint16_t *inks) {
    uint64_t node = 0;
    for (int i = 0; i < 4; i++) node |= ((uint64_t)inks[i] * 0xFF00 + 0x7FFF) / 0xFFFF << (16 * i);
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
    link->unfit = image->icc.len && !picture_profile_fits(image->icc, image->space);
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

bool inks_unfit(struct inks *inks, const struct image *image) {
    return image->icc.len && image->space != IMAGE_CMYK && link_for(inks, image)->unfit;
}

/* ---- between the nodes ----------------------------------------------------------------------------------------- */

#define EVEN 0x0000FFFF0000FFFFu /* two of the four inks, with room for a product above each */

/* The last step is the last node. */
static void fill_steps(struct inks_step *steps) {
    for (uint32_t i = 0; i <= FULL; i++) {
        uint32_t at = i * (NODES - 1) * 256 / FULL;
        steps[i] = i == FULL ? (struct inks_step){NODES - 2, 256} : (struct inks_step){at >> 8, at & 0xFF};
    }
}

/* The sum of four nodes, weighed; weights sum up to 256. */
static uint64_t weighed(const uint64_t *nodes, const uint64_t *weights) {
    uint64_t sum = 0x0000800000008000u;
    for (int i = 0; i < 4; i++) sum += (nodes[i] & EVEN) * weights[i];
    return sum;
}

/* The way from the lowest corner of the cell to the highest goes along the largest fraction first (Kasson, Plouffe,
 * Nin, 1993: tetrahedral interpolation). */
static void interpolate(const uint64_t *corner, uint32_t r, uint32_t g, uint32_t b, uint8_t *out) {
    const uint32_t red = NODES * NODES, green = NODES, blue = 1, all = red + green + blue;
    bool red_first = r >= g;
    uint32_t high = red_first ? r : g, low = red_first ? g : r;
    uint32_t to_high = red_first ? red : green, to_low = red_first ? green : red;
    bool blue_first = b >= high, blue_last = b < low;
    uint32_t most = blue_first ? b : high, least = blue_last ? b : low, middle = r + g + b - most - least;
    const uint64_t weights[4] = {256 - most, most - middle, middle - least, least};
    uint64_t nodes[4] = {corner[0], corner[blue_first ? blue : to_high], corner[all - (blue_last ? blue : to_low)],
                         corner[all]};
    uint64_t even = weighed(nodes, weights);
    for (int i = 0; i < 4; i++) nodes[i] >>= 16;
    uint64_t odd = weighed(nodes, weights);
    out[0] = (uint8_t)(even >> 16);
    out[1] = (uint8_t)(odd >> 16);
    out[2] = (uint8_t)(even >> 48);
    out[3] = (uint8_t)(odd >> 48);
}

static void to_cmyk(const struct inks_link *link, const struct inks_step *steps, const uint8_t *rgb, size_t count,
                    uint8_t *out) {
    for (; count > 0; count--, rgb += 3, out += 4) {
        const struct inks_step *r = &steps[rgb[0]], *g = &steps[rgb[1]], *b = &steps[rgb[2]];
        interpolate(link->nodes + ((size_t)r->node * NODES + g->node) * NODES + b->node, r->past, g->past, b->past,
                    out);
    }
}

/* ---- total ink ------------------------------------------------------------------------------------------------- */

static unsigned sum_of(const uint8_t *ink) { return (unsigned)ink[0] + ink[1] + ink[2] + ink[3]; }

/* Returns the highest sum that is left. */
static unsigned limit(uint8_t *inks, size_t count, int64_t percent) {
    unsigned most = percent > 0 ? (unsigned)(percent * FULL / 100) : 4 * FULL, found = 0;
    for (uint8_t *ink = inks; count-- > 0; ink += 4) {
        unsigned sum = sum_of(ink), colours = sum - ink[3];
        if (sum > most) {
            unsigned kept = most > ink[3] ? most - ink[3] : 0;
            for (int i = 0; i < 3; i++) ink[i] = (uint8_t)(ink[i] * kept / colours);
            sum = sum_of(ink);
        }
        if (sum > found) found = sum;
    }
    return found;
}

static int percent_of(unsigned sum) { return (int)((sum * 100 + FULL / 2) / FULL); }

int inks_most(const struct image_pixels *pixels) {
    unsigned most = 0;
    size_t count = (size_t)pixels->width * pixels->height;
    for (size_t i = 0; i < count; i++) {
        unsigned sum = pixels->components == 4 ? sum_of(pixels->samples + i * 4) : 0;
        if (sum > most) most = sum;
    }
    return percent_of(most);
}

/* ---- conversion ------------------------------------------------------------------------------------------------ */

static bool keeps_rgb(const struct inks *inks) { return inks->print->keep_rgb && inks->print->standard == PRINT_X4; }

bool inks_pass(const struct inks *inks, const struct image *image, bool *palette) {
    *palette = false;
    if (image->space == IMAGE_CMYK || (image->space == IMAGE_GRAY && image->depth == 1)) return true;
    if (image->space == IMAGE_RGB && keeps_rgb(inks)) return true;
    *palette = image->indexed && image->space == IMAGE_RGB;
    return *palette;
}

struct inks_rows inks_rows(struct inks *inks, const struct image *image) {
    struct inks_rows rows = {.limit = inks->print->limits.total_ink};
    bool keep = image->space == IMAGE_RGB && keeps_rgb(inks);
    rows.components = image->space == IMAGE_GRAY ? 1 : keep ? 3 : 4;
    rows.source = image->space == IMAGE_GRAY ? 1 : image->space == IMAGE_RGB ? 3 : 4;
    if (image->space != IMAGE_CMYK && !keep) rows.link = link_for(inks, image);
    fill_steps(rows.steps);
    return rows;
}

static unsigned larger(unsigned a, unsigned b) { return a > b ? a : b; }

void inks_convert_row(void *user, const uint8_t *row, uint32_t width, uint8_t *out) {
    struct inks_rows *rows = user;
    if (!rows->link) {
        memcpy(out, row, (size_t)width * rows->components);
        if (rows->components == 4) rows->most = larger(rows->most, limit(out, width, 0));
    } else if (rows->source == 3) {
        to_cmyk(rows->link, rows->steps, row, width, out);
        rows->most = larger(rows->most, limit(out, width, rows->limit));
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
    struct inks_step steps[FULL + 1];
    uint8_t cmyk[4];
    if (rgb[0] == rgb[1] && rgb[1] == rgb[2]) {
        colour->k = (uint16_t)(rgb[0] ? (link_for(inks, &grey)->black[rgb[0]] * INK_FULL + FULL / 2) / FULL : INK_FULL);
        return;
    }
    fill_steps(steps);
    to_cmyk(link_for(inks, &light), steps, rgb, 1, cmyk);
    limit(cmyk, 1, inks->print->limits.total_ink);
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
