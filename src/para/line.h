/* line: a line between two stops -> pieces with their places.
 *
 * In: the stops, the measure. Out: struct line. Private to para. All widths are summed anew from the glyphs, so the
 * last glyph of a justified line ends exactly at the measure whatever was rounded on the way.
 */
#ifndef VISNYK_PARA_LINE_H
#define VISNYK_PARA_LINE_H

#include "para/galley.h"
#include "para/para.h"

struct setter {
    struct ctx *ctx;
    const struct galley *galley;
    enum align align;
    mpt measure;
    const struct cut *cuts; /* of the first lines */
    size_t cut_count;
    struct slot *slots; /* room for the parts of one line, kept between lines */
    size_t slot_cap;
};

/* Line `index`, from stop a to stop b. Reports `para-overfull`. */
void line_set(struct setter *setter, size_t index, size_t a, size_t b, struct line *line);

/* The same, letterspaced to the measure; false, nothing done: it does not fit. */
bool line_set_filled(struct setter *setter, size_t a, size_t b, struct line *line);

/* Room for the text of a line [mpt], at least 1. */
mpt line_room(const struct style *style, mpt measure, bool first);

#endif
