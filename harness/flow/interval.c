#include "harness/flow/interval.h"

#include "harness/stats/functional.h"

#include <math.h>

enum { CHUNK_JOBS = 32 }; /* two ratios a job at most: what a resample adds up at once */

struct pin_interval_chunk {
    const struct pin_interval_request *request;
    const struct pin_interval_job *jobs;
    uint32_t jobs_n;
    struct pin_cluster_sums sums; /* job i has the ratios 2 i and 2 i + 1 */
    uint32_t clusters_n[CHUNK_JOBS];
};

/* Adds a term's units to the sums of the clusters that they belong to. */
static void add_term(struct pin_interval_chunk *chunk, const struct pin_units *units,
                     uint32_t job, uint32_t term)
{
    const uint32_t *cluster_of = chunk->request->clustering.cluster_of;
    const uint32_t figures_n = chunk->sums.figures_n;
    for (uint32_t i = 0; i < units->rows_n; i++) {
        const size_t row = (size_t)cluster_of[units->rows[i].query] * figures_n;
        const size_t place = row + 2 * (size_t)job + term;
        chunk->clusters_n[job] += term == 0 && !(chunk->sums.den[place] > 0.0);
        chunk->sums.num[place] += units->rows[i].value;
        chunk->sums.den[place] += 1.0;
    }
}

static enum pin_status read_intervals(struct pin_interval_chunk *chunk,
                                      const struct pin_resampled *resampled,
                                      struct pin_arena *arena, struct pin_error *err)
{
    struct pin_figure_pair ratios[CHUNK_JOBS];
    struct pin_functional functionals[CHUNK_JOBS];
    struct pin_resampled_column columns[CHUNK_JOBS];
    for (uint32_t job = 0; job < chunk->jobs_n; job++) {
        ratios[job] = (struct pin_figure_pair){2 * job, 2 * job + 1};
        functionals[job] = chunk->jobs[job].spec->terms_n == 2
                               ? pin_functional_quotient(&ratios[job])
                               : pin_functional_figure(&ratios[job].a);
    }
    PIN_TRY(
        pin_functional_apply(columns, functionals, chunk->jobs_n, resampled, arena, err));
    double *room = PIN_NEW_N(arena, double, resampled->resamples_n);
    if (!room) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the resamples");
    }
    for (uint32_t job = 0; job < chunk->jobs_n; job++) {
        const struct pin_interval interval = pin_bootstrap_interval(
            &columns[job], chunk->request->method, chunk->request->level, room);
        const bool some = chunk->clusters_n[job] > 1; /* one cluster says nothing */
        struct pin_figure *figure = chunk->jobs[job].figure;
        figure->low = some ? interval.low : (double)NAN;
        figure->high = some ? interval.high : (double)NAN;
        figure->fell_back = some && interval.fell_back;
        figure->clusters_n = chunk->clusters_n[job];
    }
    return PIN_OK;
}

static enum pin_status resample(struct pin_interval_chunk *chunk,
                                struct pin_figure_scratch *scratch,
                                const struct pin_scores *scores, struct pin_arena *arena,
                                struct pin_error *err)
{
    const struct pin_interval_request *request = chunk->request;
    PIN_TRY(pin_cluster_sums_new(&chunk->sums, request->clustering.clusters_n,
                                 2 * chunk->jobs_n, arena, err));
    for (uint32_t job = 0; job < chunk->jobs_n; job++) {
        const struct pin_interval_job *at = &chunk->jobs[job];
        for (uint32_t term = 0; term < at->spec->terms_n; term++) {
            const struct pin_units units =
                pin_figure_units(scratch, &at->spec->terms[term], scores, at->list);
            add_term(chunk, &units, job, term);
        }
    }
    struct pin_resampled resampled;
    struct pin_resampling resampling = request->resampling;
    resampling.jackknife = request->method == PIN_INTERVAL_BCA;
    PIN_TRY(pin_bootstrap(&resampled, &chunk->sums, &resampling, arena, err));
    return read_intervals(chunk, &resampled, arena, err);
}

enum pin_status pin_intervals(const struct pin_interval_request *request,
                              struct pin_figure_scratch *scratch,
                              const struct pin_scores *scores,
                              const struct pin_interval_job *jobs, uint32_t jobs_n,
                              struct pin_error *err)
{
    if (request->resampling.resamples_n == 0) {
        return PIN_OK;
    }
    for (uint32_t first = 0; first < jobs_n; first += CHUNK_JOBS) {
        const uint32_t left = jobs_n - first;
        struct pin_arena arena;
        struct pin_interval_chunk chunk = {.request = request,
                                           .jobs = jobs + first,
                                           .jobs_n =
                                               left < CHUNK_JOBS ? left : CHUNK_JOBS};
        pin_arena_init(&arena, 0);
        const enum pin_status status = resample(&chunk, scratch, scores, &arena, err);
        pin_arena_free(&arena);
        PIN_TRY(status);
    }
    return PIN_OK;
}

enum pin_status pin_interval_method_read(enum pin_interval_method *out, const char *name,
                                         struct pin_error *err)
{
    if (!name || pin_interval_method_named(out, name)) {
        return PIN_OK;
    }
    return pin_fail(err, PIN_E_CONFIG,
                    "no interval \"%.40s\": expected percentile, basic or bca", name);
}
