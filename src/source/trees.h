/* YAML files that many issues share, parsed once: templates, words of a language. See trees.c. */
#ifndef VISNYK_SOURCE_TREES_H
#define VISNYK_SOURCE_TREES_H

#include "source/source.h"

/* A copy of the tree that these bytes gave before, its places in `source`; false: they have not been seen. */
bool trees_lookup(struct ctx *ctx, const struct source *source, struct node *out);
/* Keeps a tree that was read without a word of complaint. */
void trees_keep(struct ctx *ctx, const struct source *source, const struct node *root);

#endif
