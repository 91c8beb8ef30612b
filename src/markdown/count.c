/* Numbers of a meeting that cannot be: more votes than people, more people than members, too few for the quorum.
 *
 * They are slips of the pen mostly, so all is set as it was written.
 */
#include "markdown/md.h"

static void check_votes(struct ctx *ctx, const struct votes *votes, int64_t present) {
    const int64_t counts[] = {votes->in_favour, votes->against, votes->abstained, votes->not_voting};
    uint64_t sum = 0; /* of numbers cut to 31 bits, so that it cannot overflow */
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i] > 0) sum += counts[i] < INT32_MAX ? (uint64_t)counts[i] : INT32_MAX;
    if (votes->given && sum > (uint64_t)present)
        diag(ctx, DIAG_MD_VOTES_MANY, votes->place, "%ju > %jd", (uintmax_t)sum, (intmax_t)present);
}

/* Recursion is bounded: the model keeps at most 32 blocks inside one another. */
static void check_blocks(struct ctx *ctx, const struct blocks *blocks, int64_t present) {
    for (size_t i = 0; i < blocks->len; i++) {
        check_votes(ctx, &blocks->at[i].votes, present);
        check_blocks(ctx, &blocks->at[i].children, present);
    }
}

void md_check_counts(struct ctx *ctx, const struct article *article) {
    const struct meeting *m = &article->meeting;
    if (m->present < 0) return;
    if (m->members >= 0 && m->present > m->members)
        diag(ctx, DIAG_MD_PRESENT, m->present_place, "%jd > %jd", (intmax_t)m->present, (intmax_t)m->members);
    if (m->present < m->quorum)
        diag(ctx, DIAG_MD_QUORUM, m->present_place, "%jd < %jd", (intmax_t)m->present, (intmax_t)m->quorum);
    check_blocks(ctx, &article->blocks, m->present);
}
