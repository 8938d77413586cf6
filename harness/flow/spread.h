/* spread.h - how the values of one group's members differ: one number a group. */
#ifndef PIN_HARNESS_FLOW_SPREAD_H
#define PIN_HARNESS_FLOW_SPREAD_H

#include <stdint.h>

enum pin_aggregate {
    PIN_AGGREGATE_MEAN, /* over queries: no spread */
    PIN_AGGREGATE_RANGE,
    PIN_AGGREGATE_STD,
    PIN_AGGREGATE_STD0,
    PIN_AGGREGATE_GMD,
    PIN_AGGREGATE_CV,
    PIN_AGGREGATE_WORST,
    PIN_AGGREGATE_BEST,
    PIN_AGGREGATE_FLIP,
    PIN_AGGREGATE_ZERO,
    PIN_AGGREGATES_N,
};

/* "range", "std", ...; what stands in front of the bracket. */
const char *pin_aggregate_name(enum pin_aggregate aggregate);

/* Whether more of it is worse when more of the metric is better. */
int pin_aggregate_lower_is_better(enum pin_aggregate aggregate);

/* Of n values, n >= 2; may sort them. x' is the mean.
 *   range        largest - smallest (its expectation grows with n)
 *   std          sqrt(sum (x - x')^2 / (n - 1)); std0: / n
 *   gmd          Gini's mean difference: mean of |x_i - x_j| over pairs i < j; free of n
 *   cv           std / x'; NaN where the mean is 0
 *   worst, best  smallest, largest
 *   flip         1 when some values are above 0 and some are not, else 0
 *   zero         1 when no value is above 0, else 0 (a stable failure has no spread) */
double pin_spread(double *values, uint32_t n, enum pin_aggregate aggregate);

#endif
