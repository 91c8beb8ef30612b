/* The parts of the reader of drawings; private to image. Coordinates are those of the file until a shape is kept. */
#ifndef VISNYK_IMAGE_SVG_H
#define VISNYK_IMAGE_SVG_H

#include "base/vec.h"
#include "image/image.h"
#include "source/source.h"

/* x' = a x + c y + e, y' = b x + d y + f. */
struct svg_matrix {
    double a, b, c, d, e, f;
};

/* A path while it grows, in the coordinates of its element. */
struct svg_step {
    enum drawing_op op;
    double x[3], y[3];
};
VEC(svg_path, struct svg_step);

/* ---- svg_value.c: texts of attributes. All take what they read off the front of `s`. ---------------------------- */

/* White space, and one comma among it. */
void svg_skip(struct str *s);
/* A number; false and nothing taken when there is none. Never infinite. */
bool svg_number(struct str *s, double *out);
/* All of `s` as a length in user units; `whole`: what 100 % are. */
bool svg_length(struct str s, double whole, double *out);
/* `matrix(...) rotate(...)`: what follows `out` is first turned by them. */
bool svg_transform(struct str s, struct svg_matrix *out);
/* #rgb, #rrggbb, rgb(...), or a name. */
bool svg_colour(struct str s, struct drawing_paint *out);
struct svg_matrix svg_multiply(const struct svg_matrix *outer, const struct svg_matrix *inner);

/* ---- svg_path.c: outlines ---------------------------------------------------------------------------------------- */

/* Path data (SVG 1.1, 8.3); false: what follows the steps read so far is wrong. */
bool svg_path_data(struct arena *arena, struct str s, struct svg_path *out);
/* `x,y x,y ...`; false as above. */
bool svg_points(struct arena *arena, struct str s, bool closed, struct svg_path *out);
void svg_rect(struct arena *arena, double x, double y, double w, double h, double rx, double ry, struct svg_path *out);
void svg_ellipse(struct arena *arena, double cx, double cy, double rx, double ry, struct svg_path *out);
void svg_line(struct arena *arena, double x1, double y1, double x2, double y2, struct svg_path *out);

/* ---- svg_style.c: properties ------------------------------------------------------------------------------------- */

/* Inherited from element to element. */
struct svg_state {
    struct svg_matrix matrix; /* to the drawing's space */
    struct drawing_paint fill, stroke, colour;
    double width, miter;
    enum drawing_cap cap;
    enum drawing_join join;
    bool even_odd, hidden;
};

struct svg_attribute {
    struct str name, value;
};

/* The tag at hand. */
struct svg_tag {
    struct ctx *ctx;
    const struct source *source;
    size_t start, end;   /* in the text */
    double across, down; /* what 100 % are [user units] */
};

struct place svg_place(const struct svg_tag *tag, size_t from, size_t to);
/* Tells the attribute or the property of `style`. */
void svg_say(const struct svg_tag *tag, enum diag_code code, const struct svg_attribute *a);
/* names: ended by NULL. */
bool svg_is_one_of(struct str name, const char *const *names);
/* What changes nothing in a drawing without text, pictures and programs. */
bool svg_is_silent(struct str name);
/* False: the name is none of a property. */
bool svg_property(const struct svg_tag *tag, struct svg_state *state, const struct svg_attribute *a);
/* The pairs of `style="..."`. */
void svg_style(const struct svg_tag *tag, struct svg_state *state, struct str style);

/* ---- svg.c ------------------------------------------------------------------------------------------------------- */

const char *svg_library(void); /* "2.9.14" */

bool svg_tell(struct str bytes);
/* Fills image->drawing and the size; false: an error is recorded, in the drawing's file where that is possible. */
bool svg_read(struct ctx *ctx, struct image *image, struct place mention);

#endif
