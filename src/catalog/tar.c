/* The sources beside an archive file that cannot carry them: a tar as POSIX.1-2001 has it, which every system reads
 * today and which needs no program of ours to be read in fifty years.
 *
 * Files stand in the order of their names, belong to nobody and bear the day of the issue, so the same sources give the
 * same bytes. A name that is long or not ASCII has an extended header, as the standard wants.
 *
 * Rejected: compression (a damaged byte would take the rest with it, and pictures gain nothing).
 */
#include "catalog/catalog.h"

#include <stdlib.h>

#include "base/hash.h"

#define BLOCK 512
#define NAME_MAX_PLAIN 100
#define SECONDS_PER_DAY 86400

/* Noon UTC of a day of the Gregorian calendar, in seconds since 1970; years begin in March, so that leap days come
 * last, and 719468 days lie between 0000-03-01 and 1970. */
static int64_t noon_of(const struct date *date) {
    int64_t year = date->year - (date->month <= 2), month = (date->month + 9) % 12;
    int64_t days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date->day - 1 - 719468;
    bool known = date->year && date->month && date->day && days >= 0;
    return known ? days * SECONDS_PER_DAY + SECONDS_PER_DAY / 2 : 0;
}

static void put_field(char *header, size_t at, size_t len, const char *value) {
    for (size_t i = 0; i < len && value[i]; i++) header[at + i] = value[i];
}

static void put_octal(char *header, size_t at, size_t len, uint64_t value) {
    for (size_t i = len - 1; i-- > 0; value /= 8) header[at + i] = (char)('0' + value % 8);
}

static void put_header(struct buf *out, const char *name, char kind, size_t size, int64_t time) {
    char header[BLOCK] = {0};
    unsigned sum = 0;
    put_field(header, 0, NAME_MAX_PLAIN, name);
    put_octal(header, 100, 8, 0644);
    put_octal(header, 108, 8, 0);
    put_octal(header, 116, 8, 0);
    put_octal(header, 124, 12, size);
    put_octal(header, 136, 12, (uint64_t)time);
    put_field(header, 148, 8, "        ");
    header[156] = kind;
    put_field(header, 257, 6, "ustar");
    put_field(header, 263, 2, "00");
    put_octal(header, 329, 8, 0);
    put_octal(header, 337, 8, 0);
    for (size_t i = 0; i < BLOCK; i++) sum += (unsigned char)header[i];
    put_octal(header, 148, 7, sum);
    header[154] = 0;
    buf_add(out, header, BLOCK);
}

static const char zeros[BLOCK];

static void put_file(struct buf *out, const char *name, char kind, struct str bytes, int64_t time) {
    put_header(out, name, kind, bytes.len, time);
    buf_str(out, bytes);
    buf_add(out, zeros, (BLOCK - bytes.len % BLOCK) % BLOCK);
}

static bool is_plain(struct str name) {
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.s[i] >= 0x80) return false;
    return name.len <= NAME_MAX_PLAIN;
}

/* "27 path=...\n"; the length counts its own digits. */
static struct str extended_record(struct arena *arena, struct str name) {
    size_t len = name.len + sizeof " path=\n" - 1, digits = 1;
    for (size_t limit = 10; len + digits >= limit; limit *= 10) digits++;
    return str_from(arena_printf(arena, "%zu path=%.*s\n", len + digits, STR_ARG(name)));
}

static int by_name(const void *a, const void *b) {
    return str_compare(((const struct pdf_attachment *)a)->name, ((const struct pdf_attachment *)b)->name);
}

struct str sources_tar(struct ctx *ctx, const struct pdf_attachments *files, const struct date *date) {
    struct pdf_attachment *sorted = ARENA_ARRAY(ctx->scratch, files->len, struct pdf_attachment);
    int64_t time = noon_of(date);
    struct buf out;
    buf_init(&out, ctx->arena);
    for (size_t i = 0; i < files->len; i++) sorted[i] = files->at[i];
    qsort(sorted, files->len, sizeof *sorted, by_name);
    for (size_t i = 0; i < files->len; i++) {
        bool plain = is_plain(sorted[i].name);
        if (!plain) put_file(&out, "PaxHeaders/path", 'x', extended_record(ctx->scratch, sorted[i].name), time);
        put_file(&out, plain ? str_dup(ctx->scratch, sorted[i].name) : "file", '0', sorted[i].bytes, time);
    }
    for (int end = 0; end < 2; end++) buf_add(&out, zeros, BLOCK);
    return buf_view(&out);
}

/* ---- its mention in the archive file ----------------------------------------------------------------------------- */

#define HASH_MARK " sha256:"
#define HASH_DIGITS 64

const char *beside_text(struct arena *arena, const char *name, struct str bytes) {
    return arena_printf(arena, "%s" HASH_MARK "%s", name, sha256_hex(arena, sha256_of(bytes)));
}

bool beside_parse(struct arena *arena, struct str text, struct beside *out) {
    size_t tail = sizeof HASH_MARK - 1 + HASH_DIGITS;
    if (text.len <= tail || !str_starts(str_slice(text, text.len - tail, text.len), HASH_MARK)) return false;
    out->name = str_dup(arena, str_slice(text, 0, text.len - tail));
    out->sha256 = str_dup(arena, str_slice(text, text.len - HASH_DIGITS, text.len));
    return true;
}
