/* What the kinds of articles add: facts, tables of reports, entries of directories.
 *
 * Idea: what a kind of article adds to its text: facts (date, chair, quorum, agenda), tables of reports, entries of a
 * directory. Labels are words, so C holds no sentence.
 * Invariants: a fact, column or table that the article does not give leaves no trace; sums are made only from numbers,
 * in thousandths, and shown with as many decimals as the numbers have.
 * Rejected: sums in floating point (0.1 + 0.2). */
#include "style/build.h"

#include <assert.h>

#include "base/utf8.h"
#include "markdown/markdown.h"

/* ---- sums of money ------------------------------------------------------------------------------------------------
 */

struct sum {
    int64_t milli;
    int decimals;
    bool wrong; /* something was no number */
};

static void sum_add(struct sum *sum, struct str amount) {
    int64_t milli;
    amount = str_trim(amount);
    if (amount.len == 0 || str_is(amount, "-") || str_is(amount, "–") || str_is(amount, "—")) return;
    if (!str_milli(amount, &milli) || milli > INT64_MAX / 1000000 || milli < -INT64_MAX / 1000000) {
        sum->wrong = true;
        return;
    }
    size_t stop = 0;
    while (stop < amount.len && amount.s[stop] != '.') stop++;
    int decimals = stop < amount.len ? (int)(amount.len - stop - 1) : 0;
    if (decimals > sum->decimals) sum->decimals = decimals > 3 ? 3 : decimals;
    sum->milli += milli;
}

static struct text sum_text(struct builder *b, const struct sum *sum) {
    if (sum->wrong) return (struct text){STR("–"), place_nowhere()};
    int64_t whole = sum->milli / 1000, part = sum->milli % 1000;
    if (part < 0) part = -part;
    char digits[8];
    (void)snprintf(digits, sizeof digits, "%03d", (int)part);
    digits[sum->decimals] = '\0';
    const char *sign = sum->milli < 0 && whole == 0 ? "-" : "";
    return (struct text){
        str_from(arena_printf(b->ctx->arena, "%s%lld%s%s", sign, (long long)whole, sum->decimals ? "." : "", digits)),
        place_nowhere()};
}

/* ---- facts ------------------------------------------------------------------------------------------------------ */

struct fact {
    const char *key; /* the word of its label */
    struct text value;
};
VEC(facts, struct fact);

static void fact_add(struct builder *b, struct facts *out, const char *key, const struct text *value) {
    if (value->s.len > 0) *vec_push(b->ctx->arena, out) = (struct fact){key, *value};
}

/* A paragraph: the label, then the value. */
static void fact_para(struct builder *b, struct node_list *out, const struct fact *fact) {
    const struct style *style = sheet_style(b->sheet, STYLE_FACTS_VALUE);
    const struct style *label = sheet_style(b->sheet, STYLE_FACTS_LABEL);
    struct place place = fact->value.place;
    struct text name = {word(b, fact->key), place}, gap = {STR(" "), place};
    struct inlines inlines = {0};
    struct span_list spans = {0};
    struct pen pen = {&style->chars, b->current->lang, false};
    span_of_text(b, &spans, &name, &label->chars);
    if (name.s.len > 0) span_of_text(b, &spans, &gap, &style->chars);
    markdown_inlines(b->ctx, &fact->value, &inlines);
    spans_of_inlines(b, &spans, &inlines, &pen);
    para_add(b, out, ROLE_P, style, text_of_spans(&spans), place);
}

/* A row of the passport: the label heads its row, without the colon that it has in running text. */
static void fact_row(struct builder *b, struct flow_table *table, size_t row, const struct fact *fact) {
    struct flow_cell *cells = &table->cells[row * table->columns];
    struct text name = {word(b, fact->key), fact->value.place};
    if (str_ends(name.s, ":")) name.s = str_slice(name.s, 0, name.s.len - 1);
    cells[0].text = text_plain(b, &name, sheet_style(b->sheet, STYLE_PASSPORT_LABEL));
    cells[0].header = true;
    cells[1].text = text_marked(b, &fact->value, sheet_style(b->sheet, STYLE_PASSPORT_VALUE));
    for (size_t i = 0; i < table->columns; i++) {
        cells[i].place = fact->value.place;
        cells[i].align = ALIGN_START;
    }
}

static struct text texts_joined(struct builder *b, const struct text_list *list, const char *gap) {
    struct buf out;
    buf_init(&out, b->ctx->arena);
    for (size_t i = 0; i < list->len; i++) buf_printf(&out, "%s%.*s", i ? gap : "", STR_ARG(list->at[i].s));
    return (struct text){buf_view(&out), list->len ? list->at[0].place : place_nowhere()};
}

/* A numbered list of one-line items, such as an agenda. */
static void numbered_add(struct builder *b, struct node_list *out, const struct text_list *items) {
    struct block list = {.kind = BLOCK_LIST, .ordered = true, .tight = true, .start = 1};
    struct block *children = ARENA_ARRAY(b->ctx->arena, items->len, struct block);
    struct block *paras = ARENA_ARRAY(b->ctx->arena, items->len, struct block);
    for (size_t i = 0; i < items->len; i++) {
        paras[i].kind = BLOCK_PARA;
        paras[i].place = items->at[i].place;
        markdown_inlines(b->ctx, &items->at[i], &paras[i].content);
        children[i].kind = BLOCK_ITEM;
        children[i].place = items->at[i].place;
        children[i].children = (struct blocks){&paras[i], 1, 1};
    }
    list.place = items->at[0].place;
    list.children = (struct blocks){children, items->len, items->len};
    struct blocks blocks = {&list, 1, 1};
    struct scene scene = scene_of(sheet_style(b->sheet, STYLE_FACTS_VALUE));
    scene.voice = scene.text;
    blocks_add(b, out, &blocks, &scene);
}

static struct text number_text(struct builder *b, int64_t number) {
    struct str s = number < 0 ? STR("") : str_from(arena_printf(b->ctx->arena, "%lld", (long long)number));
    return (struct text){s, place_nowhere()};
}

/* "51 of 64, quorum 33" */
static void attendance_add(struct builder *b, struct facts *out, const struct meeting *meeting) {
    struct place place = meeting->present_place;
    struct field fields[] = {{"present", number_text(b, meeting->present).s, place},
                             {"members", number_text(b, meeting->members).s, place},
                             {"quorum", number_text(b, meeting->quorum).s, place}};
    bool counted = meeting->present >= 0;
    if (!counted && meeting->members < 0) {
        struct text quorum = number_text(b, meeting->quorum);
        fact_add(b, out, "fact-quorum", &quorum);
        return;
    }
    struct text value =
        word_expand(b, counted ? "present-value" : "members-value", fields, sizeof fields / sizeof *fields);
    value.place = place;
    fact_add(b, out, counted ? "fact-present" : "fact-members", &value);
}

static void meeting_facts(struct builder *b, struct facts *out, const struct meeting *meeting) {
    struct text date = date_text(b, &meeting->date);
    fact_add(b, out, "fact-body", &meeting->body);
    fact_add(b, out, "fact-number", &meeting->number);
    fact_add(b, out, "fact-date", &date);
    fact_add(b, out, "fact-place", &meeting->venue);
    fact_add(b, out, "fact-chair", &meeting->chair);
    fact_add(b, out, "fact-secretary", &meeting->secretary);
    attendance_add(b, out, meeting);
}

static void agenda_add(struct builder *b, struct node_list *out, const struct meeting *meeting) {
    if (meeting->agenda.len == 0) return;
    const struct style *title = sheet_style(b->sheet, STYLE_FACTS_TITLE);
    struct text agenda = {word(b, "agenda"), meeting->agenda.at[0].place};
    para_add(b, out, ROLE_P, title, text_plain(b, &agenda, title), agenda.place);
    numbered_add(b, out, &meeting->agenda);
}

/* What the budget comes to, and what each source gives of it, unless the article says it itself. Only the passport
 * shows it: elsewhere the table of the budget stands near. */
static struct text funding_text(struct builder *b, const struct report *report) {
    struct sum total = {0};
    struct buf sources;
    buf_init(&sources, b->ctx->arena);
    if (report->funding.s.len > 0 || report->budget.len == 0 || !b->kind->passport) return report->funding;
    for (size_t i = 0; i < report->budget.len; i++) {
        const struct budget_line *line = &report->budget.at[i];
        struct sum sum = {0};
        for (size_t y = 0; y < report->budget_years.len; y++) {
            sum_add(&sum, line->amounts[y].s);
            sum_add(&total, line->amounts[y].s);
        }
        struct field part[] = {{"source", line->source.s, line->source.place},
                               {"sum", number_shown(b, sum_text(b, &sum).s, true), line->source.place}};
        buf_puts(&sources, sources.len ? "; " : "");
        buf_str(&sources, word_expand(b, "funding-source", part, 2).s);
    }
    bool several = report->budget.len > 1;
    struct field fields[] = {{"total", number_shown(b, sum_text(b, &total).s, true), report->budget.at[0].source.place},
                             {"sources", several ? buf_view(&sources) : STR(""), place_nowhere()}};
    struct text text = word_expand(b, "funding-value", fields, 2);
    text.place = report->budget.at[0].source.place;
    return text;
}

static void report_facts(struct builder *b, struct facts *out, const struct report *report) {
    struct text partners = texts_joined(b, &report->partners, "; "), funding = funding_text(b, report);
    fact_add(b, out, "fact-programme", &report->programme);
    fact_add(b, out, "fact-basis", &report->basis);
    fact_add(b, out, "fact-initiator", &report->initiator);
    fact_add(b, out, "fact-developer", &report->developer);
    fact_add(b, out, "fact-responsible", &report->responsible);
    fact_add(b, out, "fact-period", &report->period);
    fact_add(b, out, "fact-partners", &partners);
    fact_add(b, out, "fact-donor", &report->donor);
    fact_add(b, out, "fact-grant", &report->grant);
    fact_add(b, out, "fact-goal", &report->goal);
    fact_add(b, out, "fact-target", &report->target);
    fact_add(b, out, "fact-funding", &funding);
    fact_add(b, out, "fact-contact", &report->contact);
}

static void announcement_facts(struct builder *b, struct facts *out, const struct announcement *announcement,
                               bool dated) {
    struct text when = date_text(b, &announcement->when);
    struct text until = date_text(b, &announcement->until);
    if (!dated) {
        fact_add(b, out, "fact-when", &when);
        fact_add(b, out, "fact-until", &until);
    }
    fact_add(b, out, "fact-where", &announcement->where);
    fact_add(b, out, "fact-contact", &announcement->contact);
}

static void passport_add(struct builder *b, struct node_list *out, const struct facts *facts) {
    struct flow_node *node = table_node(b, out, 2, facts->len, facts->at[0].value.place);
    struct text caption = {word(b, "table-passport"), node->place};
    node->style = sheet_style(b->sheet, STYLE_PASSPORT);
    node->table->cell_style = sheet_style(b->sheet, STYLE_PASSPORT_VALUE);
    node->table->caption = text_plain(b, &caption, node->table->caption_style);
    for (size_t i = 0; i < facts->len; i++) fact_row(b, node->table, i, &facts->at[i]);
}

void facts_add(struct builder *b, struct node_list *out, const struct article *article) {
    struct node_list children = {0};
    struct facts facts = {0};
    bool dated = false;
    if (article->kind == ARTICLE_MEETING) meeting_facts(b, &facts, &article->meeting);
    if (article->kind == ARTICLE_REPORT) report_facts(b, &facts, &article->report);
    if (article->kind == ARTICLE_ANNOUNCEMENT) {
        dated = date_block_add(b, &children, &article->announcement.when, &article->announcement.until);
        announcement_facts(b, &facts, &article->announcement, dated);
    }
    if (article->kind == ARTICLE_REPORT && b->kind->passport && facts.len > 0) {
        passport_add(b, out, &facts);
        return;
    }
    for (size_t i = 0; i < facts.len; i++) fact_para(b, &children, &facts.at[i]);
    if (article->kind == ARTICLE_MEETING) agenda_add(b, &children, &article->meeting);
    if (children.len == 0) return;
    struct flow_node *group = node_add(b, out, FLOW_GROUP, ROLE_DIV, b->kind->facts, children.at[0].place);
    int columns = b->kind->facts_columns < b->columns ? b->kind->facts_columns : b->columns;
    if (b->kind->facts_in_head && columns > 1) group->columns = columns;
    node_close(group, &children);
}

/* ---- the list of decisions --------------------------------------------------------------------------------------- */

/* Where the first sentence ends: a full stop behind a word, before a capital. Abbreviations are shorter than words. */
static size_t sentence_end(struct str text) {
    size_t letters = 0;
    for (size_t at = 0; at < text.len;) {
        size_t next = at, behind;
        uint32_t cp = utf8_next(text.s, text.len, &next);
        if (cp == '.' && letters > 3 && next + 1 < text.len && text.s[next] == ' ') {
            behind = next + 1;
            uint32_t after = utf8_next(text.s, text.len, &behind);
            if (after == cp_upper(after) && after != cp_lower(after)) return next;
        }
        letters = cp_is_letter(cp) ? letters + 1 : 0;
        at = next;
    }
    return text.len;
}

/* What was decided, in a sentence: the title behind the number, else the beginning of the text. */
static struct text decision_gist(struct builder *b, const struct block *box) {
    for (size_t i = 0; i < box->children.len; i++) {
        const struct block *para = &box->children.at[i];
        if (para->kind != BLOCK_PARA) continue;
        struct str plain = inlines_plain(b->ctx->arena, &para->content);
        return (struct text){str_slice(plain, 0, sentence_end(plain)), para->place};
    }
    return (struct text){STR(""), box->place};
}

static void decision_item(struct builder *b, struct node_list *out, const struct block *box) {
    const struct style *style = sheet_style(b->sheet, STYLE_FACTS_VALUE);
    const struct style *label = sheet_style(b->sheet, STYLE_FACTS_LABEL);
    struct span_list spans = {0};
    struct pen pen = {&label->chars, b->current->lang, false};
    struct text gap = {STR(" "), box->place}, gist = decision_gist(b, box);
    spans_of_inlines(b, &spans, &box->content, &pen);
    if (spans.len > 0 && gist.s.len > 0) span_of_text(b, &spans, &gap, &style->chars);
    span_of_text(b, &spans, &gist, &style->chars);
    if (spans.len > 0) para_add(b, out, ROLE_P, style, text_of_spans(&spans), box->place);
}

/* Recursion is bounded: the model keeps at most 32 blocks inside one another. */
static void decisions_collect(struct builder *b, struct node_list *out, const struct blocks *blocks) {
    for (size_t i = 0; i < blocks->len; i++) {
        const struct block *block = &blocks->at[i];
        if (block->kind == BLOCK_BOX && block->box == BOX_DECISION)
            decision_item(b, out, block);
        else
            decisions_collect(b, out, &block->children);
    }
}

static void decisions_add(struct builder *b, struct node_list *out, const struct article *article) {
    const struct style *title = sheet_style(b->sheet, STYLE_FACTS_TITLE);
    struct text head = {word(b, "decision-list"), article->place};
    struct node_list children = {0};
    if (!article->meeting.decision_list) return;
    para_add(b, &children, ROLE_P, title, text_plain(b, &head, title), head.place);
    decisions_collect(b, &children, &article->blocks);
    if (children.len < 2) return;
    size_t index = out->len;
    node_add(b, out, FLOW_GROUP, ROLE_ASIDE, b->kind->facts, article->place);
    node_close(&out->at[index], &children);
}

/* ---- tables ----------------------------------------------------------------------------------------------------- */

struct column {
    const char *word;
    size_t offset; /* of its struct text in the record */
    bool figures;  /* flush right */
};

static void cell_fill(struct builder *b, struct flow_node *node, size_t index, const struct text *text, bool figures) {
    struct flow_table *table = node->table;
    bool head = index / table->columns < table->head_rows;
    const struct style *style = flow_row_style(table, index / table->columns);
    table->cells[index].text = figures || head ? text_plain(b, text, style) : text_marked(b, text, style);
    table->cells[index].align = figures ? ALIGN_END : ALIGN_START;
    table->cells[index].header = head || index % table->columns == 0;
    table->cells[index].place = text->place.file ? text->place : node->place;
}

static void table_finish(struct builder *b, struct flow_node *node, const char *key) {
    struct text caption = {word(b, key), node->place};
    node->table->caption = text_plain(b, &caption, node->table->caption_style);
    numbers_show(b, node->table);
    numbers_mark(b, node->table);
}

static const struct text *column_text(const struct column *column, const void *record) {
    return (const struct text *)(const void *)((const char *)record + column->offset);
}

/* A table of records: the columns that at least one of them fills. size: of a record [bytes]. */
static void records_add(struct builder *b, struct node_list *out, const char *caption, const struct column *columns,
                        size_t column_count, const void *records, size_t count, size_t size) {
    const struct column *used[8];
    size_t used_count = 0;
    for (size_t c = 0; c < column_count; c++) {
        bool filled = false;
        for (size_t r = 0; r < count && !filled; r++)
            filled = column_text(&columns[c], (const char *)records + r * size)->s.len > 0;
        assert(used_count < sizeof used / sizeof *used);
        if (filled) used[used_count++] = &columns[c];
    }
    if (used_count == 0) return;
    struct flow_node *node = table_node(b, out, used_count, count + 1, column_text(used[0], records)->place);
    node->table->head_rows = 1;
    for (size_t c = 0; c < used_count; c++) {
        struct text head = {word(b, used[c]->word), node->place};
        cell_fill(b, node, c, &head, used[c]->figures);
        for (size_t r = 0; r < count; r++)
            cell_fill(b, node, (r + 1) * used_count + c, column_text(used[c], (const char *)records + r * size),
                      used[c]->figures);
    }
    table_finish(b, node, caption);
}

/* "86 %": what was done of what was planned, when both are numbers; else nothing. */
static struct text share_done(struct builder *b, const struct activity *activity) {
    int64_t plan, fact;
    struct text none = {STR(""), place_nowhere()};
    if (!str_milli(str_trim(activity->plan.s), &plan) || !str_milli(str_trim(activity->fact.s), &fact)) return none;
    if (plan <= 0 || fact < 0 || fact > INT64_MAX / 1000) return none;
    struct field field = {"share", number_text(b, div_round(fact * 100, plan)).s, activity->fact.place};
    return word_expand(b, "share-value", &field, 1);
}

/* An activity as the table shows it. */
struct activity_row {
    struct activity as;
    struct text share;
};

static void activities_add(struct builder *b, struct node_list *out, const struct activity_list *list) {
    static const struct column columns[] = {{"column-number", offsetof(struct activity_row, as.number), false},
                                            {"column-activity", offsetof(struct activity_row, as.what), false},
                                            {"column-responsible", offsetof(struct activity_row, as.who), false},
                                            {"column-term", offsetof(struct activity_row, as.term), false},
                                            {"column-source", offsetof(struct activity_row, as.source), false},
                                            {"column-plan", offsetof(struct activity_row, as.plan), true},
                                            {"column-fact", offsetof(struct activity_row, as.fact), true},
                                            {"column-share", offsetof(struct activity_row, share), true}};
    if (list->len == 0) return;
    struct activity_row *rows = ARENA_ARRAY(b->ctx->arena, list->len, struct activity_row);
    for (size_t i = 0; i < list->len; i++) {
        rows[i].as = list->at[i];
        rows[i].share = share_done(b, &list->at[i]);
    }
    records_add(b, out, "table-activities", columns, sizeof columns / sizeof *columns, rows, list->len, sizeof *rows);
}

static void indicators_add(struct builder *b, struct node_list *out, const struct indicator_list *list) {
    static const struct column columns[] = {{"column-indicator", offsetof(struct indicator, name), false},
                                            {"column-unit", offsetof(struct indicator, unit), false},
                                            {"column-plan", offsetof(struct indicator, plan), true},
                                            {"column-fact", offsetof(struct indicator, fact), true}};
    if (list->len > 0)
        records_add(b, out, "table-indicators", columns, sizeof columns / sizeof *columns, list->at, list->len,
                    sizeof *list->at);
}

/* ---- the budget ------------------------------------------------------------------------------------ */

static void budget_row(struct builder *b, struct flow_node *node, size_t row, const struct report *report) {
    const struct budget_line *line = &report->budget.at[row - 1];
    struct sum total = {0};
    size_t columns = node->table->columns, years = report->budget_years.len;
    cell_fill(b, node, row * columns, &line->source, false);
    for (size_t y = 0; y < years; y++) {
        cell_fill(b, node, row * columns + 1 + y, &line->amounts[y], true);
        sum_add(&total, line->amounts[y].s);
    }
    if (columns == years + 1) return;
    struct text text = sum_text(b, &total);
    cell_fill(b, node, row * columns + columns - 1, &text, true);
}

static void budget_sums(struct builder *b, struct flow_node *node, const struct report *report) {
    size_t columns = node->table->columns, row = node->table->rows - 1, years = report->budget_years.len;
    struct text label = {word(b, "sum"), node->place};
    struct sum total = {0};
    cell_fill(b, node, row * columns, &label, false);
    for (size_t y = 0; y < years; y++) {
        struct sum sum = {0};
        for (size_t i = 0; i < report->budget.len; i++) {
            sum_add(&sum, report->budget.at[i].amounts[y].s);
            sum_add(&total, report->budget.at[i].amounts[y].s);
        }
        struct text text = sum_text(b, &sum);
        cell_fill(b, node, row * columns + 1 + y, &text, true);
    }
    if (columns == years + 1) return;
    struct text text = sum_text(b, &total);
    cell_fill(b, node, row * columns + columns - 1, &text, true);
}

static void budget_add(struct builder *b, struct node_list *out, const struct report *report) {
    size_t years = report->budget_years.len, lines = report->budget.len;
    if (lines == 0) return;
    size_t columns = 1 + years + (years > 1), rows = 1 + lines + (lines > 1);
    struct flow_node *node = table_node(b, out, columns, rows, report->budget.at[0].source.place);
    struct text head = {word(b, "column-source"), node->place}, sum = {word(b, "sum"), node->place};
    node->table->head_rows = 1;
    cell_fill(b, node, 0, &head, false);
    for (size_t y = 0; y < years; y++) cell_fill(b, node, 1 + y, &report->budget_years.at[y], true);
    if (years > 1) cell_fill(b, node, columns - 1, &sum, true);
    for (size_t r = 1; r <= lines; r++) budget_row(b, node, r, report);
    node->table->sums[rows - 1] = lines > 1;
    if (lines > 1) budget_sums(b, node, report);
    table_finish(b, node, "table-budget");
}

/* ---- directories ------------------------------------------------------------------------------------------------ */

/* An address as people write it: without the scheme and a slash at the end. */
static struct str address_shown(struct str url) {
    static const char *const schemes[] = {"http://", "https://", "mailto:", NULL};
    for (const char *const *scheme = schemes; *scheme; scheme++)
        if (str_starts(url, *scheme)) url = str_slice(url, strlen(*scheme), url.len);
    return url.len > 1 && url.s[url.len - 1] == '/' ? str_slice(url, 0, url.len - 1) : url;
}

static void entry_address(struct builder *b, struct span_list *spans, const struct directory_entry *entry,
                          const struct style *style) {
    const struct char_style *chars = chars_changed(b, &style->chars, &b->sheet->spans.at[SPAN_LINK]);
    struct text shown = {address_shown(str_trim(entry->url.s)), entry->url.place};
    if (shown.s.len == 0) return;
    if (spans->len > 0) spans->at[spans->len - 1].newline = true;
    span_of_text(b, spans, &shown, chars);
    struct span *span = &spans->at[spans->len - 1];
    span->verbatim = true;
    span->link = link_add(b, entry->url.s, entry->name.s, entry->url.place);
    span->role = span->link ? ROLE_LINK : ROLE_NONE;
}

static void entry_add(struct builder *b, struct node_list *out, const struct directory_entry *entry) {
    const struct style *style = sheet_style(b->sheet, STYLE_DIRECTORY_ENTRY);
    const struct style *name = sheet_style(b->sheet, STYLE_DIRECTORY_NAME);
    struct span_list spans = {0};
    struct inlines note = {0};
    struct pen pen = {&style->chars, b->current->lang, false};
    struct text gap = {word(b, "entry-note"), entry->note.place};
    span_of_text(b, &spans, &entry->name, &name->chars);
    if (entry->note.s.len > 0) {
        if (spans.len > 0) span_of_text(b, &spans, &gap, &style->chars);
        markdown_inlines(b->ctx, &entry->note, &note);
        spans_of_inlines(b, &spans, &note, &pen);
    }
    entry_address(b, &spans, entry, style);
    struct node_list children = {0};
    struct flow_node *item = node_add(b, out, FLOW_GROUP, ROLE_LI, NULL, entry->name.place);
    para_add(b, &children, ROLE_P, style, text_of_spans(&spans), entry->name.place);
    node_close(item, &children);
}

static void directory_add(struct builder *b, struct node_list *out, const struct article *article) {
    const struct directory_list *list = &article->directory;
    struct node_list items = {0};
    if (list->len == 0) return;
    struct str *names = ARENA_ARRAY(b->ctx->arena, list->len, struct str);
    for (size_t i = 0; i < list->len; i++) names[i] = list->at[i].name.s;
    const size_t *order = article->sorted ? order_of(b->ctx, b->current->lang, names, list->len) : NULL;
    size_t index = out->len;
    node_add(b, out, FLOW_GROUP, ROLE_L, NULL, list->at[0].name.place);
    for (size_t i = 0; i < list->len; i++) entry_add(b, &items, &list->at[order ? order[i] : i]);
    node_close(&out->at[index], &items);
}

/* What follows the text of an article. */
void kind_body_add(struct builder *b, struct node_list *out, const struct article *article) {
    if (article->kind == ARTICLE_REPORT) {
        activities_add(b, out, &article->report.activities);
        schedule_add(b, out, &article->report.schedule);
        budget_add(b, out, &article->report);
        budget_chart_add(b, out, &article->report);
        indicators_add(b, out, &article->report.indicators);
    }
    if (article->kind == ARTICLE_MEETING) decisions_add(b, out, article);
    if (article->kind == ARTICLE_DIRECTORY) directory_add(b, out, article);
    if (article->kind == ARTICLE_CALENDAR) calendar_add(b, out, &article->calendar);
}
