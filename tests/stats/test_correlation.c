#include "harness/base/rng.h"
#include "harness/stats/correlation.h"
#include "tests/stats/golden.h"

#include <math.h>
#include <stdbool.h>

#include <criterion/criterion.h>

enum { N_MAX = 60 };

struct all { /* every coefficient of one pair of vectors */
    struct pin_kendall kendall;
    struct pin_ap_correlation ap;
};

static struct all all_of(const double *x, const double *y, uint32_t n)
{
    struct all all;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_kendall_tau_b(&all.kendall, x, y, n, &arena, NULL), PIN_OK);
    cr_assert_eq(pin_ap_correlation(&all.ap, x, y, n, &arena, NULL), PIN_OK);
    pin_arena_free(&arena);
    return all;
}

static int sign(double a, double b)
{
    return (a > b) - (a < b);
}

static double naive_tau_b(const double *x, const double *y, uint32_t n)
{
    double balance = 0;
    double x_untied = 0;
    double y_untied = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < i; j++) {
            balance += sign(x[i], x[j]) * sign(y[i], y[j]);
            x_untied += sign(x[i], x[j]) != 0;
            y_untied += sign(y[i], y[j]) != 0;
        }
    }
    return balance / sqrt(x_untied) / sqrt(y_untied);
}

static double naive_tau_ap(const double *x, const double *y, uint32_t n)
{
    double sum = 0;
    double below_top = 0;
    for (uint32_t i = 0; i < n; i++) {
        double above = 0;
        double agreed = 0;
        for (uint32_t j = 0; j < n; j++) {
            above += y[j] > y[i];
            agreed += y[j] > y[i] && x[j] > x[i];
        }
        if (above > 0) {
            sum += agreed / above;
            below_top++;
        }
    }
    return 2 * sum / below_top - 1;
}

Test(correlation, an_order_agrees_with_itself_and_opposes_its_reverse)
{
    static const double x[] = {0.4, 0.1, 0.9, 0.3, 0.2};
    static const double scaled[] = {4e9, -1, 9e9, 3, 2};
    static const double reversed[] = {-4, -1, -9, -3, -2};
    const struct all same = all_of(x, scaled, 5);
    const struct all opposed = all_of(x, reversed, 5);
    cr_assert_float_eq(same.kendall.tau_b, 1, 0);
    cr_assert_float_eq(same.ap.tau_ap, 1, 0);
    cr_assert_float_eq(same.ap.tau_ap_b, 1, 0);
    cr_assert_float_eq(opposed.kendall.tau_b, -1, 0);
    cr_assert_float_eq(opposed.ap.tau_ap, -1, 0);
    cr_assert_float_eq(opposed.ap.tau_ap_b, -1, 0);
    cr_assert_float_eq(opposed.kendall.p, same.kendall.p, 0);
}

/* Four systems: a swap at the top costs AP correlation more than one at the bottom. */
Test(correlation, a_swap_at_the_top_weighs_more_in_ap_correlation)
{
    static const double truth[] = {4, 3, 2, 1};
    static const double top[] = {3, 4, 2, 1};
    static const double bottom[] = {4, 3, 1, 2};
    const struct all at_top = all_of(truth, top, 4);
    const struct all at_bottom = all_of(truth, bottom, 4);
    /* tau: (5 - 1) / 6 in both; AP: 2/3 (0 + 1 + 1) - 1 and 2/3 (1 + 1 + 2/3) - 1 */
    cr_assert_float_eq(at_top.kendall.tau_b, 4.0 / 6, 1e-15);
    cr_assert_float_eq(at_bottom.kendall.tau_b, 4.0 / 6, 1e-15);
    cr_assert_float_eq(at_top.ap.tau_ap, 1.0 / 3, 1e-15);
    cr_assert_float_eq(at_bottom.ap.tau_ap, 7.0 / 9, 1e-15);
}

/* Of 6 pairs one is tied in x and another in y; 3 are concordant and 1 is discordant. */
Test(correlation, ties_by_hand)
{
    static const double x[] = {1, 2, 2, 3};
    static const double y[] = {1, 3, 2, 2};
    const struct all all = all_of(x, y, 4);
    cr_assert_float_eq(all.kendall.tau_b, 2.0 / 5, 1e-15);
    /* y: thing 1 on top; 2 and 3 have 0 of 1 (x tied; x reversed); 0 has 3 of 3. */
    cr_assert_float_eq(all.ap.tau_ap, 2.0 / 3 * (0 + 0 + 1) - 1, 1e-15);
    /* x: thing 3 on top; 1 has 0 of 1, 2 has 0 of 1 (y tied), 0 has 3 of 3. */
    cr_assert_float_eq(all.ap.tau_ap_b, 2.0 / 3 * (0 + 0 + 1) - 1, 1e-15);
    /* mean ranks 4 2.5 2.5 1 and 4 1 2.5 2.5 */
}

Test(correlation, all_are_their_definitions_on_random_vectors_with_ties)
{
    uint32_t undefined_n = 0;
    for (uint64_t seed = 0; seed < 500; seed++) {
        double x[N_MAX];
        double y[N_MAX];
        const uint32_t n = 2 + pin_rng_below(seed, 0, 0, N_MAX - 2);
        const uint32_t values =
            seed % 3 == 0 ? 1000000 : 2 + pin_rng_below(seed, 0, 1, 9);
        for (uint32_t i = 0; i < n; i++) {
            x[i] = pin_rng_below(seed, 1, i, values);
            y[i] = seed % 2 ? pin_rng_below(seed, 2, i, values)
                            : x[i] + pin_rng_below(seed, 3, i, 3);
        }
        const struct all all = all_of(x, y, n);
        const struct all back = all_of(y, x, n);
        if (isnan(all.kendall.tau_b)) {
            undefined_n++;
            cr_assert(isnan(naive_tau_b(x, y, n)));
            cr_assert(isnan(all.ap.tau_ap) && isnan(all.ap.tau_ap_b));
            continue;
        }
        cr_assert_float_eq(all.kendall.tau_b, naive_tau_b(x, y, n), 1e-14);
        cr_assert_float_eq(all.ap.tau_ap, naive_tau_ap(x, y, n), 1e-13);
        cr_assert_float_eq(all.ap.tau_ap_b,
                           (naive_tau_ap(x, y, n) + naive_tau_ap(y, x, n)) / 2, 1e-13);
        cr_assert_float_eq(all.kendall.tau_b, back.kendall.tau_b, 0);
        cr_assert_float_eq(all.kendall.p, back.kendall.p, 1e-15);
        cr_assert(all.kendall.p >= 0 && all.kendall.p <= 1);
    }
    cr_assert_lt(undefined_n, 20);
}

Test(correlation, coefficients_of_four_systems_are_those_of_scipy)
{
    static const char *const pairs[] = {"AB", "AC", "AD", "BC"};
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    for (size_t i = 0; i < 4; i++) {
        const char x_path[] = {'v', 'e', 'c', 't', 'o', 'r', 's', '/', pairs[i][0], 0};
        const char y_path[] = {'v', 'e', 'c', 't', 'o', 'r', 's', '/', pairs[i][1], 0};
        char name[16];
        uint32_t n = 0;
        const double *x = golden_numbers(&n, &golden, x_path);
        const double *y = golden_numbers(&n, &golden, y_path);
        (void)snprintf(name, sizeof(name), "pairs/%c_%c", pairs[i][0], pairs[i][1]);
        const struct pin_json_at pair = golden_at(golden.root, name);
        const struct all all = all_of(x, y, n);
        const double p = golden_number(pair, "kendall_tau_b/1");
        cr_assert_float_eq(all.kendall.tau_b, golden_number(pair, "kendall_tau_b/0"),
                           1e-10);
        cr_assert_float_eq(all.kendall.p / p, 1, 1e-10);
    }
    golden_close(&golden);
}

Test(correlation, what_is_undefined_is_nan)
{
    static const double x[] = {1, 2, 3};
    static const double level[] = {2, 2, 2};
    static const double hole[] = {1, (double)NAN, 3};
    const struct all cases[] = {all_of(x, x, 0),     all_of(x, x, 1),
                                all_of(x, level, 3), all_of(level, x, 3),
                                all_of(x, hole, 3),  all_of(hole, x, 3)};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cr_assert(isnan(cases[i].kendall.tau_b) && isnan(cases[i].kendall.p));
        cr_assert(isnan(cases[i].ap.tau_ap) && isnan(cases[i].ap.tau_ap_b));
    }
    const struct all two = all_of(x, x, 2);
    cr_assert_float_eq(two.kendall.tau_b, 1, 0);
    cr_assert_float_eq(two.kendall.p, erfc(sqrt(0.5)), 1e-15); /* z = 1 / sqrt(1) */
}

Test(correlation, a_hundred_thousand_things_take_no_quadratic_time)
{
    enum { MANY = 100000 };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    double *x = PIN_NEW_N(&arena, double, MANY);
    double *y = PIN_NEW_N(&arena, double, MANY);
    for (uint32_t i = 0; i < MANY; i++) { /* neighbours swapped: MANY / 2 discordant */
        x[i] = i;
        y[i] = i ^ 1U;
    }
    const struct all all = all_of(x, y, MANY);
    const double pairs = MANY / 2.0 * (MANY - 1);
    cr_assert_float_eq(all.kendall.tau_b, 1 - MANY / pairs, 1e-14);
    pin_arena_free(&arena);
}

Test(correlation, scratch_is_given_back_and_every_allocation_may_fail)
{
    static const double x[] = {1, 2, 2, 3};
    static const double y[] = {1, 3, 2, 2};
    uint32_t failed_n = 0;
    for (uint64_t fail_at = 0; fail_at < 30; fail_at++) {
        struct pin_arena arena;
        struct pin_kendall kendall;
        struct pin_ap_correlation ap;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        enum pin_status status = pin_kendall_tau_b(&kendall, x, y, 4, &arena, &err);
        if (status == PIN_OK) {
            status = pin_ap_correlation(&ap, x, y, 4, &arena, &err);
        }
        cr_assert(status == PIN_OK ? arena.used_bytes == 0 : err.status == PIN_E_NOMEM);
        failed_n += status != PIN_OK;
        pin_arena_free(&arena);
    }
    cr_assert_gt(failed_n, 10);
}
