/* Which files a catalogue has, and in which form each is written. */
#include "shelf/shelf.h"

#include "base/hash.h"
#include "base/reads.h"
#include "shelf/export.h"
#include "shelf/site.h"
#include "shelf/stem.h"

struct writer {
    struct ctx *ctx;
    const struct record_list *records;
    const char *const *data_dirs;
    const char *dir;
};

#define PAGE_MOST (1u << 30)

/* Its memory goes at once. */
bool shelf_put(struct ctx *ctx, const char *path, struct str bytes) {
    struct ctx own = {.arena = arena_new(), .scratch = ctx->scratch, .diags = ctx->diags};
    struct str old;
    bool same = file_exists(path) && file_read(&own, path, PAGE_MOST, place_nowhere(), &old) && str_eq(old, bytes);
    bool good = same || (file_make_dirs(&own, path_dir(own.arena, path)) && file_write(&own, path, bytes));
    arena_free(own.arena);
    return good;
}

static bool put(const struct writer *w, const char *name, struct str bytes) {
    struct arena *own = arena_new();
    bool good = shelf_put(w->ctx, path_join(own, w->dir, name), bytes);
    arena_free(own);
    return good;
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

static bool put_issues(const struct writer *w, const struct site *site) {
    bool good = true;
    for (size_t i = 0; i < w->records->len && good; i++) {
        struct arena *own = arena_new();
        const struct record *record = &w->records->at[i];
        const char *name = arena_printf(own, "issues/%.*s/" SITE_INDEX, STR_ARG(record->name));
        good = put(w, name, site_issue(own, site, record));
        arena_free(own);
    }
    return good;
}

static bool put_years(const struct writer *w, const struct site *site) {
    bool good = true;
    for (size_t at = 0; site_has_years(site) && at < w->records->len && good;) {
        struct arena *own = arena_new();
        const char *file;
        struct str page = site_year(own, site, &at, &file);
        good = put(w, file, page);
        arena_free(own);
    }
    return good;
}

static bool put_site(const struct writer *w, bool has_index) {
    const struct site site = site_of(w->records);
    return put_asset(w, "site.css") && put_asset(w, "site.js") && put_names(w, &site) && put_issues(w, &site) &&
           put_years(w, &site) && put(w, SITE_INDEX, site_front(w->ctx->scratch, &site, has_index));
}

static bool put_data(const struct writer *w) {
    struct arena *arena = w->ctx->scratch;
    return put(w, "issues.csv", export_issues_csv(arena, w->records)) &&
           put(w, "articles.csv", export_articles_csv(arena, w->records)) &&
           put(w, "catalogue.json", export_json(arena, w->records)) &&
           put(w, "dublin-core.xml", export_dublin_core(arena, w->records));
}

/* ---- search: the words in parts, so that a browser loads those it needs -------------------------------------------
 */

#define SEARCH_DATA "search-data.js"
#define SHARD_BYTES (128u << 10)

struct sharder {
    const struct writer *w;
    struct str_list first; /* the first word of each part */
    struct buf part;
};

static bool end_part(struct sharder *s) {
    if (!s->part.len) return true;
    buf_puts(&s->part, "]);\n");
    bool good =
        put(s->w, arena_printf(s->w->ctx->scratch, "search/words-%zu.js", s->first.len - 1), buf_view(&s->part));
    s->part.len = 0;
    return good;
}

/* ["word","12 1 30"]: the first number, then how far on each next one is. Words are letters and figures alone. */
static bool take_word(void *self, struct str word, const size_t *texts, size_t count) {
    struct sharder *s = self;
    if (s->part.len >= SHARD_BYTES && !end_part(s)) return false;
    if (!s->part.len) {
        buf_printf(&s->part, "words(%zu,[", s->first.len);
        *vec_push(s->w->ctx->scratch, &s->first) = str_copy(s->w->ctx->scratch, word);
    } else {
        buf_puts(&s->part, ",\n");
    }
    buf_printf(&s->part, "[\"%.*s\",\"", STR_ARG(word));
    for (size_t i = 0; i < count; i++) buf_printf(&s->part, i ? " %zu" : "%zu", texts[i] - (i ? texts[i - 1] : 0));
    buf_puts(&s->part, "\"]");
    return true;
}

/* What a larger catalogue had. */
static void remove_parts(const struct writer *w, size_t from) {
    for (bool more = true; more; from++) {
        const char *path = arena_printf(w->ctx->scratch, "%s/search/words-%zu.js", w->dir, from);
        more = file_exists(path);
        if (more) file_remove(path);
    }
}

#define SEARCH_FORM 1 /* another number for another form of these files */

/* What the search is made of, as the first line of its data. */
static struct str search_key(const struct writer *w, const struct str_list *endings) {
    uint64_t sum = HASH64_SEED + SEARCH_FORM;
    for (size_t i = 0; i < endings->len; i++) sum = hash64(sum, endings->at[i].s, endings->at[i].len);
    for (size_t i = 0; i < w->records->len; i++)
        sum = hash64(sum, &w->records->at[i].sum, sizeof w->records->at[i].sum);
    return str_from(arena_printf(w->ctx->scratch, "// %016llx", (unsigned long long)sum));
}

static const char *database_size(const struct writer *w) {
    struct file_stamp stamp = {0};
    file_stamp(path_join(w->ctx->scratch, w->dir, SHELF_DATABASE), &stamp);
    return arena_printf(w->ctx->scratch, " %lld\n", (long long)stamp.size);
}

/* Was the search made of the same, and is the database there as it was? */
static bool is_searchable(const struct writer *w, struct str key) {
    const char *path = path_join(w->ctx->scratch, w->dir, SEARCH_DATA);
    struct str old;
    return file_exists(path) && file_read(w->ctx, path, PAGE_MOST, place_nowhere(), &old) && str_starts(old, key.s) &&
           str_starts(str_slice(old, key.len, old.len), database_size(w));
}

static bool put_search(const struct writer *w) {
    struct arena *arena = w->ctx->scratch;
    struct str_list endings = {0};
    size_t *texts_of = ARENA_ARRAY(arena, w->records->len, size_t);
    struct sharder s = {.w = w};
    struct buf data;
    endings_load(w->ctx, w->data_dirs, &endings);
    struct str key = search_key(w, &endings);
    if (is_searchable(w, key)) return true;
    buf_init(&s.part, arena);
    if (!file_make_dirs(w->ctx, path_join(arena, w->dir, "search")) ||
        !search_store(w->ctx, w->records, w->dir, texts_of, &(struct search_taker){take_word, &s}) || !end_part(&s))
        return false;
    remove_parts(w, s.first.len);
    buf_init(&data, arena);
    buf_str(&data, key);
    buf_puts(&data, database_size(w));
    buf_str(&data, site_search_data(arena, w->records, texts_of, &s.first, &endings));
    return put(w, SEARCH_DATA, buf_view(&data));
}

bool shelf_write(struct ctx *ctx, const struct record_list *records, const char *const *data_dirs, const char *dir,
                 bool has_index) {
    const struct writer writer = {ctx, records, data_dirs, dir};
    return put_search(&writer) && put_site(&writer, has_index) && put_data(&writer);
}
