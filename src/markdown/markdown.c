/* One article: front matter, body, footnotes; and inline Markdown of YAML texts.
 *
 * The body is parsed in place, so that offsets in it are offsets in the file but for the front matter's length.
 * Footnotes are numbered in the order in which the text refers to them, those referred to by footnotes after them; a
 * footnote that nobody refers to is set as text at the article's end. A YAML text is parsed behind a no-break space,
 * which keeps a text such as "2012. Рік громад" from being taken for a list, and is mapped to the file word by word,
 * because folding has changed its white space.
 */
#include "markdown/markdown.h"

#include <string.h>

#include "base/file.h"
#include "markdown/md.h"

/* ---- footnotes ----------------------------------------------------------------------------------------------- */

static void collect_definitions(struct md *md, cmark_node *root) {
    size_t count = 0;
    for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node))
        count += cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION;
    md->definitions = ARENA_ARRAY(md->ctx->arena, count, struct definition);
    md->note_definition = ARENA_ARRAY(md->ctx->arena, count, size_t);
    for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node))
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            md->definitions[md->definition_count++].node = node;
}

static void children_to_blocks(struct md *md, cmark_node *parent, struct blocks *out) {
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
        md_blocks(md, node, out);
}

/* Where `[^label]:` stands, and the label. */
static struct place definition_place(const struct md *md, cmark_node *node, struct str *label) {
    size_t line = md_offset(md, cmark_node_get_start_line(node), 1), end = md_line_end(md, line);
    struct str text = str_slice(md->text, line, end);
    for (size_t i = 0; i + 2 < text.len; i++) {
        if (text.s[i] != '[' || text.s[i + 1] != '^') continue;
        const char *close = memchr(text.s + i, ']', text.len - i);
        if (!close) break;
        size_t to = (size_t)(close - text.s);
        *label = str_slice(text, i + 2, to);
        return (struct place){0, (uint32_t)(line + i), (uint32_t)(line + to + 1)};
    }
    *label = str_from("");
    return (struct place){0, (uint32_t)line, (uint32_t)end};
}

/* Reads the notes that have a number so far; each may refer to more. */
static void read_notes(struct md *md, size_t *next) {
    for (; *next < md->notes.len; ++*next) {
        struct definition *definition = &md->definitions[md->note_definition[*next]];
        struct note note = {0};
        note.place = definition_place(md, definition->node, &note.label);
        children_to_blocks(md, definition->node, &note.blocks);
        md->notes.at[*next] = note;
    }
}

/* ---- the body ------------------------------------------------------------------------------------------------ */

static void read_body(struct md *md, struct blocks *blocks) {
    struct str before = md_guard(md), label;
    cmark_node *root = md_parse(md, before, true), *node = cmark_node_first_child(root);
    size_t next_note = 0;
    collect_definitions(md, root);
    for (size_t i = 0; i < md->lines_before / 2 && node; i++) node = cmark_node_next(node);
    for (; node; node = cmark_node_next(node))
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION) md_blocks(md, node, blocks);
    read_notes(md, &next_note);
    for (size_t i = 0; i < md->definition_count; i++) {
        if (md->definitions[i].note) continue;
        struct place place = definition_place(md, md->definitions[i].node, &label);
        diag(md->ctx, DIAG_MD_NOTE_UNUSED, md_place(md, place.start, place.end), "%.*s", STR_ARG(label));
        children_to_blocks(md, md->definitions[i].node, blocks);
        read_notes(md, &next_note);
    }
    md_settle_blocks(md, blocks);
    for (size_t i = 0; i < md->notes.len; i++) {
        struct note *note = &md->notes.at[i];
        note->place = md_place(md, note->place.start, note->place.end);
        md_settle_blocks(md, &note->blocks);
    }
}

/* ---- front matter -------------------------------------------------------------------------------------------- */

static size_t line_end(struct str text, size_t at) {
    const char *end = at < text.len ? memchr(text.s + at, '\n', text.len - at) : NULL;
    return end ? (size_t)(end - text.s) : text.len;
}

/* Is the line at `at` a fence of front matter? Blanks behind it are allowed. */
static bool is_fence(struct str text, size_t at, bool closing) {
    struct str line = str_slice(text, at, line_end(text, at));
    while (line.len && (line.s[line.len - 1] == ' ' || line.s[line.len - 1] == '\t')) line.len--;
    return str_is(line, "---") || (closing && str_is(line, "..."));
}

/* The YAML between the fences and the offset of the body; false when the text begins with none. */
static bool split_front(struct str text, size_t *yaml_start, size_t *yaml_end, size_t *body) {
    if (!is_fence(text, 0, false)) return false;
    *yaml_start = line_end(text, 0) + 1;
    for (size_t at = *yaml_start; at < text.len; at = line_end(text, at) + 1) {
        if (!is_fence(text, at, true)) continue;
        *yaml_end = at;
        *body = line_end(text, at) + 1;
        if (*body > text.len) *body = text.len;
        return true;
    }
    return false;
}

/* Gives the offset of the body; *lack: what to say when there is no title either. */
static size_t read_front(struct ctx *ctx, struct article *article, enum diag_code *lack) {
    const struct source *source = article->source;
    size_t start, end, body;
    struct node root;
    if (!split_front(source->text, &start, &end, &body)) {
        bool open = is_fence(source->text, 0, false);
        if (open) diag(ctx, DIAG_MD_FRONT_OPEN, place_of_text(ctx->diags, source->file, 0, 3), "%s", "");
        *lack = open ? DIAG_CODE_COUNT : DIAG_MD_NO_FRONT;
        return 0;
    }
    bool whole = yaml_parse(ctx, source, start, end, &root);
    *lack = whole ? DIAG_MD_NO_TITLE : DIAG_CODE_COUNT; /* an error may have taken the title away */
    if (root.kind == NODE_MAP)
        md_front(ctx, &root, article);
    else if (whole)
        diag(ctx, DIAG_YAML_WRONG_VALUE, root.place, "{…}");
    return body;
}

/* ---- the title ----------------------------------------------------------------------------------------------- */

static bool has_note(const struct inlines *inlines) {
    for (size_t i = 0; inlines && i < inlines->len; i++)
        if (inlines->at[i].kind == INLINE_NOTE || has_note(inlines->at[i].children)) return true;
    return false;
}

/* An empty file has one too. */
static struct place first_line(struct ctx *ctx, const struct source *source) {
    struct place place = place_of_text(ctx->diags, source->file, 0, line_end(source->text, 0));
    return place.end ? place : (struct place){place.file, 0, 1};
}

/* The first heading becomes the title and is taken out; a heading with a footnote cannot, and a file name must do. */
static void find_title(struct ctx *ctx, struct article *article) {
    struct blocks *blocks = &article->blocks;
    size_t i = 0;
    while (i < blocks->len && blocks->at[i].kind != BLOCK_HEAD) i++;
    if (i < blocks->len && !has_note(&blocks->at[i].content)) {
        article->title = (struct text){inlines_plain(ctx->arena, &blocks->at[i].content), blocks->at[i].place};
        memmove(blocks->at + i, blocks->at + i + 1, (blocks->len - i - 1) * sizeof *blocks->at);
        blocks->len--;
        return;
    }
    struct str name = article->name;
    if (str_ends(name, ".md")) name.len -= 3;
    article->title = (struct text){name, place_file(article->source->file)};
}

/* Repairs that the issue or the article switches on: they change the text, so its front matter is read once more. */
static bool repair(struct ctx *ctx, const struct issue *issue, const struct article *article) {
    static const rule_set known = RULE_BIT(RULE_TWICE_DECODED) | RULE_BIT(RULE_LATIN_I) | RULE_BIT(RULE_SOFT_HYPHENS);
    rule_set wanted = rule_choice_within(issue->rules, article->rules).on & known;
    if (!wanted) return false;
    source_repair(ctx, article->source, wanted, NULL);
    diags_round(ctx->diags);
    return true;
}

bool markdown_article_load(struct ctx *ctx, const struct issue *issue, const struct article_ref *ref,
                           struct article *out) {
    char *path = path_join(ctx->arena, issue->dir, str_dup(ctx->arena, ref->file));
    struct article article = {.position = ref->position};
    article.meeting.members = article.meeting.present = article.meeting.quorum = -1;
    article.name = str_from(path_base(path));
    if (!source_load(ctx, path, issue->encoding, issue->encoding_place, ref->place, &article.source)) return false;
    const struct source *source = article.source;
    enum diag_code lack = DIAG_CODE_COUNT;
    const struct article unread = article;
    size_t body = read_front(ctx, &article, &lack);
    if (repair(ctx, issue, &article)) {
        article = unread;
        body = read_front(ctx, &article, &lack);
    }
    struct md md = {
        .ctx = ctx, .issue = issue, .file = source->file, .text = str_slice(source->text, body, source->text.len)};
    *vec_push(ctx->arena, &md.steps) = (struct offset_step){0, body};
    read_body(&md, &article.blocks);
    article.notes = md.notes;
    article.data = md.data;
    md_minutes(ctx, &article);
    md_check_counts(ctx, &article);
    if (!article.title.s.len) {
        find_title(ctx, &article);
        if (lack != DIAG_CODE_COUNT)
            diag(ctx, lack, first_line(ctx, source), "%.*s", STR_ARG(str_slice(article.title.s, 0, 80)));
    }
    article.place = article.title.place;
    *out = article;
    return true;
}

/* ---- inline Markdown of YAML texts --------------------------------------------------------------------------- */

#define GUARD_SPACE "\xC2\xA0"
#define GUARD_LEN (sizeof GUARD_SPACE - 1)

static bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/* Follows a YAML text through its source. White space may differ; anything else that differs ends the map. */
static void map_to_source(struct md *md, const struct text *text) {
    const struct diag_file *file = diags_file_lookup(md->ctx->diags, text->place.file);
    if (!file || text->place.end <= text->place.start) return;
    struct place behind = {text->place.file, text->place.end, text->place.end};
    struct str s = str_slice(file->text, 0, text_of_place(md->ctx->diags, behind));
    size_t at = text_of_place(md->ctx->diags, text->place);
    if (at < s.len && (s.s[at] == '>' || s.s[at] == '|') && text->s.len && s.s[at] != text->s.s[0])
        at = line_end(s, at); /* the indicator of a block scalar and what stands on its line */
    for (size_t i = 0; i < text->s.len; i++) {
        bool more = i > 0 && i + 1 < text->s.len && is_white(text->s.s[i + 1]); /* blanks that the text has too */
        if (is_white(text->s.s[i]) || i == 0) {
            while (at < s.len && is_white(s.s[at]) && !more && (i == 0 || is_white(s.s[at + 1 < s.len ? at + 1 : at])))
                at++;
            *vec_push(md->ctx->arena, &md->steps) = (struct offset_step){i + GUARD_LEN, at};
        }
        bool same = at < s.len && (s.s[at] == text->s.s[i] || (is_white(s.s[at]) && is_white(text->s.s[i])));
        if (!same) {
            md->steps.len = 0;
            return;
        }
        at++;
    }
}

/* The no-break space in front belongs to nobody. */
static void drop_guard(struct inlines *out) {
    struct inline_node *first = out->len ? &out->at[0] : NULL;
    if (!first || !str_starts(first->text, GUARD_SPACE)) return;
    first->text = str_slice(first->text, GUARD_LEN, first->text.len);
    first->place.start += (uint32_t)GUARD_LEN;
    if (first->text.len) return;
    out->at++;
    out->len--;
    out->cap--;
}

void markdown_inlines(struct ctx *ctx, const struct text *text, struct inlines *out) {
    struct md md = {.ctx = ctx, .whole = text->place, .file = text->place.file};
    *out = (struct inlines){0};
    if (!text->s.len) return;
    char *copy = arena_printf(ctx->arena, GUARD_SPACE "%.*s", STR_ARG(text->s));
    md.text = md.seen = str_from(copy);
    md_index_lines(&md);
    map_to_source(&md, text);
    cmark_node *root = md_parse(&md, (struct str){"", 0}, false), *para = cmark_node_first_child(root);
    bool plain = !para || cmark_node_next(para) || cmark_node_get_type(para) != CMARK_NODE_PARAGRAPH;
    if (plain) { /* blocks in a line of text: all of it is text */
        *vec_push(ctx->arena, out) = (struct inline_node){.kind = INLINE_TEXT, .place = text->place, .text = text->s};
        return;
    }
    md_inlines(&md, para, 0, out);
    drop_guard(out);
    md_settle_inlines(&md, out);
}
