/* Large initials: the first letter of an article, as high as several lines, which stand around it.
 *
 * Idea: the paragraph is shaped whole, so language rules see the word as it was written; then the letter's box is taken
 * from the row and drawn by itself, on the grid, and the first lines are cut by its width. Its size follows from the
 * lines: capitals reach from the baseline of the last to the height of the first one's.
 * For those who listen, search or copy, the word stays whole on its line: the letter is painted with an empty text, and
 * the first glyph behind it reads as both. A reader that goes by places would else tear the word apart, since the
 * letter stands on another baseline than the rest of it. A text that has fewer lines than its letter, or too little
 * room beside it, begins as any other.
 */
#include "page/parts.h"

/* The lines beside an initial have at least this part of the measure [percent]. */
#define BESIDE_PERCENT 55
/* Between what hangs below the baseline and the letters of the next line, at least [percent of the grid]. */
#define BELOW_PERCENT 10

static mpt units(const struct builder *b, const struct run *run, int64_t n) {
    return mpt_from_units(n, run->size, font_metrics(b->fonts, run->font)->upem);
}

/* Capitals of this size are as high as so many lines. */
static mpt initial_size(const struct builder *b, const struct style *style, const struct char_style *chars, int lines) {
    const struct font_metrics *m = font_metrics(b->fonts, chars->font);
    mpt height = (lines - 1) * style->leading + cap_height(b, &style->chars);
    return m->cap_height > 0 ? div_round(height * m->upem, m->cap_height) : height;
}

/* The text with its first span, the letter, in the style of the initial. */
static const struct flow_text *initial_text(struct builder *b, const struct flow_text *text, const struct style *style,
                                            int lines) {
    struct flow_text *out = ARENA_NEW(b->ctx->arena, struct flow_text);
    struct char_style *chars = ARENA_NEW(b->ctx->arena, struct char_style);
    *out = *text;
    out->spans = ARENA_ARRAY(b->ctx->arena, text->count, struct span);
    memcpy(out->spans, text->spans, text->count * sizeof *text->spans);
    *chars = b->look->initial->chars;
    chars->size = initial_size(b, style, chars, lines);
    out->spans[0].style = chars;
    return out;
}

/* What the run's glyphs show, from the pen at the first one. */
static void initial_measure(const struct builder *b, struct initial *initial) {
    int64_t pen = 0, left = INT64_MAX, right = INT64_MIN, foot = 0;
    for (uint32_t i = 0; i < initial->run->count; i++) {
        const struct glyph *g = &initial->run->glyphs[i];
        int box[4];
        font_ink(b->fonts, initial->run->font, g->id, box);
        if (pen + g->x + box[0] < left) left = pen + g->x + box[0];
        if (pen + g->x + box[2] > right) right = pen + g->x + box[2];
        if (-box[1] > foot) foot = -box[1];
        pen += g->advance;
    }
    initial->x = -units(b, initial->run, left);
    initial->width = units(b, initial->run, right - left);
    initial->foot = units(b, initial->run, foot);
}

/* Takes the letter, and the space behind a word of one letter, from the row. NULL: the row begins otherwise. */
static struct initial *initial_take(struct builder *b, const struct flow_text *text, struct shaped *shaped) {
    const struct atom *first = shaped->atoms;
    if (shaped->count < 3 || first->kind != ATOM_BOX || first->run->span != text->spans) return NULL;
    if (first->from != 0 || first->to != first->run->count) return NULL;
    struct initial *initial = ARENA_NEW(b->ctx->arena, struct initial);
    struct buf reads;
    size_t taken = 1;
    buf_init(&reads, b->ctx->arena);
    buf_str(&reads, first->run->text);
    while (taken < shaped->count && (first[taken].kind == ATOM_GLUE || first[taken].kind == ATOM_BREAK)) {
        if (first[taken].kind == ATOM_GLUE && first[taken].run) buf_str(&reads, first[taken].run->text);
        taken++;
    }
    initial->run = first->run;
    initial->reads = buf_view(&reads);
    shaped->atoms += taken;
    shaped->count -= taken;
    initial_measure(b, initial);
    return initial;
}

/* The lines that the letter stands beside, and one more when it hangs into it. */
static size_t initial_cuts(const struct builder *b, const struct style *style, const struct initial *initial,
                           struct cut *cuts) {
    mpt below = style->leading - cap_height(b, &style->chars) - style->leading * BELOW_PERCENT / 100;
    size_t count = (size_t)initial->lines + (initial->foot > below);
    mpt width = initial->width + b->look->initial->right;
    for (size_t i = 0; i < count; i++) cuts[i].left += width - (i ? 0 : style->first_indent);
    return count;
}

struct setting *initial_set(struct collect *c, const struct flow_text *text, const struct style *style, int lines,
                            const struct cut *beside, size_t beside_count) {
    struct builder *b = c->b;
    if (lines < 2 || text->count < 2 || style->leading != b->grid) return NULL;
    text = initial_text(b, text, style, lines);
    struct setting *setting = set_shape(b, text, style);
    struct initial *initial = initial_take(b, text, &setting->shaped);
    if (!initial) return NULL;
    size_t most = beside_count > (size_t)lines ? beside_count : (size_t)lines + 1;
    struct cut *cuts = ARENA_ARRAY(b->ctx->arena, most, struct cut);
    if (beside_count) memcpy(cuts, beside, beside_count * sizeof *cuts);
    initial->lines = lines;
    initial->x += cuts[0].left;
    size_t count = initial_cuts(b, style, initial, cuts);
    if ((c->measure - cuts[1].left - cuts[1].right) * 100 < c->measure * BESIDE_PERCENT) return NULL;
    setting->initial = initial;
    setting->cuts = cuts;
    setting->cut_count = beside_count > count ? beside_count : count;
    diags_mute(b->ctx->diags, true);
    para_break_around(b->ctx, b->fonts, &setting->shaped, style, c->measure, cuts, setting->cut_count, &setting->lines);
    diags_mute(b->ctx->diags, false);
    return setting->lines.count < count ? NULL : setting;
}
