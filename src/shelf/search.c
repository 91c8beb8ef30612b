/* Two tables: what is shown (pages) and what is searched (words, an FTS5 index without content, of folded words), bound
 * by their row numbers. The database is made beside its place and put there whole, so nobody finds half of one, and the
 * texts of one issue at a time are in memory. The index looks for beginnings, so no tokenizer of ours has to be there
 * when another program opens the file.
 */
#include "shelf/shelf.h"

#include <sqlite3.h>

#include "base/utf8.h"
#include "shelf/stem.h"

#define CONTEXT 70 /* bytes of text on each side of what was found */

/* ---- writing --------------------------------------------------------------------------------------------------- */

static const char schema[] =
    "CREATE TABLE pages(id INTEGER PRIMARY KEY, issue TEXT, date TEXT, title TEXT, page INTEGER, text TEXT);"
    "CREATE VIRTUAL TABLE words USING fts5(text, content='', detail=none, tokenize='unicode61 remove_diacritics 0');"
    "BEGIN;";

/* Nobody else sees the file before it is whole, so it needs no journal. */
static const char settings[] = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;";

static void bind_text(sqlite3_stmt *statement, int at, struct str text) {
    sqlite3_bind_text(statement, at, text.len ? text.s : "", (int)text.len, SQLITE_STATIC);
}

static bool step(sqlite3_stmt *statement) {
    bool done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return done;
}

static struct str folded(struct arena *arena, struct str text) {
    struct buf out;
    struct str word;
    size_t at = 0, from;
    buf_init(&out, arena);
    while (word_next(arena, text, &at, &from, &word)) {
        buf_str(&out, word);
        buf_putc(&out, ' ');
    }
    return buf_view(&out);
}

struct writer {
    struct arena *arena;
    sqlite3_stmt *page, *words;
    sqlite3_int64 rows;
};

static bool write_page(struct writer *w, const struct record *record, const struct record_article *article, size_t page,
                       struct str text) {
    struct buf searched;
    buf_init(&searched, w->arena);
    buf_str(&searched, folded(w->arena, text));
    if (page == record_article_page(article)) { /* what furniture and metadata say of the article counts as its text */
        buf_str(&searched, folded(w->arena, article->title));
        buf_str(&searched, folded(w->arena, article->author));
    }
    w->rows++;
    sqlite3_bind_int64(w->page, 1, w->rows);
    bind_text(w->page, 2, record->name);
    bind_text(w->page, 3, record_date(w->arena, record));
    bind_text(w->page, 4, article->title);
    sqlite3_bind_int64(w->page, 5, (sqlite3_int64)page);
    bind_text(w->page, 6, text);
    sqlite3_bind_int64(w->words, 1, w->rows);
    bind_text(w->words, 2, buf_view(&searched));
    return step(w->page) && step(w->words);
}

static bool write_record(struct writer *w, const struct record *record) {
    for (size_t i = 0; i < record->articles.len; i++) {
        const struct record_article *article = &record->articles.at[i];
        for (size_t k = 0; k < article->pages.len; k++)
            if (!write_page(w, record, article, article->pages.at[k].number, article->pages.at[k].text)) return false;
    }
    return true;
}

/* The texts of record i are read from its file and forgotten again. */
static bool write_texts(struct writer *w, const struct record *light, const char *dir, size_t *count) {
    struct arena *own = arena_new();
    struct record record;
    sqlite3_int64 before = w->rows;
    const char *path = path_join(own, shelf_issue_dir(own, dir, str_dup(own, light->name)), shelf_data_name());
    w->arena = own;
    bool good = record_read(own, path, true, &record) && write_record(w, &record);
    *count = (size_t)(w->rows - before);
    arena_free(own);
    return good;
}

static bool fill(sqlite3 *base, const struct record_list *records, const char *dir, size_t *texts_of) {
    struct writer w = {.rows = 0};
    bool good = sqlite3_exec(base, settings, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(base, schema, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(base, "INSERT INTO pages VALUES(?,?,?,?,?,?)", -1, &w.page, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(base, "INSERT INTO words(rowid, text) VALUES(?,?)", -1, &w.words, NULL) == SQLITE_OK;
    for (size_t i = 0; i < records->len && good; i++) good = write_texts(&w, &records->at[i], dir, &texts_of[i]);
    sqlite3_finalize(w.page);
    sqlite3_finalize(w.words);
    return good && sqlite3_exec(base, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

VEC(size_list, size_t);

/* The index is asked for what it knows: the same words serve the site. */
static bool show_words(struct ctx *ctx, sqlite3 *base, const struct search_taker *taker) {
    static const char make[] = "CREATE VIRTUAL TABLE temp.found USING fts5vocab('main', 'words', 'instance')";
    sqlite3_stmt *rows = NULL;
    struct size_list texts = {0};
    struct buf word;
    bool good = sqlite3_exec(base, make, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(base, "SELECT term, doc FROM temp.found", -1, &rows, NULL) == SQLITE_OK;
    int state = SQLITE_DONE;
    buf_init(&word, ctx->scratch);
    while (good && (state = sqlite3_step(rows)) == SQLITE_ROW) {
        struct str term = {(const char *)sqlite3_column_text(rows, 0), (size_t)sqlite3_column_bytes(rows, 0)};
        if (texts.len && !str_eq(term, buf_view(&word))) {
            good = taker->take(taker->self, buf_view(&word), texts.at, texts.len);
            texts.len = 0;
        }
        word.len = 0;
        buf_str(&word, term);
        *vec_push(ctx->scratch, &texts) = (size_t)sqlite3_column_int64(rows, 1) - 1;
    }
    good = good && state == SQLITE_DONE;
    if (good && texts.len) good = taker->take(taker->self, buf_view(&word), texts.at, texts.len);
    sqlite3_finalize(rows);
    return good;
}

bool search_store(struct ctx *ctx, const struct record_list *records, const char *dir, size_t *texts_of,
                  const struct search_taker *taker) {
    const char *path = path_join(ctx->scratch, dir, SHELF_DATABASE);
    char *name = file_begin(ctx, path);
    sqlite3 *base = NULL;
    if (!name) return false;
    bool good = sqlite3_open(name, &base) == SQLITE_OK && fill(base, records, dir, texts_of);
    bool told = good && !show_words(ctx, base, taker);
    if (!good || told) diag(ctx, DIAG_SEARCH_BASE, place_nowhere(), "%s", base ? sqlite3_errmsg(base) : "");
    sqlite3_close(base);
    return file_finish(ctx, name, path, good && !told);
}

/* ---- finding --------------------------------------------------------------------------------------------------- */

/* For each word of the query the beginnings of its forms. */
struct wanted {
    struct str_list stems;
};
VEC(wanted_list, struct wanted);

static void query_read(struct arena *arena, const struct str_list *endings, struct str query, struct wanted_list *out) {
    struct str word;
    size_t at = 0, from;
    while (word_next(arena, query, &at, &from, &word)) word_stems(arena, endings, word, &vec_push(arena, out)->stems);
}

/* ("рік"* OR "рок"*) AND ("рад"*) */
static const char *match_text(struct arena *arena, const struct wanted_list *wanted) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < wanted->len; i++) {
        buf_puts(&out, i ? " AND (" : "(");
        for (size_t k = 0; k < wanted->at[i].stems.len; k++)
            buf_printf(&out, "%s\"%.*s\"*", k ? " OR " : "", STR_ARG(wanted->at[i].stems.at[k]));
        buf_putc(&out, ')');
    }
    return out.s;
}

static bool is_wanted(const struct wanted_list *wanted, struct str word) {
    for (size_t i = 0; i < wanted->len; i++)
        for (size_t k = 0; k < wanted->at[i].stems.len; k++) {
            struct str stem = wanted->at[i].stems.at[k];
            if (stem.len <= word.len && str_eq(stem, str_slice(word, 0, stem.len))) return true;
        }
    return false;
}

/* The nearest end of a word at or before `at` (after: at or behind it), so that no word is shown in part. */
static size_t word_limit(struct str text, size_t at, bool after) {
    if (at >= text.len) return text.len;
    while (at > 0 && at < text.len && text.s[at] != ' ') at += after ? 1 : (size_t)-1;
    return at;
}

static void show(struct ctx *ctx, const struct wanted_list *wanted, struct str text, struct search_hit *hit) {
    struct str word;
    size_t at = 0, from = 0, end = 0;
    while (!end && word_next(ctx->scratch, text, &at, &from, &word))
        if (is_wanted(wanted, word)) end = at;
    if (!end) from = 0;
    size_t first = from > CONTEXT ? word_limit(text, from - CONTEXT, true) : 0;
    size_t last = word_limit(text, end + CONTEXT, false);
    hit->before = str_copy(ctx->arena, str_slice(text, first < from ? first : from, from));
    hit->found = str_copy(ctx->arena, str_slice(text, from, end));
    hit->after = str_copy(ctx->arena, str_slice(text, end, last > end ? last : end));
}

static struct str column_text(sqlite3_stmt *row, int at) {
    return (struct str){(const char *)sqlite3_column_text(row, at), (size_t)sqlite3_column_bytes(row, at)};
}

static void hit_read(struct ctx *ctx, const struct wanted_list *wanted, sqlite3_stmt *row, struct search_hit *hit) {
    hit->issue = str_copy(ctx->arena, column_text(row, 0));
    hit->date = str_copy(ctx->arena, column_text(row, 1));
    hit->title = str_copy(ctx->arena, column_text(row, 2));
    hit->page = (size_t)sqlite3_column_int64(row, 3);
    show(ctx, wanted, column_text(row, 4), hit);
}

bool search_find(struct ctx *ctx, const char *path, const char *const *data_dirs, struct str query, size_t most,
                 struct search_hit_list *out) {
    static const char sql[] = "SELECT issue, date, title, page, pages.text FROM words JOIN pages ON pages.id = "
                              "words.rowid WHERE words MATCH ? ORDER BY date DESC, pages.id LIMIT ?";
    sqlite3 *base = NULL;
    sqlite3_stmt *rows = NULL;
    struct wanted_list wanted = {0};
    struct str_list endings = {0};
    endings_load(ctx, data_dirs, &endings);
    query_read(ctx->arena, &endings, query, &wanted);
    if (!wanted.len) return true;
    int state = sqlite3_open_v2(path, &base, SQLITE_OPEN_READONLY, NULL);
    if (state == SQLITE_OK) state = sqlite3_prepare_v2(base, sql, -1, &rows, NULL);
    if (state == SQLITE_OK) {
        sqlite3_bind_text(rows, 1, match_text(ctx->arena, &wanted), -1, SQLITE_STATIC);
        sqlite3_bind_int64(rows, 2, (sqlite3_int64)most);
        while ((state = sqlite3_step(rows)) == SQLITE_ROW) hit_read(ctx, &wanted, rows, vec_push(ctx->arena, out));
    }
    bool good = state == SQLITE_DONE;
    if (!good) diag(ctx, DIAG_SEARCH_NONE, place_nowhere(), "%s: %s", path, base ? sqlite3_errmsg(base) : "");
    sqlite3_finalize(rows);
    sqlite3_close(base);
    return good;
}
