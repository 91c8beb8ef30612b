/* One article -> head, body, notes.
 *
 * Idea: an article is a head over all its columns (kicker, title, lead, byline, facts where the template wants them
 * there), a body, and notes. Which title style holds depends on its place: the lead of the issue, a narrow one, any.
 * Invariants: exactly one H1 per article, its title; the end mark stands on its last text, in a box or not.
 * Rejected: the masthead's title as the H1 of the document (every article would sink one level). */
#include "style/build.h"

#include "base/utf8.h"
#include "markdown/markdown.h"

static void head_para(struct builder *b, struct node_list *out, enum role role, const struct style *style,
                      const struct text *text) {
    struct flow_text flow = text_marked(b, text, style);
    if (flow.count > 0) para_add(b, out, role, style, flow, text->place);
}

static void byline_part(struct builder *b, struct buf *out, bool wanted, const struct text *part, struct place *place) {
    if (!wanted || part->s.len == 0) return;
    if (out->len > 0)
        buf_str(out, b->sheet->byline_separator.s);
    else
        *place = part->place;
    buf_str(out, part->s);
}

static void byline_add(struct builder *b, struct node_list *out, const struct article *article) {
    const struct kind_look *kind = b->kind;
    struct text date = date_text(b, &article->date);
    struct place place = article->place;
    struct buf line;
    buf_init(&line, b->ctx->arena);
    byline_part(b, &line, kind->show_author, &article->author, &place);
    byline_part(b, &line, kind->show_place, &article->venue, &place);
    byline_part(b, &line, kind->show_date, &date, &place);
    struct text text = {buf_view(&line), place};
    if (text.s.len > 0) para_add(b, out, ROLE_P, kind->byline, text_plain(b, &text, kind->byline), place);
}

static const struct style *title_style(const struct builder *b, bool lead) {
    if (lead) return b->kind->title_lead;
    return b->columns == 1 && b->look->columns > 1 ? b->kind->title_small : b->kind->title;
}

static void head_build(struct builder *b, const struct article *article, const struct style *title,
                       struct flow_node *head) {
    struct node_list children = {0};
    struct flow_text text = text_marked(b, &article->title, title);
    if (!str_eq(article->section.s, b->section))
        head_para(b, &children, ROLE_P, sheet_style(b->sheet, STYLE_SECTION), &article->section);
    b->section = article->section.s;
    head_para(b, &children, ROLE_P, b->kind->kicker, &article->kicker);
    if (text.count == 0) text = text_plain(b, &(struct text){article->name, article->place}, title);
    para_add(b, &children, ROLE_H1, title, text, article->title.place.file ? article->title.place : article->place);
    head_para(b, &children, ROLE_P, b->kind->lead, &article->lead);
    byline_add(b, &children, article);
    if (b->kind->facts_in_head) facts_add(b, &children, article);
    head->kind = FLOW_GROUP;
    head->role = ROLE_NONE;
    head->place = article->place;
    node_close(head, &children);
}

/* The head once more for the foot of a page, where a smaller one still finds room. What there is to say of its texts
 * has been said. */
static void head_low_build(struct builder *b, const struct article *article, bool lead, struct str section,
                           struct flow_node *head) {
    const struct kind_look *kind = b->kind;
    if (lead || title_style(b, false) != kind->title) return;
    if (kind->title_low->leading >= kind->title->leading && kind->lead_low->leading >= kind->lead->leading) return;
    struct kind_look low = *kind;
    low.lead = low.lead_low;
    b->kind = &low;
    b->section = section;
    diags_mute(b->ctx->diags, true);
    head_build(b, article, kind->title_low, head);
    diags_mute(b->ctx->diags, false);
    b->kind = kind;
}

/* ---- the body --------------------------------------------------------------------------------------------------- */

/* The last text, in a list, a quote or a box too; a pull quote only says again what stands elsewhere, and a table, a
 * picture or code (which has a tint of its own) is no text. Groups nest no deeper than DEPTH_MAX. */
static struct flow_node *last_para(const struct builder *b, struct flow_node *nodes, size_t count) {
    struct flow_node *found = NULL;
    for (size_t i = count; i > 0 && !found; i--) {
        struct flow_node *node = &nodes[i - 1];
        if (node->kind == FLOW_PARA && !node->style->tinted && node->text.count > 0) found = node;
        if (node->kind == FLOW_GROUP && node->style != sheet_style(b->sheet, STYLE_PULLQUOTE))
            found = last_para(b, node->children, node->count);
    }
    return found;
}

/* Letters at the beginning of a text, with the signs before and the marks over them [bytes]; 0: it begins otherwise. */
static size_t initial_len(struct str text) {
    size_t at = 0, end = 0;
    uint32_t cp = text.len ? utf8_next(text.s, text.len, &at) : 0;
    bool quoted = cp == '"' || cp == 0xAB || cp == 0x201E || cp == 0x201C;
    if (quoted && at < text.len) cp = utf8_next(text.s, text.len, &at);
    if (!cp_is_upper(cp)) return 0;
    for (end = at; at < text.len; end = at) {
        cp = utf8_next(text.s, text.len, &at);
        if (cp < 0x300 || cp > 0x36F) break;
    }
    return end;
}

/* The first letter becomes a span of its own. Links, code and words in another language stay as they are. */
static void initial_split(struct builder *b, struct flow_node *node, int lines) {
    struct flow_text *text = &node->text;
    const struct char_style *chars = &node->style->chars;
    if (lines < 2 || node->label.count || text->count == 0 || node->style->name != b->kind->body->name) return;
    const struct span *first = text->spans;
    if (first->style->font != chars->font || first->style->size != chars->size) return;
    size_t len = initial_len(first->text);
    if (len == 0 || len == first->text.len || first->role != ROLE_NONE || first->verbatim || first->late) return;
    if (first->lang && strcmp(first->lang, b->current->lang) != 0) return;
    struct span *spans = ARENA_ARRAY(b->ctx->arena, text->count + 1, struct span);
    memcpy(spans + 1, text->spans, text->count * sizeof *spans);
    spans[0] = spans[1];
    spans[0].text = str_slice(first->text, 0, len);
    spans[0].newline = false;
    spans[1].text = str_slice(first->text, len, first->text.len);
    spans[0].place = place_within(b->ctx->diags, first->place, 0, len);
    spans[1].place = place_within(b->ctx->diags, first->place, len, spans[1].text.len);
    *text = (struct flow_text){spans, text->count + 1};
    node->initial = lines;
}

/* The first paragraph of the text that starts at `text`, which a picture may stand before. */
static void initial_build(struct builder *b, struct node_list *nodes, size_t text, bool lead) {
    size_t i = text;
    while (i < nodes->len && nodes->at[i].kind == FLOW_FIGURE) i++;
    if (i < nodes->len && nodes->at[i].kind == FLOW_PARA && nodes->at[i].role == ROLE_P)
        initial_split(b, &nodes->at[i], lead ? b->kind->drop_cap_lead : b->kind->drop_cap);
}

static void body_build(struct builder *b, const struct article *article, bool lead, struct flow_node *body) {
    struct node_list children = {0};
    struct scene scene = scene_of(b->kind->body);
    if (b->kind->body != sheet_style(b->sheet, STYLE_BODY)) scene.voice = b->kind->body;
    scene.no_indent = true;
    if (!b->kind->facts_in_head) facts_add(b, &children, article);
    size_t first = children.len;
    if (article->kind == ARTICLE_CALENDAR) kind_body_add(b, &children, article); /* its text is what there is to add */
    size_t text = children.len;
    blocks_add(b, &children, &article->blocks, &scene);
    initial_build(b, &children, text, lead);
    if (article->kind == ARTICLE_DIRECTORY) kind_body_add(b, &children, article); /* its entries are its text */
    struct flow_node *last = children.len > first ? last_para(b, children.at + first, children.len - first) : NULL;
    if (last && b->look->end_mark > 0) last->end_mark = true;
    if (article->kind != ARTICLE_DIRECTORY && article->kind != ARTICLE_CALENDAR) kind_body_add(b, &children, article);
    body->kind = FLOW_GROUP;
    body->role = ROLE_NONE;
    body->place = article->place;
    node_close(body, &children);
}

/* ---- the article ------------------------------------------------------------------------------------------------ */

static struct str plain_title(struct builder *b, const struct article *article) {
    struct inlines inlines = {0};
    if (article->title.s.len == 0) return article->name;
    markdown_inlines(b->ctx, &article->title, &inlines);
    return inlines_plain(b->ctx->arena, &inlines);
}

/* The kicker without its marks. */
static struct str plain_kicker(struct builder *b, const struct article *article) {
    struct inlines inlines = {0};
    markdown_inlines(b->ctx, &article->kicker, &inlines);
    return inlines_plain(b->ctx->arena, &inlines);
}

static struct str rubric(struct builder *b, const struct article *article) {
    static const char *const words[ARTICLE_KINDS] = {"kind-article",   "kind-news",    "kind-meeting",
                                                     "kind-report",    "kind-profile", "kind-announcement",
                                                     "kind-directory", "kind-calendar"};
    if (article->section.s.len) return article->section.s;
    return article->kicker.s.len ? article->kicker.s : word(b, words[article->kind]);
}

/* A frame has its own dress for the kind of the article. */
static const struct kind_look *framed_kind(struct builder *b, const struct frame_look *frame) {
    struct kind_look *kind = ARENA_NEW(b->ctx->arena, struct kind_look);
    *kind = *b->kind;
    if (frame->title) kind->title = kind->title_lead = kind->title_small = frame->title;
    if (frame->kicker) kind->kicker = frame->kicker;
    if (frame->lead) kind->lead = frame->lead;
    if (frame->byline) kind->byline = frame->byline;
    if (frame->body) kind->body = frame->body;
    kind->text_columns = 0;
    kind->drop_cap = 0;
    kind->columns = frame_columns(b->look, &frame->frame);
    return kind;
}

static void jumps_build(struct builder *b, struct flow_article *out) {
    const struct style *title = sheet_style(b->sheet, STYLE_JUMP_TITLE), *jump = sheet_style(b->sheet, STYLE_JUMP);
    struct text text = {out->title, out->place};
    out->jump_title = text_plain(b, &text, title);
    out->jump_to = word_with_page(b, "jump-to", jump);
    out->jump_from = word_with_page(b, "jump-from", jump);
}

void article_build(struct builder *b, const struct article *article, bool lead, const struct frame_look *frame,
                   struct flow_article *out) {
    const struct position *position = &article->position;
    b->article = article;
    b->kind = &b->sheet->kinds[article->kind];
    if (frame) b->kind = framed_kind(b, frame);
    b->current = words_for(b, lang_named(b, article->language.len ? article->language : b->issue->language));
    b->rules = rule_choice_within(rule_choice_within(b->look->rules, b->issue->rules), article->rules);
    bool narrow = !frame && position->span > 0 && position->span < b->look->columns;
    b->columns = narrow ? position->span : b->kind->columns;
    b->level_count = 0;
    b->level_told = false;
    b->level_base = blocks_level(&article->blocks);
    out->title = plain_title(b, article);
    out->kicker = plain_kicker(b, article);
    out->rubric = rubric(b, article);
    out->lang = b->current->lang;
    out->place = article->place;
    out->columns = b->columns;
    out->text_columns = b->kind->text_columns;
    out->frame = frame ? &b->look->frames[frame - b->sheet->frames] : NULL;
    out->page = position->page;
    frames_then(b, article, out);
    out->filler = position->filler;
    out->in_contents = b->kind->in_contents;
    out->in_outline = b->kind->in_outline;
    out->new_page = b->kind->new_page;
    struct str section = b->section;
    head_build(b, article, title_style(b, lead), &out->head);
    if (!frame) head_low_build(b, article, lead, section, &out->head_low);
    body_build(b, article, lead, &out->body);
    notes_build(b, article, out);
    if (b->look->frame_count) jumps_build(b, out); /* one that flows may go into what a frame has left */
}
