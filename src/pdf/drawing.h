/* Drawings as form XObjects: outlines stay outlines.
 *
 * In: an image that is a drawing, with the width it is printed at. Out: a form XObject on the unit square. Used by
 * content.c and print_check.c.
 */
#ifndef VISNYK_PDF_DRAWING_H
#define VISNYK_PDF_DRAWING_H

#include "pdf/writer.h"

struct drawings *drawings_new(struct writer *w);

uint32_t drawing_object(struct drawings *drawings, const struct image *image, mpt w);

/* What it puts on the plates: the most of each ink, and the highest sum of one shape [1/1000 of one ink]. */
int drawing_inks(struct drawings *drawings, const struct image *image, struct colour *most);

/* Its thinnest stroke when printed at width `w`; 0: it has none. `tint`: that stroke is no full ink. */
mpt drawing_thinnest(struct drawings *drawings, const struct image *image, mpt w, bool *tint);

#endif
