/* One column: how high a run of slugs is, and where each of them stands.
 *
 * Idea: measuring and drawing walk the same code, so what was planned is what is painted. Slugs on the grid move the
 * column on by whole rows. Everything else forms runs off the grid: their heights and spaces are added up as they are,
 * and where the run ends the sum is rounded up to whole rows. What is left over is shared above and below the run as
 * its styles say, or goes into the padding of a tint, whose edges then stand on the grid. At a column's top there is
 * no space above, and capitals of the first line stand as high as those of the columns beside it.
 * Invariant: between runs the column's depth is a whole number of rows.
 * Rejected: every slug in whole rows, which tears heads, captions and lists apart.
 */
#include "page/parts.h"

/* Least air between an article's head and its text. */
static mpt head_air(const struct builder *b) { return b->grid * 2 / 5; }

/* The part of the spare that goes above an article's head: it belongs to the text below it [percent]. */
#define LOWERED_PERCENT 67

/* A decoration as it stands in this column. */
struct standing {
    const struct deco *deco;
    mpt top, bottom;
    size_t from, to; /* slugs inside */
    bool begins;     /* not continued from the column before */
    bool ends;
};
VEC(standings, struct standing);

struct placing {
    struct arena *arena;
    mpt *tops; /* of slugs from..., from the column's top */
    struct standings standings;
    size_t run_first; /* slug with which the present run began */
    bool run_at_top;
    mpt repeated; /* top of the repeated head rows */
};

/* ---- decorations ------------------------------------------------------------------------------------------------- */

static const struct deco *common(const struct deco *a, const struct deco *b) {
    while (a != b) {
        if (!a || !b) return NULL;
        if (a->depth >= b->depth)
            a = a->parent;
        else
            b = b->parent;
    }
    return a;
}

static mpt larger(mpt a, mpt b) { return a > b ? a : b; }

/* At a column's top a decoration may be the rest of one that began in the column before. */
static bool begins_here(const struct filling *f, const struct deco *deco) {
    return f->at != f->from || f->from == 0 || common(f->section->slugs.at[f->from - 1].deco, deco) != deco;
}

static void standing_open(struct filling *f, const struct deco *deco) {
    if (!f->placing) return;
    bool begins = begins_here(f, deco);
    struct standing *standing = vec_push(f->placing->arena, &f->placing->standings);
    *standing = (struct standing){.deco = deco, .top = f->y, .bottom = -1, .from = f->at, .begins = begins};
}

static void standing_close(struct filling *f, const struct deco *deco, bool ends) {
    if (!f->placing) return;
    for (size_t i = f->placing->standings.len; i-- > 0;) {
        struct standing *standing = &f->placing->standings.at[i];
        if (standing->deco != deco || standing->bottom >= 0) continue;
        standing->bottom = f->y;
        standing->to = f->at;
        standing->ends = ends;
        return;
    }
}

/* Opens the decorations of `deco` below `until`, outermost first; `gap` is the space owed before them. Gives the
 * space still owed behind them. */
static mpt open_decos(struct filling *f, const struct deco *deco, const struct deco *until, mpt gap, bool at_top) {
    if (deco == until) return gap;
    gap = open_decos(f, deco->parent, until, gap, at_top);
    if (!at_top) gap = larger(gap, deco->above);
    if (at_top && deco->absorbs && !until) f->y += f->b->base - f->b->cap; /* level with the capitals beside it */
    if (at_top || deco->pad_top > 0) {
        f->y += at_top ? 0 : gap;
        standing_open(f, deco);
        f->y += deco->pad_top;
        return 0;
    }
    if (deco->style->tinted || deco->style->rule_left.thickness > 0) {
        f->y += gap;
        standing_open(f, deco);
        return 0;
    }
    standing_open(f, deco);
    return gap;
}

static mpt close_decos(struct filling *f, const struct deco *deco, const struct deco *until, mpt gap) {
    for (; deco != until; deco = deco->parent) {
        if (deco->pad_bottom > 0) gap = 0;
        f->y += deco->pad_bottom;
        standing_close(f, deco, true);
        gap = larger(gap, deco->below);
    }
    return gap;
}

/* ---- runs off the grid ------------------------------------------------------------------------------------------- */

static mpt grid_up(const struct filling *f, mpt y) { return (mpt)rows_of(f->b, y) * f->b->grid; }

/* The last box of the run takes the spare into its padding; false when there is none. */
static bool spare_to_box(struct filling *f, mpt spare, size_t end) {
    struct placing *p = f->placing;
    size_t box = p->standings.len;
    for (size_t i = p->standings.len; i-- > 0 && box == p->standings.len;)
        if (p->standings.at[i].deco->absorbs && p->standings.at[i].from >= p->run_first) box = i;
    if (box == p->standings.len) return false;
    struct standing *standing = &p->standings.at[box];
    size_t to = standing->bottom >= 0 ? standing->to : end;
    for (size_t i = standing->from; i < end; i++) p->tops[i - f->from] += i < to ? spare / 2 : spare;
    for (size_t i = box + 1; i < p->standings.len; i++) {
        bool inside = p->standings.at[i].from < to;
        p->standings.at[i].top += inside ? spare / 2 : spare;
        if (p->standings.at[i].bottom >= 0) p->standings.at[i].bottom += inside ? spare / 2 : spare;
    }
    for (size_t i = 0; i <= box; i++) {
        bool holds = i == box || (p->standings.at[i].from <= standing->from && p->standings.at[i].to >= to);
        if (holds && p->standings.at[i].bottom >= 0) p->standings.at[i].bottom += spare;
    }
    return true;
}

static void shift_run(struct filling *f, mpt shift, size_t end) {
    struct placing *p = f->placing;
    for (size_t i = p->run_first; i < end; i++) p->tops[i - f->from] += shift;
    for (size_t i = 0; i < p->standings.len; i++) {
        if (p->standings.at[i].from < p->run_first || p->standings.at[i].from >= end) continue;
        p->standings.at[i].top += shift;
        if (p->standings.at[i].bottom >= 0) p->standings.at[i].bottom += shift;
    }
}

/* Capitals of a line that opens a column stand as high as those of the body's lines beside it. */
static mpt top_shift(const struct filling *f, const struct slug *slug) {
    if (slug->deco && slug->deco->loose) return 0;
    mpt cap_top = f->b->base - f->b->cap;
    if (slug->kind == SLUG_PICTURE) return cap_top;
    if (slug->kind != SLUG_LINE) return 0;
    const struct setting *setting = slug->line.setting;
    return cap_top - (setting_baseline(f->b, setting) - cap_height(f->b, &setting->style->chars));
}

static void share_spare(struct filling *f, mpt spare, size_t end, bool at_foot) {
    struct placing *p = f->placing;
    if (p->run_first >= end) return;
    if (f->section->kind != SECTION_HEAD && spare_to_box(f, spare, end)) return;
    const struct slug *first = &f->section->slugs.at[p->run_first], *last = &f->section->slugs.at[end - 1];
    mpt shift = 0;
    int shares = first->share_above + last->share_below;
    if (p->run_at_top && f->section->lowered) shift = (spare - head_air(f->b)) * LOWERED_PERCENT / 100;
    if (p->run_at_top && f->section->lowered && shift < 0)
        shift = 0;
    else if (p->run_at_top)
        shift = top_shift(f, first);
    else if (at_foot && last->kind != SLUG_LINE)
        shift = spare;
    else if (shares > 0)
        shift = spare * first->share_above / shares;
    if (shift > spare) shift = spare;
    shift_run(f, shift, end);
}

/* A head of one line that opens the column, not much higher than a row. */
static bool is_lone_head(const struct filling *f, size_t end) {
    const struct slug *slug = &f->section->slugs.at[f->from];
    if (f->section->kind != SECTION_TEXT || end != f->from + 1 || slug->kind != SLUG_LINE || slug->deco) return false;
    const struct setting *setting = slug->line.setting;
    return setting->style->keep_next && setting->lines.count == 1 && slug->height * 2 <= f->b->grid * 3;
}

/* It takes the first row, its baseline on the grid: two would leave one of them empty below it. */
static void run_end_head(struct filling *f) {
    const struct setting *setting = f->section->slugs.at[f->from].line.setting;
    if (f->placing) f->placing->tops[0] = f->b->base - setting_baseline(f->b, setting);
    f->y = f->b->grid;
    f->off_grid = false;
}

/* Ends the run at y: rounds the column's depth up. */
static void run_end(struct filling *f, size_t end, bool at_foot) {
    if (!f->off_grid) return;
    if (!at_foot && is_lone_head(f, end)) {
        run_end_head(f);
        return;
    }
    mpt rounded = grid_up(f, f->y);
    if (f->placing) share_spare(f, rounded - f->y, end, at_foot);
    f->y = rounded;
    f->off_grid = false;
}

static void run_begin(struct filling *f, bool at_top) {
    if (f->off_grid) return;
    f->off_grid = true;
    f->run = f->y;
    if (!f->placing) return;
    f->placing->run_first = f->at;
    f->placing->run_at_top = at_top;
}

/* ---- filling ----------------------------------------------------------------------------------------------------- */

void filling_begin(struct filling *f, const struct builder *b, const struct section *section, size_t from) {
    *f = (struct filling){.b = b, .section = section, .from = from, .at = from};
}

/* Space of `gap` before a slug on the grid, to the nearest row; half a row is one, on a grid a little wider too. */
static void gap_on_grid(struct filling *f, mpt gap) {
    mpt grid = f->b->grid;
    f->y += (gap + grid - grid * GRID_GAP_PERCENT / 100) / grid * grid;
}

/* A head is one run: its lines keep their own leading, however much is left over to the next row. */
static bool stands_on_grid(const struct filling *f, const struct slug *slug) {
    return slug->on_grid && f->section->kind != SECTION_HEAD && !(slug->deco && slug->deco->loose);
}

static void add_first(struct filling *f, const struct slug *slug) {
    const struct tabular *repeated = table_repeated(f->section, f->at);
    if (!stands_on_grid(f, slug)) run_begin(f, true);
    (void)open_decos(f, slug->deco, NULL, 0, true);
    if (!repeated) return;
    if (f->placing) f->placing->repeated = f->y;
    f->y += repeated->head_height;
}

static void add_next(struct filling *f, const struct slug *slug) {
    const struct slug *before = &f->section->slugs.at[f->at - 1];
    const struct deco *shared = common(before->deco, slug->deco);
    mpt gap = close_decos(f, before->deco, shared, before->below);
    f->y += (mpt)slug->spread * f->b->grid;
    if (stands_on_grid(f, slug)) {
        gap = larger(gap, slug->above);
        for (const struct deco *d = slug->deco; d != shared; d = d->parent) gap = larger(gap, d->above);
        if (f->off_grid) {
            f->y += gap;
            run_end(f, f->at, false);
        } else {
            gap_on_grid(f, gap);
        }
        (void)open_decos(f, slug->deco, shared, 0, true);
        return;
    }
    run_begin(f, false);
    gap = open_decos(f, slug->deco, shared, gap, false);
    f->y += larger(gap, slug->deco != shared && slug->deco && slug->deco->pad_top > 0 ? 0 : slug->above);
}

void filling_add(struct filling *f) {
    const struct slug *slug = &f->section->slugs.at[f->at];
    if (f->at == f->from)
        add_first(f, slug);
    else
        add_next(f, slug);
    if (f->placing) f->placing->tops[f->at - f->from] = f->y;
    f->y += slug->height;
    for (size_t i = 0; i < slug->notes.len; i++) f->notes += slug->notes.at[i].height;
    f->at++;
}

/* Below the last slug of a column: a box ends on the last baseline, an article's head has air below it. */
static mpt foot_air(const struct filling *f) {
    const struct slug *last = &f->section->slugs.at[f->at - 1];
    mpt air = 0;
    for (const struct deco *d = last->deco; d; d = d->parent)
        if (d->absorbs) air = f->b->grid - f->b->base;
    if (f->section->kind != SECTION_HEAD || f->at < f->section->slugs.len) return air;
    air = larger(larger(air, last->below), head_air(f->b));
    for (const struct deco *d = last->deco; d; d = d->parent) air = larger(air, d->below);
    return air;
}

int filling_rows(const struct filling *f) {
    if (f->at == f->from) return 0;
    mpt y = f->y;
    for (const struct deco *d = f->section->slugs.at[f->at - 1].deco; d; d = d->parent) y += d->pad_bottom;
    y += foot_air(f);
    int rows = rows_of(f->b, y);
    if (f->notes > 0) rows += rows_of(f->b, f->notes + note_space(f->b));
    return rows;
}

int column_rows(const struct builder *b, const struct section *section, size_t from, size_t to) {
    struct filling f;
    filling_begin(&f, b, section, from);
    while (f.at < to) filling_add(&f);
    return filling_rows(&f);
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static void deco_draw(struct builder *b, const struct standing *s, mpt x, mpt y) {
    const struct style *style = s->deco->style;
    mpt top = y + s->top, bottom = y + s->bottom, left = x + s->deco->x, width = s->deco->width;
    draw_area(b, AREA_BOX, left, top, width, bottom - top);
    if (style->tinted)
        draw_rect(b, ARTIFACT_BACKGROUND, left, top, width, bottom - top, style->tint)->place = style->tint_place;
    draw_frame(b, left, top, width, bottom - top, &style->frame, 0);
    if (s->begins) draw_rule(b, left, top + style->rule_above.thickness / 2, width, &style->rule_above);
    if (s->ends) draw_rule(b, left, bottom - style->rule_below.thickness / 2, width, &style->rule_below);
    if (style->rule_left.thickness > 0) {
        draw_rect(b, ARTIFACT_LAYOUT, left, top, style->rule_left.thickness, bottom - top, style->rule_left.colour)
            ->place = style->rule_left.place;
    }
}

static void line_draw(struct builder *b, const struct slug *slug, mpt x, mpt y) {
    const struct setting *setting = slug->line.setting;
    mpt baseline = y + (slug->on_grid && !(slug->deco && slug->deco->loose) ? b->base : setting_baseline(b, setting));
    mpt beside = setting->cut_count && slug->line.index == 0 ? setting->cuts[0].left : 0;
    for (const struct setting *label = setting->label; label && slug->line.index == 0; label = label->label)
        if (label->lines.count) draw_line(b, label, 0, x + beside + label->label_x, baseline, false);
    if (setting->initial && slug->line.index == 0) draw_initial(b, setting, x, baseline);
    draw_line(b, setting, slug->line.index, x, baseline, false);
    if (setting->entry) contents_note(b, slug, x, baseline);
}

static void cells_draw(struct builder *b, const struct slug *slug, mpt x, mpt y) {
    bool on_grid = slug->on_grid && !(slug->deco && slug->deco->loose);
    for (size_t i = 0; i < slug->cells->count; i++) {
        const struct setting *cell = slug->cells->cells[i];
        if (cell->lines.count == 0) continue;
        draw_line(b, cell, 0, x + slug->cells->x[i], y + (on_grid ? b->base : setting_baseline(b, cell)), false);
    }
}

static void inset_draw(struct builder *b, const struct inset *inset, mpt x, mpt y) {
    size_t from = inset->plan.from;
    for (int c = 0; c < inset->section->columns; c++) {
        column_draw(b, inset->section, from, inset->plan.end[c], x + c * (inset->section->width + b->gutter), y);
        from = inset->plan.end[c];
    }
}

static void slug_draw(struct builder *b, const struct slug *slug, mpt x, mpt y) {
    x += slug->x;
    if (slug->anchor) draw_anchor(b, slug->anchor, x, y);
    switch (slug->kind) {
    case SLUG_LINE:
        line_draw(b, slug, x, y);
        if (slug->beside) picture_draw(b, slug->beside, x + slug->beside_x, y + b->base - b->cap);
        break;
    case SLUG_CELLS: cells_draw(b, slug, x, y); break;
    case SLUG_PICTURE: picture_draw(b, slug->picture, x, y); break;
    case SLUG_ROW: table_row_draw(b, slug->row, x, y, false); break;
    case SLUG_CHART: chart_draw(b, slug->chart, x, y); break;
    case SLUG_RULE: draw_rule(b, x, y + slug->height / 2, slug->measure, slug->rule); break;
    case SLUG_COLUMNS: inset_draw(b, slug->inset, x, y); break;
    case SLUG_EMPTY: break;
    }
    b->slugs_drawn++;
}

static void repeated_draw(struct builder *b, const struct section *section, size_t from, mpt x, mpt y) {
    const struct tabular *table = table_repeated(section, from);
    if (!table) return;
    for (size_t i = 0; i < table->head_count; i++) {
        table_row_draw(b, &table->heads[i], x, y, true);
        y += table->heads[i].height;
    }
}

/* A table that goes on elsewhere is closed by the same rules as one that begins and ends here. */
static void cut_rules_draw(struct builder *b, const struct section *section, size_t from, size_t to, mpt x,
                           const mpt *tops, mpt y) {
    const struct slug *first = &section->slugs.at[from], *last = &section->slugs.at[to - 1];
    if (first->kind == SLUG_ROW)
        draw_rule(b, x + first->x, y + tops[0], first->row->table->total_width, &first->row->table->flow->head_rule);
    if (last->kind == SLUG_ROW)
        draw_rule(b, x + last->x, y + tops[to - 1 - from] + last->height, last->row->table->total_width,
                  &last->row->table->flow->head_rule);
}

void column_draw(struct builder *b, const struct section *section, size_t from, size_t to, mpt x, mpt y) {
    if (from == to) return;
    struct placing placing = {.arena = b->work, .tops = ARENA_ARRAY(b->work, to - from, mpt)};
    struct filling f;
    filling_begin(&f, b, section, from);
    f.placing = &placing;
    while (f.at < to) filling_add(&f);
    for (const struct deco *d = section->slugs.at[to - 1].deco; d; d = d->parent) {
        f.y += d->pad_bottom;
        bool ends = to == section->slugs.len || common(d, section->slugs.at[to].deco) != d;
        standing_close(&f, d, ends);
    }
    f.y += foot_air(&f);
    run_end(&f, to, true);
    draw_area(b, AREA_COLUMN, x, y, section->width, (mpt)rows_of(b, f.y) * b->grid);
    page_cover(b, x, section->width, y + (mpt)rows_of(b, f.y) * b->grid);
    for (size_t i = 0; i < placing.standings.len; i++) deco_draw(b, &placing.standings.at[i], x, y);
    repeated_draw(b, section, from, x + section->slugs.at[from].x, y + placing.repeated);
    for (size_t i = from; i < to; i++) slug_draw(b, &section->slugs.at[i], x, y + placing.tops[i - from]);
    cut_rules_draw(b, section, from, to, x, placing.tops, y);
}
