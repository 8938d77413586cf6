/* fuzz_parquet.c - the input is a Parquet file. What opens is read column by column: rows
 * and entries must add up, and texts be whole; what does not must be named. */
#define _GNU_SOURCE
#include "harness/parquet/parquet.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROWS_MAX = 1 << 16 }; /* a few bytes can stand for as many nulls as one likes */

static void check_batch(const struct pin_parquet_column *column,
                        const struct pin_parquet_batch *batch)
{
    uint32_t end = 0;
    for (uint32_t i = 0; batch->ends && i < batch->rows_n; i++) {
        check_that(batch->ends[i] >= end);
        check_that(!batch->row_nulls[i] || batch->ends[i] == end);
        end = batch->ends[i];
    }
    check_that(batch->entries_n == (batch->ends ? end : batch->rows_n));
    uint64_t sum = 0;
    for (uint32_t i = 0; i < batch->entries_n; i++) {
        check_that(batch->nulls[i] <= 1);
        for (size_t k = 0;
             column->type == PIN_PARQUET_TEXT && k < batch->of.texts[i].length; k++) {
            sum += (unsigned char)batch->of.texts[i].bytes[k] == 0;
        }
    }
    check_that(sum == 0);
}

static enum pin_status read_column(const struct pin_parquet *file, uint32_t column,
                                   struct pin_arena *arena, struct pin_error *err)
{
    struct pin_parquet_cursor *cursor = NULL;
    struct pin_parquet_batch batch = {.rows_n = 1};
    uint64_t rows_n = 0;
    PIN_TRY(pin_parquet_cursor_new(&cursor, file, column, arena, err));
    while (batch.rows_n > 0 && rows_n < ROWS_MAX) {
        PIN_TRY(pin_parquet_next(cursor, 100, &batch, err));
        check_that(batch.rows_n <= 100);
        check_batch(pin_parquet_column(file, column), &batch);
        rows_n += batch.rows_n;
    }
    check_that(batch.rows_n > 0 || rows_n == pin_parquet_rows_n(file));
    return PIN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_file input = memory_file_open(data, size);
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_parquet *file = NULL;
    pin_arena_init(&arena, 0);
    enum pin_status status = pin_parquet_open(&file, input.path, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || (err.text[0] != '\0' && err.where[0] != '\0'));
    const uint32_t columns_n = status == PIN_OK ? pin_parquet_columns_n(file) : 0;
    for (uint32_t i = 0; i < columns_n && i < 20; i++) {
        struct pin_error why = {0};
        status = read_column(file, i, &arena, &why);
        check_that(status == why.status);
        check_that(status == PIN_OK || (why.text[0] != '\0' && why.where[0] != '\0'));
    }
    pin_arena_free(&arena);
    memory_file_close(&input);
    return 0;
}
