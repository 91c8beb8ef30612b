/* The catalogue of rules (rule.def) and sets of them. */
#include "base/rule.h"

#include <assert.h>
#include <string.h>

static_assert(RULE_COUNT <= 64, "a rule_set has a bit for each rule");

static const struct {
    const char *name;
    bool sets, checks, repairs;
    const char *about[2]; /* by enum ui_lang; NULL: as the message says */
} rules[RULE_COUNT] = {
#define RULE(id, name, sets, checks, repairs, english, ukrainian) {name, sets, checks, repairs, {english, ukrainian}},
#include "base/rule.def"
#undef RULE
};

struct rule_choice rule_choice_within(struct rule_choice outer, struct rule_choice inner) {
    return (struct rule_choice){(outer.off & ~inner.on) | inner.off, (outer.on & ~inner.off) | inner.on};
}

bool rule_lookup(struct str name, enum rule *out) {
    for (int i = 0; i < RULE_COUNT; i++) {
        if (!str_is(name, rules[i].name)) continue;
        *out = (enum rule)i;
        return true;
    }
    return false;
}

const char *rule_name(enum rule rule) { return rules[rule].name; }

bool rule_sets(enum rule rule) { return rules[rule].sets; }

bool rule_repairs(enum rule rule) { return rules[rule].repairs; }

bool rule_checks(enum rule rule, enum diag_code *code) {
    if (!rules[rule].checks) return false;
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        const char *name = diag_code_name((enum diag_code)i);
        if (strncmp(name, "proof-", 6) != 0 || strcmp(name + 6, rules[rule].name) != 0) continue;
        *code = (enum diag_code)i;
        return true;
    }
    return false;
}

const char *rule_about(enum rule rule, enum ui_lang lang) {
    enum diag_code code;
    if (rules[rule].about[lang]) return rules[rule].about[lang];
    return rule_checks(rule, &code) ? diag_text(code, lang) : "";
}
