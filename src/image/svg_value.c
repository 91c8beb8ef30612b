/* Values of SVG: numbers, lengths, colours, transformations (SVG 1.1, 4.2 and 7.6).
 *
 * Numbers are read here and not by strtod, which looks at the locale. A number has at most so many digits and so large
 * an exponent that it is finite in every later sum. Floating point is safe: each result ends as an integer of
 * a thousandth of a millionth of the drawing, far above what machines could differ in.
 */
#include "image/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EXPONENT_MOST 30
#define DIGITS_MOST 18

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void drop(struct str *s, size_t len) { *s = str_slice(*s, len, s->len); }

static void skip_space(struct str *s) {
    while (s->len && is_space(s->s[0])) drop(s, 1);
}

void svg_skip(struct str *s) {
    skip_space(s);
    if (!s->len || s->s[0] != ',') return;
    drop(s, 1);
    skip_space(s);
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

static double power_of_ten(int exponent) {
    double power = 1;
    for (int i = 0; i < abs(exponent); i++) power *= 10;
    return exponent < 0 ? 1 / power : power;
}

/* Behind the digits: `e-3`; 0 when it is not one, as in `1em`. */
static int read_exponent(struct str s, size_t *at) {
    size_t i = *at;
    if (i >= s.len || (s.s[i] != 'e' && s.s[i] != 'E')) return 0;
    bool minus = ++i < s.len && s.s[i] == '-';
    if (i < s.len && (s.s[i] == '-' || s.s[i] == '+')) i++;
    if (i >= s.len || !is_digit(s.s[i])) return 0;
    int exponent = 0;
    for (; i < s.len && is_digit(s.s[i]); i++)
        if (exponent < EXPONENT_MOST) exponent = exponent * 10 + (s.s[i] - '0');
    *at = i;
    return minus ? -exponent : exponent;
}

bool svg_number(struct str *s, double *out) {
    size_t i = 0;
    int scale = 0, digits = 0, seen = 0;
    double value = 0;
    bool minus = s->len && s->s[0] == '-', point = false;
    if (s->len && (s->s[0] == '-' || s->s[0] == '+')) i++;
    for (; i < s->len && (is_digit(s->s[i]) || (s->s[i] == '.' && !point)); i++) {
        if (s->s[i] == '.') {
            point = true;
            continue;
        }
        seen++;
        bool counts = digits < DIGITS_MOST;
        if (counts) value = value * 10 + (s->s[i] - '0');
        if (value > 0) digits += counts;
        scale += counts ? -(int)point : (int)!point;
    }
    if (!seen) return false;
    int exponent = scale + read_exponent(*s, &i);
    if (exponent > EXPONENT_MOST) exponent = EXPONENT_MOST;
    if (exponent < -2 * EXPONENT_MOST) exponent = -2 * EXPONENT_MOST;
    value *= power_of_ten(exponent);
    *out = minus ? -value : value;
    drop(s, i);
    return true;
}

bool svg_length(struct str s, double whole, double *out) {
    /* CSS 2.1, 4.3.2: a px is 1/96 in. */
    static const struct {
        const char *name;
        double px;
    } units[] = {{"", 1}, {"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}};
    s = str_trim(s);
    if (!svg_number(&s, out)) return false;
    if (str_is(s, "%")) {
        *out *= whole / 100;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_is(s, units[i].name)) continue;
        *out *= units[i].px;
        return true;
    }
    return false;
}

/* ---- transformations --------------------------------------------------------------------------------------------- */

struct svg_matrix svg_multiply(const struct svg_matrix *outer, const struct svg_matrix *inner) {
    return (struct svg_matrix){outer->a * inner->a + outer->c * inner->b,
                               outer->b * inner->a + outer->d * inner->b,
                               outer->a * inner->c + outer->c * inner->d,
                               outer->b * inner->c + outer->d * inner->d,
                               outer->a * inner->e + outer->c * inner->f + outer->e,
                               outer->b * inner->e + outer->d * inner->f + outer->f};
}

#define ARGUMENTS_MOST 6

static double radians(double degrees) { return fmod(degrees, 360) * (3.14159265358979323846 / 180); }

static struct svg_matrix rotation(const double *v, size_t count) {
    double c = cos(radians(v[0])), s = sin(radians(v[0])), x = count == 3 ? v[1] : 0, y = count == 3 ? v[2] : 0;
    return (struct svg_matrix){c, s, -s, c, x - c * x + s * y, y - s * x - c * y};
}

static bool make_matrix(struct str name, const double *v, size_t count, struct svg_matrix *out) {
    *out = (struct svg_matrix){1, 0, 0, 1, 0, 0};
    if (str_is(name, "matrix") && count == 6)
        *out = (struct svg_matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
    else if (str_is(name, "translate") && (count == 1 || count == 2))
        out->e = v[0], out->f = count == 2 ? v[1] : 0;
    else if (str_is(name, "scale") && (count == 1 || count == 2))
        out->a = v[0], out->d = count == 2 ? v[1] : v[0];
    else if (str_is(name, "rotate") && (count == 1 || count == 3))
        *out = rotation(v, count);
    else if (str_is(name, "skewX") && count == 1)
        out->c = tan(radians(v[0]));
    else if (str_is(name, "skewY") && count == 1)
        out->b = tan(radians(v[0]));
    else
        return false;
    return true;
}

/* name(1, 2, 3) */
static bool read_function(struct str *s, struct str *name, double *values, size_t *count) {
    const char *open = memchr(s->s, '(', s->len);
    if (!open) return false;
    *name = str_trim(str_slice(*s, 0, (size_t)(open - s->s)));
    drop(s, (size_t)(open - s->s) + 1);
    for (*count = 0;; svg_skip(s)) {
        skip_space(s);
        if (s->len && s->s[0] == ')') break;
        if (*count == ARGUMENTS_MOST || !svg_number(s, &values[*count])) return false;
        ++*count;
    }
    drop(s, 1);
    return true;
}

bool svg_transform(struct str s, struct svg_matrix *out) {
    struct svg_matrix result = *out, one;
    if (str_is(str_trim(s), "none")) return true;
    for (s = str_trim(s); s.len; svg_skip(&s)) {
        double values[ARGUMENTS_MOST] = {0};
        struct str name;
        size_t count;
        if (!read_function(&s, &name, values, &count) || !make_matrix(name, values, count, &one)) return false;
        result = svg_multiply(&result, &one);
    }
    *out = result;
    return true;
}

/* ---- colours ----------------------------------------------------------------------------------------------------- */

struct colour_name {
    const char *name;
    uint32_t rgb;
};

/* SVG 1.1, 4.4: sorted by name. */
static const struct colour_name colour_names[] = {
#define COLOUR(name, rgb) {#name, rgb},
#include "image/svg_colours.def"
#undef COLOUR
};

static int compare_name(const void *key, const void *entry) {
    const struct str *name = key;
    return str_compare(*name, str_from(((const struct colour_name *)entry)->name));
}

static int hex(char c) {
    if (is_digit(c)) return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hex(struct str s, uint32_t *rgb) {
    if (s.len != 3 && s.len != 6) return false;
    for (size_t i = 0; i < s.len; i++) {
        int digit = hex(s.s[i]);
        if (digit < 0) return false;
        *rgb = *rgb << 4 | (uint32_t)digit;
        if (s.len == 3) *rgb = *rgb << 4 | (uint32_t)digit;
    }
    return true;
}

static bool read_rgb(struct str s, uint32_t *rgb) {
    for (int i = 0; i < 3; i++) {
        double value;
        skip_space(&s);
        if (!svg_number(&s, &value)) return false;
        if (s.len && s.s[0] == '%') {
            value *= 2.55;
            drop(&s, 1);
        }
        value = value < 0 ? 0 : value > 255 ? 255 : value;
        *rgb = *rgb << 8 | (uint32_t)(value + 0.5);
        svg_skip(&s);
    }
    return str_is(s, ")");
}

bool svg_colour(struct str s, struct drawing_paint *out) {
    uint32_t rgb = 0;
    char lower[32];
    s = str_trim(s);
    if (s.len == 0 || s.len >= sizeof lower) return false;
    for (size_t i = 0; i < s.len; i++) lower[i] = s.s[i] >= 'A' && s.s[i] <= 'Z' ? (char)(s.s[i] | 0x20) : s.s[i];
    struct str name = {lower, s.len};
    const struct colour_name *named =
        bsearch(&name, colour_names, sizeof colour_names / sizeof *colour_names, sizeof *colour_names, compare_name);
    if (named)
        rgb = named->rgb;
    else if (lower[0] == '#' && !read_hex(str_slice(name, 1, name.len), &rgb))
        return false;
    else if (lower[0] != '#' && (!str_starts(name, "rgb(") || !read_rgb(str_slice(name, 4, name.len), &rgb)))
        return false;
    *out = (struct drawing_paint){true, (uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8 & 0xFF), (uint8_t)(rgb & 0xFF)};
    return true;
}
