#include "harness/analysis/rank_table.h"

#include "harness/base/parallel.h"
#include "harness/stats/functional.h"

#include <math.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the ranks of the systems");
}

/* Marks the units for which every system has a value. */
static void find_shared(struct pin_rank_cells *out, bool *shared,
                        const struct pin_panel *panel)
{
    for (uint32_t unit = 0; unit < panel->figures[out->figure].units_n; unit++) {
        uint32_t have_n = 0;
        for (uint32_t s = 0; s < panel->systems_n; s++) {
            have_n += isnan(panel->systems[s].values[out->figure][unit]) ? 0 : 1;
        }
        shared[unit] = have_n > 0 && have_n == panel->systems_n;
        out->units_n += shared[unit];
        out->left_n += have_n > 0 && have_n < panel->systems_n;
    }
}

enum pin_status pin_rank_cells_of(struct pin_rank_cells *out,
                                  const struct pin_panel *panel, uint32_t figure,
                                  struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_panel_figure *shape = &panel->figures[figure];
    bool *shared = PIN_NEW_N(arena, bool, shape->units_n + 1U);
    *out = (struct pin_rank_cells){.figure = figure, .lower = shape->lower_is_better};
    if (!shared) {
        return no_memory(err);
    }
    PIN_TRY(pin_cluster_sums_new(&out->sums, panel->clustering.clusters_n,
                                 panel->systems_n, arena, err));
    find_shared(out, shared, panel);
    for (uint32_t s = 0; s < panel->systems_n; s++) {
        pin_panel_sum(&out->sums, s, shape, panel->systems[s].values[figure], shared);
    }
    const size_t cells_n = (size_t)out->sums.clusters_n * panel->systems_n;
    for (size_t i = 0; out->lower && i < cells_n; i++) {
        out->sums.num[i] = -out->sums.num[i];
    }
    for (size_t i = 0; i < cells_n; i += panel->systems_n) {
        out->topics_n += out->sums.den[i] > 0.0;
    }
    return PIN_OK;
}

struct ranking { /* in the making; everything by system */
    const struct pin_rank_cells *cells;
    const struct pin_ranking_how *how;
    struct pin_arena *arena;
    struct pin_resampled resampled;
    struct pin_resampled_column *values;
    struct pin_resampled_column *ranks;
    struct pin_ranked *rows; /* by system, until they are put into order */
    uint32_t n;
};

static enum pin_status apply_ranks(struct ranking *self, struct pin_error *err)
{
    uint32_t *systems = PIN_NEW_N(self->arena, uint32_t, self->n);
    struct pin_figure_rank *ranks =
        PIN_NEW_N(self->arena, struct pin_figure_rank, self->n);
    struct pin_functional *functionals =
        PIN_NEW_N(self->arena, struct pin_functional, (size_t)2 * self->n);
    self->values =
        PIN_NEW_N(self->arena, struct pin_resampled_column, (size_t)2 * self->n);
    if (!systems || !ranks || !functionals || !self->values) {
        return no_memory(err);
    }
    self->ranks = self->values + self->n;
    for (uint32_t s = 0; s < self->n; s++) {
        systems[s] = s;
        ranks[s] = (struct pin_figure_rank){s, {systems, self->n}};
        functionals[s] = pin_functional_figure(&systems[s]);
        functionals[self->n + s] = pin_functional_rank(&ranks[s]);
    }
    return pin_functional_apply(self->values, functionals, 2 * self->n, &self->resampled,
                                self->arena, err);
}

/* The interval of a mean whose sign was turned. */
static struct pin_interval turned(struct pin_interval interval)
{
    const double low = interval.low;
    interval.low = -interval.high;
    interval.high = -low;
    return interval;
}

static enum pin_status fill_rows(struct ranking *self, struct pin_error *err)
{
    const struct pin_ranking_how *how = self->how;
    const uint32_t threads = how->resampling.threads > 0 ? how->resampling.threads : 1;
    const size_t room_n = how->resampling.resamples_n;
    const bool sure = room_n > 0 && self->cells->topics_n > 1;
    const double none = (double)NAN;
    const struct pin_interval nothing = {none, none, none, 0, false};
    double *rooms = PIN_NEW_N(self->arena, double, threads *room_n + 1);
    if (!rooms) {
        return no_memory(err);
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)threads)
    for (uint32_t s = 0; s < self->n; s++) {
        double *room = rooms + pin_thread_ix() * room_n;
        struct pin_ranked *row = &self->rows[s];
        *row = (struct pin_ranked){.system = s,
                                   .value = self->values[s].estimate,
                                   .interval = nothing,
                                   .rank = self->ranks[s].estimate,
                                   .rank_interval = nothing,
                                   .best = none,
                                   .swaps = none};
        if (sure) {
            row->interval =
                pin_bootstrap_interval(&self->values[s], how->method, how->level, room);
            row->rank_interval = pin_bootstrap_interval(
                &self->ranks[s], PIN_INTERVAL_PERCENTILE, how->level, room);
        }
        if (self->cells->lower) {
            row->value = -row->value;
            row->interval = turned(row->interval);
        }
    }
    return PIN_OK;
}

/* By rank; systems without one stand as in the panel. */
static enum pin_status put_into_order(struct ranking *self, struct pin_error *err)
{
    struct pin_ranked *rows = PIN_NEW_N(self->arena, struct pin_ranked, self->n);
    if (!rows) {
        return no_memory(err);
    }
    for (uint32_t s = 0; s < self->n; s++) {
        uint32_t place = 0;
        for (uint32_t other = 0; other < self->n; other++) {
            const double by = self->rows[other].rank - self->rows[s].rank;
            place += by < 0.0 || (!(by > 0.0) && other < s);
        }
        rows[place] = self->rows[s];
    }
    self->rows = rows;
    return PIN_OK;
}

/* *out: by resample the rank of the best; m systems that share it have rank (m + 1) / 2.
 * NaN: there is none. */
static enum pin_status find_first(double **out, const struct ranking *self,
                                  struct pin_error *err)
{
    const uint32_t resamples_n = self->resampled.resamples_n;
    *out = PIN_NEW_N(self->arena, double, (size_t)resamples_n + 1);
    if (!*out) {
        return no_memory(err);
    }
    for (uint32_t b = 0; b < resamples_n; b++) {
        (*out)[b] = (double)NAN;
        for (uint32_t s = 0; s < self->n; s++) {
            (*out)[b] = fmin((*out)[b], self->ranks[s].replicates[b]);
        }
    }
    return PIN_OK;
}

/* Ranks are halves of whole numbers, so that equal ones are equal to the bit. */
static void count_shares(struct ranking *self, const double *first)
{
    for (uint32_t i = 0; i < self->n; i++) {
        struct pin_ranked *row = &self->rows[i];
        const double *rank = self->ranks[row->system].replicates;
        const double *next =
            i + 1 < self->n ? self->ranks[self->rows[i + 1].system].replicates : rank;
        double best = 0.0;
        double swaps = 0.0;
        uint32_t n = 0;
        for (uint32_t b = 0; b < self->resampled.resamples_n; b++) {
            if (!isnan(first[b])) {
                best += rank[b] > first[b] ? 0.0 : 1.0 / (2.0 * first[b] - 1.0);
                swaps += next[b] < rank[b] ? 1.0 : next[b] > rank[b] ? 0.0 : 0.5;
                n++;
            }
        }
        if (n > 0) {
            row->best = best / n;
            row->swaps = i + 1 < self->n ? swaps / n : (double)NAN;
        }
    }
}

enum pin_status pin_rank_table(const struct pin_ranked **out,
                               const struct pin_rank_cells *cells,
                               const struct pin_ranking_how *how, struct pin_arena *arena,
                               struct pin_error *err)
{
    struct ranking self = {
        .cells = cells, .how = how, .arena = arena, .n = cells->sums.figures_n};
    struct pin_resampling resampling = how->resampling;
    double *first = NULL;
    resampling.jackknife = how->method == PIN_INTERVAL_BCA;
    self.rows = PIN_NEW_N(arena, struct pin_ranked, self.n + 1U);
    if (!self.rows) {
        return no_memory(err);
    }
    PIN_TRY(pin_bootstrap(&self.resampled, &cells->sums, &resampling, arena, err));
    PIN_TRY(apply_ranks(&self, err));
    PIN_TRY(fill_rows(&self, err));
    PIN_TRY(put_into_order(&self, err));
    if (cells->topics_n > 1) {
        PIN_TRY(find_first(&first, &self, err));
        count_shares(&self, first);
    }
    *out = self.rows;
    return PIN_OK;
}
