/* para: atoms -> lines of a given measure.
 *
 * In: struct shaped, a style, the measure. Out: lines, each a list of pieces with their places on the line. Used by
 * page. The lines of a paragraph are chosen together (Knuth and Plass, Breaking Paragraphs into Lines, 1981); ragged
 * setting and single lines use the same engine with other costs. Cost: linear in the atoms for any real text, and
 * bounded for any other. A line wider than its measure is set as it is with the diagnostic `para-overfull`, or, when
 * one word is wider than the measure, broken between letters with `para-word-too-wide`.
 */
#ifndef VISNYK_PARA_PARA_H
#define VISNYK_PARA_PARA_H

#include "base/ctx.h"
#include "text/text.h"

struct piece {
    const struct run *run;
    uint32_t from, to; /* glyphs of the run */
    mpt x;             /* pen at the piece's first glyph, from the line's left edge of the measure */
    mpt letterspace;   /* added after every glyph, tracking of the style included */
    int32_t trim;      /* added to the last glyph's advance [font units] */
};

struct line {
    struct piece *pieces;
    size_t count;
    mpt width;       /* set width, from the measure's left edge to the end of the last glyph */
    mpt measure;     /* to its right edge, cuts at the right taken off */
    mpt indent;      /* where the first piece stands, from the edge of the measure that has no cuts */
    int scale;       /* horizontal glyph scale [1/1000], 1000 normal */
    int ratio;       /* how far glue is stretched (+) or shrunk (-) [1/1000 of its own stretch or shrink]; of a line
                        too loose to be justified: how far it would have been, though it is not */
    bool hyphenated; /* ends with a hyphen that the source does not have */
    bool divided;    /* ends with a hyphen, of the source or not, behind which the word goes on */
    bool ragged;     /* too loose to be justified: ends where it ends */
    bool last;       /* of the paragraph */
    struct place place;
    uint32_t stop; /* para's own: where it ends */
};

/* What stands beside a line and takes a part of its measure [mpt]. */
struct cut {
    mpt left, right;
};

struct undivided;

struct lines {
    struct line *at;
    size_t count;
    int64_t demerits;
    mpt measure;
    const struct cut *cuts; /* of the first lines, one by one */
    size_t cut_count;
    uint64_t steps; /* pairs of stops that were looked at: what the search cost */
    /* para's own: the last answers about these very lines, into as many and into one more. Who puts back lines that
     * were others before puts back these too. */
    const struct undivided *others[2];
};

/* measure is the column's width; the style's indents are taken off it here, and x counts from the column's edge. */
void para_break(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                mpt measure, struct lines *out);

/* The same around something that stands beside the first lines: at most CUTS_MAX of them, which must outlive `out`. */
void para_break_around(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                       mpt measure, const struct cut *cuts, size_t cut_count, struct lines *out);
#define CUTS_MAX 60

/* What a line may look like for another one to lose its hyphen. */
enum undivide {
    UNDIVIDE_WELL,  /* hardly looser than wanted, or than those that there were */
    UNDIVIDE_LOOSE, /* loose, but no more lines end short of the measure */
    UNDIVIDE_ANY    /* anything but a line that sticks out */
};

/* Breaks the lines from `keep` on again, into as many and `more`, so that line `at` >= keep is not divided at its end:
 * for the foot of a column; `more` is 0 or 1. Cost: linear in the paragraph; asked again about the same lines, whatever
 * the looks, nothing. False, nothing changed: there is no such way. */
bool para_undivide(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                   enum undivide how, size_t more, size_t keep, size_t at, struct lines *lines);

/* Breaks the lines from `keep` on again into `by` more (or, below 0, fewer), evenly, into an array of their own.
 * *strained: how many more lines look loose or tight. Cost: linear in the paragraph. False, nothing changed: it is
 * short or long, stands beside something, or has no such lines. */
bool para_recount(struct ctx *ctx, struct fontset *fonts, const struct shaped *shaped, const struct style *style,
                  int by, size_t keep, struct lines *lines, int *strained);

/* One line per line: ratio, hyphen mark, text; for golden tests. */
void lines_dump(struct buf *out, const struct lines *lines);

#endif
