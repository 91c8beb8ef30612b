/* Hashes: SHA-256 and MD5 by libmd, FNV-1a (Fowler, Noll, Vo; 64 bits) by hand. */
#include "base/hash.h"

#include <sys/types.h>

#include <md5.h>
#include <sha2.h>

struct sha256 sha256_of(struct str bytes) {
    struct sha256 hash;
    SHA2_CTX state;
    SHA256Init(&state);
    if (bytes.len) SHA256Update(&state, (const uint8_t *)bytes.s, bytes.len);
    SHA256Final(hash.byte, &state);
    return hash;
}

static char *hex_digits(struct arena *arena, const uint8_t *bytes, size_t count) {
    static const char digits[] = "0123456789abcdef";
    char *hex = arena_alloc(arena, 2 * count + 1);
    for (size_t i = 0; i < count; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    return hex;
}

char *sha256_hex(struct arena *arena, struct sha256 hash) { return hex_digits(arena, hash.byte, sizeof hash.byte); }

char *md5_hex(struct arena *arena, struct str bytes) {
    uint8_t hash[MD5_DIGEST_LENGTH];
    MD5_CTX state;
    MD5Init(&state);
    if (bytes.len) MD5Update(&state, (const uint8_t *)bytes.s, bytes.len);
    MD5Final(hash, &state);
    return hex_digits(arena, hash, sizeof hash);
}

uint64_t hash64(uint64_t seed, const void *bytes, size_t len) {
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++) seed = (seed ^ p[i]) * 0x100000001b3u;
    return seed;
}
