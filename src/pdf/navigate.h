/* Ways through the file: link annotations, bookmarks, page labels.
 *
 * In: LINK and ANCHOR items, outline entries, labels of the paint list. Out: objects and entries.
 */
#ifndef VISNYK_PDF_NAVIGATE_H
#define VISNYK_PDF_NAVIGATE_H

#include "pdf/writer.h"

struct navigate;

/* Finds all anchors. */
struct navigate *navigate_new(struct writer *w);

/* Writes a page's annotations and appends /Annots to its body. To be called after the page's content. */
void navigate_page(struct navigate *navigate, size_t page, struct buf *body);

/* Bookmarks and labels, as entries of the catalog. */
void navigate_catalog(struct navigate *navigate, struct buf *catalog);

#endif
