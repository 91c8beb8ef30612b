/* Which encoding is this? In: bytes without a declared encoding. Out: a name. Private to source. */
#ifndef VISNYK_SOURCE_GUESS_H
#define VISNYK_SOURCE_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct guess {
    const char *name; /* "UTF-8", "UTF-16LE", "UTF-16BE", or a name of tables.c */
    size_t bom;       /* [bytes] of the byte order mark */
    int confidence;   /* [%] */
};

/* Linear time. */
struct guess guess_encoding(struct str bytes);

/* The likeliest code page of bytes that are no Unicode. */
struct guess guess_codepage(struct str bytes);

/* Should somebody look at the answer? */
bool guess_is_weak(struct guess guess);

/* Well-formed sequences of two and more bytes, and bytes that belong to none. */
void guess_count_utf8(struct str bytes, size_t *sequences, size_t *bad);

#endif
