/* Finding issues and data.
 *
 * A name is taken for a folder when it has a slash or is one; otherwise it means issues/NAME. `.` and `..` have no
 * name of their own, so they are resolved. Nothing here reads an issue: whether a folder that was named is one, is for
 * load to say; one that was not named and has no issue.yaml is none.
 */
#define _XOPEN_SOURCE 700 /* realpath is of the XSI part of POSIX */
#include "app/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "style/style.h"

#define ISSUES "issues"

const char *const *find_data_dirs(struct ctx *ctx) {
    const char **dirs = ARENA_ARRAY(ctx->arena, 4, const char *);
    size_t count = 0;
    const char *data = getenv("VISNYK_DATA");
    if (data && *data) dirs[count++] = data;
    dirs[count++] = ".";
    dirs[count++] = VISNYK_DATADIR;
    return dirs;
}

static char *without_slashes(struct ctx *ctx, const char *path) {
    struct str s = str_from(path);
    while (s.len > 1 && s.s[s.len - 1] == '/') s.len--;
    return str_dup(ctx->arena, s);
}

struct found_issue find_issue(struct ctx *ctx, const char *given) {
    bool is_path = strchr(given, '/') != NULL || file_is_dir(given);
    char *dir = is_path ? without_slashes(ctx, given) : path_join(ctx->arena, ISSUES, given);
    const char *name = path_base(dir);
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        char *full = realpath(dir, NULL);
        if (full) {
            dir = arena_strdup(ctx->arena, full);
            name = path_base(dir);
            free(full);
        }
    }
    return (struct found_issue){.dir = dir, .name = name};
}

const char *find_template(struct ctx *ctx, const char *given) {
    const char *dir = look_dir(ctx, str_from(given), ".", find_data_dirs(ctx), place_nowhere());
    char *full = dir && strchr(given, '/') ? realpath(dir, NULL) : NULL;
    if (full) given = arena_strdup(ctx->arena, full);
    free(full);
    return dir ? given : NULL;
}

static bool is_issue(struct ctx *ctx, const char *dir) { return file_exists(path_join(ctx->arena, dir, "issue.yaml")); }

static enum exit_status find_all(struct ctx *ctx, struct found_list *out) {
    struct str_list names = {0};
    if (file_is_dir(ISSUES) && !file_list(ctx, ISSUES, &names)) return STATUS_SYSTEM;
    for (size_t i = 0; i < names.len; i++) {
        const char *name = str_dup(ctx->arena, names.at[i]);
        const char *dir = path_join(ctx->arena, ISSUES, name);
        if (name[0] == '.' || !is_issue(ctx, dir)) continue;
        *vec_push(ctx->arena, out) = (struct found_issue){.dir = dir, .name = name};
    }
    if (out->len == 0) diag(ctx, DIAG_APP_NO_ISSUES, place_nowhere(), "%s/", ISSUES);
    return out->len > 0 ? STATUS_MADE : STATUS_USAGE;
}

static int by_name(const void *a, const void *b) {
    const struct found_issue *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->dir, y->dir);
}

/* Two folders of one name would write over each other's files. */
static bool names_differ(struct ctx *ctx, const struct found_list *list) {
    struct found_issue *sorted = ARENA_ARRAY(ctx->scratch, list->len, struct found_issue);
    memcpy(sorted, list->at, list->len * sizeof *sorted);
    qsort(sorted, list->len, sizeof *sorted, by_name);
    bool differ = true;
    for (size_t i = 1; i < list->len; i++)
        if (strcmp(sorted[i - 1].name, sorted[i].name) == 0) {
            diag(ctx, DIAG_APP_ISSUE_TWICE, place_nowhere(), "%s, %s", sorted[i - 1].dir, sorted[i].dir);
            differ = false;
        }
    return differ;
}

enum exit_status find_issues(struct ctx *ctx, const struct options *options, struct found_list *out) {
    if (options->all && options->issue_count > 0) {
        diag(ctx, DIAG_APP_ALL_NAMED, place_nowhere(), "%s", options->issues[0]);
        return STATUS_USAGE;
    }
    if (options->issue_count == 0) return find_all(ctx, out);
    for (size_t i = 0; i < options->issue_count; i++) *vec_push(ctx->arena, out) = find_issue(ctx, options->issues[i]);
    return names_differ(ctx, out) ? STATUS_MADE : STATUS_USAGE;
}
