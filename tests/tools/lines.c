/* lines TEMPLATE MEASURE FILE: sets each line of a file as a paragraph of the template's running text, MEASURE [mpt]
 * wide, and prints what that took: `lines N`, `demerits N` (their sum), `over N` (how far the widest line stands out
 * of the measure [mpt]), `harfbuzz N` (how far a line's width, with nothing stretched, is at most from the sum of
 * the advances that HarfBuzz alone gives the line [mpt]), `shaped N` (stretches that no cache had [%]), `looked N`
 * (pairs of stops that the search for lines looked at, and entries of the cache and characters that shaping did),
 * `shape N` and `break N` (the time of shaping and of breaking PAGE_LINES lines [ms]). Fonts and languages are those
 * below VISNYK_DATA.
 */
#include <hb.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "para/para.h"

#define PAGE_LINES 165 /* a page of three columns with 55 lines each */
#define TIMES 15       /* the shortest time of so many counts */
#define LONG 200000    /* a longer text is set once [bytes] */

struct sum {
    size_t lines;
    int64_t demerits;
    mpt over;
    double harfbuzz;
    uint64_t looked;
    struct shaping shaping;
};

struct bench {
    struct ctx ctx;
    struct look *look;
    struct fontset *fonts;
    mpt measure;
    struct str text;
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool next_line(struct str *rest, struct str *line) {
    if (rest->len == 0) return false;
    size_t end = 0;
    while (end < rest->len && rest->s[end] != '\n') end++;
    *line = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end + (end < rest->len), rest->len);
    return true;
}

static void shape_line(const struct bench *b, struct ctx *ctx, struct shaper *shaper, struct str line,
                       struct shaped *out) {
    struct span *span = ARENA_NEW(ctx->arena, struct span);
    *span = (struct span){.text = line, .style = &b->look->body.chars, .lang = "uk"};
    struct flow_text text = {.spans = span, .count = 1};
    text_shape(shaper, ctx, &text, &b->look->body, out);
}

/* ---- what HarfBuzz says ------------------------------------------------------------------------------------------ */

/* Advances of a text set in one face, with proportional figures [font units]. */
static int64_t advances_of(struct hb_font_t *font, enum figures figures, const char *lang, struct str text) {
    hb_tag_t kind = figures == FIGURES_OLD ? HB_TAG('o', 'n', 'u', 'm') : HB_TAG('l', 'n', 'u', 'm');
    const hb_feature_t features[] = {
        {kind, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('p', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    };
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.s, (int)text.len, 0, (int)text.len);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_CYRILLIC);
    hb_buffer_set_language(buffer, hb_language_from_string(lang, -1));
    hb_shape(font, buffer, features, 2);
    unsigned count;
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &count);
    int64_t units = 0;
    for (unsigned i = 0; i < count; i++) units += at[i].x_advance;
    hb_buffer_destroy(buffer);
    return units;
}

/* The text of a piece as the signs that are shown: a hyphen at a break, a space whether it breaks or not. */
static void read_piece(const struct piece *piece, struct buf *text) {
    for (uint32_t g = piece->from; g < piece->to; g++) {
        const struct glyph *glyph = &piece->run->glyphs[g];
        struct str cluster = str_slice(piece->run->text, glyph->text, glyph->text + glyph->text_len);
        bool hyphen = str_is(cluster, "\xC2\xAD"), space = str_is(cluster, "\xC2\xA0");
        buf_str(text, hyphen ? str_from("\xE2\x80\x90") : space ? str_from(" ") : cluster);
    }
}

/* How far the width of a line at its natural spaces is from HarfBuzz's [mpt]; 0 where faces meet: they do not kern. */
static double harfbuzz_off(const struct bench *b, struct ctx *ctx, const struct line *line) {
    struct buf text;
    buf_init(&text, ctx->arena);
    if (line->count == 0) return 0;
    const struct run *first = line->pieces[0].run;
    for (size_t i = 0; i < line->count; i++) {
        if (line->pieces[i].run->font != first->font) return 0;
        read_piece(&line->pieces[i], &text);
    }
    int64_t units = advances_of(font_hb(b->fonts, first->font), first->style->figures, "uk", str_trim(buf_view(&text)));
    double theirs = (double)units * (double)first->size / font_metrics(b->fonts, first->font)->upem;
    return fabs((double)(line->width - line->indent) - theirs);
}

/* The worst of the lines of a paragraph that is set ragged, with nothing stretched. */
static double harfbuzz_worst(const struct bench *b, struct ctx *ctx, const struct shaped *shaped) {
    struct style style = b->look->body;
    struct lines lines;
    double worst = 0;
    style.align = ALIGN_START;
    style.elastic_scale = style.elastic_tracking = 0;
    style.hang = false;
    para_break(ctx, b->fonts, shaped, &style, b->measure, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        double off = harfbuzz_off(b, ctx, &lines.at[i]);
        if (off > worst) worst = off;
    }
    return worst;
}

static void add_lines(const struct bench *b, struct sum *sum, const struct lines *lines) {
    sum->lines += lines->count;
    sum->demerits += lines->demerits;
    sum->looked += lines->steps;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].width - b->measure > sum->over) sum->over = lines->at[i].width - b->measure;
}

/* Sets the text once; the times are added up apart. */
static struct sum set_text(const struct bench *b, const char *const *data_dirs, double *shape, double *breaking) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    struct sum sum = {.over = -b->measure};
    struct str rest = b->text, line;
    ctx.diags = diags_new(ctx.arena);
    struct shaper *shaper = shaper_new(&ctx, b->fonts, b->look, data_dirs);
    *shape = *breaking = 0;
    while (next_line(&rest, &line)) {
        struct shaped shaped;
        struct lines lines;
        double start = now();
        shape_line(b, &ctx, shaper, line, &shaped);
        double middle = now();
        para_break(&ctx, b->fonts, &shaped, &b->look->body, b->measure, &lines);
        *breaking += now() - middle;
        *shape += middle - start;
        add_lines(b, &sum, &lines);
        double off = b->text.len > LONG ? 0 : harfbuzz_worst(b, &ctx, &shaped);
        if (off > sum.harfbuzz) sum.harfbuzz = off;
    }
    sum.shaping = shaper_cost(shaper);
    sum.looked += sum.shaping.steps;
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
    return sum;
}

static bool load(struct bench *b, char **argv, const char *const *data_dirs) {
    b->measure = strtoll(argv[2], NULL, 10);
    return look_load(&b->ctx, str_from(argv[1]), place_nowhere(), ".", data_dirs, &b->look) &&
           fontset_load(&b->ctx, b->look, &b->fonts) &&
           file_read(&b->ctx, argv[3], SIZE_MAX, place_nowhere(), &b->text);
}

int main(int argc, char **argv) {
    const char *data_dirs[] = {getenv("VISNYK_DATA"), NULL};
    struct bench b = {.ctx = {.arena = arena_new(), .scratch = arena_new()}};
    b.ctx.diags = diags_new(b.ctx.arena);
    if (argc != 4 || !data_dirs[0]) return 2;
    if (!load(&b, argv, data_dirs)) {
        diags_print(b.ctx.diags, stderr, UI_EN);
        return 1;
    }
    struct sum sum = {0};
    double shape = 1e9, breaking = 1e9;
    for (int i = 0; i < (b.text.len > LONG ? 1 : TIMES); i++) {
        double s, br;
        sum = set_text(&b, data_dirs, &s, &br);
        if (s < shape) shape = s;
        if (br < breaking) breaking = br;
    }
    double page = sum.lines ? PAGE_LINES / (double)sum.lines : 0;
    double shaped = sum.shaping.asked ? 100 * (double)sum.shaping.shaped / (double)sum.shaping.asked : 0;
    printf("lines %zu\ndemerits %lld\nover %lld\nharfbuzz %.1f\nshaped %.1f\nlooked %llu\nshape %.2f\nbreak %.2f\n",
           sum.lines, (long long)sum.demerits, (long long)sum.over, sum.harfbuzz, shaped,
           (unsigned long long)sum.looked, shape * page, breaking * page);
    arena_free(b.ctx.scratch);
    arena_free(b.ctx.arena);
    return 0;
}
