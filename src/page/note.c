/* Foot-notes: set once, at their first call, and carried by the slug of the call to the foot of its column.
 *
 * A note, or the notes of one line, may be higher than a column leaves room for. Notes are therefore cut into parts of
 * at most half a page; what the calling slug cannot carry goes with empty slugs behind it, which a column break may
 * divide. So a note of any length, and any number of notes in one line, flow on like text, and the breaking of columns
 * needs no case of its own.
 */
#include "page/parts.h"

#include <assert.h>

static mpt part_limit(const struct builder *b) { return (mpt)b->rows * b->grid / 2; }

mpt note_space(const struct builder *b) { return b->grid / 2; }

/* ---- setting ----------------------------------------------------------------------------------------------------- */

/* The number opens the first paragraph. */
static const struct flow_text *note_opening(struct builder *b, const struct flow_text *number,
                                            const struct flow_text *text) {
    struct flow_text *joined = ARENA_NEW(b->ctx->arena, struct flow_text);
    if (number->count == 0) return text;
    bool spaced = str_ends(number->spans[number->count - 1].text, " ");
    size_t gap = spaced ? 0 : 1;
    joined->count = number->count + gap + text->count;
    joined->spans = ARENA_ARRAY(b->ctx->arena, joined->count, struct span);
    memcpy(joined->spans, number->spans, number->count * sizeof *joined->spans);
    if (gap) {
        joined->spans[number->count] = text->count ? text->spans[0] : number->spans[0];
        joined->spans[number->count].text = STR(" ");
        joined->spans[number->count].link = 0;
        joined->spans[number->count].note = 0;
    }
    if (text->count) memcpy(joined->spans + number->count + gap, text->spans, text->count * sizeof *joined->spans);
    return joined;
}

struct note_setter {
    struct builder *b;
    struct footnote *note;
    size_t cap;
    mpt measure;
    uint32_t element;
    const char *lang;
    const struct flow_text *number;
};

static void note_paras(struct note_setter *s, const struct flow_node *nodes, size_t count) {
    struct builder *b = s->b;
    for (size_t i = 0; i < count; i++) {
        const struct flow_node *node = &nodes[i];
        if (node->kind == FLOW_GROUP) note_paras(s, node->children, node->count);
        if (node->kind != FLOW_PARA) continue;
        const struct flow_text *text = s->number ? note_opening(b, s->number, &node->text) : &node->text;
        s->number = NULL;
        const struct style *style = node->style ? node->style : b->look->note;
        uint32_t element = tree_element(b, s->element, ROLE_P, node->lang, node->place);
        s->note->paras = vec_grow(b->ctx->arena, s->note->paras, &s->cap, s->note->count, sizeof *s->note->paras);
        struct setting *setting = set_text(b, text, style, s->measure, element, node->lang ? node->lang : s->lang);
        s->note->paras[s->note->count++] = setting;
        s->note->height += setting_height(setting);
    }
}

static struct footnote *note_set(struct collect *c, const struct flow_note *flow, mpt measure) {
    struct builder *b = c->b;
    struct footnote *note = ARENA_NEW(b->ctx->arena, struct footnote);
    struct place place = flow->count ? flow->children[0].place : place_nowhere();
    note->anchor = anchor_new(b);
    struct note_setter setter = {.b = b,
                                 .note = note,
                                 .measure = measure,
                                 .lang = c->lang,
                                 .number = &flow->number,
                                 .element = tree_element(b, c->parent, ROLE_NOTE, NULL, place)};
    note_paras(&setter, flow->children, flow->count);
    if (note->height > part_limit(b)) diag(b->ctx, DIAG_NOTE_LONG, place, "%s", "");
    return note;
}

/* ---- parts ------------------------------------------------------------------------------------------------------- */

static size_t note_lines(const struct footnote *note) {
    size_t lines = 0;
    for (size_t i = 0; i < note->count; i++) lines += note->paras[i]->lines.count;
    return lines;
}

static mpt parts_height(const struct note_parts *parts) {
    mpt height = 0;
    for (size_t i = 0; i < parts->len; i++) height += parts->at[i].height;
    return height;
}

/* The lines of a note in order, across its paragraphs; `line` is less than note_lines. */
static const struct setting *note_line(const struct footnote *note, size_t line, size_t *index) {
    size_t para = 0;
    for (; line >= note->paras[para]->lines.count; para++) {
        assert(para + 1 < note->count);
        line -= note->paras[para]->lines.count;
    }
    *index = line;
    return note->paras[para];
}

static void part_add(struct collect *c, size_t *slug, const struct note_part *part) {
    struct slugs *slugs = &c->into->slugs;
    if (parts_height(&slugs->at[*slug].notes) > 0 &&
        parts_height(&slugs->at[*slug].notes) + part->height > part_limit(c->b)) {
        struct slug *carrier = collect_slug(c, SLUG_EMPTY, NULL, 0);
        carrier->on_grid = !(c->deco && c->deco->loose);
        carrier->joined = true;
        *slug = slugs->len - 1;
    }
    *vec_push(c->b->ctx->arena, &slugs->at[*slug].notes) = *part;
}

static void note_carry(struct collect *c, size_t slug, const struct footnote *note) {
    size_t lines = note_lines(note), index = 0;
    struct note_part part = {.note = note};
    if (c->into->slugs.len > slug + 1) slug = c->into->slugs.len - 1; /* the last carrier of this line */
    for (size_t i = 0; i < lines; i++) {
        mpt leading = note_line(note, i, &index)->style->leading;
        if (part.to > part.from && part.height + leading > part_limit(c->b)) {
            part_add(c, &slug, &part);
            part = (struct note_part){.note = note, .from = i, .to = i};
        }
        part.to = i + 1;
        part.height += leading;
    }
    part_add(c, &slug, &part);
}

static bool is_called(const struct builder *b, uint32_t number) {
    return !b->article || !b->notes || number == 0 || number > b->article->note_count || b->notes[number - 1];
}

void note_call(struct collect *c, size_t slug, uint32_t number) {
    struct builder *b = c->b;
    if (is_called(b, number)) return;
    bool head = c->into->kind == SECTION_HEAD;
    struct footnote *note = note_set(c, &b->article->notes[number - 1], head ? b->column_width : c->into->width);
    b->notes[number - 1] = note;
    if (!head) {
        note_carry(c, slug, note);
        return;
    }
    struct note_part part = {.note = note, .to = note_lines(note), .height = note->height};
    *vec_push(b->ctx->arena, &c->waiting) = part;
    c->has_waiting = true;
}

void note_rest(struct collect *c) {
    struct builder *b = c->b;
    struct slugs *slugs = &c->into->slugs;
    for (size_t i = 0; b->article && i < b->article->note_count; i++) {
        if (b->notes[i]) continue;
        if (slugs->len == 0) collect_slug(c, SLUG_EMPTY, NULL, 0)->on_grid = true;
        note_call(c, slugs->len - 1, (uint32_t)i + 1);
    }
    if (c->has_waiting) collect_slug(c, SLUG_EMPTY, NULL, 0)->on_grid = true;
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static mpt part_draw(struct builder *b, const struct note_part *part, mpt x, mpt y) {
    if (part->from == 0) {
        pen_end(b);
        draw_anchor(b, part->note->anchor, x, y);
    }
    for (size_t i = part->from; i < part->to; i++) {
        size_t index = 0;
        const struct setting *setting = note_line(part->note, i, &index);
        draw_line(b, setting, index, x, y + setting_baseline(b, setting), false);
        y += setting->style->leading;
    }
    return y;
}

void notes_draw(struct builder *b, const struct section *section, size_t from, size_t to, mpt x, mpt bottom) {
    mpt height = 0;
    for (size_t i = from; i < to; i++) height += parts_height(&section->slugs.at[i].notes);
    if (height == 0) return;
    page_cover(b, x, section->width, bottom);
    const struct style *style = b->look->note;
    mpt cap = cap_height(b, &style->chars), below = (style->leading - cap) / 2;
    mpt y = bottom - height + below - (b->grid - b->base); /* the last baseline stands on the grid */
    mpt width = b->look->note_rule_width > 0 ? b->look->note_rule_width : section->width / 3;
    draw_rule(b, x, y - note_space(b) / 2, width < section->width ? width : section->width, &b->look->note_rule);
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < section->slugs.at[i].notes.len; k++)
            y = part_draw(b, &section->slugs.at[i].notes.at[k], x, y);
}
