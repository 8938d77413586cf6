/* images.h - queries with one reference image against queries with two.
 *
 * For each system and each figure of the report that is a mean over queries: its value on
 * either kind, their difference (two - one) with an interval, and the same as a share of
 * what a perfect run scores,
 *
 *     of best = sum of the system's values / sum of the perfect run's (oracle.h),
 *
 * because queries of the two kinds differ in how many right answers they have. The kinds
 * are not paired. Both are resampled together, by clusters, so that a cluster with
 * queries of both kinds goes in or out as a whole.
 *
 * p: the kinds are shuffled over the clusters whose queries are of one kind, and the
 * difference between the kinds of those is read against the shuffles
 * (permute_labels.h); clusters with both kinds take no part. Adjusted by Holm's method
 * over all rows.
 *
 * Quotients and figures over groups, whose paraphrases may be of both kinds, are left
 * out. There is no share of the best where lower is better or where a perfect run scores
 * nothing or, somewhere, less. */
#ifndef PIN_HARNESS_ANALYSIS_IMAGES_H
#define PIN_HARNESS_ANALYSIS_IMAGES_H

#include "harness/flow/analysis.h"

/* No options; wants the oracle. One sheet, "two_image". PIN_E_CONFIG: no query has one
 * image or none has two, by the attribute "images"; or no figure is a mean over
 * queries. */
extern const struct pin_analysis_ops pin_analysis_images;

#endif
