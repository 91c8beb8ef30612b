/* What a preview knows of a page besides its paint: the grid and areas as lines over it, a key to see what changed.
 *
 * Guides are items of paint like any other, so every renderer shows them; they go to a list that no profile for readers
 * or printers is made of. Rejected: drawing them into the pixels, which would need the page's geometry a second time.
 */
#include "paint/paint.h"

#include "base/hash.h"

#define HAIRLINE ((mpt)200)

/* Grid blue-green, columns magenta, boxes green, pictures orange: none of them is a colour of text. */
static const struct colour grid_colour = {.c = 600, .m = 0, .y = 100, .k = 0, .r = 120, .g = 205, .b = 225};
static const struct colour area_colours[AREA_KINDS] = {
    [AREA_COLUMN] = {.c = 0, .m = 800, .y = 0, .k = 0, .r = 235, .g = 80, .b = 190},
    [AREA_BOX] = {.c = 700, .m = 0, .y = 900, .k = 0, .r = 40, .g = 160, .b = 60},
    [AREA_PICTURE] = {.c = 0, .m = 600, .y = 900, .k = 0, .r = 245, .g = 130, .b = 30}};
static const mpt area_lines[AREA_KINDS] = {[AREA_COLUMN] = 350, [AREA_BOX] = 600, [AREA_PICTURE] = 600};

static struct paint_item *shape(struct ctx *ctx, struct paint_page *page, enum paint_kind kind,
                                const struct paint_area *at, struct colour colour) {
    struct paint_item *item = paint_item(ctx, page, kind);
    item->x = at->x;
    item->y = at->y;
    item->w = at->w > 0 ? at->w : 0;
    item->h = at->h > 0 ? at->h : 0;
    item->colour = colour;
    return item;
}

static void page_guides(struct ctx *ctx, const struct paint_doc *doc, struct paint_page *page) {
    struct paint_item *mark = paint_item(ctx, page, PAINT_MARK_BEGIN);
    mark->mark.artifact = ARTIFACT_LAYOUT;
    for (int row = 0; doc->grid.step > 0 && row < doc->grid.rows; row++) {
        struct paint_area line = {.y = doc->grid.first + row * doc->grid.step, .w = page->width, .h = HAIRLINE};
        shape(ctx, page, PAINT_RECT, &line, grid_colour);
    }
    for (size_t i = 0; i < page->areas.len; i++) {
        const struct paint_area *area = &page->areas.at[i];
        shape(ctx, page, PAINT_FRAME, area, area_colours[area->kind])->frame.thickness = area_lines[area->kind];
    }
    paint_item(ctx, page, PAINT_MARK_END);
}

void paint_guides(struct ctx *ctx, struct paint_doc *doc) {
    for (size_t i = 0; i < doc->pages.len; i++) page_guides(ctx, doc, &doc->pages.at[i]);
}

/* ---- what a page shows ------------------------------------------------------------------------------------------- */

static uint64_t key_number(uint64_t key, int64_t number) { return hash64(key, &number, sizeof number); }

static uint64_t key_colour(uint64_t key, const struct colour *colour) {
    return key_number(key, (int64_t)colour->r << 16 | (int64_t)colour->g << 8 | colour->b);
}

static uint64_t key_glyphs(uint64_t key, const struct paint_item *item) {
    key = key_number(key_number(key_number(key, item->glyphs.font), item->glyphs.size), item->glyphs.scale);
    key = key_number(key, item->glyphs.turned);
    for (uint32_t i = 0; i < item->glyphs.count; i++) {
        const struct paint_glyph *glyph = &item->glyphs.glyphs[i];
        key = key_number(key_number(key_number(key, glyph->id), glyph->x), glyph->y);
    }
    return key;
}

uint64_t paint_key(const struct paint_page *page) {
    uint64_t key = key_number(key_number(HASH64_SEED, page->width), page->height);
    for (size_t i = 0; i < page->count; i++) {
        const struct paint_item *item = &page->items[i];
        if (item->kind != PAINT_GLYPHS && item->kind != PAINT_RECT && item->kind != PAINT_FRAME &&
            item->kind != PAINT_IMAGE)
            continue;
        key = key_number(key_number(key_number(key, item->kind), item->x), item->y);
        key = key_colour(key_number(key_number(key, item->w), item->h), &item->colour);
        if (item->kind == PAINT_GLYPHS) key = key_glyphs(key, item);
        if (item->kind == PAINT_FRAME) key = key_number(key, item->frame.thickness);
        if (item->kind == PAINT_IMAGE) key = key_number(key, (int64_t)item->image.image->key);
    }
    return key;
}

void paint_blank(struct paint_page *page) {
    size_t kept = 0;
    for (size_t i = 0; i < page->count; i++)
        if (page->items[i].kind == PAINT_ANCHOR) page->items[kept++] = page->items[i];
    page->count = kept;
}
