#include "harness/flow/execute.h"

#include "harness/base/clock.h"
#include "harness/flow/chain.h"

enum { BATCH_QUERIES = 1024, BATCH_HITS = 1 << 23 };

/* The kind of tally for hits that a stage was given and could not score. */
#define TALLY_UNSCORED "hit that a stage could not rescore (behind those it could)"

struct pin_work { /* one system at work */
    struct pin_chain chain;
    struct pin_run_builder *builder;
    uint64_t build_ns, search_ns;
    const struct pin_observer *observer;
};

static void tell(const struct pin_work *work, const char *phase, uint64_t done,
                 uint64_t of)
{
    pin_observer_tell(work->observer,
                      &(struct pin_phase){phase, work->chain.name, done, of});
}

static enum pin_status build(struct pin_work *work, struct pin_error *err)
{
    const uint64_t begin_ns = pin_clock_ns();
    tell(work, "build", 0, 1);
    PIN_TRY(pin_chain_build(&work->chain, err));
    work->build_ns = pin_clock_ns() - begin_ns;
    tell(work, "build", 1, 1);
    return PIN_OK;
}

static enum pin_status ask_batch(struct pin_work *work, struct pin_lists *lists,
                                 struct pin_error *err)
{
    const struct pin_run *run = work->chain.run;
    const uint64_t begin_ns = pin_clock_ns();
    const enum pin_status status = pin_chain_ask(&work->chain, lists, err);
    work->search_ns += pin_clock_ns() - begin_ns;
    PIN_TRY(status);
    for (uint32_t i = 0; i < lists->end - lists->first; i++) {
        const struct pin_hit *list = lists->hits + (size_t)i * work->chain.width;
        if (!run || run->answered[lists->first + i]) {
            const enum pin_status put =
                pin_run_put_list(work->builder, (pin_query){lists->first + i}, list,
                                 lists->hits_n[i], err);
            PIN_TRY(pin_chain_blame(&work->chain, put, err));
        }
    }
    return PIN_OK;
}

/* Queries at a time: many, but few where lists are very long. */
static uint32_t batch_for(uint32_t width)
{
    const uint32_t fitting = BATCH_HITS / (width > 0 ? width : 1);
    return fitting < 1 ? 1 : fitting < BATCH_QUERIES ? fitting : BATCH_QUERIES;
}

static enum pin_status ask_all(struct pin_work *work, struct pin_arena *arena,
                               struct pin_error *err)
{
    const uint32_t queries_n = work->chain.dataset->queries.queries_n;
    const char *phase = pin_chain_searches(&work->chain) ? "search" : "rescore";
    const uint32_t batch = batch_for(work->chain.width);
    uint32_t hits_n[BATCH_QUERIES];
    struct pin_lists lists = {.hits_n = hits_n};
    lists.hits = PIN_NEW_N(arena, struct pin_hit, (size_t)batch * work->chain.width + 1);
    if (!lists.hits) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for %u hits a query",
                        work->chain.width);
    }
    tell(work, phase, 0, queries_n);
    for (uint32_t first = 0; first < queries_n; first += batch) {
        PIN_TRY(pin_observer_go_on(work->observer, err));
        const uint32_t left = queries_n - first;
        lists.first = first;
        lists.end = first + (left < batch ? left : batch);
        PIN_TRY(ask_batch(work, &lists, err));
        tell(work, phase, lists.end, queries_n);
    }
    return PIN_OK;
}

static enum pin_status read_stored(struct pin_run **out, struct pin_work *work,
                                   struct pin_arena *arena, struct pin_error *err)
{
    tell(work, "read", 0, 1);
    PIN_TRY(pin_chain_read(out, &work->chain, arena, err));
    tell(work, "read", 1, 1);
    return PIN_OK;
}

/* Lists of the dataset's queries, from a search or from the lists of *out, which are then
 * rescored. */
static enum pin_status make_lists(struct pin_run **out, struct pin_work *work,
                                  struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_run *stored = work->chain.run;
    const struct pin_dataset *dataset = work->chain.dataset;
    struct pin_arena scratch;
    pin_arena_init(&scratch, 0);
    enum pin_status status =
        pin_run_builder_new(&work->builder, work->chain.name, &dataset->corpus,
                            &dataset->queries, arena, err);
    if (status == PIN_OK && stored) {
        status = pin_run_inherit(work->builder, stored, err);
    }
    if (status == PIN_OK) {
        status = build(work, err);
    }
    if (status == PIN_OK) {
        status = ask_all(work, &scratch, err);
    }
    pin_arena_free(&scratch);
    PIN_TRY(status);
    *out = pin_run_finish(work->builder, stored ? 0 : work->chain.depth);
    if (!stored) {
        PIN_TRY(pin_chain_note_disallowed(&work->chain, *out, err));
    }
    return work->chain.unscored_n == 0 ? PIN_OK
                                       : pin_tally_add(&(*out)->tallies, TALLY_UNSCORED,
                                                       work->chain.unscored_n, err, NULL);
}

static enum pin_status work_through(struct pin_executed *out, struct pin_work *work,
                                    const struct pin_execution *execution,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_run *run = NULL;
    if (!pin_chain_searches(&work->chain)) {
        PIN_TRY(read_stored(&run, work, arena, err));
    }
    if (!run || execution->later_n > 0) {
        PIN_TRY(make_lists(&run, work, arena, err));
    }
    run->build_ns = work->build_ns;
    run->search_ns = work->search_ns;
    out->run = run;
    return PIN_OK;
}

enum pin_status pin_execute(struct pin_executed *out, const struct pin_registry *registry,
                            const struct pin_dataset *dataset,
                            const struct pin_execution *execution,
                            struct pin_arena *arena, struct pin_error *err)
{
    struct pin_work work = {.observer = execution->observer};
    PIN_TRY(pin_chain_print(&out->pipeline, registry, execution, arena, err));
    PIN_TRY(pin_chain_open(&work.chain, registry, dataset, execution, arena, err));
    const enum pin_status status = work_through(out, &work, execution, arena, err);
    pin_chain_close(&work.chain);
    return status;
}
