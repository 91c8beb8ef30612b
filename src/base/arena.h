/* Memory that ends together.
 *
 * In: sizes. Out: zeroed memory, 16-byte aligned, valid until arena_reset or arena_free. Allocation never returns
 * NULL: when the system has no memory left the process ends with status 3, which costs one issue of a batch.
 * Objects of libraries hang on the arena with arena_defer. Used by everyone.
 */
#ifndef VISNYK_BASE_ARENA_H
#define VISNYK_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Says so and ends the process with status 3; for libraries that must not go on without memory, too. */
_Noreturn void out_of_memory(void);

struct arena *arena_new(void);

/* Runs the deferred calls, last one first, then gives the memory back. NULL is allowed. */
void arena_free(struct arena *arena);

/* As arena_free, but the arena itself stays usable. */
void arena_reset(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);

/* count * size bytes; the product is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* The bytes of `old` (old_size of them) in a block of new_size bytes; grows in place when `old` was the last block. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* A copy ended by NUL. */
char *arena_strndup(struct arena *arena, const char *s, size_t len);
char *arena_strdup(struct arena *arena, const char *s);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* Calls fn(arg) when the arena is reset or freed. */
void arena_defer(struct arena *arena, void (*fn)(void *), void *arg);
/* Frees `owned` then. */
void arena_defer_free(struct arena *arena, struct arena *owned);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

#endif
