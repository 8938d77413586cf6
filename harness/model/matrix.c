#include "harness/model/matrix.h"

#include <math.h>
#include <string.h>

static float float_of(uint32_t bits)
{
    float value = 0;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

float pin_half_value(uint16_t half)
{
    const uint32_t sign = (uint32_t)(half & 0x8000U) << 16;
    const uint32_t exponent = (half >> 10) & 31U;
    const uint32_t fraction = half & 0x3FFU;
    if (exponent == 0) {
        const float value = ldexpf((float)fraction, -24);
        return sign ? -value : value;
    }
    const uint32_t wide = exponent == 31 ? 255U : exponent + 112U;
    return float_of(sign | wide << 23 | fraction << 13);
}

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

/* The bytes need not be aligned. */
static uint32_t bits_at(const unsigned char *bytes, size_t n)
{
    uint32_t bits = 0;
    for (size_t i = n; i > 0; i--) {
        bits = bits << 8 | bytes[i - 1];
    }
    return bits;
}

void pin_matrix_row(float *into, const struct pin_matrix *matrix, uint32_t row)
{
    const unsigned char *from =
        (const unsigned char *)matrix->data + (size_t)row * matrix->stride_bytes;
    for (uint32_t i = 0; i < matrix->dim; i++) {
        switch (matrix->dtype) {
        case PIN_F32: into[i] = float_of(bits_at(from + (size_t)i * 4, 4)); break;
        case PIN_F16:
            into[i] = pin_half_value((uint16_t)bits_at(from + (size_t)i * 2, 2));
            break;
        case PIN_BF16: into[i] = float_of(bits_at(from + (size_t)i * 2, 2) << 16); break;
        case PIN_I8: into[i] = (float)(int8_t)from[i]; break;
        }
    }
}
