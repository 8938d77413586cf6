/* fuzz_figure.c - the input is a column of a report, asked of a small dataset with the
 * real metrics. The label of a column that is understood must mean the same column. */
#include "harness/flow/figure.h"
#include "harness/flow/slice.h"
#include "metrics/table.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/small_dataset.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct pin_registry *all_metrics(struct pin_arena *arena)
{
    struct pin_registry *registry = NULL;
    small_must(pin_registry_new(&registry, arena, NULL));
    for (size_t i = 0; pin_metrics[i]; i++) {
        small_must(pin_registry_add(registry, &pin_metrics[i]->head, NULL));
    }
    return registry;
}

/* Whatever the metrics, their values are these. */
static double value_of(const struct pin_figure_set *set, struct pin_arena *arena)
{
    static const double values[] = {0.25, 1.0, (double)NAN, 0.0};
    static const bool counted[] = {true, true, true, false};
    struct pin_column columns[2] = {{.values = values}, {.values = values}};
    const struct pin_scores scores = {
        .queries_n = 4, .counted = counted, .columns = columns, .columns_n = 2};
    struct pin_figure_scratch *scratch = NULL;
    struct pin_query_list all;
    small_must(pin_figure_scratch_new(&scratch, set, arena, NULL));
    small_must(pin_slice_all(&all, set->dataset, arena, NULL));
    return pin_figure_value(scratch, &set->specs[0], &scores, &all).value;
}

static void parse_again(const struct pin_figure_set *set,
                        const struct pin_registry *registry, struct pin_arena *arena)
{
    const char *label = set->specs[0].column.label;
    struct pin_figure_set again;
    small_must(pin_figures_parse(&again, registry, set->dataset,
                                 (struct pin_figure_texts){&label, 1}, arena, NULL));
    check_that(again.specs_n == 1 && again.metrics_n == set->metrics_n);
    check_that(strcmp(again.specs[0].column.label, label) == 0);
    const double a = value_of(set, arena);
    const double b = value_of(&again, arena);
    check_that(!isinf(a) && (isnan(a) == isnan(b)) && !(a < b || a > b));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_figure_set set;
    pin_arena_init(&arena, 0);
    const struct pin_dataset *dataset = small_dataset(&arena);
    const struct pin_registry *registry = all_metrics(&arena);
    const char *text = pin_arena_copy_text(&arena, (const char *)data, size);
    check_that(text != NULL);
    const enum pin_status status = pin_figures_parse(
        &set, registry, dataset, (struct pin_figure_texts){&text, 1}, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || (status == PIN_E_CONFIG && err.text[0] != '\0'));
    if (status == PIN_OK) {
        parse_again(&set, registry, &arena);
    }
    pin_arena_free(&arena);
    return 0;
}
