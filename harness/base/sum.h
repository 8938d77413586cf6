/* sum.h - sums of doubles in index order, compensated.
 *
 * Neumaier's variant of Kahan's sum (ZAMM 1974): the rounding error of each addition is
 * kept beside the total and added at the end, so the result hardly depends on the sizes
 * and not at all on the number of threads. A NaN or an infinity in the values shows in
 * the sum as in plain addition. */
#ifndef PIN_HARNESS_BASE_SUM_H
#define PIN_HARNESS_BASE_SUM_H

#include <math.h>
#include <stddef.h>

struct pin_sum { /* starts as {0}; the members are private */
    double total;
    double lost;
};

static inline void pin_sum_add(struct pin_sum *sum, double value)
{
    const double total = sum->total + value;
    if (fabs(sum->total) >= fabs(value)) {
        sum->lost += (sum->total - total) + value;
    } else {
        sum->lost += (value - total) + sum->total;
    }
    sum->total = total;
}

double pin_sum_value(const struct pin_sum *sum);

double pin_sum_of(const double *values, size_t n);

/* NaN when n is 0. */
double pin_mean_of(const double *values, size_t n);

#endif
