/* pipeline.h - the corridor, top to bottom: a dataset, then system after system a run,
 * its scores and its figures, and at the end the summary.
 *
 * Stored runs are read and scored side by side, one a thread; what searches goes one
 * after another. A run's memory is freed before the next takes its place, but that of a
 * part waits for the last system that fuses it; systems enter the summary in the order in
 * which they are listed, and hidden ones do not.
 *
 * An observer may end the work: a system that is not complete then is left out, the
 * analyses, which need all systems, are too, and the summary is partial. */
#ifndef PIN_HARNESS_FLOW_PIPELINE_H
#define PIN_HARNESS_FLOW_PIPELINE_H

#include "harness/flow/analysis.h"
#include "harness/flow/execute.h"
#include "harness/flow/profile.h"
#include "harness/flow/saved.h"
#include "harness/model/summary.h"

struct pin_pipeline {
    const struct pin_registry *registry;
    const struct pin_dataset *dataset;
    struct pin_policy policy;
    const char *const *figures; /* as people write them */
    uint32_t figures_n;
    int32_t
        order_by; /* the figure that orders the systems, highest first; -1: as given */
    const char *where; /* which queries it is about, see where.h; NULL: all */
    const char *const *slices;
    uint32_t slices_n;
    uint32_t min_n; /* queries that a slice's figure must rest on to be shown */
    const struct pin_execution *executions;
    uint32_t executions_n;
    const uint32_t *order; /* in which they are run, parts before what fuses them; NULL:
                              as listed */
    const struct pin_saved *saved; /* NULL, or one for each of the executions, of which
                                      only the name counts: nothing is executed */
    uint32_t threads;
    uint64_t seed;
    uint32_t resamples_n;                    /* of the bootstrap; 0: no intervals */
    const char *cluster;                     /* see cluster.h; NULL: the dataset's own */
    const struct pin_clustering *clustering; /* instead of cluster; NULL: from it */
    enum pin_interval_method interval;       /* how they are made */
    double level;                            /* of the intervals */
    const struct pin_analysis *analyses;
    uint32_t analyses_n;
    const struct pin_observer *observer; /* or NULL */

    /* Optional: sees each system while its run and scores are in memory. */
    enum pin_status (*each)(void *context, const struct pin_executed *executed,
                            const struct pin_scores *scores, struct pin_error *err);
    void *context;
};

/* The summary lives in the arena. A run that cannot be scored ends it, or is noted in
 * summary->dropped where the policy says so. PIN_E_STOPPED when the observer ended the
 * work before any system was complete. */
PIN_MUST_USE enum pin_status pin_pipeline_run(struct pin_summary *out,
                                              const struct pin_pipeline *pipeline,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

#endif
