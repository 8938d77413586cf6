#include "metrics/table.h"
#include "tests/metrics/rankings.h"

#include <string.h>

#include <criterion/criterion.h>

Test(table, the_registry_takes_every_metric_and_keeps_their_order)
{
    static const char *const names[] = {
        "p",          "recall",         "ap",   "ap_noneg", "delta_noneg",
        "neg_recall", "neg_before_pos", "ndcg", "rr",       "hit",
        "rprec",      "judged"};
    const uint32_t names_n = sizeof(names) / sizeof(names[0]);
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_registry *registry = metrics_registry(&arena);
    for (uint32_t i = 0; i < names_n; i++) {
        cr_assert_str_eq(pin_registry_at(registry, PIN_METRIC, i)->name, names[i]);
    }
    cr_assert_null(pin_metrics[names_n]);
    pin_arena_free(&arena);
}

Test(table, every_metric_says_what_it_is_and_who_defines_it_so)
{
    for (uint32_t i = 0; pin_metrics[i]; i++) {
        const struct pin_metric_ops *metric = pin_metrics[i];
        cr_assert_gt(strlen(metric->head.summary), 10);
        cr_assert_lt(strlen(metric->head.summary), 72);
        cr_assert_null(strchr(metric->head.summary, '\n'));
        cr_assert_gt(strlen(metric->definition), 40);
        cr_assert_gt(strlen(metric->source), 10);
        cr_assert_eq(metric->definition[strlen(metric->definition) - 1], '.');
        cr_assert_eq(metric->source[strlen(metric->source) - 1], '.');
    }
}

Test(table, a_metric_that_needs_a_cutoff_reads_it)
{
    for (uint32_t i = 0; pin_metrics[i]; i++) {
        const uint32_t caps = pin_metrics[i]->head.caps;
        cr_assert(!(caps & PIN_CAP_NEEDS_CUTOFF) || (caps & PIN_CAP_CUTOFF));
    }
}
