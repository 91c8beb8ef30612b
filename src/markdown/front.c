/* Front matter -> the fields of an article.
 *
 * Each kind has its own keys beside the common ones; a key that belongs to another kind is as unknown as a misspelt
 * one. Texts are kept as written: how a date or an amount is set is a matter of style and language.
 */
#include "markdown/md.h"

#include <stddef.h>

#include "base/utf8.h"

#define PEOPLE_MAX 1000000 /* more cannot meet */

static bool read_text(struct ctx *ctx, const struct node *map, const char *key, struct text *text) {
    if (!node_text(ctx, map, key, &text->s)) return false;
    text->place = node_lookup(map, key)->place;
    return true;
}

static void read_texts(struct ctx *ctx, const struct node *map, const char *key, struct text_list *out) {
    struct str_list_view view;
    if (!node_texts(ctx, map, key, &view)) return;
    for (size_t i = 0; i < view.len; i++) *vec_push(ctx->arena, out) = (struct text){view.at[i], view.place[i]};
}

/* The maps of a list at `key`; what is no map is reported and left out. */
static const struct node **read_maps(struct ctx *ctx, const struct node *root, const char *key, size_t *count) {
    const struct node *list = node_lookup(root, key);
    *count = 0;
    if (!list || (list->kind == NODE_SCALAR && !list->text.len)) return NULL;
    if (list->kind != NODE_LIST) {
        diag(ctx, DIAG_YAML_WRONG_VALUE, list->place, "%s: [{…}]", key);
        return NULL;
    }
    const struct node **maps = ARENA_ARRAY(ctx->scratch, list->count, const struct node *);
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind == NODE_MAP)
            maps[(*count)++] = &list->items[i];
        else
            diag(ctx, DIAG_YAML_WRONG_VALUE, list->items[i].place, "%s: {…}", key);
    }
    return maps;
}

/* ---- kinds --------------------------------------------------------------------------------------------------- */

static void read_meeting(struct ctx *ctx, const struct node *root, struct article *article) {
    struct meeting *meeting = &article->meeting;
    read_text(ctx, root, "body", &meeting->body);
    read_text(ctx, root, "number", &meeting->number);
    read_text(ctx, root, "chair", &meeting->chair);
    read_text(ctx, root, "secretary", &meeting->secretary);
    meeting->date = article->date;
    meeting->venue = article->venue;
    node_int(ctx, root, "members", 0, PEOPLE_MAX, &meeting->members);
    node_int(ctx, root, "quorum", 0, PEOPLE_MAX, &meeting->quorum);
    if (node_int(ctx, root, "present", 0, PEOPLE_MAX, &meeting->present))
        meeting->present_place = node_lookup(root, "present")->place;
    read_texts(ctx, root, "agenda", &meeting->agenda);
    node_bool(ctx, root, "decision_list", &meeting->decision_list);
}

static void read_activities(struct ctx *ctx, const struct node *root, struct report *report) {
    static const char *const known[] = {"n", "activity", "responsible", "term", "source", "plan", "fact", NULL};
    size_t count;
    const struct node **maps = read_maps(ctx, root, "activities", &count);
    for (size_t i = 0; i < count; i++) {
        struct activity *activity = vec_push(ctx->arena, &report->activities);
        node_check_keys(ctx, maps[i], known);
        read_text(ctx, maps[i], "n", &activity->number);
        read_text(ctx, maps[i], "activity", &activity->what);
        read_text(ctx, maps[i], "responsible", &activity->who);
        read_text(ctx, maps[i], "term", &activity->term);
        read_text(ctx, maps[i], "source", &activity->source);
        read_text(ctx, maps[i], "plan", &activity->plan);
        read_text(ctx, maps[i], "fact", &activity->fact);
    }
}

#define YEARS_MAX 40 /* columns of a budget */

static void add_year(struct ctx *ctx, struct report *report, struct str key, struct place place) {
    for (size_t i = 0; i < report->budget_years.len; i++)
        if (str_eq(report->budget_years.at[i].s, key)) return;
    if (report->budget_years.len >= YEARS_MAX)
        diag(ctx, DIAG_YAML_WRONG_VALUE, place, "years: %d", YEARS_MAX);
    else
        *vec_push(ctx->arena, &report->budget_years) = (struct text){key, place};
}

/* An amount as people write it, `12 450,5`, as the number it is, `12450.5`; what is none stays and is reported. */
static void settle_amount(struct ctx *ctx, struct text *amount) {
    struct buf plain;
    int64_t milli;
    struct str s = str_trim(amount->s);
    bool comma = false;
    buf_init(&plain, ctx->arena);
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = utf8_next(s.s, s.len, &i);
        if (cp == ',' && !comma)
            comma = true, cp = '.';
        else if (cp == 0x2212)
            cp = '-';
        if (cp != ' ' && cp != 0xA0 && cp != 0x202F && cp != 0x2009) buf_utf8(&plain, cp);
    }
    bool none = !s.len || str_is(s, "-") || str_is(s, "–") || str_is(s, "—");
    if (str_milli(buf_view(&plain), &milli))
        amount->s = buf_view(&plain);
    else if (!none)
        diag(ctx, DIAG_MD_AMOUNT, amount->place, "%.*s", STR_ARG(str_slice(s, 0, 60)));
}

/* A budget is a list of {source:, years: {2012: 96.0}}; the years of all lines are its columns. */
static void read_budget(struct ctx *ctx, const struct node *root, struct report *report) {
    static const char *const known[] = {"source", "years", NULL};
    size_t count;
    const struct node **maps = read_maps(ctx, root, "budget", &count);
    for (size_t i = 0; i < count; i++) {
        const struct node *years = node_lookup(maps[i], "years");
        node_check_keys(ctx, maps[i], known);
        if (years && years->kind != NODE_MAP) diag(ctx, DIAG_YAML_WRONG_VALUE, years->place, "years: {…}");
        for (size_t k = 0; years && years->kind == NODE_MAP && k < years->count; k++)
            add_year(ctx, report, years->pairs[k].key, years->pairs[k].key_place);
    }
    for (size_t i = 0; i < count; i++) {
        const struct node *years = node_lookup(maps[i], "years");
        struct budget_line *line = vec_push(ctx->arena, &report->budget);
        read_text(ctx, maps[i], "source", &line->source);
        line->amounts = ARENA_ARRAY(ctx->arena, report->budget_years.len, struct text);
        for (size_t k = 0; k < report->budget_years.len; k++)
            if (read_text(ctx, years, str_dup(ctx->scratch, report->budget_years.at[k].s), &line->amounts[k]))
                settle_amount(ctx, &line->amounts[k]);
    }
}

static void read_indicators(struct ctx *ctx, const struct node *root, struct report *report) {
    static const char *const known[] = {"name", "unit", "plan", "fact", NULL};
    size_t count;
    const struct node **maps = read_maps(ctx, root, "indicators", &count);
    for (size_t i = 0; i < count; i++) {
        struct indicator *indicator = vec_push(ctx->arena, &report->indicators);
        node_check_keys(ctx, maps[i], known);
        read_text(ctx, maps[i], "name", &indicator->name);
        read_text(ctx, maps[i], "unit", &indicator->unit);
        read_text(ctx, maps[i], "plan", &indicator->plan);
        read_text(ctx, maps[i], "fact", &indicator->fact);
    }
}

/* "2012-03" as months since the year 0; false and a message when it is none. */
static bool read_month(struct ctx *ctx, const struct node *map, const char *key, int *month) {
    struct text text = {0};
    int64_t year, number;
    if (!read_text(ctx, map, key, &text) || !text.s.len) return false;
    struct str s = str_trim(text.s);
    bool shaped =
        s.len == 7 && s.s[4] == '-' && str_int(str_slice(s, 0, 4), &year) && str_int(str_slice(s, 5, 7), &number);
    if (!shaped || year < 1 || number < 1 || number > 12) {
        diag(ctx, DIAG_YAML_WRONG_VALUE, text.place, "%s: 2012-03", key);
        return false;
    }
    *month = (int)(year * 12 + number - 1);
    return true;
}

#define MONTHS_MAX 60 /* of a schedule: more cells than a line can hold */

/* The whole must fit beside its labels: a month too far from the first one is reported and left out. */
static void check_span(struct ctx *ctx, struct schedule_list *schedule, const struct scheduled *line,
                       struct place place) {
    int first = line->from;
    for (size_t i = 0; i < schedule->len; i++)
        if (schedule->at[i].from < first) first = schedule->at[i].from;
    int last = line->to;
    for (size_t i = 0; i < schedule->len; i++)
        if (schedule->at[i].to > last) last = schedule->at[i].to;
    if (line->to < line->from || last - first >= MONTHS_MAX)
        diag(ctx, DIAG_YAML_WRONG_VALUE, place, "from, to: 1–%d", MONTHS_MAX);
    else
        *vec_push(ctx->arena, schedule) = *line;
}

/* A schedule is a list of {activity:, from: 2012-03, to: 2012-06}; without `to` it takes one month. */
static void read_schedule(struct ctx *ctx, const struct node *root, struct report *report) {
    static const char *const known[] = {"activity", "from", "to", NULL};
    size_t count;
    const struct node **maps = read_maps(ctx, root, "schedule", &count);
    for (size_t i = 0; i < count; i++) {
        struct scheduled line = {0};
        node_check_keys(ctx, maps[i], known);
        read_text(ctx, maps[i], "activity", &line.what);
        bool from = read_month(ctx, maps[i], "from", &line.from), to = read_month(ctx, maps[i], "to", &line.to);
        if (!from && !to) continue;
        if (!from) line.from = line.to;
        if (!to) line.to = line.from;
        check_span(ctx, &report->schedule, &line, maps[i]->place);
    }
}

static void read_report(struct ctx *ctx, const struct node *root, struct report *report) {
    read_text(ctx, root, "programme", &report->programme);
    read_text(ctx, root, "period", &report->period);
    read_text(ctx, root, "goal", &report->goal);
    read_text(ctx, root, "initiator", &report->initiator);
    read_text(ctx, root, "developer", &report->developer);
    read_text(ctx, root, "responsible", &report->responsible);
    read_text(ctx, root, "basis", &report->basis);
    read_text(ctx, root, "target", &report->target);
    read_text(ctx, root, "donor", &report->donor);
    read_text(ctx, root, "grant", &report->grant);
    read_text(ctx, root, "funding", &report->funding);
    read_text(ctx, root, "contact", &report->contact);
    read_texts(ctx, root, "partners", &report->partners);
    read_activities(ctx, root, report);
    read_budget(ctx, root, report);
    read_indicators(ctx, root, report);
    read_schedule(ctx, root, report);
}

static void read_directory(struct ctx *ctx, const struct node *root, struct article *article) {
    static const char *const known[] = {"name", "url", "note", NULL};
    size_t count;
    const struct node **maps = read_maps(ctx, root, "entries", &count);
    node_bool(ctx, root, "sort", &article->sorted);
    for (size_t i = 0; i < count; i++) {
        struct directory_entry *entry = vec_push(ctx->arena, &article->directory);
        node_check_keys(ctx, maps[i], known);
        read_text(ctx, maps[i], "name", &entry->name);
        read_text(ctx, maps[i], "url", &entry->url);
        read_text(ctx, maps[i], "note", &entry->note);
    }
}

/* A date as 2012-03-30 is read as one; "every Thursday" stays as it is. */
static void read_day(struct ctx *ctx, const struct text *text, struct date *out) {
    struct str s = str_trim(text->s);
    bool figures = s.len == 10 && s.s[4] == '-' && s.s[7] == '-';
    if (figures) model_date(ctx, text, out);
}

/* A number that grows with the day; 0: it is not a day of figures. */
static int day_number(const struct date *day) { return (day->year * 100 + day->month) * 100 + day->day; }

static void check_until(struct ctx *ctx, struct calendar_entry *entry) {
    if (!day_number(&entry->from) || !day_number(&entry->to) || day_number(&entry->to) >= day_number(&entry->from))
        return;
    diag(ctx, DIAG_MD_UNTIL, entry->until.place, "%.*s < %.*s", STR_ARG(entry->until.s), STR_ARG(entry->date.s));
    entry->until = (struct text){0};
    entry->to = (struct date){0};
}

static void read_calendar(struct ctx *ctx, const struct node *root, struct article *article) {
    static const char *const known[] = {"date", "until", "time", "event", "where", "contact", NULL};
    size_t count;
    const struct node **maps = read_maps(ctx, root, "entries", &count);
    for (size_t i = 0; i < count; i++) {
        struct calendar_entry *entry = vec_push(ctx->arena, &article->calendar);
        node_check_keys(ctx, maps[i], known);
        read_text(ctx, maps[i], "date", &entry->date);
        read_text(ctx, maps[i], "until", &entry->until);
        read_text(ctx, maps[i], "time", &entry->time);
        read_text(ctx, maps[i], "event", &entry->what);
        read_text(ctx, maps[i], "where", &entry->where);
        read_text(ctx, maps[i], "contact", &entry->contact);
        read_day(ctx, &entry->date, &entry->from);
        read_day(ctx, &entry->until, &entry->to);
        check_until(ctx, entry);
    }
}

/* ---- all ----------------------------------------------------------------------------------------------------- */

#define COMMON                                                                                                         \
    "title", "section", "kicker", "lead", "author", "date", "place", "language", "kind", "rules", "proof", "frame",    \
        "span", "page", "then"
static const char *const plain_keys[] = {COMMON, NULL};
static const char *const meeting_keys[] = {COMMON,    "body",   "number", "chair",         "secretary", "members",
                                           "present", "quorum", "agenda", "decision_list", NULL};
static const char *const report_keys[] = {COMMON,      "programme",  "period",      "goal",    "partners",
                                          "initiator", "developer",  "responsible", "basis",   "target",
                                          "donor",     "grant",      "funding",     "contact", "activities",
                                          "budget",    "indicators", "schedule",    NULL};
static const char *const announcement_keys[] = {COMMON, "when", "until", "where", "contact", NULL};
static const char *const directory_keys[] = {COMMON, "entries", "sort", NULL};
static const char *const calendar_keys[] = {COMMON, "entries", NULL};
static const char *const *const keys_of_kind[ARTICLE_KINDS] = {
    [ARTICLE_PLAIN] = plain_keys,         [ARTICLE_NEWS] = plain_keys,
    [ARTICLE_MEETING] = meeting_keys,     [ARTICLE_REPORT] = report_keys,
    [ARTICLE_PROFILE] = plain_keys,       [ARTICLE_ANNOUNCEMENT] = announcement_keys,
    [ARTICLE_DIRECTORY] = directory_keys, [ARTICLE_CALENDAR] = calendar_keys,
};

static void read_kind(struct ctx *ctx, const struct node *root, struct article *article) {
    struct text name = {0};
    if (!read_text(ctx, root, "kind", &name) || !name.s.len) return;
    for (size_t i = 0; i < ARTICLE_KINDS; i++) {
        if (!str_is(name.s, article_kind_names[i])) continue;
        article->kind = (enum article_kind)i;
        return;
    }
    const char *near = article_kind_names[0];
    for (size_t i = 1; i < ARTICLE_KINDS; i++)
        if (str_distance(name.s, str_from(article_kind_names[i])) < str_distance(name.s, str_from(near)))
            near = article_kind_names[i];
    diag(ctx, DIAG_MD_KIND, name.place, "%.*s (%s?)", STR_ARG(name.s), near);
}

void md_front(struct ctx *ctx, const struct node *root, struct article *article) {
    read_kind(ctx, root, article);
    node_check_keys(ctx, root, keys_of_kind[article->kind]);
    read_text(ctx, root, "title", &article->title);
    read_text(ctx, root, "section", &article->section);
    read_text(ctx, root, "kicker", &article->kicker);
    read_text(ctx, root, "lead", &article->lead);
    read_text(ctx, root, "author", &article->author);
    read_text(ctx, root, "date", &article->date);
    read_text(ctx, root, "place", &article->venue);
    model_language_read(ctx, root, &article->language, &article->language_place);
    struct position position = {0};
    model_position_read(ctx, root, &position);
    if (!article->position.frame.s.len) article->position.frame = position.frame;
    if (!article->position.span) article->position.span = position.span;
    if (!article->position.page) article->position.page = position.page;
    if (!article->position.then.len) article->position.then = position.then;
    article->rules = model_rules_read(ctx, root);
    article->proof_off = model_proof_read(ctx, root);
    if (article->kind == ARTICLE_MEETING) read_meeting(ctx, root, article);
    if (article->kind == ARTICLE_REPORT) read_report(ctx, root, &article->report);
    if (article->kind == ARTICLE_DIRECTORY) read_directory(ctx, root, article);
    if (article->kind == ARTICLE_CALENDAR) read_calendar(ctx, root, article);
    if (article->kind != ARTICLE_ANNOUNCEMENT) return;
    read_text(ctx, root, "when", &article->announcement.when);
    read_text(ctx, root, "until", &article->announcement.until);
    read_text(ctx, root, "where", &article->announcement.where);
    read_text(ctx, root, "contact", &article->announcement.contact);
}
