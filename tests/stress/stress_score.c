/* stress_score.c - search, scoring and intervals on 8 threads, for the thread checker to
 * watch. A plain program, because Criterion cannot start under it. Speaks TAP; the values
 * have to be those of one thread. */
#include "datasets/table.h"
#include "engines/table.h"
#include "harness/flow/load.h"
#include "harness/flow/pipeline.h"
#include "metrics/table.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_N_MAX = 16, SYSTEMS_N = 2 };

struct seen { /* every value of the first run of the pipeline */
    struct pin_arena *arena;
    double *values[SYSTEMS_N * COLUMNS_N_MAX];
    uint32_t columns_n;
    bool second; /* the values are compared and not kept */
    uint32_t different_n;
};

static enum pin_status see(void *context, const struct pin_executed *executed,
                           const struct pin_scores *scores, struct pin_error *err)
{
    struct seen *seen = context;
    (void)executed;
    for (uint32_t m = 0; m < scores->columns_n; m++) {
        const size_t bytes_n = scores->queries_n * sizeof(double);
        double **place = &seen->values[seen->columns_n++];
        if (!seen->second) {
            *place = PIN_NEW_N(seen->arena, double, scores->queries_n);
            if (!*place) {
                return pin_fail(err, PIN_E_NOMEM, "no memory for the values");
            }
            memcpy(*place, scores->columns[m].values, bytes_n);
        }
        seen->different_n += memcmp(*place, scores->columns[m].values, bytes_n) != 0;
    }
    return PIN_OK;
}

static enum pin_status fill(struct pin_registry *registry, struct pin_error *err)
{
    for (uint32_t i = 0; pin_metrics[i]; i++) {
        PIN_TRY(pin_registry_add(registry, &pin_metrics[i]->head, err));
    }
    PIN_TRY(pin_registry_add(registry, &pin_engine_exact.head, err));
    PIN_TRY(pin_registry_add(registry, &pin_engine_random.head, err));
    return pin_registry_add(registry, &pin_loader_synthetic.head, err);
}

static enum pin_status run(struct seen *seen, struct pin_pipeline *pipeline,
                           uint32_t threads, struct pin_arena *arena,
                           struct pin_error *err)
{
    struct pin_summary summary;
    const struct pin_execution executions[SYSTEMS_N] = {
        {.name = "exact", .stage = {.engine = "exact"}, .depth = 50, .threads = threads},
        {.name = "random",
         .stage = {.engine = "random"},
         .depth = 50,
         .threads = threads}};
    pipeline->executions = executions;
    pipeline->executions_n = SYSTEMS_N;
    pipeline->threads = threads;
    pipeline->each = see;
    pipeline->context = seen;
    seen->columns_n = 0;
    const enum pin_status status = pin_pipeline_run(&summary, pipeline, arena, err);
    seen->second = true;
    return status;
}

static enum pin_status stress(struct seen *seen, struct pin_arena *arena,
                              struct pin_error *err)
{
    static const char *const figures[] = {"ap@10", "ndcg@10",      "neg_recall@10",
                                          "rr",    "range(ap@10)", "recall@50"};
    struct pin_registry *registry = NULL;
    const struct pin_dataset *dataset = NULL;
    const struct pin_dataset_request request = {.loader = "synthetic", .name = "world"};
    PIN_TRY(pin_registry_new(&registry, arena, err));
    PIN_TRY(fill(registry, err));
    PIN_TRY(pin_load(&dataset, registry, &request, arena, err));
    struct pin_pipeline pipeline = {.registry = registry,
                                    .dataset = dataset,
                                    .policy = pin_policy_strict(),
                                    .figures = figures,
                                    .figures_n = sizeof(figures) / sizeof(figures[0]),
                                    .order_by = -1,
                                    .seed = 1,
                                    .resamples_n = 200,
                                    .level = 0.95};
    pipeline.policy.reading.ties = PIN_TIES_TREC;
    PIN_TRY(run(seen, &pipeline, 8, arena, err));
    return run(seen, &pipeline, 1, arena, err);
}

int main(void)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct seen seen = {.arena = &arena};
    pin_arena_init(&arena, 0);
    const enum pin_status status = stress(&seen, &arena, &err);
    pin_arena_free(&arena);
    (void)printf("1..2\n%sok 1 - search, scoring and intervals on 8 threads end well\n",
                 status == PIN_OK ? "" : "not ");
    (void)printf("%sok 2 - %u columns are those of one thread\n",
                 seen.columns_n > 0 && seen.different_n == 0 ? "" : "not ",
                 seen.columns_n);
    if (status != PIN_OK) {
        (void)printf("# %s: %s\n", err.where, err.text);
    }
    return status == PIN_OK && seen.different_n == 0 ? 0 : 1;
}
