#include "harness/cli/bundle.h"
#include "harness/cli/bundle_readme.h"
#include "harness/cli/output.h"
#include "harness/model/result_read.h"

#include <stdio.h>
#include <string.h>

static const struct pin_cli_option options[] = {
    {'f', "format", "FORMAT", "table (default) and others; see `pinbench list reports`"},
    {'o', "output", "FILE", "write the report here instead of stdout"},
    {'e', "export", "FORMAT=FILE", "write another report of the same result; repeat"},
    {'B', "bundle", "DIR", "a folder with the result, what belongs to it, reports, sums"},
    {'O', "option", "NAME=VALUE", "an option of the formats that have it; repeat"},
    {0, "sheet", "KEY", "with -f sheets: only this table of the analyses"},
    {'h', "help", NULL, "this text"},
};

struct report_target { /* one report that is asked for */
    const struct pin_writer_ops *writer;
    const char *path;
    struct pin_sink *sink;
};

struct report {
    struct pin_cli *cli;
    const struct pin_args *args;
    struct report_target *targets;
    uint32_t targets_n;
    struct pin_setting *settings; /* of the formats */
    uint32_t settings_n;
    struct pin_summary summary;
    const char *folder; /* of the bundle; or NULL */
};

static enum pin_status no_memory(struct report *report)
{
    return pin_fail(&report->cli->err, PIN_E_NOMEM, "no memory for the command line");
}

static enum pin_status add_target(struct report *report, const char *format,
                                  const char *path)
{
    struct pin_cli *cli = report->cli;
    struct report_target *target = &report->targets[report->targets_n];
    PIN_TRY(pin_registry_writer(cli->registry, format, &target->writer, &cli->err));
    for (uint32_t i = 0; i < report->targets_n; i++) {
        if (strcmp(report->targets[i].path, path) == 0) {
            return pin_fail(&cli->err, PIN_E_CONFIG, "two reports would go to %s",
                            strcmp(path, "-") == 0 ? "stdout" : path);
        }
    }
    target->path = path;
    report->targets_n++;
    return PIN_OK;
}

/* FORMAT=FILE */
static enum pin_status add_export(struct report *report, const char *text)
{
    struct pin_cli *cli = report->cli;
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || equals[1] == '\0') {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "--export: expected FORMAT=FILE, found \"%.60s\"", text);
    }
    const char *format = pin_arena_copy_text(&cli->arena, text, (size_t)(equals - text));
    return format ? add_target(report, format, equals + 1) : no_memory(report);
}

static enum pin_status list_targets(struct report *report)
{
    struct pin_cli *cli = report->cli;
    const char *const *exports = NULL;
    uint32_t exports_n = 0;
    const char *format = pin_args_last(report->args, "format");
    const char *output = pin_args_last(report->args, "output");
    PIN_TRY(pin_args_all(&exports, &exports_n, report->args, "export", &cli->arena,
                         &cli->err));
    report->targets = PIN_NEW_N(&cli->arena, struct report_target, exports_n + 2U);
    if (!report->targets) {
        return no_memory(report);
    }
    report->folder = pin_args_last(report->args, "bundle");
    if (report->folder && (format || output)) {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "-f and -o do not go with --bundle: -e FORMAT=NAME puts a report "
                        "into it");
    }
    if (report->folder && exports_n == 0) {
        PIN_TRY(add_target(report, "table", "report.txt"));
        PIN_TRY(add_target(report, "methods", "methods.txt"));
    } else if (format || output || exports_n == 0) {
        PIN_TRY(add_target(report, format ? format : "table", output ? output : "-"));
    }
    for (uint32_t i = 0; i < exports_n; i++) {
        PIN_TRY(add_export(report, exports[i]));
    }
    return PIN_OK;
}

static bool has_option(const struct pin_writer_ops *writer, const char *name)
{
    bool has = false;
    for (uint32_t i = 0; i < writer->head.options_n; i++) {
        has = has || strcmp(writer->head.options[i].name, name) == 0;
    }
    return has;
}

static enum pin_status add_setting(struct report *report, const char *name,
                                   const char *value)
{
    bool known = false;
    for (uint32_t i = 0; i < report->targets_n; i++) {
        known = known || has_option(report->targets[i].writer, name);
    }
    if (!known) {
        return pin_fail(&report->cli->err, PIN_E_CONFIG,
                        "no format that is asked for has an option \"%.40s\"", name);
    }
    report->settings[report->settings_n++] = (struct pin_setting){name, value};
    return PIN_OK;
}

/* NAME=VALUE */
static enum pin_status list_settings(struct report *report)
{
    struct pin_cli *cli = report->cli;
    const char *const *texts = NULL;
    uint32_t texts_n = 0;
    const char *sheet = pin_args_last(report->args, "sheet");
    PIN_TRY(
        pin_args_all(&texts, &texts_n, report->args, "option", &cli->arena, &cli->err));
    report->settings = PIN_NEW_N(&cli->arena, struct pin_setting, texts_n + 1U);
    if (!report->settings) {
        return no_memory(report);
    }
    for (uint32_t i = 0; i < texts_n; i++) {
        const char *equals = strchr(texts[i], '=');
        if (!equals || equals == texts[i]) {
            return pin_fail(&cli->err, PIN_E_CONFIG,
                            "--option: expected NAME=VALUE, found \"%.60s\"", texts[i]);
        }
        const char *name =
            pin_arena_copy_text(&cli->arena, texts[i], (size_t)(equals - texts[i]));
        PIN_TRY(name ? add_setting(report, name, equals + 1) : no_memory(report));
    }
    return sheet ? add_setting(report, "sheet", sheet) : PIN_OK;
}

/* Those of the settings that the writer has. */
static enum pin_status write_target(struct report *report,
                                    const struct report_target *target)
{
    struct pin_cli *cli = report->cli;
    struct pin_settings settings = {NULL, 0, NULL};
    struct pin_setting *rows =
        PIN_NEW_N(&cli->arena, struct pin_setting, report->settings_n + 1U);
    if (!rows) {
        return no_memory(report);
    }
    for (uint32_t i = 0; i < report->settings_n; i++) {
        if (has_option(target->writer, report->settings[i].name)) {
            rows[settings.rows_n++] = report->settings[i];
        }
    }
    settings.rows = rows;
    return pin_output_report(target->sink, &report->summary, target->writer, &settings,
                             &cli->err);
}

static enum pin_status read_result(struct report *report)
{
    struct pin_cli *cli = report->cli;
    const char *const *paths = NULL;
    uint32_t paths_n = 0;
    PIN_TRY(pin_args_all(&paths, &paths_n, report->args, NULL, &cli->arena, &cli->err));
    return pin_result_read(&report->summary, paths[0], &cli->arena, &cli->err);
}

static enum pin_status check_operands(struct report *report)
{
    struct pin_cli *cli = report->cli;
    const char *const *paths = NULL;
    uint32_t paths_n = 0;
    PIN_TRY(pin_args_all(&paths, &paths_n, report->args, NULL, &cli->arena, &cli->err));
    if (paths_n == 1 && strcmp(paths[0], "-") == 0 &&
        pin_args_last(report->args, "bundle")) {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "--bundle copies the result: expected a file, found -");
    }
    return paths_n == 1
               ? PIN_OK
               : pin_fail(&cli->err, PIN_E_CONFIG,
                          paths_n == 0 ? "no result file" : "one result file at a time");
}

/* All are opened before the first is written, and appear when all could be. */
static enum pin_status write_all(struct report *report)
{
    struct pin_cli *cli = report->cli;
    for (uint32_t i = 0; i < report->targets_n; i++) {
        struct report_target *target = &report->targets[i];
        PIN_TRY(pin_sink_open(&target->sink, target->path, &cli->arena, &cli->err));
    }
    for (uint32_t i = 0; i < report->targets_n; i++) {
        PIN_TRY(write_target(report, &report->targets[i]));
    }
    for (uint32_t i = 0; i < report->targets_n; i++) {
        PIN_TRY(pin_sink_commit(report->targets[i].sink, &cli->err));
    }
    return PIN_OK;
}

/* The folder of the result, then name: where `eval` and `run` put per-query values. */
static const char *beside(struct report *report, const char *name)
{
    const char *path = pin_args_last(report->args, NULL);
    const char *slash = strrchr(path, '/');
    const size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
    const size_t length = folder + strlen(name) + 1;
    char *joined = pin_arena_alloc(&report->cli->arena, length, 1);
    if (joined) {
        (void)snprintf(joined, length, "%.*s%s", (int)folder, path, name);
    } else {
        (void)no_memory(report);
    }
    return joined;
}

static enum pin_status add_scores(struct report *report, struct pin_bundle *bundle,
                                  struct pin_bundle_file *out)
{
    const struct pin_per_query *scores = report->summary.per_query;
    struct pin_error *err = &report->cli->err;
    out->name = scores->name;
    out->what = "a row a system and query";
    const char *path = beside(report, scores->name);
    PIN_TRY(path ? PIN_OK : PIN_E_NOMEM);
    const enum pin_status status = pin_bundle_copy(bundle, scores->name, path, err);
    if (status == PIN_E_MISSING) {
        pin_error_clear(err);
        out->what = "not here: it was not beside the result";
        pin_cli_warn("%s is not beside the result: the bundle is without it", path);
        return PIN_OK;
    }
    if (status == PIN_E_CONFIG) {
        err->status = PIN_E_PARSE; /* the result is at fault, not who named it */
    }
    PIN_TRY(status);
    return pin_bundle_expect(bundle, scores->name, scores->sha256, err);
}

static enum pin_status add_plan(struct report *report, struct pin_bundle *bundle,
                                struct pin_bundle_file *out)
{
    struct pin_error *err = &report->cli->err;
    const char *plan = report->summary.provenance.plan;
    const char *path = NULL;
    *out = (struct pin_bundle_file){"plan.json", "what pinbench run made it from"};
    PIN_TRY(pin_bundle_add(&path, bundle, "plan.json", err));
    return pin_sink_write_file(path, plan, strlen(plan), err);
}

static enum pin_status add_readme(struct report *report, struct pin_bundle *bundle,
                                  const struct pin_bundle_file *files, uint32_t files_n)
{
    struct pin_cli *cli = report->cli;
    struct pin_buffer buffer;
    const char *path = NULL;
    PIN_TRY(pin_bundle_add(&path, bundle, "README.txt", &cli->err));
    pin_buffer_init(&buffer, 0, NULL);
    struct pin_page page = {.out = &buffer, .err = &cli->err};
    pin_bundle_readme(&page, &report->summary, files, files_n, cli->registry);
    const enum pin_status status =
        page.status == PIN_OK
            ? pin_sink_write_file(path, buffer.bytes, buffer.length, &cli->err)
            : page.status;
    pin_buffer_free(&buffer);
    return status;
}

static enum pin_status fill_bundle(struct report *report, struct pin_bundle *bundle)
{
    struct pin_cli *cli = report->cli;
    const char *result = pin_args_last(report->args, NULL);
    struct pin_bundle_file *files =
        PIN_NEW_N(&cli->arena, struct pin_bundle_file, report->targets_n + 3U);
    uint32_t files_n = 0;
    if (!files) {
        return no_memory(report);
    }
    PIN_TRY(pin_bundle_copy(bundle, "result.json", result, &cli->err));
    files[files_n++] = (struct pin_bundle_file){"result.json", "the whole result"};
    if (report->summary.per_query) {
        PIN_TRY(add_scores(report, bundle, &files[files_n++]));
    }
    if (report->summary.provenance.plan) {
        PIN_TRY(add_plan(report, bundle, &files[files_n++]));
    }
    for (uint32_t i = 0; i < report->targets_n; i++) {
        struct report_target *target = &report->targets[i];
        files[files_n++] =
            (struct pin_bundle_file){target->path, target->writer->head.summary};
        PIN_TRY(pin_bundle_add(&target->path, bundle, target->path, &cli->err));
    }
    PIN_TRY(write_all(report));
    PIN_TRY(add_readme(report, bundle, files, files_n));
    return pin_bundle_close(bundle, &cli->err);
}

static int run_bundle(struct report *report)
{
    struct pin_cli *cli = report->cli;
    struct pin_bundle *bundle = NULL;
    if (pin_bundle_open(&bundle, report->folder, &cli->arena, &cli->err) != PIN_OK) {
        return pin_cli_write_failed(cli);
    }
    if (fill_bundle(report, bundle) != PIN_OK) {
        pin_bundle_remove(bundle);
        return cli->err.status == PIN_E_IO ? pin_cli_write_failed(cli)
                                           : pin_cli_failed(cli);
    }
    return PIN_EXIT_OK;
}

static int run_report(struct pin_cli *cli, const struct pin_args *args)
{
    struct report *report = PIN_NEW(&cli->arena, struct report);
    if (!report) {
        (void)pin_fail(&cli->err, PIN_E_NOMEM, "no memory");
        return pin_cli_failed(cli);
    }
    report->cli = cli;
    report->args = args;
    if (check_operands(report) != PIN_OK || list_targets(report) != PIN_OK ||
        list_settings(report) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    if (read_result(report) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (report->folder) {
        return run_bundle(report);
    }
    return write_all(report) == PIN_OK ? PIN_EXIT_OK : pin_cli_write_failed(cli);
}

const struct pin_command pin_command_report = {
    .name = "report",
    .summary = "render a saved result",
    .usage = "[options] RESULT.json",
    .examples =
        "  pinbench eval --dataset pinpoint:labels.jsonl -f json -o result.json "
        "run.json\n"
        "  pinbench report result.json\n"
        "  pinbench report -f latex -o table.tex -O macros=true result.json\n"
        "  pinbench report -e markdown=report.md -e tsv=result.tsv -e "
        "sheets=sheets.tsv result.json\n"
        "  pinbench report --bundle paper -e latex=table.tex -e methods=methods.txt "
        "result.json\n",
    .about = "A result is what `eval`, `compare` and `run` write as JSON. Nothing is "
             "computed again:\n"
             "every number is the one in the file.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_report,
};
