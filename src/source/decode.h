/* Bytes in a named encoding -> UTF-8 text with LF line ends, and the map between the two. Private to source. */
#ifndef VISNYK_SOURCE_DECODE_H
#define VISNYK_SOURCE_DECODE_H

#include <stdbool.h>

#include "base/ctx.h"
#include "base/str.h"
#include "source/mixed.h"

struct decoded {
    struct str text;
    const struct textmap *map; /* NULL: text and bytes are the same */
    const char *name;          /* of the encoding, for messages */
};

/* Skips the first `bom` bytes. The lines of `mixed` are read in its encoding, each with a warning; no other than UTF-8
 * and the code pages of tables.c are mixed. A byte that does not decode, NUL and other control characters become U+FFFD
 * with a warning at their place in `file`. False when nobody knows the encoding; nothing is recorded then. Linear time.
 */
bool decode_bytes(struct ctx *ctx, uint32_t file, struct str bytes, size_t bom, const char *encoding,
                  const struct mixed *mixed, struct decoded *out);

/* Where the ^Z and zeros begin with which DOS filled the last sector; the length when there are none. */
size_t decode_text_end(struct str bytes);

bool decode_knows(const char *encoding);

#endif
