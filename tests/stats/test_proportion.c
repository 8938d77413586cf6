#include "harness/stats/distribution.h"
#include "harness/stats/power.h"
#include "harness/stats/proportion.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <criterion/criterion.h>

/* Recorded to four places by another program. */
Test(proportion, the_recorded_intervals_are_met)
{
    static const struct {
        double successes, n;
        struct pin_bounds wilson, exact;
    } rows[] = {
        {1233, 1500, {.8018, .8405}, {.8017, .8410}},
        {374, 500, {.7082, .7841}, {-1, -1}},
        {1607, 2000, {.7855, .8203}, {-1, -1}},
        {0, 10, {0, .2775}, {0, .3085}},
        {1, 1, {.2065, 1}, {.025, 1}},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct pin_bounds wilson = pin_wilson(rows[i].successes, rows[i].n, 0.95);
        cr_assert_float_eq(wilson.low, rows[i].wilson.low, 5e-5, "%zu", i);
        cr_assert_float_eq(wilson.high, rows[i].wilson.high, 5e-5, "%zu", i);
        if (rows[i].exact.low >= 0) {
            const struct pin_bounds exact =
                pin_clopper_pearson(rows[i].successes, rows[i].n, 0.95);
            cr_assert_float_eq(exact.low, rows[i].exact.low, 5e-5, "%zu", i);
            cr_assert_float_eq(exact.high, rows[i].exact.high, 5e-5, "%zu", i);
        }
    }
}

/* Wilson: the shares that lie z standard errors of their own from what was seen. */
/* Clopper-Pearson: those under which what was seen is not rarer than 2.5 % either way. */
Test(proportion, both_intervals_invert_their_tests)
{
    static const double ns[] = {1, 7, 40, 7635};
    for (size_t i = 0; i < 4; i++) {
        for (double s = 1; s < ns[i]; s += 1 + floor(ns[i] / 9)) {
            const double n = ns[i];
            const double z = pin_normal_quantile(0.975);
            const struct pin_bounds wilson = pin_wilson(s, n, 0.95);
            const double at[] = {wilson.low, wilson.high};
            for (size_t j = 0; j < 2; j++) {
                const double se = sqrt(at[j] * (1 - at[j]) / n);
                cr_assert_float_eq(fabs(s / n - at[j]) / se, z, 1e-9);
            }
            const struct pin_bounds exact = pin_clopper_pearson(s, n, 0.95);
            cr_assert_float_eq(pin_binomial_tail(s, n, exact.low), 0.025, 1e-12);
            cr_assert_float_eq(1 - pin_binomial_tail(s + 1, n, exact.high), 0.025, 1e-12);
            cr_assert(exact.low < wilson.low || wilson.low < s / n);
        }
    }
}

Test(proportion, the_ends_are_exact_and_no_trials_say_nothing)
{
    cr_assert_eq(pin_wilson(0, 10, 0.95).low, 0);
    cr_assert_eq(pin_wilson(10, 10, 0.95).high, 1);
    cr_assert_eq(pin_clopper_pearson(0, 10, 0.95).low, 0);
    cr_assert_eq(pin_clopper_pearson(10, 10, 0.95).high, 1);
    cr_assert_float_eq(pin_clopper_pearson(0, 10, 0.95).high, 1 - pow(0.025, 0.1), 1e-13);
    const struct pin_bounds none[] = {pin_wilson(0, 0, 0.95),
                                      pin_clopper_pearson(0, 0, 0.95)};
    for (size_t i = 0; i < 2; i++) {
        cr_assert_eq(none[i].low, 0);
        cr_assert_eq(none[i].high, 1);
    }
    /* half a success is between none and one */
    cr_assert(pin_wilson(0.5, 10, 0.95).high > pin_wilson(0, 10, 0.95).high);
    cr_assert(pin_wilson(0.5, 10, 0.95).high < pin_wilson(1, 10, 0.95).high);
}

Test(proportion, wins_against_losses_are_binomial)
{
    cr_assert_float_eq(pin_binomial_test(60, 40).two_sided, 0.0569, 5e-5);
    cr_assert_float_eq(pin_binomial_test(25, 10).two_sided, 0.0167, 5e-5);
    cr_assert_float_eq(pin_binomial_test(25, 10).greater, 0.0167 / 2, 3e-5);
    const struct pin_p_values even = pin_binomial_test(2, 2);
    cr_assert_float_eq(even.two_sided, 1, 1e-15);
    cr_assert_float_eq(even.greater, 11 / 16.0, 1e-14);
    cr_assert_float_eq(even.less, 11 / 16.0, 1e-14);
    cr_assert_float_eq(pin_binomial_test(0, 5).less, 1 / 32.0, 1e-15);
    cr_assert_float_eq(pin_binomial_test(0, 5).greater, 1, 1e-15);
    const struct pin_p_values none = pin_binomial_test(0, 0);
    cr_assert(none.two_sided >= 1 && none.greater >= 1 && none.less >= 1);
}

/* z(.95) + z(.8) = 1.644853627 + 0.841621234. */
Test(power, the_detectable_difference_and_the_pairs_needed_agree)
{
    const double mde = pin_detectable_difference(0.2, 100, 0.05, 0.8);
    cr_assert_float_eq(mde, 2.486474861 * 0.02, 1e-10);
    cr_assert_eq(pin_pairs_needed(0.2, mde * (1 + 1e-9), 0.05, 0.8), 100);
    cr_assert_eq(pin_pairs_needed(0.2, mde * (1 - 1e-9), 0.05, 0.8), 101);
    /* the textbook's 32 for an effect of one half, two-sided: 31.4 */
    cr_assert_eq(pin_pairs_needed(1, 0.5, 0.025, 0.8), 32);
    cr_assert_eq(pin_detectable_difference(0, 100, 0.05, 0.8), 0);
}

/* The chance that a z test rejects at the detectable difference is the power. */
Test(power, the_power_at_the_detectable_difference_is_the_one_asked_for)
{
    const double mde = pin_detectable_difference(0.3, 50, 0.01, 0.9);
    const double threshold = pin_normal_quantile(0.99);
    const double power = pin_normal_tail(threshold - mde / (0.3 / sqrt(50)));
    cr_assert_float_eq(power, 0.9, 1e-12);
}
