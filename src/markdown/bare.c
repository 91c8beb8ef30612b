/* Paragraphs and heads that say nothing.
 *
 * Someone who pastes from a word processor makes room with no-break spaces and draws a rule with hyphens. Both are set
 * as they stand, an empty line and a line of hyphens, and said, because Markdown and the template have better means.
 * One or two hyphens are left alone: they stand for `none`. Cells of a table are not looked at for the same reason.
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

void md_check_bare(struct md *md, const struct inlines *content, size_t start, size_t end) {
    struct str text = inlines_plain(md->ctx->scratch, content);
    size_t hyphens = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = utf8_next(text.s, text.len, &at);
        if (is_hyphen(cp))
            hyphens++;
        else if (!shows_nothing(cp))
            return;
    }
    if ((hyphens > 0 && hyphens < HYPHENS_LEAST) || has_more(content)) return;
    diag(md->ctx, hyphens ? DIAG_MD_HYPHENS : DIAG_MD_BLANK, md_place(md, start, end), "%s", "");
}
