/* `visnyk compare A.pdf B.pdf`: what differs, page by page, and pictures of both side by side. */
#ifndef VISNYK_APP_COMPARE_H
#define VISNYK_APP_COMPARE_H

#include "app/options.h"
#include "base/diag.h"

/* Says nothing and returns STATUS_MADE when the files are the same; options->out_dir (NULL: none) gets a PNG for each
 * page that differs. */
enum exit_status compare_files(struct ctx *ctx, const struct options *options, enum ui_lang lang);

#endif
