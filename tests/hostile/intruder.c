/* A library to be preloaded that plays a program that was taken over while it parses: an article that says PROBE tries
 * what an intruder would, SPIN never ends, GORGE takes all memory. The answers go to standard error. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

static void tell(const char *what, long result) {
    fprintf(stderr, "%s: %s\n", what, result < 0 ? strerror(errno) : "allowed");
}

static void probe(void) {
    char *argv[] = {"/bin/true", NULL};
    tell("socket", socket(AF_INET, SOCK_STREAM, 0));
    tell("local socket", socket(AF_UNIX, SOCK_STREAM, 0));
    tell("trace", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
    tell("root", chroot("/"));
    pid_t pid = fork();
    if (pid == 0) {
        tell("program", execv(argv[0], argv));
        _exit(0);
    }
}

void cmark_parser_feed(void *parser, const char *text, size_t len) {
    void (*next)(void *, const char *, size_t) = (void (*)(void *, const char *, size_t))dlsym(RTLD_NEXT, __func__);
    if (memmem(text, len, "PROBE", 5)) probe();
    if (memmem(text, len, "SPIN", 4))
        for (volatile int turn = 0;; turn = 1) continue;
    if (memmem(text, len, "GORGE", 5))
        for (;;) memset(malloc(1 << 20), 1, 1 << 20);
    next(parser, text, len);
}
