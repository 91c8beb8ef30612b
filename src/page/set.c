/* Texts, set: shaped and broken into lines, with the elements of their spans.
 *
 * Every paragraph that reaches a page comes through set_text, labels and single lines through set_label; so the dump of
 * lines and the elements of spans are made here and nowhere else. Columns may yet change the lines of a paragraph, so
 * they are dumped when all pages are done.
 */
#include "page/parts.h"

#include "base/clock.h"
#include "base/utf8.h"

/* Wide enough for any single line, small enough that sums stay far from overflow: a hundred metres. */
#define MEASURE_ENDLESS ((mpt)283464567)

#define DUMP_WORDS 40 /* [bytes] of a paragraph shown above its lines */

static void setting_dump(const struct builder *b, const struct setting *setting, struct buf *out) {
    struct buf head;
    buf_init(&head, b->ctx->arena);
    for (size_t i = 0; i < setting->text->count && head.len < DUMP_WORDS; i++)
        buf_str(&head, setting->text->spans[i].text);
    size_t end = head.len < DUMP_WORDS ? head.len : DUMP_WORDS;
    while (end > 0 && end < head.len && ((unsigned char)head.s[end] & 0xC0) == 0x80) end--;
    buf_printf(out, "%s: %.*s\n", setting->style->name ? setting->style->name : "-", (int)end, head.s ? head.s : "");
    lines_dump(out, &setting->lines);
}

void settings_dump(const struct builder *b, struct buf *out) {
    for (size_t i = 0; i < b->settings.len; i++) setting_dump(b, b->settings.at[i], out);
}

static const struct run *glue_run(const struct shaped *shaped) {
    for (size_t i = 0; i < shaped->count; i++) {
        const struct atom *atom = &shaped->atoms[i];
        if (atom->kind == ATOM_GLUE && atom->run && atom->run->count) return atom->run;
    }
    return NULL;
}

struct setting *set_shape(struct builder *b, const struct flow_text *text, const struct style *style) {
    struct setting *setting = ARENA_NEW(b->ctx->arena, struct setting);
    setting->style = style;
    setting->text = text;
    uint64_t began = clock_ns();
    text_shape(b->shaper, b->ctx, text, style, &setting->shaped);
    b->setting += clock_ns() - began;
    setting->space = glue_run(&setting->shaped);
    return setting;
}

static void lines_break(struct builder *b, struct setting *setting, mpt measure) {
    uint64_t began = clock_ns();
    para_break_around(b->ctx, b->fonts, &setting->shaped, setting->style, measure, setting->cuts, setting->cut_count,
                      &setting->lines);
    b->setting += clock_ns() - began;
}

void set_break(struct builder *b, struct setting *setting, mpt measure, uint32_t element, const char *lang) {
    setting->element = element;
    lines_break(b, setting, measure);
    setting->span_elements = tree_spans(b, element, setting->text, lang);
    *vec_push(b->ctx->arena, &b->settings) = setting;
}

struct setting *set_text(struct builder *b, const struct flow_text *text, const struct style *style, mpt measure,
                         uint32_t element, const char *lang) {
    struct setting *setting = set_shape(b, text, style);
    set_break(b, setting, measure, element, lang);
    return setting;
}

void set_again(struct builder *b, struct setting *setting, mpt measure) {
    diags_round(b->ctx->diags);
    lines_break(b, setting, measure);
}

void set_line(struct builder *b, struct setting *setting, uint32_t element, const char *lang) {
    struct style *plain = ARENA_NEW(b->ctx->arena, struct style);
    *plain = *setting->style;
    plain->align = ALIGN_START;
    plain->first_indent = plain->left = plain->right = 0;
    plain->hyphenate = plain->keep_next = false;
    setting->style = plain;
    set_break(b, setting, MEASURE_ENDLESS, element, lang);
}

struct setting *set_label(struct builder *b, const struct flow_text *text, const struct style *style, uint32_t element,
                          const char *lang) {
    struct setting *setting = set_shape(b, text, style);
    set_line(b, setting, element, lang);
    return setting;
}

/* Texts of one word have no space of their own: one is shaped for each style that needs it. */
static const struct run *style_space(struct builder *b, const struct style *style) {
    for (size_t i = 0; i < b->spaces.len; i++)
        if (b->spaces.at[i].font == style->chars.font && b->spaces.at[i].size == style->chars.size)
            return b->spaces.at[i].run;
    struct span *span = ARENA_NEW(b->ctx->arena, struct span);
    struct flow_text text = {.spans = span, .count = 1};
    struct shaped shaped;
    *span = (struct span){.text = STR("- -"), .style = &style->chars, .lang = b->lang, .verbatim = true};
    text_shape(b->shaper, b->ctx, &text, style, &shaped);
    struct space *space = vec_push(b->ctx->arena, &b->spaces);
    *space = (struct space){.font = style->chars.font, .size = style->chars.size, .run = glue_run(&shaped)};
    return space->run;
}

const struct run *setting_space(struct builder *b, const struct setting *setting) {
    return setting->space ? setting->space : style_space(b, setting->style);
}

mpt setting_height(const struct setting *setting) { return (mpt)setting->lines.count * setting->style->leading; }

mpt setting_width(const struct setting *setting) {
    mpt width = 0;
    for (size_t i = 0; i < setting->lines.count; i++)
        if (setting->lines.at[i].width > width) width = setting->lines.at[i].width;
    return width;
}

mpt cap_height(const struct builder *b, const struct char_style *chars) {
    const struct font_metrics *m = font_metrics(b->fonts, chars->font);
    return mpt_from_units(m->cap_height, chars->size, m->upem);
}

/* Capitals stand in the middle of the leading, so that a tint or a rule has the same distance above and below. */
mpt setting_baseline(const struct builder *b, const struct setting *setting) {
    return (setting->style->leading + cap_height(b, &setting->style->chars)) / 2;
}
