/* saved.h - a system whose scores were kept: what a pipeline can go on from without its
 * run. */
#ifndef PIN_HARNESS_FLOW_SAVED_H
#define PIN_HARNESS_FLOW_SAVED_H

#include "harness/flow/execute.h"
#include "harness/model/scores.h"
#include "harness/plugin/metric_spec.h"

struct pin_saved {
    struct pin_executed executed; /* a run with a name and what a summary says of it; its
                                     lists are not there */
    const struct pin_scores *scores; /* columns in any order */
};

/* The scores with one column a metric, in this order, found by label; the values are
 * shared. PIN_E_CONFIG: one is not there. */
PIN_MUST_USE enum pin_status pin_saved_scores(const struct pin_scores **out,
                                              const struct pin_saved *saved,
                                              const struct pin_metric_use *metrics,
                                              uint32_t metrics_n, struct pin_arena *arena,
                                              struct pin_error *err);

#endif
