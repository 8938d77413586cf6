/* dot.h - inner products and squared distances that have the same digits everywhere.
 *
 * The canonical sum of terms t[0] to t[dim - 1]: term j is added in float64 to lane j %
 * 8, in order of j, and the lanes are added as
 * ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)). Any kernel that keeps this order gives the
 * same bits, whatever the width of its registers. In an inner product of float32 values
 * each term is exact in float64, so a fused multiply-add changes nothing; the terms of a
 * squared distance are rounded, so there it would.
 *
 * Rows that are read again and again (queries) are widened once: float64, padded with
 * zeros to pin_dot_padded(dim). Everything is finite. Nothing here allocates or fails. */
#ifndef PIN_ENGINES_KERNELS_DOT_H
#define PIN_ENGINES_KERNELS_DOT_H

#include <stddef.h>
#include <stdint.h>

enum { PIN_DOT_LANES = 8 };

/* Elements of a widened row. */
static inline size_t pin_dot_padded(uint32_t dim)
{
    return ((size_t)dim + PIN_DOT_LANES - 1) / PIN_DOT_LANES * PIN_DOT_LANES;
}

void pin_dot_widen(double *out, const float *row, uint32_t dim);

/* The canonical sum of the squares of a widened row. */
double pin_dot_square(const double *row, uint32_t dim);

/* Two widened queries, one behind the other, against one item. */
void pin_dot_pair(double out[2], const double *queries, const float *item, uint32_t dim);

/* Likewise the squared Euclidean distances. */
void pin_gap_pair(double out[2], const double *queries, const float *item, uint32_t dim);

#endif
