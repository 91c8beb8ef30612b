/* Columns of a finished article end level.
 *
 * Two lines at least stand of a paragraph at a column's head and foot, so some numbers of lines cannot be divided
 * evenly: of nine lines in paragraphs of four and five, three columns get four, three and two. One line more in a
 * paragraph whose last line is nearly full is not seen, and mostly makes an even division possible. Each such paragraph
 * is tried once, on a copy of the slugs.
 * Invariants: a plan that is even is left alone; no column ends with a hyphen for it; notes stay where they are.
 * Rejected: single lines at a column's foot; a line less, for which the spaces would have to be tight all over. */
#include "page/parts.h"

/* A last line as full as this leaves the others little to be stretched [percent]. */
#define NEARLY_FULL 50
#define TRIES_MOST 12

/* What a try changes. */
struct before {
    struct slugs slugs;
    struct lines lines;
    size_t made;
    size_t *mentions;
};

static struct before before_take(struct builder *b, const struct section *section, const struct setting *setting) {
    struct before before = {.slugs = section->slugs, .lines = setting->lines, .made = b->slugs_made};
    before.slugs.at = ARENA_ARRAY(b->work, section->slugs.len, struct slug);
    memcpy(before.slugs.at, section->slugs.at, section->slugs.len * sizeof *section->slugs.at);
    before.lines.at = ARENA_ARRAY(b->work, setting->lines.count, struct line);
    memcpy(before.lines.at, setting->lines.at, setting->lines.count * sizeof *setting->lines.at);
    before.mentions = ARENA_ARRAY(b->work, section->floats.len + 1, size_t);
    for (size_t i = 0; i < section->floats.len; i++) before.mentions[i] = section->floats.at[i].mention;
    return before;
}

static void before_restore(struct builder *b, struct section *section, struct setting *setting,
                           const struct before *before) {
    section->slugs.len = before->slugs.len;
    memcpy(section->slugs.at, before->slugs.at, before->slugs.len * sizeof *section->slugs.at);
    setting->lines.count = before->lines.count;
    setting->lines.demerits = before->lines.demerits;
    memcpy(setting->lines.at, before->lines.at, before->lines.count * sizeof *setting->lines.at);
    memcpy(setting->lines.others, before->lines.others, sizeof before->lines.others);
    for (size_t i = 0; i < section->floats.len; i++) section->floats.at[i].mention = before->mentions[i];
    b->slugs_made = before->made;
}

/* The line before the last of a paragraph that may well become a line longer. */
static bool may_grow(const struct section *section, size_t at) {
    const struct slug *slug = &section->slugs.at[at];
    if (slug->kind != SLUG_LINE || slug->line.index + 2 != slug->line.setting->lines.count) return false;
    const struct setting *setting = slug->line.setting;
    const struct line *last = &setting->lines.at[slug->line.index + 1];
    return setting->lines.count > 2 && setting->style->align == ALIGN_JUSTIFY &&
           last->width * 100 >= last->measure * NEARLY_FULL;
}

static bool is_level(struct builder *b, const struct section *section, const struct region *region,
                     const struct plan *plan) {
    for (int c = 0; c + 1 < section->columns; c++) {
        const struct slug *last = plan->end[c] > plan->from ? &section->slugs.at[plan->end[c] - 1] : NULL;
        if (last && last->kind == SLUG_LINE && last->line.setting->lines.at[last->line.index].divided) return false;
    }
    return plan->end[section->columns - 1] == section->slugs.len && plan->cost < COST_FORBIDDEN &&
           !plan_uneven(b, section, region, plan);
}

void plan_level_out(struct builder *b, struct section *section, const struct region *region, struct plan *plan) {
    if (section->columns < 2 || !b->look->balance || plan->end[section->columns - 1] < section->slugs.len) return;
    if (!plan_uneven(b, section, region, plan)) return;
    int tries = 0;
    for (size_t at = plan->from; at < section->slugs.len && tries < TRIES_MOST; at++) {
        if (!may_grow(section, at)) continue;
        struct setting *setting = section->slugs.at[at].line.setting;
        struct before before = before_take(b, section, setting);
        struct plan tried;
        tries++;
        if (!line_more(b, section, plan->from, at)) continue;
        plan_region(b, section, plan->from, region, &tried);
        if (is_level(b, section, region, &tried)) {
            *plan = tried;
            return;
        }
        before_restore(b, section, setting, &before);
    }
}
