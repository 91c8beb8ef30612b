/* text and para together: real fonts and languages, down to the lines. Run from the root of the tree. */
#include <hb-ot.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "context.h"
#include "para/fit.h"
#include "para/galley.h"
#include "para/para.h"

struct desk {
    struct ctx ctx;
    struct font_spec spec;
    struct look look;
    struct fontset *fonts;
    struct shaper *shaper;
    struct style style;
    struct shaped shaped;
    struct lines lines;
};

static const char *const data_dirs[] = {".", NULL};

static int desk_open(void **state) {
    static struct desk desk;
    memset(&desk, 0, sizeof desk);
    desk.ctx = (struct ctx){.arena = arena_new(), .scratch = arena_new()};
    desk.ctx.diags = diags_new(desk.ctx.arena);
    desk.spec.path = "fonts/SourceSerif4-Regular.ttf";
    desk.look = (struct look){.fonts = &desk.spec, .font_count = 1};
    desk.style = (struct style){.align = ALIGN_JUSTIFY,
                                .hyphenate = true,
                                .hang = true,
                                .chars.size = 9300,
                                .first_indent = 12000,
                                .elastic_tracking = 15,
                                .elastic_scale = 20};
    if (!fontset_load(&desk.ctx, &desk.look, &desk.fonts)) return 1;
    desk.shaper = shaper_new(&desk.ctx, desk.fonts, &desk.look, data_dirs);
    *state = &desk;
    return 0;
}

static void shape(struct desk *desk, struct str text) {
    struct span *span = ARENA_NEW(desk->ctx.arena, struct span);
    uint32_t file = diags_file(desk->ctx.diags, "a.md", text);
    *span = (struct span){.text = text, .style = &desk->style.chars, .lang = "uk"};
    span->place = place_of_text(desk->ctx.diags, file, 0, text.len);
    text_shape(desk->shaper, &desk->ctx, &(struct flow_text){span, 1}, &desk->style, &desk->shaped);
}

static void set_lines(struct desk *desk, struct str text, mpt measure) {
    shape(desk, text);
    para_break(&desk->ctx, desk->fonts, &desk->shaped, &desk->style, measure, &desk->lines);
}

/* What a line shows, without the spaces at its end. */
static struct str line_text(struct desk *desk, size_t index) {
    const struct line *line = &desk->lines.at[index];
    struct buf text;
    buf_init(&text, desk->ctx.arena);
    for (size_t p = 0; p < line->count; p++) {
        const struct piece *piece = &line->pieces[p];
        for (uint32_t g = piece->from; g < piece->to; g++)
            buf_str(&text, str_slice(piece->run->text, piece->run->glyphs[g].text,
                                     piece->run->glyphs[g].text + piece->run->glyphs[g].text_len));
    }
    return str_trim(buf_view(&text));
}

/* ---- widths ------------------------------------------------------------------------------------------------------ */

static const char prose[] =
    "Рішення підготувала робоча група двох асоціацій: «Передати „Тавру“ — у власність громади», — і опублікувала його "
    "на сайті. Під’їзди, об’єкти, ґанки, Її Величність, АВТО, Та, То, Ту, ТОВ «Градець», р. Уди. Співробітництво, "
    "самоврядування, перерозподілення, найважливіших, упорядкування територій; йод, юшка, гайка. Де-не-де будь-хто, "
    "бодай-то! Хто? Усі... Усе — від А до Я, (дужки), гоп, Гоголь, Рось, Удай, Факт, Ґрунт, Уряд, Тло, Гірка. "
    "Ґави, гуси, дудки, козак, льон, м’ята, ніж, оса, пес, рак, сом, тин, уж, фен, хід, цап, чан, шум, щур, юнка.";

/* The advances of a text as HarfBuzz alone sees them [font units]. */
static int64_t harfbuzz_units(struct desk *desk, struct str text) {
    hb_buffer_t *buffer = hb_buffer_create();
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = utf8_next(text.s, text.len, &at);
        hb_buffer_add(buffer, cp == 0xAD ? 0x2010 : cp, (unsigned)at);
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_CYRILLIC);
    hb_buffer_set_language(buffer, hb_language_from_string("uk", -1));
    hb_shape(font_hb(desk->fonts, 0), buffer, NULL, 0);
    unsigned count;
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(buffer, &count);
    int64_t units = 0;
    for (unsigned i = 0; i < count; i++) units += pos[i].x_advance;
    hb_buffer_destroy(buffer);
    return units;
}

/* Hyphens, kerning at breaks and with spaces: a line is as wide as if HarfBuzz had been given the line itself. */
static void a_line_is_as_wide_as_harfbuzz_says(void **state) {
    struct desk *desk = *state;
    size_t divided = 0, lines = 0;
    desk->style.align = ALIGN_START;
    for (mpt measure = 60000; measure < 320000; measure += 7000) {
        set_lines(desk, str_from(prose), measure);
        for (size_t i = 0; i < desk->lines.count; i++, lines++) {
            const struct line *line = &desk->lines.at[i];
            mpt theirs = mpt_from_units(harfbuzz_units(desk, line_text(desk, i)), 9300, 1000);
            assert_true(llabs(line->width - line->indent - theirs) <= 10);
            divided += line->hyphenated;
        }
    }
    assert_true(divided * 20 > lines);
}

static int loosest(const struct desk *desk) {
    int ratio = 0;
    for (size_t i = 0; i < desk->lines.count; i++)
        if (desk->lines.at[i].ratio > ratio) ratio = desk->lines.at[i].ratio;
    return ratio;
}

/* A range is divided only where a line would else have holes: the same text with word joiners shows it. */
static void a_range_is_divided_in_need_alone(void **state) {
    static const char text[] =
        "Програму співробітництва на 2012–2014 роки ухвалено, її строк у 2007–2010 роках уже "
        "подовжували; для громад, де 12–15 осіб вивчали XIX–XX ст., надійде 5–10 млн грн щороку.";
    struct desk *desk = *state;
    struct buf joined;
    buf_init(&joined, desk->ctx.arena);
    for (const char *at = text; *at; at++) {
        buf_putc(&joined, *at);
        if (at - text > 1 && memcmp(at - 2, "–", 3) == 0) buf_puts(&joined, "\xE2\x81\xA0");
    }
    size_t lines = 0, divided = 0;
    for (mpt measure = 150000; measure < 320000; measure += 1000) {
        set_lines(desk, str_from(text), measure);
        bool need = false;
        for (size_t i = 0; i < desk->lines.count; i++, lines++) need = need || str_ends(line_text(desk, i), "–");
        if (!need) continue;
        divided++;
        set_lines(desk, buf_view(&joined), measure);
        assert_true(loosest(desk) > 3000);
    }
    assert_true(lines > 500 && divided * 4 < 170);
    set_lines(desk, STR("2012–2014"), 30000);
    assert_int_equal(desk->lines.count, 2);
}

/* ---- heads ------------------------------------------------------------------------------------------------------- */

static const char *const heads[] = {
    "Сусіди домовилися на три роки: програма прикордонного співробітництва 2012–2014",
    "Сім рішень двадцять четвертих загальних зборів Асоціації",
    "План дій на тридцять три місяці: хто, що і коли зробить для громад",
    "Семінар з підготовки проектів для районів, міст і селищ області",
    "Про бюджет області на 2013 рік та зміни до програми соціального захисту",
    "Навчання: менше лекцій, більше справ",
    "Обласна рада звернулася до Кабінету Міністрів щодо фінансування лікарень",
    "Спартакіада збирає команди з усіх районів у травні",
    "Як живе громада, що об’єдналася з трьох сіл і селища",
    "У Валках відкрили бібліотеку після ремонту",
    "Виїзне засідання в Куп’янську: полічити, відремонтувати, показати",
    "Депутати й сільські голови про дороги та воду",
};

static bool is_short(struct str word) {
    static const char *const list[] = {"на",  "до",  "за", "із", "по", "від", "для",
                                       "без", "про", "та", "не", "що", "як"};
    if (utf8_count(word) <= 1) return true;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_is(word, list[i])) return true;
    return false;
}

static struct str last_word(struct str line) {
    size_t at = line.len;
    while (at > 0 && line.s[at - 1] != ' ') at--;
    return str_slice(line, at, line.len);
}

/* No divided word, no preposition at a line's end, no scrap of a last line, no first line much shorter than the next,
 * at any measure that holds some words. */
static void heads_break_by_sense(void **state) {
    struct desk *desk = *state;
    size_t shorts = 0, scraps = 0, uneven = 0, heads_set = 0;
    desk->style.hyphenate = false;
    desk->style.keep_next = true;
    desk->style.align = ALIGN_START;
    desk->style.first_indent = 0;
    desk->style.chars.size = 15000;
    for (size_t h = 0; h < sizeof heads / sizeof *heads; h++)
        for (mpt measure = 150000; measure <= 480000; measure += 11000) {
            set_lines(desk, str_from(heads[h]), measure);
            size_t count = desk->lines.count;
            if (count < 2) continue;
            heads_set++;
            for (size_t i = 0; i < count; i++) {
                assert_false(desk->lines.at[i].divided);
                assert_true(desk->lines.at[i].width <= measure);
                if (i + 1 == count) break;
                shorts += is_short(last_word(line_text(desk, i)));
            }
            mpt widest = 0;
            for (size_t i = 0; i < count; i++)
                if (desk->lines.at[i].width > widest) widest = desk->lines.at[i].width;
            scraps += desk->lines.at[count - 1].width * 3 < widest;
            uneven += desk->lines.at[0].width * 3 < desk->lines.at[1].width * 2;
        }
    assert_int_equal(shorts, 0);
    assert_true(scraps * 100 <= heads_set); /* some heads at some measures leave no choice */
    assert_true(uneven * 50 <= heads_set);
}

/* ---- bad input --------------------------------------------------------------------------------------------------- */

/* Pairs of stops that are looked at for `len` bytes of the same; and every glyph is on a line. */
static uint64_t steps_of(struct desk *desk, const char *unit, size_t len) {
    struct buf text;
    buf_init(&text, desk->ctx.arena);
    while (text.len < len) buf_puts(&text, unit);
    shape(desk, buf_view(&text));
    struct arena *work = arena_new();
    struct galley galley;
    mpt room = 156000;
    galley_build(&desk->ctx, work, desk->fonts, &desk->shaped, &desk->style, room, room, &galley);
    struct fit fit = {.galley = &galley, .work = work};
    fit.rules = (struct fit_rules){.first = room, .rest = room, .em = 9300, .last_least = 24000, .hyphenate = true};
    struct fit_ends ends = {0};
    fit_segment(&fit, fit_start(&fit.rules, 0, 0), galley.count - 1, &ends);
    assert_int_equal(ends.at[ends.len - 1], galley.count - 1);
    assert_true(galley.count <= text.len + 2);
    arena_free(work);
    return fit.steps;
}

static void odd_texts_cost_no_more_than_their_length(void **state) {
    static const char *const units[] = {
        "ж",  "-",        "\xE2\x80\x90", "—",        "\xC2\xA0",         "а\xC2\xA0",
        ".",  "\xCC\x81", "а\xCC\x81",    "\xC2\xAD", "а\xC2\xAD",        "а ",
        "א",  "אא ",      "\xCD\xB8",     "https://", "\xF0\x9F\x98\x80", "\xE2\x80\x8B",
        "а/", "1 000 ",   "а-",           "№ 5 "};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t once = steps_of(desk, units[i], 20000), twice = steps_of(desk, units[i], 40000);
        assert_true(once <= (uint64_t)20000 * 3 * 64);
        assert_true(twice <= once * 21 / 10 + 4000);
    }
}

static size_t count_code(const struct desk *desk, enum diag_code code) {
    const struct diag_list *all = diags_all(desk->ctx.diags);
    size_t n = 0;
    for (size_t i = 0; i < all->len; i++) n += all->at[i].code == code && all->at[i].place.file != 0;
    return n;
}

static void odd_texts_are_set_and_said(void **state) {
    static const struct {
        const char *unit;
        size_t times;
        enum diag_code code; /* DIAG_CODE_COUNT: nothing is wrong */
    } cases[] = {
        {"ж", 300, DIAG_PARA_WORD_TOO_WIDE},
        {"-", 400, DIAG_PARA_WORD_TOO_WIDE},
        {"\xC2\xA0", 300, DIAG_CODE_COUNT},
        {"а\xC2\xA0", 300, DIAG_CODE_COUNT},
        {"\xCC\x81", 3, DIAG_MARK_STRAY},
        {"שלום світ ", 9, DIAG_RIGHT_TO_LEFT},
        {"\xCD\xB8", 4, DIAG_GLYPH_MISSING},
        {"а\xC2\xAD", 300, DIAG_CODE_COUNT},
        {"ж\xCC\x81", 300, DIAG_PARA_WORD_TOO_WIDE},
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text;
        buf_init(&text, desk->ctx.arena);
        for (size_t n = 0; n < cases[i].times; n++) buf_puts(&text, cases[i].unit);
        desk->ctx.diags = diags_new(desk->ctx.arena);
        set_lines(desk, buf_view(&text), 156000);
        assert_true(desk->lines.count > 0);
        for (size_t k = 0; k < desk->lines.count; k++) assert_true(desk->lines.at[k].width <= 156000 + 3000);
        if (cases[i].code != DIAG_CODE_COUNT)
            assert_true(count_code(desk, cases[i].code) > 0);
        else
            assert_int_equal(diags_all(desk->ctx.diags)->len, 0);
    }
}

static void a_mail_address_goes_whole_to_the_next_line(void **state) {
    struct desk *desk = *state;
    desk->style.align = ALIGN_START;
    for (mpt measure = 150000; measure < 240000; measure += 5000) {
        size_t whole = 0;
        set_lines(desk, STR("Пишіть нам на адресу редакції press.office@example.org або телефонуйте"), measure);
        for (size_t i = 0; i < desk->lines.count; i++)
            whole += strstr(line_text(desk, i).s, "press.office@example.org") != NULL;
        assert_int_equal(whole, 1);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, ctx_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_mail_address_goes_whole_to_the_next_line), TEST(a_line_is_as_wide_as_harfbuzz_says),
        TEST(a_range_is_divided_in_need_alone),           TEST(heads_break_by_sense),
        TEST(odd_texts_cost_no_more_than_their_length),   TEST(odd_texts_are_set_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
