/* Why pages end where they do, and how full they are.
 *
 * Idea: each piece that is painted covers the page's width down to its foot; the mean of those feet is how full the
 * page is, as an eye sees it that goes down the columns. Whoever turns a page says what would not fit any more, so a
 * page with white can be explained with the article and the rows that are missing, and the reader told what would help.
 * Invariant: nothing here changes a page. */
#include "page/parts.h"

/* A page that is less full than this is explained [percent]. */
#define FULL_PERCENT 85

void page_cover(struct builder *b, mpt x, mpt width, mpt foot) {
    struct page_facts *facts = &b->facts.at[b->page];
    mpt left = page_left(b), whole = b->text_width;
    for (int i = 0; i < COVER_SLOTS; i++) {
        mpt middle = left + whole * (2 * i + 1) / (2 * COVER_SLOTS);
        if (middle >= x && middle < x + width + b->gutter && foot > facts->cover[i]) facts->cover[i] = foot;
    }
}

void page_take(struct builder *b, mpt width, int rows) {
    int columns = (int)((width + b->gutter) / (b->column_width + b->gutter));
    b->facts.at[b->page].taken += rows * (columns > 1 ? columns : 1);
}

void page_turn(struct builder *b, enum turn turn, struct place place, int needed) {
    struct page_facts *facts = &b->facts.at[b->page];
    if (facts->turn == TURN_FULL) {
        facts->turn = turn;
        facts->turn_place = place;
        facts->needed = needed;
        facts->left = b->rows - b->row > 0 ? b->rows - b->row : 0;
    }
    page_next(b);
}

static int page_full(const struct builder *b, const struct page_facts *facts) {
    mpt top = b->look->margin_top, sum = 0;
    for (int i = 0; i < COVER_SLOTS; i++) sum += facts->cover[i] > top ? facts->cover[i] - top : 0;
    return (int)(sum * 100 / ((mpt)b->page_rows * b->grid * COVER_SLOTS));
}

static enum diag_code turn_code(enum turn turn) {
    switch (turn) {
    case TURN_ASKED: return DIAG_PAGE_WHITE_ASKED;
    case TURN_BEGIN: return DIAG_PAGE_WHITE_BEGIN;
    case TURN_BLOCK: return DIAG_PAGE_WHITE_BLOCK;
    case TURN_FULL: break;
    }
    return DIAG_PAGE_WHITE;
}

void pages_explain(const struct builder *b) {
    for (uint32_t i = 0; i + 1 < b->facts.len; i++) {
        const struct page_facts *facts = &b->facts.at[i];
        int full = page_full(b, facts);
        if (full >= FULL_PERCENT) continue;
        struct place place = facts->turn_place;
        if (!place.file && facts->article) place = facts->article->place;
        int left = facts->turn == TURN_BLOCK ? b->page_rows * (100 - full) / 100 : facts->left; /* under its columns */
        diag(b->ctx, turn_code(facts->turn), place, "%u, %d %%, %d, %d", i + 1, full, facts->needed, left);
    }
}
