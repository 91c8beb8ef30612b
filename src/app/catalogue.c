/* Issue by issue: its screen file and the pictures of its pages into a folder of its own, what is known of it into a
 * record. Then the pages of the site, the data and the search from the records. An issue that cannot be made is told of
 * and is not in the catalogue. Pictures are drawn only when the PDF is another than the one that lies there, so that a
 * catalogue of hundreds of issues grows by one in seconds.
 */
#include "app/catalogue.h"

#include <stdio.h>

#include "app/find.h"
#include "app/job.h"
#include "app/raster.h"
#include "app/report.h"
#include "app/say.h"
#include "base/file.h"
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
    bool trouble;
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

/* The screen file of an issue in `dir`, and what it was made of. */
static bool build(struct cataloguer *c, struct ctx *ctx, const char *issue_dir, struct job_result *result) {
    const struct job job = {.dir = issue_dir, .data_dirs = c->data_dirs, .profiles = {[PDF_SCREEN] = true}};
    return job_build(ctx, &job, result) && result->outputs.len > 0;
}

static bool add_issue(struct cataloguer *c, struct ctx *ctx, const struct found_issue *found) {
    struct job_result result = {0};
    if (!build(c, ctx, found->dir, &result)) return false;
    struct record record;
    record_make(c->ctx->arena, ctx, result.issue, result.doc, &record);
    const char *dir = arena_printf(ctx->arena, "%s/issues/%s", c->dir, found->name);
    const char *path = path_join(ctx->arena, dir, shelf_pdf_name(ctx->arena, &record));
    struct str pdf = result.outputs.at[0].bytes;
    if (!file_make_dirs(ctx, dir)) return false;
    bool drawn = is_drawn(ctx, path, dir, pdf, record.pages) || draw(ctx, dir, pdf, record.pages);
    if (!file_write(ctx, path, pdf)) return false;
    *vec_push(c->ctx->arena, &c->records) = record;
    return drawn;
}

static void say_messages(struct cataloguer *c, struct ctx *ctx, const char *name) {
    struct str messages = report_messages(ctx->arena, ctx, name, c->options->json, c->lang);
    fwrite(messages.s, 1, messages.len, stderr);
}

/* Memory of one issue does not outlive it. */
static void catalogue_issue(struct cataloguer *c, const struct found_issue *found) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    ctx.diags = diags_new(ctx.arena);
    bool good = add_issue(c, &ctx, found);
    if (!good || diags_count(ctx.diags, DIAG_ERROR) > 0) c->trouble = true;
    say_messages(c, &ctx, found->name);
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
}

/* ---- all of them ----------------------------------------------------------------------------------------------- */

/* The index's sources are kept beside it, to be set anew in another template. */
static bool put_index(struct cataloguer *c) {
    struct index_file_list files = {0};
    struct job_result result = {0};
    const char *dir = path_join(c->ctx->scratch, c->dir, SHELF_INDEX);
    index_issue_make(c->ctx, &c->records, &files);
    if (!file_make_dirs(c->ctx, dir)) return false;
    for (size_t i = 0; i < files.len; i++)
        if (!file_write(c->ctx, path_join(c->ctx->scratch, dir, files.at[i].name), files.at[i].text)) return false;
    struct ctx ctx = {.arena = c->ctx->arena, .scratch = arena_new(), .diags = diags_new(c->ctx->arena)};
    bool made =
        build(c, &ctx, dir, &result) &&
        file_write(c->ctx, path_join(c->ctx->scratch, c->dir, SHELF_INDEX "-screen.pdf"), result.outputs.at[0].bytes);
    say_messages(c, &ctx, SHELF_INDEX);
    arena_free(ctx.scratch);
    return made;
}

enum exit_status catalogue_run(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    struct cataloguer c = {.ctx = ctx, .options = options, .lang = lang, .data_dirs = find_data_dirs(ctx)};
    struct found_list issues = {0};
    enum exit_status found = find_issues(ctx, options, &issues);
    if (found != STATUS_MADE) return found;
    c.dir = options->out_dir ? options->out_dir : CATALOGUE_DIR;
    if (!file_make_dirs(ctx, c.dir)) return STATUS_SYSTEM;
    for (size_t i = 0; i < issues.len; i++) catalogue_issue(&c, &issues.at[i]);
    if (!c.records.len) return STATUS_TROUBLE;
    records_sort(&c.records);
    bool indexed = put_index(&c);
    if (!shelf_write(ctx, &c.records, c.data_dirs, c.dir, indexed)) return STATUS_SYSTEM;
    if (!options->quiet) {
        struct buf line;
        buf_init(&line, ctx->arena);
        say_count(&line, c.records.len, NOUN_ISSUE, lang);
        printf("%s: %s/"
               "index.html"
               "\n",
               line.s, c.dir);
    }
    return c.trouble || !indexed ? STATUS_TROUBLE : STATUS_MADE;
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
        printf("%.*s, %s %zu: %.*s\n", STR_ARG(hit->issue), say_word(WORD_PAGE_SHORT, lang), hit->page,
               STR_ARG(hit->title));
        printf("    …%.*s[%.*s]%.*s…\n", STR_ARG(hit->before), STR_ARG(hit->found), STR_ARG(hit->after));
    }
    if (!hits.len && !options->quiet) printf("%s\n", say_word(WORD_NOTHING_FOUND, lang));
    return hits.len ? STATUS_MADE : STATUS_TROUBLE;
}
