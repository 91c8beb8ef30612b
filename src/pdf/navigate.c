/* Links, bookmarks and labels (ISO 32000-1, 12.3, 12.4.2 and 12.5.6.5).
 *
 * Targets are explicit destinations: page and height, keeping the reader's zoom. Named ones would cost a name tree and
 * serve only links from other files.
 *
 * Bookmarks come as a flat list with levels; an entry becomes a child of the last one before it whose level is smaller,
 * so a level that is skipped makes no gap. All of them start open.
 */
#include "pdf/navigate.h"

#include <stdlib.h>

#include "pdf/tags.h"
#include "pdf/tree.h"
#include "pdf/value.h"

#define NONE SIZE_MAX
/* A link has an annotation on each of its lines, so what is in them must not grow with the link [bytes]. */
#define CONTENTS_MAX 1000

struct anchor {
    uint32_t id;
    uint32_t page;
    mpt y;
};
VEC(anchor_list, struct anchor);

struct navigate {
    struct writer *w;
    struct anchor_list anchors; /* by id */
    struct str uri;             /* of the last action written */
    uint32_t action;            /* 0: none so far */
};

static int compare_anchors(const void *a, const void *b) {
    uint32_t x = ((const struct anchor *)a)->id, y = ((const struct anchor *)b)->id;
    return x < y ? -1 : x > y;
}

struct navigate *navigate_new(struct writer *w) {
    struct navigate *navigate = ARENA_NEW(w->arena, struct navigate);
    navigate->w = w;
    for (size_t p = 0; p < w->doc->pages.len; p++) {
        const struct paint_page *page = &w->doc->pages.at[p];
        for (size_t i = 0; i < page->count; i++) {
            if (page->items[i].kind != PAINT_ANCHOR) continue;
            struct anchor *anchor = vec_push(w->arena, &navigate->anchors);
            *anchor = (struct anchor){page->items[i].anchor.id, (uint32_t)p, page->items[i].y};
        }
    }
    if (navigate->anchors.len)
        qsort(navigate->anchors.at, navigate->anchors.len, sizeof(struct anchor), compare_anchors);
    return navigate;
}

/* " [page /XYZ null y null]"; paint_wrong has seen that the anchor exists. */
static void put_destination(const struct navigate *navigate, struct buf *out, uint32_t id) {
    const struct anchor key = {.id = id};
    const struct anchor *anchor =
        navigate->anchors.len ? bsearch(&key, navigate->anchors.at, navigate->anchors.len, sizeof key, compare_anchors)
                              : NULL;
    if (!anchor) return;
    buf_puts(out, "/Dest[");
    value_ref(out, navigate->w->pages[anchor->page]);
    buf_puts(out, "/XYZ null ");
    buf_mpt(out, navigate->w->doc->pages.at[anchor->page].height - anchor->y);
    buf_puts(out, " null]");
}

/* ---- links ----------------------------------------------------------------------------------------------------- */

/* The action that opens an address, one for all lines of the same link. */
static uint32_t uri_action(struct navigate *navigate, const struct paint_item *item) {
    struct writer *w = navigate->w;
    struct buf out;
    if (navigate->action && item->link.uri.s == navigate->uri.s && item->link.uri.len == navigate->uri.len)
        return navigate->action;
    buf_init(&out, w->arena);
    buf_puts(&out, "/S/URI/URI");
    value_uri(w->ctx, &out, item->link.uri, item->place);
    navigate->uri = item->link.uri;
    return navigate->action = store_dict(w->store, buf_view(&out));
}

/* What a reader is told about a link: of a very long text its beginning. */
static struct str told(struct str text) {
    if (text.len <= CONTENTS_MAX) return text;
    size_t end = CONTENTS_MAX;
    while (((unsigned char)text.s[end] & 0xC0) == 0x80) end--;
    return str_slice(text, 0, end);
}

static uint32_t write_link(struct navigate *navigate, size_t page, const struct paint_item *item) {
    struct writer *w = navigate->w;
    uint32_t number = store_reserve(w->store);
    struct buf out;
    buf_init(&out, w->arena);
    buf_puts(&out, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
    value_box(&out, w->doc->pages.at[page].height, item->x, item->y, item->w, item->h);
    buf_puts(&out, "/Contents");
    value_text(w->ctx, &out, told(item->link.contents), item->place);
    if (item->link.uri.len) {
        buf_puts(&out, "/A");
        value_ref(&out, uri_action(navigate, item));
    } else {
        put_destination(navigate, &out, item->link.anchor);
    }
    buf_puts(&out, "/StructParent ");
    value_int(&out, tags_annotation(w->tags, item->link.element, page, number));
    store_fill(w->store, number, buf_view(&out));
    return number;
}

void navigate_page(struct navigate *navigate, size_t page, struct buf *body) {
    const struct paint_page *painted = &navigate->w->doc->pages.at[page];
    bool any = false;
    if (!navigate->w->profile->links) return;
    for (size_t i = 0; i < painted->count; i++) {
        if (painted->items[i].kind != PAINT_LINK) continue;
        if (!any) buf_puts(body, "/Annots[");
        any = true;
        value_ref(body, write_link(navigate, page, &painted->items[i]));
    }
    if (any) buf_putc(body, ']');
}

/* ---- bookmarks ------------------------------------------------------------------------------------------------- */

struct bookmark {
    size_t parent, previous, next, first, last;
    size_t shown; /* descendants */
    uint32_t number;
};

static struct bookmark *shape_bookmarks(struct writer *w) {
    const struct paint_outlines *outlines = &w->doc->outlines;
    struct bookmark *all = ARENA_ARRAY(w->arena, outlines->len + 1, struct bookmark);
    struct bookmark *root = &all[outlines->len];
    *root = (struct bookmark){NONE, NONE, NONE, NONE, NONE, 0, store_reserve(w->store)};
    for (size_t i = 0; i < outlines->len; i++) {
        size_t parent = i ? i - 1 : outlines->len;
        while (parent != outlines->len && outlines->at[parent].level >= outlines->at[i].level)
            parent = all[parent].parent;
        struct bookmark *above = &all[parent];
        all[i] = (struct bookmark){parent, above->last, NONE, NONE, NONE, 0, store_reserve(w->store)};
        if (above->last == NONE)
            above->first = i;
        else
            all[above->last].next = i;
        above->last = i;
    }
    for (size_t i = outlines->len; i-- > 0;) all[all[i].parent].shown += all[i].shown + 1;
    return all;
}

static void put_relative(struct buf *out, const char *key, const struct bookmark *all, size_t index) {
    if (index == NONE) return;
    buf_puts(out, key);
    value_ref(out, all[index].number);
}

static void write_bookmark(struct navigate *navigate, const struct bookmark *all, size_t index) {
    struct writer *w = navigate->w;
    const struct bookmark *self = &all[index];
    struct buf out;
    buf_init(&out, w->arena);
    if (self->parent == NONE) {
        buf_puts(&out, "/Type/Outlines");
    } else {
        buf_puts(&out, "/Title");
        value_text(w->ctx, &out, w->doc->outlines.at[index].title, place_nowhere());
        put_destination(navigate, &out, w->doc->outlines.at[index].anchor);
    }
    put_relative(&out, "/Parent", all, self->parent);
    put_relative(&out, "/Prev", all, self->previous);
    put_relative(&out, "/Next", all, self->next);
    put_relative(&out, "/First", all, self->first);
    put_relative(&out, "/Last", all, self->last);
    if (self->shown) buf_printf(&out, "/Count %zu", self->shown);
    store_fill(w->store, self->number, buf_view(&out));
}

static void write_bookmarks(struct navigate *navigate, struct buf *catalog) {
    size_t count = navigate->w->doc->outlines.len;
    if (!count) return;
    struct bookmark *all = shape_bookmarks(navigate->w);
    for (size_t i = 0; i <= count; i++) write_bookmark(navigate, all, i);
    buf_puts(catalog, "/Outlines");
    value_ref(catalog, all[count].number);
}

/* ---- labels ---------------------------------------------------------------------------------------------------- */

/* A label that is a plain number goes on counting; anything else is a prefix without a number. */
static void put_label(struct writer *w, struct buf *out, struct str label, int64_t *counted) {
    int64_t number = 0;
    bool plain = str_int(label, &number) && number > 0 && number <= INT32_MAX && label.s[0] != '0' && label.s[0] != '+';
    *counted = plain ? number : 0;
    if (plain) {
        buf_printf(out, "<</S/D/St %ld>>", (long)number);
        return;
    }
    buf_puts(out, "<</P");
    value_text(w->ctx, out, label, place_nowhere());
    buf_puts(out, ">>");
}

static void write_labels(struct writer *w, struct buf *catalog) {
    struct tree_pairs pairs = {NULL, 0, 0};
    int64_t counted = 0; /* number of the page before; 0: it had none */
    for (size_t p = 0; p < w->doc->pages.len; p++) {
        struct str label = str_from(w->doc->pages.at[p].label);
        int64_t number = 0;
        struct buf key, value;
        if (counted && str_int(label, &number) && number == counted + 1) {
            counted = number;
            continue;
        }
        buf_init(&key, w->arena);
        buf_init(&value, w->arena);
        value_int(&key, (int64_t)p);
        put_label(w, &value, label, &counted);
        struct tree_pair *pair = vec_push(w->arena, &pairs);
        *pair = (struct tree_pair){buf_view(&key), buf_view(&value)};
    }
    if (!pairs.len) return;
    buf_puts(catalog, "/PageLabels");
    value_ref(catalog, tree_write(w, "Nums", &pairs));
}

void navigate_catalog(struct navigate *navigate, struct buf *catalog) {
    if (navigate->w->profile->links) write_bookmarks(navigate, catalog);
    write_labels(navigate->w, catalog);
}
