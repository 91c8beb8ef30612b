/* font: font files -> faces with metrics and coverage.
 *
 * In: struct look's list of fonts. Out: struct fontset, read-only once loaded; a face is opened when it is first
 * used, and stays open in ctx->stock. Used by text (shaping), page (metrics), pdf (embedding). Fails: a file that is
 * missing or no usable font is an error at its place in the template; the next usable font of the set stands in for it;
 * no usable font at all: false.
 */
#ifndef VISNYK_FONT_FONT_H
#define VISNYK_FONT_FONT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "style/style.h"

struct hb_face_t;
struct hb_font_t;
struct fontset;

struct font_metrics {
    int upem;                                    /* units per em */
    int ascent, descent;                         /* [font units], descent negative */
    int cap_height, x_height;                    /* [font units] */
    int italic_angle;                            /* [1/1000 degree], negative leans right */
    int underline_position, underline_thickness; /* [font units] */
    int bbox[4];                                 /* x0 y0 x1 y1 [font units] */
    bool fixed_pitch, serif;
    int weight; /* 100-900 */
};

bool fontset_load(struct ctx *ctx, const struct look *look, struct fontset **out);

/* font: index into look->fonts. The result is always usable (see above). */
const struct font_metrics *font_metrics(struct fontset *set, uint16_t font);
struct hb_face_t *font_face(struct fontset *set, uint16_t font); /* borrowed */
struct hb_font_t *font_hb(struct fontset *set, uint16_t font);   /* borrowed, scaled to upem */
struct str font_bytes(struct fontset *set, uint16_t font);
const char *font_postscript_name(struct fontset *set, uint16_t font);
bool font_has(struct fontset *set, uint16_t font, uint32_t cp);
/* The glyph of a code point, 0: none. A broken table of characters may name glyphs that the face has not; they are
 * none. */
uint32_t font_glyph(struct fontset *set, uint16_t font, uint32_t cp);
/* What a glyph shows: x0 y0 x1 y1 from its pen, upwards [font units]; of one that shows nothing: 0. */
void font_ink(struct fontset *set, uint16_t font, uint32_t glyph, int box[4]);
/* Advance of a glyph [font units]. */
int font_advance(struct fontset *set, uint16_t font, uint32_t glyph);
size_t fontset_count(const struct fontset *set);

/* What is worked out from a face may be kept in ctx->stock under its identity when every face of the set is: the same
 * number is the same file, unchanged, in this process. Small. In a set that is not kept it is an index. */
bool fontset_is_kept(const struct fontset *set);
uint32_t font_identity(const struct fontset *set, uint16_t font);

#endif
