/* Texts as the rules of a language leave them, without fonts: for the examples of rules.
 *
 * The same steps as text.c takes, up to the point where glyphs would be needed.
 */
#include "text/text.h"

#include "text/cuts.h"

struct sampler {
    struct ctx *ctx;
    struct language *language;
    struct cutter *cutter;
    struct char_style chars;
};

struct sampler *sampler_new(struct ctx *ctx, const char *lang, const char *const *data_dirs) {
    struct sampler *sampler = ARENA_NEW(ctx->arena, struct sampler);
    sampler->ctx = ctx;
    sampler->language = language_load(ctx, lang, data_dirs, place_nowhere());
    sampler->cutter = cutter_new(ctx);
    return sampler->language->dir ? sampler : NULL;
}

rule_set sampler_optional(const struct sampler *sampler) { return sampler->language->off; }

/* The word [from, to) with its places to divide. */
static void put_word(const struct sampler *sampler, const struct paragraph *p, size_t from, size_t to,
                     struct buf *out) {
    struct cut_list cuts = cutter_cuts(sampler->ctx, sampler->cutter, sampler->ctx->arena, p, from, to);
    struct str word = paragraph_text(p, from, to);
    size_t at = 0;
    for (size_t i = 0; i < cuts.len; at = cuts.at[i++].at) {
        buf_str(out, str_slice(word, at, cuts.at[i].at));
        buf_putc(out, cuts.at[i].hyphen ? '-' : '|');
    }
    buf_str(out, str_slice(word, at, word.len));
}

struct str sampler_show(struct sampler *sampler, struct str text, struct rule_choice rules, bool divided) {
    struct span span = {.text = text, .style = &sampler->chars, .lang = sampler->language->tag, .rules = rules};
    struct flow_text source = {&span, 1};
    struct paragraph p;
    struct buf out;
    buf_init(&out, sampler->ctx->arena);
    paragraph_read(sampler->ctx, sampler->ctx->arena, &source, &sampler->language, &p);
    paragraph_keep_spaces(sampler->ctx->arena, &p, false);
    for (size_t i = 0, from = 0; i <= p.chars.len; i++) {
        bool space = i < p.chars.len && p.chars.at[i].flags & TYPED_SPACE;
        if (i < p.chars.len && !space) continue;
        if (divided && i > from)
            put_word(sampler, &p, from, i, &out);
        else
            buf_str(&out, paragraph_text(&p, from, i));
        if (space) buf_putc(&out, p.chars.at[i].flags & TYPED_NO_BREAK ? '~' : ' ');
        from = i + 1;
    }
    return buf_view(&out);
}
