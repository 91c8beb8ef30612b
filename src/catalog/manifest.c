/* The manifest is data for other programs, so a library writes it; cJSON keeps the order in which members were added
 * and prints integers without a locale. Inputs are named relative to the issue's folder and listed in the order in
 * which they are read: issue.yaml, the articles, then the pictures in the order of their first page. Hashes of fonts
 * are not taken here: fonts/fonts.sha256 has them, and reading megabytes for each issue would cost more than setting
 * it.
 */
#include "catalog/catalog.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "base/hash.h"

static void add_text(cJSON *object, const char *key, struct ctx *ctx, struct str value) {
    if (value.len > 0) cJSON_AddStringToObject(object, key, str_dup(ctx->scratch, value));
}

static void add_file(cJSON *list, struct ctx *ctx, const char *role, const char *name, struct str bytes) {
    cJSON *file = cJSON_CreateObject();
    cJSON_AddStringToObject(file, "role", role);
    cJSON_AddStringToObject(file, "name", name);
    cJSON_AddNumberToObject(file, "bytes", (double)bytes.len);
    cJSON_AddStringToObject(file, "sha256", sha256_hex(ctx->scratch, sha256_of(bytes)));
    cJSON_AddItemToArray(list, file);
}

/* The path below the issue's folder, or the whole path when it lies elsewhere. */
static const char *relative_name(const struct issue *issue, const char *path) {
    struct str whole = str_from(path);
    size_t dir = str_from(issue->dir).len;
    while (dir > 1 && issue->dir[dir - 1] == '/') dir--;
    if (!str_eq(str_slice(whole, 0, dir), str_slice(str_from(issue->dir), 0, dir))) return path;
    if (whole.len <= dir || path[dir] != '/') return path;
    return path + dir + 1;
}

struct picture_seen {
    uint64_t key;
};
VEC(picture_list, struct picture_seen);

static bool picture_is_new(struct ctx *ctx, struct picture_list *seen, uint64_t key) {
    for (size_t i = 0; i < seen->len; i++)
        if (seen->at[i].key == key) return false;
    struct picture_seen *slot = vec_push(ctx->scratch, seen);
    slot->key = key;
    return true;
}

static void add_pictures(cJSON *list, struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc) {
    struct picture_list seen = {0};
    for (size_t p = 0; p < doc->pages.len; p++) {
        const struct paint_page *page = &doc->pages.at[p];
        for (size_t i = 0; i < page->count; i++) {
            if (page->items[i].kind != PAINT_IMAGE) continue;
            const struct image *image = page->items[i].image.image;
            if (!picture_is_new(ctx, &seen, image->key)) continue;
            add_file(list, ctx, "picture", relative_name(issue, image->path), image->bytes);
        }
    }
}

static cJSON *inputs_json(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc) {
    cJSON *list = cJSON_CreateArray();
    add_file(list, ctx, "issue", relative_name(issue, issue->source->path), issue->source->bytes);
    for (size_t i = 0; i < issue->article_count; i++) {
        const struct source *source = issue->articles[i].source;
        add_file(list, ctx, "article", relative_name(issue, source->path), source->bytes);
    }
    add_pictures(list, ctx, issue, doc);
    return list;
}

static cJSON *outputs_json(struct ctx *ctx, const struct output_list *outputs) {
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < outputs->len; i++) {
        const struct output_file *file = &outputs->at[i];
        add_file(list, ctx, file->profile, file->name, file->bytes);
    }
    return list;
}

static cJSON *articles_json(struct ctx *ctx, const struct issue *issue) {
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < issue->article_count; i++) {
        const struct article *article = &issue->articles[i];
        cJSON *entry = cJSON_CreateObject();
        add_text(entry, "file", ctx, article->name);
        add_text(entry, "title", ctx, article->title.s);
        add_text(entry, "author", ctx, article->author.s);
        add_text(entry, "date", ctx, article->date.s);
        cJSON_AddItemToArray(list, entry);
    }
    return list;
}

struct str manifest_json(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc,
                         const struct output_list *outputs) {
    cJSON *root = cJSON_CreateObject();
    cJSON_AddStringToObject(root, "issue", issue->name);
    add_text(root, "title", ctx, doc->meta.title);
    add_text(root, "number", ctx, issue->number.s);
    add_text(root, "year", ctx, issue->year.s);
    if (issue->date.year > 0)
        cJSON_AddStringToObject(
            root, "date",
            arena_printf(ctx->scratch, "%04d-%02d-%02d", issue->date.year, issue->date.month, issue->date.day));
    add_text(root, "language", ctx, issue->language);
    cJSON_AddNumberToObject(root, "pages", (double)doc->pages.len);
    cJSON_AddItemToObject(root, "articles", articles_json(ctx, issue));
    cJSON_AddItemToObject(root, "inputs", inputs_json(ctx, issue, doc));
    cJSON_AddItemToObject(root, "outputs", outputs_json(ctx, outputs));
    char *text = cJSON_Print(root);
    cJSON_Delete(root);
    struct buf out;
    buf_init(&out, ctx->arena);
    buf_puts(&out, text ? text : "{}");
    buf_putc(&out, '\n');
    free(text);
    return buf_view(&out);
}
