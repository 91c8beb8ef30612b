/* fit: stops -> the line ends with the least demerits.
 *
 * In: a galley, the rules of the paragraph. Out: the chosen stops. Private to para. Source: Knuth and Plass, Breaking
 * Paragraphs into Lines, Software - Practice and Experience 11 (1981); demerits and classes as in TeX, 1982.
 */
#ifndef VISNYK_PARA_FIT_H
#define VISNYK_PARA_FIT_H

#include "para/galley.h"
#include "para/para.h"

enum fit_shape { FIT_JUSTIFIED, FIT_RAGGED, FIT_BALANCED };

struct fit_rules {
    enum fit_shape shape;
    mpt first, rest;        /* width of the first line, of the others [mpt] */
    mpt em;                 /* of the style [mpt] */
    mpt last_least;         /* a last line shorter than this is bad [mpt] */
    mpt target;             /* BALANCED: the width that all lines should have [mpt] */
    size_t begin;           /* the stop before the first line */
    const struct cut *cuts; /* of the paragraph's first lines; never of BALANCED ones */
    size_t cut_count;
    size_t lines; /* as many are wanted, CUTS_MAX - 1 at most; 0: as look best */
    bool hyphenate;
};

/* One try: the first has no hyphens and small tolerance, the last takes everything. */
struct fit_pass {
    int tolerance; /* how far the spaces of a line may be stretched [1/1000] */
    bool hyphens;
    bool last_resort; /* a line that sticks out is allowed where nothing else is possible */
};

#define FIT_PASSES 3

/* Of a line that sticks out. */
#define OVERFULL_DEMERITS ((int64_t)2000000000000)

/* Ratio of a line that cannot be stretched at all. */
#define RATIO_MAX 20000

struct fit_node {
    int64_t demerits;
    uint32_t prev;   /* index of the node at the line's start */
    uint32_t stop;   /* the line ends here */
    uint8_t class;   /* how tight or loose the line is; BALANCED: its number, up to 3 */
    uint8_t hyphens; /* lines in a row that end with a hyphen, this one included, up to 3 */
    uint8_t lines;   /* of the paragraph up to here, as far as there are cuts */
};

VEC(fit_nodes, struct fit_node);
VEC(fit_path, uint32_t);

/* A stop at which line `line` may begin, with its nodes [from, to). Behind the cuts all lines are one. */
struct fit_active {
    uint32_t stop, from, to, line;
};
VEC(fit_actives, struct fit_active);

struct fit {
    const struct galley *galley;
    struct fit_rules rules;
    struct arena *work;
    struct fit_nodes nodes; /* of the last try */
    struct fit_actives active;
    struct fit_path path; /* the last try's best way, as indices of nodes, one per line */
    uint64_t steps;       /* pairs of stops that were looked at: the cost */
};

struct fit_ends {
    uint32_t *at; /* stops at which lines end, in order */
    size_t len, cap;
    int64_t demerits;
    uint64_t steps; /* as struct fit counts them */
};

/* How far a line is from its natural width. */
struct fit_strain {
    int spaces; /* stretched (+) or shrunk (-) [1/1000 of what they may]; below -1000: the line does not fit */
    int glyphs; /* the same of tracking and scaling, never more than 1000 */
};

/* The part of `excess` (> 0: the line is too short) that the glyphs take by tracking and scaling [mpt]. The spaces
 * take the first part alone, then the glyphs what they may, then the spaces the rest. */
mpt fit_elastic_share(mpt excess, const struct line_give *line);

/* Strain of line `line` from stop a to stop b. Of ragged and balanced lines: how far they are from the width wanted. */
struct fit_strain fit_strain(const struct fit_rules *rules, const struct galley *galley, size_t line, size_t a,
                             size_t b);

/* What the line from `from`'s stop to stop b adds to the demerits; `strain` as fit_strain gives it. Fills in class and
 * hyphens of `to`. */
int64_t fit_cost(const struct fit_rules *rules, const struct galley *galley, const struct fit_node *from, size_t b,
                 struct fit_strain strain, struct fit_node *to);

/* The tries for these rules, in order; the last one finds something for any text. */
void fit_passes(const struct fit_rules *rules, struct fit_pass passes[FIT_PASSES]);

/* The best path of one pass from `start` to stop `to`, left in fit->path; false: none within tolerance. When `to` is
 * not a forced end, the path ends at the last stop that a line can reach. */
bool fit_try(struct fit *fit, const struct fit_pass *pass, const struct fit_node *start, size_t to);

/* Sets the target of balanced lines for the stretch between two forced ends; false: too long a text for that. */
bool fit_balance(struct fit_rules *rules, const struct galley *galley, size_t from, size_t to);

/* The node before the first line of the stretch that begins at stop `from`, behind so many lines. */
struct fit_node fit_start(const struct fit_rules *rules, size_t from, size_t lines);

/* Lines from `start` to the forced end at stop `to`; added to `out`. Never fails. Long texts are taken in pieces, each
 * begun some lines before the end of the one before. */
void fit_segment(struct fit *fit, struct fit_node start, size_t to, struct fit_ends *out);

#endif
