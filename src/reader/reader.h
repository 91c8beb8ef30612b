/* reader: the bytes of a PDF file -> what is inside: attached files, a plain form to compare, the glyphs of a page.
 *
 * In: a whole file in memory, from anywhere. Out: copies in the arena. Used by catalog and app. Fails: a file
 * that is no PDF, is cut off or damaged is the error `reader-broken`; it is never mended on the way, because whoever
 * asks wants to know. What is attached is checked against its checksum; a name that could lead out of a folder is the
 * error `reader-hostile-name`.
 */
#ifndef VISNYK_READER_READER_H
#define VISNYK_READER_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/str.h"
#include "base/unit.h"
#include "base/vec.h"

struct reader;

/* All that is attached to one file, inflated. */
#define READER_BYTES_MAX ((size_t)1 << 30)

/* `path` is for messages. The bytes are borrowed, the reader lives as long as ctx->arena. */
bool reader_open(struct ctx *ctx, const char *path, struct str bytes, struct reader **out);

struct reader_file {
    struct str name; /* relative, stays inside the folder it is joined to; ended by NUL */
    struct str bytes;
};
VEC(reader_files, struct reader_file);

/* The associated files in their order (catalog's AF). Fails: a hostile name, a name given twice, damaged data. */
bool reader_attached(struct ctx *ctx, struct reader *reader, struct reader_files *out);

/* The same of a tar. Fails too: it is cut off or damaged, or holds anything but files and folders (`reader-tar`). */
bool reader_tar(struct ctx *ctx, const char *path, struct str bytes, struct reader_files *out);

/* What the file's metadata say about where its sources are (dc:source); "" when they say nothing. */
bool reader_source(struct ctx *ctx, struct reader *reader, struct str *out);

size_t reader_pages(const struct reader *reader);

/* A glyph on a page. Points from the page's lower left corner. */
struct reader_glyph {
    mpt x, y, size;
    struct str font; /* PostScript name without the mark of a subset */
    struct str text; /* UTF-16BE, as the font's ToUnicode has it; without one the glyph's name or code */
};
VEC(reader_glyphs, struct reader_glyph);

/* In the order in which they are shown, whoever made the file; text in forms (XObjects) is none of the page's. */
bool reader_text(struct ctx *ctx, struct reader *reader, size_t page, struct reader_glyphs *out);

/* What a page shows besides glyphs: an operator with its operands, in the order of the page. Operators that move text,
 * show it or mark its structure are left out, every other one stands here, known or not. */
enum reader_mark_kind {
    READER_SHAPE,   /* a part of a path, or how it is painted */
    READER_COLOUR,  /* colour, thickness, overprint, ... of what follows */
    READER_PICTURE, /* a picture, or where it is put */
    READER_KINDS
};

#define READER_NUMBERS_MAX 8

struct reader_mark {
    enum reader_mark_kind kind;
    struct str text;                     /* the operator; of a picture with a hash of its data */
    int64_t numbers[READER_NUMBERS_MAX]; /* of paths: points of the page; of pictures: their matrix */
    size_t count;                        /* of numbers [1/1000] */
};
VEC(reader_marks, struct reader_mark);

bool reader_marks(struct ctx *ctx, struct reader *reader, size_t page, struct reader_marks *out);

/* Size and turn of a page in the words of the file, to be compared: "MediaBox [ 0 0 595 842 ] ...". */
struct str reader_boxes(struct ctx *ctx, struct reader *reader, size_t page);

/* Who made a file: this program, which uses no chains of filters, or somebody else; then nothing is inflated in a file
 * that has one. */
enum reader_makers { READER_OURSELVES, READER_ANYBODY };

/* The file as the library writes it: streams inflated, objects numbered in one order, an entry of a dictionary a line,
 * no identifiers, no name of the program that made it, the attached file `without` left out. Equal texts mean equal
 * content. Changes the reader: the last call. */
bool reader_content(struct ctx *ctx, struct reader *reader, enum reader_makers makers, const char *without,
                    struct str *out);

/* Where two such texts differ first. */
struct reader_difference {
    size_t page;       /* 1-based: the first that shows it; 0: none does */
    struct str detail; /* "/FontDescriptor: /Ascent 918 ≠ /Ascent 919" */
};
bool reader_first_difference(struct ctx *ctx, struct str was, struct str is, struct reader_difference *out);

/* Is every byte as this program wrote it? Asks the file's own name, which is a hash of its bytes. */
bool reader_intact(struct ctx *ctx, struct str bytes);

#endif
