/* Quotation marks and brackets, paragraph by paragraph.
 *
 * Brackets and quotes have a stack each, since a bracket may well close inside a quotation that was cut. A closing
 * bracket behind a number or a letter that stands alone is an enumeration - 1), а) - unless one is open; if it closed
 * one wrongly, the next bracket in excess is forgiven. A straight quote opens or closes by what stands around it. A
 * quotation may run over several paragraphs, each opened anew: an open quote at a paragraph's very beginning waits for
 * the next ones before it is called lonely.
 * Rejected: single quotes; they cannot be told from apostrophes.
 */
#include "base/utf8.h"
#include "proof/rules.h"

#define CARRY_MAX 6 /* paragraphs that a quotation may run on without a mark of its own */

struct open_mark {
    uint32_t cp;
    size_t at;
};
VEC(open_list, struct open_mark);

struct pairs {
    struct proof *p;
    struct open_list brackets, quotes;
    size_t enumerations; /* brackets closed by what may be an enumeration */
};

#define LAQUO 0xABu
#define RAQUO 0xBBu
#define LDQUO 0x201Cu
#define RDQUO 0x201Du
#define BDQUO 0x201Eu

static uint32_t at(const struct pairs *x, size_t i) { return sign_at(&x->p->strip, i); }

static void report_mark(struct proof *p, enum diag_code code, size_t i, const char *more) {
    if (sign_fixed(&p->strip, i)) return;
    struct buf detail;
    buf_init(&detail, p->ctx->scratch);
    buf_utf8(&detail, sign_at(&p->strip, i));
    buf_puts(&detail, more);
    proof_report(p, code, i, i + 1, detail.s);
}

static void push(struct pairs *x, struct open_list *list, size_t i) {
    *vec_push(x->p->ctx->scratch, list) = (struct open_mark){at(x, i), i};
}

static uint32_t top(const struct open_list *list) { return list->len ? list->at[list->len - 1].cp : 0; }

/* ---- brackets ------------------------------------------------------------------------------------------------ */

static uint32_t opener_of(uint32_t cp) { return cp == ')' ? '(' : cp == ']' ? '[' : cp == '}' ? '{' : 0; }

/* 1) or а) behind a space. */
static bool is_enumeration(const struct pairs *x, size_t i) {
    size_t start = i;
    while (start > 0 && i - start < 3 && cp_is_digit(at(x, start - 1))) start--;
    if (start == i && i > 0 && cp_is_letter(at(x, i - 1))) start--;
    uint32_t before = at(x, start - 1);
    return start < i && at(x, i) == ')' &&
           (start == 0 || is_blank(before) || before == SIGN_BREAK || before == LAQUO || before == ',');
}

/* :) and =-( , and the )) that some write without eyes. */
static bool is_smiley(const struct pairs *x, size_t i) {
    size_t start = i;
    while (start > 0 && i - start < 8 && at(x, start - 1) == at(x, i)) start--;
    uint32_t before = at(x, start - 1), eyes = before == '-' ? at(x, start - 2) : before;
    bool closes = at(x, i) == ')', word_behind = cp_is_letter(at(x, i + 1));
    if (start == 0 || (!closes && word_behind)) return false;
    return eyes == ':' || eyes == ';' || eyes == '=' || (closes && (i > start || at(x, i + 1) == ')'));
}

/* A sign that is spoken of: "(". */
static bool is_quoted_alone(const struct pairs *x, size_t i) {
    static const char marks[] = "\"'«»“”„‘’";
    uint32_t before = at(x, i - 1), behind = at(x, i + 1);
    return i > 0 && before && behind && cp_among((struct str){marks, sizeof marks - 1}, before) &&
           cp_among((struct str){marks, sizeof marks - 1}, behind);
}

static void close_bracket(struct pairs *x, size_t i) {
    struct open_list *open = &x->brackets;
    uint32_t wanted = opener_of(at(x, i));
    size_t depth = open->len;
    while (depth > 0 && open->at[depth - 1].cp != wanted) depth--;
    if (depth == 0) {
        if (is_enumeration(x, i) || is_smiley(x, i)) return;
        if (at(x, i) == ')' && x->enumerations > 0)
            x->enumerations--;
        else
            report_mark(x->p, DIAG_PROOF_UNBALANCED, i, "");
        return;
    }
    if (is_enumeration(x, i) || is_smiley(x, i)) x->enumerations++;
    while (open->len > depth) report_mark(x->p, DIAG_PROOF_UNBALANCED, open->at[--open->len].at, "");
    open->len--;
}

static void check_bracket(struct pairs *x, size_t i) {
    uint32_t cp = at(x, i);
    if (is_quoted_alone(x, i)) return;
    if (cp == '(' || cp == '[' || cp == '{') {
        if (!is_smiley(x, i)) push(x, &x->brackets, i);
    } else if (opener_of(cp)) {
        close_bracket(x, i);
    }
}

/* ---- quotes -------------------------------------------------------------------------------------------------- */

static bool before_opening(uint32_t cp) {
    return cp == 0 || is_blank(cp) || cp == SIGN_BREAK || cp == '(' || cp == '[' || cp == LAQUO || cp == BDQUO ||
           cp == 0x2014 || cp == 0x2013 || cp == '-' || cp == '/';
}

static bool opens_here(const struct pairs *x, size_t i) {
    uint32_t next = at(x, i + 1);
    bool nothing = next == 0 || is_blank(next) || next == SIGN_BREAK || (next < 0x80 && strchr(",.;:!?)", (int)next));
    return before_opening(at(x, i - 1)) && !nothing;
}

static bool fits(uint32_t opening, uint32_t closing) {
    switch (opening) {
    case LAQUO: return closing == RAQUO;
    case BDQUO: return closing == LDQUO || closing == RDQUO;
    case LDQUO:
    case RDQUO: return closing == RDQUO;
    default: return closing == opening;
    }
}

/* Counts an outermost quotation by whether its marks belong to the language. */
static void count_kind(struct pairs *x, size_t i) {
    struct proof *p = x->p;
    uint32_t cp = at(x, i);
    if (x->quotes.len > 0 || cp == '"') return;
    if (!p->tongue->quotes.len || cp_among(p->tongue->quotes, cp)) return;
    if (p->foreign_quotes++ == 0) {
        p->foreign_place = strip_place(p->ctx, &p->strip, i, i + 1);
        p->foreign_quote = cp;
    }
}

static void open_quote(struct pairs *x, size_t i) {
    count_kind(x, i);
    push(x, &x->quotes, i);
}

static void mixed_pair(struct pairs *x, size_t i) {
    struct buf detail;
    buf_init(&detail, x->p->ctx->scratch);
    buf_utf8(&detail, top(&x->quotes));
    buf_puts(&detail, "…");
    buf_utf8(&detail, at(x, i));
    proof_report(x->p, DIAG_PROOF_QUOTES_MIXED, i, i + 1, detail.s);
    x->quotes.len--;
}

static void close_quote(struct pairs *x, size_t i) {
    struct open_list *open = &x->quotes;
    uint32_t cp = at(x, i);
    size_t depth = open->len;
    while (depth > 0 && !fits(open->at[depth - 1].cp, cp)) depth--;
    if (depth > 0) {
        while (open->len > depth) report_mark(x->p, DIAG_PROOF_UNBALANCED, open->at[--open->len].at, "");
        open->len--;
    } else if (open->len > 0) {
        mixed_pair(x, i);
    } else if (x->p->carry.opened && fits(x->p->carry.opened, cp)) {
        x->p->carry.opened = 0;
    } else {
        report_mark(x->p, DIAG_PROOF_UNBALANCED, i, "");
    }
}

static void straight_quote(struct pairs *x, size_t i) {
    bool opens = opens_here(x, i), open = top(&x->quotes) == '"';
    if (!open && !opens && cp_is_digit(at(x, i - 1))) return; /* inches */
    if (opens)
        open_quote(x, i);
    else if (x->quotes.len == 0 && before_opening(at(x, i - 1)))
        open_quote(x, i); /* `" слово"` */
    else
        close_quote(x, i);
}

static bool closes_text(uint32_t cp) {
    return cp_is_letter(cp) || cp_is_digit(cp) || cp == '.' || cp == '!' || cp == '?';
}

/* An escaped one counts, but is never complained of. */
static void meant_quote(struct pairs *x, size_t i) {
    if (top(&x->quotes) == '"')
        x->quotes.len--;
    else
        push(x, &x->quotes, i);
}

/* Marks made of two: ,,слово'' and <<слово>>. */
static bool check_double_sign(struct pairs *x, size_t i) {
    static const struct {
        uint32_t sign;
        const char *becomes;
    } doubles[] = {{',', ",, → „"}, {'\'', "'' → ”"}, {'`', "`` → “"}, {'<', "<< → «"}, {'>', ">> → »"}};
    for (size_t k = 0; k < sizeof doubles / sizeof *doubles; k++) {
        if (at(x, i) != doubles[k].sign || at(x, i + 1) != doubles[k].sign) continue;
        if (at(x, i + 2) == doubles[k].sign || (i > 0 && at(x, i - 1) == doubles[k].sign)) return false;
        bool opening = k == 0 || k == 2 || k == 3;
        if (opening ? !cp_is_letter(at(x, i + 2)) : !closes_text(at(x, i - 1))) return false;
        if (k == 0 && !before_opening(at(x, i - 1))) return false;
        proof_report(x->p, DIAG_PROOF_QUOTES_MIXED, i, i + 2, doubles[k].becomes);
        return true;
    }
    return false;
}

static void check_quote(struct pairs *x, size_t i) {
    switch (at(x, i)) {
    case '"': straight_quote(x, i); break;
    case LAQUO:
    case BDQUO: open_quote(x, i); break;
    case RAQUO: close_quote(x, i); break;
    case LDQUO:
        if (top(&x->quotes) != BDQUO && (opens_here(x, i) || x->quotes.len == 0))
            open_quote(x, i);
        else
            close_quote(x, i);
        break;
    case RDQUO:
        if (opens_here(x, i) && top(&x->quotes) != RDQUO)
            open_quote(x, i);
        else
            close_quote(x, i);
        break;
    default: break;
    }
}

/* ---- quotations over paragraphs ------------------------------------------------------------------------------ */

static void carry_drop(struct proof *p) {
    if (p->carry.opened) {
        struct buf detail;
        buf_init(&detail, p->ctx->scratch);
        buf_utf8(&detail, p->carry.opened);
        if (proof_is_on(p, DIAG_PROOF_UNBALANCED)) diag(p->ctx, DIAG_PROOF_UNBALANCED, p->carry.place, "%s", detail.s);
    }
    p->carry.opened = 0;
}

/* What is still open at the paragraph's end. */
static void leave_open(struct pairs *x) {
    struct proof *p = x->p;
    for (size_t i = 0; i < x->brackets.len; i++) report_mark(p, DIAG_PROOF_UNBALANCED, x->brackets.at[i].at, "");
    for (size_t i = 0; i < x->quotes.len; i++) {
        const struct open_mark *mark = &x->quotes.at[i];
        if (i > 0 || mark->at > 0 || x->quotes.len > 1 || sign_fixed(&p->strip, 0)) {
            report_mark(p, DIAG_PROOF_UNBALANCED, mark->at, "");
            continue;
        }
        if (p->carry.opened != mark->cp) carry_drop(p);
        p->carry = (struct carry){mark->cp, strip_place(p->ctx, &p->strip, 0, 1), 0};
    }
}

void check_pairs(struct proof *p) {
    struct pairs x = {.p = p};
    if (p->carry.opened == sign_at(&p->strip, 0)) p->carry.opened = 0; /* the quotation is opened anew */
    for (size_t i = 0; i < p->strip.signs.len; i++) {
        if (sign_fixed(&p->strip, i)) {
            if (sign_at(&p->strip, i) == '"') meant_quote(&x, i);
            continue;
        }
        if (check_double_sign(&x, i)) {
            i++;
            continue;
        }
        check_bracket(&x, i);
        check_quote(&x, i);
    }
    leave_open(&x);
    if (p->carry.opened && p->carry.age++ >= CARRY_MAX) carry_drop(p);
}

/* Quotations in marks of another language are a matter of style, said once an article. */
void finish_pairs(struct proof *p) {
    carry_drop(p);
    if (p->foreign_quotes && proof_is_on(p, DIAG_PROOF_QUOTES_FOREIGN)) {
        struct buf detail;
        buf_init(&detail, p->ctx->scratch);
        buf_utf8(&detail, p->foreign_quote);
        buf_printf(&detail, " × %zu", p->foreign_quotes);
        diag(p->ctx, DIAG_PROOF_QUOTES_FOREIGN, p->foreign_place, "%s", detail.s);
    }
    p->foreign_quotes = 0;
}
