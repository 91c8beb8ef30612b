/* A print shop's profile and `print:` of issue.yaml -> struct print_spec.
 *
 * Idea: both are maps of the same keys; the shop's is read first, then the issue's over it, so an issue can change
 * anything that its shop allows. A shop NAME is NAME.yaml beside issue.yaml, or below templates/print-shops/ of a data
 * folder. Paths of profiles count from the file that names them; a name without a slash that is not there is looked for
 * among the carried ones, so that a carried shop can be copied to either place and changed.
 * Invariants: a value that is wrong leaves what was there; without a profile there is no print file. No file outside
 * the issue and the data is read as YAML, for messages show lines of what is.
 * Rejected: a shop that extends a shop (a copy of ten lines is shorter to explain). */
#include "style/style.h"

#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "base/print.h"
#include "model/model.h"
#include "style/value.h"

#define SHOPS "templates/print-shops"
#define YAML ".yaml"
#define SHOP_DEFAULT "sheetfed-coated"
#define PROFILE_DEFAULT "FOGRA39L_coated.icc"
#define CONDITION_DEFAULT "FOGRA39"
#define PROFILE_BYTES_MAX ((size_t)64 << 20)
#define PPI_MAX 10000
#define INK_MAX 400
#define PLATES_MAX 32                        /* DeviceN, ISO 32000-1 annex C */
#define MM(n) (((mpt)(n)*360000 + 63) / 127) /* rounded, as mpt_from_um */
#define BLEED_MAX MM(30)
#define THICKNESS_MAX MM(2)
#define TYPE_MAX 1000000 /* [mpt] */

/* What a shop and an issue may both say. */
#define SPEC_KEYS                                                                                                      \
    "standard", "intent", "pictures", "bleed", "marks", "paper_thickness", "black_point", "profile", "condition",      \
        "transparency", "limits"

struct reader {
    struct ctx *ctx;
    const char *const *data_dirs;
    const char *dir;         /* of the file that is read */
    struct place keep_place; /* where `pictures` stands */
    struct print_spec *spec;
};

static void wrong(struct reader *r, const struct node *node, const char *key, const char *expected) {
    diag(r->ctx, DIAG_YAML_WRONG_VALUE, node->place, "%s: %s", key, expected);
}

/* ---- scalars ----------------------------------------------------------------------------------------------------- */

/* "0…30mm" */
static const char *length_range(struct reader *r, mpt max) {
    int64_t mm = div_round(max * 127, 360000);
    return mpt_from_um(mm * 1000) == max ? arena_printf(r->ctx->arena, "0…%jdmm", (intmax_t)mm)
                                         : arena_printf(r->ctx->arena, "0…%jdpt", (intmax_t)(max / MPT_PER_PT));
}

static void read_length(struct reader *r, const struct node *map, const char *key, mpt max, mpt *out) {
    const struct node *node = node_lookup(map, key);
    mpt length;
    if (!node) return;
    if (node->kind == NODE_SCALAR && value_length(node->text, 0, &length) && length >= 0 && length <= max)
        *out = length;
    else
        wrong(r, node, key, length_range(r, max));
}

/* ---- limits ------------------------------------------------------------------------------------------------------ */

struct limit {
    const char *key;
    size_t offset;
    int64_t max; /* of a number; 0: a length */
};

#define LIMIT(name, max)                                                                                               \
    { #name, offsetof(struct print_limits, name), max }

static const struct limit limits[] = {
    LIMIT(inks, PLATES_MAX),
    LIMIT(total_ink, INK_MAX),
    LIMIT(picture_ppi, PPI_MAX),
    LIMIT(picture_least, PPI_MAX),
    LIMIT(picture_most, PPI_MAX),
    LIMIT(line_art, PPI_MAX),
    LIMIT(rule, 0),
    LIMIT(rule_tint, 0),
    LIMIT(text, 0),
    LIMIT(text_tint, 0),
    LIMIT(text_reversed, 0),
    LIMIT(rich_black, 0),
    LIMIT(margin, 0),
};

#define LIMITS (sizeof limits / sizeof *limits)

static void read_limits(struct reader *r, const struct node *map) {
    const char *known[LIMITS + 1] = {NULL};
    if (!map) return;
    if (map->kind != NODE_MAP) {
        wrong(r, map, "limits", "{total_ink: 300}");
        return;
    }
    for (size_t i = 0; i < LIMITS; i++) {
        int64_t *field = (int64_t *)(void *)((char *)&r->spec->limits + limits[i].offset);
        known[i] = limits[i].key;
        if (limits[i].max)
            node_int(r->ctx, map, limits[i].key, 0, limits[i].max, field);
        else
            read_length(r, map, limits[i].key, TYPE_MAX, field);
    }
    node_check_keys(r->ctx, map, known);
}

/* ---- bleed ------------------------------------------------------------------------------------------------------- */

static void set_bleed(struct print_spec *spec, mpt bleed) {
    spec->bleed_top = spec->bleed_bottom = spec->bleed_inner = spec->bleed_outer = bleed;
}

/* One length for all edges, or {inner: 0} and the like. */
static void read_bleed(struct reader *r, const struct node *map) {
    static const char *const known[] = {"top", "bottom", "inner", "outer", NULL};
    const struct node *node = node_lookup(map, "bleed");
    struct print_spec *spec = r->spec;
    if (node && node->kind == NODE_MAP) {
        read_length(r, node, "top", BLEED_MAX, &spec->bleed_top);
        read_length(r, node, "bottom", BLEED_MAX, &spec->bleed_bottom);
        read_length(r, node, "inner", BLEED_MAX, &spec->bleed_inner);
        read_length(r, node, "outer", BLEED_MAX, &spec->bleed_outer);
        node_check_keys(r->ctx, node, known);
        return;
    }
    mpt bleed = -1;
    read_length(r, map, "bleed", BLEED_MAX, &bleed);
    if (bleed >= 0) set_bleed(spec, bleed);
}

/* ---- the two maps ------------------------------------------------------------------------------------------------ */

/* A file below SHOPS, or NULL. */
static const char *carried(struct reader *r, const char *name) {
    for (const char *const *dir = r->data_dirs; *dir; dir++) {
        const char *path = arena_printf(r->ctx->arena, "%s/" SHOPS "/%s", *dir, name);
        if (file_look(r->ctx, path)) return path;
    }
    return NULL;
}

static const char *profile_path(struct reader *r, const char *name) {
    const char *beside = path_join(r->ctx->arena, r->dir, name), *path = NULL;
    if (!strchr(name, '/') && !file_look(r->ctx, beside)) path = carried(r, name);
    return path ? path : beside;
}

static void read_profile(struct reader *r, const struct node *map) {
    const struct node *node = node_lookup(map, "profile");
    struct str name;
    if (!node_text(r->ctx, map, "profile", &name) || name.len == 0) return;
    r->spec->profile_path = profile_path(r, str_dup(r->ctx->arena, name));
    r->spec->profile_place = node->place;
    r->spec->condition = NULL; /* it belongs to the profile that it was named with */
}

static void read_map(struct reader *r, const struct node *map, const char *const *known) {
    static const char *const standards[] = {"x-4", "x-1a", NULL};
    static const char *const intents[] = {"perceptual", "relative", "saturation", "absolute", NULL};
    static const char *const pictures[] = {"convert", "keep", NULL};
    struct print_spec *spec = r->spec;
    int standard = (int)spec->standard, intent = (int)spec->intent, keep = spec->keep_rgb;
    bool transparency = !spec->opaque;
    struct str condition;
    node_check_keys(r->ctx, map, known);
    node_choice(r->ctx, map, "standard", standards, &standard);
    node_choice(r->ctx, map, "intent", intents, &intent);
    node_choice(r->ctx, map, "pictures", pictures, &keep);
    spec->standard = (enum print_standard)standard;
    spec->intent = (enum print_intent)intent;
    spec->keep_rgb = keep;
    if (node_lookup(map, "pictures")) r->keep_place = node_lookup(map, "pictures")->place;
    read_bleed(r, map);
    read_length(r, map, "paper_thickness", THICKNESS_MAX, &spec->thickness);
    node_bool(r->ctx, map, "marks", &spec->marks);
    node_bool(r->ctx, map, "transparency", &transparency);
    spec->opaque = !transparency;
    node_bool(r->ctx, map, "black_point", &spec->black_point);
    read_profile(r, map);
    if (node_text(r->ctx, map, "condition", &condition) && condition.len)
        spec->condition = str_dup(r->ctx->arena, condition);
    read_limits(r, node_lookup(map, "limits"));
}

/* A name, and neither a way to a file nor a file of the folder that is hidden. */
static bool is_plain_name(const char *name) {
    return path_is_inside(str_from(name)) && !strchr(name, '/') && name[0] != '.';
}

/* The carried shop that may be meant. */
static const char *nearest_shop(struct reader *r, const char *name) {
    const char **names = ARENA_ARRAY(r->ctx->arena, 1, const char *);
    size_t count = 0;
    names[0] = NULL;
    for (const char *const *dir = r->data_dirs; *dir; dir++) {
        struct str_list files;
        const char *path = path_join(r->ctx->arena, *dir, SHOPS);
        if (!file_is_dir(path) || !file_list(r->ctx, path, &files)) continue;
        const char **all = ARENA_ARRAY(r->ctx->arena, count + files.len + 1, const char *);
        memcpy(all, names, count * sizeof *all);
        for (size_t i = 0; i < files.len; i++)
            if (str_ends(files.at[i], YAML))
                all[count++] = str_dup(r->ctx->arena, str_slice(files.at[i], 0, files.at[i].len - strlen(YAML)));
        all[count] = NULL;
        names = all;
    }
    return value_nearest(str_from(name), names);
}

static const char *shop_path(struct reader *r, const struct issue *issue, struct place mention) {
    const char *name = r->spec->shop, *file = arena_printf(r->ctx->arena, "%s" YAML, name);
    if (!is_plain_name(name)) {
        diag(r->ctx, DIAG_PRINT_SHOP_NAME, mention, "%s", name);
        return NULL;
    }
    const char *own = path_join(r->ctx->arena, issue->dir, file);
    const char *path = file_look(r->ctx, own) ? own : carried(r, file);
    if (path) return path;
    diag(r->ctx, DIAG_PRINT_SHOP_MISSING, mention, "%s%s", name, value_near_text(r->ctx, nearest_shop(r, name)));
    return NULL;
}

static bool read_shop(struct reader *r, const struct issue *issue) {
    static const char *const known[] = {"description", SPEC_KEYS, NULL};
    struct str name = STR(SHOP_DEFAULT);
    struct place mention = place_file(issue->source->file);
    struct node root;
    if (node_text(r->ctx, issue->print, "shop", &name)) mention = node_lookup(issue->print, "shop")->place;
    r->spec->shop = str_dup(r->ctx->arena, name);
    const char *path = shop_path(r, issue, mention);
    if (!path || !yaml_load(r->ctx, path, NULL, mention, &root)) return false;
    r->dir = path_dir(r->ctx->arena, path);
    read_map(r, &root, known);
    return true;
}

/* Neither the shop nor the issue names one. */
static void take_usual_profile(struct reader *r) {
    if (r->spec->profile_path) return;
    r->spec->profile_path = carried(r, PROFILE_DEFAULT);
    r->spec->profile_place = r->spec->issue_place;
    if (!r->spec->condition) r->spec->condition = CONDITION_DEFAULT;
}

static void settle_pictures(struct reader *r) {
    if (!r->spec->keep_rgb || r->spec->standard == PRINT_X4) return;
    diag(r->ctx, DIAG_PRINT_KEEP, r->keep_place, "keep");
    r->spec->keep_rgb = false;
}

/* More than the template has on every page anyway. */
static bool wants_more(const struct print_spec *spec, mpt usual) {
    return spec->bleed_top > usual || spec->bleed_bottom > usual || spec->bleed_inner > usual ||
           spec->bleed_outer > usual;
}

bool print_load(struct ctx *ctx, const struct issue *issue, const struct look *look, const char *const *data_dirs,
                struct print_spec **out) {
    static const char *const known[] = {"shop", SPEC_KEYS, NULL};
    struct print_spec *spec = ARENA_NEW(ctx->arena, struct print_spec);
    struct reader r = {.ctx = ctx, .data_dirs = data_dirs, .spec = spec};
    *spec = (struct print_spec){.issue = issue->name, .intent = PRINT_RELATIVE, .black_point = true};
    spec->issue_place = place_file(issue->source->file);
    spec->template_place = issue->template_place.file ? issue->template_place : spec->issue_place;
    set_bleed(spec, look->bleed);
    if (!read_shop(&r, issue)) return false;
    r.dir = issue->dir;
    if (issue->print) read_map(&r, issue->print, known);
    take_usual_profile(&r);
    settle_pictures(&r);
    if (issue->print && wants_more(spec, look->bleed) && node_lookup(issue->print, "bleed"))
        spec->bleed_place = node_lookup(issue->print, "bleed")->place;
    *out = spec;
    if (spec->profile_path)
        return file_read(ctx, spec->profile_path, PROFILE_BYTES_MAX, spec->profile_place, &spec->profile);
    diag(ctx, DIAG_PRINT_PROFILE, place_file(issue->source->file), "%s", spec->shop);
    return false;
}
