/* Reading a YAML tree by key and type.
 *
 * A wrong value never stops anything: it is recorded at its place, and the caller keeps its default. Details are
 * data - the key, the value and what would fit - so they need no translation.
 */
#include "source/source.h"

const struct node *node_lookup(const struct node *map, const char *key) {
    if (!map || map->kind != NODE_MAP) return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (str_is(map->pairs[i].key, key)) return &map->pairs[i].value;
    return NULL;
}

void node_inherit(struct arena *arena, struct node *map, const struct node *parent) {
    if (map->kind != NODE_MAP || parent->kind != NODE_MAP) return;
    struct node_pair *pairs = ARENA_ARRAY(arena, map->count + parent->count, struct node_pair);
    if (map->count > 0) memcpy(pairs, map->pairs, map->count * sizeof *pairs);
    map->pairs = pairs;
    for (size_t i = 0, own = map->count; i < parent->count; i++) {
        size_t at = 0;
        while (at < own && !str_eq(pairs[at].key, parent->pairs[i].key)) at++;
        if (at < own)
            node_inherit(arena, &pairs[at].value, &parent->pairs[i].value);
        else
            pairs[map->count++] = parent->pairs[i];
    }
}

/* The nearest known key, or NULL when none is within a third of the letters. */
static const char *nearest(struct str key, const char *const *known) {
    const char *best = NULL;
    size_t best_distance = key.len / 3 + 1;
    for (; *known; known++) {
        size_t distance = str_distance(key, str_from(*known));
        if (distance < best_distance || (distance == best_distance && !best)) {
            best = *known;
            best_distance = distance;
        }
    }
    return best;
}

static bool is_known(struct str key, const char *const *known) {
    for (; *known; known++)
        if (str_is(key, *known)) return true;
    return false;
}

/* Of paths like "masthead.place" the one that ends in this key; NULL: none does. */
static const char *elsewhere(struct str key, const char *const *deeper) {
    for (; *deeper; deeper++) {
        const char *dot = strrchr(*deeper, '.');
        if (dot && str_is(key, dot + 1)) return *deeper;
    }
    return NULL;
}

#define ADVICE_MAX 200 /* unknown keys that get a suggestion; a file with more is no list of misspellings */

void node_check_keys(struct ctx *ctx, const struct node *map, const char *const *known) {
    static const char *const none[] = {NULL};
    node_check_keys_here(ctx, map, known, none);
}

void node_check_keys_here(struct ctx *ctx, const struct node *map, const char *const *known,
                          const char *const *deeper) {
    if (!map || map->kind != NODE_MAP) return;
    size_t unknown = 0;
    for (size_t i = 0; i < map->count; i++) {
        const struct node_pair *pair = &map->pairs[i];
        if (is_known(pair->key, known)) continue;
        const char *map_of = elsewhere(pair->key, deeper), *near = NULL;
        if (!map_of && unknown++ < ADVICE_MAX) near = nearest(pair->key, known);
        if (map_of)
            diag(ctx, DIAG_YAML_KEY_DEEPER, pair->key_place, "%s", map_of);
        else if (near)
            diag(ctx, DIAG_YAML_UNKNOWN_KEY, pair->key_place, "%.*s (%s?)", STR_ARG(pair->key), near);
        else
            diag(ctx, DIAG_YAML_UNKNOWN_KEY, pair->key_place, "%.*s", STR_ARG(pair->key));
    }
}

#define SHOWN_MAX 40 /* [bytes] of a wrong value in a message */

static void wrong_value(struct ctx *ctx, const struct node *value, const char *key, const char *expected) {
    static const char *const shapes[] = {"", "[…]", "{…}"};
    struct str shown = value->kind == NODE_SCALAR ? value->text : str_from(shapes[value->kind]);
    if (shown.len > SHOWN_MAX) {
        size_t cut = SHOWN_MAX;
        while (cut > 0 && ((unsigned char)shown.s[cut] & 0xC0) == 0x80) cut--;
        shown.len = cut;
    }
    diag(ctx, DIAG_YAML_WRONG_VALUE, value->place, "%s: \"%.*s\" (%s)", key, STR_ARG(shown), expected);
}

/* The scalar at `key`; NULL when it is absent or of another shape, which is recorded. */
static const struct node *scalar_lookup(struct ctx *ctx, const struct node *map, const char *key,
                                        const char *expected) {
    const struct node *value = node_lookup(map, key);
    if (!value || value->kind == NODE_SCALAR) return value;
    wrong_value(ctx, value, key, expected);
    return NULL;
}

bool node_text(struct ctx *ctx, const struct node *map, const char *key, struct str *out) {
    const struct node *value = scalar_lookup(ctx, map, key, "\"…\"");
    if (!value) return false;
    *out = value->text;
    return true;
}

bool node_int(struct ctx *ctx, const struct node *map, const char *key, int64_t min, int64_t max, int64_t *out) {
    char *expected = arena_printf(ctx->arena, "%jd…%jd", (intmax_t)min, (intmax_t)max);
    const struct node *value = scalar_lookup(ctx, map, key, expected);
    int64_t number;
    if (!value) return false;
    if (!str_int(str_trim(value->text), &number) || number < min || number > max) {
        wrong_value(ctx, value, key, expected);
        return false;
    }
    *out = number;
    return true;
}

bool node_bool(struct ctx *ctx, const struct node *map, const char *key, bool *out) {
    const struct node *value = scalar_lookup(ctx, map, key, "true, false");
    if (!value) return false;
    bool yes = str_is(value->text, "true") || str_is(value->text, "yes");
    if (value->quoted || (!yes && !str_is(value->text, "false") && !str_is(value->text, "no"))) {
        wrong_value(ctx, value, key, "true, false");
        return false;
    }
    *out = yes;
    return true;
}

bool node_choice(struct ctx *ctx, const struct node *map, const char *key, const char *const *names, int *out) {
    struct buf expected;
    buf_init(&expected, ctx->arena);
    for (int i = 0; names[i]; i++) buf_printf(&expected, "%s%s", i ? ", " : "", names[i]);
    const struct node *value = scalar_lookup(ctx, map, key, expected.s);
    if (!value || value->text.len == 0) return false;
    for (int i = 0; names[i]; i++) {
        if (!str_is(value->text, names[i])) continue;
        *out = i;
        return true;
    }
    wrong_value(ctx, value, key, expected.s);
    return false;
}

bool node_texts(struct ctx *ctx, const struct node *map, const char *key, struct str_list_view *out) {
    const struct node *value = node_lookup(map, key);
    if (!value) return false;
    if (value->kind == NODE_MAP) {
        wrong_value(ctx, value, key, "[…]");
        return false;
    }
    size_t count = value->kind == NODE_SCALAR ? 1 : value->count;
    const struct node *items = value->kind == NODE_SCALAR ? value : value->items;
    out->at = ARENA_ARRAY(ctx->arena, count, struct str);
    out->place = ARENA_ARRAY(ctx->arena, count, struct place);
    out->len = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != NODE_SCALAR) {
            wrong_value(ctx, &items[i], key, "\"…\"");
            continue;
        }
        out->at[out->len] = items[i].text;
        out->place[out->len++] = items[i].place;
    }
    return true;
}
