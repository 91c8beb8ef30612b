/* SVG -> drawing: paths, basic shapes, groups, transformations, plain fills and strokes.
 *
 * The file is decoded as every other source and walked by libxml2's push parser, event by event: there is no document
 * in memory, nothing that a file could make large beyond its own bytes. The parser gets no handler for declarations or
 * an external subset, so nothing it names is ever opened; each entity is a blank, and told.
 * A state (transformation and paints) is pushed for each element and inherited by copying. Elements of other
 * namespaces are notes of drawing programs and say nothing; whatever else is not understood is told at its attribute.
 *
 * Invariants: at most DEPTH_MAX states, STEPS_MAX steps; each step ends as an integer within COORDINATE_MAX.
 *
 * Rejected: a library that renders to pixels (a logo must stay sharp and on its plates); <style>, <use> and gradients
 * (each is a language of its own; drawing programs can export plain attributes).
 */
#include "image/svg.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <math.h>
#include <string.h>

#define SVG_BYTES_MAX ((size_t)8 << 20) /* a hundred times the most tangled coat of arms */
#define DEPTH_MAX 64
#define STEPS_MAX ((size_t)400 * 1000)
#define COORDINATE_MAX (30 * (double)DRAWING_SIDE) /* PDF 1.4 ends at 32767 pt */
#define ATTRIBUTES_MAX 2000                        /* of an element; libxml2 compares each with each */
#define SIDE_LEAST MPT_PER_PT                      /* the shorter side against DRAWING_SIDE */
#define NAMESPACE "http://www.w3.org/2000/svg"

VEC(shapes, struct drawing_shape);

struct reader {
    struct svg_tag tag;
    xmlParserCtxtPtr parser;
    struct svg_state states[DEPTH_MAX];
    size_t depth;   /* states in use */
    size_t skipped; /* elements open below one that is left out */
    struct drawing drawing;
    struct shapes shapes;
    size_t steps;
    bool root, broken, limit;
    xmlEntity blank; /* stands for every entity */
};

/* ---- places ------------------------------------------------------------------------------------------------------ */

/* The tag that was just read ends where the parser stands; no tag holds another `<`. */
static void find_tag(struct reader *r) {
    long at = xmlByteConsumed(r->parser);
    struct str text = r->tag.source->text;
    r->tag.end = at < 0 ? 0 : (size_t)at < text.len ? (size_t)at : text.len;
    r->tag.start = r->tag.end < text.len || !text.len ? r->tag.end : text.len - 1;
    while (r->tag.start > 0 && text.s[r->tag.start] != '<') r->tag.start--;
}

/* ---- attributes of an element ------------------------------------------------------------------------------------ */

struct element {
    struct str name;
    const struct svg_attribute *at;
    size_t count;
};

static const struct svg_attribute *attribute_lookup(const struct element *e, const char *name) {
    for (size_t i = 0; i < e->count; i++)
        if (str_is(e->at[i].name, name)) return &e->at[i];
    return NULL;
}

static double length_of(struct reader *r, const struct element *e, const char *name, double whole, double absent) {
    const struct svg_attribute *a = attribute_lookup(e, name);
    double value = absent;
    if (!a || svg_length(a->value, whole, &value)) return value;
    svg_say(&r->tag, DIAG_SVG_VALUE, a);
    return absent;
}

/* The names that say an element's form. */
static bool is_geometry(struct str element, struct str name) {
    static const struct {
        const char *element;
        const char *const names[7];
    } forms[] = {{"path", {"d", "pathLength"}},
                 {"rect", {"rx", "ry"}},
                 {"circle", {"cx", "cy", "r"}},
                 {"ellipse", {"cx", "cy", "rx", "ry"}},
                 {"line", {"x1", "y1", "x2", "y2"}},
                 {"polyline", {"points"}},
                 {"polygon", {"points"}},
                 {"a", {"href", "target", "rel", "download"}}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_is(element, forms[i].element) && svg_is_one_of(name, forms[i].names)) return true;
    return false;
}

/* `color` first: currentColor means the element's own. */
static void read_properties(struct reader *r, struct svg_state *state, const struct element *e) {
    const struct svg_attribute *colour = attribute_lookup(e, "color"), *style = attribute_lookup(e, "style");
    if (colour) (void)svg_property(&r->tag, state, colour);
    for (size_t i = 0; i < e->count; i++) {
        const struct svg_attribute *a = &e->at[i];
        if (a == style || a == colour) continue;
        bool known = svg_is_silent(a->name) || is_geometry(e->name, a->name) || svg_property(&r->tag, state, a);
        if (!known) svg_say(&r->tag, DIAG_SVG_PROPERTY, a);
    }
    if (style) svg_style(&r->tag, state, style->value);
}

/* ---- shapes ------------------------------------------------------------------------------------------------------ */

static mpt settled(double value) {
    if (!(value > -COORDINATE_MAX)) return (mpt)-COORDINATE_MAX; /* what is not a number, too */
    return value < COORDINATE_MAX ? (mpt)llround(value) : (mpt)COORDINATE_MAX;
}

static void settle_steps(struct reader *r, const struct svg_path *path, const struct svg_matrix *m,
                         struct drawing_shape *shape) {
    struct drawing_step *steps = ARENA_ARRAY(r->tag.ctx->arena, path->len, struct drawing_step);
    for (size_t i = 0; i < path->len; i++) {
        const struct svg_step *from = &path->at[i];
        steps[i].op = from->op;
        for (int k = 0; k < (from->op == DRAWING_CLOSE ? 0 : from->op == DRAWING_CURVE ? 3 : 1); k++) {
            steps[i].x[k] = settled(m->a * from->x[k] + m->c * from->y[k] + m->e);
            steps[i].y[k] = settled(m->b * from->x[k] + m->d * from->y[k] + m->f);
        }
    }
    shape->steps = steps;
    shape->count = path->len;
}

static int64_t pen_number(double value) { return (int64_t)llround(value * DRAWING_PEN_UNIT); }

/* A round pen stays round where both axes are stretched alike; elsewhere the steps are kept in a space of the pen's own
 * with the same area, and the map from there is given. */
static struct svg_matrix pen_space(const struct svg_matrix *m, double scale, struct drawing_shape *shape) {
    double slack = scale * 1e-4;
    bool alike = (fabs(m->a - m->d) < slack && fabs(m->b + m->c) < slack) ||
                 (fabs(m->a + m->d) < slack && fabs(m->b - m->c) < slack);
    shape->a = shape->d = DRAWING_PEN_UNIT;
    if (!shape->stroke.on || alike) return *m;
    double det = m->a * m->d - m->b * m->c;
    shape->a = pen_number(m->a / scale);
    shape->b = pen_number(m->b / scale);
    shape->c = pen_number(m->c / scale);
    shape->d = pen_number(m->d / scale);
    return (struct svg_matrix){
        scale, 0, 0, scale, scale * (m->d * m->e - m->c * m->f) / det, scale * (m->a * m->f - m->b * m->e) / det};
}

static void keep_shape(struct reader *r, const struct svg_state *state, const struct svg_path *path) {
    const struct svg_matrix *m = &state->matrix;
    double scale = sqrt(fabs(m->a * m->d - m->b * m->c));
    bool point = path->len < 2 || (path->len == 2 && path->at[1].op == DRAWING_CLOSE);
    if (point || state->hidden) return;
    r->steps += path->len;
    if (r->steps > STEPS_MAX) {
        r->limit = true;
        return;
    }
    struct drawing_shape shape = {.fill = state->fill,
                                  .stroke = state->stroke,
                                  .even_odd = state->even_odd,
                                  .cap = state->cap,
                                  .join = state->join,
                                  .width = settled(state->width * scale),
                                  .miter = (int)(state->miter < 1000 ? state->miter * 1000 : 1000000)};
    shape.stroke.on = shape.stroke.on && shape.width > 0;
    if (!shape.fill.on && !shape.stroke.on) return;
    struct svg_matrix space = pen_space(m, scale, &shape);
    settle_steps(r, path, &space, &shape);
    *vec_push(r->tag.ctx->arena, &r->shapes) = shape;
}

static void path_of_rect(struct reader *r, const struct element *e, struct svg_path *path) {
    double w = length_of(r, e, "width", r->tag.across, 0), h = length_of(r, e, "height", r->tag.down, 0);
    double rx = length_of(r, e, "rx", r->tag.across, -1), ry = length_of(r, e, "ry", r->tag.down, -1);
    if (w <= 0 || h <= 0) return;
    if (rx < 0) rx = ry;
    if (ry < 0) ry = rx;
    rx = rx < 0 ? 0 : rx < w / 2 ? rx : w / 2;
    ry = ry < 0 ? 0 : ry < h / 2 ? ry : h / 2;
    svg_rect(r->tag.ctx->scratch, length_of(r, e, "x", r->tag.across, 0), length_of(r, e, "y", r->tag.down, 0), w, h,
             rx, ry, path);
}

static void path_of_ellipse(struct reader *r, const struct element *e, struct svg_path *path) {
    bool circle = str_is(e->name, "circle");
    double rx = length_of(r, e, circle ? "r" : "rx", r->tag.across, 0);
    double ry = circle ? rx : length_of(r, e, "ry", r->tag.down, 0);
    if (rx <= 0 || ry <= 0) return;
    svg_ellipse(r->tag.ctx->scratch, length_of(r, e, "cx", r->tag.across, 0), length_of(r, e, "cy", r->tag.down, 0), rx,
                ry, path);
}

/* False: the element is no shape. */
static bool path_of(struct reader *r, const struct element *e, struct svg_path *path) {
    bool polygon = str_is(e->name, "polygon"), points = polygon || str_is(e->name, "polyline");
    const struct svg_attribute *data = attribute_lookup(e, points ? "points" : "d");
    if (str_is(e->name, "path")) {
        if (data && !svg_path_data(r->tag.ctx->scratch, data->value, path)) svg_say(&r->tag, DIAG_SVG_VALUE, data);
    } else if (points) {
        if (data && !svg_points(r->tag.ctx->scratch, data->value, polygon, path))
            svg_say(&r->tag, DIAG_SVG_VALUE, data);
    } else if (str_is(e->name, "rect")) {
        path_of_rect(r, e, path);
    } else if (str_is(e->name, "circle") || str_is(e->name, "ellipse")) {
        path_of_ellipse(r, e, path);
    } else if (str_is(e->name, "line")) {
        svg_line(r->tag.ctx->scratch, length_of(r, e, "x1", r->tag.across, 0), length_of(r, e, "y1", r->tag.down, 0),
                 length_of(r, e, "x2", r->tag.across, 0), length_of(r, e, "y2", r->tag.down, 0), path);
    } else {
        return false;
    }
    return true;
}

/* ---- the root ---------------------------------------------------------------------------------------------------- */

static bool read_view_box(const struct svg_attribute *a, double *box) {
    struct str s = a->value;
    for (int i = 0; i < 4; i++) {
        svg_skip(&s);
        if (!svg_number(&s, &box[i])) return false;
    }
    return box[2] > 0 && box[3] > 0;
}

/* The view box is the picture; without one width and height are. */
static void open_root(struct reader *r, const struct element *e) {
    const struct svg_attribute *view = attribute_lookup(e, "viewBox");
    double box[4] = {0};
    r->root = true;
    if (view && !read_view_box(view, box)) {
        svg_say(&r->tag, DIAG_SVG_VALUE, view);
        view = NULL;
    }
    if (!view) {
        box[0] = box[1] = 0;
        box[2] = length_of(r, e, "width", 0, 0);
        box[3] = length_of(r, e, "height", 0, 0);
    }
    r->broken = !(box[2] > 0) || !(box[3] > 0);
    if (r->broken) return;
    r->tag.across = box[2];
    r->tag.down = box[3];
    double scale = (double)DRAWING_SIDE / (box[2] > box[3] ? box[2] : box[3]);
    r->drawing.width = settled(box[2] * scale);
    r->drawing.height = settled(box[3] * scale);
    r->broken = r->drawing.width < SIDE_LEAST || r->drawing.height < SIDE_LEAST || !(scale > 1e-12);
    r->states[0] = (struct svg_state){.matrix = {scale, 0, 0, scale, -box[0] * scale, -box[1] * scale},
                                      .fill = {.on = true},
                                      .colour = {.on = true},
                                      .width = 1,
                                      .miter = 4};
}

/* ---- events ------------------------------------------------------------------------------------------------------ */

static struct element element_of(struct reader *r, const xmlChar *name, int count, const xmlChar **given) {
    struct svg_attribute *at = ARENA_ARRAY(r->tag.ctx->scratch, (size_t)count + 1, struct svg_attribute);
    struct element e = {.name = str_from((const char *)name), .at = at};
    for (int i = 0; i < count; i++, given += 5) {
        bool link = given[1] && strcmp((const char *)given[1], "xlink") == 0;
        if (given[1] && !link) continue; /* notes of drawing programs */
        if (link && str_is(e.name, "a")) continue;
        at[e.count].name = str_from((const char *)given[0]);
        at[e.count++].value = (struct str){(const char *)given[3], (size_t)(given[4] - given[3])};
    }
    return e;
}

static bool is_note(const struct element *e) {
    static const char *const names[] = {"title", "desc", "metadata", "defs", "symbol", NULL};
    return svg_is_one_of(e->name, names);
}

static void open_element(struct reader *r, const struct element *e) {
    static const char *const groups[] = {"g", "a", NULL};
    struct svg_path path = {0};
    bool root = !r->root && str_is(e->name, "svg");
    if (root) open_root(r, e);
    if (!r->root || r->broken) {
        r->broken = true;
        return;
    }
    if (r->depth == DEPTH_MAX) r->limit = true;
    if (is_note(e) || r->depth == DEPTH_MAX) {
        r->skipped = 1;
        return;
    }
    struct svg_state *state = &r->states[r->depth];
    if (r->depth) *state = r->states[r->depth - 1];
    if (!root && !svg_is_one_of(e->name, groups) && !path_of(r, e, &path)) {
        diag(r->tag.ctx, DIAG_SVG_ELEMENT, svg_place(&r->tag, r->tag.start, r->tag.start + 1 + e->name.len), "<%.*s>",
             STR_ARG(e->name));
        r->skipped = 1;
        return;
    }
    read_properties(r, state, e);
    keep_shape(r, state, &path);
    r->depth++;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int count, int defaulted, const xmlChar **given) {
    struct reader *r = data;
    (void)prefix, (void)namespaces, (void)declared, (void)defaulted;
    if (r->broken || r->limit) return;
    if (r->skipped || (uri && strcmp((const char *)uri, NAMESPACE) != 0)) {
        r->skipped++;
        return;
    }
    find_tag(r);
    struct element e = element_of(r, name, count, given);
    open_element(r, &e);
    if (r->broken || r->limit) xmlStopParser(r->parser);
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    struct reader *r = data;
    (void)name, (void)prefix, (void)uri;
    if (r->skipped)
        r->skipped--;
    else if (r->depth)
        r->depth--;
}

/* Every entity but the five of XML itself is a blank, whatever the file says of it. */
static xmlEntityPtr on_entity(void *data, const xmlChar *name) {
    struct reader *r = data;
    find_tag(r);
    diag(r->tag.ctx, DIAG_SVG_ENTITY, svg_place(&r->tag, r->tag.end, r->tag.end), "&%s;", (const char *)name);
    r->blank = (xmlEntity){.type = XML_ENTITY_DECL,
                           .name = name,
                           .etype = XML_INTERNAL_PREDEFINED_ENTITY,
                           .content = BAD_CAST " ",
                           .orig = BAD_CAST " ",
                           .length = 1};
    return &r->blank;
}

static void on_error(void *data, xmlErrorPtr error) {
    struct reader *r = data;
    if (r->limit || r->broken || error->level < XML_ERR_FATAL) return;
    find_tag(r);
    r->broken = true;
    r->tag.start = r->tag.end;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static struct str skip_mark(struct str bytes) {
    return str_starts(bytes, "\xEF\xBB\xBF") ? str_slice(bytes, 3, bytes.len) : bytes;
}

#define TOLD_WITHIN                                                                                                    \
    4096 /* the root stands in so many first bytes, behind what drawing programs write of themselves                   \
          */

bool svg_tell(struct str bytes) {
    struct str head = str_trim(str_slice(skip_mark(bytes), 0, TOLD_WITHIN));
    if (head.len == 0 || head.s[0] != '<') return false;
    for (size_t i = 0; i + 4 < head.len; i++)
        if ((head.s[i] == '<' || head.s[i] == ':') && memcmp(head.s + i + 1, "svg", 3) == 0) return true;
    return false;
}

/* encoding="..." of the XML declaration; UTF-8 when there is none (XML 1.0, 4.3.3). */
static const char *encoding_of(struct ctx *ctx, struct str bytes) {
    struct str text = skip_mark(bytes);
    const char *close = str_starts(text, "<?xml") ? memchr(text.s, '>', text.len) : NULL;
    struct str head = str_slice(text, 0, close ? (size_t)(close - text.s) : 0);
    for (size_t i = 0; i + 10 < head.len; i++) {
        if (memcmp(head.s + i, "encoding=", 9) != 0) continue;
        char quote = head.s[i + 9];
        const char *end = memchr(head.s + i + 10, quote, head.len - i - 10);
        if (!end) break;
        return arena_strndup(ctx->arena, head.s + i + 10, (size_t)(end - head.s) - i - 10);
    }
    return "UTF-8";
}

const char *svg_library(void) { return LIBXML_DOTTED_VERSION; }

/* Is there an element with more attributes than it may have? They are counted by `=` before a quotation mark. */
static bool has_too_many(struct svg_tag *tag) {
    struct str text = tag->source->text;
    size_t count = 0;
    for (size_t i = 0; i < text.len && count <= ATTRIBUTES_MAX; i++) {
        if (text.s[i] == '<') {
            tag->start = i;
            count = 0;
        }
        if (text.s[i] != '"' && text.s[i] != '\'') continue;
        size_t before = i;
        while (before > 0 && strchr(" \t\r\n", text.s[before - 1])) before--;
        count += before > 0 && text.s[before - 1] == '=';
    }
    return count > ATTRIBUTES_MAX;
}

static void parse(struct reader *r) {
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .getEntity = on_entity,
                         .serror = on_error};
    struct str text = r->tag.source->text;
    r->parser = xmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL);
    if (!r->parser) out_of_memory();
    xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    xmlParseChunk(r->parser, text.s, (int)text.len, 1);
    if (r->parser->myDoc) xmlFreeDoc(r->parser->myDoc); /* where libxml2 keeps what a DOCTYPE declares */
    xmlFreeParserCtxt(r->parser);
    r->parser = NULL;
}

bool svg_read(struct ctx *ctx, struct image *image, struct place mention) {
    struct reader *r = ARENA_NEW(ctx->scratch, struct reader);
    struct source *source;
    if (image->bytes.len > SVG_BYTES_MAX) {
        diag(ctx, DIAG_SVG_LIMIT, mention, "%s: %zu > %zu", image->path, image->bytes.len, SVG_BYTES_MAX);
        return false;
    }
    if (!source_from_bytes(ctx, image->path, image->bytes, encoding_of(ctx, image->bytes), mention, &source))
        return false;
    *r = (struct reader){.tag = {.ctx = ctx, .source = source}};
    r->limit = has_too_many(&r->tag);
    if (!r->limit) parse(r);
    struct place place = svg_place(&r->tag, r->tag.start, r->tag.start + 1);
    if (r->limit)
        diag(ctx, DIAG_SVG_LIMIT, place, "%d, %zu, %d", DEPTH_MAX, STEPS_MAX, ATTRIBUTES_MAX);
    else if (r->broken || !r->root)
        diag(ctx, DIAG_SVG_BROKEN, place, "%s", "");
    if (r->limit || r->broken || !r->root) return false;
    struct drawing *drawing = ARENA_NEW(ctx->arena, struct drawing);
    *drawing = r->drawing;
    drawing->shapes = r->shapes.at;
    drawing->count = r->shapes.len;
    image->drawing = drawing;
    image->space = IMAGE_RGB;
    image->depth = 8;
    image->width = (uint32_t)drawing->width;
    image->height = (uint32_t)drawing->height;
    return true;
}
