/* Memory that ends together.
 *
 * Blocks are cut from chunks that grow from 32 kB to 1 MB; a request larger than a quarter of a chunk gets a chunk of
 * its own, so big buffers can be enlarged by realloc instead of being copied into ever new places. Zeroing happens
 * per block, while it is about to be written anyway. Invariant: `head` is the chunk that small blocks are cut from;
 * `last` is the youngest block, the only one that can grow in place. Rejected: free lists and per-type pools; nothing
 * here lives shorter than a stage.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

#define ALIGN ((size_t)16)
#define CHUNK_FIRST ((size_t)32 << 10)
#define CHUNK_LARGEST ((size_t)1 << 20)

struct chunk {
    struct chunk *next;
    size_t size, used; /* [bytes] behind the header */
};

#define CHUNK_HEADER ((sizeof(struct chunk) + ALIGN - 1) & ~(ALIGN - 1))

struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *arg;
};

struct arena {
    struct chunk *head;  /* small blocks; the older chunks follow */
    struct chunk *large; /* one block each */
    struct deferred *deferred;
    void *last;
    size_t last_size, chunk_size; /* [bytes] */
};

_Noreturn void out_of_memory(void) {
    fputs(ui_lang_from_env() == UI_UK ? "visnyk: бракує пам’яті\n" : "visnyk: out of memory\n", stderr);
    _Exit(3);
}

static size_t round_up(size_t size) {
    if (size > PTRDIFF_MAX - CHUNK_LARGEST) out_of_memory();
    return (size + ALIGN - 1) & ~(ALIGN - 1);
}

static char *chunk_bytes(struct chunk *chunk) { return (char *)chunk + CHUNK_HEADER; }

static struct chunk *chunk_new(size_t size, struct chunk *next) {
    struct chunk *chunk = malloc(CHUNK_HEADER + size);
    if (!chunk) out_of_memory();
    *chunk = (struct chunk){.next = next, .size = size};
    return chunk;
}

static void chunks_free(struct chunk *chunk) {
    while (chunk) {
        struct chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

struct arena *arena_new(void) {
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena) out_of_memory();
    arena->chunk_size = CHUNK_FIRST;
    return arena;
}

void arena_reset(struct arena *arena) {
    while (arena->deferred) {
        struct deferred *d = arena->deferred;
        arena->deferred = d->next;
        d->fn(d->arg);
    }
    chunks_free(arena->large);
    if (arena->head) {
        chunks_free(arena->head->next);
        arena->head->next = NULL;
        arena->head->used = 0;
    }
    arena->large = NULL;
    arena->last = NULL;
    arena->last_size = 0;
}

void arena_free(struct arena *arena) {
    if (!arena) return;
    arena_reset(arena);
    chunks_free(arena->head);
    free(arena);
}

static void *alloc_small(struct arena *arena, size_t size) {
    struct chunk *chunk = arena->head;
    if (!chunk || chunk->size - chunk->used < size) {
        chunk = arena->head = chunk_new(arena->chunk_size, chunk);
        if (arena->chunk_size < CHUNK_LARGEST) arena->chunk_size *= 2;
    }
    void *block = chunk_bytes(chunk) + chunk->used;
    chunk->used += size;
    return block;
}

static void *alloc_large(struct arena *arena, size_t size) {
    arena->large = chunk_new(size, arena->large);
    arena->large->used = size;
    return chunk_bytes(arena->large);
}

/* Not zeroed; a size of 0 still gives a block of its own. */
static void *alloc_raw(struct arena *arena, size_t size) {
    size = round_up(size ? size : 1);
    void *block = size > arena->chunk_size / 4 ? alloc_large(arena, size) : alloc_small(arena, size);
    arena->last = block;
    arena->last_size = size;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
    void *block = alloc_raw(arena, size);
    memset(block, 0, arena->last_size);
    return block;
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    if (size && count > PTRDIFF_MAX / size) out_of_memory();
    return arena_alloc(arena, count * size);
}

static bool is_large(const struct arena *arena, const void *block) {
    return arena->large && block == (const char *)arena->large + CHUNK_HEADER;
}

/* Makes the youngest block `size` bytes (rounded) long where it is or, when it has a chunk to itself, elsewhere. */
static void *grow_last(struct arena *arena, size_t size) {
    if (is_large(arena, arena->last)) {
        struct chunk *chunk = realloc(arena->large, CHUNK_HEADER + size);
        if (!chunk) out_of_memory();
        arena->large = chunk;
        chunk->size = chunk->used = size;
        arena->last = chunk_bytes(chunk);
    } else {
        size_t more = size - arena->last_size;
        if (arena->head->size - arena->head->used < more) return NULL;
        arena->head->used += more;
    }
    arena->last_size = size;
    return arena->last;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size) {
    if (!old) return arena_alloc(arena, new_size);
    if (new_size <= old_size) return old;
    char *block = NULL;
    if (old == arena->last) {
        size_t size = round_up(new_size);
        block = size > arena->last_size ? grow_last(arena, size) : old;
    }
    if (!block) {
        block = alloc_raw(arena, new_size);
        memcpy(block, old, old_size);
    }
    memset(block + old_size, 0, new_size - old_size);
    return block;
}

char *arena_strndup(struct arena *arena, const char *s, size_t len) {
    char *copy = alloc_raw(arena, len + 1);
    if (len) memcpy(copy, s, len);
    copy[len] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *s) { return arena_strndup(arena, s, strlen(s)); }

char *arena_vprintf(struct arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0) len = 0;
    char *s = alloc_raw(arena, (size_t)len + 1);
    s[0] = '\0';
    vsnprintf(s, (size_t)len + 1, format, again);
    va_end(again);
    return s;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *s = arena_vprintf(arena, format, args);
    va_end(args);
    return s;
}

void arena_defer(struct arena *arena, void (*fn)(void *), void *arg) {
    struct deferred *d = ARENA_NEW(arena, struct deferred);
    *d = (struct deferred){.next = arena->deferred, .fn = fn, .arg = arg};
    arena->deferred = d;
}

static void free_owned(void *owned) { arena_free(owned); }

void arena_defer_free(struct arena *arena, struct arena *owned) { arena_defer(arena, free_owned, owned); }
