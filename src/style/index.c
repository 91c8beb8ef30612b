/* The index of persons and communities.
 *
 * Idea: spans of two classes are marks. Marks of one name are one entry, whatever case the text puts the name into: the
 * author gives the form of the entry where it is another. Entries are sorted here, their pages are known to page alone.
 * Invariant: an issue that asks for no index has no marks, and its flow is as if the spans were plain.
 * Rejected: finding names without marks (a surname, a village and a common word are often the same).
 */
#include "style/build.h"

uint32_t index_mark(struct builder *b, const struct inline_node *node) {
    int part = 0;
    while (part < INDEX_PARTS && !(b->issue->index[part] && inline_has_class(node, index_part_names[part]))) part++;
    if (part == INDEX_PARTS) return 0;
    struct str name = node->entry;
    if (name.len == 0 && node->children) name = str_trim(inlines_plain(b->ctx->arena, node->children));
    if (name.len == 0) return 0;
    for (size_t i = 0; i < b->index.len; i++)
        if (b->index.at[i].part == (enum index_part)part && str_eq(b->index.at[i].name, name)) return (uint32_t)i + 1;
    *vec_push(b->ctx->arena, &b->index) = (struct index_entry){(enum index_part)part, name, node->place};
    return (uint32_t)b->index.len;
}

static void entry_add(struct builder *b, struct node_list *out, size_t entry) {
    const struct style *style = sheet_style(b->sheet, STYLE_INDEX_ENTRY);
    const struct style *page = sheet_style(b->sheet, STYLE_INDEX_PAGE);
    const struct index_entry *from = &b->index.at[entry];
    struct text name = {from->name, from->place}, gap = {STR(" "), from->place}, pages = {STR("{pages}"), from->place};
    struct span_list spans = {0};
    struct node_list children = {0};
    span_of_text(b, &spans, &name, &style->chars);
    span_of_text(b, &spans, &gap, &style->chars);
    span_of_text(b, &spans, &pages, &page->chars);
    spans.at[spans.len - 1].late = LATE_PAGES;
    spans.at[spans.len - 1].mark = (uint32_t)entry + 1;
    struct flow_node *item = node_add(b, out, FLOW_GROUP, ROLE_LI, NULL, from->place);
    para_add(b, &children, ROLE_P, style, text_of_spans(&spans), from->place);
    node_close(item, &children);
}

static void part_add(struct builder *b, struct node_list *out, enum index_part part) {
    static const char *const heads[INDEX_PARTS] = {"index-person", "index-community"};
    const struct style *style = sheet_style(b->sheet, STYLE_INDEX_HEAD);
    struct str *names = ARENA_ARRAY(b->ctx->arena, b->index.len, struct str);
    size_t *which = ARENA_ARRAY(b->ctx->arena, b->index.len, size_t), count = 0;
    for (size_t i = 0; i < b->index.len; i++) {
        if (b->index.at[i].part != part) continue;
        names[count] = b->index.at[i].name;
        which[count++] = i;
    }
    if (count == 0) return;
    const size_t *order = order_of(b->ctx, b->current->lang, names, count);
    struct text head = {word(b, heads[part]), place_file(b->issue->source->file)};
    struct node_list items = {0};
    para_add(b, out, ROLE_H2, style, text_plain(b, &head, style), head.place);
    size_t index = out->len;
    node_add(b, out, FLOW_GROUP, ROLE_L, NULL, head.place);
    for (size_t i = 0; i < count; i++) entry_add(b, &items, which[order[i]]);
    node_close(&out->at[index], &items);
}

bool index_build(struct builder *b, struct flow_article *out) {
    struct node_list head = {0}, body = {0};
    if (b->index.len == 0) return false;
    b->article = NULL;
    b->kind = &b->sheet->kinds[ARTICLE_DIRECTORY];
    b->current = words_for(b, lang_named(b, b->issue->language));
    b->columns = b->kind->columns;
    struct text title = {word(b, "index"), place_file(b->issue->source->file)};
    para_add(b, &head, ROLE_H1, b->kind->title, text_plain(b, &title, b->kind->title), title.place);
    for (int part = 0; part < INDEX_PARTS; part++) part_add(b, &body, (enum index_part)part);
    *out = (struct flow_article){.title = title.s, .rubric = title.s, .lang = b->current->lang, .place = title.place};
    out->head.kind = out->body.kind = FLOW_GROUP;
    out->head.place = out->body.place = title.place;
    node_close(&out->head, &head);
    node_close(&out->body, &body);
    out->columns = b->columns;
    out->text_columns = b->kind->text_columns;
    out->in_contents = b->kind->in_contents;
    out->in_outline = b->kind->in_outline;
    return true;
}
