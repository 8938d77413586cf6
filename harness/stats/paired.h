/* paired.h - tests of whether one system beats another on the same queries.
 *
 * The input is one difference a pair, candidate less baseline, so "greater" is the
 * alternative that the candidate is better. Where queries are not independent (the
 * paraphrases of a base query), a pair is a cluster: pass one number a cluster. No
 * difference is NaN (asserted): pairs without a value are left out before. Of the rank
 * and sign tests mind that with thousands of queries they reject true hypotheses too
 * often (Ihemelandu and Ekstrand, SIGIR 2023). */
#ifndef PIN_HARNESS_STATS_PAIRED_H
#define PIN_HARNESS_STATS_PAIRED_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/stats/proportion.h"

#include <stdbool.h>
#include <stdint.h>

struct pin_t_test {
    uint32_t n; /* pairs or clusters */
    double mean;
    double sd;     /* of the differences, with n - 1; se sqrt(n) for clusters */
    double se;     /* of the mean */
    double t;      /* mean / se; 0 where both are 0 */
    double df;     /* n - 1 */
    double effect; /* Cohen's d_z: mean / sd; 0 where both are 0 */
    struct pin_p_values p;
    struct pin_bounds mean_bounds; /* of the level asked for */
};

/* Student's t over pairs (sizes NULL), or over clusters of unequal sizes with the sum of
 * the differences and the number of pairs of each. Over clusters the mean is the ratio
 * sum D_c / sum n_c, and its standard error is linearised (Cochran, Sampling Techniques,
 * 1977, chapter 9A, the ratio to size), with C clusters:
 *   se = sqrt(C/(C - 1) sum (D_c - mean n_c)^2) / sum n_c.
 * With every n_c = 1 that is the paired test. Clusters of size 0 are left out and not
 * counted. Differences that are all the same and not 0 have t infinite and p 0. n = 0:
 * all NaN; n = 1: all NaN but the mean. */
struct pin_t_test pin_paired_t(const double *differences, const double *sizes, uint32_t n,
                               double level);

struct pin_sign_test {
    uint32_t wins, ties, losses;
    struct pin_p_values p; /* exact; ties are left out of it */
};

/* A tie is a difference of at most tolerance >= 0 either way. */
struct pin_sign_test pin_paired_sign(const double *differences, uint32_t n,
                                     double tolerance);

/* What differences of zero do in Wilcoxon's test. */
enum pin_zeros {
    PIN_ZEROS_WILCOX, /* left out before ranking (Wilcoxon 1945) */
    PIN_ZEROS_PRATT,  /* ranked, then left out (Pratt 1959) */
    PIN_ZEROS_ZSPLIT, /* ranked, and half of their ranks to each side */
};

struct pin_signed_rank_rule {
    enum pin_zeros zeros;
    bool corrected; /* for continuity: the approximation draws the statistic in by 1/2 */
};

struct pin_signed_rank {
    uint32_t n;     /* differences that are not zero */
    uint32_t zeros; /* those that are */
    double plus;    /* the sum of the ranks of positive differences, */
    double minus;   /* and of negative ones */
    bool exact;
    struct pin_p_values p; /* 1 each where all differences are zero */
};

/* Wilcoxon's signed rank test. Exact where at most 25 differences are ranked, none of
 * them zero and no two of equal size; otherwise the normal approximation with its
 * variance corrected for ties. Equal means equal as doubles: differences that come from
 * decimals are rounded before. Fails with PIN_E_NOMEM only; leaves the arena as it was.
 */
PIN_MUST_USE enum pin_status pin_paired_signed_rank(struct pin_signed_rank *out,
                                                    const double *differences, uint32_t n,
                                                    struct pin_signed_rank_rule rule,
                                                    struct pin_arena *arena,
                                                    struct pin_error *err);

#endif
