/* The whole of it: lines, pieces, front matter, and the pieces written as Markdown.
 *
 * The lines of a paragraph stay lines, so that the result can be laid beside the old file; Markdown sets them as one.
 * A line that ends long before the measure, where the next word would have had room, was ended on purpose and keeps its
 * end. join-lines makes a paragraph one line and takes out the hyphens of divided words, save behind a stem that often
 * keeps its hyphen; each of those is said.
 */
#include "legacy/legacy.h"

#include <string.h>

#include "base/utf8.h"
#include "legacy/own.h"

struct place legacy_place(const struct legacy *l, size_t start, size_t end) {
    return place_of_text(l->ctx->diags, l->source->file, start, end);
}

struct str legacy_text(const struct legacy *l, const struct line *line) {
    return str_slice(l->s, line->start, line->end);
}

bool legacy_wants(const struct legacy *l, enum rule rule) { return l->rules & RULE_BIT(rule); }

/* ---- line ends ----------------------------------------------------------------------------------------------- */

/* [code points] of the first word of a line. */
static unsigned first_word(const struct legacy *l, const struct line *line) {
    size_t end = line->start;
    while (end < line->end && l->s.s[end] != ' ' && l->s.s[end] != '\t') end++;
    return (unsigned)utf8_count(str_slice(l->s, line->start, end));
}

/* Was there room for the next word, and a fifth of the measure besides? */
static bool ends_early(const struct legacy *l, const struct line *line, const struct line *next) {
    return (line->indent + line->width + 1 + first_word(l, next)) * 5 < l->measure * 4;
}

static bool is_divided(const struct legacy *l, const struct line *line, const struct line *next) {
    size_t before = line->end - 1, at = next->start;
    if (line->end - line->start < 2 || l->s.s[before] != '-') return false;
    uint32_t last = utf8_prev(l->s.s, &before), first = utf8_next(l->s.s, next->end, &at);
    return cp_is_letter(last) && cp_is_letter(first) && !cp_is_upper(first);
}

/* The part before the hyphen ends as the first part of a compound does: соціально-, будь-, по-. */
static bool keeps_hyphen(const struct legacy *l, const struct line *line) {
    static const char *const ends[] = {"но-",   "во-",  "ко-",   "будь-", "хтозна-", "казна-",
                                       "віце-", "екс-", "вице-", "экс-",  "кое-"};
    struct str text = legacy_text(l, line);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(text, ends[i])) return true;
    size_t start = text.len - 1;
    while (start > 0 && text.s[start - 1] != ' ') start--;
    return str_eq(str_slice(text, start, text.len), STR("по-"));
}

/* What stands between two lines of a paragraph; gives where the first one ends. */
static size_t write_line_end(struct legacy *l, const struct line *line, const struct line *next) {
    bool join = legacy_wants(l, RULE_JOIN_LINES), divided = is_divided(l, line, next);
    if (!divided || !join) return line->end;
    struct place place = legacy_place(l, line->end - 1, line->end);
    if (keeps_hyphen(l, line)) {
        diag(l->ctx, DIAG_IMPORT_HYPHEN_KEPT, place, "%s", "");
        return line->end;
    }
    l->report->hyphens++;
    return line->end - 1;
}

/* ---- pieces -------------------------------------------------------------------------------------------------- */

static bool ends_in_address(const struct legacy *l, const struct line *line) {
    size_t start = line->end;
    while (start > line->start && l->s.s[start - 1] != ' ' && l->s.s[start - 1] != '\t') start--;
    for (struct str s = str_slice(l->s, 0, line->end); start < s.len; start++)
        if (escape_address_end(s, start) > start || s.s[start] == '@') return true;
    return false;
}

/* The lines of a paragraph or an item; `start` is where the text of the first one begins. */
static void write_lines(struct legacy *l, const struct piece *piece, size_t start, const char *indent) {
    bool join = legacy_wants(l, RULE_JOIN_LINES), opens = true;
    for (size_t i = piece->first; i < piece->last; i++) {
        const struct line *line = &l->lines.at[i], *next = i + 1 < piece->last ? line + 1 : NULL;
        size_t end = next ? write_line_end(l, line, next) : line->end;
        escape_text(l->out, l->s, start, end, opens);
        if (!next) break;
        bool divided = is_divided(l, line, next), early = !divided && ends_early(l, line, next);
        if (divided && !join) diag(l->ctx, DIAG_IMPORT_HYPHEN, legacy_place(l, line->end - 1, line->end), "%s", "");
        l->report->breaks += early;
        if (early) /* an address would swallow a backslash that touches it */
            buf_printf(l->out, "%s\\\n%s", ends_in_address(l, line) ? " " : "", indent);
        else if (!join)
            buf_printf(l->out, "\n%s", indent);
        else if (!divided)
            buf_putc(l->out, ' ');
        opens = early || !join;
        start = next->start;
    }
    buf_putc(l->out, '\n');
}

static void write_head(struct legacy *l, const struct piece *piece) {
    for (int i = 0; i < piece->level; i++) buf_putc(l->out, '#');
    for (size_t i = piece->first; i < piece->last - piece->underlined; i++) {
        buf_putc(l->out, ' ');
        escape_head(l, &l->lines.at[i], l->out);
    }
    if (l->out->s[l->out->len - 1] == '#') { /* else the last signs would be read as the head's end */
        l->out->s[l->out->len - 1] = '\\';
        buf_putc(l->out, '#');
    }
    buf_putc(l->out, '\n');
    const struct line *line = &l->lines.at[piece->first];
    if (piece->underlined) l->report->drawn += l->lines.at[piece->last - 1].width;
    diag(l->ctx, DIAG_IMPORT_HEAD, legacy_place(l, line->start, line->end), "%s", "");
    l->report->heads++;
}

static void write_item(struct legacy *l, const struct piece *piece) {
    const struct line *line = &l->lines.at[piece->first];
    int number;
    line_item(l, line, &number);
    size_t start = piece->mark;
    while (start < line->end && (l->s.s[start] == ' ' || l->s.s[start] == '\t')) start++;
    if (number < 0) {
        buf_puts(l->out, "- ");
        l->report->drawn++;
        write_lines(l, piece, start, "  ");
    } else {
        struct str mark = str_slice(l->s, line->start, piece->mark - 1);
        buf_printf(l->out, "%.*s ", STR_ARG(mark));
        write_lines(l, piece, start, mark.len > 2 ? "    " : "   ");
    }
    l->report->items++;
}

static void warn_of_columns(const struct legacy *l, const struct piece *piece) {
    for (size_t i = piece->first; i + 1 < piece->last; i++) {
        const struct line *line = &l->lines.at[i];
        if (!line_gaps(l, line, 3) || !line_gaps(l, line + 1, 3)) continue;
        diag(l->ctx, DIAG_IMPORT_COLUMNS, legacy_place(l, line->start, line->end), "%s", "");
        return;
    }
}

static void write_piece(struct legacy *l, const struct piece *piece) {
    const struct line *line = &l->lines.at[piece->first];
    switch (piece->kind) {
    case LEGACY_HEAD: write_head(l, piece); break;
    case LEGACY_RULE:
        buf_puts(l->out, "---\n");
        l->report->rules++;
        l->report->drawn += line->width;
        diag(l->ctx, DIAG_REPAIR_BOX_RULES, legacy_place(l, line->start, line->end), "%s", "");
        break;
    case LEGACY_ITEM: write_item(l, piece); break;
    case LEGACY_TABS:
        table_write_tabs(l, piece);
        l->report->tables++;
        break;
    case LEGACY_BLANKS:
        table_write_blanks(l, piece);
        l->report->tables++;
        break;
    case LEGACY_BOX:
        table_write_box(l, piece);
        l->report->tables++;
        break;
    case LEGACY_PARA:
        warn_of_columns(l, piece);
        write_lines(l, piece, line->start, "");
        l->report->paragraphs++;
        break;
    }
}

void legacy_convert(struct ctx *ctx, const struct source *source, struct str name, rule_set rules,
                    struct legacy_report *report, struct buf *out) {
    struct legacy l = {.ctx = ctx, .source = source, .s = source->text, .rules = rules, .report = report, .out = out};
    *report = (struct legacy_report){0};
    lines_read(&l);
    pieces_find(&l);
    front_find(&l, name);
    front_write(&l);
    for (size_t i = 0; i < l.pieces.len; i++) {
        const struct piece *piece = &l.pieces.at[i];
        bool list =
            i > 0 && piece->kind == LEGACY_ITEM && piece[-1].kind == LEGACY_ITEM && piece[-1].last == piece->first;
        if (!list) buf_putc(out, '\n');
        write_piece(&l, piece);
    }
}
