#include "reports/cell.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static struct pin_cell name(const char *text, uint32_t width_max)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_name(&cell, text, width_max);
    return cell;
}

static void expect(struct pin_cell cell, const char *text, uint32_t width)
{
    cr_assert_str_eq(cell.text, text);
    cr_assert_eq(cell.width, width, "%s: %u wide", text, cell.width);
    cr_assert_eq(cell.length, strlen(text));
}

Test(cell, what_is_no_text_or_steers_a_terminal_is_a_question_mark)
{
    expect(name("a\x1B[31mb\x7F", 40), "a?[31mb?", 8);
    expect(name("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 40),
           "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 3);
    expect(name("\xC3", 40), "?", 1);                /* cut short by the end */
    expect(name("\xE2\x82", 40), "??", 2);           /* likewise */
    expect(name("\xC0\xAF", 40), "??", 2);           /* overlong */
    expect(name("\xE0\x80\xAF", 40), "???", 3);      /* overlong */
    expect(name("\xED\xA0\x80", 40), "???", 3);      /* a surrogate */
    expect(name("\xF4\x90\x80\x80", 40), "????", 4); /* above U+10FFFF */
    expect(name("\xF8\x88\x80\x80\x80", 40), "?????", 5);
    expect(name("\x80x\xFF", 40), "?x?", 3);
    expect(name("\xC2\x9B"
                "31m",
                40),
           "?31m", 4); /* a control above ASCII */
    expect(name("a\xE2\x80\xAE"
                "b",
                40),
           "a?b", 3); /* right-to-left override */
}

Test(cell, a_long_name_loses_its_middle_and_keeps_both_ends)
{
    expect(name("0123456789", 10), "0123456789", 10);
    expect(name("0123456789", 9), "0123…6789", 9);
    expect(name("0123456789", 4), "01…9", 4);
    expect(name("0123456789", 1), "…", 1);
    expect(name("éééééééééé", 5), "éé…éé", 5);
}

Test(cell, names_of_any_length_stay_within_the_width_and_the_cell)
{
    char long_name[4000];
    for (size_t i = 0; i + 4 < sizeof(long_name); i += 4) {
        memcpy(long_name + i, "\xF0\x9F\x98\x80", 4);
    }
    long_name[sizeof(long_name) - 4] = '\0';
    for (uint32_t width = 1; width < 200; width++) {
        const struct pin_cell cell = name(long_name, width);
        cr_assert_eq(cell.width, width < PIN_CELL_NAME_MAX ? width : PIN_CELL_NAME_MAX);
        cr_assert_lt(cell.length, PIN_CELL_BYTES);
    }
}

Test(cell, a_cell_that_is_full_takes_no_half_character)
{
    struct pin_cell cell = {.length = 0};
    for (int i = 0; i < 1000; i++) {
        pin_cell_text(&cell, "…");
    }
    cr_assert_eq(cell.length, (PIN_CELL_BYTES - 1) / 3 * 3);
    cr_assert_eq(cell.width, cell.length / 3);
}

Test(cell, readers_call_the_mean_of_ap_map)
{
    static const char *const cases[][2] = {
        {"ap@10", "mAP@10"},
        {"ap", "mAP"},
        {"ap_noneg@10", "mAP_noneg@10"},
        {"ap@10[images=2]", "mAP@10[images=2]"},
        {"ap[images=2]", "mAP[images=2]"},
        {"range(ap@10)", "range(ap@10)"},
        {"ap_other@10", "ap_other@10"},
        {"apples", "apples"},
        {"p@10", "p@10"},
        {"delta_noneg@10/ap@10", "delta_noneg@10/ap@10"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_cell cell = {.length = 0};
        pin_cell_label(&cell, cases[i][0], 40);
        cr_assert_str_eq(cell.text, cases[i][1]);
        struct pin_cell narrow = {.length = 0};
        pin_cell_label(&narrow, cases[i][0], 8);
        cr_assert_leq(narrow.width, 8);
    }
}

Test(cell, counts_have_commas_between_thousands)
{
    static const uint64_t counts[] = {0, 7, 999, 1000, 7635, 109600, UINT64_MAX};
    static const char *const texts[] = {
        "0", "7", "999", "1,000", "7,635", "109,600", "18,446,744,073,709,551,615"};
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        struct pin_cell cell = {.length = 0};
        pin_cell_count(&cell, counts[i]);
        expect(cell, texts[i], (uint32_t)strlen(texts[i]));
    }
}

Test(cell, a_figure_is_never_wider_than_twelve)
{
    static const double values[] = {0.12345,   -0.00001, 999999.4, -999999.4,
                                    999999.96, 1e7,      -1e300,   0};
    static const char *const texts[] = {"0.1235",       "0.0000",     "999999.4000",
                                        "-999999.4000", "1.0000e+06", "1.0000e+07",
                                        "-1.0000e+300", "0.0000"};
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        struct pin_cell cell = {.length = 0};
        pin_cell_figure(&cell, values[i]);
        cr_assert_str_eq(cell.text, texts[i]);
        cr_assert_leq(cell.width, 12);
    }
    struct pin_cell none = {.length = 0};
    pin_cell_figure(&none, (double)NAN);
    expect(none, "-", 1);
    struct pin_cell infinite = {.length = 0};
    pin_cell_figure(&infinite, -(double)INFINITY);
    expect(infinite, "-inf", 4);
}
