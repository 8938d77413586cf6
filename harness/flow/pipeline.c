#include "harness/flow/pipeline.h"

#include "harness/flow/analyses.h"
#include "harness/flow/flight.h"
#include "harness/flow/score.h"
#include "harness/flow/summarise.h"
#include "harness/flow/where.h"

#include <stdio.h>
#include <string.h>

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

static struct pin_scoring scoring_of(const struct pin_pipeline_state *state)
{
    return (struct pin_scoring){state->figures.metrics, state->figures.metrics_n,
                                state->policy, state->pipeline->threads};
}

static enum pin_status add_system(struct pin_pipeline_state *state,
                                  struct pin_flight *flight)
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
                                   struct pin_flight *flight, struct pin_error *err)
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

/* The systems that are there, in the order in which they are listed, whatever was done
 * first. */
static enum pin_status add_fetched(struct pin_pipeline_state *state,
                                   struct pin_flights *flights, uint32_t *next,
                                   struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    for (; *next < pipeline->executions_n && flights->rows[*next].fetched; (*next)++) {
        struct pin_flight *flight = &flights->rows[*next];
        const struct pin_execution *execution = &pipeline->executions[*next];
        if (!execution->hidden) {
            flight->status = pin_flights_score(flights, *next);
            PIN_TRY(add_or_drop(state, execution, flight, err));
        }
        pin_flights_added(flights, *next);
    }
    return PIN_OK;
}

/* Stored runs are read side by side, one a thread. Engines that search have the machine
 * to themselves, because they use all threads and are timed. */
static enum pin_status fly(struct pin_pipeline_state *state, struct pin_flights *flights,
                           struct pin_error *err)
{
    uint32_t next = 0;
    for (uint32_t first = 0; first < state->pipeline->executions_n;) {
        const uint32_t n = pin_flights_abreast(flights, first);
        pin_flights_fetch(flights, first, n);
        PIN_TRY(add_fetched(state, flights, &next, err));
        first += n;
    }
    return PIN_OK;
}

/* Systems whose scores were kept need no run. */
static enum pin_status add_saved(struct pin_pipeline_state *state, struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    for (uint32_t i = 0; i < pipeline->executions_n; i++) {
        struct pin_flight flight = {.executed = pipeline->saved[i].executed};
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
                                                 .scoring = scoring_of(state),
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

static uint32_t shown_n(const struct pin_pipeline *pipeline)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < pipeline->executions_n; i++) {
        n += !pipeline->executions[i].hidden;
    }
    return n;
}

/* Analyses see all systems side by side: of some alone they would say something else. */
static enum pin_status finish(struct pin_pipeline_state *state, struct pin_summary *out,
                              struct pin_error *err)
{
    const struct pin_pipeline *pipeline = state->pipeline;
    const uint32_t analyses_n = pipeline->analyses_n;
    struct pin_phase phase = {"analyse", NULL, 0, analyses_n};
    const uint32_t asked_n = shown_n(pipeline);
    if (state->stopped_n > 0 && state->stopped_n + state->dropped_n == asked_n) {
        return pin_fail(err, PIN_E_STOPPED, "interrupted before a system was complete");
    }
    PIN_TRY(pin_summary_finish(state->summariser, out, err));
    out->dropped = state->dropped;
    out->dropped_n = state->dropped_n;
    out->asked_n = asked_n;
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
    struct pin_flights flights = {.pipeline = pipeline,
                                  .scoring = scoring_of(state),
                                  .keep = state->where.keep,
                                  .cutoff_max = state->cutoff_max};
    enum pin_status status = pin_flights_init(&flights, arena, err);
    if (status == PIN_OK) {
        status = fly(state, &flights, err);
    }
    pin_flights_free(&flights);
    PIN_TRY(status);
    return finish(state, out, err);
}
