/* Total fit: among all ways to break a paragraph, the one with the least demerits.
 *
 * Stops are taken in order; for each one the lines that may end there begin at one of the `active` stops before it. A
 * stop keeps one node per class of the line that ends there and number of hyphens in a row, the only things of the
 * past that later costs depend on, so what is found is the optimum of fit_cost, not an approximation. Active stops
 * are ordered and line widths only grow, so stops that have fallen too far behind leave at the front, and the search
 * ends at the first one that makes the line too loose: what is looked at is a window of a few stops.
 *
 * Bounds: at most ACTIVE_MAX stops are active (a line of only hyphens has more; then the oldest is forgotten), and at
 * most PIECE_STOPS stops are searched at once; from each piece the last PIECE_LAP lines are thrown away and searched
 * again with what follows, because a line break is seldom changed by text more than ten lines behind it. Cost is
 * therefore linear, and small paragraphs, which are nearly all, are true optima.
 *
 * Lines beside a picture or a large initial are shorter. Only as far as they go a stop also keeps its nodes apart by
 * the number of lines before it; behind them all lines are alike again, and so they are in nearly every paragraph.
 *
 * The same is done up to the last line when a number of lines is wanted.
 *
 * Rejected: line numbers in all nodes of all paragraphs (few are wanted longer or shorter), and floating point
 * (integers give the same breaks on every machine).
 */
#include "para/fit.h"

#include <string.h>

#define ACTIVE_MAX 256
#define PIECE_STOPS 4096
#define PIECE_LAP 10
#define BALANCED_LINES 8 /* a longer text in ragged setting is no head */

#define CLASSES 4
#define HYPHEN_RUNS 4

/* Demerits. The scale is TeX's: a line whose spaces are stretched fully (ratio 1) has badness 100. The values were
 * found by setting ten Ukrainian and five Russian texts of 5,000 words on 75 and 55 mm (tests/bench/typography). Within
 * three quarters and one and a half of the font's own space nothing is seen, so there evenness costs little; outside it
 * a line costs a fixed sum at once. A line that is too loose is worth a hyphen and a half, one that is too tight a
 * half: more of any of the three would have to be paid with too much of the other two. */
#define LINE_PENALTY 10
#define LINE_PENALTY_BALANCED 1000 /* one more line of a head is worse than unequal lines */
#define HYPHEN_PENALTY 480
#define HYPHEN_PENALTY_RAGGED 300
#define HYPHEN_PENALTY_SOURCE 300 /* one that the word has anyway */
#define ADJACENT_DEMERITS 5000
#define LOOSE_DEMERITS 400000
#define TIGHT_DEMERITS 60000
#define HYPHENS_2_DEMERITS 5000
#define HYPHENS_3_DEMERITS 400000       /* in a narrow column; in a wider one they are many */
#define HYPHENS_MANY_DEMERITS 100000000 /* as bad as a line stretched to ratio 4.6 */
#define LAST_HYPHEN_DEMERITS 30000
#define LAST_SHORT_DEMERITS 300000
#define LAST_STUB_DEMERITS 500000 /* a short one that is the rest of a word */
#define FIRST_SHORT_DEMERITS 400000

/* A measure of fewer ems is narrow: about 40 letters, where most lines hold no good break but in a word. */
#define NARROW_EMS 20

/* Of a space's stretch or shrink, used up before the glyphs help [1/1000]. */
#define SPACE_FIRST 150

/* A line tighter than this is seen: nearly three quarters of the font's own space [1/1000 of what it may lose]. */
#define TIGHT_RATIO 550
/* Each so much more of it costs as much again [1/1000]. */
#define TIGHT_DOUBLE 200

/* Shrinking is cheap: what it costs to be seen is in TIGHT_DEMERITS [1/1000 of what stretching costs]. */
#define SHRINK_WEIGHT 320
/* Badness of a line whose glyphs give all they may. */
#define GLYPHS_BADNESS 2
/* Glyphs that give all they may make a line look tighter or looser by so much of a ratio [1/1000]. */
#define GLYPHS_CLASS 500

/* Ratio behind which stretch that is not there is lent to a line, one em of it, so that bad lines still differ. */
#define RATIO_LENT 1500

void fit_passes(const struct fit_rules *rules, struct fit_pass passes[FIT_PASSES]) {
    static const int first[] = {[FIT_JUSTIFIED] = 700, [FIT_RAGGED] = 1000, [FIT_BALANCED] = RATIO_MAX};
    static const int second[] = {[FIT_JUSTIFIED] = 2000, [FIT_RAGGED] = RATIO_MAX, [FIT_BALANCED] = RATIO_MAX};
    bool hyphens = rules->hyphenate;
    passes[0] = (struct fit_pass){.tolerance = hyphens ? first[rules->shape] : RATIO_MAX};
    passes[1] = (struct fit_pass){.tolerance = hyphens ? second[rules->shape] : RATIO_MAX, .hyphens = hyphens};
    passes[2] = (struct fit_pass){.tolerance = RATIO_MAX, .hyphens = true, .last_resort = true};
}

/* ---- one line -------------------------------------------------------------------------------------------------- */

static mpt share(mpt excess, mpt spaces, mpt elastic) {
    mpt first = spaces * SPACE_FIRST / 1000;
    if (excess <= first) return 0;
    return excess - first < elastic ? excess - first : elastic;
}

mpt fit_elastic_share(mpt excess, const struct line_give *line) {
    return excess >= 0 ? share(excess, line->stretch, line->elastic) : -share(-excess, line->shrink, line->elastic);
}

static int ratio_clamped(int64_t ratio) { return ratio > RATIO_MAX ? RATIO_MAX : (int)ratio; }

static int ratio_stretched(mpt excess, const struct line_give *line, mpt em) {
    mpt rest = excess - fit_elastic_share(excess, line);
    if (rest * 1000 <= line->stretch * RATIO_LENT) return rest > 0 ? (int)(rest * 1000 / line->stretch) : 0;
    mpt behind = rest - line->stretch * RATIO_LENT / 1000;
    return ratio_clamped(RATIO_LENT + behind * 1000 / (line->stretch + em));
}

static int ratio_shrunk(mpt excess, const struct line_give *line) {
    mpt need = fit_elastic_share(excess, line) - excess;
    if (need <= 0) return 0;
    if (need > line->shrink) return -RATIO_MAX;
    return (int)-(need * 1000 / line->shrink);
}

static struct fit_strain strain_justified(mpt room, mpt width, const struct stop *start, const struct stop *stop,
                                          mpt em) {
    mpt excess = room + stop->hang - width;
    if (stop->kind == STOP_END && excess >= 0) return (struct fit_strain){0};
    struct line_give line = {.stretch = stop->end.stretch - start->next.stretch,
                             .shrink = stop->end.shrink - start->next.shrink,
                             .elastic = galley_elastic(start, stop)};
    struct fit_strain strain = {excess >= 0 ? ratio_stretched(excess, &line, em) : ratio_shrunk(excess, &line), 0};
    if (line.elastic > 0) strain.glyphs = (int)(fit_elastic_share(excess, &line) * 1000 / line.elastic);
    return strain;
}

/* A line four fifths full is as bad as one of ratio 1. */
static int ratio_ragged(mpt room, mpt width, const struct stop *stop) {
    if (stop->kind == STOP_END) return 0;
    return ratio_clamped((room - width) * 5000 / room);
}

/* A line a quarter longer or shorter than the others; the last one may be shorter. */
static int ratio_balanced(mpt target, mpt width, const struct stop *stop) {
    int64_t ratio = (target - width) * 4000 / target;
    if (stop->kind == STOP_END && ratio > 0) ratio /= 2;
    return ratio_clamped(ratio < 0 ? -ratio : ratio);
}

/* Nodes are kept apart by the number of lines before them, up to this number. */
static size_t lines_apart(const struct fit_rules *rules) {
    return rules->lines + 1 > rules->cut_count && rules->lines ? rules->lines + 1 : rules->cut_count;
}

static mpt room_of(const struct fit_rules *rules, size_t line, size_t a) {
    mpt room = a == 0 ? rules->first : rules->rest;
    if (line < rules->cut_count) room -= rules->cuts[line].left + rules->cuts[line].right;
    return room > 1 ? room : 1;
}

struct fit_strain fit_strain(const struct fit_rules *rules, const struct galley *galley, size_t line, size_t a,
                             size_t b) {
    const struct stop *start = &galley->at[a], *stop = &galley->at[b];
    mpt room = room_of(rules, line, a);
    mpt width = galley_width(start, stop);
    if (rules->shape == FIT_JUSTIFIED) return strain_justified(room, width, start, stop, rules->em);
    if (width > room) return (struct fit_strain){-RATIO_MAX, 0};
    if (rules->shape == FIT_RAGGED) return (struct fit_strain){ratio_ragged(room, width, stop), 0};
    return (struct fit_strain){ratio_balanced(rules->target, width, stop), 0};
}

static uint8_t class_of(const struct fit_rules *rules, const struct fit_node *from, struct fit_strain strain) {
    if (rules->shape == FIT_BALANCED) return from->class < CLASSES - 1 ? (uint8_t)(from->class + 1) : CLASSES - 1;
    if (rules->shape == FIT_RAGGED) return 1;
    int ratio = strain.spaces + strain.glyphs * GLYPHS_CLASS / 1000;
    return ratio < -500 ? 0 : ratio <= 500 ? 1 : ratio <= 1000 ? 2 : 3;
}

static int64_t cost_of_hyphens(const struct fit_rules *rules, const struct fit_node *from, const struct stop *stop,
                               struct fit_node *to) {
    to->hyphens = 0;
    if (!stop->flagged) return 0;
    to->hyphens = from->hyphens < HYPHEN_RUNS - 1 ? from->hyphens + 1 : HYPHEN_RUNS - 1;
    static const int64_t costs[HYPHEN_RUNS] = {0, HYPHENS_2_DEMERITS, HYPHENS_3_DEMERITS, HYPHENS_MANY_DEMERITS};
    bool narrow = rules->rest < NARROW_EMS * rules->em;
    return from->hyphens == 2 && !narrow ? HYPHENS_MANY_DEMERITS : costs[from->hyphens];
}

/* A last line that is short, the worse the shorter, or that a hyphen leads to. */
static int64_t cost_of_last(const struct fit_rules *rules, const struct fit_node *from, mpt width) {
    int64_t cost = (from->hyphens < 2 ? from->hyphens : 2) * LAST_HYPHEN_DEMERITS;
    if (width >= rules->last_least) return cost;
    mpt lack = (rules->last_least - width) * 1000 / rules->last_least;
    if (from->hyphens > 0) cost += LAST_STUB_DEMERITS;
    if (rules->shape != FIT_JUSTIFIED) return cost + LAST_SHORT_DEMERITS * lack * lack / 1000000;
    return cost + LAST_SHORT_DEMERITS / 2 + LAST_SHORT_DEMERITS / 2 * lack / 1000;
}

/* The first line of a head must not look like a left-over above the second. */
static int64_t cost_of_second(const struct galley *galley, size_t begin, size_t end, mpt width) {
    return galley_width(&galley->at[begin], &galley->at[end]) * 4 < width * 3 ? FIRST_SHORT_DEMERITS : 0;
}

static int64_t penalty_of(const struct fit_rules *rules, const struct stop *stop) {
    if (stop->kind != STOP_HYPHEN)
        return stop->penalty + (stop->flagged && rules->shape == FIT_JUSTIFIED ? HYPHEN_PENALTY_SOURCE : 0);
    return stop->penalty + (rules->shape == FIT_JUSTIFIED ? HYPHEN_PENALTY : HYPHEN_PENALTY_RAGGED);
}

/* How ugly a line is for itself, 100 at ratio 1. */
static int64_t badness_of(struct fit_strain strain) {
    int64_t r = strain.spaces < 0 ? (int64_t)-strain.spaces * SHRINK_WEIGHT / 1000 : strain.spaces;
    int64_t g = strain.glyphs < 0 ? -strain.glyphs : strain.glyphs;
    return r * r * r / 10000000 + g * g * g * GLYPHS_BADNESS / 1000000000;
}

int64_t fit_cost(const struct fit_rules *rules, const struct galley *galley, const struct fit_node *from, size_t b,
                 struct fit_strain strain, struct fit_node *to) {
    const struct stop *stop = &galley->at[b];
    bool balanced = rules->shape == FIT_BALANCED;
    int64_t bad = (balanced ? LINE_PENALTY_BALANCED : LINE_PENALTY) + badness_of(strain);
    int64_t penalty = penalty_of(rules, stop);
    int64_t cost = bad * bad + penalty * penalty;
    if (rules->shape == FIT_JUSTIFIED && strain.spaces > 1000) cost += LOOSE_DEMERITS;
    if (rules->shape == FIT_JUSTIFIED && strain.spaces < -TIGHT_RATIO)
        cost += TIGHT_DEMERITS * (TIGHT_DOUBLE - TIGHT_RATIO - strain.spaces) / TIGHT_DOUBLE;
    if (strain.spaces < -1000) cost = OVERFULL_DEMERITS;
    to->class = class_of(rules, from, strain);
    if (!balanced && (to->class > from->class + 1 || from->class > to->class + 1)) cost += ADJACENT_DEMERITS;
    cost += cost_of_hyphens(rules, from, stop, to);
    mpt width = galley_width(&galley->at[from->stop], stop) - stop->tail;
    if (balanced && from->class == 1) cost += cost_of_second(galley, rules->begin, from->stop, width);
    if (stop->kind == STOP_END && galley->at[from->stop].kind != STOP_END) cost += cost_of_last(rules, from, width);
    return cost;
}

/* ---- all lines ------------------------------------------------------------------------------------------------- */

struct search {
    struct fit *fit;
    const struct fit_pass *pass;
    size_t apart;                                             /* see lines_apart */
    size_t head;                                              /* fit->active.at[head..len) are the stops in reach */
    struct fit_node best[CUTS_MAX + 1][CLASSES][HYPHEN_RUNS]; /* by number of lines, as far as that matters */
    uint16_t any[CUTS_MAX + 1];                               /* which of them there are: bit NODE_BIT */
    bool found;
};

#define NODE_BIT(class, hyphens) (1u << ((class) * HYPHEN_RUNS + (hyphens)))

/* No line that begins at a can end at b or behind it. Half an em is spared for what hangs out or is trimmed off. */
static bool out_of_reach(const struct search *search, const struct fit_active *active, size_t b) {
    const struct fit_rules *rules = &search->fit->rules;
    size_t a = active->stop;
    const struct sums *from = &search->fit->galley->at[a].next, *to = &search->fit->galley->at[b].end;
    mpt least = to->width - from->width - (to->shrink - from->shrink) - (to->elastic - from->elastic) / 1000;
    return least > room_of(rules, active->line, a) + rules->em / 2;
}

/* Forgets the active stops that are out of reach; the last resort keeps one. False: none is left. */
static bool advance(struct search *search, size_t b) {
    size_t keep = search->pass->last_resort ? 1 : 0;
    while (search->fit->active.len - search->head > keep &&
           (search->fit->active.len - search->head > ACTIVE_MAX ||
            out_of_reach(search, &search->fit->active.at[search->head], b)))
        search->head++;
    return search->head < search->fit->active.len;
}

static void offer(struct search *search, const struct fit_active *active, size_t b, struct fit_strain strain) {
    struct fit *fit = search->fit;
    for (uint32_t n = active->from; n < active->to; n++) {
        const struct fit_node *from = &fit->nodes.at[n];
        struct fit_node to = {.prev = n, .stop = (uint32_t)b, .lines = from->lines};
        if (to.lines < search->apart) to.lines++;
        to.demerits = from->demerits + fit_cost(&fit->rules, fit->galley, from, b, strain, &to);
        struct fit_node *best = &search->best[to.lines][to.class][to.hyphens];
        unsigned bit = NODE_BIT(to.class, to.hyphens), any = search->any[to.lines];
        if (!(any & bit) || to.demerits < best->demerits) *best = to;
        search->any[to.lines] = (uint16_t)(any | bit);
        search->found = true;
    }
}

static void look_back(struct search *search, size_t b) {
    struct fit *fit = search->fit;
    for (size_t i = search->head; i < search->fit->active.len; i++) {
        const struct fit_active *active = &search->fit->active.at[i];
        struct fit_strain strain = fit_strain(&fit->rules, fit->galley, active->line, active->stop, b);
        fit->steps++;
        if (strain.spaces > search->pass->tolerance) {
            if (active->stop == 0 || active->line < fit->rules.cut_count) continue; /* lines of other widths */
            break;
        }
        bool rescue = search->pass->last_resort && !search->found && i + 1 == search->fit->active.len;
        if (strain.spaces >= -1000 || rescue) offer(search, active, b, strain);
    }
}

/* A node that another one beats whatever comes is not kept: it costs more by all that the better one may yet pay. */
static bool is_beaten(const struct search *search, size_t line, const struct fit_node *node) {
    for (unsigned rest = search->any[line], i = 0; rest; rest >>= 1, i++) {
        const struct fit_node *other = &search->best[line][i / HYPHEN_RUNS][i % HYPHEN_RUNS];
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): a bit is set when its node is written */
        if ((rest & 1) && other->hyphens <= node->hyphens && other->demerits + ADJACENT_DEMERITS < node->demerits)
            return true;
    }
    return false;
}

static void keep_best(struct search *search, size_t b, size_t line) {
    struct fit *fit = search->fit;
    bool balanced = fit->rules.shape == FIT_BALANCED;
    uint32_t from = (uint32_t)fit->nodes.len;
    for (unsigned rest = search->any[line], i = 0; rest; rest >>= 1, i++) {
        const struct fit_node *node = &search->best[line][i / HYPHEN_RUNS][i % HYPHEN_RUNS];
        if (!(rest & 1) || (!balanced && is_beaten(search, line, node))) continue;
        struct fit_node *kept = vec_push(fit->work, &fit->nodes);
        *kept = *node;
    }
    struct fit_active *active = vec_push(fit->work, &search->fit->active);
    *active = (struct fit_active){(uint32_t)b, from, (uint32_t)fit->nodes.len, (uint32_t)line};
}

static void clear_best(struct search *search) {
    search->found = false;
    memset(search->any, 0, (search->apart + 1) * sizeof *search->any);
}

/* From the best node of the last active stop back to the start. False: none has as many lines as are wanted. */
static bool trace(struct search *search) {
    struct fit *fit = search->fit;
    size_t first = fit->active.len - 1;
    while (first > 0 && fit->active.at[first - 1].stop == fit->active.at[fit->active.len - 1].stop) first--;
    uint32_t best = 0;
    for (uint32_t n = fit->active.at[first].from; n < fit->active.at[fit->active.len - 1].to; n++) {
        if (fit->rules.lines && fit->nodes.at[n].lines != fit->rules.lines) continue;
        if (best == 0 || fit->nodes.at[n].demerits < fit->nodes.at[best].demerits) best = n;
    }
    fit->path.len = 0;
    for (uint32_t n = best; n != 0; n = fit->nodes.at[n].prev) {
        uint32_t *slot = vec_push(fit->work, &fit->path);
        *slot = n;
    }
    for (size_t i = 0, j = fit->path.len; i + 1 < j; i++) {
        uint32_t swap = fit->path.at[--j];
        fit->path.at[j] = fit->path.at[i];
        fit->path.at[i] = swap;
    }
    return fit->path.len > 0;
}

bool fit_try(struct fit *fit, const struct fit_pass *pass, const struct fit_node *start, size_t to) {
    struct search search;
    search.fit = fit;
    search.pass = pass;
    search.apart = lines_apart(&fit->rules);
    search.head = 0;
    fit->nodes.len = fit->active.len = 0;
    struct fit_node *first = vec_push(fit->work, &fit->nodes);
    *first = *start;
    struct fit_active *active = vec_push(fit->work, &fit->active);
    *active = (struct fit_active){.stop = start->stop, .from = 0, .to = 1, .line = start->lines};
    for (size_t b = start->stop + 1; b <= to; b++) {
        enum stop_kind kind = fit->galley->at[b].kind;
        if (kind == STOP_HYPHEN && !pass->hyphens) continue;
        if (!advance(&search, b)) return false;
        clear_best(&search);
        look_back(&search, b);
        if (!search.found && kind == STOP_END) return false;
        for (size_t line = 0; line <= search.apart; line++)
            if (search.any[line]) keep_best(&search, b, line);
    }
    if (fit->active.len < 2) return false;
    return trace(&search);
}

/* Lines needed when each takes what it can, without hyphens; up to `limit`. */
static mpt count_lines(const struct fit_rules *rules, const struct galley *galley, size_t from, size_t to, mpt limit) {
    mpt count = 1;
    size_t begin = from, fits = from;
    for (size_t b = from + 1; b <= to && count < limit; b++) {
        if (galley->at[b].kind == STOP_HYPHEN) continue;
        mpt room = begin == 0 ? rules->first : rules->rest;
        if (galley_width(&galley->at[begin], &galley->at[b]) > room && fits > begin) {
            begin = fits;
            count++;
        }
        fits = b;
    }
    return count;
}

bool fit_balance(struct fit_rules *rules, const struct galley *galley, size_t from, size_t to) {
    mpt count = count_lines(rules, galley, from, to, BALANCED_LINES + 1);
    if (count > BALANCED_LINES) return false;
    rules->target = galley_width(&galley->at[from], &galley->at[to]) / count;
    if (rules->target < 1) rules->target = 1;
    return true;
}

/* How many lines of the path hold: all of a piece that ends with the stretch, else all but the lap. */
static size_t lines_to_keep(const struct fit *fit, bool whole) {
    if (whole) return fit->path.len;
    return fit->path.len > 2 * PIECE_LAP ? fit->path.len - PIECE_LAP : (fit->path.len + 1) / 2;
}

/* A first find is good enough, or what the next pass allows is tried too: hyphens before a scrap of a last line or
 * many crowded lines, looser lines before three hyphens in a row. */
static bool good_enough(const struct fit *fit, const struct fit_node *start, int pass) {
    static const int64_t limits[FIT_PASSES - 1] = {LAST_SHORT_DEMERITS / 2, HYPHENS_MANY_DEMERITS};
    if (fit->rules.shape == FIT_BALANCED) return true;
    return fit->nodes.at[fit->path.at[fit->path.len - 1]].demerits - start->demerits < limits[pass];
}

struct fit_node fit_start(const struct fit_rules *rules, size_t from, size_t lines) {
    size_t cut = lines < lines_apart(rules) ? lines : lines_apart(rules);
    return (struct fit_node){
        .stop = (uint32_t)from, .class = rules->shape == FIT_BALANCED ? 0 : 1, .lines = (uint8_t)cut};
}

void fit_segment(struct fit *fit, struct fit_node start, size_t to, struct fit_ends *out) {
    struct fit_pass passes[FIT_PASSES];
    fit_passes(&fit->rules, passes);
    fit->rules.begin = start.stop;
    while (start.stop < to) {
        size_t until = to - start.stop > PIECE_STOPS ? start.stop + PIECE_STOPS : to;
        int pass = 0;
        while (pass < FIT_PASSES - 1 && !(fit_try(fit, &passes[pass], &start, until) && good_enough(fit, &start, pass)))
            pass++;
        if (pass == FIT_PASSES - 1) (void)fit_try(fit, &passes[pass], &start, until); /* finds lines for any text */
        size_t keep = lines_to_keep(fit, until == to);
        for (size_t i = 0; i < keep; i++) {
            out->at = vec_grow(fit->work, out->at, &out->cap, out->len, sizeof *out->at);
            out->at[out->len++] = fit->nodes.at[fit->path.at[i]].stop;
        }
        start = fit->nodes.at[fit->path.at[keep - 1]];
    }
    out->demerits += start.demerits;
}
