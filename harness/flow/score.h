/* score.h - from a run to one number per query and metric. */
#ifndef PIN_HARNESS_FLOW_SCORE_H
#define PIN_HARNESS_FLOW_SCORE_H

#include "harness/flow/policy.h"
#include "harness/model/scores.h"
#include "harness/plugin/metric_spec.h"

struct pin_scoring {
    const struct pin_metric_use *metrics;
    uint32_t metrics_n;
    struct pin_policy policy;
    uint32_t threads;
};

/* Queries in parallel, each into its own place, so the values do not depend on the number
 * of threads. PIN_E_MISSING: a query has no list and the policy refuses that. */
PIN_MUST_USE enum pin_status pin_score(const struct pin_scores **out,
                                       const struct pin_dataset *dataset,
                                       const struct pin_run *run,
                                       const struct pin_scoring *scoring,
                                       struct pin_arena *arena, struct pin_error *err);

#endif
