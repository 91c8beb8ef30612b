/* Locking is building without writing; verifying is that and comparing. Nothing is made on disk, so nothing can be left
 * there: a rebuilt issue is compared where it lies in memory.
 *
 * A verified issue is made with the day that its lock names, whatever SOURCE_DATE_EPOCH says now. Messages about the
 * issue itself are no news: they came up when it was made; what stopped it now is told in one message.
 */
#include "app/lock.h"

#include <stdlib.h>
#include <string.h>

#include "app/report.h"

static const char *lock_path(struct ctx *ctx, const struct job *job) {
    return path_join(ctx->arena, job->dir, LOCK_FILE);
}

static bool is_whole(const struct ctx *ctx, bool made) { return made && diags_count(ctx->diags, DIAG_ERROR) == 0; }

bool lock_write(struct ctx *ctx, const struct job *job, struct job_result *result) {
    struct lock lock;
    if (!is_whole(ctx, job_build(ctx, job, result))) {
        diag(ctx, DIAG_LOCK_NOT_MADE, place_nowhere(), "%s", job->dir);
        return false;
    }
    if (!lock_make(ctx, result->issue, result->doc, job->data_dirs, &result->outputs, true, &lock)) return false;
    const char *path = lock_path(ctx, job);
    if (file_write(ctx, path, lock_text(ctx, &lock))) {
        *vec_push(ctx->arena, &result->files) = path;
        return true;
    }
    result->unwritable = true;
    return false;
}

/* The value of now, to be put back. */
static const char *set_epoch(struct ctx *ctx, const char *epoch) {
    const char *now = getenv("SOURCE_DATE_EPOCH");
    const char *kept = now ? arena_strdup(ctx->arena, now) : NULL;
    if (epoch && *epoch)
        setenv("SOURCE_DATE_EPOCH", epoch, 1);
    else
        unsetenv("SOURCE_DATE_EPOCH");
    return kept;
}

/* Builds with messages of its own, whose files and places the caller's messages may name. */
static bool build_again(struct ctx *ctx, const struct job *job, const struct lock *was, struct job_result *result) {
    struct job again = *job;
    again.out_dir = NULL;
    memset(again.profiles, 0, sizeof again.profiles);
    for (size_t i = 0; i < was->outputs.len; i++) {
        enum pdf_profile profile;
        if (pdf_profile_lookup(str_from(was->outputs.at[i].profile), &profile)) again.profiles[profile] = true;
    }
    const char *kept = set_epoch(ctx, was->epoch);
    bool made = job_build(ctx, &again, result);
    set_epoch(ctx, kept);
    return is_whole(ctx, made);
}

/* Files that `from` knows become known to `to`, and the places of the lines go with them. */
static void move_places(struct diags *to, const struct diags *from, struct lock *lock) {
    const struct diag_file *file;
    uint32_t offset = 0;
    for (uint32_t i = 1; (file = diags_file_lookup(from, i)); i++) {
        uint32_t number = diags_file(to, file->path, file->bytes);
        diags_decoded(to, number, file->text, file->map);
        offset = number - i;
    }
    for (size_t p = 0; p < lock->pages.len; p++)
        for (size_t i = 0; i < lock->pages.at[p].len; i++) {
            struct place *place = &lock->pages.at[p].at[i].place;
            if (place->file) place->file += offset;
        }
}

bool lock_verify(struct ctx *ctx, const struct job *job, struct job_result *result, enum likeness *likeness) {
    struct lock was, is;
    *likeness = LIKE_NOTHING;
    if (!lock_read(ctx, lock_path(ctx, job), path_base(job->dir), &was)) return false;
    struct ctx building = *ctx;
    struct reads reads = {.arena = ctx->arena};
    building.diags = diags_new(ctx->arena);
    building.reads = &reads;
    if (!build_again(&building, job, &was, result)) {
        result->unwritable = result->unwritable || diags_hold(building.diags, DIAG_SYSTEM_TROUBLE);
        diag(ctx, DIAG_LOCK_NOT_MADE, place_nowhere(), "%s: %.*s", job->dir,
             STR_ARG(report_reason(ctx->arena, &building, ui_lang_from_env())));
        return false;
    }
    if (!lock_make(&building, result->issue, result->doc, job->data_dirs, &result->outputs, false, &is)) return false;
    move_places(ctx->diags, building.diags, &is);
    return lock_compare(ctx, &was, &is, &result->outputs, likeness);
}
