/* Forms of dates in one article.
 *
 * 12 травня 2024 and 12.05.2024 stand beside each other in every report; 12/05/2024, 12.5.24, 12-05-2024 and 2024-05-12
 * are each good alone but odd beside another form. So forms are counted, odd dates kept, and the article's end judges.
 */
#include "base/utf8.h"
#include "proof/rules.h"

/* A number of 1-4 digits at *i, moving *i behind it; 0 digits when there is none. */
static size_t read_number(const struct strip *s, size_t *i, unsigned *value) {
    size_t start = *i;
    *value = 0;
    for (; *i - start < 5 && cp_is_digit(sign_at(s, *i)); ++*i) *value = *value * 10 + (sign_at(s, *i) - '0');
    return *i - start;
}

static bool is_separator(uint32_t cp) { return cp == '.' || cp == '/' || cp == '-'; }

static enum date_form form_of(uint32_t separator, const size_t digits[3]) {
    if (separator == '/') return DATE_SLASHES;
    if (separator == '-') return digits[0] == 4 ? DATE_ISO : DATE_HYPHENS;
    return digits[0] == 2 && digits[1] == 2 && digits[2] == 4 ? DATE_DOTS : DATE_DOTS_SHORT;
}

/* Three numbers that can be a day, a month and a year, in the order of their length. */
static bool can_be_date(const size_t digits[3], const unsigned n[3]) {
    if (digits[0] == 4) return digits[1] == 2 && digits[2] == 2 && n[1] >= 1 && n[1] <= 12 && n[2] >= 1 && n[2] <= 31;
    bool year = digits[2] == 2 || (digits[2] == 4 && n[2] >= 1500 && n[2] <= 2200);
    if (digits[2] == 2 && digits[0] == 1 && digits[1] == 1) return false; /* 3.1.12 is a section */
    unsigned low = n[0] < n[1] ? n[0] : n[1], high = n[0] < n[1] ? n[1] : n[0];
    return digits[0] <= 2 && digits[1] <= 2 && year && low >= 1 && low <= 12 && high <= 31;
}

/* The date in figures that begins at i; gives the sign behind it, or i. */
static size_t read_figures(const struct proof *p, size_t i, enum date_form *form) {
    const struct strip *s = &p->strip;
    size_t at = i, digits[3];
    unsigned n[3];
    uint32_t separator = 0;
    for (int k = 0; k < 3; k++) {
        digits[k] = read_number(s, &at, &n[k]);
        if (!digits[k] || digits[k] > 4) return i;
        if (k == 2) break;
        if (!is_separator(sign_at(s, at)) || (separator && sign_at(s, at) != separator)) return i;
        separator = sign_at(s, at++);
    }
    uint32_t behind = sign_at(s, at), before = sign_at(s, i - 1);
    bool goes_on = cp_is_letter(behind) || (is_separator(behind) && cp_is_digit(sign_at(s, at + 1)));
    if (goes_on || cp_is_letter(before) || is_separator(before) || !can_be_date(digits, n)) return i;
    *form = form_of(separator, digits);
    return *form == DATE_DOTS_SHORT && names_number(p, i) ? i : at;
}

static void note_date(struct proof *p, size_t start, size_t end, enum date_form form) {
    if (form == DATE_ISO && p->field) return;
    p->date_count[form]++;
    if (form == DATE_WORDS || form == DATE_DOTS) return;
    struct buf text;
    buf_init(&text, p->ctx->arena);
    proof_quote(p, start, end, &text);
    *vec_push(p->ctx->arena, &p->odd_dates) =
        (struct odd_date){form, strip_place(p->ctx, &p->strip, start, end), text.s};
}

void check_dates(struct proof *p) {
    const struct strip *s = &p->strip;
    for (size_t i = 0; i < s->signs.len; i++) {
        if (!cp_is_digit(sign_at(s, i)) || cp_is_digit(sign_at(s, i - 1)) || sign_fixed(s, i)) continue;
        enum date_form form;
        size_t end = read_figures(p, i, &form), number = i;
        unsigned value;
        if (end > i)
            note_date(p, i, end, form);
        else if (read_number(s, &number, &value) <= 2 && value >= 1 && value <= 31 && month_behind(p, number))
            note_date(p, i, number, DATE_WORDS);
    }
}

void finish_dates(struct proof *p) {
    size_t all = 0;
    for (int i = 0; i < DATE_FORM_COUNT; i++) all += p->date_count[i];
    for (size_t i = 0; i < p->odd_dates.len; i++) {
        const struct odd_date *date = &p->odd_dates.at[i];
        if (p->date_count[date->form] < all && proof_is_on(p, DIAG_PROOF_DATES_MIXED))
            diag(p->ctx, DIAG_PROOF_DATES_MIXED, date->place, "%s", date->text);
    }
    p->odd_dates.len = 0;
    memset(p->date_count, 0, sizeof p->date_count);
}
