/* Shaping through HarfBuzz, with a cache keyed by everything that goes in.
 *
 * A bulletin repeats half of its words, and the two glyphs around a division are shaped over and over ("а-", "т-"), so
 * one hash table serves both. Runs share the glyphs and the text of an entry. The text is stored as it is read; the
 * characters handed to HarfBuzz may differ (capitals for small ones, U+2010 for U+2011, the replacement), the clusters
 * keep them in step.
 * The table outlives the issue where the fonts do: issues of one place share most of their words. What a shape depends
 * on is all in the key, the face by its identity; sizes come later. It is emptied between two issues when it is large.
 * Shaping is left to right whatever the script: without bidi the order of the source is the only honest one.
 *
 * Invariant: cached glyphs never have id 0.
 */
#include "text/shape.h"

#include <hb-ot.h>
#include <string.h>

#include "base/stock.h"

#include "text/letters.h"

#define WORDS_MAX 20000 /* kept for the next issue; 8 MB, eight pages have three thousand */

struct entry {
    uint64_t hash;
    struct shape_key key;
    uint32_t face; /* identity of the key's font, whose number may be another one in the next issue */
    struct shape shape;
};

/* What a face can do, found out once. */
struct abilities {
    bool known, covers_known;
    bool covers;                     /* all basic characters */
    hb_set_t *small_caps, *superior; /* input glyphs of the features */
};
VEC(abilities_list, struct abilities);

/* Shapes by key, and what is known of faces: of one issue or, in the stock, of all that a process makes. */
struct words {
    struct arena *arena; /* its own, emptied with it */
    hb_buffer_t *buffer;
    struct entry **entries; /* open hash table, NULL: free */
    size_t mask, used;
    struct abilities_list abilities; /* by identity of the face */
    size_t users;                    /* caches that point into it */
};

struct shape_cache {
    struct fontset *fonts;
    const struct look *look;
    struct words *words;
    struct shaping cost;
};

static void words_empty(struct words *words) {
    for (size_t i = 0; i < words->abilities.len; i++) {
        hb_set_destroy(words->abilities.at[i].small_caps);
        hb_set_destroy(words->abilities.at[i].superior);
    }
    words->abilities.len = words->abilities.cap = 0;
    words->abilities.at = NULL;
    arena_reset(words->arena);
    words->used = 0;
    words->mask = 4095; /* an issue of eight pages fills it by half */
    words->entries = ARENA_ARRAY(words->arena, words->mask + 1, struct entry *);
}

static void free_words(void *arg) {
    struct words *words = arg;
    hb_buffer_destroy(words->buffer);
    words_empty(words);
    arena_free(words->arena);
}

static void *words_new(struct arena *arena) {
    struct words *words = ARENA_NEW(arena, struct words);
    words->arena = arena_new();
    words->buffer = hb_buffer_create();
    words_empty(words);
    arena_defer(arena, free_words, words);
    return words;
}

static void leave_words(void *arg) {
    struct words *words = arg;
    words->users--;
}

struct shape_cache *shape_cache_new(struct ctx *ctx, struct fontset *fonts, const struct look *look) {
    struct shape_cache *cache = ARENA_NEW(ctx->arena, struct shape_cache);
    cache->fonts = fonts;
    cache->look = look;
    cache->words = fontset_is_kept(fonts) ? stock_shelf(ctx->stock, words_new) : words_new(ctx->arena);
    if (cache->words->used > WORDS_MAX && cache->words->users == 0) words_empty(cache->words);
    cache->words->users++;
    arena_defer(ctx->arena, leave_words, cache->words);
    return cache;
}

/* ---- what a face has --------------------------------------------------------------------------------------------- */

/* Characters that HarfBuzz sets without a glyph of their own: it hides them, or makes them from another. */
static uint32_t stands_for(uint32_t cp) {
    if (cp == 0xA0 || cp == 0x202F || cp == 0x205F || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200A)) return ' ';
    if ((cp >= 0x200C && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069)) return ' ';
    if ((cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0x34F || cp == 0x61C) return ' ';
    return cp;
}

static bool has(struct shape_cache *cache, uint16_t font, uint32_t cp) {
    if (cp == 0x2011 && !font_has(cache->fonts, font, cp)) cp = shape_hyphen(cache, font);
    return font_has(cache->fonts, font, cp) || (stands_for(cp) != cp && font_has(cache->fonts, font, stands_for(cp)));
}

static bool covers(struct shape_cache *cache, uint16_t font) {
    for (uint32_t cp = '!'; cp < 0x460; cp++)
        if (shape_is_basic(cp) && !font_has(cache->fonts, font, cp)) return false;
    return true;
}

static struct abilities *abilities_of(struct shape_cache *cache, uint16_t font) {
    uint32_t face = font_identity(cache->fonts, font);
    while (cache->words->abilities.len <= face) (void)vec_push(cache->words->arena, &cache->words->abilities);
    return &cache->words->abilities.at[face];
}

bool shape_covers_basic(struct shape_cache *cache, uint16_t font) {
    struct abilities *able = abilities_of(cache, font);
    if (!able->covers_known) able->covers = covers(cache, font);
    able->covers_known = true;
    return able->covers;
}

uint32_t shape_hyphen(struct shape_cache *cache, uint16_t font) {
    return font_has(cache->fonts, font, 0x2010) ? 0x2010 : '-';
}

static bool find_font(struct shape_cache *cache, uint16_t wanted, uint32_t cp, uint16_t *font) {
    *font = wanted;
    if (has(cache, wanted, cp)) return true;
    for (size_t i = 0; i < cache->look->fallback_count; i++) {
        *font = cache->look->fallback[i];
        if (has(cache, *font, cp)) return true;
    }
    *font = wanted;
    return false;
}

/* U+FFFD itself, an empty box, a question mark: the first that any font in question has. */
static const uint32_t replacements[] = {UTF8_REPLACEMENT, 0x25A1, 0x25CA, '?'};
enum { REPLACEMENTS = sizeof replacements / sizeof *replacements };

bool shape_font_for(struct shape_cache *cache, uint16_t wanted, uint32_t cp, uint16_t *font) {
    if (find_font(cache, wanted, cp, font)) return true;
    for (size_t i = 0; i < REPLACEMENTS; i++)
        if (find_font(cache, wanted, replacements[i], font)) break;
    return cp == UTF8_REPLACEMENT; /* it shows as the replacement, which is what it says */
}

static uint32_t replacement_of(struct shape_cache *cache, uint16_t font) {
    for (size_t i = 0; i < REPLACEMENTS; i++)
        if (font_has(cache->fonts, font, replacements[i])) return replacements[i];
    return ' ';
}

static hb_set_t *feature_glyphs(hb_face_t *face, hb_tag_t feature) {
    hb_tag_t features[] = {feature, HB_TAG_NONE};
    hb_set_t *lookups = hb_set_create(), *glyphs = hb_set_create();
    hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
    hb_ot_layout_collect_lookups(face, HB_OT_TAG_GSUB, NULL, NULL, features, lookups);
    while (hb_set_next(lookups, &lookup))
        hb_ot_layout_lookup_collect_glyphs(face, HB_OT_TAG_GSUB, lookup, NULL, glyphs, NULL, NULL);
    hb_set_destroy(lookups);
    return glyphs;
}

bool shape_has_feature(struct shape_cache *cache, uint16_t font, enum shape_mode mode, uint32_t cp) {
    struct abilities *able = abilities_of(cache, font);
    hb_codepoint_t glyph;
    if (!able->known) {
        hb_face_t *face = font_face(cache->fonts, font);
        able->small_caps = feature_glyphs(face, HB_TAG('s', 'm', 'c', 'p'));
        able->superior = feature_glyphs(face, HB_TAG('s', 'u', 'p', 's'));
        able->known = true;
    }
    if (!hb_font_get_nominal_glyph(font_hb(cache->fonts, font), cp, &glyph)) return false;
    return hb_set_has(mode == MODE_SMALL_CAPS ? able->small_caps : able->superior, glyph);
}

/* ---- shaping ----------------------------------------------------------------------------------------------------- */

enum { FEATURES_MAX = 8 };

static unsigned list_features(unsigned modes, hb_feature_t out[FEATURES_MAX]) {
    static const struct {
        unsigned need, mask; /* on when (modes & mask) == need */
        hb_tag_t tag;
        uint32_t value;
    } table[] = {
        {MODE_SMALL_CAPS, MODE_SMALL_CAPS, HB_TAG('s', 'm', 'c', 'p'), 1},
        {MODE_SUPERIOR, MODE_SUPERIOR, HB_TAG('s', 'u', 'p', 's'), 1},
        {MODE_CAPITALS, MODE_CAPITALS, HB_TAG('c', 'a', 's', 'e'), 1},
        {MODE_APART, MODE_APART, HB_TAG('l', 'i', 'g', 'a'), 0},
        {MODE_FIGURES | MODE_OLD_FIGURES, MODE_FIGURES | MODE_OLD_FIGURES, HB_TAG('o', 'n', 'u', 'm'), 1},
        {MODE_FIGURES, MODE_FIGURES | MODE_OLD_FIGURES, HB_TAG('l', 'n', 'u', 'm'), 1},
        {MODE_FIGURES | MODE_TABULAR, MODE_FIGURES | MODE_TABULAR, HB_TAG('t', 'n', 'u', 'm'), 1},
        {MODE_FIGURES, MODE_FIGURES | MODE_TABULAR, HB_TAG('p', 'n', 'u', 'm'), 1},
    };
    unsigned count = 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if ((modes & table[i].mask) == table[i].need)
            out[count++] = (hb_feature_t){table[i].tag, table[i].value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    return count;
}

static uint32_t shown(struct shape_cache *cache, const struct shape_key *key, uint32_t cp) {
    if (key->modes & MODE_MISSING) return replacement_of(cache, key->font);
    if (cp == UTF8_REPLACEMENT && !font_has(cache->fonts, key->font, cp)) return replacement_of(cache, key->font);
    if (key->modes & MODE_UPPER) cp = cp_upper(cp);
    if (cp == 0x2011 && !font_has(cache->fonts, key->font, cp)) return shape_hyphen(cache, key->font);
    return cp;
}

static void fill_buffer(struct shape_cache *cache, const struct shape_key *key) {
    hb_buffer_t *buffer = cache->words->buffer;
    hb_buffer_clear_contents(buffer);
    if (key->modes & MODE_BARE) hb_buffer_add(buffer, ' ', 0);
    for (size_t at = 0; at < key->text.len;) {
        size_t from = at;
        uint32_t cp = letter_next(key->text.s, key->text.len, &at);
        hb_buffer_add(buffer, shown(cache, key, cp), (unsigned)from);
        cache->cost.steps++;
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, key->script);
    hb_buffer_set_language(buffer, key->language);
}

/* A glyph for what still came out as .notdef (a mark that decomposed into something the face lacks, say), or as one
 * beyond the `known` glyphs of the face, to which tables of a damaged font may lead. */
static uint32_t visible_glyph(struct shape_cache *cache, uint16_t font, unsigned known) {
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(font_hb(cache->fonts, font), replacement_of(cache, font), &glyph);
    return glyph && glyph < known ? glyph : 1; /* sfnt_check: a face has at least two glyphs */
}

static void read_glyphs(struct shape_cache *cache, const struct shape_key *key, struct shape *out) {
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(cache->words->buffer, &count);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(cache->words->buffer, &count);
    struct glyph *glyphs = ARENA_ARRAY(cache->words->arena, count, struct glyph);
    int upem = font_metrics(cache->fonts, key->font)->upem; /* a stack of marks ends one em above or below */
    unsigned known = hb_face_get_glyph_count(font_face(cache->fonts, key->font));
    uint32_t end = (uint32_t)key->text.len;
    for (unsigned i = count; i-- > 0;) {
        struct glyph *g = &glyphs[i];
        bool first = i == 0 || info[i - 1].cluster != info[i].cluster;
        *g = (struct glyph){info[i].codepoint, pos[i].x_advance,
                            pos[i].x_offset,   pos[i].y_offset,
                            info[i].cluster,   first ? (uint16_t)(end - info[i].cluster) : (uint16_t)0};
        if (first) end = info[i].cluster;
        if (g->y > upem) g->y = upem;
        if (g->y < -upem) g->y = -upem;
        if (g->id && g->id < known) continue;
        g->id = visible_glyph(cache, key->font, known);
        g->advance = font_advance(cache->fonts, key->font, g->id);
    }
    out->glyphs = glyphs;
    out->count = count;
}

static void shape_new(struct shape_cache *cache, const struct shape_key *key, struct shape *out) {
    hb_feature_t features[FEATURES_MAX];
    unsigned count = list_features(key->modes, features);
    fill_buffer(cache, key);
    hb_shape(font_hb(cache->fonts, key->font), cache->words->buffer, features, count);
    read_glyphs(cache, key, out);
    out->text = key->text;
}

static uint64_t hash_key(const struct shape_key *key, uint32_t face) {
    uint64_t head = (uint64_t)face << 48 | (uint64_t)key->modes << 32 | (uint64_t)key->script;
    return letter_hash(head, key->text.s, key->text.len);
}

static bool is_of(const struct entry *entry, const struct shape_key *key, uint32_t face) {
    return entry->face == face && entry->key.modes == key->modes && entry->key.script == key->script &&
           entry->key.language == key->language && str_eq(entry->key.text, key->text);
}

static void grow(struct words *words) {
    struct entry **old = words->entries;
    size_t count = words->mask + 1;
    words->mask = count * 2 - 1;
    words->entries = ARENA_ARRAY(words->arena, count * 2, struct entry *);
    for (size_t i = 0; i < count; i++) {
        if (!old[i]) continue;
        size_t slot = (size_t)old[i]->hash;
        while (words->entries[slot & words->mask]) slot++;
        words->entries[slot & words->mask] = old[i];
    }
}

const struct shape *shape_text(struct shape_cache *cache, const struct shape_key *key) {
    struct words *words = cache->words;
    uint32_t face = font_identity(cache->fonts, key->font);
    uint64_t hash = hash_key(key, face);
    size_t slot = (size_t)hash;
    if (words->used * 2 > words->mask) grow(words);
    cache->cost.asked++;
    for (; words->entries[slot & words->mask]; slot++) {
        struct entry *entry = words->entries[slot & words->mask];
        cache->cost.steps++;
        if (entry->hash == hash && is_of(entry, key, face)) return &entry->shape;
    }
    struct entry *entry = ARENA_NEW(words->arena, struct entry);
    *entry = (struct entry){hash, *key, face, {{0}, NULL, 0}};
    entry->key.text = str_copy(words->arena, key->text);
    shape_new(cache, &entry->key, &entry->shape);
    words->entries[slot & words->mask] = entry;
    words->used++;
    cache->cost.shaped++;
    return &entry->shape;
}

struct shaping shape_cost(const struct shape_cache *cache) {
    return cache->cost;
}
