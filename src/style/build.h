/* style/build: what the makers of the flow share. Private to style.
 *
 * In: the issue. Out: pieces of flow. A scene says where blocks stand (in running text, a quote, a box, a note) and so
 * which styles and indents hold there.
 */
#ifndef VISNYK_STYLE_BUILD_H
#define VISNYK_STYLE_BUILD_H

#include "style/sheet.h"

VEC(node_list, struct flow_node);

/* ---- words.c: what the reader sees and nobody wrote ---------------------------------------------------------------
 */

struct words {
    const char *lang;
    bool loaded;
    struct node root;
};
VEC(words_list, struct words *);

/* A named value that a pattern may mention. */
struct field {
    const char *name;
    struct str value;
    struct place place;
};

struct builder;

/* Are there words of the language? */
bool words_exist(struct builder *b, const char *lang);
/* The words of a language; read when the first is needed. No file of that language: a warning, and English. */
struct words *words_for(struct builder *b, const char *lang);
/* A word of the current language, else the English one, else "". */
struct str word(struct builder *b, const char *key);
/* "№ {number}[ ({running-number})]": names in braces stand for fields, else for words; what is in brackets vanishes
 * when a name in it is empty. The whole is empty when it has names and all of them are. */
struct text pattern_expand(struct builder *b, struct text pattern, const struct field *fields, size_t count);
/* A pattern of the words. */
struct text word_expand(struct builder *b, const char *key, const struct field *fields, size_t count);
struct str date_written(struct builder *b, struct date date);
/* One of a list of words, such as the months; "" when there is none. */
struct str word_at(struct builder *b, const char *key, size_t index);
/* An ISO date as the language writes it; anything else as it stands. */
struct text date_text(struct builder *b, const struct text *text);

/* ---- the builder --------------------------------------------------------------------------------------------------
 */

struct variation {
    const struct style *base;
    const struct style *voice; /* characters, leading and alignment of this one; NULL: its own */
    mpt left;                  /* takes the place of its own */
    bool no_indent;            /* the first line is not indented */
    bool bare;                 /* without space around it, rules and tint: a group has them */
};

struct derived {
    struct variation key;
    struct style style;
};

struct char_change {
    const struct char_style *from;
    const struct span_style *span;
    const struct char_style *to;
};
VEC(char_changes, struct char_change);
VEC(derived_list, struct derived *);

/* What the index lists: persons and communities by name, in the order in which they are met. */
struct index_entry {
    enum index_part part;
    struct str name;
    struct place place;
};
VEC(index_entries, struct index_entry);

#define HEAD_LEVELS 6

struct builder {
    struct ctx *ctx;
    const struct issue *issue;
    const struct look *look;
    const struct sheet *sheet;
    struct flow_link_list links;
    struct index_entries index;
    struct str section; /* of the article before */
    struct words_list words;
    struct words *current;    /* language of what is being built */
    struct rule_choice rules; /* its rules */
    struct derived_list derived;
    struct char_changes changes;
    const struct article *article; /* NULL: furniture */
    const struct kind_look *kind;
    int columns;                 /* of the article */
    int levels[HEAD_LEVELS + 1]; /* of the open headings, outermost first */
    int level_count;
    int level_base;  /* the highest heading the article uses */
    bool level_told; /* one message about levels is enough for an article */
};

#define DEPTH_MAX 30 /* of groups; deeper content is set on one level */

/* Indents count from the group around, as page sets them: only lists, whose groups do not indent, add them up. */
struct scene {
    const struct style *text;  /* paragraphs */
    const struct style *voice; /* of lists and heads; NULL: their own */
    mpt left;                  /* of paragraphs [mpt] */
    mpt list_base;             /* what the indents of list styles count from */
    int list_level, depth;
    bool bare; /* paragraphs leave space and rules to the group around */
    bool in_note, no_indent;
};

/* A style with changes; equal wishes give the same pointer. */
const struct style *style_derive(struct builder *b, const struct variation *wish);
mpt column_width(const struct look *look, int span);
/* Columns of the page that an article in the frame covers, at least one. */
int frame_columns(const struct look *look, const struct frame *frame);
/* The language tag as a C string; "" gives the current language. */
const char *lang_named(struct builder *b, struct str lang);

/* ---- spans.c: inlines -> spans ------------------------------------------------------------------------------------
 */

struct pen {
    const struct char_style *chars;
    const char *lang;
    bool in_note;
};

void spans_of_inlines(struct builder *b, struct span_list *out, const struct inlines *inlines, const struct pen *pen);
void span_of_text(struct builder *b, struct span_list *out, const struct text *text, const struct char_style *chars);
struct flow_text text_of_spans(const struct span_list *spans);
struct flow_text text_of_inlines(struct builder *b, const struct inlines *inlines, const struct style *style,
                                 bool in_note);
/* Plain text. */
struct flow_text text_plain(struct builder *b, const struct text *text, const struct style *style);
/* A piece of YAML with inline Markdown. */
struct flow_text text_marked(struct builder *b, const struct text *text, const struct style *style);
const struct char_style *chars_changed(struct builder *b, const struct char_style *from, const struct span_style *span);
/* Index of a link, 0 when it leads nowhere (recorded). */
uint32_t link_add(struct builder *b, struct str url, struct str contents, struct place place);

/* ---- blocks.c, parts.c: blocks -> nodes ---------------------------------------------------------------------------
 */

struct flow_node *node_add(struct builder *b, struct node_list *out, enum flow_kind kind, enum role role,
                           const struct style *style, struct place place);
struct flow_node *para_add(struct builder *b, struct node_list *out, enum role role, const struct style *style,
                           struct flow_text text, struct place place);
void node_close(struct flow_node *group, const struct node_list *children);
void blocks_add(struct builder *b, struct node_list *out, const struct blocks *blocks, struct scene *scene);
int blocks_level(const struct blocks *blocks);
struct scene scene_of(const struct style *text);
/* The scene inside a group: its style speaks, its indents are the group's. */
struct scene scene_inside(const struct scene *outer, const struct style *text);
void notes_build(struct builder *b, const struct article *article, struct flow_article *out);

void figure_add(struct builder *b, struct node_list *out, const struct figure *figure, struct place place);
/* "-12800.5" with the marks of the language; anything else as it stands. */
struct str number_shown(struct builder *b, struct str number, bool grouped);
/* Numbers of records get the marks of the language. */
void numbers_show(struct builder *b, struct flow_table *table);
/* Says of each cell flush right whether it is a number, and where its decimal mark stands. */
void numbers_mark(struct builder *b, struct flow_table *table);
void table_add(struct builder *b, struct node_list *out, const struct table *table, struct place place);
/* A table whose cells the caller fills: &node->table->cells[row * columns + column]. */
struct flow_node *table_node(struct builder *b, struct node_list *out, size_t columns, size_t rows, struct place place);
void box_add(struct builder *b, struct node_list *out, const struct block *block, const struct scene *scene);

/* ---- calendar.c ---------------------------------------------------------------------------------------------------
 */

void calendar_add(struct builder *b, struct node_list *out, const struct calendar_list *list);
/* What an announcement begins with: the day in large figures, month and weekday beside it. False: `when` is no date. */
bool date_block_add(struct builder *b, struct node_list *out, const struct text *when, const struct text *until);

/* ---- charts.c -----------------------------------------------------------------------------------------------------
 */

/* The shares of a vote as a bar, as the template has it; present: people who could vote, -1: not known. */
void vote_bar_add(struct builder *b, struct node_list *out, const struct votes *votes, int64_t present);
/* The budget of a report: a bar for each year, or for each source when there is one year. */
void budget_chart_add(struct builder *b, struct node_list *out, const struct report *report);
/* The months of a report's schedule as a matrix. */
void schedule_add(struct builder *b, struct node_list *out, const struct schedule_list *schedule);

/* The vote of a decision, if the block has one. */
void vote_add(struct builder *b, struct node_list *out, const struct block *block);

/* A picture of the issue's folder, or NULL (recorded). */
const struct image *picture_load(struct builder *b, struct str path, struct place place);

/* ---- kinds.c: the facts of meetings, reports, announcements; directories ------------------------------------------
 */

void facts_add(struct builder *b, struct node_list *out, const struct article *article);
void kind_body_add(struct builder *b, struct node_list *out, const struct article *article);

/* ---- index.c ------------------------------------------------------------------------------------------------------
 */

/* The entry that a span belongs to, from 1; 0: the span is none, or the issue wants no index. */
uint32_t index_mark(struct builder *b, const struct inline_node *node);
/* The index as the last article; false: there is nothing to list. */
bool index_build(struct builder *b, struct flow_article *out);

/* ---- article.c, furniture.c ---------------------------------------------------------------------------------------
 */

/* frame: NULL when the article flows. */
void article_build(struct builder *b, const struct article *article, bool lead, const struct frame_look *frame,
                   struct flow_article *out);
/* Which frame each article of the issue stands in; NULL: none. */
/* Where the article goes on; frames_assign has the frames. */
void frames_then(struct builder *b, const struct article *article, struct flow_article *out);
const struct frame_look **frames_assign(struct builder *b);
/* A pattern of the words in which the number of a page is a late text. */
struct flow_text word_with_page(struct builder *b, const char *key, const struct style *style);
void furniture_build(struct builder *b, struct flow *flow);

#endif
