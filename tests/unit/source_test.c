/* source: encodings, declared and guessed, the map back to the bytes, YAML with places. */
#include <iconv.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "context.h"
#include "source/source.h"

static const char ukrainian[] =
    "Загальні збори Асоціації органів місцевого самоврядування ухвалили програму на 2012 рік.\n"
    "Її підписали голови районних і міських рад; ґанок прикрасили, об'єднання є.\n";
static const char russian[] = "Общее собрание приняло программу приграничного сотрудничества на 2012 год.\n"
                              "Её подписали главы районов и городов, объявление опубликовано.\n";

/* UTF-8 text in another encoding, by the system's iconv. */
static struct str encoded(struct arena *arena, const char *text, const char *encoding) {
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    size_t left = strlen(text), room = left * 4 + 16, size = room;
    char *in = arena_strdup(arena, text), *bytes = arena_alloc(arena, size), *out = bytes;
    assert_int_equal(iconv(converter, &in, &left, &out, &room), 0);
    iconv_close(converter);
    return (struct str){bytes, size - room};
}

static struct source *load(struct ctx *ctx, struct str bytes, const char *encoding) {
    struct source *source = NULL;
    assert_true(source_from_bytes(ctx, "file", bytes, encoding, place_nowhere(), &source));
    return source;
}

static size_t warnings(const struct ctx *ctx) { return diags_count(ctx->diags, DIAG_WARNING); }

static enum diag_code last_code(const struct ctx *ctx) {
    const struct diag_list *list = diags_all(ctx->diags);
    return list->len ? list->at[list->len - 1].code : DIAG_CODE_COUNT;
}

/* ---- encodings ----------------------------------------------------------------------------------------------- */

static void check_guess(struct ctx *ctx, const char *text, const char *encoding, const char *expected) {
    struct source *source = load(ctx, encoded(ctx->arena, text, encoding), "auto");
    assert_string_equal(source->encoding, expected);
    assert_str(source->text, text);
    assert_true(source->guessed);
    assert_int_equal(warnings(ctx), 0);
}

static void encodings_are_told_apart(void **state) {
    struct ctx *ctx = *state;
    static const char *const for_ukrainian[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "CP1251", "KOI8-U", "CP1125"};
    static const char *const for_russian[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "CP1251", "KOI8-R", "CP866"};
    for (size_t i = 0; i < 6; i++) check_guess(ctx, ukrainian, for_ukrainian[i], for_ukrainian[i]);
    for (size_t i = 0; i < 6; i++) check_guess(ctx, russian, for_russian[i], for_russian[i]);
    check_guess(ctx, "ПЕРШЕ ЧИСЛО ВІСНИКА ВИЙДЕ У ЧЕРВНІ, ЙОГО ОДЕРЖАТЬ УСІ РАДИ\n", "KOI8-U", "KOI8-U");
    check_guess(ctx, "ПЕРШЕ ЧИСЛО ВІСНИКА ВИЙДЕ У ЧЕРВНІ, ЙОГО ОДЕРЖАТЬ УСІ РАДИ\n", "CP1251", "CP1251");
    check_guess(ctx, "plain ASCII\n", "UTF-8", "UTF-8");
    /* A page that has the letter would read each U+0457 here as another one. */
    check_guess(ctx, "Рiшення сесiї: областi України, громади та мiста України, Чугуїв, Україна, наш Київ i лiкарi.\n",
                "CP866", "CP866");
    check_guess(ctx, "Рішення сесії: області України, громади та міста України, Чугуїв, Україна, наш Київ і лікарі.\n",
                "CP1125", "CP1125");
}

static void little_evidence_is_said(void **state) {
    struct ctx *ctx = *state;
    struct source *source = load(ctx, encoded(ctx->arena, "Рада\n", "CP1251"), NULL);
    assert_str(source->text, "Рада\n");
    assert_int_equal(last_code(ctx), DIAG_SOURCE_GUESS_WEAK);
}

static void byte_order_marks_are_no_text(void **state) {
    struct ctx *ctx = *state;
    assert_str(load(ctx, STR("\xEF\xBB\xBFРада"), "auto")->text, "Рада");
    assert_str(load(ctx, STR("\xEF\xBB\xBFРада"), "utf-8")->text, "Рада");
    assert_str(load(ctx, (struct str){"\xFF\xFE\x20\x04\x30\x04", 6}, "UTF-16")->text, "Ра");
    assert_str(load(ctx, (struct str){"\xFE\xFF\x04\x20\xD8\x34\xDD\x1E", 8}, "auto")->text, "Р𝄞");
    assert_int_equal(warnings(ctx), 0);
}

/* Each byte of a code page, by our table and by iconv, where the system's iconv knows the name. */
static void tables_agree_with_iconv(void **state) {
    struct ctx *ctx = *state;
    static const char *const names[] = {"CP1251", "KOI8-U", "KOI8-R", "CP866", "CP1125"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        iconv_t converter = iconv_open("UTF-8", names[n]);
        if (converter == (iconv_t)-1) continue;
        for (int byte = 0xA0; byte < 0x100; byte++) {
            char bytes[2] = {'a', (char)byte}, text[16], *in = bytes, *out = text;
            size_t left = 2, room = sizeof text;
            if (iconv(converter, &in, &left, &out, &room) != 0) continue;
            struct source *source = load(ctx, (struct str){arena_strndup(ctx->arena, bytes, 2), 2}, names[n]);
            assert_int_equal(source->text.len, sizeof text - room);
            assert_memory_equal(source->text.s, text, source->text.len);
        }
        iconv_close(converter);
    }
}

static void other_names_go_to_iconv(void **state) {
    struct ctx *ctx = *state;
    struct source *source = load(ctx, encoded(ctx->arena, ukrainian, "GB18030"), "GB18030");
    assert_str(source->text, ukrainian);
    source = load(ctx, encoded(ctx->arena, "Bułka, Gänge\n", "ISO-8859-2"), "latin2");
    assert_str(source->text, "Bułka, Gänge\n");
    assert_int_equal(warnings(ctx), 0);
    assert_false(source_from_bytes(ctx, "f", STR("a"), "no-such-encoding", place_nowhere(), &source));
    assert_int_equal(last_code(ctx), DIAG_SOURCE_ENCODING_UNKNOWN);
    assert_true(source_encoding_known("koi8-u") && source_encoding_known("auto"));
    assert_false(source_encoding_known("no-such-encoding"));
}

static void a_bad_byte_has_its_place(void **state) {
    struct ctx *ctx = *state;
    struct source *source = load(ctx, STR("\xD0\xE0\xE4\x98 ok\n"), "CP1251");
    assert_str(source->text, "Рад\xEF\xBF\xBD ok\n");
    const struct diag *d = &diags_all(ctx->diags)->at[0];
    assert_int_equal(d->code, DIAG_SOURCE_BAD_BYTE);
    assert_string_equal(d->detail, "0x98 in CP1251");
    assert_int_equal(d->place.start, 3);
    assert_int_equal(d->place.end, 4);
    struct place place = place_of_text(ctx->diags, source->file, 10, 12); /* "ok" */
    assert_int_equal(place.start, 5);
    assert_int_equal(place.end, 7);
}

static void line_ends_and_controls_are_mended(void **state) {
    struct ctx *ctx = *state;
    struct source *source = load(ctx, (struct str){"a\r\nb\rc\n\0d\x1A", 10}, "auto");
    assert_str(source->text, "a\nb\nc\n\xEF\xBF\xBD"
                             "d");
    assert_int_equal(warnings(ctx), 1);
    assert_int_equal(last_code(ctx), DIAG_SOURCE_CONTROL);
    struct place place = place_of_text(ctx->diags, source->file, 2, 3); /* b */
    assert_int_equal(place.start, 3);
    assert_int_equal(place.end, 4);
    assert_int_equal(text_of_place(ctx->diags, (struct place){source->file, 8, 9}), 9); /* d */
    assert_str(load(ctx, STR("a\fb\vc"), "auto")->text, "a b c");
    assert_int_equal(warnings(ctx), 1);
}

static void contradictions_are_said(void **state) {
    struct ctx *ctx = *state;
    struct source *source = load(ctx, str_from(ukrainian), "CP1251");
    assert_str(source->text, ukrainian);
    assert_int_equal(last_code(ctx), DIAG_SOURCE_IS_UTF8);
    load(ctx, encoded(ctx->arena, ukrainian, "CP1251"), "UTF-8");
    assert_int_equal(diags_all(ctx->diags)->at[1].code, DIAG_SOURCE_LOOKS_LIKE);
    assert_string_equal(diags_all(ctx->diags)->at[1].detail, "CP1251");
}

/* Whatever the bytes and the encoding: valid UTF-8, and a map that rises. */
static void any_bytes_become_text(void **state) {
    struct ctx *ctx = *state;
    static const char *const names[] = {"auto", "UTF-8", "UTF-16", "CP1251", "CP1125", "GB18030", "UTF-7", "EUC-JP"};
    uint32_t seed = 1;
    for (int round = 0; round < 400; round++) {
        size_t len = (size_t)(round % 70);
        char *bytes = arena_alloc(ctx->arena, len + 1);
        for (size_t i = 0; i < len; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (char)(seed >> 24);
        }
        struct source *source = load(ctx, (struct str){bytes, len}, names[round % 8]);
        assert_true(utf8_valid(source->text));
        uint32_t last = 0;
        for (size_t i = 0; i <= source->text.len; i++) {
            struct place place = place_of_text(ctx->diags, source->file, i, i);
            assert_true(place.start >= last && place.start <= len);
            last = place.start;
        }
    }
}

/* ---- YAML ---------------------------------------------------------------------------------------------------- */

static bool parse(struct ctx *ctx, const char *yaml, struct node *root) {
    struct source *source = load(ctx, str_from(yaml), "UTF-8");
    return yaml_parse(ctx, source, 0, source->text.len, root);
}

static void nodes_know_value_and_place(void **state) {
    struct ctx *ctx = *state;
    struct node root;
    static const char yaml[] = "назва: Вісник\nlist: [a, \"b c\"]\nmap:\n  key: 'x'\nempty:\n";
    assert_true(parse(ctx, yaml, &root));
    assert_int_equal(root.count, 4);
    const struct node *name = node_lookup(&root, "назва"), *list = node_lookup(&root, "list");
    assert_str(name->text, "Вісник");
    assert_int_equal(name->place.start, 12);
    assert_int_equal(name->place.end, 24);
    assert_int_equal(list->count, 2);
    assert_false(list->items[0].quoted);
    assert_true(list->items[1].quoted);
    assert_memory_equal(yaml + list->items[1].place.start, "b c", 3);
    assert_int_equal(list->items[1].place.end - list->items[1].place.start, 3);
    assert_str(node_lookup(node_lookup(&root, "map"), "key")->text, "x");
    assert_int_equal(node_lookup(&root, "empty")->text.len, 0);
    assert_null(node_lookup(&root, "none"));
    assert_null(node_lookup(NULL, "none"));
}

static void places_hold_in_legacy_bytes(void **state) {
    struct ctx *ctx = *state;
    struct str bytes = encoded(ctx->arena, "# Коментар\nкнига: Вісник\n", "CP1251");
    struct source *source = load(ctx, bytes, "CP1251");
    struct node root;
    assert_true(yaml_parse(ctx, source, 0, source->text.len, &root));
    assert_int_equal(root.pairs[0].value.place.start, 18);
    assert_int_equal(root.pairs[0].value.place.end, 24);
}

static void an_empty_document_is_an_empty_map(void **state) {
    struct ctx *ctx = *state;
    struct node root;
    assert_true(parse(ctx, "", &root));
    assert_true(root.kind == NODE_MAP && root.count == 0);
    assert_true(parse(ctx, "# only a comment\n", &root));
    assert_true(root.kind == NODE_MAP && root.count == 0);
}

static void check_broken(struct ctx *ctx, const char *yaml, enum diag_code code) {
    struct node root;
    assert_false(parse(ctx, yaml, &root));
    assert_int_equal(last_code(ctx), code);
    assert_true(diags_all(ctx->diags)->at[diags_all(ctx->diags)->len - 1].place.file > 0);
}

static void what_makes_small_files_huge_is_refused(void **state) {
    struct ctx *ctx = *state;
    check_broken(ctx, "a: &x 1\nb: *x\n", DIAG_YAML_ALIAS);
    check_broken(ctx, "a: {<<: {b: 1}}\n", DIAG_YAML_ALIAS);
    check_broken(ctx, "a: [1\nb: 2\n", DIAG_YAML_BRACKET_OPEN);
    check_broken(ctx, "a: 'open\n", DIAG_YAML_QUOTE_OPEN);
    check_broken(ctx, "? [a]\n: b\n", DIAG_YAML_KEY_SHAPE);
    char deep[300];
    memset(deep, '[', 100);
    memset(deep + 100, ']', 100);
    deep[200] = '\0';
    check_broken(ctx, deep, DIAG_YAML_DEEP);
}

/* What was read before an error is kept; a value that is obviously text is read as it was written. */
static void what_can_be_read_is_kept(void **state) {
    struct ctx *ctx = *state;
    struct node root;
    assert_false(parse(ctx, "title: a\nlist: [b, 'c\n", &root));
    assert_str(node_lookup(&root, "title")->text, "a");
    assert_true(parse(ctx, "title: a: b\nlead: \"c\" d: e\n  f\nagenda:\n  - *g*\n", &root));
    assert_int_equal(last_code(ctx), DIAG_YAML_QUOTES);
    assert_str(node_lookup(&root, "title")->text, "a: b");
    assert_str(node_lookup(&root, "lead")->text, "\"c\" d: e f");
    assert_str(node_lookup(&root, "agenda")->items[0].text, "*g*");
}

static void doubled_and_unknown_keys_are_said(void **state) {
    struct ctx *ctx = *state;
    struct node root;
    static const char *const known[] = {"title", "date", NULL};
    assert_true(parse(ctx, "title: a\ntitel: b\ntitle: c\nzzzzzz: d\n", &root));
    assert_int_equal(last_code(ctx), DIAG_YAML_KEY_TWICE);
    assert_str(node_lookup(&root, "title")->text, "a");
    assert_int_equal(root.count, 3);
    node_check_keys(ctx, &root, known);
    const struct diag_list *list = diags_all(ctx->diags);
    assert_int_equal(list->len, 3);
    assert_string_equal(list->at[1].detail, "titel (title?)");
    assert_int_equal(list->at[1].place.start, 9);
    assert_string_equal(list->at[2].detail, "zzzzzz");
}

static void typed_readers_keep_defaults(void **state) {
    struct ctx *ctx = *state;
    struct node root;
    struct str text = STR("default");
    int64_t number = 7;
    bool flag = true;
    struct str_list_view list = {0};
    assert_true(parse(ctx, "n: 12\nq: '3'\nbig: 99\nb: false\nt: [a]\ns: one\nm: {}\nqb: 'true'\n", &root));
    assert_true(node_int(ctx, &root, "n", 0, 20, &number) && number == 12);
    assert_true(node_int(ctx, &root, "q", 0, 20, &number) && number == 3);
    assert_true(node_bool(ctx, &root, "b", &flag) && !flag);
    assert_true(node_texts(ctx, &root, "t", &list) && list.len == 1);
    assert_true(node_texts(ctx, &root, "s", &list) && list.len == 1);
    assert_str(list.at[0], "one");
    assert_int_equal(warnings(ctx), 0);
    assert_false(node_int(ctx, &root, "none", 0, 20, &number));
    assert_int_equal(warnings(ctx), 0);
    assert_false(node_int(ctx, &root, "big", 0, 20, &number));
    assert_string_equal(diags_all(ctx->diags)->at[0].detail, "big: \"99\" (0…20)");
    assert_false(node_int(ctx, &root, "s", 0, 20, &number));
    assert_false(node_text(ctx, &root, "t", &text));
    assert_false(node_texts(ctx, &root, "m", &list));
    assert_false(node_bool(ctx, &root, "qb", &flag));
    assert_int_equal(number, 3);
    assert_str(text, "default");
    assert_int_equal(warnings(ctx), 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ctx_open, ctx_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(encodings_are_told_apart),
        TEST(little_evidence_is_said),
        TEST(byte_order_marks_are_no_text),
        TEST(tables_agree_with_iconv),
        TEST(other_names_go_to_iconv),
        TEST(a_bad_byte_has_its_place),
        TEST(line_ends_and_controls_are_mended),
        TEST(contradictions_are_said),
        TEST(any_bytes_become_text),
        TEST(nodes_know_value_and_place),
        TEST(places_hold_in_legacy_bytes),
        TEST(an_empty_document_is_an_empty_map),
        TEST(what_makes_small_files_huge_is_refused),
        TEST(what_can_be_read_is_kept),
        TEST(doubled_and_unknown_keys_are_said),
        TEST(typed_readers_keep_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
