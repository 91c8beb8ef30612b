/* Memory that runs out ends the program with status 3 and a word, wherever it was asked for.
 *
 * Arenas see to that for what is written here, but most memory is asked for by libraries, and some of them set a page
 * without a glyph or leave out a table when there is none, and do not tell. So the program brings its own malloc,
 * calloc and realloc: they ask those of the system and give up when there is nothing. A library that is preloaded (a
 * checker of memory, another allocator) stands between them and is asked first. Rejected: the hooks of each library;
 * they all differ, and HarfBuzz has none. The sanitizers bring their own.
 *
 * What an issue takes is asked of the system in large pages at once, and kept: each small page costs a fault, and
 * faults were an eighth of the time of a cold issue.
 */
#define _GNU_SOURCE /* RTLD_NEXT, madvise */
#include "app/memory.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/arena.h"

#ifdef __has_feature /* clang */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

/* -fanalyzer takes the malloc below for one that loses what begin_large asks of it. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif

#ifndef __SANITIZE_ADDRESS__

/* The function of this name behind ours. ISO C has no cast from an object to a function. */
#define NEXT(function)                                                                                                 \
    do {                                                                                                               \
        void *next = dlsym(RTLD_NEXT, #function);                                                                      \
        if (!next) out_of_memory();                                                                                    \
        memcpy(&next_##function, &next, sizeof next);                                                                  \
    } while (0)

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);

void *malloc(size_t size) {
    if (!next_malloc) NEXT(malloc);
    void *bytes = next_malloc(size);
    if (!bytes && size) out_of_memory();
    return bytes;
}

void *calloc(size_t nmemb, size_t size) {
    if (!next_calloc) NEXT(calloc);
    void *bytes = next_calloc(nmemb, size);
    if (!bytes && nmemb && size) out_of_memory();
    return bytes;
}

void *realloc(void *ptr, size_t size) {
    if (!next_realloc) NEXT(realloc);
    void *bytes = next_realloc(ptr, size);
    if (!bytes && size) out_of_memory();
    return bytes;
}

#endif

#ifdef __GLIBC__
#define KEPT_BYTES (64 << 20) /* twice what an issue of a hundred pages takes */
#define OWN_BYTES (4 << 20)   /* a block from this size on is asked from the system alone: it can grow where it is */
#define STEP_BYTES (1 << 20)  /* the heap grows by */
#define FIRST_BYTES (8 << 20) /* and by this at first: an issue of eight pages */
#define LARGE_PAGE ((uintptr_t)2 << 20)

/* The heap's first megabytes in large pages, where the system has them. Of what is never touched nothing is taken but
 * the rest of the last page. */
static void begin_large(void) {
    mallopt(M_TOP_PAD, FIRST_BYTES);
    void *first = malloc(STEP_BYTES);
    uintptr_t from = ((uintptr_t)first + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
    uintptr_t to = ((uintptr_t)first + FIRST_BYTES) & ~(LARGE_PAGE - 1);
    if (to > from) (void)madvise((char *)first + (from - (uintptr_t)first), to - from, MADV_HUGEPAGE);
    free(first);
}

/* Memory that an issue gives back serves the next one; fetching it anew was a tenth of a batch. */
void memory_begin(void) {
    mallopt(M_MMAP_THRESHOLD, OWN_BYTES);
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    begin_large();
    mallopt(M_TOP_PAD, STEP_BYTES);
}
#else
void memory_begin(void) {}
#endif
