/* Frames: the named parts of pages, and which article stands in which of them.
 *
 * Idea: a template divides the first, the last and other pages into frames (`masters`); an article names the frame it
 * wants. What a frame wants of the articles in it (styles, width) must be known before their texts are set, so the
 * choice is made here, from names, kinds and lengths alone; whether an article fits is the page's affair.
 * Invariants: what was asked for by name comes before what a frame takes by itself; a frame takes by itself only when
 * the issue left it free, in the order of the issue.
 * Rejected: an order of its own for the pages (`front: [...]` in issue.yaml), which would say the order of the articles
 * a second time. */
#include "style/build.h"

#include "base/utf8.h"

#define FRAME(field) offsetof(struct frame_look, frame.field)
#define OWN(field) offsetof(struct frame_look, field)
#define END                                                                                                            \
    { NULL, 0, 0, 0, 0, NULL }
#define THOUSAND 1000

const struct key sheet_frame_keys[] = {{"columns", VALUE_OTHER, 0, 0, 0, NULL},
                                       {"rows", VALUE_OTHER, 0, 0, 0, NULL},
                                       {"articles", VALUE_INT, FRAME(articles), 1, 12, NULL},
                                       {"text-columns", VALUE_INT, FRAME(text_columns), 0, 12, NULL},
                                       {"fit", VALUE_BOOL, FRAME(fits), 0, 0, NULL},
                                       {"contents", VALUE_BOOL, FRAME(contents), 0, 0, NULL},
                                       {"takes", VALUE_OTHER, 0, 0, 0, NULL},
                                       {"longest", VALUE_INT, OWN(longest), 0, 1000000, NULL},
                                       END};

const struct key sheet_frame_style_keys[] = {
    {"title", VALUE_OTHER, OWN(title), 0, 0, NULL}, {"kicker", VALUE_OTHER, OWN(kicker), 0, 0, NULL},
    {"lead", VALUE_OTHER, OWN(lead), 0, 0, NULL},   {"byline", VALUE_OTHER, OWN(byline), 0, 0, NULL},
    {"body", VALUE_OTHER, OWN(body), 0, 0, NULL},   END};

static const char *const master_names[MASTER_COUNT + 1] = {"front", "inside", "back", NULL};

/* ---- the template ------------------------------------------------------------------------------------------------ */

/* "3", "60%": a number and whether it counts. */
static bool edge_read(struct str s, int *out, bool *counted) {
    int64_t number;
    s = str_trim(s);
    *counted = !str_ends(s, "%");
    if (!*counted) s = str_slice(s, 0, s.len - 1);
    if (!str_int(s, &number) || number < 0 || number > THOUSAND) return false;
    *out = (int)number;
    return *counted ? number > 0 : number <= 100;
}

/* "1-3" or "0%-75%"; one number alone is one column or row. */
static bool extent_read(struct str s, struct extent *out) {
    size_t dash = 0;
    bool from_counted, to_counted;
    while (dash < s.len && s.s[dash] != '-') dash++;
    struct extent extent;
    if (!edge_read(str_slice(s, 0, dash), &extent.from, &from_counted)) return false;
    if (dash == s.len) {
        extent.to = extent.from;
        to_counted = from_counted;
    } else if (!edge_read(str_slice(s, dash + 1, s.len), &extent.to, &to_counted)) {
        return false;
    }
    if (from_counted != to_counted) return false;
    extent.counted = from_counted;
    if (extent.counted) {
        extent.from--;
    } else {
        extent.from *= THOUSAND / 100;
        extent.to *= THOUSAND / 100;
    }
    *out = extent;
    return extent.to > extent.from;
}

static void read_extent(struct ctx *ctx, const struct node *map, const char *key, const char *expected,
                        struct extent *out) {
    const struct node *node = node_lookup(map, key);
    struct extent extent;
    if (!node) return;
    if (node->kind == NODE_SCALAR && extent_read(node->text, &extent))
        *out = extent;
    else
        value_wrong(ctx, node, key, expected);
}

static uint32_t read_takes(struct ctx *ctx, const struct node *map) {
    struct str_list_view names = {0};
    uint32_t takes = 0;
    if (!node_texts(ctx, map, "takes", &names)) return 0;
    for (size_t i = 0; i < names.len; i++) {
        size_t kind = 0;
        while (kind < ARTICLE_KINDS && !str_is(names.at[i], article_kind_names[kind])) kind++;
        if (kind < ARTICLE_KINDS)
            takes |= (uint32_t)1 << kind;
        else
            diag(ctx, DIAG_TEMPLATE_VALUE, names.place[i], "takes: %.*s (news, announcement)",
                 STR_ARG(str_slice(names.at[i], 0, 60)));
    }
    return takes;
}

static void read_frame(struct ctx *ctx, const struct node *map, struct look *look, struct sheet *sheet,
                       struct frame_look *frame) {
    struct values values = {ctx, &sheet->palette, look->grid};
    frame->frame.columns = frame->frame.rows = (struct extent){0, THOUSAND, false};
    frame->frame.articles = 1;
    if (map->kind != NODE_MAP) value_wrong(ctx, map, frame->frame.name, "{columns: 1-3, rows: 0%-75%}");
    values_check_keys(ctx, map, sheet_frame_keys, sheet_frame_style_keys);
    values_read(&values, map, sheet_frame_keys, frame);
    read_extent(ctx, map, "columns", "1-3", &frame->frame.columns);
    read_extent(ctx, map, "rows", "0%-75%", &frame->frame.rows);
    if (frame->frame.columns.counted && frame->frame.columns.to > look->columns) {
        value_wrong(ctx, node_lookup(map, "columns"), "columns", arena_printf(ctx->arena, "1-%d", look->columns));
        frame->frame.columns = (struct extent){0, look->columns, true};
    }
    frame->takes = read_takes(ctx, map);
    for (const struct key *key = sheet_frame_style_keys; key->name; key++) {
        const struct node *node = node_lookup(map, key->name);
        if (!node) continue;
        struct str name = node->kind == NODE_SCALAR ? node->text : STR("");
        const struct style *style = sheet_style_named(ctx, sheet, name, node->place);
        if (style) memcpy((char *)frame + key->offset, &style, sizeof style);
    }
}

#define FRAMES_MAX 60 /* of a template */

void sheet_load_frames(struct ctx *ctx, const struct node *root, struct look *look, struct sheet *sheet) {
    const struct node *masters = node_lookup(root, "masters");
    if (!masters) return;
    sheet->frames = ARENA_ARRAY(ctx->arena, FRAMES_MAX, struct frame_look);
    node_check_keys(ctx, masters, master_names);
    for (int m = 0; m < MASTER_COUNT; m++) {
        const struct node *frames = node_lookup(masters, master_names[m]);
        if (!frames) continue;
        if (frames->kind != NODE_MAP) value_wrong(ctx, frames, master_names[m], "{lead: {columns: 1-3}}");
        for (size_t i = 0; frames->kind == NODE_MAP && i < frames->count && sheet->frame_count < FRAMES_MAX; i++) {
            struct frame_look *frame = &sheet->frames[sheet->frame_count++];
            frame->frame.name = str_dup(ctx->arena, frames->pairs[i].key);
            frame->frame.master = (enum master)m;
            read_frame(ctx, &frames->pairs[i].value, look, sheet, frame);
        }
    }
    struct frame *frames = ARENA_ARRAY(ctx->arena, sheet->frame_count, struct frame);
    for (size_t i = 0; i < sheet->frame_count; i++) frames[i] = sheet->frames[i].frame;
    look->frames = frames;
    look->frame_count = sheet->frame_count;
}

int frame_columns(const struct look *look, const struct frame *frame) {
    int wide = frame->columns.to - frame->columns.from, parts = frame->articles;
    if (!frame->columns.counted) {
        wide *= look->columns;
        parts *= THOUSAND;
    }
    return wide >= parts ? wide / parts : 1;
}

/* ---- the issue --------------------------------------------------------------------------------------------------- */

struct assignment {
    struct builder *b;
    const struct frame_look **of; /* one per article */
};

/* How many articles stand in the frame already, on that page; the first of them. */
static int held(const struct assignment *a, const struct frame_look *frame, int page, const struct article **first) {
    const struct issue *issue = a->b->issue;
    bool by_page = frame->frame.master == MASTER_INSIDE;
    int count = 0;
    for (size_t i = 0; i < issue->article_count; i++) {
        if (a->of[i] != frame || (by_page && issue->articles[i].position.page != page)) continue;
        if (count++ == 0 && first) *first = &issue->articles[i];
    }
    return count;
}

static bool on_master(const struct frame *frame, int page) {
    return page == 0 || frame->master == (page == 1 ? MASTER_FRONT : MASTER_INSIDE) || frame->master == MASTER_BACK;
}

/* The frame of that name on the page asked for; with one name on several masters the first one. */
static size_t frame_find(const struct sheet *sheet, const struct position *position) {
    size_t i = 0;
    for (; i < sheet->frame_count; i++) {
        const struct frame *frame = &sheet->frames[i].frame;
        if (!frame->contents && str_is(position->frame.s, frame->name) && on_master(frame, position->page)) break;
    }
    return i;
}

static void frame_unknown(struct builder *b, const struct position *position) {
    const struct sheet *sheet = b->sheet;
    const char **names = ARENA_ARRAY(b->ctx->arena, sheet->frame_count + 2, const char *);
    size_t count = 0;
    for (size_t i = 0; i < sheet->frame_count; i++) {
        const struct frame *frame = &sheet->frames[i].frame;
        if (frame->contents) continue;
        names[count++] = frame->name;
        if (!str_is(position->frame.s, frame->name)) continue;
        diag(b->ctx, DIAG_FRAME_PAGE, position->frame.place, "%s, %d", frame->name, position->page);
        return;
    }
    if (count == 0) names[count++] = "lead";
    const char *near = value_nearest(position->frame.s, names);
    struct buf known;
    buf_init(&known, b->ctx->arena);
    for (size_t i = 0; i < count && !near; i++) buf_printf(&known, "%s%s", i ? ", " : "", names[i]);
    diag(b->ctx, DIAG_FRAME_UNKNOWN, position->frame.place, "%.*s (%s%s)", STR_ARG(str_slice(position->frame.s, 0, 60)),
         near ? near : known.s, near ? "?" : "");
}

static void assign_named(struct assignment *a, size_t index) {
    struct builder *b = a->b;
    const struct article *article = &b->issue->articles[index];
    const struct position *position = &article->position;
    if (position->frame.s.len == 0) return;
    size_t at = frame_find(b->sheet, position);
    if (at == b->sheet->frame_count) {
        bool lead = str_is(position->frame.s, "lead"); /* marks the main article in any template */
        if (!lead || (b->sheet->frame_count && position->page)) frame_unknown(b, position);
        return;
    }
    const struct frame_look *frame = &b->sheet->frames[at];
    const struct article *holder = article;
    if (held(a, frame, position->page, &holder) == frame->frame.articles) {
        diag(b->ctx, DIAG_FRAME_TAKEN, position->frame.place, "%s: %.*s", frame->frame.name, STR_ARG(holder->name));
        return;
    }
    a->of[index] = frame;
}

/* Characters of the text of blocks: enough to tell a brief from a story. */
static size_t length_of(const struct builder *b, const struct article *article) {
    const struct diag_file *file = diags_file_lookup(b->ctx->diags, article->source->file);
    struct str text = file ? file->text : article->source->text;
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += ((unsigned char)text.s[i] & 0xC0) != 0x80;
    return count;
}

static bool has_table(const struct article *article) {
    for (size_t i = 0; i < article->blocks.len; i++)
        if (article->blocks.at[i].kind == BLOCK_TABLE) return true;
    return false;
}

static bool may_take(const struct assignment *a, const struct frame_look *frame, size_t index) {
    const struct article *article = &a->b->issue->articles[index];
    const struct position *position = &article->position;
    if (a->of[index] || position->frame.s.len || position->page || position->span || position->filler) return false;
    if (!(frame->takes >> article->kind & 1)) return false;
    if (frame_columns(a->b->look, &frame->frame) == 1 && has_table(article)) return false; /* wants more width */
    return frame->longest == 0 || length_of(a->b, article) <= (size_t)frame->longest;
}

static void assign_free(struct assignment *a, size_t at) {
    const struct frame_look *frame = &a->b->sheet->frames[at];
    int count = 0;
    for (size_t i = 0; i < a->b->issue->article_count && count < frame->frame.articles; i++) {
        if (!may_take(a, frame, i)) continue;
        a->of[i] = frame;
        count++;
    }
}

const struct frame_look **frames_assign(struct builder *b) {
    struct assignment a = {.b = b};
    size_t count = b->issue->article_count;
    a.of = ARENA_ARRAY(b->ctx->arena, count + 1, const struct frame_look *);
    for (size_t i = 0; i < count; i++) assign_named(&a, i);
    for (size_t i = 0; i < b->sheet->frame_count; i++)
        if (held(&a, &b->sheet->frames[i], 0, NULL) == 0) assign_free(&a, i);
    return a.of;
}

/* What goes on in a frame stands on an inside page; the frame is known by its name alone. */
static const struct frame *part_frame(struct builder *b, const struct article_part *part) {
    struct position position = {.frame = part->frame, .page = part->page ? part->page : 2};
    if (part->frame.s.len == 0) return NULL;
    for (size_t i = 0; i < b->look->frame_count; i++) {
        const struct frame *frame = &b->look->frames[i];
        if (frame->master == MASTER_INSIDE && !frame->contents && str_is(part->frame.s, frame->name)) return frame;
    }
    frame_unknown(b, &position);
    return NULL;
}

void frames_then(struct builder *b, const struct article *article, struct flow_article *out) {
    const struct article_part_list *then = &article->position.then;
    bool marked = article->position.frame.s.len && b->look->frame_count == 0; /* the main article in any template */
    if (then->len == 0 || marked) return;
    if (!out->frame) {
        diag(b->ctx, DIAG_FRAME_THEN, then->at[0].place, "%s", "");
        return;
    }
    out->then = ARENA_ARRAY(b->ctx->arena, then->len, struct flow_part);
    for (size_t i = 0; i < then->len; i++) {
        struct flow_part part = {part_frame(b, &then->at[i]), then->at[i].page, then->at[i].place};
        if (part.frame || part.page) out->then[out->then_count++] = part;
    }
}
