/* summarise_slices.c - the figures of a system, on all queries and on each slice: of
 * queries from the scores that there are, of items from judging the run once more. */
#include "harness/flow/item_slice.h"
#include "harness/flow/score.h"
#include "harness/flow/summarise_parts.h"

#include <math.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the summary");
}

static uint32_t count_kept(const struct pin_query_list *list, const bool *keep)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->queries_n; i++) {
        n += !keep || keep[list->queries[i]];
    }
    return n;
}

struct pin_cut { /* one attribute of the request */
    struct pin_slicing queries;
    struct pin_item_slicing items; /* name NULL: of queries */
};

static enum pin_status parse_slice(const struct pin_summariser *summariser,
                                   struct pin_cut *out, const char *text,
                                   struct pin_error *err)
{
    const struct pin_policy *policy = &summariser->request.policy;
    if (!pin_item_slice_asked(text)) {
        return pin_slice(&out->queries, summariser->dataset, text, summariser->arena,
                         err);
    }
    if (policy->reading.as_listed) {
        return pin_fail(err, PIN_E_CONFIG,
                        "slices of items (%.60s) need the strict profile", text);
    }
    return pin_item_slices(&out->items, summariser->dataset, text, policy->keep,
                           summariser->arena, err);
}

static void add_value(struct pin_summariser *summariser, const struct pin_cut *cut,
                      uint32_t value)
{
    const uint32_t s = summariser->slices_n++;
    if (cut->items.name) {
        const struct pin_attribute *attribute = cut->items.attribute;
        summariser->lists[s] = &summariser->all;
        summariser->items[s] = (struct pin_item_slice){attribute->value_of, value};
        summariser->slices[s] =
            (struct pin_slice){.attribute = cut->items.name,
                               .value = pin_ids_name(attribute->values, value),
                               .queries_n = cut->items.queries_n[value]};
        return;
    }
    const struct pin_query_list *list = &cut->queries.lists[value];
    summariser->lists[s] = list;
    summariser->slices[s] = (struct pin_slice){
        .attribute = cut->queries.attribute->name,
        .value = pin_ids_name(cut->queries.attribute->values, value),
        .queries_n = count_kept(list, summariser->request.policy.keep)};
}

static uint32_t count_values(const struct pin_cut *cut)
{
    return cut->items.name ? cut->items.values_n : cut->queries.lists_n;
}

enum pin_status pin_summariser_cut(struct pin_summariser *summariser,
                                   struct pin_error *err)
{
    const struct pin_summary_request *request = &summariser->request;
    struct pin_arena *arena = summariser->arena;
    struct pin_cut *cuts = PIN_NEW_N(arena, struct pin_cut, request->slices_n + 1U);
    if (!cuts) {
        return no_memory(err);
    }
    size_t slices_n = 1;
    for (uint32_t i = 0; i < request->slices_n; i++) {
        PIN_TRY(parse_slice(summariser, &cuts[i], request->slices[i], err));
        slices_n += count_values(&cuts[i]);
    }
    summariser->slices = PIN_NEW_N(arena, struct pin_slice, slices_n);
    summariser->lists = PIN_NEW_N(arena, const struct pin_query_list *, slices_n);
    summariser->items = PIN_NEW_N(arena, struct pin_item_slice, slices_n);
    if (!summariser->slices || !summariser->lists || !summariser->items) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < request->slices_n; i++) {
        for (uint32_t value = 0; value < count_values(&cuts[i]); value++) {
            add_value(summariser, &cuts[i], value);
        }
    }
    return PIN_OK;
}

/* The reference evaluator prints 0 where there is nothing to average. */
static struct pin_figure figure_of(const struct pin_summariser *summariser,
                                   const struct pin_figure_spec *spec,
                                   const struct pin_scores *scores,
                                   const struct pin_query_list *list)
{
    struct pin_figure figure = pin_figure_value(summariser->scratch, spec, scores, list);
    if (summariser->request.policy.undefined_is_zero && isnan(figure.value)) {
        figure.value = 0.0;
    }
    return figure;
}

/* A value that rests on too few queries invites to see what is not there. */
static struct pin_figure slice_figure_of(const struct pin_summariser *summariser,
                                         const struct pin_figure_spec *spec,
                                         const struct pin_scores *scores,
                                         const struct pin_query_list *list)
{
    struct pin_figure figure = figure_of(summariser, spec, scores, list);
    if (figure.queries_n > 0 && figure.queries_n < summariser->request.min_n) {
        figure.value = PIN_UNDEFINED;
        figure.withheld = true;
    }
    return figure;
}

/* Of an attribute with many values most figures have none, and resampling costs most. */
static bool wants_interval(const struct pin_figure *figure)
{
    return !figure->withheld && figure->queries_n > 0;
}

/* On all queries and on the slices of queries, which share the scores. */
static enum pin_status add_intervals(struct pin_summariser *summariser,
                                     const struct pin_scores *scores,
                                     struct pin_figure *figures,
                                     struct pin_figure *sliced, struct pin_error *err)
{
    const struct pin_figure_set *set = summariser->request.figures;
    const size_t places_n = (size_t)set->specs_n * (summariser->slices_n + 1U);
    struct pin_interval_job *jobs =
        PIN_NEW_N(summariser->arena, struct pin_interval_job, places_n + 1);
    uint32_t jobs_n = 0;
    if (!jobs) {
        return no_memory(err);
    }
    for (size_t i = 0; i < places_n; i++) {
        const size_t slice = i / set->specs_n;
        const size_t spec = i % set->specs_n;
        struct pin_figure *figure =
            slice == 0 ? &figures[spec] : &sliced[(slice - 1) * set->specs_n + spec];
        const bool of_items = slice > 0 && summariser->items[slice - 1].value_of;
        if (wants_interval(figure) && !of_items) {
            jobs[jobs_n++] = (struct pin_interval_job){
                &set->specs[spec],
                slice == 0 ? &summariser->all : summariser->lists[slice - 1], figure};
        }
    }
    return pin_intervals(&summariser->request.interval, summariser->scratch, scores, jobs,
                         jobs_n, err);
}

static enum pin_status judge_slice(struct pin_summariser *summariser,
                                   const struct pin_run *run, uint32_t slice,
                                   struct pin_figure *out, struct pin_arena *arena,
                                   struct pin_error *err)
{
    const struct pin_summary_request *request = &summariser->request;
    const struct pin_figure_set *set = request->figures;
    struct pin_scoring scoring = {set->metrics, set->metrics_n, request->policy,
                                  request->interval.resampling.threads};
    const struct pin_scores *scores = NULL;
    struct pin_interval_job *jobs =
        PIN_NEW_N(arena, struct pin_interval_job, set->specs_n + 1U);
    uint32_t jobs_n = 0;
    if (!jobs) {
        return no_memory(err);
    }
    scoring.threads = scoring.threads > 0 ? scoring.threads : 1;
    scoring.policy.items = summariser->items[slice];
    PIN_TRY(pin_score(&scores, summariser->dataset, run, &scoring, arena, err));
    for (uint32_t i = 0; i < set->specs_n; i++) {
        out[i] = slice_figure_of(summariser, &set->specs[i], scores, &summariser->all);
        if (wants_interval(&out[i])) {
            jobs[jobs_n++] =
                (struct pin_interval_job){&set->specs[i], &summariser->all, &out[i]};
        }
    }
    return pin_intervals(&request->interval, summariser->scratch, scores, jobs, jobs_n,
                         err);
}

/* Judges the run once more, by the items of the slice. One of too few queries is not: all
 * its figures would be withheld. */
static enum pin_status add_item_slice(struct pin_summariser *summariser,
                                      const struct pin_run *run, uint32_t slice,
                                      struct pin_figure *out, struct pin_error *err)
{
    const uint32_t queries_n = summariser->slices[slice].queries_n;
    if (queries_n == 0 || queries_n < summariser->request.min_n) {
        for (uint32_t i = 0; i < summariser->request.figures->specs_n; i++) {
            out[i] = (struct pin_figure){.value = PIN_UNDEFINED,
                                         .queries_n = queries_n,
                                         .low = PIN_UNDEFINED,
                                         .high = PIN_UNDEFINED,
                                         .withheld = queries_n > 0};
        }
        return PIN_OK;
    }
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const enum pin_status status = judge_slice(summariser, run, slice, out, &arena, err);
    pin_arena_free(&arena);
    return status;
}

enum pin_status pin_summariser_figures(struct pin_summariser *summariser,
                                       const struct pin_run *run,
                                       const struct pin_scores *scores,
                                       struct pin_error *err)
{
    const struct pin_figure_set *set = summariser->request.figures;
    const size_t columns_n = set->specs_n;
    struct pin_figure *figures =
        PIN_NEW_N(summariser->arena, struct pin_figure, columns_n + 1);
    struct pin_figure *sliced = PIN_NEW_N(summariser->arena, struct pin_figure,
                                          columns_n * summariser->slices_n + 1);
    if (!figures || !sliced) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < columns_n; i++) {
        figures[i] = figure_of(summariser, &set->specs[i], scores, &summariser->all);
    }
    for (uint32_t s = 0; s < summariser->slices_n; s++) {
        struct pin_figure *place = sliced + s * columns_n;
        if (summariser->items[s].value_of) {
            PIN_TRY(add_item_slice(summariser, run, s, place, err));
            continue;
        }
        for (uint32_t i = 0; i < columns_n; i++) {
            place[i] =
                slice_figure_of(summariser, &set->specs[i], scores, summariser->lists[s]);
        }
    }
    PIN_TRY(add_intervals(summariser, scores, figures, sliced, err));
    summariser->systems[summariser->systems_n].figures = figures;
    summariser->slice_figures[summariser->systems_n] = sliced;
    return PIN_OK;
}
