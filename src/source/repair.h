/* Old text put right before anybody reads it: see source_repair in source.h. Private to source: what one repair finds.
 */
#ifndef VISNYK_SOURCE_REPAIR_H
#define VISNYK_SOURCE_REPAIR_H

#include "source/source.h"

/* A page through which UTF-8 was read once too often, as code point -> byte; NULL: the text shows no sign of it. */
struct twice;
struct twice *twice_find(struct ctx *ctx, const struct source *source);

/* Text that was decoded twice and begins at `at` of the text (a sign beyond ASCII): its end, and what it was meant to
 * be. 0: it is none. */
size_t twice_read(struct twice *twice, const struct source *source, size_t at, struct buf *out);

#endif
