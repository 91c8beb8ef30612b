/* Pages of a PDF as pixels, by a program that the system has: pdftoppm of poppler, else mutool of MuPDF.
 *
 * In: the bytes of a PDF. Out: one call for each page, in order. Fails: neither program is there, or it did not draw
 * all pages; an error is recorded. Used by preview and catalogue.
 */
#ifndef VISNYK_APP_RASTER_H
#define VISNYK_APP_RASTER_H

#include "base/ctx.h"
#include "image/image.h"

/* Takes page `page` (from 0). The pixels are good until it returns. False: no more of them. */
struct raster_taker {
    bool (*take)(void *self, size_t page, const struct image_pixels *pixels);
    void *self;
};

/* Pages [from, to) at `dpi`. */
bool raster_pages(struct ctx *ctx, struct str pdf, size_t from, size_t to, int dpi, const struct raster_taker *taker);

#endif
