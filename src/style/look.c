/* template.yaml -> struct look: sections, kinds.
 *
 * Idea: a template is sections of keys; each section is a table over one record, struct template. What a template
 * leaves out comes from the one it extends, else from template_default: the A4 page of visnyk-a4 without refinements.
 * Invariants: the grid is positive, the columns are wider than COLUMN_LEAST, the margins leave room for text, at least
 * one font is named; so nobody after this has to ask again. */
#include "style/style.h"

#include "base/file.h"
#include "model/model.h"
#include "style/sheet.h"

struct template {
    struct look look;
    struct sheet sheet;
};

#define LOOK(field) offsetof(struct template, look.field)
#define SHEET(field) offsetof(struct template, sheet.field)
#define END                                                                                                            \
    { NULL, 0, 0, 0, 0, NULL }
#define MM(n) (((mpt)(n)*360000 + 63) / 127) /* rounded, as mpt_from_um */
#define COLUMN_LEAST MM(20)                  /* below it no Ukrainian line can be justified */
#define TEXT_LEAST 6                         /* lines of the grid between the margins, at least */

static const struct key page_keys[] = {{"width", VALUE_LENGTH, LOOK(page_width), MM(30), MM(3000), NULL},
                                       {"height", VALUE_LENGTH, LOOK(page_height), MM(30), MM(3000), NULL},
                                       {"margin-top", VALUE_LENGTH, LOOK(margin_top), 0, MM(1000), NULL},
                                       {"margin-bottom", VALUE_LENGTH, LOOK(margin_bottom), 0, MM(1000), NULL},
                                       {"margin-inner", VALUE_LENGTH, LOOK(margin_inner), 0, MM(1000), NULL},
                                       {"margin-outer", VALUE_LENGTH, LOOK(margin_outer), 0, MM(1000), NULL},
                                       {"columns", VALUE_INT, LOOK(columns), 1, 12, NULL},
                                       {"gutter", VALUE_LENGTH, LOOK(gutter), 0, MM(100), NULL},
                                       {"grid", VALUE_LENGTH, LOOK(grid), 4000, 100000, NULL},
                                       {"bleed", VALUE_LENGTH, LOOK(bleed), 0, MM(30), NULL},
                                       {"balance", VALUE_BOOL, LOOK(balance), 0, 0, NULL},
                                       END};

static const struct key article_keys[] = {{"gap", VALUE_INT, LOOK(article_gap), 0, 20, NULL},
                                          {"rule", VALUE_RULE, LOOK(article_rule), 0, 0, NULL},
                                          {"end-mark", VALUE_LENGTH, LOOK(end_mark), 0, 30000, NULL},
                                          {"column-rule", VALUE_RULE, LOOK(column_rule), 0, 0, NULL},
                                          {"byline-separator", VALUE_TEXT, SHEET(byline_separator), 0, 0, NULL},
                                          END};

static const struct key fitting_keys[] = {{"grid-least", VALUE_LENGTH, LOOK(fitting.grid_least), 4000, 100000, NULL},
                                          {"grid-most", VALUE_LENGTH, LOOK(fitting.grid_most), 4000, 100000, NULL},
                                          {"gap-least", VALUE_INT, LOOK(fitting.gap_least), 0, 20, NULL},
                                          {"gap-most", VALUE_INT, LOOK(fitting.gap_most), 0, 20, NULL},
                                          {"picture-columns", VALUE_INT, LOOK(fitting.picture_columns), 0, 12, NULL},
                                          END};

static const struct key note_keys[] = {{"rule", VALUE_RULE, LOOK(note_rule), 0, 0, NULL},
                                       {"rule-width", VALUE_LENGTH, LOOK(note_rule_width), 0, MM(300), NULL},
                                       END};

static const struct key running_keys[] = {{"left", VALUE_TEXT, SHEET(running_left), 0, 0, NULL},
                                          {"right", VALUE_TEXT, SHEET(running_right), 0, 0, NULL},
                                          {"gap", VALUE_LENGTH, LOOK(running_head_gap), 0, MM(200), NULL},
                                          {"rule", VALUE_RULE, LOOK(running_head_rule), 0, 0, NULL},
                                          {"folio", VALUE_TEXT, SHEET(folio), 0, 0, NULL},
                                          {"folio-in-head", VALUE_BOOL, LOOK(folio_in_head), 0, 0, NULL},
                                          {"folio-drop", VALUE_LENGTH, LOOK(folio_drop), 0, MM(200), NULL},
                                          END};

static const struct choice kicker_places[] = {{"none", KICKER_NONE},
                                              {"above", KICKER_ABOVE},
                                              {"before", KICKER_BEFORE},
                                              {NULL, 0}};

static const struct key contents_keys[] = {{"show", VALUE_BOOL, SHEET(contents), 0, 0, NULL},
                                           {"kickers", VALUE_CHOICE, SHEET(contents_kickers), 0, 0, kicker_places},
                                           {"page-numbers", VALUE_BOOL, SHEET(contents_numbers), 0, 0, NULL},
                                           END};

static const struct key list_keys[] = {{"bullets", VALUE_OTHER, 0, 0, 0, NULL},
                                       {"number", VALUE_TEXT, SHEET(number_mark), 0, 0, NULL},
                                       {"open", VALUE_TEXT, SHEET(open_mark), 0, 0, NULL},
                                       {"done", VALUE_TEXT, SHEET(done_mark), 0, 0, NULL},
                                       END};

static const struct key table_keys[] = {{"rule", VALUE_RULE, SHEET(table_rule), 0, 0, NULL},
                                        {"row-rule", VALUE_RULE, SHEET(row_rule), 0, 0, NULL},
                                        {"stripe", VALUE_TINT, SHEET(table_stripe), 0, 0, NULL},
                                        END};

static const struct key chart_keys[] = {{"vote-bar", VALUE_LENGTH, SHEET(charts.vote_bar), 0, 30000, NULL},
                                        {"for", VALUE_COLOUR, SHEET(charts.in_favour), 0, 0, NULL},
                                        {"against", VALUE_COLOUR, SHEET(charts.against), 0, 0, NULL},
                                        {"abstained", VALUE_COLOUR, SHEET(charts.abstained), 0, 0, NULL},
                                        {"outline", VALUE_RULE, SHEET(charts.outline), 0, 0, NULL},
                                        {"bar", VALUE_LENGTH, SHEET(charts.bar), 0, 30000, NULL},
                                        {"ground", VALUE_COLOUR, SHEET(charts.ground), 0, 0, NULL},
                                        {"colours", VALUE_OTHER, 0, 0, 0, NULL},
                                        END};

static const struct key figure_keys[] = {{"span", VALUE_INT, SHEET(figure_span), 0, 12, NULL}, END};

#define KIND(field) offsetof(struct kind_look, field)

static const struct key kind_keys[] = {{"columns", VALUE_INT, KIND(columns), 0, 12, NULL},
                                       {"text-columns", VALUE_INT, KIND(text_columns), 0, 12, NULL},
                                       {"facts-columns", VALUE_INT, KIND(facts_columns), 1, 12, NULL},
                                       {"drop-cap", VALUE_INT, KIND(drop_cap), 0, 6, NULL},
                                       {"drop-cap-lead", VALUE_INT, KIND(drop_cap_lead), 0, 6, NULL},
                                       {"facts-in-head", VALUE_BOOL, KIND(facts_in_head), 0, 0, NULL},
                                       {"entry-columns", VALUE_INT, KIND(entry_columns), 1, 12, NULL},
                                       {"passport", VALUE_BOOL, KIND(passport), 0, 0, NULL},
                                       {"contents", VALUE_BOOL, KIND(in_contents), 0, 0, NULL},
                                       {"outline", VALUE_BOOL, KIND(in_outline), 0, 0, NULL},
                                       {"new-page", VALUE_BOOL, KIND(new_page), 0, 0, NULL},
                                       {"byline-parts", VALUE_OTHER, 0, 0, 0, NULL},
                                       END};

/* The styles of a kind: keys whose value is the name of a style. */
static const struct key kind_style_keys[] = {{"title", VALUE_OTHER, KIND(title), 0, 0, NULL},
                                             {"title-lead", VALUE_OTHER, KIND(title_lead), 0, 0, NULL},
                                             {"title-small", VALUE_OTHER, KIND(title_small), 0, 0, NULL},
                                             {"title-low", VALUE_OTHER, KIND(title_low), 0, 0, NULL},
                                             {"kicker", VALUE_OTHER, KIND(kicker), 0, 0, NULL},
                                             {"lead", VALUE_OTHER, KIND(lead), 0, 0, NULL},
                                             {"lead-low", VALUE_OTHER, KIND(lead_low), 0, 0, NULL},
                                             {"byline", VALUE_OTHER, KIND(byline), 0, 0, NULL},
                                             {"body", VALUE_OTHER, KIND(body), 0, 0, NULL},
                                             {"facts", VALUE_OTHER, KIND(facts), 0, 0, NULL},
                                             END};

static const struct section {
    const char *name;
    const struct key *keys; /* NULL: read elsewhere */
} sections[] = {{"description", NULL},
                {"extends", NULL},
                {"page", page_keys},
                {"colours", NULL},
                {"fonts", NULL},
                {"fallback", NULL},
                {"styles", NULL},
                {"spans", NULL},
                {"articles", article_keys},
                {"fitting", fitting_keys},
                {"notes", note_keys},
                {"masthead", NULL},
                {"running-heads", running_keys},
                {"contents", contents_keys},
                {"lists", list_keys},
                {"tables", table_keys},
                {"figures", figure_keys},
                {"charts", chart_keys},
                {"kinds", NULL},
                {"masters", NULL},
                {"rules", NULL}};

#define SECTIONS (sizeof sections / sizeof *sections)

/* ---- defaults --------------------------------------------------------------------------------------------------- */

static void page_default(struct look *look) {
    look->page_width = MM(210);
    look->page_height = MM(297);
    look->margin_top = MM(19);
    look->margin_bottom = MM(22);
    look->margin_inner = MM(18);
    look->margin_outer = MM(15);
    look->columns = 3;
    look->gutter = MM(5);
    look->grid = 12000;
}

static struct text text_of(const char *s) { return (struct text){str_from(s), place_nowhere()}; }

static void template_default(struct template *template) {
    struct look *look = &template->look;
    struct sheet *sheet = &template->sheet;
    page_default(look);
    look->bleed = MM(3);
    look->article_gap = 2;
    look->fitting.gap_least = look->fitting.gap_most = -1;
    look->balance = true;
    look->note_rule_width = MM(20);
    look->running_head_gap = 12000;
    look->folio_drop = 24000;
    look->folio_in_head = true;
    sheet->running_left = text_of("{rubric}");
    sheet->running_right = text_of("{title}");
    sheet->folio = text_of("{page}");
    sheet->number_mark = text_of("{n}.");
    sheet->open_mark = text_of("–");
    sheet->done_mark = text_of("+");
    sheet->byline_separator = text_of(" · ");
    sheet->contents = sheet->contents_numbers = true;
    sheet->figure_span = 1;
}

/* ---- what needs more than a table of keys ----------------------------------------------------------------------- */

static void check_geometry(struct ctx *ctx, const struct node *root, struct look *look) {
    mpt text = look->page_width - look->margin_inner - look->margin_outer;
    mpt depth = look->page_height - look->margin_top - look->margin_bottom;
    mpt column = (text - look->gutter * (look->columns - 1)) / look->columns;
    if (column >= COLUMN_LEAST && depth >= TEXT_LEAST * look->grid) return;
    const struct node *page = node_lookup(root, "page");
    diag(ctx, DIAG_TEMPLATE_GEOMETRY, page ? page->place : root->place, "%s", look->name);
    page_default(look);
}

static void load_bullets(struct ctx *ctx, const struct node *root, struct sheet *sheet) {
    struct str_list_view bullets = {0};
    (void)node_texts(ctx, node_lookup(root, "lists"), "bullets", &bullets);
    sheet->bullet_count = bullets.len ? bullets.len : 1;
    sheet->bullets = ARENA_ARRAY(ctx->arena, sheet->bullet_count, struct text);
    sheet->bullets[0] = text_of("–");
    for (size_t i = 0; i < bullets.len; i++) sheet->bullets[i] = (struct text){bullets.at[i], bullets.place[i]};
}

/* ---- charts ----------------------------------------------------------------------------------------------------- */

/* The inks of the template: its accent speaks for, its text against. */
static void charts_default(struct sheet *sheet) {
    struct chart_look *charts = &sheet->charts;
    charts->in_favour = sheet->palette.at[1].colour;
    charts->against = charts->abstained = charts->ground = sheet->palette.at[0].colour;
    charts->outline = (struct rule_style){350, sheet->palette.at[0].colour, {0}};
}

static void load_chart_colours(struct ctx *ctx, const struct node *root, struct sheet *sheet) {
    const struct node *list = node_lookup(node_lookup(root, "charts"), "colours");
    struct values values = {ctx, &sheet->palette, 0};
    struct chart_look *charts = &sheet->charts;
    if (list && list->kind != NODE_LIST) value_wrong(ctx, list, "colours", "[accent, text 60%]");
    size_t count = list && list->kind == NODE_LIST ? list->count : 0;
    charts->colours = ARENA_ARRAY(ctx->arena, count + 1, struct colour);
    for (size_t i = 0; i < count; i++)
        charts->colour_count += value_colour(&values, &list->items[i], &charts->colours[charts->colour_count]);
    if (charts->colour_count == 0) charts->colours[charts->colour_count++] = charts->in_favour;
}

/* ---- kinds ------------------------------------------------------------------------------------------------------ */

static struct kind_look kind_default(const struct sheet *sheet, const struct look *look) {
    return (struct kind_look){
        .title = sheet_style(sheet, STYLE_TITLE),
        .title_lead = sheet_style(sheet, STYLE_TITLE_LEAD),
        .title_small = sheet_style(sheet, STYLE_TITLE_SMALL),
        .title_low = sheet_style(sheet, STYLE_TITLE_LOW),
        .kicker = sheet_style(sheet, STYLE_KICKER),
        .lead = sheet_style(sheet, STYLE_LEAD),
        .lead_low = sheet_style(sheet, STYLE_LEAD_LOW),
        .byline = sheet_style(sheet, STYLE_BYLINE),
        .body = sheet_style(sheet, STYLE_BODY),
        .facts = sheet_style(sheet, STYLE_FACTS),
        .columns = look->columns,
        .facts_columns = look->columns,
        .entry_columns = look->columns,
        .in_contents = true,
        .in_outline = true,
        .show_author = true,
        .show_place = true,
        .show_date = true,
    };
}

static void read_byline(struct ctx *ctx, const struct node *map, struct kind_look *kind) {
    struct str_list_view parts = {0};
    if (!node_texts(ctx, map, "byline-parts", &parts)) return;
    kind->show_author = kind->show_place = kind->show_date = false;
    for (size_t i = 0; i < parts.len; i++) {
        if (str_is(parts.at[i], "author")) {
            kind->show_author = true;
        } else if (str_is(parts.at[i], "place")) {
            kind->show_place = true;
        } else if (str_is(parts.at[i], "date")) {
            kind->show_date = true;
        } else {
            diag(ctx, DIAG_TEMPLATE_VALUE, parts.place[i], "byline-parts: %.*s (author, place, date)",
                 STR_ARG(str_slice(parts.at[i], 0, 60)));
        }
    }
}

static void read_kind(struct ctx *ctx, const struct node *map, struct look *look, struct sheet *sheet,
                      struct kind_look *kind) {
    struct values values = {ctx, &sheet->palette, look->grid};
    values_check_keys(ctx, map, kind_keys, kind_style_keys);
    values_read(&values, map, kind_keys, kind);
    read_byline(ctx, map, kind);
    for (const struct key *key = kind_style_keys; key->name; key++) {
        const struct node *node = node_lookup(map, key->name);
        if (!node) continue;
        struct str name = node->kind == NODE_SCALAR ? node->text : STR("");
        const struct style *style = sheet_style_named(ctx, sheet, name, node->place);
        if (style) memcpy((char *)kind + key->offset, &style, sizeof style);
    }
    if (kind->columns == 0 || kind->columns > look->columns) kind->columns = look->columns;
}

static void load_kinds(struct ctx *ctx, const struct node *root, struct look *look, struct sheet *sheet) {
    const struct node *map = node_lookup(root, "kinds");
    const char *known[ARTICLE_KINDS + 1] = {0};
    for (size_t i = 0; i < ARTICLE_KINDS; i++) {
        const struct node *node = node_lookup(map, article_kind_names[i]);
        known[i] = article_kind_names[i];
        sheet->kinds[i] = kind_default(sheet, look);
        if (node) read_kind(ctx, node, look, sheet, &sheet->kinds[i]);
    }
    if (map) node_check_keys(ctx, map, known);
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static void load_sections(struct ctx *ctx, const struct node *root, struct template *template) {
    struct values values = {ctx, &template->sheet.palette, template->look.grid};
    const char *known[SECTIONS + 1] = {0};
    for (size_t i = 0; i < SECTIONS; i++) {
        const struct node *map = node_lookup(root, sections[i].name);
        known[i] = sections[i].name;
        if (!map || !sections[i].keys) continue;
        if (map->kind != NODE_MAP) value_wrong(ctx, map, sections[i].name, "{...}");
        values_check_keys(ctx, map, sections[i].keys, NULL);
        values_read(&values, map, sections[i].keys, template);
    }
    node_check_keys(ctx, root, known);
}

static bool gap_vanishes(mpt gap, mpt grid) { return gap > 0 && gap < grid * GRID_GAP_PERCENT / 100; }

/* Between lines that stand on the grid a small space is none, which its author should know. */
static void check_spaces(struct ctx *ctx, const struct look *look, const struct sheet *sheet) {
    static const enum style_id on_grid[] = {STYLE_H2,     STYLE_H3,     STYLE_H4,   STYLE_LIST,
                                            STYLE_LIST_2, STYLE_LIST_3, STYLE_QUOTE};
    for (size_t i = 0; i < sizeof on_grid / sizeof *on_grid; i++) {
        const struct named_style *named = &sheet->styles.at[on_grid[i]];
        const struct style *style = &named->draft.style;
        if (style->leading != look->grid) continue;
        bool above = node_lookup(named->node, "above") && gap_vanishes(style->above, look->grid);
        bool below = node_lookup(named->node, "below") && gap_vanishes(style->below, look->grid);
        if (!above && !below) continue;
        mpt least = look->grid * GRID_GAP_PERCENT / 100;
        diag(ctx, DIAG_TEMPLATE_SPACE, named->place, "%s, %d.%02dpt", named->name, (int)(least / 1000),
             (int)(least % 1000 / 10));
    }
}

static void point_at_styles(struct look *look, struct sheet *sheet) {
    look->sheet = sheet;
    look->text_colour = sheet->palette.at[0].colour;
    look->accent = sheet->palette.at[1].colour;
    look->body = *sheet_style(sheet, STYLE_BODY);
    look->note = sheet_style(sheet, STYLE_NOTE);
    look->masthead_height = sheet->masthead.height;
    look->folio = &sheet_style(sheet, STYLE_FOLIO)->chars;
    look->running_head = &sheet_style(sheet, STYLE_RUNNING_HEAD)->chars;
    look->initial = sheet_style(sheet, STYLE_DROP_CAP);
    look->jump = sheet_style(sheet, STYLE_JUMP);
    look->jump_title = sheet_style(sheet, STYLE_JUMP_TITLE);
    look->box_figure_missing = sheet_style(sheet, STYLE_FIGURE_MISSING);
}

static bool template_read(struct ctx *ctx, const struct node *root, struct template *template) {
    struct look *look = &template->look;
    struct sheet *sheet = &template->sheet;
    template_default(template);
    sheet_load_colours(ctx, root, sheet);
    if (!sheet_load_fonts(ctx, root, look, sheet)) return false;
    charts_default(sheet);
    load_sections(ctx, root, template);
    load_chart_colours(ctx, root, sheet);
    check_geometry(ctx, root, look);
    sheet_load_styles(ctx, root, look->grid, sheet);
    sheet_load_masthead(ctx, root, look->grid, sheet);
    load_bullets(ctx, root, sheet);
    load_kinds(ctx, root, look, sheet);
    sheet_load_frames(ctx, root, look, sheet);
    look->rules = model_rules_read(ctx, root);
    sheet_check_unused(ctx, sheet);
    check_spaces(ctx, look, sheet);
    point_at_styles(look, sheet);
    return true;
}

/* A name with a slash is a path, any other stands below templates/ of a data folder. */
const char *look_dir(struct ctx *ctx, struct str name, const char *relative_to, const char *const *data_dirs,
                     struct place mention) {
    const char *wanted = str_dup(ctx->arena, name), *dir;
    bool is_path = strchr(wanted, '/') != NULL;
    struct buf tried;
    buf_init(&tried, ctx->scratch);
    for (size_t i = 0; name.len && (is_path ? i == 0 : data_dirs[i] != NULL); i++) {
        if (is_path)
            dir = path_join(ctx->arena, relative_to ? relative_to : ".", wanted);
        else
            dir = path_join(ctx->arena, path_join(ctx->arena, data_dirs[i], "templates"), wanted);
        dir = path_join(ctx->arena, dir, "template.yaml");
        if (file_look(ctx, dir)) return arena_strndup(ctx->arena, dir, strlen(dir) - strlen("/template.yaml"));
        buf_printf(&tried, "%s%s", i ? ", " : ": ", dir);
    }
    diag(ctx, DIAG_TEMPLATE_MISSING, mention, "%.*s%s", STR_ARG(str_slice(name, 0, 200)), tried.len ? tried.s : "");
    return NULL;
}

/* Where templates are looked for. */
struct search {
    const char *const *data_dirs;
    const char *const
        *folders; /* the answers in the order of the questions, ended by NULL; NULL: they are looked for */
};

static const char *search_dir(struct ctx *ctx, const struct search *search, struct str name, const char *relative_to,
                              struct place mention, size_t index) {
    if (!search->folders) return look_dir(ctx, name, relative_to, search->data_dirs, mention);
    if (!search->folders[index]) diag(ctx, DIAG_TEMPLATE_MISSING, mention, "%.*s", STR_ARG(str_slice(name, 0, 200)));
    return search->folders[index];
}

/* Reads the tree of a template over the trees of those it extends; look->dirs gets their folders. */
static bool template_tree(struct ctx *ctx, struct str name, struct place mention, const char *relative_to,
                          const struct search *search, struct look *look, struct node *root) {
    const char *dir = search_dir(ctx, search, name, relative_to, mention, look->dir_count);
    struct node parent = {0};
    if (!dir) return false;
    look->dirs[look->dir_count++] = dir;
    if (!yaml_load(ctx, path_join(ctx->arena, dir, "template.yaml"), NULL, mention, root)) return false;
    const struct node *extends = node_lookup(root, "extends");
    if (!extends) return true;
    if (extends->kind != NODE_SCALAR || look->dir_count == TEMPLATES_MAX) {
        diag(ctx, DIAG_TEMPLATE_EXTENDS, extends->place, "%.*s", STR_ARG(str_slice(extends->text, 0, 200)));
        return true;
    }
    if (!template_tree(ctx, extends->text, extends->place, dir, search, look, &parent)) return false;
    node_inherit(ctx->arena, root, &parent);
    return true;
}

static bool load(struct ctx *ctx, struct str name, struct place mention, const char *relative_to,
                 const struct search *search, struct look **out) {
    struct template *template = ARENA_NEW(ctx->arena, struct template);
    struct node root = {0};
    template->look.name = str_dup(ctx->arena, name);
    template->sheet.data_dirs = search->data_dirs;
    if (!template_tree(ctx, name, mention, relative_to, search, &template->look, &root)) return false;
    if (!template_read(ctx, &root, template)) return false;
    *out = &template->look;
    return true;
}

bool look_load(struct ctx *ctx, struct str name, struct place mention, const char *relative_to,
               const char *const *data_dirs, struct look **out) {
    const struct search search = {.data_dirs = data_dirs};
    return load(ctx, name, mention, relative_to, &search, out);
}

bool look_load_from(struct ctx *ctx, const char *const *folders, const char *const *data_dirs, struct look **out) {
    const struct search search = {data_dirs, folders};
    return load(ctx, str_from(folders[0]), place_nowhere(), NULL, &search, out);
}

/* ---- the reference ---------------------------------------------------------------------------------------------- */

static void add_keys(struct buf *out, const char *section, const struct key *keys) {
    for (; keys->name; keys++) buf_printf(out, "%s.%s\n", section, keys->name);
}

void look_keys(struct buf *out) {
    for (size_t i = 0; i < SECTIONS; i++) {
        buf_printf(out, "%s\n", sections[i].name);
        if (sections[i].keys) add_keys(out, sections[i].name, sections[i].keys);
    }
    add_keys(out, "masthead", sheet_variant_keys);
    add_keys(out, "masthead", sheet_masthead_keys);
    add_keys(out, "masthead.lines", sheet_line_keys);
    buf_puts(out, "rules.off\nrules.on\n");
    buf_puts(out, "colours.*.cmyk\ncolours.*.screen\ncolours.*.spot\n");
    add_keys(out, "fonts.*", sheet_font_keys);
    add_keys(out, "styles.*", sheet_style_keys);
    add_keys(out, "spans.*", sheet_span_keys);
    add_keys(out, "kinds.*", kind_keys);
    add_keys(out, "kinds.*", kind_style_keys);
    add_keys(out, "masters.*.*", sheet_frame_keys);
    add_keys(out, "masters.*.*", sheet_frame_style_keys);
#define STYLE(id, name, parent) buf_puts(out, name "\n");
#include "style/styles.def"
#undef STYLE
}
