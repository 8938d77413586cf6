/* anova.h - many systems over the same topics at once.
 *
 * Topics differ far more than systems do, so every method here takes the topic as a
 * block: systems are compared within topics. The input is a complete table; the caller
 * drops topics that lack a value. Whatever is undefined (fewer than two systems or
 * topics, nothing that varies) is NaN. A sum of squares that is no larger than the
 * rounding of the values counts as 0. */
#ifndef PIN_HARNESS_STATS_ANOVA_H
#define PIN_HARNESS_STATS_ANOVA_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

struct pin_grid {
    const double *values; /* topics_n rows of systems_n, finite, higher is better */
    uint32_t topics_n;
    uint32_t systems_n;
};

struct pin_anova {
    uint32_t topics_n;
    uint32_t systems_n;
    const double *means; /* by system */
    double df_systems, df_error;
    double ss_systems, ss_topics, ss_error; /* sums of squares */
    double mse;                             /* ss_error / df_error */
    double f, p;                            /* of no difference between the systems */
};

/* Two-way analysis of variance, system by topic, one value a cell, no interaction: value
 * = mean + system + topic + error (Fisher 1925; for retrieval Tague-Sutcliffe and
 * Blustein 1995). f is infinite and p 0 where systems differ and nothing is left for the
 * error. */
PIN_MUST_USE enum pin_status pin_anova_two_way(struct pin_anova *out,
                                               const struct pin_grid *grid,
                                               struct pin_arena *arena,
                                               struct pin_error *err);

struct pin_friedman {
    uint32_t topics_n;
    uint32_t systems_n;
    const double *mean_ranks; /* by system, 1 is the best; tied systems share the mean */
    double chi2, chi2_p;
    double f, f_p; /* Iman and Davenport */
};

/* Friedman's test on the ranks within topics (JASA 1937), with the correction for ties
 * (Conover, Practical Nonparametric Statistics, 1999), and the F of Iman
 * and Davenport (1980), (N - 1) chi2 / (N (k - 1) - chi2) with k - 1 and (k - 1)(N - 1)
 * degrees of freedom, which is less conservative. */
PIN_MUST_USE enum pin_status pin_friedman(struct pin_friedman *out,
                                          const struct pin_grid *grid,
                                          struct pin_arena *arena, struct pin_error *err);

struct pin_all_pairs { /* of systems */
    uint32_t systems_n;
    const double *p;   /* systems_n rows of systems_n, adjusted for all pairs; symmetric,
                        * 1 on the diagonal */
    double half_width; /* systems further apart differ at the level of the family */
};

struct pin_family {   /* of all comparisons of two systems */
    double level;     /* the chance that every interval holds: 0.95 */
    uint32_t threads; /* which only fill in p */
};

/* Tukey's honestly significant differences of the means, topics as blocks: p =
 * P(Q > |difference| / sqrt(mse / N)), half_width = q sqrt(mse / N), with Q the
 * studentised range of k systems and df_error degrees of freedom and q its quantile at
 * level. Difference +- half_width are simultaneous intervals (Tukey 1953; for retrieval
 * Carterette, TOIS 2012). About a third of a millisecond a pair. */
PIN_MUST_USE enum pin_status pin_tukey(struct pin_all_pairs *out,
                                       const struct pin_anova *anova,
                                       const struct pin_family *family,
                                       struct pin_arena *arena, struct pin_error *err);

/* Nemenyi's comparison of mean ranks: half_width is the critical difference
 * q / sqrt(2) sqrt(k (k + 1) / (6 N)), with q the quantile at level of the studentised
 * range of k systems with infinite degrees of freedom, and p accordingly (Nemenyi 1963;
 * Demsar, JMLR 2006). No correction for ties: conservative where there are many. */
PIN_MUST_USE enum pin_status pin_nemenyi(struct pin_all_pairs *out,
                                         const struct pin_friedman *friedman,
                                         const struct pin_family *family,
                                         struct pin_arena *arena, struct pin_error *err);

#endif
