/* Text between tags or in an attribute of XML and HTML. Used by pdf (XMP) and shelf (site, Dublin Core). */
#ifndef VISNYK_BASE_MARKUP_H
#define VISNYK_BASE_MARKUP_H

#include "base/str.h"

/* Signs of markup are escaped, both quotes too; characters that XML 1.0 does not know are left out. */
void markup_add(struct buf *out, struct str text);

#endif
