/* Letters of the other alphabet, and of another language.
 *
 * A word of two alphabets is wrong when all its letters of one of them look like letters of the other (the corrected
 * word is shown), or when one or two letters stand between letters of the other. Anything else - SMS with a Cyrillic
 * ending - is a way of writing. A word that is wholly of look-alikes cannot be told by itself: it is looked up among
 * the short words of the language, and its neighbours must be words of the language. A run of letters ends at a
 * hyphen, so that IPv6-адреса is two words.
 */
#include "base/utf8.h"
#include "proof/rules.h"

#define WORD_SIGNS_MAX 60 /* a longer run of letters is no word */

static const struct word *word_at(const struct proof *p, size_t i) { return &p->strip.words.at[i]; }

static unsigned own_letters(const struct proof *p, const struct word *w) {
    return p->tongue->cyrillic ? w->cyrillic : w->latin;
}

static unsigned other_letters(const struct proof *p, const struct word *w) {
    return p->tongue->cyrillic ? w->latin : w->cyrillic;
}

static bool is_other(const struct proof *p, uint32_t cp) {
    return p->tongue->cyrillic ? cp_is_latin(cp) : cp_is_cyrillic(cp);
}

/* ---- words of two alphabets ---------------------------------------------------------------------------------- */

/* The word in one alphabet; false when a letter has no look-alike there. */
static bool convert(const struct proof *p, const struct word *w, bool to_own, struct buf *out) {
    for (size_t i = w->start; i < w->end; i++) {
        uint32_t cp = sign_at(&p->strip, i), like = cp;
        if (to_own && is_other(p, cp)) like = tongue_own(p->tongue, cp);
        if (!to_own && tongue_is_own(p->tongue, cp)) like = tongue_other(p->tongue, cp);
        if (!like) return false;
        buf_utf8(out, like);
    }
    return true;
}

/* Only letters of Roman figures, all capitals. */
static bool is_roman(struct str word) {
    for (size_t i = 0; i < word.len; i++)
        if (!strchr("IVXLCDM", word.s[i])) return false;
    return word.len > 0;
}

static bool all_upper(const struct proof *p, size_t start, size_t end) {
    for (size_t i = start; i < end; i++)
        if (!cp_is_upper(sign_at(&p->strip, i))) return false;
    return true;
}

/* The first run of letters of one kind, from `at` on: [*start, *end). */
static bool find_run(const struct proof *p, const struct word *w, bool other, size_t at, size_t *start, size_t *end) {
    for (; at < w->end && is_other(p, sign_at(&p->strip, at)) != other;) at++;
    *start = at;
    for (; at < w->end && is_other(p, sign_at(&p->strip, at)) == other;) at++;
    *end = at;
    return *start < *end;
}

/* An abbreviation in capitals of the other alphabet with an ending: IPшний. */
static bool is_abbreviation_with_ending(const struct proof *p, const struct word *w) {
    size_t start, end;
    return find_run(p, w, true, w->start, &start, &end) && start == w->start && end - start >= 2 && end < w->end &&
           all_upper(p, start, end) && !cp_is_upper(sign_at(&p->strip, end));
}

/* A Latin name with a Cyrillic ending: libtoolу. */
static bool is_name_with_ending(const struct proof *p, const struct word *w) {
    size_t start, end;
    if (!p->tongue->cyrillic || !find_run(p, w, false, w->start, &start, &end)) return false;
    if (start < w->start + 3 || end != w->end) return false;
    for (size_t i = start; i < end; i++)
        if (!cp_among(STR("аеіоу"), sign_at(&p->strip, i))) return false;
    return true;
}

/* One or two letters of one kind with letters of the other kind on both sides. */
static bool is_sandwich(const struct proof *p, const struct word *w, size_t *start, size_t *end) {
    for (int other = 1; other >= 0; other--) {
        if (!find_run(p, w, other, w->start, start, end)) continue;
        if (*start == w->start) find_run(p, w, other, *end, start, end);
        if (*start > w->start && *end < w->end && *end - *start <= 2 && *end > *start) return true;
    }
    return false;
}

static void report_mixed(struct proof *p, const struct word *w, bool to_own, struct str corrected) {
    size_t start, end, last = w->start;
    struct buf detail;
    if (!find_run(p, w, to_own, w->start, &start, &end)) return;
    buf_init(&detail, p->ctx->scratch);
    proof_quote(p, w->start, w->end, &detail);
    buf_printf(&detail, " → %.*s (", STR_ARG(corrected));
    for (size_t i = start, shown = 0; i < w->end && shown < 4; i++) {
        uint32_t cp = sign_at(&p->strip, i);
        if (is_other(p, cp) != to_own) continue;
        buf_printf(&detail, "%sU+%04X", shown++ ? " " : "", (unsigned)cp);
        last = i;
    }
    buf_puts(&detail, ")");
    proof_report(p, DIAG_PROOF_MIXED_LETTERS, start, last + 1, detail.s);
}

static void check_mixed(struct proof *p, const struct word *w) {
    struct buf own, other;
    size_t start, end;
    buf_init(&own, p->ctx->scratch);
    buf_init(&other, p->ctx->scratch);
    bool can_own = convert(p, w, true, &own), can_other = convert(p, w, false, &other);
    unsigned own_count = own_letters(p, w), other_count = other_letters(p, w);
    if (is_abbreviation_with_ending(p, w) || is_name_with_ending(p, w)) return;
    bool roman = p->tongue->cyrillic && can_other && is_roman(buf_view(&other));
    bool to_own = can_own && !roman && (!can_other || own_count >= other_count);
    if (to_own)
        report_mixed(p, w, true, buf_view(&own));
    else if (can_other)
        report_mixed(p, w, false, buf_view(&other));
    else if (is_sandwich(p, w, &start, &end))
        report_mixed(p, w, is_other(p, sign_at(&p->strip, start)), STR("?"));
}

/* ---- words wholly of the other alphabet -------------------------------------------------------------------------- */

static bool begins_sentence(const struct proof *p, size_t at) {
    while (at > 0 && (is_blank(sign_at(&p->strip, at - 1)) || sign_at(&p->strip, at - 1) == 0xAB ||
                      sign_at(&p->strip, at - 1) == '"' || sign_at(&p->strip, at - 1) == 0x2014 ||
                      sign_at(&p->strip, at - 1) == 0x2013))
        at--;
    uint32_t before = sign_at(&p->strip, at - 1);
    return at == 0 || before == '.' || before == '!' || before == '?' || before == 0x2026 || before == SIGN_BREAK;
}

/* Is the word beside, over blanks (and a comma or dash before), one of this language? */
static bool own_neighbour(const struct proof *p, size_t index, bool before) {
    if (before ? index == 0 : index + 1 >= p->strip.words.len) return false;
    const struct word *w = word_at(p, index), *beside = word_at(p, before ? index - 1 : index + 1);
    size_t from = before ? beside->end : w->end, to = before ? w->start : beside->start;
    if (from == to) return false;
    for (size_t i = from; i < to; i++) {
        uint32_t cp = sign_at(&p->strip, i);
        bool mark =
            before && (cp == ',' || cp == 0x2014 || cp == 0x2013 || cp == '-' || cp == '(' || cp == 0xAB || cp == ';');
        if (!is_blank(cp) && !mark) return false;
    }
    return own_letters(p, beside) > 0 && other_letters(p, beside) == 0;
}

/* Another single letter of that alphabet, which is no word of this language, makes all of them variables: x та y. */
static bool has_variables(const struct proof *p) {
    for (size_t i = 0; i < p->strip.words.len; i++) {
        const struct word *w = word_at(p, i);
        char own[4];
        if (w->end - w->start != 1 || !other_letters(p, w) || w->fixed) continue;
        uint32_t cp = tongue_own(p->tongue, sign_at(&p->strip, w->start));
        if (!cp || !set_has(&p->tongue->words, (struct str){own, utf8_put(own, cp)})) return true;
    }
    return false;
}

static void check_wholly_other(struct proof *p, size_t index) {
    const struct word *w = word_at(p, index);
    struct buf own, detail;
    buf_init(&own, p->ctx->scratch);
    if (!convert(p, w, true, &own) || !set_has(&p->tongue->words, buf_view(&own))) return;
    bool single = w->end - w->start == 1, first = begins_sentence(p, w->start);
    bool before = first || own_neighbour(p, index, true), behind = own_neighbour(p, index, false);
    if (single && (has_variables(p) || !before || !behind || (cp_is_upper(sign_at(&p->strip, w->start)) && !first)))
        return;
    if (!(first ? behind : before || behind)) return;
    buf_init(&detail, p->ctx->scratch);
    proof_quote(p, w->start, w->end, &detail);
    buf_printf(&detail, " → %s (U+%04X)", own.s, (unsigned)sign_at(&p->strip, w->start));
    proof_report(p, DIAG_PROOF_OTHER_ALPHABET, w->start, w->end, detail.s);
}

/* ---- letters and figures ------------------------------------------------------------------------------------- */

/* Roman figures of Cyrillic letters alone: ХХІ. */
static void check_roman(struct proof *p, const struct word *w) {
    struct buf other;
    buf_init(&other, p->ctx->scratch);
    if (w->end - w->start < 2 || !convert(p, w, false, &other)) return;
    const char *s = other.s;
    size_t tens = strspn(s, "X"), ones = strspn(s + tens, "I");
    bool nine = strcmp(s + tens, "IX") == 0;
    if (tens > 3 || ones > 3 || (!nine && tens + ones != other.len)) return;
    proof_report(p, DIAG_PROOF_ROMAN, w->start, w->end, other.s);
}

static bool is_round(uint32_t cp) { return cp == 'O' || cp == 'o' || cp == 0x41E || cp == 0x43E; }

/* O for nought (2О12) and З for three at the end of a number of four (201З). */
static void check_figure(struct proof *p, const struct word *w) {
    const struct strip *s = &p->strip;
    size_t start = w->start, end = w->end;
    uint32_t cp = sign_at(s, start);
    if (end - start != 1 || !cp_is_digit(sign_at(s, start - 1))) return;
    while (start > 0 && cp_is_digit(sign_at(s, start - 1))) start--;
    while (cp_is_digit(sign_at(s, end))) end++;
    if (cp_is_letter(sign_at(s, start - 1)) || cp_is_letter(sign_at(s, end)) || sign_fixed(s, start)) return;
    bool nought = is_round(cp) && end > w->end, three = cp == 0x417 && end == w->end && w->start - start == 3;
    if (!nought && !three) return;
    struct buf detail;
    buf_init(&detail, p->ctx->scratch);
    proof_quote(p, start, end, &detail);
    buf_printf(&detail, " → ");
    proof_quote(p, start, w->start, &detail);
    buf_putc(&detail, nought ? '0' : '3');
    proof_quote(p, w->end, end, &detail);
    proof_report(p, DIAG_PROOF_MIXED_LETTERS, w->start, w->end, detail.s);
}

/* ---- letters of another language ------------------------------------------------------------------------------- */

static void check_alien(struct proof *p, const struct word *w) {
    struct buf detail;
    if (w->end - w->start < 2) return; /* the letter ъ is spoken of */
    for (size_t i = w->start; i < w->end; i++) {
        if (!cp_among(p->tongue->alien, sign_at(&p->strip, i))) continue;
        buf_init(&detail, p->ctx->scratch);
        proof_quote(p, w->start, w->end, &detail);
        proof_report(p, DIAG_PROOF_ALIEN_LETTER, i, i + 1, detail.s);
        return;
    }
}

void check_letters(struct proof *p) {
    for (size_t i = 0; i < p->strip.words.len; i++) {
        const struct word *w = word_at(p, i);
        unsigned own = own_letters(p, w), other = other_letters(p, w);
        if (w->fixed || w->end - w->start > WORD_SIGNS_MAX) continue;
        if (own && other)
            check_mixed(p, w);
        else if (other && w->end - w->start <= 8)
            check_wholly_other(p, i);
        else if (own && p->tongue->cyrillic && cp_is_upper(sign_at(&p->strip, w->start)))
            check_roman(p, w);
        check_figure(p, w);
        if (own) check_alien(p, w);
    }
}
