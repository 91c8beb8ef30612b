/* Masthead, contents, imprint, running heads, metadata.
 *
 * Idea: masthead, running heads, contents, imprint: lines of the template filled with what issue.yaml says. Each line
 * is a pattern; what the issue does not give vanishes with the line that would hold it.
 * Invariants: everything here speaks the issue's language; the imprint keeps the order of ДСТУ 4861.
 * Rejected: furniture in C with options in the template (every newsroom wants another masthead). */
#include "style/build.h"

#include <string.h>

#include "base/utf8.h"

#define FIELDS 12
/* What stands for a late text while a pattern is expanded: no source holds a control character. */
#define LATE(name)                                                                                                     \
    {                                                                                                                  \
        name, {"\2" name "\3", sizeof name + 1}, { 0, 0, 0 }                                                           \
    }
static const struct field late_fields[] = {[LATE_PAGE] = LATE("page"),
                                           [LATE_RUBRIC] = LATE("rubric"),
                                           [LATE_ARTICLE] = LATE("article"),
                                           [LATE_SHEETS] = LATE("sheets"),
                                           [LATE_ACCOUNT] = LATE("account-sheets")};

struct issue_fields {
    struct field at[FIELDS + LATE_ARTICLE]; /* the late ones of running heads too */
    size_t count;
};

static struct field field_of(const char *name, const struct text *text) {
    return (struct field){name, text->s, text->place};
}

/* Does the date say which year the issue belongs to? The last issue of a year may appear in the next. */
static bool date_tells(const struct issue *issue) {
    int64_t year;
    return issue->date.year > 0 && str_int(str_trim(issue->year.s), &year) && year == issue->date.year;
}

static struct issue_fields issue_fields(struct builder *b) {
    const struct issue *issue = b->issue;
    const struct masthead *masthead = &issue->masthead;
    const struct text *issn = masthead->issn.s.len ? &masthead->issn : &issue->imprint.issn;
    struct issue_fields fields = {.at = {field_of("organisation", &masthead->organisation),
                                         field_of("masthead", masthead->title.s.len ? &masthead->title : &issue->title),
                                         field_of("title", issue->title.s.len ? &issue->title : &masthead->title),
                                         field_of("subtitle", &issue->subtitle),
                                         field_of("number", &issue->number),
                                         field_of("running-number", &issue->running_number),
                                         field_of("year", &issue->year),
                                         {"other-year", date_tells(issue) ? STR("") : issue->year.s, issue->year.place},
                                         {"date", date_written(b, issue->date), issue->date_place},
                                         field_of("place", &masthead->place),
                                         field_of("issn", issn),
                                         field_of("motto", &masthead->motto)},
                                  .count = FIELDS};
    return fields;
}

/* ---- masthead --------------------------------------------------------------------------------------------------- */

/* Widths of letters in the widest faces that mastheads are set in [1/1000 em]: an estimate above the truth, because a
 * line that is a little small fills its measure anyway, and one that is too big would break. */
#define LETTER_NARROW 450
#define LETTER_WIDE 1150
#define LETTER_OTHER 840
/* A filled line shrinks to this part of its size before the style for long lines takes its place [percent]. */
#define SHRINK_LEAST 60
/* Between the emblem and what stands beside it [1/100 of its width]. */
#define EMBLEM_GAP 125

static mpt letters_width(struct str text, mpt size) {
    mpt units = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = cp_upper(utf8_next(text.s, text.len, &at));
        bool narrow = cp == 0x406 || cp == 0x407 || cp == 'I' || cp == 'J' || cp == ' ' || cp == '.' || cp == ',';
        bool wide = cp == 0x416 || cp == 0x428 || cp == 0x429 || cp == 0x42e || cp == 0x42b || cp == 0x424 ||
                    cp == 0x41c || cp == 'W' || cp == 'M';
        units += narrow ? LETTER_NARROW : wide ? LETTER_WIDE : LETTER_OTHER;
    }
    return div_round(units * size, 1000);
}

static mpt masthead_measure(const struct builder *b, const struct flow_figure *emblem) {
    mpt measure = column_width(b->look, 0);
    if (!emblem || b->sheet->masthead.emblem == EMBLEM_ABOVE) return measure;
    mpt width = div_round(emblem->height_max * emblem->image->width, emblem->image->height);
    mpt left = measure - div_round(width * EMBLEM_GAP, 100);
    return left > measure / 3 ? left : measure / 3;
}

/* A filled line is as large as its words allow; another keeps its size. */
static const struct style *fitted_style(struct builder *b, const struct masthead_line *line, struct str text,
                                        mpt measure) {
    const struct style *style = line->style;
    mpt width = letters_width(text, style->chars.size);
    if (width == 0 || width <= measure) return style;
    if (style->align != ALIGN_FILL) return line->longer ? line->longer : style;
    int64_t percent = measure * 100 / width;
    if (percent < SHRINK_LEAST && line->longer) return line->longer;
    struct style *smaller = ARENA_NEW(b->ctx->arena, struct style);
    *smaller = *style;
    smaller->chars.size = style->chars.size * percent / 100;
    if (smaller->chars.size < 8000) smaller->chars.size = 8000; /* below it nobody reads a name */
    smaller->leading = style->leading * smaller->chars.size / style->chars.size;
    return smaller;
}

/* The cells that hold something. */
static size_t line_cells(struct builder *b, const struct masthead_line *line, const struct issue_fields *fields,
                         struct flow_text *cells, struct place *place) {
    size_t count = 0;
    for (size_t i = 0; i < line->count; i++) {
        struct text text = pattern_expand(b, line->cells[i], fields->at, fields->count);
        if (str_trim(text.s).len == 0) continue;
        if (count == 0) *place = text.place;
        cells[count++] = text_plain(b, &text, line->style);
    }
    return count;
}

static void masthead_line(struct builder *b, struct node_list *out, const struct masthead_line *line,
                          const struct issue_fields *fields, mpt measure) {
    struct place place = place_file(b->issue->source->file);
    if (line->count == 0) {
        node_add(b, out, FLOW_RULE, ROLE_NONE, line->style, place);
        return;
    }
    struct flow_text *cells = ARENA_ARRAY(b->ctx->arena, line->count, struct flow_text);
    size_t count = line_cells(b, line, fields, cells, &place);
    if (count == 0) return;
    if (line->count == 1) {
        const struct style *style = fitted_style(b, line, cells[0].spans[0].text, measure);
        cells[0].spans[0].style = &style->chars;
        para_add(b, out, ROLE_P, style, cells[0], place);
        return;
    }
    struct flow_node *row = node_add(b, out, FLOW_ROW, ROLE_P, line->style, place);
    row->cells = cells;
    row->count = count;
}

static void masthead_build(struct builder *b, struct flow *flow, const struct issue_fields *fields) {
    struct node_list lines = {0};
    mpt measure = masthead_measure(b, flow->emblem);
    for (size_t i = 0; i < b->sheet->masthead.count; i++)
        masthead_line(b, &lines, &b->sheet->masthead.lines[i], fields, measure);
    flow->masthead.kind = FLOW_GROUP;
    flow->masthead.role = ROLE_DIV;
    flow->masthead.lang = b->current->lang;
    flow->masthead.place = place_file(b->issue->source->file);
    flow->masthead.style = sheet_style(b->sheet, STYLE_MASTHEAD);
    node_close(&flow->masthead, &lines);
}

static void emblem_build(struct builder *b, struct flow *flow, const struct issue_fields *fields) {
    const struct text *path = &b->issue->masthead.emblem;
    if (path->s.len == 0 || b->sheet->masthead.emblem_height == 0) return;
    const struct image *image = picture_load(b, path->s, path->place);
    if (!image) return;
    struct flow_figure *emblem = ARENA_NEW(b->ctx->arena, struct flow_figure);
    emblem->image = image;
    emblem->alt = word_expand(b, "emblem", fields->at, fields->count).s;
    emblem->decorative = emblem->alt.len == 0;
    emblem->height_max = b->sheet->masthead.emblem_height;
    flow->emblem_at = b->sheet->masthead.emblem;
    emblem->caption_style = emblem->credit_style = sheet_style(b->sheet, STYLE_CAPTION);
    flow->emblem = emblem;
    flow->emblem_place = path->place;
}

/* ---- contents --------------------------------------------------------------------------------------------------- */

/* One paragraph with its kicker: who listens to it hears both, and one link covers them. */
static struct flow_text contents_entry(struct builder *b, const struct flow_article *article, const struct style *style,
                                       enum kicker_place where) {
    const struct style *kicker = sheet_style(b->sheet, STYLE_CONTENTS_KICKER);
    struct text title = {article->title, article->place}, above = {article->kicker, article->place};
    struct text gap = {STR("\xe2\x80\x82"), article->place};
    struct span_list spans = {0};
    if (where != KICKER_NONE && above.s.len > 0) {
        span_of_text(b, &spans, &above, &kicker->chars);
        if (where == KICKER_ABOVE)
            spans.at[spans.len - 1].newline = true;
        else
            span_of_text(b, &spans, &gap, &style->chars);
    }
    span_of_text(b, &spans, &title, &style->chars);
    for (size_t i = 0; i < spans.len; i++) spans.at[i].lang = article->lang;
    return text_of_spans(&spans);
}

static void contents_build(struct builder *b, struct flow *flow) {
    struct flow_contents *contents = &flow->contents;
    enum kicker_place where = b->sheet->contents_kickers;
    const struct style *title_style = sheet_style(b->sheet, STYLE_CONTENTS_TITLE);
    struct text title = {word(b, "contents"), place_file(b->issue->source->file)};
    struct node_list children = {0};
    size_t listed = 0;
    contents->entry = sheet_style(b->sheet, STYLE_CONTENTS_ENTRY);
    contents->number = sheet_style(b->sheet, STYLE_CONTENTS_NUMBER)->chars;
    contents->entries = ARENA_ARRAY(b->ctx->arena, flow->article_count, struct flow_text);
    if (where != KICKER_NONE) contents->shorter = ARENA_ARRAY(b->ctx->arena, flow->article_count, struct flow_text);
    for (size_t i = 0; i < flow->article_count; i++) {
        if (!flow->articles[i].in_contents) continue;
        contents->entries[i] = contents_entry(b, &flow->articles[i], contents->entry, where);
        if (contents->shorter)
            contents->shorter[i] = contents_entry(b, &flow->articles[i], contents->entry, KICKER_NONE);
        listed++;
    }
    contents->numbered = b->sheet->contents_numbers;
    contents->wanted = b->sheet->contents && listed > 1;
    para_add(b, &children, ROLE_P, title_style, text_plain(b, &title, title_style), title.place);
    contents->box.kind = FLOW_GROUP;
    contents->box.role = ROLE_TOC;
    contents->box.lang = b->current->lang;
    contents->box.style = sheet_style(b->sheet, STYLE_CONTENTS);
    contents->box.place = title.place;
    node_close(&contents->box, &children);
}

/* ---- imprint ---------------------------------------------------------------------------------------------------- */

struct imprint_row {
    const char *word; /* its label; "" none */
    size_t offset;    /* of its struct text in struct imprint */
};

#define ROW(word, field)                                                                                               \
    { word, offsetof(struct imprint, field) }

/* Who makes it, then the data of the edition in the order of ДСТУ 4861 (format, volume, print run, order, publisher,
 * printer), the signing date where print shops look for it: first. */
static const struct imprint_row imprint_rows[] = {ROW("imprint-founder", founder),
                                                  ROW("imprint-editor", editor),
                                                  ROW("imprint-responsible", responsible),
                                                  ROW("imprint-address", address),
                                                  ROW("imprint-phone", phone),
                                                  ROW("imprint-email", email),
                                                  ROW("imprint-site", site),
                                                  ROW("imprint-registration", registration),
                                                  ROW("imprint-issn", issn),
                                                  ROW("imprint-language", language),
                                                  ROW("imprint-signed", signed_date),
                                                  ROW("imprint-format", format),
                                                  ROW("imprint-sheets", sheets),
                                                  ROW("imprint-account-sheets", account_sheets),
                                                  ROW("imprint-paper", paper),
                                                  ROW("imprint-print-run", print_run),
                                                  ROW("imprint-order", order),
                                                  ROW("imprint-price", price),
                                                  ROW("imprint-publisher", publisher),
                                                  ROW("imprint-publisher-registration", publisher_registration),
                                                  ROW("imprint-printer", printer),
                                                  ROW("imprint-printer-registration", printer_registration),
                                                  ROW("", disclaimer)};

/* The late field that a text begins with. */
static enum span_late late_at(struct str text) {
    enum span_late late = LATE_ACCOUNT;
    while (late != LATE_NONE && !str_starts(text, late_fields[late].value.s)) late--;
    return late;
}

/* A text in which late fields are spans of their own. */
static void span_of_late(struct builder *b, struct span_list *spans, const struct text *text,
                         const struct char_style *chars) {
    size_t start = 0, end = 0;
    while (end < text->s.len) {
        enum span_late late = late_at(str_slice(text->s, end, text->s.len));
        if (late == LATE_NONE) {
            end++;
            continue;
        }
        struct text before = {str_slice(text->s, start, end), text->place};
        struct text name = {str_from(arena_printf(b->ctx->arena, "{%s}", late_fields[late].name)), text->place};
        span_of_text(b, spans, &before, chars);
        span_of_text(b, spans, &name, chars);
        spans->at[spans->len - 1].late = late;
        start = end += late_fields[late].value.len;
    }
    struct text tail = {str_slice(text->s, start, end), text->place};
    span_of_text(b, spans, &tail, chars);
}

static void imprint_add(struct builder *b, struct node_list *out, const char *key, struct text value) {
    const struct style *style = sheet_style(b->sheet, STYLE_IMPRINT_VALUE);
    const struct style *label = sheet_style(b->sheet, STYLE_IMPRINT_LABEL);
    struct text name = {*key ? word(b, key) : STR(""), value.place}, gap = {STR(" "), value.place};
    struct span_list spans = {0};
    if (value.s.len == 0) return;
    span_of_text(b, &spans, &name, &label->chars);
    if (name.s.len > 0) span_of_text(b, &spans, &gap, &style->chars);
    span_of_late(b, &spans, &value, &style->chars);
    para_add(b, out, ROLE_P, style, text_of_spans(&spans), value.place);
}

static bool all_digits(struct str s) {
    for (size_t i = 0; i < s.len; i++)
        if (s.s[i] < '0' || s.s[i] > '9') return false;
    return s.len > 0;
}

/* "600" becomes "600 copies" in the words of the language; anything longer was written out already. */
static struct text print_run(struct builder *b, const struct text *text) {
    struct field field = field_of("count", text);
    struct text written = all_digits(text->s) ? word_expand(b, "print-run-value", &field, 1) : *text;
    return written.s.len ? (struct text){written.s, text->place} : *text;
}

/* Sides of the sheets that printers print on [cm]. */
#define SIDE_LEAST 40
#define SIDE_MOST 200

/* "60×84/8" or "60×84 1/8": sides of the sheet, and the pages on one side of it. A sheet counts as its area against
 * 60 x 90 cm, rounded to two decimals before anything else, as printers do. */
static struct flow_sheets sheets_of(struct builder *b, struct str format) {
    int numbers[4] = {0}, count = 0;
    bool inside = false;
    for (size_t i = 0; i < format.len; i++) {
        bool digit = format.s[i] >= '0' && format.s[i] <= '9';
        if (digit && !inside && ++count > 4) return (struct flow_sheets){0};
        inside = digit;
        if (digit && numbers[count - 1] <= SIDE_MOST) numbers[count - 1] = numbers[count - 1] * 10 + format.s[i] - '0';
    }
    int width = numbers[0], height = numbers[1], on_sheet = count == 4 && numbers[2] == 1 ? numbers[3] : numbers[2];
    if (count < 3 || (count == 4 && numbers[2] != 1) || on_sheet == 0) return (struct flow_sheets){0};
    if (width < SIDE_LEAST || height < SIDE_LEAST || width > SIDE_MOST || height > SIDE_MOST)
        return (struct flow_sheets){0};
    return (struct flow_sheets){.on_sheet = on_sheet,
                                .factor = (int)div_round((int64_t)width * height * 100, 60 * 90),
                                .decimal = word(b, "decimal")};
}

/* What a printed edition of Ukraine names (ДСТУ 4861:2007, the data of the edition); several editions of the list
 * circulate, so what is missing is no more than a note. */
static void imprint_check(struct builder *b) {
    static const struct imprint_row needed[] = {
        ROW("founder", founder), ROW("address", address),     ROW("format", format),  ROW("print_run", print_run),
        ROW("order", order),     ROW("publisher", publisher), ROW("printer", printer)};
    const struct imprint *imprint = &b->issue->imprint;
    const struct text *printed = imprint->print_run.s.len ? &imprint->print_run : &imprint->printer;
    struct buf missing;
    buf_init(&missing, b->ctx->arena);
    if (printed->s.len == 0 || strcmp(b->current->lang, "uk") != 0) return;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        const struct text *value = (const struct text *)(const void *)((const char *)imprint + needed[i].offset);
        if (value->s.len == 0) buf_printf(&missing, "%s%s", missing.len ? ", " : "", needed[i].word);
    }
    if (imprint->editor.s.len + imprint->responsible.s.len == 0)
        buf_printf(&missing, "%s%s", missing.len ? ", " : "", "editor");
    if (missing.len) diag(b->ctx, DIAG_IMPRINT_LACKS, printed->place, "%s", missing.s);
}

static void imprint_build(struct builder *b, struct flow *flow) {
    const struct imprint *imprint = &b->issue->imprint;
    struct node_list rows = {0};
    imprint_check(b);
    for (size_t i = 0; i < sizeof imprint_rows / sizeof *imprint_rows; i++) {
        const struct text *value = (const struct text *)(const void *)((const char *)imprint + imprint_rows[i].offset);
        struct text shown = *value;
        if (value == &imprint->signed_date) shown = date_text(b, value);
        if (value == &imprint->print_run) shown = print_run(b, value);
        if (value == &imprint->sheets && shown.s.len == 0) {
            flow->sheets = sheets_of(b, imprint->format.s);
            if (flow->sheets.on_sheet) shown = (struct text){late_fields[LATE_SHEETS].value, imprint->format.place};
        }
        if (value == &imprint->account_sheets && shown.s.len == 0 && imprint->format.s.len > 0) {
            flow->sheets.account = true;
            flow->sheets.decimal = word(b, "decimal");
            shown = (struct text){late_fields[LATE_ACCOUNT].value, imprint->format.place};
        }
        imprint_add(b, &rows, imprint_rows[i].word, shown);
    }
    struct buf partners;
    buf_init(&partners, b->ctx->arena);
    for (size_t i = 0; i < b->issue->partners.len; i++)
        buf_printf(&partners, "%s%.*s", i ? "; " : "", STR_ARG(b->issue->partners.at[i].s));
    if (b->issue->partners.len > 0)
        imprint_add(b, &rows, "imprint-partners", (struct text){buf_view(&partners), b->issue->partners.at[0].place});
    flow->imprint.kind = FLOW_GROUP;
    flow->imprint.role = ROLE_DIV;
    flow->imprint.lang = b->current->lang;
    flow->imprint.style = sheet_style(b->sheet, STYLE_IMPRINT);
    flow->imprint.place = place_file(b->issue->source->file);
    flow->imprint.columns = b->look->columns;
    node_close(&flow->imprint, &rows);
}

/* ---- running heads ---------------------------------------------------------------------------------------------- */

static struct flow_text running_text(struct builder *b, struct text pattern, const struct issue_fields *fields,
                                     const struct style *style) {
    struct issue_fields all = *fields;
    for (enum span_late late = LATE_PAGE; late <= LATE_ARTICLE; late++) all.at[all.count++] = late_fields[late];
    struct text text = pattern_expand(b, pattern, all.at, all.count);
    struct span_list spans = {0};
    span_of_late(b, &spans, &text, &style->chars);
    return text_of_spans(&spans);
}

struct flow_text word_with_page(struct builder *b, const char *key, const struct style *style) {
    struct text text = word_expand(b, key, &late_fields[LATE_PAGE], 1);
    struct span_list spans = {0};
    span_of_late(b, &spans, &text, &style->chars);
    return text_of_spans(&spans);
}

/* ---- meta ------------------------------------------------------------------------------------------------------- */

/* The title of the document as its language would put it; where we have no words of the language, that of the bulletin
 * alone. */
static struct str title_in(struct builder *b, const struct title *title) {
    struct words *outer = b->current;
    const char *lang = str_dup(b->ctx->arena, title->lang);
    struct str text = title->text.s;
    if (words_exist(b, lang)) {
        b->current = words_for(b, lang);
        struct issue_fields fields = issue_fields(b);
        for (size_t i = 0; i < fields.count; i++)
            if (fields.at[i].name && strcmp(fields.at[i].name, "title") == 0)
                fields.at[i] = field_of("title", &title->text);
        struct str whole = word_expand(b, "document-title", fields.at, fields.count).s;
        if (whole.len) text = whole;
        b->current = outer;
    }
    return text;
}

static void titles_build(struct builder *b, struct flow_meta *meta) {
    const struct title_list *titles = &b->issue->titles;
    for (size_t i = 0; i < titles->len; i++) {
        if (str_eq(titles->at[i].lang, meta->language)) {
            diag(b->ctx, DIAG_YAML_WRONG_VALUE, titles->at[i].text.place, "titles: %.*s (title)",
                 STR_ARG(titles->at[i].lang));
            continue;
        }
        *vec_push(b->ctx->arena, &meta->titles) =
            (struct flow_title){str_dup(b->ctx->arena, titles->at[i].lang), title_in(b, &titles->at[i])};
    }
}

static void languages_build(struct builder *b, const struct flow *flow, struct flow_meta *meta) {
    for (size_t i = 0; i < flow->article_count; i++) {
        const char *lang = flow->articles[i].lang;
        size_t known = 0;
        while (known < meta->languages.len && strcmp(meta->languages.at[known], lang) != 0) known++;
        if (known == meta->languages.len && !str_is(meta->language, lang))
            *vec_push(b->ctx->arena, &meta->languages) = lang;
    }
}

static void meta_build(struct builder *b, struct flow *flow, const struct issue_fields *fields) {
    const struct issue *issue = b->issue;
    struct flow_meta *meta = &flow->meta;
    struct buf keywords;
    buf_init(&keywords, b->ctx->arena);
    for (size_t i = 0; i < flow->article_count; i++)
        if (flow->articles[i].in_contents)
            buf_printf(&keywords, "%s%.*s", keywords.len ? "; " : "", STR_ARG(flow->articles[i].title));
    meta->title = word_expand(b, "document-title", fields->at, fields->count).s;
    if (meta->title.len == 0) meta->title = issue->title.s.len ? issue->title.s : str_from(issue->name);
    meta->author = issue->masthead.organisation.s;
    meta->subject = issue->subtitle.s;
    meta->rights = issue->rights.s;
    meta->keywords = buf_view(&keywords);
    meta->language = str_from(b->current->lang);
    meta->publisher = issue->imprint.publisher.s.len ? issue->imprint.publisher.s : issue->masthead.organisation.s;
    meta->issn = issue->masthead.issn.s.len ? issue->masthead.issn.s : issue->imprint.issn.s;
    meta->date = issue->date;
    titles_build(b, meta);
    languages_build(b, flow, meta);
}

void furniture_build(struct builder *b, struct flow *flow) {
    b->article = NULL;
    b->columns = b->look->columns;
    b->current = words_for(b, lang_named(b, b->issue->language));
    struct issue_fields fields = issue_fields(b);
    const struct style *running = sheet_style(b->sheet, STYLE_RUNNING_HEAD);
    emblem_build(b, flow, &fields);
    masthead_build(b, flow, &fields);
    contents_build(b, flow);
    imprint_build(b, flow);
    flow->furniture.head_left = running_text(b, b->sheet->running_left, &fields, running);
    flow->furniture.head_right = running_text(b, b->sheet->running_right, &fields, running);
    flow->furniture.folio = running_text(b, b->sheet->folio, &fields, sheet_style(b->sheet, STYLE_FOLIO));
    meta_build(b, flow, &fields);
}
