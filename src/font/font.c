/* Fonts of a template.
 *
 * All files are mapped and checked when the set is loaded (sfnt.c: a few pages of each are touched); the HarfBuzz
 * objects and the coverage of a face are made when it is first asked for. So each broken file is reported once, at the
 * template's line, before a single word is shaped, and eight pages that use five faces do not pay for twelve.
 * A slot whose file is not usable points to the next usable one (`stand_in`, wrapping round), so everything behind
 * fontset_load may take any index below the count as good.
 *
 * Invariant: HarfBuzz reads tables only of files that sfnt_check accepted, and checks each table itself again.
 * Rejected: FreeType for metrics - one more library for eight numbers.
 */
#include "font/font.h"

#include <hb-ot.h>
#include <hb.h>
#include <string.h>

#include "base/file.h"
#include "font/sfnt.h"

/* Source Serif takes 0.4 MB; the largest fonts in circulation (pan-CJK) take 20 MB. */
#define FONT_BYTES_MAX ((size_t)64 << 20)

struct face {
    struct str bytes;
    const char *path;
    uint16_t stand_in; /* this face's own index when it is usable */
    bool usable;
    struct font_metrics metrics;
    hb_face_t *face; /* NULL until first used */
    hb_font_t *font;
    hb_set_t *coverage;
    const char *name; /* PostScript name, NULL until first used */
};

struct fontset {
    struct arena *arena;
    struct face *faces;
    size_t count;
};

static void load_face(struct ctx *ctx, const struct font_spec *spec, struct face *face) {
    const char *wrong = NULL;
    face->path = spec->path;
    if (!spec->path || !file_map(ctx, spec->path, FONT_BYTES_MAX, spec->place, &face->bytes)) return;
    wrong = sfnt_check(face->bytes);
    if (wrong) {
        diag(ctx, DIAG_FONT_BROKEN, spec->place, "%s: %s", spec->path, wrong);
        return;
    }
    sfnt_metrics(face->bytes, &face->metrics);
    face->usable = true;
}

/* The nearest usable face behind `from`, wrapping round; false when there is none. */
static bool find_stand_in(const struct fontset *set, size_t from, uint16_t *out) {
    for (size_t i = 0; i < set->count; i++) {
        size_t at = (from + i) % set->count;
        if (!set->faces[at].usable) continue;
        *out = (uint16_t)at;
        return true;
    }
    return false;
}

static void free_hb(void *arg) {
    struct fontset *set = arg;
    for (size_t i = 0; i < set->count; i++) {
        hb_font_destroy(set->faces[i].font);
        hb_face_destroy(set->faces[i].face);
        hb_set_destroy(set->faces[i].coverage);
    }
}

bool fontset_load(struct ctx *ctx, const struct look *look, struct fontset **out) {
    struct fontset *set = ARENA_NEW(ctx->arena, struct fontset);
    set->arena = ctx->arena;
    set->count = look->font_count < UINT16_MAX ? look->font_count : UINT16_MAX;
    set->faces = ARENA_ARRAY(ctx->arena, set->count, struct face);
    for (size_t i = 0; i < set->count; i++) load_face(ctx, &look->fonts[i], &set->faces[i]);
    for (size_t i = 0; i < set->count; i++) {
        if (find_stand_in(set, i, &set->faces[i].stand_in)) continue;
        diag(ctx, DIAG_FONT_NONE, look->fonts[0].place, "%zu", set->count);
        return false;
    }
    if (set->count == 0) {
        diag(ctx, DIAG_FONT_NONE, place_nowhere(), "0");
        return false;
    }
    arena_defer(ctx->arena, free_hb, set);
    *out = set;
    return true;
}

static struct face *face_of(struct fontset *set, uint16_t font) {
    if (font >= set->count) font = 0;
    return &set->faces[set->faces[font].stand_in];
}

static struct face *face_open(struct fontset *set, uint16_t font) {
    struct face *face = face_of(set, font);
    if (face->face) return face;
    hb_blob_t *blob = hb_blob_create(face->bytes.s, (unsigned)face->bytes.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
    face->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    hb_face_make_immutable(face->face);
    face->font = hb_font_create(face->face);
    hb_font_set_scale(face->font, face->metrics.upem, face->metrics.upem);
    hb_font_make_immutable(face->font);
    face->coverage = hb_set_create();
    hb_face_collect_unicodes(face->face, face->coverage);
    return face;
}

const struct font_metrics *font_metrics(struct fontset *set, uint16_t font) { return &face_of(set, font)->metrics; }

hb_face_t *font_face(struct fontset *set, uint16_t font) { return face_open(set, font)->face; }

hb_font_t *font_hb(struct fontset *set, uint16_t font) { return face_open(set, font)->font; }

struct str font_bytes(struct fontset *set, uint16_t font) {
    return face_of(set, font)->bytes;
}

/* A name of a PDF must be short, and plain of anything that a reader could take for syntax (ISO 32000-1, 7.3.5). */
static bool is_name_char(char c) { return c > ' ' && c < 127 && !strchr("()<>[]{}/%#", c); }

static const char *clean_name(struct arena *arena, const char *raw) {
    struct buf name;
    buf_init(&name, arena);
    for (; *raw && name.len < 63; raw++) /* 63: the limit of Adobe's note 5902 on PostScript names */
        if (is_name_char(*raw)) buf_putc(&name, *raw);
    return name.len ? name.s : "Font";
}

const char *font_postscript_name(struct fontset *set, uint16_t font) {
    struct face *face = face_open(set, font);
    char raw[128] = "";
    unsigned size = sizeof raw;
    if (face->name) return face->name;
    hb_ot_name_get_utf8(face->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, raw);
    face->name = clean_name(set->arena, raw[0] ? raw : path_base(face->path));
    return face->name;
}

bool font_has(struct fontset *set, uint16_t font, uint32_t cp) {
    return hb_set_has(face_open(set, font)->coverage, cp);
}

int font_advance(struct fontset *set, uint16_t font, uint32_t glyph) {
    return hb_font_get_glyph_h_advance(face_open(set, font)->font, glyph);
}

size_t fontset_count(const struct fontset *set) { return set->count; }
