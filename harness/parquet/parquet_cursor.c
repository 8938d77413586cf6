/* parquet_cursor.c - rows put together from levels and values. A batch ends with its row
 * group, so that texts of a dictionary can be given where they lie; those of a page that
 * goes when the next is read are copied. */
#include "harness/parquet/parquet_column.h"

struct pin_parquet_cursor {
    struct parquet_column column;
    uint32_t next_group;
    uint64_t rows_left; /* in the row group that is open */
    struct pin_buffer row_nulls;
    struct pin_buffer ends;
    struct pin_buffer nulls;
    struct pin_buffer entries;
    struct pin_arena texts; /* copied ones of a batch */
};

static void release(void *object)
{
    struct pin_parquet_cursor *cursor = object;
    parquet_column_free(&cursor->column);
    pin_buffer_free(&cursor->row_nulls);
    pin_buffer_free(&cursor->ends);
    pin_buffer_free(&cursor->nulls);
    pin_buffer_free(&cursor->entries);
    pin_arena_free(&cursor->texts);
}

enum pin_status pin_parquet_cursor_new(struct pin_parquet_cursor **out,
                                       const struct pin_parquet *file, uint32_t column,
                                       struct pin_arena *arena, struct pin_error *err)
{
    const struct parquet_leaf *leaf = &file->columns[column];
    if (leaf->shown.type == PIN_PARQUET_OTHER) {
        const char *name = leaf->shown.name;
        return pin_parquet_fail(
            file, 0, PIN_E_UNAVAILABLE, err, "column %.*s: its type (%s) is not read",
            pin_text_shown(pin_text_of(name)), name, leaf->shown.what);
    }
    struct pin_parquet_cursor *cursor = PIN_NEW(arena, struct pin_parquet_cursor);
    if (!cursor) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to read %s", file->path);
    }
    parquet_column_init(&cursor->column, file, leaf);
    pin_buffer_init(&cursor->row_nulls, 0, NULL);
    pin_buffer_init(&cursor->ends, 0, NULL);
    pin_buffer_init(&cursor->nulls, 0, NULL);
    pin_buffer_init(&cursor->entries, 0, NULL);
    pin_arena_init(&cursor->texts, 0);
    if (!pin_arena_own(arena, release, cursor)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to read %s", file->path);
    }
    *out = cursor;
    return PIN_OK;
}

/* Appends the page's next value, or a null. */
static enum pin_status put_entry(struct pin_parquet_cursor *cursor, bool null,
                                 struct pin_error *err)
{
    struct parquet_column *column = &cursor->column;
    const enum pin_parquet_type type = column->leaf->shown.type;
    const size_t size = parquet_value_size(type);
    static const union {
        double number;        /* cppcheck-suppress unusedStructMember */
        struct pin_text text; /* cppcheck-suppress unusedStructMember */
    } nothing = {0};
    const uint8_t flag = null;
    PIN_TRY(pin_buffer_put(&cursor->nulls, &flag, 1, err));
    if (null) {
        return pin_buffer_put(&cursor->entries, &nothing, size, err);
    }
    const char *value = column->values.rows.bytes + column->value_at++ * size;
    if (type != PIN_PARQUET_TEXT || column->texts_stay) {
        return pin_buffer_put(&cursor->entries, value, size, err);
    }
    struct pin_text text;
    memcpy(&text, value, sizeof(text));
    text.bytes = pin_arena_copy_text(&cursor->texts, text.bytes, text.length);
    if (!text.bytes) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for a text");
    }
    return pin_buffer_put(&cursor->entries, &text, sizeof(text), err);
}

static uint32_t level(const struct pin_buffer *levels, uint32_t at, uint32_t otherwise)
{
    return levels->length > 0 ? PIN_BUFFER_AT(levels, const uint32_t)[at] : otherwise;
}

static enum pin_status begin_row(struct pin_parquet_cursor *cursor, bool null,
                                 struct pin_error *err)
{
    const uint8_t flag = null;
    if (cursor->rows_left == 0) {
        return parquet_column_fail(&cursor->column, PIN_E_PARSE, err,
                                   "more rows than the row group has");
    }
    cursor->rows_left--;
    return pin_buffer_put(&cursor->row_nulls, &flag, 1, err);
}

static enum pin_status end_row(struct pin_parquet_cursor *cursor, struct pin_error *err)
{
    const size_t entries_n = cursor->nulls.length;
    if (entries_n > INT32_MAX) {
        return parquet_column_fail(&cursor->column, PIN_E_UNAVAILABLE, err,
                                   "lists of more than 2,147,483,647 values together");
    }
    const uint32_t end = (uint32_t)entries_n;
    return pin_buffer_put(&cursor->ends, &end, sizeof(end), err);
}

/* Whether the row that is being read has no entry so far. */
static bool is_empty(const struct pin_parquet_cursor *cursor)
{
    const size_t ended_n = PIN_BUFFER_N(&cursor->ends, uint32_t);
    const uint32_t *ends = PIN_BUFFER_AT(&cursor->ends, const uint32_t);
    return cursor->nulls.length == (ended_n > 0 ? ends[ended_n - 1] : 0);
}

/* Takes what stands at the page's next level; *full_out where that begins a row too many.
 */
static enum pin_status take_level(struct pin_parquet_cursor *cursor, uint32_t rows_max,
                                  bool *full_out, struct pin_error *err)
{
    struct parquet_column *column = &cursor->column;
    const struct parquet_leaf *leaf = column->leaf;
    const uint32_t def = level(&column->defs, column->level_at, leaf->def_max);
    const bool begins = level(&column->reps, column->level_at, 0) == 0;
    const size_t rows_n = cursor->row_nulls.length;
    if (begins) {
        if (rows_n > 0 && leaf->rep_max > 0 &&
            PIN_BUFFER_N(&cursor->ends, uint32_t) < rows_n) {
            PIN_TRY(end_row(cursor, err));
        }
        if (rows_n == rows_max) {
            *full_out = true;
            return PIN_OK;
        }
        PIN_TRY(begin_row(cursor, def < leaf->def_row, err));
    } else if (rows_n == 0 || is_empty(cursor)) {
        return parquet_column_fail(column, PIN_E_PARSE, err,
                                   "a list that begins with its second value");
    }
    column->level_at++;
    if (leaf->rep_max == 0 || def >= leaf->def_entry) {
        return put_entry(cursor, def < leaf->def_max, err);
    }
    if (begins) {
        return PIN_OK; /* null or empty */
    }
    return parquet_column_fail(column, PIN_E_PARSE, err,
                               "an empty list among the values of a list");
}

/* Opens row groups until one has rows; false behind the last. */
static enum pin_status to_rows(struct pin_parquet_cursor *cursor, bool *more_out,
                               struct pin_error *err)
{
    const struct pin_parquet *file = cursor->column.file;
    const struct parquet_column *column = &cursor->column;
    if (cursor->rows_left == 0 &&
        (column->level_at < column->levels_n || column->values_left > 0)) {
        return parquet_column_fail(column, PIN_E_PARSE, err,
                                   "more rows than the row group has");
    }
    while (cursor->rows_left == 0 && cursor->next_group < file->groups_n) {
        const uint32_t group = cursor->next_group++;
        PIN_TRY(parquet_column_open(&cursor->column, group, err));
        cursor->rows_left = (uint64_t)file->groups[group].rows_n;
    }
    *more_out = cursor->rows_left > 0;
    return PIN_OK;
}

static enum pin_status fill(struct pin_parquet_cursor *cursor, uint32_t rows_max,
                            struct pin_error *err)
{
    struct parquet_column *column = &cursor->column;
    bool full = false;
    while (!full) {
        if (column->level_at == column->levels_n) {
            bool more = false;
            PIN_TRY(parquet_column_page(column, &more, err));
            if (!more) {
                break;
            }
        }
        PIN_TRY(take_level(cursor, rows_max, &full, err));
    }
    if (!full && cursor->rows_left > 0) {
        return parquet_column_fail(column, PIN_E_PARSE, err,
                                   "fewer rows than the row group has");
    }
    const size_t rows_n = cursor->row_nulls.length;
    return column->leaf->rep_max > 0 && PIN_BUFFER_N(&cursor->ends, uint32_t) < rows_n
               ? end_row(cursor, err)
               : PIN_OK;
}

enum pin_status pin_parquet_next(struct pin_parquet_cursor *cursor, uint32_t rows_max,
                                 struct pin_parquet_batch *out, struct pin_error *err)
{
    const bool list = cursor->column.leaf->rep_max > 0;
    bool more = false;
    cursor->row_nulls.length = 0;
    cursor->ends.length = 0;
    cursor->nulls.length = 0;
    cursor->entries.length = 0;
    pin_arena_free(&cursor->texts);
    pin_arena_init(&cursor->texts, 0);
    PIN_TRY(to_rows(cursor, &more, err));
    if (more) {
        PIN_TRY(fill(cursor, rows_max, err));
    }
    *out = (struct pin_parquet_batch){
        .rows_n = (uint32_t)cursor->row_nulls.length,
        .row_nulls = PIN_BUFFER_AT(&cursor->row_nulls, const uint8_t),
        .ends = list ? PIN_BUFFER_AT(&cursor->ends, const uint32_t) : NULL,
        .entries_n = (uint32_t)cursor->nulls.length,
        .nulls = PIN_BUFFER_AT(&cursor->nulls, const uint8_t),
        .of.texts = PIN_BUFFER_AT(&cursor->entries, const struct pin_text),
    };
    return PIN_OK;
}
