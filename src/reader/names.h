/* Names of files inside a file. */
#ifndef VISNYK_READER_NAMES_H
#define VISNYK_READER_NAMES_H

#include "reader/reader.h"

/* Can a file of this name be written below a folder, beside those taken so far? Else `reader-hostile-name` is recorded.
 * `path` is for messages. */
bool name_fits(struct ctx *ctx, const char *path, const struct reader_files *taken, struct str name);

/* Control characters as they are in C, so that a message is one line. */
const char *name_shown(struct arena *arena, struct str name);

#endif
