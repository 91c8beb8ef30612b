/* The look that gives way: another grid, other gaps, other pictures, with or without fillers.
 *
 * Idea: nothing in the flow but styles and spans of pictures depends on what fitting may change, so the flow is not
 * built again: the styles that stand on the grid are moved with it in place, the template's own and those derived of
 * them. Type keeps its size; only the distance of lines changes, for all texts at once.
 * Invariants: every change starts from what the template says, so changes do not add up; without one all is as it was.
 * Rejected: scaling of type (a reader sees it), changes to single articles (their neighbours would look different).
 */
#include "style/sheet.h"

struct saved_style {
    struct style *style;
    mpt leading, padding_y;
};

struct saved_figure {
    struct flow_figure *figure;
    int span, most; /* columns of its article */
};
VEC(saved_figures, struct saved_figure);

struct fitter {
    struct ctx *ctx;
    struct look *look;
    struct flow *flow;
    mpt grid;
    int gap;
    struct saved_style *styles;
    size_t style_count;
    struct saved_figures figures;
    size_t *listed, *listed_shorter; /* spans of each article's entry in the contents, and of the shorter one */
};

static void save_figures(struct fitter *f, struct flow_node *node, int columns) {
    if (node->kind == FLOW_FIGURE && node->figure->span > 0)
        *vec_push(f->ctx->arena, &f->figures) = (struct saved_figure){node->figure, node->figure->span, columns};
    if (node->kind != FLOW_GROUP) return;
    for (size_t i = 0; i < node->count; i++) save_figures(f, &node->children[i], columns);
}

static void save_style(struct fitter *f, struct style *style) {
    f->styles[f->style_count++] = (struct saved_style){style, style->leading, style->padding_y};
}

struct fitter *flow_fitter(struct ctx *ctx, struct look *look, struct flow *flow) {
    struct fitter *f = ARENA_NEW(ctx->arena, struct fitter);
    struct named_styles *styles = &look->sheet->styles;
    *f = (struct fitter){.ctx = ctx, .look = look, .flow = flow, .grid = look->grid, .gap = look->article_gap};
    f->styles = ARENA_ARRAY(ctx->arena, styles->len + flow->derived_count + 1, struct saved_style);
    for (size_t i = 0; i < styles->len; i++) save_style(f, &styles->at[i].draft.style);
    for (size_t i = 0; i < flow->derived_count; i++) save_style(f, flow->derived[i]);
    save_style(f, &look->body);
    f->listed = ARENA_ARRAY(ctx->arena, flow->article_count + 1, size_t);
    f->listed_shorter = ARENA_ARRAY(ctx->arena, flow->article_count + 1, size_t);
    for (size_t i = 0; i < flow->article_count; i++) {
        save_figures(f, &flow->articles[i].body, flow->articles[i].columns);
        if (flow->contents.entries) f->listed[i] = flow->contents.entries[i].count;
        if (flow->contents.shorter) f->listed_shorter[i] = flow->contents.shorter[i].count;
    }
    return f;
}

struct fit_choice flow_fit_none(const struct fitter *fitter) {
    return (struct fit_choice){.grid = fitter->grid, .gap = fitter->gap};
}

/* Lines that stood on the grid stand on the new one; what came to a row with its padding still does. */
static void fit_style(const struct fitter *f, const struct saved_style *saved, mpt grid) {
    struct style *style = saved->style;
    style->leading = saved->leading;
    style->padding_y = saved->padding_y;
    if (grid == f->grid) return;
    if (saved->leading == f->grid)
        style->leading = grid;
    else if (saved->padding_y > 0 && saved->leading + 2 * saved->padding_y == f->grid)
        style->padding_y = (grid - saved->leading) / 2 > 0 ? (grid - saved->leading) / 2 : 0;
}

static int fit_span(const struct saved_figure *saved, int more) {
    int span = saved->span + more;
    if (saved->span == 1 && more < 0) return 1;
    if (span < 1) span = 1;
    return span < saved->most ? span : saved->most;
}

void flow_fit(struct fitter *f, const struct fit_choice *fit) {
    struct flow_contents *contents = &f->flow->contents;
    size_t fillers = 0;
    f->look->grid = fit->grid;
    f->look->article_gap = fit->gap;
    for (size_t i = 0; i < f->style_count; i++) fit_style(f, &f->styles[i], fit->grid);
    for (size_t i = 0; i < f->figures.len; i++)
        f->figures.at[i].figure->span = fit_span(&f->figures.at[i], fit->picture_columns);
    for (size_t i = 0; i < f->flow->article_count; i++) {
        struct flow_article *article = &f->flow->articles[i];
        if (!article->filler) continue;
        article->left_out = ++fillers > fit->fillers;
        if (contents->entries) contents->entries[i].count = article->left_out ? 0 : f->listed[i];
        if (contents->shorter) contents->shorter[i].count = article->left_out ? 0 : f->listed_shorter[i];
    }
}
