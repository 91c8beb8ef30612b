/* What unit tests share: cmocka with the headers it needs, a context for each test, counts of messages, an
 * assertion about text. */
#ifndef VISNYK_TESTS_CONTEXT_H
#define VISNYK_TESTS_CONTEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/ctx.h"

/* The state of the test becomes a struct ctx. */
static inline int ctx_open(void **state) {
    struct arena *arena = arena_new();
    struct ctx *ctx = ARENA_NEW(arena, struct ctx);
    *ctx = (struct ctx){.arena = arena, .scratch = arena_new(), .diags = diags_new(arena)};
    *state = ctx;
    return 0;
}

/* Also for a state that lies in its arena and begins with a struct ctx. */
static inline int ctx_close(void **state) {
    struct ctx *ctx = *state;
    arena_free(ctx->scratch);
    arena_free(ctx->arena);
    return 0;
}

/* How many messages of this kind there are. */
static inline size_t ctx_count(const struct ctx *ctx, enum diag_code code) {
    const struct diag_list *all = diags_all(ctx->diags);
    size_t count = 0;
    for (size_t i = 0; i < all->len; i++) count += all->at[i].code == code;
    return count;
}

#define assert_str(view, literal)                                                                                      \
    do {                                                                                                               \
        struct str view_ = (view);                                                                                     \
        assert_int_equal(view_.len, strlen(literal));                                                                  \
        assert_memory_equal(view_.s, literal, view_.len);                                                              \
    } while (0)

#endif
