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
    const char *sha256; /* of the bytes, in hex */
};
VEC(output_list, struct output_file);

/* What the archive file carries: the issue's own files, the template, the data of its languages, and BUNDLE_RECORD,
 * which names the program, its libraries and the fonts. Put into a folder, the files can be built again there. */
#define BUNDLE_RECORD "build.json"
#define SOURCES_BESIDE "archive-sources" /* profile of the tar beside an archive file that carries nothing */
#define PROGRAM_NAME "Visnyk " VISNYK_VERSION
void bundle_make(struct ctx *ctx, const struct issue *issue, const struct look *look, struct fontset *fonts,
                 const struct paint_doc *doc, struct pdf_attachments *out);
/* Says what bundle_make would say. */
void bundle_check(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc);

/* Beside issue.yaml: what an issue was made from and what it looks like, as `visnyk lock` found it. */
#define LOCK_FILE "issue.lock"

/* The same files as a tar that lies beside an archive file. The bytes are in the issue's arena. */
struct str sources_tar(struct ctx *ctx, const struct pdf_attachments *files, const struct date *date);

/* What an archive file says about that tar, "NAME sha256:HEX", and back; false: it says something else. */
const char *beside_text(struct arena *arena, const char *name, struct str bytes);
struct beside {
    const char *name;
    const char *sha256;
};
bool beside_parse(struct arena *arena, struct str text, struct beside *out);

/* How far two finished files are the same, each step including those before it. */
enum likeness {
    LIKE_NOTHING,
    LIKE_LAYOUT,  /* the same text at the same places on the same pages */
    LIKE_CONTENT, /* the same objects, streams inflated, names of libraries aside */
    LIKE_BYTES
};
/* The first difference is recorded: of layouts as an error (`archive-differs`), of the content below an equal layout as
 * a warning (`archive-layout-only`). `path` is for messages. Fails: one of the files cannot be read. */
bool files_compare(struct ctx *ctx, const char *path, struct str was, struct str is, enum likeness *out);

/* Two files side by side, page by page: text that differs, text that stands elsewhere, shapes, pictures, sizes of
 * pages. Each is recorded once for a page, with its first place and how often it comes. Files whose pages are the same
 * but whose content is not differ too. */
struct page_numbers {
    size_t *at; /* from 0 */
    size_t len, cap;
};
/* `names`: of both, for messages. pages: how many each has (0 when they are the same bytes). out: those of either that
 * differ. Fails: one of them cannot be read. */
bool pages_compare(struct ctx *ctx, const char *const names[2], const struct str files[2], size_t pages[2],
                   struct page_numbers *out);

/* ---- the lock ---------------------------------------------------------------------------------------------------- */

struct lock_input {
    const char *role; /* "article", "font", "issue", "language", "picture", "print-shop", "template", "other" */
    const char *name; /* below the issue's or a data folder: the same on every machine */
    const char *sha256;
};
VEC(lock_input_list, struct lock_input);

struct lock_output {
    const char *profile; /* "screen" */
    const char *sha256;
    const char *content; /* hash of the plain form, see LIKE_CONTENT; "": it was not made */
};
VEC(lock_output_list, struct lock_output);

/* One line of a page, in painting order: a hash of where its glyphs stand, and the word it ends with. */
struct lock_line {
    const char *print;   /* "9f3c12ab громад-" */
    struct place place;  /* of what it begins with; nowhere when it was read from a file */
    struct str text;     /* of the whole line, likewise */
    const char *picture; /* that stands there: its name among the inputs; NULL: none, or read from a file */
};
VEC(lock_line_list, struct lock_line);
VEC(lock_page_list, struct lock_line_list);

struct lock {
    const char *issue;   /* name of the folder */
    const char *program; /* "Visnyk 0.1.0" */
    const char *epoch;   /* SOURCE_DATE_EPOCH, "" without one */
    const char **libraries;
    size_t library_count;
    struct lock_input_list inputs;   /* by role, then by name */
    struct lock_output_list outputs; /* by profile */
    struct lock_page_list pages;
};

/* What was just made, with ctx->reads as its inputs. content: the plain forms are hashed too, which takes as long as
 * making the files. Fails: a file that was made cannot be read again. */
bool lock_make(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc, const char *const *data_dirs,
               const struct output_list *outputs, bool content, struct lock *out);
/* The plain form's hash of one output; NULL with a diagnostic when it cannot be read. */
const char *lock_content(struct ctx *ctx, const struct output_file *output);

/* YAML, sorted, one thing a line: a difference of two locks reads as what has changed. */
struct str lock_text(struct ctx *ctx, const struct lock *lock);
/* Fails: there is none, it is damaged, from a newer version, or of another issue than `issue`. */
bool lock_read(struct ctx *ctx, const char *path, const char *issue, struct lock *out);

/* How far what was made is what the lock says; the outputs of `is` need no content. What went in and has changed is
 * recorded, and the first difference of layout with its page and line. Fails as lock_make. */
bool lock_compare(struct ctx *ctx, const struct lock *was, const struct lock *is, const struct output_list *outputs,
                  enum likeness *out);

/* "libharu 2.3.0, HarfBuzz 6.0.0, ...": everything that has a say in what a file looks like. */
struct str libraries_text(struct arena *arena);

/* JSON in UTF-8, indented, ending in a line feed: title, number, date, language, number of pages, articles, inputs
 * and outputs with size and SHA-256. */
struct str manifest_json(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc,
                         const struct output_list *outputs);

/* What the ticket of a print file is made of. */
struct ticket_input {
    const struct issue *issue;
    const struct paint_doc *doc;
    const struct print_spec *print;
    const struct pdf_press *press;
    const struct output_file *file;
};

/* The ticket that goes to the print shop with the file: format, pages, plates, profile, fonts, print run, paper, what
 * was checked. JSON for its system, text for its people. */
void ticket_make(struct ctx *ctx, const struct ticket_input *in, struct str *json, struct str *text);

#endif
