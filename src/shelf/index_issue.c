/* What the catalogue found is written as Markdown: one more issue, whose sources a person can read and set anew in any
 * template. Its language is the one that most issues have. A year is an article of its own, so that contents, bookmarks
 * and running heads lead to it; an article of an issue is a paragraph that hangs, by a template of a few lines beside
 * the texts. Every sign that Markdown could take for a mark is escaped.
 * Rejected: lists, whose marks tell nothing in an index and take a fifth of its pages.
 */
#include "shelf/shelf.h"

#include "shelf/names.h"

struct wording {
    const char *language, *title, *chronicle, *undated, *persons, *communities, *page, *number;
};

static const struct wording wordings[] = {
    {"uk", "Покажчик випусків", "Статті за роками", "Без дати", "Особи", "Громади", "с.", "№"},
    {"ru", "Указатель выпусков", "Статьи по годам", "Без даты", "Лица", "Общины", "с.", "№"},
    {"en", "Index of issues", "Articles by year", "Undated", "Persons", "Communities", "p.", "No."},
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

static void quoted(struct buf *out, struct str value) {
    buf_putc(out, '\'');
    for (size_t i = 0; i < value.len; i++) {
        if (value.s[i] == '\'') buf_putc(out, '\'');
        buf_putc(out, value.s[i] == '\n' ? ' ' : value.s[i]);
    }
    buf_putc(out, '\'');
}

static void yaml(struct buf *out, const char *key, struct str value) {
    if (!value.len) return;
    buf_printf(out, "%s: ", key);
    quoted(out, value);
    buf_putc(out, '\n');
}

static void begin(struct buf *out, struct arena *arena, const char *section, const char *title) {
    buf_init(out, arena);
    buf_puts(out, "---\nkind: directory\n");
    if (section) yaml(out, "section", str_from(section));
    yaml(out, "title", str_from(title));
}

static void page_add(struct buf *out, const struct wording *w, size_t page) {
    buf_printf(out, ", %s\xC2\xA0%zu", w->page, page);
}

/* ---- the issue ------------------------------------------------------------------------------------------------- */

static const char look_file[] = "look/template.yaml";
static const char look[] = "extends: visnyk-a4\n"
                           "styles:\n"
                           "  directory-text: {left: 8pt, first-indent: -8pt, below: 0pt}\n";

/* The articles are listed, so what an earlier catalogue left beside them is none of them. */
static struct str issue_file(struct arena *arena, const struct record_list *records, const struct wording *w,
                             const struct index_file_list *articles) {
    struct str organisation = records_main(records)->organisation;
    struct buf out;
    buf_init(&out, arena);
    yaml(&out, "title", str_from(w->title));
    yaml(&out, "language", str_from(w->language));
    yaml(&out, "date", record_date(arena, &records->at[records->len - 1]));
    buf_puts(&out, "template: ./look\narticles:\n");
    for (size_t i = 0; i < articles->len; i++) buf_printf(&out, "  - %s\n", articles->at[i].name);
    buf_puts(&out, "masthead:\n  ");
    yaml(&out, "organisation", organisation.len ? organisation : str_from(w->title));
    return buf_view(&out);
}

/* ---- articles -------------------------------------------------------------------------------------------------- */

static void put(struct arena *arena, struct index_file_list *files, const char *name, const struct buf *text) {
    *vec_push(arena, files) = (struct index_file){name, buf_view(text)};
}

static void article_add(struct buf *out, const struct record_article *article, const struct wording *w) {
    escaped(out, article->title);
    if (article->author.len) {
        buf_puts(out, " / ");
        escaped(out, article->author);
    }
    if (record_article_page(article)) page_add(out, w, record_article_page(article));
    buf_puts(out, "\n\n");
}

/* The year of record *at; *at moves behind its issues. */
static void year_add(struct arena *arena, const struct record_list *records, const struct wording *w, size_t *at,
                     struct index_file_list *files) {
    int year = records->at[*at].date.year;
    struct buf text;
    begin(&text, arena, w->chronicle, year ? arena_printf(arena, "%d", year) : w->undated);
    buf_puts(&text, "---\n\n");
    for (; *at < records->len && records->at[*at].date.year == year; ++*at) {
        const struct record *record = &records->at[*at];
        buf_puts(&text, "### ");
        escaped(&text, record->title);
        buf_puts(&text, "\n\n");
        for (size_t i = 0; i < record->articles.len; i++) article_add(&text, &record->articles.at[i], w);
    }
    put(arena, files, year ? arena_printf(arena, "%d.md", year) : "undated.md", &text);
}

/* One entry: the name, and each issue and page. */
static void name_add(struct buf *out, struct arena *arena, const struct name *name, struct str language,
                     const struct wording *w) {
    struct buf text;
    buf_puts(out, "  - name: ");
    buf_init(&text, arena);
    escaped(&text, name->text);
    quoted(out, buf_view(&text));
    text.len = 0;
    for (size_t i = 0; i < name->at.len; i++) {
        if (i) buf_puts(&text, "; ");
        escaped(&text, str_from(record_label(arena, name->at.at[i].record, language, w->number)));
        page_add(&text, w, name->at.at[i].page);
    }
    buf_puts(out, "\n    note: ");
    quoted(out, buf_view(&text));
    buf_putc(out, '\n');
}

static void names_add(struct ctx *ctx, const struct record_list *records, enum index_part kind, const struct wording *w,
                      struct index_file_list *files) {
    static const char *const names[INDEX_PARTS] = {"persons.md", "communities.md"};
    const char *const titles[INDEX_PARTS] = {w->persons, w->communities};
    struct name_list list = {0};
    struct buf text;
    names_collect(ctx, records, kind, w->language, &list);
    if (!list.len) return;
    begin(&text, ctx->scratch, NULL, titles[kind]);
    buf_puts(&text, "entries:\n");
    struct str language = records_main(records)->language;
    for (size_t i = 0; i < list.len; i++) name_add(&text, ctx->scratch, &list.at[i], language, w);
    buf_puts(&text, "---\n");
    put(ctx->scratch, files, names[kind], &text);
}

void index_issue_make(struct ctx *ctx, const struct record_list *records, struct index_file_list *out) {
    struct arena *arena = ctx->scratch;
    const struct wording *w = wording_of(records);
    for (size_t at = 0; at < records->len;) year_add(arena, records, w, &at, out);
    for (int kind = 0; kind < INDEX_PARTS; kind++) names_add(ctx, records, (enum index_part)kind, w, out);
    struct str issue = issue_file(arena, records, w, out);
    *vec_push(arena, out) = (struct index_file){"issue.yaml", issue};
    *vec_push(arena, out) = (struct index_file){look_file, str_from(look)};
}
