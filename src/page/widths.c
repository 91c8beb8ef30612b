/* Widths of a table's columns, from what its cells hold.
 *
 * A column gets at least its widest unbreakable part; what is to be shared goes first by how much each column wants
 * beyond that (CSS 2.1, 17.5.2.2, automatic layout), then a little is moved from column to column as long as the table
 * gets lower: rows are as high as their highest cell, so a column that decides no row can spare width. The number of
 * lines is estimated from natural widths; breaking every cell for every trial would cost more than it shows.
 * Cost: bounded; a table of many columns is shared without trials, and only its first rows are weighed.
 */
#include "page/parts.h"

/* A table stays in its column when its rows have at most this many lines there, and on the average this many. */
#define LINES_MOST 6
#define LINES_MEAN_TENTHS 30
/* Ragged lines are not full: so much more width a text needs in several lines [percent]. */
#define RAGGED_PERCENT 112
/* Trials: columns and rows weighed, share of the width moved at once, rounds. */
#define TRIAL_COLUMNS 10
#define TRIAL_ROWS 60
#define TRIAL_STEPS 64
#define TRIAL_ROUNDS 40
/* A row's line weighs as much as this many lines in cells that do not decide it. */
#define ROW_WEIGHT 100

void widths_begin(struct builder *b, struct cell_widths *w, size_t rows, size_t columns, mpt padding) {
    *w = (struct cell_widths){.rows = rows, .columns = columns, .padding = padding};
    w->least = ARENA_ARRAY(b->ctx->arena, columns, mpt);
    w->natural = ARENA_ARRAY(b->ctx->arena, columns, mpt);
    w->cells = ARENA_ARRAY(b->ctx->arena, rows * columns, mpt);
}

void widths_cell(struct cell_widths *w, size_t cell, mpt least, mpt natural) {
    size_t column = cell % w->columns;
    w->cells[cell] = natural;
    if (least + 2 * w->padding > w->least[column]) w->least[column] = least + 2 * w->padding;
    if (natural + 2 * w->padding > w->natural[column]) w->natural[column] = natural + 2 * w->padding;
}

static void spread(mpt *widths, size_t columns, mpt wanted) {
    mpt sum = 0;
    for (size_t i = 0; i < columns; i++) sum += widths[i];
    for (size_t i = 0; i < columns && sum < wanted; i++) {
        mpt more = (wanted - sum) / (mpt)(columns - i);
        widths[i] += more;
        sum += more;
    }
}

void widths_across(struct cell_widths *w, size_t cell, size_t columns, mpt least, mpt natural) {
    size_t column = cell % w->columns;
    spread(w->least + column, columns, least + 2 * w->padding);
    spread(w->natural + column, columns, natural + 2 * w->padding);
}

void widths_end(struct cell_widths *w) {
    for (size_t i = 0; i < w->columns; i++) {
        if (w->natural[i] < w->least[i]) w->natural[i] = w->least[i];
        w->least_sum += w->least[i];
        w->natural_sum += w->natural[i];
    }
}

static mpt cell_lines(const struct cell_widths *w, size_t cell, mpt width) {
    mpt inner = width - 2 * w->padding, natural = w->cells[cell];
    if (natural <= inner) return 1;
    return inner > 0 ? (natural * RAGGED_PERCENT / 100 + inner - 1) / inner : natural;
}

/* How high the table is, its wrapped cells counting a little. */
static mpt weigh(const struct cell_widths *w, const mpt *widths) {
    size_t rows = w->rows < TRIAL_ROWS ? w->rows : TRIAL_ROWS;
    mpt weight = 0;
    for (size_t r = 0; r < rows; r++) {
        mpt most = 1;
        for (size_t c = 0; c < w->columns; c++) {
            mpt lines = cell_lines(w, r * w->columns + c, widths[c]);
            weight += lines;
            if (lines > most) most = lines;
        }
        weight += most * ROW_WEIGHT;
    }
    return weight;
}

static bool improve_once(const struct cell_widths *w, mpt step, mpt *widths, mpt *weight) {
    for (size_t from = 0; from < w->columns; from++) {
        if (widths[from] - step < w->least[from]) continue;
        for (size_t to = 0; to < w->columns; to++) {
            if (to == from) continue;
            widths[from] -= step;
            widths[to] += step;
            mpt now = weigh(w, widths);
            if (now < *weight) {
                *weight = now;
                return true;
            }
            widths[from] += step;
            widths[to] -= step;
        }
    }
    return false;
}

static void improve(const struct cell_widths *w, mpt width, mpt *widths) {
    if (w->columns > TRIAL_COLUMNS) return;
    mpt weight = weigh(w, widths);
    for (int round = 0; round < TRIAL_ROUNDS; round++)
        if (!improve_once(w, width / TRIAL_STEPS, widths, &weight) &&
            !improve_once(w, width * 3 / TRIAL_STEPS, widths, &weight))
            return;
}

bool widths_wanted(const struct cell_widths *w, mpt width, mpt *out) {
    mpt rest = width, least = 0, natural = 0, used = 0;
    size_t last = w->columns;
    for (size_t i = 0; i < w->columns && w->wanted; i++) {
        bool said = w->wanted[i] > 0;
        out[i] = said ? width * w->wanted[i] / 100 : 0;
        if (said && out[i] < w->least[i]) out[i] = w->least[i];
        rest -= out[i];
        least += said ? 0 : w->least[i];
        natural += said ? 0 : w->natural[i];
        if (!said) last = i;
    }
    if (!w->wanted || rest < least) return false;
    for (size_t i = 0; i < w->columns && last < w->columns; i++) {
        if (w->wanted[i]) continue;
        mpt more = natural > least ? natural - least : 1;
        out[i] = w->least[i] + (rest - least) * (natural > least ? w->natural[i] - w->least[i] : 0) / more;
        used += out[i];
    }
    if (last < w->columns) out[last] += rest - used;
    for (size_t i = 0; i < w->columns && last == w->columns; i++) out[i] = out[i] * width / (width - rest);
    return true;
}

void widths_share(const struct cell_widths *w, mpt width, mpt *out) {
    if (widths_wanted(w, width, out)) return;
    mpt wanted = w->natural_sum - w->least_sum, free = width - w->least_sum, used = 0;
    mpt least_sum = w->least_sum > 0 ? w->least_sum : 1, natural_sum = w->natural_sum > 0 ? w->natural_sum : 1;
    for (size_t i = 0; i < w->columns; i++) {
        if (free < 0)
            out[i] = w->least[i] * width / least_sum;
        else if (width >= w->natural_sum)
            out[i] = w->natural[i] + (width - natural_sum) * w->natural[i] / natural_sum;
        else
            out[i] = w->least[i] + (wanted > 0 ? free * (w->natural[i] - w->least[i]) / wanted : 0);
        used += out[i];
    }
    if (w->columns) out[w->columns - 1] += width - used;
    if (free > 0 && width < w->natural_sum) improve(w, width, out);
}

bool widths_fit(struct builder *b, const struct cell_widths *w, mpt width) {
    if (w->least_sum > width) return false;
    mpt *widths = ARENA_ARRAY(b->work, w->columns, mpt), sum = 0, most = 0;
    widths_share(w, width, widths);
    for (size_t r = 0; r < w->rows; r++) {
        mpt here = 1;
        for (size_t c = 0; c < w->columns; c++) {
            mpt lines = cell_lines(w, r * w->columns + c, widths[c]);
            if (lines > here) here = lines;
        }
        sum += here;
        if (here > most) most = here;
    }
    arena_reset(b->work);
    return most <= LINES_MOST && sum * 10 <= (mpt)w->rows * LINES_MEAN_TENTHS && sum * 2 <= (mpt)b->rows;
}
