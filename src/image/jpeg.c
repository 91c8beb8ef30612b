/* JPEG: the markers by hand, the pixels through libjpeg.
 *
 * A scan walks all markers to EOI, which is cheap and tells a whole file from one that was cut off; what the entropy
 * coded data says is not looked at, since a photograph would cost more to decode than all else in an issue. PDF knows
 * Huffman coded baseline and progressive JPEG of 8 bits with 1, 3 or 4 components (ISO 32000-1, 7.4.8); others are
 * refused here.
 *
 * A JPEG that is passed through leaves behind what cameras and programs have added (place, thumbnail, comments); only
 * JFIF and Adobe's marker stay, which say what the numbers mean.
 *
 * Adobe writes CMYK inverted and says so by its marker alone; without it 0 is no ink.
 */
#include "image/codec.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h> /* needs size_t and FILE */

enum {
    MARKER_SOF0 = 0xC0,
    MARKER_SOF1 = 0xC1,
    MARKER_SOF2 = 0xC2,
    MARKER_DHT = 0xC4,
    MARKER_JPG = 0xC8,
    MARKER_DAC = 0xCC,
    MARKER_SOF15 = 0xCF,
    MARKER_RST0 = 0xD0,
    MARKER_RST7 = 0xD7,
    MARKER_SOI = 0xD8,
    MARKER_EOI = 0xD9,
    MARKER_SOS = 0xDA,
    MARKER_APP0 = 0xE0,
    MARKER_APP1 = 0xE1,
    MARKER_APP2 = 0xE2,
    MARKER_APP14 = 0xEE,
    MARKER_APP15 = 0xEF,
    MARKER_COM = 0xFE
};

#define PARTS_MAX 255 /* of a profile: their number is one byte */

struct segment {
    unsigned marker;
    size_t start;              /* of the FF */
    const unsigned char *body; /* behind the length */
    size_t len, end;           /* of the body; where the segment ends in the file */
};

struct scan {
    struct image *image;
    const unsigned char *bytes;
    size_t len, at;
    bool frame, data, adobe;
    unsigned components;
    unsigned char ids[4];
    struct str parts[PARTS_MAX]; /* of the ICC profile */
    unsigned part_count;
};

/* ---- markers --------------------------------------------------------------------------------------------------- */

/* Moves to the next marker, over fill bytes and entropy coded data; false at the end of the file. */
static bool next_segment(struct scan *scan, struct segment *segment) {
    for (; scan->len - scan->at >= 2; scan->at++) {
        unsigned marker = scan->bytes[scan->at + 1];
        bool stuffed = marker == 0 || marker == 0xFF || (marker >= MARKER_RST0 && marker <= MARKER_RST7);
        if (scan->bytes[scan->at] != 0xFF || stuffed) continue;
        *segment = (struct segment){.marker = marker, .start = scan->at};
        scan->at += 2;
        segment->end = scan->at;
        if (marker == MARKER_SOI || marker == MARKER_EOI) return true;
        if (scan->len - scan->at < 2) return false;
        size_t len = image_u16(scan->bytes + scan->at);
        if (len < 2 || len > scan->len - scan->at) return false;
        segment->body = scan->bytes + scan->at + 2;
        segment->len = len - 2;
        scan->at += len;
        segment->end = scan->at;
        return true;
    }
    return false;
}

static bool is_frame(unsigned marker) {
    return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT && marker != MARKER_JPG &&
           marker != MARKER_DAC;
}

static const char *take_frame(struct scan *scan, const struct segment *s) {
    struct image *image = scan->image;
    if (scan->frame) return "more than one frame";
    if (s->marker > MARKER_SOF2) return "coding is not baseline or progressive";
    if (s->len < 6 || s->len < 6 + 3u * s->body[5]) return "frame header too short";
    image->depth = s->body[0];
    image->height = image_u16(s->body + 1);
    image->width = image_u16(s->body + 3);
    image->interlaced = s->marker == MARKER_SOF2;
    scan->components = s->body[5];
    if (image->depth != 8) return "not 8 bits per component";
    if (image->width == 0 || image->height == 0) return "no pixels";
    if (scan->components != 1 && scan->components != 3 && scan->components != 4) return "unknown colour space";
    if ((uint64_t)image->width * image->height > IMAGE_PIXELS_MAX) return IMAGE_TOO_LARGE;
    for (unsigned i = 0; i < scan->components; i++) scan->ids[i] = s->body[6 + 3 * i];
    scan->frame = true;
    return NULL;
}

static bool starts(const struct segment *s, const char *name, size_t len) {
    return s->len >= len && memcmp(s->body, name, len) == 0;
}

static void take_profile_part(struct scan *scan, const struct segment *s) {
    if (!starts(s, "ICC_PROFILE", 12) || s->len < 14 || s->body[12] == 0) return;
    scan->parts[s->body[12] - 1] = (struct str){(const char *)s->body + 14, s->len - 14};
    scan->part_count = s->body[13];
}

static void take_application(struct scan *scan, const struct segment *s) {
    if (s->marker == MARKER_APP1 && starts(s, "Exif\0", 6))
        scan->image->orientation = exif_orientation(s->body + 6, s->len - 6);
    if (s->marker == MARKER_APP2) take_profile_part(scan, s);
    if (s->marker == MARKER_APP14 && starts(s, "Adobe", 5) && s->len >= 12) scan->adobe = true;
}

/* The profile's parts in order; a profile with a part missing is none. */
static void join_profile(struct arena *arena, struct scan *scan) {
    struct buf icc;
    if (!scan->part_count) return;
    scan->image->icc_broken = true; /* until all parts were there */
    buf_init(&icc, arena);
    for (unsigned i = 0; i < scan->part_count; i++) {
        if (!scan->parts[i].len) return;
        buf_str(&icc, scan->parts[i]);
    }
    scan->image->icc = buf_view(&icc);
    scan->image->icc_broken = false;
}

static void settle_space(struct scan *scan) {
    scan->image->space = scan->components == 1 ? IMAGE_GRAY : scan->components == 3 ? IMAGE_RGB : IMAGE_CMYK;
    scan->image->adobe_inverted = scan->components == 4 && scan->adobe;
}

static const char *walk(struct scan *scan) {
    struct segment segment;
    while (next_segment(scan, &segment)) {
        const char *wrong = NULL;
        if (segment.marker == MARKER_EOI) return scan->frame && scan->data ? NULL : "no picture before the end";
        if (segment.marker == MARKER_SOS && !scan->frame) return "data before the frame header";
        if (segment.marker == MARKER_SOS) scan->data = true;
        if (is_frame(segment.marker)) wrong = take_frame(scan, &segment);
        if (wrong) return wrong;
        take_application(scan, &segment);
    }
    return "file ends too early";
}

static struct scan *scan_new(struct arena *arena, struct image *image) {
    struct scan *scan = ARENA_NEW(arena, struct scan);
    scan->image = image;
    scan->bytes = (const unsigned char *)image->bytes.s;
    scan->len = image->bytes.len;
    return scan;
}

const char *jpeg_scan(struct arena *arena, struct image *image) {
    struct scan *scan = scan_new(arena, image);
    const char *wrong = walk(scan);
    if (wrong) return wrong;
    join_profile(arena, scan);
    settle_space(scan);
    return NULL;
}

/* ---- passing through ------------------------------------------------------------------------------------------- */

/* libjpeg takes three components named R, G, B for RGB; readers of PDF know only Adobe's marker. */
static bool is_unmarked_rgb(const struct scan *scan) {
    return scan->components == 3 && !scan->adobe && scan->ids[0] == 'R' && scan->ids[1] == 'G' && scan->ids[2] == 'B';
}

static bool is_ballast(unsigned marker) {
    return marker == MARKER_COM || (marker > MARKER_APP0 && marker <= MARKER_APP15 && marker != MARKER_APP14);
}

bool jpeg_packed(struct arena *arena, const struct image *image, struct image_packed *out) {
    struct image copy = *image;
    struct scan *scan = scan_new(arena, &copy);
    struct segment segment = {0};
    struct buf data;
    size_t from = 0;
    buf_init(&data, arena);
    while (segment.marker != MARKER_EOI && next_segment(scan, &segment)) {
        if (is_frame(segment.marker)) take_frame(scan, &segment);
        take_application(scan, &segment);
        if (!is_ballast(segment.marker)) continue;
        buf_str(&data, str_slice(image->bytes, from, segment.start));
        from = segment.end;
    }
    buf_str(&data, str_slice(image->bytes, from, segment.end)); /* and nothing behind EOI */
    out->data = buf_view(&data);
    out->components = scan->components;
    return !is_unmarked_rgb(scan);
}

/* ---- pixels ---------------------------------------------------------------------------------------------------- */

struct failure {
    struct jpeg_error_mgr base; /* first, so that libjpeg's pointer is ours */
    jmp_buf back;
    struct arena *arena;
    const char *wrong;
};

static void on_error(j_common_ptr common) {
    struct failure *failure = (struct failure *)common->err;
    char message[JMSG_LENGTH_MAX];
    common->err->format_message(common, message);
    failure->wrong = arena_strdup(failure->arena, message);
    longjmp(failure->back, 1);
}

/* Damaged data gives grey patches and warnings; the picture is shown as far as it goes. */
static void on_message(j_common_ptr common, int level) {
    (void)common;
    (void)level;
}

static void on_output(j_common_ptr common) { (void)common; }

static struct failure *failure_new(struct arena *arena) {
    struct failure *failure = ARENA_NEW(arena, struct failure);
    jpeg_std_error(&failure->base);
    failure->base.error_exit = on_error;
    failure->base.emit_message = on_message;
    failure->base.output_message = on_output;
    failure->arena = arena;
    return failure;
}

static J_COLOR_SPACE decoded_space(enum image_space space) {
    return space == IMAGE_GRAY ? JCS_GRAYSCALE : space == IMAGE_RGB ? JCS_RGB : JCS_CMYK;
}

static void invert(uint8_t *samples, size_t count) {
    for (size_t i = 0; i < count; i++) samples[i] = (uint8_t)(255 - samples[i]);
}

static void start_reading(struct jpeg_decompress_struct *jpeg, const struct image *image, unsigned eighths) {
    jpeg_mem_src(jpeg, (const unsigned char *)image->bytes.s, (unsigned long)image->bytes.len);
    jpeg_read_header(jpeg, TRUE);
    jpeg->out_color_space = decoded_space(image->space);
    jpeg->dct_method = JDCT_ISLOW; /* integers: the same pixels on every machine */
    jpeg->scale_num = eighths;
    jpeg->scale_denom = IMAGE_WHOLE;
    jpeg_start_decompress(jpeg);
}

static void read_pixels(struct jpeg_decompress_struct *jpeg, struct arena *arena, const struct image *image,
                        unsigned eighths, struct image_pixels *out) {
    start_reading(jpeg, image, eighths);
    out->width = jpeg->output_width;
    out->height = jpeg->output_height;
    out->components = (unsigned)jpeg->output_components;
    size_t row_bytes = (size_t)out->width * out->components;
    out->samples = arena_array(arena, out->height, row_bytes);
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = out->samples + jpeg->output_scanline * row_bytes;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_decompress(jpeg);
    if (image->adobe_inverted) invert(out->samples, out->height * row_bytes);
}

const char *jpeg_decode(struct arena *arena, const struct image *image, unsigned eighths, struct image_pixels *out) {
    struct jpeg_decompress_struct *jpeg = ARENA_NEW(arena, struct jpeg_decompress_struct);
    struct failure *failure = failure_new(arena);
    jpeg->err = &failure->base;
    if (setjmp(failure->back) == 0) {
        jpeg_create_decompress(jpeg);
        read_pixels(jpeg, arena, image, eighths, out);
    }
    jpeg_destroy_decompress(jpeg);
    return failure->wrong;
}

/* ---- encoding -------------------------------------------------------------------------------------------------- */

#define WRITTEN_AT_ONCE 16384

/* libjpeg's own writer to memory frees and forgets in a way that an error in between makes dangerous. */
struct encoder {
    struct jpeg_destination_mgr to; /* first, so that libjpeg's pointer is ours */
    struct jpeg_compress_struct jpeg;
    struct buf out;
    JOCTET block[WRITTEN_AT_ONCE];
};

static void begin_block(j_compress_ptr jpeg) {
    struct encoder *encoder = (struct encoder *)(void *)jpeg->dest;
    encoder->to.next_output_byte = encoder->block;
    encoder->to.free_in_buffer = sizeof encoder->block;
}

/* libjpeg calls it with a full block, whatever free_in_buffer says. */
static boolean end_block(j_compress_ptr jpeg) {
    struct encoder *encoder = (struct encoder *)(void *)jpeg->dest;
    buf_add(&encoder->out, encoder->block, sizeof encoder->block);
    begin_block(jpeg);
    return TRUE;
}

static void end_blocks(j_compress_ptr jpeg) {
    struct encoder *encoder = (struct encoder *)(void *)jpeg->dest;
    buf_add(&encoder->out, encoder->block, sizeof encoder->block - encoder->to.free_in_buffer);
}

static struct encoder *encoder_new(struct arena *arena, struct failure *failure) {
    struct encoder *encoder = ARENA_NEW(arena, struct encoder);
    encoder->to = (struct jpeg_destination_mgr){
        .init_destination = begin_block, .empty_output_buffer = end_block, .term_destination = end_blocks};
    encoder->jpeg.err = &failure->base;
    buf_init(&encoder->out, arena);
    return encoder;
}

static void start_writing(struct encoder *encoder, uint32_t width, uint32_t height, unsigned components,
                          const struct image_coding *coding) {
    struct jpeg_compress_struct *jpeg = &encoder->jpeg;
    jpeg->dest = &encoder->to;
    jpeg->image_width = width;
    jpeg->image_height = height;
    jpeg->input_components = (int)components;
    jpeg->in_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(jpeg);
    if (components == 4) jpeg_set_colorspace(jpeg, JCS_YCCK);
    jpeg_set_quality(jpeg, coding->quality, TRUE);
    jpeg->dct_method = JDCT_ISLOW;
    jpeg->optimize_coding = coding->small ? TRUE : FALSE;
    jpeg_start_compress(jpeg, TRUE);
}

static void write_pixels(struct encoder *encoder, const struct image_pixels *pixels,
                         const struct image_coding *coding) {
    size_t row_bytes = (size_t)pixels->width * pixels->components;
    start_writing(encoder, pixels->width, pixels->height, pixels->components, coding);
    while (encoder->jpeg.next_scanline < pixels->height) {
        JSAMPROW row = pixels->samples + encoder->jpeg.next_scanline * row_bytes;
        jpeg_write_scanlines(&encoder->jpeg, &row, 1);
    }
    jpeg_finish_compress(&encoder->jpeg);
}

static void encode(struct encoder *encoder, struct failure *failure, const struct image_pixels *pixels,
                   const struct image_coding *coding) {
    if (setjmp(failure->back) == 0) {
        jpeg_create_compress(&encoder->jpeg);
        write_pixels(encoder, pixels, coding);
    }
    jpeg_destroy_compress(&encoder->jpeg);
}

bool image_encode_jpeg(struct arena *arena, const struct image_pixels *pixels, const struct image_coding *coding,
                       struct str *out) {
    if (pixels->alpha) return false;
    struct failure *failure = failure_new(arena);
    struct encoder *encoder = encoder_new(arena, failure);
    encode(encoder, failure, pixels, coding);
    *out = buf_view(&encoder->out);
    return failure->wrong == NULL;
}

/* ---- recoding -------------------------------------------------------------------------------------------------- */

struct recoder {
    struct jpeg_decompress_struct in;
    struct encoder *out;
    struct failure *failure;
    uint8_t *read, *written; /* one row each */
};

static void recode_rows(struct recoder *r, struct arena *arena, const struct image *image,
                        const struct image_recode *how) {
    start_reading(&r->in, image, how->eighths);
    size_t row_bytes = (size_t)r->in.output_width * (unsigned)r->in.output_components;
    unsigned components = how->convert ? how->components : (unsigned)r->in.output_components;
    r->read = arena_alloc(arena, row_bytes);
    r->written = how->convert ? arena_array(arena, r->in.output_width, components) : r->read;
    if (!how->look) start_writing(r->out, r->in.output_width, r->in.output_height, components, &how->coding);
    while (r->in.output_scanline < r->in.output_height) {
        jpeg_read_scanlines(&r->in, &r->read, 1);
        if (image->adobe_inverted) invert(r->read, row_bytes);
        if (how->convert) how->convert(how->user, r->read, r->in.output_width, r->written);
        if (!how->look) jpeg_write_scanlines(&r->out->jpeg, &r->written, 1);
    }
    if (!how->look) jpeg_finish_compress(&r->out->jpeg);
    jpeg_finish_decompress(&r->in);
}

static void recode(struct recoder *r, struct arena *arena, const struct image *image, const struct image_recode *how) {
    if (setjmp(r->failure->back) == 0) {
        jpeg_create_decompress(&r->in);
        jpeg_create_compress(&r->out->jpeg);
        recode_rows(r, arena, image, how);
    }
    jpeg_destroy_compress(&r->out->jpeg);
    jpeg_destroy_decompress(&r->in);
}

bool image_recode_jpeg(struct arena *arena, const struct image *image, const struct image_recode *how,
                       struct image_recoded *out) {
    if (image->format != IMAGE_JPEG || image->orientation != 1) return false;
    struct recoder *r = ARENA_NEW(arena, struct recoder);
    r->failure = failure_new(arena);
    r->in.err = &r->failure->base;
    r->out = encoder_new(arena, r->failure);
    recode(r, arena, image, how);
    *out = (struct image_recoded){.width = r->in.output_width,
                                  .height = r->in.output_height,
                                  .components = (unsigned)r->out->jpeg.input_components,
                                  .jpeg = buf_view(&r->out->out)};
    return r->failure->wrong == NULL;
}

int jpeg_library(void) { return JPEG_LIB_VERSION; }
