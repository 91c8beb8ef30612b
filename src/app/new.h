/* `visnyk new`: the folder of an issue to start from, in the user's language, which builds without a warning. */
#ifndef VISNYK_APP_NEW_H
#define VISNYK_APP_NEW_H

#include "app/find.h"
#include "app/options.h"

/* template: NULL for the default one. language: uk, ru, en; NULL: that of the locale. Dated with SOURCE_DATE_EPOCH, or
 * today. A folder that has an issue.yaml is left alone: an error. */
enum exit_status new_issue(struct ctx *ctx, const struct found_issue *issue, const char *template,
                           const char *language);

#endif
