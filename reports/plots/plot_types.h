/* plot_types.h - the types of plots, and what several of them share. */
#ifndef PIN_REPORTS_PLOTS_PLOT_TYPES_H
#define PIN_REPORTS_PLOTS_PLOT_TYPES_H

#include "reports/plots/plot.h"

extern const struct pin_plot_ops pin_plot_bars;
extern const struct pin_plot_ops pin_plot_cd;
extern const struct pin_plot_ops pin_plot_curves;
extern const struct pin_plot_ops pin_plot_fairness;
extern const struct pin_plot_ops pin_plot_forest;
extern const struct pin_plot_ops pin_plot_frontier;
extern const struct pin_plot_ops pin_plot_history;
extern const struct pin_plot_ops pin_plot_negatives;
extern const struct pin_plot_ops pin_plot_pheat;
extern const struct pin_plot_ops pin_plot_queries;
extern const struct pin_plot_ops pin_plot_slices;
extern const struct pin_plot_ops pin_plot_spread;

/* PIN_E_CONFIG: no system has a value of what. */
PIN_MUST_USE enum pin_status pin_plot_nothing(const char *what, struct pin_error *err);

/* How many of the rows are drawn; says so in the caption where that is not all. */
uint32_t pin_plot_shown(struct pin_plot *plot, uint32_t rows_n);

/* "set xlabel 'mAP@10'": axis is "x" or "y". */
void pin_plot_axis(struct pin_plot *plot, const char *axis, const char *label);

/* A caption: the first note of a sheet up to its first semicolon. */
void pin_plot_note(struct pin_plot *plot, const struct pin_sheet *sheet);

/* Begins "set y2tics (", for labels at the right of rows. */
void pin_plot_right(struct pin_plot *plot, uint32_t rows_n);

/* Room beside the picture for labels of that many characters, left and right together.
 */
void pin_plot_widen(struct pin_plot *plot, uint32_t characters);

/* " every ::0::9": the rows that are drawn. */
void pin_plot_first(struct pin_plot *plot, uint32_t rows_n);

/* A vertical line at a value of the x axis. */
void pin_plot_line_at(struct pin_plot *plot, double at, const char *style);

/* "0.0123" or, without a leading 0, a p-value: "p = .012", "p < .001". */
void pin_plot_put_p(struct pin_cell *cell, double p);

/* A piece of a plot command behind those before it: first "plot ", then ", ". */
void pin_plot_next(struct pin_plot *plot, bool *begun);

/* " title 'name'", cut to its width; with number: "3 name". */
void pin_plot_title(struct pin_plot *plot, uint32_t number, const char *name);

/* " 3", for `index` and `lt`. */
void pin_plot_count(struct pin_plot *plot, const char *before, uint32_t n);

#endif
