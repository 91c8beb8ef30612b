/* Inks beside the four: a Separation for each (ISO 32000-1, 8.6.6.4).
 *
 * They are looked for before the first page is written, because all pages share one dictionary of resources, and the
 * colour bar wants them all. One name is one ink with one stand-in: the palette sees to that (ISO 15930, 6.2.5).
 */
#include "base/vec.h"
#include "pdf/print.h"
#include "pdf/value.h"

VEC(spot_uses, struct spot_use);

struct spots {
    struct spot_uses uses;
};

static bool has_colour(const struct paint_item *item) {
    return item->kind == PAINT_GLYPHS || item->kind == PAINT_RECT || item->kind == PAINT_FRAME;
}

static void collect(struct arena *arena, struct spots *spots, const struct paint_page *page) {
    for (size_t i = 0; i < page->count; i++) {
        const struct paint_item *item = &page->items[i];
        if (has_colour(item) && item->colour.spot && spots_index(spots, item->colour.spot) == spots->uses.len)
            *(struct spot_use *)vec_push(arena, &spots->uses) = (struct spot_use){item->colour.spot, page, item};
    }
}

struct spots *spots_collect(struct arena *arena, const struct paint_doc *doc) {
    struct spots *spots = ARENA_NEW(arena, struct spots);
    for (size_t i = 0; i < doc->pages.len; i++) collect(arena, spots, &doc->pages.at[i]);
    return spots;
}

size_t spots_index(const struct spots *spots, const struct spot *spot) {
    size_t i = 0;
    while (i < spots->uses.len && spots->uses.at[i].spot != spot) i++;
    return i;
}

size_t spots_count(const struct spots *spots) { return spots->uses.len; }
const struct spot_use *spots_last(const struct spots *spots) { return &spots->uses.at[spots->uses.len - 1]; }
const char *spots_name(const struct spots *spots, size_t index) { return spots->uses.at[index].spot->name; }

const char *const *spots_names(const struct spots *spots, struct arena *arena) {
    const char **names = ARENA_ARRAY(arena, spots->uses.len + 1, const char *);
    for (size_t i = 0; i < spots->uses.len; i++) names[i] = spots_name(spots, i);
    return names;
}

void spots_resources(const struct spots *spots, struct buf *out) {
    for (size_t i = 0; i < spots->uses.len; i++) {
        const struct spot *spot = spots->uses.at[i].spot;
        const uint16_t inks[4] = {spot->c, spot->m, spot->y, spot->k};
        buf_printf(out, "/S%zu[/Separation", i);
        value_name(out, str_from(spot->name));
        buf_puts(out, "/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[");
        for (int ink = 0; ink < 4; ink++) {
            if (ink) buf_putc(out, ' ');
            buf_mpt(out, inks[ink]);
        }
        buf_puts(out, "]/N 1>>]");
    }
}
