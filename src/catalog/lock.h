/* What the files of a lock share: how it is read and written is lock_file.c, what is in it and how two of them differ
 * is lock.c. The structure itself stands in catalog.h. */
#ifndef VISNYK_CATALOG_LOCK_H
#define VISNYK_CATALOG_LOCK_H

#include "catalog/catalog.h"

#define LOCK_VERSION 1

/* A name as the file has it: control characters, quotes, backslashes and what is not UTF-8 become %XX. */
const char *lock_name(struct arena *arena, const char *name);

#endif
