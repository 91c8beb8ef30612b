/* source: bytes on disk -> UTF-8 text with a map back to the bytes; YAML -> a tree whose nodes know their places.
 *
 * In: a path or bytes, and the name of an encoding. Out: struct source, struct node. Used by style (templates),
 * markdown (articles) and app (issue.yaml). Fails: a file that cannot be read or YAML that cannot be parsed is an
 * error with a place and `false`; a byte that does not decode is a warning and U+FFFD.
 * CR and CRLF become LF in the text (the map keeps the bytes); NUL becomes U+FFFD with a diagnostic; a byte order
 * mark is not part of the text.
 */
#ifndef VISNYK_SOURCE_SOURCE_H
#define VISNYK_SOURCE_SOURCE_H

#include <stdbool.h>

#include "base/ctx.h"
#include "base/rule.h"
#include "base/str.h"
#include "base/vec.h"

struct source {
    const char *path;
    uint32_t file;        /* number in diags */
    struct str bytes;     /* as on disk */
    struct str text;      /* UTF-8, LF line ends */
    const char *encoding; /* the name it was decoded by, e.g. "CP1251"; never NULL */
    bool guessed;         /* encoding was found by `auto` */
    int confidence;       /* [%] of the guess */
};

/* encoding NULL or "auto": BOM, UTF-8 validity, then letter statistics choose among UTF-16LE/BE, CP1251, KOI8-U,
 * KOI8-R, KOI8-RU, CP866, CP1125, ISO-8859-5, MacUkraine, MacCyrillic. Any other name goes to iconv; a name it does not
 * know is an error at encoding_place. */
bool source_load(struct ctx *ctx, const char *path, const char *encoding, struct place encoding_place,
                 struct place mention, struct source **out);
bool source_from_bytes(struct ctx *ctx, const char *path, struct str bytes, const char *encoding,
                       struct place encoding_place, struct source **out);

/* How often each repair changed something. */
struct repair_counts {
    size_t at[RULE_COUNT];
};

/* Puts right in the text what the repairs of `rules` find: `twice-decoded`, `latin-i`, `soft-hyphens`, `apostrophe`
 * (base/rule.def); others are passed over. The text and its map are new, the bytes stay. Each place is a note, the
 * first 200 of a kind at least. `counts` may be NULL. Linear time. */
void source_repair(struct ctx *ctx, struct source *source, rule_set rules, struct repair_counts *counts);

/* Can files be read in this encoding? */
bool source_encoding_known(const char *encoding);

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    struct place place;      /* of the value */
    struct str text;         /* scalar: its value, UTF-8; "" for an empty one (`key:`) */
    bool quoted;             /* scalar: stood in quotes or in a block, so "true" or "12" is meant as text */
    struct node *items;      /* list: `count` nodes */
    struct node_pair *pairs; /* map: `count` pairs in the order of the file */
    size_t count;
};

struct node_pair {
    struct str key;
    struct place key_place;
    struct node value;
};

/* Parses text bytes [start, end) of a source as one YAML document. Anchors, aliases and merge keys are an error (they
 * make small files huge); a key given twice is a warning, the first one holds; nesting is limited to 64. An empty
 * document is an empty map. A value of one line that YAML cannot read for its signs is a warning and read as text.
 * False: an error is recorded, and *out holds what was read before it. */
bool yaml_parse(struct ctx *ctx, const struct source *source, size_t start, size_t end, struct node *out);

/* Loads and parses a YAML file that many issues share (template, language): with ctx->stock it is parsed once for all
 * of them. Fails as source_load and yaml_parse. */
bool yaml_load(struct ctx *ctx, const char *path, const char *encoding, struct place mention, struct node *out);

/* The value of a key, or NULL; NULL and non-map nodes are allowed. */
const struct node *node_lookup(const struct node *map, const char *key);

/* Adds the pairs of `parent` that `map` lacks; a map in both is joined in the same way, any other value of `map` holds.
 */
void node_inherit(struct arena *arena, struct node *map, const struct node *parent);

/* Warns of each key that is not in `known` (NULL-ended), naming the nearest known one: code `yaml-unknown-key`. */
void node_check_keys(struct ctx *ctx, const struct node *map, const char *const *known);
/* The same; a key that belongs into a map below is told so (`yaml-key-deeper`): `deeper` holds paths like
 * "masthead.place". */
void node_check_keys_here(struct ctx *ctx, const struct node *map, const char *const *known, const char *const *deeper);

struct str_list_view {
    struct str *at;
    struct place *place;
    size_t len;
};

/* Typed readers. Absent key: false, nothing recorded. Wrong shape: diagnostic `yaml-wrong-value` at the value with
 * what was expected, and false. */
bool node_text(struct ctx *ctx, const struct node *map, const char *key, struct str *out);
bool node_int(struct ctx *ctx, const struct node *map, const char *key, int64_t min, int64_t max, int64_t *out);
bool node_bool(struct ctx *ctx, const struct node *map, const char *key, bool *out);
/* One of `names`, which ends with NULL: its index. */
bool node_choice(struct ctx *ctx, const struct node *map, const char *key, const char *const *names, int *out);
/* A list of scalars; one scalar counts as a list of one. */
bool node_texts(struct ctx *ctx, const struct node *map, const char *key, struct str_list_view *out);

#endif
