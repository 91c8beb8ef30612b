/* What an archive accepts: the standard of the archive file.
 *
 * The model reads it, pdf follows it, the job of an issue lays the sources beside a file that cannot carry them.
 */
#ifndef VISNYK_BASE_ARCHIVE_H
#define VISNYK_BASE_ARCHIVE_H

#include <stdbool.h>

enum archive_standard {
    ARCHIVE_A3A, /* PDF/A-3a (ISO 19005-3), with the sources inside */
    ARCHIVE_A2U, /* PDF/A-2u (ISO 19005-2) */
    ARCHIVE_A1B, /* PDF/A-1b (ISO 19005-1) */
    ARCHIVE_STANDARDS
};

/* Only part 3 lets a file carry files of any kind. */
static inline bool archive_carries(enum archive_standard standard) { return standard == ARCHIVE_A3A; }

#endif
