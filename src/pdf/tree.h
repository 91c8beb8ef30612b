/* Number trees and name trees (ISO 32000-1, 7.9.6 and 7.9.7).
 *
 * In: pairs sorted by key. Out: one object, its pairs cut into leaves so that no array grows with the document.
 */
#ifndef VISNYK_PDF_TREE_H
#define VISNYK_PDF_TREE_H

#include "base/vec.h"
#include "pdf/writer.h"

struct tree_pair {
    struct str key;   /* as written: "12" or "(name)" */
    struct str value; /* as written */
};
VEC(tree_pairs, struct tree_pair);

/* leaves: "Nums" or "Names". Returns the number of the root. */
uint32_t tree_write(struct writer *w, const char *leaves, const struct tree_pairs *pairs);

#endif
