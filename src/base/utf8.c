/* UTF-8 and the few facts about letters that language rules need.
 *
 * Case pairs of Latin, Cyrillic and Greek are ranges with a distance, after UnicodeData.txt; a distance of 1 means
 * that capital and small letter alternate. Rejected: ICU here, because base must stand on libc alone, and towctype,
 * because it depends on the locale.
 */
#include "base/utf8.h"

#include <assert.h>

/* Length of the well-formed sequence at s (RFC 3629, section 4), 0 when there is none. */
static size_t sequence_length(const unsigned char *s, size_t len) {
    unsigned char low = 0x80, high = 0xBF;
    size_t need;
    if (s[0] < 0x80) return 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF)
        need = 2;
    else if (s[0] >= 0xE0 && s[0] <= 0xEF)
        need = 3;
    else if (s[0] >= 0xF0 && s[0] <= 0xF4)
        need = 4;
    else
        return 0;
    if (s[0] == 0xE0) low = 0xA0;
    if (s[0] == 0xED) high = 0x9F;
    if (s[0] == 0xF0) low = 0x90;
    if (s[0] == 0xF4) high = 0x8F;
    if (len < need || s[1] < low || s[1] > high) return 0;
    for (size_t i = 2; i < need; i++)
        if (s[i] < 0x80 || s[i] > 0xBF) return 0;
    return need;
}

uint32_t utf8_next(const char *s, size_t len, size_t *at) {
    assert(*at < len);
    const unsigned char *p = (const unsigned char *)s + *at;
    if (p[0] < 0x80) { /* nearly all text is of one byte or two */
        ++*at;
        return p[0];
    }
    if (p[0] >= 0xC2 && p[0] <= 0xDF && len - *at > 1 && (p[1] & 0xC0) == 0x80) {
        *at += 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
    }
    size_t n = sequence_length(p, len - *at);
    *at += n ? n : 1;
    switch (n) {
    case 3: return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
    case 4:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3Fu);
    default: return UTF8_REPLACEMENT;
    }
}

uint32_t utf8_prev(const char *s, size_t *at) {
    assert(*at > 0);
    size_t end = *at, start = end - 1;
    while (start > 0 && end - start < 4 && ((unsigned char)s[start] & 0xC0) == 0x80) start--;
    size_t behind = start;
    uint32_t cp = utf8_next(s, end, &behind);
    if (behind != end) { /* ill-formed: the last byte alone, as utf8_next would take it */
        *at = end - 1;
        return UTF8_REPLACEMENT;
    }
    *at = start;
    return cp;
}

size_t utf8_put(char out[4], uint32_t cp) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = UTF8_REPLACEMENT;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool utf8_valid(struct str a) {
    for (size_t at = 0; at < a.len;) {
        size_t n = sequence_length((const unsigned char *)a.s + at, a.len - at);
        if (n == 0) return false;
        at += n;
    }
    return true;
}

static struct str replaced(struct arena *arena, struct str a, bool controls) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t at = 0; at < a.len;) {
        uint32_t cp = utf8_next(a.s, a.len, &at);
        bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
        buf_utf8(&out, controls && control ? UTF8_REPLACEMENT : cp);
    }
    return buf_view(&out);
}

struct str utf8_clean(struct arena *arena, struct str a) {
    return replaced(arena, a, false);
}

struct str utf8_printable(struct arena *arena, struct str a) {
    return replaced(arena, a, true);
}

size_t utf8_count(struct str a) {
    size_t count = 0;
    for (size_t at = 0; at < a.len; count++) utf8_next(a.s, a.len, &at);
    return count;
}

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t cp, const struct range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (cp >= ranges[i].first && cp <= ranges[i].last) return true;
    return false;
}

#define IN(cp, ranges) in_ranges((cp), (ranges), sizeof(ranges) / sizeof *(ranges))

static const struct range cyrillic[] = {{0x0400, 0x0481}, {0x0483, 0x0487}, {0x048A, 0x052F},
                                        {0x1C80, 0x1C8A}, {0x2DE0, 0x2DFF}, {0xA640, 0xA69F}};
static const struct range latin[] = {{'A', 'Z'},       {'a', 'z'},       {0xAA, 0xAA},     {0xBA, 0xBA},
                                     {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x02AF},   {0x1D00, 0x1D25},
                                     {0x1E00, 0x1EFF}, {0x2C60, 0x2C7F}, {0xA722, 0xA788}, {0xA78B, 0xA7FF},
                                     {0xAB30, 0xAB5A}, {0xFB00, 0xFB06}};
static const struct range greek[] = {{0x0370, 0x0373}, {0x0376, 0x0377}, {0x037B, 0x037D}, {0x037F, 0x037F},
                                     {0x0386, 0x0386}, {0x0388, 0x03FF}, {0x1F00, 0x1FBC}, {0x1FC2, 0x1FCC},
                                     {0x1FD0, 0x1FDB}, {0x1FE0, 0x1FEC}, {0x1FF2, 0x1FFC}};
static const struct range marks[] = {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}};

bool cp_is_cyrillic(uint32_t cp) { return cp >= 0x400 && IN(cp, cyrillic); }

bool cp_is_latin(uint32_t cp) { return IN(cp, latin); }

bool cp_is_letter(uint32_t cp) {
    if (cp < 0x80) return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
    return cp_is_cyrillic(cp) || cp_is_latin(cp) || IN(cp, greek) || IN(cp, marks);
}

bool cp_is_digit(uint32_t cp) { return cp >= '0' && cp <= '9'; }

/* Capitals first..last; small = capital + distance, or alternating when the distance is 1. */
struct case_range {
    uint32_t first, last;
    int32_t distance;
};

static const struct case_range cases[] = {
    {'A', 'Z', 32},        {0xC0, 0xD6, 32},     {0xD8, 0xDE, 32},        {0x0100, 0x012E, 1},  {0x0132, 0x0136, 1},
    {0x0139, 0x0147, 1},   {0x014A, 0x0176, 1},  {0x0178, 0x0178, -121},  {0x0179, 0x017D, 1},  {0x0182, 0x0184, 1},
    {0x018F, 0x018F, 202}, {0x01A0, 0x01A4, 1},  {0x01AF, 0x01AF, 1},     {0x01CD, 0x01DB, 1},  {0x01DE, 0x01EE, 1},
    {0x01F8, 0x021E, 1},   {0x0222, 0x0232, 1},  {0x0386, 0x0386, 38},    {0x0388, 0x038A, 37}, {0x038C, 0x038C, 64},
    {0x038E, 0x038F, 63},  {0x0391, 0x03A1, 32}, {0x03A3, 0x03AB, 32},    {0x03D8, 0x03EE, 1},  {0x0400, 0x040F, 80},
    {0x0410, 0x042F, 32},  {0x0460, 0x0480, 1},  {0x048A, 0x04BE, 1},     {0x04C0, 0x04C0, 15}, {0x04C1, 0x04CD, 1},
    {0x04D0, 0x052E, 1},   {0x1E00, 0x1E94, 1},  {0x1E9E, 0x1E9E, -7615}, {0x1EA0, 0x1EFE, 1},  {0xA640, 0xA66C, 1},
    {0xA680, 0xA69A, 1},
};

#define CASES (sizeof cases / sizeof *cases)

uint32_t cp_lower(uint32_t cp) {
    if (cp < 0x80) return cp - 'A' < 26u ? cp + 32 : cp;
    if (cp - 0x0410u < 0x50u) return cp < 0x0430 ? cp + 32 : cp; /* а-я and what follows: without a search */
    for (size_t i = 0; i < CASES; i++) {
        const struct case_range *c = &cases[i];
        if (cp < c->first || cp > c->last) continue;
        if (c->distance == 1) return (cp - c->first) % 2 == 0 ? cp + 1 : cp;
        return (uint32_t)((int32_t)cp + c->distance);
    }
    return cp;
}

uint32_t cp_upper(uint32_t cp) {
    if (cp == 0x03C2) return 0x03A3; /* final sigma */
    if (cp == 0x00DF) return cp;     /* ß stays; its capital form is a matter of choice */
    for (size_t i = 0; i < CASES; i++) {
        const struct case_range *c = &cases[i];
        if (c->distance == 1) {
            if (cp > c->first && cp <= c->last + 1 && (cp - c->first) % 2 == 1) return cp - 1;
            continue;
        }
        uint32_t capital = (uint32_t)((int32_t)cp - c->distance);
        if (capital >= c->first && capital <= c->last) return capital;
    }
    return cp;
}

bool cp_is_upper(uint32_t cp) { return cp_lower(cp) != cp; }

bool cp_is_space(uint32_t cp) {
    return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || (cp >= 0x2000 && cp <= 0x200A && cp != 0x2007);
}

struct str str_lower(struct arena *arena, struct str a) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < a.len;) buf_utf8(&out, cp_lower(utf8_next(a.s, a.len, &i)));
    return buf_view(&out);
}
