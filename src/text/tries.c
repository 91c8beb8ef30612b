/* Reading four thousand patterns takes as long as dividing the words of forty pages, and issues of one place have one
 * language. A trie is known by the bytes of its files, so nothing can be out of date; files with a line that is no
 * pattern are read anew for every issue, and the line is told each time. The trie knows no rules of a language: those
 * belong to language.yaml and are asked for each word.
 *
 * Rejected: a file with the trie made beforehand: a cache beside the sources has to be found, checked and cleaned, for
 * two milliseconds.
 */
#include "text/tries.h"

#include "base/stock.h"

#define TRIES_MAX 8 /* languages of an archive */

struct trie {
    struct arena *arena;
    struct str *texts;
    size_t count;
    const struct hyphenator *hyphenator;
};

struct tries {
    struct trie at[TRIES_MAX];
    size_t count;
};

static void free_tries(void *arg) {
    struct tries *tries = arg;
    for (size_t i = 0; i < tries->count; i++) arena_free(tries->at[i].arena);
}

static void *tries_new(struct arena *arena) {
    struct tries *tries = ARENA_NEW(arena, struct tries);
    arena_defer(arena, free_tries, tries);
    return tries;
}

struct hyphenator *trie_make(struct ctx *ctx, struct arena *arena, const struct trie_file *files, size_t count,
                             size_t letters) {
    for (size_t i = 0; i < count; i++) letters += hyphenator_letters(files[i].bytes);
    struct hyphenator *h = hyphenator_new(arena, letters);
    hyphenator_add_patterns(ctx, h, files[0].bytes, files[0].file);
    for (size_t i = 1; i < count; i++) hyphenator_add_exceptions(ctx, h, files[i].bytes, files[i].file);
    return h;
}

static bool is_of(const struct trie *trie, const struct trie_file *files, size_t count) {
    bool same = trie->count == count;
    for (size_t i = 0; same && i < count; i++) same = str_eq(trie->texts[i], files[i].bytes);
    return same;
}

const struct hyphenator *trie_shared(struct ctx *ctx, const struct trie_file *files, size_t count) {
    struct tries *tries = stock_shelf(ctx->stock, tries_new);
    for (size_t i = 0; tries && i < tries->count; i++)
        if (is_of(&tries->at[i], files, count)) return tries->at[i].hyphenator;
    struct trie trie = {.arena = arena_new(), .count = count};
    size_t said = diags_all(ctx->diags)->len;
    trie.hyphenator = trie_make(ctx, trie.arena, files, count, 0);
    if (!tries || tries->count == TRIES_MAX || diags_all(ctx->diags)->len > said) {
        arena_defer_free(ctx->arena, trie.arena);
        return trie.hyphenator;
    }
    trie.texts = ARENA_ARRAY(trie.arena, count, struct str);
    for (size_t i = 0; i < count; i++) trie.texts[i] = str_copy(trie.arena, files[i].bytes);
    tries->at[tries->count++] = trie;
    return trie.hyphenator;
}
