/* runs: a word of a paragraph -> runs, each of one font, style and script, shaped.
 *
 * In: characters [from, to) without a space. Out: struct word_run_list in the order of the text. A character that no
 * font has is reported here, once for each file. Also the two runs that are no words: the space and the hyphen. Used by
 * text.c only.
 */
#ifndef VISNYK_TEXT_RUNS_H
#define VISNYK_TEXT_RUNS_H

#include "text/cuts.h"
#include "text/shape.h"

/* A run, and what it was shaped from. */
struct word_run {
    struct run *run;
    struct shape_key key;
    uint32_t start, end; /* [bytes] in the word */
};
VEC(word_run_list, struct word_run);

VEC(set_list, hb_set_t *);

struct shaper {
    struct fontset *fonts;
    const struct look *look;
    const char *const *data_dirs;
    struct arena *work; /* emptied with each paragraph */
    struct shape_cache *cache;
    struct cutter *cutter;
    struct language **languages;
    size_t language_count, language_cap;
    struct set_list missing; /* characters that no font has and that were reported, by number of the file */
};

/* The list and its keys live in the work arena, the runs in ctx->arena. Linear. */
void runs_of_word(struct shaper *shaper, struct ctx *ctx, const struct paragraph *p, size_t from, size_t to,
                  struct word_run_list *out);

/* Shapes the run again without ligatures. */
void run_apart(struct shaper *shaper, struct word_run *word);

/* The run of one character that stands in the span's own style: a space. */
struct run *run_of_space(struct shaper *shaper, struct ctx *ctx, const struct paragraph *p, size_t at);

/* The hyphen that shows when a line ends inside `word`; reads as U+00AD. */
struct run *run_of_hyphen(struct shaper *shaper, struct ctx *ctx, const struct word_run *word);

/* Advance of cluster `text` of the run when `next` (0: nothing) follows it [font units]. */
int32_t advance_before(struct shaper *shaper, const struct word_run *word, struct str text, uint32_t next);

#endif
