/* Hashes: SHA-256 and MD5 by Nettle, which uses the processor's instructions for them where there are any (an archive
 * file hashes ten megabytes), FNV-1a (Fowler, Noll, Vo; 64 bits) by hand.
 *
 * The quick one has four lanes that take eight bytes each in turn, by a multiplication, a turn and another
 * multiplication, as xxHash does, so that four multiplications are under way at once; its primes are xxHash's, the last
 * mixing is that of MurmurHash3. Where SHA-256 has no instructions of its own, twelve fonts take it longer than an
 * issue takes to set. */
#include "base/hash.h"

#include <nettle/md5.h>
#include <nettle/sha2.h>
#include <string.h>

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

#define PRIME_1 0x9E3779B185EBCA87u
#define PRIME_2 0xC2B2AE3D27D4EB4Fu
#define LANES 4

static uint64_t turned(uint64_t value, unsigned bits) { return value << bits | value >> (64 - bits); }

static void lane_take(uint64_t *lane, const char *bytes) {
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    *lane = turned(*lane + value * PRIME_2, 31) * PRIME_1;
}

static uint64_t mixed(uint64_t value) {
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCDu;
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53u;
    return value ^ value >> 33;
}

struct hash128 hash128_of(struct str bytes) {
    enum { ROW = 8 * LANES };
    uint64_t lanes[LANES] = {PRIME_1, PRIME_2, PRIME_1 ^ PRIME_2, PRIME_1 + PRIME_2};
    char last[ROW] = {0};
    size_t at = 0;
    for (; bytes.len - at >= ROW; at += ROW)
        for (size_t i = 0; i < LANES; i++) lane_take(&lanes[i], bytes.s + at + 8 * i);
    if (bytes.len > at) memcpy(last, bytes.s + at, bytes.len - at);
    for (size_t i = 0; i < LANES; i++) lane_take(&lanes[i], last + 8 * i);
    struct hash128 hash = {{mixed(bytes.len), mixed(~(uint64_t)bytes.len)}};
    for (size_t i = 0; i < LANES; i++) {
        hash.word[0] = mixed(hash.word[0] + lanes[i]);
        hash.word[1] = mixed(hash.word[1] ^ turned(lanes[i], 17));
    }
    return hash;
}
