/* text: spans -> atoms: shaped runs with the places where a line may end.
 *
 * In: the spans of one paragraph. Out: struct shaped: boxes (glyph slices that do not break), glue (spaces), breaks.
 * Language rules (quotes, no-break spaces, dashes, apostrophe), hyphenation and shaping happen here, in one pass,
 * linear in the text. Used by para and page. Fails: never; a character that no font has is a diagnostic at its place,
 * once for each file, and shows as U+FFFD or what the fonts have instead; it still reads as itself.
 * Words are shaped whole, so kerning and ligatures run across break opportunities; a break corrects the advance of
 * the glyph before it (see struct atom).
 */
#ifndef VISNYK_TEXT_TEXT_H
#define VISNYK_TEXT_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "font/font.h"
#include "style/style.h"

struct shaper;

/* data_dirs: folders searched in order for templates/languages/LANG, NULL-ended; the row must outlive the shaper.
 * Missing data for a language is a warning once, then no rules and no hyphenation. */
struct shaper *shaper_new(struct ctx *ctx, struct fontset *fonts, const struct look *look,
                          const char *const *data_dirs);

struct glyph {
    uint32_t id;
    int32_t advance;   /* [font units], kerning included, tracking not */
    int32_t x, y;      /* offset from the pen [font units] */
    uint32_t text;     /* first byte of its cluster in run->text */
    uint16_t text_len; /* bytes of the cluster; 0 for the further glyphs of a cluster */
};

/* Glyphs of one font and style: a word, a part of one where the style changes, a space, a hyphen. */
struct run {
    uint16_t font; /* after fallback */
    const struct char_style *style;
    mpt size; /* as set: the style's, or smaller for synthetic superiors */
    mpt rise;
    const char *lang;
    const struct glyph *glyphs;
    uint32_t count;
    struct str text; /* what the glyphs read as; the visible hyphen at a break reads as U+00AD */
    const struct span *span;
    struct place place; /* of the run in the source */
};

enum atom_kind {
    ATOM_BOX,    /* glyphs [from, to) of run */
    ATOM_GLUE,   /* a space (run is its glyph); a line may end here unless penalty >= ATOM_NO_BREAK; vanishes then */
    ATOM_BREAK,  /* a line may end here; `hyphen` is shown if it does (NULL: nothing is) */
    ATOM_NEWLINE /* a line must end here; the paragraph's end is one too */
};

#define ATOM_NO_BREAK 10000

struct atom {
    uint8_t kind;
    bool flagged;             /* BREAK: counts as a hyphen in runs of hyphens */
    bool justifies;           /* GLUE: takes part in justification (fixed spaces do not) */
    int16_t penalty;          /* GLUE, BREAK: 0 normal, larger is worse [1/10000 of forbidden] */
    mpt width;                /* BOX, GLUE: natural, tracking included; BREAK: added when broken here (hyphen, trim) */
    mpt stretch, shrink;      /* GLUE */
    const struct run *run;    /* BOX, GLUE */
    uint32_t from, to;        /* BOX */
    const struct run *hyphen; /* BREAK */
    int32_t trim;             /* BREAK: added to the advance of the last glyph before it [font units]: undoes the
                                 kerning with the letter that now starts the next line, adds that with the hyphen */
};

struct shaped {
    struct atom *atoms; /* ends with ATOM_NEWLINE */
    size_t count;
    mpt tail; /* kept free behind the last line's text, for a sign that is none; 0 unless somebody sets it [mpt] */
};

void text_shape(struct shaper *shaper, struct ctx *ctx, const struct flow_text *text, const struct style *style,
                struct shaped *out);

/* Natural width of a text set on one line [mpt], for labels, folios, rows. */
mpt shaped_width(const struct shaped *shaped);

/* Width of the widest part that cannot be broken, for table columns [mpt]. */
mpt shaped_min_width(const struct shaped *shaped);

struct fontset *shaper_fonts(const struct shaper *shaper);

/* What shaping has cost so far. */
struct shaping {
    uint64_t asked;  /* stretches of text */
    uint64_t shaped; /* of them through HarfBuzz; the others were remembered */
    uint64_t steps;  /* characters given to HarfBuzz, and entries of the cache that were looked at */
};

struct shaping shaper_cost(const struct shaper *shaper);

/* A word of the issue with its places to divide ("Кра-ма-торськ*"; * stands for any ending), above the exceptions of
 * every language. To be called before the first text_shape. Fails: a diagnostic at `place` when it is no such word. */
void shaper_add_exception(struct shaper *shaper, struct str word, struct place place);

/* What the rules of a language make of a text, without fonts. NULL when there is no data for the tag (recorded). */
struct sampler;
struct sampler *sampler_new(struct ctx *ctx, const char *lang, const char *const *data_dirs);

/* The rules that are off in the language unless somebody wants them. */
rule_set sampler_optional(const struct sampler *sampler);

/* `~` stands for a space that does not break. divided: every word shows where it may be divided, `-` with a hyphen, `|`
 * without one. */
struct str sampler_show(struct sampler *sampler, struct str text, struct rule_choice rules, bool divided);

/* "ICU 72.1", with the version that runs. */
void text_libraries(struct buf *out);

#endif
