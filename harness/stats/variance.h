/* variance.h - how much of a metric's spread comes from the query and how much from its
 * wording, its system, or both together.
 *
 * All estimates are those of the analysis of variance for random effects: mean squares
 * are set equal to what they are expected to be (Henderson, Biometrics 1953, method I;
 * Searle, Casella and McCulloch, Variance Components, 1992, chapter 3). They are unbiased
 * for groups of any sizes and need no normal distribution. A component that comes out
 * below 0 is set to 0 and flagged: it says that the data hold no sign of it.
 *
 * Sums are compensated and run in the order of the values. */
#ifndef PIN_HARNESS_STATS_VARIANCE_H
#define PIN_HARNESS_STATS_VARIANCE_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* One way: y_qk = mu + Q_q + e_qk, wording k of query q; N values, G queries of m_q.
 *
 *     MSB = sum_q m_q (y_q - y)^2 / (G - 1),   MSW = sum_qk (y_qk - y_q)^2 / (N - G)
 *     m0 = (N - sum_q m_q^2 / N) / (G - 1)
 *     within = MSW,   between = (MSB - MSW) / m0
 *     icc = between / (between + within)
 *
 * All are NaN with fewer than two groups or without two values in some group; icc and
 * what follows from it are NaN when all values are equal. */
struct pin_variance {
    uint32_t values_n; /* that are no NaN; the others are left out */
    uint32_t groups_n; /* that have a value */
    double ms_between, ms_within, m0;
    double between, within; /* components; between is never below 0 */
    bool clipped;           /* between was */
    double icc;             /* share of the variance from the query */
    double wording_share;   /* 1 - icc */
    /* Variance of the mean over values against that of as many independent ones, and how
     * many independent ones they are worth: 1 + (m - 1) icc (Kish, Survey Sampling, 1965)
     * and N over that. m is sum_q m_q^2 / N, with which it holds exactly under the model
     * for groups of different sizes; it is the common size when there is one. */
    double design_effect;
    double effective_n;
};

struct pin_grouped_values {
    uint32_t values_n;
    uint32_t groups_n;
    const double *values;   /* NaN: left out */
    const uint32_t *groups; /* of each value, below groups_n */
};

/* The arena is for scratch, which is given back. */
PIN_MUST_USE enum pin_status pin_variance_one_way(struct pin_variance *out,
                                                  const struct pin_grouped_values *in,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

/* Query x system, with paraphrases: y_qks = mu + Q_q + S_s + QS_qs + W_qk + E_qks. A row
 * is one wording; each is scored by all A systems, so wordings are nested in queries and
 * crossed with systems, and the m_q rows of a query are its replicates. With y averaged
 * over what a letter is missing for, the sums of squares are orthogonal because every
 * row is complete:
 *
 *     query         A sum m_q (y_q - y)^2                         G - 1
 *     system        N sum (y_s - y)^2                             A - 1
 *     query_system  sum m_q (y_qs - y_q - y_s + y)^2              (G - 1)(A - 1)
 *     wording       A sum (y_qk - y_q)^2                          N - G
 *     residual      sum (y_qks - y_qk - y_qs + y_q)^2             (N - G)(A - 1)
 *
 * and, with m0 as above and m2 = sum m_q^2 / N, the mean squares are expected to be
 *
 *     E MS_residual = E
 *     E MS_wording = E + A W
 *     E MS_query_system = E + m0 QS
 *     E MS_query = E + A W + m0 QS + A m0 Q
 *     E MS_system = E + m2 QS + N S
 *
 * Rows with a NaN are left out as a whole. Without paraphrases (one row a query) wording
 * and residual are NaN, query_system holds all three, and query is (MS_query -
 * MS_query_system) / A, system likewise over N: the two-way table without replication. */
enum pin_component {
    PIN_COMPONENT_QUERY,
    PIN_COMPONENT_SYSTEM,
    PIN_COMPONENT_QUERY_SYSTEM, /* queries that suit one system more than another */
    PIN_COMPONENT_WORDING,      /* wordings that are hard for all systems */
    PIN_COMPONENT_RESIDUAL,     /* wordings that suit one system more, and chance */
    PIN_COMPONENTS_N,
};

struct pin_variance_row { /* of the table, for one component */
    double df;
    double mean_square; /* NaN where df is 0 */
    double variance;    /* never below 0 */
    double share;       /* of the sum of the variances that are no NaN */
    bool clipped;
};

struct pin_variance_table {
    uint32_t rows_n;   /* complete ones */
    uint32_t groups_n; /* that have one */
    struct pin_variance_row rows[PIN_COMPONENTS_N];
};

struct pin_scored_rows {
    uint32_t rows_n;
    uint32_t systems_n;
    uint32_t groups_n;
    const double *values;   /* rows_n rows of systems_n */
    const uint32_t *groups; /* of each row, below groups_n: its base query */
};

/* All NaN with fewer than two groups or systems. The arena is for scratch. */
PIN_MUST_USE enum pin_status pin_variance_two_way(struct pin_variance_table *out,
                                                  const struct pin_scored_rows *in,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

#endif
