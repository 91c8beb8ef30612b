/* Text between tags or in an attribute of XML and HTML, and addresses there. Used by pdf (XMP) and shelf (site, Dublin
 * Core). */
#ifndef VISNYK_BASE_MARKUP_H
#define VISNYK_BASE_MARKUP_H

#include "base/str.h"

/* Signs of markup are escaped, both quotes too; characters that XML 1.0 does not know are left out. */
void markup_add(struct buf *out, struct str text);

/* A path as part of an address: what RFC 3986 does not call unreserved is written as %XX; a slash stays. */
void address_add(struct buf *out, struct str path);

#endif
