/* Reading the tables of a TrueType file that hold numbers, with every read inside its table.
 *
 * A table is a view; reading behind its end gives 0, so optional and truncated tables need no special case after
 * sfnt_check has settled the mandatory ones. Values that later divide or size something are checked here: units per
 * em, number of glyphs, lengths of hmtx and loca.
 * Rejected: accepting CFF outlines and collections. The PDF writer embeds TrueType only; a template gets told so.
 */
#include "font/sfnt.h"

#include <string.h>

enum { DIRECTORY = 12, RECORD = 16 };

static unsigned u16(struct str t, size_t at) {
    if (at + 2 > t.len) return 0;
    return (unsigned)((unsigned char)t.s[at] << 8 | (unsigned char)t.s[at + 1]);
}

static int s16(struct str t, size_t at) {
    unsigned v = u16(t, at);
    return v < 0x8000 ? (int)v : (int)v - 0x10000;
}

static uint32_t u32(struct str t, size_t at) { return (uint32_t)u16(t, at) << 16 | u16(t, at + 2); }

/* The table, or an empty view when the file lacks it or it does not lie inside the file. */
static struct str table(struct str bytes, const char tag[4]) {
    unsigned count = u16(bytes, 4);
    for (unsigned i = 0; i < count; i++) {
        size_t at = DIRECTORY + (size_t)i * RECORD;
        if (at + RECORD > bytes.len) break;
        if (memcmp(bytes.s + at, tag, 4) != 0) continue;
        uint64_t start = u32(bytes, at + 8), len = u32(bytes, at + 12);
        if (start + len > bytes.len) break;
        return (struct str){bytes.s + start, (size_t)len};
    }
    return (struct str){"", 0};
}

static const char *check_kind(struct str bytes) {
    if (bytes.len < DIRECTORY) return "not a font";
    switch (u32(bytes, 0)) {
    case 0x00010000: /* TrueType */
    case 0x74727565: /* true: the same, from old Macintosh files */ break;
    case 0x4F54544F: return "CFF outlines (OTTO), TrueType is needed";      /* OTTO */
    case 0x74746366: return "a collection (ttcf), a single font is needed"; /* ttcf */
    case 0x774F4646:                                                        /* wOFF */
    case 0x774F4632: return "a web font, TrueType is needed";               /* wOF2 */
    default: return "not a font";
    }
    return bytes.len < DIRECTORY + (size_t)u16(bytes, 4) * RECORD ? "cut short" : NULL;
}

const char *sfnt_check(struct str bytes) {
    static const char needed[][5] = {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"};
    const char *wrong = check_kind(bytes);
    if (wrong) return wrong;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (table(bytes, needed[i]).len < 4) return "a needed table is missing or lies outside the file";
    struct str head = table(bytes, "head"), hhea = table(bytes, "hhea"), maxp = table(bytes, "maxp");
    unsigned upem = u16(head, 18), glyphs = u16(maxp, 4), metrics = u16(hhea, 34);
    size_t loca_entry = u16(head, 50) ? 4 : 2;
    if (head.len < 54 || hhea.len < 36 || maxp.len < 6) return "a table is cut short";
    if (upem < 16 || upem > 16384) return "units per em out of range";
    if (glyphs < 2) return "no glyphs";
    if (metrics < 1 || metrics > glyphs) return "number of advances out of range";
    if (table(bytes, "hmtx").len < (size_t)metrics * 4 + (size_t)(glyphs - metrics) * 2) return "hmtx is cut short";
    if (table(bytes, "loca").len < ((size_t)glyphs + 1) * loca_entry) return "loca is cut short";
    return NULL;
}

/* Heights from OS/2, version 2 or later; older fonts get the proportions of common text faces. */
static void heights(struct str os2, struct font_metrics *out) {
    bool has = u16(os2, 0) >= 2 && os2.len >= 90;
    out->x_height = has ? s16(os2, 86) : 0;
    out->cap_height = has ? s16(os2, 88) : 0;
    if (out->x_height <= 0) out->x_height = out->upem * 48 / 100;
    if (out->cap_height <= 0) out->cap_height = out->upem * 67 / 100;
}

static void vertical(struct str hhea, struct str os2, struct font_metrics *out) {
    out->ascent = s16(hhea, 4);
    out->descent = s16(hhea, 6);
    if (out->ascent <= 0 && os2.len >= 72) out->ascent = s16(os2, 68);
    if (out->descent >= 0 && os2.len >= 72) out->descent = s16(os2, 70);
    if (out->ascent <= 0) out->ascent = out->upem * 8 / 10;
    if (out->descent >= 0) out->descent = -out->upem * 2 / 10;
}

void sfnt_metrics(struct str bytes, struct font_metrics *out) {
    struct str head = table(bytes, "head"), hhea = table(bytes, "hhea");
    struct str os2 = table(bytes, "OS/2"), post = table(bytes, "post");
    int family = s16(os2, 30) >> 8;
    memset(out, 0, sizeof *out);
    out->upem = (int)u16(head, 18);
    vertical(hhea, os2, out);
    heights(os2, out);
    for (size_t i = 0; i < 4; i++) out->bbox[i] = s16(head, 36 + 2 * i);
    out->italic_angle = (int)((int64_t)(int32_t)u32(post, 4) * 1000 / 65536); /* 16.16 fixed point */
    out->underline_position = post.len ? s16(post, 8) : -out->upem / 10;
    out->underline_thickness = post.len ? s16(post, 10) : out->upem / 20;
    out->fixed_pitch = u32(post, 12) != 0;
    /* OS/2 sFamilyClass: 1-5 and 7 are serif classes, 8 is sans; without one PANOSE tells, 11-15 being sans. */
    out->serif = family ? family <= 5 || family == 7 : os2.len > 33 && os2.s[33] >= 2 && os2.s[33] <= 10;
    out->weight = os2.len ? (int)u16(os2, 4) : 400;
    if (out->weight < 100 || out->weight > 1000) out->weight = 400;
}
