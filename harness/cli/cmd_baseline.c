#include "harness/base/sink.h"
#include "harness/cli/baseline_store.h"
#include "harness/cli/command.h"
#include "harness/model/result_read.h"

#include <stdio.h>
#include <string.h>

static const struct pin_cli_option options[] = {
    {0, "store", "DIR", "the folder of the baselines (" PIN_BASELINE_STORE ")"},
    {'h', "help", NULL, "this text"},
};

struct baseline_call {
    struct pin_cli *cli;
    const char *store;
    const char *const *words; /* behind the verb */
    bool writing;             /* what was asked for can be read */
};

static const char *in_store(struct baseline_call *call, const char *name,
                            const char *file)
{
    return pin_baseline_path(call->store, name, file, &call->cli->arena, &call->cli->err);
}

static bool is_anchor(struct baseline_call *call, const char *name)
{
    const char *path = in_store(call, name, "anchor");
    return path && pin_is_there(path);
}

static enum pin_status check_name(struct baseline_call *call, const char *name)
{
    return pin_baseline_is_name(name)
               ? PIN_OK
               : pin_fail(&call->cli->err, PIN_E_CONFIG,
                          "a baseline's name is letters, digits, \".\", \"_\" and "
                          "\"-\", found \"%.60s\"",
                          name);
}

/* The values first: until the result is in place, the old result names another SHA-256
 * and a gate says so. */
static enum pin_status put(struct baseline_call *call, const char *name, const char *from)
{
    struct pin_cli *cli = call->cli;
    struct pin_error *err = &cli->err;
    struct pin_summary summary;
    PIN_TRY(pin_result_read(&summary, from, &cli->arena, err));
    if (!summary.per_query) {
        return pin_fail(err, PIN_E_MISSING,
                        "%.100s has no per-query values beside it: write it with "
                        "--per-query FILE",
                        from);
    }
    const char *values = summary.per_query->name;
    if (strchr(values, '/') || strcmp(values, "result.json") == 0 || values[0] == '.' ||
        strcmp(values, "anchor") == 0) {
        return pin_fail(err, PIN_E_PARSE, "no name for a file of values: \"%.60s\"",
                        values);
    }
    const char *folder = in_store(call, name, "");
    const char *to_values = in_store(call, name, values);
    const char *to_result = in_store(call, name, "result.json");
    const char *from_values = pin_beside(from, values, &cli->arena, err);
    if (!folder || !to_values || !to_result || !from_values) {
        return PIN_E_NOMEM;
    }
    if (!pin_is_there(from_values)) {
        return pin_fail(err, PIN_E_MISSING, "there is no %.150s", from_values);
    }
    call->writing = true;
    PIN_TRY(pin_sink_make_folder(folder, err));
    PIN_TRY(pin_file_copy(to_values, from_values, err));
    return pin_file_copy(to_result, from, err);
}

static enum pin_status save(struct baseline_call *call)
{
    const char *name = call->words[0];
    PIN_TRY(check_name(call, name));
    if (is_anchor(call, name)) {
        return pin_fail(&call->cli->err, PIN_E_CONFIG,
                        "%s is an anchor, which moves by promotion only", name);
    }
    return put(call, name, call->words[1]);
}

static enum pin_status promote(struct baseline_call *call)
{
    struct pin_cli *cli = call->cli;
    const char *name = call->words[0];
    const char *anchor = call->words[1];
    PIN_TRY(check_name(call, name));
    PIN_TRY(check_name(call, anchor));
    const char *from = in_store(call, name, "result.json");
    const char *mark = in_store(call, anchor, "anchor");
    const char *there = in_store(call, anchor, "result.json");
    if (!from || !mark || !there) {
        return PIN_E_NOMEM;
    }
    if (strcmp(name, anchor) == 0 || (pin_is_there(there) && !is_anchor(call, anchor))) {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "%s is a moving baseline: give the anchor a name of its own",
                        anchor);
    }
    PIN_TRY(put(call, anchor, from));
    return pin_sink_write_file(mark, name, strlen(name), &cli->err);
}

/* What steers a terminal is left out of names that come from a file. */
static void print_name(const char *before, const char *name)
{
    (void)fputs(before, stdout);
    for (; *name; name++) {
        const bool plain = (unsigned char)*name >= 0x20 && *name != 0x7F;
        (void)fputc(plain ? *name : '?', stdout);
    }
}

static enum pin_status list(struct baseline_call *call)
{
    struct pin_cli *cli = call->cli;
    const char *const *names = NULL;
    size_t n = 0;
    PIN_TRY(pin_baseline_names(&names, &n, call->store, &cli->arena, &cli->err));
    for (size_t i = 0; i < n; i++) {
        const char *result = in_store(call, names[i], "result.json");
        if (result && pin_is_there(result)) {
            (void)printf("%s%s\n", names[i], is_anchor(call, names[i]) ? "\tanchor" : "");
        }
    }
    return PIN_OK;
}

static enum pin_status show(struct baseline_call *call)
{
    struct pin_cli *cli = call->cli;
    struct pin_summary summary;
    PIN_TRY(check_name(call, call->words[0]));
    const char *path = in_store(call, call->words[0], "result.json");
    if (!path) {
        return PIN_E_NOMEM;
    }
    PIN_TRY(pin_result_read(&summary, path, &cli->arena, &cli->err));
    (void)printf("baseline %s (%s)\n", call->words[0],
                 is_anchor(call, call->words[0]) ? "anchor" : "moving");
    (void)printf("file     %s\n", path);
    print_name("dataset  ", summary.dataset.name);
    (void)printf(", %u queries\n", summary.dataset.queries_n);
    for (uint32_t i = 0; i < summary.systems_n; i++) {
        print_name("system   ", summary.systems[i].name);
        (void)puts("");
    }
    for (uint32_t i = 0; summary.per_query && i < summary.per_query->columns_n; i++) {
        print_name("metric   ", summary.per_query->columns[i]);
        (void)puts("");
    }
    return PIN_OK;
}

static const struct {
    const char *verb;
    uint32_t words_n;
    const char *expected;
    enum pin_status (*run)(struct baseline_call *call);
} verbs[] = {
    {"save", 2, "save NAME RESULT.json", save},
    {"list", 0, "list", list},
    {"show", 1, "show NAME", show},
    {"promote", 2, "promote NAME ANCHOR", promote},
};

static int run_baseline(struct pin_cli *cli, const struct pin_args *args)
{
    const char *store = pin_args_last(args, "store");
    struct baseline_call call = {.cli = cli, .store = store ? store : PIN_BASELINE_STORE};
    const char *const *words = NULL;
    uint32_t words_n = 0;
    if (pin_args_all(&words, &words_n, args, NULL, &cli->arena, &cli->err) != PIN_OK) {
        return pin_cli_failed(cli);
    }
    if (words_n == 0) {
        return pin_cli_misused(cli, "expected save, list, show or promote");
    }
    uint32_t v = 0;
    while (v < sizeof(verbs) / sizeof(verbs[0]) && strcmp(verbs[v].verb, words[0]) != 0) {
        v++;
    }
    if (v == sizeof(verbs) / sizeof(verbs[0])) {
        return pin_cli_misused(
            cli, "expected save, list, show or promote, found \"%.40s\"", words[0]);
    }
    if (words_n - 1 != verbs[v].words_n) {
        return pin_cli_misused(cli, "expected %s", verbs[v].expected);
    }
    call.words = words + 1;
    if (verbs[v].run(&call) == PIN_OK) {
        return pin_cli_flush();
    }
    return call.writing ? pin_cli_write_failed(cli) : pin_cli_failed(cli);
}

const struct pin_command pin_command_baseline = {
    .name = "baseline",
    .summary = "keep results to hold later ones against",
    .usage = "[options] save NAME RESULT.json | list | show NAME | promote NAME ANCHOR",
    .examples = "  pinbench baseline save main out/result.json\n"
                "  pinbench baseline promote main release-1\n"
                "  pinbench gate --baseline main --candidate out/result.json --rules "
                "gate.json\n",
    .about = "A baseline is a copy of a result and of the per-query values beside it. "
             "One that `save`\n"
             "makes moves with every save; an anchor moves by `promote` alone, so that "
             "many small\n"
             "losses are seen against it.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_baseline,
};
