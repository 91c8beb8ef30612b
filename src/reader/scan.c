/* The words of a page's content (ISO 32000-1, 7.2 and 7.8.2): numbers, names, strings, operators.
 *
 * Numbers are integers of 1/1000, so two files that say the same give the same. A dictionary comes as its parts, which
 * whoever does not want them passes over.
 */
#include <string.h>

#include "reader/own.h"

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }

static bool is_delimiter(char c) { return c && strchr("()<>[]{}/%", c); }

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "<0041>"; white space between digits is skipped, a last odd digit counts as if a zero followed. */
static struct token hex_string(struct scan *scan) {
    struct buf out;
    int high = -1;
    buf_init(&out, scan->arena);
    for (scan->at++; scan->at < scan->bytes.len && scan->bytes.s[scan->at] != '>'; scan->at++) {
        int digit = hex_value(scan->bytes.s[scan->at]);
        if (digit < 0) continue;
        if (high >= 0) buf_putc(&out, (char)(high * 16 + digit));
        high = high >= 0 ? -1 : digit;
    }
    if (high >= 0) buf_putc(&out, (char)(high * 16));
    scan->at++;
    return (struct token){.kind = TOKEN_STRING, .text = buf_view(&out)};
}

/* A line may end with both, which is one end. */
static void skip_feed(struct scan *scan) { scan->at += scan->at < scan->bytes.len && scan->bytes.s[scan->at] == '\n'; }

/* Behind a backslash (ISO 32000-1, table 3). */
static void put_escaped(struct scan *scan, struct buf *out) {
    static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
    char c = scan->at < scan->bytes.len ? scan->bytes.s[scan->at++] : '\0';
    const char *letter = c ? strchr(letters, c) : NULL;
    if (c == '\r') skip_feed(scan);
    if (c < '0' || c > '7') {
        if (c != '\n' && c != '\r') buf_putc(out, letter ? meant[letter - letters] : c);
        return;
    }
    int value = c - '0';
    for (int i = 0; i < 2 && scan->at < scan->bytes.len; i++) {
        char next = scan->bytes.s[scan->at];
        if (next < '0' || next > '7') break;
        value = value * 8 + (next - '0');
        scan->at++;
    }
    buf_putc(out, (char)value);
}

static struct token literal(struct scan *scan) {
    struct buf out;
    int depth = 1;
    buf_init(&out, scan->arena);
    for (scan->at++; scan->at < scan->bytes.len;) {
        char c = scan->bytes.s[scan->at++];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) break;
        if (c == '\r') skip_feed(scan);
        if (c == '\\')
            put_escaped(scan, &out);
        else
            buf_putc(&out, c == '\r' ? '\n' : c);
    }
    return (struct token){.kind = TOKEN_STRING, .text = buf_view(&out)};
}

/* A number that str_milli has read, whatever its digits. */
static double value_of(struct str number) {
    double value = 0, scale = 1;
    bool fraction = false;
    for (size_t i = 0; i < number.len && scale < 1e15; i++) {
        if (number.s[i] == '.') fraction = true;
        if (number.s[i] < '0' || number.s[i] > '9') continue;
        value = value * 10 + (number.s[i] - '0');
        if (fraction) scale *= 10;
    }
    return (number.s[0] == '-' ? -value : value) / scale;
}

/* `+5` and `5.` are numbers, too (ISO 32000-1, 7.3.3). */
static bool read_number(struct token *token) {
    struct str text = token->text;
    if (text.len > 1 && text.s[0] == '+') text = str_slice(text, 1, text.len);
    if (text.len > 1 && text.s[text.len - 1] == '.') text.len--;
    if (!str_milli(text, &token->number)) return false;
    token->value = value_of(text);
    return true;
}

static struct token regular(struct scan *scan, size_t from) {
    const struct str *bytes = &scan->bytes;
    while (scan->at < bytes->len && !is_blank(bytes->s[scan->at]) && !is_delimiter(bytes->s[scan->at])) scan->at++;
    struct token token = {.kind = TOKEN_WORD, .text = str_slice(*bytes, from, scan->at)};
    if (token.text.len && token.text.s[0] == '/')
        token.kind = TOKEN_NAME;
    else if (read_number(&token))
        token.kind = TOKEN_NUMBER;
    else
        scan->picture = str_is(token.text, "ID");
    return token;
}

/* White space, and comments up to the end of their line. */
static void skip_blanks(struct scan *scan) {
    bool comment = false;
    for (; scan->at < scan->bytes.len; scan->at++) {
        char c = scan->bytes.s[scan->at];
        comment = comment ? c != '\n' && c != '\r' : c == '%';
        if (!comment && !is_blank(c)) return;
    }
}

/* The data of a picture within the page: up to an EI that stands alone. */
static struct token picture_data(struct scan *scan) {
    struct str bytes = scan->bytes;
    size_t from = ++scan->at;
    scan->picture = false;
    for (; scan->at + 3 <= bytes.len; scan->at++) {
        const char *c = bytes.s + scan->at;
        bool stops = scan->at + 3 == bytes.len || is_blank(c[3]);
        if (is_blank(c[0]) && c[1] == 'E' && c[2] == 'I' && stops) break;
    }
    if (scan->at + 3 > bytes.len) scan->at = bytes.len;
    return (struct token){.kind = TOKEN_STRING, .text = str_slice(bytes, from, scan->at)};
}

struct token reader_token(struct scan *scan) {
    if (scan->picture && scan->at < scan->bytes.len) return picture_data(scan);
    skip_blanks(scan);
    if (scan->at >= scan->bytes.len) return (struct token){.kind = TOKEN_END};
    size_t from = scan->at;
    switch (scan->bytes.s[scan->at]) {
    case '(': return literal(scan);
    case '[': scan->at++; return (struct token){.kind = TOKEN_OPEN};
    case ']': scan->at++; return (struct token){.kind = TOKEN_CLOSE};
    case '/': scan->at++; return regular(scan, from);
    case '<':
        if (scan->at + 1 < scan->bytes.len && scan->bytes.s[scan->at + 1] != '<') return hex_string(scan);
        scan->at += 2;
        return (struct token){.kind = TOKEN_WORD, .text = STR("<<")};
    case '>':
    case ')':
    case '{':
    case '}': scan->at++; return (struct token){.kind = TOKEN_WORD, .text = str_slice(scan->bytes, from, scan->at)};
    default: return regular(scan, from);
    }
}
