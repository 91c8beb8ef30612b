/* Front matter: what a text says of itself.
 *
 * The title is the first head, or a first paragraph that is short and no sentence; its lines leave the body. Date,
 * place and kind are looked for in the first lines and stay there too, for the text is kept as it was. Several dates
 * leave the first one, with a warning. Rejected: guessing authors and leads; a wrong name is worse than none.
 */
#include "base/utf8.h"
#include "legacy/own.h"

#include <string.h>

enum {
    LOOK_LINES = 20, /* not blank, at the start */
    TITLE_MAX = 120, /* [code points] of a title that is no head */
    LANGUAGE_LETTERS = 20
};

/* ---- words --------------------------------------------------------------------------------------------------- */

static const char *const months[][12] = {{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня",
                                          "вересня", "жовтня", "листопада", "грудня"},
                                         {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
                                          "сентября", "октября", "ноября", "декабря"},
                                         {"january", "february", "march", "april", "may", "june", "july", "august",
                                          "september", "october", "november", "december"}};

/* Beginnings of words in small letters, and the kind that they tell. */
static const char *const kinds[][2] = {{"протокол", "meeting"},
                                       {"засідання", "meeting"},
                                       {"заседани", "meeting"},
                                       {"minutes", "meeting"},
                                       {"звіт", "report"},
                                       {"отчет", "report"},
                                       {"отчёт", "report"},
                                       {"report", "report"},
                                       {"оголошенн", "announcement"},
                                       {"объявлени", "announcement"},
                                       {"announcement", "announcement"}};

static const char *const places[] = {"м.", "г.", "с.", "смт", "с-ще", "пгт"};

/* The letters of a word, and where it ends. */
static struct str word_at(struct str s, size_t at) {
    size_t end = at;
    while (end < s.len) {
        size_t next = end;
        uint32_t cp = utf8_next(s.s, s.len, &next);
        if (!cp_is_letter(cp) && cp != 0x2019 && cp != '\'' && cp != '-') break;
        end = next;
    }
    return str_slice(s, at, end);
}

static size_t skip(struct str s, size_t at, const char *what) {
    while (at < s.len && s.s[at] && strchr(what, s.s[at])) at++;
    return at;
}

static int month_of(struct arena *arena, struct str word) {
    struct str lower = str_lower(arena, str_slice(word, 0, 40));
    for (size_t k = 0; k < sizeof months / sizeof *months; k++)
        for (int i = 0; i < 12; i++)
            if (str_is(lower, months[k][i])) return i + 1;
    return 0;
}

/* ---- dates --------------------------------------------------------------------------------------------------- */

static size_t number_at(struct str s, size_t at, size_t digits_max, int *value) {
    size_t end = at;
    *value = 0;
    while (end < s.len && end - at < digits_max && cp_is_digit((unsigned char)s.s[end]))
        *value = *value * 10 + (s.s[end++] - '0');
    return end;
}

static bool set_date(int day, int month, int year, int *date) {
    if (day < 1 || day > 31 || month < 1 || month > 12 || year < 1850 || year > 2100) return false;
    *date = (year * 100 + month) * 100 + day;
    return true;
}

/* 12.05.2011, 12 травня 2011, "12" травня 2011, 2011-05-12 at s[at], which is a digit. */
static bool date_at(struct arena *arena, struct str s, size_t at, int *date) {
    int a, b, c;
    size_t end = number_at(s, at, 4, &a);
    if (end - at == 4) {
        size_t month = number_at(s, end + 1, 2, &b);
        if (end >= s.len || s.s[end] != '-' || month >= s.len || s.s[month] != '-') return false;
        return number_at(s, month + 1, 2, &c) == month + 3 && set_date(c, b, a, date);
    }
    if (end < s.len && s.s[end] == '.' && number_at(s, end + 1, 2, &b) > end + 1) {
        size_t dot = number_at(s, end + 1, 2, &b);
        return dot < s.len && s.s[dot] == '.' && number_at(s, dot + 1, 4, &c) == dot + 5 && set_date(a, b, c, date);
    }
    while (end < s.len && (s.s[end] == ' ' || s.s[end] == '"' || s.s[end] == '\xC2' || s.s[end] == '\xBB')) end++;
    struct str word = word_at(s, end);
    int month = month_of(arena, word);
    size_t year = skip(s, end + word.len, " ,");
    return month && number_at(s, year, 4, &c) == year + 4 && set_date(a, month, c, date);
}

/* May 12, 2011 */
static bool english_date_at(struct arena *arena, struct str s, size_t at, int *date) {
    struct str word = word_at(s, at);
    int day, year, month = word.len > 2 && cp_is_upper((unsigned char)s.s[at]) ? month_of(arena, word) : 0;
    size_t end = at + word.len, start = skip(s, end, " ");
    if (!month || start == end) return false;
    end = number_at(s, start, 2, &day);
    start = skip(s, end, ", ");
    return end < s.len && number_at(s, start, 4, &year) == start + 4 && set_date(day, month, year, date);
}

static void find_date(struct legacy *l, const struct line *line, int *found) {
    struct str s = str_slice(l->s, 0, line->end);
    bool inside = false; /* of a number or a word */
    for (size_t at = line->start; at < line->end;) {
        size_t start = at;
        uint32_t cp = utf8_next(s.s, s.len, &at);
        int date = 0;
        bool digit = cp_is_digit(cp), letter = cp_is_letter(cp);
        bool dated = !inside && ((digit && date_at(l->ctx->scratch, s, start, &date)) ||
                                 (letter && cp < 0x80 && english_date_at(l->ctx->scratch, s, start, &date)));
        inside = digit || letter;
        if (!dated || date == *found) continue;
        if (!*found)
            *found = date;
        else
            diag(l->ctx, DIAG_IMPORT_DATES, legacy_place(l, start, line->end), "%04d-%02d-%02d", date / 10000,
                 date / 100 % 100, date % 100);
    }
}

/* ---- place and kind ------------------------------------------------------------------------------------------ */

/* "м. Харків" at the start of the line, or far from what stands before. */
static void find_place(struct legacy *l, const struct line *line) {
    struct str s = str_slice(l->s, 0, line->end);
    for (size_t at = line->start; at < line->end && !l->report->place.len; at++) {
        bool apart = at == line->start || s.s[at - 1] == '\t' || (at > 1 && s.s[at - 1] == ' ' && s.s[at - 2] == ' ');
        for (size_t i = 0; apart && i < sizeof places / sizeof *places; i++) {
            size_t len = strlen(places[i]), start = at + len;
            if (start >= s.len || memcmp(s.s + at, places[i], len) != 0) continue;
            start = skip(s, start, " ");
            struct str name = word_at(s, start);
            if (name.len < 4 || !cp_is_upper(utf8_next(s.s, s.len, &(size_t){start}))) continue;
            l->report->place = str_slice(s, at, start + name.len);
            break;
        }
    }
}

static void find_kind(struct legacy *l, const struct line *line) {
    struct str s = str_slice(l->s, 0, line->end);
    for (size_t at = line->start; at < line->end && !l->report->kind;) {
        struct str word = str_lower(l->ctx->scratch, str_slice(word_at(s, at), 0, 60));
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (str_starts(word, kinds[i][0])) l->report->kind = kinds[i][1];
        if (word.len) return; /* the first word of the line says it */
        utf8_next(s.s, s.len, &at);
    }
}

/* ---- language ------------------------------------------------------------------------------------------------ */

static void find_language(struct legacy *l) {
    size_t ukrainian = 0, russian = 0, cyrillic = 0, latin = 0;
    for (size_t at = 0; at < l->s.len;) {
        uint32_t cp = utf8_next(l->s.s, l->s.len, &at);
        if (cp > ' ' && cp != 0xA0) l->report->characters++;
        if (cp_is_cyrillic(cp)) cyrillic++;
        if (cp_is_latin(cp)) latin++;
        cp = cp_lower(cp);
        ukrainian += cp == 0x456 || cp == 0x457 || cp == 0x454 || cp == 0x491;
        russian += cp == 0x44B || cp == 0x44D || cp == 0x44A || cp == 0x451;
    }
    if (cyrillic + latin < LANGUAGE_LETTERS) return;
    if (latin > cyrillic)
        l->report->language = "en";
    else if (ukrainian != russian)
        l->report->language = ukrainian > russian ? "uk" : "ru";
}

/* ---- all of it ----------------------------------------------------------------------------------------------- */

static void find_title(struct legacy *l, struct str name) {
    struct piece *first = l->pieces.len ? &l->pieces.at[0] : NULL;
    const struct line *line = first ? &l->lines.at[first->first] : NULL;
    bool head = first && first->kind == LEGACY_HEAD;
    bool shorter = first && first->kind == LEGACY_PARA && first->last - first->first <= 2 && l->pieces.len > 1 &&
                   line->width <= TITLE_MAX && l->s.s[l->lines.at[first->last - 1].end - 1] != '.';
    if (!head && !shorter) {
        struct place place = first ? legacy_place(l, line->start, line->end) : place_file(l->source->file);
        diag(l->ctx, DIAG_IMPORT_NO_TITLE, place, "%.*s", STR_ARG(name));
        l->report->title = name;
        return;
    }
    struct buf title;
    buf_init(&title, l->ctx->arena);
    for (size_t i = first->first; i < first->last - first->underlined; i++) {
        if (title.len) buf_putc(&title, ' ');
        escape_head(l, &l->lines.at[i], &title);
    }
    if (first->underlined) l->report->drawn += l->lines.at[first->last - 1].width;
    l->report->title = buf_view(&title);
    memmove(first, first + 1, --l->pieces.len * sizeof *first);
}

void front_find(struct legacy *l, struct str name) {
    int date = 0;
    for (size_t i = 0, seen = 0; i < l->lines.len && seen < LOOK_LINES; i++) {
        const struct line *line = &l->lines.at[i];
        if (line->start == line->end || line->width > 1000) continue;
        seen++;
        find_date(l, line, &date);
        if (!l->report->place.len) find_place(l, line);
        if (!l->report->kind && seen <= 3) find_kind(l, line);
    }
    if (date)
        l->report->date =
            str_from(arena_printf(l->ctx->arena, "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100));
    find_language(l);
    find_title(l, name);
}

/* A value between single quotes of YAML, in which only they mean anything. */
static void write_value(struct buf *out, const char *key, struct str value) {
    if (!value.len) return;
    buf_printf(out, "%s: '", key);
    for (size_t i = 0; i < value.len; i++) {
        if (value.s[i] == '\'') buf_putc(out, '\'');
        buf_putc(out, value.s[i]);
    }
    buf_puts(out, "'\n");
}

void front_write(struct legacy *l) {
    const struct legacy_report *r = l->report;
    buf_puts(l->out, "---\n");
    if (r->kind) buf_printf(l->out, "kind: %s\n", r->kind);
    write_value(l->out, "title", r->title);
    if (r->date.len) buf_printf(l->out, "date: %.*s\n", STR_ARG(r->date));
    write_value(l->out, "place", r->place);
    if (r->language) buf_printf(l->out, "language: %s\n", r->language);
    buf_puts(l->out, "---\n");
}
