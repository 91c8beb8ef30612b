/* Sections on pages: which floats stand where, which slugs go into which column, and on to the next page.
 *
 * A section is given what is left of the page. Floats are taken one by one in the order of their mention: a float is
 * placed on the page on which it is mentioned, at the top or foot of columns near the mention, if text enough remains
 * beside it; otherwise it opens the next page. Then the columns are planned around them and everything is painted.
 * Invariants: every slug and every float is painted once; a fresh page always takes something.
 */
#include "page/parts.h"

#include <assert.h>

#define FLOATS_MAX 6 /* on one page */
/* Text that must stay in a column above or below a float [rows]. */
#define TEXT_LEAST 4
/* A float may stand on the page before its mention if the mention is no more than this many slugs away. */
#define MENTION_NEAR 24
/* A picture on the last page of its text shrinks to this part of a column rather than to stand alone [percent]. */
#define SHRUNK_LEAST 50
/* Body rows that must follow an article's head on its page. */
#define BEGIN_LEAST 3
#define BEGIN_LOW 2 /* where the page's foot would stay white */

/* Paragraphs behind which a block is tried, and blocks moved on a page. */
#define PLACES_TRIED 5
#define MOVES_MOST 8
/* Slugs of text that must be left for the page after a block that moved there. */
#define STRANDED_LEAST 4
/* Lines of text that may come forward past a block that opens the next page. */
#define FORWARD_MOST 40
/* What moving a block must gain; what a row of height costs beside the white of the columns. */
#define MOVE_COST 200
#define MOVE_ROW_COST 60

/* Plain text of fewer lines for each column stands in as many columns as get this many. */
#define COLUMN_LINES_LEAST 3

struct seat {
    struct floating *floating;
    int column, before; /* rows of other floats at that end */
};

struct seating {
    struct seat at[FLOATS_MAX];
    size_t count;
    struct region region;
    bool contents;
};

/* ---- heights ----------------------------------------------------------------------------------------------------- */

int section_rows(struct builder *b, const struct section *section, size_t from) {
    struct region region = {.rows = b->rows, .fresh = true};
    struct plan plan;
    if (section->slugs.len == from) return 0;
    plan_region(b, section, from, &region, &plan);
    arena_reset(b->work);
    return plan.end[section->columns - 1] == section->slugs.len ? plan.height : b->rows + 1;
}

int section_least(struct builder *b, const struct section *section, size_t from) {
    struct filling f;
    size_t first = from;
    int rows = 0, begin = b->low_text ? BEGIN_LOW : BEGIN_LEAST;
    if (section->kind == SECTION_TEXT) /* blocks at the beginning may stand further down */
        while (first < section->slugs.len && section->slugs.at[first].block) first++;
    if (first == section->slugs.len) first = from;
    filling_begin(&f, b, section, first);
    while (f.at < section->slugs.len && rows <= b->rows) {
        filling_add(&f);
        rows = filling_rows(&f);
        if (section->kind == SECTION_TEXT && rows < begin) continue;
        if (section->slugs.at[f.at - 1].break_cost < COST_BOX) break;
    }
    if (f.at == section->slugs.len && section->columns > 1) return section_rows(b, section, from);
    return rows;
}

int section_gap(const struct builder *b, const struct section *before, const struct section *section) {
    if (!before || before->slugs.len == 0 || section->slugs.len == 0) return 0;
    mpt below = before->slugs.at[before->slugs.len - 1].below, above = section->slugs.at[0].above;
    mpt gap = above > below ? above : below;
    if (before->kind == SECTION_HEAD) return 0; /* a head brings its own air */
    return gap > b->grid ? rows_of(b, gap) : 1;
}

/* ---- floats ------------------------------------------------------------------------------------------------------ */

static int mention_column(const struct section *section, const struct plan *plan, const struct floating *floating) {
    for (int c = 0; c < section->columns; c++)
        if (plan->end[c] > floating->mention) return c;
    return section->columns - 1;
}

/* True when the columns are free at that end to the same depth and text enough remains. */
static bool seat_free(const struct region *region, const struct floating *f, int column, bool foot) {
    const int *end = foot ? region->foot : region->head;
    for (int c = column; c < column + f->span; c++) {
        if (end[c] != end[column]) return false;
        int left = region->rows - region->head[c] - region->foot[c] - f->rows;
        bool alone = region->fresh && region->head[c] == 0 && region->foot[c] == 0;
        if (left < (alone ? 0 : TEXT_LEAST)) return false;
    }
    return true;
}

/* The seat nearest to the mention, the float's own end first. */
static bool seat_find(const struct section *section, const struct region *region, const struct floating *f, int near,
                      struct seat *seat, bool *foot) {
    for (int other = 0; other < 2; other++) {
        *foot = f->at_foot != (other == 1);
        for (int distance = 0; distance < section->columns; distance++) {
            for (int side = -1; side <= 1; side += 2) {
                int column = near + side * distance;
                if (column + f->span > section->columns) column = section->columns - f->span;
                if (column < 0 || !seat_free(region, f, column, *foot)) continue;
                seat->column = column;
                seat->before = (*foot ? region->foot : region->head)[column];
                return true;
            }
        }
    }
    return false;
}

static void seat_take(struct region *region, const struct floating *f, const struct seat *seat, bool foot) {
    for (int c = seat->column; c < seat->column + f->span; c++)
        *(foot ? &region->foot[c] : &region->head[c]) += f->rows;
}

/* Seats the float if the plan around it still is a page. */
static bool seat_try(struct builder *b, struct section *section, size_t from, struct seating *seating,
                     struct floating *f, const struct plan *plan) {
    struct seat seat = {.floating = f};
    struct region region = seating->region;
    struct plan around;
    int last = section->columns - 1;
    bool overdue = f->mention <= from, foot;
    int near = overdue ? 0 : mention_column(section, plan, f);
    if (!seat_find(section, &region, f, near, &seat, &foot)) return false;
    seat_take(&region, f, &seat, foot);
    plan_region(b, section, from, &region, &around);
    bool progress = around.end[last] > from || from == section->slugs.len || region.fresh;
    if (!progress || (!overdue && around.end[last] + MENTION_NEAR < f->mention)) return false;
    f->at_foot = foot;
    seating->at[seating->count++] = seat;
    seating->region = region;
    return true;
}

/* Seats the next float if this page is the one for it. On the last page of the text it rather becomes smaller than to
 * open a page without text. */
static bool seat_next(struct builder *b, struct section *section, size_t from, struct seating *seating,
                      struct floating *f) {
    struct plan plan;
    int last = section->columns - 1, span = f->span;
    plan_region(b, section, from, &seating->region, &plan);
    bool finished = plan.end[last] == section->slugs.len && from < section->slugs.len;
    if (f->mention > from && !finished && plan.end[last] <= f->mention) return false;
    if (seat_try(b, section, from, seating, f, &plan)) return true;
    for (int less = span - 1; finished && less >= 1; less--) {
        floating_size(b, section, f, less, 100);
        if (seat_try(b, section, from, seating, f, &plan)) return true;
    }
    for (int percent = 90; finished && percent >= SHRUNK_LEAST; percent -= 10) {
        floating_size(b, section, f, 1, percent);
        if (seat_try(b, section, from, seating, f, &plan)) return true;
    }
    if (finished) floating_size(b, section, f, span, 100);
    return false;
}

static void seat_floats(struct builder *b, struct section *section, size_t from, struct seating *seating) {
    for (size_t i = 0; i < section->floats.len && seating->count < FLOATS_MAX; i++) {
        struct floating *f = &section->floats.at[i];
        if (!f->placed && !seat_next(b, section, from, seating, f)) return;
    }
}

static void seats_draw(struct builder *b, const struct section *section, const struct seating *seating, int height) {
    for (size_t i = 0; i < seating->count; i++) {
        const struct seat *seat = &seating->at[i];
        struct floating *f = seat->floating;
        const struct picture *picture = f->picture;
        mpt x = column_x(b, section, seat->column), y;
        if (f->at_foot) {
            mpt below = 0;
            if (picture->caption) below = picture->caption->style->leading - setting_baseline(b, picture->caption);
            y = row_y(b, seating->region.row + height - seat->before) - (b->grid - b->base) + below - picture->total;
        } else {
            y = row_y(b, seating->region.row + seat->before) + b->base - b->cap;
        }
        picture_draw(b, picture, x, y);
        page_take(b, section_width(b, section, f->span), f->rows);
        f->placed = true;
        b->slugs_drawn++;
    }
}

/* ---- the contents box -------------------------------------------------------------------------------------------- */

static void seat_contents(struct builder *b, const struct section *section, struct seating *seating) {
    if (!b->contents || b->framed || section->kind != SECTION_TEXT || section->columns < 2) return;
    if (section->width != b->contents->width) return;
    if (b->contents_rows + TEXT_LEAST > seating->region.rows) return;
    seating->contents = true;
    seating->region.head[section->columns - 1] += b->contents_rows + 1;
}

static void contents_draw(struct builder *b, const struct section *section, const struct seating *seating) {
    if (!seating->contents) return;
    column_draw(b, b->contents, 0, b->contents->slugs.len, column_x(b, section, section->columns - 1),
                row_y(b, seating->region.row));
    page_take(b, b->contents->width, b->contents_rows + 1);
    b->contents = NULL;
}

/* ---- blocks that move -------------------------------------------------------------------------------------------- */

/* Slugs [at, end) of one block. */
static size_t block_end(const struct section *section, size_t at) {
    size_t end = at;
    while (end < section->slugs.len && section->slugs.at[end].block == section->slugs.at[at].block) end++;
    return end;
}

/* The next place behind `at` where a paragraph ends and a block may stand. */
static size_t next_place(const struct section *section, size_t at) {
    for (size_t i = at; i < section->slugs.len; i++) {
        const struct slug *slug = &section->slugs.at[i];
        bool ends = i + 1 == section->slugs.len || !section->slugs.at[i + 1].joined;
        if (slug->kind == SLUG_ROW && i + 1 < section->slugs.len && section->slugs.at[i + 1].kind == SLUG_ROW) continue;
        if (i + 1 < section->slugs.len && slug->deco && slug->deco == section->slugs.at[i + 1].deco) continue;
        if (slug->kind == SLUG_LINE && slug->line.setting->shaped.tail > 0) break; /* the article ends with it */
        if (ends && slug->break_cost < COST_INTRO) return i + 1;
    }
    return at;
}

/* Slugs [from, mid) and [mid, to) change places; a mention goes with the slug that it follows. */
static void rotate(struct builder *b, struct section *section, size_t from, size_t mid, size_t to) {
    struct slug *slugs = section->slugs.at;
    size_t head = mid - from, tail = to - mid;
    struct slug *kept = ARENA_ARRAY(b->work, head, struct slug);
    memcpy(kept, slugs + from, head * sizeof *slugs);
    memmove(slugs + from, slugs + mid, tail * sizeof *slugs);
    memcpy(slugs + from + tail, kept, head * sizeof *slugs);
    for (size_t i = 0; i < section->floats.len; i++) {
        size_t *mention = &section->floats.at[i].mention;
        if (*mention > from && *mention <= to) *mention = *mention <= mid ? *mention + tail : *mention - head;
    }
}

/* True when the next page would get blocks and hardly a line of text. */
static bool strands(const struct section *section, const struct plan *plan) {
    size_t text = 0, end = plan->end[section->columns - 1];
    for (size_t i = end; i < section->slugs.len; i++) text += section->slugs.at[i].block == 0;
    return end < section->slugs.len && text < STRANDED_LEAST;
}

static bool better(const struct section *section, const struct plan *plan, const struct plan *than) {
    int last = section->columns - 1;
    if (strands(section, plan)) return false;
    bool moves = plan->end[last] > plan->from, moved = than->end[last] > than->from;
    if (moves != moved) return moves;
    return plan->cost + plan->height * MOVE_ROW_COST + MOVE_COST < than->cost + than->height * MOVE_ROW_COST;
}

/* Lets the block at `at` stand behind one of the next paragraphs, if that makes a better page. */
static bool block_moves(struct builder *b, struct section *section, size_t at, const struct region *region,
                        struct plan *plan) {
    size_t end = block_end(section, at), place = end;
    struct plan best = *plan, tried;
    size_t best_place = 0;
    for (int i = 0; i < PLACES_TRIED; i++) {
        size_t next = next_place(section, place);
        if (next == place) break;
        place = next;
        rotate(b, section, at, end, place);
        plan_region(b, section, plan->from, region, &tried);
        rotate(b, section, at, at + place - end, place);
        if (!better(section, &tried, &best)) continue;
        best = tried;
        best_place = place;
    }
    if (!best_place) return false;
    rotate(b, section, at, end, best_place);
    *plan = best;
    return true;
}

/* The block at `at` opens the next page: lines from behind it, up to the middle of a paragraph, fill this one. */
static bool block_waits(struct builder *b, struct section *section, size_t at, const struct region *region,
                        struct plan *plan) {
    size_t end = block_end(section, at), best_place = 0;
    int last = section->columns - 1;
    struct plan best = *plan, tried;
    for (size_t place = end + 1; place < section->slugs.len && place - end <= FORWARD_MOST; place++) {
        const struct slug *slug = &section->slugs.at[place - 1];
        if (slug->kind != SLUG_LINE || slug->block) break;
        if (slug->break_cost >= COST_FORBIDDEN) continue;
        rotate(b, section, at, end, place);
        plan_region(b, section, plan->from, region, &tried);
        bool waits = tried.end[last] == at + (place - end);
        if (waits && better(section, &tried, &best)) {
            best = tried;
            best_place = place;
        }
        rotate(b, section, at, at + place - end, place);
    }
    if (!best_place) return false;
    rotate(b, section, at, end, best_place);
    *plan = best;
    return true;
}

/* A block that did not fit at a column's foot leaves white there: text from behind it may come forward. */
static void fill_white(struct builder *b, struct section *section, const struct region *region, struct plan *plan) {
    for (int moves = 0; moves < MOVES_MOST; moves++) {
        bool moved = false;
        size_t at = plan->from;
        for (int c = at == 0 ? -1 : 0; c < section->columns && !moved; c++) { /* what has moved here stays */
            if (c >= 0) at = plan->end[c];
            if (at < section->slugs.len && section->slugs.at[at].block)
                moved = block_moves(b, section, at, region, plan) ||
                        (c + 1 == section->columns && block_waits(b, section, at, region, plan));
        }
        if (!moved) return;
    }
}

/* ---- pages ------------------------------------------------------------------------------------------------------- */

static void columns_draw(struct builder *b, const struct section *section, const struct plan *plan,
                         const struct region *region) {
    size_t from = plan->from;
    for (int c = 0; c < section->columns; c++) {
        mpt x = column_x(b, section, c);
        column_draw(b, section, from, plan->end[c], x, row_y(b, region->row + region->head[c]));
        notes_draw(b, section, from, plan->end[c], x, row_y(b, region->row + plan->height - region->foot[c]));
        page_take(b, section->width, column_rows(b, section, from, plan->end[c]));
        from = plan->end[c];
    }
}

static void page_belongs(struct builder *b) {
    struct page_facts *facts = &b->facts.at[b->page];
    if (!facts->article) facts->article = b->article;
}

static size_t floats_waiting(const struct section *section) {
    size_t count = 0;
    for (size_t i = 0; i < section->floats.len; i++) count += !section->floats.at[i].placed;
    return count;
}

bool section_done(const struct section *section, size_t from) {
    return from == section->slugs.len && floats_waiting(section) == 0;
}

/* The line that tells where the article goes on takes the last row of the frame, unless all that is left of the article
 * fits. */
static void plan_frame(struct builder *b, struct section *section, size_t from, struct seating *seating, bool last,
                       struct plan *plan) {
    int *foot = &seating->region.foot[section->columns - 1];
    if (b->framed && last && seating->count == floats_waiting(section)) {
        *foot -= JUMP_ROWS;
        plan_region(b, section, from, &seating->region, plan);
        if (plan->end[section->columns - 1] == section->slugs.len) return;
        *foot += JUMP_ROWS;
    }
    plan_region(b, section, from, &seating->region, plan);
}

/* Rows that a plan takes, less the row kept for a jump line under columns that end above it. */
static int plan_rows(struct builder *b, const struct section *section, const struct plan *plan,
                     const struct region *region) {
    if (!b->framed || plan->end[section->columns - 1] < section->slugs.len) return plan->height;
    size_t from = plan->from;
    int most = 0;
    for (int c = 0; c < section->columns; c++) {
        int kept = c + 1 == section->columns && region->foot[c] ? JUMP_ROWS : 0;
        int rows = column_rows(b, section, from, plan->end[c]) + region->head[c] + region->foot[c] - kept;
        if (rows > most) most = rows;
        from = plan->end[c];
    }
    return most;
}

size_t section_fill(struct builder *b, struct section *section, size_t from, bool last) {
    struct seating seating = {.region = {.row = b->row, .rows = b->rows - b->row, .fresh = b->row == 0 && !b->framed}};
    struct plan plan;
    if (seating.region.rows <= 0) return from;
    if (b->framed) seating.region.foot[section->columns - 1] = JUMP_ROWS;
    seat_contents(b, section, &seating);
    seat_floats(b, section, from, &seating);
    plan_frame(b, section, from, &seating, last, &plan);
    fill_white(b, section, &seating.region, &plan);
    plan_whole(b, section, &seating.region, &plan);
    plan_level_out(b, section, &seating.region, &plan);
    size_t end = plan.end[section->columns - 1];
    if (end == from && seating.count == 0) {
        arena_reset(b->work);
        return from;
    }
    contents_draw(b, section, &seating);
    columns_draw(b, section, &plan, &seating.region);
    seats_draw(b, section, &seating, plan.height);
    page_belongs(b);
    if (b->telling && !b->framed) b->telling->begun = true;
    b->row += plan_rows(b, section, &plan, &seating.region);
    arena_reset(b->work);
    return end;
}

/* The floats are sized anew for each page that is tried. */
static void floats_restore(struct builder *b, const struct section *section, const int *spans, const bool *foot) {
    for (size_t i = 0; i < section->floats.len; i++) {
        struct floating *f = &section->floats.at[i];
        if (f->placed) continue;
        floating_size(b, section, f, spans[i], 100);
        f->at_foot = foot[i];
    }
}

bool section_measure(struct builder *b, struct section *section, size_t from, bool last, int *row) {
    struct seating seating = {.region = {.row = *row, .rows = b->rows - *row}};
    struct plan plan;
    size_t count = section->floats.len;
    int *spans = ARENA_ARRAY(b->work, count + 1, int);
    bool *foot = ARENA_ARRAY(b->work, count + 1, bool);
    if (seating.region.rows <= 0) return false;
    for (size_t i = 0; i < count; i++) {
        spans[i] = section->floats.at[i].span;
        foot[i] = section->floats.at[i].at_foot;
    }
    seating.region.foot[section->columns - 1] = JUMP_ROWS;
    seat_floats(b, section, from, &seating);
    plan_frame(b, section, from, &seating, last, &plan);
    bool whole = plan.end[section->columns - 1] == section->slugs.len && seating.count == floats_waiting(section);
    if (whole) *row += plan_rows(b, section, &plan, &seating.region);
    floats_restore(b, section, spans, foot);
    arena_reset(b->work);
    return whole;
}

/* Floats that found no place beside their text wait for the next text of the article. */
static void floats_pass(struct builder *b, struct section *section, struct section *next) {
    if (!next) return;
    for (size_t i = 0; i < section->floats.len; i++) {
        if (section->floats.at[i].placed) continue;
        struct floating *f = vec_push(b->ctx->arena, &next->floats);
        *f = section->floats.at[i];
        f->mention = 0;
        section->floats.at[i].placed = true;
    }
}

/* Pictures that alone are left of the text go on to the next one, too, rather than to a page of their own. */
static size_t pictures_pass(struct builder *b, struct section *section, size_t from, struct section *next) {
    if (!next || from == 0) return from;
    for (size_t i = from; i < section->slugs.len; i++)
        if (section->slugs.at[i].kind != SLUG_PICTURE || section->slugs.at[i].notes.len) return from;
    for (size_t i = from; i < section->slugs.len; i++) {
        struct floating *f = vec_push(b->ctx->arena, &next->floats);
        f->picture = section->slugs.at[i].picture;
        f->span = 1;
        f->rows = picture_rows(b, f->picture, NULL);
    }
    return section->slugs.len;
}

static void columns_fewer(const struct builder *b, struct section *section) {
    if (section->kind != SECTION_TEXT || section->floats.len || b->contents) return;
    if (section->slugs.len > (size_t)section->columns * (COLUMN_LINES_LEAST - 1)) return;
    for (size_t i = 0; i < section->slugs.len; i++) {
        const struct slug *slug = &section->slugs.at[i];
        if (slug->kind != SLUG_LINE || !slug->on_grid || slug->deco || slug->notes.len) return;
    }
    int columns = column_rows(b, section, 0, section->slugs.len) / COLUMN_LINES_LEAST;
    if (columns < section->columns) section->columns = columns > 0 ? columns : 1;
}

void section_place(struct builder *b, struct section *section, size_t from, struct section *next) {
    if (from == 0) columns_fewer(b, section);
    if (from < section->ahead) from = section->ahead;
    while (!section_done(section, from)) {
        section->lowered = section->kind == SECTION_HEAD && b->row > 0;
        bool fresh = b->row == 0;
        size_t drawn = b->slugs_drawn;
        from = section_fill(b, section, from, !next);
        assert(!fresh || b->slugs_drawn > drawn);
        from = pictures_pass(b, section, from, next);
        if (from == section->slugs.len) floats_pass(b, section, next);
        if (section_done(section, from)) continue;
        uint32_t page = b->page;
        if (from < section->slugs.len)
            page_turn(b, TURN_BLOCK, section->slugs.at[from].place, section_least(b, section, from));
        else
            page_next(b);
        flow_go_on(b, page);
    }
}
