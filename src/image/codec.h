/* The two formats behind image.h; only the files of this folder include it. */
#ifndef VISNYK_IMAGE_CODEC_H
#define VISNYK_IMAGE_CODEC_H

#include "image/image.h"

/* Each scan fills the image from its bytes and returns NULL, or says what is wrong. The size is set as soon as it is
 * known, and nothing of that size is allocated. */
const char *jpeg_scan(struct arena *arena, struct image *image);
const char *png_scan(struct arena *arena, struct image *image);

/* Pixels as stored, not yet upright. NULL, or what is wrong. JPEG: each side is eighths/8 of what it was. */
const char *jpeg_decode(struct arena *arena, const struct image *image, unsigned eighths, struct image_pixels *out);
const char *png_decode(struct arena *arena, const struct image *image, struct image_pixels *out);

/* The data for image_packed; the caller knows that it may be passed through. */
bool jpeg_packed(struct arena *arena, const struct image *image, struct image_packed *out);
bool png_packed(struct arena *arena, const struct image *image, struct image_packed *out);

const char *png_library(void); /* "1.6.39" */
int jpeg_library(void);        /* 62: of the interface */

#define IMAGE_TOO_LARGE "too many pixels" /* the scans' answer for what exceeds IMAGE_PIXELS_MAX */

static inline unsigned image_u16(const unsigned char *p) { return (unsigned)p[0] << 8 | p[1]; }
static inline uint32_t image_u32(const unsigned char *p) { return (uint32_t)image_u16(p) << 16 | image_u16(p + 2); }

/* EXIF's orientation from a TIFF block ("II*..." or "MM*..."); 1 when it does not say. */
uint8_t exif_orientation(const unsigned char *bytes, size_t len);

#endif
