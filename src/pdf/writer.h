/* What the parts of this folder share while one file is written. */
#ifndef VISNYK_PDF_WRITER_H
#define VISNYK_PDF_WRITER_H

#include "pdf/pdf.h"
#include "pdf/store.h"

struct embed;
struct tags;
struct pictures;
struct inks;
struct drawings;
struct spots;
struct booklet;
struct writer;
struct pdf_ahead;
struct share;

/* Everything in which the files made of one paint list differ. */
struct profile {
    const char *name;
    unsigned minor;        /* PDF 1.minor */
    bool attachments;      /* carries the input's attachments */
    unsigned archive_part; /* of ISO 19005 that the file says it follows; 0: none */
    const char *level;     /* of conformance to it: "A" */
    bool cid_sets;         /* fonts say which codes their subset has */
    bool icc2;             /* no ICC profile newer than version 2 */
    const char *press;     /* standard of a file in inks, for the press: "PDF/X-4"; NULL: in light */
    bool links;            /* annotations are allowed on the page */
    bool tags;             /* content is marked and has a structure tree */
    bool alpha;            /* pictures may be transparent */
    bool artifact_kinds;   /* Header and Footer as subtypes of artifacts: PDF 1.7 */
    uint32_t image_ppi;    /* in light: pictures finer than this at their printed size are halved */
    /* operators that set the colour of fills and strokes; drawings have no spot colours, and strokes are theirs alone
     */
    void (*colour)(const struct writer *w, struct buf *out, const struct colour *colour);
    void (*stroke_colour)(struct buf *out, const struct colour *colour);
};

struct writer {
    struct ctx *ctx;
    struct arena *arena; /* until the file is written */
    const struct pdf_input *input;
    const struct paint_doc *doc;
    const struct profile *profile;
    struct store *store;
    struct embed *fonts;
    struct tags *tags;
    struct pictures *pictures;
    struct drawings *drawings;
    struct pdf_ahead *ahead; /* pictures made for all files of the issue */
    struct share *share;     /* the same of streams and fonts; NULL: there is no other file */
    struct inks *inks;       /* of a file for the press */
    struct spots *spots;     /* of a file for the press: its inks beside the four */
    struct booklet *booklet; /* of a file for the press: its pages are sides of sheets; NULL: they are pages */
    uint32_t over, knock; /* its graphics states: prints over what lies below, or knocks it out; 0: not yet written */
    uint32_t *pages;      /* object numbers */
};

#endif
