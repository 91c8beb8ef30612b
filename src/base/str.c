/* Strings: views and growing buffers.
 *
 * Invariant: buf->s is NULL before the first byte, afterwards s[len] == 0 and len < cap. Numbers are read and written
 * digit by digit, so that no locale can change a decimal point. Rejected: strtol and friends, which need a NUL, skip
 * white space and look at the locale.
 */
#include "base/str.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct str str_from(const char *s) {
    return s ? (struct str){s, strlen(s)} : (struct str){"", 0};
}

bool str_eq(struct str a, struct str b) { return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0); }

bool str_is(struct str a, const char *s) { return str_eq(a, str_from(s)); }

bool str_starts(struct str a, const char *prefix) {
    size_t len = strlen(prefix);
    return len == 0 || (a.len >= len && memcmp(a.s, prefix, len) == 0);
}

bool str_ends(struct str a, const char *suffix) {
    size_t len = strlen(suffix);
    return len == 0 || (a.len >= len && memcmp(a.s + a.len - len, suffix, len) == 0);
}

int str_compare(struct str a, struct str b) {
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.s, b.s, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

struct str str_trim(struct str a) {
    while (a.len && is_blank(a.s[0])) {
        a.s++;
        a.len--;
    }
    while (a.len && is_blank(a.s[a.len - 1])) a.len--;
    return a;
}

struct str str_slice(struct str a, size_t from, size_t to) {
    if (to > a.len) to = a.len;
    if (from >= to) return (struct str){"", 0};
    return (struct str){a.s + from, to - from};
}

struct str str_copy(struct arena *arena, struct str a) {
    return (struct str){arena_strndup(arena, a.s, a.len), a.len};
}

char *str_dup(struct arena *arena, struct str a) { return arena_strndup(arena, a.s, a.len); }

/* Reads decimal digits from s[*at] on into *value; false when there is none or the value exceeds `max`. */
static bool read_digits(struct str a, size_t *at, int64_t max, int64_t *value) {
    size_t first = *at;
    for (; *at < a.len && a.s[*at] >= '0' && a.s[*at] <= '9'; (*at)++) {
        int digit = a.s[*at] - '0';
        if (*value > (max - digit) / 10) return false;
        *value = *value * 10 + digit;
    }
    return *at > first;
}

bool str_int(struct str a, int64_t *out) {
    size_t at = a.len && a.s[0] == '-';
    bool negative = at == 1;
    int64_t value = 0;
    if (!read_digits(a, &at, INT64_MAX, &value) || at != a.len) return false;
    *out = negative ? -value : value;
    return true;
}

/* Thousandths behind the decimal point, rounded; false when something else than digits stands there. */
static bool read_fraction(struct str a, size_t at, int64_t *milli) {
    int64_t weight = 100;
    if (at == a.len) return false;
    for (size_t i = at; i < a.len; i++, weight /= 10) {
        if (a.s[i] < '0' || a.s[i] > '9') return false;
        *milli += (a.s[i] - '0') * weight;
        if (i == at + 3 && a.s[i] >= '5') *milli += 1;
    }
    return true;
}

bool str_milli(struct str a, int64_t *out) {
    size_t at = a.len && a.s[0] == '-';
    bool negative = at == 1;
    int64_t whole = 0, milli = 0;
    bool has_whole = at < a.len && a.s[at] != '.';
    if (has_whole && !read_digits(a, &at, INT64_MAX / 1000 - 1, &whole)) return false;
    if (at < a.len && (a.s[at] != '.' || !read_fraction(a, at + 1, &milli))) return false;
    if (at == a.len && !has_whole) return false;
    *out = (negative ? -1 : 1) * (whole * 1000 + milli);
    return true;
}

#define DISTANCE_MAX 64

static size_t min3(size_t a, size_t b, size_t c) {
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Optimal string alignment: three rows of the usual matrix. */
size_t str_distance(struct str a, struct str b) {
    size_t rows[3][DISTANCE_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    if (a.len > DISTANCE_MAX) a.len = DISTANCE_MAX;
    if (b.len > DISTANCE_MAX) b.len = DISTANCE_MAX;
    for (size_t j = 0; j <= b.len; j++) above[j] = before[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            row[j] = min3(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a.s[i - 1] != b.s[j - 1]));
            bool swapped = i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] && a.s[i - 2] == b.s[j - 1];
            if (swapped && before[j - 2] + 1 < row[j]) row[j] = before[j - 2] + 1;
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b.len];
}

void buf_init(struct buf *buf, struct arena *arena) { *buf = (struct buf){.arena = arena}; }

static void buf_reserve(struct buf *buf, size_t more) {
    size_t need = buf->len + more + 1;
    if (need <= buf->cap) return;
    size_t cap = buf->cap ? buf->cap : 64;
    while (cap < need) cap *= 2;
    buf->s = arena_grow(buf->arena, buf->s, buf->s ? buf->len + 1 : 0, cap);
    buf->cap = cap;
}

void buf_add(struct buf *buf, const void *bytes, size_t len) {
    buf_reserve(buf, len);
    if (len) memcpy(buf->s + buf->len, bytes, len);
    buf->len += len;
    buf->s[buf->len] = '\0';
}

void buf_str(struct buf *buf, struct str a) { buf_add(buf, a.s, a.len); }

void buf_puts(struct buf *buf, const char *s) { buf_add(buf, s, strlen(s)); }

void buf_putc(struct buf *buf, char c) { buf_add(buf, &c, 1); }

void buf_printf(struct buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len > 0) {
        buf_reserve(buf, (size_t)len);
        vsnprintf(buf->s + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void buf_utf8(struct buf *buf, uint32_t cp) {
    char bytes[4];
    buf_add(buf, bytes, utf8_put(bytes, cp));
}

void buf_mpt(struct buf *buf, mpt v) {
    char digits[24]; /* sign, 19 digits, point */
    size_t at = sizeof digits;
    uint64_t rest = v < 0 ? (uint64_t) - (v + 1) + 1 : (uint64_t)v;
    uint64_t fraction = rest % 1000, whole = rest / 1000;
    if (fraction) {
        bool seen = false;
        for (int i = 0; i < 3; i++, fraction /= 10) {
            seen = seen || fraction % 10;
            if (seen) digits[--at] = (char)('0' + fraction % 10);
        }
        digits[--at] = '.';
    }
    do {
        digits[--at] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole);
    if (v < 0) digits[--at] = '-';
    buf_add(buf, digits + at, sizeof digits - at);
}

struct str buf_view(const struct buf *buf) {
    return buf->s ? (struct str){buf->s, buf->len} : (struct str){"", 0};
}
