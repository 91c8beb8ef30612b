/* sfnt: what must be true of a TrueType file before a library is let at it, and its metrics.
 *
 * In: the bytes of a file. Out: NULL or what is wrong; struct font_metrics. Source: OpenType 1.9, "OpenType font
 * file", head, hhea, maxp, OS/2, post. Used by font.c only.
 */
#ifndef VISNYK_FONT_SFNT_H
#define VISNYK_FONT_SFNT_H

#include "font/font.h"

/* NULL when the file is a single TrueType font whose tables lie inside it and agree on the number of glyphs;
 * otherwise a short English reason (data for a diagnostic). */
const char *sfnt_check(struct str bytes);

/* Of a file that sfnt_check accepted. */
void sfnt_metrics(struct str bytes, struct font_metrics *out);

#endif
