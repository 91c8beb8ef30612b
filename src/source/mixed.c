/* Lines in another encoding than the rest of their file: what somebody added years later, or a program put together.
 *
 * A line is doubtful when it is no UTF-8 in a file of UTF-8, or when its letters are far less likely than those of any
 * language in the file's code page. All doubtful lines together say which other encoding it is, and each is taken over
 * only if it is much likelier there. Invariants: one other encoding a file; where half of the letters are doubtful, the
 * file is not mixed but odd, and stays as it is. Rejected: asking for every line by itself, since a short one says
 * little.
 */
#include "source/mixed.h"

#include <string.h>

#include "source/likely.h"
#include "source/tables.h"

enum {
    LETTERS_LEAST = 8, /* of a line; fewer say nothing */
    ODD = 12,          /* [half bits] a letter costs in a wrong page, 8 or 9 in the right one */
    MARGIN = 120,      /* [half bits] by which a line must be likelier */
    SEQUENCES_LEAST = 4
};

struct line_facts {
    size_t high, sequences, bad; /* bytes of 80 and more; well-formed and ill-formed UTF-8 */
};

static struct line_facts facts_of(struct str line) {
    struct line_facts facts = {0};
    for (size_t i = 0; i < line.len; i++) facts.high += (unsigned char)line.s[i] >= 0x80;
    guess_count_utf8(line, &facts.sequences, &facts.bad);
    return facts;
}

static int64_t cost_of(struct str line, const uint16_t *high) {
    int64_t cost = 0;
    unsigned char last = ' ';
    for (size_t i = 0; i < line.len; i++) {
        unsigned char byte = (unsigned char)line.s[i];
        if (last >= 0x80 || byte >= 0x80)
            cost += likely_cost(codepage_character(high, last), codepage_character(high, byte));
        last = byte;
    }
    return cost;
}

/* `page` NULL: the file is UTF-8. */
static bool is_doubtful(struct str line, const struct codepage *page) {
    struct line_facts facts = facts_of(line);
    if (!page) return facts.bad > facts.sequences;
    return facts.high >= LETTERS_LEAST && cost_of(line, page->high) > (int64_t)(ODD * facts.high);
}

/* Is the line of the other encoding? */
static bool fits_better(struct str line, const struct codepage *page, const struct codepage *other) {
    if (!other) return facts_of(line).bad == 0;
    if (!page) return true;
    int64_t here = cost_of(line, page->high), there = cost_of(line, other->high);
    return there * 2 < here && there + MARGIN < here;
}

static size_t line_end(struct str bytes, size_t at) {
    while (at < bytes.len && bytes.s[at] != '\n' && bytes.s[at] != '\r') at++;
    return at;
}

/* All doubtful lines; how many bytes of the file's letters they have is *high. */
static struct str collect(struct arena *arena, struct str bytes, size_t bom, const struct codepage *page,
                          size_t *high) {
    struct buf all;
    buf_init(&all, arena);
    buf_add(&all, "", 0);
    *high = 0;
    for (size_t at = bom, end; at < bytes.len; at = end + 1) {
        end = line_end(bytes, at);
        struct str line = str_slice(bytes, at, end);
        if (!is_doubtful(line, page)) continue;
        *high += facts_of(line).high;
        buf_str(&all, line);
        buf_putc(&all, '\n');
    }
    return buf_view(&all);
}

/* The encoding of the doubtful lines; NULL: cannot be told. */
static const char *other_of(struct str doubtful, const struct codepage *page) {
    struct line_facts facts = facts_of(doubtful);
    if (page && facts.bad == 0 && facts.sequences >= SEQUENCES_LEAST) return "UTF-8";
    struct guess guess = guess_codepage(doubtful);
    return guess_is_weak(guess) || (page && strcmp(guess.name, page->name) == 0) ? NULL : guess.name;
}

void mixed_find(struct arena *arena, struct str bytes, struct guess file, struct mixed *out) {
    const struct codepage *page = codepage_lookup(file.name);
    size_t high;
    *out = (struct mixed){0};
    if (!page && strcmp(file.name, "UTF-8") != 0) return;
    struct str doubtful = collect(arena, bytes, file.bom, page, &high);
    if (!doubtful.len || high * 2 > facts_of(bytes).high) return;
    const char *name = other_of(doubtful, page);
    if (!name) return;
    const struct codepage *other = codepage_lookup(name);
    for (size_t at = file.bom, end; at < bytes.len; at = end + 1) {
        end = line_end(bytes, at);
        struct str line = str_slice(bytes, at, end);
        if (is_doubtful(line, page) && fits_better(line, page, other))
            *vec_push(arena, &out->lines) = (struct mixed_line){at, end};
    }
    if (out->lines.len) out->name = name;
}
