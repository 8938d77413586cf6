#include "engines/rows.h"

#include "engines/kernels/dot.h"

#include <string.h>

static float from_bits(uint32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof(x));
    return x;
}

/* binary16 has 5 bits of exponent and 10 of fraction. */
static float from_half(uint16_t half)
{
    const uint32_t sign = (uint32_t)(half & 0x8000U) << 16;
    const uint32_t rest = half & 0x7FFFU;
    if (rest >= 0x7C00U) { /* infinite or NaN */
        return from_bits(sign | 0x7F800000U | (rest & 0x3FFU) << 13);
    }
    if (rest < 0x400U) { /* zero or denormal: units of 2^-24 */
        const float size = (float)rest * 0x1p-24F;
        return sign ? -size : size;
    }
    return from_bits(sign | ((rest << 13) + (112U << 23)));
}

/* Numbers first to first + n - 1 of the row that lies at bytes. */
static void read_part(float *out, const struct pin_matrix *matrix, const char *bytes,
                      size_t first, size_t n)
{
    uint16_t word;
    switch (matrix->dtype) {
    case PIN_F32: memcpy(out, bytes + 4 * first, n * sizeof(float)); return;
    case PIN_F16:
        for (size_t j = 0; j < n; j++) {
            memcpy(&word, bytes + 2 * (first + j), sizeof(word));
            out[j] = from_half(word);
        }
        return;
    case PIN_BF16:
        for (size_t j = 0; j < n; j++) {
            memcpy(&word, bytes + 2 * (first + j), sizeof(word));
            out[j] = from_bits((uint32_t)word << 16);
        }
        return;
    case PIN_I8:
        for (size_t j = 0; j < n; j++) {
            out[j] = (float)((const signed char *)bytes)[first + j];
        }
        return;
    }
}

void pin_row_read(float *out, const struct pin_matrix *matrix, uint32_t row)
{
    read_part(out, matrix, pin_row_bytes(matrix, row), 0, matrix->dim);
}

void pin_row_widen(double *out, const struct pin_matrix *matrix, uint32_t row)
{
    float part[PIN_DOT_LANES];
    for (size_t j = 0; j < matrix->dim; j += PIN_DOT_LANES) {
        const size_t left = matrix->dim - j;
        memset(part, 0, sizeof(part));
        read_part(part, matrix, pin_row_bytes(matrix, row), j,
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
    pin_row_read(scratch, matrix, row);
    return scratch;
}
