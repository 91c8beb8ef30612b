/* visnyk: the command table.
 *
 * main picks a command, reads its options, runs it, prints what is wrong with the call itself, and sees to it that
 * lost output is not called success. SIGPIPE and SIGXFSZ are ignored: a closed pipe and a full quota are then errors
 * of a write, which have a message. Without memory the process ends with status 3, in arenas and in cJSON alike.
 */
#include <cjson/cJSON.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/archive.h"
#include "app/batch.h"
#include "app/catalogue.h"
#include "app/compare.h"
#include "app/confine.h"
#include "app/find.h"
#include "app/import.h"
#include "app/job.h"
#include "app/memory.h"
#include "app/new.h"
#include "app/options.h"
#include "app/preview.h"
#include "app/report.h"
#include "app/rules.h"
#include "app/say.h"
#include "base/file.h"
#include "catalog/catalog.h"

struct command {
    const char *name;
    size_t issues_min, issues_max;
    enum exit_status (*run)(struct ctx *ctx, const struct options *options, enum ui_lang lang);
    bool draws; /* by another program */
};

/* ---- the commands -------------------------------------------------------------------------------------------- */

static enum exit_status run_batch(struct ctx *ctx, const struct options *options, enum ui_lang lang,
                                  enum batch_task task) {
    struct found_list issues = {0};
    enum exit_status found = find_issues(ctx, options, &issues);
    return found != STATUS_MADE ? found : batch_run(ctx, options, &issues, task, lang);
}

static enum exit_status command_build(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    return run_batch(ctx, options, lang, BATCH_BUILD);
}

static enum exit_status command_check(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    return run_batch(ctx, options, lang, BATCH_CHECK);
}

/* A lock replaces the one of before, so nobody should lock everything by leaving something out. */
static enum exit_status command_lock(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    if (options->issue_count || options->all) return run_batch(ctx, options, lang, BATCH_LOCK);
    diag(ctx, DIAG_APP_NAME_OR_ALL, place_nowhere(), "lock");
    return STATUS_USAGE;
}

/* Without names: the issues that have a lock; the others are named, so that nobody takes them for proved. */
static enum exit_status verify_locked(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    struct found_list all = {0}, locked = {0};
    enum exit_status found = find_issues(ctx, options, &all);
    if (found != STATUS_MADE) return found;
    for (size_t i = 0; i < all.len; i++) {
        if (file_exists(path_join(ctx->arena, all.at[i].dir, LOCK_FILE)))
            *vec_push(ctx->arena, &locked) = all.at[i];
        else
            diag(ctx, DIAG_LOCK_NONE, place_nowhere(), "%s", all.at[i].dir);
    }
    if (locked.len) return batch_run(ctx, options, &locked, BATCH_VERIFY, lang);
    diag(ctx, DIAG_LOCK_MISSING, place_nowhere(), "issues/");
    return STATUS_TROUBLE;
}

/* PDF files answer for themselves, issues by their locks. */
static enum exit_status command_verify(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    struct options folders = *options;
    enum exit_status status = STATUS_MADE;
    if (options->issue_count == 0) return verify_locked(ctx, options, lang);
    folders.issues = ARENA_ARRAY(ctx->arena, options->issue_count, char *);
    folders.issue_count = 0;
    for (size_t i = 0; i < options->issue_count; i++)
        if (!archive_is_file(options->issues[i])) folders.issues[folders.issue_count++] = options->issues[i];
    if (folders.issue_count) status = run_batch(ctx, &folders, lang, BATCH_VERIFY);
    if (status == STATUS_USAGE || folders.issue_count == options->issue_count) return status;
    enum exit_status files = archive_verify(ctx, options, lang);
    return files > status ? files : status;
}

static enum exit_status command_new(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    struct found_issue issue = find_issue(ctx, options->issues[0]);
    enum exit_status status = new_issue(ctx, &issue, options->template, options->language);
    if (status == STATUS_MADE) printf("%s %s/\n", say_word(WORD_MADE_FOLDER, lang), issue.dir);
    return status;
}

static enum exit_status command_rules(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    return rules_list(ctx, options->language, lang);
}

static enum exit_status command_dump(struct ctx *ctx, const struct options *options, enum ui_lang lang) {
    (void)lang;
    struct job job = {.dir = find_issue(ctx, options->issues[0]).dir, .data_dirs = find_data_dirs(ctx)};
    struct buf out;
    buf_init(&out, ctx->arena);
    bool made = job_dump(ctx, &job, options->stage, &out);
    struct str text = buf_view(&out);
    fwrite(text.s, 1, text.len, stdout);
    return made && diags_count(ctx->diags, DIAG_ERROR) == 0 ? STATUS_MADE : STATUS_TROUBLE;
}

static const struct command commands[COMMAND_COUNT] = {
    [COMMAND_BUILD] = {"build", 0, SIZE_MAX, command_build, false},
    [COMMAND_CHECK] = {"check", 0, SIZE_MAX, command_check, false},
    [COMMAND_NEW] = {"new", 1, 1, command_new, false},
    [COMMAND_PREVIEW] = {"preview", 1, 1, preview_run, true},
    [COMMAND_CATALOGUE] = {"catalogue", 0, SIZE_MAX, catalogue_run, true},
    [COMMAND_SEARCH] = {"search", 1, SIZE_MAX, catalogue_search, false},
    [COMMAND_RULES] = {"rules", 0, 0, command_rules, false},
    [COMMAND_DUMP] = {"dump", 1, 1, command_dump, false},
    [COMMAND_EXTRACT] = {"extract", 1, 1, archive_extract, false},
    [COMMAND_LOCK] = {"lock", 0, SIZE_MAX, command_lock, false},
    [COMMAND_VERIFY] = {"verify", 0, SIZE_MAX, command_verify, false},
    [COMMAND_COMPARE] = {"compare", 2, 2, compare_files, true},
    [COMMAND_IMPORT] = {"import", 1, SIZE_MAX, import_run, false},
};

/* ---- the call ------------------------------------------------------------------------------------------------ */

static void print_version(struct ctx *ctx) {
    struct buf confinement;
    buf_init(&confinement, ctx->arena);
    confine_text(&confinement);
    printf("visnyk %s\n%.*s\n", VISNYK_VERSION, STR_ARG(libraries_text(ctx->arena)));
    printf("%.*s", STR_ARG(buf_view(&confinement)));
}

static enum exit_status no_such_command(struct ctx *ctx, const char *name) {
    const char *nearest = commands[0].name;
    for (int i = 1; i < COMMAND_COUNT; i++)
        if (str_distance(str_from(name), str_from(commands[i].name)) < str_distance(str_from(name), str_from(nearest)))
            nearest = commands[i].name;
    if (str_distance(str_from(name), str_from(nearest)) <= 2)
        diag(ctx, DIAG_APP_COMMAND_UNKNOWN, place_nowhere(), "%s (%s?)", name, nearest);
    else
        diag(ctx, DIAG_APP_COMMAND_UNKNOWN, place_nowhere(), "%s", name);
    return STATUS_USAGE;
}

static enum exit_status run_command(struct ctx *ctx, enum command_id id, struct options *options, enum ui_lang lang) {
    const struct command *command = &commands[id];
    if (options->help) {
        fputs(say_command_help(id, lang), stdout);
        return STATUS_MADE;
    }
    if (options->issue_count < command->issues_min || options->issue_count > command->issues_max) {
        diag(ctx, DIAG_APP_ARGUMENTS, place_nowhere(), "%s: %zu", command->name, options->issue_count);
        return STATUS_USAGE;
    }
    for (size_t i = 0; i < options->issue_count; i++) {
        if (options->issues[i][0]) continue;
        diag(ctx, DIAG_APP_EMPTY_NAME, place_nowhere(), "%s \"\"", command->name);
        return STATUS_USAGE;
    }
    if (!command->draws) confine_rights();
    return command->run(ctx, options, lang);
}

static bool is_one_of(const char *arg, const char *a, const char *b, const char *c) {
    return strcmp(arg, a) == 0 || strcmp(arg, b) == 0 || strcmp(arg, c) == 0;
}

static enum exit_status run(struct ctx *ctx, int argc, char **argv, struct options *options, enum ui_lang lang) {
    const char *name = argv[1];
    if (is_one_of(name, "--help", "-h", "help")) {
        fputs(say_help(lang), stdout);
        return STATUS_MADE;
    }
    if (is_one_of(name, "--version", "-V", "version")) {
        print_version(ctx);
        return STATUS_MADE;
    }
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(name, commands[i].name) != 0) continue;
        if (!options_parse(ctx, (enum command_id)i, argc - 1, argv + 1, options)) return STATUS_USAGE;
        return run_command(ctx, (enum command_id)i, options, lang);
    }
    return no_such_command(ctx, name);
}

/* What was printed may still be in a buffer, and the disk or the pipe behind it may refuse it. */
static enum exit_status close_output(struct ctx *ctx, enum exit_status status) {
    if (diags_hold(ctx->diags, DIAG_SYSTEM_TROUBLE)) status = STATUS_SYSTEM;
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    diag(ctx, DIAG_APP_STDOUT, place_nowhere(), "%s", "");
    return STATUS_SYSTEM;
}

/* For cJSON: JSON that lacks a part because there is no memory would not show it. */
static void *allocate(size_t size) {
    void *bytes = malloc(size);
    if (!bytes) out_of_memory();
    return bytes;
}

/* A file that is opened where standard output or error was closed would get what is printed. What stands in for them
 * cannot be written, so that lost output is still found out. */
static void fill_standard_files(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0) (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* What is said when an issue that is made in this very process takes too long; a handler may not look for it. */
static const char *given_up;

static void give_up(int number) {
    (void)number;
    ssize_t n = write(STDERR_FILENO, given_up, strlen(given_up));
    (void)n;
    _Exit(STATUS_SYSTEM);
}

int main(int argc, char **argv) {
    memory_begin();
    fill_standard_files();
    cJSON_InitHooks(&(cJSON_Hooks){allocate, free});
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    enum ui_lang lang = ui_lang_from_env();
    given_up = lang == UI_UK ? "visnyk: довше, ніж дозволяє --limit-time, роботу припинено\n"
                             : "visnyk: longer than --limit-time allows, given up\n";
    signal(SIGXCPU, give_up);
    if (argc < 2) {
        fputs(say_help(lang), stderr);
        return STATUS_USAGE;
    }
    struct ctx ctx = {.arena = arena_new(), .scratch = arena_new()};
    ctx.diags = diags_new(ctx.arena);
    struct options options = {0};
    enum exit_status status = close_output(&ctx, run(&ctx, argc, argv, &options, lang));
    struct str messages = report_messages(ctx.arena, &ctx, NULL, options.json, lang);
    fwrite(messages.s, 1, messages.len, stderr);
    if (status == STATUS_USAGE && !options.json) fprintf(stderr, "%s visnyk --help\n", say_word(WORD_SEE_HELP, lang));
    arena_free(ctx.scratch);
    arena_free(ctx.arena);
    return (int)status;
}
