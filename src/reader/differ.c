/* What differs first in the plain forms of two files, in words for people.
 *
 * The plain form has an entry of a dictionary on each line, so the line of the first difference says which entry it is,
 * and the object above it what it belongs to. Which page that is on is asked of the file: the first page from which the
 * object can be reached, its parents and the structure tree aside.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "reader/own.h"

#define SHOWN_MAX 60 /* [bytes] of a line */
#define DEPTH_MAX 64

struct walk {
    qpdf_data pdf;
    int wanted;
    bool *seen; /* by object number */
    size_t objects;
};

/* ---- the page ------------------------------------------------------------------------------------------------------
 */

static bool reaches(struct walk *walk, qpdf_oh from, int depth);

static bool array_reaches(struct walk *walk, qpdf_oh array, int depth) {
    int count = qpdf_oh_get_array_n_items(walk->pdf, array);
    for (int i = 0; i < count; i++)
        if (reaches(walk, qpdf_oh_get_array_item(walk->pdf, array, i), depth + 1)) return true;
    return false;
}

/* The library has one iterator for all dictionaries, so the keys are taken before the values are looked at. */
static bool dict_reaches(struct walk *walk, qpdf_oh dict, int depth) {
    static const char *const passed[] = {"/Parent", "/StructParent", "/StructParents", "/Dest", "/P"};
    qpdf_oh values[256];
    size_t count = 0;
    for (qpdf_oh_begin_dict_key_iter(walk->pdf, dict); qpdf_oh_dict_more_keys(walk->pdf);) {
        const char *key = qpdf_oh_dict_next_key(walk->pdf);
        size_t i = 0;
        while (i < sizeof passed / sizeof *passed && strcmp(key, passed[i]) != 0) i++;
        if (i == sizeof passed / sizeof *passed && count < sizeof values / sizeof *values)
            values[count++] = qpdf_oh_get_key(walk->pdf, dict, key);
    }
    for (size_t i = 0; i < count; i++)
        if (reaches(walk, values[i], depth + 1)) return true;
    return false;
}

static bool reaches(struct walk *walk, qpdf_oh from, int depth) {
    int number = qpdf_oh_get_object_id(walk->pdf, from);
    if (number && number == walk->wanted) return true;
    if (depth > DEPTH_MAX || number < 0 || (size_t)number >= walk->objects || (number && walk->seen[number]))
        return false;
    if (number) walk->seen[number] = true;
    if (qpdf_oh_is_array(walk->pdf, from)) return array_reaches(walk, from, depth);
    if (qpdf_oh_is_stream(walk->pdf, from)) return dict_reaches(walk, qpdf_oh_get_dict(walk->pdf, from), depth);
    return qpdf_oh_is_dictionary(walk->pdf, from) && dict_reaches(walk, from, depth);
}

/* Structure elements name their page and are on none. */
static size_t page_named(struct reader *reader, int object) {
    qpdf_oh page = qpdf_oh_get_key_if_dict(reader->pdf, qpdf_get_object_by_id(reader->pdf, object, 0), "/Pg");
    int number = qpdf_oh_get_object_id(reader->pdf, page);
    for (size_t i = 0; number && i < reader->pages; i++)
        if (qpdf_oh_get_object_id(reader->pdf, qpdf_get_page_n(reader->pdf, i)) == number) return i + 1;
    return 0;
}

/* 1-based; 0: on no page. */
static size_t page_with(struct ctx *ctx, struct reader *reader, int object, size_t objects) {
    for (size_t i = 0; i < reader->pages; i++) {
        struct walk walk = {reader->pdf, object, ARENA_ARRAY(ctx->scratch, objects, bool), objects};
        if (reaches(&walk, qpdf_get_page_n(reader->pdf, i), 0)) return i + 1;
    }
    return page_named(reader, object);
}

/* ---- the words -----------------------------------------------------------------------------------------------------
 */

/* The line around a byte; "" when it is no text. */
static struct str line_at(struct str text, size_t at) {
    size_t from = at < text.len ? at : text.len, to = from;
    while (from > 0 && text.s[from - 1] != '\n') from--;
    while (to < text.len && text.s[to] != '\n') to++;
    struct str line = str_trim(str_slice(text, from, to));
    for (size_t i = 0; i < line.len; i++)
        if ((unsigned char)line.s[i] < 0x20 || line.s[i] == 0x7F) return STR("");
    if (!utf8_valid(line)) return STR("");
    if (line.len > SHOWN_MAX) {
        line.len = SHOWN_MAX;
        while (line.len && ((unsigned char)line.s[line.len] & 0xC0) == 0x80) line.len--;
    }
    return line;
}

/* "12 0 obj" at the beginning of a line; 0: it is none. */
static int object_of_line(struct str line) {
    char *end;
    if (!line.len || line.s[0] < '1' || line.s[0] > '9' || !str_ends(line, " 0 obj")) return 0;
    long number = strtol(line.s, &end, 10);
    return end == line.s + line.len - 6 && number <= INT32_MAX ? (int)number : 0;
}

/* The object that a byte is in, and where its text begins. */
static int object_above(struct str text, size_t at, size_t *begin) {
    size_t to = at < text.len ? at : text.len;
    while (to > 0) {
        size_t from = to;
        while (from > 0 && text.s[from - 1] != '\n') from--;
        int number = object_of_line(str_slice(text, from, to));
        *begin = from;
        if (number) return number;
        to = from ? from - 1 : 0;
    }
    return 0;
}

/* The name behind a key that stands at a line's beginning of the object's own dictionary. */
static struct str name_behind(struct str object, const char *key) {
    for (size_t at = 0; at + 3 < object.len; at++) {
        if (object.s[at] != '\n' || !str_starts(str_slice(object, at + 1, object.len), key)) continue;
        size_t from = at + 1 + strlen(key), to = from;
        while (to < object.len && object.s[to] != '\n' && object.s[to] != ' ') to++;
        return str_slice(object, from, to);
    }
    return STR("");
}

/* "/FontDescriptor", "/XObject /Image", "/P" of a structure element, "stream" of one that says nothing of itself. */
static void put_kind(struct buf *out, struct str text, size_t begin) {
    static const char *const keys[] = {"  /Type ", "  /Subtype ", "  /S "};
    struct str object = str_slice(text, begin, begin + 100000);
    size_t end = 0;
    while (end + 7 <= object.len && memcmp(object.s + end, "\nendobj", 7) != 0 &&
           memcmp(object.s + end, "\nstream", 7) != 0)
        end++;
    bool is_stream = end + 7 <= object.len && object.s[end + 1] == 's';
    object.len = end;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct str name = name_behind(object, keys[i]);
        if (name.len) buf_printf(out, "%s%.*s", out->len ? " " : "", STR_ARG(name));
    }
    if (!out->len && is_stream) buf_puts(out, "stream");
}

bool reader_first_difference(struct ctx *ctx, struct str was, struct str is, struct reader_difference *out) {
    struct reader *reader;
    struct buf words;
    size_t at = 0, begin = 0;
    while (at < was.len && at < is.len && was.s[at] == is.s[at]) at++;
    int object = object_above(was, at, &begin);
    buf_init(&words, ctx->arena);
    if (object) put_kind(&words, was, begin);
    struct str before = line_at(was, at), after = line_at(is, at);
    if (before.len && after.len)
        buf_printf(&words, "%s%.*s ≠ %.*s", words.len ? ": " : "", STR_ARG(before), STR_ARG(after));
    *out = (struct reader_difference){0, buf_view(&words)};
    if (!reader_open(ctx, "", was, &reader)) return false;
    if (object) out->page = page_with(ctx, reader, object, was.len / 16 + 1);
    return true;
}
