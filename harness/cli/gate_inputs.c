#include "harness/cli/gate_inputs.h"

#include "harness/base/text.h"
#include "harness/cli/baseline_store.h"
#include "harness/gate/remark.h"
#include "harness/model/result_read.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    FLIPS = 100000,
    FLIPS_MAX = 10000000,
    WORST = 5,
    WORST_MAX = 1000,
    DAY_BYTES = 16
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the gate");
}

static enum pin_status read_number(uint32_t *out, const struct pin_args *args,
                                   const char *name, uint32_t max, struct pin_error *err)
{
    const char *text = pin_args_last(args, name);
    if (text && (pin_text_u32(out, pin_text_of(text), NULL) != PIN_OK || *out > max)) {
        return pin_fail(err, PIN_E_CONFIG, "--%s: expected 0 to %u, found \"%.40s\"",
                        name, max, text);
    }
    return PIN_OK;
}

/* The day in UTC; SOURCE_DATE_EPOCH, where it is set, is the clock. */
static enum pin_status read_today(const char **out, struct pin_cli *cli)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = (int64_t)time(NULL);
    if (fixed && pin_text_i64(&seconds, pin_text_of(fixed), NULL) != PIN_OK) {
        return pin_fail(&cli->err, PIN_E_CONFIG,
                        "SOURCE_DATE_EPOCH: expected seconds, found \"%.40s\"", fixed);
    }
    const time_t when = (time_t)seconds;
    struct tm day;
    char *text = pin_arena_alloc(&cli->arena, DAY_BYTES, 1);
    if (!text) {
        return no_memory(&cli->err);
    }
    if (!gmtime_r(&when, &day) || strftime(text, DAY_BYTES, "%Y-%m-%d", &day) == 0 ||
        !pin_is_day(text)) {
        return pin_fail(&cli->err, PIN_E_CONFIG, "SOURCE_DATE_EPOCH is no day of ours");
    }
    *out = text;
    return PIN_OK;
}

static enum pin_status join_rules(struct pin_rules *rules, struct pin_cli *cli,
                                  const struct pin_args *args)
{
    const char *const *texts = NULL;
    uint32_t texts_n = 0;
    PIN_TRY(pin_args_all(&texts, &texts_n, args, "rule", &cli->arena, &cli->err));
    struct pin_rule *rows =
        PIN_NEW_N(&cli->arena, struct pin_rule, (size_t)rules->rows_n + texts_n + 1);
    if (!rows) {
        return no_memory(&cli->err);
    }
    for (uint32_t i = 0; i < rules->rows_n; i++) {
        rows[i] = rules->rows[i];
    }
    for (uint32_t i = 0; i < texts_n; i++) {
        PIN_TRY(
            pin_rule_parse(&rows[rules->rows_n + i], texts[i], &cli->arena, &cli->err));
    }
    rules->rows = rows;
    rules->rows_n += texts_n;
    return rules->rows_n > 0 ? PIN_OK
                             : pin_fail(&cli->err, PIN_E_CONFIG,
                                        "no rule: give --rules FILE or --rule TEXT");
}

static enum pin_status read_rules(struct pin_gate_request *out, struct pin_cli *cli,
                                  const struct pin_args *args)
{
    struct pin_rules *rules = PIN_NEW(&cli->arena, struct pin_rules);
    const char *path = pin_args_last(args, "rules");
    if (!rules) {
        return no_memory(&cli->err);
    }
    if (path) {
        const char *slash = strrchr(path, '/');
        PIN_TRY(pin_rules_read(rules, path, &cli->arena, &cli->err));
        out->rules_file = slash ? slash + 1 : path;
    }
    out->rules = rules;
    return join_rules(rules, cli, args);
}

static enum pin_status read_adjust(struct pin_gate_request *out, struct pin_cli *cli,
                                   const struct pin_args *args)
{
    const char *given = pin_args_last(args, "adjust");
    const char *name = given ? given : out->rules->adjust;
    return !name || pin_gate_adjust_of(name, &out->adjust)
               ? PIN_OK
               : pin_fail(&cli->err, PIN_E_CONFIG,
                          "adjust: expected max-t, holm, bonferroni, bh or none, found "
                          "\"%.40s\"",
                          name);
}

enum pin_status pin_gate_read_request(struct pin_gate_request *out, struct pin_cli *cli,
                                      const struct pin_args *args)
{
    struct pin_error *err = &cli->err;
    const char *seed = pin_args_last(args, "seed");
    *out = (struct pin_gate_request){.seed = 1,
                                     .flips_n = FLIPS,
                                     .worst_n = WORST,
                                     .system = pin_args_last(args, "system"),
                                     .lenient = pin_args_last(args, "lenient") != NULL};
    if (out->lenient && pin_args_last(args, "strict")) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--strict and --lenient contradict each other");
    }
    if (seed && pin_text_u64(&out->seed, pin_text_of(seed), NULL) != PIN_OK) {
        return pin_fail(err, PIN_E_CONFIG,
                        "--seed: expected a whole number, found \"%.40s\"", seed);
    }
    PIN_TRY(read_number(&out->flips_n, args, "flips", FLIPS_MAX, err));
    PIN_TRY(read_number(&out->worst_n, args, "worst", WORST_MAX, err));
    if (out->flips_n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "--flips: expected 1 or more");
    }
    PIN_TRY(pin_cli_threads(&out->threads, args, err));
    PIN_TRY(read_today(&out->today, cli));
    PIN_TRY(read_rules(out, cli, args));
    return read_adjust(out, cli, args);
}

static enum pin_status set_trouble(struct pin_gate_input *out, struct pin_cli *cli,
                                   const char *path)
{
    out->trouble = pin_remark_text(&cli->arena, "there is no %.300s", path);
    return out->trouble ? PIN_OK : no_memory(&cli->err);
}

static enum pin_status read_values(struct pin_gate_input *out, struct pin_cli *cli,
                                   const char *path)
{
    const struct pin_per_query *file = out->result->per_query;
    struct pin_score_table *table = PIN_NEW(&cli->arena, struct pin_score_table);
    struct pin_source *source = NULL;
    if (!table) {
        return no_memory(&cli->err);
    }
    if (strchr(file->name, '/')) {
        return pin_fail(&cli->err, PIN_E_PARSE,
                        "per_query.name: expected a name without a folder, found "
                        "\"%.60s\"",
                        file->name);
    }
    const char *beside = pin_beside(path, file->name, &cli->arena, &cli->err);
    if (!beside) {
        return PIN_E_NOMEM;
    }
    if (!pin_is_there(beside)) {
        return set_trouble(out, cli, beside);
    }
    PIN_TRY(pin_source_open(&source, beside, &cli->arena, &cli->err));
    PIN_TRY(pin_score_table_read(table, source, &cli->arena, &cli->err));
    out->scores = table;
    return PIN_OK;
}

static bool is_json(const char *path)
{
    const size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

/* A path, unless it is a name and nothing of that name is here. */
static const char *find_result(struct pin_cli *cli, const char *path, const char *store)
{
    if (!store || !pin_baseline_is_name(path) || is_json(path) || pin_is_there(path)) {
        return path;
    }
    return pin_baseline_path(store, path, "result.json", &cli->arena, &cli->err);
}

enum pin_status pin_gate_read_side(struct pin_gate_input *out, struct pin_cli *cli,
                                   const char *path, const char *store, bool may_lack)
{
    struct pin_summary *result = PIN_NEW(&cli->arena, struct pin_summary);
    const char *found = find_result(cli, path, store);
    *out = (struct pin_gate_input){.name = path};
    if (!result || !found) {
        return no_memory(&cli->err);
    }
    if (may_lack && !pin_is_there(found)) {
        return set_trouble(out, cli, found);
    }
    PIN_TRY(pin_result_read(result, found, &cli->arena, &cli->err));
    out->result = result;
    return result->per_query ? read_values(out, cli, found) : PIN_OK;
}
