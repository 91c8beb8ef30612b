/* Files: reading whole, writing at once, and paths.
 *
 * Reading opens with O_NONBLOCK, because opening a FIFO would otherwise wait for a writer, and looks at the opened
 * descriptor, not at the name, so nothing can change in between. Writing makes a new file beside the target with
 * O_EXCL (mkstemp would give mode 0600), flushes it and renames it; on any failure the new file goes and the old one
 * stays. That names stay inside a folder is a rule on the name, which gives the same answer on every machine; where
 * a link stands below the folder of an issue, the system is asked where it leads.
 */
#define _XOPEN_SOURCE 700 /* realpath is of the XSI part of POSIX */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What the system says, in the language of the messages; the rest as the C library knows it. */
static const char *error_text(int error) {
    static const struct {
        int error;
        const char *text[2]; /* by enum ui_lang */
    } known[] = {
        {ENOENT, {"there is no such folder", "такої теки немає"}},
        {EACCES, {"permission denied", "немає дозволу"}},
        {EPERM, {"operation not permitted", "дію заборонено"}},
        {ENOSPC, {"no space left on the disk", "на диску немає місця"}},
        {EDQUOT, {"quota of the disk exceeded", "вичерпано квоту диска"}},
        {EFBIG, {"file too large", "файл завеликий"}},
        {EROFS, {"read-only file system", "файлова система лише для читання"}},
        {EISDIR, {"is a folder", "це тека"}},
        {ENOTDIR, {"part of the path is not a folder", "частина шляху не є текою"}},
        {ENAMETOOLONG, {"name too long", "назва задовга"}},
        {EEXIST, {"exists already", "уже існує"}},
        {ELOOP, {"too many symbolic links", "забагато символічних посилань"}},
        {EIO, {"input or output error", "помилка введення чи виведення"}},
        {EMFILE, {"too many open files", "забагато відкритих файлів"}},
        {ENFILE, {"too many open files in the system", "забагато відкритих файлів у системі"}},
        {ENOMEM, {"out of memory", "бракує пам’яті"}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].error == error) return known[i].text[ui_lang_from_env()];
    return strerror(error);
}

/* ---- reading ------------------------------------------------------------------------------------------------- */

/* A fault that may be gone with the next run says nothing about the file. */
static bool is_trouble(int error) {
    return error == EIO || error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOBUFS || error == ESTALE;
}

static void report_unreadable(struct ctx *ctx, const char *path, struct place mention, int error) {
    enum diag_code code = is_trouble(error) ? DIAG_SYSTEM_TROUBLE : DIAG_FILE_UNREADABLE;
    diag(ctx, code, mention, "%s: %s", path, error_text(error));
}

static void report_open(struct ctx *ctx, const char *path, struct place mention, int error) {
    bool absent = error == ENOENT || error == ENOTDIR;
    reads_add(ctx->reads, absent ? READ_ABSENT : READ_REFUSED, path, (struct str){"", 0}, NULL);
    if (absent)
        diag(ctx, DIAG_FILE_MISSING, mention, "%s", path);
    else
        report_unreadable(ctx, path, mention, error);
}

/* Is there a link among the parts of the path behind its first `from` bytes? */
static bool has_link(struct arena *arena, const char *path, size_t from) {
    char *part = arena_strdup(arena, path);
    struct stat info;
    bool found = false;
    for (size_t i = from + 1; i <= strlen(path) && !found; i++) {
        if (path[i] != '/' && path[i] != '\0') continue;
        part[i] = '\0';
        found = lstat(part, &info) == 0 && S_ISLNK(info.st_mode);
        part[i] = path[i];
    }
    return found;
}

/* Does a path below the folder of the issue lead out of it? ".." in names is seen to where names are read. */
static bool leads_outside(const struct ctx *ctx, const char *path) {
    size_t len = ctx->home ? strlen(ctx->home) : 0;
    if (!len || strncmp(path, ctx->home, len) != 0 || (path[len] != '/' && path[len - 1] != '/')) return false;
    if (!has_link(ctx->arena, path, len)) return false;
    char *home = realpath(ctx->home, NULL), *real = realpath(path, NULL);
    size_t home_len = home ? strlen(home) : 0;
    bool outside = home && real && home_len > 1 && (strncmp(real, home, home_len) != 0 || real[home_len] != '/');
    free(home);
    free(real);
    return outside;
}

/* Opens a regular file of at most `limit` bytes; the descriptor, or -1 with a diagnostic. */
static int open_checked(struct ctx *ctx, const char *path, size_t limit, struct place mention, size_t *size) {
    struct stat info;
    if (leads_outside(ctx, path)) {
        reads_add(ctx->reads, READ_REFUSED, path, (struct str){"", 0}, NULL);
        diag(ctx, DIAG_FILE_OUTSIDE, mention, "%s", path);
        return -1;
    }
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) < 0) {
        report_open(ctx, path, mention, errno);
        if (fd >= 0) close(fd);
        return -1;
    }
    if (!S_ISREG(info.st_mode)) {
        diag(ctx, DIAG_FILE_NOT_REGULAR, mention, "%s", path);
    } else if ((uintmax_t)info.st_size > limit) {
        diag(ctx, DIAG_FILE_TOO_BIG, mention, "%s: %jd > %zu", path, (intmax_t)info.st_size, limit);
    } else {
        *size = (size_t)info.st_size;
        return fd;
    }
    reads_add(ctx->reads, READ_REFUSED, path, (struct str){"", 0}, NULL);
    close(fd);
    return -1;
}

/* Reads until the end of the file or until `size` bytes are there; the number read, or -1. */
static ssize_t read_full(int fd, char *bytes, size_t size) {
    size_t len = 0;
    while (len < size) {
        ssize_t n = read(fd, bytes + len, size - len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return -1;
        if (n == 0) break;
        len += (size_t)n;
    }
    return (ssize_t)len;
}

bool file_read(struct ctx *ctx, const char *path, size_t limit, struct place mention, struct str *bytes) {
    size_t size;
    struct file_stamp stamp;
    file_stamp(path, &stamp);
    int fd = open_checked(ctx, path, limit, mention, &size);
    if (fd < 0) return false;
    char *s = arena_alloc(ctx->arena, size + 1);
    ssize_t len = read_full(fd, s, size);
    if (len < 0)
        report_unreadable(ctx, path, mention, errno);
    else
        *bytes = (struct str){s, (size_t)len};
    reads_add(ctx->reads, len < 0 ? READ_REFUSED : READ_FILE, path, (struct str){s, len < 0 ? 0 : (size_t)len}, &stamp);
    close(fd);
    return len >= 0;
}

struct mapping {
    void *at;
    size_t size;
};

static void unmap(void *arg) {
    struct mapping *mapping = arg;
    munmap(mapping->at, mapping->size);
}

bool file_map(struct ctx *ctx, const char *path, size_t limit, struct place mention, struct str *bytes) {
    size_t size;
    struct file_stamp stamp;
    file_stamp(path, &stamp);
    int fd = open_checked(ctx, path, limit, mention, &size);
    if (fd < 0) return false;
    *bytes = (struct str){"", 0};
    if (size > 0) { /* mmap refuses nothing */
        void *at = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at == MAP_FAILED) {
            report_unreadable(ctx, path, mention, errno);
            close(fd);
            return false;
        }
        struct mapping *mapping = ARENA_NEW(ctx->arena, struct mapping);
        *mapping = (struct mapping){at, size};
        arena_defer(ctx->arena, unmap, mapping);
        *bytes = (struct str){at, size};
    }
    reads_add(ctx->reads, READ_FILE, path, *bytes, &stamp);
    close(fd);
    return true;
}

/* ---- writing ------------------------------------------------------------------------------------------------- */

static bool write_full(int fd, struct str bytes) {
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.s, bytes.len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes.s += n;
        bytes.len -= (size_t)n;
    }
    return true;
}

#define NAMES_TRIED 100 /* names beside the target; more than a few taken means that something is badly wrong */

#define TEMPORARY ".visnyk-" /* and the process, a number, ".tmp": fits beside a name of any length */

/* A file on its way: written beside its place. From the first that is opened to the last that is renamed no memory is
 * asked for, so that running out of it leaves none behind. */
struct beside {
    char *name;
    size_t stem, room; /* [bytes] of the name before the number, and for what follows */
    int fd, error;
};

static struct beside beside_of(struct arena *arena, const char *path) {
    struct beside b = {.fd = -1, .room = sizeof "2147483647.tmp"};
    char *stem = arena_printf(arena, TEMPORARY "%ld-", (long)getpid());
    stem = path_join(arena, path_dir(arena, path), stem);
    b.stem = strlen(stem);
    b.name = arena_alloc(arena, b.stem + b.room);
    memcpy(b.name, stem, b.stem);
    return b;
}

/* A new empty file beside the target; -1 with errno when there is none. */
static int open_beside(struct beside *b) {
    for (int i = 0; i < NAMES_TRIED; i++) {
        snprintf(b->name + b->stem, b->room, "%d.tmp", i);
        int fd = open(b->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

static void write_beside(struct beside *b, struct str bytes) {
    b->fd = open_beside(b);
    if (b->fd < 0 || !write_full(b->fd, bytes)) b->error = errno;
}

/* Flushed, then closed; what failed is gone. */
static void settle(struct beside *b) {
    if (b->fd < 0) return;
    if (!b->error && fsync(b->fd) < 0) b->error = errno;
    if (close(b->fd) < 0 && !b->error) b->error = errno;
    if (b->error) unlink(b->name);
}

static void put_in_place(struct beside *b, const char *path) {
    if (b->error || rename(b->name, path) == 0) return;
    b->error = errno;
    unlink(b->name);
}

static void give_up(struct beside *b) {
    if (!b->error) unlink(b->name);
}

static bool report_written(struct ctx *ctx, const struct beside *b, const char *path) {
    if (b->error) diag(ctx, DIAG_FILE_UNWRITABLE, place_nowhere(), "%s: %s", path, error_text(b->error));
    return !b->error;
}

/* Whoever asks the program to stop stops it before a file is written or after, never in between, when something would
 * be left beside it. */
static sigset_t stop_signals(void) {
    static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) sigaddset(&set, stops[i]);
    return set;
}

static void hold_signals(sigset_t *before) {
    const sigset_t held = stop_signals();
    sigprocmask(SIG_BLOCK, &held, before);
}

static void release_signals(const sigset_t *before) { sigprocmask(SIG_SETMASK, before, NULL); }

/* A hard link is refused where the name is taken, in one step; a file system without them is asked before. */
static void put_in_free_place(struct beside *b, const char *path, bool *taken) {
    struct stat info;
    *taken = false;
    if (b->error) return;
    int error = link(b->name, path) < 0 ? errno : 0;
    *taken = error == EEXIST || (error && lstat(path, &info) == 0);
    if (!error || *taken)
        unlink(b->name);
    else
        put_in_place(b, path);
}

/* `taken` NULL: what lies there is replaced. */
static bool write_whole(struct ctx *ctx, const char *path, struct str bytes, bool *taken) {
    sigset_t before;
    hold_signals(&before);
    struct beside b = beside_of(ctx->arena, path);
    write_beside(&b, bytes);
    settle(&b);
    if (taken)
        put_in_free_place(&b, path, taken);
    else
        put_in_place(&b, path);
    release_signals(&before);
    return report_written(ctx, &b, path);
}

bool file_write(struct ctx *ctx, const char *path, struct str bytes) { return write_whole(ctx, path, bytes, NULL); }

bool file_write_new(struct ctx *ctx, const char *path, struct str bytes, bool *taken) {
    return write_whole(ctx, path, bytes, taken) && !*taken;
}

bool files_write(struct ctx *ctx, struct new_file_list *files) {
    struct beside *all = ARENA_ARRAY(ctx->scratch, files->len, struct beside);
    bool good = true;
    sigset_t before;
    hold_signals(&before);
    for (size_t i = 0; i < files->len; i++) all[i] = beside_of(ctx->arena, files->at[i].path);
    for (size_t i = 0; i < files->len; i++) write_beside(&all[i], files->at[i].bytes);
    for (size_t i = 0; i < files->len; i++) settle(&all[i]);
    for (size_t i = 0; i < files->len; i++) {
        bool place = good || !files->at[i].summary;
        if (place)
            put_in_place(&all[i], files->at[i].path);
        else
            give_up(&all[i]);
        files->at[i].written = place && !all[i].error;
        good = good && files->at[i].written;
    }
    release_signals(&before);
    for (size_t i = 0; i < files->len; i++) (void)report_written(ctx, &all[i], files->at[i].path);
    return good;
}

/* From file_begin to file_finish stops are held, too. */
static void release_stops(void) {
    const sigset_t held = stop_signals();
    sigprocmask(SIG_UNBLOCK, &held, NULL);
}

char *file_begin(struct ctx *ctx, const char *path) {
    struct beside b = beside_of(ctx->arena, path);
    hold_signals(NULL);
    write_beside(&b, (struct str){"", 0});
    if (b.fd >= 0) close(b.fd);
    if (report_written(ctx, &b, path)) return b.name;
    release_stops();
    return NULL;
}

bool file_finish(struct ctx *ctx, const char *name, const char *path, bool good) {
    struct beside b = {.name = arena_strdup(ctx->arena, name)};
    if (good) {
        b.fd = open(name, O_RDWR | O_CLOEXEC);
        if (b.fd < 0) b.error = errno;
        settle(&b);
        put_in_place(&b, path);
    } else {
        unlink(name);
    }
    release_stops();
    return good && report_written(ctx, &b, path);
}

bool file_write_lazily(struct arena *arena, const char *path, struct str bytes) {
    sigset_t before;
    hold_signals(&before);
    struct beside b = beside_of(arena, path);
    write_beside(&b, bytes);
    if (b.fd >= 0 && close(b.fd) < 0) b.error = errno;
    if (!b.error && rename(b.name, path) < 0) b.error = errno;
    if (b.error && b.fd >= 0) unlink(b.name);
    release_signals(&before);
    return !b.error;
}

bool file_touch(const char *path) { return utimensat(AT_FDCWD, path, NULL, 0) == 0; }

#define ABANDONED_AFTER 600 /* [s] */

void file_sweep(struct ctx *ctx, const char *dir) {
    DIR *stream = opendir(dir);
    struct stat info;
    for (struct dirent *entry; stream && (entry = readdir(stream));) {
        struct str name = str_from(entry->d_name);
        if (!str_starts(name, TEMPORARY) || !str_ends(name, ".tmp")) continue;
        const char *path = path_join(ctx->scratch, dir, entry->d_name);
        if (lstat(path, &info) == 0 && S_ISREG(info.st_mode) && time(NULL) - info.st_mtime > ABANDONED_AFTER)
            unlink(path);
    }
    if (stream) closedir(stream);
}

/* ---- folders ------------------------------------------------------------------------------------------------- */

bool file_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0;
}

bool file_look(struct ctx *ctx, const char *path) {
    bool there = file_exists(path);
    if (!there) reads_add(ctx->reads, READ_ABSENT, path, (struct str){"", 0}, NULL);
    return there;
}

bool file_is_dir(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool file_make_dirs(struct ctx *ctx, const char *path) {
    char *part = arena_strdup(ctx->arena, path);
    size_t len = strlen(part);
    for (size_t i = 1; i <= len; i++) {
        if (part[i] != '/' && part[i] != '\0') continue;
        char kept = part[i];
        part[i] = '\0';
        int error = mkdir(part, 0777) < 0 ? errno : 0;
        if (error && !file_is_dir(part)) {
            diag(ctx, DIAG_DIR_UNWRITABLE, place_nowhere(), "%s: %s", part, error_text(error));
            return false;
        }
        part[i] = kept;
    }
    return true;
}

static int compare_names(const void *a, const void *b) {
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* The names for ctx->reads, but for the program's own. */
static void note_names(struct ctx *ctx, const char *dir, const struct str_list *names) {
    struct buf all;
    if (!ctx->reads) return;
    buf_init(&all, ctx->reads->arena);
    for (size_t i = 0; i < names->len; i++)
        if (!str_starts(names->at[i], TEMPORARY)) buf_add(&all, names->at[i].s, names->at[i].len + 1);
    reads_add(ctx->reads, READ_FOLDER, dir, buf_view(&all), NULL);
}

bool file_list(struct ctx *ctx, const char *dir, struct str_list *names) {
    *names = (struct str_list){0};
    DIR *stream = opendir(dir);
    if (!stream) {
        report_open(ctx, dir, place_nowhere(), errno);
        return false;
    }
    errno = 0;
    for (struct dirent *entry; (entry = readdir(stream)); errno = 0) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        *vec_push(ctx->arena, names) = str_copy(ctx->arena, str_from(entry->d_name));
    }
    int error = errno;
    closedir(stream);
    if (error) {
        report_open(ctx, dir, place_nowhere(), error);
        return false;
    }
    if (names->len) qsort(names->at, names->len, sizeof *names->at, compare_names);
    note_names(ctx, dir, names);
    return true;
}

char *file_make_temporary(struct ctx *ctx) {
    const char *below = getenv("TMPDIR");
    char *path = path_join(ctx->arena, below && *below == '/' ? below : "/tmp", "visnyk-XXXXXX");
    if (mkdtemp(path)) return path;
    diag(ctx, DIAG_DIR_UNWRITABLE, place_nowhere(), "%s: %s", path, error_text(errno));
    return NULL;
}

void file_remove_tree(struct ctx *ctx, const char *path) {
    struct stat info;
    struct str_list names = {0};
    if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode)) file_list(ctx, path, &names);
    for (size_t i = 0; i < names.len; i++) file_remove_tree(ctx, path_join(ctx->arena, path, names.at[i].s));
    remove(path);
}

void file_remove(const char *path) { (void)unlink(path); }

void file_link(struct ctx *ctx, const char *target, const char *path) {
    char *full = realpath(target, NULL);
    if (full && symlink(full, path) < 0 && errno != EEXIST)
        diag(ctx, DIAG_FILE_UNWRITABLE, place_nowhere(), "%s: %s", path, error_text(errno));
    free(full);
}

/* ---- paths --------------------------------------------------------------------------------------------------- */

char *path_join(struct arena *arena, const char *dir, const char *name) {
    size_t len = strlen(dir);
    if (name[0] == '/' || len == 0) return arena_strdup(arena, name);
    return arena_printf(arena, "%s%s%s", dir, dir[len - 1] == '/' ? "" : "/", name);
}

char *path_dir(struct arena *arena, const char *path) {
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/') len--;
    while (len > 0 && path[len - 1] != '/') len--;
    if (len == 0) return arena_strdup(arena, ".");
    while (len > 1 && path[len - 1] == '/') len--;
    return arena_strndup(arena, path, len);
}

const char *path_base(const char *path) {
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/') len--;
    while (len > 0 && path[len - 1] != '/') len--;
    return path + len;
}

bool path_is_inside(struct str name) {
    size_t part = 0;
    if (name.len == 0) return false;
    for (size_t i = 0; i <= name.len; i++) {
        char c = i < name.len ? name.s[i] : '/';
        if ((unsigned char)c < 0x20 || c == 0x7F || c == ':' || c == '\\') return false;
        if (c != '/') continue;
        struct str piece = str_slice(name, part, i);
        if (piece.len == 0 || str_is(piece, "..")) return false;
        part = i + 1;
    }
    return true;
}
