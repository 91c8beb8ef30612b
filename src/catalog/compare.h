/* What comparing a file with its sources and two files with one another have in common. */
#ifndef VISNYK_CATALOG_COMPARE_H
#define VISNYK_CATALOG_COMPARE_H

#include "catalog/catalog.h"
#include "reader/reader.h"

/* Positions are written with three decimals; libraries may round the last one differently [mpt]. */
#define PLACE_TOLERANCE 2

/* «words» x, y of the glyph [pt]; "–" when the page has no more. */
const char *glyph_text(struct arena *arena, const struct reader_glyphs *glyphs, size_t at);
/* The same text in the same font at the same place. */
bool same_glyph(const struct reader_glyph *a, const struct reader_glyph *b);

#endif
