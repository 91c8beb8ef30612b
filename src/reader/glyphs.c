/* The glyphs of a page with their places, from its operators.
 *
 * Only what moves text is looked at: BT, Td, Tf, Tz, Ts, TJ, which pdf/content.c writes. Numbers
 * stay integers of 1/1000, so two files that say the same give the same places. A code is two bytes, its width comes
 * from the font's W, its text from ToUnicode. Operators that are not known are passed over: whoever compares pages
 * then finds them different, which is the truth as far as this program can tell.
 *
 * Rejected: a renderer (compares ink, which a newer font changes, and says nothing of text).
 */
#include "reader/reader.h"

#include <stdlib.h>
#include <string.h>

#include "reader/own.h"

#define CODES 65536
#define OPERANDS 8

struct page_font {
    struct str resource; /* "/F0" */
    const struct reader_font *font;
};
VEC(page_fonts, struct page_font);

struct page_text {
    struct ctx *ctx;
    const struct page_fonts *fonts;
    struct reader_glyphs *out;
    struct scan scan;
    struct token operands[OPERANDS]; /* the last ones; a TJ array is shown as it is read */
    size_t operand_count;
    bool in_array;
    const struct reader_font *font;
    mpt size, rise, line_x, line_y;
    int64_t scale; /* [1/1000 %] */
    int64_t pen;   /* behind the start of the array [1/1000 em] */
};

/* ---- fonts ---------------------------------------------------------------------------------------------------------
 */

static unsigned code_at(struct str codes, size_t at) {
    return (unsigned)(unsigned char)codes.s[at] << 8 | (unsigned char)codes.s[at + 1];
}

/* "<0001><0041>" between beginbfchar and endbfchar. */
static void read_texts(struct arena *arena, struct str map, struct str *texts) {
    struct scan scan = {arena, map, 0};
    bool inside = false;
    for (struct token token; (token = reader_token(&scan)).kind != TOKEN_END;) {
        if (token.kind == TOKEN_WORD) inside = str_is(token.text, "beginbfchar");
        if (!inside || token.kind != TOKEN_STRING) continue;
        struct token text = reader_token(&scan);
        if (token.text.len == 2 && text.kind == TOKEN_STRING) texts[code_at(token.text, 0)] = text.text;
    }
}

/* [first [w w w] first [w] ...] */
static void read_widths(qpdf_data pdf, qpdf_oh list, int *widths) {
    int count = qpdf_oh_is_array(pdf, list) ? qpdf_oh_get_array_n_items(pdf, list) : 0;
    for (int i = 0; i + 1 < count; i += 2) {
        long long first = qpdf_oh_get_int_value(pdf, qpdf_oh_get_array_item(pdf, list, i));
        qpdf_oh row = qpdf_oh_get_array_item(pdf, list, i + 1);
        int len = qpdf_oh_is_array(pdf, row) ? qpdf_oh_get_array_n_items(pdf, row) : 0;
        for (int j = 0; j < len && first >= 0 && first + j < CODES; j++)
            widths[first + j] = qpdf_oh_get_int_value_as_int(pdf, qpdf_oh_get_array_item(pdf, row, j));
    }
}

static struct str base_name(struct arena *arena, qpdf_data pdf, qpdf_oh font) {
    qpdf_oh name = qpdf_oh_get_key_if_dict(pdf, font, "/BaseFont");
    struct str whole = qpdf_oh_is_name(pdf, name) ? str_copy(arena, str_from(qpdf_oh_get_name(pdf, name))) : STR("/");
    const char *plus = memchr(whole.s, '+', whole.len);
    return str_slice(whole, plus ? (size_t)(plus - whole.s) + 1 : 1, whole.len);
}

/* The font, from those read before if it is an object of its own; NULL: something in it is broken. */
static const struct reader_font *read_font(struct ctx *ctx, struct reader *reader, qpdf_oh font) {
    qpdf_data pdf = reader->pdf;
    struct str map;
    int object = qpdf_oh_get_object_id(pdf, font);
    for (size_t i = 0; object && i < reader->fonts.len; i++)
        if (reader->fonts.at[i]->object == object) return reader->fonts.at[i];
    struct reader_font *out = ARENA_NEW(ctx->arena, struct reader_font);
    *(struct reader_font **)vec_push(ctx->arena, &reader->fonts) = out;
    out->object = object;
    qpdf_oh below = qpdf_oh_get_key_if_dict(pdf, font, "/DescendantFonts");
    out->name = base_name(ctx->arena, pdf, font);
    out->texts = ARENA_ARRAY(ctx->arena, CODES, struct str);
    out->widths = ARENA_ARRAY(ctx->arena, CODES, int);
    if (qpdf_oh_is_array(pdf, below) && qpdf_oh_get_array_n_items(pdf, below) > 0)
        read_widths(pdf, qpdf_oh_get_key_if_dict(pdf, qpdf_oh_get_array_item(pdf, below, 0), "/W"), out->widths);
    qpdf_oh stream = qpdf_oh_get_key_if_dict(pdf, font, "/ToUnicode");
    if (!qpdf_oh_is_stream(pdf, stream)) return out;
    if (!reader_stream(ctx, reader, stream, &map)) return NULL;
    read_texts(ctx->arena, map, out->texts);
    return out;
}

static bool read_fonts(struct ctx *ctx, struct reader *reader, qpdf_oh page, struct page_fonts *out) {
    qpdf_data pdf = reader->pdf;
    qpdf_oh fonts = qpdf_oh_get_key_if_dict(pdf, qpdf_oh_get_key_if_dict(pdf, page, "/Resources"), "/Font");
    VEC(, struct str)
    keys = {NULL, 0, 0};
    if (!qpdf_oh_is_dictionary(pdf, fonts)) return true;
    qpdf_oh_begin_dict_key_iter(pdf, fonts);
    while (qpdf_oh_dict_more_keys(pdf))
        *(struct str *)vec_push(ctx->arena, &keys) = str_copy(ctx->arena, str_from(qpdf_oh_dict_next_key(pdf)));
    for (size_t i = 0; i < keys.len; i++) {
        struct page_font *font = vec_push(ctx->arena, out);
        font->resource = keys.at[i];
        font->font = read_font(ctx, reader, qpdf_oh_get_key(pdf, fonts, keys.at[i].s));
        if (!font->font) return false;
    }
    return true;
}

/* ---- operators -----------------------------------------------------------------------------------------------------
 */

static void show(struct page_text *t, struct str codes) {
    for (size_t i = 0; t->font && i + 1 < codes.len; i += 2) {
        unsigned code = code_at(codes, i);
        struct reader_glyph *glyph = vec_push(t->ctx->arena, t->out);
        glyph->x = t->line_x + div_round(t->pen * t->size / 1000 * t->scale, 100000);
        glyph->y = t->line_y + t->rise;
        glyph->size = t->size;
        glyph->font = t->font->name;
        glyph->text = t->font->texts[code];
        t->pen += t->font->widths[code];
    }
}

static int64_t operand(const struct page_text *t, size_t from_end) {
    return t->operand_count >= from_end ? t->operands[t->operand_count - from_end].number : 0;
}

static const struct reader_font *font_named(const struct page_text *t) {
    struct str name = t->operand_count >= 2 ? t->operands[t->operand_count - 2].text : STR("");
    for (size_t i = 0; i < t->fonts->len; i++)
        if (str_eq(t->fonts->at[i].resource, name)) return t->fonts->at[i].font;
    return NULL;
}

static void operate(struct page_text *t, struct str word) {
    if (str_is(word, "BT")) {
        t->line_x = t->line_y = 0;
    } else if (str_is(word, "Td")) {
        t->line_x += operand(t, 2);
        t->line_y += operand(t, 1);
    } else if (str_is(word, "Tf")) {
        t->font = font_named(t);
        t->size = operand(t, 1);
    } else if (str_is(word, "Tz")) {
        t->scale = operand(t, 1);
    } else if (str_is(word, "Ts")) {
        t->rise = operand(t, 1);
    }
    t->operand_count = 0;
}

static void keep_operand(struct page_text *t, const struct token *token) {
    if (t->operand_count == OPERANDS) memmove(t->operands, t->operands + 1, --t->operand_count * sizeof *t->operands);
    t->operands[t->operand_count++] = *token;
}

static void take(struct page_text *t, const struct token *token) {
    switch (token->kind) {
    case TOKEN_OPEN:
        t->in_array = true;
        t->pen = 0;
        break;
    case TOKEN_CLOSE: t->in_array = false; break;
    case TOKEN_STRING:
        if (t->in_array) show(t, token->text);
        break;
    case TOKEN_NUMBER:
        if (t->in_array)
            t->pen -= token->number / 1000;
        else
            keep_operand(t, token);
        break;
    case TOKEN_NAME: keep_operand(t, token); break;
    case TOKEN_WORD:
    case TOKEN_END: operate(t, token->text); break;
    }
}

bool reader_page_content(struct ctx *ctx, struct reader *reader, size_t page, struct str *out) {
    unsigned char *bytes = NULL;
    size_t len = 0;
    qpdf_push_inherited_attributes_to_page(reader->pdf);
    qpdf_oh_get_page_content_data(reader->pdf, qpdf_get_page_n(reader->pdf, page), &bytes, &len);
    *out = reader_take(ctx->arena, bytes, len);
    return reader_sound(ctx, reader);
}

bool reader_text(struct ctx *ctx, struct reader *reader, size_t page, struct reader_glyphs *out) {
    struct page_fonts fonts = {NULL, 0, 0};
    struct str content;
    *out = (struct reader_glyphs){NULL, 0, 0};
    if (!reader_page_content(ctx, reader, page, &content)) return false;
    if (!read_fonts(ctx, reader, qpdf_get_page_n(reader->pdf, page), &fonts)) return false;
    struct page_text t = {.ctx = ctx, .fonts = &fonts, .out = out, .scan = {ctx->arena, content, 0}, .scale = 100000};
    for (struct token token; (token = reader_token(&t.scan)).kind != TOKEN_END;) take(&t, &token);
    return reader_sound(ctx, reader);
}
