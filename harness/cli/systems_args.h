/* systems_args.h - the options of `compare` that are about all runs at once: their ranks
 * and how far they agree. */
#ifndef PIN_HARNESS_CLI_SYSTEMS_ARGS_H
#define PIN_HARNESS_CLI_SYSTEMS_ARGS_H

#include "harness/analysis/ranking.h"
#include "harness/analysis/run_agreement.h"
#include "harness/cli/args.h"

/* The sign flips are those of the pairs. PIN_E_CONFIG: a test that is none. */
PIN_MUST_USE enum pin_status pin_ranking_args(struct pin_ranking_options *out,
                                              const struct pin_args *args,
                                              uint32_t permutations_n,
                                              struct pin_error *err);

/* k 0: agreement is not asked for. PIN_E_CONFIG: a number that is none. */
PIN_MUST_USE enum pin_status pin_run_agreement_args(struct pin_run_agreement_options *out,
                                                    const struct pin_args *args,
                                                    struct pin_error *err);

#endif
