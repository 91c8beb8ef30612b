/* What a tag of SVG says of the look of its element: paints, strokes, transformations, as attributes or in `style`.
 *
 * A property is understood, does nothing at this value, concerns what no drawing here has (text, pixels, programs), or
 * is told at its place in the tag. Places are looked up by name in the tag's own text, because the parser gives values
 * alone.
 */
#include "image/svg.h"

#include <math.h>
#include <string.h>

/* ---- places ------------------------------------------------------------------------------------------------------ */

struct place svg_place(const struct svg_tag *tag, size_t from, size_t to) {
    return place_of_text(tag->ctx->diags, tag->source->file, from, to);
}

static bool is_word_end(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '='; }

/* Where the attribute or property stands in the tag; the tag's name when it cannot be found. */
static struct place name_place(const struct svg_tag *tag, struct str name) {
    struct str text = tag->source->text;
    for (size_t i = tag->start + 1; i + name.len < tag->end; i++) {
        bool begins = strchr(" \t\n;\"'", text.s[i - 1]) != NULL;
        bool ends = is_word_end(text.s[i + name.len]) || text.s[i + name.len] == ':';
        if (begins && ends && memcmp(text.s + i, name.s, name.len) == 0) return svg_place(tag, i, i + name.len);
    }
    return svg_place(tag, tag->start, tag->start + 1);
}

void svg_say(const struct svg_tag *tag, enum diag_code code, const struct svg_attribute *a) {
    bool shown = diags_keep(tag->ctx->diags, code, tag->source->file);
    struct place place = shown ? name_place(tag, a->name) : svg_place(tag, tag->start, tag->start + 1);
    diag(tag->ctx, code, place, "%.*s=\"%.*s\"", STR_ARG(a->name), STR_ARG(str_slice(a->value, 0, 60)));
}

/* ---- properties -------------------------------------------------------------------------------------------------- */

/* A paint; a gradient or pattern leaves what stands behind it, else nothing. */
static bool read_paint(const struct svg_tag *tag, const struct svg_state *state, const struct svg_attribute *a,
                       struct drawing_paint *out) {
    struct str value = str_trim(a->value);
    if (str_starts(value, "url(")) {
        svg_say(tag, DIAG_SVG_PROPERTY, a);
        const char *close = memchr(value.s, ')', value.len);
        value = close ? str_trim(str_slice(value, (size_t)(close - value.s) + 1, value.len)) : STR("");
        if (value.len == 0) value = STR("none");
    }
    if (str_is(value, "none") || str_is(value, "transparent"))
        *out = (struct drawing_paint){0};
    else if (str_is(value, "currentColor"))
        *out = state->colour;
    else
        return svg_colour(value, out);
    return true;
}

static bool read_choice(struct str value, const char *const *names, int *out) {
    for (int i = 0; names[i]; i++) {
        if (!str_is(value, names[i])) continue;
        *out = i;
        return true;
    }
    return false;
}

/* Transparency is for pixels: nothing is left of what cannot be seen, the rest is opaque. */
static void read_opacity(const struct svg_tag *tag, struct svg_state *state, const struct svg_attribute *a) {
    struct str value = a->value;
    double opacity = 1;
    if (!svg_number(&value, &opacity)) {
        svg_say(tag, DIAG_SVG_VALUE, a);
        return;
    }
    if (str_is(value, "%")) opacity /= 100;
    if (opacity >= 1) return;
    if (opacity > 0) {
        svg_say(tag, DIAG_SVG_PROPERTY, a);
        return;
    }
    if (!str_is(a->name, "stroke-opacity")) state->fill.on = false;
    if (!str_is(a->name, "fill-opacity")) state->stroke.on = false;
    if (str_is(a->name, "opacity")) state->hidden = true;
}

static bool read_stroke_value(const struct svg_tag *tag, struct svg_state *state, const struct svg_attribute *a) {
    static const char *const caps[] = {"butt", "round", "square", NULL}, *const joins[] = {"miter", "round", "bevel",
                                                                                           NULL};
    struct str value = str_trim(a->value);
    int choice = 0;
    if (str_is(a->name, "stroke-width"))
        return svg_length(value, hypot(tag->across, tag->down) / sqrt(2), &state->width) && state->width >= 0;
    if (str_is(a->name, "stroke-miterlimit")) return svg_number(&value, &state->miter) && state->miter >= 1;
    if (str_is(a->name, "stroke-linecap")) {
        if (!read_choice(value, caps, &choice)) return false;
        state->cap = (enum drawing_cap)choice;
        return true;
    }
    if (!read_choice(value, joins, &choice)) return false;
    state->join = (enum drawing_join)choice;
    return true;
}

bool svg_is_one_of(struct str name, const char *const *names) {
    int index;
    return read_choice(name, names, &index);
}

/* These have a value with which they do nothing. */
static bool does_nothing(const struct svg_attribute *a) {
    static const char *const idle[] = {"none", "0", "normal", "visible", "inline", "auto", NULL};
    static const char *const names[] = {"stroke-dasharray", "clip-path",  "mask",       "filter",        "marker",
                                        "marker-start",     "marker-mid", "marker-end", "vector-effect", "paint-order",
                                        "mix-blend-mode",   "isolation",  NULL};
    return svg_is_one_of(a->name, names) && svg_is_one_of(str_trim(a->value), idle);
}

/* What changes nothing in a drawing without text, pictures and programs. */
bool svg_is_silent(struct str name) {
    static const char *const names[] = {"id",
                                        "class",
                                        "version",
                                        "baseProfile",
                                        "x",
                                        "y",
                                        "width",
                                        "height",
                                        "viewBox",
                                        "overflow",
                                        "role",
                                        "tabindex",
                                        "focusable",
                                        "lang",
                                        "clip-rule",
                                        "stroke-dashoffset",
                                        "solid-color",
                                        "solid-opacity",
                                        "stop-color",
                                        "stop-opacity",
                                        "direction",
                                        "letter-spacing",
                                        "word-spacing",
                                        "writing-mode",
                                        "white-space",
                                        "preserveAspectRatio",
                                        "enable-background",
                                        "isolation",
                                        "xmlns",
                                        "pointer-events",
                                        "cursor",
                                        "contentScriptType",
                                        "contentStyleType",
                                        "zoomAndPan",
                                        "line-height",
                                        "flood-color",
                                        "flood-opacity",
                                        "lighting-color",
                                        "dominant-baseline",
                                        NULL};
    static const char *const families[] = {"data-",      "aria-",    "font",   "text-",   "color-",
                                           "-inkscape",  "shape-",   "image-", "inline-", "baseline-",
                                           "alignment-", "unicode-", "glyph-"};
    if (svg_is_one_of(name, names)) return true;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (str_starts(name, families[i])) return true;
    return false;
}

/* False: the name is none of a property. */
bool svg_property(const struct svg_tag *tag, struct svg_state *state, const struct svg_attribute *a) {
    static const char *const strokes[] = {"stroke-width", "stroke-miterlimit", "stroke-linecap", "stroke-linejoin",
                                          NULL};
    static const char *const opacities[] = {"opacity", "fill-opacity", "stroke-opacity", NULL};
    struct str value = str_trim(a->value);
    bool good = true;
    if (str_is(value, "inherit") && !svg_is_silent(a->name)) return true;
    if (str_is(a->name, "fill"))
        good = read_paint(tag, state, a, &state->fill);
    else if (str_is(a->name, "stroke"))
        good = read_paint(tag, state, a, &state->stroke);
    else if (str_is(a->name, "color"))
        good = read_paint(tag, state, a, &state->colour);
    else if (str_is(a->name, "fill-rule"))
        state->even_odd = str_is(value, "evenodd");
    else if (str_is(a->name, "display"))
        state->hidden |= str_is(value, "none");
    else if (str_is(a->name, "visibility"))
        state->hidden |= str_is(value, "hidden") || str_is(value, "collapse");
    else if (svg_is_one_of(a->name, strokes))
        good = read_stroke_value(tag, state, a);
    else if (svg_is_one_of(a->name, opacities))
        read_opacity(tag, state, a);
    else if (str_is(a->name, "transform"))
        good = svg_transform(value, &state->matrix);
    else if (!does_nothing(a))
        return false;
    if (!good) svg_say(tag, DIAG_SVG_VALUE, a);
    return true;
}

/* The pairs of `style="a: b; c: d"`; true while there is one. */
static bool next_declaration(struct str *s, struct svg_attribute *out) {
    while (s->len) {
        const char *end = memchr(s->s, ';', s->len);
        struct str one = str_slice(*s, 0, end ? (size_t)(end - s->s) : s->len);
        *s = str_slice(*s, one.len + (end != NULL), s->len);
        const char *colon = memchr(one.s, ':', one.len);
        if (!colon) continue;
        size_t at = (size_t)(colon - one.s);
        *out = (struct svg_attribute){str_trim(str_slice(one, 0, at)), str_trim(str_slice(one, at + 1, one.len))};
        return true;
    }
    return false;
}

void svg_style(const struct svg_tag *tag, struct svg_state *state, struct str style) {
    struct svg_attribute a;
    while (next_declaration(&style, &a))
        if (!svg_property(tag, state, &a) && !svg_is_silent(a.name)) svg_say(tag, DIAG_SVG_PROPERTY, &a);
}
