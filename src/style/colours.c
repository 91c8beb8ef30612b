/* The palette of a template.
 *
 * Idea: a colour has two lives, inks in print and light on the screen, and the template says both, because no formula
 * gives the blue that a print shop and a screen agree on. The palette starts with `text`, `accent`, `black`, `white`,
 * so a template may say none at all; a colour of the same name replaces it. A spot colour is an ink of its own; its
 * cmyk is what stands in for it on a proof. Two colours may share a spot, then they share its stand-in. Invariant:
 * palette.at[0] is `text`. Rejected: converting between the two with a profile (style would depend on colour management
 * for four numbers). */
#include "style/sheet.h"

#define COLOURS_MAX 1000  /* far above any template; a name is looked for among all of them */
#define SPOT_NAME_MAX 127 /* bytes of a name, ISO 32000-1 annex C */

static const char *const colour_keys[] = {"spot", "cmyk", "screen", NULL};

static const struct colour_name colours_default[] = {
    {{"text", 4}, {.c = 0, .m = 0, .y = 0, .k = 1000, .r = 0x00, .g = 0x00, .b = 0x00}},
    {{"accent", 6}, {.c = 1000, .m = 700, .y = 100, .k = 100, .r = 0x0b, .g = 0x4a, .b = 0x8f}},
    {{"black", 5}, {.c = 0, .m = 0, .y = 0, .k = 1000, .r = 0x00, .g = 0x00, .b = 0x00}},
    {{"white", 5}, {.c = 0, .m = 0, .y = 0, .k = 0, .r = 0xff, .g = 0xff, .b = 0xff}},
};

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* "#0B4A8F" */
static bool read_screen(struct str text, struct colour *out) {
    uint8_t light[3];
    if (text.len != 7 || text.s[0] != '#') return false;
    for (size_t i = 0; i < 3; i++) {
        int high = hex_digit(text.s[1 + 2 * i]), low = hex_digit(text.s[2 + 2 * i]);
        if (high < 0 || low < 0) return false;
        light[i] = (uint8_t)(high * 16 + low);
    }
    out->r = light[0];
    out->g = light[1];
    out->b = light[2];
    return true;
}

/* [100, 70, 10, 10] */
static bool read_cmyk(const struct node *node, struct colour *out) {
    uint16_t ink[4];
    if (node->kind != NODE_LIST || node->count != 4) return false;
    for (size_t i = 0; i < 4; i++) {
        int64_t milli;
        if (node->items[i].kind != NODE_SCALAR || !str_milli(node->items[i].text, &milli)) return false;
        if (milli < 0 || milli > 100 * 1000) return false;
        ink[i] = (uint16_t)(milli / 100);
    }
    out->c = ink[0];
    out->m = ink[1];
    out->y = ink[2];
    out->k = ink[3];
    return true;
}

/* Names that stand for the four inks, for all of them and for none (ISO 32000-1, 8.6.6.4). */
static bool is_reserved(struct str name) {
    static const char *const reserved[] = {"Cyan", "Magenta", "Yellow", "Black", "All", "None"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (str_is(name, reserved[i])) return true;
    return false;
}

static const struct spot *spot_lookup(const struct palette *palette, struct str name) {
    for (size_t i = 0; i < palette->len; i++)
        if (palette->at[i].colour.spot && str_is(name, palette->at[i].colour.spot->name))
            return palette->at[i].colour.spot;
    return NULL;
}

/* `out` has its stand-in already. */
static void read_spot(struct ctx *ctx, const struct node *node, const struct palette *palette, struct colour *out) {
    struct str name = node->kind == NODE_SCALAR ? str_trim(node->text) : STR("");
    if (!name.len || name.len > SPOT_NAME_MAX || is_reserved(name)) {
        value_wrong(ctx, node, "spot", "PANTONE 286 C");
        return;
    }
    const struct spot *known = spot_lookup(palette, name);
    if (known && (known->c != out->c || known->m != out->m || known->y != out->y || known->k != out->k)) {
        value_wrong(ctx, node, "spot",
                    arena_printf(ctx->arena, "cmyk: [%u, %u, %u, %u]", known->c / 10u, known->m / 10u, known->y / 10u,
                                 known->k / 10u));
        return;
    }
    if (!known) {
        struct spot *spot = ARENA_NEW(ctx->arena, struct spot);
        *spot = (struct spot){str_dup(ctx->arena, name), out->c, out->m, out->y, out->k};
        known = spot;
    }
    out->spot = known;
    out->tint = 1000;
}

static void read_colour(struct ctx *ctx, const struct node *node, const struct palette *palette, struct colour *out) {
    const struct node *cmyk = node_lookup(node, "cmyk"), *screen = node_lookup(node, "screen");
    const struct node *spot = node_lookup(node, "spot");
    if (node->kind != NODE_MAP || !cmyk || !screen) {
        value_wrong(ctx, node, "colours", "{cmyk: [100, 70, 10, 10], screen: \"#0B4A8F\"}");
        return;
    }
    struct colour colour = *out;
    colour.spot = NULL;
    colour.tint = 0;
    node_check_keys(ctx, node, colour_keys);
    bool cmyk_right = read_cmyk(cmyk, &colour);
    bool screen_right = screen->kind == NODE_SCALAR && read_screen(screen->text, &colour);
    if (!cmyk_right) value_wrong(ctx, cmyk, "cmyk", "[100, 70, 10, 10]");
    if (!screen_right) value_wrong(ctx, screen, "screen", "\"#0B4A8F\"");
    if (spot) read_spot(ctx, spot, palette, &colour);
    *out = colour;
}

static struct colour *palette_slot(struct ctx *ctx, struct palette *palette, struct str name) {
    for (size_t i = 0; i < palette->len; i++)
        if (str_eq(palette->at[i].name, name)) return &palette->at[i].colour;
    struct colour_name *added = vec_push(ctx->arena, palette);
    added->name = name;
    added->colour = palette->at[0].colour;
    return &added->colour;
}

void sheet_load_colours(struct ctx *ctx, const struct node *root, struct sheet *sheet) {
    const struct node *map = node_lookup(root, "colours");
    struct palette *palette = &sheet->palette;
    for (size_t i = 0; i < sizeof colours_default / sizeof *colours_default; i++)
        *vec_push(ctx->arena, palette) = colours_default[i];
    if (map && map->kind != NODE_MAP) value_wrong(ctx, map, "colours", "{accent: {...}}");
    size_t count = map && map->kind == NODE_MAP ? map->count : 0;
    if (count > COLOURS_MAX) value_wrong(ctx, map, "colours", arena_printf(ctx->arena, "1…%d", COLOURS_MAX));
    for (size_t i = 0; i < count && i < COLOURS_MAX; i++)
        read_colour(ctx, &map->pairs[i].value, palette, palette_slot(ctx, palette, map->pairs[i].key));
}
