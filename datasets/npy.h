/* npy.h - one array of NumPy's .npy format, versions 1 to 3 (NEP 1, numpy.lib.format).
 *
 * Two dimensions, rows and columns, of float16, float32, float64, int8 or uint8, in
 * either byte order and either of C and Fortran order. Other types, objects and
 * structures are refused by their name. */
#ifndef PIN_DATASETS_NPY_H
#define PIN_DATASETS_NPY_H

#include "datasets/vector_rows.h"
#include "harness/base/text.h"

/* Longer headers are refused; NumPy itself reads 10,000 characters. */
enum { NPY_HEADER_MAX = 1 << 16 };

/* Reads the text of a header, a dictionary as Python writes it. Errors name the byte in
 * it. head_bytes is left alone. */
PIN_MUST_USE enum pin_status npy_header_read(struct vector_layout *out,
                                             struct pin_text header,
                                             struct pin_error *err);

/* Reads the file to its end. */
PIN_MUST_USE enum pin_status npy_read(struct pin_matrix *out, struct pin_source *source,
                                      struct pin_arena *arena, struct pin_error *err);

#endif
