/* Which encoding is this?
 *
 * A byte order mark decides; then well-formed UTF-8 without control characters; then units that are common characters
 * in one byte order alone (UTF-16); then UTF-8 that is damaged a little. What is left is counted once, pair of bytes by
 * pair of bytes, and every code page is asked what these pairs cost as characters (likely.c): the cheapest page is the
 * likeliest. Pages that give the same text are the same answer; the confidence is the distance to the next page that
 * gives another text. Invariant: linear in the bytes, and the whole file counts, so a single number sign on the last
 * page can decide between two pages. Rejected: uchardet, which knows neither KOI8-U nor CP1125.
 */
#include "source/guess.h"

#include <string.h>

#include "base/utf8.h"
#include "source/likely.h"
#include "source/tables.h"

/* In this order; of pages that fit equally well the first one is taken. */
static const char *const candidates[] = {"CP1251", "KOI8-R",     "KOI8-U",     "KOI8-RU",    "CP866",
                                         "CP1125", "ISO-8859-5", "MacUkraine", "MacCyrillic"};
#define CANDIDATES (sizeof candidates / sizeof *candidates)

/* Pairs are not independent, so the sum of their bits promises too much; this many of them count as one. */
#define BITS_SHARED 4
#define CONFIDENCE_WEAK 95 /* [%] below it the answer should be looked at */

/* How often each byte stands behind each other one; row 0 is the start as well. */
struct pair_counts {
    uint32_t at[256][256];
    uint32_t bytes[256];
};

static struct pair_counts *count_pairs(struct arena *arena, struct str bytes) {
    struct pair_counts *counts = ARENA_NEW(arena, struct pair_counts);
    unsigned char last = ' ';
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.s[i];
        counts->at[last][byte]++;
        counts->bytes[byte]++;
        last = byte;
    }
    return counts;
}

/* log2(n) in 1/65536 bits, rounded down; n > 0. The fraction comes bit by bit, by squaring. */
static int64_t log2_fine(uint64_t n) {
    int64_t log = 0;
    for (; n >= (uint64_t)1 << 32; n >>= 1) log++;
    for (int bit = 0; bit < 31 && n < (uint64_t)1 << 31; bit++, log--) n <<= 1;
    log += 31;
    for (int bit = 0; bit < 16; bit++) {
        n = n * n >> 31;
        log = log * 2 + (int64_t)(n >> 32);
        n >>= n >> 32;
    }
    return log;
}

/* Words in a script that the text hardly uses are unlikely: what it costs to say of each word which script it is. */
static int64_t script_cost(uint64_t cyrillic, uint64_t latin) {
    int64_t cost = 0;
    if (cyrillic) cost += (int64_t)cyrillic * (log2_fine(cyrillic + latin) - log2_fine(cyrillic));
    if (latin) cost += (int64_t)latin * (log2_fine(cyrillic + latin) - log2_fine(latin));
    return cost / 32768;
}

/* Who has the Ukrainian letter need not type a Latin i for it. Beside the letter itself a few are slips of the hand and
 * say as much as many; where it never stands, each one says that the page lacks it. */
static int64_t substitute_cost(const struct pair_counts *counts, const uint16_t *high) {
    enum { SUBSTITUTE = 6, ENOUGH = 4 };
    int64_t count = 0;
    bool has = false, used = false;
    for (int a = 0x80; a < 256; a++) {
        uint32_t cp = codepage_character(high, a);
        has = has || cp == 0x0456;
        used = used || (cp_lower(cp) == 0x0456 && counts->bytes[a]);
        if (cp_is_cyrillic(cp)) count += counts->at[a]['i'] + counts->at[a]['I'];
    }
    if (!has) return 0;
    return SUBSTITUTE * (used && count > ENOUGH ? ENOUGH : count);
}

static int64_t page_cost(const struct pair_counts *counts, const uint16_t *high) {
    int64_t cost = 0;
    uint64_t cyrillic = 0, latin = 0; /* words */
    for (int a = 0; a < 256; a++) {
        if (a && !counts->bytes[a] && a != ' ') continue;
        uint32_t before = codepage_character(high, a);
        for (int b = 0; b < 256; b++) {
            if (!counts->at[a][b]) continue;
            uint32_t behind = codepage_character(high, b);
            if (a >= 0x80 || b >= 0x80) cost += (int64_t)counts->at[a][b] * likely_cost(before, behind);
            if (cp_is_cyrillic(behind) && !cp_is_cyrillic(before)) cyrillic += counts->at[a][b];
            if (cp_is_latin(behind) && !cp_is_latin(before)) latin += counts->at[a][b];
        }
    }
    return cost + script_cost(cyrillic, latin) + substitute_cost(counts, high);
}

/* Do two pages give the same text? */
static bool same_text(const struct pair_counts *counts, const uint16_t *one, const uint16_t *other) {
    for (int byte = 0x80; byte < 256; byte++)
        if (counts->bytes[byte] && one[byte - 0x80] != other[byte - 0x80]) return false;
    return true;
}

/* 1 / (1 + 2^-bits) in per cent; never 100, since the letters alone prove nothing. */
static int confidence_of(int64_t half_bits) {
    static const int percents[] = {50, 67, 80, 89, 94, 97, 98};
    int64_t bits = half_bits / (2 * BITS_SHARED);
    return bits < (int64_t)(sizeof percents / sizeof *percents) ? percents[bits] : 99;
}

struct guess guess_codepage(struct str bytes) {
    struct arena *arena = arena_new();
    const struct pair_counts *counts = count_pairs(arena, bytes);
    const uint16_t *high[CANDIDATES];
    int64_t costs[CANDIDATES], next = INT64_MAX;
    size_t best = 0;
    for (size_t i = 0; i < CANDIDATES; i++) {
        high[i] = codepage_lookup(candidates[i])->high;
        costs[i] = page_cost(counts, high[i]);
        if (costs[i] < costs[best]) best = i;
    }
    for (size_t i = 0; i < CANDIDATES; i++)
        if (costs[i] < next && !same_text(counts, high[i], high[best])) next = costs[i];
    arena_free(arena);
    return (struct guess){candidates[best], 0, next == INT64_MAX ? 99 : confidence_of(next - costs[best])};
}

void guess_count_utf8(struct str bytes, size_t *sequences, size_t *bad) {
    *sequences = *bad = 0;
    for (size_t at = 0; at < bytes.len;) {
        size_t start = at;
        uint32_t cp = utf8_next(bytes.s, bytes.len, &at);
        if (at - start > 1)
            ++*sequences;
        else if (cp == UTF8_REPLACEMENT)
            ++*bad;
    }
}

/* Characters that texts of our languages are made of. */
static bool is_common(uint32_t unit) {
    return unit == '\t' || unit == '\n' || unit == '\r' || (unit >= ' ' && unit < 0x7F) ||
           (unit >= 0xA0 && unit < 0x100) || (unit >= 0x0400 && unit < 0x0460) || unit == 0x0490 || unit == 0x0491 ||
           (unit >= 0x2010 && unit < 0x2040) || (unit >= 0x2100 && unit < 0x2200) || (unit >= 0x2500 && unit < 0x2600);
}

/* Bytes that no text has as characters, but UTF-16 has as halves of units: 04 of Cyrillic letters, 00 of Latin ones. */
static bool has_controls(struct str bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.s[i];
        if (byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f') return true;
    }
    return false;
}

/* UTF-16 without a mark: read in one order nearly all units are common characters, in the other order few are. NULL
 * when it is not. */
static const char *guess_utf16(struct str bytes) {
    size_t count[2] = {0}, units = 0;
    for (size_t i = 0; i + 2 <= bytes.len; i += 2) {
        uint32_t a = (unsigned char)bytes.s[i], b = (unsigned char)bytes.s[i + 1];
        if (!a && !b) continue; /* what fills up the last sector of a file */
        units++;
        count[0] += is_common(a | b << 8);
        count[1] += is_common(a << 8 | b);
    }
    if (units < 2) return NULL;
    if (count[0] * 10 > units * 9 && count[1] < units / 2) return "UTF-16LE";
    if (count[1] * 10 > units * 9 && count[0] < units / 2) return "UTF-16BE";
    return NULL;
}

struct guess guess_encoding(struct str bytes) {
    if (str_starts(bytes, "\xEF\xBB\xBF")) return (struct guess){"UTF-8", 3, 100};
    if (str_starts(bytes, "\xFF\xFE")) return (struct guess){"UTF-16LE", 2, 100};
    if (str_starts(bytes, "\xFE\xFF")) return (struct guess){"UTF-16BE", 2, 100};
    size_t sequences, bad;
    guess_count_utf8(bytes, &sequences, &bad);
    const char *utf16 = bad == 0 && !has_controls(bytes) ? NULL : guess_utf16(bytes);
    if (utf16) return (struct guess){utf16, 0, 99};
    if (bad == 0) return (struct guess){"UTF-8", 0, 100};
    /* A legacy page makes a well-formed pair now and then, beside many more bytes that fit nowhere. */
    if (sequences > bad) return (struct guess){"UTF-8", 0, 99};
    return guess_codepage(bytes);
}

bool guess_is_weak(struct guess guess) { return guess.confidence < CONFIDENCE_WEAK; }
