/* What a print shop would complain about, found before it does (preflight).
 *
 * One walk over the paint list. A finding is told once for each pair of value and limit, at its first place, with the
 * number of times: a template whose credits are too small is one fault, not forty. Of distances and ink the worst is
 * told. What lies below a thing is the
 * topmost rectangle or picture that was painted before it and covers its middle; there are few of them on a page, so
 * they are looked through one by one.
 *
 * Total ink of shapes and type is exact: inks are known numbers, and only black prints over what lies below it. That of
 * pictures was measured pixel by pixel when they were written.
 */
#include "pdf/print.h"

#include <assert.h>

#include "base/file.h"
#include "base/vec.h"
#include "pdf/drawing.h"
#include "pdf/picture.h"
#include "pdf/pixels.h"

#define INK_FULL 1000  /* of struct colour */
#define RICH_BLACK 850 /* from this much black on a colour reads as black */
#define THIN_MAX 3000  /* a rectangle thinner than this is a rule [mpt] */
#define NEAR_EDGE 2835 /* colour must end either at the trim or 1 mm from it [mpt] */
#define AT_EDGE 100    /* see TOUCH in print_sheet.c [mpt] */
#define CAP_PERCENT 70 /* height of capitals of the usual text face */

/* ---- grounds --------------------------------------------------------------------------------------------------- */

struct ground {
    const struct paint_item **at;
    size_t len, cap;
};

struct ground *ground_new(struct arena *arena, const struct paint_page *page) {
    struct ground *ground = ARENA_NEW(arena, struct ground);
    for (size_t i = 0; i < page->count; i++) {
        const struct paint_item *item = &page->items[i];
        bool covers = item->kind == PAINT_RECT || (item->kind == PAINT_IMAGE && !item->image.image->drawing);
        if (covers) *vec_push(arena, ground) = item;
    }
    return ground;
}

const struct paint_item *ground_below(const struct ground *ground, const struct paint_item *item, mpt x, mpt y) {
    const struct paint_item *found = NULL;
    for (size_t i = 0; i < ground->len && ground->at[i] < item; i++) {
        const struct paint_item *g = ground->at[i];
        if (x >= g->x && x <= g->x + g->w && y >= g->y && y <= g->y + g->h) found = g;
    }
    return found;
}

struct colour ground_colour(const struct ground *ground, const struct paint_item *item) {
    const struct paint_item *below =
        ground ? ground_below(ground, item, item->x + item->w / 2, item->y + item->h / 2) : NULL;
    return below && below->kind == PAINT_RECT ? below->colour : (struct colour){.r = 255, .g = 255, .b = 255};
}

/* ---- findings -------------------------------------------------------------------------------------------------- */

struct finding {
    enum diag_code code;
    int64_t value, limit;
    struct place place;
    const char *page, *what;
    unsigned times;
};
VEC(findings, struct finding);

struct check {
    struct writer *w;
    const struct print_limits *limits;
    const struct paint_page *page;
    uint32_t element; /* whose content is looked at; 0: none */
    struct ground *ground;
    struct findings findings;
    bool reached; /* something touches the edge of a page */
};

/* Every place has a value of its own: one finding tells the worst. */
static bool worst_only(enum diag_code code) {
    return code == DIAG_PRINT_INK || code == DIAG_PRINT_MARGIN || code == DIAG_PRINT_EDGE;
}

static bool is_worse(enum diag_code code, int64_t value, int64_t than) {
    return code == DIAG_PRINT_INK ? value > than : value < than;
}

static const char *what_of(enum diag_code code, const struct paint_item *item) {
    if (item->kind == PAINT_IMAGE) return path_base(item->image.image->path);
    return code == DIAG_PRINT_INKS ? item->colour.spot->name : "";
}

/* What has no place of its own has that of the element it shows; what the template paints of its own, the place where
 * the issue names it. */
static struct place place_of(const struct check *c, const struct paint_item *item) {
    const struct paint_elements *elements = &c->w->doc->elements;
    if (item->place.file) return item->place;
    for (uint32_t i = c->element; i; i = elements->at[i].parent)
        if (elements->at[i].place.file) return elements->at[i].place;
    return c->w->input->print->template_place;
}

static void find(struct check *c, enum diag_code code, const struct paint_item *item, int64_t value, int64_t limit) {
    const char *what = what_of(code, item);
    struct place place = place_of(c, item);
    for (size_t i = 0; i < c->findings.len; i++) {
        struct finding *f = &c->findings.at[i];
        if (f->code != code || f->limit != limit || f->what != what) continue;
        if (f->value != value && !worst_only(code)) continue;
        if (is_worse(code, value, f->value))
            *f = (struct finding){code, value, limit, place, c->page->label, what, f->times};
        f->times++;
        return;
    }
    *vec_push(c->w->arena, &c->findings) = (struct finding){code, value, limit, place, c->page->label, what, 1};
}

/* ---- ink ------------------------------------------------------------------------------------------------------- */

static int ink_of(const struct colour *colour) {
    return colour->spot ? colour->tint : colour->c + colour->m + colour->y + colour->k;
}

static bool black_alone(const struct colour *colour) {
    return !colour->spot && colour->k && !colour->c && !colour->m && !colour->y;
}

bool overprints_thin(const struct colour *colour, mpt width) {
    return width <= THIN_MAX && black_alone(colour) && colour->k == INK_FULL;
}

bool overprints(const struct paint_item *item) {
    bool thin = item->kind == PAINT_GLYPHS || item->kind == PAINT_FRAME || item->w <= THIN_MAX || item->h <= THIN_MAX;
    return overprints_thin(&item->colour, thin ? 0 : item->w);
}

static bool one_full_ink(const struct colour *colour) {
    return ink_of(colour) == INK_FULL && (colour->spot || colour->c == INK_FULL || colour->m == INK_FULL ||
                                          colour->y == INK_FULL || colour->k == INK_FULL);
}

/* What is on the paper where the item stands, the item not counted [1/1000 of one ink]. */
static int ink_below(struct check *c, const struct paint_item *item, mpt x, mpt y) {
    const struct paint_item *below = ground_below(c->ground, item, x, y);
    if (!below) return 0;
    return below->kind == PAINT_RECT ? ink_of(&below->colour)
                                     : picture_ink(c->w->pictures, below->image.image) * (INK_FULL / 100);
}

static void note_ink(struct check *c, const struct paint_item *item, int ink) {
    struct pdf_press *press = c->w->input->press;
    int percent = (ink + 5) / 10;
    if (percent > press->ink) press->ink = percent;
    if (c->limits->total_ink && percent > c->limits->total_ink)
        find(c, DIAG_PRINT_INK, item, percent, c->limits->total_ink);
}

static void note_plates(struct check *c, const struct colour *colour) {
    bool *plates = c->w->input->press->plates;
    if (colour->spot) return; /* spots_collect has it */
    plates[0] |= colour->c > 0;
    plates[1] |= colour->m > 0;
    plates[2] |= colour->y > 0;
    plates[3] |= colour->k > 0;
}

/* ---- type ------------------------------------------------------------------------------------------------------ */

static bool is_space(const struct paint_item *item, const struct paint_glyph *glyph) {
    return glyph->text_len == 1 && item->glyphs.text.s[glyph->text] == ' ';
}

/* Right edge of the last glyph that shows something; the item's left edge when none does. */
static mpt ink_end(const struct check *c, const struct paint_item *item) {
    struct fontset *fonts = c->w->input->fonts;
    int upem = font_metrics(fonts, item->glyphs.font)->upem;
    for (uint32_t i = item->glyphs.count; i-- > 0;) {
        const struct paint_glyph *glyph = &item->glyphs.glyphs[i];
        if (is_space(item, glyph)) continue;
        mpt width = mpt_from_units(font_advance(fonts, item->glyphs.font, glyph->id), item->glyphs.size, upem);
        return item->x + glyph->x + width * item->glyphs.scale / 1000;
    }
    return item->x;
}

static void check_size(struct check *c, const struct paint_item *item, int below) {
    const struct print_limits *limits = c->limits;
    const struct colour *colour = &item->colour;
    mpt size = item->glyphs.size;
    bool rich = !colour->spot && colour->k >= RICH_BLACK && !black_alone(colour);
    if (below > ink_of(colour) && size < limits->text_reversed)
        find(c, DIAG_PRINT_REVERSED, item, size, limits->text_reversed);
    else if (rich && size < limits->rich_black)
        find(c, DIAG_PRINT_RICH_BLACK, item, size, limits->rich_black);
    else if (size < (one_full_ink(colour) ? limits->text : limits->text_tint))
        find(c, DIAG_PRINT_TEXT, item, size, one_full_ink(colour) ? limits->text : limits->text_tint);
}

static mpt least(mpt a, mpt b) { return a < b ? a : b; }

static void check_margin(struct check *c, const struct paint_item *item, mpt end) {
    mpt cap = item->glyphs.size * CAP_PERCENT / 100;
    mpt across = least(item->x, c->page->width - end);
    mpt down = least(item->y - cap, c->page->height - item->y);
    if (item->glyphs.turned) {
        across = least(item->x - cap, c->page->width - item->x);
        down = least(item->y - (end - item->x), c->page->height - item->y);
    }
    mpt distance = least(across, down);
    if (distance < c->limits->margin) find(c, DIAG_PRINT_MARGIN, item, distance, c->limits->margin);
}

static void check_glyphs(struct check *c, const struct paint_item *item) {
    mpt end = ink_end(c, item);
    if (end <= item->x) return;
    mpt half = (end - item->x) / 2, quarter = item->glyphs.size / 4;
    int below = item->glyphs.turned ? ink_below(c, item, item->x - quarter, item->y - half)
                                    : ink_below(c, item, item->x + half, item->y - quarter);
    check_size(c, item, below);
    check_margin(c, item, end);
    note_ink(c, item, ink_of(&item->colour) + (overprints(item) ? below : 0));
    note_plates(c, &item->colour);
}

/* ---- shapes ---------------------------------------------------------------------------------------------------- */

static bool ends_short(mpt distance) { return distance > AT_EDGE && distance < NEAR_EDGE; }

static void check_edges(struct check *c, const struct paint_item *item) {
    const mpt distances[4] = {item->x, item->y, c->page->width - item->x - item->w,
                              c->page->height - item->y - item->h};
    for (int i = 0; i < 4; i++)
        if (ends_short(distances[i])) find(c, DIAG_PRINT_EDGE, item, distances[i], NEAR_EDGE);
}

static void check_shape(struct check *c, const struct paint_item *item) {
    mpt thickness = item->kind == PAINT_FRAME ? item->frame.thickness : least(item->w, item->h);
    int below = ink_below(c, item, item->x + item->w / 2, item->y + item->h / 2);
    if (item->w == 0 || item->h == 0 || (ink_of(&item->colour) == 0 && below == 0)) return;
    bool full = one_full_ink(&item->colour) && below <= ink_of(&item->colour);
    mpt limit = full ? c->limits->rule : c->limits->rule_tint;
    if (thickness < limit) find(c, DIAG_PRINT_RULE, item, thickness, limit);
    check_edges(c, item);
    note_ink(c, item, ink_of(&item->colour) + (overprints(item) ? below : 0));
    note_plates(c, &item->colour);
}

/* ---- pictures -------------------------------------------------------------------------------------------------- */

static void check_resolution(struct check *c, const struct paint_item *item) {
    const struct print_limits *limits = c->limits;
    struct pdf_press *press = c->w->input->press;
    int ppi = (int)picture_ppi(item);
    bool line_art = item->image.image->depth == 1;
    if (press->pictures++ == 0 || ppi < press->ppi) press->ppi = ppi;
    if (ppi < limits->picture_least)
        find(c, DIAG_PRINT_COARSE, item, ppi, limits->picture_least);
    else if (line_art && ppi < limits->line_art)
        find(c, DIAG_PRINT_SOFT, item, ppi, limits->line_art);
    else if (ppi < limits->picture_ppi)
        find(c, DIAG_PRINT_SOFT, item, ppi, limits->picture_ppi);
}

/* Nobody will write the file and read the ticket, and pictures that are converted take no more ink than is allowed. */
static bool keeps_limit(const struct check *c, const struct image *image) {
    int64_t most = c->limits->total_ink;
    return c->w->input->look && image->space != IMAGE_CMYK && (!image->alpha || c->w->profile->alpha) &&
           (most == 0 || most > 100);
}

static void check_picture(struct check *c, const struct paint_item *item) {
    const struct image *image = item->image.image;
    const struct print_spec *print = c->w->input->print;
    const struct colour inks =
        image->space == IMAGE_GRAY ? (struct colour){.k = 1} : (struct colour){.c = 1, .m = 1, .y = 1, .k = 1};
    check_resolution(c, item);
    check_edges(c, item);
    if (image->space == IMAGE_RGB && print->keep_rgb) find(c, DIAG_PRINT_RGB, item, 0, 0);
    if (image->alpha && print->opaque && print->standard == PRINT_X4) find(c, DIAG_PRINT_TRANSPARENCY, item, 0, 0);
    if (!keeps_limit(c, image)) note_ink(c, item, picture_ink(c->w->pictures, image) * (INK_FULL / 100));
    note_plates(c, &inks);
}

static void check_drawing(struct check *c, const struct paint_item *item) {
    struct colour most;
    bool tint = false;
    int ink = drawing_inks(c->w->drawings, item->image.image, &most);
    mpt thinnest = drawing_thinnest(c->w->drawings, item->image.image, paint_whole(item).w, &tint);
    mpt limit = tint ? c->limits->rule_tint : c->limits->rule;
    if (thinnest && thinnest < limit) find(c, DIAG_PRINT_RULE, item, thinnest, limit);
    check_edges(c, item);
    note_ink(c, item, ink);
    note_plates(c, &most);
}

/* ---- bleed ----------------------------------------------------------------------------------------------------- */

static bool reaches(const struct check *c, const struct paint_item *item) {
    bool ground = item->kind == PAINT_RECT || item->kind == PAINT_FRAME || item->kind == PAINT_IMAGE;
    return ground && (item->x <= AT_EDGE || item->y <= AT_EDGE || item->x + item->w >= c->page->width - AT_EDGE ||
                      item->y + item->h >= c->page->height - AT_EDGE);
}

/* Bleed that the issue itself asks for should have something to show. */
static void check_bleed(struct check *c) {
    const struct print_spec *print = c->w->input->print;
    if (!print->bleed_place.file || c->reached) return;
    c->w->input->press->findings[DIAG_PRINT_BLEED - DIAG_PRINT_INK]++;
    diag(c->w->ctx, DIAG_PRINT_BLEED, print->bleed_place, "%s", "");
}

/* ---- inks ------------------------------------------------------------------------------------------------------ */

/* Plates of the job against what the press has room for; the place is where the last spot colour is first used. */
static void check_inks(struct check *c) {
    struct pdf_press *press = c->w->input->press;
    size_t count = spots_count(c->w->spots);
    for (int i = 0; i < 4; i++) count += press->plates[i];
    press->spots = spots_names(c->w->spots, c->w->ctx->arena);
    if (!c->limits->inks || (int64_t)count <= c->limits->inks || !spots_count(c->w->spots)) return;
    c->page = spots_last(c->w->spots)->page;
    find(c, DIAG_PRINT_INKS, spots_last(c->w->spots)->item, (int64_t)count, c->limits->inks);
}

/* ---- the walk -------------------------------------------------------------------------------------------------- */

static void check_page(struct check *c, const struct paint_page *page) {
    c->page = page;
    c->element = 0;
    c->ground = ground_new(c->w->arena, page);
    for (size_t i = 0; i < page->count; i++) {
        const struct paint_item *item = &page->items[i];
        c->reached = c->reached || reaches(c, item);
        if (item->kind == PAINT_MARK_BEGIN)
            c->element = item->mark.element;
        else if (item->kind == PAINT_MARK_END)
            c->element = 0;
        else if (item->kind == PAINT_GLYPHS)
            check_glyphs(c, item);
        else if (item->kind == PAINT_RECT || item->kind == PAINT_FRAME)
            check_shape(c, item);
        else if (item->kind == PAINT_IMAGE && item->image.image->drawing)
            check_drawing(c, item);
        else if (item->kind == PAINT_IMAGE)
            check_picture(c, item);
    }
}

static bool in_points(enum diag_code code) {
    return code == DIAG_PRINT_RULE || code == DIAG_PRINT_TEXT || code == DIAG_PRINT_REVERSED ||
           code == DIAG_PRINT_RICH_BLACK || code == DIAG_PRINT_MARGIN || code == DIAG_PRINT_EDGE;
}

/* "3, 6.5 < 7 pt, x.jpg, 12×" */
static const char *detail_of(const struct check *c, const struct finding *f) {
    struct buf out;
    buf_init(&out, c->w->arena);
    buf_puts(&out, f->page);
    if (in_points(f->code)) {
        buf_puts(&out, ", ");
        buf_mpt(&out, f->value);
        buf_puts(&out, " < ");
        buf_mpt(&out, f->limit);
        buf_puts(&out, " pt");
    } else if (f->code == DIAG_PRINT_INK || f->code == DIAG_PRINT_INKS) {
        buf_printf(&out, ", %ld > %ld%s", (long)f->value, (long)f->limit, f->code == DIAG_PRINT_INK ? " %" : "");
    } else if (f->limit) {
        buf_printf(&out, ", %ld < %ld ppi", (long)f->value, (long)f->limit);
    }
    if (*f->what) buf_printf(&out, ", %s", f->what);
    if (f->times > 1) buf_printf(&out, ", %u×", f->times);
    return out.s;
}

void print_check(struct writer *w) {
    struct check c = {.w = w, .limits = &w->input->print->limits};
    for (size_t i = 0; i < w->doc->pages.len; i++) check_page(&c, &w->doc->pages.at[i]);
    check_inks(&c);
    check_bleed(&c);
    for (size_t i = 0; i < c.findings.len; i++) {
        const struct finding *f = &c.findings.at[i];
        unsigned check = (unsigned)f->code - DIAG_PRINT_INK;
        assert(check < PDF_CHECKS);
        w->input->press->findings[check] += f->times;
        diag(w->ctx, f->code, f->place, "%s", detail_of(&c, f));
    }
}
