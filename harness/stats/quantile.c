#include "harness/stats/quantile.h"

#include <math.h>
#include <stdlib.h>

static int rising(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

uint32_t pin_quantile_sort(double *values, uint32_t values_n)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < values_n; i++) {
        if (!isnan(values[i])) {
            values[n++] = values[i];
        }
    }
    if (n > 1) {
        qsort(values, n, sizeof(*values), rising);
    }
    return n;
}

double pin_quantile(const double *sorted, uint32_t n, double q)
{
    if (n == 0) {
        return (double)NAN;
    }
    const double place = q * (n - 1);
    const uint32_t below = (uint32_t)place;
    if (below + 1 >= n) {
        return sorted[n - 1];
    }
    return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
}
