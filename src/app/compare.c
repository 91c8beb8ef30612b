/* Differences are found in what the files say, not in pixels; pixels are for eyes.
 *
 * A picture shows the page of the first file at the left, that of the second at the right. Where the two do not show
 * the same, the left one is red and the right one is green on a paler page, so that a comma is found at once. A page
 * that only one file has stands alone.
 */
#include "app/compare.h"

#include <string.h>

#include "app/raster.h"
#include "base/file.h"
#include "catalog/catalog.h"

#define PDF_BYTES_MAX ((size_t)1 << 30)
#define DPI 110
#define GAP 8 /* pixels between the pages */
#define GROUND 0xB0

struct side_by_side {
    struct ctx *ctx;
    const char *dir;
    struct image_pixels page[2];
    struct arena *keep; /* of both pages */
    int side;
};

static bool take_page(void *self, size_t page, const struct image_pixels *pixels) {
    struct side_by_side *s = self;
    struct image_pixels *own = &s->page[s->side];
    size_t size = (size_t)pixels->width * pixels->height * 3;
    (void)page;
    *own = *pixels;
    own->samples = memcpy(arena_alloc(s->keep, size), pixels->samples, size);
    return true;
}

static const uint8_t *pixel_at(const struct image_pixels *page, uint32_t x, uint32_t y) {
    static const uint8_t paper[3] = {255, 255, 255};
    return x < page->width && y < page->height ? page->samples + ((size_t)y * page->width + x) * 3 : paper;
}

/* Less than a renderer's rounding is no difference [of 255]. */
#define NOTICED 8

static bool differs(const uint8_t *a, const uint8_t *b) {
    for (int i = 0; i < 3; i++)
        if (a[i] - b[i] > NOTICED || b[i] - a[i] > NOTICED) return true;
    return false;
}

/* Paler where nothing differs; else in the side's colour, the darker the ink the fuller. */
static void put_pixel(uint8_t *out, const uint8_t *own, const uint8_t *other, int side) {
    if (!differs(own, other)) {
        for (int i = 0; i < 3; i++) out[i] = (uint8_t)(128 + own[i] / 2);
        return;
    }
    uint8_t ink = (uint8_t)((own[0] + own[1] + own[2]) / 6);
    out[0] = side == 0 ? 230 : ink;
    out[1] = side == 0 ? ink : 150;
    out[2] = ink;
}

static void put_page(const struct side_by_side *s, struct image_pixels *sheet, int side, uint32_t left) {
    const struct image_pixels *own = &s->page[side], *other = &s->page[1 - side];
    for (uint32_t y = 0; y < own->height; y++)
        for (uint32_t x = 0; x < own->width; x++) {
            size_t at = ((size_t)(y + GAP) * sheet->width + left + x) * 3;
            put_pixel(sheet->samples + at, pixel_at(own, x, y), pixel_at(other, x, y), side);
        }
}

static bool write_sheet(struct side_by_side *s, size_t page) {
    uint32_t height = s->page[0].height > s->page[1].height ? s->page[0].height : s->page[1].height;
    struct image_pixels sheet = {s->page[0].width + s->page[1].width + 3 * GAP, height + 2 * GAP, 3, NULL, NULL};
    size_t size = (size_t)sheet.width * sheet.height * 3;
    const char *path = path_join(s->ctx->arena, s->dir, arena_printf(s->ctx->arena, "page-%02zu.png", page + 1));
    struct str png;
    sheet.samples = ARENA_ARRAY(s->keep, size, uint8_t);
    memset(sheet.samples, GROUND, size);
    put_page(s, &sheet, 0, GAP);
    put_page(s, &sheet, 1, s->page[0].width + 2 * GAP);
    return image_encode_png(s->keep, &sheet, &png) && file_write(s->ctx, path, png);
}

static bool draw(struct ctx *ctx, const char *dir, const struct str files[2], const size_t pages[2], size_t page) {
    struct side_by_side s = {.ctx = ctx, .dir = dir, .keep = arena_new()};
    const struct raster_taker taker = {take_page, &s};
    bool drawn = true;
    for (s.side = 0; drawn && s.side < 2; s.side++)
        if (page < pages[s.side]) drawn = raster_pages(ctx, files[s.side], page, page + 1, DPI, &taker);
    drawn = drawn && write_sheet(&s, page);
    arena_free(s.keep);
    return drawn;
}

enum exit_status compare_files(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    const char *const names[2] = {options->issues[0], options->issues[1]};
    struct str files[2];
    struct page_numbers differ;
    size_t pages[2];
    (void)lang;
    for (int i = 0; i < 2; i++)
        if (!file_read(ctx, names[i], PDF_BYTES_MAX, place_nowhere(), &files[i])) return STATUS_TROUBLE;
    if (!pages_compare(ctx, names, files, pages, &differ)) return STATUS_TROUBLE;
    if (options->out_dir && differ.len > 0) {
        if (!file_make_dirs(ctx, options->out_dir)) return STATUS_SYSTEM;
        for (size_t i = 0; i < differ.len; i++)
            if (!draw(ctx, options->out_dir, files, pages, differ.at[i])) return STATUS_SYSTEM;
    }
    return diags_count(ctx->diags, DIAG_ERROR) ? STATUS_TROUBLE : STATUS_MADE;
}
