/* rows.h - a row of a matrix of any number type, as a search wants it. Every number of
 * the four types is a float32, so nothing is rounded. Rows may lie anywhere in memory. */
#ifndef PIN_ENGINES_ROWS_H
#define PIN_ENGINES_ROWS_H

#include "harness/model/dataset.h"

/* The row as float64, padded with zeros to pin_dot_padded(dim). */
void pin_row_widen(double *out, const struct pin_matrix *matrix, uint32_t row);

/* The row where it lies when it is aligned float32, else read into scratch. */
const float *pin_row_get(float *scratch, const struct pin_matrix *matrix, uint32_t row);

/* The bytes of a row, for prefetching. */
static inline const char *pin_row_bytes(const struct pin_matrix *matrix, uint32_t row)
{
    return (const char *)matrix->data + (size_t)row * matrix->stride_bytes;
}

#endif
