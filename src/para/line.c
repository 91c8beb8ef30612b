/* Chosen stops -> pieces.
 *
 * A line is first collected as slots (a slice of a run, a space, the hyphen), then its excess is shared: to the glyphs
 * by tracking and scale as far as the style allows, to the spaces by the difference of two rounded running sums, so no
 * thousandth of a point is lost and equal lines are set equally. Spaces at the line's end keep their own width behind
 * the last glyph: they are painted for those who copy the text, and count for nothing. Slices that go on in the same
 * run are one piece, so a break that was not taken leaves no trace.
 */
#include "para/line.h"

#include "para/fit.h"

/* The widest space of a justified line [1/1000 em]. A line that needs more is left as it is, short of the measure,
 * which looks less like a mistake than holes do. */
#define SPACE_WIDEST 800

/* The most that letters of a filled line move together [1/1000 of their size]. */
#define FILL_SHRINK 30

struct slot {
    struct piece piece;
    mpt width;           /* natural */
    mpt stretch, shrink; /* of a space that justifies */
    bool space, trailing;
};

static struct slot *slot_push(struct setter *setter, size_t *count) {
    struct arena *work = setter->galley->work;
    setter->slots = vec_grow(work, setter->slots, &setter->slot_cap, *count, sizeof *setter->slots);
    struct slot *slot = &setter->slots[(*count)++];
    *slot = (struct slot){0};
    return slot;
}

/* The first line's indent [mpt]; 0 in a column so narrow that it would take more than half. */
static mpt line_indent(const struct style *style, mpt measure) {
    if (style->align != ALIGN_START && style->align != ALIGN_JUSTIFY) return 0;
    return style->first_indent * 2 <= line_room(style, measure, false) ? style->first_indent : 0;
}

mpt line_room(const struct style *style, mpt measure, bool first) {
    mpt room = measure - style->left - style->right;
    if (first) room -= line_indent(style, measure);
    return room > 1 ? room : 1;
}

/* ---- collecting ------------------------------------------------------------------------------------------------ */

static void collect_box(struct setter *setter, const struct run *run, uint32_t from, uint32_t to, size_t *count) {
    if (from >= to) return;
    struct slot *last = *count > 0 ? &setter->slots[*count - 1] : NULL;
    if (last && !last->space && last->piece.run == run && last->piece.to == from) {
        last->piece.to = to;
    } else {
        last = slot_push(setter, count);
        last->piece = (struct piece){.run = run, .from = from, .to = to, .letterspace = run_tracking(run)};
    }
    last->width = run_width(setter->galley->fonts, run, last->piece.from, to);
}

static void collect_space(struct setter *setter, const struct atom *glue, size_t *count) {
    if (!glue->run) return;
    struct slot *slot = slot_push(setter, count);
    slot->piece = (struct piece){.run = glue->run, .to = glue->run->count, .letterspace = run_tracking(glue->run)};
    slot->width = glue->width;
    slot->space = slot->trailing = true;
    if (!glue->justifies) return;
    slot->stretch = glue->stretch;
    slot->shrink = glue->shrink;
}

/* The hyphen of the break, and the kerning of the letter before it. */
static void collect_hyphen(struct setter *setter, const struct atom *brk, size_t *count) {
    if (*count == 0) return;
    struct slot *last = &setter->slots[*count - 1];
    if (!last->space && brk->trim != 0) {
        const struct run *run = last->piece.run;
        last->piece.trim = brk->trim;
        last->width += mpt_from_units(brk->trim, run->size, font_metrics(setter->galley->fonts, run->font)->upem);
    }
    if (brk->hyphen) collect_box(setter, brk->hyphen, 0, brk->hyphen->count, count);
}

static size_t collect(struct setter *setter, const struct stop *start, const struct stop *stop) {
    const struct shaped *shaped = setter->galley->shaped;
    size_t count = 0, inked = 0;
    size_t end = stop->glyph ? stop->atom + 1 : stop->atom;
    for (size_t i = start->atom; i < end && i < shaped->count; i++) {
        const struct atom *atom = &shaped->atoms[i];
        if (atom->kind == ATOM_BOX) {
            uint32_t from = i == start->atom && start->glyph ? start->glyph : atom->from;
            uint32_t to = i == stop->atom && stop->glyph ? stop->glyph : atom->to;
            collect_box(setter, atom->run, from, to, &count);
        } else if (atom->kind == ATOM_GLUE) {
            collect_space(setter, atom, &count);
        } else if (i == stop->shown) {
            collect_hyphen(setter, atom, &count);
        }
        if (count > 0 && !setter->slots[count - 1].space) {
            while (inked < count) setter->slots[inked++].trailing = false;
        }
    }
    return count;
}

/* ---- sharing --------------------------------------------------------------------------------------------------- */

/* Width of the slots up to the end of the last glyph, without the tracking behind it. */
static mpt slots_width(const struct slot *slots, size_t count) {
    mpt width = 0, behind = 0;
    for (size_t i = 0; i < count && !slots[i].trailing; i++) {
        width += slots[i].width;
        behind = slots[i].piece.letterspace;
    }
    return width - behind;
}

static struct line_give slots_give(const struct slot *slots, size_t count, const struct stop *a, const struct stop *b) {
    struct line_give give = {.elastic = galley_elastic(a, b)};
    for (size_t i = 0; i < count && !slots[i].trailing; i++) {
        give.stretch += slots[i].stretch;
        give.shrink += slots[i].shrink;
    }
    return give;
}

/* `take` [mpt] of the line's excess by moving the letters and by widening them, both to the same part of what the
 * style allows. The last letter before a space keeps its distance from it. Returns the line's scale. */
static int share_glyphs(struct setter *setter, size_t count, mpt take, mpt elastic) {
    const struct style *style = setter->galley->style;
    int scale = 1000 + (int)div_round(take * style->elastic_scale, elastic);
    for (size_t i = 0; i < count; i++) {
        struct slot *slot = &setter->slots[i];
        if (slot->space) continue;
        mpt more = div_round((mpt)style->elastic_tracking * slot->piece.run->size * take, elastic * 1000);
        mpt glyphs = slot->piece.to - slot->piece.from;
        mpt natural = slot->width - glyphs * slot->piece.letterspace;
        slot->piece.letterspace += more;
        slot->width = div_round(natural * scale, 1000) + glyphs * slot->piece.letterspace;
        if (i + 1 < count && slot[1].space && !slot[1].trailing) slot->width -= more;
    }
    return scale;
}

/* What the spaces can take before they are too wide to look at [mpt]. */
static mpt spaces_room(const struct slot *slots, size_t count) {
    mpt room = 0;
    for (size_t i = 0; i < count && !slots[i].trailing; i++) {
        if (slots[i].stretch == 0) continue;
        mpt widest = slots[i].piece.run->size * SPACE_WIDEST / 1000;
        if (widest > slots[i].width) room += widest - slots[i].width;
    }
    return room;
}

/* What is shared out to the spaces as a part of what they give [1/1000]. */
static int ratio_of(mpt rest, const struct line_give *give) {
    mpt total = rest > 0 ? give->stretch : give->shrink;
    if (total == 0 || rest == 0) return 0;
    int64_t ratio = rest * 1000 / total;
    return (int)(ratio > INT32_MAX ? INT32_MAX : ratio);
}

/* The rest to the spaces, in proportion to what each can give. */
static void share_spaces(struct slot *slots, size_t count, mpt rest, const struct line_give *give) {
    mpt total = rest > 0 ? give->stretch : give->shrink, sum = 0, given = 0;
    if (total == 0 || rest == 0) return;
    for (size_t i = 0; i < count && !slots[i].trailing; i++) {
        sum += rest > 0 ? slots[i].stretch : slots[i].shrink;
        mpt due = div_round(rest * sum, total);
        slots[i].width += due - given;
        given = due;
    }
}

/* Splits the slot, which may be scaled and letterspaced, so that the first `head` of its glyphs are one of their own.
 */
static void slot_split(struct setter *setter, size_t i, uint32_t head, int scale, size_t *count) {
    slot_push(setter, count);
    for (size_t k = *count - 1; k > i + 1; k--) setter->slots[k] = setter->slots[k - 1];
    setter->slots[i + 1] = setter->slots[i];
    struct slot *first = &setter->slots[i], *second = &setter->slots[i + 1];
    first->piece.to = second->piece.from = first->piece.from + head;
    first->piece.trim = 0;
    const struct run *run = first->piece.run;
    mpt natural = run_width(setter->galley->fonts, run, first->piece.from, first->piece.to) - head * run_tracking(run);
    first->width = div_round(natural * scale, 1000) + head * first->piece.letterspace;
    second->width -= first->width;
}

/* The same space behind every glyph but the last; a rest that does not divide goes to the first glyphs. */
static void letterspace(struct setter *setter, mpt excess, mpt gaps, int scale, size_t *count) {
    mpt each = excess / gaps, rest = excess % gaps;
    if (rest < 0) {
        rest += gaps;
        each--;
    }
    for (size_t i = 0; i < *count && !setter->slots[i].trailing; i++) {
        mpt glyphs = setter->slots[i].piece.to - setter->slots[i].piece.from;
        if (rest > 0 && rest < glyphs) {
            slot_split(setter, i, (uint32_t)rest, scale, count);
            glyphs = rest;
        }
        struct slot *slot = &setter->slots[i];
        mpt more = each + (rest > 0 ? 1 : 0);
        slot->piece.letterspace += more;
        slot->width += glyphs * more;
        rest -= rest > 0 ? glyphs : 0;
    }
}

static mpt count_gaps(const struct slot *slots, size_t count) {
    mpt gaps = -1;
    for (size_t i = 0; i < count && !slots[i].trailing; i++) gaps += slots[i].piece.to - slots[i].piece.from;
    return gaps;
}

/* ---- placing --------------------------------------------------------------------------------------------------- */

static struct place line_place(const struct slot *slots, size_t count) {
    struct place place = {0};
    for (size_t i = 0; i < count; i++) place = place_join(place, slots[i].piece.run->place);
    return place;
}

static void place_pieces(struct setter *setter, size_t count, struct line *line) {
    line->pieces = ARENA_ARRAY(setter->ctx->arena, count, struct piece);
    line->count = count;
    line->width = line->indent;
    mpt x = line->indent;
    for (size_t i = 0; i < count; i++) {
        const struct slot *slot = &setter->slots[i];
        line->pieces[i] = slot->piece;
        line->pieces[i].x = x;
        x += slot->width;
        if (!slot->trailing) line->width = x - slot->piece.letterspace;
    }
}

static void line_start(struct setter *setter, size_t a, size_t b, size_t count, struct line *line) {
    const struct galley *galley = setter->galley;
    const struct stop *stop = &galley->at[b];
    *line = (struct line){.measure = setter->measure, .scale = 1000, .last = b + 1 == galley->count};
    line->hyphenated = stop->shown != NO_ATOM && galley->shaped->atoms[stop->shown].hyphen != NULL;
    line->divided = stop->flagged;
    line->stop = (uint32_t)b;
    line->indent = galley->style->left;
    if (a == 0) line->indent += line_indent(galley->style, setter->measure);
    line->place = line_place(setter->slots, count);
}

static void report_overfull(struct setter *setter, const struct line *line, mpt over) {
    struct buf detail;
    buf_init(&detail, setter->galley->work);
    buf_mpt(&detail, over);
    diag(setter->ctx, DIAG_PARA_OVERFULL, line->place, "%s pt", buf_view(&detail).s);
}

/* Shares what the line lacks or has too much; reports what is left over. What the rounding of the scale leaves goes to
 * the spaces, or between the letters of a line without any. */
static void justify(struct setter *setter, const struct stop *a, const struct stop *b, mpt room, size_t *count,
                    struct line *line) {
    struct line_give give = slots_give(setter->slots, *count, a, b);
    mpt excess = room - slots_width(setter->slots, *count);
    mpt take = fit_elastic_share(excess, &give);
    line->ratio = ratio_of(excess - take, &give);
    line->ragged = excess - take > spaces_room(setter->slots, *count);
    if (line->ragged) return;
    if (take != 0) line->scale = share_glyphs(setter, *count, take, give.elastic);
    mpt rest = room - slots_width(setter->slots, *count), gaps = count_gaps(setter->slots, *count);
    if (take == excess && take != 0 && give.stretch == 0 && gaps > 0) {
        letterspace(setter, rest, gaps, line->scale, count);
        return;
    }
    mpt over = -rest - give.shrink;
    if (over > (mpt)(b->atom - a->atom) + 1) {
        report_overfull(setter, line, over);
        rest = -give.shrink;
    }
    line->ratio = ratio_of(rest, &give);
    share_spaces(setter->slots, *count, rest, &give);
}

void line_set(struct setter *setter, size_t index, size_t a, size_t b, struct line *line) {
    const struct stop *start = &setter->galley->at[a], *stop = &setter->galley->at[b];
    size_t count = collect(setter, start, stop);
    line_start(setter, a, b, count, line);
    struct cut cut = index < setter->cut_count ? setter->cuts[index] : (struct cut){0, 0};
    line->indent += cut.left;
    line->measure -= cut.right;
    mpt room = line_room(setter->galley->style, setter->measure, a == 0) - stop->tail - cut.left - cut.right;
    mpt excess = room - slots_width(setter->slots, count);
    bool justified = setter->align == ALIGN_JUSTIFY, full = justified && stop->kind != STOP_END;
    if (full || excess < 0) {
        if (justified) room += full || -excess > stop->hang ? stop->hang : -excess;
        justify(setter, start, stop, room, &count, line);
        excess = 0;
    }
    if (setter->align == ALIGN_CENTRE) line->indent += excess / 2;
    if (setter->align == ALIGN_END) line->indent += excess;
    place_pieces(setter, count, line);
}

/* ---- filled lines ---------------------------------------------------------------------------------------------- */

bool line_set_filled(struct setter *setter, size_t a, size_t b, struct line *line) {
    size_t count = collect(setter, &setter->galley->at[a], &setter->galley->at[b]);
    mpt room = line_room(setter->galley->style, setter->measure, a == 0), gaps = count_gaps(setter->slots, count);
    mpt excess = room - slots_width(setter->slots, count);
    if (excess < -gaps * setter->galley->style->chars.size * FILL_SHRINK / 1000) return false;
    line_start(setter, a, b, count, line);
    if (gaps > 0) letterspace(setter, excess, gaps, line->scale, &count);
    place_pieces(setter, count, line);
    return true;
}
