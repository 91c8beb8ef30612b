/* What every stage is handed first: where to allocate, where to scribble, where to complain. */
#ifndef VISNYK_BASE_CTX_H
#define VISNYK_BASE_CTX_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/reads.h"

struct stock;

struct ctx {
    struct arena *arena;   /* lives as long as the issue */
    struct arena *scratch; /* a stage may reset it when it starts; nothing in it survives a call of a later stage */
    struct diags *diags;
    struct reads *reads; /* what is looked at on disk; NULL: nobody wants to know */
    const char *home;    /* a folder: what is named below it must lie below it, links and all; NULL: none */
    struct stock *stock; /* what earlier issues have left, see stock.h; NULL: nothing is kept */
};

#endif
