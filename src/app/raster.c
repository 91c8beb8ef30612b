/* Runs pdftoppm or mutool and reads the stream of PPM pictures that both write.
 *
 * The PDF goes to a temporary file without a name and is handed on as an open descriptor, the pictures come through a
 * pipe, one page in memory at a time: whenever the program is stopped, nothing is left behind. No shell is involved, so
 * no name can be taken for a command. The first of the two programs that the system has is used: the child tries one
 * after the other.
 * Rejected: linking poppler or MuPDF (a hundred megabytes of libraries for an optional command, and C++ or a static
 * archive), files of pages in a temporary folder (read and written twice). */
#include "app/raster.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PDF_FD 3         /* of the child */
#define NOT_THERE 127    /* its exit status, as of a shell */
#define SIDE_MOST 100000 /* pixels of a picture that is believed */

/* ---- the child --------------------------------------------------------------------------------------------------- */

static void child_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
}

/* Does not return. */
static void child_run(int pdf, int out, char *const *poppler, char *const *mupdf) {
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0)
        _exit(NOT_THERE - 1);
    if (pdf == PDF_FD ? fcntl(pdf, F_SETFD, 0) < 0 : dup2(pdf, PDF_FD) < 0) _exit(NOT_THERE - 1);
    child_signals();
    execvp(poppler[0], poppler);
    execvp(mupdf[0], mupdf);
    _exit(NOT_THERE);
}

static pid_t child_start(struct ctx *ctx, int pdf, size_t from, size_t to, int dpi, int *out) {
    int ends[2];
    char *first = arena_printf(ctx->scratch, "%zu", from + 1), *last = arena_printf(ctx->scratch, "%zu", to);
    char *range = arena_printf(ctx->scratch, "%s-%s", first, last);
    char *resolution = arena_printf(ctx->scratch, "%d", dpi), *file = arena_printf(ctx->scratch, "/dev/fd/%d", PDF_FD);
    char *poppler[] = {"pdftoppm", "-r", resolution, "-f", first, "-l", last, file, NULL};
    char *mupdf[] = {"mutool", "draw", "-q", "-r", resolution, "-F", "ppm", "-o", "-", file, range, NULL};
    if (pipe(ends) < 0) return -1;
    fflush(NULL); /* or the child would print it again */
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        child_run(pdf, ends[1], poppler, mupdf);
    }
    close(ends[1]);
    if (pid < 0)
        close(ends[0]);
    else
        *out = ends[0];
    return pid;
}

/* ---- its pictures ------------------------------------------------------------------------------------------------ */

static bool read_side(FILE *in, uint32_t *side) {
    unsigned long value;
    if (fscanf(in, "%6lu", &value) != 1 || value == 0 || value > SIDE_MOST) return false;
    *side = (uint32_t)value;
    return true;
}

/* One picture of the kind P6: "P6", width, height, 255, one white space, the samples. */
static bool read_picture(struct arena *arena, FILE *in, struct image_pixels *out) {
    uint32_t most;
    char kind[2];
    *out = (struct image_pixels){.components = 3};
    if (fread(kind, 1, 2, in) != 2 || memcmp(kind, "P6", 2) != 0) return false;
    if (!read_side(in, &out->width) || !read_side(in, &out->height) || !read_side(in, &most) || most != 255)
        return false;
    if ((uint64_t)out->width * out->height > IMAGE_PIXELS_MAX || fgetc(in) == EOF) return false;
    size_t size = (size_t)out->width * out->height * 3;
    out->samples = ARENA_ARRAY(arena, size, uint8_t);
    return fread(out->samples, 1, size, in) == size;
}

static size_t read_pictures(int fd, size_t from, size_t to, const struct raster_taker *taker) {
    FILE *in = fdopen(fd, "rb");
    size_t page = from;
    if (!in) {
        close(fd);
        return page;
    }
    for (bool more = true; more && page < to; page += more) {
        struct arena *arena = arena_new();
        struct image_pixels pixels;
        more = read_picture(arena, in, &pixels) && taker->take(taker->self, page, &pixels);
        arena_free(arena);
    }
    fclose(in);
    return page;
}

/* ---- both -------------------------------------------------------------------------------------------------------- */

static FILE *nameless_file(struct ctx *ctx, struct str bytes) {
    FILE *file = tmpfile();
    if (file && fwrite(bytes.s, 1, bytes.len, file) == bytes.len && fflush(file) == 0) return file;
    diag(ctx, DIAG_FILE_UNWRITABLE, place_nowhere(), "%s", "tmpfile");
    if (file) fclose(file);
    return NULL;
}

bool raster_pages(struct ctx *ctx, struct str pdf, size_t from, size_t to, int dpi, const struct raster_taker *taker) {
    FILE *file = nameless_file(ctx, pdf);
    int out = -1, status = 0;
    if (!file) return false;
    pid_t pid = child_start(ctx, fileno(file), from, to, dpi, &out);
    size_t end = pid > 0 ? read_pictures(out, from, to, taker) : from;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    fclose(file);
    if (end == to) return true;
    if (pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == NOT_THERE)
        diag(ctx, DIAG_APP_NO_RENDERER, place_nowhere(), "%s", "pdftoppm, mutool");
    else
        diag(ctx, DIAG_APP_RENDERER, place_nowhere(), "%zu", end + 1);
    return false;
}
