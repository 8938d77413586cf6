/* fairness_exposure.h - which groups of items the lists of a system show.
 *
 * Lists are cut at k and read as sets, in the order of the run: the first place of an
 * item counts, and those behind it close up; nulls are passed over. With the measures of
 * harness/stats/exposure.h for each list, the sheets have their means over lists, with
 * intervals over clusters of queries:
 *
 *   "rank_fairness"  a row a system: AWRF and NDKL
 *   "exposure"       a row a system and group: its share of the exposure, its target, and
 *                    Skew@k = ln(mean share of the places / mean target)
 *
 * Skew of a single list is minus infinity as soon as the list lacks the group, and so
 * would be its mean over lists: the shares are averaged first. A group that no list shows
 * has no skew ("-"). How many lists lack a group stands beside it. */
#ifndef PIN_HARNESS_ANALYSIS_FAIRNESS_EXPOSURE_H
#define PIN_HARNESS_ANALYSIS_FAIRNESS_EXPOSURE_H

#include "harness/analysis/fairness_parts.h"

enum { PIN_EXPOSURE_SHOWN_MAX = 20 }; /* groups with a row each: the largest ones */

struct pin_exposure_group { /* under one system */
    struct pin_fair_number exposure;
    struct pin_fair_number target;
    struct pin_fair_number skew;
    uint32_t lists_without_n;
};

struct pin_exposure_system {
    uint32_t lists_n;    /* with an item of a known group, and a target */
    uint32_t clusters_n; /* of those */
    uint32_t left_out_n; /* the other queries that count */
    uint32_t infinite_n; /* lists without NDKL */
    uint64_t places_n;   /* of all lists, cut at k */
    uint64_t known_places_n;
    struct pin_fair_number awrf;
    struct pin_fair_number ndkl;
    struct pin_exposure_group *groups; /* by row; shown_n */
};

struct pin_exposure_book {
    const struct pin_analysis_context *context;
    const struct pin_fairness_options *options;
    const struct pin_attribute *attribute;
    uint32_t *group_of; /* by item; PIN_EXPOSURE_NONE: not known */
    uint32_t groups_n;  /* known values */
    uint32_t *value_of_group;
    uint32_t *items_n; /* by group, in the corpus */
    uint32_t known_items_n;
    double *corpus_shares; /* by group */
    uint32_t *shown;       /* groups with a row, the largest first */
    uint32_t *row_of;      /* by group, or PIN_EXPOSURE_NONE */
    uint32_t shown_n;
    struct pin_exposure_system *systems;
    uint32_t systems_n;
};

/* NULL in *out: the items have no attribute of that name. PIN_E_CONFIG: no item of the
 * corpus has a known value. */
PIN_MUST_USE enum pin_status pin_fair_exposure_new(
    struct pin_exposure_book **out, const struct pin_analysis_context *context,
    const struct pin_fairness_options *options, struct pin_error *err);

PIN_MUST_USE enum pin_status pin_fair_exposure_add(struct pin_exposure_book *book,
                                                   const struct pin_run *run,
                                                   const struct pin_scores *scores,
                                                   struct pin_error *err);

void pin_fair_exposure_put(const struct pin_exposure_book *from,
                           struct pin_sheet_book *book);

#endif
