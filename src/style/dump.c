/* The flow as indented text.
 *
 * Idea: one line per node, indented, with its role, style and text; a span shows only in what it differs from the
 * style of its paragraph, so a golden file changes where the issue does and not when a size in the template does.
 * Invariants: every text of the flow appears; lengths are in points; nothing depends on addresses.
 * Rejected: depth without end: flow nests at most as deep as style makes it. */
#include "style/style.h"

struct dump {
    struct buf *out;
    const struct look *look;
};

static void put_escaped(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c == '\n')
            buf_puts(out, "\\n");
        else if (c < 0x20 || c == 0x7f)
            buf_printf(out, "\\x%02x", c);
        else if (c == '"' || c == '\\' || c == '{' || c == '}')
            buf_printf(out, "\\%c", c);
        else
            buf_putc(out, s.s[i]);
    }
}

static void put_indent(struct buf *out, int depth) {
    for (int i = 0; i < depth; i++) buf_puts(out, "  ");
}

/* ---- texts ------------------------------------------------------------------------------------------------------ */

static void put_chars(const struct dump *d, const struct char_style *chars, const struct char_style *base) {
    if (!base || chars == base) return;
    if (chars->font != base->font) buf_printf(d->out, " %s", d->look->fonts[chars->font].name);
    if (chars->size != base->size) buf_puts(d->out, " size");
    if (!colour_same(&chars->colour, &base->colour)) buf_puts(d->out, " colour");
    if (chars->caps != base->caps) buf_puts(d->out, chars->caps == CAPS_NONE ? " lower" : " caps");
    if (chars->superior && !base->superior) buf_puts(d->out, " superior");
    if (chars->strike && !base->strike) buf_puts(d->out, " strike");
    if (chars->underline && !base->underline) buf_puts(d->out, " underline");
}

static void put_span(const struct dump *d, const struct span *span, const struct char_style *base, const char *lang) {
    struct buf *out = d->out;
    size_t start = out->len;
    buf_putc(out, '{');
    put_chars(d, span->style, base);
    if (span->lang && (!lang || strcmp(span->lang, lang) != 0)) buf_printf(out, " lang=%s", span->lang);
    if (span->role == ROLE_CODE) buf_puts(out, " code");
    if (span->link) buf_printf(out, " link=%u", span->link);
    if (span->note) buf_printf(out, " note=%u", span->note);
    if (span->verbatim) buf_puts(out, " verbatim");
    bool plain = out->len == start + 1;
    if (plain)
        out->len = start;
    else
        buf_putc(out, '|');
    put_escaped(out, span->text);
    if (!plain) buf_putc(out, '}');
    if (span->newline) buf_puts(out, "\\n");
}

static void put_text(const struct dump *d, const struct flow_text *text, const struct char_style *base,
                     const char *lang) {
    buf_puts(d->out, " \"");
    for (size_t i = 0; i < text->count; i++) put_span(d, &text->spans[i], base, lang);
    buf_putc(d->out, '"');
}

/* ---- nodes ------------------------------------------------------------------------------------------------------ */

static void put_node(const struct dump *d, const struct flow_node *node, const char *lang, int depth);

static void put_cell(const struct dump *d, const struct flow_cell *cell, const struct style *style, const char *lang,
                     int depth) {
    static const char *const aligns[] = {"", " justify", " centre", " end", " fill"};
    put_indent(d->out, depth);
    buf_printf(d->out, "%s%s", cell->header ? "TH" : "TD", aligns[cell->align]);
    if (cell->across || cell->down) buf_printf(d->out, " %zux%zu", cell->across + 1, cell->down + 1);
    if (cell->covered) buf_puts(d->out, " covered");
    put_text(d, &cell->text, &style->chars, lang);
    buf_putc(d->out, '\n');
}

static void put_table(const struct dump *d, const struct flow_table *table, const char *lang, int depth) {
    if (table->caption.count > 0) {
        put_indent(d->out, depth);
        buf_puts(d->out, "caption");
        put_text(d, &table->caption, &table->caption_style->chars, lang);
        buf_putc(d->out, '\n');
    }
    for (size_t r = 0; r < table->rows; r++) {
        const struct style *style = flow_row_style(table, r);
        put_indent(d->out, depth);
        buf_puts(d->out, r < table->head_rows ? "head row\n" : flow_row_sums(table, r) ? "sum row\n" : "row\n");
        for (size_t c = 0; c < table->columns; c++)
            put_cell(d, &table->cells[r * table->columns + c], style, lang, depth + 1);
    }
}

static void put_figure(const struct dump *d, const struct flow_figure *figure, const char *lang, int depth) {
    static const char *const places[] = {"here", "top", "bottom", "page"};
    put_indent(d->out, depth);
    if (figure->image)
        buf_printf(d->out, "image %ux%u", figure->image->width, figure->image->height);
    else
        buf_puts(d->out, "no image");
    if (figure->crop_width)
        buf_printf(d->out, " crop=%d:%d focus=%d,%d", figure->crop_width, figure->crop_height, figure->focus_x,
                   figure->focus_y);
    if (figure->side) buf_printf(d->out, " side=%s,%d%%", figure->side == SIDE_LEFT ? "left" : "right", figure->width);
    buf_printf(d->out, " span=%d %s%s alt=\"", figure->span, places[figure->where],
               figure->decorative ? " decorative" : "");
    put_escaped(d->out, figure->alt);
    buf_puts(d->out, "\"");
    if (figure->caption.count > 0) {
        buf_puts(d->out, " caption");
        put_text(d, &figure->caption, &figure->caption_style->chars, lang);
    }
    if (figure->credit.count > 0) {
        buf_puts(d->out, " credit");
        put_text(d, &figure->credit, &figure->credit_style->chars, lang);
    }
    buf_putc(d->out, '\n');
    if (figure->next) put_figure(d, figure->next, lang, depth + 1);
}

static void put_bar(const struct dump *d, const struct flow_bar *bar) {
    buf_printf(d->out, " %lld%s", (long long)bar->amount, bar->outlined ? " outlined" : "");
    if (!bar->outlined) buf_printf(d->out, " #%02X%02X%02X", bar->colour.r, bar->colour.g, bar->colour.b);
}

static void put_chart(const struct dump *d, const struct flow_chart *chart, const char *lang, int depth) {
    const struct char_style *chars = &chart->text_style->chars;
    put_indent(d->out, depth);
    buf_printf(d->out, "%s whole=%lld alt=\"", chart->cells ? "cells" : "bars", (long long)chart->whole);
    put_escaped(d->out, chart->alt);
    buf_puts(d->out, "\"\n");
    if (chart->caption.count) {
        put_indent(d->out, depth);
        buf_puts(d->out, "caption");
        put_text(d, &chart->caption, &chart->caption_style->chars, lang);
        buf_putc(d->out, '\n');
    }
    for (size_t h = 0; h < chart->head_rows; h++) {
        put_indent(d->out, depth);
        buf_puts(d->out, "heads");
        for (int64_t i = 0; i < chart->whole; i++)
            put_text(d, &chart->heads[(int64_t)h * chart->whole + i], chars, lang);
        buf_putc(d->out, '\n');
    }
    for (size_t r = 0; r < chart->row_count; r++) {
        const struct flow_chart_row *row = &chart->rows[r];
        put_indent(d->out, depth);
        buf_puts(d->out, "row");
        put_text(d, &row->label, chars, lang);
        for (size_t i = 0; i < row->count; i++) put_bar(d, &row->bars[i]);
        put_text(d, &row->value, chars, lang);
        buf_putc(d->out, '\n');
    }
    for (size_t i = 0; i < chart->key_count; i++) {
        put_indent(d->out, depth);
        buf_puts(d->out, "key");
        put_bar(d, &chart->keys[i].bar);
        put_text(d, &chart->keys[i].text, chars, lang);
        buf_putc(d->out, '\n');
    }
}

static void put_facts(const struct dump *d, const struct flow_node *node, const char *lang) {
    if (node->role != ROLE_NONE) buf_printf(d->out, " %s", role_name(node->role));
    if (node->style) buf_printf(d->out, " %s", node->style->name);
    if (node->style && node->style->left) {
        buf_puts(d->out, " left=");
        buf_mpt(d->out, node->style->left);
    }
    if (node->lang) buf_printf(d->out, " lang=%s", node->lang);
    if (node->list_numbering) buf_printf(d->out, " numbering=%d", node->list_numbering);
    if (node->columns) buf_printf(d->out, " columns=%d", node->columns);
    if (node->label.count > 0) {
        buf_puts(d->out, " label");
        put_text(d, &node->label, node->style ? &node->style->chars : NULL, lang);
    }
}

static void put_node(const struct dump *d, const struct flow_node *node, const char *lang, int depth) {
    static const char *const kinds[] = {"group", "para", "row", "table", "figure", "chart", "rule"};
    const char *own = node->lang ? node->lang : lang;
    const struct char_style *chars = node->style ? &node->style->chars : NULL;
    put_indent(d->out, depth);
    buf_puts(d->out, kinds[node->kind]);
    put_facts(d, node, own);
    if (node->kind == FLOW_PARA) put_text(d, &node->text, chars, own);
    for (size_t i = 0; node->kind == FLOW_ROW && i < node->count; i++) put_text(d, &node->cells[i], chars, own);
    buf_puts(d->out, node->end_mark ? " end\n" : "\n");
    if (node->kind == FLOW_TABLE) put_table(d, node->table, own, depth + 1);
    if (node->kind == FLOW_FIGURE) put_figure(d, node->figure, own, depth + 1);
    if (node->kind == FLOW_CHART) put_chart(d, node->chart, own, depth + 1);
    for (size_t i = 0; node->kind == FLOW_GROUP && i < node->count; i++)
        put_node(d, &node->children[i], own, depth + 1);
}

/* ---- the flow --------------------------------------------------------------------------------------------------- */

static void put_article(const struct dump *d, const struct flow_article *article, size_t number) {
    struct buf *out = d->out;
    buf_printf(out, "article %zu \"", number);
    put_escaped(out, article->title);
    buf_printf(out, "\" rubric=\"");
    put_escaped(out, article->rubric);
    buf_printf(out, "\" lang=%s columns=%d", article->lang, article->columns);
    if (article->frame) buf_printf(out, " frame=%s", article->frame->name);
    if (article->page) buf_printf(out, " page=%d", article->page);
    buf_puts(out, article->new_page ? " new-page\n" : "\n");
    put_node(d, &article->head, article->lang, 1);
    put_node(d, &article->body, article->lang, 1);
    for (size_t i = 0; i < article->note_count; i++) {
        buf_puts(out, "  note");
        put_text(d, &article->notes[i].number, NULL, article->lang);
        buf_putc(out, '\n');
        for (size_t k = 0; k < article->notes[i].count; k++)
            put_node(d, &article->notes[i].children[k], article->lang, 2);
    }
}

static void put_named(const struct dump *d, const char *name, const struct flow_text *text) {
    buf_puts(d->out, name);
    put_text(d, text, NULL, text->count ? text->spans[0].lang : NULL);
    buf_putc(d->out, '\n');
}

static void put_meta(struct buf *out, const struct flow_meta *meta) {
    const struct {
        const char *name;
        struct str value;
    } rows[] = {{"title", meta->title},       {"author", meta->author},     {"subject", meta->subject},
                {"keywords", meta->keywords}, {"language", meta->language}, {"publisher", meta->publisher},
                {"issn", meta->issn}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_printf(out, "meta %s \"", rows[i].name);
        put_escaped(out, rows[i].value);
        buf_puts(out, "\"\n");
    }
    for (size_t i = 0; i < meta->titles.len; i++) {
        buf_printf(out, "meta title %s \"", meta->titles.at[i].lang);
        put_escaped(out, meta->titles.at[i].text);
        buf_puts(out, "\"\n");
    }
}

static void put_contents(const struct dump *d, const struct flow *flow, const char *lang) {
    if (!flow->contents.wanted) return;
    buf_puts(d->out, "contents\n");
    put_node(d, &flow->contents.box, lang, 1);
    for (size_t i = 0; i < flow->article_count; i++) {
        if (flow->contents.entries[i].count == 0) continue;
        buf_printf(d->out, "  entry %zu", i + 1);
        put_text(d, &flow->contents.entries[i], NULL, lang);
        buf_putc(d->out, '\n');
    }
}

void flow_dump(struct buf *out, const struct ctx *ctx, const struct flow *flow) {
    struct dump d = {out, flow->look};
    const char *lang = str_dup(ctx->arena, flow->meta.language);
    put_meta(out, &flow->meta);
    buf_puts(out, "masthead\n");
    put_node(&d, &flow->masthead, lang, 1);
    if (flow->emblem) {
        buf_puts(out, "emblem\n");
        put_figure(&d, flow->emblem, lang, 1);
    }
    put_contents(&d, flow, lang);
    for (size_t i = 0; i < flow->article_count; i++) put_article(&d, &flow->articles[i], i + 1);
    buf_puts(out, "imprint\n");
    put_node(&d, &flow->imprint, lang, 1);
    put_named(&d, "left", &flow->furniture.head_left);
    put_named(&d, "right", &flow->furniture.head_right);
    put_named(&d, "folio", &flow->furniture.folio);
    for (size_t i = 0; i < flow->link_count; i++) {
        const struct flow_link *link = &flow->links[i];
        if (link->uri.len)
            buf_printf(out, "link %zu %.*s\n", i + 1, STR_ARG(link->uri));
        else
            buf_printf(out, "link %zu article %u\n", i + 1, link->article);
    }
}
