/* shape: the text of a run -> glyphs, remembered.
 *
 * In: a stretch of text of one font, script, language and set of features. Out: its glyphs, shared by all runs that
 * say the same. Also answers what a face can do: which characters it has, and for which its features have glyphs.
 * Used by text.c and runs.c.
 */
#ifndef VISNYK_TEXT_SHAPE_H
#define VISNYK_TEXT_SHAPE_H

#include <hb.h>

#include "text/text.h"

/* How a run's characters become glyphs. */
enum shape_mode {
    MODE_SMALL_CAPS = 1,  /* smcp */
    MODE_SUPERIOR = 2,    /* sups */
    MODE_OLD_FIGURES = 4, /* onum, else lnum */
    MODE_TABULAR = 8,     /* tnum, else pnum */
    MODE_CAPITALS = 16,   /* case: punctuation between capitals */
    MODE_APART = 32,      /* no ligatures: the style is tracked */
    MODE_UPPER = 64,      /* capitals stand for small letters: small capitals of a face that has none */
    MODE_MISSING = 128,   /* no font has the characters: each shows the replacement */
    MODE_FIGURES = 256,   /* the text has figures, so the two modes above matter */
    MODE_BARE = 512       /* the text begins with a combining mark that has no letter: a space carries it */
};

struct shape_key {
    uint16_t font;
    uint16_t modes;
    hb_script_t script;
    hb_language_t language;
    struct str text;
};

struct shape {
    struct str text;
    const struct glyph *glyphs;
    uint32_t count;
};

struct shape_cache;

/* What was shaped for earlier issues is found again when the fonts are kept. */
struct shape_cache *shape_cache_new(struct ctx *ctx, struct fontset *fonts, const struct look *look);

/* Glyphs in the order of the text, left to right. Never glyph 0. The text is copied. */
const struct shape *shape_text(struct shape_cache *cache, const struct shape_key *key);

struct shaping shape_cost(const struct shape_cache *cache);

/* The font for a character: `wanted`, or the first fallback that has it. False when none has: *font then shows the
 * replacement. */
bool shape_font_for(struct shape_cache *cache, uint16_t wanted, uint32_t cp, uint16_t *font);

/* ASCII signs and letters, and the Cyrillic of Ukrainian and Russian: nearly all text. */
static inline bool shape_is_basic(uint32_t cp) {
    return cp - '!' < 0x7F - '!' || cp - 0x410u < 0x40u || cp == 0x456 || cp == 0x457 || cp == 0x454 || cp == 0x406 ||
           cp == 0x407 || cp == 0x404 || cp == 0x401 || cp == 0x451;
}

/* Does the face have all of them? */
bool shape_covers_basic(struct shape_cache *cache, uint16_t font);

/* Does the face have a glyph of the feature (smcp, sups) for the character? */
bool shape_has_feature(struct shape_cache *cache, uint16_t font, enum shape_mode mode, uint32_t cp);

/* The character whose glyph divides words: U+2010 where the face has it, else U+002D. */
uint32_t shape_hyphen(struct shape_cache *cache, uint16_t font);

#endif
