#include "harness/model/matrix.h"

#include "harness/base/half.h"

size_t pin_dtype_bytes(enum pin_dtype dtype)
{
    switch (dtype) {
    case PIN_F32: return 4;
    case PIN_F16:
    case PIN_BF16: return 2;
    case PIN_I8: return 1;
    }
    return 0;
}

void pin_matrix_part(float *into, const struct pin_matrix *matrix, uint32_t row,
                     size_t first, size_t n)
{
    const char *bytes = (const char *)matrix->data + (size_t)row * matrix->stride_bytes +
                        first * pin_dtype_bytes(matrix->dtype);
    uint16_t word;
    switch (matrix->dtype) {
    case PIN_F32: memcpy(into, bytes, n * sizeof(float)); return;
    case PIN_F16:
        for (size_t j = 0; j < n; j++) {
            memcpy(&word, bytes + 2 * j, sizeof(word));
            into[j] = pin_half_value(word);
        }
        return;
    case PIN_BF16:
        for (size_t j = 0; j < n; j++) {
            memcpy(&word, bytes + 2 * j, sizeof(word));
            into[j] = pin_bfloat_value(word);
        }
        return;
    case PIN_I8:
        for (size_t j = 0; j < n; j++) {
            into[j] = (float)((const signed char *)bytes)[j];
        }
        return;
    }
}

void pin_matrix_row(float *into, const struct pin_matrix *matrix, uint32_t row)
{
    pin_matrix_part(into, matrix, row, 0, matrix->dim);
}
