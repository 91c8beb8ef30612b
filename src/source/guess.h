/* Which encoding is this? In: bytes without a declared encoding. Out: a name. Private to source. */
#ifndef VISNYK_SOURCE_GUESS_H
#define VISNYK_SOURCE_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct guess {
    const char *name; /* "UTF-8", "UTF-16LE", "UTF-16BE", "CP1251", "KOI8-U", "KOI8-R", "CP866" or "CP1125" */
    size_t bom;       /* [bytes] of the byte order mark */
    bool weak;        /* too few letters, or two encodings fit equally well */
};

struct guess guess_encoding(struct str bytes);

/* Well-formed sequences of two and more bytes, and bytes that belong to none. */
void guess_count_utf8(struct str bytes, size_t *sequences, size_t *bad);

#endif
