/* Pages as PNG files, a sheet of all of them, and both again on every change.
 *
 * Idea: an issue is set anew as a whole, with the fonts, patterns and shaped words that the time before has left in
 * stock; drawing pages takes longer, so only those whose paint has another key than before are drawn: all others leave
 * the preview's PDF empty, and their small pictures for the sheet are kept. A stop is allowed while nothing is being
 * written: signals wait until a file is whole.
 * Invariants: a picture is replaced at once; when the issue cannot be made or drawn, the pictures of before stay.
 * Rejected: keeping the pages of articles that did not change (a line more moves all that follows it). */
#include "app/preview.h"

#include <signal.h>
#include <string.h>

#include "app/find.h"
#include "app/job.h"
#include "app/raster.h"
#include "app/report.h"
#include "app/say.h"
#include "app/watch.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/stock.h"
#include "paint/paint.h"
#include "pdf/pdf.h"
#include "style/style.h"

#define DPI 100
#define SHRINK 5       /* a page of the sheet against its picture */
#define SHEET_MOST 600 /* pages on the sheet: a longer one would be too large to open */
#define GAP 6          /* pixels between the pages of a spread and of the sheet's edge */
#define GROUND 0xD8

/* What is known of a page that was drawn. */
struct drawn {
    uint64_t key;
    struct image_pixels small;
};

struct preview {
    const struct options *options;
    enum ui_lang lang;
    struct found_issue issue;
    const char *const *data_dirs;
    const char *dir;
    struct arena *keep; /* of what lives from one change to the next */
    struct stock *stock;
    struct drawn *pages;
    size_t count, cap;
    struct watch *watch;
    size_t fresh; /* pages drawn this time */
    struct ctx *ctx;
};

/* ---- stops ------------------------------------------------------------------------------------------------------- */

static void stops_hold(bool hold) {
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGHUP);
    sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &stops, NULL);
}

/* A stop that has come ends the process here. */
static void stop_here(void) {
    stops_hold(false);
    stops_hold(true);
}

/* ---- pictures ---------------------------------------------------------------------------------------------------- */

static const char *page_path(const struct preview *p, size_t page) {
    return path_join(p->ctx->arena, p->dir, arena_printf(p->ctx->arena, "page-%02zu.png", page + 1));
}

static bool picture_write(struct preview *p, const char *path, const struct image_pixels *pixels) {
    struct str png;
    bool written = image_encode_png(p->ctx->arena, pixels, &png) && file_write(p->ctx, path, png);
    stop_here();
    return written;
}

/* The average of SHRINK x SHRINK pixels. */
static void shrink(struct arena *arena, const struct image_pixels *from, struct image_pixels *to) {
    uint32_t width = from->width / SHRINK, height = from->height / SHRINK;
    bool fits = to->samples && to->width == width && to->height == height;
    if (!fits)
        *to =
            (struct image_pixels){width, height, 3, ARENA_ARRAY(arena, (size_t)width * height * 3 + 1, uint8_t), NULL};
    for (uint32_t y = 0; y < height; y++)
        for (uint32_t x = 0; x < width * 3; x++) {
            unsigned sum = 0;
            for (uint32_t k = 0; k < SHRINK * SHRINK; k++) {
                size_t row = (size_t)y * SHRINK + k / SHRINK, column = (size_t)(x / 3) * SHRINK + k % SHRINK;
                sum += from->samples[(row * from->width + column) * 3 + x % 3];
            }
            to->samples[(size_t)y * width * 3 + x] = (uint8_t)(sum / (SHRINK * SHRINK));
        }
}

static bool take_page(void *self, size_t page, const struct image_pixels *pixels) {
    struct preview *p = self;
    p->fresh++;
    shrink(p->keep, pixels, &p->pages[page].small);
    return picture_write(p, page_path(p, page), pixels);
}

/* ---- the sheet --------------------------------------------------------------------------------------------------- */

/* Spreads in a row: about as wide as high. */
static size_t sheet_spreads(size_t spreads) {
    size_t columns = 1;
    while (columns * columns * 3 < spreads * 2) columns++;
    return columns;
}

static void paste(struct image_pixels *sheet, const struct image_pixels *page, size_t x, size_t y) {
    for (uint32_t row = 0; row < page->height && y + row < sheet->height; row++)
        memcpy(sheet->samples + ((y + row) * sheet->width + x) * 3, page->samples + (size_t)row * page->width * 3,
               (size_t)page->width * 3);
}

/* Pages as they lie before a reader: the first at the right, then pairs. */
static bool sheet_write(struct preview *p) {
    size_t count = p->count < SHEET_MOST ? p->count : SHEET_MOST, width = 0, height = 0;
    for (size_t i = 0; i < count; i++) {
        if (p->pages[i].small.width > width) width = p->pages[i].small.width;
        if (p->pages[i].small.height > height) height = p->pages[i].small.height;
    }
    size_t spreads = count / 2 + 1, columns = sheet_spreads(spreads), rows = (spreads + columns - 1) / columns;
    struct image_pixels sheet = {(uint32_t)(columns * (2 * width + 3 * GAP) + GAP),
                                 (uint32_t)(rows * (height + 2 * GAP)), 3, NULL, NULL};
    size_t size = (size_t)sheet.width * sheet.height * 3;
    sheet.samples = ARENA_ARRAY(p->ctx->arena, size, uint8_t);
    memset(sheet.samples, GROUND, size);
    for (size_t i = 0; i < count; i++) {
        size_t spread = (i + 1) / 2, right = (i + 1) % 2;
        size_t x = spread % columns * (2 * width + 3 * GAP) + 2 * GAP + right * width;
        if (!right) x += width - p->pages[i].small.width; /* at the fold */
        paste(&sheet, &p->pages[i].small, x, spread / columns * (height + 2 * GAP) + GAP);
    }
    return picture_write(p, path_join(p->ctx->arena, p->dir, "pages.png"), &sheet);
}

/* ---- one time ---------------------------------------------------------------------------------------------------- */

static uint64_t fonts_key(const struct look *look) {
    uint64_t key = HASH64_SEED;
    for (size_t i = 0; i < look->font_count; i++) key = hash64(key, look->fonts[i].path, strlen(look->fonts[i].path));
    return key;
}

static void pages_room(struct preview *p, size_t count) {
    while (p->cap < count) p->pages = vec_grow(p->keep, p->pages, &p->cap, p->cap, sizeof *p->pages);
    for (size_t i = p->count; i < count; i++) p->pages[i] = (struct drawn){0};
    for (size_t i = count; i < p->count; i++) file_remove(page_path(p, i));
    p->count = count;
}

/* Draws the runs of pages whose keys are not `keys[i]`; a page that could not be drawn has no key afterwards. */
static bool draw_changed(struct preview *p, struct str pdf, const uint64_t *keys) {
    const struct raster_taker taker = {take_page, p};
    for (size_t from = 0, to; from < p->count; from = to) {
        bool changed = p->pages[from].key != keys[from];
        for (to = from + 1; to < p->count && (p->pages[to].key != keys[to]) == changed; to++) continue;
        if (!changed) continue;
        for (size_t i = from; i < to; i++) p->pages[i].key = 0;
        if (!raster_pages(p->ctx, pdf, from, to, DPI, &taker)) return false;
        for (size_t i = from; i < to; i++) p->pages[i].key = keys[i];
    }
    return true;
}

static bool draw_pages(struct preview *p, const struct job_pages *made) {
    struct paint_doc *doc = made->doc;
    size_t before = p->count;
    uint64_t *keys = ARENA_ARRAY(p->ctx->arena, doc->pages.len + 1, uint64_t), fonts = fonts_key(made->look);
    struct str pdf;
    if (p->options->guides) paint_guides(p->ctx, doc);
    if (!file_make_dirs(p->ctx, p->dir)) return false;
    pages_room(p, doc->pages.len);
    bool any = before != p->count;
    for (size_t i = 0; i < p->count; i++) {
        keys[i] = (paint_key(&doc->pages.at[i]) ^ fonts) | 1; /* 0: not drawn */
        any = any || keys[i] != p->pages[i].key;
        if (keys[i] == p->pages[i].key) paint_blank(&doc->pages.at[i]);
    }
    if (!any) return true;
    const struct pdf_input input = {.doc = doc, .fonts = made->fonts};
    return pdf_write(p->ctx, &input, PDF_SCREEN, &pdf) && draw_changed(p, pdf, keys) && sheet_write(p);
}

/* The folders of all that was read, whether it could be understood or not. */
static void watch_inputs(struct preview *p, const struct job_pages *made) {
    struct arena *arena = p->ctx->arena;
    watch_dir(p->watch, path_join(arena, p->issue.dir, "images"));
    const struct diag_file *file;
    for (uint32_t i = 1; (file = diags_file_lookup(p->ctx->diags, i)); i++)
        watch_dir(p->watch, path_dir(arena, file->path));
    for (size_t i = 0; made->doc && i < made->doc->pages.len; i++)
        for (size_t k = 0; k < made->doc->pages.at[i].count; k++) {
            const struct paint_item *item = &made->doc->pages.at[i].items[k];
            if (item->kind == PAINT_IMAGE) watch_dir(p->watch, path_dir(arena, item->image.image->path));
        }
}

static void say_result(const struct preview *p, bool made, int64_t took) {
    struct buf line;
    buf_init(&line, p->ctx->arena);
    buf_printf(&line, "%s: ", p->issue.name);
    if (made) {
        say_count(&line, p->count, NOUN_PAGE, p->lang);
        buf_printf(&line, ": %s", p->dir);
        if (p->watch) buf_printf(&line, " (%s %zu, %lld ms)", say_word(WORD_DRAWN, p->lang), p->fresh, (long long)took);
    } else {
        buf_puts(&line, say_word(WORD_NOT_MADE, p->lang));
    }
    buf_putc(&line, '\n');
    fwrite(line.s, 1, line.len, stdout);
}

static enum exit_status preview_once(struct preview *p) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new(), .stock = p->stock};
    struct job_pages made = {0};
    const struct job job = {.dir = p->issue.dir, .data_dirs = p->data_dirs};
    uint64_t since = clock_ms();
    ctx.diags = diags_new(ctx.arena);
    p->ctx = &ctx;
    p->fresh = 0;
    bool good = job_pages(&ctx, &job, &made);
    if (p->watch) watch_inputs(p, &made); /* before the pages are drawn, which takes its time */
    good = good && draw_pages(p, &made);
    struct str messages = report_messages(ctx.arena, &ctx, p->issue.name, p->options->json, p->lang);
    fwrite(messages.s, 1, messages.len, stderr);
    if (!p->options->quiet) say_result(p, good, (int64_t)(clock_ms() - since));
    fflush(stdout);
    bool trouble = !good || diags_count(ctx.diags, DIAG_ERROR) > 0;
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
    p->ctx = NULL;
    return trouble ? STATUS_TROUBLE : STATUS_MADE;
}

enum exit_status preview_run(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    struct preview p = {.options = options, .lang = lang, .keep = ctx->arena, .stock = stock_new(ctx->arena)};
    p.issue = find_issue(ctx, options->issues[0]);
    p.data_dirs = find_data_dirs(ctx);
    p.dir = options->out_dir ? options->out_dir : arena_printf(ctx->arena, "build/preview/%s", p.issue.name);
    if (options->watch && !(p.watch = watch_new(ctx, ctx->arena))) return STATUS_SYSTEM;
    if (p.watch) watch_dir(p.watch, p.issue.dir); /* what changes while the pages are made for the first time counts */
    stops_hold(true);
    enum exit_status status = preview_once(&p);
    while (p.watch) {
        watch_wait(p.watch);
        status = preview_once(&p);
    }
    stops_hold(false);
    return status;
}
