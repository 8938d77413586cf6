#include "engines/rows.h"

#include "engines/kernels/dot.h"
#include "harness/model/matrix.h"

#include <string.h>

void pin_row_widen(double *out, const struct pin_matrix *matrix, uint32_t row)
{
    float part[PIN_DOT_LANES];
    for (size_t j = 0; j < matrix->dim; j += PIN_DOT_LANES) {
        const size_t left = matrix->dim - j;
        memset(part, 0, sizeof(part));
        pin_matrix_part(part, matrix, row, j,
                        left < PIN_DOT_LANES ? left : PIN_DOT_LANES);
        pin_dot_widen(out + j, part, PIN_DOT_LANES);
    }
}

const float *pin_row_get(float *scratch, const struct pin_matrix *matrix, uint32_t row)
{
    const void *bytes = pin_row_bytes(matrix, row);
    if (matrix->dtype == PIN_F32 && (uintptr_t)bytes % _Alignof(float) == 0) {
        return bytes;
    }
    pin_matrix_row(scratch, matrix, row);
    return scratch;
}
