/* tries: the patterns and exceptions of a language, made into a trie once for all issues of a process.
 *
 * In: the bytes of the files. Out: a hyphenator that must not be changed any more. Used by language.c only.
 */
#ifndef VISNYK_TEXT_TRIES_H
#define VISNYK_TEXT_TRIES_H

#include "text/hyphen.h"

/* The pattern file first, then exceptions; one that could not be read is empty. */
struct trie_file {
    struct str bytes;
    uint32_t file; /* number in diags */
};

/* letters: room for so many more than the files have. */
struct hyphenator *trie_make(struct ctx *ctx, struct arena *arena, const struct trie_file *files, size_t count,
                             size_t letters);

/* The same from ctx->stock, or made and left there. */
const struct hyphenator *trie_shared(struct ctx *ctx, const struct trie_file *files, size_t count);

#endif
