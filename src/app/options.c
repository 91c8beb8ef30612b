/* Options through getopt_long.
 *
 * One table names every option and the commands that take it; the arrays that getopt_long wants are made from it, so
 * a command cannot accept an option by accident. getopt's own messages are off, because they know one language.
 */
#include "app/options.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/confine.h"

#define BIT(command) (1u << (command))
#define MAKERS (BIT(COMMAND_BUILD) | BIT(COMMAND_CHECK))
#define CATALOGUERS (BIT(COMMAND_CATALOGUE) | BIT(COMMAND_SEARCH))
/* They have a folder of their own, or none, unless -o says one. */
#define NO_FOLDER                                                                                                      \
    (BIT(COMMAND_EXTRACT) | BIT(COMMAND_PREVIEW) | BIT(COMMAND_COMPARE) | BIT(COMMAND_IMPORT) | CATALOGUERS)
#define LOCKERS (BIT(COMMAND_LOCK) | BIT(COMMAND_VERIFY))
#define EVERY ((1u << COMMAND_COUNT) - 1)

#define LETTERLESS 256 /* values of options without a letter stand above every char */

enum option_id {
    OPTION_ALL = LETTERLESS,
    OPTION_PROFILE,
    OPTION_FORCE,
    OPTION_DEPFILE,
    OPTION_STRICT,
    OPTION_PROOF,
    OPTION_BOOKLET,
    OPTION_DIAG,
    OPTION_TEMPLATE,
    OPTION_LANG,
    OPTION_STAGE,
    OPTION_GUIDES,
    OPTION_WATCH,
    OPTION_ENCODING,
    OPTION_ON,
    OPTION_OFF,
    OPTION_LIMIT_TIME,
    OPTION_LIMIT_MEMORY
};

struct option_spec {
    const char *name;
    int value; /* its letter, or an enum option_id */
    int argument;
    unsigned commands;
};

static const struct option_spec specs[] = {
    {"all", OPTION_ALL, no_argument, MAKERS | LOCKERS | BIT(COMMAND_CATALOGUE)},
    {"output", 'o', required_argument, BIT(COMMAND_BUILD) | NO_FOLDER},
    {"profile", OPTION_PROFILE, required_argument, MAKERS | BIT(COMMAND_LOCK)},
    {"jobs", 'j', required_argument, MAKERS | LOCKERS | BIT(COMMAND_CATALOGUE)},
    {"limit-time", OPTION_LIMIT_TIME, required_argument, MAKERS | LOCKERS},
    {"limit-memory", OPTION_LIMIT_MEMORY, required_argument, MAKERS | LOCKERS},
    {"force", OPTION_FORCE, no_argument, BIT(COMMAND_BUILD) | BIT(COMMAND_EXTRACT) | BIT(COMMAND_CATALOGUE)},
    {"depfile", OPTION_DEPFILE, no_argument, BIT(COMMAND_BUILD)},
    {"strict", OPTION_STRICT, no_argument, MAKERS | LOCKERS},
    {"booklet", OPTION_BOOKLET, no_argument, BIT(COMMAND_BUILD)},
    {"proof", OPTION_PROOF, no_argument, BIT(COMMAND_BUILD)},
    {"diag", OPTION_DIAG, required_argument, EVERY},
    {"quiet", 'q', no_argument,
     MAKERS | LOCKERS | CATALOGUERS | BIT(COMMAND_EXTRACT) | BIT(COMMAND_PREVIEW) | BIT(COMMAND_IMPORT)},
    {"verbose", 'v', no_argument, MAKERS | LOCKERS},
    {"template", OPTION_TEMPLATE, required_argument, BIT(COMMAND_NEW)},
    {"lang", OPTION_LANG, required_argument, BIT(COMMAND_RULES) | BIT(COMMAND_NEW)},
    {"stage", OPTION_STAGE, required_argument, BIT(COMMAND_DUMP)},
    {"guides", OPTION_GUIDES, no_argument, BIT(COMMAND_PREVIEW)},
    {"watch", OPTION_WATCH, no_argument, BIT(COMMAND_PREVIEW)},
    {"encoding", OPTION_ENCODING, required_argument, BIT(COMMAND_IMPORT)},
    {"on", OPTION_ON, required_argument, BIT(COMMAND_IMPORT)},
    {"off", OPTION_OFF, required_argument, BIT(COMMAND_IMPORT)},
    {"help", 'h', no_argument, EVERY},
};

#define SPEC_COUNT (sizeof specs / sizeof specs[0])

static const char *const stage_names[DUMP_STAGE_COUNT] = {"model", "flow", "lines", "paint"};

/* The arrays for getopt_long: room for SPEC_COUNT + 1 options and 2 * SPEC_COUNT + 2 letters. */
static void getopt_arrays(enum command_id command, struct option *longs, char *letters) {
    *letters++ = ':'; /* a missing argument is told apart from an unknown option */
    for (size_t i = 0; i < SPEC_COUNT; i++) {
        if (!(specs[i].commands & BIT(command))) continue;
        *longs++ = (struct option){specs[i].name, specs[i].argument, NULL, specs[i].value};
        if (specs[i].value >= LETTERLESS) continue;
        *letters++ = (char)specs[i].value;
        if (specs[i].argument == required_argument) *letters++ = ':';
    }
    *longs = (struct option){0};
    *letters = '\0';
}

static bool wrong_value(struct ctx *ctx, const char *option, const char *value, const char *wanted) {
    diag(ctx, DIAG_APP_OPTION_VALUE, place_nowhere(), "--%s: %s (%s)", option, value, wanted);
    return false;
}

/* "screen,print": every name must be known. */
static bool parse_profiles(struct ctx *ctx, const char *value, bool *profiles) {
    memset(profiles, 0, sizeof *profiles * PDF_PROFILE_COUNT);
    for (const char *name = value;; name++) {
        size_t len = strcspn(name, ",");
        enum pdf_profile profile;
        if (!pdf_profile_lookup((struct str){name, len}, &profile)) {
            struct buf known;
            buf_init(&known, ctx->arena);
            for (int i = 0; i < PDF_PROFILE_COUNT; i++)
                buf_printf(&known, "%s%s", i ? ", " : "", pdf_profile_name((enum pdf_profile)i));
            diag(ctx, DIAG_APP_PROFILE_UNKNOWN, place_nowhere(), "%.*s (%s)", (int)len, name, known.s);
            return false;
        }
        profiles[profile] = true;
        name += len;
        if (!*name) return true;
    }
}

static bool parse_number(struct ctx *ctx, const char *option, const char *value, int64_t least, int64_t most,
                         unsigned *out) {
    int64_t number;
    if (!str_int(str_from(value), &number) || number < least || number > most)
        return wrong_value(ctx, option, value, arena_printf(ctx->arena, "%" PRId64 "–%" PRId64, least, most));
    *out = (unsigned)number;
    return true;
}

static bool parse_diag(struct ctx *ctx, const char *value, bool *json) {
    *json = strcmp(value, "json") == 0;
    return *json || strcmp(value, "text") == 0 || wrong_value(ctx, "diag", value, "text, json");
}

static bool parse_stage(struct ctx *ctx, const char *value, enum dump_stage *stage) {
    for (int i = 0; i < DUMP_STAGE_COUNT; i++)
        if (strcmp(value, stage_names[i]) == 0) {
            *stage = (enum dump_stage)i;
            return true;
        }
    return wrong_value(ctx, "stage", value, "model, flow, lines, paint");
}

/* "latin-i,join-lines": repairs all. */
static bool parse_repairs(struct ctx *ctx, const char *option, const char *value, rule_set *set) {
    for (const char *name = value;; name++) {
        size_t len = strcspn(name, ",");
        enum rule rule;
        if (!rule_lookup((struct str){name, len}, &rule) || !rule_repairs(rule)) {
            struct buf known;
            buf_init(&known, ctx->arena);
            for (int i = 0; i < RULE_COUNT; i++)
                if (rule_repairs((enum rule)i))
                    buf_printf(&known, "%s%s", known.len ? ", " : "", rule_name((enum rule)i));
            return wrong_value(ctx, option, value, known.s);
        }
        *set |= RULE_BIT(rule);
        name += len;
        if (!*name) return true;
    }
}

static bool parse_one(struct ctx *ctx, int option, const char *value, struct options *out) {
    switch (option) {
    case OPTION_ALL: out->all = true; return true;
    case OPTION_PROFILE: return parse_profiles(ctx, value, out->profiles);
    case OPTION_FORCE: out->force = true; return true;
    case OPTION_DEPFILE: out->depfile = true; return true;
    case OPTION_STRICT: out->strict = true; return true;
    case OPTION_BOOKLET: out->booklet = true; return true;
    case OPTION_PROOF: out->proof = true; return true;
    case OPTION_DIAG: return parse_diag(ctx, value, &out->json);
    case OPTION_TEMPLATE: out->template = value; return true;
    case OPTION_LANG: out->language = value; return true;
    case OPTION_STAGE: return parse_stage(ctx, value, &out->stage);
    case OPTION_GUIDES: out->guides = true; return true;
    case OPTION_WATCH: out->watch = true; return true;
    case OPTION_ENCODING: out->encoding = value; return true;
    case OPTION_ON: return parse_repairs(ctx, "on", value, &out->rules.on);
    case OPTION_OFF: return parse_repairs(ctx, "off", value, &out->rules.off);
    case 'o': out->out_dir = value; return true;
    case 'j': return parse_number(ctx, "jobs", value, 1, 256, &out->jobs);
    case OPTION_LIMIT_TIME: return parse_number(ctx, "limit-time", value, 0, 1000000, &out->limit_time);
    case OPTION_LIMIT_MEMORY: return parse_number(ctx, "limit-memory", value, 0, 100000000, &out->limit_memory);
    case 'q': out->quiet = true; return true;
    case 'v': out->verbose = true; return true;
    default: out->help = true; return true;
    }
}

/* What getopt_long could not read, as the user wrote it. */
static bool report_unreadable(struct ctx *ctx, int result, char **argv) {
    enum diag_code code = result == ':' ? DIAG_APP_OPTION_ARGUMENT : DIAG_APP_OPTION_UNKNOWN;
    /* A byte of no ASCII letter: the word it stands in may not be done with. */
    bool in_word = optopt < 0 && argv[optind] && argv[optind][0] == '-' && strchr(argv[optind], optopt);
    if (optopt > 0 && optopt < LETTERLESS)
        diag(ctx, code, place_nowhere(), "-%c", optopt);
    else
        diag(ctx, code, place_nowhere(), "%s", argv[in_word ? optind : optind - 1]);
    return false;
}

bool options_parse(struct ctx *ctx, enum command_id command, int argc, char **argv, struct options *out) {
    struct option longs[SPEC_COUNT + 1];
    char letters[2 * SPEC_COUNT + 2];
    getopt_arrays(command, longs, letters);

    *out = (struct options){.limit_time = LIMIT_TIME, .limit_memory = LIMIT_MEMORY};
    out->out_dir = NO_FOLDER & BIT(command) ? NULL : "build/issues";
    for (int i = 0; i < PDF_PROFILE_COUNT; i++) out->profiles[i] = true;
    bool good = true;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, letters, longs, NULL)) != -1;)
        good = (option == '?' || option == ':' ? report_unreadable(ctx, option, argv)
                                               : parse_one(ctx, option, optarg, out)) &&
               good;
    out->issues = argv + optind;
    out->issue_count = (size_t)(argc - optind);
    return good || out->help;
}
