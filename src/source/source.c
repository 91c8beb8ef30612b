/* A file and what it says.
 *
 * The file's number is given out before decoding, so that warnings about single bytes already have a place. A
 * declared encoding is believed, with one exception: bytes that are well-formed UTF-8 beyond any chance are read as
 * UTF-8 and the contradiction is reported, because a page of Ð-letters helps nobody.
 */
#include "source/source.h"

#include <string.h>

#include "base/file.h"
#include "source/decode.h"
#include "source/guess.h"
#include "source/mixed.h"
#include "source/tables.h"

#define SOURCE_BYTES_MAX ((size_t)64 << 20) /* a bulletin's text is a thousandth of that */
#define UTF8_CERTAIN 4                      /* sequences that no text in a code page forms by chance without an error */

static bool is_auto(const char *encoding) { return !encoding || !encoding[0] || encoding_name_is(encoding, "auto"); }

static bool is_utf8(const char *encoding) {
    return encoding_name_is(encoding, "UTF-8") || encoding_name_is(encoding, "UTF8");
}

/* Well-formed UTF-8 beyond any chance? */
static bool is_certainly_utf8(struct str bytes, struct guess guess) {
    size_t sequences, bad;
    guess_count_utf8(bytes, &sequences, &bad);
    return bad == 0 && (sequences >= UTF8_CERTAIN || guess.bom == 3);
}

/* What to decode with, for a declared encoding. */
static struct guess check_declared(struct ctx *ctx, uint32_t file, struct str bytes, const char *encoding) {
    struct guess guess = guess_encoding(bytes);
    if (encoding_name_is(encoding, "UTF-16")) { /* without a mark: big-endian, RFC 2781, unless the bytes say more */
        bool found = strncmp(guess.name, "UTF-16", 6) == 0;
        return found ? guess : (struct guess){"UTF-16BE", 0, 100};
    }
    if (codepage_lookup(encoding) && is_certainly_utf8(bytes, guess)) {
        diag(ctx, DIAG_SOURCE_IS_UTF8, place_file(file), "%s", encoding);
        return guess;
    }
    if (is_utf8(encoding) && !is_utf8(guess.name))
        diag(ctx, DIAG_SOURCE_LOOKS_LIKE, place_file(file), "%s", guess.name);
    bool mark_fits = encoding_name_is(is_utf8(encoding) ? "UTF-8" : encoding, guess.name);
    return (struct guess){encoding, mark_fits ? guess.bom : 0, 100};
}

static struct guess choose(struct ctx *ctx, uint32_t file, struct str bytes, const char *encoding) {
    if (!is_auto(encoding)) return check_declared(ctx, file, bytes, encoding);
    struct guess guess = guess_encoding(bytes);
    if (guess_is_weak(guess))
        diag(ctx, DIAG_SOURCE_GUESS_WEAK, place_file(file), "%s, %d %%", guess.name, guess.confidence);
    return guess;
}

bool source_from_bytes(struct ctx *ctx, const char *path, struct str bytes, const char *encoding,
                       struct place encoding_place, struct source **out) {
    uint32_t file = diags_file(ctx->diags, path, bytes);
    struct guess choice = choose(ctx, file, bytes, encoding);
    struct mixed mixed = {0};
    struct decoded decoded;
    if (is_auto(encoding) && (choice.confidence < 100 || choice.bom == 3))
        mixed_find(ctx->arena, bytes, choice, &mixed);
    if (!decode_bytes(ctx, file, bytes, choice.bom, choice.name, &mixed, &decoded)) {
        diag(ctx, DIAG_SOURCE_ENCODING_UNKNOWN, encoding_place, "%s", choice.name);
        return false;
    }
    diags_decoded(ctx->diags, file, decoded.text, decoded.map);
    *out = ARENA_NEW(ctx->arena, struct source);
    **out = (struct source){.path = path,
                            .file = file,
                            .bytes = bytes,
                            .text = decoded.text,
                            .encoding = decoded.name,
                            .confidence = choice.confidence,
                            .guessed = is_auto(encoding)};
    return true;
}

bool source_load(struct ctx *ctx, const char *path, const char *encoding, struct place encoding_place,
                 struct place mention, struct source **out) {
    struct str bytes;
    char *name = arena_strdup(ctx->arena, path);
    return file_read(ctx, name, SOURCE_BYTES_MAX, mention, &bytes) &&
           source_from_bytes(ctx, name, bytes, encoding, encoding_place, out);
}

bool source_encoding_known(const char *encoding) { return is_auto(encoding) || decode_knows(encoding); }
