/* scores.h - one number per query and metric: what statistics are made from. */
#ifndef PIN_HARNESS_MODEL_SCORES_H
#define PIN_HARNESS_MODEL_SCORES_H

#include <stdbool.h>
#include <stdint.h>

struct pin_column {    /* one metric at one cutoff */
    const char *label; /* "recall@10" */
    bool lower_is_better;
    const double *values; /* by query; NaN where the metric has no value */
};

struct pin_scores {
    const char *run_name;
    uint32_t queries_n;
    const bool
        *counted; /* by query: false when a missing list is skipped, or when the report is
                     not about it; values are NaN */
    uint32_t missing_n; /* queries without a list, whatever the policy, of those that the
                           report is about */
    const struct pin_column *columns;
    uint32_t columns_n;
};

#endif
