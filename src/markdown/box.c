/* Quotes that begin with [!kind] become boxes; a decision may end with its votes.
 *
 * The first line's rest is the title, the last line of a decision may be `за: 49, проти: 0, утрималися: 2, не
 * голосували: 0`, in Ukrainian or English, with colons or dashes. A line that looks like votes but cannot be read
 * stays text and is reported; an unknown kind leaves the quote as it is.
 */
#include "markdown/md.h"

#include "base/utf8.h"

static const char *const box_names[] = {"note",    "tip",       "important", "warning",
                                        "caution", "pullquote", "sidebar",   "decision"};
#define BOXES (sizeof box_names / sizeof *box_names)

/* The word of `[!word]` at the start of a text; empty when it is none. */
static struct str box_word(struct str text) {
    size_t at = 2;
    if (!str_starts(text, "[!")) return str_from("");
    while (at < text.len && text.s[at] != ']' && text.s[at] != ' ') at++;
    return at < text.len && text.s[at] == ']' ? str_slice(text, 2, at) : str_from("");
}

static bool box_kind_lookup(struct md *md, struct str word, struct place place, enum box_kind *kind) {
    struct str name = str_lower(md->ctx->scratch, word);
    const char *near = box_names[0];
    for (size_t i = 0; i < BOXES; i++) {
        if (str_distance(name, str_from(box_names[i])) < str_distance(name, str_from(near))) near = box_names[i];
        if (!str_is(name, box_names[i])) continue;
        *kind = (enum box_kind)i;
        return true;
    }
    diag(md->ctx, DIAG_MD_BOX_KIND, md_place(md, place.start, place.start + word.len + 3), "%.*s (%s?)", STR_ARG(word),
         near);
    return false;
}

/* ---- votes --------------------------------------------------------------------------------------------------- */

struct vote_word {
    const char *word;
    size_t offset; /* in struct votes */
};

static const struct vote_word vote_words[] = {
    {"за", offsetof(struct votes, in_favour)},
    {"for", offsetof(struct votes, in_favour)},
    {"in favour", offsetof(struct votes, in_favour)},
    {"проти", offsetof(struct votes, against)},
    {"against", offsetof(struct votes, against)},
    {"утрималися", offsetof(struct votes, abstained)},
    {"утримались", offsetof(struct votes, abstained)},
    {"утрималося", offsetof(struct votes, abstained)},
    {"утрималось", offsetof(struct votes, abstained)},
    {"утримався", offsetof(struct votes, abstained)},
    {"утрималася", offsetof(struct votes, abstained)},
    {"abstained", offsetof(struct votes, abstained)},
    {"не голосували", offsetof(struct votes, not_voting)},
    {"не голосувало", offsetof(struct votes, not_voting)},
    {"не голосував", offsetof(struct votes, not_voting)},
    {"не голосувала", offsetof(struct votes, not_voting)},
    {"not voting", offsetof(struct votes, not_voting)},
    {"did not vote", offsetof(struct votes, not_voting)},
};

#define VOTES_MOST 100000000 /* no assembly and no electorate has more */
#define VOTE_WORD_BYTES 64   /* more than the longest, with some blanks around it */

static int64_t *vote_lookup(struct votes *votes, struct str word) {
    for (size_t i = 0; i < sizeof vote_words / sizeof *vote_words; i++)
        if (str_is(word, vote_words[i].word)) return (int64_t *)(void *)((char *)votes + vote_words[i].offset);
    return NULL;
}

/* Where the colon or dash behind the word stands, and the offset behind it; the item's end when there is none. */
static size_t find_mark(struct str item, size_t *behind) {
    for (size_t i = 0; i < item.len;) {
        size_t at = i;
        uint32_t cp = utf8_next(item.s, item.len, &i);
        if (cp != ':' && cp != '-' && cp != 0x2013 && cp != 0x2014) continue;
        *behind = i;
        return at;
    }
    return *behind = item.len;
}

/* One `word: number`; *known tells whether the word at least was one of ours. */
static bool read_vote(struct arena *arena, struct str item, struct votes *votes, bool *known) {
    size_t behind, mark = find_mark(item, &behind);
    *known = false;
    if (mark > VOTE_WORD_BYTES) return false; /* running text, mostly: not worth making small letters of */
    int64_t *count = vote_lookup(votes, str_lower(arena, str_trim(str_slice(item, 0, mark))));
    *known = behind > mark && count;
    return *known && *count < 0 && str_int(str_trim(str_slice(item, behind, item.len)), count) && *count >= 0 &&
           *count <= VOTES_MOST;
}

bool md_votes_read(struct arena *arena, struct str line, struct votes *votes, struct str *wrong, bool *any) {
    *wrong = (struct str){0};
    *any = false;
    *votes = (struct votes){true, -1, -1, -1, -1, place_nowhere()};
    line = str_trim(line);
    if (str_ends(line, ".")) line.len--;
    for (size_t from = 0, to; from <= line.len; from = to + 1) {
        for (to = from; to < line.len && line.s[to] != ',' && line.s[to] != ';';) to++;
        bool known;
        struct str item = str_trim(str_slice(line, from, to));
        if (!read_vote(arena, item, votes, &known) && !wrong->s) *wrong = item;
        *any = *any || known;
    }
    if (wrong->s) *votes = (struct votes){0};
    return !wrong->s;
}

/* False when the line is not one of votes; a line with an item of votes and something else is reported. */
static bool read_votes(struct md *md, struct str line, struct place place, struct votes *votes) {
    struct str wrong;
    bool any;
    if (md_votes_read(md->ctx->scratch, line, votes, &wrong, &any)) {
        votes->place = place;
        return true;
    }
    if (any) diag(md->ctx, DIAG_MD_VOTES, md_place(md, place.start, place.end), "%.*s", STR_ARG(wrong));
    return false;
}

static bool is_line_end(const struct inline_node *node) {
    return node->kind == INLINE_SPACE || node->kind == INLINE_BREAK;
}

static bool ends_with_comma(struct str text) {
    text = str_trim(text);
    return str_ends(text, ",") || str_ends(text, ";");
}

/* Index of the first node of the last line; a line behind one that ends with a comma belongs to that one. */
static size_t last_line(const struct inlines *content) {
    size_t first = content->len;
    while (first > 0) {
        const struct inline_node *node = &content->at[first - 1];
        bool goes_on = first > 1 && is_line_end(node) && ends_with_comma(content->at[first - 2].text);
        if (node->kind != INLINE_TEXT && !goes_on) break;
        first--;
    }
    return first;
}

/* Takes the votes off the end of a decision. */
static void take_votes(struct md *md, struct block *box) {
    struct block *para = box->children.len ? &box->children.at[box->children.len - 1] : NULL;
    if (!para || para->kind != BLOCK_PARA) return;
    struct inlines *content = &para->content;
    size_t first = last_line(content);
    struct buf line;
    buf_init(&line, md->ctx->scratch);
    if (first == content->len || (first > 0 && !is_line_end(&content->at[first - 1]))) return;
    for (size_t i = first; i < content->len; i++) {
        if (is_line_end(&content->at[i]))
            buf_putc(&line, ' ');
        else
            buf_str(&line, content->at[i].text);
    }
    struct place place = {0, content->at[first].place.start, content->at[content->len - 1].place.end};
    if (!read_votes(md, buf_view(&line), place, &box->votes)) return;
    content->len = first > 0 ? first - 1 : 0;
    if (content->len)
        para->place.end = content->at[content->len - 1].place.end;
    else
        box->children.len--;
}

/* ---- boxes --------------------------------------------------------------------------------------------------- */

/* Cuts `[!kind]` and the blanks behind it off the first text. */
static void cut_mark(struct inline_node *text, size_t mark) {
    while (mark < text->text.len && (text->text.s[mark] == ' ' || text->text.s[mark] == '\t')) mark++;
    text->text = str_slice(text->text, mark, text->text.len);
    text->place.start += (uint32_t)mark;
}

/* Parts the first line of the first paragraph, the title, from the rest. */
static void take_title(struct arena *arena, struct block *box) {
    struct block *para = &box->children.at[0];
    struct inlines *content = &para->content, body = {0};
    size_t i = content->at[0].text.len ? 0 : 1;
    for (; i < content->len; i++) {
        if (is_line_end(&content->at[i])) break;
        *vec_push(arena, &box->content) = content->at[i];
    }
    for (i++; i < content->len; i++) *vec_push(arena, &body) = content->at[i];
    *content = body;
    if (body.len) {
        para->place.start = body.at[0].place.start;
        return;
    }
    box->children.at++;
    box->children.len--;
    box->children.cap--;
}

void md_box(struct md *md, struct block *quote) {
    struct block *para = quote->children.len ? &quote->children.at[0] : NULL;
    if (!para || para->kind != BLOCK_PARA || !md_is_verbatim(&para->content.at[0])) return;
    struct inline_node *first = &para->content.at[0];
    struct str word = box_word(first->text);
    if (!word.len || !box_kind_lookup(md, word, first->place, &quote->box)) return;
    quote->kind = BLOCK_BOX;
    cut_mark(first, word.len + 3);
    take_title(md->ctx->arena, quote);
    if (quote->box == BOX_DECISION) take_votes(md, quote);
}
