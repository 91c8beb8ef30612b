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
#include <zlib.h>

#include "pdf/attach.h"
#include "pdf/content.h"
#include "pdf/embed.h"
#include "pdf/metadata.h"
#include "pdf/navigate.h"
#include "pdf/picture.h"
#include "pdf/tags.h"
#include "pdf/value.h"

/* ---- profiles -------------------------------------------------------------------------------------------------- */

/* 0-255 as 0-1 with the three decimals that tell 256 steps apart. */
static void put_step(struct buf *out, uint8_t step) { buf_mpt(out, div_round((int64_t)step * 1000, 255)); }

/* sRGB, which the output intent defines; greys by their one number. */
static void colour_rgb(struct buf *out, const struct colour *colour) {
    put_step(out, colour->r);
    if (colour->r == colour->g && colour->g == colour->b) {
        buf_puts(out, " g\n");
        return;
    }
    buf_putc(out, ' ');
    put_step(out, colour->g);
    buf_putc(out, ' ');
    put_step(out, colour->b);
    buf_puts(out, " rg\n");
}

static const struct profile profiles[PDF_PROFILE_COUNT] = {
    [PDF_SCREEN] = {.name = "screen",
                    .minor = 7,
                    .links = true,
                    .artifact_kinds = true,
                    .image_ppi = 450, /* so nothing falls below 225, twice what a tablet shows at full width */
                    .colour = colour_rgb},
    [PDF_ARCHIVE] = {.name = "archive",
                     .minor = 7,
                     .archive_part = 3,
                     .attachments = true,
                     .links = true,
                     .artifact_kinds = true,
                     .image_ppi = 450,
                     .colour = colour_rgb},
};

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

static void put_boxes(struct buf *body, const struct paint_page *page) {
    buf_puts(body, "/MediaBox");
    value_box(body, page->height, 0, 0, page->width, page->height);
    buf_puts(body, "/TrimBox");
    value_box(body, page->height, 0, 0, page->width, page->height);
}

/* Body and content of a page; its fonts are known only when all pages are done. */
static void write_page(struct writer *w, struct navigate *navigate, size_t index, struct str font_resource) {
    struct content_page content;
    struct buf body, resources;
    buf_init(&body, w->arena);
    buf_init(&resources, w->arena);
    content_write(w, index, &content);
    put_boxes(&body, &w->doc->pages.at[index]);
    buf_printf(&body, "/Tabs/S/StructParents %zu", index);
    navigate_page(navigate, index, &body);
    buf_str(&resources, font_resource);
    if (content.xobjects.len) {
        buf_puts(&resources, "/XObject<<");
        buf_str(&resources, content.xobjects);
        buf_puts(&resources, ">>");
    }
    store_page_fill(w->store, w->pages[index], buf_view(&body), buf_view(&resources), content.operators);
}

static void number_pages(struct writer *w) {
    w->pages = ARENA_ARRAY(w->arena, w->doc->pages.len, uint32_t);
    for (size_t i = 0; i < w->doc->pages.len; i++) w->pages[i] = store_page(w->store);
}

/* All pages share one dictionary of fonts. */
static bool write_pages_and_fonts(struct writer *w, struct navigate *navigate) {
    struct buf resource, fonts;
    uint32_t dict = store_reserve(w->store);
    buf_init(&resource, w->arena);
    buf_init(&fonts, w->arena);
    buf_puts(&resource, "/Font");
    value_ref(&resource, dict);
    for (size_t i = 0; i < w->doc->pages.len; i++) write_page(w, navigate, i, buf_view(&resource));
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
    buf_puts(&catalog, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot");
    value_ref(&catalog, tags_write(w->tags));
    navigate_catalog(navigate, &catalog);
    if (!metadata_write(w, &catalog)) return false;
    attach_write(w, &catalog);
    store_catalog(w->store, buf_view(&catalog));
    return true;
}

bool pdf_write(struct ctx *ctx, const struct pdf_input *input, enum pdf_profile profile, struct str *bytes) {
    const char *wrong = paint_wrong(input->doc);
    assert(!wrong);
    (void)wrong;
    arena_reset(ctx->scratch);
    struct writer w = {
        .ctx = ctx, .arena = ctx->scratch, .input = input, .doc = input->doc, .profile = &profiles[profile]};
    w.store = store_new(ctx, w.profile->minor, w.doc->pages.len);
    w.fonts = embed_new(&w, input->fonts);
    w.tags = tags_new(&w);
    w.pictures = pictures_new(&w);
    struct navigate *navigate = navigate_new(&w);
    number_pages(&w);
    return write_pages_and_fonts(&w, navigate) && write_catalog(&w, navigate) && store_save(w.store, bytes);
}

void pdf_libraries(struct buf *out) {
    buf_printf(out, "libharu %s, HarfBuzz %s, Little CMS %d.%d, zlib %s", store_library_version(), hb_version_string(),
               cmsGetEncodedCMMversion() / 1000, cmsGetEncodedCMMversion() % 1000 / 10, zlibVersion());
}
