/* What the files of this folder share. */
#ifndef VISNYK_READER_OWN_H
#define VISNYK_READER_OWN_H

#include "reader/qpdf.h"
#include "reader/reader.h"

/* What a font says of its codes. */
struct reader_font {
    int object;
    struct str name;
    struct str *texts; /* by code */
    int *widths;       /* by code [1/1000 em] */
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
    struct str text;
};

struct scan {
    struct arena *arena;
    struct str bytes;
    size_t at;
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

#endif
