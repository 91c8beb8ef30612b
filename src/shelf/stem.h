/* stem: words as a search compares them, in Ukrainian, Russian and English.
 *
 * In: text. Out: words folded (small letters, no apostrophes, stress marks or soft hyphens, Latin look-alikes among
 * Cyrillic letters as what they stand for) and, for a query, cut down to what their forms begin with. Used by the
 * search; the page that searches in a browser does the same with the same endings.
 */
#ifndef VISNYK_SHELF_STEM_H
#define VISNYK_SHELF_STEM_H

#include "base/ctx.h"
#include "base/file.h"
#include "base/str.h"

/* The endings of templates/languages/LANG/endings.txt of every language that has them: one per line, `#` begins a
 * comment. */
void endings_load(struct ctx *ctx, const char *const *data_dirs, struct str_list *out);

/* The next word of the text from *at on, folded, into `word`; *from and *at are its limits in the text. False: none. */
bool word_next(struct arena *arena, struct str text, size_t *at, size_t *from, struct str *word);

/* What the forms of a folded word begin with: one or more beginnings (рік, рок-, рек-). */
void word_stems(struct arena *arena, const struct str_list *endings, struct str word, struct str_list *out);

#endif
