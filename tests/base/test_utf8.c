/* test_utf8.c - against a decoder that only looks at the value of the code point. */
#include "harness/base/rng.h"
#include "harness/base/utf8.h"

#include <stdbool.h>
#include <string.h>

#include <criterion/criterion.h>

/* One character by arithmetic: decode by the count of leading ones, then ask whether the
 * shortest form of the value has that length. */
static size_t slow_character(const unsigned char *at, size_t left)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = 0;
    while (n < 8 && (*at & (0x80U >> n)) != 0) {
        n++;
    }
    if (n == 0) {
        return 1;
    }
    if (n == 1 || n > 4 || n > left) {
        return 0;
    }
    uint32_t value = *at & (0x7FU >> n);
    for (size_t i = 1; i < n; i++) {
        if (at[i] < 0x80 || at[i] > 0xBF) {
            return 0;
        }
        value = value * 64 + (at[i] - 0x80U);
    }
    const bool bad =
        value < smallest[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
    return bad ? 0 : n;
}

static size_t slow_check(const char *bytes, size_t length)
{
    size_t i = 0;
    while (i < length) {
        const size_t n = slow_character((const unsigned char *)bytes + i, length - i);
        if (n == 0) {
            return i;
        }
        i += n;
    }
    return length;
}

Test(utf8, every_sequence_of_three_bytes_is_judged_as_by_arithmetic)
{
    for (uint32_t bits = 0; bits < 1U << 24; bits++) {
        const char bytes[] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits};
        if (pin_utf8_check(bytes, 3) != slow_check(bytes, 3)) {
            cr_assert_fail("%06X is judged wrongly", bits);
        }
    }
}

Test(utf8, every_four_byte_lead_is_judged_as_by_arithmetic)
{
    for (uint32_t bits = 0; bits < 1U << 24; bits++) {
        const char bytes[] = {(char)(0xF0 | bits >> 20), (char)(bits >> 12),
                              (char)(0x80 | (bits >> 6 & 0x3F)), (char)(bits & 0xFF)};
        if (pin_utf8_check(bytes, 4) != slow_check(bytes, 4)) {
            cr_assert_fail("%06X is judged wrongly", bits);
        }
    }
}

Test(utf8, a_bad_byte_is_found_at_every_offset_of_every_length)
{
    char text[80];
    for (size_t length = 1; length <= sizeof(text); length++) {
        for (size_t bad = 0; bad < length; bad++) {
            memset(text, 'x', length);
            cr_assert_eq(pin_utf8_check(text, length), length);
            text[bad] = (char)0xFF;
            cr_assert_eq(pin_utf8_check(text, length), bad);
        }
    }
}

Test(utf8, what_is_put_is_valid_and_as_long_as_it_says)
{
    char text[4];
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        if (point < 0xD800 || point > 0xDFFF) {
            const size_t n = pin_utf8_put(text, point);
            cr_assert_eq(slow_character((const unsigned char *)text, n), n);
            cr_assert_eq(pin_utf8_check(text, n), n);
        }
    }
    cr_assert_eq(pin_utf8_put(text, 0x1F600), 4);
    cr_assert_eq(memcmp(text, "\xF0\x9F\x98\x80", 4), 0);
}

Test(utf8, random_mixtures_are_judged_as_by_arithmetic)
{
    for (uint32_t round = 0; round < 20000; round++) {
        char text[64];
        size_t length = 0;
        while (length < 56) {
            const uint32_t kind = pin_rng_below(1, round, length, 24);
            const uint32_t point = pin_rng_below(2, round, length, 0xD800);
            if (kind == 0) {
                text[length++] = (char)point;
            } else {
                length += pin_utf8_put(text + length, kind < 16 ? point % 128 : point);
            }
        }
        cr_assert_eq(pin_utf8_check(text, length), slow_check(text, length));
    }
}
