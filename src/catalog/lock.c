/* What a lock holds, and how two locks differ.
 *
 * Inputs are what the issue read, by ctx->reads, so none can be forgotten; their names are cut to what is the same on
 * every machine. The layout is taken off the paint list, before any library of PDF has a say: a line is a run of glyphs
 * on one baseline, and its print covers where each glyph stands and what it reads as, but neither its font nor its
 * colour. Another font with the same metrics is the same layout; the input that changed is named in any case.
 *
 * Rejected: one hash for each page, which could not tell the line; the whole text of each line, which would put the
 * bulletin into the lock once more.
 */
#include "catalog/lock.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "reader/reader.h"

/* ---- inputs ------------------------------------------------------------------------------------------------------ */

/* The part of a path below a folder, or NULL. */
static const char *below(const char *path, const char *dir) {
    size_t len = strlen(dir);
    while (len > 1 && dir[len - 1] == '/') len--;
    if (strncmp(path, dir, len) != 0 || path[len] != '/') return NULL;
    return path + len + 1;
}

static bool ends_with(const char *name, const char *end) { return str_ends(str_from(name), end); }

static const char *role_in_issue(const struct issue *issue, const char *name) {
    if (strcmp(name, "issue.yaml") == 0) return "issue";
    for (size_t i = 0; i < issue->refs.len; i++)
        if (str_is(issue->refs.at[i].file, name)) return "article";
    if (ends_with(name, ".yaml")) return "template";
    if (ends_with(name, ".ttf") || ends_with(name, ".otf")) return "font";
    return ends_with(name, ".icc") ? "print-shop" : "picture";
}

static const char *role_in_data(const char *name) {
    static const char *const roles[][2] = {{"fonts/", "font"},
                                           {"templates/languages/", "language"},
                                           {"templates/print-shops/", "print-shop"},
                                           {"templates/", "template"}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_starts(str_from(name), roles[i][0])) return ends_with(name, ".ttf") ? "font" : roles[i][1];
    return "other";
}

/* What a file is to the issue, and its name: the part that is the same on every machine. */
static const char *name_of(struct ctx *ctx, const struct issue *issue, const char *const *data_dirs, const char *path,
                           const char **role) {
    const char *own = below(path, issue->dir);
    *role = own ? role_in_issue(issue, own) : "other";
    for (; !own && *data_dirs; data_dirs++) {
        const char *data = strcmp(*data_dirs, ".") == 0 ? path : below(path, *data_dirs);
        if (data && str_starts(str_from(data), "./")) data += 2;
        if (!data || strcmp(role_in_data(data), "other") == 0) continue;
        *role = role_in_data(data);
        own = data;
    }
    return lock_name(ctx->arena, own ? own : path);
}

static struct lock_input input_of(struct ctx *ctx, const struct issue *issue, const char *const *data_dirs,
                                  const struct read_entry *entry) {
    struct lock_input input;
    input.name = name_of(ctx, issue, data_dirs, entry->path, &input.role);
    input.sha256 = sha256_hex(ctx->arena, sha256_of(entry->bytes));
    return input;
}

static int compare_inputs(const void *a, const void *b) {
    const struct lock_input *x = a, *y = b;
    int order = strcmp(x->role, y->role);
    return order ? order : strcmp(x->name, y->name);
}

static void take_inputs(struct ctx *ctx, const struct issue *issue, const char *const *data_dirs,
                        struct lock_input_list *out) {
    const struct read_list *reads = &ctx->reads->list;
    size_t kept = 0;
    for (size_t i = 0; i < reads->len; i++) {
        if (reads->at[i].kind != READ_FILE) continue;
        struct lock_input input = input_of(ctx, issue, data_dirs, &reads->at[i]);
        *vec_push(ctx->arena, out) = input;
    }
    if (out->len) qsort(out->at, out->len, sizeof *out->at, compare_inputs);
    for (size_t i = 0; i < out->len; i++)
        if (!kept || compare_inputs(&out->at[kept - 1], &out->at[i]) != 0) out->at[kept++] = out->at[i];
    out->len = kept;
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "a 1, b 2" becomes a sorted list. */
static void take_libraries(struct ctx *ctx, struct lock *lock) {
    struct str all = libraries_text(ctx->arena);
    lock->libraries = ARENA_ARRAY(ctx->arena, all.len + 1, const char *);
    for (size_t from = 0, i = 0; i <= all.len; i++) {
        if (i < all.len && all.s[i] != ',') continue;
        lock->libraries[lock->library_count++] = str_dup(ctx->arena, str_trim(str_slice(all, from, i)));
        from = i + 1;
    }
    qsort(lock->libraries, lock->library_count, sizeof *lock->libraries, compare_texts);
}

/* ---- the layout -------------------------------------------------------------------------------------------------- */

struct line {
    bool open;
    mpt y, x; /* of the last run */
    uint64_t hash;
    struct buf text;
    struct place place;
};

static uint64_t mix(uint64_t hash, int64_t value) { return hash64(hash, &value, sizeof value); }

/* The last word as a reader sees it. */
static const char *last_word(struct arena *arena, struct str text) {
    enum { LETTERS_MAX = 16 };
    struct buf out;
    text = str_trim(text);
    size_t from = text.len;
    for (int i = 0; i < LETTERS_MAX && from > 0 && text.s[from - 1] != ' '; i++) utf8_prev(text.s, &from);
    buf_init(&out, arena);
    for (size_t at = from; at < text.len;) {
        uint32_t cp = utf8_next(text.s, text.len, &at);
        bool plain = cp > 0x20 && cp != '"' && cp != '\\' && cp != 0x7F && (cp < 0x80 || cp >= 0xA0) && cp < 0xFFF0;
        buf_utf8(&out, cp == 0xAD ? '-' : plain ? cp : '_');
    }
    return out.len ? out.s : "";
}

static struct lock_line *add_line(struct ctx *ctx, struct lock_line_list *out, uint64_t hash, const char *word,
                                  struct place place, struct str text) {
    struct lock_line *line = vec_push(ctx->arena, out);
    line->print =
        arena_printf(ctx->arena, "%08x%s%s", (unsigned)(hash ^ hash >> 32) & 0xFFFFFFFFu, *word ? " " : "", word);
    line->place = place;
    line->text = text;
    return line;
}

static void end_line(struct ctx *ctx, struct line *line, struct lock_line_list *out) {
    if (!line->open) return;
    struct str text = str_copy(ctx->arena, buf_view(&line->text));
    add_line(ctx, out, line->hash, last_word(ctx->arena, text), line->place, text);
    line->open = false;
}

static void add_glyphs(struct ctx *ctx, const struct paint_item *item, struct line *line, struct lock_line_list *out) {
    if (line->open && (item->y != line->y || item->x < line->x)) end_line(ctx, line, out);
    if (!line->open) {
        *line = (struct line){.open = true, .y = item->y, .hash = mix(HASH64_SEED, item->y), .place = item->place};
        buf_init(&line->text, ctx->arena);
    }
    line->x = item->x;
    line->hash = mix(mix(mix(line->hash, item->x), item->glyphs.size), item->glyphs.scale);
    if (item->glyphs.turned) line->hash = mix(line->hash, 1);
    for (uint32_t i = 0; i < item->glyphs.count; i++)
        line->hash = mix(mix(line->hash, item->glyphs.glyphs[i].x), item->glyphs.glyphs[i].y);
    line->hash = hash64(line->hash, item->glyphs.text.s, item->glyphs.text.len);
    buf_str(&line->text, item->glyphs.text);
}

static uint64_t mix_box(uint64_t hash, const struct paint_item *item) {
    return mix(mix(mix(mix(mix(hash, item->kind), item->x), item->y), item->w), item->h);
}

/* Lines, then pictures where they come; rules and tints all together at the page's end. */
static void take_page(struct ctx *ctx, const struct paint_page *page, struct lock_line_list *out) {
    struct line line = {.open = false};
    uint64_t boxes = mix(mix(HASH64_SEED, page->width), page->height);
    for (size_t i = 0; i < page->count; i++) {
        const struct paint_item *item = &page->items[i];
        if (item->kind == PAINT_GLYPHS) {
            add_glyphs(ctx, item, &line, out);
        } else if (item->kind == PAINT_IMAGE) {
            end_line(ctx, &line, out);
            const char *name = lock_name(ctx->arena, path_base(item->image.image->path));
            add_line(ctx, out, mix_box(HASH64_SEED, item), name, item->place, str_from(name))->picture =
                item->image.image->path;
        } else if (item->kind == PAINT_RECT || item->kind == PAINT_FRAME) {
            boxes = mix_box(boxes, item);
        }
    }
    end_line(ctx, &line, out);
    add_line(ctx, out, boxes, "/", place_nowhere(), STR("/"));
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

const char *lock_content(struct ctx *ctx, const struct output_file *output) {
    struct reader *reader;
    struct str plain;
    /* Sources that lie beside an archive file are no PDF: their bytes are their content. */
    if (!str_starts(output->bytes, "%PDF-")) return sha256_hex(ctx->arena, sha256_of(output->bytes));
    if (!reader_open(ctx, output->name, output->bytes, &reader)) return NULL;
    if (!reader_content(ctx, reader, READER_OURSELVES, BUNDLE_RECORD, &plain)) return NULL;
    return sha256_hex(ctx->arena, sha256_of(plain));
}

static int compare_outputs(const void *a, const void *b) {
    return strcmp(((const struct lock_output *)a)->profile, ((const struct lock_output *)b)->profile);
}

bool lock_make(struct ctx *ctx, const struct issue *issue, const struct paint_doc *doc, const char *const *data_dirs,
               const struct output_list *outputs, bool content, struct lock *out) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    *out = (struct lock){.program = PROGRAM_NAME, .epoch = epoch ? epoch : ""};
    out->issue = lock_name(ctx->arena, issue->name);
    take_libraries(ctx, out);
    take_inputs(ctx, issue, data_dirs, &out->inputs);
    for (size_t i = 0; i < outputs->len; i++) {
        struct lock_output output = {.profile = outputs->at[i].profile, .content = ""};
        output.sha256 = outputs->at[i].sha256;
        if (content) output.content = lock_content(ctx, &outputs->at[i]);
        if (!output.content) return false;
        *vec_push(ctx->arena, &out->outputs) = output;
    }
    if (out->outputs.len) qsort(out->outputs.at, out->outputs.len, sizeof *out->outputs.at, compare_outputs);
    for (size_t p = 0; p < doc->pages.len; p++) {
        struct lock_line_list lines = {0};
        take_page(ctx, &doc->pages.at[p], &lines);
        for (size_t i = 0; i < lines.len; i++)
            if (lines.at[i].picture)
                lines.at[i].picture = name_of(ctx, issue, data_dirs, lines.at[i].picture, &(const char *){NULL});
        *vec_push(ctx->arena, &out->pages) = lines;
    }
    return true;
}

/* ---- differences ------------------------------------------------------------------------------------------------- */

static void tell_input(struct ctx *ctx, enum diag_code code, const struct lock *lock, const struct lock_input *input) {
    diag(ctx, code, place_nowhere(), "%s: %s: %s", lock->issue, input->role, input->name);
}

/* Both lists are sorted; they are walked through together. */
static void compare_all_inputs(struct ctx *ctx, const struct lock *was, const struct lock *is) {
    size_t i = 0, k = 0;
    while (i < was->inputs.len || k < is->inputs.len) {
        const struct lock_input *a = i < was->inputs.len ? &was->inputs.at[i] : NULL;
        const struct lock_input *b = k < is->inputs.len ? &is->inputs.at[k] : NULL;
        int order = !a ? 1 : !b ? -1 : compare_inputs(a, b);
        if (order < 0 && a) tell_input(ctx, DIAG_LOCK_INPUT_GONE, is, a);
        if (order > 0 && b) tell_input(ctx, DIAG_LOCK_INPUT_NEW, is, b);
        if (order == 0 && a && b && strcmp(a->sha256, b->sha256) != 0) tell_input(ctx, DIAG_LOCK_INPUT, is, b);
        i += order <= 0;
        k += order >= 0;
    }
}

static bool has_text(const char *const *list, size_t count, const char *text) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], text) == 0) return true;
    return false;
}

static void add_only(struct buf *out, const struct lock *lock, const struct lock *other) {
    bool same = strcmp(lock->program, other->program) == 0;
    if (!same) buf_puts(out, lock->program);
    for (size_t i = 0; i < lock->library_count; i++)
        if (!has_text(other->libraries, other->library_count, lock->libraries[i]))
            buf_printf(out, "%s%s", out->len ? ", " : "", lock->libraries[i]);
}

static void compare_tools(struct ctx *ctx, const struct lock *was, const struct lock *is) {
    struct buf before, now;
    buf_init(&before, ctx->arena);
    buf_init(&now, ctx->arena);
    add_only(&before, was, is);
    add_only(&now, is, was);
    if (before.len || now.len)
        diag(ctx, DIAG_LOCK_LIBRARIES, place_nowhere(), "%s: %s ≠ %s", is->issue, before.len ? before.s : "–",
             now.len ? now.s : "–");
}

/* The line as the lock knows it: without its hash. */
static const char *word_of(const struct lock_line *line) {
    const char *blank = line ? strchr(line->print, ' ') : NULL;
    return blank ? blank + 1 : "–";
}

static void tell_line(struct ctx *ctx, const struct lock *is, size_t page, size_t at, const struct lock_line *was,
                      const struct lock_line *now) {
    struct place place = now ? now->place : place_nowhere();
    struct str text = now ? str_trim(now->text) : STR("–");
    diag(ctx, DIAG_LOCK_DIFFERS, place, "%s, %zu:%zu: …%s ≠ %.*s", is->issue, page + 1, at + 1, word_of(was),
         STR_ARG(text));
}

static bool same_page(struct ctx *ctx, const struct lock *was, const struct lock *is, size_t page) {
    const struct lock_line_list *a = &was->pages.at[page], *b = &is->pages.at[page];
    for (size_t i = 0; i < a->len || i < b->len; i++) {
        const struct lock_line *x = i < a->len ? &a->at[i] : NULL, *y = i < b->len ? &b->at[i] : NULL;
        if (x && y && strcmp(x->print, y->print) == 0) continue;
        tell_line(ctx, is, page, i, x, y);
        return false;
    }
    return true;
}

static bool same_layout(struct ctx *ctx, const struct lock *was, const struct lock *is) {
    size_t pages = was->pages.len < is->pages.len ? was->pages.len : is->pages.len;
    for (size_t page = 0; page < pages; page++)
        if (!same_page(ctx, was, is, page)) return false;
    if (was->pages.len == is->pages.len) return true;
    diag(ctx, DIAG_LOCK_DIFFERS, place_nowhere(), "%s: %zu ≠ %zu", is->issue, was->pages.len, is->pages.len);
    return false;
}

static const char *hash_of_input(const struct lock *lock, const char *name) {
    for (size_t i = 0; i < lock->inputs.len; i++)
        if (strcmp(lock->inputs.at[i].name, name) == 0) return lock->inputs.at[i].sha256;
    return "";
}

/* A picture that was exchanged for one of the same size moves nothing. */
static bool same_pictures(struct ctx *ctx, const struct lock *was, const struct lock *is) {
    for (size_t page = 0; page < is->pages.len; page++)
        for (size_t i = 0; i < is->pages.at[page].len; i++) {
            const struct lock_line *line = &is->pages.at[page].at[i];
            if (!line->picture || strcmp(hash_of_input(was, line->picture), hash_of_input(is, line->picture)) == 0)
                continue;
            diag(ctx, DIAG_LOCK_DIFFERS, line->place, "%s, %zu:%zu: %s", is->issue, page + 1, i + 1, line->picture);
            return false;
        }
    return true;
}

static bool same_bytes(const struct lock *was, const struct lock *is) {
    bool same = was->outputs.len == is->outputs.len;
    for (size_t i = 0; same && i < was->outputs.len; i++)
        same = strcmp(was->outputs.at[i].sha256, is->outputs.at[i].sha256) == 0;
    return same;
}

static const struct output_file *output_of(const struct output_list *outputs, const char *profile) {
    for (size_t i = 0; i < outputs->len; i++)
        if (strcmp(outputs->at[i].profile, profile) == 0) return &outputs->at[i];
    return NULL;
}

/* False: a file cannot be read. A file that was not made again is another content. */
static bool compare_files(struct ctx *ctx, const struct lock *was, const struct lock *is,
                          const struct output_list *outputs, enum likeness *out) {
    for (size_t i = 0; i < was->outputs.len; i++) {
        const struct lock_output *a = &was->outputs.at[i], *b = NULL;
        const struct output_file *file = output_of(outputs, a->profile);
        for (size_t k = 0; k < is->outputs.len; k++)
            if (strcmp(is->outputs.at[k].profile, a->profile) == 0) b = &is->outputs.at[k];
        if (file && b && strcmp(a->sha256, b->sha256) == 0) continue;
        if (*out == LIKE_BYTES) *out = LIKE_CONTENT;
        const char *content = file ? lock_content(ctx, file) : "";
        if (!content) return false;
        if (strcmp(content, a->content) == 0) continue;
        *out = LIKE_LAYOUT;
        diag(ctx, DIAG_LOCK_LAYOUT_ONLY, place_nowhere(), "%s: %s", is->issue, a->profile);
    }
    return true;
}

bool lock_compare(struct ctx *ctx, const struct lock *was, const struct lock *is, const struct output_list *outputs,
                  enum likeness *out) {
    compare_all_inputs(ctx, was, is);
    compare_tools(ctx, was, is);
    *out = LIKE_NOTHING;
    if (!same_layout(ctx, was, is) || (!same_bytes(was, is) && !same_pictures(ctx, was, is))) return true;
    *out = LIKE_BYTES;
    return compare_files(ctx, was, is, outputs, out);
}
