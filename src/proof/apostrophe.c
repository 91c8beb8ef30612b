/* The apostrophe inside words.
 *
 * U+0027, U+2019 and U+02BC are all right, because text makes one of them. What stands for it on a keyboard without
 * one is not: ` ´ ′ ‘ between letters; " and * only before a letter that the apostrophe goes with, where they can
 * be nothing else; ь where no soft sign can stand; nothing at all; and in Russian the apostrophe itself, for ъ.
 */
#include "base/utf8.h"
#include "proof/rules.h"

#define SHOWN_MAX 24 /* signs of the word on either side */

static bool is_own(const struct proof *p, size_t i) { return tongue_is_own(p->tongue, sign_at(&p->strip, i)); }

/* Shows the word around signs [start, end), in which they become `sign`. */
static void report(struct proof *p, enum diag_code code, size_t start, size_t end, uint32_t sign) {
    const struct strip *s = &p->strip;
    size_t from = start, to = end;
    struct buf detail;
    while (from > 0 && start - from < SHOWN_MAX && (is_own(p, from - 1) || is_apostrophe(sign_at(s, from - 1)))) from--;
    while (to - end < SHOWN_MAX && (is_own(p, to) || is_apostrophe(sign_at(s, to)))) to++;
    buf_init(&detail, p->ctx->scratch);
    proof_quote(p, from, to, &detail);
    buf_puts(&detail, " → ");
    proof_quote(p, from, start, &detail);
    buf_utf8(&detail, sign);
    proof_quote(p, end, to, &detail);
    proof_report(p, code, start, end > start ? end : end + 1, detail.s);
    if (end > start) p->strip.signs.at[start].fixed = true; /* it is no quotation mark any more */
}

static bool stands_in(uint32_t cp) {
    return cp == '`' || cp == 0xB4 || cp == 0x2018 || cp == 0x201B || cp == 0x2032 || cp == 0x2BB || cp == 0x2B9;
}

static bool stands_in_before_iotated(uint32_t cp) { return cp == '"' || cp == '*' || cp == 0x201D || cp == 0x2033; }

static bool is_vowel(uint32_t cp) { return cp_among(STR("аеєиіїоуюяыэё"), cp); }

/* A wrong sign between letters, or a right one with a space behind it. */
static void check_sign(struct proof *p, size_t i, bool quoted) {
    const struct tongue *t = p->tongue;
    const struct strip *s = &p->strip;
    uint32_t cp = sign_at(s, i), next = sign_at(s, i + 1);
    bool consonant = i > 0 && is_own(p, i - 1) && !is_vowel(sign_at(s, i - 1));
    if (i == 0 || sign_fixed(s, i) || !is_own(p, i - 1)) return;
    if (is_apostrophe(cp) && consonant && t->before.len && is_blank(next) && cp_among(t->before, sign_at(s, i + 2)) &&
        !t->hard_sign)
        report(p, DIAG_PROOF_APOSTROPHE, i, i + 2, t->apostrophe);
    if (!is_own(p, i + 1)) return;
    if (stands_in(cp))
        report(p, DIAG_PROOF_APOSTROPHE, i, i + 1,
               t->hard_sign && cp_among(t->before, next) ? t->hard_sign : t->apostrophe);
    else if (consonant && cp_among(t->before, next) && stands_in_before_iotated(cp) && (cp != '"' || !quoted))
        report(p, DIAG_PROOF_APOSTROPHE, i, i + 1, t->hard_sign ? t->hard_sign : t->apostrophe);
}

/* с'езд, об'явление: but д'Эстен, О'Генри. */
static void check_hard_sign(struct proof *p, size_t i) {
    const struct strip *s = &p->strip;
    uint32_t next = sign_at(s, i + 1);
    if (i == 0 || sign_fixed(s, i) || !is_apostrophe(sign_at(s, i))) return;
    bool good = is_own(p, i - 1) && !is_vowel(sign_at(s, i - 1)) && cp_among(p->tongue->before, next);
    if (good && !cp_is_upper(next)) report(p, DIAG_PROOF_APOSTROPHE, i, i + 1, p->tongue->hard_sign);
}

static void check_soft_sign(struct proof *p, size_t i) {
    const struct strip *s = &p->strip;
    uint32_t cp = sign_at(s, i);
    if (i == 0 || (cp != 0x44C && cp != 0x42C) || sign_fixed(s, i)) return;
    if (cp_among(p->tongue->never_soft, sign_at(s, i - 1)) && cp_among(p->tongue->before, sign_at(s, i + 1)))
        report(p, DIAG_PROOF_APOSTROPHE, i, i + 1, p->tongue->apostrophe);
}

/* пять, память: the letter at i wants an apostrophe behind it. */
static void check_missing(struct proof *p, size_t i) {
    const struct tongue *t = p->tongue;
    const struct strip *s = &p->strip;
    if (!cp_among(t->missing_after, sign_at(s, i)) || !cp_among(t->missing_before, sign_at(s, i + 1))) return;
    uint32_t behind = sign_at(s, i - 1);
    bool begins = !is_own(p, i - 1) && !cp_is_letter(behind) && !is_apostrophe(behind);
    if ((begins || cp_among(t->missing_behind, behind)) && !sign_fixed(s, i))
        report(p, DIAG_PROOF_APOSTROPHE_MISSING, i + 1, i + 1, t->apostrophe);
}

/* Do the letters around the boundary before sign i spell `part` but for its apostrophe, which would stand there? */
static bool lacks_apostrophe(const struct proof *p, const struct word *w, size_t i, const struct part *part) {
    if (i < w->start + part->lead || w->end - i < part->len - part->lead) return false;
    for (size_t k = 0; k < part->len; k++)
        if (small_letter(sign_at(&p->strip, i - part->lead + k)) != part->letters[k]) return false;
    return true;
}

/* обєкт, звязок: words that are known to have one. */
static void check_parts(struct proof *p, const struct word *w) {
    const struct tongue *t = p->tongue;
    for (size_t i = w->start + 1; i < w->end; i++) {
        if (!cp_among(t->before, sign_at(&p->strip, i)) || is_vowel(sign_at(&p->strip, i - 1))) continue;
        for (size_t k = 0; k < t->part_count; k++) {
            if (!lacks_apostrophe(p, w, i, &t->parts[k])) continue;
            report(p, DIAG_PROOF_APOSTROPHE_MISSING, i, i, t->apostrophe);
            return;
        }
    }
}

void check_apostrophes(struct proof *p) {
    const struct tongue *t = p->tongue;
    bool quoted = false;
    if (!t->apostrophe) return;
    for (size_t i = 0; i < p->strip.signs.len; i++) {
        uint32_t cp = sign_at(&p->strip, i);
        if (cp < 0x80 || cp >= 0x2000 || cp < 0x400) check_sign(p, i, quoted);
        if (cp == '"' && !(i > 0 && is_own(p, i - 1) && is_own(p, i + 1) && !quoted)) quoted = !quoted;
        if (t->hard_sign) check_hard_sign(p, i);
        if (t->never_soft.len) check_soft_sign(p, i);
        if (t->missing_after.len) check_missing(p, i);
    }
    for (size_t i = 0; t->part_count && i < p->strip.words.len; i++)
        if (!p->strip.words.at[i].fixed) check_parts(p, &p->strip.words.at[i]);
}
