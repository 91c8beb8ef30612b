/* What a hostile issue may cost and do: limits of time and memory, and rights that nothing here needs. */
#ifndef VISNYK_APP_CONFINE_H
#define VISNYK_APP_CONFINE_H

#include <stddef.h>

#include "base/str.h"

#define LIMIT_TIME 600    /* [s] of the processor for one issue, unless said */
#define LIMIT_MEMORY 4096 /* [MB] of a process, unless said */

/* From here on this process and its children start no program, open no connection, trace and mount nothing. Where the
 * system offers no such thing, nothing happens. */
void confine_rights(void);

/* The next issue may take `seconds` more of the processor and the process `megabytes` of memory; 0: any. Too long: the
 * process ends by SIGXCPU; too large: by status 3. */
void confine_limits(unsigned seconds, unsigned megabytes);

/* For --version: "confinement: ...". */
void confine_text(struct buf *out);

#endif
