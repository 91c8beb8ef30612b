/* The objects of one PDF file, kept and written by libharu.
 *
 * In: bodies of dictionaries (text between << and >>) and data of streams. Out: the file's bytes. Used by the rest of
 * this folder, which sees object numbers only; libharu's types and statuses stay in store.c.
 * Bodies and data are borrowed until store_save. After the first failure all calls do nothing and store_save fails.
 */
#ifndef VISNYK_PDF_STORE_H
#define VISNYK_PDF_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/str.h"

struct share;
struct store;

/* An empty file of PDF 1.`minor`, as large a page tree as `pages` need. `share`: of the issue, or NULL. */
struct store *store_new(struct ctx *ctx, unsigned minor, size_t pages, struct share *share);

/* The bytes as a zlib stream in the arena; false: they are too many. Needs no store, and may run in any thread.
 * STORE_SMALL is the level for what goes through networks; the other one takes half the time, for a few percent more.
 */
#define STORE_SMALL 5
#define STORE_FAST 2
bool store_deflate(struct arena *arena, struct str data, int level, struct str *out);

/* The number of a new indirect dictionary whose body comes later. */
uint32_t store_reserve(struct store *store);
void store_fill(struct store *store, uint32_t number, struct str body);
uint32_t store_dict(struct store *store, struct str body);

/* A stream of finished data: `body` names its filters, Length is added. */
uint32_t store_stream(struct store *store, struct str body, struct str data);
/* The same, deflated here at a level that depends on the kind of stream alone. */
uint32_t store_deflated(struct store *store, int level, struct str body, struct str data);

/* The number of a new last page; Type, Parent and Contents are libharu's. */
uint32_t store_page(struct store *store);
/* `level`: as above. */
void store_page_fill(struct store *store, uint32_t number, struct str body, struct str resources, struct str content,
                     int level);

/* Entries added to the catalog and to Info. */
void store_catalog(struct store *store, struct str body);
void store_info(struct store *store, struct str body);

/* Writes the file into the arena and sets the trailer's ID, and each UUID_BLANK in streams that are not
 * deflated, to a hash of all other bytes. */
bool store_save(struct store *store, struct str *bytes);

const char *store_library_version(void); /* "2.3.0" */

#endif
