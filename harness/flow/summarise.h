/* summarise.h - from scores to the numbers of a report, one system after another, so that
 * only one run and its scores need be in memory. */
#ifndef PIN_HARNESS_FLOW_SUMMARISE_H
#define PIN_HARNESS_FLOW_SUMMARISE_H

#include "harness/flow/execute.h"
#include "harness/flow/figure.h"
#include "harness/flow/interval.h"
#include "harness/flow/policy.h"
#include "harness/flow/where.h"

struct pin_summariser;

struct pin_summary_request {
    const struct pin_figure_set *figures;
    struct pin_policy policy;
    struct pin_where where; /* text NULL: all queries */
    uint64_t seed;
    struct pin_interval_request interval;
    const char *const *slices; /* names of query attributes */
    uint32_t slices_n;
    uint32_t min_n; /* queries that a slice's figure must rest on to be shown */
    uint32_t systems_n_max;
    int32_t
        order_by; /* the figure that orders the systems, highest first; -1: as added */
};

/* PIN_E_CONFIG, with the nearest name, for a slice that is no attribute. */
PIN_MUST_USE enum pin_status pin_summariser_new(struct pin_summariser **out,
                                                const struct pin_dataset *dataset,
                                                const struct pin_summary_request *request,
                                                struct pin_arena *arena,
                                                struct pin_error *err);

/* Works out every figure of a system. What the summary keeps is copied to its arena, so
 * run and scores may go. */
PIN_MUST_USE enum pin_status pin_summarise(struct pin_summariser *summariser,
                                           const struct pin_executed *executed,
                                           const struct pin_scores *scores,
                                           struct pin_error *err);

/* The summary of what was added; the summariser is spent. */
PIN_MUST_USE enum pin_status pin_summary_finish(struct pin_summariser *summariser,
                                                struct pin_summary *out,
                                                struct pin_error *err);

#endif
