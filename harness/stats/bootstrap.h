/* bootstrap.h - how far a figure would move if other clusters had been drawn.
 *
 * A figure is a ratio of sums over clusters, f = sum_c w_c num_c / sum_c w_c den_c: a
 * mean over queries (num: the sum of a cluster's values, den: how many there are), a mean
 * over groups of something a group has (num: that, den: 1), either restricted to a slice.
 * All weights 1 give the estimate; a resample draws as many clusters as there are, with
 * replacement, and their multiplicities are its weights (Efron 1979; for clusters Davison
 * and Hinkley 1997, section 3.8).
 *
 * Draw i of resample b is a function of (seed, b, i), and every sum runs in the order of
 * the clusters, so the digits do not depend on the number of threads. Cost: resamples x
 * clusters x figures; memory: resamples x figures x 8 bytes. */
#ifndef PIN_HARNESS_STATS_BOOTSTRAP_H
#define PIN_HARNESS_STATS_BOOTSTRAP_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

struct pin_cluster_sums { /* of several figures over the same clusters */
    uint32_t clusters_n;
    uint32_t figures_n;
    double *num; /* clusters_n rows of figures_n */
    double *den;
};

/* All zero, in the arena. */
PIN_MUST_USE enum pin_status pin_cluster_sums_new(struct pin_cluster_sums *out,
                                                  uint32_t clusters_n, uint32_t figures_n,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

struct pin_resampling {
    uint64_t seed;
    uint32_t resamples_n;
    uint32_t threads;
};

/* *out: resamples_n rows of figures_n, in the arena; NaN where a resample has no
 * denominator. */
PIN_MUST_USE enum pin_status pin_bootstrap(const double **out,
                                           const struct pin_cluster_sums *sums,
                                           const struct pin_resampling *resampling,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

struct pin_interval {
    double low, high;
    uint32_t resamples_n; /* that have a value; those without are left out */
};

/* The percentile interval: quantiles (1 - level)/2 and (1 + level)/2 of the values by
 * linear interpolation between order statistics (Hyndman and Fan's type 7). Sorts the
 * values; NaN are left out; low and high are NaN when fewer than two values are left. */
struct pin_interval pin_percentile_interval(double *values, uint32_t values_n,
                                            double level);

#endif
