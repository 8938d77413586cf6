#include "harness/cli/plan_run.h"

#include <string.h>

static const struct pin_cli_option options[] = {
    {'o', "output", "DIR", "write the results here instead of the plan's folder"},
    {'j', "threads", "N", "threads (results are the same with any number)"},
    PIN_PROGRESS_OPTIONS,
    {'h', "help", NULL, "this text"},
};

static int run_run(struct pin_cli *cli, const struct pin_args *args)
{
    struct pin_plan_request request = {.output = pin_args_last(args, "output")};
    const char *const *operands = NULL;
    uint32_t operands_n = 0;
    if (pin_args_all(&operands, &operands_n, args, NULL, &cli->arena, &cli->err) !=
        PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (operands_n != 1) {
        return pin_cli_misused(cli, "expected one plan, found %u", operands_n);
    }
    if (pin_cli_threads(&request.threads, args, &cli->err) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    if (pin_progress_open(&request.progress, cli, args) != PIN_OK) {
        return pin_cli_write_failed(cli);
    }
    request.path = strcmp(operands[0], "-") == 0 ? "stdin" : operands[0];
    if (pin_plan_read(&request.plan, operands[0], &cli->arena, &cli->err) != PIN_OK) {
        (void)pin_cli_failed(cli);
        return cli->err.status == PIN_E_NOMEM ? PIN_EXIT_SYSTEM : PIN_EXIT_USAGE;
    }
    return pin_plan_run(cli, &request);
}

const struct pin_command pin_command_run = {
    .name = "run",
    .summary = "run a plan: load, execute, score, summarise, report",
    .usage = "[-o DIR] [-j N] PLAN.json",
    .examples = "  pinbench run plan.json\n"
                "  pinbench run -o results -j 2 plan.json\n",
    .about = "Writes result.json, scores.tsv (one row a query), table.csv and "
             "runs/SYSTEM.trec\n"
             "into the plan's output folder, and prints the table. A system is one "
             "engine, or\n"
             "more stages that rescore what the first has found, or fuses the lists of "
             "others.\n"
             "`pinbench demo` leaves a plan to start from; docs/FORMATS.md describes "
             "every key.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_run,
};
