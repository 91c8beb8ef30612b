/* Pictures in the file, each once.
 *
 * In: images with the size they are printed at. Out: image XObjects. Used by content.c.
 */
#ifndef VISNYK_PDF_PICTURE_H
#define VISNYK_PDF_PICTURE_H

#include "pdf/writer.h"

struct pictures *pictures_new(struct writer *w);

/* Object number of the item's picture, scaled down when the profile says so. `ground`: what lies below it, for a
 * profile that has no transparency. 0: its pixels cannot be had (diagnosed). */
uint32_t picture_object(struct pictures *pictures, const struct paint_item *item, const struct colour *ground);

/* Most ink on one spot of a picture that was put into a file for the press [%]. Of a file that is not written it is
 * found out now. */
int picture_ink(struct pictures *pictures, const struct image *image);

/* Is this a profile that a picture of the space can be tagged with (ISO 19005-2, 6.2.4.2)? */
bool picture_profile_fits(struct str icc, enum image_space space);

#endif
