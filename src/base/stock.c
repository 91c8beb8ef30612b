/* A handful of shelves, found by who made them: four folders keep something, so a row is as good as a table.
 * Rejected: one table of things by kind and key; each kind has another key and another limit.
 */
#include "base/stock.h"

#include <assert.h>

#define SHELVES_MAX 8

struct stock {
    struct arena *arena;
    struct {
        void *(*make)(struct arena *arena);
        void *shelf;
    } at[SHELVES_MAX];
    size_t count;
};

struct stock *stock_new(struct arena *arena) {
    struct stock *stock = ARENA_NEW(arena, struct stock);
    stock->arena = arena;
    return stock;
}

void *stock_shelf(struct stock *stock, void *(*make)(struct arena *arena)) {
    if (!stock) return NULL;
    for (size_t i = 0; i < stock->count; i++)
        if (stock->at[i].make == make) return stock->at[i].shelf;
    assert(stock->count < SHELVES_MAX);
    stock->at[stock->count].make = make;
    return stock->at[stock->count++].shelf = make(stock->arena);
}
