/* Model + look -> flow: the table of contents of this folder's second half.
 *
 * Idea: the table of contents of this half of the folder: the articles in their order, then the furniture, which
 * needs their titles.
 * Invariants: flow->articles stands in the order of issue->articles, so a link to the n-th is a link to the n-th.
 * Rejected: sorting by frame here (where an article goes is the page's affair). */
#include "style/build.h"

const char *lang_named(struct builder *b, struct str lang) {
    lang = str_trim(lang);
    return lang.len == 0 ? b->current->lang : words_for(b, str_dup(b->ctx->arena, str_slice(lang, 0, 35)))->lang;
}

/* The lead of the issue: the article put into the frame of that name, else the first. */
static size_t lead_article(const struct issue *issue) {
    for (size_t i = 0; i < issue->article_count; i++)
        if (str_is(issue->articles[i].position.frame.s, "lead")) return i;
    return 0;
}

bool flow_build(struct ctx *ctx, const struct issue *issue, const struct look *look, struct flow **out) {
    struct builder b = {.ctx = ctx, .issue = issue, .look = look, .sheet = look->sheet};
    struct flow *flow = ARENA_NEW(ctx->arena, struct flow);
    size_t lead = lead_article(issue);
    b.current = words_for(&b, issue->language.len ? str_dup(ctx->arena, issue->language) : "uk");
    flow->look = look;
    flow->articles = ARENA_ARRAY(ctx->arena, issue->article_count + 1, struct flow_article);
    flow->article_count = issue->article_count;
    const struct frame_look **frames = frames_assign(&b);
    for (size_t i = 0; i < issue->article_count; i++)
        article_build(&b, &issue->articles[i], i == lead, frames[i], &flow->articles[i]);
    flow->article_count += index_build(&b, &flow->articles[issue->article_count]);
    b.rules = rule_choice_within(look->rules, issue->rules);
    furniture_build(&b, flow);
    flow->goal = (struct flow_goal){issue->pages.count, issue->pages.multiple, issue->pages.place};
    flow->derived_count = b.derived.len;
    flow->derived = ARENA_ARRAY(ctx->arena, b.derived.len, struct style *);
    for (size_t i = 0; i < b.derived.len; i++) flow->derived[i] = &b.derived.at[i]->style;
    flow->links = b.links.at;
    flow->link_count = b.links.len;
    *out = flow;
    return true;
}
