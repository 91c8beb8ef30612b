/* cuts: a word between two spaces -> the places inside it where a line may end.
 *
 * In: characters of a paragraph. Out: struct cut_list, ascending. Used by text only. Words that stand in one span and
 * hold no instructions are looked up in a cache: a bulletin says the same words again and again.
 */
#ifndef VISNYK_TEXT_CUTS_H
#define VISNYK_TEXT_CUTS_H

#include "text/paragraph.h"

struct cut {
    uint32_t at; /* [bytes] from the word's start */
    uint16_t penalty;
    bool hyphen;     /* a hyphen is shown when the line ends here */
    bool from_rules; /* a division of the word by its language, not asked for by the author */
    bool flagged;    /* the line then ends with a hyphen */
};

struct cut_list {
    const struct cut *at;
    size_t len;
};

struct cutter;

struct cutter *cutter_new(struct ctx *ctx);

/* A word of the issue with its places to divide, before the first cut is asked for. */
void cutter_add_exception(struct cutter *cutter, struct str word, struct place place);

/* Characters [from, to) must hold no space. The result lives until the work arena is reset. Linear. */
struct cut_list cutter_cuts(struct ctx *ctx, struct cutter *cutter, struct arena *work, const struct paragraph *p,
                            size_t from, size_t to);

#endif
