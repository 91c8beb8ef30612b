/* `visnyk extract` and `visnyk verify`: the sources that an archive file carries.
 *
 * In: PDF files from anywhere. Out: a folder of files; a verdict for each file on standard output.
 */
#ifndef VISNYK_APP_ARCHIVE_H
#define VISNYK_APP_ARCHIVE_H

#include "app/options.h"
#include "base/diag.h"

/* Takes the sources out of a file into options->out_dir (NULL: a folder named after the file). A file that is there
 * with other bytes is an error and nothing is written, unless --force is given. */
enum exit_status archive_extract(struct ctx *ctx, const struct options *options, enum ui_lang lang);

/* Does a name on the command line mean a PDF file, and not an issue? */
bool archive_is_file(const char *given);

/* Builds each file again from its own sources and says how far the two are the same; issues are passed over. Different:
 * status 1; the same layout alone is a warning. Sets SOURCE_DATE_EPOCH for the rest of the process. */
enum exit_status archive_verify(struct ctx *ctx, const struct options *options, enum ui_lang lang);

#endif
