/* How long something takes. For figures that people read alone: nothing that is made may depend on it. */
#ifndef VISNYK_BASE_CLOCK_H
#define VISNYK_BASE_CLOCK_H

#include <stdint.h>

/* [ns] since some moment before the program began; never goes back. */
uint64_t clock_ns(void);
uint64_t clock_ms(void); /* the same [ms] */

#endif
