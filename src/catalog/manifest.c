/* The manifest is data for other programs, so a library writes it; cJSON keeps the order in which members were added
 * and prints integers without a locale. Hashes of fonts are not taken here: fonts/fonts.sha256 has them, and reading
 * megabytes for each issue would cost more than setting it.
 */
#include "catalog/catalog.h"

#include <cjson/cJSON.h>

#include "base/hash.h"
#include "catalog/inputs.h"

static void add_text(cJSON *object, const char *key, struct ctx *ctx, struct str value) {
    if (value.len > 0) cJSON_AddStringToObject(object, key, str_dup(ctx->scratch, value));
}

/* As much of the date as is known. */
static void add_date(cJSON *object, struct ctx *ctx, const struct date *date) {
    struct buf text;
    if (date->year <= 0) return;
    buf_init(&text, ctx->scratch);
    date_add(&text, date);
    cJSON_AddStringToObject(object, "date", text.s);
}

static void add_file(cJSON *list, const char *role, const char *name, struct str bytes, const char *sha256) {
    cJSON *file = cJSON_CreateObject();
    cJSON_AddStringToObject(file, "role", role);
    cJSON_AddStringToObject(file, "name", name);
    cJSON_AddNumberToObject(file, "bytes", (double)bytes.len);
    cJSON_AddStringToObject(file, "sha256", sha256);
    cJSON_AddItemToArray(list, file);
}

static cJSON *inputs_json(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc) {
    cJSON *list = cJSON_CreateArray();
    struct input_list inputs = {0};
    inputs_collect(ctx, issue, doc, &inputs);
    for (size_t i = 0; i < inputs.len; i++)
        add_file(list, inputs.at[i].role, inputs.at[i].name, inputs.at[i].bytes,
                 sha256_hex(ctx->scratch, sha256_of(inputs.at[i].bytes)));
    return list;
}

static cJSON *outputs_json(const struct output_list *outputs) {
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < outputs->len; i++) {
        const struct output_file *file = &outputs->at[i];
        add_file(list, file->profile, file->name, file->bytes, file->sha256);
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
    add_date(root, ctx, &issue->date);
    add_text(root, "language", ctx, issue->language);
    cJSON_AddNumberToObject(root, "pages", (double)doc->pages.len);
    cJSON_AddItemToObject(root, "articles", articles_json(ctx, issue));
    cJSON_AddItemToObject(root, "inputs", inputs_json(ctx, issue, doc));
    cJSON_AddItemToObject(root, "outputs", outputs_json(outputs));
    char *text = cJSON_Print(root);
    cJSON_Delete(root);
    struct buf out;
    buf_init(&out, ctx->arena);
    buf_puts(&out, text);
    buf_putc(&out, '\n');
    cJSON_free(text);
    return buf_view(&out);
}
