/* page: flows made by hand, set with the shipped template and fonts; what must hold is read from the paint list. */
#include "page/page.h"

#include <stdlib.h>

#include "context.h"

static const char *const data_dirs[] = {".", NULL};

/* ---- a flow under construction ---------------------------------------------------------------------------------- */

VEC(nodes, struct flow_node);
VEC(article_list, struct flow_article);

struct desk {
    struct arena *arena;
    struct ctx ctx;
    struct look *look;
    struct fontset *fonts;
    struct shaper *shaper;
    struct flow flow;
    struct article_list articles;
    struct paint_doc *doc;
    struct style body, heading, item, title, cell, head_cell, box, caption;
    unsigned seed;
};

static struct desk *desk_new(void) {
    struct arena *arena = arena_new();
    struct desk *desk = ARENA_NEW(arena, struct desk);
    desk->arena = arena;
    desk->ctx = (struct ctx){.arena = arena, .scratch = arena_new(), .diags = diags_new(arena)};
    assert_true(look_load(&desk->ctx, STR("visnyk-a4"), place_nowhere(), ".", data_dirs, &desk->look));
    assert_true(fontset_load(&desk->ctx, desk->look, &desk->fonts));
    desk->shaper = shaper_new(&desk->ctx, desk->fonts, desk->look, data_dirs);
    desk->flow.look = desk->look;
    desk->flow.meta.language = STR("uk");
    desk->flow.meta.title = STR("Вісник");
    desk->seed = 1;
    desk->body = desk->look->body;
    desk->heading = desk->item = desk->title = desk->cell = desk->box = desk->caption = desk->body;
    desk->heading.keep_next = true;
    desk->heading.leading = 16000;
    desk->heading.chars.size = 13000;
    desk->heading.above = 4000;
    desk->heading.below = 2000;
    desk->item.left = 12000;
    desk->item.first_indent = 0;
    desk->title.chars.size = 20000;
    desk->title.leading = 24000;
    desk->cell.chars.size = 8000;
    desk->cell.leading = 10000;
    desk->cell.first_indent = 0;
    desk->cell.padding_x = 3000;
    desk->head_cell = desk->cell;
    desk->caption = desk->cell;
    desk->box.tinted = true;
    desk->box.padding_x = desk->box.padding_y = 6000;
    desk->box.above = desk->box.below = 6000;
    return desk;
}

static void desk_free(struct desk *desk) {
    arena_free(desk->ctx.scratch);
    arena_free(desk->arena);
}

static unsigned next(struct desk *desk, unsigned below) {
    desk->seed = desk->seed * 1103515245u + 12345u;
    return (desk->seed >> 16) % below;
}

static struct str words(struct desk *desk, size_t count) {
    static const char *const list[] = {"рада",      "громада", "самоврядування",  "і",  "бюджет", "про", "область",
                                       "засідання", "рішення", "співробітництво", "на", "збори",  "до",  "програма"};
    struct buf text;
    buf_init(&text, desk->arena);
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s%s", i ? " " : "", list[next(desk, sizeof list / sizeof *list)]);
    return buf_view(&text);
}

static struct flow_text text_of(struct desk *desk, struct str s, const struct style *style) {
    struct flow_text text = {.spans = ARENA_NEW(desk->arena, struct span), .count = 1};
    *text.spans = (struct span){.text = s, .style = &style->chars, .lang = "uk"};
    return text;
}

static struct flow_node *add(struct desk *desk, struct nodes *to, enum flow_kind kind, enum role role,
                             const struct style *style) {
    struct flow_node *node = vec_push(desk->arena, to);
    node->kind = kind;
    node->role = role;
    node->style = style;
    return node;
}

static struct flow_node *add_para(struct desk *desk, struct nodes *to, enum role role, const struct style *style,
                                  size_t count) {
    struct flow_node *node = add(desk, to, FLOW_PARA, role, style);
    node->text = text_of(desk, words(desk, count), style);
    return node;
}

static struct flow_article *add_article(struct desk *desk, const struct nodes *body) {
    struct nodes head = {NULL, 0, 0};
    struct flow_article *article = vec_push(desk->arena, &desk->articles);
    add_para(desk, &head, ROLE_H1, &desk->title, 4);
    article->title = STR("Стаття");
    article->lang = "uk";
    article->columns = desk->look->columns;
    article->in_outline = article->in_contents = true;
    article->head = (struct flow_node){.kind = FLOW_GROUP, .children = head.at, .count = head.len};
    article->body = (struct flow_node){.kind = FLOW_GROUP, .children = body->at, .count = body->len};
    return article;
}

static void build_dumped(struct desk *desk, struct buf *lines) {
    desk->flow.articles = desk->articles.at;
    desk->flow.article_count = desk->articles.len;
    desk->doc = page_build(&desk->ctx, &desk->flow, desk->shaper, lines, NULL);
    const char *wrong = paint_wrong(desk->doc);
    if (wrong) fail_msg("%s", wrong);
}

static void build(struct desk *desk) { build_dumped(desk, NULL); }

/* ---- reading the paint list ------------------------------------------------------------------------------------- */

/* Items of glyphs with the element of their mark. */
struct painted {
    const struct paint_item *item;
    uint32_t page, element;
};
VEC(painted_list, struct painted);

static struct painted_list painted(struct desk *desk) {
    struct painted_list list = {NULL, 0, 0};
    for (uint32_t p = 0; p < desk->doc->pages.len; p++) {
        const struct paint_page *page = &desk->doc->pages.at[p];
        uint32_t element = 0;
        for (size_t i = 0; i < page->count; i++) {
            if (page->items[i].kind == PAINT_MARK_BEGIN) element = page->items[i].mark.element;
            if (page->items[i].kind != PAINT_GLYPHS) continue;
            *vec_push(desk->arena, &list) = (struct painted){&page->items[i], p, element};
        }
    }
    return list;
}

static enum role role_at(const struct desk *desk, uint32_t element) { return desk->doc->elements.at[element].role; }

static mpt left_of(const struct desk *desk, uint32_t page) {
    return page % 2 == 0 ? desk->look->margin_inner : desk->look->margin_outer;
}

static int column_of(const struct desk *desk, const struct painted *p) {
    mpt text = desk->look->page_width - desk->look->margin_inner - desk->look->margin_outer;
    mpt pitch = (text + desk->look->gutter) / desk->look->columns;
    return (int)((p->item->x - left_of(desk, p->page) + 2000) / pitch);
}

static mpt first_baseline(struct desk *desk) {
    const struct font_metrics *m = font_metrics(desk->fonts, desk->look->body.chars.font);
    mpt cap = mpt_from_units(m->cap_height, desk->look->body.chars.size, m->upem);
    return desk->look->margin_top + (desk->look->grid + cap) / 2;
}

/* The row of a baseline on the grid; fails off it. */
static int64_t row_of(struct desk *desk, const struct painted *p) {
    mpt depth = p->item->y - first_baseline(desk);
    assert_int_equal(depth % desk->look->grid, 0);
    return depth / desk->look->grid;
}

static size_t letters(struct str s) {
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.s[i] == ' ') continue;
        if (i + 1 < s.len && (unsigned char)s.s[i] == 0xC2 && (unsigned char)s.s[i + 1] == 0xAD) {
            i++; /* the hyphen of a break */
            continue;
        }
        if (i + 1 < s.len && (unsigned char)s.s[i] == 0xC2 && (unsigned char)s.s[i + 1] == 0xA0) {
            i++;
            continue;
        }
        count++;
    }
    return count;
}

static size_t letters_of_text(const struct flow_text *text) {
    size_t count = 0;
    for (size_t i = 0; i < text->count; i++) count += letters(text->spans[i].text);
    return count;
}

static size_t letters_of_node(const struct flow_node *node) {
    size_t count = letters_of_text(&node->text) + letters_of_text(&node->label);
    if (node->kind == FLOW_GROUP)
        for (size_t i = 0; i < node->count; i++) count += letters_of_node(&node->children[i]);
    if (node->kind == FLOW_TABLE)
        for (size_t i = 0; i < node->table->columns * node->table->rows; i++)
            count += letters_of_text(&node->table->cells[i].text);
    if (node->kind == FLOW_FIGURE)
        count += letters_of_text(&node->figure->caption) + letters_of_text(&node->figure->credit);
    return count;
}

static size_t letters_of_article(const struct flow_article *article) {
    size_t count = letters_of_node(&article->head) + letters_of_node(&article->body);
    for (size_t i = 0; i < article->note_count; i++) {
        count += letters_of_text(&article->notes[i].number);
        for (size_t k = 0; k < article->notes[i].count; k++) count += letters_of_node(&article->notes[i].children[k]);
    }
    return count;
}

/* Nothing is lost, nothing is painted twice: what stands in elements is as long as the flow. */
static void check_letters(struct desk *desk) {
    size_t wanted = 0, got = 0;
    struct painted_list list = painted(desk);
    for (size_t i = 0; i < desk->articles.len; i++) wanted += letters_of_article(&desk->articles.at[i]);
    for (size_t i = 0; i < list.len; i++)
        if (list.at[i].element) got += letters(list.at[i].item->glyphs.text);
    assert_int_equal(got, wanted);
}

/* Where a baseline lies across its line, and where the item begins along it: some lines run up the page. */
static mpt across(const struct paint_item *item) { return item->glyphs.turned ? item->x : item->y; }

static mpt along(const struct paint_item *item) { return item->glyphs.turned ? -item->y : item->x; }

static int by_line(const void *a, const void *b) {
    const struct painted *p = a, *q = b;
    if (p->page != q->page) return p->page < q->page ? -1 : 1;
    if (p->item->glyphs.turned != q->item->glyphs.turned) return p->item->glyphs.turned ? 1 : -1;
    if (across(p->item) != across(q->item)) return across(p->item) < across(q->item) ? -1 : 1;
    return along(p->item) < along(q->item) ? -1 : along(p->item) > along(q->item);
}

/* Nothing stands over another thing of the same line. */
static void check_overlaps(struct desk *desk) {
    struct painted_list list = painted(desk);
    qsort(list.at, list.len, sizeof *list.at, by_line);
    for (size_t i = 1; i < list.len; i++) {
        const struct painted *before = &list.at[i - 1], *now = &list.at[i];
        bool same = before->page == now->page && before->item->glyphs.turned == now->item->glyphs.turned;
        if (!same || across(before->item) != across(now->item)) continue;
        assert_true(along(before->item) + before->item->w <= along(now->item) + 500);
    }
}

static void check_margins(struct desk *desk) {
    check_overlaps(desk);
    struct painted_list list = painted(desk);
    mpt text = desk->look->page_width - desk->look->margin_inner - desk->look->margin_outer;
    for (size_t i = 0; i < list.len; i++) {
        if (!list.at[i].element) continue;
        mpt left = left_of(desk, list.at[i].page), hang = desk->look->body.chars.size;
        const struct paint_item *item = list.at[i].item;
        bool turned = item->glyphs.turned;
        assert_true(item->x >= left - hang);
        assert_true(item->x + (turned ? 0 : item->w) <= left + text + hang);
        assert_true(item->y - (turned ? item->w : 0) > desk->look->margin_top - (turned ? hang : 0));
        assert_true(item->y <= desk->look->page_height - desk->look->margin_bottom);
    }
}

/* No first or last line of a paragraph stands alone in a column. */
static void check_widows(struct desk *desk, enum role role) {
    struct painted_list list = painted(desk);
    for (uint32_t e = 1; e < desk->doc->elements.len; e++) {
        if (role_at(desk, e) != role) continue;
        size_t lines = 0, here = 0, least = SIZE_MAX;
        int64_t place = -1, row = -1;
        for (size_t i = 0; i < list.len; i++) {
            if (list.at[i].element != e) continue;
            int64_t now = (int64_t)list.at[i].page * 100 + column_of(desk, &list.at[i]);
            if (now != place) {
                if (here && here < least) least = here;
                here = 0;
                place = now;
                row = -1;
            }
            if (list.at[i].item->y == row) continue;
            row = list.at[i].item->y;
            here++;
            lines++;
        }
        if (here < least) least = here;
        if (lines >= 4) assert_true(least >= 2);
    }
}

/* Last rows of the columns of the article's last page, text of `role` only. */
static void last_rows(struct desk *desk, enum role role, int64_t rows[3]) {
    struct painted_list list = painted(desk);
    rows[0] = rows[1] = rows[2] = -1;
    uint32_t page = 0;
    for (size_t i = 0; i < list.len; i++)
        if (list.at[i].element && role_at(desk, list.at[i].element) == role) page = list.at[i].page;
    for (size_t i = 0; i < list.len; i++) {
        if (!list.at[i].element || role_at(desk, list.at[i].element) != role || list.at[i].page != page) continue;
        int column = column_of(desk, &list.at[i]);
        int64_t row = row_of(desk, &list.at[i]);
        assert_in_range(column, 0, 2);
        if (row > rows[column]) rows[column] = row;
    }
}

/* ---- tests ------------------------------------------------------------------------------------------------------ */

static void test_plain_article_is_level(void **state) {
    (void)state;
    for (size_t paras = 1; paras < 40; paras += 3) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        desk->seed = (unsigned)paras;
        for (size_t i = 0; i < paras; i++) add_para(desk, &body, ROLE_P, &desk->body, 60 + next(desk, 60));
        add_article(desk, &body);
        build(desk);
        int64_t rows[3];
        last_rows(desk, ROLE_P, rows);
        for (int c = 0; c < 2; c++) assert_true(llabs(rows[c] - rows[c + 1]) <= 1);
        check_letters(desk);
        check_margins(desk);
        check_widows(desk, ROLE_P);
        desk_free(desk);
    }
}

static void test_body_stands_on_the_grid(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    for (size_t i = 0; i < 60; i++) {
        if (i % 4 == 1) add_para(desk, &body, ROLE_H2, &desk->heading, 3);
        add_para(desk, &body, ROLE_P, &desk->body, 20 + next(desk, 90));
    }
    add_article(desk, &body);
    build(desk);
    struct painted_list list = painted(desk);
    for (size_t i = 0; i < list.len; i++)
        if (list.at[i].element && role_at(desk, list.at[i].element) == ROLE_P) (void)row_of(desk, &list.at[i]);
    check_letters(desk);
    check_margins(desk);
    check_widows(desk, ROLE_P);
    desk_free(desk);
}

static void test_no_heading_last_in_a_column(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    for (size_t i = 0; i < 80; i++) {
        add_para(desk, &body, ROLE_H2, &desk->heading, 2);
        add_para(desk, &body, ROLE_P, &desk->body, 30 + next(desk, 40));
    }
    add_article(desk, &body);
    build(desk);
    struct painted_list list = painted(desk);
    for (size_t i = 0; i + 1 < list.len; i++) {
        if (!list.at[i].element || role_at(desk, list.at[i].element) != ROLE_H2) continue;
        if (!list.at[i + 1].element || role_at(desk, list.at[i + 1].element) == ROLE_H2) continue;
        assert_int_equal(list.at[i].page, list.at[i + 1].page);
        assert_int_equal(column_of(desk, &list.at[i]), column_of(desk, &list.at[i + 1]));
    }
    check_letters(desk);
    desk_free(desk);
}

static void add_notes(struct desk *desk, struct flow_article *article, size_t count, size_t length) {
    article->notes = ARENA_ARRAY(desk->arena, count, struct flow_note);
    article->note_count = count;
    for (size_t i = 0; i < count; i++) {
        struct nodes paras = {NULL, 0, 0};
        add_para(desk, &paras, ROLE_P, desk->look->note, length);
        article->notes[i].number = text_of(desk, str_from(arena_printf(desk->arena, "%zu", i + 1)), &desk->body);
        article->notes[i].children = paras.at;
        article->notes[i].count = paras.len;
    }
}

/* A paragraph whose words call the notes [first, first + count). */
static void add_calls(struct desk *desk, struct nodes *body, size_t first, size_t count) {
    struct flow_node *node = add_para(desk, body, ROLE_P, &desk->body, 10);
    struct span *spans = ARENA_ARRAY(desk->arena, 2 * count + 1, struct span);
    size_t n = 0;
    spans[n++] = node->text.spans[0];
    for (size_t i = 0; i < count; i++) {
        spans[n] = spans[0];
        spans[n].text = str_from(arena_printf(desk->arena, "%zu", first + i));
        spans[n].role = ROLE_REFERENCE;
        spans[n++].note = (uint32_t)(first + i);
        spans[n] = spans[0];
        struct str rest = words(desk, 8);
        spans[n++].text = str_from(arena_printf(desk->arena, " %.*s", STR_ARG(rest)));
    }
    node->text.spans = spans;
    node->text.count = n;
}

static void test_notes_stand_with_their_calls(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    for (size_t i = 0; i < 12; i++) {
        add_calls(desk, &body, i + 1, 1);
        add_para(desk, &body, ROLE_P, &desk->body, 120);
    }
    struct flow_article *article = add_article(desk, &body);
    add_notes(desk, article, 12, 20);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    struct painted_list list = painted(desk);
    size_t links = 0;
    for (size_t i = 0; i < list.len; i++) {
        const struct painted *call = &list.at[i];
        if (!call->element || role_at(desk, call->element) != ROLE_LINK) continue;
        links++;
        bool found = false;
        for (size_t k = 0; k < list.len && !found; k++) {
            if (!list.at[k].element) continue;
            uint32_t parent = desk->doc->elements.at[list.at[k].element].parent;
            found = role_at(desk, parent) == ROLE_NOTE && list.at[k].page == call->page &&
                    column_of(desk, &list.at[k]) == column_of(desk, call) && list.at[k].item->y > call->item->y;
        }
        assert_true(found);
    }
    assert_int_equal(links, 12);
    desk_free(desk);
}

static void test_two_thousand_notes(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    add_calls(desk, &body, 1, 2000);
    struct flow_article *article = add_article(desk, &body);
    add_notes(desk, article, 2000, 3);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    desk_free(desk);
}

static void test_note_longer_than_a_page(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    add_calls(desk, &body, 1, 1);
    struct flow_article *article = add_article(desk, &body);
    add_notes(desk, article, 1, 4000);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    assert_int_equal(diags_all(desk->ctx.diags)->at[0].code, DIAG_NOTE_LONG);
    desk_free(desk);
}

static struct flow_table *add_table(struct desk *desk, struct nodes *body, size_t columns, size_t rows, size_t length) {
    struct flow_node *node = add(desk, body, FLOW_TABLE, ROLE_TABLE, &desk->body);
    struct flow_table *table = ARENA_NEW(desk->arena, struct flow_table);
    node->table = table;
    table->columns = columns;
    table->rows = rows;
    table->head_rows = 1;
    table->head_style = &desk->head_cell;
    table->cell_style = &desk->cell;
    table->caption_style = &desk->caption;
    table->cells = ARENA_ARRAY(desk->arena, columns * rows, struct flow_cell);
    for (size_t i = 0; i < columns * rows; i++)
        table->cells[i].text = text_of(desk, words(desk, length), i < columns ? &desk->head_cell : &desk->cell);
    return table;
}

static void test_table_repeats_its_head(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    struct flow_table *table = add_table(desk, &body, 4, 150, 4);
    table->cells[0].text = text_of(desk, STR("Голова"), &desk->head_cell);
    add_article(desk, &body);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    assert_true(desk->doc->pages.len > 1);
    struct painted_list list = painted(desk);
    size_t heads = 0;
    for (size_t i = 0; i < list.len; i++)
        if (str_starts(list.at[i].item->glyphs.text, "Голова")) {
            assert_int_equal(list.at[i].element == 0, heads > 0); /* repeated ones are artifacts */
            heads++;
        }
    assert_int_equal(heads, desk->doc->pages.len);
    desk_free(desk);
}

static void test_numbers_stand_on_their_mark(void **state) {
    (void)state;
    static const char *const numbers[] = {"450,0", "800", "12,25"};
    static const size_t tails[] = {3, 3, 2};
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    struct flow_table *table = add_table(desk, &body, 2, 4, 1);
    desk->cell.chars.tabular = true;
    for (size_t i = 0; i < 3; i++) {
        struct flow_cell *cell = &table->cells[2 * (i + 1) + 1];
        cell->text = text_of(desk, str_from(numbers[i]), &desk->cell);
        cell->align = ALIGN_END;
        cell->is_number = true;
        cell->tail = tails[i];
    }
    add_article(desk, &body);
    build(desk);
    struct painted_list list = painted(desk);
    mpt left[3] = {0};
    for (size_t i = 0; i < list.len; i++)
        for (size_t k = 0; k < 3; k++)
            if (str_starts(list.at[i].item->glyphs.text, numbers[k])) left[k] = list.at[i].item->x;
    assert_true(left[0] > 0);
    assert_in_range(left[1], left[0] - 5, left[0] + 5); /* three figures before the mark */
    assert_true(left[2] > left[0] + 3000);              /* two */
    desk_free(desk);
}

static mpt widest_rule(struct desk *desk, uint32_t page, mpt below, mpt above) {
    mpt widest = 0;
    const struct paint_page *at = &desk->doc->pages.at[page];
    for (size_t i = 0; i < at->count; i++) {
        const struct paint_item *item = &at->items[i];
        if (item->kind == PAINT_RECT && item->y > below && item->y < above && item->w > widest) widest = item->w;
    }
    return widest;
}

static void test_narrow_table_behind_a_wide_one(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    desk->look->article_rule.thickness = 0;
    add_table(desk, &body, 9, 4, 3)->head_rule = (struct rule_style){.thickness = 700};
    struct flow_table *narrow = add_table(desk, &body, 1, 3, 1);
    narrow->head_rule = (struct rule_style){.thickness = 700};
    for (size_t i = 0; i < 3; i++) narrow->cells[i].text = text_of(desk, STR("вузька"), &desk->cell);
    add_article(desk, &body);
    build(desk);
    mpt text = desk->look->page_width - desk->look->margin_inner - desk->look->margin_outer;
    mpt top = 0, column = (text - (desk->look->columns - 1) * desk->look->gutter) / desk->look->columns;
    struct painted_list list = painted(desk);
    for (size_t i = 0; i < list.len && !top; i++)
        if (str_starts(list.at[i].item->glyphs.text, "вузька")) top = list.at[i].item->y;
    assert_in_range(widest_rule(desk, 0, 0, top - 12000), text - 10, text + 10);
    assert_in_range(widest_rule(desk, 0, top - 12000, top + 400000), column - 10, column + 10);
    desk_free(desk);
}

static void test_table_of_forty_columns(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    add_table(desk, &body, 40, 6, 1);
    add_article(desk, &body);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    assert_true(ctx_count(&desk->ctx, DIAG_TABLE_TOO_WIDE) > 0);
    desk_free(desk);
}

static void test_row_higher_than_a_page(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    struct flow_table *table = add_table(desk, &body, 2, 3, 4);
    table->cells[3].text = text_of(desk, words(desk, 1500), &desk->cell);
    add_article(desk, &body);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    assert_true(ctx_count(&desk->ctx, DIAG_TABLE_ROW_SPLIT) > 0);
    desk_free(desk);
}

static void test_box_longer_than_a_page(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0}, inside = {NULL, 0, 0};
    for (size_t i = 0; i < 80; i++) add_para(desk, &inside, ROLE_P, &desk->body, 40);
    add_para(desk, &body, ROLE_P, &desk->body, 100);
    struct flow_node *box = add(desk, &body, FLOW_GROUP, ROLE_ASIDE, &desk->box);
    box->children = inside.at;
    box->count = inside.len;
    add_para(desk, &body, ROLE_P, &desk->body, 100);
    add_article(desk, &body);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    size_t tints = 0;
    for (size_t p = 0; p < desk->doc->pages.len; p++)
        for (size_t i = 0; i < desk->doc->pages.at[p].count; i++) {
            const struct paint_item *item = &desk->doc->pages.at[p].items[i];
            if (item->kind != PAINT_RECT || item->h < desk->look->grid) continue;
            tints++;
            assert_true(item->y + item->h <= desk->look->page_height - desk->look->margin_bottom);
        }
    assert_true(tints >= 3);
    desk_free(desk);
}

static void test_list_fifty_deep(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes *level = ARENA_NEW(desk->arena, struct nodes);
    desk->box.left = 12000;
    add_para(desk, level, ROLE_P, &desk->item, 5);
    for (size_t i = 0; i < 50; i++) {
        struct nodes *outer = ARENA_NEW(desk->arena, struct nodes);
        struct flow_node *group = add(desk, outer, FLOW_GROUP, ROLE_DIV, &desk->box);
        group->children = level->at;
        group->count = level->len;
        level = outer;
    }
    add_article(desk, level);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    assert_true(ctx_count(&desk->ctx, DIAG_INDENT_LIMIT) > 0);
    desk_free(desk);
}

static void add_figure(struct desk *desk, struct nodes *body, uint32_t width, uint32_t height, int span,
                       enum flow_where where) {
    struct flow_node *node = add(desk, body, FLOW_FIGURE, ROLE_FIGURE, &desk->caption);
    struct image *image = ARENA_NEW(desk->arena, struct image);
    image->width = width;
    image->height = height;
    image->path = "test.png";
    node->figure = ARENA_NEW(desk->arena, struct flow_figure);
    node->figure->image = image;
    node->figure->alt = STR("Малюнок");
    node->figure->span = span;
    node->figure->where = where;
    node->figure->caption = text_of(desk, words(desk, 8), &desk->caption);
    node->figure->caption_style = node->figure->credit_style = &desk->caption;
}

/* Pictures of all sizes and places: each painted once, none over another thing, none outside the text. */
static void test_figures_of_all_kinds(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    static const uint32_t sizes[][2] = {{800, 600}, {600, 800}, {10, 4000}, {4000, 10}, {1, 1}};
    size_t figures = 0;
    for (size_t i = 0; i < 30; i++) {
        add_para(desk, &body, ROLE_P, &desk->body, 150);
        if (i % 2) continue;
        add_figure(desk, &body, sizes[i / 2 % 5][0], sizes[i / 2 % 5][1], (int)(i / 2 % 4),
                   (enum flow_where)(i / 2 % 4));
        figures++;
    }
    add_article(desk, &body);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    size_t images = 0;
    for (size_t p = 0; p < desk->doc->pages.len; p++) {
        const struct paint_page *page = &desk->doc->pages.at[p];
        for (size_t i = 0; i < page->count; i++) {
            const struct paint_item *a = &page->items[i];
            if (a->kind != PAINT_IMAGE) continue;
            images++;
            assert_true(a->y >= desk->look->margin_top);
            assert_true(a->y + a->h <= desk->look->page_height - desk->look->margin_bottom);
            for (size_t k = 0; k < page->count; k++) {
                const struct paint_item *t = &page->items[k];
                if (t->kind != PAINT_GLYPHS) continue;
                bool beside = t->x + t->w <= a->x || t->x >= a->x + a->w;
                assert_true(beside || t->y <= a->y || t->y >= a->y + a->h);
            }
        }
    }
    assert_int_equal(images, figures);
    desk_free(desk);
}

/* A part of a picture fills its place; all of it would lie around, in its own proportion, the focus kept in view. */
static void test_cropped_figures(void **state) {
    (void)state;
    static const int crops[][4] = {{1, 1, 100, 0}, {1, 4, 50, 50}, {16, 9, 0, 100}};
    for (size_t i = 0; i < sizeof crops / sizeof *crops; i++) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        add_figure(desk, &body, 400, 200, 1, WHERE_HERE);
        struct flow_figure *figure = body.at[body.len - 1].figure;
        figure->crop_width = crops[i][0];
        figure->crop_height = crops[i][1];
        figure->focus_x = crops[i][2];
        figure->focus_y = crops[i][3];
        add_article(desk, &body);
        build(desk);
        const struct paint_page *page = &desk->doc->pages.at[0];
        const struct paint_item *item = page->items;
        while (item < page->items + page->count && item->kind != PAINT_IMAGE) item++;
        assert_true(item < page->items + page->count);
        const struct paint_box all = paint_whole(item);
        assert_in_range(item->w * crops[i][1] - item->h * crops[i][0] + 20, 0, 40);
        assert_in_range(all.w - 2 * all.h + 2, 0, 4);
        assert_true(all.x <= item->x && all.y <= item->y);
        assert_true(all.x + all.w >= item->x + item->w - 1 && all.y + all.h >= item->y + item->h - 1);
        assert_true(all.w == item->w || all.h == item->h);
        if (crops[i][2] == 100) assert_int_equal(all.x + all.w, item->x + item->w);
        if (crops[i][2] == 0) assert_int_equal(all.x, item->x);
        desk_free(desk);
    }
}

static void test_articles_under_one_another(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    for (size_t a = 0; a < 30; a++) {
        struct nodes body = {NULL, 0, 0};
        size_t paras = 1 + next(desk, 8);
        for (size_t i = 0; i < paras; i++) add_para(desk, &body, ROLE_P, &desk->body, 15 + next(desk, 100));
        add_article(desk, &body);
    }
    build(desk);
    check_letters(desk);
    check_margins(desk);
    assert_int_equal(desk->doc->outlines.len, 30);
    /* A head never stands at a page's foot without text below it. */
    struct painted_list list = painted(desk);
    for (size_t i = 0; i + 1 < list.len; i++) {
        if (!list.at[i].element || role_at(desk, list.at[i].element) != ROLE_H1) continue;
        size_t text = i;
        while (text < list.len && (!list.at[text].element || role_at(desk, list.at[text].element) == ROLE_H1)) text++;
        assert_true(text < list.len);
        assert_int_equal(list.at[i].page, list.at[text].page);
    }
    desk_free(desk);
}

/* An article over the whole page whose text is set in other columns than the page has. */
static void test_columns_of_the_text(void **state) {
    (void)state;
    for (int columns = 1; columns <= 40; columns = columns == 2 ? 40 : columns + 1) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        for (size_t i = 0; i < 4; i++) add_para(desk, &body, ROLE_P, &desk->body, 60);
        add_article(desk, &body)->text_columns = columns;
        build(desk);
        check_letters(desk);
        check_margins(desk);
        struct painted_list list = painted(desk);
        mpt text = desk->look->page_width - desk->look->margin_inner - desk->look->margin_outer, widest = 0;
        for (size_t i = 0; i < list.len; i++)
            if (list.at[i].element && role_at(desk, list.at[i].element) == ROLE_P && list.at[i].item->w > widest)
                widest = list.at[i].item->w;
        if (columns == 1) assert_true(widest > text * 8 / 10);
        if (columns == 2) assert_true(widest > text * 4 / 10 && widest < text / 2);
        assert_true(widest > 50 * MPT_PER_PT); /* forty columns would be threads */
        desk_free(desk);
    }
}

static void test_group_in_columns(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0}, head = {NULL, 0, 0}, facts = {NULL, 0, 0};
    for (size_t i = 0; i < 9; i++) add_para(desk, &facts, ROLE_P, &desk->cell, 12);
    for (size_t i = 0; i < 9; i++) add_para(desk, &body, ROLE_P, &desk->body, 60);
    add_para(desk, &head, ROLE_H1, &desk->title, 3);
    struct flow_node *group = add(desk, &head, FLOW_GROUP, ROLE_DIV, &desk->box);
    group->children = facts.at;
    group->count = facts.len;
    group->columns = 3;
    struct flow_article *article = add_article(desk, &body);
    article->head.children = head.at;
    article->head.count = head.len;
    build(desk);
    check_letters(desk);
    check_margins(desk);
    struct painted_list list = painted(desk);
    size_t in_column[3] = {0, 0, 0};
    for (size_t i = 0; i < list.len; i++) {
        if (!list.at[i].element) continue;
        uint32_t parent = desk->doc->elements.at[list.at[i].element].parent;
        if (role_at(desk, parent) != ROLE_DIV) continue;
        assert_in_range(column_of(desk, &list.at[i]), 0, 2);
        in_column[column_of(desk, &list.at[i])]++;
    }
    for (size_t c = 0; c < 3; c++) { /* level to what whole paragraphs allow */
        assert_true(in_column[c] > 0);
        assert_true(in_column[c] + 4 >= in_column[(c + 1) % 3]);
    }
    desk_free(desk);
}

/* An item that begins with another list has no text of its own; its marker is not lost. */
static void test_marker_of_an_item_without_text(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0}, items = {NULL, 0, 0}, content = {NULL, 0, 0};
    struct flow_node *empty = add(desk, &content, FLOW_PARA, ROLE_P, &desk->item);
    empty->label = text_of(desk, STR("1."), &desk->item);
    add_para(desk, &content, ROLE_P, &desk->item, 30)->label = text_of(desk, STR("–"), &desk->item);
    struct flow_node *item = add(desk, &items, FLOW_GROUP, ROLE_LI, NULL);
    item->children = content.at;
    item->count = content.len;
    struct flow_node *last = add(desk, &items, FLOW_GROUP, ROLE_LI, NULL);
    last->children = empty;
    last->count = 1;
    struct flow_node *group = add(desk, &body, FLOW_GROUP, ROLE_L, NULL);
    group->children = items.at;
    group->count = items.len;
    add_article(desk, &body);
    build(desk);
    check_letters(desk);
    desk_free(desk);
}

static struct str text_painted(struct desk *desk) {
    struct buf all;
    struct painted_list list = painted(desk);
    buf_init(&all, desk->arena);
    for (size_t i = 0; i < list.len; i++) buf_str(&all, list.at[i].item->glyphs.text);
    return buf_view(&all);
}

static void test_cells_of_a_row_do_not_run_together(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    struct flow_node *row = add(desk, &body, FLOW_ROW, ROLE_P, &desk->cell);
    row->cells = ARENA_ARRAY(desk->arena, 2, struct flow_text);
    row->count = 2;
    row->cells[0] = text_of(desk, STR("Харків"), &desk->cell);
    row->cells[1] = text_of(desk, STR("ISSN"), &desk->cell);
    add_article(desk, &body);
    build(desk);
    assert_non_null(strstr(text_painted(desk).s, "Харків ISSN"));
    desk_free(desk);
}

/* A box that does not fit at a column's foot stands a little further down, and the text before it fills the column. */
static void test_lists_are_parted(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    for (size_t i = 0; i < 2; i++) {
        struct nodes items = {NULL, 0, 0};
        add_para(desk, &items, ROLE_P, &desk->body, 1)->text = text_of(desk, STR("Пункт"), &desk->body);
        struct flow_node *list = add(desk, &body, FLOW_GROUP, ROLE_L, NULL);
        list->children = items.at;
        list->count = items.len;
    }
    add_para(desk, &body, ROLE_P, &desk->body, 200);
    add_article(desk, &body);
    build(desk);
    struct painted_list list = painted(desk);
    mpt y[2] = {0};
    size_t found = 0;
    for (size_t i = 0; i < list.len && found < 2; i++)
        if (str_starts(list.at[i].item->glyphs.text, "Пункт")) y[found++] = list.at[i].item->y;
    assert_int_equal(y[1] - y[0], 2 * desk->look->grid);
    desk_free(desk);
}

/* Lines from behind a picture that opens the next page fill the columns before it. */
static void test_pictures_leave_no_white(void **state) {
    (void)state;
    for (size_t length = 340; length <= 360; length += 20) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        add_para(desk, &body, ROLE_P, &desk->body, 300);
        add_para(desk, &body, ROLE_P, &desk->body, length);
        add_figure(desk, &body, 600, 1200, 1, WHERE_HERE);
        add_para(desk, &body, ROLE_P, &desk->body, 80);
        add_article(desk, &body);
        build(desk);
        check_letters(desk);
        struct painted_list list = painted(desk);
        int64_t foot[3] = {0};
        for (size_t i = 0; i < list.len; i++) {
            int64_t depth = (list.at[i].item->y - desk->look->margin_top) / desk->look->grid;
            if (list.at[i].page == 0 && list.at[i].element && depth > foot[column_of(desk, &list.at[i])])
                foot[column_of(desk, &list.at[i])] = depth;
        }
        assert_int_equal(desk->doc->pages.len, 2);
        for (size_t c = 0; c < 3; c++) assert_true(foot[c] >= 55);
        desk_free(desk);
    }
}

static void test_few_lines_stand_together(void **state) {
    (void)state;
    static const struct { size_t words, columns; } cases[] = {{16, 1}, {19, 2}, {60, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        bool used[3] = {false};
        add_para(desk, &body, ROLE_P, &desk->body, cases[i].words);
        add_article(desk, &body);
        build(desk);
        struct painted_list list = painted(desk);
        for (size_t k = 0; k < list.len; k++)
            if (list.at[k].element && role_at(desk, list.at[k].element) == ROLE_P)
                used[column_of(desk, &list.at[k])] = true;
        assert_int_equal(used[0] + used[1] + used[2], cases[i].columns);
        desk_free(desk);
    }
}

static void test_head_goes_over_its_wide_table(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    add_para(desk, &body, ROLE_P, &desk->body, 100);
    add_para(desk, &body, ROLE_H2, &desk->heading, 1)->text = text_of(desk, STR("Підсумки"), &desk->heading);
    add_table(desk, &body, 9, 4, 3)->cells[0].text = text_of(desk, STR("Голова"), &desk->head_cell);
    add_para(desk, &body, ROLE_P, &desk->body, 100);
    add_article(desk, &body);
    build(desk);
    check_letters(desk);
    struct painted_list list = painted(desk);
    mpt head = 0, table = 0;
    for (size_t i = 0; i < list.len; i++) {
        const struct paint_item *item = list.at[i].item;
        if (str_starts(item->glyphs.text, "Підсумки")) {
            head = item->y;
            assert_int_equal(item->x, desk->look->margin_inner + desk->heading.first_indent);
        }
        if (str_starts(item->glyphs.text, "Голова")) table = item->y;
        if (head == 0 || table || role_at(desk, list.at[i].element) != ROLE_P) continue;
        fail_msg("text between the head and the table");
    }
    assert_in_range(table - head, 1, 4 * desk->look->grid);
    desk_free(desk);
}

static void test_picture_at_the_end_of_its_text(void **state) {
    (void)state;
    for (size_t length = 375; length <= 450; length += 25) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        struct nodes first = {NULL, 0, 0};
        add_para(desk, &first, ROLE_P, &desk->body, length);
        add_article(desk, &first);
        add_para(desk, &body, ROLE_P, &desk->body, 60);
        add_figure(desk, &body, 800, 1000, 1, WHERE_TOP);
        add_article(desk, &body);
        build(desk);
        check_letters(desk);
        check_margins(desk);
        assert_int_equal(desk->doc->pages.len, 1); /* no page for the picture alone */
        desk_free(desk);
    }
}

/* A box of three paragraphs. */
static void add_box(struct desk *desk, struct nodes *to) {
    struct nodes inside = {NULL, 0, 0};
    for (size_t i = 0; i < 3; i++) add_para(desk, &inside, ROLE_H3, &desk->cell, 30);
    struct flow_node *box = add(desk, to, FLOW_GROUP, ROLE_ASIDE, &desk->box);
    box->children = inside.at;
    box->count = inside.len;
}

static void test_boxes_leave_no_white(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    for (size_t i = 0; i < 60; i++) {
        add_para(desk, &body, ROLE_P, &desk->body, 20 + next(desk, 40));
        if (i % 6 == 5) add_box(desk, &body);
    }
    add_article(desk, &body);
    build(desk);
    check_letters(desk);
    check_margins(desk);
    struct painted_list list = painted(desk);
    int64_t foot[3][3] = {{0}};
    assert_true(desk->doc->pages.len >= 3);
    for (size_t i = 0; i < list.len; i++) {
        if (!list.at[i].element || list.at[i].page >= desk->doc->pages.len - 1 || list.at[i].page >= 3) continue;
        int64_t depth = (list.at[i].item->y - desk->look->margin_top) / desk->look->grid;
        int column = column_of(desk, &list.at[i]);
        if (depth > foot[list.at[i].page][column]) foot[list.at[i].page][column] = depth;
    }
    for (size_t c = 0; c < 3; c++) assert_true(foot[1][c] >= 55);
    desk_free(desk);
}

/* An article of running text over some pages. */
static struct desk *long_article(unsigned seed, size_t paras) {
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    desk->seed = seed;
    for (size_t i = 0; i < paras; i++) add_para(desk, &body, ROLE_P, &desk->body, 40 + next(desk, 60));
    add_article(desk, &body);
    return desk;
}

/* The text of an item without the hyphen of a break and the space at its end. */
static struct str shown(struct str text) {
    text = str_trim(text);
    if (str_ends(text, "\xC2\xAD")) text.len -= 2;
    return text;
}

static bool is_painted(const struct painted_list *list, struct str line) {
    for (size_t i = 0; i < list->len; i++)
        if (str_eq(shown(list->at[i].item->glyphs.text), line)) return true;
    return false;
}

static void test_dumped_lines_are_painted(void **state) {
    (void)state;
    struct desk *desk = long_article(3, 90);
    struct buf dump;
    buf_init(&dump, desk->arena);
    build_dumped(desk, &dump);
    struct painted_list list = painted(desk);
    struct str rest = buf_view(&dump);
    bool body = false;
    size_t lines = 0;
    while (rest.len > 0) {
        size_t end = (size_t)((char *)memchr(rest.s, '\n', rest.len) - rest.s);
        struct str line = str_slice(rest, 0, end);
        rest = str_slice(rest, end + 1, rest.len);
        const char *bar = memchr(line.s, '|', line.len);
        if (!bar) body = str_starts(line, "body: ");
        if (!bar || !body) continue;
        assert_true(is_painted(&list, str_trim(str_slice(line, (size_t)(bar - line.s) + 1, line.len - 1))));
        lines++;
    }
    assert_true(lines > 400);
    desk_free(desk);
}

/* Columns that end with a hyphen, behind which the text goes on. */
static size_t divided_columns(struct desk *desk, size_t *columns) {
    struct painted_list list = painted(desk);
    size_t divided = 0;
    for (size_t i = 0; i + 1 < list.len; i++) {
        if (!list.at[i].element || role_at(desk, list.at[i].element) != ROLE_P) continue;
        size_t k = i + 1; /* behind the furniture of the page */
        while (k < list.len && (!list.at[k].element || role_at(desk, list.at[k].element) != ROLE_P)) k++;
        if (k == list.len) break;
        if (list.at[i].page == list.at[k].page && column_of(desk, &list.at[i]) == column_of(desk, &list.at[k]))
            continue;
        ++*columns;
        divided += str_ends(str_trim(list.at[i].item->glyphs.text), "\xC2\xAD");
    }
    return divided;
}

static void test_columns_do_not_end_with_a_hyphen(void **state) {
    (void)state;
    size_t divided = 0, columns = 0;
    for (unsigned seed = 1; seed <= 12; seed++) {
        struct desk *desk = long_article(seed, 60);
        build(desk);
        divided += divided_columns(desk, &columns);
        desk_free(desk);
    }
    assert_true(columns > 200 && divided * 40 <= columns); /* where it would cost widows or four rows of white */
}

/* Boxes that move change what stands at a column's foot. */
static void test_columns_with_boxes_do_not_end_with_a_hyphen(void **state) {
    (void)state;
    size_t divided = 0, columns = 0;
    for (unsigned seed = 1; seed <= 8; seed++) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        desk->seed = seed;
        for (size_t i = 0; i < 60; i++) {
            add_para(desk, &body, ROLE_P, &desk->body, 40 + next(desk, 60));
            if (i % 5 == 4) add_box(desk, &body);
        }
        add_article(desk, &body);
        build(desk);
        divided += divided_columns(desk, &columns);
        desk_free(desk);
    }
    assert_true(columns > 150 && divided * 25 <= columns);
}

/* Few lines in many columns: none stands alone, neither of those before nor behind it. */
static void test_short_articles_have_no_lone_lines(void **state) {
    (void)state;
    for (size_t count = 8; count < 60; count++) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        add_para(desk, &body, ROLE_P, &desk->body, count);
        add_para(desk, &body, ROLE_P, &desk->body, 2);
        add_article(desk, &body);
        build(desk);
        struct painted_list list = painted(desk);
        size_t in_column[3] = {0, 0, 0};
        for (size_t i = 0; i < list.len; i++)
            if (list.at[i].element && role_at(desk, list.at[i].element) == ROLE_P)
                in_column[column_of(desk, &list.at[i])]++;
        for (size_t c = 0; c < 3; c++) assert_int_not_equal(in_column[c], 1);
        desk_free(desk);
    }
}

/* The square behind the last word stands in the column, however full the line is. */
static void test_end_mark_stands_in_the_measure(void **state) {
    (void)state;
    for (size_t count = 1; count < 60; count++) {
        struct desk *desk = desk_new();
        struct nodes body = {NULL, 0, 0};
        desk->look->end_mark = 4000;
        desk->seed = (unsigned)count;
        add_para(desk, &body, ROLE_P, &desk->body, count)->end_mark = true;
        add_article(desk, &body);
        build(desk);
        struct painted_list list = painted(desk);
        const struct paint_page *page = &desk->doc->pages.at[0];
        mpt text = desk->look->page_width - desk->look->margin_inner - desk->look->margin_outer;
        mpt pitch = (text + desk->look->gutter) / desk->look->columns;
        size_t marks = 0;
        for (size_t i = 0; i < page->count; i++) {
            const struct paint_item *item = &page->items[i];
            if (item->kind != PAINT_RECT || item->w != 4000 || item->h != 4000) continue;
            mpt x = (item->x - left_of(desk, 0)) % pitch;
            assert_true(x + item->w <= pitch - desk->look->gutter + 100);
            for (size_t k = 0; k < list.len; k++) {
                const struct paint_item *word = list.at[k].item;
                bool beside = word->y == item->y + item->h && str_trim(word->glyphs.text).len > 0;
                if (beside && word->x < item->x && word->x > item->x - x)
                    assert_true(item->x > word->x + word->w + 1900);
            }
            marks++;
        }
        assert_int_equal(marks, 1);
        desk_free(desk);
    }
}

/* Texts that are shaped or broken a second time are not complained of again. */
static void test_messages_come_once(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    struct flow_node *row = add(desk, &body, FLOW_ROW, ROLE_P, &desk->cell);
    row->cells = ARENA_ARRAY(desk->arena, 2, struct flow_text);
    row->count = 2;
    for (size_t i = 0; i < 2; i++) {
        struct str text = i ? STR("і \u0301слово") : STR("Харків");
        uint32_t file = diags_file(desk->ctx.diags, "a.md", text);
        row->cells[i] = text_of(desk, text, &desk->cell);
        row->cells[i].spans->place = place_of_text(desk->ctx.diags, file, 0, text.len);
    }
    add_article(desk, &body);
    build(desk);
    const struct diag_list *all = diags_all(desk->ctx.diags);
    assert_int_equal(all->len, 1);
    assert_int_equal(all->at[0].code, DIAG_MARK_STRAY);
    assert_int_equal(all->at[0].times, 1);
    desk_free(desk);
}

static void check_contents(int columns, size_t articles) {
    struct desk *desk = desk_new();
    desk->look->columns = columns;
    struct nodes title = {NULL, 0, 0};
    for (size_t a = 0; a < articles; a++) {
        struct nodes body = {NULL, 0, 0};
        for (size_t i = 0; i < 12; i++) add_para(desk, &body, ROLE_P, &desk->body, 80);
        add_article(desk, &body);
    }
    struct flow_contents *contents = &desk->flow.contents;
    add_para(desk, &title, ROLE_P, &desk->body, 2);
    contents->wanted = contents->numbered = true;
    contents->box = (struct flow_node){.kind = FLOW_GROUP, .role = ROLE_TOC, .style = &desk->box};
    contents->box.children = title.at;
    contents->box.count = title.len;
    contents->entry = &desk->item;
    contents->number = desk->item.chars;
    contents->entries = ARENA_ARRAY(desk->arena, articles, struct flow_text);
    for (size_t i = 0; i < articles; i++) contents->entries[i] = text_of(desk, words(desk, 5), &desk->item);
    build(desk);
    uint32_t *pages = ARENA_ARRAY(desk->arena, articles + 1, uint32_t);
    for (uint32_t p = 0; p < desk->doc->pages.len; p++)
        for (size_t i = 0; i < desk->doc->pages.at[p].count; i++) {
            const struct paint_item *item = &desk->doc->pages.at[p].items[i];
            if (item->kind == PAINT_ANCHOR && item->anchor.id <= articles) pages[item->anchor.id] = p;
        }
    size_t entries = 0;
    for (size_t p = 0; p < desk->doc->pages.len; p++) {
        const struct paint_page *page = &desk->doc->pages.at[p];
        for (size_t i = 0; i < page->count; i++) {
            if (page->items[i].kind != PAINT_LINK) continue;
            const struct paint_item *link = &page->items[i];
            const char *wanted = desk->doc->pages.at[pages[link->link.anchor]].label;
            bool found = false;
            for (size_t k = 0; k < i; k++)
                found =
                    found || (page->items[k].kind == PAINT_GLYPHS && page->items[k].y > link->y &&
                              page->items[k].y < link->y + link->h && str_starts(page->items[k].glyphs.text, wanted));
            assert_true(found);
            entries++;
        }
    }
    assert_int_equal(entries, articles);
    check_margins(desk);
    desk_free(desk);
}

static void test_contents_know_their_pages(void **state) {
    (void)state;
    check_contents(3, 6);
    check_contents(3, 90); /* higher than a page */
    check_contents(1, 6);  /* no column beside the text */
    check_contents(5, 2);
}

static void test_article_on_a_page_that_is_gone(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    struct nodes body = {NULL, 0, 0};
    add_para(desk, &body, ROLE_P, &desk->body, 50);
    add_article(desk, &body)->page = 7;
    build(desk);
    assert_int_equal(diags_all(desk->ctx.diags)->at[0].code, DIAG_ARTICLE_PAGE);
    desk_free(desk);
}

static void test_no_article_is_one_page(void **state) {
    (void)state;
    struct desk *desk = desk_new();
    build(desk);
    assert_int_equal(desk->doc->pages.len, 1);
    desk_free(desk);
}

static void test_same_flow_same_paint(void **state) {
    (void)state;
    struct buf dumps[2];
    struct desk *desks[2];
    for (int i = 0; i < 2; i++) {
        struct nodes body = {NULL, 0, 0};
        desks[i] = desk_new();
        for (size_t k = 0; k < 20; k++) add_para(desks[i], &body, ROLE_P, &desks[i]->body, 90);
        add_table(desks[i], &body, 3, 9, 5);
        add_article(desks[i], &body);
        build(desks[i]);
        buf_init(&dumps[i], desks[i]->arena);
        paint_dump(&dumps[i], desks[i]->doc);
    }
    assert_true(str_eq(buf_view(&dumps[0]), buf_view(&dumps[1])));
    desk_free(desks[0]);
    desk_free(desks[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_article_is_level),
        cmocka_unit_test(test_body_stands_on_the_grid),
        cmocka_unit_test(test_no_heading_last_in_a_column),
        cmocka_unit_test(test_notes_stand_with_their_calls),
        cmocka_unit_test(test_two_thousand_notes),
        cmocka_unit_test(test_note_longer_than_a_page),
        cmocka_unit_test(test_table_repeats_its_head),
        cmocka_unit_test(test_numbers_stand_on_their_mark),
        cmocka_unit_test(test_narrow_table_behind_a_wide_one),
        cmocka_unit_test(test_table_of_forty_columns),
        cmocka_unit_test(test_row_higher_than_a_page),
        cmocka_unit_test(test_box_longer_than_a_page),
        cmocka_unit_test(test_list_fifty_deep),
        cmocka_unit_test(test_figures_of_all_kinds),
        cmocka_unit_test(test_cropped_figures),
        cmocka_unit_test(test_articles_under_one_another),
        cmocka_unit_test(test_columns_of_the_text),
        cmocka_unit_test(test_group_in_columns),
        cmocka_unit_test(test_marker_of_an_item_without_text),
        cmocka_unit_test(test_cells_of_a_row_do_not_run_together),
        cmocka_unit_test(test_lists_are_parted),
        cmocka_unit_test(test_pictures_leave_no_white),
        cmocka_unit_test(test_few_lines_stand_together),
        cmocka_unit_test(test_head_goes_over_its_wide_table),
        cmocka_unit_test(test_picture_at_the_end_of_its_text),
        cmocka_unit_test(test_boxes_leave_no_white),
        cmocka_unit_test(test_dumped_lines_are_painted),
        cmocka_unit_test(test_columns_do_not_end_with_a_hyphen),
        cmocka_unit_test(test_columns_with_boxes_do_not_end_with_a_hyphen),
        cmocka_unit_test(test_short_articles_have_no_lone_lines),
        cmocka_unit_test(test_end_mark_stands_in_the_measure),
        cmocka_unit_test(test_messages_come_once),
        cmocka_unit_test(test_contents_know_their_pages),
        cmocka_unit_test(test_article_on_a_page_that_is_gone),
        cmocka_unit_test(test_no_article_is_one_page),
        cmocka_unit_test(test_same_flow_same_paint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
