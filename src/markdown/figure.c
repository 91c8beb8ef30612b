/* Pictures that stand alone become figures.
 *
 * Lines of nothing but pictures, each perhaps with attributes in braces, become figures when they stand at the start
 * or the end of a paragraph, or are all of it: the picture's text is for people who cannot see it, its title is the
 * caption. People forget the empty line, and a picture has no other meaning there; between two lines of text it stays,
 * because nobody can say where the paragraph should end. What is asked for outside the issue's
 * folder or on the network is reported and left empty, so that no later stage opens it by mistake.
 */
#include "markdown/md.h"

#include "base/file.h"

#define SPAN_MAX 12 /* columns */
#define SPAN_MAX_TEXT "12"
#define CROP_MAX 10000
#define WIDTH_LEAST 10 /* [percent of the column], beside text */
#define WIDTH_MOST 75

struct picture {
    const struct inline_node *image;
    struct attr_list attrs;
};
VEC(pictures, struct picture);

static bool is_blank_text(const struct inline_node *node) {
    return node->kind == INLINE_SPACE || node->kind == INLINE_BREAK ||
           (node->kind == INLINE_TEXT && str_trim(node->text).len == 0);
}

/* Collects the pictures of nodes [from, to), a line; false when it holds anything else. */
static bool collect(struct md *md, const struct inlines *content, size_t from, size_t to, struct pictures *out) {
    struct inlines copy = {0}, *list = &copy; /* because nodes are cut */
    for (size_t i = from; i < to; i++) *vec_push(md->ctx->arena, list) = content->at[i];
    for (size_t i = 0; i < list->len;) {
        const struct inline_node *node = &list->at[i];
        if (node->kind != INLINE_IMAGE && !is_blank_text(node)) return false;
        i++;
        if (node->kind != INLINE_IMAGE) continue;
        struct picture *picture = vec_push(md->ctx->scratch, out);
        picture->image = node;
        if (node->place.end >= md->text.len || md->text.s[node->place.end] != '{') continue;
        size_t end = md_attrs(md, node->place.end, &picture->attrs);
        if (!end || !md_drop_until(list, &i, end)) return false;
    }
    return true;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* %20 and its like, as addresses are written. */
static struct str percent_decode(struct arena *arena, struct str url) {
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < url.len; i++) {
        int high = url.s[i] == '%' && i + 2 < url.len ? hex_digit(url.s[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(url.s[i + 2]) : -1;
        char c = low >= 0 ? (char)(high * 16 + low) : url.s[i];
        if (low >= 0) i += 2;
        buf_putc(&out, c);
    }
    return buf_view(&out);
}

static struct str picture_path(struct md *md, struct str url, struct place place) {
    struct str path = percent_decode(md->ctx->arena, url);
    bool network = memchr(path.s, ':', path.len) && (str_starts(path, "http:") || str_starts(path, "https:"));
    if (!network && path_is_inside(path)) return path;
    diag(md->ctx, network ? DIAG_MD_PICTURE_REMOTE : DIAG_MODEL_PATH_OUTSIDE, md_place(md, place.start, place.end),
         "%.*s", STR_ARG(url));
    return (struct str){"", 0};
}

#define PLACES "here, top, bottom, page"

static bool read_place(struct str value, enum figure_place *where) {
    static const char *const names[] = {"here", "top", "bottom", "page"};
    for (int i = 0; i < 4; i++) {
        if (!str_is(value, names[i])) continue;
        *where = (enum figure_place)i;
        return true;
    }
    return false;
}

/* "16:9": two numbers parted by `mark`, each within its limits. */
static bool read_pair(struct str value, char mark, int least, int most, int *out) {
    const char *at = memchr(value.s, mark, value.len);
    if (!at) return false;
    struct str parts[2] = {str_slice(value, 0, (size_t)(at - value.s)),
                           str_trim(str_slice(value, (size_t)(at - value.s) + 1, value.len))};
    for (int i = 0; i < 2; i++) {
        int64_t number;
        if (mark == ' ' && str_ends(parts[i], "%")) parts[i].len--;
        if (!str_int(parts[i], &number) || number < least || number > most) return false;
        out[i] = (int)number;
    }
    return true;
}

static bool read_view(const struct attr *attr, struct figure *figure) {
    int pair[2];
    if (str_is(attr->key, "crop") && read_pair(attr->value, ':', 1, CROP_MAX, pair)) {
        figure->crop_width = pair[0];
        figure->crop_height = pair[1];
    } else if (str_is(attr->key, "focus") && read_pair(attr->value, ' ', 0, 100, pair)) {
        figure->focus_x = pair[0];
        figure->focus_y = pair[1];
    } else {
        return false;
    }
    return true;
}

/* "40%", of the column. */
static bool read_width(struct str value, int *width) {
    int64_t number;
    if (!str_ends(value, "%")) return false;
    value.len--;
    if (!str_int(value, &number) || number < WIDTH_LEAST || number > WIDTH_MOST) return false;
    *width = (int)number;
    return true;
}

static bool read_side(struct str value, enum figure_side *side) {
    *side = str_is(value, "left") ? FIGURE_LEFT : str_is(value, "right") ? FIGURE_RIGHT : FIGURE_ACROSS;
    return *side != FIGURE_ACROSS;
}

static bool apply(const struct attr *attr, struct figure *figure) {
    int64_t span;
    if (str_is(attr->key, "span") && str_int(attr->value, &span) && span >= 1 && span <= SPAN_MAX) {
        figure->span = (int)span;
    } else if (str_is(attr->key, "credit")) {
        figure->credit = attr->value;
        figure->credit_place = (struct place){0, (uint32_t)attr->value_start, (uint32_t)attr->value_end};
    } else if (str_is(attr->key, "class") && str_is(attr->value, "decorative")) {
        figure->decorative = true;
    } else if (str_is(attr->key, "class") && str_is(attr->value, "group")) {
        figure->group = true;
    } else if (str_is(attr->key, "place")) {
        return read_place(attr->value, &figure->where);
    } else if (str_is(attr->key, "side")) {
        return read_side(attr->value, &figure->side);
    } else if (str_is(attr->key, "width")) {
        return read_width(attr->value, &figure->width);
    } else {
        return read_view(attr, figure);
    }
    return true;
}

static void say_attr(struct md *md, const struct attr *attr) {
    const char *allowed = str_is(attr->key, "place")   ? PLACES
                          : str_is(attr->key, "span")  ? "1–" SPAN_MAX_TEXT
                          : str_is(attr->key, "crop")  ? "crop=16:9"
                          : str_is(attr->key, "side")  ? "left, right"
                          : str_is(attr->key, "width") ? "side=left width=40%, 10–75%"
                          : str_is(attr->key, "focus") ? "focus=\"50% 20%\""
                                                       : "span=2, place=top, crop=16:9, focus=\"50% 20%\", "
                                                         "credit=\"…\", side=left, width=40%, .decorative, .group";
    diag(md->ctx, DIAG_MD_FIGURE_ATTR, md_place(md, attr->start, attr->end), "%.*s (%s)",
         STR_ARG(str_slice(md->text, attr->start, attr->end)), allowed);
}

/* The tail of the picture at offset `node`, found by moving on in the list. */
static struct link_parts parts_of(const struct md *md, size_t *next, size_t node) {
    for (; *next < md->parts.len; ++*next)
        if (md->parts.at[*next].node == node) return md->parts.at[*next];
    return (struct link_parts){.node = node};
}

/* values: what is named is no picture, so its attributes are read elsewhere. */
static struct figure *make_figure(struct md *md, const struct picture *picture, struct link_parts parts, bool values) {
    const struct inline_node *image = picture->image;
    struct figure *figure = ARENA_NEW(md->ctx->arena, struct figure);
    const struct attr *focus = NULL;
    bool found = parts.url_end > parts.url_start;
    figure->path_place = found ? (struct place){0, (uint32_t)parts.url_start, (uint32_t)parts.url_end} : image->place;
    figure->caption_place =
        parts.title_end ? (struct place){0, (uint32_t)parts.title_start, (uint32_t)parts.title_end} : image->place;
    figure->path = picture_path(md, image->url, figure->path_place);
    figure->caption = image->title;
    figure->focus_x = figure->focus_y = 50;
    if (image->children) figure->alt = *image->children;
    for (size_t i = 0; i < picture->attrs.len && !values; i++) {
        const struct attr *attr = &picture->attrs.at[i];
        if (!apply(attr, figure))
            say_attr(md, attr);
        else if (str_is(attr->key, "focus"))
            focus = attr;
    }
    for (size_t i = 0; figure->width && !figure->side && i < picture->attrs.len && !values; i++)
        if (str_is(picture->attrs.at[i].key, "width")) say_attr(md, &picture->attrs.at[i]);
    if (focus && !figure->crop_width) diag(md->ctx, DIAG_MD_FOCUS, md_place(md, focus->start, focus->end), "%s", "");
    if (!figure->decorative && !figure->alt.len && !(values && image->title.len))
        diag(md->ctx, DIAG_MD_NO_ALT, md_place(md, image->place.start, image->place.end), "%.*s", STR_ARG(image->url));
    return figure;
}

/* ---- files of values -------------------------------------------------------------------------------------------- */

static bool is_values(struct str path) {
    return str_ends(path, ".csv") || str_ends(path, ".CSV") || str_ends(path, ".tsv") || str_ends(path, ".TSV");
}

/* Its title is the table's caption, else what would be said of a picture. */
static void set_caption(struct md *md, const struct figure *figure, const struct inline_node *image,
                        struct table *table) {
    if (!image->title.len && image->children) table->caption = *image->children;
    if (!image->title.len) return;
    struct inline_node *text = vec_push(md->ctx->arena, &table->caption);
    *text = (struct inline_node){.kind = INLINE_TEXT, .place = figure->caption_place, .text = image->title};
}

/* False: the file could not be read, so a frame stands for it. */
static bool make_table(struct md *md, const struct picture *picture, const struct figure *figure, struct block *block) {
    struct table_wish wish;
    md_table_wish(md, &picture->attrs, true, &wish);
    if (!figure->path.len) return false;
    struct table *table = ARENA_NEW(md->ctx->arena, struct table);
    struct place mention = md_place(md, figure->path_place.start, figure->path_place.end);
    if (!md_csv(md, figure->path, mention, &wish, table)) return false;
    md_table_join(md, table);
    md_table_sums(md, table, wish.sum_last);
    table->turn = wish.turn;
    md_table_widths(md, &wish, table);
    set_caption(md, figure, picture->image, table);
    block->kind = BLOCK_TABLE;
    block->table = table;
    return true;
}

/* ---- paragraphs -------------------------------------------------------------------------------------------------- */

static bool is_line_end(const struct inline_node *node) {
    return node->kind == INLINE_SPACE || node->kind == INLINE_BREAK;
}

static size_t line_stop(const struct inlines *content, size_t from) {
    while (from < content->len && !is_line_end(&content->at[from])) from++;
    return from;
}

/* Of a picture that joins a group only what it shows counts; it says the rest of what the first one has said. */
static void group_join(struct md *md, struct figure *last, struct figure *figure) {
    if (figure->caption.len || figure->credit.len) {
        struct place place = figure->caption.len ? figure->caption_place : figure->credit_place;
        diag(md->ctx, DIAG_MD_GROUP_CAPTION, md_place(md, place.start, place.end), "%.*s",
             STR_ARG(str_slice(figure->caption.len ? figure->caption : figure->credit, 0, 80)));
        figure->caption = figure->credit = STR("");
    }
    last->next = figure;
}

/* Adds the pictures of the lines from node `from` on, up to a line that holds anything else or to the node `end`; gives
 * the node where that one begins. */
static size_t add_figures(struct md *md, const struct inlines *content, size_t from, size_t end, struct blocks *out) {
    size_t next = 0;
    struct figure *group = NULL; /* the last picture of an open one */
    while (from < end) {
        struct pictures pictures = {0};
        size_t stop = line_stop(content, from);
        if (!collect(md, content, from, stop, &pictures)) break;
        for (size_t i = 0; i < pictures.len; i++) {
            const struct picture *picture = &pictures.at[i];
            if (group && !is_values(picture->image->url)) {
                struct figure *member =
                    make_figure(md, picture, parts_of(md, &next, picture->image->place.start), false);
                group_join(md, group, member);
                group = member;
                continue;
            }
            struct block *block = vec_push(md->ctx->arena, out);
            block->kind = BLOCK_FIGURE;
            block->place = picture->image->place;
            bool values = is_values(picture->image->url);
            block->figure = make_figure(md, picture, parts_of(md, &next, picture->image->place.start), values);
            if (values && make_table(md, picture, block->figure, block)) block->figure = NULL;
            if (block->figure && values) block->figure->path.len = 0;
            group = block->figure && block->figure->group ? block->figure : NULL;
        }
        from = stop < end ? stop + 1 : end;
    }
    return from;
}

/* The node behind the last one of text: only lines of pictures follow. */
static size_t text_end(struct md *md, const struct inlines *content, size_t from) {
    size_t end = content->len;
    while (end > from) {
        struct pictures pictures = {0};
        size_t start = end;
        while (start > from && !is_line_end(&content->at[start - 1])) start--;
        if (!collect(md, content, start, end, &pictures)) break;
        end = start > from ? start - 1 : from;
    }
    return end;
}

void md_take_figures(struct md *md, struct inlines *content, struct blocks *before, struct blocks *behind) {
    size_t first = 0;
    while (first < content->len && content->at[first].kind != INLINE_IMAGE) first++;
    if (first == content->len) return;
    size_t from = add_figures(md, content, 0, content->len, before), end = text_end(md, content, from);
    add_figures(md, content, end < content->len ? end + 1 : end, content->len, behind);
    struct inlines text = {0};
    for (size_t i = from; i < end; i++) *vec_push(md->ctx->arena, &text) = content->at[i];
    *content = text;
}

void md_check_pictures(struct md *md, const struct inlines *list) {
    for (size_t i = 0; i < list->len; i++) {
        const struct inline_node *node = &list->at[i], *next = i + 1 < list->len ? node + 1 : NULL;
        if (node->kind != INLINE_IMAGE && node->kind != INLINE_LINK) continue;
        if (next && next->kind == INLINE_TEXT && str_starts(next->text, "{")) md_say_attrs(md, node->place.end);
    }
}
