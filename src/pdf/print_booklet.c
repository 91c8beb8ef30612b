/* Pages two by two on sheets that are folded once, laid into one another and stitched through the fold.
 *
 * Of sheet i, counted from the outermost, the outside carries the i-th pages from both ends and the inside the next
 * ones; even pages lie left of the fold. A number of pages that is no multiple of four is filled up with blanks before
 * the last page, which thereby stays the back cover; when it was laid out for the right side its margins and its folio
 * stand on the wrong side there, which is seen less than a blank cover.
 *
 * Creep: each sheet lies around those inside of it, and the inner ones stick out at the edge that is trimmed. Their
 * pages move towards the fold, by one thickness of the paper for each sheet outside of them. What then lies behind the
 * fold is cut off, and what the outer edge needs is drawn out further over the bleed.
 *
 * The pages are the same paint as in the file of single pages, each a form XObject. Rejected: imposing the finished
 * file with another tool (it knows no creep and no bleed at the fold).
 */
#include "pdf/print.h"

#include <assert.h>

#include "pdf/store.h"
#include "pdf/value.h"

#define PER_SHEET 4

/* ---- the plan -------------------------------------------------------------------------------------------------- */

/* Index of the page that stands at a place, of `places`. */
static size_t page_at(const struct booklet *booklet, size_t place, size_t places) {
    size_t last = booklet->pages - 1, home = last ? places - 1 : 0;
    return place < last ? place : place == home ? last : BOOKLET_BLANK;
}

struct booklet *booklet_plan(struct arena *arena, size_t pages, mpt thickness) {
    struct booklet *booklet = ARENA_NEW(arena, struct booklet);
    size_t sheets = (pages + PER_SHEET - 1) / PER_SHEET, places = sheets * PER_SHEET;
    assert(pages > 0);
    *booklet = (struct booklet){.pages = pages, .blanks = places - pages, .sides = 2 * sheets};
    booklet->at = ARENA_ARRAY(arena, booklet->sides, struct booklet_side);
    for (size_t i = 0; i < booklet->sides; i++) {
        size_t low = page_at(booklet, i, places), high = page_at(booklet, places - 1 - i, places);
        bool outside = i % 2 == 0;
        booklet->at[i] = (struct booklet_side){outside ? high : low, outside ? low : high, (mpt)(i / 2) * thickness};
    }
    return booklet;
}

/* "12: 10, 11" */
static const char *blanks_told(const struct writer *w) {
    const struct booklet *booklet = w->booklet;
    size_t places = booklet->pages + booklet->blanks;
    const char *before = ": ";
    struct buf out;
    buf_init(&out, w->arena);
    buf_printf(&out, "%zu", places);
    for (size_t i = 0; i < places; i++) {
        if (page_at(booklet, i, places) != BOOKLET_BLANK) continue;
        buf_printf(&out, "%s%zu", before, i + 1);
        before = ", ";
    }
    return out.s;
}

void booklet_check(const struct writer *w) {
    if (w->booklet->blanks) diag(w->ctx, DIAG_BOOKLET_BLANKS, w->input->print->issue_place, "%s", blanks_told(w));
}

/* ---- a side ---------------------------------------------------------------------------------------------------- */

static void put_name(const struct writer *w, struct buf *out, size_t page) {
    buf_puts(out, page == BOOKLET_BLANK ? "–" : w->doc->pages.at[page].label);
}

const char *booklet_label(const struct writer *w, size_t side) {
    const struct booklet_side *at = &w->booklet->at[side];
    struct buf out;
    buf_init(&out, w->arena);
    buf_printf(&out, "%zu/%zu %s: ", side / 2 + 1, w->booklet->sides / 2, side % 2 ? "B" : "A");
    put_name(w, &out, at->left);
    buf_puts(&out, " + ");
    put_name(w, &out, at->right);
    return out.s;
}

/* The page as a form whose origin is its lower left corner; its number. */
static uint32_t write_form(struct writer *w, size_t page, bool right, mpt creep, struct str shared, bool *transparent) {
    const struct print_spec *print = w->input->print;
    const struct paint_page *painted = &w->doc->pages.at[page];
    const mpt outer = print->bleed_outer + creep;
    const struct sheet sheet = {.bleed = {right ? 0 : outer, right ? outer : 0, print->bleed_top, print->bleed_bottom}};
    const mpt box[4] = {right ? creep : -outer, -print->bleed_bottom, painted->width + (right ? outer : -creep),
                        painted->height + print->bleed_top};
    struct content_page content;
    struct buf body;
    content_write(w, page, &sheet, &content);
    *transparent |= content.transparent;
    buf_init(&body, w->arena);
    buf_puts(&body, "/Type/XObject/Subtype/Form/BBox[");
    for (int i = 0; i < 4; i++) {
        if (i) buf_putc(&body, ' ');
        buf_mpt(&body, box[i]);
    }
    buf_puts(&body, "]/Resources<<");
    buf_str(&body, shared);
    if (content.xobjects.len) buf_printf(&body, "/XObject<<%.*s>>", STR_ARG(content.xobjects));
    buf_puts(&body, ">>");
    return store_deflated(w->store, STORE_FAST, buf_view(&body), content.operators);
}

static void put_form(struct buf *out, mpt x, mpt y, const char *name) {
    buf_puts(out, "q 1 0 0 1 ");
    buf_mpt(out, x);
    buf_putc(out, ' ');
    buf_mpt(out, y);
    buf_printf(out, " cm/%s Do Q\n", name);
}

void booklet_side_write(struct writer *w, size_t side, const struct sheet *sheet, struct str shared,
                        struct content_page *out) {
    const struct booklet_side *at = &w->booklet->at[side];
    const size_t pages[2] = {at->left, at->right};
    const mpt xs[2] = {sheet->x + at->creep, sheet->x + sheet->trim_width / 2 - at->creep};
    static const char *const names[2] = {"Left", "Right"};
    struct buf operators, xobjects;
    buf_init(&operators, w->arena);
    buf_init(&xobjects, w->arena);
    *out = (struct content_page){.transparent = false};
    for (int i = 0; i < 2; i++) {
        if (pages[i] == BOOKLET_BLANK) continue;
        buf_printf(&xobjects, "/%s", names[i]);
        value_ref(&xobjects, write_form(w, pages[i], i == 1, at->creep, shared, &out->transparent));
        put_form(&operators, xs[i], sheet->y, names[i]);
    }
    out->operators = buf_view(&operators);
    out->xobjects = buf_view(&xobjects);
}
