/* dot.c - the canonical sum of squares of a row in float64. */
#include "engines/kernels/dot.h"

void pin_dot_widen(double *out, const float *row, uint32_t dim)
{
    for (uint32_t j = 0; j < dim; j++) {
        out[j] = (double)row[j];
    }
    for (size_t j = dim; j < pin_dot_padded(dim); j++) {
        out[j] = 0.0;
    }
}

double pin_dot_square(const double *row, uint32_t dim)
{
    const size_t padded = pin_dot_padded(dim);
    double lane[PIN_DOT_LANES] = {0.0};
    for (size_t j = 0; j < padded; j += PIN_DOT_LANES) {
        for (size_t i = 0; i < PIN_DOT_LANES; i++) {
            lane[i] += row[j + i] * row[j + i];
        }
    }
    return pin_dot_add_lanes(lane);
}
