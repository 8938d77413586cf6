#include "harness/flow/pipeline.h"

#include "harness/flow/analyses.h"
#include "harness/flow/examine.h"
#include "harness/flow/score.h"
#include "harness/flow/summarise.h"
#include "harness/flow/where.h"

#include <stdio.h>
#include <string.h>

enum { FLIGHTS_MAX = 64 }; /* more would not be faster and each holds a run */

struct pin_pipeline_state { /* what one system after another is added to */
    const struct pin_pipeline *pipeline;
    struct pin_figure_set figures; /* of the report */
    struct pin_figure_set all;     /* those, and what the analyses need */
    struct pin_analyses *analyses;
    uint32_t cutoff_max;
    struct pin_where where;
    struct pin_policy policy; /* the pipeline's, and which queries are counted */
    struct pin_summariser *summariser;
    struct pin_dropped *dropped;
    uint32_t dropped_n;
    uint32_t stopped_n; /* systems that are not complete, because the work was to end */
    struct pin_arena *arena;
};

/* A run for another dataset would score near zero in silence, so it is an error; the
 * reference evaluator's reading takes it as it comes. */
static enum pin_status examine(const struct pin_pipeline_state *state,
                               struct pin_run *run, struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    enum pin_status status = pin_examine_some(run, pipeline->dataset, state->where.keep,
                                              state->cutoff_max, err);
    if (status == PIN_OK && !pipeline->policy.reading.as_listed) {
        status = pin_examine_corpus(run, pipeline->dataset, err);
    }
    return status;
}

/* One system on its way from the engine to the summary. */
struct pin_in_flight {
    struct pin_arena arena; /* holds the run and its scores */
    struct pin_executed executed;
    const struct pin_scores *scores;
    enum pin_status status;
    struct pin_error err;
};

/* Says which run the error is about. */
static enum pin_status blame(struct pin_in_flight *flight)
{
    const struct pin_run *run = flight->executed.run;
    pin_error_at(&flight->err, run->file ? run->file->path : run->name, 0, 0);
    return flight->err.status;
}

/* Gets the run and looks it over; several at a time may be on their way. */
static enum pin_status fetch(const struct pin_pipeline_state *state,
                             const struct pin_execution *execution,
                             struct pin_in_flight *flight)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    struct pin_error *err = &flight->err;
    struct pin_execution watched = *execution;
    watched.observer = pipeline->observer;
    PIN_TRY(pin_observer_go_on(pipeline->observer, err));
    PIN_TRY(pin_execute(&flight->executed, pipeline->registry, pipeline->dataset,
                        &watched, &flight->arena, err));
    const enum pin_status status = examine(state, flight->executed.run, err);
    return status == PIN_OK ? status : blame(flight);
}

static struct pin_scoring scoring_of(const struct pin_pipeline_state *state,
                                     uint32_t threads)
{
    return (struct pin_scoring){state->figures.metrics, state->figures.metrics_n,
                                state->policy, threads};
}

static enum pin_status make_scores(const struct pin_pipeline_state *state,
                                   struct pin_in_flight *flight, uint32_t threads)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    const struct pin_scoring scoring = scoring_of(state, threads);
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

static enum pin_status add_system(struct pin_pipeline_state *state,
                                  struct pin_in_flight *flight)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    struct pin_error *err = &flight->err;
    PIN_TRY(flight->status);
    struct pin_phase phase = {"summarise", flight->executed.run->name, 0, 1};
    pin_observer_tell(pipeline->observer, &phase);
    PIN_TRY(pin_summarise(state->summariser, &flight->executed, flight->scores, err));
    phase.done = 1;
    pin_observer_tell(pipeline->observer, &phase);
    PIN_TRY(pin_analyses_add(state->analyses, &flight->executed, flight->scores, err));
    return pipeline->each
               ? pipeline->each(pipeline->context, &flight->executed, flight->scores, err)
               : PIN_OK;
}

/* What the reference evaluator leaves out too: a run that it cannot read or match. */
static bool may_drop(const struct pin_policy *policy, enum pin_status status)
{
    return policy->drops_bad_runs &&
           (status == PIN_E_PARSE || status == PIN_E_RANGE || status == PIN_E_DUPLICATE);
}

static enum pin_status drop(struct pin_pipeline_state *state, const char *name,
                            struct pin_error *err)
{
    char reason[sizeof(err->where) + sizeof(err->text) + 32];
    if (err->line > 0) {
        (void)snprintf(reason, sizeof(reason), "%s:%u:%u: %s", err->where, err->line,
                       err->column, err->text);
    } else {
        (void)snprintf(reason, sizeof(reason), "%s", err->text);
    }
    pin_error_clear(err);
    struct pin_dropped *dropped = &state->dropped[state->dropped_n++];
    dropped->name = pin_arena_copy_text(state->arena, name, strlen(name));
    dropped->reason = pin_arena_copy_text(state->arena, reason, strlen(reason));
    return dropped->name && dropped->reason
               ? PIN_OK
               : pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
}

static enum pin_status add_or_drop(struct pin_pipeline_state *state,
                                   const struct pin_execution *execution,
                                   struct pin_in_flight *flight, struct pin_error *err)
{
    enum pin_status status = add_system(state, flight);
    if (status == PIN_E_STOPPED) {
        state->stopped_n++;
        return PIN_OK;
    }
    if (status != PIN_OK && may_drop(&state->pipeline->policy, status)) {
        status = drop(state, execution->name, &flight->err);
    }
    if (status != PIN_OK && err) {
        *err = flight->err;
    }
    return status;
}

/* Stored runs are read and scored side by side, one a thread. Engines that search have
 * the machine to themselves, because they use all threads and are timed. */
static uint32_t side_by_side(const struct pin_pipeline *pipeline, uint32_t first)
{
    uint32_t n = 0;
    while (first + n < pipeline->executions_n && n < pipeline->threads &&
           n < FLIGHTS_MAX) {
        const struct pin_engine_ops *ops = NULL;
        const char *engine = pipeline->executions[first + n].stage.engine;
        if (pin_registry_engine(pipeline->registry, engine, &ops, NULL) != PIN_OK ||
            !ops->stored) {
            break;
        }
        n++;
    }
    return n > 0 ? n : 1;
}

/* The next few systems; they are added in their order whatever thread is done first. Runs
 * differ in length, so a thread that has read its run scores it while others are still
 * reading; the last to be read is scored by all threads. */
static enum pin_status fly(struct pin_pipeline_state *state, uint32_t first, uint32_t n,
                           struct pin_error *err)
{
    const struct pin_execution *executions = state->pipeline->executions + first;
    struct pin_in_flight *flights = PIN_NEW_N(state->arena, struct pin_in_flight, n);
    if (!flights) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for %u systems", n);
    }
    uint32_t reading_n = n;
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)n) if (n > 1)
    for (uint32_t i = 0; i < n; i++) {
        uint32_t left_n = 0;
        pin_arena_init(&flights[i].arena, 0);
        flights[i].status = fetch(state, &executions[i], &flights[i]);
#pragma omp atomic capture
        left_n = --reading_n;
        if (left_n > 0) {
            flights[i].status = make_scores(state, &flights[i], 1);
        }
    }
    enum pin_status status = PIN_OK;
    for (uint32_t i = 0; i < n; i++) {
        if (status == PIN_OK && !flights[i].scores) {
            flights[i].status = make_scores(state, &flights[i], state->pipeline->threads);
        }
        if (status == PIN_OK) {
            status = add_or_drop(state, &executions[i], &flights[i], err);
        }
        pin_arena_free(&flights[i].arena);
    }
    return status;
}

/* Systems whose scores were kept need no run. */
static enum pin_status add_saved(struct pin_pipeline_state *state, struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    for (uint32_t i = 0; i < pipeline->executions_n; i++) {
        struct pin_in_flight flight = {.executed = pipeline->saved[i].executed};
        enum pin_status status =
            pin_saved_scores(&flight.scores, &pipeline->saved[i], state->all.metrics,
                             state->all.metrics_n, state->arena, &flight.err);
        if (status == PIN_OK) {
            status = add_system(state, &flight);
        }
        if (status != PIN_OK) {
            if (err) {
                *err = flight.err;
            }
            return status;
        }
    }
    return PIN_OK;
}

/* The report's figures, and behind them those of each analysis in turn. */
static enum pin_status parse_figures(struct pin_pipeline_state *state,
                                     struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    uint32_t texts_n = pipeline->figures_n;
    for (uint32_t i = 0; i < pipeline->analyses_n; i++) {
        texts_n += pipeline->analyses[i].figures_n;
    }
    const char **rows = PIN_NEW_N(state->arena, const char *, texts_n + 1U);
    if (!rows) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the figures");
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < pipeline->figures_n; i++) {
        rows[n++] = pipeline->figures[i];
    }
    for (uint32_t i = 0; i < pipeline->analyses_n; i++) {
        for (uint32_t j = 0; j < pipeline->analyses[i].figures_n; j++) {
            rows[n++] = pipeline->analyses[i].figures[j];
        }
    }
    const struct pin_figure_texts texts = {rows, texts_n};
    PIN_TRY(pin_figures_parse(&state->all, pipeline->registry, pipeline->dataset, texts,
                              state->arena, err));
    state->figures = state->all;
    state->figures.specs_n = 0;
    for (uint32_t i = 0; i < pipeline->figures_n; i++) {
        const uint32_t place = state->all.place_of[i];
        if (place >= state->figures.specs_n) {
            state->figures.specs_n = place + 1;
        }
    }
    return PIN_OK;
}

static void find_cutoff_max(struct pin_pipeline_state *state)
{
    for (uint32_t i = 0; i < state->figures.metrics_n; i++) {
        const uint32_t cutoff = state->figures.metrics[i].cutoff;
        if (cutoff != PIN_CUTOFF_NONE && cutoff > state->cutoff_max) {
            state->cutoff_max = cutoff;
        }
    }
}

static enum pin_status begin_analyses(struct pin_pipeline_state *state,
                                      const struct pin_interval_request *interval,
                                      struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    const struct pin_analyses_request request = {.registry = pipeline->registry,
                                                 .set = &state->all,
                                                 .texts_n = pipeline->figures_n,
                                                 .figures_n = state->figures.specs_n,
                                                 .clustering = interval->clustering,
                                                 .scoring =
                                                     scoring_of(state, pipeline->threads),
                                                 .resampling = interval->resampling,
                                                 .method = interval->method,
                                                 .level = interval->level,
                                                 .systems_n_max = pipeline->executions_n,
                                                 .analyses = pipeline->analyses,
                                                 .analyses_n = pipeline->analyses_n};
    return pin_analyses_begin(&state->analyses, &request, state->arena, err);
}

static enum pin_status begin(struct pin_pipeline_state *state, struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    state->policy = pipeline->policy;
    if (pipeline->where) {
        PIN_TRY(pin_where_parse(&state->where, pipeline->dataset, pipeline->where,
                                state->arena, err));
        state->policy.keep = state->where.keep;
    }
    PIN_TRY(parse_figures(state, err));
    for (uint32_t i = 0; i < pipeline->executions_n && !pipeline->saved; i++) {
        PIN_TRY(pin_execution_check(pipeline->registry, &pipeline->executions[i], err));
    }
    find_cutoff_max(state);
    struct pin_interval_request interval = {
        .resampling = {pipeline->seed, pipeline->resamples_n, pipeline->threads},
        .method = pipeline->interval,
        .level = pipeline->level};
    if (pipeline->clustering) {
        interval.clustering = *pipeline->clustering;
    } else {
        PIN_TRY(pin_cluster(&interval.clustering, pipeline->dataset, pipeline->cluster,
                            state->arena, err));
    }
    PIN_TRY(begin_analyses(state, &interval, err));
    const struct pin_summary_request request = {.figures = &state->figures,
                                                .policy = state->policy,
                                                .where = state->where,
                                                .min_n = pipeline->min_n,
                                                .seed = pipeline->seed,
                                                .interval = interval,
                                                .slices = pipeline->slices,
                                                .slices_n = pipeline->slices_n,
                                                .systems_n_max = pipeline->executions_n,
                                                .order_by = pipeline->order_by};
    state->dropped =
        PIN_NEW_N(state->arena, struct pin_dropped, pipeline->executions_n + 1U);
    if (!state->dropped) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
    }
    return pin_summariser_new(&state->summariser, pipeline->dataset, &request,
                              state->arena, err);
}

/* Analyses see all systems side by side: of some alone they would say something else. */
static enum pin_status finish(struct pin_pipeline_state *state, struct pin_summary *out,
                              struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    const uint32_t analyses_n = pipeline->analyses_n;
    struct pin_phase phase = {"analyse", NULL, 0, analyses_n};
    if (state->stopped_n > 0 &&
        state->stopped_n + state->dropped_n == pipeline->executions_n) {
        return pin_fail(err, PIN_E_STOPPED, "interrupted before a system was complete");
    }
    PIN_TRY(pin_summary_finish(state->summariser, out, err));
    out->dropped = state->dropped;
    out->dropped_n = state->dropped_n;
    out->asked_n = pipeline->executions_n;
    out->partial = state->stopped_n > 0 ||
                   (analyses_n > 0 && pin_observer_stops(pipeline->observer));
    if (out->partial || analyses_n == 0) {
        return out->partial ? pin_analyses_names(state->analyses, out, err) : PIN_OK;
    }
    pin_observer_tell(pipeline->observer, &phase);
    PIN_TRY(pin_analyses_finish(state->analyses, &out->sheets, err));
    phase.done = analyses_n;
    pin_observer_tell(pipeline->observer, &phase);
    return PIN_OK;
}

enum pin_status pin_pipeline_run(struct pin_summary *out,
                                 const struct pin_pipeline *pipeline,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_pipeline_state *state = PIN_NEW(arena, struct pin_pipeline_state);
    if (!state) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
    }
    state->pipeline = pipeline;
    state->arena = arena;
    PIN_TRY(begin(state, err));
    if (pipeline->saved) {
        PIN_TRY(add_saved(state, err));
        return finish(state, out, err);
    }
    for (uint32_t first = 0; first < pipeline->executions_n;) {
        const uint32_t n = side_by_side(pipeline, first);
        PIN_TRY(fly(state, first, n, err));
        first += n;
    }
    return finish(state, out, err);
}
