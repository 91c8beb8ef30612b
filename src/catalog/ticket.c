/* The ticket is one JSON object; the text for people is read off it through a table of labels, so the two cannot say
 * different things. Lengths are millimetres with two decimals, as print shops write them. The text is in English for an
 * English issue, else in Ukrainian: it goes to the shop, so it follows the issue and not the locale of who made it.
 */
#include "catalog/catalog.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "base/hash.h"

/* ---- JSON ------------------------------------------------------------------------------------------------------ */

/* 1 mm = 360/127 pt, see base/unit.h. */
static double millimetres(mpt length) { return (double)div_round(length * 127, 3600) / 100; }

static void add_text(cJSON *object, const char *key, struct ctx *ctx, struct str value) {
    if (value.len > 0) cJSON_AddStringToObject(object, key, str_dup(ctx->scratch, value));
}

static void add_lengths(cJSON *object, const char *key, const mpt *lengths, int count) {
    cJSON *list = cJSON_AddArrayToObject(object, key);
    for (int i = 0; i < count; i++) cJSON_AddItemToArray(list, cJSON_CreateNumber(millimetres(lengths[i])));
}

static void add_file(cJSON *object, const struct output_file *file) {
    cJSON_AddStringToObject(object, "file", file->name);
    cJSON_AddNumberToObject(object, "bytes", (double)file->bytes.len);
    cJSON_AddStringToObject(object, "sha256", file->sha256);
}

static void add_issue(cJSON *object, struct ctx *ctx, const struct issue *issue) {
    struct buf date;
    buf_init(&date, ctx->scratch);
    date_add(&date, &issue->date);
    add_text(object, "issue", ctx, str_from(issue->name));
    add_text(object, "title", ctx, issue->title.s);
    add_text(object, "number", ctx, issue->number.s);
    add_text(object, "date", ctx, buf_view(&date));
    add_text(object, "print_run", ctx, issue->imprint.print_run.s);
    add_text(object, "paper", ctx, issue->imprint.paper.s);
    add_text(object, "format", ctx, issue->imprint.format.s);
    add_text(object, "order", ctx, issue->imprint.order.s);
    add_text(object, "printer", ctx, issue->imprint.printer.s);
}

/* Of a file that is folded and stitched. */
static void add_booklet(cJSON *object, const struct print_spec *print, const struct pdf_press *press) {
    if (!press->sheets) return;
    cJSON_AddStringToObject(object, "binding", "saddle stitch");
    cJSON_AddNumberToObject(object, "sheets", (double)press->sheets);
    cJSON_AddNumberToObject(object, "blank_pages", (double)press->blanks);
    cJSON_AddNumberToObject(object, "paper_thickness", millimetres(print->thickness));
    cJSON_AddNumberToObject(object, "creep", millimetres(print->thickness * (mpt)(press->sheets - 1)));
}

static void add_sheet(cJSON *object, const struct paint_doc *doc, const struct print_spec *print,
                      const struct pdf_press *press) {
    const mpt trim[] = {doc->pages.at[0].width, doc->pages.at[0].height};
    const mpt bleed[] = {print->bleed_top, print->bleed_outer, print->bleed_bottom, print->bleed_inner};
    const mpt sheet[] = {press->sheet_width, press->sheet_height};
    cJSON_AddNumberToObject(object, "pages", (double)doc->pages.len);
    add_booklet(object, print, press);
    add_lengths(object, "trim", trim, 2);
    add_lengths(object, "bleed", bleed, 4);
    add_lengths(object, "sheet", sheet, 2);
    cJSON_AddBoolToObject(object, "marks", print->marks);
}

static void add_colour(cJSON *object, const struct print_spec *print, const struct pdf_press *press) {
    static const char *const inks[] = {"Cyan", "Magenta", "Yellow", "Black"};
    static const char *const intents[] = {"perceptual", "relative", "saturation", "absolute"};
    cJSON *plates = cJSON_AddArrayToObject(object, "plates");
    for (int i = 0; i < 4; i++)
        if (press->plates[i]) cJSON_AddItemToArray(plates, cJSON_CreateString(inks[i]));
    for (const char *const *spot = press->spots; *spot; spot++) cJSON_AddItemToArray(plates, cJSON_CreateString(*spot));
    cJSON_AddStringToObject(object, "profile", press->profile);
    cJSON_AddStringToObject(object, "condition", print->condition ? print->condition : "Custom");
    cJSON_AddStringToObject(object, "intent", intents[print->intent]);
    cJSON_AddBoolToObject(object, "black_point", print->black_point);
    cJSON_AddNumberToObject(object, "total_ink", press->ink);
    cJSON_AddNumberToObject(object, "total_ink_limit", (double)print->limits.total_ink);
    cJSON_AddNumberToObject(object, "pictures", (double)press->pictures);
    if (press->pictures) cJSON_AddNumberToObject(object, "least_ppi", press->ppi);
}

/* A check passes when nothing was found that is worth a warning. */
static void add_checks(cJSON *object, const struct pdf_press *press) {
    cJSON *passed = cJSON_AddArrayToObject(object, "checks_passed");
    cJSON *findings = cJSON_AddObjectToObject(object, "findings");
    for (int i = 0; i < PDF_CHECKS; i++) {
        const char *name = diag_code_name((enum diag_code)(DIAG_PRINT_INK + i));
        if (press->findings[i])
            cJSON_AddNumberToObject(findings, name, press->findings[i]);
        else
            cJSON_AddItemToArray(passed, cJSON_CreateString(name));
    }
}

static cJSON *ticket(struct ctx *ctx, const struct ticket_input *in) {
    cJSON *root = cJSON_CreateObject();
    add_issue(root, ctx, in->issue);
    add_file(root, in->file);
    cJSON_AddStringToObject(root, "standard", in->press->standard);
    cJSON_AddStringToObject(root, "shop", in->print->shop);
    add_sheet(root, in->doc, in->print, in->press);
    add_colour(root, in->print, in->press);
    cJSON *fonts = cJSON_AddArrayToObject(root, "fonts");
    for (const char *const *name = in->press->fonts; *name; name++)
        cJSON_AddItemToArray(fonts, cJSON_CreateString(*name));
    add_checks(root, in->press);
    return root;
}

/* ---- text ------------------------------------------------------------------------------------------------------ */

struct label {
    const char *key, *english, *ukrainian, *unit;
};

static const struct label labels[] = {
    {"issue", "Issue", "Випуск", ""},
    {"title", "Title", "Назва", ""},
    {"number", "Number", "Номер", ""},
    {"date", "Date", "Дата", ""},
    {"file", "File", "Файл", ""},
    {"bytes", "Bytes", "Байтів", ""},
    {"sha256", "SHA-256", "SHA-256", ""},
    {"standard", "Standard", "Стандарт", ""},
    {"shop", "Print shop profile", "Профіль друкарні", ""},
    {"pages", "Pages", "Сторінок", ""},
    {"binding", "Binding", "Скріплення", ""},
    {"sheets", "Sheets, printed on both sides", "Аркушів, друк з обох боків", ""},
    {"blank_pages", "Blank pages among them", "Порожніх сторінок серед них", ""},
    {"paper_thickness", "Thickness of the paper", "Товщина паперу", " mm"},
    {"creep", "Creep of the innermost sheet", "Зсув на внутрішньому аркуші", " mm"},
    {"trim", "Trimmed size, width and height", "Обрізний формат, ширина і висота", " mm"},
    {"bleed", "Bleed: top, outer, bottom, inner", "Виліт: угорі, зовні, внизу, біля корінця", " mm"},
    {"sheet", "Page of the file", "Сторінка файлу", " mm"},
    {"marks", "Marks", "Мітки", ""},
    {"plates", "Plates", "Фарби", ""},
    {"profile", "Output profile", "Профіль друку", ""},
    {"condition", "Output condition", "Умови друку", ""},
    {"intent", "Rendering intent", "Спосіб передавання кольору", ""},
    {"black_point", "Black point compensation", "Компенсація чорної точки", ""},
    {"total_ink", "Most ink on one spot", "Найбільше фарби в одному місці", " %"},
    {"total_ink_limit", "Limit of it", "Дозволено", " %"},
    {"pictures", "Pictures", "Зображень", ""},
    {"least_ppi", "Least resolution of them", "Найменша роздільність", " ppi"},
    {"fonts", "Fonts, embedded", "Шрифти, вбудовані", ""},
    {"print_run", "Print run", "Наклад", ""},
    {"paper", "Paper", "Папір", ""},
    {"format", "Format", "Формат", ""},
    {"order", "Order", "Замовлення", ""},
    {"printer", "Printer", "Друкарня", ""},
    {"checks_passed", "Checks passed", "Перевірки пройдено", ""},
    {"findings", "Findings", "Зауваження", ""},
};

/* Two decimals at most, without the locale. */
static void put_number(struct buf *out, double value) { buf_mpt(out, (mpt)(value * 1000 + 0.5)); }

static void put_value(struct buf *out, const cJSON *value, const char *unit, bool english) {
    const char *yes = english ? "yes" : "так", *no = english ? "no" : "ні";
    if (cJSON_IsNumber(value)) {
        put_number(out, value->valuedouble);
    } else if (cJSON_IsString(value)) {
        buf_puts(out, value->valuestring);
    } else if (cJSON_IsBool(value)) {
        buf_puts(out, cJSON_IsTrue(value) ? yes : no);
    } else {
        const cJSON *item;
        if (!value->child) buf_puts(out, "–");
        cJSON_ArrayForEach(item, value) {
            if (item != value->child) buf_puts(out, ", ");
            if (item->string) buf_printf(out, "%s: ", item->string);
            put_value(out, item, "", english);
        }
    }
    buf_puts(out, unit);
}

void ticket_make(struct ctx *ctx, const struct ticket_input *in, struct str *json, struct str *text) {
    bool english = str_starts(in->issue->language, "en");
    cJSON *root = ticket(ctx, in);
    char *printed = cJSON_Print(root);
    struct buf out;
    buf_init(&out, ctx->arena);
    buf_puts(&out, printed ? printed : "{}");
    buf_putc(&out, '\n');
    free(printed);
    *json = buf_view(&out);
    buf_init(&out, ctx->arena);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(root, labels[i].key);
        if (!value) continue;
        buf_printf(&out, "%s: ", english ? labels[i].english : labels[i].ukrainian);
        put_value(&out, value, labels[i].unit, english);
        buf_putc(&out, '\n');
    }
    *text = buf_view(&out);
    cJSON_Delete(root);
}
