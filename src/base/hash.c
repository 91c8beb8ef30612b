/* Hashes: SHA-256 and MD5 by Nettle, which uses the processor's instructions for them where there are any (an archive
 * file hashes ten megabytes), FNV-1a (Fowler, Noll, Vo; 64 bits) by hand. */
#include "base/hash.h"

#include <nettle/md5.h>
#include <nettle/sha2.h>

struct sha256 sha256_of(struct str bytes) {
    struct sha256 hash;
    struct sha256_ctx state;
    sha256_init(&state);
    if (bytes.len) sha256_update(&state, bytes.len, (const uint8_t *)bytes.s);
    sha256_digest(&state, sizeof hash.byte, hash.byte);
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
    uint8_t hash[MD5_DIGEST_SIZE];
    struct md5_ctx state;
    md5_init(&state);
    if (bytes.len) md5_update(&state, bytes.len, (const uint8_t *)bytes.s);
    md5_digest(&state, sizeof hash, hash);
    return hex_digits(arena, hash, sizeof hash);
}

/* Version and variant digits stay. */
void uuid_fill(char *blank, const char *hex) {
    for (size_t i = sizeof "uuid:" - 1; i < sizeof UUID_BLANK - 1; i++)
        if (UUID_BLANK[i] == '0') blank[i] = *hex++;
}

uint64_t hash64(uint64_t seed, const void *bytes, size_t len) {
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++) seed = (seed ^ p[i]) * 0x100000001b3u;
    return seed;
}
