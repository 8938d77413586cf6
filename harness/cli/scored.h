/* scored.h - what `eval` and `compare` share: from a command line with a dataset and run
 * files to a report. */
#ifndef PIN_HARNESS_CLI_SCORED_H
#define PIN_HARNESS_CLI_SCORED_H

#include "harness/cli/command.h"
#include "harness/flow/pipeline.h"

/* Fills pipeline->analyses from the command line; the pipeline's dataset, figures and
 * executions are set. */
typedef enum pin_status pin_scored_analyses_fn(struct pin_pipeline *pipeline,
                                               const struct pin_args *args,
                                               struct pin_arena *arena,
                                               struct pin_error *err);

/* The whole command; gives the exit status. Options that the command's table lacks are as
 * if they were not given. */
int pin_scored_run(struct pin_cli *cli, const struct pin_args *args,
                   pin_scored_analyses_fn *analyses);

/* The same for operands that may be saved results instead (saved_results.h). */
int pin_scored_or_saved_run(struct pin_cli *cli, const struct pin_args *args,
                            pin_scored_analyses_fn *analyses);

#endif
