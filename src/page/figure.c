/* Pictures with caption and credit: their size, their place in the text or beside it.
 *
 * A picture takes the full width of the columns it spans; only one that would be higher than it may is narrower. Its
 * top stands at the height of the capitals of the line beside it. A picture that spans columns, or asks for the top or
 * the foot, leaves the slugs and waits in the section for the page of its mention; inside boxes, lists and quotes it
 * stays. Caption and credit are one paragraph: the credit follows the caption's last word in its own style.
 */
#include "page/parts.h"

/* Shape of the frame that stands for a picture that could not be read [percent of its width]. */
#define MISSING_HEIGHT_PERCENT 45
/* Part of the page's height that a picture without a limit of its own may take [percent]. */
#define PICTURE_HEIGHT_PERCENT 60

mpt section_width(const struct builder *b, const struct section *section, int columns) {
    return columns * section->width + (columns - 1) * b->gutter;
}

static const struct flow_text *caption_text(struct builder *b, const struct flow_figure *figure) {
    if (figure->credit.count == 0) return &figure->caption;
    if (figure->caption.count == 0) return &figure->credit;
    struct flow_text *text = ARENA_NEW(b->ctx->arena, struct flow_text);
    size_t first = figure->caption.count;
    text->count = first + 1 + figure->credit.count;
    text->spans = ARENA_ARRAY(b->ctx->arena, text->count, struct span);
    memcpy(text->spans, figure->caption.spans, first * sizeof *text->spans);
    text->spans[first] = figure->caption.spans[first - 1];
    text->spans[first].text = STR(" ");
    text->spans[first].link = text->spans[first].note = 0;
    memcpy(text->spans + first + 1, figure->credit.spans, figure->credit.count * sizeof *text->spans);
    return text;
}

void shown_sides(const struct flow_figure *figure, mpt *w, mpt *h) {
    const struct image *image = figure->image;
    bool turned = image->orientation >= 5;
    *w = turned ? image->height : image->width;
    *h = turned ? image->width : image->height;
    if (figure->crop_width > 0 && figure->crop_height > 0) *w = figure->crop_width, *h = figure->crop_height;
}

static void picture_size(const struct builder *b, struct picture *picture, mpt height_max) {
    const struct image *image = picture->figure->image;
    if (picture->members) {
        group_fit(b, picture, height_max);
        return;
    }
    if (!image) {
        picture->height = picture->width * MISSING_HEIGHT_PERCENT / 100;
        if (picture->height > height_max) picture->height = height_max;
        return;
    }
    mpt w, h;
    shown_sides(picture->figure, &w, &h);
    picture->height = div_round(picture->width * h, w > 0 ? w : 1);
    if (picture->height > height_max) {
        picture->height = height_max;
        picture->width = div_round(height_max * w, h > 0 ? h : 1);
    }
    if (picture->width < MPT_PER_PT) picture->width = MPT_PER_PT;
    if (picture->height < MPT_PER_PT) picture->height = MPT_PER_PT;
}

static mpt picture_limit(const struct builder *b) { return (mpt)b->rows * b->grid * PICTURE_HEIGHT_PERCENT / 100; }

static mpt height_limit(struct builder *b, const struct flow_figure *figure, mpt caption, mpt given) {
    mpt page = (mpt)(b->rows - 1) * b->grid - caption - b->grid;
    mpt limit = figure->height_max > 0 ? figure->height_max : given;
    if (figure->where == WHERE_PAGE) limit = page;
    if (limit > page) limit = page;
    return limit > b->grid ? limit : b->grid;
}

/* The frame's text is what a reader sees of the picture; it belongs to the Figure as the picture would. */
static void missing_text(struct builder *b, struct picture *picture, const char *lang) {
    const struct style *style = b->look->box_figure_missing;
    struct flow_text *text = ARENA_NEW(b->ctx->arena, struct flow_text);
    if (!style || picture->figure->alt.len == 0) return;
    text->count = 1;
    text->spans = ARENA_NEW(b->ctx->arena, struct span);
    *text->spans =
        (struct span){.text = picture->figure->alt, .style = &style->chars, .lang = lang, .place = picture->place};
    mpt measure = picture->width - 2 * style->padding_x;
    if (measure < picture->width / 2) return;
    picture->alt = set_text(b, text, style, measure, picture->element, lang);
    mpt needed = setting_height(picture->alt) + 2 * style->padding_y;
    if (needed > picture->height) picture->height = needed;
}

struct picture *picture_set(struct builder *b, const struct flow_node *node, mpt width, mpt height_max, uint32_t parent,
                            const char *lang) {
    const struct flow_figure *figure = node->figure;
    struct picture *picture = ARENA_NEW(b->ctx->arena, struct picture);
    picture->figure = figure;
    picture->style = node->style;
    picture->width = width;
    picture->place = node->place;
    bool group = figure->next != NULL;
    if (group) {
        parent = tree_element(b, parent, ROLE_DIV, node->lang, node->place);
        group_set(b, picture, parent, NULL);
    } else if (!figure->decorative) {
        picture->element = tree_element(b, parent, ROLE_FIGURE, node->lang, node->place);
        b->doc->elements.at[picture->element].alt = figure->alt;
    }
    mpt caption = 0;
    if (figure->caption.count || figure->credit.count) {
        const struct flow_text *text = caption_text(b, figure);
        uint32_t element = group                ? tree_element(b, parent, ROLE_CAPTION, NULL, node->place)
                           : figure->decorative ? tree_element(b, parent, ROLE_P, node->lang, node->place)
                                                : tree_element(b, picture->element, ROLE_CAPTION, NULL, node->place);
        const struct style *style = figure->caption.count ? figure->caption_style : figure->credit_style;
        picture->caption = set_text(b, text, style, width, element, lang);
        picture->gap = style->above > 0 ? style->above : b->grid / 3;
        caption = setting_height(picture->caption) + picture->gap;
    }
    picture_size(b, picture, height_limit(b, figure, caption, height_max));
    for (size_t i = 0; i < picture->member_count; i++)
        if (!picture->members[i].figure->image) missing_text(b, &picture->members[i], lang);
    if (!figure->image && !group) missing_text(b, picture, lang);
    picture->total = picture->height + caption;
    return picture;
}

/* The same picture in another width: nothing new in the structure tree. */
static void picture_resize(struct builder *b, struct picture *picture, mpt width) {
    mpt caption = 0;
    picture->width = width;
    if (picture->caption) {
        set_again(b, picture->caption, width);
        caption = setting_height(picture->caption) + picture->gap;
    }
    picture_size(b, picture, height_limit(b, picture->figure, caption, picture_limit(b)));
    picture->total = picture->height + caption;
}

void floating_size(struct builder *b, const struct section *section, struct floating *floating, int span, int percent) {
    if (!floating->picture->figure->image && !floating->picture->members) return;
    picture_resize(b, floating->picture, section_width(b, section, span) * percent / 100);
    floating->span = span;
    floating->rows = picture_rows(b, floating->picture, floating->style);
}

/* ---- in the text, or beside it ----------------------------------------------------------------------------------- */

int picture_rows(const struct builder *b, const struct picture *picture, const struct style *style) {
    mpt air = style && style->below > 0 ? style->below : b->grid / 2;
    int rows = rows_of(b, b->base - b->cap + picture->total + air);
    return rows < b->rows ? rows : b->rows;
}

static void picture_slug(struct collect *c, const struct flow_node *node) {
    struct builder *b = c->b;
    struct picture *picture = picture_set(b, node, c->measure, picture_limit(b), c->parent, c->lang);
    struct slug *slug = collect_slug(c, SLUG_PICTURE, node->style, picture->total);
    slug->picture = picture;
    slug->place = node->place;
    slug->above = node->style && node->style->above > 0 ? node->style->above : b->grid / 2;
    slug->below = node->style && node->style->below > 0 ? node->style->below : b->grid / 2;
    size_t index = c->into->slugs.len - 1;
    if (!c->deco) block_mark(c, index);
    if (picture->caption) collect_calls(c, index, picture->caption->text);
}

/* A picture that would be too high over its columns takes fewer of them instead of leaving white beside it. */
static int fitting_span(struct builder *b, const struct section *section, const struct flow_figure *figure, int span) {
    const struct image *image = figure->image;
    if (!image || figure->next || image->width == 0 || figure->where == WHERE_PAGE) return span;
    mpt w, h;
    shown_sides(figure, &w, &h);
    mpt limit = height_limit(b, figure, 0, picture_limit(b));
    while (span > 1 && section_width(b, section, span) * h / w > limit) span--;
    return span;
}

static void picture_float(struct collect *c, const struct flow_node *node, int span) {
    struct builder *b = c->b;
    span = fitting_span(b, c->into, node->figure, span);
    struct picture *picture =
        picture_set(b, node, section_width(b, c->into, span), picture_limit(b), c->parent, c->lang);
    struct floating *floating = vec_push(b->ctx->arena, &c->into->floats);
    floating->picture = picture;
    floating->mention = c->into->slugs.len;
    floating->span = span;
    floating->rows = picture_rows(b, picture, node->style);
    floating->style = node->style;
    floating->at_foot = node->figure->where == WHERE_FOOT;
    b->slugs_made++;
    if (!picture->caption) return;
    if (c->into->slugs.len) {
        collect_calls(c, c->into->slugs.len - 1, picture->caption->text);
        return;
    }
    for (size_t i = 0; i < picture->caption->text->count; i++) {
        if (!picture->caption->text->spans[i].note) continue;
        collect_slug(c, SLUG_EMPTY, NULL, 0)->on_grid = true;
        collect_calls(c, c->into->slugs.len - 1, picture->caption->text);
        return;
    }
}

void figure_collect(struct collect *c, const struct flow_node *node) {
    if (node->figure->side != SIDE_NONE && wrap_begin(c, node)) return;
    int columns = c->into->columns, span = node->figure->span;
    if (span <= 0 || span > columns || node->figure->where == WHERE_PAGE) span = columns;
    bool here = node->figure->where == WHERE_HERE && (span == 1 || columns == 1);
    bool may = c->floats && !c->deco && c->into->kind == SECTION_TEXT && c->measure == c->into->width;
    if (here || !may)
        picture_slug(c, node);
    else
        picture_float(c, node, span);
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static void missing_draw(struct builder *b, const struct picture *picture, mpt x, mpt y) {
    const struct style *style = b->look->box_figure_missing;
    struct rule_style hairline = {MPT_PER_PT / 2, b->look->text_colour, picture->place};
    if (style && style->tinted)
        draw_rect(b, ARTIFACT_BACKGROUND, x, y, picture->width, picture->height, style->tint)->place =
            style->tint_place;
    draw_frame(b, x, y, picture->width, picture->height,
               style && style->frame.thickness > 0 ? &style->frame : &hairline, 0);
    if (!picture->alt || !style) return;
    mpt line = y + style->padding_y + setting_baseline(b, picture->alt);
    for (size_t i = 0; i < picture->alt->lines.count; i++)
        draw_line(b, picture->alt, i, x + style->padding_x, line + (mpt)i * style->leading, picture->element == 0);
}

/* Where all of the picture lies when its part fills the rectangle: the focus stays as far inside as it can. */
static struct paint_box whole_of(const struct picture *picture, mpt x, mpt y) {
    const struct flow_figure *figure = picture->figure;
    const struct image *image = figure->image;
    bool turned = image->orientation >= 5;
    mpt w = turned ? image->height : image->width, h = turned ? image->width : image->height;
    struct paint_box whole = {x, y, picture->width, picture->height};
    if (figure->crop_width <= 0 || w <= 0 || h <= 0) return (struct paint_box){0, 0, 0, 0};
    if (w * picture->height > h * picture->width)
        whole.w = div_round(picture->height * w, h);
    else
        whole.h = div_round(picture->width * h, w);
    whole.x -= (whole.w - picture->width) * figure->focus_x / 100;
    whole.y -= (whole.h - picture->height) * figure->focus_y / 100;
    return whole;
}

static void image_draw(struct builder *b, const struct picture *picture, mpt x, mpt y) {
    if (picture->element)
        pen_mark(b, picture->element);
    else
        pen_artifact(b, ARTIFACT_LAYOUT);
    struct paint_item *item = draw_item(b, PAINT_IMAGE);
    item->x = x;
    item->y = y;
    item->w = picture->width;
    item->h = picture->height;
    item->image.image = picture->figure->image;
    item->image.whole = whole_of(picture, x, y);
    item->image.radius = picture->style ? picture->style->radius : 0;
    item->place = picture->place;
    if (picture->style)
        draw_frame(b, x, y, picture->width, picture->height, &picture->style->frame, picture->style->radius);
}

static void one_draw(struct builder *b, const struct picture *picture, mpt x, mpt y) {
    if (picture->element) {
        struct paint_element *element = &b->doc->elements.at[picture->element];
        element->bbox.page = b->page;
        element->bbox.x = x;
        element->bbox.y = y;
        element->bbox.w = picture->width;
        element->bbox.h = picture->height;
    }
    if (picture->figure->image) {
        image_draw(b, picture, x, y);
    } else {
        pen_artifact(b, ARTIFACT_BACKGROUND);
        missing_draw(b, picture, x, y);
    }
}

void picture_draw(struct builder *b, const struct picture *picture, mpt x, mpt y) {
    if (picture->turned) {
        sideways_draw(b, picture, x, y);
        return;
    }
    draw_area(b, AREA_PICTURE, x, y, picture->width, picture->total);
    page_cover(b, x, picture->width, y + picture->total);
    for (size_t i = 0; i < picture->member_count; i++)
        one_draw(b, &picture->members[i], x + picture->members[i].x, y + picture->members[i].y);
    if (!picture->members) one_draw(b, picture, x, y);
    if (!picture->caption) return;
    mpt line = y + picture->height + picture->gap;
    for (size_t i = 0; i < picture->caption->lines.count; i++) {
        draw_line(b, picture->caption, i, x, line + setting_baseline(b, picture->caption), false);
        line += picture->caption->style->leading;
    }
}
