/* Inputs stand in the order in which they are read: issue.yaml, the articles, each with the files of values of
 * its tables, then the pictures in the order of their first page. A picture that could not be read made nothing and is
 * none. */
#include "catalog/inputs.h"

static void add(struct ctx *ctx, struct input_list *out, const char *role, const char *name, struct str bytes) {
    *(struct input *)vec_push(ctx->scratch, out) = (struct input){role, name, bytes};
}

static const char *relative_name(const struct issue *issue, const char *path) {
    struct str whole = str_from(path);
    size_t dir = str_from(issue->dir).len;
    while (dir > 1 && issue->dir[dir - 1] == '/') dir--;
    if (!str_eq(str_slice(whole, 0, dir), str_slice(str_from(issue->dir), 0, dir))) return path;
    if (whole.len <= dir || path[dir] != '/') return path;
    return path + dir + 1;
}

static bool is_new(const struct input_list *inputs, const char *name) {
    for (size_t i = 0; i < inputs->len; i++)
        if (strcmp(inputs->at[i].name, name) == 0) return false;
    return true;
}

static void add_pictures(struct ctx *ctx, const struct issue *issue, const struct paint_page *page,
                         struct input_list *out) {
    for (size_t i = 0; i < page->count; i++) {
        if (page->items[i].kind != PAINT_IMAGE) continue;
        const struct image *image = page->items[i].image.image;
        const char *name = relative_name(issue, image->path);
        if (is_new(out, name)) add(ctx, out, "picture", name, image->bytes);
    }
}

static void add_data(struct ctx *ctx, const struct issue *issue, const struct source_list *data,
                     struct input_list *out) {
    for (size_t i = 0; i < data->len; i++) {
        const char *name = relative_name(issue, data->at[i]->path);
        if (is_new(out, name)) add(ctx, out, "table", name, data->at[i]->bytes);
    }
}

void inputs_collect(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc, struct input_list *out) {
    add(ctx, out, "issue", relative_name(issue, issue->source->path), issue->source->bytes);
    for (size_t i = 0; i < issue->article_count; i++) {
        const struct source *source = issue->articles[i].source;
        add(ctx, out, "article", relative_name(issue, source->path), source->bytes);
        add_data(ctx, issue, &issue->articles[i].data, out);
    }
    for (size_t p = 0; p < doc->pages.len; p++) add_pictures(ctx, issue, &doc->pages.at[p], out);
}
