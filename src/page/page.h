/* page: flow -> columns -> pages -> paint. The page builder.
 *
 * In: struct flow, a shaper. Out: struct paint_doc with all pages and the structure tree. Used by app. Sees neither
 * model nor Markdown. Everything that is not body text takes whole lines of the baseline grid.
 * Fails: never for a flow that could be built; what does not fit is a diagnostic with its place.
 */
#ifndef VISNYK_PAGE_PAGE_H
#define VISNYK_PAGE_PAGE_H

#include "base/ctx.h"
#include "paint/paint.h"
#include "style/style.h"
#include "text/text.h"

/* How full the pages are. */
struct page_count {
    size_t pages;
    int rows;         /* of all columns of a page */
    const int *taken; /* of each page, by what stands on it */
    int imprint;      /* of those of the last page, by the imprint */
    const int *lines; /* of each article, counted in rows of the grid */
    uint64_t setting; /* [ns] that shaping and breaking lines took, of all tries */
    bool explain;     /* in: pages that are not full are told of, and why */
};

/* lines: when not NULL, every paragraph's lines are added to it as text, for `visnyk dump --stage lines`.
 * count: NULL: nobody asks. */
struct paint_doc *page_build(struct ctx *ctx, const struct flow *flow, struct shaper *shaper, struct buf *lines,
                             struct page_count *count);

/* The same, with as many pages as the issue asks for, if the template's limits allow that; says what was done, or how
 * many lines each article is too long or too short. Changes look and flow. last: of the try that is returned. */
struct paint_doc *page_fit(struct ctx *ctx, struct look *look, struct flow *flow, struct shaper *shaper,
                           struct buf *lines, struct page_count *last);

#endif
