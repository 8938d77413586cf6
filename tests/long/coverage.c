/* coverage.c - how often 95 % intervals hold the true value, over worlds whose truth is
 * known.
 *
 * Usage: coverage [REPEATS]. Each repeat draws a sample, resamples it 1,000 times and
 * asks which of its intervals hold the truth. A share that should be .95 has a standard
 * error of .005 over 2,000 repeats, and must lie within .93 and .97. What ignores how the
 * data depends on itself must be seen to fail: below .90. */
#include "harness/base/clock.h"
#include "harness/base/parallel.h"
#include "harness/base/rng.h"
#include "harness/base/text.h"
#include "harness/stats/bootstrap.h"
#include "harness/stats/distribution.h"
#include "harness/stats/functional.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    REPEATS = 2000,
    RESAMPLES = 1000,
    CLUSTERS = 150,
    MEMBERS_MAX = 10,
    FIGURES = 20,
    HELD_MAX = 4, /* intervals of one study */
};

static const uint64_t data_seed = 1ULL << 40; /* above any repeat */
static const double level = 0.95;
static const double truth = 0.5; /* of every mean */

static void must(bool good)
{
    if (!good) {
        (void)fputs("coverage: no memory\n", stderr);
        exit(1);
    }
}

struct world { /* one repeat: its random numbers, its memory, what was found */
    uint32_t repeat;
    struct pin_arena arena;
    double *room; /* RESAMPLES */
    bool held[HELD_MAX];
};

/* A standard normal deviate. No two repeats share a stream, nor does the resampling,
 * whose seeds are the repeats. */
static double deviate(const struct world *world, uint32_t stream, uint32_t counter)
{
    const uint64_t own = (uint64_t)world->repeat << 32 | stream;
    return pin_normal_quantile(pin_rng_unit(data_seed, own, counter) + 0x1p-54);
}

static struct pin_cluster_sums new_sums(struct world *world, uint32_t clusters_n,
                                        uint32_t figures_n)
{
    struct pin_cluster_sums sums;
    must(pin_cluster_sums_new(&sums, clusters_n, figures_n, &world->arena, NULL) ==
         PIN_OK);
    return sums;
}

static void resample(struct pin_resampled_column *columns, struct world *world,
                     const struct pin_cluster_sums *sums)
{
    const struct pin_resampling resampling = {world->repeat, RESAMPLES, 1, true};
    struct pin_resampled resampled;
    must(pin_bootstrap(&resampled, sums, &resampling, &world->arena, NULL) == PIN_OK);
    for (uint32_t j = 0; j < sums->figures_n; j++) {
        const struct pin_functional figure = pin_functional_figure(&j);
        must(pin_functional_apply(&columns[j], &figure, 1, &resampled, &world->arena,
                                  NULL) == PIN_OK);
    }
}

static bool holds(const struct pin_interval *interval)
{
    return interval->low <= truth && truth <= interval->high;
}

static bool holds_by(enum pin_interval_method method, struct world *world,
                     const struct pin_resampled_column *column)
{
    const struct pin_interval interval =
        pin_bootstrap_interval(column, method, level, world->room);
    return holds(&interval);
}

/* Independent normal values. */
static void study_normal(struct world *world)
{
    struct pin_cluster_sums sums = new_sums(world, CLUSTERS, 1);
    struct pin_resampled_column column;
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        sums.num[c] = truth + deviate(world, 0, c);
        sums.den[c] = 1.0;
    }
    resample(&column, world, &sums);
    world->held[0] = holds_by(PIN_INTERVAL_PERCENTILE, world, &column);
    world->held[1] = holds_by(PIN_INTERVAL_BASIC, world, &column);
    world->held[2] = holds_by(PIN_INTERVAL_BCA, world, &column);
}

/* Clusters of 2 to 10 values that share .3 of their variance, taken as clusters and then
 * as if each value were one. */
static void study_clusters(struct world *world)
{
    const double shared = sqrt(0.3);
    const double own = sqrt(0.7);
    struct pin_cluster_sums sums = new_sums(world, CLUSTERS, 1);
    struct pin_cluster_sums single = new_sums(world, CLUSTERS * MEMBERS_MAX, 1);
    struct pin_resampled_column column;
    single.clusters_n = 0;
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        const uint32_t members_n =
            2 + pin_rng_below(data_seed + 1, world->repeat, c, MEMBERS_MAX - 1);
        const double mean = truth + shared * deviate(world, 0, c);
        for (uint32_t i = 0; i < members_n; i++) {
            const double value = mean + own * deviate(world, 1 + i, c);
            sums.num[c] += value;
            sums.den[c] += 1.0;
            single.num[single.clusters_n] = value;
            single.den[single.clusters_n++] = 1.0;
        }
    }
    resample(&column, world, &sums);
    world->held[0] = holds_by(PIN_INTERVAL_PERCENTILE, world, &column);
    world->held[1] = holds_by(PIN_INTERVAL_BCA, world, &column);
    resample(&column, world, &single);
    world->held[2] = holds_by(PIN_INTERVAL_PERCENTILE, world, &column);
    world->held[3] = holds_by(PIN_INTERVAL_BCA, world, &column);
}

/* Twenty figures over the same clusters, each pair with correlation .5: whether all of
 * their intervals hold the truth. */
static void study_together(struct world *world)
{
    const double half = sqrt(0.5);
    struct pin_cluster_sums sums = new_sums(world, CLUSTERS, FIGURES);
    struct pin_resampled_column columns[FIGURES];
    struct pin_interval intervals[FIGURES];
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        const double shared = half * deviate(world, FIGURES, c);
        for (uint32_t j = 0; j < FIGURES; j++) {
            sums.num[c * FIGURES + j] = truth + shared + half * deviate(world, j, c);
            sums.den[c * FIGURES + j] = 1.0;
        }
    }
    resample(columns, world, &sums);
    (void)pin_simultaneous_intervals(intervals, columns, FIGURES, level, world->room);
    world->held[0] = true;
    world->held[1] = true;
    for (uint32_t j = 0; j < FIGURES; j++) {
        world->held[0] = world->held[0] && holds(&intervals[j]);
        world->held[1] =
            world->held[1] && holds_by(PIN_INTERVAL_PERCENTILE, world, &columns[j]);
    }
}

struct study {
    const char *data;
    void (*repeat)(struct world *world);
    struct {
        const char *name; /* NULL: no more */
        double low, high; /* what its coverage must be */
    } intervals[HELD_MAX];
};

static const struct study studies[] = {
    {"150 normal values",
     study_normal,
     {{"percentile", 0.93, 0.97}, {"basic", 0.93, 0.97}, {"bca", 0.93, 0.97}}},
    {"150 clusters, ICC .3",
     study_clusters,
     {{"percentile over clusters", 0.93, 0.97},
      {"bca over clusters", 0.93, 0.97},
      {"percentile over values", 0.0, 0.90},
      {"bca over values", 0.0, 0.90}}},
    {"20 figures, r = .5",
     study_together,
     {{"simultaneous, all hold", 0.93, 0.97}, {"percentile, all hold", 0.0, 0.90}}},
};

/* held: repeats_n rows of HELD_MAX. */
static void run(const struct study *study, bool *held, uint32_t repeats_n)
{
    const uint32_t threads = pin_threads_standard();
#pragma omp parallel for schedule(static) num_threads((int)threads)
    for (uint32_t repeat = 0; repeat < repeats_n; repeat++) {
        struct world world = {.repeat = repeat};
        pin_arena_init(&world.arena, 0);
        world.room = PIN_NEW_N(&world.arena, double, RESAMPLES);
        must(world.room != NULL);
        study->repeat(&world);
        for (uint32_t i = 0; i < HELD_MAX; i++) {
            held[(size_t)repeat * HELD_MAX + i] = world.held[i];
        }
        pin_arena_free(&world.arena);
    }
}

static bool print_rows(const struct study *study, const bool *held, uint32_t repeats_n)
{
    bool good = true;
    for (uint32_t i = 0; i < HELD_MAX && study->intervals[i].name; i++) {
        uint32_t held_n = 0;
        for (uint32_t repeat = 0; repeat < repeats_n; repeat++) {
            held_n += held[(size_t)repeat * HELD_MAX + i];
        }
        const double share = (double)held_n / repeats_n;
        const bool within =
            share >= study->intervals[i].low && share <= study->intervals[i].high;
        (void)printf("%-22s %-26s %8.4f  %.2f to %.2f  %s\n", study->data,
                     study->intervals[i].name, share, study->intervals[i].low,
                     study->intervals[i].high, within ? "ok" : "OUT OF BOUNDS");
        good = good && within;
    }
    return good;
}

int main(int argc, char **argv)
{
    uint32_t repeats_n = REPEATS;
    if (argc > 1 && (pin_text_u32(&repeats_n, pin_text_of(argv[1]), NULL) != PIN_OK ||
                     repeats_n == 0)) {
        (void)fputs("coverage: expected a number of repeats\n", stderr);
        return 2;
    }
    bool *held = calloc((size_t)repeats_n * HELD_MAX, sizeof(*held));
    must(held != NULL);
    bool good = true;
    const uint64_t start_ns = pin_clock_ns();
    (void)printf("coverage of 95 %% intervals, %u repeats, %u resamples each\n",
                 repeats_n, (unsigned)RESAMPLES);
    (void)printf("%-22s %-26s %8s  %s\n", "data", "intervals", "coverage", "must be");
    for (size_t i = 0; i < sizeof(studies) / sizeof(studies[0]); i++) {
        run(&studies[i], held, repeats_n);
        good = print_rows(&studies[i], held, repeats_n) && good;
    }
    (void)printf("%.1f s\n", 1e-9 * (double)(pin_clock_ns() - start_ns));
    free(held);
    return good ? 0 : 1;
}
