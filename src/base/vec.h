/* Growing arrays in an arena.
 *
 * VEC(name, type) declares `struct name { type *at; size_t len, cap; }`. vec_push returns a pointer to a new zeroed
 * slot; it is valid until the next push. Elements are reached as v.at[i].
 */
#ifndef VISNYK_BASE_VEC_H
#define VISNYK_BASE_VEC_H

#include <string.h>

#include "base/arena.h"

#define VEC(name, type)                                                                                                \
    struct name {                                                                                                      \
        type *at;                                                                                                      \
        size_t len, cap;                                                                                               \
    }

/* Room for the first elements: large ones are mostly alone (the block of a list's item, the node of its text). */
static inline size_t vec_first(size_t size) { return size > 128 ? 1 : size > 48 ? 4 : 8; }

static inline void *vec_grow(struct arena *arena, void *at, size_t *cap, size_t len, size_t size) {
    if (len < *cap) return at;
    size_t cap_new = *cap ? *cap * 2 : vec_first(size);
    at = arena_grow(arena, at, *cap * size, cap_new * size);
    *cap = cap_new;
    return at;
}

#define vec_push(arena, v)                                                                                             \
    ((v)->at = vec_grow((arena), (v)->at, &(v)->cap, (v)->len, sizeof *(v)->at),                                       \
     memset(&(v)->at[(v)->len], 0, sizeof *(v)->at), &(v)->at[(v)->len++])

#endif
