/* What one issue leaves for the next: data made from files that many issues share (templates, fonts, languages).
 *
 * A shelf belongs to the folder that made it; what stands there, and what it is known by, is that folder's affair. The
 * one rule: whoever takes something from a shelf must get what he would have made himself, so that an issue comes out
 * the same after any other issue and alone. Files are therefore looked at for every issue (ctx->reads must know them),
 * and a thing about which there was something to say is not kept. What is kept has a limit, or a worker would grow.
 */
#ifndef VISNYK_BASE_STOCK_H
#define VISNYK_BASE_STOCK_H

#include "base/arena.h"

struct stock;

/* An empty one; it and all that is kept live as long as the arena. */
struct stock *stock_new(struct arena *arena);

/* The shelf that `make` makes, in the arena of the stock, when it is asked for the first time; NULL: nothing is kept.
 */
void *stock_shelf(struct stock *stock, void *(*make)(struct arena *arena));

#endif
