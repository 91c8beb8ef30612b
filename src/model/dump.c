/* The issue as text, one line per node, for golden tests and for people.
 *
 * A place is shown as @line:column-line:column (end exclusive) in the decoded text. Lines are looked up in a table
 * made once per file, and columns are counted from the place before, since a dump asks for thousands of them, all in
 * one line if need be. Empty fields are left out, so a golden shows what is there.
 */
#include "model/model.h"

#include <assert.h>

#include "base/utf8.h"

VEC(line_starts, size_t);

struct dumper {
    struct buf *out;
    const struct ctx *ctx;
    uint32_t file; /* that `lines` belongs to */
    struct line_starts lines;
    size_t near, near_column; /* offset that was asked for last, code points before it in its line */
    int depth;
};

/* ---- lines and places ---------------------------------------------------------------------------------------- */

static void use_file(struct dumper *d, uint32_t file) {
    const struct diag_file *f = diags_file_lookup(d->ctx->diags, file);
    d->file = file;
    d->lines.len = 0;
    *vec_push(d->out->arena, &d->lines) = 0;
    d->near = d->near_column = 0;
    for (size_t i = 0; f && i < f->text.len; i++)
        if (f->text.s[i] == '\n') *vec_push(d->out->arena, &d->lines) = i + 1;
}

static void add_offset(struct dumper *d, const struct diag_file *file, size_t offset) {
    size_t low = 0, high = d->lines.len;
    assert(d->lines.at); /* add_place has filled it */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (d->lines.at[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    size_t start = d->lines.at[low];
    if (d->near < start || (low + 1 < d->lines.len && d->near >= d->lines.at[low + 1])) {
        d->near = start;
        d->near_column = 0;
    }
    if (offset >= d->near)
        d->near_column += utf8_count(str_slice(file->text, d->near, offset));
    else
        d->near_column -= utf8_count(str_slice(file->text, offset, d->near));
    d->near = offset;
    buf_printf(d->out, "%zu:%zu", low + 1, d->near_column + 1);
}

static void add_place(struct dumper *d, struct place place) {
    const struct diag_file *file = diags_file_lookup(d->ctx->diags, place.file);
    if (!file) return;
    if (place.file != d->file) use_file(d, place.file);
    struct place end = {place.file, place.end, place.end};
    buf_puts(d->out, " @");
    add_offset(d, file, text_of_place(d->ctx->diags, place));
    buf_putc(d->out, '-');
    add_offset(d, file, text_of_place(d->ctx->diags, end));
}

static void begin(struct dumper *d, const char *name) {
    for (int i = 0; i < d->depth; i++) buf_puts(d->out, "  ");
    buf_puts(d->out, name);
}

static void end(struct dumper *d) { buf_putc(d->out, '\n'); }

static void add_quoted(struct dumper *d, struct str s) {
    buf_puts(d->out, " \"");
    for (size_t i = 0; i < s.len; i++) {
        if (s.s[i] == '\n')
            buf_puts(d->out, "\\n");
        else if (s.s[i] == '\t')
            buf_puts(d->out, "\\t");
        else if (s.s[i] == '"' || s.s[i] == '\\')
            buf_printf(d->out, "\\%c", s.s[i]);
        else
            buf_putc(d->out, s.s[i]);
    }
    buf_putc(d->out, '"');
}

static void add_named(struct dumper *d, const char *name, struct str s) {
    if (s.len == 0) return;
    buf_printf(d->out, " %s=%.*s", name, STR_ARG(s));
}

static void dump_text(struct dumper *d, const char *name, const struct text *text) {
    if (text->s.len == 0) return;
    begin(d, name);
    add_quoted(d, text->s);
    add_place(d, text->place);
    end(d);
}

static void dump_texts(struct dumper *d, const char *name, const struct text_list *list) {
    for (size_t i = 0; i < list->len; i++) dump_text(d, name, &list->at[i]);
}

static void dump_number(struct dumper *d, const char *name, int64_t number) {
    if (number < 0) return;
    begin(d, name);
    buf_printf(d->out, " %jd", (intmax_t)number);
    end(d);
}

/* ---- inlines and blocks -------------------------------------------------------------------------------------- */

static void dump_inlines(struct dumper *d, const struct inlines *inlines) {
    static const char *const names[] = {"text", "code",  "emph", "strong", "strike", "span",
                                        "link", "image", "note", "space",  "break",  "html"};
    for (size_t i = 0; inlines && i < inlines->len; i++) {
        const struct inline_node *node = &inlines->at[i];
        begin(d, names[node->kind]);
        if (node->text.len) add_quoted(d, node->text);
        if (node->kind == INLINE_NOTE) buf_printf(d->out, " %zu", node->note);
        add_named(d, "url", node->url);
        add_named(d, "title", node->title);
        add_named(d, "lang", node->lang);
        add_named(d, "class", node->classes);
        add_place(d, node->place);
        end(d);
        d->depth++;
        dump_inlines(d, node->children);
        d->depth--;
    }
}

static void dump_labelled_inlines(struct dumper *d, const char *name, const struct inlines *inlines) {
    if (!inlines->len) return;
    begin(d, name);
    end(d);
    d->depth++;
    dump_inlines(d, inlines);
    d->depth--;
}

static void dump_table(struct dumper *d, const struct table *table) {
    static const char *const aligns[] = {"none", "left", "centre", "right"};
    begin(d, "columns");
    for (size_t i = 0; i < table->columns; i++) buf_printf(d->out, " %s", aligns[table->align[i]]);
    end(d);
    for (size_t i = 0; i < table->row_count * table->columns; i++) {
        if (i % table->columns == 0) {
            size_t row = i / table->columns;
            begin(d, row < table->head_rows ? "head" : table->sums && table->sums[row] ? "sum" : "row");
            end(d);
        }
        d->depth++;
        begin(d, "cell");
        const struct cell *cell = &table->cells[i];
        if (cell->covered) buf_puts(d->out, " covered");
        if (cell->across || cell->down) buf_printf(d->out, " %zux%zu", cell->across + 1, cell->down + 1);
        add_place(d, table->cells[i].place);
        end(d);
        d->depth++;
        dump_inlines(d, &table->cells[i].content);
        d->depth -= 2;
    }
    dump_labelled_inlines(d, "caption", &table->caption);
    if (table->turn != TURN_AUTO) {
        begin(d, table->turn == TURN_YES ? "turned" : "upright");
        end(d);
    }
    if (!table->widths) return;
    begin(d, "widths");
    for (size_t c = 0; c < table->columns; c++) buf_printf(d->out, " %d%%", table->widths[c]);
    end(d);
}

static void dump_figure(struct dumper *d, const struct figure *figure) {
    static const char *const places[] = {"here", "top", "bottom", "page"};
    begin(d, "picture");
    add_quoted(d, figure->path);
    if (figure->side) buf_printf(d->out, " side=%s", figure->side == FIGURE_LEFT ? "left" : "right");
    if (figure->width) buf_printf(d->out, " width=%d%%", figure->width);
    buf_printf(d->out, " span=%d place=%s%s", figure->span, places[figure->where],
               figure->decorative ? " decorative" : "");
    if (figure->crop_width)
        buf_printf(d->out, " crop=%d:%d focus=%d,%d", figure->crop_width, figure->crop_height, figure->focus_x,
                   figure->focus_y);
    add_place(d, figure->path_place);
    end(d);
    dump_labelled_inlines(d, "alt", &figure->alt);
    dump_text(d, "caption", &(struct text){figure->caption, figure->caption_place});
    dump_text(d, "credit", &(struct text){figure->credit, figure->credit_place});
    if (figure->next) dump_figure(d, figure->next);
}

static void add_block_details(struct dumper *d, const struct block *block) {
    static const char *const boxes[] = {"note",    "tip",       "important", "warning",
                                        "caution", "pullquote", "sidebar",   "decision"};
    if (block->kind == BLOCK_HEAD) buf_printf(d->out, " %d", block->level);
    if (block->kind == BLOCK_LIST && block->ordered) buf_printf(d->out, " ordered start=%jd", (intmax_t)block->start);
    if (block->kind == BLOCK_LIST && block->tight) buf_puts(d->out, " tight");
    if (block->task) buf_puts(d->out, block->task == 2 ? " done" : " open");
    if (block->kind == BLOCK_BOX) buf_printf(d->out, " %s", boxes[block->box]);
    if (block->text.len) add_quoted(d, block->text);
    add_named(d, "lang", block->lang);
}

static void dump_votes(struct dumper *d, const struct votes *votes) {
    if (!votes->given) return;
    begin(d, "votes");
    buf_printf(d->out, " for=%jd against=%jd abstained=%jd not-voting=%jd", (intmax_t)votes->in_favour,
               (intmax_t)votes->against, (intmax_t)votes->abstained, (intmax_t)votes->not_voting);
    add_place(d, votes->place);
    end(d);
}

static void dump_blocks(struct dumper *d, const struct blocks *blocks) {
    static const char *const names[] = {"para", "head",  "list",   "item", "quote", "code",
                                        "rule", "table", "figure", "box",  "html"};
    for (size_t i = 0; i < blocks->len; i++) {
        const struct block *block = &blocks->at[i];
        begin(d, names[block->kind]);
        add_block_details(d, block);
        add_place(d, block->place);
        end(d);
        d->depth++;
        dump_inlines(d, &block->content);
        if (block->table) dump_table(d, block->table);
        if (block->figure) dump_figure(d, block->figure);
        dump_blocks(d, &block->children);
        dump_votes(d, &block->votes);
        d->depth--;
    }
}

/* ---- articles ------------------------------------------------------------------------------------------------ */

static void dump_meeting(struct dumper *d, const struct meeting *meeting) {
    dump_text(d, "body", &meeting->body);
    dump_text(d, "number", &meeting->number);
    dump_text(d, "chair", &meeting->chair);
    dump_text(d, "secretary", &meeting->secretary);
    dump_number(d, "members", meeting->members);
    dump_number(d, "present", meeting->present);
    dump_number(d, "quorum", meeting->quorum);
    dump_texts(d, "agenda", &meeting->agenda);
}

static void dump_activity(struct dumper *d, const struct activity *a) {
    begin(d, "activity");
    end(d);
    d->depth++;
    dump_text(d, "number", &a->number);
    dump_text(d, "what", &a->what);
    dump_text(d, "who", &a->who);
    dump_text(d, "term", &a->term);
    dump_text(d, "source", &a->source);
    dump_text(d, "plan", &a->plan);
    dump_text(d, "fact", &a->fact);
    d->depth--;
}

static void dump_report(struct dumper *d, const struct report *report) {
    dump_text(d, "programme", &report->programme);
    dump_text(d, "period", &report->period);
    dump_text(d, "goal", &report->goal);
    dump_text(d, "initiator", &report->initiator);
    dump_text(d, "developer", &report->developer);
    dump_text(d, "responsible", &report->responsible);
    dump_text(d, "basis", &report->basis);
    dump_text(d, "target", &report->target);
    dump_text(d, "donor", &report->donor);
    dump_text(d, "grant", &report->grant);
    dump_text(d, "funding", &report->funding);
    dump_text(d, "contact", &report->contact);
    dump_texts(d, "partner", &report->partners);
    for (size_t i = 0; i < report->activities.len; i++) dump_activity(d, &report->activities.at[i]);
    dump_texts(d, "budget-year", &report->budget_years);
    for (size_t i = 0; i < report->budget.len; i++) {
        const struct budget_line *line = &report->budget.at[i];
        dump_text(d, "budget", &line->source);
        d->depth++;
        for (size_t k = 0; k < report->budget_years.len; k++) dump_text(d, "amount", &line->amounts[k]);
        d->depth--;
    }
    for (size_t i = 0; i < report->indicators.len; i++) {
        const struct indicator *indicator = &report->indicators.at[i];
        dump_text(d, "indicator", &indicator->name);
        d->depth++;
        dump_text(d, "unit", &indicator->unit);
        dump_text(d, "plan", &indicator->plan);
        dump_text(d, "fact", &indicator->fact);
        d->depth--;
    }
}

static void dump_kind(struct dumper *d, const struct article *article) {
    dump_meeting(d, &article->meeting);
    dump_report(d, &article->report);
    dump_text(d, "when", &article->announcement.when);
    dump_text(d, "until", &article->announcement.until);
    dump_text(d, "where", &article->announcement.where);
    dump_text(d, "contact", &article->announcement.contact);
    if (article->sorted) {
        begin(d, "sorted");
        end(d);
    }
    for (size_t i = 0; i < article->calendar.len; i++) {
        const struct calendar_entry *entry = &article->calendar.at[i];
        dump_text(d, "date", &entry->date);
        d->depth++;
        dump_text(d, "until", &entry->until);
        dump_text(d, "time", &entry->time);
        dump_text(d, "event", &entry->what);
        dump_text(d, "where", &entry->where);
        dump_text(d, "contact", &entry->contact);
        d->depth--;
    }
    for (size_t i = 0; i < article->directory.len; i++) {
        dump_text(d, "entry", &article->directory.at[i].name);
        d->depth++;
        dump_text(d, "url", &article->directory.at[i].url);
        dump_text(d, "note", &article->directory.at[i].note);
        d->depth--;
    }
}

static void dump_notes(struct dumper *d, const struct note_list *notes) {
    for (size_t i = 0; i < notes->len; i++) {
        begin(d, "note");
        buf_printf(d->out, " %zu", i);
        add_quoted(d, notes->at[i].label);
        add_place(d, notes->at[i].place);
        end(d);
        d->depth++;
        dump_blocks(d, &notes->at[i].blocks);
        d->depth--;
    }
}

static void dump_article(struct dumper *d, const struct article *article) {
    begin(d, "article");
    buf_printf(d->out, " %.*s kind=%s", STR_ARG(article->name), article_kind_names[article->kind]);
    add_named(d, "language", article->language);
    add_named(d, "frame", article->position.frame.s);
    if (article->position.span) buf_printf(d->out, " span=%d", article->position.span);
    if (article->position.page) buf_printf(d->out, " page=%d", article->position.page);
    for (size_t i = 0; i < article->position.then.len; i++) {
        const struct article_part *part = &article->position.then.at[i];
        buf_printf(d->out, " then=%d:%.*s", part->page, STR_ARG(part->frame.s));
    }
    end(d);
    d->depth++;
    dump_text(d, "title", &article->title);
    dump_text(d, "section", &article->section);
    dump_text(d, "kicker", &article->kicker);
    dump_text(d, "lead", &article->lead);
    dump_text(d, "author", &article->author);
    dump_text(d, "date", &article->date);
    dump_text(d, "place", &article->venue);
    dump_kind(d, article);
    dump_blocks(d, &article->blocks);
    dump_notes(d, &article->notes);
    d->depth--;
}

/* ---- issue --------------------------------------------------------------------------------------------------- */

static void dump_masthead(struct dumper *d, const struct masthead *m) {
    dump_text(d, "masthead.organisation", &m->organisation);
    dump_text(d, "masthead.title", &m->title);
    dump_text(d, "masthead.place", &m->place);
    dump_text(d, "masthead.issn", &m->issn);
    dump_text(d, "masthead.emblem", &m->emblem);
    dump_text(d, "masthead.motto", &m->motto);
}

static void dump_imprint(struct dumper *d, const struct imprint *i) {
    dump_text(d, "imprint.founder", &i->founder);
    dump_text(d, "imprint.editor", &i->editor);
    dump_text(d, "imprint.responsible", &i->responsible);
    dump_text(d, "imprint.address", &i->address);
    dump_text(d, "imprint.phone", &i->phone);
    dump_text(d, "imprint.email", &i->email);
    dump_text(d, "imprint.site", &i->site);
    dump_text(d, "imprint.publisher", &i->publisher);
    dump_text(d, "imprint.publisher_registration", &i->publisher_registration);
    dump_text(d, "imprint.printer", &i->printer);
    dump_text(d, "imprint.printer_registration", &i->printer_registration);
    dump_text(d, "imprint.registration", &i->registration);
    dump_text(d, "imprint.issn", &i->issn);
    dump_text(d, "imprint.print_run", &i->print_run);
    dump_text(d, "imprint.format", &i->format);
    dump_text(d, "imprint.sheets", &i->sheets);
    dump_text(d, "imprint.account_sheets", &i->account_sheets);
    dump_text(d, "imprint.paper", &i->paper);
    dump_text(d, "imprint.order", &i->order);
    dump_text(d, "imprint.signed", &i->signed_date);
    dump_text(d, "imprint.price", &i->price);
    dump_text(d, "imprint.language", &i->language);
    dump_text(d, "imprint.disclaimer", &i->disclaimer);
}

void model_dump(struct buf *out, const struct ctx *ctx, const struct issue *issue) {
    struct dumper dumper = {.out = out, .ctx = ctx}, *d = &dumper;
    begin(d, "issue");
    buf_printf(out, " %s language=%.*s template=%.*s encoding=%s", issue->name, STR_ARG(issue->language),
               STR_ARG(issue->template), issue->encoding);
    end(d);
    d->depth++;
    dump_text(d, "number", &issue->number);
    dump_text(d, "year", &issue->year);
    dump_text(d, "running_number", &issue->running_number);
    dump_text(d, "title", &issue->title);
    dump_text(d, "subtitle", &issue->subtitle);
    dump_text(d, "rights", &issue->rights);
    for (size_t i = 0; i < issue->titles.len; i++) {
        const struct title *title = &issue->titles.at[i];
        dump_text(d, arena_printf(ctx->scratch, "titles.%.*s", STR_ARG(title->lang)), &title->text);
    }
    if (issue->date.year) {
        begin(d, "date");
        buf_printf(out, " %04d-%02d-%02d", issue->date.year, issue->date.month, issue->date.day);
        add_place(d, issue->date_place);
        end(d);
    }
    dump_masthead(d, &issue->masthead);
    dump_imprint(d, &issue->imprint);
    dump_texts(d, "partner", &issue->partners);
    for (size_t i = 0; i < issue->article_count; i++) dump_article(d, &issue->articles[i]);
}
