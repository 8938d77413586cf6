#include "harness/cli/scored.h"

#include "harness/base/text.h"
#include "harness/cli/dataset_spec.h"
#include "harness/cli/output.h"
#include "harness/cli/progress.h"
#include "harness/cli/provenance.h"
#include "harness/cli/run_names.h"
#include "harness/cli/saved_results.h"
#include "harness/flow/interval.h"
#include "harness/model/plan.h"

#include <string.h>

struct pin_scored { /* what the command line asks for */
    struct pin_cli *cli;
    const struct pin_args *args;
    bool pinpoint;
    const struct pin_writer_ops *writer;
    const char *output;
    const char *per_query; /* or NULL */
    struct pin_sink *report;
    uint32_t threads;
    struct pin_dataset_request request;
    const struct pin_dataset *dataset;
    struct pin_profile profile;
    struct pin_pipeline pipeline;
    struct pin_output_scores scores;
    bool failed_to_write;
    bool from_results; /* no dataset is loaded and no run is read */
    struct pin_saved_results results;
};

static enum pin_status keep_scores(void *context, const struct pin_executed *executed,
                                   const struct pin_scores *scores, struct pin_error *err)
{
    (void)executed;
    struct pin_scored *scored = context;
    const enum pin_status status =
        pin_output_scores_add(&scored->scores, scored->dataset, scores, err);
    scored->failed_to_write = status != PIN_OK;
    return status;
}

static enum pin_status read_profile(struct pin_scored *scored)
{
    struct pin_error *err = &scored->cli->err;
    const char *profile = pin_args_last(scored->args, "profile");
    scored->pinpoint = profile && strcmp(profile, "pinpoint") == 0;
    if (profile && !scored->pinpoint && strcmp(profile, "strict") != 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "no profile \"%s\": expected strict or pinpoint", profile);
    }
    static const char *const fixed[] = {"metric", "missing", "ties"};
    for (uint32_t i = 0; i < 3 && scored->pinpoint; i++) {
        if (pin_args_last(scored->args, fixed[i])) {
            return pin_fail(err, PIN_E_CONFIG,
                            "the pinpoint profile fixes --%s: leave it out", fixed[i]);
        }
    }
    return PIN_OK;
}

static bool is_stdout(const char *path)
{
    return strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
}

static enum pin_status read_outputs(struct pin_scored *scored)
{
    struct pin_error *err = &scored->cli->err;
    const char *format = pin_args_last(scored->args, "format");
    const char *output = pin_args_last(scored->args, "output");
    format = format ? format : "table";
    if (pin_args_last(scored->args, "sheet") && strcmp(format, "sheets") != 0) {
        return pin_fail(err, PIN_E_CONFIG, "--sheet goes with -f sheets");
    }
    if (scored->pinpoint && strcmp(format, "csv") == 0) {
        format = "pinpoint"; /* the reference evaluator's own CSV */
    }
    PIN_TRY(pin_registry_writer(scored->cli->registry, format, &scored->writer, err));
    scored->output = output ? output : "-";
    scored->per_query = pin_args_last(scored->args, "per-query");
    if (!scored->per_query) {
        return PIN_OK;
    }
    const bool both = is_stdout(scored->output)
                          ? is_stdout(scored->per_query)
                          : strcmp(scored->output, scored->per_query) == 0;
    return !both ? PIN_OK
                 : pin_fail(err, PIN_E_CONFIG,
                            "the report and --per-query would both go to %s",
                            is_stdout(scored->output) ? "stdout" : scored->output);
}

/* Standard input ends with its first reader. */
static enum pin_status check_stdin(const struct pin_scored *scored,
                                   const char *const *paths, uint32_t paths_n)
{
    const struct pin_settings *settings = &scored->request.settings;
    uint32_t readers_n = 0;
    for (uint32_t i = 0; i < paths_n; i++) {
        readers_n += strcmp(paths[i], "-") == 0;
    }
    for (uint32_t i = 0; i < settings->rows_n; i++) {
        readers_n += strcmp(settings->rows[i].value, "-") == 0;
    }
    return readers_n < 2 ? PIN_OK
                         : pin_fail(&scored->cli->err, PIN_E_CONFIG,
                                    "standard input (\"-\") can be read only once");
}

static enum pin_status list_runs(struct pin_scored *scored)
{
    struct pin_cli *cli = scored->cli;
    const char *const *paths = NULL;
    uint32_t paths_n = 0;
    const char *const *names = NULL;
    PIN_TRY(pin_args_all(&paths, &paths_n, scored->args, NULL, &cli->arena, &cli->err));
    if (paths_n == 0) {
        return pin_fail(&cli->err, PIN_E_CONFIG, "no run to score");
    }
    PIN_TRY(pin_run_names(&names, paths, paths_n, &cli->arena, &cli->err));
    PIN_TRY(check_stdin(scored, paths, paths_n));
    const bool without_digests = (scored->writer->head.caps & PIN_CAP_NO_DIGESTS) != 0;
    struct pin_execution *executions =
        PIN_NEW_N(&cli->arena, struct pin_execution, paths_n);
    struct pin_setting *settings =
        PIN_NEW_N(&cli->arena, struct pin_setting, (size_t)2 * paths_n);
    if (!executions || !settings) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the command line");
    }
    for (uint32_t i = 0; i < paths_n; i++) {
        struct pin_setting *rows = &settings[(size_t)2 * i];
        rows[0] = (struct pin_setting){"run", paths[i]};
        rows[1] =
            (struct pin_setting){"reading", scored->pinpoint ? "reference" : "strict"};
        executions[i] = (struct pin_execution){.name = names[i],
                                               .stage = {"replay", {rows, 2, NULL}},
                                               .threads = scored->threads,
                                               .without_digests = without_digests};
    }
    scored->pipeline.executions = executions;
    scored->pipeline.executions_n = paths_n;
    return PIN_OK;
}

/* The reference evaluator has no intervals, so its profile has some only when asked. */
static enum pin_status read_statistics(struct pin_scored *scored)
{
    struct pin_error *err = &scored->cli->err;
    struct pin_pipeline *pipeline = &scored->pipeline;
    const char *resamples = pin_args_last(scored->args, "resamples");
    const char *seed = pin_args_last(scored->args, "seed");
    pipeline->resamples_n = scored->pinpoint ? 0 : PIN_PLAN_RESAMPLES;
    pipeline->seed = 1;
    pipeline->min_n = PIN_PLAN_MIN_N;
    PIN_TRY(pin_interval_method_read(&pipeline->interval,
                                     pin_args_last(scored->args, "interval"), err));
    if (resamples &&
        (pin_text_u32(&pipeline->resamples_n, pin_text_of(resamples), NULL) != PIN_OK ||
         pipeline->resamples_n > PIN_PLAN_RESAMPLES_MAX)) {
        return pin_fail(err, PIN_E_CONFIG, "expected 0 to %d resamples, found \"%.40s\"",
                        PIN_PLAN_RESAMPLES_MAX, resamples);
    }
    if (seed && pin_text_u64(&pipeline->seed, pin_text_of(seed), NULL) != PIN_OK) {
        return pin_fail(err, PIN_E_CONFIG,
                        "expected a whole number as the seed, found "
                        "\"%.40s\"",
                        seed);
    }
    const char *min_n = pin_args_last(scored->args, "min-n");
    if (min_n && pin_text_u32(&pipeline->min_n, pin_text_of(min_n), NULL) != PIN_OK) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--min-n: expected a whole number, found \"%.40s\"", min_n);
    }
    return PIN_OK;
}

static enum pin_status choose_policy(struct pin_scored *scored)
{
    struct pin_policy *policy = &scored->pipeline.policy;
    *policy = scored->pinpoint ? pin_policy_pinpoint() : pin_policy_strict();
    struct pin_error *err = &scored->cli->err;
    const char *missing = pin_args_last(scored->args, "missing");
    const char *ties = pin_args_last(scored->args, "ties");
    if (missing && !pin_missing_of(missing, &policy->missing)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--missing: expected zero, skip or error, found \"%s\"", missing);
    }
    if (ties && !pin_ties_of(ties, &policy->reading.ties)) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--ties: expected file, id or trec, found \"%s\"", ties);
    }
    return PIN_OK;
}

static enum pin_status read_request(struct pin_scored *scored)
{
    struct pin_error *err = &scored->cli->err;
    PIN_TRY(read_profile(scored));
    PIN_TRY(read_outputs(scored));
    PIN_TRY(choose_policy(scored));
    PIN_TRY(read_statistics(scored));
    PIN_TRY(pin_cli_threads(&scored->threads, scored->args, err));
    if (scored->from_results) {
        return PIN_OK;
    }
    const char *spec = pin_args_last(scored->args, "dataset");
    if (!spec) {
        return pin_fail(err, PIN_E_CONFIG, "--dataset is missing");
    }
    PIN_TRY(pin_dataset_spec_parse(&scored->request, spec, &scored->cli->arena, err));
    scored->request.without_digests =
        (scored->writer->head.caps & PIN_CAP_NO_DIGESTS) != 0;
    if (scored->pinpoint) {
        if (strcmp(scored->request.loader, "pinpoint") != 0) {
            return pin_fail(err, PIN_E_CONFIG,
                            "the pinpoint profile reads the loader pinpoint, not %s",
                            scored->request.loader);
        }
        PIN_TRY(pin_dataset_spec_fix(&scored->request, "reading", "reference",
                                     &scored->cli->arena, err));
    }
    return list_runs(scored);
}

static enum pin_status make_pipeline(struct pin_scored *scored)
{
    struct pin_cli *cli = scored->cli;
    struct pin_pipeline *pipeline = &scored->pipeline;
    scored->profile =
        scored->pinpoint ? pin_profile_pinpoint() : pin_profile_strict(scored->dataset);
    pipeline->dataset = scored->dataset;
    pipeline->order_by = scored->profile.order_by;
    pipeline->where = pin_args_last(scored->args, "where");
    pipeline->cluster = pin_args_last(scored->args, "cluster");
    PIN_TRY(pin_args_all(&pipeline->figures, &pipeline->figures_n, scored->args, "metric",
                         &cli->arena, &cli->err));
    if (pipeline->figures_n == 0) {
        pipeline->figures = scored->profile.figures;
        pipeline->figures_n = scored->profile.figures_n;
    }
    return pin_args_all(&pipeline->slices, &pipeline->slices_n, scored->args, "slice",
                        &cli->arena, &cli->err);
}

/* What the pipeline is about: a dataset and runs, or scores that were kept of them. */
static enum pin_status get_inputs(struct pin_scored *scored,
                                  struct pin_progress *progress)
{
    struct pin_cli *cli = scored->cli;
    struct pin_pipeline *pipeline = &scored->pipeline;
    pipeline->registry = cli->registry;
    pipeline->threads = scored->threads;
    pipeline->level = 0.95;
    if (scored->from_results) {
        pipeline->order_by = -1;
        return pin_saved_load(pipeline, &scored->results, cli, scored->args);
    }
    PIN_TRY(pin_progress_load(progress, &scored->dataset, &scored->request, cli));
    return make_pipeline(scored);
}

/* Both are opened before a run is scored: a path that cannot be written is found out
 * before the work is done. */
static enum pin_status open_outputs(struct pin_scored *scored)
{
    struct pin_cli *cli = scored->cli;
    PIN_TRY(pin_sink_open(&scored->report, scored->output, &cli->arena, &cli->err));
    if (!scored->per_query) {
        return PIN_OK;
    }
    scored->pipeline.each = keep_scores;
    scored->pipeline.context = scored;
    return pin_output_scores_open(&scored->scores, scored->per_query, scored->dataset,
                                  scored->pipeline.cluster, &cli->arena, &cli->err);
}

static enum pin_status write_outputs(struct pin_scored *scored,
                                     struct pin_summary *summary)
{
    struct pin_error *err = &scored->cli->err;
    PIN_TRY(pin_output_scores_end(&summary->per_query, &scored->scores, scored->per_query,
                                  err));
    const char *sheet = pin_args_last(scored->args, "sheet");
    const struct pin_setting setting = {"sheet", sheet};
    const struct pin_settings settings = {&setting, sheet ? 1U : 0U, NULL};
    PIN_TRY(pin_output_report(scored->report, summary, scored->writer, &settings, err));
    return pin_sink_commit(scored->report, err);
}

static int write_results(struct pin_scored *scored, struct pin_summary *summary)
{
    struct pin_cli *cli = scored->cli;
    if (pin_provenance_fill(summary, cli, scored->threads) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (scored->from_results) {
        pin_saved_describe(summary, &scored->results);
    }
    pin_output_warnings(summary, scored->writer);
    if (summary->systems_n == 0) {
        (void)pin_fail(&cli->err, PIN_E_PARSE, "no run could be scored");
        return pin_cli_failed(cli);
    }
    return write_outputs(scored, summary) == PIN_OK ? pin_cli_done(summary)
                                                    : pin_cli_write_failed(cli);
}

static int run(struct pin_cli *cli, const struct pin_args *args,
               pin_scored_analyses_fn *analyses, bool from_results)
{
    struct pin_scored *scored = PIN_NEW(&cli->arena, struct pin_scored);
    if (!scored) {
        (void)pin_fail(&cli->err, PIN_E_NOMEM, "no memory");
        return pin_cli_failed(cli);
    }
    scored->cli = cli;
    scored->args = args;
    scored->from_results = from_results;
    if (read_request(scored) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    struct pin_progress *progress = NULL;
    if (pin_progress_open(&progress, cli, args) != PIN_OK) {
        return pin_cli_write_failed(cli);
    }
    if (get_inputs(scored, progress) != PIN_OK ||
        analyses(&scored->pipeline, args, &cli->arena, &cli->err) != PIN_OK) {
        return scored->results.incomparable ? PIN_EXIT_INCOMPARABLE : pin_cli_failed(cli);
    }
    if (open_outputs(scored) != PIN_OK) {
        return pin_cli_write_failed(cli);
    }
    struct pin_summary summary;
    if (pin_progress_run(progress, &summary, &scored->pipeline, cli) != PIN_OK) {
        return scored->failed_to_write ? pin_cli_write_failed(cli) : pin_cli_failed(cli);
    }
    return write_results(scored, &summary);
}

int pin_scored_run(struct pin_cli *cli, const struct pin_args *args,
                   pin_scored_analyses_fn *analyses)
{
    return run(cli, args, analyses, false);
}

int pin_scored_or_saved_run(struct pin_cli *cli, const struct pin_args *args,
                            pin_scored_analyses_fn *analyses)
{
    bool from_results = false;
    if (pin_saved_asked(&from_results, cli, args) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    return run(cli, args, analyses, from_results);
}
