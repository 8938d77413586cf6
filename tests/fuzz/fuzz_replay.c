/* fuzz_replay.c - the first byte chooses the reading, the rest is a stored run for a
 * small dataset. What is read is looked over and scored with every metric: each value is
 * a number or undefined, and under the strict reading no unit metric leaves 0 to 1. */
#define _GNU_SOURCE
#include "engines/table.h"
#include "harness/flow/examine.h"
#include "harness/flow/score.h"
#include "metrics/table.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/small_dataset.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum pin_status replay(struct pin_run **out, const struct pin_dataset *dataset,
                              const struct pin_setting rows[2], struct pin_arena *arena,
                              struct pin_error *err)
{
    const struct pin_head *head = &pin_engine_replay.head;
    const struct pin_settings settings = {.rows = rows, .rows_n = 2};
    const void *options = NULL;
    struct pin_run_builder *builder = NULL;
    struct pin_engine *engine = NULL;
    PIN_TRY(pin_options_fill(&options, head, &settings, arena, err));
    PIN_TRY(pin_run_builder_new(&builder, "input", &dataset->corpus, &dataset->queries,
                                arena, err));
    PIN_TRY(pin_engine_replay.open(&engine, options, 1, err));
    const enum pin_status status = pin_engine_replay.stored(engine, builder, err);
    pin_engine_replay.close(engine);
    PIN_TRY(status);
    *out = pin_run_finish(builder, 0);
    return PIN_OK;
}

static uint32_t use_all(struct pin_metric_use *uses, struct pin_arena *arena)
{
    static const char *const texts[] = {
        "p@1",         "p@10",           "recall@3",      "recall",        "ap@10",
        "ap_noneg@10", "delta_noneg@10", "neg_recall@10", "ndcg@10",       "rr@10",
        "hit@2",       "rprec",          "judged@10",     "neg_before_pos"};
    struct pin_registry *registry = NULL;
    const uint32_t n = sizeof(texts) / sizeof(texts[0]);
    small_must(pin_registry_new(&registry, arena, NULL));
    for (size_t i = 0; pin_metrics[i]; i++) {
        small_must(pin_registry_add(registry, &pin_metrics[i]->head, NULL));
    }
    for (uint32_t i = 0; i < n; i++) {
        small_must(
            pin_metric_parse(&uses[i], registry, pin_text_of(texts[i]), arena, NULL));
    }
    return n;
}

static void score(const struct pin_dataset *dataset, const struct pin_run *run,
                  bool as_listed, struct pin_arena *arena)
{
    struct pin_metric_use uses[32];
    struct pin_scoring scoring = {uses, use_all(uses, arena),
                                  as_listed ? pin_policy_pinpoint() : pin_policy_strict(),
                                  1};
    const struct pin_scores *scores = NULL;
    small_must(pin_score(&scores, dataset, run, &scoring, arena, NULL));
    for (uint32_t m = 0; m < scores->columns_n; m++) {
        const bool unit = (uses[m].ops->head.caps & PIN_CAP_UNIT_RANGE) && !as_listed;
        for (uint32_t query = 0; query < scores->queries_n; query++) {
            const double value = scores->columns[m].values[query];
            check_that(!isinf(value));
            check_that(!unit || isnan(value) || (value >= 0 && value <= 1));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct memory_file file = memory_file_open(data + 1, size - 1);
    const bool reference = data[0] & 1;
    const struct pin_setting rows[] = {{"run", file.path},
                                       {"reading", reference ? "reference" : "strict"}};
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_run *run = NULL;
    pin_arena_init(&arena, 0);
    const struct pin_dataset *dataset = small_dataset(&arena);
    enum pin_status status = replay(&run, dataset, rows, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || err.line > 0);
    if (status == PIN_OK) {
        status = pin_examine(run, dataset, 10, &err);
        check_that(status == PIN_OK || status == PIN_E_PARSE);
        score(dataset, run, reference, &arena);
    }
    pin_arena_free(&arena);
    memory_file_close(&file);
    return 0;
}
