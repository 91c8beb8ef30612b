/* One file from one paint list.
 *
 * Order of things: page objects are numbered first, because links and the structure tree point to them; then each
 * page's operators, which hand out codes, MCIDs and pictures on the way; then what has collected: fonts, structure,
 * bookmarks, metadata. Everything is text in an arena until libharu writes it out at once (store.c).
 *
 * A profile is a struct, not a branch: what differs between files stands in writer.h's struct profile and nowhere else.
 *
 * Everything made on the way lives in the scratch arena, which is reset first; only the file's bytes stay.
 */
#include "pdf/pdf.h"

#include <assert.h>
#include <hb-subset.h>
#include <lcms2.h>
#include <libdeflate.h>

#include "pdf/ahead.h"
#include "pdf/attach.h"
#include "pdf/content.h"
#include "pdf/drawing.h"
#include "pdf/embed.h"
#include "pdf/metadata.h"
#include "pdf/navigate.h"
#include "pdf/picture.h"
#include "pdf/print.h"
#include "pdf/tags.h"
#include "pdf/value.h"

/* ---- profiles -------------------------------------------------------------------------------------------------- */

/* 0-255 as 0-1 with the three decimals that tell 256 steps apart. */
static void put_step(struct buf *out, uint8_t step) { buf_mpt(out, div_round((int64_t)step * 1000, 255)); }

/* sRGB, which the output intent defines; greys by their one number. */
static void put_rgb(struct buf *out, const struct colour *colour, const char *grey, const char *other) {
    put_step(out, colour->r);
    if (colour->r == colour->g && colour->g == colour->b) {
        buf_puts(out, grey);
        return;
    }
    buf_putc(out, ' ');
    put_step(out, colour->g);
    buf_putc(out, ' ');
    put_step(out, colour->b);
    buf_puts(out, other);
}

static void colour_rgb(const struct writer *w, struct buf *out, const struct colour *colour) {
    (void)w;
    put_rgb(out, colour, " g\n", " rg\n");
}

static void stroke_rgb(struct buf *out, const struct colour *colour) { put_rgb(out, colour, " G\n", " RG\n"); }

/* Inks; black alone for all greys that the template calls so. */
static void put_inks(struct buf *out, const struct colour *colour, const char *operator) {
    const uint16_t inks[4] = {colour->c, colour->m, colour->y, colour->k};
    for (int i = 0; i < 4; i++) {
        buf_mpt(out, inks[i]);
        buf_putc(out, ' ');
    }
    buf_puts(out, operator);
}

/* Spot colours by their number among the resources. */
static void colour_inks(const struct writer *w, struct buf *out, const struct colour *colour) {
    if (!colour->spot) {
        put_inks(out, colour, "k\n");
        return;
    }
    buf_printf(out, "/S%zu cs ", spots_index(w->spots, colour->spot));
    buf_mpt(out, colour->tint);
    buf_puts(out, " scn\n");
}

static void stroke_inks(struct buf *out, const struct colour *colour) { put_inks(out, colour, "K\n"); }

/* What all files in light have. Pictures are halved while they stay above 225 ppi, twice what a tablet shows at full
 * width. */
#define IN_LIGHT .links = true, .tags = true, .image_ppi = 450, .colour = colour_rgb, .stroke_colour = stroke_rgb
/* What PDF has since 1.7, or 1.4 for transparency. */
#define OF_TODAY .minor = 7, .alpha = true, .artifact_kinds = true
#define IN_INKS .colour = colour_inks, .stroke_colour = stroke_inks

static const struct profile profiles[PDF_PROFILE_COUNT] = {
    [PDF_SCREEN] = {.name = "screen", .archive_part = 2, .level = "A", OF_TODAY, IN_LIGHT},
    [PDF_PRINT] = {.name = "print", .minor = 6, .press = "PDF/X-4", .alpha = true, IN_INKS},
    [PDF_ARCHIVE] = {.name = "archive", .archive_part = 3, .level = "A", .attachments = true, OF_TODAY, IN_LIGHT},
};

static const struct profile press_1a = {.name = "print", .minor = 4, .press = "PDF/X-1a:2003", IN_INKS};

static const struct profile archive_2u = {.name = "archive", .archive_part = 2, .level = "U", OF_TODAY, IN_LIGHT};

static const struct profile archive_1b =
    {.name = "archive", .minor = 4, .archive_part = 1, .level = "B", .cid_sets = true, .icc2 = true, IN_LIGHT};

static const struct profile *profile_for(const struct pdf_input *input, enum pdf_profile profile) {
    if (profile == PDF_PRINT && input->print->standard == PRINT_X1A) return &press_1a;
    if (profile == PDF_ARCHIVE && input->archive == ARCHIVE_A2U) return &archive_2u;
    if (profile == PDF_ARCHIVE && input->archive == ARCHIVE_A1B) return &archive_1b;
    return &profiles[profile];
}

const char *pdf_profile_name(enum pdf_profile profile) {
    assert((unsigned)profile < PDF_PROFILE_COUNT);
    return profiles[profile].name;
}

bool pdf_profile_lookup(struct str name, enum pdf_profile *out) {
    for (int i = 0; i < PDF_PROFILE_COUNT; i++) {
        if (!str_is(name, profiles[i].name)) continue;
        *out = (enum pdf_profile)i;
        return true;
    }
    return false;
}

/* ---- the file -------------------------------------------------------------------------------------------------- */

static void put_boxes(const struct paint_page *page, struct buf *body) {
    buf_puts(body, "/MediaBox");
    value_box(body, page->height, 0, 0, page->width, page->height);
    buf_puts(body, "/TrimBox");
    value_box(body, page->height, 0, 0, page->width, page->height);
}

static void fill_page(struct writer *w, size_t index, const struct buf *body, struct str shared,
                      const struct content_page *content) {
    struct buf resources;
    buf_init(&resources, w->arena);
    buf_str(&resources, shared);
    if (content->xobjects.len) {
        buf_puts(&resources, "/XObject<<");
        buf_str(&resources, content->xobjects);
        buf_puts(&resources, ">>");
    }
    store_page_fill(w->store, w->pages[index], buf_view(body), buf_view(&resources), content->operators,
                    w->profile->press ? STORE_FAST : STORE_SMALL);
}

/* Body and content of a page; its fonts are known only when all pages are done. */
static void write_page(struct writer *w, struct navigate *navigate, size_t index, struct str shared) {
    struct content_page content;
    struct buf body;
    buf_init(&body, w->arena);
    content_write(w, index, NULL, &content);
    put_boxes(&w->doc->pages.at[index], &body);
    if (w->profile->tags) buf_printf(&body, "/Tabs/S/StructParents %zu", index);
    if (w->profile->links) navigate_page(navigate, index, &body);
    fill_page(w, index, &body, shared, &content);
}

/* "3 / 12", or what stands on the side of a sheet. */
static const char *sheet_label(const struct writer *w, size_t index) {
    if (w->booklet) return booklet_label(w, index);
    return arena_printf(w->arena, "%s / %zu", w->doc->pages.at[index].label, w->doc->pages.len);
}

static void write_sheet(struct writer *w, size_t index, struct str shared) {
    const struct sheet sheet = w->booklet ? sheet_of_spread(w) : sheet_of(w, index);
    struct content_page content;
    struct buf body, operators;
    buf_init(&body, w->arena);
    buf_init(&operators, w->arena);
    if (w->booklet)
        booklet_side_write(w, index, &sheet, shared, &content);
    else
        content_write(w, index, &sheet, &content);
    buf_str(&operators, content.operators);
    if (w->input->print->marks) sheet_marks(w, &sheet, sheet_label(w, index), &operators);
    content.operators = buf_view(&operators);
    sheet_boxes(&sheet, &body);
    if (content.transparent) buf_puts(&body, "/Group<</S/Transparency/CS/DeviceCMYK>>");
    fill_page(w, index, &body, shared, &content);
}

static size_t page_count(const struct writer *w) { return w->booklet ? w->booklet->sides : w->doc->pages.len; }

static void number_pages(struct writer *w) {
    w->pages = ARENA_ARRAY(w->arena, page_count(w), uint32_t);
    for (size_t i = 0; i < page_count(w); i++) w->pages[i] = store_page(w->store);
}

/* Black that prints over what lies below. */
void press_states(struct writer *w, struct buf *resource) {
    if (!w->over) {
        w->over = store_dict(w->store, STR("/Type/ExtGState/OP true/op true/OPM 1"));
        w->knock = store_dict(w->store, STR("/Type/ExtGState/OP false/op false/OPM 0"));
    }
    buf_puts(resource, "/ExtGState<</Over");
    value_ref(resource, w->over);
    buf_puts(resource, "/Knock");
    value_ref(resource, w->knock);
    buf_puts(resource, ">>");
}

/* The states, and the colour of marks, which stands on all plates. */
static void put_press_resources(struct writer *w, struct buf *resource) {
    press_states(w, resource);
    if (!w->input->print->marks && spots_count(w->spots) == 0) return;
    buf_puts(resource, "/ColorSpace<<");
    if (w->input->print->marks)
        buf_puts(resource, "/All[/Separation/All/DeviceCMYK"
                           "<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]");
    spots_resources(w->spots, resource);
    buf_puts(resource, ">>");
}

/* All pages share one dictionary of fonts. */
static bool write_pages_and_fonts(struct writer *w, struct navigate *navigate) {
    struct buf resource, fonts;
    uint32_t dict = store_reserve(w->store);
    buf_init(&resource, w->arena);
    buf_init(&fonts, w->arena);
    buf_puts(&resource, "/Font");
    value_ref(&resource, dict);
    if (w->inks) put_press_resources(w, &resource);
    for (size_t i = 0; i < page_count(w); i++)
        if (w->inks)
            write_sheet(w, i, buf_view(&resource));
        else
            write_page(w, navigate, i, buf_view(&resource));
    if (!embed_write(w->fonts, &fonts)) return false;
    store_fill(w->store, dict, buf_view(&fonts));
    return true;
}

static void put_language(struct writer *w, struct buf *catalog) {
    struct str language = w->doc->meta.language;
    buf_puts(catalog, "/Lang");
    value_text(w->ctx, catalog, value_is_lang(language) ? language : STR("und"), place_nowhere());
}

static bool write_catalog(struct writer *w, struct navigate *navigate) {
    struct buf catalog;
    buf_init(&catalog, w->arena);
    put_language(w, &catalog);
    buf_puts(&catalog, "/ViewerPreferences<</DisplayDocTitle true>>");
    if (w->profile->tags) {
        buf_puts(&catalog, "/MarkInfo<</Marked true>>/StructTreeRoot");
        value_ref(&catalog, tags_write(w->tags));
    }
    navigate_catalog(navigate, &catalog);
    if (!metadata_write(w, &catalog)) return false;
    attach_write(w, &catalog);
    store_catalog(w->store, buf_view(&catalog));
    return true;
}

static void fill_press(struct writer *w) {
    struct pdf_press *press = w->input->press;
    const struct sheet sheet = w->booklet ? sheet_of_spread(w) : sheet_of(w, 0);
    *press = (struct pdf_press){.standard = w->profile->press,
                                .profile = arena_strdup(w->ctx->arena, inks_profile_name(w->inks)),
                                .sheet_width = sheet.width,
                                .sheet_height = sheet.height,
                                .sheets = w->booklet ? w->booklet->sides / 2 : 0,
                                .blanks = w->booklet ? w->booklet->blanks : 0,
                                .fonts = embed_names(w->fonts, w->ctx->arena)};
    print_check(w);
    if (w->booklet) booklet_check(w);
}

struct pdf_ahead *pdf_begin(struct ctx *ctx, const struct pdf_input *input, const bool wanted[PDF_PROFILE_COUNT]) {
    /* first what takes longest */
    static const enum pdf_profile order[PDF_PROFILE_COUNT] = {PDF_PRINT, PDF_SCREEN, PDF_ARCHIVE};
    struct pdf_ahead *ahead = ahead_new(ctx, wanted[PDF_PRINT] ? input->print : NULL, input->look);
    for (int i = 0; i < PDF_PROFILE_COUNT; i++)
        if (wanted[order[i]] && (order[i] != PDF_PRINT || input->print))
            ahead_begin(ahead, input->doc, profile_for(input, order[i]));
    int files = input->booklet;
    for (int i = 0; i < PDF_PROFILE_COUNT; i++) files += wanted[i];
    if (files > 1) ahead_share_more(ahead);
    return ahead;
}

/* False: there are no inks for it. */
static bool writer_begin(struct ctx *ctx, const struct pdf_input *input, enum pdf_profile profile, struct writer *w) {
    const char *wrong = paint_wrong(input->doc);
    assert(!wrong);
    (void)wrong;
    arena_reset(ctx->scratch);
    *w = (struct writer){
        .ctx = ctx, .arena = ctx->scratch, .input = input, .doc = input->doc, .profile = profile_for(input, profile)};
    w->fonts = embed_new(w, input->fonts);
    w->tags = tags_new(w);
    w->pictures = pictures_new(w);
    w->drawings = drawings_new(w);
    w->ahead = input->ahead ? input->ahead : ahead_new(ctx, w->profile->press ? input->print : NULL, input->look);
    w->share = ahead_share(w->ahead);
    w->store = store_new(ctx, w->profile->minor, w->doc->pages.len, w->share);
    if (w->profile->press && !(w->inks = ahead_inks(w->ahead))) return false;
    if (w->inks) w->spots = spots_collect(w->arena, w->doc);
    if (w->inks && input->booklet) w->booklet = booklet_plan(w->arena, w->doc->pages.len, input->print->thickness);
    number_pages(w);
    return true;
}

bool pdf_write(struct ctx *ctx, const struct pdf_input *input, enum pdf_profile profile, struct str *bytes) {
    struct writer w;
    if (!writer_begin(ctx, input, profile, &w)) return false;
    struct navigate *navigate = navigate_new(&w);
    if (!write_pages_and_fonts(&w, navigate) || !write_catalog(&w, navigate)) return false;
    if (w.inks) fill_press(&w);
    return store_save(w.store, bytes);
}

/* ---- what there would be to say ---------------------------------------------------------------------------------- */

/* It may be cut: a byte becomes three characters at most. */
static bool is_long(struct str text) { return text.len >= VALUE_STRING_MAX / 3; }

static bool page_has_long(const struct paint_page *page) {
    for (size_t i = 0; i < page->count; i++) {
        const struct paint_item *item = &page->items[i];
        if (item->kind == PAINT_GLYPHS && is_long(item->glyphs.text)) return true;
        if (item->kind == PAINT_LINK && (is_long(item->link.uri) || is_long(item->link.contents))) return true;
    }
    return is_long(str_from(page->label));
}

/* May a text of the file be longer than PDF allows? */
static bool has_long(const struct writer *w) {
    const struct paint_doc *doc = w->doc;
    const struct flow_meta *meta = &doc->meta;
    bool found = is_long(meta->title) || is_long(meta->author) || is_long(meta->subject) || is_long(meta->keywords);
    if (w->inks) {
        const char *condition = w->input->print->condition;
        found = found || is_long(str_from(inks_profile_name(w->inks))) || (condition && is_long(str_from(condition)));
    }
    for (size_t i = 0; i < doc->pages.len && !found; i++) found = page_has_long(&doc->pages.at[i]);
    for (size_t i = 0; i < doc->outlines.len && !found; i++) found = is_long(doc->outlines.at[i].title);
    for (size_t i = 0; i < doc->elements.len && !found; i++) {
        const struct paint_element *element = &doc->elements.at[i];
        found =
            is_long(element->alt) || is_long(element->actual) || (element->lang && is_long(str_from(element->lang)));
    }
    return found;
}

/* Pictures speak when they are put on a page, and the press asks how much ink they take. */
static void look_at_pictures(struct writer *w) {
    for (size_t p = 0; p < w->doc->pages.len; p++) {
        const struct paint_page *page = &w->doc->pages.at[p];
        struct ground *ground = w->inks || !w->profile->alpha ? ground_new(w->arena, page) : NULL;
        for (size_t i = 0; i < page->count; i++)
            if (page->items[i].kind == PAINT_IMAGE) (void)content_picture(w, ground, &page->items[i]);
    }
}

bool pdf_check(struct ctx *ctx, const struct pdf_input *input, enum pdf_profile profile) {
    struct writer w;
    struct str bytes;
    if (!writer_begin(ctx, input, profile, &w)) return false;
    if (has_long(&w)) return pdf_write(ctx, input, profile, &bytes);
    look_at_pictures(&w);
    if (!metadata_dated(&w)) return false;
    if (w.inks) fill_press(&w);
    return true;
}

void pdf_libraries(struct buf *out) {
    buf_printf(out, "libharu %s, HarfBuzz %s, Little CMS %d.%d, libdeflate %s", store_library_version(),
               hb_version_string(), cmsGetEncodedCMMversion() / 1000, cmsGetEncodedCMMversion() % 1000 / 10,
               LIBDEFLATE_VERSION_STRING);
}
