/* issue.yaml -> struct issue.
 *
 * Keys are tables of name and offset, so that a new field is one line here and one in the header. Nothing is checked
 * that a later stage checks better: encodings by source, templates and languages by style, pictures by image. An
 * issue.yaml that is well-formed UTF-8 is read as UTF-8 whatever its `encoding:` says, because that key is first of
 * all about the articles.
 */
#include "model/model.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"

#define SOURCE_BYTES_MAX ((size_t)16 << 20) /* an issue.yaml of 16 MB is a mistake */
#define SPAN_MAX 12                         /* columns */
#define PAGE_MAX 9999
#define MULTIPLE_MAX 64 /* pages: more than any sheet is folded into */

const char *const index_part_names[INDEX_PARTS] = {"person", "community"};
const char *const article_kind_names[ARTICLE_KINDS] = {"article", "news",         "meeting",   "report",
                                                       "profile", "announcement", "directory", "calendar"};

struct field {
    const char *key;
    size_t offset; /* of a struct text */
};

/* Reads the scalars named by `fields` (NULL-ended) into the struct texts of `target`. */
static void read_fields(struct ctx *ctx, const struct node *map, const struct field *fields, void *target) {
    for (; fields->key; fields++) {
        struct text *text = (struct text *)((char *)target + fields->offset);
        if (node_text(ctx, map, fields->key, &text->s)) text->place = node_lookup(map, fields->key)->place;
    }
}

#define FIELD(type, key, name)                                                                                         \
    { key, offsetof(struct type, name) }

static const struct field masthead_fields[] = {
    FIELD(masthead, "organisation", organisation),
    FIELD(masthead, "title", title),
    FIELD(masthead, "place", place),
    FIELD(masthead, "issn", issn),
    FIELD(masthead, "emblem", emblem),
    FIELD(masthead, "motto", motto),
    {NULL, 0},
};

static const struct field imprint_fields[] = {
    FIELD(imprint, "founder", founder),
    FIELD(imprint, "editor", editor),
    FIELD(imprint, "responsible", responsible),
    FIELD(imprint, "address", address),
    FIELD(imprint, "phone", phone),
    FIELD(imprint, "email", email),
    FIELD(imprint, "site", site),
    FIELD(imprint, "publisher", publisher),
    FIELD(imprint, "publisher_registration", publisher_registration),
    FIELD(imprint, "printer", printer),
    FIELD(imprint, "printer_registration", printer_registration),
    FIELD(imprint, "registration", registration),
    FIELD(imprint, "issn", issn),
    FIELD(imprint, "print_run", print_run),
    FIELD(imprint, "format", format),
    FIELD(imprint, "sheets", sheets),
    FIELD(imprint, "account_sheets", account_sheets),
    FIELD(imprint, "paper", paper),
    FIELD(imprint, "order", order),
    FIELD(imprint, "signed", signed_date),
    FIELD(imprint, "price", price),
    FIELD(imprint, "language", language),
    FIELD(imprint, "disclaimer", disclaimer),
    {NULL, 0},
};

static const struct field issue_fields[] = {
    FIELD(issue, "number", number),
    FIELD(issue, "year", year),
    FIELD(issue, "running_number", running_number),
    FIELD(issue, "title", title),
    FIELD(issue, "subtitle", subtitle),
    FIELD(issue, "rights", rights),
    {NULL, 0},
};

/* ---- dates --------------------------------------------------------------------------------------------------- */

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* `len` digits at s[at] as a number, or -1. */
static int digits(struct str s, size_t at, size_t len) {
    int value = 0;
    if (at + len > s.len) return -1;
    for (size_t i = at; i < at + len; i++) {
        if (s.s[i] < '0' || s.s[i] > '9') return -1;
        value = value * 10 + (s.s[i] - '0');
    }
    return value;
}

/* YYYY, YYYY-MM or YYYY-MM-DD (ISO 8601). */
static bool parse_date(struct str s, struct date *date) {
    *date = (struct date){.year = digits(s, 0, 4)};
    if (date->year <= 0 || (s.len != 4 && s.len != 7 && s.len != 10)) return false;
    if (s.len == 4) return true;
    date->month = digits(s, 5, 2);
    if (s.s[4] != '-' || date->month < 1 || date->month > 12) return false;
    if (s.len == 7) return true;
    date->day = digits(s, 8, 2);
    return s.s[7] == '-' && date->day >= 1 && date->day <= days_in_month(date->year, date->month);
}

bool model_date(struct ctx *ctx, const struct text *text, struct date *out) {
    if (parse_date(str_trim(text->s), out)) return true;
    *out = (struct date){0};
    diag(ctx, DIAG_MODEL_DATE, text->place, "%.*s", STR_ARG(text->s));
    return false;
}

/* ---- articles ------------------------------------------------------------------------------------------------ */

/* then: 3, or [{page: 3, frame: story}, 5]. */
static void read_part(struct ctx *ctx, const struct node *node, struct article_part_list *parts) {
    static const char *const known[] = {"frame", "page", NULL};
    struct article_part part = {.place = node->place};
    struct node_pair pair = {.key = STR("page"), .value = *node};
    struct node map = {.kind = NODE_MAP, .place = node->place, .pairs = &pair, .count = 1};
    const struct node *from = node->kind == NODE_MAP ? node : &map;
    int64_t number;
    node_check_keys(ctx, from, known);
    if (node_lookup(from, "frame") && node_text(ctx, from, "frame", &part.frame.s))
        part.frame.place = node_lookup(from, "frame")->place;
    if (node_int(ctx, from, "page", 2, PAGE_MAX, &number)) part.page = (int)number;
    if (part.page || part.frame.s.len) *vec_push(ctx->arena, parts) = part;
}

static void read_then(struct ctx *ctx, const struct node *map, struct article_part_list *parts) {
    const struct node *then = node_lookup(map, "then");
    if (!then) return;
    if (then->kind != NODE_LIST) read_part(ctx, then, parts);
    for (size_t i = 0; then->kind == NODE_LIST && i < then->count; i++) read_part(ctx, &then->items[i], parts);
}

void model_position_read(struct ctx *ctx, const struct node *map, struct position *position) {
    int64_t number;
    struct str frame;
    if (node_text(ctx, map, "frame", &frame) && frame.len)
        position->frame = (struct text){frame, node_lookup(map, "frame")->place};
    if (node_int(ctx, map, "span", 1, SPAN_MAX, &number)) position->span = (int)number;
    if (node_int(ctx, map, "page", 1, PAGE_MAX, &number)) position->page = (int)number;
    read_then(ctx, map, &position->then);
}

static void read_ref_map(struct ctx *ctx, const struct node *map, struct article_ref *ref) {
    static const char *const known[] = {"file", "frame", "span", "page", "then", "filler", NULL};
    node_check_keys(ctx, map, known);
    const struct node *file = node_lookup(map, "file");
    if (file) ref->place = file->place;
    node_text(ctx, map, "file", &ref->file);
    model_position_read(ctx, map, &ref->position);
    (void)node_bool(ctx, map, "filler", &ref->position.filler);
}

static void read_ref(struct ctx *ctx, const struct node *item, struct issue *issue) {
    struct article_ref ref = {.place = item->place};
    if (item->kind == NODE_SCALAR)
        ref.file = item->text;
    else
        read_ref_map(ctx, item, &ref);
    if (path_is_inside(ref.file))
        *vec_push(ctx->arena, &issue->refs) = ref;
    else
        diag(ctx, DIAG_MODEL_PATH_OUTSIDE, ref.place, "%.*s", STR_ARG(ref.file));
}

static bool is_article_name(struct str name) {
    return digits(name, 0, 2) >= 0 && name.len > 2 && name.s[2] == '-' && str_ends(name, ".md");
}

/* A text that somebody may have meant as an article. */
static bool is_like_article(struct ctx *ctx, struct str name) {
    static const char *const endings[] = {".md", ".markdown", ".mdown", ".mkd"};
    struct str small = str_lower(ctx->scratch, name);
    if (str_starts(small, ".") || str_is(small, "readme.md")) return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(small, endings[i])) return true;
    return digits(small, 0, 1) >= 0 && str_ends(small, ".txt");
}

/* Without a list: every NN-*.md of the folder, in order of name. Other texts are named once, all together. */
static void list_refs(struct ctx *ctx, struct issue *issue) {
    struct str_list names;
    struct buf others;
    buf_init(&others, ctx->scratch);
    if (!file_list(ctx, issue->dir, &names)) return;
    for (size_t i = 0; i < names.len; i++) {
        if (is_article_name(names.at[i]))
            *vec_push(ctx->arena, &issue->refs) =
                (struct article_ref){.file = names.at[i], .place = place_file(issue->source->file)};
        else if (is_like_article(ctx, names.at[i]))
            buf_printf(&others, "%s%.*s", others.len ? ", " : "", STR_ARG(names.at[i]));
    }
    if (others.len) diag(ctx, DIAG_MODEL_ARTICLE_NAME, place_file(issue->source->file), "%s", others.s);
}

static void read_refs(struct ctx *ctx, const struct node *root, struct issue *issue) {
    const struct node *articles = node_lookup(root, "articles");
    bool given = articles && !(articles->kind == NODE_SCALAR && articles->text.len == 0);
    if (!given)
        list_refs(ctx, issue);
    else if (articles->kind == NODE_LIST)
        for (size_t i = 0; i < articles->count; i++) read_ref(ctx, &articles->items[i], issue);
    else
        read_ref(ctx, articles, issue);
}

/* ---- the issue ----------------------------------------------------------------------------------------------- */

static void read_texts(struct ctx *ctx, const struct node *map, const char *key, struct text_list *out) {
    struct str_list_view view;
    if (!node_texts(ctx, map, key, &view)) return;
    for (size_t i = 0; i < view.len; i++) *vec_push(ctx->arena, out) = (struct text){view.at[i], view.place[i]};
}

static void read_date(struct ctx *ctx, const struct node *root, struct issue *issue) {
    struct text text;
    if (!node_text(ctx, root, "date", &text.s)) return;
    text.place = issue->date_place = node_lookup(root, "date")->place;
    model_date(ctx, &text, &issue->date);
}

/* A scalar that has a default; an empty one counts as not given. */
static void read_setting(struct ctx *ctx, const struct node *root, const char *key, struct str *value,
                         struct place *place) {
    struct str given;
    if (!node_text(ctx, root, key, &given) || given.len == 0) return;
    *value = given;
    if (place) *place = node_lookup(root, key)->place;
}

bool model_language_read(struct ctx *ctx, const struct node *root, struct str *language, struct place *place) {
    /* Countries, ISO 639-2, names of languages. */
    static const char *const taken[][2] = {{"ua", "uk"},         {"ukr", "uk"},     {"укр", "uk"}, {"ukrainian", "uk"},
                                           {"українська", "uk"}, {"rus", "ru"},     {"рус", "ru"}, {"russian", "ru"},
                                           {"російська", "ru"},  {"русский", "ru"}, {"eng", "en"}, {"english", "en"},
                                           {"англійська", "en"}, {"gb", "en"},      {"us", "en"}};
    struct str given = {0};
    read_setting(ctx, root, "language", &given, place);
    if (!given.len) return false;
    *language = given;
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        if (!str_eq(str_lower(ctx->scratch, given), str_from(taken[i][0]))) continue;
        diag(ctx, DIAG_LANGUAGE_NAME, *place, "%.*s → %s", STR_ARG(given), taken[i][1]);
        *language = str_from(taken[i][1]);
    }
    return true;
}

static void check_keys(struct ctx *ctx, const struct node *map, const struct field *fields) {
    const char *known[32] = {NULL};
    for (size_t i = 0; fields[i].key; i++) {
        assert(i + 1 < sizeof known / sizeof *known);
        known[i] = fields[i].key;
    }
    node_check_keys(ctx, map, known);
}

/* A nested map; anything else than a map or nothing is a wrong value, and nothing is read. */
static const struct node *map_lookup(struct ctx *ctx, const struct node *root, const char *key) {
    const struct node *map = node_lookup(root, key);
    if (!map || map->kind == NODE_MAP || (map->kind == NODE_SCALAR && map->text.len == 0)) return map;
    diag(ctx, DIAG_YAML_WRONG_VALUE, map->place, "%s: {…}", key);
    return NULL;
}

static rule_set read_rule_set(struct ctx *ctx, const struct node *map, const char *key, bool checks) {
    struct str_list_view names;
    rule_set set = 0;
    if (!node_texts(ctx, map, key, &names)) return 0;
    for (size_t i = 0; i < names.len; i++) {
        enum rule rule;
        enum diag_code code;
        if (rule_lookup(names.at[i], &rule) && (!checks || rule_checks(rule, &code)))
            set |= RULE_BIT(rule);
        else
            diag(ctx, DIAG_RULE_UNKNOWN, names.place[i], "%.*s", STR_ARG(names.at[i]));
    }
    return set;
}

struct rule_choice model_rules_read(struct ctx *ctx, const struct node *root) {
    static const char *const known[] = {"off", "on", NULL};
    const struct node *map = map_lookup(ctx, root, "rules");
    struct rule_choice choice = {.off = read_rule_set(ctx, map, "off", false)};
    node_check_keys(ctx, map, known);
    return rule_choice_within(choice, (struct rule_choice){.on = read_rule_set(ctx, map, "on", false)});
}

rule_set model_proof_read(struct ctx *ctx, const struct node *root) {
    static const char *const known[] = {"off", NULL};
    const struct node *map = map_lookup(ctx, root, "proof");
    node_check_keys(ctx, map, known);
    return read_rule_set(ctx, map, "off", true);
}

/* Eight figures of which the last, perhaps X, checks the others (ISO 3297). What has another shape is not judged. */
static void check_issn(struct ctx *ctx, const struct text *issn) {
    struct str s = str_trim(issn->s);
    int sum = 0;
    if (str_starts(s, "ISSN ")) s = str_slice(s, 5, s.len);
    if (s.len != 9 || s.s[4] != '-' || digits(s, 0, 4) < 0 || digits(s, 5, 3) < 0) return;
    for (int i = 0; i < 7; i++) sum += (8 - i) * digits(s, (size_t)(i < 4 ? i : i + 1), 1);
    int check = (11 - sum % 11) % 11;
    char right = check == 10 ? 'X' : (char)('0' + check);
    if (s.s[8] != right && !(right == 'X' && s.s[8] == 'x'))
        diag(ctx, DIAG_MODEL_ISSN, issn->place, "%.*s (…%c?)", STR_ARG(s), right);
}

/* pages: 8, or pages: {multiple: 4}. */
static void read_pages(struct ctx *ctx, const struct node *root, struct page_goal *goal) {
    static const char *const known[] = {"multiple", NULL};
    const struct node *node = node_lookup(root, "pages");
    int64_t number;
    if (!node) return;
    goal->place = node->place;
    if (node->kind == NODE_MAP) {
        node_check_keys(ctx, node, known);
        if (node_int(ctx, node, "multiple", 1, MULTIPLE_MAX, &number)) goal->multiple = (int)number;
    } else if (node_int(ctx, root, "pages", 1, PAGE_MAX, &number)) {
        goal->count = (int)number;
    }
}

static bool is_language_tag(struct str tag) {
    size_t letters = 0;
    for (size_t i = 0; i < tag.len; i++) {
        char c = tag.s[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-' ? letters == 0 : !letter) return false;
        letters = c == '-' ? 0 : letters + 1;
    }
    return letters > 0 && tag.len <= 35;
}

/* titles: {en: "...", pl: "..."} */
static void read_titles(struct ctx *ctx, const struct node *root, struct issue *issue) {
    const struct node *map = map_lookup(ctx, root, "titles");
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
        const struct node_pair *pair = &map->pairs[i];
        struct title title = {.lang = pair->key, .text.place = pair->value.place};
        if (!is_language_tag(pair->key)) {
            diag(ctx, DIAG_YAML_WRONG_VALUE, pair->key_place, "titles: %.*s (uk, en, pl)",
                 STR_ARG(str_slice(pair->key, 0, 40)));
            continue;
        }
        if (!node_text(ctx, map, str_dup(ctx->scratch, pair->key), &title.text.s) || !title.text.s.len) continue;
        *vec_push(ctx->arena, &issue->titles) = title;
    }
}

static void read_archive(struct ctx *ctx, const struct node *root, struct issue *issue) {
    static const char *const known[] = {"standard", NULL};
    static const char *const standards[] = {
        [ARCHIVE_A3A] = "a-3a", [ARCHIVE_A2U] = "a-2u", [ARCHIVE_A1B] = "a-1b", [ARCHIVE_STANDARDS] = NULL};
    const struct node *map = map_lookup(ctx, root, "archive");
    int standard = ARCHIVE_A3A;
    const struct node *said = node_lookup(map, "standard");
    node_check_keys(ctx, map, known);
    if (said && said->kind == NODE_SCALAR && !said->text.len)
        diag(ctx, DIAG_YAML_WRONG_VALUE, said->place, "standard: \"\" (a-3a, a-2u, a-1b)");
    node_choice(ctx, map, "standard", standards, &standard);
    issue->archive = (enum archive_standard)standard;
}

static void index_part(struct ctx *ctx, struct str name, struct place place, struct issue *issue) {
    for (int i = 0; i < INDEX_PARTS; i++) {
        if (!str_is(name, index_part_names[i])) continue;
        issue->index[i] = true;
        return;
    }
    diag(ctx, DIAG_YAML_WRONG_VALUE, place, "index: true, person, community");
}

/* `index: true`, or the parts of it that are wanted. */
static void read_index(struct ctx *ctx, const struct node *root, struct issue *issue) {
    const struct node *node = node_lookup(root, "index");
    struct str_list_view parts = {0};
    bool all = node && node->kind == NODE_SCALAR && str_is(node->text, "true");
    bool none = !node || (node->kind == NODE_SCALAR && (str_is(node->text, "false") || node->text.len == 0));
    for (int i = 0; i < INDEX_PARTS; i++) issue->index[i] = all;
    if (all || none || !node_texts(ctx, root, "index", &parts)) return;
    for (size_t i = 0; i < parts.len; i++) index_part(ctx, parts.at[i], parts.place[i], issue);
}

/* Keys that people write at the top and that belong into a map. */
static const char *const *deeper_keys(struct arena *arena) {
    static const struct {
        const char *map;
        const struct field *fields;
    } maps[] = {{"masthead", masthead_fields}, {"imprint", imprint_fields}};
    const char **paths = ARENA_ARRAY(
        arena, sizeof masthead_fields / sizeof *masthead_fields + sizeof imprint_fields / sizeof *imprint_fields + 1,
        const char *);
    size_t count = 0;
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        for (const struct field *field = maps[i].fields; field->key; field++)
            paths[count++] = arena_printf(arena, "%s.%s", maps[i].map, field->key);
    paths[count] = "archive.standard";
    return paths;
}

static void read_issue(struct ctx *ctx, const struct node *root, struct issue *issue) {
    static const char *const known[] = {"number",   "year",     "running_number", "date",     "title",    "subtitle",
                                        "language", "template", "encoding",       "articles", "masthead", "imprint",
                                        "print",    "partners", "hyphenation",    "rules",    "proof",    "rights",
                                        "titles",   "archive",  "pages",          "index",    NULL};
    struct str encoding = STR("auto");
    node_check_keys_here(ctx, root, known, deeper_keys(ctx->scratch));
    read_fields(ctx, root, issue_fields, issue);
    read_pages(ctx, root, &issue->pages);
    read_date(ctx, root, issue);
    model_language_read(ctx, root, &issue->language, &issue->language_place);
    read_setting(ctx, root, "template", &issue->template, &issue->template_place);
    read_setting(ctx, root, "encoding", &encoding, &issue->encoding_place);
    issue->encoding = str_dup(ctx->arena, encoding);

    const struct node *masthead = map_lookup(ctx, root, "masthead"), *imprint = map_lookup(ctx, root, "imprint");
    check_keys(ctx, masthead, masthead_fields);
    read_fields(ctx, masthead, masthead_fields, &issue->masthead);
    check_keys(ctx, imprint, imprint_fields);
    read_fields(ctx, imprint, imprint_fields, &issue->imprint);
    issue->print = map_lookup(ctx, root, "print");
    read_titles(ctx, root, issue);
    read_archive(ctx, root, issue);
    read_texts(ctx, root, "partners", &issue->partners);
    read_texts(ctx, root, "hyphenation", &issue->hyphenation);
    read_index(ctx, root, issue);
    issue->rules = model_rules_read(ctx, root);
    issue->proof_off = model_proof_read(ctx, root);
    check_issn(ctx, &issue->masthead.issn);
    check_issn(ctx, &issue->imprint.issn);
    struct text *emblem = &issue->masthead.emblem;
    if (emblem->s.len && !path_is_inside(emblem->s)) {
        diag(ctx, DIAG_MODEL_PATH_OUTSIDE, emblem->place, "%.*s", STR_ARG(emblem->s));
        emblem->s = str_from("");
    }
}

/* The value of a line `encoding: NAME` in undecoded bytes, or "auto": enough for everything that contains ASCII. */
static const char *sniff_encoding(struct arena *arena, struct str bytes) {
    static const char key[] = "encoding:";
    for (size_t at = 0; at < bytes.len;) {
        const char *newline = memchr(bytes.s + at, '\n', bytes.len - at);
        size_t end = newline ? (size_t)(newline - bytes.s) : bytes.len;
        struct str line = str_slice(bytes, at, end);
        at = end + 1;
        if (!str_starts(line, key)) continue;
        line = str_trim(str_slice(line, sizeof key - 1, line.len));
        size_t from = line.len && (line.s[0] == '"' || line.s[0] == '\''), to = from;
        while (to < line.len && !strchr(" \t\"'#", line.s[to])) to++;
        char *name = str_dup(arena, str_slice(line, from, to));
        return source_encoding_known(name) ? name : "auto";
    }
    return "auto";
}

static bool load_yaml(struct ctx *ctx, struct issue *issue, struct node *root) {
    struct str bytes;
    const char *path = path_join(ctx->arena, issue->dir, "issue.yaml");
    if (!file_read(ctx, path, SOURCE_BYTES_MAX, place_nowhere(), &bytes)) return false;
    const char *encoding = utf8_valid(bytes) ? "auto" : sniff_encoding(ctx->arena, bytes);
    if (!source_from_bytes(ctx, path, bytes, encoding, place_nowhere(), &issue->source)) return false;
    if (!yaml_parse(ctx, issue->source, 0, issue->source->text.len, root)) return false;
    if (root->kind == NODE_MAP) return true;
    diag(ctx, DIAG_YAML_WRONG_VALUE, root->place, "issue.yaml: {…}");
    return true;
}

static const char *dir_name(struct arena *arena, const char *dir) {
    struct str base = str_from(path_base(dir));
    while (base.len > 1 && base.s[base.len - 1] == '/') base.len--;
    return str_dup(arena, base);
}

bool model_issue_load(struct ctx *ctx, const char *dir, struct issue **out) {
    struct issue *issue = ARENA_NEW(ctx->arena, struct issue);
    struct node root;
    *issue = (struct issue){.language = STR("uk"), .template = STR("visnyk-a4"), .encoding = "auto"};
    issue->dir = arena_strdup(ctx->arena, dir);
    issue->name = dir_name(ctx->arena, dir);
    if (!file_is_dir(dir)) {
        diag(ctx, DIAG_MODEL_NO_FOLDER, place_nowhere(), "%s", dir);
        return false;
    }
    if (!load_yaml(ctx, issue, &root)) return false;
    read_issue(ctx, &root, issue);
    read_refs(ctx, &root, issue);
    if (issue->refs.len == 0) {
        diag(ctx, DIAG_MODEL_NO_ARTICLES, place_file(issue->source->file), "%s", "");
        return false;
    }
    *out = issue;
    return true;
}
