/* The glyphs of a page with their places, from its operators.
 *
 * All operators that move or show text are followed (ISO 32000-1, 9.4), whoever made the file; a form within the page
 * is a picture to this program. What comes out is rounded to 1/1000 pt once, so two files that say the same give the
 * same places. What a code stands for says fonts.c.
 *
 * Rejected: a renderer (compares ink, which a newer font changes, and says nothing of text).
 */
#include "reader/reader.h"

#include <math.h>
#include <string.h>

#include "reader/own.h"

#define OPERANDS 8

struct page_font {
    struct str resource; /* "/F0" */
    const struct reader_font *font;
};
VEC(page_fonts, struct page_font);

/* What q keeps and Q brings back. */
struct text_state {
    struct matrix page;
    const struct reader_font *font;
    double size, rise, scale;        /* scale: 1 as the font has it */
    double letters, spaces, leading; /* [pt] */
};
VEC(text_states, struct text_state);

struct page_text {
    struct ctx *ctx;
    const struct page_fonts *fonts;
    struct reader_glyphs *out;
    struct scan scan;
    struct token operands[OPERANDS]; /* the last ones; a TJ array is shown as it is read */
    size_t operand_count;
    bool in_array;
    struct text_state state;
    struct text_states stack;
    struct matrix line, pen; /* the line's start, and where the next glyph goes */
};

static const struct matrix as_it_is = {1, 0, 0, 1, 0, 0};

/* ---- fonts of the page --------------------------------------------------------------------------------------------
 */

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
        font->font = reader_font_of(ctx, reader, qpdf_oh_get_key(pdf, fonts, keys.at[i].s));
        if (!font->font) return false;
    }
    return true;
}

/* ---- operators -----------------------------------------------------------------------------------------------------
 */

static void move_pen(struct page_text *t, double x) {
    struct matrix shift = {1, 0, 0, 1, x, 0};
    t->pen = matrix_multiply(&shift, &t->pen);
}

static void show(struct page_text *t, struct str codes) {
    const struct text_state *s = &t->state;
    if (!s->font) return; /* none was chosen: nothing is seen */
    size_t step = s->font->code_bytes;
    for (size_t i = 0; i + step <= codes.len; i += step) {
        unsigned code = (unsigned char)codes.s[i];
        if (step == 2) code = code << 8 | (unsigned char)codes.s[i + 1];
        struct matrix all = matrix_multiply(&t->pen, &s->page);
        int64_t at[2];
        matrix_put(&all, 0, s->rise, at);
        *vec_push(t->ctx->arena, t->out) = (struct reader_glyph){
            .x = at[0],
            .y = at[1],
            .size = matrix_round(s->size * 1000 * sqrt(all.c * all.c + all.d * all.d)),
            .font = s->font->name,
            .text = reader_text_of(t->ctx->arena, s->font, code),
        };
        double spaces = step == 1 && code == ' ' ? s->spaces : 0;
        move_pen(t, (s->font->widths[code] / 1000 * s->size + s->letters + spaces) * s->scale);
    }
}

/* The n-th operand from the end; 0 when there is none. */
static double operand(const struct page_text *t, size_t from_end) {
    return t->operand_count >= from_end ? t->operands[t->operand_count - from_end].value : 0;
}

static const struct reader_font *font_named(const struct page_text *t) {
    struct str name = t->operand_count >= 2 ? t->operands[t->operand_count - 2].text : STR("");
    for (size_t i = 0; i < t->fonts->len; i++)
        if (str_eq(t->fonts->at[i].resource, name)) return t->fonts->at[i].font;
    return NULL;
}

static void next_line(struct page_text *t, double x, double y) {
    struct matrix shift = {1, 0, 0, 1, x, y};
    t->line = t->pen = matrix_multiply(&shift, &t->line);
}

static void show_last(struct page_text *t) {
    if (t->operand_count && t->operands[t->operand_count - 1].kind == TOKEN_STRING)
        show(t, t->operands[t->operand_count - 1].text);
}

/* The operators that set a number of the state; false: it is none of them. */
static bool set_number(struct page_text *t, struct str word) {
    struct text_state *s = &t->state;
    double value = operand(t, 1);
    if (str_is(word, "Tz"))
        s->scale = value / 100;
    else if (str_is(word, "Ts"))
        s->rise = value;
    else if (str_is(word, "Tc"))
        s->letters = value;
    else if (str_is(word, "Tw"))
        s->spaces = value;
    else if (str_is(word, "TL"))
        s->leading = value;
    else
        return false;
    return true;
}

/* Operators of the graphics state; false: it is none of them. */
static bool set_state(struct page_text *t, struct str word) {
    if (str_is(word, "q")) {
        *vec_push(t->ctx->arena, &t->stack) = t->state;
    } else if (str_is(word, "Q")) {
        if (t->stack.len) t->state = t->stack.at[--t->stack.len];
    } else if (str_is(word, "cm")) {
        if (t->operand_count < 6) return true;
        struct matrix inner = matrix_of(t->operands + t->operand_count - 6);
        t->state.page = matrix_multiply(&inner, &t->state.page);
    } else if (str_is(word, "Tf")) {
        t->state.font = font_named(t);
        t->state.size = operand(t, 1);
    } else {
        return false;
    }
    return true;
}

static void place_line(struct page_text *t, struct str word) {
    if (str_is(word, "BT")) {
        t->line = t->pen = as_it_is;
    } else if (str_is(word, "Td")) {
        next_line(t, operand(t, 2), operand(t, 1));
    } else if (str_is(word, "TD")) {
        t->state.leading = -operand(t, 1);
        next_line(t, operand(t, 2), operand(t, 1));
    } else if (str_is(word, "Tm")) {
        if (t->operand_count >= 6) t->line = t->pen = matrix_of(t->operands + t->operand_count - 6);
    } else if (str_is(word, "T*")) {
        next_line(t, 0, -t->state.leading);
    }
}

static void operate(struct page_text *t, struct str word) {
    bool double_quote = str_is(word, "\"");
    if (double_quote) {
        t->state.spaces = operand(t, 3);
        t->state.letters = operand(t, 2);
    }
    if (double_quote || str_is(word, "'")) next_line(t, 0, -t->state.leading);
    if (double_quote || str_is(word, "'") || str_is(word, "Tj"))
        show_last(t);
    else if (!set_number(t, word) && !set_state(t, word))
        place_line(t, word);
    t->operand_count = 0;
}

static void keep_operand(struct page_text *t, const struct token *token) {
    if (t->operand_count == OPERANDS) memmove(t->operands, t->operands + 1, --t->operand_count * sizeof *t->operands);
    t->operands[t->operand_count++] = *token;
}

static void take(struct page_text *t, const struct token *token) {
    switch (token->kind) {
    case TOKEN_OPEN: t->in_array = true; break;
    case TOKEN_CLOSE: t->in_array = false; break;
    case TOKEN_STRING:
        if (t->in_array)
            show(t, token->text);
        else
            keep_operand(t, token);
        break;
    case TOKEN_NUMBER:
        if (t->in_array)
            move_pen(t, -token->value / 1000 * t->state.size * t->state.scale);
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
    struct page_text t = {.ctx = ctx, .fonts = &fonts, .out = out, .scan = {.arena = ctx->arena, .bytes = content}};
    t.state = (struct text_state){.page = as_it_is, .scale = 1};
    t.line = t.pen = as_it_is;
    for (struct token token; (token = reader_token(&t.scan)).kind != TOKEN_END;) take(&t, &token);
    return reader_sound(ctx, reader);
}
