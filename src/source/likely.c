/* How likely is one character behind another?
 *
 * Letters by a table of pairs, everything else by what kind of character it is and what kind may stand beside it: a
 * box line stands beside box lines, a closing quote behind a letter, a capital not behind a small letter. Ukrainian and
 * Russian share one table, since archives mix them and a code page that is right for one is seldom wrong for the other.
 * The costs are bits, so those of a whole text can be added and compared. Rejected: single letters, which need a page
 * of text where pairs need a line; three letters, whose table would be forty times as large for a few short samples.
 */
#include "source/likely.h"

#include <stdbool.h>

#include "base/utf8.h"

/* Counted in 3.6 million letters of manual pages, handbooks and proverbs, half of the weight for each language. Rows:
 * the first sign, columns: the second one, both in the order of `letters`; the last row and column stand for anything
 * that is no letter. 0-9, a-z: -2 log2 of the share of the second sign behind the first. Seven pairs with U+0457 are
 * counted in bulletins alone: handbooks hardly ever name Ukraine. */
#define LETTERS 38
static const uint16_t letters[LETTERS] = {
    0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437, 0x0438, 0x0439, 0x043A, 0x043B, 0x043C,
    0x043D, 0x043E, 0x043F, 0x0440, 0x0441, 0x0442, 0x0443, 0x0444, 0x0445, 0x0446, 0x0447, 0x0448, 0x0449,
    0x044A, 0x044B, 0x044C, 0x044D, 0x044E, 0x044F, 0x0451, 0x0454, 0x0456, 0x0457, 0x0491, 0x045E,
};
static const char pairs[LETTERS + 1][LETTERS + 2] = {
    "sb9dbbd9j99986ob9a7hjddaehzzztcbkcyhtz5", "8lfln7nj9wc8da5w8eg5wflhqdf7knmcnwawtw9",
    "5ifkf7gf6zaaga6fd9eaxgolhmxafwwgnz8zzz5", "7nnk8bsu8vf9ha2v7nh8onoimvususovuvcvvv9",
    "6fcle5el7ya8h85c9de9tkgljyrddrnfiyayyy9", "gdbb9dcckba985gf687liffeegzzzvjhjmpoxz4",
    "8bpq83mt6vcbl5cplid9vvnavvvvhppvhvgvvv9", "3c7d9dmncxcc868dckk9ltrlhxnchumfqxbxxx6",
    "id9fdagaea8a78hcb78qf9dbdfzzzvfboqzfzz4", "rifndlnnqse4d9bln99vnpkjgsvvvvsqvvsvvv2",
    "5nerpahk7zo9pd4p9ca8xreum9xzslrwzz9zzz7", "6mohl6fq6yefod6oxhm9pwrgquye6s86hy8yyy9",
    "6ibpp5wr7yddeb6emim8pvqlysybkopdhy8yyy4", "5rmkb7qn6zcsv75zkdaahmgkgfz9crh8lnazzza",
    "p9689dabgba88aib899nkgebfizzzmdgolmcoz5", "7wwuy7yt8yfcwd3g4heavyjhpvyfiusity9yyyd",
    "5kddg5em5sflbb5ijdb9hfgldqxbhshamzazvz9", "ajcoi9ps8z88db89gc3aogifjxoecrk7izbzzz9",
    "6oauk7mr6zchjb5k7ak9orpjroud6tjgotczxz6", "ge7c7c9dlgaa9bo9b98sfgoaddyyynakwbyjyy3",
    "2ttqt8tr9tobfm5takg9etttqttjkrotrt7tttd", "bodrpessaushkc5schhcrjuqpusuomusuu9uuu1",
    "8teoq3tl5thotodftqtdttnoottc8t99tt4ttta", "5unww3rw5wcjt6ermw7bwwoqdwwwfqwwfwcwwwc",
    "7tftt4tt4ta9la9ken98ntntqttt8tntgtattta", "7trtt5tt5tttth2tmttcttttttttbtttdtfttti",
    "fjjjj1jjjjjjjjejjjjjjjjjjjjjjjj4bjjjjjb", "te8ge7lcl6d98fvbea8qt7occmvtvvtlvvvvvv3",
    "uglhhds9jt8wf69pu6bumwhlapwwuwbelwswww2", "pjffgpofof99ecpdcg1pchnpbppppnpmppppppc",
    "o7akamkhnjjkgfsphf5urlj7m8uuuoequauuuu3", "ulcg9bjbni6hadxlhf9pwchipfxxxxdjxfvxxx1",
    "ojfffmedokfc73okad4omeolejoooooomooooo4", "ssls9sssssesbdssdf6sssssssssssbssssbss1",
    "dc6d6xf9xab8b7fna8cxpdiddjxxxxddxdxbxx4", "qqaqdqqeqhqqgaqqqmiqq8qqqqqqqqqqqqq9qq0",
    "fffffffffffffcff1fffffffffffffffff7fff8", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb6",
    "ba7d8dd8ai9ca796a79abgdbgfvtvemasfcjvzz",
};

static int letter_index(uint32_t cp) {
    if (cp >= 0x0430 && cp <= 0x044F) return (int)(cp - 0x0430);
    for (int i = 32; i < LETTERS; i++)
        if (letters[i] == cp) return i;
    return LETTERS;
}

static int pair_cost(int a, int b) {
    char c = pairs[a][b];
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* ---- kinds of characters ------------------------------------------------------------------------------------- */

enum kind {
    SPACE,    /* and line ends, and the start of the text */
    CYRILLIC, /* letters of the table */
    LATIN,
    LATIN_I, /* stands for the Ukrainian letter where a page lacks it */
    DIGIT,
    ASCII_SIGN,
    OPENING,    /* « „ ‘ */
    CLOSING,    /* » ” */
    APOSTROPHE, /* ’ */
    QUOTE,      /* “ opens in one language and closes in another */
    DASH,
    NUMBER_SIGN, /* № § ° */
    SIGN,        /* © … and the like */
    LINE,        /* of boxes, and blocks */
    RARE,        /* other signs, other people's Cyrillic letters */
    NOTHING,     /* the page has no character there */
    KINDS
};

/* What a character costs for its kind alone, in half bits: rough shares in office texts. */
static const int kind_cost[KINDS] = {
    [OPENING] = 12,     [CLOSING] = 12, [APOSTROPHE] = 14, [QUOTE] = 14, [DASH] = 11,
    [NUMBER_SIGN] = 13, [SIGN] = 18,    [LINE] = 18,       [RARE] = 36,  [NOTHING] = 50,
};

/* What it costs more, in bits, that the kind of the column stands behind that of the row. */
static const char beside[KINDS][KINDS + 1] = {
    /* clang-format off */
    /*                sp cy la li di as op cl ap qu da nu si li ra no */
    [SPACE]       = "0000000660000060",
    [CYRILLIC]    = "0091307003166696",
    [LATIN]       = "09000070031667A6",
    [LATIN_I]     = "0100007003166666",
    [DIGIT]       = "0300004013044466",
    [ASCII_SIGN]  = "0000000330000300",
    [OPENING]     = "6000200773040666",
    [CLOSING]     = "0663502000004600",
    [APOSTROPHE]  = "0000200333044600",
    [QUOTE]       = "0000003333040600",
    [DASH]        = "0110000330033300",
    [NUMBER_SIGN] = "0604006666604666",
    [SIGN]        = "0442003333340400",
    [LINE]        = "0666330660400066",
    [RARE]        = "099A660660666000",
    [NOTHING]     = "0000000000000000",
    /* clang-format on */
};

static int beside_cost(enum kind a, enum kind b) {
    char c = beside[a][b];
    return 2 * (c <= '9' ? c - '0' : c - 'A' + 10);
}

static enum kind kind_of_sign(uint32_t cp) {
    switch (cp) {
    case 0xA0: return SPACE;
    case 0xAB:
    case 0x201E:
    case 0x2018: return OPENING;
    case 0xBB:
    case 0x201D: return CLOSING;
    case 0x2019: return APOSTROPHE;
    case 0x201C: return QUOTE;
    case 0x2013:
    case 0x2014: return DASH;
    case 0x2116:
    case 0xB0:
    case 0xA7: return NUMBER_SIGN;
    case 0xA9:
    case 0xAD:
    case 0xB2: /* km² */
    case 0xB3:
    case 0xB7:
    case 0x2022:
    case 0x2026:
    case 0x20AC:
    case 0x2122: return SIGN;
    default: return cp >= 0x2500 && cp < 0x25A0 ? LINE : RARE;
    }
}

static enum kind kind_of(uint32_t cp) {
    if (cp >= 0x80) return cp_is_cyrillic(cp) && letter_index(cp_lower(cp)) < LETTERS ? CYRILLIC : kind_of_sign(cp);
    if (cp <= ' ') return cp ? SPACE : NOTHING;
    if (cp == 'i' || cp == 'I') return LATIN_I;
    if (cp_is_letter(cp)) return LATIN;
    return cp_is_digit(cp) ? DIGIT : ASCII_SIGN;
}

enum { CAPITAL_INSIDE = 24, SAME_LINE = 2, NEXT_LINE = 8, LINES_APART = 36, NO_BREAK_SPACE = 12 };

/* A word in capitals goes on in capitals; one that begins with a capital costs nothing. */
static int case_cost(uint32_t last, uint32_t cp) {
    bool before = cp_is_upper(last), here = cp_is_upper(cp);
    return here && !before ? CAPITAL_INSIDE : 0;
}

/* ─ │ ═ ║: corners and crossings hardly ever touch one another. */
static bool is_straight(uint32_t cp) { return cp == 0x2500 || cp == 0x2502 || cp == 0x2550 || cp == 0x2551; }

int likely_cost(uint32_t last, uint32_t cp) {
    enum kind a = kind_of(last), b = kind_of(cp);
    if (a == LINE && b == LINE)
        return cp == last ? SAME_LINE : is_straight(last) || is_straight(cp) ? NEXT_LINE : LINES_APART;
    int cost = kind_cost[b] + beside_cost(a, b);
    if (a == CYRILLIC || b == CYRILLIC) cost += pair_cost(letter_index(cp_lower(last)), letter_index(cp_lower(cp)));
    if (a == CYRILLIC && b == CYRILLIC) cost += case_cost(last, cp);
    return cp == 0xA0 ? cost + NO_BREAK_SPACE : cost;
}
