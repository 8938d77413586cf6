/* measure.h - numbers of an analysis with their intervals, and the line that says how
 * these were made. */
#ifndef PIN_HARNESS_ANALYSIS_MEASURE_H
#define PIN_HARNESS_ANALYSIS_MEASURE_H

#include "harness/flow/analysis.h"
#include "harness/stats/functional.h"

struct pin_measure { /* NaN: no value, no interval */
    double value;
    double low, high;
};

/* One measure for each functional of the sums, all from the same resamples of the
 * clusters, with the context's method and level. */
PIN_MUST_USE enum pin_status pin_measures(struct pin_measure *out,
                                          const struct pin_functional *functionals,
                                          uint32_t functionals_n,
                                          const struct pin_cluster_sums *sums,
                                          const struct pin_analysis_context *context,
                                          struct pin_error *err);

/* Clusters that a figure of the sums rests on. */
uint32_t pin_measure_clusters(const struct pin_cluster_sums *sums, uint32_t figure);

/* What the figure is divided by: the units that it is a mean of. */
double pin_measure_units(const struct pin_cluster_sums *sums, uint32_t figure);

/* A cell; without the interval where there are fewer than two clusters, which say
 * nothing of how far a number would move. */
void pin_measure_put(struct pin_sheet_book *book, const struct pin_measure *measure,
                     uint32_t clusters_n);

/* The line below a sheet; none when there are no resamples. */
void pin_measure_note(struct pin_sheet_book *book,
                      const struct pin_analysis_context *context);

#endif
