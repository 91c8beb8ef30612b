/* rules: what the rules see, and their list. Private to proof.
 *
 * A rule looks at one strip (a paragraph, a heading, a cell, a field) and reports through proof_report; what must be
 * seen over a whole article (dates, kinds of quotes) is kept in struct proof until the article ends.
 */
#ifndef VISNYK_PROOF_RULES_H
#define VISNYK_PROOF_RULES_H

#include "proof/strip.h"
#include "proof/tongue.h"

/* The codes of the rules stand together in diag.def. */
#define CHECK_FIRST DIAG_PROOF_MIXED_LETTERS
#define CHECK_LAST DIAG_PROOF_DATES_MIXED
#define CHECK_COUNT (CHECK_LAST - CHECK_FIRST + 1)

/* A quotation that runs on in the next paragraph. */
struct carry {
    uint32_t opened; /* the mark; 0: none */
    struct place place;
    unsigned age; /* [paragraphs] since */
};

enum date_form { DATE_WORDS, DATE_DOTS, DATE_DOTS_SHORT, DATE_SLASHES, DATE_HYPHENS, DATE_ISO, DATE_FORM_COUNT };

struct odd_date {
    enum date_form form;
    struct place place;
    const char *text;
};
VEC(odd_date_list, struct odd_date);

struct proof {
    struct ctx *ctx;
    const struct tongue *tongue;
    bool off[CHECK_COUNT];
    struct strip strip;
    bool field; /* the strip is a field of the front matter, whose ISO dates are printed in words */
    struct carry carry;
    size_t date_count[DATE_FORM_COUNT];
    struct odd_date_list odd_dates; /* every date that is no DATE_WORDS or DATE_DOTS */
    uint32_t foreign_quote;         /* the first outermost quotation in marks of another language, */
    struct place foreign_place;     /* its place, */
    size_t foreign_quotes;          /* and how many there are */
};

/* Records a message at signs [start, end) unless the rule is off. */
void proof_report(struct proof *p, enum diag_code code, size_t start, size_t end, const char *detail);
bool proof_is_on(const struct proof *p, enum diag_code code);
/* Signs [start, end) as text, of at most 60 signs. */
void proof_quote(const struct proof *p, size_t start, size_t end, struct buf *out);

/* marks.c: the word before sign i says that the number at i is a name: тел. 32-15, ISO 8859-1; or nothing stands
 * before it. */
bool names_number(const struct proof *p, size_t i);
/* marks.c: a blank and a month stand at sign i. */
bool month_behind(const struct proof *p, size_t i);

/* letters.c: look-alikes, letters that do not belong. */
void check_letters(struct proof *p);
/* apostrophe.c */
void check_apostrophes(struct proof *p);
/* marks.c: spaces, punctuation, dashes. */
void check_marks(struct proof *p);
/* pairs.c: quotes and brackets. */
void check_pairs(struct proof *p);
void finish_pairs(struct proof *p); /* at the end of an article */
/* words.c: doubled words. */
void check_doubled(struct proof *p);
/* dates.c */
void check_dates(struct proof *p);
void finish_dates(struct proof *p);

#endif
