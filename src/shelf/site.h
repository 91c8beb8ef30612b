/* site: the pages of the catalogue, for a browser and a folder, no server.
 *
 * In: records. Out: HTML and the data of its search, UTF-8. An issue has a folder issues/NAME/ with its page
 * (SITE_INDEX), its PDF and the pictures of its pages; site.css and site.js stand at the top. Used by catalogue of app.
 */
#ifndef VISNYK_SHELF_SITE_H
#define VISNYK_SHELF_SITE_H

#include "base/file.h"
#include "shelf/shelf.h"

#define SITE_INDEX "index.html"

/* What every page of a site shows; made once. There is a record. */
struct site {
    const struct record_list *records;
    struct str organisation, language;
    bool named[INDEX_PARTS]; /* there is a page of these names */
};
struct site site_of(const struct record_list *records);

/* The newest years, and links to the pages of all. */
struct str site_front(struct arena *arena, const struct site *site, bool has_index);

/* The year of record *at and the page of its issues; *at moves behind them. Only a large catalogue has such pages. */
bool site_has_years(const struct site *site);
struct str site_year(struct arena *arena, const struct site *site, size_t *at, const char **file);
/* `record` is one of the site's. */
struct str site_issue(struct arena *arena, const struct site *site, const struct record *record);

/* The page of one kind of names, and the name of its file. */
struct str site_names(struct ctx *ctx, const struct site *site, enum index_part kind);
const char *site_names_file(enum index_part kind);

/* The address of the issue's PDF, from the top of the site. */
struct str site_pdf_address(struct arena *arena, const struct record *record);

/* What site.js searches. const endings; const shards: the first word of each part of the words; const issues: the
 * address of each record and how many texts it has, in the order of the numbers of texts. */
struct str site_search_data(struct arena *arena, const struct record_list *records, const size_t *texts_of,
                            const struct str_list *shards, const struct str_list *endings);

#endif
