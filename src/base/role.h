/* Roles of content in the logical structure, named after the standard structure types of ISO 32000-1, 14.8.4.
 *
 * The flow says what a thing is, paint carries it, pdf writes it: the list stands here because all three need it.
 * ROLE_ASIDE and ROLE_LEAD are not standard types; pdf maps them (Aside -> Div, Lead -> P).
 */
#ifndef VISNYK_BASE_ROLE_H
#define VISNYK_BASE_ROLE_H

enum role {
    ROLE_NONE,
    ROLE_DOCUMENT,
    ROLE_ART,
    ROLE_SECT,
    ROLE_DIV,
    ROLE_H1,
    ROLE_H2,
    ROLE_H3,
    ROLE_H4,
    ROLE_H5,
    ROLE_H6,
    ROLE_P,
    ROLE_LEAD,
    ROLE_L,
    ROLE_LI,
    ROLE_LBL,
    ROLE_LBODY,
    ROLE_TABLE,
    ROLE_THEAD,
    ROLE_TBODY,
    ROLE_TR,
    ROLE_TH,
    ROLE_TD,
    ROLE_FIGURE,
    ROLE_CAPTION,
    ROLE_BLOCKQUOTE,
    ROLE_ASIDE,
    ROLE_CODE,
    ROLE_SPAN,
    ROLE_LINK,
    ROLE_NOTE,
    ROLE_REFERENCE,
    ROLE_TOC,
    ROLE_TOCI,
    ROLE_COUNT
};

/* The name in the file: "H1", "LBody"; ROLE_NONE gives "". */
const char *role_name(enum role role);

#endif
