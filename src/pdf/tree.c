/* One level of leaves below the root: 64 pairs a leaf keep a reader's look-up short up to some hundred thousand pairs,
 * which is more than a bulletin has. */
#include "pdf/tree.h"

#include "pdf/value.h"

#define PAIRS_PER_LEAF 64

static void put_pairs(struct buf *out, const char *leaves, const struct tree_pair *pairs, size_t count) {
    buf_printf(out, "/%s[", leaves);
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, i ? "\n" : "");
        buf_str(out, pairs[i].key);
        buf_putc(out, ' ');
        buf_str(out, pairs[i].value);
    }
    buf_putc(out, ']');
}

static uint32_t write_leaf(struct writer *w, const char *leaves, const struct tree_pair *pairs, size_t count) {
    struct buf out;
    buf_init(&out, w->arena);
    buf_puts(&out, "/Limits[");
    buf_str(&out, pairs[0].key);
    buf_putc(&out, ' ');
    buf_str(&out, pairs[count - 1].key);
    buf_putc(&out, ']');
    put_pairs(&out, leaves, pairs, count);
    return store_dict(w->store, buf_view(&out));
}

uint32_t tree_write(struct writer *w, const char *leaves, const struct tree_pairs *pairs) {
    struct buf out;
    buf_init(&out, w->arena);
    if (pairs->len <= PAIRS_PER_LEAF) {
        put_pairs(&out, leaves, pairs->at, pairs->len);
        return store_dict(w->store, buf_view(&out));
    }
    buf_puts(&out, "/Kids[");
    for (size_t i = 0; i < pairs->len; i += PAIRS_PER_LEAF) {
        size_t left = pairs->len - i;
        value_ref(&out, write_leaf(w, leaves, pairs->at + i, left < PAIRS_PER_LEAF ? left : PAIRS_PER_LEAF));
    }
    buf_putc(&out, ']');
    return store_dict(w->store, buf_view(&out));
}
