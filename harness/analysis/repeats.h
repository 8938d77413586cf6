/* repeats.h - runs of one system that differ in a seed, put together.
 *
 * A run whose name ends in ".seed" and digits ("mine.seed3") is a repeat of the system
 * that the rest of its name says ("mine"), of which a run of just that name is another;
 * any other run is a system with one repeat. With f_s the figure of repeat s, S of them:
 *
 *   mean          1/S sum f_s; its interval resamples clusters alone, the repeats stay
 *   pooled        the same number; its interval resamples both (crossed.h)
 *   deviation     between the repeats: sqrt(sum (f_s - mean)^2 / (S - 1))
 *   error_query   standard error from the clusters: the deviation of the replicates
 *   error_seed    deviation / sqrt(S)
 *   seed_share    error_seed^2 / (error_query^2 + error_seed^2)
 *
 * With one repeat all but the mean and what comes from the clusters is undefined. A
 * repeat without a value leaves its row without one. Quotients, which are the mean of
 * nothing, are left out. */
#ifndef PIN_HARNESS_ANALYSIS_REPEATS_H
#define PIN_HARNESS_ANALYSIS_REPEATS_H

#include "harness/flow/analysis.h"

/* No options. One sheet, "repeats"; systems stand in the order of their first run.
 * PIN_E_CONFIG: every figure is a quotient. */
extern const struct pin_analysis_ops pin_analysis_repeats;

#endif
