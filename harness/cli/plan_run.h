/* plan_run.h - everything that a plan asks for, into its folder of results. */
#ifndef PIN_HARNESS_CLI_PLAN_RUN_H
#define PIN_HARNESS_CLI_PLAN_RUN_H

#include "harness/cli/progress.h"
#include "harness/model/plan.h"

struct pin_plan_request {
    const struct pin_plan *plan;
    const char *path; /* the plan's, for messages */
    const char
        *output; /* instead of the plan's, relative to the working folder; or NULL */
    uint32_t threads;
    struct pin_progress *progress;
};

/* Runs every system, writes result.json, scores.tsv, table.csv and runs/SYSTEM.trec, and
 * prints the table on stdout. Gives the exit status. */
int pin_plan_run(struct pin_cli *cli, const struct pin_plan_request *request);

#endif
