/* Names from a file of somebody else's making are paths on this machine once they are written, so anything that another
 * system would read in another way is refused as a whole: nothing is renamed, nothing is left out.
 */
#include "reader/names.h"

#include <strings.h>

#include "base/file.h"
#include "base/utf8.h"

/* What file systems take as one name [bytes]. */
#define PIECE_MAX 255

/* Names that some systems take for devices, whatever follows the first full stop. */
static bool is_device(struct str piece) {
    static const char *const names[] = {"con", "prn", "aux", "nul"};
    size_t stem = 0;
    while (stem < piece.len && piece.s[stem] != '.') stem++;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (stem == 3 && strncasecmp(piece.s, names[i], 3) == 0) return true;
    return stem == 4 && piece.s[3] >= '0' && piece.s[3] <= '9' &&
           (strncasecmp(piece.s, "com", 3) == 0 || strncasecmp(piece.s, "lpt", 3) == 0);
}

static bool is_safe(struct str name) {
    if (!path_is_inside(name) || !utf8_valid(name)) return false;
    for (size_t from = 0, i = 0; i <= name.len; i++) {
        if (i < name.len && name.s[i] != '/') continue;
        struct str piece = str_slice(name, from, i);
        if (piece.len > PIECE_MAX || str_is(piece, ".") || is_device(piece)) return false;
        from = i + 1;
    }
    return true;
}

/* Control characters as they are in C, so that a message is one line. */
const char *name_shown(struct arena *arena, struct str name) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < name.len && i < 200; i++) {
        unsigned char c = (unsigned char)name.s[i];
        if (c < 0x20 || c == 0x7F)
            buf_printf(&out, "\\x%02X", c);
        else
            buf_putc(&out, (char)c);
    }
    return out.len ? out.s : "\"\"";
}

/* No file twice, and none where another one needs a folder; letters of ASCII are one in either case, as some systems
 * have it. */
static bool is_free(const struct reader_files *files, struct str name) {
    for (size_t i = 0; i < files->len; i++) {
        struct str other = files->at[i].name;
        size_t both = other.len < name.len ? other.len : name.len;
        if (strncasecmp(other.s, name.s, both) != 0) continue;
        bool same = other.len == name.len;
        if (!same && (other.len < name.len ? name.s[both] : other.s[both]) != '/') continue;
        return false;
    }
    return true;
}

bool name_fits(struct ctx *ctx, const char *path, const struct reader_files *taken, struct str name) {
    if (is_safe(name) && is_free(taken, name)) return true;
    diag(ctx, DIAG_READER_HOSTILE_NAME, place_nowhere(), "%s: %s", path, name_shown(ctx->scratch, name));
    return false;
}
