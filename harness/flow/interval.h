/* interval.h - intervals for the figures of one system, by resampling clusters.
 *
 * All figures of a chunk are resampled with the same draws. A figure over groups belongs
 * to the cluster of the group's first query. */
#ifndef PIN_HARNESS_FLOW_INTERVAL_H
#define PIN_HARNESS_FLOW_INTERVAL_H

#include "harness/flow/cluster.h"
#include "harness/flow/figure.h"
#include "harness/stats/bootstrap.h"
#include "harness/stats/bootstrap_interval.h"

struct pin_interval_request {
    struct pin_clustering clustering;
    struct pin_resampling resampling; /* resamples_n 0: no intervals; the jackknife is
                                         made where the method needs it */
    enum pin_interval_method method;
    double level; /* 0.95 */
};

struct pin_interval_job { /* one figure on one slice */
    const struct pin_figure_spec *spec;
    const struct pin_query_list *list;
    struct pin_figure *figure; /* out: low, high, fell_back and clusters_n */
};

PIN_MUST_USE enum pin_status pin_intervals(const struct pin_interval_request *request,
                                           struct pin_figure_scratch *scratch,
                                           const struct pin_scores *scores,
                                           const struct pin_interval_job *jobs,
                                           uint32_t jobs_n, struct pin_error *err);

/* Sets the method that has this name; NULL leaves it. PIN_E_CONFIG when none has it. */
PIN_MUST_USE enum pin_status pin_interval_method_read(enum pin_interval_method *out,
                                                      const char *name,
                                                      struct pin_error *err);

#endif
