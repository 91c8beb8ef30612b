/* The texts of an issue, one strip at a time.
 *
 * An article is walked in the order of its file: fields of the front matter, blocks, notes. Fields are read as inline
 * Markdown, as style will read them again, so messages of that reading go to a list that nobody prints. Invariant: the
 * scratch arena is emptied between articles only; a strip keeps its memory from one paragraph to the next.
 * Rejected: reading the article's source line by line, which finds the same mistakes but also those in code, links
 * and tables' rules.
 */
#include "proof/proof.h"

#include "base/utf8.h"
#include "markdown/markdown.h"
#include "proof/rules.h"

VEC(tongue_list, struct tongue *);

struct reader {
    struct proof proof;
    struct ctx quiet; /* for reading fields a second time */
    const char *const *data_dirs;
    struct tongue_list tongues;
};

/* ---- what rules need ----------------------------------------------------------------------------------------- */

bool proof_is_on(const struct proof *p, enum diag_code code) { return !p->off[code - CHECK_FIRST]; }

void proof_report(struct proof *p, enum diag_code code, size_t start, size_t end, const char *detail) {
    if (proof_is_on(p, code)) diag(p->ctx, code, strip_place(p->ctx, &p->strip, start, end), "%s", detail);
}

#define QUOTE_MAX 60 /* signs of the text in a message */

void proof_quote(const struct proof *p, size_t start, size_t end, struct buf *out) {
    for (size_t i = start; i < end && i < start + QUOTE_MAX; i++) {
        uint32_t cp = sign_at(&p->strip, i);
        buf_utf8(out, cp == SIGN_OBJECT ? 0x2026 : cp == SIGN_BREAK ? ' ' : cp);
    }
}

/* ---- strips -------------------------------------------------------------------------------------------------- */

static void read_strip(struct reader *r) {
    struct proof *p = &r->proof;
    strip_finish(p->ctx, &p->strip);
    check_letters(p);
    check_apostrophes(p);
    check_marks(p);
    check_pairs(p);
    check_doubled(p);
    check_dates(p);
}

static void read_inlines(struct reader *r, const struct inlines *inlines) {
    if (!inlines->len) return;
    strip_clear(&r->proof.strip, r->proof.tongue->tag);
    strip_add_inlines(r->proof.ctx, &r->proof.strip, inlines);
    read_strip(r);
}

static void read_plain(struct reader *r, struct str text, struct place place) {
    if (!text.len) return;
    strip_clear(&r->proof.strip, r->proof.tongue->tag);
    strip_add_text(r->proof.ctx, &r->proof.strip, text, place);
    read_strip(r);
}

static void read_field(struct reader *r, const struct text *text) {
    struct inlines inlines = {0};
    if (!text->s.len) return;
    markdown_inlines(&r->quiet, text, &inlines);
    r->proof.field = true;
    read_inlines(r, &inlines);
    r->proof.field = false;
}

static void read_fields(struct reader *r, const struct text_list *list) {
    for (size_t i = 0; i < list->len; i++) read_field(r, &list->at[i]);
}

/* ---- blocks -------------------------------------------------------------------------------------------------- */

static void read_figure(struct reader *r, const struct figure *figure) {
    read_inlines(r, &figure->alt);
    read_plain(r, figure->caption, figure->caption_place);
    read_plain(r, figure->credit, figure->credit_place);
    for (figure = figure->next; figure; figure = figure->next) read_inlines(r, &figure->alt);
}

static void read_table(struct reader *r, const struct table *table) {
    read_inlines(r, &table->caption);
    for (size_t i = 0; i < table->row_count * table->columns; i++) read_inlines(r, &table->cells[i].content);
}

/* Recursion is bounded: the model keeps at most 32 blocks inside one another. */
static void read_blocks(struct reader *r, const struct blocks *blocks) {
    for (size_t i = 0; i < blocks->len; i++) {
        const struct block *block = &blocks->at[i];
        if (block->lang.len && !same_language(block->lang, r->proof.tongue->tag)) continue;
        read_inlines(r, &block->content);
        if (block->table) read_table(r, block->table);
        if (block->figure) read_figure(r, block->figure);
        read_blocks(r, &block->children);
    }
}

/* ---- articles ------------------------------------------------------------------------------------------------ */

static void read_report(struct reader *r, const struct report *report) {
    const struct text *facts[] = {&report->programme, &report->period,      &report->goal,    &report->initiator,
                                  &report->developer, &report->responsible, &report->basis,   &report->target,
                                  &report->donor,     &report->grant,       &report->funding, &report->contact};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) read_field(r, facts[i]);
    read_fields(r, &report->partners);
    for (size_t i = 0; i < report->activities.len; i++) {
        const struct activity *a = &report->activities.at[i];
        const struct text *texts[] = {&a->what, &a->who, &a->term, &a->source, &a->plan, &a->fact};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) read_field(r, texts[k]);
    }
    for (size_t i = 0; i < report->budget.len; i++) read_field(r, &report->budget.at[i].source);
    for (size_t i = 0; i < report->indicators.len; i++) read_field(r, &report->indicators.at[i].name);
}

static void read_front(struct reader *r, const struct article *article) {
    const struct meeting *m = &article->meeting;
    const struct announcement *a = &article->announcement;
    const struct text *texts[] = {&article->section, &article->kicker, &article->title, &article->lead,
                                  &article->author,  &article->venue,  &m->body,        &m->chair,
                                  &m->secretary,     &a->when,         &a->where,       &a->contact};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) read_field(r, texts[i]);
    read_fields(r, &m->agenda);
    read_report(r, &article->report);
    for (size_t i = 0; i < article->report.schedule.len; i++) read_field(r, &article->report.schedule.at[i].what);
    for (size_t i = 0; i < article->calendar.len; i++) {
        read_field(r, &article->calendar.at[i].what);
        read_field(r, &article->calendar.at[i].where);
        read_field(r, &article->calendar.at[i].contact);
    }
    for (size_t i = 0; i < article->directory.len; i++) {
        read_field(r, &article->directory.at[i].name);
        read_field(r, &article->directory.at[i].note);
    }
}

static const struct tongue *find_tongue(struct reader *r, struct str tag) {
    for (size_t i = 0; i < r->tongues.len; i++)
        if (str_eq(r->tongues.at[i]->tag, tag)) return r->tongues.at[i];
    struct tongue *tongue = tongue_load(r->proof.ctx, tag, r->data_dirs);
    *vec_push(r->proof.ctx->arena, &r->tongues) = tongue;
    return tongue;
}

/* off: of the rules that hold; `more`: for proofreading alone. */
static void begin(struct reader *r, struct str language, struct rule_choice rules, rule_set more) {
    enum diag_code code;
    arena_reset(r->proof.ctx->scratch);
    memset(&r->proof.strip, 0, sizeof r->proof.strip);
    r->proof.tongue = find_tongue(r, language);
    for (int i = 0; i < RULE_COUNT; i++)
        if (rule_checks((enum rule)i, &code)) r->proof.off[code - CHECK_FIRST] = (rules.off | more) & RULE_BIT(i);
}

static void end(struct reader *r) {
    finish_pairs(&r->proof);
    finish_dates(&r->proof);
}

static void read_article(struct reader *r, const struct article *article, const struct issue *issue) {
    begin(r, article->language.len ? article->language : issue->language,
          rule_choice_within(issue->rules, article->rules), issue->proof_off | article->proof_off);
    if (!r->proof.tongue->known) return;
    read_front(r, article);
    read_blocks(r, &article->blocks);
    for (size_t i = 0; i < article->notes.len; i++) read_blocks(r, &article->notes.at[i].blocks);
    end(r);
}

/* ---- the issue ----------------------------------------------------------------------------------------------- */

static void read_issue_fields(struct reader *r, const struct issue *issue) {
    const struct masthead *m = &issue->masthead;
    const struct imprint *i = &issue->imprint;
    const struct text *texts[] = {&issue->title, &issue->subtitle, &m->organisation, &m->title,   &m->motto,
                                  &i->founder,   &i->editor,       &i->responsible,  &i->address, &i->publisher,
                                  &i->printer,   &i->price,        &i->disclaimer};
    begin(r, issue->language, issue->rules, issue->proof_off);
    if (!r->proof.tongue->known) return;
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) read_field(r, texts[k]);
    read_fields(r, &issue->partners);
    end(r);
}

/* The same files under the same numbers, so that places can be worked out. */
static struct ctx quiet_ctx(const struct ctx *ctx) {
    struct ctx quiet = *ctx;
    const struct diag_file *file;
    quiet.diags = diags_new(ctx->arena);
    for (uint32_t i = 1; (file = diags_file_lookup(ctx->diags, i)); i++) {
        diags_file(quiet.diags, file->path, file->bytes);
        diags_decoded(quiet.diags, i, file->text, file->map);
    }
    return quiet;
}

void proof_issue(struct ctx *ctx, const struct issue *issue, const char *const *data_dirs) {
    struct reader r = {.proof = {.ctx = ctx}, .quiet = quiet_ctx(ctx), .data_dirs = data_dirs};
    read_issue_fields(&r, issue);
    for (size_t i = 0; i < issue->article_count; i++) read_article(&r, &issue->articles[i], issue);
}
