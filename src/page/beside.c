/* Articles side by side: those that take a few of the page's columns stand next to one another.
 *
 * Idea: neighbours in the issue whose spans fill a page between them open a group at the same row; each goes down its
 * own columns, over as many pages as it needs. A narrow article behind them goes below the shortest of its width, as
 * long as it does not reach further down than the group does anyway by more than its beginning. Everything wider
 * stands below the group.
 * Invariants: articles are begun in the order of the issue; pages that a group touches are complete when it is.
 * Rejected: packing articles out of their order, which saves white and moves news to where nobody put it. */
#include "page/parts.h"

struct strip {
    int column, columns;
    uint32_t page;
    int row; /* first free one */
};

struct strips {
    struct strip at[COLUMNS_MAX];
    int count;
    int row; /* at which they begin */
    uint32_t page;
};

static bool is_narrow(const struct builder *b, size_t index) {
    const struct flow_article *article = &b->flow->articles[index];
    return !b->told[index] && !article->frame && article_columns(b, article) < b->columns;
}

static bool asks_for_page(const struct builder *b, size_t index) {
    const struct flow_article *article = &b->flow->articles[index];
    return article->new_page || article->page > 0;
}

size_t group_count(const struct builder *b, size_t first) {
    int columns = 0;
    size_t count = 0;
    for (size_t i = first; i < b->flow->article_count && is_narrow(b, i); i++, count++) {
        if (count > 0 && asks_for_page(b, i)) break;
        columns += article_columns(b, &b->flow->articles[i]);
        if (columns > b->columns) break;
    }
    return count;
}

static struct area strip_area(const struct builder *b, const struct strip *strip) {
    struct area area = b->facts.at[strip->page].flow;
    area.left = strip->column * (b->column_width + b->gutter);
    area.width = columns_width(b, strip->columns);
    return area;
}

static void strip_place(struct builder *b, struct strip *strip, struct telling *telling) {
    struct area area = strip_area(b, strip);
    area_enter(b, strip->page, &area, strip->row);
    gap_draw(b, area.width);
    telling_mark(b, telling);
    telling_place(b, telling);
    strip->page = b->page;
    strip->row = b->row;
}

static bool is_above(const struct strip *a, const struct strip *b) {
    return a->page != b->page ? a->page < b->page : a->row < b->row;
}

static const struct strip *longest(const struct strips *strips) {
    const struct strip *most = &strips->at[0];
    for (int i = 1; i < strips->count; i++)
        if (is_above(most, &strips->at[i])) most = &strips->at[i];
    return most;
}

/* The strip that has room above the group's foot for the article's beginning; NULL: none. */
static struct strip *strip_for(struct strips *strips, int columns) {
    struct strip *best = NULL;
    for (int i = 0; i < strips->count; i++) {
        struct strip *strip = &strips->at[i];
        if (strip->columns == columns && (!best || is_above(strip, best))) best = strip;
    }
    return best && is_above(best, longest(strips)) ? best : NULL;
}

/* Articles behind the group that still go below one of its strips. */
static size_t strips_fill(struct builder *b, struct strips *strips, size_t next) {
    for (; next < b->flow->article_count && is_narrow(b, next) && !asks_for_page(b, next); next++) {
        int columns = article_columns(b, &b->flow->articles[next]);
        struct strip *strip = strip_for(strips, columns);
        if (!strip) break;
        struct telling *telling = ARENA_NEW(b->ctx->arena, struct telling);
        struct trace trace = trace_take(b);
        struct area area = strip_area(b, strip);
        area_enter(b, strip->page, &area, strip->row);
        telling_begin(b, next, area.width, 0, telling);
        const struct strip *most = longest(strips);
        int limit = most->page == strip->page ? most->row : area.rows;
        if (strip->row + b->look->article_gap + telling_least(b, telling) > limit) {
            trace_back(b, &trace);
            break;
        }
        b->told[next] = true;
        strip_place(b, strip, telling);
    }
    return next;
}

static int strip_foot(const struct builder *b, const struct strip *strip, uint32_t page) {
    if (page == strip->page) return strip->row;
    return page < strip->page ? b->facts.at[page].flow.rows : 0;
}

/* Hairlines between the strips, page by page, down to the longer of the two. */
static void strips_rules(struct builder *b, const struct strips *strips, int gap) {
    uint32_t last = longest(strips)->page;
    for (uint32_t page = strips->page; page <= last; page++) {
        int top = page == strips->page ? strips->row + gap : 0;
        for (int i = 1; i < strips->count; i++) {
            int left = strip_foot(b, &strips->at[i - 1], page), right = strip_foot(b, &strips->at[i], page);
            struct area area = strip_area(b, &(struct strip){strips->at[i].column, strips->at[i].columns, page, 0});
            if (left == 0 || right == 0) continue;
            area_enter(b, page, &area, 0);
            between_draw(b, area_left(b), top, left > right ? left : right);
        }
    }
}

size_t beside_place(struct builder *b, size_t first, size_t count) {
    struct telling *tellings = ARENA_ARRAY(b->ctx->arena, count, struct telling);
    struct area area = area_page(b);
    struct strips strips = {.count = (int)count};
    int column = 0, least = 0, row = b->row;
    for (size_t i = 0; i < count; i++) {
        const struct flow_article *article = &b->flow->articles[first + i];
        b->told[first + i] = true;
        strips.at[i] = (struct strip){.column = column, .columns = article_columns(b, article)};
        column += strips.at[i].columns;
        telling_begin(b, first + i, columns_width(b, strips.at[i].columns), 0, &tellings[i]);
        int rows = telling_least(b, &tellings[i]);
        if (rows > least) least = rows;
    }
    int gap = row > 0 ? b->look->article_gap : 0;
    article_turn(b, &b->flow->articles[first], gap + least);
    strips.page = b->page;
    strips.row = b->row;
    gap = b->row > 0 ? b->look->article_gap : 0;
    b->aside = true;
    for (size_t i = 0; i < count; i++) {
        strips.at[i].page = strips.page;
        strips.at[i].row = strips.row;
        strip_place(b, &strips.at[i], &tellings[i]);
    }
    size_t next = strips_fill(b, &strips, first + count);
    strips_rules(b, &strips, gap);
    b->aside = false;
    const struct strip *most = longest(&strips);
    area.top = b->facts.at[most->page].flow.top;
    area.rows = b->facts.at[most->page].flow.rows;
    area_enter(b, most->page, &area, most->row);
    page_settle(b, b->page);
    return next;
}
