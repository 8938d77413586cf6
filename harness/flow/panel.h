/* panel.h - the numbers of every system side by side, one a unit: what comparisons and
 * all statistics beyond one system's means are made from.
 *
 * A unit is what a figure is the mean of: a query, or for a figure over groups a group.
 * All systems share the units of a figure, so values at the same place are a pair. A
 * panel takes 8 bytes a unit, figure and system. */
#ifndef PIN_HARNESS_FLOW_PANEL_H
#define PIN_HARNESS_FLOW_PANEL_H

#include "harness/flow/cluster.h"
#include "harness/flow/figure.h"
#include "harness/stats/bootstrap.h"

struct pin_panel_figure {
    const char *label; /* "ap@10", "range(ap@10)" */
    bool lower_is_better;
    bool has_units;             /* false: a quotient, which is the mean of nothing */
    bool of_groups;             /* a unit is a group; else it is a query */
    uint32_t units_n;           /* groups or queries of the dataset */
    const uint32_t *cluster_of; /* by unit */
    const uint32_t *query_of;   /* by unit: the query, or the group's first one */
};

struct pin_panel_system {
    const char *name;
    double **values; /* by figure: by unit, NaN where there is none; NULL: no units */
};

struct pin_panel {
    const struct pin_dataset *dataset;
    struct pin_clustering clustering;
    const struct pin_figure_set *set;
    const struct pin_panel_figure *figures; /* those of the set, in its order */
    uint32_t figures_n;
    struct pin_panel_system *systems; /* in the order in which they were added */
    uint32_t systems_n;
    const struct pin_panel_system *oracle; /* NULL, or what a perfect run scores */
};

struct pin_panel_maker;

/* Room for systems_n_max systems. The set and the clustering must live as long. */
PIN_MUST_USE enum pin_status pin_panel_new(struct pin_panel_maker **out,
                                           const struct pin_figure_set *set,
                                           const struct pin_clustering *clustering,
                                           uint32_t systems_n_max,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

/* Copies what it keeps: the scores may go. */
PIN_MUST_USE enum pin_status pin_panel_add(struct pin_panel_maker *maker,
                                           const struct pin_scores *scores,
                                           struct pin_error *err);

/* The same for the scores of a perfect run (oracle.h), which is no system. */
PIN_MUST_USE enum pin_status pin_panel_add_oracle(struct pin_panel_maker *maker,
                                                  const struct pin_scores *scores,
                                                  struct pin_error *err);

/* What was added so far; lives as long as the arena. */
const struct pin_panel *pin_panel_of(const struct pin_panel_maker *maker);

/* Adds values by unit to one figure of the sums: num gets the value and den 1, for units
 * that have a value and, unless keep is NULL, that it marks. Values of one system, or
 * differences of two (NaN where either has none). */
void pin_panel_sum(struct pin_cluster_sums *sums, uint32_t column,
                   const struct pin_panel_figure *figure, const double *values,
                   const bool *keep);

#endif
