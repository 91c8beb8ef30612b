/* names: who and what is mentioned where, over all issues, in alphabetical order. Used by the site and the index. */
#ifndef VISNYK_SHELF_NAMES_H
#define VISNYK_SHELF_NAMES_H

#include "shelf/shelf.h"

struct name_at {
    const struct record *record;
    const struct record_article *article;
    size_t page;
};
VEC(name_at_list, struct name_at);

struct name {
    struct str text;
    struct name_at_list at; /* in the order of the records */
};
VEC(name_list, struct name);

/* In the alphabetical order of `language` ("uk"); in ctx->scratch. */
void names_collect(struct ctx *ctx, const struct record_list *records, enum index_part kind, const char *language,
                   struct name_list *out);

#endif
