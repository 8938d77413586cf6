/* Intervals of the bootstrap against those that a formula gives. */
#include "harness/base/rng.h"
#include "harness/stats/bootstrap.h"
#include "harness/stats/bootstrap_interval.h"
#include "harness/stats/distribution.h"
#include "harness/stats/functional.h"
#include "harness/stats/paired.h"
#include "harness/stats/proportion.h"

#include <math.h>

#include <criterion/criterion.h>

enum { CLUSTERS = 500, RESAMPLES = 20000 };

/* Of the one figure of the sums. */
static struct pin_interval resampled(const struct pin_cluster_sums *sums,
                                     enum pin_interval_method method,
                                     struct pin_arena *arena)
{
    const struct pin_resampling resampling = {5, RESAMPLES, 2, true};
    static const uint32_t only = 0;
    const struct pin_functional figure = pin_functional_figure(&only);
    struct pin_resampled all;
    struct pin_resampled_column column;
    double *room = PIN_NEW_N(arena, double, RESAMPLES);
    cr_assert_not_null(room);
    cr_assert_eq(pin_bootstrap(&all, sums, &resampling, arena, NULL), PIN_OK);
    cr_assert_eq(pin_functional_apply(&column, &figure, 1, &all, arena, NULL), PIN_OK);
    return pin_bootstrap_interval(&column, method, 0.95, room);
}

/* Each bound within a twentieth of the width. */
static void expect_close(const struct pin_interval *interval,
                         const struct pin_bounds *bounds)
{
    const double twentieth = (bounds->high - bounds->low) / 20.0;
    cr_assert_float_eq(interval->low, bounds->low, twentieth);
    cr_assert_float_eq(interval->high, bounds->high, twentieth);
}

static double uniform(uint32_t stream, uint32_t i)
{
    return (pin_rng_below(11, stream, i, 1U << 30) + 0.5) / (1U << 30);
}

Test(interval_checks, of_a_mean_is_that_of_student)
{
    struct pin_arena arena;
    struct pin_cluster_sums sums;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_cluster_sums_new(&sums, CLUSTERS, 1, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < CLUSTERS; i++) {
        sums.num[i] = 0.4 + 0.2 * pin_normal_quantile(uniform(0, i));
        sums.den[i] = 1.0;
    }
    const struct pin_t_test t = pin_paired_t(sums.num, NULL, CLUSTERS, 0.95);
    for (int method = 0; method < PIN_INTERVAL_METHODS_N; method++) {
        const struct pin_interval interval =
            resampled(&sums, (enum pin_interval_method)method, &arena);
        expect_close(&interval, &t.mean_bounds);
        cr_assert_float_eq(interval.error, t.se, t.se / 20.0);
    }
    pin_arena_free(&arena);
}

Test(interval_checks, over_clusters_of_unequal_size_is_that_of_the_ratio_estimator)
{
    struct pin_arena arena;
    struct pin_cluster_sums sums;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_cluster_sums_new(&sums, CLUSTERS, 1, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < CLUSTERS; i++) {
        const uint32_t size = 1 + pin_rng_below(11, 1, i, 9);
        const double shared = 0.3 * pin_normal_quantile(uniform(2, i));
        sums.den[i] = size;
        for (uint32_t k = 0; k < size; k++) {
            sums.num[i] += shared + 0.3 * pin_normal_quantile(uniform(3 + k, i));
        }
    }
    const struct pin_t_test t = pin_paired_t(sums.num, sums.den, CLUSTERS, 0.95);
    const struct pin_interval interval =
        resampled(&sums, PIN_INTERVAL_PERCENTILE, &arena);
    expect_close(&interval, &t.mean_bounds);
    pin_arena_free(&arena);
}

Test(interval_checks, of_a_share_is_that_of_wilson)
{
    struct pin_arena arena;
    struct pin_cluster_sums sums;
    uint32_t successes_n = 0;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_cluster_sums_new(&sums, CLUSTERS, 1, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < CLUSTERS; i++) {
        const bool success = uniform(20, i) < 0.4;
        successes_n += success;
        sums.num[i] = success;
        sums.den[i] = 1.0;
    }
    const struct pin_bounds wilson = pin_wilson(successes_n, CLUSTERS, 0.95);
    const struct pin_interval interval = resampled(&sums, PIN_INTERVAL_BCA, &arena);
    expect_close(&interval, &wilson);
    pin_arena_free(&arena);
}
