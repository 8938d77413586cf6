/* vector_rows.h - rows of numbers from a file of any layout to a matrix.
 *
 * The file is read once, front to back, and its digest is taken on the way. A layout that
 * struct pin_matrix can hold (rows one after another, little-endian float32, float16,
 * bfloat16 or int8) is read to where it stays; any other is turned into float32, piece by
 * piece. Either way memory holds the vectors once. Nothing is mapped: a file that is cut
 * short while it is read ends with an error and not with a signal. */
#ifndef PIN_DATASETS_VECTOR_ROWS_H
#define PIN_DATASETS_VECTOR_ROWS_H

#include "harness/base/source.h"
#include "harness/model/dataset.h"

enum vector_number {
    VECTOR_F16 = 1,
    VECTOR_F32,
    VECTOR_F64,
    VECTOR_BF16,
    VECTOR_I8,
    VECTOR_U8,
};

struct vector_layout {
    uint64_t rows_n;
    uint64_t dim;
    enum vector_number number;
    bool big_endian;
    bool by_column;      /* Fortran order: the first column of all rows comes first */
    uint64_t head_bytes; /* in front of the numbers, read already */
};

/* Reads the numbers, which end the file. PIN_E_PARSE: the file holds fewer bytes than the
 * layout needs, or more; a shape of nothing, or of more than an address can reach. A
 * regular file's size is looked at before memory is taken. What is not finite is for
 * vector_check.h to find. */
PIN_MUST_USE enum pin_status vector_rows_read(struct pin_matrix *out,
                                              const struct vector_layout *layout,
                                              struct pin_source *source,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

#endif
