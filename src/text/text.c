/* Spans become atoms.
 *
 * One pass over the paragraph's characters: a space is glue, everything between two spaces is a word, a word is cut
 * into runs (runs.c) and its runs into boxes at its cuts (cuts.c). Words are shaped whole, so the sum of the boxes'
 * advances is what HarfBuzz gives for the word; what a break changes is in the break: its trim takes back the kerning
 * with the letter that goes to the next line and adds that with the hyphen. Kerning with a space is in the space.
 * A ligature that stands across a cut (of-fice) would make the cut impossible, because an atom cannot change its
 * glyphs when the line ends; such a word is set without ligatures, everywhere alike. In narrow columns a place to
 * divide is worth more than an ff. Rejected: two sets of glyphs per break, as TeX's discretionaries have.
 *
 * Space widths: the glyph's own, stretching by a half as the text faces of TeX do (Computer Modern 3.33 plus 1.67), and
 * shrinking by two fifths of it: letters that stand closer in such a line still leave the words apart.
 */
#include "text/text.h"

#include "text/runs.h"

VEC(atom_vec, struct atom);

/* A paragraph at work. */
struct setting {
    struct shaper *shaper;
    struct ctx *ctx;
    struct paragraph p;
    bool hyphenate;
    struct atom_vec atoms;
    struct run *space; /* the last one, and of which span: neighbours share it */
    uint32_t space_span;
    struct run *hyphen; /* likewise */
    const struct run *hyphen_of;
    struct word_run last; /* of the last word */
};

struct shaper *shaper_new(struct ctx *ctx, struct fontset *fonts, const struct look *look,
                          const char *const *data_dirs) {
    struct shaper *shaper = ARENA_NEW(ctx->arena, struct shaper);
    shaper->fonts = fonts;
    shaper->look = look;
    shaper->data_dirs = data_dirs;
    shaper->work = arena_new();
    arena_defer_free(ctx->arena, shaper->work);
    shaper->cache = shape_cache_new(ctx, fonts, look);
    shaper->cutter = cutter_new(ctx);
    return shaper;
}

struct shaping shaper_cost(const struct shaper *shaper) {
    return shape_cost(shaper->cache);
}

struct fontset *shaper_fonts(const struct shaper *shaper) {
    return shaper->fonts;
}

void shaper_add_exception(struct shaper *shaper, struct str word, struct place place) {
    cutter_add_exception(shaper->cutter, word, place);
}

static struct language *language_of(struct shaper *shaper, struct ctx *ctx, const struct span *span) {
    const char *tag = span->lang ? span->lang : "";
    for (size_t i = 0; i < shaper->language_count; i++)
        if (strcmp(shaper->languages[i]->tag, tag) == 0) return shaper->languages[i];
    struct language *language = language_load(ctx, tag, shaper->data_dirs, span->place);
    shaper->languages = vec_grow(ctx->arena, shaper->languages, &shaper->language_cap, shaper->language_count,
                                 sizeof *shaper->languages);
    return shaper->languages[shaper->language_count++] = language;
}

static mpt tracking_of(const struct run *run) { return div_round(run->style->tracking * run->size, 1000); }

static mpt scale(const struct setting *s, const struct run *run, int64_t units) {
    return mpt_from_units(units, run->size, font_metrics(s->shaper->fonts, run->font)->upem);
}

/* Width of glyphs [from, to), each followed by the style's tracking. */
static mpt width_of(const struct setting *s, const struct run *run, uint32_t from, uint32_t to) {
    int64_t units = 0;
    for (uint32_t i = from; i < to; i++) units += run->glyphs[i].advance;
    return scale(s, run, units) + (to - from) * tracking_of(run);
}

static struct atom *add(struct setting *s, enum atom_kind kind) {
    struct atom *atom = vec_push(s->shaper->work, &s->atoms);
    atom->kind = (uint8_t)kind;
    return atom;
}

/* The last cluster before glyph `end`: its first glyph. */
static uint32_t cluster_before(const struct run *run, uint32_t end) {
    uint32_t first = end - 1;
    while (first > 0 && run->glyphs[first].text_len == 0) first--;
    return first;
}

static struct str cluster_text(const struct run *run, uint32_t first) {
    size_t from = run->glyphs[first].text;
    return str_slice(run->text, from, from + run->glyphs[first].text_len);
}

/* Kerning of the space with the word before and the letter behind it, where all are of one style [font units]. */
static int32_t space_kerning(struct setting *s, size_t at, const struct run *space) {
    const struct typed *c = &s->p.chars.at[at];
    const struct run *word = s->last.run;
    int32_t kerning = 0;
    if ((c->cp != ' ' && c->cp != 0xA0) || at == 0 || !word || word->font != space->font || word->count == 0) return 0;
    if (c[-1].span == c->span && !(c[-1].flags & (TYPED_SPACE | TYPED_NEWLINE))) {
        uint32_t first = cluster_before(word, word->count);
        kerning = advance_before(s->shaper, &s->last, cluster_text(word, first), ' ');
        for (uint32_t i = first; i < word->count; i++) kerning -= word->glyphs[i].advance;
    }
    if (at + 1 < s->p.chars.len && c[1].span == c->span && !(c[1].flags & (TYPED_SPACE | TYPED_NEWLINE)))
        kerning += advance_before(s->shaper, &s->last, STR(" "), c[1].cp) - space->glyphs[0].advance;
    return kerning;
}

static void add_glue(struct setting *s, size_t at) {
    const struct typed *c = &s->p.chars.at[at];
    struct run *run = s->space;
    if (!run || c->cp != ' ' || s->space_span != c->span) run = run_of_space(s->shaper, s->ctx, &s->p, at);
    if (c->cp == ' ') {
        s->space = run;
        s->space_span = c->span;
    }
    struct atom *glue = add(s, ATOM_GLUE);
    glue->run = run;
    glue->to = run->count;
    glue->width = width_of(s, run, 0, run->count);
    glue->justifies = !(c->flags & (TYPED_FIXED | TYPED_VERBATIM));
    glue->penalty = c->flags & TYPED_NO_BREAK ? ATOM_NO_BREAK : (int16_t)c->penalty;
    if (!glue->justifies) return;
    glue->stretch = glue->width / 2;
    glue->shrink = glue->width * 2 / 5;
    glue->width += scale(s, run, space_kerning(s, at, run));
}

static void add_box(struct setting *s, const struct run *run, uint32_t from, uint32_t to) {
    if (from == to) return;
    struct atom *box = add(s, ATOM_BOX);
    box->run = run;
    box->from = from;
    box->to = to;
    box->width = width_of(s, run, from, to);
}

static struct run *hyphen_for(struct setting *s, const struct word_run *w) {
    const struct run *last = s->hyphen_of;
    if (!last || last->span != w->run->span || last->font != w->run->font || last->size != w->run->size) {
        s->hyphen = run_of_hyphen(s->shaper, s->ctx, w);
        s->hyphen_of = w->run;
    }
    return s->hyphen;
}

/* A break behind glyph `end` - 1 of the run. */
static void add_break(struct setting *s, const struct word_run *w, uint32_t end, const struct cut *cut) {
    const struct run *run = w->run;
    uint32_t first = cluster_before(run, end);
    uint32_t hyphen = cut->hyphen ? shape_hyphen(s->shaper->cache, run->font) : 0;
    struct atom *atom = add(s, ATOM_BREAK);
    atom->penalty = (int16_t)cut->penalty;
    atom->flagged = cut->flagged;
    atom->trim = advance_before(s->shaper, w, cluster_text(run, first), hyphen);
    for (uint32_t i = first; i < end; i++) atom->trim -= run->glyphs[i].advance;
    atom->width = scale(s, run, atom->trim);
    if (!hyphen) return;
    atom->hyphen = hyphen_for(s, w);
    atom->width += width_of(s, atom->hyphen, 0, 1);
}

/* The first glyph that begins at byte `at` of the word or behind it, from `glyph` on. */
static uint32_t glyph_at(const struct word_run *w, uint32_t glyph, uint32_t at) {
    while (glyph < w->run->count && w->run->glyphs[glyph].text + w->start < at) glyph++;
    return glyph;
}

/* Does the cut fall inside the cluster before `glyph`, which glyph_at found for it? */
static bool is_torn(const struct word_run *w, uint32_t glyph, uint32_t at) {
    return glyph < w->run->count ? w->run->glyphs[glyph].text + w->start != at : at != w->end;
}

static bool has_torn(const struct setting *s, const struct word_run *w, const struct cut_list *cuts, size_t next) {
    uint32_t glyph = 0;
    for (; next < cuts->len && cuts->at[next].at <= w->end; next++) {
        if (cuts->at[next].from_rules && !s->hyphenate) continue;
        glyph = glyph_at(w, glyph, cuts->at[next].at);
        if (is_torn(w, glyph, cuts->at[next].at)) return true;
    }
    return false;
}

/* The run's boxes, up to its end in the word; returns the first cut that is not the run's. */
static size_t add_run(struct setting *s, struct word_run *w, const struct cut_list *cuts, size_t next) {
    const struct run *run = w->run;
    uint32_t from = 0, glyph = 0;
    if (w->key.script == HB_SCRIPT_LATIN && has_torn(s, w, cuts, next)) run_apart(s->shaper, w);
    for (; next < cuts->len && cuts->at[next].at <= w->end; next++) {
        const struct cut *cut = &cuts->at[next];
        if (cut->from_rules && !s->hyphenate) continue;
        glyph = glyph_at(w, glyph, cut->at);
        if (is_torn(w, glyph, cut->at) || glyph == 0) continue;
        add_box(s, run, from, glyph);
        add_break(s, w, glyph, cut);
        from = glyph;
    }
    add_box(s, run, from, run->count);
    return next;
}

static void add_word(struct setting *s, size_t from, size_t to) {
    struct word_run_list runs = {0};
    struct cut_list cuts = cutter_cuts(s->ctx, s->shaper->cutter, s->shaper->work, &s->p, from, to);
    size_t next = 0;
    runs_of_word(s->shaper, s->ctx, &s->p, from, to, &runs);
    for (size_t i = 0; i < runs.len; i++) next = add_run(s, &runs.at[i], &cuts, next);
    s->last = runs.at[runs.len - 1];
}

static void set_chars(struct setting *s) {
    const struct typed_list *chars = &s->p.chars;
    size_t from = 0;
    for (size_t i = 0; i <= chars->len; i++) {
        unsigned flags = i < chars->len ? chars->at[i].flags & (TYPED_SPACE | TYPED_NEWLINE) : TYPED_NEWLINE;
        if (!flags) continue;
        if (i > from) add_word(s, from, i);
        from = i + 1;
        if (flags & TYPED_SPACE) add_glue(s, i);
        /* A forced line end that is the last thing is the paragraph's end. */
        if (flags & TYPED_NEWLINE && (i < chars->len || !i || !(chars->at[i - 1].flags & TYPED_NEWLINE)))
            add(s, ATOM_NEWLINE);
    }
}

void text_shape(struct shaper *shaper, struct ctx *ctx, const struct flow_text *text, const struct style *style,
                struct shaped *out) {
    struct setting s = {.shaper = shaper, .ctx = ctx, .hyphenate = style->hyphenate};
    arena_reset(shaper->work);
    struct language **languages = ARENA_ARRAY(shaper->work, text->count, struct language *);
    for (size_t i = 0; i < text->count; i++) languages[i] = language_of(shaper, ctx, &text->spans[i]);
    paragraph_read(ctx, shaper->work, text, languages, &s.p);
    paragraph_keep_spaces(shaper->work, &s.p, style->keep_next && !style->hyphenate);
    set_chars(&s);
    *out = (struct shaped){.count = s.atoms.len};
    out->atoms = ARENA_ARRAY(ctx->arena, s.atoms.len, struct atom);
    memcpy(out->atoms, s.atoms.at, s.atoms.len * sizeof *out->atoms);
}

mpt shaped_width(const struct shaped *shaped) {
    mpt width = 0, widest = 0;
    for (size_t i = 0; i < shaped->count; i++) {
        const struct atom *atom = &shaped->atoms[i];
        if (atom->kind == ATOM_NEWLINE) width = 0;
        if (atom->kind == ATOM_BOX || atom->kind == ATOM_GLUE) width += atom->width;
        if (width > widest) widest = width;
    }
    return widest;
}

mpt shaped_min_width(const struct shaped *shaped) {
    mpt width = 0, widest = 0;
    for (size_t i = 0; i < shaped->count; i++) {
        const struct atom *atom = &shaped->atoms[i];
        bool glue_breaks = atom->kind == ATOM_GLUE && atom->penalty < ATOM_NO_BREAK;
        if (atom->kind == ATOM_BOX || (atom->kind == ATOM_GLUE && !glue_breaks)) width += atom->width;
        mpt ends = width + (atom->kind == ATOM_BREAK ? atom->width : 0);
        if (ends > widest) widest = ends;
        if (glue_breaks || atom->kind == ATOM_NEWLINE || atom->kind == ATOM_BREAK) width = 0;
    }
    return widest;
}
