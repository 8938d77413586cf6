/* Intervals for the difference of two systems over 50 topics, beside those that scipy
 * 1.10.1 recorded (scipy.stats.bootstrap). Both are random: an end of an interval from
 * 10,000 resamples has a standard error of about .0003 here. */
#include "harness/base/json.h"
#include "harness/stats/functional.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>

enum { TOPICS_N = 50, RESAMPLES_N = 100000 };

/* NULL, and the test is skipped, where the data is not there. */
static const struct pin_json *read_golden(struct pin_arena *arena)
{
    static const char at[] = "trec/golden/stats/stats_golden.json";
    char path[4096];
    const struct pin_json *golden = NULL;
    const char *data = getenv("PINBENCH_DATA");
    const char *source = getenv("PIN_SRC");
    if (data) {
        (void)snprintf(path, sizeof(path), "%s/%s", data, at);
    } else {
        (void)snprintf(path, sizeof(path), "%s/../shared/data/%s", source ? source : ".",
                       at);
    }
    FILE *file = fopen(path, "r");
    if (!file) {
        return NULL;
    }
    (void)fclose(file);
    cr_assert_eq(pin_json_read(&golden, path, arena, NULL), PIN_OK);
    return golden;
}

static struct pin_json_at member(struct pin_json_at at, const char *key)
{
    struct pin_json_at found;
    cr_assert(pin_json_find(&found, at, key), "%s", key);
    return found;
}

static double element(struct pin_json_at array, uint32_t ix)
{
    struct pin_json_at at;
    double value = 0;
    cr_assert_eq(pin_json_element(&at, array, ix, NULL), PIN_OK);
    cr_assert_eq(pin_json_f64(&value, at, NULL), PIN_OK);
    return value;
}

/* The two means as two figures, and their difference as a functional of both. */
static struct pin_resampled_column resample_difference(struct pin_json_at vectors,
                                                       struct pin_arena *arena)
{
    static const struct pin_figure_pair b_less_a = {1, 0};
    static const char *const names[] = {"A", "B"};
    const struct pin_functional difference = pin_functional_difference(&b_less_a);
    const struct pin_resampling resampling = {1, RESAMPLES_N, 2, true};
    struct pin_cluster_sums sums;
    struct pin_resampled resampled;
    struct pin_resampled_column column;
    cr_assert_eq(pin_cluster_sums_new(&sums, TOPICS_N, 2, arena, NULL), PIN_OK);
    for (uint32_t j = 0; j < 2; j++) {
        const struct pin_json_at values = member(vectors, names[j]);
        for (uint32_t topic = 0; topic < TOPICS_N; topic++) {
            sums.num[2 * topic + j] = element(values, topic);
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
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_json *golden = read_golden(&arena);
    if (!golden) {
        pin_arena_free(&arena);
        cr_skip_test("no data: $PINBENCH_DATA and ../shared/data are absent");
    }
    const struct pin_json_at root = pin_json_root(golden);
    const struct pin_json_at expected = member(root, "bootstrap_mean_diff_A_B_95");
    const struct pin_resampled_column column =
        resample_difference(member(root, "vectors"), &arena);
    double *room = PIN_NEW_N(&arena, double, RESAMPLES_N);
    cr_assert_float_eq(column.estimate, 0.043212, 1e-15);
    /* sqrt((n - 1) / n) s / sqrt(n), with the recorded deviation of the differences */
    cr_assert_float_eq(pin_bootstrap_error(&column),
                       0.07094571837046998 * sqrt(49.0) / 50, 0.00005);
    for (size_t i = 0; i < 3; i++) {
        const struct pin_json_at ends = member(expected, rows[i].name);
        const struct pin_interval interval =
            pin_bootstrap_interval(&column, rows[i].method, 0.95, room);
        cr_assert_not(interval.fell_back);
        cr_assert_float_eq(interval.low, element(ends, 0), 0.0006, "%s", rows[i].name);
        cr_assert_float_eq(interval.high, element(ends, 1), 0.0006, "%s", rows[i].name);
    }
    pin_arena_free(&arena);
}
