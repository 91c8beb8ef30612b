/* Hyphenation after Liang: patterns and rules of one language -> places where a word may be divided.
 *
 * In: the bytes of a pattern file and of exception lists, the rules of language.yaml. Out: byte offsets in a word.
 * Used by text only. The tool knows no language: everything comes from templates/languages/.
 */
#ifndef VISNYK_TEXT_HYPHEN_H
#define VISNYK_TEXT_HYPHEN_H

#include "base/ctx.h"
#include "base/file.h"

/* Rules that the patterns do not keep (language.yaml, hyphenation:). Letters are lower case. */
struct hyphen_rules {
    unsigned left, right;      /* [letters] at least on each side of a break */
    struct str vowels;         /* a part without any of them is not split off; "" switches the rule off */
    struct str bound;          /* stay with the letter before */
    struct str_list pairs;     /* two letters each, no break between them ... */
    struct str_list splitters; /* ... unless the part before the break is one of these */
    uint32_t short_i; /* й: stays with the vowel before it when a consonant follows; 0 when there is none ... */
    struct str_list open_prefixes;  /* ... unless the part before the break is one of these */
    struct str_list vowel_prefixes; /* a consonant goes with the vowel behind it unless the part before the break is one
                                       of these; no entry switches the rule off */
};

struct hyphenator;

/* `letters`: at least as many as hyphenator_letters tells of all the files to come. */
struct hyphenator *hyphenator_new(struct arena *arena, size_t letters);

/* Letters of a file's patterns or exceptions, word edges included: an upper bound, found in one pass. */
size_t hyphenator_letters(struct str text);

/* Adds a file of patterns or of exceptions (`ex-cep-tion`, `prefix-*`; # comments). A line that is neither is a
 * diagnostic with its place in `file` and is left out. Linear. */
void hyphenator_add_patterns(struct ctx *ctx, struct hyphenator *h, struct str text, uint32_t file);
void hyphenator_add_exceptions(struct ctx *ctx, struct hyphenator *h, struct str text, uint32_t file);
/* One exception that is above those of files. */
void hyphenator_add_own(struct ctx *ctx, struct hyphenator *h, struct str word, struct place place);

/* Writes the byte offsets of the permitted breaks, ascending, to `out` (room for word.len of them) and returns their
 * number. The word may be in any case, hold stress marks and any of the apostrophes; a letter that the patterns do not
 * know divides it. Linear in the word. */
size_t hyphenator_breaks(const struct hyphenator *h, const struct hyphen_rules *rules, struct arena *scratch,
                         struct str word, uint32_t *out);

#endif
