/* analysis.h - the contract of an analysis: what is worked out beyond the figures of each
 * system, from all systems together or from their lists.
 *
 * The pipeline begins every analysis, shows it each system while the run is in memory,
 * and at the end has it finish into sheets. An analysis keeps what it needs in the
 * context's arena, which lives as long as the summary. */
#ifndef PIN_HARNESS_FLOW_ANALYSIS_H
#define PIN_HARNESS_FLOW_ANALYSIS_H

#include "harness/flow/execute.h"
#include "harness/flow/panel.h"
#include "harness/flow/policy.h"
#include "harness/model/sheet_build.h"
#include "harness/stats/bootstrap_interval.h"

struct pin_analysis_context {
    const struct pin_registry *registry;
    const struct pin_dataset *dataset;
    /* The figures of the report come first, then those that analyses asked for. The
     * systems in it are those that were added before the call. */
    const struct pin_panel *panel;
    uint32_t figures_n;          /* of the report */
    const uint32_t *own_figures; /* in the panel: the analysis' own, in its order */
    struct pin_policy policy;
    struct pin_resampling resampling;
    enum pin_interval_method method; /* of intervals */
    double level;
    uint32_t systems_n_max;
    struct pin_arena *arena;
};

struct pin_analysis_ops {
    const char *name;

    /* Checks the options before any system is run. The context stays valid. */
    enum pin_status (*begin)(void **state, const struct pin_analysis_context *context,
                             const void *options, struct pin_error *err);

    /* Optional: each system, in the order of the panel, after it was added there. */
    enum pin_status (*add)(void *state, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err);

    enum pin_status (*finish)(void *state, struct pin_sheet_book *book,
                              struct pin_error *err);
};

struct pin_analysis { /* one that is asked for */
    const struct pin_analysis_ops *ops;
    const void *options;        /* as its header says */
    const char *const *figures; /* that it needs besides the report's own */
    uint32_t figures_n;
    bool wants_oracle; /* reads panel->oracle */
};

#endif
