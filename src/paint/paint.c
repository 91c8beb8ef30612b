/* Building a paint list.
 *
 * Plain growing arrays in the arena; nothing is looked up. A pointer to a page is good until the next page is
 * added, a pointer to an item until the next item of the same page.
 * Rejected: a callback interface (device) as in PDF viewers - every profile replays the list, tests dump it, and a
 * list can be checked as a whole before the first byte is written.
 */
#include "paint/paint.h"

#include <assert.h>

struct paint_doc *paint_new(struct ctx *ctx) {
    struct paint_doc *doc = ARENA_NEW(ctx->arena, struct paint_doc);
    struct paint_element *root = vec_push(ctx->arena, &doc->elements);
    root->role = ROLE_DOCUMENT;
    return doc;
}

uint32_t paint_element(struct ctx *ctx, struct paint_doc *doc, uint32_t parent, enum role role) {
    assert(parent < doc->elements.len);
    assert(doc->elements.len < UINT32_MAX);
    struct paint_element *element = vec_push(ctx->arena, &doc->elements);
    element->role = role;
    element->parent = parent;
    return (uint32_t)(doc->elements.len - 1);
}

struct paint_page *paint_page(struct ctx *ctx, struct paint_doc *doc, mpt width, mpt height) {
    struct paint_page *page = vec_push(ctx->arena, &doc->pages);
    page->width = width;
    page->height = height;
    page->label = "";
    return page;
}

struct paint_item *paint_item(struct ctx *ctx, struct paint_page *page, enum paint_kind kind) {
    page->items = vec_grow(ctx->arena, page->items, &page->cap, page->count, sizeof *page->items);
    struct paint_item *item = &page->items[page->count++];
    memset(item, 0, sizeof *item);
    item->kind = kind;
    if (kind == PAINT_GLYPHS) item->glyphs.scale = 1000;
    return item;
}
