/* Pieces of Markdown syntax, read a second time.
 *
 * cmark has already decided what everything is; these scanners only find where the parts of it stand, so they follow
 * the CommonMark specification's grammar (links: 6.3, definitions: 4.7) and need not be strict. All are linear and
 * bounded by a line or, for titles, by a blank line.
 */
#include "markdown/md.h"

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static bool is_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static char at_or_nul(struct str s, size_t at) { return at < s.len ? s.s[at] : '\0'; }

size_t scan_prefix(struct str s, size_t at) {
    while (at < s.len && (is_blank(s.s[at]) || s.s[at] == '>')) at++;
    return at;
}

static size_t skip_blanks(struct str s, size_t at) {
    while (at < s.len && is_blank(s.s[at])) at++;
    return at;
}

/* Blanks and at most one line end, with the prefix of the next line. */
static size_t skip_space(struct str s, size_t at) {
    at = skip_blanks(s, at);
    return at_or_nul(s, at) == '\n' ? scan_prefix(s, at + 1) : at;
}

static bool is_escape(struct str s, size_t at) {
    return s.s[at] == '\\' && at + 1 < s.len && is_punctuation(s.s[at + 1]);
}

/* A line end with a blank line behind it. */
static bool ends_paragraph(struct str s, size_t at) {
    return s.s[at] == '\n' && at_or_nul(s, scan_prefix(s, at + 1)) == '\n';
}

#define LABEL_MAX 1000 /* [bytes], CommonMark 4.7 */

size_t scan_label(struct str s, size_t at) {
    size_t start = at;
    if (at_or_nul(s, at) != '[') return 0;
    for (at++; at < s.len && at - start <= LABEL_MAX; at++) {
        if (is_escape(s, at))
            at++;
        else if (s.s[at] == '[' || ends_paragraph(s, at))
            return 0;
        else if (s.s[at] == ']')
            return at + 1;
    }
    return 0;
}

static size_t scan_pointy_url(struct str s, size_t at) {
    for (at++; at < s.len; at++) {
        if (is_escape(s, at))
            at++;
        else if (s.s[at] == '\n' || s.s[at] == '<')
            return 0;
        else if (s.s[at] == '>')
            return at + 1;
    }
    return 0;
}

static size_t scan_url(struct str s, size_t at) {
    int open = 0;
    if (at_or_nul(s, at) == '<') return scan_pointy_url(s, at);
    for (; at < s.len; at++) {
        if (is_escape(s, at))
            at++;
        else if ((unsigned char)s.s[at] <= ' ')
            break;
        else if (s.s[at] == '(')
            open++;
        else if (s.s[at] == ')' && open-- == 0)
            break;
    }
    return at;
}

/* A title with its quotes; it may run over lines, but not over a blank one. */
static size_t scan_title(struct str s, size_t at) {
    char open = at_or_nul(s, at), close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(') return 0;
    for (at++; at < s.len; at++) {
        if (is_escape(s, at))
            at++;
        else if (s.s[at] == close)
            return at + 1;
        else if (ends_paragraph(s, at))
            return 0;
    }
    return 0;
}

size_t scan_link_tail(struct str s, size_t at, struct link_parts *parts) {
    if (at_or_nul(s, at) != '(') return 0;
    size_t url = skip_space(s, at + 1), url_end = scan_url(s, url);
    if (!url_end) return 0;
    size_t title = skip_space(s, url_end), title_end = title > url_end ? scan_title(s, title) : 0;
    size_t close = title_end ? skip_space(s, title_end) : title;
    if (at_or_nul(s, close) != ')') return 0;
    bool pointy = s.s[url] == '<';
    parts->url_start = url + pointy;
    parts->url_end = url_end - pointy;
    parts->title_start = title_end ? title + 1 : 0;
    parts->title_end = title_end ? title_end - 1 : 0;
    return close + 1;
}

size_t scan_definition(struct str s, size_t at) {
    size_t label = scan_label(s, at);
    if (!label || at_or_nul(s, label) != ':' || str_trim(str_slice(s, at + 1, label - 1)).len == 0) return 0;
    size_t url = skip_space(s, label + 1), url_end = scan_url(s, url);
    if (!url_end || url_end == url) return 0;
    size_t line = skip_blanks(s, url_end), title = skip_space(s, url_end);
    size_t title_end = title > url_end ? scan_title(s, title) : 0;
    if (title_end) {
        size_t end = skip_blanks(s, title_end);
        if (end == s.len || s.s[end] == '\n') return end < s.len ? end + 1 : end;
    }
    if (line < s.len && s.s[line] != '\n') return 0;
    return line < s.len ? line + 1 : line;
}

size_t scan_list_marker(struct str s, size_t at) {
    size_t end = at;
    while (end < s.len && end - at < 9 && s.s[end] >= '0' && s.s[end] <= '9') end++;
    char c = at_or_nul(s, end);
    bool marker = end > at ? c == '.' || c == ')' : c == '-' || c == '+' || c == '*';
    char behind = at_or_nul(s, end + 1);
    return marker && (is_blank(behind) || behind == '\n' || end + 1 >= s.len) ? end + 1 : 0;
}

bool scan_is_rule(struct str line) {
    char mark = '\0';
    size_t count = 0;
    for (size_t i = 0; i < line.len && line.s[i] != '\n'; i++) {
        char c = line.s[i];
        if (is_blank(c)) continue;
        if (mark ? c != mark : c != '-' && c != '*' && c != '_') return false;
        mark = c;
        count++;
    }
    return count >= 3;
}
