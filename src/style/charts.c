/* Votes, budgets and schedules as drawings.
 *
 * Idea: a drawing is rows of bars with amounts; page knows their width, so nothing is measured here. What it shows is
 * said once more in words for those who do not see it.
 * Invariants: amounts are never negative and add up to at most the whole; the numbers of a vote stay text beside the
 * bar, those of a budget stand in the table above it, so a drawing may be left out without a loss.
 * Rejected: a pie (shares of one year against another cannot be compared), shades as the only sign: the keys name them.
 */
#include "style/build.h"

static struct flow_chart *chart_add(struct builder *b, struct node_list *out, enum style_id style, size_t rows,
                                    struct place place) {
    struct flow_node *node = node_add(b, out, FLOW_CHART, ROLE_FIGURE, sheet_style(b->sheet, style), place);
    struct flow_chart *chart = ARENA_NEW(b->ctx->arena, struct flow_chart);
    node->chart = chart;
    chart->rows = ARENA_ARRAY(b->ctx->arena, rows + 1, struct flow_chart_row);
    chart->outline = b->sheet->charts.outline;
    chart->text_style = sheet_style(b->sheet, STYLE_CHART_TEXT);
    chart->caption_style = sheet_style(b->sheet, STYLE_TABLE_CAPTION);
    return chart;
}

static struct flow_chart_row *row_add(struct builder *b, struct flow_chart *chart, size_t bars, struct place place) {
    struct flow_chart_row *row = &chart->rows[chart->row_count++];
    row->bars = ARENA_ARRAY(b->ctx->arena, bars + 1, struct flow_bar);
    row->place = place;
    return row;
}

static struct flow_text plain(struct builder *b, struct str s, struct place place, const struct style *style) {
    struct text text = {s, place};
    return text_plain(b, &text, style);
}

/* ---- votes ------------------------------------------------------------------------------------------------------ */

/* "49", in per cent of the whole, rounded. */
static struct str share_text(struct builder *b, int64_t count, int64_t whole) {
    if (count < 0) return STR("");
    return str_from(arena_printf(b->ctx->arena, "%lld", (long long)div_round(count * 100, whole)));
}

void vote_bar_add(struct builder *b, struct node_list *out, const struct votes *votes, int64_t present) {
    const struct chart_look *look = &b->sheet->charts;
    const int64_t counts[] = {votes->in_favour, votes->against, votes->abstained, votes->not_voting};
    const struct colour colours[] = {look->in_favour, look->against, look->abstained, look->in_favour};
    int64_t sum = 0;
    for (size_t i = 0; i < 4; i++) sum += counts[i] > 0 && counts[i] <= INT32_MAX ? counts[i] : 0;
    if (look->vote_bar == 0 || sum == 0) return;
    struct flow_chart *chart = chart_add(b, out, STYLE_VOTE_BAR, 1, votes->place);
    struct flow_chart_row *row = row_add(b, chart, 5, votes->place);
    chart->thickness = look->vote_bar;
    chart->whole = present > sum ? present : sum; /* who was there and is not counted did not vote */
    for (size_t i = 0; i < 4; i++)
        if (counts[i] > 0 && counts[i] <= INT32_MAX)
            row->bars[row->count++] = (struct flow_bar){counts[i], i == 3, colours[i]};
    if (chart->whole > sum) row->bars[row->count++] = (struct flow_bar){chart->whole - sum, true, look->in_favour};
    int64_t silent = votes->not_voting < 0 && chart->whole == sum ? -1 : chart->whole - sum;
    if (votes->not_voting > 0) silent += votes->not_voting;
    const struct field fields[] = {{"for", share_text(b, votes->in_favour, chart->whole), votes->place},
                                   {"against", share_text(b, votes->against, chart->whole), votes->place},
                                   {"abstained", share_text(b, votes->abstained, chart->whole), votes->place},
                                   {"not-voting", share_text(b, silent, chart->whole), votes->place}};
    chart->alt = word_expand(b, "vote-shares", fields, sizeof fields / sizeof *fields).s;
}

/* ---- budgets ---------------------------------------------------------------------------------------------------- */

/* The amount of a source in a year, in thousandths; false: it is no number, or below nothing. */
static bool amount_of(const struct report *report, size_t source, size_t year, int64_t *milli) {
    struct str amount = str_trim(report->budget.at[source].amounts[year].s);
    *milli = 0;
    if (!amount.len || str_is(amount, "-") || str_is(amount, "–") || str_is(amount, "—")) return true;
    return str_milli(amount, milli) && *milli >= 0 && *milli <= INT64_MAX / 1000000;
}

static struct str amount_text(struct builder *b, int64_t milli, bool whole) {
    const char *text =
        whole ? arena_printf(b->ctx->arena, "%lld", (long long)(milli / 1000))
              : arena_printf(b->ctx->arena, "%lld.%lld", (long long)(milli / 1000), (long long)(milli % 1000 / 100));
    return number_shown(b, str_from(text), milli >= 10000 * 1000);
}

/* All amounts of a budget; false when some cannot be drawn. */
struct amounts {
    int64_t *at; /* year by year */
    int64_t *sums, most;
    bool whole; /* no fractions */
};

static bool amounts_read(struct builder *b, const struct report *report, struct amounts *out) {
    size_t years = report->budget_years.len, sources = report->budget.len;
    *out = (struct amounts){.at = ARENA_ARRAY(b->ctx->arena, years * sources + 1, int64_t),
                            .sums = ARENA_ARRAY(b->ctx->arena, years + 1, int64_t),
                            .whole = true};
    for (size_t y = 0; y < years; y++) {
        for (size_t s = 0; s < sources; s++) {
            int64_t *amount = &out->at[y * sources + s];
            if (!amount_of(report, s, y, amount)) return false;
            out->sums[y] += *amount;
            out->whole = out->whole && *amount % 1000 == 0;
        }
        if (out->sums[y] > out->most) out->most = out->sums[y];
    }
    return out->most > 0;
}

static struct colour bar_colour(const struct builder *b, size_t index) {
    return b->sheet->charts.colours[index % b->sheet->charts.colour_count];
}

static void chart_keys(struct builder *b, struct flow_chart *chart, const struct report *report) {
    chart->keys = ARENA_ARRAY(b->ctx->arena, report->budget.len, struct flow_chart_key);
    for (size_t s = 0; s < report->budget.len; s++) {
        const struct text *source = &report->budget.at[s].source;
        chart->keys[chart->key_count++] =
            (struct flow_chart_key){text_plain(b, source, chart->text_style), {1, false, bar_colour(b, s)}};
    }
}

static void year_row(struct builder *b, struct flow_chart *chart, const struct report *report,
                     const struct amounts *amounts, size_t y, struct buf *alt) {
    const struct text *year = &report->budget_years.at[y];
    size_t sources = report->budget.len;
    struct flow_chart_row *row = row_add(b, chart, sources, year->place);
    struct str sum = amount_text(b, amounts->sums[y], amounts->whole);
    row->label = text_plain(b, year, chart->text_style);
    row->value = plain(b, sum, year->place, chart->text_style);
    buf_printf(alt, "%s%.*s: %.*s", alt->len ? "; " : "", STR_ARG(year->s), STR_ARG(sum));
    bool first = true;
    for (size_t s = 0; s < sources; s++) {
        int64_t amount = amounts->at[y * sources + s];
        if (amount == 0) continue;
        row->bars[row->count++] = (struct flow_bar){amount, false, bar_colour(b, s)};
        struct str shown = amount_text(b, amount, amounts->whole);
        buf_printf(alt, "%s%.*s %.*s", first ? " (" : ", ", STR_ARG(report->budget.at[s].source.s), STR_ARG(shown));
        first = false;
    }
    if (!first) buf_putc(alt, ')');
}

static void source_row(struct builder *b, struct flow_chart *chart, const struct report *report,
                       const struct amounts *amounts, size_t s, struct buf *alt) {
    const struct text *source = &report->budget.at[s].source;
    struct flow_chart_row *row = row_add(b, chart, 1, source->place);
    struct str shown = amount_text(b, amounts->at[s], amounts->whole);
    row->label = text_plain(b, source, chart->text_style);
    row->value = plain(b, shown, source->place, chart->text_style);
    if (amounts->at[s] > 0) row->bars[row->count++] = (struct flow_bar){amounts->at[s], false, bar_colour(b, 0)};
    buf_printf(alt, "%s%.*s: %.*s", alt->len ? "; " : "", STR_ARG(source->s), STR_ARG(shown));
}

static struct str alt_text(struct builder *b, const char *key, const struct buf *data, struct place place) {
    struct field field = {"data", {data->s, data->len}, place};
    return word_expand(b, key, &field, 1).s;
}

void budget_chart_add(struct builder *b, struct node_list *out, const struct report *report) {
    size_t years = report->budget_years.len, sources = report->budget.len;
    struct amounts amounts;
    if (b->sheet->charts.bar == 0 || years * sources < 2 || !amounts_read(b, report, &amounts)) return;
    struct place place = report->budget.at[0].source.place;
    struct flow_chart *chart = chart_add(b, out, STYLE_CHART, years + sources, place);
    struct buf alt;
    buf_init(&alt, b->ctx->arena);
    chart->thickness = b->sheet->charts.bar;
    chart->whole = amounts.most;
    for (size_t y = 0; y < years && years > 1; y++) year_row(b, chart, report, &amounts, y, &alt);
    for (size_t s = 0; s < sources && years == 1; s++) {
        source_row(b, chart, report, &amounts, s, &alt);
        if (s == 0 || amounts.at[s] > chart->whole) chart->whole = amounts.at[s];
    }
    if (years > 1 && sources > 1) chart_keys(b, chart, report);
    chart->alt = alt_text(b, "chart-budget", &alt, place);
}

/* ---- schedules -------------------------------------------------------------------------------------------------- */

static struct str month_text(struct builder *b, int month) {
    return str_from(arena_printf(b->ctx->arena, "%02d.%d", month % 12 + 1, month / 12));
}

/* Years above their first months, numbers of months below. */
static void month_heads(struct builder *b, struct flow_chart *chart, int first, struct place place) {
    size_t months = (size_t)chart->whole;
    chart->head_rows = 2;
    chart->heads = ARENA_ARRAY(b->ctx->arena, 2 * months, struct flow_text);
    for (size_t i = 0; i < months; i++) {
        int month = first + (int)i;
        struct str year = str_from(arena_printf(b->ctx->arena, "%d", month / 12));
        struct str number = str_from(arena_printf(b->ctx->arena, "%d", month % 12 + 1));
        if (i == 0 || month % 12 == 0) chart->heads[i] = plain(b, year, place, chart->text_style);
        chart->heads[months + i] = plain(b, number, place, chart->text_style);
    }
}

static void scheduled_row(struct builder *b, struct flow_chart *chart, const struct scheduled *line, int first,
                          struct buf *alt) {
    const struct chart_look *look = &b->sheet->charts;
    struct flow_chart_row *row = row_add(b, chart, 3, line->what.place);
    int64_t before = line->from - first, during = line->to - line->from + 1;
    row->label = text_marked(b, &line->what, chart->text_style);
    if (before > 0) row->bars[row->count++] = (struct flow_bar){before, false, look->ground};
    row->bars[row->count++] = (struct flow_bar){during, false, bar_colour(b, 0)};
    if (before + during < chart->whole)
        row->bars[row->count++] = (struct flow_bar){chart->whole - before - during, false, look->ground};
    struct str from = month_text(b, line->from), to = month_text(b, line->to);
    buf_printf(alt, "%s%.*s: %.*s", alt->len ? "; " : "", STR_ARG(line->what.s), STR_ARG(from));
    if (line->to > line->from) buf_printf(alt, "–%.*s", STR_ARG(to));
}

void schedule_add(struct builder *b, struct node_list *out, const struct schedule_list *schedule) {
    if (schedule->len == 0) return;
    int first = schedule->at[0].from, last = schedule->at[0].to;
    for (size_t i = 1; i < schedule->len; i++) {
        if (schedule->at[i].from < first) first = schedule->at[i].from;
        if (schedule->at[i].to > last) last = schedule->at[i].to;
    }
    struct place place = schedule->at[0].what.place;
    struct flow_chart *chart = chart_add(b, out, STYLE_CHART, schedule->len, place);
    struct buf alt;
    buf_init(&alt, b->ctx->arena);
    chart->cells = true;
    chart->whole = last - first + 1;
    chart->thickness = b->sheet->charts.bar > 0 ? b->sheet->charts.bar : chart->text_style->chars.size;
    chart->caption = plain(b, word(b, "table-schedule"), place, chart->caption_style);
    month_heads(b, chart, first, place);
    for (size_t i = 0; i < schedule->len; i++) scheduled_row(b, chart, &schedule->at[i], first, &alt);
    chart->alt = alt_text(b, "chart-schedule", &alt, place);
}
