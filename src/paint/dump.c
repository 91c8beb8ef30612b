/* The paint list as text, for golden tests and for eyes.
 *
 * One line per page, item, element and outline entry; lengths in points without trailing zeros. Glyph ids and pens are
 * left out: they change with every release of a font, while the text, its place and its size are what a layout means.
 */
#include "paint/paint.h"

#include <inttypes.h>

static const char *const artifact_names[] = {"none", "header", "footer", "layout", "background"};

static void add_quoted(struct buf *out, struct str text) {
    buf_puts(out, " \"");
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c == '"' || c == '\\') {
            buf_putc(out, '\\');
            buf_putc(out, (char)c);
        } else if (c < 0x20) {
            buf_printf(out, "\\x%02x", (unsigned)c);
        } else if (c == 0xC2 && i + 1 < text.len && (unsigned char)text.s[i + 1] == 0xAD) {
            buf_puts(out, "\\-"); /* the soft hyphen shows nothing in a terminal */
            i++;
        } else {
            buf_putc(out, (char)c);
        }
    }
    buf_putc(out, '"');
}

static void add_length(struct buf *out, const char *before, mpt v) {
    buf_puts(out, before);
    buf_mpt(out, v);
}

static void add_rect(struct buf *out, const struct paint_item *item) {
    add_length(out, " ", item->x);
    add_length(out, " ", item->y);
    add_length(out, " ", item->w);
    add_length(out, "x", item->h);
}

static void add_colour(struct buf *out, const struct colour *c) {
    if (c->r || c->g || c->b) buf_printf(out, " #%02x%02x%02x", (unsigned)c->r, (unsigned)c->g, (unsigned)c->b);
    if (!c->spot) return;
    buf_printf(out, " spot \"%s\" ", c->spot->name);
    buf_mpt(out, (mpt)c->tint * 100);
    buf_putc(out, '%');
}

static void add_mark(struct buf *out, const struct paint_doc *doc, const struct paint_item *item) {
    if (item->mark.artifact != ARTIFACT_NONE) {
        buf_printf(out, "mark artifact %s", artifact_names[item->mark.artifact]);
        return;
    }
    buf_printf(out, "mark %" PRIu32, item->mark.element);
    if (item->mark.element < doc->elements.len)
        buf_printf(out, " %s", role_name(doc->elements.at[item->mark.element].role));
}

static void add_glyphs(struct buf *out, const struct paint_item *item) {
    buf_puts(out, "glyphs");
    add_length(out, " ", item->x);
    add_length(out, " ", item->y);
    add_length(out, " w", item->w);
    buf_printf(out, " font %u", (unsigned)item->glyphs.font);
    add_length(out, " ", item->glyphs.size);
    if (item->glyphs.scale != 1000) buf_printf(out, " scale %d", item->glyphs.scale);
    if (item->glyphs.turned) buf_puts(out, " turned");
    add_colour(out, &item->colour);
    add_quoted(out, item->glyphs.text);
}

static void add_link(struct buf *out, const struct paint_item *item) {
    buf_puts(out, "link");
    add_rect(out, item);
    buf_printf(out, " element %" PRIu32, item->link.element);
    if (item->link.uri.len) {
        buf_puts(out, " uri");
        add_quoted(out, item->link.uri);
    } else {
        buf_printf(out, " anchor %" PRIu32, item->link.anchor);
    }
    add_quoted(out, item->link.contents);
}

static void add_box(struct buf *out, const char *name, const struct paint_item *item) {
    buf_puts(out, name);
    add_rect(out, item);
    if (item->kind == PAINT_FRAME) add_length(out, " thickness ", item->frame.thickness);
    mpt radius = item->kind == PAINT_FRAME ? item->frame.radius : item->kind == PAINT_IMAGE ? item->image.radius : 0;
    if (radius) add_length(out, " radius ", radius);
    if (item->kind == PAINT_IMAGE && item->image.whole.w) {
        const struct paint_box *whole = &item->image.whole;
        add_length(out, " of ", whole->x);
        add_length(out, " ", whole->y);
        add_length(out, " ", whole->w);
        add_length(out, "x", whole->h);
    }
    if (item->kind == PAINT_IMAGE && item->image.image && item->image.image->drawing)
        buf_printf(out, " drawing of %zu", item->image.image->drawing->count);
    else if (item->kind == PAINT_IMAGE && item->image.image)
        buf_printf(out, " %" PRIu32 "x%" PRIu32 " pixels", item->image.image->width, item->image.image->height);
    if (item->kind != PAINT_IMAGE) add_colour(out, &item->colour);
}

static void add_item(struct buf *out, const struct paint_doc *doc, const struct paint_item *item) {
    buf_puts(out, "  ");
    switch (item->kind) {
    case PAINT_MARK_BEGIN: add_mark(out, doc, item); break;
    case PAINT_MARK_END: buf_puts(out, "end"); break;
    case PAINT_GLYPHS: add_glyphs(out, item); break;
    case PAINT_RECT: add_box(out, "rect", item); break;
    case PAINT_FRAME: add_box(out, "frame", item); break;
    case PAINT_IMAGE: add_box(out, "image", item); break;
    case PAINT_LINK: add_link(out, item); break;
    case PAINT_ANCHOR:
        buf_printf(out, "anchor %" PRIu32, item->anchor.id);
        add_length(out, " ", item->y);
        break;
    }
    buf_putc(out, '\n');
}

static void add_element(struct buf *out, size_t index, const struct paint_element *e) {
    buf_printf(out, "element %zu %s", index, role_name(e->role));
    if (index) buf_printf(out, " in %" PRIu32, e->parent);
    if (e->lang) buf_printf(out, " lang %s", e->lang);
    if (e->list_numbering) buf_printf(out, " numbering %d", e->list_numbering);
    if (e->head_row) buf_puts(out, " heads-row");
    if (e->head_column) buf_puts(out, " heads-column");
    if (e->alt.len) {
        buf_puts(out, " alt");
        add_quoted(out, e->alt);
    }
    if (e->actual.len) {
        buf_puts(out, " actual");
        add_quoted(out, e->actual);
    }
    buf_putc(out, '\n');
}

static void add_page(struct buf *out, const struct paint_doc *doc, size_t index) {
    const struct paint_page *page = &doc->pages.at[index];
    buf_printf(out, "page %zu", index + 1);
    add_length(out, " ", page->width);
    add_length(out, "x", page->height);
    buf_printf(out, " label %s\n", page->label);
    for (size_t i = 0; i < page->count; i++) add_item(out, doc, &page->items[i]);
}

void paint_dump(struct buf *out, const struct paint_doc *doc) {
    for (size_t i = 0; i < doc->pages.len; i++) add_page(out, doc, i);
    for (size_t i = 0; i < doc->elements.len; i++) add_element(out, i, &doc->elements.at[i]);
    for (size_t i = 0; i < doc->outlines.len; i++) {
        const struct paint_outline *o = &doc->outlines.at[i];
        buf_printf(out, "outline %d anchor %" PRIu32, o->level, o->anchor);
        add_quoted(out, o->title);
        buf_putc(out, '\n');
    }
}
