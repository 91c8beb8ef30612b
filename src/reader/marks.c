/* What a page shows besides its glyphs, as a list of operators.
 *
 * Two pages are compared operator by operator, so nothing is interpreted here and an operator that is not known cannot
 * be passed over: it is a mark like any other. A name stands for what the page's resources say: a picture is told by a
 * hash of its data, a state by its entries, so files that number their resources differently are the same.
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
};

static bool is_one_of(struct str word, const char *const *list) {
    for (; *list; list++)
        if (str_is(word, *list)) return true;
    return false;
}

/* What reader_text tells of, and what says nothing about the look. */
static bool is_of_text(struct str word) {
    static const char *const list[] = {"BT", "ET", "Td", "Tf", "Tz", "Ts", "TJ", "BMC", "BDC", "EMC",
                                       "MP", "DP", "q",  "Q",  "BX", "EX", "n",  "W",   "W*",  NULL};
    return is_one_of(word, list);
}

static enum reader_mark_kind kind_of(struct str word) {
    static const char *const shapes[] = {"m", "l", "c",  "v", "y",  "h", "re", "S", "s",
                                         "f", "F", "f*", "B", "B*", "b", "b*", NULL};
    static const char *const pictures[] = {"Do", "cm", "sh", "BI", "ID", "EI", NULL};
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

static void operate(struct marking *m, struct str word) {
    struct reader_mark mark = {.kind = kind_of(word)};
    struct buf text;
    if (!is_of_text(word)) {
        buf_init(&text, m->ctx->arena);
        buf_str(&text, word);
        for (size_t i = 0; i < m->count; i++) {
            if (m->operands[i].kind == TOKEN_NUMBER)
                mark.numbers[mark.count++] = m->operands[i].number;
            else
                put_name(m, &text, word, m->operands[i].text);
        }
        mark.text = buf_view(&text);
        *(struct reader_mark *)vec_push(m->ctx->arena, m->out) = mark;
    }
    m->count = 0;
}

bool reader_marks(struct ctx *ctx, struct reader *reader, size_t page, struct reader_marks *out) {
    struct marking m = {.ctx = ctx, .reader = reader, .out = out};
    struct str content;
    *out = (struct reader_marks){NULL, 0, 0};
    if (!reader_page_content(ctx, reader, page, &content)) return false;
    m.resources = qpdf_oh_get_key_if_dict(reader->pdf, qpdf_get_page_n(reader->pdf, page), "/Resources");
    struct scan scan = {ctx->arena, content, 0};
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
