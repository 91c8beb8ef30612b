/* Lines of a file that are in another encoding than the file. In: bytes and the file's encoding. Out: which lines, and
 * their encoding. Private to source. */
#ifndef VISNYK_SOURCE_MIXED_H
#define VISNYK_SOURCE_MIXED_H

#include <stddef.h>

#include "base/str.h"
#include "base/vec.h"
#include "source/guess.h"

struct mixed_line {
    size_t start, end; /* [bytes], without the line end */
};

struct mixed {
    const char *name; /* of the other encoding; NULL: there is none */
    VEC(, struct mixed_line)
    lines;
};

/* Linear time. */
void mixed_find(struct arena *arena, struct str bytes, struct guess file, struct mixed *out);

#endif
