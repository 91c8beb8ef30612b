/* A worker makes many issues of few templates, and reading the same YAML again and again is a tenth of its time.
 *
 * A tree is known by path and bytes: nothing can be out of date. What is handed out is a copy, because trees are merged
 * (node_inherit) and each issue numbers its files anew. A file about which there was something to say is not kept, so
 * that it is said for every issue.
 *
 * Rejected: keeping the resolved look, whose places, messages and pictures belong to one issue.
 */
#include "source/trees.h"

#include <string.h>

#include "base/stock.h"

/* Templates and languages, not what issues have of their own: the room must not fill with every issue. */
#define TREES_MAX 64

struct tree {
    const char *path;
    struct str bytes;
    struct node root;
};

struct trees {
    struct arena *arena;
    struct tree at[TREES_MAX];
    size_t count;
};

static void *trees_new(struct arena *arena) {
    struct trees *trees = ARENA_NEW(arena, struct trees);
    trees->arena = arena;
    return trees;
}

static struct place moved(struct place place, uint32_t file) {
    if (place.file) place.file = file;
    return place;
}

/* keep: the texts are copied too; those that are kept outlive every copy of the tree. */
static void copy_node(struct arena *arena, const struct node *from, uint32_t file, bool keep, struct node *to) {
    *to = *from;
    to->place = moved(from->place, file);
    if (keep) to->text = str_copy(arena, from->text);
    if (from->kind == NODE_LIST) {
        to->items = ARENA_ARRAY(arena, from->count, struct node);
        for (size_t i = 0; i < from->count; i++) copy_node(arena, &from->items[i], file, keep, &to->items[i]);
    } else if (from->kind == NODE_MAP) {
        to->pairs = ARENA_ARRAY(arena, from->count, struct node_pair);
        for (size_t i = 0; i < from->count; i++) {
            to->pairs[i].key = keep ? str_copy(arena, from->pairs[i].key) : from->pairs[i].key;
            to->pairs[i].key_place = moved(from->pairs[i].key_place, file);
            copy_node(arena, &from->pairs[i].value, file, keep, &to->pairs[i].value);
        }
    }
}

static struct tree *tree_of(struct trees *trees, const struct source *source) {
    for (size_t i = 0; i < trees->count; i++)
        if (str_eq(trees->at[i].bytes, source->bytes) && strcmp(trees->at[i].path, source->path) == 0)
            return &trees->at[i];
    return NULL;
}

bool trees_lookup(struct ctx *ctx, const struct source *source, struct node *out) {
    struct trees *trees = stock_shelf(ctx->stock, trees_new);
    const struct tree *tree = trees ? tree_of(trees, source) : NULL;
    if (tree) copy_node(ctx->arena, &tree->root, source->file, false, out);
    return tree;
}

void trees_keep(struct ctx *ctx, const struct source *source, const struct node *root) {
    struct trees *trees = stock_shelf(ctx->stock, trees_new);
    if (!trees || trees->count == TREES_MAX) return;
    struct tree *tree = &trees->at[trees->count++];
    tree->path = arena_strdup(trees->arena, source->path);
    tree->bytes = str_copy(trees->arena, source->bytes);
    copy_node(trees->arena, root, source->file, true, &tree->root);
}
