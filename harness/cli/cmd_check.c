#include "harness/base/sink.h"
#include "harness/cli/check_report.h"
#include "harness/cli/command.h"
#include "harness/cli/dataset_spec.h"
#include "harness/flow/examine.h"
#include "harness/flow/execute.h"

#include <string.h>

static const struct pin_cli_option options[] = {
    {'d', "dataset", "SPEC", "LOADER:PATH[,option=value…]; see `pinbench list datasets`"},
    {'f', "format", "text|json", "text is the default"},
    {'o', "output", "FILE", "write the audit here instead of stdout"},
    {'h', "help", NULL, "this text"},
};

static enum pin_status audit_run(struct pin_cli *cli, const struct pin_dataset *dataset,
                                 const char *path, struct pin_run **out)
{
    const struct pin_setting setting = {"run", path};
    const struct pin_execution execution = {
        .name = path, .stage = {"replay", {&setting, 1, NULL}}, .threads = 1};
    struct pin_executed executed = {0};
    PIN_TRY(pin_execute(&executed, cli->registry, dataset, &execution, &cli->arena,
                        &cli->err));
    *out = executed.run;
    const enum pin_status status = pin_examine(executed.run, dataset, 0, &cli->err);
    if (status != PIN_OK) {
        pin_error_at(&cli->err, path, 0, 0);
    }
    return status;
}

static enum pin_status audit_all(struct pin_cli *cli, const struct pin_args *args,
                                 struct pin_check_report *report)
{
    struct pin_dataset_request request = {0};
    const char *const *paths = NULL;
    PIN_TRY(pin_args_all(&paths, &report->runs_n, args, NULL, &cli->arena, &cli->err));
    PIN_TRY(pin_dataset_spec_parse(&request, pin_args_last(args, "dataset"), &cli->arena,
                                   &cli->err));
    PIN_TRY(pin_load(&report->dataset, cli->registry, &request, &cli->arena, &cli->err));
    PIN_TRY(pin_audit_run(&report->audit, report->dataset, &cli->arena, &cli->err));
    struct pin_run **runs = PIN_NEW_N(&cli->arena, struct pin_run *, report->runs_n + 1U);
    if (!runs) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the runs");
    }
    for (uint32_t i = 0; i < report->runs_n; i++) {
        PIN_TRY(audit_run(cli, report->dataset, paths[i], &runs[i]));
    }
    report->runs = (const struct pin_run *const *)runs;
    return PIN_OK;
}

static int run_check(struct pin_cli *cli, const struct pin_args *args)
{
    struct pin_check_report report = {0};
    const char *format = pin_args_last(args, "format");
    const char *output = pin_args_last(args, "output");
    const bool json = format && strcmp(format, "json") == 0;
    if (!pin_args_last(args, "dataset")) {
        return pin_cli_misused(cli, "--dataset is missing");
    }
    if (format && !json && strcmp(format, "text") != 0) {
        return pin_cli_misused(cli, "no format \"%s\": expected text or json", format);
    }
    if (audit_all(cli, args, &report) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    struct pin_buffer page;
    pin_buffer_init(&page, 0, NULL);
    enum pin_status status = json ? pin_check_put_json(&page, &report, &cli->err)
                                  : pin_check_put_text(&page, &report, &cli->err);
    if (status == PIN_OK) {
        status = pin_sink_write_file(output ? output : "-", page.bytes, page.length,
                                     &cli->err);
    }
    pin_buffer_free(&page);
    return status == PIN_OK ? PIN_EXIT_OK : pin_cli_write_failed(cli);
}

const struct pin_command pin_command_check = {
    .name = "check",
    .summary = "audit labels and runs; nothing is scored",
    .usage = "--dataset SPEC [-f text|json] [-o FILE] [RUN.json…]",
    .examples =
        "  pinbench check --dataset pinpoint:labels.jsonl,index=ids.txt\n"
        "  pinbench check --dataset pinpoint:labels.jsonl,groups=groups.tsv run.json\n",
    .about =
        "Counts what the labels hold and what would mislead a score: labels that are\n"
        "repeated, null or contradictory, ids outside the corpus, groups whose members\n"
        "disagree, one picture in place of many. Problems do not change the exit "
        "status.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_check,
};
