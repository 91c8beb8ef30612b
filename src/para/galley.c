/* Atoms -> stops.
 *
 * One walk over the atoms keeps running sums. A stop takes the sums at the last box before it and, as soon as the next
 * box comes, those before that box; so the spaces around a break vanish by themselves, however many there are, and a
 * line's width is one subtraction. Invariants: sums never fall from stop to stop; soft stops are separated by boxes,
 * so no line is empty; behind a forced end spaces count (with no-break spaces the author indents).
 * A part between two stops that no line can hold gets stops inside: at its no-break spaces first, then between the
 * letters of the words that are still too wide, so the search for lines needs no special case for them.
 */
#include "para/galley.h"

/* Better than a line that sticks out, worse than any other break [1/10000 of forbidden]. */
#define PENALTY_SPLIT_SPACE 2500
#define PENALTY_SPLIT_WORD 4000

struct walk {
    struct ctx *ctx;
    struct galley *galley;
    struct sums now, box; /* so far; at the end of the last box */
    bool inked;           /* a box since the last stop */
    bool open;            /* the last stop still waits for its `next` */
    bool touching;        /* nothing but breaks since the last box */
    size_t last;          /* the last box, or NO_ATOM */
    uint32_t last_from, last_to;
};

static int64_t run_units(const struct run *run, uint32_t from, uint32_t to) {
    int64_t units = 0;
    for (uint32_t i = from; i < to; i++) units += run->glyphs[i].advance;
    return units;
}

mpt run_tracking(const struct run *run) { return div_round((int64_t)run->style->tracking * run->size, 1000); }

mpt run_width(struct fontset *fonts, const struct run *run, uint32_t from, uint32_t to) {
    int upem = font_metrics(fonts, run->font)->upem;
    return mpt_from_units(run_units(run, from, to), run->size, upem) + (mpt)(to - from) * run_tracking(run);
}

struct place place_join(struct place a, struct place b) {
    if (a.file == 0) return b;
    if (b.file != a.file) return a;
    if (b.start < a.start) a.start = b.start;
    if (b.end > a.end) a.end = b.end;
    return a;
}

static void sums_add_box(const struct walk *walk, struct sums *sums, const struct run *run, mpt width, uint32_t count) {
    const struct style *style = walk->galley->style;
    sums->width += width;
    sums->elastic += width * style->elastic_scale + (mpt)count * style->elastic_tracking * run->size;
}

/* What tracking can give behind one glyph of a run [1/1000 mpt]. Behind a word's last one it gives nothing: that would
 * add to the space, and lines whose letters stand close would have the tightest spaces. */
static mpt elastic_behind(const struct walk *walk, const struct run *run) {
    return (mpt)walk->galley->style->elastic_tracking * run->size;
}

/* `before` is the run that the space touches, or NULL. */
static void sums_add_glue(const struct walk *walk, struct sums *sums, const struct run *before,
                          const struct atom *glue) {
    if (before) sums->elastic -= elastic_behind(walk, before);
    sums->width += glue->width;
    if (!glue->justifies) return;
    sums->stretch += glue->stretch;
    sums->shrink += glue->shrink;
}

static struct stop *stop_push(struct walk *walk, enum stop_kind kind, size_t atom) {
    struct galley *galley = walk->galley;
    galley->at = vec_grow(galley->work, galley->at, &galley->cap, galley->count, sizeof *galley->at);
    struct stop *stop = &galley->at[galley->count++];
    *stop = (struct stop){.kind = kind, .atom = atom, .shown = NO_ATOM};
    return stop;
}

static struct stop *stop_last(const struct walk *walk) { return &walk->galley->at[walk->galley->count - 1]; }

/* The sums before a stop, and what hangs out or falls away at the end of the last box. */
static void stop_close(struct walk *walk, struct stop *stop) {
    const struct galley *galley = walk->galley;
    stop->end = walk->box;
    stop->add = stop->hang = 0;
    if (walk->last == NO_ATOM) return;
    const struct run *run = galley->shaped->atoms[walk->last].run;
    stop->add = -run_tracking(run);
    stop->end.elastic -= elastic_behind(walk, run);
    if (galley->style->hang) stop->hang = hang_width(galley->fonts, run, walk->last_from, walk->last_to);
}

/* A BREAK atom's hyphen and kerning at a stop that was closed. */
static void stop_show(const struct walk *walk, struct stop *stop, size_t atom) {
    const struct galley *galley = walk->galley;
    const struct atom *brk = &galley->shaped->atoms[atom];
    stop->shown = atom;
    stop->add += brk->width;
    if (!brk->hyphen) return;
    stop->add += run_tracking(galley->shaped->atoms[walk->last].run) - run_tracking(brk->hyphen);
    if (galley->style->hang) stop->hang = hang_width(galley->fonts, brk->hyphen, 0, brk->hyphen->count);
}

static void word_too_wide(struct walk *walk, size_t from, size_t to) {
    const struct shaped *shaped = walk->galley->shaped;
    struct place place = {0};
    for (size_t i = from; i < to; i++)
        if (shaped->atoms[i].kind == ATOM_BOX) place = place_join(place, shaped->atoms[i].run->place);
    diag(walk->ctx, DIAG_PARA_WORD_TOO_WIDE, place, "%s", walk->galley->style->name ? walk->galley->style->name : "");
}

static void split_stop(struct walk *walk, struct sums at, const struct run *run, size_t atom, uint32_t glyph) {
    struct stop *stop = stop_push(walk, STOP_SPLIT, atom);
    stop->glyph = glyph;
    stop->penalty = PENALTY_SPLIT_WORD;
    stop->end = stop->next = at;
    stop->end.elastic -= elastic_behind(walk, run);
    stop->add = -run_tracking(run);
}

/* Stops between all clusters of the boxes [from, to), which begin at `at`. */
static void split_word(struct walk *walk, struct sums at, size_t from, size_t to) {
    const struct shaped *shaped = walk->galley->shaped;
    bool first = true;
    for (size_t i = from; i < to; i++) {
        const struct atom *box = &shaped->atoms[i];
        if (box->kind != ATOM_BOX) continue;
        uint32_t done = box->from;
        struct sums start = at;
        if (!first) split_stop(walk, at, box->run, i, box->from);
        for (uint32_t g = box->from + 1; g < box->to; g++) {
            if (box->run->glyphs[g].text_len == 0) continue;
            sums_add_box(walk, &at, box->run, run_width(walk->galley->fonts, box->run, done, g), g - done);
            split_stop(walk, at, box->run, i, g);
            done = g;
        }
        at = start;
        sums_add_box(walk, &at, box->run, box->width, box->to - box->from);
        first = false;
    }
}

/* A line with this and `add` more fits nowhere; only justified lines can shrink. */
static bool too_wide(const struct walk *walk, const struct sums *from, const struct sums *to, mpt add) {
    mpt least = to->width - from->width + add;
    if (walk->galley->style->align == ALIGN_JUSTIFY) least -= to->shrink - from->shrink;
    bool first = walk->galley->count == 1; /* what follows the paragraph's start stands on its first line */
    return least > (first ? walk->galley->first : walk->galley->rest);
}

/* The part from the last stop to atom `to`, with `add` shown behind it, fits into no line: breaks at its no-break
 * spaces, then inside its words. */
static void split_part(struct walk *walk, size_t to, mpt add) {
    const struct shaped *shaped = walk->galley->shaped;
    struct sums start = stop_last(walk)->next, at = start;
    size_t from = stop_last(walk)->atom;
    const struct run *run = NULL;
    for (size_t i = from; i <= to; i++) {
        const struct atom *atom = &shaped->atoms[i];
        if (i < to && atom->kind == ATOM_BOX) {
            sums_add_box(walk, &at, atom->run, atom->width, atom->to - atom->from);
            run = atom->run;
        }
        bool space = i < to && atom->kind == ATOM_GLUE;
        if (i < to && !space) continue;
        if (run && too_wide(walk, &start, &at, space ? 0 : add)) {
            word_too_wide(walk, from, i);
            split_word(walk, start, from, i);
        }
        if (!space) continue;
        struct sums end = at;
        sums_add_glue(walk, &at, run, atom);
        if (run || stop_last(walk)->kind == STOP_END) {
            struct stop *stop = stop_push(walk, STOP_SPACE, i + 1);
            stop->penalty = PENALTY_SPLIT_SPACE;
            stop->end = end;
            stop->add = run ? -run_tracking(run) : 0;
        }
        stop_last(walk)->atom = i + 1;
        stop_last(walk)->next = start = at;
        from = i + 1;
        run = NULL;
    }
}

/* The last stop got its first box: its `next` is known; the lines that begin there leave the spaces before it out. */
static void walk_box(struct walk *walk, size_t i) {
    const struct atom *box = &walk->galley->shaped->atoms[i];
    if (walk->open && stop_last(walk)->kind != STOP_END) stop_last(walk)->next = walk->now;
    walk->open = false;
    sums_add_box(walk, &walk->now, box->run, box->width, box->to - box->from);
    walk->box = walk->now;
    walk->inked = walk->touching = true;
    walk->last = i;
    walk->last_from = box->from;
    walk->last_to = box->to;
}

static void soft_stop(struct walk *walk, enum stop_kind kind, size_t i) {
    const struct atom *atom = &walk->galley->shaped->atoms[i];
    mpt add = atom->kind == ATOM_BREAK ? atom->width : 0;
    if (too_wide(walk, &stop_last(walk)->next, &walk->box, add)) split_part(walk, i, add);
    struct stop *stop = stop_push(walk, kind, i + 1);
    stop_close(walk, stop);
    stop->penalty = atom->penalty;
    if (atom->kind == ATOM_BREAK) {
        stop->flagged = atom->flagged;
        stop_show(walk, stop, i);
    }
    walk->inked = false;
    walk->open = true;
}

/* Several chances to end the same line: the first stands, but a space needs no hyphen before it. What comes between
 * them belongs to the line before. */
static void same_stop(struct walk *walk, size_t i) {
    struct stop *stop = stop_last(walk);
    const struct atom *atom = &walk->galley->shaped->atoms[i];
    if (stop->kind == STOP_END) return;
    stop->atom = i + 1;
    if (atom->kind != ATOM_GLUE || atom->penalty >= ATOM_NO_BREAK) return;
    if (stop->kind == STOP_HYPHEN) {
        stop_close(walk, stop);
        stop->kind = STOP_SPACE;
        stop->flagged = false;
        stop->shown = NO_ATOM;
    }
    if (atom->penalty < stop->penalty) stop->penalty = atom->penalty;
}

static void walk_glue(struct walk *walk, size_t i) {
    const struct atom *glue = &walk->galley->shaped->atoms[i];
    if (!walk->inked)
        same_stop(walk, i);
    else if (glue->penalty < ATOM_NO_BREAK)
        soft_stop(walk, STOP_SPACE, i);
    const struct run *before = walk->touching ? walk->galley->shaped->atoms[walk->last].run : NULL;
    sums_add_glue(walk, &walk->now, before, glue);
    walk->touching = false;
}

static void walk_break(struct walk *walk, size_t i) {
    const struct atom *brk = &walk->galley->shaped->atoms[i];
    if (brk->penalty >= ATOM_NO_BREAK) return;
    if (walk->inked)
        soft_stop(walk, brk->hyphen ? STOP_HYPHEN : STOP_BREAK, i);
    else
        same_stop(walk, i);
}

/* A forced end takes the place of a soft stop right before it. */
static void walk_end(struct walk *walk, size_t i) {
    struct stop *stop = stop_last(walk);
    if (walk->inked) {
        if (too_wide(walk, &stop->next, &walk->box, 0)) split_part(walk, i, 0);
        stop = stop_push(walk, STOP_END, i + 1);
        stop_close(walk, stop);
    } else if (stop->kind == STOP_END) {
        struct sums at = stop->next;
        stop = stop_push(walk, STOP_END, i + 1);
        stop->end = at;
    } else {
        stop->kind = STOP_END;
        stop->atom = i + 1;
        stop->penalty = 0;
        if (stop->shown != NO_ATOM && walk->galley->shaped->atoms[stop->shown].hyphen) {
            stop_close(walk, stop);
            stop->shown = NO_ATOM;
        }
        stop->flagged = false;
    }
    stop->next = walk->now;
    walk->inked = walk->touching = false;
    walk->open = true;
    walk->last = NO_ATOM;
    walk->box = walk->now;
}

/* The paragraph's end keeps its tail free, unless its last part alone fills a line. */
static void keep_tail(struct galley *galley) {
    struct stop *end = &galley->at[galley->count - 1];
    mpt room = galley->count == 2 ? galley->first : galley->rest;
    if (galley_width(end - 1, end) + galley->shaped->tail > room) return;
    end->tail = galley->shaped->tail;
    end->add += end->tail;
    if (end->tail > 0) end->hang = 0;
}

void galley_build(struct ctx *ctx, struct arena *work, struct fontset *fonts, const struct shaped *shaped,
                  const struct style *style, mpt first, mpt rest, struct galley *out) {
    *out =
        (struct galley){.work = work, .shaped = shaped, .style = style, .fonts = fonts, .first = first, .rest = rest};
    struct walk walk = {.ctx = ctx, .galley = out, .open = true, .last = NO_ATOM};
    stop_push(&walk, STOP_END, 0);
    for (size_t i = 0; i < shaped->count; i++) {
        switch ((enum atom_kind)shaped->atoms[i].kind) {
        case ATOM_BOX: walk_box(&walk, i); break;
        case ATOM_GLUE: walk_glue(&walk, i); break;
        case ATOM_BREAK: walk_break(&walk, i); break;
        case ATOM_NEWLINE: walk_end(&walk, i); break;
        }
    }
    bool ended = shaped->count > 0 && shaped->atoms[shaped->count - 1].kind == ATOM_NEWLINE;
    if (!ended) walk_end(&walk, shaped->count);
    keep_tail(out);
}
