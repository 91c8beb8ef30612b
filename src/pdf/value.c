/* PDF syntax of single values (ISO 32000-1, 7.3).
 *
 * Everything is integer arithmetic; lengths go through buf_mpt. Strings are written literally, with only the four
 * bytes escaped that need it: shorter than hex digits, and files are read by programs.
 */
#include "pdf/value.h"

#include <string.h>

#include "base/utf8.h"

#define NAME_MAX_BYTES 127

void value_int(struct buf *out, int64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? (uint64_t) - (value + 1) + 1 : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) buf_putc(out, '-');
    buf_add(out, digits + at, sizeof digits - at);
}

void value_ref(struct buf *out, uint32_t number) {
    buf_putc(out, ' ');
    value_int(out, number);
    buf_puts(out, " 0 R");
}

void value_name(struct buf *out, struct str name) {
    buf_putc(out, '/');
    for (size_t i = 0; i < name.len && i < NAME_MAX_BYTES; i++) {
        unsigned char c = (unsigned char)name.s[i];
        if (c == 0) continue;
        if (c <= 0x20 || c >= 0x7F || strchr("()<>[]{}/%#", c))
            buf_printf(out, "#%02X", (unsigned)c);
        else
            buf_putc(out, (char)c);
    }
}

static void put_escaped(struct buf *out, unsigned char c) {
    if (c == '(' || c == ')' || c == '\\') buf_putc(out, '\\');
    if (c == '\r')
        buf_puts(out, "\\r");
    else
        buf_putc(out, (char)c);
}

static void put_unit(struct buf *out, uint32_t unit) {
    put_escaped(out, (unsigned char)(unit >> 8));
    put_escaped(out, (unsigned char)(unit & 0xFF));
}

static void put_utf16(struct buf *out, uint32_t cp) {
    if (cp >= 0x10000) {
        put_unit(out, 0xD800 + ((cp - 0x10000) >> 10));
        put_unit(out, 0xDC00 + ((cp - 0x10000) & 0x3FF));
    } else {
        put_unit(out, cp);
    }
}

/* ASCII without control characters reads the same in PDFDocEncoding. */
static bool is_plain(struct str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.s[i] < 0x20 || text.s[i] > 0x7E) return false;
    return true;
}

static void cut(struct ctx *ctx, struct str text, struct place place) {
    diag(ctx, DIAG_PDF_TEXT_CUT, place, "%zu > %d", text.len, VALUE_STRING_MAX);
}

void value_text(struct ctx *ctx, struct buf *out, struct str text, struct place place) {
    size_t written = 2, at = 0;
    buf_putc(out, '(');
    if (is_plain(text)) {
        if (text.len > VALUE_STRING_MAX) cut(ctx, text, place);
        for (size_t i = 0; i < text.len && i < VALUE_STRING_MAX; i++) put_escaped(out, (unsigned char)text.s[i]);
        buf_putc(out, ')');
        return;
    }
    buf_puts(out, "\xFE\xFF");
    while (at < text.len) {
        uint32_t cp = utf8_next(text.s, text.len, &at);
        written += cp >= 0x10000 ? 4 : 2;
        if (written > VALUE_STRING_MAX) {
            cut(ctx, text, place);
            break;
        }
        put_utf16(out, cp);
    }
    buf_putc(out, ')');
}

void value_uri(struct ctx *ctx, struct buf *out, struct str uri, struct place place) {
    size_t written = 0;
    buf_putc(out, '(');
    for (size_t i = 0; i < uri.len; i++) {
        unsigned char c = (unsigned char)uri.s[i];
        bool coded = c <= 0x20 || c >= 0x7F || strchr("\"<>\\^`{|}", c);
        written += coded ? 3 : 1;
        if (written > VALUE_STRING_MAX) {
            cut(ctx, uri, place);
            break;
        }
        if (coded)
            buf_printf(out, "%%%02X", (unsigned)c);
        else
            put_escaped(out, c);
    }
    buf_putc(out, ')');
}

static void put_hex_unit(struct buf *out, uint32_t unit) {
    static const char digits[] = "0123456789ABCDEF";
    for (int shift = 12; shift >= 0; shift -= 4) buf_putc(out, digits[(unit >> shift) & 0xF]);
}

void value_utf16_hex(struct buf *out, struct str text) {
    size_t at = 0;
    while (at < text.len) {
        uint32_t cp = utf8_next(text.s, text.len, &at);
        if (cp == 0 || cp == 0xFEFF || cp == 0xFFFE) cp = UTF8_REPLACEMENT; /* ISO 19005-2, 6.2.11.7.2 */
        if (cp >= 0x10000) {
            put_hex_unit(out, 0xD800 + ((cp - 0x10000) >> 10));
            put_hex_unit(out, 0xDC00 + ((cp - 0x10000) & 0x3FF));
        } else {
            put_hex_unit(out, cp);
        }
    }
}

bool value_is_lang(struct str tag) {
    size_t group = 0, groups = 0;
    for (size_t i = 0; i < tag.len; i++) {
        char c = tag.s[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool digit = c >= '0' && c <= '9';
        if (c == '-' && group > 0) {
            group = 0;
            groups++;
        } else if ((letter || (digit && groups > 0)) && group < 8) {
            group++;
        } else {
            return false;
        }
    }
    return group > 0;
}

void value_box(struct buf *out, mpt page_height, mpt x, mpt y, mpt w, mpt h) {
    const mpt corners[4] = {x, page_height - y - h, x + w, page_height - y};
    for (int i = 0; i < 4; i++) {
        buf_putc(out, i ? ' ' : '[');
        buf_mpt(out, corners[i]);
    }
    buf_putc(out, ']');
}
