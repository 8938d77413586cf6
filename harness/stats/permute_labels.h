/* permute_labels.h - how large a gap between groups is when the groups mean nothing.
 *
 * Clusters carry a label (of a demographic group, say). The gap of a figure is the
 * largest difference between its labels' values; it is above 0 even when labels are drawn
 * by lot, and the more so the smaller the groups. So the labels are shuffled over the
 * clusters, and the observed gap is read against the gaps of the shuffles (Good 2005,
 * Permutation, Parametric and Bootstrap Tests of Hypotheses). All figures share the
 * shuffles.
 *
 * Strata: labels are shuffled within a stratum only, and values are standardised to the
 * strata's shares: with m_gs the value (sum of num / sum of den) of label g in stratum s,
 *
 *     M_g = sum_s pi_s m_gs,   gap = max_g M_g - min_g M_g,
 *
 * the largest of sum_s pi_s (m_gs - m_hs) over two labels g, h. pi_s is the share of
 * stratum s in the denominators of all labelled clusters. A label without any denominator
 * is left out of the figure; of the strata, those are left out in which one of the other
 * labels has no denominator, and pi is taken over those that stay. With one stratum this
 * is the plain gap. The rules are applied to the observed labels and to each shuffle
 * alike. A figure has no gap (NaN) with fewer than two labels or no stratum left.
 *
 * With a reference label r the gap is max_g |M_g - M_r| instead, NaN when r is left out.
 *
 * Draws are a function of (seed, shuffle, place) and sums run in the order of clusters:
 * the digits do not depend on the number of threads. Cost: shuffles x clusters x figures.
 * Memory that stays: shuffles x figures x 8 bytes. */
#ifndef PIN_HARNESS_STATS_PERMUTE_LABELS_H
#define PIN_HARNESS_STATS_PERMUTE_LABELS_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/stats/bootstrap.h"

#include <stdint.h>

#define PIN_LABEL_NONE UINT32_MAX

struct pin_labelled_clusters {
    uint32_t clusters_n;
    uint32_t figures_n;
    const double *num; /* clusters_n rows of figures_n, finite */
    const double *den; /* likewise, none below 0 */
    uint32_t labels_n;
    const uint32_t *labels; /* of each cluster; PIN_LABEL_NONE: it takes no part */
    uint32_t strata_n;
    const uint32_t *strata; /* of each cluster; NULL: all are in one */
    uint32_t reference;     /* a label, or PIN_LABEL_NONE */
};

struct pin_gap {
    double observed;
    double p;               /* (1 + #{shuffles with a gap as large}) / (1 + gaps_n) */
    double mean;            /* of the shuffles' gaps; what chance alone gives */
    double upper;           /* their .95 quantile (quantile.h) */
    double left_out;        /* share of the denominators in strata that were left out */
    uint32_t gaps_n;        /* shuffles that have a gap; the others are not counted */
    const double *shuffled; /* resamples_n gaps, NaN for none */
};

/* out has figures_n places; what it points to is in the arena. p, mean and upper are NaN
 * when there is no observed gap or no shuffle has one. Gaps within 1e-12 of the largest
 * |M_g| are as large as the observed one. PIN_E_RANGE when a num or den is not as above,
 * or a label or stratum is out of range. */
PIN_MUST_USE enum pin_status pin_label_gaps(struct pin_gap *out,
                                            const struct pin_labelled_clusters *clusters,
                                            const struct pin_resampling *resampling,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

#endif
