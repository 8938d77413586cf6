#include "harness/base/sink.h"
#include "harness/base/text.h"
#include "harness/cli/baseline_store.h"
#include "harness/cli/gate_inputs.h"
#include "harness/cli/gate_result.h"
#include "reports/gate_words.h"
#include "reports/gate_writers.h"

#include <stdio.h>
#include <string.h>

static const struct pin_cli_option options[] = {
    {'b', "baseline", "RESULT", "a result file, or the name of a saved baseline"},
    {'c', "candidate", "RESULT", "the result file that is judged"},
    {'r', "rules", "FILE", "rules and waivers as JSON"},
    {0, "rule", "TEXT", "a rule: 'ap@10 no-regression margin=0.003'; repeat"},
    {0, "system", "NAME", "only this system (all that both results have)"},
    {0, "adjust", "HOW", "max-t (default), holm, bonferroni, bh or none"},
    {0, "strict", NULL, "a rule that cannot be evaluated exits 12 (default)"},
    {0, "lenient", NULL, "unless others can be"},
    {0, "fail-code", "N", "exit N, not 10, where a rule failed; 1 to 125"},
    {0, "exit-zero", NULL, "exit 0 whatever the verdict is; errors stay errors"},
    {0, "store", "DIR", "where baselines are saved (" PIN_BASELINE_STORE ")"},
    {0, "flips", "N", "random sign vectors of the tests (100000)"},
    {0, "seed", "N", "seed of the sign vectors (1)"},
    {0, "worst", "N", "queries listed for each metric and system (5)"},
    {'f', "format", "table|json|junit|markdown|github|gitlab", "table is the default"},
    {'o', "output", "FILE", "write the report here instead of stdout"},
    {'e', "export", "KIND=FILE", "write another report of the same gate; repeat"},
    {0, "save-result", "FILE", "write the candidate's result with the verdict in it"},
    {'j', "threads", "N", "threads (results are the same with any number)"},
    {'h', "help", NULL, "this text"},
};

enum { FAIL_CODE_MAX = 125 }; /* shells have their own use of those above */

struct gate_target { /* one report that is asked for */
    const struct pin_gate_writer *writer;
    const char *path;
    struct pin_sink *sink;
};

struct gate_call {
    struct pin_cli *cli;
    const struct pin_args *args;
    struct gate_target *targets;
    uint32_t targets_n;
    uint32_t fail_code; /* the status in place of PIN_GATE_REGRESSED */
    bool exit_zero;
    const char *result_path; /* or NULL */
    struct pin_gate_request request;
    struct pin_gate_report report;
};

static enum pin_status add_target(struct gate_call *call, const char *format,
                                  const char *path)
{
    struct pin_error *err = &call->cli->err;
    struct gate_target *target = &call->targets[call->targets_n];
    PIN_TRY(pin_gate_writer_of(&target->writer, format, err));
    for (uint32_t i = 0; i < call->targets_n; i++) {
        if (strcmp(call->targets[i].path, path) == 0) {
            return pin_fail(err, PIN_E_CONFIG, "two reports would go to %.100s",
                            strcmp(path, "-") == 0 ? "stdout" : path);
        }
    }
    target->path = path;
    call->targets_n++;
    return PIN_OK;
}

/* FORMAT=FILE */
static enum pin_status add_export(struct gate_call *call, const char *text)
{
    struct pin_cli *cli = call->cli;
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || equals[1] == '\0') {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "--export: expected FORMAT=FILE, found \"%.60s\"", text);
    }
    const char *format = pin_arena_copy_text(&cli->arena, text, (size_t)(equals - text));
    return format ? add_target(call, format, equals + 1)
                  : pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the command line");
}

static enum pin_status list_targets(struct gate_call *call)
{
    struct pin_cli *cli = call->cli;
    const char *const *exports = NULL;
    uint32_t exports_n = 0;
    const char *format = pin_args_last(call->args, "format");
    const char *output = pin_args_last(call->args, "output");
    PIN_TRY(
        pin_args_all(&exports, &exports_n, call->args, "export", &cli->arena, &cli->err));
    call->targets = PIN_NEW_N(&cli->arena, struct gate_target, exports_n + 1U);
    if (!call->targets) {
        return pin_fail(&cli->err, PIN_E_NOMEM, "no memory for the command line");
    }
    if (format || output || exports_n == 0) {
        PIN_TRY(add_target(call, format ? format : "table", output ? output : "-"));
    }
    for (uint32_t i = 0; i < exports_n; i++) {
        PIN_TRY(add_export(call, exports[i]));
    }
    call->result_path = pin_args_last(call->args, "save-result");
    for (uint32_t i = 0; i < call->targets_n && call->result_path; i++) {
        if (strcmp(call->targets[i].path, call->result_path) == 0) {
            return pin_fail(&cli->err, PIN_E_CONFIG,
                            "a report and --save-result would both go to %.100s",
                            call->result_path);
        }
    }
    return PIN_OK;
}

static enum pin_status check_operands(struct gate_call *call)
{
    struct pin_error *err = &call->cli->err;
    const char *operand = pin_args_last(call->args, NULL);
    if (operand) {
        return pin_fail(err, PIN_E_CONFIG, "expected options, found \"%.60s\"", operand);
    }
    if (!pin_args_last(call->args, "baseline")) {
        return pin_fail(err, PIN_E_CONFIG, "--baseline is missing");
    }
    return pin_args_last(call->args, "candidate")
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG, "--candidate is missing");
}

static enum pin_status read_sides(struct gate_call *call)
{
    const char *store = pin_args_last(call->args, "store");
    PIN_TRY(pin_gate_read_side(&call->request.baseline, call->cli,
                               pin_args_last(call->args, "baseline"),
                               store ? store : PIN_BASELINE_STORE, true));
    return pin_gate_read_side(&call->request.candidate, call->cli,
                              pin_args_last(call->args, "candidate"), NULL, false);
}

static enum pin_status write_one(struct gate_call *call, struct gate_target *target)
{
    struct pin_error *err = &call->cli->err;
    struct pin_buffer page;
    pin_buffer_init(&page, 0, NULL);
    enum pin_status status = target->writer->write(&page, &call->report, err);
    if (status == PIN_OK) {
        status = pin_sink_write(target->sink, page.bytes, page.length, err);
    }
    pin_buffer_free(&page);
    return status;
}

/* All are opened before the first is written, and appear when all could be. */
static enum pin_status write_all(struct gate_call *call)
{
    struct pin_cli *cli = call->cli;
    for (uint32_t i = 0; i < call->targets_n; i++) {
        struct gate_target *target = &call->targets[i];
        PIN_TRY(pin_sink_open(&target->sink, target->path, &cli->arena, &cli->err));
    }
    for (uint32_t i = 0; i < call->targets_n; i++) {
        PIN_TRY(write_one(call, &call->targets[i]));
    }
    for (uint32_t i = 0; i < call->targets_n; i++) {
        PIN_TRY(pin_sink_commit(call->targets[i].sink, &cli->err));
    }
    return call->result_path
               ? pin_gate_save_result(&call->report, call->request.candidate.result,
                                      call->result_path, cli)
               : PIN_OK;
}

static enum pin_status read_statuses(struct gate_call *call)
{
    struct pin_error *err = &call->cli->err;
    const char *code = pin_args_last(call->args, "fail-code");
    call->fail_code = PIN_GATE_REGRESSED;
    call->exit_zero = pin_args_last(call->args, "exit-zero") != NULL;
    if (!code) {
        return PIN_OK;
    }
    if (call->exit_zero) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--fail-code and --exit-zero contradict each other");
    }
    if (pin_text_u32(&call->fail_code, pin_text_of(code), NULL) != PIN_OK ||
        call->fail_code == 0 || call->fail_code > FAIL_CODE_MAX) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--fail-code: expected 1 to %d, found \"%.40s\"", FAIL_CODE_MAX,
                        code);
    }
    return PIN_OK;
}

/* Of the process; the reports have the status of the verdict itself. */
static int status_of(const struct gate_call *call)
{
    const int status = call->report.exit_status;
    if (call->exit_zero) {
        return 0;
    }
    return status == PIN_GATE_REGRESSED ? (int)call->fail_code : status;
}

/* For the log of a job whose reports went elsewhere or are for programs. */
static void say_verdict(const struct gate_call *call)
{
    char tally[PIN_GATE_WORDS_MAX];
    for (uint32_t i = 0; i < call->targets_n; i++) {
        if (strcmp(call->targets[i].path, "-") == 0 &&
            call->targets[i].writer == &pin_gate_table) {
            return;
        }
    }
    pin_gate_tally(tally, &call->report);
    (void)fprintf(stderr, "pinbench gate: %s: %s\n", pin_gate_headline(&call->report),
                  tally);
}

static int run_gate(struct pin_cli *cli, const struct pin_args *args)
{
    struct gate_call *call = PIN_NEW(&cli->arena, struct gate_call);
    if (!call) {
        (void)pin_fail(&cli->err, PIN_E_NOMEM, "no memory");
        return pin_cli_failed(cli);
    }
    call->cli = cli;
    call->args = args;
    if (check_operands(call) != PIN_OK || read_statuses(call) != PIN_OK ||
        list_targets(call) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    if (pin_gate_read_request(&call->request, cli, args) != PIN_OK ||
        read_sides(call) != PIN_OK ||
        pin_gate_run(&call->report, &call->request, &cli->arena, &cli->err) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (write_all(call) != PIN_OK) {
        return pin_cli_write_failed(cli);
    }
    say_verdict(call);
    return status_of(call);
}

const struct pin_command pin_command_gate = {
    .name = "gate",
    .summary = "hold a result against a baseline; verdict and exit status",
    .usage = "--baseline RESULT --candidate RESULT.json --rules FILE [options]",
    .examples =
        "  pinbench gate --baseline main --candidate out/result.json --rules gate.json\n"
        "  pinbench gate -b old/result.json -c out/result.json \\\n"
        "      --rule 'ap@10 no-regression margin=0.003' --rule 'coverage min=99%' \\\n"
        "      -e junit=gate.xml -e markdown=gate.md\n",
    .about =
        "Both results have per-query values beside them, as `run` writes and `eval "
        "--per-query` does.\n"
        "Exit status: 0 passed, 4 too few queries answered (coverage), 10 another rule "
        "failed,\n"
        "11 inconclusive where a rule blocks on it, 12 not evaluable (no baseline, other "
        "labels, other queries).\n",
    PIN_CLI_OPTIONS(options),
    .run = run_gate,
};
