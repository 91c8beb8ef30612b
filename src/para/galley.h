/* galley: atoms -> sums and stops, so that a line between any two stops is measured in constant time.
 *
 * In: struct shaped, a style, the room of a line. Out: struct galley. Private to para. A stop is a place
 * where a line may end; stop 0 is the paragraph's start, the last one its end. Spaces around a stop belong to no
 * line's width. Between two stops there is always something to set, but for empty lines between two forced ends.
 */
#ifndef VISNYK_PARA_GALLEY_H
#define VISNYK_PARA_GALLEY_H

#include "base/ctx.h"
#include "text/text.h"

/* What stands between the paragraph's start and a point. */
struct sums {
    mpt width, stretch, shrink; /* [mpt] */
    int64_t elastic;            /* what tracking and scaling of the glyphs may add or take away [1/1000 mpt] */
};

/* What a line can give or take [mpt]: its spaces, its glyphs. */
struct line_give {
    mpt stretch, shrink, elastic;
};

enum stop_kind {
    STOP_END,    /* a line must end here */
    STOP_SPACE,  /* at a space */
    STOP_BREAK,  /* nothing is shown, or a hyphen of the source */
    STOP_HYPHEN, /* a hyphen is shown */
    STOP_SPLIT   /* between letters of a word that no line can hold */
};

#define NO_ATOM SIZE_MAX

struct stop {
    enum stop_kind kind;
    bool flagged;     /* a hyphen, shown or of the source */
    int penalty;      /* as struct atom */
    struct sums end;  /* to the end of the last box before it */
    struct sums next; /* to the first box behind it */
    mpt add;          /* what a line ending here has more than the sums: hyphen, kerning, less tracking behind it */
    mpt hang;         /* how much of that line may stand outside the measure */
    mpt tail;         /* what it keeps free at its end; `add` has it too */
    size_t atom;      /* first atom behind it */
    uint32_t glyph;   /* SPLIT: first glyph of that atom behind it; else 0 */
    size_t shown;     /* the BREAK atom whose hyphen and trim apply, or NO_ATOM */
};

struct galley {
    struct arena *work;
    const struct shaped *shaped;
    const struct style *style;
    struct fontset *fonts;
    mpt first, rest; /* room of the first line, of the others; a part that is wider is split between letters [mpt] */
    struct stop *at;
    size_t count, cap;
};

/* The stops live in `work`. Reports `para-word-too-wide`. */
void galley_build(struct ctx *ctx, struct arena *work, struct fontset *fonts, const struct shaped *shaped,
                  const struct style *style, mpt first, mpt rest, struct galley *out);

/* Natural width of a line from stop a to stop b [mpt], never negative. */
static inline mpt galley_width(const struct stop *a, const struct stop *b) {
    mpt width = b->end.width - a->next.width + b->add;
    return width > 0 ? width : 0;
}

/* What the glyphs of that line may add or take away [mpt]. */
static inline mpt galley_elastic(const struct stop *a, const struct stop *b) {
    return (b->end.elastic - a->next.elastic) / 1000;
}

/* Width of glyphs [from, to) of a run [mpt], with its own tracking. */
mpt run_width(struct fontset *fonts, const struct run *run, uint32_t from, uint32_t to);

/* Tracking of a run [mpt], behind every glyph. */
mpt run_tracking(const struct run *run);

/* What stands between the first and the last byte of two places; the other one when one is nowhere. */
struct place place_join(struct place a, struct place b);

/* Share of the advance of glyph cluster [from, to) that may hang out at the right edge [mpt]. */
mpt hang_width(struct fontset *fonts, const struct run *run, uint32_t from, uint32_t to);

#endif
