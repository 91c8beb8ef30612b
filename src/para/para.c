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

/* Of stops at which no line shall end: worse than any line that may be looked at. */
#define PENALTY_BARRED 100000

/* A longer paragraph has enough columns: breaking it again for each of them would cost the square of its length. */
#define UNDIVIDED_LINES 400

/* A line that takes the place of one with a hyphen may be as loose as this [1/1000], looser than any wanted. */
#define LOOSE_AT_LEAST 2500

static struct fit_rules rules_for(const struct style *style, mpt measure) {
    struct fit_rules rules = {.shape = FIT_RAGGED,
                              .first = line_room(style, measure, true),
                              .rest = line_room(style, measure, false),
                              .em = style->chars.size > 0 ? style->chars.size : MPT_PER_PT,
                              .hyphenate = style->hyphenate};
    if (style->align == ALIGN_JUSTIFY)
        rules.shape = FIT_JUSTIFIED;
    else if (style->align == ALIGN_CENTRE || style->align == ALIGN_FILL || style->keep_next)
        rules.shape = FIT_BALANCED;
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
        fit_segment(&fit, fit_start(&fit.rules, from), to, &ends);
    }
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

void para_break(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                mpt measure, struct lines *out) {
    struct arena *work = arena_new();
    struct fit_rules rules = rules_for(style, measure);
    struct galley galley;
    galley_build(ctx, work, fonts, shaped, style, rules.first, rules.rest, &galley);
    struct setter setter = {.ctx = ctx, .galley = &galley, .align = style->align, .measure = measure};
    *out = (struct lines){0};
    if (style->align != ALIGN_FILL || !fill_lines(&setter, out)) {
        struct fit_ends ends = find_ends(work, &galley, &rules);
        *out = (struct lines){.count = ends.len, .demerits = ends.demerits};
        out->at = ARENA_ARRAY(ctx->arena, ends.len, struct line);
        for (size_t i = 0; i < ends.len; i++) line_set(&setter, i ? ends.at[i - 1] : 0, ends.at[i], &out->at[i]);
    }
    arena_free(work);
}

/* ---- no hyphen at a column's foot ------------------------------------------------------------------------------- */

/* Stops nearer to `end` than to the line ends before and behind it. */
static void bar_hyphens(struct galley *galley, size_t before, size_t end, size_t behind) {
    for (size_t b = (before + end) / 2 + 1; b < (end + behind + 1) / 2; b++)
        if (galley->at[b].flagged) galley->at[b].penalty = PENALTY_BARRED;
}

/* The lines between two stops, as `count` new ones; false: it takes another number, or `at` is divided again, or one
 * sticks out. */
static bool find_others(struct arena *work, const struct galley *galley, const struct fit_rules *rules, size_t from,
                        size_t to, size_t count, struct fit_ends *ends) {
    struct fit fit = {.galley = galley, .rules = *rules, .work = work};
    fit_segment(&fit, fit_start(rules, from), to, ends);
    if (ends->len != count || ends->demerits >= OVERFULL_DEMERITS) return false;
    for (size_t i = 0; i < count; i++)
        if (galley->at[ends->at[i]].penalty == PENALTY_BARRED) return false;
    return true;
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

static bool no_worse(struct looks a, struct looks b) { return a.ragged <= b.ragged && a.loosest <= b.loosest; }

bool para_undivide(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                   size_t keep, size_t at, struct lines *lines) {
    if (at + 1 >= lines->count || lines->count > UNDIVIDED_LINES || style->align != ALIGN_JUSTIFY) return false;
    struct arena *work = arena_new();
    mpt measure = lines->at[0].measure;
    struct fit_rules rules = rules_for(style, measure);
    struct galley galley;
    diags_round(ctx->diags); /* what there is to say of the words has been said */
    galley_build(ctx, work, fonts, shaped, style, rules.first, rules.rest, &galley);
    size_t from = keep ? lines->at[keep - 1].stop : 0, to = next_end(&galley, lines->at[at].stop), count = 0;
    while (lines->at[keep + count++].stop < to) {
    }
    bar_hyphens(&galley, at > keep ? lines->at[at - 1].stop : from, lines->at[at].stop, lines->at[at + 1].stop);
    struct fit_ends ends = {0};
    bool found = find_others(work, &galley, &rules, from, to, count, &ends);
    if (found) {
        struct setter setter = {.ctx = ctx, .galley = &galley, .align = style->align, .measure = measure};
        struct line *others = ARENA_ARRAY(work, count, struct line);
        for (size_t i = 0; i < count; i++) line_set(&setter, i ? ends.at[i - 1] : from, ends.at[i], &others[i]);
        found = no_worse(looks_of(others, count), looks_of(&lines->at[keep], count));
        if (found) memcpy(&lines->at[keep], others, count * sizeof *others);
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
