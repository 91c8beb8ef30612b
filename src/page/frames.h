/* The frames of a page while articles are put into them, shared by frame.c and close.c.
 *
 * Rows are those of the page, counted from its top; lengths are mpt. */
#ifndef VISNYK_PAGE_FRAMES_H
#define VISNYK_PAGE_FRAMES_H

#include "page/parts.h"

#define PARTS_MAX 12       /* articles side by side in one frame */
#define SLOTS_MAX 24       /* frames of one page */
#define FRAME_ROWS_LEAST 5 /* a frame of fewer rows holds no article */
#define BAND_LEAST 12      /* rows beside frames that the flow may take */

/* A frame on this page. */
struct slot {
    const struct frame *frame;
    size_t articles[PARTS_MAX]; /* SIZE_MAX: it flows instead */
    struct telling tellings[PARTS_MAX];
    struct telling *rests[PARTS_MAX]; /* what goes on here instead of one of them; NULL: it begins here */
    int count;
    bool contents;
    mpt left, right;
    int top, foot; /* rows of the page, foot exclusive */
    bool dropped;  /* its space went to others */
};

struct slots {
    struct slot at[SLOTS_MAX];
    int count;
    int top, foot; /* what of the page is free for frames */
};

/* ---- frame.c ---- */
int slot_gap(const struct builder *b, const struct slots *slots, const struct slot *slot); /* above what is in it */
/* Where its article `part` stands. */
struct area slot_area(const struct builder *b, const struct slots *slots, const struct slot *slot, int part);
/* Columns of the text in a frame of that width. */
int area_columns(const struct builder *b, const struct frame *frame, mpt width);
bool slots_overlap(const struct slot *a, const struct slot *b); /* across */
struct telling *slot_telling(struct slot *slot, int part);

/* ---- jump.c ---- */
/* What the area could not hold of an article waits for a page; the area's last row says where it goes on. */
void frame_rest(struct builder *b, const struct telling *telling, const struct area *area, const struct frame *frame);
void jump_add(struct builder *b, const struct telling *telling, const struct area *area);
/* The nth rest that asks for this frame on the current page; NULL: there are no more. */
struct telling *rest_for(const struct builder *b, const struct frame *frame, size_t nth);
/* Gives a rest as many of its columns as the width has room for; false: something in it is wider. */
bool rest_suits(struct builder *b, struct telling *telling, mpt width);
/* Rows of what stands above a rest in the current area; draws it. */
int rest_head(struct builder *b, const struct telling *telling);
void rest_open(struct builder *b, struct telling *telling);
/* A part of it stands in the area, or all the rest of it. */
void rest_go_on(struct builder *b, struct telling *rest, const struct area *area, bool whole);

/* ---- close.c ---- */
/* Rows that a frame needs for all that is in it; more than the page has: it cannot hold it. */
int slot_needed(struct builder *b, const struct slots *slots, struct slot *slot);
/* Frames give the rows that they do not need to others, and to the flow. */
void slots_close(struct builder *b, struct slots *slots);
/* Articles of the flow, and fillers, that go into what is left of a frame from the current row on. */
void frame_fill(struct builder *b, const struct frame *frame, const struct area *area);

#endif
