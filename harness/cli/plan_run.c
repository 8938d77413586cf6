#include "harness/cli/plan_run.h"

#include "harness/base/text.h"
#include "harness/cli/dataset_spec.h"
#include "harness/cli/fairness_args.h"
#include "harness/cli/output.h"
#include "harness/cli/provenance.h"
#include "harness/flow/interval.h"
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

enum { RUN_NAME_MAX = 200 };

/* The system's name as a file's: what could leave the folder becomes an underscore. Gives
 * whether the name had to be changed. */
static bool print_run_name(char into[RUN_NAME_MAX], const char *system)
{
    (void)snprintf(into, RUN_NAME_MAX, "runs/%.180s.trec", system);
    bool changed = strlen(system) > 180;
    for (char *c = into + 5; *c; c++) {
        const bool odd = *c == '/' || (unsigned char)*c < 0x20;
        if (odd || (*c == '.' && c == into + 5)) {
            *c = '_';
            changed = true;
        }
    }
    return changed;
}

static const char *run_path(struct pin_cli *cli, const char *folder, const char *system)
{
    char name[RUN_NAME_MAX];
    (void)print_run_name(name, system);
    return join(cli, folder, name);
}

/* Two systems whose names differ only in what a file's name cannot hold would write one
 * file. */
static enum pin_status check_run_names(const struct pin_plan *plan, struct pin_error *err)
{
    char name[RUN_NAME_MAX];
    char other[RUN_NAME_MAX];
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        if (!print_run_name(name, plan->systems[i].name)) {
            continue; /* as unique as the system's own */
        }
        for (uint32_t j = 0; j < plan->systems_n; j++) {
            (void)print_run_name(other, plan->systems[j].name);
            if (i != j && strcmp(name, other) == 0) {
                return pin_fail(err, PIN_E_CONFIG,
                                "the systems \"%.40s\" and \"%.40s\" would both be "
                                "written to %.60s: rename one",
                                plan->systems[j].name, plan->systems[i].name, name);
            }
        }
    }
    return PIN_OK;
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
                                    struct pin_progress *progress,
                                    const struct pin_dataset **out)
{
    const struct pin_plan_part *part = &plan->dataset;
    struct pin_setting *rows =
        PIN_NEW_N(&cli->arena, struct pin_setting, part->settings_n + 1U);
    if (!rows) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the plan");
    }
    struct pin_dataset_request request = {part->name, part->name,
                                          settings_of(part, plan->folder, rows)};
    for (uint32_t i = 0; i < part->settings_n; i++) {
        if (strcmp(rows[i].name, "path") == 0) {
            request.name = pin_dataset_name(rows[i].value);
        }
    }
    return pin_progress_load(progress, out, &request, cli);
}

static enum pin_status make_stage(struct pin_cli *cli, const struct pin_plan *plan,
                                  const struct pin_plan_part *part, struct pin_stage *out)
{
    struct pin_setting *settings =
        PIN_NEW_N(&cli->arena, struct pin_setting, part->settings_n + 1U);
    if (!settings) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the plan");
    }
    *out = (struct pin_stage){.engine = part->name,
                              .settings = settings_of(part, plan->folder, settings)};
    return PIN_OK;
}

static enum pin_status make_execution(struct pin_cli *cli, const struct pin_plan *plan,
                                      const struct pin_plan_system *system,
                                      struct pin_execution *out)
{
    struct pin_stage *later =
        PIN_NEW_N(&cli->arena, struct pin_stage, system->later_n + 1U);
    if (!later) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the plan");
    }
    out->name = system->name;
    out->depth = plan->depth;
    out->fuse = system->fuse;
    out->hidden = system->hidden;
    if (system->fuse) {
        return PIN_OK;
    }
    PIN_TRY(make_stage(cli, plan, &system->stage, &out->stage));
    for (uint32_t i = 0; i < system->later_n; i++) {
        PIN_TRY(make_stage(cli, plan, &system->later[i].engine, &later[i]));
        later[i].top_n = system->later[i].top_n;
    }
    out->later = later;
    out->later_n = system->later_n;
    return PIN_OK;
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
        rows[i].threads = request->threads;
        PIN_TRY(make_execution(cli, plan, &plan->systems[i], &rows[i]));
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

static enum pin_status list_analyses(struct pin_cli *cli, const struct pin_plan *plan,
                                     struct pin_pipeline *out)
{
    struct pin_analysis *fairness = PIN_NEW(&cli->arena, struct pin_analysis);
    if (!fairness) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the plan");
    }
    out->analyses = fairness;
    out->analyses_n = plan->fairness.attribute ? 1 : 0;
    return out->analyses_n == 0
               ? PIN_OK
               : pin_fairness_request(fairness, &plan->fairness, plan->min_n, &cli->arena,
                                      &cli->err);
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
        .where = plan->where,
        .min_n = plan->min_n,
        .executions_n = plan->systems_n,
        .order = plan->order,
        .threads = request->threads,
        .seed = plan->seed,
        .resamples_n = plan->resamples,
        .cluster = plan->cluster,
        .level = 0.95};
    PIN_TRY(pin_interval_method_read(&out->interval, plan->interval, &cli->err));
    PIN_TRY(list_analyses(cli, plan, out));
    return list_executions(cli, request, &out->executions);
}

static enum pin_status write_report(struct pin_cli *cli,
                                    const struct pin_summary *summary, const char *writer,
                                    const char *path)
{
    const struct pin_writer_ops *ops = NULL;
    struct pin_sink *sink = NULL;
    PIN_TRY(pin_registry_writer(cli->registry, writer, &ops, &cli->err));
    PIN_TRY(pin_sink_open(&sink, path, &cli->arena, &cli->err));
    PIN_TRY(pin_output_report(sink, summary, ops, NULL, &cli->err));
    return pin_sink_commit(sink, &cli->err);
}

static enum pin_status write_results(struct pin_cli *cli, struct pin_summary *summary,
                                     struct pin_plan_output *output)
{
    const char *result = join(cli, output->folder, "result.json");
    const char *table = join(cli, output->folder, "table.csv");
    if (!result || !table) {
        return PIN_E_NOMEM;
    }
    PIN_TRY(pin_output_scores_end(&summary->per_query, &output->scores, "scores.tsv",
                                  &cli->err));
    PIN_TRY(write_report(cli, summary, "csv", table));
    PIN_TRY(write_report(cli, summary, "json", result));
    return write_report(cli, summary, "table", "-");
}

static enum pin_status open_folder(struct pin_cli *cli, struct pin_plan_output *output,
                                   const char *cluster)
{
    const char *runs = join(cli, output->folder, "runs");
    const char *scores = join(cli, output->folder, "scores.tsv");
    if (!runs || !scores) {
        return PIN_E_NOMEM;
    }
    PIN_TRY(pin_sink_make_folder(runs, &cli->err));
    return pin_output_scores_open(&output->scores, scores, output->dataset, cluster,
                                  &cli->arena, &cli->err);
}

/* NULL after a failure. */
static const char *output_folder(struct pin_cli *cli,
                                 const struct pin_plan_request *request)
{
    const struct pin_plan *plan = request->plan;
    const char *output = plan->output ? plan->output : "out";
    output = request->output ? request->output : output;
    if (output[0] == '\0') {
        (void)pin_fail(&cli->err, PIN_E_CONFIG,
                       "output: expected a folder, found an empty text");
        return NULL;
    }
    const bool as_is = request->output || output[0] == '/' || !plan->folder;
    return as_is ? output : join(cli, plan->folder, output);
}

/* What a plan asks for and cannot be is the plan's fault, wherever it came to light. */
static int plan_failed(struct pin_cli *cli, const struct pin_plan_request *request)
{
    if (cli->err.status == PIN_E_CONFIG) {
        pin_error_at(&cli->err, request->path, 0, 0);
    }
    return pin_cli_failed(cli);
}

int pin_plan_run(struct pin_cli *cli, const struct pin_plan_request *request)
{
    struct pin_plan_output output = {.cli = cli, .folder = output_folder(cli, request)};
    struct pin_pipeline pipeline;
    if (!output.folder || check_run_names(request->plan, &cli->err) != PIN_OK ||
        load_dataset(cli, request->plan, request->progress, &output.dataset) != PIN_OK) {
        return plan_failed(cli, request);
    }
    struct pin_profile profile = pin_profile_strict(output.dataset);
    if (make_pipeline(cli, request, &profile, &pipeline) != PIN_OK) {
        return plan_failed(cli, request);
    }
    if (open_folder(cli, &output, pipeline.cluster) != PIN_OK) {
        return cli->err.status == PIN_E_CONFIG ? plan_failed(cli, request)
                                               : pin_cli_write_failed(cli);
    }
    pipeline.dataset = output.dataset;
    pipeline.each = keep_system;
    pipeline.context = &output;
    struct pin_summary summary;
    if (pin_progress_run(request->progress, &summary, &pipeline, cli) != PIN_OK) {
        return output.failed_to_write ? pin_cli_write_failed(cli)
                                      : plan_failed(cli, request);
    }
    if (pin_provenance_fill(&summary, cli, request->threads) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    summary.provenance.plan = request->plan->text;
    return write_results(cli, &summary, &output) == PIN_OK ? pin_cli_done(&summary)
                                                           : pin_cli_write_failed(cli);
}
