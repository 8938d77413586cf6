/* matrix.h - the numbers of a matrix, whatever their type. */
#ifndef PIN_HARNESS_MODEL_MATRIX_H
#define PIN_HARNESS_MODEL_MATRIX_H

#include "harness/model/dataset.h"

/* The float32 with the value of an IEEE 754 binary16: exact, NaN and infinities too. */
float pin_half_value(uint16_t half);

size_t pin_dtype_bytes(enum pin_dtype dtype);

/* Row `row` as float32, without rounding, into matrix->dim floats. */
void pin_matrix_row(float *into, const struct pin_matrix *matrix, uint32_t row);

#endif
