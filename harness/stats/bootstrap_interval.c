#include "harness/stats/bootstrap_interval.h"

#include "harness/base/sum.h"
#include "harness/stats/distribution.h"
#include "harness/stats/quantile.h"

#include <math.h>
#include <string.h>

static const char *const names[PIN_INTERVAL_METHODS_N] = {
    [PIN_INTERVAL_PERCENTILE] = "percentile",
    [PIN_INTERVAL_BASIC] = "basic",
    [PIN_INTERVAL_BCA] = "bca",
};

const char *pin_interval_method_name(enum pin_interval_method method)
{
    return names[method];
}

bool pin_interval_method_named(enum pin_interval_method *out, const char *name)
{
    for (int i = 0; i < PIN_INTERVAL_METHODS_N; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (enum pin_interval_method)i;
            return true;
        }
    }
    return false;
}

struct pin_extent { /* of the values that are there */
    double low, high;
    uint32_t n;
};

static struct pin_extent extent_of(const double *values, uint32_t values_n)
{
    struct pin_extent extent = {(double)INFINITY, -(double)INFINITY, 0};
    for (uint32_t i = 0; i < values_n; i++) {
        if (!isnan(values[i])) {
            extent.low = fmin(extent.low, values[i]);
            extent.high = fmax(extent.high, values[i]);
            extent.n++;
        }
    }
    return extent;
}

/* What two values may differ by and still count as equal. */
static double rounding_of(const struct pin_extent *extent)
{
    return 1e-12 * fmax(fabs(extent->low), fabs(extent->high));
}

static bool all_equal(const struct pin_extent *extent)
{
    return extent->high - extent->low <= rounding_of(extent);
}

static double mean_of(const double *values, uint32_t values_n, uint32_t n)
{
    struct pin_sum sum = {0};
    for (uint32_t i = 0; i < values_n; i++) {
        if (!isnan(values[i])) {
            pin_sum_add(&sum, values[i]);
        }
    }
    return pin_sum_value(&sum) / n;
}

/* Sums of the second and third powers of the distances below the mean. */
static void moments_of(double *second, double *third, const double *values,
                       uint32_t values_n, double mean)
{
    struct pin_sum squares = {0};
    struct pin_sum cubes = {0};
    for (uint32_t i = 0; i < values_n; i++) {
        if (!isnan(values[i])) {
            const double d = mean - values[i];
            pin_sum_add(&squares, d * d);
            pin_sum_add(&cubes, d * d * d);
        }
    }
    *second = pin_sum_value(&squares);
    *third = pin_sum_value(&cubes);
}

double pin_bootstrap_error(const struct pin_resampled_column *column)
{
    const double *values = column->replicates;
    const struct pin_extent extent = extent_of(values, column->resamples_n);
    if (extent.n < 2) {
        return (double)NAN;
    }
    if (all_equal(&extent)) {
        return 0.0;
    }
    double second = 0.0;
    double third = 0.0;
    moments_of(&second, &third, values, column->resamples_n,
               mean_of(values, column->resamples_n, extent.n));
    return sqrt(second / (extent.n - 1));
}

/* NaN without two values of the jackknife. */
static double acceleration_of(const struct pin_resampled_column *column)
{
    if (!column->jackknife) {
        return (double)NAN;
    }
    const double *values = column->jackknife;
    const struct pin_extent extent = extent_of(values, column->clusters_n);
    if (extent.n < 2) {
        return (double)NAN;
    }
    if (all_equal(&extent)) {
        return 0.0;
    }
    double second = 0.0;
    double third = 0.0;
    moments_of(&second, &third, values, column->clusters_n,
               mean_of(values, column->clusters_n, extent.n));
    return third / (6.0 * second * sqrt(second));
}

/* Infinite where all replicates lie on one side of the estimate. */
static double bias_of(const double *sorted, const struct pin_extent *extent,
                      double estimate)
{
    const double rounding = rounding_of(extent);
    double below = 0.0;
    for (uint32_t i = 0; i < extent->n; i++) {
        const double distance = sorted[i] - estimate;
        if (fabs(distance) <= rounding) {
            below += 0.5;
        } else if (distance < 0.0) {
            below += 1.0;
        }
    }
    return pin_normal_quantile(below / extent->n);
}

struct pin_tails { /* which quantiles of the replicates are the ends */
    double low, high;
};

static double adjusted(double p, double bias, double acceleration)
{
    const double z = bias + pin_normal_quantile(p);
    const double divisor = 1.0 - acceleration * z;
    return divisor > 0.0 ? pin_normal_cdf(bias + z / divisor) : (double)NAN;
}

/* False, and the tails as they were: BCa is not defined. */
static bool adjust_tails(struct pin_tails *tails,
                         const struct pin_resampled_column *column, const double *sorted,
                         const struct pin_extent *extent)
{
    if (isnan(column->estimate) || all_equal(extent)) {
        return false;
    }
    const double bias = bias_of(sorted, extent, column->estimate);
    const double acceleration = acceleration_of(column);
    if (!isfinite(bias) || isnan(acceleration)) {
        return false;
    }
    const double low = adjusted(tails->low, bias, acceleration);
    const double high = adjusted(tails->high, bias, acceleration);
    if (isnan(low) || isnan(high)) {
        return false;
    }
    *tails = (struct pin_tails){low, high};
    return true;
}

struct pin_interval pin_bootstrap_interval(const struct pin_resampled_column *column,
                                           enum pin_interval_method method, double level,
                                           double *room)
{
    memcpy(room, column->replicates, column->resamples_n * sizeof(*room));
    const uint32_t n = pin_quantile_sort(room, column->resamples_n);
    struct pin_interval interval = {(double)NAN, (double)NAN, pin_bootstrap_error(column),
                                    n, false};
    if (n < 2) {
        return interval;
    }
    struct pin_tails tails = {(1.0 - level) / 2.0, (1.0 + level) / 2.0};
    if (method == PIN_INTERVAL_BCA) {
        const struct pin_extent extent = {room[0], room[n - 1], n};
        interval.fell_back = !adjust_tails(&tails, column, room, &extent);
    }
    interval.low = pin_quantile(room, n, tails.low);
    interval.high = pin_quantile(room, n, tails.high);
    if (method == PIN_INTERVAL_BASIC) {
        const double low = 2.0 * column->estimate - interval.high;
        interval.high = 2.0 * column->estimate - interval.low;
        interval.low = low;
    }
    return interval;
}

/* The largest studentised distance of one resample; NaN when no column has a part. */
static double largest_distance(const struct pin_interval *intervals,
                               const struct pin_resampled_column *columns,
                               uint32_t columns_n, uint32_t resample)
{
    double largest = (double)NAN;
    for (uint32_t j = 0; j < columns_n; j++) {
        if (intervals[j].error > 0.0) { /* not for NaN */
            const double distance =
                fabs(columns[j].replicates[resample] - columns[j].estimate);
            largest = fmax(largest, distance / intervals[j].error); /* past a NaN */
        }
    }
    return largest;
}

double pin_simultaneous_intervals(struct pin_interval *out,
                                  const struct pin_resampled_column *columns,
                                  uint32_t columns_n, double level, double *room)
{
    const uint32_t resamples_n = columns_n > 0 ? columns[0].resamples_n : 0;
    for (uint32_t j = 0; j < columns_n; j++) {
        out[j] = (struct pin_interval){
            .error = pin_bootstrap_error(&columns[j]),
            .resamples_n = extent_of(columns[j].replicates, resamples_n).n};
    }
    for (uint32_t b = 0; b < resamples_n; b++) {
        room[b] = largest_distance(out, columns, columns_n, b);
    }
    const double critical =
        pin_quantile(room, pin_quantile_sort(room, resamples_n), level);
    for (uint32_t j = 0; j < columns_n; j++) {
        const bool still = !(out[j].error > 0.0) && !isnan(out[j].error);
        const double reach = still ? 0.0 : critical * out[j].error;
        out[j].low = columns[j].estimate - reach;
        out[j].high = columns[j].estimate + reach;
    }
    return critical;
}
