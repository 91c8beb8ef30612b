/* The parts a page is built from, shared by the files of this folder and nobody else.
 *
 * A text is first set (struct setting: the lines of a paragraph), then cut into slugs: the pieces that no column break
 * divides. Slugs stand in sections: runs of slugs set in the same columns. A region is the free space of a page that a
 * section is given, a plan says which slugs go into which column of it. Rows are rows of the baseline grid, counted
 * from the top margin; lengths are mpt.
 */
#ifndef VISNYK_PAGE_PARTS_H
#define VISNYK_PAGE_PARTS_H

#include "base/ctx.h"
#include "base/vec.h"
#include "font/font.h"
#include "paint/paint.h"
#include "para/para.h"
#include "style/style.h"
#include "text/text.h"

/* More columns than any sheet has; a template that asks for more gets these. */
#define COLUMNS_MAX 12

/* ---- what is set ------------------------------------------------------------------------------------------------- */

/* A first letter as high as several lines. */
struct initial {
    const struct run *run;
    mpt x, width; /* of what it shows: x takes its side bearing off */
    mpt foot;     /* what hangs below its baseline */
    int lines;
    struct str reads; /* what the first glyph behind it reads as before its own text */
};

/* A paragraph, set: its lines and where each of its spans belongs in the structure tree. */
struct setting {
    struct lines lines;
    struct shaped shaped;
    const struct run *space; /* its first white space, NULL: it has none */
    const struct style *style;
    const struct flow_text *text;
    uint32_t element;              /* of the paragraph */
    const uint32_t *span_elements; /* one per span; 0: the paragraph's own */
    struct setting *label;         /* list marker, or NULL; markers of outer items hang on it in turn */
    mpt label_x;                   /* of a marker: from the left edge of the measure it hangs on */
    const struct initial *initial; /* NULL: none */
    const struct cut *cuts;        /* of its first lines */
    size_t cut_count;
    size_t entry; /* of the contents: number of its article from 1; 0: no entry */
};

/* A picture with its caption and credit, at the width it is set in. */
struct picture {
    const struct flow_figure *figure;
    const struct style *style; /* its frame and corners; NULL: none */
    mpt width, height;         /* of the picture itself */
    struct setting *caption, *credit;
    mpt gap;             /* between picture and caption */
    mpt total;           /* height of all */
    uint32_t element;    /* Figure; 0: decorative */
    struct setting *alt; /* shown in the frame of a missing picture */
    struct place place;
    struct picture *members; /* of a group: pictures without captions; NULL: it is one */
    size_t member_count;
    mpt x, y;                    /* of a member, in the group */
    const struct turned *turned; /* it is none, but a table that stands on its side; NULL: it is one */
};

/* What stands on its side: slugs [from, to) of a section of one column, read from the page's right edge. */
struct turned {
    struct section *section;
    size_t from, to;
    int rows; /* across the page */
};

struct tabular;

/* One row of a table, set, or a part of one that had to be split: lines [from, to) of every cell. */
struct table_row {
    struct tabular *table;
    size_t row;
    struct setting **cells; /* one per column */
    const mpt *pad;         /* behind numbers, one per column */
    size_t from, to;
    mpt height; /* whole rows of the grid */
    bool first_part;
    bool together; /* with the next one: a cell hangs down into it */
};

struct tabular {
    const struct flow_table *flow;
    const struct style *style;
    mpt *x, *width; /* of each column, from the table's left edge */
    mpt total_width;
    struct table_row *heads; /* head rows, drawn again after a break */
    size_t head_count;
    bool squeezed; /* too wide for the page: letters are smaller, words may be broken */
    mpt head_height;
};

/* A decoration around a run of slugs: tint, frame, rules, and the space they need. */
struct deco {
    const struct style *style;
    const struct deco *parent;
    int depth;
    mpt x, width;            /* from the column's left edge */
    mpt above, below;        /* outside */
    mpt pad_top, pad_bottom; /* inside, rules included */
    bool absorbs;            /* takes the space left over to the next row into its padding */
    bool loose;              /* nothing in it stands on the grid */
};

/* A foot-note, set at the width of its column. */
struct footnote {
    struct setting **paras;
    size_t count;
    mpt height;
    uint32_t anchor;
};

/* A part of a note that a slug takes with it to the foot of its column: lines [from, to) of all its paragraphs. */
struct note_part {
    const struct footnote *note;
    size_t from, to;
    mpt height;
};
VEC(note_parts, struct note_part);

enum slug_kind { SLUG_LINE, SLUG_CELLS, SLUG_PICTURE, SLUG_ROW, SLUG_CHART, SLUG_RULE, SLUG_COLUMNS, SLUG_EMPTY };

/* FLOW_ROW: cells side by side. */
struct cells_row {
    struct setting **cells;
    mpt *x;
    size_t count;
};

struct inset;
struct chart_line;

struct slug {
    enum slug_kind kind;
    mpt height;
    mpt above, below;             /* least space to its neighbours */
    int spread;                   /* rows added above it, unless it opens a column */
    mpt x, measure;               /* from the column's left edge */
    int share_above, share_below; /* of space left over to the next row */
    bool on_grid;                 /* its height is whole rows and its baseline the grid's */
    bool joined;                  /* the line before belongs to the same paragraph */
    int64_t break_cost;           /* of a column that ends behind it */
    const struct deco *deco;      /* innermost, or NULL */
    struct note_parts notes;
    uint32_t anchor;              /* destination at its top; 0: none */
    const struct picture *beside; /* that hangs on this line, or NULL */
    mpt beside_x;                 /* from the slug's x */
    uint32_t block;               /* slugs of one number may stand a little further down than written; 0: none */
    struct place place;
    union {
        struct {
            struct setting *setting;
            size_t index;
        } line;
        struct cells_row *cells;
        struct picture *picture;
        struct table_row *row;
        const struct chart_line *chart;
        const struct rule_style *rule;
        const struct inset *inset;
    };
};
VEC(slugs, struct slug);

/* A picture that goes to the top or the foot of columns near its mention. */
struct floating {
    struct picture *picture;
    const struct style *style;
    size_t mention; /* index of the slug that follows the mention */
    int span;
    int rows;
    bool at_foot;
    bool placed;
};
VEC(floats, struct floating);

enum section_kind { SECTION_HEAD, SECTION_TEXT, SECTION_WIDE };

struct section {
    enum section_kind kind;
    int columns;
    mpt width;    /* of one column */
    size_t ahead; /* slugs that stand on the page before, ahead of what was written before them */
    bool lowered; /* spare space at its top: there is no page's top above it */
    struct slugs slugs;
    struct floats floats;
};
VEC(sections, struct section *);

/* ---- where it goes ----------------------------------------------------------------------------------------------- */

/* Free space of a page for a section: rows [row, row + rows), less what floats take of each column. */
struct region {
    int row, rows;
    int head[COLUMNS_MAX], foot[COLUMNS_MAX];
    bool fresh; /* nothing stands on this page yet */
};

/* Slugs [end[c-1], end[c]) go to column c; column 0 begins with `from`. */
struct plan {
    size_t from;
    size_t end[COLUMNS_MAX];
    int height; /* rows used of the region */
    int64_t cost;
};

/* A group set in columns of its own inside one slug: facts of a meeting, an imprint. */
struct inset {
    struct section *section;
    struct plan plan;
    struct region region;
};

/* A paragraph with a line more or less, all of that behind some of its lines. */
struct variant {
    bool asked;
    int grade;    /* 1: it looks well, 2: many of its lines are loose or tight; 0: there is none */
    int strained; /* lines that look loose or tight, more than before */
    struct lines lines;
};

/* Rows that may be added above a head or a picture. */
#define SPREAD_MOST 2

/* What columns may give to end level, by the slugs from `from` on. */
struct gives {
    size_t from;
    struct variant *longer, *shorter; /* by the first line that changes; see variant_at */
    const int *more, *poorer, *fewer; /* paragraphs that can do so, of all slugs before one, by their first slugs;
                                         more: of the first grade, poorer: of the second */
    const int *spread;                /* rows that may stand above heads, pictures, boxes, above all slugs before one */
};

/* Costs of column breaks. A shortfall of a whole page stays below one forbidden break. */
#define COST_FORBIDDEN ((int64_t)100000000)
#define COST_TOGETHER ((int64_t)20000)
#define COST_TABLE ((int64_t)12000)
#define COST_BOX ((int64_t)600)
#define COST_INTRO ((int64_t)80)
#define COST_HYPHEN ((int64_t)15)
/* Rows of the line that sends the reader to another page. */
#define JUMP_ROWS 1

/* A column that ends with a hyphen: more than one missing row, than three. */
#define COST_DIVIDED_ROW ((int64_t)150)
#define COST_DIVIDED_ROWS ((int64_t)600)

/* A part of a page that is filled from its first row on: the page itself, a frame, a few of its columns. */
struct area {
    mpt left, width; /* left: from the edge of the page's text */
    int top, rows;
};

/* Parts of a page's width whose feet are remembered. */
#define COVER_SLOTS 24

/* Why the page behind was begun: this one is full, the next article asks for it, or has too little room to begin here,
 * or something that does not divide has. */
enum turn { TURN_FULL, TURN_ASKED, TURN_BEGIN, TURN_BLOCK };

struct page_facts {
    const struct flow_article *article; /* the first that stands on the page */
    struct area flow;                   /* what is left of it beside frames */
    int taken;                          /* rows of its columns that something stands in */
    mpt cover[COVER_SLOTS];             /* how far down each part of its width is covered */
    enum turn turn;
    struct place turn_place; /* of what did not fit */
    int needed, left;        /* rows that it needs, and that were left */
};
VEC(page_facts_list, struct page_facts);

/* A page number that is known only at the end. */
struct contents_entry {
    size_t article;
    uint32_t page;
    mpt x, right, baseline, height; /* x, right: of the whole entry */
    uint32_t element;
};
VEC(contents_entries, struct contents_entry);

/* A page on which something stands that the index lists. */
struct mention {
    uint32_t page, anchor;
    uint32_t before; /* 1-based: the mention of the same entry before it; 0: none */
};
VEC(mentions, struct mention);
VEC(numbers, uint32_t);

/* The space of a font at a size, for texts that have none of their own. */
struct space {
    uint16_t font;
    mpt size;
    const struct run *run; /* NULL: the font has none */
};
VEC(spaces, struct space);
VEC(settings, const struct setting *);

/* A line that tells the page where an article goes on, drawn when that page is known. */
struct jump {
    size_t article;
    uint32_t page; /* of the line */
    uint32_t to;   /* where it sends the reader */
    mpt x, width, baseline;
    uint32_t anchor;  /* of that place */
    bool back;        /* to where the article begins */
    uint32_t element; /* of the article */
};
VEC(jumps, struct jump);

/* An article on its way to the pages. */
struct telling {
    size_t index;
    struct sections sections;
    struct footnote **notes;
    size_t at;   /* the section to go on with */
    size_t from; /* the slug of it */
    uint32_t element;
    const char *over; /* the frame whose articles should not be longer than it, but this one is; NULL */
    bool is_rest;     /* a frame holds its beginning */
    bool went_on;     /* another part of it stands on a page already */
    bool ended;
    bool begun;   /* some of it stands on a page */
    size_t parts; /* places of struct flow_article.then that it has been to */
};

VEC(tellings, struct telling *);

struct pen {
    bool open;
    uint32_t element;
    enum artifact artifact;
};

/* What collecting an article leaves behind, taken back when the article will be collected once more. */
struct trace {
    size_t elements, outlines, slugs, settings;
};

struct builder {
    struct ctx *ctx;
    struct arena *work; /* of the plans; emptied after each region */
    const struct flow *flow;
    const struct look *look;
    const char *lang; /* of the issue */
    struct shaper *shaper;
    struct fontset *fonts;
    struct settings settings; /* in the order in which they were set, for the dump of lines */
    struct paint_doc *doc;
    mpt grid, base, cap; /* row height, baseline in a row, cap height of the body */
    int rows;            /* of the area */
    int page_rows;
    struct area area; /* rows and lengths across count from its corner */
    bool framed;      /* what does not fit into the area goes on elsewhere */
    bool low_head;    /* heads are collected as they stand near a page's foot, and */
    bool low_text;    /* less text may follow them there */
    bool aside;       /* pages are gone through more than once */
    uint32_t settled; /* pages that are complete */
    struct jumps jumps;
    int columns;
    mpt column_width, gutter, text_width;
    uint32_t page; /* index of the current one */
    int row;       /* first free row of the current page */
    struct pen pen;
    struct page_facts_list facts;
    struct spaces spaces;
    uint32_t anchors; /* the last one given */
    struct mentions mentions;
    struct numbers last_mentions; /* of each entry of the index, 1-based; 0: none */
    struct numbers page_links;    /* anchors of links made here: their numbers follow those of the flow */
    const struct flow_article *article;
    struct telling *telling; /* that flows at present; NULL: none */
    struct footnote **notes; /* of the article; NULL: not yet called */
    uint32_t *article_page;  /* index of the page that each article begins on */
    struct contents_entries entries;
    int imprint_taken;        /* rows of the columns that the imprint stands in */
    int *article_rows;        /* length of each article, in one column */
    bool *told;               /* articles that stand in frames */
    bool *filled;             /* fillers that stand where a page would have stayed white */
    struct tellings rests;    /* of articles that their frames could not hold */
    struct section *contents; /* the box; NULL: none, or placed */
    int contents_rows;
    struct trace contents_trace;    /* before it was set */
    bool contents_short;            /* without kickers */
    uint32_t blocks;                /* the last number given to a block that may move */
    size_t slugs_made, slugs_drawn; /* equal in the end, or text was lost */
    uint64_t setting;               /* [ns] that shaping and breaking lines took */
};

/* ---- page.c ---- */
mpt page_left(const struct builder *b); /* left edge of the text on the current page */
mpt area_left(const struct builder *b); /* of the area on it */
void area_enter(struct builder *b, uint32_t page, const struct area *area, int row);
struct area area_page(const struct builder *b); /* the whole page */
mpt row_y(const struct builder *b, int row);
int rows_of(const struct builder *b, mpt height); /* rounded up */
void page_next(struct builder *b);
mpt column_x(const struct builder *b, const struct section *section, int column);
uint32_t anchor_new(struct builder *b);
/* Furniture of the pages before `page`, which are complete. */
void page_settle(struct builder *b, uint32_t page);
struct trace trace_take(const struct builder *b);
void trace_back(struct builder *b, const struct trace *trace);
/* It asks for a page behind the current one. */
bool article_asks(const struct builder *b, const struct flow_article *article);
/* The next page, when the article asks for one or has too little room for the `needed` rows of its beginning. */
void article_turn(struct builder *b, const struct flow_article *article, int needed);

/* Collects the texts of an article, `columns` of them beside one another in `width`; 0: as its kind has it. */
void telling_begin(struct builder *b, size_t index, mpt width, int columns, struct telling *telling);
/* Rows that its beginning needs. */
int telling_least(struct builder *b, const struct telling *telling);
/* The rest of it, from the current row on over as many pages as it needs. */
void telling_place(struct builder *b, struct telling *telling);
/* What fits into the area, which is not left. True: all of it. */
bool telling_frame(struct builder *b, struct telling *telling);
/* Rows that all of it takes in an area without a foot. */
int telling_rows(struct builder *b, const struct telling *telling);
/* Its beginning stands at the current row. */
void telling_mark(struct builder *b, const struct telling *telling);
void gap_draw(struct builder *b, mpt width);

/* ---- frame.c ---- */
/* Fills the frames of a master on the current page, which is free from the current row on but for `reserve` rows at its
 * foot. False: none of them is used. What did not fit is left in b->rests. */
bool frames_place(struct builder *b, enum master master, int reserve);
/* Width of the box of contents. */
mpt contents_width(const struct builder *b);
/* A rule in the gutter left of x, over rows [top, foot) of the area. */
void between_draw(struct builder *b, mpt x, int top, int foot);

/* ---- jump.c ---- */
/* Sets what did not fit into frames from the current row on; `all`: also what waits for a page that has not come. */
void rests_place(struct builder *b, bool all);
/* What goes on at the top of the current page, which has its frames. True: something does. */
bool parts_place(struct builder *b);
/* An article that flows has turned from page `before`: where something else stands between its two parts, lines say so.
 */
void flow_go_on(struct builder *b, uint32_t before);
/* Parts what flows on the current page from what stands above it. */
void flow_gap(struct builder *b);
/* Jump lines, when all pages are known. */
void jumps_finish(struct builder *b);

/* ---- begin.c ---- */
/* An article of the flow, from the current row on if it can begin there. */
void article_place(struct builder *b, size_t index);
/* Much of the page would stay white below the current row. */
bool leaves_white(const struct builder *b);
/* Fillers of the issue that fit below the current row, if much white would be left there. */
void fillers_place(struct builder *b);

/* ---- turn.c ---- */
/* Something as wide as this takes `rows` on the current page. */
void page_take(struct builder *b, mpt width, int rows);
/* The page is covered from x on down to `foot` [from the page's top]. */
void page_cover(struct builder *b, mpt x, mpt width, mpt foot);
/* The next page, and why. */
void page_turn(struct builder *b, enum turn turn, struct place place, int needed);
/* Tells of each page but the last that is not full what made it so. */
void pages_explain(const struct builder *b);

/* ---- beside.c ---- */
/* How many articles from `first` on open a group side by side; less than two: none. */
size_t group_count(const struct builder *b, size_t first);
/* Sets them, and what goes below them; gives the next article. */
size_t beside_place(struct builder *b, size_t first, size_t count);

/* ---- tree.c ---- */
uint32_t tree_element(struct builder *b, uint32_t parent, enum role role, const char *lang, struct place place);
/* Elements of the spans of a text under `parent`; NULL when all belong to the parent itself. */
const uint32_t *tree_spans(struct builder *b, uint32_t parent, const struct flow_text *text, const char *lang);

/* ---- set.c ---- */
struct setting *set_text(struct builder *b, const struct flow_text *text, const struct style *style, mpt measure,
                         uint32_t element, const char *lang);
/* The two halves of set_text, for texts whose width decides the measure. */
struct setting *set_shape(struct builder *b, const struct flow_text *text, const struct style *style);
void set_break(struct builder *b, struct setting *setting, mpt measure, uint32_t element, const char *lang);
/* The same text in another measure; what there was to say of it has been said. */
void set_again(struct builder *b, struct setting *setting, mpt measure);
/* One line, as wide as it is: of a text that was shaped, and of one that was not. */
void set_line(struct builder *b, struct setting *setting, uint32_t element, const char *lang);
struct setting *set_label(struct builder *b, const struct flow_text *text, const struct style *style, uint32_t element,
                          const char *lang);
/* The lines of all texts as they were painted. */
void settings_dump(const struct builder *b, struct buf *out);
/* A space to end a line of the text with; NULL when its font has none. */
const struct run *setting_space(struct builder *b, const struct setting *setting);
mpt setting_height(const struct setting *setting);
mpt setting_width(const struct setting *setting); /* of its widest line */
/* Baseline of a line below its top. */
mpt setting_baseline(const struct builder *b, const struct setting *setting);
mpt cap_height(const struct builder *b, const struct char_style *chars);

struct collect;
/* ---- initial.c ---- */
/* A text whose first span is to be an initial, `lines` high, beside what cuts them; NULL: it begins as any other. To be
 * broken with set_break. */
struct setting *initial_set(struct collect *c, const struct flow_text *text, const struct style *style, int lines,
                            const struct cut *beside, size_t beside_count);

/* ---- wrap.c ---- */
/* A picture that lines are to stand beside. */
struct wrap {
    struct picture *picture;
    const struct flow_node *node;
    mpt x, left, right; /* of the picture in the measure; what it takes of the lines at each side */
    int rows;           /* that are still beside it; 0: there is none */
    bool waits;         /* for a line to hang on */
};
/* Begins a picture with text beside it; false: there is no room for that, which was said. */
bool wrap_begin(struct collect *c, const struct flow_node *node);
/* What is cut of the first lines of a paragraph; NULL: nothing. plain: it may stand beside a picture. */
const struct cut *wrap_cuts(struct collect *c, const struct style *style, bool plain, size_t *count);
/* The paragraph's slugs are there, from `first` on. */
void wrap_take(struct collect *c, size_t first);
/* What follows begins below the picture. */
void wrap_end(struct collect *c);

/* ---- collect.c: flow -> slugs ---- */
struct collect {
    struct builder *b;
    struct sections *sections; /* where a wide table opens a section of its own; NULL: everything stays in `into` */
    struct section *into;
    mpt x, measure;
    uint32_t parent;
    const char *lang;
    const struct deco *deco;
    struct wrap wrap;
    bool floats;             /* pictures may leave their place */
    uint32_t label_element;  /* waiting for the label of the next paragraph; 0: none */
    struct setting *hanging; /* labels of items whose first paragraph is empty, waiting for a line to stand beside */
    bool has_waiting;
    struct note_parts waiting; /* notes called where no slug could take them */
};
struct section *section_new(struct builder *b, enum section_kind kind, int columns, mpt width);
/* Everything of a node goes into one section. */
void collect_section(struct builder *b, struct section *section, const struct flow_node *node, uint32_t parent,
                     const char *lang);
/* width: of all columns; columns: of the body, 0: as the article says. */
uint32_t collect_article(struct builder *b, const struct flow_article *article, mpt width, int columns,
                         struct sections *out);
/* The page's columns that an article takes, and their width. */
int article_columns(const struct builder *b, const struct flow_article *article);
/* Columns that its text is set in over `width`; `columns`: those wished, 0: as the template says. */
int article_text_columns(const struct builder *b, const struct flow_article *article, mpt width, int columns);
mpt columns_width(const struct builder *b, int columns);
/* Columns of that width beside one another on the page. */
int columns_within(const struct builder *b, mpt width);
struct slug *collect_slug(struct collect *c, enum slug_kind kind, const struct style *style, mpt height);
/* The lines of a paragraph as slugs. */
void collect_setting(struct collect *c, struct setting *setting, struct place place);
/* Slugs from `first` on form one block that may stand a little further down. */
void block_mark(struct collect *c, size_t first);
/* The contents box: its own children, then an entry for each listed article. */
void collect_contents(struct builder *b, struct section *section);
/* Pieces of a line that call a note. */
size_t line_calls(const struct line *line);

/* Cost of a column that ends behind line `index`, as far as the lines go. */
int64_t line_break_cost(const struct setting *setting, size_t index);
/* The notes that a text calls go with the slug. */
void collect_calls(struct collect *c, size_t slug, const struct flow_text *text);

/* ---- note.c ---- */
/* Note `number` of the article goes with slug `slug` of c->into; once only. */
void note_call(struct collect *c, size_t slug, uint32_t number);
/* Notes that nobody called go with the last slug. */
void note_rest(struct collect *c);
mpt note_space(const struct builder *b); /* above the first note of a column, rule included */
/* The notes of slugs [from, to), ending at `bottom`. */
void notes_draw(struct builder *b, const struct section *section, size_t from, size_t to, mpt x, mpt bottom);

/* ---- table.c ---- */
void table_collect(struct collect *c, const struct flow_node *node);
void table_row_draw(struct builder *b, const struct table_row *row, mpt x, mpt y, bool artifact);
/* Head rows that stand again above slug `at` when a column begins with it. */
const struct tabular *table_repeated(const struct section *section, size_t at);

/* Leaves the columns for a section over all of them, and begins new ones behind it. */
struct section *table_wide(struct collect *c);
void table_wide_end(struct collect *c, const struct section *before);
/* Does what stands right before fill all columns? */
bool table_after_wide(const struct collect *c);

/* ---- sideways.c ---- */
/* May something stand on its side here, and how long would its lines be? */
bool sideways_may(const struct collect *c);
mpt sideways_measure(const struct collect *c);
/* Collecting for it: the rows across the page count while it goes on. Gives the rows that counted before. */
int sideways_begin(const struct collect *c, struct collect *inner);
/* What was collected waits for pages like a picture. */
void sideways_end(struct collect *c, struct section *section, int rows, struct place place);
void sideways_draw(struct builder *b, const struct picture *picture, mpt x, mpt y);

/* ---- mention.c ---- */
/* Remembers that a span of the index stands here. */
void mention_note(struct builder *b, const struct span *span, mpt x, mpt y);
/* An entry of the index whose article was left out: it has no page. */
bool mention_lacks(const struct builder *b, const struct flow_node *item);
/* A text with the pages in place of LATE_PAGES; the text itself when it has none. */
const struct flow_text *mention_pages(struct builder *b, const struct flow_text *text);

/* ---- chart.c ---- */
void chart_collect(struct collect *c, const struct flow_node *node);
void chart_draw(struct builder *b, const struct chart_line *line, mpt x, mpt y);

/* ---- widths.c ---- */
/* What the cells of a table want: widths of columns with padding, of cells without. */
struct cell_widths {
    size_t rows, columns;
    mpt padding;          /* at each side of a cell */
    mpt *least, *natural; /* per column */
    mpt *cells;           /* natural width of each cell; 0: it takes several columns, or is no cell */
    mpt least_sum, natural_sum;
    const int *wanted; /* widths asked for, as in struct flow_table */
};
void widths_begin(struct builder *b, struct cell_widths *w, size_t rows, size_t columns, mpt padding);
void widths_cell(struct cell_widths *w, size_t cell, mpt least, mpt natural);
/* A cell over several columns: they share what it needs beyond their own. */
void widths_across(struct cell_widths *w, size_t cell, size_t columns, mpt least, mpt natural);
void widths_end(struct cell_widths *w);
/* True: with `width` in all, what was asked for leaves each column room for its words. */
bool widths_wanted(const struct cell_widths *w, mpt width, mpt *out);
/* Shares `width` among the columns. */
void widths_share(const struct cell_widths *w, mpt width, mpt *out);
/* True when the table can be read in this width: its words fit and its rows stay low. */
bool widths_fit(struct builder *b, const struct cell_widths *w, mpt width);

/* ---- figure.c ---- */
struct picture *picture_set(struct builder *b, const struct flow_node *node, mpt width, mpt height_max, uint32_t parent,
                            const char *lang);
/* Sets a floating picture over another number of columns, or not quite as wide as they are. */
void floating_size(struct builder *b, const struct section *section, struct floating *floating, int span, int percent);
void figure_collect(struct collect *c, const struct flow_node *node);
void picture_draw(struct builder *b, const struct picture *picture, mpt x, mpt y);
/* Columns of a section with the gutters between them. */
mpt section_width(const struct builder *b, const struct section *section, int columns);
/* Rows of a picture beside the text: its top at the height of the capitals, air below. */
int picture_rows(const struct builder *b, const struct picture *picture, const struct style *style);

/* What is shown of an image, as a proportion. */
void shown_sides(const struct flow_figure *figure, mpt *w, mpt *h);

/* ---- group.c ---- */
/* Pictures of a group; 1: it is none. */
size_t group_size(const struct flow_figure *figure);
/* Makes the members of a group and their elements. */
void group_set(struct builder *b, struct picture *picture, uint32_t parent, const char *lang);
/* Gives them their places in the group's width, which gets less when they would be too high. */
void group_fit(const struct builder *b, struct picture *picture, mpt height_max);

/* ---- column.c ---- */
/* A column while it fills: slugs are added one by one, and its rows can be asked for after each. */
struct filling {
    const struct builder *b;
    const struct section *section;
    size_t from, at; /* slugs [from, at) stand in it */
    mpt y;           /* foot of the last slug */
    mpt run;         /* where the present run off the grid began */
    bool off_grid;
    mpt notes;               /* height of all notes so far */
    struct placing *placing; /* where everything stands; NULL: only the height is wanted */
};
void filling_begin(struct filling *f, const struct builder *b, const struct section *section, size_t from);
void filling_add(struct filling *f);
/* Rows of the column if it ended here. */
int filling_rows(const struct filling *f);
/* Rows that slugs [from, to) take in one column, notes included. */
int column_rows(const struct builder *b, const struct section *section, size_t from, size_t to);
/* Draws slugs [from, to) from y on. */
void column_draw(struct builder *b, const struct section *section, size_t from, size_t to, mpt x, mpt y);

/* ---- plan.c ---- */
/* The best breaks of the slugs from `from` on within the region: to the end of the section when it fits, level when
 * the template wants it, else with full columns. plan->end[last] == from: nothing can stand here decently. */
void plan_region(struct builder *b, const struct section *section, size_t from, const struct region *region,
                 struct plan *plan);
/* Rows by which the heights differ at which the columns end; 0 where something stands at a foot that ends them. */
int plan_unevenness(const struct builder *b, const struct section *section, const struct region *region,
                    const struct plan *plan);
/* The same for all that is left of a section, with columns that may give so that they end level. */
bool plan_giving(struct builder *b, const struct section *section, const struct region *region,
                 const struct gives *gives, struct plan *plan);

/* It is a line that ends with a hyphen. */
bool line_divided(const struct slug *slug);

/* ---- whole.c ---- */
/* Changes the plan, lines of paragraphs and their slugs from plan->from on until no column ends with a hyphen. What was
 * finished in the region stays so. */
void plan_whole(struct builder *b, struct section *section, const struct region *region, struct plan *plan);
/* Breaks the paragraph of the line in slug `at`, from slug `from` on, so that the line does not end with a hyphen, into
 * as many lines, none of them very loose. */
bool line_undivide(struct builder *b, struct section *section, size_t from, size_t at);
/* The paragraph of the line in slug `at`, which calls no note, gets these lines, one more or less than it has, and so
 * many slugs. */
void lines_exchange(struct builder *b, struct section *section, size_t at, const struct lines *lines);

/* ---- level.c ---- */
/* The paragraph of the line in slug `at` with a line more (by 1) or less (-1), the lines before it as they are. */
const struct variant *variant_at(struct builder *b, const struct section *section, const struct gives *gives, size_t at,
                                 int by);
/* Such a paragraph may stand in a column of slugs [from, to), as far as it has slugs from `at` on: it ends there, and
 * begins there or at the column's head. */
bool variant_fits(const struct section *section, size_t from, size_t at, size_t to, int by);
/* Changes a plan that finishes the section, and lines of paragraphs, so that the columns end level, if that can be. */
void plan_level_out(struct builder *b, struct section *section, const struct region *region, struct plan *plan);

/* ---- section.c ---- */
/* Sets a section from the current row on, over as many pages as it needs. Floats that found no place go on to `next`,
 * when there is one. */
void section_place(struct builder *b, struct section *section, size_t from, struct section *next);
/* What fits on this page; gives the slug to go on with. `last`: the article ends with this section. */
size_t section_fill(struct builder *b, struct section *section, size_t from, bool last);
bool section_done(const struct section *section, size_t from);
/* The row behind all that is left of the section, if it goes on at that row of a frame; false: it would not fit.
 * Nothing is drawn. */
bool section_measure(struct builder *b, struct section *section, size_t from, bool last, int *row);
/* Rows of the section from `from` on, set level on one page; more than a page has: it does not fit. */
int section_rows(struct builder *b, const struct section *section, size_t from);
/* Rows that must be free for the section to begin decently. */
int section_least(struct builder *b, const struct section *section, size_t from);
/* Rows between two sections that follow one another on a page. */
int section_gap(const struct builder *b, const struct section *before, const struct section *section);

/* ---- furniture.c ---- */
void masthead_place(struct builder *b);
void contents_set(struct builder *b);
/* Sets it again without kickers; only while nothing else has been set since. False: it has none. */
bool contents_shorten(struct builder *b);
/* Sets the box over the page's columns if it found no place beside the first article, or will find none because the
 * text of that stands in one column or fewer than `reserve` rows would be left below it; 0: it has found none. */
void contents_rest(struct builder *b, int reserve);
/* Remembers where an entry of the contents stands, for its page number. */
void contents_note(struct builder *b, const struct slug *slug, mpt x, mpt baseline);
void contents_finish(struct builder *b);
void imprint_place(struct builder *b);
/* Rows that it will take at the foot of a page, 0: there is none. */
int imprint_rows(struct builder *b);
/* Running heads and folio of the current page. */
void furniture_draw(struct builder *b);

/* ---- draw.c ---- */
void pen_mark(struct builder *b, uint32_t element);
void pen_artifact(struct builder *b, enum artifact artifact);
void pen_end(struct builder *b);
struct paint_item *draw_item(struct builder *b, enum paint_kind kind);
/* One line of a setting, its measure beginning at x; artifact: no structure, no links. */
void draw_line(struct builder *b, const struct setting *setting, size_t index, mpt x, mpt baseline, bool artifact);
/* The initial of a setting whose first line stands there. */
void draw_initial(struct builder *b, const struct setting *setting, mpt x, mpt baseline);
struct paint_item *draw_rect(struct builder *b, enum artifact artifact, mpt x, mpt y, mpt w, mpt h,
                             struct colour colour);
/* radius: of its corners. */
void draw_frame(struct builder *b, mpt x, mpt y, mpt w, mpt h, const struct rule_style *rule, mpt radius);
/* A rule centred on y. */
void draw_rule(struct builder *b, mpt x, mpt y, mpt w, const struct rule_style *rule);
/* Remembers where something stands, for the guides of a preview. */
void draw_area(struct builder *b, enum area_kind kind, mpt x, mpt y, mpt w, mpt h);
void draw_anchor(struct builder *b, uint32_t id, mpt x, mpt y);

#endif
