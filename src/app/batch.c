/* A pool of processes that make issues, at most -j of them at work at a time.
 *
 * A worker lives for many issues and keeps of one what others have too: hashes of fonts, templates, data of
 * languages. It gets the number of an issue
 * through a socket, and answers with its outcome (numbers, then texts). What a crash takes with it is that one issue;
 * the place gets a new worker, and nothing is tried again. While a worker waits for the disk to take its files it says
 * so, and another one begins: so there may be twice as many processes as -j says.
 *
 * The parent prints outcomes in the order of the issues, so the output does not depend on the number of workers. One
 * issue alone is made in this process, where a debugger finds it; so is an issue for which the system gives no process.
 * Asked to stop, the parent stops the workers; a file on its way gets there first (see base/file.c), and what is made
 * stays made. Rejected: threads (a crash ends the batch), a process for each issue (as much work for the system as a
 * short issue takes).
 */
#include "app/batch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/catalogue.h"
#include "app/confine.h"
#include "app/fresh.h"
#include "app/job.h"
#include "app/lock.h"
#include "app/report.h"
#include "app/say.h"
#include "base/clock.h"
#include "base/stock.h"

struct worker {
    pid_t pid; /* 0: this place is free */
    int fd;
    bool busy, writing;
    size_t issue;
    struct buf bytes; /* what has come through the socket */
};

struct batch {
    struct ctx *ctx;
    const struct options *options;
    const struct found_list *issues;
    const char *const *data_dirs;
    struct fresh_memo *memo;
    struct stock *stock; /* of this process; a worker goes on with a copy */
    enum batch_task task;
    enum ui_lang lang;
    struct outcome *outcomes;
    bool *done;
    size_t next, finished, printed; /* issues begun, ended, shown */
    struct worker *workers;
    size_t worker_count; /* places */
    size_t job_count;    /* that may be at work, those that wait for the disk aside */
    bool bar;
    uint64_t began; /* [ms] */
};

/* The signal that asks to stop; 0: none. A handler has nothing else to speak to. */
static volatile sig_atomic_t stop_signal;

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

/* Two issues that say the same here are one issue, or one of them is wrong. */
static struct str number_of(struct arena *arena, const struct issue *issue) {
    if (!issue || !issue->number.s.len) return (struct str){"", 0};
    return str_from(arena_printf(arena, "%.*s № %.*s, %.*s (%.*s)", STR_ARG(issue->title.s), STR_ARG(issue->number.s),
                                 STR_ARG(issue->year.s), STR_ARG(issue->language)));
}

static void write_depfile(struct ctx *ctx, const struct job *job, const char *name, struct job_result *result) {
    struct new_file file = {.path = path_join(ctx->arena, job->out_dir, arena_printf(ctx->arena, "%s.d", name))};
    struct buf text;
    buf_init(&text, ctx->arena);
    if (!depfile_text(ctx, &result->files, &text)) {
        diag(ctx, DIAG_APP_DEPFILE, place_nowhere(), "%s", job->dir);
        return;
    }
    file.bytes = buf_view(&text);
    if (file_write(ctx, file.path, file.bytes))
        *vec_push(ctx->arena, &result->written) = file;
    else
        result->unwritable = true;
}

static struct job job_of(const struct batch *batch, const struct found_issue *issue) {
    struct job job = {.dir = issue->dir, .data_dirs = batch->data_dirs};
    job.look = batch->task == BATCH_CHECK;
    job.proof = batch->options->proof || job.look;
    if (batch->task == BATCH_BUILD || batch->task == BATCH_CATALOGUE) job.out_dir = batch->options->out_dir;
    job.booklet = batch->options->booklet;
    job.explain = batch->options->verbose;
    memcpy(job.profiles, batch->options->profiles, sizeof job.profiles);
    return job;
}

static struct outcome outcome_of(const struct batch *batch, struct ctx *ctx, const struct found_issue *issue,
                                 const struct job_result *result, struct arena *keep) {
    struct outcome o = {0};
    o.count.unwritable = result->unwritable || diags_hold(ctx->diags, DIAG_SYSTEM_TROUBLE);
    o.count.pages = result->pages;
    o.count.errors = diags_count(ctx->diags, DIAG_ERROR);
    o.count.warnings = diags_count(ctx->diags, DIAG_WARNING);
    o.count.memory = peak_memory();
    memcpy(o.count.took, result->took, sizeof o.count.took);
    o.messages = report_messages(keep, ctx, issue->name, batch->options->json, batch->lang);
    o.files = join_paths(keep, &result->files);
    o.reason = report_reason(keep, ctx, batch->lang);
    o.number = number_of(keep, result->issue);
    return o;
}

static void build(const struct batch *batch, struct ctx *ctx, const struct found_issue *issue, const struct job *job,
                  struct outcome *out, struct arena *keep) {
    const struct options *options = batch->options;
    struct job_result result = {0};
    bool shelved = batch->task == BATCH_CATALOGUE;
    const char *record = shelved ? arena_printf(ctx->arena, "issues/%s", issue->name) : issue->name;
    struct fresh fresh = fresh_of(ctx, batch->memo, job, record, options->depfile);
    fresh.json = options->json;
    fresh.lang = batch->lang;
    /* The record is read with --force too: it knows the hashes of fonts. */
    if (fresh_check(ctx, &fresh, options->depfile, out, keep) && !options->force &&
        (!shelved || catalogue_has_pictures(ctx, job->out_dir, issue->name, out->count.pages)))
        return;
    bool made = shelved ? catalogue_issue(ctx, job, issue->name, &result) : job_build(ctx, job, &result);
    if (options->depfile && result.files.len) write_depfile(ctx, job, issue->name, &result);
    *out = outcome_of(batch, ctx, issue, &result, keep);
    out->count.made = made && !result.unwritable;
    if (out->count.made) fresh_record(ctx, &fresh, issue->name, out, &result.written);
}

static void lock(const struct batch *batch, struct ctx *ctx, const struct found_issue *issue, const struct job *job,
                 struct outcome *out, struct arena *keep) {
    struct job_result result = {0};
    enum likeness likeness = LIKE_NOTHING;
    bool verify = batch->task == BATCH_VERIFY;
    bool made = verify ? lock_verify(ctx, job, &result, &likeness) : lock_write(ctx, job, &result);
    *out = outcome_of(batch, ctx, issue, &result, keep);
    out->count.made = made;
    out->count.verified = verify;
    out->count.likeness = likeness;
}

/* One issue in arenas of its own; the outcome's texts are put into `keep`. */
static struct outcome make_issue(const struct batch *batch, const struct found_issue *issue, const struct job *job,
                                 struct arena *keep) {
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    struct reads reads = {.arena = ctx.arena};
    struct outcome o = {.count = {.made = false}};
    confine_limits(batch->options->limit_time, batch->options->limit_memory);
    ctx.diags = diags_new(ctx.arena);
    ctx.reads = &reads;
    ctx.stock = batch->stock;
    if (batch->task != BATCH_LOCK && batch->task != BATCH_VERIFY)
        build(batch, &ctx, issue, job, &o, keep);
    else
        lock(batch, &ctx, issue, job, &o, keep);
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
    return o;
}

/* ---- through the socket -------------------------------------------------------------------------------------- */

/* What a worker says begins with one of these. */
#define SAYS_WRITING 'W' /* the pages are made, the disk takes them */
#define SAYS_OUTCOME 'O' /* and the outcome behind it */

static void send_bytes(int fd, const void *bytes, size_t len) {
    for (const char *at = bytes; len > 0;) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) exit(STATUS_SYSTEM); /* the parent is gone */
        at += n;
        len -= (size_t)n;
    }
}

#define TEXTS 4

static void texts_of(struct outcome *o, struct str **texts) {
    texts[0] = &o->messages;
    texts[1] = &o->files;
    texts[2] = &o->reason;
    texts[3] = &o->number;
}

/* The numbers and lengths as they lie in memory: both ends are the same program. */
static void send_outcome(int fd, struct outcome *o) {
    static const char says = SAYS_OUTCOME;
    struct str *texts[TEXTS];
    texts_of(o, texts);
    send_bytes(fd, &says, 1);
    send_bytes(fd, o, sizeof *o);
    for (size_t i = 0; i < TEXTS; i++) send_bytes(fd, texts[i]->s, texts[i]->len);
}

/* False when the bytes are not yet a whole outcome. */
static bool receive_outcome(struct str bytes, struct outcome *o, struct arena *keep) {
    struct str *texts[TEXTS];
    size_t at = sizeof *o;
    if (bytes.len < at) return false;
    memcpy(o, bytes.s, sizeof *o);
    texts_of(o, texts);
    for (size_t i = 0; i < TEXTS; i++) {
        size_t len = texts[i]->len;
        if (bytes.len - at < len) return false;
        *texts[i] = str_copy(keep, (struct str){bytes.s + at, len});
        at += len;
    }
    return true;
}

/* ---- output, in the order of the issues ----------------------------------------------------------------------- */

static void draw_bar(const struct batch *batch) {
    if (batch->bar) report_progress(stderr, batch->finished, batch->issues->len, clock_ms() - batch->began);
}

/* One issue of many that is up to date and has nothing to say is a number in the table. */
static bool is_news(const struct batch *batch, const struct outcome *o) {
    bool quiet = o->count.fresh && !o->count.errors && !o->count.warnings && !batch->options->verbose;
    return !batch->options->quiet && batch->task != BATCH_CATALOGUE && (batch->issues->len == 1 || !quiet);
}

static void show_ready(struct batch *batch) {
    if (batch->bar) report_progress(stderr, 1, 1, 0);
    for (; batch->printed < batch->issues->len && batch->done[batch->printed]; batch->printed++) {
        const struct outcome *o = &batch->outcomes[batch->printed];
        const char *name = batch->issues->at[batch->printed].name;
        if (o->messages.len) fwrite(o->messages.s, 1, o->messages.len, stderr);
        if (is_news(batch, o)) report_issue(stdout, name, o, batch->options->verbose, batch->lang);
        fflush(stdout);
    }
    draw_bar(batch);
}

static void finish(struct batch *batch, size_t issue, const struct outcome *outcome) {
    batch->outcomes[issue] = *outcome;
    batch->done[issue] = true;
    batch->finished++;
    show_ready(batch);
}

/* ---- workers ------------------------------------------------------------------------------------------------- */

static void run_here(struct batch *batch) {
    size_t at = batch->next++;
    const struct found_issue *issue = &batch->issues->at[at];
    struct job job = job_of(batch, issue);
    struct outcome o = make_issue(batch, issue, &job, batch->ctx->arena);
    finish(batch, at, &o);
}

static void say_writing(void *arg) {
    static const char says = SAYS_WRITING;
    send_bytes(*(int *)arg, &says, 1);
}

/* The life of a worker: until the parent closes its end. */
static _Noreturn void work(struct batch *batch, int fd) {
    size_t at;
    for (ssize_t n; (n = read(fd, &at, sizeof at)) != 0;) {
        if (n < 0 && errno == EINTR) continue;
        if (n != (ssize_t)sizeof at || at >= batch->issues->len) exit(STATUS_SYSTEM);
        const struct found_issue *issue = &batch->issues->at[at];
        struct arena *keep = arena_new();
        struct job job = job_of(batch, issue);
        job.before_writing = say_writing;
        job.arg = &fd;
        struct outcome o = make_issue(batch, issue, &job, keep);
        send_outcome(fd, &o);
        arena_free(keep);
    }
    exit(STATUS_MADE);
}

static void note_stop(int number) { stop_signal = number; }

static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
#define STOPS (sizeof stops / sizeof *stops)

/* A signal that somebody chose to ignore (nohup) stays ignored. */
static void await_stops(void) {
    struct sigaction old, new = {.sa_handler = note_stop};
    for (size_t i = 0; i < STOPS; i++)
        if (sigaction(stops[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) sigaction(stops[i], &new, NULL);
}

/* A worker, and what comes after the batch, are stopped as any program is. */
static void forget_stops(void) {
    struct sigaction now;
    for (size_t i = 0; i < STOPS; i++)
        if (sigaction(stops[i], NULL, &now) == 0 && now.sa_handler == note_stop) signal(stops[i], SIG_DFL);
}

/* A process begins as a copy of this one: what belongs to the parent is put away. */
static _Noreturn void begin_work(struct batch *batch, int fd) {
    forget_stops();
    signal(SIGXCPU, SIG_DFL);
    if (stop_signal) exit(STATUS_SYSTEM);
    for (size_t i = 0; i < batch->worker_count; i++)
        if (batch->workers[i].pid) close(batch->workers[i].fd);
    work(batch, fd);
}

/* Tells a worker which issue is its next; false: it cannot be reached. */
static bool tell_worker(const struct worker *worker, size_t issue) {
    ssize_t n;
    do n = write(worker->fd, &issue, sizeof issue);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof issue;
}

/* Puts a worker into a free place; false when the system gives no process. */
static bool start_worker(struct batch *batch, struct worker *worker) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) return false;
    fflush(NULL); /* or the child would print it again */
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        begin_work(batch, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    *worker = (struct worker){.pid = pid, .fd = ends[0]};
    return true;
}

/* A worker that has nothing to do, a new one if need be; NULL: there is none to be had. */
static struct worker *idle_worker(struct batch *batch) {
    struct worker *free_place = NULL;
    for (size_t i = 0; i < batch->worker_count; i++) {
        struct worker *worker = &batch->workers[i];
        if (worker->pid && !worker->busy) return worker;
        if (!worker->pid && !free_place) free_place = worker;
    }
    return free_place && start_worker(batch, free_place) ? free_place : NULL;
}

static size_t count_busy(const struct batch *batch, bool writing_too) {
    size_t count = 0;
    for (size_t i = 0; i < batch->worker_count; i++)
        count += batch->workers[i].pid && batch->workers[i].busy && (writing_too || !batch->workers[i].writing);
    return count;
}

static int end_worker(struct worker *worker) {
    int status = 0;
    close(worker->fd);
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) continue;
    arena_free(worker->bytes.arena);
    worker->pid = 0;
    return status;
}

static void give_out(struct batch *batch) {
    while (batch->next < batch->issues->len && count_busy(batch, false) < batch->job_count && !stop_signal) {
        struct worker *worker = idle_worker(batch);
        if (!worker) {
            if (count_busy(batch, true) > 0) return; /* somebody will be idle soon */
            run_here(batch);
            continue;
        }
        if (!tell_worker(worker, batch->next)) {
            end_worker(worker);
            run_here(batch);
            continue;
        }
        worker->busy = true;
        worker->writing = false;
        worker->issue = batch->next++;
        worker->bytes = (struct buf){.arena = NULL};
    }
}

/* The outcome of an issue whose worker died. */
static struct outcome died(struct batch *batch, const struct found_issue *issue, int status) {
    struct ctx ctx = {.arena = batch->ctx->arena, .scratch = batch->ctx->scratch};
    ctx.diags = diags_new(ctx.arena);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        diag(&ctx, DIAG_APP_LIMIT_TIME, place_nowhere(), "%s: %u s", issue->dir, batch->options->limit_time);
    else if (WIFSIGNALED(status))
        diag(&ctx, DIAG_APP_WORKER_DIED, place_nowhere(), "%s: %s", issue->dir, strsignal(WTERMSIG(status)));
    else
        diag(&ctx, DIAG_APP_WORKER_DIED, place_nowhere(), "%s: %d", issue->dir, WEXITSTATUS(status));
    struct outcome o = {.count = {.errors = 1}};
    o.count.unwritable = WIFEXITED(status) && WEXITSTATUS(status) == STATUS_SYSTEM;
    o.messages = report_messages(ctx.arena, &ctx, issue->name, batch->options->json, batch->lang);
    o.reason = report_reason(ctx.arena, &ctx, batch->lang);
    return o;
}

/* What a worker has said so far. */
static void take(struct batch *batch, struct worker *worker) {
    struct str said = buf_view(&worker->bytes);
    struct outcome o;
    if (said.len && said.s[0] == SAYS_WRITING) {
        worker->writing = true;
        said = str_slice(said, 1, said.len);
    }
    if (!said.len || !receive_outcome(str_slice(said, 1, said.len), &o, batch->ctx->arena)) return;
    worker->busy = false;
    arena_free(worker->bytes.arena);
    worker->bytes = (struct buf){.arena = NULL};
    finish(batch, worker->issue, &o);
}

static void read_worker(struct batch *batch, struct worker *worker) {
    char bytes[65536];
    ssize_t n = read(worker->fd, bytes, sizeof bytes);
    if (n > 0) {
        if (!worker->bytes.arena) buf_init(&worker->bytes, arena_new());
        buf_add(&worker->bytes, bytes, (size_t)n);
        take(batch, worker);
    } else if (n == 0 || errno != EINTR) {
        bool busy = worker->busy;
        int status = end_worker(worker);
        if (!busy || stop_signal) return;
        struct outcome o = died(batch, &batch->issues->at[worker->issue], status);
        finish(batch, worker->issue, &o);
    }
}

#define BAR_EVERY 500 /* the time that remains goes on while a long issue is made [ms] */

/* Waits until some worker has something to say, and listens. */
static void listen_once(struct batch *batch, struct pollfd *polls) {
    for (size_t i = 0; i < batch->worker_count; i++)
        polls[i] = (struct pollfd){.fd = batch->workers[i].pid ? batch->workers[i].fd : -1, .events = POLLIN};
    int ready = poll(polls, (nfds_t)batch->worker_count, BAR_EVERY);
    if (ready == 0) draw_bar(batch);
    if (ready <= 0) return; /* nothing, or interrupted */
    for (size_t i = 0; i < batch->worker_count; i++)
        if (polls[i].revents) read_worker(batch, &batch->workers[i]);
}

static void end_workers(struct batch *batch) {
    for (size_t i = 0; i < batch->worker_count; i++)
        if (batch->workers[i].pid && stop_signal) kill(batch->workers[i].pid, SIGTERM);
    for (size_t i = 0; i < batch->worker_count; i++)
        if (batch->workers[i].pid) end_worker(&batch->workers[i]);
}

static void run_all(struct batch *batch) {
    if (batch->issues->len == 1) {
        run_here(batch);
        return;
    }
    struct pollfd *polls = ARENA_ARRAY(batch->ctx->arena, batch->worker_count, struct pollfd);
    batch->workers = ARENA_ARRAY(batch->ctx->arena, batch->worker_count, struct worker);
    await_stops();
    while (batch->finished < batch->issues->len && !stop_signal) {
        give_out(batch);
        if (count_busy(batch, true)) listen_once(batch, polls);
    }
    end_workers(batch);
    forget_stops();
}

/* Ends as the signal would have ended the program, so that whoever called it knows. */
static void stop(const struct batch *batch) {
    if (batch->bar) report_progress(stderr, 1, 1, 0);
    fprintf(stderr, "%s %zu\n", say_word(WORD_STOPPED, batch->lang), batch->issues->len - batch->next);
    fflush(NULL);
    signal((int)stop_signal, SIG_DFL);
    raise((int)stop_signal);
}

/* ---- the whole ----------------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b) {
    const struct outcome *const *x = a, *const *y = b;
    int order = str_compare((*x)->number, (*y)->number);
    return order ? order : (*x > *y) - (*x < *y);
}

static void check_numbers(struct batch *batch) {
    size_t count = batch->issues->len;
    const struct outcome **sorted = ARENA_ARRAY(batch->ctx->arena, count, const struct outcome *);
    for (size_t i = 0; i < count; i++) sorted[i] = &batch->outcomes[i];
    qsort(sorted, count, sizeof *sorted, by_number);
    for (size_t i = 1; i < count; i++)
        if (sorted[i]->number.len && str_eq(sorted[i - 1]->number, sorted[i]->number))
            diag(batch->ctx, DIAG_APP_NUMBER_TWICE, place_nowhere(), "%.*s: %s, %s", STR_ARG(sorted[i]->number),
                 batch->issues->at[sorted[i - 1] - batch->outcomes].dir,
                 batch->issues->at[sorted[i] - batch->outcomes].dir);
}

static void summarize(const struct batch *batch) {
    const char **names = ARENA_ARRAY(batch->ctx->arena, batch->issues->len, const char *);
    for (size_t i = 0; i < batch->issues->len; i++) names[i] = batch->issues->at[i].name;
    report_summary(stdout, batch->outcomes, names, batch->issues->len, batch->lang);
}

static size_t count_jobs(const struct options *options, size_t issues) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = options->jobs ? options->jobs : processors > 0 ? (size_t)processors : 1;
    return count < issues ? count : issues;
}

static enum exit_status status_of(const struct batch *batch) {
    bool twice = diags_count(batch->ctx->diags, DIAG_WARNING) > 0;
    enum exit_status status = batch->options->strict && twice ? STATUS_TROUBLE : STATUS_MADE;
    for (size_t i = 0; i < batch->issues->len; i++) {
        const struct outcome *o = &batch->outcomes[i];
        if (o->count.unwritable) return STATUS_SYSTEM;
        if (!o->count.made || o->count.errors || (batch->options->strict && o->count.warnings)) status = STATUS_TROUBLE;
    }
    return status;
}

enum exit_status batch_run(struct ctx *ctx, const struct options *options, struct found_list *issues,
                           enum batch_task task, enum ui_lang lang) {
    struct batch batch = {.ctx = ctx, .options = options, .issues = issues, .task = task, .lang = lang};
    batch.data_dirs = find_data_dirs(ctx);
    batch.outcomes = ARENA_ARRAY(ctx->arena, issues->len, struct outcome);
    batch.done = ARENA_ARRAY(ctx->arena, issues->len, bool);
    batch.memo = fresh_memo_new(ctx->arena);
    batch.stock = stock_new(ctx->arena);
    batch.job_count = count_jobs(options, issues->len);
    batch.worker_count = task == BATCH_BUILD ? 2 * batch.job_count : batch.job_count;
    batch.bar = issues->len > 1 && !options->quiet && isatty(STDERR_FILENO);
    batch.began = clock_ms();
    if (task == BATCH_BUILD || task == BATCH_CATALOGUE) file_sweep(ctx, options->out_dir);
    run_all(&batch);
    if (stop_signal) stop(&batch);
    for (size_t i = 0; i < issues->len; i++) issues->at[i].made = batch.outcomes[i].count.made;
    check_numbers(&batch);
    if (issues->len > 1 && !options->quiet && task != BATCH_CATALOGUE) summarize(&batch);
    return status_of(&batch);
}
