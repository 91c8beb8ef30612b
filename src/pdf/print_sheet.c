/* The sheet around the page: boxes, bleed, marks.
 *
 * The trimmed page keeps its coordinates; everything on it is painted behind one translation and a clip to the bleed
 * box. What touches the trim goes on over the bleed: a rectangle is simply larger, a picture is continued by its mirror
 * image, so that inside the trim both look as on the screen. Rejected: enlarging the picture (the page would no longer
 * be the one that was proofread).
 *
 * Marks stand outside of the bleed, on all plates (Separation /All); letters C M Y K and the
 * names of spot colours on their own plate each.
 */
#include "pdf/print.h"

#include <hb-subset.h>

#include "base/utf8.h"
#include "pdf/embed.h"
#include "pdf/value.h"

#define MM(n) (((mpt)(n)*360000 + 63) / 127) /* rounded, as mpt_from_um */
#define TOUCH 100                            /* nearer to the trim than 0.1 pt is at the trim */
#define OFFSET_LEAST MM(3)                   /* marks keep this distance from the trim, print shops ask for it */
#define MARK_LENGTH MM(5)
#define MARKS_ROOM (MARK_LENGTH + MM(2))
#define MARK_THICKNESS 250
#define TARGET_RADIUS (MM(3) / 2)
#define PATCH MM(4)
#define SLUG_SIZE 6000
#define SLUG_FONT 0

/* ---- geometry -------------------------------------------------------------------------------------------------- */

static mpt larger(mpt a, mpt b) { return a > b ? a : b; }

static struct sheet sheet_around(const struct print_spec *print, mpt width, mpt height, struct edges bleed) {
    struct sheet sheet = {.trim_width = width, .trim_height = height, .bleed = bleed};
    struct edges around = bleed;
    if (print->marks)
        around = (struct edges){
            larger(around.left, OFFSET_LEAST) + MARKS_ROOM, larger(around.right, OFFSET_LEAST) + MARKS_ROOM,
            larger(around.top, OFFSET_LEAST) + MARKS_ROOM, larger(around.bottom, OFFSET_LEAST) + MARKS_ROOM};
    sheet.x = around.left;
    sheet.y = around.bottom;
    sheet.width = width + around.left + around.right;
    sheet.height = height + around.top + around.bottom;
    return sheet;
}

/* Odd pages lie right of the fold. */
struct sheet sheet_of(const struct writer *w, size_t page) {
    const struct print_spec *print = w->input->print;
    const struct paint_page *painted = &w->doc->pages.at[page];
    bool right = page % 2 == 0;
    const struct edges bleed = {.left = right ? print->bleed_inner : print->bleed_outer,
                                .right = right ? print->bleed_outer : print->bleed_inner,
                                .top = print->bleed_top,
                                .bottom = print->bleed_bottom};
    return sheet_around(print, painted->width, painted->height, bleed);
}

struct sheet sheet_of_spread(const struct writer *w) {
    const struct print_spec *print = w->input->print;
    const struct paint_page *painted = &w->doc->pages.at[0];
    const struct edges bleed = {print->bleed_outer, print->bleed_outer, print->bleed_top, print->bleed_bottom};
    struct sheet sheet = sheet_around(print, 2 * painted->width, painted->height, bleed);
    sheet.fold = true;
    return sheet;
}

static void put_box(struct buf *out, const char *name, mpt x0, mpt y0, mpt x1, mpt y1) {
    const mpt corners[4] = {x0, y0, x1, y1};
    buf_puts(out, name);
    for (int i = 0; i < 4; i++) {
        buf_putc(out, i ? ' ' : '[');
        buf_mpt(out, corners[i]);
    }
    buf_putc(out, ']');
}

void sheet_boxes(const struct sheet *sheet, struct buf *body) {
    mpt right = sheet->x + sheet->trim_width, top = sheet->y + sheet->trim_height;
    put_box(body, "/MediaBox", 0, 0, sheet->width, sheet->height);
    put_box(body, "/BleedBox", sheet->x - sheet->bleed.left, sheet->y - sheet->bleed.bottom, right + sheet->bleed.right,
            top + sheet->bleed.top);
    put_box(body, "/TrimBox", sheet->x, sheet->y, right, top);
}

struct edges sheet_reach(const struct sheet *sheet, const struct paint_page *page, const struct paint_item *item) {
    return (struct edges){.left = item->x <= TOUCH ? sheet->bleed.left : 0,
                          .right = item->x + item->w >= page->width - TOUCH ? sheet->bleed.right : 0,
                          .top = item->y <= TOUCH ? sheet->bleed.top : 0,
                          .bottom = item->y + item->h >= page->height - TOUCH ? sheet->bleed.bottom : 0};
}

/* ---- marks ----------------------------------------------------------------------------------------------------- */

struct marks {
    struct writer *w;
    struct buf *out;
    struct sheet sheet;
    mpt left, right, bottom, top; /* trim, on the sheet */
    struct edges offset;          /* of the marks from it */
};

static void put_numbers(struct buf *out, const mpt *numbers, int count, const char *operator) {
    for (int i = 0; i < count; i++) {
        buf_mpt(out, numbers[i]);
        buf_putc(out, ' ');
    }
    buf_puts(out, operator);
    buf_putc(out, '\n');
}

static void put_line(struct marks *m, mpt x0, mpt y0, mpt x1, mpt y1) {
    put_numbers(m->out, (mpt[]){x0, y0}, 2, "m");
    put_numbers(m->out, (mpt[]){x1, y1}, 2, "l S");
}

/* Two lines that would meet in the corner (x, y); across and down point away from the page. */
static void put_corner(struct marks *m, mpt x, mpt y, mpt across, mpt down) {
    mpt end_x = across < 0 ? across - MARK_LENGTH : across + MARK_LENGTH;
    mpt end_y = down < 0 ? down - MARK_LENGTH : down + MARK_LENGTH;
    put_line(m, x + across, y, x + end_x, y);
    put_line(m, x, y + down, x, y + end_y);
}

/* Circle and cross. 0.5523: four Bézier arcs that deviate from a circle by 0.03 %. */
static void put_target(struct marks *m, mpt x, mpt y) {
    const mpt r = TARGET_RADIUS, k = r * 5523 / 10000, arm = r + MM(1);
    put_numbers(m->out, (mpt[]){x + r, y}, 2, "m");
    put_numbers(m->out, (mpt[]){x + r, y + k, x + k, y + r, x, y + r}, 6, "c");
    put_numbers(m->out, (mpt[]){x - k, y + r, x - r, y + k, x - r, y}, 6, "c");
    put_numbers(m->out, (mpt[]){x - r, y - k, x - k, y - r, x, y - r}, 6, "c");
    put_numbers(m->out, (mpt[]){x + k, y - r, x + r, y - k, x + r, y}, 6, "c S");
    put_line(m, x - arm, y, x + arm, y);
    put_line(m, x, y - arm, x, y + arm);
}

/* Dashed, so that nobody cuts there. */
static void put_fold(struct marks *m, mpt x) {
    buf_puts(m->out, "[3 2] 0 d\n");
    put_line(m, x, m->bottom - m->offset.bottom, x, m->bottom - m->offset.bottom - MARK_LENGTH);
    put_line(m, x, m->top + m->offset.top, x, m->top + m->offset.top + MARK_LENGTH);
    buf_puts(m->out, "[] 0 d\n");
}

static void put_lines(struct marks *m) {
    mpt middle_x = (m->left + m->right) / 2, middle_y = (m->bottom + m->top) / 2, half = MARK_LENGTH / 2;
    buf_puts(m->out, "/All CS 1 SCN ");
    buf_mpt(m->out, MARK_THICKNESS);
    buf_puts(m->out, " w\n");
    put_corner(m, m->left, m->bottom, -m->offset.left, -m->offset.bottom);
    put_corner(m, m->right, m->bottom, m->offset.right, -m->offset.bottom);
    put_corner(m, m->left, m->top, -m->offset.left, m->offset.top);
    put_corner(m, m->right, m->top, m->offset.right, m->offset.top);
    if (m->sheet.fold) {
        put_fold(m, middle_x);
        middle_x = (middle_x + m->right) / 2; /* the targets make room */
    }
    put_target(m, middle_x, m->bottom - m->offset.bottom - half);
    put_target(m, middle_x, m->top + m->offset.top + half);
    put_target(m, m->left - m->offset.left - half, middle_y);
    put_target(m, m->right + m->offset.right + half, middle_y);
}

/* Full inks, their overprints, and the grey that shows a press out of balance (ISO 12647-2: 50, 40, 40 beside 50). */
static void put_bar(struct marks *m) {
    static const char *const patches[] = {"1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1",       "1 1 0 0",
                                          "1 0 1 0", "0 1 1 0", "1 1 1 0", "0.5 0.4 0.4 0", "0 0 0 0.5"};
    mpt x = m->left + MM(5), y = m->top + m->offset.top + (MARK_LENGTH - PATCH) / 2;
    for (size_t i = 0; i < sizeof patches / sizeof *patches; i++, x += PATCH) {
        buf_printf(m->out, "%s k ", patches[i]);
        put_numbers(m->out, (mpt[]){x, y, PATCH, PATCH}, 4, "re f");
    }
    for (size_t i = 0; i < spots_count(m->w->spots); i++, x += PATCH) {
        buf_printf(m->out, "/S%zu cs 1 scn ", i);
        put_numbers(m->out, (mpt[]){x, y, PATCH, PATCH}, 4, "re f");
    }
}

/* Glyphs one by one, without shaping: names, numbers and dates need none. Returns where the text ends. */
static mpt put_text(struct marks *m, mpt x, mpt y, struct str text) {
    int64_t width = 0;
    uint16_t face = UINT16_MAX;
    put_numbers(m->out, (mpt[]){x, y}, 2, "Td");
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t cp = utf8_next(text.s, text.len, &at);
        uint32_t glyph = font_glyph(m->w->input->fonts, SLUG_FONT, cp);
        struct embed_glyph code = embed_code(m->w->fonts, SLUG_FONT, glyph, (struct str){text.s + from, at - from});
        const char bytes[2] = {(char)(code.code >> 8), (char)(code.code & 0xFF)};
        if (code.face != face) {
            buf_printf(m->out, "/F%u ", code.face);
            buf_mpt(m->out, SLUG_SIZE);
            buf_puts(m->out, " Tf ");
            face = code.face;
        }
        buf_putc(m->out, '(');
        buf_add(m->out, bytes, sizeof bytes);
        buf_puts(m->out, ")Tj\n");
        width += code.width;
    }
    return width * SLUG_SIZE / 1000;
}

static void put_slug(struct marks *m, const char *label) {
    static const char *const plates[] = {"1 0 0 0 k C", "0 1 0 0 k M", "0 0 1 0 k Y", "0 0 0 1 k K"};
    const struct date *date = &m->w->doc->meta.date;
    struct buf text;
    buf_init(&text, m->w->arena);
    buf_printf(&text, "%s   %s", m->w->input->print->issue, label);
    if (date->year) buf_printf(&text, "   %04d-%02d-%02d", date->year, date->month, date->day);
    mpt y = m->bottom - m->offset.bottom - MARK_LENGTH / 2 - SLUG_SIZE / 3;
    buf_puts(m->out, "BT /All cs 1 scn\n");
    mpt step = put_text(m, m->left + MM(5), y, buf_view(&text)) + SLUG_SIZE;
    for (size_t i = 0; i < sizeof plates / sizeof *plates; i++) {
        struct str plate = str_from(plates[i]);
        buf_str(m->out, str_slice(plate, 0, plate.len - 2));
        buf_putc(m->out, '\n');
        step = put_text(m, step, 0, str_slice(plate, plate.len - 1, plate.len)) + SLUG_SIZE / 2;
    }
    for (size_t i = 0; i < spots_count(m->w->spots); i++) {
        buf_printf(m->out, "/S%zu cs 1 scn\n", i);
        step = put_text(m, step, 0, str_from(spots_name(m->w->spots, i))) + SLUG_SIZE / 2;
    }
    buf_puts(m->out, "ET\n");
}

void sheet_marks(struct writer *w, const struct sheet *sheet, const char *label, struct buf *out) {
    struct marks m = {.w = w, .out = out, .sheet = *sheet, .left = sheet->x, .bottom = sheet->y};
    m.right = m.left + sheet->trim_width;
    m.top = m.bottom + sheet->trim_height;
    m.offset = (struct edges){larger(sheet->bleed.left, OFFSET_LEAST), larger(sheet->bleed.right, OFFSET_LEAST),
                              larger(sheet->bleed.top, OFFSET_LEAST), larger(sheet->bleed.bottom, OFFSET_LEAST)};
    put_lines(&m);
    put_bar(&m);
    put_slug(&m, label);
}
