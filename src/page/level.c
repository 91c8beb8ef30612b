/* Columns of a finished article end level.
 *
 * Two lines at least stand of a paragraph at a column's head and foot, a head has lines below it, so some numbers of
 * lines cannot be divided evenly: of nine lines in paragraphs of four and five, three columns get four, three and two.
 * A compositor then takes a line more or less in a paragraph, or adds rows above a head, a picture or a box. What each
 * slug can give is found first, then the columns are planned once more with it, and what the plan needs is given.
 * Paragraphs that are whole in their column give lines, so nothing else changes when they do.
 * Invariants: a plan that is even is left alone; no column ends with a hyphen for it; notes stay where they are; no
 * space is added between paragraphs.
 * Rejected: trying one paragraph after the other and planning anew with each, which finds no pairs and costs a plan a
 * paragraph; single lines at a column's foot. */
#include "page/parts.h"

/* Paragraphs are not asked for lines behind so many slugs: their end is a page of text away. */
#define SLUGS_MOST 400
/* Of the lines of a paragraph, the part that may look loose or tight for a line more or less [1/n]. */
#define STRAINED_PART 3
/* Plans that are made: a column of one may end with a hyphen that stays. */
#define ROUNDS 8

struct level {
    struct builder *b;
    struct section *section;
    const struct region *region;
    size_t from, count; /* slugs that are looked at */
    struct gives gives;
};

/* What is changed. */
struct before {
    struct slugs slugs;
    size_t made;
    size_t *mentions;
    struct lines *lines; /* of the paragraph that begins with a slug */
};

static struct before before_take(const struct level *l) {
    struct section *section = l->section;
    struct before before = {.slugs = section->slugs, .made = l->b->slugs_made};
    before.slugs.at = ARENA_ARRAY(l->b->work, section->slugs.len, struct slug);
    memcpy(before.slugs.at, section->slugs.at, section->slugs.len * sizeof *section->slugs.at);
    before.mentions = ARENA_ARRAY(l->b->work, section->floats.len + 1, size_t);
    for (size_t i = 0; i < section->floats.len; i++) before.mentions[i] = section->floats.at[i].mention;
    before.lines = ARENA_ARRAY(l->b->work, l->count, struct lines);
    for (size_t i = 0; i < l->count; i++) {
        const struct slug *slug = &section->slugs.at[l->from + i];
        if (slug->kind == SLUG_LINE) before.lines[i] = slug->line.setting->lines;
    }
    return before;
}

static void before_restore(const struct level *l, const struct before *before) {
    struct section *section = l->section;
    section->slugs.len = before->slugs.len;
    memcpy(section->slugs.at, before->slugs.at, before->slugs.len * sizeof *section->slugs.at);
    for (size_t i = 0; i < l->count; i++) {
        const struct slug *slug = &section->slugs.at[l->from + i];
        if (slug->kind == SLUG_LINE) slug->line.setting->lines = before->lines[i];
    }
    for (size_t i = 0; i < section->floats.len; i++) section->floats.at[i].mention = before->mentions[i];
    l->b->slugs_made = before->made;
}

/* ---- what there is to give --------------------------------------------------------------------------------------- */

/* Slug `at` begins a paragraph of the text that stands by itself. */
static bool may_change(const struct section *section, size_t at) {
    const struct slug *first = &section->slugs.at[at];
    if (first->kind != SLUG_LINE || first->line.index > 0 || first->line.setting->style->keep_next) return false;
    const struct setting *setting = first->line.setting;
    if (setting->initial || setting->cut_count || at + setting->lines.count > section->slugs.len) return false;
    for (size_t i = 0; i < setting->lines.count; i++) {
        const struct slug *slug = &first[i];
        if (slug->kind != SLUG_LINE || slug->line.setting != setting || slug->line.index != i) return false;
        if (!slug->on_grid || slug->notes.len || slug->beside || (i && slug->anchor)) return false;
        if (slug->deco && slug->deco->loose) return false;
    }
    return true;
}

/* How much a variant may be seen: not at all, by some lines that look loose or tight, by half of them. */
static int grade_of(int strained, size_t lines) {
    if (strained * STRAINED_PART <= (int)lines) return 1;
    return strained * 2 <= (int)lines ? 2 : 0;
}

static void variant_set(struct builder *b, const struct setting *setting, int by, size_t keep,
                        struct variant *variant) {
    variant->lines = setting->lines;
    if (!para_recount(b->ctx, b->fonts, &setting->shaped, setting->style, by, keep, &variant->lines,
                      &variant->strained))
        return;
    variant->grade = grade_of(variant->strained, setting->lines.count - keep);
}

const struct variant *variant_at(struct builder *b, const struct section *section, const struct gives *gives, size_t at,
                                 int by) {
    const struct slug *slug = &section->slugs.at[at];
    struct variant *variant = &(by > 0 ? gives->longer : gives->shorter)[at - gives->from];
    if (variant->asked) return variant;
    variant->asked = true;
    if (slug->kind != SLUG_LINE || slug->line.index > at || !may_change(section, at - slug->line.index)) return variant;
    const struct setting *setting = slug->line.setting;
    size_t keep = slug->line.index;
    if (keep && at - keep >= gives->from) {
        const struct variant *whole = variant_at(b, section, gives, at - keep, by);
        if (whole->grade == 1 && !whole->lines.at[keep - 1].divided) {
            *variant = *whole;
            return variant;
        }
    }
    variant_set(b, setting, by, keep, variant);
    return variant;
}

/* What parts one kind of matter from another above slug `at`: a paragraph from a paragraph it is not. */
static bool parts_above(const struct section *section, size_t at) {
    const struct slug *before = &section->slugs.at[at - 1], *slug = &section->slugs.at[at];
    if (slug->joined || before->break_cost >= COST_BOX || slug->beside || before->beside) return false;
    if (before->deco && slug->deco && (before->deco == slug->deco || before->deco->parent || slug->deco->parent))
        return false;
    if (before->deco != slug->deco) return true;
    if (slug->kind != SLUG_LINE || before->kind != SLUG_LINE) return slug->kind != before->kind;
    if (slug->line.index > 0) return false;
    return slug->line.setting->style->keep_next || slug->x != before->x;
}

static void gives_find(struct level *l) {
    struct gives *gives = &l->gives;
    int *spread = ARENA_ARRAY(l->b->work, l->count + 1, int), *more = ARENA_ARRAY(l->b->work, l->count + 1, int),
        *poorer = ARENA_ARRAY(l->b->work, l->count + 1, int), *fewer = ARENA_ARRAY(l->b->work, l->count + 1, int);
    gives->from = l->from;
    gives->longer = ARENA_ARRAY(l->b->work, l->count, struct variant);
    gives->shorter = ARENA_ARRAY(l->b->work, l->count, struct variant);
    for (size_t i = 0; i < l->count; i++) {
        const struct slug *slug = &l->section->slugs.at[l->from + i];
        bool begins = slug->kind == SLUG_LINE && slug->line.index == 0;
        int longer = begins ? variant_at(l->b, l->section, gives, l->from + i, 1)->grade : 0;
        int shorter = begins ? variant_at(l->b, l->section, gives, l->from + i, -1)->grade : 0;
        more[i + 1] = more[i] + (longer == 1);
        poorer[i + 1] = poorer[i] + (longer == 2);
        fewer[i + 1] = fewer[i] + (shorter != 0);
        spread[i + 1] = spread[i] + (i > 0 && parts_above(l->section, l->from + i));
    }
    gives->spread = spread;
    gives->more = more;
    gives->poorer = poorer;
    gives->fewer = fewer;
}

bool variant_fits(const struct section *section, size_t from, size_t at, size_t to, int by) {
    const struct slug *slug = &section->slugs.at[at];
    if (slug->kind != SLUG_LINE || (slug->line.index > 0 && at > from)) return false;
    size_t left = slug->line.setting->lines.count - slug->line.index;
    return at + left <= to && (slug->line.index == 0 || by > 0 || (int)left > slug->line.setting->style->widows);
}

/* ---- what is given ----------------------------------------------------------------------------------------------- */

/* A column that gives, of slugs [from, to). */
struct giving {
    const struct level *l;
    size_t from, to;
    int by, wanted; /* lines more (1) or less (-1); how many */
    int lines;      /* given */
    bool *taken;    /* by the first slug of a paragraph in the column */
};

/* Of the paragraphs that end in the column, the one that looks best so and is not taken yet, by its first slug there;
 * `to`: none of that grade. */
static size_t best_variant(const struct giving *g, int grade) {
    const struct level *l = g->l;
    size_t best = g->to;
    int least = 0;
    for (size_t at = g->from; at < g->to; at++) {
        if (g->taken[at - g->from] || !variant_fits(l->section, g->from, at, g->to, g->by)) continue;
        const struct variant *variant = variant_at(l->b, l->section, &l->gives, at, g->by);
        if (variant->grade == 0 || variant->grade > grade || (best < g->to && variant->strained >= least)) continue;
        best = at;
        least = variant->strained;
    }
    return best;
}

static void give_lines(struct giving *g, int grade) {
    for (; g->wanted > 0; g->wanted--, g->lines++) {
        size_t at = best_variant(g, grade);
        if (at == g->to) return;
        g->taken[at - g->from] = true;
    }
}

/* A row above each head and the like, up to `most` of them. */
static void give_rows(struct giving *g, int most) {
    const int *spread = &g->l->gives.spread[g->from - g->l->from];
    for (size_t i = 1; i < g->to - g->from && g->wanted > 0; i++) {
        struct slug *slug = &g->l->section->slugs.at[g->from + i];
        if (spread[i + 1] == spread[i] || slug->spread >= most) continue;
        slug->spread++;
        g->wanted--;
    }
}

/* In the order of what they cost in a plan. */
static void column_give(struct giving *g) {
    const struct level *l = g->l;
    g->taken = ARENA_ARRAY(l->b->work, g->to - g->from, bool);
    give_lines(g, g->by > 0 ? 1 : 2);
    if (g->by > 0) {
        give_rows(g, 1);
        give_lines(g, 2);
        give_rows(g, SPREAD_MOST);
    }
    for (size_t at = g->to; at-- > g->from;) /* backwards: slugs before it keep their numbers */
        if (g->taken[at - g->from])
            lines_exchange(l->b, l->section, at, &variant_at(l->b, l->section, &l->gives, at, g->by)->lines);
}

/* From the last column to the first, so that slugs not yet looked at keep their numbers. */
static void plan_give(const struct level *l, struct plan *plan) {
    int columns = l->section->columns;
    for (int c = columns; c-- > 0;) {
        size_t from = c ? plan->end[c - 1] : plan->from, to = plan->end[c];
        int rows = plan->height - l->region->head[c] - l->region->foot[c];
        int white = rows - column_rows(l->b, l->section, from, to);
        if (from == to || white == 0 || white == 1) continue;
        struct giving g = {.l = l, .from = from, .to = to, .by = white < 0 ? -1 : 1};
        g.wanted = white < 0 ? -white : white - 1;
        column_give(&g);
        for (int i = c; i < columns; i++) plan->end[i] += (size_t)(g.by * g.lines);
    }
}

/* No column but the last ends with a hyphen, or its paragraph is broken otherwise. Gives the column where it cannot be,
 * or the number of columns. */
static int undivide(const struct level *l, const struct plan *plan) {
    size_t from = plan->from;
    for (int c = 0; c + 1 < l->section->columns; c++) {
        size_t to = plan->end[c];
        if (to > from && line_divided(&l->section->slugs.at[to - 1]) && !line_undivide(l->b, l->section, from, to - 1))
            return c;
        from = to;
    }
    return l->section->columns;
}

/* One plan with what the columns give. False: it is no better than one whose heights differ by `uneven` rows, and all
 * is as before; *again: another may be, since now no column ends where a hyphen stays. */
static bool plan_try(struct level *l, const struct before *before, int uneven, struct plan *plan, bool *again) {
    struct plan tried = {0};
    *again = false;
    if (!plan_giving(l->b, l->section, l->region, &l->gives, &tried) || tried.cost >= COST_TOGETHER) return false;
    struct plan given = tried;
    plan_give(l, &given);
    int column = undivide(l, &given);
    if (column == l->section->columns && plan_unevenness(l->b, l->section, l->region, &given) < uneven) {
        *plan = given;
        return true;
    }
    before_restore(l, before);
    if (column == l->section->columns) return false;
    before->slugs.at[tried.end[column] - 1].break_cost += COST_TOGETHER;
    l->section->slugs.at[tried.end[column] - 1].break_cost += COST_TOGETHER;
    *again = true;
    return false;
}

void plan_level_out(struct builder *b, struct section *section, const struct region *region, struct plan *plan) {
    size_t count = section->slugs.len - plan->from;
    if (section->columns < 2 || !b->look->balance || plan->end[section->columns - 1] < section->slugs.len) return;
    int uneven = plan_unevenness(b, section, region, plan);
    if (uneven <= 1 || count == 0 || count > SLUGS_MOST) return;
    struct level l = {.b = b, .section = section, .region = region, .from = plan->from, .count = count};
    gives_find(&l);
    struct before before = before_take(&l);
    bool again = true;
    for (int i = 0; again && i < ROUNDS; i++)
        if (plan_try(&l, &before, uneven, plan, &again)) return;
}
