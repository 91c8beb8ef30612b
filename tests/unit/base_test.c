/* base: memory, strings, UTF-8, hashes, messages and their places, files. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ctx.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/role.h"
#include "base/stock.h"
#include "base/utf8.h"
#include "context.h"
#include "work_dir.h"

/* ---- arena --------------------------------------------------------------------------------------------------- */

static bool is_zero(const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (bytes[i]) return false;
    return true;
}

static void blocks_are_zeroed_aligned_and_apart(void **state) {
    struct arena *arena = ((struct ctx *)*state)->scratch;
    static const size_t sizes[] = {0, 1, 15, 16, 17, 1000, 40000, 3000000};
    for (int round = 0; round < 2; round++) {
        char *before = NULL;
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char *block = arena_alloc(arena, sizes[i]);
            assert_int_equal((uintptr_t)block % 16, 0);
            assert_true(is_zero(block, sizes[i]));
            assert_ptr_not_equal(block, before);
            memset(block, 0xEE, sizes[i]);
            before = block;
        }
        arena_reset(arena);
    }
}

static void growing_keeps_the_bytes_and_zeroes_the_rest(void **state) {
    struct arena *arena = ((struct ctx *)*state)->scratch;
    size_t size = 8;
    char *block = arena_alloc(arena, size);
    memset(block, 'a', size);
    for (int i = 0; i < 18; i++) {
        if (i % 3 == 0) arena_alloc(arena, 24); /* not the last block any more */
        block = arena_grow(arena, block, size, size * 2);
        assert_true(is_zero(block + size, size));
        memset(block + size, 'a', size);
        size *= 2;
    }
    for (size_t i = 0; i < size; i++) assert_int_equal(block[i], 'a');
}

static char order[4];

static void note_call(void *arg) { strncat(order, arg, 1); }

static void deferred_calls_run_last_first(void **state) {
    struct arena *arena = arena_new();
    (void)state;
    order[0] = '\0';
    arena_defer(arena, note_call, "1");
    arena_defer(arena, note_call, "2");
    arena_reset(arena);
    assert_string_equal(order, "21");
    arena_defer(arena, note_call, "3");
    arena_free(arena);
    assert_string_equal(order, "213");
}

/* ---- strings ------------------------------------------------------------------------------------------------- */

static void numbers_are_read_whole_or_not_at_all(void **state) {
    int64_t v;
    (void)state;
    assert_true(str_int(STR("-42"), &v) && v == -42);
    assert_true(str_int(STR("9223372036854775807"), &v) && v == INT64_MAX);
    assert_false(str_int(STR("9223372036854775808"), &v));
    assert_false(str_int(STR("12a"), &v) || str_int(STR(""), &v) || str_int(STR("-"), &v) || str_int(STR(" 1"), &v));
    assert_true(str_milli(STR("12"), &v) && v == 12000);
    assert_true(str_milli(STR("-3.5"), &v) && v == -3500);
    assert_true(str_milli(STR(".25"), &v) && v == 250);
    assert_true(str_milli(STR("0.0005"), &v) && v == 1);
    assert_true(str_milli(STR("1.9995"), &v) && v == 2000);
    assert_false(str_milli(STR("1."), &v) || str_milli(STR("1,5"), &v) || str_milli(STR("."), &v));
    assert_false(str_milli(STR("99999999999999999999"), &v));
}

static void lengths_are_written_without_trailing_zeros(void **state) {
    struct buf buf;
    buf_init(&buf, ((struct ctx *)*state)->arena);
    buf_mpt(&buf, 12500);
    buf_putc(&buf, ' ');
    buf_mpt(&buf, -1);
    buf_putc(&buf, ' ');
    buf_mpt(&buf, 0);
    buf_putc(&buf, ' ');
    buf_mpt(&buf, 7000);
    buf_putc(&buf, ' ');
    buf_mpt(&buf, INT64_MIN);
    assert_str(buf_view(&buf), "12.5 -0.001 0 7 -9223372036854775.808");
    assert_int_equal(buf.s[buf.len], '\0');
}

static void distance_counts_edits_and_swaps(void **state) {
    (void)state;
    assert_int_equal(str_distance(STR("title"), STR("title")), 0);
    assert_int_equal(str_distance(STR("titel"), STR("title")), 1);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting")), 3);
    assert_int_equal(str_distance(STR(""), STR("abc")), 3);
}

static void slices_and_trims_stay_inside(void **state) {
    (void)state;
    assert_str(str_trim(STR(" \t\n a b \r\n")), "a b");
    assert_str(str_slice(STR("abc"), 1, 99), "bc");
    assert_int_equal(str_slice(STR("abc"), 5, 2).len, 0);
    assert_true(str_compare(STR("ab"), STR("abc")) < 0 && str_compare(STR("b"), STR("abc")) > 0);
}

/* ---- UTF-8 --------------------------------------------------------------------------------------------------- */

static void every_code_point_survives(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 97) {
        char bytes[4];
        size_t len = utf8_put(bytes, cp), at = 0, back = len;
        bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        assert_int_equal(utf8_next(bytes, len, &at), surrogate ? UTF8_REPLACEMENT : cp);
        assert_int_equal(at, len);
        utf8_prev(bytes, &back);
        assert_int_equal(back, 0);
    }
}

static void ill_formed_bytes_are_taken_one_by_one(void **state) {
    static const char bad[] = "\xC0\x80\xED\xA0\x80\xF4\x90\x80\x80\xE2\x82";
    size_t at = 0, len = sizeof bad - 1, count = 0;
    (void)state;
    for (; at < len; count++) assert_int_equal(utf8_next(bad, len, &at), UTF8_REPLACEMENT);
    assert_int_equal(count, len);
    for (at = len; at > 0; count--) assert_int_equal(utf8_prev(bad, &at), UTF8_REPLACEMENT);
    assert_int_equal(count, 0);
    assert_false(utf8_valid((struct str){bad, len}));
    assert_true(utf8_valid(STR("Вісник €𝄞")));
    assert_int_equal(utf8_count(STR("Вісник €𝄞")), 9);
}

static void letters_know_their_case(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp < 0x2000; cp++) {
        if (!cp_is_upper(cp)) continue;
        uint32_t lower = cp_lower(cp);
        assert_false(cp_is_upper(lower));
        if (cp != 0x1E9E) assert_int_equal(cp_upper(lower), cp);
    }
    assert_true(cp_is_cyrillic(0x0491) && cp_is_letter(0x0301) && cp_is_latin('z') && !cp_is_letter(0xD7));
    assert_true(cp_is_space(0x2009) && !cp_is_space(0xA0) && !cp_is_space(0x202F) && !cp_is_space(0x2007));
}

static void hashes_are_the_published_ones(void **state) {
    struct arena *arena = ((struct ctx *)*state)->arena;
    assert_string_equal(sha256_hex(arena, sha256_of(STR("abc"))),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); /* FIPS 180-4 */
    assert_true(hash64(HASH64_SEED, "a", 1) == 0xaf63dc4c8601ec8cu);                         /* FNV's test vectors */
    assert_true(hash64(hash64(HASH64_SEED, "foo", 3), "bar", 3) == 0x85944171f73967e8u);
}

/* One bit more or less anywhere, a zero more at the end: another hash, in both words. */
static void the_quick_hash_sees_every_bit(void **state) {
    (void)state;
    char bytes[100] = {0};
    for (size_t len = 0; len < sizeof bytes; len++) {
        struct hash128 plain = hash128_of((struct str){bytes, len}), longer = hash128_of((struct str){bytes, len + 1});
        assert_true(plain.word[0] != longer.word[0] && plain.word[1] != longer.word[1]);
        for (size_t bit = 0; bit < len * 8; bit++) {
            bytes[bit / 8] ^= (char)(1 << bit % 8);
            struct hash128 other = hash128_of((struct str){bytes, len});
            assert_true(other.word[0] != plain.word[0] && other.word[1] != plain.word[1]);
            bytes[bit / 8] ^= (char)(1 << bit % 8);
        }
        struct hash128 again = hash128_of((struct str){bytes, len});
        assert_memory_equal(&again, &plain, sizeof again);
    }
}

/* A shelf is made once, and belongs to who made it; without a stock there is none. */
static void *shelf_new(struct arena *arena) { return ARENA_NEW(arena, int); }

static void *other_shelf_new(struct arena *arena) { return ARENA_NEW(arena, int); }

static void shelves_are_found_by_their_makers(void **state) {
    struct ctx *ctx = *state;
    struct stock *stock = stock_new(ctx->arena);
    int *shelf = stock_shelf(stock, shelf_new), *other = stock_shelf(stock, other_shelf_new);
    assert_ptr_not_equal(shelf, other);
    assert_ptr_equal(stock_shelf(stock, shelf_new), shelf);
    assert_ptr_equal(stock_shelf(stock, other_shelf_new), other);
    assert_null(stock_shelf(NULL, shelf_new));
}

static void roles_have_their_standard_names(void **state) {
    (void)state;
    assert_string_equal(role_name(ROLE_NONE), "");
    assert_string_equal(role_name(ROLE_LBODY), "LBody");
    assert_string_equal(role_name(ROLE_TOCI), "TOCI");
    for (int i = 1; i < ROLE_COUNT; i++) assert_true(role_name((enum role)i)[0] != '\0');
}

/* ---- messages ------------------------------------------------------------------------------------------------ */

static char *printed(struct ctx *ctx, enum ui_lang lang) {
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    diags_print(ctx->diags, out, lang);
    fclose(out);
    char *copy = arena_strdup(ctx->arena, text);
    free(text);
    return copy;
}

static void a_message_shows_line_and_caret(void **state) {
    struct ctx *ctx = *state;
    uint32_t file = diags_file(ctx->diags, "a.md", STR("first\n\tРада 表 bad\x1B line\n"));
    diag(ctx, DIAG_SOURCE_CONTROL, (struct place){file, 23, 24}, "%s", "U+001B");
    assert_string_equal(printed(ctx, UI_EN),
                        "a.md:2:12: warning: control character, shown as U+FFFD: U+001B [source-control]\n"
                        "    2 | \tРада 表 bad\xEF\xBF\xBD line\n"
                        "      | \t           ^\n");
    assert_non_null(strstr(printed(ctx, UI_UK), "a.md:2:12: попередження: керівний символ"));
}

static void messages_without_a_line_are_short(void **state) {
    struct ctx *ctx = *state;
    uint32_t file = diags_file(ctx->diags, "b.md", STR("text"));
    diag(ctx, DIAG_FILE_MISSING, place_nowhere(), "%s", "x.md");
    diag(ctx, DIAG_MD_NO_FRONT, place_file(file), "%s", "");
    char *text = printed(ctx, UI_EN);
    assert_memory_equal(text, "b.md: warning: ", 15);
    assert_non_null(strstr(text, "\nerror: no such file: x.md [file-missing]\n"));
    assert_null(strstr(text, " | "));
}

/* Each message of one letter's place, in the order of the files and of their texts. */
static void messages_stand_in_the_order_of_reading(void **state) {
    struct ctx *ctx = *state;
    uint32_t first = diags_file(ctx->diags, "a.md", STR("abcd")), second = diags_file(ctx->diags, "b.md", STR("abcd"));
    const struct place places[] = {place_nowhere(), {second, 2, 3},    {first, 3, 4},
                                   {first, 1, 2},   place_file(first), {first, 1, 2}};
    static const char *const details[] = {"6", "5", "4", "2", "1", "3"};
    for (size_t i = 0; i < 6; i++) diag(ctx, DIAG_FILE_MISSING, places[i], "%s", details[i]);
    struct diag_list sorted = diags_sorted(ctx->diags);
    assert_int_equal(sorted.len, 6);
    for (size_t i = 0; i < 6; i++) assert_int_equal(sorted.at[i].detail[0], '1' + (int)i);
}

static void long_lines_are_cut_around_the_place(void **state) {
    struct ctx *ctx = *state;
    char line[1001];
    memset(line, 'a', 1000);
    line[1000] = '\0';
    line[500] = 'X';
    uint32_t file = diags_file(ctx->diags, "c.md", str_from(line));
    struct str shown = place_line_text(ctx->diags, (struct place){file, 500, 501});
    assert_int_equal(shown.len, 120);
    assert_int_equal(shown.s[60], 'X');
    diag(ctx, DIAG_SOURCE_CONTROL, (struct place){file, 500, 501}, "%s", "");
    const char *caret = strrchr(printed(ctx, UI_EN), '\n') - 1;
    assert_int_equal(*caret, '^');
    assert_memory_equal(caret - 61, "                                                             ", 61);
}

static void repetitions_are_counted(void **state) {
    struct ctx *ctx = *state;
    uint32_t file = diags_file(ctx->diags, "d.md", STR("0123456789"));
    for (int i = 0; i < 5; i++) diag(ctx, DIAG_SOURCE_CONTROL, (struct place){file, 1, 2}, "%s", "x");
    assert_int_equal(diags_all(ctx->diags)->len, 1);
    assert_int_equal(diags_all(ctx->diags)->at[0].times, 5);
    diag(ctx, DIAG_SOURCE_CONTROL, (struct place){file, 1, 2}, "%s", "another detail");
    assert_int_equal(diags_all(ctx->diags)->len, 2);
    diags_round(ctx->diags);
    diag(ctx, DIAG_SOURCE_CONTROL, (struct place){file, 1, 2}, "%s", "x");
    assert_int_equal(diags_all(ctx->diags)->at[0].times, 5);
    assert_int_equal(diags_count(ctx->diags, DIAG_WARNING), 6);
    for (int i = 0; i < 1000; i++) diag(ctx, DIAG_MD_HTML, (struct place){file, 0, 1}, "%d", i);
    const struct diag_list *list = diags_all(ctx->diags);
    assert_int_equal(list->len, 2 + 200 + 1);
    assert_int_equal(list->at[list->len - 1].code, DIAG_DIAG_MORE);
    assert_string_equal(list->at[list->len - 1].detail, "800 × md-html");
    assert_int_equal(diags_count(ctx->diags, DIAG_WARNING), 1006);
}

/* The same work once more adds nothing, neither to what is shown nor to what is only counted. */
static void a_further_round_counts_what_is_new(void **state) {
    struct ctx *ctx = *state;
    uint32_t file = diags_file(ctx->diags, "e.md", STR("0123456789"));
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 300; i++) diag(ctx, DIAG_MD_HTML, (struct place){file, 0, 1}, "%d", i);
        diag(ctx, DIAG_MD_HTML, (struct place){file, 0, 1}, "only in round %d", round);
        diags_round(ctx->diags);
    }
    const struct diag_list *list = diags_all(ctx->diags);
    assert_int_equal(diags_count(ctx->diags, DIAG_WARNING), 303);
    assert_int_equal(list->len, 200 + 1);
    assert_string_equal(list->at[200].detail, "103 × md-html");
}

static void the_language_comes_from_the_environment(void **state) {
    (void)state;
    setenv("LC_ALL", "", 1);
    setenv("LC_MESSAGES", "uk_UA.UTF-8", 1);
    setenv("LANG", "en_GB.UTF-8", 1);
    assert_int_equal(ui_lang_from_env(), UI_UK);
    setenv("LC_ALL", "C", 1);
    assert_int_equal(ui_lang_from_env(), UI_EN);
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    assert_int_equal(ui_lang_from_env(), UI_EN);
}

/* Text "аб\nв" from the bytes E0 E1 0D 0A 41 E2: two letters, a line end of two bytes, a letter as it is, a letter. */
static void places_go_there_and_back(void **state) {
    struct ctx *ctx = *state;
    static struct textmap_entry entries[] = {{0, 0, 0, 0}, {2, 1, 0, 0}, {4, 2, 0, 0},
                                             {5, 4, 1, 1}, {6, 5, 0, 0}, {8, 6, 1, 1}};
    static const struct textmap map = {entries, 6, 6};
    uint32_t file = diags_file(ctx->diags, "e.md", STR("\xE0\xE1\r\nA\xE2"));
    diags_decoded(ctx->diags, file, STR("аб\nAв"), &map);
    static const size_t starts[] = {0, 2, 4, 5, 6, 8}, bytes[] = {0, 1, 2, 4, 5, 6};
    for (int i = 0; i < 5; i++) {
        struct place place = place_of_text(ctx->diags, file, starts[i], starts[i + 1]);
        assert_int_equal(place.start, bytes[i]);
        assert_int_equal(place.end, bytes[i + 1]);
        assert_int_equal(text_of_place(ctx->diags, place), starts[i]);
    }
    struct place whole = place_of_text(ctx->diags, file, 0, 8);
    struct place part = place_within(ctx->diags, whole, 5, 3);
    assert_int_equal(part.start, 4);
    assert_int_equal(part.end, 6);
    part = place_within(ctx->diags, whole, 6, 100);
    assert_int_equal(part.end, 6);
    unsigned line, column;
    place_line_column(ctx->diags, part, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 2);
}

/* ---- files --------------------------------------------------------------------------------------------------- */

static enum diag_code last_code(const struct ctx *ctx) {
    const struct diag_list *list = diags_all(ctx->diags);
    return list->len ? list->at[list->len - 1].code : DIAG_CODE_COUNT;
}

static void what_is_written_is_read(void **state) {
    struct ctx *ctx = *state;
    struct str bytes;
    assert_true(file_make_dirs(ctx, "base/x/y"));
    assert_true(file_write(ctx, "base/x/y/f", STR("old\0er")));
    assert_true(file_write(ctx, "base/x/y/f", STR("new")));
    assert_true(file_read(ctx, "base/x/y/f", 3, place_nowhere(), &bytes));
    assert_str(bytes, "new");
    assert_true(file_map(ctx, "base/x/y/f", 3, place_nowhere(), &bytes));
    assert_str(bytes, "new");
    struct str_list names;
    assert_true(file_write(ctx, "base/x/y/e", STR("")));
    assert_true(file_list(ctx, "base/x/y", &names));
    assert_int_equal(names.len, 2);
    assert_str(names.at[0], "e");
    assert_str(names.at[1], "f");
    assert_true(file_map(ctx, "base/x/y/e", 3, place_nowhere(), &bytes));
    assert_int_equal(bytes.len, 0);
}

static void what_cannot_be_read_is_said(void **state) {
    struct ctx *ctx = *state;
    struct str bytes;
    assert_true(file_make_dirs(ctx, "base"));
    assert_false(file_read(ctx, "base/none", 10, place_nowhere(), &bytes));
    assert_int_equal(last_code(ctx), DIAG_FILE_MISSING);
    assert_false(file_read(ctx, "base", 10, place_nowhere(), &bytes));
    assert_int_equal(last_code(ctx), DIAG_FILE_NOT_REGULAR);
    unlink("base/fifo");
    assert_int_equal(mkfifo("base/fifo", 0600), 0);
    assert_false(file_read(ctx, "base/fifo", 10, place_nowhere(), &bytes)); /* and does not wait for a writer */
    assert_int_equal(last_code(ctx), DIAG_FILE_NOT_REGULAR);
    assert_true(file_write(ctx, "base/big", STR("12345678901")));
    assert_false(file_read(ctx, "base/big", 10, place_nowhere(), &bytes));
    assert_int_equal(last_code(ctx), DIAG_FILE_TOO_BIG);
}

static void a_failed_write_leaves_nothing_behind(void **state) {
    struct ctx *ctx = *state;
    struct str_list names;
    unlink("base/w/plain"); /* of an earlier run */
    assert_true(file_make_dirs(ctx, "base/w/target"));
    assert_false(file_write(ctx, "base/w/target", STR("a folder stands there")));
    assert_int_equal(last_code(ctx), DIAG_FILE_UNWRITABLE);
    assert_true(file_list(ctx, "base/w", &names));
    assert_int_equal(names.len, 1);
    assert_false(file_write(ctx, "base/none/f", STR("")));
    assert_int_equal(last_code(ctx), DIAG_FILE_UNWRITABLE);
    assert_true(file_write(ctx, "base/w/plain", STR("")));
    assert_false(file_make_dirs(ctx, "base/w/plain/below"));
    assert_int_equal(last_code(ctx), DIAG_DIR_UNWRITABLE);
}

static void paths_are_taken_apart(void **state) {
    struct arena *arena = ((struct ctx *)*state)->arena;
    assert_string_equal(path_join(arena, "a/", "b"), "a/b");
    assert_string_equal(path_join(arena, "a", "/b"), "/b");
    assert_string_equal(path_dir(arena, "a/b"), "a");
    assert_string_equal(path_dir(arena, "b"), ".");
    assert_string_equal(path_dir(arena, "/b"), "/");
    assert_string_equal(path_dir(arena, "a/b/"), "a");
    assert_string_equal(path_base("a/b"), "b");
    assert_string_equal(path_base("b"), "b");
}

static void names_stay_inside_their_folder(void **state) {
    static const char *const in[] = {"a", "a/b.png", "./a", "..a/b..", "Фото 1.jpg"};
    static const char *const out[] = {"", "/a", "..", "../a", "a/../b", "a//b", "a/", "c:/x", "a\\b", "a\nb"};
    (void)state;
    for (size_t i = 0; i < sizeof in / sizeof *in; i++) assert_true(path_is_inside(str_from(in[i])));
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) assert_false(path_is_inside(str_from(out[i])));
    assert_false(path_is_inside((struct str){"a\0b", 3}));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ctx_open, ctx_close)

int main(void) {
    work_dir_enter();
    const struct CMUnitTest tests[] = {
        TEST(blocks_are_zeroed_aligned_and_apart),
        TEST(growing_keeps_the_bytes_and_zeroes_the_rest),
        TEST(deferred_calls_run_last_first),
        TEST(numbers_are_read_whole_or_not_at_all),
        TEST(lengths_are_written_without_trailing_zeros),
        TEST(distance_counts_edits_and_swaps),
        TEST(slices_and_trims_stay_inside),
        TEST(every_code_point_survives),
        TEST(ill_formed_bytes_are_taken_one_by_one),
        TEST(letters_know_their_case),
        TEST(hashes_are_the_published_ones),
        TEST(the_quick_hash_sees_every_bit),
        TEST(shelves_are_found_by_their_makers),
        TEST(roles_have_their_standard_names),
        TEST(a_message_shows_line_and_caret),
        TEST(messages_without_a_line_are_short),
        TEST(messages_stand_in_the_order_of_reading),
        TEST(long_lines_are_cut_around_the_place),
        TEST(repetitions_are_counted),
        TEST(a_further_round_counts_what_is_new),
        TEST(the_language_comes_from_the_environment),
        TEST(places_go_there_and_back),
        TEST(what_is_written_is_read),
        TEST(what_cannot_be_read_is_said),
        TEST(a_failed_write_leaves_nothing_behind),
        TEST(paths_are_taken_apart),
        TEST(names_stay_inside_their_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
