/* The content stream of one page.
 *
 * In: a page of the paint list. Out: operators (not yet compressed) and the page's XObject resources; MCIDs go to tags,
 * codes to embed, pictures to pictures on the way.
 */
#ifndef VISNYK_PDF_CONTENT_H
#define VISNYK_PDF_CONTENT_H

#include "pdf/writer.h"

struct content_page {
    struct str operators;
    struct str xobjects; /* entries of the resource dictionary */
    bool transparent;    /* a picture has a mask */
};

struct sheet;
struct ground;

/* `sheet`: for the press, where the page stands and how far it goes over its edges; else NULL. */
void content_write(struct writer *w, size_t page, const struct sheet *sheet, struct content_page *out);

/* Object of an IMAGE; 0: it cannot be had. Says what is wrong with it. `ground`: what may lie below it, or NULL. */
uint32_t content_picture(struct writer *w, const struct ground *ground, const struct paint_item *item);

#endif
