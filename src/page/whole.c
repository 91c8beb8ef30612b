/* No column ends with a hyphen.
 *
 * A plan is made without a thought of it. Where it ends a column with a hyphen, the paragraph is broken otherwise, or,
 * when that takes more than one may pay, the break is made dearer and another plan is made. What may be paid grows from
 * round to round, so nearly all columns are mended unseen and the last ones at any price. Notes go with their calls.
 * Rejected: a cost high enough from the start, which leaves white at many feet for the sake of hyphens that another
 * break of the paragraph takes away; looking for lines and columns in one search, which would multiply the two.
 */
#include "page/parts.h"

/* Plans made at each price. */
#define TRIES 6
/* A column of fewer slugs would rather stay empty than end elsewhere. */
#define SHORT_COLUMN 4

/* A longer paragraph has enough columns: breaking it again for each of them would cost the square of its length. */
#define PASSAGE_LINES 400

/* Lines that are loose, then end short of the measure; a line more; rows that are missing at a column's foot; notes
 * that change columns with their calls. Columns that end level shall stay so, hence less is paid for them. */
static const struct price {
    enum undivide lines;
    size_t more;
    bool notes;
    int64_t level, filled; /* [cost of a column break] */
} prices[] = {
    {UNDIVIDE_WELL, 0, false, COST_DIVIDED_ROW, COST_DIVIDED_ROWS},
    {UNDIVIDE_LOOSE, 0, false, COST_DIVIDED_ROW, COST_DIVIDED_ROWS},
    {UNDIVIDE_LOOSE, 1, false, COST_DIVIDED_ROW, COST_DIVIDED_ROWS},
    {UNDIVIDE_ANY, 0, false, COST_DIVIDED_ROW, COST_DIVIDED_ROWS},
    {UNDIVIDE_ANY, 0, false, COST_DIVIDED_ROWS, COST_TABLE},
    {UNDIVIDE_ANY, 1, false, 2 * COST_TOGETHER, 2 * COST_TOGETHER},
    {UNDIVIDE_ANY, 0, true, 2 * COST_TOGETHER, 2 * COST_TOGETHER},
    {UNDIVIDE_ANY, 1, true, 2 * COST_TOGETHER, 2 * COST_TOGETHER},
};

/* A paragraph in a section. */
struct passage {
    struct section *section;
    struct setting *setting;
    struct lines before; /* its lines as they were */
    bool one;            /* its slugs are [begin, begin + before.count), none other between them */
    size_t begin;
};

static bool is_line(const struct slug *slug, const struct setting *setting, size_t index) {
    return slug->kind == SLUG_LINE && slug->line.setting == setting && slug->line.index == index;
}

static struct passage passage_at(struct builder *b, struct section *section, size_t at) {
    const struct slug *slugs = section->slugs.at;
    struct setting *setting = slugs[at].line.setting;
    size_t count = setting->lines.count, index = slugs[at].line.index;
    struct passage passage = {.section = section, .setting = setting, .before = setting->lines, .one = index <= at};
    passage.begin = passage.one ? at - index : 0;
    for (size_t i = 0; i < count && passage.one; i++)
        passage.one = passage.begin + i < section->slugs.len && is_line(&slugs[passage.begin + i], setting, i);
    passage.before.at = ARENA_ARRAY(b->work, count, struct line);
    memcpy(passage.before.at, setting->lines.at, count * sizeof *setting->lines.at);
    return passage;
}

static void passage_restore(const struct passage *passage) {
    memcpy(passage->setting->lines.at, passage->before.at, passage->before.count * sizeof *passage->before.at);
    passage->setting->lines.count = passage->before.count;
    memcpy(passage->setting->lines.others, passage->before.others, sizeof passage->before.others);
}

/* It has one line more: so do its slugs. */
static void passage_grow(struct builder *b, const struct passage *passage) {
    struct slugs *slugs = &passage->section->slugs;
    struct setting *setting = passage->setting;
    size_t count = passage->before.count, last = passage->begin + count - 1;
    struct lines now = setting->lines;
    setting->lines = passage->before;
    int64_t around = slugs->at[passage->begin].break_cost - line_break_cost(setting, 0); /* of what it stands in */
    setting->lines = now;
    (void)vec_push(b->ctx->arena, slugs);
    b->slugs_made++;
    memmove(&slugs->at[last + 1], &slugs->at[last], (slugs->len - 1 - last) * sizeof *slugs->at);
    slugs->at[last + 1].line.index = count;
    slugs->at[last + 1].above = slugs->at[last].below = 0;
    slugs->at[last + 1].joined = true;
    for (size_t i = 0; i < count; i++) slugs->at[passage->begin + i].break_cost = around + line_break_cost(setting, i);
    for (size_t i = 0; i < passage->section->floats.len; i++)
        if (passage->section->floats.at[i].mention > last) passage->section->floats.at[i].mention++;
}

/* The notes of its lines, in order. False: some are not at the line that calls them, or in parts. */
static bool passage_notes(struct builder *b, const struct passage *passage, struct note_parts *out) {
    const struct slug *slugs = &passage->section->slugs.at[passage->begin];
    *out = (struct note_parts){0};
    for (size_t i = 0; i < passage->before.count; i++) {
        if (slugs[i].notes.len != line_calls(&passage->before.at[i])) return false;
        for (size_t k = 0; k < slugs[i].notes.len; k++) *vec_push(b->work, out) = slugs[i].notes.at[k];
    }
    return true;
}

/* Does a line call other notes than it did? */
static bool calls_moved(const struct passage *passage) {
    const struct lines *before = &passage->before, *now = &passage->setting->lines;
    for (size_t i = 0; i < now->count; i++)
        if ((i < before->count ? line_calls(&before->at[i]) : 0) != line_calls(&now->at[i])) return true;
    return false;
}

/* Gives each line the notes that it calls now. False: so many would not stand below one line. */
static bool notes_fit(struct builder *b, const struct passage *passage, const struct note_parts *notes) {
    const struct lines *lines = &passage->setting->lines;
    for (size_t i = 0, k = 0; i < lines->count; i++) {
        mpt height = 0;
        for (size_t calls = line_calls(&lines->at[i]); calls > 0 && k < notes->len; calls--)
            height += notes->at[k++].height;
        if (height > (mpt)b->rows * b->grid / 2) return false;
    }
    return true;
}

static void notes_move(struct builder *b, const struct passage *passage, const struct note_parts *notes) {
    const struct lines *lines = &passage->setting->lines;
    for (size_t i = 0, k = 0; i < lines->count; i++) {
        struct note_parts *own = &passage->section->slugs.at[passage->begin + i].notes;
        *own = (struct note_parts){0};
        for (size_t calls = line_calls(&lines->at[i]); calls > 0 && k < notes->len; calls--)
            *vec_push(b->ctx->arena, own) = notes->at[k++];
    }
}

/* The notes of the paragraph's lines go with their calls. False: they cannot. */
static bool notes_follow(struct builder *b, const struct passage *passage) {
    struct note_parts notes;
    if (!passage->one || !passage_notes(b, passage, &notes) || !notes_fit(b, passage, &notes)) return false;
    if (passage->setting->lines.count > passage->before.count) passage_grow(b, passage);
    notes_move(b, passage, &notes);
    return true;
}

/* Breaks the paragraph otherwise whose line in slug `at` ends with a hyphen; slugs before `from` stay. *moves: it now
 * needs other rows. */
static bool rebreak(struct builder *b, struct section *section, size_t from, size_t at, const struct price *price,
                    bool *moves) {
    struct setting *setting = section->slugs.at[at].line.setting;
    size_t first = at;
    if (setting->lines.count > PASSAGE_LINES) return false;
    struct passage passage = passage_at(b, section, at);
    if (price->more && (!passage.one || setting->cut_count)) return false; /* what stands beside would not follow */
    while (first > from && is_line(&section->slugs.at[first - 1], setting, section->slugs.at[first].line.index - 1))
        first--;
    if (!para_undivide(b->ctx, b->fonts, &setting->shaped, setting->style, price->lines, price->more,
                       section->slugs.at[first].line.index, section->slugs.at[at].line.index, &setting->lines))
        return false;
    bool called = calls_moved(&passage);
    if (called && !(price->notes && notes_follow(b, &passage))) {
        passage_restore(&passage);
        return false;
    }
    if (!called && price->more) passage_grow(b, &passage);
    *moves = called || price->more;
    return true;
}

/* It has one line less. */
static void passage_shrink(struct builder *b, const struct passage *passage) {
    struct slugs *slugs = &passage->section->slugs;
    size_t last = passage->begin + passage->before.count - 1;
    slugs->at[last].line.index--;
    memmove(&slugs->at[last - 1], &slugs->at[last], (slugs->len - last) * sizeof *slugs->at);
    slugs->len--;
    b->slugs_made--;
    for (size_t i = 0; i < passage->section->floats.len; i++)
        if (passage->section->floats.at[i].mention >= last) passage->section->floats.at[i].mention--;
}

void lines_exchange(struct builder *b, struct section *section, size_t at, const struct lines *lines) {
    struct passage passage = passage_at(b, section, at);
    struct slug *slugs = section->slugs.at;
    at = passage.begin;
    int64_t around = slugs[at].break_cost - line_break_cost(passage.setting, 0);
    passage.setting->lines = *lines;
    if (lines->count > passage.before.count)
        passage_grow(b, &passage);
    else
        passage_shrink(b, &passage);
    slugs = section->slugs.at;
    for (size_t i = 0; i + 1 < lines->count; i++)
        slugs[at + i].break_cost = around + line_break_cost(passage.setting, i);
}

bool line_undivide(struct builder *b, struct section *section, size_t from, size_t at) {
    bool moves;
    struct lines *lines = &section->slugs.at[at].line.setting->lines;
    struct line *own = ARENA_ARRAY(b->ctx->arena, lines->count, struct line); /* others may go back to the old ones */
    memcpy(own, lines->at, lines->count * sizeof *own);
    lines->at = own;
    for (size_t p = 0; p < sizeof prices / sizeof *prices; p++)
        if (!prices[p].more && !prices[p].notes && prices[p].lines != UNDIVIDE_ANY &&
            rebreak(b, section, from, at, &prices[p], &moves))
            return true;
    return false;
}

/* Does a column of slugs [from, to) end with a hyphen? */
static bool is_divided(const struct section *section, size_t from, size_t to) {
    if (from == to || section->slugs.at[to - 1].kind != SLUG_LINE) return false;
    const struct slug *slug = &section->slugs.at[to - 1];
    return slug->line.setting->lines.at[slug->line.index].divided;
}

static int divided_columns(const struct section *section, const struct plan *plan) {
    int count = 0;
    size_t from = plan->from;
    for (int c = 0; c < section->columns; c++) {
        count += is_divided(section, from, plan->end[c]);
        from = plan->end[c];
    }
    return count;
}

/* False: the column of slugs [from, to) ends with a hyphen, and stays so at these prices. */
static bool ends_whole(struct builder *b, struct section *section, size_t from, size_t to, size_t dearest,
                       bool *moves) {
    if (!is_divided(section, from, to)) return true;
    for (size_t p = 0; p <= dearest; p++)
        if (rebreak(b, section, from, to - 1, &prices[p], moves)) return true;
    return false;
}

static bool finishes(const struct section *section, const struct plan *plan) {
    return plan->end[section->columns - 1] == section->slugs.len;
}

/* One round at a price: breaks paragraphs otherwise, or makes the breaks dearer at which a column ends with a hyphen;
 * what they cost so far goes to `before`. True: another plan may be found. */
static bool round_changes(struct builder *b, struct section *section, const struct plan *plan, size_t price,
                          int64_t before[COLUMNS_MAX]) {
    int64_t cost = finishes(section, plan) ? prices[price].level : prices[price].filled;
    size_t from = plan->from;
    bool dearer = false, moves = false;
    for (int c = 0; c < COLUMNS_MAX; c++)
        before[c] = c < section->columns && plan->end[c] > 0 ? section->slugs.at[plan->end[c] - 1].break_cost : 0;
    for (int c = 0; c < section->columns && !moves; c++) {
        size_t to = plan->end[c];
        bool whole = ends_whole(b, section, from, to, price, &moves);
        size_t rows = to - from;
        from = to;
        if (whole || before[c] >= cost || rows < SHORT_COLUMN) continue;
        section->slugs.at[to - 1].break_cost = cost;
        dearer = true;
    }
    return dearer || moves;
}

void plan_whole(struct builder *b, struct section *section, const struct region *region, struct plan *plan) {
    struct plan first = *plan;
    size_t length = section->slugs.len;
    int divided = divided_columns(section, plan);
    for (size_t p = 0; divided > 0 && p < sizeof prices / sizeof *prices; p++) {
        int64_t before[COLUMNS_MAX];
        for (int i = 0; i < TRIES && round_changes(b, section, plan, p, before); i++) {
            struct plan tried;
            plan_region(b, section, plan->from, region, &tried);
            if (finishes(section, plan) && !finishes(section, &tried) && section->slugs.len == length) {
                for (int c = 0; c < section->columns; c++)
                    if (plan->end[c] > 0) section->slugs.at[plan->end[c] - 1].break_cost = before[c];
                break;
            }
            *plan = tried;
        }
    }
    if (section->slugs.len == length && divided_columns(section, plan) >= divided) *plan = first;
}
