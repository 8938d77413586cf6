/* analysis_args.h - the analyses that options of `eval` ask for. */
#ifndef PIN_HARNESS_CLI_ANALYSIS_ARGS_H
#define PIN_HARNESS_CLI_ANALYSIS_ARGS_H

#include "harness/cli/args.h"
#include "harness/flow/pipeline.h"

/* As scored.h wants it. */
PIN_MUST_USE enum pin_status pin_analysis_args(struct pin_pipeline *pipeline,
                                               const struct pin_args *args,
                                               struct pin_arena *arena,
                                               struct pin_error *err);

#endif
