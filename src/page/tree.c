/* The structure tree: elements in reading order, made while the flow is walked.
 *
 * Idea: the flow is already in reading order, so every element is made when its node is collected, long before anybody
 * knows where it will be painted; marks in the paint list point back to it. Spans get an element only when it says
 * something: a link, a call of a note, code, another language. Neighbouring spans of one link share its element.
 * Rejected: making elements while drawing, which follows columns and pages instead of the text.
 */
#include "page/parts.h"

static bool same_language(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

uint32_t tree_element(struct builder *b, uint32_t parent, enum role role, const char *lang, struct place place) {
    if (role == ROLE_NONE) return parent;
    uint32_t id = paint_element(b->ctx, b->doc, parent, role);
    b->doc->elements.at[id].lang = lang;
    b->doc->elements.at[id].place = place;
    return id;
}

static bool foreign(const struct span *span, const char *lang) {
    return span->lang && !same_language(span->lang, lang);
}

/* A call is Reference > Link, so that the active rectangle belongs to a Link as PDF/UA wants it. */
static uint32_t span_element(struct builder *b, uint32_t parent, const struct span *span, const char *lang) {
    const char *own = foreign(span, lang) ? span->lang : NULL;
    if (span->note) {
        uint32_t reference = tree_element(b, parent, ROLE_REFERENCE, own, span->place);
        return tree_element(b, reference, ROLE_LINK, NULL, span->place);
    }
    if (span->link) return tree_element(b, parent, ROLE_LINK, own, span->place);
    if (span->role == ROLE_CODE) return tree_element(b, parent, ROLE_CODE, own, span->place);
    if (own) return tree_element(b, parent, ROLE_SPAN, own, span->place);
    return 0;
}

static bool continues(const struct span *before, const struct span *span) {
    if (span->note || before->note) return false;
    if (!same_language(before->lang, span->lang)) return false;
    if (span->link || before->link) return span->link == before->link;
    return span->role == before->role;
}

const uint32_t *tree_spans(struct builder *b, uint32_t parent, const struct flow_text *text, const char *lang) {
    uint32_t *elements = NULL;
    for (size_t i = 0; i < text->count; i++) {
        const struct span *span = &text->spans[i];
        uint32_t element;
        if (i && elements && elements[i - 1] && continues(&text->spans[i - 1], span))
            element = elements[i - 1];
        else
            element = span_element(b, parent, span, lang);
        if (element && !elements) elements = ARENA_ARRAY(b->ctx->arena, text->count, uint32_t);
        if (elements) elements[i] = element;
    }
    return elements;
}
