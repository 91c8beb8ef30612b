/* `visnyk rules`: the rules of a language with their examples, each of which is tried. */
#ifndef VISNYK_APP_RULES_H
#define VISNYK_APP_RULES_H

#include "app/options.h"

/* lang: a tag; NULL for Ukrainian. Prints to standard output. Fails: no such language, or an example that does not come
 * out as the data says (recorded at its place). */
enum exit_status rules_list(struct ctx *ctx, const char *lang, enum ui_lang ui);

#endif
