/* A list of pictures to be made, and a few threads that work it off while the files are put together.
 *
 * Making a picture is a function of its want alone, so nothing that is written depends on which thread did it, on their
 * number, or on there being any. Whoever needs a picture that nobody has begun makes it himself; if it is being made,
 * he waits. Each picture has an arena of its own, since an arena belongs to one thread.
 *
 * Rejected: a thread for each file (they would share diagnostics and arenas, and the print file alone takes longer than
 * the other two); processes (pictures would have to come back through pipes).
 */
#include "pdf/ahead.h"

#include <pthread.h>

#include "base/print.h"
#include "pdf/print.h"
#include "pdf/share.h"

/* Beside the one that puts the files together. With more, a machine of two processors only switches between them. */
#define THREADS 2

enum state { WAITS, BEGUN, MADE };

struct entry {
    struct picture_want want;
    enum state state;
    struct arena *arena;
    struct picture_made made;
};
VEC(entry_list, struct entry *);

struct pdf_ahead {
    struct ctx *ctx;
    const struct print_spec *print;
    struct inks *inks;
    bool look;            /* nobody will write the pictures */
    struct share *share;  /* asked by the thread that puts files together alone */
    pthread_mutex_t lock; /* of everything below */
    pthread_cond_t changed;
    struct entry_list entries;
    size_t next; /* entries before it wait no more */
    bool ends;
    pthread_t threads[THREADS];
    size_t thread_count;
};

/* ---- making ---------------------------------------------------------------------------------------------------- */

/* The lock is held, but not while the picture is made. */
static void make_one(struct pdf_ahead *ahead, struct entry *entry, struct picture_source *source) {
    struct picture_made made;
    pthread_mutex_unlock(&ahead->lock);
    picture_make(&entry->want, entry->want.press ? ahead->inks : NULL, source, entry->arena, &made);
    pthread_mutex_lock(&ahead->lock);
    entry->made = made;
    entry->state = MADE;
    pthread_cond_broadcast(&ahead->changed);
}

/* With the lock held, and again when it returns. What other files want of the same image is made as well: a PNG is
 * decoded once for all. JPEG is reduced while it is decoded, so nothing could be shared; there, others may begin. */
static void make(struct pdf_ahead *ahead, struct entry *entry) {
    struct picture_source *source = picture_source_new();
    const size_t count = ahead->entries.len; /* those that come later are left to others */
    struct entry **mine = ARENA_ARRAY(source->arena, count, struct entry *);
    size_t more = 0;
    entry->state = BEGUN;
    for (size_t i = 0; entry->want.image->format == IMAGE_PNG && i < count; i++) {
        struct entry *other = ahead->entries.at[i];
        if (other->state != WAITS || other->want.image->key != entry->want.image->key) continue;
        other->state = BEGUN;
        mine[more++] = other;
    }
    make_one(ahead, entry, source);
    for (size_t i = 0; i < more; i++) make_one(ahead, mine[i], source);
    picture_source_free(source);
}

static struct entry *next_waiting(struct pdf_ahead *ahead) {
    while (ahead->next < ahead->entries.len && ahead->entries.at[ahead->next]->state != WAITS) ahead->next++;
    return ahead->next < ahead->entries.len ? ahead->entries.at[ahead->next] : NULL;
}

static void *work(void *user) {
    struct pdf_ahead *ahead = user;
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->ends) {
        struct entry *entry = next_waiting(ahead);
        if (entry)
            make(ahead, entry);
        else
            pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* What is being made is made to its end; nothing new is begun. */
static void end(void *user) {
    struct pdf_ahead *ahead = user;
    pthread_mutex_lock(&ahead->lock);
    ahead->ends = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    for (size_t i = 0; i < ahead->thread_count; i++) pthread_join(ahead->threads[i], NULL);
    for (size_t i = 0; i < ahead->entries.len; i++) arena_free(ahead->entries.at[i]->arena);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
}

struct pdf_ahead *ahead_new(struct ctx *ctx, const struct print_spec *print, bool look) {
    struct pdf_ahead *ahead = ARENA_NEW(ctx->arena, struct pdf_ahead);
    ahead->ctx = ctx;
    ahead->print = print;
    ahead->look = look;
    if (print) ahead->inks = inks_new(ctx, print);
    if (pthread_mutex_init(&ahead->lock, NULL) != 0 || pthread_cond_init(&ahead->changed, NULL) != 0) out_of_memory();
    arena_defer(ctx->arena, end, ahead); /* before what it reads is gone: deferred calls run last one first */
    return ahead;
}

enum picture_look ahead_look(const struct pdf_ahead *ahead) { return ahead->look ? LOOK_DAMAGE : LOOK_WHOLE; }

struct inks *ahead_inks(const struct pdf_ahead *ahead) {
    return ahead->inks;
}

void ahead_share_more(struct pdf_ahead *ahead) { ahead->share = share_new(ahead->ctx->arena); }

struct share *ahead_share(const struct pdf_ahead *ahead) {
    return ahead->share;
}

/* ---- asking ---------------------------------------------------------------------------------------------------- */

/* The entry of a want, new if there is none. The list grows in the thread that puts files together, under the lock. */
static struct entry *entry_for(struct pdf_ahead *ahead, const struct picture_want *want) {
    for (size_t i = 0; i < ahead->entries.len; i++)
        if (picture_want_same(&ahead->entries.at[i]->want, want)) return ahead->entries.at[i];
    struct entry *entry = ARENA_NEW(ahead->ctx->arena, struct entry);
    entry->want = *want;
    entry->arena = arena_new();
    *vec_push(ahead->ctx->arena, &ahead->entries) = entry;
    return entry;
}

static void want_page(struct pdf_ahead *ahead, const struct paint_page *page, const struct profile *profile) {
    struct ground *ground = profile->press || !profile->alpha ? ground_new(ahead->ctx->arena, page) : NULL;
    for (size_t i = 0; i < page->count; i++) {
        const struct paint_item *item = &page->items[i];
        if (item->kind != PAINT_IMAGE || item->image.image->drawing) continue;
        const struct colour below = ground_colour(ground, item);
        struct picture_want want = picture_want(profile, ahead->print, item, &below);
        want.look = ahead_look(ahead);
        entry_for(ahead, &want);
    }
}

void ahead_begin(struct pdf_ahead *ahead, const struct paint_doc *doc, const struct profile *profile) {
    if (profile->press && !ahead->inks) return;
    pthread_mutex_lock(&ahead->lock);
    for (size_t i = 0; i < doc->pages.len; i++) want_page(ahead, &doc->pages.at[i], profile);
    bool worth = ahead->entries.len > 1;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    while (worth && ahead->thread_count < THREADS &&
           pthread_create(&ahead->threads[ahead->thread_count], NULL, work, ahead) == 0)
        ahead->thread_count++;
}

const struct picture_made *ahead_take(struct pdf_ahead *ahead, const struct picture_want *want) {
    pthread_mutex_lock(&ahead->lock);
    struct entry *entry = entry_for(ahead, want);
    while (entry->state != MADE) {
        if (entry->state == WAITS)
            make(ahead, entry);
        else
            pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    pthread_mutex_unlock(&ahead->lock);
    return &entry->made;
}
