/* Each file is a stream and a file specification; the catalog names the specifications twice: in the order of the
 * files as what the document is associated with (AF), and in a name tree for readers that look for attachments. A key
 * of the tree is the file's name as the file specification has it, so every tool shows the same.
 *
 * What deflation does not make smaller stands as it is: most pictures, though a drawing saved as JPEG halves. A piece
 * from the middle tells which, since trying it on a whole photograph takes as long as all else in the file.
 */
#include "pdf/attach.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "pdf/metadata.h"
#include "pdf/tree.h"
#include "pdf/value.h"

#define PIECE_BYTES 8192
#define PIECE_GAIN 50 /* a fiftieth: below that a whole picture gains nothing to speak of */

/* Deflated, where that makes it smaller. */
static bool deflate_file(struct arena *arena, struct str bytes, struct str *out) {
    if (bytes.len > 4 * PIECE_BYTES) {
        struct str piece = {bytes.s + (bytes.len - PIECE_BYTES) / 2, PIECE_BYTES};
        if (!store_deflate(arena, piece, STORE_FAST, out) || out->len > PIECE_BYTES - PIECE_BYTES / PIECE_GAIN)
            return false;
    }
    return store_deflate(arena, bytes, STORE_FAST, out) && out->len < bytes.len;
}

static uint32_t write_stream(struct writer *w, const struct pdf_attachment *file) {
    struct buf body;
    buf_init(&body, w->arena);
    buf_puts(&body, "/Type/EmbeddedFile/Subtype");
    value_name(&body, str_from(file->mime));
    buf_printf(&body, "/Params<</Size %zu/CheckSum<%s>", file->bytes.len, md5_hex(w->arena, file->bytes));
    metadata_date(w, &body, "/ModDate");
    buf_puts(&body, ">>");
    struct str deflated;
    bool smaller = deflate_file(w->arena, file->bytes, &deflated);
    if (smaller) buf_puts(&body, "/Filter/FlateDecode");
    return store_stream(w->store, buf_view(&body), smaller ? deflated : file->bytes);
}

static uint32_t write_specification(struct writer *w, const struct pdf_attachment *file, struct str name) {
    uint32_t stream = write_stream(w, file);
    struct buf body;
    buf_init(&body, w->arena);
    buf_puts(&body, "/Type/Filespec/F");
    buf_str(&body, name);
    buf_puts(&body, "/UF");
    buf_str(&body, name);
    buf_printf(&body, "/AFRelationship/%s/EF<</F", file->source ? "Source" : "Supplement");
    value_ref(&body, stream);
    buf_puts(&body, "/UF");
    value_ref(&body, stream);
    buf_puts(&body, ">>");
    return store_dict(w->store, buf_view(&body));
}

static bool is_ascii(struct str text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.s[i] >= 0x80) return false;
    return true;
}

/* Names as they are encoded: ASCII, then UTF-16BE, whose mark is above every letter of ASCII. UTF-8 sorts as UTF-16
 * does below U+10000; names with characters above that and above U+DFFF are not expected in one issue. */
static int by_key(const void *a, const void *b) {
    struct str x = ((const struct pdf_attachment *)a)->name, y = ((const struct pdf_attachment *)b)->name;
    bool plain = is_ascii(x);
    return plain == is_ascii(y) ? str_compare(x, y) : plain ? -1 : 1;
}

void attach_write(struct writer *w, struct buf *catalog) {
    const struct pdf_attachments *given = w->input->attachments;
    struct tree_pairs pairs = {NULL, 0, 0};
    if (!w->profile->attachments || !given || !given->len) return;
    struct pdf_attachment *files = ARENA_ARRAY(w->arena, given->len, struct pdf_attachment);
    memcpy(files, given->at, given->len * sizeof *files);
    qsort(files, given->len, sizeof *files, by_key);
    buf_puts(catalog, "/AF[");
    for (size_t i = 0; i < given->len; i++) {
        struct buf name, reference;
        buf_init(&name, w->arena);
        buf_init(&reference, w->arena);
        value_text(w->ctx, &name, files[i].name, place_nowhere());
        value_ref(&reference, write_specification(w, &files[i], buf_view(&name)));
        buf_str(catalog, buf_view(&reference));
        *(struct tree_pair *)vec_push(w->arena, &pairs) = (struct tree_pair){buf_view(&name), buf_view(&reference)};
    }
    buf_puts(catalog, "]/Names<</EmbeddedFiles");
    value_ref(catalog, tree_write(w, "Names", &pairs));
    buf_puts(catalog, ">>");
}
