/* Logical structure (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).
 *
 * Content reports itself as records in painting order. At the end an element's kids are its own records and its
 * children, merged: children keep the order of the tree, and a record goes before the child whose content was painted
 * after it. So "text <link> text" reads in order although paint's marks do not nest, and a note at the foot of the
 * page does not pull its paragraph apart.
 *
 * Elements without content are left out, except table cells, whose absence would shift the row. An element other than
 * a Link that owns an annotation gets a Link between itself and its content, because ISO 14289-1, 7.18.5 wants one.
 *
 * Invariant: a parent's index is smaller than its child's (paint_wrong checks it), so every pass is a loop, and depth
 * costs nothing. Objects are numbered in the order of the paint list's elements.
 *
 * Rejected: Type in each element (optional, 8 % of the tree), MCRs where a number does.
 */
#include "pdf/tags.h"

#include <assert.h>

#include "pdf/tree.h"
#include "pdf/value.h"

#define NONE UINT32_MAX

struct record {
    uint32_t element;
    uint32_t page;
    uint32_t id;   /* MCID, or the annotation's object number */
    uint32_t next; /* of the same element */
    bool annotation;
};
VEC(record_list, struct record);

struct tag_node {
    uint32_t first, last;     /* records */
    uint32_t child, sibling;  /* kept children, in order */
    uint32_t key;             /* first record in the subtree; NONE: nothing was painted */
    uint32_t key_from_here;   /* least key of this and the later siblings */
    uint32_t number, content; /* object of the element, and of the one that owns its content */
    const char *lang;
    bool kept, annotated;
};

struct tags {
    struct writer *w;
    const struct paint_elements *elements;
    struct record_list records;
    struct tag_node *nodes;
    uint32_t page, next_mcid;
    uint32_t next_key; /* in the parent tree */
    uint32_t root;
};

struct tags *tags_new(struct writer *w) {
    struct tags *tags = ARENA_NEW(w->arena, struct tags);
    tags->w = w;
    tags->elements = &w->doc->elements;
    tags->nodes = ARENA_ARRAY(w->arena, tags->elements->len, struct tag_node);
    tags->next_key = (uint32_t)w->doc->pages.len;
    for (size_t i = 0; i < tags->elements->len; i++)
        tags->nodes[i].first = tags->nodes[i].child = tags->nodes[i].sibling = tags->nodes[i].key = NONE;
    return tags;
}

/* ---- records --------------------------------------------------------------------------------------------------- */

static struct record *add_record(struct tags *tags, uint32_t element, size_t page) {
    uint32_t index = (uint32_t)tags->records.len;
    struct tag_node *node = &tags->nodes[element];
    struct record *record = vec_push(tags->w->arena, &tags->records);
    assert(element < tags->elements->len && page >= tags->page);
    *record = (struct record){.element = element, .page = (uint32_t)page, .next = NONE};
    if (node->first == NONE)
        node->first = index;
    else
        tags->records.at[node->last].next = index;
    node->last = index;
    if (node->key == NONE) node->key = index;
    return record;
}

uint32_t tags_mark(struct tags *tags, uint32_t element, size_t page) {
    struct record *record = add_record(tags, element, page);
    if (page != tags->page) tags->next_mcid = 0;
    tags->page = (uint32_t)page;
    return record->id = tags->next_mcid++;
}

uint32_t tags_annotation(struct tags *tags, uint32_t element, size_t page, uint32_t number) {
    struct record *record = add_record(tags, element, page);
    record->id = number;
    record->annotation = true;
    tags->nodes[element].annotated = true;
    return tags->next_key++;
}

/* ---- shape ----------------------------------------------------------------------------------------------------- */

static bool is_cell(enum role role) { return role == ROLE_TD || role == ROLE_TH; }

/* Bottom up: what is kept, and where its content begins. */
static void choose(struct tags *tags) {
    tags->nodes[0].kept = true;
    for (size_t i = tags->elements->len; i-- > 1;) {
        struct tag_node *node = &tags->nodes[i], *parent = &tags->nodes[tags->elements->at[i].parent];
        node->kept = node->kept || node->key != NONE || is_cell(tags->elements->at[i].role);
        if (!node->kept) continue;
        parent->kept = true;
        if (node->key < parent->key) parent->key = node->key;
        node->sibling = parent->child; /* backwards, so the list comes out in order */
        parent->child = (uint32_t)i;
        node->key_from_here = node->key;
        if (node->sibling != NONE && tags->nodes[node->sibling].key_from_here < node->key_from_here)
            node->key_from_here = tags->nodes[node->sibling].key_from_here;
    }
}

static void number(struct tags *tags) {
    for (size_t i = 0; i < tags->elements->len; i++) {
        struct tag_node *node = &tags->nodes[i];
        const struct paint_element *element = &tags->elements->at[i];
        if (!node->kept) continue;
        node->number = node->content = store_reserve(tags->w->store);
        if (node->annotated && element->role != ROLE_LINK) node->content = store_reserve(tags->w->store);
        node->lang = element->lang;
        if (!node->lang && i) node->lang = tags->nodes[element->parent].lang;
    }
}

/* ---- kids ------------------------------------------------------------------------------------------------------ */

/* The page that an element's bare MCIDs are on: that of its first one. */
static uint32_t page_of(const struct tags *tags, const struct tag_node *node) {
    for (uint32_t r = node->first; r != NONE; r = tags->records.at[r].next)
        if (!tags->records.at[r].annotation) return tags->records.at[r].page;
    return NONE;
}

static void put_record(const struct tags *tags, struct buf *out, const struct record *record, uint32_t page) {
    const uint32_t *pages = tags->w->pages;
    if (record->annotation) {
        buf_puts(out, "<</Type/OBJR/Obj");
        value_ref(out, record->id);
    } else if (record->page == page) {
        buf_putc(out, ' ');
        value_int(out, record->id);
        return;
    } else {
        buf_puts(out, "<</Type/MCR/MCID ");
        value_int(out, record->id);
    }
    buf_puts(out, "/Pg");
    value_ref(out, pages[record->page]);
    buf_puts(out, ">>");
}

static void put_kids(const struct tags *tags, struct buf *out, const struct tag_node *node) {
    uint32_t page = page_of(tags, node), record = node->first, child = node->child;
    size_t start = out->len, count = 0;
    if (page != NONE) {
        buf_puts(out, "/Pg");
        value_ref(out, tags->w->pages[page]);
    }
    buf_puts(out, "/K[");
    for (; record != NONE || child != NONE; count++) {
        if (child == NONE || (record != NONE && record < tags->nodes[child].key_from_here)) {
            put_record(tags, out, &tags->records.at[record], page);
            record = tags->records.at[record].next;
        } else {
            value_ref(out, tags->nodes[child].number);
            child = tags->nodes[child].sibling;
        }
    }
    if (count)
        buf_putc(out, ']');
    else
        out->len = start;
}

/* ---- elements -------------------------------------------------------------------------------------------------- */

static void put_list_attributes(struct buf *out, int numbering) {
    static const char *const names[] = {"None", "Decimal", "Disc"};
    if (numbering < 1 || numbering > 2) return; /* None is the default */
    buf_printf(out, "/A<</O/List/ListNumbering/%s>>", names[numbering]);
}

static void put_cell(struct buf *out, const struct paint_element *element) {
    bool head = element->role == ROLE_TH;
    if (!head && !element->across && !element->down) return;
    buf_puts(out, "/A<</O/Table");
    if (head)
        buf_printf(out, "/Scope/%s",
                   element->head_row && element->head_column ? "Both"
                   : element->head_row                       ? "Row"
                                                             : "Column");
    if (element->across) buf_printf(out, "/ColSpan %zu", element->across + 1);
    if (element->down) buf_printf(out, "/RowSpan %zu", element->down + 1);
    buf_puts(out, ">>");
}

static void put_bbox(const struct tags *tags, struct buf *out, const struct paint_element *element) {
    if (element->bbox.w <= 0 || element->bbox.page >= tags->w->doc->pages.len) return;
    buf_puts(out, "/A<</O/Layout/BBox");
    value_box(out, tags->w->doc->pages.at[element->bbox.page].height, element->bbox.x, element->bbox.y, element->bbox.w,
              element->bbox.h);
    buf_puts(out, ">>");
}

static void put_attributes(const struct tags *tags, struct buf *out, size_t index) {
    const struct paint_element *element = &tags->elements->at[index];
    switch (element->role) {
    case ROLE_L: put_list_attributes(out, element->list_numbering); break;
    case ROLE_TH:
    case ROLE_TD: put_cell(out, element); break;
    case ROLE_FIGURE: put_bbox(tags, out, element); break;
    case ROLE_NOTE: buf_printf(out, "/ID(note%08zu)", index); break;
    default: break;
    }
}

static void put_texts(const struct tags *tags, struct buf *out, size_t index) {
    const struct paint_element *element = &tags->elements->at[index];
    const char *outer = index ? tags->nodes[element->parent].lang : NULL;
    const char *lang = tags->nodes[index].lang;
    if (lang && (!outer || strcmp(lang, outer) != 0) && value_is_lang(str_from(lang))) {
        buf_puts(out, "/Lang");
        value_text(tags->w->ctx, out, str_from(lang), element->place);
    }
    if (element->alt.len) {
        buf_puts(out, "/Alt");
        value_text(tags->w->ctx, out, element->alt, element->place);
    }
    if (element->actual.len) {
        buf_puts(out, "/ActualText");
        value_text(tags->w->ctx, out, element->actual, element->place);
    }
}

static void write_element(struct tags *tags, size_t index) {
    const struct paint_element *element = &tags->elements->at[index];
    const struct tag_node *node = &tags->nodes[index];
    struct buf out, inner;
    buf_init(&out, tags->w->arena);
    buf_printf(&out, "/S/%s/P", role_name(element->role));
    value_ref(&out, index ? tags->nodes[element->parent].content : tags->root);
    put_texts(tags, &out, index);
    put_attributes(tags, &out, index);
    if (node->content == node->number) {
        put_kids(tags, &out, node);
    } else {
        buf_puts(&out, "/K");
        value_ref(&out, node->content);
        buf_init(&inner, tags->w->arena);
        buf_puts(&inner, "/S/Link/P");
        value_ref(&inner, node->number);
        put_kids(tags, &inner, node);
        store_fill(tags->w->store, node->content, buf_view(&inner));
    }
    store_fill(tags->w->store, node->number, buf_view(&out));
}

/* ---- trees ----------------------------------------------------------------------------------------------------- */

/* Keys are consecutive from 0. */
static void add_pair(struct arena *arena, struct tree_pairs *pairs, const struct buf *value) {
    struct buf key;
    buf_init(&key, arena);
    value_int(&key, (int64_t)pairs->len);
    struct tree_pair *pair = vec_push(arena, pairs);
    pair->key = buf_view(&key);
    pair->value = buf_view(value);
}

/* Pages first: arrays of owners by MCID; then annotations in the order in which their keys were given. */
static uint32_t write_parent_tree(struct tags *tags) {
    struct arena *arena = tags->w->arena;
    struct tree_pairs pairs = {NULL, 0, 0};
    size_t r = 0, page_count = tags->w->doc->pages.len;
    struct buf value;
    for (size_t page = 0; page < page_count; page++) {
        buf_init(&value, arena);
        buf_putc(&value, '[');
        for (; r < tags->records.len && tags->records.at[r].page == page; r++)
            if (!tags->records.at[r].annotation) value_ref(&value, tags->nodes[tags->records.at[r].element].content);
        buf_putc(&value, ']');
        add_pair(arena, &pairs, &value);
    }
    for (r = 0; r < tags->records.len; r++) {
        if (!tags->records.at[r].annotation) continue;
        buf_init(&value, arena);
        value_ref(&value, tags->nodes[tags->records.at[r].element].content);
        add_pair(arena, &pairs, &value);
    }
    return tree_write(tags->w, "Nums", &pairs);
}

/* Keys have one width, so the order of elements is the order of names. 0: no notes. */
static uint32_t write_id_tree(struct tags *tags) {
    struct tree_pairs pairs = {NULL, 0, 0};
    struct buf value;
    for (size_t i = 0; i < tags->elements->len; i++) {
        if (!tags->nodes[i].kept || tags->elements->at[i].role != ROLE_NOTE) continue;
        buf_init(&value, tags->w->arena);
        value_ref(&value, tags->nodes[i].number);
        struct tree_pair *pair = vec_push(tags->w->arena, &pairs);
        pair->key = str_from(arena_printf(tags->w->arena, "(note%08zu)", i));
        pair->value = buf_view(&value);
    }
    return pairs.len ? tree_write(tags->w, "Names", &pairs) : 0;
}

uint32_t tags_write(struct tags *tags) {
    struct buf out;
    choose(tags);
    tags->root = store_reserve(tags->w->store);
    number(tags);
    for (size_t i = 0; i < tags->elements->len; i++)
        if (tags->nodes[i].kept) write_element(tags, i);
    buf_init(&out, tags->w->arena);
    buf_puts(&out, "/Type/StructTreeRoot/RoleMap<</Aside/Div/Lead/P>>/K");
    value_ref(&out, tags->nodes[0].number);
    buf_puts(&out, "/ParentTree");
    value_ref(&out, write_parent_tree(tags));
    buf_printf(&out, "/ParentTreeNextKey %u", (unsigned)tags->next_key);
    uint32_t ids = write_id_tree(tags);
    if (ids) {
        buf_puts(&out, "/IDTree");
        value_ref(&out, ids);
    }
    store_fill(tags->w->store, tags->root, buf_view(&out));
    return tags->root;
}
