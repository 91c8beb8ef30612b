/* What inlines say: their plain text, their classes.
 *
 * Depth is bounded by markdown, so plain recursion is safe. Notes leave nothing: their text stands elsewhere.
 */
#include "model/model.h"

static void add_plain(struct buf *out, const struct inlines *inlines) {
    for (size_t i = 0; inlines && i < inlines->len; i++) {
        const struct inline_node *node = &inlines->at[i];
        if (node->kind == INLINE_SPACE || node->kind == INLINE_BREAK) buf_putc(out, ' ');
        buf_str(out, node->text);
        add_plain(out, node->children);
    }
}

struct str inlines_plain(struct arena *arena, const struct inlines *inlines) {
    struct buf out;
    buf_init(&out, arena);
    add_plain(&out, inlines);
    return buf_view(&out);
}

bool inline_has_class(const struct inline_node *node, const char *name) {
    struct str classes = node->classes;
    for (size_t at = 0, end; at < classes.len; at = end + 1) {
        for (end = at; end < classes.len && classes.s[end] != ' ';) end++;
        if (str_is(str_slice(classes, at, end), name)) return true;
    }
    return false;
}
