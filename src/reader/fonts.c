/* What a font says of its codes: how wide they are and what text they stand for.
 *
 * Composite fonts have codes of two bytes (other CMaps are not worth their size: no maker of bulletins uses them),
 * simple ones of one. The text of a code is what ToUnicode says; without it the name of the glyph, else the code
 * itself, so that two files that show different glyphs never say the same.
 */
#include <stdio.h>
#include <string.h>

#include "reader/own.h"

#define CODES 65536
#define RANGE_MAX 256    /* a range of a CMap ends with its first byte's page (Adobe technical note 5014) */
#define WIDTH_USUAL 1000 /* of a composite font that does not say (ISO 32000-1, table 117) */

static unsigned code_of(struct str code) {
    unsigned value = 0;
    for (size_t i = 0; i < code.len && i < 2; i++) value = value << 8 | (unsigned char)code.s[i];
    return value;
}

static size_t code_count(const struct reader_font *font) { return font->code_bytes == 1 ? 256 : CODES; }

/* ---- texts --------------------------------------------------------------------------------------------------------
 */

static void set_text(struct reader_font *font, size_t code, struct str text) {
    if (code < code_count(font)) font->texts[code] = text;
}

/* The text with its last unit raised by `by`. */
static struct str raised(struct arena *arena, struct str text, unsigned by) {
    if (!by || text.len < 2) return text;
    char *copy = str_dup(arena, text);
    unsigned unit = code_of(str_slice(text, text.len - 2, text.len)) + by;
    copy[text.len - 2] = (char)(unit >> 8);
    copy[text.len - 1] = (char)unit;
    return (struct str){copy, text.len};
}

/* <first> <last> <text>, or <first> <last> [<text> <text> ...] */
static void read_range(struct scan *scan, struct reader_font *font, struct str first) {
    struct token last = reader_token(scan), text = reader_token(scan);
    unsigned from = code_of(first), to = last.kind == TOKEN_STRING ? code_of(last.text) : 0;
    if (text.kind == TOKEN_STRING) {
        for (unsigned i = 0; from + i <= to && i < RANGE_MAX; i++)
            set_text(font, from + i, raised(scan->arena, text.text, i));
    } else if (text.kind == TOKEN_OPEN) {
        for (unsigned i = 0; (text = reader_token(scan)).kind == TOKEN_STRING; i++) set_text(font, from + i, text.text);
    }
}

static void read_texts(struct arena *arena, struct str map, struct reader_font *font) {
    struct scan scan = {.arena = arena, .bytes = map};
    bool chars = false, ranges = false;
    for (struct token token; (token = reader_token(&scan)).kind != TOKEN_END;) {
        if (token.kind == TOKEN_WORD) {
            chars = str_is(token.text, "beginbfchar");
            ranges = str_is(token.text, "beginbfrange");
        }
        if (token.kind != TOKEN_STRING || !(chars || ranges)) continue;
        if (ranges) {
            read_range(&scan, font, token.text);
            continue;
        }
        struct token text = reader_token(&scan);
        if (text.kind == TOKEN_STRING) set_text(font, code_of(token.text), text.text);
    }
}

static struct str utf16_of(struct arena *arena, struct str ascii) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < ascii.len; i++) {
        buf_putc(&out, '\0');
        buf_putc(&out, ascii.s[i]);
    }
    return buf_view(&out);
}

/* [24 /breve /caron 128 /bullet]: the names of glyphs, with their slash, so that they are not taken for text. */
static void read_names(struct arena *arena, qpdf_data pdf, qpdf_oh font, struct reader_font *out) {
    qpdf_oh encoding = qpdf_oh_get_key_if_dict(pdf, font, "/Encoding"); /* a name: there are no differences */
    if (!qpdf_oh_is_dictionary(pdf, encoding)) return;
    qpdf_oh list = qpdf_oh_get_key(pdf, encoding, "/Differences");
    int count = qpdf_oh_is_array(pdf, list) ? qpdf_oh_get_array_n_items(pdf, list) : 0;
    long long code = 0;
    for (int i = 0; i < count; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(pdf, list, i);
        if (qpdf_oh_is_integer(pdf, item)) code = qpdf_oh_get_int_value(pdf, item);
        if (!qpdf_oh_is_name(pdf, item)) continue;
        struct str name = str_copy(arena, str_from(qpdf_oh_get_name(pdf, item)));
        if (name.len == 2) name = str_slice(name, 1, 2); /* a letter */
        if (code >= 0 && code < 256) set_text(out, (size_t)code, utf16_of(arena, name));
        if (code < 256) code++;
    }
}

/* ---- widths -------------------------------------------------------------------------------------------------------
 */

static double number_at(qpdf_data pdf, qpdf_oh array, int i) {
    qpdf_oh item = qpdf_oh_get_array_item(pdf, array, i);
    return qpdf_oh_is_number(pdf, item) ? qpdf_oh_get_numeric_value(pdf, item) : 0;
}

/* [first [w w w] first last w ...] */
static void read_cid_widths(qpdf_data pdf, qpdf_oh below, double *widths) {
    qpdf_oh list = qpdf_oh_get_key_if_dict(pdf, below, "/W"), usual = qpdf_oh_get_key_if_dict(pdf, below, "/DW");
    int count = qpdf_oh_is_array(pdf, list) ? qpdf_oh_get_array_n_items(pdf, list) : 0;
    double width = qpdf_oh_is_number(pdf, usual) ? qpdf_oh_get_numeric_value(pdf, usual) : WIDTH_USUAL;
    for (int i = 0; i < CODES; i++) widths[i] = width;
    for (int i = 0; i + 1 < count;) {
        qpdf_oh row = qpdf_oh_get_array_item(pdf, list, i + 1);
        double first = number_at(pdf, list, i), last = number_at(pdf, list, i + 1);
        if (!(first >= 0 && first < CODES)) return;
        if (qpdf_oh_is_array(pdf, row)) {
            int len = qpdf_oh_get_array_n_items(pdf, row);
            for (int j = 0; j < len && (int)first + j < CODES; j++) widths[(int)first + j] = number_at(pdf, row, j);
            i += 2;
        } else {
            width = number_at(pdf, list, i + 2);
            for (int code = (int)first; code < CODES && code <= last; code++) widths[code] = width;
            i += 3;
        }
    }
}

static void read_simple_widths(qpdf_data pdf, qpdf_oh font, double *widths) {
    qpdf_oh list = qpdf_oh_get_key_if_dict(pdf, font, "/Widths"), at = qpdf_oh_get_key_if_dict(pdf, font, "/FirstChar");
    int count = qpdf_oh_is_array(pdf, list) ? qpdf_oh_get_array_n_items(pdf, list) : 0;
    long long first = qpdf_oh_is_integer(pdf, at) ? qpdf_oh_get_int_value(pdf, at) : 0;
    for (int i = 0; i < count && first >= 0 && first < 256 && first + i < 256; i++)
        widths[first + i] = number_at(pdf, list, i);
    /* Type 3: in units of its own (ISO 32000-1, 9.6.5). */
    qpdf_oh matrix = qpdf_oh_get_key_if_dict(pdf, font, "/FontMatrix");
    if (!qpdf_oh_is_array(pdf, matrix) || !qpdf_oh_get_array_n_items(pdf, matrix)) return;
    for (int i = 0; i < 256; i++) widths[i] *= number_at(pdf, matrix, 0) * 1000;
}

/* ---- fonts --------------------------------------------------------------------------------------------------------
 */

static struct str base_name(struct arena *arena, qpdf_data pdf, qpdf_oh font) {
    qpdf_oh name = qpdf_oh_get_key_if_dict(pdf, font, "/BaseFont");
    struct str whole = qpdf_oh_is_name(pdf, name) ? str_copy(arena, str_from(qpdf_oh_get_name(pdf, name))) : STR("/");
    const char *plus = memchr(whole.s, '+', whole.len);
    return str_slice(whole, plus ? (size_t)(plus - whole.s) + 1 : 1, whole.len);
}

struct str reader_text_of(struct arena *arena, const struct reader_font *font, unsigned code) {
    if (code >= code_count(font)) code = 0;
    if (font->texts[code].len) return font->texts[code];
    char shown[8];
    bool ascii = font->code_bytes == 1 && code >= 0x20 && code < 0x7F;
    int len = ascii ? snprintf(shown, sizeof shown, "%c", (int)code) : snprintf(shown, sizeof shown, "#%04X", code);
    return font->texts[code] = utf16_of(arena, (struct str){shown, (size_t)len});
}

const struct reader_font *reader_font_of(struct ctx *ctx, struct reader *reader, qpdf_oh font) {
    qpdf_data pdf = reader->pdf;
    struct str map;
    int object = qpdf_oh_get_object_id(pdf, font);
    for (size_t i = 0; object && i < reader->fonts.len; i++)
        if (reader->fonts.at[i]->object == object) return reader->fonts.at[i];
    struct reader_font *out = ARENA_NEW(ctx->arena, struct reader_font);
    *(struct reader_font **)vec_push(ctx->arena, &reader->fonts) = out;
    qpdf_oh below = qpdf_oh_get_key_if_dict(pdf, font, "/DescendantFonts"), first = 0;
    bool composite = qpdf_oh_is_array(pdf, below) && qpdf_oh_get_array_n_items(pdf, below) > 0;
    if (composite) first = qpdf_oh_get_array_item(pdf, below, 0);
    *out = (struct reader_font){.object = object, .name = base_name(ctx->arena, pdf, font)};
    out->code_bytes = composite ? 2 : 1;
    out->texts = ARENA_ARRAY(ctx->arena, code_count(out), struct str);
    out->widths = ARENA_ARRAY(ctx->arena, code_count(out), double);
    if (composite)
        read_cid_widths(pdf, first, out->widths);
    else
        read_simple_widths(pdf, font, out->widths);
    qpdf_oh stream = qpdf_oh_get_key_if_dict(pdf, font, "/ToUnicode");
    if (!composite) read_names(ctx->arena, pdf, font, out);
    if (!qpdf_oh_is_stream(pdf, stream)) return out;
    if (!reader_decoded(ctx, reader, stream, &map)) return NULL;
    read_texts(ctx->arena, map, out);
    return out;
}
