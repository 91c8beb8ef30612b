/* Strings: a view (struct str) and a growing one (struct buf).
 *
 * A view never owns and need not end in NUL. A buffer lives in an arena; its bytes always end in NUL, which len does
 * not count. Nothing here looks at the locale: numbers are written with a full stop on every machine.
 */
#ifndef VISNYK_BASE_STR_H
#define VISNYK_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/unit.h"

struct str {
    const char *s; /* may be NULL when len is 0 */
    size_t len;    /* [bytes] */
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* For printf's "%.*s". */
#define STR_ARG(v) (int)(v).len, (v).s

struct str str_from(const char *s); /* NULL gives the empty view */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *s);
bool str_starts(struct str a, const char *prefix);
bool str_ends(struct str a, const char *suffix);
int str_compare(struct str a, struct str b);                /* by bytes, for sorting */
struct str str_trim(struct str a);                          /* ASCII white space off both ends */
struct str str_slice(struct str a, size_t from, size_t to); /* clamped */
struct str str_copy(struct arena *arena, struct str a);     /* ended by NUL */
char *str_dup(struct arena *arena, struct str a);

/* Whole string as a decimal integer; false when it is not one or does not fit. */
bool str_int(struct str a, int64_t *out);
/* Decimal number ("12", "-3.5", ".25") times 1000, rounded; false when it is not one. */
bool str_milli(struct str a, int64_t *out);

/* Edit distance with transpositions, for "did you mean"; capped at 64 bytes each. */
size_t str_distance(struct str a, struct str b);

struct buf {
    struct arena *arena;
    char *s;
    size_t len, cap; /* [bytes] */
};

void buf_init(struct buf *buf, struct arena *arena);
void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_str(struct buf *buf, struct str a);
void buf_puts(struct buf *buf, const char *s);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_utf8(struct buf *buf, uint32_t cp);
/* A length in points with at most three decimals, no trailing zeros: 12500 -> "12.5". */
void buf_mpt(struct buf *buf, mpt v);
struct str buf_view(const struct buf *buf);

#endif
