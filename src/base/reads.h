/* What was looked at on disk, for whoever wants to know later whether it is still so.
 *
 * file.c fills the list when ctx->reads is there; nobody else has to think of it. A file that was looked for and not
 * found belongs to it as much as one that was read: when it appears, the result may be another one. Used by app (what
 * is up to date, dependencies) and catalog (lock).
 */
#ifndef VISNYK_BASE_READS_H
#define VISNYK_BASE_READS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"

/* Enough to tell that a file is the one it was, without reading it. Equal stamps mean equal bytes if `settled`: a file
 * that was changed a moment ago may change once more within one tick of the clock. */
struct file_stamp {
    int64_t size;             /* [bytes] */
    int64_t modified, status; /* mtime, ctime [ns] */
    uint64_t inode, device;
    bool settled;
};

enum read_kind {
    READ_FILE,
    READ_ABSENT, /* looked for, not there */
    READ_FOLDER, /* its names were listed */
    READ_REFUSED /* there, but the system or a limit refused it: the next time may differ */
};

struct read_entry {
    enum read_kind kind;
    const char *path;
    struct str bytes; /* of a file; of a folder: its names, sorted, each ended by NUL */
    struct file_stamp stamp;
};
VEC(read_list, struct read_entry);

struct reads {
    struct arena *arena;
    struct read_list list; /* in the order of the first look; a path may stand there twice */
};

void reads_add(struct reads *reads, enum read_kind kind, const char *path, struct str bytes,
               const struct file_stamp *stamp);

/* False when there is nothing of this name. */
bool file_stamp(const char *path, struct file_stamp *out);
/* The same file, unchanged? */
bool stamps_same(const struct file_stamp *a, const struct file_stamp *b);

#endif
