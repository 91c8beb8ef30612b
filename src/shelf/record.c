/* The text of an article is taken from its pages and not from its source: a search then finds what a reader sees, and
 * knows the page. Marks of a page stand in painting order, which follows columns and is close enough to the order of
 * reading for finding words.
 */
#include "shelf/shelf.h"

#include <stdlib.h>

#include "markdown/markdown.h"

#define SOFT_HYPHEN "\xC2\xAD"

/* ---- text of pages --------------------------------------------------------------------------------------------- */

/* For each element the number of its article from 1; 0: of none. An article's element has a place in its file. */
static uint32_t *owners_make(struct arena *scratch, const struct issue *issue, const struct paint_doc *doc) {
    uint32_t *owners = ARENA_ARRAY(scratch, doc->elements.len, uint32_t);
    for (size_t i = 1; i < doc->elements.len; i++) {
        const struct paint_element *element = &doc->elements.at[i];
        owners[i] = owners[element->parent];
        for (size_t k = 0; k < issue->article_count && element->role == ROLE_ART; k++)
            if (issue->articles[k].place.file == element->place.file) owners[i] = (uint32_t)k + 1;
    }
    return owners;
}

static void text_add(struct buf *out, struct str text) {
    if (str_ends(text, SOFT_HYPHEN))
        buf_str(out, str_slice(text, 0, text.len - strlen(SOFT_HYPHEN)));
    else
        buf_str(out, text);
}

static void page_read(struct arena *arena, struct arena *scratch, const struct paint_page *page, size_t number,
                      const uint32_t *owners, struct record *out) {
    struct buf *texts = ARENA_ARRAY(scratch, out->articles.len + 1, struct buf);
    uint32_t owner = 0;
    for (size_t i = 0; i <= out->articles.len; i++) buf_init(&texts[i], scratch);
    for (size_t i = 0; i < page->count; i++) {
        const struct paint_item *item = &page->items[i];
        if (item->kind == PAINT_MARK_BEGIN) owner = item->mark.artifact ? 0 : owners[item->mark.element];
        if (item->kind == PAINT_GLYPHS && owner) text_add(&texts[owner], item->glyphs.text);
        if (item->kind == PAINT_MARK_END) owner = 0;
    }
    for (size_t i = 1; i <= out->articles.len; i++) {
        if (!texts[i].len) continue;
        *vec_push(arena, &out->articles.at[i - 1].pages) =
            (struct record_page){number, str_copy(arena, str_trim(buf_view(&texts[i])))};
    }
}

/* ---- mentions -------------------------------------------------------------------------------------------------- */

struct reader {
    struct arena *arena, *scratch;
    struct record_article *article;
};

/* The page that shows the words; the article's first one when they run over a page's end. */
static size_t page_of(const struct record_article *article, struct str words) {
    for (size_t i = 0; i < article->pages.len; i++) {
        struct str text = article->pages.at[i].text;
        for (size_t at = 0; at + words.len <= text.len; at++)
            if (memcmp(text.s + at, words.s, words.len) == 0) return article->pages.at[i].number;
    }
    return record_article_page(article);
}

/* Under the name that the author gave for an index, else as the text has it. */
static void mention_add(const struct reader *r, enum index_part kind, const struct inline_node *node) {
    struct str words = str_trim(inlines_plain(r->scratch, node->children));
    struct str name = node->entry.len ? node->entry : words;
    struct record_mention mention = {kind, str_copy(r->arena, name), page_of(r->article, words)};
    for (size_t i = 0; i < r->article->mentions.len; i++) {
        const struct record_mention *old = &r->article->mentions.at[i];
        if (old->kind == kind && old->page == mention.page && str_eq(old->name, mention.name)) return;
    }
    if (name.len) *vec_push(r->arena, &r->article->mentions) = mention;
}

static void mentions_inlines(const struct reader *r, const struct inlines *inlines) {
    for (size_t i = 0; inlines && i < inlines->len; i++) {
        const struct inline_node *node = &inlines->at[i];
        for (int kind = 0; kind < INDEX_PARTS && node->kind == INLINE_SPAN; kind++)
            if (inline_has_class(node, index_part_names[kind])) mention_add(r, (enum index_part)kind, node);
        mentions_inlines(r, node->children);
    }
}

static void mentions_blocks(const struct reader *r, const struct blocks *blocks) {
    for (size_t i = 0; i < blocks->len; i++) {
        const struct block *block = &blocks->at[i];
        mentions_inlines(r, &block->content);
        mentions_blocks(r, &block->children);
        for (size_t k = 0; block->table && k < block->table->row_count * block->table->columns; k++)
            mentions_inlines(r, &block->table->cells[k].content);
    }
}

static void mentions_read(const struct reader *r, const struct article *article) {
    mentions_blocks(r, &article->blocks);
    for (size_t i = 0; i < article->notes.len; i++) mentions_blocks(r, &article->notes.at[i].blocks);
}

/* ---- the record ------------------------------------------------------------------------------------------------ */

static struct str plain(struct arena *arena, struct ctx *ctx, const struct text *text) {
    struct inlines inlines = {0};
    if (!text->s.len) return text->s;
    markdown_inlines(ctx, text, &inlines);
    return str_copy(arena, inlines_plain(ctx->scratch, &inlines));
}

static void article_read(struct arena *arena, struct ctx *ctx, const struct issue *issue, const struct article *article,
                         struct record_article *out) {
    out->file = str_copy(arena, article->name);
    out->title = plain(arena, ctx, &article->title);
    out->kicker = plain(arena, ctx, &article->kicker);
    out->author = plain(arena, ctx, &article->author);
    out->lead = plain(arena, ctx, &article->lead);
    out->language = str_copy(arena, article->language.len ? article->language : issue->language);
    out->kind = article_kind_names[article->kind];
}

void record_make(struct arena *arena, struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc,
                 struct record *out) {
    *out = (struct record){
        .name = str_copy(arena, str_from(issue->name)),
        .title = str_copy(arena, doc->meta.title),
        .organisation = str_copy(arena, issue->masthead.organisation.s),
        .number = str_copy(arena, issue->number.s),
        .running_number = str_copy(arena, issue->running_number.s),
        .language = str_copy(arena, issue->language),
        .publisher = str_copy(arena, doc->meta.publisher),
        .issn = str_copy(arena, doc->meta.issn),
        .rights = str_copy(arena, doc->meta.rights),
        .date = issue->date,
        .pages = doc->pages.len,
    };
    for (size_t i = 0; i < issue->article_count; i++)
        article_read(arena, ctx, issue, &issue->articles[i], vec_push(arena, &out->articles));
    const uint32_t *owners = owners_make(ctx->scratch, issue, doc);
    for (size_t i = 0; i < doc->pages.len; i++) page_read(arena, ctx->scratch, &doc->pages.at[i], i + 1, owners, out);
    for (size_t i = 0; i < issue->article_count; i++) {
        const struct reader reader = {arena, ctx->scratch, &out->articles.at[i]};
        mentions_read(&reader, &issue->articles[i]);
    }
}

static int by_date(const void *a, const void *b) {
    const struct record *left = a, *right = b;
    const int parts[][2] = {
        {left->date.year, right->date.year}, {left->date.month, right->date.month}, {left->date.day, right->date.day}};
    for (size_t i = 0; i < 3; i++)
        if (parts[i][0] != parts[i][1]) return parts[i][0] < parts[i][1] ? -1 : 1;
    return str_compare(left->name, right->name);
}

void records_sort(struct record_list *records) {
    if (records->len) qsort(records->at, records->len, sizeof *records->at, by_date);
}

/* Has a record behind `at` its language? Of a few languages each is soon met. */
static bool language_comes_later(const struct record_list *records, size_t at) {
    for (size_t i = records->len; i-- > at + 1;)
        if (str_eq(records->at[i].language, records->at[at].language)) return true;
    return false;
}

static struct str main_language(const struct record_list *records) {
    struct str best = {0};
    size_t most = 0;
    for (size_t i = records->len; i-- > 0;) {
        size_t count = 0;
        if (language_comes_later(records, i)) continue;
        for (size_t k = 0; k < records->len; k++) count += str_eq(records->at[k].language, records->at[i].language);
        if (count <= most) continue;
        most = count;
        best = records->at[i].language;
    }
    return best;
}

const struct record *records_main(const struct record_list *records) {
    const struct record *best = NULL;
    struct str language = main_language(records);
    for (size_t i = records->len; i-- > 0;) {
        const struct record *record = &records->at[i];
        if (!str_eq(record->language, language)) continue;
        if (!best) best = record;
        if (record->organisation.len) return record;
    }
    return best;
}

const char *record_label(struct arena *arena, const struct record *record, struct str language, const char *number) {
    if (!record->number.len || !record->date.year) return str_dup(arena, record->name);
    bool other = !str_eq(record->language, language);
    return arena_printf(arena, "%s\xC2\xA0%.*s (%d%s%.*s)", number, STR_ARG(record->number), record->date.year,
                        other ? ", " : "", other ? (int)record->language.len : 0, record->language.s);
}

struct str record_date(struct arena *arena, const struct record *record) {
    struct buf out;
    buf_init(&out, arena);
    date_add(&out, &record->date);
    return buf_view(&out);
}

size_t record_article_page(const struct record_article *article) {
    return article->pages.len ? article->pages.at[0].number : 0;
}
