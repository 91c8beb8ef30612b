/* Column breaks of a region, chosen together.
 *
 * Idea: dynamic programming over the columns. A state is the first slug of the next column; from each state every
 * break that still fits is tried, at the cost of the break (widows, heads, boxes) and of the white left below it. What
 * remains of a section is set level when it fits: the least height that has lawful breaks, or one of the next few if
 * that looks better. Otherwise the columns are filled.
 * Where the end of an article cannot be divided evenly, it is planned again with columns that give: lines more or less,
 * rows above heads. What they give together is known by the slugs, so a column is as cheap to look at as before.
 * Cost: a region looks at no more slugs than its columns hold, so a section is linear in its slugs. How many rows some
 * slugs take does not depend on the height that is tried, and is measured once.
 * Invariants: columns take the slugs in order without a gap; on a fresh page at least one slug is taken.
 * Rejected: breaking column by column, which strands heads and single lines; a search over whole articles, which
 * costs more than it shows.
 */
#include "page/parts.h"

#include <assert.h>
#include <limits.h>

/* White below a column: a missing row is little, more of them stand out. */
#define WHITE_FIRST 60
#define WHITE_SQUARE 100
/* Breaks that leave more rows than this are tried only when no other is lawful. */
#define WHITE_TRIED 12
/* A column left empty before others that are not. */
#define EMPTY_COST 100
/* A line with a column to itself. */
#define LONE_COST 1500
/* The next page gets this many rows for each column, or the fewer the worse: a lone line or two look lost there. */
#define REST_ROWS 3
#define REST_ROW_COST 600
/* A rest of no more rows than these in each column shall end level. */
#define UNEVEN_ROWS 12
#define UNEVEN_COST 900
/* Of what a column gives to end level; more than so many rows are not asked for. */
#define MORE_COST 90
#define FEWER_COST 110
#define POORER_COST 250
#define SPREAD_COST 160
#define SPREAD_MORE_COST 300 /* a second row above the same */
#define GIVEN_MOST 6
/* Heights tried above the least one. */
#define HEIGHTS_MORE 4

struct state {
    size_t at;
    int64_t cost;
    size_t before; /* index of the state in the column before */
};
VEC(states, struct state);

VEC(row_counts, int);

/* Columns that begin at one slug: the rows of each, by the slugs it has (less one), as far as anybody asked. */
struct measured {
    struct filling filling;
    struct row_counts rows;
};

/* Of the few slugs that are left for a page of their own. */
enum evenness { EVENNESS_UNKNOWN, EVENNESS_LEVEL, EVENNESS_UNEVEN };

struct search {
    struct builder *b;
    const struct section *section;
    const struct region *region;
    size_t from, to; /* breaks can only lie in [from, to] */
    int height;
    int64_t bound;             /* what costs as much is not looked at */
    bool ends;                 /* the section shall end here, level */
    bool level;                /* white below the last slug counts in every column */
    const struct gives *gives; /* NULL: columns give nothing */
    enum evenness *rests;      /* what is known of rests, by their slugs; of one section, whatever region is planned */
    struct states column[COLUMNS_MAX + 1];
    size_t *index;             /* of the state at a slug, plus one; 0: none */
    struct measured *measured; /* by the slug, from `from` on */
};

/* Of missing rows below a column; where the text ends, more than one look like a mistake. */
static int64_t white_cost(const struct search *s, int rows) {
    if (rows <= 0) return 0;
    if (rows == 1) return WHITE_FIRST;
    return (s->ends ? UNEVEN_COST : 0) + 2 * WHITE_FIRST + (int64_t)WHITE_SQUARE * (rows - 1) * (rows - 1);
}

struct give {
    int more, poorer, fewer, spread;
};

/* The column begins within a paragraph that ends in it: what of it stands here can be a line longer or shorter, by this
 * grade. */
static int tail_gives(const struct search *s, size_t from, size_t at, int by) {
    const struct slug *slug = &s->section->slugs.at[from];
    if (slug->kind != SLUG_LINE || slug->line.index == 0 || !variant_fits(s->section, from, from, at, by)) return 0;
    return variant_at(s->b, s->section, s->gives, from, by)->grade;
}

/* What a column of slugs [from, at) gives. The paragraph that is divided at its foot gives nothing. */
static struct give give_of(const struct search *s, size_t from, size_t at) {
    const struct gives *gives = s->gives;
    size_t a = from - gives->from, b = at - gives->from;
    struct give give = {gives->more[b] - gives->more[a], gives->poorer[b] - gives->poorer[a],
                        gives->fewer[b] - gives->fewer[a], gives->spread[b] - gives->spread[a + 1]};
    int tail = tail_gives(s, from, at, 1);
    give.more += tail == 1;
    give.poorer += tail == 2;
    give.fewer += tail_gives(s, from, at, -1) > 0;
    const struct slug *last = &s->section->slugs.at[at - 1];
    if (last->kind != SLUG_LINE || last->line.index + 1 == last->line.setting->lines.count) return give;
    if (last->line.index > at - 1 - from) return give; /* it begins in the column before */
    size_t first = b - 1 - last->line.index;
    give.more -= gives->more[first + 1] - gives->more[first];
    give.poorer -= gives->poorer[first + 1] - gives->poorer[first];
    give.fewer -= gives->fewer[first + 1] - gives->fewer[first];
    return give;
}

static int less_of(int a, int b) { return a < b ? a : b; }

/* The white below a column that gives what it can to end no more than a row above the others; -1: it does not fit. */
static int64_t given_cost(const struct search *s, size_t from, size_t at, int white) {
    if (white == 0 || white == 1) return white_cost(s, white);
    struct give give = give_of(s, from, at);
    if (white < 0) return -white > give.fewer ? -1 : FEWER_COST * (int64_t)-white;
    int wanted = less_of(white - 1, GIVEN_MOST), taken = 0;
    int64_t cost = 0;
    const struct {
        int most;
        int64_t each;
    } kinds[] = {{give.more, MORE_COST},
                 {give.spread, SPREAD_COST},
                 {give.poorer, POORER_COST},
                 {(SPREAD_MOST - 1) * give.spread, SPREAD_MORE_COST}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int now = less_of(wanted - taken, kinds[i].most);
        taken += now;
        cost += now * kinds[i].each;
    }
    return cost + white_cost(s, white - taken);
}

static int column_cap(const struct search *s, int column) {
    int cap = s->height - s->region->head[column] - s->region->foot[column];
    return cap > 0 ? cap : 0;
}

static void state_add(struct search *s, int column, size_t at, int64_t cost, size_t before) {
    struct states *states = &s->column[column + 1];
    size_t *slot = &s->index[at - s->from];
    if (*slot == 0) {
        *vec_push(s->b->work, states) = (struct state){.at = at, .cost = cost, .before = before};
        *slot = states->len;
        return;
    }
    assert(*slot <= states->len && states->at);
    if (cost < states->at[*slot - 1].cost)
        states->at[*slot - 1] = (struct state){.at = at, .cost = cost, .before = before};
}

/* Lines [from, at) come from the midst of a paragraph that goes on behind them: too few to stand in a column. */
static bool is_scrap(const struct slug *slugs, size_t from, size_t at) {
    const struct slug *first = &slugs[from], *last = &slugs[at - 1];
    if (first->kind != SLUG_LINE || last->kind != SLUG_LINE || first->line.setting != last->line.setting) return false;
    const struct style *style = first->line.setting->style;
    bool midst = first->line.index > 0 && last->line.index + 1 < first->line.setting->lines.count;
    return midst && (int)(at - from) < (style->orphans > style->widows ? style->orphans : style->widows);
}

bool line_divided(const struct slug *slug) {
    return slug->kind == SLUG_LINE && slug->line.setting->lines.at[slug->line.index].divided;
}

/* Of a column with slugs [from, at). */
static int64_t break_cost(const struct search *s, size_t from, size_t at) {
    const struct slug *slugs = s->section->slugs.at;
    int64_t cost = at - from == 1 && slugs[from].kind == SLUG_LINE ? LONE_COST : 0;
    if (at == s->section->slugs.len) return cost;
    if (s->gives && at < s->section->slugs.len && line_divided(&slugs[at - 1])) cost += COST_DIVIDED_ROW;
    if (slugs[at - 1].break_cost < COST_FORBIDDEN && is_scrap(slugs, from, at)) cost += COST_FORBIDDEN;
    return cost + slugs[at - 1].break_cost;
}

static int rows_between(struct search *s, size_t from, size_t to) {
    struct measured *m = &s->measured[from - s->from];
    if (m->rows.len == 0) filling_begin(&m->filling, s->b, s->section, from);
    while (m->rows.len < to - from) {
        filling_add(&m->filling);
        *vec_push(s->b->work, &m->rows) = filling_rows(&m->filling);
    }
    return m->rows.at[to - from - 1];
}

/* Tries the breaks of one column from one state. `all`: also those that leave much white. True: a lawful one. */
static bool try_breaks(struct search *s, int column, size_t state, bool all) {
    struct state start = s->column[column].at[state];
    int cap = column_cap(s, column);
    bool lawful = false;
    for (size_t at = start.at + 1; at <= s->to; at++) {
        int white = cap - rows_between(s, start.at, at);
        if (white < (s->gives ? -GIVEN_MOST : 0)) break;
        bool last = at == s->section->slugs.len && !s->level;
        if (!all && !last && white > WHITE_TRIED && at < s->to) continue;
        int64_t broken = break_cost(s, start.at, at), below = 0;
        if (!last) below = s->gives ? given_cost(s, start.at, at, white) : white_cost(s, white);
        if (below < 0) continue;
        state_add(s, column, at, start.cost + broken + below, state);
        lawful = lawful || broken < COST_FORBIDDEN;
    }
    return lawful;
}

static void expand(struct search *s, int column, size_t state) {
    struct state start = s->column[column].at[state];
    if (start.cost >= s->bound) return;
    bool done = start.at == s->section->slugs.len;
    int64_t white = done && !s->level ? 0 : white_cost(s, column_cap(s, column));
    if (!done) white += EMPTY_COST;                            /* rather the last columns than the first */
    state_add(s, column, start.at, start.cost + white, state); /* the column stays empty */
    if (done) return;
    if (!try_breaks(s, column, state, false)) (void)try_breaks(s, column, state, true);
}

static void run_search(struct search *s, int height) {
    s->height = height;
    for (int c = 0; c <= s->section->columns; c++) s->column[c].len = 0;
    *vec_push(s->b->work, &s->column[0]) = (struct state){.at = s->from};
    for (int c = 0; c < s->section->columns; c++) {
        memset(s->index, 0, (s->to - s->from + 1) * sizeof *s->index);
        for (size_t i = 0; i < s->column[c].len; i++) expand(s, c, i);
    }
}

static void trace(const struct search *s, size_t state, struct plan *plan) {
    plan->from = s->from;
    plan->height = s->height;
    plan->cost = s->column[s->section->columns].at[state].cost;
    for (int c = s->section->columns; c > 0; c--) {
        plan->end[c - 1] = s->column[c].at[state].at;
        state = s->column[c].at[state].before;
    }
}

/* What it costs that so little is left for the next page. */
static int64_t rest_cost(const struct search *s, size_t at) {
    int wanted = REST_ROWS * s->section->columns, rows = 0;
    size_t end = s->section->slugs.len;
    if (at == end || end - at > (size_t)wanted || s->section->columns == 1) return 0;
    rows = column_rows(s->b, s->section, at, end);
    return rows < wanted ? (int64_t)(wanted - rows) * REST_ROW_COST : 0;
}

int plan_unevenness(const struct builder *b, const struct section *section, const struct region *region,
                    const struct plan *plan) {
    size_t from = plan->from;
    int most = 0, least = INT_MAX;
    for (int c = 0; c < section->columns; c++) {
        int rows = column_rows(b, section, from, plan->end[c]) + region->head[c];
        if (region->foot[c]) return 0;
        if (rows > most) most = rows;
        if (rows < least) least = rows;
        from = plan->end[c];
    }
    return most - least;
}

static void plan_knowing(struct builder *b, const struct section *section, size_t from, const struct region *region,
                         enum evenness *rests, struct plan *plan);

static enum evenness rest_evenness(const struct search *s, size_t at) {
    struct region fresh = {.rows = s->b->page_rows, .fresh = true};
    struct plan rest;
    plan_knowing(s->b, s->section, at, &fresh, s->rests, &rest);
    bool whole = rest.end[s->section->columns - 1] == s->section->slugs.len;
    return whole && plan_unevenness(s->b, s->section, &fresh, &rest) > 1 ? EVENNESS_UNEVEN : EVENNESS_LEVEL;
}

/* What it costs that the few lines left for the next page cannot end level there: three are seldom divided among two
 * columns, four and two are. A plan for the rest asks the same of shorter rests, so each is planned once. */
static int64_t uneven_cost(const struct search *s, size_t at) {
    size_t left = s->section->slugs.len - at;
    if (left == 0 || left > (size_t)(UNEVEN_ROWS * s->section->columns) || s->section->columns == 1) return 0;
    if (!s->b->look->balance || s->b->framed) return 0;
    if (s->rests[left] == EVENNESS_UNKNOWN) s->rests[left] = rest_evenness(s, at);
    return s->rests[left] == EVENNESS_UNEVEN ? UNEVEN_COST : 0;
}

/* The best state behind the last column: at `at`, or with `at` 0 any that made progress. */
static bool best_plan(const struct search *s, size_t at, struct plan *plan) {
    const struct states *last = &s->column[s->section->columns];
    size_t best = last->len;
    int64_t least = 0;
    for (size_t i = 0; i < last->len; i++) {
        if (at ? last->at[i].at != at : last->at[i].at == s->from) continue;
        int64_t cost = last->at[i].cost + rest_cost(s, last->at[i].at);
        if (best < last->len && cost >= least) continue;
        cost += uneven_cost(s, last->at[i].at);
        if (best < last->len && cost >= least) continue;
        best = i;
        least = cost;
    }
    if (best == last->len) return false;
    trace(s, best, plan);
    plan->cost = least;
    return true;
}

/* How far the slugs reach when every column takes what it can, whatever it breaks. */
static size_t reach(struct search *s) {
    size_t at = s->from, end = s->section->slugs.len;
    s->height = s->region->rows;
    for (int c = 0; c < s->section->columns; c++) {
        struct filling f;
        filling_begin(&f, s->b, s->section, at);
        while (f.at < end) {
            filling_add(&f);
            if (filling_rows(&f) > column_cap(s, c)) break;
            at = f.at;
        }
    }
    return at;
}

/* The height below which the rest cannot fit. */
static int least_height(const struct search *s) {
    int rows = column_rows(s->b, s->section, s->from, s->section->slugs.len), taken = 0, most = 0;
    int columns = s->section->columns;
    for (int c = 0; c < columns; c++) {
        int used = s->region->head[c] + s->region->foot[c];
        taken += used;
        if (used > most) most = used;
    }
    int least = (rows + taken) / columns - HEIGHTS_MORE;
    return least > most ? least : most;
}

/* Heights are tried from the least one on, until a plan breaks nothing that should stay together, and a few more. */
static bool plan_level(struct search *s, struct plan *best) {
    size_t end = s->section->slugs.len;
    bool found = false;
    s->ends = s->level;
    int first = s->level ? least_height(s) : s->region->rows, last = s->region->rows;
    for (int height = first; height <= last; height++) {
        struct plan plan = {0};
        s->bound = found ? best->cost : INT64_MAX;
        run_search(s, height);
        if (!best_plan(s, end, &plan) || plan.cost >= COST_FORBIDDEN) continue;
        bool good = plan.cost < COST_TABLE;
        if (good && (!found || best->cost >= COST_TABLE) && height + HEIGHTS_MORE < last) last = height + HEIGHTS_MORE;
        if (!found || plan.cost < best->cost) *best = plan;
        found = true;
    }
    return found;
}

static void plan_nothing(const struct search *s, struct plan *plan) {
    *plan = (struct plan){.from = s->from};
    for (int c = 0; c < s->section->columns; c++) plan->end[c] = s->from;
}

/* One slug that is higher than a fresh page: it is set nevertheless. */
static void plan_forced(const struct search *s, struct plan *plan) {
    const struct slug *slug = &s->section->slugs.at[s->from];
    diag(s->b->ctx, DIAG_BLOCK_TOO_TALL, slug->place, "%s", "");
    plan_nothing(s, plan);
    for (int c = 0; c < s->section->columns; c++) plan->end[c] = s->from + 1;
    plan->height = s->region->rows;
}

static bool blocked(const struct search *s) {
    for (int c = 0; c < s->section->columns; c++)
        if (s->region->head[c] || s->region->foot[c]) return true;
    return false;
}

/* Rows really used when the columns are not set level. */
static int used_height(const struct search *s, const struct plan *plan) {
    int most = 0;
    size_t from = plan->from;
    for (int c = 0; c < s->section->columns; c++) {
        int rows = column_rows(s->b, s->section, from, plan->end[c]) + s->region->head[c] + s->region->foot[c];
        if (rows > most) most = rows;
        from = plan->end[c];
    }
    return most;
}

static void plan_knowing(struct builder *b, const struct section *section, size_t from, const struct region *region,
                         enum evenness *rests, struct plan *plan) {
    struct search s = {.b = b, .section = section, .region = region, .from = from, .level = b->look->balance};
    s.rests = rests;
    plan_nothing(&s, plan);
    s.to = reach(&s);
    if (from == section->slugs.len) {
        plan->height = used_height(&s, plan);
        return;
    }
    if (s.to == from) {
        if (region->fresh && !blocked(&s)) plan_forced(&s, plan);
        return;
    }
    s.index = ARENA_ARRAY(b->work, s.to - from + 1, size_t);
    s.measured = ARENA_ARRAY(b->work, s.to - from + 1, struct measured);
    bool fits = s.to == section->slugs.len && plan_level(&s, plan);
    if (fits && !s.level) plan->height = used_height(&s, plan);
    if (fits && plan->cost < COST_TABLE) return;
    s.level = true;
    s.ends = false;
    s.bound = INT64_MAX;
    run_search(&s, region->rows);
    struct plan filled;
    if (!best_plan(&s, 0, &filled)) return;
    if (fits ? filled.cost < plan->cost : filled.cost < COST_FORBIDDEN || region->fresh) *plan = filled;
}

void plan_region(struct builder *b, const struct section *section, size_t from, const struct region *region,
                 struct plan *plan) {
    enum evenness rests[UNEVEN_ROWS * COLUMNS_MAX + 1] = {EVENNESS_UNKNOWN};
    plan_knowing(b, section, from, region, rests, plan);
}

bool plan_giving(struct builder *b, const struct section *section, const struct region *region,
                 const struct gives *gives, struct plan *plan) {
    struct search s = {.b = b, .section = section, .region = region, .from = gives->from, .level = true};
    enum evenness rests[UNEVEN_ROWS * COLUMNS_MAX + 1] = {EVENNESS_UNKNOWN};
    s.gives = gives;
    s.rests = rests;
    s.to = section->slugs.len;
    s.index = ARENA_ARRAY(b->work, s.to - s.from + 1, size_t);
    s.measured = ARENA_ARRAY(b->work, s.to - s.from + 1, struct measured);
    return plan_level(&s, plan);
}
