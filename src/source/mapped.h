/* Text that grows together with its map to the bytes it came from. Private to source. */
#ifndef VISNYK_SOURCE_MAPPED_H
#define VISNYK_SOURCE_MAPPED_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"

struct mapped {
    struct arena *arena;
    struct buf text;
    struct textmap *map;
};

void mapped_init(struct mapped *m, struct arena *arena);

/* Adds `len` bytes of text that stand for `span` bytes from `byte` on: one character. `same`: they are the very bytes,
 * so an offset within them has a byte of its own. span 0: they stand there for nothing that can be said. */
void mapped_add(struct mapped *m, size_t byte, size_t span, bool same, struct str text);

/* The map ends where the bytes end. */
void mapped_end(struct mapped *m, size_t byte);

#endif
