/* quantile.h - quantiles of a sample. */
#ifndef PIN_HARNESS_STATS_QUANTILE_H
#define PIN_HARNESS_STATS_QUANTILE_H

#include <stdint.h>

/* Sorts the values, smallest first, and leaves NaN out; returns how many are left. */
uint32_t pin_quantile_sort(double *values, uint32_t values_n);

/* The q-quantile of sorted values, 0 <= q <= 1: x[h] + (h - floor h) (x[h + 1] - x[h])
 * at h = (n - 1) q, counted from 0, which is linear interpolation between order
 * statistics (Hyndman and Fan 1996, type 7; the standard of R and numpy). NaN when n
 * is 0. */
double pin_quantile(const double *sorted, uint32_t n, double q);

#endif
