/* What the files of this folder share. Private to markdown.
 *
 * cmark reads `seen`, a text of the same length as `text` that differs from it in single bytes only (guard.c says
 * which and why); every offset below is an offset in both. While an article is being built, the places of its nodes
 * hold such offsets; md_settle turns them into places of the file at the very end.
 */
#ifndef VISNYK_MARKDOWN_MD_H
#define VISNYK_MARKDOWN_MD_H

#define CMARK_NO_SHORT_NAMES /* NODE_LIST is source's */
#include <cmark-gfm.h>

#include <string.h>

#include "model/model.h"

/* Lists and quotes inside one another that the model keeps; deeper ones are flattened. Narrower than any column. */
#define BLOCK_DEPTH_MAX 32
/* Emphasis, links and spans inside one another that the model keeps. */
#define INLINE_DEPTH_MAX 32

struct offset_step {
    size_t from, text; /* from buffer offset `from` on, the decoded file's offset is text + (offset - from) */
};
VEC(offset_steps, struct offset_step);

/* Where the parts of a link's or picture's tail stand: [start, end) each, 0 when absent. */
struct link_parts {
    size_t node; /* offset of the link's start */
    size_t url_start, url_end, title_start, title_end;
};
VEC(link_parts_list, struct link_parts);

struct definition {
    cmark_node *node;
    size_t note; /* 1 + index into the notes, 0: not referenced so far */
};

struct md {
    struct ctx *ctx;
    const struct issue *issue; /* NULL: inlines alone are read */
    struct source_list data;   /* read for tables */
    struct str seen, text;
    struct place whole; /* fallback when no step fits */
    uint32_t file;
    struct offset_steps steps;      /* sorted by `from`; empty: everything is at `whole` */
    size_t lines_before;            /* lines that cmark read before the text */
    size_t *lines, line_count;      /* offsets at which the lines of the text start */
    struct definition *definitions; /* of footnotes, in cmark's numbering less one */
    size_t definition_count;
    struct note_list notes;
    size_t *note_definition;      /* index into definitions, by note */
    struct link_parts_list parts; /* of the leaf block at hand, in order of their end */
    bool in_cell;                 /* a backslash before a pipe stands for the pipe */
    bool said_deep;
};

/* ---- parse.c ---- */

/* Parses `before` and then md->seen. The tree is freed with the arena. */
cmark_node *md_parse(struct md *md, struct str before, bool notes);
void md_index_lines(struct md *md);
size_t md_offset(const struct md *md, int line, int column); /* cmark's 1-based line and column */
size_t md_line_end(const struct md *md, size_t offset);
struct place md_place(const struct md *md, size_t start, size_t end);
void md_settle_inlines(const struct md *md, struct inlines *inlines);
void md_settle_blocks(const struct md *md, struct blocks *blocks);

/* ---- guard.c ---- */

/* Makes md->seen from md->text and gives what cmark must read before it. */
struct str md_guard(struct md *md);

/* ---- scan.c: pieces of Markdown syntax at s[at]; all give the offset behind the piece, 0 when it is not there. */

size_t scan_prefix(struct str s, size_t at); /* indentation and quote marks of a further line of a paragraph */
size_t scan_label(struct str s, size_t at);
size_t scan_link_tail(struct str s, size_t at, struct link_parts *parts); /* (url "title") */
size_t scan_definition(struct str s, size_t at);                          /* [label]: url "title" */
size_t scan_list_marker(struct str s, size_t at);
bool scan_is_rule(struct str line); /* thematic break */

/* ---- inline.c ---- */

/* Appends the inlines below `parent`; `at` is where its content starts. Gives the offset behind the last one. */
size_t md_inlines(struct md *md, cmark_node *parent, size_t at, struct inlines *out);

/* ---- attrs.c ---- */

struct attr {
    struct str key; /* "class" for .name, "id" for #name */
    struct str value;
    size_t start, end;             /* the whole attribute */
    size_t value_start, value_end; /* without quotes */
};
VEC(attr_list, struct attr);

/* Attributes in braces at offset `at`, all on one line; gives the offset behind the brace, 0 when not understood. */
size_t md_attrs(struct md *md, size_t at, struct attr_list *out);
/* Reports the braces at offset `at`, showing all of them. */
void md_say_attrs(struct md *md, size_t at);

/* ---- span.c ---- */

/* Joins `[`, inlines and `]{...}` to spans in a list of siblings. */
void md_spans(struct md *md, struct inlines *list);
/* Drops from list[from] on what stands before offset `end`; false when it would cut through something. */
bool md_drop_until(struct inlines *list, size_t *from, size_t end);
bool md_is_verbatim(const struct inline_node *node);

/* ---- block.c ---- */

void md_blocks(struct md *md, cmark_node *root, struct blocks *out);

/* ---- figure.c ---- */

/* Takes the lines that hold pictures only off the start and the end of a paragraph, as figures. */
void md_take_figures(struct md *md, struct inlines *content, struct blocks *before, struct blocks *behind);
/* Reports braces behind links and pictures among text. */
void md_check_pictures(struct md *md, const struct inlines *list);

/* ---- table.c ---- */

/* What attributes say of a table. */
struct table_wish {
    size_t head_rows;
    bool head_said, sum_last;
    enum table_turn turn;
    const struct attr *widths; /* NULL: not said */
    char separator, decimal;   /* of a file; 0: to be found */
    const char *encoding;      /* NULL: the issue's */
    struct place encoding_place;
};

/* `<` or `^`, when that is all of the cell; else 0. */
char md_join_mark(struct str text);
/* Gives each cell its columns and rows, after the signs of the cells. */
void md_table_join(struct md *md, struct table *table);
/* Finds the rows of sums. */
void md_table_sums(struct md *md, struct table *table, bool last);
/* file: what concerns a file of values is allowed, too. */
void md_table_wish(struct md *md, const struct attr_list *attrs, bool file, struct table_wish *wish);
/* Reads the widths of its columns; a list that does not fit the table is reported. */
void md_table_widths(struct md *md, const struct table_wish *wish, struct table *table);
/* Makes the paragraph behind a table its caption, if it is one. */
bool md_table_caption(struct md *md, struct block *table, struct block *para);

/* ---- csv.c ---- */

/* Reads a file of values below the issue's folder. Fails: missing, no text in it (recorded). */
bool md_csv(struct md *md, struct str path, struct place mention, const struct table_wish *wish, struct table *table);

/* ---- bare.c ---- */

/* Reports a paragraph or head [start, end) that shows nothing, or nothing but hyphens. */
void md_check_bare(struct md *md, const struct inlines *content, size_t start, size_t end);

/* The same of a cell; an empty one is none of them. */
void md_check_bare_cell(struct md *md, const struct cell *cell);

/* ---- box.c ---- */

/* Turns a quote that begins with [!kind] into a box. */
void md_box(struct md *md, struct block *quote);

/* Reads a line of votes. False: `wrong` is the first item that is none, `any`: others are. */
bool md_votes_read(struct arena *arena, struct str line, struct votes *votes, struct str *wrong, bool *any);

/* ---- minutes.c ---- */

/* Heads that run in and votes of minutes; a line of votes that stands outside of a decision is reported. */
void md_minutes(struct ctx *ctx, struct article *article);

/* ---- front.c ---- */

/* The fields of the front matter. */
void md_front(struct ctx *ctx, const struct node *root, struct article *article);

/* ---- count.c ---- */

/* Reports numbers of a meeting and its votes that contradict one another. */
void md_check_counts(struct ctx *ctx, const struct article *article);

#endif
