/* Files: the only place that sees errno.
 *
 * Reading refuses what is not a regular file (devices, FIFOs) and what exceeds the limit. Writing goes to a file
 * beside the target, is flushed to disk and renamed: a reader sees the old file or the new one. Failures are recorded
 * as diagnostics with the path and the system's reason; functions then return false.
 */
#ifndef VISNYK_BASE_FILE_H
#define VISNYK_BASE_FILE_H

#include <stdbool.h>

#include "base/ctx.h"
#include "base/str.h"
#include "base/vec.h"

VEC(str_list, struct str);

/* Reads a whole file of at most `limit` bytes; `mention` is the place that named it (place_nowhere() if none). */
bool file_read(struct ctx *ctx, const char *path, size_t limit, struct place mention, struct str *bytes);

/* As file_read, through mmap (read-only, unmapped with the arena): for fonts. */
bool file_map(struct ctx *ctx, const char *path, size_t limit, struct place mention, struct str *bytes);

/* Replaces `path` by `bytes` at once. */
bool file_write(struct ctx *ctx, const char *path, struct str bytes);

/* The same where nothing lies yet, a link that leads nowhere included; what lies there stays, and *taken is true
 * without a diagnostic. */
bool file_write_new(struct ctx *ctx, const char *path, struct str bytes, bool *taken);

struct new_file {
    const char *path;
    struct str bytes;
    bool summary; /* tells of the others: takes its place behind them, and only when all of them took theirs */
    bool written; /* filled in by files_write */
};
VEC(new_file_list, struct new_file);

/* As file_write for each; all are on disk before the first is replaced. One that fails does not stop the others. */
bool files_write(struct ctx *ctx, struct new_file_list *files);
/* For a file that a library writes by its name: an empty one beside `path`; NULL with a diagnostic. file_finish puts it
 * in its place, or with `good` false takes it away. */
char *file_begin(struct ctx *ctx, const char *path);
bool file_finish(struct ctx *ctx, const char *name, const char *path, bool good);
/* As file_write, but not flushed: for what can be made again. No diagnostic. */
bool file_write_lazily(struct arena *arena, const char *path, struct str bytes);
/* Gives a file the present time; false: there is none, or no right to. */
bool file_touch(const char *path);
/* Removes what programs that were killed left of their writing in a folder, after ten minutes. */
void file_sweep(struct ctx *ctx, const char *dir);

bool file_exists(const char *path);
/* The same, known to ctx->reads: for places where something is looked for. */
bool file_look(struct ctx *ctx, const char *path);
bool file_is_dir(const char *path);
bool file_make_dirs(struct ctx *ctx, const char *path);

/* A new folder of its own below $TMPDIR or /tmp; NULL with a diagnostic when the system gives none. */
char *file_make_temporary(struct ctx *ctx);
/* Takes away a folder with all that is in it; links are not followed. What resists stays. */
void file_remove_tree(struct ctx *ctx, const char *path);
/* Takes away a file; one that is not there changes nothing. */
void file_remove(const char *path);
/* A symbolic link `path` to `target`, which is made absolute; a name that is taken is left alone. */
void file_link(struct ctx *ctx, const char *target, const char *path);

/* Names in a folder (no "." and ".."), sorted by bytes. */
bool file_list(struct ctx *ctx, const char *dir, struct str_list *names);

char *path_join(struct arena *arena, const char *dir, const char *name); /* an absolute name stands alone */
char *path_dir(struct arena *arena, const char *path);                   /* "a/b" -> "a", "b" -> "." */
const char *path_base(const char *path);                                 /* "a/b" -> "b"; trailing slashes kept away */

/* True when `name` stays below the folder it is joined to: relative, no "..", no empty or device-like part. */
bool path_is_inside(struct str name);

#endif
