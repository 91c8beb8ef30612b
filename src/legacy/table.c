/* Tables: rows of cells between tabs, columns that blanks part, and boxes drawn with lines.
 *
 * A box is read row by row: vertical lines part the cells, a line of horizontal strokes ends a row. Where strokes stand
 * under the head alone, every line is a row, save one whose first cell is empty: it goes on with the row above. The
 * first row is the head, for a table of Markdown has one. Columns that blanks part (columns.c) are read in the same
 * way, and always reported: nobody drew them.
 */
#include <string.h>

#include "base/utf8.h"
#include "legacy/own.h"

struct cells {
    struct buf text[COLUMNS_MAX];
    bool joined[COLUMNS_MAX]; /* with the cell before, if nothing stands in it */
    size_t count;
};

static void clear(struct cells *row, struct arena *arena) {
    for (size_t i = 0; i < COLUMNS_MAX; i++) {
        if (!row->text[i].arena) buf_init(&row->text[i], arena);
        row->text[i].len = 0;
        row->joined[i] = false;
    }
    row->count = 0;
}

static void add_cell(const struct legacy *l, struct cells *row, size_t column, size_t start, size_t end) {
    struct str text = str_trim(str_slice(l->s, start, end));
    size_t from = text.len ? (size_t)(text.s - l->s.s) : start;
    if (column >= COLUMNS_MAX) column = COLUMNS_MAX - 1;
    struct buf *cell = &row->text[column];
    if (cell->len && text.len) buf_putc(cell, ' ');
    escape_text(cell, l->s, from, from + text.len, false);
    if (row->count <= column) row->count = column + 1;
}

static void write_row(struct legacy *l, struct cells *row, size_t columns) {
    buf_putc(l->out, '|');
    for (size_t i = 0; i < columns; i++) {
        struct str text = i < row->count ? buf_view(&row->text[i]) : STR("");
        bool mark = str_is(text, "<") || str_is(text, "^"); /* alone they would join cells */
        buf_puts(l->out, mark ? " \\" : " ");
        buf_str(l->out, !text.len && row->joined[i] ? STR("<") : text);
        buf_puts(l->out, " |");
    }
    buf_putc(l->out, '\n');
    clear(row, l->ctx->scratch);
}

static void write_delimiter(struct legacy *l, size_t columns) {
    for (size_t i = 0; i < columns; i++) buf_puts(l->out, "| --- ");
    buf_puts(l->out, "|\n");
}

static bool is_vertical(uint32_t cp) { return cp == '|' || (cp >= 0x2502 && cp < 0x2580 && cp != 0x2550); }

/* Strokes, corners and the like that the table of Markdown stands for. */
static size_t count_drawn(const struct legacy *l, const struct line *line, bool separator) {
    size_t count = 0;
    for (size_t at = line->start; at < line->end;) {
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        count += separator ? cp != ' ' : is_vertical(cp);
    }
    return count;
}

/* ---- tabs ---------------------------------------------------------------------------------------------------- */

void table_write_tabs(struct legacy *l, const struct piece *piece) {
    struct cells *row = ARENA_NEW(l->ctx->scratch, struct cells);
    clear(row, l->ctx->scratch);
    size_t columns = line_tabs(l, &l->lines.at[piece->first]) + 1;
    if (columns > COLUMNS_MAX) columns = COLUMNS_MAX;
    size_t indent = line_tabs_before(l, &l->lines.at[piece->first]);
    for (size_t i = piece->first; i < piece->last; i++) {
        const struct line *line = &l->lines.at[i];
        size_t column = line_tabs_before(l, line) - indent, start = line->start;
        for (size_t at = start; at <= line->end; at++) {
            if (at < line->end && l->s.s[at] != '\t') continue;
            add_cell(l, row, column++, start, at);
            start = at + 1;
        }
        write_row(l, row, columns);
        if (i == piece->first) write_delimiter(l, columns);
    }
}

/* ---- columns of blanks ----------------------------------------------------------------------------------------- */

/* A cell of one line: its text, and where on the screen it stands. */
struct cell {
    size_t start, end;
    unsigned left, right;
};

struct blanks {
    struct column columns[COLUMNS_MAX];
    size_t count, rows, rules; /* rules: lines of strokes not yet passed */
    struct cells *row;
    bool flush_right[COLUMNS_MAX];
};

/* The cells of a line by column; an empty one has start == end. How many have text. */
static size_t read_cells(const struct legacy *l, const struct blanks *t, const struct line *line, struct cell *cells) {
    unsigned column = line->indent;
    size_t k = 0, filled = 0;
    memset(cells, 0, COLUMNS_MAX * sizeof *cells);
    for (size_t at = line->start; at < line->end;) {
        size_t start = at;
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        unsigned here = column;
        column = line_column(column, cp);
        if (cp == ' ' || cp == '\t') continue;
        while (k + 1 < t->count && here >= t->columns[k].to) k++;
        if (cells[k].end == 0) cells[k].start = start, cells[k].left = here, filled++;
        cells[k].end = at;
        cells[k].right = column;
    }
    return filled;
}

/* The line below the head. */
static size_t body_of(const struct legacy *l, const struct piece *piece) {
    for (size_t i = piece->first; i < piece->last; i++)
        if (line_is_rule(l, &l->lines.at[i])) return i;
    return piece->first + 1;
}

/* Figures stand flush right: below the head, right edges in one line and left edges in several. */
static void find_edges(const struct legacy *l, const struct piece *piece, struct blanks *t) {
    struct cell first[COLUMNS_MAX] = {0}, cells[COLUMNS_MAX];
    bool even[COLUMNS_MAX];
    for (size_t k = 0; k < t->count; k++) even[k] = true;
    for (size_t i = body_of(l, piece); i < piece->last; i++) {
        if (line_is_rule(l, &l->lines.at[i])) continue;
        read_cells(l, t, &l->lines.at[i], cells);
        for (size_t k = 0; k < t->count; k++) {
            if (!cells[k].end) continue;
            if (!first[k].end) first[k] = cells[k];
            if (cells[k].right != first[k].right) even[k] = false;
            if (cells[k].left != first[k].left) t->flush_right[k] = true;
        }
    }
    for (size_t k = 0; k < t->count; k++) t->flush_right[k] = t->flush_right[k] && even[k];
}

static void finish_blanks_row(struct legacy *l, struct blanks *t) {
    if (!t->row->count) return;
    write_row(l, t->row, t->count);
    if (t->rows++) return;
    for (size_t k = 0; k < t->count; k++) buf_puts(l->out, t->flush_right[k] ? "| ---: " : "| --- ");
    buf_puts(l->out, "|\n");
}

static bool begins_small(const struct legacy *l, const struct cell *cell) {
    size_t at = cell->start;
    uint32_t cp = utf8_next(l->s.s, cell->end, &at);
    return cp_is_letter(cp) && !cp_is_upper(cp);
}

/* Lines above the first rule are the head; else a line that has nothing in the first column, or only the rest of a
 * sentence, goes on with the row above. */
static void write_blanks_line(struct legacy *l, struct blanks *t, const struct line *line) {
    struct cell cells[COLUMNS_MAX];
    size_t filled = read_cells(l, t, line, cells);
    bool first = cells[0].end > 0, inside = t->row->count > 0;
    bool goes_on = inside && ((t->rules && !t->rows) || !first || (filled == 1 && begins_small(l, &cells[0])));
    struct place place = legacy_place(l, line->start, line->end);
    if (goes_on) diag(l->ctx, DIAG_IMPORT_ROW_GOES_ON, place, "%s", "");
    if (!goes_on && filled == 1) diag(l->ctx, DIAG_IMPORT_TABLE_UNEVEN, place, "1 ≠ %zu", t->count);
    if (!goes_on) finish_blanks_row(l, t);
    for (size_t k = 0; k < t->count; k++)
        if (cells[k].end) add_cell(l, t->row, k, cells[k].start, cells[k].end);
}

void table_write_blanks(struct legacy *l, const struct piece *piece) {
    struct blanks t = {.row = ARENA_NEW(l->ctx->scratch, struct cells)};
    const struct line *first = &l->lines.at[piece->first];
    clear(t.row, l->ctx->scratch);
    columns_find(l, piece->first, t.columns, &t.count);
    find_edges(l, piece, &t);
    for (size_t i = piece->first; i < piece->last; i++) t.rules += line_is_rule(l, &l->lines.at[i]);
    for (size_t i = piece->first; i < piece->last; i++) {
        const struct line *line = &l->lines.at[i];
        if (!line_is_rule(l, line)) {
            write_blanks_line(l, &t, line);
            continue;
        }
        t.rules--;
        l->report->drawn += count_drawn(l, line, true);
        finish_blanks_row(l, &t);
    }
    finish_blanks_row(l, &t);
    diag(l->ctx, DIAG_REPAIR_BLANK_TABLES, legacy_place(l, first->start, first->end), "%zu × %zu", t.rows, t.count);
}

/* ---- boxes --------------------------------------------------------------------------------------------------- */

static bool is_stroke(uint32_t cp) {
    return cp == '-' || cp == '=' || cp == '+' || cp == ' ' || (cp >= 0x2500 && cp < 0x2580);
}

/* Nothing but strokes and corners, one that runs across at least: it parts two rows. */
static bool is_separator(const struct legacy *l, const struct line *line) {
    bool across = false;
    for (size_t at = line->start; at < line->end;) {
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        if (!is_stroke(cp) && cp != '|') return false;
        across = across || cp == '-' || cp == '=' || cp == 0x2500 || cp == 0x2501 || cp == 0x2550;
    }
    return across;
}

/* Where the vertical lines of the widest row stand [columns of the screen]. */
struct box {
    struct cells *row;
    unsigned at[COLUMNS_MAX + 1];
    size_t columns, separators, rows;
};

/* The column whose left line stands there; `otherwise` when none does. */
static size_t column_at(const struct box *box, unsigned at, size_t otherwise) {
    for (size_t k = 0; k <= box->columns; k++)
        if (box->at[k] == at) return k;
    return otherwise;
}

/* The cells of a line of text. */
struct box_line {
    size_t start[COLUMNS_MAX], end[COLUMNS_MAX];
    unsigned at[COLUMNS_MAX + 1]; /* of the vertical lines */
    size_t count, all;            /* all: those that there is no room for, too */
    bool fresh;                   /* the first one has text */
};

static struct box_line read_box_line(const struct legacy *l, const struct line *line) {
    struct box_line cells = {.fresh = true};
    size_t at = line->start, start;
    unsigned column = line_column(line->indent, utf8_next(l->s.s, line->end, &at));
    cells.at[0] = line->indent;
    for (start = at; at < line->end;) {
        size_t before = at;
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        unsigned here = column;
        column = line_column(column, cp);
        if (!is_vertical(cp)) continue;
        if (cells.all++ == 0) cells.fresh = str_trim(str_slice(l->s, start, before)).len > 0;
        size_t last = cells.count < COLUMNS_MAX ? cells.count++ : COLUMNS_MAX - 1;
        if (last + 1 == cells.all) cells.start[last] = start;
        cells.end[last] = before;
        cells.at[last + 1] = here;
        start = at;
    }
    return cells;
}

/* The vertical lines of the row are some of the table's, the outer ones among them. */
static bool stands_in(const struct box *box, const struct box_line *cells) {
    for (size_t k = 0; k <= cells->count; k++)
        if (column_at(box, cells->at[k], COLUMNS_MAX + 1) > COLUMNS_MAX) return false;
    return cells->at[0] == box->at[0] && cells->at[cells->count] == box->at[box->columns];
}

static void add_box_line(const struct legacy *l, struct box *box, const struct line *line) {
    struct box_line cells = read_box_line(l, line);
    bool aligned = stands_in(box, &cells), first = box->row->count == 0;
    for (size_t k = 0; k < cells.count; k++) {
        size_t column = aligned ? column_at(box, cells.at[k], k) : k;
        size_t next = aligned ? column_at(box, cells.at[k + 1], k + 1) : k + 1;
        add_cell(l, box->row, column, cells.start[k], cells.end[k]);
        box->row->joined[column] = false;
        for (size_t i = column + 1; i < next; i++) box->row->joined[i] = first || box->row->joined[i];
    }
}

/* How many columns the widest row has and where, and how many separators stand inside. */
static struct box measure_box(struct legacy *l, const struct piece *piece) {
    struct box box = {.row = ARENA_NEW(l->ctx->scratch, struct cells)};
    clear(box.row, l->ctx->scratch);
    for (size_t i = piece->first; i < piece->last; i++) {
        const struct line *line = &l->lines.at[i];
        bool separator = is_separator(l, line);
        l->report->drawn += count_drawn(l, line, separator);
        box.separators += separator && i > piece->first && i + 1 < piece->last;
        if (separator) continue;
        struct box_line cells = read_box_line(l, line);
        if (cells.count <= box.columns) continue;
        box.columns = cells.count;
        memcpy(box.at, cells.at, sizeof box.at);
    }
    return box;
}

/* Rows whose cells cannot be told by where they stand. */
static void warn_of_uneven(const struct legacy *l, const struct piece *piece, const struct box *box) {
    for (size_t i = piece->first; i < piece->last; i++) {
        const struct line *line = &l->lines.at[i];
        if (is_separator(l, line)) continue;
        struct box_line cells = read_box_line(l, line);
        if (cells.all == box->columns || (cells.count == cells.all && stands_in(box, &cells))) continue;
        diag(l->ctx, DIAG_IMPORT_TABLE_UNEVEN, legacy_place(l, line->start, line->end), "%zu ≠ %zu", cells.all,
             box->columns);
    }
}

static void finish_row(struct legacy *l, struct box *box) {
    if (!box->row->count) return;
    write_row(l, box->row, box->columns);
    if (!box->rows++) write_delimiter(l, box->columns);
}

void table_write_box(struct legacy *l, const struct piece *piece) {
    struct box box = measure_box(l, piece);
    warn_of_uneven(l, piece, &box);
    for (size_t i = piece->first; i < piece->last && box.columns; i++) {
        const struct line *line = &l->lines.at[i];
        if (is_separator(l, line)) {
            finish_row(l, &box);
            continue;
        }
        bool fresh = read_box_line(l, line).fresh;
        if (fresh && box.separators <= 1 && (box.rows || !box.separators)) finish_row(l, &box);
        add_box_line(l, &box, line);
    }
    finish_row(l, &box);
    diag(l->ctx, DIAG_REPAIR_BOX_TABLES,
         legacy_place(l, l->lines.at[piece->first].start, l->lines.at[piece->first].end), "%zu × %zu", box.rows,
         box.columns);
}
