#include "harness/base/rng.h"
#include "harness/stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

enum { CLUSTERS_N = 37, FIGURES_N = 5 };

/* Clusters of 0 to 4 values; figure 4 rests on cluster 0 alone. */
static struct pin_cluster_sums draw_sums(struct pin_arena *arena)
{
    struct pin_cluster_sums sums;
    cr_assert_eq(pin_cluster_sums_new(&sums, CLUSTERS_N, FIGURES_N, arena, NULL), PIN_OK);
    for (uint32_t c = 0; c < CLUSTERS_N; c++) {
        for (uint32_t j = 0; j < FIGURES_N; j++) {
            const uint32_t n = pin_rng_below(3, j, c, 5);
            const bool used = j != 4 || c == 0;
            sums.den[c * FIGURES_N + j] = used ? n + (j == 4) : 0;
            sums.num[c * FIGURES_N + j] = used ? n * pin_rng_unit(4, j, c) : 0;
        }
    }
    return sums;
}

Test(bootstrap, a_replicate_is_the_figure_over_the_clusters_that_were_drawn)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_cluster_sums sums = draw_sums(&arena);
    const struct pin_resampling resampling = {
        .seed = 9, .resamples_n = 400, .threads = 1};
    const double *replicates = NULL;
    uint32_t undefined_n = 0;
    cr_assert_eq(pin_bootstrap(&replicates, &sums, &resampling, &arena, NULL), PIN_OK);
    for (uint32_t b = 0; b < 400; b++) {
        for (uint32_t j = 0; j < FIGURES_N; j++) {
            long double num = 0;
            long double den = 0;
            for (uint32_t i = 0; i < CLUSTERS_N; i++) {
                const uint32_t c = pin_rng_below(9, b, i, CLUSTERS_N);
                num += (long double)sums.num[c * FIGURES_N + j];
                den += (long double)sums.den[c * FIGURES_N + j];
            }
            const double value = replicates[b * FIGURES_N + j];
            cr_assert_eq(isnan(value) != 0, !(den > 0));
            cr_assert(isnan(value) || fabs(value - (double)(num / den)) < 1e-13);
            undefined_n += isnan(value) != 0;
        }
    }
    /* Cluster 0 is left out of (1 - 1/37)^37 = .3628 of the resamples. */
    cr_assert_float_eq(undefined_n / 400.0, 0.363, 0.08);
    pin_arena_free(&arena);
}

Test(bootstrap, the_digits_are_the_same_on_any_number_of_threads)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_cluster_sums sums = draw_sums(&arena);
    const double *expected = NULL;
    static const uint32_t threads[] = {1, 2, 3, 8};
    for (size_t t = 0; t < 4; t++) {
        const struct pin_resampling resampling = {2, 999, threads[t]};
        const double *replicates = NULL;
        cr_assert_eq(pin_bootstrap(&replicates, &sums, &resampling, &arena, NULL),
                     PIN_OK);
        expected = expected ? expected : replicates;
        cr_assert_eq(memcmp(expected, replicates, 999 * FIGURES_N * sizeof(double)), 0);
    }
    pin_arena_free(&arena);
}

Test(bootstrap, two_clusters_give_their_three_means_in_binomial_shares)
{
    struct pin_arena arena;
    struct pin_cluster_sums sums;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_cluster_sums_new(&sums, 2, 1, &arena, NULL), PIN_OK);
    sums.num[0] = 0;
    sums.num[1] = 1;
    sums.den[0] = 1;
    sums.den[1] = 1;
    const struct pin_resampling resampling = {1, 40000, 2};
    const double *replicates = NULL;
    uint32_t counts[3] = {0};
    cr_assert_eq(pin_bootstrap(&replicates, &sums, &resampling, &arena, NULL), PIN_OK);
    for (uint32_t b = 0; b < 40000; b++) {
        counts[(uint32_t)lround(2 * replicates[b])]++;
    }
    cr_assert_float_eq(counts[0] / 40000.0, 0.25, 0.01);
    cr_assert_float_eq(counts[1] / 40000.0, 0.50, 0.01);
    cr_assert_float_eq(counts[2] / 40000.0, 0.25, 0.01);
    pin_arena_free(&arena);
}

/* The bootstrap's standard error of a mean is sqrt((n - 1) / n) s / sqrt(n). */
Test(bootstrap, the_spread_of_the_replicates_of_a_mean_is_its_standard_error)
{
    enum { N = 200, B = 20000 };
    struct pin_arena arena;
    struct pin_cluster_sums sums;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_cluster_sums_new(&sums, N, 1, &arena, NULL), PIN_OK);
    double mean = 0;
    double squares = 0;
    for (uint32_t i = 0; i < N; i++) {
        sums.num[i] = pin_rng_unit(8, 0, i);
        sums.den[i] = 1;
        mean += sums.num[i] / N;
    }
    for (uint32_t i = 0; i < N; i++) {
        squares += (sums.num[i] - mean) * (sums.num[i] - mean);
    }
    const struct pin_resampling resampling = {5, B, 2};
    const double *replicates = NULL;
    double spread = 0;
    cr_assert_eq(pin_bootstrap(&replicates, &sums, &resampling, &arena, NULL), PIN_OK);
    for (uint32_t b = 0; b < B; b++) {
        spread += (replicates[b] - mean) * (replicates[b] - mean) / B;
    }
    cr_assert_float_eq(sqrt(spread) / sqrt(squares / N / N), 1.0, 0.02);
    pin_arena_free(&arena);
}

Test(bootstrap, the_interval_is_the_quantiles_of_type_7_and_leaves_nan_out)
{
    double values[104];
    for (uint32_t i = 0; i < 101; i++) {
        values[i] = (37 * i) % 101; /* 0 to 100 in another order */
    }
    values[101] = values[102] = values[103] = (double)NAN;
    const struct pin_interval interval = pin_percentile_interval(values, 104, 0.9);
    cr_assert_eq(interval.resamples_n, 101);
    cr_assert_float_eq(interval.low, 5.0, 1e-12);
    cr_assert_float_eq(interval.high, 95.0, 1e-12);
    /* R: quantile(c(1, 2, 4, 8), c(.025, .975)) is 1.075 7.7 */
    double few[] = {8, 1, 4, 2};
    const struct pin_interval narrow = pin_percentile_interval(few, 4, 0.95);
    cr_assert_float_eq(narrow.low, 1.075, 1e-12);
    cr_assert_float_eq(narrow.high, 7.7, 1e-12);
    double one[] = {3, (double)NAN};
    const struct pin_interval none = pin_percentile_interval(one, 2, 0.95);
    cr_assert(isnan(none.low) && isnan(none.high));
}

Test(bootstrap, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_cluster_sums sums;
        struct pin_error err = {0};
        const struct pin_resampling resampling = {1, 10, 2};
        const double *replicates = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_cluster_sums_new(&sums, 3, 2, &arena, &err);
        if (status == PIN_OK) {
            status = pin_bootstrap(&replicates, &sums, &resampling, &arena, &err);
        }
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
