/* Diagnostics: the catalogue, places, and how a message looks.
 *
 * A message is a code of the catalogue (diag.def: severity and fixed text, English and Ukrainian), a detail (data
 * only: names, numbers, bytes - never a sentence, so it needs no translation) and a place. A place is a byte range in
 * an undecoded file; it travels from the bytes to the glyph. Files are registered once and keep their bytes and,
 * when they were decoded, the text with its map, so that line, column and the caret line can be shown as a reader of
 * the file sees them.
 */
#ifndef VISNYK_BASE_DIAG_H
#define VISNYK_BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/str.h"
#include "base/vec.h"

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

enum diag_code {
#define DIAG(name, code, severity, english, ukrainian) DIAG_##name,
#include "base/diag.def"
#undef DIAG
    DIAG_CODE_COUNT
};

struct place {
    uint32_t file;       /* number given by diags_file; 0 is "nowhere" */
    uint32_t start, end; /* [bytes of the undecoded file], end exclusive; start == end == 0: the file as a whole */
};

/* From text offset `text` on, up to the next entry, each `text_step` bytes of text stand for `byte_step` bytes of the
 * file from `byte` on: 1 and 1 where the file has the same bytes, 2 and 1 for letters of a code page; 0 and 0: all of
 * it stands for `byte`. Sorted by both. */
struct textmap_entry {
    uint32_t text, byte;
    uint8_t text_step, byte_step;
};
VEC(textmap, struct textmap_entry);

struct diag_file {
    const char *path;
    struct str bytes;
    struct str text;           /* UTF-8; equals bytes when nothing had to be decoded */
    const struct textmap *map; /* NULL: text and bytes are the same */
};

struct diag {
    enum diag_code code;
    struct place place;
    const char *detail; /* "" when the fixed text says it all */
    unsigned times;     /* the same code at the same place again: counted, not repeated */
    unsigned round;     /* in which it was recorded */
};
VEC(diag_list, struct diag);

struct diags;
struct ctx;

struct diags *diags_new(struct arena *arena);

/* Registers a file; path and bytes must live as long as the diags. Returns its number (> 0). */
uint32_t diags_file(struct diags *diags, const char *path, struct str bytes);
/* Tells what the file's bytes read as. */
void diags_decoded(struct diags *diags, uint32_t file, struct str text, const struct textmap *map);
const struct diag_file *diags_file_lookup(const struct diags *diags, uint32_t file);

/* Records a message. More than 200 of one code in one file are counted, not kept (a note says how many). */
void diag(struct ctx *ctx, enum diag_code code, struct place place, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));

/* Would one more be kept? To look for its place is else in vain. */
bool diags_keep(const struct diags *diags, enum diag_code code, uint32_t file);

/* From here on the same work is done once more: a message that was recorded before this call is not counted again. */
void diags_round(struct diags *diags);

/* While it holds nothing is recorded: work that is only tried. */
void diags_mute(struct diags *diags, bool mute);

size_t diags_count(const struct diags *diags, enum diag_severity severity);
bool diags_hold(const struct diags *diags, enum diag_code code);
const struct diag_list *diags_all(const struct diags *diags);
/* All messages in the order for people: by file as they were read, what has no file last; in a file by place. */
struct diag_list diags_sorted(const struct diags *diags);

/* The place of text bytes [start, end) of a decoded file, and back: the text offset of a byte. */
struct place place_of_text(const struct diags *diags, uint32_t file, size_t start, size_t end);
size_t text_of_place(const struct diags *diags, struct place place);
/* Place of `len` text bytes that begin `offset` text bytes behind the start of `whole`; clamped to `whole`. */
struct place place_within(const struct diags *diags, struct place whole, size_t offset, size_t len);
/* Is `text`, read from this place, a backslash escape or an entity of Markdown? The author then meant exactly it. */
bool place_is_escape(const struct diags *diags, struct place place, struct str text);
struct place place_nowhere(void);
struct place place_file(uint32_t file);

/* 1-based line and column (in code points) of the place's start, in the decoded text. */
void place_line_column(const struct diags *diags, struct place place, unsigned *line, unsigned *column);

enum ui_lang { UI_EN, UI_UK };
/* uk when LC_ALL, LC_MESSAGES or LANG (the first that is set) begins with "uk"; no installed locale is needed. */
enum ui_lang ui_lang_from_env(void);

enum diag_severity diag_severity_of(enum diag_code code);
const char *diag_code_name(enum diag_code code);
const char *diag_text(enum diag_code code, enum ui_lang lang);

/* path:line:column: severity: text: detail [code], then the source line with a caret under the place. */
void diags_print(const struct diags *diags, FILE *out, enum ui_lang lang);
/* The decoded source line of a place, without its line end; long lines are cut around the place. */
struct str place_line_text(const struct diags *diags, struct place place);

#endif
