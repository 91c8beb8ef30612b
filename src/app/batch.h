/* Many issues, several at a time: `visnyk build`, `check`, `lock`, `verify` and `catalogue`.
 *
 * In: the issues and the options. Out: files, messages and lines in the order of the issues. Used by main.
 */
#ifndef VISNYK_APP_BATCH_H
#define VISNYK_APP_BATCH_H

#include "app/find.h"
#include "app/options.h"

enum batch_task { BATCH_BUILD, BATCH_CHECK, BATCH_LOCK, BATCH_VERIFY, BATCH_CATALOGUE };

enum exit_status batch_run(struct ctx *ctx, const struct options *options, struct found_list *issues,
                           enum batch_task task, enum ui_lang lang);

#endif
