/* Which spaces do not break.
 *
 * The paragraph is cut into words at its spaces; a space holds its neighbours together when their roles (lists of
 * language.yaml) or their shapes (initials, figures, dash) say so. Each pair of words is looked at once, so the cost is
 * linear. Sources: Правопис 2019 (Технічні правила переносу); the lists name theirs.
 *
 * A row of joined words may not become longer than a line: after CHAIN_MAX joins, or CHAIN_CHARS characters, a space
 * breaks again whatever the rules say (a column of figures typed in one paragraph is one long group of thousands).
 */
#include "text/paragraph.h"

#include "text/letters.h"

enum {
    CHAIN_MAX = 5,            /* "тел. +38 050 123 45 67" needs five, "1 250 000 грн" three */
    CHAIN_CHARS = 36,         /* about a line of a 55 mm column */
    PHONE_CHARS = 24,         /* more is no telephone number */
    SHORT_WORD_PENALTY = 2000 /* rather a ragged head than a preposition at its line's end */
};

/* A word between two spaces, without the opening marks before it and what stands behind it: closing marks, the calls
 * of notes. A call parts nothing: "12 грн¹" is as much one thing as "12 грн". */
struct word {
    uint32_t from, to;   /* characters, as they stand */
    uint32_t start, end; /* without marks; the full stop of an abbreviation belongs to the word */
    bool closed;         /* a closing mark stands behind it */
    struct language *language;
    rule_set off; /* rules that are */
    unsigned roles;
    unsigned bare_roles; /* of the word without its full stop, which may end the sentence */
    unsigned shape;
};
VEC(word_list, struct word);

enum shape {
    SHAPE_NUMBER = 1,
    SHAPE_CAPITAL = 2, /* begins with one */
    SHAPE_INITIAL = 4, /* Т. or Т.Г. */
    SHAPE_DASH = 8,
    SHAPE_NAME = 16,        /* a capital, then small letters only */
    SHAPE_GROUP = 32,       /* three figures: may continue a number */
    SHAPE_HEAD_GROUP = 64,  /* one to three figures: may begin a number of groups */
    SHAPE_OPENING = 128,    /* nothing but marks that never end a line */
    SHAPE_CLOSING = 256,    /* begins with a mark that never begins a line */
    SHAPE_PHONE = 512,      /* figures and hyphens: may belong to a telephone number */
    SHAPE_AREA = 1024,      /* +38, (057), +38(057): begins one, whatever stands before it */
    SHAPE_PHONE_END = 2048, /* either, and no more of the number follows */
    SHAPE_FIGURE = 4096     /* begins with a figure: 24/3-а, 12-ОД, 5б */
};

static bool is_dash(uint32_t cp) { return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212; }

static bool is_number_char(uint32_t cp) {
    return cp_is_digit(cp) || cp == ',' || cp == '.' || cp == '/' || cp == ':' || cp == 0x2013 || cp == '-' ||
           cp == 0x2212 || cp == '%';
}

static bool is_number(const struct typed *at, size_t len) {
    size_t i = 0, digits = 0;
    while (i < len && (letter_roman(at[i].cp) || (i && at[i].cp == 0x2013))) i++; /* XX–XXI */
    if (i && i == len) return true;
    for (i = 0; i < len && is_number_char(at[i].cp); i++) digits += cp_is_digit(at[i].cp);
    return i == len && digits > 0;
}

static bool is_initial(const struct typed *at, size_t len) {
    if (len != 2 && len != 4) return false;
    for (size_t i = 0; i < len; i += 2)
        if (!letter_is_upper(at[i].cp) || at[i + 1].cp != '.') return false;
    return true;
}

static bool is_name(const struct typed *at, size_t len) {
    if (len < 2 || !letter_is_upper(at[0].cp)) return false;
    for (size_t i = 1; i < len; i++)
        if ((!letter_is(at[i].cp) && at[i].cp != '-' && !cp_is_apostrophe(at[i].cp)) || letter_is_upper(at[i].cp))
            return false;
    return true;
}

static size_t count_digits(const struct typed *at, size_t len) {
    size_t digits = 0;
    while (digits < len && cp_is_digit(at[digits].cp)) digits++;
    return digits;
}

/* What stands between two spaces. Behind a group with hyphens, or a mark, the number is at its end. */
static unsigned shape_of_phone(const struct typed *at, size_t len) {
    bool plus = len > 0 && at[0].cp == '+', area = plus, end = false;
    size_t i = plus, digits;
    if (len > PHONE_CHARS) return 0;
    if (len > 1 && (at[len - 1].cp == ',' || at[len - 1].cp == ';' || at[len - 1].cp == '.')) end = true, len--;
    i += digits = count_digits(at + i, len - i);
    if (i < len && at[i].cp == '(') {
        size_t code = count_digits(at + i + 1, len - i - 1), close = i + 1 + code;
        if (code < 3 || close == len || at[close].cp != ')') return 0;
        area = true;
        i = close + 1;
        i += count_digits(at + i, len - i);
    } else if (digits == 0) {
        return 0;
    }
    for (; i < len; i += digits) {
        end = true;
        digits = at[i].cp == '-' ? 1 + count_digits(at + i + 1, len - i - 1) : 0;
        if (digits < 2) return 0;
    }
    return (area ? SHAPE_AREA : SHAPE_PHONE) | (end ? SHAPE_PHONE_END : 0);
}

static unsigned shape_of(const struct typed *at, size_t len) {
    size_t digits = count_digits(at, len < 4 ? len : 4);
    unsigned shape = 0;
    if (!len) return 0;
    if (is_number(at, len)) shape |= SHAPE_NUMBER;
    if (digits) shape |= SHAPE_FIGURE;
    if (letter_is_upper(at[0].cp)) shape |= SHAPE_CAPITAL;
    if (is_initial(at, len)) shape |= SHAPE_INITIAL;
    if (is_name(at, len)) shape |= SHAPE_NAME;
    if (len == 1 && is_dash(at[0].cp)) shape |= SHAPE_DASH;
    if (digits == 3 && (len == 3 || at[3].cp == ',' || at[3].cp == '.')) shape |= SHAPE_GROUP;
    if (digits == len && len <= 3) shape |= SHAPE_HEAD_GROUP;
    return shape;
}

/* Marks that close in one language and open in another (“, ’, ") tell nothing here. */
static unsigned shape_of_marks(const struct typed *at, const struct word *w) {
    uint32_t first = at[w->from].cp;
    if (w->start == w->to && first != '"' && first != 0x201C) return SHAPE_OPENING;
    return mark_closes(first) && first != '"' && first != 0x201C && first != 0x2019 && first != 0x2026 ? SHAPE_CLOSING
                                                                                                       : 0;
}

/* What each rule goes by; a rule that is off does not see it. */
static const struct {
    enum rule rule;
    unsigned roles, shapes;
} needs[] = {
    {RULE_ONE_LETTER, WORD_KEEPS_NEXT, 0},
    {RULE_PARTICLE, WORD_KEEPS_PREVIOUS, 0},
    {RULE_SIGN, WORD_BEFORE_NUMBER, 0},
    {RULE_NAME, WORD_BEFORE_NAME | WORD_AFTER_NAME, 0},
    {RULE_UNIT, WORD_AFTER_NUMBER | WORD_MEASURE, 0},
    {RULE_DATE, WORD_MONTH, 0},
    {RULE_PHRASE, WORD_STARTS_PHRASE, 0},
    {RULE_INITIALS, 0, SHAPE_INITIAL},
    {RULE_THOUSANDS, 0, SHAPE_GROUP},
    {RULE_PHONE, WORD_BEFORE_PHONE, SHAPE_PHONE | SHAPE_AREA},
    {RULE_SPACE_BEFORE, 0, SHAPE_OPENING | SHAPE_CLOSING},
};

static void heed_rules(struct word *w) {
    if (w->roles & WORD_KEEPS_NEXT_HEAD && !(w->off & RULE_BIT(RULE_SHORT_WORDS))) w->roles |= WORD_KEEPS_NEXT;
    for (size_t i = 0; w->off && i < sizeof needs / sizeof *needs; i++) {
        if (!(w->off & RULE_BIT(needs[i].rule))) continue;
        w->roles &= ~needs[i].roles;
        w->bare_roles &= ~needs[i].roles;
        w->shape &= ~needs[i].shapes;
    }
}

static bool is_call(const struct paragraph *p, const struct typed *t) {
    const struct span *span = &p->source->spans[t->span];
    return span->note > 0 || span->style->superior;
}

static void examine(const struct paragraph *p, struct word *w) {
    const struct typed *at = p->chars.at;
    struct str text;
    w->start = w->from;
    w->end = w->to;
    while (w->start < w->end && mark_opens(at[w->start].cp)) w->start++;
    for (; w->start < w->end; w->end--) {
        const struct typed *last = &at[w->end - 1];
        bool stop = last->cp == '.' && w->end - w->start > 1 && is_call(p, last - 1); /* of the sentence */
        if (is_call(p, last)) continue;
        if (!stop && !mark_closes(last->cp)) break;
        w->closed = true;
    }
    w->language = p->languages[at[w->from].span];
    w->off = paragraph_rules_off(p, w->from);
    if (at[w->from].flags & TYPED_VERBATIM) return;
    w->shape = shape_of_marks(at, w);
    text = paragraph_text(p, w->start, w->end);
    w->roles = w->bare_roles = language_roles(w->language, text);
    if (text.len && text.s[text.len - 1] == '.')
        w->bare_roles |= language_roles(w->language, str_slice(text, 0, text.len - 1));
    /* Numbers, names and initials are short: a word of a megabyte is none of them. */
    w->shape |= shape_of(&at[w->start], w->end - w->start < 64 ? w->end - w->start : 0);
    w->shape |= shape_of_phone(&at[w->from], w->to - w->from);
    heed_rules(w);
}

static void split(struct arena *work, const struct paragraph *p, struct word_list *words) {
    size_t from = 0;
    for (size_t i = 0; i <= p->chars.len; i++) {
        if (i < p->chars.len && !(p->chars.at[i].flags & (TYPED_SPACE | TYPED_NEWLINE))) continue;
        if (i > from) {
            struct word *w = vec_push(work, words);
            w->from = (uint32_t)from;
            w->to = (uint32_t)i;
            examine(p, w);
        }
        from = i + 1;
    }
}

/* Nothing stands between the word proper and the space. */
static bool ends_clean(const struct word *w) { return !w->closed && w->start < w->end; }
static bool starts_clean(const struct word *w) { return w->start == w->from && w->start < w->end; }

static bool joins_number(const struct word *a, const struct word *b) {
    if (!(a->shape & SHAPE_NUMBER) || !ends_clean(a) || !starts_clean(b)) return false;
    if (b->bare_roles & (WORD_AFTER_NUMBER | WORD_MEASURE | WORD_MONTH)) return true;
    return a->shape & (SHAPE_HEAD_GROUP | SHAPE_GROUP) && b->shape & SHAPE_GROUP;
}

static bool joins_word(const struct word *a, const struct word *b) {
    if (starts_clean(b) && (b->bare_roles & WORD_KEEPS_PREVIOUS)) return true;
    if (!ends_clean(a)) return false;
    if (a->roles & WORD_KEEPS_NEXT) return true;
    if (a->roles & WORD_BEFORE_NUMBER && b->shape & (SHAPE_NUMBER | SHAPE_FIGURE)) return true;
    if (a->roles & WORD_BEFORE_NAME && b->shape & SHAPE_CAPITAL) return true;
    return starts_clean(b) && b->bare_roles & WORD_AFTER_NAME;
}

/* Т. + Г. + Шевченко, and Шевченко + Т. Г. when no other name follows the initials. */
static bool joins_initial(const struct word *a, const struct word *b, const struct word *next) {
    if (!ends_clean(a) || !starts_clean(b)) return false;
    if (a->shape & SHAPE_INITIAL && b->shape & SHAPE_CAPITAL) return true;
    if (!(a->shape & SHAPE_NAME) || !(b->shape & SHAPE_INITIAL)) return false;
    if (next && next->shape & SHAPE_INITIAL) return true;
    return !next || !(next->shape & SHAPE_NAME) || !ends_clean(b);
}

static bool joins(const struct word *a, const struct word *b, const struct word *next, bool line_start) {
    if (b->shape & SHAPE_CLOSING || a->shape & SHAPE_OPENING) return true;
    if (b->shape & SHAPE_DASH && !(b->off & RULE_BIT(RULE_DASH))) return true;
    if (a->shape & SHAPE_DASH && line_start && !(a->off & RULE_BIT(RULE_DIALOGUE))) return true;
    return joins_number(a, b) || joins_word(a, b) || joins_initial(a, b, next);
}

/* The space between word i and the next; NULL when it is not one plain space. */
static struct typed *space_after(const struct paragraph *p, const struct word_list *words, size_t i) {
    struct typed *space = &p->chars.at[words->at[i].to];
    if (words->at[i + 1].from != words->at[i].to + 1 || !(space->flags & TYPED_SPACE) || space->cp != ' ') return NULL;
    return space->flags & TYPED_VERBATIM ? NULL : space;
}

static bool phrase_fits(const struct paragraph *p, const struct word_list *words, size_t i,
                        const struct phrase *phrase) {
    if (words->len - i < phrase->count) return false;
    for (size_t k = 0; k < phrase->count; k++) {
        const struct word *w = &words->at[i + k];
        bool last = k + 1 == phrase->count;
        if ((k && !starts_clean(w)) || (!last && (!ends_clean(w) || !space_after(p, words, i + k)))) return false;
        if (k == 0 && w->roles & WORD_STARTS_PHRASE) continue; /* it may begin a sentence with a capital */
        if (str_eq(paragraph_text(p, w->start, w->end), phrase->word[k])) continue;
        /* The last one may end the sentence. */
        bool stop = last && w->end - w->start > 1 && p->chars.at[w->end - 1].cp == '.';
        if (!stop || !str_eq(paragraph_text(p, w->start, w->end - 1), phrase->word[k])) return false;
    }
    return true;
}

static bool first_word_is(const struct paragraph *p, const struct word *w, const struct phrase *phrase) {
    struct str text = paragraph_text(p, w->start, w->end);
    size_t at = 0, from = 0;
    if (str_eq(text, phrase->word[0])) return true;
    if (!text.len || !phrase->word[0].len) return false;
    if (letter_lower(letter_next(text.s, text.len, &at)) != letter_next(phrase->word[0].s, phrase->word[0].len, &from))
        return false;
    return str_eq(str_slice(text, at, text.len), str_slice(phrase->word[0], from, phrase->word[0].len));
}

static void keep_phrases(const struct paragraph *p, const struct word_list *words, size_t i) {
    const struct word *w = &words->at[i];
    if (!(w->roles & WORD_STARTS_PHRASE)) return;
    for (size_t n = 0; n < w->language->phrases.len; n++) {
        const struct phrase *phrase = &w->language->phrases.at[n];
        if (!first_word_is(p, w, phrase) || !phrase_fits(p, words, i, phrase)) continue;
        for (size_t k = 0; k + 1 < phrase->count; k++) space_after(p, words, i + k)->flags |= TYPED_NO_BREAK;
    }
}

/* The parts of a number behind the word that announces it (тел.), an 8 before its area, or an area. */
static void keep_phone(const struct paragraph *p, const struct word_list *words, size_t i) {
    unsigned next = i + 1 < words->len ? words->at[i + 1].shape : 0, first = words->at[i].shape;
    bool eight = first & SHAPE_PHONE && next & SHAPE_AREA;
    if (!eight && !(first & SHAPE_AREA) && !(words->at[i].roles & WORD_BEFORE_PHONE)) return;
    for (size_t k = i; k + 1 < words->len && !(words->at[k].shape & SHAPE_PHONE_END); k++) {
        struct typed *space = space_after(p, words, k);
        unsigned fit = k > i && words->at[k].shape & SHAPE_PHONE ? SHAPE_PHONE : SHAPE_PHONE | SHAPE_AREA;
        if (!space || !(words->at[k + 1].shape & fit)) return;
        space->flags |= TYPED_NO_BREAK;
    }
}

static bool starts_line(const struct paragraph *p, const struct word *w) {
    return w->from == 0 || p->chars.at[w->from - 1].flags & TYPED_NEWLINE;
}

static void keep_pairs(const struct paragraph *p, const struct word_list *words, bool head) {
    size_t chain = 0, chain_from = 0;
    for (size_t i = 0; i + 1 < words->len; i++) {
        const struct word *a = &words->at[i], *b = &words->at[i + 1];
        struct typed *space = space_after(p, words, i);
        if (!space) {
            chain = 0;
            continue;
        }
        if (joins(a, b, i + 2 < words->len ? b + 1 : NULL, starts_line(p, a))) space->flags |= TYPED_NO_BREAK;
        if (head && a->roles & WORD_KEEPS_NEXT_HEAD && ends_clean(a)) space->penalty = SHORT_WORD_PENALTY;
        if (chain == 0) chain_from = a->from;
        chain = space->flags & TYPED_NO_BREAK ? chain + 1 : 0;
        if (chain <= CHAIN_MAX && (chain < 2 || b->to - chain_from <= CHAIN_CHARS)) continue;
        space->flags &= (uint8_t)~TYPED_NO_BREAK;
        chain = 0;
    }
}

void paragraph_keep_spaces(struct arena *work, struct paragraph *p, bool head) {
    struct word_list words = {0};
    split(work, p, &words);
    for (size_t i = 0; i < words.len; i++) {
        keep_phrases(p, &words, i);
        keep_phone(p, &words, i);
    }
    keep_pairs(p, &words, head);
}
