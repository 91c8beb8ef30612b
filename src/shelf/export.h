/* export: records for other programs: tables, JSON, and Dublin Core for library systems. UTF-8, ending in a line feed.
 * Nothing in them depends on a clock or a folder. Used by catalogue of app. */
#ifndef VISNYK_SHELF_EXPORT_H
#define VISNYK_SHELF_EXPORT_H

#include "shelf/shelf.h"

/* RFC 4180 with a byte order mark, without which spreadsheets do not read Cyrillic. A text that begins like a formula
 * gets an apostrophe before it. */
struct str export_issues_csv(struct arena *arena, const struct record_list *records);
struct str export_articles_csv(struct arena *arena, const struct record_list *records);

/* {issues: [{name, title, ..., articles: [{title, ..., pages, persons, communities}]}]} */
struct str export_json(struct arena *arena, const struct record_list *records);

/* Records in the form of an answer to ListRecords (OAI-PMH 2.0, oai_dc): issues, and articles that are part of them. */
struct str export_dublin_core(struct arena *arena, const struct record_list *records);

#endif
