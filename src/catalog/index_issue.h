/* index_issue: the cumulative index of all issues, as an issue of its own that Visnyk sets like any other.
 * Used by catalogue of app. */
#ifndef VISNYK_CATALOG_INDEX_ISSUE_H
#define VISNYK_CATALOG_INDEX_ISSUE_H

#include "catalog/record.h"

struct index_file {
    const char *name; /* "issue.yaml", "01-issues.md" */
    struct str text;
};
VEC(index_file_list, struct index_file);

/* In ctx->scratch. */
void index_issue_make(struct ctx *ctx, const struct record_list *records, struct index_file_list *out);

#endif
