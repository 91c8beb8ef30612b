/* para: lines of hand-made atoms. One face of 1000 units per em stands in for the fonts; letters have widths of their
 * own, so that sums do not come out even by accident. */
#include "para/para.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "para/fit.h"
#include "para/galley.h"

static const struct font_metrics metrics = {.upem = 1000};

/* Takes the place of the one in the library: no font file is needed here. */
const struct font_metrics *font_metrics(struct fontset *set, uint16_t font) {
    (void)set;
    (void)font;
    return &metrics;
}

/* ---- a paragraph under construction ----------------------------------------------------------------------------- */

VEC(atoms, struct atom);

struct desk {
    struct arena *arena;
    struct ctx ctx;
    struct style style;
    struct atoms atoms;
    struct shaped shaped;
    struct lines lines;
    uint32_t offset; /* of the next run in the source */
};

static struct desk *desk_new(enum align align) {
    struct arena *arena = arena_new();
    struct desk *desk = ARENA_NEW(arena, struct desk);
    desk->arena = arena;
    desk->ctx = (struct ctx){.arena = arena, .scratch = arena, .diags = diags_new(arena)};
    diags_file(desk->ctx.diags, "test.md", STR(""));
    desk->style = (struct style){.name = "body", .align = align, .hyphenate = true, .chars.size = 10000};
    return desk;
}

static void desk_free(struct desk *desk) { arena_free(desk->arena); }

static int letter_width(char c) { return c == '-' ? 330 : c == ' ' ? 250 : 300 + c * 37 % 350; }

static struct run *run_new(struct desk *desk, const char *text, size_t len) {
    struct run *run = ARENA_NEW(desk->arena, struct run);
    struct glyph *glyphs = ARENA_ARRAY(desk->arena, len, struct glyph);
    for (size_t i = 0; i < len; i++)
        glyphs[i] = (struct glyph){
            .id = (uint8_t)text[i], .advance = letter_width(text[i]), .text = (uint32_t)i, .text_len = 1};
    *run = (struct run){.style = &desk->style.chars, .size = desk->style.chars.size, .glyphs = glyphs, .lang = "en"};
    run->count = (uint32_t)len;
    run->text = str_copy(desk->arena, (struct str){text, len});
    run->place = (struct place){.file = 1, .start = desk->offset, .end = desk->offset + (uint32_t)len};
    desk->offset += (uint32_t)len;
    return run;
}

static struct atom *atom_new(struct desk *desk, enum atom_kind kind) {
    struct atom *atom = vec_push(desk->arena, &desk->atoms);
    atom->kind = (uint8_t)kind;
    return atom;
}

static void add_space(struct desk *desk, int penalty) {
    struct atom *glue = atom_new(desk, ATOM_GLUE);
    glue->run = run_new(desk, " ", 1);
    glue->width = run_width(NULL, glue->run, 0, 1);
    glue->stretch = glue->width / 2;
    glue->shrink = glue->width / 3;
    glue->justifies = true;
    glue->penalty = (int16_t)penalty;
}

/* A word whose '.' are hyphenation points and whose '-' stay visible and allow a break. */
static void add_word(struct desk *desk, const char *word, size_t len) {
    char letters[64];
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        if (word[i] != '.') letters[count++] = word[i];
    struct run *run = run_new(desk, letters, count);
    uint32_t from = 0, at = 0;
    for (size_t i = 0; i <= len; i++) {
        bool cut = i < len && word[i] == '.', dash = i > 0 && word[i - 1] == '-';
        if (i == len || cut || dash) {
            struct atom *box = atom_new(desk, ATOM_BOX);
            box->run = run;
            box->from = from;
            box->to = from = at;
            box->width = run_width(NULL, run, box->from, box->to);
        }
        if (cut || (dash && i < len)) {
            struct run *hyphen = cut ? run_new(desk, "-", 1) : NULL;
            struct atom *brk = atom_new(desk, ATOM_BREAK);
            brk->flagged = true;
            brk->hyphen = hyphen;
            brk->trim = cut ? -17 : 0;
            if (hyphen) brk->width = run_width(NULL, hyphen, 0, 1) + mpt_from_units(brk->trim, run->size, 1000);
        }
        if (!cut) at++;
    }
}

/* Words with '.' as above, ' ' a space, '~' a no-break space, '^' a space that is bad to break at, '\n' a line end. */
static void add_text(struct desk *desk, const char *text) {
    while (*text) {
        size_t len = strcspn(text, " ~^\n");
        if (len > 0) add_word(desk, text, len);
        text += len;
        if (*text == '\n')
            atom_new(desk, ATOM_NEWLINE);
        else if (*text)
            add_space(desk, *text == '~' ? ATOM_NO_BREAK : *text == '^' ? 2000 : 0);
        if (*text) text++;
    }
}

static void desk_close(struct desk *desk) {
    atom_new(desk, ATOM_NEWLINE);
    desk->shaped = (struct shaped){.atoms = desk->atoms.at, .count = desk->atoms.len};
}

static struct lines *desk_break(struct desk *desk, const char *text, mpt measure) {
    add_text(desk, text);
    desk_close(desk);
    para_break(&desk->ctx, NULL, &desk->shaped, &desk->style, measure, &desk->lines);
    return &desk->lines;
}

static size_t diags_of(const struct desk *desk, enum diag_code code) {
    size_t count = 0;
    const struct diag_list *all = diags_all(desk->ctx.diags);
    for (size_t i = 0; i < all->len; i++) count += all->at[i].code == code;
    return count;
}

static const char *line_text(struct desk *desk, size_t i) {
    struct buf text;
    buf_init(&text, desk->arena);
    for (size_t p = 0; p < desk->lines.at[i].count; p++) {
        const struct piece *piece = &desk->lines.at[i].pieces[p];
        buf_add(&text, piece->run->text.s + piece->from, piece->to - piece->from);
    }
    return buf_view(&text).s;
}

/* Seeded, the same on every machine (Numerical Recipes' quick generator). */
static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void add_random(struct desk *desk, uint32_t *seed, int words) {
    for (int w = 0; w < words; w++) {
        char word[64];
        size_t len = 0;
        uint32_t letters = 1 + next_random(seed) % 9;
        for (uint32_t i = 0; i < letters; i++) {
            word[len++] = (char)('a' + next_random(seed) % 26);
            if (i > 0 && i + 2 < letters && next_random(seed) % 3 == 0) word[len++] = '.';
        }
        if (w) add_space(desk, next_random(seed) % 8 == 0 ? ATOM_NO_BREAK : 0);
        add_word(desk, word, len);
    }
}

/* ---- what holds for any lines ------------------------------------------------------------------------------------ */

/* The end of the last glyph that is not a space, from the pieces alone. */
static mpt ink_end(const struct line *line) {
    mpt end = line->indent;
    for (size_t p = 0; p < line->count; p++) {
        const struct piece *piece = &line->pieces[p];
        if (piece->run->text.s[piece->from] == ' ') continue;
        int64_t units = piece->trim;
        for (uint32_t g = piece->from; g < piece->to; g++) units += piece->run->glyphs[g].advance;
        end = piece->x + div_round(mpt_from_units(units, piece->run->size, 1000) * line->scale, 1000) +
              (mpt)(piece->to - piece->from - 1) * piece->letterspace;
    }
    return end;
}

/* Every glyph of the atoms is on exactly one line, in order; nothing else is but hyphens of breaks. */
static void check_all_set(const struct desk *desk) {
    size_t a = 0, skip = 0;
    uint32_t g = 0;
    const struct atom *atoms = desk->shaped.atoms;
    for (size_t i = 0; i < desk->lines.count; i++)
        for (size_t p = 0; p < desk->lines.at[i].count; p++) {
            const struct piece *piece = &desk->lines.at[i].pieces[p];
            for (uint32_t k = piece->from; k < piece->to; k++) {
                while (a < desk->shaped.count && !atoms[a].run) a++;
                bool glue = a < desk->shaped.count && atoms[a].kind == ATOM_GLUE;
                if (a == desk->shaped.count || atoms[a].run != piece->run) {
                    assert_true(desk->lines.at[i].hyphenated && piece->run->text.s[0] == '-');
                    skip++;
                    continue;
                }
                uint32_t from = glue ? 0 : atoms[a].from, to = glue ? piece->run->count : atoms[a].to;
                assert_int_equal(k, from + g);
                if (++g == to - from) {
                    a++;
                    g = 0;
                }
            }
        }
    while (a < desk->shaped.count && !atoms[a].run) a++;
    assert_int_equal(a, desk->shaped.count);
    assert_true(skip <= desk->lines.count);
}

static void check_lines(const struct desk *desk, mpt measure) {
    check_all_set(desk);
    size_t wide = 0;
    for (size_t i = 0; i < desk->lines.count; i++) {
        const struct line *line = &desk->lines.at[i];
        assert_int_equal(line->measure, measure);
        assert_int_equal(line->last, i + 1 == desk->lines.count);
        assert_true(line->width - ink_end(line) <= 2 && ink_end(line) - line->width <= 2);
        if (line->width > measure + (mpt)line->count) wide++; /* each width is rounded */
    }
    assert_true(wide <= diags_of(desk, DIAG_PARA_OVERFULL));
}

static void any_text_is_set_whole_and_never_too_wide(void **state) {
    (void)state;
    static const enum align aligns[] = {ALIGN_START, ALIGN_JUSTIFY, ALIGN_CENTRE, ALIGN_END, ALIGN_FILL};
    uint32_t seed = 2012;
    for (int round = 0; round < 300; round++) {
        struct desk *desk = desk_new(aligns[round % 5]);
        desk->style.hyphenate = round % 2;
        desk->style.keep_next = round % 3 == 0;
        desk->style.first_indent = round % 4 ? 12000 : 0;
        desk->style.left = round % 7 ? 0 : 5000;
        desk->style.chars.tracking = round % 11 ? 0 : 60;
        mpt measure = 15000 + next_random(&seed) % 200000;
        add_random(desk, &seed, 1 + (int)(next_random(&seed) % 80));
        desk_break(desk, "", measure);
        check_lines(desk, measure);
        desk_free(desk);
    }
}

static void justified_lines_end_exactly_at_the_measure(void **state) {
    (void)state;
    uint32_t seed = 7;
    size_t justified = 0;
    for (int round = 0; round < 60; round++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        desk->style.first_indent = 12000;
        mpt measure = 120000 + next_random(&seed) % 100000;
        add_random(desk, &seed, 90);
        struct lines *lines = desk_break(desk, "", measure);
        for (size_t i = 0; i + 1 < lines->count; i++) {
            if (lines->at[i].ratio == 0) continue; /* fits as it is, or has no space */
            assert_true(lines->at[i].ratio >= -1000);
            if (lines->at[i].ratio > 4000) continue; /* too loose to be justified */
            assert_int_equal(lines->at[i].width, measure);
            justified++;
        }
        assert_true(lines->at[lines->count - 1].ratio <= 0);
        assert_int_equal(lines->at[0].indent, 12000);
        assert_int_equal(lines->at[1].indent, 0);
        desk_free(desk);
    }
    assert_true(justified > 500);
}

/* ---- the optimum --------------------------------------------------------------------------------------------------
 */

struct brute {
    const struct fit *fit;
    const struct fit_pass *pass;
    size_t to;
    int64_t best;
};

/* All ways to go on from a node. */
static void brute_force(struct brute *brute, const struct fit_node *from) {
    const struct galley *galley = brute->fit->galley;
    if (from->stop == brute->to) {
        if (from->demerits < brute->best) brute->best = from->demerits;
        return;
    }
    for (size_t b = from->stop + 1; b <= brute->to; b++) {
        if (galley->at[b].kind == STOP_HYPHEN && !brute->pass->hyphens) continue;
        struct fit_strain strain = fit_strain(&brute->fit->rules, galley, from->lines, from->stop, b);
        if (strain.spaces < -1000 || strain.spaces > brute->pass->tolerance) continue;
        struct fit_node to = {.stop = (uint32_t)b, .lines = from->lines};
        if (to.lines < brute->fit->rules.cut_count) to.lines++;
        to.demerits = from->demerits + fit_cost(&brute->fit->rules, galley, from, b, strain, &to);
        brute_force(brute, &to);
    }
}

static void compare_with_brute_force(uint32_t *seed, enum fit_shape shape, size_t *solved) {
    struct desk *desk = desk_new(shape == FIT_JUSTIFIED ? ALIGN_JUSTIFY : ALIGN_START);
    add_random(desk, seed, 3 + (int)(next_random(seed) % 9));
    desk_close(desk);
    mpt room = 50000 + next_random(seed) % 60000;
    struct galley galley;
    galley_build(&desk->ctx, desk->arena, NULL, &desk->shaped, &desk->style, room - 12000, room, &galley);
    struct fit fit = {.galley = &galley, .work = desk->arena};
    fit.rules = (struct fit_rules){
        .shape = shape, .first = room - 12000, .rest = room, .em = 10000, .last_least = 24000, .hyphenate = true};
    static const struct cut cuts[] = {{15000, 0}, {0, 22000}, {9000, 8000}};
    fit.rules.cuts = cuts;
    if (shape != FIT_BALANCED) fit.rules.cut_count = next_random(seed) % 4;
    if (shape == FIT_BALANCED && !fit_balance(&fit.rules, &galley, 0, galley.count - 1)) fail();
    struct fit_pass passes[FIT_PASSES];
    fit_passes(&fit.rules, passes);
    struct fit_node start = {.class = shape == FIT_BALANCED ? 0 : 1};
    for (int p = 0; p < FIT_PASSES; p++) {
        struct brute brute = {.fit = &fit, .pass = &passes[p], .to = galley.count - 1, .best = INT64_MAX};
        brute_force(&brute, &start);
        bool found = fit_try(&fit, &passes[p], &start, galley.count - 1);
        if (brute.best == INT64_MAX) continue; /* only the last resort finds something then */
        assert_true(found);
        assert_true(fit.nodes.at[fit.path.at[fit.path.len - 1]].demerits == brute.best);
        (*solved)++;
    }
    desk_free(desk);
}

static void demerits_are_the_least_possible(void **state) {
    (void)state;
    uint32_t seed = 1981;
    size_t solved = 0;
    for (int round = 0; round < 240; round++) compare_with_brute_force(&seed, (enum fit_shape)(round % 3), &solved);
    assert_true(solved > 300);
}

/* Lines beside a cut are as long as it leaves them, those behind it as long as ever; no glyph is lost. */
static void lines_stand_beside_what_cuts_them(void **state) {
    (void)state;
    static const struct cut cuts[] = {{40000, 0}, {40000, 0}, {0, 55000}, {30000, 20000}};
    uint32_t seed = 4;
    for (int round = 0; round < 60; round++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        mpt measure = 190000 + next_random(&seed) % 60000;
        add_random(desk, &seed, 60);
        desk_close(desk);
        struct lines *lines = &desk->lines;
        para_break_around(&desk->ctx, NULL, &desk->shaped, &desk->style, measure, cuts, 4, lines);
        assert_true(lines->count > 6);
        for (size_t i = 0; i + 1 < lines->count; i++) {
            struct cut cut = i < 4 ? cuts[i] : (struct cut){0, 0};
            assert_int_equal(lines->at[i].indent, cut.left);
            assert_int_equal(lines->at[i].measure, measure - cut.right);
            assert_true(lines->at[i].width <= measure - cut.right);
            if (!lines->at[i].ragged && lines->at[i].ratio) assert_int_equal(lines->at[i].width, measure - cut.right);
        }
        check_all_set(desk);
        desk_free(desk);
    }
}

static void a_word_too_wide_for_the_lines_beside_a_cut_is_split(void **state) {
    (void)state;
    static const struct cut cuts[] = {{80000, 0}, {80000, 0}};
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    add_text(desk, "aaaaaaaaaaaaaaaaaaaaaaaa bb cc dd ee ff");
    desk_close(desk);
    para_break_around(&desk->ctx, NULL, &desk->shaped, &desk->style, 160000, cuts, 2, &desk->lines);
    assert_true(desk->lines.at[0].width <= 160000);
    check_lines(desk, 160000);
    desk_free(desk);
}

static void a_line_that_would_have_holes_is_ragged(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    struct lines *lines = desk_break(desk, "aa bb cccccccccccccccccccccccccc dd", 124000);
    assert_string_equal(line_text(desk, 0), "aa bb ");
    assert_true(lines->at[0].width < 124000);
    const struct piece *pieces = lines->at[0].pieces;
    assert_int_equal(pieces[2].x - pieces[1].x, letter_width(' ') * 10);
    assert_true(lines->at[0].ratio > 4000 && lines->at[0].ragged && !lines->at[2].ragged);
    assert_int_equal(lines->at[0].scale, 1000);
    check_lines(desk, 124000);
    desk_free(desk);
}

/* Two in a row at most; in a narrow column three, and seldom. */
static void hyphens_do_not_pile_up(void **state) {
    (void)state;
    for (mpt measure = 150000; measure <= 210000; measure += 60000) {
        uint32_t seed = 3;
        size_t hyphens = 0, lines = 0, threes = 0, most = measure < 200000 ? 3 : 2;
        for (int round = 0; round < 60; round++) {
            struct desk *desk = desk_new(ALIGN_JUSTIFY);
            add_random(desk, &seed, 60);
            desk_break(desk, "", measure);
            size_t run = 0;
            for (size_t i = 0; i < desk->lines.count; i++) {
                run = desk->lines.at[i].hyphenated ? run + 1 : 0;
                hyphens += run > 0;
                threes += run == 3;
                assert_true(run <= most);
            }
            lines += desk->lines.count;
            desk_free(desk);
        }
        assert_true(hyphens > 0 && hyphens * 5 < lines * 2);
        assert_true(threes * 40 < lines);
    }
}

/* Whatever line is asked not to end with a hyphen: the lines before stay, no glyph is lost, none is wider. */
static void a_line_at_a_foot_loses_its_hyphen(void **state) {
    (void)state;
    uint32_t seed = 24;
    size_t divided = 0, undivided = 0;
    for (int round = 0; round < 60; round++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        mpt measure = 150000 + next_random(&seed) % 60000;
        add_random(desk, &seed, 120);
        struct lines *lines = desk_break(desk, "", measure);
        size_t count = lines->count;
        for (size_t at = 0; at < count; at++) {
            if (!lines->at[at].divided) continue;
            size_t keep = at > 3 ? at - 3 : 0;
            const struct piece *before = keep ? lines->at[keep - 1].pieces : NULL;
            divided++;
            if (!para_undivide(&desk->ctx, NULL, &desk->shaped, &desk->style, UNDIVIDE_WELL, 0, keep, at, lines))
                continue;
            undivided++;
            assert_false(lines->at[at].divided);
            assert_int_equal(lines->count, count);
            if (keep) assert_ptr_equal(lines->at[keep - 1].pieces, before);
            check_lines(desk, measure);
        }
        desk_free(desk);
    }
    assert_true(undivided * 8 > divided);
}

/* Neither more lines that end short for it, nor looser ones because a line among the old ones ended short. */
static void a_hyphen_lost_makes_no_line_worse(void **state) {
    (void)state;
    uint32_t seed = 31;
    size_t undivided = 0, beside_ragged = 0;
    for (int round = 0; round < 400; round++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        mpt measure = 60000 + next_random(&seed) % 40000;
        add_random(desk, &seed, 60);
        struct lines *lines = desk_break(desk, "", measure);
        for (size_t at = 0; at < lines->count; at++) {
            if (!lines->at[at].divided) continue;
            size_t keep = at > 3 ? at - 3 : 0, ragged = 0;
            int loosest = 2500; /* a line as loose as this may always be made */
            for (size_t i = keep; i < lines->count; i++) {
                ragged += lines->at[i].ragged;
                if (!lines->at[i].ragged && lines->at[i].ratio > loosest) loosest = lines->at[i].ratio;
            }
            if (!para_undivide(&desk->ctx, NULL, &desk->shaped, &desk->style, UNDIVIDE_WELL, 0, keep, at, lines))
                continue;
            undivided++;
            beside_ragged += ragged > 0;
            for (size_t i = keep; i < lines->count; i++) {
                assert_true(lines->at[i].ragged || lines->at[i].ratio <= loosest);
                if (lines->at[i].ragged) assert_true(ragged-- > 0);
            }
        }
        desk_free(desk);
    }
    assert_true(undivided > 0 && beside_ragged > 0);
}

/* A line more or less: those before `keep` stay, no glyph is lost, none is too wide or very loose; the others are as
 * they were when it cannot be. */
static void a_paragraph_gets_a_line_more_or_less(void **state) {
    (void)state;
    uint32_t seed = 12;
    size_t longer = 0, shorter = 0, tails = 0;
    for (int round = 0; round < 200; round++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        mpt measure = 150000 + next_random(&seed) % 60000;
        int by = round % 2 ? 1 : -1, strained = 0;
        add_random(desk, &seed, 40 + (int)(next_random(&seed) % 60));
        struct lines *lines = desk_break(desk, "", measure);
        struct lines was = *lines;
        size_t keep = round % 4 < 2 || was.count < 6 ? 0 : 3;
        const struct piece *before = keep ? was.at[keep - 1].pieces : NULL;
        if (!para_recount(&desk->ctx, NULL, &desk->shaped, &desk->style, by, keep, lines, &strained)) {
            assert_ptr_equal(lines->at, was.at);
            assert_int_equal(lines->count, was.count);
            desk_free(desk);
            continue;
        }
        assert_int_equal((int)lines->count, (int)was.count + by);
        if (keep) assert_ptr_equal(lines->at[keep - 1].pieces, before);
        for (size_t i = keep; i + 1 < lines->count; i++)
            assert_true(!lines->at[i].ragged && lines->at[i].ratio >= -1000 && lines->at[i].ratio <= 3500);
        check_all_set(desk);
        check_lines(desk, measure);
        longer += by > 0;
        shorter += by < 0;
        tails += keep > 0;
        desk_free(desk);
    }
    print_message("%zu longer, %zu shorter, %zu in part\n", longer, shorter, tails);
    assert_true(longer > 10 && tails > 2);
}

/* At any price hardly a hyphen stays: with a line more where as many are not enough. */
static void at_any_price_a_line_loses_its_hyphen(void **state) {
    (void)state;
    uint32_t seed = 5;
    size_t divided = 0, longer = 0, kept = 0;
    for (int round = 0; round < 60; round++) {
        struct desk *desk = desk_new(round % 3 ? ALIGN_JUSTIFY : ALIGN_START);
        mpt measure = 100000 + next_random(&seed) % 60000;
        add_random(desk, &seed, 80);
        struct lines *lines = desk_break(desk, "", measure);
        for (size_t at = 0; at < lines->count; at++) {
            size_t keep = at > 3 ? at - 3 : 0, count = lines->count;
            if (!lines->at[at].divided) continue;
            divided++;
            bool as_many =
                para_undivide(&desk->ctx, NULL, &desk->shaped, &desk->style, UNDIVIDE_ANY, 0, keep, at, lines);
            assert_int_equal(lines->count, count);
            if (!as_many) {
                bool more =
                    para_undivide(&desk->ctx, NULL, &desk->shaped, &desk->style, UNDIVIDE_ANY, 1, keep, at, lines);
                assert_int_equal(lines->count, count + more);
                longer += more;
                kept += !more;
            }
            assert_true(lines->at[at].divided == (lines->count == count && !as_many));
            check_all_set(desk);
            check_lines(desk, measure);
        }
        desk_free(desk);
    }
    assert_true(divided > 150 && longer > 0 && kept * 50 < divided);
}

/* The line is broken again for a column's foot: what was said of it is not said twice. */
static void a_message_about_a_word_comes_once(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    uint32_t seed = 24;
    size_t tried = 0;
    add_text(desk, "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbb ");
    add_random(desk, &seed, 120);
    struct lines *lines = desk_break(desk, "", 150000);
    for (size_t at = 0; at + 1 < lines->count; at++) {
        if (!lines->at[at].divided) continue;
        (void)para_undivide(&desk->ctx, NULL, &desk->shaped, &desk->style, UNDIVIDE_WELL, 0, at, at, lines);
        tried++;
    }
    assert_true(tried > 0);
    assert_int_equal(diags_of(desk, DIAG_PARA_WORD_TOO_WIDE), 1);
    assert_int_equal(diags_all(desk->ctx.diags)->at[0].times, 1);
    desk_free(desk);
}

static void three_hyphens_when_nothing_else_works(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    desk_break(desk, "aaaa.aaaa.aaaa.aaaa.aaaa.aaaa", 30000);
    assert_true(desk->lines.count >= 4);
    for (size_t i = 0; i + 1 < desk->lines.count; i++) assert_true(desk->lines.at[i].hyphenated);
    assert_int_equal(diags_of(desk, DIAG_PARA_OVERFULL), 0);
    assert_int_equal(diags_of(desk, DIAG_PARA_WORD_TOO_WIDE), 0);
    desk_free(desk);
}

/* ---- single rules --------------------------------------------------------------------------------------------------
 */

static void without_hyphenate_no_word_is_divided(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_START);
    desk->style.hyphenate = false;
    struct lines *lines = desk_break(desk, "aaaa bbb.bbb.bbb cc.cc.cc ddd.ddd.ddd ee.ee.ee", 60000);
    assert_true(lines->count > 2);
    for (size_t i = 0; i < lines->count; i++) {
        assert_false(lines->at[i].hyphenated);
        assert_int_equal(lines->at[i].ratio, 0);
    }
    desk_free(desk);
}

static void a_word_that_fits_nowhere_else_is_divided_all_the_same(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_START);
    desk->style.hyphenate = false;
    struct lines *lines = desk_break(desk, "aaaaaa.aaaaaa", 40000);
    assert_int_equal(lines->count, 2);
    assert_true(lines->at[0].hyphenated);
    assert_string_equal(line_text(desk, 0), "aaaaaa-");
    assert_int_equal(lines->at[0].pieces[0].trim, -17);
    assert_int_equal(lines->at[1].pieces[0].trim, 0);
    assert_int_equal(diags_of(desk, DIAG_PARA_WORD_TOO_WIDE), 0);
    desk_free(desk);
}

static void a_word_wider_than_the_line_is_broken_between_letters(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    desk_break(desk, "some aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbb text", 60000);
    check_lines(desk, 60000);
    assert_int_equal(diags_of(desk, DIAG_PARA_WORD_TOO_WIDE), 1);
    assert_int_equal(diags_of(desk, DIAG_PARA_OVERFULL), 0);
    const struct diag *d = &diags_all(desk->ctx.diags)->at[0];
    assert_int_equal(d->place.start, 5);
    assert_int_equal(d->place.end, 45);
    desk_free(desk);
}

static void words_joined_by_no_break_spaces_are_parted_there_first(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    desk_break(desk, "aaaaaa~bbbbbb~cccccc~dddddd", 60000);
    check_lines(desk, 60000);
    assert_int_equal(diags_of(desk, DIAG_PARA_WORD_TOO_WIDE), 0);
    assert_int_equal(diags_of(desk, DIAG_PARA_OVERFULL), 0);
    for (size_t i = 0; i < desk->lines.count; i++) assert_int_equal(strlen(line_text(desk, i)) % 7 % 6, 0);
    desk_free(desk);
}

static void a_letter_wider_than_the_line_sticks_out_with_a_message(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    desk_break(desk, "abc", 2000);
    assert_int_equal(desk->lines.count, 3);
    assert_int_equal(diags_of(desk, DIAG_PARA_OVERFULL), 3);
    check_lines(desk, 2000);
    desk_free(desk);
}

static void no_break_spaces_hold(void **state) {
    (void)state;
    uint32_t seed = 5;
    for (int round = 0; round < 40; round++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        add_random(desk, &seed, 60);
        desk_break(desk, "", 220000);
        for (size_t i = 0; i + 1 < desk->lines.count; i++) {
            const struct line *line = &desk->lines.at[i];
            const struct piece *end = &line->pieces[line->count - 1];
            for (size_t a = 0; a < desk->shaped.count; a++)
                if (desk->shaped.atoms[a].run == end->run && desk->shaped.atoms[a].kind == ATOM_GLUE)
                    assert_true(desk->shaped.atoms[a].penalty < ATOM_NO_BREAK);
        }
        desk_free(desk);
    }
}

static void a_forced_end_ends_a_line_unjustified(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    struct lines *lines = desk_break(desk, "aaa bbb \nccc\n\nddd", 200000);
    assert_int_equal(lines->count, 4);
    assert_string_equal(line_text(desk, 0), "aaa bbb ");
    assert_string_equal(line_text(desk, 1), "ccc");
    assert_string_equal(line_text(desk, 2), "");
    assert_string_equal(line_text(desk, 3), "ddd");
    for (size_t i = 0; i < 4; i++) assert_int_equal(lines->at[i].ratio, 0);
    assert_true(lines->at[3].last && !lines->at[0].last);
    desk_free(desk);
}

static void an_empty_paragraph_is_one_empty_line(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    struct lines *lines = desk_break(desk, "", 200000);
    assert_int_equal(lines->count, 1);
    assert_int_equal(lines->at[0].count, 0);
    assert_int_equal(lines->at[0].width, 0);
    desk_free(desk);
}

static void the_space_at_a_line_end_is_kept_behind_the_measure(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    struct lines *lines = desk_break(desk, "aa bb aa bb aaaaa bbbbb", 56000);
    assert_true(lines->count > 1);
    const struct piece *space = &lines->at[0].pieces[lines->at[0].count - 1];
    assert_string_equal(space->run->text.s, " ");
    assert_int_equal(lines->at[0].width, 56000);
    assert_int_equal(space->x, 56000);
    desk_free(desk);
}

static void the_last_line_is_not_a_scrap(void **state) {
    (void)state;
    uint32_t seed = 11;
    size_t short_ones = 0, rounds = 150;
    for (size_t round = 0; round < rounds; round++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        desk->style.first_indent = 12000;
        add_random(desk, &seed, 40 + (int)(next_random(&seed) % 20));
        struct lines *lines = desk_break(desk, "", 160000);
        short_ones += lines->at[lines->count - 1].width < 24000;
        desk_free(desk);
    }
    /* By chance alone it would be one of seven. */
    assert_true(short_ones * 14 < rounds);
}

/* Behind a hyphen a scrap of a word is worse than looser lines. */
static void the_last_line_is_seldom_the_end_of_a_word(void **state) {
    (void)state;
    uint32_t seed = 23;
    size_t stubs = 0;
    for (size_t round = 0; round < 600; round++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        desk->style.elastic_scale = 20;
        desk->style.elastic_tracking = 15;
        add_random(desk, &seed, 12 + (int)(next_random(&seed) % 20));
        struct lines *lines = desk_break(desk, "", 160000);
        size_t last = lines->count - 1;
        stubs += last > 0 && lines->at[last - 1].divided && lines->at[last].width < 20000;
        desk_free(desk);
    }
    assert_int_equal(stubs, 0);
}

static void ragged_text_does_not_end_with_one_short_word(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_START);
    desk->style.hyphenate = false;
    struct lines *lines = desk_break(desk, "aaaaaa bbbbb aaaaaa bbbbb aaaa bbb cc", 135000);
    assert_int_equal(lines->count, 2);
    assert_string_equal(line_text(desk, 1), "bbb cc");
    desk_free(desk);
}

/* A sign that is no text follows the last word: there is room for it in the measure. */
static void the_tail_of_the_last_line_stays_free(void **state) {
    (void)state;
    static const enum align aligns[] = {ALIGN_START, ALIGN_JUSTIFY, ALIGN_CENTRE, ALIGN_END};
    uint32_t seed = 4;
    for (int round = 0; round < 200; round++) {
        struct desk *desk = desk_new(aligns[round % 4]);
        desk->style.hang = round % 3 == 0;
        mpt measure = 90000 + next_random(&seed) % 100000, tail = 8000;
        add_random(desk, &seed, 1 + (int)(next_random(&seed) % 40));
        desk_close(desk);
        desk->shaped.tail = tail;
        para_break(&desk->ctx, NULL, &desk->shaped, &desk->style, measure, &desk->lines);
        check_all_set(desk);
        const struct line *last = &desk->lines.at[desk->lines.count - 1];
        assert_true(last->width + tail <= measure + (mpt)last->count + measure / 1000);
        assert_int_equal(diags_of(desk, DIAG_PARA_OVERFULL), 0);
        desk_free(desk);
    }
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    add_text(desk, "aaaaaaaaaa");
    desk_close(desk);
    desk->shaped.tail = 8000; /* no room for it: the word is set as it is */
    para_break(&desk->ctx, NULL, &desk->shaped, &desk->style, 10 * letter_width('a') * 10, &desk->lines);
    assert_int_equal(desk->lines.count, 1);
    assert_int_equal(diags_count(desk->ctx.diags, DIAG_WARNING), 0);
    desk_free(desk);
}

static void heads_have_lines_of_like_length(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_START);
    desk->style.hyphenate = false;
    desk->style.keep_next = true;
    struct lines *lines = desk_break(desk, "aaaaa bbbbb aaaaa bbbbb aaaaa bbbbb aaa bbb", 140000);
    assert_int_equal(lines->count, 2);
    assert_true(lines->at[0].width * 4 > lines->at[1].width * 3);
    assert_true(lines->at[1].width * 4 > lines->at[0].width * 3);
    desk_free(desk);
}

static void a_bad_break_is_avoided_in_heads(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_START);
    desk->style.hyphenate = false;
    desk->style.keep_next = true;
    struct lines *lines = desk_break(desk, "aaaaaaa bbbbbb na^ccccccc ddddddd", 130000);
    assert_int_equal(lines->count, 2);
    assert_string_equal(line_text(desk, 0), "aaaaaaa bbbbbb ");
    desk_free(desk);
}

static void centre_and_end_place_the_line(void **state) {
    (void)state;
    struct desk *centre = desk_new(ALIGN_CENTRE);
    const struct line *line = &desk_break(centre, "aaa", 100000)->at[0];
    assert_true(line->indent - (100000 - line->width) <= 1 && line->indent - (100000 - line->width) >= -1);
    struct desk *end = desk_new(ALIGN_END);
    assert_int_equal(desk_break(end, "aaa", 100000)->at[0].width, 100000);
    desk_free(centre);
    desk_free(end);
}

static void a_filled_line_is_letterspaced_to_the_measure(void **state) {
    (void)state;
    for (mpt measure = 100000; measure < 100020; measure++) {
        struct desk *desk = desk_new(ALIGN_FILL);
        struct lines *lines = desk_break(desk, "abc defg", measure);
        assert_int_equal(lines->count, 1);
        assert_int_equal(lines->at[0].width, measure);
        check_lines(desk, measure);
        desk_free(desk);
    }
}

static void a_filled_text_too_long_for_one_line_gets_more(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_FILL);
    struct lines *lines = desk_break(desk, "aaaaaa bbbbbb aaaaaa bbbbbb", 80000);
    assert_int_equal(lines->count, 2);
    check_lines(desk, 80000);
    desk_free(desk);
}

static void glyphs_share_what_spaces_would_have_to_take_alone(void **state) {
    (void)state;
    uint32_t seed = 17;
    int64_t with = 0, without = 0;
    for (int round = 0; round < 40; round++) {
        uint32_t text = next_random(&seed);
        for (int elastic = 0; elastic < 2; elastic++) {
            struct desk *desk = desk_new(ALIGN_JUSTIFY);
            desk->style.elastic_scale = elastic ? 20 : 0;
            desk->style.elastic_tracking = elastic ? 15 : 0;
            uint32_t words = text;
            add_random(desk, &words, 60);
            struct lines *lines = desk_break(desk, "", 150000);
            check_lines(desk, 150000);
            for (size_t i = 0; i + 1 < lines->count; i++) {
                const struct line *line = &lines->at[i];
                assert_true(line->scale >= 980 && line->scale <= 1020);
                assert_true(line->pieces[0].letterspace >= -150 && line->pieces[0].letterspace <= 150);
                if (line->ratio != 0 && line->ratio < 4000) assert_int_equal(line->width, 150000);
                *(elastic ? &with : &without) += line->ratio < 0 ? -line->ratio : line->ratio;
            }
            desk_free(desk);
        }
    }
    assert_true(with * 3 < without * 2);
}

/* Where a line without spaces is cut into pieces, each begins where the one before it ends. */
static void pieces_of_a_line_without_spaces_meet(void **state) {
    (void)state;
    int met = 0;
    for (mpt measure = 60000; measure < 75000; measure += 377) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        desk->style.elastic_scale = 20;
        desk->style.elastic_tracking = 15;
        add_word(desk, "abcde.fghij.klmno.pqrst.uvwxy.zabcd.efghi.jklmn.opqrs", 53);
        struct lines *lines = desk_break(desk, "", measure);
        for (size_t i = 0; i < lines->count; i++) {
            const struct line *line = &lines->at[i];
            for (size_t p = 1; p < line->count; p++) {
                struct line begin = *line;
                begin.count = p;
                mpt gap = line->pieces[p].x - ink_end(&begin) - line->pieces[p - 1].letterspace;
                assert_true(gap >= -2 && gap <= 2);
                met++;
            }
        }
        desk_free(desk);
    }
    assert_true(met > 0);
}

/* Glyphs are widened, or moved apart, or neither: each by its own key of the style. */
static void each_elasticity_can_be_switched_off(void **state) {
    (void)state;
    for (int on = 0; on < 4; on++) {
        struct desk *desk = desk_new(ALIGN_JUSTIFY);
        uint32_t seed = 17;
        bool scaled = false, spaced = false;
        desk->style.elastic_scale = on & 1 ? 20 : 0;
        desk->style.elastic_tracking = on & 2 ? 15 : 0;
        add_random(desk, &seed, 200);
        struct lines *lines = desk_break(desk, "", 150000);
        check_lines(desk, 150000);
        for (size_t i = 0; i < lines->count; i++) {
            scaled = scaled || lines->at[i].scale != 1000;
            for (size_t p = 0; p < lines->at[i].count; p++) spaced = spaced || lines->at[i].pieces[p].letterspace != 0;
            assert_true(lines->at[i].width <= 150000 + (mpt)lines->at[i].count); /* nothing hangs unasked */
        }
        assert_true(scaled == ((on & 1) != 0) && spaced == ((on & 2) != 0));
        desk_free(desk);
    }
}

static void punctuation_hangs_only_when_asked(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    desk->style.hang = true;
    struct lines *lines = desk_break(desk, "aa bb aa bb, aaaaa bbbbb, aaaaa bbbbb", 60000);
    mpt hung = 60000 + 220 * letter_width(',') * 10 / 1000;
    assert_string_equal(line_text(desk, 0), "aa bb aa bb, ");
    assert_int_equal(lines->at[0].width, hung);
    desk_free(desk);
}

static void the_dump_shows_ratio_hyphen_and_text(void **state) {
    (void)state;
    struct desk *desk = desk_new(ALIGN_START);
    desk->style.hyphenate = false;
    desk_break(desk, "aaaaaa.aaaaaa bbbb", 40000);
    struct buf out;
    buf_init(&out, desk->arena);
    lines_dump(&out, &desk->lines);
    assert_string_equal(buf_view(&out).s, "    +0 - |aaaaaa-|\n    +0   |aaaaaa |\n    +0 . |bbbb|\n");
    desk_free(desk);
}

/* ---- cost ----------------------------------------------------------------------------------------------------------
 */

/* Pairs of stops looked at for `count` times the same text. */
static uint64_t steps_of(const char *text, size_t count, mpt room, size_t *stops) {
    struct desk *desk = desk_new(ALIGN_JUSTIFY);
    for (size_t i = 0; i < count; i++) add_text(desk, text);
    desk_close(desk);
    struct galley galley;
    galley_build(&desk->ctx, desk->arena, NULL, &desk->shaped, &desk->style, room, room, &galley);
    struct fit fit = {.galley = &galley, .work = desk->arena};
    fit.rules = (struct fit_rules){.first = room, .rest = room, .em = 10000, .last_least = 24000, .hyphenate = true};
    struct fit_ends ends = {0};
    fit_segment(&fit, fit_start(&fit.rules, 0, 0), galley.count - 1, &ends);
    assert_int_equal(ends.at[ends.len - 1], galley.count - 1);
    *stops = galley.count;
    desk_free(desk);
    return fit.steps;
}

static void cost_grows_with_the_text_and_no_faster(void **state) {
    (void)state;
    static const char *const texts[] = {
        "ab cd.efg h ijk.lm.no pq ", "-", "a-", "abcdefgh", "a~", " ", "i ", "a.b.c.d. "};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        size_t stops, more;
        uint64_t once = steps_of(texts[t], 20000, 156000, &stops);
        uint64_t twice = steps_of(texts[t], 40000, 156000, &more);
        assert_true(once <= (uint64_t)stops * 3 * 256);
        assert_true(twice <= once * 21 / 10 + 1000);
    }
}

static void a_paragraph_of_a_megabyte_is_searched_in_pieces(void **state) {
    (void)state;
    size_t stops;
    uint64_t steps = steps_of("ab cd.efg h ijk.lm.no pq ", 40000, 156000, &stops);
    assert_true(stops > 200000);
    assert_true(steps < (uint64_t)stops * 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_is_set_whole_and_never_too_wide),
        cmocka_unit_test(justified_lines_end_exactly_at_the_measure),
        cmocka_unit_test(demerits_are_the_least_possible),
        cmocka_unit_test(lines_stand_beside_what_cuts_them),
        cmocka_unit_test(a_word_too_wide_for_the_lines_beside_a_cut_is_split),
        cmocka_unit_test(a_line_that_would_have_holes_is_ragged),
        cmocka_unit_test(hyphens_do_not_pile_up),
        cmocka_unit_test(a_line_at_a_foot_loses_its_hyphen),
        cmocka_unit_test(a_hyphen_lost_makes_no_line_worse),
        cmocka_unit_test(at_any_price_a_line_loses_its_hyphen),
        cmocka_unit_test(three_hyphens_when_nothing_else_works),
        cmocka_unit_test(without_hyphenate_no_word_is_divided),
        cmocka_unit_test(a_word_that_fits_nowhere_else_is_divided_all_the_same),
        cmocka_unit_test(a_word_wider_than_the_line_is_broken_between_letters),
        cmocka_unit_test(words_joined_by_no_break_spaces_are_parted_there_first),
        cmocka_unit_test(a_letter_wider_than_the_line_sticks_out_with_a_message),
        cmocka_unit_test(no_break_spaces_hold),
        cmocka_unit_test(a_forced_end_ends_a_line_unjustified),
        cmocka_unit_test(an_empty_paragraph_is_one_empty_line),
        cmocka_unit_test(the_space_at_a_line_end_is_kept_behind_the_measure),
        cmocka_unit_test(the_last_line_is_not_a_scrap),
        cmocka_unit_test(a_message_about_a_word_comes_once),
        cmocka_unit_test(the_last_line_is_seldom_the_end_of_a_word),
        cmocka_unit_test(ragged_text_does_not_end_with_one_short_word),
        cmocka_unit_test(the_tail_of_the_last_line_stays_free),
        cmocka_unit_test(heads_have_lines_of_like_length),
        cmocka_unit_test(a_bad_break_is_avoided_in_heads),
        cmocka_unit_test(centre_and_end_place_the_line),
        cmocka_unit_test(a_filled_line_is_letterspaced_to_the_measure),
        cmocka_unit_test(a_filled_text_too_long_for_one_line_gets_more),
        cmocka_unit_test(glyphs_share_what_spaces_would_have_to_take_alone),
        cmocka_unit_test(pieces_of_a_line_without_spaces_meet),
        cmocka_unit_test(a_paragraph_gets_a_line_more_or_less),
        cmocka_unit_test(each_elasticity_can_be_switched_off),
        cmocka_unit_test(punctuation_hangs_only_when_asked),
        cmocka_unit_test(the_dump_shows_ratio_hyphen_and_text),
        cmocka_unit_test(cost_grows_with_the_text_and_no_faster),
        cmocka_unit_test(a_paragraph_of_a_megabyte_is_searched_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
