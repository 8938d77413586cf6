/* half.h - numbers of 16 bits as float32, exactly; NaN and infinities too. In the header,
 * because whole rows of vectors go through it. */
#ifndef PIN_HARNESS_BASE_HALF_H
#define PIN_HARNESS_BASE_HALF_H

#include <stdint.h>
#include <string.h>

static inline float pin_float_of_bits(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

/* IEEE 754 binary16: 5 bits of exponent and 10 of fraction. */
static inline float pin_half_value(uint16_t half)
{
    const uint32_t sign = (uint32_t)(half & 0x8000U) << 16;
    const uint32_t rest = half & 0x7FFFU;
    if (rest >= 0x7C00U) { /* infinite or NaN */
        return pin_float_of_bits(sign | 0x7F800000U | (rest & 0x3FFU) << 13);
    }
    if (rest < 0x400U) { /* zero or denormal: units of 2^-24 */
        const float size = (float)rest * 0x1p-24F;
        return sign ? -size : size;
    }
    return pin_float_of_bits(sign | ((rest << 13) + (112U << 23)));
}

/* The upper half of a float32. */
static inline float pin_bfloat_value(uint16_t bits)
{
    return pin_float_of_bits((uint32_t)bits << 16);
}

#endif
