/* The catalogue, the list of messages, and places.
 *
 * Messages keep the order in which they were recorded, so output depends on the input alone. Repetitions are found
 * through a hash table of (code, place, detail) whose cells hold indexes into the list, or into that of messages that
 * were counted but not kept; nothing is ever iterated in hash order. Places are mapped by binary search in the file's
 * textmap. Rejected: a table of line starts for each file; lines are asked for only while printing, and at most 200
 * times per code and file.
 */
#include "base/diag.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/ctx.h"
#include "base/hash.h"

#define KEPT_PER_CODE 200 /* beyond that a reader has understood, and a broken file stays printable */

struct entry {
    const char *name;
    enum diag_severity severity;
    const char *text[2]; /* by enum ui_lang */
};

static const struct entry catalogue[DIAG_CODE_COUNT] = {
#define DIAG(name, code, severity, english, ukrainian) {code, severity, {english, ukrainian}},
#include "base/diag.def"
#undef DIAG
};

struct file_entry {
    struct diag_file file;
    unsigned kept[DIAG_CODE_COUNT];
    unsigned more[DIAG_CODE_COUNT]; /* not kept */
    size_t note[DIAG_CODE_COUNT];   /* 1 + index of the DIAG_MORE message, 0: none */
};
VEC(file_list, struct file_entry *);

struct diags {
    struct arena *arena;
    struct file_list files; /* files.at[0] stands for "nowhere" */
    struct diag_list list;
    struct diag_list dropped; /* beyond KEPT_PER_CODE */
    uint32_t *table;          /* 1 + index into list, or with DROPPED into dropped; 0: free */
    size_t table_size;
    size_t counts[3];
    unsigned round;
    bool mute;
};

struct diags *diags_new(struct arena *arena) {
    struct diags *diags = ARENA_NEW(arena, struct diags);
    diags->arena = arena;
    *vec_push(arena, &diags->files) = ARENA_NEW(arena, struct file_entry);
    diags->files.at[0]->file.path = "";
    diags->table_size = 64;
    diags->table = ARENA_ARRAY(arena, diags->table_size, uint32_t);
    return diags;
}

uint32_t diags_file(struct diags *diags, const char *path, struct str bytes) {
    struct file_entry *entry = ARENA_NEW(diags->arena, struct file_entry);
    entry->file = (struct diag_file){.path = path, .bytes = bytes, .text = bytes};
    *vec_push(diags->arena, &diags->files) = entry;
    return (uint32_t)(diags->files.len - 1);
}

void diags_decoded(struct diags *diags, uint32_t file, struct str text, const struct textmap *map) {
    assert(file > 0 && file < diags->files.len);
    diags->files.at[file]->file.text = text;
    diags->files.at[file]->file.map = map;
}

const struct diag_file *diags_file_lookup(const struct diags *diags, uint32_t file) {
    return file > 0 && file < diags->files.len ? &diags->files.at[file]->file : NULL;
}

/* ---- recording ----------------------------------------------------------------------------------------------- */

static uint64_t diag_hash(enum diag_code code, struct place place, const char *detail) {
    uint32_t key[4] = {(uint32_t)code, place.file, place.start, place.end};
    return hash64(hash64(HASH64_SEED, key, sizeof key), detail, strlen(detail));
}

static bool same_diag(const struct diag *d, enum diag_code code, struct place place, const char *detail) {
    return d->code == code && d->place.file == place.file && d->place.start == place.start &&
           d->place.end == place.end && strcmp(d->detail, detail) == 0;
}

#define DROPPED ((uint32_t)1 << 31)

static struct diag *diag_of_cell(const struct diags *diags, uint32_t cell) {
    return cell & DROPPED ? &diags->dropped.at[(cell & ~DROPPED) - 1] : &diags->list.at[cell - 1];
}

/* The cell of an equal message, or the free cell where it belongs. */
static uint32_t *find_cell(const struct diags *diags, enum diag_code code, struct place place, const char *detail) {
    size_t i = (size_t)diag_hash(code, place, detail) & (diags->table_size - 1);
    while (diags->table[i] && !same_diag(diag_of_cell(diags, diags->table[i]), code, place, detail))
        i = (i + 1) & (diags->table_size - 1);
    return &diags->table[i];
}

static void table_fill(struct diags *diags, const struct diag_list *list, uint32_t flag) {
    for (size_t i = 0; i < list->len; i++) {
        const struct diag *d = &list->at[i];
        if (d->code != DIAG_DIAG_MORE) *find_cell(diags, d->code, d->place, d->detail) = (uint32_t)(i + 1) | flag;
    }
}

static void table_double(struct diags *diags) {
    diags->table_size *= 2;
    diags->table = ARENA_ARRAY(diags->arena, diags->table_size, uint32_t);
    table_fill(diags, &diags->list, 0);
    table_fill(diags, &diags->dropped, DROPPED);
}

/* The number of the message in its list, from 1. */
static uint32_t append(struct diags *diags, struct diag_list *list, enum diag_code code, struct place place,
                       const char *detail) {
    struct diag *d = vec_push(diags->arena, list);
    *d = (struct diag){.code = code, .place = place, .detail = detail, .times = 1, .round = diags->round};
    return (uint32_t)list->len;
}

#define MORE_DETAIL_SIZE 80

/* Counts a message that is not kept, in the detail of one note for the file and code. */
static void count_more(struct diags *diags, struct file_entry *entry, enum diag_code code, uint32_t file) {
    if (!entry->note[code]) {
        char *number = arena_alloc(diags->arena, MORE_DETAIL_SIZE);
        entry->note[code] = append(diags, &diags->list, DIAG_DIAG_MORE, place_file(file), number);
        diags->counts[DIAG_NOTE]++;
    }
    char *detail = (char *)diags->list.at[entry->note[code] - 1].detail;
    snprintf(detail, MORE_DETAIL_SIZE, "%u × %s", ++entry->more[code], catalogue[code].name);
}

void diag(struct ctx *ctx, enum diag_code code, struct place place, const char *detail, ...) {
    struct diags *diags = ctx->diags;
    assert((unsigned)code < DIAG_CODE_COUNT && place.file < diags->files.len);
    if (diags->mute) return;
    va_list args;
    va_start(args, detail);
    const char *text = detail[0] ? arena_vprintf(diags->arena, detail, args) : "";
    va_end(args);

    struct file_entry *entry = diags->files.at[place.file];
    uint32_t *cell = find_cell(diags, code, place, text);
    bool drop = *cell ? *cell & DROPPED : entry->kept[code] >= KEPT_PER_CODE;
    if (*cell && diag_of_cell(diags, *cell)->round != diags->round) return;
    diags->counts[catalogue[code].severity]++;
    if (drop) count_more(diags, entry, code, place.file);
    if (*cell) {
        diag_of_cell(diags, *cell)->times++;
        return;
    }
    if (drop) {
        *cell = append(diags, &diags->dropped, code, place, text) | DROPPED;
    } else {
        entry->kept[code]++;
        *cell = append(diags, &diags->list, code, place, text);
    }
    if ((diags->list.len + diags->dropped.len) * 2 > diags->table_size) table_double(diags);
}

bool diags_keep(const struct diags *diags, enum diag_code code, uint32_t file) {
    return diags->files.at[file]->kept[code] < KEPT_PER_CODE;
}

void diags_mute(struct diags *diags, bool mute) { diags->mute = mute; }

void diags_round(struct diags *diags) { diags->round++; }

size_t diags_count(const struct diags *diags, enum diag_severity severity) { return diags->counts[severity]; }

bool diags_hold(const struct diags *diags, enum diag_code code) {
    for (size_t i = 0; i < diags->list.len; i++)
        if (diags->list.at[i].code == code) return true;
    return false;
}

const struct diag_list *diags_all(const struct diags *diags) { return &diags->list; }

/* Of the file as a whole first, "there are more" last. */
static uint64_t rank(const struct diag *d) {
    bool more = d->code == DIAG_DIAG_MORE;
    uint32_t file = d->place.file ? d->place.file : UINT32_MAX;
    return (uint64_t)file << 32 | (more ? UINT32_MAX : d->place.start);
}

static int compare_diags(const void *a, const void *b) {
    const struct diag *const *x = a, *const *y = b;
    uint64_t i = rank(*x), k = rank(*y);
    return i != k ? (i > k) - (i < k) : (*x > *y) - (*x < *y);
}

struct diag_list diags_sorted(const struct diags *diags) {
    size_t len = diags->list.len;
    struct diag_list sorted = {.at = ARENA_ARRAY(diags->arena, len, struct diag), .len = len, .cap = len};
    const struct diag **order = ARENA_ARRAY(diags->arena, len, const struct diag *);
    for (size_t i = 0; i < len; i++) order[i] = &diags->list.at[i];
    if (len) qsort(order, len, sizeof *order, compare_diags);
    for (size_t i = 0; i < len; i++) sorted.at[i] = *order[i];
    return sorted;
}

/* ---- places -------------------------------------------------------------------------------------------------- */

struct place place_nowhere(void) {
    return (struct place){0};
}

struct place place_file(uint32_t file) {
    return (struct place){.file = file};
}

/* The last entry whose place in the text, or in the bytes, is not behind `at`; the map is not empty. */
static const struct textmap_entry *last_entry(const struct textmap *map, size_t at, bool in_text) {
    size_t low = 0, high = map->len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        const struct textmap_entry *entry = &map->at[middle];
        if ((in_text ? entry->text : entry->byte) <= at)
            low = middle;
        else
            high = middle;
    }
    return &map->at[low];
}

static uint32_t byte_of_text(const struct diag_file *file, size_t offset) {
    size_t byte = offset;
    if (file->map && file->map->len) {
        const struct textmap_entry *entry = last_entry(file->map, offset, true);
        byte = entry->byte;
        if (entry->text_step && offset > entry->text)
            byte += (offset - entry->text) / entry->text_step * entry->byte_step;
    }
    return (uint32_t)(byte < file->bytes.len ? byte : file->bytes.len);
}

struct place place_of_text(const struct diags *diags, uint32_t file, size_t start, size_t end) {
    const struct diag_file *f = diags_file_lookup(diags, file);
    if (!f) return place_nowhere();
    return (struct place){.file = file, .start = byte_of_text(f, start), .end = byte_of_text(f, end)};
}

size_t text_of_place(const struct diags *diags, struct place place) {
    const struct diag_file *f = diags_file_lookup(diags, place.file);
    if (!f) return 0;
    size_t offset = place.start;
    if (f->map && f->map->len) {
        const struct textmap_entry *entry = last_entry(f->map, place.start, false);
        bool last = entry + 1 == f->map->at + f->map->len;
        offset = entry->text;
        if (entry->text_step && place.start > entry->byte)
            offset += (place.start - entry->byte) / entry->byte_step * entry->text_step;
        if (!last && offset > entry[1].text) offset = entry[1].text;
    }
    return offset < f->text.len ? offset : f->text.len;
}

struct place place_within(const struct diags *diags, struct place whole, size_t offset, size_t len) {
    const struct diag_file *f = diags_file_lookup(diags, whole.file);
    if (!f) return whole;
    size_t start = text_of_place(diags, whole) + offset;
    struct place place = {whole.file, byte_of_text(f, start), byte_of_text(f, start + len)};
    if (place.start > whole.end) place.start = whole.end;
    if (place.end > whole.end) place.end = whole.end;
    return place;
}

bool place_is_escape(const struct diags *diags, struct place place, struct str text) {
    const struct diag_file *file = diags_file_lookup(diags, place.file);
    if (!file || !text.len || place.end <= place.start) return false;
    size_t at = text_of_place(diags, place);
    if (at >= file->text.len) return false;
    char c = file->text.s[at];
    if (c == '\\') return text.len == 1 && at + 1 < file->text.len && file->text.s[at + 1] == text.s[0];
    return c == '&' && place.end - place.start > text.len;
}

enum diag_severity diag_severity_of(enum diag_code code) { return catalogue[code].severity; }

const char *diag_code_name(enum diag_code code) { return catalogue[code].name; }

const char *diag_text(enum diag_code code, enum ui_lang lang) { return catalogue[code].text[lang]; }
