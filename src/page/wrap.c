/* Pictures that text stands around: at one side of a column, the lines beside them cut by their width.
 *
 * Idea: such a picture waits for the paragraph behind it and then hangs on its first line; the lines of that paragraph,
 * and of those that follow it on the grid, are cut until the picture's rows are used up. Nothing moves when columns are
 * chosen, because no column may end beside the picture. What does not stand on the grid (a head of its own leading, a
 * box, a table) begins below it; the last line before then is as high as what is left.
 * Invariants: rows are counted here as column.c will count them; a picture that finds no text to stand beside is set as
 * one of its own, in the width that was asked for.
 * Rejected: text around a picture that reaches into the next column: which lines stand there, only the choice of
 * columns can tell, and that needs to know how long the lines are.
 */
#include "page/parts.h"

/* Text beside a picture is at least so wide [ems of the body]; a narrower one is full of holes. */
#define BESIDE_EMS 10
/* Of the gutter, between picture and text [percent]. */
#define BESIDE_GAP_PERCENT 70

/* Rows of such a picture: what stands beside it may not be parted by a column's foot. */
static int rows_most(const struct builder *b) { return b->rows / 2 < CUTS_MAX ? b->rows / 2 : CUTS_MAX; }

bool wrap_begin(struct collect *c, const struct flow_node *node) {
    struct builder *b = c->b;
    const struct flow_figure *figure = node->figure;
    wrap_end(c);
    mpt gap = b->gutter * BESIDE_GAP_PERCENT / 100, width = c->measure * figure->width / 100;
    bool room =
        c->measure - width - gap >= BESIDE_EMS * b->look->body.chars.size && !c->deco && c->into->kind == SECTION_TEXT;
    if (!room) {
        diag(b->ctx, DIAG_FIGURE_SIDE, node->place, "%d %%", figure->width);
        return false;
    }
    mpt limit = (mpt)(rows_most(b) - 2) * b->grid;
    struct picture *picture = picture_set(b, node, width, limit, c->parent, c->lang);
    c->wrap = (struct wrap){.picture = picture, .node = node, .rows = picture_rows(b, picture, NULL)};
    if (c->wrap.rows > rows_most(b)) c->wrap.rows = rows_most(b);
    c->wrap.x = figure->side == SIDE_LEFT ? 0 : c->measure - picture->width;
    c->wrap.left = figure->side == SIDE_LEFT ? picture->width + gap : 0;
    c->wrap.right = figure->side == SIDE_LEFT ? 0 : picture->width + gap;
    c->wrap.waits = true;
    return true;
}

/* Whole rows between the last slug and a paragraph of this style, both on the grid. */
static int rows_between(const struct collect *c, const struct style *style) {
    const struct slugs *slugs = &c->into->slugs;
    mpt below = slugs->len ? slugs->at[slugs->len - 1].below : 0, grid = c->b->grid;
    mpt gap = below > style->above ? below : style->above;
    return (int)((gap + grid - grid * GRID_GAP_PERCENT / 100) / grid);
}

const struct cut *wrap_cuts(struct collect *c, const struct style *style, bool plain, size_t *count) {
    struct builder *b = c->b;
    *count = 0;
    if (c->wrap.rows <= 0) return NULL;
    if (!plain || c->deco || style->leading != b->grid) {
        wrap_end(c);
        return NULL;
    }
    if (!c->wrap.waits) c->wrap.rows -= rows_between(c, style);
    if (c->wrap.rows <= 0) return NULL;
    struct cut *cuts = ARENA_ARRAY(b->ctx->arena, (size_t)c->wrap.rows, struct cut);
    for (int i = 0; i < c->wrap.rows; i++) cuts[i] = (struct cut){c->wrap.left, c->wrap.right};
    *count = (size_t)c->wrap.rows;
    return cuts;
}

void wrap_take(struct collect *c, size_t first) {
    struct slugs *slugs = &c->into->slugs;
    if (c->wrap.rows <= 0 || slugs->len == first) return;
    if (c->wrap.waits) {
        slugs->at[first].beside = c->wrap.picture;
        slugs->at[first].beside_x = c->wrap.x - slugs->at[first].x;
        if (c->wrap.picture->caption) collect_calls(c, first, c->wrap.picture->caption->text);
        c->wrap.waits = false;
    }
    c->wrap.rows -= (int)(slugs->len - first);
    if (c->wrap.rows > 0) slugs->at[slugs->len - 1].break_cost = COST_FORBIDDEN;
}

/* Nothing came to stand beside it: it stands by itself. */
static void wrap_alone(struct collect *c) {
    struct wrap wrap = c->wrap;
    struct builder *b = c->b;
    c->wrap = (struct wrap){0};
    struct slug *slug = collect_slug(c, SLUG_PICTURE, wrap.node->style, wrap.picture->total);
    slug->picture = wrap.picture;
    slug->place = wrap.node->place;
    slug->x += wrap.x;
    slug->above = slug->below = b->grid / 2;
    if (wrap.picture->caption) collect_calls(c, c->into->slugs.len - 1, wrap.picture->caption->text);
}

void wrap_end(struct collect *c) {
    struct slugs *slugs = &c->into->slugs;
    if (c->wrap.rows <= 0) return;
    if (c->wrap.waits) {
        wrap_alone(c);
        return;
    }
    struct slug *last = &slugs->at[slugs->len - 1];
    last->height += (mpt)c->wrap.rows * c->b->grid;
    last->break_cost = line_break_cost(last->line.setting, last->line.index);
    c->wrap = (struct wrap){0};
}
