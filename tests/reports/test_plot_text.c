#include "reports/plots/plot.h"
#include "tests/reports/fixture.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

struct quoted {
    const char *text, *string, *tic, *tex;
};

static const struct quoted cases[] = {
    {"plain", "'plain'", "'plain' 3", "'plain'"},
    {"", "''", "'' 3", "''"},
    {"it's", "'it''s'", "'it''s' 3", "'it''s'"},
    {"'", "''''", "'''' 3", "''''"},
    {"`ls` @x $y", "'`ls` @x $y'", "'`ls` @x $y' 3",
     "'\\textasciigrave{}ls\\textasciigrave{} @x \\$y'"},
    {"100 %s %%", "'100 %s %%'", "'100 %%s %%%%' 3", "'100 \\%s \\%\\%'"},
    {"a\nb\tc\x01\x7F", "'a?b?c?\?'", "'a?b?c?\?' 3", "'a?b?c?\?'"},
    {"\\\"|<>", "'\\\"|<>'", "'\\\"|<>' 3",
     "'\\textbackslash{}\\char34{}\\textbar{}\\textless{}\\textgreater{}'"},
    {"[x]_{a}^2 #~&", "'[x]_{a}^2 #~&'", "'[x]_{a}^2 #~&' 3",
     "'{[}x]\\_\\{a\\}\\textasciicircum{}2 \\#\\textasciitilde{}\\&'"},
    {"\xC3\xA9 \xFF\xC3(", "'\xC3\xA9 ?\?('", "'\xC3\xA9 ?\?(' 3", "'\xC3\xA9 ?\?('"},
    {"a … b − c", "'a … b − c'", "'a … b − c' 3", "'a \\dots{} b $-$ c'"},
};

static void expect(const struct pin_buffer *buffer, const char *wanted)
{
    cr_assert_str_eq(buffer->bytes, wanted);
}

Test(plot_text, strings_and_tics_are_quoted_and_latex_is_escaped)
{
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_buffer buffer;
        struct pin_plot plot = {.terminal = PIN_PLOT_SVG};
        pin_buffer_init(&buffer, 0, NULL);
        struct pin_page page = {.out = &buffer};
        pin_plot_quote(&plot, &page, cases[i].text);
        expect(&buffer, cases[i].string);
        buffer.length = 0;
        pin_plot_tic(&plot, &page, cases[i].text, 3.0);
        expect(&buffer, cases[i].tic);
        buffer.length = 0;
        plot.terminal = PIN_PLOT_TEX;
        pin_plot_quote(&plot, &page, cases[i].text);
        expect(&buffer, cases[i].tex);
        pin_buffer_free(&buffer);
    }
}

Test(plot_text, a_row_of_data_is_one_line_whatever_the_name)
{
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, NULL);
    struct pin_plot plot = {.data = {.out = &buffer}};
    pin_plot_columns(&plot, "value\tname");
    pin_plot_number(&plot, 0.1);
    pin_plot_number(&plot, (double)NAN);
    pin_plot_number(&plot, (double)INFINITY);
    pin_plot_name(&plot, HOSTILE_NAME);
    pin_plot_end_row(&plot);
    pin_plot_number(&plot, -2.0);
    pin_plot_name(&plot, "\x01\r\x7F");
    pin_plot_name(&plot, "");
    pin_plot_end_row(&plot);
    cr_assert_str_eq(buffer.bytes, "# value\tname\n"
                                   "0.1\tnan\tnan\t&%$#_{}~^\\\\|<>\"'\\n\\t,"
                                   "\xEF\xBF\xBD\xC3\xA9\n"
                                   "-2\t\xEF\xBF\xBD\\r\xEF\xBF\xBD\t\n");
    pin_buffer_free(&buffer);
}

Test(plot_text, every_type_is_found_by_its_name_and_no_other)
{
    const struct pin_plot_ops *found = NULL;
    struct pin_error err = {0};
    for (uint32_t i = 0; pin_plots[i]; i++) {
        cr_assert_eq(pin_plot_find(&found, pin_plots[i]->name, &err), PIN_OK);
        cr_assert_eq(found, pin_plots[i]);
    }
    cr_assert_eq(pin_plot_find(&found, "slice", &err), PIN_E_CONFIG);
    cr_assert_not_null(strstr(err.text, "\"slices\""));
    cr_assert_eq(pin_plot_find(&found, "", NULL), PIN_E_CONFIG);
}
