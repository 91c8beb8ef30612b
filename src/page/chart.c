/* Charts: rows of bars, or of cells of one width, with their texts, as slugs.
 *
 * Idea: every row is a slug of its own, so a long schedule breaks over columns as a table does; all of them belong to
 * one Figure, whose alternative text says what they show. Widths follow from the measure: labels and values take what
 * they need, the bars the rest; labels that would take too much stand above their bars.
 * Invariant: ends of bars are shares of the same width, counted from its left edge, so that bars of equal sums end at
 * the same place whatever they are made of.
 * Rejected: one slug for the whole chart (higher than a page for a schedule of some size). */
#include "page/parts.h"

/* Labels beside their bars take at most this much of the width; longer ones are broken or stand above [percent]. */
#define LABEL_MOST_PERCENT 45
/* A cell narrower than this cannot be told from its neighbour: the chart goes over all columns [mpt]. */
#define CELL_LEAST ((mpt)4500)
#define CELL_GAP ((mpt)500) /* between two cells */
#define ALONE_PERCENT 30    /* of a row: where a bar without texts has its middle, near what stands above it */
#define BARS_COLUMNS_MOST 2 /* bars as wide as a page say no more than these */

struct chart_set {
    const struct flow_chart *flow;
    uint32_t element;
    mpt bars_x, bars_width; /* from the chart's left edge */
    mpt width;
    bool above;   /* labels stand above their bars */
    bool on_grid; /* its texts stand on the baselines of the page */
};

/* Where a small text stands in its line. */
struct chart_text {
    struct setting *setting;
    mpt x, y; /* y: of its first line's top, from the slug's */
    const struct flow_bar *swatch;
};

struct chart_line {
    const struct chart_set *chart;
    const struct flow_chart_row *row; /* NULL: heads or keys */
    struct chart_text *texts;
    size_t count;
    mpt bars_y; /* middle of the bars, from the slug's top */
};

/* ---- widths ------------------------------------------------------------------------------------------------------ */

static mpt text_width(struct builder *b, const struct flow_text *text, const struct style *style) {
    if (text->count == 0) return 0;
    mpt width = shaped_width(&set_shape(b, text, style)->shaped);
    diags_round(b->ctx->diags); /* what there is to say of it is said now, and not again when it is set */
    return width;
}

static void widest(struct builder *b, const struct flow_chart *flow, mpt *label, mpt *value) {
    *label = *value = 0;
    for (size_t i = 0; i < flow->row_count; i++) {
        mpt l = text_width(b, &flow->rows[i].label, flow->text_style);
        mpt v = text_width(b, &flow->rows[i].value, flow->text_style);
        if (l > *label) *label = l;
        if (v > *value) *value = v;
    }
}

static void chart_widths(struct builder *b, struct chart_set *chart, mpt width) {
    const struct flow_chart *flow = chart->flow;
    mpt gap = flow->text_style->chars.size * 3 / 4, most = width * LABEL_MOST_PERCENT / 100, label, value;
    widest(b, flow, &label, &value);
    chart->width = width;
    chart->above = label > most && !flow->cells;
    if (label > most) label = most;
    chart->bars_x = label > 0 && !chart->above ? label + gap : 0;
    chart->bars_width = width - chart->bars_x - (value > 0 ? value + gap : 0);
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static struct chart_line *line_new(struct builder *b, const struct chart_set *chart, size_t texts) {
    struct chart_line *line = ARENA_NEW(b->ctx->arena, struct chart_line);
    line->chart = chart;
    line->texts = ARENA_ARRAY(b->ctx->arena, texts + 1, struct chart_text);
    return line;
}

static void line_slug(struct collect *c, const struct chart_line *line, mpt height, struct place place) {
    struct slug *slug = collect_slug(c, SLUG_CHART, line->chart->flow->text_style, height);
    slug->chart = line;
    slug->on_grid = line->chart->on_grid;
    slug->place = place;
}

static struct setting *line_text(struct collect *c, struct chart_line *line, const struct flow_text *text,
                                 struct chart_text at, mpt measure) {
    const struct chart_set *chart = line->chart;
    const struct style *style = chart->flow->text_style;
    at.setting = measure > 0 ? set_text(c->b, text, style, measure, chart->element, c->lang)
                             : set_label(c->b, text, style, chart->element, c->lang);
    line->texts[line->count++] = at;
    return at.setting;
}

/* Of a text's first line, below its top. */
static mpt text_baseline(const struct builder *b, const struct chart_set *chart, const struct setting *setting) {
    return chart->on_grid ? b->base : setting_baseline(b, setting);
}

static mpt bars_middle(const struct builder *b, const struct chart_set *chart, const struct setting *setting, mpt top) {
    return top + text_baseline(b, chart, setting) - cap_height(b, &setting->style->chars) / 2;
}

static void row_collect(struct collect *c, const struct chart_set *chart, const struct flow_chart_row *row) {
    const struct flow_chart *flow = chart->flow;
    struct chart_line *line = line_new(c->b, chart, 2);
    mpt leading = flow->text_style->leading, height = flow->thickness, top = 0;
    line->row = row;
    line->bars_y = height / 2;
    if (row->label.count) {
        mpt measure = chart->above ? chart->width : chart->bars_x;
        struct setting *label = line_text(c, line, &row->label, (struct chart_text){0}, measure);
        if (chart->above) top = setting_height(label);
        line->bars_y = bars_middle(c->b, chart, label, top);
        height = setting_height(label) + (chart->above ? leading : 0);
    }
    if (row->value.count) {
        struct setting *value = line_text(c, line, &row->value, (struct chart_text){.y = top}, 0);
        line->texts[line->count - 1].x = chart->width - setting_width(value);
        line->bars_y = bars_middle(c->b, chart, value, top);
        if (height < top + leading) height = top + leading;
    }
    if (chart->on_grid && line->count == 0) line->bars_y = c->b->grid * ALONE_PERCENT / 100;
    if (chart->on_grid) height = (mpt)rows_of(c->b, height) * c->b->grid;
    line_slug(c, line, height, row->place);
}

/* Heads of cells, as many as fit beside one another at equal distances. */
static void heads_collect(struct collect *c, const struct chart_set *chart, const struct flow_text *heads) {
    const struct flow_chart *flow = chart->flow;
    struct chart_line *line = line_new(c->b, chart, (size_t)flow->whole);
    mpt most = 0, size = flow->text_style->chars.size;
    int64_t step = 1, filled = 0;
    for (int64_t i = 0; i < flow->whole; i++) {
        mpt width = text_width(c->b, &heads[i], flow->text_style);
        if (width > most) most = width;
        filled += heads[i].count > 0;
    }
    while (filled == flow->whole && step < flow->whole && chart->bars_width * step / flow->whole < most + size / 4)
        step++;
    mpt end = 0;
    for (int64_t i = 0; i < flow->whole; i += step) {
        mpt x = chart->bars_x + chart->bars_width * i / flow->whole;
        if (heads[i].count == 0 || x < end) continue;
        struct setting *head = line_text(c, line, &heads[i], (struct chart_text){.x = x}, 0);
        end = x + setting_width(head) + size / 4;
    }
    line_slug(c, line, flow->text_style->leading, place_nowhere());
}

/* Swatches and their names, in as many lines as they need. */
static void keys_collect(struct collect *c, const struct chart_set *chart) {
    const struct flow_chart *flow = chart->flow;
    struct chart_line *line = line_new(c->b, chart, flow->key_count);
    mpt size = flow->text_style->chars.size, x = 0, y = 0;
    if (flow->key_count == 0) return;
    for (size_t i = 0; i < flow->key_count; i++) {
        mpt width = text_width(c->b, &flow->keys[i].text, flow->text_style), swatch = size * 5 / 4;
        if (x > 0 && x + swatch + width > chart->width) {
            x = 0;
            y += flow->text_style->leading;
        }
        mpt room = chart->width - swatch;
        struct chart_text at = {.x = x + swatch, .y = y, .swatch = &flow->keys[i].bar};
        struct setting *key = line_text(c, line, &flow->keys[i].text, at, width > room ? room : 0);
        y += setting_height(key) - flow->text_style->leading;
        x += swatch + width + size;
    }
    line_slug(c, line, y + flow->text_style->leading, place_nowhere());
}

/* ---- the chart --------------------------------------------------------------------------------------------------- */

static void chart_caption(struct collect *c, const struct flow_chart *flow, uint32_t parent, struct place place) {
    if (flow->caption.count == 0) return;
    uint32_t element = tree_element(c->b, parent, ROLE_CAPTION, NULL, place);
    collect_setting(c, set_text(c->b, &flow->caption, flow->caption_style, c->measure, element, c->lang), place);
}

static void chart_slugs(struct collect *c, const struct flow_node *node) {
    struct builder *b = c->b;
    const struct flow_chart *flow = node->chart;
    struct chart_set *chart = ARENA_NEW(b->ctx->arena, struct chart_set);
    struct slugs *slugs = &c->into->slugs;
    size_t first = slugs->len;
    chart->flow = flow;
    chart->on_grid = flow->text_style->leading == b->grid && !(c->deco && c->deco->loose);
    chart->element = tree_element(b, c->parent, ROLE_FIGURE, node->lang, node->place);
    b->doc->elements.at[chart->element].alt = flow->alt;
    chart_widths(b, chart, c->measure);
    chart_caption(c, flow, chart->element, node->place);
    for (size_t i = 0; i < flow->head_rows; i++) heads_collect(c, chart, flow->heads + (int64_t)i * flow->whole);
    size_t rows = slugs->len;
    for (size_t i = 0; i < flow->row_count; i++) row_collect(c, chart, &flow->rows[i]);
    keys_collect(c, chart);
    for (size_t i = first; i + 1 < slugs->len; i++) slugs->at[i].break_cost += i <= rows ? COST_FORBIDDEN : COST_TABLE;
    slugs->at[first].above = node->style->above;
    slugs->at[slugs->len - 1].below = node->style->below;
    if (!c->deco) block_mark(c, first);
}

/* Cells need room; a chart right behind a wide table stays with it. */
static bool wants_width(const struct collect *c, const struct flow_chart *flow) {
    bool may = c->sections && !c->deco && c->into->kind == SECTION_TEXT && c->into->columns > 1;
    if (!may) return false;
    mpt cells = c->measure * (100 - LABEL_MOST_PERCENT) / 100;
    return table_after_wide(c) || (flow->cells && cells / flow->whole < CELL_LEAST);
}

void chart_collect(struct collect *c, const struct flow_node *node) {
    const struct flow_chart *flow = node->chart;
    struct collect saved = *c;
    if (flow->row_count == 0 || flow->whole <= 0) return;
    bool wide = wants_width(c, flow);
    if (wide) {
        c->into = table_wide(c);
        c->x = 0;
        c->measure = c->into->width;
        if (!flow->cells && saved.into->columns > BARS_COLUMNS_MOST)
            c->measure = section_width(c->b, saved.into, BARS_COLUMNS_MOST);
    }
    chart_slugs(c, node);
    if (wide) table_wide_end(c, saved.into);
    c->x = saved.x;
    c->measure = saved.measure;
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

/* The Figure's box: all that was drawn of it on its first page. */
static void box_extend(struct builder *b, uint32_t index, mpt x, mpt y, mpt w, mpt h) {
    struct paint_element *element = &b->doc->elements.at[index];
    if (element->bbox.w > 0 && element->bbox.page != b->page) return;
    if (element->bbox.w == 0) {
        element->bbox.page = b->page;
        element->bbox.x = x;
        element->bbox.y = y;
        element->bbox.w = w;
        element->bbox.h = h;
        return;
    }
    mpt right = element->bbox.x + element->bbox.w, bottom = element->bbox.y + element->bbox.h;
    if (x < element->bbox.x) element->bbox.x = x;
    if (y < element->bbox.y) element->bbox.y = y;
    if (x + w > right) right = x + w;
    if (y + h > bottom) bottom = y + h;
    element->bbox.w = right - element->bbox.x;
    element->bbox.h = bottom - element->bbox.y;
}

static void bar_draw(struct builder *b, const struct chart_set *chart, const struct flow_bar *bar, mpt x, mpt y, mpt w,
                     mpt h) {
    if (w <= 0 || h <= 0) return;
    pen_mark(b, chart->element);
    struct paint_item *item = draw_item(b, bar->outlined ? PAINT_FRAME : PAINT_RECT);
    item->x = x;
    item->y = y;
    item->w = w;
    item->h = h;
    item->colour = bar->outlined ? chart->flow->outline.colour : bar->colour;
    if (bar->outlined) item->frame.thickness = chart->flow->outline.thickness;
    box_extend(b, chart->element, x, y, w, h);
}

static void cells_draw(struct builder *b, const struct chart_set *chart, const struct flow_bar *bar, int64_t from,
                       mpt x, mpt y) {
    for (int64_t i = from; i < from + bar->amount; i++) {
        mpt left = x + chart->bars_width * i / chart->flow->whole;
        mpt right = x + chart->bars_width * (i + 1) / chart->flow->whole;
        bar_draw(b, chart, bar, left, y, right - left - CELL_GAP, chart->flow->thickness);
    }
}

/* Shares of large amounts: the width times an amount need not fit into 64 bits. */
static mpt share(mpt width, int64_t amount, int64_t whole) {
    while (amount > INT64_MAX / width) {
        amount /= 2;
        whole /= 2;
    }
    return whole > 0 ? width * amount / whole : width;
}

static void bars_draw(struct builder *b, const struct chart_line *line, mpt x, mpt y) {
    const struct chart_set *chart = line->chart;
    int64_t at = 0;
    x += chart->bars_x;
    for (size_t i = 0; i < line->row->count && chart->bars_width > 0; i++) {
        const struct flow_bar *bar = &line->row->bars[i];
        mpt left = share(chart->bars_width, at, chart->flow->whole);
        mpt right = share(chart->bars_width, at + bar->amount, chart->flow->whole);
        if (chart->flow->cells)
            cells_draw(b, chart, bar, at, x, y);
        else
            bar_draw(b, chart, bar, x + left, y, right - left, chart->flow->thickness);
        at += bar->amount;
    }
}

static void text_draw(struct builder *b, const struct chart_set *chart, const struct chart_text *text, mpt x, mpt y) {
    const struct setting *setting = text->setting;
    mpt baseline = y + text->y + text_baseline(b, chart, setting), cap = cap_height(b, &setting->style->chars);
    mpt left = text->swatch ? x + text->x - setting->style->chars.size * 5 / 4 : x + text->x;
    if (text->swatch) bar_draw(b, chart, text->swatch, left, baseline - cap, cap, cap);
    for (size_t i = 0; i < setting->lines.count; i++)
        draw_line(b, setting, i, x + text->x, baseline + (mpt)i * setting->style->leading, false);
    box_extend(b, chart->element, left, y + text->y, x + text->x - left + setting_width(setting),
               setting_height(setting));
}

void chart_draw(struct builder *b, const struct chart_line *line, mpt x, mpt y) {
    for (size_t i = 0; i < line->count; i++) text_draw(b, line->chart, &line->texts[i], x, y);
    if (line->row) bars_draw(b, line, x, y + line->bars_y - line->chart->flow->thickness / 2);
}
