/* What stands on its side: a table that is wider than the page, read from the page's right edge.
 *
 * Idea: it is collected and planned as a section of one column whose measure is the page's height and whose rows go
 * across the page; each page's share of it then waits for its page as a picture does, over as many columns as it is
 * high, and text stands in the others. It is painted as if the page lay on its side, and what was painted is turned:
 * rectangles change their sides, lines of glyphs say that they run upwards. The page itself stays upright, with its
 * running head and folio: that is what a printer expects, and what a reader of the printed page turns it for.
 * Invariants: nothing in it knows that it is turned; heads are repeated as in any column.
 * Rejected: pages with /Rotate (the sheet would be imposed with another orientation than its neighbours). */
#include "page/parts.h"

bool sideways_may(const struct collect *c) {
    const struct builder *b = c->b;
    bool page = b->area.top == 0 && b->rows == b->page_rows && !b->framed;
    return page && c->floats && !c->deco && c->into->kind == SECTION_TEXT && c->measure == c->into->width;
}

/* Its ends stand as far from the edges of the text as capitals of the first line do. */
mpt sideways_measure(const struct collect *c) {
    const struct builder *b = c->b;
    return (mpt)b->rows * b->grid - 2 * (b->base - b->cap);
}

int sideways_begin(const struct collect *c, struct collect *inner) {
    struct builder *b = c->b;
    int rows = b->rows;
    *inner = (struct collect){.b = b, .parent = c->parent, .lang = c->lang, .measure = sideways_measure(c)};
    inner->into = section_new(b, SECTION_TEXT, 1, inner->measure);
    b->rows = (int)(section_width(b, c->into, c->into->columns) / b->grid);
    return rows;
}

static void turned_float(struct collect *c, struct section *section, const struct plan *plan, struct place place) {
    struct builder *b = c->b;
    struct turned *turned = ARENA_NEW(b->ctx->arena, struct turned);
    struct picture *picture = ARENA_NEW(b->ctx->arena, struct picture);
    struct floating *floating = vec_push(b->ctx->arena, &c->into->floats);
    int span = 1;
    *turned = (struct turned){section, plan->from, plan->end[0], plan->height};
    while (span < c->into->columns && section_width(b, c->into, span) < turned->rows * b->grid) span++;
    picture->figure = ARENA_NEW(b->ctx->arena, struct flow_figure);
    picture->turned = turned;
    picture->place = place;
    picture->width = section_width(b, c->into, span);
    picture->height = picture->total = section->width;
    floating->picture = picture;
    floating->mention = c->into->slugs.len;
    floating->span = span;
    floating->rows = b->rows;
    b->slugs_made++;
}

void sideways_end(struct collect *c, struct section *section, int rows, struct place place) {
    struct builder *b = c->b;
    int across = b->rows;
    struct region region = {.fresh = true};
    b->rows = rows;
    for (size_t from = 0; from < section->slugs.len;) {
        struct plan plan;
        region.rows = across;
        do {
            plan_region(b, section, from, &region, &plan);
        } while (plan.end[0] + 1 == section->slugs.len && --region.rows > across / 2); /* no last row alone */
        turned_float(c, section, &plan, place);
        from = plan.end[0];
    }
    arena_reset(b->work);
}

/* ---- painting ---------------------------------------------------------------------------------------------------- */

/* From a page that lies on its side to the upright one: what was right is up. */
struct side {
    mpt x, y; /* of its corner at the top left */
    mpt length;
};

static void box_turn(const struct side *side, mpt *x, mpt *y, mpt *w, mpt *h) {
    mpt across = *x, down = *y, width = *w;
    *x = side->x + down;
    *y = side->y + side->length - across - width;
    *w = *h;
    *h = width;
}

static void item_turn(const struct side *side, struct paint_item *item) {
    mpt width = item->w, none = 0;
    switch (item->kind) {
    case PAINT_GLYPHS: /* they keep their width: it counts along the line */
        item->w = 0;
        box_turn(side, &item->x, &item->y, &item->w, &none);
        item->w = width;
        item->glyphs.turned = true;
        break;
    case PAINT_RECT:
    case PAINT_FRAME:
    case PAINT_IMAGE:
    case PAINT_LINK:
    case PAINT_ANCHOR: box_turn(side, &item->x, &item->y, &item->w, &item->h); break;
    case PAINT_MARK_BEGIN:
    case PAINT_MARK_END: break;
    }
}

void sideways_draw(struct builder *b, const struct picture *picture, mpt x, mpt y) {
    const struct turned *turned = picture->turned;
    struct side side = {x, y, picture->total};
    struct paint_page *page = &b->doc->pages.at[b->page];
    struct page_facts facts = b->facts.at[b->page];
    pen_end(b);
    size_t items = page->count, areas = page->areas.len;
    column_draw(b, turned->section, turned->from, turned->to, 0, 0);
    notes_draw(b, turned->section, turned->from, turned->to, 0, (mpt)turned->rows * b->grid);
    pen_end(b);
    b->facts.at[b->page] = facts; /* covered is what the page covers, upright */
    for (size_t i = items; i < page->count; i++) item_turn(&side, &page->items[i]);
    for (size_t i = areas; i < page->areas.len; i++) {
        struct paint_area *area = &page->areas.at[i];
        box_turn(&side, &area->x, &area->y, &area->w, &area->h);
    }
    page_cover(b, x, picture->width, y + picture->total);
}
