/* Calendars: entries by date under the names of their months; the day of an announcement.
 *
 * Idea: what the author gives as a date is sorted, gets its weekday, and stands as a mark before the event, as numbers
 * stand before the items of a list; months are heads. Dates in words come last, as they were written.
 * Invariant: entries of one day keep the order of their times, then of the source.
 * Rejected: a table (its dates would repeat the month in every row, and its columns would starve in a narrow one). */
#include "style/build.h"

#include <stdlib.h>

#include "markdown/markdown.h"

/* 0: Monday. Source: the congruence of Sakamoto. */
static int weekday_of(struct date date) {
    static const int shifts[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int year = date.month < 3 ? date.year - 1 : date.year;
    return (year + year / 4 - year / 100 + year / 400 + shifts[date.month - 1] + date.day + 6) % 7;
}

static struct str number(struct builder *b, int value) { return str_from(arena_printf(b->ctx->arena, "%d", value)); }

/* ---- the order --------------------------------------------------------------------------------------------------- */

struct dated {
    const struct calendar_entry *entry;
    size_t index;
};

static int64_t day_number(struct date date) {
    return date.year ? ((int64_t)date.year * 12 + date.month) * 31 + date.day : INT64_MAX;
}

/* "9:00" is before "10:00". */
static int64_t minutes_of(struct str time) {
    int64_t value = 0;
    for (size_t i = 0; i < time.len && (time.s[i] == ':' || time.s[i] == '.' || (time.s[i] >= '0' && time.s[i] <= '9'));
         i++)
        if (time.s[i] >= '0' && time.s[i] <= '9' && value < INT32_MAX) value = value * 10 + time.s[i] - '0';
    return value;
}

static int compare_dated(const void *a, const void *b) {
    const struct dated *x = a, *y = b;
    int64_t left = day_number(x->entry->from), right = day_number(y->entry->from);
    if (left == right && left != INT64_MAX) {
        left = minutes_of(str_trim(x->entry->time.s));
        right = minutes_of(str_trim(y->entry->time.s));
    }
    if (left != right) return left < right ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* ---- entries ------------------------------------------------------------------------------------------------------
 */

static void month_head(struct builder *b, struct node_list *out, const struct calendar_entry *entry, bool dated) {
    const struct style *style = sheet_style(b->sheet, STYLE_CALENDAR_MONTH);
    struct text head = {word(b, "calendar-other"), entry->date.place};
    if (entry->from.year) {
        struct field fields[] = {{"month", word_at(b, "month-names", (size_t)entry->from.month - 1), entry->date.place},
                                 {"year", number(b, entry->from.year), entry->date.place}};
        head = word_expand(b, "calendar-month", fields, sizeof fields / sizeof *fields);
    } else if (!dated) {
        return; /* nothing but dates in words */
    }
    para_add(b, out, ROLE_H2, style, text_plain(b, &head, style), entry->date.place);
}

/* "19", "19–20", "30.04–02.05". */
static struct str days_shown(struct builder *b, struct date from, struct date to) {
    if (to.year == 0 || day_number(to) <= day_number(from)) return number(b, from.day);
    if (to.year == from.year && to.month == from.month)
        return str_from(arena_printf(b->ctx->arena, "%d–%d", from.day, to.day));
    return str_from(arena_printf(b->ctx->arena, "%d.%02d–%d.%02d", from.day, from.month, to.day, to.month));
}

/* "19, Thu", "19–20", "30.04–02.05", or the words as they are. */
static struct text day_text(struct builder *b, const struct calendar_entry *entry) {
    struct date from = entry->from, to = entry->to;
    struct field fields[] = {{"day", number(b, from.day), entry->date.place}, {"weekday", STR(""), entry->date.place}};
    if (from.year == 0) {
        if (entry->until.s.len == 0) return entry->date;
        return (struct text){
            str_from(arena_printf(b->ctx->arena, "%.*s – %.*s", STR_ARG(entry->date.s), STR_ARG(entry->until.s))),
            entry->date.place};
    }
    fields[0].value = days_shown(b, from, to);
    if (to.year == 0 || day_number(to) <= day_number(from))
        fields[1].value = word_at(b, "weekdays-short", (size_t)weekday_of(from));
    return word_expand(b, "calendar-day", fields, sizeof fields / sizeof *fields);
}

/* Parts behind the event: on a line of their own, a comma between. */
static void detail_add(struct builder *b, struct span_list *spans, const struct text *text, const struct style *style,
                       bool *first) {
    struct inlines inlines = {0};
    struct pen pen = {&style->chars, b->current->lang, false};
    struct text gap = {STR(", "), text->place};
    if (text->s.len == 0) return;
    if (*first && spans->len > 0)
        spans->at[spans->len - 1].newline = true;
    else if (!*first)
        span_of_text(b, spans, &gap, &style->chars);
    *first = false;
    markdown_inlines(b->ctx, text, &inlines);
    spans_of_inlines(b, spans, &inlines, &pen);
}

static void entry_add(struct builder *b, struct node_list *out, const struct calendar_entry *entry) {
    const struct style *style = sheet_style(b->sheet, STYLE_CALENDAR_ENTRY);
    const struct style *event = sheet_style(b->sheet, STYLE_CALENDAR_EVENT);
    struct span_list spans = {0};
    struct inlines what = {0};
    struct pen pen = {&event->chars, b->current->lang, false};
    struct text day = day_text(b, entry);
    struct place place = entry->what.place.file ? entry->what.place : entry->date.place;
    bool first = true;
    markdown_inlines(b->ctx, &entry->what, &what);
    spans_of_inlines(b, &spans, &what, &pen);
    detail_add(b, &spans, &entry->time, style, &first);
    detail_add(b, &spans, &entry->where, style, &first);
    detail_add(b, &spans, &entry->contact, style, &first);
    struct node_list children = {0};
    struct flow_node *item = node_add(b, out, FLOW_GROUP, ROLE_LI, NULL, place);
    struct flow_node *para = para_add(b, &children, ROLE_P, style, text_of_spans(&spans), place);
    para->label = text_plain(b, &day, sheet_style(b->sheet, STYLE_CALENDAR_DATE));
    node_close(item, &children);
}

static bool same_month(const struct calendar_entry *a, const struct calendar_entry *b) {
    return a->from.year == b->from.year && a->from.month == b->from.month;
}

void calendar_add(struct builder *b, struct node_list *out, const struct calendar_list *list) {
    struct dated *order = ARENA_ARRAY(b->ctx->arena, list->len + 1, struct dated);
    for (size_t i = 0; i < list->len; i++) order[i] = (struct dated){&list->at[i], i};
    qsort(order, list->len, sizeof *order, compare_dated);
    for (size_t from = 0, to; from < list->len; from = to) {
        struct node_list items = {0};
        month_head(b, out, order[from].entry, order[0].entry->from.year > 0);
        size_t index = out->len;
        node_add(b, out, FLOW_GROUP, ROLE_L, NULL, order[from].entry->date.place);
        for (to = from; to < list->len && same_month(order[to].entry, order[from].entry); to++)
            entry_add(b, &items, order[to].entry);
        node_close(&out->at[index], &items);
    }
}

/* ---- the day of an announcement ---------------------------------------------------------------------------------- */

/* "2012-04-19", "2012-04-19 10:00": the date, and what follows it. */
static bool when_read(struct builder *b, const struct text *when, struct date *date, struct str *rest) {
    struct str s = str_trim(when->s);
    struct text day = {str_slice(s, 0, 10), when->place};
    bool figures = s.len >= 10 && s.s[4] == '-' && s.s[7] == '-' && (s.len == 10 || s.s[10] == ' ' || s.s[10] == ',');
    *rest = figures ? str_trim(str_slice(s, 10, s.len)) : STR("");
    if (str_starts(*rest, ",")) *rest = str_trim(str_slice(*rest, 1, rest->len));
    return figures && model_date(b->ctx, &day, date) && date->year > 0 && date->month > 0 && date->day > 0;
}

bool date_block_add(struct builder *b, struct node_list *out, const struct text *when, const struct text *until) {
    const struct style *large = sheet_style(b->sheet, STYLE_DATE_DAY), *small = sheet_style(b->sheet, STYLE_DATE_MONTH);
    struct date date = {0}, last = {0};
    struct str rest, end;
    if (!when_read(b, when, &date, &rest)) return false;
    if (until->s.len && !when_read(b, until, &last, &end)) return false;
    struct text day = {days_shown(b, date, last), when->place};
    bool several = day_number(last) > day_number(date) && last.year;
    struct str weekday = several ? STR("") : word_at(b, "weekdays", (size_t)weekday_of(date));
    struct field fields[] = {{"month", word_at(b, "months", (size_t)date.month - 1), when->place},
                             {"weekday", weekday, when->place},
                             {"time", rest, when->place},
                             {"year", number(b, date.year), when->place}};
    struct text month = word_expand(b, "date-block", fields, sizeof fields / sizeof *fields);
    para_add(b, out, ROLE_P, large, text_plain(b, &day, large), when->place);
    para_add(b, out, ROLE_P, small, text_plain(b, &month, small), when->place);
    return true;
}
