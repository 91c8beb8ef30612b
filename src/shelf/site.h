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

struct str site_front(struct arena *arena, const struct record_list *records, bool has_index);
struct str site_issue(struct arena *arena, const struct record_list *records, const struct record *record);
/* "" when nothing of the kind is mentioned anywhere. */
struct str site_names(struct ctx *ctx, const struct record_list *records, enum index_part kind);

/* const texts, const endings: what site.js searches. */
struct str site_search_data(struct arena *arena, const struct record_list *records, const struct str_list *endings);

#endif
