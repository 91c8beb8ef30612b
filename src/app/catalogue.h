/* catalogue: all issues as a site, as data and as a search; search: words in it. */
#ifndef VISNYK_APP_CATALOGUE_H
#define VISNYK_APP_CATALOGUE_H

#include "app/options.h"

/* Where it is made and searched unless said otherwise. */
#define CATALOGUE_DIR "build/catalogue"

enum exit_status catalogue_run(struct ctx *ctx, const struct options *options, enum ui_lang lang);
enum exit_status catalogue_search(struct ctx *ctx, const struct options *options, enum ui_lang lang);

#endif
