/* Form XObjects (ISO 32000-1, 8.10) of drawings.
 *
 * The form lies on the unit square as an image does, so whatever places pictures places it, its mirror images over the
 * bleed included; what is outside of the drawing is cut off by the form's BBox. Colours are sRGB on a screen; for the
 * press black and greys go to the black plate and all others through the output profile, as with pictures. Strokes in
 * full black that are thin at the printed size print over what lies below, all else knocks out; the width therefore is
 * part of what tells two forms apart.
 * Rejected: shapes among the page's own operators (each use would be written again, and no BBox would cut them).
 */
#include "pdf/drawing.h"

#include "pdf/print.h"
#include "pdf/value.h"

#define INK_FULL 1000 /* of struct colour */
#define PLACES 10     /* decimals of the form's matrix */

struct drawn {
    uint64_t key;
    mpt width;
    uint32_t object;
};
VEC(drawn_list, struct drawn);

struct drawings {
    struct writer *w;
    struct drawn_list written;
};

struct drawings *drawings_new(struct writer *w) {
    struct drawings *drawings = ARENA_NEW(w->arena, struct drawings);
    drawings->w = w;
    return drawings;
}

static struct colour colour_of(struct writer *w, const struct drawing_paint *paint) {
    struct colour colour = {.r = paint->r, .g = paint->g, .b = paint->b};
    if (w->inks) inks_colour(w->inks, &colour);
    return colour;
}

/* ---- operators --------------------------------------------------------------------------------------------------- */

static void put_numbers(struct buf *out, const mpt *numbers, int count, const char *operator) {
    for (int i = 0; i < count; i++) {
        buf_mpt(out, numbers[i]);
        buf_putc(out, ' ');
    }
    buf_puts(out, operator);
}

static void put_steps(struct buf *out, const struct drawing_shape *shape) {
    for (size_t i = 0; i < shape->count; i++) {
        const struct drawing_step *s = &shape->steps[i];
        const mpt numbers[6] = {s->x[0], s->y[0], s->x[1], s->y[1], s->x[2], s->y[2]};
        switch (s->op) {
        case DRAWING_MOVE: put_numbers(out, numbers, 2, "m\n"); break;
        case DRAWING_LINE: put_numbers(out, numbers, 2, "l\n"); break;
        case DRAWING_CURVE: put_numbers(out, numbers, 6, "c\n"); break;
        case DRAWING_CLOSE: buf_puts(out, "h\n"); break;
        }
    }
}

/* A number of `places` decimals. */
static void put_fixed(struct buf *out, int64_t value, int places) {
    int64_t unit = 1;
    for (int i = 0; i < places; i++) unit *= 10;
    buf_printf(out, "%s%lld.%0*lld ", value < 0 ? "-" : "", (long long)((value < 0 ? -value : value) / unit), places,
               (long long)((value < 0 ? -value : value) % unit));
}

static void put_pen_map(struct buf *out, const struct drawing_shape *shape) {
    const int64_t numbers[4] = {shape->a, shape->b, shape->c, shape->d};
    for (int i = 0; i < 4; i++) put_fixed(out, numbers[i], 6);
    buf_puts(out, "0 0 cm\n");
}

static void put_stroke_style(struct buf *out, const struct drawing_shape *shape) {
    put_numbers(out, &shape->width, 1, "w ");
    buf_printf(out, "%d J %d j ", (int)shape->cap, (int)shape->join);
    put_numbers(out, (mpt[]){shape->miter}, 1, "M\n");
}

static bool is_plain_pen(const struct drawing_shape *shape) {
    return shape->a == DRAWING_PEN_UNIT && shape->d == DRAWING_PEN_UNIT && !shape->b && !shape->c;
}

static void put_overprint(struct drawings *d, struct buf *out, bool over) {
    if (d->w->inks) buf_puts(out, over ? "/Over gs\n" : "/Knock gs\n");
}

static mpt printed(const struct image *image, mpt width, mpt w) { return div_round(width * w, image->drawing->width); }

static void put_shape(struct drawings *d, struct buf *out, const struct image *image, mpt w,
                      const struct drawing_shape *shape) {
    const struct profile *profile = d->w->profile;
    bool mapped = !is_plain_pen(shape);
    if (mapped) {
        buf_puts(out, "q ");
        put_pen_map(out, shape);
    }
    if (shape->fill.on) {
        const struct colour colour = colour_of(d->w, &shape->fill);
        profile->colour(d->w, out, &colour);
        put_steps(out, shape);
        buf_puts(out, shape->even_odd ? "f*\n" : "f\n");
    }
    if (shape->stroke.on) {
        const struct colour colour = colour_of(d->w, &shape->stroke);
        bool over = overprints_thin(&colour, printed(image, shape->width, w));
        profile->stroke_colour(out, &colour);
        put_stroke_style(out, shape);
        put_steps(out, shape);
        if (over) put_overprint(d, out, true);
        buf_puts(out, "S\n");
        if (over) put_overprint(d, out, false);
    }
    if (mapped) buf_puts(out, "Q\n");
}

static uint32_t write_form(struct drawings *d, const struct image *image, mpt w) {
    const struct drawing *drawing = image->drawing;
    struct buf body, out;
    int64_t one = (int64_t)10000000000 * MPT_PER_PT; /* 1 pt with PLACES decimals */
    buf_init(&body, d->w->arena);
    buf_init(&out, d->w->arena);
    buf_puts(&body, "/Type/XObject/Subtype/Form/BBox");
    value_box(&body, drawing->height, 0, 0, drawing->width, drawing->height);
    buf_puts(&body, "/Matrix[");
    put_fixed(&body, div_round(one, drawing->width), PLACES);
    buf_puts(&body, "0 0 ");
    put_fixed(&body, div_round(one, drawing->height), PLACES);
    buf_puts(&body, "0 0]/Resources<<");
    if (d->w->inks) press_states(d->w, &body);
    buf_puts(&body, ">>");
    buf_puts(&out, "1 0 0 -1 0 ");
    put_numbers(&out, &drawing->height, 1, "cm\n");
    put_overprint(d, &out, false);
    for (size_t i = 0; i < drawing->count; i++) put_shape(d, &out, image, w, &drawing->shapes[i]);
    return store_deflated(d->w->store, STORE_SMALL, buf_view(&body), buf_view(&out));
}

uint32_t drawing_object(struct drawings *drawings, const struct image *image, mpt w) {
    mpt width = drawings->w->inks ? w : 0; /* in light nothing depends on it */
    for (size_t i = 0; i < drawings->written.len; i++) {
        const struct drawn *drawn = &drawings->written.at[i];
        if (drawn->key == image->key && drawn->width == width) return drawn->object;
    }
    struct drawn *drawn = vec_push(drawings->w->arena, &drawings->written);
    *drawn = (struct drawn){image->key, width, write_form(drawings, image, w)};
    return drawn->object;
}

/* ---- for the press ----------------------------------------------------------------------------------------------- */

static void take_most(struct colour *most, const struct colour *colour) {
    if (colour->c > most->c) most->c = colour->c;
    if (colour->m > most->m) most->m = colour->m;
    if (colour->y > most->y) most->y = colour->y;
    if (colour->k > most->k) most->k = colour->k;
}

int drawing_inks(struct drawings *drawings, const struct image *image, struct colour *most) {
    int highest = 0;
    *most = (struct colour){0};
    for (size_t i = 0; i < image->drawing->count; i++) {
        const struct drawing_paint *paints[2] = {&image->drawing->shapes[i].fill, &image->drawing->shapes[i].stroke};
        for (int k = 0; k < 2; k++) {
            if (!paints[k]->on) continue;
            const struct colour colour = colour_of(drawings->w, paints[k]);
            int sum = colour.c + colour.m + colour.y + colour.k;
            take_most(most, &colour);
            if (sum > highest) highest = sum;
        }
    }
    return highest;
}

mpt drawing_thinnest(struct drawings *drawings, const struct image *image, mpt w, bool *tint) {
    mpt thinnest = 0;
    for (size_t i = 0; i < image->drawing->count; i++) {
        const struct drawing_shape *shape = &image->drawing->shapes[i];
        mpt width = shape->stroke.on ? printed(image, shape->width, w) : 0;
        if (!shape->stroke.on || (thinnest && width >= thinnest)) continue;
        const struct colour colour = colour_of(drawings->w, &shape->stroke);
        thinnest = width > 0 ? width : 1;
        *tint = colour.c + colour.m + colour.y + colour.k != INK_FULL ||
                (colour.c != INK_FULL && colour.m != INK_FULL && colour.y != INK_FULL && colour.k != INK_FULL);
    }
    return thinnest;
}
