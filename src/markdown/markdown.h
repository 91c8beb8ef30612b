/* markdown: one article file, Markdown with YAML front matter -> model.
 *
 * In: a path. Out: struct article. Used by app. The dialect: CommonMark with tables, footnotes, strikethrough and
 * autolinks (cmark-gfm), alerts as boxes, figures with attributes, bracketed spans (design in README). Anything that
 * cannot be represented is a diagnostic with a place; no character of the source is lost.
 */
#ifndef VISNYK_MARKDOWN_MARKDOWN_H
#define VISNYK_MARKDOWN_MARKDOWN_H

#include "model/model.h"

/* Reads and parses the article that `ref` names below issue->dir. Fails: file missing or unreadable. An article
 * without front matter is a warning: its first heading, else its file name, becomes the title. */
bool markdown_article_load(struct ctx *ctx, const struct issue *issue, const struct article_ref *ref,
                           struct article *out);

/* Parses inline Markdown of a piece of YAML text (leads, table cells of reports). */
void markdown_inlines(struct ctx *ctx, const struct text *text, struct inlines *out);

/* "cmark-gfm 0.29.0.gfm.6", with the version that runs. */
void markdown_libraries(struct buf *out);

#endif
