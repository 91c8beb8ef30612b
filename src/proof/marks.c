/* Spaces, punctuation, hyphens and dashes.
 *
 * One walk over the signs; each mark is judged by the few signs around it. Beside an object (code, an address) a rule
 * keeps silent: what stands there is not known. A full stop is the hardest: between two small letters it is mostly
 * an abbreviation or a name of a file, so only whole words on both sides, or a capital behind it, are a missing space;
 * initials without spaces are a habit, not a mistake.
 */
#include "base/utf8.h"
#include "proof/rules.h"

#define EN_DASH 0x2013u
#define EM_DASH 0x2014u

static uint32_t at(const struct proof *p, size_t i) { return sign_at(&p->strip, i); }
static bool is_own(const struct proof *p, size_t i) { return tongue_is_own(p->tongue, at(p, i)); }

static void report_text(struct proof *p, enum diag_code code, size_t start, size_t end, const char *arrow) {
    struct buf detail;
    buf_init(&detail, p->ctx->scratch);
    proof_quote(p, start, end, &detail);
    buf_puts(&detail, arrow);
    proof_report(p, code, start, end, detail.s);
}

/* The word-like run around [start, end), to be shown. */
static void report_around(struct proof *p, enum diag_code code, size_t start, size_t end, size_t shown_start,
                          size_t shown_end) {
    struct buf detail;
    while (shown_start > 0 && start - shown_start < 20 &&
           (cp_is_letter(at(p, shown_start - 1)) || cp_is_digit(at(p, shown_start - 1))))
        shown_start--;
    while (shown_end - end < 20 && (cp_is_letter(at(p, shown_end)) || cp_is_digit(at(p, shown_end)))) shown_end++;
    buf_init(&detail, p->ctx->scratch);
    proof_quote(p, shown_start, shown_end, &detail);
    proof_report(p, code, start, end, detail.s);
}

/* ---- spaces -------------------------------------------------------------------------------------------------- */

static bool ends_sentence(uint32_t cp) { return cp && cp < 0x80 && strchr(".?!:", (int)cp); }

static void check_two_spaces(struct proof *p, size_t i) {
    size_t end = i;
    if (at(p, i) != ' ' || (i > 0 && at(p, i - 1) == ' ')) return;
    while (at(p, end) == ' ') end++;
    if (end - i < 2 || i == 0 || at(p, end) == 0 || at(p, end) == SIGN_BREAK) return;
    uint32_t before = at(p, i - 1);
    bool closed = before == ')' || before == '"' || before == 0x201D || before == 0x2019;
    if (p->tongue->wide_sentences && end - i == 2 &&
        (ends_sentence(before) || (closed && i > 1 && ends_sentence(at(p, i - 2)))))
        return;
    report_around(p, DIAG_PROOF_TWO_SPACES, i, end, i, end);
}

static bool is_closing(uint32_t cp) {
    return cp == ',' || cp == '.' || cp == ';' || cp == ':' || cp == '!' || cp == '?' || cp == ')' || cp == 0xBB ||
           cp == 0x2026;
}

/* A word, a number or a closing mark: what a comma may follow. */
static bool is_text_end(uint32_t cp) {
    return cp_is_letter(cp) || cp_is_digit(cp) || cp == ')' || cp == 0xBB || cp == '%' || cp == 0x201D;
}

static void check_space_before(struct proof *p, size_t i) {
    size_t start = i;
    uint32_t cp = at(p, i), next = at(p, i + 1);
    if (!is_closing(cp) || i == 0 || !is_blank(at(p, i - 1)) || sign_fixed(&p->strip, i)) return;
    while (start > 0 && is_blank(at(p, start - 1))) start--;
    if (start == 0 || !is_text_end(at(p, start - 1))) return;
    bool ends = next == 0 || is_blank(next) || next == SIGN_BREAK || next == '"' || is_closing(next);
    if (!ends && cp != ',' && cp != ')' && cp != 0xBB) return;            /* .NET, :name */
    if (((cp == '.' || cp == ',') && next == cp) || cp == 0x2026) return; /* an omission, a low quote */
    if (cp == ':' && (next == ')' || next == '(' || cp_is_digit(at(p, start - 1)))) return; /* 1 : 100 */
    if (cp == ';' && next == ')') return;
    report_around(p, DIAG_PROOF_SPACE_BEFORE, start, i + 1, start, i + 1);
}

static void check_space_behind_opening(struct proof *p, size_t i) {
    uint32_t cp = at(p, i), before = at(p, i - 1), next = at(p, i + 2);
    if ((cp != '(' && cp != 0xAB) || sign_fixed(&p->strip, i) || !is_blank(at(p, i + 1))) return;
    if (before && before < 0x80 && strchr(":;-=", (int)before)) return; /* =( and its like */
    if (!cp_is_letter(next) && !cp_is_digit(next)) return;
    report_around(p, DIAG_PROOF_SPACE_BEFORE, i, i + 2, i, i + 2);
}

/* ---- a space missing ------------------------------------------------------------------------------------------- */

static size_t letters_before(const struct proof *p, size_t i) {
    size_t n = 0;
    while (n < 3 && i > n && cp_is_letter(at(p, i - 1 - n))) n++;
    return n;
}

static size_t letters_behind(const struct proof *p, size_t i) {
    size_t n = 0;
    while (n < 3 && cp_is_letter(at(p, i + 1 + n))) n++;
    return n;
}

static bool stop_wants_space(const struct proof *p, size_t i) {
    uint32_t before = at(p, i - 1), next = at(p, i + 1);
    bool closed = before == ')' || before == 0xBB || before == 0x201D, own = is_own(p, i - 1) || cp_is_digit(before);
    if (is_own(p, i + 1) && cp_is_upper(next) && at(p, i + 2) == '.') return false; /* one more initial */
    if (is_own(p, i + 1) && cp_is_upper(next))
        return closed || (own && !cp_is_digit(before) && !(letters_before(p, i) == 1 && cp_is_upper(before)));
    if (!is_own(p, i - 1) || !p->tongue->cyrillic) return false;
    if (cp_is_digit(next)) return letters_before(p, i) > 1 || !cp_is_upper(before);
    return is_own(p, i + 1) && letters_behind(p, i) > 1 && !cp_is_upper(before);
}

static bool mark_wants_space(const struct proof *p, size_t i) {
    uint32_t cp = at(p, i), before = at(p, i - 1), next = at(p, i + 1);
    if (!is_text_end(before)) return cp == ',' && before == '.' && is_own(p, i + 1);
    if (cp == ',') return is_own(p, i + 1) || (cp_is_digit(next) && !cp_is_digit(before) && is_own(p, i - 1));
    if (cp == ';') return is_own(p, i + 1) || cp_is_digit(next);
    if (cp == ':') return is_own(p, i + 1) && p->tongue->cyrillic;
    if (cp == '!' || cp == '?') return is_own(p, i + 1) && (is_own(p, i - 1) || !cp_is_letter(before));
    return false;
}

static void check_no_space(struct proof *p, size_t i) {
    uint32_t cp = at(p, i);
    if (i == 0 || sign_fixed(&p->strip, i) || sign_fixed(&p->strip, i + 1) || sign_fixed(&p->strip, i - 1)) return;
    bool wants =
        cp == '.' ? stop_wants_space(p, i) : cp && strchr(",;:!?", cp < 0x80 ? (int)cp : ' ') && mark_wants_space(p, i);
    if (cp == 0xBB) wants = cp_is_letter(at(p, i + 1));
    if (wants) report_around(p, DIAG_PROOF_NO_SPACE, i, i + 1, i, i + 1);
}

/* ---- ranges -------------------------------------------------------------------------------------------------- */

/* The number that ends before i (or begins at i): its value, how many digits; 0 digits: no plain number. */
static size_t number_at(const struct proof *p, size_t i, bool before, unsigned *value) {
    size_t n = 0;
    *value = 0;
    while (n < 5 && (!before || i > n) && cp_is_digit(at(p, before ? i - 1 - n : i + n))) n++;
    for (size_t k = 0; k < n; k++) *value = *value * 10 + (unsigned)(at(p, before ? i - n + k : i + k) - '0');
    return n;
}

bool names_number(const struct proof *p, size_t i) {
    size_t end = i;
    while (end > 0 && (is_blank(at(p, end - 1)) || at(p, end - 1) == ':' || at(p, end - 1) == '.')) end--;
    if (end == 0) return true; /* a number that begins the paragraph */
    uint32_t cp = at(p, end - 1);
    if (cp == 0x2116 || cp == 0xA7 || cp == '#' || cp == SIGN_OBJECT || cp == '+') return true;
    size_t start = end;
    while (start > 0 && end - start < 20 && cp_is_letter(at(p, start - 1))) start--;
    if (start == end) return false;
    struct buf word;
    buf_init(&word, p->ctx->scratch);
    for (size_t k = start; k < end; k++) buf_utf8(&word, at(p, k));
    bool other = p->tongue->cyrillic ? cp_is_latin(cp) : cp_is_upper(at(p, end - 1));
    return other || set_has(&p->tongue->number_words, buf_view(&word));
}

bool month_behind(const struct proof *p, size_t i) {
    struct buf word;
    if (!is_blank(at(p, i)) || !cp_is_letter(at(p, i + 1))) return false;
    buf_init(&word, p->ctx->scratch);
    for (size_t k = i + 1; k < i + 12 && cp_is_letter(at(p, k)); k++) buf_utf8(&word, at(p, k));
    return set_has(&p->tongue->months, buf_view(&word));
}

static bool is_year(unsigned n) { return n >= 1000 && n <= 2100; }

static bool joins_number(uint32_t cp) {
    return cp_is_letter(cp) || (cp && cp < 0x80 && strchr("-/.,:+*=_", (int)cp)) || cp_is_digit(cp) || cp == EN_DASH;
}

/* The hyphen at i, with `gap` spaces at either side, stands in a range. */
static bool check_range(struct proof *p, size_t i, size_t gap) {
    unsigned from, to;
    size_t second = i + 1 + gap, first_end = i - gap;
    size_t a = number_at(p, first_end, true, &from), b = number_at(p, second, false, &to);
    if (!a || !b || a > 4 || b > 4 || sign_fixed(&p->strip, i)) return false;
    size_t start = first_end - a, end = second + b;
    uint32_t behind = at(p, end);
    bool clause = (behind == ',' || behind == '.' || behind == ':') && !cp_is_digit(at(p, end + 1));
    if (joins_number(at(p, start - 1)) || (joins_number(behind) && !clause)) return false;
    bool years = a == 4 && is_year(from) && (b == 4 ? is_year(to) && from < to : b == 2 && from % 100 < to && to > 12);
    bool counted = is_blank(behind) && is_own(p, end + 1) && (!cp_is_upper(at(p, end + 1)) || month_behind(p, end));
    bool quantity = a <= 3 && b <= 3 && from < to && from > 0 && (counted || behind == '%');
    if ((!years && !quantity) || (a > 1 && at(p, start) == '0' && at(p, second) != '0')) return false;
    if (names_number(p, start) && !(years && start == 0)) return false;
    struct buf detail;
    buf_init(&detail, p->ctx->scratch);
    proof_quote(p, start, end, &detail);
    buf_puts(&detail, " → ");
    proof_quote(p, start, first_end, &detail);
    buf_utf8(&detail, EN_DASH);
    proof_quote(p, second, end, &detail);
    proof_report(p, DIAG_PROOF_RANGE, i, i + 1, detail.s);
    return true;
}

/* ---- dashes -------------------------------------------------------------------------------------------------- */

static bool is_dash_side(uint32_t cp) {
    return cp && cp != SIGN_BREAK && cp != '-' && cp != '|' && cp != '+' && cp != '=';
}

/* The word at i, small letters, is one that may follow a hanging hyphen. */
static bool is_hanging(const struct proof *p, size_t i) {
    struct buf word;
    buf_init(&word, p->ctx->scratch);
    for (size_t k = i; k < i + 8 && cp_is_letter(at(p, k)); k++) buf_utf8(&word, at(p, k));
    return set_has(&p->tongue->hanging, buf_view(&word));
}

/* 5 - 3 = 2, 10 - 12: a sum, or a range of something unknown; but "у 2012 - 12 осіб" wants a dash. */
static bool may_be_sum(const struct proof *p, size_t i) {
    unsigned from, to;
    size_t a = number_at(p, i - 1, true, &from), b = number_at(p, i + 2, false, &to), end = i + 2 + b;
    while (is_blank(at(p, end))) end++;
    return a && b && (from < to || at(p, end) == '=');
}

static void check_hyphen(struct proof *p, size_t i) {
    bool blank_before = i > 0 && is_blank(at(p, i - 1)), blank_behind = is_blank(at(p, i + 1));
    if (blank_before && blank_behind) {
        if (i < 2 || check_range(p, i, 1) || may_be_sum(p, i)) return;
        if (is_dash_side(at(p, i - 2)) && is_dash_side(at(p, i + 2)))
            report_text(p, DIAG_PROOF_DASH, i, i + 1, p->tongue->cyrillic ? " → —" : " → –");
    } else if (blank_behind && is_own(p, i - 1) && is_own(p, i + 2)) {
        if (!is_hanging(p, i + 2)) report_around(p, DIAG_PROOF_DASH, i, i + 1, i, i + 2);
    } else if (blank_before && p->tongue->cyrillic && is_own(p, i - 2) && is_own(p, i + 1)) {
        if (letters_behind(p, i) > 2) report_around(p, DIAG_PROOF_DASH, i, i + 1, i - 1, i + 1);
    }
}

/* -- and ---, the typewriter's dash; longer runs draw a line. */
static void check_double_hyphen(struct proof *p, size_t i, size_t count) {
    uint32_t before = at(p, i - 1), behind = at(p, i + count);
    bool apart =
        is_blank(before) && is_blank(behind) && is_dash_side(at(p, i - 2)) && is_dash_side(at(p, i + count + 1));
    bool joined = cp_is_letter(before) && cp_is_letter(behind);
    if (i > 0 && count <= 3 && (apart || joined)) report_text(p, DIAG_PROOF_DASH, i, i + count, " → —");
}

/* A dash with a space on one side only. */
static void check_lopsided(struct proof *p, size_t i) {
    bool letters = (is_own(p, i - 1) && is_blank(at(p, i + 1)) && is_own(p, i + 2)) ||
                   (i > 1 && is_own(p, i - 2) && is_blank(at(p, i - 1)) && is_own(p, i + 1));
    if (letters) report_around(p, DIAG_PROOF_DASH, i, i + 1, i - 1, i + 2);
}

/* ---- all ------------------------------------------------------------------------------------------------------- */

void check_marks(struct proof *p) {
    for (size_t i = 0; i < p->strip.signs.len; i++) {
        uint32_t cp = at(p, i);
        size_t count = 1;
        check_two_spaces(p, i);
        check_space_before(p, i);
        check_space_behind_opening(p, i);
        check_no_space(p, i);
        if (cp == EN_DASH || cp == EM_DASH) check_lopsided(p, i);
        if (cp != '-' || sign_fixed(&p->strip, i)) continue;
        while (at(p, i + count) == '-') count++;
        if (count == 1) {
            check_hyphen(p, i);
            check_range(p, i, 0);
        } else {
            check_double_hyphen(p, i, count);
        }
        i += count - 1;
    }
}
