/* Pixels as a PNG file, for previews.
 *
 * Written through memory with libpng at its fastest: a preview is looked at and thrown away, and deflate at its default
 * would take longer than drawing the page. libpng leaves by longjmp; nothing here lives across it but what the arena
 * holds. Rejected: image_encode_jpeg, which smears the very rules and hairlines that a preview is looked at for.
 */
#include "image/image.h"

#include <png.h>

#define FASTEST 1 /* of zlib's levels */

static void on_write(png_structp png, png_bytep bytes, png_size_t len) { buf_add(png_get_io_ptr(png), bytes, len); }

static void on_flush(png_structp png) { (void)png; }

static void write_rows(png_structp png, png_infop info, const struct image_pixels *pixels) {
    size_t stride = (size_t)pixels->width * pixels->components;
    int type = pixels->components == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB;
    png_set_IHDR(png, info, pixels->width, pixels->height, 8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, FASTEST);
    png_set_filter(png, 0, PNG_FILTER_SUB);
    png_write_info(png, info);
    for (uint32_t y = 0; y < pixels->height; y++) png_write_row(png, pixels->samples + y * stride);
    png_write_end(png, info);
}

bool image_encode_png(struct arena *arena, const struct image_pixels *pixels, struct str *out) {
    struct buf *buf = ARENA_NEW(arena, struct buf);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool written = false;
    buf_init(buf, arena);
    if (info && !setjmp(png_jmpbuf(png))) {
        png_set_write_fn(png, buf, on_write, on_flush);
        write_rows(png, info, pixels);
        *out = buf_view(buf);
        written = true;
    }
    png_destroy_write_struct(&png, &info);
    return written;
}
