/* What must hold for every paint list, whoever built it.
 *
 * One pass over the items and two sorted look-ups, so the check may run before every file. Each rule is one that a
 * profile relies on without asking again: PDF readers lose content outside of marks, libraries divide by sizes, a link
 * without a target cannot be written. The answer is a fixed English text for developers, never shown to users.
 */
#include "paint/paint.h"

#include <stdlib.h>

struct anchors {
    uint32_t *ids; /* sorted */
    size_t count;
};

static int compare_ids(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static bool anchor_known(const struct anchors *anchors, uint32_t id) {
    return anchors->count && bsearch(&id, anchors->ids, anchors->count, sizeof id, compare_ids) != NULL;
}

static size_t count_anchors(const struct paint_doc *doc) {
    size_t count = 0;
    for (size_t p = 0; p < doc->pages.len; p++)
        for (size_t i = 0; i < doc->pages.at[p].count; i++) count += doc->pages.at[p].items[i].kind == PAINT_ANCHOR;
    return count;
}

static const char *collect_anchors(const struct paint_doc *doc, struct anchors *anchors) {
    size_t count = count_anchors(doc);
    if (!count) return NULL;
    anchors->ids = calloc(count, sizeof *anchors->ids);
    if (!anchors->ids) return NULL; /* no memory for checking: every link would be reported, so none is */
    for (size_t p = 0; p < doc->pages.len; p++) {
        const struct paint_page *page = &doc->pages.at[p];
        for (size_t i = 0; i < page->count; i++)
            if (page->items[i].kind == PAINT_ANCHOR) anchors->ids[anchors->count++] = page->items[i].anchor.id;
    }
    qsort(anchors->ids, count, sizeof *anchors->ids, compare_ids);
    if (anchors->ids[0] == 0) return "an anchor has the id 0";
    for (size_t i = 1; i < count; i++)
        if (anchors->ids[i] == anchors->ids[i - 1]) return "two anchors have the same id";
    return NULL;
}

static const char *elements_wrong(const struct paint_elements *elements) {
    if (elements->len == 0 || elements->at[0].role != ROLE_DOCUMENT) return "element 0 is not the document";
    for (size_t i = 1; i < elements->len; i++) {
        const struct paint_element *e = &elements->at[i];
        if (e->parent >= i) return "an element's parent does not stand before it";
        if (e->role <= ROLE_DOCUMENT || e->role >= ROLE_COUNT) return "an element has no role";
    }
    return NULL;
}

static const char *glyphs_wrong(const struct paint_item *item) {
    if (item->glyphs.size <= 0) return "glyphs have no size";
    if (item->glyphs.scale <= 0) return "glyphs have no scale";
    for (uint32_t i = 0; i < item->glyphs.count; i++) {
        const struct paint_glyph *g = &item->glyphs.glyphs[i];
        if (g->id > UINT16_MAX) return "a glyph id is larger than a TrueType font can have";
        if (g->text > item->glyphs.text.len || g->text_len > item->glyphs.text.len - g->text)
            return "a glyph's text lies outside its item's text";
    }
    return NULL;
}

static const char *painted_wrong(const struct paint_item *item) {
    if (item->kind == PAINT_GLYPHS) return glyphs_wrong(item);
    if (item->w < 0 || item->h < 0) return "a rectangle has a negative side";
    if (item->kind == PAINT_FRAME && item->frame.thickness <= 0) return "a frame has no thickness";
    if (item->kind == PAINT_IMAGE && !item->image.image) return "an image item has no image";
    if (item->kind == PAINT_IMAGE && (item->w == 0 || item->h == 0)) return "an image has no size";
    return NULL;
}

static const char *link_wrong(const struct paint_doc *doc, const struct anchors *anchors,
                              const struct paint_item *item) {
    if (item->link.element == 0 || item->link.element >= doc->elements.len) return "a link has no element";
    if (item->w <= 0 || item->h <= 0) return "a link has no active rectangle";
    if (item->link.contents.len == 0) return "a link has no contents";
    if (item->link.uri.len == 0 && anchors->ids && !anchor_known(anchors, item->link.anchor))
        return "a link leads to an anchor that does not exist";
    if (item->link.uri.len == 0 && anchors->count == 0) return "a link leads to an anchor that does not exist";
    return NULL;
}

static const char *mark_wrong(const struct paint_doc *doc, const struct paint_item *item) {
    if (item->mark.element >= doc->elements.len) return "a mark names an element that does not exist";
    if ((item->mark.element == 0) == (item->mark.artifact == ARTIFACT_NONE))
        return "a mark is neither an element's nor an artifact, or both";
    return NULL;
}

static const char *item_wrong(const struct paint_doc *doc, const struct anchors *anchors, const struct paint_item *item,
                              bool *marked) {
    switch (item->kind) {
    case PAINT_MARK_BEGIN:
        if (*marked) return "a mark begins inside another one";
        *marked = true;
        return mark_wrong(doc, item);
    case PAINT_MARK_END:
        if (!*marked) return "a mark ends that did not begin";
        *marked = false;
        return NULL;
    case PAINT_GLYPHS:
    case PAINT_RECT:
    case PAINT_FRAME:
    case PAINT_IMAGE: return *marked ? painted_wrong(item) : "something is painted outside of a mark";
    case PAINT_LINK: return link_wrong(doc, anchors, item);
    case PAINT_ANCHOR: return NULL;
    }
    return "an item is of no known kind";
}

static const char *page_wrong(const struct paint_doc *doc, const struct anchors *anchors,
                              const struct paint_page *page) {
    bool marked = false;
    if (page->width <= 0 || page->height <= 0) return "a page has no size";
    if (!page->label) return "a page has no label";
    for (size_t i = 0; i < page->count; i++) {
        const char *wrong = item_wrong(doc, anchors, &page->items[i], &marked);
        if (wrong) return wrong;
    }
    return marked ? "a mark does not end on its page" : NULL;
}

static const char *outlines_wrong(const struct paint_doc *doc, const struct anchors *anchors) {
    for (size_t i = 0; i < doc->outlines.len; i++) {
        if (doc->outlines.at[i].level < 1) return "an outline entry has no level";
        if (!anchor_known(anchors, doc->outlines.at[i].anchor))
            return "an outline entry leads to an anchor that does not exist";
    }
    return NULL;
}

const char *paint_wrong(const struct paint_doc *doc) {
    struct anchors anchors = {NULL, 0};
    const char *wrong = elements_wrong(&doc->elements);
    if (!wrong && doc->pages.len == 0) wrong = "there is no page";
    if (!wrong) wrong = collect_anchors(doc, &anchors);
    for (size_t p = 0; p < doc->pages.len && !wrong; p++) wrong = page_wrong(doc, &anchors, &doc->pages.at[p]);
    if (!wrong) wrong = outlines_wrong(doc, &anchors);
    free(anchors.ids);
    return wrong;
}
