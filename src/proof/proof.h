/* proof: what is wrong with the language of the texts, before they are set.
 *
 * In: a loaded issue and the data folders (templates/languages/LANG/proof.yaml). Out: diagnostics, each at the very
 * characters. Used by app: always by `check`, by `build` when asked. Nothing is changed. Code, addresses, what the
 * author escaped and spans in another language are not looked at; a language without proof.yaml is passed over.
 * A rule is named as its code without "proof-"; `proof: {off: [two-spaces]}` in issue.yaml or in the front matter
 * switches it off, and so does `rules: {off: [...]}` there, for setting as well. Cost: linear in the text.
 */
#ifndef VISNYK_PROOF_PROOF_H
#define VISNYK_PROOF_PROOF_H

#include "base/ctx.h"
#include "model/model.h"

/* data_dirs: as everywhere, NULL-ended. */
void proof_issue(struct ctx *ctx, const struct issue *issue, const char *const *data_dirs);

#endif
