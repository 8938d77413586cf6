#include "harness/base/number.h"
#include "harness/base/rng.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof(a)) == 0;
}

Test(number, known_values_have_known_texts)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0.0, "0"},
        {-0.0, "-0"},
        {1.0, "1"},
        {-1.0, "-1"},
        {10.0, "10"},
        {0.1, "0.1"},
        {-0.5, "-0.5"},
        {1.5, "1.5"},
        {123.456, "123.456"},
        {1.0 / 3.0, "0.3333333333333333"},
        {2.0 / 3.0, "0.6666666666666666"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1e-5, "0.00001"},
        {1.25e-5, "0.0000125"},
        {-0.000012345678901234567, "-0.000012345678901234568"},
        {1e-6, "1e-6"},
        {1e-7, "1e-7"},
        {1.5e-10, "1.5e-10"},
        {9007199254740991.0, "9007199254740991"},
        {9007199254740992.0, "9007199254740992"},
        {1e15, "1000000000000000"},
        {1e16, "10000000000000000"},
        {12345678901234568.0, "12345678901234568"},
        {-98765432109876544.0, "-98765432109876540"},
        {1e17, "1e17"},
        {123456789012345680.0, "1.2345678901234568e17"},
        {1e21, "1e21"},
        {1e22, "1e22"},
        {1e23, "1e23"},
        {1e100, "1e100"},
        {5e-324, "5e-324"},
        {1e-323, "1e-323"},
        {2.2250738585072014e-308, "2.2250738585072014e-308"},
        {2.225073858507201e-308, "2.225073858507201e-308"},
        {1.7976931348623157e308, "1.7976931348623157e308"},
        {-1.7976931348623157e308, "-1.7976931348623157e308"},
        {(double)NAN, "nan"},
        {-(double)NAN, "nan"},
        {(double)INFINITY, "inf"},
        {-(double)INFINITY, "-inf"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[PIN_NUMBER_MAX];
        const size_t length = pin_number_print(text, cases[i].value);
        cr_assert_str_eq(text, cases[i].text);
        cr_assert_eq(length, strlen(cases[i].text));
    }
}

static int digits_in(const char *text)
{
    int n = 0;
    int zeros = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (isdigit((unsigned char)*text) && (n > 0 || *text != '0')) {
            n++;
            zeros = *text == '0' ? zeros + 1 : 0;
        }
    }
    return n - zeros;
}

static void check(double value)
{
    char text[PIN_NUMBER_MAX];
    const size_t length = pin_number_print(text, value);
    cr_assert_lt(length, sizeof(text));
    cr_assert_eq(length, strlen(text));
    cr_assert(same_bits(strtod(text, NULL), value), "%s is not %a", text, value);
    cr_assert(!strchr(text, '+') && !strstr(text, "e0") && !strstr(text, "e-0"), "%s",
              text);
    const int n = digits_in(text);
    if (n > 1) {
        char shorter[64];
        (void)snprintf(shorter, sizeof(shorter), "%.*g", n - 1, value);
        cr_assert(!same_bits(strtod(shorter, NULL), value), "%s is shorter than %s",
                  shorter, text);
    }
    const double magnitude = fabs(value);
    if (magnitude >= 1e-5 && magnitude < 1e17) {
        cr_assert_null(strchr(text, 'e'), "%s", text);
    } else if (magnitude > 0) {
        cr_assert_not_null(strchr(text, 'e'), "%s", text);
    }
}

Test(number, every_double_reads_back_and_no_shorter_text_does)
{
    for (uint64_t i = 0; i < 200000; i++) {
        const uint64_t bits = pin_rng_u64(7, 1, i);
        double value = 0;
        memcpy(&value, &bits, sizeof(value));
        if (isfinite(value)) {
            check(value);
        }
    }
}

Test(number, the_kinds_of_number_a_report_holds_read_back_too)
{
    for (uint64_t i = 0; i < 20000; i++) {
        check(pin_rng_unit(7, 2, i));
        check((double)pin_rng_below(7, 3, i, 5000) / (1 + pin_rng_below(7, 4, i, 5000)));
        check((double)(pin_rng_u64(7, 5, i) >> pin_rng_below(7, 6, i, 64)));
        check(-(double)pin_rng_below(7, 7, i, 100000) / 1000.0);
        check(ldexp(1.0, (int)pin_rng_below(7, 8, i, 2098) - 1074));
        check(ldexp((double)pin_rng_below(7, 9, i, 1000), -1074));
    }
}
