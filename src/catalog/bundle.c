/* The sources inside the archive file, laid out as a tree that can be built: issues/NAME/, templates/NAME/ and
 * templates/languages/LANG/.
 *
 * Whatever was read with places (YAML, Markdown, words, hyphenation) is known to the diagnostics with its bytes, so
 * what the template and the languages consist of is read off there, and nothing can be forgotten that has shaped the
 * pages. Rules of proofreading have not, and are left out. Pictures come from the pages.
 *
 * The fonts of this program are not carried: they are free, large and the same for all issues. Their names and hashes
 * are. A template's own fonts lie nowhere else, so they are.
 */
#include "catalog/catalog.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/hash.h"
#include "catalog/inputs.h"
#include "markdown/markdown.h"
#include "text/text.h"

#define LANGUAGES "templates/languages/"

struct bundle {
    struct ctx *ctx;
    struct pdf_attachments *files;
};

struct str libraries_text(struct arena *arena) {
    struct buf out;
    buf_init(&out, arena);
    pdf_libraries(&out);
    buf_puts(&out, ", ");
    text_libraries(&out);
    buf_puts(&out, ", ");
    markdown_libraries(&out);
    buf_puts(&out, ", ");
    image_libraries(&out);
    return buf_view(&out);
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static const char *mime_of(struct str name, struct str bytes) {
    if (str_starts(bytes, "\x89PNG")) return "image/png";
    if (str_starts(bytes, "\xFF\xD8")) return "image/jpeg";
    if (str_ends(name, ".csv")) return "text/csv";
    if (str_ends(name, ".svg")) return "image/svg+xml";
    if (str_ends(name, ".md")) return "text/markdown";
    if (str_ends(name, ".yaml")) return "text/yaml";
    if (str_ends(name, ".json")) return "application/json";
    if (str_ends(name, ".ttf")) return "font/ttf";
    if (str_ends(name, ".otf")) return "font/otf";
    return str_ends(name, ".txt") ? "text/plain" : "application/octet-stream";
}

static void add(struct bundle *b, const char *name, bool source, struct str bytes) {
    struct pdf_attachment *file = vec_push(b->ctx->arena, b->files);
    *file = (struct pdf_attachment){str_from(name), mime_of(str_from(name), bytes), source, bytes};
}

static void check_names(struct ctx *ctx, const struct issue *issue, const struct input_list *inputs) {
    for (size_t i = 0; i < inputs->len; i++)
        for (size_t k = 0; k < i; k++)
            if (strcasecmp(inputs->at[k].name, inputs->at[i].name) == 0)
                diag(ctx, DIAG_ARCHIVE_CAPITALS, place_file(issue->source->file), "%s, %s", inputs->at[k].name,
                     inputs->at[i].name);
}

void bundle_check(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc) {
    struct input_list inputs = {0};
    inputs_collect(ctx, issue, doc, &inputs);
    check_names(ctx, issue, &inputs);
}

static void add_inputs(struct bundle *b, const struct issue *issue, const struct paint_doc *doc) {
    struct input_list inputs = {0};
    inputs_collect(b->ctx, issue, doc, &inputs);
    check_names(b->ctx, issue, &inputs);
    for (size_t i = 0; i < inputs.len; i++)
        add(b, arena_printf(b->ctx->arena, "issues/%s/%s", issue->name, inputs.at[i].name), true, inputs.at[i].bytes);
}

/* Letters of either case are one, as they are for whoever takes the files out. */
static bool is_taken(const char *const *names, size_t index) {
    for (size_t t = 0; t < index; t++)
        if (strcasecmp(names[t], names[index]) == 0) return true;
    return false;
}

/* A template that is named by a path takes the name of its last folder; of two alike the one that is extended gets a
 * number, the first that is free. */
static const char *template_folder(struct ctx *ctx, const struct look *look, size_t index) {
    const char *names[TEMPLATES_MAX];
    for (size_t t = 0; t <= index; t++) {
        const char *base = path_base(look->dirs[t]);
        if (!path_is_inside(str_from(base))) base = "template";
        names[t] = base;
        for (size_t n = t + 1; is_taken(names, t); n++) names[t] = arena_printf(ctx->arena, "%s-%zu", base, n);
    }
    return arena_printf(ctx->arena, "templates/%s", names[index]);
}

/* The part behind the last `folder` in a path, or NULL. */
static const char *behind(const char *path, const char *folder) {
    const char *found = NULL;
    for (const char *at = path; (at = strstr(at, folder)); at++) found = at + strlen(folder);
    return found;
}

static void add_data(struct bundle *b, const struct look *look) {
    const struct diag_file *file;
    struct arena *arena = b->ctx->arena;
    for (uint32_t i = 1; (file = diags_file_lookup(b->ctx->diags, i)); i++) {
        const char *language = behind(file->path, LANGUAGES);
        for (size_t t = 0; t < look->dir_count; t++) {
            if (strcmp(file->path, path_join(arena, look->dirs[t], "template.yaml")) != 0) continue;
            const char *folder = template_folder(b->ctx, look, t);
            add(b, arena_printf(arena, "%s/template.yaml", folder), false, file->bytes);
        }
        if (language && !str_ends(str_from(language), "/proof.yaml"))
            add(b, arena_printf(b->ctx->arena, LANGUAGES "%s", language), false, file->bytes);
    }
}

/* Where a font lies below a folder of the template, "templates/NAME/x.ttf"; NULL: it is one for all issues. */
static const char *own_font(struct ctx *ctx, const struct look *look, const char *path) {
    for (size_t t = 0; path && t < look->dir_count; t++) {
        size_t len = strlen(look->dirs[t]);
        if (strncmp(path, look->dirs[t], len) == 0 && path[len] == '/' && path_is_inside(str_from(path + len + 1)))
            return arena_printf(ctx->arena, "%s/%s", template_folder(ctx, look, t), path + len + 1);
    }
    return NULL;
}

static void add_fonts(struct bundle *b, const struct look *look, struct fontset *fonts) {
    for (size_t i = 0; i < look->font_count; i++) {
        const char *name = own_font(b->ctx, look, look->fonts[i].path);
        size_t known = 0;
        while (name && known < b->files->len && !str_is(b->files->at[known].name, name)) known++;
        if (name && known == b->files->len) add(b, name, false, font_bytes(fonts, (uint16_t)i));
    }
}

/* ---- the record ----------------------------------------------------------------------------------------------------
 */

static void add_text(cJSON *object, const char *key, const char *value) { cJSON_AddStringToObject(object, key, value); }

static void mark_fonts(const struct paint_page *page, bool *used, size_t count) {
    for (size_t i = 0; i < page->count; i++)
        if (page->items[i].kind == PAINT_GLYPHS && page->items[i].glyphs.font < count)
            used[page->items[i].glyphs.font] = true;
}

static cJSON *fonts_json(struct ctx *ctx, const struct look *look, struct fontset *fonts, const struct paint_doc *doc) {
    cJSON *list = cJSON_CreateArray();
    size_t count = fontset_count(fonts);
    bool *used = ARENA_ARRAY(ctx->scratch, count, bool);
    for (size_t p = 0; p < doc->pages.len; p++) mark_fonts(&doc->pages.at[p], used, count);
    for (size_t i = 0; i < count; i++) {
        if (!used[i]) continue;
        cJSON *font = cJSON_CreateObject();
        add_text(font, "font", look->fonts[i].name);
        const char *own = own_font(ctx, look, look->fonts[i].path);
        if (own) add_text(font, "carried", own);
        add_text(font, "file", path_base(look->fonts[i].path));
        add_text(font, "name", font_postscript_name(fonts, (uint16_t)i));
        add_text(font, "sha256", sha256_hex(ctx->scratch, sha256_of(font_bytes(fonts, (uint16_t)i))));
        cJSON_AddItemToArray(list, font);
    }
    return list;
}

static cJSON *files_json(struct bundle *b) {
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < b->files->len; i++) {
        cJSON *file = cJSON_CreateObject();
        add_text(file, "name", b->files->at[i].name.s);
        cJSON_AddNumberToObject(file, "bytes", (double)b->files->at[i].bytes.len);
        add_text(file, "sha256", sha256_hex(b->ctx->scratch, sha256_of(b->files->at[i].bytes)));
        cJSON_AddItemToArray(list, file);
    }
    return list;
}

void bundle_make(struct ctx *ctx, const struct issue *issue, const struct look *look, struct fontset *fonts,
                 const struct paint_doc *doc, struct pdf_attachments *out) {
    struct bundle b = {ctx, out};
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    cJSON *root = cJSON_CreateObject();
    add_inputs(&b, issue, doc);
    add_data(&b, look);
    add_fonts(&b, look, fonts);
    add_text(root, "program", PROGRAM_NAME);
    add_text(root, "issue", issue->name);
    add_text(root, "template", template_folder(ctx, look, 0));
    cJSON *extended = cJSON_AddArrayToObject(root, "extends");
    for (size_t t = 1; t < look->dir_count; t++)
        cJSON_AddItemToArray(extended, cJSON_CreateString(template_folder(ctx, look, t)));
    if (epoch) add_text(root, "source_date_epoch", epoch);
    add_text(root, "libraries", str_dup(ctx->scratch, libraries_text(ctx->scratch)));
    cJSON_AddItemToObject(root, "fonts", fonts_json(ctx, look, fonts, doc));
    cJSON_AddItemToObject(root, "files", files_json(&b));
    char *text = cJSON_Print(root);
    cJSON_Delete(root);
    add(&b, BUNDLE_RECORD, false, str_copy(ctx->arena, str_from(text)));
    free(text);
}
