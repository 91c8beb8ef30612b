/* The screen and the archive file show the same pages in the same colours, and all files the same glyphs: more than
 * half of what is deflated for the second and third file was deflated before. What is the same is found by what it is,
 * not by where it comes from, so nobody has to know which streams of which files will be equal.
 *
 * A stream is known by SHA-256 and length: that needs no copy of what went in, and no comparison. Short streams are not
 * worth it. Subsets are known by their face and glyphs; the codes that files give to glyphs do not matter for them.
 *
 * Rejected: deciding by kind of stream (fonts yes, pages no), which is right until a profile changes.
 */
#include "pdf/share.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/vec.h"
#include "pdf/store.h"

#define STREAM_BYTES_MIN 256

struct stream {
    struct sha256 hash;
    size_t len;
    int level;
    struct str deflated;
};
VEC(stream_list, struct stream);

struct face_subset {
    hb_face_t *face;
    struct share_subset subset;
};
VEC(face_subset_list, struct face_subset *);

struct share {
    struct arena *arena;
    struct stream_list streams;
    struct face_subset_list subsets;
};

struct share *share_new(struct arena *arena) {
    struct share *share = ARENA_NEW(arena, struct share);
    share->arena = arena;
    return share;
}

/* ---- streams --------------------------------------------------------------------------------------------------- */

bool share_deflate(struct share *share, struct arena *arena, struct str data, int level, struct str *out) {
    if (!share || data.len < STREAM_BYTES_MIN) return store_deflate(arena, data, level, out);
    struct sha256 hash = sha256_of(data);
    for (size_t i = 0; i < share->streams.len; i++) {
        const struct stream *known = &share->streams.at[i];
        if (known->len != data.len || known->level != level || memcmp(&known->hash, &hash, sizeof hash) != 0) continue;
        *out = known->deflated;
        return true;
    }
    if (!store_deflate(arena, data, level, out)) return false;
    *out = str_copy(share->arena, *out);
    *(struct stream *)vec_push(share->arena, &share->streams) = (struct stream){hash, data.len, level, *out};
    return true;
}

/* ---- subsets --------------------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Ascending, each once. */
static uint32_t *sorted(struct arena *arena, const uint32_t *glyphs, size_t *count) {
    uint32_t *out = ARENA_ARRAY(arena, *count, uint32_t);
    size_t kept = 0;
    if (*count) memcpy(out, glyphs, *count * sizeof *out);
    qsort(out, *count, sizeof *out, by_number);
    for (size_t i = 0; i < *count; i++)
        if (kept == 0 || out[kept - 1] != out[i]) out[kept++] = out[i];
    *count = kept;
    return out;
}

static hb_subset_input_t *subset_input(const struct share_subset *subset) {
    static const char dropped[][5] = {"GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "STAT", "kern", "name",
                                      "post", "OS/2", "cmap", "gasp", "hdmx", "VDMX", "LTSH", "DSIG", "meta",
                                      "PCLT", "prep", "fpgm", "cvt ", "vhea", "vmtx", "VORG", "COLR", "CPAL"};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input) return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        hb_set_add(drop, HB_TAG(dropped[i][0], dropped[i][1], dropped[i][2], dropped[i][3]));
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < subset->count; i++) hb_set_add(glyphs, subset->glyphs[i]);
    return input;
}

static bool take_program(struct arena *arena, hb_face_t *made, struct share_subset *out) {
    unsigned len = 0;
    hb_blob_t *blob = hb_face_reference_blob(made);
    const char *bytes = hb_blob_get_data(blob, &len);
    if (bytes && len) out->program = str_copy(arena, (struct str){bytes, len});
    hb_blob_destroy(blob);
    return out->program.len;
}

static void take_ids(struct arena *arena, const hb_map_t *new_ids, struct share_subset *out) {
    uint32_t *ids = ARENA_ARRAY(arena, out->count, uint32_t);
    for (size_t i = 0; i < out->count; i++) {
        hb_codepoint_t id = hb_map_get(new_ids, out->glyphs[i]);
        ids[i] = id == HB_MAP_VALUE_INVALID ? SHARE_NO_GLYPH : id;
    }
    out->ids = ids;
    out->population = hb_map_get_population(new_ids);
}

static bool make_subset(struct arena *arena, hb_face_t *face, struct share_subset *out) {
    bool made = false;
    hb_subset_input_t *input = subset_input(out);
    hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(face, input) : NULL;
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (subset) {
        take_ids(arena, hb_subset_plan_old_to_new_glyph_mapping(plan), out);
        made = take_program(arena, subset, out);
    }
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return made;
}

static const struct share_subset *known_subset(const struct share *share, hb_face_t *face,
                                               const struct share_subset *wanted) {
    for (size_t i = 0; share && i < share->subsets.len; i++) {
        const struct face_subset *known = share->subsets.at[i];
        if (known->face == face && known->subset.count == wanted->count &&
            memcmp(known->subset.glyphs, wanted->glyphs, wanted->count * sizeof *wanted->glyphs) == 0)
            return &known->subset;
    }
    return NULL;
}

const struct share_subset *share_subset(struct share *share, struct arena *arena, hb_face_t *face,
                                        const uint32_t *glyphs, size_t count) {
    struct arena *keep = share ? share->arena : arena;
    struct face_subset *entry = ARENA_NEW(keep, struct face_subset);
    entry->face = face;
    entry->subset.glyphs = sorted(keep, glyphs, &count);
    entry->subset.count = count;
    const struct share_subset *known = known_subset(share, face, &entry->subset);
    if (known) return known;
    if (!make_subset(keep, face, &entry->subset)) return NULL;
    if (share) *vec_push(share->arena, &share->subsets) = entry;
    return &entry->subset;
}

uint32_t share_glyph(const struct share_subset *subset, uint32_t glyph) {
    const uint32_t *found = bsearch(&glyph, subset->glyphs, subset->count, sizeof glyph, by_number);
    return found ? subset->ids[found - subset->glyphs] : SHARE_NO_GLYPH;
}
