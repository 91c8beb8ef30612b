/* What is put right when a paragraph is set: dashes, ranges, the minus, the ellipsis, numbers, spaces beside marks.
 *
 * A typist's sign becomes the compositor's where the neighbours leave no doubt; where they do, it stays as typed, and
 * proofreading may speak of it. Characters are replaced in place, marked as gone, or told to have a mark of groups
 * before them; only when something goes or comes is the row written anew, so most paragraphs cost one look at each
 * character. Every look at neighbours ends after LOOK characters: hostile text stays linear.
 *
 * Never touched: code, addresses, what the author escaped.
 */
#include "text/paragraph.h"

#include <string.h>

#include "text/letters.h"

enum {
    LOOK = 40,        /* the longest number or word that a rule cares about */
    DIGITS_MOST = 4,  /* of an end of a range */
    ROMAN_MOST = 8,   /* the same: LXXXVIII */
    CENTURY_MOST = 40 /* Roman figures above number no centuries, classes or chapters */
};

struct amender {
    struct paragraph *p;
    bool moved; /* characters went or came */
};

/* ---- neighbours -------------------------------------------------------------------------------------------------- */

static bool is_on(const struct paragraph *p, size_t i, enum rule rule) {
    return !(paragraph_rules_off(p, i) & RULE_BIT(rule));
}

static bool is_fixed(const struct paragraph *p, size_t i) {
    return p->chars.at[i].flags & (TYPED_VERBATIM | TYPED_ESCAPED | TYPED_NEWLINE);
}

/* 0 beyond the ends of the line, ' ' for every space. */
static uint32_t at(const struct paragraph *p, size_t i) {
    if (i >= p->chars.len || p->chars.at[i].flags & TYPED_NEWLINE) return 0;
    return p->chars.at[i].flags & TYPED_SPACE ? ' ' : p->chars.at[i].cp;
}

/* A word or number may be over here. */
static bool is_closing(uint32_t cp) { return cp == '.' || mark_closes(cp); }

static bool is_gap(uint32_t cp) { return cp == 0 || cp == ' '; }

/* The stretch without spaces around i looks like an address, a path, a file's name. */
static bool in_address(const struct paragraph *p, size_t i) {
    size_t from = i, to = i;
    while (from > 0 && i - from < LOOK && !is_gap(at(p, from - 1))) from--;
    while (to - i < LOOK && !is_gap(at(p, to))) to++;
    for (; from < to; from++) {
        uint32_t cp = at(p, from);
        bool dotted = cp == '.' && cp_is_latin(at(p, from + 1));
        if (dotted || cp == '/' || cp == '\\' || cp == '@' || cp == '_' || cp == '=') return true;
    }
    return false;
}

/* The roles of the word behind the space at i. */
static unsigned roles_behind(const struct paragraph *p, size_t i) {
    const struct language *language = i < p->chars.len ? p->languages[p->chars.at[i].span] : NULL;
    size_t from = i + 1, to = from;
    if (!language || at(p, i) != ' ') return 0;
    while (to - from < LOOK && !is_gap(at(p, to))) to++;
    while (to > from && is_closing(at(p, to - 1)) && at(p, to - 1) != '.') to--;
    while (to > from + 1 && at(p, to - 1) == '.' && at(p, to - 2) == '.') to--; /* an ellipsis yet to come */
    unsigned roles = language_roles(language, paragraph_text(p, from, to));
    /* A full stop may end the sentence, but "м. Харків" is no metre. */
    if (!roles && to > from && at(p, to - 1) == '.') roles = language_roles(language, paragraph_text(p, from, to - 1));
    return roles;
}

/* The roles of the word before the space at i - 1. */
static unsigned roles_before(const struct paragraph *p, size_t i) {
    size_t to = i, from;
    if (i < 2 || at(p, i - 1) != ' ') return 0;
    for (from = --to; from > 0 && to - from < LOOK && !is_gap(at(p, from - 1));) from--;
    while (from < to && mark_opens(at(p, from))) from++;
    return language_roles(p->languages[p->chars.at[from].span], paragraph_text(p, from, to));
}

/* ---- changes ----------------------------------------------------------------------------------------------------- */

static void drop(struct amender *a, size_t i) {
    a->p->chars.at[i].flags |= TYPED_GONE;
    a->moved = true;
}

/* Characters [i, i + n) become one. */
static void replace(struct amender *a, size_t i, size_t n, uint32_t cp) {
    a->p->chars.at[i].cp = cp;
    for (size_t k = 1; k < n; k++) drop(a, i + k);
    a->p->changed = true;
}

/* ---- hyphens ----------------------------------------------------------------------------------------------------- */

static bool is_dash_side(uint32_t cp) { return !is_gap(cp) && cp != '-' && cp != '|' && cp != '+' && cp != '='; }

/* A whole number, Arabic or Roman, at [from, from + len): 0 when it is none, or longer than such numbers are. */
static unsigned number_value(const struct paragraph *p, size_t from, size_t len, bool *roman) {
    unsigned value = 0, last = 0;
    *roman = letter_roman(at(p, from));
    if (len > (*roman ? ROMAN_MOST : DIGITS_MOST)) return 0;
    for (size_t i = from; i < from + len; i++) {
        unsigned worth = *roman ? letter_roman(at(p, i)) : at(p, i) - '0';
        if (*roman ? !worth : !cp_is_digit(at(p, i))) return 0;
        value = *roman ? value + worth - (worth > last ? 2 * last : 0) : value * 10 + worth;
        last = worth;
    }
    return value;
}

static bool is_year(unsigned n) { return n >= 1000 && n <= 2100; }

/* The hyphen at i, with a space at either side when `gap` is 1, becomes a dash without any. */
static void join_range(struct amender *a, size_t i, size_t gap) {
    replace(a, i, 1, 0x2013);
    if (gap == 0) return;
    drop(a, i - 1);
    drop(a, i + 1);
}

static bool is_figure(uint32_t cp) { return cp_is_digit(cp) || letter_roman(cp); }

/* 2012-2014 where years are meant, XX-XXI where centuries may be, 5-10 before what is counted, behind a word for pages.
 * With spaces around the hyphen (gap: 1) only years, Roman figures and pages: "будинок 1 - 5 осіб" may tell how many
 * live in it. False: no range. */
static bool amend_range(struct amender *a, size_t i, size_t gap) {
    const struct paragraph *p = a->p;
    size_t end = i - gap, from = end, begin = i + 1 + gap, to = begin;
    bool roman[2];
    while (from > 0 && end - from <= ROMAN_MOST && is_figure(at(p, from - 1))) from--;
    while (to - begin <= ROMAN_MOST && is_figure(at(p, to))) to++;
    unsigned low = number_value(p, from, end - from, &roman[0]), high = number_value(p, begin, to - begin, &roman[1]);
    uint32_t before = from ? at(p, from - 1) : 0, behind = at(p, to);
    if (!low || !high || roman[0] != roman[1] || !(is_gap(before) || mark_opens(before))) return false;
    if (!roman[0] && low >= high) return false; /* II-I ст. до н. е. */
    unsigned word = roles_before(p, from);
    bool pages = word & WORD_BEFORE_PAGES, ends = is_gap(behind) || is_closing(behind);
    if (word & WORD_BEFORE_NUMBER && !pages) return false;
    bool counted = behind == '%' || roles_behind(p, to) & (WORD_AFTER_NUMBER | WORD_MEASURE | WORD_MONTH);
    bool meant = word & (WORD_KEEPS_NEXT | WORD_KEEPS_NEXT_HEAD) || (before == '(' && behind == ')');
    bool years = !roman[0] && is_year(low) && is_year(high);
    bool ordinals = roman[0] && low < high && high <= CENTURY_MOST;
    if (gap && !roman[0] && !years && !pages) return false;
    if (!counted && !(ends && (pages || ((years || ordinals) && meant)))) return false;
    join_range(a, i, gap);
    return true;
}

/* From i on, a figure for each 0 of the shape and its other characters as they are. */
static bool has_shape(const struct paragraph *p, size_t i, const char *shape) {
    for (; *shape; shape++, i++)
        if (*shape == '0' ? !cp_is_digit(at(p, i)) : at(p, i) != (uint32_t)*shape) return false;
    return true;
}

/* 10:00-18:00, 12.05.2012-14.05.2012, 12.05-14.05.2012: times and dates need nothing beside them to be a range. */
static void amend_moments(struct amender *a, size_t i) {
    static const char *const shapes[][2] = {
        {"00:00", "00:00"}, {"00.00.0000", "00.00.0000"}, {"00.00", "00.00.0000"}, {"00", "00.00.0000"}};
    const struct paragraph *p = a->p;
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        size_t len = strlen(shapes[k][0]), from = i - len, end = i + 1 + strlen(shapes[k][1]);
        if (i < len || !has_shape(p, from, shapes[k][0]) || !has_shape(p, i + 1, shapes[k][1])) continue;
        uint32_t before = from ? at(p, from - 1) : 0, behind = at(p, end);
        bool alone = (is_gap(before) || mark_opens(before)) && (is_gap(behind) || is_closing(behind));
        if (alone) replace(a, i, 1, 0x2013);
    }
}

/* Does a number begin behind this place: (-5, «-5», −10…-5? */
static bool opens_number(const struct paragraph *p, size_t i) {
    uint32_t before = i ? at(p, i - 1) : 0, last = i > 1 ? at(p, i - 2) : 0;
    if (before == '"') return is_gap(last);
    return is_gap(before) || mark_opens(before) || before == 0x2026 || (before == '.' && last == '.');
}

/* -5, -12,5 °C: a number by itself, but not after another one. */
static void amend_minus(struct amender *a, size_t i) {
    const struct paragraph *p = a->p;
    bool cyrillic = p->languages[p->chars.at[i].span]->cyrillic; /* "Windows -5" names something */
    size_t to = i + 1;
    if (i > 1 && at(p, i - 1) == ' ' && (cp_is_digit(at(p, i - 2)) || (cyrillic && cp_is_latin(at(p, i - 2))))) return;
    while (to - i < LOOK && (cp_is_digit(at(p, to)) || ((at(p, to) == ',' || at(p, to) == '.') &&
                                                        cp_is_digit(at(p, to - 1)) && cp_is_digit(at(p, to + 1)))))
        to++;
    while (at(p, to) == '%' || at(p, to) == 0xB0 || (at(p, to) == 'C' && at(p, to - 1) == 0xB0)) to++;
    if (is_gap(at(p, to)) || is_closing(at(p, to)) || at(p, to) == 0x2026) replace(a, i, 1, 0x2212);
}

static void amend_spaced(struct amender *a, size_t i, size_t n, uint32_t dash) {
    const struct paragraph *p = a->p;
    uint32_t next = at(p, i + n + 1), last = i > 1 ? at(p, i - 2) : 0;
    if (i == 0 || at(p, i - 1) == 0) {
        if (is_on(p, i, RULE_DIALOGUE) && (letter_is(next) || mark_opens(next))) replace(a, i, n, dash);
        return;
    }
    bool sum = cp_is_digit(last) && cp_is_digit(next);
    if (is_on(p, i, RULE_DASH) && is_dash_side(last) && is_dash_side(next) && !sum) replace(a, i, n, dash);
}

/* The author ends a line here and goes on in the next. */
static bool ends_line(const struct paragraph *p, size_t i) {
    return i + 1 < p->chars.len && p->chars.at[i].flags & TYPED_NEWLINE;
}

/* A row of hyphens from i; returns its length. */
static size_t amend_hyphens(struct amender *a, size_t i) {
    const struct paragraph *p = a->p;
    const struct language *language = p->languages[p->chars.at[i].span];
    size_t n = 1;
    while (at(p, i + n) == '-' && !is_fixed(p, i + n)) n++;
    uint32_t before = i ? at(p, i - 1) : 0, behind = at(p, i + n);
    bool numbers = (cp_is_digit(before) && cp_is_digit(behind)) || (letter_roman(before) && letter_roman(behind));
    if (n > 3 || before == '-' || behind == '-') return n;
    if (before == ' ' && ends_line(p, i + n)) {
        if (language->dash && is_on(p, i, RULE_DASH) && is_dash_side(at(p, i - 2))) replace(a, i, n, language->dash);
    } else if (is_gap(before) && behind == ' ') {
        bool range = n == 1 && i > 1 && before == ' ' && is_on(p, i, RULE_RANGE) && amend_range(a, i, 1);
        if (!range && language->dash) amend_spaced(a, i, n, language->dash);
    } else if (n == 1 && numbers) {
        if (is_on(p, i, RULE_RANGE) && !amend_range(a, i, 0)) amend_moments(a, i);
    } else if (n == 1 && cp_is_digit(behind) && opens_number(p, i)) {
        if (is_on(p, i, RULE_MINUS) && language->dash) amend_minus(a, i);
    } else if (n > 1 && letter_is(before) && letter_is(behind) && language->joined_dash && !in_address(p, i)) {
        if (is_on(p, i, RULE_DASH)) replace(a, i, n, language->joined_dash);
    }
    return n;
}

/* ---- full stops and spaces --------------------------------------------------------------------------------------- */

/* A row of full stops from i; returns its length. */
static size_t amend_stops(struct amender *a, size_t i) {
    const struct paragraph *p = a->p;
    size_t n = 1;
    while (at(p, i + n) == '.' && !is_fixed(p, i + n)) n++;
    if (n == 3 && p->languages[p->chars.at[i].span]->quote[QUOTE_OPEN] && is_on(p, i, RULE_ELLIPSIS) &&
        !in_address(p, i))
        replace(a, i, n, 0x2026);
    return n;
}

static bool is_text_end(uint32_t cp) {
    return letter_is(cp) || cp_is_digit(cp) || cp == ')' || cp == 0xBB || cp == '%' || cp == 0x201D;
}

/* A space before , . ; : ! ? ) » that no smiley, omission or ratio needs. */
static bool space_is_before_mark(const struct paragraph *p, size_t i) {
    uint32_t before = i ? at(p, i - 1) : 0, mark = at(p, i + 1), next = at(p, i + 2);
    if (!((mark && mark < 0x80 && strchr(",.;:!?)", (int)mark)) || mark == 0xBB) || is_fixed(p, i + 1)) return false;
    if (!is_text_end(before) || !(is_gap(next) || is_closing(next))) return false;
    if ((mark == '.' || mark == ',') && next == mark) return false;
    return !((mark == ':' || mark == ';') && (next == ')' || cp_is_digit(before)));
}

static bool space_is_behind_opening(const struct paragraph *p, size_t i) {
    uint32_t before = i ? at(p, i - 1) : 0, next = at(p, i + 1);
    if ((before != '(' && before != 0xAB) || is_fixed(p, i - 1) || !(letter_is(next) || cp_is_digit(next)))
        return false;
    uint32_t outer = i > 1 ? at(p, i - 2) : 0; /* :( is no bracket */
    return is_gap(outer) || mark_opens(outer);
}

static void amend_space(struct amender *a, size_t i) {
    const struct paragraph *p = a->p;
    if (p->chars.at[i].cp != ' ' || !is_on(p, i, RULE_SPACE_BEFORE) || !p->languages[p->chars.at[i].span]->words)
        return;
    if (space_is_before_mark(p, i) || space_is_behind_opening(p, i)) drop(a, i);
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

/* A number as typed: figures, and the marks between them. */
struct amount {
    size_t from, to;
    size_t whole; /* figures before the first mark */
    size_t marks;
    uint32_t mark; /* the only kind of mark; 0: none, or several kinds */
    size_t last;   /* figures behind the last mark */
    bool grouped;  /* three figures behind each mark */
};

static struct amount read_amount(const struct paragraph *p, size_t i) {
    struct amount n = {.from = i, .grouped = true};
    size_t run = 0;
    for (n.to = i; n.to - i < LOOK; n.to++, run++) {
        uint32_t cp = at(p, n.to);
        if (cp_is_digit(cp)) continue;
        if ((cp != '.' && cp != ',') || is_fixed(p, n.to) || !cp_is_digit(at(p, n.to + 1))) break;
        if (n.marks == 0) n.whole = run;
        if (n.marks > 0) n.grouped = n.grouped && run == 3 + 1;
        n.mark = n.marks == 0 || n.mark == cp ? cp : 0;
        n.marks++;
        run = 0;
    }
    if (n.marks == 0) n.whole = run;
    n.last = n.marks ? run - 1 : 0;
    n.grouped = n.grouped && n.marks > 0 && n.last == 3 && n.whole <= 3;
    return n;
}

/* Groups from the right of the whole part. */
static void group(struct amender *a, const struct amount *n) {
    if (n->whole < 5) return; /* 1250 is set closed */
    for (size_t k = n->whole % 3; k < n->whole; k += 3)
        if (k > 0) a->p->chars.at[n->from + k].flags |= TYPED_GROUP;
    a->moved = true;
}

static void amend_amount(struct amender *a, const struct amount *n) {
    struct paragraph *p = a->p;
    const struct language *language = p->languages[p->chars.at[n->from].span];
    bool thousands = is_on(p, n->from, RULE_THOUSANDS) && language->group, comma = language->decimal == ',';
    if (n->marks <= 1 && thousands) group(a, n);
    if (n->marks == 1 && n->mark == '.' && n->last != 3 && comma && is_on(p, n->from, RULE_DECIMAL))
        replace(a, n->from + n->whole, 1, ',');
    if (n->marks < 2 || !n->grouped || n->mark != '.' || !comma || !thousands) return;
    for (size_t i = n->from; i < n->to; i++) { /* 1.250.000 */
        if (p->chars.at[i].cp != '.') continue;
        replace(a, i, 1, language->group);
        p->chars.at[i].flags |= TYPED_SPACE | TYPED_NO_BREAK;
    }
}

/* A number from i; returns how many characters are done with. */
static size_t amend_number(struct amender *a, size_t i) {
    const struct paragraph *p = a->p;
    struct amount n = read_amount(p, i);
    uint32_t before = i ? at(p, i - 1) : 0, behind = at(p, n.to);
    if (n.to - i < 3 || n.to - i == LOOK) return n.to - i;
    if (!(is_gap(before) || mark_opens(before) || before == 0x2212)) return n.to - i;
    if (roles_before(p, i) & (WORD_BEFORE_NUMBER) || (before == ' ' && i > 1 && cp_is_digit(at(p, i - 2))))
        return n.to - i;
    if (behind == '%' || roles_behind(p, n.to) & WORD_MEASURE) amend_amount(a, &n);
    return n.to - i;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static void write_anew(struct arena *work, struct paragraph *p) {
    struct typed_list out = {0};
    for (size_t i = 0; i < p->chars.len; i++) {
        struct typed t = p->chars.at[i];
        if (t.flags & TYPED_GONE) continue;
        if (t.flags & TYPED_GROUP) {
            struct typed *mark = vec_push(work, &out);
            *mark = t;
            mark->cp = p->languages[t.span]->group;
            mark->flags = mark->cp == 0xA0 ? TYPED_SPACE | TYPED_NO_BREAK : 0;
        }
        *vec_push(work, &out) = t;
    }
    p->chars = out;
}

void paragraph_amend(struct arena *work, struct paragraph *p) {
    struct amender a = {.p = p};
    for (size_t i = 0; i < p->chars.len;) {
        uint32_t cp = p->chars.at[i].cp;
        if (is_fixed(p, i))
            i++;
        else if (cp == '-')
            i += amend_hyphens(&a, i);
        else if (cp == '.')
            i += amend_stops(&a, i);
        else if (cp_is_digit(cp))
            i += amend_number(&a, i);
        else if (p->chars.at[i].flags & TYPED_SPACE)
            amend_space(&a, i++);
        else
            i++;
    }
    if (!a.moved) return;
    p->changed = true;
    write_anew(work, p);
}
