/* pdf: files made from paint lists that are put together here with the fonts of the repository. Dictionaries stand
 * uncompressed in a file, so much can be read off the bytes; the rest is asked of qpdf and poppler. Run from the root
 * of the tree. */
#include "pdf/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hb.h>

#include "base/file.h"
#include "base/hash.h"
#include "context.h"
#include "pdf/store.h"

enum { SERIF, SANS, FONT_COUNT };

struct desk {
    struct ctx ctx;
    struct font_spec specs[FONT_COUNT];
    struct look look;
    struct fontset *fonts;
    struct paint_doc *doc;
    struct print_spec print;
    struct pdf_press press;
    enum archive_standard archive;
    struct str bytes;
    char path[64];
};

static int desk_open(void **state) {
    static struct desk desk;
    memset(&desk, 0, sizeof desk);
    desk.ctx.arena = arena_new();
    desk.ctx.scratch = arena_new();
    desk.ctx.diags = diags_new(desk.ctx.arena);
    desk.specs[SERIF].path = "fonts/SourceSerif4-Regular.ttf";
    desk.specs[SANS].path = "fonts/SourceSans3-Bold.ttf";
    desk.look.fonts = desk.specs;
    desk.look.font_count = FONT_COUNT;
    if (!fontset_load(&desk.ctx, &desk.look, &desk.fonts)) return -1;
    desk.doc = paint_new(&desk.ctx);
    desk.doc->meta.title = STR("Вісник");
    desk.doc->meta.language = STR("uk");
    desk.doc->meta.date = (struct date){2012, 3, 30};
    strcpy(desk.path, "/tmp/visnyk-pdf-XXXXXX");
    int descriptor = mkstemp(desk.path);
    if (descriptor < 0) return -1;
    close(descriptor);
    unsetenv("SOURCE_DATE_EPOCH");
    *state = &desk;
    return 0;
}

static int desk_close(void **state) {
    struct desk *desk = *state;
    unlink(desk->path);
    arena_free(desk->ctx.scratch);
    arena_free(desk->ctx.arena);
    return 0;
}

/* ---- painting -------------------------------------------------------------------------------------------------- */

static struct paint_page *new_page(struct desk *desk, const char *label) {
    struct paint_page *page = paint_page(&desk->ctx, desk->doc, 595276, 841890);
    page->label = label;
    return page;
}

static uint32_t new_element(struct desk *desk, uint32_t parent, enum role role) {
    return paint_element(&desk->ctx, desk->doc, parent, role);
}

static uint16_t cluster_len(const hb_glyph_info_t *infos, unsigned count, unsigned i, size_t text_len) {
    if (i > 0 && infos[i - 1].cluster == infos[i].cluster) return 0;
    for (unsigned j = i + 1; j < count; j++)
        if (infos[j].cluster > infos[i].cluster) return (uint16_t)(infos[j].cluster - infos[i].cluster);
    return (uint16_t)(text_len - infos[i].cluster);
}

/* Shapes `text` and adds it to the page, each space wider by `gap`. */
static struct paint_item *add_text(struct desk *desk, struct paint_page *page, uint16_t font, mpt x, mpt y,
                                   struct str text, mpt gap) {
    unsigned count = 0;
    int upem = font_metrics(desk->fonts, font)->upem;
    int64_t pen = 0;
    mpt gaps = 0;
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.s, (int)text.len, 0, (int)text.len);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font_hb(desk->fonts, font), buffer, NULL, 0);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    struct paint_glyph *glyphs = ARENA_ARRAY(desk->ctx.arena, count, struct paint_glyph);
    for (unsigned i = 0; i < count; i++) {
        glyphs[i].id = infos[i].codepoint;
        glyphs[i].x = mpt_from_units(pen + positions[i].x_offset, 10000, upem) + gaps;
        glyphs[i].y = -mpt_from_units(positions[i].y_offset, 10000, upem);
        glyphs[i].text = infos[i].cluster;
        glyphs[i].text_len = cluster_len(infos, count, i, text.len);
        pen += positions[i].x_advance;
        if (text.s[infos[i].cluster] == ' ') gaps += gap;
    }
    hb_buffer_destroy(buffer);
    struct paint_item *item = paint_item(&desk->ctx, page, PAINT_GLYPHS);
    item->x = x;
    item->y = y;
    item->w = mpt_from_units(pen, 10000, upem) + gaps;
    item->glyphs.font = font;
    item->glyphs.size = 10000;
    item->glyphs.glyphs = glyphs;
    item->glyphs.count = count;
    item->glyphs.text = text;
    return item;
}

static void begin(struct desk *desk, struct paint_page *page, uint32_t element) {
    struct paint_item *item = paint_item(&desk->ctx, page, PAINT_MARK_BEGIN);
    item->mark.element = element;
    if (!element) item->mark.artifact = ARTIFACT_LAYOUT;
}

static void end(struct desk *desk, struct paint_page *page) { paint_item(&desk->ctx, page, PAINT_MARK_END); }

static void add_line(struct desk *desk, struct paint_page *page, uint32_t element, mpt y, const char *text) {
    begin(desk, page, element);
    add_text(desk, page, SERIF, 40000, y, str_from(text), 0);
    end(desk, page);
}

static void add_link(struct desk *desk, struct paint_page *page, uint32_t element, struct str uri, uint32_t anchor) {
    struct paint_item *item = paint_item(&desk->ctx, page, PAINT_LINK);
    item->x = 40000;
    item->y = 50000;
    item->w = 20000;
    item->h = 10000;
    item->link.uri = uri;
    item->link.anchor = anchor;
    item->link.element = element;
    item->link.contents = STR("Куди веде");
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

static bool make_file(struct desk *desk, enum pdf_profile profile) {
    const struct pdf_input input = {
        .doc = desk->doc, .fonts = desk->fonts, .archive = desk->archive, .print = &desk->print, .press = &desk->press};
    return pdf_write(&desk->ctx, &input, profile, &desk->bytes);
}

static void write_file(struct desk *desk) {
    assert_true(make_file(desk, PDF_SCREEN));
    assert_true(file_write(&desk->ctx, desk->path, desk->bytes));
}

static const char *find_in(struct str bytes, const char *what) {
    size_t len = strlen(what);
    for (size_t i = 0; i + len <= bytes.len; i++)
        if (memcmp(bytes.s + i, what, len) == 0) return bytes.s + i;
    return NULL;
}

static const char *find(const struct desk *desk, const char *what) { return find_in(desk->bytes, what); }

static size_t count(const struct desk *desk, const char *what) {
    size_t n = 0, len = strlen(what);
    for (size_t i = 0; i + len <= desk->bytes.len; i++) n += memcmp(desk->bytes.s + i, what, len) == 0;
    return n;
}

/* What `before FILE after` says. */
static struct str ask(struct desk *desk, int *status, const char *before, const char *after) {
    struct buf out;
    char chunk[4096];
    size_t got;
    buf_init(&out, desk->ctx.arena);
    char *line = arena_printf(desk->ctx.arena, "%s %s %s", before, desk->path, after);
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    while ((got = fread(chunk, 1, sizeof chunk, pipe)) > 0) buf_add(&out, chunk, got);
    *status = pclose(pipe);
    return buf_view(&out);
}

static bool have(const char *tool) {
    char line[128];
    snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", tool);
    return system(line) == 0;
}

static void assert_sound(struct desk *desk) {
    int status = 0;
    if (!have("qpdf")) return;
    ask(desk, &status, "qpdf --check", "2>&1");
    assert_int_equal(status, 0);
}

static void assert_extracts(struct desk *desk, const char *text) {
    int status = 0;
    if (!have("pdftotext")) return;
    struct str got = ask(desk, &status, "pdftotext", "-");
    assert_int_equal(status, 0);
    assert_string_equal(arena_strndup(desk->ctx.arena, got.s, got.len), text);
}

static const char *structure(struct desk *desk) {
    int status = 0;
    struct str got = ask(desk, &status, "pdfinfo -struct-text", "");
    assert_int_equal(status, 0);
    return arena_strndup(desk->ctx.arena, got.s, got.len);
}

/* ---- text ------------------------------------------------------------------------------------------------------ */

static void test_a_page_of_text(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    add_line(desk, page, new_element(desk, 0, ROLE_P), 60000, "Сусіди домовилися: final offer, «їжак» № 5.");
    write_file(desk);
    assert_memory_equal(desk->bytes.s, "%PDF-1.7\n%", 10);
    assert_sound(desk);
    assert_extracts(desk, "Сусіди домовилися: final offer, «їжак» № 5.\n\n\f");
    assert_int_equal(diags_all(desk->ctx.diags)->len, 0);
}

static void test_the_same_paint_gives_the_same_bytes(void **state) {
    struct desk *desk = *state;
    struct str first;
    add_line(desk, new_page(desk, "1"), new_element(desk, 0, ROLE_P), 60000, "Двічі");
    write_file(desk);
    first = desk->bytes;
    write_file(desk);
    assert_true(str_eq(first, desk->bytes));
    assert_null(find(desk, "<00000000000000000000000000000000>"));
}

static void test_the_id_follows_the_content(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    add_line(desk, page, new_element(desk, 0, ROLE_P), 60000, "Один");
    write_file(desk);
    const char *before = find(desk, "/ID [");
    assert_non_null(before);
    desk->doc->meta.title = STR("Інший");
    write_file(desk);
    assert_memory_not_equal(before, find(desk, "/ID ["), 40);
}

/* One outline, two readings: the visible hyphen of a broken word reads as U+00AD. */
static void test_one_glyph_with_two_texts(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    begin(desk, page, new_element(desk, 0, ROLE_P));
    struct paint_item *hard = add_text(desk, page, SERIF, 40000, 60000, STR("a-b"), 0);
    uint32_t hyphen = hard->glyphs.glyphs[1].id;
    struct paint_item *soft = add_text(desk, page, SERIF, 40000, 80000, STR("c\xC2\xAD"), 0);
    ((struct paint_glyph *)(uintptr_t)soft->glyphs.glyphs)[1].id = hyphen;
    end(desk, page);
    write_file(desk);
    assert_sound(desk);
    int status = 0;
    if (!have("mutool")) skip();
    struct str text = ask(desk, &status, "mutool draw -q -F txt", "2>/dev/null");
    assert_non_null(strstr(arena_strndup(desk->ctx.arena, text.s, text.len), "a-b"));
    assert_int_equal(count(desk, "/Subtype/Type0"), 1);
}

static void test_base_and_accent_read_apart(void **state) {
    struct desk *desk = *state;
    add_line(desk, new_page(desk, "1"), new_element(desk, 0, ROLE_P), 60000, "за\xCC\x81мок");
    write_file(desk);
    assert_sound(desk);
    assert_extracts(desk, "за\xCC\x81мок\n\n\f");
}

/* Two glyphs that read as one character: neither can carry it alone. */
static void test_glyphs_that_read_only_together(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    begin(desk, page, new_element(desk, 0, ROLE_P));
    struct paint_item *item = add_text(desk, page, SERIF, 40000, 60000, STR("xyz"), 0);
    struct paint_glyph *glyphs = (struct paint_glyph *)(uintptr_t)item->glyphs.glyphs;
    glyphs[1].text_len = glyphs[2].text_len = 0;
    glyphs[0].text_len = 2;
    item->glyphs.text = STR("ж");
    end(desk, page);
    write_file(desk);
    assert_sound(desk);
    assert_extracts(desk, "ж\n\n\f");
}

static void test_notdef_is_never_shown(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    begin(desk, page, new_element(desk, 0, ROLE_P));
    struct paint_item *item = add_text(desk, page, SERIF, 40000, 60000, STR("abc"), 0);
    ((struct paint_glyph *)(uintptr_t)item->glyphs.glyphs)[1].id = 0;
    end(desk, page);
    write_file(desk);
    assert_sound(desk);
    int status = 0;
    if (!have("pdftotext")) skip();
    struct str text = ask(desk, &status, "pdftotext", "-");
    assert_non_null(find_in(text, "ab"));
    assert_non_null(find_in(text, "c"));
}

/* The right edge of a long line with odd gaps: rounding must not add up. */
static void test_positions_do_not_drift(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    struct buf text;
    int status = 0;
    double x_max = 0;
    buf_init(&text, desk->ctx.arena);
    for (int i = 0; i < 40; i++) buf_puts(&text, "a ");
    buf_puts(&text, "b");
    begin(desk, page, new_element(desk, 0, ROLE_P));
    struct paint_item *item = add_text(desk, page, SERIF, 40000, 60000, buf_view(&text), 3337);
    mpt edge = item->x + item->w;
    end(desk, page);
    write_file(desk);
    if (!have("pdftotext")) skip();
    struct str boxes = ask(desk, &status, "pdftotext -bbox", "-");
    const char *last = strstr(arena_strndup(desk->ctx.arena, boxes.s, boxes.len), ">b</word>");
    assert_non_null(last);
    while (strncmp(last, "xMax", 4) != 0) last--;
    x_max = strtod(last + 6, NULL);
    assert_true(x_max * 1000 - (double)edge < 12 && (double)edge - x_max * 1000 < 12); /* 1/1000 em and rounding */
}

/* More readings than a font has codes: the rest goes to a second font of the same file. */
static void test_more_texts_than_codes(void **state) {
    struct desk *desk = *state;
    enum { TEXTS = 66000 };
    struct paint_page *page = new_page(desk, "1");
    struct paint_glyph *glyphs = ARENA_ARRAY(desk->ctx.arena, TEXTS, struct paint_glyph);
    struct buf text;
    buf_init(&text, desk->ctx.arena);
    for (uint32_t i = 0; i < TEXTS; i++) {
        uint32_t start = (uint32_t)text.len;
        buf_utf8(&text, 0x10000 + i);
        glyphs[i] = (struct paint_glyph){5, 0, 0, start, 4};
    }
    begin(desk, page, new_element(desk, 0, ROLE_P));
    struct paint_item *item = paint_item(&desk->ctx, page, PAINT_GLYPHS);
    item->glyphs.size = 1000;
    item->glyphs.glyphs = glyphs;
    item->glyphs.count = TEXTS;
    item->glyphs.text = buf_view(&text);
    end(desk, page);
    write_file(desk);
    assert_int_equal(count(desk, "/Subtype/Type0"), 2);
    assert_sound(desk);
}

/* ---- structure ------------------------------------------------------------------------------------------------- */

static void test_reading_order_and_empty_elements(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    uint32_t para = new_element(desk, 0, ROLE_P), empty = new_element(desk, 0, ROLE_SECT);
    uint32_t link = new_element(desk, para, ROLE_LINK);
    new_element(desk, empty, ROLE_P);
    add_line(desk, page, para, 60000, "перше");
    add_line(desk, page, link, 80000, "друге");
    add_line(desk, page, para, 100000, "третє");
    add_link(desk, page, link, STR("https://example.org/"), 0);
    write_file(desk);
    assert_sound(desk);
    assert_null(find(desk, "/S/Sect"));
    assert_int_equal(count(desk, "/S/P/P "), 1);
    if (!have("pdfinfo")) skip();
    const char *tree = structure(desk);
    const char *first = strstr(tree, "перше"), *second = strstr(tree, "друге"), *third = strstr(tree, "третє");
    assert_non_null(first);
    assert_non_null(third);
    assert_true(first < second && second < third);
    assert_non_null(strstr(tree, "Link"));
}

static void test_marks_of_one_element_join(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    uint32_t para = new_element(desk, 0, ROLE_P);
    for (int i = 0; i < 5; i++) add_line(desk, page, para, 60000 + i * 12000, "рядок");
    write_file(desk);
    assert_non_null(find(desk, "/K[ 0]"));
    assert_non_null(find(desk, "/StructParents 0"));
}

static void test_an_element_on_two_pages(void **state) {
    struct desk *desk = *state;
    uint32_t para = new_element(desk, 0, ROLE_P);
    add_line(desk, new_page(desk, "1"), para, 60000, "початок");
    add_line(desk, new_page(desk, "2"), para, 60000, "кінець");
    write_file(desk);
    assert_non_null(find(desk, "/K[ 0<</Type/MCR/MCID 0/Pg"));
    assert_int_equal(count(desk, "/S/P/P "), 1);
    assert_sound(desk);
}

static void test_empty_cells_stay(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    uint32_t table = new_element(desk, 0, ROLE_TABLE), row = new_element(desk, table, ROLE_TR);
    uint32_t head = new_element(desk, row, ROLE_TH);
    desk->doc->elements.at[head].head_row = true;
    new_element(desk, row, ROLE_TD);
    add_line(desk, page, head, 60000, "голова");
    write_file(desk);
    assert_int_equal(count(desk, "/S/TD"), 1);
    assert_non_null(find(desk, "/Scope/Row"));
}

static void test_attributes_of_elements(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    uint32_t list = new_element(desk, 0, ROLE_L), note = new_element(desk, 0, ROLE_NOTE);
    uint32_t figure = new_element(desk, 0, ROLE_FIGURE);
    desk->doc->elements.at[list].list_numbering = 1;
    desk->doc->elements.at[list].lang = "ru";
    desk->doc->elements.at[note].lang = "не мова";
    desk->doc->elements.at[figure].alt = STR("(alt)");
    desk->doc->elements.at[figure].bbox.w = 1000;
    desk->doc->elements.at[figure].bbox.h = 2000;
    add_line(desk, page, list, 60000, "1.");
    add_line(desk, page, note, 80000, "примітка");
    add_line(desk, page, figure, 100000, "рис.");
    write_file(desk);
    assert_sound(desk);
    assert_non_null(find(desk, "/ListNumbering/Decimal"));
    assert_int_equal(count(desk, "/Lang(ru)"), 1);
    assert_int_equal(count(desk, "/Lang("), 2); /* the catalog's and the list's */
    assert_non_null(find(desk, "/ID(note00000002)"));
    assert_non_null(find(desk, "/IDTree"));
    assert_non_null(find(desk, "/Alt(\\(alt\\))"));
    assert_non_null(find(desk, "/BBox[0 839.89 1 841.89]"));
}

static void test_a_reference_with_a_target_holds_a_link(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    uint32_t para = new_element(desk, 0, ROLE_P), call = new_element(desk, para, ROLE_REFERENCE);
    paint_item(&desk->ctx, page, PAINT_ANCHOR)->anchor.id = 3;
    add_line(desk, page, call, 60000, "1");
    add_link(desk, page, call, STR(""), 3);
    write_file(desk);
    assert_sound(desk);
    assert_int_equal(count(desk, "/S/Reference"), 1);
    assert_int_equal(count(desk, "/S/Link/P"), 1);
    assert_int_equal(count(desk, "/Type/OBJR"), 1);
}

/* 1,000 pages, 2,000 notes and links: arrays are cut, and it is still a document. */
static void test_a_long_document(void **state) {
    struct desk *desk = *state;
    for (int i = 0; i < 1000; i++) {
        struct paint_page *page = new_page(desk, arena_printf(desk->ctx.arena, "%d", i + 1));
        for (int k = 0; k < 2; k++) {
            uint32_t note = new_element(desk, 0, ROLE_NOTE), link = new_element(desk, note, ROLE_LINK);
            add_line(desk, page, link, 60000, "а");
            add_link(desk, page, link, STR("https://example.org/"), 0);
        }
    }
    write_file(desk);
    assert_sound(desk);
    assert_true(count(desk, "/Limits[") > 70);
    assert_non_null(find(desk, "/ParentTreeNextKey 3000"));
    assert_non_null(find(desk, "/Count 1000"));
    assert_int_equal(count(desk, "/S/D/St 1>>"), 1);
}

static void test_a_deep_tree(void **state) {
    struct desk *desk = *state;
    uint32_t parent = 0;
    for (int i = 0; i < 20000; i++) parent = new_element(desk, parent, ROLE_DIV);
    add_line(desk, new_page(desk, "1"), parent, 60000, "глибоко");
    write_file(desk);
    assert_int_equal(count(desk, "/S/Div"), 20000);
}

/* ---- links, bookmarks, labels ---------------------------------------------------------------------------------- */

static void test_links_and_their_targets(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1"), *second;
    uint32_t a = new_element(desk, 0, ROLE_LINK), b = new_element(desk, 0, ROLE_LINK);
    add_line(desk, page, a, 60000, "сюди");
    add_line(desk, page, b, 80000, "туди");
    add_link(desk, page, a, STR("https://example.org/шлях?a=(b) c"), 0);
    add_link(desk, page, b, STR(""), 5);
    second = new_page(desk, "2");
    struct paint_item *anchor = paint_item(&desk->ctx, second, PAINT_ANCHOR);
    anchor->anchor.id = 5;
    anchor->y = 41890;
    write_file(desk);
    assert_sound(desk);
    assert_non_null(find(desk, "/URI(https://example.org/%D1%88%D0%BB%D1%8F%D1%85?a=\\(b\\)%20c)"));
    assert_non_null(find(desk, "/XYZ null 800 null]"));
    assert_int_equal(count(desk, "/F 4"), 2);
    assert_non_null(find(desk, "/Rect[40 781.89 60 791.89]"));
    assert_int_equal(count(desk, "/Contents(\xFE\xFF"), 2);
    assert_non_null(find(desk, "/Tabs/S"));
}

static void test_bookmarks_with_a_skipped_level(void **state) {
    struct desk *desk = *state;
    static const int levels[] = {1, 3, 2, 1};
    struct paint_page *page = new_page(desk, "1");
    paint_item(&desk->ctx, page, PAINT_ANCHOR)->anchor.id = 1;
    add_line(desk, page, new_element(desk, 0, ROLE_P), 60000, "а");
    for (int i = 0; i < 4; i++) {
        struct paint_outline *outline = vec_push(desk->ctx.arena, &desk->doc->outlines);
        *outline = (struct paint_outline){STR("Розділ"), levels[i], 1};
    }
    write_file(desk);
    assert_sound(desk);
    assert_int_equal(count(desk, "/Count 4"), 1); /* the root */
    assert_int_equal(count(desk, "/Count 2>>"), 1);
}

static void test_page_labels(void **state) {
    struct desk *desk = *state;
    static const char *const labels[] = {"i", "5", "6", "7", "А-1"};
    for (int i = 0; i < 5; i++) add_line(desk, new_page(desk, labels[i]), 0, 60000, "а");
    write_file(desk);
    assert_sound(desk);
    assert_non_null(find(desk, "0 <</P(i)>>"));
    assert_non_null(find(desk, "1 <</S/D/St 5>>"));
    assert_null(find(desk, "2 <<"));
    assert_non_null(find(desk, "4 <</P(\xFE\xFF\x04\x10\0-\x00"));
}

/* ---- metadata -------------------------------------------------------------------------------------------------- */

static void test_metadata_is_escaped_and_equal(void **state) {
    struct desk *desk = *state;
    desk->doc->meta.title = STR("Ради & <люди> (2)");
    desk->doc->meta.author = STR("Press) office\\");
    desk->doc->meta.issn = STR("1234-5678");
    add_line(desk, new_page(desk, "1"), 0, 60000, "а");
    write_file(desk);
    assert_sound(desk);
    assert_non_null(find(desk, "<rdf:li xml:lang=\"x-default\">Ради &amp; &lt;люди&gt; (2)</rdf:li>"));
    assert_non_null(find(desk, "/Author(Press\\) office\\\\)"));
    assert_non_null(find(desk, "/CreationDate(D:20120330120000Z)"));
    assert_non_null(find(desk, "<xmp:CreateDate>2012-03-30T12:00:00Z</xmp:CreateDate>"));
    assert_non_null(find(desk, "<pdfuaid:part>1</pdfuaid:part>"));
    assert_non_null(find(desk, "ISSN 1234-5678"));
    assert_non_null(find(desk, "/Lang(uk)"));
}

static void test_source_date_epoch(void **state) {
    struct desk *desk = *state;
    add_line(desk, new_page(desk, "1"), 0, 60000, "а");
    setenv("SOURCE_DATE_EPOCH", "951827696", 1); /* 2000-02-29 */
    write_file(desk);
    assert_non_null(find(desk, "/ModDate(D:20000229123456Z)"));
    setenv("SOURCE_DATE_EPOCH", "253402300799", 1);
    write_file(desk);
    assert_non_null(find(desk, "/ModDate(D:99991231235959Z)"));
}

static void test_a_wrong_source_date_epoch(void **state) {
    struct desk *desk = *state;
    static const char *const wrong[] = {"", "yesterday", "12.5", "-1", " 1", "0x10", "253402300800", "99999999999999"};
    add_line(desk, new_page(desk, "1"), 0, 60000, "а");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        setenv("SOURCE_DATE_EPOCH", wrong[i], 1);
        assert_false(make_file(desk, PDF_SCREEN));
        assert_int_equal(ctx_count(&desk->ctx, DIAG_PDF_EPOCH), i + 1);
    }
    unsetenv("SOURCE_DATE_EPOCH");
}

static void test_no_date_and_no_language(void **state) {
    struct desk *desk = *state;
    desk->doc->meta.date = (struct date){0, 0, 0};
    desk->doc->meta.language = STR("мова");
    add_line(desk, new_page(desk, "1"), 0, 60000, "а");
    write_file(desk);
    assert_null(find(desk, "/CreationDate"));
    assert_null(find(desk, "CreateDate"));
    assert_non_null(find(desk, "/Lang(und)"));
}

static void test_text_longer_than_a_string(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    uint32_t figure = new_element(desk, 0, ROLE_FIGURE);
    struct buf alt;
    buf_init(&alt, desk->ctx.arena);
    for (int i = 0; i < 20000; i++) buf_puts(&alt, "є");
    desk->doc->elements.at[figure].alt = buf_view(&alt);
    add_line(desk, page, figure, 60000, "а");
    write_file(desk);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_PDF_TEXT_CUT), 1);
    assert_sound(desk);
}

/* ---- pictures -------------------------------------------------------------------------------------------------- */

static void add_picture(struct desk *desk, const struct image *image, mpt w, mpt h) {
    struct paint_page *page = desk->doc->pages.len ? &desk->doc->pages.at[0] : new_page(desk, "1");
    begin(desk, page, 0);
    struct paint_item *item = paint_item(&desk->ctx, page, PAINT_IMAGE);
    item->w = w;
    item->h = h;
    item->image.image = image;
    end(desk, page);
}

/* A file of 16 x 16 pixels made from samples. */
static struct image *jpeg_image(struct desk *desk, unsigned components) {
    uint8_t samples[16 * 16 * 4];
    struct image_pixels pixels = {16, 16, components, samples, NULL};
    const struct image_coding coding = {90, true};
    struct image *image = NULL;
    struct str bytes;
    for (size_t i = 0; i < sizeof samples; i++) samples[i] = (uint8_t)(i % 256);
    assert_true(image_encode_jpeg(desk->ctx.arena, &pixels, &coding, &bytes));
    assert_true(file_write(&desk->ctx, desk->path, bytes));
    assert_true(image_load(&desk->ctx, desk->path, place_nowhere(), &image));
    return image;
}

static void test_a_jpeg_passes_through_once(void **state) {
    struct desk *desk = *state;
    struct image *image = jpeg_image(desk, 3), copy = *image;
    add_picture(desk, image, 100000, 100000);
    add_picture(desk, &copy, 50000, 50000);
    write_file(desk);
    assert_sound(desk);
    assert_int_equal(count(desk, "/Filter/DCTDecode"), 1);
    assert_non_null(find(desk, "/ColorSpace/DeviceRGB"));
    assert_null(find(desk, "/Decode["));
}

static void test_inks_become_light(void **state) {
    struct desk *desk = *state;
    struct image *image = jpeg_image(desk, 4);
    assert_int_equal(image->space, IMAGE_CMYK);
    add_picture(desk, image, 100000, 100000);
    write_file(desk);
    assert_sound(desk);
    assert_non_null(find(desk, "/ColorSpace/DeviceRGB"));
    assert_null(find(desk, "/DeviceCMYK"));
}

static void test_a_fine_picture_is_halved(void **state) {
    struct desk *desk = *state;
    add_picture(desk, jpeg_image(desk, 1), 1600, 1600); /* 720 ppi */
    write_file(desk);
    assert_sound(desk);
    assert_non_null(find(desk, "/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"));
}

/* PNG of 2 x 1 pixels, RGBA: red at half, green opaque. */
static const uint8_t png_with_alpha[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0xF4, 0x22, 0x7F, 0x8A, 0x00, 0x00, 0x00, 0x11, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0xF8, 0xCF, 0xC0, 0xD0, 0xC0, 0xF0, 0x9F, 0xE1, 0x3F, 0x00, 0x0E, 0x7D, 0x03,
    0x7E, 0xEA, 0xF6, 0x93, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

static struct image *alpha_image(struct desk *desk) {
    struct str bytes = {(const char *)png_with_alpha, sizeof png_with_alpha};
    struct image *image = NULL;
    assert_true(file_write(&desk->ctx, desk->path, bytes));
    assert_true(image_load(&desk->ctx, desk->path, place_nowhere(), &image));
    return image;
}

static void test_alpha_becomes_a_mask(void **state) {
    struct desk *desk = *state;
    add_picture(desk, alpha_image(desk), 100000, 50000);
    write_file(desk);
    assert_sound(desk);
    assert_int_equal(count(desk, "/SMask"), 1);
}

static void test_a_profile_that_does_not_fit(void **state) {
    struct desk *desk = *state;
    struct image *image = jpeg_image(desk, 3);
    image->icc = STR("not a profile");
    add_picture(desk, image, 100000, 100000);
    write_file(desk);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_IMAGE_PROFILE), 1);
    assert_non_null(find(desk, "/ColorSpace/DeviceRGB"));
}

/* PDF/A-1 knows no masks and wants to know which codes a font has. */
static void test_an_archive_of_part_one(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    begin(desk, page, 0);
    struct paint_item *item = paint_item(&desk->ctx, page, PAINT_RECT);
    item->w = item->h = 200000;
    item->colour = (struct colour){.c = 1000, .m = 1000, .b = 254};
    item = paint_item(&desk->ctx, page, PAINT_IMAGE);
    item->w = item->h = 100000;
    item->image.image = alpha_image(desk);
    end(desk, page);
    add_line(desk, page, new_element(desk, 0, ROLE_P), 300000, "їжак");
    desk->archive = ARCHIVE_A1B;
    assert_true(make_file(desk, PDF_ARCHIVE));
    assert_true(file_write(&desk->ctx, desk->path, desk->bytes));
    assert_memory_equal(desk->bytes.s, "%PDF-1.4", 8);
    assert_null(find(desk, "/SMask"));
    assert_int_equal(count(desk, "/CIDSet"), 1);
    assert_non_null(find(desk, "<pdfaid:part>1<"));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_ARCHIVE_FLAT), 1);
    desk->archive = ARCHIVE_A2U;
    assert_true(make_file(desk, PDF_ARCHIVE));
    assert_int_equal(count(desk, "/SMask"), 1);
    assert_null(find(desk, "/CIDSet"));
    assert_non_null(find(desk, "<pdfaid:conformance>U<"));
}

/* ---- shapes ---------------------------------------------------------------------------------------------------- */

static void test_shapes_and_text_share_a_mark(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    uint32_t para = new_element(desk, 0, ROLE_P);
    begin(desk, page, para);
    struct paint_item *item = paint_item(&desk->ctx, page, PAINT_RECT);
    item->w = item->h = 10000;
    item->colour = (struct colour){.r = 255, .b = 128};
    add_text(desk, page, SERIF, 40000, 60000, STR("текст"), 0);
    item = paint_item(&desk->ctx, page, PAINT_FRAME);
    item->w = item->h = 10000;
    item->frame.thickness = 500;
    end(desk, page);
    write_file(desk);
    assert_sound(desk);
    assert_extracts(desk, "текст\n\n\f");
    assert_non_null(find(desk, "/K[ 0 1 2]")); /* text objects and marks must not cross */
    int status = 0;
    if (!have("qpdf")) skip();
    struct str plain = ask(desk, &status, "qpdf --qdf --object-streams=disable", "- 2>/dev/null");
    assert_non_null(find_in(plain, "1 0 0.502 rg"));
    assert_non_null(find_in(plain, "re f*"));
}

/* ---- for the press ----------------------------------------------------------------------------------------------- */

#define MILLIMETRE 2835 /* [mpt] */

static void prepare_print(struct desk *desk) {
    static const char profile[] = "templates/print-shops/FOGRA39L_coated.icc";
    desk->print = (struct print_spec){
        .issue = "2012-02", .shop = "test", .intent = PRINT_RELATIVE, .black_point = true, .condition = "FOGRA39"};
    desk->print.profile_path = profile;
    desk->print.bleed_top = desk->print.bleed_bottom = desk->print.bleed_inner = desk->print.bleed_outer = 8504;
    assert_true(file_read(&desk->ctx, profile, 1 << 20, place_nowhere(), &desk->print.profile));
}

static void write_print(struct desk *desk) {
    assert_true(make_file(desk, PDF_PRINT));
    assert_true(file_write(&desk->ctx, desk->path, desk->bytes));
    assert_sound(desk);
}

/* The print file with its streams inflated. */
static struct str plain_print(struct desk *desk) {
    int status = 0;
    write_print(desk);
    return ask(desk, &status, "qpdf --qdf --object-streams=disable", "- 2>/dev/null");
}

static struct paint_item *add_rect(struct desk *desk, struct paint_page *page, mpt x, mpt y, mpt w, mpt h,
                                   struct colour colour) {
    begin(desk, page, 0);
    struct paint_item *item = paint_item(&desk->ctx, page, PAINT_RECT);
    item->x = x;
    item->y = y;
    item->w = w;
    item->h = h;
    item->colour = colour;
    end(desk, page);
    return item;
}

static const struct colour full_black = {.k = 1000}, pale_blue = {.c = 80, .m = 56, .r = 230, .g = 235, .b = 250};

static size_t count_in(struct str bytes, const char *what) {
    size_t n = 0;
    for (const char *at; (at = find_in(bytes, what)); n++) {
        size_t passed = (size_t)(at - bytes.s) + 1;
        bytes = (struct str){bytes.s + passed, bytes.len - passed};
    }
    return n;
}

static void test_a_print_file_is_bare(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    uint32_t link = new_element(desk, 0, ROLE_LINK);
    prepare_print(desk);
    add_line(desk, page, link, 60000, "Текст");
    add_link(desk, page, link, STR("https://example.org/"), 0);
    write_print(desk);
    assert_memory_equal(desk->bytes.s, "%PDF-1.6", 8);
    assert_extracts(desk, "Текст\n\n\f");
    assert_null(find(desk, "/Annots"));
    assert_null(find(desk, "/StructTreeRoot"));
    assert_null(find(desk, "pdfuaid:part"));
    assert_non_null(find(desk, "/S/GTS_PDFX"));
    assert_non_null(find(desk, "/RegistryName"));
    assert_non_null(find(desk, "/MediaBox[0 0 612.284 858.898]"));
    assert_non_null(find(desk, "/TrimBox[8.504 8.504 603.78 850.394]"));
    assert_non_null(find(desk, "/Trapped/False"));
    assert_null(find(desk, "uuid:00000000-"));
}

static void test_black_prints_over(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    prepare_print(desk);
    add_rect(desk, page, 50000, 50000, 100000, 20000, pale_blue);
    add_line(desk, page, new_element(desk, 0, ROLE_P), 60000, "Текст");
    page->items[page->count - 2].colour = full_black;
    add_rect(desk, page, 50000, 80000, 100000, 500, full_black);
    add_rect(desk, page, 50000, 90000, 100000, 50000, full_black); /* no rule */
    if (!have("qpdf")) skip();
    struct str plain = plain_print(desk);
    const char *tint = find_in(plain, "0.08 0.056 0 0 k"), *black = find_in(plain, "0 0 0 1 k");
    const char *over = find_in(plain, "/Over gs"), *knock = find_in(plain, "/Knock gs");
    assert_true(tint && over && black && knock);
    assert_true(tint < over && over < black && black < knock);
    assert_int_equal(count_in(plain, "/Over gs"), 1);
    assert_true(desk->press.plates[0] && desk->press.plates[1] && !desk->press.plates[2] && desk->press.plates[3]);
    assert_int_equal(desk->press.ink, 114); /* 13.6 + 100 */
}

static void test_colour_goes_on_over_the_bleed(void **state) {
    struct desk *desk = *state;
    struct paint_page *page = new_page(desk, "1");
    prepare_print(desk);
    desk->print.bleed_inner = 0;
    add_rect(desk, page, 0, 0, 595276, 10 * MILLIMETRE, pale_blue);
    if (!have("qpdf")) skip();
    assert_non_null(find_in(plain_print(desk), "0 813.54 603.78 36.854 re f"));
}

static void test_a_picture_in_the_corner_is_mirrored(void **state) {
    struct desk *desk = *state;
    prepare_print(desk);
    add_picture(desk, jpeg_image(desk, 3), 100000, 100000);
    if (!have("qpdf")) skip();
    struct str plain = plain_print(desk);
    assert_int_equal(count_in(plain, " Do Q"), 4);
    assert_non_null(find_in(plain, "q -100 0 0 -100 0 941.89 cm/I0 Do"));
    assert_non_null(find_in(plain, "-8.504 741.89 108.504 108.504 re W n"));
}

static void test_pictures_in_inks(void **state) {
    struct desk *desk = *state;
    prepare_print(desk);
    desk->print.limits.total_ink = 200;
    add_picture(desk, jpeg_image(desk, 3), 100000, 100000);
    add_picture(desk, jpeg_image(desk, 1), 100000, 100000);
    write_print(desk);
    assert_int_equal(count(desk, "/ColorSpace/DeviceCMYK"), 1);
    assert_int_equal(count(desk, "/ColorSpace/DeviceGray"), 1);
    assert_null(find(desk, "/DeviceRGB"));
    assert_in_range(desk->press.ink, 150, 200);
    assert_int_equal(desk->press.pictures, 2);
    desk->print.keep_rgb = true;
    write_print(desk);
    assert_int_equal(count(desk, "/ColorSpace[/ICCBased"), 1);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_PRINT_RGB), 1);
}

static void test_polarity_of_cmyk(void **state) {
    struct desk *desk = *state;
    struct image *image = jpeg_image(desk, 3);
    prepare_print(desk);
    image->space = IMAGE_CMYK; /* only what is written around the data is looked at */
    image->adobe_inverted = true;
    add_picture(desk, image, 100000, 100000);
    assert_true(make_file(desk, PDF_PRINT));
    assert_non_null(find(desk, "/ColorSpace/DeviceCMYK/Filter/DCTDecode/Decode[1 0 1 0 1 0 1 0]"));
}

static void test_transparency_by_standard(void **state) {
    struct desk *desk = *state;
    prepare_print(desk);
    add_picture(desk, alpha_image(desk), 100000, 50000);
    write_print(desk);
    assert_int_equal(count(desk, "/SMask"), 1);
    assert_int_equal(count(desk, "/Group<</S/Transparency/CS/DeviceCMYK>>"), 1);
    desk->print.standard = PRINT_X1A;
    write_print(desk);
    assert_memory_equal(desk->bytes.s, "%PDF-1.4", 8);
    assert_null(find(desk, "/SMask"));
    assert_null(find(desk, "/Group"));
    assert_non_null(find(desk, "/GTS_PDFXVersion(PDF/X-1a:2003)"));
    assert_null(find(desk, "<pdfxid"));
}

static void test_marks_stand_outside(void **state) {
    struct desk *desk = *state;
    prepare_print(desk);
    desk->print.marks = true;
    add_line(desk, new_page(desk, "1"), new_element(desk, 0, ROLE_P), 60000, "Текст");
    write_print(desk);
    assert_non_null(find(desk, "/Separation/All/DeviceCMYK"));
    assert_non_null(find(desk, "/TrimBox[28.346 28.346 623.622 870.236]"));
    int status = 0;
    if (!have("pdftotext")) skip();
    struct str text = ask(desk, &status, "pdftotext", "-");
    assert_non_null(find_in(text, "2012-02 1 / 1 2012-03-30"));
}

static void test_a_profile_that_is_none_for_a_press(void **state) {
    struct desk *desk = *state;
    prepare_print(desk);
    add_line(desk, new_page(desk, "1"), new_element(desk, 0, ROLE_P), 60000, "Текст");
    desk->print.profile.len = 200;
    assert_false(make_file(desk, PDF_PRINT));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_PRINT_PROFILE), 1);
}

/* ---- the store ------------------------------------------------------------------------------------------------- */

static void test_a_file_that_grows_too_large(void **state) {
    struct desk *desk = *state;
    struct store *store = store_new(&desk->ctx, 7, 1, NULL);
    store_stream(store, STR(""), (struct str){"", (size_t)1 << 40});
    assert_false(store_save(store, &desk->bytes));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_PDF_LIBRARY), 1);
    assert_int_equal(store_reserve(store), 0);
}

static void test_profiles_have_names(void **state) {
    enum pdf_profile profile = PDF_PROFILE_COUNT;
    struct desk *desk = *state;
    struct buf out;
    assert_string_equal(pdf_profile_name(PDF_SCREEN), "screen");
    assert_true(pdf_profile_lookup(STR("screen"), &profile));
    assert_int_equal(profile, PDF_SCREEN);
    assert_false(pdf_profile_lookup(STR("scree"), &profile));
    buf_init(&out, desk->ctx.arena);
    pdf_libraries(&out);
    assert_non_null(strstr(out.s, "libharu 2."));
    assert_non_null(strstr(out.s, "HarfBuzz "));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_page_of_text),
        TEST(test_the_same_paint_gives_the_same_bytes),
        TEST(test_the_id_follows_the_content),
        TEST(test_one_glyph_with_two_texts),
        TEST(test_base_and_accent_read_apart),
        TEST(test_glyphs_that_read_only_together),
        TEST(test_notdef_is_never_shown),
        TEST(test_positions_do_not_drift),
        TEST(test_more_texts_than_codes),
        TEST(test_reading_order_and_empty_elements),
        TEST(test_marks_of_one_element_join),
        TEST(test_an_element_on_two_pages),
        TEST(test_empty_cells_stay),
        TEST(test_attributes_of_elements),
        TEST(test_a_reference_with_a_target_holds_a_link),
        TEST(test_a_long_document),
        TEST(test_a_deep_tree),
        TEST(test_links_and_their_targets),
        TEST(test_bookmarks_with_a_skipped_level),
        TEST(test_page_labels),
        TEST(test_metadata_is_escaped_and_equal),
        TEST(test_source_date_epoch),
        TEST(test_a_wrong_source_date_epoch),
        TEST(test_no_date_and_no_language),
        TEST(test_text_longer_than_a_string),
        TEST(test_a_jpeg_passes_through_once),
        TEST(test_inks_become_light),
        TEST(test_a_fine_picture_is_halved),
        TEST(test_alpha_becomes_a_mask),
        TEST(test_a_profile_that_does_not_fit),
        TEST(test_an_archive_of_part_one),
        TEST(test_shapes_and_text_share_a_mark),
        TEST(test_a_print_file_is_bare),
        TEST(test_black_prints_over),
        TEST(test_colour_goes_on_over_the_bleed),
        TEST(test_a_picture_in_the_corner_is_mirrored),
        TEST(test_pictures_in_inks),
        TEST(test_polarity_of_cmyk),
        TEST(test_transparency_by_standard),
        TEST(test_marks_stand_outside),
        TEST(test_a_profile_that_is_none_for_a_press),
        TEST(test_a_file_that_grows_too_large),
        TEST(test_profiles_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
