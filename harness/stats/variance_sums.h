/* variance_sums.h - the variance components of variance.h as functionals of sums over
 * clusters, so that the share of the variance that wording makes gets an interval.
 *
 * The one-way analysis needs six totals over the groups (base queries): how many there
 * are, N = sum m, sum m^2, the sum of the values, sum m ybar^2, and the squares within
 * groups. Each is a figure with the denominator 1 a cluster, so a resample gives its
 * total over as many clusters as there are; a group drawn twice counts as two groups.
 * Values are taken from a centre first, which changes no component and keeps the digits.
 *
 * With the jackknife the totals are those of the remaining clusters, stretched to as many
 * as there were: it differs by one group in the number of groups. */
#ifndef PIN_HARNESS_STATS_VARIANCE_SUMS_H
#define PIN_HARNESS_STATS_VARIANCE_SUMS_H

#include "harness/stats/functional.h"

enum { PIN_VARIANCE_SUMS = 6 }; /* figures, from `first` on */

struct pin_variance_sums {
    uint32_t first;
    uint32_t clusters_n;
    double centre; /* anything near the mean of all values */
};

/* Fills the denominators of the six figures; once, before groups are added. */
void pin_variance_sums_begin(struct pin_cluster_sums *to,
                             const struct pin_variance_sums *sums);

/* One group's n values, none of them NaN; n = 0 adds nothing. The group belongs to the
 * cluster as a whole. */
void pin_variance_sums_add(struct pin_cluster_sums *to,
                           const struct pin_variance_sums *sums, uint32_t cluster,
                           const double *values, uint32_t n);

/* Intraclass correlation: `icc` of struct pin_variance; never below 0, NaN as there. */
struct pin_functional pin_functional_icc(const struct pin_variance_sums *sums);

/* 1 - icc. */
struct pin_functional pin_functional_wording_share(const struct pin_variance_sums *sums);

#endif
