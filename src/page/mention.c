/* Pages of what the index lists.
 *
 * Idea: a span of the index leaves a trace whenever it is drawn, and the index is set after everything else, so it
 * finds the pages as they are, after any change of the layout. A trace has an anchor, so that the page number is a link
 * to the very line. Invariant: the pages of an entry rise; a page is named once, however often the name stands on it.
 * Rejected: room for numbers that are filled in later, as in the contents: nobody knows how many there will be.
 */
#include "page/parts.h"

/* The last mention of an entry, 1-based; 0: none so far. */
static uint32_t last_mention(const struct builder *b, uint32_t mark) {
    return mark < b->last_mentions.len ? b->last_mentions.at[mark] : 0;
}

void mention_note(struct builder *b, const struct span *span, mpt x, mpt y) {
    if (span->late == LATE_PAGES) return;
    for (uint32_t i = last_mention(b, span->mark); i > 0; i = b->mentions.at[i - 1].before)
        if (b->mentions.at[i - 1].page == b->page) return;
    struct mention mention = {b->page, anchor_new(b), last_mention(b, span->mark)};
    *vec_push(b->ctx->arena, &b->mentions) = mention;
    while (b->last_mentions.len <= span->mark) (void)vec_push(b->ctx->arena, &b->last_mentions);
    b->last_mentions.at[span->mark] = (uint32_t)b->mentions.len;
    draw_anchor(b, mention.anchor, x, y);
}

/* The first page behind `after` that names the entry; NULL: there is none. after: -1 for the first of all. */
static const struct mention *next_mention(const struct builder *b, uint32_t mark, int64_t after) {
    const struct mention *next = NULL;
    for (uint32_t i = last_mention(b, mark); i > 0; i = b->mentions.at[i - 1].before) {
        const struct mention *mention = &b->mentions.at[i - 1];
        if ((int64_t)mention->page > after && (!next || mention->page < next->page)) next = mention;
    }
    return next;
}

bool mention_lacks(const struct builder *b, const struct flow_node *item) {
    if (item->role != ROLE_LI || item->count != 1 || item->children[0].kind != FLOW_PARA) return false;
    const struct flow_text *text = &item->children[0].text;
    for (size_t i = 0; i < text->count; i++)
        if (text->spans[i].late == LATE_PAGES) return last_mention(b, text->spans[i].mark) == 0;
    return false;
}

static void pages_add(struct builder *b, struct span_list *out, const struct span *span) {
    const struct mention *mention;
    bool first = true;
    for (int64_t after = -1; (mention = next_mention(b, span->mark, after)); after = mention->page, first = false) {
        struct span *gap = vec_push(b->ctx->arena, out);
        *gap = *span;
        gap->late = LATE_NONE;
        gap->mark = 0;
        gap->text = first ? STR("") : STR(", ");
        struct span *number = vec_push(b->ctx->arena, out);
        *number = out->at[out->len - 2];
        number->text = str_from(b->doc->pages.at[mention->page].label);
        number->role = ROLE_LINK;
        *vec_push(b->ctx->arena, &b->page_links) = mention->anchor;
        number->link = (uint32_t)(b->flow->link_count + b->page_links.len);
    }
}

const struct flow_text *mention_pages(struct builder *b, const struct flow_text *text) {
    bool late = false;
    for (size_t i = 0; i < text->count && !late; i++) late = text->spans[i].late == LATE_PAGES;
    if (!late) return text;
    struct span_list spans = {0};
    for (size_t i = 0; i < text->count; i++) {
        if (text->spans[i].late == LATE_PAGES)
            pages_add(b, &spans, &text->spans[i]);
        else
            *vec_push(b->ctx->arena, &spans) = text->spans[i];
    }
    struct flow_text *made = ARENA_NEW(b->ctx->arena, struct flow_text);
    *made = (struct flow_text){spans.at, spans.len};
    return made;
}
