/* `visnyk lock` and `visnyk verify` of issues: what was made once, written down, and whether it still is.
 *
 * In: an issue. Out: issue.lock in its folder; how far the issue of today is the one of the lock. Used by batch, for
 * one issue at a time.
 */
#ifndef VISNYK_APP_LOCK_H
#define VISNYK_APP_LOCK_H

#include "app/job.h"

/* Makes the issue without writing it, and its lock. An issue with errors gets none. */
bool lock_write(struct ctx *ctx, const struct job *job, struct job_result *result);

/* Makes the issue again, the files that its lock names, and compares. Nothing is written. */
bool lock_verify(struct ctx *ctx, const struct job *job, struct job_result *result, enum likeness *likeness);

#endif
