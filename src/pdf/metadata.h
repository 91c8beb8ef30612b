/* What the file says about itself: Info, XMP, output intent.
 *
 * In: the paint list's meta. Out: objects, and entries of the catalog. Dates are noon UTC of the day, or
 * SOURCE_DATE_EPOCH; never the clock.
 */
#ifndef VISNYK_PDF_METADATA_H
#define VISNYK_PDF_METADATA_H

#include "pdf/writer.h"

/* False: SOURCE_DATE_EPOCH is set and no time (diagnosed). */
bool metadata_write(struct writer *w, struct buf *catalog);
/* The same question alone. */
bool metadata_dated(struct writer *w);

/* An entry with the file's date, if it has one. */
void metadata_date(struct writer *w, struct buf *out, const char *key);

/* The sRGB profile, the same bytes in every run; `icc2`: of version 2. */
struct str metadata_srgb(struct arena *arena, bool icc2);

#endif
