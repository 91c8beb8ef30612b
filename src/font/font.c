/* Fonts of a template.
 *
 * All files are mapped and checked when the set is loaded (sfnt.c: a few pages of each are touched); the HarfBuzz
 * objects and the coverage of a face are made when it is first asked for. So each broken file is reported once, at the
 * template's line, before a single word is shaped, and eight pages that use five faces do not pay for twelve.
 * A slot whose file is not usable points to the next usable one (`stand_in`, wrapping round), so everything behind
 * fontset_load may take any index below the count as good.
 *
 * A face outlives the issue that opened it: it is known by path and stamp (see reads.h), and whoever comes next finds
 * it mapped, with all that HarfBuzz has made of it. One whose file was changed stays where it is, unused, until the
 * end; the number of faces kept is limited.
 *
 * Invariant: HarfBuzz reads tables only of files that sfnt_check accepted, and checks each table itself again.
 * Rejected: FreeType for metrics - one more library for eight numbers. Faces known by a hash of the file: hashing
 * twelve fonts takes longer than opening them.
 */
#include "font/font.h"

#include <hb-ot.h>
#include <hb.h>
#include <string.h>

#include "base/file.h"
#include "base/stock.h"
#include "font/sfnt.h"

/* Source Serif takes 0.4 MB; the largest fonts in circulation (pan-CJK) take 20 MB. */
#define FONT_BYTES_MAX ((size_t)64 << 20)
#define FACES_MAX 128 /* kept; a template names a dozen */

struct face {
    struct arena *arena; /* that it lives in */
    const char *path;
    struct file_stamp stamp;
    struct str bytes;
    const char *wrong; /* NULL: it is usable */
    struct font_metrics metrics;
    hb_face_t *face; /* NULL until first used */
    hb_font_t *font;
    hb_set_t *coverage;
    const char *name; /* PostScript name, NULL until first used */
};

/* What earlier issues have opened. */
struct faces {
    struct arena *arena;
    struct face *at[FACES_MAX];
    size_t count;
};

struct slot {
    struct face *face; /* NULL: there is no such file */
    uint32_t identity;
    uint16_t stand_in; /* this slot's own index when its face is usable */
};

struct fontset {
    struct slot *slots;
    size_t count;
    bool kept; /* every face is */
};

static void *faces_new(struct arena *arena) {
    struct faces *faces = ARENA_NEW(arena, struct faces);
    faces->arena = arena;
    return faces;
}

static void free_face(void *arg) {
    struct face *face = arg;
    hb_font_destroy(face->font);
    hb_face_destroy(face->face);
    hb_set_destroy(face->coverage);
}

/* NULL when the file cannot be read, which is then recorded. */
static struct face *face_new(struct ctx *ctx, struct arena *arena, const struct font_spec *spec,
                             const struct file_stamp *stamp) {
    struct ctx keeping = *ctx;
    struct str bytes;
    keeping.arena = arena;
    if (!file_map(&keeping, spec->path, FONT_BYTES_MAX, spec->place, &bytes)) return NULL;
    struct face *face = ARENA_NEW(arena, struct face);
    face->arena = arena;
    face->path = arena_strdup(arena, spec->path);
    face->stamp = *stamp;
    face->bytes = bytes;
    face->wrong = sfnt_check(bytes);
    if (!face->wrong) sfnt_metrics(bytes, &face->metrics);
    arena_defer(arena, free_face, face);
    return face;
}

/* The youngest: an older one of the same path is of a file that was changed since. */
static struct face *faces_lookup(const struct faces *faces, const char *path, const struct file_stamp *stamp) {
    for (size_t i = faces->count; i-- > 0;)
        if (strcmp(faces->at[i]->path, path) == 0 && stamps_same(&faces->at[i]->stamp, stamp)) return faces->at[i];
    return NULL;
}

/* The face of a file, kept if it may be. */
static struct face *face_of_file(struct ctx *ctx, const struct font_spec *spec, bool *kept) {
    struct faces *faces = stock_shelf(ctx->stock, faces_new);
    struct file_stamp stamp = {0};
    struct face *face;
    *kept = faces && file_stamp(spec->path, &stamp) && stamp.settled;
    if (*kept && (face = faces_lookup(faces, spec->path, &stamp))) {
        reads_add(ctx->reads, READ_FILE, face->path, face->bytes, &stamp);
        return face;
    }
    *kept = *kept && faces->count < FACES_MAX;
    face = face_new(ctx, *kept ? faces->arena : ctx->arena, spec, &stamp);
    if (*kept && face) faces->at[faces->count++] = face;
    return face;
}

/* Kept faces are told apart by where they stand in the stock, others by their place in this set. */
static uint32_t identity_of(const struct faces *faces, const struct face *face) {
    uint32_t i = 0;
    while (faces->at[i] != face) i++;
    return i;
}

static void load_slot(struct ctx *ctx, const struct font_spec *spec, struct fontset *set, struct slot *slot) {
    bool kept = false;
    if (spec->path) slot->face = face_of_file(ctx, spec, &kept);
    if (!slot->face) return;
    if (slot->face->wrong) diag(ctx, DIAG_FONT_BROKEN, spec->place, "%s: %s", spec->path, slot->face->wrong);
    set->kept = set->kept && kept;
}

static bool is_usable(const struct slot *slot) { return slot->face && !slot->face->wrong; }

/* The nearest usable face behind `from`, wrapping round; false when there is none. */
static bool find_stand_in(const struct fontset *set, size_t from, uint16_t *out) {
    for (size_t i = 0; i < set->count; i++) {
        size_t at = (from + i) % set->count;
        if (!is_usable(&set->slots[at])) continue;
        *out = (uint16_t)at;
        return true;
    }
    return false;
}

bool fontset_load(struct ctx *ctx, const struct look *look, struct fontset **out) {
    struct fontset *set = ARENA_NEW(ctx->arena, struct fontset);
    set->count = look->font_count < UINT16_MAX ? look->font_count : UINT16_MAX;
    set->slots = ARENA_ARRAY(ctx->arena, set->count, struct slot);
    set->kept = ctx->stock != NULL;
    for (size_t i = 0; i < set->count; i++) load_slot(ctx, &look->fonts[i], set, &set->slots[i]);
    for (size_t i = 0; i < set->count; i++) {
        if (!find_stand_in(set, i, &set->slots[i].stand_in)) {
            diag(ctx, DIAG_FONT_NONE, look->fonts[0].place, "%zu", set->count);
            return false;
        }
        const struct slot *shown = &set->slots[set->slots[i].stand_in];
        set->slots[i].identity =
            set->kept ? identity_of(stock_shelf(ctx->stock, faces_new), shown->face) : set->slots[i].stand_in;
    }
    if (set->count == 0) {
        diag(ctx, DIAG_FONT_NONE, place_nowhere(), "0");
        return false;
    }
    *out = set;
    return true;
}

static const struct slot *slot_of(const struct fontset *set, uint16_t font) {
    return &set->slots[font < set->count ? font : 0];
}

static struct face *face_of(const struct fontset *set, uint16_t font) {
    return set->slots[slot_of(set, font)->stand_in].face;
}

bool fontset_is_kept(const struct fontset *set) { return set->kept; }

uint32_t font_identity(const struct fontset *set, uint16_t font) { return slot_of(set, font)->identity; }

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
    face->name = clean_name(face->arena, raw[0] ? raw : path_base(face->path));
    return face->name;
}

bool font_has(struct fontset *set, uint16_t font, uint32_t cp) {
    return hb_set_has(face_open(set, font)->coverage, cp);
}

uint32_t font_glyph(struct fontset *set, uint16_t font, uint32_t cp) {
    hb_codepoint_t glyph = 0;
    bool there = hb_font_get_nominal_glyph(font_hb(set, font), cp, &glyph) &&
                 glyph < hb_face_get_glyph_count(font_face(set, font));
    return there ? glyph : 0;
}

void font_ink(struct fontset *set, uint16_t font, uint32_t glyph, int box[4]) {
    hb_glyph_extents_t ink = {0, 0, 0, 0};
    (void)hb_font_get_glyph_extents(face_open(set, font)->font, glyph, &ink);
    box[0] = ink.x_bearing;
    box[1] = ink.y_bearing + ink.height;
    box[2] = ink.x_bearing + ink.width;
    box[3] = ink.y_bearing;
}

int font_advance(struct fontset *set, uint16_t font, uint32_t glyph) {
    return hb_font_get_glyph_h_advance(face_open(set, font)->font, glyph);
}

size_t fontset_count(const struct fontset *set) { return set->count; }
