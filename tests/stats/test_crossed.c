#include "harness/base/rng.h"
#include "harness/stats/crossed.h"

#include <math.h>

#include <criterion/criterion.h>

enum { RESAMPLES = 40000, FIGURES = 6 };

static double replicates[RESAMPLES * FIGURES];
static double out[RESAMPLES];

static double variance_of(const double *values, uint32_t n, double *mean)
{
    double sum = 0;
    double squares = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += values[i];
    }
    *mean = sum / n;
    for (uint32_t i = 0; i < n; i++) {
        squares += (values[i] - *mean) * (values[i] - *mean);
    }
    return squares / n;
}

Test(crossed, with_one_repeat_the_replicates_stay)
{
    const struct pin_resampled resampled = {
        .figures_n = FIGURES, .resamples_n = RESAMPLES, .replicates = replicates};
    for (uint32_t i = 0; i < RESAMPLES * FIGURES; i++) {
        replicates[i] = pin_rng_unit(3, 0, i);
    }
    pin_crossed_replicates(out, &resampled, 4, 1, 9);
    for (uint32_t b = 0; b < RESAMPLES; b++) {
        cr_assert_float_eq(out[b], replicates[b * FIGURES + 4], 0);
    }
}

/* The clusters add the same to every repeat: the variances of both sources add up. */
Test(crossed, the_variance_is_that_of_the_clusters_and_that_of_drawing_repeats)
{
    static const double repeats[] = {0, 1, 3, 8};
    static double shifts[RESAMPLES];
    const struct pin_resampled resampled = {
        .figures_n = FIGURES, .resamples_n = RESAMPLES, .replicates = replicates};
    for (uint32_t b = 0; b < RESAMPLES; b++) {
        shifts[b] = 5 * pin_rng_unit(4, 0, b);
        for (uint32_t j = 0; j < 4; j++) {
            replicates[b * FIGURES + 2 + j] = shifts[b] + repeats[j];
        }
    }
    double mean = 0;
    double mean_of_repeats = 0;
    double mean_of_shifts = 0;
    pin_crossed_replicates(out, &resampled, 2, 4, 9);
    const double variance = variance_of(out, RESAMPLES, &mean);
    const double expected = variance_of(repeats, 4, &mean_of_repeats) / 4 +
                            variance_of(shifts, RESAMPLES, &mean_of_shifts);
    cr_assert_float_eq(mean, mean_of_repeats + mean_of_shifts, 0.05); /* 4.5 errors */
    cr_assert_float_eq(variance, expected, 0.02 * expected);
}

Test(crossed, one_that_is_drawn_without_a_value_leaves_none)
{
    const struct pin_resampled resampled = {
        .figures_n = FIGURES, .resamples_n = RESAMPLES, .replicates = replicates};
    for (uint32_t b = 0; b < RESAMPLES; b++) {
        replicates[b * FIGURES] = 1;
        replicates[b * FIGURES + 1] = (double)NAN;
    }
    pin_crossed_replicates(out, &resampled, 0, 2, 9);
    uint32_t defined_n = 0;
    for (uint32_t b = 0; b < RESAMPLES; b++) {
        defined_n += isnan(out[b]) ? 0 : 1;
    }
    cr_assert_float_eq(defined_n / (double)RESAMPLES, 0.25, 0.01);
}
