/* The lines of a text, and what can be seen of a single one.
 *
 * The measure is the width that nine in ten of the long lines keep to; a text whose lines are far wider than any
 * typewriter's has a paragraph in each of them. Rejected: looking for the measure paragraph by paragraph, since short
 * ones have none.
 */
#include "base/utf8.h"
#include "legacy/own.h"

#include <string.h>

enum {
    TAB = 8,
    LONG_LINE = 40,    /* [code points] what is shorter says nothing about the measure */
    MEASURE_MAX = 120, /* no typewriter, printer or mail program had more */
    CAPITALS_MAX = 90, /* [code points] of a head in capitals */
    RULE_LEAST = 3
};

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* U+00A0 counts as a blank at the ends of lines. */
static size_t blank_len(struct str s, size_t at) {
    if (at < s.len && is_blank(s.s[at])) return 1;
    return at + 1 < s.len && s.s[at] == '\xC2' && s.s[at + 1] == '\xA0' ? 2 : 0;
}

unsigned line_column(unsigned column, uint32_t cp) { return cp == '\t' ? (column / TAB + 1) * TAB : column + 1; }

static struct line read_line(struct str s, size_t at, size_t end) {
    struct line line = {.start = at, .end = end};
    for (size_t len; line.start < end && (len = blank_len(s, line.start)) > 0; line.start += len)
        line.indent = line_column(line.indent, (unsigned char)s.s[line.start]);
    while (line.end > line.start && is_blank(s.s[line.end - 1])) line.end--;
    while (line.end > line.start + 1 && blank_len(s, line.end - 2) == 2) line.end -= 2;
    line.width = (unsigned)utf8_count(str_slice(s, line.start, line.end));
    return line;
}

/* Nine in ten of the long lines are no wider. */
static void find_measure(struct legacy *l) {
    size_t counts[MEASURE_MAX + 2] = {0}, all = 0, seen = 0;
    for (size_t i = 0; i < l->lines.len; i++) {
        unsigned width = l->lines.at[i].width;
        if (width < LONG_LINE) continue;
        counts[width > MEASURE_MAX ? MEASURE_MAX + 1 : width]++;
        all++;
    }
    for (l->measure = LONG_LINE; l->measure <= MEASURE_MAX; l->measure++) {
        seen += counts[l->measure];
        if (seen * 10 >= all * 9) break;
    }
    l->long_lines = l->measure > MEASURE_MAX;
}

void lines_read(struct legacy *l) {
    for (size_t at = 0; at < l->s.len;) {
        const char *stop = memchr(l->s.s + at, '\n', l->s.len - at);
        size_t end = stop ? (size_t)(stop - l->s.s) : l->s.len;
        *vec_push(l->ctx->arena, &l->lines) = read_line(l->s, at, end);
        at = end + 1;
    }
    find_measure(l);
}

/* ---- what a line is ------------------------------------------------------------------------------------------ */

static bool draws_rule(uint32_t cp) {
    return cp == '-' || cp == '=' || cp == '_' || cp == '*' || cp == '~' || cp == 0x2013 || cp == 0x2014 ||
           cp == 0x2500 || cp == 0x2501 || cp == 0x2550;
}

bool line_is_rule(const struct legacy *l, const struct line *line) {
    uint32_t first = 0;
    size_t count = 0;
    for (size_t at = line->start; at < line->end; count++) {
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        if (cp == ' ' && count) {
            count--;
            continue;
        }
        if (!first) first = cp;
        if (cp != first || !draws_rule(cp)) return false;
    }
    return count >= RULE_LEAST;
}

static bool is_box(uint32_t cp) { return cp >= 0x2500 && cp < 0x2580; }

bool line_is_box(const struct legacy *l, const struct line *line) {
    if (line->end - line->start < 2 || line_is_rule(l, line)) return false;
    size_t at = line->start, end = line->end;
    uint32_t first = utf8_next(l->s.s, line->end, &at), last = utf8_prev(l->s.s, &end);
    if (is_box(first)) return is_box(last);
    if (first == '+') return last == '+' && (l->s.s[at] == '-' || l->s.s[at] == '=');
    return first == '|' && last == '|';
}

bool line_is_capitals(const struct legacy *l, const struct line *line) {
    size_t letters = 0;
    if (line->width > CAPITALS_MAX || line->width < 4) return false;
    for (size_t at = line->start; at < line->end;) {
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        if (!cp_is_letter(cp)) continue;
        if (!cp_is_upper(cp)) return false;
        letters++;
    }
    char last = l->s.s[line->end - 1];
    return letters >= 4 && letters * 2 > line->width && last != ',' && last != ';';
}

bool line_is_spaced(const struct legacy *l, const struct line *line) {
    size_t count = 0, run = 0;
    for (size_t at = line->start; at < line->end && run < 2;) {
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        run = cp == ' ' ? 0 : run + 1;
        count += run == 1 && cp_is_letter(cp);
    }
    return run < 2 && count >= 4;
}

size_t line_item(const struct legacy *l, const struct line *line, int *number) {
    struct str s = str_slice(l->s, 0, line->end);
    size_t at = line->start, digits = at;
    *number = -1;
    if (at == line->end) return 0;
    while (digits < s.len && digits - at < 3 && cp_is_digit((unsigned char)s.s[digits])) digits++;
    if (digits > at) {
        int64_t value;
        if (digits - at > 2 || digits + 1 >= s.len || (s.s[digits] != '.' && s.s[digits] != ')')) return 0;
        if (!is_blank(s.s[digits + 1]) || !str_int(str_slice(s, at, digits), &value)) return 0;
        *number = (int)value;
        return digits + 2;
    }
    uint32_t cp = utf8_next(s.s, s.len, &at);
    bool bullet = cp == '-' || cp == '*' || cp == '+' || cp == 0x2022 || cp == 0xB7 || cp == 0x2219 || cp == 0x25A0 ||
                  cp == 0x2013 || cp == 0x2014;
    return bullet && at + 1 < s.len && is_blank(s.s[at]) ? at + 1 : 0;
}

size_t line_tabs(const struct legacy *l, const struct line *line) {
    size_t count = 0;
    for (size_t at = line->start; at < line->end; at++) count += l->s.s[at] == '\t';
    return count;
}

size_t line_tabs_before(const struct legacy *l, const struct line *line) {
    size_t count = 0;
    for (size_t at = line->start; at > 0 && l->s.s[at - 1] != '\n'; at--) count += l->s.s[at - 1] == '\t';
    return count;
}

size_t line_tabs_behind(const struct legacy *l, const struct line *line) {
    size_t count = 0;
    for (size_t at = line->end; at < l->s.len && l->s.s[at] != '\n'; at++) count += l->s.s[at] == '\t';
    return count;
}

size_t line_gaps(const struct legacy *l, const struct line *line, size_t least) {
    size_t count = 0, run = 0;
    for (size_t at = line->start; at < line->end; at++) {
        size_t before = run;
        run = l->s.s[at] == '\t' ? run + least : l->s.s[at] == ' ' ? run + 1 : 0;
        count += before < least && run >= least;
    }
    return count;
}
