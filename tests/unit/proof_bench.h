/* An article to be proofread by a test, and what is found in it. */
#ifndef VISNYK_TESTS_PROOF_BENCH_H
#define VISNYK_TESTS_PROOF_BENCH_H

#include <stdlib.h>

#include "base/file.h"
#include "context.h"
#include "markdown/markdown.h"
#include "proof/proof.h"

struct bench {
    struct ctx ctx;
    const char *tmp, *tree;
};

static inline int setup(void **state) {
    struct arena *arena = arena_new();
    struct bench *bench = ARENA_NEW(arena, struct bench);
    bench->ctx = (struct ctx){.arena = arena, .scratch = arena_new(), .diags = diags_new(arena)};
    bench->tmp = getenv("TMP") ? getenv("TMP") : "/tmp";
    bench->tree = getenv("SRCDIR") ? getenv("SRCDIR") : ".";
    *state = bench;
    return 0;
}

static inline int teardown(void **state) {
    struct bench *bench = *state;
    struct arena *arena = bench->ctx.arena;
    arena_free(bench->ctx.scratch);
    arena_free(arena);
    return 0;
}

/* Proofreads one article of an issue with these files; the messages of proof are in ctx->diags, fresh. */
static inline void read_article(struct bench *bench, const char *yaml, struct str article) {
    struct ctx *ctx = &bench->ctx;
    const char *dir = path_join(ctx->arena, bench->tmp, "proof-test"), *dirs[] = {bench->tree, NULL};
    struct issue *issue;
    ctx->diags = diags_new(ctx->arena);
    assert_true(file_make_dirs(ctx, dir));
    assert_true(file_write(ctx, path_join(ctx->arena, dir, "issue.yaml"), str_from(yaml)));
    assert_true(file_write(ctx, path_join(ctx->arena, dir, "01-a.md"), article));
    assert_true(model_issue_load(ctx, dir, &issue));
    issue->articles = ARENA_NEW(ctx->arena, struct article);
    assert_true(markdown_article_load(ctx, issue, &issue->refs.at[0], issue->articles));
    issue->article_count = 1;
    proof_issue(ctx, issue, dirs);
}

static inline const char *yaml_of(struct bench *bench, const char *lang) {
    return arena_printf(bench->ctx.arena, "number: 1\nyear: 2012\nlanguage: %s\n", lang);
}

static inline void read_body(struct bench *bench, const char *lang, const char *body) {
    read_article(bench, yaml_of(bench, lang),
                 str_from(arena_printf(bench->ctx.arena, "---\nkind: news\n---\n\n# 1\n\n%s\n", body)));
}

static inline bool is_proof(const struct diag *d) { return strncmp(diag_code_name(d->code), "proof-", 6) == 0; }

/* All messages of proof with their details, for a failure's text and for comparing. */
static inline const char *findings(const struct bench *bench) {
    const struct diag_list *all = diags_all(bench->ctx.diags);
    struct buf out;
    buf_init(&out, bench->ctx.arena);
    for (size_t i = 0; i < all->len; i++)
        if (is_proof(&all->at[i]))
            buf_printf(&out, "%s[%s: %s]", out.len ? " " : "", diag_code_name(all->at[i].code) + 6, all->at[i].detail);
    return out.len ? out.s : "";
}

#endif
