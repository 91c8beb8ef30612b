/* letters: the questions of base/utf8.h, answered at once for the characters that nearly all text here consists of.
 *
 * Text asks each character of an issue a dozen times; basic Latin and the Russian and Ukrainian alphabets need no
 * search. Everything else goes to base.
 */
#ifndef VISNYK_TEXT_LETTERS_H
#define VISNYK_TEXT_LETTERS_H

#include <string.h>

#include "base/utf8.h"

/* U+0400-040F and U+0410-042F are capitals, U+0430-044F and U+0450-045F their small letters. */
static inline bool letter_is_basic_cyrillic(uint32_t cp) { return cp - 0x400u < 0x60u; }

static inline bool letter_is(uint32_t cp) {
    if (cp < 0x80) return (cp | 0x20) - 'a' < 26u;
    return letter_is_basic_cyrillic(cp) || cp_is_letter(cp);
}

static inline bool letter_is_upper(uint32_t cp) {
    if (cp < 0x80) return cp - 'A' < 26u;
    if (letter_is_basic_cyrillic(cp)) return cp < 0x430;
    return cp_is_upper(cp);
}

static inline uint32_t letter_lower(uint32_t cp) {
    if (cp < 0x80) return cp - 'A' < 26u ? cp + 0x20 : cp;
    if (!letter_is_basic_cyrillic(cp)) return cp_lower(cp);
    return cp < 0x410 ? cp + 0x50 : cp < 0x430 ? cp + 0x20 : cp;
}

/* Combining marks stand over the letter before and are no letters of a word. */
static inline bool letter_is_mark(uint32_t cp) { return cp - 0x300u < 0x70u; }

/* Marks that open and close, in every language here: quotes that do either (", “, ‘) count as both. A full stop is none
 * of them, for it may belong to the word. */
static inline bool mark_opens(uint32_t cp) {
    return cp == '(' || cp == '[' || cp == '{' || cp == '"' || cp == 0xAB || cp == 0x201E || cp == 0x201C ||
           cp == 0x2018;
}

static inline bool mark_closes(uint32_t cp) {
    return cp == ',' || cp == ';' || cp == ':' || cp == '!' || cp == '?' || cp == ')' || cp == ']' || cp == '}' ||
           cp == '"' || cp == 0xBB || cp == 0x201D || cp == 0x201C || cp == 0x2019 || cp == 0x2026;
}

/* What a Roman figure is worth, 0: none. І and Х are also the Cyrillic letters that typists use for them. */
static inline unsigned letter_roman(uint32_t cp) {
    switch (cp) {
    case 'I':
    case 0x406: return 1;
    case 'V': return 5;
    case 'X':
    case 0x425: return 10;
    case 'L': return 50;
    case 'C': return 100;
    case 'D': return 500;
    case 'M': return 1000;
    default: return 0;
    }
}

/* As utf8_next. */
static inline uint32_t letter_next(const char *s, size_t len, size_t *at) {
    unsigned char a = (unsigned char)s[*at];
    if (a < 0x80) {
        ++*at;
        return a;
    }
    if (a >= 0xC2 && a < 0xE0 && *at + 1 < len && ((unsigned char)s[*at + 1] & 0xC0) == 0x80) {
        uint32_t cp = (uint32_t)(a & 0x1F) << 6 | ((unsigned char)s[*at + 1] & 0x3Fu);
        *at += 2;
        return cp;
    }
    return utf8_next(s, len, at);
}

/* As utf8_put. */
static inline size_t letter_put(char out[4], uint32_t cp) {
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp >= 0x800) return utf8_put(out, cp);
    out[0] = (char)(0xC0 | cp >> 6);
    out[1] = (char)(0x80 | (cp & 0x3F));
    return 2;
}

/* A hash for tables in memory, eight bytes a step; it differs between byte orders and must not reach a file.
 * The multiplier is 2^64 by the golden ratio (Knuth, TAOCP 6.4), the shifts mix the high bits down. */
static inline uint64_t letter_hash(uint64_t seed, const char *s, size_t len) {
    uint64_t hash = seed ^ len, part;
    for (; len >= sizeof part; len -= sizeof part, s += sizeof part) {
        memcpy(&part, s, sizeof part);
        hash = (hash ^ part) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    part = 0;
    if (len) memcpy(&part, s, len);
    hash = (hash ^ part) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

#endif
