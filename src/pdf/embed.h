/* Fonts in the file: which code stands for which glyph, and the subset that draws it.
 *
 * In: glyphs with the text that they read as. Out: codes while the pages are written, then the font objects.
 * Used by content.c (codes) and pdf.c (objects).
 */
#ifndef VISNYK_PDF_EMBED_H
#define VISNYK_PDF_EMBED_H

#include "pdf/writer.h"

struct embed_glyph {
    uint16_t face; /* resource /F<face> */
    uint16_t code; /* two bytes, none of which needs an escape in a literal string */
    int width;     /* as declared in the file [1/1000 em] */
};

struct embed *embed_new(struct writer *w, struct fontset *fonts);

/* Each pair of glyph and text has one code, so that every code has exactly one reading; glyphs of one outline that
 * read differently (hyphen and soft hyphen) are told apart. `text` is borrowed. */
struct embed_glyph embed_code(struct embed *embed, uint16_t font, uint32_t glyph, struct str text);

/* Writes all fonts; appends the entries of a /Font resource dictionary. False: a subset failed (diagnosed). */
bool embed_write(struct embed *embed, struct buf *resources);

/* PostScript names of the faces used, ended by NULL. */
const char *const *embed_names(const struct embed *embed, struct arena *arena);

#endif
