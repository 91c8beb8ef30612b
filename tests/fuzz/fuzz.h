/* The two functions that a fuzzer calls. */
#ifndef VISNYK_TESTS_FUZZ_H
#define VISNYK_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Once, before the first input: reads FUZZ_TARGET. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
/* One input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
