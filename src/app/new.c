/* A new issue: issue.yaml and a first article.
 *
 * The number and the year come from a name like 2026-03, else from the date. The texts show what can be written, not
 * what must be. A folder that exists may hold articles already; only files that are not there are written, and a
 * folder with an issue.yaml is an issue, so it is refused.
 */
#include "app/new.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"

struct start {
    int year, month, day;
    int64_t number;
    const char *template;
};

/* Languages of a first issue: more than those of messages. */
enum start_lang { START_EN, START_UK, START_RU, START_COUNT };
static const char *const start_tags[START_COUNT] = {"en", "uk", "ru"};

static const char *const yaml_texts[START_COUNT] = {
    [START_EN] = "# What the issue is. README.md explains every key.\n"
                 "number: %d\n"
                 "year: %d\n"
                 "date: %04d-%02d-%02d\n"
                 "title: Bulletin of the Association\n"
                 "language: en\n"
                 "template: \"%s\"\n"
                 "\n"
                 "masthead:\n"
                 "  organisation: Name of the Association\n"
                 "  title: Bulletin\n"
                 "  place: Town\n"
                 "\n"
                 "imprint:\n"
                 "  founder: Name of the Association\n"
                 "  editor: Name of the editor\n"
                 "  address: Street 1, Town\n",
    [START_RU] = "# Что это за выпуск. Каждый ключ объяснён в README.md.\n"
                 "number: %d\n"
                 "year: %d\n"
                 "date: %04d-%02d-%02d\n"
                 "title: Вестник ассоциации\n"
                 "language: ru\n"
                 "template: \"%s\"\n"
                 "\n"
                 "masthead:\n"
                 "  organisation: Название ассоциации\n"
                 "  title: Вестник\n"
                 "  place: Харьков\n"
                 "\n"
                 "imprint:\n"
                 "  founder: Название ассоциации\n"
                 "  editor: Фамилия редактора\n"
                 "  address: ул. Сумская, 1, г. Харьков\n",
    [START_UK] = "# Що це за випуск. Кожен ключ пояснено в README.md.\n"
                 "number: %d\n"
                 "year: %d\n"
                 "date: %04d-%02d-%02d\n"
                 "title: Вісник асоціації\n"
                 "language: uk\n"
                 "template: \"%s\"\n"
                 "\n"
                 "masthead:\n"
                 "  organisation: Назва асоціації\n"
                 "  title: Вісник\n"
                 "  place: Харків\n"
                 "\n"
                 "imprint:\n"
                 "  founder: Назва асоціації\n"
                 "  editor: Прізвище редактора\n"
                 "  address: вул. Сумська, 1, м. Харків\n",
};

static const char *const article_texts[START_COUNT] = {
    [START_EN] = "---\n"
                 "kind: news\n"
                 "kicker: News\n"
                 "title: The title of the first article\n"
                 "lead: One or two sentences that say what happened, where and when.\n"
                 "author: Press office\n"
                 "---\n"
                 "\n"
                 "Write here. An empty line begins a new paragraph, **two stars** make bold text, *one star* italic.\n"
                 "\n"
                 "## A head within the article\n"
                 "\n"
                 "- the first point of a list;\n"
                 "- the second one.\n"
                 "\n"
                 "A second article is a second file, 02-meeting.md, beside this one.\n",
    [START_RU] =
        "---\n"
        "kind: news\n"
        "kicker: Новости\n"
        "title: Заголовок первой статьи\n"
        "lead: Одно-два предложения о том, что произошло, где и когда.\n"
        "author: Пресс-служба\n"
        "---\n"
        "\n"
        "Пишите здесь. Пустая строка начинает новый абзац, **две звёздочки** делают текст полужирным, *одна* – "
        "курсивом.\n"
        "\n"
        "## Подзаголовок в статье\n"
        "\n"
        "- первый пункт перечня;\n"
        "- второй пункт.\n"
        "\n"
        "Вторая статья – это второй файл, 02-sobranie.md, рядом с этим.\n",
    [START_UK] =
        "---\n"
        "kind: news\n"
        "kicker: Новини\n"
        "title: Заголовок першої статті\n"
        "lead: Одне-два речення про те, що сталося, де і коли.\n"
        "author: Прес-служба\n"
        "---\n"
        "\n"
        "Пишіть тут. Порожній рядок починає новий абзац, **дві зірочки** роблять текст жирним, *одна* – курсивом.\n"
        "\n"
        "## Підзаголовок у статті\n"
        "\n"
        "- перший пункт переліку;\n"
        "- другий пункт.\n"
        "\n"
        "Друга стаття – це другий файл, 02-zbory.md, поруч із цим.\n",
};

/* What --lang says, else the locale, read as that of messages is; English when there are no texts in it. */
static bool start_language(struct ctx *ctx, const char *wanted, enum start_lang *out) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *tag = wanted;
    for (size_t i = 0; !tag && i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value) tag = value;
    }
    *out = START_EN;
    for (int i = 0; tag && i < START_COUNT; i++) {
        bool same = wanted ? strcmp(tag, start_tags[i]) == 0
                           : strncmp(tag, start_tags[i], 2) == 0 && !(tag[2] >= 'a' && tag[2] <= 'z');
        if (same) *out = (enum start_lang)i;
        if (same) return true;
    }
    if (wanted) diag(ctx, DIAG_APP_OPTION_VALUE, place_nowhere(), "--lang: %s (uk, ru, en)", wanted);
    return !wanted;
}

/* Today, or the day of SOURCE_DATE_EPOCH; UTC, so that the place does not matter. */
static bool start_date(struct ctx *ctx, struct start *start) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = 0;
    if (!epoch)
        seconds = (int64_t)time(NULL);
    else if (!str_int(str_from(epoch), &seconds) || seconds < 0 || seconds > 253402300799) { /* the end of 9999 */
        diag(ctx, DIAG_APP_EPOCH, place_nowhere(), "SOURCE_DATE_EPOCH=%s", epoch);
        return false;
    }
    struct tm day;
    time_t clock = (time_t)seconds;
    gmtime_r(&clock, &day);
    start->year = day.tm_year + 1900;
    start->month = day.tm_mon + 1;
    start->day = day.tm_mday;
    return true;
}

/* 2026-03: the third number of 2026. Any other name: the first one of the date's year. */
static void start_number(struct start *start, struct str name) {
    int64_t year = 0;
    start->number = 1;
    if (name.len < 6 || name.s[4] != '-' || !str_int(str_slice(name, 0, 4), &year) || year < 1900) return;
    size_t end = 5;
    while (end < name.len && name.s[end] >= '0' && name.s[end] <= '9') end++;
    int64_t number = 0;
    if (end > 8 || (end < name.len && name.s[end] != '-') || !str_int(str_slice(name, 5, end), &number)) return;
    if (number < 1) return;
    start->number = number;
    start->year = (int)year;
}

/* A value between double quotes of YAML. */
static const char *quoted(struct ctx *ctx, const char *s) {
    struct buf out;
    buf_init(&out, ctx->arena);
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') buf_putc(&out, '\\');
        buf_putc(&out, *s);
    }
    return out.len ? out.s : "";
}

static bool put_text(struct ctx *ctx, const char *dir, const char *name, struct str text) {
    const char *path = path_join(ctx->arena, dir, name);
    return file_exists(path) || file_write(ctx, path, text);
}

enum exit_status new_issue(struct ctx *ctx, const struct found_issue *issue, const char *template,
                           const char *language) {
    enum start_lang lang;
    if (!start_language(ctx, language, &lang)) return STATUS_USAGE;
    struct start start = {.template = find_template(ctx, template ? template : "visnyk-a4")};
    if (!start.template || !start_date(ctx, &start)) return STATUS_USAGE;
    int year = start.year; /* of the date; the name may tell another year of the issue */
    start_number(&start, str_from(issue->name));
    if (file_exists(path_join(ctx->arena, issue->dir, "issue.yaml"))) {
        diag(ctx, DIAG_APP_ISSUE_EXISTS, place_nowhere(), "%s", issue->dir);
        return STATUS_TROUBLE;
    }
    char *text = arena_printf(ctx->arena, yaml_texts[lang], (int)start.number, start.year, year, start.month, start.day,
                              quoted(ctx, start.template));
    bool made = file_make_dirs(ctx, path_join(ctx->arena, issue->dir, "images")) &&
                put_text(ctx, issue->dir, "01-news.md", str_from(article_texts[lang])) &&
                put_text(ctx, issue->dir, "issue.yaml", str_from(text));
    return made ? STATUS_MADE : STATUS_SYSTEM;
}
