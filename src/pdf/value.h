/* Values inside a dictionary or a content stream, as text.
 *
 * In: numbers, UTF-8. Out: PDF syntax appended to a buffer. Used by this folder. No floating point, no locale.
 */
#ifndef VISNYK_PDF_VALUE_H
#define VISNYK_PDF_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/str.h"
#include "base/unit.h"

/* ISO 32000-1 annex C and ISO 19005-2, 6.1.13: longest string [bytes]. */
#define VALUE_STRING_MAX 32767

void value_int(struct buf *out, int64_t value);
/* " 12 0 R" */
void value_ref(struct buf *out, uint32_t number);
/* "/Name"; bytes outside of printable ASCII and delimiters are escaped, at most 127 bytes are taken. */
void value_name(struct buf *out, struct str name);
/* A text string: ASCII as it is, else UTF-16BE with its mark. What is longer than a string can be is cut, with a
 * diagnostic at `place`. */
void value_text(struct ctx *ctx, struct buf *out, struct str text, struct place place);
/* A URI as a string: bytes outside of ASCII, spaces and quotes percent-encoded. */
void value_uri(struct ctx *ctx, struct buf *out, struct str uri, struct place place);
/* Looks like a language tag: 1-8 letters, then groups of 1-8 letters and digits (ISO 32000-1, 14.9.2.2). */
bool value_is_lang(struct str tag);
/* UTF-16BE in hex digits, without brackets; characters that a ToUnicode map must not name become U+FFFD. */
void value_utf16_hex(struct buf *out, struct str text);
/* x y w h of a rectangle in paint's coordinates as corners "[x0 y0 x1 y1]", y upwards from the page's foot. */
void value_box(struct buf *out, mpt page_height, mpt x, mpt y, mpt w, mpt h);

#endif
