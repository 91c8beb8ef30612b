/* How a message looks: one line that editors can parse, then the source line with a caret.
 *
 * Everything that comes from a file is printed without its control characters, so that no source can steer a
 * terminal. The caret line repeats tabs as tabs and counts wide characters twice and combining ones not at all, as a
 * terminal does. A line longer than a screen is cut around the place.
 */
#include "base/diag.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define CUT_BEFORE 60 /* code points shown before and behind the place in a long line */
#define CUT_BEHIND 60

enum ui_lang ui_lang_from_env(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && value[0]) return strncmp(value, "uk", 2) == 0 ? UI_UK : UI_EN;
    }
    return UI_EN;
}

static bool names_whole_file(struct place place) { return place.start == 0 && place.end == 0; }

static size_t line_start(struct str text, size_t offset) {
    while (offset > 0 && text.s[offset - 1] != '\n') offset--;
    return offset;
}

static size_t line_end(struct str text, size_t offset) {
    const char *end = offset < text.len ? memchr(text.s + offset, '\n', text.len - offset) : NULL;
    return end ? (size_t)(end - text.s) : text.len;
}

void place_line_column(const struct diags *diags, struct place place, unsigned *line, unsigned *column) {
    const struct diag_file *file = diags_file_lookup(diags, place.file);
    *line = *column = 1;
    if (!file) return;
    size_t offset = text_of_place(diags, place), start = line_start(file->text, offset);
    const char *at = file->text.s, *stop = at + start;
    while (at < stop && (at = memchr(at, '\n', (size_t)(stop - at)))) {
        at++;
        (*line)++;
    }
    *column += (unsigned)utf8_count(str_slice(file->text, start, offset));
}

struct str place_line_text(const struct diags *diags, struct place place) {
    const struct diag_file *file = diags_file_lookup(diags, place.file);
    if (!file) return (struct str){"", 0};
    size_t offset = text_of_place(diags, place);
    size_t start = offset, end = offset, stop = line_end(file->text, offset);
    for (int i = 0; i < CUT_BEFORE && start > 0 && file->text.s[start - 1] != '\n'; i++)
        utf8_prev(file->text.s, &start);
    for (int i = 0; i < CUT_BEHIND && end < stop; i++) utf8_next(file->text.s, stop, &end);
    /* A view into the text even when it is empty: its address tells where the line begins. */
    return (struct str){file->text.s + start, end - start};
}

/* Terminal columns of a code point: East Asian wide ranges after UAX #11, emoji among them. */
static unsigned cp_width(uint32_t cp) {
    bool mark = (cp >= 0x0300 && cp <= 0x036F) || (cp >= 0x0483 && cp <= 0x0489) || (cp >= 0x200B && cp <= 0x200F) ||
                (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0x2060 || cp == 0xFEFF;
    bool wide = (cp >= 0x1100 && cp <= 0x115F) || (cp >= 0x2E80 && cp <= 0xA4CF) || (cp >= 0xAC00 && cp <= 0xD7A3) ||
                (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0xFE30 && cp <= 0xFE6F) || (cp >= 0xFF00 && cp <= 0xFF60) ||
                (cp >= 0x1F300 && cp <= 0x1FAFF) || (cp >= 0x20000 && cp <= 0x3FFFD);
    return mark ? 0 : wide ? 2 : 1;
}

static bool is_control(uint32_t cp) { return cp < 0x20 || (cp >= 0x7F && cp < 0xA0); }

/* Prints text with control characters (tab excepted) and ill-formed bytes as U+FFFD. */
static void print_clean(struct str text, FILE *out) {
    for (size_t at = 0; at < text.len;) {
        char bytes[4];
        uint32_t cp = utf8_next(text.s, text.len, &at);
        if (is_control(cp) && cp != '\t') cp = UTF8_REPLACEMENT;
        fwrite(bytes, 1, utf8_put(bytes, cp), out);
    }
}

static void print_padding(struct str text, FILE *out) {
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = utf8_next(text.s, text.len, &at);
        if (cp == '\t')
            putc('\t', out);
        else
            for (unsigned i = cp_width(cp); i > 0; i--) putc(' ', out);
    }
}

static void print_line(const struct diags *diags, struct place place, unsigned number, FILE *out) {
    const struct diag_file *file = diags_file_lookup(diags, place.file);
    struct str line = place_line_text(diags, place);
    if (!file->text.len) return;
    size_t offset = text_of_place(diags, place);
    size_t start = (size_t)(line.s - file->text.s), end = start + line.len;
    bool cut_before = line_start(file->text, offset) < start;
    fprintf(out, "%5u | %s", number, cut_before ? "…" : "");
    print_clean(line, out);
    fprintf(out, "%s\n      | %s", end < line_end(file->text, offset) ? "…" : "", cut_before ? " " : "");
    print_padding(str_slice(line, 0, offset - start), out);
    fputs("^\n", out);
}

static void diag_print(const struct diags *diags, const struct diag *d, FILE *out, enum ui_lang lang) {
    static const char *const severities[][2] = {
        {"note", "зауваження"}, {"warning", "попередження"}, {"error", "помилка"}};
    const struct diag_file *file = diags_file_lookup(diags, d->place.file);
    bool has_line = file && !names_whole_file(d->place);
    unsigned line = 0, column = 0;
    if (file) print_clean(str_from(file->path), out);
    if (has_line) {
        place_line_column(diags, d->place, &line, &column);
        fprintf(out, ":%u:%u", line, column);
    }
    if (file) fputs(": ", out);
    fprintf(out, "%s: %s", severities[diag_severity_of(d->code)][lang], diag_text(d->code, lang));
    if (d->detail[0]) {
        fputs(": ", out);
        print_clean(str_from(d->detail), out);
    }
    fprintf(out, " [%s]", diag_code_name(d->code));
    if (d->times > 1) fprintf(out, " × %u", d->times);
    putc('\n', out);
    if (has_line) print_line(diags, d->place, line, out);
}

void diags_print(const struct diags *diags, FILE *out, enum ui_lang lang) {
    struct diag_list list = diags_sorted(diags);
    for (size_t i = 0; i < list.len; i++) diag_print(diags, &list.at[i], out, lang);
}
