/* Pictures that share a caption: side by side, as high as one another.
 *
 * Idea: the pictures of a row have one height, so that their widths, in the proportions of what each shows, and the
 * gaps between them fill the group's width; rows follow one another at the distance of the gaps. So the group is a
 * picture like any other for whoever places it: it has a width, a height and a caption. Invariants: pictures keep their
 * order; each is a Figure of its own, the caption is their common one. Rejected: columns of pictures beside a large
 * one, which cuts or leaves white as soon as proportions differ.
 */
#include "page/parts.h"

#define GROUP_ROW 3          /* pictures beside one another */
#define GAP_PERCENT 60       /* of the gutter, between them */
#define MISSING_PROPORTION 2 /* width against height of a frame for a picture that could not be read */

size_t group_size(const struct flow_figure *figure) {
    size_t count = 0;
    for (; figure; figure = figure->next) count++;
    return count;
}

static mpt group_gap(const struct builder *b) { return b->gutter * GAP_PERCENT / 100; }

/* Four stand in two rows of two. */
static size_t row_count(size_t count) { return count == 4 ? 2 : count < GROUP_ROW ? count : GROUP_ROW; }

static void proportion(const struct picture *picture, mpt *w, mpt *h) {
    *w = MISSING_PROPORTION;
    *h = 1;
    if (picture->figure->image) shown_sides(picture->figure, w, h);
    if (*h < 1) *h = 1;
}

/* Height of a row of pictures that fills the width. */
static mpt row_height(const struct builder *b, const struct picture *row, size_t count, mpt width) {
    int64_t wide = 0; /* at a height of 1000 */
    for (size_t i = 0; i < count; i++) {
        mpt w, h;
        proportion(&row[i], &w, &h);
        wide += w * 1000 / h;
    }
    mpt free = width - (mpt)(count - 1) * group_gap(b), height = wide > 0 ? free * 1000 / wide : free;
    return height > MPT_PER_PT ? height : MPT_PER_PT;
}

/* The pictures of a row, the last one up to the right edge. */
static void row_place(const struct builder *b, struct picture *row, size_t count, mpt width, mpt y) {
    mpt height = row_height(b, row, count, width), x = 0;
    for (size_t i = 0; i < count; i++) {
        mpt w, h;
        proportion(&row[i], &w, &h);
        row[i].x = x;
        row[i].y = y;
        row[i].width = i + 1 == count ? width - x : height * w / h;
        if (row[i].width < MPT_PER_PT) row[i].width = MPT_PER_PT;
        row[i].height = row[i].total = height;
        x += row[i].width + group_gap(b);
    }
}

static mpt group_place(const struct builder *b, struct picture *picture, mpt width) {
    mpt y = 0;
    size_t each = row_count(picture->member_count);
    for (size_t i = 0; i < picture->member_count; i += each) {
        size_t count = picture->member_count - i < each ? picture->member_count - i : each;
        if (i) y += group_gap(b);
        row_place(b, &picture->members[i], count, width, y);
        y += picture->members[i].height;
    }
    return y;
}

/* Gaps do not shrink with the pictures, so the width that fits is found by halving. */
void group_fit(const struct builder *b, struct picture *picture, mpt height_max) {
    mpt least = picture->width / 4, most = picture->width;
    picture->height = group_place(b, picture, most);
    if (picture->height <= height_max) return;
    while (most - least > MPT_PER_PT) {
        mpt width = (least + most) / 2;
        if (group_place(b, picture, width) > height_max)
            most = width;
        else
            least = width;
    }
    picture->width = least;
    picture->height = group_place(b, picture, least);
}

void group_set(struct builder *b, struct picture *picture, uint32_t parent, const char *lang) {
    size_t count = group_size(picture->figure), i = 0;
    picture->members = ARENA_ARRAY(b->ctx->arena, count, struct picture);
    picture->member_count = count;
    for (const struct flow_figure *figure = picture->figure; figure; figure = figure->next, i++) {
        struct picture *member = &picture->members[i];
        *member = (struct picture){.figure = figure, .style = picture->style, .place = figure->place};
        if (figure->decorative) continue;
        member->element = tree_element(b, parent, ROLE_FIGURE, lang, figure->place);
        b->doc->elements.at[member->element].alt = figure->alt;
    }
}
