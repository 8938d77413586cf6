#include "harness/base/half.h"
#include "harness/model/matrix.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

/* The definition: (-1)^s 2^(e-15) (1 + f/1024), and without the 1 at e = 0. */
static double defined(uint16_t half)
{
    const int exponent = (half >> 10) & 31;
    const double fraction = (half & 0x3FF) / 1024.0;
    const double value =
        exponent == 0 ? ldexp(fraction, -14) : ldexp(1.0 + fraction, exponent - 15);
    return half & 0x8000 ? -value : value;
}

Test(matrix, every_half_has_the_value_that_the_standard_defines)
{
    for (uint32_t half = 0; half < 0x10000; half++) {
        const float value = pin_half_value((uint16_t)half);
        if ((half & 0x7C00) != 0x7C00) {
            const double wanted = defined((uint16_t)half);
            cr_assert_eq(memcmp(&(double){(double)value}, &wanted, sizeof(wanted)), 0,
                         "%04x", half);
        } else if (half & 0x3FF) {
            cr_assert(isnan(value));
        } else {
            cr_assert(isinf(value) && (signbit(value) != 0) == (half >> 15 != 0));
        }
    }
}

Test(matrix, rows_of_every_type_widen_without_rounding)
{
    static const unsigned char bytes[] = {0,    0,    0xC0, 0x3F,
                                          0,    0,    0,    0xC0, /* 1.5 -2 */
                                          0,    0x3E, 0,    0xC0, /* as float16 */
                                          0xC0, 0x3F, 0,    0xC0, /* as bfloat16 */
                                          0xFF, 0x80};            /* -1 -128 */
    static const struct {
        enum pin_dtype dtype;
        uint32_t from;
        float wanted[2];
    } rows[] = {{PIN_F32, 0, {1.5F, -2.0F}},
                {PIN_F16, 8, {1.5F, -2.0F}},
                {PIN_BF16, 12, {1.5F, -2.0F}},
                {PIN_I8, 16, {-1.0F, -128.0F}}};
    for (uint32_t i = 0; i < 4; i++) {
        float got[2];
        const struct pin_matrix matrix = {bytes + rows[i].from, 1, 2, 8, rows[i].dtype};
        pin_matrix_row(got, &matrix, 0);
        cr_assert_eq(memcmp(got, rows[i].wanted, sizeof(got)), 0, "row %u", i);
    }
}
