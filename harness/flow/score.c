#include "harness/flow/score.h"

#include "harness/base/parallel.h"

#include <math.h>

enum { THREADS_MAX = 1024 };

struct pin_scorer {
    const struct pin_dataset *dataset;
    const struct pin_scoring *scoring;
    struct pin_judge *judges[THREADS_MAX]; /* one a thread */
    double **values;                       /* by metric, by query */
    bool *counted;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the scores");
}

static bool has_list(const struct pin_dataset *dataset, const struct pin_run *run,
                     uint32_t query)
{
    const uint32_t *answered_as = dataset->queries.answered_as;
    return run->answered[answered_as ? answered_as[query] : query];
}

static void score_query(struct pin_scorer *scorer, struct pin_judge *judge,
                        uint32_t query)
{
    const struct pin_scoring *scoring = scorer->scoring;
    if (!scorer->counted[query]) {
        for (uint32_t m = 0; m < scoring->metrics_n; m++) {
            scorer->values[m][query] = PIN_UNDEFINED;
        }
        return;
    }
    const struct pin_judged judged = pin_judge(judge, (pin_query){query});
    const bool outside = scoring->policy.items.value_of && judged.relevant_n == 0;
    for (uint32_t m = 0; m < scoring->metrics_n; m++) {
        const struct pin_metric_use *use = &scoring->metrics[m];
        const double value =
            outside ? PIN_UNDEFINED : use->ops->value(&judged, use->cutoff, use->options);
        scorer->values[m][query] =
            isnan(value) && scoring->policy.undefined_is_zero ? 0.0 : value;
    }
}

static void score_all(struct pin_scorer *scorer, uint32_t threads)
{
    const uint32_t queries_n = scorer->dataset->queries.queries_n;
#pragma omp parallel for schedule(static) num_threads((int)threads)
    for (uint32_t query = 0; query < queries_n; query++) {
        score_query(scorer, scorer->judges[pin_thread_ix()], query);
    }
}

static enum pin_status count_queries(struct pin_scorer *scorer, const struct pin_run *run,
                                     uint32_t *missing_n_out, struct pin_error *err)
{
    const struct pin_dataset *dataset = scorer->dataset;
    const struct pin_policy *policy = &scorer->scoring->policy;
    uint32_t kept_n = 0;
    uint32_t first_missing = PIN_IX_NONE;
    for (uint32_t query = 0; query < dataset->queries.queries_n; query++) {
        const bool kept = !policy->keep || policy->keep[query];
        const bool listed = has_list(dataset, run, query);
        scorer->counted[query] = kept && (listed || policy->missing != PIN_MISSING_SKIP);
        kept_n += kept;
        if (kept && !listed) {
            first_missing = *missing_n_out == 0 ? query : first_missing;
            (*missing_n_out)++;
        }
    }
    if (first_missing != PIN_IX_NONE && policy->missing == PIN_MISSING_ERROR) {
        return pin_fail(err, PIN_E_MISSING,
                        "%u of %u queries have no list (%.80s is the first)",
                        *missing_n_out, kept_n, dataset->queries.names[first_missing]);
    }
    return PIN_OK;
}

static enum pin_status make_room(struct pin_scorer *scorer, const struct pin_run *run,
                                 uint32_t threads, struct pin_arena *arena,
                                 struct pin_error *err)
{
    const uint32_t queries_n = scorer->dataset->queries.queries_n;
    scorer->counted = PIN_NEW_N(arena, bool, queries_n);
    scorer->values = PIN_NEW_N(arena, double *, (size_t)scorer->scoring->metrics_n + 1);
    if (!scorer->counted || !scorer->values) {
        return no_memory(err);
    }
    for (uint32_t m = 0; m < scorer->scoring->metrics_n; m++) {
        scorer->values[m] = PIN_NEW_N(arena, double, queries_n);
        if (!scorer->values[m]) {
            return no_memory(err);
        }
    }
    for (uint32_t thread = 0; thread < threads; thread++) {
        PIN_TRY(pin_judge_new(&scorer->judges[thread], scorer->dataset, run,
                              scorer->scoring->policy.reading, arena, err));
        pin_judge_only(scorer->judges[thread], scorer->scoring->policy.items);
    }
    return PIN_OK;
}

static enum pin_status collect(const struct pin_scores **out,
                               const struct pin_scorer *scorer, struct pin_scores *scores,
                               struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_scoring *scoring = scorer->scoring;
    struct pin_column *columns =
        PIN_NEW_N(arena, struct pin_column, scoring->metrics_n + 1U);
    if (!columns) {
        return no_memory(err);
    }
    for (uint32_t m = 0; m < scoring->metrics_n; m++) {
        const struct pin_metric_use *use = &scoring->metrics[m];
        columns[m] = (struct pin_column){
            use->label, (use->ops->head.caps & PIN_CAP_LOWER_IS_BETTER) != 0,
            scorer->values[m]};
    }
    scores->counted = scorer->counted;
    scores->columns = columns;
    scores->columns_n = scoring->metrics_n;
    *out = scores;
    return PIN_OK;
}

enum pin_status pin_score(const struct pin_scores **out,
                          const struct pin_dataset *dataset, const struct pin_run *run,
                          const struct pin_scoring *scoring, struct pin_arena *arena,
                          struct pin_error *err)
{
    const uint32_t threads =
        scoring->threads < THREADS_MAX ? scoring->threads : THREADS_MAX;
    struct pin_scorer *scorer = PIN_NEW(arena, struct pin_scorer);
    struct pin_scores *scores = PIN_NEW(arena, struct pin_scores);
    if (!scorer || !scores) {
        return no_memory(err);
    }
    scorer->dataset = dataset;
    scorer->scoring = scoring;
    PIN_TRY(make_room(scorer, run, threads, arena, err));
    scores->run_name = run->name;
    scores->queries_n = dataset->queries.queries_n;
    PIN_TRY(count_queries(scorer, run, &scores->missing_n, err));
    score_all(scorer, threads);
    return collect(out, scorer, scores, arena, err);
}
