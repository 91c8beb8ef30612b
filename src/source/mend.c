/* Values that are obviously text, though YAML reads their signs otherwise.
 *
 * `title: Programme: the first year` and `title: "Word" and more` are what people write first. libyaml stops at them,
 * so it is asked beforehand: a line of one key that it stumbles over gets its signs replaced by a letter, and it is
 * asked again. The text stays as long as it was; yaml.c takes the value from the untouched one. Only what cannot be
 * YAML at all is touched, and each value with a warning that shows how to write it. Rejected: reading such lines
 * without libyaml, which would mean to know where multi-line values begin and end.
 */
#include "source/mend.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/utf8.h"

#define MENDS_MAX 20                     /* values; a file with more is written in another language */
#define MEND_BYTES_MAX ((size_t)1 << 20) /* each value costs one more reading of the file */
#define HARMLESS 'x'
#define SHOWN_MAX 160 /* [bytes] of a value in a message */

struct mender {
    struct ctx *ctx;
    const struct source *source;
    size_t start, end;
    char *seen; /* all of the source's text */
};

/* What libyaml said: offsets of the text. */
struct problem {
    const char *what;
    size_t at, context;
};

static size_t offset_of_index(const struct mender *m, size_t index) {
    size_t at = m->start;
    while (index-- > 0 && at < m->end) utf8_next(m->seen, m->end, &at);
    return at;
}

/* How the event changes the depth of nesting. */
static int deeper(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT: return 1;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return -1;
    default: return 0;
    }
}

/* Reads everything; false when libyaml stopped. What is nested too deep is not read on: the time libyaml takes for a
 * token grows with the depth, and whoever reads it in earnest will tell. */
static bool try(const struct mender *m, struct problem *problem) {
    yaml_parser_t parser;
    yaml_event_t event;
    if (!yaml_parser_initialize(&parser)) abort(); /* no memory, as in the arena */
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)m->seen + m->start, m->end - m->start);
    int depth = 0;
    bool good, more = true;
    while ((good = yaml_parser_parse(&parser, &event) != 0) && more) {
        depth += deeper(&event);
        more = event.type != YAML_STREAM_END_EVENT && depth <= YAML_DEPTH_MAX;
        yaml_event_delete(&event);
        if (!more) break;
    }
    if (!good)
        *problem = (struct problem){parser.problem ? parser.problem : "", offset_of_index(m, parser.problem_mark.index),
                                    offset_of_index(m, parser.context_mark.index)};
    yaml_parser_delete(&parser);
    return good;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* The value of the line [at, end), behind its list marks and its key; false when it has none. */
static bool find_value(struct str s, size_t at, size_t end, size_t *value) {
    size_t line = at;
    while (at < end && (is_blank(s.s[at]) || (s.s[at] == '-' && at + 1 < end && is_blank(s.s[at + 1])))) at++;
    *value = at;
    bool key = at < end && !strchr("\"'*&!@%`[{|>?#", s.s[at]);
    for (size_t i = at; key && i + 1 < end; i++) {
        if (s.s[i] != ':' || !is_blank(s.s[i + 1])) continue;
        for (*value = i + 1; *value < end && is_blank(s.s[*value]);) ++*value;
        break;
    }
    return *value < end && (*value > at || memchr(s.s + line, '-', at - line));
}

static void warn(struct mender *m, size_t at, size_t value, size_t end) {
    struct str text = str_trim(str_slice(m->source->text, value, end));
    struct buf quoted;
    buf_init(&quoted, m->ctx->scratch);
    for (size_t i = 0; i < text.len && i < SHOWN_MAX; i++) {
        if (text.s[i] == '\'') buf_putc(&quoted, '\'');
        buf_putc(&quoted, text.s[i]);
    }
    diag(m->ctx, DIAG_YAML_QUOTES, place_of_text(m->ctx->diags, m->source->file, at, at + 1), "'%s'", quoted.s);
}

/* Makes the value of the problem's line a plain one; false when that is not where the fault lies. */
static bool mend_line(struct mender *m, const struct problem *problem) {
    struct str s = {m->seen, m->end};
    size_t line = problem->at, end = problem->at, value;
    while (line > m->start && s.s[line - 1] != '\n') line--;
    while (end < m->end && s.s[end] != '\n') end++;
    if (!find_value(s, line, end, &value) || problem->at < value) return false;
    bool colon = strcmp(problem->what, "mapping values are not allowed in this context") == 0;
    bool sign = strchr("\"'*&!@%`[{|>?-", s.s[value]) != NULL;
    bool other = strstr(problem->what, "',' or") || strstr(problem->what, "escape");
    if (other || (!colon && !sign)) return false;
    warn(m, colon ? problem->at : value, value, end);
    if (sign) m->seen[value] = HARMLESS;
    for (size_t i = value; i < end; i++)
        if (s.s[i] == ':' && (i + 1 == end || is_blank(s.s[i + 1]))) m->seen[i] = HARMLESS;
    return true;
}

size_t mend_colour_end(struct str s, size_t at) {
    size_t end = at + 1;
    if (at >= s.len || s.s[at] != '#') return 0;
    while (end < s.len && s.s[end] && strchr("0123456789abcdefABCDEF", s.s[end])) end++;
    bool stops = end == s.len || (s.s[end] && strchr(" \t\n,}]", s.s[end]));
    return stops && end - at >= 4 && end - at <= 9 ? end : 0;
}

/* In braces, `key: #0B4A8F` is a comment that swallows the brace. */
static bool mend_colours(struct mender *m, const struct problem *problem) {
    bool any = false;
    if (!strstr(problem->what, "',' or")) return false;
    for (size_t i = problem->context; i + 2 < problem->at; i++) {
        size_t end =
            m->seen[i] == ':' && m->seen[i + 1] == ' ' ? mend_colour_end((struct str){m->seen, m->end}, i + 2) : 0;
        if (!end) continue;
        warn(m, i + 2, i + 2, end);
        m->seen[i + 2] = HARMLESS;
        any = true;
    }
    return any;
}

const char *mend_yaml(struct ctx *ctx, const struct source *source, size_t start, size_t end) {
    struct mender m = {ctx, source, start, end, str_dup(ctx->arena, source->text)};
    struct problem problem;
    if (end - start > MEND_BYTES_MAX) return source->text.s;
    for (int i = 0; i < MENDS_MAX && !try(&m, &problem); i++)
        if (!mend_line(&m, &problem) && !mend_colours(&m, &problem)) break;
    return m.seen;
}
