/* Many issues, several at a time: `visnyk build` and `visnyk check`.
 *
 * In: the issues and the options. Out: files, messages and lines in the order of the issues. Used by main.
 */
#ifndef VISNYK_APP_BATCH_H
#define VISNYK_APP_BATCH_H

#include "app/find.h"
#include "app/options.h"

/* Writes the files unless `write` is false (check). */
enum exit_status batch_run(struct ctx *ctx, const struct options *options, const struct found_list *issues, bool write,
                           enum ui_lang lang);

#endif
