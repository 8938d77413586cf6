/* progress.h - how far long work has come: on stderr for people, in a file for programs.
 *
 * On a terminal there is a bar, which goes away when the work is done; --verbose prints a
 * line when a phase ends instead, wherever stderr goes; --quiet prints neither. --events
 * appends one JSON object a line as it happens (pinbench.events; docs/FORMATS.md). It
 * also catches SIGINT and SIGTERM: see interrupt.h. */
#ifndef PIN_HARNESS_CLI_PROGRESS_H
#define PIN_HARNESS_CLI_PROGRESS_H

#include "harness/cli/command.h"
#include "harness/flow/load.h"
#include "harness/flow/pipeline.h"

/* Rows of a command's table of options. */
#define PIN_PROGRESS_OPTIONS                                                             \
    {0, "events", "FILE", "write progress there as it happens, as JSON Lines"},          \
        {'v', "verbose", NULL, "say on stderr when a step is done"},                     \
    {                                                                                    \
        'q', "quiet", NULL, "no progress on stderr"                                      \
    }

struct pin_progress;

/* Lives in cli's arena. PIN_E_IO when the file of events cannot be opened. */
PIN_MUST_USE enum pin_status pin_progress_open(struct pin_progress **out,
                                               struct pin_cli *cli,
                                               const struct pin_args *args);

/* pin_load and pin_pipeline_run, watched; the bar is gone when they return. */
PIN_MUST_USE enum pin_status pin_progress_load(struct pin_progress *progress,
                                               const struct pin_dataset **out,
                                               const struct pin_dataset_request *request,
                                               struct pin_cli *cli);
PIN_MUST_USE enum pin_status pin_progress_run(struct pin_progress *progress,
                                              struct pin_summary *out,
                                              struct pin_pipeline *pipeline,
                                              struct pin_cli *cli);

#endif
