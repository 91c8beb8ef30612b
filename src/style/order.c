/* The alphabetical order of a language, by ICU.
 *
 * Idea: a key of sorting is made of each text once, and keys are compared as bytes. ICU knows where і, ї, є and ґ stand
 * in Ukrainian and ё in Russian, and that an apostrophe does not count.
 * Invariant: equal keys keep the order of the source, so the result does not depend on how the library sorts.
 * Rejected: an alphabet of our own among the words of a language (case, stress marks and quotes would all need rules).
 */
#include "style/build.h"

#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

struct sort_key {
    struct str bytes;
    size_t index;
};

static int compare_keys(const void *a, const void *b) {
    const struct sort_key *x = a, *y = b;
    size_t least = x->bytes.len < y->bytes.len ? x->bytes.len : y->bytes.len;
    int difference = memcmp(x->bytes.s, y->bytes.s, least);
    if (difference) return difference;
    if (x->bytes.len != y->bytes.len) return x->bytes.len < y->bytes.len ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* UTF-16 is never longer than UTF-8 in units. */
static struct str key_of(struct ctx *ctx, const UCollator *collator, struct str text) {
    UErrorCode error = U_ZERO_ERROR;
    UChar *wide = ARENA_ARRAY(ctx->arena, text.len + 1, UChar);
    int32_t length = 0;
    u_strFromUTF8WithSub(wide, (int32_t)text.len + 1, &length, text.s, (int32_t)text.len, 0xFFFD, NULL, &error);
    if (U_FAILURE(error)) return text;
    int32_t size = ucol_getSortKey(collator, wide, length, NULL, 0);
    uint8_t *bytes = ARENA_ARRAY(ctx->arena, (size_t)size + 1, uint8_t);
    size = ucol_getSortKey(collator, wide, length, bytes, size);
    return (struct str){(const char *)bytes, (size_t)size};
}

size_t *order_of(struct ctx *ctx, const char *lang, const struct str *texts, size_t count) {
    UErrorCode error = U_ZERO_ERROR;
    UCollator *collator = ucol_open(lang, &error);
    struct sort_key *keys = ARENA_ARRAY(ctx->arena, count + 1, struct sort_key);
    size_t *order = ARENA_ARRAY(ctx->arena, count + 1, size_t);
    if (collator) ucol_setAttribute(collator, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &error);
    for (size_t i = 0; i < count; i++)
        keys[i] = (struct sort_key){collator ? key_of(ctx, collator, texts[i]) : texts[i], i};
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < count; i++) order[i] = keys[i].index;
    if (collator) ucol_close(collator);
    return order;
}
