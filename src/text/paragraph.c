/* Spans become characters.
 *
 * What is replaced here, always one character by one (amend.c does what needs more neighbours):
 *   - breaking white space by a space; several in a row count as one, at the ends of a line as none;
 *   - straight quotes by the language's, by nesting; ' likewise where the inner quotes are single;
 *   - an apostrophe of any kind between two letters by the language's;
 *   - a letter and a combining mark by the composed letter, where Unicode has it (й, ї typed as two);
 *   - small letters by capitals where the style asks for capitals.
 * Soft hyphens, zero-width spaces and word joiners leave the row and become flags of the character behind them: they
 * are instructions, not text. Verbatim spans keep everything, their spaces too; a space that opens a verbatim line is
 * a character like any other, because a line's first glue would vanish.
 *
 * Invariant: text holds exactly the characters of `chars` in order.
 */
#include "text/paragraph.h"

#include "text/letters.h"

enum { NESTING_MAX = 8 };

struct reader {
    struct ctx *ctx;
    struct arena *work;
    struct paragraph *p;
    const struct span *span;
    uint32_t index;   /* of the span */
    uint16_t always;  /* flags of each character of the span */
    uint16_t pending; /* flags for the next character */
    rule_set off;     /* rules that are, in the span */
};

static struct typed *last_of(struct paragraph *p) { return p->chars.len ? &p->chars.at[p->chars.len - 1] : NULL; }

static bool at_line_start(struct paragraph *p) {
    const struct typed *last = last_of(p);
    return !last || last->flags & TYPED_NEWLINE;
}

static void push(struct reader *r, uint32_t cp, size_t from, unsigned flags) {
    struct typed *t = vec_push(r->work, &r->p->chars);
    t->cp = cp;
    t->from = (uint32_t)from;
    t->span = r->index;
    t->flags = (uint16_t)(flags | r->pending | r->always);
    r->pending = 0;
}

/* Is the character white space that breaks, one like the other? U+2000-200A have widths of their own. */
static bool is_plain_space(uint32_t cp) {
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static void read_space(struct reader *r, size_t from) {
    const struct typed *last = last_of(r->p);
    if (r->span->verbatim) {
        push(r, ' ', from, at_line_start(r->p) || (last->cp == ' ' && !(last->flags & TYPED_SPACE)) ? 0 : TYPED_SPACE);
        return;
    }
    bool again = !at_line_start(r->p) && last->cp == ' ' && last->flags & TYPED_SPACE;
    if (at_line_start(r->p) || (again && !(r->off & RULE_BIT(RULE_TWO_SPACES)))) return;
    push(r, again ? 0xA0 : ' ', from, again ? TYPED_SPACE | TYPED_NO_BREAK : TYPED_SPACE);
}

/* Spaces of their own kind, and characters that only instruct. True when that was all there was to do. */
static bool read_special(struct reader *r, uint32_t cp, size_t from) {
    if (is_plain_space(cp))
        read_space(r, from);
    else if (cp == 0xA0)
        push(r, cp, from, TYPED_SPACE | TYPED_NO_BREAK);
    else if (cp == 0x202F || cp == 0x2007)
        push(r, cp, from, TYPED_SPACE | TYPED_NO_BREAK | TYPED_FIXED);
    else if (cp_is_space(cp) || cp == 0x3000 || cp == 0x205F || cp == 0x1680)
        push(r, cp, from, TYPED_SPACE | TYPED_FIXED);
    else if (cp == 0xAD)
        r->pending |= TYPED_SOFT;
    else if (cp == 0x200B)
        r->pending |= TYPED_ZERO;
    else if (cp == 0x2060 || cp == 0xFEFF)
        r->pending |= TYPED_JOINED;
    else
        return false;
    return true;
}

static bool compose(struct reader *r, uint32_t mark) {
    struct typed *last = last_of(r->p);
    hb_codepoint_t both;
    if (!last || last->flags & (TYPED_SPACE | TYPED_NEWLINE | TYPED_VERBATIM)) return false;
    if (!hb_unicode_compose(hb_unicode_funcs_get_default(), last->cp, mark, &both)) return false;
    last->cp = both;
    return true;
}

static void read_span(struct reader *r) {
    struct str text = r->span->text;
    bool capitals = r->span->style->caps == CAPS_ALL;
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t cp = letter_next(text.s, text.len, &at);
        if (read_special(r, cp, from)) continue;
        if (letter_is_mark(cp) && !r->span->verbatim && compose(r, cp)) continue;
        push(r, capitals ? cp_upper(cp) : cp, from, 0);
    }
}

/* A space before a line's end would be set there for nothing. */
static void drop_last_space(struct paragraph *p) {
    const struct typed *last = last_of(p);
    if (last && last->cp == ' ' && (last->flags & (TYPED_SPACE | TYPED_VERBATIM)) == TYPED_SPACE) p->chars.len--;
}

static void end_line(struct reader *r) {
    drop_last_space(r->p);
    r->pending = 0;
    push(r, 0, r->span->text.len, TYPED_NEWLINE);
}

/* ---- quotes and apostrophes ------------------------------------------------------------------------------------- */

static uint32_t cp_at(const struct paragraph *p, size_t i) {
    if (i >= p->chars.len || p->chars.at[i].flags & TYPED_NEWLINE) return ' ';
    return p->chars.at[i].flags & TYPED_SPACE ? ' ' : p->chars.at[i].cp;
}

static uint32_t cp_before(const struct paragraph *p, size_t i) { return i ? cp_at(p, i - 1) : ' '; }

static bool opens_after(uint32_t before) {
    switch (before) {
    case ' ':
    case '(':
    case '[':
    case '{':
    case '/':
    case '"':
    case 0xAB:   /* « */
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2018: /* ‘ */
    case 0x201C: /* “ */
    case 0x201E: /* „ */ return true;
    default: return false;
    }
}

/* What never begins a quotation. */
static bool closes_before(uint32_t after) {
    return (after && after < 0x80 && strchr(")]},.;:!?", (int)after)) || after == 0xBB || after == 0x201D;
}

/* Quotes open at the moment, outermost first: the mark that will close each, in the paragraph's own words. */
struct quotes {
    uint8_t single[NESTING_MAX]; /* it was opened by ' */
    size_t depth;
};

static uint32_t quote_open(struct quotes *q, const struct language *language, bool single) {
    bool inner = single ? q->depth > 0 || language->quote[QUOTE_INNER_CLOSE] == 0x2019 : q->depth % 2 == 1;
    if (q->depth < NESTING_MAX) q->single[q->depth] = single;
    q->depth++;
    return language->quote[inner ? QUOTE_INNER_OPEN : QUOTE_OPEN];
}

static uint32_t quote_close(struct quotes *q, const struct language *language) {
    if (q->depth) q->depth--;
    return language->quote[q->depth % 2 ? QUOTE_INNER_CLOSE : QUOTE_CLOSE];
}

static uint32_t double_quote(const struct paragraph *p, size_t i, struct quotes *q, const struct language *language) {
    uint32_t before = cp_before(p, i), after = cp_at(p, i + 1);
    bool closed = before == language->quote[QUOTE_INNER_CLOSE]; /* “ opens in English, closes in Ukrainian */
    bool opens = opens_after(before) && !closed && after != ' ';
    if (!language->quote[QUOTE_OPEN]) return '"';
    if (before == ' ' && after == ' ') opens = q->depth == 0;
    if (before != ' ' && q->depth && closes_before(after)) opens = false; /* ("["), ("/"): about a mark */
    if (opens) return quote_open(q, language, false);
    if (q->depth == 0 && cp_is_digit(before)) return '"'; /* inches, seconds */
    return quote_close(q, language);
}

/* ' that is no apostrophe between letters: a single quote where the language's inner quotes are single. */
static uint32_t single_quote(const struct paragraph *p, size_t i, struct quotes *q, const struct language *language) {
    if (language->quote[QUOTE_INNER_CLOSE] != 0x2019) return '\'';
    if (opens_after(cp_before(p, i)) && letter_is(cp_at(p, i + 1))) return quote_open(q, language, true);
    if (q->depth && q->depth <= NESTING_MAX && q->single[q->depth - 1]) q->depth--;
    return 0x2019;
}

static bool is_in_word(const struct paragraph *p, size_t i) {
    return letter_is(cp_before(p, i)) && letter_is(cp_at(p, i + 1));
}

static void set_quotes(struct paragraph *p) {
    struct quotes q = {{0}, 0};
    for (size_t i = 0; i < p->chars.len; i++) {
        struct typed *t = &p->chars.at[i];
        const struct language *language = p->languages[t->span];
        rule_set off = paragraph_rules_off(p, i);
        bool quotes = !(off & RULE_BIT(RULE_QUOTES));
        if (t->flags & (TYPED_VERBATIM | TYPED_NEWLINE | TYPED_ESCAPED)) continue;
        if (t->cp == '"')
            t->cp = quotes ? double_quote(p, i, &q, language) : '"';
        else if (cp_is_apostrophe(t->cp) && language->apostrophe && is_in_word(p, i))
            t->cp = off & RULE_BIT(RULE_APOSTROPHE) ? t->cp : language->apostrophe;
        else if (t->cp == '\'')
            t->cp = quotes ? single_quote(p, i, &q, language) : '\'';
        else if (t->cp == language->quote[QUOTE_OPEN])
            quote_open(&q, language, false);
        else if (t->cp == language->quote[QUOTE_CLOSE] && q.depth)
            q.depth--;
    }
}

static void write_text(struct arena *work, struct paragraph *p) {
    char *s = arena_alloc(work, p->chars.len * 4 + 1);
    size_t len = 0;
    for (size_t i = 0; i < p->chars.len; i++) {
        struct typed *t = &p->chars.at[i];
        t->at = (uint32_t)len;
        if (!(t->flags & TYPED_NEWLINE)) len += letter_put(s + len, t->cp);
    }
    p->text = (struct str){s, len};
    p->changed = false;
}

static void begin_span(struct reader *r, size_t i) {
    const struct span *span = r->span = &r->p->source->spans[i];
    r->index = (uint32_t)i;
    r->off = (r->p->languages[i]->off & ~span->rules.on) | span->rules.off;
    r->always = span->verbatim                                            ? TYPED_VERBATIM
                : place_is_escape(r->ctx->diags, span->place, span->text) ? TYPED_ESCAPED
                                                                          : 0;
}

void paragraph_read(struct ctx *ctx, struct arena *work, const struct flow_text *source, struct language **languages,
                    struct paragraph *out) {
    struct reader r = {.ctx = ctx, .work = work, .p = out};
    *out = (struct paragraph){.source = source, .languages = languages};
    for (size_t i = 0; i < source->count; i++) {
        begin_span(&r, i);
        read_span(&r);
        if (r.span->newline) end_line(&r);
    }
    drop_last_space(out);
    set_quotes(out);
    write_text(work, out);
    paragraph_amend(work, out);
    if (out->changed) write_text(work, out);
}
