/* image: bytes of a JPEG, PNG or SVG -> a checked picture, and its pixels on demand.
 *
 * In: a path. Out: struct image, known to be whole (chunk checksums, JPEG markers up to EOI), with its size; of an SVG,
 * the outlines it paints. Used by style (size), pdf (pixels, pass-through or outlines). Fails: missing, unknown format,
 * broken, larger than IMAGE_PIXELS_MAX: an error diagnostic at the place that named it, and false; the figure is then
 * set as a framed box with its alternative text. Data that is whole but makes no picture is found when it is decoded or
 * passed through. Whatever of an SVG is beyond outlines in plain colours is a diagnostic in its file, and left out.
 */
#ifndef VISNYK_IMAGE_IMAGE_H
#define VISNYK_IMAGE_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/unit.h"

#define IMAGE_PIXELS_MAX ((uint64_t)200 * 1000 * 1000) /* 200 megapixels: an A2 sheet at 600 ppi */
#define IMAGE_BYTES_MAX ((size_t)512 << 20)

enum image_format { IMAGE_JPEG, IMAGE_PNG, IMAGE_SVG };
enum image_space { IMAGE_GRAY, IMAGE_RGB, IMAGE_CMYK };

/* ---- drawings: outlines in plain colours -------------------------------------------------------------------------
 */

enum drawing_op { DRAWING_MOVE, DRAWING_LINE, DRAWING_CURVE, DRAWING_CLOSE };

struct drawing_step {
    enum drawing_op op;
    mpt x[3], y[3]; /* MOVE, LINE: the first; CURVE: two control points and the end */
};

struct drawing_paint {
    bool on;
    uint8_t r, g, b; /* sRGB */
};

enum drawing_cap { DRAWING_CAP_BUTT, DRAWING_CAP_ROUND, DRAWING_CAP_SQUARE };
enum drawing_join { DRAWING_JOIN_MITER, DRAWING_JOIN_ROUND, DRAWING_JOIN_BEVEL };

#define DRAWING_PEN_UNIT 1000000

struct drawing_shape {
    const struct drawing_step *steps;
    size_t count;
    struct drawing_paint fill, stroke; /* the stroke over the fill */
    bool even_odd;
    mpt width; /* of the stroke */
    enum drawing_cap cap;
    enum drawing_join join;
    int miter; /* limit [1/1000] */
    /* The steps are given before this map (x' = a x + c y, y' = b x + d y), which shapes the pen, too: it is not round
     * everywhere. [1/DRAWING_PEN_UNIT] */
    int64_t a, b, c, d;
};

/* In the drawing's own space: its longer side is DRAWING_SIDE, y grows downwards, what lies outside is cut off. */
#define DRAWING_SIDE (1000 * MPT_PER_PT)

struct drawing {
    mpt width, height;
    const struct drawing_shape *shapes; /* in painting order */
    size_t count;
};

/* ---- pictures ---------------------------------------------------------------------------------------------------- */

struct image {
    const char *path;
    enum image_format format;
    enum image_space space;        /* of the pixels that image_decode gives */
    uint32_t width, height;        /* [pixels], as stored; SVG: sides of the drawing [mpt] */
    uint8_t depth;                 /* bits per component as stored: 1, 2, 4, 8, 16 */
    bool alpha;                    /* PNG: alpha channel or tRNS */
    bool interlaced;               /* PNG: Adam7; JPEG: progressive */
    bool indexed;                  /* PNG: palette */
    bool adobe_inverted;           /* JPEG: CMYK stored inverted, as the Adobe marker says */
    uint8_t orientation;           /* EXIF 1-8, 1 when absent */
    struct str bytes;              /* the file */
    struct str icc;                /* embedded profile (inflated), or empty */
    bool icc_broken;               /* the file has a profile, which cannot be read: icc is empty */
    uint64_t key;                  /* hash of the bytes: equal pictures are stored once */
    const struct drawing *drawing; /* SVG; it has no pixels, so nothing below is for it */
};

bool image_load(struct ctx *ctx, const char *path, struct place mention, struct image **out);

struct image_pixels {
    uint32_t width, height;
    unsigned components; /* 1, 3 or 4, alpha not counted */
    uint8_t *samples;    /* 8 bits a component, rows without padding, upright (orientation applied) */
    uint8_t *alpha;      /* 8 bits a pixel, or NULL */
};

/* Decodes into the arena: 16 bits become 8, palettes RGB or grey, CMYK comes as 0 = no ink. */
bool image_decode(struct ctx *ctx, const struct image *image, struct image_pixels *out);
/* The same, each side *eighths/8 (1 to IMAGE_WHOLE) of what it was where the format can do that on the way, which
 * takes a fraction of the time; *eighths becomes what is left to do. NULL, or what is wrong. */
#define IMAGE_WHOLE 8u
const char *image_decode_reduced(struct arena *arena, const struct image *image, unsigned *eighths,
                                 struct image_pixels *out);

/* The compressed data of the file itself, where a PDF can take it as it stands: upright JPEG (without what cameras add
 * to it), PNG of at most 8 bits without alpha and interlacing. */
struct image_packed {
    struct str data;     /* JPEG: a JPEG file; PNG: one zlib stream of filtered rows */
    unsigned components; /* as stored: 1 for palettes */
    unsigned depth;      /* bits per component */
    struct str palette;  /* RGB triples, or empty */
};

/* False: it must be decoded. */
bool image_packed(struct arena *arena, const struct image *image, struct image_packed *out);

/* How a JPEG is written. */
struct image_coding {
    int quality; /* 1-100, as libjpeg counts */
    bool small;  /* the best code tables for this picture: 5-10 % smaller, in twice the time */
};

/* Pixels without alpha as a baseline JPEG, false for those with alpha. CMYK as YCCK, not inverted: PDF wants no Decode.
 */
bool image_encode_jpeg(struct arena *arena, const struct image_pixels *pixels, const struct image_coding *coding,
                       struct str *out);

/* What becomes of a JPEG on its way to another one, row by row: no more than a few rows are in memory. */
struct image_recode {
    unsigned eighths; /* each side, 1 to IMAGE_WHOLE */
    bool look;        /* the pixels go to `convert` and nowhere else */
    struct image_coding coding;
    unsigned components; /* of what `convert` makes */
    /* `width` pixels as image_decode gives them -> as many of the new picture; NULL: they stay as they are. */
    void (*convert)(void *user, const uint8_t *row, uint32_t width, uint8_t *out);
    void *user;
};

struct image_recoded {
    uint32_t width, height;
    unsigned components;
    struct str jpeg;
};

/* False: no upright JPEG, or its data is broken; image_decode knows what is wrong with it. */
bool image_recode_jpeg(struct arena *arena, const struct image *image, const struct image_recode *how,
                       struct image_recoded *out);

/* Grey or RGB pixels as a PNG, alpha left out; quickly rather than small. False: libpng refuses. */
bool image_encode_png(struct arena *arena, const struct image_pixels *pixels, struct str *out);

/* "libpng 1.6.39, libjpeg 62, libxml2 2.9.14", with the versions that run or were compiled against. */
void image_libraries(struct buf *out);

#endif
