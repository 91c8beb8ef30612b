/* Two finished files, page by page, for people who want to see what has changed.
 *
 * Glyphs and marks are lists in the order of painting; what two lists have in common at both ends is the same, what
 * lies between differs. If the middle reads the same in both it has only moved, and by how much is told. That is enough
 * to find the place and to tell how much there is, and it takes one walk: a longest common subsequence of ten thousand
 * glyphs would take a hundred million steps for the same answer.
 */
#include <stdlib.h>
#include <string.h>

#include "catalog/compare.h"

struct two_files {
    struct ctx *ctx;
    const char *const *names;
    struct reader *reader[2];
};

/* The part of two lists that is not the same: [from, end[0]) and [from, end[1]). */
struct middle {
    size_t from, end[2];
};

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

static size_t middle_count(const struct middle *m) { return larger(m->end[0], m->end[1]) - m->from; }

/* ---- text ---------------------------------------------------------------------------------------------------------
 */

static struct middle text_middle(const struct reader_glyphs text[2]) {
    struct middle m = {0, {text[0].len, text[1].len}};
    while (m.from < m.end[0] && m.from < m.end[1] && same_glyph(&text[0].at[m.from], &text[1].at[m.from])) m.from++;
    while (m.end[0] > m.from && m.end[1] > m.from && same_glyph(&text[0].at[m.end[0] - 1], &text[1].at[m.end[1] - 1])) {
        m.end[0]--;
        m.end[1]--;
    }
    return m;
}

/* The first glyph of the middle that is another letter or of another font, wherever it stands; the end of the shorter
 * text when there is none. A word that is exchanged moves letters before it, too, in the lines that make room. */
static size_t first_other(const struct reader_glyphs text[2], const struct middle *m) {
    size_t i = m->from;
    for (; i < m->end[0] && i < m->end[1]; i++) {
        const struct reader_glyph *a = &text[0].at[i], *b = &text[1].at[i];
        if (!str_eq(a->text, b->text) || !str_eq(a->font, b->font) || a->size != b->size) break;
    }
    return i;
}

/* "+0.25, 0" */
static const char *shift_text(struct arena *arena, const struct reader_glyph *a, const struct reader_glyph *b) {
    struct buf out;
    buf_init(&out, arena);
    if (b->x > a->x) buf_putc(&out, '+');
    buf_mpt(&out, b->x - a->x);
    buf_puts(&out, b->y > a->y ? ", +" : ", ");
    buf_mpt(&out, b->y - a->y);
    return out.s;
}

static bool compare_text(struct two_files *f, size_t page, bool *same) {
    struct reader_glyphs text[2];
    struct arena *arena = f->ctx->arena;
    for (int i = 0; i < 2; i++)
        if (!reader_text(f->ctx, f->reader[i], page, &text[i])) return false;
    struct middle m = text_middle(text);
    size_t count = middle_count(&m);
    if (!count) return true;
    *same = false;
    size_t other = first_other(text, &m);
    if (other == m.end[0] && other == m.end[1])
        diag(f->ctx, DIAG_COMPARE_MOVED, place_nowhere(), "%zu: %zu: %s: %s", page + 1, count,
             shift_text(arena, &text[0].at[m.from], &text[1].at[m.from]), glyph_text(arena, &text[0], m.from));
    else
        diag(f->ctx, DIAG_COMPARE_TEXT, place_nowhere(), "%zu: %zu: %s ≠ %s", page + 1, count,
             glyph_text(arena, &text[0], other), glyph_text(arena, &text[1], other));
    return true;
}

/* ---- what is no text ----------------------------------------------------------------------------------------------
 */

static bool same_mark(const struct reader_mark *a, const struct reader_mark *b) {
    if (a->count != b->count || !str_eq(a->text, b->text)) return false;
    for (size_t i = 0; i < a->count; i++)
        if (llabs((long long)(a->numbers[i] - b->numbers[i])) > PLACE_TOLERANCE) return false;
    return true;
}

/* The marks of one kind, so that a picture that has moved does not make the rules behind it differ. */
static struct reader_marks marks_of(struct arena *arena, const struct reader_marks *all, enum reader_mark_kind kind) {
    struct reader_marks out = {0};
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].kind == kind) *(struct reader_mark *)vec_push(arena, &out) = all->at[i];
    return out;
}

/* As the page has it, a hash cut short. */
static const char *mark_text(struct arena *arena, const struct reader_marks *marks, size_t at) {
    enum { SHOWN = 24 };
    struct buf out;
    buf_init(&out, arena);
    if (at >= marks->len) return "–";
    for (size_t i = 0; i < marks->at[at].count; i++) {
        buf_mpt(&out, marks->at[at].numbers[i]);
        buf_putc(&out, ' ');
    }
    buf_str(&out, str_slice(marks->at[at].text, 0, SHOWN));
    return out.s;
}

static void compare_kind(struct two_files *f, size_t page, const struct reader_marks marks[2], enum diag_code code,
                         bool *same) {
    struct middle m = {0, {marks[0].len, marks[1].len}};
    struct arena *arena = f->ctx->arena;
    while (m.from < m.end[0] && m.from < m.end[1] && same_mark(&marks[0].at[m.from], &marks[1].at[m.from])) m.from++;
    while (m.end[0] > m.from && m.end[1] > m.from &&
           same_mark(&marks[0].at[m.end[0] - 1], &marks[1].at[m.end[1] - 1])) {
        m.end[0]--;
        m.end[1]--;
    }
    if (!middle_count(&m)) return;
    *same = false;
    diag(f->ctx, code, place_nowhere(), "%zu: %zu: %s ≠ %s", page + 1, middle_count(&m),
         mark_text(arena, &marks[0], m.from), mark_text(arena, &marks[1], m.from));
}

static bool compare_marks(struct two_files *f, size_t page, bool *same) {
    static const enum diag_code codes[READER_KINDS] = {[READER_SHAPE] = DIAG_COMPARE_SHAPE,
                                                       [READER_COLOUR] = DIAG_COMPARE_COLOUR,
                                                       [READER_PICTURE] = DIAG_COMPARE_PICTURE};
    struct reader_marks all[2];
    for (int i = 0; i < 2; i++)
        if (!reader_marks(f->ctx, f->reader[i], page, &all[i])) return false;
    for (int kind = 0; kind < READER_KINDS; kind++) {
        const struct reader_marks marks[2] = {marks_of(f->ctx->arena, &all[0], (enum reader_mark_kind)kind),
                                              marks_of(f->ctx->arena, &all[1], (enum reader_mark_kind)kind)};
        compare_kind(f, page, marks, codes[kind], same);
    }
    return true;
}

/* ---- pages --------------------------------------------------------------------------------------------------------
 */

static bool compare_page(struct two_files *f, size_t page, bool *same) {
    struct str was = reader_boxes(f->ctx, f->reader[0], page), is = reader_boxes(f->ctx, f->reader[1], page);
    *same = str_eq(was, is);
    if (!*same)
        diag(f->ctx, DIAG_COMPARE_SIZE, place_nowhere(), "%zu: %.*s ≠ %.*s", page + 1, STR_ARG(was), STR_ARG(is));
    return compare_text(f, page, same) && compare_marks(f, page, same);
}

/* Pages are the same: is it the whole file? */
static bool compare_rest(struct two_files *f) {
    struct str content[2];
    for (int i = 0; i < 2; i++)
        if (!reader_content(f->ctx, f->reader[i], READER_ANYBODY, BUNDLE_RECORD, &content[i])) return false;
    if (!str_eq(content[0], content[1]))
        diag(f->ctx, DIAG_COMPARE_REST, place_nowhere(), "%s, %s", f->names[0], f->names[1]);
    return true;
}

bool pages_compare(struct ctx *ctx, const char *const names[2], const struct str files[2], size_t pages[2],
                   struct page_numbers *out) {
    struct two_files f = {.ctx = ctx, .names = names};
    *out = (struct page_numbers){NULL, 0, 0};
    pages[0] = pages[1] = 0;
    if (str_eq(files[0], files[1])) return true;
    for (int i = 0; i < 2; i++)
        if (!reader_open(ctx, names[i], files[i], &f.reader[i])) return false;
    size_t was = pages[0] = reader_pages(f.reader[0]), is = pages[1] = reader_pages(f.reader[1]);
    for (size_t page = 0; page < larger(was, is); page++) {
        bool same = false;
        if (page < was && page < is && !compare_page(&f, page, &same)) return false;
        if (!same) *(size_t *)vec_push(ctx->arena, out) = page;
    }
    if (was != is) diag(ctx, DIAG_COMPARE_PAGES, place_nowhere(), "%zu ≠ %zu", was, is);
    return out->len > 0 || compare_rest(&f);
}
