/* Lengths.
 *
 * Every length between the template and the PDF is an integer count of thousandths of a point (1 pt = 1/72 inch).
 * Integers add up the same on every machine; floating point is for scores only. 64 bits, because the running depth
 * of a long text exceeds 2^31 thousandths.
 */
#ifndef VISNYK_BASE_UNIT_H
#define VISNYK_BASE_UNIT_H

#include <stdint.h>

typedef int64_t mpt; /* [1/1000 pt] */

#define MPT_PER_PT ((mpt)1000)

/* a / b to the nearest integer, halves away from zero; b > 0. */
static inline int64_t div_round(int64_t a, int64_t b) { return a >= 0 ? (a + b / 2) / b : -((-a + b / 2) / b); }

/* Millimetres given in thousandths [1/1000 mm] to mpt: 1 mm = 360/127 pt exactly. */
static inline mpt mpt_from_um(int64_t um) { return div_round(um * 360, 127); }

/* Font units to mpt at `size` [mpt] in a face of `upem` units. Sum units first, scale once. */
static inline mpt mpt_from_units(int64_t units, mpt size, int upem) { return div_round(units * size, upem); }

#endif
