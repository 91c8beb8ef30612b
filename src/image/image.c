/* Pictures: what is common to all formats.
 *
 * The format is told by the first bytes, never by the name. A picture is scanned once when it is loaded, so broken
 * ones are known while there is still a place to blame and a figure to be replaced; pixels are decoded only when the
 * file cannot be passed through. Turning upright is done here, on decoded pixels, after EXIF's eight cases.
 *
 * Rejected: a library for EXIF (one number is wanted), decoding at load (a photograph costs more than eight pages).
 */
#include "image/image.h"

#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "image/codec.h"
#include "image/svg.h"

static const char *scan(struct arena *arena, struct image *image) {
    return image->format == IMAGE_JPEG ? jpeg_scan(arena, image) : png_scan(arena, image);
}

static bool tell_format(struct str bytes, enum image_format *format) {
    *format = IMAGE_JPEG;
    if (str_starts(bytes, "\xFF\xD8\xFF")) return true;
    *format = IMAGE_PNG;
    if (str_starts(bytes, "\x89PNG\r\n\x1A\n")) return true;
    *format = IMAGE_SVG;
    return svg_tell(bytes);
}

bool image_load(struct ctx *ctx, const char *path, struct place mention, struct image **out) {
    struct image *image = ARENA_NEW(ctx->arena, struct image);
    image->path = path;
    image->orientation = 1;
    if (!file_read(ctx, path, IMAGE_BYTES_MAX, mention, &image->bytes)) return false;
    if (!tell_format(image->bytes, &image->format)) {
        diag(ctx, DIAG_IMAGE_UNKNOWN, mention, "%s", path);
        return false;
    }
    image->key = hash128_of(image->bytes).word[0];
    *out = image;
    if (image->format == IMAGE_SVG) return svg_read(ctx, image, mention);
    const char *wrong = scan(ctx->arena, image);
    if (wrong && strcmp(wrong, IMAGE_TOO_LARGE) == 0) {
        diag(ctx, DIAG_IMAGE_HUGE, mention, "%s: %lux%lu", path, (unsigned long)image->width,
             (unsigned long)image->height);
        return false;
    }
    if (wrong) {
        diag(ctx, DIAG_IMAGE_BROKEN, mention, "%s: %s", path, wrong);
        return false;
    }
    return true;
}

/* ---- upright --------------------------------------------------------------------------------------------------- */

/* Where the pixel that belongs at (x, y) of the upright picture is stored (EXIF 2.3, 4.6.4, tag 274). */
static size_t stored_index(const struct image_pixels *stored, unsigned orientation, uint32_t x, uint32_t y) {
    uint32_t right = stored->width - 1, bottom = stored->height - 1, column = x, row = y;
    switch (orientation) {
    case 2: column = right - x; break;
    case 3: column = right - x, row = bottom - y; break;
    case 4: row = bottom - y; break;
    case 5: column = y, row = x; break;
    case 6: column = y, row = bottom - x; break;
    case 7: column = right - y, row = bottom - x; break;
    case 8: column = right - y, row = x; break;
    default: break;
    }
    return (size_t)row * stored->width + column;
}

static uint8_t *turned(struct arena *arena, const struct image_pixels *stored, const uint8_t *from, unsigned size,
                       unsigned orientation) {
    uint32_t width = orientation >= 5 ? stored->height : stored->width;
    uint32_t height = orientation >= 5 ? stored->width : stored->height;
    uint8_t *to = arena_array(arena, (size_t)width * height, size), *at = to;
    for (uint32_t y = 0; y < height; y++)
        for (uint32_t x = 0; x < width; x++, at += size)
            memcpy(at, from + stored_index(stored, orientation, x, y) * size, size);
    return to;
}

static void turn(struct arena *arena, struct image_pixels *pixels, unsigned orientation) {
    const struct image_pixels stored = *pixels;
    if (orientation <= 1) return;
    pixels->samples = turned(arena, &stored, stored.samples, stored.components, orientation);
    if (stored.alpha) pixels->alpha = turned(arena, &stored, stored.alpha, 1, orientation);
    if (orientation >= 5) {
        pixels->width = stored.height;
        pixels->height = stored.width;
    }
}

/* ---- pixels ---------------------------------------------------------------------------------------------------- */

bool image_decode(struct ctx *ctx, const struct image *image, struct image_pixels *out) {
    unsigned eighths = IMAGE_WHOLE;
    const char *wrong = image_decode_reduced(ctx->arena, image, &eighths, out);
    if (wrong) diag(ctx, DIAG_IMAGE_BROKEN, place_nowhere(), "%s: %s", image->path, wrong);
    return !wrong;
}

static const char *decode(struct arena *arena, const struct image *image, unsigned *eighths, struct image_pixels *out) {
    *out = (struct image_pixels){.width = image->width, .height = image->height};
    if (image->format == IMAGE_PNG) return png_decode(arena, image, out);
    const char *wrong = jpeg_decode(arena, image, *eighths, out);
    *eighths = IMAGE_WHOLE;
    return wrong;
}

const char *image_decode_reduced(struct arena *arena, const struct image *image, unsigned *eighths,
                                 struct image_pixels *out) {
    const char *wrong = decode(arena, image, eighths, out);
    if (!wrong) turn(arena, out, image->orientation);
    return wrong;
}

bool image_packed(struct arena *arena, const struct image *image, struct image_packed *out) {
    *out = (struct image_packed){.depth = image->depth};
    if (image->orientation != 1) return false;
    return image->format == IMAGE_JPEG ? jpeg_packed(arena, image, out) : png_packed(arena, image, out);
}

void image_libraries(struct buf *out) {
    buf_printf(out, "libpng %s, libjpeg %d, libxml2 %s", png_library(), jpeg_library(), svg_library());
}
