/* analyses.h - the analyses of one pipeline: the panel they share, and their turns. */
#ifndef PIN_HARNESS_FLOW_ANALYSES_H
#define PIN_HARNESS_FLOW_ANALYSES_H

#include "harness/flow/analysis.h"
#include "harness/flow/score.h"
#include "harness/model/summary.h"

struct pin_analyses;

struct pin_analyses_request {
    const struct pin_registry *registry;
    const struct pin_figure_set *set; /* parsed from the report's figures and behind
                                         them those of each analysis in turn */
    uint32_t texts_n;                 /* of the report, as they were asked for */
    uint32_t figures_n;               /* of the report */
    struct pin_clustering clustering;
    struct pin_scoring scoring;
    struct pin_resampling resampling;
    enum pin_interval_method method;
    double level;
    uint32_t systems_n_max;
    const struct pin_analysis *analyses;
    uint32_t analyses_n;
};

/* Begins every analysis. The request's pointers must live as long. */
PIN_MUST_USE enum pin_status pin_analyses_begin(
    struct pin_analyses **out, const struct pin_analyses_request *request,
    struct pin_arena *arena, struct pin_error *err);

PIN_MUST_USE enum pin_status pin_analyses_add(struct pin_analyses *analyses,
                                              const struct pin_executed *executed,
                                              const struct pin_scores *scores,
                                              struct pin_error *err);

/* NULL where there are no sheets. */
PIN_MUST_USE enum pin_status pin_analyses_finish(struct pin_analyses *analyses,
                                                 const struct pin_sheet **out,
                                                 struct pin_error *err);

/* Names them all as those that the summary lacks. */
PIN_MUST_USE enum pin_status pin_analyses_names(const struct pin_analyses *analyses,
                                                struct pin_summary *out,
                                                struct pin_error *err);

#endif
