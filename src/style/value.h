/* style/value: scalars of a template -> lengths, colours, rules, choices.
 *
 * In: a YAML map and a table of keys. Out: the fields of a record. Private to style. A wrong value is a diagnostic at
 * its place and leaves the field as it was: the default.
 */
#ifndef VISNYK_STYLE_VALUE_H
#define VISNYK_STYLE_VALUE_H

#include "base/vec.h"
#include "model/model.h"
#include "source/source.h"
#include "style/style.h"

struct colour_name {
    struct str name;
    struct colour colour;
};
VEC(palette, struct colour_name);

enum value_type {
    VALUE_LENGTH, /* mpt: "9.3pt", "19mm", "1em", "0" */
    VALUE_INT,    /* int */
    VALUE_BOOL,   /* bool */
    VALUE_COLOUR, /* struct colour: "accent", "text 80%" */
    VALUE_TINT,   /* struct tint: a colour or "none" */
    VALUE_RULE,   /* struct rule_style: "0.7pt accent" or "none" */
    VALUE_CHOICE, /* int, one of `choices` */
    VALUE_TEXT,   /* struct text */
    VALUE_OTHER   /* known here, read elsewhere */
};

struct choice {
    const char *name;
    int value;
};

struct tint {
    bool on;
    struct colour colour;
    struct place place; /* where the template says so */
};

struct key {
    const char *name;
    enum value_type type;
    size_t offset;                /* of the field in the record */
    int64_t min, max;             /* LENGTH [mpt], INT */
    const struct choice *choices; /* CHOICE: ended by a NULL name */
};

struct values {
    struct ctx *ctx;
    const struct palette *palette;
    mpt em; /* what 1em is [mpt] */
};

/* Reads each key of the table (ended by a NULL name) that the map has. Bit i is set when key i was given and right. */
uint32_t values_read(const struct values *values, const struct node *map, const struct key *keys, void *record);

/* Copies the fields whose bits are set. */
void values_copy(const struct key *keys, uint32_t given, const void *from, void *to);

/* Warns of keys that no table knows; more may be NULL. */
void values_check_keys(struct ctx *ctx, const struct node *map, const struct key *keys, const struct key *more);

/* "accent 8%" in the palette. False, with a diagnostic, when there is no such colour. */
bool value_colour(const struct values *values, const struct node *node, struct colour *out);

/* A length; em is the value of 1em. False when the text is none; nothing is recorded. */
bool value_length(struct str text, mpt em, mpt *out);

/* Records a wrong value; expected: what would have been right, data rather than a sentence. */
void value_wrong(struct ctx *ctx, const struct node *node, const char *key, const char *expected);

/* The name in `names` nearest to `name`, or NULL when none is near; names are ended by NULL. */
const char *value_nearest(struct str name, const char *const *names);

/* What a message says behind a name: " (body?)", or "" for NULL. */
const char *value_near_text(struct ctx *ctx, const char *near);

#endif
