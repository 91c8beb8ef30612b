/* The list of rules.
 *
 * Names and what they do are the program's (base/rule.def), examples are the language's: `examples:` of language.yaml
 * for setting, of proof.yaml for proofreading. An example of setting is set before it is printed, so a change of the
 * data that breaks a rule shows at once; those of proofreading are tried by the tests.
 */
#include "app/rules.h"

#include <stdio.h>
#include <string.h>

#include "app/find.h"
#include "app/say.h"
#include "base/file.h"
#include "base/rule.h"
#include "source/source.h"
#include "text/text.h"

struct lister {
    struct ctx *ctx;
    enum ui_lang ui;
    struct sampler *sampler;
    struct node settings, checks; /* language.yaml, proof.yaml */
};

static bool load_from(struct ctx *ctx, const char *path, struct node *root) {
    struct source *source;
    return source_load(ctx, path, "UTF-8", place_nowhere(), place_nowhere(), &source) &&
           yaml_parse(ctx, source, 0, source->text.len, root);
}

/* "en-GB" is content with the folder "en". */
static bool load(struct ctx *ctx, const char *lang, const char *name, struct node *root) {
    for (size_t len = strlen(lang);; len = strcspn(lang, "-")) {
        for (const char *const *dir = find_data_dirs(ctx); *dir; dir++) {
            const char *path = arena_printf(ctx->arena, "%s/templates/languages/%.*s/%s", *dir, (int)len, lang, name);
            if (file_exists(path)) return load_from(ctx, path, root);
        }
        if (len == strcspn(lang, "-")) return false;
    }
}

/* The words are divided where that is what the rule is about. */
static void try_example(const struct lister *l, enum rule rule, struct str typed, const struct node *set) {
    bool divided = rule == RULE_HYPHENATION || rule == RULE_ORDINAL;
    struct str shown = sampler_show(l->sampler, typed, (struct rule_choice){.on = RULE_BIT(rule)}, divided);
    if (!str_eq(shown, set->text))
        diag(l->ctx, DIAG_RULE_EXAMPLE, set->place, "%s: %.*s", rule_name(rule), STR_ARG(shown));
}

static void print_examples(const struct lister *l, enum rule rule, const struct node *root, bool set) {
    const struct node *examples = node_lookup(node_lookup(root, "examples"), rule_name(rule));
    if (!examples || examples->kind != NODE_LIST || !examples->count) return;
    printf("    %s\n", say_word(set ? WORD_SET : WORD_CHECKED, l->ui));
    for (size_t i = 0; i < examples->count; i++) {
        const struct node *pair = &examples->items[i];
        if (pair->kind != NODE_LIST || pair->count != 2 || pair->items[0].kind != NODE_SCALAR ||
            pair->items[1].kind != NODE_SCALAR) {
            diag(l->ctx, DIAG_YAML_WRONG_VALUE, pair->place, "[…, …]");
            continue;
        }
        if (set) try_example(l, rule, pair->items[0].text, &pair->items[1]);
        printf("        %.*s  %s  %.*s\n", STR_ARG(pair->items[0].text), set ? "→" : "|", STR_ARG(pair->items[1].text));
    }
}

static void print_rule(const struct lister *l, enum rule rule) {
    bool off = sampler_optional(l->sampler) & RULE_BIT(rule) || (rule_repairs(rule) && !rule_sets(rule));
    printf("%s%s\n    %s\n", rule_name(rule), off ? say_word(WORD_OFF, l->ui) : "", rule_about(rule, l->ui));
    print_examples(l, rule, &l->settings, true);
    print_examples(l, rule, &l->checks, false);
}

enum exit_status rules_list(struct ctx *ctx, const char *lang, enum ui_lang ui) {
    struct lister l = {.ctx = ctx, .ui = ui};
    lang = lang ? lang : "uk";
    l.sampler = sampler_new(ctx, lang, find_data_dirs(ctx));
    if (!l.sampler) return STATUS_USAGE;
    load(ctx, lang, "language.yaml", &l.settings);
    load(ctx, lang, "proof.yaml", &l.checks);
    for (int i = 0; i < RULE_COUNT; i++) print_rule(&l, (enum rule)i);
    return diags_count(ctx->diags, DIAG_ERROR) ? STATUS_TROUBLE : STATUS_MADE;
}
