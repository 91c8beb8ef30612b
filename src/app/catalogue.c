/* Issue by issue, several at a time and in processes of their own (batch.c): the screen file and the pictures of its
 * pages into a folder, what is known of it into a record there. An issue that has not changed since is left alone;
 * pictures are drawn only when the PDF is another than the one that lies there. Then, in one process, the pages of the
 * site, the data and the search from the records. An issue that cannot be made is told of and is not in the catalogue.
 */
#include "app/catalogue.h"

#include <stdio.h>
#include <string.h>

#include "app/batch.h"
#include "app/find.h"
#include "app/job.h"
#include "app/raster.h"
#include "app/report.h"
#include "app/say.h"
#include "base/file.h"
#include "base/utf8.h"
#include "image/image.h"
#include "shelf/shelf.h"

#define DPI 40        /* of the pictures of pages */
#define HITS_MOST 100 /* that a search prints */
#define PDF_MOST (1 << 30)

struct cataloguer {
    struct ctx *ctx; /* of the catalogue; each issue has its own */
    const struct options *options;
    enum ui_lang lang;
    const char *const *data_dirs;
    const char *dir;
    struct record_list records;
};

/* ---- an issue -------------------------------------------------------------------------------------------------- */

struct picture_place {
    struct ctx *ctx;
    const char *dir;
};

static bool take_picture(void *self, size_t page, const struct image_pixels *pixels) {
    const struct picture_place *place = self;
    struct str png;
    return image_encode_png(place->ctx->scratch, pixels, &png) &&
           file_write(place->ctx,
                      path_join(place->ctx->scratch, place->dir, shelf_picture_name(place->ctx->scratch, page + 1)),
                      png);
}

/* Is the file that lies there this one, with a picture of its last page? */
static bool is_drawn(struct ctx *ctx, const char *path, const char *dir, struct str pdf, size_t pages) {
    struct str old;
    return file_exists(path) && file_exists(path_join(ctx->scratch, dir, shelf_picture_name(ctx->scratch, pages))) &&
           file_read(ctx, path, PDF_MOST, place_nowhere(), &old) && str_eq(old, pdf);
}

static bool draw(struct ctx *ctx, const char *dir, struct str pdf, size_t pages) {
    struct picture_place place = {ctx, dir};
    return raster_pages(ctx, pdf, 0, pages, DPI, &(struct raster_taker){take_picture, &place});
}

static bool write(struct ctx *ctx, const char *path, struct str bytes, struct job_result *result) {
    struct new_file file = {.path = path, .bytes = bytes, .written = true};
    if (!file_write(ctx, path, bytes)) return false;
    *vec_push(ctx->arena, &result->written) = file;
    return true;
}

bool catalogue_issue(struct ctx *ctx, const struct job *job, const char *name, struct job_result *result) {
    struct job own = *job;
    struct record record;
    const char *dir = shelf_issue_dir(ctx->arena, job->out_dir, name);
    const char *data = path_join(ctx->arena, dir, shelf_data_name());
    own.out_dir = NULL;
    if (!job_build(ctx, &own, result) || !result->outputs.len) return false;
    record_make(ctx->arena, ctx, result->issue, result->doc, &record);
    const char *path = path_join(ctx->arena, dir, shelf_pdf_name(ctx->arena, &record));
    struct str pdf = result->outputs.at[0].bytes;
    if (!file_make_dirs(ctx, dir)) {
        result->unwritable = true;
        return false;
    }
    bool drawn = is_drawn(ctx, path, dir, pdf, record.pages) || draw(ctx, dir, pdf, record.pages);
    result->unwritable = !write(ctx, path, pdf, result) || !write(ctx, data, record_data(ctx->arena, &record), result);
    return drawn && !result->unwritable;
}

bool catalogue_has_pictures(struct ctx *ctx, const char *out_dir, const char *name, size_t pages) {
    const char *dir = shelf_issue_dir(ctx->arena, out_dir, name);
    for (size_t page = 1; page <= pages; page++)
        if (!file_exists(path_join(ctx->arena, dir, shelf_picture_name(ctx->arena, page)))) return false;
    return true;
}

/* ---- all of them ----------------------------------------------------------------------------------------------- */

/* The index's sources are kept beside it, to be set anew in another template. While they are the same it is up to date
 * like any issue. */
static enum exit_status put_index(struct cataloguer *c, struct options *making) {
    struct index_file_list files = {0};
    const char *dir = path_join(c->ctx->arena, c->dir, SHELF_INDEX);
    struct found_issue index = {.dir = dir, .name = SHELF_INDEX};
    struct found_list issues = {.at = &index, .len = 1, .cap = 1};
    index_issue_make(c->ctx, &c->records, &files);
    for (size_t i = 0; i < files.len; i++)
        if (!shelf_put(c->ctx, path_join(c->ctx->scratch, dir, files.at[i].name), files.at[i].text))
            return STATUS_SYSTEM;
    making->quiet = true;
    return batch_run(c->ctx, making, &issues, BATCH_BUILD, c->lang);
}

/* What is known of the issues that were made, now or before. */
static void read_records(struct cataloguer *c, const struct found_list *issues) {
    struct record record;
    for (size_t i = 0; i < issues->len; i++) {
        const char *dir = shelf_issue_dir(c->ctx->arena, c->dir, issues->at[i].name);
        if (issues->at[i].made &&
            record_read(c->ctx->arena, path_join(c->ctx->arena, dir, shelf_data_name()), false, &record))
            *vec_push(c->ctx->arena, &c->records) = record;
    }
    records_sort(&c->records);
}

static void say_made(const struct cataloguer *c) {
    struct buf line;
    buf_init(&line, c->ctx->arena);
    say_count(&line, c->records.len, NOUN_ISSUE, c->lang);
    printf("%s: %s/index.html\n", line.s, c->dir);
}

enum exit_status catalogue_run(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    struct cataloguer c = {.ctx = ctx, .options = options, .lang = lang, .data_dirs = find_data_dirs(ctx)};
    struct options making = *options;
    struct found_list issues = {0};
    enum exit_status status = find_issues(ctx, options, &issues);
    if (status != STATUS_MADE) return status;
    making.out_dir = c.dir = options->out_dir ? options->out_dir : CATALOGUE_DIR;
    memset(making.profiles, 0, sizeof making.profiles);
    making.profiles[PDF_SCREEN] = true;
    if (!file_make_dirs(ctx, c.dir)) return STATUS_SYSTEM;
    status = batch_run(ctx, &making, &issues, BATCH_CATALOGUE, lang);
    read_records(&c, &issues);
    if (!c.records.len) return status == STATUS_MADE ? STATUS_TROUBLE : status;
    enum exit_status indexed = put_index(&c, &making);
    if (!shelf_write(ctx, &c.records, c.data_dirs, c.dir, indexed == STATUS_MADE)) return STATUS_SYSTEM;
    if (!options->quiet) say_made(&c);
    return status > indexed ? status : indexed;
}

/* ---- search ---------------------------------------------------------------------------------------------------- */

enum exit_status catalogue_search(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    struct search_hit_list hits = {0};
    struct buf query;
    const char *dir = options->out_dir ? options->out_dir : CATALOGUE_DIR;
    buf_init(&query, ctx->arena);
    for (size_t i = 0; i < options->issue_count; i++) buf_printf(&query, "%s ", options->issues[i]);
    if (!search_find(ctx, path_join(ctx->arena, dir, SHELF_DATABASE), find_data_dirs(ctx), buf_view(&query), HITS_MOST,
                     &hits))
        return STATUS_TROUBLE;
    for (size_t i = 0; i < hits.len; i++) {
        const struct search_hit *hit = &hits.at[i];
        struct buf text;
        buf_init(&text, ctx->arena);
        buf_printf(&text, "%.*s[%.*s]%.*s", STR_ARG(hit->before), STR_ARG(hit->found), STR_ARG(hit->after));
        struct str issue = utf8_printable(ctx->arena, hit->issue), title = utf8_printable(ctx->arena, hit->title);
        struct str shown = utf8_printable(ctx->arena, buf_view(&text));
        printf("%.*s, %s %zu: %.*s\n", STR_ARG(issue), say_word(WORD_PAGE_SHORT, lang), hit->page, STR_ARG(title));
        printf("    …%.*s…\n", STR_ARG(shown));
    }
    if (!hits.len && !options->quiet) printf("%s\n", say_word(WORD_NOTHING_FOUND, lang));
    return hits.len ? STATUS_MADE : STATUS_TROUBLE;
}
