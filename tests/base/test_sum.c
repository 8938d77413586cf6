#include "harness/base/rng.h"
#include "harness/base/sum.h"

#include <math.h>
#include <stdint.h>

#include <criterion/criterion.h>

Test(sum, what_a_plain_sum_loses_is_kept)
{
    const double values[] = {1e100, 1.0, -1e100};
    cr_assert_float_eq(pin_sum_of(values, 3), 1.0, 0.0);
    const double four[] = {1.0, 1e100, 1.0, -1e100};
    cr_assert_float_eq(pin_sum_of(four, 4), 2.0, 0.0);
    cr_assert_float_eq(pin_mean_of(four, 4), 0.5, 0.0);
    double tenths[1000];
    for (size_t i = 0; i < 1000; i++) {
        tenths[i] = 0.1;
    }
    cr_assert_float_eq(pin_sum_of(tenths, 1000), 100.0, 0.0);
}

Test(sum, nothing_sums_to_zero_and_has_no_mean)
{
    cr_assert_float_eq(pin_sum_of(NULL, 0), 0.0, 0.0);
    cr_assert(isnan(pin_mean_of(NULL, 0)));
}

Test(sum, infinities_and_nan_show_as_in_plain_addition)
{
    const double high[] = {1.0, (double)INFINITY, 2.0};
    const double low[] = {-(double)INFINITY, 3.0};
    const double both[] = {(double)INFINITY, -(double)INFINITY};
    const double none[] = {1.0, (double)NAN};
    cr_assert(isinf(pin_sum_of(high, 3)) && pin_sum_of(high, 3) > 0);
    cr_assert(isinf(pin_sum_of(low, 2)) && pin_sum_of(low, 2) < 0);
    cr_assert(isnan(pin_sum_of(both, 2)));
    cr_assert(isnan(pin_sum_of(none, 2)));
}

/* Whole numbers of up to 52 bits scaled by powers of two: a 128-bit integer holds their
 * sum exactly, so that the reference has no rounding at all. */
Test(sum, the_sum_is_the_exact_one_rounded)
{
    __extension__ typedef __int128 wide;
    enum { N = 4096 };
    static double values[N];
    for (uint64_t round = 0; round < 50; round++) {
        wide exact = 0;
        for (uint64_t i = 0; i < N; i++) {
            const uint64_t draw = pin_rng_u64(round, 1, i) >> 12;
            const uint32_t shift = pin_rng_below(round, 2, i, 50);
            const int64_t whole =
                pin_rng_below(round, 3, i, 2) == 0 ? (int64_t)draw : -(int64_t)draw;
            exact += (wide)whole * ((wide)1 << shift);
            values[i] = ldexp((double)whole, (int)shift);
        }
        const double want = (double)exact;
        cr_assert_float_eq(pin_sum_of(values, N), want, fabs(want) * 0x1p-52);
    }
}

/* Loosely: some machines, and checkers that emulate one, have no wider long double. */
Test(sum, the_sum_agrees_with_long_double)
{
    enum { N = 10000 };
    static double values[N];
    long double reference = 0.0L;
    for (uint64_t i = 0; i < N; i++) {
        values[i] = pin_rng_unit(5, 5, i);
        reference += (long double)values[i];
    }
    const double want = (double)reference;
    cr_assert_float_eq(pin_sum_of(values, N), want, want * 1e-13);
    cr_assert_float_eq(pin_mean_of(values, N), want / N, want / N * 1e-13);
}
