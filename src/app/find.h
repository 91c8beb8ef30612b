/* Where things lie: the issues that the command line means, and the folders of templates and fonts. */
#ifndef VISNYK_APP_FIND_H
#define VISNYK_APP_FIND_H

#include "app/options.h"
#include "base/vec.h"

struct found_issue {
    const char *dir;  /* the folder, without a slash at its end */
    const char *name; /* what its files are called after */
    bool made;        /* filled in by batch: its files are there, made now or before */
};
VEC(found_list, struct found_issue);

/* The issues that were named, or all folders of issues/ with an issue.yaml (with --all, or when none was named).
 * STATUS_USAGE: there is none, or two of them would be written to the same files; STATUS_SYSTEM: issues/ cannot be
 * read. */
enum exit_status find_issues(struct ctx *ctx, const struct options *options, struct found_list *out);

/* One issue: a folder, or a name below issues/. It need not exist. */
struct found_issue find_issue(struct ctx *ctx, const char *given);

/* A template as issue.yaml may name it: a name stays, a path becomes absolute. NULL with a diagnostic: there is none.
 */
const char *find_template(struct ctx *ctx, const char *given);

/* VISNYK_DATA, the working folder, the installed data folder; NULL-ended. */
const char *const *find_data_dirs(struct ctx *ctx);

#endif
