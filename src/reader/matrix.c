/* Where on the page things are put: matrices of text and of the graphics state (ISO 32000-1, 8.3).
 *
 * Matrices are of floating point: those of other makers are products of products, which integers of 1/1000 would not
 * keep apart from one another. What comes out is rounded once.
 */
#include <math.h>

#include "reader/own.h"

#define FAR 1e12 /* [mpt] what is written beyond is no place */

struct matrix matrix_multiply(const struct matrix *inner, const struct matrix *outer) {
    return (struct matrix){inner->a * outer->a + inner->b * outer->c,
                           inner->a * outer->b + inner->b * outer->d,
                           inner->c * outer->a + inner->d * outer->c,
                           inner->c * outer->b + inner->d * outer->d,
                           inner->e * outer->a + inner->f * outer->c + outer->e,
                           inner->e * outer->b + inner->f * outer->d + outer->f};
}

int64_t matrix_round(double value) { return value > -FAR && value < FAR ? llround(value) : 0; }

void matrix_put(const struct matrix *m, double x, double y, int64_t *out) {
    out[0] = matrix_round((x * m->a + y * m->c + m->e) * 1000);
    out[1] = matrix_round((x * m->b + y * m->d + m->f) * 1000);
}

struct matrix matrix_of(const struct token *o) {
    return (struct matrix){o[0].value, o[1].value, o[2].value, o[3].value, o[4].value, o[5].value};
}
