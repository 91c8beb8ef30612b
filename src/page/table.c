/* Tables: widths of columns from their content, rows on the grid, head rows again after a break.
 *
 * The table takes one column of the page when it can be read there, else all of them, as a section of its own. When
 * even the whole width is too narrow, the letters shrink, down to a limit; after that words break between letters, and
 * nothing is lost. First baselines of all rows stand on the grid; a row is as many rows of the grid as its highest cell
 * needs.
 */
#include "page/parts.h"

/* Letters of a table shrink to this at most [percent]. */
#define SQUEEZE_LEAST 60
/* Letters that would have to be smaller than this make a table stand on its side [percent], where it has so much more
 * width [percent]. */
#define TURN_PERCENT 85
#define TURN_GAIN 115
#define ALIGNS 5
/* Rows that share a cell stay together up to this part of a page. */
#define BOUND_DIVISOR 2

struct measure {
    struct setting **cells; /* shaped */
    mpt *pad;               /* per cell: kept free behind a number so that the units of its column align */
    struct cell_widths widths;
};

/* ---- styles and texts of cells ------------------------------------------------------------------------------------
 */

struct cell_styles {
    const struct style *of[3][ALIGNS]; /* of the body, the head and sums, by alignment */
    int percent;                       /* of the letters' size */
};

static const struct style *cell_style(struct builder *b, struct cell_styles *styles, const struct flow_table *flow,
                                      size_t row, enum align align) {
    bool head = row < flow->head_rows;
    const struct style *base = flow_row_style(flow, row);
    const struct style **slot = &styles->of[head ? 1 : flow_row_sums(flow, row) ? 2 : 0][align];
    if (*slot) return *slot;
    struct style *style = ARENA_NEW(b->ctx->arena, struct style);
    *style = *base;
    style->align = align;
    style->left = style->right = style->first_indent = 0;
    style->leading = base->leading * styles->percent / 100;
    *slot = style;
    return style;
}

static const struct flow_text *squeezed(struct builder *b, const struct flow_text *text, int percent) {
    if (percent == 100) return text;
    struct flow_text *copy = ARENA_NEW(b->ctx->arena, struct flow_text);
    copy->count = text->count;
    copy->spans = ARENA_ARRAY(b->ctx->arena, text->count, struct span);
    const struct char_style *from = NULL;
    struct char_style *to = NULL;
    for (size_t i = 0; i < text->count; i++) {
        copy->spans[i] = text->spans[i];
        if (text->spans[i].style != from) {
            from = text->spans[i].style;
            to = ARENA_NEW(b->ctx->arena, struct char_style);
            *to = *from;
            to->size = from->size * percent / 100;
        }
        copy->spans[i].style = to;
    }
    return copy;
}

/* Width of a number from its decimal mark on. */
static mpt tail_width(struct builder *b, const struct flow_cell *cell, const struct style *style, int percent) {
    struct span span = cell->text.spans[0];
    struct flow_text tail = {.spans = &span, .count = 1};
    span.text = str_slice(span.text, cell->tail, span.text.len);
    if (span.text.len == 0) return 0;
    return shaped_width(&set_shape(b, squeezed(b, &tail, percent), style)->shaped);
}

static void pad_numbers(struct builder *b, const struct flow_table *flow, int percent, struct measure *out) {
    for (size_t c = 0; c < flow->columns; c++) {
        mpt most = 0;
        for (size_t i = c; i < flow->rows * flow->columns; i += flow->columns) {
            if (!flow->cells[i].is_number) continue;
            out->pad[i] = tail_width(b, &flow->cells[i], out->cells[i]->style, percent);
            if (out->pad[i] > most) most = out->pad[i];
        }
        for (size_t i = c; i < flow->rows * flow->columns; i += flow->columns)
            if (flow->cells[i].is_number) out->pad[i] = most - out->pad[i];
    }
}

static void measure_cells(struct builder *b, const struct flow_table *flow, int percent, struct measure *out) {
    struct cell_styles styles = {.percent = percent};
    size_t count = flow->rows * flow->columns;
    struct cell_widths *w = &out->widths;
    out->cells = ARENA_ARRAY(b->ctx->arena, count, struct setting *);
    out->pad = ARENA_ARRAY(b->ctx->arena, count, mpt);
    widths_begin(b, w, flow->rows, flow->columns, flow->cell_style->padding_x * percent / 100);
    for (size_t i = 0; i < count; i++) {
        const struct style *style = cell_style(b, &styles, flow, i / flow->columns, flow->cells[i].align);
        out->cells[i] = set_shape(b, squeezed(b, &flow->cells[i].text, percent), style);
    }
    pad_numbers(b, flow, percent, out);
    for (size_t i = 0; i < count; i++) {
        const struct shaped *shaped = &out->cells[i]->shaped;
        if (flow->cells[i].covered || flow->cells[i].across) continue;
        widths_cell(w, i, shaped_min_width(shaped), shaped_width(shaped) + out->pad[i]);
    }
    for (size_t i = 0; i < count; i++) {
        const struct shaped *shaped = &out->cells[i]->shaped;
        size_t columns = flow->cells[i].across + 1;
        if (columns > 1) widths_across(w, i, columns, shaped_min_width(shaped), shaped_width(shaped) + out->pad[i]);
    }
    widths_end(w);
    w->wanted = flow->widths;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static const struct flow_cell *flow_cell(const struct table_row *row, size_t column) {
    const struct flow_table *flow = row->table->flow;
    return &flow->cells[row->row * flow->columns + column];
}

/* Does the cell hang down into further rows? Else all of its lines stand in its first. */
static bool hangs(const struct table_row *row, size_t column) { return row->together && flow_cell(row, column)->down; }

static mpt across_width(const struct tabular *table, const struct flow_cell *cell, size_t column) {
    mpt width = 0;
    for (size_t i = column; i <= column + cell->across && i < table->flow->columns; i++) width += table->width[i];
    return width;
}

static size_t row_lines(const struct table_row *row) {
    size_t lines = 1;
    for (size_t i = 0; i < row->table->flow->columns; i++)
        if (!hangs(row, i) && row->cells[i]->lines.count > lines) lines = row->cells[i]->lines.count;
    return lines;
}

static mpt row_leading(const struct table_row *row) { return row->cells[0]->style->leading; }

/* Padding beyond what a line has below its baseline in its row of the grid anyway. */
static mpt row_padding(const struct builder *b, const struct table_row *row) {
    mpt padding = row->cells[0]->style->padding_y - (b->grid - b->base);
    return padding > 0 ? padding : 0;
}

static mpt row_height(const struct builder *b, const struct table_row *row) {
    mpt lines = (mpt)(row->to - row->from);
    return rows_of(b, (lines - 1) * row_leading(row) + b->grid + 2 * row_padding(b, row)) * b->grid;
}

static bool is_head(const struct table_row *row) { return row->row < row->table->flow->head_rows; }

static uint32_t cell_element(struct builder *b, const struct flow_table *flow, size_t row, size_t column,
                             uint32_t parent) {
    const struct flow_cell *cell = &flow->cells[row * flow->columns + column];
    bool head = row < flow->head_rows;
    uint32_t id = tree_element(b, parent, head || cell->header ? ROLE_TH : ROLE_TD, NULL, cell->place);
    b->doc->elements.at[id].head_column = head;
    b->doc->elements.at[id].head_row = !head && cell->header;
    b->doc->elements.at[id].across = cell->across;
    b->doc->elements.at[id].down = cell->down;
    return id;
}

static void row_set(struct collect *c, struct tabular *table, const struct measure *m, size_t r, uint32_t parent,
                    struct table_row *row) {
    const struct flow_table *flow = table->flow;
    struct builder *b = c->b;
    uint32_t tr = tree_element(b, parent, ROLE_TR, NULL, flow->cells[r * flow->columns].place);
    *row = (struct table_row){.table = table,
                              .row = r,
                              .cells = m->cells + r * flow->columns,
                              .pad = m->pad + r * flow->columns,
                              .first_part = true};
    for (size_t i = 0; i < flow->columns; i++) {
        const struct flow_cell *cell = flow_cell(row, i);
        uint32_t element = cell->covered ? tr : cell_element(b, flow, r, i, tr);
        mpt measure = across_width(table, cell, i) - 2 * m->widths.padding;
        set_break(b, row->cells[i], measure > MPT_PER_PT ? measure : MPT_PER_PT, element, c->lang);
    }
}

/* ---- cells over several rows ------------------------------------------------------------------------------------- */

/* Rows from `first` on that cells bind to one another. */
static size_t bound_rows(const struct flow_table *flow, size_t first) {
    size_t end = first + 1;
    for (size_t r = first; r < end; r++)
        for (size_t c = 0; c < flow->columns; c++) {
            size_t down = flow->cells[r * flow->columns + c].down;
            if (r + down + 1 > end) end = r + down + 1;
        }
    return end - first;
}

/* Room for a cell that hangs: the last of its rows grows. */
static void make_room(struct builder *b, struct table_row *rows, size_t r, size_t column) {
    size_t down = flow_cell(&rows[r], column)->down;
    const struct setting *cell = rows[r].cells[column];
    mpt lines = (mpt)(cell->lines.count ? cell->lines.count : 1), have = 0;
    mpt need = (lines - 1) * row_leading(&rows[r]) + b->grid + 2 * row_padding(b, &rows[r]);
    for (size_t i = r; i <= r + down; i++) have += rows[i].height;
    if (need > have) rows[r + down].height += (mpt)rows_of(b, need - have) * b->grid;
}

/* Rows that one column holds stay together, and their common cells hang; of more, each cell stands in its first. */
static void bind_rows(struct builder *b, struct table_row *rows, size_t count, mpt limit) {
    mpt height = 0;
    for (size_t i = 0; i < count; i++) {
        rows[i].together = i + 1 < count;
        rows[i].to = row_lines(&rows[i]);
        rows[i].height = row_height(b, &rows[i]);
        height += rows[i].height;
    }
    for (size_t i = 0; i + 1 < count && height <= limit; i++)
        for (size_t c = 0; c < rows[i].table->flow->columns; c++)
            if (hangs(&rows[i], c)) make_room(b, rows, i, c);
    for (size_t i = 0; i < count && height > limit; i++) {
        rows[i].together = false;
        rows[i].to = row_lines(&rows[i]);
        rows[i].height = row_height(b, &rows[i]);
    }
}

static void row_slug(struct collect *c, const struct table_row *part, int64_t cost) {
    const struct flow_table *flow = part->table->flow;
    struct table_row *row = ARENA_NEW(c->b->ctx->arena, struct table_row);
    *row = *part;
    struct slug *slug = collect_slug(c, SLUG_ROW, part->table->style, row->height);
    slug->row = row;
    slug->on_grid = !(c->deco && c->deco->loose);
    slug->place = flow->cells[row->row * flow->columns].place;
    slug->joined = !row->first_part || row->row > 0;
    slug->break_cost = cost;
}

/* A row higher than this is split between its lines. */
static mpt row_limit(const struct builder *b, const struct tabular *table) {
    mpt limit = (mpt)(b->rows - 2) * b->grid - table->head_height;
    mpt least = (mpt)b->rows * b->grid / 3;
    return limit > least ? limit : least;
}

static void row_collect(struct collect *c, const struct table_row *row, int64_t cost) {
    mpt limit = row_limit(c->b, row->table);
    size_t first = c->into->slugs.len;
    if (row->height <= limit) {
        row_slug(c, row, cost);
    } else {
        struct builder *b = c->b;
        const struct flow_table *flow = row->table->flow;
        diag(b->ctx, DIAG_TABLE_ROW_SPLIT, flow->cells[row->row * flow->columns].place, "%s", "");
        size_t lines = row->to, chunk = (size_t)((limit - b->grid) / (row_leading(row) > 0 ? row_leading(row) : 1));
        if (chunk == 0) chunk = 1;
        for (size_t from = 0; from < lines; from += chunk) {
            struct table_row part = *row;
            part.from = from;
            part.to = from + chunk < lines ? from + chunk : lines;
            part.first_part = from == 0;
            part.height = row_height(b, &part);
            row_slug(c, &part, part.to == lines ? cost : COST_BOX);
        }
    }
    const struct flow_table *flow = row->table->flow;
    for (size_t i = 0; i < flow->columns; i++) collect_calls(c, first, &flow->cells[row->row * flow->columns + i].text);
}

static int64_t row_cost(const struct table_row *row) {
    const struct flow_table *flow = row->table->flow;
    size_t r = row->row;
    if (r + 1 == flow->rows) return 0;
    if (r < flow->head_rows || row->together || flow_row_sums(flow, r + 1)) return COST_FORBIDDEN;
    bool edge = r == flow->head_rows || r + 2 == flow->rows; /* no single row before or after a break */
    return edge ? COST_BOX : COST_INTRO;
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

static void table_columns(struct builder *b, struct tabular *table, const struct measure *m, mpt width) {
    size_t columns = table->flow->columns;
    struct arena *arena = b->ctx->arena;
    table->x = ARENA_ARRAY(arena, columns, mpt);
    table->width = ARENA_ARRAY(arena, columns, mpt);
    table->total_width = width;
    widths_share(&m->widths, width, table->width);
    for (size_t i = 1; i < columns; i++) table->x[i] = table->x[i - 1] + table->width[i - 1];
}

static void table_caption(struct collect *c, const struct flow_table *flow, uint32_t parent, struct place place) {
    if (flow->caption.count == 0) return;
    uint32_t element = tree_element(c->b, parent, ROLE_CAPTION, NULL, place);
    size_t first = c->into->slugs.len;
    collect_setting(c, set_text(c->b, &flow->caption, flow->caption_style, c->measure, element, c->lang), place);
    for (size_t i = first; i < c->into->slugs.len; i++) c->into->slugs.at[i].break_cost += COST_FORBIDDEN;
}

static void table_rows(struct collect *c, struct tabular *table, const struct measure *m, uint32_t element) {
    const struct flow_table *flow = table->flow;
    struct builder *b = c->b;
    struct table_row *rows = ARENA_ARRAY(b->ctx->arena, flow->rows, struct table_row);
    mpt limit = (mpt)b->rows * b->grid / BOUND_DIVISOR;
    bool repeats = flow->head_rows > 0;
    bool grouped = flow->head_rows > 0 && flow->head_rows < flow->rows; /* a head without a body is no group */
    uint32_t group = grouped ? tree_element(b, element, ROLE_THEAD, NULL, place_nowhere()) : element;
    table->heads = ARENA_ARRAY(b->ctx->arena, flow->head_rows + 1, struct table_row);
    for (size_t r = 0; r < flow->rows; r++) {
        if (r == flow->head_rows) group = tree_element(b, element, ROLE_TBODY, NULL, place_nowhere());
        diags_mute(b->ctx->diags, table->squeezed); /* that words are broken is the message of the table */
        row_set(c, table, m, r, group, &rows[r]);
        diags_mute(b->ctx->diags, false);
    }
    for (size_t r = 0, bound; r < flow->rows; r += bound) {
        bound = bound_rows(flow, r);
        bind_rows(b, rows + r, bound, limit);
    }
    for (size_t r = 0; r < flow->rows; r++) {
        row_collect(c, &rows[r], row_cost(&rows[r]));
        if (r >= flow->head_rows) continue;
        table->heads[table->head_count++] = rows[r];
        table->head_height += rows[r].height;
        if (r + 1 == flow->head_rows) repeats = table->head_height <= (mpt)b->rows * b->grid / 4;
    }
    if (!repeats) table->head_count = 0, table->head_height = 0;
}

/* A wide table leaves the columns: a section of its own, and another one for the text behind it. */
struct section *table_wide(struct collect *c) {
    struct builder *b = c->b;
    mpt width = section_width(b, c->into, c->into->columns);
    struct section *wide = section_new(b, SECTION_WIDE, 1, width);
    *vec_push(b->ctx->arena, c->sections) = wide;
    return wide;
}

void table_wide_end(struct collect *c, const struct section *before) {
    struct section *text = section_new(c->b, SECTION_TEXT, before->columns, before->width);
    *vec_push(c->b->ctx->arena, c->sections) = text;
    c->into = text;
}

/* What stands before slug `at` may stand without it. */
static bool stands_alone(const struct slugs *slugs, size_t at) {
    return at > 0 && slugs->at[at - 1].break_cost < COST_INTRO;
}

/* A short table is worth some white above it, and may stand a little further down if nothing leads up to it. */
static void table_together(struct collect *c, size_t first) {
    struct slugs *slugs = &c->into->slugs;
    mpt height = 0;
    for (size_t i = first; i < slugs->len; i++) height += slugs->at[i].height;
    if (height * 3 > (mpt)c->b->rows * c->b->grid) return;
    for (size_t i = first; i + 1 < slugs->len; i++) slugs->at[i].break_cost += COST_TABLE;
    if (!c->deco && stands_alone(slugs, first)) block_mark(c, first);
}

static void table_set(struct collect *c, const struct flow_node *node, struct measure *m) {
    struct builder *b = c->b;
    bool squeezed = m->widths.least_sum > c->measure;
    if (squeezed) {
        int percent = (int)(c->measure * 100 / m->widths.least_sum);
        diag(b->ctx, DIAG_TABLE_TOO_WIDE, node->place, "%zu", node->table->columns);
        diags_round(b->ctx->diags); /* what there is to say of their texts has been said */
        measure_cells(b, node->table, percent > SQUEEZE_LEAST ? percent : SQUEEZE_LEAST, m);
    }
    struct tabular *table = ARENA_NEW(b->ctx->arena, struct tabular);
    table->flow = node->table;
    table->style = node->style ? node->style : node->table->cell_style;
    table->squeezed = squeezed;
    mpt *tried = ARENA_ARRAY(b->ctx->arena, node->table->columns, mpt);
    if (node->table->widths && !widths_wanted(&m->widths, c->measure, tried))
        diag(b->ctx, DIAG_TABLE_WIDTHS, node->place, "%zu", node->table->columns);
    table_columns(b, table, m, c->measure);
    uint32_t element = tree_element(b, c->parent, ROLE_TABLE, node->lang, node->place);
    size_t first = c->into->slugs.len;
    table_caption(c, node->table, element, node->place);
    table_rows(c, table, m, element);
    table_together(c, first);
    if (!node->style || c->into->slugs.len == first) return;
    c->into->slugs.at[first].above = node->style->above;
    c->into->slugs.at[c->into->slugs.len - 1].below = node->style->below;
}

/* A table right behind a wide one leaves the columns, too: it would stand alone in the first of them. */
bool table_after_wide(const struct collect *c) {
    return c->into->slugs.len == 0 && c->sections->len > 1 &&
           c->sections->at[c->sections->len - 2]->kind == SECTION_WIDE;
}

/* One that needs less than half of the page's width ends where one of the columns does. */
static mpt wide_measure(const struct collect *c, const struct section *columns, const struct cell_widths *widths) {
    int span = 1;
    if (widths->natural_sum * 2 > c->into->width) return c->into->width;
    while (section_width(c->b, columns, span) < widths->natural_sum) span++;
    return section_width(c->b, columns, span);
}

/* The paragraph that ends the section, when it must not stand last in a column; NULL: none. */
static struct setting *last_head(const struct section *section, size_t *first) {
    const struct slugs *slugs = &section->slugs;
    if (slugs->len == 0 || slugs->at[slugs->len - 1].kind != SLUG_LINE) return NULL;
    struct setting *setting = slugs->at[slugs->len - 1].line.setting;
    if (!setting->style->keep_next || setting->lines.count > slugs->len) return NULL;
    *first = slugs->len - setting->lines.count;
    for (size_t i = *first; i < slugs->len; i++)
        if (slugs->at[i].deco || slugs->at[i].notes.len) return NULL;
    return setting;
}

/* Heads right before the wide table go over it. */
static void take_heads(struct collect *c, struct section *from) {
    struct builder *b = c->b;
    size_t first = 0;
    struct setting *setting = last_head(from, &first);
    if (!setting) return;
    struct slug head = from->slugs.at[first];
    b->slugs_made -= setting->lines.count;
    from->slugs.len = first;
    take_heads(c, from);
    set_again(b, setting, c->measure);
    size_t at = c->into->slugs.len;
    collect_setting(c, setting, head.place);
    c->into->slugs.at[at].anchor = head.anchor;
}

/* Too wide for all columns with letters that can be read, and better off on its side; or asked to stand so. */
static bool turns(const struct collect *c, const struct flow_node *node, const struct cell_widths *widths) {
    const struct flow_table *flow = node->table;
    mpt whole = section_width(c->b, c->into, c->into->columns), measure = sideways_measure(c);
    if (flow->upright) return false;
    if (flow->turned && !sideways_may(c)) diag(c->b->ctx, DIAG_TABLE_UPRIGHT, node->place, "%s", "");
    if (!sideways_may(c)) return false;
    if (flow->turned) return true;
    if (widths->least_sum * TURN_PERCENT / 100 <= whole || measure * 100 < whole * TURN_GAIN) return false;
    diag(c->b->ctx, DIAG_TABLE_TURNED, node->place, "%zu", flow->columns);
    return true;
}

/* Heads right before it go with it. */
static void table_turned(struct collect *c, const struct flow_node *node, struct measure *m) {
    struct collect inner;
    int rows = sideways_begin(c, &inner);
    take_heads(&inner, c->into);
    table_set(&inner, node, m);
    sideways_end(c, inner.into, rows, node->place);
}

void table_collect(struct collect *c, const struct flow_node *node) {
    const struct flow_table *flow = node->table;
    if (flow->columns == 0 || flow->rows == 0) return;
    struct measure m;
    measure_cells(c->b, flow, 100, &m);
    if (turns(c, node, &m.widths)) {
        table_turned(c, node, &m);
        return;
    }
    struct collect saved = *c;
    bool may = c->sections && !c->deco && c->into->kind == SECTION_TEXT && c->into->columns > 1;
    bool wide = may && (table_after_wide(c) || !widths_fit(c->b, &m.widths, c->measure));
    if (wide) {
        c->into = table_wide(c);
        c->x = 0;
        c->measure = c->into->width;
        take_heads(c, saved.into);
        c->measure = wide_measure(c, saved.into, &m.widths);
    }
    table_set(c, node, &m);
    if (wide) table_wide_end(c, saved.into);
    c->x = saved.x;
    c->measure = saved.measure;
}

const struct tabular *table_repeated(const struct section *section, size_t at) {
    if (at >= section->slugs.len) return NULL;
    const struct slug *slug = &section->slugs.at[at];
    if (slug->kind != SLUG_ROW || is_head(slug->row) || slug->row->table->head_count == 0) return NULL;
    bool begins = slug->row->row == slug->row->table->flow->head_rows && slug->row->first_part;
    return begins ? NULL : slug->row->table;
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

/* Head cells stand on the foot of their row, others hang from its top. */
static mpt first_baseline(const struct builder *b, const struct table_row *row, const struct setting *cell) {
    mpt leading = row_leading(row), pad = row_padding(b, row);
    if (!is_head(row)) return b->base + pad;
    size_t lines = cell->lines.count ? cell->lines.count : 1;
    return row->height - (b->grid - b->base) - pad - (mpt)(lines - 1) * leading;
}

static void cell_draw(struct builder *b, const struct table_row *row, size_t column, mpt x, mpt y, bool artifact) {
    const struct setting *cell = row->cells[column];
    mpt baseline = y + first_baseline(b, row, cell), leading = row_leading(row);
    mpt inner = x + row->table->x[column] + row->table->flow->cell_style->padding_x;
    size_t to = row->to < cell->lines.count && !hangs(row, column) ? row->to : cell->lines.count;
    mpt slack =
        across_width(row->table, flow_cell(row, column), column) - (cell->lines.count ? cell->lines.at[0].measure : 0);
    if (slack < 2 * row->table->flow->cell_style->padding_x) inner = x + row->table->x[column] + slack / 2;
    if (cell->lines.count == 1 && row->pad[column] <= cell->lines.at[0].indent) inner -= row->pad[column];
    for (size_t i = row->from; i < to; i++)
        draw_line(b, cell, i, inner, baseline + (mpt)(i - row->from) * leading, artifact);
}

/* Between two rows: over the columns that begin something new. */
static void row_rule_draw(struct builder *b, const struct table_row *row, mpt x, mpt y, const struct rule_style *rule) {
    const struct flow_table *flow = row->table->flow;
    mpt from = 0, to = 0;
    for (size_t c = 0; c < flow->columns; c++) {
        if (flow_cell(row, c)->under) {
            if (to > from) draw_rule(b, x + from, y, to - from, rule);
            from = row->table->x[c] + row->table->width[c];
        }
        to = row->table->x[c] + row->table->width[c];
    }
    if (to > from) draw_rule(b, x + from, y, to - from, rule);
}

static void row_ground_draw(struct builder *b, const struct table_row *row, mpt x, mpt y) {
    const struct flow_table *flow = row->table->flow;
    const struct style *style = row->cells[0]->style;
    bool stripe = flow->striped && row->row >= flow->head_rows && (row->row - flow->head_rows) % 2 == 1;
    if (style->tinted || stripe)
        draw_rect(b, ARTIFACT_BACKGROUND, x, y, row->table->total_width, row->height,
                  style->tinted ? style->tint : flow->stripe)
            ->place = style->tinted ? style->tint_place : flow->stripe_place;
}

void table_row_draw(struct builder *b, const struct table_row *row, mpt x, mpt y, bool artifact) {
    const struct flow_table *flow = row->table->flow;
    bool after_head = row->row == flow->head_rows && row->first_part;
    const struct rule_style *sum = flow_row_sums(flow, row->row) ? &flow->sum_style->rule_above : NULL;
    row_ground_draw(b, row, x, y);
    if (row->row == 0 || after_head)
        draw_rule(b, x, y, row->table->total_width, &flow->head_rule);
    else if (row->first_part)
        row_rule_draw(b, row, x, y, sum && sum->thickness > 0 ? sum : &flow->row_rule);
    if (row->row + 1 == flow->rows) draw_rule(b, x, y + row->height, row->table->total_width, &flow->head_rule);
    if (artifact) pen_artifact(b, ARTIFACT_LAYOUT);
    for (size_t i = 0; i < flow->columns; i++) cell_draw(b, row, i, x, y, artifact);
}
