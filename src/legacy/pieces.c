/* Lines -> pieces: paragraphs, heads, rules, items, tables.
 *
 * A piece is a range of lines and what it is taken for; nothing is written yet, so the first head can still become the
 * title. A head is a single line in capitals or one that is underlined; a list needs a second item, for a number with a
 * full stop may begin a date, and a dash a speech. Invariant: pieces follow one another and hold every line that is not
 * blank, once. Rejected: asking how often a layout occurs in the file; what a reader cannot see in its place is wrong
 * more often than right.
 */
#include "base/utf8.h"
#include "legacy/own.h"

enum {
    HEAD_LINES_MAX = 3,
    UNDERLINED_MAX = 90, /* [code points] */
    LIST_LOOK = 40,      /* lines looked at for the next item */
    PARA_INDENT = 2      /* [columns] more than the line before: a new paragraph */
};

static struct line *line_at(const struct legacy *l, size_t i) {
    static struct line blank;
    return i < l->lines.len ? &l->lines.at[i] : &blank;
}

static bool is_blank_line(const struct legacy *l, size_t i) { return line_at(l, i)->start == line_at(l, i)->end; }

static struct piece *add(struct legacy *l, enum legacy_kind kind, size_t first, size_t last) {
    struct piece *piece = vec_push(l->ctx->arena, &l->pieces);
    *piece = (struct piece){.kind = kind, .first = first, .last = last};
    return piece;
}

/* ---- what begins at line i: the line behind it, or i ------------------------------------------------------------ */

static bool is_tab_row(const struct legacy *l, size_t i) { return line_tabs(l, line_at(l, i)) > 0; }

/* Is line k a row of the table of tabs that begins at line i? Cells at both ends may be empty. */
static bool goes_on_with_tabs(const struct legacy *l, size_t i, size_t k) {
    const struct line *first = line_at(l, i), *line = line_at(l, k);
    size_t tabs = line_tabs(l, first), within = line_tabs(l, line);
    size_t before = line_tabs_before(l, line), indent = line_tabs_before(l, first);
    if (line->start == line->end || before < indent || (!within && tabs < 2)) return false;
    size_t least = before - indent + within;
    return least <= tabs && least + (least < tabs ? line_tabs_behind(l, line) : 0) >= tabs;
}

/* Rows with tabs within, as many in each; two at least. */
static size_t end_of_tabs(const struct legacy *l, size_t i) {
    size_t end = i;
    while (is_tab_row(l, i) && end < l->lines.len && goes_on_with_tabs(l, i, end)) end++;
    return end - i >= 2 ? end : i;
}

static size_t end_of_columns(const struct legacy *l, size_t i) {
    struct column columns[COLUMNS_MAX];
    size_t count;
    return legacy_wants(l, RULE_BLANK_TABLES) ? columns_find(l, i, columns, &count) : i;
}

static size_t end_of_box(const struct legacy *l, size_t i) {
    size_t end = i;
    while (end < l->lines.len && (line_is_box(l, line_at(l, end)) || (end > i && line_is_rule(l, line_at(l, end)))))
        end++;
    return end - i >= 2 ? end : i;
}

/* A line with a rule below that is about as long. */
static bool is_underlined(const struct legacy *l, size_t i) {
    const struct line *line = line_at(l, i), *below = line_at(l, i + 1);
    if (i + 1 >= l->lines.len || is_blank_line(l, i) || !line_is_rule(l, below) || line_is_rule(l, line)) return false;
    if (i > 0 && !is_blank_line(l, i - 1) && !line_is_rule(l, line_at(l, i - 1))) return false;
    return line->width <= UNDERLINED_MAX && below->width * 2 >= line->width && below->width <= line->width * 2 + 4;
}

/* Lines in capitals that stand alone. */
static size_t end_of_capitals(const struct legacy *l, size_t i) {
    size_t end = i;
    if (i > 0 && !is_blank_line(l, i - 1) && !line_is_rule(l, line_at(l, i - 1))) return i;
    while (end < l->lines.len && end - i <= HEAD_LINES_MAX && line_is_capitals(l, line_at(l, end))) end++;
    bool alone = is_blank_line(l, end) || line_is_rule(l, line_at(l, end));
    return end > i && end - i <= HEAD_LINES_MAX && (alone || l->long_lines) ? end : i;
}

/* Is line i an item? A bullet or a 1 needs a second one, another number the one before. */
static size_t item_mark(const struct legacy *l, size_t i, int before) {
    int number, next;
    size_t mark = line_item(l, line_at(l, i), &number);
    if (!mark || mark >= line_at(l, i)->end) return 0;
    if (before >= 0 ? number == before + 1 : before == -1 && number == -1) return mark;
    if ((number != 1 && number != -1) || (number == 1 && before >= 0)) return 0; /* Markdown would count on */
    for (size_t k = i + 1; k < l->lines.len && k < i + LIST_LOOK; k++) {
        if (!line_item(l, line_at(l, k), &next)) continue;
        if (number == -1 ? next == -1 && l->s.s[line_at(l, k)->start] == l->s.s[line_at(l, i)->start] : next == 2)
            return mark;
    }
    return 0;
}

#define NO_ITEM (-2) /* as the number of the item before */

/* The item before piece `count`: its number, -1 for a bullet. */
static int last_item(const struct legacy *l) {
    int number;
    if (!l->pieces.len || l->pieces.at[l->pieces.len - 1].kind != LEGACY_ITEM) return NO_ITEM;
    line_item(l, line_at(l, l->pieces.at[l->pieces.len - 1].first), &number);
    return number;
}

/* ---- paragraphs ---------------------------------------------------------------------------------------------- */

static bool ends_sentence(const struct legacy *l, const struct line *line) {
    char c = line->end > line->start ? l->s.s[line->end - 1] : '.';
    return c == '.' || c == '!' || c == '?' || c == ':' || c == ';';
}

/* Does line i, which is not the first one, go on with the paragraph of the line before? */
static bool goes_on(const struct legacy *l, size_t i, size_t first, int item) {
    const struct line *line = line_at(l, i), *before = line_at(l, i - 1);
    if (i >= l->lines.len || is_blank_line(l, i) || line_is_rule(l, line) || l->long_lines) return false;
    if (end_of_box(l, i) > i || end_of_tabs(l, i) > i || end_of_columns(l, i) > i) return false;
    if (item_mark(l, i, item)) return false;
    bool hanging = item != NO_ITEM && i == first + 1; /* the lines of an item stand under its text */
    bool indented = line->indent >= before->indent + PARA_INDENT && !hanging;
    return !(indented && (ends_sentence(l, before) || before->width * 4 < l->measure * 3));
}

static size_t end_of_para(const struct legacy *l, size_t i, int item) {
    size_t end = i + 1;
    while (goes_on(l, end, i, item)) end++;
    return end;
}

/* ---- all of them --------------------------------------------------------------------------------------------- */

static size_t add_at(struct legacy *l, size_t i) {
    const struct line *line = line_at(l, i);
    size_t end, mark;
    int number;
    if (legacy_wants(l, RULE_BOX_TABLES) && (end = end_of_box(l, i)) > i) {
        add(l, LEGACY_BOX, i, end);
    } else if (line_is_rule(l, line) && legacy_wants(l, RULE_BOX_RULES)) {
        add(l, LEGACY_RULE, i, end = i + 1);
    } else if (end_of_tabs(l, i) == i &&
               (end = end_of_columns(l, i)) > i) { /* its head may be in capitals or underlined */
        add(l, LEGACY_BLANKS, i, end);
    } else if (legacy_wants(l, RULE_BOX_RULES) && is_underlined(l, i)) {
        struct piece *head = add(l, LEGACY_HEAD, i, end = i + 2);
        head->underlined = true;
        uint32_t drawn = (unsigned char)l->s.s[line_at(l, i + 1)->start];
        head->level = drawn == '=' || drawn == 0xE2 ? 2 : 3;
    } else if ((end = end_of_capitals(l, i)) > i) {
        add(l, LEGACY_HEAD, i, end)->level = 2;
    } else if ((end = end_of_tabs(l, i)) > i) {
        add(l, LEGACY_TABS, i, end);
    } else if ((mark = item_mark(l, i, last_item(l))) > 0) {
        line_item(l, line, &number);
        add(l, LEGACY_ITEM, i, end = end_of_para(l, i, number))->mark = mark;
    } else {
        add(l, LEGACY_PARA, i, end = end_of_para(l, i, NO_ITEM));
    }
    return end;
}

void pieces_find(struct legacy *l) {
    for (size_t i = 0; i < l->lines.len;) i = is_blank_line(l, i) ? i + 1 : add_at(l, i);
}
