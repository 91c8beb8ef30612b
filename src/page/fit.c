/* Copy fitting: the number of pages that was asked for.
 *
 * Idea: pages are cheap to build, so they are built, and counted. What a template lets give way (leading, gaps, widths
 * of pictures) is given in a few even steps, all of it together, until the count is right: an issue a little tighter
 * everywhere looks better than one with a single squeezed page. Fillers come before any stretching, because a notice
 * reads better than air. When nothing helps, all stays as the template has it, and every article is told its share.
 * Invariants: at most TRIES builds; the same issue takes the same steps. Rejected: searching for the least change of
 * each kind, which takes more builds than the difference shows. */
#include "page/page.h"

#include "base/file.h"
#include "page/parts.h"

#define STEPS 6        /* from the template's own look to its limit */
#define GRID_STEP 50   /* grids are told apart by a twentieth of a point [mpt] */
#define FILLERS_MAX 12 /* tried one by one */
#define SHARES_MOST 24 /* articles named when the pages do not come out */

struct trying {
    struct ctx *ctx;
    struct look *look;
    const struct flow *flow;
    struct shaper *shaper;
    struct fitter *fitter;
    struct page_count count; /* of the last try */
};

static size_t try_fit(struct trying *t, const struct fit_choice *fit) {
    flow_fit(t->fitter, fit);
    diags_mute(t->ctx->diags, true);
    (void)page_build(t->ctx, t->flow, t->shaper, NULL, &t->count);
    diags_mute(t->ctx->diags, false);
    return t->count.pages;
}

static int between(int from, int to, int step) { return from + (to - from) * step / STEPS; }

/* Step `step` on the way to the limit of fewer pages (direction -1) or of more. */
static struct fit_choice fit_step(const struct trying *t, const struct fit_choice *from, int direction, int step) {
    const struct fitting *limits = &t->look->fitting;
    mpt grid = direction < 0 ? limits->grid_least : limits->grid_most;
    int gap = direction < 0 ? limits->gap_least : limits->gap_most;
    struct fit_choice fit = *from;
    bool gives = grid > 0 && (direction < 0 ? grid < fit.grid : grid > fit.grid);
    if (gives) fit.grid = (fit.grid + (grid - fit.grid) * step / STEPS) / GRID_STEP * GRID_STEP;
    if (gap >= 0 && (direction < 0 ? gap < fit.gap : gap > fit.gap)) fit.gap = between(fit.gap, gap, step);
    fit.picture_columns = direction * between(0, limits->picture_columns, step);
    return fit;
}

static bool fit_same(const struct fit_choice *a, const struct fit_choice *b) {
    return a->grid == b->grid && a->gap == b->gap && a->picture_columns == b->picture_columns;
}

static bool fit_towards(struct trying *t, struct fit_choice *fit, int direction, size_t wanted) {
    struct fit_choice start = *fit, before = *fit;
    for (int step = 1; step <= STEPS; step++) {
        struct fit_choice next = fit_step(t, &start, direction, step);
        if (fit_same(&next, &before)) continue;
        before = next;
        if (try_fit(t, &next) != wanted) continue;
        *fit = next;
        return true;
    }
    return false;
}

static size_t filler_count(const struct flow *flow) {
    size_t count = 0;
    for (size_t i = 0; i < flow->article_count && count < FILLERS_MAX; i++) count += flow->articles[i].filler;
    return count;
}

/* As many fillers as the wanted pages hold. */
static size_t fit_fillers(struct trying *t, struct fit_choice *fit, size_t pages, size_t wanted) {
    for (size_t count = filler_count(t->flow); fit->fillers < count && pages <= wanted;) {
        struct fit_choice more = *fit;
        more.fillers++;
        size_t now = try_fit(t, &more);
        if (now > wanted) break;
        *fit = more;
        pages = now;
    }
    return pages;
}

static bool fit_count(struct trying *t, struct fit_choice *fit, size_t pages, size_t wanted) {
    struct fit_choice start = *fit;
    if (pages > wanted && fit_towards(t, fit, -1, wanted)) return true;
    if (pages <= wanted) {
        pages = fit_fillers(t, fit, pages, wanted);
        if (pages == wanted || fit_towards(t, fit, 1, wanted)) return true;
        start.fillers = fit->fillers;
    }
    *fit = start;
    return false;
}

/* ---- what is said of it ------------------------------------------------------------------------------------------ */

static void said_add(struct buf *out, const char *what) { buf_printf(out, "%s%s", out->len ? ", " : "", what); }

static void say_fit(struct trying *t, const struct fit_choice *fit, size_t pages) {
    const struct flow_goal *goal = &t->flow->goal;
    struct fit_choice none = flow_fit_none(t->fitter);
    struct arena *arena = t->ctx->arena;
    struct buf said;
    buf_init(&said, arena);
    if (fit->grid != none.grid)
        said_add(&said,
                 arena_printf(arena, "grid %d.%02dpt → %d.%02dpt", (int)(none.grid / 1000),
                              (int)(none.grid % 1000 / 10), (int)(fit->grid / 1000), (int)(fit->grid % 1000 / 10)));
    if (fit->gap != none.gap) said_add(&said, arena_printf(arena, "gap %d → %d", none.gap, fit->gap));
    if (fit->picture_columns) said_add(&said, arena_printf(arena, "picture-columns %+d", fit->picture_columns));
    if (fit->fillers) said_add(&said, arena_printf(arena, "filler %zu", fit->fillers));
    if (said.len) diag(t->ctx, DIAG_FIT_DONE, goal->place, "%zu: %s", pages, said.s);
}

/* The index has its place in issue.yaml, as the goal has: nobody can write it longer or shorter. */
static bool is_written(const struct trying *t, size_t i) {
    return t->flow->articles[i].place.file != t->flow->goal.place.file;
}

/* Each article's part of the lines, by its length: file, lines more or less, lines that it has. */
static void add_shares(struct trying *t, int lines, struct buf *out) {
    int64_t total = 0;
    size_t told = 0;
    for (size_t i = 0; i < t->flow->article_count; i++)
        if (is_written(t, i)) total += t->count.lines[i];
    for (size_t i = 0; total > 0 && i < t->flow->article_count; i++) {
        const struct diag_file *file = diags_file_lookup(t->ctx->diags, t->flow->articles[i].place.file);
        int share = (int)div_round((int64_t)lines * t->count.lines[i], total);
        if (!is_written(t, i) || !file || share == 0) continue;
        if (told++ < SHARES_MOST) buf_printf(out, ", %s %+d (%d)", path_base(file->path), -share, t->count.lines[i]);
    }
    if (told > SHARES_MOST) buf_puts(out, ", ...");
}

static int free_rows(const struct trying *t, size_t page) {
    int left = t->count.rows - t->count.taken[page];
    return left > 0 ? left : 0;
}

/* Lines that stand on pages too many, the imprint as far as the last page wanted has no room for it. */
static int lines_over(const struct trying *t, size_t wanted) {
    int lines = 0, imprint = t->count.imprint - free_rows(t, wanted - 1);
    for (size_t i = wanted; i < t->count.pages; i++) lines += t->count.taken[i];
    lines -= t->count.imprint;
    if (imprint > 0) lines += imprint;
    return lines > 0 ? lines : 1;
}

/* Lines that would fill the pages. */
static int lines_under(const struct trying *t, size_t wanted) {
    return (int)(wanted - t->count.pages) * t->count.rows + free_rows(t, t->count.pages - 1);
}

static void say_miss(struct trying *t, size_t wanted) {
    bool over = t->count.pages > wanted;
    int lines = over ? lines_over(t, wanted) : -lines_under(t, wanted);
    struct buf shares;
    buf_init(&shares, t->ctx->arena);
    add_shares(t, lines, &shares);
    diag(t->ctx, over ? DIAG_FIT_LONG : DIAG_FIT_SHORT, t->flow->goal.place, "%zu / %zu, %+d%s", t->count.pages, wanted,
         lines, shares.len ? shares.s : "");
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

/* The numbers of pages that would do, the one that is nearer to be had first. */
static size_t goals_of(const struct flow_goal *goal, size_t pages, size_t goals[2]) {
    size_t multiple = goal->multiple > 0 ? (size_t)goal->multiple : 1, count = 0;
    if (goal->count > 0) {
        goals[count++] = (size_t)goal->count;
        return count;
    }
    if (pages % multiple == 0) {
        goals[count++] = pages;
        return count;
    }
    size_t down = pages / multiple * multiple;
    if (down) goals[count++] = down;
    goals[count++] = down + multiple;
    return count;
}

struct paint_doc *page_fit(struct ctx *ctx, struct look *look, struct flow *flow, struct shaper *shaper,
                           struct buf *lines, struct page_count *last) {
    bool goal = flow->goal.count > 0 || flow->goal.multiple > 0;
    struct trying t = {.ctx = ctx, .look = look, .flow = flow, .shaper = shaper};
    if (!goal && filler_count(flow) == 0) return page_build(ctx, flow, shaper, lines, last);
    t.fitter = flow_fitter(ctx, look, flow);
    struct fit_choice none = flow_fit_none(t.fitter), fit = none;
    if (!goal) {
        flow_fit(t.fitter, &none); /* fillers stand only where a page would stay white */
        return page_build(ctx, flow, shaper, lines, last);
    }
    size_t goals[2], pages = try_fit(&t, &none), count = goals_of(&flow->goal, pages, goals), wanted = 0;
    for (size_t i = 0; i < count && !wanted; i++)
        if (fit_count(&t, &fit, pages, goals[i])) wanted = goals[i];
    if (wanted) {
        flow_fit(t.fitter, &fit);
        say_fit(&t, &fit, wanted);
    } else {
        (void)try_fit(&t, &fit);
        say_miss(&t, goals[count - 1]);
    }
    return page_build(ctx, flow, shaper, lines, last);
}
