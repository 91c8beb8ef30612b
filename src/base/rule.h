/* Names of the rules of language, and which of them an author wants.
 *
 * In: names from templates, issue.yaml and front matter. Out: sets of rules as bits. Used by model and style (who
 * chooses), text (which applies rules when setting) and proof (which looks for offences).
 */
#ifndef VISNYK_BASE_RULE_H
#define VISNYK_BASE_RULE_H

#include "base/diag.h"

enum rule {
#define RULE(id, name, sets, checks, repairs, english, ukrainian) RULE_##id,
#include "base/rule.def"
#undef RULE
    RULE_COUNT
};

typedef uint64_t rule_set;
#define RULE_BIT(rule) ((rule_set)1 << (rule))

/* off, on: switched so by name; a rule that is in neither is as its language says. No rule is in both. */
struct rule_choice {
    rule_set off, on;
};

/* What holds where both were said: `inner` wins. */
struct rule_choice rule_choice_within(struct rule_choice outer, struct rule_choice inner);

bool rule_lookup(struct str name, enum rule *out);
const char *rule_name(enum rule rule);
bool rule_sets(enum rule rule);
/* Does it put right how old text was typed or stored? */
bool rule_repairs(enum rule rule);
/* The message of proof that the rule stands for; false when proof has none. */
bool rule_checks(enum rule rule, enum diag_code *code);
/* One line that says what the rule does. */
const char *rule_about(enum rule rule, enum ui_lang lang);

#endif
