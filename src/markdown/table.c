/* What an author asks of a table: attributes, joined cells, rows of sums.
 *
 * A cell that holds nothing but `<` belongs to the one at its left, `^` to the one above: signs that stay readable in
 * the source and elsewhere. Cells so joined must form a rectangle; a sign that does not is told and becomes an empty
 * cell. A row whose first cell is strong as a whole is one of sums. A paragraph behind a table that begins with a colon
 * is its caption, as in Pandoc, with attributes in braces at its end.
 */
#include "markdown/md.h"

#include <assert.h>

#define HEAD_ROWS_MOST 5

char md_join_mark(struct str text) { return str_is(text, "<") || str_is(text, "^") ? text.s[0] : '\0'; }

/* ---- joined cells ------------------------------------------------------------------------------------------------ */

static void say_join(struct md *md, const struct cell *cell) {
    struct place place = cell->place.file ? cell->place : md_place(md, cell->place.start, cell->place.end);
    diag(md->ctx, DIAG_MD_TABLE_JOIN, place, "%c", cell->join);
}

/* The cell that cell `i` is joined to directly; itself when the sign leads out of the table, or of its head. */
static size_t neighbour(const struct table *table, size_t i) {
    size_t row = i / table->columns;
    char sign = table->cells[i].join;
    if (sign == '<' && i % table->columns) return i - 1;
    bool out = row == 0 || row == table->head_rows;
    return sign == '^' && !out ? i - table->columns : i;
}

static bool covers(const struct table *table, const size_t *owner, size_t first, size_t columns, size_t rows) {
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++)
            if (owner[first + r * table->columns + c] != first) return false;
    return true;
}

/* The widest row of cells that belong to `first`, then as many rows as have all of them. */
static void measure_join(const struct table *table, const size_t *owner, size_t first, struct cell *cell) {
    size_t column = first % table->columns, row = first / table->columns, columns = 1, rows = 1;
    while (column + columns < table->columns && owner[first + columns] == first) columns++;
    while (row + rows < table->row_count && covers(table, owner, first, columns, rows + 1)) rows++;
    cell->across = columns - 1;
    cell->down = rows - 1;
}

void md_table_join(struct md *md, struct table *table) {
    assert(table->columns > 0);
    size_t count = table->row_count * table->columns;
    size_t *owner = ARENA_ARRAY(md->ctx->scratch, count, size_t);
    for (size_t i = 0; i < count; i++) {
        size_t next = neighbour(table, i);
        bool stray = table->cells[i].join && next == i;
        owner[i] = next == i ? i : owner[next];
        if (stray) say_join(md, &table->cells[i]);
        table->cells[i].covered = table->cells[i].under = false, table->cells[i].across = table->cells[i].down = 0;
    }
    for (size_t i = 0; i < count; i++)
        if (owner[i] == i) measure_join(table, owner, i, &table->cells[i]);
    for (size_t i = 0; i < count; i++) {
        const struct cell *cell = &table->cells[owner[i]];
        size_t down = i / table->columns - owner[i] / table->columns;
        size_t across = i % table->columns - owner[i] % table->columns;
        if (owner[i] == i) continue;
        bool inside = i % table->columns >= owner[i] % table->columns && down <= cell->down && across <= cell->across;
        if (inside)
            table->cells[i].covered = true, table->cells[i].under = down > 0;
        else
            say_join(md, &table->cells[i]);
    }
}

/* ---- rows of sums ------------------------------------------------------------------------------------------------ */

static bool is_strong(const struct cell *cell) {
    bool any = false;
    for (size_t i = 0; i < cell->content.len; i++) {
        const struct inline_node *node = &cell->content.at[i];
        bool blank = node->kind == INLINE_SPACE || (node->kind == INLINE_TEXT && str_trim(node->text).len == 0);
        if (!blank && node->kind != INLINE_STRONG && node->kind != INLINE_NOTE) return false;
        any |= node->kind == INLINE_STRONG;
    }
    return any;
}

void md_table_sums(struct md *md, struct table *table, bool last) {
    table->sums = ARENA_ARRAY(md->ctx->arena, table->row_count, bool);
    for (size_t r = table->head_rows; r < table->row_count; r++)
        table->sums[r] = is_strong(&table->cells[r * table->columns]) || (last && r + 1 == table->row_count);
}

/* ---- attributes -------------------------------------------------------------------------------------------------- */

static bool read_separator(struct str value, char *out) {
    if (value.len == 1 && strchr(";,", value.s[0])) *out = value.s[0];
    if (str_is(value, "tab")) *out = '\t';
    return *out != '\0';
}

static bool apply(struct md *md, const struct attr *attr, bool file, struct table_wish *wish) {
    int64_t head;
    if (str_is(attr->key, "head") && str_int(attr->value, &head) && head >= 0 && head <= HEAD_ROWS_MOST) {
        wish->head_rows = (size_t)head;
        wish->head_said = true;
    } else if (str_is(attr->key, "sum") && str_is(attr->value, "last")) {
        wish->sum_last = true;
    } else if (str_is(attr->key, "turn") && (str_is(attr->value, "true") || str_is(attr->value, "false"))) {
        wish->turn = str_is(attr->value, "true") ? TURN_YES : TURN_NO;
    } else if (str_is(attr->key, "widths")) {
        wish->widths = attr;
    } else if (file && str_is(attr->key, "separator")) {
        return read_separator(attr->value, &wish->separator);
    } else if (file && str_is(attr->key, "decimal") && attr->value.len == 1 && strchr(",.", attr->value.s[0])) {
        wish->decimal = attr->value.s[0];
    } else if (file && str_is(attr->key, "encoding")) {
        wish->encoding = str_dup(md->ctx->arena, attr->value);
        wish->encoding_place = md_place(md, attr->value_start, attr->value_end);
    } else {
        return false;
    }
    return true;
}

void md_table_wish(struct md *md, const struct attr_list *attrs, bool file, struct table_wish *wish) {
    *wish = (struct table_wish){.head_rows = 1};
    for (size_t i = 0; i < attrs->len; i++) {
        const struct attr *attr = &attrs->at[i];
        if (apply(md, attr, file, wish)) continue;
        diag(md->ctx, DIAG_MD_TABLE_ATTR, md_place(md, attr->start, attr->end), "%.*s (%s)",
             STR_ARG(str_slice(md->text, attr->start, attr->end)),
             file ? "head=0–5, sum=last, turn=true, widths=\"30 * 20\", separator=; , tab, decimal=, ., encoding=CP1251"
                  : "head=1–5, sum=last, turn=true, widths=\"30 * 20\"");
    }
}

/* "30% * 20": a number for each column, `*` for one that is as wide as it needs. False: another number of them, or
 * more than there is. */
static bool read_widths(struct str value, size_t columns, int *out) {
    int sum = 0;
    size_t count = 0, free = 0;
    for (struct str rest = str_trim(value); rest.len; count++) {
        size_t end = 0;
        while (end < rest.len && rest.s[end] != ' ') end++;
        struct str word = str_slice(rest, 0, end);
        rest = str_trim(str_slice(rest, end, rest.len));
        if (str_ends(word, "%")) word.len--;
        int64_t number = 0;
        bool star = str_is(word, "*");
        if (count == columns || (!star && (!str_int(word, &number) || number < 1 || number > 100))) return false;
        out[count] = (int)number;
        sum += out[count];
        free += star;
    }
    return count == columns && sum <= 100 && (free == 0 || sum < 100);
}

void md_table_widths(struct md *md, const struct table_wish *wish, struct table *table) {
    if (!wish->widths) return;
    int *widths = ARENA_ARRAY(md->ctx->arena, table->columns, int);
    if (read_widths(wish->widths->value, table->columns, widths)) {
        table->widths = widths;
        return;
    }
    struct buf example;
    buf_init(&example, md->ctx->scratch);
    buf_puts(&example, "widths=\"");
    for (size_t i = 0; i < table->columns && i < 6; i++) buf_puts(&example, i ? " *" : "30");
    buf_puts(&example, table->columns > 6 ? " …\"" : "\"");
    diag(md->ctx, DIAG_MD_TABLE_ATTR, md_place(md, wish->widths->start, wish->widths->end), "%.*s (%s)",
         STR_ARG(str_slice(md->text, wish->widths->start, wish->widths->end)), buf_view(&example).s);
}

/* ---- captions ---------------------------------------------------------------------------------------------------- */

/* Where attributes at the end of the text [start, end) begin; `end` when there are none. */
static size_t find_attrs(struct md *md, size_t start, size_t end, struct attr_list *attrs) {
    for (size_t at = end; at-- > start;) {
        if (md->text.s[at] != '{') continue;
        if (md_attrs(md, at, attrs) == end) return at;
    }
    *attrs = (struct attr_list){0};
    return end;
}

/* Drops what stands from offset `at` on. */
static void cut_behind(struct inlines *content, size_t at) {
    while (content->len && content->at[content->len - 1].place.start >= at) content->len--;
    struct inline_node *last = content->len ? &content->at[content->len - 1] : NULL;
    if (!last || last->place.end <= at || !md_is_verbatim(last)) return;
    last->text = str_slice(last->text, 0, at - last->place.start);
    while (last->text.len && last->text.s[last->text.len - 1] == ' ') last->text.len--;
    last->place.end = last->place.start + (uint32_t)last->text.len;
}

bool md_table_caption(struct md *md, struct block *table, struct block *para) {
    struct inline_node *first = para->content.len ? &para->content.at[0] : NULL;
    if (!first || first->kind != INLINE_TEXT || !md_is_verbatim(first)) return false;
    if (!str_starts(first->text, ": ") || table->table->caption.len) return false;
    size_t end = para->content.at[para->content.len - 1].place.end, start = first->place.start + 2;
    struct attr_list attrs;
    struct table_wish wish;
    size_t cut = find_attrs(md, start, end, &attrs);
    md_table_wish(md, &attrs, false, &wish);
    cut_behind(&para->content, cut);
    if (para->content.len) {
        first->text = str_slice(first->text, 2, first->text.len);
        first->place.start += 2;
        table->table->caption = para->content;
    }
    if (wish.head_said && wish.head_rows && wish.head_rows < table->table->row_count)
        table->table->head_rows = wish.head_rows;
    md_table_sums(md, table->table, wish.sum_last);
    table->table->turn = wish.turn;
    md_table_widths(md, &wish, table->table);
    return true;
}
