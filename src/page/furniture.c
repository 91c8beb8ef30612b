/* What stands on pages besides articles: masthead, running heads, folios, the contents box, the imprint.
 *
 * Masthead, contents and imprint are sections like any other, set by the same code. Page numbers of the contents are
 * drawn at the very end, when all pages are known, into room that every entry keeps free. Running heads and folios
 * are artifacts: who listens to the document does not want them on every page.
 */
#include "page/parts.h"

#include "base/utf8.h"

/* Between the emblem and the masthead's text [percent of the emblem's width]. */
#define EMBLEM_GAP_PERCENT 20
/* Of a rubric or a title in a running head: more than any line holds, and less than a letter or two. */
#define LATE_BYTES_MOST 400
#define LATE_BYTES_LEAST 8

/* Distance of the running head's rule below its baseline [percent of its size]. */
#define RULE_DROP_PERCENT 45

/* ---- masthead ---------------------------------------------------------------------------------------------------- */

static struct picture *emblem_set(struct builder *b, uint32_t element) {
    const struct flow_figure *emblem = b->flow->emblem;
    if (!emblem || !emblem->image || emblem->image->height == 0) return NULL;
    struct flow_node *node = ARENA_NEW(b->ctx->arena, struct flow_node);
    node->kind = FLOW_FIGURE;
    node->figure = b->flow->emblem;
    node->place = b->flow->emblem_place;
    mpt height = emblem->height_max > 0 ? emblem->height_max : 4 * b->grid;
    mpt width = div_round(height * emblem->image->width, emblem->image->height);
    if (width > b->text_width / 3) width = b->text_width / 3;
    return picture_set(b, node, width, height, element, b->lang);
}

/* Beside the emblem stands what is between the rules that open the masthead and the next one; rules and data run over
 * the full width. */
static size_t rules_count(const struct flow_node *masthead) {
    size_t count = 0;
    while (count < masthead->count && masthead->children[count].kind == FLOW_RULE) count++;
    return count;
}

static size_t beside_end(const struct flow_node *masthead, size_t from) {
    while (from < masthead->count && masthead->children[from].kind != FLOW_RULE) from++;
    return from;
}

static int masthead_part(struct builder *b, uint32_t element, size_t from, size_t to, mpt beside) {
    const struct flow_node *masthead = &b->flow->masthead;
    struct flow_node part = *masthead;
    if (from == to) return 0;
    part.children = masthead->children + from;
    part.count = to - from;
    part.role = ROLE_NONE; /* the parts are one element */
    struct section *section = section_new(b, SECTION_WIDE, 1, b->text_width - beside);
    collect_section(b, section, &part, element, b->lang);
    column_draw(b, section, 0, section->slugs.len, page_left(b) + beside, row_y(b, b->row));
    return column_rows(b, section, 0, section->slugs.len);
}

/* Its top stands as high as capitals would. */
static void emblem_draw(struct builder *b, struct picture *emblem, mpt x) {
    picture_draw(b, emblem, page_left(b) + x, row_y(b, b->row) + b->base - b->cap);
}

static size_t emblem_left(struct builder *b, uint32_t element, struct picture *emblem) {
    const struct flow_node *node = &b->flow->masthead;
    size_t from = rules_count(node), to = beside_end(node, from);
    b->row += masthead_part(b, element, 0, from, 0);
    emblem_draw(b, emblem, 0);
    int rows = masthead_part(b, element, from, to, emblem->width + emblem->width * EMBLEM_GAP_PERCENT / 100);
    int tall = rows_of(b, emblem->height);
    b->row += rows > tall ? rows : tall;
    return to;
}

static void emblem_above(struct builder *b, struct picture *emblem) {
    emblem_draw(b, emblem, (b->text_width - emblem->width) / 2);
    b->row += rows_of(b, emblem->height + b->grid / 2);
}

void masthead_place(struct builder *b) {
    const struct flow_node *node = &b->flow->masthead;
    if (node->count == 0) return;
    uint32_t element = tree_element(b, 0, node->role, node->lang, node->place);
    struct picture *emblem = emblem_set(b, element);
    size_t done = 0;
    if (emblem && b->flow->emblem_at == EMBLEM_ABOVE)
        emblem_above(b, emblem);
    else if (emblem)
        done = emblem_left(b, element, emblem);
    b->row += masthead_part(b, element, done, node->count, 0) + 1;
    int least = rows_of(b, b->look->masthead_height);
    if (b->row < least) b->row = least;
    page_take(b, b->text_width, b->row);
    if (b->row >= b->rows) page_next(b);
}

/* ---- contents ---------------------------------------------------------------------------------------------------- */

static void contents_collect(struct builder *b) {
    b->contents = section_new(b, SECTION_TEXT, 1, contents_width(b));
    collect_contents(b, b->contents);
    b->contents_rows = column_rows(b, b->contents, 0, b->contents->slugs.len);
}

bool contents_shorten(struct builder *b) {
    if (b->contents_short || !b->flow->contents.shorter) return false;
    b->contents_short = true;
    trace_back(b, &b->contents_trace);
    contents_collect(b);
    return true;
}

void contents_set(struct builder *b) {
    const struct flow_contents *contents = &b->flow->contents;
    size_t listed = 0;
    for (size_t i = 0; contents->wanted && contents->entries && i < b->flow->article_count; i++)
        listed += contents->entries[i].count > 0;
    if (listed == 0) return;
    b->contents_trace = trace_take(b);
    contents_collect(b);
    if (b->columns > 1 && b->contents_rows * 2 > b->rows - b->row) (void)contents_shorten(b);
}

/* The first article of the flow stands alone, and its text leaves no column to the box: it would come behind the
 * article, pages later. */
static bool leaves_no_column(const struct builder *b) {
    size_t first = 0;
    while (first < b->flow->article_count && b->told[first]) first++;
    if (first == b->flow->article_count) return false;
    const struct flow_article *article = &b->flow->articles[first];
    if (article->frame || group_count(b, first) > 1) return false;
    return article_text_columns(b, article, columns_width(b, article_columns(b, article)), 0) < 2;
}

void contents_rest(struct builder *b, int reserve) {
    struct section *contents = b->contents;
    bool fits = b->columns > 1 && reserve && b->row + b->contents_rows + reserve <= b->rows;
    if (!contents || (fits && !leaves_no_column(b))) return;
    b->contents = NULL;
    contents->columns = columns_within(b, contents->width);
    if (b->row > 0 && !reserve) b->row++;
    section_place(b, contents, 0, NULL);
    if (reserve) b->row++;
}

void contents_note(struct builder *b, const struct slug *slug, mpt x, mpt baseline) {
    const struct setting *setting = slug->line.setting;
    if (slug->line.index + 1 != setting->lines.count) return;
    struct contents_entry *entry = vec_push(b->ctx->arena, &b->entries);
    entry->article = setting->entry - 1;
    entry->page = b->page;
    entry->x = x;
    entry->right = x + slug->measure;
    entry->baseline = baseline;
    entry->height = setting_height(setting);
    entry->element = setting->element;
}

static struct setting *set_plain(struct builder *b, struct str text, const struct char_style *chars, uint32_t element) {
    struct style *style = ARENA_NEW(b->ctx->arena, struct style);
    struct flow_text *flow = ARENA_NEW(b->ctx->arena, struct flow_text);
    style->chars = *chars;
    style->leading = chars->size;
    flow->count = 1;
    flow->spans = ARENA_NEW(b->ctx->arena, struct span);
    *flow->spans = (struct span){.text = text, .style = &style->chars, .lang = b->lang, .verbatim = true};
    return set_label(b, flow, style, element, b->lang);
}

static void entry_finish(struct builder *b, const struct contents_entry *entry) {
    const char *label = b->doc->pages.at[b->article_page[entry->article]].label;
    b->page = entry->page;
    if (b->flow->contents.numbered) {
        const struct setting *number = set_plain(b, str_from(label), &b->flow->contents.number, entry->element);
        if (number->lines.count)
            draw_line(b, number, 0, entry->right - number->lines.at[0].width, entry->baseline, false);
        pen_end(b);
    }
    struct paint_item *link = draw_item(b, PAINT_LINK);
    link->x = entry->x;
    link->w = entry->right - entry->x;
    link->y = entry->baseline + b->grid / 4 - entry->height;
    link->h = entry->height;
    link->link.anchor = (uint32_t)entry->article + 1;
    link->link.element = entry->element;
    link->link.contents = b->flow->articles[entry->article].title;
    if (link->link.contents.len == 0) link->link.contents = str_from(label);
}

void contents_finish(struct builder *b) {
    for (size_t i = 0; i < b->entries.len; i++) entry_finish(b, &b->entries.at[i]);
}

/* ---- imprint ----------------------------------------------------------------------------------------------------- */

/* Hundredths as the language writes them. */
static struct str volume_written(struct builder *b, int64_t hundredths) {
    const struct flow_sheets *sheets = &b->flow->sheets;
    struct str mark = sheets->decimal.len ? sheets->decimal : STR(".");
    return str_from(
        arena_printf(b->ctx->arena, "%d%.*s%02d", (int)(hundredths / 100), STR_ARG(mark), (int)(hundredths % 100)));
}

/* An accounting sheet is 40,000 characters, spaces and signs included, or 3,000 square centimetres of pictures. */
#define ACCOUNT_CHARACTERS 40000
#define ACCOUNT_AREA 3000
#define MPT_PER_CM ((mpt)28346)

static int64_t characters_of(struct str text) {
    int64_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += ((unsigned char)text.s[i] & 0xC0) != 0x80;
    return count;
}

static int64_t characters_of_text(const struct flow_text *text) {
    int64_t count = 0;
    for (size_t i = 0; i < text->count; i++) count += characters_of(text->spans[i].text);
    return count;
}

/* What stands on the pages so far, what repeats itself on them once, and the imprint itself. */
static struct str account_written(struct builder *b) {
    int64_t characters =
                characters_of_text(&b->flow->furniture.head_left) + characters_of_text(&b->flow->furniture.head_right),
            area = 0;
    for (size_t i = 0; i < b->flow->imprint.count; i++)
        characters += characters_of_text(&b->flow->imprint.children[i].text);
    for (size_t p = 0; p < b->doc->pages.len; p++) {
        bool artifact = false;
        for (size_t i = 0; i < b->doc->pages.at[p].count; i++) {
            const struct paint_item *item = &b->doc->pages.at[p].items[i];
            if (item->kind == PAINT_MARK_BEGIN) artifact = item->mark.element == 0;
            if (item->kind == PAINT_GLYPHS && !artifact) characters += characters_of(item->glyphs.text);
            if (item->kind == PAINT_IMAGE) area += (item->w / 100) * (item->h / 100);
        }
    }
    int64_t centimetres = area / ((MPT_PER_CM / 100) * (MPT_PER_CM / 100));
    return volume_written(b,
                          div_round(characters * 100, ACCOUNT_CHARACTERS) + div_round(centimetres * 100, ACCOUNT_AREA));
}

/* Conventional printed sheets: of 60 x 90 cm. */
static struct str sheets_written(struct builder *b, size_t pages) {
    const struct flow_sheets *sheets = &b->flow->sheets;
    return volume_written(b, div_round((int64_t)pages * sheets->factor, sheets->on_sheet));
}

/* The paragraph with the volume in place of its name. */
static void sheets_fill(struct builder *b, struct flow_node *para, size_t pages) {
    struct span *spans = ARENA_ARRAY(b->ctx->arena, para->text.count, struct span);
    for (size_t i = 0; i < para->text.count; i++) {
        spans[i] = para->text.spans[i];
        if (spans[i].late == LATE_SHEETS && b->flow->sheets.on_sheet > 0) spans[i].text = sheets_written(b, pages);
        if (spans[i].late == LATE_ACCOUNT) spans[i].text = account_written(b);
    }
    para->text.spans = spans;
}

/* pages: of the issue, when the imprint stands on the last one. */
static struct section *imprint_section(struct builder *b, size_t pages) {
    const struct flow_node *from = &b->flow->imprint;
    struct flow_node *imprint = ARENA_NEW(b->ctx->arena, struct flow_node);
    struct section *section = section_new(b, SECTION_WIDE, 1, b->text_width);
    *imprint = *from;
    imprint->children = ARENA_ARRAY(b->ctx->arena, from->count, struct flow_node);
    for (size_t i = 0; i < from->count; i++) {
        imprint->children[i] = from->children[i];
        if (b->flow->sheets.on_sheet > 0 || b->flow->sheets.account) sheets_fill(b, &imprint->children[i], pages);
    }
    collect_section(b, section, imprint, 0, b->lang);
    return section;
}

int imprint_rows(struct builder *b) {
    if (b->flow->imprint.count == 0) return 0;
    b->article = NULL;
    b->notes = NULL;
    struct trace trace = trace_take(b);
    struct section *section = imprint_section(b, b->doc->pages.len);
    int rows = column_rows(b, section, 0, section->slugs.len);
    trace_back(b, &trace);
    return rows ? rows + 1 : 0;
}

void imprint_place(struct builder *b) {
    if (b->flow->imprint.count == 0) return;
    b->article = NULL;
    b->notes = NULL;
    struct trace trace = trace_take(b);
    struct section *section = imprint_section(b, b->doc->pages.len);
    if (section->slugs.len == 0) return;
    int rows = column_rows(b, section, 0, section->slugs.len);
    bool over = b->row + 1 + rows > b->rows;
    if (over && b->flow->sheets.on_sheet > 0) { /* a page more makes another volume: the imprint is set anew */
        trace_back(b, &trace);
        section = imprint_section(b, b->doc->pages.len + 1);
        rows = column_rows(b, section, 0, section->slugs.len);
    }
    if (over) page_next(b);
    if (b->row + rows < b->rows) b->row = b->rows - rows;
    int taken = b->facts.at[b->page].taken;
    section_place(b, section, 0, NULL);
    b->imprint_taken = b->facts.at[b->page].taken - taken;
}

/* ---- running heads and folios ------------------------------------------------------------------------------------ */

static struct str furniture_word(const struct builder *b, const struct span *span) {
    const struct flow_article *article = b->facts.at[b->page].article;
    switch (span->late) {
    case LATE_PAGE: return str_from(b->doc->pages.at[b->page].label);
    case LATE_RUBRIC: return article ? article->rubric : (struct str){NULL, 0};
    case LATE_ARTICLE: return article ? article->title : (struct str){NULL, 0};
    default: return span->text;
    }
}

/* At most `most` bytes of it, whole words if there are several. */
static struct str cut_words(struct builder *b, struct str text, size_t most) {
    static const char ellipsis[] = "…";
    size_t end = most, word;
    if (text.len <= most) return text;
    while (end > 0 && ((unsigned char)text.s[end] & 0xC0) == 0x80) end--;
    for (word = end; word > 0 && text.s[word] != ' ';) word--;
    struct str kept = str_trim(str_slice(text, 0, word ? word : end));
    return str_from(arena_printf(b->ctx->arena, "%.*s%s", STR_ARG(kept), ellipsis));
}

/* Set in one line; of what is filled in for the page only so many bytes. NULL: nothing is to be said. */
static struct setting *furniture_cut(struct builder *b, const struct flow_text *from, const struct style *style,
                                     size_t most) {
    struct flow_text *text = ARENA_NEW(b->ctx->arena, struct flow_text);
    text->count = from->count;
    text->spans = ARENA_ARRAY(b->ctx->arena, from->count + 1, struct span);
    size_t length = 0;
    for (size_t i = 0; i < from->count; i++) {
        text->spans[i] = from->spans[i];
        text->spans[i].text = furniture_word(b, &from->spans[i]);
        if (from->spans[i].late) text->spans[i].text = cut_words(b, text->spans[i].text, most);
        text->spans[i].link = text->spans[i].note = 0;
        text->spans[i].role = ROLE_NONE;
        text->spans[i].lang = b->lang;
        length += text->spans[i].text.len;
    }
    if (length == 0) return NULL;
    struct setting *setting = set_label(b, text, style, 0, b->lang);
    return setting->lines.count ? setting : NULL;
}

static size_t late_bytes(const struct builder *b, const struct flow_text *from) {
    size_t most = 0;
    for (size_t i = 0; i < from->count; i++) {
        size_t len = from->spans[i].late ? furniture_word(b, &from->spans[i]).len : 0;
        if (len > most) most = len;
    }
    return most < LATE_BYTES_MOST ? most : LATE_BYTES_MOST;
}

/* What is too wide, a title mostly, loses its last words: guessed from the width of all of it, until it fits. */
static struct setting *furniture_text(struct builder *b, const struct flow_text *from, const struct char_style *chars,
                                      mpt room) {
    struct style *style = ARENA_NEW(b->ctx->arena, struct style);
    style->chars = chars ? *chars : b->look->body.chars;
    style->leading = style->chars.size;
    size_t most = late_bytes(b, from), settings = b->settings.len;
    for (;;) {
        b->settings.len = settings;
        struct setting *setting = furniture_cut(b, from, style, most);
        mpt width = setting ? setting->lines.at[0].width : 0;
        size_t next = width > room && room > 0 ? (size_t)((mpt)most * room / width) : 0;
        if (width <= room || next < LATE_BYTES_LEAST) return setting;
        most = next < most ? next : most - 1;
    }
}

static void furniture_line(struct builder *b, const struct setting *setting, mpt x, mpt y, enum artifact artifact) {
    if (!setting) return;
    pen_artifact(b, artifact);
    draw_line(b, setting, 0, x, y, true);
    pen_end(b);
}

static void folio_draw(struct builder *b, const struct setting *folio, bool left_page) {
    const struct look *look = b->look;
    if (!folio) return;
    mpt x = page_left(b), right = x + b->text_width - folio->lines.at[0].width;
    mpt y = look->folio_in_head && b->page > 0 ? look->margin_top - look->running_head_gap
                                               : look->page_height - look->margin_bottom + look->folio_drop;
    if (look->folio_in_head && b->page == 0) return; /* the first page has the masthead instead */
    furniture_line(b, folio, left_page ? x : right, y, look->folio_in_head ? ARTIFACT_HEADER : ARTIFACT_FOOTER);
}

static void running_head_draw(struct builder *b, const struct setting *folio, bool left_page) {
    const struct look *look = b->look;
    const struct flow_furniture *furniture = &b->flow->furniture;
    mpt y = look->margin_top - look->running_head_gap, x = page_left(b);
    mpt size = look->running_head ? look->running_head->size : look->body.chars.size, room = b->text_width;
    if (folio && look->folio_in_head) room -= folio->lines.at[0].width + size;
    const struct setting *head =
        furniture_text(b, left_page ? &furniture->head_left : &furniture->head_right, look->running_head, room);
    if (head) {
        mpt width = head->lines.at[0].width;
        bool outside = !look->folio_in_head; /* the folio stands outside when it is in the head */
        bool flush_left = left_page == outside;
        furniture_line(b, head, flush_left ? x : x + b->text_width - width, y, ARTIFACT_HEADER);
    }
    draw_rule(b, x, y + size * RULE_DROP_PERCENT / 100, b->text_width, &look->running_head_rule);
}

void furniture_draw(struct builder *b) {
    bool left_page = b->page % 2 == 1;
    const struct setting *folio = furniture_text(b, &b->flow->furniture.folio, b->look->folio, b->text_width);
    if (b->page > 0) running_head_draw(b, folio, left_page);
    folio_draw(b, folio, left_page);
    pen_end(b);
}
