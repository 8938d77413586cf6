/* negatives.h - what a system does with the explicit hard negatives.
 *
 * For each system, over the counted queries:
 *
 *   neg_recall@k, mAP@k, mAP_noneg@k and their difference (metrics of these names)
 *   above           share of queries with a hard negative above the first positive
 *   above_n         how many stand there, on average
 *   pairwise        for a query the share of (positive, hard negative) pairs in which the
 *                   positive stands higher, a tie counting half; mean over queries
 *   first_positive, first_negative   mean rank, over the queries that retrieved one
 *
 * above, above_n and pairwise are over queries with at least one label of either kind.
 * They and the ranks read the whole list, as a set, and the labels as sets. An item that
 * is not in the list stands behind all that are; two such tie. A query of which nothing
 * was retrieved therefore has pairwise .5 and nothing above. */
#ifndef PIN_HARNESS_ANALYSIS_NEGATIVES_H
#define PIN_HARNESS_ANALYSIS_NEGATIVES_H

#include "harness/flow/analysis.h"

struct pin_negatives_options {
    uint32_t cutoff; /* k; at least 1 */
};

enum { PIN_NEGATIVES_FIGURES_N = 4 };

/* The figures that it must be given as its own: out has PIN_NEGATIVES_FIGURES_N. */
PIN_MUST_USE enum pin_status pin_negatives_figures(const char **out, uint32_t cutoff,
                                                   struct pin_arena *arena,
                                                   struct pin_error *err);

/* One sheet, "negatives". PIN_E_CONFIG for a dataset without hard negatives. */
extern const struct pin_analysis_ops pin_analysis_negatives;

#endif
