/* What the files of this folder share. Private to legacy. */
#ifndef VISNYK_LEGACY_OWN_H
#define VISNYK_LEGACY_OWN_H

#include "legacy/legacy.h"

struct line {
    size_t start, end; /* of the text, blanks at both ends left out; equal: a blank line */
    unsigned indent;   /* [columns] before it, tabs to the next eighth */
    unsigned width;    /* [code points] */
};
VEC(line_list, struct line);

enum legacy_kind { LEGACY_PARA, LEGACY_HEAD, LEGACY_RULE, LEGACY_ITEM, LEGACY_TABS, LEGACY_BLANKS, LEGACY_BOX };

struct piece {
    enum legacy_kind kind;
    size_t first, last; /* lines, `last` exclusive */
    int level;          /* of a head */
    size_t mark;        /* of an item: offset behind its mark */
    bool underlined;    /* of a head: its last line is the underline */
};
VEC(piece_list, struct piece);

struct legacy {
    struct ctx *ctx;
    const struct source *source;
    struct str s;
    rule_set rules;
    struct line_list lines;
    unsigned measure; /* [code points] where the typist began a new line */
    bool long_lines;  /* a paragraph is a line */
    struct piece_list pieces;
    struct legacy_report *report;
    struct buf *out;
};

struct place legacy_place(const struct legacy *l, size_t start, size_t end);
struct str legacy_text(const struct legacy *l, const struct line *line);
bool legacy_wants(const struct legacy *l, enum rule rule);

/* ---- lines.c ---- */

void lines_read(struct legacy *l);
/* Is the line nothing but dashes, equals signs, box lines and the like, three at least? */
bool line_is_rule(const struct legacy *l, const struct line *line);
bool line_is_box(const struct legacy *l, const struct line *line);
bool line_is_capitals(const struct legacy *l, const struct line *line);
/* L e t t e r s  a p a r t, as typewriters stressed a word. */
bool line_is_spaced(const struct legacy *l, const struct line *line);
/* The offset behind the mark of a list item, a bullet or `12.` or `12)`, and a blank; 0: there is none. *number is -1
 * for a bullet. */
size_t line_item(const struct legacy *l, const struct line *line, int *number);
/* Tabs within the line. */
size_t line_tabs(const struct legacy *l, const struct line *line);
/* Tabs before and behind the text of the line. */
size_t line_tabs_before(const struct legacy *l, const struct line *line);
size_t line_tabs_behind(const struct legacy *l, const struct line *line);
/* Gaps of `least` and more blanks within the line; a tab is one whatever its width. */
size_t line_gaps(const struct legacy *l, const struct line *line, size_t least);
/* The column of the screen behind a character that stands in `column`. */
unsigned line_column(unsigned column, uint32_t cp);

/* ---- columns.c ---- */

#define COLUMNS_MAX 64 /* of any table */

struct column {
    unsigned from, to; /* [columns of the screen], `to` exclusive */
};

/* Where the table that begins at line i and whose columns only blanks part ends: the line behind it, or i when none
 * does. `columns` has room for COLUMNS_MAX. */
size_t columns_find(const struct legacy *l, size_t i, struct column *columns, size_t *count);

/* ---- pieces.c ---- */

void pieces_find(struct legacy *l);

/* ---- front.c ---- */

/* Finds title, date, place, kind and language; the piece that is the title is taken out of l->pieces. */
void front_find(struct legacy *l, struct str name);
void front_write(struct legacy *l);

/* ---- escape.c ---- */

/* Adds text [start, end) so that Markdown reads exactly it; blanks in a row become one. At the start of a line, what
 * would open a block is escaped too. */
void escape_text(struct buf *out, struct str s, size_t start, size_t end, bool line_start);

/* Where the address that begins at `at` ends; `at` when none does. */
size_t escape_address_end(struct str s, size_t at);

/* The line of a head, with its letters brought together again. */
void escape_head(const struct legacy *l, const struct line *line, struct buf *out);

/* ---- table.c ---- */

void table_write_tabs(struct legacy *l, const struct piece *piece);
void table_write_blanks(struct legacy *l, const struct piece *piece);
void table_write_box(struct legacy *l, const struct piece *piece);

#endif
