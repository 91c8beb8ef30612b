/* The files of its own that an issue was made from. */
#ifndef VISNYK_CATALOG_INPUTS_H
#define VISNYK_CATALOG_INPUTS_H

#include "catalog/catalog.h"

struct input {
    const char *role; /* "issue", "article", "table", "picture" */
    const char *name; /* below the issue's folder, or the whole path when it lies elsewhere */
    struct str bytes; /* as on disk */
};
VEC(input_list, struct input);

/* Each file once; the list is in the scratch arena. */
void inputs_collect(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc, struct input_list *out);

#endif
