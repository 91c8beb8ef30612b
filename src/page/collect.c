/* Flow nodes -> slugs, the pieces that no column break divides, with what a break behind each of them would cost.
 *
 * Idea: the tree is walked once, in reading order; the state of the walk (indents, language, element, decoration) is
 * saved and restored around each group. A decoration is not a slug: it is a mark on the slugs inside it, so a box that
 * breaks over columns needs nothing special. Wide tables close the section and open one of their own; pictures that
 * may float leave the slugs and are kept beside them with the place of their mention.
 * Invariant: every line of every text becomes exactly one slug, or a part of one.
 */
#include "page/parts.h"

/* A measure narrower than this part of its column is no place for text; deeper indents are not applied. */
#define MEASURE_LEAST_DIVISOR 3
/* A template may not cut the columns of the page narrower than this. */
#define TEXT_COLUMN_LEAST (57 * MPT_PER_PT)
/* A box up to this part of a page's height stays together and may move; a higher one breaks [percent]. */
#define BOX_HIGH_PERCENT 60

#define OUTLINE_HEADS 2 /* level of second heads among the bookmarks */

struct section *section_new(struct builder *b, enum section_kind kind, int columns, mpt width) {
    struct section *section = ARENA_NEW(b->ctx->arena, struct section);
    section->kind = kind;
    section->columns = columns;
    section->width = width;
    return section;
}

struct slug *collect_slug(struct collect *c, enum slug_kind kind, const struct style *style, mpt height) {
    struct slug *slug = vec_push(c->b->ctx->arena, &c->into->slugs);
    slug->kind = kind;
    slug->height = height;
    slug->x = c->x;
    slug->measure = c->measure;
    slug->share_above = style ? style->share_above : 0;
    slug->share_below = style ? style->share_below : 0;
    slug->deco = c->deco;
    if (c->has_waiting) {
        slug->notes = c->waiting;
        c->waiting = (struct note_parts){NULL, 0, 0};
        c->has_waiting = false;
    }
    c->b->slugs_made++;
    return slug;
}

/* ---- decorations ------------------------------------------------------------------------------------------------- */

static bool decorates(const struct style *style) {
    return style->tinted || style->frame.thickness > 0 || style->rule_above.thickness > 0 ||
           style->rule_below.thickness > 0 || style->rule_left.thickness > 0 || style->padding_y > 0;
}

static const struct deco *deco_new(struct collect *c, const struct style *style) {
    struct deco *deco = ARENA_NEW(c->b->ctx->arena, struct deco);
    deco->style = style;
    deco->parent = c->deco;
    deco->depth = c->deco ? c->deco->depth + 1 : 0;
    deco->x = c->x;
    deco->width = c->measure;
    deco->above = style->above;
    deco->below = style->below;
    deco->pad_top = style->padding_y + style->rule_above.thickness + style->frame.thickness;
    deco->pad_bottom = style->padding_y + style->rule_below.thickness + style->frame.thickness;
    deco->absorbs = (style->tinted || style->frame.thickness > 0) && !(c->deco && c->deco->loose);
    deco->loose = deco->pad_top > 0 || deco->pad_bottom > 0 || (c->deco && c->deco->loose);
    return deco;
}

/* Narrows the measure, unless that would leave too little of it. */
static void indent(struct collect *c, mpt left, mpt right, struct place place) {
    if (left <= 0 && right <= 0) return;
    if (c->measure - left - right < c->into->width / MEASURE_LEAST_DIVISOR) {
        diag(c->b->ctx, DIAG_INDENT_LIMIT, place, "%s", "");
        return;
    }
    c->x += left;
    c->measure -= left + right;
}

static mpt box_limit(const struct builder *b) { return (mpt)b->rows * b->grid * BOX_HIGH_PERCENT / 100; }

static void set_costs(struct collect *c, size_t first) {
    struct slugs *slugs = &c->into->slugs;
    mpt height = 0;
    for (size_t i = first; i < slugs->len; i++) height += slugs->at[i].height;
    bool fits = height <= box_limit(c->b);
    for (size_t i = first; i + 1 < slugs->len; i++) slugs->at[i].break_cost += fits ? COST_TOGETHER : COST_BOX;
}

/* Boxes that stand for themselves; what only a rule at the left sets off belongs to the text around it. */
static bool may_move(const struct deco *deco) {
    const struct style *style = deco->style;
    return style->tinted || style->frame.thickness > 0 || style->rule_above.thickness > 0;
}

void block_mark(struct collect *c, size_t first) {
    struct slugs *slugs = &c->into->slugs;
    mpt height = 0;
    for (size_t i = first; i < slugs->len; i++) height += slugs->at[i].height;
    if (height > box_limit(c->b) || c->into->kind != SECTION_TEXT) return;
    c->b->blocks++;
    for (size_t i = first; i < slugs->len; i++) slugs->at[i].block = c->b->blocks;
}

/* ---- paragraphs -------------------------------------------------------------------------------------------------- */

static struct str flow_text_plain(struct builder *b, const struct flow_text *text) {
    struct buf plain;
    buf_init(&plain, b->ctx->arena);
    for (size_t i = 0; i < text->count; i++) {
        if (text->spans[i].note) continue;
        buf_str(&plain, text->spans[i].text);
        if (text->spans[i].newline) buf_putc(&plain, ' ');
    }
    return str_trim(buf_view(&plain));
}

int64_t line_break_cost(const struct setting *setting, size_t index) {
    const struct style *style = setting->style;
    size_t count = setting->lines.count, above = index + 1, below = count - above;
    if (below == 0) return style->keep_next ? COST_FORBIDDEN : 0;
    int64_t cost = setting->lines.at[index].hyphenated ? COST_HYPHEN : 0;
    size_t orphans = style->orphans > 0 ? (size_t)style->orphans : 1;
    size_t widows = style->widows > 0 ? (size_t)style->widows : 1;
    if (above < orphans || below < widows) cost += COST_FORBIDDEN;
    if (above < setting->cut_count) cost += COST_FORBIDDEN;
    if (style->keep_next) cost += COST_FORBIDDEN;
    if (style->keep_together) cost += COST_TOGETHER;
    return cost;
}

size_t line_calls(const struct line *line) {
    size_t calls = 0;
    for (size_t i = 0; i < line->count; i++) calls += line->pieces[i].run->span && line->pieces[i].run->span->note;
    return calls;
}

static void line_notes(struct collect *c, size_t slug, const struct line *line) {
    for (size_t i = 0; i < line->count; i++) {
        const struct span *span = line->pieces[i].run->span;
        if (span && span->note) note_call(c, slug, span->note);
    }
}

void collect_calls(struct collect *c, size_t slug, const struct flow_text *text) {
    for (size_t i = 0; i < text->count; i++)
        if (text->spans[i].note) note_call(c, slug, text->spans[i].note);
}

/* Markers of outer items that began with no text of their own stand beside this one's first line. */
static void take_hanging(struct collect *c, struct setting *setting) {
    struct setting **end = &setting->label;
    while (*end) end = &(*end)->label;
    *end = c->hanging;
    for (struct setting *label = c->hanging; label; label = label->label) label->label_x -= c->x;
    c->hanging = NULL;
}

void collect_setting(struct collect *c, struct setting *setting, struct place place) {
    const struct style *style = setting->style;
    bool on_grid = style->leading == c->b->grid && !(c->deco && c->deco->loose);
    bool own_deco = c->deco && c->deco->style == style;
    size_t count = setting->lines.count;
    if (count) take_hanging(c, setting);
    for (size_t i = 0; i < count; i++) {
        struct slug *slug = collect_slug(c, SLUG_LINE, style, style->leading);
        slug->line.setting = setting;
        slug->line.index = i;
        slug->on_grid = on_grid;
        slug->joined = i > 0;
        slug->above = i == 0 && !own_deco ? style->above : 0;
        slug->below = i + 1 == count && !own_deco ? style->below : 0;
        slug->break_cost = line_break_cost(setting, i);
        slug->place = setting->lines.at[i].place.file ? setting->lines.at[i].place : place;
        line_notes(c, c->into->slugs.len - 1, &setting->lines.at[i]);
    }
}

static void para_label(struct collect *c, const struct flow_node *node, struct setting *setting, uint32_t element) {
    struct setting *label = set_label(c->b, &node->label, node->style, element, c->lang);
    mpt gap = node->style->chars.size / 2, x = node->style->left - gap - setting_width(label);
    label->label_x = x > -c->x ? x : -c->x;
    if (setting->lines.count) {
        setting->label = label;
        return;
    }
    label->label_x += c->x; /* the line that takes it may be indented otherwise */
    label->label = c->hanging;
    c->hanging = label;
}

/* Nothing came to stand beside: the markers are lines of their own. */
static void hanging_rest(struct collect *c) {
    while (c->hanging) {
        struct setting *label = c->hanging;
        c->hanging = label->label;
        label->label = NULL;
        struct collect saved = *c;
        c->hanging = NULL;
        c->x = label->label_x;
        collect_setting(c, label, place_nowhere());
        c->x = saved.x;
        c->hanging = saved.hanging;
    }
}

static void para_bookmark(struct collect *c, const struct flow_node *node, size_t slug) {
    const struct flow_article *article = c->b->article;
    if (node->role != ROLE_H2 || !article || !article->in_outline || c->deco) return;
    struct str title = flow_text_plain(c->b, &node->text);
    if (title.len == 0) return;
    struct paint_outline *outline = vec_push(c->b->ctx->arena, &c->b->doc->outlines);
    outline->title = title;
    outline->level = OUTLINE_HEADS;
    outline->anchor = anchor_new(c->b);
    c->into->slugs.at[slug].anchor = outline->anchor;
}

static void collect_para(struct collect *c, const struct flow_node *node) {
    struct collect saved = *c;
    uint32_t label = c->label_element;
    c->label_element = 0;
    if (node->label.count && !label) label = tree_element(c->b, c->parent, ROLE_LBL, NULL, node->place);
    if (decorates(node->style)) {
        c->deco = deco_new(c, node->style);
        indent(c, node->style->padding_x, node->style->padding_x, node->place);
    }
    size_t first = c->into->slugs.len;
    uint32_t element = tree_element(c->b, c->parent, node->role, node->lang, node->place);
    const struct flow_text *text = mention_pages(c->b, &node->text);
    bool plain = !decorates(node->style) && (node->role == ROLE_P || node->role == ROLE_LBODY || node->label.count);
    size_t cut_count;
    const struct cut *cuts = wrap_cuts(c, node->style, plain, &cut_count);
    struct setting *setting = NULL;
    if (node->initial) setting = initial_set(c, text, node->style, node->initial, cuts, cut_count);
    if (!setting && node->initial) diags_round(c->b->ctx->diags); /* it was shaped before */
    if (!setting) {
        setting = set_shape(c->b, text, node->style);
        setting->cuts = cuts;
        setting->cut_count = cut_count;
    }
    if (node->end_mark) setting->shaped.tail = 2 * c->b->look->end_mark; /* the mark and as much before it */
    set_break(c->b, setting, c->measure, element, c->lang);
    if (node->label.count) para_label(c, node, setting, label);
    collect_setting(c, setting, node->place);
    wrap_take(c, first);
    if (c->into->slugs.len > first) para_bookmark(c, node, first);
    c->x = saved.x;
    c->measure = saved.measure;
    c->deco = saved.deco;
}

/* ---- rows and rules ---------------------------------------------------------------------------------------------- */

/* Cells that do not fit beside one another stand below one another. */
static void row_stacked(struct collect *c, const struct flow_node *node, const struct cells_row *row,
                        uint32_t element) {
    for (size_t i = 0; i < row->count; i++) {
        set_break(c->b, row->cells[i], c->measure, element, c->lang);
        collect_setting(c, row->cells[i], node->place);
    }
}

static mpt row_width(const struct cells_row *row) {
    mpt width = 0;
    for (size_t i = 0; i < row->count; i++) width += setting_width(row->cells[i]);
    return width;
}

static void row_spread(struct cells_row *row, const struct style *style, mpt measure) {
    mpt x = style->left, free = measure - style->left - style->right - row_width(row);
    for (size_t i = 0; i < row->count; i++) {
        mpt gaps = (mpt)row->count - 1;
        row->x[i] = x + (gaps > 0 ? free * (mpt)i / gaps : 0);
        x += setting_width(row->cells[i]);
    }
}

static void collect_row(struct collect *c, const struct flow_node *node) {
    struct builder *b = c->b;
    if (node->count == 0) return;
    struct collect saved = *c;
    if (decorates(node->style)) c->deco = deco_new(c, node->style);
    uint32_t element = tree_element(b, c->parent, node->role, node->lang, node->place);
    struct cells_row *row = ARENA_NEW(b->ctx->arena, struct cells_row);
    row->count = node->count;
    row->cells = ARENA_ARRAY(b->ctx->arena, node->count, struct setting *);
    row->x = ARENA_ARRAY(b->ctx->arena, node->count, mpt);
    mpt natural = 0;
    for (size_t i = 0; i < node->count; i++) {
        row->cells[i] = set_shape(b, &node->cells[i], node->style);
        natural += shaped_width(&row->cells[i]->shaped);
    }
    if (natural + (mpt)(node->count - 1) * node->style->chars.size / 2 >
        c->measure - node->style->left - node->style->right) {
        row_stacked(c, node, row, element);
    } else {
        for (size_t i = 0; i < node->count; i++) set_line(b, row->cells[i], element, c->lang);
        row_spread(row, node->style, c->measure);
        struct slug *slug = collect_slug(c, SLUG_CELLS, node->style, node->style->leading);
        slug->cells = row;
        slug->place = node->place;
        if (c->deco == saved.deco) {
            slug->above = node->style->above;
            slug->below = node->style->below;
        }
        slug->on_grid = node->style->leading == b->grid && !(c->deco && c->deco->loose);
        slug->break_cost = node->style->keep_next ? COST_FORBIDDEN : 0;
    }
    c->deco = saved.deco;
}

static void collect_rule(struct collect *c, const struct flow_node *node) {
    struct slug *slug = collect_slug(c, SLUG_RULE, node->style, node->style->rule_above.thickness);
    slug->above = node->style->above;
    slug->below = node->style->below;
    slug->rule = &node->style->rule_above;
    slug->break_cost = COST_BOX; /* at a column's foot it would part nothing */
    slug->place = node->place;
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static void collect_node(struct collect *c, const struct flow_node *node);

static bool is_list_part(enum role role) { return role == ROLE_L || role == ROLE_LI || role == ROLE_LBODY; }

/* The label of an item stands before its body in the tree, although it hangs on the body's first paragraph. */
static bool item_has_label(const struct flow_node *node) {
    while (node->kind == FLOW_GROUP && node->count) node = &node->children[0];
    return node->kind == FLOW_PARA && node->label.count > 0;
}

static bool has_body(const struct flow_node *item) {
    for (size_t i = 0; i < item->count; i++)
        if (item->children[i].role == ROLE_LBODY) return true;
    return false;
}

static void group_element(struct collect *c, const struct flow_node *node) {
    struct builder *b = c->b;
    if (node->role == ROLE_NONE) return;
    c->parent = tree_element(b, c->parent, node->role, node->lang, node->place);
    if (node->role == ROLE_L) b->doc->elements.at[c->parent].list_numbering = node->list_numbering;
    if (node->role != ROLE_LI) return;
    if (item_has_label(node)) c->label_element = tree_element(b, c->parent, ROLE_LBL, NULL, node->place);
    if (!has_body(node)) c->parent = tree_element(b, c->parent, ROLE_LBODY, NULL, node->place);
}

/* A line that ends with a colon announces the list below it. */
static void cost_before_list(struct collect *c) {
    if (c->into->slugs.len == 0) return;
    struct slug *last = &c->into->slugs.at[c->into->slugs.len - 1];
    if (last->kind != SLUG_LINE || last->line.setting->text->count == 0) return;
    const struct flow_text *text = last->line.setting->text;
    if (str_ends(str_trim(text->spans[text->count - 1].text), ":")) last->break_cost += COST_INTRO;
}

static void group_indent(struct collect *c, const struct flow_node *node) {
    const struct style *style = node->style;
    if (!style) return;
    bool list = is_list_part(node->role); /* its paragraphs carry their own indents */
    if (!list) indent(c, style->left, style->right, node->place);
    if (node->role == ROLE_LI || node->role == ROLE_LBODY) return; /* space is around the list, not its items */
    if (list ? style->above > 0 || style->below > 0 : decorates(style) || style->above > 0 || style->below > 0)
        c->deco = deco_new(c, style);
    if (!list) indent(c, style->padding_x, style->padding_x, node->place);
}

/* Notes called in an inset stand at the foot of the column that holds it. */
static void inset_notes(struct collect *c, struct section *section) {
    struct slug *slug = &c->into->slugs.at[c->into->slugs.len - 1];
    for (size_t i = 0; i < section->slugs.len; i++) {
        struct note_parts *notes = &section->slugs.at[i].notes;
        for (size_t k = 0; k < notes->len; k++) *vec_push(c->b->ctx->arena, &slug->notes) = notes->at[k];
        *notes = (struct note_parts){NULL, 0, 0};
    }
}

/* An inset higher than a page: its slugs go on one under another, as narrow as they were set. */
static void inset_open(struct collect *c, const struct section *section) {
    for (size_t i = 0; i < section->slugs.len; i++) {
        struct slug *slug = vec_push(c->b->ctx->arena, &c->into->slugs);
        *slug = section->slugs.at[i];
        slug->x += c->x;
        if (!slug->deco) slug->deco = c->deco;
        slug->on_grid = slug->on_grid && !(slug->deco && slug->deco->loose);
    }
}

/* Sets the children in level columns inside one slug; false when there is no width for that. */
static bool collect_inset(struct collect *c, const struct flow_node *node) {
    struct builder *b = c->b;
    int columns = node->columns < COLUMNS_MAX ? node->columns : COLUMNS_MAX;
    mpt width = (c->measure - (columns - 1) * b->gutter) / columns;
    if (width < c->into->width / (2 * COLUMNS_MAX)) return false;
    struct inset *inset = ARENA_NEW(b->ctx->arena, struct inset);
    struct collect inner = {.b = b,
                            .into = section_new(b, SECTION_TEXT, columns, width),
                            .measure = width,
                            .parent = c->parent,
                            .lang = c->lang};
    inset->section = inner.into;
    for (size_t i = 0; i < node->count; i++) collect_node(&inner, &node->children[i]);
    if (inner.into->slugs.len == 0) return true;
    inset->region = (struct region){.rows = b->rows - 2, .fresh = true};
    plan_region(b, inner.into, 0, &inset->region, &inset->plan);
    arena_reset(b->work);
    if (inset->plan.end[columns - 1] < inner.into->slugs.len) {
        inset_open(c, inner.into);
        return true;
    }
    struct slug *slug = collect_slug(c, SLUG_COLUMNS, node->style, (mpt)inset->plan.height * b->grid);
    slug->inset = inset;
    slug->place = node->place;
    slug->on_grid = !(c->deco && c->deco->loose);
    inset_notes(c, inner.into);
    return true;
}

/* Two lists that follow one another would look like one. */
static void collect_children(struct collect *c, const struct flow_node *node) {
    for (size_t i = 0; i < node->count; i++) {
        const struct section *into = c->into;
        size_t first = into->slugs.len;
        collect_node(c, &node->children[i]);
        bool lists = i > 0 && node->children[i].role == ROLE_L && node->children[i - 1].role == ROLE_L;
        if (!lists || c->into != into || into->slugs.len == first) continue;
        struct slug *slug = &c->into->slugs.at[first];
        if (slug->above < c->b->grid) slug->above = c->b->grid;
    }
}

static void collect_group(struct collect *c, const struct flow_node *node) {
    if (mention_lacks(c->b, node)) return;
    struct collect saved = *c;
    size_t first = c->into->slugs.len;
    struct section *into = c->into;
    if (node->role == ROLE_L) cost_before_list(c);
    group_element(c, node);
    if (node->lang) c->lang = node->lang;
    group_indent(c, node);
    if (node->columns < 2 || !collect_inset(c, node)) collect_children(c, node);
    if (node->role == ROLE_L) hanging_rest(c);
    bool boxed = c->deco != saved.deco && c->deco->absorbs;
    if (into == c->into && (boxed || (node->style && node->style->keep_together))) set_costs(c, first);
    bool opens = first == 0; /* facts and the like stay below the head */
    if (into == c->into && c->deco != saved.deco && !saved.deco && !opens && may_move(c->deco)) block_mark(c, first);
    c->x = saved.x;
    c->measure = saved.measure;
    c->parent = saved.parent;
    c->lang = saved.lang;
    c->deco = saved.deco;
    c->label_element = 0;
}

static void collect_node(struct collect *c, const struct flow_node *node) {
    const char *lang = c->lang;
    if (node->lang) c->lang = node->lang;
    bool beside = node->kind == FLOW_PARA || (node->kind == FLOW_GROUP && is_list_part(node->role));
    if (!beside && (node->kind != FLOW_GROUP || node->style || node->columns > 1)) wrap_end(c);
    switch (node->kind) {
    case FLOW_GROUP: collect_group(c, node); break;
    case FLOW_PARA: collect_para(c, node); break;
    case FLOW_ROW: collect_row(c, node); break;
    case FLOW_TABLE: table_collect(c, node); break;
    case FLOW_FIGURE: figure_collect(c, node); break;
    case FLOW_CHART: chart_collect(c, node); break;
    case FLOW_RULE: collect_rule(c, node); break;
    }
    c->lang = lang;
}

/* ---- sections and articles --------------------------------------------------------------------------------------- */

void collect_section(struct builder *b, struct section *section, const struct flow_node *node, uint32_t parent,
                     const char *lang) {
    struct collect c = {.b = b, .into = section, .measure = section->width, .parent = parent, .lang = lang};
    collect_node(&c, node);
    wrap_end(&c);
}

/* Room for the page number at the right of an entry, in ems of its own style [percent]. */
#define ENTRY_NUMBER_PERCENT 230

static void collect_entry(struct collect *c, const struct style *style, const struct flow_text *text, size_t article) {
    struct builder *b = c->b;
    struct place place = text->spans[0].place;
    uint32_t item = tree_element(b, c->parent, ROLE_TOCI, NULL, place);
    uint32_t reference = tree_element(b, item, ROLE_REFERENCE, NULL, place);
    uint32_t link = tree_element(b, reference, ROLE_LINK, NULL, place);
    struct setting *setting = set_text(b, text, style, c->measure, link, c->lang);
    setting->entry = article + 1;
    size_t first = c->into->slugs.len;
    collect_setting(c, setting, place);
    for (size_t i = first; i + 1 < c->into->slugs.len; i++) c->into->slugs.at[i].break_cost += COST_TOGETHER;
}

void collect_contents(struct builder *b, struct section *section) {
    const struct flow_contents *contents = &b->flow->contents;
    const struct flow_text *entries = b->contents_short ? contents->shorter : contents->entries;
    struct collect c = {.b = b, .into = section, .measure = section->width, .lang = b->lang};
    struct style *style = ARENA_NEW(b->ctx->arena, struct style);
    *style = *contents->entry;
    if (contents->numbered) style->right += contents->number.size * ENTRY_NUMBER_PERCENT / 100;
    style->widows = style->orphans = 1;
    group_element(&c, &contents->box);
    group_indent(&c, &contents->box);
    for (size_t i = 0; i < contents->box.count; i++) {
        struct flow_node *child = ARENA_NEW(b->ctx->arena, struct flow_node);
        *child = contents->box.children[i];
        if (child->kind == FLOW_PARA) child->role = ROLE_CAPTION; /* all that a TOC holds besides its items */
        collect_node(&c, child);
    }
    for (size_t i = 0; i < b->flow->article_count; i++)
        if (entries[i].count) collect_entry(&c, style, &entries[i], i);
}

int article_columns(const struct builder *b, const struct flow_article *article) {
    int columns = article->columns > 0 ? article->columns : b->columns;
    return columns < b->columns ? columns : b->columns;
}

mpt columns_width(const struct builder *b, int columns) {
    return columns * b->column_width + (columns - 1) * b->gutter;
}

int columns_within(const struct builder *b, mpt width) {
    mpt columns = (b->text_width + b->gutter) / (width + b->gutter);
    return columns < 1 ? 1 : columns < COLUMNS_MAX ? (int)columns : COLUMNS_MAX;
}

int article_text_columns(const struct builder *b, const struct flow_article *article, mpt width, int columns) {
    int own = article_columns(b, article), text = columns;
    if (!text) text = article->text_columns > 0 ? article->text_columns : own;
    while (text > own && (width - (text - 1) * b->gutter) / text < TEXT_COLUMN_LEAST) text--;
    return text;
}

uint32_t collect_article(struct builder *b, const struct flow_article *article, mpt width, int columns,
                         struct sections *out) {
    uint32_t art = tree_element(b, 0, ROLE_ART, article->lang, article->place);
    b->article = article;
    b->notes = ARENA_ARRAY(b->ctx->arena, article->note_count + 1, struct footnote *);
    struct section *head = section_new(b, SECTION_HEAD, 1, width);
    *vec_push(b->ctx->arena, out) = head;
    struct collect c = {.b = b,
                        .sections = out,
                        .into = head,
                        .measure = head->width,
                        .parent = art,
                        .lang = article->lang ? article->lang : b->lang};
    collect_node(&c, b->low_head ? &article->head_low : &article->head);
    int text = article_text_columns(b, article, width, columns);
    struct section *body = section_new(b, SECTION_TEXT, text, (width - (text - 1) * b->gutter) / text);
    *vec_push(b->ctx->arena, out) = body;
    c.into = body;
    c.x = 0;
    c.measure = body->width;
    c.floats = true;
    collect_node(&c, &article->body);
    wrap_end(&c);
    note_rest(&c);
    return art;
}
