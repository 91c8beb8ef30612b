/* Blocks -> nodes: paragraphs, heads, lists, quotes, code.
 *
 * Idea: one function per kind of block, all writing to a list of nodes; a scene passed down says which style speaks.
 * Invariants: groups nest at most DEPTH_MAX deep, what is deeper is set on one level by a walk with its own stack, so
 * hostile nesting costs neither the machine's stack nor time beyond its length; every text reaches the flow once.
 * Headings: levels close gaps for the structure (a reader that jumps from heading to heading misses nothing) and keep
 * the look that the author asked for.
 * Rejected: renumbering headings in the model, which says what the author wrote. */
#include "style/build.h"

struct scene scene_of(const struct style *text) {
    return (struct scene){.text = text, .left = text->left};
}

struct scene scene_inside(const struct scene *outer, const struct style *text) {
    return (struct scene){.text = text,
                          .voice = text,
                          .depth = outer->depth + 1,
                          .bare = true,
                          .in_note = outer->in_note,
                          .no_indent = true};
}

/* ---- derived styles --------------------------------------------------------------------------------------------- */

static bool wish_eq(const struct variation *a, const struct variation *b) {
    return a->base == b->base && a->voice == b->voice && a->left == b->left && a->no_indent == b->no_indent &&
           a->bare == b->bare;
}

static void make_bare(struct style *style) {
    style->above = style->below = 0;
    style->padding_x = style->padding_y = 0;
    style->right = 0;
    style->tinted = false;
    style->rule_above = style->rule_below = style->rule_left = style->frame = (struct rule_style){0};
}

static void take_voice(struct style *style, const struct style *voice) {
    style->chars = voice->chars;
    style->leading = voice->leading;
    style->align = voice->align;
    style->hyphenate = voice->hyphenate;
    style->elastic_tracking = voice->elastic_tracking;
    style->elastic_scale = voice->elastic_scale;
    style->hang = voice->hang;
}

const struct style *style_derive(struct builder *b, const struct variation *wish) {
    for (size_t i = b->derived.len; i > 0; i--)
        if (wish_eq(&b->derived.at[i - 1]->key, wish)) return &b->derived.at[i - 1]->style;
    struct derived *derived = ARENA_NEW(b->ctx->arena, struct derived);
    struct style *style = &derived->style;
    derived->key = *wish;
    *style = *wish->base;
    style->left = wish->left;
    if (wish->bare) make_bare(style);
    if (wish->voice && wish->voice != wish->base) take_voice(style, wish->voice);
    if (wish->no_indent && style->first_indent > 0) style->first_indent = 0; /* a hanging line stays */
    *vec_push(b->ctx->arena, &b->derived) = derived;
    return style;
}

static const struct style *scene_style(struct builder *b, const struct scene *scene) {
    struct variation wish = {scene->text, scene->list_level > 0 ? scene->voice : NULL, scene->left, scene->no_indent,
                             scene->bare};
    bool own = !wish.voice && !wish.bare && wish.left == scene->text->left &&
               (!wish.no_indent || scene->text->first_indent <= 0);
    return own ? scene->text : style_derive(b, &wish);
}

mpt column_width(const struct look *look, int span) {
    mpt text = look->page_width - look->margin_inner - look->margin_outer;
    if (span <= 0 || span >= look->columns) return text;
    mpt column = (text - look->gutter * (look->columns - 1)) / look->columns;
    return column * span + look->gutter * (span - 1);
}

/* ---- nodes ------------------------------------------------------------------------------------------------------ */

struct flow_node *node_add(struct builder *b, struct node_list *out, enum flow_kind kind, enum role role,
                           const struct style *style, struct place place) {
    struct flow_node *node = vec_push(b->ctx->arena, out);
    node->kind = kind;
    node->role = role;
    node->style = style;
    node->place = place;
    return node;
}

struct flow_node *para_add(struct builder *b, struct node_list *out, enum role role, const struct style *style,
                           struct flow_text text, struct place place) {
    struct flow_node *node = node_add(b, out, FLOW_PARA, role, style, place);
    node->text = text;
    return node;
}

void node_close(struct flow_node *group, const struct node_list *children) {
    group->children = children->at;
    group->count = children->len;
}

/* ---- headings --------------------------------------------------------------------------------------------------- */

/* The highest heading level that the text uses, at least 2. An article of `###` alone skips nothing: it begins there.
 */
int blocks_level(const struct blocks *blocks) {
    int base = HEAD_LEVELS + 1;
    for (size_t i = 0; i < blocks->len; i++) {
        const struct block *block = &blocks->at[i];
        if (block->kind == BLOCK_HEAD && block->level < base) base = block->level;
    }
    return base > HEAD_LEVELS || base < 2 ? 2 : base;
}

/* The level in the structure: one more than the headings that are open around it; the article's title is the first. */
static int head_level(struct builder *b, const struct block *block) {
    int wanted = block->level - b->level_base + 2;
    if (wanted < 2) wanted = 2;
    while (b->level_count > 0 && b->levels[b->level_count - 1] >= wanted) b->level_count--;
    b->levels[b->level_count++] = wanted;
    int level = b->level_count + 1;
    if (level < wanted && !b->level_told) {
        diag(b->ctx, DIAG_HEAD_LEVEL_SKIPPED, block->place, "%d -> %d", block->level, level);
        b->level_told = true;
    }
    return level > HEAD_LEVELS ? HEAD_LEVELS : level;
}

static void head_add(struct builder *b, struct node_list *out, const struct block *block, struct scene *scene) {
    static const enum style_id looks[] = {STYLE_H2, STYLE_H2, STYLE_H2, STYLE_H3, STYLE_H4, STYLE_H4, STYLE_H4};
    int level = scene->in_note ? 0 : head_level(b, block);
    int look = block->level < 0 ? 0 : block->level > 6 ? 6 : block->level;
    struct variation wish = {sheet_style(b->sheet, looks[look]), NULL, scene->list_base, false, scene->bare};
    const struct style *style = scene->bare || scene->list_base ? style_derive(b, &wish) : wish.base;
    enum role role = level ? (enum role)(ROLE_H1 + level - 1) : ROLE_P;
    para_add(b, out, role, style, text_of_inlines(b, &block->content, style, scene->in_note), block->place);
    scene->no_indent = true;
}

/* ---- code ------------------------------------------------------------------------------------------------------- */

/* A tab is as wide as four spaces. */
static struct str code_line(struct builder *b, struct str line) {
    struct buf out;
    if (!memchr(line.s, '\t', line.len)) return line;
    buf_init(&out, b->ctx->arena);
    for (size_t i = 0; i < line.len; i++)
        if (line.s[i] == '\t')
            buf_puts(&out, "    ");
        else
            buf_putc(&out, line.s[i]);
    return buf_view(&out);
}

static void code_span(struct builder *b, struct span_list *spans, struct text line, const struct style *style) {
    struct span *span = vec_push(b->ctx->arena, spans);
    span->text = code_line(b, line.s);
    span->place = line.place;
    span->style = &style->chars;
    span->lang = b->current->lang;
    span->role = ROLE_CODE;
    span->verbatim = true;
    span->newline = true;
}

/* Walks along the source of a block of code. Its lines are the ends of those of the source: marks of lists and quotes
 * may stand before them. */
struct code_source {
    const struct block *block;
    struct str text; /* of the file; "" when it is not known */
    size_t at;       /* in text, start of the next line */
};

static size_t line_end(struct str text, size_t at) {
    while (at < text.len && text.s[at] != '\n') at++;
    return at;
}

static struct code_source code_source(struct builder *b, const struct block *block) {
    const struct diag_file *file = diags_file_lookup(b->ctx->diags, block->place.file);
    struct code_source source = {block, file ? file->text : STR(""), text_of_place(b->ctx->diags, block->place)};
    bool fenced = source.at < source.text.len && (source.text.s[source.at] == '`' || source.text.s[source.at] == '~');
    if (fenced) source.at = line_end(source.text, source.at) + 1;
    return source;
}

static struct place code_place(struct builder *b, struct code_source *source, struct str line) {
    size_t end = line_end(source->text, source->at);
    bool same = end >= source->at + line.len && str_eq(str_slice(source->text, end - line.len, end), line);
    source->at = end + 1;
    return same ? place_of_text(b->ctx->diags, source->block->place.file, end - line.len, end) : source->block->place;
}

static void code_add(struct builder *b, struct node_list *out, const struct block *block, struct scene *scene) {
    const struct style *style = sheet_style(b->sheet, STYLE_CODE);
    struct variation wish = {style, NULL, style->left + scene->list_base, false, scene->in_note};
    if (scene->list_base || scene->in_note) style = style_derive(b, &wish);
    struct span_list spans = {0};
    struct code_source source = code_source(b, block);
    size_t end = block->text.len, start = 0;
    while (end > 0 && block->text.s[end - 1] == '\n') end--;
    for (size_t i = 0; i <= end; i++) {
        if (i < end && block->text.s[i] != '\n') continue;
        struct str line = str_slice(block->text, start, i);
        if (end > 0) code_span(b, &spans, (struct text){line, code_place(b, &source, line)}, style);
        start = i + 1;
    }
    if (spans.len > 0) spans.at[spans.len - 1].newline = false;
    para_add(b, out, ROLE_P, style, text_of_spans(&spans), block->place);
    scene->no_indent = true;
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

static struct text item_mark(struct builder *b, const struct block *list, const struct block *item, int64_t number,
                             int level) {
    const struct sheet *sheet = b->sheet;
    if (item->task) return item->task == 2 ? sheet->done_mark : sheet->open_mark;
    if (!list->ordered) {
        size_t depth = (size_t)level < sheet->bullet_count ? (size_t)level : sheet->bullet_count - 1;
        return sheet->bullets[depth];
    }
    struct field field = {"n", str_from(arena_printf(b->ctx->arena, "%lld", (long long)number)), item->place};
    return pattern_expand(b, sheet->number_mark, &field, 1);
}

/* Figures of a text face are about half an em wide, the mark behind them a quarter, the gap to the text a half. */
#define FIGURE_WIDTH 530
#define MARK_WIDTH 750

/* What the longest number needs beyond the indent of the style. */
static mpt number_room(const struct block *list, const struct style *style, mpt indent) {
    int64_t last = list->start + (int64_t)list->children.len;
    int64_t digits = 1;
    if (!list->ordered) return 0;
    for (; last >= 10; last /= 10) digits++;
    mpt need = div_round(style->chars.size * (digits * FIGURE_WIDTH + MARK_WIDTH), 1000);
    return need > indent ? need - indent : 0;
}

static const struct style *list_style(const struct builder *b, int level) {
    static const enum style_id ids[] = {STYLE_LIST, STYLE_LIST_2, STYLE_LIST_3};
    return sheet_style(b->sheet, ids[level < 2 ? level : 2]);
}

static struct scene list_scene(struct builder *b, const struct block *list, const struct scene *scene) {
    const struct style *style = list_style(b, scene->list_level);
    mpt outer = scene->list_level > 0 ? list_style(b, scene->list_level - 1)->left : 0;
    mpt room = number_room(list, scene->voice ? scene->voice : style, style->left - outer);
    struct scene inner = *scene;
    if (scene->list_level >= 3) room = 0; /* as deep as the template goes: no further to the right */
    inner.text = style;
    inner.list_base = scene->list_base + room;
    inner.left = inner.list_base + style->left;
    inner.list_level++;
    inner.depth += 2;
    inner.bare = true;
    inner.no_indent = false;
    return inner;
}

/* A mark belongs to a paragraph; an item that begins with anything else gets an empty one. */
static void item_add(struct builder *b, struct node_list *out, const struct block *item, struct text mark,
                     const struct scene *inner) {
    struct node_list children = {0};
    struct scene scene = *inner;
    const struct style *style = scene_style(b, &scene);
    bool para = item->children.len > 0 && item->children.at[0].kind == BLOCK_PARA;
    size_t index = out->len;
    node_add(b, out, FLOW_GROUP, ROLE_LI, scene.text, item->place);
    if (!para) para_add(b, &children, ROLE_P, style, (struct flow_text){0}, item->place);
    blocks_add(b, &children, &item->children, &scene);
    if (children.len > 0) children.at[0].label = text_plain(b, &mark, style);
    node_close(&out->at[index], &children);
}

static void list_add(struct builder *b, struct node_list *out, const struct block *list, struct scene *scene) {
    struct scene inner = list_scene(b, list, scene);
    struct node_list items = {0};
    size_t index = out->len;
    const struct style *style = inner.text;
    struct variation wish = {style, NULL, 0, false, true};
    if (scene->list_level > 0 || scene->in_note) style = style_derive(b, &wish); /* space is around the outermost */
    struct flow_node *group = node_add(b, out, FLOW_GROUP, ROLE_L, style, list->place);
    group->list_numbering = list->ordered ? 1 : 2;
    for (size_t i = 0; i < list->children.len; i++) {
        const struct block *item = &list->children.at[i];
        item_add(b, &items, item, item_mark(b, list, item, list->start + (int64_t)i, scene->list_level), &inner);
    }
    node_close(&out->at[index], &items);
    scene->no_indent = false;
}

/* ---- quotes ----------------------------------------------------------------------------------------------------- */

static void quote_add(struct builder *b, struct node_list *out, const struct block *block, struct scene *scene) {
    const struct style *style = sheet_style(b->sheet, STYLE_QUOTE);
    struct variation wish = {style, NULL, style->left + scene->left, false, scene->in_note};
    struct scene inner = scene_inside(scene, style);
    struct node_list children = {0};
    size_t index = out->len;
    if (scene->list_level > 0 || scene->in_note) style = style_derive(b, &wish);
    node_add(b, out, FLOW_GROUP, ROLE_BLOCKQUOTE, style, block->place);
    blocks_add(b, &children, &block->children, &inner);
    node_close(&out->at[index], &children);
    scene->no_indent = false;
}

/* ---- one block -------------------------------------------------------------------------------------------------- */

/* Minutes: a paragraph with a head that runs in begins at the edge. */
static bool has_run_in(const struct block *block) {
    return block->content.len > 0 && block->content.at[0].kind == INLINE_SPAN &&
           str_is(block->content.at[0].classes, "run-in");
}

static void paragraph_add(struct builder *b, struct node_list *out, const struct block *block, struct scene *scene) {
    scene->no_indent = scene->no_indent || has_run_in(block);
    const struct style *style = scene_style(b, scene);
    para_add(b, out, ROLE_P, style, text_of_inlines(b, &block->content, style, scene->in_note), block->place);
    if (block->votes.given) vote_bar_add(b, out, &block->votes, b->article ? b->article->meeting.present : -1);
    scene->no_indent = false;
}

static void html_add(struct builder *b, struct node_list *out, const struct block *block, struct scene *scene) {
    struct text text = {str_trim(block->text), block->place};
    const struct style *style = scene_style(b, scene);
    struct flow_text flow = text_plain(b, &text, style);
    for (size_t i = 0; i < flow.count; i++) flow.spans[i].verbatim = true;
    para_add(b, out, ROLE_P, style, flow, block->place);
}

static void block_add(struct builder *b, struct node_list *out, const struct block *block, struct scene *scene) {
    switch (block->kind) {
    case BLOCK_PARA: paragraph_add(b, out, block, scene); break;
    case BLOCK_HEAD: head_add(b, out, block, scene); break;
    case BLOCK_LIST: list_add(b, out, block, scene); break;
    case BLOCK_ITEM: blocks_add(b, out, &block->children, scene); break; /* stands in lists only */
    case BLOCK_QUOTE: quote_add(b, out, block, scene); break;
    case BLOCK_CODE: code_add(b, out, block, scene); break;
    case BLOCK_BREAK:
        node_add(b, out, FLOW_RULE, ROLE_NONE, sheet_style(b->sheet, STYLE_BREAK), block->place);
        scene->no_indent = true;
        break;
    case BLOCK_TABLE:
        table_add(b, out, block->table, block->place);
        scene->no_indent = true;
        break;
    case BLOCK_FIGURE: figure_add(b, out, block->figure, block->place); break;
    case BLOCK_BOX:
        box_add(b, out, block, scene);
        scene->no_indent = true;
        break;
    case BLOCK_HTML: html_add(b, out, block, scene); break;
    }
}

/* ---- beyond the depth that is set ------------------------------------------------------------------------------- */

struct level {
    const struct blocks *blocks;
    size_t next;
};
VEC(level_list, struct level);

static bool is_container(const struct block *block) {
    return block->kind == BLOCK_LIST || block->kind == BLOCK_ITEM || block->kind == BLOCK_QUOTE ||
           block->kind == BLOCK_BOX;
}

static void flatten(struct builder *b, struct node_list *out, const struct blocks *blocks, struct scene *scene) {
    struct level_list levels = {0};
    *vec_push(b->ctx->arena, &levels) = (struct level){blocks, 0};
    while (levels.len > 0) {
        struct level *top = &levels.at[levels.len - 1];
        if (top->next == top->blocks->len) {
            levels.len--;
            continue;
        }
        const struct block *block = &top->blocks->at[top->next++];
        if (!is_container(block)) {
            block_add(b, out, block, scene);
            continue;
        }
        if (block->content.len > 0) paragraph_add(b, out, block, scene);
        vote_add(b, out, block);
        *vec_push(b->ctx->arena, &levels) = (struct level){&block->children, 0};
    }
}

void blocks_add(struct builder *b, struct node_list *out, const struct blocks *blocks, struct scene *scene) {
    struct words *language = b->current;
    if (scene->depth >= DEPTH_MAX) {
        for (size_t i = 0; i < blocks->len; i++) {
            if (!is_container(&blocks->at[i])) continue;
            diag(b->ctx, DIAG_FLOW_TOO_DEEP, blocks->at[i].place, "%d", DEPTH_MAX);
            break;
        }
        flatten(b, out, blocks, scene);
        return;
    }
    for (size_t i = 0; i < blocks->len; i++) {
        const struct block *block = &blocks->at[i];
        size_t first = out->len;
        if (block->lang.len) b->current = words_for(b, lang_named(b, block->lang));
        block_add(b, out, block, scene);
        if (block->lang.len && out->len > first) out->at[first].lang = b->current->lang;
        b->current = language;
    }
}
