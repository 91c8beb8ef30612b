/* The pipeline of one issue.
 *
 * In: the folder of an issue. Out: its files, or one stage as text. Messages go to ctx->diags; a stage that cannot go
 * on has recorded an error. Used by batch (build, check) and by dump.
 */
#ifndef VISNYK_APP_JOB_H
#define VISNYK_APP_JOB_H

#include <stdbool.h>

#include "app/options.h"
#include "base/ctx.h"
#include "base/file.h"
#include "base/vec.h"
#include "catalog/catalog.h"

enum job_stage { JOB_LOAD, JOB_PARSE, JOB_STYLE, JOB_SET, JOB_PAGE, JOB_WRITE, JOB_STAGE_COUNT };

struct job {
    const char *dir;              /* of the issue */
    const char *const *data_dirs; /* where templates/ and fonts/ are looked for, NULL-ended */
    const char *template;         /* its folder, whatever issue.yaml says; NULL: as issue.yaml says */
    /* That folder and those of the templates it extends, whatever they say, NULL-ended; NULL: as they say. */
    const char *const *template_folders;
    const char *out_dir; /* NULL: everything but the files is made */
    bool profiles[PDF_PROFILE_COUNT];
    bool booklet; /* and an imposed file for stitching */
    bool explain; /* tell why pages are not full */
    bool look;    /* no file is made, but all is said that making them would say */
    bool proof;   /* read the texts for mistakes of language */
    /* Called when all is made and the disk is to take it; NULL: nobody waits for that. */
    void (*before_writing)(void *arg);
    void *arg;
};

VEC(path_list, const char *);

struct job_result {
    size_t pages;
    struct path_list files;         /* the PDF files that were written */
    struct new_file_list written;   /* all files, in the output folder */
    struct output_list outputs;     /* what was made: the PDF files, sources beside them */
    struct issue *issue;            /* NULL: it could not be loaded */
    struct paint_doc *doc;          /* its pages; NULL: there are none */
    bool unwritable;                /* the system refused to take a file */
    uint64_t took[JOB_STAGE_COUNT]; /* [ns] */
};

/* Makes the issue. False when it was not made, or not all of its files. */
bool job_build(struct ctx *ctx, const struct job *job, struct job_result *result);

/* What the pages of an issue are made of, for those who do not want its files. */
struct job_pages {
    struct paint_doc *doc;
    struct fontset *fonts;
    const struct look *look;
};

/* Makes the pages and no file. */
bool job_pages(struct ctx *ctx, const struct job *job, struct job_pages *out);

/* Runs the stages up to `stage` and prints what came out of it. */
bool job_dump(struct ctx *ctx, const struct job *job, enum dump_stage stage, struct buf *out);

#endif
