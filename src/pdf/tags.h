/* The structure tree of the file.
 *
 * In: while pages are written, which element each piece of content and each annotation belongs to. Out: the tree's
 * objects. Used by content.c, navigate.c and pdf.c.
 */
#ifndef VISNYK_PDF_TAGS_H
#define VISNYK_PDF_TAGS_H

#include "pdf/writer.h"

struct tags *tags_new(struct writer *w);

/* A piece of content on a page; pages come in order. Returns its MCID. */
uint32_t tags_mark(struct tags *tags, uint32_t element, size_t page);

/* An annotation; returns its StructParent. Key of a page's StructParents is its index. */
uint32_t tags_annotation(struct tags *tags, uint32_t element, size_t page, uint32_t number);

/* Writes the tree, returns the number of its root. */
uint32_t tags_write(struct tags *tags);

#endif
