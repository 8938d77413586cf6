#include "harness/stats/multiplicity.h"
#include "tests/stats/golden.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static void adjust_and_compare(enum pin_adjustment adjustment, const double *p,
                               const double *expected, uint32_t n)
{
    struct pin_arena arena;
    const double *adjusted = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_adjust(&adjusted, adjustment, p, n, &arena, NULL), PIN_OK);
    for (uint32_t i = 0; i < n; i++) {
        cr_assert_eq(isnan(adjusted[i]) != 0, isnan(expected[i]) != 0);
        cr_assert(isnan(expected[i]) ||
                      fabs(adjusted[i] - expected[i]) <= 1e-12 * expected[i],
                  "%s %u: %.17g", pin_adjustment_name(adjustment), i, adjusted[i]);
    }
    pin_arena_free(&arena);
}

Test(multiplicity, the_recorded_adjustments_are_met)
{
    struct golden golden;
    uint32_t n = 0;
    golden_open(&golden, GOLDEN_STATS);
    const double *p = golden_numbers(&n, &golden, "multiplicity/p");
    for (uint32_t i = PIN_ADJUST_BONFERRONI; i < PIN_ADJUSTMENTS_N; i++) {
        char path[64];
        uint32_t m = 0;
        (void)snprintf(path, sizeof(path), "multiplicity/%s",
                       pin_adjustment_name((enum pin_adjustment)i));
        const double *expected = golden_numbers(&m, &golden, path);
        cr_assert(m == n && n == 4);
        adjust_and_compare((enum pin_adjustment)i, p, expected, n);
    }
    golden_close(&golden);
}

/* m is 5: the NaN is not counted. */
Test(multiplicity, ties_steps_and_nan_are_as_by_hand)
{
    const double nan_ = (double)NAN;
    const double p[] = {0.04, 0.01, nan_, 0.04, 0.012, 0.9};
    const double bonferroni[] = {0.2, 0.05, nan_, 0.2, 0.06, 1};
    /* sorted .01 .012 .04 .04 .9, times 5 4 3 2 1 and never falling */
    const double holm[] = {0.12, 0.05, nan_, 0.12, 0.05, 0.9};
    /* times 5/1 5/2 5/3 5/4 5/5 and never rising from behind */
    const double bh[] = {0.05, 0.03, nan_, 0.05, 0.03, 0.9};
    const double sidak[] = {0.1846273024, 0.0490099501,      nan_,
                            0.1846273024, 0.058577176568832, 0.99999};
    adjust_and_compare(PIN_ADJUST_NONE, p, p, 6);
    adjust_and_compare(PIN_ADJUST_BONFERRONI, p, bonferroni, 6);
    adjust_and_compare(PIN_ADJUST_HOLM, p, holm, 6);
    adjust_and_compare(PIN_ADJUST_BH, p, bh, 6);
    adjust_and_compare(PIN_ADJUST_SIDAK, p, sidak, 6);
}

Test(multiplicity, nothing_one_and_the_ends_are_left_as_they_are)
{
    const double nan_ = (double)NAN;
    const double ends[] = {0, 1, 1};
    for (uint32_t i = 0; i < PIN_ADJUSTMENTS_N; i++) {
        const enum pin_adjustment adjustment = (enum pin_adjustment)i;
        const double one = 0.3;
        adjust_and_compare(adjustment, NULL, NULL, 0);
        adjust_and_compare(adjustment, &one, &one, 1);
        adjust_and_compare(adjustment, &nan_, &nan_, 1);
        adjust_and_compare(adjustment, ends, ends, 3);
    }
    const double tiny = 1e-20; /* 1 - (1 - p) is 0 */
    const double p[] = {tiny, tiny};
    const double expected[] = {2 * tiny, 2 * tiny};
    adjust_and_compare(PIN_ADJUST_SIDAK, p, expected, 2);
}

Test(multiplicity, a_name_leads_to_its_adjustment_and_back)
{
    enum pin_adjustment found = PIN_ADJUST_NONE;
    for (uint32_t i = 0; i < PIN_ADJUSTMENTS_N; i++) {
        cr_assert(pin_adjustment_of(pin_adjustment_name((enum pin_adjustment)i), &found));
        cr_assert_eq((uint32_t)found, i);
    }
    cr_assert(pin_adjustment_of("holm", &found) && found == PIN_ADJUST_HOLM);
    cr_assert_not(pin_adjustment_of("Holm", &found));
    cr_assert_not(pin_adjustment_of("", &found));
}

Test(multiplicity, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        const double p[] = {0.5, 0.1};
        const double *adjusted = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_adjust(&adjusted, PIN_ADJUST_HOLM, p, 2, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
