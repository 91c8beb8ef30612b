/* Atoms -> lines: sums and stops (galley), the best ends (fit), pieces in their places (line).
 *
 * A forced line end cuts the paragraph into stretches that are searched one by one. Which rules hold follows from the
 * style: justified; ragged; balanced, for what stands above other text (keep_next) or is centred, so that heads get
 * lines of like length. A filled text that needs more than one line per stretch is set as a balanced head.
 */
#include "para/para.h"

#include "para/fit.h"
#include "para/galley.h"
#include "para/line.h"

/* A last line should reach well beyond the next paragraph's indent. */
#define LAST_LINE_INDENTS 2

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
    if (rules.last_least > rules.rest / 2) rules.last_least = rules.rest / 2;
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
        fit_segment(&fit, from, to, &ends);
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
