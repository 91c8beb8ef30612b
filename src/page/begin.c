/* How an article of the flow begins, and what stands at a page's foot where it cannot.
 *
 * Idea: an article begins where its head and some text fit. Where they do not, and much of the page would stay white,
 * three things are tried, each less like the template's first wish than the one before: a smaller head, a box of facts
 * that goes on over the page, a filler of the issue. Else the white stays at the foot in one piece.
 * Invariants: an article is collected in its place of the structure, whatever was tried before; a head never stands
 * without what follows it. Rejected: wider gaps and stretched leading, which a reader sees on every page. */
#include "page/parts.h"

/* More white than this at a page's foot is worth another beginning [percent of its rows]. */
#define WHITE_PERCENT 12
/* Rows of the facts that stand on either of two pages at least. */
#define FACTS_LEAST 4

/* Much of the page would stay white. */
bool leaves_white(const struct builder *b) { return b->row > 0 && (b->rows - b->row) * 100 > b->rows * WHITE_PERCENT; }

/* ---- a smaller head ---------------------------------------------------------------------------------------------- */

static int low_rows(struct builder *b, size_t index, mpt width) {
    const struct flow_article *article = &b->flow->articles[index];
    const struct flow_article *before = b->article;
    struct footnote **notes = b->notes;
    struct trace trace = trace_take(b);
    struct section *head = section_new(b, SECTION_HEAD, 1, width);
    collect_section(b, head, &article->head_low, 0, article->lang ? article->lang : b->lang);
    int rows = column_rows(b, head, 0, head->slugs.len);
    trace_back(b, &trace);
    b->article = before;
    b->notes = notes;
    return rows;
}

static int head_rows(const struct builder *b, const struct telling *telling) {
    const struct section *head = telling->sections.at[0];
    return column_rows(b, head, 0, head->slugs.len);
}

/* Rows that its beginning needs when less text follows the head than one would wish. */
static int least_low(struct builder *b, const struct telling *telling) {
    b->low_text = true;
    int rows = telling_least(b, telling);
    b->low_text = false;
    return rows;
}

static void telling_low(struct builder *b, struct telling *telling, const struct trace *trace) {
    mpt width = telling->sections.at[0]->width;
    trace_back(b, trace);
    b->low_head = true;
    telling_begin(b, telling->index, width, 0, telling);
    b->low_head = false;
}

/* The article with less text below its head, or with the smaller head, if that fits into `rows`. */
static bool begin_low(struct builder *b, struct telling *telling, const struct trace *trace, int rows) {
    int least = least_low(b, telling);
    if (least <= rows) return true;
    if (b->flow->articles[telling->index].head_low.count == 0) return false;
    int saved = head_rows(b, telling) - low_rows(b, telling->index, telling->sections.at[0]->width);
    if (least - saved > rows) return false;
    telling_low(b, telling, trace);
    return true;
}

/* ---- facts on two pages ------------------------------------------------------------------------------------------ */

/* The first part of an inset, as high as `rows` allow; false: no part that leaves enough for both. */
static bool inset_cut(struct builder *b, const struct inset *inset, int rows, struct inset *first,
                      struct inset *second) {
    int last = inset->section->columns - 1;
    *first = *second = *inset;
    first->region = (struct region){.rows = rows, .fresh = true};
    plan_region(b, inset->section, 0, &first->region, &first->plan);
    size_t end = first->plan.end[last];
    bool good = end > 0 && end < inset->section->slugs.len && first->plan.cost < COST_FORBIDDEN;
    if (good) plan_region(b, inset->section, end, &second->region, &second->plan);
    arena_reset(b->work);
    return good && second->plan.end[last] == inset->section->slugs.len && second->plan.height >= FACTS_LEAST;
}

/* The box of facts at the end of a head is divided so that the head's first part takes no more than `rows`. */
static bool facts_divide(struct builder *b, struct telling *telling, int rows) {
    struct section *head = telling->sections.at[0];
    size_t at = head->slugs.len - 1;
    if (head->kind != SECTION_HEAD || head->slugs.len == 0 || head->slugs.at[at].kind != SLUG_COLUMNS) return false;
    struct slug *slug = &head->slugs.at[at];
    const struct slug whole = *slug;
    const struct inset *inset = whole.inset;
    struct inset *first = ARENA_NEW(b->ctx->arena, struct inset), *second = ARENA_NEW(b->ctx->arena, struct inset);
    for (int part = inset->plan.height - FACTS_LEAST; part >= FACTS_LEAST; part--) {
        slug->height = (mpt)part * b->grid;
        if (column_rows(b, head, 0, head->slugs.len) > rows || !inset_cut(b, inset, part, first, second)) continue;
        slug->inset = first;
        slug->break_cost = 0;
        slug = vec_push(b->ctx->arena, &head->slugs);
        *slug = whole;
        slug->inset = second;
        slug->height = (mpt)second->plan.height * b->grid;
        slug->anchor = 0;
        slug->notes = (struct note_parts){NULL, 0, 0};
        b->slugs_made++;
        return true;
    }
    *slug = whole;
    return false;
}

static bool begin_divided(struct builder *b, struct telling *telling, const struct trace *trace, int rows) {
    const struct section *head = telling->sections.at[0];
    if (facts_divide(b, telling, rows)) return true;
    if (b->flow->articles[telling->index].head_low.count == 0 || head->slugs.len == 0) return false;
    if (head->slugs.at[head->slugs.len - 1].kind != SLUG_COLUMNS) return false;
    telling_low(b, telling, trace);
    return facts_divide(b, telling, rows);
}

/* ---- fillers ----------------------------------------------------------------------------------------------------- */

static void filler_begin(struct builder *b, size_t index, struct telling *telling) {
    const struct flow_article *article = &b->flow->articles[index];
    b->low_head = article->head_low.count > 0;
    telling_begin(b, index, columns_width(b, article_columns(b, article)), 0, telling);
    b->low_head = false;
}

static int filler_rows(struct builder *b, size_t index) {
    struct telling telling;
    struct trace trace = trace_take(b);
    filler_begin(b, index, &telling);
    int rows = telling_rows(b, &telling);
    trace_back(b, &trace);
    return rows;
}

/* The highest filler that fits below the current row; false: none. */
static bool filler_find(struct builder *b, size_t *found) {
    int best = 0, free = b->rows - b->row - b->look->article_gap;
    for (size_t i = 0; i < b->flow->article_count; i++) {
        const struct flow_article *article = &b->flow->articles[i];
        if (!article->filler || !article->left_out || article->frame || b->filled[i]) continue;
        int rows = filler_rows(b, i);
        if (rows <= best || rows > free) continue;
        best = rows;
        *found = i;
    }
    return best > 0;
}

void fillers_place(struct builder *b) {
    size_t index;
    while (leaves_white(b) && filler_find(b, &index)) {
        struct telling telling;
        b->filled[index] = true;
        filler_begin(b, index, &telling);
        gap_draw(b, columns_width(b, article_columns(b, &b->flow->articles[index])));
        telling_mark(b, &telling);
        telling_place(b, &telling);
    }
}

/* ---- the article ------------------------------------------------------------------------------------------------- */

/* Room for the article's beginning here, or the next page. */
static void article_room(struct builder *b, struct telling *telling, const struct trace *trace, int gap) {
    const struct flow_article *article = &b->flow->articles[telling->index];
    int free = b->rows - b->row - gap, least = telling_least(b, telling);
    bool asks = article_asks(b, article);
    if (!asks && least <= free) return;
    if (leaves_white(b)) {
        if (!asks && (begin_low(b, telling, trace, free) || begin_divided(b, telling, trace, free))) return;
        mpt width = telling->sections.at[0]->width;
        trace_back(b, trace);
        fillers_place(b);
        telling_begin(b, telling->index, width, 0, telling);
    }
    article_turn(b, article, gap + least);
}

void article_place(struct builder *b, size_t index) {
    struct telling telling;
    struct trace trace = trace_take(b);
    mpt width = columns_width(b, article_columns(b, &b->flow->articles[index]));
    bool first = index == 0 && !b->flow->articles[0].frame && b->facts.at[0].flow.top == 0; /* below the masthead */
    b->told[index] = true; /* or a frame of a page that begins meanwhile would hold it, too */
    telling_begin(b, index, width, 0, &telling);
    if (!first && b->row > 0) article_room(b, &telling, &trace, b->look->article_gap);
    if (!first) gap_draw(b, width);
    if (b->row >= b->rows) page_next(b);
    telling_mark(b, &telling);
    telling_place(b, &telling);
}
