/* A library to be preloaded that makes one call of the system fail, and looks at what the program makes of it.
 *
 * To try a program that allocates 20,000 times with each of these failing would take 20,000 runs. So at each call the
 * program is split: the child sees the call fail and runs to its end, the parent waits, looks at the child's end, its
 * messages and what it left on disk, puts the disk back as it was, and goes on as if nothing had happened. A child
 * that the fault stops ends at once, so every call of a build is tried in one run of some seconds.
 *
 * FAULT_CALL   malloc (calloc and realloc too), read, write, fsync, rename, mmap, fork, open, close, mkdir
 * FAULT_ERRNO  the number it fails with; without it a likely one
 * FAULT_STAY   the calls after it fail, too
 * FAULT_AT     only this one fails, in this very process: nothing is split, nothing looked at
 * FAULT_STEP, FAULT_FROM  every so many, from this one on
 * FAULT_OUT, FAULT_NEW  a folder that the program writes to, and how it looks when nothing fails: each file must be as
 *              it was or as there, with status 0 as there. What begins with a dot is the program's own, but none that
 *              ends with .tmp may be left
 * FAULT_STATUS the statuses that are right, as digits: 03
 * FAULT_MATCH  what a message must hold when the status is not 0
 * FAULT_CLOCK  seconds since 1970 that it shall be; with or without FAULT_CALL
 * FAULT_LOG    gets a line for each call that was answered wrongly, and one with numbers at the end; FAULT_LOG.keep/ is
 * a folder for its own use
 *
 * Threads would be lost where a process is split, so while calls are split there are none: pthread_create fails.
 * Rejected: one run a call (hours), a debugger (not there in CI).
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECONDS_MOST 60

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static struct {
    bool ready, on, child, busy, stay;
    const char *call, *out, *new, *status, *match, *log;
    int error;
    long clock, at, step, from, count, tried, wrong, ended[256];
} fault;

static long number(const char *name, long otherwise) {
    const char *value = getenv(name);
    return value ? strtol(value, NULL, 10) : otherwise;
}

/* ---- what is on disk --------------------------------------------------------------------------------------------- */

static void path_of(char *path, const char *dir, const char *name) { snprintf(path, 4096, "%s/%s", dir, name); }

static bool same_bytes(const char *a, const char *b) {
    static char x[65536], y[65536];
    FILE *one = fopen(a, "rb"), *two = fopen(b, "rb");
    bool same = one && two;
    while (same) {
        size_t n = fread(x, 1, sizeof x, one), m = fread(y, 1, sizeof y, two);
        same = n == m && memcmp(x, y, n) == 0;
        if (n == 0) break;
    }
    if (one) fclose(one);
    if (two) fclose(two);
    return same;
}

static void keep_name(char *path, const char *name) { snprintf(path, 4096, "%s.keep/%s", fault.log, name); }

/* Calls fn for each regular file of a folder. */
static void each_file(const char *dir, void (*fn)(const char *name, const char *path, const struct stat *info)) {
    char path[4096];
    struct stat info;
    DIR *stream = opendir(dir);
    for (struct dirent *e; stream && (e = readdir(stream));) {
        path_of(path, dir, e->d_name);
        if (lstat(path, &info) == 0 && S_ISREG(info.st_mode)) fn(e->d_name, path, &info);
    }
    if (stream) closedir(stream);
}

static void remove_one(const char *name, const char *path, const struct stat *info) {
    (void)name, (void)info;
    remove(path);
}

static void keep_one(const char *name, const char *path, const struct stat *info) {
    char kept[4096];
    (void)info;
    keep_name(kept, name);
    if (link(path, kept) < 0) abort();
}

/* Second names for what is there now: the program replaces files, it never writes into them. */
static void keep(void) {
    char dir[4096];
    if (!fault.out) return;
    keep_name(dir, "");
    each_file(dir, remove_one);
    each_file(fault.out, keep_one);
}

static struct {
    int status;
    char wrong[512];
} seen;

static bool is_name_of(const char *name, const char *end) {
    size_t len = strlen(name), n = strlen(end);
    return len >= n && strcmp(name + len - n, end) == 0;
}

/* Does the file end as such a file does? */
static bool is_whole(const char *name, const char *path) {
    char tail[16] = "";
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    fseek(file, -6, SEEK_END);
    size_t n = fread(tail, 1, 6, file);
    fclose(file);
    if (is_name_of(name, ".pdf")) return memcmp(tail, "%%EOF\n", 6) == 0;
    if (is_name_of(name, ".json")) return n > 1 && memcmp(tail + n - 2, "}\n", 2) == 0;
    return n > 0 && tail[n - 1] == '\n';
}

/* With status 0 a file must be the new one, else the old or the new one; errors of the issue may have left something
 * out, but not half a file, and a manifest tells of the files that were written. */
static void judge(const char *name, const char *path, const struct stat *info) {
    char kept[4096], new[4096];
    struct stat before;
    keep_name(kept, name);
    path_of(new, fault.new, name);
    bool was = stat(kept, &before) == 0, same = was && before.st_ino == info->st_ino;
    if (name[0] != '.' && !(same && seen.status != 0) && !same_bytes(path, new) &&
        !((seen.status == 1 || is_name_of(name, "-manifest.json")) && is_whole(name, path)))
        snprintf(seen.wrong, sizeof seen.wrong, "neither the old file nor the new one: %.200s", name);
    if (is_name_of(name, ".tmp") && !was) snprintf(seen.wrong, sizeof seen.wrong, "left behind: %.200s", name);
    if (same) return;
    remove(path);
    if (was && link(kept, path) < 0) abort();
}

static void restore(const char *name, const char *kept, const struct stat *info) {
    char path[4096];
    (void)info;
    path_of(path, fault.out, name);
    if (access(path, F_OK) == 0) return;
    if (!is_name_of(name, ".tmp")) snprintf(seen.wrong, sizeof seen.wrong, "a file is gone: %.200s", name);
    if (link(kept, path) < 0) abort();
}

/* What is wrong with the folder; it is put back. */
static const char *look(int status) {
    char dir[4096];
    seen.status = status;
    seen.wrong[0] = '\0';
    if (!fault.out) return NULL;
    each_file(fault.out, judge);
    keep_name(dir, "");
    each_file(dir, restore);
    return seen.wrong[0] ? seen.wrong : NULL;
}

/* ---- the parent -------------------------------------------------------------------------------------------------- */

static void wrong(long n, const char *what, const char *detail) {
    FILE *log = fopen(fault.log, "a");
    fault.wrong++;
    if (!log) return;
    fprintf(log, "wrong: %s number %ld: %s: %s\n", fault.call, n, what, detail);
    fclose(log);
}

static void said_name(char *path) { snprintf(path, 4096, "%s.said", fault.log); }

static void examine(long n, int end) {
    char path[4096], text[400] = "";
    said_name(path);
    FILE *said = fopen(path, "rb");
    if (said) {
        text[fread(text, 1, sizeof text - 1, said)] = '\0';
        fclose(said);
    }
    int status = WIFEXITED(end) ? WEXITSTATUS(end) : 255;
    fault.ended[status]++;
    if (WIFSIGNALED(end))
        wrong(n, strsignal(WTERMSIG(end)), text);
    else if (!strchr(fault.status, '0' + status))
        wrong(n, "a status that is not right", text);
    else if (status != 0 && !strstr(text, fault.match))
        wrong(n, "no clear message", text);
    const char *disk = look(status);
    if (disk) wrong(n, disk, text);
}

/* ---- the child --------------------------------------------------------------------------------------------------- */

static void become_child(void) {
    char path[4096];
    fault.child = true;
    said_name(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600), none = open("/dev/null", O_WRONLY);
    dup2(fd, STDERR_FILENO);
    dup2(none, STDOUT_FILENO);
    close(fd);
    close(none);
    alarm(SECONDS_MOST);
}

static pid_t (*real_fork(void))(void) { return (pid_t(*)(void))dlsym(RTLD_NEXT, "fork"); }

/* Shall this call fail? */
static bool fails(const char *call) {
    if (!fault.on || fault.busy || strcmp(call, fault.call) != 0) return false;
    if (fault.child) return fault.stay;
    long n = ++fault.count;
    if (fault.at) return n == fault.at || (fault.stay && n > fault.at);
    if (n < fault.from || n % fault.step) return false;
    fault.busy = true;
    fault.tried++;
    keep();
    int end = 0;
    pid_t pid = real_fork()();
    if (pid == 0)
        become_child();
    else if (pid > 0 && waitpid(pid, &end, 0) == pid)
        examine(n, end);
    fault.busy = false;
    return pid == 0;
}

static bool fails_with(const char *call, int likely) {
    if (!fails(call)) return false;
    errno = fault.error ? fault.error : likely;
    return true;
}

/* ---- the calls --------------------------------------------------------------------------------------------------- */

void *malloc(size_t size) { return fails_with("malloc", ENOMEM) ? NULL : __libc_malloc(size); }

void *calloc(size_t count, size_t size) { return fails_with("malloc", ENOMEM) ? NULL : __libc_calloc(count, size); }

void *realloc(void *old, size_t size) { return fails_with("malloc", ENOMEM) ? NULL : __libc_realloc(old, size); }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t read(int fd, void *bytes, size_t size) { return fails_with("read", EIO) ? -1 : REAL(read)(fd, bytes, size); }

ssize_t write(int fd, const void *bytes, size_t size) {
    return fails_with("write", ENOSPC) ? -1 : REAL(write)(fd, bytes, size);
}

int fsync(int fd) { return fails_with("fsync", EIO) ? -1 : REAL(fsync)(fd); }

int rename(const char *from, const char *to) { return fails_with("rename", EACCES) ? -1 : REAL(rename)(from, to); }

void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset) {
    return fails_with("mmap", ENOMEM) ? MAP_FAILED : REAL(mmap)(at, size, protection, flags, fd, offset);
}

/* A process of the program's own is not split: both halves would answer whoever began it. */
pid_t fork(void) {
    if (fails_with("fork", EAGAIN)) return -1;
    pid_t pid = real_fork()();
    if (pid == 0 && !fault.at) fault.on = false;
    return pid;
}

int mkdir(const char *path, mode_t mode) { return fails_with("mkdir", EACCES) ? -1 : REAL(mkdir)(path, mode); }

/* A file that was closed is closed even if that failed. */
int close(int fd) {
    int status = REAL(close)(fd);
    return fails_with("close", EIO) ? -1 : status;
}

static mode_t mode_of(int flags, va_list args) { return flags & O_CREAT ? va_arg(args, mode_t) : 0; }

int open(const char *path, int flags, ...) {
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return fails_with("open", EMFILE) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return fails_with("open", EMFILE) ? -1 : REAL(open64)(path, flags, mode);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int status = REAL(clock_gettime)(clock, now);
    if (fault.clock && clock == CLOCK_REALTIME) now->tv_sec = fault.clock;
    return status;
}

time_t time(time_t *out) {
    time_t now = fault.clock ? fault.clock : REAL(time)(NULL);
    if (out) *out = now;
    return now;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*start)(void *), void *arg) {
    if (fault.on && !fault.at) return EAGAIN;
    return REAL(pthread_create)(thread, how, start, arg);
}

/* ---- begin and end ----------------------------------------------------------------------------------------------- */

__attribute__((constructor)) static void begin(void) {
    fault.busy = true;
    fault.call = getenv("FAULT_CALL");
    fault.out = getenv("FAULT_OUT");
    fault.new = getenv("FAULT_NEW");
    fault.log = getenv("FAULT_LOG");
    fault.status = getenv("FAULT_STATUS") ? getenv("FAULT_STATUS") : "03";
    fault.match = getenv("FAULT_MATCH") ? getenv("FAULT_MATCH") : "[";
    fault.clock = number("FAULT_CLOCK", 0);
    fault.at = number("FAULT_AT", 0);
    fault.step = number("FAULT_STEP", 1);
    fault.from = number("FAULT_FROM", 1);
    fault.error = (int)number("FAULT_ERRNO", 0);
    fault.stay = number("FAULT_STAY", 0) != 0;
    char dir[4096];
    keep_name(dir, "");
    if (fault.out && fault.log) mkdir(dir, 0700);
    fault.busy = false;
    fault.on = fault.call && (fault.log || fault.at) && strcmp(program_invocation_short_name, "visnyk") == 0;
}

__attribute__((destructor)) static void end(void) {
    if (!fault.on || fault.child || fault.at) return;
    fault.on = false;
    FILE *log = fopen(fault.log, "a");
    if (!log) return;
    fprintf(log, "%s: %ld calls, %ld tried, %ld wrong; status 0: %ld, 1: %ld, 3: %ld\n", fault.call, fault.count,
            fault.tried, fault.wrong, fault.ended[0], fault.ended[1], fault.ended[3]);
    fclose(log);
}
