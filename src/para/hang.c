/* Hanging punctuation: which marks stand a little outside the measure, so that the edge looks straight.
 *
 * The shares are data: thousandths of the mark's own advance, the higher the less ink the mark has. They keep the
 * order that typographers give for margin kerning (Hàn Thế Thành, Micro-typographic extensions, 2000, chapter 3) at
 * about a third of its amount: half a point at text size. In columns with a gutter of 5 mm a mark that hangs by half
 * its width stands between the columns, and the edge is no edge any more. Rejected: measuring the ink of each glyph,
 * which needs outlines and gives much the same for these few marks.
 */
#include "para/galley.h"

#include "base/utf8.h"

static const struct {
    uint32_t cp;
    int share; /* [1/1000 of the advance] */
} hanging[] = {
    {'!', 50},    {'\'', 220},   {')', 40},     {',', 220},    {'-', 170},    {'.', 220},    {':', 120},
    {';', 120},   {'?', 50},     {0x00AD, 170}, {0x00BB, 90},  {0x2010, 170}, {0x2011, 170}, {0x2013, 90},
    {0x2014, 50}, {0x2018, 150}, {0x2019, 170}, {0x201C, 130}, {0x201D, 130}, {0x2026, 50},
};

static int share_of(uint32_t cp) {
    for (size_t i = 0; i < sizeof hanging / sizeof *hanging; i++)
        if (hanging[i].cp == cp) return hanging[i].share;
    return 0;
}

mpt hang_width(struct fontset *fonts, const struct run *run, uint32_t from, uint32_t to) {
    uint32_t last = to;
    while (last > from && run->glyphs[last - 1].text_len == 0) last--;
    if (last == from) return 0;
    const struct glyph *glyph = &run->glyphs[last - 1];
    if (glyph->text >= run->text.len) return 0;
    size_t at = glyph->text, end = glyph->text + glyph->text_len;
    int share = share_of(utf8_next(run->text.s, end < run->text.len ? end : run->text.len, &at));
    if (share == 0) return 0;
    return (run_width(fonts, run, last - 1, to) - run_tracking(run)) * share / 1000;
}
