#include "harness/cli/saved_results.h"

#include "harness/cli/gate_inputs.h"
#include "harness/gate/pairing.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the results");
}

enum pin_status pin_saved_refuse(struct pin_saved_results *results, const char *a,
                                 const char *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    (void)fprintf(stderr, "pinbench compare: %s cannot be compared with %s: ", b, a);
    (void)vfprintf(stderr, fmt, args);
    (void)fputs("\n", stderr);
    va_end(args);
    results->incomparable = true;
    return PIN_E_PARSE;
}

/* A result says what it is in its first member. What cannot be read is none: whoever
 * reads it next says why. What is read from a pipe is gone, so a pipe is none either. */
static bool is_result(const char *path, struct pin_arena *arena)
{
    enum { HEAD = 256 };
    char head[HEAD + 1];
    struct pin_source *source = NULL;
    struct pin_error err = {0};
    size_t length = 0;
    size_t n = 1;
    struct stat status;
    if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
        pin_source_open(&source, path, arena, &err) != PIN_OK) {
        return false;
    }
    pin_source_skip_digest(source);
    pin_source_unpack(source);
    while (n > 0 && length < HEAD) {
        if (pin_source_read(source, head + length, HEAD - length, &n, &err) != PIN_OK) {
            return false;
        }
        length += n;
    }
    head[length] = '\0';
    return strstr(head, "\"schema\"") && strstr(head, "\"pinbench.result/");
}

/* What a result fixes, or does not hold. */
static enum pin_status check_options(const struct pin_args *args, struct pin_error *err)
{
    static const char *const fixed[] = {"dataset", "missing",   "ties",     "where",
                                        "rbo-p",   "agreement", "per-query"};
    for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
        if (pin_args_last(args, fixed[i])) {
            return pin_fail(err, PIN_E_CONFIG,
                            "--%s goes with run files, and these are saved results",
                            fixed[i]);
        }
    }
    return PIN_OK;
}

enum pin_status pin_saved_asked(bool *out, struct pin_cli *cli,
                                const struct pin_args *args)
{
    const char *const *paths = NULL;
    uint32_t paths_n = 0;
    uint32_t results_n = 0;
    const char *result = NULL;
    const char *run = NULL;
    PIN_TRY(pin_args_all(&paths, &paths_n, args, NULL, &cli->arena, &cli->err));
    for (uint32_t i = 0; i < paths_n; i++) {
        struct pin_arena arena;
        pin_arena_init(&arena, 0);
        const bool found = is_result(paths[i], &arena);
        pin_arena_free(&arena);
        results_n += found;
        result = found ? paths[i] : result;
        run = found ? run : paths[i];
    }
    *out = results_n > 0;
    if (results_n > 0 && results_n < paths_n) {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "%.200s is a saved result and %.200s is none: compare results "
                        "with results, or runs with runs",
                        result, run);
    }
    return *out ? check_options(args, &cli->err) : PIN_OK;
}

/* What a gate would not compare, no more can anybody else. */
static enum pin_status check_pair(struct pin_saved_results *results, uint32_t at)
{
    struct pin_cli *cli = results->cli;
    struct pin_remarks obstacles;
    struct pin_remarks warnings;
    const char *const *rows = NULL;
    uint32_t rows_n = 0;
    const struct pin_gate_request request = {.baseline = results->inputs[0],
                                             .candidate = results->inputs[at]};
    pin_remarks_init(&obstacles, &cli->arena);
    pin_remarks_init(&warnings, &cli->arena);
    pin_gate_obstacles(&request, &obstacles, &warnings);
    PIN_TRY(pin_remarks_end(&rows, &rows_n, &warnings, &cli->err));
    for (uint32_t i = 0; i < rows_n; i++) {
        pin_cli_warn("%s (the baseline) and %s: %s", results->paths[0],
                     results->paths[at], rows[i]);
    }
    PIN_TRY(pin_remarks_end(&rows, &rows_n, &obstacles, &cli->err));
    enum pin_status status = PIN_OK;
    for (uint32_t i = 0; i < rows_n; i++) {
        status = pin_saved_refuse(results, results->paths[0], results->paths[at],
                                  "%s (the first is called the baseline)", rows[i]);
    }
    return status;
}

static enum pin_status read_all(struct pin_saved_results *results,
                                const struct pin_args *args)
{
    struct pin_cli *cli = results->cli;
    PIN_TRY(pin_args_all(&results->paths, &results->inputs_n, args, NULL, &cli->arena,
                         &cli->err));
    struct pin_gate_input *inputs =
        PIN_NEW_N(&cli->arena, struct pin_gate_input, results->inputs_n + 1U);
    if (!inputs) {
        return no_memory(&cli->err);
    }
    for (uint32_t i = 0; i < results->inputs_n; i++) {
        PIN_TRY(pin_gate_read_side(&inputs[i], cli, results->paths[i], NULL, false));
    }
    results->inputs = inputs;
    for (uint32_t i = 0; i < results->inputs_n; i++) {
        if (i > 0 || results->inputs_n == 1) {
            PIN_TRY(check_pair(results, i));
        }
    }
    return PIN_OK;
}

static enum pin_status take_policy(struct pin_pipeline *pipeline,
                                   const struct pin_saved_results *results)
{
    const struct pin_provenance *from = &results->inputs[0].result->provenance;
    struct pin_policy *policy = &pipeline->policy;
    *policy = strcmp(from->profile, "pinpoint") == 0 ? pin_policy_pinpoint()
                                                     : pin_policy_strict();
    return pin_missing_of(from->missing, &policy->missing) &&
                   pin_ties_of(from->ties, &policy->reading.ties)
               ? PIN_OK
               : pin_fail(&results->cli->err, PIN_E_PARSE,
                          "%.200s: unknown policies: missing \"%.40s\", ties \"%.40s\"",
                          results->paths[0], from->missing, from->ties);
}

static bool has_column(const struct pin_score_table *table, const char *label)
{
    for (uint32_t c = 0; c < table->columns_n; c++) {
        if (strcmp(table->columns[c], label) == 0) {
            return true;
        }
    }
    return false;
}

static bool all_have(const struct pin_saved_results *results, const char *label)
{
    for (uint32_t i = 0; i < results->inputs_n; i++) {
        if (!has_column(results->inputs[i].scores, label)) {
            return false;
        }
    }
    return true;
}

static enum pin_status list_figures(struct pin_pipeline *pipeline,
                                    const struct pin_saved_results *results)
{
    const struct pin_score_table *first = results->inputs[0].scores;
    const char **figures =
        PIN_NEW_N(&results->cli->arena, const char *, first->columns_n + 1U);
    if (!figures) {
        return no_memory(&results->cli->err);
    }
    pipeline->figures_n = 0;
    for (uint32_t c = 0; c < first->columns_n; c++) {
        if (all_have(results, first->columns[c])) {
            figures[pipeline->figures_n++] = first->columns[c];
        }
    }
    pipeline->figures = figures;
    return pipeline->figures_n > 0
               ? PIN_OK
               : pin_fail(&results->cli->err, PIN_E_PARSE,
                          "the results have per-query values of no metric in common");
}

/* The files have values of metrics, a query each: other figures would need the labels. */
static enum pin_status check_figures(const struct pin_pipeline *pipeline,
                                     const struct pin_saved_results *results)
{
    for (uint32_t i = 0; i < pipeline->figures_n; i++) {
        for (uint32_t k = 0; k < results->inputs_n; k++) {
            if (!has_column(results->inputs[k].scores, pipeline->figures[i])) {
                return pin_fail(&results->cli->err, PIN_E_CONFIG,
                                "%.200s has no per-query values of %.80s (the first of "
                                "those that it has is %.80s)",
                                results->paths[k], pipeline->figures[i],
                                results->inputs[k].scores->columns[0]);
            }
        }
    }
    return PIN_OK;
}

/* The files number the clusters that were asked for then; or each query is for itself. */
static enum pin_status choose_clusters(struct pin_pipeline *pipeline,
                                       const struct pin_saved_results *results,
                                       const char *cluster)
{
    if (!cluster || strcmp(cluster, results->clustering.name) == 0) {
        return PIN_OK;
    }
    if (strcmp(cluster, "query") != 0 && strcmp(cluster, "none") != 0) {
        return pin_fail(&results->cli->err, PIN_E_CONFIG,
                        "--cluster: the results have clusters by %.80s: expected that or "
                        "query, found \"%.80s\"",
                        results->clustering.name, cluster);
    }
    pipeline->clustering = NULL;
    pipeline->cluster = cluster;
    return PIN_OK;
}

enum pin_status pin_saved_load(struct pin_pipeline *pipeline,
                               struct pin_saved_results *results, struct pin_cli *cli,
                               const struct pin_args *args)
{
    *results = (struct pin_saved_results){.cli = cli};
    PIN_TRY(read_all(results, args));
    PIN_TRY(take_policy(pipeline, results));
    PIN_TRY(pin_args_all(&pipeline->figures, &pipeline->figures_n, args, "metric",
                         &cli->arena, &cli->err));
    PIN_TRY(pipeline->figures_n > 0 ? check_figures(pipeline, results)
                                    : list_figures(pipeline, results));
    PIN_TRY(pin_saved_line_up(pipeline, results));
    return choose_clusters(pipeline, results, pin_args_last(args, "cluster"));
}

void pin_saved_describe(struct pin_summary *summary,
                        const struct pin_saved_results *results)
{
    const struct pin_summary *first = results->inputs[0].result;
    summary->dataset = first->dataset;
    summary->provenance.where = first->provenance.where;
    summary->provenance.where_queries_n = first->provenance.where_queries_n;
}
