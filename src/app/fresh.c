/* The record of an issue: lines of words with blanks between them, escaped as in URLs, and a hash of it all at the end,
 * so that a record cut off by a full disk is none.
 *
 *   visnyk-state 2
 *   key HASH                     program, libraries, options
 *   in file|absent|folder PATH [HASH STAMP...]
 *   out PATH HASH STAMP...
 *   outcome PAGES ERRORS WARNINGS NUMBER FILES
 *   said FORM TEXT REASON        what was said then, in both languages and both forms
 *   end HASH
 *
 * An issue that has warnings says them again when nothing is done for it, so a batch never falls silent about what is
 * wrong. Only an issue of which a file was refused by the system has no record: the next time may differ.
 *
 * A stamp is believed (see reads.h); a file that was copied or checked out anew is read and hashed, and the record then
 * gets its new stamp. Rejected: keeping stamps in the manifest, which must be the same on every machine; times alone as
 * in make, which take an older file for no change.
 */
#include "app/fresh.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

#define VERSION_LINE "visnyk-state 2"
#define RECORD_BYTES_MAX ((size_t)64 << 20)
#define FILE_BYTES_MAX ((size_t)1 << 30)
#define PROGRAM "/proc/self/exe" /* where there is none, the version alone tells one program from another */

/* ---- hashes that are known ----------------------------------------------------------------------------------- */

struct known {
    const char *path; /* NULL: free */
    struct file_stamp stamp;
    const char *hash;
};

struct fresh_memo {
    struct arena *arena;
    struct known *slots;
    size_t count, size; /* size: a power of two */
};

struct fresh_memo *fresh_memo_new(struct arena *arena) {
    struct fresh_memo *memo = ARENA_NEW(arena, struct fresh_memo);
    *memo = (struct fresh_memo){.arena = arena, .size = 1024};
    memo->slots = ARENA_ARRAY(arena, memo->size, struct known);
    return memo;
}

static struct known *memo_slot(const struct fresh_memo *memo, const char *path) {
    size_t i = (size_t)hash64(HASH64_SEED, path, strlen(path)) & (memo->size - 1);
    while (memo->slots[i].path && strcmp(memo->slots[i].path, path) != 0) i = (i + 1) & (memo->size - 1);
    return &memo->slots[i];
}

/* Fonts and profiles, not the texts of ever new issues, which must not fill the memory of a worker. */
#define MEMO_BYTES_MIN 32768
#define MEMO_MAX 512

static void memo_learn(struct fresh_memo *memo, const char *path, const struct file_stamp *stamp, const char *hash) {
    if (!stamp->settled || stamp->size < MEMO_BYTES_MIN) return;
    struct known *slot = memo_slot(memo, path);
    if (!slot->path && memo->count >= MEMO_MAX) return;
    if (!slot->path) {
        slot->path = arena_strdup(memo->arena, path);
        slot->hash = arena_strdup(memo->arena, hash);
        memo->count++;
    } else if (strcmp(slot->hash, hash) != 0) {
        slot->hash = arena_strdup(memo->arena, hash);
    }
    slot->stamp = *stamp;
}

static const char *memo_lookup(const struct fresh_memo *memo, const char *path, const struct file_stamp *stamp) {
    const struct known *slot = memo_slot(memo, path);
    return slot->path && stamps_same(&slot->stamp, stamp) ? slot->hash : NULL;
}

/* ---- words --------------------------------------------------------------------------------------------------- */

static void put_word(struct buf *out, struct str word) {
    static const char digits[] = "0123456789abcdef";
    buf_putc(out, ' ');
    if (!word.len) buf_putc(out, '%');
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.s[i];
        if (c <= ' ' || c == '%' || c == 0x7F) {
            const char escape[] = {'%', digits[c >> 4], digits[c & 15]};
            buf_add(out, escape, sizeof escape);
        } else {
            buf_putc(out, (char)c);
        }
    }
}

static void put_stamp(struct buf *out, const struct file_stamp *s) {
    buf_printf(out, " %lld %lld %lld %llu %llu %d", (long long)s->size, (long long)s->modified, (long long)s->status,
               (unsigned long long)s->inode, (unsigned long long)s->device, s->settled);
}

struct line {
    const char *at, *end;
};

static int hex_value(char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; }

/* The next word, unescaped, ended by NUL; "" behind the last one. The record's own hash vouches for its form. */
static struct str next_word(struct arena *arena, struct line *line) {
    while (line->at < line->end && *line->at == ' ') line->at++;
    char *word = arena_alloc(arena, (size_t)(line->end - line->at) + 1), *out = word;
    while (line->at < line->end && *line->at != ' ') {
        char c = *line->at++;
        if (c == '%' && line->end - line->at >= 2 && *line->at != ' ') {
            c = (char)(hex_value(line->at[0]) * 16 + hex_value(line->at[1]));
            line->at += 2;
        } else if (c == '%') {
            continue; /* the empty word */
        }
        *out++ = c;
    }
    return (struct str){word, (size_t)(out - word)};
}

static uint64_t next_number(struct line *line) {
    char *end;
    unsigned long long value = strtoull(line->at, &end, 10);
    line->at = end <= line->end ? end : line->end;
    return value;
}

static struct file_stamp next_stamp(struct line *line) {
    struct file_stamp stamp;
    stamp.size = (int64_t)next_number(line);
    stamp.modified = (int64_t)next_number(line);
    stamp.status = (int64_t)next_number(line);
    stamp.inode = next_number(line);
    stamp.device = next_number(line);
    stamp.settled = next_number(line) != 0;
    return stamp;
}

/* ---- what an issue depends on -------------------------------------------------------------------------------- */

/* Names of a folder that say something about the issue: neither hidden files nor its lock. */
static struct str names_that_count(struct arena *arena, struct str names) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t at = 0; at < names.len; at += strlen(names.s + at) + 1) {
        const char *name = names.s + at;
        if (name[0] != '.' && strcmp(name, LOCK_FILE) != 0) buf_add(&out, name, strlen(name) + 1);
    }
    return buf_view(&out);
}

static const char *hash_of(struct arena *arena, struct str bytes) {
    struct hash128 hash = hash128_of(bytes);
    return arena_printf(arena, "%016llx%016llx", (unsigned long long)hash.word[0], (unsigned long long)hash.word[1]);
}

struct fresh fresh_of(struct ctx *ctx, struct fresh_memo *memo, const struct job *job, const char *name, bool depfile) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    struct buf key;
    buf_init(&key, ctx->arena);
    buf_printf(&key, "%s\n%.*s\n%s\n%s\n%s\n", PROGRAM_NAME, STR_ARG(libraries_text(ctx->arena)), name, job->dir,
               epoch ? epoch : "-");
    for (const char *const *dir = job->data_dirs; *dir; dir++) buf_printf(&key, "%s\n", *dir);
    for (int i = 0; i < PDF_PROFILE_COUNT; i++) buf_printf(&key, "%d", job->profiles[i]);
    buf_printf(&key, "%d", job->booklet);
    buf_printf(&key, "%d%d", job->proof, depfile);
    struct fresh fresh = {.memo = memo, .out_dir = job->out_dir, .key = hash_of(ctx->arena, buf_view(&key))};
    if (job->out_dir) fresh.path = path_join(ctx->arena, path_join(ctx->arena, job->out_dir, ".visnyk"), name);
    return fresh;
}

/* ---- checking ------------------------------------------------------------------------------------------------ */

struct check {
    struct ctx *ctx; /* for the time of the check: its messages are thrown away */
    const struct fresh *fresh;
    struct buf again; /* the record with the stamps of now */
    bool restamp, touch;
    struct outcome *out;
    struct arena *keep;
};

/* Is the file the one with this hash? *stamp becomes the one of now. */
static bool same_file(struct check *c, const char *path, const char *hash, struct file_stamp *stamp) {
    struct file_stamp now;
    struct str bytes;
    struct arena *own;
    if (!file_stamp(path, &now)) return false;
    if (stamp->settled && stamps_same(stamp, &now)) return true;
    if (now.size != stamp->size) return false;
    const char *known = memo_lookup(c->fresh->memo, path, &now);
    if (!known) {
        struct ctx reading = *c->ctx;
        reading.arena = own = arena_new(); /* the bytes go at once: there may be many */
        if (file_read(&reading, path, FILE_BYTES_MAX, place_nowhere(), &bytes)) known = hash_of(c->ctx->arena, bytes);
        arena_free(own);
    }
    *stamp = now;
    c->restamp = true;
    return known && strcmp(known, hash) == 0;
}

static bool check_file(struct check *c, struct line *line, const char *word) {
    const char *path = next_word(c->ctx->arena, line).s, *hash = next_word(c->ctx->arena, line).s;
    struct file_stamp stamp = next_stamp(line);
    bool input = word[0] == 'i';
    if (input) memo_learn(c->fresh->memo, path, &stamp, hash);
    if (!input && c->touch) file_touch(path);
    if (!same_file(c, path, hash, &stamp)) return false;
    if (input) memo_learn(c->fresh->memo, path, &stamp, hash);
    buf_puts(&c->again, word);
    put_word(&c->again, str_from(path));
    put_word(&c->again, str_from(hash));
    put_stamp(&c->again, &stamp);
    return true;
}

static bool check_folder(struct check *c, struct line *line) {
    const char *path = next_word(c->ctx->arena, line).s, *hash = next_word(c->ctx->arena, line).s;
    struct str_list names;
    struct reads reads = {.arena = c->ctx->arena};
    struct ctx listing = *c->ctx;
    listing.reads = &reads;
    if (!file_list(&listing, path, &names) || reads.list.len != 1) return false;
    return strcmp(hash_of(c->ctx->arena, names_that_count(c->ctx->arena, reads.list.at[0].bytes)), hash) == 0;
}

static bool check_input(struct check *c, struct line *line) {
    struct str kind = next_word(c->ctx->arena, line);
    if (str_is(kind, "file")) return check_file(c, line, "in file");
    const char *from = line->at;
    bool same = str_is(kind, "folder") ? check_folder(c, line) : !file_exists(next_word(c->ctx->arena, line).s);
    buf_printf(&c->again, "in %.*s", STR_ARG(kind));
    buf_add(&c->again, from, (size_t)(line->end - from));
    return same;
}

static void take_outcome(struct check *c, struct line *line) {
    struct outcome *o = c->out;
    o->count.made = o->count.fresh = true;
    o->count.pages = next_number(line);
    o->count.errors = next_number(line);
    o->count.warnings = next_number(line);
    o->number = next_word(c->keep, line);
    o->files = next_word(c->keep, line);
}

/* Text or JSON, in one of the languages. */
static char form_of(bool json, enum ui_lang lang) { return (char)('0' + 2 * json + (int)lang); }

static void take_said(struct check *c, struct line *line) {
    struct str form = next_word(c->ctx->arena, line);
    if (form.s[0] != form_of(c->fresh->json, c->fresh->lang)) return;
    c->out->messages = next_word(c->keep, line);
    c->out->reason = next_word(c->keep, line);
}

static bool check_line(struct check *c, struct line line) {
    struct line rest = line;
    struct str word = next_word(c->ctx->arena, &rest);
    bool same = true;
    if (str_is(word, "in") || str_is(word, "out")) {
        same = str_is(word, "in") ? check_input(c, &rest) : check_file(c, &rest, "out");
    } else {
        if (str_is(word, "key")) same = str_is(next_word(c->ctx->arena, &rest), c->fresh->key);
        if (str_is(word, "outcome")) take_outcome(c, &rest);
        if (str_is(word, "said")) take_said(c, &rest);
        buf_add(&c->again, line.at, (size_t)(line.end - line.at));
    }
    buf_putc(&c->again, '\n');
    return same;
}

static void put_end(struct buf *record) {
    uint64_t sum = hash64(HASH64_SEED, record->s, record->len);
    buf_printf(record, "end %016llx\n", (unsigned long long)sum);
}

/* The lines of a record without its last one; false when that does not vouch for them. */
static bool take_end(struct arena *arena, struct str *record) {
    enum { END = 4 + 16 + 1 };
    if (record->len < END || !str_starts(*record, VERSION_LINE "\n")) return false;
    struct str lines = str_slice(*record, 0, record->len - END);
    struct buf want;
    buf_init(&want, arena);
    buf_printf(&want, "end %016llx\n", (unsigned long long)hash64(HASH64_SEED, lines.s, lines.len));
    bool whole = memcmp(want.s, record->s + lines.len, END) == 0;
    *record = lines;
    return whole;
}

static bool check_record(struct check *c, struct str record) {
    if (!take_end(c->ctx->arena, &record)) return false;
    buf_init(&c->again, c->ctx->arena);
    for (const char *at = record.s, *end = record.s + record.len; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!check_line(c, (struct line){at, stop ? stop : end})) return false;
        at = stop ? stop + 1 : end;
    }
    if (!c->restamp) return true;
    put_end(&c->again);
    file_write_lazily(c->ctx->arena, c->fresh->path, buf_view(&c->again));
    return true;
}

bool fresh_check(struct ctx *ctx, const struct fresh *fresh, bool touch, struct outcome *out, struct arena *keep) {
    struct str record;
    if (!fresh->path || !file_exists(fresh->path)) return false;
    struct ctx own = {.arena = arena_new(), .scratch = ctx->scratch};
    own.diags = diags_new(own.arena);
    struct outcome found = {.count = {.made = false}};
    struct check c = {.ctx = &own, .fresh = fresh, .out = &found, .keep = keep, .touch = touch};
    bool same = file_read(&own, fresh->path, RECORD_BYTES_MAX, place_nowhere(), &record) && check_record(&c, record) &&
                found.count.made;
    arena_free(own.arena);
    if (same) *out = found;
    return same;
}

/* ---- keeping ------------------------------------------------------------------------------------------------- */

static bool comes_again(const struct read_list *list, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (list->at[i].kind == list->at[at].kind && strcmp(list->at[i].path, list->at[at].path) == 0) return true;
    return false;
}

static void put_file(struct buf *out, const char *path, const char *hash, const struct file_stamp *stamp) {
    put_word(out, str_from(path));
    put_word(out, str_from(hash));
    put_stamp(out, stamp);
    buf_putc(out, '\n');
}

static void put_read_file(struct buf *out, const struct fresh *fresh, const char *path, struct str bytes,
                          const struct file_stamp *stamp) {
    const char *hash = memo_lookup(fresh->memo, path, stamp);
    if (!hash) hash = hash_of(out->arena, bytes);
    memo_learn(fresh->memo, path, stamp, hash);
    put_file(out, path, hash, stamp);
}

static void put_input(struct buf *out, const struct fresh *fresh, const struct read_entry *entry) {
    static const char *const kinds[] = {[READ_FILE] = "file", [READ_ABSENT] = "absent", [READ_FOLDER] = "folder"};
    buf_printf(out, "in %s", kinds[entry->kind]);
    if (entry->kind == READ_FILE) {
        put_read_file(out, fresh, entry->path, entry->bytes, &entry->stamp);
        return;
    }
    put_word(out, str_from(entry->path));
    if (entry->kind == READ_FOLDER)
        put_word(out, str_from(hash_of(out->arena, names_that_count(out->arena, entry->bytes))));
    buf_putc(out, '\n');
}

/* What is running now is an input like any other. */
static void put_program(struct ctx *ctx, struct buf *out, const struct fresh *fresh) {
    struct file_stamp stamp;
    struct str bytes = {"", 0};
    if (!file_stamp(PROGRAM, &stamp)) return;
    if (!memo_lookup(fresh->memo, PROGRAM, &stamp) && !file_map(ctx, PROGRAM, FILE_BYTES_MAX, place_nowhere(), &bytes))
        return;
    buf_puts(out, "in file");
    put_read_file(out, fresh, PROGRAM, bytes, &stamp);
}

static void put_said(struct ctx *ctx, struct buf *out, const char *name) {
    for (int json = 0; json < 2; json++)
        for (int lang = UI_EN; lang <= UI_UK; lang++) {
            buf_printf(out, "said %c", form_of(json, (enum ui_lang)lang));
            put_word(out, report_messages(out->arena, ctx, name, json, (enum ui_lang)lang));
            put_word(out, report_reason(out->arena, ctx, (enum ui_lang)lang));
            buf_putc(out, '\n');
        }
}

static bool all_will_do(const struct read_list *list) {
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].kind == READ_REFUSED) return false;
    return true;
}

static void put_outputs(struct buf *out, const struct new_file_list *written) {
    struct file_stamp stamp;
    for (size_t i = 0; i < written->len; i++) {
        file_stamp(written->at[i].path, &stamp);
        stamp.settled = true; /* it came there by one rename, whole */
        buf_puts(out, "out");
        const struct new_file *file = &written->at[i];
        put_file(out, file->path, hash_of(out->arena, file->bytes), &stamp);
    }
}

void fresh_record(struct ctx *ctx, const struct fresh *fresh, const char *name, const struct outcome *o,
                  const struct new_file_list *written) {
    const struct read_list *reads = &ctx->reads->list;
    struct buf record;
    if (!fresh->path || !all_will_do(reads)) return;
    struct ctx own = {.arena = arena_new(), .scratch = ctx->scratch};
    own.diags = diags_new(own.arena);
    buf_init(&record, own.arena);
    buf_printf(&record, VERSION_LINE "\nkey %s\n", fresh->key);
    put_program(&own, &record, fresh);
    for (size_t i = 0; i < reads->len; i++)
        if (!comes_again(reads, i)) put_input(&record, fresh, &reads->at[i]);
    put_outputs(&record, written);
    buf_printf(&record, "outcome %zu %zu %zu", o->count.pages, o->count.errors, o->count.warnings);
    put_word(&record, o->number);
    put_word(&record, o->files);
    buf_putc(&record, '\n');
    if (diags_all(ctx->diags)->len > 0) put_said(ctx, &record, name);
    put_end(&record);
    if (file_make_dirs(&own, path_dir(own.arena, fresh->path)))
        file_write_lazily(own.arena, fresh->path, buf_view(&record));
    arena_free(own.arena);
}

/* ---- dependencies for make ----------------------------------------------------------------------------------- */

/* What make and ninja take for something else; a line feed cannot be written at all. */
static bool put_name(struct buf *out, const char *name) {
    for (; *name; name++) {
        if (*name == '\n') return false;
        if (*name == '$') buf_putc(out, '$');
        if (strchr(" #:%\\", *name) && !(*name == '\\' && name[1] != ' ' && name[1] != '#')) buf_putc(out, '\\');
        buf_putc(out, *name);
    }
    return true;
}

bool depfile_text(struct ctx *ctx, const struct path_list *outputs, struct buf *out) {
    const struct read_list *reads = &ctx->reads->list;
    bool good = true;
    for (size_t i = 0; i < outputs->len; i++) {
        if (i) buf_putc(out, ' ');
        good = put_name(out, outputs->at[i]) && good;
    }
    buf_putc(out, ':');
    for (size_t i = 0; i < reads->len; i++) {
        if (reads->at[i].kind != READ_FILE || comes_again(reads, i)) continue;
        buf_puts(out, " \\\n  ");
        good = put_name(out, reads->at[i].path) && good;
    }
    buf_putc(out, '\n');
    /* A rule without a recipe for each: an input that is deleted makes its outputs out of date, not an error. */
    for (size_t i = 0; i < reads->len; i++) {
        if (reads->at[i].kind != READ_FILE || comes_again(reads, i)) continue;
        good = put_name(out, reads->at[i].path) && good;
        buf_puts(out, ":\n");
    }
    return good;
}
