/* catalogue: all issues as a site, as data and as a search; search: words in it. */
#ifndef VISNYK_APP_CATALOGUE_H
#define VISNYK_APP_CATALOGUE_H

#include "app/job.h"
#include "app/options.h"

/* Where it is made and searched unless said otherwise. */
#define CATALOGUE_DIR "build/catalogue"

/* What batch does for each issue of BATCH_CATALOGUE: screen file, pictures and record into its folder below
 * job->out_dir. */
bool catalogue_issue(struct ctx *ctx, const struct job *job, const char *name, struct job_result *result);
/* Are the pictures of all its pages there? */
bool catalogue_has_pictures(struct ctx *ctx, const char *out_dir, const char *name, size_t pages);

enum exit_status catalogue_run(struct ctx *ctx, const struct options *options, enum ui_lang lang);
enum exit_status catalogue_search(struct ctx *ctx, const struct options *options, enum ui_lang lang);

#endif
