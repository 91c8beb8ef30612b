/* Lines and shapes -> paint items.
 *
 * The pen remembers which mark is open, so neighbouring pieces of one element share a mark and marks never nest.
 * Neighbouring pieces of one font, size and colour become one item of glyphs: a line of plain text is one item. The
 * space on which a line was broken is painted behind its last word, so that extracted words do not run together; it
 * shows nothing. Underlines, strokes and active rectangles follow the line's text, because they are no part of it.
 */
#include "page/parts.h"

#include <assert.h>

/* Where an underline stands when the font does not say [1/1000 em]. */
#define UNDERLINE_DEPTH 120
#define UNDERLINE_THICKNESS 50
#define STRIKE_HEIGHT_PERCENT 50 /* of the x-height */

void pen_end(struct builder *b) {
    if (!b->pen.open) return;
    b->pen.open = false;
    draw_item(b, PAINT_MARK_END);
}

static void pen_begin(struct builder *b, uint32_t element, enum artifact artifact) {
    if (b->pen.open && b->pen.element == element && b->pen.artifact == artifact) return;
    pen_end(b);
    struct paint_item *item = draw_item(b, PAINT_MARK_BEGIN);
    item->mark.element = element;
    item->mark.artifact = artifact;
    b->pen = (struct pen){.open = true, .element = element, .artifact = artifact};
}

/* The root itself holds no content: what belongs to no element is layout. */
void pen_mark(struct builder *b, uint32_t element) { pen_begin(b, element, element ? ARTIFACT_NONE : ARTIFACT_LAYOUT); }

void pen_artifact(struct builder *b, enum artifact artifact) { pen_begin(b, 0, artifact); }

struct paint_item *draw_item(struct builder *b, enum paint_kind kind) {
    return paint_item(b->ctx, &b->doc->pages.at[b->page], kind);
}

/* ---- shapes ------------------------------------------------------------------------------------------------------ */

static struct paint_item *shape(struct builder *b, enum paint_kind kind, mpt x, mpt y, mpt w, mpt h) {
    struct paint_item *item = draw_item(b, kind);
    item->x = x;
    item->y = y;
    item->w = w > 0 ? w : 0;
    item->h = h > 0 ? h : 0;
    return item;
}

struct paint_item *draw_rect(struct builder *b, enum artifact artifact, mpt x, mpt y, mpt w, mpt h,
                             struct colour colour) {
    pen_artifact(b, artifact);
    struct paint_item *item = shape(b, PAINT_RECT, x, y, w, h);
    item->colour = colour;
    return item;
}

void draw_frame(struct builder *b, mpt x, mpt y, mpt w, mpt h, const struct rule_style *rule, mpt radius) {
    if (rule->thickness <= 0) return;
    pen_artifact(b, ARTIFACT_LAYOUT);
    struct paint_item *item = shape(b, PAINT_FRAME, x, y, w, h);
    item->colour = rule->colour;
    item->frame.thickness = rule->thickness;
    item->frame.radius = radius;
    item->place = rule->place;
}

void draw_rule(struct builder *b, mpt x, mpt y, mpt w, const struct rule_style *rule) {
    if (rule->thickness <= 0) return;
    draw_rect(b, ARTIFACT_LAYOUT, x, y - rule->thickness / 2, w, rule->thickness, rule->colour)->place = rule->place;
}

void draw_area(struct builder *b, enum area_kind kind, mpt x, mpt y, mpt w, mpt h) {
    *vec_push(b->ctx->arena, &b->doc->pages.at[b->page].areas) = (struct paint_area){kind, x, y, w, h};
}

void draw_anchor(struct builder *b, uint32_t id, mpt x, mpt y) {
    if (!id) return;
    struct paint_item *item = shape(b, PAINT_ANCHOR, x, y, 0, 0);
    item->anchor.id = id;
}

/* ---- glyphs ------------------------------------------------------------------------------------------------------ */

/* An item of glyphs while it grows. */
struct writing {
    struct builder *b;
    struct paint_item item; /* copied to the page when it is complete */
    struct paint_glyph *glyphs;
    size_t cap, text_cap;
    size_t left; /* glyphs that its line still has: room for them is taken at once, since two arrays grow in turn */
    char *text;
    const struct char_style *style;
    mpt rise, baseline;
    struct str before; /* what the next glyph reads as before its own text */
    bool silent;       /* glyphs read as nothing */
};

static void writing_end(struct writing *w) {
    if (w->item.glyphs.count) {
        struct paint_item *item = draw_item(w->b, PAINT_GLYPHS);
        *item = w->item;
        item->glyphs.glyphs = w->glyphs;
        item->glyphs.text.s = w->text;
    }
    w->item.glyphs.count = 0;
    w->item.glyphs.text.len = 0;
    w->glyphs = NULL;
    w->text = NULL;
    w->cap = w->text_cap = 0;
}

static void writing_open(struct writing *w, const struct run *run, int scale, mpt x) {
    const struct paint_item *item = &w->item;
    if (item->glyphs.count && item->glyphs.font == run->font && item->glyphs.size == run->size &&
        item->glyphs.scale == scale && w->rise == run->rise && colour_same(&item->colour, &run->style->colour))
        return;
    writing_end(w);
    w->rise = run->rise;
    w->item = (struct paint_item){.kind = PAINT_GLYPHS, .x = x, .y = w->baseline - run->rise, .place = run->place};
    w->item.colour = run->style->colour;
    w->item.glyphs.font = run->font;
    w->item.glyphs.size = run->size;
    w->item.glyphs.scale = scale;
}

static void writing_text(struct writing *w, const char *s, size_t len) {
    struct arena *arena = w->b->ctx->arena;
    size_t have = w->item.glyphs.text.len;
    while (have + len > w->text_cap) {
        size_t cap = w->text_cap ? w->text_cap * 2 : 2 * w->left + 16; /* two bytes a letter */
        w->text = arena_grow(arena, w->text, w->text_cap, cap);
        w->text_cap = cap;
    }
    assert(w->text || len == 0);
    if (w->text && len) memcpy(w->text + have, s, len);
    w->item.glyphs.text.len = have + len;
}

/* Glyphs [from, to) of a run, the pen at x; gives the pen behind them. */
static mpt writing_glyphs(struct writing *w, const struct piece *piece, int scale, mpt x) {
    const struct run *run = piece->run;
    int upem = font_metrics(w->b->fonts, run->font)->upem;
    writing_open(w, run, scale, x);
    int64_t units = 0;
    mpt spaced = 0;
    for (uint32_t i = piece->from; i < piece->to; i++) {
        const struct glyph *g = &run->glyphs[i];
        if (!w->glyphs) w->glyphs = ARENA_ARRAY(w->b->ctx->arena, w->cap = w->left + 1, struct paint_glyph);
        w->glyphs = vec_grow(w->b->ctx->arena, w->glyphs, &w->cap, w->item.glyphs.count, sizeof *w->glyphs);
        struct paint_glyph *out = &w->glyphs[w->item.glyphs.count++];
        *out = (struct paint_glyph){.id = g->id, .text = (uint32_t)w->item.glyphs.text.len};
        out->x = x - w->item.x + spaced + div_round(mpt_from_units(units + g->x, run->size, upem) * scale, 1000);
        out->y = -mpt_from_units(g->y, run->size, upem);
        if (g->text_len && !w->silent) {
            writing_text(w, w->before.s, w->before.len);
            writing_text(w, run->text.s + g->text, g->text_len);
            out->text_len = (uint16_t)(w->before.len + g->text_len);
            w->before = STR("");
        }
        if (w->left) w->left--;
        units += g->advance;
        if (i + 1 == piece->to) units += piece->trim;
        spaced += piece->letterspace;
    }
    mpt end = x + spaced + div_round(mpt_from_units(units, run->size, upem) * scale, 1000);
    w->item.w = end - w->item.x;
    return end;
}

/* ---- what belongs to a line but is not its text -------------------------------------------------------------------
 */

static void decorate(struct builder *b, const struct run *run, mpt x, mpt end, mpt baseline) {
    const struct font_metrics *m = font_metrics(b->fonts, run->font);
    mpt thickness = m->underline_thickness > 0 ? mpt_from_units(m->underline_thickness, run->size, m->upem)
                                               : div_round(run->size * UNDERLINE_THICKNESS, 1000);
    if (run->style->underline) {
        mpt depth = m->underline_position < 0 ? -mpt_from_units(m->underline_position, run->size, m->upem)
                                              : div_round(run->size * UNDERLINE_DEPTH, 1000);
        draw_rect(b, ARTIFACT_LAYOUT, x, baseline + depth - thickness / 2, end - x, thickness, run->style->colour)
            ->place = run->place;
    }
    if (run->style->strike) {
        mpt height = mpt_from_units(m->x_height, run->size, m->upem) * STRIKE_HEIGHT_PERCENT / 100;
        draw_rect(b, ARTIFACT_LAYOUT, x, baseline - height - thickness / 2, end - x, thickness, run->style->colour)
            ->place = run->place;
    }
}

struct active {
    uint32_t element;
    const struct span *span;
    mpt x, end;
};

static void link_target(struct builder *b, struct paint_item *item, const struct span *span) {
    if (span->note) {
        const struct footnote *note =
            b->notes && b->article && span->note <= b->article->note_count ? b->notes[span->note - 1] : NULL;
        item->link.anchor = note ? note->anchor : 0;
        item->link.contents = span->text;
        return;
    }
    if (span->link > b->flow->link_count) {
        item->link.anchor = b->page_links.at[span->link - b->flow->link_count - 1];
        item->link.contents = span->text;
        return;
    }
    const struct flow_link *link = &b->flow->links[span->link - 1];
    item->link.uri = link->uri;
    item->link.anchor = link->uri.len ? 0 : link->article;
    item->link.contents = link->contents.len ? link->contents : link->uri.len ? link->uri : span->text;
}

static bool link_known(const struct builder *b, const struct span *span) {
    if (span->note) return b->article && b->notes && span->note <= b->article->note_count && b->notes[span->note - 1];
    if (span->link > b->flow->link_count) return span->link - b->flow->link_count <= b->page_links.len;
    if (span->link == 0) return false;
    const struct flow_link *link = &b->flow->links[span->link - 1];
    return link->uri.len || (link->article && link->article <= b->flow->article_count);
}

static void draw_active(struct builder *b, const struct active *active, const struct style *style, mpt baseline) {
    if (!active->element || active->end <= active->x || !link_known(b, active->span)) return;
    mpt cap = cap_height(b, &style->chars), above = (style->leading - cap) / 2;
    struct paint_item *item = shape(b, PAINT_LINK, active->x, baseline - cap - above, active->end - active->x,
                                    style->leading > 0 ? style->leading : cap);
    item->link.element = active->element;
    link_target(b, item, active->span);
    if (item->link.contents.len == 0) item->link.contents = STR("↗");
    item->place = active->span->place;
}

static bool wants_link(const struct span *span) { return span && (span->note || span->link); }

/* Underlines and active rectangles of one line; a second walk over its pieces. */
static void draw_extras(struct builder *b, const struct setting *setting, const struct line *line, mpt x, mpt baseline,
                        const mpt *ends) {
    struct active active = {0};
    for (size_t i = 0; i < line->count; i++) {
        const struct piece *piece = &line->pieces[i];
        const struct run *run = piece->run;
        if (run->style->underline || run->style->strike) decorate(b, run, x + piece->x, ends[i], baseline - run->rise);
        size_t span = run->span ? (size_t)(run->span - setting->text->spans) : setting->text->count;
        uint32_t element = setting->span_elements && span < setting->text->count ? setting->span_elements[span] : 0;
        if (!wants_link(run->span)) element = 0;
        if (element != active.element) {
            draw_active(b, &active, setting->style, baseline);
            active = (struct active){.element = element, .span = run->span, .x = x + piece->x};
        }
        active.end = ends[i];
    }
    draw_active(b, &active, setting->style, baseline);
}

static uint32_t piece_element(const struct setting *setting, const struct piece *piece) {
    if (!setting->span_elements || !piece->run->span) return setting->element;
    size_t span = (size_t)(piece->run->span - setting->text->spans);
    if (span >= setting->text->count || !setting->span_elements[span]) return setting->element;
    return setting->span_elements[span];
}

static bool has_extras(const struct setting *setting, const struct line *line) {
    for (size_t i = 0; i < line->count; i++) {
        const struct run *run = line->pieces[i].run;
        if (run->style->underline || run->style->strike || (setting->span_elements && wants_link(run->span)))
            return true;
    }
    return false;
}

static bool ends_with_space(const struct line *line) {
    if (line->count == 0) return true;
    const struct piece *piece = &line->pieces[line->count - 1];
    for (uint32_t i = piece->to; i-- > piece->from;) {
        const struct glyph *g = &piece->run->glyphs[i];
        if (g->text_len) return g->text_len == 1 && piece->run->text.s[g->text] == ' ';
    }
    return false;
}

static void draw_last_space(struct writing *w, const struct setting *setting, const struct line *line, mpt x) {
    if (line->hyphenated || ends_with_space(line)) return;
    const struct run *space = setting_space(w->b, setting);
    if (!space) return;
    struct piece piece = {.run = space, .from = 0, .to = 1};
    mpt end = w->item.x + w->item.w;
    bool alone = w->item.glyphs.count == 0;
    writing_glyphs(w, &piece, 1000, x);
    if (!alone && w->item.glyphs.count > 1) w->item.w = end - w->item.x; /* it shows nothing, so it has no width */
}

/* In the room that was kept for it. Rounded widths may take a little of its gap; a word as wide as the line takes all.
 */
static void draw_end_mark(struct builder *b, const struct setting *setting, const struct line *line, mpt x,
                          mpt baseline) {
    if (!line->last || setting->shaped.tail <= 0) return;
    mpt side = b->look->end_mark, room = line->measure - setting->style->right - line->width;
    mpt gap = room < 2 * side ? room - side : side;
    if (gap < side / 2) return;
    draw_rect(b, ARTIFACT_LAYOUT, x + line->width + gap, baseline - side, side, side, b->look->accent);
}

void draw_initial(struct builder *b, const struct setting *setting, mpt x, mpt baseline) {
    const struct initial *initial = setting->initial;
    struct writing w = {.b = b, .silent = true};
    struct piece piece = {.run = initial->run, .from = 0, .to = initial->run->count};
    w.baseline = baseline + (initial->lines - 1) * setting->style->leading;
    pen_artifact(b, ARTIFACT_LAYOUT);
    writing_glyphs(&w, &piece, 1000, x + setting->style->left + initial->x);
    writing_end(&w);
}

void draw_line(struct builder *b, const struct setting *setting, size_t index, mpt x, mpt baseline, bool artifact) {
    const struct line *line = &setting->lines.at[index];
    struct writing w = {.b = b, .baseline = baseline};
    for (size_t i = 0; i < line->count; i++) w.left += line->pieces[i].to - line->pieces[i].from;
    if (setting->initial && index == 0) w.before = setting->initial->reads;
    mpt *ends = has_extras(setting, line) ? ARENA_ARRAY(b->ctx->arena, line->count + 1, mpt) : NULL;
    mpt end = x + line->indent;
    for (size_t i = 0; i < line->count; i++) {
        const struct piece *piece = &line->pieces[i];
        uint32_t element = piece_element(setting, piece);
        bool same = b->pen.open && (artifact || b->pen.element == element);
        if (!same) writing_end(&w);
        if (!artifact && piece->run->span && piece->run->span->mark)
            mention_note(b, piece->run->span, x + piece->x, baseline - setting->style->leading);
        if (!artifact) pen_mark(b, element);
        end = writing_glyphs(&w, piece, line->scale ? line->scale : 1000, x + piece->x);
        if (ends) ends[i] = end;
    }
    draw_last_space(&w, setting, line, end);
    writing_end(&w);
    if (ends && !artifact) draw_extras(b, setting, line, x, baseline, ends);
    if (!artifact) draw_end_mark(b, setting, line, x, baseline);
}
