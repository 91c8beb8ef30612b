/* A calendar day, as an issue gives it; no clock and no zone. */
#ifndef VISNYK_BASE_DATE_H
#define VISNYK_BASE_DATE_H

#include "base/str.h"

struct date {
    int year, month, day; /* 0: not said */
};

/* "2012-03-30", as much as is known; nothing when not even the year is. */
void date_add(struct buf *out, const struct date *date);

#endif
