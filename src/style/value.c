/* Scalars of a template -> typed values.
 *
 * Idea: a section of the template is a table of keys with the offsets of their fields, so reading, checking of unknown
 * keys and the reference's test all walk the same table and cannot disagree.
 * Invariant: a field changes only when its value was right and in bounds.
 * Rejected: a reader function per key, which makes the set of keys impossible to list. */
#include "style/value.h"

#include <assert.h>

#include "base/diag.h"

#define TINT_FULL 100

/* An adequate bound for any sheet, and small enough that sums never overflow: ten metres. */
#define LENGTH_MAX ((int64_t)28346457)

void value_wrong(struct ctx *ctx, const struct node *node, const char *key, const char *expected) {
    struct str shown = node->kind == NODE_SCALAR ? str_slice(node->text, 0, 60) : STR("[]");
    diag(ctx, DIAG_TEMPLATE_VALUE, node->place, "%s: %.*s (%s)", key, STR_ARG(shown), expected);
}

const char *value_nearest(struct str name, const char *const *names) {
    const char *best = NULL;
    size_t least = name.len / 2 + 1;
    for (; *names; names++) {
        size_t distance = str_distance(name, str_from(*names));
        if (distance < least) {
            least = distance;
            best = *names;
        }
    }
    return best;
}

const char *value_near_text(struct ctx *ctx, const char *near) {
    return near ? arena_printf(ctx->arena, " (%s?)", near) : "";
}

/* ---- lengths ---------------------------------------------------------------------------------------------------- */

static bool unit_scale(struct str unit, int64_t milli, mpt em, mpt *out) {
    if (str_is(unit, "pt") || (unit.len == 0 && milli == 0)) {
        *out = milli;
    } else if (str_is(unit, "mm")) {
        *out = mpt_from_um(milli);
    } else if (str_is(unit, "em")) {
        *out = div_round(milli * em, 1000);
    } else {
        return false;
    }
    return *out <= LENGTH_MAX && *out >= -LENGTH_MAX;
}

bool value_length(struct str text, mpt em, mpt *out) {
    text = str_trim(text);
    size_t digits = 0;
    while (digits < text.len && strchr("+-.0123456789", text.s[digits])) digits++;
    int64_t milli;
    if (digits == 0 || digits > 12 || !str_milli(str_slice(text, 0, digits), &milli)) return false;
    if (milli > LENGTH_MAX || milli < -LENGTH_MAX) return false;
    return unit_scale(str_trim(str_slice(text, digits, text.len)), milli, em, out);
}

static bool read_length(const struct values *values, const struct node *node, const struct key *key, mpt *out) {
    mpt length;
    bool bounded = key->min != 0 || key->max != 0;
    if (node->kind != NODE_SCALAR || !value_length(node->text, values->em, &length)) {
        value_wrong(values->ctx, node, key->name, "9.3pt, 19mm, 1em");
        return false;
    }
    if (bounded && (length < key->min || length > key->max)) {
        struct buf range;
        buf_init(&range, values->ctx->arena);
        buf_mpt(&range, key->min);
        buf_puts(&range, "pt-");
        buf_mpt(&range, key->max);
        buf_puts(&range, "pt");
        value_wrong(values->ctx, node, key->name, range.s);
        return false;
    }
    *out = length;
    return true;
}

/* ---- colours and rules ------------------------------------------------------------------------------------------ */

static uint16_t tint_ink(uint16_t ink, int percent) { return (uint16_t)((ink * percent + TINT_FULL / 2) / TINT_FULL); }

static uint8_t tint_light(uint8_t light, int percent) {
    return (uint8_t)(255 - ((255 - light) * percent + TINT_FULL / 2) / TINT_FULL);
}

static struct colour colour_tint(struct colour colour, int percent) {
    assert(percent >= 0 && percent <= TINT_FULL);
    return (struct colour){
        .c = tint_ink(colour.c, percent),
        .m = tint_ink(colour.m, percent),
        .y = tint_ink(colour.y, percent),
        .k = tint_ink(colour.k, percent),
        .r = tint_light(colour.r, percent),
        .g = tint_light(colour.g, percent),
        .b = tint_light(colour.b, percent),
        .tint = tint_ink(colour.tint, percent),
        .spot = colour.spot,
    };
}

static const struct colour *palette_lookup(const struct palette *palette, struct str name) {
    for (size_t i = 0; i < palette->len; i++)
        if (str_eq(palette->at[i].name, name)) return &palette->at[i].colour;
    return NULL;
}

static const char *palette_nearest(const struct values *values, struct str name) {
    const char **names = ARENA_ARRAY(values->ctx->arena, values->palette->len + 1, const char *);
    for (size_t i = 0; i < values->palette->len; i++)
        names[i] = str_dup(values->ctx->arena, values->palette->at[i].name);
    return value_nearest(name, names);
}

/* Takes "8%" off the end of the text; false when there is a percentage that is none. */
static bool cut_percent(struct str *text, int *percent) {
    *percent = TINT_FULL;
    if (!str_ends(*text, "%")) return true;
    size_t start = text->len - 1;
    while (start > 0 && text->s[start - 1] >= '0' && text->s[start - 1] <= '9') start--;
    int64_t number;
    if (!str_int(str_slice(*text, start, text->len - 1), &number) || number < 0 || number > TINT_FULL) return false;
    *percent = (int)number;
    *text = str_trim(str_slice(*text, 0, start));
    return true;
}

static bool colour_from(const struct values *values, const struct node *node, struct str text, struct colour *out) {
    int percent;
    if (!cut_percent(&text, &percent)) {
        value_wrong(values->ctx, node, "%", "0-100%");
        return false;
    }
    const struct colour *colour = palette_lookup(values->palette, text);
    if (!colour) {
        const char *near = palette_nearest(values, text);
        diag(values->ctx, DIAG_TEMPLATE_COLOUR, node->place, "%.*s%s%s", STR_ARG(str_slice(text, 0, 60)),
             near ? " ~ " : "", near ? near : "");
        return false;
    }
    *out = colour_tint(*colour, percent);
    return true;
}

bool value_colour(const struct values *values, const struct node *node, struct colour *out) {
    if (node->kind != NODE_SCALAR) {
        value_wrong(values->ctx, node, "colour", "accent, text 80%");
        return false;
    }
    return colour_from(values, node, str_trim(node->text), out);
}

static bool read_tint(const struct values *values, const struct node *node, struct tint *out) {
    if (node->kind == NODE_SCALAR && str_is(str_trim(node->text), "none")) {
        out->on = false;
        return true;
    }
    if (!value_colour(values, node, &out->colour)) return false;
    out->on = true;
    out->place = node->place;
    return true;
}

static bool read_rule(const struct values *values, const struct node *node, const char *key, struct rule_style *out) {
    struct str text = node->kind == NODE_SCALAR ? str_trim(node->text) : STR("");
    if (str_is(text, "none")) {
        *out = (struct rule_style){0};
        return true;
    }
    size_t end = 0;
    while (end < text.len && text.s[end] != ' ') end++;
    struct rule_style rule = {.place = node->place};
    const struct colour *black = palette_lookup(values->palette, STR("text"));
    if (black) rule.colour = *black;
    if (!value_length(str_slice(text, 0, end), values->em, &rule.thickness) || rule.thickness < 0) {
        value_wrong(values->ctx, node, key, "0.7pt accent; none");
        return false;
    }
    struct str colour = str_trim(str_slice(text, end, text.len));
    if (colour.len > 0 && !colour_from(values, node, colour, &rule.colour)) return false;
    *out = rule;
    return true;
}

/* ---- tables of keys --------------------------------------------------------------------------------------------- */

static bool read_choice(const struct values *values, const struct node *node, const struct key *key, void *field) {
    for (const struct choice *choice = key->choices; choice->name; choice++) {
        if (node->kind == NODE_SCALAR && str_is(node->text, choice->name)) {
            memcpy(field, &choice->value, sizeof choice->value);
            return true;
        }
    }
    struct buf names;
    buf_init(&names, values->ctx->arena);
    for (const struct choice *choice = key->choices; choice->name; choice++)
        buf_printf(&names, "%s%s", choice == key->choices ? "" : ", ", choice->name);
    value_wrong(values->ctx, node, key->name, names.s);
    return false;
}

static bool read_int(const struct values *values, const struct node *map, const struct key *key, int *out) {
    int64_t number;
    if (!node_int(values->ctx, map, key->name, key->min, key->max, &number)) return false;
    *out = (int)number;
    return true;
}

static bool read_text(const struct values *values, const struct node *map, const struct node *node,
                      const struct key *key, struct text *out) {
    struct str text;
    if (!node_text(values->ctx, map, key->name, &text)) return false;
    *out = (struct text){text, node->place};
    return true;
}

static bool read_key(const struct values *values, const struct node *map, const struct key *key, void *record) {
    const struct node *node = node_lookup(map, key->name);
    void *field = (char *)record + key->offset;
    if (!node) return false;
    switch (key->type) {
    case VALUE_LENGTH: return read_length(values, node, key, field);
    case VALUE_INT: return read_int(values, map, key, field);
    case VALUE_BOOL: return node_bool(values->ctx, map, key->name, field);
    case VALUE_COLOUR: return value_colour(values, node, field);
    case VALUE_TINT: return read_tint(values, node, field);
    case VALUE_RULE: return read_rule(values, node, key->name, field);
    case VALUE_CHOICE: return read_choice(values, node, key, field);
    case VALUE_TEXT: return read_text(values, map, node, key, field);
    case VALUE_OTHER: break;
    }
    return false;
}

uint32_t values_read(const struct values *values, const struct node *map, const struct key *keys, void *record) {
    uint32_t given = 0;
    for (size_t i = 0; keys[i].name; i++)
        if (read_key(values, map, &keys[i], record) && i < 32) given |= (uint32_t)1 << i;
    return given;
}

static size_t value_size(enum value_type type) {
    switch (type) {
    case VALUE_LENGTH: return sizeof(mpt);
    case VALUE_INT:
    case VALUE_CHOICE: return sizeof(int);
    case VALUE_BOOL: return sizeof(bool);
    case VALUE_COLOUR: return sizeof(struct colour);
    case VALUE_TINT: return sizeof(struct tint);
    case VALUE_RULE: return sizeof(struct rule_style);
    case VALUE_TEXT: return sizeof(struct text);
    case VALUE_OTHER: break;
    }
    return 0;
}

void values_copy(const struct key *keys, uint32_t given, const void *from, void *to) {
    for (size_t i = 0; keys[i].name && i < 32; i++)
        if (given >> i & 1)
            memcpy((char *)to + keys[i].offset, (const char *)from + keys[i].offset, value_size(keys[i].type));
}

static size_t add_names(const char **names, size_t count, const struct key *keys) {
    for (; keys && keys->name; keys++) names[count++] = keys->name;
    return count;
}

static size_t count_keys(const struct key *keys) {
    size_t count = 0;
    while (keys && keys[count].name) count++;
    return count;
}

void values_check_keys(struct ctx *ctx, const struct node *map, const struct key *keys, const struct key *more) {
    const char **names = ARENA_ARRAY(ctx->arena, count_keys(keys) + count_keys(more) + 1, const char *);
    (void)add_names(names, add_names(names, 0, keys), more);
    node_check_keys(ctx, map, names);
}
