/* Frames that their articles do not fill.
 *
 * Idea: what a compositor does. A frame closes around its article: where all frames of a band have rows to spare, the
 * frames below move up, and the rows come together at the page's foot, where the flow takes them; where a frame needs
 * more than it has and the one below it less, the line between the two moves. What is still white in one frame beside
 * others that are full is first offered to a picture of its article, then to the next article of the flow that can
 * begin there, then to a filler of the issue.
 * Invariants: heights are measured by the code that fills the frame, so what was said to fit fits; frames move by
 * whole rows; articles keep their order in the issue among those that flow.
 * Rejected: wider frames for short articles (their texts would have to be set once more, and columns no longer stand
 * under one another); leading stretched to the frame's foot. */
#include "page/frames.h"

/* An article that is begun in what another has left of a frame has as many rows at least; a whole one may be shorter.
 */
#define BEGUN_LEAST 14
/* Articles of the flow that are tried for one place. */
#define TRIED_MOST 8
/* Articles below one another in a frame. */
#define BELOW_MOST 4
/* Heights tried for one article. */
#define TRIES_MOST 4
/* White below an article that a larger picture is worth [rows]. */
#define ENLARGE_LEAST 4

/* ---- heights ----------------------------------------------------------------------------------------------------- */

static const struct section *last_section(const struct telling *telling) {
    const struct section *last = NULL;
    for (size_t i = 0; i < telling->sections.len; i++)
        if (telling->sections.at[i]->slugs.len || telling->sections.at[i]->floats.len) last = telling->sections.at[i];
    return last;
}

/* Rows of an article that begins at the top of the current area; false: they do not fit into it. */
static bool telling_measure(struct builder *b, const struct telling *telling, int *rows) {
    const struct section *before = NULL, *last = last_section(telling);
    *rows = telling->is_rest ? rest_head(b, telling) : 0;
    for (size_t i = telling->at; i < telling->sections.len; i++) {
        struct section *section = telling->sections.at[i];
        size_t from = i == telling->at ? telling->from : 0;
        if (section_done(section, from)) continue;
        if (before) *rows += section_gap(b, before, section);
        if (!section_measure(b, section, from, section == last, rows)) return false;
        before = section;
    }
    return true;
}

/* Does it fit into so many rows of the area, as in a frame? Those that it takes there are *needed. */
static bool telling_fits(struct builder *b, const struct telling *telling, const struct area *area, int rows,
                         int *needed) {
    struct area tried = *area;
    bool framed = b->framed;
    tried.rows = rows;
    b->framed = true;
    area_enter(b, b->page, &tried, 0);
    bool fits = telling_measure(b, telling, needed);
    b->framed = framed;
    return fits;
}

/* The least rows in which it can be set as in a frame; `most` and one: not in `most`. Pictures may stand otherwise in a
 * lower area, so what was found is tried. */
static int telling_needed(struct builder *b, const struct telling *telling, const struct area *area, int most) {
    int rows, needed;
    if (!telling_fits(b, telling, area, most, &rows)) return most + 1;
    for (int i = 1; i < TRIES_MOST; i++, rows++) {
        if (rows >= most) return most;
        if (telling_fits(b, telling, area, rows, &needed)) return rows;
    }
    return most + 1;
}

int slot_needed(struct builder *b, const struct slots *slots, struct slot *slot) {
    int gap = slot_gap(b, slots, slot), most = slot->contents ? b->contents_rows : 0;
    for (int part = 0; part < slot->count; part++) {
        if (slot->articles[part] == SIZE_MAX) continue;
        struct area area = slot_area(b, slots, slot, part);
        int rows = telling_needed(b, slot_telling(slot, part), &area, slots->foot - slots->top - gap);
        if (rows > most) most = rows;
    }
    return most + gap;
}

/* ---- lines between frames ---------------------------------------------------------------------------------------- */

/* What is known of the frames of a page while they close. */
struct closing {
    struct builder *b;
    struct slots *slots;
    int need[SLOTS_MAX];
};

static int spare(const struct closing *c, int i) {
    const struct slot *slot = &c->slots->at[i];
    return slot->foot - slot->top - c->need[i];
}

/* Rows that every frame which ends at `row` (begins there: `below`) can spare; less than none: one of them lacks some.
 * `none` when there is no such frame. */
static int edge_spare(const struct closing *c, int row, bool below, int none) {
    int least = none;
    bool found = false;
    for (int i = 0; i < c->slots->count; i++) {
        const struct slot *slot = &c->slots->at[i];
        if (slot->dropped || (below ? slot->top : slot->foot) != row) continue;
        if (!found || spare(c, i) < least) least = spare(c, i);
        found = true;
    }
    return least;
}

/* Does a frame stand at both sides of the row? */
static bool is_crossed(const struct slots *slots, int row) {
    for (int i = 0; i < slots->count; i++)
        if (!slots->at[i].dropped && slots->at[i].top < row && slots->at[i].foot > row) return true;
    return false;
}

static void edge_move(struct slots *slots, int from, int to) {
    for (int i = 0; i < slots->count; i++) {
        struct slot *slot = &slots->at[i];
        if (slot->dropped) continue;
        if (slot->foot == from) slot->foot = to;
        if (slot->top == from) slot->top = to;
    }
}

/* All that begins at `row` or below it moves up. */
static void below_rise(struct slots *slots, int row, int by) {
    for (int i = 0; i < slots->count; i++) {
        struct slot *slot = &slots->at[i];
        if (slot->dropped || slot->top < row) continue;
        slot->top -= by;
        slot->foot -= by;
    }
}

static bool is_edge(const struct slots *slots, int row, bool foot) {
    for (int i = 0; i < slots->count; i++)
        if (!slots->at[i].dropped && (foot ? slots->at[i].foot : slots->at[i].top) == row) return true;
    return false;
}

/* Frames that lack rows get those that the ones below them can spare. */
static void edges_sink(struct closing *c) {
    for (int row = c->slots->foot; row-- > c->slots->top;) {
        if (!is_edge(c->slots, row, true) || edge_spare(c, row, false, 0) >= 0) continue;
        int by = edge_spare(c, row, true, 0);
        if (by > 0) edge_move(c->slots, row, row + by);
    }
}

/* Frames close from the top down. Those below move up with them, or get the rows when they lack some. */
static void edges_rise(struct closing *c) {
    struct slots *slots = c->slots;
    for (int row = slots->top + 1; row <= slots->foot; row++) {
        if (!is_edge(slots, row, true)) continue;
        int by = edge_spare(c, row, false, 0);
        if (by <= 0) continue;
        bool last = !is_edge(slots, row, false);
        if (last || edge_spare(c, row, true, 0) < 0 || is_crossed(slots, row)) {
            edge_move(slots, row, row - by);
            continue;
        }
        for (int i = 0; i < slots->count; i++)
            if (!slots->at[i].dropped && slots->at[i].foot == row) slots->at[i].foot -= by;
        below_rise(slots, row, by);
        row -= by;
    }
}

/* Frames at the page's foot with nothing above them close downwards: the flow stands above. */
static bool stand_alone_below(const struct slots *slots) {
    bool found = false;
    for (int i = 0; i < slots->count; i++) {
        if (slots->at[i].dropped) continue;
        if (slots->at[i].foot != slots->foot || slots->at[i].top - slots->top < BAND_LEAST) return false;
        found = true;
    }
    return found;
}

static void tops_sink(struct closing *c) {
    for (int row = c->slots->foot; row-- > c->slots->top;) {
        int by = is_edge(c->slots, row, false) ? edge_spare(c, row, true, 0) : 0;
        if (by > 0) edge_move(c->slots, row, row + by);
    }
}

/* ---- larger pictures --------------------------------------------------------------------------------------------- */

/* A picture takes more columns of its frame while all of the article still fits. */
static void picture_enlarge(struct closing *c, int i, const struct section *section, struct floating *floating) {
    struct slot *slot = &c->slots->at[i];
    while (floating->span < section->columns && spare(c, i) >= ENLARGE_LEAST) {
        int span = floating->span, need = c->need[i];
        floating_size(c->b, section, floating, span + 1, 100);
        if (floating->span == span) return; /* there is no picture to enlarge */
        c->need[i] = slot_needed(c->b, c->slots, slot);
        if (spare(c, i) >= 0) continue;
        floating_size(c->b, section, floating, span, 100);
        c->need[i] = need;
        return;
    }
}

static void pictures_enlarge(struct closing *c, int i) {
    const struct slot *slot = &c->slots->at[i];
    if (slot->count != 1 || slot->articles[0] == SIZE_MAX || slot->rests[0]) return;
    for (size_t k = 0; k < slot->tellings[0].sections.len; k++) {
        const struct section *section = slot->tellings[0].sections.at[k];
        for (size_t f = 0; f < section->floats.len; f++) picture_enlarge(c, i, section, &section->floats.at[f]);
    }
}

void slots_close(struct builder *b, struct slots *slots) {
    struct closing c = {.b = b, .slots = slots};
    for (int i = 0; i < slots->count; i++)
        if (!slots->at[i].dropped) c.need[i] = slot_needed(b, slots, &slots->at[i]);
    edges_sink(&c);
    if (stand_alone_below(slots))
        tops_sink(&c);
    else
        edges_rise(&c);
    for (int i = 0; i < slots->count; i++)
        if (!slots->at[i].dropped) pictures_enlarge(&c, i);
}

/* ---- articles below one another ---------------------------------------------------------------------------------- */

/* Nothing in it wants more columns than there are. */
static bool node_suits(const struct flow_node *node, int columns) {
    if (node->columns > columns || (node->kind == FLOW_TABLE && columns == 1)) return false;
    for (size_t i = 0; node->children && i < node->count; i++)
        if (!node_suits(&node->children[i], columns)) return false;
    return true;
}

static bool article_suits(const struct builder *b, size_t index, int columns, bool filler) {
    const struct flow_article *article = &b->flow->articles[index];
    if (article->frame || article->page || article->new_page || article->left_out != filler) return false;
    if (filler ? !article->filler || b->filled[index] : b->told[index]) return false;
    return node_suits(&article->head, columns) && node_suits(&article->body, columns);
}

static void below_begin(struct builder *b, size_t index, const struct area *area, int columns,
                        struct telling *telling) {
    b->low_head = b->flow->articles[index].head_low.count > 0;
    telling_begin(b, index, area->width, columns, telling);
    b->low_head = false;
}

/* The first article that fits; else the first that can begin there, when it may be divided. SIZE_MAX: none. */
static size_t below_find(struct builder *b, const struct area *area, int columns, bool filler) {
    size_t begun = SIZE_MAX, tried = 0;
    for (size_t i = 0; i < b->flow->article_count && tried < TRIED_MOST; i++) {
        struct telling telling;
        if (!article_suits(b, i, columns, filler)) continue;
        struct trace trace = trace_take(b);
        area_enter(b, b->page, area, 0);
        below_begin(b, i, area, columns, &telling);
        bool fits = telling_needed(b, &telling, area, area->rows) <= area->rows;
        bool begins = !filler && area->rows >= BEGUN_LEAST && telling_least(b, &telling) < area->rows;
        trace_back(b, &trace);
        if (fits) return i;
        if (begins && begun == SIZE_MAX) begun = i;
        tried++;
    }
    return begun;
}

/* True: something stands there now, and all of it. */
static bool below_place(struct builder *b, const struct frame *frame, const struct area *area, int row) {
    struct area rest = *area;
    struct telling telling;
    int columns = area_columns(b, frame, area->width);
    bool filler = false;
    rest.top += row + b->look->article_gap;
    rest.rows -= row + b->look->article_gap;
    if (rest.rows < FRAME_ROWS_LEAST) return false;
    size_t index = below_find(b, &rest, columns, false);
    if (index == SIZE_MAX) {
        filler = true;
        index = below_find(b, &rest, columns, true);
    }
    area_enter(b, b->page, area, row);
    if (index == SIZE_MAX) return false;
    if (filler)
        b->filled[index] = true;
    else
        b->told[index] = true;
    below_begin(b, index, &rest, columns, &telling);
    gap_draw(b, area->width);
    area_enter(b, b->page, &rest, 0);
    telling_mark(b, &telling);
    bool whole = telling_frame(b, &telling);
    if (!whole) frame_rest(b, &telling, &rest, frame);
    area_enter(b, b->page, area, row + b->look->article_gap + b->row);
    return whole;
}

void frame_fill(struct builder *b, const struct frame *frame, const struct area *area) {
    for (int i = 0; i < BELOW_MOST && below_place(b, frame, area, b->row); i++) continue;
}
