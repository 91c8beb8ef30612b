/* Hashes: SHA-256 by libmd, FNV-1a (Fowler, Noll, Vo; 64 bits) by hand. */
#include "base/hash.h"

#include <sys/types.h>

#include <sha2.h>

struct sha256 sha256_of(struct str bytes) {
    struct sha256 hash;
    SHA2_CTX state;
    SHA256Init(&state);
    if (bytes.len) SHA256Update(&state, (const uint8_t *)bytes.s, bytes.len);
    SHA256Final(hash.byte, &state);
    return hash;
}

char *sha256_hex(struct arena *arena, struct sha256 hash) {
    static const char digits[] = "0123456789abcdef";
    char *hex = arena_alloc(arena, 65);
    for (size_t i = 0; i < 32; i++) {
        hex[2 * i] = digits[hash.byte[i] >> 4];
        hex[2 * i + 1] = digits[hash.byte[i] & 15];
    }
    return hex;
}

uint64_t hash64(uint64_t seed, const void *bytes, size_t len) {
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++) seed = (seed ^ p[i]) * 0x100000001b3u;
    return seed;
}
