/* One function for each form. CSV and XML are written here: each takes one rule of escaping; JSON is cJSON's.
 * Sources: RFC 4180; Open Archives Initiative, oai_dc; DCMI Metadata Terms.
 */
#include "shelf/export.h"

#include <cjson/cJSON.h>

#include "base/markup.h"
#include "base/utf8.h"

/* ---- CSV ------------------------------------------------------------------------------------------------------- */

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* A spreadsheet reckons what begins like a formula, and may start programs for it; an apostrophe makes it text. */
static bool is_formula(struct str text) { return text.len && strchr("=+-@\t\r", text.s[0]); }

static void csv_field(struct buf *out, struct str text, bool last) {
    buf_putc(out, '"');
    if (is_formula(text)) buf_putc(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.s[i] == '"') buf_putc(out, '"');
        buf_putc(out, text.s[i]);
    }
    buf_puts(out, last ? "\"\r\n" : "\",");
}

static void csv_number(struct buf *out, size_t number, bool last) {
    buf_printf(out, "%zu%s", number, last ? "\r\n" : ",");
}

struct str export_issues_csv(struct arena *arena, const struct record_list *records) {
    struct buf out;
    buf_init(&out, arena);
    buf_puts(&out, BYTE_ORDER_MARK "issue,date,number,running_number,title,language,issn,articles,pages\r\n");
    for (size_t i = 0; i < records->len; i++) {
        const struct record *r = &records->at[i];
        const struct str fields[] = {utf8_clean(arena, r->name),
                                     record_date(arena, r),
                                     r->number,
                                     r->running_number,
                                     r->title,
                                     r->language,
                                     r->issn};
        for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) csv_field(&out, fields[k], false);
        csv_number(&out, r->articles.len, false);
        csv_number(&out, r->pages, true);
    }
    return buf_view(&out);
}

static struct str mentions_text(struct arena *arena, const struct record_article *article, enum index_part kind) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < article->mentions.len; i++)
        if (article->mentions.at[i].kind == kind)
            buf_printf(&out, "%s%.*s", out.len ? "; " : "", STR_ARG(article->mentions.at[i].name));
    return buf_view(&out);
}

struct str export_articles_csv(struct arena *arena, const struct record_list *records) {
    struct buf out;
    buf_init(&out, arena);
    buf_puts(&out, BYTE_ORDER_MARK "issue,date,page,kind,kicker,title,author,language,persons,communities,file\r\n");
    for (size_t i = 0; i < records->len; i++) {
        const struct record *r = &records->at[i];
        for (size_t k = 0; k < r->articles.len; k++) {
            const struct record_article *a = &r->articles.at[k];
            csv_field(&out, utf8_clean(arena, r->name), false);
            csv_field(&out, record_date(arena, r), false);
            csv_number(&out, record_article_page(a), false);
            csv_field(&out, str_from(a->kind), false);
            csv_field(&out, a->kicker, false);
            csv_field(&out, a->title, false);
            csv_field(&out, a->author, false);
            csv_field(&out, a->language, false);
            csv_field(&out, mentions_text(arena, a, INDEX_PERSON), false);
            csv_field(&out, mentions_text(arena, a, INDEX_COMMUNITY), false);
            csv_field(&out, utf8_clean(arena, a->file), true);
        }
    }
    return buf_view(&out);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------ */

static void json_text(struct arena *arena, cJSON *object, const char *key, struct str value) {
    if (value.len) cJSON_AddStringToObject(object, key, str_dup(arena, utf8_clean(arena, value)));
}

static void json_mentions(struct arena *arena, cJSON *object, const char *key, const struct record_article *article,
                          enum index_part kind) {
    cJSON *list = NULL;
    for (size_t i = 0; i < article->mentions.len; i++) {
        const struct record_mention *mention = &article->mentions.at[i];
        if (mention->kind != kind) continue;
        if (!list) list = cJSON_AddArrayToObject(object, key);
        cJSON *entry = cJSON_CreateObject();
        json_text(arena, entry, "name", mention->name);
        cJSON_AddNumberToObject(entry, "page", (double)mention->page);
        cJSON_AddItemToArray(list, entry);
    }
}

static cJSON *json_article(struct arena *arena, const struct record_article *a) {
    cJSON *entry = cJSON_CreateObject();
    json_text(arena, entry, "file", a->file);
    cJSON_AddStringToObject(entry, "kind", a->kind);
    json_text(arena, entry, "kicker", a->kicker);
    json_text(arena, entry, "title", a->title);
    json_text(arena, entry, "author", a->author);
    json_text(arena, entry, "lead", a->lead);
    json_text(arena, entry, "language", a->language);
    cJSON *pages = cJSON_AddArrayToObject(entry, "pages");
    for (size_t i = 0; i < a->pages.len; i++)
        cJSON_AddItemToArray(pages, cJSON_CreateNumber((double)a->pages.at[i].number));
    json_mentions(arena, entry, "persons", a, INDEX_PERSON);
    json_mentions(arena, entry, "communities", a, INDEX_COMMUNITY);
    return entry;
}

static cJSON *json_issue(struct arena *arena, const struct record *r) {
    cJSON *issue = cJSON_CreateObject();
    json_text(arena, issue, "issue", r->name);
    json_text(arena, issue, "title", r->title);
    json_text(arena, issue, "organisation", r->organisation);
    json_text(arena, issue, "number", r->number);
    json_text(arena, issue, "running_number", r->running_number);
    json_text(arena, issue, "date", record_date(arena, r));
    json_text(arena, issue, "language", r->language);
    json_text(arena, issue, "publisher", r->publisher);
    json_text(arena, issue, "issn", r->issn);
    cJSON_AddNumberToObject(issue, "pages", (double)r->pages);
    cJSON *articles = cJSON_AddArrayToObject(issue, "articles");
    for (size_t i = 0; i < r->articles.len; i++)
        cJSON_AddItemToArray(articles, json_article(arena, &r->articles.at[i]));
    return issue;
}

struct str export_json(struct arena *arena, const struct record_list *records) {
    cJSON *root = cJSON_CreateObject(), *issues = cJSON_AddArrayToObject(root, "issues");
    struct buf out;
    for (size_t i = 0; i < records->len; i++) cJSON_AddItemToArray(issues, json_issue(arena, &records->at[i]));
    char *text = cJSON_Print(root);
    cJSON_Delete(root);
    buf_init(&out, arena);
    buf_puts(&out, text);
    buf_putc(&out, '\n');
    cJSON_free(text);
    return buf_view(&out);
}

/* ---- XML ------------------------------------------------------------------------------------------------------- */

static void dc(struct buf *out, const char *name, struct str language, struct str value) {
    if (!value.len) return;
    buf_printf(out, "        <dc:%s", name);
    if (language.len) {
        buf_puts(out, " xml:lang=\"");
        markup_add(out, language);
        buf_putc(out, '"');
    }
    buf_putc(out, '>');
    markup_add(out, value);
    buf_printf(out, "</dc:%s>\n", name);
}

static void dc_open(struct buf *out, const char *identifier, struct str date) {
    buf_puts(out, "    <record>\n      <header>\n        <identifier>");
    markup_add(out, str_from(identifier));
    buf_puts(out, "</identifier>\n");
    if (date.len == 10) buf_printf(out, "        <datestamp>%.*s</datestamp>\n", STR_ARG(date));
    buf_puts(out,
             "      </header>\n      <metadata><oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "
             "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
}

static void dc_close(struct buf *out) { buf_puts(out, "      </oai_dc:dc></metadata>\n    </record>\n"); }

static const char *identifier(struct arena *arena, const struct record *r) {
    struct buf out;
    buf_init(&out, arena);
    buf_puts(&out, "oai:visnyk:");
    address_add(&out, r->name);
    return out.s;
}

static void dc_issue(struct buf *out, struct arena *arena, const struct record *r) {
    static const struct str none = {0};
    dc_open(out, identifier(arena, r), record_date(arena, r));
    dc(out, "title", r->language, r->title);
    dc(out, "creator", none, r->organisation);
    dc(out, "publisher", none, r->publisher);
    dc(out, "date", none, record_date(arena, r));
    dc(out, "type", none, STR("Text"));
    dc(out, "format", none, STR("application/pdf"));
    dc(out, "format", none, str_from(arena_printf(arena, "%zu p.", r->pages)));
    dc(out, "identifier", none, r->name);
    if (r->issn.len) dc(out, "identifier", none, str_from(arena_printf(arena, "ISSN %.*s", STR_ARG(r->issn))));
    dc(out, "language", none, r->language);
    dc(out, "rights", r->language, r->rights);
    dc_close(out);
}

static void dc_article(struct buf *out, struct arena *arena, const struct record *r, const struct record_article *a) {
    static const struct str none = {0};
    struct buf file;
    buf_init(&file, arena);
    address_add(&file, a->file);
    dc_open(out, arena_printf(arena, "%s:%s", identifier(arena, r), file.s), record_date(arena, r));
    dc(out, "title", a->language, a->title);
    dc(out, "creator", none, a->author.len ? a->author : r->organisation);
    for (size_t i = 0; i < a->mentions.len; i++) dc(out, "subject", a->language, a->mentions.at[i].name);
    dc(out, "description", a->language, a->lead);
    dc(out, "publisher", none, r->publisher);
    dc(out, "date", none, record_date(arena, r));
    dc(out, "type", none, STR("Text"));
    dc(out, "source", r->language, r->title);
    if (record_article_page(a))
        dc(out, "identifier", none,
           str_from(arena_printf(arena, "%.*s, p. %zu", STR_ARG(r->name), record_article_page(a))));
    dc(out, "language", none, a->language);
    dc(out, "relation", none, str_from(identifier(arena, r)));
    dc_close(out);
}

struct str export_dublin_core(struct arena *arena, const struct record_list *records) {
    struct buf out;
    buf_init(&out, arena);
    buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">\n  <ListRecords>\n");
    for (size_t i = 0; i < records->len; i++) {
        const struct record *r = &records->at[i];
        dc_issue(&out, arena, r);
        for (size_t k = 0; k < r->articles.len; k++) dc_article(&out, arena, r, &r->articles.at[k]);
    }
    buf_puts(&out, "  </ListRecords>\n</OAI-PMH>\n");
    return buf_view(&out);
}
