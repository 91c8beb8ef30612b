/* What the program says to people besides diagnostics: words, counts, help; English and Ukrainian. */
#ifndef VISNYK_APP_SAY_H
#define VISNYK_APP_SAY_H

#include "app/options.h"
#include "base/diag.h"
#include "base/str.h"

enum word {
    WORD_MADE,
    WORD_FRESH,
    WORD_NOT_MADE,
    WORD_STOPPED,
    WORD_LOAD,
    WORD_PARSE,
    WORD_STYLE,
    WORD_SET_LINES,
    WORD_PAGE,
    WORD_WRITE,
    WORD_TOTAL,
    WORD_MEMORY,
    WORD_MS,
    WORD_MB,
    WORD_MADE_FOLDER,
    WORD_SEE_HELP,
    WORD_OFF,
    WORD_SET,
    WORD_CHECKED,
    WORD_SAME_BYTES,
    WORD_SAME_CONTENT,
    WORD_SAME_LAYOUT,
    WORD_DIFFERS,
    WORD_NOT_CHECKED,
    WORD_PAGE_SHORT,
    WORD_NOTHING_FOUND,
    WORD_DRAWN,
    WORD_UNTITLED,
    WORD_COUNT
};

const char *say_word(enum word word, enum ui_lang lang);

enum noun {
    NOUN_ISSUE,
    NOUN_PAGE,
    NOUN_ERROR,
    NOUN_WARNING,
    NOUN_FILE,
    NOUN_HEAD,
    NOUN_ITEM,
    NOUN_TABLE,
    NOUN_RULE,
    NOUN_PARAGRAPH,
    NOUN_COUNT
};

/* "1 page", "5 сторінок". */
void say_count(struct buf *out, size_t count, enum noun noun, enum ui_lang lang);

const char *say_help(enum ui_lang lang);
const char *say_command_help(enum command_id command, enum ui_lang lang);

#endif
