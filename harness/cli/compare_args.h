/* compare_args.h - the options of `compare` that say what is compared and how. */
#ifndef PIN_HARNESS_CLI_COMPARE_ARGS_H
#define PIN_HARNESS_CLI_COMPARE_ARGS_H

#include "harness/analysis/compare.h"
#include "harness/cli/args.h"
#include "harness/flow/pipeline.h"

/* Also sets the pipeline's level. PIN_E_CONFIG: a value that is none, a baseline that is
 * no run, fewer than two runs. */
PIN_MUST_USE enum pin_status pin_compare_args(struct pin_compare_options *out,
                                              struct pin_pipeline *pipeline,
                                              const struct pin_args *args,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

#endif
