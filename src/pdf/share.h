/* What the files of one issue have in common besides pictures: deflated streams and subsets of fonts.
 *
 * In: data to be deflated; a face and the glyphs that are shown. Out: the same answer as without sharing, made once.
 * Used by store.c and embed.c. One thread alone asks. NULL stands for a file that shares nothing; everything is then
 * made in the arena that is given.
 */
#ifndef VISNYK_PDF_SHARE_H
#define VISNYK_PDF_SHARE_H

#include <hb-subset.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct share;

/* Lives as long as the arena. */
struct share *share_new(struct arena *arena);

/* The data as a zlib stream; false: they are too many. */
bool share_deflate(struct share *share, struct arena *arena, struct str data, int level, struct str *out);

/* A font program of some glyphs of a face. */
struct share_subset {
    struct str program;
    const uint32_t *glyphs; /* of the face, ascending */
    const uint32_t *ids;    /* of each in the program; SHARE_NO_GLYPH: it is not there */
    size_t count;
    size_t population; /* glyphs of the program, with those that others are composed of */
};
#define SHARE_NO_GLYPH UINT32_MAX

/* `glyphs` in any order, also more than once. NULL: hb-subset failed. */
const struct share_subset *share_subset(struct share *share, struct arena *arena, hb_face_t *face,
                                        const uint32_t *glyphs, size_t count);

/* The program's number of a glyph, SHARE_NO_GLYPH if it has none. */
uint32_t share_glyph(const struct share_subset *subset, uint32_t glyph);

#endif
