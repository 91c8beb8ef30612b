/* Text and its map: an entry for every place where text and bytes stop being in step. */
#include "source/mapped.h"

#include "base/vec.h"

void mapped_init(struct mapped *m, struct arena *arena) {
    m->arena = arena;
    m->map = ARENA_NEW(arena, struct textmap);
    buf_init(&m->text, arena);
    buf_add(&m->text, "", 0);
}

static void map_add(struct mapped *m, size_t byte, uint8_t text_step, uint8_t byte_step) {
    struct textmap_entry entry = {(uint32_t)m->text.len, (uint32_t)byte, text_step, byte_step};
    if (m->map->len && m->map->at[m->map->len - 1].text == entry.text)
        m->map->at[m->map->len - 1] = entry;
    else
        *vec_push(m->arena, m->map) = entry;
}

/* Does the last entry say where the text's end comes from, in these steps? */
static bool goes_on(const struct mapped *m, size_t byte, uint8_t text_step, uint8_t byte_step) {
    if (!m->map->len || !text_step) return false;
    const struct textmap_entry *last = &m->map->at[m->map->len - 1];
    if (last->text_step != text_step || last->byte_step != byte_step) return false;
    return byte - last->byte == (m->text.len - last->text) / text_step * byte_step;
}

void mapped_add(struct mapped *m, size_t byte, size_t span, bool same, struct str text) {
    uint8_t text_step = same ? 1 : span ? (uint8_t)text.len : 0, byte_step = same ? 1 : (uint8_t)span;
    if (!goes_on(m, byte, text_step, byte_step)) map_add(m, byte, text_step, byte_step);
    buf_str(&m->text, text);
}

void mapped_end(struct mapped *m, size_t byte) { map_add(m, byte, 1, 1); }
