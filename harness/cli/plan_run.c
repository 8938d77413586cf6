#include "harness/cli/plan_run.h"

#include "harness/base/text.h"
#include "harness/cli/output.h"
#include "harness/cli/version.h"
#include "harness/flow/load.h"
#include "harness/flow/pipeline.h"

#include <stdio.h>
#include <string.h>

struct pin_plan_output { /* where the results of each system go while it is in memory */
    struct pin_cli *cli;
    const char *folder;
    const struct pin_dataset *dataset;
    struct pin_output_scores scores;
    bool failed_to_write;
};

static const char *join(struct pin_cli *cli, const char *folder, const char *name)
{
    const size_t length = strlen(folder) + strlen(name) + 2;
    char *path = pin_arena_alloc(&cli->arena, length, 1);
    if (path) {
        (void)snprintf(path, length, "%s/%s", folder, name);
    } else {
        (void)pin_fail(&cli->err, PIN_E_NOMEM, "no memory for a path");
    }
    return path;
}

/* The system's name as a file's: what could leave the folder becomes an underscore. */
static const char *run_path(struct pin_cli *cli, const char *folder, const char *system)
{
    char name[200];
    (void)snprintf(name, sizeof(name), "runs/%.180s.trec", system);
    for (char *c = name + 5; *c; c++) {
        const bool odd = *c == '/' || (unsigned char)*c < 0x20;
        if (odd || (*c == '.' && c == name + 5)) {
            *c = '_';
        }
    }
    return join(cli, folder, name);
}

static enum pin_status keep_system(void *context, const struct pin_executed *executed,
                                   const struct pin_scores *scores, struct pin_error *err)
{
    struct pin_plan_output *output = context;
    const char *path = run_path(output->cli, output->folder, executed->run->name);
    enum pin_status status = path ? PIN_OK : PIN_E_NOMEM;
    if (status == PIN_OK) {
        status = pin_output_trec(path, output->dataset, executed->run, err);
    }
    if (status == PIN_OK) {
        status = pin_output_scores_add(&output->scores, output->dataset, scores, err);
    }
    output->failed_to_write = status != PIN_OK;
    return status;
}

static struct pin_settings settings_of(const struct pin_plan_part *part,
                                       const char *folder, struct pin_setting *rows)
{
    for (uint32_t i = 0; i < part->settings_n; i++) {
        rows[i] = (struct pin_setting){part->settings[i].name, part->settings[i].value};
    }
    return (struct pin_settings){rows, part->settings_n, folder};
}

static enum pin_status load_dataset(struct pin_cli *cli, const struct pin_plan *plan,
                                    const struct pin_dataset **out)
{
    const struct pin_plan_part *part = &plan->dataset;
    struct pin_setting *rows =
        PIN_NEW_N(&cli->arena, struct pin_setting, part->settings_n + 1U);
    if (!rows) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the plan");
    }
    const struct pin_dataset_request request = {part->name, part->name,
                                                settings_of(part, plan->folder, rows)};
    return pin_load(out, cli->registry, &request, &cli->arena, &cli->err);
}

static enum pin_status list_executions(struct pin_cli *cli,
                                       const struct pin_plan_request *request,
                                       const struct pin_execution **out)
{
    const struct pin_plan *plan = request->plan;
    struct pin_execution *rows =
        PIN_NEW_N(&cli->arena, struct pin_execution, plan->systems_n);
    if (!rows) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the plan");
    }
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        const struct pin_plan_part *stage = &plan->systems[i].stage;
        struct pin_setting *settings =
            PIN_NEW_N(&cli->arena, struct pin_setting, stage->settings_n + 1U);
        if (!settings) {
            return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the plan");
        }
        rows[i] = (struct pin_execution){
            .name = plan->systems[i].name,
            .stage = {stage->name, settings_of(stage, plan->folder, settings)},
            .depth = plan->depth,
            .threads = request->threads};
    }
    *out = rows;
    return PIN_OK;
}

static enum pin_status choose_policy(const struct pin_plan *plan,
                                     struct pin_policy *policy, struct pin_error *err)
{
    if (plan->missing && !pin_missing_of(plan->missing, &policy->missing)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "missing: expected zero, skip or error, found \"%s\"",
                        plan->missing);
    }
    if (plan->ties && !pin_ties_of(plan->ties, &policy->reading.ties)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "ties: expected file, id or trec, found \"%s\"", plan->ties);
    }
    return PIN_OK;
}

static enum pin_status make_pipeline(struct pin_cli *cli,
                                     const struct pin_plan_request *request,
                                     struct pin_profile *profile,
                                     struct pin_pipeline *out)
{
    const struct pin_plan *plan = request->plan;
    PIN_TRY(choose_policy(plan, &profile->policy, &cli->err));
    *out = (struct pin_pipeline){
        .registry = cli->registry,
        .policy = profile->policy,
        .figures = plan->metrics ? plan->metrics : profile->figures,
        .figures_n = plan->metrics ? plan->metrics_n : profile->figures_n,
        .order_by = profile->order_by,
        .slices = plan->slices,
        .slices_n = plan->slices_n,
        .executions_n = plan->systems_n,
        .threads = request->threads,
        .seed = plan->seed};
    return list_executions(cli, request, &out->executions);
}

static enum pin_status write_results(struct pin_cli *cli,
                                     const struct pin_summary *summary,
                                     struct pin_plan_output *output)
{
    const char *result = join(cli, output->folder, "result.json");
    const char *table = join(cli, output->folder, "table.csv");
    if (!result || !table) {
        return PIN_E_NOMEM;
    }
    PIN_TRY(pin_sink_commit(output->scores.sink, &cli->err));
    PIN_TRY(pin_output_report(cli->registry, summary, "csv", table, &cli->err));
    PIN_TRY(pin_output_report(cli->registry, summary, "json", result, &cli->err));
    return pin_output_report(cli->registry, summary, "table", "-", &cli->err);
}

static enum pin_status open_folder(struct pin_cli *cli, struct pin_plan_output *output)
{
    const char *runs = join(cli, output->folder, "runs");
    const char *scores = join(cli, output->folder, "scores.tsv");
    if (!runs || !scores) {
        return PIN_E_NOMEM;
    }
    PIN_TRY(pin_sink_make_folder(runs, &cli->err));
    return pin_sink_open(&output->scores.sink, scores, &cli->arena, &cli->err);
}

static const char *output_folder(struct pin_cli *cli,
                                 const struct pin_plan_request *request)
{
    const struct pin_plan *plan = request->plan;
    if (request->output) {
        return request->output;
    }
    const char *output = plan->output ? plan->output : "out";
    const bool as_is = output[0] == '/' || !plan->folder;
    return as_is ? output : join(cli, plan->folder, output);
}

int pin_plan_run(struct pin_cli *cli, const struct pin_plan_request *request)
{
    struct pin_plan_output output = {.cli = cli, .folder = output_folder(cli, request)};
    struct pin_pipeline pipeline;
    if (!output.folder || load_dataset(cli, request->plan, &output.dataset) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    struct pin_profile profile = pin_profile_strict(output.dataset);
    if (make_pipeline(cli, request, &profile, &pipeline) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (open_folder(cli, &output) != PIN_OK) {
        return pin_cli_write_failed(cli);
    }
    pipeline.dataset = output.dataset;
    pipeline.each = keep_system;
    pipeline.context = &output;
    struct pin_summary summary;
    if (pin_pipeline_run(&summary, &pipeline, &cli->arena, &cli->err) != PIN_OK) {
        return output.failed_to_write ? pin_cli_write_failed(cli) : pin_cli_failed(cli);
    }
    summary.provenance.tool_version = pin_version();
    return write_results(cli, &summary, &output) == PIN_OK ? PIN_EXIT_OK
                                                           : pin_cli_write_failed(cli);
}
