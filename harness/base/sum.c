/* sum.c - relies on -ffp-contract=off and on the absence of fast-math. */
#include "harness/base/sum.h"

#include <math.h>

double pin_sum_value(const struct pin_sum *sum)
{
    /* Past an infinity the lost part is NaN, which would hide what happened. */
    return isfinite(sum->total) ? sum->total + sum->lost : sum->total;
}

double pin_sum_of(const double *values, size_t n)
{
    struct pin_sum sum = {0};
    for (size_t i = 0; i < n; i++) {
        pin_sum_add(&sum, values[i]);
    }
    return pin_sum_value(&sum);
}

double pin_mean_of(const double *values, size_t n)
{
    return n == 0 ? (double)NAN : pin_sum_of(values, n) / (double)n;
}
