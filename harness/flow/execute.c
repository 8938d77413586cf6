#include "harness/flow/execute.h"

#include "harness/base/clock.h"
#include "harness/base/json.h"
#include "harness/model/run_allowed.h"
#include "harness/plugin/option_json.h"

#include <stdio.h>

enum { BATCH_QUERIES = 1024, BATCH_HITS = 1 << 23 };

struct pin_work { /* one engine at work */
    const struct pin_engine_ops *ops;
    struct pin_engine *engine;
    const struct pin_dataset *dataset;
    struct pin_run_builder *builder;
    uint32_t depth;
    struct pin_disallowed disallowed;
    uint64_t build_ns, search_ns;
    const struct pin_observer *observer;
    const char *name; /* of the system */
};

static void tell(const struct pin_work *work, const char *phase, uint64_t done,
                 uint64_t of)
{
    pin_observer_tell(work->observer, &(struct pin_phase){phase, work->name, done, of});
}

/* Whether the engine gives only what rankings may hold. Others are asked for more. */
static bool knows_lists(const struct pin_work *work)
{
    return (work->ops->head.caps & PIN_CAP_LISTS) != 0;
}

static uint32_t depth_to_ask(const struct pin_work *work, uint32_t first, uint32_t end)
{
    const struct pin_dataset *dataset = work->dataset;
    return knows_lists(work) ? work->depth
                             : pin_run_depth_to_ask(&dataset->queries, first, end,
                                                    work->depth, dataset->corpus.items_n);
}

static enum pin_status search_batch(struct pin_work *work, uint32_t first, uint32_t end,
                                    struct pin_hit *hits, struct pin_error *err)
{
    uint32_t hits_n[BATCH_QUERIES] = {0};
    const struct pin_queries *queries = &work->dataset->queries;
    const struct pin_search search = {queries, first, end,
                                      depth_to_ask(work, first, end)};
    const uint64_t begin_ns = pin_clock_ns();
    const enum pin_status status =
        work->ops->search(work->engine, &search, hits, hits_n, err);
    work->search_ns += pin_clock_ns() - begin_ns;
    PIN_TRY(status);
    for (uint32_t i = 0; i < end - first; i++) {
        struct pin_hit *list = hits + (size_t)i * search.depth;
        if (hits_n[i] > search.depth) {
            return pin_fail(err, PIN_E_PLUGIN, "more hits than the %u asked for",
                            search.depth);
        }
        const uint32_t kept_n =
            pin_run_keep_allowed(list, hits_n[i], queries, first + i, &work->disallowed);
        PIN_TRY(pin_run_put_list(work->builder, (pin_query){first + i}, list,
                                 kept_n < work->depth ? kept_n : work->depth, err));
    }
    return PIN_OK;
}

static enum pin_status search_all(struct pin_work *work, struct pin_arena *arena,
                                  struct pin_error *err)
{
    const uint64_t begin_ns = pin_clock_ns();
    tell(work, "build", 0, 1);
    PIN_TRY(work->ops->build(work->engine, &work->dataset->corpus, &work->dataset->graph,
                             err));
    work->build_ns = pin_clock_ns() - begin_ns;
    tell(work, "build", 1, 1);
    const uint32_t queries_n = work->dataset->queries.queries_n;
    const uint32_t deepest = depth_to_ask(work, 0, queries_n);
    const uint32_t fitting = BATCH_HITS / deepest;
    const uint32_t batch = fitting < 1               ? 1
                           : fitting < BATCH_QUERIES ? fitting
                                                     : BATCH_QUERIES;
    struct pin_hit *hits = PIN_NEW_N(arena, struct pin_hit, (size_t)batch * deepest);
    if (!hits) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for %u hits a query", deepest);
    }
    tell(work, "search", 0, queries_n);
    for (uint32_t first = 0; first < queries_n; first += batch) {
        PIN_TRY(pin_observer_go_on(work->observer, err));
        const uint32_t left = queries_n - first;
        const uint32_t end = first + (left < batch ? left : batch);
        PIN_TRY(search_batch(work, first, end, hits, err));
        tell(work, "search", end, queries_n);
    }
    return PIN_OK;
}

static enum pin_status read_stored(struct pin_work *work, struct pin_error *err)
{
    tell(work, "read", 0, 1);
    PIN_TRY(work->ops->stored(work->engine, work->builder, err));
    pin_run_take_out(work->builder, &work->disallowed);
    tell(work, "read", 1, 1);
    return PIN_OK;
}

static enum pin_status work_through(struct pin_work *work, const void *options,
                                    const struct pin_execution *execution,
                                    struct pin_error *err)
{
    PIN_TRY(work->ops->open(&work->engine, options, execution->threads, err));
    struct pin_arena scratch;
    pin_arena_init(&scratch, 0);
    const enum pin_status status =
        work->ops->stored ? read_stored(work, err) : search_all(work, &scratch, err);
    pin_arena_free(&scratch);
    work->ops->close(work->engine);
    return status;
}

static enum pin_status print_pipeline(const char **out, const struct pin_engine_ops *ops,
                                      const void *options, struct pin_arena *arena,
                                      struct pin_error *err)
{
    struct pin_buffer text;
    pin_buffer_init(&text, 0, arena);
    enum pin_status status = pin_buffer_text(&text, "[{\"engine\": ", err);
    if (status == PIN_OK) {
        status = pin_json_escape(&text, pin_text_of(ops->head.name), err);
    }
    if (status == PIN_OK) {
        status = pin_options_put_json(&text, ops->head.options, ops->head.options_n,
                                      options, err);
    }
    if (status == PIN_OK) {
        status = pin_buffer_text(&text, "}]", err);
    }
    *out = status == PIN_OK ? pin_buffer_move(&text, arena, err) : NULL;
    pin_buffer_free(&text);
    return *out || status != PIN_OK ? status : PIN_E_NOMEM;
}

static enum pin_status prepare(const struct pin_engine_ops **ops_out,
                               const void **options_out,
                               const struct pin_registry *registry,
                               const struct pin_stage *stage, struct pin_arena *arena,
                               struct pin_error *err)
{
    PIN_TRY(pin_registry_engine(registry, stage->engine, ops_out, err));
    const struct pin_head *head = &(*ops_out)->head;
    return pin_options_fill(options_out, head, &stage->settings, arena, err);
}

enum pin_status pin_execution_check(const struct pin_registry *registry,
                                    const struct pin_execution *execution,
                                    struct pin_error *err)
{
    struct pin_arena scratch;
    pin_arena_init(&scratch, 0);
    const struct pin_engine_ops *ops = NULL;
    const void *options = NULL;
    const enum pin_status status =
        prepare(&ops, &options, registry, &execution->stage, &scratch, err);
    pin_arena_free(&scratch);
    return status;
}

/* What an engine gave only because it was asked for more is nothing to remark on. */
static enum pin_status note_disallowed(struct pin_run *run, const struct pin_work *work,
                                       struct pin_error *err)
{
    if (!work->ops->stored && !knows_lists(work)) {
        return PIN_OK;
    }
    PIN_TRY(pin_tally_add(&run->tallies, "hit that its query excludes (taken out)",
                          work->disallowed.excluded_n, err, NULL));
    return pin_tally_add(&run->tallies, "hit outside its query's gallery (taken out)",
                         work->disallowed.outside_n, err, NULL);
}

enum pin_status pin_execute(struct pin_executed *out, const struct pin_registry *registry,
                            const struct pin_dataset *dataset,
                            const struct pin_execution *execution,
                            struct pin_arena *arena, struct pin_error *err)
{
    struct pin_work work = {.dataset = dataset,
                            .depth = execution->depth,
                            .observer = execution->observer,
                            .name = execution->name};
    const void *options = NULL;
    /* For the report paths stay as written: it is the same wherever the plan lies. */
    struct pin_stage as_written = execution->stage;
    as_written.settings.folder = NULL;
    PIN_TRY(prepare(&work.ops, &options, registry, &as_written, arena, err));
    PIN_TRY(print_pipeline(&out->pipeline, work.ops, options, arena, err));
    PIN_TRY(prepare(&work.ops, &options, registry, &execution->stage, arena, err));
    PIN_TRY(pin_run_builder_new(&work.builder, execution->name, &dataset->corpus,
                                &dataset->queries, arena, err));
    if (execution->without_digests) {
        pin_run_skip_digest(work.builder);
    }
    const enum pin_status status = work_through(&work, options, execution, err);
    if (status != PIN_OK && status != PIN_E_STOPPED) {
        char who[80];
        (void)snprintf(who, sizeof(who), "engine %s", work.ops->head.name);
        pin_error_at(err, who, 0, 0);
    }
    PIN_TRY(status);
    out->run = pin_run_finish(work.builder, work.ops->stored ? 0 : execution->depth);
    PIN_TRY(note_disallowed(out->run, &work, err));
    out->run->build_ns = work.build_ns;
    out->run->search_ns = work.search_ns;
    return PIN_OK;
}
