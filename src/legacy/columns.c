/* Columns that only blanks part: where a table begins and ends, and what its columns are.
 *
 * The ink of all rows is laid one over the other; columns are the runs of it that gaps part. A row belongs to the table
 * as long as its ink brings no two columns together, so a table only ever grows by another row, and what the first rows
 * decide stays decided: no line is looked at more than a few times. Two columns or two rows of wide gaps may be chance,
 * text of two columns is no table; tables that have a narrow gap need more rows and more columns. Rejected: the gaps of
 * each line alone, which in justified typewriting are everywhere; asking for straight left edges, since figures are
 * flush right and heads are centred.
 */
#include <string.h>

#include "base/utf8.h"
#include "legacy/own.h"

enum {
    WIDTH_MAX = 240, /* [columns] */
    GAP = 3,         /* [columns] between two columns of a table */
    GAP_NARROW = 2,
    ROWS = 3,      /* with two columns */
    ROWS_MORE = 4, /* with a narrow gap */
    LOOK = 12,     /* lines, by then it is one or none */
    PROSE = 24     /* [columns] a cell of text has on average */
};

struct ink {
    bool at[WIDTH_MAX];
};

/* Puts the line's ink into `ink`; false: the line is too wide, or its letters stand apart. */
static bool ink_line(const struct legacy *l, const struct line *line, struct ink *ink) {
    unsigned column = line->indent;
    if (line->width > WIDTH_MAX || line_is_spaced(l, line)) return false;
    for (size_t at = line->start; at < line->end;) {
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        if (column >= WIDTH_MAX) return false;
        if (cp != ' ' && cp != '\t') ink->at[column] = true;
        column = line_column(column, cp);
    }
    return true;
}

static size_t columns_of(const struct ink *ink, unsigned gap, struct column *columns) {
    size_t count = 0;
    unsigned blanks = gap;
    for (unsigned i = 0; i < WIDTH_MAX; i++) {
        if (!ink->at[i]) {
            blanks++;
            continue;
        }
        if (blanks >= gap && count == COLUMNS_MAX) return 0;
        if (blanks >= gap) columns[count++].from = i;
        columns[count - 1].to = i + 1;
        blanks = 0;
    }
    return count;
}

/* ---- the table as it grows ------------------------------------------------------------------------------------- */

struct growing {
    unsigned gap;
    struct ink ink;
    struct column columns[COLUMNS_MAX];
    size_t count, rows;  /* rows: lines with more than one cell */
    size_t cells, inked; /* of those rows: cells, and the columns that their text takes */
    bool decided;        /* it is a table, whatever comes */
};

/* How many of the columns the line has text in; *first: one of them is the first. */
static size_t cells_of(const struct growing *g, const struct ink *row, bool *first, size_t *width) {
    size_t count = 0;
    *first = false;
    *width = 0;
    for (size_t k = 0; k < g->count; k++) {
        unsigned left = g->columns[k].from, right = g->columns[k].to;
        while (left < right && !row->at[left]) left++;
        while (right > left && !row->at[right - 1]) right--;
        if (left == right) continue;
        if (k == 0) *first = true;
        count++;
        *width += right - left;
    }
    return count;
}

/* Do the columns stay apart when the ink of another row comes in? A line of one cell must stand in a column. */
static bool keeps_apart(const struct growing *g, const struct growing *next, bool one_cell) {
    size_t old = 0;
    if (one_cell && next->count > g->count) return false;
    for (size_t k = 0; k < next->count; k++) {
        size_t inside = 0;
        for (; old < g->count && g->columns[old].from < next->columns[k].to; old++) inside++;
        if (inside > 1) return false;
    }
    return true;
}

enum row { ROW_NONE, ROW_OWN, ROW_GOES_ON, ROW_ALONE };

/* Takes line i into the table if it fits; a line that has text in the first column alone (ROW_ALONE) is taken only on
 * the word of the next one. */
static enum row grow(const struct legacy *l, struct growing *g, size_t i) {
    const struct line *line = &l->lines.at[i];
    struct growing next = *g;
    struct ink row = {0};
    bool first;
    size_t width;
    if (line->start == line->end || line_is_rule(l, line) || line_is_box(l, line) || !ink_line(l, line, &row))
        return ROW_NONE;
    for (size_t k = 0; k < WIDTH_MAX; k++) next.ink.at[k] |= row.at[k];
    next.count = columns_of(&next.ink, g->gap, next.columns);
    size_t cells = cells_of(&next, &row, &first, &width);
    if (!cells || !keeps_apart(g, &next, cells == 1)) return ROW_NONE;
    if (cells == 1 && (!g->rows || line_is_capitals(l, line))) return ROW_NONE;
    if (cells > 1) {
        next.rows++;
        next.cells += cells;
        next.inked += width;
    }
    *g = next;
    return cells > 1 ? first ? ROW_OWN : ROW_GOES_ON : first ? ROW_ALONE : ROW_GOES_ON;
}

static bool is_table(const struct growing *g) {
    if (g->decided) return true;
    if (g->gap < GAP) return g->count > 2 && g->rows >= ROWS_MORE;
    if (g->count == 2) return g->rows >= ROWS && g->inked < g->cells * PROSE;
    return g->count > 2 && g->rows >= 2;
}

/* A rule below the head or between rows: the line behind it fits as well. */
static bool is_inner_rule(const struct legacy *l, const struct growing *g, size_t i) {
    if (!legacy_wants(l, RULE_BOX_RULES) || !g->rows || i + 1 >= l->lines.len) return false;
    if (!line_is_rule(l, &l->lines.at[i])) return false;
    struct growing look = *g;
    enum row row = grow(l, &look, i + 1);
    return row == ROW_OWN || row == ROW_GOES_ON;
}

/* The line behind the table that begins at i, or i; no more than a few lines are looked at when there is none. */
static size_t find(const struct legacy *l, size_t i, unsigned gap, struct growing *g) {
    struct growing next = {.gap = gap};
    size_t end = i;
    *g = next;
    for (size_t k = i; k < l->lines.len && (g->decided || k < i + LOOK); k++) {
        if (is_inner_rule(l, &next, k)) continue;
        enum row row = grow(l, &next, k);
        if (row == ROW_NONE || (row != ROW_OWN && k == i)) break;
        if (row == ROW_ALONE) continue;
        next.decided = is_table(&next) && next.rows >= ROWS_MORE;
        end = k + 1;
        *g = next;
    }
    return is_table(g) ? end : i;
}

size_t columns_find(const struct legacy *l, size_t i, struct column *columns, size_t *count) {
    struct growing g;
    size_t end = i;
    *count = 0;
    if (!line_gaps(l, &l->lines.at[i], GAP_NARROW)) return i;
    for (unsigned gap = GAP; gap >= GAP_NARROW && end == i; gap--) end = find(l, i, gap, &g);
    if (end == i) return i;
    *count = g.count;
    memcpy(columns, g.columns, sizeof g.columns);
    return end;
}
