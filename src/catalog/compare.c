/* Two finished files, from the strictest question to the mildest: the same bytes; the same once streams are inflated
 * and objects stand in one order, with the names of the libraries left out; the same glyphs at the same places.
 *
 * The glyphs are compared page by page, so the first difference has a page and words around it.
 */
#include "catalog/compare.h"

/* Glyphs of context around a difference. */
#define WORDS_BEFORE 12
#define WORDS_AFTER 24

struct pair_of_files {
    struct ctx *ctx;
    const char *path;
    struct reader *was, *is;
};

/* ---- what differs --------------------------------------------------------------------------------------------------
 */

static uint32_t unit_at(struct str text, size_t at) {
    return (uint32_t)(unsigned char)text.s[at] << 8 | (unsigned char)text.s[at + 1];
}

static void put_utf16(struct buf *out, struct str text) {
    for (size_t i = 0; i + 2 <= text.len; i += 2) {
        uint32_t unit = unit_at(text, i);
        if (unit >= 0xD800 && unit < 0xDC00 && i + 4 <= text.len) {
            i += 2;
            unit = 0x10000 + ((unit - 0xD800) << 10) + ((unit_at(text, i) - 0xDC00) & 0x3FF);
        }
        if (unit >= 0x20) buf_utf8(out, unit);
    }
}

const char *glyph_text(struct arena *arena, const struct reader_glyphs *glyphs, size_t at) {
    struct buf out;
    buf_init(&out, arena);
    if (at >= glyphs->len) return "–";
    buf_puts(&out, "«");
    for (size_t i = at > WORDS_BEFORE ? at - WORDS_BEFORE : 0; i < glyphs->len && i < at + WORDS_AFTER; i++)
        put_utf16(&out, glyphs->at[i].text);
    buf_puts(&out, "» ");
    buf_mpt(&out, glyphs->at[at].x);
    buf_puts(&out, ", ");
    buf_mpt(&out, glyphs->at[at].y);
    return out.s;
}

static bool near(mpt a, mpt b) { return a - b <= PLACE_TOLERANCE && b - a <= PLACE_TOLERANCE; }

bool same_glyph(const struct reader_glyph *a, const struct reader_glyph *b) {
    return near(a->x, b->x) && near(a->y, b->y) && a->size == b->size && str_eq(a->font, b->font) &&
           str_eq(a->text, b->text);
}

/* False: broken, or different; *same says which. */
static bool compare_page(struct pair_of_files *files, size_t page, bool *same) {
    struct reader_glyphs was, is;
    size_t i = 0;
    if (!reader_text(files->ctx, files->was, page, &was) || !reader_text(files->ctx, files->is, page, &is))
        return false;
    while (i < was.len && i < is.len && same_glyph(&was.at[i], &is.at[i])) i++;
    *same = i == was.len && i == is.len;
    if (*same) return true;
    diag(files->ctx, DIAG_ARCHIVE_DIFFERS, place_nowhere(), "%s, %zu: %s ≠ %s", files->path, page + 1,
         glyph_text(files->ctx->scratch, &was, i), glyph_text(files->ctx->scratch, &is, i));
    return true;
}

static bool compare_layout(struct pair_of_files *files, bool *same) {
    size_t was = reader_pages(files->was), is = reader_pages(files->is);
    *same = true;
    for (size_t page = 0; *same && page < was && page < is; page++)
        if (!compare_page(files, page, same)) return false;
    if (!*same || was == is) return true;
    *same = false;
    diag(files->ctx, DIAG_ARCHIVE_DIFFERS, place_nowhere(), "%s: %zu ≠ %zu", files->path, was, is);
    return true;
}

/* ---- the questions -------------------------------------------------------------------------------------------------
 */

static bool tell_content(struct pair_of_files *files, struct str was, struct str is) {
    struct reader_difference first;
    if (!reader_first_difference(files->ctx, was, is, &first)) return false;
    if (first.page)
        diag(files->ctx, DIAG_ARCHIVE_LAYOUT_ONLY, place_nowhere(), "%s, %zu: %.*s", files->path, first.page,
             STR_ARG(first.detail));
    else
        diag(files->ctx, DIAG_ARCHIVE_LAYOUT_ONLY, place_nowhere(), "%s: %.*s", files->path, STR_ARG(first.detail));
    return true;
}

static bool compare_content(struct pair_of_files *files, bool *same) {
    struct str was, is;
    if (!reader_content(files->ctx, files->was, READER_OURSELVES, BUNDLE_RECORD, &was)) return false;
    if (!reader_content(files->ctx, files->is, READER_OURSELVES, BUNDLE_RECORD, &is)) return false;
    *same = str_eq(was, is);
    return *same || tell_content(files, was, is);
}

bool files_compare(struct ctx *ctx, const char *path, struct str was, struct str is, enum likeness *out) {
    struct pair_of_files files = {.ctx = ctx, .path = path};
    bool layout, content;
    *out = LIKE_BYTES;
    if (str_eq(was, is)) return true;
    *out = LIKE_NOTHING;
    if (!reader_open(ctx, path, was, &files.was) || !reader_open(ctx, path, is, &files.is)) return false;
    if (!compare_layout(&files, &layout)) return false;
    if (!layout) return true;
    if (!compare_content(&files, &content)) return false;
    *out = content ? LIKE_CONTENT : LIKE_LAYOUT;
    return true;
}
