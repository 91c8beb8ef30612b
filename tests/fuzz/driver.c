/* driver RUNS SEED [-dict=FILE] FILE...: a small fuzzer for where there is no clang.
 *
 * Each FILE is fed as it is, then RUNS times one of them, changed: bits, bytes, parts moved, repeated, cut out, taken
 * from another file, words of the dictionary put in. The same RUNS, SEED and files are the same inputs on each machine.
 * An input that has run longer than SECONDS_MOST, or that ends the program, is in the file `fuzz.input`.
 */
#define _DEFAULT_SOURCE /* alarm beside C17 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz/fuzz.h"

#define SECONDS_MOST 60
#define LEN_MOST ((size_t)1 << 20)
#define CHANGES_MOST 6
#define KEPT "fuzz.input"

struct bytes {
    uint8_t *at;
    size_t len;
};

static struct bytes *files, *words;
static size_t file_count, word_count;
static uint64_t state;

/* SplitMix64. */
static uint64_t next_random(void) {
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static size_t below(size_t limit) { return limit ? (size_t)(next_random() % limit) : 0; }

static struct bytes read_file(const char *path) {
    struct bytes b = {malloc(LEN_MOST), 0};
    FILE *file = fopen(path, "rb");
    if (!file || !b.at) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    b.len = fread(b.at, 1, LEN_MOST, file);
    fclose(file);
    return b;
}

/* The lines "word" of a dictionary, \xHH in them; names before = are left out. */
static void read_words(const char *path) {
    struct bytes text = read_file(path);
    words = calloc(text.len + 1, sizeof *words);
    for (size_t at = 0; at < text.len; at++) {
        size_t end = at;
        while (end < text.len && text.at[end] != '\n') end++;
        uint8_t *open = text.at[at] == '#' ? NULL : memchr(text.at + at, '"', end - at);
        struct bytes word = {malloc(end - at + 1), 0};
        for (uint8_t *c = open ? open + 1 : NULL; c && c < text.at + end && *c != '"'; c++) {
            unsigned value = *c;
            if (*c == '\\' && c[1] == 'x' && sscanf((char *)c + 2, "%2x", &value) == 1)
                c += 3;
            else if (*c == '\\')
                value = *++c;
            word.at[word.len++] = (uint8_t)value;
        }
        if (word.len)
            words[word_count++] = word;
        else
            free(word.at);
        at = end;
    }
    free(text.at);
}

static void insert(struct bytes *b, size_t at, const uint8_t *what, size_t len) {
    if (b->len + len > LEN_MOST) return;
    memmove(b->at + at + len, b->at + at, b->len - at);
    memcpy(b->at + at, what, len);
    b->len += len;
}

static void cut(struct bytes *b, size_t at, size_t len) {
    memmove(b->at + at, b->at + at + len, b->len - at - len);
    b->len -= len;
}

static void change(struct bytes *b) {
    static uint8_t part[LEN_MOST];
    size_t at = below(b->len + 1), len = below(b->len - at + 1);
    if (len > 64 && below(4)) len = below(64);
    switch (below(8)) {
    case 0:
        if (at < b->len) b->at[at] ^= (uint8_t)(1u << below(8));
        return;
    case 1:
        if (at < b->len) b->at[at] = (uint8_t)next_random();
        return;
    case 2: cut(b, at, len); return;
    case 3: /* a part again, elsewhere, now and then very often */
        memcpy(part, b->at + at, len);
        for (size_t times = below(10) ? 1 : below(300), to = below(b->len + 1); times > 0; times--)
            insert(b, to, part, len);
        return;
    case 4: { /* of another file */
        const struct bytes *other = &files[below(file_count)];
        size_t from = below(other->len + 1);
        size_t most = below(other->len - from + 1);
        insert(b, at, other->at + from, most > 4000 ? 4000 : most);
        return;
    }
    case 5: { /* a number of another size */
        static const char *const numbers[] = {"0", "-1", "4294967296", "9223372036854775807", "1e308", "0.0000001"};
        const char *number = numbers[below(6)];
        size_t digits = 0;
        while (at + digits < b->len && b->at[at + digits] >= '0' && b->at[at + digits] <= '9') digits++;
        cut(b, at, digits);
        insert(b, at, (const uint8_t *)number, strlen(number));
        return;
    }
    default:
        if (!word_count) return;
        const struct bytes *word = &words[below(word_count)];
        if (below(2) && at + word->len <= b->len)
            memcpy(b->at + at, word->at, word->len);
        else
            insert(b, at, word->at, word->len);
    }
}

/* Where the input can be found if this is the last one. */
static void feed(const struct bytes *b) {
    FILE *file = fopen(KEPT, "wb");
    if (file) {
        fwrite(b->at, 1, b->len, file);
        fclose(file);
    }
    alarm(SECONDS_MOST);
    LLVMFuzzerTestOneInput(b->at, b->len);
}

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    long runs = strtol(argv[1], NULL, 10);
    state = strtoull(argv[2], NULL, 10);
    files = calloc((size_t)argc, sizeof *files);
    for (int i = 3; i < argc; i++) {
        if (strncmp(argv[i], "-dict=", 6) == 0)
            read_words(argv[i] + 6);
        else
            files[file_count++] = read_file(argv[i]);
    }
    LLVMFuzzerInitialize(&argc, &argv);
    for (size_t i = 0; i < file_count; i++) feed(&files[i]);
    struct bytes input = {malloc(LEN_MOST), 0};
    for (long run = 0; run < runs && file_count; run++) {
        const struct bytes *from = &files[below(file_count)];
        input.len = from->len;
        memcpy(input.at, from->at, from->len);
        for (size_t changes = 1 + below(CHANGES_MOST); changes > 0; changes--) change(&input);
        feed(&input);
    }
    remove(KEPT);
    for (size_t i = 0; i < file_count; i++) free(files[i].at);
    for (size_t i = 0; i < word_count; i++) free(words[i].at);
    free(files);
    free(words);
    free(input.at);
    printf("%zu files, %ld changed ones\n", file_count, runs);
    return 0;
}
