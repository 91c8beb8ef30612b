/* visnyk import.
 *
 * Each file is work of its own: read, repaired, converted, written where nothing lies yet, its messages printed, its
 * memory given back, so an archive of any number of files needs the memory of the largest. What was made is one line on
 * standard output, or with --diag json one object; what was changed and what is doubtful goes to standard error with
 * places. A file that cannot be text is refused before anything is guessed about it.
 */
#include "app/import.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/report.h"
#include "app/say.h"
#include "base/file.h"
#include "base/utf8.h"
#include "legacy/legacy.h"

#define STDIN_MAX ((size_t)64 << 20) /* as source.c reads */
#define SAMPLE ((size_t)64 << 10)    /* [bytes] looked at for control characters */

/* One file on its way. */
struct import {
    struct ctx *ctx;
    const struct options *options;
    enum ui_lang lang;
    const char *path;
    const char *target; /* NULL: standard output */
    struct source *source;
    struct repair_counts repairs;
    struct legacy_report report;
    struct buf markdown;
};

/* ---- what is no text ------------------------------------------------------------------------------------------ */

/* What people keep beside their texts, by its first bytes. */
static const char *foreign_format(struct str bytes) {
    static const struct {
        const char *start;
        size_t len;
        const char *name;
    } formats[] = {{"%PDF-", 5, "PDF"},
                   {"{\\rtf", 5, "RTF"},
                   {"PK\3\4", 4, "ZIP, DOCX, ODT"},
                   {"\xD0\xCF\x11\xE0", 4, "DOC"},
                   {"\xDB\xA5-", 3, "DOC"},
                   {"\x89PNG", 4, "PNG"},
                   {"\xFF\xD8\xFF", 3, "JPEG"},
                   {"GIF8", 4, "GIF"},
                   {"\x1F\x8B", 2, "gzip"},
                   {"\xFFWPC", 4, "WordPerfect"},
                   {"\x7F"
                    "ELF",
                    4, "ELF"}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (bytes.len >= formats[i].len && memcmp(bytes.s, formats[i].start, formats[i].len) == 0)
            return formats[i].name;
    return NULL;
}

/* Text has a control character here and there; a program has one in every ten bytes. */
static bool is_binary(const struct source *source) {
    struct str sample = str_slice(source->text, 0, SAMPLE);
    size_t bad = 0, all = 0;
    for (size_t at = 0; at < sample.len; all++) bad += utf8_next(sample.s, sample.len, &at) == UTF8_REPLACEMENT;
    return bad * 10 > all;
}

/* ---- reading ------------------------------------------------------------------------------------------------- */

static bool read_stdin(struct ctx *ctx, struct str *bytes) {
    struct buf all;
    char part[1 << 16];
    buf_init(&all, ctx->arena);
    buf_add(&all, "", 0);
    for (size_t n; (n = fread(part, 1, sizeof part, stdin)) > 0;) {
        if (all.len + n > STDIN_MAX) {
            diag(ctx, DIAG_FILE_TOO_BIG, place_nowhere(), "-: > %zu", STDIN_MAX);
            return false;
        }
        buf_add(&all, part, n);
    }
    *bytes = buf_view(&all);
    return true;
}

static bool read_bytes(struct import *im, struct str *bytes) {
    if (strcmp(im->path, "-") == 0) return read_stdin(im->ctx, bytes);
    return file_read(im->ctx, im->path, STDIN_MAX, place_nowhere(), bytes);
}

/* How often the file's line ends are not those of Unix; bytes of UTF-16 count as well as others. */
static void note_line_ends(struct import *im) {
    struct str s = im->source->bytes;
    size_t crlf = 0, cr = 0;
    bool wide = strncmp(im->source->encoding, "UTF-16", 6) == 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.s[i] != '\r') continue;
        size_t next = i + (wide ? 2 : 1);
        if (next < s.len && s.s[next] == '\n')
            crlf++;
        else
            cr++;
    }
    if (crlf + cr) diag(im->ctx, DIAG_REPAIR_LINE_ENDS, place_file(im->source->file), "CRLF × %zu, CR × %zu", crlf, cr);
}

static void note_dos_end(struct import *im) {
    struct str s = im->source->bytes;
    size_t end = s.len;
    while (end > 0 && (s.s[end - 1] == 0x1A || s.s[end - 1] == 0)) end--;
    bool wide = strncmp(im->source->encoding, "UTF-16", 6) == 0;
    if (end == s.len || (wide && s.len - end == 1)) return;
    struct place place = {im->source->file, (uint32_t)end, (uint32_t)s.len};
    diag(im->ctx, DIAG_REPAIR_DOS_END, place, "%zu", s.len - end);
}

static bool load(struct import *im) {
    struct str bytes;
    struct place nowhere = place_nowhere();
    if (!read_bytes(im, &bytes)) return false;
    const char *format = foreign_format(bytes);
    if (format) {
        diag(im->ctx, DIAG_IMPORT_BINARY, place_file(diags_file(im->ctx->diags, im->path, bytes)), "%s", format);
        return false;
    }
    struct diags *diags = im->ctx->diags;
    im->ctx->diags = diags_new(im->ctx->arena); /* of a binary file nobody wants every byte explained */
    bool known = source_from_bytes(im->ctx, im->path, bytes, im->options->encoding, nowhere, &im->source);
    enum diag_code refused = known && !str_trim(im->source->text).len ? DIAG_IMPORT_EMPTY : DIAG_IMPORT_BINARY;
    if (!known || (refused == DIAG_IMPORT_BINARY && !is_binary(im->source))) return known;
    im->ctx->diags = diags;
    diag(im->ctx, refused, place_file(diags_file(diags, im->path, bytes)), "%s", "");
    return false;
}

/* ---- the file's way ------------------------------------------------------------------------------------------- */

/* The name without folder and ending: what a text without a title is called. */
static struct str stem_of(const char *path) {
    struct str name = str_from(path_base(path));
    size_t dot = name.len;
    while (dot > 0 && name.s[dot - 1] != '.') dot--;
    return dot > 1 ? str_slice(name, 0, dot - 1) : name;
}

static bool write(struct import *im) {
    struct str text = buf_view(&im->markdown);
    if (!im->target) return fwrite(text.s, 1, text.len, stdout) == text.len;
    bool taken, written = file_write_new(im->ctx, im->target, text, &taken);
    if (taken) diag(im->ctx, DIAG_IMPORT_EXISTS, place_nowhere(), "%s", im->target);
    return written;
}

static bool convert(struct import *im) {
    if (im->target && file_exists(im->target)) { /* before an hour's work */
        diag(im->ctx, DIAG_IMPORT_EXISTS, place_nowhere(), "%s", im->target);
        return false;
    }
    if (!load(im)) return false;
    note_line_ends(im);
    note_dos_end(im);
    rule_set wanted = rule_choice_within((struct rule_choice){.on = IMPORT_REPAIRS}, im->options->rules).on;
    source_repair(im->ctx, im->source, wanted, &im->repairs);
    buf_init(&im->markdown, im->ctx->arena);
    struct str name = strcmp(im->path, "-") == 0 ? str_from(say_word(WORD_UNTITLED, im->lang)) : stem_of(im->path);
    legacy_convert(im->ctx, im->source, name, wanted, &im->report, &im->markdown);
    return write(im);
}

/* ---- the report ----------------------------------------------------------------------------------------------- */

static void add_part(struct buf *line, size_t count, enum noun noun, enum ui_lang lang) {
    if (!count) return;
    buf_puts(line, ", ");
    say_count(line, count, noun, lang);
}

static void print_text(const struct import *im) {
    const struct legacy_report *r = &im->report;
    struct buf line;
    buf_init(&line, im->ctx->arena);
    buf_printf(&line, "%s → %s: %s", im->path, im->target ? im->target : "-", im->source->encoding);
    if (im->source->guessed) buf_printf(&line, " (%d %%)", im->source->confidence);
    add_part(&line, r->heads, NOUN_HEAD, im->lang);
    add_part(&line, r->items, NOUN_ITEM, im->lang);
    add_part(&line, r->tables, NOUN_TABLE, im->lang);
    add_part(&line, r->rules, NOUN_RULE, im->lang);
    add_part(&line, r->paragraphs, NOUN_PARAGRAPH, im->lang);
    const char *between = "; ";
    for (int i = 0; i < RULE_COUNT; i++) {
        if (!im->repairs.at[i]) continue;
        buf_printf(&line, "%s%s × %zu", between, rule_name((enum rule)i), im->repairs.at[i]);
        between = ", ";
    }
    if (r->hyphens) buf_printf(&line, "%s%s × %zu", between, rule_name(RULE_JOIN_LINES), r->hyphens);
    add_part(&line, diags_count(im->ctx->diags, DIAG_WARNING), NOUN_WARNING, im->lang);
    fprintf(im->target ? stdout : stderr, "%s\n", line.s);
}

static void print_json(const struct import *im) {
    const struct legacy_report *r = &im->report;
    const struct {
        const char *name;
        size_t count;
    } counts[] = {{"headings", r->heads},        {"items", r->items},           {"tables", r->tables},
                  {"rules", r->rules},           {"paragraphs", r->paragraphs}, {"line_breaks", r->breaks},
                  {"characters", r->characters}, {"drawn", r->drawn},           {"hyphens", r->hyphens}};
    cJSON *object = cJSON_CreateObject(), *repairs = cJSON_CreateObject();
    report_add_text(im->ctx, object, "file", im->path);
    report_add_text(im->ctx, object, "output", im->target ? im->target : "-");
    cJSON_AddStringToObject(object, "encoding", im->source->encoding);
    cJSON_AddNumberToObject(object, "confidence", im->source->confidence);
    report_add_text(im->ctx, object, "title", str_dup(im->ctx->arena, r->title));
    if (r->date.len) report_add_text(im->ctx, object, "date", str_dup(im->ctx->arena, r->date));
    if (r->place.len) report_add_text(im->ctx, object, "place", str_dup(im->ctx->arena, r->place));
    if (r->kind) cJSON_AddStringToObject(object, "kind", r->kind);
    if (r->language) cJSON_AddStringToObject(object, "language", r->language);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        cJSON_AddNumberToObject(object, counts[i].name, (double)counts[i].count);
    for (int i = 0; i < RULE_COUNT; i++)
        if (im->repairs.at[i]) cJSON_AddNumberToObject(repairs, rule_name((enum rule)i), (double)im->repairs.at[i]);
    cJSON_AddItemToObject(object, "repairs", repairs);
    cJSON_AddNumberToObject(object, "warnings", (double)diags_count(im->ctx->diags, DIAG_WARNING));
    char *text = cJSON_PrintUnformatted(object);
    fprintf(im->target ? stdout : stderr, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(object);
}

/* ---- the files ------------------------------------------------------------------------------------------------ */

/* Where the Markdown goes; NULL: standard output. */
static const char *target_of(struct ctx *ctx, const struct options *options, const char *path) {
    const char *out = options->out_dir;
    bool from_stdin = strcmp(path, "-") == 0, several = options->issue_count > 1;
    if ((out && strcmp(out, "-") == 0) || (!out && from_stdin)) return NULL;
    size_t len = out ? strlen(out) : 0;
    bool folder = out && (several || out[len - 1] == '/' || file_is_dir(out));
    if (out && !folder) return out;
    struct str stem = from_stdin ? STR("stdin") : stem_of(path);
    const char *name = arena_printf(ctx->arena, "%.*s.md", STR_ARG(stem));
    if (!out && path_base(path) == path) return name;
    return path_join(ctx->arena, out ? out : path_dir(ctx->arena, path), name);
}

static bool was_refused(const struct diags *diags) {
    return diags_hold(diags, DIAG_SYSTEM_TROUBLE) || diags_hold(diags, DIAG_FILE_UNWRITABLE) ||
           diags_hold(diags, DIAG_DIR_UNWRITABLE);
}

static enum exit_status import_one(const struct options *options, const char *path, enum ui_lang lang) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    ctx.diags = diags_new(ctx.arena);
    struct import im = {.ctx = &ctx, .options = options, .lang = lang, .path = path};
    im.target = target_of(&ctx, options, path);
    bool made = convert(&im);
    struct str messages = report_messages(ctx.arena, &ctx, NULL, options->json, lang);
    fwrite(messages.s, 1, messages.len, stderr);
    if (made && !options->quiet) {
        if (options->json)
            print_json(&im);
        else
            print_text(&im);
    }
    enum exit_status status = was_refused(ctx.diags) ? STATUS_SYSTEM : made ? STATUS_MADE : STATUS_TROUBLE;
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
    return status;
}

enum exit_status import_run(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    enum exit_status status = STATUS_MADE;
    const char *out = options->out_dir;
    if (options->encoding && !source_encoding_known(options->encoding)) {
        diag(ctx, DIAG_APP_OPTION_VALUE, place_nowhere(), "--encoding: %s", options->encoding);
        return STATUS_USAGE;
    }
    bool folder = out && strcmp(out, "-") != 0 && (options->issue_count > 1 || out[strlen(out) - 1] == '/');
    if (folder && !file_make_dirs(ctx, out)) return STATUS_SYSTEM;
    for (size_t i = 0; i < options->issue_count; i++) {
        enum exit_status one = import_one(options, options->issues[i], lang);
        if (one > status) status = one;
    }
    return status;
}
