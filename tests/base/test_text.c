#include "harness/base/rng.h"
#include "harness/base/text.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

static uint64_t bits_of(double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

Test(text, cut_sees_every_field_and_the_empty_one_at_the_end)
{
    static const struct {
        const char *line;
        const char *fields[4];
        size_t fields_n;
    } cases[] = {
        {"", {""}, 1},
        {"a", {"a"}, 1},
        {"a,", {"a", ""}, 2},
        {",a", {"", "a"}, 2},
        {"a,,bc", {"a", "", "bc"}, 3},
        {",,,", {"", "", "", ""}, 4},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_text rest = pin_text_of(cases[i].line);
        size_t n = 0;
        while (rest.bytes) {
            const struct pin_text field = pin_text_cut(&rest, ',');
            cr_assert_lt(n, cases[i].fields_n);
            cr_assert(pin_text_equal_cstring(field, cases[i].fields[n]), "%s field %zu",
                      cases[i].line, n);
            n++;
        }
        cr_assert_eq(n, cases[i].fields_n, "%s", cases[i].line);
    }
}

Test(text, trim_takes_spaces_and_tabs_and_nothing_else)
{
    cr_assert(pin_text_equal(pin_text_trim(PIN_TEXT(" \t a b\t ")), PIN_TEXT("a b")));
    cr_assert(pin_text_equal(pin_text_trim(PIN_TEXT("a\n")), PIN_TEXT("a\n")));
    cr_assert_eq(pin_text_trim(PIN_TEXT(" \t ")).length, 0);
    cr_assert_eq(pin_text_trim((struct pin_text){NULL, 0}).length, 0);
    cr_assert(pin_text_equal((struct pin_text){NULL, 0}, PIN_TEXT("")));
    cr_assert(!pin_text_equal(PIN_TEXT("a"), PIN_TEXT("b")));
    cr_assert(!pin_text_equal(PIN_TEXT("a"), PIN_TEXT("ab")));
}

Test(text, whole_numbers_are_read_to_the_edge_of_their_range)
{
    uint32_t u32 = 0;
    uint64_t u64 = 0;
    int64_t i64 = 0;
    cr_assert_eq(pin_text_u32(&u32, PIN_TEXT("4294967295"), NULL), PIN_OK);
    cr_assert_eq(u32, UINT32_MAX);
    cr_assert_eq(pin_text_u32(&u32, PIN_TEXT("0007"), NULL), PIN_OK);
    cr_assert_eq(u32, 7);
    cr_assert_eq(pin_text_u64(&u64, PIN_TEXT("18446744073709551615"), NULL), PIN_OK);
    cr_assert_eq(u64, UINT64_MAX);
    cr_assert_eq(pin_text_i64(&i64, PIN_TEXT("9223372036854775807"), NULL), PIN_OK);
    cr_assert_eq(i64, INT64_MAX);
    cr_assert_eq(pin_text_i64(&i64, PIN_TEXT("-9223372036854775808"), NULL), PIN_OK);
    cr_assert_eq(i64, INT64_MIN);
    cr_assert_eq(pin_text_i64(&i64, PIN_TEXT("-0"), NULL), PIN_OK);
    cr_assert_eq(i64, 0);
    cr_assert_eq(pin_text_i64(&i64, PIN_TEXT("-12"), NULL), PIN_OK);
    cr_assert_eq(i64, -12);
}

Test(text, what_is_not_all_a_number_is_refused_and_out_is_left_alone)
{
    static const char *const bad[] = {"",    " 1", "1 ", "+1",  "0x1", "1a",
                                      "--1", "-",  ".",  "1,5", "e5",  "nan"};
    uint32_t u32 = 77;
    uint64_t u64 = 77;
    int64_t i64 = 77;
    double f64 = 77;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        const struct pin_text text = pin_text_of(bad[i]);
        cr_assert_eq(pin_text_u32(&u32, text, NULL), PIN_E_PARSE, "%s", bad[i]);
        cr_assert_eq(pin_text_u64(&u64, text, NULL), PIN_E_PARSE, "%s", bad[i]);
        cr_assert_eq(pin_text_i64(&i64, text, NULL), PIN_E_PARSE, "%s", bad[i]);
        cr_assert_eq(pin_text_f64(&f64, text, NULL), PIN_E_PARSE, "%s", bad[i]);
    }
    static const char *const odd[] = {"inf",   "-inf", "1e",    "1e+",    "1e-", "1.2.3",
                                      "0x1p3", "1e5 ", "1e999", "-1e309", "1f"};
    for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        cr_assert_eq(pin_text_f64(&f64, pin_text_of(odd[i]), NULL), PIN_E_PARSE, "%s",
                     odd[i]);
    }
    cr_assert_eq(pin_text_u32(&u32, PIN_TEXT("4294967296"), NULL), PIN_E_PARSE);
    cr_assert_eq(pin_text_u32(&u32, PIN_TEXT("-1"), NULL), PIN_E_PARSE);
    cr_assert_eq(pin_text_u64(&u64, PIN_TEXT("18446744073709551616"), NULL), PIN_E_PARSE);
    cr_assert_eq(pin_text_u64(&u64, PIN_TEXT("99999999999999999999"), NULL), PIN_E_PARSE);
    cr_assert_eq(pin_text_i64(&i64, PIN_TEXT("9223372036854775808"), NULL), PIN_E_PARSE);
    cr_assert_eq(pin_text_i64(&i64, PIN_TEXT("-9223372036854775809"), NULL), PIN_E_PARSE);
    cr_assert(u32 == 77 && u64 == 77 && i64 == 77);
    cr_assert_eq(bits_of(f64), bits_of(77));
}

Test(text, a_refusal_says_what_was_expected_and_quotes_forty_bytes_at_most)
{
    struct pin_error err = {0};
    uint32_t u32 = 0;
    cr_assert_eq(pin_text_u32(&u32, PIN_TEXT("ten"), &err), PIN_E_PARSE);
    cr_assert_str_eq(err.text,
                     "expected a whole number from 0 to 4294967295, found \"ten\"");
    pin_error_clear(&err);
    /* 39 letters and then a two-byte character that would be cut in half. */
    const struct pin_text text =
        PIN_TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xc3\xa9z");
    cr_assert_eq(pin_text_shown(text), 39);
    cr_assert_eq(pin_text_u32(&u32, text, &err), PIN_E_PARSE);
    cr_assert_str_eq(err.text, "expected a whole number from 0 to 4294967295, found "
                               "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\"");
    pin_error_clear(&err);
    double f64 = 0;
    cr_assert_eq(pin_text_f64(&f64, (struct pin_text){NULL, 0}, &err), PIN_E_PARSE);
    cr_assert_str_eq(err.text, "expected a decimal number from -1.8e308 to 1.8e308, "
                               "found \"\"");
}

Test(text, a_number_ends_where_the_text_ends)
{
    double f64 = 0;
    uint32_t u32 = 0;
    const struct pin_text text = {"12.5678", 4};
    cr_assert_eq(pin_text_f64(&f64, text, NULL), PIN_OK);
    cr_assert_eq(bits_of(f64), bits_of(12.5));
    cr_assert_eq(pin_text_u32(&u32, (struct pin_text){"1234", 2}, NULL), PIN_OK);
    cr_assert_eq(u32, 12);
}

Test(text, decimals_are_rounded_as_the_c_library_rounds_them)
{
    static const char *const edges[] = {"0",
                                        "-0",
                                        ".5",
                                        "5.",
                                        "-.25e1",
                                        "1e22",
                                        "1e23",
                                        "9007199254740993",
                                        "1e-400",
                                        "123456789012345678",
                                        "0.000001",
                                        "100000000000000000000000",
                                        "4.9e-324",
                                        "2.4703282292062328e-324",
                                        "1.7976931348623157e308",
                                        "2.2250738585072011e-308",
                                        "0.30000000000000004",
                                        "999999999999999e22",
                                        "1E+05",
                                        "0.1e-0000000000000001",
                                        "0e99999999999999999999",
                                        "1e-99999999999999999999",
                                        "00000000000000000000001.5"};
    for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
        double got = 0;
        cr_assert_eq(pin_text_f64(&got, pin_text_of(edges[i]), NULL), PIN_OK, "%s",
                     edges[i]);
        cr_assert_eq(bits_of(got), bits_of(strtod(edges[i], NULL)), "%s", edges[i]);
    }
    for (uint64_t i = 0; i < 200000; i++) {
        char text[64];
        const uint64_t digits = pin_rng_u64(1, 1, i) >> pin_rng_below(1, 2, i, 60);
        const int power = (int)pin_rng_below(1, 3, i, 60) - 30;
        (void)snprintf(text, sizeof(text), "%s%llu.%ue%d", i % 2 == 0 ? "-" : "",
                       (unsigned long long)digits, pin_rng_below(1, 4, i, 1000), power);
        double got = 0;
        cr_assert_eq(pin_text_f64(&got, pin_text_of(text), NULL), PIN_OK, "%s", text);
        cr_assert_eq(bits_of(got), bits_of(strtod(text, NULL)), "%s", text);
    }
}

Test(text, the_longest_exact_decimal_is_read_and_a_longer_one_refused)
{
    char text[1400];
    const int length = snprintf(text, sizeof(text), "%.1074f", -DBL_MAX);
    double got = 0;
    cr_assert_gt(length, 1300);
    cr_assert_eq(pin_text_f64(&got, pin_text_of(text), NULL), PIN_E_PARSE);
    const int shorter = snprintf(text, sizeof(text), "%.1074f", -4.9406564584124654e-324);
    cr_assert_eq(shorter, 1077);
    cr_assert_eq(pin_text_f64(&got, pin_text_of(text), NULL), PIN_OK);
    cr_assert_eq(bits_of(got), bits_of(-4.9406564584124654e-324));
}

Test(text, the_nearest_name_is_within_a_third_of_the_length)
{
    static const char *const known[] = {"engine", "metrics", "slices",
                                        "depth",  "k",       "alpha"};
    static const struct {
        const char *wanted;
        const char *nearest;
    } cases[] = {
        {"enigne", "engine"}, {"metric", "metrics"},
        {"slcies", "slices"}, {"dpeht", NULL},
        {"alhpa", "alpha"},   {"zzzzzz", NULL},
        {"depht", "depth"},   {"depth", "depth"},
        {"kk", "k"},          {"", "k"},
        {"statistics", NULL}, {"metr1c", "metrics"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got =
            pin_text_nearest(cases[i].wanted, known, sizeof(known) / sizeof(known[0]));
        if (cases[i].nearest) {
            cr_assert_not_null(got, "%s", cases[i].wanted);
            cr_assert_str_eq(got, cases[i].nearest, "%s", cases[i].wanted);
        } else {
            cr_assert_null(got, "%s", cases[i].wanted);
        }
    }
    cr_assert_null(pin_text_nearest("anything", NULL, 0));
    char longest[200];
    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    const char *const only[] = {longest};
    cr_assert_null(pin_text_nearest(longest, only, 1));
}
