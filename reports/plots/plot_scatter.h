/* plot_scatter.h - a point for each system, by two figures. A number beside each point
 * stands before the system's name in the key. */
#ifndef PIN_REPORTS_PLOTS_PLOT_SCATTER_H
#define PIN_REPORTS_PLOTS_PLOT_SCATTER_H

#include "reports/plots/plot.h"

struct pin_plot_point {
    struct pin_figure x, y; /* without a value: the system is in the data alone */
    const char *system;
};

/* Data (row, x, its interval, y, its interval, system) and a plot command that is not
 * ended; *drawn_out: how many points have both values. The first points are drawn. */
void pin_plot_scatter(struct pin_plot *plot, uint32_t *drawn_out,
                      const struct pin_plot_point *(*at)(const void *from, uint32_t i,
                                                         struct pin_plot_point *room),
                      const void *from, uint32_t points_n);

#endif
