/* preview: the pages of an issue as PNG files and a sheet of all of them, again on every change if wanted. */
#ifndef VISNYK_APP_PREVIEW_H
#define VISNYK_APP_PREVIEW_H

#include "app/options.h"

enum exit_status preview_run(struct ctx *ctx, const struct options *options, enum ui_lang lang);

#endif
