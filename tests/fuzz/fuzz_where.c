/* fuzz_where.c - the input is a condition on the queries of a small dataset. What is
 * understood holds for at least one query, and its negation for the others. */
#include "harness/flow/where.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/small_dataset.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void negate(const struct pin_where *where, const struct pin_dataset *dataset,
                   struct pin_arena *arena)
{
    struct pin_where other;
    struct pin_error err = {0};
    const size_t size = strlen(where->text) + 8;
    char *text = pin_arena_alloc(arena, size, 1);
    check_that(text != NULL);
    (void)snprintf(text, size, "not (%s)", where->text);
    const uint32_t queries_n = dataset->queries.queries_n;
    const enum pin_status status = pin_where_parse(&other, dataset, text, arena, &err);
    if (where->queries_n == queries_n) {
        check_that(status == PIN_E_MISSING);
        return;
    }
    check_that(status == PIN_OK && other.queries_n == queries_n - where->queries_n);
    for (uint32_t query = 0; query < queries_n; query++) {
        check_that(other.keep[query] == !where->keep[query]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_where where;
    pin_arena_init(&arena, 0);
    const struct pin_dataset *dataset = small_dataset(&arena);
    const char *text = pin_arena_copy_text(&arena, (const char *)data, size);
    check_that(text != NULL);
    const enum pin_status status = pin_where_parse(&where, dataset, text, &arena, &err);
    check_that(status == err.status);
    if (status == PIN_OK) {
        check_that(where.queries_n > 0);
        negate(&where, dataset, &arena);
    } else {
        check_that((status == PIN_E_CONFIG || status == PIN_E_MISSING) &&
                   err.text[0] != '\0');
        check_that(err.column <= strlen(text) + 1);
    }
    pin_arena_free(&arena);
    return 0;
}
