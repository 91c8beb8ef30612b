/* paragraph: spans -> one row of characters as they will be set, with what may happen between them.
 *
 * In: the spans of a paragraph. Out: struct paragraph. Typographic rules that replace characters happen here
 * (paragraph.c, amend.c), and the decision which spaces do not break (nobreak.c). Used by text only.
 */
#ifndef VISNYK_TEXT_PARAGRAPH_H
#define VISNYK_TEXT_PARAGRAPH_H

#include "style/style.h"
#include "text/language.h"

enum typed_flag {
    TYPED_SPACE = 1,      /* glue, not part of a word */
    TYPED_NO_BREAK = 2,   /* space: the line does not end here */
    TYPED_FIXED = 4,      /* space: of fixed width */
    TYPED_NEWLINE = 8,    /* the line ends here; no character */
    TYPED_SOFT = 16,      /* a soft hyphen stood before this character */
    TYPED_ZERO = 32,      /* a zero-width space stood before this character */
    TYPED_JOINED = 64,    /* a word joiner stood before this character */
    TYPED_VERBATIM = 128, /* no rule touches it */
    TYPED_ESCAPED = 256,  /* typed with a backslash or as an entity: not replaced */
    TYPED_GONE = 512,     /* amend.c: does not stay */
    TYPED_GROUP = 1024    /* amend.c: the mark of groups comes before it */
};

struct typed {
    uint32_t cp;
    uint32_t at;   /* [bytes] offset in paragraph->text */
    uint32_t from; /* [bytes] offset in the span's text */
    uint32_t span;
    uint16_t penalty; /* space: see struct atom */
    uint16_t flags;
};
VEC(typed_list, struct typed);

struct paragraph {
    const struct flow_text *source;
    struct language **languages; /* one per span */
    struct typed_list chars;
    struct str text; /* the characters in UTF-8; a newline has none */
    bool changed;    /* `text` is not in step with `chars` */
};

/* Everything is allocated in `work`; `languages` has one entry per span. */
void paragraph_read(struct ctx *ctx, struct arena *work, const struct flow_text *source, struct language **languages,
                    struct paragraph *out);

/* Puts dashes, numbers, marks and the spaces beside them right; may leave `changed` set. */
void paragraph_amend(struct arena *work, struct paragraph *p);

/* The rules that are off where character i stands. */
static inline rule_set paragraph_rules_off(const struct paragraph *p, size_t i) {
    const struct rule_choice *rules = &p->source->spans[p->chars.at[i].span].rules;
    return (p->languages[p->chars.at[i].span]->off & ~rules->on) | rules->off;
}

/* Marks the spaces at which the line does not end. head: the paragraph is a head, short words lean on the next one. */
void paragraph_keep_spaces(struct arena *work, struct paragraph *p, bool head);

/* The characters [from, to) in UTF-8; they must hold no newline inside. */
static inline struct str paragraph_text(const struct paragraph *p, size_t from, size_t to) {
    size_t start = from < p->chars.len ? p->chars.at[from].at : p->text.len;
    size_t end = to < p->chars.len ? p->chars.at[to].at : p->text.len;
    return (struct str){p->text.s + start, end - start};
}

static inline bool cp_is_apostrophe(uint32_t cp) {
    return cp == '\'' || cp == '`' || cp == 0xB4 || cp == 0x2018 || cp == 0x2019 || cp == 0x02BC || cp == 0x2032;
}

#endif
