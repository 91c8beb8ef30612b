/* What a print shop wants: the settings of the print file, resolved.
 *
 * Style reads them (a shop's profile, then `print:` of issue.yaml), pdf follows them, catalog lists them: the structure
 * stands here because all three need it.
 */
#ifndef VISNYK_BASE_PRINT_H
#define VISNYK_BASE_PRINT_H

#include "base/ctx.h"
#include "base/str.h"
#include "base/unit.h"

enum print_standard {
    PRINT_X4, /* PDF/X-4 (ISO 15930-7) */
    PRINT_X1A /* PDF/X-1a:2003 (ISO 15930-4) */
};

/* How colours that the inks cannot show are brought in (ICC.1:2010, 7.2.15); the values are those of ICC. */
enum print_intent { PRINT_PERCEPTUAL, PRINT_RELATIVE, PRINT_SATURATION, PRINT_ABSOLUTE };

/* What the shop can hold on paper; 0: no limit. */
struct print_limits {
    int64_t inks;          /* plates: the four and spot colours together */
    int64_t total_ink;     /* inks on one spot together [%] */
    int64_t picture_ppi;   /* pictures below it look soft */
    int64_t picture_least; /* pictures below it look coarse [ppi] */
    int64_t picture_most;  /* pictures finer than it are reduced to about it [ppi] */
    int64_t line_art;      /* pictures of black and white alone [ppi] */
    mpt rule;              /* thinnest rule in one full ink */
    mpt rule_tint;         /* thinnest rule in a tint or in several inks */
    mpt text;              /* smallest type in one full ink */
    mpt text_tint;         /* smallest type in a tint or in several inks */
    mpt text_reversed;     /* smallest type that is lighter than what it stands on */
    mpt rich_black;        /* smallest type in black over other inks */
    mpt margin;            /* type keeps this distance from the edge of the page */
};

struct print_spec {
    const char *issue; /* name of the issue, for the slug */
    struct place issue_place;
    const char *shop; /* as named: "sheetfed-coated", or a path */
    enum print_standard standard;
    mpt bleed_top, bleed_bottom, bleed_inner, bleed_outer;
    struct place template_place; /* where the issue names its template, which has things on the page too */
    struct place bleed_place;    /* where the issue asks for more bleed than its template has; nowhere: it does not */
    mpt thickness;               /* of the paper, for the creep of a booklet */
    bool marks;
    bool opaque;   /* the shop takes no transparency */
    bool keep_rgb; /* RGB pictures stay RGB, with their profile; X-4 alone */
    enum print_intent intent;
    bool black_point; /* the darkest of a picture becomes the darkest of the inks */
    const char *profile_path;
    struct str profile;         /* ICC, unchecked */
    struct place profile_place; /* where it is named */
    const char *condition;      /* OutputConditionIdentifier; NULL: none is named */
    struct print_limits limits;
};

#endif
