/* Hashes: SHA-256 for identity and MD5 where a format asks for it (Nettle), FNV-1a for tables in memory, and a quick
 * one that tells whether bytes are those of the last time. */
#ifndef VISNYK_BASE_HASH_H
#define VISNYK_BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

struct sha256 {
    uint8_t byte[32];
};

struct sha256 sha256_of(struct str bytes);
/* 64 lower-case hex digits, ended by NUL, in the arena. */
char *sha256_hex(struct arena *arena, struct sha256 hash);

/* 32 lower-case hex digits, ended by NUL, in the arena. */
char *md5_hex(struct arena *arena, struct str bytes);

/* 128 bits at the speed of memory: for one machine and one version of the program, and against chance alone; who wants
 * two files of one hash can make them. */
struct hash128 {
    uint64_t word[2];
};

struct hash128 hash128_of(struct str bytes);

/* A name made of a hash (RFC 9562, 5.8: version 8 is for hashes of one's own). It is blank while what it names is
 * hashed; then the digits of the hash take the place of the zeros. */
#define UUID_BLANK "uuid:00000000-0000-8000-8000-000000000000"
void uuid_fill(char *blank, const char *hex);

#define HASH64_SEED 0xcbf29ce484222325u
/* Continues `seed` over the bytes; start with HASH64_SEED. The same on every machine and run. */
uint64_t hash64(uint64_t seed, const void *bytes, size_t len);

#endif
