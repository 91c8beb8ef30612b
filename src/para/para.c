/* Atoms -> lines: sums and stops (galley), the best ends (fit), pieces in their places (line).
 *
 * A forced line end cuts the paragraph into stretches that are searched one by one. Which rules hold follows from the
 * style: justified; ragged; balanced, for what stands above other text (keep_next) or is centred, so that heads get
 * lines of like length. A filled text that needs more than one line per stretch is set as a balanced head.
 */
#include "para/para.h"

#include <string.h>

#include "para/fit.h"
#include "para/galley.h"
#include "para/line.h"

/* A last line should reach well beyond the next paragraph's indent; of ragged lines, where a scrap has white on all
 * sides, to half the measure. */
#define LAST_LINE_INDENTS 2

/* Lines behind one that loses its hyphen that may change with it; all of them when there shall be one more. */
#define UNDIVIDED_BEHIND 10

/* A line that takes the place of one with a hyphen may be as loose as this [1/1000], looser than any wanted. */
#define LOOSE_AT_LEAST 2500

/* Lines of a paragraph that may get one more or lose one: a shorter one has nothing to give, a longer one is not asked.
 */
#define RECOUNT_LEAST 3
#define RECOUNT_MOST 40

/* Lines looser or tighter than these are seen [1/1000]. */
#define LOOSE_RATIO 1000
#define TIGHT_RATIO (-550)

static struct fit_rules rules_for(const struct style *style, const struct lines *lines) {
    mpt measure = lines->measure;
    struct fit_rules rules = {.shape = FIT_RAGGED,
                              .first = line_room(style, measure, true),
                              .rest = line_room(style, measure, false),
                              .em = style->chars.size > 0 ? style->chars.size : MPT_PER_PT,
                              .hyphenate = style->hyphenate};
    if (style->align == ALIGN_JUSTIFY)
        rules.shape = FIT_JUSTIFIED;
    else if (style->align == ALIGN_CENTRE || style->align == ALIGN_FILL || style->keep_next)
        rules.shape = lines->cut_count ? FIT_RAGGED : FIT_BALANCED;
    rules.cuts = lines->cuts;
    rules.cut_count = lines->cut_count;
    rules.last_least = LAST_LINE_INDENTS * (style->first_indent > rules.em ? style->first_indent : rules.em);
    if (rules.shape != FIT_JUSTIFIED || rules.last_least > rules.rest / 2) rules.last_least = rules.rest / 2;
    return rules;
}

static size_t next_end(const struct galley *galley, size_t from) {
    size_t to = from + 1;
    while (galley->at[to].kind != STOP_END) to++;
    return to;
}

static struct fit_ends find_ends(struct arena *work, const struct galley *galley, const struct fit_rules *rules) {
    struct fit fit = {.galley = galley, .rules = *rules, .work = work};
    struct fit_ends ends = {0};
    for (size_t from = 0, to; from + 1 < galley->count; from = to) {
        to = next_end(galley, from);
        fit.rules.shape = rules->shape;
        if (rules->shape == FIT_BALANCED && !fit_balance(&fit.rules, galley, from, to)) fit.rules.shape = FIT_RAGGED;
        fit_segment(&fit, fit_start(&fit.rules, from, ends.len), to, &ends);
    }
    ends.steps = fit.steps;
    return ends;
}

static bool fill_lines(struct setter *setter, struct lines *out) {
    const struct galley *galley = setter->galley;
    size_t count = 0;
    for (size_t b = 1; b < galley->count; b++) count += galley->at[b].kind == STOP_END;
    out->at = ARENA_ARRAY(setter->ctx->arena, count, struct line);
    for (size_t from = 0, to; from + 1 < galley->count; from = to) {
        to = next_end(galley, from);
        if (!line_set_filled(setter, from, to, &out->at[out->count++])) return false;
    }
    return true;
}

static mpt cut_widest(const struct lines *lines) {
    mpt widest = 0;
    for (size_t i = 0; i < lines->cut_count; i++)
        if (lines->cuts[i].left + lines->cuts[i].right > widest) widest = lines->cuts[i].left + lines->cuts[i].right;
    return widest;
}

/* The ends of lines around what stands beside them. A word that only the lines behind could hold, and that comes too
 * early for them, is divided between letters as if all lines were short. */
static struct fit_ends ends_around(struct ctx *ctx, struct arena *work, struct galley *galley,
                                   const struct fit_rules *rules, const struct lines *out) {
    struct fit_ends ends = find_ends(work, galley, rules);
    mpt widest = cut_widest(out);
    if (widest == 0 || ends.demerits < OVERFULL_DEMERITS) return ends;
    galley_build(ctx, work, galley->fonts, galley->shaped, galley->style, rules->first - widest, rules->rest - widest,
                 galley);
    return find_ends(work, galley, rules);
}

void para_break_around(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                       mpt measure, const struct cut *cuts, size_t cut_count, struct lines *out) {
    struct arena *work = arena_new();
    if (cut_count > CUTS_MAX) cut_count = CUTS_MAX;
    *out = (struct lines){.measure = measure, .cuts = cuts, .cut_count = cut_count};
    struct fit_rules rules = rules_for(style, out);
    struct galley galley;
    galley_build(ctx, work, fonts, shaped, style, rules.first, rules.rest, &galley);
    struct setter setter = {.ctx = ctx, .galley = &galley, .align = style->align, .measure = measure};
    setter.cuts = cuts;
    setter.cut_count = cut_count;
    if (style->align != ALIGN_FILL || cut_count || !fill_lines(&setter, out)) {
        struct fit_ends ends = ends_around(ctx, work, &galley, &rules, out);
        out->count = ends.len;
        out->demerits = ends.demerits;
        out->steps = ends.steps;
        out->at = ARENA_ARRAY(ctx->arena, ends.len, struct line);
        for (size_t i = 0; i < ends.len; i++) line_set(&setter, i, i ? ends.at[i - 1] : 0, ends.at[i], &out->at[i]);
    }
    arena_free(work);
}

void para_break(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                mpt measure, struct lines *out) {
    para_break_around(ctx, fonts, shaped, style, measure, NULL, 0, out);
}

/* ---- no hyphen at a column's foot ------------------------------------------------------------------------------- */

/* Lines that are broken again. */
struct stretch {
    const struct line *lines;
    size_t from, to; /* stops */
    size_t at, count;
    size_t keep; /* lines before them */
};

/* Its lines by way of stop `via`, where line `at` ends, as `count` new ones. False: it takes another number, or they
 * cost `bound` or more. */
static bool find_via(struct fit *fit, const struct stretch *old, size_t via, size_t count, int64_t bound,
                     struct fit_ends *ends) {
    *ends = (struct fit_ends){0};
    fit_segment(fit, fit_start(&fit->rules, old->from, old->keep), via, ends);
    if (ends->len != old->at + 1 || ends->at[old->at] != via || ends->demerits >= bound) return false;
    fit_segment(fit, fit_start(&fit->rules, via, old->keep + ends->len), old->to, ends);
    return ends->len == count && ends->at[count - 1] == old->to && ends->demerits < bound;
}

/* The best lines of which line `at` ends without a hyphen, between the old ends of the lines before and behind; none
 * sticks out. False: none. */
static bool find_others(struct fit *fit, const struct stretch *old, size_t count, struct fit_ends *best) {
    const struct line *line = &old->lines[old->at];
    size_t before = old->at ? line[-1].stop : old->from;
    *best = (struct fit_ends){.demerits = OVERFULL_DEMERITS};
    for (size_t via = before + 1; via < line[1].stop; via++) {
        struct fit_ends ends;
        if (!fit->galley->at[via].flagged && find_via(fit, old, via, count, best->demerits, &ends)) *best = ends;
    }
    return best->len > 0;
}

/* What is seen first of some lines: that they end short of the measure, and how loose the others are. */
struct looks {
    size_t ragged;
    int loosest;
};

static struct looks looks_of(const struct line *lines, size_t count) {
    struct looks looks = {.loosest = LOOSE_AT_LEAST};
    for (size_t i = 0; i < count; i++) {
        looks.ragged += lines[i].ragged;
        if (!lines[i].ragged && lines[i].ratio > looks.loosest) looks.loosest = lines[i].ratio;
    }
    return looks;
}

static bool good_looks(enum undivide how, struct looks now, struct looks before) {
    if (how == UNDIVIDE_ANY) return true;
    return now.ragged <= before.ragged && (how == UNDIVIDE_LOOSE || now.loosest <= before.loosest);
}

/* `count` others take the place of `old` lines from `keep` on. */
static void lines_replace(struct arena *arena, struct lines *lines, size_t keep, size_t old, const struct line *others,
                          size_t count) {
    if (count > old) {
        struct line *more = ARENA_ARRAY(arena, lines->count + count - old, struct line);
        memcpy(more, lines->at, keep * sizeof *more);
        memcpy(&more[keep + count], &lines->at[keep + old], (lines->count - keep - old) * sizeof *more);
        lines->at = more;
        lines->count += count - old;
    }
    memcpy(&lines->at[keep], others, count * sizeof *others);
    lines->others[0] = lines->others[1] = NULL;
}

/* Lines that may take the place of `old` others from `keep` on; count 0: there are none. */
struct undivided {
    size_t keep, at; /* what was asked */
    size_t old, count;
    struct line *lines;
};

static void undivided_find(struct setter *setter, const struct fit_rules *rules, const struct lines *lines, size_t more,
                           struct undivided *out) {
    const struct galley *galley = setter->galley;
    struct stretch old = {.lines = &lines->at[out->keep], .at = out->at - out->keep, .keep = out->keep};
    old.from = out->keep ? lines->at[out->keep - 1].stop : 0;
    while (old.count == 0 || (galley->at[old.to].kind != STOP_END && (more || old.count <= old.at + UNDIVIDED_BEHIND)))
        old.to = lines->at[out->keep + old.count++].stop;
    struct fit fit = {.galley = galley, .rules = *rules, .work = galley->work};
    struct fit_ends ends;
    if (!find_others(&fit, &old, old.count + more, &ends)) return;
    out->old = old.count;
    out->count = ends.len;
    out->lines = ARENA_ARRAY(setter->ctx->arena, ends.len, struct line);
    for (size_t i = 0; i < ends.len; i++)
        line_set(setter, out->keep + i, i ? ends.at[i - 1] : old.from, ends.at[i], &out->lines[i]);
}

static const struct undivided *undivided_new(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped,
                                             const struct style *style, size_t more, size_t keep, size_t at,
                                             const struct lines *lines) {
    struct undivided *made = ARENA_NEW(ctx->arena, struct undivided);
    made->keep = keep;
    made->at = at;
    struct arena *work = arena_new();
    struct fit_rules rules = rules_for(style, lines);
    struct galley galley;
    diags_round(ctx->diags); /* what there is to say of the words has been said */
    galley_build(ctx, work, fonts, shaped, style, rules.first, rules.rest, &galley);
    struct setter setter = {.ctx = ctx, .galley = &galley, .align = style->align, .measure = lines->measure};
    setter.cuts = lines->cuts;
    setter.cut_count = lines->cut_count;
    bool split = lines->at[lines->count - 1].stop + 1 != galley.count; /* words were divided for shorter lines */
    if (rules.shape != FIT_BALANCED && !split) undivided_find(&setter, &rules, lines, more, made);
    arena_free(work);
    return made;
}

bool para_undivide(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                   enum undivide how, size_t more, size_t keep, size_t at, struct lines *lines) {
    if (at + 1 >= lines->count) return false;
    const struct undivided *others = lines->others[more];
    if (!others || others->keep != keep || others->at != at)
        others = lines->others[more] = undivided_new(ctx, fonts, shaped, style, more, keep, at, lines);
    if (others->count == 0 ||
        !good_looks(how, looks_of(others->lines, others->count), looks_of(&lines->at[keep], others->old)))
        return false;
    lines_replace(ctx->arena, lines, keep, others->old, others->lines, others->count);
    return true;
}

/* ---- a line more or less ---------------------------------------------------------------------------------------- */

/* The ends of as many lines as rules.lines says, less the `keep` that end at stop `from`. False: there are none that
 * could be justified. */
static bool find_count(struct arena *work, const struct galley *galley, const struct fit_rules *rules, size_t from,
                       size_t keep, struct fit_ends *ends) {
    struct fit fit = {.galley = galley, .rules = *rules, .work = work};
    struct fit_node start = fit_start(rules, from, keep);
    struct fit_pass passes[FIT_PASSES];
    fit_passes(rules, passes);
    fit.rules.begin = from;
    if (!fit_try(&fit, &passes[FIT_PASSES - 2], &start, galley->count - 1)) return false;
    ends->at = ARENA_ARRAY(work, fit.path.len, uint32_t);
    for (size_t i = 0; i < fit.path.len; i++) ends->at[ends->len++] = fit.nodes.at[fit.path.at[i]].stop;
    ends->demerits = fit.nodes.at[fit.path.at[fit.path.len - 1]].demerits;
    return ends->len + keep == rules->lines;
}

/* One stretch without a forced end, no longer than the search keeps its lines apart. */
static bool may_recount(const struct galley *galley, const struct lines *lines, int by) {
    size_t wanted = lines->count + (size_t)by;
    if (lines->cut_count || wanted < RECOUNT_LEAST || wanted > RECOUNT_MOST) return false;
    return lines->at[lines->count - 1].stop + 1 == galley->count && next_end(galley, 0) + 1 == galley->count;
}

/* Lines that look loose or tight. */
static int count_strained(const struct line *lines, size_t count) {
    int strained = 0;
    for (size_t i = 0; i < count; i++) strained += lines[i].ratio > LOOSE_RATIO || lines[i].ratio < TIGHT_RATIO;
    return strained;
}

bool para_recount(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                  int by, size_t keep, struct lines *lines, int *strained) {
    struct fit_rules rules = rules_for(style, lines);
    if (rules.shape != FIT_JUSTIFIED || lines->count < RECOUNT_LEAST || lines->count > RECOUNT_MOST) return false;
    struct arena *work = arena_new();
    struct galley galley;
    struct fit_ends ends = {0};
    diags_round(ctx->diags); /* what there is to say of the words has been said */
    galley_build(ctx, work, fonts, shaped, style, rules.first, rules.rest, &galley);
    rules.lines = lines->count + (size_t)by;
    size_t from = keep ? lines->at[keep - 1].stop : 0;
    bool found = may_recount(&galley, lines, by) && find_count(work, &galley, &rules, from, keep, &ends);
    if (found) {
        struct setter setter = {.ctx = ctx, .galley = &galley, .align = style->align, .measure = lines->measure};
        struct line *others = ARENA_ARRAY(ctx->arena, keep + ends.len, struct line);
        if (keep) memcpy(others, lines->at, keep * sizeof *others);
        for (size_t i = 0; i < ends.len; i++)
            line_set(&setter, keep + i, i ? ends.at[i - 1] : from, ends.at[i], &others[keep + i]);
        *strained = count_strained(others, keep + ends.len) - count_strained(lines->at, lines->count);
        lines->at = others;
        lines->count = keep + ends.len;
        lines->demerits = ends.demerits;
        lines->others[0] = lines->others[1] = NULL;
    }
    arena_free(work);
    return found;
}

/* ---- dump ------------------------------------------------------------------------------------------------------ */

static void dump_piece(struct buf *out, const struct piece *piece) {
    const struct run *run = piece->run;
    for (uint32_t g = piece->from; g < piece->to; g++) {
        struct str cluster = str_slice(run->text, run->glyphs[g].text, run->glyphs[g].text + run->glyphs[g].text_len);
        if (!str_is(cluster, "\xC2\xAD")) buf_str(out, cluster);
    }
}

void lines_dump(struct buf *out, const struct lines *lines) {
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->at[i];
        buf_printf(out, "%+6d", line->ratio);
        if (line->scale != 1000) buf_printf(out, " x%d", line->scale);
        buf_puts(out, line->hyphenated ? " - " : line->last ? " . " : "   ");
        buf_putc(out, '|');
        for (size_t p = 0; p < line->count; p++) dump_piece(out, &line->pieces[p]);
        buf_puts(out, "|\n");
    }
}
