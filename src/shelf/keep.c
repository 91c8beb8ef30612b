/* A record as a file of the catalogue: one object of JSON as the argument of a call, because a browser takes data from
 * a folder as a script alone. The same file serves the search of the site and the next `visnyk catalogue`, which need
 * not build an issue that has not changed; so the texts of all issues are never in memory together.
 */
#include "shelf/shelf.h"

#include <cjson/cJSON.h>

#include "base/hash.h"
#include "shelf/site.h"

#define CALL "issue("
#define CALL_END ");\n"
#define DATA_MOST (256u << 20)

/* Text members of a record and of an article, under the names they have in the file. */
#define RECORD_TEXTS(X)                                                                                                \
    X(name)                                                                                                            \
    X(title)                                                                                                           \
    X(organisation)                                                                                                    \
    X(number)                                                                                                          \
    X(running_number)                                                                                                  \
    X(language)                                                                                                        \
    X(publisher)                                                                                                       \
    X(issn)                                                                                                            \
    X(rights)
#define ARTICLE_TEXTS(X)                                                                                               \
    X(file)                                                                                                            \
    X(title)                                                                                                           \
    X(kicker)                                                                                                          \
    X(author)                                                                                                          \
    X(lead)                                                                                                            \
    X(language)

const char *shelf_data_name(void) { return "data.js"; }

/* ---- writing --------------------------------------------------------------------------------------------------- */

static void put_text(struct arena *arena, cJSON *object, const char *key, struct str text) {
    cJSON_AddStringToObject(object, key, str_dup(arena, text));
}

static void put_number(cJSON *array, size_t number) { cJSON_AddItemToArray(array, cJSON_CreateNumber((double)number)); }

static void put_string(struct arena *arena, cJSON *array, struct str text) {
    cJSON_AddItemToArray(array, cJSON_CreateString(str_dup(arena, text)));
}

static cJSON *article_json(struct arena *arena, const struct record_article *a) {
    cJSON *object = cJSON_CreateObject();
#define PUT(member) put_text(arena, object, #member, a->member);
    ARTICLE_TEXTS(PUT)
#undef PUT
    cJSON_AddStringToObject(object, "kind", a->kind);
    cJSON *pages = cJSON_AddArrayToObject(object, "pages"), *mentions = cJSON_AddArrayToObject(object, "mentions");
    for (size_t i = 0; i < a->pages.len; i++) {
        cJSON *page = cJSON_CreateArray();
        put_number(page, a->pages.at[i].number);
        put_string(arena, page, a->pages.at[i].text);
        cJSON_AddItemToArray(pages, page);
    }
    for (size_t i = 0; i < a->mentions.len; i++) {
        cJSON *mention = cJSON_CreateArray();
        put_number(mention, (size_t)a->mentions.at[i].kind);
        put_number(mention, a->mentions.at[i].page);
        put_string(arena, mention, a->mentions.at[i].name);
        cJSON_AddItemToArray(mentions, mention);
    }
    return object;
}

struct str record_data(struct arena *arena, const struct record *record) {
    cJSON *object = cJSON_CreateObject();
    const int date[] = {record->date.year, record->date.month, record->date.day};
    struct buf out;
#define PUT(member) put_text(arena, object, #member, record->member);
    RECORD_TEXTS(PUT)
#undef PUT
    put_text(arena, object, "pdf", site_pdf_address(arena, record));
    cJSON_AddItemToObject(object, "date", cJSON_CreateIntArray(date, 3));
    cJSON_AddNumberToObject(object, "pages", (double)record->pages);
    cJSON *articles = cJSON_AddArrayToObject(object, "articles");
    for (size_t i = 0; i < record->articles.len; i++)
        cJSON_AddItemToArray(articles, article_json(arena, &record->articles.at[i]));
    char *text = cJSON_PrintUnformatted(object);
    buf_init(&out, arena);
    buf_puts(&out, CALL);
    buf_puts(&out, text);
    buf_puts(&out, CALL_END);
    cJSON_free(text);
    cJSON_Delete(object);
    return buf_view(&out);
}

/* ---- reading: what is missing or of another type is empty ---------------------------------------------------------
 */

static struct str text_of(struct arena *arena, const cJSON *value) {
    const char *text = cJSON_GetStringValue(value);
    return str_from(arena_strdup(arena, text ? text : ""));
}

static struct str take_text(struct arena *arena, const cJSON *object, const char *key) {
    return text_of(arena, cJSON_GetObjectItemCaseSensitive(object, key));
}

static size_t number_of(const cJSON *value) {
    return cJSON_IsNumber(value) && value->valueint > 0 ? (size_t)value->valueint : 0;
}

static const char *kind_of(struct str name) {
    for (int i = 0; i < ARTICLE_KINDS; i++)
        if (str_is(name, article_kind_names[i])) return article_kind_names[i];
    return article_kind_names[ARTICLE_PLAIN];
}

static void take_article(struct arena *arena, const cJSON *object, bool texts, struct record_article *out) {
    const cJSON *entry;
#define TAKE(member) out->member = take_text(arena, object, #member);
    ARTICLE_TEXTS(TAKE)
#undef TAKE
    out->kind = kind_of(take_text(arena, object, "kind"));
    cJSON_ArrayForEach(entry, cJSON_GetObjectItemCaseSensitive(object, "pages")) {
        struct record_page *page = vec_push(arena, &out->pages);
        *page = (struct record_page){.number = number_of(cJSON_GetArrayItem(entry, 0))};
        page->text = texts ? text_of(arena, cJSON_GetArrayItem(entry, 1)) : str_from("");
    }
    cJSON_ArrayForEach(entry, cJSON_GetObjectItemCaseSensitive(object, "mentions")) {
        size_t kind = number_of(cJSON_GetArrayItem(entry, 0));
        if (kind >= INDEX_PARTS) continue;
        *vec_push(arena, &out->mentions) = (struct record_mention){.kind = (enum index_part)kind,
                                                                   .name = text_of(arena, cJSON_GetArrayItem(entry, 2)),
                                                                   .page = number_of(cJSON_GetArrayItem(entry, 1))};
    }
}

static void take_record(struct arena *arena, const cJSON *object, bool texts, struct record *out) {
    const cJSON *article, *date = cJSON_GetObjectItemCaseSensitive(object, "date");
#define TAKE(member) out->member = take_text(arena, object, #member);
    RECORD_TEXTS(TAKE)
#undef TAKE
    out->date.year = (int)number_of(cJSON_GetArrayItem(date, 0));
    out->date.month = (int)number_of(cJSON_GetArrayItem(date, 1));
    out->date.day = (int)number_of(cJSON_GetArrayItem(date, 2));
    out->pages = number_of(cJSON_GetObjectItemCaseSensitive(object, "pages"));
    cJSON_ArrayForEach(article, cJSON_GetObjectItemCaseSensitive(object, "articles"))
        take_article(arena, article, texts, vec_push(arena, &out->articles));
}

bool record_read(struct arena *arena, const char *path, bool texts, struct record *out) {
    struct ctx own = {.arena = arena_new(), .scratch = arena};
    struct str bytes;
    *out = (struct record){0};
    own.diags = diags_new(own.arena);
    bool good = file_read(&own, path, DATA_MOST, place_nowhere(), &bytes) && str_starts(bytes, CALL);
    cJSON *object = good ? cJSON_ParseWithLength(bytes.s + strlen(CALL), bytes.len - strlen(CALL)) : NULL;
    if (object) take_record(arena, object, texts, out);
    if (object) out->sum = hash64(HASH64_SEED, bytes.s, bytes.len);
    good = object && out->name.len > 0;
    cJSON_Delete(object);
    arena_free(own.arena);
    return good;
}
