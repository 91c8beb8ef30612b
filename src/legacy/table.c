/* Tables: rows of cells between tabs, and boxes drawn with lines.
 *
 * A box is read row by row: vertical lines part the cells, a line of horizontal strokes ends a row. Where strokes stand
 * under the head alone, every line is a row, save one whose first cell is empty: it goes on with the row above. The
 * first row is the head, for a table of Markdown has one. Rejected: columns by blanks alone, which nobody can tell from
 * centred lines; they are reported and stay lines.
 */
#include "base/utf8.h"
#include "legacy/own.h"

#define COLUMNS_MAX 64

struct cells {
    struct buf text[COLUMNS_MAX];
    size_t count;
};

static void clear(struct cells *row, struct arena *arena) {
    for (size_t i = 0; i < COLUMNS_MAX; i++) {
        if (!row->text[i].arena) buf_init(&row->text[i], arena);
        row->text[i].len = 0;
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
        buf_putc(l->out, ' ');
        if (i < row->count) buf_str(l->out, buf_view(&row->text[i]));
        buf_puts(l->out, " |");
    }
    buf_putc(l->out, '\n');
    clear(row, l->ctx->scratch);
}

static void write_delimiter(struct legacy *l, size_t columns) {
    for (size_t i = 0; i < columns; i++) buf_puts(l->out, "| --- ");
    buf_puts(l->out, "|\n");
}

/* ---- tabs ---------------------------------------------------------------------------------------------------- */

void table_write_tabs(struct legacy *l, const struct piece *piece) {
    struct cells *row = ARENA_NEW(l->ctx->scratch, struct cells);
    clear(row, l->ctx->scratch);
    size_t columns = line_tabs(l, &l->lines.at[piece->first]) + 1;
    if (columns > COLUMNS_MAX) columns = COLUMNS_MAX;
    for (size_t i = piece->first; i < piece->last; i++) {
        const struct line *line = &l->lines.at[i];
        size_t column = 0, start = line->start;
        for (size_t at = start; at <= line->end; at++) {
            if (at < line->end && l->s.s[at] != '\t') continue;
            add_cell(l, row, column++, start, at);
            start = at + 1;
        }
        write_row(l, row, columns);
        if (i == piece->first) write_delimiter(l, columns);
    }
}

/* ---- boxes --------------------------------------------------------------------------------------------------- */

static bool is_vertical(uint32_t cp) { return cp == '|' || (cp >= 0x2502 && cp < 0x2580 && cp != 0x2550); }

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

static size_t read_box_line(struct legacy *l, const struct line *line, struct cells *row, bool fresh_only,
                            bool *fresh) {
    size_t column = 0, start, at = line->start;
    *fresh = true;
    utf8_next(l->s.s, line->end, &at); /* the left edge */
    start = at;
    while (at < line->end) {
        size_t before = at;
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        if (!is_vertical(cp)) continue;
        if (column == 0) *fresh = str_trim(str_slice(l->s, start, before)).len > 0;
        if (!fresh_only) add_cell(l, row, column, start, before);
        column++;
        start = at;
    }
    return column;
}

/* Strokes, corners and the like that the table of Markdown stands for. */
static size_t count_drawn(const struct legacy *l, const struct line *line, bool separator) {
    size_t count = 0;
    for (size_t at = line->start; at < line->end;) {
        uint32_t cp = utf8_next(l->s.s, line->end, &at);
        count += separator ? cp != ' ' : is_vertical(cp);
    }
    return count;
}

struct box {
    struct cells *row;
    size_t columns, separators, rows;
};

/* How many columns the widest row has, and how many separators stand inside. */
static struct box measure_box(struct legacy *l, const struct piece *piece) {
    struct box box = {.row = ARENA_NEW(l->ctx->scratch, struct cells)};
    clear(box.row, l->ctx->scratch);
    for (size_t i = piece->first; i < piece->last; i++) {
        const struct line *line = &l->lines.at[i];
        bool fresh, separator = is_separator(l, line);
        l->report->drawn += count_drawn(l, line, separator);
        box.separators += separator && i > piece->first && i + 1 < piece->last;
        if (separator) continue;
        size_t columns = read_box_line(l, line, box.row, true, &fresh);
        if (box.columns && columns != box.columns)
            diag(l->ctx, DIAG_IMPORT_TABLE_UNEVEN, legacy_place(l, line->start, line->end), "%zu ≠ %zu", columns,
                 box.columns);
        if (columns > box.columns) box.columns = columns;
    }
    if (box.columns > COLUMNS_MAX) box.columns = COLUMNS_MAX;
    return box;
}

static void finish_row(struct legacy *l, struct box *box) {
    if (!box->row->count) return;
    write_row(l, box->row, box->columns);
    if (!box->rows++) write_delimiter(l, box->columns);
}

void table_write_box(struct legacy *l, const struct piece *piece) {
    struct box box = measure_box(l, piece);
    for (size_t i = piece->first; i < piece->last && box.columns; i++) {
        const struct line *line = &l->lines.at[i];
        bool fresh;
        if (is_separator(l, line)) {
            finish_row(l, &box);
            continue;
        }
        read_box_line(l, line, box.row, true, &fresh);
        if (fresh && box.separators <= 1 && (box.rows || !box.separators)) finish_row(l, &box);
        read_box_line(l, line, box.row, false, &fresh);
    }
    finish_row(l, &box);
    diag(l->ctx, DIAG_REPAIR_BOX_TABLES,
         legacy_place(l, l->lines.at[piece->first].start, l->lines.at[piece->first].end), "%zu × %zu", box.rows,
         box.columns);
}
