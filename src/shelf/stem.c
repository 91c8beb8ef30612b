/* A stem is the word less the longest ending that leaves STEM_LEAST letters; its forms are found by the beginning.
 * Vowels that alternate in the last syllable (рік - року, школа - шкіл, Харків - Харкова) give further beginnings,
 * of the word less each of its endings, since only one of them is the right one.
 * Rejected: a full morphology; it is larger than the program, and a bulletin's reader sorts out a hit too many.
 */
#include "shelf/stem.h"

#include "base/utf8.h"

#define STEM_LEAST 3 /* letters */

/* ---- folding --------------------------------------------------------------------------------------------------- */

static bool is_apostrophe(uint32_t cp) { return cp == '\'' || cp == 0x2019 || cp == 0x2BC || cp == '`' || cp == 0xB4; }
static bool is_silent(uint32_t cp) { return cp == 0xAD || cp == 0x301 || cp == 0x300 || is_apostrophe(cp); }
static bool is_word(uint32_t cp) { return cp_is_letter(cp) || cp_is_digit(cp); }

/* Latin letters that look like Cyrillic ones. */
static uint32_t look_alike(uint32_t cp) {
    static const char latin[] = "aceiopxyj";
    static const uint32_t cyrillic[] = {0x430, 0x441, 0x435, 0x456, 0x43E, 0x440, 0x445, 0x443, 0x458};
    for (size_t i = 0; latin[i]; i++)
        if (cp == (uint32_t)latin[i]) return cyrillic[i];
    return cp;
}

/* Letters that people write for one another. */
static uint32_t letter_fold(uint32_t cp) {
    if (cp == 0x451) return 0x435; /* ё: е */
    if (cp == 0x491) return 0x433; /* ґ: г */
    return cp;
}

static struct str fold(struct arena *arena, struct str word) {
    struct buf out;
    bool cyrillic = false;
    buf_init(&out, arena);
    for (size_t at = 0; at < word.len;) cyrillic = cp_is_cyrillic(utf8_next(word.s, word.len, &at)) || cyrillic;
    for (size_t at = 0; at < word.len;) {
        uint32_t cp = cp_lower(utf8_next(word.s, word.len, &at));
        if (!is_silent(cp)) buf_utf8(&out, letter_fold(cyrillic ? look_alike(cp) : cp));
    }
    return buf_view(&out);
}

bool word_next(struct arena *arena, struct str text, size_t *at, size_t *from, struct str *word) {
    size_t next = *at, end = 0;
    *from = text.len;
    for (*at = text.len; next < text.len;) {
        size_t here = next;
        uint32_t cp = utf8_next(text.s, text.len, &next);
        if (is_word(cp)) {
            if (!end) *from = here;
            end = next;
        } else if (!end || !is_silent(cp)) {
            if (end) break;
        }
    }
    if (!end) return false;
    *at = end;
    *word = fold(arena, str_slice(text, *from, end));
    return true;
}

/* ---- stems ----------------------------------------------------------------------------------------------------- */

void endings_load(struct ctx *ctx, const char *const *data_dirs, struct str_list *out) {
    static const char *const languages[] = {"uk", "ru", "en"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        for (const char *const *dir = data_dirs; *dir; dir++) {
            const char *path = arena_printf(ctx->arena, "%s/templates/languages/%s/endings.txt", *dir, languages[i]);
            struct str text;
            if (!file_exists(path)) continue;
            if (!file_read(ctx, path, 1 << 20, place_nowhere(), &text)) return;
            for (size_t at = 0, end; at < text.len; at = end + 1) {
                for (end = at; end < text.len && text.s[end] != '\n';) end++;
                struct str line = str_trim(str_slice(text, at, end));
                if (line.len && line.s[0] != '#') *vec_push(ctx->arena, out) = line;
            }
            break;
        }
}

static void stem_add(struct arena *arena, struct str_list *out, struct str stem) {
    for (size_t i = 0; i < out->len; i++)
        if (str_eq(out->at[i], stem)) return;
    *vec_push(arena, out) = stem;
}

static bool is_vowel(uint32_t cp) {
    static const uint32_t vowels[] = {0x430, 0x435, 0x438, 0x43E, 0x443, 0x44E, 0x44F, 0x454, 0x456, 0x457};
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (cp == vowels[i]) return true;
    return false;
}

/* In a closed last syllable і stands where an open one has о or е. */
static void alternate(struct arena *arena, struct str stem, struct str_list *out) {
    static const char *const others[] = {"о", "е", "і"};
    for (size_t at = stem.len; at > 0;) {
        size_t end = at;
        uint32_t cp = utf8_prev(stem.s, &at);
        if (!is_vowel(cp)) continue;
        bool alternates = cp == 0x456 || cp == 0x43E || cp == 0x435;
        for (size_t i = cp == 0x456 ? 0 : 2; alternates && end < stem.len && i < (cp == 0x456 ? 2u : 3u); i++)
            stem_add(arena, out,
                     str_from(arena_printf(arena, "%.*s%s%.*s", (int)at, stem.s, others[i], (int)(stem.len - end),
                                           stem.s + end)));
        return;
    }
}

void word_stems(struct arena *arena, const struct str_list *endings, struct str word, struct str_list *out) {
    struct str stem = word;
    alternate(arena, word, out);
    for (size_t i = 0; i < endings->len; i++) {
        struct str ending = endings->at[i];
        if (ending.len >= word.len) continue;
        struct str left = str_slice(word, 0, word.len - ending.len);
        if (!str_eq(str_slice(word, left.len, word.len), ending) || utf8_count(left) < STEM_LEAST) continue;
        alternate(arena, left, out);
        if (left.len < stem.len) stem = left;
    }
    stem_add(arena, out, stem);
}
