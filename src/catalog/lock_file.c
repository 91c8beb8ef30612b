/* issue.lock as text: YAML of a fixed form that any YAML reader takes.
 *
 * All texts stand in double quotes and hold nothing that would need escaping there, so what is written here can be
 * compared byte by byte, and an eight-digit hash is never taken for a number. The last line is a hash of those before
 * it: a lock that was cut off, merged or edited is no witness. The version is looked at first, since a newer one may
 * look quite different.
 */
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "catalog/lock.h"
#include "source/source.h"

#define VERSION_KEY "visnyk-lock"
#define SUM_KEY "sum: \""

const char *lock_name(struct arena *arena, const char *name) {
    struct str in = str_from(name);
    struct buf out;
    buf_init(&out, arena);
    for (size_t at = 0; at < in.len;) {
        size_t from = at;
        uint32_t cp = utf8_next(in.s, in.len, &at);
        bool plain = cp >= 0x20 && cp != '"' && cp != '\\' && cp != '%' && cp != 0x7F && cp != 0xFFFD &&
                     (cp < 0x80 || cp >= 0xA0) && cp != 0x2028 && cp != 0x2029 && cp != 0xFEFF;
        if (plain)
            buf_add(&out, in.s + from, at - from);
        else
            for (; from < at; from++) buf_printf(&out, "%%%02X", (unsigned char)in.s[from]);
    }
    return out.len ? out.s : "";
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static void put_inputs(struct buf *out, const struct lock *lock) {
    const char *role = "";
    buf_puts(out, "inputs:\n");
    for (size_t i = 0; i < lock->inputs.len; i++) {
        const struct lock_input *input = &lock->inputs.at[i];
        if (strcmp(role, input->role) != 0) buf_printf(out, "  %s:\n", input->role);
        role = input->role;
        buf_printf(out, "    \"%s\": \"%s\"\n", input->name, input->sha256);
    }
}

static void put_outputs(struct buf *out, const struct lock *lock) {
    buf_puts(out, "outputs:\n");
    for (size_t i = 0; i < lock->outputs.len; i++) {
        const struct lock_output *output = &lock->outputs.at[i];
        buf_printf(out, "  %s:\n    bytes: \"%s\"\n    content: \"%s\"\n", output->profile, output->sha256,
                   output->content);
    }
}

static void put_pages(struct buf *out, const struct lock *lock) {
    buf_puts(out, "pages:\n");
    for (size_t p = 0; p < lock->pages.len; p++) {
        const struct lock_line_list *lines = &lock->pages.at[p];
        buf_puts(out, "  - lines:\n");
        for (size_t i = 0; i < lines->len; i++) buf_printf(out, "      - \"%s\"\n", lines->at[i].print);
    }
}

struct str lock_text(struct ctx *ctx, const struct lock *lock) {
    struct buf out;
    buf_init(&out, ctx->arena);
    buf_puts(&out, "# What the issue was made from, and where its lines end. Written by `visnyk lock`.\n");
    buf_printf(&out, VERSION_KEY ": %d\n", LOCK_VERSION);
    buf_printf(&out, "issue: \"%s\"\n", lock->issue);
    buf_printf(&out, "program: \"%s\"\n", lock->program);
    buf_printf(&out, "epoch: \"%s\"\n", lock_name(ctx->arena, lock->epoch));
    buf_puts(&out, "libraries:\n");
    for (size_t i = 0; i < lock->library_count; i++)
        buf_printf(&out, "  - \"%s\"\n", lock_name(ctx->arena, lock->libraries[i]));
    put_inputs(&out, lock);
    put_outputs(&out, lock);
    put_pages(&out, lock);
    const char *sum = sha256_hex(ctx->arena, sha256_of(buf_view(&out)));
    buf_printf(&out, SUM_KEY "%s\"\n", sum);
    return buf_view(&out);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

struct lock_reader {
    struct ctx *ctx;
    const char *path;
    struct lock *lock;
};

static bool damaged(struct lock_reader *r, struct place place, const char *what) {
    diag(r->ctx, DIAG_LOCK_DAMAGED, place, "%s: %s", r->path, what);
    return false;
}

static bool read_text(struct lock_reader *r, const struct node *map, const char *key, const char **out) {
    const struct node *node = node_lookup(map, key);
    if (!node || node->kind != NODE_SCALAR) return damaged(r, map->place, key);
    *out = str_dup(r->ctx->arena, node->text);
    return true;
}

static const struct node *read_node(struct lock_reader *r, const struct node *map, const char *key,
                                    enum node_kind kind) {
    const struct node *node = node_lookup(map, key);
    if (node && node->kind == kind) return node;
    damaged(r, map->place, key);
    return NULL;
}

static bool read_libraries(struct lock_reader *r, const struct node *root) {
    const struct node *list = read_node(r, root, "libraries", NODE_LIST);
    if (!list) return false;
    r->lock->libraries = ARENA_ARRAY(r->ctx->arena, list->count, const char *);
    for (size_t i = 0; i < list->count; i++)
        r->lock->libraries[r->lock->library_count++] = str_dup(r->ctx->arena, list->items[i].text);
    return true;
}

static bool read_inputs(struct lock_reader *r, const struct node *root) {
    const struct node *roles = read_node(r, root, "inputs", NODE_MAP);
    for (size_t i = 0; roles && i < roles->count; i++) {
        const struct node *files = &roles->pairs[i].value;
        if (files->kind != NODE_MAP) return damaged(r, files->place, "inputs");
        for (size_t k = 0; k < files->count; k++) {
            struct lock_input *input = vec_push(r->ctx->arena, &r->lock->inputs);
            input->role = str_dup(r->ctx->arena, roles->pairs[i].key);
            input->name = str_dup(r->ctx->arena, files->pairs[k].key);
            input->sha256 = str_dup(r->ctx->arena, files->pairs[k].value.text);
        }
    }
    return roles;
}

static bool read_outputs(struct lock_reader *r, const struct node *root) {
    const struct node *profiles = read_node(r, root, "outputs", NODE_MAP);
    for (size_t i = 0; profiles && i < profiles->count; i++) {
        struct lock_output *output = vec_push(r->ctx->arena, &r->lock->outputs);
        enum pdf_profile profile;
        if (pdf_profile_lookup(profiles->pairs[i].key, &profile))
            output->profile = pdf_profile_name(profile);
        else if (str_is(profiles->pairs[i].key, SOURCES_BESIDE))
            output->profile = SOURCES_BESIDE;
        else
            return damaged(r, profiles->pairs[i].key_place, "outputs");
        if (!read_text(r, &profiles->pairs[i].value, "bytes", &output->sha256) ||
            !read_text(r, &profiles->pairs[i].value, "content", &output->content))
            return false;
    }
    return profiles;
}

static bool read_pages(struct lock_reader *r, const struct node *root) {
    const struct node *pages = read_node(r, root, "pages", NODE_LIST);
    for (size_t p = 0; pages && p < pages->count; p++) {
        const struct node *lines = read_node(r, &pages->items[p], "lines", NODE_LIST);
        struct lock_line_list list = {0};
        if (!lines) return false;
        for (size_t i = 0; i < lines->count; i++) {
            struct lock_line *line = vec_push(r->ctx->arena, &list);
            line->print = str_dup(r->ctx->arena, lines->items[i].text);
        }
        *vec_push(r->ctx->arena, &r->lock->pages) = list;
    }
    return pages;
}

static bool read_version(struct lock_reader *r, const struct node *root) {
    const struct node *node = node_lookup(root, VERSION_KEY);
    int64_t version = 0;
    if (!node || node->kind != NODE_SCALAR || !str_int(node->text, &version) || version < 1)
        return damaged(r, root->place, VERSION_KEY);
    if (version <= LOCK_VERSION) return true;
    diag(r->ctx, DIAG_LOCK_NEWER, node->place, "%s: %jd > %d", r->path, (intmax_t)version, LOCK_VERSION);
    return false;
}

/* The last line against those before it. */
static bool sum_is_right(struct lock_reader *r, struct str bytes, uint32_t file) {
    enum { LINE = sizeof SUM_KEY - 1 + 64 + 2 };
    struct str before = str_slice(bytes, 0, bytes.len > LINE ? bytes.len - LINE : 0);
    struct buf line;
    buf_init(&line, r->ctx->arena);
    buf_printf(&line, SUM_KEY "%s\"\n", sha256_hex(r->ctx->arena, sha256_of(before)));
    if (str_eq(buf_view(&line), str_slice(bytes, before.len, bytes.len))) return true;
    return damaged(r, place_file(file), "sum");
}

static bool is_of_issue(struct lock_reader *r, const struct node *root, const char *issue) {
    if (!read_text(r, root, "issue", &r->lock->issue)) return false;
    if (strcmp(r->lock->issue, lock_name(r->ctx->arena, issue)) == 0) return true;
    diag(r->ctx, DIAG_LOCK_OTHER, node_lookup(root, "issue")->place, "%s: %s", r->path, r->lock->issue);
    return false;
}

bool lock_read(struct ctx *ctx, const char *path, const char *issue, struct lock *out) {
    struct lock_reader r = {.ctx = ctx, .path = path, .lock = out};
    struct source *source;
    struct node root;
    *out = (struct lock){0};
    if (!file_exists(path)) {
        diag(ctx, DIAG_LOCK_MISSING, place_nowhere(), "%s", path);
        return false;
    }
    if (!source_load(ctx, path, "UTF-8", place_nowhere(), place_nowhere(), &source)) return false;
    if (!yaml_parse(ctx, source, 0, source->text.len, &root)) return damaged(&r, place_file(source->file), "YAML");
    return read_version(&r, &root) && sum_is_right(&r, source->bytes, source->file) && is_of_issue(&r, &root, issue) &&
           read_text(&r, &root, "program", &out->program) && read_text(&r, &root, "epoch", &out->epoch) &&
           read_libraries(&r, &root) && read_inputs(&r, &root) && read_outputs(&r, &root) && read_pages(&r, &root);
}
