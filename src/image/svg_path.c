/* Outlines of SVG: path data and basic shapes as lines and cubic curves.
 *
 * Quadratic curves are raised to cubic ones, arcs of ellipses are cut into quarters at most, each a cubic curve that
 * leaves the arc by less than 0.03 % of its radius. Path data is painted up to its first mistake, as SVG 1.1, F.2 asks.
 * Rejected: arcs as such in image.h, since no PDF has them.
 */
#include "image/svg.h"

#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846
#define KAPPA 0.5522847498307936 /* length of the handles of a quarter of a circle */

static struct svg_step *add(struct arena *arena, struct svg_path *out, enum drawing_op op) {
    struct svg_step *step = vec_push(arena, out);
    step->op = op;
    return step;
}

static void add_point(struct arena *arena, struct svg_path *out, enum drawing_op op, double x, double y) {
    struct svg_step *step = add(arena, out, op);
    step->x[0] = x;
    step->y[0] = y;
}

static void add_curve(struct arena *arena, struct svg_path *out, const double *v) {
    struct svg_step *step = add(arena, out, DRAWING_CURVE);
    for (int i = 0; i < 3; i++) {
        step->x[i] = v[2 * i];
        step->y[i] = v[2 * i + 1];
    }
}

/* ---- path data --------------------------------------------------------------------------------------------------- */

struct pen {
    struct arena *arena;
    struct svg_path *out;
    double x, y;             /* current point */
    double start_x, start_y; /* of the part that is open */
    double hand_x, hand_y;   /* last control point */
    char before;             /* command before this one, in capitals */
    bool closed;             /* the next step must begin a part */
};

static void pen_line(struct pen *p, double x, double y) {
    add_point(p->arena, p->out, DRAWING_LINE, x, y);
    p->x = x;
    p->y = y;
}

static void pen_curve(struct pen *p, double x1, double y1, double x2, double y2, double x, double y) {
    add_curve(p->arena, p->out, (const double[]){x1, y1, x2, y2, x, y});
    p->hand_x = x2;
    p->hand_y = y2;
    p->x = x;
    p->y = y;
}

static void pen_quadratic(struct pen *p, double x1, double y1, double x, double y) {
    pen_curve(p, p->x + (x1 - p->x) * 2 / 3, p->y + (y1 - p->y) * 2 / 3, x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x,
              y);
    p->hand_x = x1;
    p->hand_y = y1;
}

/* An ellipse's arc from angle `from` over `sweep`, in pieces of a quarter at most. */
static void pen_arc_pieces(struct pen *p, const struct svg_matrix *m, double from, double sweep) {
    int pieces = (int)ceil(fabs(sweep) / (PI / 2) - 1e-9);
    if (pieces < 1) pieces = 1;
    double step = sweep / pieces, reach = 4.0 / 3 * tan(step / 4);
    for (int i = 0; i < pieces; i++) {
        double a = from + i * step, b = a + step;
        double v[6] = {cos(a) - reach * sin(a),
                       sin(a) + reach * cos(a),
                       cos(b) + reach * sin(b),
                       sin(b) - reach * cos(b),
                       cos(b),
                       sin(b)};
        for (int k = 0; k < 6; k += 2) {
            double x = v[k], y = v[k + 1];
            v[k] = m->a * x + m->c * y + m->e;
            v[k + 1] = m->b * x + m->d * y + m->f;
        }
        pen_curve(p, v[0], v[1], v[2], v[3], v[4], v[5]);
    }
}

static double angle_of(double x, double y) { return atan2(y, x); }

/* From the end points to the centre (SVG 1.1, F.6.5); radii that are too small grow (F.6.6). */
static void pen_arc(struct pen *p, const double *v, double x, double y) {
    double rx = fabs(v[0]), ry = fabs(v[1]), turn = fmod(v[2], 360) * PI / 180, c = cos(turn), s = sin(turn);
    bool large = v[3] != 0, positive = v[4] != 0;
    double dx = (p->x - x) / 2, dy = (p->y - y) / 2, x1 = c * dx + s * dy, y1 = -s * dx + c * dy;
    if (dx == 0 && dy == 0) return;
    if (rx < 1e-12 || ry < 1e-12) {
        pen_line(p, x, y);
        return;
    }
    double over = x1 * x1 / (rx * rx) + y1 * y1 / (ry * ry);
    if (over > 1) {
        rx *= sqrt(over);
        ry *= sqrt(over);
    }
    double den = rx * rx * y1 * y1 + ry * ry * x1 * x1, num = rx * rx * ry * ry - den;
    double root = num > 0 && den > 0 ? sqrt(num / den) : 0;
    if (large == positive) root = -root;
    double cx1 = root * rx * y1 / ry, cy1 = -root * ry * x1 / rx;
    double from = angle_of((x1 - cx1) / rx, (y1 - cy1) / ry), to = angle_of((-x1 - cx1) / rx, (-y1 - cy1) / ry);
    double sweep = to - from;
    if (positive && sweep < 0) sweep += 2 * PI;
    if (!positive && sweep > 0) sweep -= 2 * PI;
    const struct svg_matrix m = {
        c * rx, s * rx, -s * ry, c * ry, c * cx1 - s * cy1 + (p->x + x) / 2, s * cx1 + c * cy1 + (p->y + y) / 2};
    pen_arc_pieces(p, &m, from, sweep);
    p->x = x; /* not as rounded on the way */
    p->y = y;
    struct svg_step *last = &p->out->at[p->out->len - 1];
    last->x[2] = x;
    last->y[2] = y;
}

static int arguments_of(char command) {
    switch (command) {
    case 'M':
    case 'L':
    case 'T': return 2;
    case 'H':
    case 'V': return 1;
    case 'C': return 6;
    case 'S':
    case 'Q': return 4;
    case 'A': return 7;
    default: return 0;
    }
}

/* The flags of an arc are single signs: `a1 1 0 0110 10` is legal. */
static bool read_flag(struct str *s, double *out) {
    if (!s->len || (s->s[0] != '0' && s->s[0] != '1')) return false;
    *out = s->s[0] - '0';
    *s = str_slice(*s, 1, s->len);
    return true;
}

static bool read_arguments(struct str *s, char command, double *v) {
    int count = arguments_of(command);
    for (int i = 0; i < count; i++) {
        if (i) svg_skip(s);
        bool flag = command == 'A' && (i == 3 || i == 4);
        if (flag ? !read_flag(s, &v[i]) : !svg_number(s, &v[i])) return false;
    }
    return true;
}

static void make_absolute(const struct pen *p, char command, double *v) {
    int count = arguments_of(command), first = command == 'A' ? 5 : 0;
    for (int i = first; i < count; i++) {
        bool down = command == 'V' || (command != 'H' && (i - first) % 2 == 1);
        v[i] += down ? p->y : p->x;
    }
}

static void reflect(struct pen *p, const char *commands, double *x, double *y) {
    bool after = p->before && strchr(commands, p->before);
    *x = after ? 2 * p->x - p->hand_x : p->x;
    *y = after ? 2 * p->y - p->hand_y : p->y;
}

static void pen_move(struct pen *p, double x, double y) {
    add_point(p->arena, p->out, DRAWING_MOVE, x, y);
    p->x = p->start_x = x;
    p->y = p->start_y = y;
}

static void pen_close(struct pen *p) {
    add(p->arena, p->out, DRAWING_CLOSE);
    p->x = p->start_x;
    p->y = p->start_y;
    p->closed = true;
}

static void pen_draw(struct pen *p, char command, const double *v) {
    double x, y;
    if (p->closed && command != 'M' && command != 'Z') pen_move(p, p->x, p->y);
    p->closed = false;
    switch (command) {
    case 'M': pen_move(p, v[0], v[1]); break;
    case 'L': pen_line(p, v[0], v[1]); break;
    case 'H': pen_line(p, v[0], p->y); break;
    case 'V': pen_line(p, p->x, v[0]); break;
    case 'C': pen_curve(p, v[0], v[1], v[2], v[3], v[4], v[5]); break;
    case 'S':
        reflect(p, "CS", &x, &y);
        pen_curve(p, x, y, v[0], v[1], v[2], v[3]);
        break;
    case 'Q': pen_quadratic(p, v[0], v[1], v[2], v[3]); break;
    case 'T':
        reflect(p, "QT", &x, &y);
        pen_quadratic(p, x, y, v[0], v[1]);
        break;
    case 'A': pen_arc(p, v, v[5], v[6]); break;
    default: pen_close(p); break;
    }
    p->before = command;
}

bool svg_path_data(struct arena *arena, struct str s, struct svg_path *out) {
    struct pen pen = {.arena = arena, .out = out};
    char letter = 0;
    for (svg_skip(&s); s.len; svg_skip(&s)) {
        double v[7];
        bool named = s.s[0] && strchr("MmLlHhVvCcSsQqTtAaZz", s.s[0]);
        if (named) {
            letter = s.s[0];
            s = str_slice(s, 1, s.len);
            svg_skip(&s);
        } else if (letter == 0 || letter == 'Z' || letter == 'z') {
            return false;
        }
        char command = (char)(letter & ~0x20);
        if (pen.before == 0 && command != 'M') return false;
        if (!read_arguments(&s, command, v)) return false;
        if (letter & 0x20) make_absolute(&pen, command, v);
        pen_draw(&pen, command, v);
        if (command == 'M') letter = letter == 'm' ? 'l' : 'L'; /* further pairs are lines */
    }
    return true;
}

/* ---- basic shapes ------------------------------------------------------------------------------------------------ */

bool svg_points(struct arena *arena, struct str s, bool closed, struct svg_path *out) {
    bool whole = true;
    for (svg_skip(&s); s.len && whole; svg_skip(&s)) {
        double x, y;
        whole = svg_number(&s, &x);
        svg_skip(&s);
        whole = whole && svg_number(&s, &y);
        if (whole) add_point(arena, out, out->len ? DRAWING_LINE : DRAWING_MOVE, x, y);
    }
    if (closed && out->len) add(arena, out, DRAWING_CLOSE);
    return whole;
}

void svg_rect(struct arena *arena, double x, double y, double w, double h, double rx, double ry, struct svg_path *out) {
    double right = x + w, foot = y + h, kx = rx * (1 - KAPPA), ky = ry * (1 - KAPPA);
    bool round = rx > 0 && ry > 0;
    if (!round) rx = ry = 0;
    add_point(arena, out, DRAWING_MOVE, x + rx, y);
    add_point(arena, out, DRAWING_LINE, right - rx, y);
    if (round) add_curve(arena, out, (const double[]){right - kx, y, right, y + ky, right, y + ry});
    add_point(arena, out, DRAWING_LINE, right, foot - ry);
    if (round) add_curve(arena, out, (const double[]){right, foot - ky, right - kx, foot, right - rx, foot});
    add_point(arena, out, DRAWING_LINE, x + rx, foot);
    if (round) add_curve(arena, out, (const double[]){x + kx, foot, x, foot - ky, x, foot - ry});
    if (round) add_point(arena, out, DRAWING_LINE, x, y + ry);
    if (round) add_curve(arena, out, (const double[]){x, y + ky, x + kx, y, x + rx, y});
    add(arena, out, DRAWING_CLOSE);
}

void svg_ellipse(struct arena *arena, double cx, double cy, double rx, double ry, struct svg_path *out) {
    static const double quarter[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    add_point(arena, out, DRAWING_MOVE, cx + rx, cy);
    for (int i = 0; i < 4; i++) {
        const double *from = quarter[i], *to = quarter[(i + 1) % 4];
        double x1 = from[0] + KAPPA * to[0], y1 = from[1] + KAPPA * to[1];
        double x2 = to[0] + KAPPA * from[0], y2 = to[1] + KAPPA * from[1];
        add_curve(
            arena, out,
            (const double[]){cx + rx * x1, cy + ry * y1, cx + rx * x2, cy + ry * y2, cx + rx * to[0], cy + ry * to[1]});
    }
    add(arena, out, DRAWING_CLOSE);
}

void svg_line(struct arena *arena, double x1, double y1, double x2, double y2, struct svg_path *out) {
    add_point(arena, out, DRAWING_MOVE, x1, y1);
    add_point(arena, out, DRAWING_LINE, x2, y2);
}
