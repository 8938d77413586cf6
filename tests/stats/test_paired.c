/* Against scipy 1.10.1 where the data is there, and against enumeration and formulas
 * written the plain way. */
#include "harness/base/rng.h"
#include "harness/stats/paired.h"
#include "tests/stats/golden.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static bool near(double value, double expected, double share)
{
    return fabs(value - expected) <= share * fabs(expected);
}

/* B - A for the pair "A_B", in the golden's arena. */
static const double *golden_pair(uint32_t *n_out, struct golden *golden, const char *pair)
{
    char path[32];
    uint32_t n = 0;
    (void)snprintf(path, sizeof(path), "vectors/%c", pair[0]);
    const double *first = golden_numbers(&n, golden, path);
    (void)snprintf(path, sizeof(path), "vectors/%c", pair[2]);
    const double *second = golden_numbers(n_out, golden, path);
    double *differences = PIN_NEW_N(&golden->arena, double, n);
    cr_assert(n == *n_out && differences);
    for (uint32_t i = 0; i < n; i++) {
        differences[i] = second[i] - first[i];
    }
    return differences;
}

static void compare_signed_ranks(struct golden *golden, struct pin_json_at row,
                                 const double *differences, uint32_t n)
{
    static const char *const names[] = {"wilcox", "pratt", "zsplit"};
    for (uint32_t i = 0; i < 6; i++) {
        char path[64];
        const struct pin_signed_rank_rule rule = {(enum pin_zeros)(i / 2), i % 2 == 1};
        struct pin_signed_rank test;
        cr_assert_eq(
            pin_paired_signed_rank(&test, differences, n, rule, &golden->arena, NULL),
            PIN_OK);
        (void)snprintf(path, sizeof(path), "wilcoxon_approx_%s_corr%u/0", names[i / 2],
                       i % 2);
        cr_assert_float_eq(fmin(test.plus, test.minus), golden_number(row, path), 1e-9,
                           "%s %s", row.key, path);
        path[strlen(path) - 1] = '1';
        cr_assert(near(test.p.two_sided, golden_number(row, path), 1e-10), "%s %s",
                  row.key, path);
        cr_assert_not(test.exact);
    }
}

Test(paired, every_test_of_scipy_is_met)
{
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    const struct pin_json_at pairs = golden_at(golden.root, "pairs");
    struct pin_json_at row = {0};
    while (pin_json_next(&row, pairs)) {
        uint32_t n = 0;
        const double *differences = golden_pair(&n, &golden, row.key);
        const struct pin_t_test t = pin_paired_t(differences, NULL, n, 0.95);
        cr_assert(near(t.mean, golden_number(row, "mean_diff"), 1e-12));
        cr_assert(near(t.sd, golden_number(row, "sd_diff_ddof1"), 1e-12));
        cr_assert(near(t.t, golden_number(row, "t"), 1e-10));
        cr_assert(near(t.df, golden_number(row, "t_df"), 0));
        cr_assert(near(t.effect, golden_number(row, "cohen_dz"), 1e-10));
        cr_assert(near(t.p.two_sided, golden_number(row, "t_p_two"), 1e-10));
        cr_assert(near(t.p.greater, golden_number(row, "t_p_greater"), 1e-10));
        cr_assert(near(t.p.less, 1 - t.p.greater, 1e-12));
        /* scipy's quantile of t has only nine digits here */
        const double slack = 2e-9 * (t.mean_bounds.high - t.mean_bounds.low);
        cr_assert_float_eq(t.mean_bounds.low, golden_number(row, "t_ci95/0"), slack);
        cr_assert_float_eq(t.mean_bounds.high, golden_number(row, "t_ci95/1"), slack);
        const struct pin_sign_test sign = pin_paired_sign(differences, n, 0);
        cr_assert_eq(sign.wins, golden_number(row, "win_tie_loss/0"));
        cr_assert_eq(sign.ties, golden_number(row, "win_tie_loss/1"));
        cr_assert_eq(sign.losses, golden_number(row, "win_tie_loss/2"));
        cr_assert(near(sign.p.two_sided, golden_number(row, "sign_test_p"), 1e-10));
        compare_signed_ranks(&golden, row, differences, n);
    }
    golden_close(&golden);
}

Test(paired, the_exact_signed_rank_test_of_scipy_is_met)
{
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    const struct pin_json_at pairs = golden_at(golden.root, "wilcoxon_exact_first14");
    struct pin_json_at row = {0};
    while (pin_json_next(&row, pairs)) {
        uint32_t n = 0;
        struct pin_signed_rank test;
        const double *differences = golden_pair(&n, &golden, row.key);
        cr_assert_eq(pin_paired_signed_rank(&test, differences, 14,
                                            (struct pin_signed_rank_rule){0},
                                            &golden.arena, NULL),
                     PIN_OK);
        cr_assert(test.exact);
        cr_assert_float_eq(fmin(test.plus, test.minus), golden_number(row, "0"), 1e-12);
        cr_assert(near(test.p.two_sided, golden_number(row, "1"), 1e-14));
    }
    golden_close(&golden);
}

/* All 2^n choices of signs, for several n and several observed signs. */
Test(paired, the_exact_signed_rank_p_is_that_of_enumeration)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t n = 1; n <= 11; n++) {
        double differences[11];
        double plus = 0;
        uint32_t greater = 0;
        uint32_t less = 0;
        for (uint32_t i = 0; i < n; i++) {
            const bool positive = pin_rng_below(5, n, i, 3) > 0;
            differences[i] = positive ? i + 1.0 : -(i + 1.0);
            plus += positive ? i + 1.0 : 0;
        }
        for (uint32_t signs = 0; signs < 1U << n; signs++) {
            double sum = 0;
            for (uint32_t i = 0; i < n; i++) {
                sum += (signs >> i & 1U) ? i + 1.0 : 0;
            }
            greater += sum >= plus;
            less += sum <= plus;
        }
        struct pin_signed_rank test;
        const struct pin_signed_rank_rule rule = {PIN_ZEROS_PRATT, true};
        cr_assert_eq(pin_paired_signed_rank(&test, differences, n, rule, &arena, NULL),
                     PIN_OK);
        cr_assert(test.exact && test.n == n && test.zeros == 0);
        cr_assert_float_eq(test.plus, plus, 0);
        cr_assert_float_eq(test.p.greater, greater / (double)(1U << n), 1e-15);
        cr_assert_float_eq(test.p.less, less / (double)(1U << n), 1e-15);
    }
    pin_arena_free(&arena);
}

/* Differences 0 0 3 -3 5, by hand; zeros have ranks 1.5, threes 3.5, five 5. */
Test(paired, zeros_and_ties_are_ranked_as_the_rule_says)
{
    static const double differences[] = {3, 0, -3, 5, -0.0};
    static const struct {
        double plus, minus, z;
    } expected[] = {
        /* ranks 1.5 1.5 3: variance 3 4 7/24 - 6/48 = 3.375 */
        {4.5, 1.5, 0.81649658092772603},
        /* 8.5 and 3.5: variance (5 6 11 - 2 3 5)/24 - 6/48 = 12.375 */
        {8.5, 3.5, 0.71066905451870177},
        /* 10 and 5: variance 5 6 11/24 - 2 6/48 = 13.5 */
        {10, 5, 0.68041381743977169},
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t i = 0; i < 3; i++) {
        struct pin_signed_rank test;
        const struct pin_signed_rank_rule rule = {(enum pin_zeros)i, false};
        cr_assert_eq(pin_paired_signed_rank(&test, differences, 5, rule, &arena, NULL),
                     PIN_OK);
        cr_assert(test.n == 3 && test.zeros == 2 && !test.exact);
        cr_assert_float_eq(test.plus, expected[i].plus, 1e-15);
        cr_assert_float_eq(test.minus, expected[i].minus, 1e-15);
        cr_assert_float_eq(test.p.two_sided, erfc(expected[i].z / sqrt(2)), 1e-14);
        cr_assert_float_eq(test.p.greater, erfc(expected[i].z / sqrt(2)) / 2, 1e-14);
        cr_assert_float_eq(test.p.less, 1 - test.p.greater, 1e-14);
    }
    pin_arena_free(&arena);
}

Test(paired, no_differences_or_none_but_zero_show_nothing)
{
    static const double zeros[4] = {0};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t n = 0; n <= 4; n += 4) {
        for (uint32_t i = 0; i < 3; i++) {
            struct pin_signed_rank test;
            const struct pin_signed_rank_rule rule = {(enum pin_zeros)i, true};
            cr_assert_eq(pin_paired_signed_rank(&test, zeros, n, rule, &arena, NULL),
                         PIN_OK);
            cr_assert(test.n == 0 && test.zeros == n);
            cr_assert(test.p.two_sided >= 1 && test.p.greater >= 1 && test.p.less >= 1);
        }
        const struct pin_sign_test sign = pin_paired_sign(zeros, n, 0);
        cr_assert(sign.ties == n && sign.p.two_sided >= 1);
    }
    const struct pin_t_test t = pin_paired_t(zeros, NULL, 4, 0.95);
    cr_assert_eq(t.p.two_sided, 1);
    cr_assert_eq(t.effect, 0);
    cr_assert(!(t.mean_bounds.high > 0) && !(t.mean_bounds.low < 0));
    pin_arena_free(&arena);
}

Test(paired, one_pair_has_a_mean_and_equal_pairs_no_doubt)
{
    static const double halves[] = {-0.5, -0.5, -0.5};
    const struct pin_t_test none = pin_paired_t(halves, NULL, 0, 0.95);
    cr_assert(isnan(none.mean) && isnan(none.p.less) && none.n == 0);
    const struct pin_t_test one = pin_paired_t(halves, NULL, 1, 0.95);
    cr_assert_eq(one.mean, -0.5);
    cr_assert(isnan(one.se) && isnan(one.p.two_sided) && isnan(one.mean_bounds.low));
    const struct pin_t_test same = pin_paired_t(halves, NULL, 3, 0.95);
    cr_assert(isinf(same.t) && same.t < 0);
    cr_assert_eq(same.p.two_sided, 0);
    cr_assert_eq(same.p.less, 0);
    cr_assert_eq(same.p.greater, 1);
    cr_assert_eq(same.mean_bounds.low, -0.5);
}

Test(paired, a_tie_is_a_difference_within_the_tolerance)
{
    static const double differences[] = {0.02, 0.01, -0.01, -0.011, 0, -0.0, 1};
    const struct pin_sign_test test = pin_paired_sign(differences, 7, 0.01);
    cr_assert(test.wins == 2 && test.ties == 4 && test.losses == 1);
    cr_assert_float_eq(test.p.greater, 0.5, 1e-15); /* 2 or 3 of 3 */
    cr_assert_float_eq(test.p.less, 0.875, 1e-15);
}

/* Sizes 1 2 0 3, sums .3 .2 9 -.2: mean .3/6 = .05, rests .25 .1 - -.35, so that
 * se = sqrt(3/2 (.0625 + .01 + .1225))/6. */
Test(paired, clusters_of_unequal_sizes_are_weighed_by_size)
{
    static const double sums[] = {0.3, 0.2, 9, -0.2};
    static const double sizes[] = {1, 2, 0, 3};
    const struct pin_t_test test = pin_paired_t(sums, sizes, 4, 0.95);
    cr_assert_eq(test.n, 3);
    cr_assert_float_eq(test.mean, 0.05, 1e-15);
    cr_assert_float_eq(test.se, sqrt(1.5 * 0.195) / 6, 1e-15);
    cr_assert_float_eq(test.t, 0.05 * 6 / sqrt(1.5 * 0.195), 1e-13);
    cr_assert_eq(test.df, 2);
    cr_assert_float_eq(test.sd, test.se * sqrt(3), 1e-15);
    /* the tail of t on 2 degrees of freedom in closed form */
    const double root = sqrt(2 + test.t * test.t);
    cr_assert_float_eq(test.p.greater, 1 / (root * (root + test.t)), 1e-14);
}

/* Clusters of one size are pairs of their means. */
Test(paired, clusters_of_one_size_are_the_paired_test_of_their_means)
{
    enum { N = 40, SIZE = 6 };
    double sums[N];
    double means[N];
    double sizes[N];
    for (uint32_t i = 0; i < N; i++) {
        sums[i] = SIZE * (pin_rng_unit(1, 2, i) - 0.4);
        means[i] = sums[i] / SIZE;
        sizes[i] = SIZE;
    }
    const struct pin_t_test clusters = pin_paired_t(sums, sizes, N, 0.9);
    const struct pin_t_test pairs = pin_paired_t(means, NULL, N, 0.9);
    cr_assert(near(clusters.mean, pairs.mean, 1e-13));
    cr_assert(near(clusters.sd, pairs.sd, 1e-13));
    cr_assert(near(clusters.t, pairs.t, 1e-13));
    cr_assert(near(clusters.p.two_sided, pairs.p.two_sided, 1e-12));
    cr_assert(near(clusters.mean_bounds.low, pairs.mean_bounds.low, 1e-12));
}

/* The interval of the level just where its end is 0 is the p-value. */
Test(paired, the_interval_and_the_p_value_agree)
{
    static const double differences[] = {0.3, -0.1, 0.25, 0.2, 0.05, -0.02, 0.4};
    const double p = pin_paired_t(differences, NULL, 7, 0.95).p.two_sided;
    const struct pin_t_test test = pin_paired_t(differences, NULL, 7, 1 - p);
    cr_assert_float_eq(test.mean_bounds.low, 0, 1e-13);
    cr_assert_float_eq(test.mean_bounds.high, 2 * test.mean, 1e-13);
}

Test(paired, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        static const double differences[] = {1, -2, 3};
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_signed_rank test;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_paired_signed_rank(&test, differences, 3,
                                        (struct pin_signed_rank_rule){0}, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
