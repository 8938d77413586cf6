/* exposure.h - how the places of one ranked list are shared between groups of items.
 *
 * Place i counts from 1. Groups are compared with target shares t_g, which sum to 1 over
 * all groups; a place whose item has no known group counts for none.
 *
 *   exposure   e_g = sum of d_i over the group's places / that over all groups',
 *              d_i = 1 / log2(max(i, 2)): places 1 and 2 weigh 1 each
 *   awrf       1 - JSD(e, t), the Jensen-Shannon divergence in nats, so that it lies in
 *              [1 - ln 2, 1] and not in [0, 1]: attention-weighted rank fairness as in
 *              the TREC Fair Ranking track of 2022 (Sapiezynski et al., WWW 2019)
 *   share      the group's part of the list's places that have a group
 *   ndkl       (1 / Z) sum_i KL(D_i || t) / log2(i + 1), Z = sum_i 1 / log2(i + 1), D_i
 *              the shares among the first i places that have a group, in nats (Geyik,
 *              Ambler and Kenthapadi, KDD 2019); 0 is best. Infinite where a group is
 *              shown whose target is 0; then it is NaN here. */
#ifndef PIN_HARNESS_STATS_EXPOSURE_H
#define PIN_HARNESS_STATS_EXPOSURE_H

#include <stdint.h>

#define PIN_EXPOSURE_NONE UINT32_MAX

struct pin_shown_list {
    const uint32_t *groups; /* by place; PIN_EXPOSURE_NONE: not known */
    uint32_t places_n;
    const double *targets; /* by group */
};

struct pin_exposure {
    uint32_t known_n; /* places that have a group; when 0 the rest is NaN */
    double weight;    /* sum of d_i over those */
    double awrf;
    double ndkl;
};

/* weights and counts have a place a group, 0 before the call: sums of d_i and numbers of
 * places are added to them. Of the order of places x groups in the list. */
struct pin_exposure pin_exposure_of(const struct pin_shown_list *list, double *weights,
                                    uint32_t *counts);

#endif
