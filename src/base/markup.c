/* One rule for all places: what is right in an attribute is right in text, so nobody has to choose. */
#include "base/markup.h"

#include <string.h>

#include "base/utf8.h"

void markup_add(struct buf *out, struct str text) {
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = utf8_next(text.s, text.len, &at);
        switch (cp) {
        case '&': buf_puts(out, "&amp;"); break;
        case '<': buf_puts(out, "&lt;"); break;
        case '>': buf_puts(out, "&gt;"); break;
        case '"': buf_puts(out, "&quot;"); break;
        case '\'': buf_puts(out, "&#39;"); break;
        default:
            /* XML 1.0, production 2 */
            if (cp == '\t' || cp == '\n' || cp == '\r' || (cp >= 0x20 && cp != 0xFFFE && cp != 0xFFFF))
                buf_utf8(out, cp);
        }
    }
}

void address_add(struct buf *out, struct str path) {
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.s[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~/", c);
        if (plain && c)
            buf_putc(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}
