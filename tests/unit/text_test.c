/* text: paragraphs as marked-up strings. Each atom prints as what it does: a box its text, glue " " or "~" (does not
 * break) or "_" (breaks badly), a break "-" (a hyphen shows) or "|" (nothing shows), a line's end "/". Run from the
 * root of the tree: the fonts and languages of the repository are used. */
#include "text/text.h"

#include <hb.h>

#include "base/stock.h"
#include "base/utf8.h"
#include "context.h"
#include "source/source.h"
#include "text/letters.h"

enum { SERIF, SANS, ITALIC, FONTS };

struct desk {
    struct ctx ctx;
    struct font_spec specs[FONTS];
    uint16_t fallback[1];
    struct look look;
    struct fontset *fonts;
    struct shaper *shaper;
    struct char_style chars;
    struct style style;
    struct shaped shaped;
};

static const char *const data_dirs[] = {"no-such-folder", ".", NULL};

static int desk_open(void **state) {
    static struct desk desk;
    memset(&desk, 0, sizeof desk);
    desk.ctx.arena = arena_new();
    desk.ctx.scratch = arena_new();
    desk.ctx.diags = diags_new(desk.ctx.arena);
    desk.specs[SERIF].path = "fonts/SourceSerif4-Regular.ttf";
    desk.specs[SANS].path = "fonts/SourceSans3-Regular.ttf";
    desk.specs[ITALIC].path = "fonts/SourceSerif4-Italic.ttf";
    desk.fallback[0] = SANS;
    desk.look = (struct look){.fonts = desk.specs, .font_count = FONTS, .fallback = desk.fallback, .fallback_count = 1};
    desk.chars = (struct char_style){.font = SERIF, .size = 9300};
    desk.style = (struct style){.hyphenate = true};
    if (!fontset_load(&desk.ctx, &desk.look, &desk.fonts)) return 1;
    desk.shaper = shaper_new(&desk.ctx, desk.fonts, &desk.look, data_dirs);
    *state = &desk;
    return 0;
}

static struct span span_of(struct desk *desk, const char *lang, const char *text) {
    return (struct span){.text = str_from(text), .style = &desk->chars, .lang = lang};
}

static void shape_spans(struct desk *desk, struct span *spans, size_t count) {
    struct flow_text text = {spans, count};
    text_shape(desk->shaper, &desk->ctx, &text, &desk->style, &desk->shaped);
}

static void shape(struct desk *desk, const char *lang, const char *text) {
    struct span span = span_of(desk, lang, text);
    shape_spans(desk, &span, 1);
}

static struct str box_text(const struct atom *atom) {
    const struct run *run = atom->run;
    size_t end = atom->to < run->count ? run->glyphs[atom->to].text : run->text.len;
    return str_slice(run->text, run->glyphs[atom->from].text, end);
}

static void print_glue(struct buf *out, const struct atom *atom) {
    if (atom->penalty >= ATOM_NO_BREAK)
        buf_putc(out, '~');
    else
        buf_putc(out, atom->penalty ? '_' : ' ');
}

static const char *marked_up(struct desk *desk) {
    struct buf out;
    buf_init(&out, desk->ctx.arena);
    for (size_t i = 0; i < desk->shaped.count; i++) {
        const struct atom *atom = &desk->shaped.atoms[i];
        switch (atom->kind) {
        case ATOM_BOX: buf_str(&out, box_text(atom)); break;
        case ATOM_GLUE: print_glue(&out, atom); break;
        case ATOM_BREAK: buf_putc(&out, atom->hyphen ? '-' : '|'); break;
        default: buf_putc(&out, '/'); break;
        }
    }
    return out.s;
}

/* What extraction will read: boxes and glue, no breaks. */
static const char *plain(struct desk *desk) {
    struct buf out;
    buf_init(&out, desk->ctx.arena);
    for (size_t i = 0; i < desk->shaped.count; i++) {
        const struct atom *atom = &desk->shaped.atoms[i];
        if (atom->kind == ATOM_BOX) buf_str(&out, box_text(atom));
        if (atom->kind == ATOM_GLUE) buf_str(&out, atom->run->text);
    }
    return out.s;
}

#define EXPECT(lang, source, expected)                                                                                 \
    do {                                                                                                               \
        shape(desk, lang, source);                                                                                     \
        assert_string_equal(marked_up(desk), expected "/");                                                            \
    } while (0)

/* ---- hyphenation ------------------------------------------------------------------------------------------------- */

static void ukrainian_words_divide_by_the_orthography(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "Марія академія олівець", "Ма-рія ака-де-мія олі-вець");
    EXPECT("uk", "або моя око шия її", "або моя око шия її");
    EXPECT("uk", "ґудзик ходжу", "ґу-дзик хо-джу");
    EXPECT("uk", "пайок сльоза район", "па-йок сльо-за ра-йон");
    EXPECT("uk", "бур’ян кільце низько", "бур’-ян кіль-це низь-ко");
    EXPECT("uk", "байка стійкий мільйон", "бай-ка стій-кий міль-йон");
    EXPECT("uk", "підприємство прикордонного", "під-при-єм-ство при-кор-дон-но-го");
}

static void exceptions_are_above_the_patterns(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "Краматорськ Краматорську", "Кра-ма-торськ Кра-ма-торсь-ку");
    EXPECT("uk", "надзвичайний підживляти", "над-звичай-ний під-жив-ля-ти");
    EXPECT("ru", "трансграничное", "транс-гра-нич-ное");
    EXPECT("en", "Kharkiv Ukraine", "Khar-kiv Ukraine");
}

static void russian_and_english_have_patterns_of_their_own(void **state) {
    struct desk *desk = *state;
    EXPECT("ru", "объединение подъезд район ёлка", "объ-еди-не-ние подъ-езд район ёл-ка");
    EXPECT("ru", "сотрудничество бизнесмен", "со-труд-ни-че-ство биз-нес-мен");
    EXPECT("en", "hyphenation programme meeting", "hy-phen-a-tion pro-gramme meet-ing");
    EXPECT("en-GB", "association", "as-so-ci-ation");
}

/* Each break of each word against the rules that can be told without a dictionary. */
static void no_break_offends_a_rule(void **state) {
    static const char words[] =
        "самоврядування об’єднання дзеркало розʼяснення європейський йодований синьоокий серйозний під’їзд прем’єра "
        "джерело бджола піджак надзусилля кукурудза майбутнє районний гайдамака співробітництво Слобожанщина "
        "аеропорт здійснюється відповідно зборів трьохсот альйанс каньйон медальйон курйозний п’ятниця сузір’я";
    struct desk *desk = *state;
    shape(desk, "uk", words);
    const char *text = marked_up(desk);
    size_t breaks = 0;
    for (const char *at = strchr(text, '-'); at; at = strchr(at + 1, '-'), breaks++) {
        static const char *const never_after[] = {"ь", "’", "ʼ"};
        for (size_t i = 0; i < 3; i++) assert_int_not_equal(strncmp(at + 1, never_after[i], strlen(never_after[i])), 0);
        if (strncmp(at + 1, "о", 2) == 0) {
            assert_int_not_equal(memcmp(at - 2, "й", 2), 0);
            assert_int_not_equal(memcmp(at - 2, "ь", 2), 0);
        }
        if (memcmp(at - 2, "д", 2) == 0)
            assert_true(at[1] == '\0' || strncmp(at + 1, "з", 2) || !memcmp(at - 6, "н", 2));
        assert_true(at - text >= 4 && at[-3] != ' ' && at[3] != ' '); /* two letters at least */
    }
    assert_true(breaks > 40);
}

static void some_breaks_are_worse_than_others(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "знання", "зна-н-ня");
    int16_t short_part = desk->shaped.atoms[3].penalty, doubled = desk->shaped.atoms[1].penalty;
    EXPECT("uk", "дзеркало", "дзер-ка-ло");
    int16_t good = desk->shaped.atoms[1].penalty;
    assert_int_equal(desk->shaped.atoms[3].penalty, short_part);
    assert_true(good > 0 && good < short_part && good < doubled);
    assert_true(desk->shaped.atoms[1].flagged);
    static const char *const ranges[] = {"2012–2014", "5–10", "XX–XXI", "12—15"};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        shape(desk, "uk", ranges[i]);
        assert_int_equal(desk->shaped.atoms[1].kind, ATOM_BREAK);
        assert_true(desk->shaped.atoms[1].penalty > 10 * doubled);
    }
    shape(desk, "uk", "Харків–Суми");
    for (size_t i = 0; i < desk->shaped.count; i++) assert_true(desk->shaped.atoms[i].penalty <= doubled);
}

static void some_words_are_left_whole(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "ЮНЕСКО ООН YouTube", "ЮНЕСКО ООН YouTube");
    EXPECT("uk", "2012-го COVID19 ковід19", "2012-го COVID19 ковід19");
    EXPECT("uk", "адміністративно-територіальний", "адміністративно-|територіальний");
    EXPECT("uk", "будь-який р-н а-я 2-й 80-річчя", "будь-|який~р-н а-я 2-й 80-|річчя");
    EXPECT("uk", "«об’єднання»,", "«об’-єд-на-н-ня»,");
}

static void style_may_forbid_hyphenation(void **state) {
    struct desk *desk = *state;
    desk->style.hyphenate = false;
    EXPECT("uk", "самоврядування прем’єр-міністр само\xC2\xADврядування",
           "самоврядування прем’єр-|міністр само-врядування");
}

static void soft_hyphens_rule_out_the_patterns(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "самовряду\xC2\xADвання", "самовряду-вання");
    EXPECT("en", "a\xE2\x80\x8Bz\xE2\x80\x8Bz", "a|z|z");
    EXPECT("uk", "будь-\xE2\x81\xA0який", "будь-який");
}

static void a_word_divides_across_spans(void **state) {
    struct desk *desk = *state;
    struct char_style italic = desk->chars;
    italic.font = ITALIC;
    struct span spans[] = {span_of(desk, "uk", "само"), span_of(desk, "uk", "врядування слово"),
                           span_of(desk, "uk", "1")};
    spans[1].style = &italic;
    spans[2].note = 1;
    shape_spans(desk, spans, 3);
    assert_string_equal(marked_up(desk), "само-вря-ду-ва-н-ня сло-во1/");
}

static void addresses_divide_without_a_hyphen(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "https://www.example.org/assembly/2012?x=1", "https://|www|.example|.org/|assembly/|2012?|x=1");
    EXPECT("uk", "(press@example.org)", "(press@|example|.org)");
    EXPECT("uk", "і/або громадські/державні", "і/або гро-мад-ські/|дер-жав-ні");
    EXPECT("uk", "2012–2014 Харків—Бєлгород", "2012–|2014 Хар-ків—|Бєл-го-род");
}

/* An exception of the issue is above those of the language, in every language. */
static void issues_have_exceptions(void **state) {
    struct desk *desk = *state;
    shaper_add_exception(desk->shaper, STR("Краматорсь-к*"), place_nowhere());
    shaper_add_exception(desk->shaper, STR("пів-ніч"), place_nowhere());
    shaper_add_exception(desk->shaper, STR("пів5ніч"), place_nowhere());
    EXPECT("uk", "Краматорську північ північний", "Краматорсь-ку пів-ніч пів-ні-чний");
    assert_int_equal(ctx_count(&desk->ctx, DIAG_HYPHEN_PATTERN_BAD), 1);
    EXPECT("ru", "Краматорську", "Краматорсь-ку");
}

/* ---- rules --------------------------------------------------------------------------------------------------------
 */

/* Every example of a rule comes out as written, and one at least does so because of the rule. */
static void try_rule(struct desk *desk, struct sampler *sampler, enum rule rule, const struct node *examples) {
    bool divided = rule == RULE_HYPHENATION || rule == RULE_ORDINAL, matters = false;
    assert_int_equal(examples->kind, NODE_LIST);
    for (size_t i = 0; i < examples->count; i++) {
        const struct node *pair = &examples->items[i];
        assert_int_equal(pair->count, 2);
        assert_true(pair->items[0].kind == NODE_SCALAR && pair->items[1].kind == NODE_SCALAR);
        struct rule_choice on = {.on = RULE_BIT(rule)}, off = {.off = RULE_BIT(rule)};
        struct str typed = pair->items[0].text, set = pair->items[1].text;
        assert_string_equal(str_dup(desk->ctx.arena, sampler_show(sampler, typed, on, divided)),
                            str_dup(desk->ctx.arena, set));
        matters = matters || !str_eq(sampler_show(sampler, typed, off, divided), set);
    }
    if (!matters) fail_msg("%s: no example needs it", rule_name(rule));
}

static void rules_do_what_their_examples_say(void **state) {
    static const char *const languages[] = {"uk", "ru", "en"};
    struct desk *desk = *state;
    for (size_t n = 0; n < sizeof languages / sizeof *languages; n++) {
        const char *path = arena_printf(desk->ctx.arena, "templates/languages/%s/language.yaml", languages[n]);
        struct sampler *sampler = sampler_new(&desk->ctx, languages[n], data_dirs);
        struct source *source;
        struct node root;
        assert_true(source_load(&desk->ctx, path, "UTF-8", place_nowhere(), place_nowhere(), &source));
        assert_true(yaml_parse(&desk->ctx, source, 0, source->text.len, &root));
        const struct node *examples = node_lookup(&root, "examples");
        for (size_t i = 0; i < examples->count; i++) {
            enum rule rule;
            assert_true(rule_lookup(examples->pairs[i].key, &rule) && rule_sets(rule));
            try_rule(desk, sampler, rule, &examples->pairs[i].value);
        }
        assert_int_equal(diags_all(desk->ctx.diags)->len, 0);
    }
}

static void doubtful_signs_stay_as_typed(void **state) {
    struct desk *desk = *state;
    static const char *const same[] = {"a--b.txt",
                                       "C:\\а--б",
                                       "file_5-10 осіб",
                                       "12-5 осіб",
                                       "0932-1234567 грн",
                                       "2012-2014",
                                       "5-10",
                                       "1.5.2 млн",
                                       "12345",
                                       "1.250 грн",
                                       "12345678/5 %",
                                       "---- так",
                                       "а ---- б",
                                       "....",
                                       ".. ...... ",
                                       "тел. 12345 грн",
                                       "ІПН 1234567890",
                                       "- 5",
                                       "1 - 5",
                                       "Windows -5",
                                       ":( так",
                                       "так :)",
                                       "10:30",
                                       "а-б-в",
                                       "-",
                                       "--",
                                       "...а/б",
                                       "5-річний",
                                       "2012-го року"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        shape(desk, "uk", same[i]);
        assert_string_equal(plain(desk), str_dup(desk->ctx.arena, str_trim(str_from(same[i]))));
    }
}

/* ---- spaces and marks -------------------------------------------------------------------------------------------- */

static void short_words_and_abbreviations_keep_their_neighbours(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "У м. Харкові й у с. Або", "У~м.~Хар-ко-ві й~у~с.~Або");
    EXPECT("uk", "№ 5, ст. 12, п. 3", "№~5, ст.~12, п.~3");
    EXPECT("uk", "12 грн 2012 р. 5 млн 12 січня", "12~грн 2012~р. 5~млн 12~сі-чня");
    EXPECT("uk", "5 тис. грн. Або", "5~тис.~грн. Або");
    EXPECT("uk", "XX ст., 1 250 000 грн", "XX~ст., 1~250~000~грн");
    EXPECT("uk", "і т. д., та ін., т. зв. б", "і~т.~д., та~ін., т.~зв.~б");
    EXPECT("uk", "Т. Г. Око, Око Т. Г., Око О.П.", "Т.~Г.~Око, Око~Т.~Г., Око~О.П.");
    EXPECT("uk", "око (а саме) «у шию»", "око (а~са-ме) «у~шию»");
    EXPECT("uk", "В око, 220 В є око", "В~око, 220~В~є~око");
    EXPECT("ru", "в 2012 г. и т. д.", "в~2012~г. и~т.~д.");
    EXPECT("en", "a No. 5 of I am", "a~No.~5 of I~am");
}

/* The call of a note behind a word is no part of it. */
static void calls_part_nothing(void **state) {
    static const struct {
        const char *before, *after, *expected;
    } cases[] = {{"12 грн", " або", "12~грн1 або/"},   {"1 250 тис. грн", ".", "1~250~тис.~грн1./"},
                 {"2012", " р. і", "20121~р. і/"},     {"№", " 5", "№1~5/"},
                 {"12 грн,", " око", "12~грн,1 око/"}, {"око!", " око", "око!1 око/"},
                 {"око…", " око", "око…1 око/"},       {"5 (в)", " око", "5 (в)1 око/"}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span spans[] = {span_of(desk, "uk", cases[i].before), span_of(desk, "uk", "1"),
                               span_of(desk, "uk", cases[i].after)};
        spans[1].note = 1;
        spans[1].role = ROLE_REFERENCE;
        shape_spans(desk, spans, 3);
        assert_string_equal(marked_up(desk), cases[i].expected);
    }
}

static void plain_neighbours_stay_apart(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "око. У шию", "око. У~шию");
    EXPECT("uk", "5 око, ст. око; м. око", "5 око, ст. око; м. око");
    EXPECT("uk", "2012 100 осіб", "2012 100~осіб");
}

static void marks_stay_where_they_belong(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "око ! шия ( моя ) « або »", "око! шия (моя) «або»");
    EXPECT("uk", "око ... шия", "око … шия");
}

/* A paragraph of nothing but one-letter words must not become one line. */
static void chains_end(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "а а а а а а а а", "а~а~а~а~а~а а~а");
}

static void dash_hangs_on_the_word_before(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "око — шия - моя – або", "око~— шия~— моя~– або");
    EXPECT("uk", "— Око", "—~Око");
}

static void heads_avoid_prepositions_at_the_line_end(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "шия на оці", "шия на оці");
    desk->style.keep_next = true;
    desk->style.hyphenate = false;
    EXPECT("uk", "шия на оці", "шия на_оці");
}

static void spaces_of_other_kinds(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "  око \t\n шия  ", "око шия");
    EXPECT("uk",
           "око\xC2\xA0шия\xE2\x80\xAFмоя\xE2\x80\x89"
           "або",
           "око~шия~моя або");
    const struct atom *nbsp = &desk->shaped.atoms[1], *thin = &desk->shaped.atoms[5];
    assert_true(nbsp->justifies && nbsp->stretch > 0);
    assert_false(thin->justifies);
    assert_true(thin->width > 0 && thin->stretch == 0 && thin->width < nbsp->width);
}

static void quotes_follow_the_language(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "\"Око \"моя\" шия\", (\"або\")", "«Око „моя“ шия», («або»)");
    EXPECT("en", "\"an 'era' is\" 5\" James'", "“an ‘era’ is” 5\" James’");
    EXPECT("uk", "об'єднання пʼять", "об’-єд-на-н-ня п’ять");
    EXPECT("uk", "око (\"[\"), (\"/\"), (\"\")", "око («[»), («/»), («»)");
    EXPECT("xx", "\"а\" б'в", "\"а\" б'в");
    assert_int_equal(ctx_count(&desk->ctx, DIAG_LANGUAGE_UNKNOWN), 1);
}

static void verbatim_text_is_left_alone(void **state) {
    struct desk *desk = *state;
    struct span span = span_of(desk, "uk", "  if (\"a\")  самоврядування");
    span.verbatim = true;
    shape_spans(desk, &span, 1);
    assert_string_equal(marked_up(desk), "  if (\"a\")  самоврядування/");
    assert_int_equal(desk->shaped.atoms[0].kind, ATOM_BOX); /* an indent must not vanish */
}

static void forced_line_ends(void **state) {
    struct desk *desk = *state;
    struct span spans[] = {span_of(desk, "uk", "око "), span_of(desk, "uk", " шия"), span_of(desk, "uk", "")};
    spans[0].newline = spans[1].newline = true;
    shape_spans(desk, spans, 2);
    assert_string_equal(marked_up(desk), "око/шия/");
    shape_spans(desk, spans, 3);
    assert_string_equal(marked_up(desk), "око/шия/");
    shape_spans(desk, spans, 0);
    assert_string_equal(marked_up(desk), "/");
}

/* The typist's dash may be the last thing of a line that the author ends; a lone one is an empty cell. */
static void a_hyphen_before_a_forced_line_end_is_a_dash(void **state) {
    struct desk *desk = *state;
    struct span spans[] = {span_of(desk, "uk", "око -"), span_of(desk, "uk", "шия")};
    spans[0].newline = true;
    shape_spans(desk, spans, 2);
    assert_string_equal(marked_up(desk), "око~—/шия/");
    spans[0] = span_of(desk, "uk", "-");
    spans[0].newline = true;
    shape_spans(desk, spans, 2);
    assert_string_equal(marked_up(desk), "-/шия/");
}

/* Braces are brackets to every rule, a full stop ends a number but may belong to a word. */
static void marks_open_and_close_for_every_rule(void **state) {
    struct desk *desk = *state;
    EXPECT("uk", "{-5}", "{−5}");
    EXPECT("uk", "див. (5). Так", "див. (5). Так");
    EXPECT("uk", "було -5.", "бу-ло −5.");
}

/* A hyphen of an address at a line's end would be taken for one of the line's own. */
static void an_address_is_divided_before_its_stop(void **state) {
    struct desk *desk = *state;
    int16_t stop = 0, hyphen = 0;
    shape(desk, "uk", "www.a-b.ua");
    for (size_t i = 1; i < desk->shaped.count; i++) {
        const struct atom *atom = &desk->shaped.atoms[i];
        if (atom->kind != ATOM_BREAK || i + 1 == desk->shaped.count) continue;
        if (atom->penalty > 9000) hyphen++;
        if (atom->penalty > 0 && atom->penalty < 500) stop++;
    }
    assert_int_equal(hyphen, 1);
    assert_int_equal(stop, 2);
}

/* ---- glyphs ------------------------------------------------------------------------------------------------------ */

static int64_t advance_sum(const struct desk *desk) {
    int64_t sum = 0;
    for (size_t i = 0; i < desk->shaped.count; i++) {
        const struct atom *atom = &desk->shaped.atoms[i];
        if (atom->kind != ATOM_BOX) continue;
        for (uint32_t g = atom->from; g < atom->to; g++) sum += atom->run->glyphs[g].advance;
    }
    return sum;
}

static int64_t harfbuzz_sum(struct desk *desk, const char *text, hb_script_t script, const char *lang) {
    hb_buffer_t *buffer = hb_buffer_create();
    unsigned count;
    int64_t sum = 0;
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script);
    hb_buffer_set_language(buffer, hb_language_from_string(lang, -1));
    hb_shape(font_hb(desk->fonts, SERIF), buffer, NULL, 0);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(buffer, &count);
    for (unsigned i = 0; i < count; i++) sum += pos[i].x_advance;
    hb_buffer_destroy(buffer);
    return sum;
}

static void boxes_add_up_to_the_whole_word(void **state) {
    static const char *const words[] = {"Слобожанщина", "ГУТА", "Туалет", "«Тарас»", "самоврядування", "рукотворний."};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        shape(desk, "uk", words[i]);
        assert_int_equal(advance_sum(desk), harfbuzz_sum(desk, words[i], HB_SCRIPT_CYRILLIC, "uk"));
    }
    desk->style.hyphenate = false; /* with it, office has no ligature */
    shape(desk, "en", "AVATAR office");
    assert_int_equal(advance_sum(desk), harfbuzz_sum(desk, "AVATAR", HB_SCRIPT_LATIN, "en") +
                                            harfbuzz_sum(desk, "office", HB_SCRIPT_LATIN, "en"));
}

/* A line that ends at the break is as wide as HarfBuzz sets its text with the hyphen. */
static void trim_makes_the_broken_line_exact(void **state) {
    static const char word[] = "ГуТуТаГуТа"; /* kerned pairs everywhere */
    struct desk *desk = *state;
    char soft[64], head[64];
    for (size_t cut = 2; cut + 2 < sizeof word; cut += 2) {
        memcpy(soft, word, cut);
        memcpy(soft + cut, "\xC2\xAD", 2);
        memcpy(soft + cut + 2, word + cut, sizeof word - cut);
        shape(desk, "uk", soft);
        const struct atom *box = &desk->shaped.atoms[0], *stop = &desk->shaped.atoms[1];
        assert_int_equal(stop->kind, ATOM_BREAK);
        assert_true(str_is(stop->hyphen->text, "\xC2\xAD"));
        int64_t sum = stop->trim + stop->hyphen->glyphs[0].advance;
        for (uint32_t g = box->from; g < box->to; g++) sum += box->run->glyphs[g].advance;
        memcpy(head, word, cut);
        strcpy(head + cut, "\xE2\x80\x90");
        assert_int_equal(sum, harfbuzz_sum(desk, head, HB_SCRIPT_CYRILLIC, "uk"));
        assert_int_equal(stop->width, mpt_from_units(stop->trim, 9300, 1000) +
                                          mpt_from_units(stop->hyphen->glyphs[0].advance, 9300, 1000));
    }
}

static void widths_are_sums(void **state) {
    struct desk *desk = *state;
    shape(desk, "uk", "око шия");
    mpt word = desk->shaped.atoms[0].width, space = desk->shaped.atoms[1].width;
    assert_int_equal(shaped_width(&desk->shaped), word + space + desk->shaped.atoms[2].width);
    assert_true(shaped_min_width(&desk->shaped) >= word);
    assert_true(shaped_min_width(&desk->shaped) < shaped_width(&desk->shaped));
    desk->chars.tracking = 100;
    shape(desk, "uk", "око");
    assert_int_equal(desk->shaped.atoms[0].width, word + 3 * 930);
    shape(desk, "uk", "№ 5 око");
    assert_true(shaped_min_width(&desk->shaped) > desk->shaped.atoms[0].width + desk->shaped.atoms[2].width);
}

static uint32_t first_glyph(struct desk *desk, const char *text) {
    shape(desk, "uk", text);
    return desk->shaped.atoms[0].run->glyphs[0].id;
}

static void styles_choose_glyphs(void **state) {
    struct desk *desk = *state;
    uint32_t letter = first_glyph(desk, "а"), figure = first_glyph(desk, "2");
    desk->chars.caps = CAPS_SMALL;
    assert_int_not_equal(first_glyph(desk, "а"), letter);
    assert_string_equal(plain(desk), "а");
    desk->chars.caps = CAPS_ALL;
    shape(desk, "uk", "їжак");
    assert_string_equal(marked_up(desk), "ЇЖАК/");
    desk->chars.caps = CAPS_NONE;
    desk->chars.figures = FIGURES_OLD;
    assert_int_not_equal(first_glyph(desk, "2"), figure);
    desk->chars.figures = FIGURES_LINING;
    desk->chars.tabular = true;
    shape(desk, "uk", "1");
    int32_t one = desk->shaped.atoms[0].run->glyphs[0].advance;
    shape(desk, "uk", "8");
    assert_int_equal(one, desk->shaped.atoms[0].run->glyphs[0].advance);
    desk->chars.tabular = false;
    desk->chars.superior = true;
    assert_int_not_equal(first_glyph(desk, "2"), figure);
    assert_int_equal(desk->shaped.atoms[0].run->rise, 0);
}

static void what_a_face_lacks_is_made(void **state) {
    struct desk *desk = *state;
    desk->chars.superior = true;
    shape(desk, "uk", "*");
    assert_true(desk->shaped.atoms[0].run->size < 9300 && desk->shaped.atoms[0].run->rise > 0);
    desk->chars.superior = false;
    desk->chars.font = ITALIC;
    desk->chars.caps = CAPS_SMALL;
    shape(desk, "uk", "Око");
    assert_int_equal(desk->shaped.atoms[0].run->size, 9300);
    assert_true(desk->shaped.atoms[1].run->size < 9300);
    assert_string_equal(plain(desk), "Око");
    uint32_t made = desk->shaped.atoms[1].run->glyphs[0].id;
    desk->chars.caps = CAPS_NONE;
    assert_int_equal(made, first_glyph(desk, "К"));
}

static uint32_t glyph_in(struct desk *desk, const char *lang, const char *text) {
    shape(desk, lang, text);
    assert_string_equal(plain(desk), text); /* the shape changes, what is read does not */
    return desk->shaped.atoms[0].run->glyphs[0].id;
}

/* The same letter has shapes of its own in Serbian and Macedonian (б) and in Bulgarian (в, к, ж), no language data
 * needed; Russian and Ukrainian share theirs. */
static void letters_take_the_shapes_of_their_language(void **state) {
    struct desk *desk = *state;
    static const char *const here[] = {"б", "в", "г", "д", "т", "к"};
    for (int italic = 0; italic < 2; italic++) {
        desk->chars.font = italic ? ITALIC : SERIF;
        for (size_t i = 0; i < sizeof here / sizeof *here; i++)
            assert_int_equal(glyph_in(desk, "uk", here[i]), glyph_in(desk, "ru", here[i]));
        assert_int_not_equal(glyph_in(desk, "sr", "б"), glyph_in(desk, "ru", "б"));
        assert_int_equal(glyph_in(desk, "mk", "б"), glyph_in(desk, "sr", "б"));
        assert_int_not_equal(glyph_in(desk, "bg", "в"), glyph_in(desk, "ru", "в"));
        assert_int_not_equal(glyph_in(desk, "bg", "д"), glyph_in(desk, "ru", "д"));
    }
    assert_int_not_equal(glyph_in(desk, "sr", "г"), glyph_in(desk, "ru", "г"));
    assert_int_not_equal(glyph_in(desk, "sr", "т"), glyph_in(desk, "ru", "т"));
    assert_int_equal(ctx_count(&desk->ctx, DIAG_GLYPH_MISSING), 0);
}

/* U+0301 takes no room and stands over its letter, higher over a capital. */
static void stress_marks_stand_over_their_vowels(void **state) {
    static const char *const vowels[] = {"а", "е", "є", "и", "і", "о", "у", "ю", "я", "ы", "э"};
    struct desk *desk = *state;
    for (int face = SERIF; face < FONTS; face++)
        for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
            const char *stressed = arena_printf(desk->ctx.arena, "%s\xCC\x81", vowels[i]);
            desk->chars.font = (uint16_t)face;
            shape(desk, "uk", vowels[i]);
            mpt alone = desk->shaped.atoms[0].width;
            int32_t letter = desk->shaped.atoms[0].run->glyphs[0].advance;
            shape(desk, "uk", stressed);
            const struct run *run = desk->shaped.atoms[0].run;
            assert_string_equal(plain(desk), stressed);
            assert_int_equal(desk->shaped.atoms[0].width, alone);
            assert_true(run->count > 1);
            assert_true(run->glyphs[run->count - 1].x <= 0 && run->glyphs[run->count - 1].x > -letter);
            struct glyph low = run->glyphs[run->count - 1];
            desk->chars.caps = CAPS_ALL;
            shape(desk, "uk", stressed);
            desk->chars.caps = CAPS_NONE;
            run = desk->shaped.atoms[0].run;
            assert_true(run->count > 1);
            assert_true(run->glyphs[run->count - 1].y > low.y || run->glyphs[run->count - 1].id != low.id);
        }
    assert_int_equal(diags_all(desk->ctx.diags)->len, 0);
}

static void ligatures_give_way_to_hyphens(void **state) {
    struct desk *desk = *state;
    EXPECT("en", "office different off", "of-fice dif-fer-ent off");
    assert_int_equal(desk->shaped.atoms[desk->shaped.count - 2].run->count, 2); /* o, ff */
    desk->style.hyphenate = false;
    EXPECT("en", "office", "office");
    assert_int_equal(desk->shaped.atoms[0].run->count, 4); /* o, ffi, c, e */
}

static void other_fonts_help_out(void **state) {
    struct desk *desk = *state;
    shape(desk, "uk",
          "а\xE2\x96\xA1"
          "б"); /* U+25A1: only the sans has it */
    assert_int_equal(desk->shaped.atoms[1].run->font, SANS);
    assert_int_equal(desk->shaped.atoms[0].run->font, SERIF);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_GLYPH_MISSING), 0);
    shape(desk, "uk", "2\xE2\x80\x91й"); /* U+2011: set with the hyphen */
    assert_int_equal(desk->shaped.atoms[0].run->font, SERIF);
    assert_int_equal(desk->shaped.count, 2);
}

static void missing_characters_are_shown_and_reported(void **state) {
    struct desk *desk = *state;
    static const char bytes[] = "око \xE6\xBC\xA2 шия";
    uint32_t file = diags_file(desk->ctx.diags, "a.md", str_from(bytes));
    struct span span = span_of(desk, "uk", bytes);
    span.place = place_of_text(desk->ctx.diags, file, 0, sizeof bytes - 1);
    shape_spans(desk, &span, 1);
    assert_int_equal(ctx_count(&desk->ctx, DIAG_GLYPH_MISSING), 1);
    const struct diag *d = &diags_all(desk->ctx.diags)->at[0];
    assert_int_equal(d->place.start, 7);
    assert_int_equal(d->place.end, 10);
    assert_string_equal(d->detail, "U+6F22");
    const struct run *run = desk->shaped.atoms[2].run;
    assert_int_not_equal(run->glyphs[0].id, 0);
    assert_true(run->glyphs[0].advance > 0);
    assert_string_equal(plain(desk), bytes); /* what it reads as is kept */
}

static void marks_stay_with_their_letters(void **state) {
    struct desk *desk = *state;
    shape(desk, "uk", "за\xCC\x81мок");
    assert_string_equal(marked_up(desk), "за\xCC\x81-мок/");
    shape(desk, "uk", "и\xCC\x86од і\xCC\x88");
    assert_string_equal(plain(desk), "йод ї");
    shape(desk, "uk", "\xCC\x81\xCC\x81\xCC\x81");
    assert_string_equal(plain(desk), "\xCC\x81\xCC\x81\xCC\x81");
}

static void foreign_scripts_break_after_unicode(void **state) {
    struct desk *desk = *state;
    EXPECT("en", "\xE6\xBC\xA2\xE5\xAD\x97", "\xE6\xBC\xA2|\xE5\xAD\x97");
    assert_int_equal(ctx_count(&desk->ctx, DIAG_GLYPH_MISSING), 1);
}

/* ---- nothing lost, nothing slow ---------------------------------------------------------------------------------- */

/* White space as one space, or left out; the replaced marks as what replaces them: the documented substitutions. */
static const char *normalised(struct arena *arena, const char *text, bool spaces) {
    struct buf out;
    size_t len = strlen(text);
    buf_init(&out, arena);
    for (size_t at = 0; at < len;) {
        uint32_t cp = utf8_next(text, len, &at);
        if (cp == 0xAD || cp == 0x200B || cp == 0x2060) continue;
        if (cp == 0x2BC || cp == '`' || cp == 0x2019 || cp == 0x2018) cp = '\'';
        if (cp == '"' || cp == 0xAB || cp == 0xBB || cp == 0x201E || cp == 0x201C || cp == 0x201D) cp = '\'';
        if (cp == '\n' || cp == '\t') cp = ' ';
        if (cp == 0x2013 || cp == 0x2014 || cp == 0x2212) cp = '-';
        if (cp == '-' && out.len && out.s[out.len - 1] == '-') continue;
        if (!spaces && (cp == ' ' || cp == 0xA0)) continue;
        if (cp == 0x2026) buf_puts(&out, "..");
        if (cp == 0x2026) cp = '.';
        if (cp == ' ' && (!out.len || out.s[out.len - 1] == ' ')) continue;
        buf_utf8(&out, cp);
    }
    while (out.len && out.s[out.len - 1] == ' ') out.s[--out.len] = '\0';
    return out.s;
}

/* Random text out of awkward parts, split into spans at random: all of it comes back, once. */
static void no_character_is_lost_or_doubled(void **state) {
    static const char *const parts[] = {"слово",
                                        " ",
                                        "  ",
                                        "\"",
                                        "'",
                                        "-",
                                        "—",
                                        "5",
                                        "№",
                                        ".",
                                        "Т.",
                                        "\n",
                                        "і",
                                        "(",
                                        ")",
                                        "\xC2\xAD",
                                        "\xE6\xBC\xA2",
                                        "fi",
                                        "ffi",
                                        "e\xCC\x81",
                                        "http://a.b/c",
                                        "\xE2\x80\x8B",
                                        "\xC2\xA0",
                                        "ʼ",
                                        "Ю",
                                        "р.",
                                        "«",
                                        "»",
                                        "\xF0\x9F\x98\x80",
                                        "office",
                                        "об'єкт"};
    struct desk *desk = *state;
    uint32_t seed = 12345;
    for (int round = 0; round < 400; round++) {
        struct span spans[3];
        struct buf whole;
        buf_init(&whole, desk->ctx.arena);
        for (size_t i = 0; i < 3; i++) {
            struct buf text;
            buf_init(&text, desk->ctx.arena);
            for (int n = 0; n < 7; n++) {
                seed = seed * 1103515245u + 12345u; /* the C standard's example of rand */
                buf_puts(&text, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
            }
            spans[i] = span_of(desk, seed & 0x10000 ? "uk" : "en", text.s);
            if (round % 2) spans[i].rules.off = ~RULE_BIT(RULE_TWO_SPACES); /* then spaces come back too */
            buf_str(&whole, buf_view(&text));
        }
        shape_spans(desk, spans, 3);
        const char *expected = normalised(desk->ctx.arena, whole.s, round % 2);
        const char *got = normalised(desk->ctx.arena, plain(desk), round % 2);
        /* Composition is a substitution too: é. */
        struct buf composed;
        buf_init(&composed, desk->ctx.arena);
        for (const char *s = expected; *s; s++) {
            if (s[0] == 'e' && strncmp(s + 1, "\xCC\x81", 2) == 0) {
                buf_puts(&composed, "\xC3\xA9");
                s += 2;
            } else
                buf_putc(&composed, *s);
        }
        assert_string_equal(got, composed.s);
    }
}

/* Places of runs say where in the source their text stands. */
static void places_follow_the_text(void **state) {
    struct desk *desk = *state;
    static const char bytes[] = "око  об'єкт \"шия\"";
    uint32_t file = diags_file(desk->ctx.diags, "a.md", str_from(bytes));
    struct span span = span_of(desk, "uk", bytes);
    span.place = place_of_text(desk->ctx.diags, file, 0, sizeof bytes - 1);
    shape_spans(desk, &span, 1);
    const struct atom *object = &desk->shaped.atoms[2];
    assert_true(str_is(object->run->text, "об’єкт"));
    assert_int_equal(object->run->place.start, 8);
    assert_int_equal(object->run->place.end, 19);
    assert_ptr_equal(object->run->span, &span);
}

static void a_megabyte_without_a_space_is_linear(void **state) {
    static const char *const units[] = {"а", "а-", "\xCC\x81", "\"", "'",  "a.", "\xE6\xBC\xA2", "і ", "-",
                                        ".", "5",  "5-",       "1.", "- ", " .", "VX-",          "а--"};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buf text;
        buf_init(&text, desk->ctx.arena);
        while (text.len < 150000) buf_puts(&text, units[i]);
        shape(desk, "uk", text.s);
        size_t len = 0;
        for (size_t k = 0; k < desk->shaped.count; k++)
            if (desk->shaped.atoms[k].kind == ATOM_BOX) len += box_text(&desk->shaped.atoms[k]).len;
        bool spaces = strchr(units[i], ' ');
        assert_true(len + 1 >= (spaces ? text.len / 2 : text.len));
    }
}

/* A text of that many words, each of its own: the number's figures as letters. */
static const char *distinct_words(struct desk *desk, unsigned count) {
    static const char *const letters[] = {"а", "то", "ри", "ву", "до", "ні", "ка", "ся", "же", "ля"};
    struct buf text;
    buf_init(&text, desk->ctx.arena);
    for (unsigned i = 0; i < count; i++) {
        for (unsigned n = i + 1000; n > 0; n /= 10) buf_puts(&text, letters[n % 10]);
        buf_putc(&text, ' ');
    }
    return text.s;
}

/* Words are shaped once; what is new costs in proportion to its length, however full the cache is. */
static void shaping_is_remembered_and_linear(void **state) {
    struct desk *desk = *state;
    const char *text = distinct_words(desk, 4000), *more = distinct_words(desk, 64000);
    shape(desk, "uk", text);
    struct shaping once = shaper_cost(desk->shaper);
    shape(desk, "uk", text);
    struct shaping twice = shaper_cost(desk->shaper);
    assert_true(once.shaped > 4000 && once.shaped < once.asked);
    assert_int_equal(twice.shaped, once.shaped);
    assert_int_equal(twice.asked, 2 * once.asked);
    assert_true(twice.steps - once.steps <= once.asked * 3);
    shape(desk, "uk", more);
    struct shaping all = shaper_cost(desk->shaper);
    assert_true(all.steps - twice.steps <= once.steps * 16 * 3 / 2);
}

/* The next issue finds the words of this one, with the same glyphs, and only new ones are shaped. */
static void words_are_kept_for_the_next_issue(void **state) {
    struct desk *desk = *state;
    const char *text = distinct_words(desk, 300);
    struct ctx *ctx = &desk->ctx;
    struct arena *first = ctx->arena;
    const char *cold = NULL;
    ctx->stock = stock_new(first);
    for (int issue = 0; issue < 3; issue++) {
        ctx->arena = arena_new();
        assert_true(fontset_load(ctx, &desk->look, &desk->fonts));
        desk->shaper = shaper_new(ctx, desk->fonts, &desk->look, data_dirs);
        shape(desk, "uk", text);
        assert_true(issue == 0 ? shaper_cost(desk->shaper).shaped > 300 : shaper_cost(desk->shaper).shaped == 0);
        const char *seen = arena_strdup(first, marked_up(desk));
        if (cold) assert_string_equal(seen, cold);
        cold = seen;
        arena_free(ctx->arena);
    }
    ctx->arena = first;
}

/* The short answers of text are those of base, for every character. */
static void letters_agree_with_base(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp < 0x11000; cp++) {
        char put[4], base[4], pair[5] = {0};
        size_t at = 0, len = letter_put(put, cp);
        assert_int_equal(letter_is(cp), cp_is_letter(cp));
        assert_int_equal(letter_is_upper(cp), cp_is_upper(cp));
        assert_int_equal(letter_lower(cp), cp_lower(cp));
        assert_int_equal(len, utf8_put(base, cp));
        assert_memory_equal(put, base, len);
        memcpy(pair, put, len);
        uint32_t read = letter_next(pair, len, &at);
        assert_int_equal(at, len);
        assert_int_equal(read, cp >= 0xD800 && cp < 0xE000 ? UTF8_REPLACEMENT : cp);
    }
    for (unsigned first = 0x80; first < 0x100; first++) {
        char broken[3] = {(char)first, 'a', 0};
        size_t at = 0, base_at = 0;
        assert_int_equal(letter_next(broken, 2, &at), utf8_next(broken, 2, &base_at));
        assert_int_equal(at, base_at);
    }
}

/* ---- language data ----------------------------------------------------------------------------------------------- */

static void bad_patterns_are_left_out(void **state) {
    struct desk *desk = *state;
    static const char *const dirs[] = {"tests/data/text", NULL};
    desk->shaper = shaper_new(&desk->ctx, desk->fonts, &desk->look, dirs);
    EXPECT("qq", "банан 'а'", "ба-на-н 'а'");
    assert_int_equal(ctx_count(&desk->ctx, DIAG_HYPHEN_PATTERN_BAD), 2);
    assert_int_equal(diags_all(desk->ctx.diags)->at[0].place.start, 6);
    EXPECT("../qq", "банан", "банан");
    assert_int_equal(ctx_count(&desk->ctx, DIAG_LANGUAGE_UNKNOWN), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, ctx_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(ukrainian_words_divide_by_the_orthography),
        TEST(exceptions_are_above_the_patterns),
        TEST(issues_have_exceptions),
        TEST(rules_do_what_their_examples_say),
        TEST(doubtful_signs_stay_as_typed),
        TEST(russian_and_english_have_patterns_of_their_own),
        TEST(no_break_offends_a_rule),
        TEST(some_breaks_are_worse_than_others),
        TEST(some_words_are_left_whole),
        TEST(style_may_forbid_hyphenation),
        TEST(soft_hyphens_rule_out_the_patterns),
        TEST(a_word_divides_across_spans),
        TEST(addresses_divide_without_a_hyphen),
        TEST(short_words_and_abbreviations_keep_their_neighbours),
        TEST(calls_part_nothing),
        TEST(plain_neighbours_stay_apart),
        TEST(marks_stay_where_they_belong),
        TEST(chains_end),
        TEST(dash_hangs_on_the_word_before),
        TEST(heads_avoid_prepositions_at_the_line_end),
        TEST(spaces_of_other_kinds),
        TEST(quotes_follow_the_language),
        TEST(verbatim_text_is_left_alone),
        TEST(forced_line_ends),
        TEST(a_hyphen_before_a_forced_line_end_is_a_dash),
        TEST(marks_open_and_close_for_every_rule),
        TEST(an_address_is_divided_before_its_stop),
        TEST(boxes_add_up_to_the_whole_word),
        TEST(trim_makes_the_broken_line_exact),
        TEST(widths_are_sums),
        TEST(styles_choose_glyphs),
        TEST(what_a_face_lacks_is_made),
        TEST(letters_take_the_shapes_of_their_language),
        TEST(stress_marks_stand_over_their_vowels),
        TEST(ligatures_give_way_to_hyphens),
        TEST(other_fonts_help_out),
        TEST(missing_characters_are_shown_and_reported),
        TEST(marks_stay_with_their_letters),
        TEST(foreign_scripts_break_after_unicode),
        TEST(no_character_is_lost_or_doubled),
        TEST(places_follow_the_text),
        TEST(a_megabyte_without_a_space_is_linear),
        TEST(shaping_is_remembered_and_linear),
        TEST(words_are_kept_for_the_next_issue),
        TEST(letters_agree_with_base),
        TEST(bad_patterns_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
