/* The data of a picture as a file takes it: passed through, or decoded, scaled, in inks, compressed.
 *
 * In: what a file wants of an image. Out: finished streams, in which nothing names an object, so that all files of an
 * issue can share them. Used by ahead.c, which makes them, and picture.c, which puts them into a file.
 */
#ifndef VISNYK_PDF_PIXELS_H
#define VISNYK_PDF_PIXELS_H

#include "image/image.h"
#include "style/style.h"

struct inks;
struct profile;
struct print_spec;
struct paint_item;

/* How much of it is needed. */
enum picture_look {
    LOOK_WHOLE,  /* all */
    LOOK_INK,    /* what there is to say of it, and `ink`: nothing is compressed */
    LOOK_DAMAGE, /* what there is to say of it */
};

/* Equal wants get one answer. */
struct picture_want {
    const struct image *image;
    unsigned eighths; /* each side, 1 to IMAGE_WHOLE */
    bool press;       /* in inks */
    bool srgb;        /* in light, and its colours must be converted */
    bool alpha;       /* it may be transparent; else it is mixed with the ground */
    enum picture_look look;
    struct colour ground; /* what lies below; no colour where it does not matter */
};

/* `ground`: what lies below the item. */
struct picture_want picture_want(const struct profile *profile, const struct print_spec *print,
                                 const struct paint_item *item, const struct colour *ground);
int64_t picture_ppi(const struct paint_item *item); /* at the size it is placed in, where it is coarser */
bool picture_want_same(const struct picture_want *a, const struct picture_want *b);

struct picture_made {
    const char *wrong; /* the pixels cannot be had, and why; NULL: they are here */
    bool unfit;        /* its profile cannot be used */
    bool as_is;        /* the file's own data, in `packed` */
    struct image_packed packed;
    struct str inks; /* the palette as CMYK, when it must be converted */
    uint32_t width, height;
    unsigned components;
    bool jpeg;             /* what `data` is; else deflated, with predictor 2 */
    struct str data, mask; /* the mask is 8 bits deep, deflated, with predictor 2; empty: opaque */
    int ink;               /* in inks: most on one spot [%] */
};

/* The pixels of one image that is wanted in several ways: decoded once where every want starts from all of them (PNG).
 */
struct picture_source {
    struct arena *arena;
    bool decoded;
    const char *wrong;
    struct image_pixels pixels, weighed; /* weighed: colours times alpha; no samples: not asked for so far */
};
struct picture_source *picture_source_new(void);
void picture_source_free(struct picture_source *source);

/* Thread-safe for different `out`, sources and arenas; `inks` is NULL unless the press is wanted. The answer stays in
 * `keep`. `source`: of the want's image. */
void picture_make(const struct picture_want *want, struct inks *inks, struct picture_source *source, struct arena *keep,
                  struct picture_made *out);

#endif
