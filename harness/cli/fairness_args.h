/* fairness_args.h - the fairness analysis, as options of `eval` or a plan ask for it. */
#ifndef PIN_HARNESS_CLI_FAIRNESS_ARGS_H
#define PIN_HARNESS_CLI_FAIRNESS_ARGS_H

#include "harness/cli/args.h"
#include "harness/flow/analysis.h"
#include "harness/model/plan.h"

/* Sets *asked, and *out where it is asked for. PIN_E_CONFIG: a value that is none, or an
 * option that goes with --fairness and stands alone. min_n is the pipeline's; a group
 * needs at least one query. */
PIN_MUST_USE enum pin_status pin_fairness_args(struct pin_analysis *out, bool *asked,
                                               const struct pin_args *args,
                                               uint32_t min_n, struct pin_arena *arena,
                                               struct pin_error *err);

/* From a plan's words. PIN_E_CONFIG: an unknown correction or target. */
PIN_MUST_USE enum pin_status pin_fairness_request(struct pin_analysis *out,
                                                  const struct pin_plan_fairness *words,
                                                  uint32_t min_n, struct pin_arena *arena,
                                                  struct pin_error *err);

#endif
