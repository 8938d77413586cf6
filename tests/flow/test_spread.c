#include "harness/base/rng.h"
#include "harness/flow/spread.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static double spread(const double *values, uint32_t n, enum pin_aggregate aggregate)
{
    double copy[64];
    memcpy(copy, values, n * sizeof(*values));
    return pin_spread(copy, n, aggregate);
}

Test(spread, three_values_by_hand)
{
    const double values[] = {0.5, 0.0, 1.0}; /* mean .5; distances 0, .5, .5 */
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_MEAN), 0.5, 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_RANGE), 1.0, 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_STD), 0.5, 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_STD0), sqrt(1.0 / 6), 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_GMD), 2.0 / 3, 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_CV), 1.0, 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_WORST), 0.0, 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_BEST), 1.0, 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_FLIP), 1.0, 1e-15);
    cr_assert_float_eq(spread(values, 3, PIN_AGGREGATE_ZERO), 0.0, 1e-15);
}

Test(spread, a_stable_failure_has_no_spread_but_is_seen)
{
    const double values[] = {0, 0, 0, 0};
    cr_assert_float_eq(spread(values, 4, PIN_AGGREGATE_RANGE), 0.0, 1e-15);
    cr_assert(isnan(spread(values, 4, PIN_AGGREGATE_CV)));
    cr_assert_float_eq(spread(values, 4, PIN_AGGREGATE_FLIP), 0.0, 1e-15);
    cr_assert_float_eq(spread(values, 4, PIN_AGGREGATE_ZERO), 1.0, 1e-15);
}

Test(spread, ginis_mean_difference_is_the_mean_over_all_pairs)
{
    for (uint32_t round = 0; round < 500; round++) {
        double values[40];
        const uint32_t n = 2 + pin_rng_below(1, 0, round, 39);
        double sum = 0;
        for (uint32_t i = 0; i < n; i++) {
            values[i] = pin_rng_below(1, round + 1, i, 7) / 6.0;
            for (uint32_t j = 0; j < i; j++) {
                sum += fabs(values[i] - values[j]);
            }
        }
        cr_assert_float_eq(spread(values, n, PIN_AGGREGATE_GMD),
                           sum / (n * (n - 1) / 2.0), 1e-13);
    }
}
