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

/* lines: when not NULL, every paragraph's lines are added to it as text, for `visnyk dump --stage lines`. */
struct paint_doc *page_build(struct ctx *ctx, const struct flow *flow, struct shaper *shaper, struct buf *lines);

#endif
