/* Which encoding is this?
 *
 * A byte order mark decides; then zeros or 04 at every other byte (UTF-16), then well-formed UTF-8. What is left is
 * read with each code page in turn and scored by how common its pairs of letters are in Ukrainian and Russian: a page
 * that is wrong turns words into pairs that no word has, or puts capitals behind small letters. Pages that differ in
 * a few letters only (KOI8-R and -U, CP866 and CP1125) share one score, and the bytes in question decide. Rejected:
 * scoring single letters, which needs a page of text where pairs need a line; uchardet, which knows neither KOI8-U nor
 * CP1125.
 */
#include "source/guess.h"

#include <string.h>

#include "base/utf8.h"
#include "source/tables.h"

#define SAMPLE_MAX ((size_t)64 << 10) /* [bytes] looked at; pairs are settled long before */
#define LETTERS_ENOUGH 40             /* about one line of text */

/* Pairs of small letters in running Ukrainian and Russian text (about 1.1 million pairs counted, the more frequent
 * language holds): 9 is 1.2 % of all pairs, each step less halves, 0 is rarer than 1 in 60 000. Rows: first letter,
 * columns: second letter, both in the order of `letters`. */
#define LETTERS 37
static const uint16_t letters[LETTERS] = {
    0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437, 0x0438, 0x0439, 0x043A, 0x043B, 0x043C,
    0x043D, 0x043E, 0x043F, 0x0440, 0x0441, 0x0442, 0x0443, 0x0444, 0x0445, 0x0446, 0x0447, 0x0448, 0x0449,
    0x044A, 0x044B, 0x044C, 0x044D, 0x044E, 0x044F, 0x0451, 0x0454, 0x0456, 0x0457, 0x0491,
};
static const char pairs[LETTERS][LETTERS + 1] = {
    "0786776828888907779326776400006637012", "6001060160463670631705200426000200700",
    "9243274390773784565702233008100310900", "5001540060262480603500001000000000500",
    "8253486270773785644702200005500330700", "4466765647788954989024454500002331120",
    "5000580060341620000500020000000010100", "8663631050336775623600004005200200600",
    "5674684768878746798057665400006801000", "0220300000583650056000012000000000000",
    "9030075180070693767900400600000000700", "8000084090510580000500050006806830800",
    "8350090080445585010700020007000530800", "9021690490800990057752405008605941800",
    "0898878768899747988135465400026403065", "8000080070550594953700301004100100700",
    "9042286190516590066726305307203610800", "6251362070886688459614434004503830700",
    "9070390090624591973820020006902520700", "3385765404656806577041050600007206000",
    "8000040050020060303420000000000000500", "2010010050000360502300000000000000600",
    "5030070070000100000200000002504500700", "7000070070500630006400002000100030400",
    "4030060060240450306500000000200000500", "5000060060000080000300000000400040100",
    "0000020000000000000000000000000000000", "0560670407356005436007044000000000000",
    "0000010700601760075020004000005000000", "0000000000330000027000000000000000000",
    "0450300002000100006000060600003005000", "0044650401825400326004230300004305000",
    "0000000100023500104000000000000000000", "0000300000304000017000000000004000030",
    "5684803607687852676004446300006605060", "0000000000000100000004000000000000040",
    "0000000000000000500000000000000000200",
};

static int letter_index(uint32_t cp) {
    if (cp >= 0x0430 && cp <= 0x044F) return (int)(cp - 0x0430);
    for (int i = 32; i < LETTERS; i++)
        if (letters[i] == cp) return i;
    return -1;
}

enum { PAIR_MEAN = 3, CASE_BROKEN = 10, LETTER_FOREIGN = 5, SYMBOL_IN_WORD = 5, BYTE_UNDEFINED = 15 };

struct score {
    int64_t points;
    size_t letters; /* Cyrillic ones */
};

/* Points for what stands behind `last`; 0 means a byte below 80 that is no letter. */
static int64_t pair_points(uint32_t last, uint32_t cp) {
    int a = letter_index(cp_lower(last)), b = letter_index(cp_lower(cp));
    bool last_letter = cp_is_letter(last), letter = cp_is_letter(cp);
    if (letter && !cp_is_latin(cp) && b < 0) return -LETTER_FOREIGN;
    if (last_letter && !letter && cp >= 0x80 && cp != 0xA0 && cp != 0xAD) return cp < 0x2000 || cp > 0x203A ? -2 : 0;
    if (a < 0 || b < 0) return 0;
    if (!cp_is_upper(last) && cp_is_upper(cp)) return -CASE_BROKEN;
    return pairs[a][b] - '0' - PAIR_MEAN;
}

static struct score score_codepage(struct str bytes, const uint16_t *high) {
    struct score score = {0};
    uint32_t last = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.s[i];
        uint32_t cp = byte < 0x80 ? byte : high[byte - 0x80];
        if (cp == 0) score.points -= BYTE_UNDEFINED;
        score.points += pair_points(last, cp);
        score.letters += cp_is_cyrillic(cp);
        bool symbol = last >= 0x2190 && last < 0x2600; /* arrows, lines, blocks: no part of a word */
        if (symbol && cp_is_cyrillic(cp)) score.points -= SYMBOL_IN_WORD;
        last = cp;
    }
    return score;
}

/* How often one of the bytes in `set` stands between or beside bytes that are letters in `high`. */
static size_t count_in_words(struct str bytes, const uint16_t *high, const char *set) {
    size_t count = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        if (!strchr(set, bytes.s[i]) || !bytes.s[i]) continue;
        for (int side = -1; side <= 1; side += 2) {
            size_t k = i + (size_t)side; /* wraps below 0 and is then beyond the end */
            unsigned char next = k < bytes.len ? (unsigned char)bytes.s[k] : 0;
            if (next >= 0x80 && cp_is_cyrillic(high[next - 0x80])) {
                count++;
                break;
            }
        }
    }
    return count;
}

static const char *settle_koi8(struct str bytes) {
    const uint16_t *high = codepage_lookup("KOI8-R")->high;
    return count_in_words(bytes, high, "\xA4\xA6\xA7\xAD\xB4\xB6\xB7\xBD") ? "KOI8-U" : "KOI8-R";
}

/* F2-F9 hold Ukrainian letters in both pages, but not the same ones. */
static const char *settle_dos(struct str bytes) {
    const uint16_t *cp1125 = codepage_lookup("CP1125")->high, *cp866 = codepage_lookup("CP866")->high;
    if (!count_in_words(bytes, cp866, "\xF2\xF3\xF4\xF5\xF6\xF7\xF8\xF9")) return "CP866";
    int64_t ours = score_codepage(bytes, cp1125).points, theirs = score_codepage(bytes, cp866).points;
    return ours >= theirs ? "CP1125" : "CP866";
}

static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

static struct guess guess_codepage(struct str bytes) {
    struct score ansi = score_codepage(bytes, codepage_lookup("CP1251")->high);
    struct score koi8 = score_codepage(bytes, codepage_lookup("KOI8-U")->high);
    struct score koi8_r = score_codepage(bytes, codepage_lookup("KOI8-R")->high);
    struct score dos = score_codepage(bytes, codepage_lookup("CP1125")->high);
    struct score dos_r = score_codepage(bytes, codepage_lookup("CP866")->high);
    koi8.points = larger(koi8.points, koi8_r.points);
    dos.points = larger(dos.points, dos_r.points);
    if (koi8.points > ansi.points && koi8.points >= dos.points)
        return (struct guess){settle_koi8(bytes), 0, koi8.letters < LETTERS_ENOUGH};
    if (dos.points > ansi.points) return (struct guess){settle_dos(bytes), 0, dos.letters < LETTERS_ENOUGH};
    return (struct guess){"CP1251", 0, ansi.letters < LETTERS_ENOUGH};
}

void guess_count_utf8(struct str bytes, size_t *sequences, size_t *bad) {
    *sequences = *bad = 0;
    for (size_t at = 0; at < bytes.len;) {
        size_t start = at;
        uint32_t cp = utf8_next(bytes.s, bytes.len, &at);
        if (at - start > 1)
            ++*sequences;
        else if (cp == UTF8_REPLACEMENT)
            ++*bad;
    }
}

/* UTF-16 without a mark: in our scripts the high byte of nearly every unit is 00 or 04. NULL when it is not. */
static const char *guess_utf16(struct str bytes) {
    size_t count[2] = {0}, zeros = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        count[i % 2] += bytes.s[i] == 0 || bytes.s[i] == 4;
        zeros += bytes.s[i] == 0;
    }
    size_t units = bytes.len / 2;
    if (units < 2 || zeros == 0) return NULL;
    if (count[1] > units / 2 && count[0] < units / 4) return "UTF-16LE";
    if (count[0] > units / 2 && count[1] < units / 4) return "UTF-16BE";
    return NULL;
}

struct guess guess_encoding(struct str bytes) {
    if (str_starts(bytes, "\xEF\xBB\xBF")) return (struct guess){"UTF-8", 3, false};
    if (str_starts(bytes, "\xFF\xFE")) return (struct guess){"UTF-16LE", 2, false};
    if (str_starts(bytes, "\xFE\xFF")) return (struct guess){"UTF-16BE", 2, false};
    struct str sample = str_slice(bytes, 0, SAMPLE_MAX);
    const char *utf16 = guess_utf16(sample);
    if (utf16) return (struct guess){utf16, 0, false};
    size_t sequences, bad;
    guess_count_utf8(bytes, &sequences, &bad);
    /* A legacy page makes a well-formed pair now and then, beside many more bytes that fit nowhere. */
    if (bad == 0 || sequences > 4 * bad) return (struct guess){"UTF-8", 0, false};
    return guess_codepage(sample);
}
