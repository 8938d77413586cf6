/* fairness.h - whether systems serve groups of queries alike, and which groups of items
 * they show.
 *
 * Query side, for each system, figure and group of an attribute: the value; the ceiling,
 * which is what a perfect run scores on the same queries; and the value over the ceiling
 * (sum of scores / sum of the perfect run's). Gaps are largest less smallest value, of
 * three kinds: raw; ceiling-normalised; and standardised over the strata of control
 * attributes, M_g = sum_s pi_s m_gs with pi_s the stratum's share of the queries and
 * strata that lack a group left out. Equalised odds at k is the larger of the gaps in
 * recall@k and neg_recall@k (Hardt, Price and Srebro, NeurIPS 2016, for lists cut at k).
 *
 * Intervals come from the bootstrap over clusters. A gap is tested against the gaps that
 * come out when labels are shuffled over clusters (within strata for the standardised
 * kind; permute_labels.h), because the largest of several means less the smallest is
 * above 0 even for groups drawn by lot. p-values are corrected over all rows of a sheet.
 *
 * A query whose group is not known, and a group of fewer than min_n queries, is shown and
 * is in no gap. A cluster whose queries are in several groups or strata counts, in the
 * tests, for that of most of its queries (the first among equals).
 *
 * Item side, where the items have an attribute of that name: fairness_exposure.h. */
#ifndef PIN_HARNESS_ANALYSIS_FAIRNESS_H
#define PIN_HARNESS_ANALYSIS_FAIRNESS_H

#include "harness/flow/analysis.h"
#include "harness/stats/multiplicity.h"

enum pin_exposure_target { /* what a group's share of the exposure is held against */
                           PIN_TARGET_CORPUS,   /* its share of the corpus */
                           PIN_TARGET_RELEVANT, /* of the query's relevant items */
};

struct pin_fairness_options {
    const char *attribute; /* as attribute.h reads it, or an item attribute's name */
    const char *control;   /* as attribute.h reads it; NULL: none */
    const char *unknown;   /* the value that means "not known"; NULL: UNKNOWN, unknown
                              and the empty text */
    uint32_t min_n;        /* queries that a group must have; at least 1 */
    uint32_t cutoff;       /* of equalised odds and of lists; at least 1 */
    enum pin_adjustment adjustment;
    enum pin_exposure_target target;
};

enum { PIN_FAIRNESS_STRATA_MAX = 200 };

/* Sheets "fairness" and "gaps" for an attribute of queries, "exposure" and
 * "rank_fairness" for one of items. The figures that it needs are recall@k and
 * neg_recall@k, in this order. PIN_E_CONFIG: nothing has the attribute, the control is
 * none of the queries' or has too many values, no query has the value `unknown`. */
extern const struct pin_analysis_ops pin_analysis_fairness;

/* The analysis with the figures that it needs; the options must live as long. */
PIN_MUST_USE enum pin_status pin_fairness_new(struct pin_analysis *out,
                                              const struct pin_fairness_options *options,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

#endif
