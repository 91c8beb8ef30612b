/* Pictures in the file, each once.
 *
 * In: images with the size they are printed at. Out: image XObjects. Used by content.c.
 */
#ifndef VISNYK_PDF_PICTURE_H
#define VISNYK_PDF_PICTURE_H

#include "pdf/writer.h"

struct pictures *pictures_new(struct writer *w);

/* Object number of the picture, scaled down when the profile says so. 0: its pixels cannot be had (diagnosed). */
uint32_t picture_object(struct pictures *pictures, const struct image *image, mpt w, mpt h);

#endif
