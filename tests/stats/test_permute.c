#include "harness/base/rng.h"
#include "harness/stats/permute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

static struct pin_flip_result flip(const double *sums, uint32_t clusters_n,
                                   uint32_t comparisons_n,
                                   struct pin_resampling resampling,
                                   struct pin_arena *arena)
{
    struct pin_flip_result result;
    struct pin_error err = {0};
    const struct pin_flip_family family = {clusters_n, comparisons_n, sums};
    cr_assert_eq(pin_flip_signs(&result, &family, &resampling, arena, &err), PIN_OK, "%s",
                 err.text);
    return result;
}

static double side_of(enum pin_side side, double t)
{
    return side == PIN_SIDE_TWO ? fabs(t) : side == PIN_SIDE_LESS ? -t : t;
}

enum { NAIVE_MAX = 6 };

/* What the header says, one sign vector after another, without tables, order or blocks:
 * the adjusted p by its definition over sets. */
struct naive {
    double p[NAIVE_MAX][PIN_SIDES_N];
    double p_adjusted[NAIVE_MAX][PIN_SIDES_N];
};

static bool sign_is_plus(bool exact, uint64_t seed, uint64_t flip, uint32_t cluster)
{
    const uint64_t word = exact ? flip : pin_rng_u64(seed, flip, cluster / 64);
    return (word >> cluster % 64 & 1) != 0;
}

static void naive_t(double *t, const double *sums, uint32_t clusters_n, uint32_t n,
                    const bool *plus)
{
    for (uint32_t j = 0; j < n; j++) {
        double sum = 0;
        double squares = 0;
        for (uint32_t c = 0; c < clusters_n; c++) {
            const double d = sums[c * n + j];
            sum += plus[c] ? d : -d;
            squares += d * d;
        }
        t[j] = squares > 0 ? sum / sqrt(squares) : 0;
    }
}

static void naive_count(struct naive *naive, const double *t, const double *observed,
                        uint32_t n)
{
    for (enum pin_side side = PIN_SIDE_TWO; side < PIN_SIDES_N; side++) {
        for (uint32_t j = 0; j < n; j++) {
            const double bar = side_of(side, observed[j]) - 1e-9;
            double max = -HUGE_VAL; /* over those that are no more extreme than j */
            for (uint32_t k = 0; k < n; k++) {
                if (side_of(side, observed[k]) <= bar + 1e-9) {
                    max = fmax(max, side_of(side, t[k]));
                }
            }
            naive->p[j][side] += side_of(side, t[j]) >= bar;
            naive->p_adjusted[j][side] += max >= bar;
        }
    }
}

static void naive_finish(struct naive *naive, const double *observed, uint32_t n,
                         double drawn, double flips_n)
{
    struct naive counts = *naive;
    for (enum pin_side side = PIN_SIDE_TWO; side < PIN_SIDES_N; side++) {
        for (uint32_t j = 0; j < n; j++) {
            double p = 0;
            for (uint32_t k = 0; k < n; k++) {
                if (side_of(side, observed[k]) >= side_of(side, observed[j])) {
                    p = fmax(p, counts.p_adjusted[k][side]);
                }
            }
            naive->p_adjusted[j][side] = (drawn + p) / (drawn + flips_n);
            naive->p[j][side] = (drawn + counts.p[j][side]) / (drawn + flips_n);
        }
    }
}

static struct naive naive_flip(const double *sums, uint32_t clusters_n, uint32_t n,
                               bool exact, struct pin_resampling resampling)
{
    struct naive naive = {0};
    bool plus[200];
    double observed[NAIVE_MAX];
    double t[NAIVE_MAX];
    const uint64_t flips_n = exact ? (uint64_t)1 << clusters_n : resampling.resamples_n;
    memset(plus, true, sizeof(plus));
    naive_t(observed, sums, clusters_n, n, plus);
    for (uint64_t b = 0; b < flips_n; b++) {
        for (uint32_t c = 0; c < clusters_n; c++) {
            plus[c] = sign_is_plus(exact, resampling.seed, b, c);
        }
        naive_t(t, sums, clusters_n, n, plus);
        naive_count(&naive, t, observed, n);
    }
    naive_finish(&naive, observed, n, exact ? 0 : 1, (double)flips_n);
    return naive;
}

static void expect_naive(const struct pin_flip_result *result, const struct naive *naive,
                         uint32_t n)
{
    for (uint32_t j = 0; j < n; j++) {
        for (enum pin_side side = PIN_SIDE_TWO; side < PIN_SIDES_N; side++) {
            cr_assert_float_eq(result->tests[j].p[side], naive->p[j][side], 1e-12);
            cr_assert_float_eq(result->tests[j].p_adjusted[side],
                               naive->p_adjusted[j][side], 1e-12);
        }
    }
}

/* Correlated columns of different scale, with a shift that grows with the column. */
static void draw_family(double *sums, uint32_t clusters_n, uint32_t n)
{
    for (uint32_t c = 0; c < clusters_n; c++) {
        const double common = pin_rng_unit(5, 0, c) - 0.5;
        for (uint32_t j = 0; j < n; j++) {
            const double own = pin_rng_unit(5, 1 + j, c) - 0.5;
            sums[c * n + j] = (common + own + 0.005 * j) * pow(10, j);
        }
    }
}

Test(permute, three_clusters_by_hand)
{
    /* 1, 2, 3: the eight sums are +-6, +-4, +-2, 0, 0. Twice as large, mirrored, none. */
    static const double sums[] = {1, -2, 0, 2, -4, 0, 3, -6, 0};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_flip_result result =
        flip(sums, 3, 3, (struct pin_resampling){1, 100, 1}, &arena);
    const struct pin_flip_test *tests = result.tests;
    cr_assert(result.exact);
    cr_assert_eq(result.flips_n, 8);
    cr_assert_float_eq(tests[0].sum, 6, 1e-15);
    cr_assert_float_eq(tests[1].sum, -12, 1e-15);
    cr_assert_float_eq(tests[0].t, 6 / sqrt(14), 1e-15);
    cr_assert_float_eq(tests[0].p[PIN_SIDE_TWO], 0.25, 0);
    cr_assert_float_eq(tests[0].p[PIN_SIDE_GREATER], 0.125, 0);
    cr_assert_float_eq(tests[0].p[PIN_SIDE_LESS], 1, 0);
    cr_assert_float_eq(tests[1].p[PIN_SIDE_TWO], 0.25, 0);
    cr_assert_float_eq(tests[1].p[PIN_SIDE_GREATER], 1, 0);
    cr_assert_float_eq(tests[1].p[PIN_SIDE_LESS], 0.125, 0);
    /* |t| of the first two are one variable, so nothing is paid for the second; t and -t
     * are two: either is at its maximum in 2 of 8. The third never moves. */
    cr_assert_float_eq(tests[0].p_adjusted[PIN_SIDE_TWO], 0.25, 0);
    cr_assert_float_eq(tests[1].p_adjusted[PIN_SIDE_TWO], 0.25, 0);
    cr_assert_float_eq(tests[0].p_adjusted[PIN_SIDE_GREATER], 0.25, 0);
    for (enum pin_side side = PIN_SIDE_TWO; side < PIN_SIDES_N; side++) {
        cr_assert_float_eq(tests[2].p[side], 1, 0);
        cr_assert_float_eq(tests[2].p_adjusted[side], 1, 0);
    }
    pin_arena_free(&arena);
}

Test(permute, an_exact_test_is_the_naive_enumeration)
{
    enum { N = 5 };
    double sums[13 * N];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    draw_family(sums, 13, N);
    for (uint32_t clusters_n = 1; clusters_n <= 13; clusters_n += 4) {
        const struct pin_resampling resampling = {1, 10, 2};
        const struct naive naive = naive_flip(sums, clusters_n, N, true, resampling);
        const struct pin_flip_result result =
            flip(sums, clusters_n, N, resampling, &arena);
        cr_assert(result.exact);
        expect_naive(&result, &naive, N);
    }
    pin_arena_free(&arena);
}

Test(permute, a_random_test_is_the_naive_one_over_the_same_signs)
{
    enum { N = 6, CLUSTERS = 151, FLIPS = 2500 };
    double *sums = calloc((size_t)CLUSTERS * N, sizeof(*sums));
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    draw_family(sums, CLUSTERS, N);
    const struct pin_resampling resampling = {77, FLIPS, 2};
    const struct naive naive = naive_flip(sums, CLUSTERS, N, false, resampling);
    const struct pin_flip_result result = flip(sums, CLUSTERS, N, resampling, &arena);
    cr_assert_not(result.exact);
    cr_assert_eq(result.flips_n, FLIPS);
    expect_naive(&result, &naive, N);
    uint32_t dearer_n = 0; /* the family is not one comparison, nor without an effect */
    for (uint32_t j = 0; j < N; j++) {
        const struct pin_flip_test *test = &result.tests[j];
        cr_assert(test->p[PIN_SIDE_TWO] > 1.0 / (1 + FLIPS), "%u %g", j, test->t);
        dearer_n += test->p_adjusted[PIN_SIDE_TWO] > test->p[PIN_SIDE_TWO];
    }
    cr_assert_geq(dearer_n, N - 2);
    pin_arena_free(&arena);
    free(sums);
}

Test(permute, the_digits_are_the_same_on_any_number_of_threads)
{
    enum { N = 3, CLUSTERS = 100, FLIPS = 5000 };
    static const uint32_t threads[] = {1, 2, 8};
    double sums[CLUSTERS * N];
    struct pin_flip_result results[3];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    draw_family(sums, CLUSTERS, N);
    for (size_t i = 0; i < 3; i++) {
        results[i] = flip(sums, CLUSTERS, N,
                          (struct pin_resampling){3, FLIPS, threads[i]}, &arena);
        cr_assert_eq(
            memcmp(results[i].tests, results[0].tests, N * sizeof(*results[0].tests)), 0);
        cr_assert_eq(
            memcmp(results[i].max_two, results[0].max_two, FLIPS * sizeof(double)), 0);
        cr_assert_eq(
            memcmp(results[i].max_one, results[0].max_one, FLIPS * sizeof(double)), 0);
    }
    pin_arena_free(&arena);
}

Test(permute, twenty_clusters_that_move_are_enumerated_and_twenty_one_are_drawn)
{
    double sums[60] = {0};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t c = 0; c < 20; c++) {
        sums[3 * c] = 1;
    }
    const struct pin_resampling resampling = {1, 999, 2};
    const struct pin_flip_result exact = flip(sums, 60, 1, resampling, &arena);
    cr_assert(exact.exact);
    cr_assert_eq(exact.flips_n, 1U << 20);
    cr_assert_float_eq(exact.tests[0].p[PIN_SIDE_GREATER], 0x1p-20, 0);
    cr_assert_float_eq(exact.tests[0].p[PIN_SIDE_TWO], 0x1p-19, 0);
    sums[1] = 1;
    const struct pin_flip_result drawn = flip(sums, 60, 1, resampling, &arena);
    cr_assert_not(drawn.exact);
    cr_assert_float_eq(drawn.tests[0].p[PIN_SIDE_GREATER], 0.001, 1e-15, "never 0");
    pin_arena_free(&arena);
}

Test(permute, sums_that_are_equal_but_for_rounding_count_as_equal)
{
    /* .1 + .2 - .3 and its kin are 0 in exact arithmetic and 5.6e-17 here. In tenths the
     * observed sum is 0, so every sign vector is as extreme. */
    static const double sums[] = {0.1, 0.2, -0.3, 0.7, 0.1, -0.8};
    static const double scaled[] = {3e-5, 6e-5, -9e-5, 21e-5, 3e-5, -24e-5};
    /* 5 tenths and mirrored sums: 16 of the 2^6 are at least 5 away from 0. */
    static const double fives[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.3};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_resampling resampling = {1, 9, 1};
    const struct pin_flip_result zero = flip(sums, 6, 1, resampling, &arena);
    const struct pin_flip_result small = flip(scaled, 6, 1, resampling, &arena);
    cr_assert_float_eq(zero.tests[0].p[PIN_SIDE_TWO], 1, 0);
    cr_assert_float_eq(small.tests[0].p[PIN_SIDE_TWO], 1, 0);
    /* Greater and less count the ties (sums of exactly 0) both. */
    cr_assert_float_eq(zero.tests[0].p[PIN_SIDE_GREATER], zero.tests[0].p[PIN_SIDE_LESS],
                       0);
    cr_assert_gt(zero.tests[0].p[PIN_SIDE_GREATER], 0.5);
    uint32_t count = 0;
    for (uint32_t m = 0; m < 64; m++) {
        int tenths = 0;
        for (uint32_t i = 0; i < 6; i++) {
            tenths += (m >> i & 1 ? 1 : -1) * (i == 5 ? 3 : 1);
        }
        count += abs(tenths) >= 8;
    }
    const struct pin_flip_result five = flip(fives, 6, 1, resampling, &arena);
    cr_assert_float_eq(five.tests[0].p[PIN_SIDE_TWO], count / 64.0, 0);
    pin_arena_free(&arena);
}

Test(permute, a_family_that_differs_in_nothing_has_p_1)
{
    static const double sums[200] = {0};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_flip_result result =
        flip(sums, 100, 2, (struct pin_resampling){1, 10, 2}, &arena);
    cr_assert(result.exact);
    cr_assert_eq(result.flips_n, 1);
    for (size_t j = 0; j < 2; j++) {
        cr_assert_float_eq(result.tests[j].t, 0, 0);
        for (enum pin_side side = PIN_SIDE_TWO; side < PIN_SIDES_N; side++) {
            cr_assert_float_eq(result.tests[j].p[side], 1, 0);
            cr_assert_float_eq(result.tests[j].p_adjusted[side], 1, 0);
        }
    }
    const struct pin_flip_result none =
        flip(NULL, 0, 0, (struct pin_resampling){1, 10, 2}, &arena);
    cr_assert(none.exact);
    pin_arena_free(&arena);
}

Test(permute, one_cluster_shows_nothing)
{
    static const double sums[] = {0.4, -3e300};
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_flip_result result =
        flip(sums, 1, 2, (struct pin_resampling){1, 10, 1}, &arena);
    cr_assert_float_eq(result.tests[0].p[PIN_SIDE_TWO], 1, 0);
    cr_assert_float_eq(result.tests[0].p[PIN_SIDE_GREATER], 0.5, 0);
    cr_assert_float_eq(result.tests[1].t, -1, 1e-15, "squares do not overflow");
    cr_assert_float_eq(result.tests[1].p[PIN_SIDE_LESS], 0.5, 0);
    pin_arena_free(&arena);
}

Test(permute, a_sum_that_is_no_number_is_refused_by_place)
{
    double sums[] = {1, 2, 3, (double)NAN};
    struct pin_arena arena;
    struct pin_flip_result result;
    struct pin_error err = {0};
    const struct pin_flip_family family = {2, 2, sums};
    const struct pin_resampling resampling = {1, 10, 1};
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_flip_signs(&result, &family, &resampling, &arena, &err),
                 PIN_E_RANGE);
    cr_assert_str_eq(err.text,
                     "expected finite differences, cluster 1 of comparison 1 has nan");
    sums[3] = -HUGE_VAL;
    cr_assert_eq(pin_flip_signs(&result, &family, &resampling, &arena, NULL),
                 PIN_E_RANGE);
    pin_arena_free(&arena);
}

Test(permute, the_critical_value_and_the_p_of_one_step_agree)
{
    enum { N = 4, CLUSTERS = 60, FLIPS = 999 };
    double sums[CLUSTERS * N];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    draw_family(sums, CLUSTERS, N);
    const struct pin_flip_result result =
        flip(sums, CLUSTERS, N, (struct pin_resampling){4, FLIPS, 2}, &arena);
    const double two = pin_flip_critical(&result, PIN_SIDE_TWO, 0.95);
    const double one = pin_flip_critical(&result, PIN_SIDE_LESS, 0.95);
    /* 950th of 999; one correlated family's value is above one t's and under
     * Bonferroni's. */
    cr_assert_float_eq(two, result.max_two[949], 0);
    cr_assert_float_eq(one, result.max_one[949], 0);
    cr_assert(two > 1.96 && two < 2.6, "%g", two);
    cr_assert(one > 1.64 && one < two, "%g", one);
    cr_assert(isinf(pin_flip_critical(&result, PIN_SIDE_TWO, 0.9999)));
    static const double three[] = {1, 2, 3};
    const struct pin_flip_result exact =
        flip(three, 3, 1, (struct pin_resampling){1, 1, 1}, &arena);
    /* |sum| is 0 0 2 2 4 4 6 6 */
    cr_assert_float_eq(pin_flip_critical(&exact, PIN_SIDE_TWO, 0.5), 2 / sqrt(14), 1e-15);
    cr_assert_float_eq(pin_flip_critical(&exact, PIN_SIDE_TWO, 0.75), 4 / sqrt(14),
                       1e-15);
    pin_arena_free(&arena);
}

Test(permute, every_allocation_may_fail_and_nothing_leaks)
{
    static const double sums[60] = {1, 2, 3};
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_flip_result result;
        const struct pin_flip_family family = {30, 2, sums};
        const struct pin_resampling resampling = {1, 10, 2};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_flip_signs(&result, &family, &resampling, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
