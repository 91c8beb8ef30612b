/* Words become runs.
 *
 * Each character gets its traits: font (after fallback), script, and the way its style is to be drawn; neighbours of
 * equal traits share a run. Characters without a script of their own (figures, punctuation) take that of the run they
 * stand in, so «ЄС-2012» is one run. A combining mark stays in the font of its letter.
 * What a face lacks is made: small capitals from capitals at SMALL_CAPS_SCALE, superiors at SUPERIOR_SCALE, raised.
 *
 * A run is at most RUN_CHARS long; the cut costs a pair of kerning in a word that is no word, and keeps HarfBuzz's
 * tables small when somebody sends a megabyte without a space.
 */
#include "text/runs.h"

#include "text/letters.h"

enum {
    RUN_CHARS = 200,
    /* [1/1000] Capitals this size have about the height of x plus a tenth: Source Serif 475/670 of an em. */
    SMALL_CAPS_SCALE = 780,
    SUPERIOR_SCALE = 620, /* [1/1000] of the size: about as the face's own superior figures */
    SUPERIOR_RISE = 330,  /* [1/1000 em] */
    NAMED_MISSING = 8,    /* characters listed in one message */
    MARKS_MOST = 4        /* on one letter; the transcription of dialects needs three */
};

enum making { AS_IS, SMALL_CAPS_MADE, SUPERIOR_MADE };

struct traits {
    uint32_t span;
    uint16_t font;
    uint16_t modes;
    enum making making;
    bool plain;         /* any basic character of the span has the same traits, but for the script */
    hb_script_t script; /* HB_SCRIPT_COMMON: takes its neighbours' */
};

/* Marks and joiners stay with the letter before. */
static bool clings(uint32_t cp) { return letter_is_mark(cp) || cp == 0x200C || cp == 0x200D; }

static hb_script_t script_of(uint32_t cp) {
    if (letter_is_basic_cyrillic(cp)) return HB_SCRIPT_CYRILLIC;
    if (cp < 0x80) return letter_is(cp) ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    if (cp_is_cyrillic(cp)) return HB_SCRIPT_CYRILLIC;
    if (cp_is_latin(cp)) return HB_SCRIPT_LATIN;
    if (cp < 0x370 || (cp >= 0x2000 && cp < 0x2C00)) return HB_SCRIPT_COMMON;
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), cp);
    return script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN ? HB_SCRIPT_COMMON : script;
}

static unsigned style_modes(const struct char_style *style) {
    unsigned modes = 0;
    if (style->figures == FIGURES_OLD) modes |= MODE_OLD_FIGURES;
    if (style->tabular) modes |= MODE_TABULAR;
    if (style->caps == CAPS_ALL) modes |= MODE_CAPITALS;
    if (style->tracking) modes |= MODE_APART;
    return modes;
}

static void small_caps(struct shaper *shaper, uint32_t cp, struct traits *t) {
    if (shape_has_feature(shaper->cache, t->font, MODE_SMALL_CAPS, 'a') &&
        (cp_upper(cp) == cp || shape_has_feature(shaper->cache, t->font, MODE_SMALL_CAPS, cp)))
        t->modes |= MODE_SMALL_CAPS;
    else if (cp_upper(cp) != cp) {
        t->modes |= MODE_UPPER;
        t->making = SMALL_CAPS_MADE;
    }
}

static struct traits traits_of(struct shaper *shaper, const struct paragraph *p, const struct typed *c,
                               const struct traits *before) {
    const struct char_style *style = p->source->spans[c->span].style;
    struct traits t = {.span = c->span, .script = script_of(c->cp)};
    if (before && before->plain && before->span == c->span && shape_is_basic(c->cp)) {
        t.font = before->font;
        t.modes = before->modes;
        t.plain = true;
        return t;
    }
    t.modes = (uint16_t)style_modes(style);
    if (before && clings(c->cp) && before->span == c->span && !(before->modes & MODE_MISSING)) {
        uint16_t font;
        if (shape_font_for(shaper->cache, before->font, c->cp, &font) && font == before->font) return *before;
    }
    if (!shape_font_for(shaper->cache, style->font, c->cp, &t.font)) t.modes |= MODE_MISSING;
    t.plain = style->caps != CAPS_SMALL && !style->superior && t.font == style->font && !(t.modes & MODE_MISSING) &&
              shape_covers_basic(shaper->cache, t.font);
    if (style->caps == CAPS_SMALL) small_caps(shaper, c->cp, &t);
    if (!style->superior) return t;
    if (shape_has_feature(shaper->cache, t.font, MODE_SUPERIOR, c->cp))
        t.modes |= MODE_SUPERIOR;
    else
        t.making = SUPERIOR_MADE;
    return t;
}

static bool same_traits(const struct traits *run, const struct traits *t) {
    unsigned modes = run->modes & ~(unsigned)MODE_BARE;
    if (run->span != t->span || run->font != t->font || modes != t->modes || run->making != t->making) return false;
    return t->script == HB_SCRIPT_COMMON || run->script == HB_SCRIPT_COMMON || run->script == t->script;
}

static struct place place_of(struct ctx *ctx, const struct paragraph *p, size_t from, size_t to) {
    const struct typed *first = &p->chars.at[from];
    const struct span *span = &p->source->spans[first->span];
    size_t end = span->text.len;
    if (to < p->chars.len && p->chars.at[to].span == first->span) end = p->chars.at[to].from;
    return place_within(ctx->diags, span->place, first->from, end - first->from);
}

static void free_set(void *arg) { hb_set_destroy(arg); }

static hb_set_t *told_missing(struct shaper *shaper, struct ctx *ctx, uint32_t file) {
    while (shaper->missing.len <= file) {
        hb_set_t *set = hb_set_create();
        *vec_push(ctx->arena, &shaper->missing) = set;
        arena_defer(ctx->arena, free_set, set);
    }
    return shaper->missing.at[file];
}

/* Says each character once for a file: a listing drawn with lines, or a text full of pictures, is one mistake. */
static void report_missing(struct shaper *shaper, struct ctx *ctx, const struct paragraph *p, size_t from, size_t to) {
    hb_set_t *told = told_missing(shaper, ctx, p->source->spans[p->chars.at[from].span].place.file);
    struct buf names;
    size_t count = 0, first = from;
    buf_init(&names, ctx->scratch);
    for (size_t i = from; i < to; i++) {
        uint32_t cp = p->chars.at[i].cp;
        if (hb_set_has(told, cp)) continue;
        hb_set_add(told, cp);
        if (count == 0) first = i;
        if (++count <= NAMED_MISSING) buf_printf(&names, "%sU+%04X", count > 1 ? " " : "", (unsigned)cp);
    }
    if (count > NAMED_MISSING) buf_puts(&names, " ...");
    if (count > 0) diag(ctx, DIAG_GLYPH_MISSING, place_of(ctx, p, first, to), "%s", names.s);
}

static void set_style(struct run *run, const struct char_style *style, enum making making) {
    run->style = style;
    run->size = style->size;
    run->rise = style->rise;
    if (making == SMALL_CAPS_MADE) run->size = div_round(style->size * SMALL_CAPS_SCALE, 1000);
    if (making != SUPERIOR_MADE) return;
    run->size = div_round(style->size * SUPERIOR_SCALE, 1000);
    run->rise += div_round(style->size * SUPERIOR_RISE, 1000);
}

static bool has_figure(struct str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.s[i] >= '0' && text.s[i] <= '9') return true;
    return false;
}

static struct shape_key key_of(const struct paragraph *p, const struct traits *t, struct str text) {
    const struct language *language = p->languages[t->span];
    struct shape_key key = {t->font, t->modes, t->script, language->hb, text};
    if (key.script == HB_SCRIPT_COMMON) key.script = language->cyrillic ? HB_SCRIPT_CYRILLIC : HB_SCRIPT_LATIN;
    if (key.modes & MODE_SUPERIOR || !has_figure(text))
        key.modes &= (uint16_t) ~(MODE_OLD_FIGURES | MODE_TABULAR);
    else
        key.modes |= MODE_FIGURES;
    return key;
}

static void set_glyphs(struct shaper *shaper, const struct shape_key *key, struct run *run) {
    const struct shape *shape = shape_text(shaper->cache, key);
    run->font = key->font;
    run->glyphs = shape->glyphs;
    run->count = shape->count;
    run->text = shape->text;
}

static struct run *shape_run(struct shaper *shaper, struct ctx *ctx, const struct shape_key *key) {
    struct run *run = ARENA_NEW(ctx->arena, struct run);
    set_glyphs(shaper, key, run);
    return run;
}

void run_apart(struct shaper *shaper, struct word_run *word) {
    word->key.modes |= MODE_APART;
    set_glyphs(shaper, &word->key, word->run);
}

static struct run *make_run(struct shaper *shaper, struct ctx *ctx, const struct paragraph *p, size_t from, size_t to,
                            const struct traits *t, struct shape_key *key) {
    const struct span *span = &p->source->spans[t->span];
    *key = key_of(p, t, paragraph_text(p, from, to));
    struct run *run = shape_run(shaper, ctx, key);
    set_style(run, span->style, t->making);
    run->lang = span->lang;
    run->span = span;
    run->place = place_of(ctx, p, from, to);
    if (t->modes & MODE_MISSING) report_missing(shaper, ctx, p, from, to);
    if (hb_script_get_horizontal_direction(t->script) == HB_DIRECTION_RTL)
        diag(ctx, DIAG_RIGHT_TO_LEFT, run->place, "%s", "");
    return run;
}

/* Marks at a word's beginning, or more of them on a letter than there is room for. True: at the beginning. */
static bool check_marks(struct ctx *ctx, const struct paragraph *p, size_t from, size_t to) {
    bool bare = letter_is_mark(p->chars.at[from].cp);
    size_t marks = bare ? MARKS_MOST : 0;
    for (size_t i = from; i < to; i++) {
        marks = letter_is_mark(p->chars.at[i].cp) ? marks + 1 : 0;
        if (marks != MARKS_MOST + 1) continue;
        diag(ctx, DIAG_MARK_STRAY, place_of(ctx, p, i, i + 1), "U+%04X", (unsigned)p->chars.at[i].cp);
    }
    return bare;
}

/* What turns the direction of what follows: marks that need no end, and openers; not what only ends them. */
static bool turns_direction(uint32_t cp) {
    return cp == 0x200F || cp == 0x061C || (cp >= 0x202A && cp <= 0x202E && cp != 0x202C) ||
           (cp >= 0x2066 && cp <= 0x2068);
}

/* Each is said once for a file, like characters that no font has. */
static void check_directions(struct shaper *shaper, struct ctx *ctx, const struct paragraph *p, size_t from,
                             size_t to) {
    for (size_t i = from; i < to; i++) {
        uint32_t cp = p->chars.at[i].cp;
        if (cp < 0x61C || !turns_direction(cp)) continue;
        hb_set_t *told = told_missing(shaper, ctx, p->source->spans[p->chars.at[i].span].place.file);
        if (hb_set_has(told, cp)) continue;
        hb_set_add(told, cp);
        diag(ctx, DIAG_DIRECTION_CONTROL, place_of(ctx, p, i, i + 1), "U+%04X", (unsigned)cp);
    }
}

void runs_of_word(struct shaper *shaper, struct ctx *ctx, const struct paragraph *p, size_t from, size_t to,
                  struct word_run_list *out) {
    struct traits run = traits_of(shaper, p, &p->chars.at[from], NULL), before = run;
    size_t start = from;
    if (check_marks(ctx, p, from, to)) run.modes |= MODE_BARE;
    check_directions(shaper, ctx, p, from, to);
    for (size_t i = from + 1; i <= to; i++) {
        struct traits t = before;
        if (i < to) {
            t = traits_of(shaper, p, &p->chars.at[i], &before);
            before = t;
            if (same_traits(&run, &t) && i - start < RUN_CHARS) {
                if (run.script == HB_SCRIPT_COMMON) run.script = t.script;
                continue;
            }
        }
        struct word_run *w = vec_push(shaper->work, out);
        w->run = make_run(shaper, ctx, p, start, i, &run, &w->key);
        w->start = p->chars.at[start].at - p->chars.at[from].at;
        w->end = w->start + (uint32_t)w->key.text.len;
        run = t;
        start = i;
    }
}

struct run *run_of_space(struct shaper *shaper, struct ctx *ctx, const struct paragraph *p, size_t at) {
    struct traits t = traits_of(shaper, p, &p->chars.at[at], NULL);
    struct shape_key key;
    t.modes &= MODE_APART;
    t.making = AS_IS;
    return make_run(shaper, ctx, p, at, at + 1, &t, &key);
}

struct run *run_of_hyphen(struct shaper *shaper, struct ctx *ctx, const struct word_run *word) {
    struct shape_key key = word->key;
    struct glyph *glyph;
    char hyphen[4];
    key.modes &= (uint16_t)~MODE_MISSING;
    key.text = (struct str){hyphen, utf8_put(hyphen, shape_hyphen(shaper->cache, key.font))};
    struct run *run = shape_run(shaper, ctx, &key);
    glyph = ARENA_NEW(ctx->arena, struct glyph);
    *glyph = run->glyphs[0];
    glyph->text = 0;
    glyph->text_len = 2;
    run->glyphs = glyph;
    run->count = 1;
    run->text = STR("\xC2\xAD"); /* U+00AD */
    run->style = word->run->style;
    run->size = word->run->size;
    run->rise = word->run->rise;
    run->lang = word->run->lang;
    run->span = word->run->span;
    run->place = word->run->place;
    return run;
}

int32_t advance_before(struct shaper *shaper, const struct word_run *word, struct str text, uint32_t next) {
    char pair[64];
    struct shape_key key = word->key;
    int32_t advance = 0;
    if (text.len + 4 > sizeof pair) return 0;
    memcpy(pair, text.s, text.len);
    key.text = (struct str){pair, text.len + (next ? utf8_put(pair + text.len, next) : 0)};
    const struct shape *shape = shape_text(shaper->cache, &key);
    for (uint32_t i = 0; i < shape->count && shape->glyphs[i].text < text.len; i++) advance += shape->glyphs[i].advance;
    return advance;
}
