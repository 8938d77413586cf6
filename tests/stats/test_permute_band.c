#include "harness/base/rng.h"
#include "harness/stats/permute.h"

#include <math.h>

#include <criterion/criterion.h>

static double shifted_t(const double *sums, const double *sizes, uint32_t clusters_n,
                        double effect)
{
    double sum = 0;
    double squares = 0;
    for (uint32_t c = 0; c < clusters_n; c++) {
        const double rest = sums[c] - sizes[c] * effect;
        sum += rest;
        squares += rest * rest;
    }
    return sum / sqrt(squares);
}

Test(permute_band, at_the_ends_of_a_band_the_test_is_at_its_critical_value)
{
    enum { CLUSTERS = 40 };
    double sums[CLUSTERS];
    double sizes[CLUSTERS];
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        sizes[c] = c % 7 + 1;
        sums[c] = sizes[c] * (pin_rng_unit(6, 0, c) - 0.4);
    }
    const struct pin_flip_family family = {CLUSTERS, 1, sums};
    const struct pin_flip_band band = pin_flip_band(&family, sizes, 0, 2.1);
    cr_assert_float_eq(shifted_t(sums, sizes, CLUSTERS, band.low), 2.1, 1e-9);
    cr_assert_float_eq(shifted_t(sums, sizes, CLUSTERS, band.high), -2.1, 1e-9);
    cr_assert_lt(band.low, band.high);
    /* With a critical value on either side of t, 0 is inside or outside. */
    const double t = shifted_t(sums, sizes, CLUSTERS, 0);
    const struct pin_flip_band within = pin_flip_band(&family, sizes, 0, t * (1 + 1e-9));
    const struct pin_flip_band beyond = pin_flip_band(&family, sizes, 0, t * (1 - 1e-9));
    cr_assert(t > 0 && within.low < 0 && beyond.low > 0, "%g", t);
    const struct pin_flip_band none = pin_flip_band(&family, sizes, 0, HUGE_VAL);
    cr_assert(isinf(none.low) && isinf(none.high));
}

Test(permute_band, a_band_of_the_second_of_two_comparisons_by_hand)
{
    /* 1, 3 and sizes 1, 1: (4 - 2 e)^2 = k^2 ((1 - e)^2 + (3 - e)^2) at k = 1 is
     * 2 e^2 - 8 e + 6 = 0. */
    static const double sums[] = {9, 1, 9, 3};
    static const double sizes[] = {7, 1, 7, 1};
    const struct pin_flip_family family = {2, 2, sums};
    const struct pin_flip_band band = pin_flip_band(&family, sizes, 1, 1);
    cr_assert_float_eq(band.low, 1, 1e-12);
    cr_assert_float_eq(band.high, 3, 1e-12);
    const struct pin_flip_band none = pin_flip_band(&family, sizes, 1, sqrt(2.0) + 1e-9);
    cr_assert(isinf(none.low) && none.low < 0 && isinf(none.high) && none.high > 0);
}
