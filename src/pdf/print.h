/* The file for the press: inks, the sheet around the page, and what the print shop would complain about.
 *
 * In: print_spec, pages, pictures. Out: converted pixels, boxes, marks, diagnostics. Used by pdf.c, content.c,
 * picture.c and metadata.c, when the profile is one for the press.
 */
#ifndef VISNYK_PDF_PRINT_H
#define VISNYK_PDF_PRINT_H

#include "pdf/writer.h"

/* ---- print_inks.c: colours of pictures ------------------------------------------------------------------------- */

/* Opens the output profile. NULL: it is none that the standard allows (diagnosed). */
struct inks *inks_new(struct writer *w);

const char *inks_profile_name(const struct inks *inks); /* "Coated FOGRA39" */

/* Does the data of the file go to the plates as it is? `palette`: true when only the palette must be converted. */
bool inks_pass(const struct writer *w, const struct image *image, bool *palette);

/* RGB triples -> CMYK. */
struct str inks_palette(struct inks *inks, const struct image *image, struct str rgb);

/* Grey pixels become black ink (as DeviceGray), all others CMYK, 255 = full, none above the limit of total ink. Where
 * the profile has no transparency they are mixed with `ground`, what lies below them, and the alpha is gone. */
void inks_convert(struct inks *inks, const struct image *image, const struct colour *ground,
                  struct image_pixels *pixels);

/* Highest sum of inks of CMYK pixels [%]. */
int inks_most(const struct image_pixels *pixels);

/* ---- print_sheet.c: boxes, bleed, marks ------------------------------------------------------------------------ */

struct edges {
    mpt left, right, top, bottom;
};

struct sheet {
    mpt width, height; /* media */
    mpt x, y;          /* of the trimmed page's lower left corner on it */
    struct edges bleed;
};

struct sheet sheet_of(const struct writer *w, size_t page);

/* MediaBox, BleedBox, TrimBox. */
void sheet_boxes(const struct sheet *sheet, const struct paint_page *page, struct buf *body);

/* What of the item is to be painted: a rectangle that touches the trim is drawn out over the bleed there. Returns how
 * far at each side. */
struct edges sheet_reach(const struct sheet *sheet, const struct paint_page *page, const struct paint_item *item);

/* Crop and registration marks, colour bar and slug, as operators on the sheet; needs resource /All. */
void sheet_marks(struct writer *w, size_t page, const struct sheet *sheet, struct buf *out);

/* ---- print_check.c: preflight ---------------------------------------------------------------------------------- */

/* What lies below things on a page. */
struct ground;
struct ground *ground_new(struct arena *arena, const struct paint_page *page);
/* The topmost rectangle or picture painted before `item` that covers the point; NULL: paper. */
const struct paint_item *ground_below(const struct ground *ground, const struct paint_item *item, mpt x, mpt y);

/* Black that is printed over what lies below it instead of knocking it out. */
bool overprints(const struct paint_item *item);

/* Checks all pages against the limits of print_spec; diagnostics, and the numbers in input->press. After the pages are
 * written. */
void print_check(struct writer *w);

#endif
