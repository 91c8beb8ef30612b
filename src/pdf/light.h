/* Pictures of a file in light (screen, archive): what its standard cannot hold becomes sRGB.
 *
 * In: a picture, its pixels. Out: the pixels. Used by pixels.c and picture.c; thread-safe.
 */
#ifndef VISNYK_PDF_LIGHT_H
#define VISNYK_PDF_LIGHT_H

#include "pdf/writer.h"

/* Must the picture's colours be converted, so that neither its data nor its ICC profile can stand in the file? */
bool light_converts(const struct profile *profile, const struct image *image);

/* The pixels, with any alpha, as sRGB. */
void light_convert(const struct image *image, struct arena *arena, struct image_pixels *pixels);

/* Mixes them with what lies below. */
void light_flatten(const struct colour *ground, struct arena *arena, struct image_pixels *pixels);

#endif
