/* How likely is one character behind another? In: two code points. Out: bits. Private to source. */
#ifndef VISNYK_SOURCE_LIKELY_H
#define VISNYK_SOURCE_LIKELY_H

#include <stdint.h>

/* What it costs to meet `cp` behind `last` in a Ukrainian, Russian or English text [half bits], -2 log2 of the share;
 * cp 0 is a byte without a meaning. What costs the same in every code page, such as two ASCII characters, costs 0. */
int likely_cost(uint32_t last, uint32_t cp);

#endif
