/* plot_table.c - the types of plots, in the order in which they are listed. */
#include "reports/plots/plot_types.h"

const struct pin_plot_ops *const pin_plots[] = {
    &pin_plot_bars,
    &pin_plot_slices,
    &pin_plot_forest,
    NULL,
};
