/* dot.h - inner products and squared distances that have the same digits everywhere.
 *
 * The canonical sum of terms t[0] to t[dim - 1]: term j is added in float64 to lane j %
 * 16, in order of j; then lane i + 8 is added to lane i, of the eight lanes lane i + 4 to
 * lane i, then i + 2, then i + 1. Any kernel that keeps this order gives the same bits,
 * whatever the width of its registers. In an inner product of float32 values each term is
 * exact in float64, so a fused multiply-add changes nothing; the terms of a squared
 * distance are rounded, so there it would and is not used.
 *
 * The kernels over float32 rows are in isa.h. Widened rows are float64, padded with zeros
 * to pin_dot_padded(dim). Nothing here allocates or fails. */
#ifndef PIN_ENGINES_KERNELS_DOT_H
#define PIN_ENGINES_KERNELS_DOT_H

#include <stddef.h>
#include <stdint.h>

enum { PIN_DOT_LANES = 16 };

/* Elements of a widened row. */
static inline size_t pin_dot_padded(uint32_t dim)
{
    return ((size_t)dim + PIN_DOT_LANES - 1) / PIN_DOT_LANES * PIN_DOT_LANES;
}

/* The tree; lane is used up. */
static inline double pin_dot_add_lanes(double lane[PIN_DOT_LANES])
{
    for (int half = PIN_DOT_LANES / 2; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) {
            lane[i] += lane[i + half];
        }
    }
    return lane[0];
}

void pin_dot_widen(double *out, const float *row, uint32_t dim);

/* The canonical sum of the squares of a widened row. */
double pin_dot_square(const double *row, uint32_t dim);

#endif
