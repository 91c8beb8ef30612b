/* Mentions of one name are brought together by sorting: equal names follow each other in the order of the records. */
#include "shelf/names.h"

#include "style/style.h"

struct mention {
    struct str name;
    struct name_at at;
};
VEC(mention_list, struct mention);

static void mentions_collect(struct arena *arena, const struct record_list *records, enum index_part kind,
                             struct mention_list *out) {
    for (size_t i = 0; i < records->len; i++)
        for (size_t k = 0; k < records->at[i].articles.len; k++) {
            const struct record_article *article = &records->at[i].articles.at[k];
            for (size_t m = 0; m < article->mentions.len; m++) {
                const struct record_mention *mention = &article->mentions.at[m];
                if (mention->kind == kind)
                    *vec_push(arena, out) = (struct mention){mention->name, {&records->at[i], article, mention->page}};
            }
        }
}

void names_collect(struct ctx *ctx, const struct record_list *records, enum index_part kind, const char *language,
                   struct name_list *out) {
    struct mention_list mentions = {0};
    mentions_collect(ctx->scratch, records, kind, &mentions);
    struct str *texts = ARENA_ARRAY(ctx->scratch, mentions.len + 1, struct str), last = {0};
    for (size_t i = 0; i < mentions.len; i++) texts[i] = mentions.at[i].name;
    const size_t *order = order_of(ctx, language, texts, mentions.len);
    for (size_t i = 0; i < mentions.len; i++) {
        const struct mention *mention = &mentions.at[order[i]];
        if (!i || !str_eq(mention->name, last)) vec_push(ctx->scratch, out)->text = mention->name;
        *vec_push(ctx->scratch, &out->at[out->len - 1].at) = mention->at;
        last = mention->name;
    }
}
