/* A process for each issue, at most -j of them at a time.
 *
 * An issue is made by a child that sends its outcome (numbers, then two texts) through a pipe and ends; what a crash
 * takes with it is that one issue. The parent prints outcomes in the order of the issues, so the output does not
 * depend on the number of workers. One issue alone is made in this process, where a debugger finds it; so is an issue
 * for which the system gives no process. Rejected: threads (a crash ends the batch), workers that live on (they share
 * nothing that would pay: every issue has its own template and fonts).
 */
#include "app/batch.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/job.h"
#include "app/report.h"

struct worker {
    pid_t pid; /* 0: this place is free */
    int fd;
    size_t issue;
    struct buf bytes; /* what has come through the pipe */
};

struct batch {
    struct ctx *ctx;
    const struct options *options;
    const struct found_list *issues;
    const char *const *data_dirs;
    bool write;
    enum ui_lang lang;
    struct outcome *outcomes;
    bool *done;
    size_t next, finished, printed; /* issues begun, ended, shown */
    struct worker *workers;
    size_t worker_count, running;
    bool bar;
};

/* ---- one issue ----------------------------------------------------------------------------------------------- */

static size_t peak_memory(void) {
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (size_t)usage.ru_maxrss : 0;
}

static struct str join_paths(struct arena *arena, const struct path_list *paths) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < paths->len; i++) buf_printf(&out, "%s%s", i ? " " : "", paths->at[i]);
    return buf_view(&out);
}

/* Makes one issue in arenas of its own; the outcome's texts are put into `keep`. */
static struct outcome make_issue(const struct batch *batch, const struct found_issue *issue, struct arena *keep) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    ctx.diags = diags_new(ctx.arena);
    struct job job = {.dir = issue->dir, .data_dirs = batch->data_dirs};
    job.proof = batch->options->proof || !batch->write;
    if (batch->write) job.out_dir = batch->options->out_dir;
    memcpy(job.profiles, batch->options->profiles, sizeof job.profiles);

    struct job_result result = {0};
    struct outcome o = {0};
    o.count.made = job_build(&ctx, &job, &result);
    o.count.unwritable = result.unwritable;
    o.count.pages = result.pages;
    o.count.errors = diags_count(ctx.diags, DIAG_ERROR);
    o.count.warnings = diags_count(ctx.diags, DIAG_WARNING);
    o.count.memory = peak_memory();
    memcpy(o.count.took, result.took, sizeof o.count.took);
    o.messages = report_messages(keep, &ctx, issue->name, batch->options->json, batch->lang);
    o.files = join_paths(keep, &result.files);
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
    return o;
}

/* ---- through the pipe ---------------------------------------------------------------------------------------- */

static void send_bytes(int fd, const void *bytes, size_t len) {
    for (const char *at = bytes; len > 0;) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) exit(STATUS_SYSTEM); /* the parent is gone */
        at += n;
        len -= (size_t)n;
    }
}

/* The numbers and lengths as they lie in memory: both ends are the same program. */
static void send_outcome(int fd, const struct outcome *o) {
    send_bytes(fd, o, sizeof *o);
    send_bytes(fd, o->messages.s, o->messages.len);
    send_bytes(fd, o->files.s, o->files.len);
}

/* False when the bytes are not a whole outcome. */
static bool receive_outcome(const struct buf *bytes, struct outcome *o) {
    if (bytes->len < sizeof *o) return false;
    memcpy(o, bytes->s, sizeof *o);
    o->messages.s = bytes->s + sizeof *o;
    o->files.s = o->messages.s + o->messages.len;
    return bytes->len == sizeof *o + o->messages.len + o->files.len;
}

/* ---- output, in the order of the issues ----------------------------------------------------------------------- */

static void show_ready(struct batch *batch) {
    if (batch->bar) report_progress(stderr, 1, 1);
    for (; batch->printed < batch->issues->len && batch->done[batch->printed]; batch->printed++) {
        const struct outcome *o = &batch->outcomes[batch->printed];
        const char *name = batch->issues->at[batch->printed].name;
        fwrite(o->messages.s, 1, o->messages.len, stderr);
        if (!batch->options->quiet) report_issue(stdout, name, o, batch->options->verbose, batch->lang);
        fflush(stdout);
    }
    if (batch->bar) report_progress(stderr, batch->finished, batch->issues->len);
}

static void finish(struct batch *batch, size_t issue, const struct outcome *outcome) {
    batch->outcomes[issue] = *outcome;
    batch->done[issue] = true;
    batch->finished++;
    show_ready(batch);
}

/* ---- workers ------------------------------------------------------------------------------------------------- */

static void run_here(struct batch *batch) {
    size_t issue = batch->next++;
    struct outcome o = make_issue(batch, &batch->issues->at[issue], batch->ctx->arena);
    finish(batch, issue, &o);
}

static void run_child(struct batch *batch, size_t issue, int fd) {
    struct arena *keep = arena_new();
    struct outcome o = make_issue(batch, &batch->issues->at[issue], keep);
    send_outcome(fd, &o);
    arena_free(keep);
    exit(STATUS_MADE);
}

/* Starts a worker in a free place; false when the system gives no pipe or no process. */
static bool start_worker(struct batch *batch, struct worker *worker) {
    int ends[2];
    if (pipe(ends) < 0) return false;
    fflush(NULL); /* or the child would print it again */
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        run_child(batch, batch->next, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    *worker = (struct worker){.pid = pid, .fd = ends[0], .issue = batch->next++};
    buf_init(&worker->bytes, batch->ctx->arena);
    batch->running++;
    return true;
}

static void start_workers(struct batch *batch) {
    for (size_t i = 0; i < batch->worker_count && batch->next < batch->issues->len; i++) {
        if (batch->workers[i].pid) continue;
        if (start_worker(batch, &batch->workers[i])) continue;
        if (batch->running == 0) run_here(batch);
        return;
    }
}

/* The outcome of an issue whose worker died. */
static struct outcome died(struct batch *batch, const struct found_issue *issue, int status) {
    struct ctx ctx = {.arena = batch->ctx->arena, .scratch = batch->ctx->scratch};
    ctx.diags = diags_new(ctx.arena);
    if (WIFSIGNALED(status))
        diag(&ctx, DIAG_APP_WORKER_DIED, place_nowhere(), "%s: %s", issue->dir, strsignal(WTERMSIG(status)));
    else
        diag(&ctx, DIAG_APP_WORKER_DIED, place_nowhere(), "%s: %d", issue->dir, WEXITSTATUS(status));
    struct outcome o = {.count = {.errors = 1}};
    o.count.unwritable = WIFEXITED(status) && WEXITSTATUS(status) == STATUS_SYSTEM;
    o.messages = report_messages(ctx.arena, &ctx, issue->name, batch->options->json, batch->lang);
    return o;
}

static void end_worker(struct batch *batch, struct worker *worker) {
    int status = 0;
    close(worker->fd);
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) continue;
    struct outcome o;
    bool whole = receive_outcome(&worker->bytes, &o) && WIFEXITED(status) && WEXITSTATUS(status) == STATUS_MADE;
    if (!whole) o = died(batch, &batch->issues->at[worker->issue], status);
    worker->pid = 0;
    batch->running--;
    finish(batch, worker->issue, &o);
}

static void read_worker(struct batch *batch, struct worker *worker) {
    char bytes[65536];
    ssize_t n = read(worker->fd, bytes, sizeof bytes);
    if (n > 0)
        buf_add(&worker->bytes, bytes, (size_t)n);
    else if (n == 0 || errno != EINTR)
        end_worker(batch, worker);
}

/* Waits until some worker has something to say, and listens. */
static void listen_once(struct batch *batch, struct pollfd *polls) {
    for (size_t i = 0; i < batch->worker_count; i++)
        polls[i] = (struct pollfd){.fd = batch->workers[i].pid ? batch->workers[i].fd : -1, .events = POLLIN};
    if (poll(polls, (nfds_t)batch->worker_count, -1) < 0) return; /* interrupted */
    for (size_t i = 0; i < batch->worker_count; i++)
        if (polls[i].revents) read_worker(batch, &batch->workers[i]);
}

static void run_all(struct batch *batch) {
    if (batch->issues->len == 1) {
        run_here(batch);
        return;
    }
    struct pollfd *polls = ARENA_ARRAY(batch->ctx->arena, batch->worker_count, struct pollfd);
    batch->workers = ARENA_ARRAY(batch->ctx->arena, batch->worker_count, struct worker);
    while (batch->finished < batch->issues->len) {
        start_workers(batch);
        if (batch->running) listen_once(batch, polls);
    }
}

static size_t count_workers(const struct options *options, size_t issues) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = options->jobs ? options->jobs : processors > 0 ? (size_t)processors : 1;
    return count < issues ? count : issues;
}

static enum exit_status status_of(const struct batch *batch) {
    enum exit_status status = STATUS_MADE;
    for (size_t i = 0; i < batch->issues->len; i++) {
        const struct outcome *o = &batch->outcomes[i];
        if (o->count.unwritable) return STATUS_SYSTEM;
        if (!o->count.made || o->count.errors || (batch->options->strict && o->count.warnings)) status = STATUS_TROUBLE;
    }
    return status;
}

enum exit_status batch_run(struct ctx *ctx, const struct options *options, const struct found_list *issues, bool write,
                           enum ui_lang lang) {
    struct batch batch = {.ctx = ctx, .options = options, .issues = issues, .write = write, .lang = lang};
    batch.data_dirs = find_data_dirs(ctx);
    batch.outcomes = ARENA_ARRAY(ctx->arena, issues->len, struct outcome);
    batch.done = ARENA_ARRAY(ctx->arena, issues->len, bool);
    batch.worker_count = count_workers(options, issues->len);
    batch.bar = issues->len > 1 && !options->quiet && isatty(STDERR_FILENO);
    run_all(&batch);
    if (issues->len > 1 && !options->quiet) report_summary(stdout, batch.outcomes, issues->len, lang);
    return status_of(&batch);
}
