/* crossed.h - how far a mean over repeats would move if other clusters and other repeats
 * had been drawn.
 *
 * Repeats (seeds of one system, say) are crossed with the clusters: each repeat has a
 * value on each. Resample b draws as many repeats as there are, with replacement, and
 * independently of the clusters it draws:
 *
 *     t*_b = 1/S sum_j f_{d(b, j)}(clusters of resample b),
 *
 * with d(b, j) = pin_rng_below(seed, 2^32 + b, j, S), a stream that no resample of
 * clusters uses. This is the bootstrap of both factors of a crossed design (Owen 2007,
 * The pigeonhole bootstrap, Annals of Applied Statistics 1): its variance is that of the
 * clusters, (S - 1)/S times that of the repeats, and their interaction, which it counts
 * more than once. With two or three repeats it is too narrow where these matter. */
#ifndef PIN_HARNESS_STATS_CROSSED_H
#define PIN_HARNESS_STATS_CROSSED_H

#include "harness/stats/bootstrap.h"

/* out: resampled->resamples_n numbers. The repeats are repeats_n figures of the
 * resamples, at least 1, from first on; NaN where one that was drawn has no value. */
void pin_crossed_replicates(double *out, const struct pin_resampled *resampled,
                            uint32_t first, uint32_t repeats_n, uint64_t seed);

#endif
