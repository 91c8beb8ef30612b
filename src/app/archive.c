/* Verifying is extracting into a folder of its own, building there, and comparing.
 *
 * The folder is the only place where templates and languages are looked for, so nothing that is installed here stands
 * in for what is missing in the file. Fonts are not carried: the folder gets links to those found here, and a font
 * whose hash is not the recorded one is reported, because it explains every difference that follows.
 */
#include "app/archive.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/find.h"
#include "app/job.h"
#include "app/report.h"
#include "app/say.h"
#include "base/file.h"
#include "base/hash.h"
#include "catalog/catalog.h"
#include "reader/reader.h"

/* A year of a newspaper's pages. */
#define PDF_BYTES_MAX ((size_t)1 << 30)
#define FONT_BYTES_MAX ((size_t)64 << 20)

static bool has_record(const struct reader_files *files) {
    for (size_t i = 0; i < files->len; i++)
        if (str_is(files->at[i].name, BUNDLE_RECORD)) return true;
    return false;
}

/* The sources that a file carries, or those of the tar beside. */
struct carried {
    struct reader_files files;
    const char *tar; /* NULL: they are in the file */
};

/* The tar that the file names, in the file's own folder: exactly the one that it was made from. */
static bool read_beside(struct ctx *ctx, const char *path, const struct beside *beside, struct carried *carried) {
    struct str tar;
    if (!path_is_inside(str_from(beside->name))) {
        diag(ctx, DIAG_READER_HOSTILE_NAME, place_nowhere(), "%s: %s", path, beside->name);
        return false;
    }
    const char *tar_path = path_join(ctx->arena, path_dir(ctx->arena, path), beside->name);
    if (!file_exists(tar_path)) {
        diag(ctx, DIAG_ARCHIVE_BESIDE, place_nowhere(), "%s: %s", path, tar_path);
        return false;
    }
    if (!file_read(ctx, tar_path, READER_BYTES_MAX, place_nowhere(), &tar)) return false;
    if (strcmp(sha256_hex(ctx->scratch, sha256_of(tar)), beside->sha256) != 0) {
        diag(ctx, DIAG_ARCHIVE_OTHER_SOURCES, place_nowhere(), "%s: %s", path, tar_path);
        return false;
    }
    carried->tar = tar_path;
    return reader_tar(ctx, tar_path, tar, &carried->files);
}

static bool read_archive(struct ctx *ctx, const char *path, struct str *bytes, struct carried *carried) {
    struct reader_files *files = &carried->files;
    struct reader *reader;
    struct str source;
    struct beside beside;
    carried->tar = NULL;
    if (!file_read(ctx, path, PDF_BYTES_MAX, place_nowhere(), bytes)) return false;
    if (!reader_open(ctx, path, *bytes, &reader) || !reader_attached(ctx, reader, files)) return false;
    if (has_record(files)) return true;
    if (!reader_source(ctx, reader, &source)) return false;
    if (beside_parse(ctx->arena, source, &beside) && !read_beside(ctx, path, &beside, carried)) return false;
    if (has_record(files)) return true;
    diag(ctx, DIAG_ARCHIVE_NO_SOURCES, place_nowhere(), "%s", path);
    return false;
}

static bool write_all(struct ctx *ctx, const char *dir, const struct reader_files *files) {
    for (size_t i = 0; i < files->len; i++) {
        const char *path = path_join(ctx->arena, dir, files->at[i].name.s);
        if (!file_make_dirs(ctx, path_dir(ctx->arena, path)) || !file_write(ctx, path, files->at[i].bytes))
            return false;
    }
    return true;
}

/* ---- extract ----------------------------------------------------------------------------------------------------- */

static const char *folder_for(struct ctx *ctx, const char *path) {
    struct str base = str_from(path_base(path));
    if (str_ends(base, ".pdf") && base.len > 4) return str_dup(ctx->arena, str_slice(base, 0, base.len - 4));
    return arena_printf(ctx->arena, "%.*s-sources", STR_ARG(base));
}

static bool nothing_in_the_way(struct ctx *ctx, const char *dir, const struct reader_files *files) {
    bool free = true;
    for (size_t i = 0; i < files->len; i++) {
        const char *path = path_join(ctx->arena, dir, files->at[i].name.s);
        struct str there;
        if (!file_exists(path)) continue;
        if (!file_read(ctx, path, READER_BYTES_MAX, place_nowhere(), &there)) return false;
        if (str_eq(there, files->at[i].bytes)) continue;
        diag(ctx, DIAG_ARCHIVE_EXISTS, place_nowhere(), "%s", path);
        free = false;
    }
    return free;
}

enum exit_status archive_extract(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    const char *path = options->issues[0];
    const char *dir = options->out_dir ? options->out_dir : folder_for(ctx, path);
    struct str bytes;
    struct carried carried;
    struct buf line;
    if (!read_archive(ctx, path, &bytes, &carried)) return STATUS_TROUBLE;
    if (!options->force && !nothing_in_the_way(ctx, dir, &carried.files)) return STATUS_TROUBLE;
    if (!write_all(ctx, dir, &carried.files)) return STATUS_SYSTEM;
    buf_init(&line, ctx->arena);
    say_count(&line, carried.files.len, NOUN_FILE, lang);
    if (!options->quiet) printf("%s: %s\n", dir, line.s);
    return STATUS_MADE;
}

/* ---- verify ------------------------------------------------------------------------------------------------------ */

struct check {
    struct ctx *ctx;
    const char *path; /* of the PDF */
    struct str bytes;
    const char *root; /* the temporary folder */
    cJSON *record;
    bool same_tools; /* the program, its libraries and the fonts are those that the file was made with */
};

static void free_record(void *record) { cJSON_Delete(record); }

static bool read_record(struct check *c, const struct reader_files *files) {
    for (size_t i = 0; i < files->len; i++)
        if (str_is(files->at[i].name, BUNDLE_RECORD))
            c->record = cJSON_ParseWithLength(files->at[i].bytes.s, files->at[i].bytes.len);
    if (c->record) arena_defer(c->ctx->arena, free_record, c->record);
    return c->record;
}

/* A text of the record, "" when it has none. */
static const char *recorded(const cJSON *object, const char *key) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? text : "";
}

/* The templates that the issue's own extends, in this order; a record of an earlier version has none. */
static const cJSON *extended(const struct check *c) { return cJSON_GetObjectItemCaseSensitive(c->record, "extends"); }

static bool templates_are_inside(const struct check *c) {
    const cJSON *item, *list = extended(c);
    bool inside = path_is_inside(str_from(recorded(c->record, "template")));
    cJSON_ArrayForEach(item, list) {
        const char *folder = cJSON_GetStringValue(item);
        inside = inside && folder && path_is_inside(str_from(folder));
    }
    return inside;
}

static bool record_is_sound(struct check *c) {
    const char *issue = recorded(c->record, "issue");
    if (path_is_inside(str_from(issue)) && !strchr(issue, '/') && templates_are_inside(c)) return true;
    diag(c->ctx, DIAG_ARCHIVE_RECORD, place_nowhere(), "%s: " BUNDLE_RECORD, c->path);
    return false;
}

static bool link_fonts(struct check *c, const char *into) {
    if (!file_make_dirs(c->ctx, into)) return false;
    for (const char *const *dir = find_data_dirs(c->ctx); *dir; dir++) {
        const char *fonts = path_join(c->ctx->arena, *dir, "fonts");
        struct str_list names;
        if (!file_is_dir(fonts) || !file_list(c->ctx, fonts, &names)) continue;
        for (size_t i = 0; i < names.len; i++)
            file_link(c->ctx, path_join(c->ctx->arena, fonts, names.at[i].s),
                      path_join(c->ctx->arena, into, names.at[i].s));
    }
    return true;
}

static void check_font(struct check *c, const char *fonts, const cJSON *font) {
    const char *file = recorded(font, "file");
    struct str bytes;
    const char *carried = recorded(font, "carried");
    if (path_is_inside(str_from(*carried ? carried : file))) {
        const char *path = path_join(c->ctx->arena, *carried ? c->root : fonts, *carried ? carried : file);
        if (file_exists(path) && file_map(c->ctx, path, FONT_BYTES_MAX, place_nowhere(), &bytes) &&
            strcmp(sha256_hex(c->ctx->scratch, sha256_of(bytes)), recorded(font, "sha256")) == 0)
            return;
    }
    c->same_tools = false;
    diag(c->ctx, DIAG_ARCHIVE_FONT, place_nowhere(), "%s: %.200s", c->path, file);
}

static void check_tools(struct check *c, const char *fonts) {
    struct str here = libraries_text(c->ctx->arena);
    const cJSON *font, *list = cJSON_GetObjectItemCaseSensitive(c->record, "fonts");
    c->same_tools =
        strcmp(recorded(c->record, "program"), PROGRAM_NAME) == 0 && str_is(here, recorded(c->record, "libraries"));
    if (!c->same_tools)
        diag(c->ctx, DIAG_ARCHIVE_LIBRARIES, place_nowhere(), "%s: %s, %.400s ≠ %s, %.*s", c->path,
             recorded(c->record, "program"), recorded(c->record, "libraries"), PROGRAM_NAME, STR_ARG(here));
    cJSON_ArrayForEach(font, list) check_font(c, fonts, font);
}

static void set_epoch(struct check *c) {
    const char *epoch = recorded(c->record, "source_date_epoch");
    if (*epoch)
        setenv("SOURCE_DATE_EPOCH", epoch, 1);
    else
        unsetenv("SOURCE_DATE_EPOCH");
}

/* The text without `folder` before a name: a temporary one means nothing to who reads it. */
static const char *without_folder(struct arena *arena, const char *text, const char *folder) {
    struct buf out;
    size_t len = strlen(folder);
    buf_init(&out, arena);
    for (const char *found; (found = strstr(text, folder)); text = found + len + (found[len] == '/'))
        buf_add(&out, text, (size_t)(found - text));
    buf_puts(&out, text);
    return out.s;
}

/* What stopped the build, in its own words. */
static const char *first_error(const struct check *c, const struct diags *diags, enum ui_lang lang) {
    const struct diag_list *all = diags_all(diags);
    for (size_t i = 0; i < all->len; i++)
        if (diag_severity_of(all->at[i].code) == DIAG_ERROR)
            return arena_printf(c->ctx->arena, "%s: %s", diag_text(all->at[i].code, lang),
                                without_folder(c->ctx->arena, all->at[i].detail, c->root));
    return "";
}

/* What `extends` names by a path lies elsewhere here. */
static const char *const *template_folders(const struct check *c, const char *own) {
    const cJSON *item, *list = extended(c);
    struct arena *arena = c->ctx->arena;
    size_t count = 0;
    if (!cJSON_IsArray(list)) return NULL;
    const char **folders = ARENA_ARRAY(arena, (size_t)cJSON_GetArraySize(list) + 2, const char *);
    folders[count++] = own;
    cJSON_ArrayForEach(item, list) folders[count++] = path_join(arena, c->root, cJSON_GetStringValue(item));
    return folders;
}

/* Messages about the sources are no news here: they came up when the file was made. */
static bool build_again(struct check *c, enum ui_lang lang, struct str *bytes) {
    struct ctx quiet = {.arena = c->ctx->arena, .scratch = arena_new(), .diags = diags_new(c->ctx->arena)};
    const char *name = recorded(c->record, "issue"), *data_dirs[] = {c->root, NULL};
    struct job job = {.data_dirs = data_dirs, .out_dir = path_join(quiet.arena, c->root, "out")};
    struct job_result result = {0};
    job.dir = arena_printf(quiet.arena, "%s/issues/%s", c->root, name);
    job.template = path_join(quiet.arena, c->root, recorded(c->record, "template"));
    job.template_folders = template_folders(c, job.template);
    job.profiles[PDF_ARCHIVE] = true;
    set_epoch(c);
    bool built = job_build(&quiet, &job, &result);
    arena_free(quiet.scratch);
    if (built && result.files.len == 1)
        return file_read(c->ctx, result.files.at[0], PDF_BYTES_MAX, place_nowhere(), bytes);
    diag(c->ctx, DIAG_ARCHIVE_NOT_BUILT, place_nowhere(), "%s: %s", c->path, first_error(c, quiet.diags, lang));
    return false;
}

static bool check_in(struct check *c, const struct reader_files *files, enum ui_lang lang, enum likeness *likeness) {
    const char *fonts = path_join(c->ctx->arena, c->root, "fonts");
    struct str again;
    if (!write_all(c->ctx, c->root, files) || !link_fonts(c, fonts)) return false;
    check_tools(c, fonts);
    return build_again(c, lang, &again) && files_compare(c->ctx, c->path, c->bytes, again, likeness);
}

/* `carried` and `likeness` say what was found. */
static bool check_file(struct ctx *ctx, const char *path, enum ui_lang lang, struct carried *carried,
                       enum likeness *likeness) {
    struct check c = {.ctx = ctx, .path = path};
    if (!read_archive(ctx, path, &c.bytes, carried)) return false;
    read_record(&c, &carried->files);
    bool intact = reader_intact(ctx, c.bytes);
    if (!intact) diag(ctx, DIAG_ARCHIVE_CHANGED, place_nowhere(), "%s", path);
    if (!record_is_sound(&c)) return false;
    c.root = file_make_temporary(ctx);
    if (!c.root) return false;
    bool checked = check_in(&c, &carried->files, lang, likeness);
    /* Other versions may make other bytes; here nothing explains them. */
    if (checked && intact && c.same_tools && (*likeness == LIKE_LAYOUT || *likeness == LIKE_CONTENT))
        diag(ctx, DIAG_ARCHIVE_UNLIKE, place_nowhere(), "%s", path);
    file_remove_tree(ctx, c.root);
    return checked;
}

bool archive_is_file(const char *given) {
    return str_ends(str_from(given), ".pdf") || (file_exists(given) && !file_is_dir(given));
}

enum exit_status archive_verify(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    for (size_t i = 0; i < options->issue_count; i++) {
        enum likeness likeness = LIKE_NOTHING;
        if (!archive_is_file(options->issues[i])) continue;
        struct carried carried = {.tar = NULL};
        bool checked = check_file(ctx, options->issues[i], lang, &carried, &likeness);
        if (options->quiet) continue;
        printf("%s: %s", options->issues[i], say_word(report_verdict(checked, likeness), lang));
        if (carried.tar) printf(" (%s)", carried.tar);
        putchar('\n');
    }
    bool trouble = diags_count(ctx->diags, DIAG_ERROR) || (options->strict && diags_count(ctx->diags, DIAG_WARNING));
    return trouble ? STATUS_TROUBLE : STATUS_MADE;
}
