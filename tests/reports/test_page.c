#include "reports/field.h"
#include "reports/page.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

struct fixed_case {
    double value;
    const char *text;
};

Test(page, four_decimals_are_rounded_from_the_exact_value)
{
    /* Expected: the decimal expansion of the double, by hand. 0.00005 lies just above the
     * tie, 0.00015 just below it; 0.03125 is a tie and goes to the even digit. */
    static const struct fixed_case cases[] = {
        {0, "0.0000"},
        {-0.0, "-0.0000"},
        {1, "1.0000"},
        {-1.5, "-1.5000"},
        {0.00005, "0.0001"},
        {0.00015, "0.0001"},
        {0.03125, "0.0312"},
        {0.09375, "0.0938"},
        {99999.99996, "100000.0000"},
        {-0.00004, "-0.0000"},
        {1e15, "1000000000000000.0000"},
        {(double)INFINITY, "inf"},
        {-(double)INFINITY, "-inf"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[PIN_FIXED_MAX];
        const size_t length = pin_fixed_print(text, cases[i].value);
        cr_assert_str_eq(text, cases[i].text);
        cr_assert_eq(length, strlen(text));
    }
}

Test(page, the_largest_double_fits)
{
    char text[PIN_FIXED_MAX];
    const size_t length = pin_fixed_print(text, -DBL_MAX);
    cr_assert_eq(length, 1 + 309 + 5);
    cr_assert_eq(strlen(text), length);
    cr_assert_eq(pin_scientific_print(text, -DBL_MAX), strlen("-1.7977e+308"));
    cr_assert_str_eq(text, "-1.7977e+308");
}

Test(page, after_a_failure_nothing_is_appended_and_the_first_status_stays)
{
    struct pin_buffer buffer;
    struct pin_error err = {0};
    pin_buffer_init(&buffer, 4, NULL);
    struct pin_page page = {.out = &buffer, .err = &err};
    pin_page_text(&page, "abc");
    pin_page_text(&page, "defg");
    pin_page_text(&page, "h");
    pin_page_count(&page, 1);
    cr_assert_eq(page.status, PIN_E_RANGE);
    cr_assert_eq(buffer.length, 3);
    cr_assert_str_eq(buffer.bytes, "abc");
    pin_buffer_free(&buffer);
}

Test(page, a_csv_field_is_quoted_where_it_must_be)
{
    static const char *const cases[][3] = {
        /* name, careful, minimal */
        {"plain", "plain", "plain"},
        {"", "", ""},
        {"a,b", "\"a,b\"", "\"a,b\""},
        {"\"", "\"\"\"\"", "\"\"\"\""},
        {"a\"b\"", "\"a\"\"b\"\"\"", "\"a\"\"b\"\"\""},
        {"a\nb", "\"a\nb\"", "\"a\nb\""},
        {"a\rb", "\"a\rb\"", "\"a\rb\""},
        {" a", "\" a\"", " a"},
        {"a\t", "\"a\t\"", "a\t"},
        {"=1+2", "=1+2", "=1+2"},
        {"\xFF", "\xFF", "\xFF"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (int style = 0; style < 2; style++) {
            struct pin_buffer buffer;
            pin_buffer_init(&buffer, 0, NULL);
            struct pin_page page = {.out = &buffer};
            pin_page_text(&page, "|");
            pin_field_csv(&page, cases[i][0],
                          style == 0 ? PIN_CSV_CAREFUL : PIN_CSV_MINIMAL);
            cr_assert_str_eq(buffer.bytes + 1, cases[i][1 + style]);
            pin_buffer_free(&buffer);
        }
    }
}
