/* matrix.h - the numbers of a matrix, whatever their type. */
#ifndef PIN_HARNESS_MODEL_MATRIX_H
#define PIN_HARNESS_MODEL_MATRIX_H

#include "harness/model/dataset.h"

size_t pin_dtype_bytes(enum pin_dtype dtype);

/* Row `row` as float32, without rounding, into matrix->dim floats. Rows may lie anywhere
 * in memory. */
void pin_matrix_row(float *into, const struct pin_matrix *matrix, uint32_t row);

/* Likewise its numbers first to first + n - 1. */
void pin_matrix_part(float *into, const struct pin_matrix *matrix, uint32_t row,
                     size_t first, size_t n);

#endif
