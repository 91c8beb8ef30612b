/* Sources that lie beside a PDF file in a tar (POSIX.1-2001, pax interchange format).
 *
 * Only what this program writes is taken: regular files, with an extended header for a name that is long or not ASCII.
 * Folders are passed over, since files make their own; links and devices have no place among sources and are refused.
 */
#include "reader/names.h"

#include <string.h>

#define BLOCK 512

struct tar {
    struct ctx *ctx;
    const char *path;
    struct str bytes, rest;
    struct str name; /* from an extended header, for the next file; "" : none */
};

static bool broken(struct tar *tar) {
    diag(tar->ctx, DIAG_READER_TAR, place_nowhere(), "%s, %zu", tar->path, tar->bytes.len - tar->rest.len);
    return false;
}

/* Octal digits, ended by a space or NUL. */
static bool octal(struct str field, size_t *out) {
    size_t i = 0;
    *out = 0;
    for (; i < field.len && field.s[i] >= '0' && field.s[i] <= '7'; i++) *out = *out * 8 + (size_t)(field.s[i] - '0');
    return i > 0 && (i == field.len || field.s[i] == ' ' || field.s[i] == 0);
}

static struct str text_of(const char *field, size_t max) {
    const char *end = memchr(field, 0, max);
    return (struct str){field, end ? (size_t)(end - field) : max};
}

/* The sum of a header's bytes, those of the sum counted as spaces. */
static bool header_is_sound(const char *header) {
    size_t sum = 0, said;
    for (size_t i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? ' ' : (unsigned char)header[i];
    return octal((struct str){header + 148, 8}, &said) && sum == said && memcmp(header + 257, "ustar", 6) == 0;
}

static struct str name_of(struct tar *tar, const char *header) {
    struct str name = text_of(header, 100), folder = text_of(header + 345, 155);
    struct buf whole;
    if (tar->name.len) return tar->name;
    buf_init(&whole, tar->ctx->arena);
    buf_str(&whole, folder);
    if (folder.len) buf_putc(&whole, '/');
    buf_str(&whole, name);
    return str_slice(buf_view(&whole), 0, whole.len);
}

/* Records "LENGTH key=value\n". */
static bool read_extended(struct tar *tar, struct str records) {
    while (records.len) {
        const char *space = memchr(records.s, ' ', records.len);
        int64_t len;
        size_t digits = space ? (size_t)(space - records.s) : 0;
        if (!space || !str_int(str_slice(records, 0, digits), &len) || len <= (int64_t)digits + 1 ||
            (size_t)len > records.len || records.s[len - 1] != '\n')
            return broken(tar);
        struct str record = str_slice(records, digits + 1, (size_t)len - 1);
        if (str_starts(record, "path=")) tar->name = str_copy(tar->ctx->arena, str_slice(record, 5, record.len));
        records = str_slice(records, (size_t)len, records.len);
    }
    return true;
}

static bool take_file(struct tar *tar, const char *header, struct str bytes, struct reader_files *out) {
    struct reader_file file = {str_copy(tar->ctx->arena, name_of(tar, header)), bytes};
    tar->name = STR("");
    if (!name_fits(tar->ctx, tar->path, out, file.name)) return false;
    *(struct reader_file *)vec_push(tar->ctx->arena, out) = file;
    return true;
}

static bool take_entry(struct tar *tar, struct reader_files *out) {
    const char *header = tar->rest.s, kind = header[156];
    size_t len;
    if (!header_is_sound(header) || !octal((struct str){header + 124, 12}, &len)) return broken(tar);
    struct str body = str_slice(tar->rest, BLOCK, tar->rest.len);
    size_t padded = (len + BLOCK - 1) / BLOCK * BLOCK;
    if (len > body.len || padded > body.len) return broken(tar);
    struct str bytes = str_slice(body, 0, len);
    bool taken = kind == '0' || kind == 0 ? take_file(tar, header, bytes, out)
                 : kind == 'x'            ? read_extended(tar, bytes)
                                          : kind == '5' || kind == 'g' || broken(tar);
    tar->rest = str_slice(body, padded, body.len);
    return taken;
}

bool reader_tar(struct ctx *ctx, const char *path, struct str bytes, struct reader_files *out) {
    static const char zeros[BLOCK];
    struct tar tar = {.ctx = ctx, .path = path, .bytes = bytes, .rest = bytes};
    *out = (struct reader_files){0};
    while (tar.rest.len >= BLOCK && memcmp(tar.rest.s, zeros, BLOCK) != 0)
        if (!take_entry(&tar, out)) return false;
    return tar.rest.len >= BLOCK || broken(&tar);
}
