/* model: what an issue is. Plain data and a dump; nothing here is done.
 *
 * Filled by model_issue_load (issue.yaml) and by markdown (articles); read by style, which turns it into a flow.
 * All text is UTF-8. Every node has the place it came from. Strings are never NULL-pointers with a length; an absent
 * string is empty. A `struct text` is a piece of plain text from YAML with its place; it may hold inline Markdown
 * only where said.
 */
#ifndef VISNYK_MODEL_MODEL_H
#define VISNYK_MODEL_MODEL_H

#include <stdbool.h>

#include "base/archive.h"
#include "base/ctx.h"
#include "base/date.h"
#include "base/rule.h"
#include "base/str.h"
#include "base/vec.h"
#include "source/source.h"

struct text {
    struct str s;
    struct place place;
};
VEC(text_list, struct text);

/* ---- inline content ------------------------------------------------------------------------------------------ */

enum inline_kind {
    INLINE_TEXT,   /* text */
    INLINE_CODE,   /* text, verbatim */
    INLINE_EMPH,   /* children */
    INLINE_STRONG, /* children */
    INLINE_STRIKE, /* children */
    INLINE_SPAN,   /* children, lang and/or class: [text]{lang=en .smallcaps} */
    INLINE_LINK,   /* children, url */
    INLINE_IMAGE,  /* children (alternative text), url: a picture inside a line */
    INLINE_NOTE,   /* note: index into article->notes */
    INLINE_SPACE,  /* a soft line break of the source: one space */
    INLINE_BREAK,  /* a hard line break */
    INLINE_HTML    /* text: raw HTML, kept as text, with a diagnostic */
};

struct inlines;

struct inline_node {
    enum inline_kind kind;
    struct place place;
    struct str text;
    struct str url;
    struct str title;   /* of a link: shown by a reader on the screen, never printed */
    struct str lang;    /* "" or a language tag */
    struct str classes; /* blank-separated names without dots */
    struct str entry;   /* of a SPAN: how the index names it; "" as it stands */
    size_t note;
    struct inlines *children; /* NULL for leaves */
};

struct inlines {
    struct inline_node *at;
    size_t len, cap;
};

/* The plain text of inlines (alternative text for outlines, ids, running heads). */
struct str inlines_plain(struct arena *arena, const struct inlines *inlines);

/* Is it a span of this class? */
bool inline_has_class(const struct inline_node *node, const char *name);

/* ---- blocks -------------------------------------------------------------------------------------------------- */

enum block_kind {
    BLOCK_PARA,
    BLOCK_HEAD,   /* level 1-6 inside the article (the article's own title is not a block) */
    BLOCK_LIST,   /* children are BLOCK_ITEM; ordered, start, tight */
    BLOCK_ITEM,   /* children; task: 0 none, 1 open, 2 done */
    BLOCK_QUOTE,  /* children */
    BLOCK_CODE,   /* text, verbatim */
    BLOCK_BREAK,  /* thematic break */
    BLOCK_TABLE,  /* table */
    BLOCK_FIGURE, /* figure */
    BLOCK_BOX,    /* children; box, title, votes: the alerts */
    BLOCK_HTML    /* text: raw HTML, set as text, with a diagnostic */
};

enum box_kind { BOX_NOTE, BOX_TIP, BOX_IMPORTANT, BOX_WARNING, BOX_CAUTION, BOX_PULLQUOTE, BOX_SIDEBAR, BOX_DECISION };

struct votes {
    bool given;
    int64_t in_favour, against, abstained, not_voting; /* -1: not said */
    struct place place;
};

enum cell_align { CELL_NONE, CELL_LEFT, CELL_CENTRE, CELL_RIGHT };

struct cell {
    struct inlines content;
    struct place place;
    size_t across, down; /* further columns and rows that it takes */
    bool covered;        /* it belongs to a cell at its left or above */
    bool under;          /* above */
    char join;           /* `<` or `^`, as the source says that it belongs to another; else 0 */
};

/* May it stand on its side? AUTO: when it is too wide otherwise. */
enum table_turn { TURN_AUTO, TURN_YES, TURN_NO };

struct table {
    size_t columns;
    enum cell_align *align; /* one per column */
    size_t head_rows;       /* the first rows of `rows` that are the header */
    size_t row_count;
    struct cell *cells; /* row_count * columns, row by row */
    bool *sums;         /* one per row: it sums up others; NULL: none does */
    bool data;          /* from a file: numbers as "-12800.5", to be written as the language does */
    struct inlines caption;
    enum table_turn turn;
    int *widths; /* asked for, one per column [percent of the table's]; 0: by what it holds; NULL: all so */
};

enum figure_place { FIGURE_HERE, FIGURE_TOP, FIGURE_BOTTOM, FIGURE_PAGE };

enum figure_side { FIGURE_ACROSS, FIGURE_LEFT, FIGURE_RIGHT };

struct figure {
    struct str path; /* as written in the source */
    struct inlines alt;
    struct str caption, credit; /* plain text */
    struct place path_place, caption_place, credit_place;
    int span;                    /* columns; 0: not said */
    int crop_width, crop_height; /* what is shown of it, as a proportion; 0: all */
    int focus_x, focus_y;        /* the point that a crop keeps in view [percent from the left and the top] */
    enum figure_place where;
    enum figure_side side; /* of the column, text beside it */
    int width;             /* of the column [percent]; 0: not said */
    bool group;            /* {.group}: the pictures behind it in its paragraph stand with it, below one caption */
    struct figure *next;   /* of them */
    bool decorative;       /* {.decorative}: no alternative text wanted */
};

struct blocks {
    struct block *at;
    size_t len, cap;
};

struct block {
    enum block_kind kind;
    struct place place;
    struct inlines content; /* PARA, HEAD, and the title of a BOX */
    struct blocks children; /* LIST, ITEM, QUOTE, BOX */
    struct str text;        /* CODE, HTML */
    struct str lang;        /* "" or the language set for this block */
    int level;              /* HEAD */
    bool ordered, tight;    /* LIST */
    int64_t start;          /* LIST */
    int task;               /* ITEM */
    enum box_kind box;
    struct votes votes; /* BOX of a decision, PARA of minutes */
    struct table *table;
    struct figure *figure;
};

VEC(source_list, struct source *);

/* ---- article ------------------------------------------------------------------------------------------------- */

enum article_kind {
    ARTICLE_PLAIN, /* `article`, and when the kind is not given */
    ARTICLE_NEWS,
    ARTICLE_MEETING,
    ARTICLE_REPORT,
    ARTICLE_PROFILE,
    ARTICLE_ANNOUNCEMENT,
    ARTICLE_DIRECTORY,
    ARTICLE_CALENDAR
};
#define ARTICLE_KINDS (ARTICLE_CALENDAR + 1)
/* As front matter and templates write them. */
extern const char *const article_kind_names[ARTICLE_KINDS];

struct meeting {
    struct text body, number, date, venue, chair, secretary;
    int64_t members, present, quorum; /* -1: not said */
    struct place present_place;
    struct text_list agenda;
    bool decision_list; /* all decisions once more, at the end */
};

struct activity {
    struct text number, what, who, term, source, plan, fact;
};
VEC(activity_list, struct activity);

struct budget_line {
    struct text source;
    struct text *amounts; /* one per year of `budget_years`; "" when not given */
};
VEC(budget_list, struct budget_line);

struct indicator {
    struct text name, unit, plan, fact;
};
VEC(indicator_list, struct indicator);

/* Months as years * 12 + month - 1. */
struct scheduled {
    struct text what;
    int from, to;
};
VEC(schedule_list, struct scheduled);

struct report {
    struct text programme, period, goal;
    struct text initiator, developer, responsible, basis, target, donor, grant, funding, contact;
    struct text_list partners;
    struct activity_list activities;
    struct text_list budget_years;
    struct budget_list budget;
    struct indicator_list indicators;
    struct schedule_list schedule;
};

struct announcement {
    struct text when, until, where, contact;
};

struct directory_entry {
    struct text name, url, note;
};
VEC(directory_list, struct directory_entry);

struct calendar_entry {
    struct text date, until, time, what, where, contact;
    struct date from, to; /* year 0: a date in words */
};
VEC(calendar_list, struct calendar_entry);

struct note {
    struct str label;
    struct blocks blocks;
    struct place place;
};
VEC(note_list, struct note);

/* Where what a frame does not hold of an article goes on. */
struct article_part {
    struct text frame; /* the name of a frame of the inside pages; "": over the whole page */
    int page;          /* 0: not said */
    struct place place;
};
VEC(article_part_list, struct article_part);

/* Where an article wants to stand. */
struct position {
    struct text frame; /* the name of a frame of the template, or "" */
    int span, page;    /* 0: not said */
    bool filler;       /* stands in the issue only when the pages need filling */
    struct article_part_list then;
};

struct article {
    struct str name;       /* file name without folder */
    struct source *source; /* the Markdown */
    struct place place;    /* of the title, or of the file */
    enum article_kind kind;
    struct text title, kicker, lead, author, date, venue;
    struct text section;      /* the part of the issue that it belongs to */
    struct rule_choice rules; /* of language, for setting and proofreading */
    rule_set proof_off;       /* switched off for proofreading alone */
    struct str language;      /* "" : the issue's */
    struct place language_place;
    struct position position; /* from front matter, or from issue.yaml, which has the last word */
    struct meeting meeting;
    struct report report;
    struct announcement announcement;
    struct directory_list directory;
    bool sorted; /* the entries of a directory, in the order of the language's alphabet */
    struct calendar_list calendar;
    struct blocks blocks;
    struct note_list notes;
    struct source_list data; /* files read for its tables */
};

/* ---- issue --------------------------------------------------------------------------------------------------- */

struct masthead {
    struct text organisation, title, place, issn, emblem, motto;
};

/* One row of the imprint, in the order of the standard; label NULL: the value stands alone. */
struct imprint {
    struct text founder, editor, responsible, address, phone, email, site, publisher, publisher_registration, printer,
        printer_registration, registration, issn, print_run, format, sheets, account_sheets, paper, order, signed_date,
        price, language, disclaimer;
};

struct article_ref {
    struct str file;
    struct position position;
    struct place place;
};
VEC(article_ref_list, struct article_ref);

/* How many pages the issue shall have. */
struct page_goal {
    int count, multiple; /* 0: not said */
    struct place place;
};

/* The bulletin's title in another language. */
struct title {
    struct str lang;
    struct text text;
};
VEC(title_list, struct title);

enum index_part { INDEX_PERSON, INDEX_COMMUNITY, INDEX_PARTS };
/* As classes of spans and issue.yaml write them. */
extern const char *const index_part_names[INDEX_PARTS];

struct issue {
    const char *name;      /* of the folder: "2012-02" */
    const char *dir;       /* path of the folder */
    struct source *source; /* issue.yaml */
    struct text number, year, running_number, title, subtitle, rights;
    struct title_list titles; /* in other languages, for the documents' properties */
    enum archive_standard archive;
    struct date date;
    struct place date_place;
    struct str language; /* "uk" when not given */
    struct place language_place;
    struct str template; /* "visnyk-a4" when not given */
    struct place template_place;
    const char *encoding; /* of the articles: "auto" when not given */
    struct place encoding_place;
    struct page_goal pages;
    struct article_ref_list refs; /* from `articles`, or every NN-*.md of the folder in order of name */
    struct masthead masthead;
    struct imprint imprint;
    const struct node *print; /* what is said to the print shop, read by style; NULL: nothing */
    struct text_list partners;
    struct text_list hyphenation; /* words with their places to divide: "Кра-ма-торськ*" */
    bool index[INDEX_PARTS];      /* wanted at the end */
    struct rule_choice rules;     /* of language, for setting and proofreading */
    rule_set proof_off;           /* switched off for proofreading alone */
    struct article *articles;     /* filled by markdown_article_load, one per ref that could be read */
    size_t article_count;
};

/* Reads DIR/issue.yaml (decoded by its own `encoding:` key, else auto) and lists the articles; does not read them.
 * Fails: no folder, no issue.yaml, broken YAML, no article at all. */
bool model_issue_load(struct ctx *ctx, const char *dir, struct issue **out);

/* Parses "2012-03-30"; a wrong date is a diagnostic and zero. */
bool model_date(struct ctx *ctx, const struct text *text, struct date *out);

/* The key `language`: false and nothing changed when it is absent or empty. A name that people take for the tag of a
 * language, such as the country `ua`, is a diagnostic and read as that tag. */
bool model_language_read(struct ctx *ctx, const struct node *root, struct str *language, struct place *place);

/* The keys `frame`, `span`, `page`, `then` of issue.yaml and of front matter; what is not there leaves its field as it
 * is. */
void model_position_read(struct ctx *ctx, const struct node *map, struct position *position);

/* The key `rules` of templates, issue.yaml and front matter: {off: [names], on: [names]}. An unknown name is a
 * diagnostic. */
struct rule_choice model_rules_read(struct ctx *ctx, const struct node *root);
/* The key `proof` of issue.yaml and of front matter: {off: [names]}. */
rule_set model_proof_read(struct ctx *ctx, const struct node *root);

/* The whole issue as indented text: one line per node, for golden tests and for people. */
void model_dump(struct buf *out, const struct ctx *ctx, const struct issue *issue);

#endif
