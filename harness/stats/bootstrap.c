#include "harness/stats/bootstrap.h"

#include "harness/base/parallel.h"
#include "harness/base/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS_MAX = 256 };

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the resamples");
}

enum pin_status pin_cluster_sums_new(struct pin_cluster_sums *out, uint32_t clusters_n,
                                     uint32_t figures_n, struct pin_arena *arena,
                                     struct pin_error *err)
{
    const size_t n = (size_t)clusters_n * figures_n + 1;
    *out = (struct pin_cluster_sums){clusters_n, figures_n, PIN_NEW_N(arena, double, n),
                                     PIN_NEW_N(arena, double, n)};
    return out->num && out->den ? PIN_OK : no_memory(err);
}

struct pin_room { /* of one thread */
    uint32_t *weights;
    double *num;
    double *den;
};

static void draw_weights(uint32_t *weights, uint32_t clusters_n, uint64_t seed,
                         uint64_t resample)
{
    memset(weights, 0, clusters_n * sizeof(*weights));
    for (uint32_t i = 0; i < clusters_n; i++) {
        weights[pin_rng_below(seed, resample, i, clusters_n)]++;
    }
}

/* A cluster that was not drawn costs nothing; a plain sum over rows vectorises. */
static void add_rows(const struct pin_cluster_sums *sums, const struct pin_room *room)
{
    const uint32_t figures_n = sums->figures_n;
    memset(room->num, 0, figures_n * sizeof(*room->num));
    memset(room->den, 0, figures_n * sizeof(*room->den));
    for (uint32_t cluster = 0; cluster < sums->clusters_n; cluster++) {
        const double weight = room->weights[cluster];
        if (room->weights[cluster] == 0) {
            continue;
        }
        const double *num = sums->num + (size_t)cluster * figures_n;
        const double *den = sums->den + (size_t)cluster * figures_n;
        for (uint32_t j = 0; j < figures_n; j++) {
            room->num[j] += weight * num[j];
            room->den[j] += weight * den[j];
        }
    }
}

static enum pin_status make_rooms(struct pin_room *rooms, uint32_t threads,
                                  const struct pin_cluster_sums *sums,
                                  struct pin_arena *arena, struct pin_error *err)
{
    for (uint32_t i = 0; i < threads; i++) {
        rooms[i] = (struct pin_room){PIN_NEW_N(arena, uint32_t, sums->clusters_n + 1U),
                                     PIN_NEW_N(arena, double, sums->figures_n + 1U),
                                     PIN_NEW_N(arena, double, sums->figures_n + 1U)};
        if (!rooms[i].weights || !rooms[i].num || !rooms[i].den) {
            return no_memory(err);
        }
    }
    return PIN_OK;
}

enum pin_status pin_bootstrap(const double **out, const struct pin_cluster_sums *sums,
                              const struct pin_resampling *resampling,
                              struct pin_arena *arena, struct pin_error *err)
{
    struct pin_room rooms[THREADS_MAX];
    const uint32_t threads =
        resampling->threads < THREADS_MAX ? resampling->threads : THREADS_MAX;
    const uint32_t resamples_n = resampling->resamples_n;
    const uint32_t figures_n = sums->figures_n;
    double *replicates = PIN_NEW_N(arena, double, (size_t)resamples_n *figures_n + 1);
    if (!replicates) {
        return no_memory(err);
    }
    PIN_TRY(make_rooms(rooms, threads, sums, arena, err));
#pragma omp parallel for schedule(static) num_threads((int)threads)
    for (uint32_t b = 0; b < resamples_n; b++) {
        const struct pin_room *room = &rooms[pin_thread_ix()];
        draw_weights(room->weights, sums->clusters_n, resampling->seed, b);
        add_rows(sums, room);
        for (uint32_t j = 0; j < figures_n; j++) {
            const bool defined = room->den[j] > 0.0;
            replicates[(size_t)b * figures_n + j] =
                defined ? room->num[j] / room->den[j] : (double)NAN;
        }
    }
    *out = replicates;
    return PIN_OK;
}

static int rising(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(const double *sorted, uint32_t n, double q)
{
    const double place = q * (n - 1);
    const uint32_t below = (uint32_t)place;
    if (below + 1 >= n) {
        return sorted[n - 1];
    }
    return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
}

struct pin_interval pin_percentile_interval(double *values, uint32_t values_n,
                                            double level)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < values_n; i++) {
        if (!isnan(values[i])) {
            values[n++] = values[i];
        }
    }
    if (n < 2) {
        return (struct pin_interval){(double)NAN, (double)NAN, n};
    }
    qsort(values, n, sizeof(*values), rising);
    return (struct pin_interval){quantile(values, n, (1.0 - level) / 2.0),
                                 quantile(values, n, (1.0 + level) / 2.0), n};
}
