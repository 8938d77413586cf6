/* plot_table.c - the types of plots, in the order in which they are listed. */
#include "reports/plots/plot_types.h"

const struct pin_plot_ops *const pin_plots[] = {
    &pin_plot_bars,
    &pin_plot_slices,
    &pin_plot_curves,
    &pin_plot_forest,
    &pin_plot_pheat,
    &pin_plot_queries,
    &pin_plot_cd,
    &pin_plot_negatives,
    &pin_plot_spread,
    &pin_plot_fairness,
    &pin_plot_frontier,
    &pin_plot_history,
    NULL,
};
