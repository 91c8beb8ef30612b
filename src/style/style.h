/* style: template + model -> struct flow: what to set, in which style. After it nobody knows Markdown or issue.yaml.
 *
 * In: the name of a template, an issue with its articles. Out: struct look (the template, resolved) and struct flow
 * (a tree of groups, paragraphs, tables, figures for each article, plus the furniture of the pages).
 * Used by text (styles of spans), para, page, app. Fails: template not found or not readable (error); a wrong value
 * is a diagnostic and the default holds.
 * All texts that the reader sees and nobody wrote («У номері», «Наклад», labels of meeting facts) come from the
 * template's language data, never from C.
 */
#ifndef VISNYK_STYLE_STYLE_H
#define VISNYK_STYLE_STYLE_H

#include <stdbool.h>

#include "base/ctx.h"
#include "base/date.h"
#include "base/role.h"
#include "base/rule.h"
#include "base/str.h"
#include "base/unit.h"
#include "base/vec.h"
#include "image/image.h"

struct issue;      /* model/model.h; known to the caller of flow_build alone */
struct print_spec; /* base/print.h */

/* ---- the look: a template, resolved ---------------------------------------------------------------------------- */

/* An ink of its own beside the four; the palette has each name once. */
struct spot {
    const char *name;    /* "PANTONE 286 C" */
    uint16_t c, m, y, k; /* what stands in for it in full where it is not printed */
};

struct colour {
    uint16_t c, m, y, k;     /* [1/1000 of full ink], for print; of a spot colour: what stands in for it */
    uint8_t r, g, b;         /* sRGB, for screen */
    uint16_t tint;           /* of the spot colour [1/1000] */
    const struct spot *spot; /* NULL: the four inks */
};

static inline bool colour_same(const struct colour *a, const struct colour *b) {
    return a->spot == b->spot && a->tint == b->tint && a->c == b->c && a->m == b->m && a->y == b->y && a->k == b->k &&
           a->r == b->r && a->g == b->g && a->b == b->b;
}

enum caps { CAPS_NONE, CAPS_SMALL, CAPS_ALL };
enum figures { FIGURES_LINING, FIGURES_OLD };

struct char_style {
    uint16_t font; /* index into look->fonts */
    mpt size;      /* [mpt] */
    struct colour colour;
    int tracking; /* added after every glyph [1/1000 em] */
    mpt rise;     /* baseline shift upwards [mpt] */
    enum caps caps;
    enum figures figures;
    bool tabular;  /* figures of one width */
    bool superior; /* superscript glyphs (`sups`) where the font has them, else scaled and raised */
    bool strike, underline;
};

enum align {
    ALIGN_START,
    ALIGN_JUSTIFY,
    ALIGN_CENTRE,
    ALIGN_END,
    ALIGN_FILL /* one line, letterspaced to the measure */
};

struct rule_style {
    mpt thickness; /* 0: none */
    struct colour colour;
    struct place place; /* where the template says so */
};

/* The look of one kind of thing (paragraph, head, box, table, figure): what the template calls a style. */
struct style {
    const char *name;
    struct char_style chars;
    mpt leading;
    enum align align;
    mpt first_indent;
    mpt left, right;              /* indents against the column [mpt] */
    mpt above, below;             /* least space [mpt] */
    int share_above, share_below; /* how space left over to the next grid line is shared */
    bool hyphenate;
    int elastic_tracking; /* JUSTIFY: how far a line's letters may move apart or together [1/1000 em], 0: not */
    int elastic_scale;    /* JUSTIFY: how far its glyphs may be widened or narrowed [1/1000], 0: not */
    bool hang;            /* JUSTIFY: punctuation at the right edge stands a little outside the measure */
    bool keep_next;       /* never last in a column */
    bool keep_together;
    int orphans, widows;      /* least lines before and after a column break */
    mpt padding_x, padding_y; /* inside a tint or frame */
    bool tinted;
    struct colour tint;
    struct place tint_place; /* where the template says so */
    struct rule_style rule_above, rule_below, rule_left, frame;
    mpt radius; /* of the corners of pictures */
};

struct font_spec {
    const char *name; /* "serif/semibold" */
    const char *path;
    struct place place; /* where the template names it */
};

struct sheet;

/* The page that a frame belongs to. */
enum master { MASTER_FRONT, MASTER_INSIDE, MASTER_BACK, MASTER_COUNT };

/* From one edge to the other: columns or rows of the page's free space [1/1000 of it], or counted, `to` exclusive. */
struct extent {
    int from, to;
    bool counted;
};

/* A part of a page that articles are put into by name. */
struct frame {
    const char *name;
    enum master master;
    struct extent columns, rows;
    int articles;     /* that stand side by side in it */
    int text_columns; /* of each article; 0: the page's columns that it covers */
    bool fits;        /* no higher than what stands in it; its foot stays where it is */
    bool contents;    /* it holds the contents box, and no article */
};

/* How far the look may give way so that an issue comes to its number of pages. */
struct fitting {
    mpt grid_least, grid_most; /* 0: the grid stays */
    int gap_least, gap_most;   /* rows between articles; -1: they stay */
    int picture_columns;       /* by which a picture over several columns may become narrower, or any wider */
};

/* Space between lines on the grid is whole rows; less than this of a row is none [percent]. */
#define GRID_GAP_PERCENT 45

/* What is changed of the look. */
struct fit_choice {
    mpt grid;
    int gap;
    int picture_columns; /* more, or with a minus fewer */
    size_t fillers;      /* of the issue, in their order */
};

#define TEMPLATES_MAX 8 /* that extend one another */

struct look {
    const char *name;
    const char *dirs[TEMPLATES_MAX]; /* folders of the template and of those it extends, itself first */
    size_t dir_count;
    struct sheet *sheet;      /* the named styles, kinds and furniture; known to style alone */
    struct rule_choice rules; /* of language, unless the issue says otherwise */
    mpt page_width, page_height;
    mpt margin_top, margin_bottom, margin_inner, margin_outer;
    int columns;
    mpt gutter;
    mpt grid; /* leading of the baseline grid */
    mpt bleed;
    struct font_spec *fonts;
    size_t font_count;
    const uint16_t *fallback; /* fonts tried for a character that the style's own lacks */
    size_t fallback_count;
    struct colour text_colour, accent;
    struct style body; /* of running text; the grid's own rhythm */
    int article_gap;   /* grid lines between two articles, rule included */
    struct rule_style article_rule;
    mpt end_mark;             /* side of the square after an article's last word; 0: none */
    bool balance;             /* columns of a finished article end level */
    const struct style *note; /* foot-notes */
    struct rule_style note_rule;
    mpt note_rule_width;
    mpt masthead_height; /* least, rounded up to the grid */
    const struct char_style *folio, *running_head;
    mpt running_head_gap; /* from the head's baseline to the top margin */
    struct rule_style running_head_rule;
    mpt folio_drop;             /* from the bottom margin to the folio's baseline, when the folio is at the foot */
    bool folio_in_head;         /* folio stands outside in the running head, else at the foot */
    const struct frame *frames; /* in the order of the template */
    size_t frame_count;
    struct fitting fitting;
    struct rule_style column_rule;          /* between the columns of two articles side by side */
    const struct style *initial;            /* large first letters; `right` is the space behind them */
    const struct style *jump;               /* lines that send the reader to another page and back */
    const struct style *jump_title;         /* the title above the rest of an article */
    const struct style *box_figure_missing; /* frame shown for a picture that cannot be read */
};

/* Finds `name` (a template's name, or a path when it has a slash) and reads template.yaml and its fonts' list.
 * data_dirs: folders searched in order for templates/ and fonts/, NULL-ended. relative_to: folder of issue.yaml. */
bool look_load(struct ctx *ctx, struct str name, struct place mention, const char *relative_to,
               const char *const *data_dirs, struct look **out);
/* The same of a template and those it extends whose folders are known, ended by NULL: nothing is looked for elsewhere,
 * wherever `extends` leads. */
bool look_load_from(struct ctx *ctx, const char *const *folders, const char *const *data_dirs, struct look **out);
/* The template's folder, found as look_load does; NULL: there is none, which is recorded. */
const char *look_dir(struct ctx *ctx, struct str name, const char *relative_to, const char *const *data_dirs,
                     struct place mention);

/* Reads the print shop's profile and `print:` of issue.yaml. Fails: there is no such shop, or no ICC profile. */
bool print_load(struct ctx *ctx, const struct issue *issue, const struct look *look, const char *const *data_dirs,
                struct print_spec **out);

/* Every key of a template, one a line, as "section.key" with * for a name of one's own, then the names of the styles;
 * for the reference's test. */
void look_keys(struct buf *out);

/* ---- the flow ---------------------------------------------------------------------------------------------------- */

/* What a text holds that is known only when the pages are: the span's text is the name that a dump shows. */
enum span_late { LATE_NONE, LATE_PAGE, LATE_RUBRIC, LATE_ARTICLE, LATE_SHEETS, LATE_ACCOUNT, LATE_PAGES };

struct span {
    struct str text; /* UTF-8 as in the source; typographic rules are applied by text */
    const struct char_style *style;
    const char *lang;         /* "uk", "ru", "en", ... */
    struct place place;       /* of the text, byte for byte where the source says the same */
    enum role role;           /* ROLE_NONE, ROLE_LINK, ROLE_REFERENCE, ROLE_CODE, ROLE_SPAN */
    uint32_t link;            /* 1-based index into flow->links; 0: none */
    uint32_t mark;            /* > 0: this is in the index; with LATE_PAGES, the entry whose pages stand here */
    uint32_t note;            /* 1-based index into the article's notes: this span is the call; 0: none */
    bool verbatim;            /* code, addresses: no typographic rule, no hyphenation */
    bool newline;             /* a forced line end follows */
    struct rule_choice rules; /* of language */
    enum span_late late;
};
VEC(span_list, struct span);

struct flow_text {
    struct span *spans;
    size_t count;
};

enum flow_kind {
    FLOW_GROUP,  /* children */
    FLOW_PARA,   /* text, and label when it is a list item's first paragraph */
    FLOW_ROW,    /* cells side by side on one line: the first flush left, the last flush right, equal gaps */
    FLOW_TABLE,  /* table */
    FLOW_FIGURE, /* figure */
    FLOW_CHART,  /* chart */
    FLOW_RULE    /* style->rule_above as a line of the column's width */
};

struct flow_cell {
    struct flow_text text;
    enum align align;
    struct place place;
    bool header;         /* TH of its row */
    bool covered;        /* by a cell that begins at its left or above */
    bool under;          /* above */
    size_t across, down; /* further columns and rows that it takes */
    bool is_number;      /* its column is set on the decimal mark */
    size_t tail;         /* of a number: where in the text the mark or the unit begins [bytes] */
};

struct flow_table {
    size_t columns, rows, head_rows;
    struct flow_cell *cells; /* row by row */
    bool *sums;              /* one per row: it sums up others; NULL: none does */
    const struct style *head_style, *cell_style, *sum_style;
    struct flow_text caption;
    const struct style *caption_style;
    struct rule_style row_rule, head_rule; /* between rows; below the head and above and below the table */
    bool turned, upright;                  /* asked to stand on its side, or never to */
    const int *widths; /* asked for [percent of the table's]; 0: by what the column holds; NULL: all so */
    bool striped;
    struct colour stripe; /* behind every other row of the body */
    struct place stripe_place;
};

static inline bool flow_row_sums(const struct flow_table *table, size_t row) { return table->sums && table->sums[row]; }

static inline const struct style *flow_row_style(const struct flow_table *table, size_t row) {
    if (row < table->head_rows) return table->head_style;
    return flow_row_sums(table, row) ? table->sum_style : table->cell_style;
}

/* Of a column, for a picture with text beside it. */
enum flow_side { SIDE_NONE, SIDE_LEFT, SIDE_RIGHT };

/* Where a picture wants to stand: in the text, at a column's top or foot, on a page of its own. */
enum flow_where { WHERE_HERE, WHERE_TOP, WHERE_FOOT, WHERE_PAGE };

struct flow_figure {
    const struct image *image; /* NULL: could not be read, a frame with the alternative text stands for it */
    struct str alt;            /* "" with decorative set: an artifact */
    bool decorative;
    struct flow_text caption, credit;
    const struct style *caption_style, *credit_style;
    int span;                    /* columns; 0: all */
    int crop_width, crop_height; /* what is shown of it, as a proportion; 0: all */
    int focus_x, focus_y;        /* the point that a crop keeps in view [percent from the left and the top] */
    enum flow_where where;
    const struct flow_figure *next; /* of a group: the picture that stands behind this one */
    struct place place;
    enum flow_side side; /* text stands at the other one */
    int width;           /* then: of the column [percent] */
    mpt height_max;      /* 0: a column's height less the caption */
};

/* A drawing of numbers: rows of bars end to end, or of cells of one width. Its texts and bars are one Figure. */
struct flow_bar {
    int64_t amount; /* its share of the chart's whole; cells: how many of them */
    bool outlined;  /* drawn as an outline, else filled */
    struct colour colour;
};

struct flow_chart_row {
    struct flow_text label, value; /* before the bars, and behind them */
    struct flow_bar *bars;
    size_t count;
    struct place place;
};

struct flow_chart_key {
    struct flow_text text;
    struct flow_bar bar; /* as it looks */
};

struct flow_chart {
    struct flow_chart_row *rows;
    size_t row_count;
    int64_t whole; /* what the full width stands for; cells: how many stand side by side */
    bool cells;
    struct flow_text *heads; /* cells: head_rows lines of them above, some empty; left out where they do not fit */
    size_t head_rows;
    struct flow_chart_key *keys;
    size_t key_count;
    mpt thickness; /* of a bar */
    struct rule_style outline;
    const struct style *text_style, *caption_style;
    struct flow_text caption;
    struct str alt;
};

struct flow_node {
    enum flow_kind kind;
    enum role role;
    const char *lang; /* NULL: as the parent */
    struct place place;
    const struct style *style;
    struct flow_node *children;
    size_t count;
    struct flow_text text;   /* PARA */
    struct flow_text label;  /* PARA: list marker, flush right in the style's left indent, half an em before the text */
    struct flow_text *cells; /* ROW: `count` of them */
    struct flow_table *table;
    struct flow_figure *figure;
    struct flow_chart *chart;
    int list_numbering; /* GROUP of role L: 0 none, 1 decimal, 2 disc */
    int columns;        /* GROUP: its children are set in this many balanced columns; 0: as they come */
    bool end_mark;      /* PARA: the article ends here */
    int initial;        /* PARA: its first span is a letter as high as so many lines; 0: none */
};

struct flow_link {
    struct str uri;      /* "" for an internal one */
    uint32_t article;    /* 1-based target article of an internal link */
    struct str contents; /* plain text, for the annotation */
};
VEC(flow_link_list, struct flow_link);

struct flow_note {
    struct flow_text number;    /* the mark that opens the note */
    struct flow_node *children; /* paragraphs in the note's style */
    size_t count;
};

/* Where an article goes on that its frame does not hold. */
struct flow_part {
    const struct frame *frame; /* of the inside pages; NULL: over the whole page */
    int page;                  /* 0: the next that has the frame */
    struct place place;
};

struct flow_article {
    struct str title;  /* plain: outline, contents, running head */
    struct str kicker; /* plain; "": it has none */
    struct str rubric; /* plain: kicker, else the kind's name */
    const char *lang;
    struct place place;
    struct flow_node head;     /* GROUP over all columns of the article: kicker, title, lead, byline, facts */
    struct flow_node head_low; /* the same in smaller type, for the foot of a page; no children: there is none */
    struct flow_node body;     /* GROUP */
    struct flow_note *notes;
    size_t note_count;
    int columns;               /* of the page's columns that the article takes */
    int text_columns;          /* that its body is set in over the same width; 0: as many */
    const struct frame *frame; /* of the look; NULL: it flows */
    int page;                  /* asked for; 0 */
    struct flow_part *then;    /* in this order; then the flow */
    size_t then_count;
    struct flow_text jump_to, jump_from, jump_title; /* where it is divided: the page is a late text */
    bool in_contents, in_outline;
    bool new_page;
    bool filler, left_out; /* left_out: a filler that is not needed */
};

/* Texts with spans that are known only page by page. */
struct flow_furniture {
    struct flow_text head_left, head_right; /* running heads of left and right pages */
    struct flow_text folio;
};

/* Where the emblem stands: beside the masthead's text, or centred above all of it. */
enum emblem_place { EMBLEM_LEFT, EMBLEM_ABOVE };

struct flow_contents {
    bool wanted;
    bool numbered;             /* with page numbers */
    struct flow_node box;      /* GROUP with the tint; its first child is the title; entries are added by page */
    const struct style *entry; /* title of the article on the left, page number flush right */
    struct char_style number;
    struct flow_text *entries; /* one per article; count 0: not listed */
    struct flow_text *shorter; /* the same for a box that would be too high: without kickers; NULL: there are none */
};

/* The volume in conventional printed sheets, which waits for the number of pages: the span LATE_SHEETS of
 * the imprint stands for pages / on_sheet * factor. */
struct flow_sheets {
    int on_sheet; /* pages on one side of a sheet; 0: not wanted */
    bool account; /* LATE_ACCOUNT is wanted: the volume by characters and pictures */
    int factor;   /* area of a sheet against one of 60 x 90 cm [1/100] */
    struct str decimal;
};

/* The document's title in another language. */
struct flow_title {
    const char *lang;
    struct str text;
};
VEC(flow_title_list, struct flow_title);

VEC(flow_lang_list, const char *);

struct flow_meta {
    struct str title, author, subject, keywords, language, publisher, issn, rights;
    struct flow_title_list titles;   /* `title` in other languages */
    struct flow_lang_list languages; /* of articles, where they are others than `language` */
    struct date date;
};

/* Pages that the issue shall have; 0: as many as it has. */
struct flow_goal {
    int count, multiple;
    struct place place;
};

struct flow {
    const struct look *look;
    struct flow_goal goal;
    struct style **derived; /* styles that are none of the template's own */
    size_t derived_count;
    struct flow_meta meta;
    struct flow_node masthead;  /* GROUP over the full width of page 1 */
    struct flow_figure *emblem; /* of the masthead, or NULL; height_max is its height */
    enum emblem_place emblem_at;
    struct place emblem_place;
    struct flow_contents contents;
    struct flow_article *articles;
    size_t article_count;
    struct flow_node imprint; /* GROUP at the foot of the last page over all columns; count 0: none */
    struct flow_sheets sheets;
    struct flow_furniture furniture;
    struct flow_link *links;
    size_t link_count;
};

bool flow_build(struct ctx *ctx, const struct issue *issue, const struct look *look, struct flow **out);

struct fitter;
/* Remembers how look and flow are, so that they can be changed and changed back. */
struct fitter *flow_fitter(struct ctx *ctx, struct look *look, struct flow *flow);
/* Changes look and flow; always from what the template says. */
void flow_fit(struct fitter *fitter, const struct fit_choice *fit);
/* No change at all. */
struct fit_choice flow_fit_none(const struct fitter *fitter);

/* Indices of the texts in the alphabetical order of a language; equal ones as they come. */
size_t *order_of(struct ctx *ctx, const char *lang, const struct str *texts, size_t count);

/* The flow as indented text, for golden tests. */
void flow_dump(struct buf *out, const struct ctx *ctx, const struct flow *flow);

#endif
