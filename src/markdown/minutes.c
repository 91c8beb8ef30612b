/* What minutes say in words of their own: heads that run in (СЛУХАЛИ:, ВИРІШИЛИ:), votes in running text.
 *
 * Idea: the words are few and stand in capitals with a colon at the start of a paragraph, so they are found rather
 * than marked up; the head becomes a span that a template may set off, and no character is lost. What follows
 * ГОЛОСУВАЛИ: is read as the vote of a decision is.
 * Invariant: an article that is no meeting is left alone, but for a line of votes that nobody will draw.
 * Rejected: heads by markup of their own: minutes are pasted from elsewhere, where they are written like this.
 */
#include "markdown/md.h"

static const char *const heads[] = {"СЛУХАЛИ",     "ДОПОВІДАЛИ", "ДОПОВІВ",  "ДОПОВІЛА",    "ВИСТУПИЛИ",   "ВИСТУПИВ",
                                    "ВИСТУПИЛА",   "ЗАПИТАННЯ",  "ВИРІШИЛИ", "УХВАЛИЛИ",    "ПОСТАНОВИЛИ", "СЛУШАЛИ",
                                    "ДОКЛАДЫВАЛИ", "ВЫСТУПИЛИ",  "РЕШИЛИ",   "ПОСТАНОВИЛИ", "ПРИНЯЛИ",     "HEARD",
                                    "SPOKE",       "RESOLVED",   "DECIDED"};
static const char *const vote_heads[] = {"ГОЛОСУВАЛИ", "ГОЛОСУВАННЯ", "ГОЛОСОВАЛИ", "ГОЛОСОВАНИЕ", "VOTED", "VOTE"};

/* Length of the head that the text begins with, colon included; 0: none. */
static size_t head_of(struct str text, const char *const *words, size_t count) {
    size_t at = 0;
    while (at < text.len && ((text.s[at] >= '0' && text.s[at] <= '9') || text.s[at] == '.' || text.s[at] == ' ')) at++;
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(words[i]);
        struct str rest = str_slice(text, at, text.len);
        if (str_starts(rest, words[i]) && rest.len > len && rest.s[len] == ':') return at + len + 1;
    }
    return 0;
}

/* The first `len` bytes of the first text become a span of the class run-in. */
static void run_in(struct ctx *ctx, struct inlines *content, size_t len) {
    struct arena *arena = ctx->arena;
    struct inline_node first = content->at[0], head = first;
    struct inlines *inside = ARENA_NEW(arena, struct inlines), all = {0};
    head.text = str_slice(first.text, 0, len);
    size_t start = text_of_place(ctx->diags, first.place);
    head.place = place_of_text(ctx->diags, first.place.file, start, start + len);
    *vec_push(arena, inside) = head;
    *vec_push(arena, &all) =
        (struct inline_node){.kind = INLINE_SPAN, .place = head.place, .classes = STR("run-in"), .children = inside};
    first.text = str_slice(first.text, len, first.text.len);
    first.place.start = head.place.end;
    if (first.text.len) *vec_push(arena, &all) = first;
    for (size_t i = 1; i < content->len; i++) *vec_push(arena, &all) = content->at[i];
    *content = all;
}

/* Up to the first full stop: what follows tells what became of the vote. */
static struct str first_sentence(struct str text) {
    size_t end = 0;
    while (end < text.len && text.s[end] != '.') end++;
    return str_slice(text, 0, end);
}

static void read_vote_line(struct ctx *ctx, struct block *para, size_t head) {
    struct str text = inlines_plain(ctx->scratch, &para->content), wrong;
    bool any;
    if (md_votes_read(ctx->scratch, first_sentence(str_slice(text, head, text.len)), &para->votes, &wrong, &any))
        para->votes.place = para->place;
    else
        diag(ctx, DIAG_MD_VOTES, para->place, "%.*s", STR_ARG(str_slice(wrong, 0, 60)));
}

static void read_para(struct ctx *ctx, struct block *para, bool minutes) {
    if (para->content.len == 0 || para->content.at[0].kind != INLINE_TEXT) return;
    struct str text = para->content.at[0].text;
    size_t head = minutes ? head_of(text, heads, sizeof heads / sizeof *heads) : 0;
    size_t vote = minutes ? head_of(text, vote_heads, sizeof vote_heads / sizeof *vote_heads) : 0;
    if (vote) read_vote_line(ctx, para, vote);
    if (head || vote) {
        run_in(ctx, &para->content, head ? head : vote);
        return;
    }
    struct votes votes;
    struct str wrong;
    bool any;
    struct str line = inlines_plain(ctx->scratch, &para->content);
    bool several = line.len && (memchr(line.s, ',', line.len) || memchr(line.s, ';', line.len));
    if (several && md_votes_read(ctx->scratch, line, &votes, &wrong, &any))
        diag(ctx, DIAG_MD_VOTES_OUTSIDE, para->place, "%.*s", STR_ARG(str_slice(line, 0, 60)));
}

/* Recursion is bounded: the model keeps at most 32 blocks inside one another. */
static void read_blocks(struct ctx *ctx, struct blocks *blocks, bool minutes) {
    for (size_t i = 0; i < blocks->len; i++) {
        struct block *block = &blocks->at[i];
        if (block->kind == BLOCK_PARA)
            read_para(ctx, block, minutes);
        else if (block->kind != BLOCK_BOX || block->box != BOX_DECISION)
            read_blocks(ctx, &block->children, minutes);
    }
}

void md_minutes(struct ctx *ctx, struct article *article) {
    read_blocks(ctx, &article->blocks, article->kind == ARTICLE_MEETING);
}
