/* What a page shows besides its glyphs, as a list of operators.
 *
 * Two pages are compared operator by operator, and an operator that is not known cannot be passed over: it is a mark
 * like any other. A name stands for what the page's resources say: a picture is told by a hash of its data, a state by
 * its entries, so files that number their resources differently are the same. Only where things are put is
 * interpreted: points of paths are those of the page, and a picture has the matrix that puts it there, so what moves
 * text alone (many makers do it by `cm`) is no other mark.
 *
 * Rejected: a graphics state with paths in it, which would have to know every operator to be right about one.
 */
#include <string.h>

#include "base/hash.h"
#include "reader/own.h"

#define OPERANDS READER_NUMBERS_MAX

struct marking {
    struct ctx *ctx;
    struct reader *reader;
    qpdf_oh resources;
    struct reader_marks *out;
    struct token operands[OPERANDS]; /* the last ones */
    size_t count;
    struct matrix page;
    struct matrices stack;
};

static bool is_one_of(struct str word, const char *const *list) {
    for (; *list; list++)
        if (str_is(word, *list)) return true;
    return false;
}

/* What reader_text tells of, and what says nothing about the look. */
static bool is_of_text(struct str word) {
    static const char *const list[] = {"BT", "ET", "Td", "TD", "Tm", "T*", "Tf", "Tz",  "Ts",  "Tc",
                                       "Tw", "TL", "TJ", "Tj", "'",  "\"", "BI", "BMC", "BDC", "EMC",
                                       "MP", "DP", "BX", "EX", "n",  "W",  "W*", NULL};
    return is_one_of(word, list);
}

static enum reader_mark_kind kind_of(struct str word) {
    static const char *const shapes[] = {"m", "l", "c",  "v", "y",  "h", "re", "S", "s",
                                         "f", "F", "f*", "B", "B*", "b", "b*", NULL};
    static const char *const pictures[] = {"Do", "sh", "ID", "EI", NULL};
    return is_one_of(word, shapes) ? READER_SHAPE : is_one_of(word, pictures) ? READER_PICTURE : READER_COLOUR;
}

/* What a name of the resources stands for, in words that do not depend on numbers of objects. */
static struct str meaning_of(struct marking *m, const char *category, struct str name) {
    qpdf_data pdf = m->reader->pdf;
    struct arena *arena = m->ctx->arena;
    qpdf_oh entry =
        qpdf_oh_get_key_if_dict(pdf, qpdf_oh_get_key_if_dict(pdf, m->resources, category), str_dup(arena, name));
    if (qpdf_oh_is_stream(pdf, entry)) {
        unsigned char *bytes = NULL;
        size_t len = 0;
        QPDF_BOOL filtered = QPDF_FALSE;
        qpdf_oh_get_stream_data(pdf, entry, qpdf_dl_generalized, &filtered, &bytes, &len);
        return str_from(sha256_hex(arena, sha256_of(reader_take(arena, bytes, len))));
    }
    return str_copy(arena, str_from(qpdf_oh_unparse_resolved(pdf, entry)));
}

static void put_name(struct marking *m, struct buf *text, struct str word, struct str name) {
    static const char *const categories[][2] = {{"Do", "/XObject"}, {"gs", "/ExtGState"}, {"sh", "/Shading"}};
    buf_putc(text, ' ');
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (str_is(word, categories[i][0])) {
            buf_str(text, meaning_of(m, categories[i][1], name));
            return;
        }
    buf_str(text, name);
}

/* q, Q and cm; false: it is none of them. */
static bool move_page(struct marking *m, struct str word) {
    if (str_is(word, "q")) {
        *vec_push(m->ctx->arena, &m->stack) = m->page;
    } else if (str_is(word, "Q")) {
        if (m->stack.len) m->page = m->stack.at[--m->stack.len];
    } else if (str_is(word, "cm")) {
        if (m->count < 6) return true;
        struct matrix inner = matrix_of(m->operands + m->count - 6);
        m->page = matrix_multiply(&inner, &m->page);
    } else {
        return false;
    }
    return true;
}

static bool is_upright(const struct matrix *m) { return m->a == 1 && m->b == 0 && m->c == 0 && m->d == 1; }

/* The operands of a path, as points of the page; a rectangle that is turned or scaled as its corner and both sides. */
static void put_points(const struct marking *m, struct reader_mark *mark, struct str word) {
    const struct matrix *page = &m->page;
    bool rectangle = str_is(word, "re") && m->count == 4;
    size_t points = rectangle ? 1 : m->count / 2;
    for (size_t i = 0; i < points; i++)
        matrix_put(page, m->operands[2 * i].value, m->operands[2 * i + 1].value, mark->numbers + 2 * i);
    mark->count = 2 * points;
    if (!rectangle) return;
    const struct matrix sides = {page->a, page->b, page->c, page->d, 0, 0};
    double w = m->operands[2].value, h = m->operands[3].value;
    if (is_upright(page)) {
        matrix_put(&sides, w, h, mark->numbers + 2);
        mark->count = 4;
        return;
    }
    matrix_put(&sides, w, 0, mark->numbers + 2);
    matrix_put(&sides, 0, h, mark->numbers + 4);
    mark->count = 6;
}

/* A picture fills the unit square of its matrix (ISO 32000-1, 8.9.5). */
static void put_matrix(const struct matrix *page, struct reader_mark *mark) {
    const double entries[] = {page->a, page->b, page->c, page->d, page->e, page->f};
    for (size_t i = 0; i < 6; i++) mark->numbers[mark->count++] = matrix_round(entries[i] * 1000);
}

static void put_operands(struct marking *m, struct reader_mark *mark, struct buf *text, struct str word) {
    for (size_t i = 0; i < m->count; i++) {
        const struct token *operand = &m->operands[i];
        if (operand->kind == TOKEN_STRING)
            buf_printf(text, " %s", sha256_hex(m->ctx->arena, sha256_of(operand->text)));
        else if (operand->kind == TOKEN_NAME)
            put_name(m, text, word, operand->text);
        else
            mark->numbers[mark->count++] = operand->number;
    }
}

static void operate(struct marking *m, struct str word) {
    struct reader_mark mark = {.kind = kind_of(word)};
    struct buf text;
    if (!move_page(m, word) && !is_of_text(word)) {
        buf_init(&text, m->ctx->arena);
        buf_str(&text, word);
        if (mark.kind == READER_SHAPE) {
            put_points(m, &mark, word);
        } else if (str_is(word, "Do") || str_is(word, "sh") || str_is(word, "EI")) {
            m->count = m->count > 1 ? 1 : m->count; /* the name, or a hash of the data */
            put_matrix(&m->page, &mark);
            put_operands(m, &mark, &text, word);
        } else {
            put_operands(m, &mark, &text, word);
        }
        mark.text = buf_view(&text);
        *(struct reader_mark *)vec_push(m->ctx->arena, m->out) = mark;
    }
    m->count = 0;
}

bool reader_marks(struct ctx *ctx, struct reader *reader, size_t page, struct reader_marks *out) {
    struct marking m = {.ctx = ctx, .reader = reader, .out = out, .page = {1, 0, 0, 1, 0, 0}};
    struct str content;
    *out = (struct reader_marks){NULL, 0, 0};
    if (!reader_page_content(ctx, reader, page, &content)) return false;
    m.resources = qpdf_oh_get_key_if_dict(reader->pdf, qpdf_get_page_n(reader->pdf, page), "/Resources");
    struct scan scan = {.arena = ctx->arena, .bytes = content};
    for (struct token token; (token = reader_token(&scan)).kind != TOKEN_END;) {
        if (token.kind == TOKEN_OPEN || token.kind == TOKEN_CLOSE) continue; /* dashes; of TJ nothing is kept */
        if (token.kind == TOKEN_WORD && !str_is(token.text, "<<") && !str_is(token.text, ">")) {
            operate(&m, token.text);
            continue;
        }
        if (m.count == OPERANDS) memmove(m.operands, m.operands + 1, --m.count * sizeof *m.operands);
        m.operands[m.count++] = token;
    }
    return reader_sound(ctx, reader);
}

struct str reader_boxes(struct ctx *ctx, struct reader *reader, size_t page) {
    static const char *const keys[] = {"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/Rotate", "/UserUnit"};
    qpdf_data pdf = reader->pdf;
    struct buf out;
    buf_init(&out, ctx->arena);
    qpdf_push_inherited_attributes_to_page(pdf);
    qpdf_oh handle = qpdf_get_page_n(pdf, page);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        qpdf_oh value = qpdf_oh_get_key_if_dict(pdf, handle, keys[i]);
        if (qpdf_oh_is_null(pdf, value)) continue;
        buf_printf(&out, "%s%s %s", out.len ? " " : "", keys[i] + 1, qpdf_oh_unparse_resolved(pdf, value));
    }
    return buf_view(&out);
}
