/* Bytes in a named encoding -> UTF-8 text and the map back.
 *
 * Four ways in: well-formed UTF-8 without anything to mend is used as it stands; UTF-8 and UTF-16 are decoded here,
 * the code pages of tables.c by table, everything else by iconv one character at a time, because the map needs to
 * know where each character came from. All four hand single characters to emit(), which mends line ends and control
 * characters. Invariant: the map's entries rise in text and bytes, and it ends with an entry for the end of both.
 * Rejected: //TRANSLIT, which makes question marks of letters; errno of iconv, because growing the input byte by byte
 * tells an incomplete character from a wrong one as well.
 */
#include "source/decode.h"

#include <iconv.h>
#include <string.h>

#include "base/utf8.h"
#include "source/mapped.h"
#include "source/tables.h"

struct decoder {
    struct ctx *ctx;
    uint32_t file;
    struct str bytes;
    const char *name;
    size_t end; /* of the text: behind it stand only ^Z and zeros, as DOS filled the last sector */
    struct mapped out;
    bool last_was_cr;
};

/* ---- one character at a time --------------------------------------------------------------------------------- */

/* A character that stands in the bytes as it stands in UTF-8. */
static void emit_same(struct decoder *d, size_t byte, size_t len) {
    mapped_add(&d->out, byte, len, true, str_slice(d->bytes, byte, byte + len));
}

static void emit_other(struct decoder *d, size_t byte, size_t len, uint32_t cp) {
    char utf8[4];
    mapped_add(&d->out, byte, len, false, (struct str){utf8, utf8_put(utf8, cp)});
}

static bool is_control(uint32_t cp) {
    return (cp < 0x20 && cp != '\t' && cp != '\n') || (cp >= 0x7F && cp < 0xA0 && cp != 0x85) || cp == 0xFFFE ||
           cp == 0xFFFF;
}

static void emit_bad(struct decoder *d, size_t byte, size_t len) {
    struct buf hex;
    d->last_was_cr = false;
    buf_init(&hex, d->ctx->scratch);
    for (size_t i = 0; i < len; i++) buf_printf(&hex, i ? " %02X" : "0x%02X", (unsigned char)d->bytes.s[byte + i]);
    struct place place = {d->file, (uint32_t)byte, (uint32_t)(byte + len)};
    diag(d->ctx, DIAG_SOURCE_BAD_BYTE, place, "%s in %s", hex.s, d->name);
    emit_other(d, byte, len, UTF8_REPLACEMENT);
}

/* The character cp read from bytes [byte, byte + len). */
static void emit(struct decoder *d, size_t byte, size_t len, uint32_t cp) {
    bool behind_cr = d->last_was_cr;
    d->last_was_cr = cp == '\r';
    if (cp == '\n' && behind_cr) return; /* the CR already gave the line end */
    if (byte >= d->end) return;
    char utf8[4];
    size_t n = utf8_put(utf8, cp);
    if (cp == '\r') {
        emit_other(d, byte, len, '\n');
    } else if (cp == '\f' || cp == '\v') { /* page and column ends of old text processors: white space */
        emit_other(d, byte, len, ' ');
    } else if (is_control(cp)) {
        struct place place = {d->file, (uint32_t)byte, (uint32_t)(byte + len)};
        diag(d->ctx, DIAG_SOURCE_CONTROL, place, "U+%04X", (unsigned)cp);
        emit_other(d, byte, len, UTF8_REPLACEMENT);
    } else if (n == len && memcmp(utf8, d->bytes.s + byte, n) == 0) {
        emit_same(d, byte, len);
    } else {
        emit_other(d, byte, len, cp);
    }
}

/* ---- the ways in --------------------------------------------------------------------------------------------- */

static void decode_utf8(struct decoder *d, size_t at) {
    while (at < d->bytes.len) {
        size_t start = at;
        uint32_t cp = utf8_next(d->bytes.s, d->bytes.len, &at);
        if (cp == UTF8_REPLACEMENT && at - start == 1)
            emit_bad(d, start, 1);
        else
            emit(d, start, at - start, cp);
    }
}

static uint32_t utf16_unit(struct str bytes, size_t at, bool little) {
    unsigned char a = (unsigned char)bytes.s[at], b = (unsigned char)bytes.s[at + 1];
    return little ? (uint32_t)(a | b << 8) : (uint32_t)(a << 8 | b);
}

static void decode_utf16(struct decoder *d, size_t at, bool little) {
    for (; at + 2 <= d->bytes.len; at += 2) {
        uint32_t unit = utf16_unit(d->bytes, at, little);
        if (unit < 0xD800 || unit > 0xDFFF) {
            emit(d, at, 2, unit);
            continue;
        }
        uint32_t low = at + 4 <= d->bytes.len ? utf16_unit(d->bytes, at + 2, little) : 0;
        if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF) {
            emit_bad(d, at, 2);
            continue;
        }
        emit(d, at, 4, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        at += 2;
    }
    if (at < d->bytes.len) emit_bad(d, at, 1);
}

static void decode_codepage(struct decoder *d, size_t at, const uint16_t *high) {
    for (; at < d->bytes.len; at++) {
        unsigned char byte = (unsigned char)d->bytes.s[at];
        uint32_t cp = byte < 0x80 ? byte : high[byte - 0x80];
        if (byte >= 0x80 && cp == 0)
            emit_bad(d, at, 1);
        else
            emit(d, at, 1, cp);
    }
}

#define CHARACTER_MAX 8 /* [bytes]; GB 18030 and shift sequences stay below */

/* Emits what one call of iconv has written, all of it belonging to bytes [at, at + len). */
static void emit_written(struct decoder *d, size_t at, size_t len, const char *utf8, size_t written) {
    for (size_t i = 0; i < written;) emit(d, at, len, utf8_next(utf8, written, &i));
}

static void decode_iconv(struct decoder *d, size_t at, iconv_t converter) {
    while (at < d->bytes.len) {
        char utf8[64], *out = utf8;
        size_t room = sizeof utf8, used = 0;
        for (size_t len = 1; len <= CHARACTER_MAX && at + len <= d->bytes.len && !used; len++) {
            char *in = (char *)d->bytes.s + at; /* iconv reads only, whatever its type says */
            size_t left = len;
            iconv(converter, &in, &left, &out, &room);
            used = len - left;
        }
        if (used)
            emit_written(d, at, used, utf8, sizeof utf8 - room);
        else
            emit_bad(d, at, used = 1);
        at += used;
    }
    char utf8[64], *out = utf8;
    size_t room = sizeof utf8;
    iconv(converter, NULL, NULL, &out, &room);
    if (at > 0) emit_written(d, at - 1, 1, utf8, sizeof utf8 - room);
}

/* ---- lines in another encoding ------------------------------------------------------------------------------- */

static void decode_simple(struct decoder *d, size_t at, size_t end, const char *name) {
    const struct codepage *page = codepage_lookup(name);
    struct str all = d->bytes;
    d->bytes.len = end;
    d->name = name;
    if (page)
        decode_codepage(d, at, page->high);
    else
        decode_utf8(d, at);
    d->bytes = all;
}

static void decode_mixed(struct decoder *d, size_t at, const struct mixed *mixed) {
    const char *name = d->name;
    for (size_t i = 0; i < mixed->lines.len; i++) {
        const struct mixed_line *line = &mixed->lines.at[i];
        decode_simple(d, at, line->start, name);
        struct place place = {d->file, (uint32_t)line->start, (uint32_t)line->end};
        diag(d->ctx, DIAG_SOURCE_MIXED, place, "%s", mixed->name);
        decode_simple(d, line->start, line->end, mixed->name);
        at = line->end;
    }
    decode_simple(d, at, d->bytes.len, name);
}

/* ---- choosing ------------------------------------------------------------------------------------------------ */

/* Nothing to mend: the bytes can be used as the text. */
static bool is_plain_utf8(struct str bytes) {
    for (size_t at = 0; at < bytes.len;) {
        size_t start = at;
        uint32_t cp = utf8_next(bytes.s, bytes.len, &at);
        if (is_control(cp) || (cp == UTF8_REPLACEMENT && at - start == 1)) return false;
    }
    return true;
}

static bool is_utf8_name(const char *name) { return encoding_name_is(name, "UTF-8") || encoding_name_is(name, "UTF8"); }

/* Decodes with `d` ready; false when the encoding is unknown. */
static bool decode_by_name(struct decoder *d, size_t bom, const char *encoding) {
    const struct codepage *page = codepage_lookup(encoding);
    if (is_utf8_name(encoding)) {
        decode_utf8(d, bom);
    } else if (encoding_name_is(encoding, "UTF-16LE")) {
        decode_utf16(d, bom, true);
    } else if (encoding_name_is(encoding, "UTF-16BE")) {
        decode_utf16(d, bom, false);
    } else if (page) {
        decode_codepage(d, bom, page->high);
    } else {
        iconv_t converter = iconv_open("UTF-8", encoding);
        if (converter == (iconv_t)-1) return false;
        decode_iconv(d, bom, converter);
        iconv_close(converter);
    }
    return true;
}

static const char *canonical_name(struct arena *arena, const char *encoding) {
    const struct codepage *page = codepage_lookup(encoding);
    return is_utf8_name(encoding) ? "UTF-8" : page ? page->name : arena_strdup(arena, encoding);
}

size_t decode_text_end(struct str bytes) {
    while (bytes.len && (bytes.s[bytes.len - 1] == 0 || bytes.s[bytes.len - 1] == 0x1A)) bytes.len--;
    return bytes.len;
}

bool decode_bytes(struct ctx *ctx, uint32_t file, struct str bytes, size_t bom, const char *encoding,
                  const struct mixed *mixed, struct decoded *out) {
    out->name = canonical_name(ctx->arena, encoding);
    out->text = bytes;
    out->map = NULL;
    if (bom == 0 && is_utf8_name(encoding) && is_plain_utf8(bytes)) return true;
    struct decoder d = {.ctx = ctx, .file = file, .bytes = bytes, .name = out->name, .end = decode_text_end(bytes)};
    mapped_init(&d.out, ctx->arena);
    if (mixed->name)
        decode_mixed(&d, bom, mixed);
    else if (!decode_by_name(&d, bom, encoding))
        return false;
    mapped_end(&d.out, bytes.len);
    out->text = buf_view(&d.out.text);
    out->map = d.out.map;
    return true;
}

/* -fanalyzer takes what iconv_open returns for memory, and -1 for a piece of it that is lost here. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif
bool decode_knows(const char *encoding) {
    if (is_utf8_name(encoding) || codepage_lookup(encoding)) return true;
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) return false;
    iconv_close(converter);
    return true;
}
