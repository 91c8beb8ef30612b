/* shelf: all issues side by side: records of them, a site, data for other programs, an index, a search.
 *
 * In: issues and their pages, one after the other. Out: files of a folder, the catalogue; what is found in it. An
 * issue has the folder issues/NAME/ there with its page, its PDF, the pictures of its pages and its record. Used by
 * app. Nothing depends on a clock or on where the folder lies. The texts of one issue at a time are in memory.
 */
#ifndef VISNYK_SHELF_SHELF_H
#define VISNYK_SHELF_SHELF_H

#include "base/ctx.h"
#include "base/date.h"
#include "base/file.h"
#include "base/vec.h"
#include "model/model.h"
#include "paint/paint.h"

/* ---- records: plain data that outlives the issue
 * --------------------------------------------------------------------- */

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
    uint64_t sum; /* of the file that it was read from */
};
VEC(record_list, struct record);

/* ctx is the issue's. */
void record_make(struct arena *arena, struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc,
                 struct record *out);

/* The record as a file of the catalogue, `shelf_data_name()` in the folder of the issue. */
struct str record_data(struct arena *arena, const struct record *record);
/* `texts` false: the pages of articles have a number and no text. False: there is no such file, or it is none of ours.
 */
bool record_read(struct arena *arena, const char *path, bool texts, struct record *out);

/* By date, then by name; undated ones first. */
void records_sort(struct record_list *records);

/* The newest issue in the language that most issues have, one that names its organisation if any does: organisation and
 * language are the catalogue's. There is at least one record. */
const struct record *records_main(const struct record_list *records);

/* "2012-03-30", as much as is known; "" when nothing is. */
struct str record_date(struct arena *arena, const struct record *record);
/* As a reader knows it: "№ 2 (2012)", "№ 2 (2012, en)" when its language is another; its name when it has no number or
 * year. `number` is the word before the number. */
const char *record_label(struct arena *arena, const struct record *record, struct str language, const char *number);
/* The first page it stands on; 0: on none. */
size_t record_article_page(const struct record_article *article);

/* ---- the catalogue ----------------------------------------------------------------------------------------------- */

/* Names of files in the folder of an issue, `issues/NAME`. */
const char *shelf_data_name(void);
const char *shelf_issue_dir(struct arena *arena, const char *dir, const char *name);
const char *shelf_pdf_name(struct arena *arena, const struct record *record);
const char *shelf_picture_name(struct arena *arena, size_t page);

/* Where the index stands and its sources lie: `index-screen.pdf`, `index/`. */
#define SHELF_INDEX "index"

struct index_file {
    const char *name; /* "issue.yaml", "look/template.yaml", "2012.md" */
    struct str text;
};
VEC(index_file_list, struct index_file);

/* Writes a file and the folders above it. One that is there already and the same is left alone, so a catalogue grows by
 * one issue without a thousand pages being written. */
bool shelf_put(struct ctx *ctx, const char *path, struct str bytes);

/* The cumulative index, as an issue of its own that is set like any other; in ctx->scratch. There is a record. */
void index_issue_make(struct ctx *ctx, const struct record_list *records, struct index_file_list *out);

/* Writes everything but PDFs, pictures and records into `dir`, where it reads the texts of the records. They are
 * sorted. False: a diagnostic is recorded. */
bool shelf_write(struct ctx *ctx, const struct record_list *records, const char *const *data_dirs, const char *dir,
                 bool has_index);

/* ---- search ------------------------------------------------------------------------------------------------------ */

/* The file of the texts, in the catalogue's folder. */
#define SHELF_DATABASE "catalogue.sqlite"

/* Takes each word that the texts have, with the numbers of the texts that have it, in ascending order; false: enough.
 */
struct search_taker {
    bool (*take)(void *self, struct str word, const size_t *texts, size_t count);
    void *self;
};

/* Makes the database of SQLite of all texts, numbered from 0 in the order of records, articles and pages, and shows its
 * words in the order of their bytes. `texts_of[i]`: how many texts record i has. False with a diagnostic: it could not
 * be made, or what the taker did not do. */
bool search_store(struct ctx *ctx, const struct record_list *records, const char *dir, size_t *texts_of,
                  const struct search_taker *taker);

struct search_hit {
    struct str issue, date, title;
    size_t page;
    struct str before, found, after; /* of the text around the first word found */
};
VEC(search_hit_list, struct search_hit);

/* Best hits first, at most `most`. False with a diagnostic: no such file, or none of ours. A query without words finds
 * nothing. */
bool search_find(struct ctx *ctx, const char *path, const char *const *data_dirs, struct str query, size_t most,
                 struct search_hit_list *out);

#endif
