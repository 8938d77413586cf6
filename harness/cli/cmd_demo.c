#include "harness/base/sink.h"
#include "harness/base/source.h"
#include "harness/cli/plan_run.h"

#include <stdio.h>
#include <string.h>

static const struct pin_cli_option options[] = {
    {'o', "output", "DIR", "the folder to write (default pinbench-demo)"},
    {'j', "threads", "N", "threads (results are the same with any number)"},
    PIN_PROGRESS_OPTIONS,
    {'h', "help", NULL, "this text"},
};

static const char demo_plan[] =
    "{\n"
    "  \"dataset\": {\"loader\": \"synthetic\", \"items\": 5000, \"queries\": 600, "
    "\"seed\": 7, \"difficulty\": 0.4},\n"
    "  \"systems\": [\n"
    "    {\"name\": \"text only\",  \"stages\": [{\"engine\": \"exact\", \"compose\": "
    "\"text\"}]},\n"
    "    {\"name\": \"image only\", \"stages\": [{\"engine\": \"exact\", \"compose\": "
    "\"image\"}]},\n"
    "    {\"name\": \"combined\",   \"stages\": [{\"engine\": \"exact\", \"compose\": "
    "\"lerp\",\n"
    "                                          \"alpha\": 0.5}]}\n"
    "  ],\n"
    "  \"depth\": 50,\n"
    "  \"metrics\": [\"ap@10\", \"recall@10\", \"ndcg@10\", \"neg_recall@10\", "
    "\"range(ap@10)\",\n"
    "              \"ap@10[images=1]\", \"ap@10[images=2]\"],\n"
    "  \"slices\": [\"intent\"],\n"
    "  \"statistics\": {\"seed\": 1},\n"
    "  \"output\": \"results\"\n"
    "}\n";

/* Whether a file is there that holds something else: most likely this plan as its reader
 * changed it. */
static enum pin_status find_changed(bool *out, const char *path, struct pin_arena *arena,
                                    struct pin_error *err)
{
    char bytes[sizeof(demo_plan)];
    size_t length = 0;
    size_t n = 1;
    struct pin_source *source = NULL;
    struct pin_error why = {0};
    const enum pin_status status = pin_source_open(&source, path, arena, &why);
    *out = false;
    if (status != PIN_OK) {
        return PIN_OK; /* nothing to lose; writing says what else is wrong */
    }
    while (n > 0 && length < sizeof(bytes)) {
        PIN_TRY(pin_source_read(source, bytes + length, sizeof(bytes) - length, &n, err));
        length += n;
    }
    *out = length != sizeof(demo_plan) - 1 || memcmp(bytes, demo_plan, length) != 0;
    return PIN_OK;
}

static int write_plan(struct pin_cli *cli, const char *folder, const char *path)
{
    bool changed = false;
    if (find_changed(&changed, path, &cli->arena, &cli->err) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (changed) {
        return pin_cli_misused(cli,
                               "%s is not the demo's plan any more; `pinbench run %s` "
                               "runs it, and -o names another folder",
                               path, path);
    }
    return pin_sink_make_folder(folder, &cli->err) == PIN_OK &&
                   pin_sink_write_file(path, demo_plan, sizeof(demo_plan) - 1,
                                       &cli->err) == PIN_OK
               ? PIN_EXIT_OK
               : pin_cli_write_failed(cli);
}

static int run_demo(struct pin_cli *cli, const struct pin_args *args)
{
    const char *given = pin_args_last(args, "output");
    if (pin_args_last(args, NULL)) {
        return pin_cli_misused(cli, "unexpected operand \"%s\" (a folder goes after -o)",
                               pin_args_last(args, NULL));
    }
    const char *folder = given ? given : "pinbench-demo";
    struct pin_plan_request request = {0};
    const size_t length = strlen(folder) + sizeof("/plan.json");
    char *path = pin_arena_alloc(&cli->arena, length, 1);
    if (!path) {
        (void)pin_fail(&cli->err, PIN_E_NOMEM, "no memory for a path");
        return pin_cli_failed(cli);
    }
    (void)snprintf(path, length, "%s/plan.json", folder);
    request.path = path;
    if (pin_cli_threads(&request.threads, args, &cli->err) != PIN_OK) {
        return pin_cli_misused(cli, "%s", cli->err.text);
    }
    if (folder[0] == '\0') {
        return pin_cli_misused(cli, "expected a folder, found an empty text");
    }
    if (pin_progress_open(&request.progress, cli, args) != PIN_OK) {
        return pin_cli_write_failed(cli);
    }
    int status = write_plan(cli, folder, path);
    if (status != PIN_EXIT_OK) {
        return status;
    }
    if (pin_plan_read(&request.plan, path, &cli->arena, &cli->err) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    status = pin_plan_run(cli, &request);
    if (status != PIN_EXIT_OK) {
        return status;
    }
    (void)printf("\n%s\n"
                 "%s/results/result.json   everything above, with provenance\n"
                 "%s/results/scores.tsv    one row a system and query\n"
                 "%s/results/table.csv     the first table\n"
                 "%s/results/runs/         what each system retrieved (TREC)\n\n"
                 "Change the plan and run it: pinbench run %s\n",
                 path, folder, folder, folder, folder, path);
    return pin_cli_flush();
}

const struct pin_command pin_command_demo = {
    .name = "demo",
    .summary = "the whole corridor on a synthetic dataset, with a plan to start from",
    .usage = "[-o DIR] [-j N]",
    .examples = "  pinbench demo\n"
                "  pinbench demo -o /tmp/first-look\n",
    .about =
        "Three systems search 5,000 made-up items for 600 composed queries: by the text\n"
        "alone, by the image alone, and by both.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_demo,
};
