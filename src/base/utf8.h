/* UTF-8, one code point at a time. Source: RFC 3629. */
#ifndef VISNYK_BASE_UTF8_H
#define VISNYK_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Decodes the code point at s[*at], moves *at behind it. An ill-formed byte gives U+FFFD and moves by one byte.
 * *at < len is required. */
uint32_t utf8_next(const char *s, size_t len, size_t *at);

/* The code point that ends before s[*at], moving *at to its start; *at > 0. */
uint32_t utf8_prev(const char *s, size_t *at);

/* Writes 1-4 bytes to out, returns their number. Surrogates and values above 10FFFF are written as U+FFFD. */
size_t utf8_put(char out[4], uint32_t cp);

bool utf8_valid(struct str a);
/* With U+FFFD for ill-formed bytes; for control characters, too, so that a line stays one and steers no terminal. */
struct str utf8_clean(struct arena *arena, struct str a);
struct str utf8_printable(struct arena *arena, struct str a);
size_t utf8_count(struct str a); /* code points */

/* Simple classes of the scripts that this tool sets: enough for language rules, without a library. */
bool cp_is_cyrillic(uint32_t cp);
bool cp_is_latin(uint32_t cp);
bool cp_is_letter(uint32_t cp); /* Latin, Cyrillic, Greek letters and combining marks over them */
bool cp_is_digit(uint32_t cp);  /* 0-9 */
bool cp_is_upper(uint32_t cp);
uint32_t cp_lower(uint32_t cp); /* Latin, Cyrillic, Greek; others as they are */
uint32_t cp_upper(uint32_t cp);
struct str str_lower(struct arena *arena, struct str a); /* cp_lower of each */
bool cp_is_space(uint32_t cp); /* breaking white space: space, tab, LF, CR, U+2000-200A but not no-break ones */

#endif
