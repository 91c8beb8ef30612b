/* pdf: paint -> the bytes of a PDF file, per profile.
 *
 * In: struct paint_doc, the fonts, what a file is to carry. Out: the whole file in memory. Used by
 * app. libharu writes objects, streams and the cross-reference table; fonts, text, tags, metadata are ours, through
 * libharu's object interface (see pdf.c). The same paint gives the same bytes: no clock, no random names. Fails: an
 * error of libharu or of a font's subset is the diagnostic `pdf-library`, and false.
 */
#ifndef VISNYK_PDF_PDF_H
#define VISNYK_PDF_PDF_H

#include "base/archive.h"
#include "base/ctx.h"
#include "base/print.h"
#include "base/vec.h"
#include "font/font.h"
#include "paint/paint.h"

enum pdf_profile {
    PDF_SCREEN,  /* PDF 1.7, PDF/UA-1 and PDF/A-2a */
    PDF_PRINT,   /* PDF/X-4 or PDF/X-1a */
    PDF_ARCHIVE, /* PDF/A and PDF/UA-1 */
    PDF_PROFILE_COUNT
};

#define PDF_CHECKS (DIAG_PRINT_BLEED - DIAG_PRINT_INK + 1)

/* What the print file turned out to be, for the ticket that goes with it. */
struct pdf_press {
    const char *standard;          /* "PDF/X-4" */
    const char *profile;           /* what the output profile calls itself */
    mpt sheet_width, sheet_height; /* of the first page with bleed and marks */
    size_t sheets, blanks;         /* of a booklet, else 0 */
    bool plates[4];                /* C M Y K: there is ink on it */
    const char *const *spots;      /* names of the inks beside them, ended by NULL */
    int ink;                       /* most on one spot [%] */
    size_t pictures;               /* placed */
    int ppi;                       /* least of them at its printed size; 0: no picture */
    const char *const *fonts;      /* names, ended by NULL */
    unsigned findings[PDF_CHECKS]; /* by code of diagnostic, from DIAG_PRINT_INK on */
};

/* A file inside the file (ISO 19005-3, 6.8). */
struct pdf_attachment {
    struct str name; /* path below the root of what is carried, "issues/2012-02/issue.yaml" */
    const char *mime;
    bool source; /* the pages were made from it; else it supplements them */
    struct str bytes;
};
VEC(pdf_attachments, struct pdf_attachment);

/* What the files of one issue can share: pictures, streams, fonts, each made once for all files that want it alike. */
struct pdf_ahead;

/* What the files of one issue are made of. */
struct pdf_input {
    const struct paint_doc *doc;
    struct fontset *fonts;
    const struct pdf_attachments *attachments; /* what the archive file carries; NULL: nothing */
    enum archive_standard archive;             /* PDF_ARCHIVE */
    const char *beside;                        /* PDF_ARCHIVE: what says where the sources are; NULL: nothing */
    const struct print_spec *print;            /* PDF_PRINT: what the shop wants */
    struct pdf_press *press;                   /* PDF_PRINT: filled in */
    bool booklet;                              /* PDF_PRINT: two pages on a side, to be folded and stitched */
    bool look;                                 /* no file is made: pdf_begin, for pdf_check */
    struct pdf_ahead *ahead;                   /* from pdf_begin; NULL: this file shares nothing */
};

const char *pdf_profile_name(enum pdf_profile profile); /* "screen" */
bool pdf_profile_lookup(struct str name, enum pdf_profile *out);

/* Begins to make, in threads of its own, the pictures that the files of these profiles will want, and a booklet when
 * input->booklet is set; input->ahead is not read. The bytes of the files do not depend on it. */
struct pdf_ahead *pdf_begin(struct ctx *ctx, const struct pdf_input *input, const bool wanted[PDF_PROFILE_COUNT]);

/* Says what writing the file would say of its sources, and makes none. False: it could not be written. The pictures
 * must have been begun with input->look. Trouble of a library is not foreseen. */
bool pdf_check(struct ctx *ctx, const struct pdf_input *input, enum pdf_profile profile);

bool pdf_write(struct ctx *ctx, const struct pdf_input *input, enum pdf_profile profile, struct str *bytes);

/* "libharu 2.3.0, HarfBuzz 6.0.0, ..." for --version. */
void pdf_libraries(struct buf *out);

#endif
