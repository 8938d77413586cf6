/* false_alarms.c - how often the permutation tests speak up when there is nothing, and
 * when there is something, over worlds whose truth is known.
 *
 * Usage: false_alarms [REPEATS]. A world has 120 clusters of 1 to 9 queries; a difference
 * of a query is sqrt(.3) of its cluster's deviate and sqrt(.7) of its own, so icc is .3.
 * Twenty metrics correlate by .6. A test at .05 that keeps its promise alarms in .05 of
 * the repeats, give or take three standard errors; what looks at single queries, at one
 * metric of twenty or past the strata must be seen to break it. Power is set against
 * Phi(z - 1.96), z the planted effect in standard errors. */
#include "harness/base/clock.h"
#include "harness/base/parallel.h"
#include "harness/base/rng.h"
#include "harness/base/text.h"
#include "harness/stats/permute.h"
#include "harness/stats/permute_labels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    REPEATS = 2000,
    FLIPS = 999,
    CLUSTERS = 120,
    SIZES = 9,
    QUERIES = CLUSTERS / SIZES * 45 + 6, /* 120 = 13 x 9 + 3 */
    METRICS = 20,
    LABELS = 4,
    FEW = 12,
};

static const double alpha = 0.05;
static const double icc = 0.3;
static const double alike = 0.6; /* correlation of metrics */

enum outcome { /* of one repeat: yes or no */
               ONE_TWO,
               ONE_GREATER,
               ONE_LESS,
               SINGLE,
               EXACT,
               FAMILY,
               FAMILY_GREATER,
               FAMILY_PART,
               FAMILY_RAW,
               BANDS,
               POWER_HALF,
               POWER_HIGH,
               GAP,
               GAP_CONFOUNDED,
               GAP_STRATA,
               OUTCOMES_N,
};

struct row {
    const char *text;
    double expected;
    double low, high;
};

/* .05 +- 3 sqrt(.05 x .95 / 2000) is .035 to .065. */
static const struct row rows[OUTCOMES_N] = {
    [ONE_TWO] = {"A/A, clusters, two-sided", 0.05, 0.035, 0.065},
    [ONE_GREATER] = {"A/A, clusters, greater", 0.05, 0.035, 0.065},
    [ONE_LESS] = {"A/A, clusters, less", 0.05, 0.035, 0.065},
    [SINGLE] = {"A/A, single queries (must fail)", 0.05, 0.10, 1.0},
    [EXACT] = {"A/A, 12 clusters, exact", 0.05, 0.035, 0.065},
    [FAMILY] = {"A/A, any of 20 metrics, max-T", 0.05, 0.035, 0.065},
    [FAMILY_GREATER] = {"A/A, the same, greater", 0.05, 0.035, 0.065},
    [FAMILY_PART] = {"10 of 20 moved, any other, max-T", 0.05, 0.02, 0.065},
    [FAMILY_RAW] = {"A/A, any of 20, unadjusted (must fail)", 0.05, 0.10, 1.0},
    [BANDS] = {"20 simultaneous intervals miss", 0.05, 0.035, 0.065},
    [POWER_HALF] = {"power, z = 1.96", 0.5, 0.46, 0.54},
    [POWER_HIGH] = {"power, z = 2.80", 0.8, 0.76, 0.84},
    [GAP] = {"labels without effect, gap", 0.05, 0.035, 0.065},
    [GAP_CONFOUNDED] = {"confounded labels, plain (must fail)", 0.05, 0.10, 1.0},
    [GAP_STRATA] = {"confounded labels, within strata", 0.05, 0.035, 0.065},
};

static void must(bool good)
{
    if (!good) {
        (void)fputs("false_alarms: a call failed\n", stderr);
        exit(1);
    }
}

struct world { /* one repeat */
    uint32_t repeat;
    struct pin_arena arena;
    double *queries; /* QUERIES rows of METRICS */
    double *sums;    /* CLUSTERS rows of METRICS */
    double *sizes;   /* of clusters, METRICS times, as denominators */
    bool outcomes[OUTCOMES_N];
};

/* Standard normal by Box and Muller. No two repeats share a stream, and the tests' seeds
 * are the repeats. */
static double deviate(const struct world *world, uint32_t kind, uint32_t counter)
{
    const uint64_t seed = (1ULL << 40) + kind;
    const double u = pin_rng_unit(seed, world->repeat, 2ULL * counter);
    const double v = pin_rng_unit(seed, world->repeat, 2ULL * counter + 1);
    return sqrt(-2.0 * log(1.0 - u)) * cos(2.0 * acos(-1.0) * v);
}

static double query_difference(const struct world *world, uint32_t cluster,
                               uint32_t query, uint32_t metric)
{
    const uint32_t c = cluster * METRICS + metric;
    const uint32_t q = query * METRICS + metric;
    const double common = sqrt(icc) * deviate(world, 0, cluster) +
                          sqrt(1.0 - icc) * deviate(world, 1, query);
    const double own =
        sqrt(icc) * deviate(world, 2, c) + sqrt(1.0 - icc) * deviate(world, 3, q);
    return sqrt(alike) * common + sqrt(1.0 - alike) * own;
}

static void draw_queries(struct world *world)
{
    const size_t n = (size_t)CLUSTERS * METRICS;
    world->queries = PIN_NEW_N(&world->arena, double, (size_t)QUERIES *METRICS);
    world->sums = PIN_NEW_N(&world->arena, double, n);
    world->sizes = PIN_NEW_N(&world->arena, double, n);
    must(world->queries && world->sums && world->sizes);
    for (uint32_t c = 0, q = 0; c < CLUSTERS; c++) {
        for (uint32_t k = 0; k <= c % SIZES; k++, q++) {
            for (uint32_t j = 0; j < METRICS; j++) {
                const double d = query_difference(world, c, q, j);
                world->queries[(size_t)q * METRICS + j] = d;
                world->sums[(size_t)c * METRICS + j] += d;
                world->sizes[(size_t)c * METRICS + j] += 1.0;
            }
        }
    }
}

static struct pin_flip_result flip(struct world *world, const double *sums,
                                   uint32_t clusters_n, uint32_t comparisons_n)
{
    struct pin_flip_result result;
    const struct pin_flip_family family = {clusters_n, comparisons_n, sums};
    const struct pin_resampling resampling = {world->repeat, FLIPS, 1};
    must(pin_flip_signs(&result, &family, &resampling, &world->arena, NULL) == PIN_OK);
    return result;
}

/* Whether any p of the metrics [first, METRICS) is at most .05. */
static bool any(const struct pin_flip_result *result, enum pin_side side, uint32_t first,
                bool adjusted)
{
    for (uint32_t j = first; j < METRICS; j++) {
        const struct pin_flip_test *test = &result->tests[j];
        if ((adjusted ? test->p_adjusted[side] : test->p[side]) <= alpha) {
            return true;
        }
    }
    return false;
}

/* Metric 0 alone has the p of a test of its own: signs do not depend on the family. */
static void try_nothing(struct world *world)
{
    const struct pin_flip_result result = flip(world, world->sums, CLUSTERS, METRICS);
    const double *p = result.tests[0].p;
    world->outcomes[ONE_TWO] = p[PIN_SIDE_TWO] <= alpha;
    world->outcomes[ONE_GREATER] = p[PIN_SIDE_GREATER] <= alpha;
    world->outcomes[ONE_LESS] = p[PIN_SIDE_LESS] <= alpha;
    world->outcomes[FAMILY] = any(&result, PIN_SIDE_TWO, 0, true);
    world->outcomes[FAMILY_GREATER] = any(&result, PIN_SIDE_GREATER, 0, true);
    world->outcomes[FAMILY_RAW] = any(&result, PIN_SIDE_TWO, 0, false);
    double single[QUERIES];
    for (uint32_t q = 0; q < QUERIES; q++) {
        single[q] = world->queries[(size_t)q * METRICS];
    }
    const struct pin_flip_result lone = flip(world, single, QUERIES, 1);
    world->outcomes[SINGLE] = lone.tests[0].p[PIN_SIDE_TWO] <= alpha;
}

static void try_few(struct world *world)
{
    double sums[FEW];
    for (uint32_t c = 0; c < FEW; c++) {
        sums[c] = world->sums[(size_t)c * METRICS];
    }
    const struct pin_flip_result result = flip(world, sums, FEW, 1);
    must(result.exact);
    world->outcomes[EXACT] = result.tests[0].p[PIN_SIDE_TWO] <= alpha;
}

/* Every query of the metrics below moved_n gets the effect. */
static double *moved(struct world *world, double effect, uint32_t moved_n)
{
    double *sums = PIN_NEW_N(&world->arena, double, (size_t)CLUSTERS *METRICS);
    must(sums);
    for (uint32_t i = 0; i < CLUSTERS * METRICS; i++) {
        sums[i] =
            world->sums[i] + (i % METRICS < moved_n ? effect * world->sizes[i] : 0.0);
    }
    return sums;
}

/* Of the mean over queries: sum n_c (1 + (n_c - 1) icc) / N^2. */
static double standard_error(const struct world *world)
{
    double variance = 0.0;
    double n = 0.0;
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        const double size = world->sizes[(size_t)c * METRICS];
        variance += size * (1.0 + (size - 1.0) * icc);
        n += size;
    }
    return sqrt(variance) / n;
}

/* Whether some metric's interval does not hold the effect. */
static bool bands_miss(const struct world *world, const struct pin_flip_result *result,
                       const double *sums, double effect)
{
    const struct pin_flip_family family = {CLUSTERS, METRICS, sums};
    const double critical = pin_flip_critical(result, PIN_SIDE_TWO, 1.0 - alpha);
    for (uint32_t j = 0; j < METRICS; j++) {
        const struct pin_flip_band band =
            pin_flip_band(&family, world->sizes, j, critical);
        if (!(band.low <= effect && effect <= band.high)) {
            return true;
        }
    }
    return false;
}

static void try_something(struct world *world)
{
    const double error = standard_error(world);
    const double *half = moved(world, 1.959964 * error, METRICS);
    const double *high = moved(world, (1.959964 + 0.841621) * error, METRICS);
    const double *part = moved(world, 6.0 * error, METRICS / 2);
    struct pin_flip_result result = flip(world, half, CLUSTERS, METRICS);
    world->outcomes[POWER_HALF] = result.tests[0].p[PIN_SIDE_TWO] <= alpha;
    world->outcomes[BANDS] = bands_miss(world, &result, half, 1.959964 * error);
    result = flip(world, high, CLUSTERS, METRICS);
    world->outcomes[POWER_HIGH] = result.tests[0].p[PIN_SIDE_TWO] <= alpha;
    result = flip(world, part, CLUSTERS, METRICS);
    world->outcomes[FAMILY_PART] = any(&result, PIN_SIDE_TWO, METRICS / 2, true);
}

static bool gap_alarms(struct world *world, const double *sums, const uint32_t *labels,
                       const uint32_t *strata)
{
    struct pin_gap gap;
    double sizes[CLUSTERS];
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        sizes[c] = world->sizes[(size_t)c * METRICS];
    }
    const struct pin_labelled_clusters clusters = {
        CLUSTERS, 1, sums, sizes, LABELS, labels, 2, strata, PIN_LABEL_NONE};
    const struct pin_resampling resampling = {world->repeat, FLIPS, 1};
    must(pin_label_gaps(&gap, &clusters, &resampling, &world->arena, NULL) == PIN_OK);
    return gap.p <= alpha;
}

/* Labels by lot; then two strata, one of them harder by 1, of which label 0 has more. */
static void try_labels(struct world *world)
{
    uint32_t labels[CLUSTERS];
    uint32_t strata[CLUSTERS];
    double sums[CLUSTERS];
    const uint64_t seed = (1ULL << 40) + 9;
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        labels[c] = pin_rng_below(seed, world->repeat, c, LABELS);
        sums[c] = world->sums[(size_t)c * METRICS];
    }
    world->outcomes[GAP] = gap_alarms(world, sums, labels, NULL);
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        const double share = labels[c] == 0 ? 0.8 : 0.3;
        strata[c] = pin_rng_unit(seed + 1, world->repeat, c) < share;
        sums[c] -= strata[c] == 1 ? world->sizes[(size_t)c * METRICS] : 0.0;
    }
    world->outcomes[GAP_CONFOUNDED] = gap_alarms(world, sums, labels, NULL);
    world->outcomes[GAP_STRATA] = gap_alarms(world, sums, labels, strata);
}

static void repeat_once(bool *outcomes, uint32_t repeat)
{
    struct world world = {.repeat = repeat};
    pin_arena_init(&world.arena, 0);
    draw_queries(&world);
    try_nothing(&world);
    try_few(&world);
    try_something(&world);
    try_labels(&world);
    for (size_t i = 0; i < OUTCOMES_N; i++) {
        outcomes[i] = world.outcomes[i];
    }
    pin_arena_free(&world.arena);
}

int main(int argc, char **argv)
{
    uint32_t repeats = REPEATS;
    if (argc > 1 && pin_text_u32(&repeats, pin_text_of(argv[1]), NULL) != PIN_OK) {
        (void)fputs("false_alarms: expected a number of repeats\n", stderr);
        return 1;
    }
    const uint64_t start_ns = pin_clock_ns();
    bool(*outcomes)[OUTCOMES_N] = calloc(repeats + (size_t)1, sizeof(*outcomes));
    must(outcomes);
#pragma omp parallel for schedule(dynamic) num_threads((int)pin_threads_standard())
    for (uint32_t r = 0; r < repeats; r++) {
        repeat_once(outcomes[r], r);
    }
    int status = 0;
    (void)printf("%-40s %8s %8s %8s %8s\n", "", "share", "expected", "from", "to");
    for (size_t i = 0; i < OUTCOMES_N; i++) {
        uint32_t count = 0;
        for (uint32_t r = 0; r < repeats; r++) {
            count += outcomes[r][i];
        }
        const double share = (double)count / repeats;
        const bool good = share >= rows[i].low && share <= rows[i].high;
        (void)printf("%-40s %8.4f %8.2f %8.3f %8.3f%s\n", rows[i].text, share,
                     rows[i].expected, rows[i].low, rows[i].high,
                     good ? "" : "  OUT OF BOUNDS");
        status = good ? status : 1;
    }
    (void)printf("%u repeats, %.1f s\n", repeats,
                 (double)(pin_clock_ns() - start_ns) / 1e9);
    free(outcomes);
    return status;
}
