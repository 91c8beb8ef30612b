/* The page builder: flow in, painted pages out.
 *
 * Articles are set one under another. Each is a list of sections (head, text, wide table, text, ...); a section takes
 * what is left of the page and goes on with the next. An article begins on a page only if its head and a few rows of
 * text fit below what is there; otherwise the white stays at the page's foot in one piece.
 * The grid begins at the top margin; a page has as many rows as fit between the margins. Capitals stand in the middle
 * of a row, so tints and rules that cover whole rows have the same distance above and below.
 * Invariant: every slug made is painted once (checked below); what is painted twice, as repeated heads, is no slug.
 */
#include "page/page.h"

#include <assert.h>

#include "page/parts.h"

/* Rows that the first article's head and some text need beside the contents. */
#define HEAD_RESERVE 14
#define BACK_LEAST 20 /* rows that the frames of the last page get at least */
#define ROWS_LEAST 8  /* of a page: less is no page, whatever the template says */

mpt page_left(const struct builder *b) { return b->page % 2 == 0 ? b->look->margin_inner : b->look->margin_outer; }

mpt area_left(const struct builder *b) { return page_left(b) + b->area.left; }

mpt row_y(const struct builder *b, int row) { return b->look->margin_top + (mpt)(b->area.top + row) * b->grid; }

int rows_of(const struct builder *b, mpt height) { return height <= 0 ? 0 : (int)((height + b->grid - 1) / b->grid); }

mpt column_x(const struct builder *b, const struct section *section, int column) {
    return area_left(b) + (mpt)column * (section->width + b->gutter);
}

uint32_t anchor_new(struct builder *b) { return ++b->anchors; }

struct area area_page(const struct builder *b) {
    return (struct area){.left = 0, .width = b->text_width, .top = 0, .rows = b->page_rows};
}

void area_enter(struct builder *b, uint32_t page, const struct area *area, int row) {
    pen_end(b);
    b->page = page;
    b->area = *area;
    b->rows = area->rows;
    b->row = row;
}

static void page_begin(struct builder *b) {
    struct paint_page *page = paint_page(b->ctx, b->doc, b->look->page_width, b->look->page_height);
    b->page = (uint32_t)b->doc->pages.len - 1;
    page->label = arena_printf(b->ctx->arena, "%u", (unsigned)b->page + 1);
    struct page_facts *facts = vec_push(b->ctx->arena, &b->facts);
    facts->flow = area_page(b);
}

void page_settle(struct builder *b, uint32_t page) {
    uint32_t current = b->page;
    pen_end(b);
    for (; b->settled < page; b->settled++) {
        b->page = b->settled;
        furniture_draw(b);
    }
    b->page = current;
}

/* Frames of an inner page are filled before the flow comes to it. True: enough of the page is left for the flow. */
static bool page_frames(struct builder *b) {
    const struct flow_article *article = b->article;
    struct footnote **notes = b->notes;
    struct telling *telling = b->telling;
    struct area area = area_page(b);
    area_enter(b, b->page, &area, 0);
    bool used = frames_place(b, MASTER_INSIDE, 0);
    used = parts_place(b) || used;
    if (b->facts.at[b->page].flow.rows >= ROWS_LEAST) flow_gap(b);
    b->article = article;
    b->notes = notes;
    b->telling = telling;
    return !used || b->facts.at[b->page].flow.rows >= ROWS_LEAST;
}

void page_next(struct builder *b) {
    struct area area = b->area;
    pen_end(b);
    if (!b->aside) page_settle(b, b->page + 1);
    do {
        if (b->page + 1 < b->doc->pages.len) {
            b->page++;
            continue;
        }
        page_begin(b);
        if (page_frames(b)) break;
        if (!b->aside) page_settle(b, b->page + 1);
    } while (b->facts.at[b->page].flow.rows < ROWS_LEAST);
    area.top = b->facts.at[b->page].flow.top;
    area.rows = b->facts.at[b->page].flow.rows;
    area_enter(b, b->page, &area, 0);
}

/* ---- articles ---------------------------------------------------------------------------------------------------- */

/* The first section behind section `at` that has anything in it. */
static struct section *next_section(const struct sections *sections, size_t at) {
    for (size_t i = at + 1; i < sections->len; i++)
        if (sections->at[i]->slugs.len || sections->at[i]->floats.len) return sections->at[i];
    return NULL;
}

/* The next section of columns behind section `at`, if it has any text. */
static struct section *next_text(const struct sections *sections, size_t at) {
    for (size_t i = at + 1; i < sections->len; i++)
        if (sections->at[i]->kind == SECTION_TEXT && sections->at[i]->slugs.len) return sections->at[i];
    return NULL;
}

int telling_least(struct builder *b, const struct telling *telling) {
    const struct section *begun = telling->sections.at[telling->at],
                         *text = next_section(&telling->sections, telling->at);
    if (begun->kind != SECTION_HEAD) return section_least(b, begun, telling->from);
    int rows = begun->slugs.len ? column_rows(b, begun, 0, begun->slugs.len) : 0;
    if (!text) return rows;
    rows += section_gap(b, begun, text);
    return rows + (text->slugs.len ? section_least(b, text, 0) : 1);
}

void gap_draw(struct builder *b, mpt width) {
    int gap = b->look->article_gap;
    if (b->row == 0 || gap <= 0) return;
    mpt y = row_y(b, b->row + gap) - b->grid * 3 / 4;
    draw_rule(b, area_left(b), y, width, &b->look->article_rule);
    b->row += gap;
}

bool article_asks(const struct builder *b, const struct flow_article *article) {
    return b->row > 0 && (article->new_page || (article->page > 0 && (int)b->page + 1 < article->page));
}

void article_turn(struct builder *b, const struct flow_article *article, int needed) {
    if (article_asks(b, article))
        page_turn(b, TURN_ASKED, article->place, needed);
    else if (b->row > 0 && b->row + needed > b->rows)
        page_turn(b, TURN_BEGIN, article->place, needed);
}

void telling_mark(struct builder *b, const struct telling *telling) {
    const struct flow_article *article = &b->flow->articles[telling->index];
    if (article->page > 0 && (int)b->page + 1 != article->page)
        diag(b->ctx, DIAG_ARTICLE_PAGE, article->place, "%d, %u", article->page, (unsigned)b->page + 1);
    b->article_page[telling->index] = b->page;
    draw_anchor(b, (uint32_t)telling->index + 1, area_left(b), row_y(b, b->row));
}

static void article_outline(struct builder *b, size_t index) {
    const struct flow_article *article = &b->flow->articles[index];
    if (!article->in_outline || article->title.len == 0) return;
    struct paint_outline *outline = vec_push(b->ctx->arena, &b->doc->outlines);
    outline->title = article->title;
    outline->level = 1;
    outline->anchor = (uint32_t)index + 1;
}

/* Rows of the page's columns that an article covers, less the spaces within it. */
static int telling_area(const struct builder *b, const struct telling *telling) {
    int rows = 0;
    for (size_t i = 0; i < telling->sections.len; i++) {
        const struct section *section = telling->sections.at[i];
        mpt height = 0;
        for (size_t k = 0; k < section->slugs.len; k++) height += section->slugs.at[k].height;
        int columns = (int)((section->width + b->gutter) / (b->column_width + b->gutter));
        rows += rows_of(b, height) * (columns > 1 ? columns : 1);
        for (size_t k = 0; k < section->floats.len; k++)
            rows += section->floats.at[k].rows * section->floats.at[k].span;
    }
    return rows;
}

void telling_begin(struct builder *b, size_t index, mpt width, int columns, struct telling *telling) {
    *telling = (struct telling){.index = index};
    article_outline(b, index);
    telling->element = collect_article(b, &b->flow->articles[index], width, columns, &telling->sections);
    telling->notes = b->notes;
    b->article_rows[index] = telling_area(b, telling);
}

struct trace trace_take(const struct builder *b) {
    return (struct trace){b->doc->elements.len, b->doc->outlines.len, b->slugs_made, b->settings.len};
}

void trace_back(struct builder *b, const struct trace *trace) {
    b->doc->elements.len = trace->elements;
    b->doc->outlines.len = trace->outlines;
    b->slugs_made = trace->slugs;
    b->settings.len = trace->settings;
    diags_round(b->ctx->diags);
}

static void telling_enter(struct builder *b, const struct telling *telling) {
    b->article = &b->flow->articles[telling->index];
    b->notes = telling->notes;
}

/* Text behind a table that does not fit on the page comes before it, rather than to leave the page's foot white. */
static void text_ahead(struct builder *b, struct section *text) {
    if (!leaves_white(b) || !text || text->kind != SECTION_TEXT || text->floats.len) return;
    if (b->row + section_least(b, text, 0) <= b->rows) text->ahead = section_fill(b, text, 0, false);
}

void telling_place(struct builder *b, struct telling *telling) {
    const struct section *before = NULL;
    telling_enter(b, telling);
    b->telling = telling;
    for (; telling->at < telling->sections.len; telling->at++, telling->from = 0) {
        struct section *section = telling->sections.at[telling->at];
        if (section_done(section, telling->from)) continue;
        if (b->row > 0) b->row += section_gap(b, before, section);
        if (section->kind == SECTION_WIDE && b->row + section_least(b, section, telling->from) > b->rows)
            text_ahead(b, next_section(&telling->sections, telling->at));
        if (section->kind == SECTION_WIDE && b->row + section_least(b, section, telling->from) > b->rows) {
            uint32_t page = b->page;
            page_turn(b, TURN_BLOCK, section->slugs.at[telling->from].place, section_least(b, section, telling->from));
            flow_go_on(b, page);
        }
        section_place(b, section, telling->from, next_text(&telling->sections, telling->at));
        before = section;
    }
    b->telling = NULL;
}

bool telling_frame(struct builder *b, struct telling *telling) {
    const struct section *before = NULL;
    telling_enter(b, telling);
    for (; telling->at < telling->sections.len; telling->at++, telling->from = 0) {
        struct section *section = telling->sections.at[telling->at];
        if (section_done(section, telling->from)) continue;
        if (before) b->row += section_gap(b, before, section);
        bool last = next_section(&telling->sections, telling->at) == NULL;
        telling->from = section_fill(b, section, telling->from, last);
        if (!section_done(section, telling->from)) return false;
        before = section;
    }
    return true;
}

/* ---- articles of the flow ---------------------------------------------------------------------------------------- */

/* The articles from `first` on that stand in one another's company, mostly one; gives the next. */
static size_t articles_place(struct builder *b, size_t first) {
    const struct frame *frame = b->flow->articles[first].frame;
    if (b->told[first] || (frame && frame->master != MASTER_FRONT)) return first + 1;
    size_t count = group_count(b, first);
    if (count > 1) return beside_place(b, first, count);
    article_place(b, first);
    return first + 1;
}

/* Frames of the first page; what they have left of it, and their rests. */
static void front_place(struct builder *b) {
    if (!frames_place(b, MASTER_FRONT, 0)) return;
    const struct area *flow = &b->facts.at[b->page].flow;
    if (flow->rows == 0) {
        page_next(b);
    } else {
        b->row = flow->top;
        for (size_t i = 0; i < b->rests.len; i++) b->rests.at[i]->went_on = true; /* not on the same page */
    }
    rests_place(b, false);
}

/* Frames of the last page, then what no page had a frame for. */
static void back_place(struct builder *b) {
    const struct flow *flow = b->flow;
    for (size_t i = 0; i < flow->article_count; i++) {
        const struct flow_article *article = &flow->articles[i];
        if (b->told[i] || !article->frame || article->frame->master != MASTER_INSIDE) continue;
        diag(b->ctx, DIAG_FRAME_PAGE, article->place, "%s, %d", article->frame->name, article->page);
        article_place(b, i);
    }
    rests_place(b, true);
    bool used = false;
    for (size_t i = 0; i < flow->article_count; i++)
        used = used || (!b->told[i] && flow->articles[i].frame && flow->articles[i].frame->master == MASTER_BACK);
    if (!used) return;
    int reserve = imprint_rows(b);
    if (b->row > 0 && b->rows - b->row - reserve < BACK_LEAST) page_next(b);
    (void)frames_place(b, MASTER_BACK, reserve);
    b->row -= reserve ? 1 : 0;
    for (size_t i = 0; i < flow->article_count; i++)
        if (!b->told[i] && flow->articles[i].frame && flow->articles[i].frame->master == MASTER_BACK)
            article_place(b, i);
    rests_place(b, true);
}

static void count_pages(const struct builder *b, struct page_count *count) {
    size_t pages = b->doc->pages.len;
    int *taken = ARENA_ARRAY(b->ctx->arena, pages, int);
    for (size_t i = 0; i < pages; i++) taken[i] = b->facts.at[i].taken;
    count->pages = pages;
    count->rows = b->page_rows * b->columns;
    count->taken = taken;
    count->imprint = b->imprint_taken;
    count->lines = b->article_rows;
    count->setting += b->setting;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static void geometry(struct builder *b) {
    const struct look *look = b->look;
    b->grid = look->grid > MPT_PER_PT ? look->grid : MPT_PER_PT;
    b->columns = look->columns < 1 ? 1 : look->columns > COLUMNS_MAX ? COLUMNS_MAX : look->columns;
    b->gutter = look->gutter;
    b->text_width = look->page_width - look->margin_inner - look->margin_outer;
    b->column_width = (b->text_width - (b->columns - 1) * b->gutter) / b->columns;
    b->page_rows = (int)((look->page_height - look->margin_top - look->margin_bottom) / b->grid);
    if (b->page_rows < ROWS_LEAST) b->page_rows = ROWS_LEAST;
    b->area = area_page(b);
    b->rows = b->page_rows;
    b->cap = cap_height(b, &look->body.chars);
    b->base = (b->grid + b->cap) / 2;
}

struct paint_doc *page_build(struct ctx *ctx, const struct flow *flow, struct shaper *shaper, struct buf *lines,
                             struct page_count *count) {
    struct builder b = {.ctx = ctx,
                        .work = arena_new(),
                        .flow = flow,
                        .look = flow->look,
                        .shaper = shaper,
                        .fonts = shaper_fonts(shaper),
                        .doc = paint_new(ctx)};
    b.doc->meta = flow->meta;
    b.lang = flow->meta.language.len ? str_dup(ctx->arena, flow->meta.language) : "";
    b.doc->bleed = flow->look->bleed;
    b.anchors = (uint32_t)flow->article_count;
    b.article_page = ARENA_ARRAY(ctx->arena, flow->article_count + 1, uint32_t);
    b.told = ARENA_ARRAY(ctx->arena, flow->article_count + 1, bool);
    b.filled = ARENA_ARRAY(ctx->arena, flow->article_count + 1, bool);
    b.article_rows = ARENA_ARRAY(ctx->arena, flow->article_count + 1, int);
    for (size_t i = 0; i < flow->article_count; i++) b.told[i] = flow->articles[i].left_out;
    geometry(&b);
    b.doc->grid.first = flow->look->margin_top + b.base;
    b.doc->grid.step = b.grid;
    b.doc->grid.rows = b.rows;
    page_begin(&b);
    masthead_place(&b);
    contents_set(&b);
    contents_rest(&b, HEAD_RESERVE);
    front_place(&b);
    for (size_t i = 0; i < flow->article_count;) {
        i = articles_place(&b, i);
        contents_rest(&b, 0);
    }
    back_place(&b);
    imprint_place(&b);
    page_settle(&b, (uint32_t)b.doc->pages.len);
    contents_finish(&b);
    jumps_finish(&b);
    if (lines) settings_dump(&b, lines);
    if (count && count->explain) pages_explain(&b);
    if (count) count_pages(&b, count);
    assert(b.slugs_made == b.slugs_drawn);
    arena_free(b.work);
    return b.doc;
}
