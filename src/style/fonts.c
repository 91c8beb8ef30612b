/* The families of a template and the files of their faces.
 *
 * Idea: the template names the files of a family by face; a style says family, weight and slant and gets the nearest
 * face, so a template with two fonts works as well as one with twelve.
 * Invariant: look->fonts[i] is the file of sheet->faces[i]; there is at least one.
 * Rejected: asking the system for fonts (the same issue would look different on the next machine). */
#include "style/sheet.h"

#include "base/file.h"

static const struct face_name {
    const char *name;
    int weight;
    bool italic;
} face_names[] = {{"light", 300, false},     {"lightitalic", 300, true},    {"regular", 400, false},
                  {"italic", 400, true},     {"medium", 500, false},        {"mediumitalic", 500, true},
                  {"semibold", 600, false},  {"semibolditalic", 600, true}, {"bold", 700, false},
                  {"bolditalic", 700, true}, {"black", 900, false},         {"blackitalic", 900, true}};

#define FACE_NAMES (sizeof face_names / sizeof *face_names)

const struct key sheet_font_keys[] = {{"light", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"lightitalic", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"regular", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"italic", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"medium", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"mediumitalic", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"semibold", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"semibolditalic", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"bold", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"bolditalic", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"black", VALUE_OTHER, 0, 0, 0, NULL},
                                      {"blackitalic", VALUE_OTHER, 0, 0, 0, NULL},
                                      {NULL, 0, 0, 0, 0, NULL}};

VEC(spec_list, struct font_spec);
VEC(face_list, struct face);
VEC(family_list, struct str);

struct font_lists {
    struct spec_list specs;
    struct face_list faces;
    struct family_list families;
};

/* Beside the template or one it extends, else in fonts/ of a data folder; NULL, with a message that names all of these
 * places, when it is nowhere. */
static const char *font_path(struct ctx *ctx, const struct look *look, const struct sheet *sheet, struct str name,
                             struct place mention) {
    const char *file = str_dup(ctx->arena, name);
    struct buf tried;
    buf_init(&tried, ctx->scratch);
    for (size_t i = 0; i < look->dir_count; i++) {
        const char *own = path_join(ctx->arena, look->dirs[i], file);
        if (file_look(ctx, own)) return own;
        buf_printf(&tried, "%s%s", i ? ", " : "", own);
    }
    for (const char *const *dir = sheet->data_dirs; *dir; dir++) {
        const char *shared = path_join(ctx->arena, path_join(ctx->arena, *dir, "fonts"), file);
        if (file_look(ctx, shared)) return shared;
        buf_printf(&tried, ", %s", shared);
    }
    diag(ctx, DIAG_FILE_MISSING, mention, "%s", tried.s);
    return NULL;
}

static void load_family(struct ctx *ctx, const struct node_pair *pair, const struct look *look,
                        const struct sheet *sheet, struct font_lists *lists) {
    const struct node *map = &pair->value;
    values_check_keys(ctx, map, sheet_font_keys, NULL);
    for (size_t i = 0; i < FACE_NAMES; i++) {
        struct str file;
        if (!node_text(ctx, map, face_names[i].name, &file) || file.len == 0) continue;
        struct font_spec *spec = vec_push(ctx->arena, &lists->specs);
        spec->name = arena_printf(ctx->arena, "%.*s/%s", STR_ARG(pair->key), face_names[i].name);
        spec->place = node_lookup(map, face_names[i].name)->place;
        spec->path = font_path(ctx, look, sheet, file, spec->place);
        struct face *face = vec_push(ctx->arena, &lists->faces);
        *face = (struct face){(int)lists->families.len, face_names[i].weight, face_names[i].italic};
    }
    *vec_push(ctx->arena, &lists->families) = pair->key;
}

static size_t font_named(const struct look *look, struct str name) {
    for (size_t i = 0; i < look->font_count; i++)
        if (str_is(name, look->fonts[i].name)) return i;
    return look->font_count;
}

static void load_fallback(struct ctx *ctx, const struct node *root, struct look *look) {
    struct str_list_view names = {0};
    (void)node_texts(ctx, root, "fallback", &names);
    uint16_t *fallback = ARENA_ARRAY(ctx->arena, names.len, uint16_t);
    size_t count = 0;
    for (size_t i = 0; i < names.len; i++) {
        size_t font = font_named(look, names.at[i]);
        if (font < look->font_count)
            fallback[count++] = (uint16_t)font;
        else
            diag(ctx, DIAG_TEMPLATE_FONT, names.place[i], "%.*s", STR_ARG(str_slice(names.at[i], 0, 60)));
    }
    look->fallback = fallback;
    look->fallback_count = count;
}

#define FAMILIES_MAX 64 /* far above any template; font numbers stay within 16 bits */

bool sheet_load_fonts(struct ctx *ctx, const struct node *root, struct look *look, struct sheet *sheet) {
    const struct node *map = node_lookup(root, "fonts");
    struct font_lists lists = {0};
    if (map && map->kind != NODE_MAP) value_wrong(ctx, map, "fonts", "{serif: {regular: FILE}}");
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count && i < FAMILIES_MAX; i++)
        load_family(ctx, &map->pairs[i], look, sheet, &lists);
    if (lists.specs.len == 0) {
        diag(ctx, DIAG_TEMPLATE_NO_FONT, map ? map->place : root->place, "%s", look->name);
        return false;
    }
    look->fonts = lists.specs.at;
    look->font_count = lists.specs.len;
    sheet->fonts = lists.specs.at;
    sheet->font_count = lists.specs.len;
    sheet->faces = lists.faces.at;
    sheet->families = lists.families.at;
    sheet->family_count = lists.families.len;
    load_fallback(ctx, root, look);
    return true;
}
