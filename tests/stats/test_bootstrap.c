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
    struct pin_resampled resampled;
    uint32_t undefined_n = 0;
    cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL), PIN_OK);
    for (uint32_t b = 0; b < 400; b++) {
        for (uint32_t j = 0; j < FIGURES_N; j++) {
            long double num = 0;
            long double den = 0;
            for (uint32_t i = 0; i < CLUSTERS_N; i++) {
                const uint32_t c = pin_rng_below(9, b, i, CLUSTERS_N);
                num += (long double)sums.num[c * FIGURES_N + j];
                den += (long double)sums.den[c * FIGURES_N + j];
            }
            const double value = resampled.replicates[b * FIGURES_N + j];
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
        struct pin_resampled resampled;
        cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL), PIN_OK);
        expected = expected ? expected : resampled.replicates;
        cr_assert_eq(
            memcmp(expected, resampled.replicates, 999 * FIGURES_N * sizeof(double)), 0);
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
    struct pin_resampled resampled;
    uint32_t counts[3] = {0};
    cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL), PIN_OK);
    for (uint32_t b = 0; b < 40000; b++) {
        counts[(uint32_t)lround(2 * resampled.replicates[b])]++;
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
    struct pin_resampled resampled;
    double spread = 0;
    cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL), PIN_OK);
    for (uint32_t b = 0; b < B; b++) {
        spread += (resampled.replicates[b] - mean) * (resampled.replicates[b] - mean) / B;
    }
    cr_assert_float_eq(sqrt(spread) / sqrt(squares / N / N), 1.0, 0.02);
    pin_arena_free(&arena);
}

/* Sums in the order of the clusters, weight by weight, rounded at each step. */
static double plain_ratio(const struct pin_cluster_sums *sums, const uint32_t *weights,
                          uint32_t figure)
{
    double num = 0;
    double den = 0;
    for (size_t c = 0; c < sums->clusters_n; c++) {
        num += weights[c] * sums->num[c * sums->figures_n + figure];
        den += weights[c] * sums->den[c * sums->figures_n + figure];
    }
    return den > 0 ? num / den : (double)NAN;
}

static bool same_bits(double a, double b)
{
    return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof(a)) == 0;
}

static void check_against_plain_loop(uint32_t clusters_n, uint32_t figures_n,
                                     uint32_t resamples_n)
{
    uint32_t weights[600];
    struct pin_arena arena;
    struct pin_cluster_sums sums;
    struct pin_resampled resampled;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_cluster_sums_new(&sums, clusters_n, figures_n, &arena, NULL),
                 PIN_OK);
    for (uint32_t i = 0; i < clusters_n * figures_n; i++) {
        const uint32_t figure = i % figures_n; /* some share a denominator, some are 0 */
        sums.num[i] = figure == 5 ? 0 : pin_rng_unit(6, figures_n, i) - 0.3;
        sums.den[i] =
            figure == 5 ? 0 : 1 + pin_rng_below(7, figure / 3, i / figures_n, 4);
    }
    const struct pin_resampling resampling = {11, resamples_n, 2, false};
    cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL), PIN_OK);
    cr_assert_null(resampled.jackknife);
    for (uint32_t b = 0; b < resamples_n; b++) {
        memset(weights, 0, sizeof(weights));
        for (uint32_t i = 0; i < clusters_n; i++) {
            weights[pin_rng_below(11, b, i, clusters_n)]++;
        }
        for (uint32_t j = 0; j < figures_n; j++) {
            cr_assert(same_bits(resampled.replicates[b * figures_n + j],
                                plain_ratio(&sums, weights, j)),
                      "%u clusters, %u figures, resample %u, figure %u", clusters_n,
                      figures_n, b, j);
        }
    }
    pin_arena_free(&arena);
}

Test(bootstrap, the_digits_are_those_of_a_plain_loop_whatever_the_sizes)
{
    static const uint32_t clusters[] = {1, 2, 255, 256, 257, 600};
    static const uint32_t resamples[] = {1, 7, 8, 9, 16, 23};
    for (size_t i = 0; i < 6; i++) {
        for (uint32_t figures_n = 1; figures_n <= 9; figures_n++) {
            check_against_plain_loop(clusters[i], figures_n, resamples[i]);
        }
    }
}

Test(bootstrap, the_estimate_has_all_clusters_and_the_jackknife_all_but_one)
{
    struct pin_arena arena;
    struct pin_resampled resampled;
    pin_arena_init(&arena, 0);
    const struct pin_cluster_sums sums = draw_sums(&arena);
    const struct pin_resampling resampling = {1, 1, 1, true};
    uint32_t weights[CLUSTERS_N];
    cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL), PIN_OK);
    cr_assert_eq(resampled.clusters_n, CLUSTERS_N);
    for (uint32_t out = 0; out <= CLUSTERS_N; out++) {
        for (uint32_t c = 0; c < CLUSTERS_N; c++) {
            weights[c] = c != out;
        }
        const double *row = out == CLUSTERS_N ? resampled.estimate
                                              : resampled.jackknife + out * FIGURES_N;
        for (uint32_t j = 0; j < FIGURES_N; j++) {
            const double expected = plain_ratio(&sums, weights, j);
            cr_assert_eq(isnan(row[j]) != 0, isnan(expected) != 0);
            cr_assert(isnan(expected) || fabs(row[j] - expected) < 1e-14);
        }
    }
    cr_assert(isnan(resampled.jackknife[4])); /* it rests on cluster 0 alone */
    cr_assert_not(isnan(resampled.jackknife[FIGURES_N + 4]));
    pin_arena_free(&arena);
}

Test(bootstrap, one_cluster_never_moves_and_none_has_no_value)
{
    for (uint32_t clusters_n = 0; clusters_n < 2; clusters_n++) {
        struct pin_arena arena;
        struct pin_cluster_sums sums;
        struct pin_resampled resampled;
        pin_arena_init(&arena, 0);
        cr_assert_eq(pin_cluster_sums_new(&sums, clusters_n, 1, &arena, NULL), PIN_OK);
        sums.num[0] = 2;
        sums.den[0] = 8;
        const struct pin_resampling resampling = {1, 20, 2, true};
        cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL), PIN_OK);
        const double expected = clusters_n == 1 ? 0.25 : (double)NAN;
        cr_assert(same_bits(resampled.estimate[0], expected));
        for (uint32_t b = 0; b < 20; b++) {
            cr_assert(same_bits(resampled.replicates[b], expected));
        }
        cr_assert(clusters_n == 0 || isnan(resampled.jackknife[0]));
        pin_arena_free(&arena);
    }
}

Test(bootstrap, what_it_works_with_is_given_back)
{
    struct pin_arena arena;
    struct pin_cluster_sums sums;
    struct pin_resampled resampled;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_cluster_sums_new(&sums, 10000, 1, &arena, NULL), PIN_OK);
    for (uint32_t c = 0; c < 10000; c++) {
        sums.den[c] = 1;
    }
    const size_t before = arena.used_bytes;
    const struct pin_resampling resampling = {1, 8, 2, false};
    cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL), PIN_OK);
    cr_assert_lt(arena.used_bytes - before, 1000);
    pin_arena_free(&arena);
}

Test(bootstrap, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_cluster_sums sums;
        struct pin_error err = {0};
        const struct pin_resampling resampling = {1, 10, 2, true};
        struct pin_resampled resampled;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_cluster_sums_new(&sums, 3, 2, &arena, &err);
        if (status == PIN_OK) {
            status = pin_bootstrap(&resampled, &sums, &resampling, &arena, &err);
        }
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
