/* libharu as an object store.
 *
 * libharu numbers objects, builds the page tree, serialises, writes streams and the cross-reference table. What stands
 * inside a dictionary is our text, put there by the dictionary's write function when the file is saved. So libharu's
 * limits on strings, arrays and dictionaries and its rounding of reals never apply, an object costs two small blocks
 * instead of one for each key, and every number goes through one formatter.
 *
 * Streams are read through a callback from memory that we own: libharu would copy them into blocks of 4 kB.
 *
 * The file is written with an ID of zeros; then a SHA-256 of the bytes takes their place.
 *
 * libharu's page dictionaries already use `attr`, so their text hangs on an entry that is marked as hidden, which the
 * library skips when it writes.
 *
 * Rejected: HPDF_String, HPDF_Real and nested HPDF_Dicts for everything (half of the running time, limits, floats);
 * a writer of our own (the library has met more readers than we have).
 */
#include "pdf/store.h"

#include <assert.h>
#include <hpdf.h>
#include <libdeflate.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "pdf/share.h"

/* libharu counts bytes in 32 bits and seeks with a signed int. */
#define FILE_BYTES_MAX ((size_t)INT_MAX)
/* Kids of one node of the page tree; a flat tree makes readers walk all pages to find the last one. */
#define PAGES_PER_NODE 64
#define ID_HEX_LEN 32
static const char hidden_key[] = "Body";

struct data {
    struct str bytes;
    size_t at;
};

struct store {
    struct ctx *ctx;
    struct share *share; /* NULL: there is no other file */
    HPDF_Doc doc;
    HPDF_STATUS status; /* first failure */
    size_t data_bytes;
    struct buf out;
};

static void note(struct store *store, HPDF_STATUS status) {
    if (store->status == HPDF_OK) store->status = status;
}

/* libharu returns NULL for an object that could not be made. */
static bool made(struct store *store, const void *object) {
    if (!object) note(store, HPDF_GetError(store->doc) ? HPDF_GetError(store->doc) : HPDF_FAILD_TO_ALLOC_MEM);
    return object && store->status == HPDF_OK;
}

static void free_doc(void *doc) { HPDF_Free(doc); }

struct store *store_new(struct ctx *ctx, unsigned minor, size_t pages, struct share *share) {
    struct store *store = ARENA_NEW(ctx->scratch, struct store);
    assert(minor >= 2 && minor <= 7);
    store->ctx = ctx;
    store->share = share;
    store->doc = HPDF_New(NULL, NULL); /* without its memory pool, whose blocks are not aligned */
    if (!store->doc) {
        store->status = HPDF_FAILD_TO_ALLOC_MEM;
        return store;
    }
    arena_defer(ctx->scratch, free_doc, store->doc);
    store->doc->pdf_version = (HPDF_PDFVer)(HPDF_VER_12 + (minor - 2));
    if (pages > PAGES_PER_NODE) note(store, HPDF_SetPagesConfiguration(store->doc, PAGES_PER_NODE));
    HPDF_Dict_RemoveElement(store->doc->info, "Producer");
    return store;
}

/* ---- bodies ---------------------------------------------------------------------------------------------------- */

static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream stream) {
    const struct str *body = dict->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)body->s, (HPDF_UINT)body->len);
}

static HPDF_STATUS write_hidden_body(HPDF_Dict dict, HPDF_Stream stream) {
    HPDF_Dict hidden = HPDF_Dict_GetItem(dict, hidden_key, HPDF_OCLASS_DICT);
    return hidden ? write_body(hidden, stream) : HPDF_OK;
}

static void set_body(struct store *store, HPDF_Dict dict, struct str body) {
    struct str *kept = ARENA_NEW(store->ctx->scratch, struct str);
    *kept = body;
    dict->attr = kept;
    dict->write_fn = write_body;
}

static uint32_t number_of(HPDF_Dict dict) { return dict->header.obj_id & 0x00FFFFFFu; }

static HPDF_Dict dict_of(struct store *store, uint32_t number) {
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(store->doc->xref, number);
    assert(entry && entry->obj);
    return entry->obj;
}

uint32_t store_reserve(struct store *store) {
    if (store->status != HPDF_OK) return 0;
    HPDF_Dict dict = HPDF_Dict_New(store->doc->mmgr);
    if (!made(store, dict)) return 0;
    note(store, HPDF_Xref_Add(store->doc->xref, dict));
    return store->status == HPDF_OK ? number_of(dict) : 0;
}

void store_fill(struct store *store, uint32_t number, struct str body) {
    if (store->status == HPDF_OK) set_body(store, dict_of(store, number), body);
}

uint32_t store_dict(struct store *store, struct str body) {
    uint32_t number = store_reserve(store);
    store_fill(store, number, body);
    return number;
}

void store_catalog(struct store *store, struct str body) {
    if (store->status == HPDF_OK) set_body(store, store->doc->catalog, body);
}

void store_info(struct store *store, struct str body) {
    if (store->status == HPDF_OK) set_body(store, store->doc->info, body);
}

/* ---- streams --------------------------------------------------------------------------------------------------- */

static HPDF_STATUS data_read(HPDF_Stream stream, HPDF_BYTE *to, HPDF_UINT *size) {
    struct data *data = stream->attr;
    size_t left = data->bytes.len - data->at;
    bool last = *size >= left;
    if (last) *size = (HPDF_UINT)left;
    if (*size) memcpy(to, data->bytes.s + data->at, *size);
    data->at += *size;
    return last ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS data_seek(HPDF_Stream stream, HPDF_INT at, HPDF_WhenceMode whence) {
    struct data *data = stream->attr;
    if (whence != HPDF_SEEK_SET || at < 0 || (size_t)at > data->bytes.len) return HPDF_INVALID_OPERATION;
    data->at = (size_t)at;
    return HPDF_OK;
}

static HPDF_INT32 data_tell(HPDF_Stream stream) { return (HPDF_INT32)((struct data *)stream->attr)->at; }

static HPDF_UINT32 data_size(HPDF_Stream stream) { return (HPDF_UINT32)((struct data *)stream->attr)->bytes.len; }

static void set_data(struct store *store, HPDF_Dict dict, struct str bytes) {
    struct data *data = ARENA_NEW(store->ctx->scratch, struct data);
    store->data_bytes += bytes.len;
    if (store->data_bytes > FILE_BYTES_MAX) {
        note(store, HPDF_FILE_IO_ERROR);
        return;
    }
    data->bytes = bytes;
    HPDF_Stream stream = HPDF_CallbackReader_New(store->doc->mmgr, data_read, data_seek, data_tell, data_size, data);
    if (!made(store, stream)) return;
    if (dict->stream) HPDF_Stream_Free(dict->stream);
    dict->stream = stream;
}

uint32_t store_stream(struct store *store, struct str body, struct str data) {
    if (store->status != HPDF_OK) return 0;
    HPDF_Dict dict = HPDF_DictStream_New(store->doc->mmgr, store->doc->xref);
    if (!made(store, dict)) return 0;
    set_body(store, dict, body);
    set_data(store, dict, data);
    return number_of(dict);
}

/* Level 6 takes twice the time of 5 and saves 0.4 % on a text of eight pages. The bytes go through a block of their
 * own, because an arena would keep the room for the worst case. */
bool store_deflate(struct arena *arena, struct str data, int level, struct str *out) {
    if (data.len > FILE_BYTES_MAX) return false;
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (!compressor) out_of_memory();
    size_t room = libdeflate_zlib_compress_bound(compressor, data.len);
    char *bytes = malloc(room);
    if (!bytes) out_of_memory();
    size_t len = libdeflate_zlib_compress(compressor, data.s, data.len, bytes, room);
    *out = str_copy(arena, (struct str){bytes, len});
    free(bytes);
    libdeflate_free_compressor(compressor);
    return len > 0;
}

static struct str deflated(struct store *store, int level, struct str data) {
    struct str out = {NULL, 0};
    if (!share_deflate(store->share, store->ctx->scratch, data, level, &out)) note(store, HPDF_ZLIB_ERROR);
    return out;
}

uint32_t store_deflated(struct store *store, int level, struct str body, struct str data) {
    struct buf with_filter;
    buf_init(&with_filter, store->ctx->scratch);
    buf_puts(&with_filter, "/Filter/FlateDecode");
    buf_str(&with_filter, body);
    return store_stream(store, buf_view(&with_filter), deflated(store, level, data));
}

/* ---- pages ----------------------------------------------------------------------------------------------------- */

uint32_t store_page(struct store *store) {
    if (store->status != HPDF_OK) return 0;
    HPDF_Page page = HPDF_AddPage(store->doc);
    if (!made(store, page)) return 0;
    HPDF_Dict_RemoveElement(page, "MediaBox");
    return number_of(page);
}

static void set_hidden_body(struct store *store, HPDF_Dict dict, struct str body) {
    HPDF_Dict hidden = HPDF_Dict_New(store->doc->mmgr);
    if (!made(store, hidden)) return;
    set_body(store, hidden, body);
    note(store, HPDF_Dict_Add(dict, hidden_key, hidden));
    hidden->header.obj_id |= HPDF_OTYPE_HIDDEN;
    dict->write_fn = write_hidden_body;
}

void store_page_fill(struct store *store, uint32_t number, struct str body, struct str resources, struct str content,
                     int level) {
    if (store->status != HPDF_OK) return;
    HPDF_Dict page = dict_of(store, number);
    HPDF_Dict contents = HPDF_Dict_GetItem(page, "Contents", HPDF_OCLASS_DICT);
    HPDF_Dict resource_dict = HPDF_Dict_GetItem(page, "Resources", HPDF_OCLASS_DICT);
    if (!made(store, contents) || !made(store, resource_dict)) return;
    set_hidden_body(store, page, body);
    HPDF_Dict_RemoveElement(resource_dict, "ProcSet"); /* obsolete since PDF 1.4 */
    set_body(store, resource_dict, resources);
    set_body(store, contents, STR("/Filter/FlateDecode"));
    set_data(store, contents, deflated(store, level, content));
}

/* ---- the file -------------------------------------------------------------------------------------------------- */

static HPDF_STATUS append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len) {
    struct store *store = stream->attr;
    if (store->out.len + len > FILE_BYTES_MAX) return HPDF_FILE_IO_ERROR;
    buf_add(&store->out, bytes, len);
    return HPDF_OK;
}

static void add_zero_id(struct store *store) {
    static HPDF_BYTE zeros[ID_HEX_LEN / 2];
    HPDF_Array id = HPDF_Array_New(store->doc->mmgr);
    if (!made(store, id)) return;
    note(store, HPDF_Dict_Add(store->doc->trailer, "ID", id));
    for (int i = 0; i < 2; i++) {
        HPDF_Binary half = HPDF_Binary_New(store->doc->mmgr, zeros, sizeof zeros);
        if (made(store, half)) note(store, HPDF_Array_Add(id, half));
    }
}

static void set_uuids(struct store *store, const char *hex) {
    const size_t len = sizeof UUID_BLANK - 1;
    char *at = store->out.s, *end = at + store->out.len;
    while ((at = memchr(at, 'u', (size_t)(end - at))) && (size_t)(end - at) >= len) {
        if (memcmp(at, UUID_BLANK, len) == 0) uuid_fill(at, hex);
        at++;
    }
}

/* Both halves of the ID, last thing but one in the file. */
static void set_id(struct store *store) {
    static const char zeros[] = "<00000000000000000000000000000000>";
    const char *hex = sha256_hex(store->ctx->scratch, sha256_of(buf_view(&store->out)));
    set_uuids(store, hex);
    size_t left = 2;
    for (size_t at = store->out.len - (sizeof zeros - 1); at > 0 && left > 0; at--) {
        if (memcmp(store->out.s + at, zeros, sizeof zeros - 1) != 0) continue;
        memcpy(store->out.s + at + 1, hex, ID_HEX_LEN);
        left--;
    }
    assert(left == 0);
}

static void write_out(struct store *store) {
    buf_init(&store->out, store->ctx->arena);
    add_zero_id(store);
    if (store->status != HPDF_OK) return;
    store->doc->stream = HPDF_CallbackWriter_New(store->doc->mmgr, append, store);
    if (!made(store, store->doc->stream)) return;
    note(store, HPDF_SaveToStream(store->doc));
}

bool store_save(struct store *store, struct str *bytes) {
    if (store->status == HPDF_OK) write_out(store);
    if (store->status != HPDF_OK) {
        diag(store->ctx, DIAG_PDF_LIBRARY, place_nowhere(), "libharu %s, 0x%04lX", HPDF_VERSION_TEXT,
             (unsigned long)store->status);
        return false;
    }
    set_id(store);
    *bytes = buf_view(&store->out);
    return true;
}

const char *store_library_version(void) { return HPDF_GetVersion(); }
