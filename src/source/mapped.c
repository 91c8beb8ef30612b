/* Text and its map: an entry for every place where text and bytes stop being in step. */
#include "source/mapped.h"

#include "base/vec.h"

void mapped_init(struct mapped *m, struct arena *arena) {
    m->arena = arena;
    m->map = ARENA_NEW(arena, struct textmap);
    buf_init(&m->text, arena);
    buf_add(&m->text, "", 0);
}

static void map_add(struct mapped *m, size_t byte, bool linear) {
    struct textmap_entry entry = {(uint32_t)m->text.len, (uint32_t)byte, linear};
    if (m->map->len && m->map->at[m->map->len - 1].text == entry.text)
        m->map->at[m->map->len - 1] = entry;
    else
        *vec_push(m->arena, m->map) = entry;
}

/* Are the text's end and `byte` in step by the last entry? */
static bool goes_on(const struct mapped *m, size_t byte) {
    if (!m->map->len) return false;
    const struct textmap_entry *last = &m->map->at[m->map->len - 1];
    return last->linear && byte - last->byte == m->text.len - last->text;
}

void mapped_add(struct mapped *m, size_t byte, bool in_step, const char *s, size_t len) {
    if (!in_step || !goes_on(m, byte)) map_add(m, byte, in_step);
    buf_add(&m->text, s, len);
}

void mapped_end(struct mapped *m, size_t byte) { map_add(m, byte, true); }
