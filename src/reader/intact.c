/* Is every byte as it was when the file was made? A file of this program names itself in its trailer by a hash of all
 * its bytes, with the name itself left blank there and in the metadata. So a change is seen without building anything,
 * whatever versions of the libraries are here.
 *
 * This guards against accidents. Who changes a file on purpose can name it anew; building it again tells.
 */
#include "reader/reader.h"

#include <string.h>

#include "base/hash.h"

#define ID_DIGITS 32

/* Where the two halves of the last ID in the file begin, behind their brackets. */
static bool find_id(struct str bytes, size_t halves[2]) {
    static const char mark[] = "/ID [ <";
    size_t len = sizeof mark - 1, tail = len + 2 * ID_DIGITS + 4;
    for (size_t at = bytes.len < tail ? 0 : bytes.len - tail; at > 0; at--) {
        if (memcmp(bytes.s + at, mark, len) != 0) continue;
        halves[0] = at + len;
        halves[1] = halves[0] + ID_DIGITS + 3; /* "> <" */
        return memcmp(bytes.s + halves[0], bytes.s + halves[1], ID_DIGITS) == 0;
    }
    return false;
}

static void blank_names(char *bytes, size_t len, const char *hex) {
    char name[] = UUID_BLANK;
    size_t name_len = sizeof name - 1;
    uuid_fill(name, hex);
    for (size_t at = 0; at + name_len <= len; at++)
        if (bytes[at] == 'u' && memcmp(bytes + at, name, name_len) == 0) memcpy(bytes + at, UUID_BLANK, name_len);
}

bool reader_intact(struct ctx *ctx, struct str bytes) {
    size_t halves[2];
    if (!find_id(bytes, halves)) return false;
    char *copy = str_dup(ctx->arena, bytes);
    const char *id = str_dup(ctx->arena, str_slice(bytes, halves[0], halves[0] + ID_DIGITS));
    blank_names(copy, bytes.len, id);
    for (int i = 0; i < 2; i++) memset(copy + halves[i], '0', ID_DIGITS);
    const char *hex = sha256_hex(ctx->arena, sha256_of((struct str){copy, bytes.len}));
    return memcmp(hex, id, ID_DIGITS) == 0;
}
