/* Frames of a page, and what goes on elsewhere because its frame is full.
 *
 * Idea: a frame is an area like the page itself, only smaller, and an article in it is set by the same code; where the
 * area ends the telling stops between two slugs, and its rest opens the flow that follows. The last row of a frame is
 * kept free for the line that names the page, so the line changes nothing when that page is known at the very end: no
 * number is ever guessed, and none can be wrong.
 * A frame that nothing stands in goes to its neighbour; one that `fits` gives the rows it does not need to the frames
 * above it. What is then still white in a frame is the affair of close.c.
 * Invariants: every article of a frame is begun in it or flows; the rest of an article belongs to the same element.
 * Rejected: breaking the texts of all frames anew when the jumps are known, which needs a fixpoint and gains a row. */
#include "page/frames.h"

/* ---- which, and where -------------------------------------------------------------------------------------------- */

static int edge(const struct extent *extent, int value, int whole) {
    int at = extent->counted ? value : (int)div_round((int64_t)whole * value, 1000);
    return at < whole ? at : whole;
}

static void frame_across(const struct builder *b, const struct frame *frame, mpt *left, mpt *right) {
    const struct extent *columns = &frame->columns;
    mpt step = b->column_width + b->gutter, whole = b->text_width + b->gutter;
    *left = columns->counted ? columns->from * step : div_round(whole * columns->from, 1000);
    *right = (columns->counted ? columns->to * step : div_round(whole * columns->to, 1000)) - b->gutter;
}

mpt contents_width(const struct builder *b) {
    for (size_t i = 0; i < b->look->frame_count; i++) {
        const struct frame *frame = &b->look->frames[i];
        mpt left, right;
        if (!frame->contents || frame->master != MASTER_FRONT) continue;
        frame_across(b, frame, &left, &right);
        return right - left;
    }
    return b->column_width;
}

static bool wanted_here(const struct builder *b, const struct frame *frame, size_t index) {
    const struct flow_article *article = &b->flow->articles[index];
    if (article->frame != frame || b->told[index]) return false;
    return frame->master != MASTER_INSIDE || article->page == 0 || article->page == (int)b->page + 1;
}

static bool slots_find(struct builder *b, enum master master, struct slots *slots) {
    bool used = false;
    for (size_t i = 0; i < b->look->frame_count && slots->count < SLOTS_MAX; i++) {
        const struct frame *frame = &b->look->frames[i];
        if (frame->master != master) continue;
        struct slot *slot = &slots->at[slots->count++];
        *slot = (struct slot){.frame = frame, .contents = frame->contents && b->contents};
        frame_across(b, frame, &slot->left, &slot->right);
        slot->top = slots->top + edge(&frame->rows, frame->rows.from, slots->foot - slots->top);
        slot->foot = slots->top + edge(&frame->rows, frame->rows.to, slots->foot - slots->top);
        for (size_t k = 0; k < b->flow->article_count && slot->count < frame->articles; k++)
            if (wanted_here(b, frame, k)) slot->articles[slot->count++] = k;
        struct telling *rest;
        for (size_t k = 0; slot->count < frame->articles && (rest = rest_for(b, frame, k)) != NULL; k++) {
            slot->rests[slot->count] = rest;
            slot->articles[slot->count++] = rest->index;
        }
        used = used || slot->count;
    }
    return used;
}

static bool is_empty(const struct slot *slot) { return slot->count == 0 && !slot->contents; }

bool slots_overlap(const struct slot *a, const struct slot *b) { return a->left < b->right && b->left < a->right; }

/* The frames that end at row `from` above `slot` now end at `to`. */
static void above_grow(struct slots *slots, const struct slot *slot, int from, int to) {
    for (int i = 0; i < slots->count; i++) {
        struct slot *above = &slots->at[i];
        if (above != slot && !above->dropped && above->foot == from && slots_overlap(above, slot)) above->foot = to;
    }
}

/* The neighbour of the same rows, the left one first, that takes the place of an empty frame. */
static bool beside_grow(const struct builder *b, struct slots *slots, const struct slot *slot) {
    for (int side = 0; side < 2; side++) {
        for (int i = 0; i < slots->count; i++) {
            struct slot *beside = &slots->at[i];
            if (is_empty(beside) || beside->top != slot->top || beside->foot != slot->foot) continue;
            if (side == 0 ? beside->right + b->gutter != slot->left : slot->right + b->gutter != beside->left) continue;
            if (side == 0)
                beside->right = slot->right;
            else
                beside->left = slot->left;
            return true;
        }
    }
    return false;
}

static void slots_collapse(const struct builder *b, struct slots *slots) {
    for (int i = 0; i < slots->count; i++) {
        struct slot *slot = &slots->at[i];
        if (slot->dropped || !is_empty(slot)) continue;
        slot->dropped = true;
        if (!beside_grow(b, slots, slot)) above_grow(slots, slot, slot->top, slot->foot);
    }
}

/* ---- the articles in them ---------------------------------------------------------------------------------------- */

int slot_gap(const struct builder *b, const struct slots *slots, const struct slot *slot) {
    return slot->top > slots->top ? b->look->article_gap : 0;
}

struct area slot_area(const struct builder *b, const struct slots *slots, const struct slot *slot, int part) {
    int parts = slot->count > 0 ? slot->count : 1;
    mpt whole = slot->right - slot->left + b->gutter;
    mpt left = slot->left + whole * part / parts, right = slot->left + whole * (part + 1) / parts - b->gutter;
    int gap = slot_gap(b, slots, slot);
    return (struct area){
        .left = left, .width = right - left, .top = slot->top + gap, .rows = slot->foot - slot->top - gap};
}

int area_columns(const struct builder *b, const struct frame *frame, mpt width) {
    if (frame->text_columns > 0) return frame->text_columns;
    int columns = (int)((width + b->gutter) / (b->column_width + b->gutter));
    return columns > 0 ? columns : 1;
}

struct telling *slot_telling(struct slot *slot, int part) {
    return slot->rests[part] ? slot->rests[part] : &slot->tellings[part];
}

/* False: the frame has no room for the rest of an article, which looks for another place. */
static bool rest_collect(struct builder *b, const struct area *area, struct telling *rest) {
    area_enter(b, b->page, area, 0);
    return rest_suits(b, rest, area->width) && rest_head(b, rest) + telling_least(b, rest) <= area->rows;
}

/* False: the frame is too small for the beginning of the article, which flows instead. */
static bool slot_collect(struct builder *b, const struct slots *slots, struct slot *slot, int part) {
    size_t index = slot->articles[part];
    const struct flow_article *article = &b->flow->articles[index];
    struct area area = slot_area(b, slots, slot, part);
    struct trace trace = trace_take(b);
    int least = FRAME_ROWS_LEAST;
    if (slot->rests[part]) return rest_collect(b, &area, slot->rests[part]);
    if (area.rows >= least) {
        area_enter(b, b->page, &area, 0);
        telling_begin(b, index, area.width, area_columns(b, slot->frame, area.width), &slot->tellings[part]);
        least = telling_least(b, &slot->tellings[part]);
        if (least <= area.rows) return true;
        trace_back(b, &trace);
    }
    diag(b->ctx, DIAG_FRAME_SMALL, article->place, "%s, %d < %d", slot->frame->name, area.rows, least);
    return false;
}

static void slots_collect(struct builder *b, struct slots *slots) {
    for (int i = 0; i < slots->count; i++) {
        struct slot *slot = &slots->at[i];
        int held = 0;
        for (int part = 0; part < slot->count; part++) {
            bool fits = slot_collect(b, slots, slot, part);
            if (!slot->rests[part]) b->told[slot->articles[part]] = fits;
            if (!fits) slot->articles[part] = SIZE_MAX;
            held += fits;
        }
        if (held == 0) slot->count = 0;
    }
}

int telling_rows(struct builder *b, const struct telling *telling) {
    const struct section *before = NULL;
    int rows = 0;
    for (size_t i = 0; i < telling->sections.len; i++) {
        const struct section *section = telling->sections.at[i];
        if (section_done(section, 0)) continue;
        if (before) rows += section_gap(b, before, section);
        rows += section->kind == SECTION_TEXT ? section_rows(b, section, 0)
                                              : column_rows(b, section, 0, section->slugs.len);
        for (size_t k = 0; k < section->floats.len; k++) rows += section->floats.at[k].rows;
        before = section;
    }
    return rows;
}

/* The box of contents is set in as many columns as its frame has room for. */
static void contents_widen(struct builder *b, const struct slot *slot) {
    mpt step = b->contents->width + b->gutter;
    int columns = (int)((slot->right - slot->left + b->gutter) / step);
    if (columns < 2) return;
    b->contents->columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX;
    b->contents_rows = section_rows(b, b->contents, 0);
}

static bool contents_fits(const struct builder *b, const struct slots *slots, const struct slot *slot) {
    return b->contents_rows + slot_gap(b, slots, slot) <= slot->foot - slot->top;
}

/* A box of contents that is higher than its frame, without kickers too, stands where it would without one; then others
 * take its place. */
static void slots_contents(struct builder *b, struct slots *slots) {
    struct area page = area_page(b);
    area_enter(b, b->page, &page, 0);
    for (int i = 0; i < slots->count; i++) {
        struct slot *slot = &slots->at[i];
        if (!slot->contents) continue;
        contents_widen(b, slot);
        slot->contents = contents_fits(b, slots, slot);
        if (slot->contents || !contents_shorten(b)) continue;
        contents_widen(b, slot);
        slot->contents = contents_fits(b, slots, slot);
    }
}

/* Frames of the same rows that fit their articles are as high as the highest of them. */
static void slots_fit(struct builder *b, struct slots *slots) {
    for (int i = 0; i < slots->count; i++) {
        const struct slot first = slots->at[i];
        int rows = 0, top = first.top;
        if (!first.frame->fits || first.dropped) continue;
        for (int k = 0; k < slots->count; k++) {
            struct slot *slot = &slots->at[k];
            if (!slot->frame->fits || slot->dropped || slot->top != top || slot->foot != first.foot) continue;
            int needed = slot_needed(b, slots, slot);
            if (needed > rows) rows = needed;
        }
        if (rows == 0 || rows >= first.foot - top) continue;
        for (int k = 0; k < slots->count; k++) {
            struct slot *slot = &slots->at[k];
            if (!slot->frame->fits || slot->dropped || slot->top != top || slot->foot != first.foot) continue;
            slot->top = slot->foot - rows;
            above_grow(slots, slot, top, slot->top);
        }
    }
}

/* ---- onto the page ----------------------------------------------------------------------------------------------- */

static void part_place(struct builder *b, const struct slots *slots, struct slot *slot, int part) {
    struct area area = slot_area(b, slots, slot, part);
    struct telling *telling = slot_telling(slot, part);
    if (slot->articles[part] == SIZE_MAX) return;
    area_enter(b, b->page, &area, 0);
    if (telling->is_rest)
        rest_open(b, telling);
    else
        telling_mark(b, telling);
    b->framed = true;
    bool whole = telling_frame(b, telling);
    if (whole) frame_fill(b, slot->frame, &area);
    b->framed = false;
    if (telling->is_rest)
        rest_go_on(b, telling, &area, whole);
    else if (!whole)
        frame_rest(b, telling, &area, slot->frame);
}

static void draw_upright(struct builder *b, mpt x, mpt top, mpt bottom) {
    const struct rule_style *rule = &b->look->column_rule;
    if (rule->thickness <= 0 || bottom <= top) return;
    draw_rect(b, ARTIFACT_LAYOUT, x - rule->thickness / 2, top, rule->thickness, bottom - top, rule->colour)->place =
        rule->place;
}

void between_draw(struct builder *b, mpt x, int top, int foot) {
    mpt cap_top = b->base - b->cap, below = b->grid - b->base;
    draw_upright(b, x - b->gutter / 2, row_y(b, top) + cap_top, row_y(b, foot) - below);
}

/* Hairlines in the gutters where two articles meet; a tinted box needs none. */
static void slots_rules(struct builder *b, const struct slots *slots) {
    struct area page = area_page(b);
    area_enter(b, b->page, &page, 0);
    for (int i = 0; i < slots->count; i++) {
        const struct slot *slot = &slots->at[i];
        if (slot->dropped || slot->contents) continue;
        int gap = slot_gap(b, slots, slot);
        for (int part = 1; part < slot->count; part++)
            between_draw(b, page_left(b) + slot_area(b, slots, slot, part).left, slot->top + gap, slot->foot);
        for (int k = 0; k < slots->count; k++) {
            const struct slot *right = &slots->at[k];
            if (right->dropped || right->contents || right->left != slot->right + b->gutter) continue;
            int top = slot->top > right->top ? slot->top : right->top;
            int foot = slot->foot < right->foot ? slot->foot : right->foot;
            if (foot > top) between_draw(b, page_left(b) + right->left, top + (top > slots->top ? gap : 0), foot);
        }
    }
}

static void slot_place(struct builder *b, const struct slots *slots, struct slot *slot) {
    struct area page = area_page(b);
    area_enter(b, b->page, &page, slot->top);
    if (slot_gap(b, slots, slot)) {
        b->area.left = slot->left;
        gap_draw(b, slot->right - slot->left);
    }
    if (slot->contents) {
        struct section *contents = b->contents;
        b->contents = NULL; /* it is no text beside which it could stand */
        (void)section_fill(b, contents, 0, true);
    }
    for (int part = 0; part < slot->count; part++) part_place(b, slots, slot, part);
}

/* The larger band over the whole width that the frames have left, above or below them. */
static void flow_left(struct builder *b, const struct slots *slots) {
    struct area *flow = &b->facts.at[b->page].flow;
    int top = slots->foot, foot = slots->top;
    for (int i = 0; i < slots->count; i++) {
        if (slots->at[i].dropped) continue;
        if (slots->at[i].top < top) top = slots->at[i].top;
        if (slots->at[i].foot > foot) foot = slots->at[i].foot;
    }
    int above = top - slots->top, below = slots->foot - foot;
    flow->top = above > below ? slots->top : foot;
    flow->rows = above > below ? above - b->look->article_gap : below;
    if (flow->rows < BAND_LEAST) flow->rows = 0;
}

bool frames_place(struct builder *b, enum master master, int reserve) {
    struct slots *slots = ARENA_NEW(b->ctx->arena, struct slots);
    slots->top = b->row;
    slots->foot = b->rows - reserve;
    if (slots->foot - slots->top < FRAME_ROWS_LEAST || !slots_find(b, master, slots)) return false;
    slots_collapse(b, slots);
    slots_contents(b, slots);
    slots_collapse(b, slots);
    slots_collect(b, slots);
    slots_fit(b, slots);
    slots_close(b, slots);
    for (int i = 0; i < slots->count; i++)
        if (!slots->at[i].dropped) slot_place(b, slots, &slots->at[i]);
    slots_rules(b, slots);
    flow_left(b, slots);
    struct area page = area_page(b);
    area_enter(b, b->page, &page, slots->foot);
    return true;
}
