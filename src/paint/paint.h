/* paint: the drawing vocabulary. What page leaves behind and pdf replays; after it nobody knows layout.
 *
 * Coordinates are in mpt from the trim box's top left corner, y downwards; pdf turns them. A document is a list of
 * pages, each a list of items in painting order, and one tree of structure elements in reading order. Content is
 * bound to the tree by PAINT_MARK_BEGIN/END pairs, which do not nest: an element may own marks on several pages, and
 * the tree, not the painting order, tells the reading order. Every profile replays the same list, so their line and
 * page breaks are the same.
 */
#ifndef VISNYK_PAINT_PAINT_H
#define VISNYK_PAINT_PAINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/role.h"
#include "image/image.h"
#include "style/style.h"

enum paint_kind {
    PAINT_MARK_BEGIN, /* element, or artifact */
    PAINT_MARK_END,
    PAINT_GLYPHS,
    PAINT_RECT,  /* filled */
    PAINT_FRAME, /* stroked inside its rectangle */
    PAINT_IMAGE,
    PAINT_LINK,  /* an active rectangle */
    PAINT_ANCHOR /* a destination: y of this page */
};

enum artifact { ARTIFACT_NONE, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_LAYOUT, ARTIFACT_BACKGROUND };

struct paint_glyph {
    uint32_t id;
    mpt x;             /* pen position incl. offset, from the item's x */
    mpt y;             /* offset downwards from the item's baseline */
    uint32_t text;     /* first byte of its cluster in the item's text */
    uint16_t text_len; /* 0 for the further glyphs of a cluster */
};

struct paint_box {
    mpt x, y, w, h;
};

struct paint_item {
    enum paint_kind kind;
    mpt x, y, w, h; /* GLYPHS: x and baseline y, w is the set width; others: rectangle */
    struct colour colour;
    struct place place;
    union {
        struct {
            uint32_t element; /* index into doc->elements; 0 with an artifact */
            enum artifact artifact;
        } mark;
        struct {
            uint16_t font;
            mpt size;
            int scale;   /* [1/1000] */
            bool turned; /* the line runs upwards from x, y: w and the glyphs' x count up the page, their y to the right
                          */
            const struct paint_glyph *glyphs;
            uint32_t count;
            struct str text; /* what the glyphs read as */
        } glyphs;
        struct {
            mpt thickness; /* FRAME */
            mpt radius;    /* of its corners */
        } frame;
        struct {
            const struct image *image;
            struct paint_box whole; /* where all of it would lie when a part is shown; w 0: it is shown whole */
            mpt radius;             /* of its corners */
        } image;
        struct {
            struct str uri;   /* "" for an internal link */
            uint32_t anchor;  /* internal: id of the anchor */
            uint32_t element; /* the Link (or Reference) element */
            struct str contents;
        } link;
        struct {
            uint32_t id; /* > 0 */
        } anchor;
    };
};

/* Where page set something: nothing is painted of it but in a preview with guides. */
enum area_kind { AREA_COLUMN, AREA_BOX, AREA_PICTURE, AREA_KINDS };

struct paint_area {
    enum area_kind kind;
    mpt x, y, w, h;
};
VEC(paint_areas, struct paint_area);

/* Where all of the picture lies of which an IMAGE shows a part, or all. */
static inline struct paint_box paint_whole(const struct paint_item *item) {
    return item->image.whole.w > 0 ? item->image.whole : (struct paint_box){item->x, item->y, item->w, item->h};
}

struct paint_page {
    struct paint_areas areas;
    mpt width, height; /* trim */
    const char *label; /* what the reader calls the page: "1" */
    struct paint_item *items;
    size_t count, cap;
};

/* Elements form a tree: children of one parent stand in the order in which they were added. Index 0 is the root,
 * ROLE_DOCUMENT. */
struct paint_element {
    enum role role;
    uint32_t parent;
    const char *lang;           /* NULL: as the parent */
    struct str alt;             /* Figure */
    struct str actual;          /* ActualText; "" none */
    int list_numbering;         /* L: as in struct flow_node */
    bool head_row, head_column; /* TH: heads its row (scope Row), its column (Column), or both */
    size_t across, down;        /* TH, TD: further columns and rows that it takes */
    struct {
        uint32_t page;
        mpt x, y, w, h;
    } bbox; /* Figure; w 0: none */
    struct place place;
};
VEC(paint_elements, struct paint_element);

struct paint_outline {
    struct str title;
    int level; /* 1 = top */
    uint32_t anchor;
};
VEC(paint_outlines, struct paint_outline);

VEC(paint_pages, struct paint_page);

struct paint_doc {
    struct flow_meta meta;
    struct paint_pages pages;
    struct paint_elements elements;
    struct paint_outlines outlines;
    mpt bleed;
    struct {
        mpt first, step; /* the first baseline of a page, and the distance to the next; step 0: no grid */
        int rows;
    } grid;
};

struct paint_doc *paint_new(struct ctx *ctx);
uint32_t paint_element(struct ctx *ctx, struct paint_doc *doc, uint32_t parent, enum role role);
/* A new last page. Valid until the next one is added. */
struct paint_page *paint_page(struct ctx *ctx, struct paint_doc *doc, mpt width, mpt height);
/* A new item at the page's end; fill it in. Valid until the next one is added to the same page. */
struct paint_item *paint_item(struct ctx *ctx, struct paint_page *page, enum paint_kind kind);

/* Draws the baseline grid and the areas over what every page holds, for a preview. */
void paint_guides(struct ctx *ctx, struct paint_doc *doc);
/* A hash of all that the page shows: equal keys, equal pictures, as long as the fonts are the same. */
uint64_t paint_key(const struct paint_page *page);
/* Takes away what a page shows; what other pages refer to stays. */
void paint_blank(struct paint_page *page);

/* Marks pair up, items have sizes, elements exist, anchors are unique: our own bugs, checked by assert in debug and
 * by tests in every mode. Returns NULL or what is wrong. */
const char *paint_wrong(const struct paint_doc *doc);

/* One line per item, lengths in points; for golden tests. */
void paint_dump(struct buf *out, const struct paint_doc *doc);

#endif
