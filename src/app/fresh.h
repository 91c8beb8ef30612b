/* Is what was made of an issue still what would be made of it now?
 *
 * Beside the outputs, in OUT/.visnyk/NAME, stands what they were made from: every file that was read and every one that
 * was looked for in vain, with hash and stamp, the program, its libraries, the options, and the hash of every file that
 * was written. Equal stamps are believed; where one differs, the bytes decide. Used by batch.
 */
#ifndef VISNYK_APP_FRESH_H
#define VISNYK_APP_FRESH_H

#include "app/job.h"
#include "app/report.h"

/* Hashes of files that many issues share, by path and stamp: for one process. */
struct fresh_memo;
struct fresh_memo *fresh_memo_new(struct arena *arena);

struct fresh {
    struct fresh_memo *memo;
    const char *path; /* of the record; NULL: none is kept */
    const char *key;  /* what is not a file: program, libraries, options */
    const char *out_dir;
    bool json;
    enum ui_lang lang;
};

/* The record of an issue; `depfile`: dependencies are written too. */
struct fresh fresh_of(struct ctx *ctx, struct fresh_memo *memo, const struct job *job, const char *name, bool depfile);

/* True: nothing has to be done, and *out is the outcome of the time when it was, its texts in `keep`. A record that is
 * missing, damaged or of another version is false. `touch`: the outputs get the present time, for make. */
bool fresh_check(struct ctx *ctx, const struct fresh *fresh, bool touch, struct outcome *out, struct arena *keep);

/* Keeps the record of what was just made, with ctx->reads as its inputs. */
void fresh_record(struct ctx *ctx, const struct fresh *fresh, const char *name, const struct outcome *outcome,
                  const struct new_file_list *written);

/* "OUTPUTS: INPUTS" for make and ninja; false when a name cannot be written there (a line feed). */
bool depfile_text(struct ctx *ctx, const struct path_list *outputs, struct buf *out);

#endif
