/* robustness.h - what the wording of a query does to a system.
 *
 * Groups are the paraphrases of one base query. Sheets, in this order:
 *
 *   spread      all aggregates of spread.h for the report's first plain metric, with the
 *               relative drop and worst / best, of each system and of a perfect run
 *   labels      for each plain metric: how much a perfect run varies between wordings,
 *               because the labels of a group's members are not the same
 *   variance    for each system and plain metric: variance between base queries and
 *               between wordings, ICC, design effect, effective number of queries
 *   components  with two systems or more: query, system, query x system, wording, rest
 *   lists       for each system: how far the lists of two wordings agree; no labels
 *   rank_flips  for each pair of systems and plain metric: how often one wording a base
 *               query, drawn at random, reverses their order
 *
 * A plain metric is a figure that is a mean over queries (ap@10, ap@10[images=2]): no
 * aggregate, no quotient. Analyses with robustness want the oracle. */
#ifndef PIN_HARNESS_ANALYSIS_ROBUSTNESS_H
#define PIN_HARNESS_ANALYSIS_ROBUSTNESS_H

#include "harness/flow/analysis.h"

struct pin_robustness_options {
    uint32_t cutoff; /* of the lists that are compared; at least 1 */
};

/* PIN_E_CONFIG for a dataset without groups, or figures none of which is plain. */
extern const struct pin_analysis_ops pin_analysis_robustness;

#endif
