/* lines TEMPLATE MEASURE FILE: sets each line of a file as a paragraph of the template's running text, MEASURE [mpt]
 * wide, and prints what that took: `lines N`, `demerits N` (their sum), `over N` (how far the widest line stands out
 * of the measure [mpt]), `shaped N` (stretches that no cache had [%]), `shape N` and `break N` (the time of shaping and
 * of breaking PAGE_LINES lines [ms]). Fonts and languages are those below VISNYK_DATA.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "para/para.h"

#define PAGE_LINES 165 /* a page of three columns with 55 lines each */
#define TIMES 15       /* the shortest time of so many counts */

struct sum {
    size_t lines;
    int64_t demerits;
    mpt over;
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

static void add_lines(struct sum *sum, const struct lines *lines, mpt measure) {
    sum->lines += lines->count;
    sum->demerits += lines->demerits;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].width - measure > sum->over) sum->over = lines->at[i].width - measure;
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
        add_lines(&sum, &lines, b->measure);
    }
    sum.shaping = shaper_cost(shaper);
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
    for (int i = 0; i < TIMES; i++) {
        double s, br;
        sum = set_text(&b, data_dirs, &s, &br);
        if (s < shape) shape = s;
        if (br < breaking) breaking = br;
    }
    double page = sum.lines ? PAGE_LINES / (double)sum.lines : 0;
    double shaped = sum.shaping.asked ? 100 * (double)sum.shaping.shaped / (double)sum.shaping.asked : 0;
    printf("lines %zu\ndemerits %lld\nover %lld\nshaped %.1f\nshape %.2f\nbreak %.2f\n", sum.lines,
           (long long)sum.demerits, (long long)sum.over, shaped, shape * page, breaking * page);
    arena_free(b.ctx.scratch);
    arena_free(b.ctx.arena);
    return 0;
}
