/* legacy: plain text as typewriters, DOS and e-mail left it -> Markdown with front matter.
 *
 * In: a source that was read and repaired, the repairs that are wanted. Out: the Markdown, and a report of what was
 * decided. Used by app. Every character of the text that is no blank is in the Markdown, escaped where Markdown would
 * take it for a mark, save those that a repair or a mark of Markdown stands for: they are counted. Fails never; what is
 * doubtful is a diagnostic with a place.
 */
#ifndef VISNYK_LEGACY_LEGACY_H
#define VISNYK_LEGACY_LEGACY_H

#include "source/source.h"

struct legacy_report {
    struct str title, date, place; /* empty: could not be told */
    const char *kind, *language;   /* NULL: could not be told */
    size_t heads, items, tables, rules, paragraphs, breaks;
    size_t characters; /* of the text, blanks not counted */
    size_t drawn;      /* characters of it that marks of Markdown stand for: underlines, lines of tables, bullets */
    size_t hyphens;    /* at the ends of lines, taken out by join-lines */
};

/* Of `rules`, box-tables, blank-tables, box-rules and join-lines count here. `name` is the title when the text has
 * none. */
void legacy_convert(struct ctx *ctx, const struct source *source, struct str name, rule_set rules,
                    struct legacy_report *report, struct buf *out);

#endif
