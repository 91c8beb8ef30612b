/* libqpdf behind its C interface: opening, associated files, the plain form.
 *
 * The library reads the cross-reference table when a file is opened and objects when they are asked for; with its
 * recovery off, the first thing that is wrong is an error or a warning, and both count here. Handles are given back
 * all at once when the reader goes.
 *
 * Attached data is inflated here and not by the library, which has no limit: a few bytes can stand for gigabytes.
 *
 * Rejected: poppler-glib (mends silently, gives no objects), a parser of our own.
 */
#include "reader/reader.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/hash.h"
#include "reader/names.h"
#include "reader/own.h"

#define ATTACHED_MAX 65535
#define OBJECTS_MAX 8388607 /* ISO 32000-1, annex C */
#define CHAIN_BYTES_MAX                                                                                                \
    65536 /* undone by the library, which has no limit: a filter makes a thousandfold of it at most */

static void free_reader(void *arg) {
    struct reader *reader = arg;
    qpdf_cleanup(&reader->pdf);
}

bool reader_sound(struct ctx *ctx, struct reader *reader) {
    qpdf_error error = qpdf_has_error(reader->pdf)       ? qpdf_get_error(reader->pdf)
                       : qpdf_more_warnings(reader->pdf) ? qpdf_next_warning(reader->pdf)
                                                         : NULL;
    if (!error) return true;
    bool locked = qpdf_get_error_code(reader->pdf, error) == qpdf_e_password;
    if (locked)
        diag(ctx, DIAG_READER_PASSWORD, place_nowhere(), "%s", reader->path);
    else
        diag(ctx, DIAG_READER_BROKEN, place_nowhere(), "%s: %s", reader->path,
             qpdf_get_error_message_detail(reader->pdf, error));
    return false;
}

bool reader_open(struct ctx *ctx, const char *path, struct str bytes, struct reader **out) {
    struct reader *reader = ARENA_NEW(ctx->arena, struct reader);
    reader->path = path;
    reader->pdf = qpdf_init();
    arena_defer(ctx->arena, free_reader, reader);
    qpdf_silence_errors(reader->pdf);
    qpdf_set_suppress_warnings(reader->pdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(reader->pdf, QPDF_FALSE);
    if (bytes.len) qpdf_read_memory(reader->pdf, path, bytes.s, bytes.len, NULL);
    if (!bytes.len) diag(ctx, DIAG_READER_EMPTY, place_nowhere(), "%s", path);
    if (!bytes.len || !reader_sound(ctx, reader)) return false;
    int pages = qpdf_get_num_pages(reader->pdf);
    reader->pages = pages > 0 ? (size_t)pages : 0;
    *out = reader;
    return reader_sound(ctx, reader);
}

size_t reader_pages(const struct reader *reader) { return reader->pages; }

/* ---- streams -------------------------------------------------------------------------------------------------------
 */

struct str reader_take(struct arena *arena, unsigned char *bytes, size_t len) {
    struct str copy = bytes ? str_copy(arena, (struct str){(const char *)bytes, len}) : STR("");
    free(bytes);
    return copy;
}

/* Appends what comes out to `out`, unless it is NULL; *len counts it. False: broken, or more than `limit`. */
static bool inflate_all(struct str data, size_t limit, struct buf *out, size_t *len) {
    z_stream z = {.next_in = (z_const Bytef *)data.s, .avail_in = (uInt)data.len};
    Bytef chunk[1 << 15];
    int status = data.len < UINT32_MAX ? inflateInit(&z) : Z_DATA_ERROR;
    if (status != Z_OK) return false;
    for (*len = 0; status == Z_OK && *len <= limit;) {
        z.next_out = chunk;
        z.avail_out = sizeof chunk;
        status = inflate(&z, Z_NO_FLUSH);
        *len += sizeof chunk - z.avail_out;
        if (out && *len <= limit) buf_add(out, chunk, sizeof chunk - z.avail_out);
    }
    inflateEnd(&z);
    return status == Z_STREAM_END && *len <= limit;
}

/* The only filter of a stream, null when it has none. */
static qpdf_oh filter_of(qpdf_data pdf, qpdf_oh stream) {
    qpdf_oh filter = qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, stream), "/Filter");
    bool alone = qpdf_oh_is_array(pdf, filter) && qpdf_oh_get_array_n_items(pdf, filter) == 1;
    return alone ? qpdf_oh_get_array_item(pdf, filter, 0) : filter;
}

static struct str raw_data(struct arena *arena, qpdf_data pdf, qpdf_oh stream) {
    unsigned char *bytes = NULL;
    size_t len = 0;
    qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_none, NULL, &bytes, &len);
    return reader_take(arena, bytes, len);
}

static bool stream_within(struct ctx *ctx, struct reader *reader, qpdf_oh stream, size_t limit, struct str *out) {
    qpdf_data pdf = reader->pdf;
    bool good = qpdf_oh_is_stream(pdf, stream);
    qpdf_oh filter = good ? filter_of(pdf, stream) : 0;
    bool plain = good && qpdf_oh_is_null(pdf, filter);
    good = plain || (good && qpdf_oh_is_name_and_equals(pdf, filter, "/FlateDecode"));
    struct str data = good ? raw_data(ctx->arena, pdf, stream) : STR("");
    if (!reader_sound(ctx, reader)) return false;
    *out = data;
    if (good && !plain) {
        struct buf bytes;
        size_t len;
        buf_init(&bytes, ctx->arena);
        good = inflate_all(data, limit, &bytes, &len);
        *out = buf_view(&bytes);
    }
    if (!good || out->len > limit) diag(ctx, DIAG_READER_BROKEN, place_nowhere(), "%s: FlateDecode", reader->path);
    return good && out->len <= limit;
}

bool reader_stream(struct ctx *ctx, struct reader *reader, qpdf_oh stream, struct str *out) {
    return stream_within(ctx, reader, stream, READER_BYTES_MAX, out);
}

/* Filters in a chain that make data larger. */
static int count_growing(qpdf_data pdf, qpdf_oh filters) {
    int count = qpdf_oh_is_array(pdf, filters) ? qpdf_oh_get_array_n_items(pdf, filters) : 1, growing = 0;
    for (int i = 0; i < count; i++) {
        qpdf_oh filter = qpdf_oh_is_array(pdf, filters) ? qpdf_oh_get_array_item(pdf, filters, i) : filters;
        bool text = qpdf_oh_is_name_and_equals(pdf, filter, "/ASCII85Decode") ||
                    qpdf_oh_is_name_and_equals(pdf, filter, "/ASCIIHexDecode");
        growing += !text;
    }
    return growing;
}

bool reader_decoded(struct ctx *ctx, struct reader *reader, qpdf_oh stream, struct str *out) {
    qpdf_data pdf = reader->pdf;
    qpdf_oh filter = filter_of(pdf, stream);
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL filtered = QPDF_FALSE;
    if (qpdf_oh_is_null(pdf, filter) || qpdf_oh_is_name_and_equals(pdf, filter, "/FlateDecode"))
        return reader_stream(ctx, reader, stream, out);
    *out = raw_data(ctx->scratch, pdf, stream);
    if (out->len > CHAIN_BYTES_MAX || count_growing(pdf, filter) > 1) return reader_sound(ctx, reader);
    qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_generalized, &filtered, &bytes, &len);
    *out = reader_take(ctx->arena, bytes, len);
    return reader_sound(ctx, reader);
}

/* The library inflates without a limit, so before it does all streams are measured. A chain of filters is none of ours,
 * and the way to hide a bomb in a bomb: with `chains` it is passed over and *chains says that nothing is to be
 * inflated, without (NULL) it is an error. */
static bool all_fit(struct ctx *ctx, struct reader *reader, bool *chains) {
    qpdf_data pdf = reader->pdf;
    int count = qpdf_oh_get_int_value_as_int(pdf, qpdf_oh_get_key(pdf, qpdf_get_trailer(pdf), "/Size"));
    size_t left = READER_BYTES_MAX;
    for (int i = 1; i < count && i < OBJECTS_MAX; i++) {
        qpdf_oh stream = qpdf_get_object_by_id(pdf, i, 0);
        bool is_stream = qpdf_oh_is_stream(pdf, stream);
        qpdf_oh filter = is_stream ? filter_of(pdf, stream) : 0;
        size_t len = 0;
        bool chain = is_stream && qpdf_oh_is_array(pdf, filter);
        bool good = !chain || chains;
        if (chain && chains) *chains = true;
        if (!chain && is_stream && qpdf_oh_is_name_and_equals(pdf, filter, "/FlateDecode")) {
            struct arena *arena = arena_new();
            good = inflate_all(raw_data(arena, pdf, stream), left, NULL, &len);
            arena_free(arena);
        }
        qpdf_oh_release(pdf, stream);
        if (!reader_sound(ctx, reader)) return false;
        if (!good) {
            diag(ctx, DIAG_READER_BROKEN, place_nowhere(), "%s: FlateDecode", reader->path);
            return false;
        }
        left -= len;
    }
    return true;
}

/* ---- associated files ----------------------------------------------------------------------------------------------
 */

static struct str read_name(struct ctx *ctx, struct reader *reader, qpdf_oh specification) {
    const char *text = "";
    size_t len = 0;
    qpdf_oh string = qpdf_oh_get_key(reader->pdf, specification, "/UF");
    if (!qpdf_oh_is_string(reader->pdf, string)) string = qpdf_oh_get_key(reader->pdf, specification, "/F");
    if (qpdf_oh_is_string(reader->pdf, string)) text = qpdf_oh_get_binary_utf8_value(reader->pdf, string, &len);
    return str_copy(ctx->arena, (struct str){text, len});
}

static bool checksum_fits(struct ctx *ctx, struct reader *reader, qpdf_oh stream, const struct reader_file *file) {
    qpdf_data pdf = reader->pdf;
    size_t len = 0;
    qpdf_oh params = qpdf_oh_get_key_if_dict(pdf, qpdf_oh_get_dict(pdf, stream), "/Params");
    qpdf_oh sum = qpdf_oh_get_key_if_dict(pdf, params, "/CheckSum");
    if (!qpdf_oh_is_string(pdf, sum)) return true;
    const char *bytes = qpdf_oh_get_binary_string_value(pdf, sum, &len);
    struct buf hex;
    buf_init(&hex, ctx->scratch);
    for (size_t i = 0; i < len; i++) buf_printf(&hex, "%02x", (unsigned char)bytes[i]);
    if (str_is(buf_view(&hex), md5_hex(ctx->scratch, file->bytes))) return true;
    diag(ctx, DIAG_READER_CHECKSUM, place_nowhere(), "%s: %s", reader->path, name_shown(ctx->scratch, file->name));
    return false;
}

/* What the file says that the attached one has, so that nothing larger is ever held. */
static size_t declared_size(const struct reader *reader, qpdf_oh stream) {
    qpdf_data pdf = reader->pdf;
    if (!qpdf_oh_is_stream(pdf, stream)) return 0;
    qpdf_oh params = qpdf_oh_get_key_if_dict(pdf, qpdf_oh_get_dict(pdf, stream), "/Params");
    qpdf_oh size = qpdf_oh_get_key_if_dict(pdf, params, "/Size");
    long long bytes = qpdf_oh_is_integer(pdf, size) ? qpdf_oh_get_int_value(pdf, size) : -1;
    return bytes >= 0 && (size_t)bytes < READER_BYTES_MAX ? (size_t)bytes : READER_BYTES_MAX;
}

static bool read_file(struct ctx *ctx, struct reader *reader, qpdf_oh specification, struct reader_files *files) {
    struct reader_file file = {.name = read_name(ctx, reader, specification)};
    if (!name_fits(ctx, reader->path, files, file.name)) return false;
    qpdf_oh streams = qpdf_oh_get_key_if_dict(reader->pdf, specification, "/EF");
    qpdf_oh stream = qpdf_oh_get_key_if_dict(reader->pdf, streams, "/F");
    if (!stream_within(ctx, reader, stream, declared_size(reader, stream), &file.bytes)) return false;
    if (!checksum_fits(ctx, reader, stream, &file)) return false;
    *(struct reader_file *)vec_push(ctx->arena, files) = file;
    return true;
}

bool reader_attached(struct ctx *ctx, struct reader *reader, struct reader_files *out) {
    qpdf_data pdf = reader->pdf;
    qpdf_oh list = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/AF");
    int count = qpdf_oh_is_array(pdf, list) ? qpdf_oh_get_array_n_items(pdf, list) : 0;
    size_t bytes = 0;
    *out = (struct reader_files){0};
    for (int i = 0; i < count && i < ATTACHED_MAX; i++) {
        qpdf_oh specification = qpdf_oh_get_array_item(pdf, list, i);
        if (!qpdf_oh_is_dictionary(pdf, specification)) continue;
        if (!read_file(ctx, reader, specification, out)) return false;
        bytes += out->at[out->len - 1].bytes.len;
        if (bytes > READER_BYTES_MAX) {
            diag(ctx, DIAG_FILE_TOO_BIG, place_nowhere(), "%s: %zu > %zu", reader->path, bytes, READER_BYTES_MAX);
            return false;
        }
    }
    return reader_sound(ctx, reader);
}

/* ---- where the sources are -----------------------------------------------------------------------------------------
 */

static struct str unescaped(struct arena *arena, struct str xml) {
    static const char *const entities[][2] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}};
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < xml.len; i++) {
        size_t e = 0;
        while (e < 3 && !str_starts(str_slice(xml, i, xml.len), entities[e][0])) e++;
        buf_putc(&out, e < 3 ? *entities[e][1] : xml.s[i]);
        if (e < 3) i += strlen(entities[e][0]) - 1;
    }
    return buf_view(&out);
}

bool reader_source(struct ctx *ctx, struct reader *reader, struct str *out) {
    static const char open[] = "<dc:source>";
    qpdf_oh stream = qpdf_oh_get_key(reader->pdf, qpdf_get_root(reader->pdf), "/Metadata");
    struct str xmp;
    *out = STR("");
    if (!qpdf_oh_is_stream(reader->pdf, stream)) return reader_sound(ctx, reader);
    if (!reader_stream(ctx, reader, stream, &xmp)) return false;
    const char *from = strstr(xmp.s, open), *to = from ? strstr(from, "</dc:source>") : NULL;
    if (!to) return true;
    from += sizeof open - 1;
    *out = unescaped(ctx->arena, (struct str){from, (size_t)(to - from)});
    return true;
}

/* ---- the plain form ------------------------------------------------------------------------------------------------
 */

/* XMP without what tells one run from another: the library that wrote the file, identifiers made from its bytes, and
 * the hash of the sources beside, whose record names the libraries. */
static struct str plain_xmp(struct arena *arena, struct str xmp) {
    static const char *const names[] = {"pdf:Producer>", "xmpMM:DocumentID>", "xmpMM:InstanceID>", "dc:source>"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *from = strstr(xmp.s, names[i]), *to = from ? strstr(from + 1, names[i]) : NULL;
        struct buf out;
        if (!to) continue;
        buf_init(&out, arena);
        buf_str(&out, str_slice(xmp, 0, (size_t)(from - xmp.s)));
        buf_str(&out, str_slice(xmp, (size_t)(to - xmp.s), xmp.len));
        xmp = buf_view(&out);
    }
    return xmp;
}

static bool forget_run(struct ctx *ctx, struct reader *reader) {
    qpdf_data pdf = reader->pdf;
    qpdf_oh stream = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/Metadata");
    struct str xmp;
    if (!qpdf_oh_is_stream(pdf, stream)) return true;
    if (!reader_stream(ctx, reader, stream, &xmp)) return false;
    xmp = plain_xmp(ctx->scratch, xmp);
    qpdf_oh_replace_stream_data(pdf, stream, (const unsigned char *)xmp.s, xmp.len, qpdf_oh_new_null(pdf),
                                qpdf_oh_new_null(pdf));
    return true;
}

static void forget_file(struct reader *reader, const char *name) {
    qpdf_data pdf = reader->pdf;
    qpdf_oh list = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/AF");
    int count = qpdf_oh_is_array(pdf, list) ? qpdf_oh_get_array_n_items(pdf, list) : 0;
    for (int i = 0; i < count && i < ATTACHED_MAX; i++) {
        qpdf_oh specification = qpdf_oh_get_array_item(pdf, list, i);
        qpdf_oh string = qpdf_oh_get_key_if_dict(pdf, specification, "/UF");
        if (qpdf_oh_is_string(pdf, string) && strcmp(qpdf_oh_get_utf8_value(pdf, string), name) == 0)
            qpdf_oh_remove_key(pdf, specification, "/EF");
    }
}

bool reader_content(struct ctx *ctx, struct reader *reader, enum reader_makers makers, const char *without,
                    struct str *out) {
    qpdf_data pdf = reader->pdf;
    qpdf_oh trailer = qpdf_get_trailer(pdf), info = qpdf_oh_get_key(pdf, trailer, "/Info");
    qpdf_oh_remove_key(pdf, trailer, "/ID");
    if (qpdf_oh_is_dictionary(pdf, info)) qpdf_oh_remove_key(pdf, info, "/Producer");
    forget_file(reader, without);
    bool chains = false;
    if (!all_fit(ctx, reader, makers == READER_ANYBODY ? &chains : NULL) || !forget_run(ctx, reader) ||
        !reader_sound(ctx, reader))
        return false;
    qpdf_init_write_memory(pdf);
    qpdf_set_object_stream_mode(pdf, qpdf_o_disable);
    qpdf_set_qdf_mode(pdf, QPDF_TRUE);
    qpdf_set_content_normalization(pdf, QPDF_FALSE);
    qpdf_set_suppress_original_object_IDs(pdf, QPDF_TRUE);
    qpdf_set_compress_streams(pdf, QPDF_FALSE);
    qpdf_set_decode_level(pdf, chains ? qpdf_dl_none : qpdf_dl_generalized);
    qpdf_set_static_ID(pdf, QPDF_TRUE); /* the file is compared and thrown away */
    qpdf_write(pdf);
    if (!reader_sound(ctx, reader)) return false;
    *out = (struct str){(const char *)qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf)};
    return true;
}
