/* PNG: the chunks by hand, the pixels through libpng.
 *
 * A scan walks all chunks to IEND and checks their checksums, which tells a whole file from a damaged one without
 * inflating it; then libpng reads the header. What a compressor got wrong under right checksums is found when the rows
 * are read: that happens once for each picture, when it is decoded or before it is passed through. Passing through
 * needs only the IDAT chunks end to end, since a PNG row and a row after PDF's predictor 15 are the same bytes.
 *
 * libpng reports errors by longjmp; what changes meanwhile lives in the arena, so no local variable is in danger.
 * Warnings are left alone: they speak of chunks that nobody uses here.
 */
#include <png.h> /* before setjmp.h, as libpng asks for */

#include "image/codec.h"

#include <setjmp.h>
#include <string.h>

#define SIGNATURE_BYTES 8
#define CHUNK_FRAME_BYTES 12 /* length, type, checksum */

struct chunk {
    const unsigned char *type;
    struct str content;
    uint32_t checksum;
};

struct reader {
    png_structp png;
    png_infop info;
    struct arena *arena;
    const struct image *image;
    size_t at;
    const char *wrong;
};

static void on_error(png_structp png, png_const_charp message) {
    struct reader *reader = png_get_error_ptr(png);
    reader->wrong = arena_strdup(reader->arena, message);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void on_read(png_structp png, png_bytep to, png_size_t len) {
    struct reader *reader = png_get_io_ptr(png);
    struct str bytes = reader->image->bytes;
    if (bytes.len - reader->at < len) png_error(png, "file ends too early");
    memcpy(to, bytes.s + reader->at, len);
    reader->at += len;
}

/* NULL: no memory. */
static struct reader *open_reader(struct arena *arena, const struct image *image) {
    struct reader *reader = ARENA_NEW(arena, struct reader);
    *reader = (struct reader){.arena = arena, .image = image};
    reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
    if (!reader->png) return NULL;
    reader->info = png_create_info_struct(reader->png);
    if (!reader->info) {
        png_destroy_read_struct(&reader->png, NULL, NULL);
        return NULL;
    }
    png_set_read_fn(reader->png, reader, on_read);
    png_set_user_limits(reader->png, 0x7FFFFFFF, 0x7FFFFFFF); /* the product is what is limited here */
    png_set_crc_action(reader->png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    return reader;
}

static const char *close_reader(struct reader *reader) {
    png_destroy_read_struct(&reader->png, &reader->info, NULL);
    return reader->wrong;
}

/* ---- scan ------------------------------------------------------------------------------------------------------ */

static void take_profile(const struct reader *reader, struct image *image) {
    png_charp name = NULL;
    png_bytep bytes = NULL;
    png_uint_32 len = 0;
    int method = 0;
    if (!png_get_iCCP(reader->png, reader->info, &name, &method, &bytes, &len)) return;
    image->icc = str_copy(reader->arena, (struct str){(const char *)bytes, len});
    image->icc_broken = false;
}

static void take_orientation(const struct reader *reader, struct image *image) {
#ifdef PNG_eXIf_SUPPORTED
    png_bytep bytes = NULL;
    png_uint_32 len = 0;
    if (png_get_eXIf_1(reader->png, reader->info, &len, &bytes)) image->orientation = exif_orientation(bytes, len);
#else
    (void)reader;
    (void)image;
#endif
}

static void take_header(const struct reader *reader, struct image *image) {
    png_byte type = png_get_color_type(reader->png, reader->info);
    image->depth = png_get_bit_depth(reader->png, reader->info);
    image->indexed = type == PNG_COLOR_TYPE_PALETTE;
    image->space = type & PNG_COLOR_MASK_COLOR ? IMAGE_RGB : IMAGE_GRAY;
    image->alpha = (type & PNG_COLOR_MASK_ALPHA) || png_get_valid(reader->png, reader->info, PNG_INFO_tRNS);
    image->interlaced = png_get_interlace_type(reader->png, reader->info) != PNG_INTERLACE_NONE;
    take_profile(reader, image);
    take_orientation(reader, image);
}

/* Of the type and the content of a chunk (PNG, annex D). */
static uint32_t checksum(const uint32_t *table, const unsigned char *bytes, size_t len) {
    uint32_t sum = 0xFFFFFFFFu;
    for (size_t i = 0; i < len; i++) sum = table[(sum ^ bytes[i]) & 0xFF] ^ sum >> 8;
    return ~sum;
}

static void fill_checksum_table(uint32_t table[256]) {
    for (uint32_t n = 0; n < 256; n++) {
        table[n] = n;
        for (int bit = 0; bit < 8; bit++) table[n] = table[n] & 1 ? 0xEDB88320u ^ table[n] >> 1 : table[n] >> 1;
    }
}

/* Moves to the next chunk; false: the file ends too early. */
static bool next_chunk(struct str file, size_t *at, struct chunk *chunk) {
    const unsigned char *bytes = (const unsigned char *)file.s;
    if (file.len < *at || file.len - *at < CHUNK_FRAME_BYTES) return false;
    size_t len = image_u32(bytes + *at);
    if (len > file.len - *at - CHUNK_FRAME_BYTES) return false;
    *chunk = (struct chunk){bytes + *at + 4, {file.s + *at + 8, len}, image_u32(bytes + *at + 8 + len)};
    *at += CHUNK_FRAME_BYTES + len;
    return true;
}

static bool is_type(const struct chunk *chunk, const char *type) { return memcmp(chunk->type, type, 4) == 0; }

static const char *check_chunks(struct image *image) {
    uint32_t table[256];
    struct chunk chunk;
    size_t at = SIGNATURE_BYTES;
    bool data = false;
    fill_checksum_table(table);
    while (next_chunk(image->bytes, &at, &chunk)) {
        if (checksum(table, chunk.type, chunk.content.len + 4) != chunk.checksum) return "checksum of a chunk is wrong";
        data = data || is_type(&chunk, "IDAT");
        image->icc_broken |= is_type(&chunk, "iCCP"); /* until libpng has read it */
        if (is_type(&chunk, "IEND")) return data ? NULL : "no picture before the end";
    }
    return "file ends too early";
}

/* Before the checksums: a huge picture is called huge even when it is cut off. */
static const char *scan_size(struct image *image) {
    struct chunk header;
    size_t at = SIGNATURE_BYTES;
    if (!next_chunk(image->bytes, &at, &header)) return "file ends too early";
    if (!is_type(&header, "IHDR") || header.content.len != 13) return "no header";
    image->width = image_u32((const unsigned char *)header.content.s);
    image->height = image_u32((const unsigned char *)header.content.s + 4);
    if (image->width == 0 || image->height == 0) return "no pixels";
    return (uint64_t)image->width * image->height > IMAGE_PIXELS_MAX ? IMAGE_TOO_LARGE : NULL;
}

const char *png_scan(struct arena *arena, struct image *image) {
    const char *wrong = scan_size(image);
    if (!wrong) wrong = check_chunks(image);
    if (wrong) return wrong;
    struct reader *reader = open_reader(arena, image);
    if (!reader) return "out of memory";
    if (setjmp(png_jmpbuf(reader->png)) == 0) {
        png_read_info(reader->png, reader->info);
        take_header(reader, image);
    }
    return close_reader(reader);
}

/* ---- pixels ---------------------------------------------------------------------------------------------------- */

/* Everything to 8 bits of grey or RGB, alpha apart when there is any. */
static void ask_for_8_bits(png_structp png) {
    png_set_scale_16(png);
    png_set_palette_to_rgb(png);
    png_set_expand_gray_1_2_4_to_8(png);
    png_set_tRNS_to_alpha(png);
}

static void split_row(const uint8_t *row, unsigned components, uint32_t width, uint8_t *samples, uint8_t *alpha) {
    for (uint32_t x = 0; x < width; x++) {
        for (unsigned i = 0; i < components; i++) *samples++ = *row++;
        *alpha++ = *row++;
    }
}

/* Opaque everywhere: a mask would only cost. */
static void drop_opaque_alpha(struct image_pixels *out) {
    for (size_t i = 0; i < (size_t)out->width * out->height; i++)
        if (out->alpha[i] != 255) return;
    out->alpha = NULL;
}

/* Interlaced pictures come in seven passes over all rows. */
static void read_rows(struct reader *reader, uint8_t *rows, size_t row_bytes, int passes) {
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < reader->image->height; y++) png_read_row(reader->png, rows + y * row_bytes, NULL);
    png_read_end(reader->png, NULL);
}

/* One row at a time, or all rows at once when they come in passes. */
static void read_with_alpha(struct reader *reader, struct image_pixels *out, size_t row_bytes, int passes) {
    size_t samples_row = (size_t)out->width * out->components;
    uint8_t *rows = arena_array(reader->arena, passes > 1 ? out->height : 1, row_bytes);
    out->samples = arena_array(reader->arena, out->height, samples_row);
    out->alpha = arena_array(reader->arena, out->width, out->height);
    if (passes > 1) read_rows(reader, rows, row_bytes, passes);
    for (size_t y = 0; y < out->height; y++) {
        if (passes <= 1) png_read_row(reader->png, rows, NULL);
        split_row(passes > 1 ? rows + y * row_bytes : rows, out->components, out->width, out->samples + y * samples_row,
                  out->alpha + y * out->width);
    }
    drop_opaque_alpha(out);
}

static void read_pixels(struct reader *reader, struct image_pixels *out) {
    ask_for_8_bits(reader->png);
    int passes = png_set_interlace_handling(reader->png);
    png_read_update_info(reader->png, reader->info);
    unsigned channels = png_get_channels(reader->png, reader->info);
    size_t row_bytes = (size_t)out->width * channels;
    if (png_get_rowbytes(reader->png, reader->info) != row_bytes) png_error(reader->png, "unexpected size of a row");
    out->components = channels % 2 ? channels : channels - 1;
    if (channels % 2 == 0) {
        read_with_alpha(reader, out, row_bytes, passes);
        return;
    }
    out->samples = arena_array(reader->arena, out->height, row_bytes);
    read_rows(reader, out->samples, row_bytes, passes);
}

const char *png_decode(struct arena *arena, const struct image *image, struct image_pixels *out) {
    struct reader *reader = open_reader(arena, image);
    if (!reader) return "out of memory";
    if (setjmp(png_jmpbuf(reader->png)) == 0) {
        png_read_info(reader->png, reader->info);
        read_pixels(reader, out);
    }
    return close_reader(reader);
}

/* ---- passing through ------------------------------------------------------------------------------------------- */

/* All rows, as stored; says what is wrong with them. */
static const char *check_rows(struct arena *arena, const struct image *image) {
    struct reader *reader = open_reader(arena, image);
    if (!reader) return "out of memory";
    if (setjmp(png_jmpbuf(reader->png)) == 0) {
        png_read_info(reader->png, reader->info);
        uint8_t *row = arena_alloc(arena, png_get_rowbytes(reader->png, reader->info));
        read_rows(reader, row, 0, 1);
    }
    return close_reader(reader);
}

bool png_packed(struct arena *arena, const struct image *image, struct image_packed *out) {
    struct chunk chunk;
    struct buf data;
    size_t at = SIGNATURE_BYTES;
    if (image->alpha || image->interlaced || image->depth > 8 || check_rows(arena, image)) return false;
    buf_init(&data, arena);
    while (next_chunk(image->bytes, &at, &chunk) && !is_type(&chunk, "IEND")) {
        if (is_type(&chunk, "IDAT")) buf_str(&data, chunk.content);
        if (is_type(&chunk, "PLTE") && image->indexed) out->palette = chunk.content;
    }
    out->data = buf_view(&data);
    out->components = image->indexed || image->space == IMAGE_GRAY ? 1 : 3;
    return true;
}

const char *png_library(void) { return png_get_libpng_ver(NULL); }
