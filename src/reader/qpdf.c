/* The one thing in the program that is made once and seen from everywhere: a library is loaded into a process, not into
 * an issue. It is filled before the first use and never changes.
 * Rejected: binding lazily in the whole program, which would give up relocations that cannot be written (RELRO); a
 * library of our own that is linked against libqpdf, which would have to be found at run time as well.
 */
#define QPDF_TABLE_ITSELF
#include "reader/qpdf.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static void *load(void) {
    void *library = dlopen(QPDF_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
    fprintf(stderr, "visnyk: %s\n", dlerror());
    _Exit(3);
}

static void *symbol(void *library, const char *name) {
    void *at = dlsym(library, name);
    if (at) return at;
    fprintf(stderr, "visnyk: %s\n", dlerror());
    _Exit(3);
}

const struct qpdf_library *qpdf_library(void) {
    static struct qpdf_library table;
    if (table.qpdf_init) return &table;
    void *library = load();
/* POSIX has functions come as object pointers, which ISO C does not convert. */
#define QPDF_LOAD(name) *(void **)(void *)&table.name = symbol(library, #name);
    QPDF_FUNCTIONS(QPDF_LOAD)
#undef QPDF_LOAD
    return &table;
}
