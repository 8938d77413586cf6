#include "harness/base/rng.h"
#include "harness/stats/bootstrap_interval.h"
#include "harness/stats/distribution.h"

#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>

enum { N = 1001, RESAMPLES_MAX = 20000 };

/* 0 to 1000 in another order: the q-quantile is 1000 q. */
static struct pin_resampled_column ramp(double *replicates, double estimate)
{
    for (uint32_t i = 0; i < N; i++) {
        replicates[i] = (370 * i) % N;
    }
    return (struct pin_resampled_column){
        .estimate = estimate, .replicates = replicates, .resamples_n = N};
}

static struct pin_interval interval_of(const struct pin_resampled_column *column,
                                       enum pin_interval_method method, double level)
{
    static double room[RESAMPLES_MAX];
    cr_assert_leq(column->resamples_n, RESAMPLES_MAX);
    return pin_bootstrap_interval(column, method, level, room);
}

static void check(struct pin_interval interval, double low, double high)
{
    cr_assert_float_eq(interval.low, low, 1e-9, "%.17g", interval.low);
    cr_assert_float_eq(interval.high, high, 1e-9, "%.17g", interval.high);
}

Test(bootstrap_interval, a_method_has_one_name)
{
    enum pin_interval_method method = PIN_INTERVAL_BASIC;
    for (int i = 0; i < PIN_INTERVAL_METHODS_N; i++) {
        const char *name = pin_interval_method_name((enum pin_interval_method)i);
        cr_assert(pin_interval_method_named(&method, name));
        cr_assert_eq(method, (enum pin_interval_method)i);
    }
    cr_assert_str_eq(pin_interval_method_name(PIN_INTERVAL_BCA), "bca");
    method = PIN_INTERVAL_BASIC;
    cr_assert_not(pin_interval_method_named(&method, "bc"));
    cr_assert_not(pin_interval_method_named(&method, ""));
    cr_assert_eq(method, PIN_INTERVAL_BASIC);
}

Test(bootstrap_interval, percentile_is_the_quantiles_and_basic_their_reflection)
{
    double replicates[N];
    const struct pin_resampled_column column = ramp(replicates, 450);
    check(interval_of(&column, PIN_INTERVAL_PERCENTILE, 0.9), 50, 950);
    check(interval_of(&column, PIN_INTERVAL_BASIC, 0.9), -50, 850);
    check(interval_of(&column, PIN_INTERVAL_PERCENTILE, 0.95), 25, 975);
}

/* Of 0 to n - 1 the variance is n (n + 1) / 12. */
Test(bootstrap_interval, the_error_is_the_deviation_of_the_replicates)
{
    double replicates[N];
    const struct pin_resampled_column column = ramp(replicates, 450);
    const double expected = sqrt(N * (N + 1.0) / 12.0);
    cr_assert_float_eq(pin_bootstrap_error(&column), expected, 1e-9);
    const struct pin_interval interval =
        interval_of(&column, PIN_INTERVAL_PERCENTILE, 0.9);
    cr_assert_float_eq(interval.error, expected, 1e-9);
    cr_assert_eq(interval.resamples_n, N);
}

/* From the formula in Python, with statistics.NormalDist: 450 replicates lie below the
 * estimate and one is equal, z0 = -.12553514918359412; the jackknife 1 2 3 10 has
 * k = -.08485281374238571. */
Test(bootstrap_interval, bca_moves_the_tails_by_bias_and_acceleration)
{
    static const double skewed[] = {1, 2, 3, 10};
    static const double level[] = {4, 4, 4};
    double replicates[N];
    struct pin_resampled_column column = ramp(replicates, 450);
    column.jackknife = skewed;
    column.clusters_n = 4;
    struct pin_interval interval = interval_of(&column, PIN_INTERVAL_BCA, 0.95);
    check(interval, 3.9136001844353174, 928.1037353800601);
    cr_assert_not(interval.fell_back);
    column.jackknife = level; /* k is 0 */
    column.clusters_n = 3;
    interval = interval_of(&column, PIN_INTERVAL_BCA, 0.95);
    check(interval, 13.51673155227645, 956.2646778632785);
    column.estimate = 500; /* no bias, no acceleration: percentile */
    check(interval_of(&column, PIN_INTERVAL_BCA, 0.95), 25, 975);
}

Test(bootstrap_interval, ties_count_half_also_when_rounding_parts_them)
{
    double replicates[] = {1, 3, 3 + 1e-15, 3 - 1e-15, 3, 5};
    static const double jackknife[] = {1, 2, 3};
    const struct pin_resampled_column column = {3, replicates, jackknife, 6, 3};
    const struct pin_interval bca = interval_of(&column, PIN_INTERVAL_BCA, 0.8);
    const struct pin_interval plain = interval_of(&column, PIN_INTERVAL_PERCENTILE, 0.8);
    cr_assert_not(bca.fell_back); /* (1 + 4 / 2) / 6 is a half: no bias */
    check(bca, plain.low, plain.high);
}

Test(bootstrap_interval, bca_falls_back_to_percentile_and_says_so)
{
    static const double jackknife[] = {1, 2, 3, 10};
    static const double alone[] = {(double)NAN, 2, (double)NAN, (double)NAN};
    double replicates[N];
    const struct pin_resampled_column good = ramp(replicates, 450);
    struct {
        double estimate;
        const double *jackknife;
    } rows[] = {{-1, jackknife},
                {2000, jackknife},
                {(double)NAN, jackknife},
                {450, NULL},
                {450, alone}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pin_resampled_column column = good;
        column.estimate = rows[i].estimate;
        column.jackknife = rows[i].jackknife;
        column.clusters_n = 4;
        const struct pin_interval interval = interval_of(&column, PIN_INTERVAL_BCA, 0.9);
        cr_assert(interval.fell_back, "row %zu", i);
        check(interval, 50, 950);
        cr_assert_not(interval_of(&column, PIN_INTERVAL_BASIC, 0.9).fell_back);
    }
}

Test(bootstrap_interval, equal_values_give_a_point)
{
    static const double jackknife[] = {0.3, 0.3, 0.3};
    double replicates[100];
    for (uint32_t b = 0; b < 100; b++) {
        replicates[b] = b % 3 == 0 ? 0.1 + 0.2 : 0.3; /* which differ in the last digit */
    }
    const struct pin_resampled_column column = {0.3, replicates, jackknife, 100, 3};
    for (int i = 0; i < PIN_INTERVAL_METHODS_N; i++) {
        const struct pin_interval interval =
            interval_of(&column, (enum pin_interval_method)i, 0.95);
        cr_assert_float_eq(interval.low, 0.3, 1e-15);
        cr_assert_float_eq(interval.high, 0.3, 1e-15);
        cr_assert_float_eq(interval.error, 0.0, 0.0);
        cr_assert_eq(interval.fell_back, i == PIN_INTERVAL_BCA);
    }
    for (uint32_t b = 0; b < 100; b++) {
        replicates[b] = 0.0;
    }
    cr_assert_float_eq(pin_bootstrap_error(&column), 0.0, 0.0);
}

Test(bootstrap_interval, replicates_without_a_value_are_left_out)
{
    double replicates[N + 3];
    struct pin_resampled_column column = ramp(replicates, 450);
    const struct pin_interval full = interval_of(&column, PIN_INTERVAL_PERCENTILE, 0.9);
    for (uint32_t i = 0; i < 3; i++) {
        replicates[N + i] = replicates[i];
        replicates[i] = (double)NAN;
    }
    column.resamples_n = N + 3;
    const struct pin_interval interval =
        interval_of(&column, PIN_INTERVAL_PERCENTILE, 0.9);
    cr_assert_eq(interval.resamples_n, N);
    check(interval, full.low, full.high);
    cr_assert_float_eq(interval.error, full.error, 1e-9);

    double few[] = {3, (double)NAN};
    for (uint32_t n = 0; n <= 2; n++) {
        const struct pin_resampled_column nothing = {3, few, NULL, n, 0};
        const struct pin_interval none = interval_of(&nothing, PIN_INTERVAL_BCA, 0.9);
        cr_assert(isnan(none.low) && isnan(none.high) && isnan(none.error));
        cr_assert_eq(none.resamples_n, n > 0);
    }
}

/* Columns of made-up replicates around 0: normal deviates, the same in all columns or one
 * for each. */
static double *draw_columns(struct pin_resampled_column *columns, uint32_t columns_n,
                            uint32_t resamples_n, bool together)
{
    double *replicates = calloc((size_t)columns_n * resamples_n, sizeof(double));
    cr_assert_not_null(replicates);
    for (uint32_t j = 0; j < columns_n; j++) {
        double *column = replicates + (size_t)j * resamples_n;
        for (uint32_t b = 0; b < resamples_n; b++) {
            const double p = pin_rng_unit(3, together ? 0 : j, b);
            column[b] = (j + 1) * pin_normal_quantile(p + 0x1p-54);
        }
        columns[j] = (struct pin_resampled_column){.replicates = column,
                                                   .resamples_n = resamples_n};
    }
    return replicates;
}

/* Of one normal deviate the level .95 is reached at 1.96, of 20 independent ones at
 * Phi^-1((1 + .95^(1/20)) / 2) = 3.02 (Sidak 1967). */
Test(bootstrap_interval, simultaneous_intervals_widen_with_what_is_independent)
{
    enum { K = 20, B = 20000 };
    static double room[B];
    struct pin_resampled_column columns[K];
    struct pin_interval intervals[K];
    double *replicates = draw_columns(columns, K, B, false);
    const double one = pin_simultaneous_intervals(intervals, columns, 1, 0.95, room);
    cr_assert_float_eq(one, 1.96, 0.04);
    const double all = pin_simultaneous_intervals(intervals, columns, K, 0.95, room);
    cr_assert_float_eq(all, 3.016, 0.06);
    for (uint32_t j = 0; j < K; j++) {
        cr_assert_float_eq(intervals[j].error, j + 1.0, 0.03 * (j + 1.0));
        check(intervals[j], -all * intervals[j].error, all * intervals[j].error);
    }
    free(replicates);
    replicates = draw_columns(columns, K, B, true);
    cr_assert_float_eq(pin_simultaneous_intervals(intervals, columns, K, 0.95, room), one,
                       1e-9);
    free(replicates);
}

/* Distances over their errors, worked out by hand: the errors are sqrt(10 / 3) and 0. */
Test(bootstrap_interval, a_column_that_never_moves_gets_a_point)
{
    static const double moving[] = {8, 9, 11, 12};
    static const double still[] = {5, 5, 5, 5};
    static const double absent[] = {(double)NAN, (double)NAN, (double)NAN, (double)NAN};
    const struct pin_resampled_column columns[] = {{.estimate = 10, moving, NULL, 4, 0},
                                                   {.estimate = 5, still, NULL, 4, 0},
                                                   {.estimate = 7, absent, NULL, 4, 0}};
    struct pin_interval intervals[3];
    double room[4];
    const double error = sqrt(10.0 / 3.0);
    const double critical = pin_simultaneous_intervals(intervals, columns, 3, 0.5, room);
    cr_assert_float_eq(critical, 1.5 / error, 1e-12); /* the median of 1 1 2 2 */
    check(intervals[0], 8.5, 11.5);
    check(intervals[1], 5, 5);
    cr_assert(isnan(intervals[2].low) && isnan(intervals[2].high));
    cr_assert_eq(intervals[2].resamples_n, 0);
    cr_assert(isnan(pin_simultaneous_intervals(intervals, columns + 1, 1, 0.5, room)));
    check(intervals[0], 5, 5);
}

/* The second column has no value in the third resample, where the first then decides. */
Test(bootstrap_interval, a_replicate_without_a_value_has_no_part_in_the_maximum)
{
    static const double first[] = {-1, 1, -1, 1};
    static const double second[] = {-3, 3, (double)NAN, (double)NAN};
    const struct pin_resampled_column columns[] = {{.estimate = 0, first, NULL, 4, 0},
                                                   {.estimate = 0, second, NULL, 4, 0}};
    struct pin_interval intervals[2];
    double room[4];
    const double own = 1.0 / sqrt(4.0 / 3.0);
    /* second: 3 / sqrt(18) = .707 is below .866 of the first throughout */
    cr_assert_float_eq(pin_simultaneous_intervals(intervals, columns, 2, 0.95, room), own,
                       1e-12);
    cr_assert_eq(intervals[1].resamples_n, 2);
    check(intervals[1], -own * sqrt(18.0), own * sqrt(18.0));
}
