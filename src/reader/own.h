/* What the files of this folder share. */
#ifndef VISNYK_READER_OWN_H
#define VISNYK_READER_OWN_H

#include "base/vec.h"
#include "reader/qpdf.h"
#include "reader/reader.h"

/* What a font says of its codes. */
struct reader_font {
    int object;
    struct str name;
    unsigned code_bytes; /* 1 or 2 */
    struct str *texts;   /* by code, UTF-16BE; see reader_text_of */
    double *widths;      /* by code [1/1000 em] */
};
VEC(reader_fonts, struct reader_font *);

struct reader {
    const char *path;
    qpdf_data pdf;
    size_t pages;
    struct reader_fonts fonts; /* read so far: pages share them */
};

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_NAME, TOKEN_STRING, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_WORD };

struct token {
    enum token_kind kind;
    int64_t number; /* [1/1000] */
    double value;   /* the same number, not rounded */
    struct str text;
};

struct scan {
    struct arena *arena;
    struct str bytes;
    size_t at;
    bool picture; /* behind ID: data follow */
};

/* The next word; TOKEN_END behind the last one. Texts live in scan->arena or in the bytes. */
struct token reader_token(struct scan *scan);

/* The operators of a page, inflated, all its parts together. */
bool reader_page_content(struct ctx *ctx, struct reader *reader, size_t page, struct str *out);

/* True when the library has nothing to complain of; else `reader-broken` is recorded with its words. */
bool reader_sound(struct ctx *ctx, struct reader *reader);

/* A copy of what the library says; frees its buffer. */
struct str reader_take(struct arena *arena, unsigned char *bytes, size_t len);

/* The inflated data of a stream. */
bool reader_stream(struct ctx *ctx, struct reader *reader, qpdf_oh stream, struct str *out);

/* The same of a file of another maker, whatever its filters; what cannot be undone comes as it is. */
bool reader_decoded(struct ctx *ctx, struct reader *reader, qpdf_oh stream, struct str *out);

/* ---- fonts.c ---- */

/* From those read before if it is an object of its own; NULL: something in it is broken. */
const struct reader_font *reader_font_of(struct ctx *ctx, struct reader *reader, qpdf_oh font);

/* What a code stands for; never empty, so that other codes are other texts. */
struct str reader_text_of(struct arena *arena, const struct reader_font *font, unsigned code);

/* ---- matrix.c ---- */

struct matrix {
    double a, b, c, d, e, f;
};
VEC(matrices, struct matrix);

/* Six operands. */
struct matrix matrix_of(const struct token *operands);
/* `inner` is applied first. */
struct matrix matrix_multiply(const struct matrix *inner, const struct matrix *outer);
/* Where a point [pt] lies [mpt]: out[0], out[1]. */
void matrix_put(const struct matrix *m, double x, double y, int64_t *out);
int64_t matrix_round(double value);

#endif
