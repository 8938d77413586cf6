/* bootstrap.h - how far a figure would move if other clusters had been drawn.
 *
 * A figure is a functional of cluster weights, and additive ones are ratios of sums,
 * f = sum_c w_c num_c / sum_c w_c den_c: a mean over queries (num: the sum of a cluster's
 * values, den: how many there are), a mean over groups of something a group has (num:
 * that, den: 1), either restricted to a slice.
 *
 *   all weights 1         the estimate
 *   multiplicities        a replicate: as many clusters as there are, drawn with
 *                         replacement (Efron 1979; for clusters Davison and Hinkley
 *                         1997, section 3.8)
 *   one 0, the others 1   the jackknife: the totals without one cluster
 *
 * Figures that are made of others (a difference, a gap) are in functional.h, intervals in
 * bootstrap_interval.h.
 *
 * Draw i of resample b is pin_rng_below(seed, b, i, clusters_n), and every sum runs in
 * the order of the clusters, so the digits depend neither on the number of threads nor on
 * the machine. Cost: resamples x clusters x columns, where columns are the distinct ones
 * among nums and dens; memory: resamples x figures x 8 bytes, and 32 bytes a cluster and
 * thread while it works. */
#ifndef PIN_HARNESS_STATS_BOOTSTRAP_H
#define PIN_HARNESS_STATS_BOOTSTRAP_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct pin_cluster_sums { /* of several figures over the same clusters; finite */
    uint32_t clusters_n;
    uint32_t figures_n;
    double *num; /* clusters_n rows of figures_n */
    double *den; /* likewise; 0 or more */
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
    bool jackknife; /* wanted too: BCa intervals need it */
};

struct pin_resampled { /* in the arena; NaN where there is no denominator */
    uint32_t figures_n;
    uint32_t resamples_n;
    uint32_t clusters_n;
    const double *estimate;   /* figures_n */
    const double *replicates; /* resamples_n rows of figures_n */
    const double *jackknife;  /* clusters_n rows of figures_n, or NULL */
};

PIN_MUST_USE enum pin_status pin_bootstrap(struct pin_resampled *out,
                                           const struct pin_cluster_sums *sums,
                                           const struct pin_resampling *resampling,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

#endif
