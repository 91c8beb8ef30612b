/* Text that Markdown reads as text.
 *
 * A backslash goes before every sign that could open something, and only there, since people will read and edit the
 * result. Inside a word an underscore opens nothing, and an address is read by Markdown as it is. Blanks in a row
 * become one: Markdown sees no difference, save at the ends of lines, where they must go.
 */
#include "base/utf8.h"
#include "legacy/own.h"

#include <string.h>

static bool is_word(struct str s, size_t at) {
    return at < s.len && ((unsigned char)s.s[at] >= 0x80 || cp_is_letter((unsigned char)s.s[at]) ||
                          cp_is_digit((unsigned char)s.s[at]));
}

static bool is_ascii_letter(char c) { return (unsigned char)c < 0x80 && cp_is_letter((unsigned char)c); }

static bool needs_escape(struct str s, size_t at) {
    char next = at + 1 < s.len ? s.s[at + 1] : ' ';
    switch (s.s[at]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '|':
    case '~': return true;
    case '_': return !(at > 0 && is_word(s, at - 1) && is_word(s, at + 1));
    case '<': return next == '/' || next == '!' || next == '?' || is_ascii_letter(next);
    case '&': return next == '#' || is_ascii_letter(next);
    default: return false;
    }
}

/* At the start of a line: the offset of the sign that would open a block, s.len when there is none. */
static size_t opener(struct str s, size_t at) {
    size_t end = at;
    char next = at + 1 < s.len ? s.s[at + 1] : ' ';
    switch (s.s[at]) {
    case '>':
    case ':': /* behind a table it would be the caption */
    case '#': return at;
    case '-':
    case '=':
    case '+': return next == ' ' || next == '\t' || next == s.s[at] ? at : s.len;
    default: break;
    }
    while (end < s.len && end - at < 10 && cp_is_digit((unsigned char)s.s[end])) end++;
    bool marked = end > at && end < s.len && (s.s[end] == '.' || s.s[end] == ')');
    return marked && (end + 1 == s.len || s.s[end + 1] == ' ' || s.s[end + 1] == '\t') ? end : s.len;
}

size_t escape_address_end(struct str s, size_t at) {
    static const char *const schemes[] = {"http://", "https://", "ftp://", "www."};
    if (at > 0 && is_word(s, at - 1)) return at;
    struct str rest = str_slice(s, at, s.len);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (!str_starts(rest, schemes[i])) continue;
        size_t end = at + strlen(schemes[i]), start = end;
        bool dot = false;
        while (end < s.len && !strchr(" \t\n<|", s.s[end])) dot = s.s[end++] == '.' || dot;
        return dot && is_word(s, start) ? end : at;
    }
    return at;
}

void escape_text(struct buf *out, struct str s, size_t start, size_t end, bool line_start) {
    struct str text = str_slice(s, 0, end);
    size_t open = line_start && start < end ? opener(text, start) : end, address = start;
    for (size_t at = start; at < end; at++) {
        bool blank = s.s[at] == ' ' || s.s[at] == '\t';
        if (blank) {
            if (out->len && out->s[out->len - 1] != ' ') buf_putc(out, ' ');
            continue;
        }
        if (at >= address) address = escape_address_end(text, at);
        if (at == open || (at >= address && needs_escape(text, at))) buf_putc(out, '\\');
        buf_putc(out, s.s[at]);
    }
}

void escape_head(const struct legacy *l, const struct line *line, struct buf *out) {
    if (!line_is_spaced(l, line)) {
        escape_text(out, l->s, line->start, line->end, false);
        return;
    }
    for (size_t at = line->start; at < line->end;) {
        size_t end = at;
        utf8_next(l->s.s, line->end, &end);
        escape_text(out, l->s, at, end, false);
        at = end;
        if (at + 1 < line->end && l->s.s[at] == ' ' && l->s.s[at + 1] != ' ') at++; /* two blanks part words */
    }
}
