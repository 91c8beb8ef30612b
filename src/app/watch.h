/* Waits for a change of files.
 *
 * In: the folders that hold them. Out: a return once something there was written, moved or removed and has been quiet
 * for a moment. Used by preview. inotify is Linux's; elsewhere watch_new gives NULL.
 */
#ifndef VISNYK_APP_WATCH_H
#define VISNYK_APP_WATCH_H

#include "base/ctx.h"

struct watch;

/* Closed with the arena. NULL, with a diagnostic: the system gives none. */
struct watch *watch_new(struct ctx *ctx, struct arena *arena);
/* A folder more; one that is watched already, or is not there, changes nothing. */
void watch_dir(struct watch *watch, const char *dir);
/* Returns after the next change. Signals that the caller has blocked may come only in here. */
void watch_wait(struct watch *watch);

#endif
