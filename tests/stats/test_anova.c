#include "harness/base/rng.h"
#include "harness/stats/anova.h"
#include "harness/stats/distribution.h"
#include "harness/stats/ranks.h"
#include "tests/stats/golden.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static const struct pin_family FAMILY = {.level = 0.95, .threads = 2};

struct all { /* every comparison of one table */
    struct pin_anova anova;
    struct pin_all_pairs tukey;
    struct pin_friedman friedman;
    struct pin_all_pairs nemenyi;
};

static struct all all_of(const struct pin_grid *grid, struct pin_arena *arena)
{
    struct all all;
    cr_assert_eq(pin_anova_two_way(&all.anova, grid, arena, NULL), PIN_OK);
    cr_assert_eq(pin_tukey(&all.tukey, &all.anova, &FAMILY, arena, NULL), PIN_OK);
    cr_assert_eq(pin_friedman(&all.friedman, grid, arena, NULL), PIN_OK);
    cr_assert_eq(pin_nemenyi(&all.nemenyi, &all.friedman, &FAMILY, arena, NULL), PIN_OK);
    return all;
}

/* The golden vectors that are named, as columns. */
static struct pin_grid golden_grid(struct golden *golden, const char *names)
{
    const uint32_t systems_n = (uint32_t)strlen(names);
    double *values = PIN_NEW_N(&golden->arena, double, (size_t)50 * systems_n);
    for (uint32_t s = 0; s < systems_n; s++) {
        const char path[] = {'v', 'e', 'c', 't', 'o', 'r', 's', '/', names[s], '\0'};
        uint32_t n = 0;
        const double *column = golden_numbers(&n, golden, path);
        cr_assert_eq(n, 50);
        for (uint32_t t = 0; t < n; t++) {
            values[t * systems_n + s] = column[t];
        }
    }
    return (struct pin_grid){values, 50, systems_n};
}

static void assert_near(double value, double expected, double relative)
{
    cr_assert(fabs(value - expected) <= relative * fabs(expected), "%.17g is not %.17g",
              value, expected);
}

Test(anova, f_and_blocked_tukey_are_those_of_scipy)
{
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    const struct pin_grid grid = golden_grid(&golden, "ABCD");
    const struct all all = all_of(&grid, &golden.arena);
    assert_near(all.anova.f, golden_number(golden.root, "anova_two_way/F_system"), 1e-10);
    assert_near(all.anova.p, golden_number(golden.root, "anova_two_way/p_system"), 1e-10);
    assert_near(all.anova.mse, golden_number(golden.root, "anova_two_way/mse"), 1e-10);
    assert_near(all.anova.df_systems, golden_number(golden.root, "anova_two_way/df/0"),
                0);
    assert_near(all.anova.df_error, golden_number(golden.root, "anova_two_way/df/1"), 0);
    for (uint32_t i = 0; i < 4; i++) {
        char path[64];
        (void)snprintf(path, sizeof(path), "tukey_two_way_blocked/%u", i);
        uint32_t n = 0;
        const double *expected = golden_numbers(&n, &golden, path);
        for (uint32_t j = 0; j < 4; j++) {
            assert_near(all.tukey.p[i * 4 + j], expected[j], 1e-8);
        }
    }
    golden_close(&golden);
}

Test(anova, friedman_is_that_of_scipy)
{
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    const struct pin_grid grid = golden_grid(&golden, "ABCD");
    const struct all all = all_of(&grid, &golden.arena);
    assert_near(all.friedman.chi2, golden_number(golden.root, "friedman/0"), 1e-10);
    assert_near(all.friedman.chi2_p, golden_number(golden.root, "friedman/1"), 1e-10);
    golden_close(&golden);
}

/* Of two systems the analysis of variance is the square of the paired t test, and the
 * range of two means is that t times the root of 2. */
Test(anova, two_systems_are_the_paired_t_test)
{
    static const char *const pairs[] = {"AB", "AC", "AD", "BC"};
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    for (size_t i = 0; i < 4; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "pairs/%c_%c", pairs[i][0], pairs[i][1]);
        const struct pin_json_at pair = golden_at(golden.root, name);
        const struct pin_grid grid = golden_grid(&golden, pairs[i]);
        const struct all all = all_of(&grid, &golden.arena);
        const double t = golden_number(pair, "t");
        const double low = golden_number(pair, "t_ci95/0");
        const double high = golden_number(pair, "t_ci95/1");
        assert_near(all.anova.f, t * t, 1e-10);
        assert_near(all.anova.p, golden_number(pair, "t_p_two"), 1e-10);
        assert_near(all.tukey.p[1], golden_number(pair, "t_p_two"), 1e-8);
        assert_near(all.tukey.half_width, (high - low) / 2, 1e-8);
        assert_near(all.anova.means[1] - all.anova.means[0],
                    golden_number(pair, "mean_diff"), 1e-10);
        const double wins = golden_number(pair, "win_tie_loss/0");
        const double losses = golden_number(pair, "win_tie_loss/2");
        assert_near(all.friedman.chi2,
                    (wins - losses) * (wins - losses) / (wins + losses), 1e-14);
    }
    golden_close(&golden);
}

/* 3 topics, 3 systems. Means 2 4 6 and topics 3 4 5, of all 4; residuals by topic
 * 0 1 -1, 0 -1 1, 0 0 0: 4 in all on 4 degrees of freedom. */
Test(anova, a_small_table_by_hand)
{
    static const double values[] = {1, 4, 4, 2, 3, 7, 3, 5, 7};
    const struct pin_grid grid = {values, 3, 3};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct all all = all_of(&grid, &arena);
    assert_near(all.anova.means[0], 2, 1e-15);
    assert_near(all.anova.means[2], 6, 1e-15);
    assert_near(all.anova.ss_systems, 24, 1e-15);
    assert_near(all.anova.ss_topics, 6, 1e-15);
    assert_near(all.anova.ss_error, 4, 1e-15);
    assert_near(all.anova.mse, 1, 1e-15);
    assert_near(all.anova.f, 12, 1e-15);
    assert_near(all.tukey.p[0 * 3 + 2],
                pin_studentized_range_tail(4 / sqrt(1.0 / 3), 3, 4), 1e-13);
    assert_near(all.tukey.half_width,
                pin_studentized_range_quantile(0.95, 3, 4) * sqrt(1.0 / 3), 1e-13);
    /* Ranks 3 1.5 1.5, 3 2 1, 3 2 1: sums 9 5.5 3.5, which are 3 -.5 -2.5 from 6. The
     * squares within topics are 1.5 + 2 + 2. */
    assert_near(all.friedman.mean_ranks[1], 5.5 / 3, 1e-15);
    assert_near(all.friedman.chi2, 2 * 15.5 / 5.5, 1e-15);
    assert_near(all.friedman.f, 2 * 15.5 / (3 * 5.5 - 15.5), 1e-15);
    pin_arena_free(&arena);
}

static void draw_grid(double *values, uint32_t topics_n, uint32_t systems_n,
                      uint64_t seed)
{
    for (uint32_t t = 0; t < topics_n; t++) {
        const double topic = pin_rng_unit(seed, 0, t);
        for (uint32_t s = 0; s < systems_n; s++) { /* to a tenth: with ties */
            const double value = topic + 0.05 * s + 0.5 * pin_rng_unit(seed, 1 + s, t);
            values[t * systems_n + s] = floor(10 * value) / 10;
        }
    }
}

Test(anova, the_f_of_iman_and_davenport_is_the_analysis_of_variance_of_ranks)
{
    enum { N = 23, K = 7 };
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct pin_arena arena;
        double values[N * K];
        double ranks[N * K];
        pin_arena_init(&arena, 0);
        draw_grid(values, N, K, seed);
        for (uint32_t t = 0; t < N; t++) {
            struct pin_ranks row;
            cr_assert_eq(pin_ranks_of(&row, values + (size_t)t * K, K, &arena, NULL),
                         PIN_OK);
            for (uint32_t s = 0; s < K; s++) {
                ranks[t * K + s] = pin_ranks_mean(&row, s);
            }
        }
        const struct pin_grid grid = {values, N, K};
        const struct pin_grid rank_grid = {ranks, N, K};
        const struct all all = all_of(&grid, &arena);
        const struct all of_ranks = all_of(&rank_grid, &arena);
        assert_near(all.friedman.f, of_ranks.anova.f, 1e-12);
        assert_near(all.friedman.f_p, of_ranks.anova.p, 1e-11);
        cr_assert(of_ranks.anova.ss_topics <= 0);
        for (uint32_t s = 0; s < K; s++) {
            assert_near(all.friedman.mean_ranks[s], of_ranks.anova.means[s], 1e-14);
        }
        pin_arena_free(&arena);
    }
}

/* Demsar 2006: four classifiers on 14 data sets have a critical difference of 1.25 at
 * .05, from 2.569, and the q of his table 5 for 2 to 10. */
Test(anova, critical_differences_are_those_of_demsar)
{
    static const double table[] = {1.960, 2.343, 2.569, 2.728, 2.850,
                                   2.949, 3.031, 3.102, 3.164};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t k = 2; k <= 10; k++) {
        double values[14 * 10];
        draw_grid(values, 14, k, k);
        const struct pin_grid grid = {values, 14, k};
        const struct all all = all_of(&grid, &arena);
        const double unit = sqrt(k * (k + 1.0) / (6 * 14));
        cr_assert_float_eq(all.nemenyi.half_width / unit, table[k - 2], 1.1e-3);
        cr_assert(k != 4 || fabs(all.nemenyi.half_width - 1.25) < 0.005);
    }
    pin_arena_free(&arena);
}

Test(anova, a_pair_is_significant_exactly_when_it_is_further_apart_than_the_half_width)
{
    enum { N = 12, K = 9 };
    uint32_t apart_n = 0;
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct pin_arena arena;
        double values[N * K];
        pin_arena_init(&arena, 0);
        draw_grid(values, N, K, seed);
        const struct pin_grid grid = {values, N, K};
        const struct all all = all_of(&grid, &arena);
        const struct {
            const struct pin_all_pairs *pairs;
            const double *values;
        } both[] = {{&all.tukey, all.anova.means},
                    {&all.nemenyi, all.friedman.mean_ranks}};
        for (uint32_t i = 0; i < 2 * K * K; i++) {
            const struct pin_all_pairs *pairs = both[i / (K * K)].pairs;
            const double *centres = both[i / (K * K)].values;
            const uint32_t a = i % (K * K) / K;
            const uint32_t b = i % K;
            const bool apart = fabs(centres[a] - centres[b]) > pairs->half_width;
            cr_assert_eq(pairs->p[a * K + b] < 0.05, apart);
            cr_assert(fabs(pairs->p[a * K + b] - pairs->p[b * K + a]) <= 0);
            cr_assert(a != b || pairs->p[a * K + b] >= 1);
            apart_n += apart;
        }
        pin_arena_free(&arena);
    }
    cr_assert(apart_n > 100 && apart_n < 20 * K * K - 100);
}

Test(anova, no_error_is_certainty_and_no_difference_is_undefined)
{
    double values[5 * 3];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t i = 0; i < 15; i++) { /* systems a third apart, topics a seventh */
        values[i] = (i % 3) / 3.0 + (i / 3) / 7.0;
    }
    const struct pin_grid additive = {values, 5, 3};
    const struct all certain = all_of(&additive, &arena);
    cr_assert(certain.anova.ss_error <= 0 && isinf(certain.anova.f));
    cr_assert_float_eq(certain.anova.p, 0, 0);
    cr_assert_float_eq(certain.tukey.p[1], 0, 0);
    cr_assert_float_eq(certain.tukey.p[4], 1, 0);
    cr_assert_float_eq(certain.tukey.half_width, 0, 0);
    cr_assert_float_eq(certain.friedman.chi2, 10, 1e-15);
    cr_assert(isinf(certain.friedman.f) && certain.friedman.f_p <= 0);
    for (uint32_t i = 0; i < 15; i++) {
        values[i] = 0.1 * (i / 3);
    }
    const struct all level = all_of(&additive, &arena);
    cr_assert(isnan(level.anova.f) && isnan(level.anova.p));
    cr_assert(isnan(level.friedman.chi2) && isnan(level.friedman.chi2_p));
    cr_assert(isnan(level.friedman.f) && isnan(level.friedman.f_p));
    cr_assert_float_eq(level.friedman.mean_ranks[2], 2, 0);
    cr_assert_float_eq(level.tukey.p[1], 1, 0);
    pin_arena_free(&arena);
}

Test(anova, too_few_topics_or_systems_are_undefined)
{
    static const double values[] = {1, 2, 4};
    static const struct pin_grid grids[] = {
        {values, 0, 3}, {values, 1, 3}, {values, 3, 1}, {values, 3, 0}};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < 4; i++) {
        const struct all all = all_of(&grids[i], &arena);
        cr_assert(isnan(all.anova.f) && isnan(all.anova.p) && isnan(all.anova.mse));
        cr_assert(isnan(all.friedman.chi2) && isnan(all.friedman.f));
        cr_assert(isnan(all.tukey.half_width) && isnan(all.nemenyi.half_width));
        cr_assert(grids[i].systems_n < 2 || isnan(all.tukey.p[1]));
        cr_assert(grids[i].systems_n < 2 || isnan(all.nemenyi.p[1]));
    }
    const struct all one = all_of(&grids[1], &arena);
    cr_assert_float_eq(one.anova.means[2], 4, 0);
    cr_assert_float_eq(one.friedman.mean_ranks[0], 3, 0);
    pin_arena_free(&arena);
}

Test(anova, the_digits_are_the_same_on_any_number_of_threads)
{
    enum { N = 11, K = 8 };
    double values[N * K];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    draw_grid(values, N, K, 1);
    const struct pin_grid grid = {values, N, K};
    const struct all two = all_of(&grid, &arena);
    for (uint32_t threads = 1; threads < 5; threads += 3) {
        const struct pin_family family = {0.95, threads};
        struct pin_all_pairs again;
        cr_assert_eq(pin_tukey(&again, &two.anova, &family, &arena, NULL), PIN_OK);
        cr_assert_eq(memcmp(again.p, two.tukey.p, K * K * sizeof(double)), 0);
    }
    pin_arena_free(&arena);
}

Test(anova, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    double values[6 * 3];
    draw_grid(values, 6, 3, 2);
    const struct pin_grid grid = {values, 6, 3};
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct all all;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_anova_two_way(&all.anova, &grid, &arena, &err);
        if (status == PIN_OK) {
            status = pin_tukey(&all.tukey, &all.anova, &FAMILY, &arena, &err);
        }
        if (status == PIN_OK) {
            status = pin_friedman(&all.friedman, &grid, &arena, &err);
        }
        if (status == PIN_OK) {
            status = pin_nemenyi(&all.nemenyi, &all.friedman, &FAMILY, &arena, &err);
        }
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
