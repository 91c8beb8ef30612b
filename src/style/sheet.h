/* style/sheet: what a template says beyond struct look: named styles, kinds of articles, texts of the furniture.
 *
 * In: template.yaml as a tree. Out: struct sheet, read-only once loaded. Private to style; used by look and flow.
 */
#ifndef VISNYK_STYLE_SHEET_H
#define VISNYK_STYLE_SHEET_H

#include "style/value.h"

/* The names of what the code sets: each is a style of the template, or looks as its parent does. */
enum style_id {
#define STYLE(id, name, parent) STYLE_##id,
#include "style/styles.def"
#undef STYLE
    STYLE_COUNT
};

struct face {
    int family; /* index into sheet->families */
    int weight; /* 300-900, as in OpenType */
    bool italic;
};

/* A style while it is read: the face is chosen when all is known. */
struct draft {
    struct style style;
    struct face face;
    struct tint tint;
};

struct named_style {
    const char *name;
    const struct node *node; /* NULL: the template does not have it */
    struct place place;
    struct draft draft;
    enum { STYLE_WAITING, STYLE_BUSY, STYLE_READY } state;
    bool used;
};
VEC(named_styles, struct named_style);

/* A change to the characters of a span: emph, strong, ..., and classes of the template's own. */
struct span_style {
    const char *name;
    struct draft draft;
    uint32_t given; /* of span_keys */
    int scale;      /* [1/100] */
    int family;     /* -1: as it is */
};
VEC(span_styles, struct span_style);

enum span_id {
    SPAN_EMPH,
    SPAN_STRONG,
    SPAN_CODE,
    SPAN_STRIKE,
    SPAN_LINK,
    SPAN_CALL,
    SPAN_RUN_IN,
    SPAN_PERSON,
    SPAN_COMMUNITY,
    SPAN_COUNT
};

struct kind_look {
    const struct style *title, *title_lead, *title_small, *kicker, *lead, *byline, *body, *facts;
    const struct style *title_low, *lead_low; /* of a head near a page's foot */
    int columns, text_columns, facts_columns, entry_columns;
    int drop_cap, drop_cap_lead; /* lines of the first letter of its text; less than 2: as any letter */
    bool in_contents, in_outline, new_page, facts_in_head, passport;
    bool show_author, show_place, show_date;
};

/* Bars: of votes below a decision, of money below a budget, cells of a schedule. */
struct chart_look {
    mpt vote_bar, bar; /* thickness; 0: none */
    struct colour in_favour, against, abstained, ground;
    struct rule_style outline; /* of those who did not vote */
    struct colour *colours;    /* of bars, in order, then again from the first */
    size_t colour_count;
};

/* What a frame wants of the articles in it. */
struct frame_look {
    struct frame frame;
    const struct style *title, *kicker, *lead, *byline, *body; /* NULL: as the kind of the article has it */
    uint32_t takes; /* kinds of articles that it takes by itself, bit by bit of enum article_kind */
    int longest;    /* of those it takes by itself [characters]; 0: any */
};

struct masthead_line {
    const struct style *style;
    const struct style *longer; /* for a filled line that would get too small; NULL: none */
    struct text *cells;         /* one: a line of text; none: a rule; more: a row */
    size_t count;
};

/* The masthead, or a variant of it. */
struct masthead_look {
    mpt height, emblem_height; /* least, rounded up to the grid; 0: no emblem */
    enum emblem_place emblem;
    struct masthead_line *lines;
    size_t count;
};

/* Where the kicker of an article stands in its line of the contents. */
enum kicker_place { KICKER_NONE, KICKER_ABOVE, KICKER_BEFORE };

struct sheet {
    const char *const *data_dirs;
    struct palette palette;
    struct str *families;
    size_t family_count;
    struct face *faces; /* of look->fonts, one by one */
    const struct font_spec *fonts;
    size_t font_count;
    struct named_styles styles; /* the first STYLE_COUNT are those of enum style_id */
    struct span_styles spans;   /* the first SPAN_COUNT are those of enum span_id */
    struct kind_look kinds[ARTICLE_KINDS];
    struct chart_look charts;
    struct masthead_look masthead;
    struct text running_left, running_right, folio;
    bool contents, contents_numbers;
    enum kicker_place contents_kickers;
    struct text *bullets; /* list marks, by depth; the last one holds for all deeper */
    size_t bullet_count;
    struct text number_mark, open_mark, done_mark, byline_separator;
    struct rule_style table_rule, row_rule;
    struct tint table_stripe;
    int figure_span;
    struct frame_look *frames; /* one by one those of struct look */
    size_t frame_count;
};

/* The tables of keys: styles.KEY and spans.KEY. */
extern const struct key sheet_style_keys[], sheet_span_keys[], sheet_font_keys[];

extern const struct key sheet_frame_keys[], sheet_frame_style_keys[];

extern const struct key sheet_masthead_keys[], sheet_variant_keys[], sheet_line_keys[];

/* Reads `masthead`: the variant that it names, then its own keys. */
void sheet_load_masthead(struct ctx *ctx, const struct node *root, mpt grid, struct sheet *sheet);

/* Reads `masters`: the frames of each page. */
void sheet_load_frames(struct ctx *ctx, const struct node *root, struct look *look, struct sheet *sheet);

/* Reads `colours`, `fonts`, `styles`, `spans`; false when the template names no font. */
void sheet_load_colours(struct ctx *ctx, const struct node *root, struct sheet *sheet);
bool sheet_load_fonts(struct ctx *ctx, const struct node *root, struct look *look, struct sheet *sheet);
void sheet_load_styles(struct ctx *ctx, const struct node *root, mpt grid, struct sheet *sheet);

/* After everything that may use a style: warns of styles that nothing uses. */
void sheet_check_unused(struct ctx *ctx, struct sheet *sheet);

const struct style *sheet_style(const struct sheet *sheet, enum style_id id);
/* A style by name; unknown: a diagnostic at `place`, and NULL. */
const struct style *sheet_style_named(struct ctx *ctx, struct sheet *sheet, struct str name, struct place place);

/* chars with the changes of a span style. */
struct char_style sheet_span_apply(const struct sheet *sheet, const struct span_style *span, struct char_style chars);
/* NULL: the template has no class of that name. */
const struct span_style *sheet_span_lookup(const struct sheet *sheet, struct str name);

#endif
