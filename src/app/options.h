/* The command line: what comes in is argv, what goes out is struct options.
 *
 * Used by main and the commands. A wrong option is a diagnostic and exit status 2; messages are in the user's
 * language.
 */
#ifndef VISNYK_APP_OPTIONS_H
#define VISNYK_APP_OPTIONS_H

#include <stdbool.h>

#include "base/ctx.h"
#include "base/rule.h"
#include "pdf/pdf.h"

enum exit_status {
    STATUS_MADE = 0,    /* everything asked for was made */
    STATUS_TROUBLE = 1, /* an issue was not made, or has errors (with --strict: warnings) */
    STATUS_USAGE = 2,
    STATUS_SYSTEM = 3 /* no memory, no process, standard output closed */
};

enum command_id {
    COMMAND_BUILD,
    COMMAND_CHECK,
    COMMAND_NEW,
    COMMAND_PREVIEW,
    COMMAND_CATALOGUE,
    COMMAND_SEARCH,
    COMMAND_RULES,
    COMMAND_DUMP,
    COMMAND_EXTRACT,
    COMMAND_LOCK,
    COMMAND_VERIFY,
    COMMAND_COMPARE,
    COMMAND_IMPORT,
    COMMAND_COUNT
};

enum dump_stage { DUMP_MODEL, DUMP_FLOW, DUMP_LINES, DUMP_PAINT, DUMP_STAGE_COUNT };

struct options {
    char **issues; /* as given: folders, or names below issues/; extract, verify, compare: PDF files; import: texts;
                    * search: words */
    size_t issue_count;
    bool all;
    const char *out_dir; /* NULL when not said and the command has a folder of its own */
    bool profiles[PDF_PROFILE_COUNT];
    unsigned jobs;                     /* 0: not said */
    unsigned limit_time, limit_memory; /* [s], [MB]; 0: none */
    bool strict, quiet, verbose, json, proof, force, depfile, booklet;
    bool guides, watch;       /* preview */
    const char *template;     /* new; NULL: not said */
    const char *language;     /* rules, new; NULL: not said */
    enum dump_stage stage;    /* dump */
    const char *encoding;     /* import; NULL: not said */
    struct rule_choice rules; /* import: --on, --off */
    bool help;                /* --help was asked for; the rest does not count */
};

/* Reads argv[1..] of a command (argv[0] is its name). argv is permuted: options first. Fails: diagnostics recorded. */
bool options_parse(struct ctx *ctx, enum command_id command, int argc, char **argv, struct options *out);

#endif
