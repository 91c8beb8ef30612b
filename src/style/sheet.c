/* Named styles with inheritance, and the styles of spans.
 *
 * Idea: a style is a draft copied from the one it extends, then changed by its own keys; the font is chosen last, as
 * the nearest face of the family. Styles are resolved on demand, so their order in the file does not matter.
 * Invariants: every style of styles.def is READY after sheet_load_styles; a chain of `extends` ends in body; a
 * length in em counts the size of the style that says it.
 * Rejected: inheritance by looking up the parent at each use (a length in em would then mean something else in each
 * child), and selectors as in CSS (nobody can tell what holds). */
#include "style/sheet.h"

#include <assert.h>
#include <stdlib.h>

static const struct choice align_choices[] = {{"start", ALIGN_START},   {"justify", ALIGN_JUSTIFY},
                                              {"centre", ALIGN_CENTRE}, {"end", ALIGN_END},
                                              {"fill", ALIGN_FILL},     {NULL, 0}};
static const struct choice caps_choices[] = {{"none", CAPS_NONE}, {"small", CAPS_SMALL}, {"all", CAPS_ALL}, {NULL, 0}};
static const struct choice figures_choices[] = {{"lining", FIGURES_LINING}, {"old", FIGURES_OLD}, {NULL, 0}};
static const struct choice weight_choices[] = {{"light", 300}, {"regular", 400}, {"medium", 500}, {"semibold", 600},
                                               {"bold", 700},  {"black", 900},   {NULL, 0}};

#define CHARS(field) offsetof(struct draft, style.chars.field)
#define FIELD(field) offsetof(struct draft, style.field)
#define METRE ((int64_t)2834646)

#define CHAR_KEYS                                                                                                      \
    {"family", VALUE_OTHER, 0, 0, 0, NULL},                                                                            \
        {"weight", VALUE_CHOICE, offsetof(struct draft, face.weight), 0, 0, weight_choices},                           \
        {"italic", VALUE_BOOL, offsetof(struct draft, face.italic), 0, 0, NULL},                                       \
        {"colour", VALUE_COLOUR, CHARS(colour), 0, 0, NULL},                                                           \
        {"tracking", VALUE_INT, CHARS(tracking), -200, 2000, NULL},                                                    \
        {"rise", VALUE_LENGTH, CHARS(rise), -100000, 100000, NULL},                                                    \
        {"caps", VALUE_CHOICE, CHARS(caps), 0, 0, caps_choices},                                                       \
        {"figures", VALUE_CHOICE, CHARS(figures), 0, 0, figures_choices},                                              \
        {"tabular", VALUE_BOOL, CHARS(tabular), 0, 0, NULL}, {"superior", VALUE_BOOL, CHARS(superior), 0, 0, NULL},    \
        {"underline", VALUE_BOOL, CHARS(underline), 0, 0, NULL}, {                                                     \
        "strike", VALUE_BOOL, CHARS(strike), 0, 0, NULL                                                                \
    }

const struct key sheet_span_keys[] = {CHAR_KEYS, {"scale", VALUE_OTHER, 0, 0, 0, NULL}, {NULL, 0, 0, 0, 0, NULL}};

const struct key sheet_style_keys[] = {{"extends", VALUE_OTHER, 0, 0, 0, NULL},
                                       {"size", VALUE_OTHER, 0, 0, 0, NULL}, /* before the rest: em is counted in it */
                                       CHAR_KEYS,
                                       {"leading", VALUE_LENGTH, FIELD(leading), 1000, 1000000, NULL},
                                       {"align", VALUE_CHOICE, FIELD(align), 0, 0, align_choices},
                                       {"first-indent", VALUE_LENGTH, FIELD(first_indent), -METRE, METRE, NULL},
                                       {"left", VALUE_LENGTH, FIELD(left), 0, METRE, NULL},
                                       {"right", VALUE_LENGTH, FIELD(right), 0, METRE, NULL},
                                       {"above", VALUE_LENGTH, FIELD(above), 0, METRE, NULL},
                                       {"below", VALUE_LENGTH, FIELD(below), 0, METRE, NULL},
                                       {"share-above", VALUE_INT, FIELD(share_above), 0, 100, NULL},
                                       {"share-below", VALUE_INT, FIELD(share_below), 0, 100, NULL},
                                       {"hyphenate", VALUE_BOOL, FIELD(hyphenate), 0, 0, NULL},
                                       {"keep-next", VALUE_BOOL, FIELD(keep_next), 0, 0, NULL},
                                       {"keep-together", VALUE_BOOL, FIELD(keep_together), 0, 0, NULL},
                                       {"orphans", VALUE_INT, FIELD(orphans), 1, 20, NULL},
                                       {"widows", VALUE_INT, FIELD(widows), 1, 20, NULL},
                                       {"padding-x", VALUE_LENGTH, FIELD(padding_x), 0, METRE, NULL},
                                       {"padding-y", VALUE_LENGTH, FIELD(padding_y), 0, METRE, NULL},
                                       {"elastic-tracking", VALUE_INT, FIELD(elastic_tracking), 0, 50, NULL},
                                       {"elastic-scale", VALUE_INT, FIELD(elastic_scale), 0, 50, NULL},
                                       {"hang", VALUE_BOOL, FIELD(hang), 0, 0, NULL},
                                       {"tint", VALUE_TINT, offsetof(struct draft, tint), 0, 0, NULL},
                                       {"rule-above", VALUE_RULE, FIELD(rule_above), 0, 0, NULL},
                                       {"rule-below", VALUE_RULE, FIELD(rule_below), 0, 0, NULL},
                                       {"rule-left", VALUE_RULE, FIELD(rule_left), 0, 0, NULL},
                                       {"radius", VALUE_LENGTH, FIELD(radius), 0, 100000, NULL},
                                       {"frame", VALUE_RULE, FIELD(frame), 0, 0, NULL},
                                       {NULL, 0, 0, 0, 0, NULL}};

static const char *const style_names[] = {
#define STYLE(id, name, parent) [STYLE_##id] = name,
#include "style/styles.def"
#undef STYLE
};

static const enum style_id style_parents[] = {
#define STYLE(id, name, parent) [STYLE_##id] = STYLE_##parent,
#include "style/styles.def"
#undef STYLE
};

static const char *const span_names[] = {"emph", "strong", "code",   "strike",   "link",
                                         "call", "run-in", "person", "community"};

/* ---- faces ------------------------------------------------------------------------------------------------------ */

/* How far a font is from a face: another family is worst, then the slant, then the weight. */
static int face_distance(struct face want, struct face have) {
    int distance = abs(want.weight - have.weight);
    if (want.italic != have.italic) distance += 1000;
    if (want.family != have.family) distance += 10000;
    return distance;
}

/* The font nearest to a face, for an exact one `*exact` is true. */
static uint16_t sheet_font(const struct sheet *sheet, struct face face, bool *exact) {
    assert(sheet->font_count > 0);
    size_t best = 0;
    for (size_t i = 1; i < sheet->font_count; i++)
        if (face_distance(face, sheet->faces[i]) < face_distance(face, sheet->faces[best])) best = i;
    if (exact) *exact = face_distance(face, sheet->faces[best]) == 0;
    return (uint16_t)best;
}

static int family_lookup(struct ctx *ctx, const struct sheet *sheet, const struct node *node) {
    for (size_t i = 0; i < sheet->family_count; i++)
        if (str_eq(sheet->families[i], node->text)) return (int)i;
    diag(ctx, DIAG_TEMPLATE_FONT, node->place, "%.*s", STR_ARG(str_slice(node->text, 0, 60)));
    return -1;
}

/* Chooses the font of a draft; a face that was asked for in so many words and is not there is worth a message. */
static void choose_font(struct ctx *ctx, const struct sheet *sheet, const struct named_style *named,
                        struct draft *draft) {
    bool exact;
    draft->style.chars.font = sheet_font(sheet, draft->face, &exact);
    if (exact || !named->node) return;
    if (!node_lookup(named->node, "weight") && !node_lookup(named->node, "italic")) return;
    diag(ctx, DIAG_TEMPLATE_FONT, named->place, "%s: %.*s %d%s", named->name,
         STR_ARG(sheet->families[draft->face.family]), draft->face.weight, draft->face.italic ? " italic" : "");
}

/* ---- named styles ----------------------------------------------------------------------------------------------- */

static struct draft first_draft(const struct sheet *sheet, mpt grid) {
    struct draft draft = {.face = {.family = 0, .weight = 400}};
    draft.style.chars.size = 9300; /* 9.3/12: the body of the art direction */
    draft.style.chars.colour = sheet->palette.at[0].colour;
    draft.style.leading = grid;
    draft.style.align = ALIGN_JUSTIFY;
    draft.style.hyphenate = true;
    draft.style.orphans = draft.style.widows = 2;
    draft.style.share_above = 2;
    draft.style.share_below = 1;
    return draft;
}

static struct named_style *style_find(struct sheet *sheet, struct str name) {
    for (size_t i = 0; i < sheet->styles.len; i++)
        if (str_is(name, sheet->styles.at[i].name)) return &sheet->styles.at[i];
    return NULL;
}

static const char *style_nearest(struct ctx *ctx, const struct sheet *sheet, struct str name, bool known_only) {
    size_t count = known_only ? STYLE_COUNT : sheet->styles.len;
    const char **names = ARENA_ARRAY(ctx->arena, count + 1, const char *);
    for (size_t i = 0; i < count; i++) names[i] = sheet->styles.at[i].name;
    return value_nearest(name, names);
}

static void style_unknown(struct ctx *ctx, const struct sheet *sheet, struct str name, struct place place) {
    const char *near = style_nearest(ctx, sheet, name, false);
    diag(ctx, DIAG_TEMPLATE_STYLE, place, "%.*s%s", STR_ARG(str_slice(name, 0, 60)), value_near_text(ctx, near));
}

/* The style that the template says it extends; NULL: none, or none that can be (recorded). */
static struct named_style *style_extended(struct ctx *ctx, struct sheet *sheet, const struct named_style *named) {
    const struct node *extends = node_lookup(named->node, "extends");
    if (!extends || extends->kind != NODE_SCALAR || str_is(extends->text, "none")) return NULL;
    struct named_style *parent = style_find(sheet, extends->text);
    if (!parent) {
        style_unknown(ctx, sheet, extends->text, extends->place);
        return NULL;
    }
    if (parent->state != STYLE_BUSY && named != sheet->styles.at) return parent; /* all others end in body */
    diag(ctx, DIAG_TEMPLATE_STYLE_CYCLE, extends->place, "%s", named->name);
    return NULL;
}

/* What a style starts from: what it extends, else its parent of styles.def, else body; NULL for body itself. */
static struct named_style *style_parent(struct ctx *ctx, struct sheet *sheet, struct named_style *named) {
    size_t index = (size_t)(named - sheet->styles.at);
    struct named_style *parent = style_extended(ctx, sheet, named);
    if (index == STYLE_BODY) return NULL;
    if (parent) return parent;
    parent = sheet->styles.at + (index < STYLE_COUNT ? style_parents[index] : STYLE_BODY);
    return parent->state == STYLE_BUSY ? sheet->styles.at + STYLE_BODY : parent;
}

static void read_size(struct values *values, const struct node *node, mpt parent, mpt *out) {
    const struct node *size = node_lookup(node, "size");
    mpt length;
    *out = parent;
    if (!size) return;
    if (size->kind == NODE_SCALAR && value_length(size->text, parent, &length) && length >= 1000 && length <= 1000000)
        *out = length;
    else
        value_wrong(values->ctx, size, "size", "1pt-1000pt");
}

static void read_draft(struct ctx *ctx, const struct sheet *sheet, struct named_style *named) {
    struct values values = {ctx, &sheet->palette, 0};
    struct draft *draft = &named->draft;
    const struct node *family = node_lookup(named->node, "family");
    read_size(&values, named->node, draft->style.chars.size, &draft->style.chars.size);
    values.em = draft->style.chars.size;
    draft->tint = (struct tint){draft->style.tinted, draft->style.tint, draft->style.tint_place};
    values_read(&values, named->node, sheet_style_keys, draft);
    draft->style.tinted = draft->tint.on;
    draft->style.tint = draft->tint.colour;
    draft->style.tint_place = draft->tint.place;
    if (family && family->kind == NODE_SCALAR) {
        int index = family_lookup(ctx, sheet, family);
        if (index >= 0) draft->face.family = index;
    }
}

/* Depth of the recursion: the chain of `extends`, at most as long as there are styles; their number is bounded. */
static void style_resolve(struct ctx *ctx, struct sheet *sheet, struct named_style *named, mpt grid) {
    if (named->state != STYLE_WAITING) return;
    named->state = STYLE_BUSY;
    struct named_style *parent = style_parent(ctx, sheet, named);
    if (parent) {
        style_resolve(ctx, sheet, parent, grid);
        parent->used = true;
        named->draft = parent->draft;
    } else {
        named->draft = first_draft(sheet, grid);
    }
    if (named->node) read_draft(ctx, sheet, named);
    choose_font(ctx, sheet, named, &named->draft);
    named->draft.style.name = named->name;
    named->state = STYLE_READY;
}

#define STYLES_MAX 1000 /* of one's own in a template: far above any, and bounds the recursion of style_resolve */

static void collect_styles(struct ctx *ctx, const struct node *map, struct sheet *sheet) {
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        struct named_style *named = vec_push(ctx->arena, &sheet->styles);
        named->name = style_names[i];
        named->used = true;
    }
    if (map && map->kind != NODE_MAP) {
        value_wrong(ctx, map, "styles", "{body: {...}}");
        return;
    }
    for (size_t i = 0; map && i < map->count && i < STYLES_MAX; i++) {
        const struct node_pair *pair = &map->pairs[i];
        struct named_style *named = style_find(sheet, pair->key);
        if (!named) {
            named = vec_push(ctx->arena, &sheet->styles);
            named->name = str_dup(ctx->arena, pair->key);
        }
        named->place = pair->key_place;
        named->node = &pair->value;
        if (pair->value.kind != NODE_MAP) value_wrong(ctx, &pair->value, named->name, "{size: 9.3pt}");
        values_check_keys(ctx, &pair->value, sheet_style_keys, NULL);
    }
}

/* ---- spans ------------------------------------------------------------------------------------------------------ */

static struct span_style *span_find(struct sheet *sheet, struct str name) {
    for (size_t i = 0; i < sheet->spans.len; i++)
        if (str_is(name, sheet->spans.at[i].name)) return &sheet->spans.at[i];
    return NULL;
}

static void read_span(struct ctx *ctx, const struct sheet *sheet, const struct node *node, struct span_style *span) {
    struct values values = {ctx, &sheet->palette, sheet->styles.at[STYLE_BODY].draft.style.chars.size};
    const struct node *family = node_lookup(node, "family");
    int64_t scale;
    values_check_keys(ctx, node, sheet_span_keys, NULL);
    span->given = values_read(&values, node, sheet_span_keys, &span->draft);
    if (family && family->kind == NODE_SCALAR) span->family = family_lookup(ctx, sheet, family);
    if (node_int(ctx, node, "scale", 30, 200, &scale)) span->scale = (int)scale;
}

static struct span_style *span_add(struct ctx *ctx, struct sheet *sheet, const char *name) {
    struct span_style *span = vec_push(ctx->arena, &sheet->spans);
    span->name = name;
    span->family = -1;
    span->scale = 100;
    return span;
}

static void load_spans(struct ctx *ctx, const struct node *map, struct sheet *sheet) {
    for (size_t i = 0; i < SPAN_COUNT; i++) (void)span_add(ctx, sheet, span_names[i]);
    if (map && map->kind != NODE_MAP) value_wrong(ctx, map, "spans", "{emph: {italic: true}}");
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count && i < STYLES_MAX; i++) {
        struct span_style *span = span_find(sheet, map->pairs[i].key);
        if (!span) span = span_add(ctx, sheet, str_dup(ctx->arena, map->pairs[i].key));
        read_span(ctx, sheet, &map->pairs[i].value, span);
    }
}

const struct span_style *sheet_span_lookup(const struct sheet *sheet, struct str name) {
    for (size_t i = 0; i < sheet->spans.len; i++)
        if (str_is(name, sheet->spans.at[i].name)) return &sheet->spans.at[i];
    return NULL;
}

struct char_style sheet_span_apply(const struct sheet *sheet, const struct span_style *span, struct char_style chars) {
    struct draft draft = {.face = sheet->faces[chars.font]};
    draft.style.chars = chars;
    values_copy(sheet_span_keys, span->given, &span->draft, &draft);
    if (span->family >= 0) draft.face.family = span->family;
    struct char_style *out = &draft.style.chars;
    out->font = sheet_font(sheet, draft.face, NULL);
    out->size = div_round(out->size * span->scale, 100);
    if (out->size < 3000) out->size = chars.size < 3000 ? chars.size : 3000; /* nothing smaller can be read */
    return *out;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

void sheet_load_styles(struct ctx *ctx, const struct node *root, mpt grid, struct sheet *sheet) {
    collect_styles(ctx, node_lookup(root, "styles"), sheet);
    for (size_t i = 0; i < sheet->styles.len; i++) style_resolve(ctx, sheet, &sheet->styles.at[i], grid);
    load_spans(ctx, node_lookup(root, "spans"), sheet);
}

void sheet_check_unused(struct ctx *ctx, struct sheet *sheet) {
    for (size_t i = STYLE_COUNT; i < sheet->styles.len; i++) {
        const struct named_style *named = &sheet->styles.at[i];
        if (named->used) continue;
        const char *near = style_nearest(ctx, sheet, str_from(named->name), true);
        diag(ctx, DIAG_TEMPLATE_STYLE_UNUSED, named->place, "%s%s", named->name, value_near_text(ctx, near));
    }
}

const struct style *sheet_style(const struct sheet *sheet, enum style_id id) {
    return &sheet->styles.at[id].draft.style;
}

const struct style *sheet_style_named(struct ctx *ctx, struct sheet *sheet, struct str name, struct place place) {
    struct named_style *named = style_find(sheet, name);
    if (!named) {
        style_unknown(ctx, sheet, name, place);
        return NULL;
    }
    named->used = true;
    return &named->draft.style;
}
