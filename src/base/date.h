/* A calendar day, as an issue gives it; no clock and no zone. */
#ifndef VISNYK_BASE_DATE_H
#define VISNYK_BASE_DATE_H

struct date {
    int year, month, day; /* 0: not said */
};

#endif
