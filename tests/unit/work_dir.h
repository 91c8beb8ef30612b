/* Where a unit test writes: its own folder, never the tree. */
#ifndef VISNYK_TESTS_WORK_DIR_H
#define VISNYK_TESTS_WORK_DIR_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Goes to $TMP, or to a new folder in /tmp when the program is started by hand. */
static inline void work_dir_enter(void) {
    static char fresh[] = "/tmp/visnyk-unit.XXXXXX";
    const char *dir = getenv("TMP") ? getenv("TMP") : mkdtemp(fresh);
    if (dir && chdir(dir) == 0) return;
    perror("work_dir");
    exit(3);
}

#endif
