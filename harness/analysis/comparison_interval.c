#include "harness/analysis/comparison_parts.h"
#include "harness/base/parallel.h"
#include "harness/stats/functional.h"

#include <math.h>

enum { CHUNK_PAIRS = 192 }; /* all pairs of 20 systems */

struct interval_chunk { /* some pairs on one figure */
    const struct pin_comparing *comparing;
    struct pin_comparison *rows; /* the first; one pair further is figures_n places on */
    uint32_t pairs_n;
    struct pin_arena *arena;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the intervals of the differences");
}

static struct pin_comparison *row_at(const struct interval_chunk *chunk, uint32_t pair)
{
    return &chunk->rows[(size_t)pair * chunk->comparing->figures_n];
}

/* Pair i has the baseline in column 2 i and the candidate behind it, over the units that
 * both have. */
static enum pin_status fill_sums(struct pin_cluster_sums *out,
                                 const struct interval_chunk *chunk,
                                 struct pin_error *err)
{
    const struct pin_panel *panel = chunk->comparing->panel;
    const uint32_t figure = row_at(chunk, 0)->figure;
    const struct pin_panel_figure *shape = &panel->figures[figure];
    bool *keep = PIN_NEW_N(chunk->arena, bool, shape->units_n + 1U);
    if (!keep) {
        return no_memory(err);
    }
    PIN_TRY(pin_cluster_sums_new(out, panel->clustering.clusters_n, 2 * chunk->pairs_n,
                                 chunk->arena, err));
    for (uint32_t i = 0; i < chunk->pairs_n; i++) {
        const double *a = panel->systems[row_at(chunk, i)->a].values[figure];
        const double *b = panel->systems[row_at(chunk, i)->b].values[figure];
        for (uint32_t unit = 0; unit < shape->units_n; unit++) {
            keep[unit] = !isnan(a[unit]) && !isnan(b[unit]);
        }
        pin_panel_sum(out, 2 * i, shape, a, keep);
        pin_panel_sum(out, 2 * i + 1, shape, b, keep);
    }
    return PIN_OK;
}

/* The difference of pair i is column 2 i, the relative change the next. */
static enum pin_status apply(struct pin_resampled_column **out,
                             const struct interval_chunk *chunk,
                             const struct pin_resampled *resampled, struct pin_error *err)
{
    const uint32_t n = chunk->pairs_n;
    struct pin_figure_pair *pairs = PIN_NEW_N(chunk->arena, struct pin_figure_pair, n);
    struct pin_functional *functionals =
        PIN_NEW_N(chunk->arena, struct pin_functional, (size_t)2 * n);
    *out = PIN_NEW_N(chunk->arena, struct pin_resampled_column, (size_t)2 * n);
    if (!pairs || !functionals || !*out) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        pairs[i] = (struct pin_figure_pair){.a = 2 * i + 1, .b = 2 * i};
        functionals[2 * (size_t)i] = pin_functional_difference(&pairs[i]);
        functionals[2 * (size_t)i + 1] = pin_functional_change(&pairs[i]);
    }
    return pin_functional_apply(*out, functionals, 2 * n, resampled, chunk->arena, err);
}

static enum pin_status read_intervals(const struct interval_chunk *chunk,
                                      const struct pin_resampled_column *columns,
                                      struct pin_error *err)
{
    const struct pin_comparing *comparing = chunk->comparing;
    const uint32_t threads =
        comparing->resampling.threads > 0 ? comparing->resampling.threads : 1;
    const size_t room_n = comparing->resampling.resamples_n;
    double *rooms = PIN_NEW_N(chunk->arena, double, threads *room_n + 1);
    if (!rooms) {
        return no_memory(err);
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)threads)
    for (uint32_t i = 0; i < chunk->pairs_n; i++) {
        struct pin_comparison *row = row_at(chunk, i);
        double *room = rooms + pin_thread_ix() * room_n;
        if (row->clusters_n > 1) { /* one cluster says nothing */
            row->difference = pin_bootstrap_interval(
                &columns[2 * (size_t)i], comparing->method, comparing->level, room);
            row->change = pin_bootstrap_interval(
                &columns[2 * (size_t)i + 1], comparing->method, comparing->level, room);
        }
    }
    return PIN_OK;
}

static enum pin_status resample(const struct interval_chunk *chunk, struct pin_error *err)
{
    struct pin_cluster_sums sums;
    struct pin_resampled resampled;
    struct pin_resampled_column *columns = NULL;
    struct pin_resampling resampling = chunk->comparing->resampling;
    resampling.jackknife = chunk->comparing->method == PIN_INTERVAL_BCA;
    PIN_TRY(fill_sums(&sums, chunk, err));
    PIN_TRY(pin_bootstrap(&resampled, &sums, &resampling, chunk->arena, err));
    PIN_TRY(apply(&columns, chunk, &resampled, err));
    return read_intervals(chunk, columns, err);
}

enum pin_status pin_comparison_intervals(struct pin_comparison *rows, uint32_t pairs_n,
                                         const struct pin_comparing *comparing,
                                         struct pin_error *err)
{
    const uint32_t figures_n = comparing->figures_n;
    if (comparing->resampling.resamples_n == 0) {
        return PIN_OK;
    }
    for (uint32_t first = 0; first < pairs_n; first += CHUNK_PAIRS) {
        const uint32_t left = pairs_n - first;
        for (uint32_t figure = 0; figure < figures_n; figure++) {
            struct pin_arena arena;
            const struct interval_chunk chunk = {
                comparing, rows + (size_t)first * figures_n + figure,
                left < CHUNK_PAIRS ? left : CHUNK_PAIRS, &arena};
            pin_arena_init(&arena, 0);
            const enum pin_status status = resample(&chunk, err);
            pin_arena_free(&arena);
            PIN_TRY(status);
        }
    }
    return PIN_OK;
}
