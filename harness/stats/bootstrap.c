/* bootstrap.c - a resample is a row of weights, and all resamples together are the
 * product of two matrices, weights by clusters and clusters by columns.
 *
 * The columns are the distinct ones among the figures' numerators and denominators: means
 * over the same queries share their denominator. They stand in blocks of four. A thread
 * takes eight resamples at a time: it counts what each draws, then goes through the
 * clusters in tiles, whose weights stay in the nearest cache while block after block is
 * added up. */
#include "harness/stats/bootstrap.h"

#include "harness/base/parallel.h"
#include "harness/base/rng.h"
#include "harness/base/sum.h"
#include "harness/stats/weighted_block.h"

#include <math.h>
#include <string.h>

enum {
    THREADS_MAX = 256,
    TILE = 256, /* clusters */
    BLOCK_SUMS = PIN_BLOCK_COLUMNS * PIN_BLOCK_WEIGHTINGS,
};

struct pin_columns {
    uint32_t clusters_n;
    uint32_t columns_n;
    uint32_t blocks_n;
    double *values;       /* blocks_n times clusters_n rows of PIN_BLOCK_COLUMNS */
    const double **first; /* by column: where it begins in the sums that it is from */
    uint32_t *num;        /* by figure: the column of its numerator */
    uint32_t *den;
};

struct pin_room {     /* of one thread */
    uint32_t *draws;  /* clusters_n */
    uint32_t *counts; /* PIN_BLOCK_WEIGHTINGS times clusters_n */
    double *weights;  /* TILE rows of PIN_BLOCK_WEIGHTINGS */
    double *sums;     /* blocks_n times BLOCK_SUMS */
};

struct pin_bootstrap_job {
    const struct pin_columns *columns;
    const struct pin_resampling *resampling;
    uint32_t figures_n;
    double *replicates;
};

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

/* Zeros of either sign are the same here: added to 0, both leave it. */
static bool same_column(const double *a, const double *b, uint32_t clusters_n,
                        size_t stride)
{
    for (size_t c = 0; c < clusters_n; c++) {
        const double x = a[c * stride];
        const double y = b[c * stride];
        if (!(x <= y && x >= y)) {
            return false;
        }
    }
    return true;
}

static uint32_t column_of(struct pin_columns *columns, const double *first, size_t stride)
{
    uint32_t column = 0;
    while (column < columns->columns_n &&
           !same_column(columns->first[column], first, columns->clusters_n, stride)) {
        column++;
    }
    columns->first[column] = first;
    columns->columns_n += column == columns->columns_n;
    return column;
}

static void fill_column(struct pin_columns *columns, uint32_t column, size_t stride)
{
    const size_t block = column / PIN_BLOCK_COLUMNS;
    double *to = columns->values + block * PIN_BLOCK_COLUMNS * columns->clusters_n +
                 column % PIN_BLOCK_COLUMNS;
    for (size_t c = 0; c < columns->clusters_n; c++) {
        to[c * PIN_BLOCK_COLUMNS] = columns->first[column][c * stride];
    }
}

static enum pin_status make_columns(struct pin_columns *out,
                                    const struct pin_cluster_sums *sums,
                                    struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t figures_n = sums->figures_n;
    const size_t places_n = 2 * (size_t)figures_n + 1;
    *out = (struct pin_columns){.clusters_n = sums->clusters_n,
                                .first = PIN_NEW_N(arena, const double *, places_n),
                                .num = PIN_NEW_N(arena, uint32_t, places_n),
                                .den = PIN_NEW_N(arena, uint32_t, places_n)};
    if (!out->first || !out->num || !out->den) {
        return no_memory(err);
    }
    for (uint32_t j = 0; j < figures_n; j++) {
        out->num[j] = column_of(out, sums->num + j, figures_n);
        out->den[j] = column_of(out, sums->den + j, figures_n);
    }
    out->blocks_n = (out->columns_n + PIN_BLOCK_COLUMNS - 1) / PIN_BLOCK_COLUMNS;
    out->values = PIN_NEW_N(
        arena, double, (size_t)out->blocks_n *PIN_BLOCK_COLUMNS * sums->clusters_n + 1);
    if (!out->values) {
        return no_memory(err);
    }
    for (uint32_t column = 0; column < out->columns_n; column++) {
        fill_column(out, column, figures_n);
    }
    return PIN_OK;
}

static enum pin_status make_rooms(struct pin_room *rooms, uint32_t threads,
                                  const struct pin_columns *columns,
                                  struct pin_arena *arena, struct pin_error *err)
{
    const size_t clusters_n = columns->clusters_n;
    for (uint32_t i = 0; i < threads; i++) {
        struct pin_room *room = &rooms[i];
        room->draws = PIN_NEW_N(arena, uint32_t, clusters_n + 1);
        room->counts = PIN_NEW_N(arena, uint32_t, clusters_n * PIN_BLOCK_WEIGHTINGS + 1);
        room->weights = PIN_NEW_N(arena, double, (size_t)TILE *PIN_BLOCK_WEIGHTINGS);
        room->sums = PIN_NEW_N(arena, double, (size_t)columns->blocks_n *BLOCK_SUMS + 1);
        if (!room->draws || !room->counts || !room->weights || !room->sums) {
            return no_memory(err);
        }
    }
    return PIN_OK;
}

static void count_draws(const struct pin_room *room, uint32_t clusters_n,
                        uint32_t *counts, uint64_t seed, uint64_t resample)
{
    if (clusters_n == 0) {
        return;
    }
    memset(counts, 0, clusters_n * sizeof(*counts));
    pin_rng_fill_below(room->draws, clusters_n, seed, resample, clusters_n);
    for (uint32_t i = 0; i < clusters_n; i++) {
        counts[room->draws[i]]++;
    }
}

static void add_tile(const struct pin_room *room, const struct pin_columns *columns,
                     uint32_t start, uint32_t rows_n)
{
    const size_t clusters_n = columns->clusters_n;
    for (size_t w = 0; w < PIN_BLOCK_WEIGHTINGS; w++) {
        const uint32_t *counts = room->counts + w * clusters_n + start;
        for (size_t i = 0; i < rows_n; i++) {
            room->weights[i * PIN_BLOCK_WEIGHTINGS + w] = counts[i];
        }
    }
    for (size_t block = 0; block < columns->blocks_n; block++) {
        const double *values =
            columns->values + (block * clusters_n + start) * PIN_BLOCK_COLUMNS;
        pin_weighted_block_add(room->sums + block * BLOCK_SUMS, room->weights, values,
                               rows_n);
    }
}

static double ratio(double num, double den)
{
    return den > 0.0 ? num / den : (double)NAN;
}

static double sum_at(const struct pin_room *room, uint32_t column, uint32_t weighting)
{
    return room->sums[(size_t)column * PIN_BLOCK_WEIGHTINGS + weighting];
}

/* Resamples first to first + n, n at most PIN_BLOCK_WEIGHTINGS; the counts that are then
 * left over from an earlier block give sums that nobody reads. */
static void resample_block(const struct pin_bootstrap_job *job,
                           const struct pin_room *room, uint32_t first, uint32_t n)
{
    const struct pin_columns *columns = job->columns;
    const uint32_t clusters_n = columns->clusters_n;
    for (uint32_t w = 0; w < n; w++) {
        count_draws(room, clusters_n, room->counts + (size_t)w * clusters_n,
                    job->resampling->seed, first + w);
    }
    memset(room->sums, 0, (size_t)columns->blocks_n * BLOCK_SUMS * sizeof(double));
    for (uint32_t start = 0; start < clusters_n; start += TILE) {
        const uint32_t left = clusters_n - start;
        add_tile(room, columns, start, left < TILE ? left : TILE);
    }
    for (uint32_t w = 0; w < n; w++) {
        double *row = job->replicates + (size_t)(first + w) * job->figures_n;
        for (uint32_t j = 0; j < job->figures_n; j++) {
            row[j] =
                ratio(sum_at(room, columns->num[j], w), sum_at(room, columns->den[j], w));
        }
    }
}

static enum pin_status resample(const struct pin_bootstrap_job *job,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_room rooms[THREADS_MAX];
    const uint32_t wanted = job->resampling->threads;
    const uint32_t threads = wanted < THREADS_MAX ? wanted : THREADS_MAX;
    const uint32_t resamples_n = job->resampling->resamples_n;
    PIN_TRY(make_rooms(rooms, threads, job->columns, arena, err));
#pragma omp parallel for schedule(static) num_threads((int)threads)
    for (uint32_t first = 0; first < resamples_n; first += PIN_BLOCK_WEIGHTINGS) {
        const uint32_t left = resamples_n - first;
        resample_block(job, &rooms[pin_thread_ix()], first,
                       left < PIN_BLOCK_WEIGHTINGS ? left : PIN_BLOCK_WEIGHTINGS);
    }
    return PIN_OK;
}

static double total_of(const double *first, const struct pin_cluster_sums *sums)
{
    struct pin_sum total = {0};
    for (size_t c = 0; c < sums->clusters_n; c++) {
        pin_sum_add(&total, first[c * sums->figures_n]);
    }
    return pin_sum_value(&total);
}

/* The jackknife may be NULL. */
static void fill_estimate(double *estimate, double *jackknife,
                          const struct pin_cluster_sums *sums)
{
    const size_t figures_n = sums->figures_n;
    for (size_t j = 0; j < figures_n; j++) {
        const double num = total_of(sums->num + j, sums);
        const double den = total_of(sums->den + j, sums);
        estimate[j] = ratio(num, den);
        for (size_t c = 0; jackknife && c < sums->clusters_n; c++) {
            const size_t place = c * figures_n + j;
            jackknife[place] = ratio(num - sums->num[place], den - sums->den[place]);
        }
    }
}

enum pin_status pin_bootstrap(struct pin_resampled *out,
                              const struct pin_cluster_sums *sums,
                              const struct pin_resampling *resampling,
                              struct pin_arena *arena, struct pin_error *err)
{
    const size_t figures_n = sums->figures_n;
    const size_t resamples_n = resampling->resamples_n;
    double *estimate = PIN_NEW_N(arena, double, figures_n + 1);
    double *replicates = PIN_NEW_N(arena, double, resamples_n *figures_n + 1);
    double *jackknife = NULL;
    if (resampling->jackknife) {
        jackknife = PIN_NEW_N(arena, double, sums->clusters_n *figures_n + 1);
    }
    if (!estimate || !replicates || (resampling->jackknife && !jackknife)) {
        return no_memory(err);
    }
    fill_estimate(estimate, jackknife, sums);

    const struct pin_arena_mark mark = pin_arena_mark(arena);
    struct pin_columns columns;
    const struct pin_bootstrap_job job = {&columns, resampling, sums->figures_n,
                                          replicates};
    PIN_TRY(make_columns(&columns, sums, arena, err));
    PIN_TRY(resample(&job, arena, err));
    pin_arena_rewind(arena, mark);
    *out = (struct pin_resampled){.figures_n = sums->figures_n,
                                  .resamples_n = resampling->resamples_n,
                                  .clusters_n = sums->clusters_n,
                                  .estimate = estimate,
                                  .replicates = replicates,
                                  .jackknife = jackknife};
    return PIN_OK;
}
