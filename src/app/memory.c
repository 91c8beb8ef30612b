/* Memory that runs out ends the program with status 3 and a word, wherever it was asked for.
 *
 * Arenas see to that for what is written here, but most memory is asked for by libraries, and some of them set a page
 * without a glyph or leave out a table when there is none, and do not tell. So the program brings its own malloc,
 * calloc and realloc: they ask those of the system and give up when there is nothing. A library that is preloaded (a
 * checker of memory, another allocator) stands between them and is asked first. Rejected: the hooks of each library;
 * they all differ, and HarfBuzz has none. The sanitizers bring their own.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#ifdef __has_feature /* clang */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
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
