/* Changes of files through inotify.
 *
 * Folders are watched rather than files: editors write a new file and rename it, and a picture may come that was missed
 * before. One save is several events, so after the first one it waits until it has been quiet. Names that editors make
 * for themselves (hidden ones, copies with ~) are no change.
 * Rejected: asking for times of files in a loop (too slow for a tenth of a second, too busy for a whole day). */
#include "app/watch.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <unistd.h>

#define QUIET_NS 12000000 /* after the last event of a save: editors rename within a few milliseconds */
#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)

struct watch {
    int fd;
};

static void watch_close(void *watch) { close(((struct watch *)watch)->fd); }

struct watch *watch_new(struct ctx *ctx, struct arena *arena) {
    struct watch *watch = ARENA_NEW(arena, struct watch);
    watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->fd < 0) {
        diag(ctx, DIAG_APP_WATCH, place_nowhere(), "%s", "inotify");
        return NULL;
    }
    arena_defer(arena, watch_close, watch);
    return watch;
}

void watch_dir(struct watch *watch, const char *dir) { (void)inotify_add_watch(watch->fd, dir, EVENTS | IN_ONLYDIR); }

static bool counts(const struct inotify_event *event) {
    if (event->len == 0) return false;
    size_t len = strlen(event->name);
    return event->name[0] != '.' && len > 0 && event->name[len - 1] != '~';
}

/* Reads what has come; true when some of it is a change. */
static bool read_events(struct watch *watch) {
    union {
        struct inotify_event event; /* aligns the bytes */
        char bytes[8192];
    } in;
    bool changed = false;
    for (ssize_t len; (len = read(watch->fd, in.bytes, sizeof in.bytes)) > 0;) {
        for (const char *at = in.bytes; at < in.bytes + len;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
            changed = changed || counts(event);
            at += sizeof *event + event->len;
        }
    }
    return changed;
}

/* True when something can be read before the time is over; NULL: however long it takes. */
static bool readable(const struct watch *watch, const struct timespec *time, const sigset_t *signals) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(watch->fd, &set);
    return pselect(watch->fd + 1, &set, NULL, NULL, time, signals) > 0;
}

void watch_wait(struct watch *watch) {
    const struct timespec quiet = {.tv_nsec = QUIET_NS};
    sigset_t none;
    sigemptyset(&none);
    for (bool changed = false; !changed;)
        if (readable(watch, NULL, &none)) changed = read_events(watch);
    while (readable(watch, &quiet, &none)) (void)read_events(watch);
}
