/* Written as ISO 8601 has it, at whatever precision is known. */
#include "base/date.h"

void date_add(struct buf *out, const struct date *date) {
    if (date->year <= 0) return;
    buf_printf(out, "%04d", date->year);
    if (date->month) buf_printf(out, "-%02d", date->month);
    if (date->month && date->day) buf_printf(out, "-%02d", date->day);
}
