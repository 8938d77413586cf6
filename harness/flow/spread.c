#include "harness/flow/spread.h"

#include "harness/base/sum.h"

#include <math.h>
#include <stdlib.h>

static const char *const names[PIN_AGGREGATES_N] = {
    [PIN_AGGREGATE_MEAN] = "mean",   [PIN_AGGREGATE_RANGE] = "range",
    [PIN_AGGREGATE_STD] = "std",     [PIN_AGGREGATE_STD0] = "std0",
    [PIN_AGGREGATE_GMD] = "gmd",     [PIN_AGGREGATE_CV] = "cv",
    [PIN_AGGREGATE_WORST] = "worst", [PIN_AGGREGATE_BEST] = "best",
    [PIN_AGGREGATE_FLIP] = "flip",   [PIN_AGGREGATE_ZERO] = "zero",
};

const char *pin_aggregate_name(enum pin_aggregate aggregate)
{
    return names[aggregate];
}

int pin_aggregate_lower_is_better(enum pin_aggregate aggregate)
{
    return aggregate != PIN_AGGREGATE_MEAN && aggregate != PIN_AGGREGATE_WORST &&
           aggregate != PIN_AGGREGATE_BEST;
}

static int rising(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double deviation(const double *values, uint32_t n, uint32_t divisor)
{
    const double mean = pin_mean_of(values, n);
    struct pin_sum squares = {0};
    for (uint32_t i = 0; i < n; i++) {
        const double distance = values[i] - mean;
        pin_sum_add(&squares, distance * distance);
    }
    return sqrt(pin_sum_value(&squares) / divisor);
}

/* Over sorted values, each stands above those before it and below those behind it. */
static double mean_difference(double *values, uint32_t n)
{
    struct pin_sum sum = {0};
    qsort(values, n, sizeof(*values), rising);
    for (uint32_t i = 0; i < n; i++) {
        pin_sum_add(&sum, (2.0 * i - (n - 1.0)) * values[i]);
    }
    return pin_sum_value(&sum) / (0.5 * n * (n - 1.0));
}

double pin_spread(double *values, uint32_t n, enum pin_aggregate aggregate)
{
    double low = values[0];
    double high = values[0];
    for (uint32_t i = 1; i < n; i++) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    const double mean = pin_mean_of(values, n);
    switch (aggregate) {
    case PIN_AGGREGATE_MEAN: return mean;
    case PIN_AGGREGATE_RANGE: return high - low;
    case PIN_AGGREGATE_STD: return deviation(values, n, n - 1);
    case PIN_AGGREGATE_STD0: return deviation(values, n, n);
    case PIN_AGGREGATE_GMD: return mean_difference(values, n);
    case PIN_AGGREGATE_CV:
        return fabs(mean) > 0.0 ? deviation(values, n, n - 1) / mean : (double)NAN;
    case PIN_AGGREGATE_WORST: return low;
    case PIN_AGGREGATE_BEST: return high;
    case PIN_AGGREGATE_FLIP: return high > 0.0 && low <= 0.0 ? 1.0 : 0.0;
    case PIN_AGGREGATE_ZERO: return high > 0.0 ? 0.0 : 1.0;
    case PIN_AGGREGATES_N: break;
    }
    return (double)NAN;
}
