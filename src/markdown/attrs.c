/* Attributes in braces: {key=value key="a value" .class #id}.
 *
 * They are read from the source, not from cmark's nodes, because a value may hold what Markdown takes for an address
 * or for emphasis.
 */
#include "markdown/md.h"

static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           (unsigned char)c >= 0x80;
}

static size_t name_end(struct str s, size_t at) {
    while (at < s.len && is_name(s.s[at])) at++;
    return at;
}

/* A value behind `=`: in quotes, where a backslash takes the next character as it is, or bare. 0: none. */
static size_t read_value(struct md *md, size_t at, struct attr *attr) {
    struct str s = md->text;
    struct buf value;
    char quote = at < s.len ? s.s[at] : '\0';
    bool quoted = quote == '"' || quote == '\'';
    attr->value_start = at + quoted;
    if (!quoted) {
        while (at < s.len && (unsigned char)s.s[at] > ' ' && s.s[at] != '}' && s.s[at] != '{') at++;
        attr->value_end = at;
        attr->value = str_slice(s, attr->value_start, at);
        return at > attr->value_start ? at : 0;
    }
    buf_init(&value, md->ctx->arena);
    for (at++; at < s.len && s.s[at] != quote; at++) {
        if (s.s[at] == '\n') return 0;
        if (s.s[at] == '\\' && at + 1 < s.len && (s.s[at + 1] == quote || s.s[at + 1] == '\\')) at++;
        buf_putc(&value, s.s[at]);
    }
    attr->value_end = at;
    attr->value = buf_view(&value);
    return at < s.len ? at + 1 : 0;
}

static size_t read_attr(struct md *md, size_t at, struct attr *attr) {
    struct str s = md->text;
    size_t end;
    attr->start = at;
    if (s.s[at] == '.' || s.s[at] == '#') {
        end = name_end(s, at + 1);
        attr->key = s.s[at] == '.' ? STR("class") : STR("id");
        attr->value_start = at + 1;
        attr->value_end = end;
        attr->value = str_slice(s, at + 1, end);
        attr->end = end;
        return end > at + 1 ? end : 0;
    }
    end = name_end(s, at);
    if (end == at || end >= s.len || s.s[end] != '=') return 0;
    attr->key = str_slice(s, at, end);
    return attr->end = read_value(md, end + 1, attr);
}

#define SHOWN_MAX 80 /* [bytes] */

void md_say_attrs(struct md *md, size_t at) {
    struct str braces = str_slice(md->text, at, md_line_end(md, at));
    const char *close = memchr(braces.s, '}', braces.len);
    if (close) braces.len = (size_t)(close - braces.s) + 1;
    diag(md->ctx, DIAG_MD_ATTRS, md_place(md, at, at + 1), "%.*s", STR_ARG(str_slice(braces, 0, SHOWN_MAX)));
}

size_t md_attrs(struct md *md, size_t at, struct attr_list *out) {
    struct str s = md->text;
    *out = (struct attr_list){0};
    if (at >= s.len || s.s[at] != '{') return 0;
    for (at++; at < s.len && s.s[at] != '\n';) {
        if (s.s[at] == ' ' || s.s[at] == '\t') {
            at++;
            continue;
        }
        if (s.s[at] == '}') return out->len ? at + 1 : 0;
        at = read_attr(md, at, vec_push(md->ctx->arena, out));
        if (!at) return 0;
    }
    return 0;
}
