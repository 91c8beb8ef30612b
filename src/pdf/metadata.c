/* Info, XMP and the output intent say the same to three kinds of readers.
 *
 * XMP is put together as text: its shape is fixed by ISO 16684-1 and ISO 19005-2, 6.6, and only values vary, all of
 * them escaped. It is not compressed, so that other programs find it. Every value in Info has its twin in XMP.
 *
 * The sRGB profile comes from lcms2, which is already here to look at pictures' profiles; the two fields of its header
 * in which a run could leave a trace (time, identifier) are set to fixed values.
 *
 * Rejected: an XMP library (Debian's exempi is C++ and larger than this program).
 */
#include "pdf/metadata.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/markup.h"
#include "pdf/print.h"
#include "pdf/value.h"

/* 9999-12-31T23:59:59Z: PDF dates have four digits of year. */
#define EPOCH_MAX 253402300799
#define SECONDS_PER_DAY 86400

struct moment {
    bool known;
    int year, month, day, hour, minute, second;
};

/* ---- dates ----------------------------------------------------------------------------------------------------- */

/* Gregorian calendar, years counted from March so that leap days come last; 719468 days from 0000-03-01 to 1970. */
static struct moment moment_of_epoch(int64_t seconds) {
    int64_t days = seconds / SECONDS_PER_DAY + 719468, rest = seconds % SECONDS_PER_DAY;
    int64_t era = days / 146097, of_era = days % 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * of_year + 2) / 153;
    int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    return (struct moment){.known = true,
                           .year = (int)(era * 400 + year_of_era + (month <= 2)),
                           .month = (int)month,
                           .day = (int)(of_year - (153 * shifted + 2) / 5 + 1),
                           .hour = (int)(rest / 3600),
                           .minute = (int)(rest / 60 % 60),
                           .second = (int)(rest % 60)};
}

static bool parse_epoch(const char *text, int64_t *seconds) {
    size_t len = strlen(text);
    if (len == 0 || len > 12 || strspn(text, "0123456789") != len) return false;
    return str_int(str_from(text), seconds) && *seconds <= EPOCH_MAX;
}

/* A file for the press must have a date: as much of it as is known, else 2000-01-01. */
static struct moment undated(const struct date *date) {
    return (struct moment){true, date->year ? date->year : 2000, date->month ? date->month : 1, 1, 12, 0, 0};
}

static bool moment_of_file(struct writer *w, struct moment *out) {
    const struct date *date = &w->doc->meta.date;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = 0;
    if (epoch && !parse_epoch(epoch, &seconds)) {
        diag(w->ctx, DIAG_PDF_EPOCH, place_nowhere(), "%.40s", epoch);
        return false;
    }
    *out = epoch
               ? moment_of_epoch(seconds)
               : (struct moment){date->year && date->month && date->day, date->year, date->month, date->day, 12, 0, 0};
    if (!out->known && w->profile->press) *out = undated(date);
    return true;
}

bool metadata_dated(struct writer *w) {
    struct moment moment;
    return moment_of_file(w, &moment);
}

static void put_pdf_date(struct buf *out, const char *key, const struct moment *m) {
    buf_printf(out, "%s(D:%04d%02d%02d%02d%02d%02dZ)", key, m->year, m->month, m->day, m->hour, m->minute, m->second);
}

static void put_xmp_date(struct buf *out, const char *name, const struct moment *m) {
    buf_printf(out, "<xmp:%s>%04d-%02d-%02dT%02d:%02d:%02dZ</xmp:%s>\n", name, m->year, m->month, m->day, m->hour,
               m->minute, m->second, name);
}

/* ---- Info ------------------------------------------------------------------------------------------------------ */

static const char creator[] = "Visnyk " VISNYK_VERSION;

static const char *producer(struct writer *w) { return arena_printf(w->arena, "libharu %s", store_library_version()); }

static void put_info_text(struct writer *w, struct buf *out, const char *key, struct str value) {
    if (!value.len) return;
    buf_puts(out, key);
    value_text(w->ctx, out, value, place_nowhere());
}

static void write_info(struct writer *w, const struct moment *moment) {
    const struct flow_meta *meta = &w->doc->meta;
    struct buf out;
    buf_init(&out, w->arena);
    put_info_text(w, &out, "/Title", meta->title);
    put_info_text(w, &out, "/Author", meta->author);
    put_info_text(w, &out, "/Subject", meta->subject);
    put_info_text(w, &out, "/Keywords", meta->keywords);
    put_info_text(w, &out, "/Creator", STR(creator));
    put_info_text(w, &out, "/Producer", str_from(producer(w)));
    if (moment->known) {
        put_pdf_date(&out, "/CreationDate", moment);
        put_pdf_date(&out, "/ModDate", moment);
    }
    if (w->profile->press) buf_printf(&out, "/Trapped/False/GTS_PDFXVersion(%s)", w->profile->press);
    store_info(w->store, buf_view(&out));
}

/* ---- XMP ------------------------------------------------------------------------------------------------------- */

static void put_element(struct buf *out, const char *name, struct str value) {
    if (!value.len) return;
    buf_printf(out, "<%s>", name);
    markup_add(out, value);
    buf_printf(out, "</%s>\n", name);
}

static void put_item(struct buf *out, const char *lang, struct str value) {
    buf_puts(out, "<rdf:li");
    if (*lang) buf_printf(out, " xml:lang=\"%s\"", lang);
    buf_putc(out, '>');
    markup_add(out, value);
    buf_puts(out, "</rdf:li>");
}

/* Seq or Bag of one. */
static void put_container(struct buf *out, const char *name, const char *kind, struct str value) {
    if (!value.len) return;
    buf_printf(out, "<%s><rdf:%s>", name, kind);
    put_item(out, "", value);
    buf_printf(out, "</rdf:%s></%s>\n", kind, name);
}

static void put_languages(struct buf *out, const struct flow_meta *meta) {
    if (!meta->language.len) return;
    buf_puts(out, "<dc:language><rdf:Bag>");
    put_item(out, "", meta->language);
    for (size_t i = 0; i < meta->languages.len; i++)
        if (value_is_lang(str_from(meta->languages.at[i]))) put_item(out, "", str_from(meta->languages.at[i]));
    buf_puts(out, "</rdf:Bag></dc:language>\n");
}

/* The issue's day, or as much of it as is known, whatever SOURCE_DATE_EPOCH says of the file. */
static void put_issue_date(struct writer *w, struct buf *out) {
    const struct date *date = &w->doc->meta.date;
    struct buf text;
    if (!date->year) return;
    buf_init(&text, w->arena);
    date_add(&text, date);
    put_container(out, "dc:date", "Seq", buf_view(&text));
}

static void put_issn(struct writer *w, struct buf *out) {
    struct str issn = str_trim(w->doc->meta.issn);
    if (str_starts(issn, "ISSN")) issn = str_trim(str_slice(issn, 4, issn.len));
    if (issn.len) put_element(out, "dc:identifier", str_from(arena_printf(w->arena, "ISSN %.*s", STR_ARG(issn))));
}

/* The same words as the default and under the document's language, then those of other languages. */
static void put_alternatives(struct writer *w, struct buf *out, const char *name, struct str value,
                             const struct flow_title_list *others) {
    struct str lang = w->doc->meta.language;
    if (!value.len) return;
    buf_printf(out, "<%s><rdf:Alt>", name);
    put_item(out, "x-default", value);
    if (value_is_lang(lang)) put_item(out, str_dup(w->arena, lang), value);
    for (size_t i = 0; others && i < others->len; i++)
        if (value_is_lang(str_from(others->at[i].lang))) put_item(out, others->at[i].lang, others->at[i].text);
    buf_printf(out, "</rdf:Alt></%s>\n", name);
}

/* ISO 19005-2, 6.6.2.3: a schema outside of the predefined ones is described in the file. */
static void put_extension_schema(struct buf *out) {
    buf_puts(out, "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                  " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                  " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                  "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
                  "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
                  "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
                  "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                  "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
                  "<pdfaProperty:name>part</pdfaProperty:name>\n"
                  "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
                  "<pdfaProperty:category>internal</pdfaProperty:category>\n"
                  "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\n"
                  "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
                  "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

/* ISO 15930-7, 6.3 and 6.4. PDF/X-1a says the first in Info alone. */
static void put_press_properties(struct writer *w, struct buf *out) {
    if (w->input->print->standard == PRINT_X4) put_element(out, "pdfxid:GTS_PDFXVersion", str_from(w->profile->press));
    put_element(out, "pdf:Trapped", STR("False"));
    put_element(out, "xmpMM:VersionID", STR("1"));
    put_element(out, "xmpMM:RenditionClass", STR("default"));
}

static void put_properties(struct writer *w, struct buf *out, const struct moment *moment) {
    const struct flow_meta *meta = &w->doc->meta;
    put_element(out, "dc:format", STR("application/pdf"));
    put_alternatives(w, out, "dc:title", meta->title, &meta->titles);
    put_container(out, "dc:creator", "Seq", meta->author);
    put_alternatives(w, out, "dc:description", meta->subject, NULL);
    put_alternatives(w, out, "dc:rights", meta->rights, NULL);
    put_container(out, "dc:publisher", "Bag", meta->publisher);
    put_issue_date(w, out);
    put_languages(out, meta);
    put_issn(w, out);
    if (w->input->beside) put_element(out, "dc:source", str_from(w->input->beside));
    put_element(out, "pdf:Keywords", meta->keywords);
    put_element(out, "pdf:Producer", str_from(producer(w)));
    put_element(out, "xmp:CreatorTool", STR(creator));
    if (moment->known) {
        put_xmp_date(out, "CreateDate", moment);
        put_xmp_date(out, "ModifyDate", moment);
        put_xmp_date(out, "MetadataDate", moment);
    }
    put_element(out, "xmpMM:DocumentID", STR(UUID_BLANK));
    put_element(out, "xmpMM:InstanceID", STR(UUID_BLANK));
    if (w->profile->press) put_press_properties(w, out);
    if (w->profile->tags) put_element(out, "pdfuaid:part", STR("1"));
    if (w->profile->archive_part) { /* ISO 19005-3, 6.6.4 */
        put_element(out, "pdfaid:part", str_from(arena_printf(w->arena, "%u", w->profile->archive_part)));
        put_element(out, "pdfaid:conformance", str_from(w->profile->level));
    }
}

static uint32_t write_xmp(struct writer *w, const struct moment *moment) {
    struct buf out;
    buf_init(&out, w->arena);
    buf_puts(&out,
             "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
             "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
             " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
             " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n");
    put_properties(w, &out, moment);
    buf_puts(&out, "</rdf:Description>\n");
    if (w->profile->tags) put_extension_schema(&out);
    buf_puts(&out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    return store_stream(w->store, STR("/Type/Metadata/Subtype/XML"), buf_view(&out));
}

/* ---- output intent --------------------------------------------------------------------------------------------- */

/* ICC.1:2010, 7.2: time of creation at byte 24, identifier at byte 84 (0: not computed). */
static void fix_header(char *icc) {
    static const char time[12] = {0x07, (char)0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0}; /* 2000-01-01 */
    memcpy(icc + 24, time, sizeof time);
    memset(icc + 84, 0, 16);
}

struct str metadata_srgb(struct arena *arena, bool icc2) {
    cmsUInt32Number len = 0;
    char *bytes = NULL;
    cmsHPROFILE profile = cmsCreate_sRGBProfile();
    if (!profile) return STR("");
    cmsSetProfileVersion(profile, icc2 ? 2.1 : 4.2); /* the newest that PDF 1.4 and 1.7 know */
    if (cmsSaveProfileToMem(profile, NULL, &len) && len > 128) {
        bytes = arena_alloc(arena, len);
        if (cmsSaveProfileToMem(profile, bytes, &len)) fix_header(bytes);
    }
    cmsCloseProfile(profile);
    return (struct str){bytes, bytes ? len : 0};
}

/* Names of the ICC's registry of characterised printing begin so (www.color.org/chardata). */
static bool is_registered(const char *condition) {
    static const char *const known[] = {"FOGRA", "CGATS", "IFRA", "JC", "EUROSB", "APTEC"};
    for (size_t i = 0; condition && i < sizeof known / sizeof *known; i++)
        if (str_starts(str_from(condition), known[i])) return true;
    return false;
}

/* What the inks of the file are meant for (ISO 15930-7, 6.4.2). */
static uint32_t write_press_intent(struct writer *w) {
    const struct print_spec *print = w->input->print;
    struct str name = str_from(inks_profile_name(w->inks));
    struct buf out;
    buf_init(&out, w->arena);
    buf_puts(&out, "/Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier");
    value_text(w->ctx, &out, print->condition ? str_from(print->condition) : STR("Custom"), print->profile_place);
    if (is_registered(print->condition)) buf_puts(&out, "/RegistryName(http://www.color.org)");
    buf_puts(&out, "/OutputCondition");
    value_text(w->ctx, &out, name, print->profile_place);
    buf_puts(&out, "/Info");
    value_text(w->ctx, &out, name, print->profile_place);
    buf_puts(&out, "/DestOutputProfile");
    value_ref(&out, store_deflated(w->store, STORE_FAST, STR("/N 4"), print->profile));
    return store_dict(w->store, buf_view(&out));
}

static uint32_t write_intent(struct writer *w) {
    struct buf out;
    buf_init(&out, w->arena);
    buf_puts(&out, "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
                   "/DestOutputProfile");
    value_ref(&out, store_deflated(w->store, STORE_SMALL, STR("/N 3"), metadata_srgb(w->arena, w->profile->icc2)));
    return store_dict(w->store, buf_view(&out));
}

void metadata_date(struct writer *w, struct buf *out, const char *key) {
    struct moment moment;
    if (moment_of_file(w, &moment) && moment.known) put_pdf_date(out, key, &moment);
}

bool metadata_write(struct writer *w, struct buf *catalog) {
    struct moment moment;
    if (!moment_of_file(w, &moment)) return false;
    write_info(w, &moment);
    buf_puts(catalog, "/Metadata");
    value_ref(catalog, write_xmp(w, &moment));
    buf_puts(catalog, "/OutputIntents[");
    value_ref(catalog, w->profile->press ? write_press_intent(w) : write_intent(w));
    buf_putc(catalog, ']');
    return true;
}
