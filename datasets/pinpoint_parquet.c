/* pinpoint_parquet.c - every column has a cursor, which is asked for a batch when its
 * rows are used up; a row takes one row of each. */
#include "datasets/pinpoint_parquet.h"

#include "harness/base/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { BATCH_ROWS = 1024 };

struct column {
    enum pinpoint_column column;
    const struct pin_parquet_column *shown;
    struct pin_parquet_cursor *cursor; /* NULL: passed over */
    struct pin_parquet_batch batch;
    uint32_t row; /* the next of the batch */
};

struct pinpoint_parquet {
    const struct pin_parquet *file;
    uint32_t columns_n;
    struct column *columns;
    uint64_t row;  /* from 1, of the row that was read last */
    uint32_t seen; /* as struct pinpoint_row has it */
};

enum pin_status pinpoint_parquet_fail(const struct pinpoint_parquet *table,
                                      enum pin_status status, struct pin_error *err,
                                      const char *what)
{
    return pin_parquet_fail(table->file, table->row, status, err, "%s", what);
}

/* Whether a known column may have this type. */
static bool fits(enum pinpoint_column column, const struct pin_parquet_column *shown)
{
    if (column >= PINPOINT_POSITIVES) {
        return shown->list && shown->type == PIN_PARQUET_TEXT;
    }
    return !shown->list &&
           (shown->type == PIN_PARQUET_TEXT ||
            (column == PINPOINT_QUERY_ID && shown->type == PIN_PARQUET_INT));
}

static enum pin_status open_column(struct pinpoint_parquet *table, uint32_t i,
                                   bool reference, struct pin_arena *arena,
                                   struct pin_error *err)
{
    struct column *column = &table->columns[i];
    const struct pin_parquet_column *shown = pin_parquet_column(table->file, i);
    column->shown = shown;
    column->column = pinpoint_column_of(pin_text_of(shown->name));
    if (column->column == PINPOINT_ATTRIBUTE) {
        const bool nested = shown->list || shown->type == PIN_PARQUET_OTHER;
        column->column = nested ? PINPOINT_NESTED : PINPOINT_ATTRIBUTE;
        return nested
                   ? PIN_OK
                   : pin_parquet_cursor_new(&column->cursor, table->file, i, arena, err);
    }
    if (table->seen & 1U << column->column) {
        return pin_parquet_fail(table->file, 0, PIN_E_DUPLICATE, err,
                                "the column %s is there twice", shown->name);
    }
    table->seen |= 1U << column->column;
    if (fits(column->column, shown)) {
        return pin_parquet_cursor_new(&column->cursor, table->file, i, arena, err);
    }
    if (reference && column->column >= PINPOINT_POSITIVES) {
        return PIN_OK; /* no list counts as an empty one */
    }
    return pin_parquet_fail(
        table->file, 0, PIN_E_PARSE, err, "expected %s in the column %s, found %s",
        column->column >= PINPOINT_POSITIVES ? "lists of ids" : "texts", shown->name,
        shown->what);
}

enum pin_status pinpoint_parquet_open(struct pinpoint_parquet **out, const char *path,
                                      bool reference, struct pin_arena *arena,
                                      struct pin_error *err)
{
    struct pin_parquet *file = NULL;
    struct pinpoint_parquet *table = PIN_NEW(arena, struct pinpoint_parquet);
    PIN_TRY(pin_parquet_open(&file, path, arena, err));
    const uint32_t n = pin_parquet_columns_n(file);
    if (table) {
        table->columns = PIN_NEW_N(arena, struct column, n + 1);
    }
    if (!table || !table->columns) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to read %s", path);
    }
    table->file = file;
    table->columns_n = n;
    for (uint32_t i = 0; i < n; i++) {
        PIN_TRY(open_column(table, i, reference, arena, err));
    }
    const char *lacking = pinpoint_column_lacking(table->seen, reference);
    if (lacking) {
        return pin_parquet_fail(file, 0, PIN_E_PARSE, err, "the table has no column %s",
                                lacking);
    }
    *out = table;
    return PIN_OK;
}

/* A scalar as JSON writes it, into buffer where it is no text. */
static struct pin_text value_text(const struct column *column, uint32_t entry,
                                  char buffer[PIN_NUMBER_MAX])
{
    const struct pin_parquet_batch *batch = &column->batch;
    size_t n = 0;
    switch (column->shown->type) {
    case PIN_PARQUET_TEXT: return batch->of.texts[entry];
    case PIN_PARQUET_BOOL: return pin_text_of(batch->of.bools[entry] ? "true" : "false");
    case PIN_PARQUET_INT:
        n = (size_t)snprintf(buffer, PIN_NUMBER_MAX, "%" PRId64, batch->of.ints[entry]);
        break;
    case PIN_PARQUET_FLOAT:
        n = pin_number_print(buffer, (double)batch->of.floats[entry]);
        break;
    case PIN_PARQUET_DOUBLE:
        n = pin_number_print(buffer, batch->of.doubles[entry]);
        break;
    case PIN_PARQUET_OTHER: break;
    }
    return (struct pin_text){buffer, n};
}

static enum pin_status put_scalar(struct pinpoint_row *row, const struct column *column,
                                  struct pin_error *err)
{
    char buffer[PIN_NUMBER_MAX];
    const uint32_t entry = column->row;
    const bool null = column->batch.nulls[entry];
    const struct pin_text text = null ? PIN_TEXT("") : value_text(column, entry, buffer);
    return pinpoint_row_put(row, column->column, column->shown->name, null ? NULL : &text,
                            err);
}

static enum pin_status put_list(struct pinpoint_row *row, const struct column *column,
                                struct pin_error *err)
{
    const struct pin_parquet_batch *batch = &column->batch;
    const uint32_t from = column->row > 0 ? batch->ends[column->row - 1] : 0;
    for (uint32_t i = from; i < batch->ends[column->row]; i++) {
        const struct pin_text *text = batch->nulls[i] ? NULL : &batch->of.texts[i];
        PIN_TRY(pinpoint_row_put(row, column->column, NULL, text, err));
    }
    return PIN_OK;
}

static enum pin_status put_column(struct pinpoint_parquet *table,
                                  struct pinpoint_row *row, struct column *column,
                                  struct pin_error *err)
{
    if (!column->cursor) {
        return column->column == PINPOINT_NESTED
                   ? pinpoint_row_put(row, PINPOINT_NESTED, column->shown->name, NULL,
                                      err)
                   : PIN_OK;
    }
    if (column->row == column->batch.rows_n) {
        column->row = 0;
        PIN_TRY(pin_parquet_next(column->cursor, BATCH_ROWS, &column->batch, err));
    }
    if (column->column == PINPOINT_QUERY_ID && column->batch.row_nulls[column->row]) {
        return pinpoint_parquet_fail(table, PIN_E_PARSE, err,
                                     "expected a string in query_id, found null");
    }
    PIN_TRY(column->batch.ends ? put_list(row, column, err)
                               : put_scalar(row, column, err));
    column->row++;
    return PIN_OK;
}

enum pin_status pinpoint_parquet_read(struct pinpoint_parquet *table,
                                      struct pinpoint_row *row, bool *found_out,
                                      struct pin_error *err)
{
    *found_out = table->row < pin_parquet_rows_n(table->file);
    row->text.length = 0;
    row->fields.length = 0;
    row->seen = table->seen;
    if (!*found_out) {
        return PIN_OK;
    }
    table->row++;
    for (uint32_t i = 0; i < table->columns_n; i++) {
        PIN_TRY(put_column(table, row, &table->columns[i], err));
    }
    return PIN_OK;
}
