/* What goes on elsewhere because its frame is full, and the lines that say where.
 *
 * Idea: the rest of an article opens the flow behind the page of its frame, or stands where the issue asks for it: in a
 * frame of an inside page, or at the top of a page, and what does not fit there waits for the next place of the list.
 * Each time the last row is kept for the line that sends the reader on, and that line is drawn when all pages are
 * known. Invariants: a rest has a line on the page before it and one above itself; it is set in the columns that it was
 * broken for; what finds no place that was asked for flows, and is told of. Rejected: pages left white until the one
 * that was asked for comes. */
#include "page/frames.h"

#include <assert.h>

/* Rows below the line that says where an article began. */
#define REST_AIR 1

static int rest_lines(const struct telling *telling) {
    int lines = 0;
    for (size_t i = telling->at; i < telling->sections.len; i++) {
        const struct section *section = telling->sections.at[i];
        for (size_t k = i == telling->at ? telling->from : 0; k < section->slugs.len; k++)
            lines += section->slugs.at[k].kind == SLUG_LINE;
    }
    return lines;
}

void jump_add(struct builder *b, const struct telling *telling, const struct area *area) {
    struct jump *jump = vec_push(b->ctx->arena, &b->jumps);
    *jump = (struct jump){.article = telling->index, .page = b->page, .anchor = anchor_new(b), .width = area->width};
    jump->element = telling->element;
    jump->x = area_left(b);
    jump->baseline = row_y(b, area->rows - 1) + b->base;
}

void frame_rest(struct builder *b, const struct telling *telling, const struct area *area, const struct frame *frame) {
    struct telling *rest = ARENA_NEW(b->ctx->arena, struct telling);
    jump_add(b, telling, area);
    *rest = *telling;
    rest->over = frame->fits ? frame->name : NULL;
    rest->is_rest = true;
    rest->went_on = b->page > 0; /* behind the frames of the first page it may flow at once */
    *vec_push(b->ctx->arena, &b->rests) = rest;
}

/* ---- the rest ---------------------------------------------------------------------------------------------------- */

bool rest_suits(struct builder *b, struct telling *telling, mpt width) {
    for (size_t i = telling->at; i < telling->sections.len; i++) {
        struct section *section = telling->sections.at[i];
        if (section_done(section, i == telling->at ? telling->from : 0)) continue;
        if (section->width > width || (section->kind != SECTION_TEXT && section->columns > 1)) return false;
    }
    for (size_t i = telling->at; i < telling->sections.len; i++) {
        struct section *section = telling->sections.at[i];
        if (section->kind != SECTION_TEXT) continue;
        int columns = (int)((width + b->gutter) / (section->width + b->gutter));
        section->columns = columns < 1 ? 1 : columns < COLUMNS_MAX ? columns : COLUMNS_MAX;
        for (size_t k = 0; k < section->floats.len; k++)
            if (!section->floats.at[k].placed && section->floats.at[k].span > section->columns)
                floating_size(b, section, &section->floats.at[k], section->columns, 100);
    }
    return true;
}

static struct setting *title_set(struct builder *b, const struct telling *telling) {
    const struct flow_article *article = &b->flow->articles[telling->index];
    return set_text(b, &article->jump_title, b->look->jump_title, b->area.width, 0,
                    article->lang ? article->lang : b->lang);
}

int rest_head(struct builder *b, const struct telling *telling) {
    struct trace trace = trace_take(b);
    int rows = rows_of(b, setting_height(title_set(b, telling))) + JUMP_ROWS + REST_AIR;
    trace_back(b, &trace);
    return rows;
}

/* Says again what the article is called; who listens to it needs no reminder. */
static void rest_title(struct builder *b, const struct setting *title, mpt y) {
    pen_artifact(b, ARTIFACT_LAYOUT);
    for (size_t i = 0; i < title->lines.count; i++) {
        draw_line(b, title, i, area_left(b), y + setting_baseline(b, title), true);
        y += title->style->leading;
    }
    pen_end(b);
}

/* The last line that sends the reader on to the rest of the article. */
static struct jump *jump_of(struct builder *b, size_t article) {
    size_t i = b->jumps.len;
    do {
        assert(i > 0);
        i--;
    } while (b->jumps.at[i].article != article || b->jumps.at[i].back);
    return &b->jumps.at[i];
}

void rest_open(struct builder *b, struct telling *telling) {
    const struct flow_article *article = &b->flow->articles[telling->index];
    struct setting *title = title_set(b, telling);
    struct jump *to = jump_of(b, telling->index);
    to->to = b->page;
    draw_anchor(b, to->anchor, area_left(b), row_y(b, b->row));
    rest_title(b, title, row_y(b, b->row));
    b->row += rows_of(b, setting_height(title));
    struct jump back = {.article = telling->index, .page = b->page, .back = true, .width = b->area.width};
    back.to = b->article_page[telling->index];
    back.element = telling->element;
    back.anchor = (uint32_t)telling->index + 1;
    back.x = area_left(b);
    back.baseline = row_y(b, b->row) + b->base;
    *vec_push(b->ctx->arena, &b->jumps) = back;
    b->row += JUMP_ROWS + REST_AIR;
    if (telling->over)
        diag(b->ctx, DIAG_FRAME_OVER, article->place, "%s, %d, %u", telling->over, rest_lines(telling),
             (unsigned)b->page + 1);
    telling->over = NULL;
}

static void rest_place(struct builder *b, struct telling *telling) {
    const struct flow_article *article = &b->flow->articles[telling->index];
    (void)rest_suits(b, telling, b->area.width);
    int gap = b->row > 0 ? b->look->article_gap : 0;
    int needed = gap + rest_head(b, telling) + telling_least(b, telling);
    if (b->row > 0 && b->row + needed > b->rows) page_turn(b, TURN_BEGIN, article->place, needed);
    gap_draw(b, b->area.width);
    rest_open(b, telling);
    telling_place(b, telling);
}

void flow_go_on(struct builder *b, uint32_t before) {
    struct telling *telling = b->telling;
    uint32_t page = b->page;
    bool apart = page > before + 1 || b->facts.at[page].flow.top > 0;
    if (!apart || !telling || !telling->begun || b->flow->articles[telling->index].jump_to.count == 0) return;
    struct area here = b->area, below = b->area;
    below.rows = b->page_rows - below.top + 1; /* under the text: no row was kept */
    area_enter(b, before, &below, 0);
    jump_add(b, telling, &below);
    area_enter(b, page, &here, 0);
    rest_open(b, telling);
}

/* ---- where it was asked for -------------------------------------------------------------------------------------- */

/* The place that it waits for; NULL: none, the next will do. */
static const struct flow_part *rest_part(const struct builder *b, const struct telling *rest) {
    const struct flow_article *article = &b->flow->articles[rest->index];
    return rest->parts < article->then_count ? &article->then[rest->parts] : NULL;
}

struct telling *rest_for(const struct builder *b, const struct frame *frame, size_t nth) {
    for (size_t i = 0; i < b->rests.len; i++) {
        struct telling *rest = b->rests.at[i];
        const struct flow_part *part = rest->ended ? NULL : rest_part(b, rest);
        if (!part || part->frame != frame || (part->page && part->page != (int)b->page + 1)) continue;
        if (nth-- == 0) return rest;
    }
    return NULL;
}

void rest_go_on(struct builder *b, struct telling *rest, const struct area *area, bool whole) {
    rest->ended = whole;
    rest->parts++;
    rest->went_on = true;
    if (!whole) jump_add(b, rest, area);
}

/* It stands on another page than was asked for, or in no frame. */
static void part_told(struct builder *b, const struct telling *rest) {
    const struct flow_part *part = rest_part(b, rest);
    if (!part || (!part->frame && part->page == (int)b->page + 1)) return;
    diag(b->ctx, DIAG_ARTICLE_THEN, part->place, "%s%s%d, %u", part->frame ? part->frame->name : "",
         part->frame ? ", " : "", part->page, (unsigned)b->page + 1);
}

void flow_gap(struct builder *b) {
    struct area *flow = &b->facts.at[b->page].flow, page = area_page(b);
    if (flow->top == 0 || flow->rows <= b->look->article_gap) return;
    area_enter(b, b->page, &page, flow->top);
    gap_draw(b, page.width);
    flow->rows -= b->row - flow->top;
    flow->top = b->row;
}

/* Over the page, from its top on, above all that flows. */
static void part_place(struct builder *b, struct telling *rest) {
    struct area *flow = &b->facts.at[b->page].flow, area;
    flow_gap(b);
    area = *flow;
    area_enter(b, b->page, &area, 0);
    if (!rest_suits(b, rest, area.width) || rest_head(b, rest) + telling_least(b, rest) > area.rows) return;
    part_told(b, rest);
    rest_open(b, rest);
    b->framed = true;
    bool whole = telling_frame(b, rest);
    b->framed = false;
    int used = whole && b->row < area.rows ? b->row : area.rows;
    rest_go_on(b, rest, &area, whole);
    flow->top += used;
    flow->rows -= used;
}

bool parts_place(struct builder *b) {
    bool any = false;
    for (size_t i = 0; i < b->rests.len; i++) {
        struct telling *rest = b->rests.at[i];
        const struct flow_part *part = rest_part(b, rest);
        int here = (int)b->page + 1;
        bool waits = part ? part->page == 0 || part->page > here : !rest->went_on;
        if (rest->ended || waits || jump_of(b, rest->index)->page == b->page) continue;
        if (b->facts.at[b->page].flow.rows < BAND_LEAST) continue;
        part_place(b, rest);
        any = true;
    }
    return any;
}

/* Its rest does not stand on the same page. */
static void rest_turn(struct builder *b, const struct telling *rest) {
    while (!rest->ended && jump_of(b, rest->index)->page == b->page) page_next(b);
}

void rests_place(struct builder *b, bool all) {
    size_t kept = 0;
    for (size_t i = 0; i < b->rests.len; i++) {
        struct telling *rest = b->rests.at[i];
        if (rest->ended) continue;
        if (!all && (rest_part(b, rest) || rest->went_on)) {
            b->rests.at[kept++] = rest;
            continue;
        }
        rest_turn(b, rest);
        if (rest->ended) continue;
        part_told(b, rest);
        rest_place(b, rest);
    }
    b->rests.len = kept;
}

/* ---- jump lines -------------------------------------------------------------------------------------------------- */

static struct setting *jump_set(struct builder *b, const struct jump *jump, uint32_t element) {
    const struct flow_article *article = &b->flow->articles[jump->article];
    const struct flow_text *from = jump->back ? &article->jump_from : &article->jump_to;
    struct flow_text *text = ARENA_NEW(b->ctx->arena, struct flow_text);
    text->count = from->count;
    text->spans = ARENA_ARRAY(b->ctx->arena, from->count + 1, struct span);
    for (size_t i = 0; i < from->count; i++) {
        text->spans[i] = from->spans[i];
        if (text->spans[i].late == LATE_PAGE) text->spans[i].text = str_from(b->doc->pages.at[jump->to].label);
    }
    return set_label(b, text, b->look->jump, element, article->lang ? article->lang : b->lang);
}

static struct str jump_plain(struct builder *b, const struct setting *setting) {
    struct buf plain;
    buf_init(&plain, b->ctx->arena);
    for (size_t i = 0; i < setting->text->count; i++) buf_str(&plain, setting->text->spans[i].text);
    return buf_view(&plain);
}

/* The two lines of an article stand at its end in the structure, where they interrupt nobody. */
static void jump_draw(struct builder *b, const struct jump *jump) {
    struct place place = b->flow->articles[jump->article].place;
    uint32_t para = tree_element(b, jump->element, ROLE_P, NULL, place);
    uint32_t element = tree_element(b, para, ROLE_LINK, NULL, place);
    const struct setting *setting = jump_set(b, jump, element);
    if (setting->lines.count == 0) return;
    mpt width = setting->lines.at[0].width, x = jump->back || width > jump->width ? 0 : jump->width - width;
    b->page = jump->page;
    draw_line(b, setting, 0, jump->x + x, jump->baseline, false);
    pen_end(b);
    struct paint_item *link = draw_item(b, PAINT_LINK);
    link->x = jump->x + x;
    link->w = width;
    link->y = jump->baseline - b->base;
    link->h = b->grid;
    link->link.anchor = jump->anchor;
    link->link.element = element;
    link->link.contents = jump_plain(b, setting);
}

void jumps_finish(struct builder *b) {
    for (size_t i = 0; i < b->jumps.len; i++) jump_draw(b, &b->jumps.at[i]);
}
