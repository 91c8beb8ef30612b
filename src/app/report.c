/* Messages, result lines, the progress bar.
 *
 * Everything is made as text first and written in one call, so lines of parallel work never mix. The JSON form is one
 * object a line: a script can read it while the batch goes on. Rejected: one JSON array, which is broken by the first
 * crash.
 */
#include "app/report.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "app/say.h"
#include "base/utf8.h"

/* A name may hold a line feed, and a line of output is one issue. */
static const char *printable(struct arena *arena, const char *s) {
    return str_dup(arena, utf8_printable(arena, str_from(s)));
}

/* ---- messages ------------------------------------------------------------------------------------------------ */

void report_add_text(struct ctx *ctx, struct cJSON *object, const char *key, const char *s) {
    cJSON_AddStringToObject(object, key, str_dup(ctx->arena, utf8_clean(ctx->arena, str_from(s))));
}

static void add_place(struct ctx *ctx, cJSON *object, struct place place) {
    const struct diag_file *file = diags_file_lookup(ctx->diags, place.file);
    if (!file) return;
    report_add_text(ctx, object, "file", file->path);
    if (place.start == 0 && place.end == 0) return;
    unsigned line, column;
    place_line_column(ctx->diags, place, &line, &column);
    cJSON_AddNumberToObject(object, "line", line);
    cJSON_AddNumberToObject(object, "column", column);
    cJSON_AddNumberToObject(object, "start", place.start);
    cJSON_AddNumberToObject(object, "end", place.end);
}

static void add_json(struct buf *out, struct ctx *ctx, const char *issue, const struct diag *d, enum ui_lang lang) {
    static const char *const severities[] = {"note", "warning", "error"};
    cJSON *object = cJSON_CreateObject();
    if (issue) report_add_text(ctx, object, "issue", issue);
    add_place(ctx, object, d->place);
    cJSON_AddStringToObject(object, "severity", severities[diag_severity_of(d->code)]);
    cJSON_AddStringToObject(object, "code", diag_code_name(d->code));
    cJSON_AddStringToObject(object, "text", diag_text(d->code, lang));
    report_add_text(ctx, object, "detail", d->detail);
    cJSON_AddNumberToObject(object, "times", d->times);
    char *line = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    buf_puts(out, line);
    buf_putc(out, '\n');
    cJSON_free(line);
}

static void add_text_form(struct buf *out, const struct ctx *ctx, enum ui_lang lang) {
    char *text = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&text, &len);
    if (!memory) exit(STATUS_SYSTEM);
    diags_print(ctx->diags, memory, lang);
    fclose(memory);
    buf_add(out, text, len);
    free(text);
}

struct str report_messages(struct arena *arena, struct ctx *ctx, const char *issue, bool json, enum ui_lang lang) {
    struct buf out;
    buf_init(&out, arena);
    if (diags_all(ctx->diags)->len == 0) return buf_view(&out);
    struct diag_list list = diags_sorted(ctx->diags);
    if (json)
        for (size_t i = 0; i < list.len; i++) add_json(&out, ctx, issue, &list.at[i], lang);
    else
        add_text_form(&out, ctx, lang);
    return buf_view(&out);
}

struct str report_reason(struct arena *arena, struct ctx *ctx, enum ui_lang lang) {
    const struct diag_list *all = diags_all(ctx->diags);
    for (size_t i = 0; i < all->len; i++) {
        const struct diag *d = &all->at[i];
        const struct diag_file *file = diags_file_lookup(ctx->diags, d->place.file);
        unsigned line, column;
        if (diag_severity_of(d->code) != DIAG_ERROR) continue;
        const char *text = diag_text(d->code, lang), *detail = printable(ctx->arena, d->detail);
        const char *what = *detail ? arena_printf(arena, "%s: %s", text, detail) : arena_strdup(arena, text);
        if (!file || (d->place.start == 0 && d->place.end == 0)) return str_from(what);
        place_line_column(ctx->diags, d->place, &line, &column);
        return str_from(arena_printf(arena, "%s:%u: %s", printable(ctx->arena, path_base(file->path)), line, what));
    }
    return (struct str){"", 0};
}

/* ---- results ------------------------------------------------------------------------------------------------- */

static void print_and_free(FILE *out, struct buf *line) {
    fwrite(line->s, 1, line->len, out);
    arena_free(line->arena);
}

static void add_counts(struct buf *line, size_t errors, size_t warnings, enum ui_lang lang) {
    if (errors) {
        buf_puts(line, ", ");
        say_count(line, errors, NOUN_ERROR, lang);
    }
    if (warnings) {
        buf_puts(line, ", ");
        say_count(line, warnings, NOUN_WARNING, lang);
    }
}

static void add_figure(struct buf *line, enum word name, double value, enum word unit, enum ui_lang lang) {
    const char *s = say_word(name, lang);
    buf_printf(line, "  %s%*s %9.1f %s\n", s, (int)(10 - (int)utf8_count(str_from(s))), "", value,
               say_word(unit, lang));
}

static void add_stages(struct buf *line, const struct outcome *o, enum ui_lang lang) {
    uint64_t total = 0;
    for (int i = 0; i < JOB_STAGE_COUNT; i++) {
        add_figure(line, (enum word)(WORD_LOAD + i), (double)o->count.took[i] / 1e6, WORD_MS, lang);
        total += o->count.took[i];
    }
    add_figure(line, WORD_TOTAL, (double)total / 1e6, WORD_MS, lang);
    add_figure(line, WORD_MEMORY, (double)o->count.memory / 1024, WORD_MB, lang);
}

enum word report_verdict(bool checked, enum likeness likeness) {
    static const enum word verdicts[] = {[LIKE_NOTHING] = WORD_DIFFERS,
                                         [LIKE_LAYOUT] = WORD_SAME_LAYOUT,
                                         [LIKE_CONTENT] = WORD_SAME_CONTENT,
                                         [LIKE_BYTES] = WORD_SAME_BYTES};
    return checked ? verdicts[likeness] : WORD_NOT_CHECKED;
}

void report_issue(FILE *out, const char *name, const struct outcome *o, bool verbose, enum ui_lang lang) {
    struct buf line;
    buf_init(&line, arena_new());
    buf_printf(&line, "%s: ", printable(line.arena, name));
    if (o->count.verified)
        buf_puts(&line, say_word(report_verdict(o->count.made, o->count.likeness), lang));
    else if (o->count.made)
        say_count(&line, o->count.pages, NOUN_PAGE, lang);
    else
        buf_puts(&line, say_word(WORD_NOT_MADE, lang));
    add_counts(&line, o->count.errors, o->count.warnings, lang);
    if (o->count.fresh) buf_printf(&line, ", %s", say_word(WORD_FRESH, lang));
    if (o->files.len) buf_printf(&line, ": %s", printable(line.arena, str_dup(line.arena, o->files)));
    buf_putc(&line, '\n');
    if (verbose) add_stages(&line, o, lang);
    print_and_free(out, &line);
}

/* A row of the table, when there is something to count. */
static void add_row(struct buf *line, enum word word, size_t count, enum ui_lang lang) {
    const char *s = say_word(word, lang);
    if (count) buf_printf(line, "  %s%*s %6zu\n", s, (int)(16 - (int)utf8_count(str_from(s))), "", count);
}

static void add_reasons(struct buf *line, const struct outcome *outcomes, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!outcomes[i].count.made || outcomes[i].count.errors)
            buf_printf(line, "    %s: %.*s\n", printable(line->arena, names[i]), STR_ARG(outcomes[i].reason));
}

static void add_verdicts(struct buf *line, const struct outcome *outcomes, size_t count, enum ui_lang lang) {
    size_t counts[LIKE_BYTES + 1] = {0}, unchecked = 0;
    for (size_t i = 0; i < count; i++) {
        if (outcomes[i].count.made)
            counts[outcomes[i].count.likeness]++;
        else
            unchecked++;
    }
    for (int i = LIKE_BYTES; i >= LIKE_NOTHING; i--)
        add_row(line, report_verdict(true, (enum likeness)i), counts[i], lang);
    add_row(line, WORD_NOT_CHECKED, unchecked, lang);
}

void report_summary(FILE *out, const struct outcome *outcomes, const char *const *names, size_t count,
                    enum ui_lang lang) {
    size_t made = 0, fresh = 0, pages = 0, errors = 0, warnings = 0;
    for (size_t i = 0; i < count; i++) {
        made += outcomes[i].count.made;
        fresh += outcomes[i].count.fresh;
        pages += outcomes[i].count.pages;
        errors += outcomes[i].count.errors;
        warnings += outcomes[i].count.warnings;
    }
    struct buf line;
    buf_init(&line, arena_new());
    say_count(&line, count, NOUN_ISSUE, lang);
    buf_puts(&line, ", ");
    say_count(&line, pages, NOUN_PAGE, lang);
    add_counts(&line, errors, warnings, lang);
    buf_putc(&line, '\n');
    if (count && outcomes[0].count.verified) {
        add_verdicts(&line, outcomes, count, lang);
    } else {
        add_row(&line, WORD_MADE, made - fresh, lang);
        add_row(&line, WORD_FRESH, fresh, lang);
        add_row(&line, WORD_NOT_MADE, count - made, lang);
    }
    add_reasons(&line, outcomes, names, count);
    print_and_free(out, &line);
}

void report_progress(FILE *terminal, size_t done, size_t total, uint64_t took) {
    enum { WIDTH = 40 }; /* fits every terminal with the numbers beside it */
    fputs("\r\033[K", terminal);
    if (done < total) {
        size_t full = done * WIDTH / total;
        putc('[', terminal);
        for (size_t i = 0; i < WIDTH; i++) putc(i < full ? '#' : '.', terminal);
        fprintf(terminal, "] %zu/%zu", done, total);
        if (done && took) {
            uint64_t rest = (total - done) * took / done / 1000;
            fprintf(terminal, "  %.1f/s  %llu:%02llu", (double)done * 1000 / (double)took,
                    (unsigned long long)rest / 60, (unsigned long long)rest % 60);
        }
    }
    fflush(terminal);
}
