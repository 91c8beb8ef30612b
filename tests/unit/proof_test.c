/* proof: the examples of each language, what is left alone, where a finding stands, hostile text. */
#include "proof/proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "proof_bench.h"

/* ---- findings ------------------------------------------------------------------------------------------------------
 */

/* Line and column of the first finding, and the bytes of its place. */
static void assert_place(const struct bench *bench, unsigned line, unsigned column, const char *bytes) {
    const struct diag_list *all = diags_all(bench->ctx.diags);
    for (size_t i = 0; i < all->len; i++) {
        const struct place place = all->at[i].place;
        unsigned at_line, at_column;
        if (!is_proof(&all->at[i])) continue;
        place_line_column(bench->ctx.diags, place, &at_line, &at_column);
        assert_int_equal(at_line, line);
        assert_int_equal(at_column, column);
        struct str file = diags_file_lookup(bench->ctx.diags, place.file)->bytes;
        assert_string_equal(str_dup(bench->ctx.arena, str_slice(file, place.start, place.end)), bytes);
        return;
    }
    fail_msg("nothing found where %s stands", bytes);
}

/* ---- the data -------------------------------------------------------------------------------------------------- */

static const char *const languages[] = {"uk", "ru", "en"};

static void load_data(struct bench *bench, const char *lang, struct node *root) {
    struct ctx *ctx = &bench->ctx;
    struct source *source;
    const char *path = arena_printf(ctx->arena, "%s/templates/languages/%s/proof.yaml", bench->tree, lang);
    assert_true(source_load(ctx, path, "UTF-8", place_nowhere(), place_nowhere(), &source));
    assert_true(yaml_parse(ctx, source, 0, source->text.len, root));
}

static bool is_of_rule(const struct bench *bench, const char *rule) {
    const struct diag_list *all = diags_all(bench->ctx.diags);
    bool found = false;
    for (size_t i = 0; i < all->len; i++) {
        if (is_proof(&all->at[i]) && strcmp(diag_code_name(all->at[i].code) + 6, rule) != 0) return false;
        found = found || is_proof(&all->at[i]);
    }
    return found;
}

/* Every wrong example is found by its rule and by no other, every right one by none. */
static void examples_are_found(void **state) {
    struct bench *bench = *state;
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        struct node root;
        load_data(bench, languages[l], &root);
        const struct node *rules = node_lookup(&root, "examples");
        assert_non_null(rules);
        for (size_t r = 0; r < rules->count; r++) {
            const char *rule = str_dup(bench->ctx.arena, rules->pairs[r].key);
            const struct node *list = &rules->pairs[r].value;
            assert_true(list->count > 0);
            for (size_t i = 0; i < list->count; i++) {
                assert_int_equal(list->items[i].count, 2);
                const char *wrong = str_dup(bench->ctx.arena, list->items[i].items[0].text);
                const char *right = str_dup(bench->ctx.arena, list->items[i].items[1].text);
                read_body(bench, languages[l], wrong);
                const char *found = findings(bench);
                if (!is_of_rule(bench, rule))
                    fail_msg("%s: %s: \"%s\" gives %s", languages[l], rule, wrong, *found ? found : "nothing");
                read_body(bench, languages[l], right);
                found = findings(bench);
                if (*found) fail_msg("%s: %s: \"%s\" gives %s", languages[l], rule, right, found);
            }
        }
    }
}

static void every_rule_has_an_example(void **state) {
    struct bench *bench = *state;
    struct node root;
    load_data(bench, "uk", &root);
    for (int code = DIAG_PROOF_MIXED_LETTERS; code <= DIAG_PROOF_DATES_MIXED; code++) {
        const char *name = diag_code_name((enum diag_code)code) + 6;
        if (!node_lookup(node_lookup(&root, "examples"), name)) fail_msg("no example of %s", name);
    }
}

/* Look-alikes are pairs of two alphabets, and the words of the list can be typed with them. */
static void data_is_sound(void **state) {
    struct bench *bench = *state;
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        struct node root;
        struct str_list_view pairs, words;
        struct buf own;
        buf_init(&own, bench->ctx.arena);
        load_data(bench, languages[l], &root);
        assert_true(node_texts(&bench->ctx, &root, "look-alikes", &pairs));
        for (size_t i = 0; i < pairs.len; i++) {
            size_t at = 0;
            uint32_t a = utf8_next(pairs.at[i].s, pairs.at[i].len, &at),
                     b = utf8_next(pairs.at[i].s, pairs.at[i].len, &at);
            assert_int_equal(at, pairs.at[i].len);
            assert_true(cp_is_latin(a) ? cp_is_cyrillic(b) : cp_is_latin(b));
            buf_utf8(&own, b);
        }
        assert_true(node_texts(&bench->ctx, &root, "words", &words));
        for (size_t i = 0; i < words.len; i++)
            for (size_t at = 0; at < words.at[i].len;) {
                char letter[5] = {0};
                utf8_put(letter, utf8_next(words.at[i].s, words.at[i].len, &at));
                if (!strstr(own.s, letter)) fail_msg("%s: %.*s", languages[l], STR_ARG(words.at[i]));
            }
    }
    assert_int_equal(diags_all(bench->ctx.diags)->len, 0);
}

/* ---- what is left alone ---------------------------------------------------------------------------------------- */

static void good_text_is_silent(void **state) {
    static const struct {
        const char *lang, *text;
    } good[] = {
        {"uk", "IPv6-адреса, COVID-19, Wi-Fi-мережа, e-mail, SMSка, IPадреса, Linuxу, формула H2O, XXI століття, IV "
               "квартал."},
        {"uk", "Осі x та y, точка A і B, вітамін C. Ціна — 5 000,50 грн; о 10:30, рахунок 2:1, масштаб 1 : 100."},
        {"uk", "О. В. Лозовий, О.В.Лозовий, т. д., т.д., вул. Сумська, 64, ст. 12, 3.5-дюймовий, -5 °C, 2012–2014 рр."},
        {"uk",
         "Тел. 757-12-34, тел.: 32-15, ISSN 1234-5679, ISO 8859-1, № 24-3, код 12-118, 2012-03-30, рядки 5-й і 6-й."},
        {"uk",
         "1) перше; 2) друге (а саме: а) це, б) те); [1, с. 5]. Член(и) комісії :) та ;-) (сміх ;)), (foobar){8,10}"},
        {"uk", "«Слово „всередині“ лапок», \"прямі\", об'єкт, об’єкт, обʼєкт, трьох, Ільїн, Бєлгород, бюро, свято."},
        {"uk", "Див. https://example.org/а,б(в і pres-sluzhba@example.org, www.rada.info,сайт, issue.yaml, C:\\а,б."},
        {"uk", "Код `слово , слово - i` і [новый день , - это]{lang=ru}, [the the]{lang=en}."},
        {"uk", "Навмисно\\: слово\\-слово, два \\- три; 5 &lt; 6, AT\\&T."},
        {"uk", "одно- та двоповерхові; дуже дуже; Дуран Дуран; так, так; чорно-білий - "},
        {"uk", "**Слово**, *слово*; [посилання](https://example.org), слово[^1].\n\n[^1]: Примітка."},
        {"uk", "«Перший абзац цитати.\n\n«Другий абзац цитати»."},
        {"uk", "«Перший абзац цитати.\n\nДругий абзац цитати»."},
        {"uk", "| Рік | 2012 |\n|---|---|\n| план | 5,5 |"},
        {"ru", "О'Генри, д'Артаньян, съезд, ёлка, во-первых, из-за, «Вестник», 5-10, 12.05.2024."},
        {"en", "One end.  Two begin. The \"word\" and “word”, it's, don’t, 5'10\", e.g. this, i.e. that (see p. 5-6)."},
        {"xx", "слово , слово - i"},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        read_body(bench, good[i].lang, good[i].text);
        const char *found = findings(bench);
        if (*found) fail_msg("\"%s\" gives %s", good[i].text, found);
    }
}

/* ---- what is found --------------------------------------------------------------------------------------------- */

static void assert_found(struct bench *bench, const char *lang, const char *text, const char *expected) {
    read_body(bench, lang, text);
    assert_string_equal(findings(bench), expected);
}

static void corrections_are_shown(void **state) {
    struct bench *bench = *state;
    assert_found(bench, "uk", "прoгрaма", "[mixed-letters: прoгрaма → програма (U+006F U+0061)]");
    assert_found(bench, "uk", "Wіkіpedia", "[mixed-letters: Wіkіpedia → Wikipedia (U+0456 U+0456)]");
    assert_found(bench, "uk", "слоqво", "[mixed-letters: слоqво → ? (U+0071)]");
    assert_found(bench, "uk", "село i місто", "[other-alphabet: i → і (U+0069)]");
    assert_found(bench, "uk", "Ми тут. A потім", "[other-alphabet: A → А (U+0041)]");
    assert_found(bench, "uk", "за здоровя", "[apostrophe-missing: здоровя → здоров’я]");
    assert_found(bench, "ru", "об\"явление", "[apostrophe: об\"явление → объявление]");
    assert_found(bench, "uk", "1995-98 роки", "[range: 1995-98 → 1995–98]");
    assert_found(bench, "uk", "ХVI століття", "[mixed-letters: ХVI → XVI (U+0425)]");
}

/* A pair of backticks or asterisks for two apostrophes would be code or emphasis. */
static void markup_for_apostrophes_is_found(void **state) {
    struct bench *bench = *state;
    assert_found(bench, "uk", "Об`єкт і п`ять.", "[apostrophe: Об`єкт → Об’єкт] [apostrophe: п`ять → п’ять]");
    assert_found(bench, "uk", "Об*єкт і п*ять.", "[apostrophe: Об*єкт → Об’єкт] [apostrophe: п*ять → п’ять]");
}

static void fields_are_read(void **state) {
    struct bench *bench = *state;
    read_article(
        bench, yaml_of(bench, "uk"),
        STR("---\nkind: meeting\ntitle: на на\nlead: на на\nagenda: [на на, слово]\nchair: на на\n---\n\nТекст.\n"));
    assert_int_equal(ctx_count(&bench->ctx, DIAG_PROOF_DOUBLED_WORD), 4);
    read_article(
        bench, "number: 1\nlanguage: uk\ntitle: Вісник  ради\nmasthead: {organisation: на на}\n",
        STR("---\ntitle: Так\n---\n\n![на на](a.png \"на на\"){credit=\"на на\"}\n\n> на[^1]\n\n[^1]: на на\n"));
    assert_int_equal(ctx_count(&bench->ctx, DIAG_PROOF_DOUBLED_WORD), 5);
    assert_int_equal(ctx_count(&bench->ctx, DIAG_PROOF_TWO_SPACES), 1);
}

/* Reading fields a second time does not double the messages of the first reading. */
static void fields_are_read_quietly(void **state) {
    struct bench *bench = *state;
    read_article(bench, yaml_of(bench, "uk"), STR("---\ntitle: Слово <b>тут</b>\n---\n\nТекст.\n"));
    assert_int_equal(diags_all(bench->ctx.diags)->len, 0);
}

/* ---- places ---------------------------------------------------------------------------------------------------- */

static void places_are_exact(void **state) {
    struct bench *bench = *state;
    read_body(bench, "uk", "Рядок.\n*Далі* **прогрaма** тут");
    assert_place(bench, 8, 15, "a");
    read_body(bench, "uk", "на\nна");
    assert_place(bench, 8, 1, "на");
    read_article(bench, yaml_of(bench, "uk"),
                 STR("---\ntitle: Так\nlead: >-\n  Перший рядок\n  другий  рядок , так\n---\n\nТекст.\n"));
    assert_place(bench, 5, 9, "  ");
    read_article(bench, yaml_of(bench, "uk"), STR("---\ntitle: \"\\u043fрогрaма\"\n---\n\nТекст.\n"));
    assert_place(bench, 2, 9, "\\u043fрогрaма");
}

static void places_are_bytes_of_the_file(void **state) {
    struct bench *bench = *state;
    read_article(bench, "number: 1\nlanguage: uk\nencoding: CP1251\n",
                 STR("---\ntitle: \xD2\xE0\xEA\n---\n\n\xD2\xE0\xEA \xEF\xF0\xEE\xE3\xF0"
                     "a\xEC\xE0\n"));
    assert_place(bench, 5, 10, "a");
}

/* ---- switches -------------------------------------------------------------------------------------------------- */

static void rules_can_be_off(void **state) {
    struct bench *bench = *state;
    struct str article = STR("---\ntitle: Так\nproof: {off: [doubled-word]}\n---\n\nна на слово , слово\n");
    read_article(bench, yaml_of(bench, "uk"), article);
    assert_string_equal(findings(bench), "[space-before: слово ,]");
    read_article(bench, "number: 1\nlanguage: uk\nproof: {off: [space-before]}\n", article);
    assert_string_equal(findings(bench), "");
    read_article(bench, "number: 1\nlanguage: uk\nproof: {off: spaces}\n", STR("---\ntitle: Так\n---\n\nна на\n"));
    assert_string_equal(findings(bench), "[doubled-word: на на]");
    assert_int_equal(ctx_count(&bench->ctx, DIAG_RULE_UNKNOWN), 1);
    read_article(bench, "number: 1\nlanguage: uk\nrules: {off: [space-before, minus]}\n",
                 STR("---\ntitle: Так\nrules: {on: space-before, off: two-spaces}\n---\n\nслово ,  слово\n"));
    assert_string_equal(findings(bench), "[space-before: слово ,]");
}

static void article_language_counts(void **state) {
    struct bench *bench = *state;
    read_article(bench, yaml_of(bench, "uk"), STR("---\ntitle: Так\nlanguage: ru\n---\n\nновый съезд\n"));
    assert_string_equal(findings(bench), "");
    read_body(bench, "uk", "новый день");
    assert_int_equal(ctx_count(&bench->ctx, DIAG_PROOF_ALIEN_LETTER), 1);
    read_article(bench, yaml_of(bench, "en-GB"), STR("---\ntitle: Yes\n---\n\nthe the\n"));
    assert_int_equal(ctx_count(&bench->ctx, DIAG_PROOF_DOUBLED_WORD), 1);
}

/* ---- hostile text ---------------------------------------------------------------------------------------------- */

/* The pattern for `size` bytes; the time it takes to read it. */
static double time_of(struct bench *bench, const char *pattern, size_t size, bool in_front) {
    struct buf out;
    struct timespec from, to;
    buf_init(&out, bench->ctx.arena);
    buf_puts(&out, in_front ? "---\ntitle: Т\nlead: |\n  а" : "---\ntitle: Т\n---\n\n");
    while (out.len < size) buf_puts(&out, pattern);
    buf_puts(&out, in_front ? "\n---\n\nТак.\n" : "\n");
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    read_article(bench, yaml_of(bench, "uk"), buf_view(&out));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Ten times the text takes ten times as long, not a hundred. */
static void hostile_text_is_linear(void **state) {
    static const char *const patterns[] = {
        "прогрaма ", "бьябья",  "«",   "»",   "(",        ")",  "а) ",     "1)",    "\"",        "- ",
        "на ",       "2012-14", "   ", "a i", "12/5/24 ", "’ ", "а`я",     "«а ",   "а*я ",      "\xD1 ",
        "в О2О",     "а.",      ",,",  "''",  "слово,",   "—",  "www.а/ ", "— а— ", "й\xCC\x86",
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (int front = 0; front < 2; front++) {
            double small = time_of(bench, patterns[i], 20000, front),
                   large = time_of(bench, patterns[i], 200000, front);
            if (large > 30 * small + 0.2)
                fail_msg("\"%s\": %.3f s, ten times as much %.3f s", patterns[i], small, large);
            arena_reset(bench->ctx.scratch);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(examples_are_found, setup, teardown),
        cmocka_unit_test_setup_teardown(every_rule_has_an_example, setup, teardown),
        cmocka_unit_test_setup_teardown(data_is_sound, setup, teardown),
        cmocka_unit_test_setup_teardown(good_text_is_silent, setup, teardown),
        cmocka_unit_test_setup_teardown(corrections_are_shown, setup, teardown),
        cmocka_unit_test_setup_teardown(markup_for_apostrophes_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(fields_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(fields_are_read_quietly, setup, teardown),
        cmocka_unit_test_setup_teardown(places_are_exact, setup, teardown),
        cmocka_unit_test_setup_teardown(places_are_bytes_of_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(rules_can_be_off, setup, teardown),
        cmocka_unit_test_setup_teardown(article_language_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile_text_is_linear, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
