/* Paragraphs, heads and cells that say nothing.
 *
 * Someone who pastes from a word processor makes room with no-break spaces and draws a rule with hyphens. Both are set
 * as they stand, an empty line and a line of hyphens, and said, because Markdown and the template have better means.
 * In a cell, hyphens are the row below a table's head in the wrong place, and blanks make no room. One or two hyphens
 * are left alone everywhere: they stand for `none`.
 */
#include "markdown/md.h"

#include "base/utf8.h"

#define HYPHENS_LEAST 3

/* Characters that show nothing, the soft hyphen and controls of direction among them. */
static bool shows_nothing(uint32_t cp) {
    return cp_is_space(cp) || cp == 0xA0 || cp == 0xAD || cp == 0x1680 || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x2028 && cp <= 0x202F) || (cp >= 0x205F && cp <= 0x206F) || cp == 0x3000 || cp == 0xFEFF;
}

static bool is_hyphen(uint32_t cp) { return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212; }

/* Pictures and notes show something that is no text. */
static bool has_more(const struct inlines *content) {
    for (size_t i = 0; i < content->len; i++) {
        const struct inline_node *node = &content->at[i];
        if (node->kind == INLINE_IMAGE || node->kind == INLINE_NOTE) return true;
        if (node->children && has_more(node->children)) return true;
    }
    return false;
}

/* Does the text show nothing, or nothing but hyphens? Then *hyphens is how many. */
static bool is_bare(struct md *md, const struct inlines *content, size_t *hyphens) {
    struct str text = inlines_plain(md->ctx->scratch, content);
    *hyphens = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = utf8_next(text.s, text.len, &at);
        if (is_hyphen(cp))
            ++*hyphens;
        else if (!shows_nothing(cp))
            return false;
    }
    return (*hyphens == 0 || *hyphens >= HYPHENS_LEAST) && !has_more(content);
}

void md_check_bare(struct md *md, const struct inlines *content, size_t start, size_t end) {
    size_t hyphens;
    if (!is_bare(md, content, &hyphens)) return;
    diag(md->ctx, hyphens ? DIAG_MD_HYPHENS : DIAG_MD_BLANK, md_place(md, start, end), "%s", "");
}

void md_check_bare_cell(struct md *md, const struct cell *cell) {
    struct place place = cell->place.file ? cell->place : md_place(md, cell->place.start, cell->place.end);
    size_t hyphens;
    if (cell->content.len == 0 || !is_bare(md, &cell->content, &hyphens)) return;
    diag(md->ctx, hyphens ? DIAG_MD_CELL_HYPHENS : DIAG_MD_CELL_BLANK, place, "%s", "");
}
