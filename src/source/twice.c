/* Text decoded twice: «Рџ…».
 *
 * UTF-8 that a program took for a code page and saved as UTF-8 again. Put back into bytes of that page it is
 * well-formed UTF-8 of Cyrillic letters, which no text is by chance for more than a letter or two. A run is what stands
 * between ASCII characters; it is taken when all of it fits, and short runs only where a long one proves the trouble in
 * the same line, or where the file has long ones and the line several, all of which fit. Of the pages that can have
 * been the one, that with the most letters in long runs is taken for the whole file. Bytes that the page does not
 * define come through as C1 control characters; they are read off the file's own bytes.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "source/repair.h"
#include "source/tables.h"

#define REVERSE_MAX 0x2700u /* no page of ours has a code point beyond */
#define RUN_MAX 4096        /* [code points] of one run; a longer one is none */

#define RUN_LONG 6 /* [characters] that prove it: three letters */

struct twice {
    const struct diags *diags;
    unsigned char byte[REVERSE_MAX]; /* 0: the page lacks it */
    size_t line, line_end;           /* the line that was asked about last */
    bool line_broken;
};

static const char *const pages[] = {"CP1251", "CP1252", "CP866", "KOI8-R"};

static void reverse(struct twice *twice, const struct diags *diags, const uint16_t *high) {
    *twice = (struct twice){.diags = diags};
    for (int i = 0; i < 128; i++)
        if (high[i] && high[i] < REVERSE_MAX) twice->byte[high[i]] = (unsigned char)(0x80 + i);
}

/* The byte that became the character at text [at, end); 0: none. */
static unsigned char byte_at(const struct twice *twice, const struct source *source, size_t at, size_t end) {
    uint32_t cp = utf8_next(source->text.s, source->text.len, &(size_t){at});
    if (cp < REVERSE_MAX) return twice->byte[cp];
    struct place place = place_of_text(twice->diags, source->file, at, end);
    bool control = cp == UTF8_REPLACEMENT && place.end == place.start + 2 && source->bytes.s[place.start] == '\xC2';
    return control ? (unsigned char)source->bytes.s[place.start + 1] : 0;
}

/* What text should be made of: letters and the signs beside them. */
static bool is_plausible(uint32_t cp) {
    return cp_is_cyrillic(cp) || (cp >= 0xA0 && cp < 0x100) || (cp >= 0x2010 && cp < 0x2040) || cp == 0x2116;
}

/* As twice_read, without the rule about short runs; *count: characters of the run. */
static size_t read_run(const struct twice *twice, const struct source *source, size_t at, struct buf *out,
                       size_t *count) {
    char bytes[RUN_MAX];
    size_t len = 0, start = out->len;
    while (at < source->text.len && (unsigned char)source->text.s[at] >= 0x80 && len < RUN_MAX) {
        size_t from = at;
        utf8_next(source->text.s, source->text.len, &at);
        unsigned char byte = byte_at(twice, source, from, at);
        if (!byte) return 0;
        bytes[len++] = (char)byte;
    }
    *count = len;
    for (size_t i = 0; i < len;) {
        size_t from = i;
        uint32_t cp = utf8_next(bytes, len, &i);
        if (i - from < 2 || !is_plausible(cp)) {
            out->len = start;
            return 0;
        }
        buf_utf8(out, cp);
    }
    return at;
}

static size_t run_end(struct str s, size_t at) {
    while (at < s.len && (unsigned char)s.s[at] >= 0x80) at++;
    return at;
}

/* What fits the page between two offsets. */
struct fit {
    size_t in_long; /* characters of long runs */
    size_t runs;    /* long or short */
    bool all;       /* none does not fit */
};

static struct fit measure(const struct twice *twice, const struct source *source, size_t at, size_t end,
                          struct buf *room) {
    struct fit fit = {0, 0, true};
    size_t count;
    while (at < end) {
        if ((unsigned char)source->text.s[at] < 0x80) {
            at++;
            continue;
        }
        size_t kept = room->len;
        bool fits = read_run(twice, source, at, room, &count) > 0;
        if (fits && count >= RUN_LONG) fit.in_long += count;
        fit.runs++;
        fit.all = fit.all && fits;
        room->len = kept;
        at = run_end(source->text, at);
    }
    return fit;
}

struct twice *twice_find(struct ctx *ctx, const struct source *source) {
    struct twice *best = ARENA_NEW(ctx->arena, struct twice), *one = ARENA_NEW(ctx->arena, struct twice);
    size_t most = 0;
    struct buf room;
    buf_init(&room, ctx->scratch);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        reverse(one, ctx->diags, codepage_lookup(pages[i])->high);
        size_t count = measure(one, source, 0, source->text.len, &room).in_long;
        if (count <= most) continue;
        most = count;
        *best = *one;
    }
    return most ? best : NULL;
}

/* Does the line around `at` hold a long run, or several that all fit? */
static bool line_is_broken(struct twice *twice, const struct source *source, size_t at, struct buf *room) {
    struct str s = source->text;
    if (at >= twice->line && at < twice->line_end) return twice->line_broken;
    size_t start = at, end = at, kept = room->len;
    while (start > 0 && s.s[start - 1] != '\n') start--;
    while (end < s.len && s.s[end] != '\n') end++;
    twice->line = start;
    twice->line_end = end;
    struct fit fit = measure(twice, source, start, end, room);
    twice->line_broken = fit.in_long > 0 || (fit.all && fit.runs > 1);
    room->len = kept;
    return twice->line_broken;
}

size_t twice_read(struct twice *twice, const struct source *source, size_t at, struct buf *out) {
    size_t count, start = out->len, end = read_run(twice, source, at, out, &count);
    if (end && count < RUN_LONG && !line_is_broken(twice, source, at, out)) {
        out->len = start;
        return 0;
    }
    return end;
}
