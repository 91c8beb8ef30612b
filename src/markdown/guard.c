/* What cmark must not see, and what it must see more of.
 *
 * Some inputs cost cmark 0.29 the square of their length, and some footnotes it drops without a word. Both are met by
 * changing single bytes before it reads, to a letter that begins no construct: the text stays as long as it was, and
 * since the model takes its text from the untouched copy, nothing of the change remains but the construct's absence.
 * - More than MARKERS_MAX quote or list marks in one line: the rest of the line is text.
 * - A table of more than COLUMNS_MAX columns, or whose empty cells would outgrow its source: not a table.
 * - A list mark indented by more than INDENT_MAX: text, for each blank line costs the depth of the list before it.
 * - More than PICTURES_MAX pictures, or links times asterisks beyond LINK_COST_MAX, in one paragraph: text from there.
 * - A bare address whose length times its brackets and further addresses in it is beyond LINK_COST_MAX: text.
 * - A second definition of a footnote, or one whose label holds a bracket: an ordinary paragraph.
 * - A blank in the name of a picture's file: a letter, for cmark sees no picture there; inline.c restores the name.
 * Footnotes that nobody refers to are dropped by cmark; a line of references before the text makes it keep them all.
 * Rejected: reading footnotes without cmark, which would mean a second block parser.
 */
#include "markdown/md.h"

#include <cmark-gfm-core-extensions.h>

#include "base/hash.h"
#include "base/utf8.h"

#define MARKERS_MAX 64
#define COLUMNS_MAX 100
#define EMPTY_CELLS_MAX 100000
#define INDENT_MAX 256 /* [bytes] */
#define PICTURES_MAX 1000
#define LINK_COST_MAX 50000000 /* steps; each link may walk over all asterisks before it: about a tenth of a second */
#define ADDRESS_SAFE 2000      /* [bytes] of a word whose cost is not worth the reckoning */
#define HARMLESS 'x'

static void replace(struct md *md, size_t at) {
    if (md->seen.s == md->text.s) md->seen = str_copy(md->ctx->arena, md->text);
    ((char *)md->seen.s)[at] = HARMLESS;
}

/* Offset behind the quote and list marks at the start of a line; stops behind `limit` marks. */
static size_t skip_markers(struct str s, size_t at, size_t end, int limit) {
    struct str line = str_slice(s, 0, end);
    for (int count = 0; at < end && count < limit; count++) {
        while (at < end && (s.s[at] == ' ' || s.s[at] == '\t')) at++;
        size_t next = at < end && s.s[at] == '>' ? at + 1 : scan_list_marker(line, at);
        if (!next || (s.s[at] != '>' && scan_is_rule(str_slice(s, at, end)))) return at;
        at = next;
    }
    while (at < end && (s.s[at] == ' ' || s.s[at] == '\t')) at++;
    return at;
}

static bool is_marker(const struct md *md, size_t at, size_t end) {
    return at < end && skip_markers(md->text, at, end, 1) > at;
}

static void guard_markers(struct md *md, size_t start, size_t end) {
    if (end - start < MARKERS_MAX) return;
    size_t at = start;
    while (at < end && (md->text.s[at] == ' ' || md->text.s[at] == '\t')) at++;
    if (at - start <= INDENT_MAX) at = skip_markers(md->text, start, end, MARKERS_MAX);
    if (!is_marker(md, at, end)) return;
    diag(md->ctx, DIAG_MD_DEEP, md_place(md, at, at + 1), "%d", MARKERS_MAX);
    replace(md, at);
}

/* ---- tables and brackets ------------------------------------------------------------------------------------- */

/* Columns of a delimiter row such as |---|:--|, 0 when the line is none. */
static size_t delimiter_columns(struct str line) {
    size_t pipes = 0, dashes = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (!strchr("|-: \t>", line.s[i]) || !line.s[i]) return 0;
        pipes += line.s[i] == '|';
        dashes += line.s[i] == '-';
    }
    return pipes && dashes ? pipes + 1 : 0;
}

/* Would a table whose delimiter row is line `index` need far more cells than its lines have bytes? `block_end` is the
 * line where the paragraph at hand ends. */
static bool table_outgrows(const struct md *md, size_t index, size_t block_end, size_t columns) {
    size_t rows = block_end - index - 1;
    size_t end = block_end < md->line_count ? md->lines[block_end] : md->text.len;
    size_t bytes = rows ? end - md->lines[index + 1] : 0;
    return columns * rows > EMPTY_CELLS_MAX + bytes;
}

static void guard_table(struct md *md, size_t index, size_t block_end) {
    size_t start = md->lines[index], end = md_line_end(md, start);
    size_t columns = delimiter_columns(str_slice(md->text, start, end));
    if (columns <= COLUMNS_MAX && !(columns > 2 && table_outgrows(md, index, block_end, columns))) return;
    const char *dash = memchr(md->text.s + start, '-', end - start);
    diag(md->ctx, DIAG_MD_TABLE_WIDE, md_place(md, start, end), "%zu", columns);
    replace(md, (size_t)(dash - md->text.s));
}

static bool is_blank_line(const struct md *md, size_t index) {
    return str_trim(str_slice(md->text, md->lines[index], md_line_end(md, md->lines[index]))).len == 0;
}

/* What one paragraph holds so far. */
struct tally {
    size_t pictures, links, stars;
};

/* Counts what begins at offset i; true when it is a bracket too many. */
static bool count_inline(struct tally *tally, struct str s, size_t i, size_t start) {
    char c = s.s[i], before = i > start ? s.s[i - 1] : '\0';
    if ((c == '*' || c == '_' || c == '~') && before != c) tally->stars++;
    if (c != '[') return false;
    tally->links++;
    tally->pictures += before == '!';
    return (before == '!' && tally->pictures > PICTURES_MAX) || tally->links * tally->stars > LINK_COST_MAX;
}

static void guard_inlines(struct md *md, size_t start, size_t end, struct tally *tally) {
    size_t at = scan_prefix(md->text, start);
    if (at < end && scan_list_marker(md->text, at)) *tally = (struct tally){0};
    for (size_t i = start; i < end; i++) {
        if (!count_inline(tally, md->text, i, start)) continue;
        bool picture = i > start && md->text.s[i - 1] == '!';
        diag(md->ctx, DIAG_MD_PICTURES, md_place(md, i - picture, i + 1), "%zu",
             picture ? tally->pictures - 1 : tally->links - 1);
        tally->pictures -= picture;
        tally->links -= !picture;
        replace(md, i);
    }
}

/* What begins a bare address at s[i], for cmark: `www.` or the colon of `://`. */
static bool begins_address(struct str s, size_t i) {
    struct str rest = str_slice(s, i, s.len);
    return str_starts(rest, "www.") || str_starts(rest, "://");
}

/* Each start of an address is followed to the end of the word, and each bracket at its end is weighed against all
 * others in it. */
static void guard_word(struct md *md, size_t start, size_t end) {
    size_t cost = 0, first = end;
    for (size_t i = start; i < end; i++) {
        bool begins = begins_address(md->text, i);
        if (begins && first == end) first = i;
        cost += begins || md->text.s[i] == ')' ? end - start : 0;
    }
    if (first == end || cost <= LINK_COST_MAX) return;
    diag(md->ctx, DIAG_MD_LINK_LONG, md_place(md, first, first + 1), "%zu", end - start);
    for (size_t i = first; i < end; i++)
        if (begins_address(md->text, i)) replace(md, i);
}

static void guard_addresses(struct md *md, size_t start, size_t end) {
    while (start < end) {
        size_t word = start;
        while (start < end && !strchr(" \t", md->text.s[start])) start++;
        if (start - word > ADDRESS_SAFE) guard_word(md, word, start);
        start++;
    }
}

/* Where the name of a file that begins at `at` ends: before its title or the bracket that closes; brackets in it are
 * balanced. `end`: nowhere. */
static size_t file_name_end(struct str s, size_t at, size_t end) {
    int open = 0;
    for (; at < end; at++) {
        bool title = (s.s[at] == '"' || s.s[at] == '\'') && (s.s[at - 1] == ' ' || s.s[at - 1] == '\t');
        if (title || s.s[at] == '<' || (s.s[at] == ')' && open-- == 0)) return at;
        open += s.s[at] == '(';
    }
    return end;
}

/* ![alt](images/my photo.png "title") */
static void guard_picture_names(struct md *md, size_t start, size_t end) {
    struct str s = md->text;
    bool picture = false;
    for (size_t i = start; i + 2 < end; i++) {
        picture = picture || (s.s[i] == '!' && s.s[i + 1] == '[' && (i == start || s.s[i - 1] != '\\'));
        if (!picture || s.s[i] != ']' || s.s[i + 1] != '(') continue;
        size_t stop = file_name_end(s, i + 2, end);
        if (stop == end) return;
        struct str name = str_trim(str_slice(s, i + 2, stop));
        bool file = name.len > 4 && memchr(name.s + name.len - 5, '.', 5);
        for (size_t k = 0; file && k < name.len; k++)
            if (name.s[k] == ' ' || name.s[k] == '\t') replace(md, (size_t)(name.s - s.s) + k);
        picture = false;
        i = stop;
    }
}

/* ---- footnotes ----------------------------------------------------------------------------------------------- */

struct label_table {
    struct str *at; /* small letters; empty: free */
    size_t size;
};

/* True when the label was not in the table before. */
static bool add_label(struct label_table *table, struct str label) {
    size_t i = (size_t)hash64(HASH64_SEED, label.s, label.len) & (table->size - 1);
    while (table->at[i].len) {
        if (str_eq(table->at[i], label)) return false;
        i = (i + 1) & (table->size - 1);
    }
    table->at[i] = label;
    return true;
}

/* `[^label]:` at the start of a line, marks aside: where it begins and its label. */
static bool find_definition(struct str s, size_t start, size_t end, size_t *at, struct str *label) {
    size_t i = *at = skip_markers(s, start, end, MARKERS_MAX);
    if (i + 4 >= end || s.s[i] != '[' || s.s[i + 1] != '^') return false;
    for (i += 2; i < end && s.s[i] != ']'; i++)
        if (s.s[i] == ' ' || s.s[i] == '\t') return false;
    if (i + 1 >= end || s.s[i + 1] != ':' || i == *at + 2) return false;
    *label = str_slice(s, *at + 2, i);
    return true;
}

static size_t count_definitions(const struct md *md) {
    size_t count = 0, at;
    struct str label;
    for (size_t i = 0; i < md->line_count; i++)
        count += find_definition(md->seen, md->lines[i], md_line_end(md, md->lines[i]), &at, &label);
    return count;
}

/* Marks the lines that are code or HTML, as a first run of cmark sees them. */
static bool *verbatim_lines(struct md *md) {
    bool *verbatim = ARENA_ARRAY(md->ctx->arena, md->line_count + 1, bool);
    cmark_node *root = md_parse(md, (struct str){"", 0}, true);
    cmark_iter *iter = cmark_iter_new(root);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type != CMARK_NODE_CODE_BLOCK && type != CMARK_NODE_HTML_BLOCK) continue;
        int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
        for (int line = first; line <= last && line > 0 && (size_t)line <= md->line_count; line++)
            verbatim[line - 1] = true;
    }
    cmark_iter_free(iter);
    return verbatim;
}

/* A paragraph with a reference for each definition that cmark is to keep. */
static struct str guard_notes(struct md *md) {
    struct buf before;
    struct label_table table = {.size = 64};
    size_t count = count_definitions(md), at;
    buf_init(&before, md->ctx->arena);
    if (!count) return buf_view(&before);
    while (table.size < count * 2) table.size *= 2;
    table.at = ARENA_ARRAY(md->ctx->arena, table.size, struct str);
    const bool *verbatim = verbatim_lines(md);
    for (size_t i = 0; i < md->line_count; i++) {
        struct str label;
        if (verbatim[i] || !find_definition(md->seen, md->lines[i], md_line_end(md, md->lines[i]), &at, &label))
            continue;
        bool usable = !memchr(label.s, '[', label.len);
        if (usable && add_label(&table, str_lower(md->ctx->arena, label))) {
            buf_printf(&before, "[^%.*s]\n\n", STR_ARG(label));
            md->lines_before += 2;
            continue;
        }
        diag(md->ctx, usable ? DIAG_MD_NOTE_TWICE : DIAG_MD_NOTE_LABEL, md_place(md, at, at + label.len + 3), "%.*s",
             STR_ARG(label));
        replace(md, at);
    }
    return buf_view(&before);
}

struct str md_guard(struct md *md) {
    struct tally tally = {0};
    size_t block_end = 0;
    md->seen = md->text;
    md_index_lines(md);
    for (size_t i = 0; i < md->line_count; i++) {
        size_t start = md->lines[i], end = md_line_end(md, start);
        if (i >= block_end) {
            tally = (struct tally){0};
            for (block_end = i + 1; block_end < md->line_count && !is_blank_line(md, block_end);) block_end++;
        }
        guard_markers(md, start, end);
        guard_table(md, i, block_end);
        guard_inlines(md, start, end, &tally);
        guard_addresses(md, start, end);
        guard_picture_names(md, start, end);
    }
    return guard_notes(md);
}
