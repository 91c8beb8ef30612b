/* Which files a catalogue has, and in which form each is written. */
#include "shelf/shelf.h"

#include "shelf/export.h"
#include "shelf/site.h"
#include "shelf/stem.h"

struct writer {
    struct ctx *ctx;
    const struct record_list *records;
    const char *const *data_dirs;
    const char *dir;
};

static bool put(const struct writer *w, const char *name, struct str bytes) {
    return file_write(w->ctx, path_join(w->ctx->scratch, w->dir, name), bytes);
}

/* The style sheet and the script, from the first data folder that has them. */
static bool put_asset(const struct writer *w, const char *name) {
    for (const char *const *dir = w->data_dirs; *dir; dir++) {
        const char *path = arena_printf(w->ctx->scratch, "%s/templates/catalogue/%s", *dir, name);
        struct str bytes;
        if (file_exists(path)) return file_read(w->ctx, path, 1 << 20, place_nowhere(), &bytes) && put(w, name, bytes);
    }
    diag(w->ctx, DIAG_CATALOGUE_ASSET, place_nowhere(), "templates/catalogue/%s", name);
    return false;
}

static bool put_names(const struct writer *w, const struct site *site) {
    for (int i = 0; i < INDEX_PARTS; i++) {
        enum index_part kind = (enum index_part)i;
        if (site->named[kind] && !put(w, site_names_file(kind), site_names(w->ctx, site, kind))) return false;
    }
    return true;
}

static bool put_site(const struct writer *w, bool has_index) {
    struct arena *arena = w->ctx->scratch;
    struct str_list endings = {0};
    const struct site site = site_of(w->records);
    endings_load(w->ctx, w->data_dirs, &endings);
    for (size_t i = 0; i < w->records->len; i++) {
        const struct record *record = &w->records->at[i];
        const char *name = arena_printf(arena, "issues/%.*s/" SITE_INDEX, STR_ARG(record->name));
        if (!put(w, name, site_issue(arena, &site, record))) return false;
    }
    return put_asset(w, "site.css") && put_asset(w, "site.js") && put_names(w, &site) &&
           put(w, "search-data.js", site_search_data(arena, w->records, &endings)) &&
           put(w, SITE_INDEX, site_front(arena, &site, has_index));
}

static bool put_data(const struct writer *w) {
    struct arena *arena = w->ctx->scratch;
    struct str database;
    return put(w, "issues.csv", export_issues_csv(arena, w->records)) &&
           put(w, "articles.csv", export_articles_csv(arena, w->records)) &&
           put(w, "catalogue.json", export_json(arena, w->records)) &&
           put(w, "dublin-core.xml", export_dublin_core(arena, w->records)) &&
           search_store(w->ctx, w->records, &database) && put(w, SHELF_DATABASE, database);
}

bool shelf_write(struct ctx *ctx, const struct record_list *records, const char *const *data_dirs, const char *dir,
                 bool has_index) {
    const struct writer writer = {ctx, records, data_dirs, dir};
    return put_site(&writer, has_index) && put_data(&writer);
}
