/* Eight-bit code pages as tables. In: a name. Out: what each byte from 80 to FF means. Private to source. */
#ifndef VISNYK_SOURCE_TABLES_H
#define VISNYK_SOURCE_TABLES_H

#include <stdbool.h>
#include <stdint.h>

#define CODEPAGE_ALIASES 4

struct codepage {
    const char *name;
    const char *aliases[CODEPAGE_ALIASES];
    const uint16_t *high; /* 128 code points for the bytes 80-FF, 0: not defined */
};

/* NULL when the name is not one of ours; capital and small letters are the same. */
const struct codepage *codepage_lookup(const char *name);

bool encoding_name_is(const char *name, const char *other);

/* What a byte means in a page whose upper half is `high`; 0: nothing. */
uint32_t codepage_character(const uint16_t *high, int byte);

#endif
