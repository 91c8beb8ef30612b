/* language: templates/languages/LANG -> what text needs to know about a language.
 *
 * In: a tag and the data folders. Out: struct language; the hyphenation patterns are read when the first word is to
 * be divided. Used by text only. Fails: no data for a tag is one warning; the language then has no rules.
 */
#ifndef VISNYK_TEXT_LANGUAGE_H
#define VISNYK_TEXT_LANGUAGE_H

#include <hb.h>

#include "base/ctx.h"
#include "base/rule.h"
#include "base/vec.h"
#include "text/hyphen.h"

/* What a word does to the space beside it (language.yaml, no-break:). */
enum word_role {
    WORD_KEEPS_NEXT = 1,      /* after-words */
    WORD_KEEPS_NEXT_HEAD = 2, /* after-short-words */
    WORD_KEEPS_PREVIOUS = 4,  /* before-words */
    WORD_BEFORE_NUMBER = 8,   /* before-number */
    WORD_BEFORE_NAME = 16,    /* before-name */
    WORD_AFTER_NUMBER = 32,   /* after-number */
    WORD_AFTER_NAME = 64,     /* after-name */
    WORD_STARTS_PHRASE = 128, /* is the first word of a phrase */
    WORD_MEASURE = 256,       /* measures */
    WORD_MONTH = 512,         /* months */
    WORD_BEFORE_PHONE = 1024, /* before-phone */
    WORD_BEFORE_PAGES = 2048  /* before-pages */
};

/* Quotation marks in the order of language.yaml. */
enum { QUOTE_OPEN, QUOTE_CLOSE, QUOTE_INNER_OPEN, QUOTE_INNER_CLOSE, QUOTE_COUNT };

#define PHRASE_WORDS_MAX 6

struct phrase {
    struct str word[PHRASE_WORDS_MAX];
    size_t count;
};
VEC(phrase_list, struct phrase);

struct word_slot {
    struct str word; /* s == NULL: free */
    unsigned roles;
};

struct language {
    const char *tag; /* as the spans say it */
    hb_language_t hb;
    bool cyrillic;               /* digits and signs that stand alone are set as this script */
    uint32_t quote[QUOTE_COUNT]; /* 0: the language has no such rule */
    uint32_t apostrophe;         /* 0: as typed */
    uint32_t dash, joined_dash;  /* between spaces, between letters; 0: as typed */
    uint32_t decimal, group;     /* marks in numbers; 0: as typed */
    rule_set off;                /* rules that are off unless somebody wants them */
    struct word_slot *words;     /* open hash table; NULL: no rules */
    size_t words_mask;
    struct phrase_list phrases;
    struct hyphen_rules hyphen;
    const char *dir;                     /* NULL: no data */
    struct str patterns;                 /* file name; "" when there is none */
    struct str_list exceptions;          /* file names */
    const struct hyphenator *hyphenator; /* NULL until first used */
    bool hyphenator_tried;
};

/* An exception of the issue (see hyphen.h). */
struct own_exception {
    struct str word;
    struct place place;
};
VEC(own_exceptions, struct own_exception);

/* mention: where the tag is first used. The empty tag is a language without rules. */
struct language *language_load(struct ctx *ctx, const char *tag, const char *const *data_dirs, struct place mention);

/* Roles of a word, as written or with its first letter in lower case; 0 for others. */
unsigned language_roles(const struct language *language, struct str word);

/* The hyphenator, loaded at the first call; NULL when the language has none. own: above its own exceptions. */
const struct hyphenator *language_hyphenator(struct ctx *ctx, struct language *language,
                                             const struct own_exceptions *own);

#endif
