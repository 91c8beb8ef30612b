/* Names of roles, in the order of the enum. */
#include "base/role.h"

#include <assert.h>

static const char *const names[ROLE_COUNT] = {
    [ROLE_NONE] = "",           [ROLE_DOCUMENT] = "Document",
    [ROLE_ART] = "Art",         [ROLE_SECT] = "Sect",
    [ROLE_DIV] = "Div",         [ROLE_H1] = "H1",
    [ROLE_H2] = "H2",           [ROLE_H3] = "H3",
    [ROLE_H4] = "H4",           [ROLE_H5] = "H5",
    [ROLE_H6] = "H6",           [ROLE_P] = "P",
    [ROLE_LEAD] = "Lead",       [ROLE_L] = "L",
    [ROLE_LI] = "LI",           [ROLE_LBL] = "Lbl",
    [ROLE_LBODY] = "LBody",     [ROLE_TABLE] = "Table",
    [ROLE_THEAD] = "THead",     [ROLE_TBODY] = "TBody",
    [ROLE_TR] = "TR",           [ROLE_TH] = "TH",
    [ROLE_TD] = "TD",           [ROLE_FIGURE] = "Figure",
    [ROLE_CAPTION] = "Caption", [ROLE_BLOCKQUOTE] = "BlockQuote",
    [ROLE_ASIDE] = "Aside",     [ROLE_CODE] = "Code",
    [ROLE_SPAN] = "Span",       [ROLE_LINK] = "Link",
    [ROLE_NOTE] = "Note",       [ROLE_REFERENCE] = "Reference",
    [ROLE_TOC] = "TOC",         [ROLE_TOCI] = "TOCI",
};

const char *role_name(enum role role) {
    assert((unsigned)role < ROLE_COUNT);
    return names[role];
}
