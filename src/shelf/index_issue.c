/* What the catalogue found is written as Markdown: one more issue, whose sources a person can read and set anew in any
 * template. Its language is the one that most issues have. Every sign that Markdown could take for a mark is escaped.
 */
#include "shelf/shelf.h"

#include "shelf/names.h"

struct wording {
    const char *language, *title, *chronicle, *persons, *communities, *page;
};

static const struct wording wordings[] = {
    {"uk", "Покажчик випусків", "Статті за роками", "Особи", "Громади", "с."},
    {"ru", "Указатель выпусков", "Статьи по годам", "Лица", "Общины", "с."},
    {"en", "Index of issues", "Articles by year", "Persons", "Communities", "p."},
};

static const struct wording *wording_of(const struct record_list *records) {
    struct str language = records_main(records)->language;
    for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++)
        if (str_starts(language, wordings[i].language)) return &wordings[i];
    return &wordings[0];
}

/* ---- Markdown and YAML ----------------------------------------------------------------------------------------- */

static void escaped(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c > ' ' && c < 0x7F && strchr("\\`*_{}[]()<>#+-.!|~^&\"'$:@=/", c)) buf_putc(out, '\\');
        buf_putc(out, c == '\n' || c == '\r' ? ' ' : c);
    }
}

static void yaml(struct buf *out, const char *key, struct str value) {
    if (!value.len) return;
    buf_printf(out, "%s: '", key);
    for (size_t i = 0; i < value.len; i++) {
        if (value.s[i] == '\'') buf_putc(out, '\'');
        buf_putc(out, value.s[i] == '\n' ? ' ' : value.s[i]);
    }
    buf_puts(out, "'\n");
}

static void begin(struct buf *out, struct arena *arena, const char *title) {
    buf_init(out, arena);
    buf_printf(out, "---\ntitle: %s\n---\n\n", title);
}

static void put(struct arena *arena, struct index_file_list *files, const char *name, const struct buf *text) {
    *vec_push(arena, files) = (struct index_file){name, buf_view(text)};
}

/* ---- articles -------------------------------------------------------------------------------------------------- */

static struct str issue_file(struct arena *arena, const struct record_list *records, const struct wording *w) {
    struct str organisation = records_main(records)->organisation;
    struct buf out;
    buf_init(&out, arena);
    yaml(&out, "title", str_from(w->title));
    yaml(&out, "language", str_from(w->language));
    yaml(&out, "date", record_date(arena, &records->at[records->len - 1]));
    buf_puts(&out, "masthead:\n");
    buf_puts(&out, "  ");
    yaml(&out, "organisation", organisation.len ? organisation : str_from(w->title));
    return buf_view(&out);
}

static void chronicle(struct buf *out, struct arena *arena, const struct record_list *records,
                      const struct wording *w) {
    int year = -1;
    begin(out, arena, w->chronicle);
    for (size_t i = 0; i < records->len; i++) {
        const struct record *record = &records->at[i];
        if (record->date.year != year && record->date.year) buf_printf(out, "## %d\n\n", record->date.year);
        year = record->date.year;
        buf_puts(out, "### ");
        escaped(out, record->title);
        buf_puts(out, "\n\n");
        for (size_t k = 0; k < record->articles.len; k++) {
            const struct record_article *article = &record->articles.at[k];
            buf_puts(out, "- ");
            escaped(out, article->title);
            if (article->author.len) {
                buf_puts(out, " / ");
                escaped(out, article->author);
            }
            if (record_article_page(article)) buf_printf(out, ", %s %zu", w->page, record_article_page(article));
            buf_putc(out, '\n');
        }
        buf_putc(out, '\n');
    }
}

static void names(struct buf *out, struct arena *arena, const struct name_list *list, const char *title,
                  const struct wording *w) {
    begin(out, arena, title);
    for (size_t i = 0; i < list->len; i++) {
        buf_puts(out, "- ");
        escaped(out, list->at[i].text);
        for (size_t k = 0; k < list->at[i].at.len; k++) {
            buf_puts(out, k ? "; " : ": ");
            escaped(out, list->at[i].at.at[k].record->name);
            buf_printf(out, ", %s %zu", w->page, list->at[i].at.at[k].page);
        }
        buf_putc(out, '\n');
    }
}

void index_issue_make(struct ctx *ctx, const struct record_list *records, struct index_file_list *out) {
    struct arena *arena = ctx->scratch;
    static const char *const files[INDEX_PARTS] = {"02-persons.md", "03-communities.md"};
    const struct wording *w = wording_of(records);
    const char *const titles[INDEX_PARTS] = {w->persons, w->communities};
    struct buf text;
    *vec_push(arena, out) = (struct index_file){"issue.yaml", issue_file(arena, records, w)};
    chronicle(&text, arena, records, w);
    put(arena, out, "01-articles.md", &text);
    for (int kind = 0; kind < INDEX_PARTS; kind++) {
        struct name_list list = {0};
        names_collect(ctx, records, (enum index_part)kind, w->language, &list);
        if (!list.len) continue;
        names(&text, arena, &list, titles[kind], w);
        put(arena, out, files[kind], &text);
    }
}
