/* record: what the catalogue knows of an issue: plain data that outlives the issue's arena.
 *
 * In: an issue and its pages. Out: struct record, all strings in the arena given. Used by the files of the catalogue.
 */
#ifndef VISNYK_CATALOG_RECORD_H
#define VISNYK_CATALOG_RECORD_H

#include "base/ctx.h"
#include "base/date.h"
#include "base/vec.h"
#include "model/model.h"
#include "paint/paint.h"

/* What one page shows of one article: words divided at a line's end are whole again. */
struct record_page {
    size_t number; /* from 1 */
    struct str text;
};
VEC(record_page_list, struct record_page);

struct record_mention {
    enum index_part kind;
    struct str name;
    size_t page; /* from 1 */
};
VEC(record_mention_list, struct record_mention);

struct record_article {
    struct str file, title, kicker, author, lead, language;
    const char *kind; /* as front matter writes it */
    struct record_page_list pages;
    struct record_mention_list mentions;
};
VEC(record_article_list, struct record_article);

struct record {
    struct str name; /* of the folder */
    struct str title, organisation, number, running_number, language, publisher, issn, rights;
    struct date date;
    size_t pages;
    struct record_article_list articles;
};
VEC(record_list, struct record);

/* ctx is the issue's. */
void record_make(struct arena *arena, struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc,
                 struct record *out);

/* By date, then by name; undated ones last. */
void records_sort(struct record_list *records);

/* The newest issue in the language that most issues have: its organisation and language are the catalogue's. There is
 * at least one record. */
const struct record *records_main(const struct record_list *records);

/* "2012-03-30", as much as is known; "" when nothing is. */
struct str record_date(struct arena *arena, const struct record *record);
/* The first page it stands on; 0: on none. */
size_t record_article_page(const struct record_article *article);

#endif
