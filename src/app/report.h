/* How results reach people and scripts: messages, one line for each issue, a progress bar, times.
 *
 * Messages go to standard error as text or as JSON lines; what was made goes to standard output. Used by batch, dump
 * and main.
 */
#ifndef VISNYK_APP_REPORT_H
#define VISNYK_APP_REPORT_H

#include "app/job.h"
#include "app/options.h"
#include "app/say.h"
#include "base/diag.h"
#include "base/str.h"

/* What became of one issue: plain numbers, so that a worker can send it through a pipe, and two texts. */
struct outcome {
    struct {
        bool made, unwritable;
        bool fresh;             /* nothing had to be done */
        bool verified;          /* `likeness` counts */
        enum likeness likeness; /* with its lock */
        size_t pages, errors, warnings;
        uint64_t took[JOB_STAGE_COUNT]; /* [ns] */
        size_t memory;                  /* [kB] at most, of the process that made it */
    } count;
    struct str messages; /* ready for standard error */
    struct str files;    /* paths, a blank between them */
    struct str reason;   /* the first error, "" when there is none */
    struct str number;   /* which issue of which bulletin it is; "": it does not say */
};

/* All messages as they are to be printed; `issue` (NULL: none) goes into the JSON form. */
struct str report_messages(struct arena *arena, struct ctx *ctx, const char *issue, bool json, enum ui_lang lang);

/* The first error in words, with its place; "" when there is none. */
struct str report_reason(struct arena *arena, struct ctx *ctx, enum ui_lang lang);

/* How a comparison is told of. */
enum word report_verdict(bool checked, enum likeness likeness);

/* A text member of a JSON object. cJSON copies bytes as they are, but a path or a detail need not be UTF-8. */
struct cJSON;
void report_add_text(struct ctx *ctx, struct cJSON *object, const char *key, const char *s);

/* The line of one issue, and with -v the table of its stages. */
void report_issue(FILE *out, const char *name, const struct outcome *outcome, bool verbose, enum ui_lang lang);

/* The end of a batch: how many issues and pages, what became of them, and each one that was not made or has errors,
 * with the first of them. `outcomes` and `names` have `count` members. */
void report_summary(FILE *out, const struct outcome *outcomes, const char *const *names, size_t count,
                    enum ui_lang lang);

/* Draws a bar over the present line of a terminal, with the issues a second and the time that remains; done == total
 * clears it. took: since the beginning [ms]. */
void report_progress(FILE *terminal, size_t done, size_t total, uint64_t took);

#endif
