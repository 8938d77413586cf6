#include "harness/stats/quantile.h"

#include <math.h>

#include <criterion/criterion.h>

Test(quantile, sorting_leaves_nan_out)
{
    double values[] = {3, (double)NAN, -1, 2, (double)NAN, -(double)INFINITY, 2};
    cr_assert_eq(pin_quantile_sort(values, 7), 5);
    cr_assert(isinf(values[0]) && values[0] < 0);
    static const double rest[] = {-1, 2, 2, 3};
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_float_eq(values[i + 1], rest[i], 0);
    }
    cr_assert_eq(pin_quantile_sort(values, 0), 0);
    double nothing[] = {(double)NAN};
    cr_assert_eq(pin_quantile_sort(nothing, 1), 0);
}

/* R: quantile(c(1, 2, 4, 8), c(0, .025, .25, .5, .75, .975, 1)) */
Test(quantile, they_are_those_of_type_7)
{
    static const double sorted[] = {1, 2, 4, 8};
    static const double rows[][2] = {{0, 1},   {.025, 1.075}, {.25, 1.75}, {.5, 3},
                                     {.75, 5}, {.975, 7.7},   {1, 8}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_assert_float_eq(pin_quantile(sorted, 4, rows[i][0]), rows[i][1], 1e-12);
    }
}

Test(quantile, one_value_is_every_quantile_and_none_has_none)
{
    static const double one[] = {3};
    cr_assert_float_eq(pin_quantile(one, 1, 0), 3, 0);
    cr_assert_float_eq(pin_quantile(one, 1, 0.3), 3, 0);
    cr_assert_float_eq(pin_quantile(one, 1, 1), 3, 0);
    cr_assert(isnan(pin_quantile(one, 0, 0.5)));
}
