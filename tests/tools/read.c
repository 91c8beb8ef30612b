/* read FOLDER: reads FOLDER/N.bin of every line `N ENCODING LANGUAGE SIZE` of FOLDER/list with `encoding: auto`.
 *
 * Prints the line, the encoding found, its confidence, and `same` or `other`: is the text that of FOLDER/N.txt?
 */
#include <stdio.h>

#include "base/file.h"
#include "source/source.h"

static void read_one(struct ctx *ctx, const char *folder, struct str line) {
    struct str expected = {0};
    struct source *source = NULL;
    size_t end = 0;
    while (end < line.len && line.s[end] != ' ') end++;
    const char *stem = arena_printf(ctx->arena, "%s/%.*s", folder, (int)end, line.s);
    const char *binary = arena_printf(ctx->arena, "%s.bin", stem), *text = arena_printf(ctx->arena, "%s.txt", stem);
    struct place nowhere = place_nowhere();
    if (!file_read(ctx, text, SIZE_MAX, nowhere, &expected) ||
        !source_load(ctx, binary, "auto", nowhere, nowhere, &source))
        return;
    printf("%.*s %s %d %s\n", STR_ARG(line), source->encoding, source->confidence,
           str_eq(source->text, expected) ? "same" : "other");
}

int main(int argc, char **argv) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    struct str list;
    ctx.diags = diags_new(ctx.arena);
    if (argc != 2 || !file_read(&ctx, path_join(ctx.arena, argv[1], "list"), SIZE_MAX, place_nowhere(), &list))
        return 2;
    for (size_t at = 0; at < list.len;) {
        size_t end = at;
        while (end < list.len && list.s[end] != '\n') end++;
        struct ctx one = {.arena = arena_new(), .scratch = arena_new()};
        one.diags = diags_new(one.arena);
        read_one(&one, argv[1], str_slice(list, at, end));
        arena_free(one.scratch);
        arena_free(one.arena);
        at = end + 1;
    }
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
    return 0;
}
