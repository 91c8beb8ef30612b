/* The one thing that matters in EXIF: which way is up. A TIFF header and its first directory (EXIF 2.3, 4.5 and 4.6.4);
 * anything odd means "as stored". */
#include "image/codec.h"

#define TAG_ORIENTATION 0x0112
#define ENTRY_BYTES 12

struct tiff {
    const unsigned char *at;
    size_t len;
    bool little;
};

static uint32_t number(const struct tiff *tiff, size_t at, size_t bytes) {
    uint32_t value = 0;
    if (at > tiff->len || tiff->len - at < bytes) return 0;
    for (size_t i = 0; i < bytes; i++) value = value << 8 | tiff->at[tiff->little ? at + bytes - 1 - i : at + i];
    return value;
}

uint8_t exif_orientation(const unsigned char *bytes, size_t len) {
    struct tiff tiff = {bytes, len, len > 1 && bytes[0] == 'I' && bytes[1] == 'I'};
    if (len < 8 || (!tiff.little && (bytes[0] != 'M' || bytes[1] != 'M')) || number(&tiff, 2, 2) != 42) return 1;
    size_t directory = number(&tiff, 4, 4);
    uint32_t count = number(&tiff, directory, 2);
    for (uint32_t i = 0; i < count; i++) {
        size_t entry = directory + 2 + (size_t)i * ENTRY_BYTES;
        if (number(&tiff, entry, 2) != TAG_ORIENTATION) continue;
        uint32_t value = number(&tiff, entry + 8, 2);
        return value >= 1 && value <= 8 ? (uint8_t)value : 1;
    }
    return 1;
}
