/* The template's masthead: its lines, and the variants of it that a template can choose from.
 *
 * Idea: a variant is the masthead's keys under a name, and `variant` says which of them holds. So a look of one's own
 * takes another masthead with one word, and still changes any key: what stands beside `variant` goes before what the
 * variant says.
 * Invariants: every variant is read, chosen or not, so that a mistake in any is told and no style seems unused.
 * Rejected: variants in C (a newsroom's own could not stand beside them). */
#include "style/sheet.h"

#define MASTHEAD(field) offsetof(struct masthead_look, field)
#define MM(n) (((mpt)(n)*360000 + 63) / 127) /* rounded, as mpt_from_um */
#define END                                                                                                            \
    { NULL, 0, 0, 0, 0, NULL }

static const struct choice emblem_places[] = {{"left", EMBLEM_LEFT}, {"above", EMBLEM_ABOVE}, {NULL, 0}};

const struct key sheet_masthead_keys[] = {{"height", VALUE_LENGTH, MASTHEAD(height), 0, MM(1000), NULL},
                                          {"emblem-height", VALUE_LENGTH, MASTHEAD(emblem_height), 0, MM(300), NULL},
                                          {"emblem", VALUE_CHOICE, MASTHEAD(emblem), 0, 0, emblem_places},
                                          {"lines", VALUE_OTHER, 0, 0, 0, NULL},
                                          END};

const struct key sheet_variant_keys[] = {{"variant", VALUE_OTHER, 0, 0, 0, NULL},
                                         {"variants", VALUE_OTHER, 0, 0, 0, NULL},
                                         END};

const struct key sheet_line_keys[] = {{"style", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"text", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"long", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"cells", VALUE_OTHER, 0, 0, 0, NULL},
                                      END};

static struct text node_as_text(struct ctx *ctx, const struct node *node, const char *key) {
    if (node->kind == NODE_SCALAR) return (struct text){node->text, node->place};
    value_wrong(ctx, node, key, "{organisation}");
    return (struct text){STR(""), node->place};
}

static void load_line(struct ctx *ctx, const struct node *node, struct sheet *sheet, struct masthead_line *line) {
    const struct node *text = node_lookup(node, "text"), *cells = node_lookup(node, "cells");
    const struct node *style = node_lookup(node, "style"), *longer = node_lookup(node, "long");
    line->style = sheet_style(sheet, STYLE_MASTHEAD);
    if (node->kind != NODE_MAP) value_wrong(ctx, node, "lines", "{style: masthead-title, text: \"{title}\"}");
    values_check_keys(ctx, node, sheet_line_keys, NULL);
    if (style && style->kind == NODE_SCALAR) {
        const struct style *named = sheet_style_named(ctx, sheet, style->text, style->place);
        if (named) line->style = named;
    }
    if (longer && longer->kind == NODE_SCALAR)
        line->longer = sheet_style_named(ctx, sheet, longer->text, longer->place);
    bool several = cells && cells->kind == NODE_LIST;
    const struct node *items = several ? cells->items : cells ? cells : text;
    size_t count = several ? cells->count : items ? 1 : 0;
    line->count = count;
    line->cells = ARENA_ARRAY(ctx->arena, count, struct text);
    for (size_t i = 0; i < count; i++) line->cells[i] = node_as_text(ctx, &items[i], cells ? "cells" : "text");
}

#define LINES_MAX 50 /* of a masthead */

static void load_lines(struct ctx *ctx, const struct node *map, struct sheet *sheet, struct masthead_look *out) {
    const struct node *lines = node_lookup(map, "lines");
    if (!lines) return;
    if (lines->kind != NODE_LIST) {
        value_wrong(ctx, lines, "lines", "[{style: ..., text: ...}]");
        return;
    }
    out->count = lines->count < LINES_MAX ? lines->count : LINES_MAX;
    out->lines = ARENA_ARRAY(ctx->arena, out->count, struct masthead_line);
    for (size_t i = 0; i < out->count; i++) load_line(ctx, &lines->items[i], sheet, &out->lines[i]);
}

static void load_look(struct ctx *ctx, const struct node *map, mpt grid, struct sheet *sheet,
                      struct masthead_look *out) {
    struct values values = {ctx, &sheet->palette, grid};
    values_read(&values, map, sheet_masthead_keys, out);
    load_lines(ctx, map, sheet, out);
}

static void variant_unknown(struct ctx *ctx, const struct node *wanted, const struct node *variants) {
    size_t count = variants && variants->kind == NODE_MAP ? variants->count : 0;
    const char **names = ARENA_ARRAY(ctx->arena, count + 1, const char *);
    struct str shown = wanted->kind == NODE_SCALAR ? str_slice(wanted->text, 0, 60) : STR("[]");
    for (size_t i = 0; i < count; i++) names[i] = str_dup(ctx->arena, variants->pairs[i].key);
    const char *near = value_nearest(shown, names);
    diag(ctx, DIAG_TEMPLATE_VALUE, wanted->place, "variant: %.*s%s%s", STR_ARG(shown), near ? " ~ " : "",
         near ? near : "");
}

/* The variant that `variant` names, if there is one. */
static void load_variant(struct ctx *ctx, const struct node *map, mpt grid, struct sheet *sheet) {
    const struct node *variants = node_lookup(map, "variants"), *wanted = node_lookup(map, "variant");
    const struct masthead_look plain = sheet->masthead;
    bool found = !wanted;
    if (variants && variants->kind != NODE_MAP) value_wrong(ctx, variants, "variants", "{name: {lines: ...}}");
    for (size_t i = 0; variants && variants->kind == NODE_MAP && i < variants->count; i++) {
        const struct node_pair *pair = &variants->pairs[i];
        struct masthead_look made = plain;
        if (pair->value.kind != NODE_MAP) value_wrong(ctx, &pair->value, "variants", "{lines: ...}");
        values_check_keys(ctx, &pair->value, sheet_masthead_keys, NULL);
        load_look(ctx, &pair->value, grid, sheet, &made);
        if (!wanted || wanted->kind != NODE_SCALAR || !str_eq(wanted->text, pair->key)) continue;
        sheet->masthead = made;
        found = true;
    }
    if (!found) variant_unknown(ctx, wanted, variants);
}

void sheet_load_masthead(struct ctx *ctx, const struct node *root, mpt grid, struct sheet *sheet) {
    const struct node *map = node_lookup(root, "masthead");
    sheet->masthead = (struct masthead_look){.emblem_height = MM(20)};
    if (!map) return;
    if (map->kind != NODE_MAP) value_wrong(ctx, map, "masthead", "{...}");
    values_check_keys(ctx, map, sheet_masthead_keys, sheet_variant_keys);
    load_variant(ctx, map, grid, sheet);
    load_look(ctx, map, grid, sheet, &sheet->masthead);
}
