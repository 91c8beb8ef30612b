/* Every page is whole without a script: the script adds the search and remembers the language. Words of the site stand
 * in both languages, of which the style sheet shows the one that the root element names; texts of issues carry their
 * own language, so that they are read aloud rightly.
 * Rejected: a template engine; five functions write five kinds of page.
 */
#include "shelf/site.h"

#include <cjson/cJSON.h>

#include "base/markup.h"
#include "shelf/names.h"

#define FRONT_MOST 60 /* issues of a catalogue that are all on its first page */

static const struct {
    const char *file, *ukrainian, *english;
} name_pages[INDEX_PARTS] = {
    [INDEX_PERSON] = {"persons.html", "Особи", "Persons"},
    [INDEX_COMMUNITY] = {"communities.html", "Громади", "Communities"},
};

const char *shelf_pdf_name(struct arena *arena, const struct record *record) {
    return arena_printf(arena, "%.*s-screen.pdf", STR_ARG(record->name));
}

const char *shelf_issue_dir(struct arena *arena, const char *dir, const char *name) {
    return arena_printf(arena, "%s/issues/%s", dir, name);
}

const char *shelf_picture_name(struct arena *arena, size_t page) { return arena_printf(arena, "page-%03zu.png", page); }

/* ---- pieces ---------------------------------------------------------------------------------------------------- */

static void both(struct buf *out, const char *ukrainian, const char *english) {
    buf_printf(out, "<span class=\"uk\" lang=\"uk\">%s</span><span class=\"en\" lang=\"en\">%s</span>", ukrainian,
               english);
}

static void in_language(struct buf *out, const char *tag, struct str language, struct str text) {
    buf_printf(out, "<%s lang=\"", tag);
    markup_add(out, language);
    buf_puts(out, "\">");
    markup_add(out, text);
    buf_printf(out, "</%s>", tag);
}

static const char *issue_file(struct arena *arena, const struct record *record, const char *file) {
    return arena_printf(arena, "issues/%.*s/%s", STR_ARG(record->name), file);
}

static struct str address_of(struct arena *arena, const char *path) {
    struct buf out;
    buf_init(&out, arena);
    address_add(&out, str_from(path));
    return buf_view(&out);
}

struct str site_pdf_address(struct arena *arena, const struct record *record) {
    return address_of(arena, issue_file(arena, record, shelf_pdf_name(arena, record)));
}

static void pdf_link(struct buf *out, struct arena *arena, const char *up, const struct record *record, size_t page) {
    buf_printf(out, "<a href=\"%s", up);
    address_add(out, str_from(issue_file(arena, record, shelf_pdf_name(arena, record))));
    buf_printf(out, "#page=%zu\">", page);
}

struct site site_of(const struct record_list *records) {
    const struct record *newest = records_main(records);
    struct site site = {.records = records, .organisation = newest->organisation, .language = newest->language};
    for (size_t i = 0; i < records->len; i++)
        for (size_t k = 0; k < records->at[i].articles.len; k++) {
            const struct record_mention_list *mentions = &records->at[i].articles.at[k].mentions;
            for (size_t m = 0; m < mentions->len; m++) site.named[mentions->at[m].kind] = true;
        }
    return site;
}

/* `up` leads from the page to the top of the site: "" or "../../". */
static void page_open(struct buf *out, const struct site *site, const char *up, struct str title) {
    buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
               str_starts(site->language, "en") ? "en" : "uk");
    buf_puts(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    markup_add(out, title);
    buf_printf(out, "</title>\n<link rel=\"stylesheet\" href=\"%ssite.css\">\n</head>\n<body>\n", up);
    buf_puts(out, "<a class=\"skip\" href=\"#main\">");
    both(out, "До змісту сторінки", "To the content");
    buf_puts(out, "</a>\n<header>\n<p>");
    markup_add(out, site->organisation);
    buf_puts(out, "</p>\n<nav><ul>\n");
    buf_printf(out, "<li><a href=\"%s" SITE_INDEX "\">", up);
    both(out, "Усі випуски", "All issues");
    buf_puts(out, "</a></li>\n");
    for (int kind = 0; kind < INDEX_PARTS; kind++) {
        if (!site->named[kind]) continue;
        buf_printf(out, "<li><a href=\"%s%s\">", up, name_pages[kind].file);
        both(out, name_pages[kind].ukrainian, name_pages[kind].english);
        buf_puts(out, "</a></li>\n");
    }
    buf_puts(out, "<li><button type=\"button\" data-language=\"uk\" lang=\"uk\">Українською</button>\n"
                  "<button type=\"button\" data-language=\"en\" lang=\"en\">English</button></li>\n"
                  "</ul></nav>\n</header>\n<main id=\"main\">\n");
}

static void page_close(struct buf *out, const char *up, bool searches) {
    buf_puts(out, "</main>\n");
    if (searches) buf_printf(out, "<script src=\"%ssearch-data.js\"></script>\n", up);
    buf_printf(out, "<script src=\"%ssite.js\"></script>\n</body>\n</html>\n", up);
}

static void picture(struct buf *out, const char *file, size_t page, bool lazy) {
    buf_puts(out, "<img src=\"");
    address_add(out, str_from(file));
    buf_printf(out, "\" alt=\"С. / p. %zu\"%s>", page, lazy ? " loading=\"lazy\"" : "");
}

static void contents(struct buf *out, struct arena *arena, const char *up, const struct record *record) {
    buf_puts(out, "<ul class=\"contents\">\n");
    for (size_t i = 0; i < record->articles.len; i++) {
        const struct record_article *article = &record->articles.at[i];
        buf_puts(out, "<li>");
        pdf_link(out, arena, up, record, record_article_page(article) ? record_article_page(article) : 1);
        in_language(out, "span", article->language, article->title);
        buf_puts(out, "</a>");
        if (article->author.len) {
            buf_puts(out, " <span class=\"meta\">");
            markup_add(out, article->author);
            buf_puts(out, "</span>");
        }
        if (record_article_page(article))
            buf_printf(out, " <span class=\"meta\">· %zu</span>", record_article_page(article));
        buf_puts(out, "</li>\n");
    }
    buf_puts(out, "</ul>\n");
}

/* ---- the front page -------------------------------------------------------------------------------------------- */

static void front_issue(struct buf *out, struct arena *arena, const struct record *record) {
    buf_puts(out, "<li><a href=\"");
    address_add(out, str_from(issue_file(arena, record, SITE_INDEX)));
    buf_puts(out, "\" tabindex=\"-1\" aria-hidden=\"true\">");
    picture(out, issue_file(arena, record, shelf_picture_name(arena, 1)), 1, true);
    buf_puts(out, "</a><div><h3><a href=\"");
    address_add(out, str_from(issue_file(arena, record, SITE_INDEX)));
    buf_puts(out, "\">");
    in_language(out, "span", record->language, record->title);
    buf_printf(out, "</a></h3>\n<p class=\"meta\">%.*s</p>\n", STR_ARG(record_date(arena, record)));
    contents(out, arena, "", record);
    buf_puts(out, "</div></li>\n");
}

static void search_form(struct buf *out) {
    buf_puts(out, "<form id=\"search\" role=\"search\" hidden>\n<label>");
    both(out, "Пошук у всіх випусках", "Search all issues");
    buf_puts(out, "<input name=\"q\" type=\"search\" autocomplete=\"off\"></label>\n<button type=\"submit\">");
    both(out, "Знайти", "Search");
    buf_puts(out, "</button>\n</form>\n<section id=\"found\" aria-live=\"polite\" hidden><h2>");
    both(out, "Знайдено: <span class=\"count\"></span>", "Found: <span class=\"count\"></span>");
    buf_puts(out, "</h2><ol id=\"hits\"></ol></section>\n<noscript><p>");
    both(out, "Для пошуку потрібен JavaScript; перелік випусків працює без нього.",
         "The search needs JavaScript; the list of issues does not.");
    buf_puts(out, "</p></noscript>\n");
}

static void data_links(struct buf *out, bool has_index) {
    buf_puts(out, "<p class=\"data\">");
    if (has_index) {
        buf_puts(out, "<a href=\"index-screen.pdf\">");
        both(out, "Покажчик (PDF)", "Index (PDF)");
        buf_puts(out, "</a> · ");
    }
    both(out, "Дані:", "Data:");
    buf_puts(out, " <a href=\"issues.csv\">issues.csv</a> · <a href=\"articles.csv\">articles.csv</a> · "
                  "<a href=\"catalogue.json\">JSON</a> · <a href=\"dublin-core.xml\">Dublin Core</a></p>\n");
}

/* The issues [from, to) of one year, the newest first. */
static void year_issues(struct buf *out, struct arena *arena, const struct record_list *records, size_t from,
                        size_t to) {
    buf_puts(out, "<ul class=\"issues\">\n");
    for (size_t i = to; i-- > from;) front_issue(out, arena, &records->at[i]);
    buf_puts(out, "</ul>\n");
}

static void year_name(struct buf *out, int year) {
    if (year)
        buf_printf(out, "%d", year);
    else
        both(out, "Без дати", "Undated");
}

static const char *year_file(struct arena *arena, int year) {
    return year ? arena_printf(arena, "year-%04d.html", year) : "undated.html";
}

/* The first record of the year that ends before record `to`. */
static size_t year_start(const struct record_list *records, size_t to) {
    int year = records->at[to - 1].date.year;
    while (to > 0 && records->at[to - 1].date.year == year) to--;
    return to;
}

bool site_has_years(const struct site *site) { return site->records->len > FRONT_MOST; }

static void year_links(struct buf *out, struct arena *arena, const struct site *site) {
    const struct record_list *records = site->records;
    if (!site_has_years(site)) return;
    buf_puts(out, "<nav class=\"years\"><ul>\n");
    for (size_t to = records->len, from; to > 0; to = from) {
        from = year_start(records, to);
        int year = records->at[from].date.year;
        buf_printf(out, "<li><a href=\"%s\">", year_file(arena, year));
        year_name(out, year);
        buf_printf(out, "</a> (%zu)</li>\n", to - from);
    }
    buf_puts(out, "</ul></nav>\n");
}

struct str site_year(struct arena *arena, const struct site *site, size_t *at, const char **file) {
    const struct record_list *records = site->records;
    size_t from = *at;
    int year = records->at[from].date.year;
    struct buf out;
    buf_init(&out, arena);
    while (*at < records->len && records->at[*at].date.year == year) ++*at;
    *file = year_file(arena, year);
    page_open(&out, site, "", year ? str_from(arena_printf(arena, "%d", year)) : STR("Без дати · Undated"));
    buf_puts(&out, "<h1>");
    year_name(&out, year);
    buf_puts(&out, "</h1>\n");
    year_links(&out, arena, site);
    year_issues(&out, arena, records, from, *at);
    page_close(&out, "", false);
    return buf_view(&out);
}

struct str site_front(struct arena *arena, const struct site *site, bool has_index) {
    const struct record_list *records = site->records;
    struct buf out;
    buf_init(&out, arena);
    page_open(&out, site, "", STR("Каталог випусків · Catalogue of issues"));
    buf_puts(&out, "<h1>");
    both(&out, "Каталог випусків", "Catalogue of issues");
    buf_puts(&out, "</h1>\n");
    search_form(&out);
    year_links(&out, arena, site);
    for (size_t to = records->len, from; to > 0 && records->len - to < FRONT_MOST; to = from) {
        from = year_start(records, to);
        buf_puts(&out, "<h2>");
        year_name(&out, records->at[from].date.year);
        buf_puts(&out, "</h2>\n");
        year_issues(&out, arena, records, from, to);
    }
    data_links(&out, has_index);
    page_close(&out, "", true);
    return buf_view(&out);
}

/* ---- an issue -------------------------------------------------------------------------------------------------- */

/* A link to the issue before or behind, if there is one. */
static void turn(struct buf *out, struct arena *arena, const struct record *to, const char *relation,
                 const char *ukrainian, const char *english) {
    if (!to) return;
    buf_printf(out, "<a rel=\"%s\" href=\"../../", relation);
    address_add(out, str_from(issue_file(arena, to, SITE_INDEX)));
    buf_puts(out, "\">");
    both(out, ukrainian, english);
    buf_puts(out, "</a>\n");
}

static void turns(struct buf *out, struct arena *arena, const struct site *site, const struct record *record) {
    const struct record_list *records = site->records;
    size_t at = (size_t)(record - records->at);
    if (records->len < 2) return;
    buf_puts(out, "<nav class=\"turn\">\n");
    turn(out, arena, at > 0 ? record - 1 : NULL, "prev", "← Попередній випуск", "← Previous issue");
    turn(out, arena, at + 1 < records->len ? record + 1 : NULL, "next", "Наступний випуск →", "Next issue →");
    buf_puts(out, "</nav>\n");
}

struct str site_issue(struct arena *arena, const struct site *site, const struct record *record) {
    static const char up[] = "../../";
    struct buf out;
    buf_init(&out, arena);
    page_open(&out, site, up, record->title);
    in_language(&out, "h1", record->language, record->title);
    buf_printf(&out, "\n<p class=\"meta\">%.*s · ", STR_ARG(record_date(arena, record)));
    pdf_link(&out, arena, up, record, 1);
    buf_puts(&out, "PDF</a></p>\n<h2>");
    both(&out, "Зміст", "Contents");
    buf_puts(&out, "</h2>\n");
    contents(&out, arena, up, record);
    buf_puts(&out, "<h2>");
    both(&out, "Сторінки", "Pages");
    buf_puts(&out, "</h2>\n<ul class=\"pages\">\n");
    for (size_t page = 1; page <= record->pages; page++) {
        buf_puts(&out, "<li>");
        pdf_link(&out, arena, up, record, page);
        picture(&out, shelf_picture_name(arena, page), page, page > 4);
        buf_printf(&out, "%zu</a></li>\n", page);
    }
    buf_puts(&out, "</ul>\n");
    turns(&out, arena, site, record);
    page_close(&out, up, false);
    return buf_view(&out);
}

/* ---- names ----------------------------------------------------------------------------------------------------- */

const char *site_names_file(enum index_part kind) { return name_pages[kind].file; }

struct str site_names(struct ctx *ctx, const struct site *site, enum index_part kind) {
    struct arena *arena = ctx->scratch;
    struct name_list names = {0};
    struct buf out;
    names_collect(ctx, site->records, kind, "uk", &names);
    buf_init(&out, arena);
    page_open(&out, site, "",
              str_from(arena_printf(arena, "%s · %s", name_pages[kind].ukrainian, name_pages[kind].english)));
    buf_puts(&out, "<h1>");
    both(&out, name_pages[kind].ukrainian, name_pages[kind].english);
    buf_puts(&out, "</h1>\n<ul class=\"names\">\n");
    for (size_t i = 0; i < names.len; i++) {
        buf_puts(&out, "<li>");
        markup_add(&out, names.at[i].text);
        for (size_t k = 0; k < names.at[i].at.len; k++) {
            const struct name_at *at = &names.at[i].at.at[k];
            buf_puts(&out, k ? "; " : ": ");
            pdf_link(&out, arena, "", at->record, at->page);
            markup_add(&out, str_from(record_label(arena, at->record, site->language, "№")));
            buf_printf(&out, ", %zu</a>", at->page);
        }
        buf_puts(&out, "</li>\n");
    }
    buf_puts(&out, "</ul>\n");
    page_close(&out, "", false);
    return buf_view(&out);
}

/* ---- search ---------------------------------------------------------------------------------------------------- */

static void add_json(struct buf *out, const char *name, cJSON *value) {
    char *text = cJSON_PrintUnformatted(value);
    buf_printf(out, "const %s = ", name);
    buf_puts(out, text);
    buf_puts(out, ";\n");
    cJSON_free(text);
    cJSON_Delete(value);
}

static cJSON *strings(struct arena *arena, const struct str_list *list) {
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < list->len; i++) cJSON_AddItemToArray(array, cJSON_CreateString(str_dup(arena, list->at[i])));
    return array;
}

struct str site_search_data(struct arena *arena, const struct record_list *records, const size_t *texts_of,
                            const struct str_list *shards, const struct str_list *endings) {
    struct buf out;
    cJSON *issues = cJSON_CreateArray();
    buf_init(&out, arena);
    for (size_t i = 0; i < records->len; i++) {
        cJSON *issue = cJSON_CreateArray();
        struct str address = address_of(arena, issue_file(arena, &records->at[i], shelf_data_name()));
        cJSON_AddItemToArray(issue, cJSON_CreateString(address.s));
        cJSON_AddItemToArray(issue, cJSON_CreateNumber((double)texts_of[i]));
        cJSON_AddItemToArray(issues, issue);
    }
    add_json(&out, "endings", strings(arena, endings));
    add_json(&out, "shards", strings(arena, shards));
    add_json(&out, "issues", issues);
    return buf_view(&out);
}
