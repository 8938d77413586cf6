/* fuzz_scores.c - the input is a file of per-query values. In one that is read every
 * system has its rows and each query once; one that is refused says where and why. */
#include "harness/model/score_table.h"
#include "tests/fuzz/check_dataset.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_rows(const struct pin_score_rows *rows, uint32_t columns_n)
{
    check_that(rows->system && rows->queries_n > 0);
    for (uint32_t q = 0; q < rows->queries_n; q++) {
        check_that(rows->queries[q] != NULL && rows->clusters[q] != UINT32_MAX);
        for (uint32_t other = 0; other < q && other < 100; other++) {
            check_that(strcmp(rows->queries[q], rows->queries[other]) != 0);
        }
        for (uint32_t c = 0; c < columns_n; c++) {
            check_that(!isinf(rows->values[(size_t)q * columns_n + c]));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_source *source = NULL;
    struct pin_score_table table;
    const struct pin_source_memory memory = {(const char *)data, size, 13};
    pin_arena_init(&arena, 0);
    check_that(pin_source_open_memory(&source, "scores.tsv", &memory, &arena, &err) ==
               PIN_OK);
    const enum pin_status status = pin_score_table_read(&table, source, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || status == PIN_E_PARSE);
    check_that(status == PIN_OK || (err.text[0] != '\0' && err.where[0] != '\0'));
    for (uint32_t s = 0; status == PIN_OK && s < table.systems_n; s++) {
        check_rows(&table.systems[s], table.columns_n);
    }
    pin_arena_free(&arena);
    return 0;
}
