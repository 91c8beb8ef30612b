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
#define ROWS_LEAST 8 /* of a page: less is no page, whatever the template says */

mpt page_left(const struct builder *b) { return b->page % 2 == 0 ? b->look->margin_inner : b->look->margin_outer; }

mpt row_y(const struct builder *b, int row) { return b->look->margin_top + (mpt)row * b->grid; }

int rows_of(const struct builder *b, mpt height) { return height <= 0 ? 0 : (int)((height + b->grid - 1) / b->grid); }

mpt column_x(const struct builder *b, const struct section *section, int column) {
    return page_left(b) + (mpt)column * (section->width + b->gutter);
}

uint32_t anchor_new(struct builder *b) { return ++b->anchors; }

static void page_begin(struct builder *b) {
    struct paint_page *page = paint_page(b->ctx, b->doc, b->look->page_width, b->look->page_height);
    b->page = (uint32_t)b->doc->pages.len - 1;
    page->label = arena_printf(b->ctx->arena, "%u", (unsigned)b->page + 1);
    (void)vec_push(b->ctx->arena, &b->facts);
    b->row = 0;
}

static void page_end(struct builder *b) {
    pen_end(b);
    furniture_draw(b);
}

void page_next(struct builder *b) {
    page_end(b);
    page_begin(b);
}

/* ---- articles ---------------------------------------------------------------------------------------------------- */

static const struct section *first_text(const struct sections *sections) {
    for (size_t i = 1; i < sections->len; i++)
        if (sections->at[i]->slugs.len || sections->at[i]->floats.len) return sections->at[i];
    return NULL;
}

/* Rows that the beginning of an article needs below the gap. */
static int begin_rows(struct builder *b, const struct sections *sections) {
    const struct section *head = sections->at[0], *text = first_text(sections);
    int rows = head->slugs.len ? column_rows(b, head, 0, head->slugs.len) : 0;
    if (!text) return rows;
    rows += section_gap(b, head, text);
    return rows + (text->slugs.len ? section_least(b, text) : 1);
}

static void gap_draw(struct builder *b, const struct sections *sections) {
    int gap = b->look->article_gap;
    if (b->row == 0 || gap <= 0) return;
    mpt y = row_y(b, b->row + gap) - b->grid * 3 / 4;
    draw_rule(b, page_left(b), y, sections->at[0]->width, &b->look->article_rule);
    b->row += gap;
}

static bool wants_page(const struct builder *b, const struct flow_article *article) {
    if (b->row == 0) return false;
    return article->new_page || (article->page > 0 && (int)b->page + 1 < article->page);
}

static void article_begin(struct builder *b, size_t index, const struct sections *sections) {
    const struct flow_article *article = &b->flow->articles[index];
    bool first = index == 0; /* below the masthead */
    int gap = first ? 0 : b->look->article_gap;
    if (!first && b->row > 0 && (wants_page(b, article) || b->row + gap + begin_rows(b, sections) > b->rows))
        page_next(b);
    if (!first) gap_draw(b, sections);
    if (b->row >= b->rows) page_next(b);
    if (article->page > 0 && (int)b->page + 1 != article->page)
        diag(b->ctx, DIAG_ARTICLE_PAGE, article->place, "%d, %u", article->page, (unsigned)b->page + 1);
    b->article_page[index] = b->page;
    draw_anchor(b, (uint32_t)index + 1, page_left(b), row_y(b, b->row));
}

static void article_outline(struct builder *b, size_t index) {
    const struct flow_article *article = &b->flow->articles[index];
    if (!article->in_outline || article->title.len == 0) return;
    struct paint_outline *outline = vec_push(b->ctx->arena, &b->doc->outlines);
    outline->title = article->title;
    outline->level = 1;
    outline->anchor = (uint32_t)index + 1;
}

/* The next section of columns behind section `at`, if it has any text. */
static struct section *next_text(const struct sections *sections, size_t at) {
    for (size_t i = at + 1; i < sections->len; i++)
        if (sections->at[i]->kind == SECTION_TEXT && sections->at[i]->slugs.len) return sections->at[i];
    return NULL;
}

static void article_place(struct builder *b, size_t index) {
    struct sections sections = {NULL, 0, 0};
    article_outline(b, index);
    collect_article(b, &b->flow->articles[index], &sections);
    article_begin(b, index, &sections);
    const struct section *before = NULL;
    for (size_t i = 0; i < sections.len; i++) {
        struct section *section = sections.at[i];
        if (section->slugs.len == 0 && section->floats.len == 0) continue;
        if (b->row > 0) b->row += section_gap(b, before, section);
        if (section->kind == SECTION_WIDE && b->row + section_least(b, section) > b->rows) page_next(b);
        section_place(b, section, next_text(&sections, i));
        before = section;
    }
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static void geometry(struct builder *b) {
    const struct look *look = b->look;
    b->grid = look->grid > MPT_PER_PT ? look->grid : MPT_PER_PT;
    b->columns = look->columns < 1 ? 1 : look->columns > COLUMNS_MAX ? COLUMNS_MAX : look->columns;
    b->gutter = look->gutter;
    b->text_width = look->page_width - look->margin_inner - look->margin_outer;
    b->column_width = (b->text_width - (b->columns - 1) * b->gutter) / b->columns;
    b->rows = (int)((look->page_height - look->margin_top - look->margin_bottom) / b->grid);
    if (b->rows < ROWS_LEAST) b->rows = ROWS_LEAST;
    b->cap = cap_height(b, &look->body.chars);
    b->base = (b->grid + b->cap) / 2;
}

struct paint_doc *page_build(struct ctx *ctx, const struct flow *flow, struct shaper *shaper, struct buf *lines) {
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
    geometry(&b);
    page_begin(&b);
    masthead_place(&b);
    contents_set(&b);
    contents_rest(&b, HEAD_RESERVE);
    for (size_t i = 0; i < flow->article_count; i++) {
        article_place(&b, i);
        contents_rest(&b, 0);
    }
    imprint_place(&b);
    page_end(&b);
    contents_finish(&b);
    if (lines) settings_dump(&b, lines);
    assert(b.slugs_made == b.slugs_drawn);
    arena_free(b.work);
    return b.doc;
}
