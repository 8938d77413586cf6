/* Intervals for the difference of two systems over 50 topics, beside those that scipy
 * 1.10.1 recorded (scipy.stats.bootstrap). Both are random: an end of an interval from
 * 10,000 resamples has a standard error of about .0003 here. */
#include "harness/stats/functional.h"
#include "tests/stats/golden.h"

#include <math.h>

#include <criterion/criterion.h>

enum { TOPICS_N = 50, RESAMPLES_N = 100000 };

/* The two means as two figures, and their difference as a functional of both. */
static struct pin_resampled_column resample_difference(struct golden *golden)
{
    static const struct pin_figure_pair b_less_a = {1, 0};
    static const char *const names[] = {"vectors/A", "vectors/B"};
    const struct pin_functional difference = pin_functional_difference(&b_less_a);
    const struct pin_resampling resampling = {1, RESAMPLES_N, 2, true};
    struct pin_arena *arena = &golden->arena;
    struct pin_cluster_sums sums;
    struct pin_resampled resampled;
    struct pin_resampled_column column;
    cr_assert_eq(pin_cluster_sums_new(&sums, TOPICS_N, 2, arena, NULL), PIN_OK);
    for (uint32_t j = 0; j < 2; j++) {
        uint32_t n = 0;
        const double *values = golden_numbers(&n, golden, names[j]);
        cr_assert_eq(n, TOPICS_N);
        for (uint32_t topic = 0; topic < TOPICS_N; topic++) {
            sums.num[2 * topic + j] = values[topic];
            sums.den[2 * topic + j] = 1;
        }
    }
    cr_assert_eq(pin_bootstrap(&resampled, &sums, &resampling, arena, NULL), PIN_OK);
    cr_assert_eq(pin_functional_apply(&column, &difference, 1, &resampled, arena, NULL),
                 PIN_OK);
    return column;
}

Test(bootstrap_golden, the_intervals_of_scipy_are_met)
{
    static const struct {
        const char *name;
        enum pin_interval_method method;
    } rows[] = {{"percentile", PIN_INTERVAL_PERCENTILE},
                {"basic", PIN_INTERVAL_BASIC},
                {"BCa", PIN_INTERVAL_BCA}};
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    const struct pin_json_at expected =
        golden_at(golden.root, "bootstrap_mean_diff_A_B_95");
    const struct pin_resampled_column column = resample_difference(&golden);
    double *room = PIN_NEW_N(&golden.arena, double, RESAMPLES_N);
    cr_assert_not_null(room);
    cr_assert_float_eq(column.estimate, 0.043212, 1e-15);
    /* sqrt((n - 1) / n) s / sqrt(n), with the recorded deviation of the differences */
    cr_assert_float_eq(pin_bootstrap_error(&column),
                       0.07094571837046998 * sqrt(49.0) / 50, 0.00005);
    for (size_t i = 0; i < 3; i++) {
        const struct pin_json_at ends = golden_at(expected, rows[i].name);
        const struct pin_interval interval =
            pin_bootstrap_interval(&column, rows[i].method, 0.95, room);
        cr_assert_not(interval.fell_back);
        cr_assert_float_eq(interval.low, golden_number(ends, "0"), 0.0006);
        cr_assert_float_eq(interval.high, golden_number(ends, "1"), 0.0006);
    }
    golden_close(&golden);
}
