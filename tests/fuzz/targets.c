/* What a fuzzer feeds: one function a kind of input, each the way that such bytes go in the program.
 *
 * FUZZ_TARGET names the kind. libFuzzer calls LLVMFuzzerTestOneInput; where clang is not installed, driver.c does.
 * Some inputs are files beside others: they are written into a folder of the process, in which a small issue lies that
 * is otherwise sound. `issue` is a whole folder in one file, in the form of tests/diag/NAME.case, so that each of those
 * is a seed. All memory is given back after each input, so leaks show. VISNYK_DATA: where templates/ and fonts/ lie.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/job.h"
#include "app/lock.h"
#include "base/file.h"
#include "fuzz/fuzz.h"
#include "image/image.h"
#include "legacy/legacy.h"
#include "reader/reader.h"
#include "source/source.h"
#include "text/text.h"

static char *folder;
static const char *data_dirs[] = {NULL, NULL, NULL}; /* the folder of the process, then that of the program */

/* ---- what lies beside -------------------------------------------------------------------------------------------- */

static const char sound_issue[] = "number: 1\nyear: 2012\ndate: 2012-03-30\ntitle: Bulletin\nlanguage: uk\n";
static const char sound_article[] = "---\nkind: news\ntitle: Стаття\n---\n\nТекст, \"слово\" - 1250000 грн[^1].\n\n"
                                    "|а|б|\n|-|-:|\n|1|2|\n\n- перше\n\n![що](p.png)\n\n[^1]: Звіт.\n";

static void put(struct ctx *ctx, const char *name, struct str bytes) {
    const char *path = path_join(ctx->arena, folder, name);
    file_make_dirs(ctx, path_dir(ctx->arena, path));
    if (!file_write_lazily(ctx->arena, path, bytes)) abort();
}

static const char *inside(struct ctx *ctx, const char *name) { return path_join(ctx->arena, folder, name); }

static void put_issue(struct ctx *ctx, const char *more) {
    put(ctx, "i/issue.yaml", str_from(arena_printf(ctx->arena, "%s%s", sound_issue, more)));
    put(ctx, "i/01-a.md", str_from(sound_article));
}

static void make(struct ctx *ctx, const char *dir, bool files) {
    struct job job = {.dir = dir, .data_dirs = data_dirs, .proof = true};
    struct job_result result = {0};
    struct job_pages pages;
    for (int i = 0; i < PDF_PROFILE_COUNT; i++) job.profiles[i] = files;
    if (files)
        job_build(ctx, &job, &result);
    else
        job_pages(ctx, &job, &pages);
}

/* ---- the kinds --------------------------------------------------------------------------------------------------- */

static void fuzz_decode(struct ctx *ctx, struct str bytes) {
    static const char *const encodings[] = {NULL, "UTF-8", "UTF-16", "CP1251", "KOI8-RU", "CP866", "MacUkraine"};
    struct source *source;
    struct repair_counts counts = {0};
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (source_from_bytes(ctx, "a.txt", bytes, encodings[i], place_nowhere(), &source))
            source_repair(ctx, source, ~(rule_set)0, &counts);
}

static void fuzz_import(struct ctx *ctx, struct str bytes) {
    struct source *source;
    struct repair_counts counts = {0};
    struct legacy_report report = {0};
    struct buf out;
    buf_init(&out, ctx->arena);
    if (!source_from_bytes(ctx, "a.txt", bytes, NULL, place_nowhere(), &source)) return;
    source_repair(ctx, source, ~(rule_set)0, &counts);
    legacy_convert(ctx, source, str_from("a"), ~(rule_set)0, &report, &out);
}

static void fuzz_yaml(struct ctx *ctx, struct str bytes) {
    struct node root;
    struct source *source;
    if (source_from_bytes(ctx, "a.yaml", bytes, NULL, place_nowhere(), &source))
        yaml_parse(ctx, source, 0, source->text.len, &root);
    put(ctx, "i/issue.yaml", bytes);
    make(ctx, inside(ctx, "i"), false);
}

static void fuzz_front(struct ctx *ctx, struct str bytes) {
    struct buf text;
    buf_init(&text, ctx->arena);
    buf_printf(&text, "---\n%.*s\n---\n\nText.\n", STR_ARG(bytes));
    put(ctx, "i/01-a.md", buf_view(&text));
    make(ctx, inside(ctx, "i"), false);
}

static void fuzz_markdown(struct ctx *ctx, struct str bytes) {
    struct job job = {.dir = inside(ctx, "i"), .data_dirs = data_dirs};
    struct buf out;
    buf_init(&out, ctx->arena);
    put(ctx, "i/01-a.md", bytes);
    job_dump(ctx, &job, DUMP_MODEL, &out);
}

static void fuzz_pages(struct ctx *ctx, struct str bytes) {
    put(ctx, "i/01-a.md", bytes);
    make(ctx, inside(ctx, "i"), false);
}

static void fuzz_template(struct ctx *ctx, struct str bytes) {
    put(ctx, "i/look/template.yaml", bytes);
    make(ctx, inside(ctx, "i"), false);
}

/* The first byte says which of the files of a language it is. */
static void fuzz_language(struct ctx *ctx, struct str bytes) {
    static const char *const names[] = {"language.yaml", "proof.yaml", "words.yaml", "hyph-uk.pat.txt",
                                        "exceptions.txt"};
    if (!bytes.len) return;
    const char *name = names[(uint8_t)bytes.s[0] % (sizeof names / sizeof *names)];
    const char *path = arena_printf(ctx->arena, "templates/languages/uk/%s", name);
    put(ctx, path, str_slice(bytes, 1, bytes.len));
    make(ctx, inside(ctx, "i"), false);
    struct sampler *sampler = sampler_new(ctx, "uk", data_dirs);
    sampler_show(sampler, str_from("Громадо-слово, \"м. Харків\" - 12 грн"), (struct rule_choice){0}, true);
    file_remove(inside(ctx, path));
}

static void convert(void *user, const uint8_t *row, uint32_t width, uint8_t *out) {
    memcpy(out, row, width * *(size_t *)user);
}

static void fuzz_image(struct ctx *ctx, struct str bytes) {
    struct image *image;
    struct image_pixels pixels;
    struct image_packed packed;
    struct image_recoded recoded;
    unsigned eighths = 3;
    put(ctx, "picture", bytes);
    if (!image_load(ctx, inside(ctx, "picture"), place_nowhere(), &image) || image->drawing) return;
    if ((uint64_t)image->width * image->height > 4000000) return; /* sound but slow */
    image_packed(ctx->arena, image, &packed);
    size_t components = image->space == IMAGE_GRAY ? 1 : image->space == IMAGE_RGB ? 3 : 4;
    const struct image_recode how = {.eighths = 4,
                                     .coding = {75, false},
                                     .components = (unsigned)components,
                                     .convert = convert,
                                     .user = &components};
    if (image->format == IMAGE_JPEG) image_recode_jpeg(ctx->arena, image, &how, &recoded);
    image_decode_reduced(ctx->arena, image, &eighths, &pixels);
    image_decode(ctx, image, &pixels);
}

static void fuzz_svg(struct ctx *ctx, struct str bytes) {
    struct image *image;
    put(ctx, "i/p.svg", bytes);
    bool sound = image_load(ctx, inside(ctx, "i/p.svg"), place_nowhere(), &image);
    if (sound && bytes.len % 16 == 0) make(ctx, inside(ctx, "i"), true); /* slow */
}

static void fuzz_font(struct ctx *ctx, struct str bytes) {
    put(ctx, "i/look/font.ttf", bytes);
    make(ctx, inside(ctx, "i"), true);
}

static void fuzz_lock(struct ctx *ctx, struct str bytes) {
    struct job job = {.dir = inside(ctx, "i"), .data_dirs = data_dirs};
    struct job_result result = {0};
    enum likeness likeness;
    put(ctx, "i/issue.lock", bytes);
    lock_verify(ctx, &job, &result, &likeness);
}

static void fuzz_pdf(struct ctx *ctx, struct str bytes) {
    struct reader *reader;
    struct reader_files files = {0};
    struct str text;
    reader_intact(ctx, bytes);
    if (!reader_open(ctx, "a.pdf", bytes, &reader)) return;
    reader_attached(ctx, reader, &files);
    reader_source(ctx, reader, &text);
    for (size_t page = 0; page < reader_pages(reader) && page < 20; page++) {
        struct reader_glyphs glyphs = {0};
        struct reader_marks marks = {0};
        reader_text(ctx, reader, page, &glyphs);
        reader_marks(ctx, reader, page, &marks);
        reader_boxes(ctx, reader, page);
    }
    reader_content(ctx, reader, READER_ANYBODY, "x", &text);
}

static void fuzz_tar(struct ctx *ctx, struct str bytes) {
    struct reader_files files = {0};
    reader_tar(ctx, "a.tar", bytes, &files);
}

/* Sections that a line `==> NAME` opens are files of the issue; those that run something are left out. */
static void fuzz_issue(struct ctx *ctx, struct str bytes) {
    static const char mark[] = "==> ";
    struct str_list made = {0};
    file_remove_tree(ctx, inside(ctx, "case"));
    put(ctx, "case/issue.yaml", str_from(sound_issue));
    put(ctx, "case/01-a.md", str_from(sound_article));
    for (size_t at = 0; at < bytes.len;) {
        const char *line = memchr(bytes.s + at, '\n', bytes.len - at);
        size_t end = line ? (size_t)(line - bytes.s) + 1 : bytes.len;
        struct str name = str_slice(bytes, at, line ? end - 1 : end);
        size_t next = end;
        while (next < bytes.len &&
               !(bytes.s[next - 1] == '\n' && bytes.len - next > 4 && !memcmp(bytes.s + next, mark, 4)))
            next++;
        bool file = str_starts(name, mark) && name.len < 60;
        if (file) name = str_slice(name, 4, name.len);
        if (file && path_is_inside(name) && made.len < 20 && !str_ends(name, ".ttf") && !memchr(name.s, 0, name.len)) {
            const char *path = arena_printf(ctx->arena, "%s/case/%.*s", folder, STR_ARG(name));
            file_make_dirs(ctx, path_dir(ctx->arena, path));
            file_write_lazily(ctx->arena, path, str_slice(bytes, end, next));
            *vec_push(ctx->arena, &made) = name;
        }
        at = next;
    }
    make(ctx, inside(ctx, "case"), true);
}

/* ---- begin, once an input ---------------------------------------------------------------------------------------- */

static const struct target {
    const char *name;
    void (*run)(struct ctx *ctx, struct str bytes);
    const char *issue; /* more of issue.yaml of the sound issue; NULL: none is needed */
} targets[] = {
    {"decode", fuzz_decode, NULL},
    {"import", fuzz_import, NULL},
    {"yaml", fuzz_yaml, ""},
    {"front", fuzz_front, ""},
    {"markdown", fuzz_markdown, ""},
    {"pages", fuzz_pages, ""},
    {"template", fuzz_template, "template: ./look\n"},
    {"language", fuzz_language, ""},
    {"image", fuzz_image, NULL},
    {"svg", fuzz_svg, ""},
    {"font", fuzz_font, "template: ./look\n"},
    {"lock", fuzz_lock, ""},
    {"pdf", fuzz_pdf, NULL},
    {"tar", fuzz_tar, NULL},
    {"issue", fuzz_issue, NULL},
};

static const struct target *target;

static struct ctx open_ctx(void) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    ctx.diags = diags_new(ctx.arena);
    return ctx;
}

static void close_ctx(struct ctx *ctx) {
    arena_free(ctx->scratch);
    arena_free(ctx->arena);
}

/* The font of a template is the one that is fed; all faces are that file. */
static void put_font_template(struct ctx *ctx) {
    struct str bytes;
    struct buf out;
    buf_init(&out, ctx->arena);
    if (!file_read(ctx, path_join(ctx->arena, data_dirs[1], "templates/visnyk-a4/template.yaml"), 1 << 20,
                   place_nowhere(), &bytes))
        abort();
    for (size_t at = 0; at < bytes.len; at++) {
        size_t end = at;
        while (end < bytes.len && !strchr(" \n,}", bytes.s[end])) end++;
        struct str word = str_slice(bytes, at, end);
        buf_printf(&out, "%.*s", STR_ARG(str_ends(word, ".ttf") ? STR("font.ttf") : word));
        if (end < bytes.len) buf_putc(&out, bytes.s[end]);
        at = end;
    }
    put(ctx, "i/look/template.yaml", buf_view(&out));
}

static void remove_folder(void) {
    struct ctx ctx = open_ctx();
    file_remove_tree(&ctx, folder);
    close_ctx(&ctx);
    free(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    const char *name = getenv("FUZZ_TARGET"), *data = getenv("VISNYK_DATA");
    for (size_t i = 0; name && i < sizeof targets / sizeof *targets; i++)
        if (strcmp(targets[i].name, name) == 0) target = &targets[i];
    if (!target) {
        fputs("FUZZ_TARGET must be one of:", stderr);
        for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) fprintf(stderr, " %s", targets[i].name);
        fputc('\n', stderr);
        exit(2);
    }
    struct ctx ctx = open_ctx();
    char *made = file_make_temporary(&ctx);
    if (!made) abort();
    folder = strdup(made);
    data_dirs[0] = folder;
    data_dirs[1] = data ? data : ".";
    if (target->issue) put_issue(&ctx, target->issue);
    if (strcmp(name, "svg") == 0)
        put(&ctx, "i/01-a.md", STR("---\ntitle: A\n---\n\n![a](p.svg)\n\n![b](p.svg){span=2}\n"));
    if (strcmp(name, "font") == 0) put_font_template(&ctx);
    close_ctx(&ctx);
    atexit(remove_folder);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct ctx ctx = open_ctx();
    target->run(&ctx, (struct str){size ? (const char *)data : "", size});
    close_ctx(&ctx);
    return 0;
}
