/* tongue: templates/languages/LANG/proof.yaml -> what the rules must know about a language.
 *
 * In: a tag and the data folders. Out: struct tongue. Private to proof. The keys are explained in the files.
 */
#ifndef VISNYK_PROOF_TONGUE_H
#define VISNYK_PROOF_TONGUE_H

#include "base/ctx.h"
#include "base/str.h"
#include "base/vec.h"
#include "source/source.h"

struct letter_pair {
    uint32_t other, own; /* of the other alphabet, of this language */
};

#define PART_LETTERS_MAX 16

/* обєкт: small letters without the apostrophe, which stands behind the first `lead` of them. */
struct part {
    uint32_t letters[PART_LETTERS_MAX];
    size_t len, lead;
};

struct word_set {
    struct str *at; /* sorted by bytes */
    size_t len;
};

struct tongue {
    struct str tag;
    bool known;    /* there is a proof.yaml */
    bool cyrillic; /* its own alphabet; else Latin */
    struct letter_pair *pairs;
    size_t pair_count;
    struct word_set words;     /* made of look-alikes only */
    struct str alien;          /* letters of the same alphabet that the language does not have */
    struct str quotes;         /* that open a quotation */
    uint32_t apostrophe;       /* 0: none inside words */
    struct str before;         /* letters that the apostrophe stands before */
    struct str never_soft;     /* no soft sign stands between these and `before` */
    uint32_t hard_sign;        /* stands where Ukrainian has the apostrophe; 0: not in this language */
    struct str missing_behind; /* apostrophe missing: one of these (or a word's beginning), */
    struct str missing_after;  /* one of these, */
    struct str missing_before; /* one of these */
    struct part *parts;        /* of words that have an apostrophe */
    size_t part_count;
    struct word_set doubled;      /* words that may stand twice */
    struct word_set hanging;      /* words that may follow a hanging hyphen: one- and two-storey */
    struct word_set months;       /* in dates */
    struct word_set number_words; /* a number behind them is no quantity: №, тел., ISO */
    bool wide_sentences;          /* two spaces after a sentence are a habit */
};

/* Never NULL; `known` is false when there is no data. */
struct tongue *tongue_load(struct ctx *ctx, struct str tag, const char *const *data_dirs);

/* As cp_lower, at once for the alphabets that nearly all text here consists of. */
uint32_t small_letter(uint32_t cp);
bool cp_among(struct str letters, uint32_t cp); /* the small form counts too */
bool set_has(const struct word_set *set, struct str word);
/* The look-alike of the other alphabet in this language's own, and back; 0 when there is none. */
uint32_t tongue_own(const struct tongue *tongue, uint32_t other);
uint32_t tongue_other(const struct tongue *tongue, uint32_t own);
bool tongue_is_own(const struct tongue *tongue, uint32_t cp); /* a letter of its alphabet */

#endif
