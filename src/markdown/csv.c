/* A table from a file of values (RFC 4180, and what office programs make of it).
 *
 * The file is decoded as every source of the issue, so a message about a cell names the file's line and column. The
 * separator is the one that parts the first rows into the same number of cells; semicolons come first, because where
 * the comma is the decimal mark they are what programs write. Numbers are kept in one form, with a full stop and no
 * groups, as those of a report are: style writes them as the language does. A cell is plain text, but for `**...**`
 * around all of it, and `<` or `^` alone, which join cells as in a Markdown table.
 *
 * Invariant: all rows have as many cells as the longest; rows and last columns without any text are no part of the
 * table.
 */
#include "markdown/md.h"

#include "base/file.h"
#include "base/utf8.h"

#define COLUMNS_MOST 64 /* as many as a Markdown table has */
#define ROWS_MOST 5000
#define ROWS_TRIED 10 /* to find the separator */

struct value {
    struct str text; /* in the source, or its own when quotes were doubled in it */
    size_t start, end;
    bool quoted;
};
VEC(values, struct value);

struct row {
    size_t first, count; /* in values */
};
VEC(rows, struct row);

struct csv {
    struct md *md;
    const struct source *source;
    struct values values;
    struct rows rows;
    char separator, decimal; /* decimal 0: to be found */
    bool said_open;
};

static struct place csv_place(const struct csv *csv, size_t start, size_t end) {
    return place_of_text(csv->md->ctx->diags, csv->source->file, start, end);
}

/* ---- cells and rows ---------------------------------------------------------------------------------------------- */

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* Between quotes, where two of them are one; gives the offset behind the closing one. */
static size_t read_quoted(struct csv *csv, size_t at, struct value *value) {
    struct str s = csv->source->text;
    struct buf text;
    buf_init(&text, csv->md->ctx->arena);
    value->quoted = true;
    value->start = at + 1;
    for (at++; at < s.len; at++) {
        if (s.s[at] == '"' && (at + 1 >= s.len || s.s[at + 1] != '"')) break;
        at += s.s[at] == '"';
        buf_putc(&text, s.s[at]);
    }
    value->end = at;
    value->text = buf_view(&text);
    if (at < s.len) return at + 1;
    if (!csv->said_open) diag(csv->md->ctx, DIAG_CSV_QUOTE, csv_place(csv, value->start - 1, value->start), "%s", "");
    csv->said_open = true;
    return at;
}

static size_t read_bare(const struct csv *csv, size_t at, char separator, struct value *value) {
    struct str s = csv->source->text;
    value->start = at;
    while (at < s.len && s.s[at] != separator && s.s[at] != '\n') at++;
    value->end = at;
    while (value->start < value->end && is_blank(s.s[value->start])) value->start++;
    while (value->end > value->start && is_blank(s.s[value->end - 1])) value->end--;
    value->text = str_slice(s, value->start, value->end);
    return at;
}

/* One row from offset `at`; gives the offset of the next. */
static size_t read_row(struct csv *csv, size_t at, char separator, struct values *out, size_t *count) {
    struct str s = csv->source->text;
    for (*count = 1;; ++*count) {
        struct value value = {0}, rest = {0};
        size_t from = at;
        while (from < s.len && is_blank(s.s[from]) && s.s[from] != separator) from++;
        bool quoted = from < s.len && s.s[from] == '"';
        at = quoted ? read_quoted(csv, from, &value) : read_bare(csv, at, separator, &value);
        if (quoted) at = read_bare(csv, at, separator, &rest);
        if (rest.text.len) /* what stands behind the quotes is lost nowhere */
            value.text =
                str_from(arena_printf(csv->md->ctx->arena, "%.*s%.*s", STR_ARG(value.text), STR_ARG(rest.text)));
        *vec_push(csv->md->ctx->arena, out) = value;
        if (at >= s.len || s.s[at] == '\n') return at + 1;
        at++;
    }
}

/* How many cells the first rows have with this separator, if all have as many. */
static size_t even_cells(struct csv *csv, char separator) {
    struct values values = {0};
    size_t cells = 0, at = 0;
    bool said = csv->said_open;
    csv->said_open = true; /* it will be said when the rows are read */
    for (int row = 0; row < ROWS_TRIED && at < csv->source->text.len; row++) {
        size_t count;
        at = read_row(csv, at, separator, &values, &count);
        if (count == 1 && values.at[values.len - 1].text.len == 0) continue;
        if (cells && count < cells) cells = count;
        if (!cells) cells = count;
    }
    csv->said_open = said;
    return cells;
}

static char find_separator(struct csv *csv) {
    static const char candidates[] = {';', '\t', ','};
    size_t most = 1;
    char best = ';';
    for (size_t i = 0; i < sizeof candidates; i++) {
        size_t cells = even_cells(csv, candidates[i]);
        if (cells <= most) continue;
        most = cells;
        best = candidates[i];
    }
    return best;
}

static bool row_is_empty(const struct csv *csv, const struct row *row) {
    for (size_t i = 0; i < row->count; i++)
        if (csv->values.at[row->first + i].text.len) return false;
    return true;
}

static bool read_rows(struct csv *csv) {
    for (size_t at = 0; at < csv->source->text.len;) {
        struct row row = {.first = csv->values.len};
        size_t start = at;
        at = read_row(csv, at, csv->separator, &csv->values, &row.count);
        if (row_is_empty(csv, &row)) continue;
        if (csv->rows.len == ROWS_MOST) {
            diag(csv->md->ctx, DIAG_CSV_LIMIT, csv_place(csv, start, start), "%d", ROWS_MOST);
            break;
        }
        *vec_push(csv->md->ctx->arena, &csv->rows) = row;
    }
    return csv->rows.len > 0;
}

/* Up to the last column that holds anything. */
static size_t count_columns(const struct csv *csv) {
    size_t columns = 0;
    for (size_t r = 0; r < csv->rows.len; r++) {
        const struct row *row = &csv->rows.at[r];
        for (size_t c = columns; c < row->count; c++)
            if (csv->values.at[row->first + c].text.len) columns = c + 1;
    }
    return columns;
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Figures, marks and blanks between them; where each kind of mark stands last, and how many figures follow. */
struct number {
    size_t comma, stop; /* offset behind the last one, 0: none */
    size_t commas, stops, figures;
};

static bool number_scan(struct str s, struct number *out) {
    *out = (struct number){0};
    size_t at = 0;
    if (str_starts(s, "−")) at = sizeof "−" - 1;
    if (at == 0 && s.len && (s.s[0] == '-' || s.s[0] == '+')) at = 1;
    if (at >= s.len || !is_digit(s.s[at])) return false;
    while (at < s.len) {
        size_t next = at;
        uint32_t cp = utf8_next(s.s, s.len, &next);
        bool mark = cp == ',' || cp == '.' || cp == '\'' || cp == 0x2019 || cp_is_space(cp);
        if (!mark && !(cp < 0x80 && is_digit((char)cp))) return false;
        if (mark && (next >= s.len || !is_digit(s.s[next]))) return false;
        if (cp == ',') out->comma = next, out->commas++;
        if (cp == '.') out->stop = next, out->stops++;
        out->figures += !mark;
        at = next;
    }
    return out->commas < 2 || out->stops < 2;
}

/* What one number says of the decimal mark; 0: nothing. */
static char decimal_told(struct str s) {
    struct number n;
    if (!number_scan(s, &n)) return 0;
    if (n.comma && n.stop) return n.comma > n.stop ? ',' : '.';
    if (n.comma && (n.commas == 1) && s.len - n.comma != 3) return ',';
    if (n.stop && (n.stops == 1) && s.len - n.stop != 3) return '.';
    return 0;
}

static char find_decimal(const struct csv *csv) {
    for (size_t i = 0; i < csv->values.len; i++) {
        char told = decimal_told(csv->values.at[i].text);
        if (told) return told;
    }
    return csv->separator == ',' ? '.' : ',';
}

/* "−12 800,50" as "-12800.50"; false when it is no number. */
static bool number_plain(const struct csv *csv, struct str s, struct str *out) {
    struct number n;
    struct buf text;
    size_t decimal = 0;
    if (!number_scan(s, &n)) return false;
    if (csv->decimal == ',' && n.commas == 1) decimal = n.comma;
    if (csv->decimal == '.' && n.stops == 1) decimal = n.stop;
    buf_init(&text, csv->md->ctx->arena);
    if (!is_digit(s.s[0]) && s.s[0] != '+') buf_putc(&text, '-');
    for (size_t i = 0; i < s.len; i++) {
        if (is_digit(s.s[i])) buf_putc(&text, s.s[i]);
        if (i + 1 == decimal) buf_putc(&text, '.');
    }
    *out = buf_view(&text);
    return true;
}

static bool is_dash(struct str s) {
    return s.len == 0 || str_is(s, "-") || str_is(s, "–") || str_is(s, "—") || str_is(s, "x") || str_is(s, "х");
}

/* The text without the marks of strong emphasis around all of it. */
static struct str bare_text(struct str s, bool *strong) {
    *strong = s.len > 4 && str_starts(s, "**") && str_ends(s, "**");
    return *strong ? str_slice(s, 2, s.len - 2) : s;
}

static const struct value *value_at(const struct csv *csv, size_t row, size_t column) {
    const struct row *r = &csv->rows.at[row];
    return column < r->count ? &csv->values.at[r->first + column] : NULL;
}

/* Does the column hold numbers below its head, and nothing else? */
static bool column_counts(const struct csv *csv, size_t column, size_t head_rows) {
    bool any = false;
    for (size_t r = head_rows; r < csv->rows.len; r++) {
        const struct value *value = value_at(csv, r, column);
        struct number n;
        bool strong;
        if (!value || md_join_mark(value->text) || is_dash(bare_text(value->text, &strong))) continue;
        if (!number_scan(bare_text(value->text, &strong), &n)) return false;
        any = true;
    }
    return any;
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

static void add_text(struct csv *csv, struct inlines *out, struct str text, struct place place) {
    for (size_t from = 0; from < text.len;) {
        const char *newline = memchr(text.s + from, '\n', text.len - from);
        size_t to = newline ? (size_t)(newline - text.s) : text.len;
        struct inline_node node = {.kind = INLINE_TEXT, .place = place, .text = str_slice(text, from, to)};
        if (to > from) *vec_push(csv->md->ctx->arena, out) = node;
        node = (struct inline_node){.kind = INLINE_BREAK, .place = place};
        if (newline && to + 1 < text.len) *vec_push(csv->md->ctx->arena, out) = node;
        from = to + 1;
    }
}

static void fill_cell(struct csv *csv, const struct value *value, bool number, struct cell *cell) {
    struct arena *arena = csv->md->ctx->arena;
    bool strong;
    struct str text = bare_text(value->text, &strong), plain;
    cell->place = csv_place(csv, value->start, value->end);
    if (!value->quoted) cell->join = md_join_mark(value->text);
    if (cell->join) return;
    struct place place = strong && !value->quoted ? csv_place(csv, value->start + 2, value->end - 2) : cell->place;
    if (number && number_plain(csv, text, &plain)) text = plain;
    struct inlines *out = &cell->content;
    if (strong) {
        struct inline_node *node = vec_push(arena, out);
        *node = (struct inline_node){.kind = INLINE_STRONG, .place = cell->place};
        out = node->children = ARENA_NEW(arena, struct inlines);
    }
    add_text(csv, out, text, place);
    md_check_bare_cell(csv->md, cell);
}

static void fill_table(struct csv *csv, struct table *table) {
    struct arena *arena = csv->md->ctx->arena;
    table->cells = ARENA_ARRAY(arena, table->row_count * table->columns, struct cell);
    table->align = ARENA_ARRAY(arena, table->columns, enum cell_align);
    for (size_t c = 0; c < table->columns; c++) {
        bool numbers = c > 0 && column_counts(csv, c, table->head_rows);
        table->align[c] = numbers ? CELL_RIGHT : CELL_NONE;
        for (size_t r = 0; r < table->row_count; r++) {
            const struct value *value = value_at(csv, r, c);
            struct cell *cell = &table->cells[r * table->columns + c];
            const struct value *first = value_at(csv, r, 0);
            if (value)
                fill_cell(csv, value, numbers && r >= table->head_rows, cell);
            else
                cell->place = csv_place(csv, first->start, first->end);
        }
    }
}

static void check_rows(const struct csv *csv, size_t columns) {
    for (size_t r = 0; r < csv->rows.len; r++) {
        const struct row *row = &csv->rows.at[r];
        const struct value *first = &csv->values.at[row->first];
        if (row->count < columns)
            diag(csv->md->ctx, DIAG_CSV_CELLS, csv_place(csv, first->start, first->end), "%zu < %zu", row->count,
                 columns);
    }
}

bool md_csv(struct md *md, struct str path, struct place mention, const struct table_wish *wish, struct table *table) {
    const struct issue *issue = md->issue;
    const char *file = path_join(md->ctx->arena, issue->dir, str_dup(md->ctx->arena, path));
    const char *encoding = wish->encoding ? wish->encoding : issue->encoding;
    struct source *source;
    struct place said = wish->encoding ? wish->encoding_place : issue->encoding_place;
    if (!source_load(md->ctx, file, encoding, said, mention, &source)) return false;
    *vec_push(md->ctx->arena, &md->data) = source;
    struct csv csv = {.md = md, .source = source, .separator = wish->separator, .decimal = wish->decimal};
    if (!csv.separator) csv.separator = find_separator(&csv);
    if (!read_rows(&csv)) {
        diag(md->ctx, DIAG_CSV_EMPTY, place_file(source->file), "%s", "");
        return false;
    }
    if (!csv.decimal) csv.decimal = find_decimal(&csv);
    *table = (struct table){.columns = count_columns(&csv), .row_count = csv.rows.len, .data = true};
    if (table->columns > COLUMNS_MOST) {
        diag(md->ctx, DIAG_CSV_LIMIT, place_file(source->file), "%zu > %d", table->columns, COLUMNS_MOST);
        table->columns = COLUMNS_MOST;
    }
    table->head_rows = wish->head_rows < table->row_count ? wish->head_rows : table->row_count - 1;
    check_rows(&csv, table->columns);
    fill_table(&csv, table);
    return true;
}
