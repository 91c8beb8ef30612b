/* divide LANG FILE: the words of FILE against what the program does with them.
 *
 * A word of FILE shows its right places: - to divide, = a hyphen of the word behind which a line may end, ~ one behind
 * which it may not. # opens a comment. Prints one line for each word that the program divides at a wrong place, then
 * the totals. Ends with 1 when there is a wrong place.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "text/text.h"

struct total {
    size_t words, found, missed, wrong;
};

/* The word as it is typed, and which of its bytes a line may begin with. */
struct entry {
    struct buf word;
    bool may[256];
};

static void read_entry(struct arena *arena, struct str text, struct entry *entry) {
    memset(entry, 0, sizeof *entry);
    buf_init(&entry->word, arena);
    for (size_t i = 0; i < text.len && entry->word.len + 1 < sizeof entry->may; i++) {
        char c = text.s[i];
        if (c == '=' || c == '~') buf_putc(&entry->word, '-');
        if (c == '-' || c == '=')
            entry->may[entry->word.len] = true;
        else if (c != '~')
            buf_putc(&entry->word, c);
    }
}

static void try_word(struct sampler *sampler, struct arena *arena, struct str text, struct total *total) {
    struct entry entry;
    read_entry(arena, text, &entry);
    struct str word = buf_view(&entry.word);
    struct str shown = sampler_show(sampler, word, (struct rule_choice){0}, true);
    size_t wrong = 0;
    for (size_t i = 0, at = 0; i < shown.len; i++) {
        if (at < word.len && shown.s[i] == word.s[at]) {
            at++;
            continue;
        }
        wrong += !entry.may[at];
        total->found += entry.may[at];
        entry.may[at] = false;
    }
    for (size_t at = 0; at < word.len; at++) total->missed += entry.may[at];
    total->words++;
    total->wrong += wrong;
    if (wrong) printf("wrong: %.*s, right: %.*s\n", STR_ARG(shown), STR_ARG(text));
}

int main(int argc, char **argv) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    const char *const dirs[] = {".", NULL};
    struct str text;
    struct total total = {0};
    ctx.diags = diags_new(ctx.arena);
    if (argc != 3 || !file_read(&ctx, argv[2], 1 << 20, place_nowhere(), &text)) return 2;
    struct sampler *sampler = sampler_new(&ctx, argv[1], dirs);
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && !strchr(" \n", text.s[end])) end++;
        bool comment = end > at && text.s[at] == '#';
        while (comment && end < text.len && text.s[end] != '\n') end++;
        if (end > at && !comment) try_word(sampler, ctx.arena, str_slice(text, at, end), &total);
        at = end + 1;
    }
    size_t places = total.found + total.wrong;
    printf("%zu words, %zu places: %zu wrong (%.2f %%), %zu right ones not taken (%.1f %%)\n", total.words, places,
           total.wrong, places ? 100.0 * (double)total.wrong / (double)places : 0.0, total.missed,
           100.0 * (double)total.missed / (double)(total.found + total.missed));
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
    return total.wrong > 0;
}
