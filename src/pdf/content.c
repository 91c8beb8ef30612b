/* Paint items as operators.
 *
 * Text: one text object may run through many marks; a TJ array goes on from item to item as long as font, size, scale,
 * colour and baseline stay the same, so a justified line that paint delivers word by word becomes one array. Numbers
 * in the array come from the absolute position of each glyph against the sum of the declared widths so far: an error
 * never exceeds half of 1/1000 em plus the tolerance, however long the line.
 *
 * Marks: MARK_BEGIN only says what is wanted. The operator is written before the next thing that is painted, so empty
 * marks leave no trace, an element that goes on after its own mark's end keeps its MCID, and a text object can stay
 * open from one mark to the next (marked content must not begin outside of a text object and end inside).
 *
 * Invariants: BT/ET and BDC/EMC are balanced and nested; state is set only when it changes; q/Q are never nested.
 */
#include "pdf/content.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "pdf/drawing.h"
#include "pdf/embed.h"
#include "pdf/picture.h"
#include "pdf/print.h"
#include "pdf/tags.h"
#include "pdf/value.h"

/* A deviation that stays below this is not corrected [1/1000 em]; it keeps arrays short and equal numbers equal. */
#define POSITION_TOLERANCE 1
/* A larger gap begins a new array, with its own position [1/1000 em]. */
#define GAP_MAX 20000
/* Most bytes of UTF-8 that ToUnicode can say for one code: a string of 512 bytes of UTF-16 (ISO 32000-1, 9.10.3). */
#define TEXT_OF_CODE_MAX 256

struct mark {
    bool on;
    uint32_t element;
    enum artifact artifact;
};

struct text_state {
    bool font_set, colour_set, overprint;
    uint16_t face;
    mpt size, rise;
    int scale;
    struct colour colour;
};

struct content {
    struct writer *w;
    const struct paint_page *page;
    size_t index;
    struct buf out, xobjects;
    struct sheet sheet;    /* for the press */
    struct ground *ground; /* for the press, and where nothing may be transparent; else NULL */
    bool transparent;
    struct mark wanted, open;
    struct text_state state;
    bool in_text, in_array, in_string;
    mpt line_x, line_y;      /* where Td stands, y upwards */
    mpt array_x, array_y;    /* where the array's first glyph stands, in paint's coordinates */
    int64_t pen;             /* width so far [1/1000 em] */
    int64_t last_gap;        /* last correction, tried again */
    uint32_t *shown_objects; /* pictures of this page: /I<index> */
    size_t shown_count, shown_cap;
};

/* ---- marks ----------------------------------------------------------------------------------------------------- */

static bool same_mark(const struct mark *a, const struct mark *b) {
    return a->on == b->on && a->element == b->element && a->artifact == b->artifact;
}

static void put_artifact(struct content *c, enum artifact artifact) {
    bool kinds = c->w->profile->artifact_kinds;
    switch (artifact) {
    case ARTIFACT_HEADER:
        buf_printf(&c->out, "/Artifact<</Type/Pagination%s/Attached[/Top]>>BDC\n", kinds ? "/Subtype/Header" : "");
        break;
    case ARTIFACT_FOOTER:
        buf_printf(&c->out, "/Artifact<</Type/Pagination%s/Attached[/Bottom]>>BDC\n", kinds ? "/Subtype/Footer" : "");
        break;
    case ARTIFACT_BACKGROUND:
        buf_puts(&c->out, "/Artifact<</Type/Background/BBox");
        value_box(&c->out, c->page->height, 0, 0, c->page->width, c->page->height);
        buf_puts(&c->out, ">>BDC\n");
        break;
    case ARTIFACT_LAYOUT:
    case ARTIFACT_NONE: buf_puts(&c->out, "/Artifact<</Type/Layout>>BDC\n"); break;
    }
}

static void end_string(struct content *c) {
    if (c->in_string) buf_putc(&c->out, ')');
    c->in_string = false;
}

static void end_array(struct content *c) {
    end_string(c);
    if (c->in_array) buf_puts(&c->out, "]TJ\n");
    c->in_array = false;
}

static void end_text(struct content *c) {
    end_array(c);
    if (c->in_text) buf_puts(&c->out, "ET\n");
    c->in_text = false;
}

static void end_mark(struct content *c) {
    if (!c->open.on) return;
    end_array(c);
    buf_puts(&c->out, "EMC\n");
    c->open.on = false;
}

static void begin_mark(struct content *c) {
    if (c->open.on || !c->wanted.on) return;
    if (c->wanted.artifact != ARTIFACT_NONE) {
        put_artifact(c, c->wanted.artifact);
    } else {
        const struct paint_element *element = &c->w->doc->elements.at[c->wanted.element];
        buf_printf(&c->out, "/%s<</MCID ", role_name(element->role));
        value_int(&c->out, tags_mark(c->w->tags, c->wanted.element, c->index));
        buf_puts(&c->out, ">>BDC\n");
    }
    c->open = c->wanted;
}

static void enter_text(struct content *c) {
    if (c->open.on && !same_mark(&c->open, &c->wanted)) end_mark(c);
    if (!c->in_text) {
        end_mark(c);
        buf_puts(&c->out, "BT\n");
        c->in_text = true;
        c->line_x = c->line_y = 0;
    }
    begin_mark(c);
}

static void enter_graphics(struct content *c) {
    if (c->in_text || !same_mark(&c->open, &c->wanted)) end_mark(c);
    end_text(c);
    begin_mark(c);
}

/* ---- text ------------------------------------------------------------------------------------------------------ */

static void set_colour(struct content *c, const struct colour *colour) {
    if (c->state.colour_set && colour_same(&c->state.colour, colour)) return;
    end_array(c);
    c->w->profile->colour(c->w, &c->out, colour);
    c->state.colour = *colour;
    c->state.colour_set = true;
}

/* Every item of a page for the press says whether it prints over what lies below. */
static void set_overprint(struct content *c, const struct paint_item *item) {
    if (!c->w->inks || c->state.overprint == overprints(item)) return;
    end_array(c);
    c->state.overprint = !c->state.overprint;
    buf_puts(&c->out, c->state.overprint ? "/Over gs\n" : "/Knock gs\n");
}

static void set_font(struct content *c, uint16_t face, mpt size) {
    if (c->state.font_set && c->state.face == face && c->state.size == size) return;
    end_array(c);
    buf_puts(&c->out, "/F");
    value_int(&c->out, face);
    buf_putc(&c->out, ' ');
    buf_mpt(&c->out, size);
    buf_puts(&c->out, " Tf\n");
    c->state.font_set = true;
    c->state.face = face;
    c->state.size = size;
}

/* A new page starts with a scale of 100 % and no rise. */
static void set_scale(struct content *c, int scale) {
    if (c->state.scale == scale) return;
    end_array(c);
    buf_mpt(&c->out, (mpt)scale * 100);
    buf_puts(&c->out, " Tz\n");
    c->state.scale = scale;
}

static void set_rise(struct content *c, mpt rise) {
    if (c->state.rise == rise) return;
    end_array(c);
    buf_mpt(&c->out, rise);
    buf_puts(&c->out, " Ts\n");
    c->state.rise = rise;
}

static void begin_array(struct content *c, mpt x, mpt y) {
    mpt up = c->page->height - y;
    buf_mpt(&c->out, x - c->line_x);
    buf_putc(&c->out, ' ');
    buf_mpt(&c->out, up - c->line_y);
    buf_puts(&c->out, " Td[");
    c->line_x = x;
    c->line_y = up;
    c->array_x = x;
    c->array_y = y;
    c->pen = c->last_gap = 0;
    c->in_array = true;
}

/* Moves the pen to x; the array is left when it lies elsewhere. */
static void move_to(struct content *c, mpt x, mpt y) {
    if (c->in_array && c->array_y == y) {
        int64_t em = c->state.size * c->state.scale; /* 1/1000 em in units of 10^-6 mpt */
        int64_t gap = div_round((x - c->array_x) * 1000000, em) - c->pen;
        if (gap >= -POSITION_TOLERANCE && gap <= POSITION_TOLERANCE) return;
        if (gap >= -GAP_MAX && gap <= GAP_MAX) {
            int64_t off = gap - c->last_gap;
            if (off >= -POSITION_TOLERANCE && off <= POSITION_TOLERANCE) gap = c->last_gap;
            end_string(c);
            value_int(&c->out, -gap);
            c->pen += gap;
            c->last_gap = gap;
            return;
        }
    }
    end_array(c);
    begin_array(c, x, y);
}

static void put_code(struct content *c, struct embed_glyph glyph) {
    char bytes[2] = {(char)(glyph.code >> 8), (char)(glyph.code & 0xFF)};
    if (!c->in_string) buf_putc(&c->out, '(');
    c->in_string = true;
    buf_add(&c->out, bytes, 2);
    c->pen += glyph.width;
}

static void show_glyph(struct content *c, const struct paint_item *item, const struct paint_glyph *g, struct str text) {
    struct embed_glyph glyph = embed_code(c->w->fonts, item->glyphs.font, g->id, text);
    set_font(c, glyph.face, item->glyphs.size);
    set_rise(c, -g->y);
    move_to(c, item->x + g->x, item->y);
    put_code(c, glyph);
}

/* What the glyph stands for: nothing when it is a hyphen that division added. */
static struct str glyph_text(const struct paint_item *item, const struct paint_glyph *glyph) {
    return str_slice(item->glyphs.text, glyph->text, (size_t)glyph->text + glyph->text_len);
}

/* Glyphs of a cluster that read one by one (base and marks): the text is dealt out code point by code point. */
static bool show_dealt(struct content *c, const struct paint_item *item, uint32_t first, uint32_t count) {
    const struct paint_glyph *glyphs = &item->glyphs.glyphs[first];
    struct str text = glyph_text(item, glyphs);
    if (utf8_count(text) != count) return false;
    for (size_t i = 0, at = 0; i < count; i++) {
        size_t from = at;
        utf8_next(text.s, text.len, &at);
        show_glyph(c, item, &glyphs[i], (struct str){text.s + from, at - from});
    }
    return true;
}

/* Glyphs that read as something only together. */
static void show_span(struct content *c, const struct paint_item *item, uint32_t first, uint32_t count) {
    const struct paint_glyph *glyphs = &item->glyphs.glyphs[first];
    struct str text = glyph_text(item, glyphs);
    end_array(c);
    buf_puts(&c->out, "/Span<</ActualText");
    value_text(c->w->ctx, &c->out, text, item->place);
    buf_puts(&c->out, ">>BDC\n");
    for (uint32_t i = 0; i < count; i++) show_glyph(c, item, &glyphs[i], STR(""));
    end_array(c);
    buf_puts(&c->out, "EMC\n");
}

static void show_cluster(struct content *c, const struct paint_item *item, uint32_t first, uint32_t count) {
    const struct paint_glyph *glyph = &item->glyphs.glyphs[first];
    struct str text = glyph_text(item, glyph);
    if (count == 1 && text.len > 0 && text.len <= TEXT_OF_CODE_MAX)
        show_glyph(c, item, glyph, text);
    else if (!show_dealt(c, item, first, count))
        show_span(c, item, first, count);
}

/* A line that runs upwards has a matrix of its own: within it Td counts along the line. */
static void begin_turned(struct content *c, const struct paint_item *item) {
    end_array(c);
    buf_puts(&c->out, "0 1 -1 0 ");
    buf_mpt(&c->out, item->x);
    buf_putc(&c->out, ' ');
    buf_mpt(&c->out, c->page->height - item->y);
    buf_puts(&c->out, " Tm\n");
    c->line_x = item->x;
    c->line_y = c->page->height - item->y;
}

static void end_turned(struct content *c) {
    end_array(c);
    buf_puts(&c->out, "1 0 0 1 0 0 Tm\n");
    c->line_x = c->line_y = 0;
}

static void put_glyphs(struct content *c, const struct paint_item *item) {
    const struct paint_glyph *glyphs = item->glyphs.glyphs;
    uint32_t first = 0, count = item->glyphs.count;
    if (!count) return;
    enter_text(c);
    set_overprint(c, item);
    set_colour(c, &item->colour);
    set_scale(c, item->glyphs.scale);
    if (item->glyphs.turned) begin_turned(c, item);
    while (first < count) {
        uint32_t end = first + 1;
        while (end < count && glyphs[end].text_len == 0) end++;
        show_cluster(c, item, first, end - first);
        first = end;
    }
    if (item->glyphs.turned) end_turned(c);
}

/* ---- shapes and pictures --------------------------------------------------------------------------------------- */

static void put_rect(struct content *c, mpt x, mpt y, mpt w, mpt h) {
    const mpt numbers[4] = {x, c->page->height - y - h, w, h};
    for (int i = 0; i < 4; i++) {
        buf_mpt(&c->out, numbers[i]);
        buf_putc(&c->out, ' ');
    }
    buf_puts(&c->out, "re");
}

static void put_curve(struct content *c, const mpt *points) {
    for (int i = 0; i < 6; i++) {
        buf_mpt(&c->out, i % 2 ? c->page->height - points[i] : points[i]);
        buf_putc(&c->out, ' ');
    }
    buf_puts(&c->out, "c ");
}

static void put_point(struct content *c, mpt x, mpt y, const char *operator) {
    buf_mpt(&c->out, x);
    buf_putc(&c->out, ' ');
    buf_mpt(&c->out, c->page->height - y);
    buf_puts(&c->out, operator);
}

/* A rectangle with round corners, its sides from the left one of the top on. */
static void put_rounded(struct content *c, mpt x, mpt y, mpt w, mpt h, mpt r) {
    if (2 * r > w) r = w / 2;
    if (2 * r > h) r = h / 2;
    if (r <= 0) {
        put_rect(c, x, y, w, h);
        return;
    }
    mpt hand = r - r * 5523 / 10000; /* a cubic curve next to a quarter of a circle */
    mpt right = x + w, foot = y + h;
    put_point(c, x + r, y, " m ");
    put_point(c, right - r, y, " l ");
    put_curve(c, (mpt[]){right - hand, y, right, y + hand, right, y + r});
    put_point(c, right, foot - r, " l ");
    put_curve(c, (mpt[]){right, foot - hand, right - hand, foot, right - r, foot});
    put_point(c, x + r, foot, " l ");
    put_curve(c, (mpt[]){x + hand, foot, x, foot - hand, x, foot - r});
    put_point(c, x, y + r, " l ");
    put_curve(c, (mpt[]){x, y + hand, x + hand, y, x + r, y});
    buf_puts(&c->out, "h");
}

/* How far the item goes on over the bleed; on a screen there is none. */
static struct edges reach(const struct content *c, const struct paint_item *item) {
    return c->w->inks ? sheet_reach(&c->sheet, c->page, item) : (struct edges){0, 0, 0, 0};
}

/* A frame is what lies between two rectangles: no line width, no joins, and it stays inside. */
static void put_box(struct content *c, const struct paint_item *item) {
    mpt t = item->kind == PAINT_FRAME ? item->frame.thickness : 0;
    bool hollow = t > 0 && 2 * t < item->w && 2 * t < item->h;
    struct edges out = reach(c, item);
    if (item->w == 0 || item->h == 0) return;
    enter_graphics(c);
    set_overprint(c, item);
    set_colour(c, &item->colour);
    mpt radius = hollow ? item->frame.radius : 0;
    put_rounded(c, item->x - out.left, item->y - out.top, item->w + out.left + out.right,
                item->h + out.top + out.bottom, radius);
    if (hollow) {
        buf_putc(&c->out, ' ');
        put_rounded(c, item->x + t, item->y + t, item->w - 2 * t, item->h - 2 * t, radius - t);
    }
    buf_puts(&c->out, hollow ? " f*\n" : " f\n");
}

/* Number of the picture among those of this page. */
static size_t shown_index(struct content *c, uint32_t object) {
    for (size_t i = 0; i < c->shown_count; i++)
        if (c->shown_objects[i] == object) return i;
    c->shown_objects = vec_grow(c->w->arena, c->shown_objects, &c->shown_cap, c->shown_count, sizeof(uint32_t));
    c->shown_objects[c->shown_count] = object;
    buf_printf(&c->xobjects, "/I%zu", c->shown_count);
    value_ref(&c->xobjects, object);
    return c->shown_count++;
}

/* The unit square on (x, y, w, h), mirrored when w or h is negative: then x or y is the other edge. */
static void put_square(struct content *c, mpt x, mpt y, mpt w, mpt h, size_t shown) {
    const mpt matrix[6] = {w, 0, 0, h, x, c->page->height - y - h};
    buf_puts(&c->out, "q");
    for (int i = 0; i < 6; i++) {
        buf_putc(&c->out, ' ');
        buf_mpt(&c->out, matrix[i]);
    }
    buf_printf(&c->out, " cm/I%zu Do Q\n", shown);
}

/* The part of the picture that is shown and, over the bleed, what lies beside that part, then its mirror images. */
static void put_clipped(struct content *c, const struct paint_item *item, struct edges out, size_t shown) {
    const struct paint_box all = paint_whole(item);
    const mpt xs[3] = {all.x, all.x, all.x + 2 * all.w}, ys[3] = {all.y, all.y, all.y + 2 * all.h};
    const mpt outs_x[3] = {1, out.left, out.right}, outs_y[3] = {1, out.top, out.bottom};
    buf_puts(&c->out, "q ");
    put_rounded(c, item->x - out.left, item->y - out.top, item->w + out.left + out.right,
                item->h + out.top + out.bottom, item->image.radius);
    buf_puts(&c->out, " W n\n");
    for (int row = 0; row < 3; row++)
        for (int column = 0; column < 3; column++)
            if (outs_x[column] > 0 && outs_y[row] > 0)
                put_square(c, xs[column], ys[row], column ? -all.w : all.w, row ? -all.h : all.h, shown);
    buf_puts(&c->out, "Q\n");
}

uint32_t content_picture(struct writer *w, const struct ground *ground, const struct paint_item *item) {
    const struct image *image = item->image.image;
    const struct colour below = ground_colour(ground, item);
    uint32_t object = image->drawing ? drawing_object(w->drawings, image, paint_whole(item).w)
                                     : picture_object(w->pictures, item, &below);
    if (object && image->alpha && !w->profile->alpha && !w->inks)
        diag(w->ctx, DIAG_ARCHIVE_FLAT, item->place, "%s", path_base(image->path));
    return object;
}

static void put_image(struct content *c, const struct paint_item *item) {
    const struct image *image = item->image.image;
    uint32_t object = content_picture(c->w, c->ground, item);
    struct edges out = reach(c, item);
    if (!object) return;
    enter_graphics(c);
    set_overprint(c, item);
    size_t shown = shown_index(c, object);
    c->transparent |= image->alpha && c->w->profile->alpha;
    if (out.left || out.right || out.top || out.bottom || item->image.whole.w || item->image.radius)
        put_clipped(c, item, out, shown);
    else
        put_square(c, item->x, item->y, item->w, item->h, shown);
}

/* ---- the page -------------------------------------------------------------------------------------------------- */

static void put_item(struct content *c, const struct paint_item *item) {
    switch (item->kind) {
    case PAINT_MARK_BEGIN:
        c->wanted = (struct mark){c->w->profile->tags, item->mark.element, item->mark.artifact};
        break;
    case PAINT_MARK_END: c->wanted = (struct mark){false, 0, ARTIFACT_NONE}; break;
    case PAINT_GLYPHS: put_glyphs(c, item); break;
    case PAINT_RECT:
    case PAINT_FRAME: put_box(c, item); break;
    case PAINT_IMAGE: put_image(c, item); break;
    case PAINT_LINK:
    case PAINT_ANCHOR: break; /* nothing to see: navigate.c */
    }
}

/* On a sheet for the press the page stands at its place and ends at the bleed. */
static void begin_sheet(struct content *c) {
    const struct sheet *sheet = &c->sheet;
    const struct edges *bleed = &sheet->bleed;
    buf_puts(&c->out, "q 1 0 0 1 ");
    buf_mpt(&c->out, sheet->x);
    buf_putc(&c->out, ' ');
    buf_mpt(&c->out, sheet->y);
    buf_puts(&c->out, " cm ");
    put_rect(c, -bleed->left, -bleed->top, c->page->width + bleed->left + bleed->right,
             c->page->height + bleed->top + bleed->bottom);
    buf_puts(&c->out, " W n\n");
}

void content_write(struct writer *w, size_t page, const struct sheet *sheet, struct content_page *out) {
    struct content c = {.w = w, .page = &w->doc->pages.at[page], .index = page, .state.scale = 1000};
    buf_init(&c.out, w->arena);
    buf_init(&c.xobjects, w->arena);
    if (sheet || !w->profile->alpha) c.ground = ground_new(w->arena, c.page);
    if (sheet) {
        c.sheet = *sheet;
        begin_sheet(&c);
    }
    for (size_t i = 0; i < c.page->count; i++) put_item(&c, &c.page->items[i]);
    end_array(&c);
    if (c.in_text) {
        end_mark(&c);
        end_text(&c);
    }
    end_mark(&c);
    if (sheet) buf_puts(&c.out, "Q\n");
    out->operators = buf_view(&c.out);
    out->xobjects = buf_view(&c.xobjects);
    out->transparent = c.transparent;
}
