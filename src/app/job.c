/* The way of one issue through the stages: the table of contents of the program.
 *
 * Each step takes what the steps before it left in `struct work` and says whether the next one can begin. An article
 * that cannot be read is an error of the issue, and the rest is made; a profile that cannot be written does not stop
 * the others. Rejected: a list of stages as data; seven calls in a row tell more.
 */
#include "app/job.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "font/font.h"
#include "markdown/markdown.h"
#include "model/model.h"
#include "page/page.h"
#include "paint/paint.h"
#include "pdf/pdf.h"
#include "proof/proof.h"
#include "style/style.h"
#include "text/text.h"

struct work {
    const struct job *job;
    struct job_result *result;
    struct issue *issue;
    struct look *look;
    struct flow *flow;
    struct fontset *fonts;
    struct paint_doc *doc;
    struct print_spec *print;   /* of the print file; NULL: none can be made */
    struct pdf_ahead *ahead;    /* what the files share */
    struct pdf_press press;     /* what it turned out to be */
    struct new_file_list files; /* to be written: the PDF files, each print file's ticket behind it */
    uint64_t since;             /* [ns] when the present stage began */
};

/* The stage before this call ends. Always true, so that it stands between the stages. */
static bool lap(struct work *w, enum job_stage stage) {
    uint64_t time = clock_ns();
    w->result->took[stage] = time - w->since - (stage == JOB_PAGE ? w->result->took[JOB_SET] : 0);
    w->since = time;
    return true;
}

/* ---- the stages ---------------------------------------------------------------------------------------------- */

static bool load(struct ctx *ctx, struct work *w) {
    ctx->home = w->job->dir;
    bool loaded = model_issue_load(ctx, w->job->dir, &w->issue);
    w->result->issue = w->issue;
    return loaded;
}

static bool parse(struct ctx *ctx, struct work *w) {
    struct issue *issue = w->issue;
    issue->articles = ARENA_ARRAY(ctx->arena, issue->refs.len, struct article);
    for (size_t i = 0; i < issue->refs.len; i++)
        if (markdown_article_load(ctx, issue, &issue->refs.at[i], &issue->articles[issue->article_count]))
            issue->article_count++;
    if (issue->article_count == 0) diag(ctx, DIAG_APP_NO_ARTICLE, place_file(issue->source->file), "%s", w->job->dir);
    return issue->article_count > 0;
}

static bool proof(struct ctx *ctx, struct work *w) {
    if (w->job->proof) proof_issue(ctx, w->issue, w->job->data_dirs);
    return true;
}

static bool style(struct ctx *ctx, struct work *w) {
    const struct issue *issue = w->issue;
    struct str template = w->job->template ? str_from(w->job->template) : issue->template;
    const char *const *folders = w->job->template_folders;
    bool loaded = folders ? look_load_from(ctx, folders, w->job->data_dirs, &w->look)
                          : look_load(ctx, template, issue->template_place, issue->dir, w->job->data_dirs, &w->look);
    return loaded && flow_build(ctx, issue, w->look, &w->flow);
}

static bool build_pages(struct ctx *ctx, struct work *w, struct buf *lines) {
    if (!fontset_load(ctx, w->look, &w->fonts)) return false;
    struct shaper *shaper = shaper_new(ctx, w->fonts, w->look, w->job->data_dirs);
    const struct text_list *words = &w->issue->hyphenation;
    for (size_t i = 0; i < words->len; i++) shaper_add_exception(shaper, words->at[i].s, words->at[i].place);
    struct page_count count = {.explain = w->job->explain};
    uint64_t began = clock_ns();
    w->doc = page_fit(ctx, w->look, w->flow, shaper, lines, &count);
    w->result->took[JOB_SET] = w->since ? began - w->since + count.setting : 0;
    assert(paint_wrong(w->doc) == NULL);
    w->result->doc = w->doc;
    w->result->pages = w->doc->pages.len;
    return true;
}

static void put_file(struct ctx *ctx, struct work *w, const char *name, struct str bytes) {
    struct new_file *file = vec_push(ctx->arena, &w->files);
    *file = (struct new_file){.path = path_join(ctx->arena, w->job->out_dir, name), .bytes = bytes};
}

static void put_ticket(struct ctx *ctx, struct work *w, const struct output_file *file) {
    const struct ticket_input in = {w->issue, w->doc, w->print, &w->press, file};
    const char *name = w->issue->name;
    struct str json, text;
    ticket_make(ctx, &in, &json, &text);
    put_file(ctx, w, arena_printf(ctx->arena, "%s-%s-ticket.json", name, file->profile), json);
    put_file(ctx, w, arena_printf(ctx->arena, "%s-%s-ticket.txt", name, file->profile), text);
}

static struct pdf_input input_of(struct work *w) {
    return (struct pdf_input){.doc = w->doc,
                              .fonts = w->fonts,
                              .print = w->print,
                              .archive = w->issue->archive,
                              .press = &w->press,
                              .look = w->job->look,
                              .ahead = w->ahead};
}

/* Pictures are begun for all files at once, while the first of them is put together. */
static void begin_files(struct ctx *ctx, struct work *w) {
    bool wanted[PDF_PROFILE_COUNT];
    memcpy(wanted, w->job->profiles, sizeof wanted);
    wanted[PDF_PRINT] |= w->job->booklet;
    if (wanted[PDF_PRINT] && !print_load(ctx, w->issue, w->look, w->job->data_dirs, &w->print)) w->print = NULL;
    struct pdf_input input = input_of(w);
    input.booklet = w->job->booklet;
    w->ahead = pdf_begin(ctx, &input, wanted);
}

/* What the archive file carries, or lies beside it and is named in it. */
static void lay_sources(struct ctx *ctx, struct work *w, struct pdf_attachments *files, struct pdf_input *input) {
    const struct issue *issue = w->issue;
    struct output_file tar = {.profile = SOURCES_BESIDE};
    bundle_make(ctx, issue, w->look, w->fonts, w->doc, files);
    input->attachments = files;
    if (archive_carries(issue->archive)) return;
    tar.name = arena_printf(ctx->arena, "%s-%s.tar", issue->name, tar.profile);
    tar.bytes = sources_tar(ctx, files, &issue->date);
    input->beside = beside_text(ctx->arena, tar.name, tar.bytes);
    tar.sha256 = sha256_hex(ctx->arena, sha256_of(tar.bytes));
    *vec_push(ctx->arena, &w->result->outputs) = tar;
    if (w->job->out_dir) put_file(ctx, w, tar.name, tar.bytes);
}

static bool check_profile(struct ctx *ctx, struct work *w, enum pdf_profile profile, bool booklet) {
    struct pdf_input input = input_of(w);
    input.booklet = booklet;
    if (profile == PDF_ARCHIVE) bundle_check(ctx, w->issue, w->doc);
    diags_round(ctx->diags);
    return pdf_check(ctx, &input, profile);
}

static bool make_profile(struct ctx *ctx, struct work *w, enum pdf_profile profile, bool booklet) {
    if (profile == PDF_PRINT && !w->print) return false;
    if (w->job->look) return check_profile(ctx, w, profile, booklet);
    struct output_file file = {.profile = booklet ? "booklet" : pdf_profile_name(profile)};
    struct pdf_attachments carried = {0};
    struct pdf_input input = input_of(w);
    input.booklet = booklet;
    if (profile == PDF_ARCHIVE) lay_sources(ctx, w, &carried, &input);
    diags_round(ctx->diags);
    if (!pdf_write(ctx, &input, profile, &file.bytes)) return false;
    file.name = arena_printf(ctx->arena, "%s-%s.pdf", w->issue->name, file.profile);
    file.sha256 = sha256_hex(ctx->arena, sha256_of(file.bytes));
    *vec_push(ctx->arena, &w->result->outputs) = file;
    if (!w->job->out_dir) return true;
    put_file(ctx, w, file.name, file.bytes);
    if (profile == PDF_PRINT) put_ticket(ctx, w, &file);
    return true;
}

static bool make_profiles(struct ctx *ctx, struct work *w) {
    bool all = true;
    begin_files(ctx, w);
    for (int i = 0; i < PDF_PROFILE_COUNT; i++)
        if (w->job->profiles[i]) all = make_profile(ctx, w, (enum pdf_profile)i, false) && all;
    if (w->job->booklet) all = make_profile(ctx, w, PDF_PRINT, true) && all;
    return all;
}

static struct new_file manifest_of(struct ctx *ctx, struct work *w, bool all) {
    struct output_list told = {0};
    const char *name = arena_printf(ctx->arena, "%s-manifest.json", w->issue->name);
    for (size_t f = 0; f < w->files.len; f++) {
        const struct new_file *file = &w->files.at[f];
        for (size_t i = 0; (all || file->written) && i < w->result->outputs.len; i++)
            if (w->result->outputs.at[i].bytes.s == file->bytes.s)
                *vec_push(ctx->arena, &told) = w->result->outputs.at[i];
    }
    struct new_file manifest = {.path = path_join(ctx->arena, w->job->out_dir, name), .summary = true};
    if (told.len) manifest.bytes = manifest_json(ctx, w->issue, w->doc, &told);
    return manifest;
}

static void note_written(struct ctx *ctx, struct work *w) {
    for (size_t f = 0; f < w->files.len; f++) {
        const struct new_file *file = &w->files.at[f];
        if (!file->written) continue;
        *vec_push(ctx->arena, &w->result->written) = *file;
        if (str_ends(str_from(file->path), ".pdf")) *vec_push(ctx->arena, &w->result->files) = file->path;
    }
}

/* What was written has its manifest, whatever became of the rest; it goes to the disk together with the files, and once
 * more when one of them did not get there. */
static bool put_files(struct ctx *ctx, struct work *w) {
    struct new_file manifest = manifest_of(ctx, w, true);
    *vec_push(ctx->arena, &w->files) = manifest;
    bool written = files_write(ctx, &w->files);
    bool failed = false; /* a file that it tells of */
    for (size_t f = 0; f + 1 < w->files.len; f++) failed = failed || !w->files.at[f].written;
    if (failed) {
        struct new_file *last = &w->files.at[w->files.len - 1];
        *last = manifest_of(ctx, w, false);
        last->written = last->bytes.len > 0 && file_write(ctx, last->path, last->bytes);
    }
    note_written(ctx, w);
    return written;
}

static bool write_files(struct ctx *ctx, struct work *w) {
    if (w->files.len == 0) return true;
    if (w->job->before_writing) w->job->before_writing(w->job->arg);
    bool written = file_make_dirs(ctx, w->job->out_dir) && put_files(ctx, w);
    if (!written) w->result->unwritable = true;
    return written;
}

static bool write_all(struct ctx *ctx, struct work *w) {
    if (diags_hold(ctx->diags, DIAG_SYSTEM_TROUBLE)) return false; /* a good file would give way to a poor one */
    bool made = make_profiles(ctx, w);
    return write_files(ctx, w) && made;
}

/* ---- the pipeline -------------------------------------------------------------------------------------------- */

bool job_build(struct ctx *ctx, const struct job *job, struct job_result *result) {
    struct work w = {.job = job, .result = result, .since = clock_ns()};
    return load(ctx, &w) && lap(&w, JOB_LOAD) &&              /* issue.yaml */
           parse(ctx, &w) && lap(&w, JOB_PARSE) &&            /* the articles */
           proof(ctx, &w) &&                                  /* mistakes of language */
           style(ctx, &w) && lap(&w, JOB_STYLE) &&            /* what is to be set, in which look */
           build_pages(ctx, &w, NULL) && lap(&w, JOB_PAGE) && /* lines, columns, pages */
           write_all(ctx, &w) && lap(&w, JOB_WRITE);          /* a file for each profile, what was made of what */
}

bool job_pages(struct ctx *ctx, const struct job *job, struct job_pages *out) {
    struct job_result result = {0};
    struct work w = {.job = job, .result = &result};
    bool made = load(ctx, &w) && parse(ctx, &w) && proof(ctx, &w) && style(ctx, &w) && build_pages(ctx, &w, NULL);
    *out = (struct job_pages){w.doc, w.fonts, w.look};
    return made;
}

bool job_dump(struct ctx *ctx, const struct job *job, enum dump_stage stage, struct buf *out) {
    struct job_result result = {0};
    struct work w = {.job = job, .result = &result};
    if (!load(ctx, &w) || !parse(ctx, &w)) return false;
    if (stage == DUMP_MODEL) {
        model_dump(out, ctx, w.issue);
        return true;
    }
    if (!style(ctx, &w)) return false;
    if (stage == DUMP_FLOW) {
        flow_dump(out, ctx, w.flow);
        return true;
    }
    if (!build_pages(ctx, &w, stage == DUMP_LINES ? out : NULL)) return false;
    if (stage == DUMP_PAINT) paint_dump(out, w.doc);
    return true;
}
