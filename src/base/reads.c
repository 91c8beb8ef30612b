/* The list of what was read, and stamps.
 *
 * The stamp is taken before the bytes are read: a change in between then shows as another stamp. Rejected: the time of
 * change alone, which a copy that keeps times would defeat; the status time cannot be set.
 */
#include "base/reads.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Longer than a tick of any kernel's clock of files [ns]. */
#define SETTLED_AFTER 50000000

static int64_t ns_of(struct timespec t) { return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec; }

bool file_stamp(const char *path, struct file_stamp *out) {
    struct stat info;
    struct timespec now;
    *out = (struct file_stamp){0};
    if (stat(path, &info) < 0) return false;
    clock_gettime(CLOCK_REALTIME, &now);
    out->size = (int64_t)info.st_size;
    out->modified = ns_of(info.st_mtim);
    out->status = ns_of(info.st_ctim);
    out->inode = (uint64_t)info.st_ino;
    out->device = (uint64_t)info.st_dev;
    out->settled = ns_of(now) - out->status > SETTLED_AFTER;
    return true;
}

bool stamps_same(const struct file_stamp *a, const struct file_stamp *b) {
    return a->size == b->size && a->modified == b->modified && a->status == b->status && a->inode == b->inode &&
           a->device == b->device;
}

void reads_add(struct reads *reads, enum read_kind kind, const char *path, struct str bytes,
               const struct file_stamp *stamp) {
    if (!reads) return;
    struct read_entry *entry = vec_push(reads->arena, &reads->list);
    *entry = (struct read_entry){.kind = kind, .path = arena_strdup(reads->arena, path), .bytes = bytes};
    if (stamp) entry->stamp = *stamp;
}
