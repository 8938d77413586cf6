#include "harness/base/text.h"
#include "harness/cli/dataset_spec.h"
#include "harness/cli/output.h"
#include "harness/cli/run_names.h"
#include "harness/cli/version.h"
#include "harness/flow/pipeline.h"
#include "harness/model/plan.h"

#include <string.h>

static const struct pin_cli_option options[] = {
    {'d', "dataset", "SPEC", "LOADER:PATH[,option=value…]; see `pinbench list datasets`"},
    {'m', "metric", "FIGURE",
     "a column: ap@10, recall@50, range(ap@10), ap@10[images=2]; repeat"},
    {'s', "slice", "ATTR",
     "the figures again for each value of a query attribute; repeat"},
    {'p', "profile", "NAME",
     "strict (default) or pinpoint, the reference evaluator's numbers"},
    {0, "missing", "POLICY", "queries without a list: zero (default), skip or error"},
    {0, "ties", "RULE", "equal scores: file (default, as listed), id or trec"},
    {0, "cluster", "WHAT",
     "what intervals resample: group, query, image or an attribute"},
    {0, "resamples", "N", "resamples of the bootstrap (10000; 0: no intervals)"},
    {0, "seed", "N", "seed of the resamples (1)"},
    {'f', "format", "FORMAT",
     "table (default), csv, tsv, json; see `pinbench list reports`"},
    {'o', "output", "FILE", "write the report here instead of stdout"},
    {0, "per-query", "FILE", "write one row a system and query (TSV)"},
    {'j', "threads", "N", "threads (results are the same with any number)"},
    {'h', "help", NULL, "this text"},
};

struct pin_eval { /* what the command line asks for */
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
};

static enum pin_status keep_scores(void *context, const struct pin_executed *executed,
                                   const struct pin_scores *scores, struct pin_error *err)
{
    (void)executed;
    struct pin_eval *eval = context;
    const enum pin_status status =
        pin_output_scores_add(&eval->scores, eval->dataset, scores, err);
    eval->failed_to_write = status != PIN_OK;
    return status;
}

static enum pin_status read_profile(struct pin_eval *eval)
{
    struct pin_error *err = &eval->cli->err;
    const char *profile = pin_args_last(eval->args, "profile");
    eval->pinpoint = profile && strcmp(profile, "pinpoint") == 0;
    if (profile && !eval->pinpoint && strcmp(profile, "strict") != 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "no profile \"%s\": expected strict or pinpoint", profile);
    }
    static const char *const fixed[] = {"metric", "missing", "ties"};
    for (uint32_t i = 0; i < 3 && eval->pinpoint; i++) {
        if (pin_args_last(eval->args, fixed[i])) {
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

static enum pin_status read_outputs(struct pin_eval *eval)
{
    struct pin_error *err = &eval->cli->err;
    const char *format = pin_args_last(eval->args, "format");
    const char *output = pin_args_last(eval->args, "output");
    format = format ? format : "table";
    if (eval->pinpoint && strcmp(format, "csv") == 0) {
        format = "pinpoint"; /* the reference evaluator's own CSV */
    }
    PIN_TRY(pin_registry_writer(eval->cli->registry, format, &eval->writer, err));
    eval->output = output ? output : "-";
    eval->per_query = pin_args_last(eval->args, "per-query");
    if (!eval->per_query) {
        return PIN_OK;
    }
    const bool both = is_stdout(eval->output)
                          ? is_stdout(eval->per_query)
                          : strcmp(eval->output, eval->per_query) == 0;
    return !both ? PIN_OK
                 : pin_fail(err, PIN_E_CONFIG,
                            "the report and --per-query would both go to %s",
                            is_stdout(eval->output) ? "stdout" : eval->output);
}

/* Standard input ends with its first reader. */
static enum pin_status check_stdin(const struct pin_eval *eval, const char *const *paths,
                                   uint32_t paths_n)
{
    const struct pin_settings *settings = &eval->request.settings;
    uint32_t readers_n = 0;
    for (uint32_t i = 0; i < paths_n; i++) {
        readers_n += strcmp(paths[i], "-") == 0;
    }
    for (uint32_t i = 0; i < settings->rows_n; i++) {
        readers_n += strcmp(settings->rows[i].value, "-") == 0;
    }
    return readers_n < 2 ? PIN_OK
                         : pin_fail(&eval->cli->err, PIN_E_CONFIG,
                                    "standard input (\"-\") can be read only once");
}

static enum pin_status list_runs(struct pin_eval *eval)
{
    struct pin_cli *cli = eval->cli;
    const char *const *paths = NULL;
    uint32_t paths_n = 0;
    const char *const *names = NULL;
    PIN_TRY(pin_args_all(&paths, &paths_n, eval->args, NULL, &cli->arena, &cli->err));
    if (paths_n == 0) {
        return pin_fail(&cli->err, PIN_E_CONFIG, "no run to score");
    }
    PIN_TRY(pin_run_names(&names, paths, paths_n, &cli->arena, &cli->err));
    PIN_TRY(check_stdin(eval, paths, paths_n));
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
            (struct pin_setting){"reading", eval->pinpoint ? "reference" : "strict"};
        executions[i] = (struct pin_execution){.name = names[i],
                                               .stage = {"replay", {rows, 2, NULL}},
                                               .threads = eval->threads};
    }
    eval->pipeline.executions = executions;
    eval->pipeline.executions_n = paths_n;
    return PIN_OK;
}

/* The reference evaluator has no intervals, so its profile has some only when asked. */
static enum pin_status read_statistics(struct pin_eval *eval)
{
    struct pin_error *err = &eval->cli->err;
    struct pin_pipeline *pipeline = &eval->pipeline;
    const char *resamples = pin_args_last(eval->args, "resamples");
    const char *seed = pin_args_last(eval->args, "seed");
    pipeline->resamples_n = eval->pinpoint ? 0 : PIN_PLAN_RESAMPLES;
    pipeline->seed = 1;
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
    return PIN_OK;
}

static enum pin_status choose_policy(struct pin_eval *eval)
{
    struct pin_policy *policy = &eval->pipeline.policy;
    *policy = eval->pinpoint ? pin_policy_pinpoint() : pin_policy_strict();
    struct pin_error *err = &eval->cli->err;
    const char *missing = pin_args_last(eval->args, "missing");
    const char *ties = pin_args_last(eval->args, "ties");
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

static enum pin_status read_request(struct pin_eval *eval)
{
    struct pin_error *err = &eval->cli->err;
    PIN_TRY(read_profile(eval));
    PIN_TRY(read_outputs(eval));
    PIN_TRY(choose_policy(eval));
    PIN_TRY(read_statistics(eval));
    const char *spec = pin_args_last(eval->args, "dataset");
    if (!spec) {
        return pin_fail(err, PIN_E_CONFIG, "--dataset is missing");
    }
    PIN_TRY(pin_dataset_spec_parse(&eval->request, spec, &eval->cli->arena, err));
    if (eval->pinpoint) {
        if (strcmp(eval->request.loader, "pinpoint") != 0) {
            return pin_fail(err, PIN_E_CONFIG,
                            "the pinpoint profile reads the loader pinpoint, not %s",
                            eval->request.loader);
        }
        PIN_TRY(pin_dataset_spec_fix(&eval->request, "reading", "reference",
                                     &eval->cli->arena, err));
    }
    PIN_TRY(pin_cli_threads(&eval->threads, eval->args, err));
    return list_runs(eval);
}

static enum pin_status make_pipeline(struct pin_eval *eval)
{
    struct pin_cli *cli = eval->cli;
    struct pin_pipeline *pipeline = &eval->pipeline;
    eval->profile =
        eval->pinpoint ? pin_profile_pinpoint() : pin_profile_strict(eval->dataset);
    pipeline->registry = cli->registry;
    pipeline->dataset = eval->dataset;
    pipeline->order_by = eval->profile.order_by;
    pipeline->threads = eval->threads;
    pipeline->level = 0.95;
    pipeline->cluster = pin_args_last(eval->args, "cluster");
    PIN_TRY(pin_args_all(&pipeline->figures, &pipeline->figures_n, eval->args, "metric",
                         &cli->arena, &cli->err));
    if (pipeline->figures_n == 0) {
        pipeline->figures = eval->profile.figures;
        pipeline->figures_n = eval->profile.figures_n;
    }
    return pin_args_all(&pipeline->slices, &pipeline->slices_n, eval->args, "slice",
                        &cli->arena, &cli->err);
}

/* Both are opened before a run is scored: a path that cannot be written is found out
 * before the work is done. */
static enum pin_status open_outputs(struct pin_eval *eval)
{
    struct pin_cli *cli = eval->cli;
    PIN_TRY(pin_sink_open(&eval->report, eval->output, &cli->arena, &cli->err));
    if (!eval->per_query) {
        return PIN_OK;
    }
    eval->pipeline.each = keep_scores;
    eval->pipeline.context = eval;
    return pin_sink_open(&eval->scores.sink, eval->per_query, &cli->arena, &cli->err);
}

static enum pin_status write_outputs(struct pin_eval *eval,
                                     const struct pin_summary *summary)
{
    struct pin_error *err = &eval->cli->err;
    if (eval->scores.sink) {
        PIN_TRY(pin_sink_commit(eval->scores.sink, err));
    }
    PIN_TRY(pin_output_report(eval->report, summary, eval->writer, err));
    return pin_sink_commit(eval->report, err);
}

static int write_results(struct pin_eval *eval, struct pin_summary *summary)
{
    struct pin_cli *cli = eval->cli;
    summary->provenance.tool_version = pin_version();
    pin_output_warnings(summary, eval->writer);
    if (summary->systems_n == 0) {
        (void)pin_fail(&cli->err, PIN_E_PARSE, "no run could be scored");
        return pin_cli_failed(cli);
    }
    return write_outputs(eval, summary) == PIN_OK ? PIN_EXIT_OK
                                                  : pin_cli_write_failed(cli);
}

static int run_eval(struct pin_cli *cli, const struct pin_args *args)
{
    struct pin_eval *eval = PIN_NEW(&cli->arena, struct pin_eval);
    if (!eval) {
        (void)pin_fail(&cli->err, PIN_E_NOMEM, "no memory");
        return pin_cli_failed(cli);
    }
    eval->cli = cli;
    eval->args = args;
    if (read_request(eval) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    if (pin_load(&eval->dataset, cli->registry, &eval->request, &cli->arena, &cli->err) !=
            PIN_OK ||
        make_pipeline(eval) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (open_outputs(eval) != PIN_OK) {
        return pin_cli_write_failed(cli);
    }
    struct pin_summary summary;
    if (pin_pipeline_run(&summary, &eval->pipeline, &cli->arena, &cli->err) != PIN_OK) {
        return eval->failed_to_write ? pin_cli_write_failed(cli) : pin_cli_failed(cli);
    }
    return write_results(eval, &summary);
}

const struct pin_command pin_command_eval = {
    .name = "eval",
    .summary = "score run files",
    .usage = "--dataset SPEC [options] RUN.json…",
    .examples = "  pinbench eval --dataset pinpoint:labels.jsonl run.json\n"
                "  pinbench eval --dataset "
                "pinpoint:labels.jsonl,index=ids.txt,groups=groups.tsv \\\n"
                "      -m ap@10 -m 'range(ap@10)' --slice query_category a.json b.json\n"
                "  pinbench eval --profile pinpoint -f csv --dataset "
                "pinpoint:labels.jsonl *.json\n",
    .about = "A run is a JSON object from query id to {\"retrieved_items\": [ids, best "
             "first]}; \"-\"\n"
             "reads one from standard input. Without -m: mAP@10 and what PinPoint "
             "reports beside it.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_eval,
};
