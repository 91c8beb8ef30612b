/* Type 0 fonts with TrueType outlines (ISO 32000-1, 9.7), one subset for each face.
 *
 * Codes are handed out in the order of first use, which is the order of the paint list, so they are the same in every
 * run. A code stands for a pair (glyph, text): two texts that share an outline get two codes and one glyph, by way of
 * CIDToGIDMap, and ToUnicode is exact without ActualText. Codes whose bytes would need an escape in a literal string
 * are left out, which makes showing text a copy of two bytes.
 *
 * The subset carries what draws: glyf, loca, hmtx, head, hhea, maxp. Layout tables, names, cmap and hints are of no use
 * behind an Identity-H encoding, and dropping them before subsetting is what makes it take a fraction of a
 * millisecond.
 *
 * Several fonts of the set may be one file (a stand-in for a broken one); they share a face here. A face that has run
 * out of codes is followed by a second one of the same file.
 *
 * Rejected: keeping glyph ids as codes (one text per glyph, sparse tables); bfrange (saves 1 % after deflation).
 */
#include "pdf/embed.h"

#include <assert.h>
#include <hb-subset.h>
#include <string.h>

#include "base/hash.h"
#include "base/vec.h"
#include "pdf/share.h"
#include "pdf/value.h"

#define CODE_MAX 65535u
/* ISO 32000-1, 9.10.3: entries between beginbfchar and endbfchar. */
#define BFCHAR_MAX 100
#define NONE UINT32_MAX

struct pair {
    uint32_t glyph; /* as asked for */
    uint32_t drawn;
    uint16_t code;
    int width; /* [1/1000 em] */
    struct str text;
};
VEC(pair_list, struct pair);

struct embed_face {
    uint16_t font;   /* one of the fonts that use it */
    hb_face_t *file; /* identity */
    bool full;
    struct pair_list pairs; /* ascending by code */
    uint32_t *table;        /* open addressing over pairs, NONE: free; size is a power of two */
    size_t table_size;
};
VEC(face_list, struct embed_face);

struct embed {
    struct writer *w;
    struct fontset *set;
    struct face_list faces;
    uint32_t *of_font; /* font -> face, NONE: not used so far */
};

struct embed *embed_new(struct writer *w, struct fontset *fonts) {
    struct embed *embed = ARENA_NEW(w->arena, struct embed);
    size_t count = fontset_count(fonts);
    embed->w = w;
    embed->set = fonts;
    embed->of_font = ARENA_ARRAY(w->arena, count, uint32_t);
    for (size_t i = 0; i < count; i++) embed->of_font[i] = NONE;
    return embed;
}

/* ---- codes ----------------------------------------------------------------------------------------------------- */

static bool needs_escape(unsigned byte) { return byte == '(' || byte == ')' || byte == '\\' || byte == '\r'; }

/* The next code, 0 when there is none. */
static unsigned next_code(const struct embed_face *face) {
    unsigned code = face->pairs.len ? face->pairs.at[face->pairs.len - 1].code + 1u : 1u;
    while (code <= CODE_MAX && (needs_escape(code >> 8) || needs_escape(code & 0xFF))) code++;
    return code <= CODE_MAX ? code : 0;
}

static size_t slot_of(const struct embed_face *face, uint32_t glyph, struct str text) {
    uint64_t hash = hash64(hash64(HASH64_SEED, &glyph, sizeof glyph), text.s, text.len);
    size_t slot = (size_t)(hash ^ (hash >> 32)) & (face->table_size - 1);
    while (face->table[slot] != NONE) {
        const struct pair *pair = &face->pairs.at[face->table[slot]];
        if (pair->glyph == glyph && str_eq(pair->text, text)) break;
        slot = (slot + 1) & (face->table_size - 1);
    }
    return slot;
}

static void grow_table(struct arena *arena, struct embed_face *face) {
    face->table_size = face->table_size ? face->table_size * 2 : 512;
    face->table = ARENA_ARRAY(arena, face->table_size, uint32_t);
    for (size_t i = 0; i < face->table_size; i++) face->table[i] = NONE;
    for (uint32_t i = 0; i < face->pairs.len; i++)
        face->table[slot_of(face, face->pairs.at[i].glyph, face->pairs.at[i].text)] = i;
}

static uint32_t face_for(struct embed *embed, uint16_t font) {
    uint32_t *of = &embed->of_font[font];
    if (*of != NONE && !embed->faces.at[*of].full) return *of;
    hb_face_t *file = font_face(embed->set, font);
    for (uint32_t i = 0; i < embed->faces.len; i++)
        if (embed->faces.at[i].file == file && !embed->faces.at[i].full) return *of = i;
    struct embed_face *face = vec_push(embed->w->arena, &embed->faces);
    face->font = font;
    face->file = file;
    grow_table(embed->w->arena, face);
    return *of = (uint32_t)(embed->faces.len - 1);
}

static int width_of(const struct embed *embed, uint16_t font, uint32_t glyph) {
    int upem = font_metrics(embed->set, font)->upem;
    return (int)div_round((int64_t)font_advance(embed->set, font, glyph) * 1000, upem);
}

/* Stands for .notdef, which a conforming file must not show; the text stays readable in what is extracted. */
static uint32_t space_glyph(const struct embed *embed, uint16_t font) { return font_glyph(embed->set, font, ' '); }

static struct pair *add_pair(struct embed *embed, struct embed_face *face, uint32_t glyph, struct str text) {
    if ((face->pairs.len + 1) * 2 > face->table_size) grow_table(embed->w->arena, face);
    unsigned code = next_code(face);
    assert(code != 0);
    size_t slot = slot_of(face, glyph, text);
    face->table[slot] = (uint32_t)face->pairs.len;
    struct pair *pair = vec_push(embed->w->arena, &face->pairs);
    uint32_t drawn = glyph ? glyph : space_glyph(embed, face->font);
    *pair = (struct pair){glyph, drawn, (uint16_t)code, width_of(embed, face->font, drawn), text};
    face->full = next_code(face) == 0;
    return pair;
}

struct embed_glyph embed_code(struct embed *embed, uint16_t font, uint32_t glyph, struct str text) {
    uint32_t index = face_for(embed, font);
    struct embed_face *face = &embed->faces.at[index];
    uint32_t found = face->table[slot_of(face, glyph, text)];
    const struct pair *pair = found == NONE ? add_pair(embed, face, glyph, text) : &face->pairs.at[found];
    return (struct embed_glyph){(uint16_t)index, pair->code, pair->width};
}

/* ---- subset ---------------------------------------------------------------------------------------------------- */

struct subset {
    struct str program;
    uint16_t *map; /* code -> glyph as numbered in the program; 0: .notdef */
    size_t codes;
};

static void take_map(struct arena *arena, const struct embed_face *face, const struct share_subset *subset,
                     struct subset *out) {
    out->codes = face->pairs.at[face->pairs.len - 1].code + 1u;
    out->map = ARENA_ARRAY(arena, out->codes, uint16_t);
    for (size_t i = 0; i < face->pairs.len; i++) {
        uint32_t id = share_glyph(subset, face->pairs.at[i].drawn);
        out->map[face->pairs.at[i].code] = id == SHARE_NO_GLYPH ? 0 : (uint16_t)id;
    }
}

/* A set of codes names every glyph of the program (ISO 19005-1, 6.3.5), so those that only others are composed of get
 * codes too: the ones left out so far, then those behind the last. */
static void complete_map(struct arena *arena, size_t glyphs, struct subset *out) {
    bool *has_code = ARENA_ARRAY(arena, glyphs, bool);
    uint16_t *map = ARENA_ARRAY(arena, out->codes + glyphs, uint16_t);
    size_t free = 1;
    memcpy(map, out->map, out->codes * sizeof *map);
    for (size_t code = 0; code < out->codes; code++)
        if (map[code] < glyphs) has_code[map[code]] = true;
    for (size_t glyph = 1; glyph < glyphs; glyph++) {
        if (has_code[glyph]) continue;
        while (free < out->codes && map[free]) free++;
        map[free] = (uint16_t)glyph;
        if (free == out->codes) out->codes++;
    }
    out->map = map;
}

static bool make_subset(struct embed *embed, const struct embed_face *face, struct subset *out) {
    struct writer *w = embed->w;
    uint32_t *glyphs = ARENA_ARRAY(w->arena, face->pairs.len, uint32_t);
    for (size_t i = 0; i < face->pairs.len; i++) glyphs[i] = face->pairs.at[i].drawn;
    const struct share_subset *subset = share_subset(w->share, w->arena, face->file, glyphs, face->pairs.len);
    if (!subset) return false;
    out->program = subset->program;
    take_map(w->arena, face, subset, out);
    if (w->profile->cid_sets) complete_map(w->arena, subset->population, out);
    return true;
}

/* "ABCDEF+Name": six letters from what is embedded, so that equal subsets have equal tags and others do not. */
static struct str base_font(struct embed *embed, const struct embed_face *face, struct str program) {
    struct buf name;
    uint64_t hash = hash64(HASH64_SEED, program.s, program.len);
    buf_init(&name, embed->w->arena);
    for (int i = 0; i < 6; i++, hash /= 26) buf_putc(&name, (char)('A' + hash % 26));
    buf_printf(&name, "+%s", font_postscript_name(embed->set, face->font));
    return buf_view(&name);
}

/* ---- objects --------------------------------------------------------------------------------------------------- */

/* W: [first [w w w] first [w] ...], a new group where codes are left out. */
static void put_widths(struct buf *out, const struct pair_list *pairs) {
    buf_puts(out, "/W[");
    for (size_t i = 0; i < pairs->len; i++) {
        bool first = i == 0 || pairs->at[i].code != pairs->at[i - 1].code + 1;
        if (first && i) buf_putc(out, ']');
        if (first) value_int(out, pairs->at[i].code);
        buf_putc(out, first ? '[' : ' ');
        value_int(out, pairs->at[i].width);
    }
    buf_puts(out, pairs->len ? "]]" : "]");
}

static uint32_t write_gid_map(struct embed *embed, const struct subset *subset) {
    char *map = arena_array(embed->w->arena, subset->codes, 2);
    for (size_t i = 0; i < subset->codes; i++) {
        map[2 * i] = (char)(subset->map[i] >> 8);
        map[2 * i + 1] = (char)(subset->map[i] & 0xFF);
    }
    return store_deflated(embed->w->store, STORE_SMALL, STR(""), (struct str){map, subset->codes * 2});
}

static void put_bfchar(struct buf *out, const struct pair *pair) {
    buf_printf(out, "<%04X><", (unsigned)pair->code);
    value_utf16_hex(out, pair->text.len ? pair->text : STR("\xE2\x80\x8B")); /* nothing to read: U+200B */
    buf_puts(out, ">\n");
}

static uint32_t write_to_unicode(struct embed *embed, const struct pair_list *pairs) {
    struct buf out;
    buf_init(&out, embed->w->arena);
    buf_puts(&out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                   "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < pairs->len; i++) {
        size_t left = pairs->len - i;
        if (i % BFCHAR_MAX == 0) buf_printf(&out, "%zu beginbfchar\n", left < BFCHAR_MAX ? left : BFCHAR_MAX);
        put_bfchar(&out, &pairs->at[i]);
        if (i % BFCHAR_MAX == BFCHAR_MAX - 1 || left == 1) buf_puts(&out, "endbfchar\n");
    }
    buf_puts(&out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    return store_deflated(embed->w->store, STORE_SMALL, STR(""), buf_view(&out));
}

/* Table 123: fixed pitch 1, serif 2, symbolic 4 (Cyrillic is outside of the standard Latin set), italic 64. */
static unsigned descriptor_flags(const struct font_metrics *m) {
    return (m->fixed_pitch ? 1u : 0u) | (m->serif ? 2u : 0u) | 4u | (m->italic_angle ? 64u : 0u);
}

static void put_em(struct buf *out, const char *key, int units, int upem) {
    buf_puts(out, key);
    value_int(out, div_round((int64_t)units * 1000, upem));
}

/* A bit for each code of the map, the highest of a byte first; what no text uses shows a glyph all the same. */
static uint32_t write_cid_set(struct embed *embed, const struct subset *subset) {
    size_t len = (subset->codes + 7) / 8;
    uint8_t *bits = arena_array(embed->w->arena, len, 1);
    for (size_t code = 0; code < subset->codes; code++) bits[code / 8] |= (uint8_t)(0x80 >> code % 8);
    return store_deflated(embed->w->store, STORE_SMALL, STR(""), (struct str){(const char *)bits, len});
}

static uint32_t write_descriptor(struct embed *embed, const struct embed_face *face, struct str name,
                                 const struct subset *subset) {
    const struct font_metrics *m = font_metrics(embed->set, face->font);
    struct buf length, out;
    buf_init(&length, embed->w->arena);
    buf_init(&out, embed->w->arena);
    buf_printf(&length, "/Length1 %zu", subset->program.len);
    uint32_t file = store_deflated(embed->w->store, STORE_SMALL, buf_view(&length), subset->program);
    buf_puts(&out, "/Type/FontDescriptor/FontName");
    value_name(&out, name);
    buf_printf(&out, "/Flags %u/ItalicAngle ", descriptor_flags(m));
    buf_mpt(&out, m->italic_angle);
    for (int i = 0; i < 4; i++) put_em(&out, i ? " " : "/FontBBox[", m->bbox[i], m->upem);
    put_em(&out, "]/Ascent ", m->ascent, m->upem);
    put_em(&out, "/Descent ", m->descent, m->upem);
    put_em(&out, "/CapHeight ", m->cap_height, m->upem);
    put_em(&out, "/XHeight ", m->x_height, m->upem);
    /* No font file says its stem width; the usual estimate from the weight, 400 giving 88. */
    buf_printf(&out, "/StemV %d/FontFile2", 50 + (m->weight * m->weight) / (65 * 65));
    value_ref(&out, file);
    if (embed->w->profile->cid_sets) {
        buf_puts(&out, "/CIDSet");
        value_ref(&out, write_cid_set(embed, subset));
    }
    return store_dict(embed->w->store, buf_view(&out));
}

static uint32_t write_cid_font(struct embed *embed, const struct embed_face *face, const struct subset *subset,
                               struct str name) {
    struct buf out;
    buf_init(&out, embed->w->arena);
    buf_puts(&out, "/Type/Font/Subtype/CIDFontType2/BaseFont");
    value_name(&out, name);
    buf_puts(&out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor");
    value_ref(&out, write_descriptor(embed, face, name, subset));
    buf_puts(&out, "/CIDToGIDMap");
    value_ref(&out, write_gid_map(embed, subset));
    put_widths(&out, &face->pairs);
    return store_dict(embed->w->store, buf_view(&out));
}

static bool write_face(struct embed *embed, const struct embed_face *face, uint32_t *number) {
    struct subset subset;
    struct buf out;
    if (!make_subset(embed, face, &subset)) {
        diag(embed->w->ctx, DIAG_PDF_LIBRARY, place_nowhere(), "hb-subset %s, %s", hb_version_string(),
             font_postscript_name(embed->set, face->font));
        return false;
    }
    struct str name = base_font(embed, face, subset.program);
    buf_init(&out, embed->w->arena);
    buf_puts(&out, "/Type/Font/Subtype/Type0/BaseFont");
    value_name(&out, name);
    buf_puts(&out, "/Encoding/Identity-H/DescendantFonts[");
    value_ref(&out, write_cid_font(embed, face, &subset, name));
    buf_puts(&out, "]/ToUnicode");
    value_ref(&out, write_to_unicode(embed, &face->pairs));
    *number = store_dict(embed->w->store, buf_view(&out));
    return true;
}

bool embed_write(struct embed *embed, struct buf *resources) {
    for (size_t i = 0; i < embed->faces.len; i++) {
        uint32_t number = 0;
        if (!write_face(embed, &embed->faces.at[i], &number)) return false;
        buf_printf(resources, "/F%zu", i);
        value_ref(resources, number);
    }
    return true;
}

const char *const *embed_names(const struct embed *embed, struct arena *arena) {
    const char **names = ARENA_ARRAY(arena, embed->faces.len + 1, const char *);
    for (size_t i = 0; i < embed->faces.len; i++)
        names[i] = arena_strdup(arena, font_postscript_name(embed->set, embed->faces.at[i].font));
    return names;
}
