/* The file for the press: inks, the sheet around the page, and what the print shop would complain about.
 *
 * In: print_spec, pages, pictures. Out: converted pixels, boxes, marks, diagnostics. Used by pdf.c, content.c,
 * picture.c and metadata.c, when the profile is one for the press.
 */
#ifndef VISNYK_PDF_PRINT_H
#define VISNYK_PDF_PRINT_H

#include "pdf/content.h"
#include "pdf/writer.h"

/* ---- print_inks.c: colours of pictures ------------------------------------------------------------------------- */

/* Opens the output profile; lives as long as ctx->arena. NULL: it is none that the standard allows (diagnosed). All
 * calls below may come from several threads. */
struct inks *inks_new(struct ctx *ctx, const struct print_spec *print);

const char *inks_profile_name(const struct inks *inks); /* "Coated FOGRA39" */

/* Has the picture a profile of its own that cannot be used? */
bool inks_unfit(const struct image *image);

/* Does the data of the file go to the plates as it is? `palette`: true when only the palette must be converted. */
bool inks_pass(const struct inks *inks, const struct image *image, bool *palette);

/* RGB triples -> CMYK, in the arena. */
struct str inks_palette(struct inks *inks, const struct image *image, struct str rgb, struct arena *arena);

/* A picture on its way into inks, row by row. */
struct inks_rows {
    unsigned components;          /* of what comes out: 1 (black as DeviceGray), 4, or 3 when RGB is kept */
    unsigned source;              /* of what goes in */
    const struct inks_link *link; /* NULL: it stays as it is */
    int64_t limit;                /* of total ink [%] */
    unsigned most;                /* sum of inks found so far, 255 = one full ink */
    const struct inks_steps *steps;
};

struct inks_rows inks_rows(struct inks *inks, const struct image *image);
/* Pixels as image_decode gives them -> pixels in inks, 255 = full, none above the limit of total ink. `user` is a
 * struct inks_rows, so that it can stand in a struct image_recode. */
void inks_convert_row(void *user, const uint8_t *row, uint32_t width, uint8_t *out);
int inks_rows_most(const struct inks_rows *rows); /* highest sum of inks so far [%] */

/* All rows; alpha stays. */
void inks_convert(struct inks *inks, const struct image *image, struct arena *arena, struct image_pixels *pixels);
/* Mixes pixels in inks with what lies below them; the alpha is gone. */
void inks_flatten(const struct colour *ground, struct arena *arena, struct image_pixels *pixels);

/* The inks of a colour of which r, g and b are known: black for greys, else by the output profile within the limit of
 * total ink. */
void inks_colour(struct inks *inks, struct colour *colour);

/* Highest sum of inks of CMYK pixels [%]. */
int inks_most(const struct image_pixels *pixels);

/* ---- print_spots.c: inks beside the four ----------------------------------------------------------------------- */

/* The spot colours of a document, in the order of their first use. */
struct spots;
struct spot_use {
    const struct spot *spot;
    const struct paint_page *page; /* where it is used first */
    const struct paint_item *item;
};
struct spots *spots_collect(struct arena *arena, const struct paint_doc *doc);
size_t spots_count(const struct spots *spots);
size_t spots_index(const struct spots *spots, const struct spot *spot); /* spots_count: it is none of them */
const struct spot_use *spots_last(const struct spots *spots);           /* when there is one */
const char *spots_name(const struct spots *spots, size_t index);
const char *const *spots_names(const struct spots *spots, struct arena *arena); /* ended by NULL */
/* Their colour spaces as entries of a resource dictionary: /S0, /S1, ... */
void spots_resources(const struct spots *spots, struct buf *out);

/* ---- print_sheet.c: boxes, bleed, marks ------------------------------------------------------------------------ */

struct edges {
    mpt left, right, top, bottom;
};

struct sheet {
    mpt width, height;           /* media */
    mpt x, y;                    /* of the trimmed area's lower left corner on it */
    mpt trim_width, trim_height; /* of a page, or of two side by side */
    struct edges bleed;
    bool fold; /* in the middle */
};

struct sheet sheet_of(const struct writer *w, size_t page);
/* Two pages side by side. */
struct sheet sheet_of_spread(const struct writer *w);

/* MediaBox, BleedBox, TrimBox. */
void sheet_boxes(const struct sheet *sheet, struct buf *body);

/* What of the item is to be painted: a rectangle that touches the trim is drawn out over the bleed there. Returns how
 * far at each side. */
struct edges sheet_reach(const struct sheet *sheet, const struct paint_page *page, const struct paint_item *item);

/* Crop, fold and registration marks, colour bar and slug, as operators on the sheet; needs resource /All. `label`: what
 * stands on the sheet. */
void sheet_marks(struct writer *w, const struct sheet *sheet, const char *label, struct buf *out);

/* ---- print_booklet.c: imposition for saddle stitching ----------------------------------------------------------- */

#define BOOKLET_BLANK SIZE_MAX

/* One side of a sheet, as it lies before it is folded. */
struct booklet_side {
    size_t left, right; /* index of a page, or BOOKLET_BLANK */
    mpt creep;          /* towards the fold */
};

struct booklet {
    size_t pages, blanks; /* of the document; added */
    size_t sides;         /* two for each sheet, the outermost first, its outside first */
    struct booklet_side *at;
};

struct booklet *booklet_plan(struct arena *arena, size_t pages, mpt thickness);

/* The operators of a side and its XObjects: each page is a form, with the `shared` resources and its own. */
void booklet_side_write(struct writer *w, size_t side, const struct sheet *sheet, struct str shared,
                        struct content_page *out);

/* Says which pages are blank. */
void booklet_check(const struct writer *w);

/* "2/3 A: 10 + 3" */
const char *booklet_label(const struct writer *w, size_t side);

/* ---- print_check.c: preflight ---------------------------------------------------------------------------------- */

/* What lies below things on a page. */
struct ground;
struct ground *ground_new(struct arena *arena, const struct paint_page *page);
/* The topmost rectangle or picture painted before `item` that covers the point; NULL: paper. */
const struct paint_item *ground_below(const struct ground *ground, const struct paint_item *item, mpt x, mpt y);
/* What lies below the middle of the item: the colour of a rectangle, else paper. NULL: paper. */
struct colour ground_colour(const struct ground *ground, const struct paint_item *item);

/* Black that is printed over what lies below it instead of knocking it out. */
bool overprints(const struct paint_item *item);
/* The same of a line. */
bool overprints_thin(const struct colour *colour, mpt width);

/* The entry ExtGState of a resource dictionary: /Over prints over what lies below, /Knock does not. */
void press_states(struct writer *w, struct buf *resource);

/* Checks all pages against the limits of print_spec; diagnostics, and the numbers in input->press. After the pages are
 * written. */
void print_check(struct writer *w);

#endif
