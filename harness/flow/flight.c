#include "harness/flow/flight.h"

#include "harness/flow/chain.h"
#include "harness/flow/examine.h"
#include "harness/flow/fuse.h"

enum { ABREAST_MAX = 64 }; /* more would not be faster and each holds a run */

static uint32_t system_at(const struct pin_flights *flights, uint32_t place)
{
    return flights->pipeline->order ? flights->pipeline->order[place] : place;
}

enum pin_status pin_flights_init(struct pin_flights *flights, struct pin_arena *arena,
                                 struct pin_error *err)
{
    const struct pin_pipeline *pipeline = flights->pipeline;
    const uint32_t n = pipeline->executions_n;
    struct pin_flight *rows = PIN_NEW_N(arena, struct pin_flight, (size_t)n + 1);
    if (!rows) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for %u systems", n);
    }
    flights->rows = rows;
    for (uint32_t i = 0; i < n; i++) {
        const struct pin_fusion *fusion = pipeline->executions[i].fuse;
        pin_arena_init(&rows[i].arena, 0);
        for (uint32_t j = 0; fusion && j < fusion->of_n; j++) {
            rows[fusion->of[j]].waiting_n++;
        }
    }
    return PIN_OK;
}

void pin_flights_free(struct pin_flights *flights)
{
    for (uint32_t i = 0; flights->rows && i < flights->pipeline->executions_n; i++) {
        pin_arena_free(&flights->rows[i].arena);
    }
}

static void let_go(struct pin_flight *flight)
{
    if (flight->added && flight->waiting_n == 0) {
        pin_arena_free(&flight->arena);
    }
}

void pin_flights_added(struct pin_flights *flights, uint32_t system)
{
    flights->rows[system].added = true;
    let_go(&flights->rows[system]);
}

/* Says which run the error is about. */
static enum pin_status blame(struct pin_flight *flight)
{
    const struct pin_run *run = flight->executed.run;
    pin_error_at(&flight->err, run->file ? run->file->path : run->name, 0, 0);
    return flight->err.status;
}

/* A run for another dataset would score near zero in silence, so it is an error; the
 * reference evaluator's reading takes it as it comes. */
static enum pin_status examine(const struct pin_flights *flights,
                               struct pin_flight *flight)
{
    const struct pin_pipeline *pipeline = flights->pipeline;
    struct pin_run *run = flight->executed.run;
    enum pin_status status = pin_examine_some(run, pipeline->dataset, flights->keep,
                                              flights->cutoff_max, &flight->err);
    if (status == PIN_OK && !pipeline->policy.reading.as_listed) {
        status = pin_examine_corpus(run, pipeline->dataset, &flight->err);
    }
    return status == PIN_OK ? status : blame(flight);
}

static bool is_stored(const struct pin_pipeline *pipeline,
                      const struct pin_execution *execution)
{
    const struct pin_engine_ops *ops = NULL;
    return !execution->fuse && execution->later_n == 0 &&
           pin_registry_engine(pipeline->registry, execution->stage.engine, &ops, NULL) ==
               PIN_OK &&
           ops->stored;
}

static enum pin_status execute(const struct pin_flights *flights,
                               const struct pin_execution *execution,
                               struct pin_flight *flight)
{
    const struct pin_pipeline *pipeline = flights->pipeline;
    struct pin_execution watched = *execution;
    watched.observer = pipeline->observer;
    return pin_execute(&flight->executed, pipeline->registry, pipeline->dataset, &watched,
                       &flight->arena, &flight->err);
}

static enum pin_status fuse(struct pin_flights *flights,
                            const struct pin_execution *execution,
                            struct pin_flight *flight)
{
    const struct pin_pipeline *pipeline = flights->pipeline;
    const struct pin_fusion *fusion = execution->fuse;
    const struct pin_run **runs =
        PIN_NEW_N(&flight->arena, const struct pin_run *, fusion->of_n);
    const char **names = PIN_NEW_N(&flight->arena, const char *, pipeline->executions_n);
    if (!runs || !names) {
        return pin_fail(&flight->err, PIN_E_NOMEM, "no memory to fuse runs");
    }
    for (uint32_t i = 0; i < pipeline->executions_n; i++) {
        names[i] = pipeline->executions[i].name;
    }
    for (uint32_t i = 0; i < fusion->of_n; i++) {
        const struct pin_flight *part = &flights->rows[fusion->of[i]];
        if (part->status != PIN_OK) {
            flight->err = part->err;
            return part->status;
        }
        runs[i] = part->executed.run;
    }
    struct pin_phase phase = {"fuse", execution->name, 0, 1};
    pin_observer_tell(pipeline->observer, &phase);
    PIN_TRY(pin_fuse_print(&flight->executed.pipeline, fusion, names, &flight->arena,
                           &flight->err));
    PIN_TRY(pin_fuse_runs(&flight->executed.run, execution->name, fusion, runs,
                          pipeline->dataset, execution->depth, &flight->arena,
                          &flight->err));
    phase.done = 1;
    pin_observer_tell(pipeline->observer, &phase);
    return PIN_OK;
}

static enum pin_status fetch(struct pin_flights *flights, uint32_t system)
{
    const struct pin_execution *execution = &flights->pipeline->executions[system];
    struct pin_flight *flight = &flights->rows[system];
    PIN_TRY(pin_observer_go_on(flights->pipeline->observer, &flight->err));
    PIN_TRY(execution->fuse ? fuse(flights, execution, flight)
                            : execute(flights, execution, flight));
    return examine(flights, flight);
}

uint32_t pin_flights_abreast(const struct pin_flights *flights, uint32_t first)
{
    const struct pin_pipeline *pipeline = flights->pipeline;
    uint32_t n = 0;
    while (first + n < pipeline->executions_n && n < pipeline->threads &&
           n < ABREAST_MAX &&
           is_stored(pipeline, &pipeline->executions[system_at(flights, first + n)])) {
        n++;
    }
    return n > 0 ? n : 1;
}

static enum pin_status score(const struct pin_flights *flights, struct pin_flight *flight,
                             uint32_t threads)
{
    const struct pin_pipeline *pipeline = flights->pipeline;
    struct pin_scoring scoring = flights->scoring;
    scoring.threads = threads;
    PIN_TRY(flight->status);
    PIN_TRY(pin_observer_go_on(pipeline->observer, &flight->err));
    struct pin_phase phase = {"score", flight->executed.run->name, 0, 1};
    pin_observer_tell(pipeline->observer, &phase);
    const enum pin_status status =
        pin_score(&flight->scores, pipeline->dataset, flight->executed.run, &scoring,
                  &flight->arena, &flight->err);
    phase.done = 1;
    pin_observer_tell(pipeline->observer, &phase);
    return status == PIN_OK ? status : blame(flight);
}

enum pin_status pin_flights_score(struct pin_flights *flights, uint32_t system)
{
    struct pin_flight *flight = &flights->rows[system];
    if (!flight->scores) {
        flight->status = score(flights, flight, flights->scoring.threads);
    }
    return flight->status;
}

/* Those of which the last of n fused systems was made are needed no more. */
static void let_parts_go(struct pin_flights *flights, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t system = system_at(flights, first + i);
        const struct pin_fusion *made = flights->pipeline->executions[system].fuse;
        for (uint32_t j = 0; made && j < made->of_n; j++) {
            flights->rows[made->of[j]].waiting_n--;
            let_go(&flights->rows[made->of[j]]);
        }
    }
}

void pin_flights_fetch(struct pin_flights *flights, uint32_t first, uint32_t n)
{
    uint32_t reading_n = n;
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)n) if (n > 1)
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t system = system_at(flights, first + i);
        struct pin_flight *flight = &flights->rows[system];
        uint32_t left_n = 0;
        flight->status = fetch(flights, system);
        flight->fetched = true;
#pragma omp atomic capture
        left_n = --reading_n;
        if (left_n > 0 && !flights->pipeline->executions[system].hidden) {
            flight->status = score(flights, flight, 1);
        }
    }
    let_parts_go(flights, first, n);
}
