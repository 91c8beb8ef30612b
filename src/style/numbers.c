/* Numbers in the columns of tables: how those of reports are written, and where the decimal mark of each stands.
 *
 * Idea: numbers of a report come as data, so the language's decimal mark and group mark are put in here; those of a
 * Markdown table stay as typed. In both, page gets to know where a number's fraction or unit begins, and sets the units
 * of a column below one another.
 * Invariant: what is not surely a number (a range, a date, a dash) is left as it is.
 * Rejected: figure spaces behind the shorter numbers, which would be copied with the text. */
#include "style/build.h"

#include "base/utf8.h"

/* A number of four figures is not parted, unless a longer one stands in its column. */
#define GROUPED_LEAST 5
#define GROUP 3
#define UNIT_MOST 8 /* [bytes] of what may follow a number: " %", " грн" */

static bool is_digit(struct str s, size_t at) { return at < s.len && s.s[at] >= '0' && s.s[at] <= '9'; }

/* True, `at` behind it: a mark between two figures, as typed. */
static bool skip_group(struct str s, struct str mark, size_t *at) {
    if (*at + mark.len < s.len && mark.len && memcmp(s.s + *at, mark.s, mark.len) == 0 && is_digit(s, *at + mark.len)) {
        *at += mark.len;
        return true;
    }
    size_t next = *at;
    if (next >= s.len || !cp_is_space(utf8_next(s.s, s.len, &next)) || !is_digit(s, next)) return false;
    *at = next;
    return true;
}

/* tail: where the decimal mark stands, or what follows the number. */
static bool number_read(struct builder *b, struct str s, size_t *tail) {
    struct str decimal = word(b, "decimal"), group = word(b, "group");
    size_t at = 0;
    while (at < s.len && !is_digit(s, at)) at++;
    struct str sign = str_trim(str_slice(s, 0, at));
    if (at == s.len || !(sign.len == 0 || str_is(sign, "-") || str_is(sign, "+") || str_is(sign, "−"))) return false;
    do
        while (is_digit(s, at)) at++;
    while (skip_group(s, group, &at));
    *tail = at;
    if (decimal.len && at + decimal.len < s.len && memcmp(s.s + at, decimal.s, decimal.len) == 0) at += decimal.len;
    while (is_digit(s, at)) at++;
    for (size_t i = at; i < s.len; i++)
        if (is_digit(s, i)) return false;
    return s.len - at <= UNIT_MOST;
}

struct str number_shown(struct builder *b, struct str number, bool grouped) {
    int64_t milli;
    struct str decimal = word(b, "decimal"), group = word(b, "group");
    if (!str_milli(number, &milli)) return number;
    struct buf out;
    buf_init(&out, b->ctx->arena);
    size_t from = number.len && number.s[0] == '-', stop = from;
    while (is_digit(number, stop)) stop++;
    for (size_t i = 0; i < number.len; i++) {
        if (grouped && i > from && i < stop && (stop - i) % GROUP == 0) buf_str(&out, group);
        if (i == stop && decimal.len)
            buf_str(&out, decimal);
        else
            buf_putc(&out, number.s[i]);
    }
    return buf_view(&out);
}

static size_t whole_digits(struct str number) {
    int64_t milli;
    size_t digits = 0;
    if (!str_milli(number, &milli)) return 0;
    for (size_t at = number.s[0] == '-'; is_digit(number, at); at++) digits++;
    return digits;
}

static struct flow_cell *figures_cell(struct flow_table *table, size_t row, size_t column) {
    struct flow_cell *cell = &table->cells[row * table->columns + column];
    return cell->align == ALIGN_END && cell->text.count == 1 ? cell : NULL;
}

void numbers_show(struct builder *b, struct flow_table *table) {
    for (size_t c = 0; c < table->columns; c++) {
        size_t most = 0;
        for (size_t r = table->head_rows; r < table->rows; r++) {
            const struct flow_cell *cell = figures_cell(table, r, c);
            size_t digits = cell ? whole_digits(cell->text.spans[0].text) : 0;
            if (digits > most) most = digits;
        }
        for (size_t r = table->head_rows; r < table->rows; r++) {
            struct flow_cell *cell = figures_cell(table, r, c);
            if (!cell) continue;
            cell->text.spans[0].text = number_shown(b, cell->text.spans[0].text, most >= GROUPED_LEAST);
        }
    }
}

void numbers_mark(struct builder *b, struct flow_table *table) {
    for (size_t c = 0; c < table->columns; c++) {
        for (size_t r = table->head_rows; r < table->rows; r++) {
            struct flow_cell *cell = figures_cell(table, r, c);
            if (cell) cell->is_number = number_read(b, cell->text.spans[0].text, &cell->tail);
        }
    }
}
