/* visnyk import: old text files -> Markdown, with a report. */
#ifndef VISNYK_APP_IMPORT_H
#define VISNYK_APP_IMPORT_H

#include "app/options.h"
#include "base/ctx.h"
#include "base/diag.h"
#include "base/rule.h"

/* What is put right unless it is switched off. */
#define IMPORT_REPAIRS                                                                                                 \
    (RULE_BIT(RULE_TWICE_DECODED) | RULE_BIT(RULE_LATIN_I) | RULE_BIT(RULE_APOSTROPHE) | RULE_BIT(RULE_SOFT_HYPHENS) | \
     RULE_BIT(RULE_BOX_TABLES) | RULE_BIT(RULE_BLANK_TABLES) | RULE_BIT(RULE_BOX_RULES))

/* STATUS_TROUBLE: some file was not imported; the others were. */
enum exit_status import_run(struct ctx *ctx, const struct options *options, enum ui_lang lang);

#endif
