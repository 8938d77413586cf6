/* permute.h - a paired test that flips the signs of clusters, and its adjusted p-values.
 *
 * A comparison is two systems on one metric (on one slice): for each cluster of queries,
 * the sum of its paired differences d. If the two systems were alike, d and -d would be
 * as likely, independently for each cluster, so the test puts sum_c s_c d_c, s_c = +-1,
 * in the place of sum_c d_c (Fisher 1935; for retrieval Smucker, Allan and Carterette,
 * CIKM 2007). All comparisons share the clusters and so the signs. A mean over a fixed
 * number of queries is the sum over that number, so this tests means too.
 *
 * The statistic is t = sum_c d_c / sqrt(sum_c d_c^2), so that metrics of different scale
 * are comparable. Its denominator does not change with signs; for n clusters it is a
 * rising function of Student's t of the cluster sums, t' = t sqrt((n - 1) / (n - t^2)).
 *
 * p-values of one comparison: the share of sign vectors whose t is at least as extreme.
 * Exact when at most PIN_FLIP_EXACT_MAX clusters have a sum other than 0 in any
 * comparison: all 2^n sign vectors of those; the other clusters change nothing. Otherwise
 * (1 + count) / (1 + resamples_n) over random ones, which is never 0 and is a valid p
 * (Phipson and Smyth 2010).
 *
 * Adjusted p-values hold the chance of any false rejection in the family: step-down max-T
 * (Westfall and Young 1993; Romano and Wolf, JASA 2005). Comparisons are ordered by the
 * observed statistic; each is set against the maximum over itself and those after it,
 * under the same signs, and p may not fall along the order. Correlated metrics cost
 * little here, where Bonferroni and Holm count each one in full.
 *
 * Two sums that are equal in exact arithmetic may differ in their last digits, so "at
 * least" allows PIN_FLIP_TOLERANCE x sqrt(clusters_n) in units of t. Mirrored signs give
 * exactly mirrored t.
 *
 * The sign of cluster c in random vector b is bit c % 64 of the word (seed, b, c / 64):
 * it depends neither on the threads nor on the other comparisons. Cost: flips x
 * clusters / 8 x comparisons additions. Memory: a copy of the sums, 16 bytes a flip, and
 * 10 KiB a comparison and thread. */
#ifndef PIN_HARNESS_STATS_PERMUTE_H
#define PIN_HARNESS_STATS_PERMUTE_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/stats/bootstrap.h"

#include <stdbool.h>
#include <stdint.h>

#define PIN_FLIP_EXACT_MAX 20U
#define PIN_FLIP_TOLERANCE 1e-12

struct pin_flip_family {
    uint32_t clusters_n;
    uint32_t comparisons_n;
    const double *sums; /* clusters_n rows of comparisons_n, finite */
};

enum pin_side {
    PIN_SIDE_TWO,     /* t is far from 0 */
    PIN_SIDE_GREATER, /* t is above 0 */
    PIN_SIDE_LESS,    /* t is below 0 */
    PIN_SIDES_N,
};

struct pin_flip_test {
    double sum; /* of the differences */
    double t;   /* 0 when all sums are 0; then every p is 1 */
    double p[PIN_SIDES_N];
    double p_adjusted[PIN_SIDES_N]; /* each side is a family of its own */
};

struct pin_flip_result {
    const struct pin_flip_test *tests; /* one a comparison */
    bool exact;
    uint32_t flips_n;      /* sign vectors looked at */
    const double *max_two; /* of each, max over comparisons of |t|; rising */
    const double *max_one; /* of each, max over comparisons of t; rising */
};

/* Everything in the arena. PIN_E_RANGE when a sum is not finite. */
PIN_MUST_USE enum pin_status pin_flip_signs(struct pin_flip_result *out,
                                            const struct pin_flip_family *family,
                                            const struct pin_resampling *resampling,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

/* The value that the largest t of the family does not exceed with chance `level` (single
 * step): order statistic ceil(level x flips_n) of an exact test, ceil(level x (flips_n +
 * 1)) of a random one; infinity where that is past the end. GREATER and LESS have the
 * same, because mirrored signs are as likely. */
double pin_flip_critical(const struct pin_flip_result *result, enum pin_side side,
                         double level);

struct pin_flip_band {
    double low, high;
};

/* The mean differences e that a test with this critical value does not refuse: those with
 * |sum_c (d_c - n_c e)| <= critical x sqrt(sum_c (d_c - n_c e)^2), n_c being the size of
 * cluster c. With the critical value of the family the bands of all comparisons are
 * simultaneous, and 0 is outside a band exactly where |t| is above the critical value.
 * Not symmetric around the mean. Infinite where the clusters are too few to refuse
 * anything. A bound on one side is that end, with the critical value of the side.
 * sizes has the shape of family->sums; their sum is above 0. */
struct pin_flip_band pin_flip_band(const struct pin_flip_family *family,
                                   const double *sizes, uint32_t comparison,
                                   double critical);

#endif
