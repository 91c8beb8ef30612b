/* strip: the inlines of one paragraph as a row of signs.
 *
 * In: model inlines or a plain text with its place. Out: signs (code points that know where they came from) and the
 * words among them. Private to proof. What no rule may touch is either one SIGN_OBJECT (code, pictures, words of
 * another language) or kept with `fixed` set (addresses, file names, escaped characters), because its letters are
 * still neighbours of others.
 */
#ifndef VISNYK_PROOF_STRIP_H
#define VISNYK_PROOF_STRIP_H

#include "model/model.h"

#define SIGN_OBJECT 0xFFFCu
#define SIGN_BREAK ((uint32_t)'\n') /* a hard line break */

struct sign {
    uint32_t cp;
    uint32_t piece, offset; /* offset [bytes] in the text of pieces.at[piece] */
    bool fixed;
};
VEC(sign_list, struct sign);

struct piece {
    struct str text;
    struct place place;
};
VEC(piece_list, struct piece);

/* A run of letters: signs [start, end). */
struct word {
    size_t start, end;
    unsigned latin, cyrillic; /* letters of each */
    bool fixed;               /* one of its letters is */
};
VEC(word_list, struct word);

struct strip {
    struct sign_list signs;
    struct piece_list pieces;
    struct word_list words;
    struct str language; /* of the paragraph: spans of another one become objects */
    bool after_note;     /* the last sign is a blank, and the call of a footnote stands behind it */
    uint32_t tick;       /* the mark that ends an emphasis or code begun inside a word; 0: none */
};

/* Empties the strip, keeping its memory. */
void strip_clear(struct strip *strip, struct str language);
void strip_add_inlines(struct ctx *ctx, struct strip *strip, const struct inlines *inlines);
void strip_add_text(struct ctx *ctx, struct strip *strip, struct str text, struct place place);
/* Marks addresses, finds the words. */
void strip_finish(struct ctx *ctx, struct strip *strip);

/* The sign at i, 0 outside the strip (i may be any number, even SIZE_MAX for "before the first"). */
uint32_t sign_at(const struct strip *strip, size_t i);
bool sign_fixed(const struct strip *strip, size_t i);

struct place strip_place(struct ctx *ctx, const struct strip *strip, size_t start, size_t end);

/* True for languages that agree before the first hyphen: "en" and "en-GB". */
bool same_language(struct str a, struct str b);

bool is_blank(uint32_t cp);      /* every kind of space, no-break ones too */
bool is_apostrophe(uint32_t cp); /* the right ones: U+0027, U+2019, U+02BC */

#endif
