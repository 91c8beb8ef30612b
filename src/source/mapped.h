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

/* Adds `len` bytes of text that come from `byte` on. In step: the text has the very bytes of the file. */
void mapped_add(struct mapped *m, size_t byte, bool in_step, const char *s, size_t len);

/* The map ends where the bytes end. */
void mapped_end(struct mapped *m, size_t byte);

#endif
