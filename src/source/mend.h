/* Values that are obviously text, though YAML reads their signs otherwise. Private to source. */
#ifndef VISNYK_SOURCE_MEND_H
#define VISNYK_SOURCE_MEND_H

#include "source/source.h"

#define YAML_DEPTH_MAX 64 /* levels of nesting that are read */

/* The text of the source with single bytes in [start, end) replaced so that libyaml reads more of it; each value that
 * has one is a warning. */
const char *mend_yaml(struct ctx *ctx, const struct source *source, size_t start, size_t end);

/* The end of a colour #0B4A8F that begins at `at`; 0: there is none. */
size_t mend_colour_end(struct str s, size_t at);

#endif
