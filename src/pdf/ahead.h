/* Pictures made ahead of the files that take them, and once for all of them.
 *
 * In: the pages, the profiles of the files. Out: finished streams by want. Used by pdf.c (begins it) and picture.c
 * (asks for one). One for each issue; the answers do not depend on who made them, or when.
 */
#ifndef VISNYK_PDF_AHEAD_H
#define VISNYK_PDF_AHEAD_H

#include "pdf/pdf.h"
#include "pdf/pixels.h"

/* Opens the output profile when `print` is not NULL. `look`: no file will be
 * written. */
struct pdf_ahead *ahead_new(struct ctx *ctx, const struct print_spec *print, bool look);
enum picture_look ahead_look(const struct pdf_ahead *ahead); /* how much of pictures the files need */

/* Inks of the print file; NULL: there is none, or its profile is wrong (diagnosed). */
struct inks *ahead_inks(const struct pdf_ahead *ahead);

/* Streams and fonts are shared, too, from now on. */
void ahead_share_more(struct pdf_ahead *ahead);
struct share *ahead_share(const struct pdf_ahead *ahead); /* NULL: they are not */

/* Threads begin to make what a file of the profile will ask for. */
void ahead_begin(struct pdf_ahead *ahead, const struct paint_doc *doc, const struct profile *profile);

/* The answer; made here and now if nobody has begun it. */
const struct picture_made *ahead_take(struct pdf_ahead *ahead, const struct picture_want *want);

#endif
