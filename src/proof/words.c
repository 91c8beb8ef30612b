/* A word that stands twice: на на.
 *
 * Compared are words with their apostrophes and hyphens, parted by blanks alone. Two capitals are a name (Дуран Дуран),
 * and each language has words that rightly stand twice.
 */
#include "base/utf8.h"
#include "proof/rules.h"

#define FORM_BYTES_MAX 128

struct form {
    size_t start, end;
    char small[FORM_BYTES_MAX]; /* in small letters */
    size_t len;                 /* 0: no word */
    bool capital, fixed;
    bool said; /* it is a double that was reported */
};

static bool joins(const struct strip *s, size_t i) {
    uint32_t cp = sign_at(s, i);
    return (is_apostrophe(cp) || cp == '-') && cp_is_letter(sign_at(s, i - 1)) && cp_is_letter(sign_at(s, i + 1));
}

/* Reads the word at i; gives the sign behind it. */
static size_t read_form(const struct strip *s, size_t i, struct form *form) {
    *form = (struct form){.start = i, .capital = cp_is_upper(sign_at(s, i))};
    for (; cp_is_letter(sign_at(s, i)) || (i > form->start && joins(s, i)); i++) {
        uint32_t cp = sign_at(s, i);
        form->fixed = form->fixed || sign_fixed(s, i);
        if (form->len + 4 <= sizeof form->small)
            form->len += utf8_put(form->small + form->len, is_apostrophe(cp) ? 0x2019 : small_letter(cp));
        else
            form->fixed = true;
    }
    form->end = i;
    return i;
}

static bool only_blanks(const struct strip *s, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (!is_blank(sign_at(s, i))) return false;
    return from < to;
}

static bool is_doubled(const struct proof *p, const struct form *a, const struct form *b) {
    struct str word = {b->small, b->len};
    if (!a->len || !str_eq((struct str){a->small, a->len}, word) || a->fixed || b->fixed || b->capital) return false;
    bool own = tongue_is_own(p->tongue, sign_at(&p->strip, b->start));
    bool ends = b->end - b->start > 1 || own;
    return ends && only_blanks(&p->strip, a->end, b->start) && !set_has(&p->tongue->doubled, word);
}

void check_doubled(struct proof *p) {
    const struct strip *s = &p->strip;
    struct form forms[2] = {{0}, {0}};
    size_t which = 0;
    for (size_t i = 0; i < s->signs.len;) {
        if (!cp_is_letter(sign_at(s, i))) {
            i++;
            continue;
        }
        struct form *form = &forms[which], *last = &forms[!which];
        bool in_word = i > 0 && (cp_is_digit(sign_at(s, i - 1)) || sign_at(s, i - 1) == '-');
        i = read_form(s, i, form);
        if (in_word || cp_is_digit(sign_at(s, i)) || sign_at(s, i) == '-') form->len = 0;
        which = !which;
        form->said = is_doubled(p, last, form);
        if (!form->said || last->said) continue;
        struct buf detail;
        buf_init(&detail, p->ctx->scratch);
        proof_quote(p, last->start, form->end, &detail);
        proof_report(p, DIAG_PROOF_DOUBLED_WORD, form->start, form->end, detail.s);
    }
}
