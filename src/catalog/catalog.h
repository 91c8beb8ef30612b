/* catalog: what an issue was made from and what came out, across issues.
 *
 * In: an issue, its pages, the files written. Out: what the archive file carries; the manifest, a JSON text that stands
 * beside the PDF files and from which other tools learn what is in an issue without opening it. Used by app. No clock,
 * no absolute path: the same build gives the same manifest.
 */
#ifndef VISNYK_CATALOG_CATALOG_H
#define VISNYK_CATALOG_CATALOG_H

#include "base/ctx.h"
#include "base/vec.h"
#include "font/font.h"
#include "model/model.h"
#include "paint/paint.h"
#include "pdf/pdf.h"

struct output_file {
    const char *profile; /* "screen" */
    const char *name;    /* file name without folder */
    struct str bytes;
};
VEC(output_list, struct output_file);

/* What the archive file carries: the issue's own files, the template, the data of its languages, and BUNDLE_RECORD,
 * which names the program, its libraries and the fonts. Put into a folder, the files can be built again there. */
#define BUNDLE_RECORD "build.json"
void bundle_make(struct ctx *ctx, const struct issue *issue, const struct look *look, struct fontset *fonts,
                 const struct paint_doc *doc, struct pdf_attachments *out);

/* "libharu 2.3.0, HarfBuzz 6.0.0, ...": everything that has a say in what a file looks like. */
struct str libraries_text(struct arena *arena);

/* JSON in UTF-8, indented, ending in a line feed: title, number, date, language, number of pages, articles, inputs
 * and outputs with size and SHA-256. */
struct str manifest_json(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc,
                         const struct output_list *outputs);

#endif
