/* Files inside the file (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8).
 *
 * In: the attachments of the input. Out: objects, and entries of the catalog.
 */
#ifndef VISNYK_PDF_ATTACH_H
#define VISNYK_PDF_ATTACH_H

#include "pdf/writer.h"

/* After metadata_write, which has seen that there is a date. */
void attach_write(struct writer *w, struct buf *catalog);

#endif
