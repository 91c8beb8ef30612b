/* Pictures, tables, boxes, notes.
 *
 * Idea: what is not running text: pictures, tables, boxes, notes. How wide a table is follows from what its cells
 * hold; page settles it, where the fonts are open.
 * Invariants: the cells of a table are all filled, absent ones with empty texts; a note holds paragraphs only.
 */
#include "style/build.h"

#include "base/file.h"

/* ---- pictures --------------------------------------------------------------------------------------------------- */

const struct image *picture_load(struct builder *b, struct str path, struct place place) {
    struct image *image;
    if (path.len == 0) return NULL; /* left out by the reader, who said why */
    const char *file = path_join(b->ctx->arena, b->issue->dir, str_dup(b->ctx->arena, path));
    return image_load(b->ctx, file, place, &image) ? image : NULL;
}

static struct flow_text text_beside(struct builder *b, struct str s, struct place place, const struct style *style) {
    struct text text = {s, place};
    return text_plain(b, &text, style);
}

#define SIDE_WIDTH 40 /* of a picture with text beside it that does not say [percent of the column] */

/* What is the picture's own, and not its group's. */
static void picture_read(struct builder *b, const struct figure *figure, struct flow_figure *flow) {
    flow->image = picture_load(b, figure->path, figure->path_place);
    flow->alt = inlines_plain(b->ctx->arena, &figure->alt);
    flow->decorative = figure->decorative;
    flow->place = figure->path_place;
    flow->crop_width = figure->crop_width;
    flow->crop_height = figure->crop_height;
    flow->focus_x = figure->focus_x;
    flow->focus_y = figure->focus_y;
}

void figure_add(struct builder *b, struct node_list *out, const struct figure *figure, struct place place) {
    static const enum flow_where where[] = {
        [FIGURE_HERE] = WHERE_HERE, [FIGURE_TOP] = WHERE_TOP, [FIGURE_BOTTOM] = WHERE_FOOT, [FIGURE_PAGE] = WHERE_PAGE};
    struct flow_node *node = node_add(b, out, FLOW_FIGURE, ROLE_FIGURE, sheet_style(b->sheet, STYLE_FIGURE), place);
    struct flow_figure *flow = ARENA_NEW(b->ctx->arena, struct flow_figure);
    int span = figure->span > 0 ? figure->span : b->sheet->figure_span;
    node->table = NULL;
    node->figure = flow;
    picture_read(b, figure, flow);
    flow->caption_style = sheet_style(b->sheet, STYLE_CAPTION);
    flow->credit_style = sheet_style(b->sheet, STYLE_CREDIT);
    flow->caption = text_beside(b, figure->caption, figure->caption_place, flow->caption_style);
    flow->credit = text_beside(b, figure->credit, figure->credit_place, flow->credit_style);
    flow->span = span < b->columns ? span : b->columns;
    flow->where = where[figure->where];
    flow->side = figure->side == FIGURE_LEFT ? SIDE_LEFT : figure->side == FIGURE_RIGHT ? SIDE_RIGHT : SIDE_NONE;
    flow->width = figure->width > 0 ? figure->width : SIDE_WIDTH;
    for (const struct figure *next = figure->next; next; next = next->next) {
        struct flow_figure *member = ARENA_NEW(b->ctx->arena, struct flow_figure);
        picture_read(b, next, member);
        flow->next = member;
        flow = member;
    }
}

/* ---- tables ----------------------------------------------------------------------------------------------------- */

struct flow_node *table_node(struct builder *b, struct node_list *out, size_t columns, size_t rows,
                             struct place place) {
    struct arena *arena = b->ctx->arena;
    struct flow_node *node = node_add(b, out, FLOW_TABLE, ROLE_TABLE, sheet_style(b->sheet, STYLE_TABLE), place);
    struct flow_table *table = ARENA_NEW(arena, struct flow_table);
    node->table = table;
    table->columns = columns;
    table->rows = rows;
    table->cells = ARENA_ARRAY(arena, columns * rows, struct flow_cell);
    table->head_style = sheet_style(b->sheet, STYLE_TABLE_HEAD);
    table->cell_style = sheet_style(b->sheet, STYLE_TABLE_CELL);
    table->sum_style = sheet_style(b->sheet, STYLE_TABLE_SUM);
    table->sums = ARENA_ARRAY(arena, rows, bool);
    table->striped = b->sheet->table_stripe.on;
    table->stripe = b->sheet->table_stripe.colour;
    table->stripe_place = b->sheet->table_stripe.place;
    table->caption_style = sheet_style(b->sheet, STYLE_TABLE_CAPTION);
    table->row_rule = b->sheet->row_rule;
    table->head_rule = b->sheet->table_rule;
    return node;
}

static enum align cell_aligned(enum cell_align align) {
    switch (align) {
    case CELL_CENTRE: return ALIGN_CENTRE;
    case CELL_RIGHT: return ALIGN_END;
    case CELL_LEFT:
    case CELL_NONE: break;
    }
    return ALIGN_START;
}

static void cell_add(struct builder *b, struct flow_table *flow, const struct table *table, size_t r, size_t c) {
    const struct cell *cell = &table->cells[r * table->columns + c];
    struct flow_cell *made = &flow->cells[r * table->columns + c];
    bool head = r < flow->head_rows;
    made->text = text_of_inlines(b, &cell->content, flow_row_style(flow, r), false);
    made->align = cell_aligned(table->align[c]);
    made->covered = cell->covered;
    made->under = cell->under;
    made->across = cell->across;
    made->down = cell->down;
    if (head && made->across && made->align == ALIGN_END) made->align = ALIGN_CENTRE; /* over several columns */
    made->place = cell->place;
    /* The first column names its row, as the head names its column. */
    made->header = head || (c == 0 && table->columns > 1);
}

void table_add(struct builder *b, struct node_list *out, const struct table *table, struct place place) {
    struct flow_node *node = table_node(b, out, table->columns, table->row_count, place);
    struct flow_table *flow = node->table;
    flow->head_rows = table->head_rows < table->row_count ? table->head_rows : table->row_count;
    for (size_t r = 0; r < table->row_count; r++) flow->sums[r] = table->sums && table->sums[r];
    flow->turned = table->turn == TURN_YES;
    flow->upright = table->turn == TURN_NO;
    flow->widths = table->widths;
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < table->columns; c++) cell_add(b, flow, table, r, c);
    if (table->data) numbers_show(b, flow);
    numbers_mark(b, flow);
    flow->caption = text_of_inlines(b, &table->caption, flow->caption_style, false);
}

/* ---- boxes ------------------------------------------------------------------------------------------------------ */

static const struct box_look {
    enum style_id group, title, text;
} box_looks[] = {[BOX_NOTE] = {STYLE_BOX, STYLE_BOX_TITLE, STYLE_BOX_TEXT},
                 [BOX_TIP] = {STYLE_BOX_TIP, STYLE_BOX_TITLE, STYLE_BOX_TEXT},
                 [BOX_IMPORTANT] = {STYLE_BOX_IMPORTANT, STYLE_BOX_TITLE, STYLE_BOX_TEXT},
                 [BOX_WARNING] = {STYLE_BOX_WARNING, STYLE_BOX_TITLE, STYLE_BOX_TEXT},
                 [BOX_CAUTION] = {STYLE_BOX_CAUTION, STYLE_BOX_TITLE, STYLE_BOX_TEXT},
                 [BOX_PULLQUOTE] = {STYLE_PULLQUOTE, STYLE_BOX_TITLE, STYLE_PULLQUOTE_TEXT},
                 [BOX_SIDEBAR] = {STYLE_SIDEBAR, STYLE_SIDEBAR_TITLE, STYLE_SIDEBAR_TEXT},
                 [BOX_DECISION] = {STYLE_DECISION, STYLE_DECISION_TITLE, STYLE_DECISION_TEXT}};

struct vote {
    const char *word;
    int64_t count;
    enum style_id style;
};

static void vote_span(struct builder *b, struct span_list *spans, const struct vote *vote, bool first,
                      struct place place) {
    const struct style *style = sheet_style(b->sheet, STYLE_VOTE);
    const struct style *figure = sheet_style(b->sheet, vote->style);
    struct str label = word(b, vote->word);
    /* The pair does not part: no-break space between the word and its figure. */
    struct text name = {str_from(arena_printf(b->ctx->arena, "%s%.*s\u00a0", first ? "" : ", ", STR_ARG(label))),
                        place};
    struct text count = {str_from(arena_printf(b->ctx->arena, "%lld", (long long)vote->count)), place};
    span_of_text(b, spans, &name, &style->chars);
    span_of_text(b, spans, &count, &figure->chars);
}

void vote_add(struct builder *b, struct node_list *out, const struct block *block) {
    const struct votes *votes = &block->votes;
    if (block->kind != BLOCK_BOX || !votes->given) return;
    const struct vote parts[] = {{"vote-for", votes->in_favour, STYLE_VOTE_FOR},
                                 {"vote-against", votes->against, STYLE_VOTE_AGAINST},
                                 {"vote-abstained", votes->abstained, STYLE_VOTE_ABSTAINED},
                                 {"vote-not-voting", votes->not_voting, STYLE_VOTE_ABSTAINED}};
    struct span_list spans = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].count >= 0) vote_span(b, &spans, &parts[i], spans.len == 0, votes->place);
    if (spans.len == 0) return;
    para_add(b, out, ROLE_P, sheet_style(b->sheet, STYLE_VOTE), text_of_spans(&spans), votes->place);
    vote_bar_add(b, out, votes, b->article ? b->article->meeting.present : -1);
}

/* The title of a decision is its number alone: the word before it belongs to the language. */
static struct flow_text box_title(struct builder *b, const struct block *block, const struct style *style) {
    struct span_list spans = {0};
    struct pen pen = {&style->chars, b->current->lang, false};
    if (block->box == BOX_DECISION) {
        struct str label = word(b, "decision");
        struct text text = {block->content.len ? str_from(arena_printf(b->ctx->arena, "%.*s ", STR_ARG(label))) : label,
                            block->place};
        span_of_text(b, &spans, &text, &style->chars);
    }
    spans_of_inlines(b, &spans, &block->content, &pen);
    return text_of_spans(&spans);
}

void box_add(struct builder *b, struct node_list *out, const struct block *block, const struct scene *scene) {
    const struct box_look *look = &box_looks[block->box];
    const struct style *title = sheet_style(b->sheet, look->title);
    struct scene inner = scene_inside(scene, sheet_style(b->sheet, look->text));
    struct node_list children = {0};
    size_t index = out->len;
    inner.bare = false;
    inner.left = inner.text->left;
    node_add(b, out, FLOW_GROUP, ROLE_ASIDE, sheet_style(b->sheet, look->group), block->place);
    struct flow_text text = box_title(b, block, title);
    if (text.count > 0) para_add(b, &children, ROLE_P, title, text, block->place);
    blocks_add(b, &children, &block->children, &inner);
    vote_add(b, &children, block);
    node_close(&out->at[index], &children);
}

/* ---- notes ------------------------------------------------------------------------------------------------------ */

static void flat_row(struct builder *b, struct node_list *out, const struct flow_table *table, size_t row,
                     const struct style *style, struct place place) {
    struct span_list spans = {0};
    struct text gap = {STR(" | "), place};
    for (size_t c = 0; c < table->columns; c++) {
        const struct flow_text *text = &table->cells[row * table->columns + c].text;
        if (c > 0) span_of_text(b, &spans, &gap, &style->chars);
        for (size_t i = 0; i < text->count; i++) *vec_push(b->ctx->arena, &spans) = text->spans[i];
    }
    for (size_t i = 0; i < spans.len; i++) spans.at[i].style = &style->chars;
    para_add(b, out, ROLE_P, style, text_of_spans(&spans), place);
}

/* A page sets only paragraphs at a column's foot. Depth: as deep as groups nest, DEPTH_MAX and a little. */
static void flat_node(struct builder *b, struct node_list *out, const struct flow_node *node,
                      const struct style *style) {
    if (node->kind == FLOW_PARA) *vec_push(b->ctx->arena, out) = *node;
    for (size_t i = 0; node->kind == FLOW_GROUP && i < node->count; i++) flat_node(b, out, &node->children[i], style);
    if (node->kind != FLOW_TABLE && node->kind != FLOW_FIGURE) return;
    diag(b->ctx, DIAG_NOTE_SIMPLIFIED, node->place, "%s", node->kind == FLOW_TABLE ? "|" : "![]");
    for (size_t r = 0; node->kind == FLOW_TABLE && r < node->table->rows; r++)
        flat_row(b, out, node->table, r, style, node->place);
    if (node->kind == FLOW_FIGURE && node->figure->caption.count)
        para_add(b, out, ROLE_P, style, node->figure->caption, node->place);
}

static void note_build(struct builder *b, const struct note *note, size_t number, struct flow_note *out) {
    const struct style *style = sheet_style(b->sheet, STYLE_NOTE);
    struct text mark = {str_from(arena_printf(b->ctx->arena, "%zu", number)), note->place};
    struct scene scene = scene_of(style);
    struct node_list nodes = {0}, paras = {0};
    struct span_list spans = {0};
    scene.voice = style;
    scene.in_note = true;
    blocks_add(b, &nodes, &note->blocks, &scene);
    for (size_t i = 0; i < nodes.len; i++) flat_node(b, &paras, &nodes.at[i], style);
    if (paras.len == 0) para_add(b, &paras, ROLE_P, style, (struct flow_text){0}, note->place);
    span_of_text(b, &spans, &mark, chars_changed(b, &style->chars, &b->sheet->spans.at[SPAN_CALL]));
    out->number = text_of_spans(&spans);
    out->children = paras.at;
    out->count = paras.len;
}

void notes_build(struct builder *b, const struct article *article, struct flow_article *out) {
    out->notes = ARENA_ARRAY(b->ctx->arena, article->notes.len, struct flow_note);
    out->note_count = article->notes.len;
    for (size_t i = 0; i < article->notes.len; i++) note_build(b, &article->notes.at[i], i + 1, &out->notes[i]);
}
