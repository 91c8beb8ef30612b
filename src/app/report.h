/* How results reach people and scripts: messages, one line for each issue, a progress bar, times.
 *
 * Messages go to standard error as text or as JSON lines; what was made goes to standard output. Used by batch, dump
 * and main.
 */
#ifndef VISNYK_APP_REPORT_H
#define VISNYK_APP_REPORT_H

#include "app/job.h"
#include "app/options.h"
#include "base/diag.h"
#include "base/str.h"

/* What became of one issue: plain numbers, so that a worker can send it through a pipe, and two texts. */
struct outcome {
    struct {
        bool made, unwritable;
        size_t pages, errors, warnings;
        uint64_t took[JOB_STAGE_COUNT]; /* [ns] */
        size_t memory;                  /* [kB] at most, of the process that made it */
    } count;
    struct str messages; /* ready for standard error */
    struct str files;    /* paths, a blank between them */
};

/* All messages as they are to be printed; `issue` (NULL: none) goes into the JSON form. */
struct str report_messages(struct arena *arena, struct ctx *ctx, const char *issue, bool json, enum ui_lang lang);

/* The line of one issue, and with -v the table of its stages. */
void report_issue(FILE *out, const char *name, const struct outcome *outcome, bool verbose, enum ui_lang lang);

/* The last line of a batch. */
void report_summary(FILE *out, const struct outcome *outcomes, size_t count, enum ui_lang lang);

/* Draws a bar over the present line of a terminal; done == total clears it. */
void report_progress(FILE *terminal, size_t done, size_t total);

#endif
