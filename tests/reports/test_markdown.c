#include "harness/plugin/option.h"
#include "reports/markdown_text.h"
#include "reports/table.h"
#include "tests/reports/fixture.h"

#include <string.h>

#include <criterion/criterion.h>

Test(markdown, names_make_no_markup_no_mention_and_no_cell)
{
    struct pin_arena arena;
    struct pin_buffer buffer;
    pin_arena_init(&arena, 0);
    pin_buffer_init(&buffer, 0, NULL);
    struct pin_page page = {.out = &buffer};
    pin_markdown_text(&page, "a|b <img> *c* _d_ `e` [f](g) @all #1 \\ ~h~ &\n\xFF");
    cr_assert_eq(page.status, PIN_OK);
    cr_assert_str_eq(buffer.bytes,
                     "a\\|b &lt;img&gt; \\*c\\* \\_d\\_ \\`e\\` \\[f\\](g) &#64;all "
                     "&#35;1 \\\\ \\~h\\~ &amp;??");
    pin_buffer_free(&buffer);
    pin_arena_free(&arena);
}

static char *limited(const struct pin_summary *summary, const char *bytes,
                     struct pin_arena *arena)
{
    const struct pin_setting setting = {"bytes", bytes};
    const struct pin_settings settings = {&setting, 1, NULL};
    const void *options = NULL;
    struct pin_buffer buffer;
    cr_assert_eq(
        pin_options_fill(&options, &pin_writer_markdown.head, &settings, arena, NULL),
        PIN_OK);
    pin_buffer_init(&buffer, 0, NULL);
    cr_assert_eq(pin_writer_markdown.write(&buffer, summary, options, NULL), PIN_OK);
    char *text = pin_buffer_move(&buffer, arena, NULL);
    pin_buffer_free(&buffer);
    return text;
}

Test(markdown, a_budget_of_bytes_holds_and_what_is_left_out_is_said)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_summary *summary = fixture_large(&arena, 5, 25);
    const char *all = limited(summary, "100000000", &arena);
    cr_assert_null(strstr(all, "left out"));
    cr_assert_not_null(strstr(all, "<details><summary>"));
    static const char *const budgets[] = {"2000", "5000", "20000", "60000"};
    static const size_t bytes[] = {2000, 5000, 20000, 60000};
    for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
        const char *text = limited(summary, budgets[i], &arena);
        cr_assert_leq(strlen(text), bytes[i]);
        cr_assert_not_null(strstr(text, "left out: the report is limited to"));
    }
    pin_arena_free(&arena);
}

Test(markdown, figures_slices_and_sheets_are_tables)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const char *text =
        fixture_written(&pin_writer_markdown, fixture_sheets(&arena), 0, &arena);
    cr_assert_not_null(strstr(text, "| system | mAP&#64;10 | neg\\_recall&#64;10 ↓ | "
                                    "range(ap&#64;10) ↓ |\n|---|---:|---:|---:|\n"
                                    "| plain | **0.3333**<br><sub>.2500 .5000</sub> | "));
    cr_assert_not_null(strstr(text, "#### kind\n\n| kind | system | mAP&#64;10"));
    cr_assert_not_null(
        strstr(text, "| red (n = 1) | plain | 1.0000 | 0.0000 | 0.2500 |"));
    cr_assert_not_null(strstr(text, "#### pairs of systems\n\n| system | queries | "));
    cr_assert_not_null(strstr(text, "- a note\n"));
    pin_arena_free(&arena);
}
