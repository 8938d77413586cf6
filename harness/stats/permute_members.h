/* permute_members.h - whether the members of a set differ from the others, when units
 * come in clusters: the queries of a slice against the rest.
 *
 * The statistic is d = mean of the members - mean of the others. If membership means
 * nothing, the units of one cluster might have been members as well as each other, and so
 * might whole clusters. A shuffle therefore
 *
 *   - within a cluster that has members and others: shuffles who is a member;
 *   - over the clusters that have only members or only others: shuffles which are
 *     members;
 *
 * and p is the share of shuffles with |d| as large, the observed one among them:
 * (1 + #{|d*| >= |d|}) / (1 + shuffles). It is exact for any dependence within clusters
 * that is the same for members and others (a restricted permutation test: Good 2005,
 * Permutation, Parametric and Bootstrap Tests of Hypotheses; Winkler et al. 2015,
 * NeuroImage 123, for exchangeability blocks, whole and within).
 *
 * Draws are a function of (seed, shuffle, place) and sums run in the order of clusters
 * and units: the digits do not depend on the number of threads. Cost: shuffles x units;
 * memory: 8 bytes a shuffle and 20 a unit, and 5 a unit and thread. */
#ifndef PIN_HARNESS_STATS_PERMUTE_MEMBERS_H
#define PIN_HARNESS_STATS_PERMUTE_MEMBERS_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/stats/bootstrap.h"

#include <stdbool.h>
#include <stdint.h>

struct pin_membership {
    uint32_t units_n;
    const double *values; /* by unit, finite */
    const bool *members;
    const uint32_t *clusters; /* below clusters_n */
    uint32_t clusters_n;
};

struct pin_member_test {
    double difference; /* NaN: there are no members, or no others */
    double p;          /* NaN: likewise, or there are no shuffles */
    uint32_t split_n;  /* clusters with members and others */
};

/* |d*| within 1e-12 of the larger mean is as large as |d|. PIN_E_NOMEM only. */
PIN_MUST_USE enum pin_status pin_permute_members(struct pin_member_test *out,
                                                 const struct pin_membership *of,
                                                 const struct pin_resampling *resampling,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

#endif
