/* search: the texts of all issues in one SQLite file, and what is found there.
 *
 * In: records. Out: the bytes of a database; later, from that file, the pages on which all words of a query stand in
 * any of their forms. Used by catalogue and search of app.
 */
#ifndef VISNYK_CATALOG_SEARCH_H
#define VISNYK_CATALOG_SEARCH_H

#include "base/file.h"
#include "catalog/record.h"

/* The database as bytes. False with a diagnostic: SQLite could not make it. */
bool search_store(struct ctx *ctx, const struct record_list *records, struct str *out);

struct search_hit {
    struct str issue, date, title;
    size_t page;
    struct str before, found, after; /* of the text around the first word found */
};
VEC(search_hit_list, struct search_hit);

/* Best hits first, at most `most`. False with a diagnostic: no such file, or none of ours. A query without words finds
 * nothing. */
bool search_find(struct ctx *ctx, const char *path, const struct str_list *endings, struct str query, size_t most,
                 struct search_hit_list *out);

#endif
