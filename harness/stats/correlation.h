/* correlation.h - how far two score vectors put the same things into the same order.
 *
 * x[i] and y[i] are scores of thing i (a system, an item); higher is better. Only their
 * order counts. Values lie in [-1, 1], and are NaN where undefined: fewer than two
 * things, a vector without two different values, a NaN among the scores. Time O(n log n);
 * scratch from the arena, which is given back. */
#ifndef PIN_HARNESS_STATS_CORRELATION_H
#define PIN_HARNESS_STATS_CORRELATION_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

struct pin_kendall {
    double tau_b;
    double p; /* two-sided, of no association */
};

/* tau-b = (C - D) / sqrt((P - Tx)(P - Ty)), with C and D the concordant and discordant
 * pairs, P all pairs, Tx and Ty the pairs tied in x and in y (Kendall, Rank Correlation
 * Methods, 1970). p by the normal approximation with ties, as scipy.stats.kendalltau with
 * method 'asymptotic': not exact for a handful of things. */
PIN_MUST_USE enum pin_status pin_kendall_tau_b(struct pin_kendall *out, const double *x,
                                               const double *y, uint32_t n,
                                               struct pin_arena *arena,
                                               struct pin_error *err);

struct pin_ap_correlation {
    double tau_ap;   /* x is the truth, y the estimate */
    double tau_ap_b; /* the mean of both directions: symmetric */
};

/* AP correlation, in which disagreement near the top weighs more (Yilmaz, Aslam and
 * Robertson, SIGIR 2008): 2 m - 1, with m the mean, over the things that are not on top
 * in y, of the share of things above it in y that are also above it in x. Ties as in
 * tau_AP,b of Urbano and Marrero (The treatment of ties in AP correlation, ICTIR 2017):
 * above means strictly above; what is tied with the top in y is not in the mean. */
PIN_MUST_USE enum pin_status pin_ap_correlation(struct pin_ap_correlation *out,
                                                const double *x, const double *y,
                                                uint32_t n, struct pin_arena *arena,
                                                struct pin_error *err);

#endif
